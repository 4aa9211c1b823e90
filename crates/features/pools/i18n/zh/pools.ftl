# 不行的时候怎么说
refused-not-a-member = 只有社群成员可以这样做
refused-not-allowed = 你没有这个权限
refused-no-such-pool = 没有这个团
refused-no-such-goods = 没有这件商品，或者它已经下架
refused-title-missing = 请写一个标题
refused-title-too-long = 标题最多 120 个字
refused-terms-too-long = 说明太长了，最多 20000 个字
refused-least-not-positive = 成团条件要大于零：多少人，或者多少件
refused-least-above-most = 成团要的比总共能接的还多
refused-most-not-positive = 总量要大于零；不限就空着
refused-each-not-positive = 每人限量要大于零；不限就空着
refused-off-step = 数量要是最小单位的整倍数
refused-no-price = 请至少写一个价格
refused-too-many-steps = 价格最多写 12 档
refused-price-not-positive = 价格要大于零，而且买最少的一份也要有一分钱
refused-price-too-large = 价格太大了
refused-ladder-not-rising = 每一档要比上一档数量多、价格低
refused-split-above-price = 这件商品的分账里有固定金额，比最低一档的价格还高
refused-case-not-positive = 整箱数量要大于零；不按箱就空着
refused-least-off-case = 零头不要的时候，成团数量要是整箱
refused-stock-not-counted = 凑整多出来的会变成库存：请先给这件商品计库存
refused-no-standing = 凑整要动用基金，可章程还不允许小额支出：零头选不订，或者先提案改规则
refused-own-supply = 供货的人不能让基金向自己买：请另一位来开团，或者零头不要
refused-supplied-already = 这件商品是供货的人自己卖的，成团会自动向他下单，不用另选供货人
refused-no-such-supplier = 没有这个供货人
refused-supplier-closed = 这家供货人已经停用
refused-no-account = 这家供货人还没有自己的账户，没法记欠款：请先给一个登录链接
refused-carrier-sells = 这项授权的执行人就是供货的人，或者在供货的单位背后，没法同意向自己采购：请换一项授权，或者换一家供货
refused-own-purchase = 这是向你自己采购：请另一位来开团
refused-no-such-mandate = 没有这项授权
refused-mandate-ended = 截止的时候这项授权还没开始，或者已经结束
refused-rounding-above-standing = 凑整最多要基金补的钱，超过了这个月小额支出还剩的额度，或者基金没有这么多钱：一箱小一点、换个月开，或者零头不要
refused-mandate-for-other = 这项授权不是为买东西定的，请另选一项
refused-above-ceiling = 这项授权剩下的钱不够买这么多
refused-deadline-passed = 截止时间已经过了
refused-deadline-too-far = 截止时间最远一年
refused-grace-too-long = 等款最多等 30 天
refused-already-closed = 这个团已经截止了
refused-not-later = 新的截止时间要比原来的晚
refused-too-early = 还没到时候
refused-not-met = 条件还没达到，不能提前成团；要取消请用“取消这个团”
refused-claims-waiting = 还有人说已经付款、司库没有核对：先核对，再提前成团
refused-not-joined = 你没有参加这个团
refused-reason-missing = 请写明原因
refused-key-reused = 这个请求编号用过了，内容却不一样：请刷新页面再试
refused-no-such-commitment = 没有这一份
refused-not-yours = 这一份不是你的
refused-joins-themselves = 有账号的人由本人参加，不能代办
refused-buyer-gone = 这位买家已经不在这里了
refused-closed = 已经截止，不能再参加
refused-units-not-positive = 数量要大于零
refused-units-too-many = 数量太大了
refused-full = 名额不够了：可以少要一点，或者等有人退出
refused-above-limit = 超过了每人限量
refused-above-limit-behind = 单位和它背后的人在这个众筹里的份额要合起来算，这样就超过了每人限量
refused-far-beyond = 这比成团要的总数多得多。如果确实要这么多，请勾选“确实要这么多”。
join-sure = 确实要这么多
refused-sum-changed = 金额和你看到的不一样了：请再看一遍
refused-sum-too-large = 金额太大了
refused-owed-too-little = 社群欠你的钱不够抵这一份
refused-method-not-offered = 这个社群没有开通这种付款方式
refused-wrong-state = 这一份现在不能这样做
refused-may-not-leave = 说好了：付款以后现在不能退出，没成会全额退
refused-own-payment = 自己的付款要由另一位来核对
refused-closed-since = 已经结束，这一份算进去了，不能撤销；请改为退款
refused-not-by-hand = 这不是手工确认的，是用社里欠的钱抵扣的
refused-undo-by-another = 这笔到账是你之前某天确认的：请另一位能确认付款的人来撤销
refused-taken-back = 这张表之前确认过，后来撤销了：这次没有确认任何到账。请重新打开列表再登记。
refused-credit-spent = 当时多付的部分成员已经用掉了
refused-bank-moved-on = 账上的银行存款比这笔到账还少：先把到了的钱记上
refused-amount-not-positive = 金额要大于零
refused-amount-far = 金额比应付的多太多了：是不是多打了一个零？
refused-arrived-in-future = 到账日期在以后
refused-arrival-time-missing = 截止就在这一天：请写上到账的钟点，才知道是在截止前还是截止后
refused-reference-too-long = 备注最多 500 个字
refused-reference-used = 这个单号（备注）以前记过一笔了，没有再记。
refused-proof-too-long = 付款说明最多 500 个字

# 页面
pools = 拼团
group-buy = 拼团
market = 集市
desk = 工作台
nobody = 已离开的成员
list-comma = 、
pools-lead = 一起买，凑够了才下单。付的钱先由社群代管：没凑够全数退回。
pools-open = 正在拼
pools-formed = 成了的
pools-failed = 没成的
all-of-them = 看全部
all-pools = 全部拼团
no-pools = 还没有人开团
no-pools-next = 主理人开团以后，就能在这里参加。
no-pools-steward = 开第一个团：选一件商品，写清多少人或多少件才下单、什么时候截止。
closes = 截止
closed-at = 截止时间
closes-then = 截止：
# $time (String)
closes-text = { $time }截止
# $count (Number)
people-in = { $count } 人已付款
# $count (Number)
people = { $count } 人
# $minutes (Number)
span-minutes = { $minutes } 分钟
# $hours (Number)
span-hours = { $hours } 小时
# $days (Number)
span-days = { $days } 天
# $zone (String)
zone-of = （{ $zone }）
# $reason (String)
because = 原因：{ $reason }
# $number (Number)
entry-numbered = 第 { $number } 笔
# $title (String)
pool-called = 拼团“{ $title }”
# $title (String)
campaign-called = 众筹“{ $title }”
# $number (Number)
campaign-numbered = 第 { $number } 个众筹
# $number (Number)
pool-numbered = 第 { $number } 个拼团

pool-open = 还在拼
pool-enough = 够数了，等截止
pool-counting = 截止了，等核对付款
pool-met = 成团了，正在下单
pool-captured = 已成团
pool-failed = 没成团，正在退款
pool-refunded = 没成团，已退款
pool-cancelled = 已取消，全额退款

part-made = 待付款
part-claimed = 说已付款，待核对
part-awaiting-formation = 已付款，待成团
part-captured = 已成团
part-refunded = 已退款
part-lapsed = 已放弃
part-late = 款到太晚

step-opened = 开团
step-extended = 延长截止时间
step-condition-met = 够数了
step-met = 成团
step-failed = 没成团
step-cancelled = 取消
step-spare-bought = 基金付了凑整的钱
step-spare-refused = 凑整没有成，零头不要
step-not-ordered = 没能自动下采购单
step-captured = 每一份都变成了订单
step-refunded = 每一份都退了款
reason-remainder = 凑不满一箱的零头

# $missing (String)
still-needed = 还差 { $missing } 成团
nothing-needed = 已经够数，截止就成团
# $amount (String)
# $price (String)
formed-with = 一起买了 { $amount }，{ $price }
# $amount (String)
# $price (String)
# $left (String)
formed-late = 一起买了 { $amount }，{ $price }；凑整的还有 { $left } 可以参加
# $missing (String)
closing-needed = 已经截止，付了款的还差 { $missing }；正在核对付款
closing-enough = 已经截止，够数了；核对完付款就成团
# $came (String)
# $least (String)
came-to = 到截止有 { $came }，要 { $least } 才成团
bar-marks = 粗线是成团要的数量，细线是更低的价格开始的地方。
# $paid (String)
# $least (String)
bar-label = 已付款 { $paid }，成团要 { $least }

# 说在前面的话
# $deadline (String)
# $zone (String)
# $least (String)
rule-condition = 到 { $deadline }（{ $zone }）截止。那时付了款的够 { $least }，就成了团；不够就没成，全额退款。
# $deadline (String)
# $zone (String)
# $ended (String)
# $least (String)
rule-closed-early = 原定到 { $deadline }（{ $zone }）截止，{ $ended } 提前截止了。那时付了款的够 { $least }，就成了团；不够就没成，全额退款。
# $price (String)
rule-one-price = 价格是 { $price }。
# $amount (String)
# $price (String)
rule-step = 满 { $amount } { $price }
# $price (String)
# $steps (String)
rule-ladder = 参加时先按最贵的一档 { $price } 付。大家一起买得多就便宜：{ $steps }。成团时每个人都按达到的最低价算，多付的差价自动记到你名下，可以抵下次的货款，也可以请司库付给你。
rule-late = 凑够以后，截止以前还能参加，条件一样；截止以后就不能再参加了。
rule-late-spare = 凑够以后，截止以前还能参加，条件一样。截止以后，凑整补进来的货在数货以前也还能参加：价钱和大家最后付的一样，补了多少最多就是多少，数货以前钱要到账；替它付钱的基金拿回那份钱。
rule-awaiting = 付款以后是“已付款，待成团”：钱由社群代管，还没有订单；成团才下单。
falls-latest = 从最后参加的人开始减
falls-pro-rata = 按大家参加的数量一起减
# $case (String)
# $falls (String)
rule-case-refuse = 供货按整箱，一箱 { $case }。凑不满一箱的零头不订：{ $falls }，没订到的全额退款。
# $case (String)
# $falls (String)
rule-case-round-up = 供货按整箱，一箱 { $case }。凑不满一箱的零头由基金出钱补满，补的货到了以后没人要的才进社群库存；基金付不起，零头就不订：{ $falls }，没订到的全额退款。
# $falls (String)
rule-shortage = 到的货万一比订的少，{ $falls }，少的部分退款。
# $falls (String)
rule-shortage-spare = 到的货万一比订的少，先少凑整补的、没人要的货；还不够，{ $falls }，少的部分退款。
rule-may-leave = 截止前可以退出，付了的钱退回你名下。
rule-may-not-leave = 付款以后不能退出；只有截止时间往后延了，之前参加的人才可以退出。
# $span (String)
rule-hold = 参加后名额留 { $span }，到时没付款就让给别人。
# $span (String)
rule-grace = 截止前说了已转账的，最多再等 { $span } 让司库核对；只算截止前到账的钱。
# $most (String)
rule-most = 一共最多 { $most }。
# $most (String)
rule-each-most = 每人最多 { $most }。

# 一个团
# $name (String)
opened-by = { $name }开的团
extension-noted = 知道了
# $deadline (String)
# $reason (String)
extended-notice = 截止时间延到 { $deadline }。原因：{ $reason }。你是之前参加的，现在可以退出。
extended-tag = 延期了
price-now = 按现在的数量
# $missing (String)
to-next-step = 再来 { $missing } 更便宜
# $difference (String)
cheaper-by = 便宜 { $difference }
to-next-case = 离凑满下一箱还差
room-left = 还剩
# $unpaid (String)
room-held = 名额都被占着，其中 { $unpaid } 还没付款；到时没付就让出来。
# $own (String)
# $most (String)
own-limit = 你已经参加了 { $own }，每人最多 { $most }。
# $missing (String)
to-next-step-held = 占着名额的再付 { $missing } 就更便宜
late-left = 凑整的货，数货以前还能参加
late-join-title = 截止了，凑整的货还能参加
late-note = 价钱就是大家最后付的，不会再有差价；付了款就下单。数货以前钱没到账的不算，后到的钱记到你名下。
# $time (String)
waits-until = 最晚等到 { $time } 核对付款
ordered-together = 一起订了
# $spare (String)
of-it-spare = 其中 { $spare } 是凑整的。
# $amount (String)
spare-taken = 截止以后又有人参加了 { $amount }。
# $amount (String)
spare-shelved = 剩下的 { $amount } 到货后进了社群库存。
# $sum (String)
spare-paid = 基金付了 { $sum }。
price-reached = 达到的价格
own-parts = 我的拼团和众筹
no-order-yet = 拼团，还不是订单
my-parts = 我的拼团和众筹
what-is-agreed = 参加就是同意
# $goods (String)
about-goods = { $goods }的来历
join-title = 参加
unpaid-first = 你已经有一份还没付款。要付那一份，点上面“我的拼团和众筹”。
how-much = 要多少
# $price (String)
price-on-joining = 先付 { $price }
# $left (String)
at-most = 最多 { $left }
less = 少一点
more = 多一点
how-to-pay = 怎么付
pay-later = 转账或扫码，付完告诉司库
# $sum (String)
pay-set-off = 用社群欠我的钱抵（有 { $sum }）
group-text = 发到群里的话
group-text-label = 成团了，可以这样说
group-copy = 复制
group-copied = 复制好了
# $title (String)
# $people (Number)
# $ordered (String)
group-formed = { $title } 成团了！{ $people } 人，一起订了 { $ordered }。
# $price (String)
group-price = 成团价 { $price }。
# $difference (String)
group-back = 先付的比成团价多，差价 { $difference } 自动记到各人名下。
join-difference = 成团价更低的话，差价自动记到你名下。
count-again = 重新算
# $sum (String)
join-do = 参加，付 { $sum }
join-as-member = 成员才能参加。
how-to-become-one = 怎么加入
no-room = 名额满了。有人退出或没付款，名额会让出来。
counting-note = 已经截止，不能再参加。司库正在核对截止前的付款。
prices = 价格
together-from = 一起买满
price-of-unit = 单价
where-it-stands = 到哪里了
rung-here = 现在在这里
rung-was = 成团在这里
rung-passed = 已经过了
# $missing (String)
rung-missing = 还差 { $missing }
who-is-in = 谁参加了
# $count (Number)
# $amount (String)
in-so-far = { $count } 人，一共 { $amount }。
# $count (Number)
# $amount (String)
in-at-close = 截止时 { $count } 人，一共 { $amount }。
only-paid = 只算付了款、没有退的。
# $count (Number)
in-without-account = 没有账号的邻居 { $count } 位
# $count (Number)
and-more = 还有 { $count } 人
# $count (Number)
claims-wait = { $count } 份说已付款，等司库核对。
run-title = 管理这个团
extend = 延长截止时间
extend-note = 所有参加的人都会看到原因；之前参加的人可以退出。
new-deadline = 新的截止时间
reason = 原因
reason-hint = 大家都能看到
close-early = 提前成团
close-not-met = 还没够数，不能提前成团。
close-claims = 还有人说已付款、司库没核对完，核对完才能提前成团。
close-note = 现在就按已付款的数量下单，之后不能再参加。
close-ask = 现在就成团吗？不能再改。
cancel-pool = 取消这个团
cancel-note = 所有付了款的人全额退款，记到各人名下。
cancel-ask = 取消这个团、全部退款吗？不能再改。
what-happened = 经过

# 一份
# $pool (Number)
# $part (Number)
part-title = 拼团 { $pool } 的第 { $part } 份
# $pool (Number)
# $part (Number)
part-reference = 拼团{ $pool }-{ $part }
member = 参加的人
paid-by = 付款方式
what-member-wrote = 付款说明
noted = 备注
cost-in-the-end = 成团后的价钱
returned = 退回
became = 变成了
the-order = 订单
returned-where = 退回的钱在“我的”里：可以抵货款，也可以请司库付给你
# $time (String)
told-made = 名额留到 { $time }，到时没付款就让给别人。
told-claimed = 等司库在账上找到这笔钱。
told-held = 钱由社群代管，截止后成团就下单，不成全额退款。
told-captured = 已经变成订单。
# $cost (String)
# $back (String)
told-captured-difference = 已经变成订单，实付 { $cost }，差价 { $back } 退回了你名下。
# $less (String)
# $got (String)
# $back (String)
told-captured-less = 凑不满一箱，少了 { $less }；订到 { $got }，{ $back } 退回了你名下。
# $less (String)
# $got (String)
# $back (String)
# $refused (String)
# $difference (String)
told-captured-less-and-cheaper = 凑不满一箱，少了 { $less }；订到 { $got }。{ $back } 退回了你名下：没订到的 { $refused }，差价 { $difference }。
# $back (String)
told-refunded = { $back } 全数退回了你名下。
# $back (String)
# $reason (String)
told-refunded-because = { $back } 全数退回了你名下。原因：{ $reason }
told-late = 钱到的时候已经截止或者名额已经让出，记到了你名下。
told-lapsed = 没有付款，名额已经让出。
told-gift-lapsed = 没有付款，这一笔不算了。
pay-title = 付款
# $reason (String)
not-found-because = 司库没有找到这笔钱：{ $reason }。查清以后可以再说一次。
# $reason (String)
part-undone-because = 有一笔到账记错了，已经撤销：这一份还没付（你要是已经付了，说一声就行）。原因：{ $reason }
undo-payment = 记错了份：撤销这笔到账
undo-payment-note = 用在钱其实是别人的、或付别的东西的时候。撤销后这一份要重新付款，成员会看到原因。再把这笔钱记到对的那一份，原来的流水号还可以用。
undo-reason-hint = 成员会看到，别写付款人是谁。
undo-payment-do = 撤销这笔到账
too-little-note = 到账的钱不够这一份，已经记到你名下。把差的转过来，合在一起就算付清。
# $sum (String)
set-off-covers = 社群欠的 { $sum } 够付这一份。
set-off-do = 用这笔钱付
no-way-to-pay = 社群还没有写转账或扫码的方法，请问主理人。
amount-to-pay = 要付
still-to-pay = 还差
quote-this = 附言请写
proof = 付款说明
proof-hint = 司库凭什么找到这笔钱：户名、时间、尾号
claim-paid = 我付了
claim-withdraw = 还没付，撤回
own-payment-note = 这是你自己的付款，要由另一位司库或者主理人来核对。付了就点“我付了”，它就会出现在他们的工作台上。
own-payment-claimed = 这是你自己的付款，另一位司库和主理人的工作台上已经能看到，等他们核对。没付成就撤回。
money-came = 钱到了
# $quote (String)
should-quote = 附言应是 { $quote }
amount-arrived = 到账金额
amount-arrived-elsewhere = 那边到账多少，整笔记下：要正好是这一份，不多也不少。
amount-arrived-hint = 多出来的会记到本人名下；不够的也是，那一份仍是待付款。差的补来以后，合在一起付清。
arrived-on = 到账日期
arrived-on-hint = 按银行记录写，不是今天。截止后到账的不算参加。
arrived-hour-hint = 按银行记录写到几点几分：截止前到账的才算参加。
bank-reference = 银行流水号
another-transfer = 这是另外一笔转账
another-transfer-hint = 两笔钱都到账了才勾。
confirm-payment = 确认到账
money-did-not-come = 没有找到
refuse-hint = 本人会看到，可以再说一次
refuse-payment = 没有找到
leave = 退出
leave-ask = 真的退出吗？
leave-campaign-ask = 真的不支持了吗？
leave-note = 还没付款，退出就让出名额。
leave-note-paid = 付的钱退回你名下。
leave-note-elsewhere = 钱从没到过这里，由收款的一方退。
leave-gift-ask = 真的不捐了吗？
may-not-leave-elsewhere = 现在不能退出；没成由收款的一方退钱。
given-up-elsewhere = 在别处付过，已放弃
given-back-elsewhere = 在别处付过，由那边退
part-came-to-nothing = 没成
part-not-entered = 没有登记
may-not-leave-note = 现在不能退出；没成会全额退款。
part-step-made = 参加
part-step-claimed = 说已付款
part-step-paid = 到账
part-step-too-little = 到账，不够这一份

# 工作台
# $name (String)
treasurer-paid = { $name }自己的付款
only-another-confirms = 要另一位来核对
claimed-title = 拼团和众筹付款待核对
# $pool (String)
parts-together = 一次核对：{ $pool }
unlooked-title = 说付了款、一直没人核对
unlooked-note = 这几份还没核对，拼团、众筹就结束了。钱到了就点进去入账，全数记到本人名下；没到就写明没到。
no-claims = 没有要核对的付款
no-claims-next = 有人说付了拼团或者众筹的钱，会在这里等你核对。
# $count (Number)
# $sum (String)
claims-sum = { $count } 份，共 { $sum }
# $count (Number)
# $sum (String)
held-sum = 已付款、待成团：{ $count } 份，共 { $sum }
held-note = 代管着，还没有订单
own-payment-tag = 自己的
# $age (String)
waits-since = 等了 { $age }
# $text (String)
quoted = “{ $text }”
# $count (Number)
parts-counted = { $count } 份
# $count (Number)
awaiting-counted = 已付款、待成团 { $count } 人
desk-nothing = 没有要做的

# 开团
open-group-buy = 开团
nothing-to-buy = 还没有可以一起买的商品
nothing-to-buy-next = 先上架商品，写清分账，再开团。
to-offer = 上架商品
members-will-read = 成员会看到
open-do = 开团
or-change-below = 不对的话，在下面改，再看一遍。
# $price (String)
dearer-than-alone = 最贵的一档比单独买（{ $price }）还贵。
what-is-bought = 买什么
what-is-bought-hint = 从在卖的商品里选。货款按它现在的分账分。
pool-title = 标题
pool-title-hint = 例如“周末一起买苹果”
terms = 说明
terms-hint = 在哪里取货、什么时候到、品质怎么算
when-it-forms = 怎样算成团
least = 至少
least-hint = 付了款的到这个数才成团
deadline = 截止时间
counts-what = 按什么算
count-units = 数量
count-people = 人数
prices-hint = 只写一档就是一口价。写几档就是越多越便宜：每一档的数量更多、价格更低。
more-steps = 再加几档
# $number (Number)
step-numbered = 第 { $number } 档
first-from-hint = 第一档可以空着
first-price-hint = 参加时先按这个价付
whole-cases = 整箱
case = 一箱多少
case-hint = 供货不按箱就空着
remainder = 凑不满一箱的零头
remainder-refuse = 不订，退款
remainder-round-up = 基金出钱补满，补的进库存（走小额支出；你不是司库的话，先等司库同意再开团）
falls-on = 不够分的时候少谁的
falls-on-hint = 零头不订、到货不足，都照这样办
falls-latest-choice = 从最后参加的人开始减
falls-pro-rata-choice = 按各人数量一起减
room-and-time = 名额与付款
most = 一共最多
most-hint = 不限就空着
each-most = 每人最多
each-most-hint = 不限就空着
hold-hours = 没付款的名额留多久
hold-hint = 到时没付款，名额让给别人
grace-hours = 截止后等核对多久
grace-hint = 只等截止前说了已付款的
hours = 小时
may-leave = 付款以后、截止以前可以退出
may-leave-hint = 不选的话，付了款就等到截止
look-it-over = 先看一遍
look-it-over-note = 会用句子列出成员看到的条件，看过再开团。
step-short = 供货人送少了，按说好的办法少拿并退款
short-reason = 供货人没送齐，按参团时说好的办法由你少拿，钱已退给你
short-spare = 凑整的部分没送到
late-spare = 凑整的部分有人买了
# $amount (String)
short-of-it = 没送到 { $amount }，按说好的办法退了
order-by-hand = 这是社群自己卖的货，没有自动开采购单：请自己向进货的人订。货架上计数的，点货时会自动加上去，请再把这次拼团的数从库存里减掉，它们已经是大家的订单了。
# $number (Number)
purchase-numbered = 采购单 { $number }

# 众筹：不行的时候怎么说
refused-as-decided = 众筹按表决通过的时间和条件进行，不能这样改
refused-below-least = 比这个众筹最少的一份还少
refused-risk-not-read = 请先读一遍可能的风险，并勾选“我读过了”
refused-risk-changed = 风险说明更新了：请再读一遍
refused-on-probation = 这件事要过了观察期、并且入社够久才能看和参加
refused-no-such-campaign = 没有这个众筹
refused-no-such-fund = 没有这个基金
refused-decision-missing = 众筹要有一个通过的提案
refused-title-unfit = 请写一个标题，最多 120 个字
refused-words-too-long = 太长了，最多 4000 个字
refused-gets-missing = 请写明参加的人得到什么
refused-risk-missing = 请写明可能出什么问题
refused-promises-return = 文字里像是在承诺回报（比如保本、固定收益）：没有人能这样承诺，请改一下
refused-goal-unfit = 目标要大于零，也不能大得离谱
refused-second-goal-not-higher = 第二轮的目标要比第一轮高
refused-round-unfit = 第二轮要在 1 到 180 天之间
refused-unit-unfit = 每份的价格不对：捐赠不分份，其他的要大于零
refused-parts-unfit = 每份、每人的最少和最多对不上
refused-goal-above-most = 总份数全部认完也到不了目标
refused-cap-missing = 股金要写明总份数和每人最多几份
refused-instrument-unfit = 份额登记簿记不下：名称最多 80 个字，说明最多 2000 个字，份数也要合适
refused-deadline-unfit = 截止时间要在以后，最远一年
refused-grace-unfit = 等款最多等 30 天
refused-withdraw-unfit = 可以撤回的时间不能晚于截止时间
refused-milestones-unfit = 里程碑最少一个、最多 12 个，每个都要有名称和比例
refused-steps-elsewhere = 外部股权登记的钱不在这里，没法分步放款：里程碑只有一个，要有名称，比例 100%
refused-delivery-missing = 预订至少要两个里程碑：第一个是达到目标，最后一个是交付，由团队报告完成、支持者认可
refused-tranches-not-whole = 各个里程碑的比例加起来要正好是 100%
refused-milestone-dates = 里程碑的日期要一个比一个晚，而且在众筹（包括第二轮和等款）结束以后，最远五年
refused-budget-unfit = 预算最多 30 行，每行都要有用途和大于零的金额
refused-look-unfit = 留给支持者看的时间要在 1 到 60 天之间
refused-percent-unfit = 比例要在 0 到 100 之间；“没人反对就算通过”的至少是 1
refused-silence-not-allowed = 本社规则要求里程碑由支持者投票，不能靠公示
refused-acceptance-lax = 比本社规则松：投票要更多人参加，或者更少人反对就能拦下
refused-look-too-short = 本社规则给支持者更多天数看
refused-probation-unfit = 入社多少天要在 0 到 3650 之间
refused-team-unfit = 团队要有 1 到 20 位现在的成员，每人只写一次
refused-no-second-round = 表决通过的条件里没有第二轮
refused-already-raised = 目标已经提高过一次了
refused-not-reached = 先达到第一轮的目标，才能提高
refused-over = 这个众筹已经截止了
refused-match-decision-missing = 配捐要有一个通过的提案
refused-match-name-unfit = 配捐要有个名字，不超过 120 个字
refused-match-budget-unfit = 拨出的金额要大于零，也不能大得离谱
refused-match-percent-unfit = 每笔捐款配 1% 到 1000%
refused-match-caps-unfit = 各个上限要大于零，并且一层不超过一层：每笔不超过每人和每个众筹，每人、每个众筹不超过总额
refused-match-campaigns-unfit = 至少写一个众筹，不能重复，最多 20 个
refused-not-gifts = 只有捐赠可以配捐：商品有价钱，股金等于拿大家的钱替人买
refused-already-matched = 这个众筹已经有别的配捐了
refused-match-same-fund = 这个众筹的钱本来就进这个基金，自己配自己等于没配
refused-fund-too-small = 这个基金没有这么多钱
refused-not-the-team = 只有团队成员能这样做
refused-not-a-backer = 只有支持者能表示意见，团队自己不算
refused-owners-speak = 这家公司背后的几个人自己也支持了，由他们各自表态
refused-no-such-milestone = 没有这个里程碑
refused-not-its-turn = 还没轮到这个里程碑：前面的先完成
refused-milestone-decided = 这个里程碑现在不能这样做：还没申报，或者已经有结果了
refused-spending-ended = 花这笔钱的授权已经结束，不能再申报里程碑
refused-overdue = 这个里程碑已经过期了
refused-evidence-missing = 请写明做到了什么、支持者可以看什么
refused-nothing-said = 请写一点内容
refused-no-such-question = 没有这个问题
refused-already-answered = 这个问题已经回答过了

# 众筹：发生了什么
step-raised = 目标提高了
step-milestone-claimed = 团队申报完成
step-goal-released = 达到目标，第一笔放款
step-goal-owed = 达到目标，第一份记作欠大家的货
step-goal-released-all = 达到目标，一次全部放款
step-delivery-unsaid = 记作基金的收入；货交付了没有，这里没有人说过
step-goal-recorded = 达到目标，已登记
step-milestone-released = 里程碑通过
step-milestone-refused = 支持者没有通过
step-milestone-overdue = 过期没有完成
step-units-entered = 份额记进了登记簿
step-delivered = 预订的东西交付了
step-rest-returned = 没放款的都退回了
step-spending-ended = 花这笔钱的授权提前结束了，不再放款
refused-period-closed = 账已经结到这一天之后了，不能再记进去。请写结账以后的日期，说明里可以写实际是哪天。

# 众筹的种类和规则
offered-donation = 捐赠
offered-donation-note = 送出去，不求回报
offered-pre-order = 预订
offered-pre-order-note = 东西做好了再交付；交付之前都欠着，没交付就退钱
offered-member-capital = 成员股金
offered-member-capital-note = 拥有社群的一部分，记在份额登记簿里；可能亏
# $name (String)
# $note (String)
offered-explained = { $name }：{ $note }
acceptance-vote = 投票：每位支持者一票，赞成多于反对就算通过
acceptance-silence = 沉默：公示几天，反对的人不够多就算通过
# $days (Number)
# $percent (Number)
rule-vote-goods = 团队申报到了一步，支持者有 { $days } 天投票，一人一票，团队不投；赞成多于反对、并且至少 { $percent }% 的支持者投了，才算通过
# $days (Number)
# $percent (Number)
rule-silence-goods = 团队申报到了一步以后公示 { $days } 天；如果 { $percent }% 的支持者反对就不通过，否则通过
# $days (Number)
# $percent (Number)
rule-vote = 团队申报完成以后，支持者有 { $days } 天投票，一人一票，团队不投；赞成多于反对、并且至少 { $percent }% 的支持者投了，才放款
# $days (Number)
# $percent (Number)
rule-silence = 团队申报完成以后公示 { $days } 天；如果 { $percent }% 的支持者反对，就不放款，否则放款

# 众筹的页面
campaigns = 众筹
match-fund = 配捐
campaign-word = 众筹
all-campaigns = 全部众筹
campaigns-lead = 提案通过以后一起出钱办一件事。没到目标全部退回；到了目标，做完一步放一笔。
no-campaigns = 还没有众筹
no-campaigns-next = 众筹从一个通过的提案开始。
to-decisions = 去看提案
what-is-due = 接下来的日子
campaign-open = 进行中
campaign-counting = 正在结算
campaign-failed = 没达到目标，正在退款
campaign-refunded = 没达到目标，已退款
campaign-running = 达到目标，在做
campaign-done = 完成了
campaign-returned = 停了，余款退回
campaign-later = 这个众筹关系到份额和权益，过了观察期、入社够久的成员才能看条款。
# $sum (String)
campaign-missing = 还差 { $sum } 到目标
campaign-enough = 达到目标了，截止前还可以参加
# $all (String)
# $released (String)
campaign-released = 一共 { $all }，已经放款 { $released }
# $all (String)
campaign-owed = 一共 { $all }，全都欠着货，交付之前不放款
# $all (String)
campaign-delivered = 一共 { $all }，货已经交付
# $all (String)
campaign-delivery-unsaid = 一共 { $all }，达到目标时就放了款；货交付了没有，这里没有人说过
# $returned (String)
campaign-not-delivered = 没交付就停了，退回 { $returned }
# $released (String)
# $returned (String)
campaign-given-back = 放款 { $released } 以后停了，退回 { $returned }
# $deadline (String)
# $zone (String)
# $goal (String)
campaign-rule-goal = 到{ $deadline }（{ $zone }）达到 { $goal } 才算成；没达到，每个人全额退款，只退一次
campaign-rule-donation = 这是捐赠：钱进基金，不退、没有回报，除非没达到目标或者里程碑没通过
campaign-rule-pre-order = 这是预订：交付之前社群一直欠着你，不能当作基金的钱花；最后一个里程碑通过就是交付了，没交付就全部退回
campaign-rule-spent = 放出来的钱，由团队按预算一笔一笔申请，团队以外的人批了才能付；没放出来的谁也不能花
campaign-rule-spent-otherwise = 没有写预算：放出来的钱怎么花，要另外表决授权
campaign-rule-spent-goods = 交付之前，谁也不能花这笔钱：料钱工钱由团队先垫，交付以后凭凭证按预算报；没交付就全部退给预订的人，垫的钱由垫的人自己承担
campaign-rule-spent-goods-otherwise = 交付之前，谁也不能花这笔钱，料钱工钱由团队先垫；没交付就全部退给预订的人，垫的钱由垫的人自己承担。没有写预算：交付以后怎么花，要另外表决授权
campaign-rule-whole-units = 按整份放款：所有人的份数合在一起按比例取整，一次和写的比例相差不到一份；先轮到谁按零头大小排，几次合起来每个人一份不差
campaign-rule-member-capital = 这是成员股金：放一笔款就登记一笔份额；价值可能下降，没有保证的回报
# $time (String)
campaign-rule-withdraw = { $time }之前可以撤回，之后不行
# $goal (String)
# $days (Number)
campaign-rule-second = 达到以后团队可以把目标提高到 { $goal }、延长 { $days } 天；那时每个人又可以撤回，新目标没达到就全部退回
campaign-rule-pre-order-at-goal = 这是预订，表决时只定了一步：达到目标就一次全部放款，货到了没有，这里不再问
campaign-rule-rest-goods = 里程碑没通过或者过期，钱全部退回，一分不少：没交付的始终是你的
campaign-rule-rest = 里程碑没通过或者过期，还没放款的按出钱多少退回，一分不差
campaign-rule-rest-units = 里程碑没通过或者过期，还没放款的份额按原价退回；只退整份，尽量和各人的份数成比例
# $price (String)
campaign-rule-price = 每份 { $price }
# $amount (String)
campaign-rule-least = 一次最少 { $amount }
# $amount (String)
campaign-rule-each = 每人最多 { $amount }
# $amount (String)
campaign-rule-most = 总共最多 { $amount }
# $days (Number)
campaign-rule-member-days = 过了观察期、入社满 { $days } 天的成员才能参加
# $units (Number)
campaign-units = { $units } 份
campaign-in = 已付款
campaign-goal = 目标
campaign-people = 支持者
money-kept = 还没放款
money-advance = 欠着的货
money-released = 已放款
money-kept-goods = 代管着
money-earned = 已交付，归基金
money-recorded = 已登记
money-returned = 已退回
campaign-decision = 由哪个提案决定
campaign-fund = 钱进哪个基金
campaign-paid-elsewhere = 按合同付到别处，不经过社群
campaign-team = 团队
campaign-story = 这个众筹是做什么的
campaign-gets = 参加的人得到什么
campaign-risk = 可能出什么问题
campaign-join = 参加
campaign-amount = 出多少
campaign-how-many = 要几份
# $price (String)
campaign-each-costs = 每份 { $price }
campaign-risk-read = 我读过了可能出的问题
risk-hint-donation = 捐出去、已经放款的不退。
risk-hint-pre-order = 可能晚到，也可能做不出来；没交付的，钱退给你。
risk-hint-capital = 投入的钱可能收不回来，部分或全部。
campaign-join-do = 参加
milestones = 里程碑
# $sum (String)
milestones-and-match = 这里的金额是支持者出的；另有配捐 { $sum }，按同样的比例一起放款。
milestone-waiting = 未到
milestone-claimed = 等支持者看
# $units (Number)
# $sum (String)
milestone-units-at-goal = 正好到目标时，按整份是 { $units } 份、{ $sum }
# $units (Number)
milestone-units = 按整份放：这次 { $units } 份
milestone-released = 已放款
milestone-by-goal = 达到目标时已放款
milestone-owed-by-goal = 达到目标起记作欠大家的货
milestone-never-came = 货没有交付
milestone-recorded = 达到目标时已登记
milestone-owed = 已通过，货还欠着
milestone-undelivered = 已通过，货没有交付
milestone-delivered = 已交付
milestone-refused = 没通过
milestone-overdue = 过期
milestone-dropped = 不做了
milestone-to-look = 等你看
due-by = 期限
at-the-goal = 达到目标时放款
at-the-goal-owed = 达到目标后记作欠你的货，到交付为止
evidence = 做到了什么
evidence-hint = 写清楚，让支持者能看到：照片在哪、账在哪、什么时候能来看。
# $backers (Number)
# $yes (Number)
# $no (Number)
voices-counted = { $backers } 位支持者可以表态（不算团队的人，也不算已经离开的），{ $yes } 位认可，{ $no } 位反对
# $backers (Number)
voices-sealed = { $backers } 位支持者可以表态（不算团队的人，也不算已经离开的；一个人和自己的公司算一位）；多少人认可、多少人反对，到期才公布
look-until = 看到
# $time (String)
look-until-text = { $time }之前说一声
you-accepted = 你认可了，还可以改
you-objected = 你反对了，还可以改
accept-do = 认可
object-do = 反对
claim-title = 申报完成
claim-do = 申报，请支持者看
campaign-budget = 预算
budget-what = 用在哪里
budget-planned = 预算
budget-spent = 实际花了
budget-beside = 不在预算里的
purse = 放出来的钱
# $permitted (String)
# $used (String)
# $left (String)
purse-said = 已经放出来 { $permitted }，批了 { $used }，还能花 { $left }。
# $permitted (String)
# $used (String)
# $left (String)
purse-said-closed = 已经放出来 { $permitted }，批了 { $used }，没花的 { $left }。
# $sum (String)
purse-of-match = 放出来的里面有配捐 { $sum }。
# $left (String)
purse-rest-gift = 没花的 { $left } 留在基金里：这是捐来的，不拿来分给大家；要用，由大家另作决定。
# $left (String)
purse-rest-goods = 没花的 { $left } 留在基金里，算这个基金卖东西的收入。
# $left (String)
purse-rest-capital = 没花的 { $left } 留在基金里，还是大家的股金。
purse-ask = 申请支出
purse-ask-note = 垫了钱，或者要付给谁，在这里提交，选预算里的哪一项；由团队以外有审批权的人批。
purse-closed = 不能再申请支出；之前提交的还会有人批。
campaign-was-stopped = 众筹停了
budget-whole = 合计
spent-so-far = 已经花的
nothing-spent = 还没有花。
spent-whole = 一共花了
# $left (String)
budget-left = 预算还剩 { $left }
# $over (String)
budget-passed = 超出预算 { $over }
spent-under = 按授权
due-closes = 截止
due-withdraw = 这之后不能撤回
# $title (String)
due-milestone = 里程碑到期：{ $title }
# $title (String)
due-delivery = 交付：{ $title }
# $title (String)
due-look = 支持者看完：{ $title }
updates = 进展
no-updates = 团队还没有写过进展
older-updates = 更早的进展
more-questions = 更多问答
update-write = 写进展
update-words = 做到哪一步了
update-do = 发布
questions = 问答
question-write = 提问
question-words = 想问什么
question-hint = 能看这个众筹的人都看得到你的问题和回答。
question-do = 提问
# $name (String)
answer-of = { $name } 回答
answer-write = 回答
answer-words = 回答
answer-do = 回答
not-answered = 还没有回答
team-title = 团队
raise-title = 提高目标
# $goal (String)
# $time (String)
raise-note = 目标提高到 { $goal }，截止推到{ $time }；每个人都可以撤回，没达到就全部退回。只能提高一次。
raise-reason-hint = 每位支持者都会看到。
raise-ask = 提高目标？每个人都可以撤回。
raise-do = 提高目标
campaign-cancel = 取消众筹
# $people (String)
# $sum (String)
campaign-cancel-back = 已付款的 { $people }共 { $sum }，全额退回各自名下；支持者会看到取消和原因
# $what (String)
campaign-cancel-ask = 取消众筹？{ $what }。
told-campaign-held = 钱由社群代管，到截止看有没有达到目标
# $sum (String)
told-campaign-returned = 没放款的退回了 { $sum }
told-campaign-ordered = 达到目标了，交付之前社群一直欠着你
told-delivery-unsaid = 达到目标时钱就放出去了。货交付了没有，这里没有人说过：请问问负责的人
told-campaign-delivered = 货已经交付，社群不再欠你这一份
# $sum (String)
told-not-delivered = 没交付的货，退回了 { $sum }
told-campaign-captured = 达到目标了，按里程碑放款
question-gone = （提问的人已注销）

part-awaiting-goal = 已付款，等截止
part-stopped = 停了
part-reached = 达到目标
# $pool (Number)
# $part (Number)
campaign-part-title = 众筹 { $pool } 的第 { $part } 份
# $pool (Number)
# $part (Number)
campaign-part-reference = 众筹{ $pool }-{ $part }
# $time (String)
told-campaign-made = { $time }之前付款，过了就当放弃。

step-campaign-opened = 众筹开始
step-campaign-enough = 钱凑够了
step-campaign-met = 截止，达到目标
step-campaign-failed = 截止，没达到目标
step-campaign-captured = 钱都算进来了，按里程碑放款

# $paid (String)
# $least (String)
campaign-bar-label = 已到 { $paid }，目标 { $least }
# $came (String)
# $least (String)
campaign-came-to = 截止时凑到 { $came }，目标 { $least }
# $came (String)
# $least (String)
campaign-kept-too-little = 截止时凑到 { $came }，目标 { $least }，但其中有人已经退社、还在观察期，或者超过了每人限量：去掉这些就没达到目标
# 众筹里成员付的和配捐加在一起
campaign-together = 一共凑到
# $sum (String)
of-it-match = 其中配捐 { $sum }
# 被取消的团和众筹：谁取消的、钱怎么了
off-by-organiser = 截止前，组织的人取消了这个团
off-by-another = 截止前，管拼团的人取消了这个团
off-not-consented = 动用基金没有得到同意，这个团没有开
off-by-team = 截止前，发起团队取消了这次众筹
off-nobody-paid = 还没有人付款，没有钱要退
# $count (Number)
off-looking = { $count } 份说已付款，司库还在查，到了就退到本人名下
# $money (String)
# $looking (String)
off-money-looking = { $money }。{ $looking }
# $people (String)
# $sum (String)
off-going-back = { $people }付的 { $sum } 正在全额退回，记在各自名下
# $people (String)
# $sum (String)
off-gone-back = { $people }付的 { $sum } 已全额退回，记在各自名下，可以提取或抵下次的款
# $people (String)
# $sum (String)
off-paid-elsewhere = { $people }在别处付的 { $sum } 不经过这里，由收款的一方退还
# $by (String)
# $money (String)
off-and-money = { $by }。{ $money }。
# $fund (String)
# $sum (String)
match-added-nothing = 众筹没成，{ $fund }本来要添的 { $sum } 没有动用。
# $fund (String)
# $sum (String)
match-adds = { $fund }给这个众筹的捐款配捐，现在添了 { $sum }，算在目标里。
# $left (String)
# $all (String)
match-left = 还剩 { $left } 没配出去，总共 { $all }。
# $left (String)
match-left-yours = 你的捐款还能配到 { $left }。
# $gift (String)
# $added (String)
match-brings = 你捐 { $gift }，配捐添 { $added }
match-as-it-stands = 这是眼下的情况。以司库确认收到钱的时候为准：那时答应的，后来的人再多也不变。
match-as-it-moves = 这是眼下的情况，众筹截止前会随别人的捐款变。
match-ask = 我捐的能配多少？
match-ask-do = 算一下
match-not-the-team = 你在团队里：团队自己捐的不配。
match-not-yet = 你还在观察期，过了以后捐的才配。
match-closed = 不再添了。
match-rules = 怎么添
match-returned = 退回了原来的基金
match-brought = 配捐添了
match-kind-share = 按比例：每笔捐款添百分之几，先到先得
match-kind-quadratic = 平方配捐：捐的人越多添得越多，许多小额比一笔大额添得多
# $percent (Number)
match-rule-share = 每笔捐款添 { $percent }%，不足货币最小单位的舍去
# $each (String)
# $member (String)
match-rule-share-caps = 每笔最多添 { $each }，每人连同自己的公司合计最多 { $member }，先到先得
match-rule-quadratic = 把每个人捐的数开平方，加起来再平方，比捐款多出来的就是要添的（Buterin、Hitzig、Weyl，2018，《A Flexible Design for Funding Public Goods》）
match-rule-scaled = 几个众筹该添的超过总额，就按比例缩到总额，精确到分；所以众筹截止前，这个数会随别人的捐款变
# $campaign (String)
# $all (String)
match-rule-caps = 每个众筹最多添 { $campaign }，总共最多 { $all }
match-rule-who = 只配司库确认收到的钱，只配过了观察期的成员；同一个人捐几笔都配，连同自己公司捐的合在一起算；团队自己捐的不配，配捐开始前捐的也不配
match-rule-goal = 添的钱算在目标里，跟捐款按同样的里程碑放款，进这个众筹的基金
match-rule-back = 众筹没成、有人退出、里程碑没通过或逾期，添的那份退回原来的基金
refused-already-paid = 这一份已经付过了，没有再记一次
refused-part-over = 这一份已经放弃，或者钱到的时候已经截止。钱要是真的到了，请到这一份的页面单独登记，会记为欠成员的钱
refused-sum-differs = 金额和这一份应付的不一样，请到这一份的页面单独登记
to-payments = 一次确认多笔收款

offered-equity-record = 外部股权登记
offered-equity-record-note = 有什么权利，由别处的合同或法律定，登记簿照着记；在众筹里认的，钱按合同付到那边，不经过这里
campaign-rule-equity-record = 这是外部股权的登记：钱按合同付到那边，从不经过这里；这里只记下认了多少、那边到账多少，达到目标就在登记簿里记份额。价值可能下降，没有保证的回报
# $deadline (String)
# $zone (String)
# $goal (String)
campaign-rule-goal-elsewhere = 到{ $deadline }（{ $zone }）合同那边到账满 { $goal } 才算成；没达到就不登记份额，钱由收款的一方退
# $all (String)
campaign-recorded = 记下合同那边到账 { $all }，没有一分经过这里
risk-hint-equity = 投入的钱可能收不回来，部分或全部；这笔钱不在社群手里。
at-the-goal-recorded = 达到目标时记入登记簿
pay-elsewhere = 按合同付到那边，不付到这里
pay-elsewhere-note = 请按合同付款，钱不经过这个社群。付了以后在这里说一声，司库会记下来。
came-elsewhere-note = 记下合同那边到账的全数。账本不记：社群没有收到这笔钱。
# $time (String)
told-elsewhere-made = 已认。{ $time }之前按合同付过去，过了就当放弃。
told-elsewhere-held = 已记下合同那边到账，钱不在这里；达到目标就登记份额
told-elsewhere-captured = 达到目标了，份额已经登记
told-elsewhere-failed = 众筹没成。钱从没到过这里，由收款的一方退
told-elsewhere-not-entered = 份额没有登记。钱从没到过这里，由收款的一方退
told-elsewhere-ended = 已放弃。钱从没到过这里，由收款的一方退
refused-amount-differs = 付到别处的要记全数：金额得和认的一样
no-campaigns-yet = 还没有众筹。谁都可以提议发起一个。
# What a dry run says
# $community (String)
# $day (String)
forecast-title = { $community }：如果都在 { $day } 结束
forecast-nothing = 没有进行中的拼团或众筹
forecast-forms = 成团
forecast-reaches = 达到目标
forecast-fails = 没成，全部退回
forecast-fails-elsewhere = 没成，由收款的一方退钱
# $sum (String)
forecast-recorded = { $sum } 的份额记进登记簿
# $sum (String)
forecast-back-elsewhere = 在别处付的 { $sum } 由收款的一方退
# $sum (String)
forecast-kept-elsewhere = 在别处付了 { $sum }
forecast-returns = 这一步没过，没放的钱退回
forecast-releases = 这一步通过，放出这一笔
forecast-accepts = 这一步通过，货还欠着
forecast-delivers = 最后一步通过，就是交付了
forecast-stays = 没有变化
# $least (String)
# $reached (String)
forecast-reached = 要 { $least }，已有 { $reached }
# $amount (Number)
forecast-people = { $amount } 人
# $sum (String)
forecast-released = 放出 { $sum }
# $sum (String)
forecast-owed = { $sum } 记作欠大家的货，交付之前不放款
# $count (Number)
forecast-claimed = 还有 { $count } 笔说已付款、没核对
forecast-and = ，
# $was (String)
# $becomes (String)
forecast-becomes = { $was } → { $becomes }
# $sum (String)
forecast-kept = 用掉 { $sum }
# $sum (String)
forecast-back = 退回 { $sum }
# $said (String)
# $reason (String)
forecast-because = { $said }（{ $reason }）
# $sum (String)
forecast-back-cheaper = 按成团价多付的 { $sum } 退回（凑不成整件的也在里面）
held-in-pools = 拼团里已付款、等成团的
held-in-campaigns = 众筹里已付款、等截止的
held-until-closed = 代管着，没达到目标就全部退回
campaign-cost = 用在这个众筹的
# $sum (String)
forecast-matched = 配捐添 { $sum }
# $sum (String)
forecast-match-back = 配捐的 { $sum } 回原来的基金
# $sum (String)
forecast-of-it-match = 其中配捐 { $sum }
buying = 社里自己卖的货：成团后向谁进
buying-hint = 选好了，成团时自动向这家下采购单；不选，成团后自己下单。名额不会超过授权够买的数量。供货人自己卖的货用不着选：成团时总会自动向供货人下采购单。
buying-supplier = 供货人
buying-none = 社里自己卖的货：成团后自己下单
buying-price = 进货单价
buying-mandate = 用哪项授权
buying-mandate-hint = 到货后按实到的数量记账，由另一个人批准。
mandate-none = 选授权
# $name (String)
# $left (String)
mandate-left = { $name }（还剩 { $left }）
# $name (String)
# $price (String)
bought-when-formed = 成团后自动向 { $name } 下采购单，进价 { $price }。
to-mandate = 看授权
order-by-hand-do = 写采购单
next-order-sent = 采购单已经发给供货人：和对方定好哪天送、送到哪里，货到了点货。
next-order-declined = 供货人说送不了：商量好了再改成能送；不行就结束采购单，钱按说好的办法退。
next-order-in-part = 货到了：不会再送了，就结束采购单，没到的按说好的办法退。
next-hand-out = 货点完了：大家来取，交货就行。
open-purchase = 打开采购单
to-packing = 去备货、交货

# 一份的经过
# $sum (String)
part-event-paid = 到账 { $sum }
# $sum (String)
# $over (String)
part-event-paid-over = 到账 { $sum }，多出的 { $over } 记到本人名下
# $sum (String)
part-event-too-little = 到账 { $sum }，不够这一份，记到本人名下
# $sum (String)
part-event-late = 到账 { $sum }，已经截止或者名额已经让出，记到本人名下
part-event-claim-withdrawn = 本人说这笔钱其实还没有付
part-event-not-found = 没有找到这笔钱
part-event-undone = 这笔到账记错了份，已撤销
# $sum (String)
part-event-refunded = 退回 { $sum }
# $sum (String)
part-event-failed-elsewhere = 众筹没成；收了 { $sum } 的一方把钱退回去
# $sum (String)
part-event-not-entered = { $sum } 的份额没有登记；由收款的一方退
# $sum (String)
part-event-given-up-elsewhere = 已放弃；在别处付的 { $sum } 由收款的一方退
# $sum (String)
part-event-entered = { $sum } 的份额记进了登记簿
# $reason (String)
told-not-found = 司库没有找到这笔钱：{ $reason }
# $reason (String)
told-not-found-over = 司库没有找到这笔钱：{ $reason }。已经截止，不能再付了。
counted-at = 结算
# $day (String)
due-agreed = （原定 { $day }）
objections = 反对的理由
object-reason = 反对的理由
object-reason-hint = 反对就要写；到期后团队和大家都能看到，不写是谁。
# $count (Number)
campaign-waits-for-claims = 截止了，等司库核对 { $count } 份说已付款的钱

# 备好了、等管这笔授权的人同意的团
pool-prepared = 备好了，等人同意
prepared-told = 还没开团：先要管这笔钱的人同意，同意后才能参加
step-prepared = 备好，等人同意动用基金
step-consented = 同意动用基金
reason-kept-too-little = 凑到的钱里，有人已经退社、还在观察期，或者超过了每人限量，去掉这些就没达到目标
reason-no-consent = 到截止时间还没有人同意动用基金
consent-title = 动用基金，先问管钱的人
# $by (String)
# $most (String)
# $sum (String)
consent-asked = { $by } 备好了这个团：凑不满一箱时由基金补齐，最多补 { $most }，最多 { $sum }，走这个月的小额支出。
# $by (String)
# $sum (String)
consent-asked-named = { $by } 备好了这个团，想用你管的授权进货，最多 { $sum }。
# $by (String)
# $sum (String)
consent-asked-uncarried = { $by } 备好了这个团，想用一项没有指定人管的授权进货，最多 { $sum }。团不是你备的，你可以同意。
# $sum (String)
consent-of-who-pays = 等另一个管付款的人同意：最多动用 { $sum }，这项授权没有指定人管。
# $sum (String)
consent-of-treasurer = 等司库同意：凑整最多动用 { $sum }，走小额支出。
# $name (String)
# $sum (String)
consent-of-carrier = 等 { $name } 同意：最多动用 { $sum }，这笔授权由 { $name } 管。
consent-note = 同意后马上开团，这笔钱先留着，截止后没用到的放回。不同意就在下面取消，写上原因。
consent-do = 同意，开团
refused-not-open-yet = 这个团还没开：等管这笔钱的人同意
refused-open-already = 已经有人同意，这个团开了
refused-not-the-carrier = 这笔钱不归你管：请管这笔授权的人（小额支出是司库）来同意
refused-second-person = 这个团是你备的，或者是你名下的公司备的，数目又超过了要凭证的线：请另一位司库来同意
refused-nobody-carries = 这个团是你备的，或者是你名下的公司备的，这项授权又没有指定人管：请另一个管付款的人来同意
refused-changed-since = 你看过之后这个团改过了：再看一遍，再同意
refused-organiser-gone = 备这个团的人不能再开团了：取消它，请别人重新备
refused-other-fund = 这笔授权是别的基金的：选卖货的这个基金的授权

# 团或众筹结束以后，说付过款、还没核对的那几份
over-cancelled = 取消了
over-failed = 没凑够，结束了
over-closed = 截止了
# $how (String)
told-claimed-over = 这次{ $how }。你说付过款，司库正在查钱到了没有：到了就全数记到你名下，没到就了结。
# $how (String)
told-came-over = 钱到了，等查到的时候这次已经{ $how }：全数记到了你名下。
part-came-over = 到账，已退回
# $sum (String)
# $how (String)
part-event-came-over = 到账 { $sum }，查到的时候这次已经{ $how }，记到本人名下
# $how (String)
came-over-note = 这次{ $how }。钱到了就在这里登记，会全数记到本人名下；没有到就说没有到，这一份就了结。
# $how (String)
claim-over = { $how }，到了就退
# $count (Number)
cancel-claims = 有 { $count } 份说已付款、司库还没核对。取消以后司库照样查，到了的钱退到本人名下。
# $count (Number)
more-prepared = 还有 { $count } 个团在等同意
# $amount (String)
gets-less = 拿到 { $amount }
# $short (String)
# $sum (String)
told-short = 到货少了，你少拿 { $short }，{ $sum } 退回了你名下。
short-returned = 少到的货，退回

market = 集市
# $name (String)
shelf-of = { $name }的货架
my-sales = 我卖出的
my-shelf = 我的货架
orders-placed = 订单
my-orders = 我的订单
all-my-orders = 全部订单
all-orders = 全部订单
desk = 工作台
mine = 我的
offer = 商品
offer-new = 上架商品
offer-edit = 修改商品
offer-stock = 库存与下架
pictures = 图片
# $title (String)
pictures-of = { $title }的图片
no-pictures = 还没有图片，大家看不到它什么样。
pictures-later = 图片等提交以后，在商品的页面上添加。
picture = 图片
picture-add = 添加图片
picture-hint = JPEG、PNG 或 WebP，不超过 10 MB。拍摄的时间地点会去掉。
picture-alt = 图里是什么
# $title (String)
picture-alt-hint = 看不到图的人会听到这句话。不填就读“{ $title }”。
picture-on-card = 集市上显示
picture-first = 放到第一张
picture-remove = 撤下
pictures-full = 已有四张，不能再多。想换别的，先撤下一张。
refused-picture-kind = 这不是能显示的图片，请用 JPEG、PNG 或 WebP。
refused-one-picture = 请选一张图片，多张请一张一张添加。
refused-too-many-pictures = 已经有四张图片了，先撤下一张。
# $max (Number)
refused-alt-too-long = “图里是什么”最多 { $max } 个字。
refused-picture-gone = 这张图片刚被撤下了，请重新打开页面。
offer-publish = 上架
offer-title = 名称
offer-title-hint = 别人一眼认得出的叫法，例如“散养鸡蛋”。
also-called = 还叫什么
also-called-hint = 群里常写的叫法，用逗号隔开，例如“土鸡蛋，笨鸡蛋”。读接龙时照这些认。
offer-story = 来历
offer-story-hint = 谁做的、怎么做的、怎么吃；什么时候、在哪里取货也写在这里。
story-help = 怎么写标题、列表和链接
story-help-text = 空一行另起一段。行首写“- ”是列表，写“## ”是小标题；**两边各两个星号** 是加粗；[文字](网址) 是链接。
offer-propose = 提议上架
offer-propose-do = 交给主理人
offer-propose-note = 只能提议自己的商品，余下的货款归你。主理人看过以后才会上架。
offer-proposed = 待上架
offer-proposed-note = 主理人看过后才会上架，在那之前只有你和主理人看得到。
offer-proposed-look = 这是成员提议的商品。上架前看看价格和分账，可以修改，也可以写明原因不上架。
offer-split-waits = 还不能卖：本社群的分账要由成员表决，这件商品的分账还没有表决过。发起提案，通过以后就可以上架；也可以改用其他商品已经表决过的分账。
split-propose = 发起分账提案
split-propose-other = 提议改分账
decline-proposal = 不上架
proposed-title = 成员提议的商品
nothing-proposed = 没有待上架的商品
nothing-proposed-next = 成员提议商品后，会在这里等你看。
offer-story-edit = 名称与来历
withdrawn-by-steward = 这件商品是主理人下架的，要重新上架请找主理人。
refused-restock-off-step = 放回货架的数量要按起卖量的整数倍，不然再也卖不出去。零头请不放回货架，只退款。
refused-not-your-goods = 只能提议自己的商品：余下的货款要归你自己。
refused-withdrawn-by-steward = 这件商品是主理人下架的，只有主理人能重新上架。
offer-withdrawn = 已下架
offer-withdrawn-note = 这件商品已经下架，之前的订单照常办完。
story-preview = 来历预览
story-preview-do = 预览来历
search = 搜索
search-offers = 搜商品名
no-offer-found = 没有找到这个名字的商品
no-offer-found-next = 换个词试试，或者看看全部。
no-more-offers = 后面没有了
no-more-offers-next = 从头看起吧。
all-offers = 看全部商品
more-offers = 更多商品
market-empty = 货架还空着
market-empty-offer = 上架第一件商品：写清来历、价格，以及每一块钱分给谁。
market-empty-next = 主理人上架后就能在这里看到。
on-sale = 在卖的
to-market = 去集市看看
members-only = 仅成员
made-to-order = 按订单做，不计库存
sold-out = 卖完了
sold-out-note = 现在没有可买的了。补货后会重新出现在货架上。
# $amount (String)
left = 还剩 { $amount }
# $amount (String)
in-steps-of = { $amount }起
# $amount (String)
at-most-each = 每人最多 { $amount }
variant-withdrawn = 不再卖
# $title (String)
quantity-of = { $title } 的数量
review-order = 去下单
# $title (String)
less-of = { $title }，少一份
# $title (String)
more-of = { $title }，多一份
join-to-order = 入社后就能下单
keep-looking = 继续逛
how-to-buy = 怎么买
who-gets-what = 钱分给谁
# $amount (String)
# $sum (String)
price-divides = { $amount }，{ $sum }，这样分：
split-rules = 分账规则
split-rules-note = 改动分账只影响之后的订单，每一版都留存。
# $version (Number)
# $when (String)
split-decided = 第 { $version } 版，依决议自{ $when }起执行。
see-decision = 查看决议
# $sum (String)
take-per-unit = 每件 { $sum }
# $sum (String)
take-per-line = 每单 { $sum }
take-rest = 其余全部
# $reason (String)
because = 原因：{ $reason }
nobody = （已不在）
# $number (Number)
fund-numbered = 第 { $number } 号基金
# $count (Number)
span-minutes = { $count } 分钟
# $count (Number)
span-hours = { $count } 小时
# $count (Number)
span-days = { $count } 天
list-comma = 、
# $text (String)
# $count (Number)
and-others = { $text } 等 { $count } 样
state-placed = 待付款
state-placed-filter = 还没选付款方式
state-awaiting-payment = 待付款
state-payment-claimed = 付款待确认
state-paid = 已付款，待交付
state-fulfilled = 已交付
state-accepted = 已收货
state-settled = 已结算
state-cancelled = 已取消
state-expired = 已过期
method-bank-transfer = 银行转账
method-collection-code = 扫收款码
method-set-off = 用社里欠我的抵扣
# $sum (String)
method-set-off-of = 用社里欠我的抵扣（有 { $sum }）
method-simulated-gateway = 模拟支付（演示用，不动真钱）
from-pool = 这一单来自拼团，去看看
method-pool = 拼团时付的钱
method-free = 不用付款
payment-chosen = 已选方式，未付
payment-claimed = 付款待确认
payment-confirmed = 已到账
payment-refused = 没有到账
payment-late = 订单已不用付，记为欠买家
payment-mismatched = 金额对不上
payment-returned = 已原路退回
payment-owed = 记为欠买家
payment-abandoned = 没付成
payment-undone = 记错了单，已撤销
step-placed = 下单
step-hold-moved = 付款截止改了
step-payment-chosen = 选了付款方式
step-payment-claimed = 买家说已付款
step-claim-withdrawn = 撤回了“我付了”
step-payment-claimed-by-you = 你说已付款
step-payment-refused = 没有查到这笔钱
step-payment-failed = 付款没有成功
step-payment-mismatched = 到账金额对不上
step-payment-late = 来了一笔订单已不用付的钱，记为欠买家
step-payment-returned = 钱已退回
step-payment-owed = 这笔钱记为欠买家
step-overpaid = 多付的部分记为欠买家
step-payment-undone = 这笔到账记错了单，已撤销
step-paid = 钱已到账
step-short = 缺货，退给买家
step-refunded = 退款
step-fulfilled = 已交付
step-hand-over-undone = 交付记错了，已撤销
step-accepted = 确认收货
step-settled = 结算
step-cancelled = 取消
step-expired = 过期，货物放回
refund-granted = 退款
refund-shortage = 缺货退款
refund-cancellation = 取消退款
by-the-clock = 到时间自动
by-the-count = 按点货的结果
reason-by-the-count = 供货人没送齐，按参团时说好的办法由你少拿，钱已退给你
by-the-gateway = 模拟支付渠道
by-you = 你
by-the-buyer = 买家
by-the-community = 社里
order = 订单
# $number (Number)
order-numbered = 订单 { $number }
# $number (Number)
order-reference = HH{ $number }
# $count (Number)
order-lines = 共 { $count } 样
# $number (Number)
entry-numbered = 第 { $number } 笔账
# $sum (String)
refunded-so-far = 已退 { $sum }
# $number (String)
other-number = 原单号 { $number }
next-pay = 接下来：付款
held-until = 货给你留到
held-until-after = 。
# $reason (String)
payment-refused-because = 司库没有查到上一笔付款：{ $reason }请再付一次，或换个方式。
# $reason (String)
payment-undone-because = 上一笔到账记错了单，已经撤销，这一单还没付。原因：{ $reason }如果你已经付过，在下面说一声，司库会再查。
amount-to-pay = 要付
# $sum (String)
came-in-part = 已经到账 { $sum }，不够这一单。把差的转过来，合在一起就算付清。
came-already = 已到账
still-to-pay = 还差
quote-this = 附言请写
should-quote = 附言应为
paid-by = 付款方式
proof = 付款凭据
proof-hint = 例如付款人姓名、尾号、时间，方便司库核对。
proof-given = 买家留言
claim-paid = 我已付款
claim-withdraw = 还没付，撤回
go-to-simulated = 去模拟支付
payment-failed-next = 上一次付款没有成功，没有扣钱。可以再试一次，或换个方式付。
way-is-gone = 你选的是演示用的模拟支付，这里没有开通。请换个方式付。
no-way-to-pay = 社里还没有设好收款方式，请找主理人。
pay-another-way = 换个方式付
how-to-pay = 付款方式
choose-payment = 就这样付
claimed-wait = 司库会去查账，到账后你会在这里看到。
claimed-look = 买家说已付款，请查账。
claim-kept-until = 货最晚留到
next-collect = 接下来：等着取货
to-pickup = 在哪里、什么时候取
to-pickup-again = 二维码、请人代取、换个时间
paid-wait-there = 钱已到账，社里正在备货。到时候带上取货码去取；东西交到你手上以后，回到这里点收货。
fetched-at = 取货地点
fetched-address = 地址
fetched-when = 取货时间
fetched-code = 取货码
fetched-code-later = 付款以后就有
paid-wait = 钱已到账，社里正在备货。有自提点的，选好时间就有取货码；没有的，时间和地点看商品页，或者问主理人。东西交到你手上以后，回到这里点收货。
made-by = 谁做的
whom-to-ask = 取货问谁
next-accept = 接下来：收货
accept-note = 东西没问题就点收货，卖家才能拿到钱。没有动静的话，会自动收货于
accept-note-agreed = 你提的问题已经照说好的办了。其余的没问题就点收货；还有问题可以再提。没有动静的话，会自动收货于
accept-note-after = 。
accept-order = 收到了，没问题
look-at-payment = 核对这笔付款
record-payment = 记一笔到账
record-payment-pays = 到账就算付了这一单。多出的记为欠买家；不够的先挂着。
record-payment-owes = 这一单已经不用付钱，到账的都记为欠买家。
record-payment-do = 记下到账
undo-payment = 记错了单：撤销这笔到账
undo-payment-note = 用在钱其实是别的单的时候。撤销后这一单要重新付款，买家会看到原因。再把这笔钱记到对的那一单，原来的流水号还可以用。钱要是这一单的、只是要退回去，请用退款。
undo-reason-hint = 买家会看到，别写付款人是谁。
undo-payment-do = 撤销这笔到账
wrong-order-way = 记错了单？货还没交付的话，可以到订单页撤销：
paid-with-later = 这笔不够，是和后来的一笔一起付清订单的。记错了单？先到订单页撤销后来那一笔，再回到这里撤销这一笔：
paid-with-owed = 这笔不够，是和社里欠买家的钱一起付清订单的，撤销不了。弄错了的话，可以取消订单，钱就都记成欠买家的：
paid-with-handed-over = 这笔不够，是和别的钱一起付清订单的。货已经交给买家，撤销不了；弄错了的话，在订单页给买家退款：
paid-with-called-off = 这笔不够，是和别的钱一起付清订单的。订单已经取消，付的钱在取消时都记成了欠买家的：
undo-beside-note = 记错了单？钱还在原处的话可以撤销，会记一笔冲回，订单本身不变。
came-beside = 没有用来付这一单的到账
together-wrong = 有记错了单的吗？
came-by = 怎么来的
mark-fulfilled = 已交付
settle-order = 结算
report-shortage = 报缺货
report-shortage-do = 记下缺货并退款
refund = 退款
refund-do = 退款
what-was-ordered = 买了什么
# $amount (String)
given-back = 已退 { $amount }
total = 合计
refunded = 已退
# $sum (String)
where-it-went = 这 { $sum } 去了哪
refunds = 退款
what-came-of-it = 后来
what-happened = 进展
cancel-order = 取消订单
reason = 原因
reason-hint = 买家会看到。
collection-code = 收款码
review-title = 核对订单
nothing-picked = 还没有选东西
nothing-picked-next = 去集市填上数量，再回到这里。
prices-frozen = 按这里的价格下单；要是价格刚变了，会先告诉你。
count-again = 改了数量，重算
# $sum (String)
place-order = 下单 { $sum }
place-note = 下单后货先给你留着，付款前随时可以取消。
quantity-unreadable = 数量看不懂，请填数字，例如 2 或 0.5。
# $amount (String)
quantity-off-step = 要按 { $amount } 的整数倍买。
# $amount (String)
only-left = 只剩 { $amount } 了。
# $price (String)
price-was = 刚才是 { $price }，现在价格变了，请再看一眼。
filter-all = 全部
filter-label = 筛选
no-orders = 还没有订单
no-orders-next = 去集市挑一样，下单后就在这里。
no-orders-here = 这里没有订单
no-orders-here-next = 换个状态看看。
not-paid-yet = 还没有付款
not-paid-yet-next = 到账后，每一分钱去哪都写在这里。
all-given-back = 这一单的钱已经全部退回。下面是当初的分法。
money-settled = 已按这个分法结给各方。
money-held = 钱还由社里代管，收货后按这个分法结算。
what-was-given-back = 退了什么
receiver = 谁
part-first = 原本
part-refunded = 退回
part-left = 还剩
why-so = 为什么这样分
why-so-note = 按下单那一刻的分账规则；之后的改动不影响这一单。
# $version (Number)
rule-version = 分账第 { $version } 版
in-the-books = 账本里的这几笔
entry-payment = 钱已到账
entry-settlement = 结算
entry-refund = 退款
entry-return = 退回来款
entry-credit = 记为欠买家
entry-reversal = 到账记错了单，冲回
payments-title = 确认收款
# $number (Number)
payment-title = 订单 { $number } 的付款
brought-by-link = 你是从一位成员的链接来的。这只记在这台设备上；下单以前会告诉你是谁、对方能得到什么，也可以不算。
no-payments = 没有要看的付款
no-payments-next = 买家说“已付款”后，就会排在这里。
# $count (Number)
# $sum (String)
payments-sum = { $count } 笔付款，共 { $sum }
# $count (Number)
# $sum (String)
orders-sum = { $count } 单，共 { $sum }
own-payment-tag = 自己的
own-payment-note = 这是你自己的付款，要由另一位司库或者主理人来确认：他们的工作台上能看到。
# $span (String)
waits-since = 等了 { $span }
# $text (String)
quoted = “{ $text }”
buyer = 买家
state = 状态
claimed-at = 买家说已付款的时间
arrived-at = 到账时间
decided-at = 核对时间
confirmed-at = 确认时间
arrived-sum = 实到金额
noted = 备注
money-came = 钱到了
money-did-not-come = 没有到账
amount-arrived = 到账金额
amount-arrived-hint = 照账上的实数填。多出的记为欠买家；不够的先挂着等你处理。
arrived-on = 到账日期
arrived-on-hint = 以钱到的那天为准，不是今天确认的日子。
bank-reference = 银行流水号
confirm-payment = 确认到账
refuse-payment = 没有到账
refuse-hint = 买家会看到，可以再付一次。
mismatched-note = 到账的钱不够付这一单。可以原路退回，也可以记为欠买家；之后请买家重新付。
return-reference = 退回的流水号
return-money = 记下已退回
owe-money = 不退，记为欠买家
owe-money-note = 买家可以拿它抵扣下一单，也可以请司库转出。
owed-title = 该付给成员的
# $name (String)
owed-to = 该付给{ $name }的
owed-to-me = 社里欠我的
nobody-pays-you = 谁都不能付给自己，而这里只有你能付款。请主理人再定一位司库，由那位司库付给你，或者提付款单。
appoint-treasurer = 去定第二位司库
# $names (String)
others-pay-you = 谁都不能付给自己：{ $names }可以付给你，或者提付款单。
owed-note = 司库会转给你；也可以在下次下单时直接抵扣，先用退款，再用货款和分到的钱。
purse-payable = 货款和分到的钱
# Of who sells nothing
purse-shared = 分到的钱
purse-owed = 退款、垫付与余款
purse-held = 已付款、未结算
purse-receivable = 要还给社里的
# $sum (String)
purse-payable-sum = 货款和分到的钱（{ $sum }）
# $sum (String)
purse-shared-sum = 分到的钱（{ $sum }）
# $sum (String)
purse-owed-sum = 退款、垫付与余款（{ $sum }）
# $bank (String)
# $due (String)
bank-short = 账上的银行存款只有 { $bank }，要付的一共 { $due }，现在还不够全部付清。
at-the-bank = 账上银行存款
nothing-owed = 都付清了
nothing-owed-next = 订单结算或退款后，该付的会列在这里。
nothing-owed-to-me = 现在没有。结算或退款后会记在这里。
pay-out-title = 记一笔付款
pay-out-what = 付哪一样
pay-out = 记下已付
pay-out-note = 先在银行转好，再在这里记下。付该付的不用另外授权。
# $sum (String)
oldest-paid-first = 欠得最久的先付。要付清你刚才看的那笔支出，请填 { $sum }。
# $number (Number)
# $sum (String)
run-waits-with = 付款单 { $number } 还等着另一个人同意，里面有这笔钱的 { $sum }。
# $number (Number)
# $sum (String)
run-is-entered = 付款单 { $number } 正在记账，里面有这笔钱的 { $sum }。
run-waits-note = 在这里也付的话，付款单记账时该付的就少了；剩下的不够，它的那一行就不付了。
despite-run = 我知道有这张付款单，还是现在付
# $sum (String)
debt-is-kept = 还有 { $sum } 要还给社里。付款时先扣下这些，剩下的才转出。
# $sum (String)
debt-kept = 扣下 { $sum }，抵要还的
pay-out-reference-hint = 转账回单上的号，对方也看得到。
amount = 金额
transferred-on = 转账日期
payouts = 付款记录
payout-taken-back = 已冲回
no-payouts = 还没有付过
no-payouts-next = 每一笔付款都会记在这里，带流水号。
repay-title = 记一笔还款
repay = 记下还款
repaid-how = 怎么还的
repaid-to-bank = 转到社里账上
# $sum (String)
repaid-from-owed = 从退款、垫付与余款里扣（有 { $sum }）
repaid-kept = 从退款、垫付与余款里扣
repaid-on = 还款日期
repaid-reference-hint = 转账的流水号；没有转账就不填。
repayments = 还款记录
packing-title = 备货
search-buyers = 搜名字
no-buyer-found = 没有找到这个人
no-buyer-found-next = 可能已经交过了，或者名字不是这样写。
packing-everybody = 看所有人
mark-handed-over = 交到手了
# $done (Number)
# $all (Number)
packing-progress = 今天 { $done } / { $all } 单已交
packing-totals = 总共要备
packing-people = 谁要什么
# $count (Number)
in-orders = 分在 { $count } 单里
paid-at = 付款于
nothing-to-pack = 没有要备的货
nothing-to-pack-next = 确认到账的订单会排到这里。
# $number (Number)
shortage-title = 订单 { $number } 缺了什么
shortage-note = 缺的按原价退给买家，其余照常交付。
# $title (String)
stock-of = { $title }的库存
# $title (String)
missing-of = { $title }，缺
# $amount (String)
ordered-of = 订了 { $amount }
# $amount (String)
# $sum (String)
ordered-at = 还可退 { $amount }，值 { $sum }
shortage-reason-hint = 例如“今早鸡下得少”。买家会看到。
# $number (Number)
refund-title = 订单 { $number } 退款
# $sum (String)
can-be-refunded = 最多还能退 { $sum }
nothing-to-refund = 这个订单还没有收到钱，或者已经取消：没有可退的。
refund-note = 按当初的分法，从各方的份里退；退的钱记为欠买家。
refund-note-settled = 这一单已经结算：各方按比例退回，已经拿走的记为下次扣回。
refund-goods = 退货
refund-sum = 或者只退钱
refund-of = 退哪一样
refund-reason-hint = 买家和账本都看得到。
refund-one-of-both = 退货和退钱一次只能选一样。
refund-nothing-typed = 请填要退的数量，或者金额。
restock-too = 退回的货还能卖
whole-order = 整单
settings-title = 收款方式与时限
settings-note = 买家下单后看到的就是这里写的。
# $name (String)
settings-changed-by = 最近由{ $name }修改：
settings-steward = 只有主理人能改这里。
where-to-pay = 收款方式
bank-instructions = 银行转账说明
bank-instructions-hint = 户名、账号、开户行。不填就不提供这种方式。
code-instructions = 收款码说明
code-instructions-hint = 例如“微信扫码，备注写单号”。不填就不提供。
code-text = 收款码内容
code-text-hint = 收款码里的链接或文字，这里会画成能扫的图。
how-long = 时限
hold-hours = 未付款的货留多久
hold-hint = 过了就放回货架。
claim-days = 买家说已付款后，货留多久
claim-hint = 给司库查账的时间，从买家第一次说已付款算起。
after-sales-days = 交付后多久自动收货
after-sales-hint = 这段时间里买家可以提出问题；之后才结算。
hours = 小时
days = 天
save = 保存
simulated-tag = 模拟支付
simulated-title = 模拟支付
simulated-note = 这里扮演一家支付公司，只用于演示和测试，不会动用真钱。按下之后，它会像真的一样发来带签名的通知。
simulated-pay = 模拟付款成功
simulated-twice = 成功，通知来两遍
simulated-later = 成功，一分钟后才通知
simulated-fail = 模拟付款失败
simulated-over = 这一单已经不用付款。
to-deliver = 要交付的
nothing-to-deliver = 现在没有要交付的
nothing-to-deliver-next = 有人付款后，就列出谁要多少。
my-goods = 我的商品
no-goods = 你还没有商品
no-goods-next = 把自己做的东西提上来，主理人看过就会上架。
stock = 库存
stock-hint = 不填就是按订单做，不计库存。
stock-left = 可卖
stock-held = 已订未交
stock-sold = 已交付
uncounted = 不计
variants = 规格与价格
variants-hint = 只有一种就填第一格。
# $number (Number)
variant-numbered = 规格 { $number }
another-variant = 再加一种规格
variant-title = 规格名
variant-title-hint = 例如“大颗”“五斤装”。只有一种可以不填。
variant-withdraw = 不再卖这个规格
unit = 单位
unit-hint = 例如 斤、盒、板。
price-of-unit = 每单位价格
price-hint = 最多四位小数。
step = 几个单位起卖
step-hint = 买家按它的整数倍买。不填就是 1；半斤起卖填 0.5。
# $limit (String)
# $bought (String)
at-most-and-bought = { $limit }（你已经买了 { $bought }）
limit = 每人限购
limit-hint = 所有规格合计；不填就不限。
audience = 给谁看
audience-everyone = 所有人
audience-members = 仅成员
split-hint = 先写谁拿固定的一份（没有就空着），剩下的全归一方，通常是做东西的人。
split-by-decision-new = 本社群的分账要由成员表决。和某件商品表决过的分账一样，可以马上卖；不一样，就等成员表决以后再卖。
split-by-decision-edit = 本社群的分账要由成员表决，这里改不了；要改，请在商品页面发起提案。
rest-party = 其余归谁
rest-party-hint = 商品会显示在这位的货架上。
another-part = 再加一份
# $number (Number)
part-numbered = 第 { $number } 份
take = 拿多少
take-kind = 怎么算
take-kind-percent = % 按比例
take-kind-unit = 每单位固定金额
take-kind-line = 每单固定金额
restock = 补货或盘点
restock-quantity = 数量
restock-hint = 到货填 20，盘亏填 -3。
restock-do = 记下
nothing-counted = 这件商品不计库存。
withdraw = 下架
withdraw-do = 下架
withdraw-hint = 写在商品页上，之前的订单照常办完。
publish-again = 重新上架
# $count (Number)
orders-counted = { $count } 单
# $count (Number)
payments-counted = { $count } 笔
# $count (Number)
offers-counted = { $count } 样
and-more-people = 等
mine-to-do = 和你有关的
# $time (String)
pay-until = 请在 { $time } 前付款
desk-to-settle = 待结算的订单
desk-nothing = 集市这边没有等着你的事。
step-complained = 买家提出问题
step-complaint-answered = 已答复买家
step-answer-confirmed = 另一位看过答复，也同意
step-remedy-agreed = 同意了处理办法
step-remedy-declined = 买家没有同意处理办法
step-remedy-impossible = 原来的处理办法已经办不成
complain-reason-hint = 一两句话，让不在场的人也看得明白。
complaint-kind = 出了什么问题
complaint-missing = 少了东西
complaint-damaged = 东西坏了
complaint-other = 其他问题
complaint-goods = 哪样东西，有多少
# $number (Number)
complaint-title = 订单 { $number } 有问题
# $kind (String)
# $goods (String)
complained-of = { $kind }：{ $goods }
photos = 照片
photos-hint = 最多六张（JPEG、PNG、WebP），每张不超过 10 MB。只有你和答复的人看得到，拍摄的时间地点会去掉。
photos-for-whom = 附有照片，只有买家和答复的人看得到。
# $number (Number)
photo-numbered = 问题照片 { $number }
# $place (Number)
# $why (String)
photo-of-several = 第 { $place } 张照片：{ $why }
complaint-waiting = 等答复
complaint-proposed = 等买家回答
complaint-agreed = 已办妥
complaint-withdrawn = 买家不再追究
complaints-of-order = 提过的问题
# $count (Number)
complaints-waiting = 等答复的 { $count } 单
# $count (Number)
complaints-proposed = 等买家回答的 { $count } 单
# $number (Number)
complaint-answer-title = 答复订单 { $number } 的问题
complaint-own = 这是你自己的订单，要由别人答复。
complaint-none-open = 现在没有要答复的问题。
desk-proposed = 提了办法、等买家回答
remedy = 你打算怎么办
remedy-refund = 退钱
remedy-replacement = 补发
remedy-nothing = 不退也不补
# $sum (String)
remedy-refund-of = 退 { $sum }
# $goods (String)
remedy-replacement-of = 补发 { $goods }
remedy-sum = 退多少（退钱时填）
# $named (String)
# $sum (String)
remedy-sum-of-named = 说有问题的那些付了 { $named }，已经填好。这几样整行最多能退 { $sum }。收过这笔钱的各方按份额一起退。
# $sum (String)
remedy-sum-hint = 最多能退 { $sum }：说有问题的这些东西付了这么多，已经退过的减掉了。收过这笔钱的各方按份额一起退。
remedy-goods = 补发什么（补发时填）
remedy-goods-hint = 货会给买家留着，等他回答。买家不用付钱，卖家收一份钱、给两份货。
remedy-open = 等买家回答
remedy-agreed = 已同意
remedy-declined = 没同意
remedy-superseded = 已改提别的办法
remedy-dropped = 不用了
remedy-impossible = 已经办不成
remedy-stands = 买家还没有回答上一个办法。再提一个，就以新的为准。
remedy-other = 改提别的办法
remedy-asked = 社群打算这样办：
remedy-silence = 到 
remedy-silence-after = 你没有回答，就照这样办，订单也算收货。
# 不退也不补
# $name (String)
treasurer-paid = { $name }自己的付款
only-another-confirms = 要另一位来核对
nothing-stays-open = 你不回答不算同意：这件事会一直开着，不会自动收货。你可以点“这样不行”再说一次；只有你同意，或者另一位能退款的人看过、也同意这个答复，才会了结。
remedy-stays-open = 你不回答不算同意：这件事会一直开着，等你答复。
remedy-needs-word = 提这个办法的人在货款里有一份，那时买家还没有账号：没人回话不算同意，要等买家答复；买家没有账号，就由别人代为答复。全部退还不用等。
nothing-silence-after = 你没有再说什么，就此了结，订单也算收货：另一位能退款的人也看过这个答复了。
nothing-needs-look = 答复是不退也不补：买家不回答不算同意，要等买家说好，或者另一位能退款的人看过。
nothing-to-look-at = 等另一位能退款的人看
nothing-by-you = 这个答复是你给的：不退也不补，要由另一位能退款的人看过才算数，或者等买家同意。
nothing-look-title = 你也这样看吗？
nothing-look-note = 答复是不退也不补。你看过、也同意的话，买家再有一段时间可以说话，到时没有回答就此了结。不同意就在下面另提一个办法。
nothing-look-do = 我看过了，也同意
remedy-agree = 同意
remedy-decline = 这样不行
remedy-decline-reason = 为什么不行
remedy-decline-hint = 答复你的人会看到，再提一个办法。在那之前不会结算。
remedy-decline-do = 不同意
remedy-to-answer = 你提的问题有答复了
# $reason (String)
declined-because = 买家说：{ $reason }
# $number (Number)
again-as = 补发，见订单 { $number }
replaces = 这是补发的货，不用付钱。
replaces-next = 补发的货不会自己跟着你的其他订单走：请选好在哪里、什么时候取，它就会装进那天的货里。
replaces-what = 看原来的订单
refused-complaint-not-yours = 只有买家本人能提出问题、回答处理办法。
refused-complaint-state = 现在不能这样做：这一单没有等着处理的问题，也没有等着答复的处理办法。请重新看一下页面。
refused-not-handed-over = 这一单还没有交货：拿到东西以后，有问题再提。
refused-accepted-already = 这一单已经收货，提问题的时间过了：请直接找主理人。
refused-complained-already = 这一单上一次提的问题还没有处理完：等它有了结果再提。
# $max (Number)
refused-reason-too-long = 最多 { $max } 个字：挑要紧的写。
refused-lines-missing = 请写明是哪样东西、有多少。
refused-complaint-more = 比交给买家的还多。
refused-complaint-off-step = 这样东西只能按整份给。请换个数量，或改为退钱。
refused-too-many-photos = 最多六张照片。
refused-not-a-picture = 只收照片：文档看不出东西坏在哪里。
refused-remedy-more = 超过了有问题的东西还能退的钱。
refused-remedy-sold-out = 货不够补发了，请改为退钱。
refused-price-short = 这样东西的钱之前退过一部分，剩下的不够再买一份。请改为退钱。
refused-buyer-gone = 买家已经不是成员，请改为退钱。
refused-same-person = 这个答复是你自己给的：要由另一位能退款的人来看。
refused-own-proposal = 这个办法是你自己提的：要由别人代买家回话。
refused-pays-for-it = 货款里有你的一份，这笔钱要你出：要由别人代买家回话。
refused-proposal-changed = 处理办法已经变了。请看过再回答。
complain = 东西有问题
complain-reason = 哪里不对
complain-hint = 主理人会看到，并提出怎么办。答复之前不会自动收货，也不会结算。
complain-do = 提出问题
complain-for = 替买家记下问题
complain-for-do = 记下
# $buyer (String)
complain-for-hint = { $buyer } 没有账号：买家怎么说，由你记下，也会写明是你记的。能退款的人会提出怎么办。答复之前不会自动收货，也不会结算。
# $by (String)
recorded-for-buyer = 买家没有账号，代为记下的人：{ $by }
# $by (String)
answered-for-buyer = 代买家回话的人：{ $by }
for-buyer-title = 买家怎么说？
for-buyer-note = 买家没有账号。问过买家，再把他的话记在这里，会写明是你记的。提出办法的人和要出这笔钱的人不能代答。
for-buyer-another = 买家没有账号。这个办法是你提的，或者货款里有你的一份：要请别人问过买家，再来代为答复。
for-buyer-needed = 要别人代买家答复
# $order (String)
desk-for-buyer = { $order }：代买家答复
for-buyer-agrees = 买家同意
for-buyer-declines = 买家说这样不行
for-buyer-declines-do = 买家不同意
# $sum (String)
set-off-for-note = 社里欠这位买家的够付这一单还差的 { $sum }。买家没有账号：问过买家，就在这里抵扣。抵错了单，要取消那一单，或者给那一单退款，钱才回得来。
# $sum (String)
set-off-for-do = 抵扣 { $sum }
unpaid-orders-of = 还没付清的订单
unpaid-orders-note = 这里欠的钱够付清哪一单，可以去那一单的页面上抵扣。
complaint-waits = 你提的问题还在等答复，这期间不会自动收货。你随时可以点收货，问题就算了结。
complaint-answer = 你的答复
complaint-answer-hint = 买家会连同处理办法一起看到。退钱、补发：买家同意，或到时没有回答，就照此办理；买家没有账号、而你在货款里有一份时，不是全部退的，要等别人代买家答复。不退也不补：买家不回答不算同意，要等买家说好，或者另一位能退款的人看过。
complaint-answer-do = 答复买家
complaints-title = 待答复的问题
no-complaints = 没有待答复的问题
no-complaints-next = 买家对订单提出问题后会列在这里，直到有人答复。
unpaid-title = 待收款的订单
unpaid-until = 货留到
nothing-unpaid = 没有待收款的订单
nothing-unpaid-next = 订单从下单到钱到账之前都列在这里。
# $span (String)
longest-waits = 最早的等了 { $span }
waits-long = 等太久了
refused-no-such-offer = 没有这件商品，可能已经下架。请回集市看看。
refused-no-such-variant = 这件商品没有这个规格。
refused-not-a-member = 这一步只有本社成员能做。可以先申请入社。
refused-offer-not-allowed = 上架和修改商品需要“管理商品”的权限，请找主理人。
refused-title-missing = 请写名称。
refused-names-too-long = 叫法太多了：加起来最多 300 个字。
refused-title-too-long = 名称太长，最多 120 个字。
refused-story-too-long = 来历太长，最多两万字。
refused-unit-missing = 请写单位，例如 斤、盒。
refused-unit-too-long = 单位太长，最多 24 个字。
refused-no-variants = 至少要有一种规格和价格。
refused-too-many-variants = 规格太多了，最多 60 种。
refused-price-negative = 价格不能小于零。
refused-price-too-large = 这个价格太大了。
refused-step-not-positive = 起卖量要大于零。
refused-stock-off-step = 库存要是起卖量的整数倍。
refused-quantity-not-positive = 数量要大于零。
refused-quantity-too-large = 这个数量太大了。
refused-limit-not-positive = 限购和时限都要大于零。
refused-stock-too-small = 可卖的没有这么多，盘不出去。
refused-stock-unlimited = 这个规格不计库存，不用补货。
refused-split-malformed = 分账写得不对，请逐份检查。
refused-split-more-than-whole = 各份比例加起来超过了 100%。
refused-split-party-twice = 同一方出现了两次。
refused-split-above-price = 固定金额加起来，超过了最小一份的价格。
refused-split-party-unknown = 分账里有一方不在本社。
refused-split-by-decision-only = 本社群规定分账只能通过决议修改，请发起提案。
refused-split-waits = 本社群规定分账要由成员表决，这件商品的分账还没有表决过。请在商品页面发起分账提案，通过以后再上架。
refused-split-too-many-parts = 分得太细了，最多 12 份。
refused-split-part-not-positive = 每一份都要大于零。
refused-already-withdrawn = 已经下架了。
refused-reason-missing = 请写明原因。
refused-key-reused = 这个幂等键已经用于另一个内容，请换一个新的。
refused-no-such-order = 没有这张订单。
refused-not-for-sale = 现在不卖了。
refused-members-only = 这件商品只卖给本社成员。
refused-no-lines = 还没有选东西。
refused-too-many-lines = 一张订单最多 1000 行，请分开下单。
refused-quantity-off-step = 数量要是起卖量的整数倍。
refused-sold-out = 剩下的不够了。
refused-above-limit = 超过了每人限购的数量（之前买的也算）。
refused-price-changed = 价格刚刚变了，请看过新价格再下单。
refused-total-too-large = 合计太大了，请分开下单。
refused-line-below-split = 这个数量的价钱不够分账里的固定金额，请多买一点或找主理人。
refused-owed-too-little = 社里欠你的不够付这一单，请换个方式。
refused-buyer-owed-too-little = 社里欠这位买家的不够付这一单还差的钱：没有抵扣。
refused-set-off-own-part = 货款里有你的一份，不能由你一个人说买家用欠款来付：请别人来抵扣。
refused-buyer-has-account = 这位买家有账号，由本人在订单页上抵扣。
refused-coupon-unusable = 这张优惠券用不了：已经用过、过期，或者不是你的。
refused-method-not-offered = 这种付款方式没有开通，请换一种。
refused-not-yours = 这不是你的订单。
refused-not-allowed = 你没有做这一步的权限，请找主理人或司库。
refused-order-wrong-state = 订单已经到了别的状态，这一步做不了。请刷新看看。
refused-too-early = 还没到这一步：要先收货。
refused-own-order = 这是你自己的订单，要请别人来办。
refused-no-such-payment = 没有这笔付款。
refused-own-payment = 不能确认自己的付款，请另一位司库来。
refused-payment-wrong-state = 这笔付款已经到了别的状态。请刷新看看。
refused-already-confirmed = 这笔付款已经确认过了。
refused-already-refused = 这笔付款已经记为没有到账。
refused-amount-differs = 金额和订单不一样。
refused-amount-far = 这比订单金额的十倍还多，请再看看是不是多打了零。
refused-order-over = 这一单已经取消或过期，货没有留着。钱要是真的到了，请到订单页单独登记，会记为欠买家的钱。
refused-arrived-in-future = 日期不能在今天之后。
refused-reference-too-long = 备注太长，最多 500 个字。
refused-reference-missing = 请写流水号。
refused-reference-used = 这个单号（备注）以前记过一笔了，没有再记。
refused-signature-wrong = 签名不对。
refused-signature-stale = 签名的时间差太多，已经失效。
refused-notification-malformed = 通知的内容读不出来。
refused-simulated-only = 这个网站没有模拟支付。
refused-bank-too-small = 账上的银行存款不够这么多。
refused-handed-over = 货已经交付，到账不能撤销了。钱要是别的单的，请给这一单退款。
refused-given-back = 这一单已经缺过货或退过款，请把剩下的也退款。
refused-not-by-hand = 这笔到账不是手工确认的，是支付平台或别的系统报来的。钱付了这一单的，请退款；没付上的，付给买家或原路退回。
refused-undo-by-another = 这笔到账是你之前某天确认的：请另一位能确认付款的人来撤销。付了这一单的，也可以退款。
refused-taken-back = 这张表之前确认过，后来撤销了：这次没有确认任何到账。请重新打开列表再登记。
refused-credit-spent = 这笔到账里记成欠买家的那部分已经不在了：用掉了、付出去了，或者订单已经归了别的成员。钱付了这一单的，请给这一单退款。
refused-bank-moved-on = 账上的银行存款比这笔到账还少，钱已经付出去了。先把到了的钱记上。付了这一单的，也可以退款。
refused-no-such-member = 没有这位成员。
refused-own-payout = 不能给自己付款，请另一位司库来。
refused-sum-not-positive = 金额要大于零。
refused-more-than-owed = 超过了该付的数。
refused-debt-first = 这位成员还有要还给社里的钱：先扣下这些，剩下的才能付出。
refused-run-waits = 有一张还没记账的付款单也要付给这位成员。请先看看；还是要在这里付，就勾上“我知道”。
refused-more-than-debt = 超过了这位成员要还的数。
refused-own-debt = 不能给自己记还款，请另一位司库来。
refused-no-such-line = 订单里没有这一行。
refused-line-twice = 同一行写了两次。
refused-not-paid = 现在的状态不能退款：要么还没付，要么已经取消。
refused-nothing-to-refund = 没有可退的。
refused-more-than-left = 超过了还剩的数量。
refused-more-than-paid = 超过了还能退的金额。
import-unit = 件
# $invoice (String)
import-walk-in = 散客 { $invoice }
refused-period-closed = 账已经结到这一天之后了，不能再记进去。请写结账以后的日期，说明里可以写实际是哪天。

# Coupons, and who brought the buyer.
coupon = 优惠券
coupon-none = 不用优惠券
coupon-pays = 优惠券抵扣
to-pay = 应付
# $sum (String)
coupon-back = 其中 { $sum } 退回优惠券的预算
# $sum (String)
coupon-refund-note = 这张订单里有 { $sum } 是优惠券付的。退款时，这一部分按比例退回优惠券的预算，不退给买家。
together-title = 一次确认多笔收款
# $title (String)
together-of = 确认收款：{ $title }
together-lead = 对着银行或收款记录，把已经付了的勾上，选好到账日期，一次确认。金额不对的先别勾，点“单独看”登记。
together-pools = 拼团的付款在这里 ›
together-paste = 粘贴收款记录，让程序帮你勾
together-text = 谁付了多少
together-text-hint = 一行一个人，例如“小雨 48.00”。可以直接粘贴聊天记录或收款明细。只会帮你勾，确认之前什么也不会入账；原文不保存。
together-read = 对一对
# $lines (Number)
# $certain (Number)
together-read-counted = 读了 { $lines } 行，对上 { $certain } 行
# $count (Number)
# $sum (String)
together-ticked = 读完时勾了 { $count } 笔，共 { $sum }。
# $count (String)
# $sum (String)
together-ticked-now = 现在勾了 { $count } 笔，共 { $sum }。
# $count (Number)
together-unticked = 还有 { $count } 笔对上了、没有勾：一次只能确认这么多。办完之前，这段文字会留着。
# $count (Number)
together-text-kept = 下面这段文字里还有 { $count } 笔没有勾上。再点一次“对一对”：已经确认的不会重复算。
together-strays = 这几行没有对上，请自己看：
together-who = 谁付了
together-all = 全部勾上
together-none = 全部不勾
together-claimed = 说已经付了
together-look = 单独看
# $count (Number)
together-more = 另外还有 { $count } 单，这些办完再显示
together-hour-hint = 已经过了截止时间，只算截止前到账的钱：写勾上的这些里最晚到账的时刻。
together-arrived-hint = 流水里写了日期的按流水，没写的都算这一天到的。不是同一天，就分几次确认。
# $day (String)
came-by-line = 按流水 { $day } 到账
together-reference = 流水号或备注
together-reference-hint = 勾上的这些共用。
together-do = 确认勾上的
# $count (Number)
# $sum (String)
together-done = 确认了 { $count } 笔，共 { $sum }
# $count (Number)
together-not-done = 这 { $count } 笔没有入账：
together-nobody = 一个也没勾。先勾上付了钱的人。
# $count (Number)
together-too-many = 一次最多确认 { $count } 笔。
# $text (String)
together-tick-unread = 看不懂“{ $text }”。要写成编号=金额，例如 ord_01k…=48.00。
doubt-no-name = 没看到哪个待收款的人的名字
doubt-no-sum = 没看到金额
doubt-sum-differs = 金额和应付的不一样
doubt-sum-only = 只有金额对得上，名字没对上
doubt-name-part = 只写了名字，没写门牌或图案，金额对得上
doubt-number-only = 名字没对上，写了这张订单的号，金额也对
read-by-number = 写了单号
doubt-other-room = 这行写的房号和订单上的不一样
doubt-name-inside = 名字夹在别的字里，不一定是这个人
doubt-several-people = 可能是好几个人
doubt-namesake = 同名，金额相符
doubt-several-orders = 这个人有好几笔是这个数
doubt-several-sums = 一行里有好几个金额
doubt-twice = 和上面某一行是同一笔，或者已经对完了
doubt-went-out = 是付出去的钱
doubt-returned = 到过账，又退回去了
doubt-not-yet = 说的是还没付的钱
doubt-unsaid = 看不出是收入还是支出
doubt-not-plain = 看不出是不是收到的钱
doubt-booked = 以前记过了
# $code (String)
# $day (String)
booked-for = 已经记给 { $code }（{ $day }）
# $code (String)
# $day (String)
booked-one-of = 这笔可能就是已经记给 { $code } 的那笔（{ $day }）：同样金额的有几笔，当时没有说是哪一笔
# $code (String)
reference-recorded = 这个流水号已经登记在 { $code } 上了。真是另外一笔转账，就勾上下面这一项再登记；是同一笔就不用再记。
another-transfer = 这是另外一笔转账
another-transfer-hint = 两笔钱都到账了才勾。
to-together = 一次确认多笔
# $goods (String)
# $coupon (String)
less-coupon = 东西 { $goods }，优惠券付了 { $coupon }

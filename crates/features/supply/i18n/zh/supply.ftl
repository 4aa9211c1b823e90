# 不行的时候怎么说
refused-not-a-member = 只有社群成员可以这样做。
refused-not-allowed = 你没有这个权限。
refused-no-such-supplier = 没有这个供货人。
refused-name-missing = 请写明供货人叫什么。
refused-name-too-long = 名称最多 60 个字。
refused-contact-too-long = 联系方式最多 300 个字。
refused-member-unknown = 账户要给社群现在的成员。
refused-member-taken = 这位成员已经是另一家供货人了。
refused-already-linked = 这家供货人已经有自己的账户，账里记着，不能换人。
refused-link-unusable = 这个链接用过了、过期了，或者不对：请向给你链接的人再要一个。
refused-link-made = 链接只显示一次：请再做一个新的。
refused-own-supplier = 不能给自己开供货账户，也不能改自己的：请让别的主理人来做。
refused-holder-missing = 请写明户名。
refused-account-malformed = 账号看不懂：只用数字和字母，5 到 34 位；国际账号（IBAN）和银行代码（BIC）请再核对一遍。
refused-bank-missing = 请写明开户行。
refused-bank-too-long = 户名和开户行最多各 70 个字。
refused-key-reused = 这个请求编号用过了，内容却不一样：请刷新页面再试。
refused-no-such-purchase = 没有这张采购单。
refused-same-person = 是你请人同意的：要由另一位来同意。
refused-own-purchase = 这是向你自己采购：下单、点数、结束都要别人来做。
refused-supplier-closed = 这家供货人已经停用。
refused-no-account = 这家供货人还没有自己的账户，没法记欠款：请先给一个登录链接。
refused-no-lines = 请至少写一行。
refused-no-sums = 一个金额也没填：要付的填上金额。
refused-nobody-to-pay = 现在没有能付的成员：要么没欠到这个数，要么还没填收款账户。
refused-too-many-lines = 行数太多了：请分成几张。
refused-no-such-goods = 有一行的商品现在不在集市上。
refused-line-twice = 同一样写了两行：请合成一行。
refused-not-their-goods = 卖出后分账的采购，只能要这家自己的商品。
refused-quantity-not-positive = 数量请写大于零的数。
refused-quantity-off-step = 数量要是这样商品起卖量的整数倍。
refused-price-not-positive = 请写明讲定的单价。
refused-sum-too-large = 这个数太大了，账里记不下。
refused-mandate-missing = 社群出钱买，要选一项授权。
refused-no-such-mandate = 没有这项授权。
refused-mandate-ended = 这项授权还没开始，或者已经结束。
refused-mandate-for-other = 这项授权不是为买东西定的，请另选一项。
refused-above-ceiling = 超过了这项授权还能花的钱。
refused-place-too-long = 送货地点最多 120 个字。
refused-note-too-long = 备注最多 600 个字。
refused-day-passed = 送货的日子已经过了。
refused-waits-for-consent = 还不能下载：要等另一个人同意这张付款单。
refused-wrong-state = 现在已经不能这样做了：请刷新页面看看。
refused-reason-missing = 请写明原因。
refused-no-such-payout = 没有这笔付款。
refused-own-payout-back = 这笔钱是付给你的，要由另一位司库来冲回。
refused-of-a-run = 这笔是跟着付款单付的。银行退回来的话，请到那张付款单上记。
refused-already-taken-back = 这笔付款已经冲回过了。
refused-not-the-supplier = 只有这家供货人才能这样答复。
refused-from-pool = 这张单是团里已经付了钱的：没送来就按没送到结束，钱会退给大家。
refused-more-than-ordered = 点的数比订的还多：多出来的请另开一张采购单。
refused-nothing-counted = 什么也没点：如果就是没送来，请勾选“不会再送了”。
refused-no-such-line = 没有这一行。
refused-too-many-photos = 照片最多 10 张。
refused-paid-by-sales = 这张单是卖出后分账的：货不好就给买的人退款，供货人那份会一起退回。
refused-not-billed = 这笔采购还没有批准成支出，还谈不上少付。
refused-already-billed = 这张单已经记成支出了。
refused-sum-not-positive = 金额请写大于零的数。
refused-more-than-billed = 比这张单还欠的多。
refused-no-such-credit = 没有这笔少付。
refused-no-such-run = 没有这张付款单。
refused-payer-missing = 请先填社群自己的付款账户。
refused-more-than-due = 有一家要付的比现在该付的多。
refused-own-payout = 付给自己的钱，要由别人来提、别人来同意。
refused-own-run = 提的人不能自己同意：请另一位司库或主理人来看。
refused-proposer-may-not = 提这张付款单的人已经不管付款了：请取消，另提一张。
refused-nothing-left = 每一行都作废了，没有可付的：请取消，另提一张。
refused-bank-too-small = 账上银行的钱不够付这张单。
refused-not-paid = 只有付出去的一行才能记成退回。
refused-no-bank-details = 有一家还没有填收款账户：请先让供货人填，或者司库代填。

# 说法
supply = 供货
suppliers = 供货人
supplier = 供货人
desk = 工作台
mine = 我的
nobody = 已离开的成员
list-comma = 、
save = 保存
show = 看看
reason = 原因
note = 备注
day = 日期
what = 事项
entry = 账目
cause = 依据
amount = 金额
balance = 结余
came-in-all = 实收合计
total = 合计
# $number (Number)
entry-numbered = { $number } 号账目
print = 打印

# 供货人
suppliers-lead = 给我们送货的农户、作坊和商家：向谁订了什么、送来多少、该付多少。
no-suppliers = 还没有供货人
no-suppliers-next = 先添加一位，就能给他下采购单、记到货、一起付款。
supplier-new = 添加供货人
supplier-edit = 修改资料
supplier-closed = 已停用
# $number (Number)
supplier-gone = { $number } 号供货人（已注销）
no-sign-in-yet = 还没有登录
due-now = 现在该付
due-mine = 现在该付给你
supplier-name = 叫什么
supplier-name-hint = 农场、作坊或者人的名字，采购单上会写。
contact = 联系方式
contact-hint = 电话、地址、找谁。只有管供货的人和供货人自己看得到。
whose-account = 是哪位成员
whose-account-hint = 对方已经是成员就写名字；还不是就空着，之后给一个登录链接。选定了就不能换，因为账里记着。
supplier-is-open = 还向他订货
supplier-is-open-hint = 不勾选：不能再下单，付款单里他那一行也会作废。
no-sign-in-note = 对方还没有自己的登录：只能打印采购单送过去，也还不能记欠款。
make-link = 给一个登录链接
link-made = 把这个链接单独发给对方，两周内有效，只能用一次，只显示这一回：
my-deliveries = 我的供货
my-deliveries-note = 采购单、到货和货款
# $name (String)
my-deliveries-lead = 这是{ $name }的账户：向你订了什么、收到多少、该付多少、付了多少。买东西的人是谁，这里看不到。
due-payable = 卖货和分配所得
due-owed = 采购、自己买东西退的钱，和其他
due-receivable = 要退回的，付款时先扣
due-held = 已付款、还没过售后期的
purchases = 采购单
no-purchases = 还没有向他订过货。
no-purchases-mine = 还没有人向你订货。
payments = 付过的款
no-payments = 还没有用付款单付过。
bank-details = 收款账户
holder = 户名
account = 账号
account-hint = 空格和横线会自动去掉；国际账号会核对校验位。
bank = 开户行
bank-hint = 写到支行，例如：青石农商行河东支行
bic = 银行代码（BIC）
bic-hint = 只有跨境付款才需要。
changed = 上次修改
no-bank = 还没有填。
bank-change = 修改收款账户
bank-private = 只有司库和供货人自己看得到完整账号。改了以后，等着付的那一行会作废，要重新提。
# $name (String)
link-title = { $name }的供货账户
# $community (String)
link-lead = { $community }请你来管自己的供货账户。
link-what = 进来以后可以看采购单、说能不能送、看每次到货点了多少、该收多少钱，并填写收款账户。
link-sign-in-first = 请先登录，或者注册一个账号。
sign-up = 注册
sign-in = 登录
display-name = 别人看到的名字
display-name-hint = 之后可以改。
link-accept = 这是我的账户

# 采购单
# $number (Number)
purchase-numbered = 采购单 { $number }
purchase-new = 下采购单
# $name (String)
purchase-new-from = 向{ $name }订货
purchase-draft = 存成草稿
terms = 怎么付
terms-hint = 按卖出分账：货卖掉、过了售后期，分账里供货人那份才要付。社群买下：到了多少记多少，要有授权，还要别人批准。
terms-by-sales = 按卖出分账
terms-bought = 社群买下
mandate = 用哪项授权
mandate-hint = 只有社群买下时才要选。
no-mandate = 不用授权
# $name (String)
# $left (String)
mandate-left = { $name }（还剩 { $left }）
goods = 商品
goods-hint = 按整箱订；不按箱卖的，一箱几个就空着。按卖出分账的不用写单价：分账里供货人那份就是。
choose-goods = 选商品
# $number (Number)
line-numbered = 第 { $number } 行
cases = 几箱
units-in-case = 一箱多少
price-agreed = 讲定的单价
# $cases (Number)
# $case (String)
cases-of = { $cases } 箱，每箱 { $case }
delivery = 送货
deliver-on = 送货日
deliver-to = 送到哪里
deliver-to-hint = 例如：河东路 12 号院门口
day-open = 日子还没定
state-asked = 等第二个人同意
step-asked = 请第二个人同意
step-consented = 第二个人同意了
step-stepped-back = 退回草稿
second-title = 等第二个人同意的采购
second-note = 这是社群出钱买下的，金额超过规则里要凭证的数：还没有发给供货人，要另一位能批准支出或付款的人同意才发。
second-do = 同意，发给供货人
second-waits = 是你提出的，或者你不能同意：等另一位。
second-waits-short = 等另一位同意
second-beforehand = 这是社群出钱买下的，金额超过规则里要凭证的数：要第二个人同意以后才发给供货人。
ask-second = 请第二个人同意
step-back = 退回草稿
step-back-reason = 哪里要改
state-drafted = 草稿
state-sent = 等供货人答复
state-confirmed = 供货人已确认
state-declined = 供货人送不了
state-in-part = 到了一部分
state-delivered = 到齐了
state-closed = 已结束
state-cancelled = 已取消
ordered-by = 谁订的
a-pool = 一个成团的团
ordered = 订了
came = 到了
price = 单价
short-note = 没送到，不用付：
# $title (String)
short-whom = { $title }不够分
# $wanted (String)
# $came (String)
# $ordered (String)
# $left (String)
short-wanted = 还有订单在等 { $wanted }；只到了 { $came }（订了 { $ordered }），现在还剩 { $left }。
short-decide = 要决定谁少拿：点开那一单，记下缺多少，这部分钱就退给买的人。
# $number (Number)
# $buyer (String)
short-order = 订单 { $number } · { $buyer }：记缺货
short-note-pool = 没送到，已经按团里说好的办法由大家少拿，钱退了：
billed-title = 该付的钱
billed = 按到货记的支出
credited = 之后少付的
expense = 支出
# $number (Number)
see-expense = 支出 { $number } 号
# $why (String)
not-billed-note = 到货已经记下，但没能记成支出：{ $why }
deliveries = 到货
# $number (Number)
delivery-numbered = 第 { $number } 次到货
# $delivery (Number)
# $photo (Number)
photo-of = 第 { $delivery } 次到货的照片 { $photo }
send-title = 发给供货人
send = 发出
reschedule = 改日子或者地点
answer-title = 这批货你能送吗？
answer-for-them = 供货人电话里怎么说
confirm = 能送
decline = 送不了
close-title = 结束这张单
close-note = 结束以后不再收货，没送到的按说好的办法处理。
close-reason = 供货人怎么说
close = 结束
# $missing (String)
close-ask = 结束这张单吗？还少：{ $missing }，以后不能再补点；拼团订的，钱马上退给大家。
bill-again = 再记一次支出
credit-title = 货不好，少付一些
credit-note = 马上告诉供货人，七天内可以同意，也可以说明不同意；到时没说话算同意。在那之前一分不扣。不同意的，或者没有登录的，由社群里另一个人来定。
credit-do = 问供货人
credits-asked = 问过供货人的少付
credits-waiting = 提了少付、还没定的
owed-after-credits = 这张单该付
credit-state-asked = 等供货人答复
credit-state-objected = 供货人不同意
credit-state-agreed = 已同意
credit-state-dropped = 不提了
# $reason (String)
credit-objection = 供货人说：{ $reason }
credit-until = 没说话就算同意的时间：
credit-unseen = 供货人看不到这里：由社群里另一个人来定。
credit-answer-note = 同意就少收这些。不同意请说明原因：由提的人以外的另一个人来定，定下来之前照全额付给你。
credit-agree = 同意
credit-object = 不同意
credit-uphold = 还是少付
credit-drop = 不提了，照原来的付
settled-by-supplier = 供货人同意了。
settled-by-silence = 供货人到时没说话。
settled-by-community = 由社群里另一个人定的。
kept-under = 授权里给这张单留着
to-answer-credit = 有人提少付
# $count (Number)
credits-more = 还有 { $count } 笔
credits-title = 向供货人提的少付
credit-waits-for-second = 等另一个人来定
cancel = 取消这张单
way-of-purchase = 经过
step-drafted = 写了草稿
step-sent = 发给了供货人
step-moved = 改了日子或者地点
step-confirmed = 确认能送
step-declined = 说送不了
step-counted = 点了货
step-closed = 结束了
step-billed = 记成了支出，等人批准
step-not-billed = 没能记成支出
step-credit-asked = 提了少付，告诉了供货人
step-credit-objected = 供货人不同意少付
step-credit-agreed = 供货人同意少付
step-credit-by-silence = 供货人到时没说话
step-credit-upheld = 另一个人定了少付
step-credit-dropped = 不提少付了
step-credited = 少付了一些
step-cancelled = 取消了
made-on = 开单日
scan-to-count = 收货的人用手机相机扫一扫，就能点货。
# $number (Number)
purchase-as-picture = 采购单 { $number } 的点货链接
counted-by-hand = 实收

# 点货
# $number (Number)
count-title = 点货：采购单 { $number }
count-do = 点货
# $goods (String)
count-of = 这次到了多少{ $goods }
# $amount (String)
still-to-come = 还该到 { $amount }
count-over = 这张单现在不用点货了。
how-it-was = 货怎么样
how-it-was-hint = 磕碰、发霉、太小……写下来，供货人也看得到。
photos = 照片
# $count (Number)
photos-hint = 最多 { $count } 张；拍摄时间和地点会自动去掉。
photos-prove = 送货单也拍一张，批准支出时当凭证。
photos-only = 这里只收照片：JPEG、PNG 或者 WebP
photos-again = 照片要重新选一次。
is-last = 不会再送了
is-last-hint = 勾选就结束这张单：没到的不用付。
is-last-pool = 勾选就结束这张单：没到的按团里说好的办法，由大家少拿，钱马上退。
is-short = 对，就是少这些，不会再到了
# $goods (String)
# $amount (String)
is-missing = { $goods } { $amount }
# $missing (String)
short-first = 还少：{ $missing }。以后不能再补点。没错的话，勾选这里再按一次。
zero-if-none = 到了多少？一点没到就写 0

# 对账单
statement = 对账单
# $name (String)
statement-title = { $name }的对账单
# $from (String)
# $to (String)
period-of = { $from } 到 { $to }
from-day = 从哪天
to-day = 到哪天
as-csv = 下载表格
opening = 期初该付
closing = 期末该付
no-lines = 这段时间没有往来。
statement-note = 每一行都是账本里的一笔；期末数就是账本里的数。
line-sale = 卖货分账所得
line-sale-returned = 买的人退货
line-bought = 社群买下
line-credit = 货不够或者不好，少付
line-payment = 付款
line-payment-returned = 银行退回的付款
line-payment-taken-back = 记错的付款，已冲回
line-repayment = 供货人退回
line-own-part = 自己参加拼团
line-own-part-back = 自己参加拼团，退回
# $goods (String)
# $sum (String)
given-back-already = （其中已退：{ $goods }，少 { $sum }）
# $title (String)
part-of-price = { $title }的一部分价钱
# $day (String)
goods-day-is = { $day }送到或卖出
# $price (String)
# $parts (String)
price-shared = 售价共 { $price }：{ $parts }
# $price (String)
# $parts (String)
price-returned = 共退 { $price }：{ $parts }
price-in-all = 售价
who-had-what = 各方所得
# $number (Number)
fund-numbered = 基金 { $number }
line-surplus = 作为成员分到的盈余
line-other = 其他往来（详见账目）

# 付款单
runs-title = 付款单
runs-lead = 司库把几家该付的钱放在一张单上，另一个人看过同意，才记账、才有给银行的文件。
# $number (Number)
run-numbered = 付款单 R{ $number }
runs-before = 付款单
no-runs = 还没有付款单。
# $count (Number)
lines-counted = { $count } 家
due-title = 现在该付的
nothing-due = 现在没有该付给供货人的钱。
# $sum (String)
due-of = 该付 { $sum }；这次不付就清空
due-yourself = 这是付给你自己的，要由别的司库来提
due-no-bank = 还没有收款账户
# $run (Number)
due-waits = 已经在付款单 R{ $run } 里，等人同意
# $sum (String)
# $run (Number)
due-waits-in-part = 其中 { $sum } 已经在付款单 R{ $run } 里，等人同意；其余的等它付完或取消后再付
due-closed = 已停用
# $sum (String)
less-asked = 提了少付 { $sum }，还没定
less-since = 提出：
# $now (String)
# $then (String)
less-before-run = 没同意以前一分不扣。付款以前同意了，该付的从 { $now } 变成 { $then }。
less-makes-void = 那样这一行就作废：该付的比这一行少。
# $back (String)
less-if-all-is-paid = 先照该付的全付了，以后同意了，就有 { $back } 要退回，从下次付的钱里扣。
# $back (String)
less-after-run = 这张付款单付了以后才同意的，有 { $back } 要退回，从下次付的钱里扣。不提了就什么都不变。
less-after-run-covered = 这张付款单付了以后才同意的，从那时还该付的钱里减。不提了就什么都不变。
# $back (String)
less-after-paid = 这张付款单照全额付了。现在同意的话，有 { $back } 要退回，从下次付的钱里扣。不提了就什么都不变。
less-after-paid-covered = 这张付款单照全额付了。现在同意的话，从现在该付的钱里减。不提了就什么都不变。
# $by (String)
# $day (String)
bank-is-new = 收款账户一周内改过（{ $by }，{ $day }）：先打电话核对一下
propose = 提这张付款单
propose-note = 提了以后还不付：要另一个人同意。
payer-title = 社群自己的付款账户
payer-note = 给银行的文件里要写从哪个账户付。
# $account (String)
payer-is = 付款账户：{ $account }
run-proposed = 等人同意
run-paid = 已同意
run-cancelled = 已取消
run-all-void = 这张付款单的每一行现在都不能付（原因见各行），没有可以同意的：请取消它，重新做一张。
run-nothing-left = 这张付款单已经没有要付的了
run-nothing-left-tag = 没有要付的了
run-waits = 等另一个人同意
line-paid = 已同意，到账以银行为准
line-void = 作废
line-returned = 银行退回
void-bank-changed = 提单以后收款账户改了，这一行没有付。
void-less-due = 现在该付的比这一行少，没有付。
void-supplier-closed = 供货人已停用，没有付。
proposed-by = 谁提的
consented-by = 谁同意的
cancelled-by = 谁取消的
consent-title = 你同意付吗？
consent-note = 看一看付给谁、付多少、账户最近改没改。同意以后马上记账，不能再取消。
consent = 同意付款
own-run-note = 这张单是你提的，或者要付给你：等另一位司库或者主理人同意。
file-title = 给银行的文件
file-note = 记账已经完成，这一步是让银行真的付出去。同一个文件不要交两次。表格请直接交给银行：用表格软件打开再存，长的账号会丢掉最后几位。
file-csv = 批量转账表（CSV）
file-xml = ISO 20022（XML）
# $name (String)
came-back = 银行退回了付给{ $name }的钱
came-back-ask = 确定银行已经把这笔钱退回来了吗？账里会冲回，又变成该付。
run-cancel = 取消这张付款单
run-paying = 正在记账
# $done (Number)
# $count (Number)
run-entering = 已经同意，正在一批一批记账：{ $done } / { $count }。全部记完就有给银行的文件。
void-own-consent = 同意的人自己那一笔，没有付：还欠着，下次由别人来付。
void-own-proposal = 提这一单的人如今是收款单位背后的人，没有付：还欠着，下次由别的司库来提。
void-bank-too-small = 轮到这一行时银行里的钱不够了，没有付。
# $count (Number)
members-counted = { $count } 位成员
# $sum (String)
own-left-out = 单子里有付给你自己的 { $sum }。你来同意，这一笔就不付，还欠着你，下次由别人来付。
# $count (Number)
void-counted = 另有 { $count } 笔作废，不算在内
# $count (Number)
run-void = 另有 { $count } 笔没有付，不算在上面的数里，原因见各行：
run-without-details = 有人收款账户已经删掉了，银行文件里没有这几笔，没有真的付出去。请记成银行退回，就又变成该付：
run-changed-details = 有成员一周内换过收款账户，付以前先问问是不是本人换的：
# $number (Number)
line-of-run = 第 { $number } 笔
line-find = 找一笔
line-find-hint = 银行流水上的编号，例如 R12-345，或者只写 345。

# 付给成员
members-run-title = 付给成员
members-run-lead = 把社群欠成员的钱一起转给他们：退款、卖货所得、分红和别的。每人付清现在欠的全部；谁还欠社里的，先扣掉。
least = 欠到多少才付
least-hint = 少于这个数的先不付，下次再说。
members-paid = 这次付
# $count (Number)
# $least (String)
members-from = 付给 { $count } 位成员，都是欠满 { $least }、填了收款账户的。
# $least (String)
members-nobody = 没有欠满 { $least }、又填了收款账户的成员。
# $bank (String)
members-bank-short = 账上银行只有 { $bank }，不够付这些：先把最低数调高，或者等钱到了再提。
members-propose-note = 提了以后，付给谁、付多少就定下来了；还不付，要另一个人同意。
# $count (Number)
without-account = { $count } 位还没填收款账户
# $sum (String)
without-account-note = 一共欠他们 { $sum }。请他们在“我的”里填，或者单独付。
# $count (Number)
and-more = 还有 { $count } 位
left-out-title = 这次不付的
# $sum (String)
left-own-alone = 欠你自己或你名下单位的 { $sum }：谁都不能提付给自己的款，而这里没有别人能付款。请主理人再定一位司库。
appoint-treasurer = 去定第二位司库
# $sum (String)
left-own = 欠你自己或你名下单位的 { $sum }：要由别的司库来提
# $count (Number)
# $sum (String)
left-below = { $count } 位没到这个数，一共 { $sum }
# $count (Number)
# $sum (String)
left-carried = { $count } 位分到的没到办法里写的最少金额，一共 { $sum }：先记着，下次一起付
# $sum (String)
due-is-carried = 不到 { $sum }，按分配的办法先记在你名下，和下次分到的一起转给你；买东西可以先抵。现在就要，跟司库说一声，可以单独转。
# $count (Number)
# $sum (String)
left-waiting = { $count } 位已经在另一张还没付完的付款单里，一共 { $sum }
# $count (Number)
# $sum (String)
left-suppliers = { $count } 位是供货人，跟供货人一起付，一共 { $sum }
# $count (Number)
# $sum (String)
left-next-time = 还有 { $count } 位，一共 { $sum }：一张单装不下，付完这张再提一张

# 我想收到哪里
paid-to-section = 收钱
paid-to-title = 我的收款账户
# $bank (String)
paid-to-as-supplier = 供货的款转到 { $bank }。退款、分红等别的钱转到哪里，还没填
paid-to-none = 还没填：社群欠你的钱没法转给你
paid-to-lead = 社群欠你的钱，退款、卖货所得、分红，司库会转到这里。
paid-as-supplier = 你是供货人，欠你的钱跟供货的钱一起付，转到供货账户里填的那个账户。
paid-to-give = 填收款账户
paid-to-change = 换一个账户
paid-to-private = 只用来把欠你的钱转给你。看得到的只有你自己和准备付款的司库；付款时银行会收到户名、账号和金额。随时可以换、可以删；已经付过钱的那个账户，会跟着那笔付款留着，直到你注销。
paid-to-holder-hint = 和银行卡上的一样。
paid-to-remove = 删掉这个账户
paid-to-remove-ask = 删掉以后，一起付款时就没有你。要删吗？

# 工作台
on-its-way = 在路上的货
to-close = 到齐了，可以结束
to-answer = 等你答复
ordered-of-you = 向你订的货

# 付给成员的一笔钱
# $name (String)
payout-title = 付给{ $name }的一笔钱
# $name (String)
payouts-of = 社里该付{ $name }的
taken-back-tag = 已冲回
# $name (String)
taken-back-by = { $name } 冲回了这笔付款。
# $name (String)
# $reason (String)
taken-back-because = { $name } 冲回了这笔付款：{ $reason }。
paid-what = 付的是什么
paid-of-owed = 退款和其他该退的钱
paid-of-sales = 卖货的钱
paid-kept = 扣下抵欠款
paid-at = 转账时间
bank-reference = 银行流水号
in-the-books = 账本里
take-back = 冲回这笔付款
take-back-note = 记错了才用：付错人、数写错、记了两遍。原来那笔留在账本里，旁边多一笔把它冲回，社里重新欠对方这笔钱。钱要是真的转出去了，请让对方还回来，不要在这里冲。
# $sum (String)
take-back-debt = 当时扣下抵欠款的 { $sum } 也会重新算作欠社里的。
take-back-reason-hint = 对方看得到。
# $sum (String)
ordered-for = 订的是 { $sum }
# $sum (String)
came-for = 点到的值 { $sum }
# $sum (String)
owed-for = 该付 { $sum }
# $number (Number)
order-numbered = 订单 { $number }
goods-on = 送到或卖出的日子
choose-supplier = 选供货人
rounding = 凑不满一箱的
rounding-hint = 写上一箱多少，箱数空着，就照一共要的数量来算。
rounding-up = 多订一箱，多出来的当库存
rounding-down = 不订，有人拿不到
# $count (Number)
goods-left-out = 还有 { $count } 样要的东西没有列进来：一张单最多一百行，请另开一张。
# $units (String)
wanted-in-all = 一共要 { $units }
bill-waits = 等另一个人批准；批准了才算欠供货人的，那时才能记少付。
# $sum (String)
due-of-new = 该付 { $sum }；账户核对好了再填金额，空着就是这次不付

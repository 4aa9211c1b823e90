refused-no-such-instrument = 没有这种份额。
refused-no-such-fund = 没有这个基金。
refused-no-such-kind = 没有这一类份额。
refused-decision-missing = 份额必须出自一项决议。
refused-name-missing = 请写明名称。
refused-name-too-long = 名称太长：最多 80 个字。
refused-price-not-positive = 每份的价格必须大于零。
refused-units-not-positive = 总份数必须大于零。
# $count (Number)
refused-too-many-units = 总份数最多 { $count } 份。
refused-each-outside = 每人最多的份数必须大于零，且不超过总份数。
refused-sum-too-large = 总额超出了账本能记的数。
refused-terms-missing = 请写明条款。
refused-risk-missing = 请写明风险。
refused-words-too-long = 条款或风险太长：最多 2000 个字。
refused-promises-return = 名称、条款或风险里有保证收益的说法（如保本、固定收益、稳赚）。投入的钱可能亏掉，不能这样写。
# $words (String)
promise-found = “{ $words }”像是在保证收益。投进来的钱可能亏掉，所以不能这样写。可以改写钱用来做什么、会有什么风险，比如“有没有回报，谁也说不准”；如果不是这个意思，请换个说法。
# $words (String)
promise-found-pass = “{ $words }”像是在保证收益。投进来的钱可能亏掉，所以不能这样写。可以改写钱用来做什么、会有什么风险，比如“有没有回报，谁也说不准”；如果不是这个意思，请换个说法，或在“请人看的文字”里请另一位主理人看过放行。

ownership = 共有
instruments = 份额
books = 账本
instruments-lead = 成员可以把钱投进来，一起拥有。每一种份额都由决议定下：投到哪个基金、每份多少钱、一共多少、每人最多多少。
no-instruments = 还没有可以认购的份额
no-instruments-next = 份额由决议定下。想一起出钱办一件事，可以先提案。
propose-one = 写提案
# $number (Number)
instrument-numbered = 份额第 { $number } 号
since = 始于
per-unit = 每份
# $all (Number)
# $issued (Number)
units-taken-of = 共 { $all } 份，已认购 { $issued } 份
terms-after-probation = 过了观察期才能看到价格和条款。
# $each (Number)
# $left (Number)
above-each-told = 每人最多 { $each } 份，已有的和待付款的都算在内；你现在最多还能认购 { $left } 份。
# $left (Number)
not-enough-told = 只剩 { $left } 份可以认购。
# $count (Number)
units = { $count } 份
units-max = 一共
units-each-max = 每人最多
units-issued = 已到账
units-asked = 待付款
units-left = 还有
goes-to-fund = 投到
paid-elsewhere = 按合同付到别处，没有经过社群
decided-by = 出自
look-at-decision = 看决议
offered-since = 开始于
terms = 条款
risks = 风险
# $version (Number)
risk-version = 风险说明第 { $version } 版
# $who (String)
# $reason (String)
risk-revised-by = { $who }更新：{ $reason }
# $who (String)
# $second (String)
# $reason (String)
risk-revised-agreed = { $who }更新，{ $second }同意：{ $reason }
risk-draft-title = 有一份新的风险说明等同意
risk-draft-note = 请和上面现在这一版比一比。你同意以后，之后认购的人读的就是这一版；同意以前，旧的一版有效。
risk-draft-own = 这是你写的。另一位主理人或司库同意以后才生效；在那之前，旧的一版有效。
risk-agree = 同意新的说明
risk-disagree = 我不同意
risks-to-agree = 等同意的风险说明
risk-as-decided = 随决议定下
no-return-promised = 社群不保证任何收益。投进来的钱可能收不回来。

kind-donation = 捐赠
kind-donation-note = 钱给了社群，不换来任何东西，也没有表决权。
kind-pre-order = 预订
kind-pre-order-note = 先付钱，等货做出来。没有表决权。
kind-member-capital = 成员股金
kind-member-capital-note = 成员投进来的本钱，拥有社群的一部分；议事规则允许时，表决可以计入。
kind-equity-record = 外部股权登记
kind-equity-record-note = 有什么权利，由别处的合同或法律定，登记簿照着记，没有表决权。在这里直接认购的，钱投进这里的基金；在众筹里认的，钱按合同付到那边，不经过这里。

refused-not-a-member = 只有现任成员可以这样做。
refused-on-probation = 过了观察期才能认购。
refused-not-allowed = 你的角色无权这样做。
refused-no-such-subscription = 没有这笔认购。
refused-units-missing = 请写明认购多少份，至少一份。
refused-not-enough-left = 剩下的份数不够了。
refused-above-each = 加上你已有的和待付款的，超过了每人最多的份数。
refused-risk-not-read = 请先读完风险说明并确认。
refused-risk-changed = 风险说明有了新版本，请先读新的一版。
refused-own-subscription = 不能处理自己的认购，请另一位司库来办。
refused-not-yours = 只有认购人可以这样做。
refused-wrong-state = 这笔认购已有变化，请查看现在的状态。
refused-holder-gone = 认购人现在不是过了观察期的成员，不能再持有新的份额。请退回这笔钱，并写明理由拒绝认购。
refused-amount-differs = 到账的金额与认购的金额不同。份额没有零头：请与认购人核对。
refused-arrived-in-future = 到账的日子不能在将来。
refused-arrived-long-ago = 到账的日子早于十年以前，请核对年份。
refused-moved-on = 这笔钱已经有一部分不在银行里了，账上不够撤销。
refused-reference-missing = 请填写银行的流水号。
refused-reference-too-long = 流水号太长：最多 200 个字。
refused-reason-missing = 请写明理由。
refused-reason-too-long = 理由太长：最多 400 个字。
refused-risk-waits = 别人写的风险说明还在等同意，请先同意或者不同意那一份。
refused-own-risk = 这是你自己写的，要由另一位主理人或司库同意。
refused-risk-unchanged = 风险说明没有变化。
refused-books-full = 金额超出了账本能记的数。
refused-key-reused = 这个请求编号已用于别的操作，请重新提交表单。
refused-units-moved-on = 这笔认购的份额已经有一部分不在认购人手里了，不能撤销。
refused-not-held = 这一类份额不登记持有人。
refused-holder-not-a-member = 对方现在不是成员，不能持有份额。
refused-holder-on-probation = 对方还在观察期，过了观察期才能持有份额。
refused-above-each-of-holder = 加上已有的、待付款的和通过单位持有的，超过了每人最多的份数。
# $left (Number)
above-each-behind-told = 单位背后有人会超过每人的上限：你最多还能要 { $left } 份。
refused-above-each-behind = 这个单位背后有人会超过每人最多的份数。
refused-not-reserved = 为对方留着的份额没有这么多。
refused-paid-malformed = 投入的金额与账本对不上。
refused-register-not-allowed = 你的角色无权处理登记簿的事。
refused-no-such-transfer = 没有这笔转让。
refused-no-such-parting = 没有这项退出。
refused-units-to-pass-missing = 请写明多少份，至少一份。
refused-not-enough-held = 手里能动用的份数不够：正在转让或退出的不算。
refused-price-to-pass-missing = 每份的价格必须大于零。
refused-own-offer = 不能认领自己转让的份额，也不能指定给自己。
refused-community-first = 现在还是社群优先的时间，到期没有人认领才轮到你。
refused-time-is-over = 社群优先的时间过了，这些份额留给了指定的人。
refused-register-state = 这件事已有变化，请查看现在的状态。
refused-register-not-yours = 只有提出的人可以这样做。
refused-own-matter = 自己卖出、买入、持有、继承或提出的，要由另一个人来办；背后有自己的单位也一样。
refused-taker-gone = 对方现在不是过了观察期的成员，不能持有新的份额。
refused-nothing-put-in = 这些份额没有投入过钱，基金没有什么可以退。
refused-no-such-mandate = 没有这项授权，或者它不能用来回购。
refused-other-fund = 不是同一个基金的，不能这样办。
refused-mandate-not-for-this = 这项授权是为别的事通过的。退还股金，只能用专为退还这种份额而通过的授权。
# $name (String)
mandate-gives-back = 退还“{ $name }”的股金
refused-mandate-ended = 这项授权已经到期。
refused-mandate-not-begun = 这项授权还没开始。
refused-above-ceiling = 超过了授权还剩的金额。
refused-fund-too-small = 基金里的钱不够。
refused-never-lapses = 没有决议说这种份额会因离开而失效。
refused-holder-stays = 持有人还是成员，或者提出之后又回来过。
refused-lapses-later = 持有人离开的时间还不够长。
refused-notice-runs = 通知期还没到。
refused-heirs-differ = 各位继承人的份数加起来要等于全部份数，最多十位。
refused-heir-twice = 继承人不能重复，也不能是原来的持有人。
refused-terms-unfit = 两种份额、比例或天数对不上。
refused-nothing-to-convert = 没有人持有够换的份数。
refused-owners-missing = 请写明单位背后的持有人。
refused-too-many-owners = 背后的持有人太多：最多二十位。
refused-owner-twice = 同一个人只写一次，也不能是单位自己。
refused-owners-not-whole = 各人的占比加起来要正好是 100 %。
refused-owner-is-company = 背后的持有人必须是个人，不能是另一个单位。

nobody = 已离开的人
desk = 工作台
state-claimed = 说已付款
state-asked = 待付款
state-paid = 已到账
state-refused = 已拒绝
state-withdrawn = 已撤回
# $number (Number)
subscription-numbered = 认购第 { $number } 号
subscriptions-waiting = 待付款的认购
# $count (Number)
subscriptions-counted = { $count } 笔
subscriptions-lead = 成员已经认购、钱还没到账的，等得最久的在前。
no-subscriptions = 没有待付款的认购
no-subscriptions-next = 有人认购时会出现在这里。
my-holdings = 我的份额
all-instruments = 全部份额
holders = 持有人
# $count (Number)
holders-counted = { $count } 人
register = 份额登记簿
# $count (Number)
you-hold = 你持有 { $count } 份。
risks-before = 以前的风险说明
subscribe = 认购
# $count (Number)
subscribe-note = 你还可以认购 { $count } 份。份额先给你留着，钱到账后记进登记簿。
how-many-units = 认购多少份
# $version (Number)
risk-read = 我读了风险说明第 { $version } 版，明白这笔钱可能收不回来
revise-risk = 更新风险说明
revise-risk-note = 以前的版本会保留。要另一位主理人或司库同意，新的一版才生效，之后认购的人要读它。条款是决议定下的，不能在这里改。
what-changes-and-why = 改了什么，为什么
subscriber = 认购人
asked-on = 认购于
risk-unread = 请读一遍风险
risk-unread-note = 有一项决议把你的另一种份额转换成了这一种，它的风险还没有人请你读过。读不读，这些份额都是你的；以后再认购或者受让，本来也要先读。
risk-unread-send = 确认
# $version (Number)
risk-was-read = 已读第 { $version } 版
arrived-on = 到账日期
bank-reference = 银行流水号
in-the-books = 账本
# $number (Number)
entry-numbered = 第 { $number } 笔
# $reason (String)
refused-because = 拒绝的理由：{ $reason }
take-back-arrival = 撤销到账
take-back-note = 记错了人、记错了日子，或者钱被退回时用。账本会记一笔冲销，份额从登记簿里减去，这笔认购回到等钱到账；之后可以重新记，也可以拒绝。
take-back-hint = 例如：银行退回了这笔钱；认购人看得到。
# $who (String)
arrival-taken-back = { $who }撤销了到账
# $reason (String)
because = 理由：{ $reason }
how-to-pay = 怎样付款
mark-transfer = 转账时请注明：
# $mark (String)
ask-treasurer = 请向司库要收款账户，转账时注明 { $mark }。
kept-until-paid = 钱到账以前，这些份额为你留着；你可以撤回。
nobody-records = 现在没有人能把这笔钱记到账：确认收款的人不能记自己的钱。
appoint-treasurer = 再选一位司库
own-subscription-note = 自己的认购要由另一位司库记到账。
withdraw = 撤回认购
withdraw-ask = 撤回这笔认购？如果已经转账，请先联系司库。
record-arrival = 记为到账
# $mark (String)
record-note = 请在银行流水里找注明 { $mark } 的来款，核对金额。
amount = 金额
refuse = 拒绝认购
reason = 理由
reason-hint = 例如：两周没有收到钱；认购人看得到。
register-lead = 谁在什么时候持有多少。每一次变动都留着，所以可以看过去任何一天。
as-of = 到哪一天为止
show-day = 查看这一天
together = 共
per-unit-price = 每份
paid-in = 投入
from-work = 因贡献得来
paid-elsewhere-note = 钱是按合同付到别处的，没有经过社群，所以“投入”里没有这部分；登记簿只记份数。
paid-less-note = “投入”比份数乘每份的价钱少：贡献没有投钱，由别的份额转换来的，只算当初投入的钱。转让、回购、到期失效时，先得到的份额先走（按离开规则失效的是贡献得来的），每份带走这位持有人投入的同样一部分。
# $units (Number)
of-them-work = 其中 { $units } 份因贡献得来
your-own = 你的
no-holders = 这一天还没有持有人
no-holders-next = 有人认购并到账后会出现在这里。
holder = 持有人
units-word = 份数
names-for-whom = 姓名和各人的份数只有司库和主理人看得到。
refused-period-closed = 账已经结到这一天之后了，不能再记进去。请写结账以后的日期，说明里可以写实际是哪天。

my-holding = 我持有的
units-on-their-way = 其中正在转让或退出
units-through = 通过单位持有
nothing-held = 你还没有持有这种份额
nothing-held-next = 认购或从别的成员手里接过来以后，会出现在这里。
how-it-came = 怎样来的
certificates = 持有证明
# $number (Number)
certificate-numbered = 持有证明第 { $number } 号
certificate-holds = 有效
certificate-superseded = 已过时
certificate-holds-note = 登记簿现在仍是这样记的。
certificate-superseded-note = 开出以后登记簿里又有变动，这张证明不再说明现在持有多少。
certificate-as-of = 开出于
certificate-check-note = 把这个图案给对方扫：过了观察期的成员登录后，看得到这张证明是否有效。
# $number (Number)
certificate-as-picture = 持有证明第 { $number } 号的二维码
make-certificate = 开持有证明
offer-units = 转让
# $days (Number)
offer-units-note = 先让社群里的成员认领，{ $days } 天以后没有人要，才轮到你指定的人。过了观察期的成员看得到你的名字和价格；钱由双方自己付，这里只记价格，不经手。
how-many-to-offer = 转让多少份
price-of-one = 每份价格
named-taker = 没有人要的话，给谁
ask-buy-back = 请基金回购
ask-buy-back-note = 退还当初投入的钱，不多也不少。要另一个人在决议给的授权里同意。
how-many-back = 退多少份
# $days (Number)
lapses-after = 离开社群 { $days } 天以后，没有转出的份额会失效。
# $number (Number)
transfer-numbered = 转让第 { $number } 号
transfers-offered = 正在转让的份额
transfers-to-decide = 等待同意的转让
transfers-lead = 成员想转让的份额，先给社群里的人。
no-transfers = 现在没有
no-transfers-next = 有人转让时会出现在这里。
community-first-until = 社群优先到
transfer-offered = 可认领
transfer-for-named = 留给指定的人
transfer-taken = 待同意
transfer-done = 已转让
seller = 转出人
taker = 接手人
then-for = 之后给
offered-on = 提出于
money-between-the-two = 钱由双方自己付清。社群只记价格，不收也不管这笔钱。
you-come-after = 指定给你的，等社群优先的时间过了再来。
take-units = 认领
withdraw-offer = 撤回转让
withdraw-offer-ask = 撤回这笔转让？
approve-transfer = 同意转让
approve-transfer-note = 同意以后，登记簿就记到接手人名下。自己转出或接手的，要由别人同意。
refuse-transfer = 不同意
# $number (Number)
buy-back-numbered = 回购第 { $number } 号
# $number (Number)
lapse-numbered = 失效第 { $number } 号
# $number (Number)
legacy-numbered = 继承第 { $number } 号
buy-back-lead = 基金退还当初投入的钱，份额从登记簿里减去。
lapse-lead = 持有人离开了，按决议份额到期失效；投入的钱留在基金里。
legacy-lead = 持有人不在了，份额给继承人，或归回基金。
kind-legacy = 继承，或归回基金
kind-lapse = 按决议失效
kind-buy-back-for-leaver = 替他请基金退还投入的钱
partings = 等待同意的退出
partings-lead = 回购、失效和继承：一个人提出，另一个人同意。
no-partings = 没有等待同意的
no-partings-next = 有人提出时会出现在这里。
parting-asked = 待同意
parting-done = 已办
asked-by = 提出人
asked-for-on = 提出于
not-before = 不早于
as-an-expense = 看这笔支出
heirs = 继承人
to-the-fund = 没有继承人：份额归回，投入的钱留在基金里。
notice-still-runs = 通知期还没到，到期后由另一个人同意才生效。请先告诉持有人或家属。
consent = 同意
say-no = 不同意
take-it-back = 撤回
take-it-back-ask = 撤回这件事？
under-which-mandate = 用哪一项授权
# $names (String)
decided-on-by = 等其中一位同意：{ $names }。
nobody-decides = 能同意的人都和这件事有关，现在没有人可以同意：要先有另一位司库或主理人。
mandates-for-it = 可以用的授权：
no-mandate-for-this = 现在没有为这件事通过的授权；为别的事批的钱，不能拿来退股金。要先有一项决议准许退还这种份额的股金。
# $who (String)
parting-of = { $who }的份额怎么办
parting-new-lead = 只用于已经离开、去世或注销的人。提出以后，要另一位司库或主理人同意。
what-becomes-of-them = 份额怎么办
heirs-note = 继承人要是过了观察期的成员，各人的份数加起来等于全部。不能写自己，也不能写背后有自己的单位。不填就归回基金：和失效一样，要有决议，通知满一个月才行；账号已经注销的可以马上办。失效不用填。
# $number (Number)
heir-numbered = 继承人 { $number }
# $number (Number)
part-numbered = 继承人 { $number } 的份数
ask-for-consent = 提出，请别人同意
companies = 持有份额的单位
companies-lead = 单位通过一位成员持有份额，要写明背后是谁。每个人自己持有的，加上通过单位持有的，一起算在每人最多的份数里。
no-companies = 还没有单位
no-companies-next = 有公司或协会要持有份额时，在这里写明背后的人。
# $who (String)
owners-named-by = 由{ $who }登记
name-owners = 登记背后的人
name-owners-note = 背后的人都要是过了观察期的成员，占比加起来正好是 100 %。占比可以写 1/3 或 33.5%。再登记一次就换成新的一版，以前的会保留。
company-member = 代表单位的成员
company-name = 单位名称
# $number (Number)
owner-numbered = 背后的人 { $number }
# $number (Number)
share-numbered = 第 { $number } 人的占比
share-unreadable = 请写成 1/3 或 33.5% 这样。
# $count (Number)
counted-things = { $count } 件
origin-subscription = 认购
origin-taken-back = 撤销到账
origin-commitment = 参加众筹
origin-contribution = 贡献
origin-transfer-in = 从别的成员接手
origin-transfer-out = 转让给别的成员
origin-buy-back = 基金回购
origin-conversion = 按决议转换
origin-lapse = 失效
origin-legacy-in = 继承
origin-legacy-out = 由继承人接手，或归回基金
list-comma = 、
no-instruments-yet = 还没有大家一起拥有的东西。
holding-on-probation = 观察期内只能查看；过了观察期才能转让或请基金回购。
holding-of-former = 你已离开，份额还在你名下，可以随时查看。规则让程序替你请基金退还的，过了异议期就列在这里；没有的，可以联系主理人替你提出。都要有决议给的授权、由别人同意，才会退。
# $number (Number)
document-numbered = 材料 { $number }
died-on = 去世的日子
died-on-hint = 本人已去世才填，并交上能说明的材料。人还在、只是离开的，只能留给本人自己指定的那一位。
death-shown = 说明去世的材料
death-shown-hint = 死亡证明、户口注销证明等，JPEG、PNG、WebP 或 PDF，最多 5 个。只有登记份额的人能看。
# $name (String)
heir-named-self = 本人指定的继承人：{ $name }。
heir-by-own-word = 按本人自己指定的继承人。
heir-accepted = 已接受
heir-asked = 等本人接受
waits-for-heirs = 还要等继承人看过风险、表示接受。
accept-legacy = 接受这些份额
accept-legacy-note = 有人把份额留给你。接受之前请先看清风险；不想要，什么都不用做。
left-to-you = 留给你的份额
name-heir = 指定继承人
name-heir-note = 万一你不在了，这些份额留给谁。只有你自己、被问到时的本人和登记份额的人知道；随时可以改，留空就是不指定。
heir-of-mine = 指定的继承人
name-heir-save = 定下来
# $par (String)
above-par = 这个价高于这些份额投入的 { $par }：将来请基金回购，最多只退这么多。
paid-for-these = 这些份额的投入
# $each (String)
each-carries = 你投入的钱平均算在所有份额上：每份大约 { $each }。回购退还的就是这么多，别人接手一份，带走的也是这么多。
how-many-to-take = 要几份
# $count (Number)
how-many-to-take-hint = 一共 { $count } 份，全要就留空；只要一部分，其余的继续转让。
say-paid = 钱收到了
say-paid-sure = 钱真的到账了吗？确认以后双方都不能再退。
# $sum (String)
say-paid-note = 收到对方付的 { $sum } 之后再点。点了之后双方都不能再退，由主理人或司库同意过户。
say-paid-ask = 收到钱之后，请点“钱收到了”
# $sum (String)
# $seller (String)
pay-the-seller = 请把 { $sum } 直接付给{ $seller }；对方确认收到之后，才会过户。
step-back = 我不要了
step-back-ask = 确定不要了吗？这些份额会重新转让给别人。
waits-for-seller = 转让人还没有说收到钱，现在不能同意。
refused-price-too-high = 价钱不能超过每份原价的十倍，请核对位数。
refused-not-paid-yet = 转让人还没有说收到钱。
refused-heir-not-named = 人还在、只是离开，份额仍归本人；只能全部留给本人自己指定的那一位继承人。已去世的，请填日子并交上材料。
refused-death-not-shown = 请交上能说明去世的材料。
refused-died-in-future = 这一天还没有到，请核对。
refused-heirs-pending = 还有继承人没有表示接受。
refused-file-twice = 同一个文件交了两次。
refused-too-many-documents = 材料最多 5 个。
has-left = 已离开
day-to-come = 这一天还没有到，请选今天或以前的日子。
no-companies-by-steward = 有公司或协会要持有份额时，由主理人在这里写明背后的人。
# $left (String)
# $each (String)
mandate-too-small = 有决议准许退还这种份额的股金，但额度只剩 { $left }，一份就要 { $each }，不够；要再有一项决议。
# $left (String)
waits-for-larger = 有决议准许退还这种份额的股金，但额度只剩 { $left }，不够：要再有一项决议，才能办。
no-mandate-yet = 现在没有退还这种份额股金的授权，申请了也没法办。先要有一项决议准许退还这种份额的股金。
propose-mandate = 提议一项授权
waits-for-mandate = 现在没有退还这种份额股金的授权：要先有一项决议，才能办。
state-lapsed = 逾期未付
lapsed-note = 钱要是后来还是到了：本人重新认购一次，由司库在新的一笔里照实际到账日记入；没有份额了就退回。
kept-until = 份额为你留到这时候，过了没付就放出来；你也可以先撤回。
i-have-paid = 我已经付了
says-to-have-paid = 本人说已付
# $day (String)
full-for-now = 暂时认满了。没付款的份额，最早 { $day }放出来。
full = 已经认满了。
owner-confirmed = 本人已确认
owner-denied = 本人说不是
owner-not-said = 等本人确认
owner-asked-note = 登记你是这个单位背后的人，对不对？
# $name (String)
# $share (String)
owner-asked = 登记你是“{ $name }”背后的人，占 { $share }，对不对？
owner-confirm = 对，是我
owner-deny = 不是这样
owner-deny-reason = 哪里不对
owner-deny-hint = 管登记簿的人会看到，主理人会重新登记。
owners-counted-note = 登记以后就按登记的算在每人最多的份数里。登记换了人，在新登记的人都确认以前，原来的人也照样算。
owners-deny = 单位背后的人说登记得不对
owners-vote-note = 按人头的表决里，表决开始前，登记的人或者单位自己说过是这样，单位就不另投票。光是登记，谁的票也不会少。
# $name (String)
company-asked = 你代表“{ $name }”：上面这些人是它背后的人吗？
company-asked-note = 登记了别人是你背后的人，对不对？
company-confirm = 对，是他们
company-denies = 单位自己说不是这样：

texts-title = 请人看的文字
texts-back = 决策
texts-lead = 像是在保证收益的文字会被退回。如果并没有保证什么，可以请不是作者的主理人看过后放行这段原文。谁放行的、为什么，会写在旁边。
texts-waiting = 等另一位主理人看的文字
texts-none-waiting = 没有在等的。
texts-passed = 已放行
# $name (String)
text-asked-by = { $name } 提交
# $words (String)
text-found = 因“{ $words }”被退回
text-pass = 放行
text-pass-reason = 为什么不算保证收益
text-waits-for-another = 要由另一位主理人来看：自己写的不能自己放行。
text-ask = 请另一位主理人看一段文字
text-ask-note = 把要发布的原文原样贴在这里。放行后照原样发布，改了就要重新请人看。份额的条款里，“保本”“固定收益”这样的话不能放行。
text-place = 用在哪里
text-words = 原文
# $name (String)
# $reason (String)
text-passed-by = { $name } 放行：{ $reason }
place-share = 份额的名称、条款或风险
place-campaign = 众筹的条款，或团队说的话
place-proposal = 提案的标题、正文或选项
place-comment = 提案下的评论
ask-about-text = 请另一位主理人看看
refused-text-not-allowed = 只有主理人可以放行。
refused-no-such-text = 没有这段文字。
refused-text-missing = 请写上原文。
# $count (Number)
refused-text-too-long = 文字太长：最多 { $count } 个字。
refused-nothing-found = 这段文字没有被退回的地方，可以直接发布。
refused-never-harmless = 这样的话写在份额的条款里就是在保证收益，不管本意如何。请换个说法，谁也不能放行。
# $count (Number)
refused-too-many-wait = 您已有 { $count } 段文字在等，请先让人看完。
refused-own-text = 这是您自己写的，或者作者和您是一体的：要由另一位主理人来看。
refused-already-passed = 这段文字已经放行了。

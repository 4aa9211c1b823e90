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
promise-found = “{ $words }”像是保证收益。投入的钱可能亏掉，不能这样写。

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
risk-as-decided = 随决议定下
no-return-promised = 社群不保证任何收益。投进来的钱可能收不回来。

kind-donation = 捐赠
kind-donation-note = 钱给了社群，不换来任何东西，也没有表决权。
kind-pre-order = 预订
kind-pre-order-note = 先付钱，等货做出来。没有表决权。
kind-member-capital = 成员股金
kind-member-capital-note = 成员投进来的本钱，拥有社群的一部分；议事规则允许时，表决可以计入。
kind-equity-record = 权益记录
kind-equity-record-note = 钱投进这里的基金；换来什么权利，由别处的合同或法律定，这里照着记一份。没有表决权。

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
refused-risk-unchanged = 风险说明没有变化。
refused-books-full = 金额超出了账本能记的数。
refused-key-reused = 这个请求编号已用于别的操作，请重新提交表单。
refused-units-moved-on = 这笔认购的份额已经有一部分不在认购人手里了，不能撤销。
refused-not-held = 这一类份额不登记持有人。
refused-holder-not-a-member = 对方现在不是成员，不能持有份额。
refused-holder-on-probation = 对方还在观察期，过了观察期才能持有份额。
refused-above-each-of-holder = 加上已有的、待付款的和通过单位持有的，超过了每人最多的份数。
refused-above-each-behind = 这个单位背后有人会超过每人最多的份数。
refused-not-reserved = 为对方留着的份额没有这么多。
refused-paid-malformed = 投入的金额与账本对不上。

nobody = 已离开的人
desk = 工作台
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
revise-risk-note = 以前的版本会保留。之后认购的人要读新的一版。条款是决议定下的，不能在这里改。
what-changes-and-why = 改了什么，为什么
subscriber = 认购人
asked-on = 认购于
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
your-own = 你的
no-holders = 这一天还没有持有人
no-holders-next = 有人认购并到账后会出现在这里。
holder = 持有人
units-word = 份数
names-for-whom = 姓名和各人的份数只有司库和主理人看得到。
refused-period-closed = 账已经结到这一天之后了，不能再记进去。请写结账以后的日期，说明里可以写实际是哪天。

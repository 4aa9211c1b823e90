mandates = 授权

refused-not-a-member = 只有现任成员可以这样做。
refused-not-the-carrier = 只有授权的执行人可以交回授权。其他人可以提案来终止它。
refused-no-such-mandate = 没有这项授权。
refused-no-such-fund = 没有这个基金。
refused-decision-missing = 授权必须出自一项决议。
refused-purpose-missing = 请写明这笔钱的用途。
refused-purpose-too-long = 用途太长：最多 200 个字。
refused-ceiling-not-positive = 上限必须大于零。
refused-ceiling-too-large = 上限超出了账本能记的数。
refused-each-outside = 单笔上限必须大于零，且不超过总上限。
refused-end-passed = 截止时间必须在将来。
refused-end-before-start = 截止时间必须晚于开始时间。
refused-carrier-no-member = 执行人必须是现任成员。
refused-already-ended = 这项授权已经终止。
refused-reason-missing = 请写明理由；大家都能看到。
refused-key-reused = 这个请求编号已用于别的操作，请重新提交表单。

refused-not-allowed = 你的角色无权这样做，请找有这项权力的人，比如司库。
refused-no-such-expense = 没有这笔支出。
refused-no-standing = 议事规则没有允许不经决议的小额支出，请先提案。
refused-treasurer-only = 不经决议的小额支出只能由司库提出。
refused-mandate-not-begun = 这项授权还没有开始。
refused-mandate-for-other = 这项授权是为别的事定的，这里不能用，请另选一项。
refused-mandate-ended = 这项授权已经结束，不能再据此支出。
refused-above-each = 超过了这项授权的单笔上限。
refused-above-ceiling = 超过了这项授权剩余的额度。
refused-fund-too-small = 扣除已承诺的款项后，基金余额不够。
refused-bank-too-small = 按账本，银行存款不够付这笔钱。
refused-sum-not-positive = 金额必须大于零。
refused-sum-too-large = 金额大得账本记不下，请核对位数。
refused-what-missing = 请写明支出的内容。
refused-what-too-long = 说明太长：最多 1000 个字。
refused-payee-missing = 请写明付给谁：选一位成员，或填写名称。
refused-payee-twice = 成员和外部名称只能填一个。
refused-payee-too-long = 名称太长：最多 120 个字。
refused-payee-no-member = 收款人不是现任成员；已离开的人请按社群外的收款方填写名称。
refused-incurred-in-future = 这一天还没有到。
refused-incurred-outside = 这一天不在授权的期限之内。
refused-too-many-proofs = 一笔支出最多 20 份凭证。
refused-proof-missing = 请至少选一个文件。
refused-proof-twice = 这个文件已经是这笔支出的凭证。
refused-not-yours = 只有提交人可以这样做。
refused-own-expense = 不能审批自己提交的支出，请其他有审批权的人处理。
refused-paid-to-you = 不能审批付给自己的钱，请其他有审批权的人处理。
refused-own-team = 这是你所在众筹团队花的钱，团队的人不能批，请其他有审批权的人处理。
refused-line-missing = 这项授权有预算：请选这笔钱算预算里的哪一项，或者选“不在预算里”。
refused-no-such-line = 这项授权的预算里没有这一行。
refused-wrong-state = 这笔支出已经往前走了一步，不能再这样做；请看现在的状态。
refused-payee-is-member = 付给成员的钱与其他应付款一并支付：请到这位成员的应付款页去付。
refused-proof-or-reason = 这笔支出没有凭证：请写明为什么可以批准，大家都能看到。
refused-proofs-changed = 你打开页面之后，提交人又交了凭证。请看过再决定。
refused-proof-demanded = 按议事规则，支出要有凭证才能批准。请提交人先补交凭证。
refused-proof-sum-unfit = 要求凭证的金额不能小于零，也不能大得账本记不下。
refused-reference-missing = 请填写银行转账的流水号。
refused-reference-too-long = 流水号太长：最多 200 个字。
refused-paid-in-future = 转账时间不能在将来。
refused-paid-before-incurred = 付款不会早于花费的日期，请核对年份。

refused-no-such-receipt = 没有这笔收款。
refused-own-gift = 自己给的钱不能由自己入账或冲销，请另一位能确认付款的人来做。
refused-already-opened = 这个基金在这里的期初余额已经记过。记错了就先冲销那一笔，再重新记。
refused-opening-has-giver = 期初余额是社群原有的钱，不写来自谁。
refused-received-for-missing = 请写明这笔钱是做什么用的，或者怎么来的。
refused-received-for-too-long = 说明太长：最多 500 个字。
refused-giver-twice = 成员和外部名称只能填一个。
refused-giver-no-member = 这个人不是现任成员；已离开的人请写在“社群外”一栏。
refused-received-long-ago = 日期早于十年以前，请核对年份。
refused-received-before-founding = 日期早于社群成立，请核对年份；成立之前的钱请记作期初余额。
refused-too-many-receipt-proofs = 一笔收款最多 10 份凭证。
refused-already-reversed = 这笔收款已经冲销。
refused-moved-on = 这笔钱已经有一部分不在原处（银行或现金），账上不够冲销。
refused-same-sum = 账上已经是这个数。
refused-not-free = 这笔钱已经有一部分花掉或承诺出去，不能改得这么少。

spending = 支出
books = 账本
mine = 我的
nobody = 已离开的人
a-member = 一位成员
list-comma = 、
mandates-lead = 每一笔支出都要有授权：用途、基金、上限、期限，都由决议定下。
by-fund = 按基金
as-table = 以表格查看
by-fund-note = 只计现在有效的授权。
by-mandate = 按授权
fund = 基金
budget = 预算
spent = 已支出
promised = 已承诺
kept-room = 其中给订了货和没截止的团留着
kept-room-for = 给哪些单留着
left = 剩余
not-used = 没有用的
# $ceiling (String)
not-used-of = 没有用，上限 { $ceiling }
until = 截至
no-mandates = 还没有授权
no-mandates-next = 提案通过后，这里会出现它授权的支出。
look-at-decision = 查看决议
of-campaign = 所属众筹
of-campaign-note = 这是众筹已经放出来的钱，放一笔，能花的就多一笔；众筹停了，就不能再申请。团队的人提交，由团队以外有审批权的人批。
budget-line = 预算里的哪一项
budget-line-hint = 众筹的页面会按这一项，把预算和实际花的放在一起。
line-choose = 请选择
of-no-line = 不在预算里
# $what (String)
# $minor (String)
# $spent (String)
line-with-spent = { $what } · 预算 { $minor }，已花 { $spent }
own-team-note = 这是你所在众筹团队花的钱，由团队以外有审批权的人决定。
by-the-rules = 议事规则
rules-changed = 议事规则已更改
mandate = 授权
in-force = 现行授权
nothing-in-force = 现在没有可以动用的授权。
all-mandates = 全部授权
mandate-open = 有效
mandate-over = 已到期
mandate-is-for = 只用于
mandate-for-referral = 推荐奖励和红包
mandate-for-capital = 退还决议里那一种份额的股金
mandate-ended-early = 已终止
mandate-to-come = 未开始
each-at-most = 单笔上限
runs-from = 开始
runs-until = 截止
carried-by = 执行人
carried-by-me = 由我执行的授权
waiting-under = 待审批的支出
nothing-waits = 没有待审批的支出
permitted-by = 授权依据
end-mandate = 交回授权
# $left (String)
end-mandate-ask = 交回授权？还剩的 { $left } 不能再据此批准支出。
# $left (String)
end-campaign-mandate-ask = 交回授权？剩下的 { $left } 也不能再据此申请支出；众筹要是还没完成，就到此为止。
# $fund (String)
# $left (String)
end-campaign-mandate-note = 这是众筹的授权。交回以后不能再据此申请支出，支持者在众筹页上会看到；之前提交的支出还会有人批，已经批准的照样支付。众筹要是还没完成，就到此为止：里程碑不能再申报，还没放款的退还支持者。已经放出来、还没花的留在{ $fund }，现在是 { $left }，要用得另有授权。交回了就不能再要回来。
end-mandate-note = 交回后，不能再据此批准新的支出；已批准给外部收款方的款项仍会支付。
reason = 理由
expenses = 支出
my-expenses = 我的支出申请
all-my-expenses = 全部支出申请
expense-new = 申请支出
no-expenses = 这里没有支出
no-expenses-next = 有人申请支出后会列在这里。
no-expenses-yet = 还没有支出
no-expenses-yet-next = 据此授权申请的支出会列在这里。
no-expenses-of-mine = 为社群花了钱，可以在这里申请报销。
filter-label = 筛选
filter-all = 全部
filter-mine = 我的
filter-paid-outside = 已付给社群外
state-submitted = 待审批
state-approved = 已批准
state-owed = 已批准，记入应付
state-to-pay = 已批准，待付款
state-paid = 已付款
state-partly = 已付一部分
state-refused = 已驳回
state-withdrawn = 已撤回
step-submitted = 提交
step-proof-added = 补交凭证
step-approved = 批准
step-refused = 驳回
step-withdrawn = 撤回
step-paid = 付款
step-payment-taken-back = 撤销付款登记
purpose-purchases = 采购
purpose-fees = 手续费
purpose-losses = 损失
purpose-capital = 退还股金
hint-above-line = 连同以前批下的，超过了预算里这一项。
# $asked (String)
# $left (String)
asked-beyond-mandate = 这项授权下还没批的申请一共 { $asked }，授权只剩 { $left }：不可能全部批准。
# $what (String)
# $asked (String)
# $left (String)
asked-beyond-line = “{ $what }”这一项还没批的申请一共 { $asked }，预算里这一项只剩 { $left }：全部批准就超出这一项了。
hint-same-proof = 同一份凭证也用于：
hint-same-sum = 一个月内付给同一收款方同样金额的还有：
hint-no-proof = 没有凭证。
hint-payee-new = 从未批准过给这个收款方的支出。
hint-sum-unusual = 金额超过这个基金近期支出中位数的三倍。
hint-most-of-mandate = 一笔就用掉授权上限的一半以上。
# $left (String)
hint-above-left = 超过授权剩余的额度：还剩 { $left }。
hint-not-by-carrier = 提交人不是这项授权的执行人。
hint-late = 花费发生在提交的六十多天之前。
author = 提交人
payee = 收款方
outside = 社群外
incurred-on = 花费日期
made-for = 来自
kind-of-expense = 类别
in-the-books = 账本记录
paid-so-far = 付款
paid-nothing = 还没有付
paid-untold = 之后往来太多，已付多少请看账本。
pay-it-out = 去付款
look-at-owed = 看社群欠我的
taking-payout = 转账
taking-set-off = 抵了一笔订单
taking-repayment = 抵了欠社群的钱
bank-reference = 银行流水号
proofs = 凭证
no-proofs = 还没有凭证。
without-proof-mark = 无凭证
proved-late-mark = 批准后补交凭证
why-without-proof = 没有凭证，为什么可以批准
why-without-proof-hint = 例如：摊贩不开收据，我在场看到了。会记在这笔支出的经过里，所有成员都能看到。
approve-without-proof = 没有凭证，仍然批准
proofs-for-whom = 凭证上常有外人的姓名和账号，所以只给提交人、审批人和管账的人看。
your-decision = 请你决定
look-twice = 请留意：
no-hints = 没有特别需要留意的地方。
approve = 批准
approve-note-member = 批准后记入账本，社群应付给这位成员。
approve-note-outside = 批准后从授权中留出这笔钱，付款时记入账本。
own-matter-note = 这笔支出由你提交，或是付给你的，需要其他有审批权的人来决定。
pay-title = 付款
paid-on = 转账日期
reference-hint = 银行转账后得到的流水号或附言。
pay = 已转账，记入账本
refuse = 驳回
take-back = 撤销批准
take-payment-back = 撤销这笔付款登记
take-payment-back-note = 没有付，或登记错了的，可以撤销。账本今天另记一笔冲回，这笔支出仍算已批准，可以重新登记付款。
refuse-hint = 提交人和其他成员都能看到。
add-proof = 补交凭证
proof-files = 凭证文件
proof-files-hint = 照片（JPEG、PNG、WebP）或 PDF，每个不超过 10 MB，一次最多 10 个。照片里的拍摄地点和时间会被去掉；PDF 保持原样。
withdraw = 撤回申请
withdraw-ask = 确定要撤回这笔支出申请吗？
way-of-expense = 经过
nothing-permitted = 现在没有可用的授权
nothing-permitted-next = 支出要先有授权：请先提案，通过后再来申请。
expense-new-lead = 提交后由另一位有审批权的人决定。
amount = 金额
what = 用途说明
what-hint = 写清楚买了什么、做什么用；所有成员都能看到，请不要写个人信息。
payee-member = 收款的成员
payee-hint = 你自己垫付的，写你自己；付给社群外面的，这里空着。
payee-name = 社群外的收款方
payee-name-hint = 店名或公司名；不会写进账本。
proofs-again = 请重新选择凭证文件：浏览器不会保留。
submit = 提交申请
submit-note = 没有凭证也可以先提交，以后补交；在那之前会标明“无凭证”。
submit-always = 按议事规则，没有凭证的一律不批。
desk-to-approve = 待审批的支出
desk-to-pay = 待付款的支出
desk-nothing = 没有等待处理的支出。

# $number (Number)
mandate-numbered = 授权 { $number } 号
# $number (Number)
capital-back-numbered = 退还股金（支出 { $number } 号）
# $number (Number)
expense-numbered = 支出 { $number } 号
# $number (Number)
entry-numbered = 第 { $number } 笔
# $above (String)
proof-above = 按议事规则，超过 { $above } 的支出要有凭证才能批准。请提交人先补交凭证。
# $above (String)
submit-above = 按议事规则，超过 { $above } 的，没有凭证不批。
# $count (Number)
unproved-counted = 其中 { $count } 笔无凭证
# $words (String)
# $mark (String)
with-mark = { $words } · { $mark }
# $count (Number)
# $sum (String)
waiting-said = { $count } 笔，共 { $sum }
# $said (String)
waiting-for-a-yes = 待审批：{ $said }
# $count (Number)
waiting-counted = { $count } 笔待审批
# $number (Number)
proof-numbered = 凭证 { $number }
# $spent (String)
# $ceiling (String)
spent-of = 已支出 { $spent } / { $ceiling }
# $promised (String)
promised-more = 另有 { $promised } 已承诺
# $ceiling (String)
left-of = 剩余，上限 { $ceiling }
# $left (String)
left-of-it = 剩余 { $left }
# $ceiling (String)
# $spent (String)
# $promised (String)
# $left (String)
budget-bar = 上限 { $ceiling }：已支出 { $spent }，已承诺 { $promised }，剩余 { $left }
# $month (String)
standing-of = 小额支出（{ $month }）
# $reason (String)
ended-because = 已终止：{ $reason }
# $name (String)
by-whom = { $name } 提交
# $name (String)
to-whom = 付给 { $name }
# $name (String)
picture-of = 凭证图片：{ $name }
# $fund (String)
# $left (String)
fund-is-short = 基金现在可用的只有 { $fund }，少于这项授权剩余的 { $left }；超出的部分要等基金有了钱才能批准。
# $paid (String)
# $left (String)
paid-of-it = 已付 { $paid }，还欠 { $left }
# $count (Number)
proofs-counted = 共 { $count } 份凭证。
# $count (Number)
expenses-counted = { $count } 笔

receipts = 其他来款
receipts-lead = 销售以外进入基金的钱：期初余额、捐赠、资助、赞助、其他收入。每一笔都在账本里。
no-receipts = 还没有收款
no-receipts-next = 社群开始时已有的钱，由司库记为期初余额。
receipt-new = 记一笔收款
receipt-new-lead = 钱已经到账才记。记下后立刻进入基金和账本；记错了可以冲销，不能删除。自己给的钱请别人来记。
receipt-enter = 记入账本
receipt-kind = 类别
receipt-kind-hint = 期初余额：社群在这里建账时已有的钱，每个基金的银行存款和现金各记一次。捐赠和资助不算盈余；赞助算：对方出钱，换的是冠名、展示一类的回报，是挣来的，可以分配。
receipt-opening = 期初余额
receipt-gift = 捐赠
receipt-grant = 资助
receipt-sponsorship = 赞助
receipt-other = 其他收入
into-fund = 记入基金
where-it-lies = 存放
till-bank = 银行
till-cash = 现金
received-on = 到账日期
received-for = 用途或来由
received-for-hint = 所有成员都能看到，请不要写个人信息。
giver = 来自
giver-member = 来自哪位成员
giver-member-hint = 不是成员或不具名的，这里空着。其他成员只看到“一位成员”。
giver-name = 来自社群外的谁
giver-name-hint = 不写进账本，只有管钱的人能看到。两栏都空着就是匿名。
giver-outside = 社群外
giver-anonymous = 匿名
entered-by = 记账人
receipt-proofs-for-whom = 凭证上有付款人的姓名和账号，所以只给管钱的人看。
receipt-reversed = 已冲销
receipt-corrected = 已更正
receipt-right = 看正确的那一笔
receipt-wrong = 看记错的那一笔
receipt-corrects = 这一笔更正了记错的金额。
receipt-correct = 更正金额
receipt-correct-note = 记错的一笔会冲销，同时按原来的日期记下正确的金额；两笔都留在账本里，已花掉的钱不受影响。
right-amount = 正确的金额
receipt-reverse = 冲销这笔收款
receipt-reverse-note = 冲销会记一笔相反的账，并指明冲的是哪一笔；两笔都留在账本里。正确的请重新记。
receipt-reason-hint = 所有成员都能看到。
# $reason (String)
reversed-because = 已冲销：{ $reason }
# $reason (String)
corrected-because = 金额已更正：{ $reason }
# $least (String)
receipt-least = 其中 { $least } 已花掉或承诺出去，不能改得比这更少。
# $free (String)
# $least (String)
not-free = 还没花也没承诺出去的只有 { $free }，最少只能改到 { $least }。
# $day (String)
# $least (String)
not-free-then = 改得这么少，{ $day }那天基金就成了负数；最少只能改到 { $least }。
# $free (String)
# $least (String)
moved-on = 这笔钱已经用掉一部分，能动的只有 { $free }，不够整笔冲销。金额记错了可以更正，最少改到 { $least }。
# $number (Number)
receipt-numbered = 收款 { $number } 号
# $place (Number)
# $why (String)
proof-of-several = 第 { $place } 份文件：{ $why }
# $place (Number)
# $name (String)
proof-twice-which = 第 { $place } 份文件（{ $name }）已经是这笔支出的凭证，请去掉它再提交。
# $each (String)
above-each = 超过了这项授权的单笔上限 { $each }。请减少金额，或者提案另行授权。
# $ceiling (String)
# $left (String)
above-ceiling = 超过了这项授权剩余的额度：上限 { $ceiling }，还剩 { $left }。
# $fund (String)
# $left (String)
fund-has-only = { $fund }扣除已承诺的款项后，可用的只有 { $left }。有钱还没记进账本的，请司库先记一笔收款。
# $bank (String)
bank-has-only = 按账本，银行存款只有 { $bank }，不够付这笔钱。请先核对银行流水。
# $from (String)
# $last (String)
outside-of = 花费日期要在授权的期限之内：{ $from } 到 { $last }。
# $day (String)
begins-on = 这项授权从 { $day } 才开始，请到时再申请。
# $day (String) - when it was spent
paid-before = 付款不会早于花费的日期（{ $day }），请核对年份。
earlier-is-opening = 成立之前的钱请记作期初余额。
# $day (String)
was-ended-on = 这项授权已在 { $day } 终止，这笔钱不能再据此支出；还需要花的话，请提新的提案。
# $day (String)
was-over-on = 这项授权已在 { $day } 到期，不能再据此支出；还需要花钱的话，请提新的提案。
refused-period-closed = 账已经结到这一天之后了，不能再记进去。请写结账以后的日期，说明里可以写实际是哪天。

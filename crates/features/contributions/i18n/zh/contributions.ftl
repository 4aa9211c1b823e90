contributions = 贡献
my-contributions = 我的贡献
contributions-lead = 大家出的力、给的东西和垫的钱，都记在这里：别的成员确认属实，过了异议期就计入，将来按它分配。
how-it-counts = 贡献怎么算
contribution-rules = 贡献规则
no-rules-yet = 还没有商定贡献怎么算
no-rules-next = 先由主理人写下：每种活怎么计价，几个人确认才算数，留几天给大家提异议。
no-contributions = 还没有人申报
no-contributions-next = 做了什么、给了什么，写下来就行，别的成员会来确认。
no-contributions-of-mine = 你还没有申报过贡献。
filter-all = 全部
filter-mine = 我的
filter-label = 按状态筛选
# $sum (String) - of the reader
mine-counts = 你有 { $sum } 计入分配。
# $sum (String)
mine-in-shares = 另有 { $sum } 计入份额，不参加分配。
nobody = 已离开的人
# $number (Number)
contribution-numbered = 贡献 { $number } 号

# $sum (String)
slices = { $sum } 贡献点
# $price (String)
per-hour = 每小时 { $price }
# $price (String)
per-piece = 每件 { $price }
# $name (String)
# $rate (String)
with-rate = { $name }（{ $rate }）
# $name (String)
# $count (String)
given-hours = { $name } { $count } 小时
# $name (String)
# $count (String)
given-pieces = { $name } { $count } 件
given-task = 按招募做的事
given-cost = 自己垫的钱

state-claimed = 待确认
state-confirmed = 异议期内
state-disputed = 有异议
state-recorded = 已计入
state-refused = 不计入
state-withdrawn = 已撤回
step-claimed = 申报
step-evidence-added = 补充材料
step-confirmed = 确认属实
step-disputed = 提出异议
step-upheld = 裁定：照原样计入
step-upheld-in-part = 裁定：计入一部分
step-refused = 裁定：不计入
step-withdrawn = 撤回
step-recorded = 计入
office-steward = 主理人
office-treasurer = 司库
office-moderator = 管理员

claim-new = 申报贡献
claim-lead = 写下你做了什么。别的成员会来确认，没人提异议就计入。
what = 做了什么，给了什么
what-hint = 让没在场的人也看得懂：在哪里，和谁一起，做成了什么。
kind-of-work = 哪一种
rate-cost = 自己垫钱买的东西（不要社群还）
quantity = 多少小时，或多少件
quantity-hint = 按小时或按件算的才填，可以写小数，比如 2.5。
amount-paid = 垫了多少钱
amount-hint = 垫钱的才填。想让社群把钱还给你，请去提一笔支出，不要在这里申报。
done-on = 哪一天
given-for = 为哪个基金或项目
paid-already = 为这件事已经付给你的
paid-hint = 已经拿到的钱不算贡献，会先减掉。没有就留空。
evidence-files = 照片或文件
evidence-hint = 最多 10 个，图片或 PDF，每个不超过 10 MB。所有成员都能看到。
files-again = 文件要重新选一次。
claim-send = 申报
claim-note = 申报之后不能改，写错了可以撤回再报。
# $number (Number)
file-numbered = 材料 { $number }
# $number (Number)
# $why (String)
file-of-several = 第 { $number } 个文件：{ $why }
# $name (String)
picture-of = 图片：{ $name }

given-by = 谁
given-what = 给了什么
counts-for = 算多少
comes-of = 怎么算的
rules-of-then = 当时的规则
# $sum (String)
less-paid = 减去已付的 { $sum }
# $by (String)
times-multiplier = 乘 { $by }
# $share (String)
times-share = 只计其中 { $share }
reckoned-comma = ，
confirmations = 确认
# $count (Number)
# $needed (Number)
confirmations-of = 已有 { $count } 人，需要 { $needed } 人
# $count (Number)
# $needed (Number)
# $of (Number)
# $office (String)
confirmations-of-office = 已有 { $count } 人，需要 { $needed } 人，其中至少 { $of } 位{ $office }
may-object-until = 提异议截止
evidence = 材料
no-evidence = 没有附材料。
was-it-so = 你能确认属实吗？
was-it-so-all = 请你确认
confirm-note = 只在你亲眼见过、或者查证过的时候确认。你的名字会留在这里。
confirm = 确认属实
dispute = 提出异议
dispute-note = 写明哪里不对。提出之后先不计入，由没有参与这件事的主理人或司库裁定。
reason = 理由
reason-hint = 大家都能看到。
decide-title = 请你裁定
ruling = 怎么算
ruling-stands = 照原样计入
ruling-part = 只计一部分
ruling-refused = 不计入
share = 计入多少
share-hint = 只计一部分时填，比如 1/2 或 60%。
share-without-part = 这里填了计入多少，上面选的却不是“一部分”：改选一部分，或者把这里清空。
decide = 裁定
own-matter-note = 你参与了这件事（申报、确认或提异议），请另一位主理人或司库来裁定。
add-evidence = 补充材料
withdraw = 撤回
withdraw-ask = 确定撤回这项申报吗？
way-of-it = 经过

rules-lead = 大家给的怎么计价，谁来确认，多久之内可以提异议。申报的时候是哪一版，就按哪一版算。
# $version (Number)
rules-old = 这是第 { $version } 版，不是现行的。
rules-newest = 看现行规则
rates = 每种活怎么计价
rates-note = 这是商定的计价，不是工资：社群不因此欠谁钱。将来分配时按它算各人的份。
rules-edit = 修改贡献规则
rules-edit-lead = 改了之后，新的申报按新规则算，已经申报的仍按当时的规则。
rules-by-decision-note = 本社群改规则要经过决议：请发起提案，在“通过之后做什么”里选贡献规则。
rules-versions = 历次版本
# $version (Number)
version-numbered = 第 { $version } 版
by-decision = 出自决议
rates-hint = 写明这一种活叫什么、按小时还是按件、单价多少。不用的留空。
# $number (Number)
rate-name-numbered = 名称 { $number }
# $number (Number)
rate-per-numbered = 计法 { $number }
# $number (Number)
rate-price-numbered = 单价 { $number }
per-hour-choice = 按小时
per-piece-choice = 按件
who-confirms = 谁来确认
confirmation-count = 几个人确认才算数
office-wanted = 其中必须有
no-office = 不作要求
office-count = 至少几位
office-count-hint = 上面选了角色才填。
dispute-days = 异议期（天）
dispute-days-hint = 确认齐了之后，留几天给所有成员提异议。
line-confirmations = 需要确认
# $count (Number)
people-counted = { $count } 人
# $count (Number)
# $of (Number)
# $office (String)
line-confirmations-office = { $count } 人，其中至少 { $of } 位{ $office }
line-dispute = 异议期
# $count (Number)
days-counted = { $count } 天
line-valuing = 按什么计
valuing-money = 按金额
valuing-slices = 按贡献点（动态股权）
valuing-money-choice = 金额：市价减去已付的
valuing-slices-choice = 贡献点：市价减去已付的，再乘倍数
valuing-hint = 贡献点是迈克·莫耶《切蛋糕》（Slicing Pie）的算法：没付钱的活乘 2，垫的现金乘 4，倍数可以改。一旦有贡献计入，就不能再换另一种。
line-unpaid = 没付钱的活和东西
line-cash = 垫的现金
rules-reason = 为什么改
rules-save = 定下来

all-to-confirm = 全部待确认的
disputes = 贡献异议
all-disputes = 全部异议
for-another = 由别人裁定
counts-together = 计入分配
counts-towards-shares = 计入份额
shares-all-lapsed = 份额已失效
all-my-contributions = 我的全部贡献

# $fund (String)
line-holding = 给{ $fund }的贡献
# $value (String)
# $name (String)
holding-of = 每 { $value } 变成一份{ $name }，登记在份额登记簿，不再参加分配
becomes = 变成份额
# $value (String)
one-unit-each = 每 { $value } 一份
# $units (Number)
# $rest (String)
holding-expected = 计入时变成 { $units } 份，余 { $rest } 并到下一笔
# $units (Number)
holding-expected-whole = 计入时变成 { $units } 份
# $rest (String)
holding-expected-none = 还不够一份：计入时 { $rest } 并到下一笔
rest-goes-on = 不够一份的并到下一笔
# $units (Number)
# $rest (String)
holding-made = 变成 { $units } 份，余 { $rest } 留到下次
# $rest (String)
holding-carried = 加上上次余下的 { $rest }
holdings-of-work = 贡献变成的份额
holdings-lead = 按商定的规则，你的贡献计入之后变成份额，登记在份额登记簿。不够一份的留到下次，一分不少。
no-holdings-of-work = 还没有贡献变成份额
no-holdings-next = 规则里定了哪种贡献变成哪种份额；没有定的，计入之后将来参加分配。
# $units (Number)
became-units = 已登记 { $units } 份
# $units (Number)
units-wait = { $units } 份等空额
# $units (Number)
units-wait-why = 有 { $units } 份暂时登记不了（到了上限、已经发完，或者你还在观察期），先欠着，有空额就可以登记。
# $rest (String)
rest-carried = 还有 { $rest } 不够一份，留到下次。
take-waiting = 登记等着的份额
of-which-contributions = 是哪些贡献

# $number (Number)
back-by-rule = 按离开的规则退还（离开记录 { $number } 号）
line-leaving = 离开时
# $count (Number)
leaving-after = 入社满 { $count } 个月离开算按约离开，不满算提前离开
leaving-always-well = 什么时候离开都算按约离开
leaving-removed-badly = 被移出的算提前离开
line-vesting = 逐月归属
# $count (Number)
vesting-over = 计入之后 { $count } 个月内逐月归属，一个月按 30 天；离开时没有归属的失效
vesting-all-well = 按约离开的全部归属
line-well = 按约离开留下
line-badly = 提前离开留下
# $units (Number)
# $counted (Number)
leaving-keeps = 已归属份额的 { $units }%，还没参加分配的贡献的 { $counted }%
line-capital = 投入的钱
capital-is-asked-back = 离开时请基金退还
capital-stays = 留着，仍由离开的人持有
leaving = 离开时怎么算
leaving-lead = 下面按申报时的规则算出来，规则改了也只管改了以后的贡献。投入的钱不会少：要么请基金退还，要么留着。还没计入的，计入那天照样这么算。
leaving-today = 如果你今天离开
leaving-nothing = 没有什么会失去
leaving-nothing-note = 按现在的规则，离开时你的贡献和份额都留着。
way-well = 按约离开
way-badly = 提前离开
# $units (Number)
loses-units = 失效 { $units } 份
# $value (String)
loses-value = 不再计入 { $value }
# $units (Number)
lost-units = 已失效 { $units } 份
# $value (String)
lost-value = { $value } 已不再计入
lost-nothing = 没有失去什么
capital-back-note = 过了异议期，会替你向基金提出退还你投入的股金。钱不会自动退：要有决议给的授权、由别人同意，和别的回购一样。
capital-back-short = 你投入的股金，过了异议期会替你向基金提出退还。
capital-stays-short = 你出钱买的份额留在你名下；规则没有让程序替你请基金退还。
leaving-rounded = 每一项留给你的部分往上取整：份额取整份，钱取到最小单位，剩下的才失效。
leaving-own-moment = 真的离开之后有 14 天可以提异议，提了就先不执行，由没有关系的主理人或司库裁定。
departures = 离开的记录
departures-lead = 有人离开时，按事先商定的规则会失去什么，都记在这里。
no-departures = 还没有人离开
no-departures-next = 有人离开、又有规则说的事，这里就会列出来。
# $number (Number)
departure-numbered = 离开记录 { $number } 号
departure-announced = 异议期内
departure-disputed = 有异议
departure-carried-out = 已执行
departure-lifted = 不执行
departure-removed = 被移出
departure-left = 自己离开
object-to-loss = 我有异议
object-note = 写明哪里不对。提出之后先不执行，由没有关系的主理人或司库裁定。
objection = 异议
decide-loss = 请你裁定
loss-stands = 照规则执行
loss-lifted = 不执行，什么都不失去
why-decided = 裁定的理由
# $gone (Number)
units-gone = 已失效 { $gone } 份
ruling-by-all = 也可以交给大家表决：发起提案，在“通过之后做什么”里选贡献异议。
ruling-only-by-all = 能裁定的人都参与了这件事（申报、确认、验收或提异议），没有人能单独裁定了。只剩一条路：交给大家表决。
begin-proposal = 发起提案

# $sum (String)
line-large = 超过 { $sum } 的
# $office (String)
large-needs = 要有材料，确认的人里至少 1 位{ $office }
office-any = 主理人或司库
proof-above = 超过多少算大额
proof-above-hint = 大额的申报要有材料，还要有一位主理人、司库或上面选的角色确认；一次招募合起来超过这个数，也要由他们发起。同一天报的几笔合起来算。
# $office (String)
large-note = 这一笔数额大：要有材料，确认的人里至少 1 位{ $office }。
large-no-evidence = 还没有材料，补上之后别人才能确认。
large-waits = 大额贡献，等你确认
objectable = 异议期内的贡献，数额大的在前
all-objectable = 全部异议期内的
not-with-cost = 垫钱的只填金额；小时或件数请另报一笔。
not-with-rate = 按小时或按件算的不填金额；垫的钱请另报一笔。
# $count (String)
# $price (String)
reckoned-rate = { $count } × { $price }
no-evidence-yet = 还没有材料
# $day (String)
objectable-until = { $day } 起计入

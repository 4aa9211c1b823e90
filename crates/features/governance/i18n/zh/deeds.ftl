deed-word = 执行事项
refused-no-such-deed = 没有这一项。
refused-deed-not-failed = 这一项已经执行，不会再做第二次。
# $number (Number)
# $title (String)
decided-by = 依提案 №{ $number }「{ $title }」的决议
came-of-it = 结果与执行
look-at-result = 看表决是怎么算的
deeds-due = 如果没有申诉，通过的事项执行于
deed-waiting = 待执行
deed-done = 已照办
deed-failed = 未能执行
deed-retry = 再试一次
# $version (String)
deed-rules-version = 修改议事规则，成为第 { $version } 版
look-at-mandate = 看授权
look-at-offer = 看商品
look-at-charter = 看章程
look-at-member = 看成员
# $number (String)
step-deed-done-number = 执行事项第 { $number } 项完成
# $number (String)
step-deed-failed-number = 执行事项第 { $number } 项未能完成
# $deed (String)
step-deed-done-named = 已照办：{ $deed }
# $deed (String)
step-deed-failed-named = 未能照办：{ $deed }
deed-rules-moved = 提案写好以后，议事规则里的同一处又改过了，所以没有照办。请看看现在的规则，还要改就重新发起提案。
look-at-rules = 看议事规则
look-at-instrument = 看份额
refused-instrument-unfit = 份额需要名称、类别、价格、份数、条款和风险说明，每人最多的份数不能超过总份数。
refused-promises-return = 提案的标题、正文、选项、条款或风险里有保证收益的说法（如保本、固定收益、稳赚）。投入的钱可能亏掉，不能这样写。
no-return-to-promise = 投进去的钱可能回不来，谁也不能保证回报。看到这样的说法，或者听人这样说，请告诉主理人。
add-instrument = + 开放认购份额
deed-is-instrument = 开放认购份额
instrument-hint = 成员可以按这里写的条件把钱投进来。只对过了观察期的成员开放；不能许诺收益。
instrument-name = 名称
instrument-kind = 类别
# $name (String)
# $note (String)
kind-explained = { $name }：{ $note }
into-fund = 钱投到哪个基金
unit-price = 每份多少钱
units-in-all = 一共多少份
units-each = 每人最多多少份
units-each-hint = 免得少数人占了大头。
instrument-terms = 条款
instrument-terms-hint = 钱用来做什么，投了钱的人有什么、没有什么，以后能不能退出。
instrument-risk = 风险
instrument-risk-hint = 什么情况下钱会少掉或收不回来。认购的人要先确认读过。
# $kind (String)
# $name (String)
# $fund (String)
deed-instrument = 开放认购{ $kind }“{ $name }”，投到{ $fund }
# $kind (String)
# $name (String)
# $price (String)
# $units (Number)
# $each (Number)
# $fund (String)
deed-instrument-told = 开放认购{ $kind }“{ $name }”：每份 { $price }，共 { $units } 份，每人最多 { $each } 份，投到{ $fund }
# $name (String)
terms-of = “{ $name }”的条款
# $name (String)
risks-of = “{ $name }”的风险
refused-distribution-unfit = 这份分配试算不在了，或者和选的时候不一样，或者这段时间已经分配过。请重新选一份。
add-distribution = + 分配盈余
deed-is-distribution = 分配盈余
distribution-hint = 表决的就是选中的这一份：谁分多少都已经算好，通过以后一分不差地照着发。
which-distribution = 哪一份试算
choose-a-distribution = 请选一份分配试算。
look-at-distribution = 看分配
# $number (Number)
# $fund (String)
# $period (String)
# $sum (String)
distribution-named = 第 { $number } 号：{ $fund } { $period }，{ $sum }
# $fund (String)
# $number (Number)
# $period (String)
# $sum (String)
deed-distribution = 分配{ $fund }的盈余（试算第 { $number } 号，{ $period }）：共 { $sum }
# $sum (String)
# $fund (String)
shares-aside = { $sum } 先留进{ $fund }
# $sum (String)
shares-yours = 按这份，你会分到 { $sum }
shares-none = 按这份，你这次没有份
# $number (Number)
shares-look = 看试算第 { $number } 号：钱从哪里来，谁分到多少
# $id (String)
deed-distribution-unknown = 分配 { $id }
refused-share-unfit = 没有这种份额，或者不能这样转让、转换：要有持有人的份额、同一个基金、合理的天数和比例。
add-share-rule = + 份额怎样转让
deed-is-share-rule = 份额怎样转让
share-rule-hint = 有人要转让时，社群里的成员先认领几天；离开的人留下的份额要不要失效。没有决议时，社群优先 14 天，不失效。
which-instrument = 哪种份额
first-days = 社群优先几天
lapse-days = 离开几天以后失效（不填就不失效）
add-convert = + 份额转换
deed-is-convert = 份额转换
add-give-back = + 退还股金
deed-is-give-back = 退还股金
give-back-hint = 只为这一件事的授权：谁请求退还、又有另一个人同意，基金就把当初投入这种份额的钱退给谁。别的授权不能拿来退股金。
# $share (String)
# $sum (String)
# $day (String)
deed-give-back = 退还“{ $share }”的股金，总共最多 { $sum }，到{ $day }为止
convert-hint = 所有持有人按同一比例换，除不尽的留着不动，投入的钱一分不变。要同一个基金的份额。
into-which-instrument = 换成哪种份额
convert-give = 每几份
convert-get = 换几份
# $name (String)
# $first (Number)
deed-share-rule = 转让“{ $name }”时社群优先 { $first } 天，离开的人的份额不失效
# $name (String)
# $first (Number)
# $lapse (Number)
deed-share-rule-lapsing = 转让“{ $name }”时社群优先 { $first } 天，离开 { $lapse } 天以后失效
# $name (String)
# $give (Number)
# $get (Number)
# $into (String)
deed-convert = “{ $name }”每 { $give } 份换 { $get } 份“{ $into }”

# 众筹
refused-campaign-unfit = 众筹的条件对不上：请看一遍目标、时间、份数和里程碑。
add-campaign = + 发起众筹
deed-is-campaign = 发起众筹
look-at-campaign = 看众筹
campaign-hint = 提案通过以后，众筹自动开始，天数从那天算起。没到目标，钱全部退回；到了目标，按里程碑一笔一笔放款。
campaign-name = 名称
campaign-kind = 参加的人得到的是哪一种
campaign-gets = 参加的人得到什么
campaign-gets-hint = 说清楚什么时候、怎么拿到，或者什么都不拿。
campaign-risk = 可能出什么问题
campaign-risk-hint = 参加的人要先确认读过。
campaign-goal = 目标
campaign-goal-hint = 到截止没有达到，所有人全额退款。
campaign-goal-2 = 第二轮目标
campaign-goal-2-hint = 达到第一轮以后，团队可以提高到这里；那时每个人都可以撤回，新目标没达到就全部退回。
campaign-days-2 = 第二轮延长
campaign-open-days = 开放
campaign-open-days-hint = 从提案生效那天起。
campaign-withdraw-days = 前多少天可以撤回
campaign-withdraw-days-hint = 过了这天，付的钱要等到有结果。
campaign-grace-days = 截止后等款
campaign-grace-days-hint = 有人说已付款、还没核对的时候，最多再等几天。
campaign-price-hint = 捐赠不用填。
campaign-least = 一次最少
campaign-units-hint = 捐赠填金额，其他填份数。
campaign-each = 每人最多
campaign-units = 总共最多
campaign-milestones = 里程碑
campaign-milestones-hint = 一行一个：放款比例、第几天之前完成、做到什么。例如“40% 0 达到目标”“60% 90 棚子搭好”。第一行就是达到目标：一达到就放那一份，没有人再来把关，天数写 0。后面的每一步由团队报告完成、支持者认可后放款；加起来要 100%。预订至少两行，最后一行是交付，交付之前不放款。
campaign-acceptance = 支持者怎么认可里程碑
campaign-look-days = 给支持者看几天
campaign-percent = 比例
campaign-percent-hint = 投票：至少百分之几的支持者参加才算；沉默：百分之几的支持者反对就不通过。
campaign-budget = 预算
campaign-budget-hint = 一行一项：金额、用途。例如“1200 瓦片”。以后和实际花的钱对着看。
campaign-team = 团队
campaign-team-hint = 一行一个名字，第一位负责。
# $most (String)
campaign-goal-absurd = 目标太大了，最多 { $most }，请看看是不是多打了几个零
campaign-said-all-at-once = 一达到目标就全部放出去：之后没有里程碑，支持者没有机会再把关
campaign-team-missing = 请写明谁来做
campaign-milestones-missing = 请至少写一个里程碑
# $line (String)
campaign-line-unread = 这一行看不懂：{ $line }
# $title (String)
campaign-share-is-none = “{ $title }”写的是 0%：每个里程碑的放款比例都要大于 0
# $title (String)
# $days (Number)
campaign-first-has-no-day = “{ $title }”是第一行：一达到目标就算数，不用报告完成，所以没有期限。请把 { $days } 写成 0；要在哪一天之前做到的事，另起一行写
campaign-member-days = 入社满多少天才能参加
campaign-member-days-hint = 股金还要过了观察期。
campaign-rules = 说好的规则
# $kind (String)
# $title (String)
# $goal (String)
# $days (Number)
deed-campaign-elsewhere = 发起众筹（{ $kind }）“{ $title }”：目标 { $goal }，开放 { $days } 天，钱按合同付到别处，不经过社群
# $kind (String)
# $title (String)
# $goal (String)
# $days (Number)
# $fund (String)
deed-campaign = 发起众筹（{ $kind }）“{ $title }”：目标 { $goal }，开放 { $days } 天，钱进{ $fund }
# $units (Number)
campaign-units-counted = { $units } 份
# $price (String)
campaign-said-price = 每份 { $price }
# $units (String)
campaign-said-least = 一次最少 { $units }
# $units (String)
campaign-said-each = 每人最多 { $units }
# $units (String)
campaign-said-most = 总共最多 { $units }
# $days (Number)
campaign-said-withdraw = 前 { $days } 天可以撤回，之后不行
# $goal (String)
# $days (Number)
campaign-said-second = 达到以后团队可以把目标提高到 { $goal }，延长 { $days } 天；那时每个人都可以撤回，没达到就全部退回
# $days (Number)
campaign-said-member-days = 入社满 { $days } 天才能参加
# $line (String)
# $units (Number)
# $sum (String)
campaign-said-units = { $line }；正好到目标时，按整份是 { $units } 份、{ $sum }
# $share (String)
# $title (String)
# $days (Number)
campaign-said-milestone = { $share }%：{ $title }（第 { $days } 天之前）
# $what (String)
# $sum (String)
campaign-said-budget = { $what }：{ $sum }
look-at-contribution-rules = 看贡献规则
refused-contribution-rules-unfit = 贡献规则不完整：至少要有一种做法和单价，确认人数 1 到 20，异议期 1 到 90 天。
add-contribution-rules = + 改贡献规则
deed-is-contribution-rules = 贡献规则
contribution-rules-hint = 写的是改完之后的全部规则。已经申报的贡献仍按当时的规则算。
contribution-rules-kept = 规则是用程序写的，这里照原样保留。
contribution-rates = 每种活怎么计价
contribution-rates-hint = 一行一种，用竖线隔开：烘焙 | 小时 | 30
# $line (Number)
rates-line-unfit = 第 { $line } 行看不懂：要写名称、小时或件、单价，用竖线隔开。
contribution-confirmations = 几个人确认才算数
contribution-office = 其中必须有
contribution-office-count = 至少几位
contribution-dispute-days = 异议期（天）
contribution-proof-above = 超过多少算大额
contribution-proof-above-hint = 大额的申报要有材料，还要有一位主理人、司库或上面选的角色确认。
contribution-valuing = 按什么计
contribution-unpaid = 贡献点：没付钱的活乘几
contribution-cash = 贡献点：垫的现金乘几
contribution-becomes = 贡献变成份额
contribution-becomes-hint = 给这种份额所属基金的贡献，计入之后变成份额，不再参加分配；给别的基金的照旧。
contribution-becomes-none = 不变成份额，将来参加分配
contribution-unit-value = 多少贡献算一份
contribution-unit-value-hint = 选了份额才填。按贡献点计的，填多少点。
# $rules (String)
deed-contribution-rules = 贡献规则改为：{ $rules }

add-match = + 配捐
deed-is-match = 配捐
match-hint = 基金给成员的捐款再添一份。决议一执行，整笔钱就先拨出来放着，所以捐之前就能看到能添多少、说话算数；用不上的退回基金。团队自己捐的、观察期成员捐的不配。
match-name = 名称
# $number (Number)
match-campaign-numbered = 第 { $number } 个众筹
match-campaigns-hint = 正在收捐款、决议执行时还没截止的众筹
match-campaigns-missing = 请选一个众筹
match-fund-hint = 不能是众筹的钱要进的那个基金
match-budget = 总额
match-budget-hint = 执行时基金里要有这么多
match-campaign-most = 每个众筹最多
match-kind = 怎么添
match-of-share = 按比例添的话
match-percent = 每笔添
match-each = 每笔最多
match-member-most = 每人最多（这几个众筹合起来）
# $fund (String)
# $sum (String)
# $campaigns (String)
deed-match = { $fund }拨出 { $sum }，给{ $campaigns }的捐款配捐
match-all-set-aside = 整笔已拨出用来配捐，不再用于别的支出
refused-match-unfit = 配捐的条件对不上：请看一遍金额和上限，以及每个众筹是不是收捐款、没截止、没有别的配捐。
look-at-contribution = 看这项贡献
refused-ruling-unfit = 请选一项有异议、还没裁定的贡献；只计一部分时写大于零、不到全部的份额。
add-ruling = + 裁定贡献异议
deed-is-ruling = 裁定贡献异议
ruling-hint = 有人对一项贡献提出异议，由大家表决算多少。通过之后照此计入。
which-contribution = 哪项贡献
what-counts-of-it = 怎么算
ruling-stands = 照原样计入
ruling-part = 只计一部分
ruling-refused = 不计入
ruling-share = 计入多少
ruling-share-hint = 只计一部分时填，比如 1/2 或 60%。
# $what (String)
deed-ruling-stands = { $what }照原样计入
# $what (String)
# $share (String)
deed-ruling-part = { $what }只计 { $share }
# $what (String)
deed-ruling-refused = { $what }不计入
leaving-rules = 离开时怎么算
leaving-rules-hint = 只管这次决定之后申报的贡献。投入的钱不会少：要么退还，要么留着。
leaving-decided = 定下离开时怎么算
leaving-well-after = 入社满几个月离开算按约离开
leaving-well-after-hint = 填 0 就是什么时候离开都算。一个月按 30 天。
leaving-removed-early = 被移出的算提前离开
leaving-vesting = 计入后分几个月归属
leaving-vesting-hint = 填 0 就是当时全部归属。离开时没有归属的失效。
leaving-vests-all = 按约离开的全部归属
leaving-well-units = 按约离开留下份额的
leaving-well-counted = 按约离开留下未分配贡献的
leaving-early-units = 提前离开留下份额的
leaving-early-counted = 提前离开留下未分配贡献的
leaving-capital-back = 离开时请基金退还投入的钱
# $name (String)
gives-back-title = 退还“{ $name }”的股金
# $name (String)
gives-back-body = 有人想退出，请基金退还投入“{ $name }”的钱。没有授权，谁也不能把钱从基金里付出去；这项授权写明最多退多少、到哪天为止，每一笔照样要两个人经手。
# $fund (String)
# $period (String)
shares-idea-title = 分{ $fund } { $period } 的盈余
# $number (Number)
# $sum (String)
shares-idea-body = 按试算第 { $number } 号分，共 { $sum } 分给大家：
shares-idea-note = 这个提案带着那份试算：通过以后，程序照它一分不差地分。
# $deed (String)
starts-note = 先写上标题和想法；下一步接着填“{ $deed }”的内容。
starts-title = 想好要办什么了？
starts-lead = 提案可以只是一个问题，也可以带上通过以后要办的事。从这里开始，会直接打开要填的表。
# $deed (String)
adds-deed = 写上“{ $deed }”的内容
# On the page of projects
start-something = 想办点什么
start-campaign-note = 缺一笔钱的事：写清楚要多少、做什么、给大家什么，表决通过就开始凑。
start-idea = 提一个想法
start-idea-note = 先说出来，和大家商量。
# $share (String)
# $title (String)
campaign-said-first = { $share }%：{ $title }（一达到目标就放）
# $share (String)
# $title (String)
campaign-said-first-owed = { $share }%：{ $title }（达到目标后记作欠大家的货，交付之前不放款）
ballot-opens-later = 大家先商量：到了上面的时间，这里才有表决的表。
# $goal (String)
# $all (String)
warn-goal = 目标 { $goal }，而社群所有基金加起来是 { $all }：看看是不是多打了几个零。
# $budget (String)
# $goal (String)
warn-budget = 预算加起来 { $budget }，比最高目标 { $goal } 还多：达到目标也不够，差的钱从哪里来要说清楚。
warn-all-at-once = 一达到目标就放出全部的钱：之后做得怎样，支持者没有机会把关。
refused-distribution-proposed = 同一份分配已经有提案，还没结束：想说什么，到那个提案里说。没通过或者撤回了，可以重新提。
distribution-proposed-at = 这份分配已经有人提了：
look-at-open-proposal = 看那个提案
refused-distribution-in-ballot = 这份分配已经在另一个提案里表决，或者刚刚通过、等着执行。没通过的话，可以重新提。
refused-distribution-gifts-untold = 这份分配试算是捐赠还没有分开计算的时候做的，会把捐来的钱也分掉。请重新试算，再提出来。

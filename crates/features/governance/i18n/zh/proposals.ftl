decisions = 议事
refused-not-a-member = 只有成员可以参与议事。
refused-not-a-proposer = 按议事规则，你现在还不能提案。
refused-not-yours = 只有提案的负责人或主理人可以这样做。
refused-no-such-proposal = 没有这个提案。
refused-title-missing = 请写一个标题。
refused-title-too-long = 标题最多 80 个字。
refused-text-missing = 请写下你的想法。
refused-text-too-long = 正文最多 20000 个字。
refused-reason-missing = 请写明理由。
refused-reason-too-long = 理由最多 1000 个字。
refused-wrong-stage = 提案现在的阶段不允许这样做。
refused-text-is-fixed = 表决已经开始，文本和去向都不能再改。
refused-is-over = 这个提案已经结束。
refused-text-moved-on = 你编辑时有人写了新的版本。请看过新版本再改。
refused-nothing-changed = 什么都没有改。
refused-key-reused = 同一个请求编号已用于别的内容。
refused-options-missing = 这种表决需要供人选择的选项：至少两个，预算至少一个项目。
refused-options-not-asked = 赞成反对和共识没有选项；要在几个方案里选，请换一种表决方式。
refused-too-many-options = 最多 60 个选项。
refused-option-unfit = 每个选项要有名称，最多 80 个字；说明最多 400 个字。
refused-option-twice = 有两个选项同名。
refused-budget-missing = 预算表决要写明总额、出自哪个基金、花到什么时候。
refused-budget-not-asked = 只有预算表决有总额和项目费用。
refused-cost-unfit = 每个项目要有费用，且不超过总额。
refused-counting-unfit = 这种计票方法不适用于这种表决。
refused-secret-not-allowed = 这里不能用无记名：议事规则不允许，或者共识需要听见理由。
refused-weighting-not-allowed = 议事规则不允许这样计算票数。
refused-weighting-unfit = 这样计算票数不适用于这种表决。
refused-weighted-is-secret = 这样计算票数只能无记名：记名的话，对着结果一算就知道谁持有多少、买了多少。
refused-deeds-not-asked = 执行事项只跟着赞成反对或共识表决；在选项中选择时没有执行事项。
refused-too-many-deeds = 最多 12 项执行事项。
refused-deed-twice = 同一执行事项写了两次。
refused-mandate-unfit = 授权要写明用途（最多 200 个字），上限要大于零，而且账本记得下。
refused-rule-unfit = 章程条文和它的理由都要写，各最多 400 个字。
refused-end-is-past = 截止日期已经过去。
refused-no-such-fund = 没有这个基金。
refused-no-such-member = 没有这位成员，或已离开。
refused-no-such-offer = 没有这件商品。
refused-no-such-rule = 章程里现在没有这一条。
refused-no-such-mandate = 没有这项经决议的授权，或者它已经结束。
refused-no-such-role = 没有这个角色。
refused-split-unfit = 分账写法不对：每方一次，合计不超过百分之百，并说明余下归谁。
refused-threshold-unfit = 通过线至少是一半，并且小于全部。
refused-charter-threshold-low = 改章程和议事规则的通过线不能低于普通的通过线：不然人数不够的一方可以先把线改低，再照低的来通过。
refused-quorum-unfit = 法定人数是零到全体之间的一个比例。
refused-hours-unfit = 时间以小时计，表决至少 1 小时，都不超过半年。
refused-rules-moved = 写好以后，议事规则里的同一处又改过了。请看看现在的规则，再照着重写这一项。
refused-charter-moved = 提案写好以后，章程里的同一处又改过了。请去掉这一项，照现在的章程重写。
refused-charter-unfit = 章程不能这样改：名称 1 到 40 字，主题 1 到 60 字，信念最多 400 字，观察期 0 到 366 天，而且至少要改一处。
refused-standing-unfit = 小额授权：单笔不超过每月的数额，都不为负，基金要存在。
refused-proof-sum-unfit = 要求凭证的金额不能小于零，也不能大得账本记不下。
refused-milestone-rules-unfit = 里程碑的规则：比例在 0 到 100 之间（公示反对至少 1），天数在 1 到 60 之间。
refused-acceptance-lax = 这个众筹给支持者的发言权比本社规则少：看看“众筹里程碑的认可”那一条。
propose = 提案
propose-do = 说出来
propose-lead = 一句话、一个想法就够。成员都看得到，可以一起商量；成熟了再写成草案、付诸表决。
# $title (String)
split-idea-title = { $title }的分账
split-idea-note = 提案先按现在的分账写好，提交后在“修改文本”里可以改。说说为什么这样分。
decisions-lead = 从想法到落实，每一步由谁负责、为什么，都在这里。
no-proposals = 还没有提案
no-proposals-next = 有想一起决定的事？写一个标题和几句话，就可以开始。
none-of-stage = 这个阶段没有提案
none-of-stage-next = 看看正在商量的提案。
all-of-stage = 全部
decided-before = 往期
# $number (Number)
proposal-numbered = 提案 { $number } 号
# $count (Number)
comments-counted = { $count } 条意见
somebody-gone = 已离开的成员
# $number (Number)
fund-numbered = 第 { $number } 号基金
# $name (String)
answers-for-it = { $name } 负责
published = 提出于{" "}
proposal-title = 标题
proposal-title-hint = 一眼看懂要做什么，例如“修好巷口的路灯”。
proposal-body = 想法
proposal-body-hint = 为什么要做，怎么做，大概要多少钱、花多少工夫。想到多少写多少。
writing-help = 怎么写标题、列表和链接
writing-help-text = 空一行另起一段。行首写“- ”是列表，写“## ”是小标题；**两边各两个星号** 是加粗；[文字](网址) 是链接。
way = 一路走来
rewrite = 改写
deeds-by-rewriting = 通过以后要程序照办的事，比如给一笔钱的授权、改分账、改章程、定角色，点“改写”加进去；什么都不加，通过的就只是这段文字。
# $reason (String)
quoted-reason = “{ $reason }”
move-reason = 为什么现在
move-reason-hint = 大家会在提案的经过里看到。
move-to-discussion = 开始讨论
move-to-discussion-note = 请大家来谈：赞成什么，担心什么，还缺什么。
move-to-draft = 写成草案
move-to-draft-note = 讨论差不多了，就写清楚要表决什么、通过以后做什么。
stage-idea = 想法
stage-discussion = 讨论
stage-draft = 草案
stage-ballot = 表决中
stage-passed = 已通过，待生效
stage-rejected = 未通过
not-all-done = 已通过，未能全部照办
not-all-done-title = 通过了却没能照办的决定
stage-in-force = 已生效，执行中
stage-shared-out = 已生效，钱都分完了
stage-carried-out = 已落实
stage-not-carried-out = 未落实
stage-withdrawn = 已撤回
stage-merged = 已并入
stage-split = 已拆分
step-proposed = 提出
step-moved = 推进
step-rewritten = 改写
step-handed-over = 移交
step-merged-into = 并入另一提案
step-took-in = 吸收另一提案
step-split-into = 拆出提案
step-came-from = 由另一提案拆出
step-withdrawn = 撤回
step-ballot-opened = 开始表决
step-ballot-extended = 表决延长
step-ballot-called-off = 表决叫停，退回草案
step-ballot-passed = 表决通过
step-ballot-rejected = 表决未通过
step-appealed = 有人申诉
step-appeal-dismissed = 申诉驳回
step-appeal-withdrawn = 申诉人撤回申诉
step-appeal-upheld = 申诉成立，退回草案
step-deed-done = 执行事项完成
step-deed-failed = 执行事项未能完成
step-in-force = 生效
step-task-set = 安排任务
step-task-done = 任务完成
step-mandate-ended = 授权随之终止
# $number (String)
step-mandate-ended-number = 授权 { $number } 号随之终止
step-carried-out = 已落实
step-not-carried-out = 未落实
# $stage (String)
step-moved-to = 进入：{ $stage }
# $version (Number)
step-rewritten-to = 改写为第 { $version } 版
choose-a-rule = 请选一条现在的章程。
rules-unreadable = 读不懂这份议事规则。
no-such-deed = 没有这种执行事项。
kind = 怎么表决
kind-hint = 赞成反对和共识是就这份文本表态；其余是在几个方案中选择。
kind-change = 换成这种方式
kind-consent = 共识：没有人反对才通过
kind-yes-no = 赞成、反对、弃权
kind-approval = 认可投票：可选多个
kind-score = 评分：每个 0 到 5 分
kind-ranked = 排序：按偏好排先后
kind-budget = 参与式预算：在一笔钱里选项目
secrecy = 选票
secrecy-open = 记名
secrecy-secret = 无记名
secrecy-open-note = 记名：截止后公布每个人投了什么
secrecy-secret-note = 无记名：只公布选票，不公布是谁的
weighting = 票数
weighting-one = 一人一票
weighting-trade = 一人一票，另按交易加票
weighting-capital = 一人一票，另按股金加票
weighting-holding = 按持有份额
weighting-quadratic = 平方积分：n 票花 n² 分
by-trade-warning = 买得多的人更有分量。加票合计不超过基本票的五分之一，截止后只公布总数。
by-capital-warning = 出钱多的人更有分量。加票合计不超过基本票的五分之一，截止后只公布总数。
holding-warning = 每份成员股金一票，没有股金的人没有票。钱多的人说了算：少数人可以决定所有人的事。截止后只公布总数。
quadratic-warning = 用几个账号的人能占便宜，积分分散比集中更有力；先确认每位成员都是一个人。
# $way (String)
# $warning (String)
warned = { $way }。注意：{ $warning }
counting = 怎么计票
counting-hint = 先列出的适合大多数情况。每种算法都写在结果页上，可以复核。
counting-plain = 数票
counting-schulze-margins = 舒尔茨法（按票差）
counting-schulze-winning-votes = 舒尔茨法（按胜票）
counting-instant-runoff = 即时决选
counting-borda = 波达计数
counting-copeland = 科普兰法
counting-minimax = 最小最大法
counting-schulze-margins-means = 舒尔茨法：选项两两相比，一对一胜过其他所有选项的那个胜出；没有这样的，就比谁领先的票差更大。
counting-schulze-winning-votes-means = 舒尔茨法：选项两两相比，一对一胜过其他所有选项的那个胜出；没有这样的，就比胜的一边有多少票。
counting-instant-runoff-means = 即时决选：每轮淘汰排第一最少的选项，它的票转给下一个选择，直到有一个过半。
counting-borda-means = 波达计数：每张选票上，排在谁前面就加一分，排在谁后面就减一分，分数最高的胜出。
counting-copeland-means = 科普兰法：选项两两相比，胜一个加一分，负一个减一分，分数最高的胜出。
counting-minimax-means = 最小最大法：选项两两相比，输得最惨的那一次输得最轻的胜出。
counting-equal-shares-full = 平等份额法（补满）
counting-equal-shares = 平等份额法
counting-greedy = 票多者先
counting-greedy-cost = 每元票多者先
budget = 总额
# $sum (String)
# $fund (String)
# $day (String)
budget-said = { $sum }，出自{ $fund }，用到{ $day }
# $fund (String)
# $sum (String)
# $purpose (String)
# $day (String)
deed-mandate = 授权：从{ $fund }里最多花 { $sum }，用于“{ $purpose }”，到{ $day }为止
# $mandate (String)
deed-mandate-referral = { $mandate }；只能用作推荐奖励和红包，不能报销
# $name (String)
# $fund (String)
# $sum (String)
# $purpose (String)
# $day (String)
deed-mandate-by = 授权{ $name }：从{ $fund }里最多花 { $sum }，用于“{ $purpose }”，到{ $day }为止
# $title (String)
# $split (String)
deed-split = “{ $title }”的货款改为：{ $split }
# $rule (String)
# $reason (String)
deed-add-rule = 章程加一条：{ $rule }（因为{ $reason }）
# $place (Number)
# $rule (String)
deed-drop-rule = 章程去掉第 { $place } 条：{ $rule }
# $place (Number)
# $rule (String)
# $to (String)
# $reason (String)
deed-change-rule = 章程第 { $place } 条“{ $rule }”改为：{ $to }（因为{ $reason }）
# $changes (String)
deed-charter = 章程改动：{ $changes }
# $name (String)
# $role (String)
deed-give-role = 请{ $name }担任{ $role }
# $name (String)
# $role (String)
deed-take-role = { $name }不再担任{ $role }
# $changes (String)
deed-rules = 议事规则改为：{ $changes }
list-comma = 、
list-semicolon = ；
# $name (String)
# $sum (String)
take-per-unit = { $name } 每件 { $sum }
# $name (String)
# $sum (String)
take-per-line = { $name } 每行 { $sum }
# $name (String)
take-rest = 余下归{ $name }
role-steward = 主理人
role-treasurer = 司库
role-moderator = 管理员
# $count (Number)
days-counted = { $count } 天
# $count (Number)
hours-counted = { $count } 小时
allowed = 可以
not-allowed = 不可以
yes = 是
no = 否
# $part (String)
more-than = 超过 { $part }
no-quorum-asked = 不设
# $part (String)
at-least = 至少 { $part }
# $name (String)
# $hold (String)
# $now (String)
rule-kept = { $name }：{ $hold }（现行规则：{ $now }）
# $name (String)
# $hold (String)
# $then (String)
rule-stricter = { $name }：{ $hold }（原来：{ $then }）
# $rules (String)
rules-kept = 议事规则最近改过。对这份文本，原来的这几条仍然有效：{ $rules }。
# $rules (String)
rules-stricter = 最近改严了的，对这份文本也有效：{ $rules }。
rules-changed = 议事规则有改动
rules-changed-back = 改过，又改回一周前的样子了
# $count (Number)
rules-changed-often = 一周内一共 { $count } 次改动合在一起；最近几次列在下面
# $name (String)
# $old (String)
# $new (String)
rule-changes = { $name }：{ $old } → { $new }
# $name (String)
# $value (String)
named = { $name }：{ $value }
no-standing = 没有
# $each (String)
# $month (String)
standing-said = 单笔至多 { $each }，每月至多 { $month }
proposers = 谁可以提案
proposers-every = 每位成员
proposers-full = 过了观察期的成员
proposers-stewards = 主理人
proposers-means = 提出想法不等于通过；人人可提，好主意才不会漏掉。
discussion-hours = 公示多久才能表决
discussion-means = 文本公开之后，至少过这么久才能开始表决，让大家有时间看；改过一次，就从头等起。
ballot-hours = 表决至少开多久
ballot-hours-mean = 每次表决至少开放这么久。
threshold = 通过线
threshold-means = 赞成票占赞成和反对之和要严格超过它；认可投票按参加人数算。弃权不算反对。
charter-threshold = 改章程和议事规则的通过线
charter-threshold-means = 改规矩比办一件事要更多人同意。
quorum = 法定人数
quorum-means = 参加的人占有表决权者的比例，向上取整。弃权也算参加。
late-hours = 最后多久算“临近截止”
late-means = 在这段时间里才凑够人数，或者记名表决截止时的结果和这段时间开始时不一样，就延长。
extension-hours = 延长多久
extension-means = 人数迟到延长一次；结果反转最多三次。
delay-hours = 通过多久后生效
delay-means = 这段时间里可以申诉；过后才执行。填 0 就是一通过马上照办，谁也来不及申诉。
delay-none-means = 申诉时间是零：一通过马上照办，谁也来不及申诉。
secret-allowed = 无记名表决
secret-means = 选票公开、不记名。开不开由每个提案说明。
receipts = 回执
receipts-choice = 看得到自己那张票的内容
receipts-inclusion = 只看得到票算进去了
receipts-mean = 能看内容就能自己核对，也就能被人逼着出示、拿来卖票；只看是否计入则不能。
by-trade-allowed = 按交易加票
by-capital-allowed = 按股金加票
holding-allowed = 按持有份额计票
quadratic-allowed = 平方积分
standing = 小额授权
standing-means = 司库不必每次表决就能花的小钱；每一笔照样要别人批准。
proof = 支出的凭证
proof-never = 没有凭证，写明理由也可以批准
proof-always = 每一笔都要有凭证
proof-means = 没有凭证的支出处处标明“无凭证”；批准的人要写明理由，所有成员都能看到。
proof-above-which = 超过多少的支出必须有凭证
proof-above-hint = 填 0：每一笔都要；空着：没有凭证，写明理由也可以批准。
proof-above-missing = 没有写明超过多少要有凭证：写一个数；0 是每一笔都要，空着是都不要。
milestones-by = 众筹里程碑的认可
milestones-mean = 众筹要按里程碑一步步放款时，支持者怎么认可每一步。每个众筹的决议可以要求得更严，不能更松；已经开始的众筹不变。
milestones-way = 怎么认可
milestones-by-silence = 公示，反对的人不够多就算认可；决议可以改为投票
milestones-by-vote = 支持者投票；决议可以改为公示
milestones-by-vote-only = 只能由支持者投票
# $way (String)
# $silence (String)
# $vote (String)
# $days (Number)
milestones-said = { $way }；公示时{ $silence }；投票时{ $vote }；至少给支持者看 { $days } 天
# $vote (String)
# $days (Number)
milestones-said-vote = 只能由支持者投票，{ $vote }；至少给支持者看 { $days } 天
# $percent (Number)
milestone-silence-most = 有 { $percent }% 的支持者反对就一定不通过
# $percent (Number)
milestone-vote-least = 至少要有 { $percent }% 的支持者投票
milestone-vote-any = 有人投票就算
milestone-vote-percent = 投票：至少多少支持者投了才算
milestone-vote-percent-hint = 0：不论几个人投票都算。
milestone-object-percent = 公示：最多要多少支持者反对才不通过
milestone-object-percent-hint = 众筹可以定得更低，让更少的人就能拦下来。
milestone-look-days = 至少给支持者看几天
only-by-decision = 只能经表决改动
only-means = 章程、分账和这些规则，主理人也不能自己改，只能通过提案。
steward-changes-alone = 主理人可以不经表决，自己改章程和这些规则
steward-changes-alone-note = 上面的通过线只管经提案的改动。想改成只能表决，可以在这里提议。
changes-by-decision = 章程和这些规则只能经表决改动
changes-by-decision-note = 主理人也不能自己改，要过上面的通过线。想改这一条，可以在这里提议。
rewrite-title = 改写提案
rewrite-lead = 旧版本都留着，改了什么人人看得到。表决一开始就不能再改。
proposal-text = 正文
proposal-text-hint = 要做什么、为什么、谁来做、花多少钱。表决的就是这份文本。
what-is-asked = 要表决什么
what-follows = 通过以后做什么
what-follows-hint = 过了申诉期，下面写的由程序照办，账本会写明依据哪个提案。可以都不写。
deed-drop = 去掉这一项
add-mandate = + 授权花钱
add-new-rule = + 章程加一条
add-end-mandate = + 终止授权
add-drop-rule = + 章程去一条
add-change-rule = + 章程改一条
add-charter = + 社群名称、主题和开放范围
add-role = + 角色
add-split = + 分账
deed-is-mandate = 授权花钱
deed-is-new-rule = 章程加一条
deed-is-end-mandate = 终止授权
deed-is-drop-rule = 章程去一条
deed-is-change-rule = 章程改一条
deed-is-charter = 社群名称、主题和开放范围
deed-is-role = 角色
deed-is-split = 分账
deed-is-rules = 议事规则
please-choose = 请选择
role-give = 担任
role-take = 卸任
projects = 项目
projects-hint = 每个项目写明费用；选中的合计不超过总额。
options = 选项
options-hint = 至少两个。多的空行可以不填。
option-word = 选项
# $number (Number)
option-numbered = 第 { $number } 个
option-note = 说明
option-cost = 费用
carried-by = 谁来办
more-rows = 再加几行
budget-total = 总额
budget-total-hint = 选中的项目加起来不超过它。
out-of-fund = 从哪个基金出
last-day = 用到哪天
last-day-hint = 当天还可以用。
mandate-kind = 用在哪里
mandate-kind-spending = 开支
mandate-kind-referral = 推荐奖励和红包
mandate-hint = 凭这份授权花钱：不能超过上限，不能过期，每次由别人批准，也只能用在这里选定的事上。
purpose = 用途
purpose-hint = 例如“买两盏路灯和电线”。
ceiling = 上限
new-rule = 条文
new-rule-reason = 为什么要有它
rule-to-drop = 去掉哪一条
rule-to-change = 改哪一条
rule-instead = 改成
charter-hint = 下面是章程现在的样子。只改要改的，别的照旧；要改的地方如果在表决期间另有决议改过，这一项就不会照办。
charter-name = 社群名称
charter-theme = 主题
charter-belief = 信念
charter-storefront = 访客可以看首页和集市
charter-books = 访客可以看账本
charter-applications = 接受入社申请
charter-probation = 新成员观察期
charter-days = 天
nothing-said = （空）
charter-was-missing = 请附上写提案时章程的原样。
charter-as-it-is = 和现在的章程一样，没有要改的。
whose-role = 谁
which-mandate = 哪一项授权
which-mandate-hint = 之前批准的照付，之后不再批准。
which-role = 角色
role-change = 担任还是卸任
which-offer = 哪件商品
split-kept = 分账写法含按件或按行的数额，保持不变。
# $number (Number)
receiver-numbered = 第 { $number } 方
part-of-price = 占
gets-the-rest = 余下归谁
version-note = 改了什么，为什么
version-note-hint = 例如“按讨论把灯换成节能的”。
version-publish = 发布新版本
# $number (Number)
version-numbered = 第 { $number } 版
what-changed = 改了什么
whole-text = 全文
was-added = 新增：
was-removed = 删去：
# $number (Number)
version-and-changes = 第 { $number } 版，看改了什么
refused-no-such-comment = 没有这条意见。
refused-comment-missing = 请写点什么。
refused-comment-promises = 这条意见像是在保证收益。投进来的钱可能亏掉，谁也不能保证；问一问是可以的。
refused-comment-too-long = 一条意见最多 4000 个字。
refused-comments-closed = 这个提案已撤回、并入或拆分，请到后来的提案里谈。
refused-already-hidden = 这条意见已经隐藏。
refused-not-yours-to-hide = 只有作者本人或管理员可以隐藏意见。
refused-same-one = 请选另外一个。
refused-parts-missing = 请至少写一个新提案。
refused-too-many-parts = 一次最多拆成 6 个。
refused-no-such-task = 没有这项任务。
refused-not-your-task = 这项任务不是你的。
refused-task-is-elsewhere = 这项任务现在的状态不允许这样做。
refused-task-missing = 请写明要做什么。
refused-task-too-long = 任务最多 200 个字。
refused-due-is-past = 期限已经过去。
refused-too-many-tasks = 一个提案最多 60 项任务。
refused-not-a-steward = 只有主理人可以这样做。
refused-only-by-decision = 这些规则只能通过提案改动。
talk = 大家怎么说
no-comments = 还没有人说话。赞成什么，担心什么，都可以写。
no-comments-closed = 没有留下意见。
# $number (Number)
in-reply-to = 回复第 { $number } 条
# $why (String)
taken-back = 作者收回了这条意见：“{ $why }”
# $name (String)
# $why (String)
hidden-by = { $name }隐藏了这条意见：“{ $why }”
author-gone = 作者已注销账号，内容随之删除。
reply = 回复
# $name (String)
to-whom = { $name }
hide = 隐藏
take-back-comment = 收回
# $name (String)
of-whom = { $name }的意见
hide-comment = 隐藏这条意见
take-back-title = 收回这条意见
take-back-reason = 为什么收回
take-back-hint = 大家会看到你收回了一条意见，以及为什么。
hide-reason = 为什么隐藏
hide-reason-hint = 大家会看到有一条意见被隐藏，以及谁、为什么。
leave-it = 不动它
# $name (String)
# $words (String)
replying-to = 回复{ $name }：“{ $words }”
not-a-reply = 不是回复
comment = 你的意见
comment-hint = 写下就不能再改，可以收回。
say = 发表
tasks = 任务
no-tasks = 还没有任务。
until-day = 到期：
overdue = 已过期
answer-task = 回复
task-note = 说明
task-note-hint = 完成时写做成了什么，不做时写为什么。
take-on = 我来做
finish = 完成了
decline = 做不了
drop-task = 不用做了
move-reason-plain = 理由
set-task = 安排任务
task-what = 做什么
task-what-hint = 一件事一项，例如“买两盏灯”。
task-who = 谁来做
task-due = 什么时候做完
task-assigned = 等待答复
task-taken-on = 进行中
task-declined = 做不了
task-done = 完成
task-dropped = 不用做了
turns = 移交、合并、拆分、撤回
hand-over = 移交
hand-over-note = 请另一位成员负责下一步。
hand-over-to = 交给
merge = 并入
merge-note = 两个提案说的是一件事：这个到此为止，意见留在原处，两边互相看得到。
merge-into = 并入哪个提案
split-up = 拆分
split-up-note = 说的是两件事，就拆成各自的想法；都由同一个人负责，看得到来处。
# $number (Number)
part-numbered = 第 { $number } 个新提案
withdraw = 撤回
withdraw-note = 不再往下走，但仍然看得到。
withdraw-ask = 真的撤回这个提案？
conclude = 落实得怎么样
conclude-note = 事情办完了，或者办不成，都告诉大家。
conclude-reason = 做成了什么，或为什么没做
conclude-ends = 写明结果后，下面的授权随之终止：在此之前提交的支出仍可审批，之后不能再申请。
# $name (String)
# $left (String)
mandate-with-left = { $name }：还剩 { $left }
# $number (Number)
# $reason (String)
mandate-ends-done = 提案 №{ $number } 已落实：{ $reason }
# $number (Number)
# $reason (String)
mandate-ends-not-done = 提案 №{ $number } 没有落实：{ $reason }
mandate-ends-because = 在此之前提交的支出仍可审批。
is-carried-out = 已经落实
is-not-carried-out = 没有落实
goes-on-in = 这件事在这里继续：
took-in-from = 先前的意见在：
rules-of-deciding = 议事规则
rules-lead = 怎样才算大家的决定。每一条都写明它管什么。
rules-week = 改严的马上有效；改松的，一周以后开始的表决才有效，这一周里会告诉所有成员。经表决改的马上有效；社群成立第一周里改的也马上有效。
# $day (String)
# $holds (String)
rule-before = { $day }以前开始的表决仍是：{ $holds }
# $day (String)
# $holds (String)
rule-until = { $day }起有效；在那以前开始的表决仍是：{ $holds }
rules-later = 下面表单里是新改的。其中改松了的还没有生效：
# $rule (String)
# $now (String)
# $day (String)
# $holds (String)
rule-later = { $rule }：{ $now }，{ $day }起有效；在那以前开始的表决仍是 { $holds }
# $version (Number)
rules-old = 这是第 { $version } 版，已不是现在的规则。
rules-newest = 看现在的
rules-edit = 修改议事规则
rules-propose = 提议修改
rules-versions = 历次版本
rules-usual = 一直用的是通常的规则，还没有人改过。
by-decision = 经表决
rules-edit-lead = 新版本马上生效，已经开始的表决不受影响；已经公布的提案，旧规则里更严的那几条照样有效。改动会向成员公示一周，旧版本都留着。
rules-propose-lead = 照你想要的填好，作为提案交给大家商量和表决。
hours = 小时
days = 天
# $what (String)
unit-of = 单位（{ $what }）
kinds-of-votes = 可以怎样投票
# $above (String)
proof-above = 超过 { $above } 的要有凭证
standing-month = 每月至多
standing-month-hint = 空着就是没有小额授权。
standing-each = 单笔至多
rules-reason-hint = 大家在历次版本里看得到。
rules-publish = 发布新规则
rules-proposal-title = 修改议事规则
not-a-part = 请写成 2/3 或 50%。
to-decisions = 全部议事
deciding-now = 正在商量
my-tasks = 我的任务
my-proposals = 我负责的提案
overdue-tasks = 过期的任务
# $purpose (String)
deed-end-mandate = 终止授权“{ $purpose }”
# $fund (String)
# $left (String)
# $sum (String)
more-than-the-fund = { $fund }现在可用的只有 { $left }，少于这里要授权的 { $sum }。可以照样表决；超出的部分要等基金有了钱才能批准。
companies-vote = 单位另有一票
companies-vote-means = 按人头的表决里，代表单位的成员在背后的人之外另有一票。不勾选：单位和背后的人算一个人，一人一票。
# $number (Number)
# $count (Number)
# $sum (String)
paid-by-the-books = 第 { $number } 次分配已经记账：记给 { $count } 人，共 { $sum }。

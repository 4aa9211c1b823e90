ballot-word = 表决
# $title (String)
ballot-title = 表决：{ $title }
ballot-outcome-passed = 通过
ballot-outcome-rejected = 未通过
ballot-outcome-no-quorum = 人数不足
ballot-outcome-tied = 平局
ballot-state-open = 正在表决
ballot-state-closed = 已截止
ballot-state-annulled = 已作废
ballot-state-called-off = 已叫停
ballot-state-final = 已定案
ballot-text = 表决的内容
follows-nothing = 通过以后没有要程序照办的事，由负责人去落实。
follows-of-options = 表决选出一项；怎么落实，由负责人和大家去办。
# $said (String)
follows-of-budget = 选中的每个项目得到一份授权，可以花到它的费用为止。总额：{ $said }。
ballot-yes = 赞成
ballot-no = 反对
ballot-abstain = 弃权
ballot-agree = 同意
ballot-object = 反对（要写理由）
ballot-list-comma = 、
ballot-how = 怎么投
ballot-counted-by = 怎么计票
ballot-how-yes-no = 赞成、反对或者弃权。弃权算参加，不算任何一边。
ballot-how-consent = 到截止时没有人反对，就通过；只要有一个反对没有撤回，就不通过，没有人来裁定理由够不够。反对要写理由，大家都看得到；反对的人可以自己撤回。
ballot-how-approval = 你能接受的都勾上，几个都行。
ballot-how-score = 给每个选项打 0 到 5 分；不打分就是不评价它。
ballot-how-ranked = 给选项排名次，第 1 最好；可以并列，没排的排在最后。
ballot-how-budget = 想支持的项目都勾上。钱由每个人平均分到的一份去支持。两个项目完全持平时，提案里排在前面的优先。
ballot-how-credits = 你有 100 个积分。给一个选项 n 票要花 n² 分，例如 3 票花 9 分。
ballot-passes = 怎样算通过
# $part (String)
ballot-passes-yes-no = 赞成超过赞成加反对的 { $part }
ballot-passes-consent = 到截止时没有人反对（撤回的不算）
# $part (String)
ballot-passes-approval = 得到超过 { $part } 投票人认可的选项里，认可最多的一项
# $part (String)
ballot-passes-score = 总分最高的一项，而且平均分超过满分的 { $part }
ballot-passes-ranked = 按计票办法只有一个胜出
# $part (String)
ballot-passes-budget = 选出项目，而且投票人里超过 { $part } 支持选中的项目
ballot-quorum = 法定人数
# $count (Number)
ballot-quorum-count = 至少 { $count } 人参加
# $part (String)
ballot-quorum-part = 有表决权的成员的 { $part }，向上取整
ballot-turnout-word = 参加情况
# $all (Number)
# $voted (Number)
ballot-turnout = { $all } 人中已有 { $voted } 人投票
# $version (Number)
ballot-of-version = 表决的是第 { $version } 版文本
ballot-closes = 截止时间
ballot-first-closes = 原定截止
ballot-counted-at = 计票时间
ballot-closes-hint = 社群所在时区的时间。到了这一刻就不能再投。
# $time (String)
ballot-closes-said = { $time } 截止
ballot-secrecy = 选票
ballot-secrecy-open = 记名：截止后公布谁投了什么
ballot-secrecy-choice = 无记名：截止后公布选票，凭回执能找到自己那张
ballot-secrecy-inclusion = 无记名：凭回执能查到自己那张已计入，看不到投了什么
ballot-options = 选项
ballot-your-vote = 你的一票
ballot-vote = 投票
ballot-vote-now = 去投票
ballot-vote-do = 投票
ballot-change-vote = 改票
ballot-change-do = 改成这样
ballot-you-voted = 你已经投过票，截止前可以改，以最后一次为准。
ballot-by-your-proxy = 这一票是代表替你投的；你自己再投就以你的为准。
ballot-for-whom = 替谁投
ballot-for-myself = 我自己
# $names (String)
ballot-for-all = 我自己，也替 { $names } 投一样的
# $name (String)
ballot-for-them = 只替 { $name } 投
ballot-for-whom-hint = 他们自己投了，就以他们自己的为准。
ballot-for-yourself = 你自己
ballot-you-stand-for = 请你代表的人：
ballot-votes-in-person = 已经自己投了
# $vote (String)
ballot-you-cast-for-them = 你替他投了：{ $vote }
ballot-not-voted-yet = 还没有投
# $names (String)
ballot-cast-for = 票已投出：{ $names }。
# $names (String)
ballot-changed-for = 票已改过：{ $names }。
ballot-changed-now = 你的票已经改了，以这次的为准。
ballot-proxy-late = 来不及指定代表了：表决已经开始。谁替谁投要在开始前定好，免得有人在投票途中收别人的票。你可以自己投。
ballot-proxy-over = 这个提案已经不再等着表决，不用再指定代表。
ballot-reason-of-objection = 反对的理由
ballot-reason-of-objection-hint = 选“反对”就必须写；选别的可以不写。
ballot-not-judged = 不评价
ballot-not-ranked = 不排
# $rank (Number)
ballot-rank = 第 { $rank }
ballot-receipt = 投票回执
ballot-receipt-hint = 投票时给你的那串字符，空格和横线不要紧。
ballot-secret-note-choice = 成员和主理人都看不到你投了什么；运行这台服务器的人在技术上能看到。投完会给你一张回执，凭它可以改票，截止后可以找到自己的选票。
ballot-secret-note-inclusion = 成员和主理人都看不到你投了什么；运行这台服务器的人在技术上能看到。投完会给你一张回执，凭它可以改票，截止后可以查到你的选票已经计入。
ballot-show-receipt = 再看一次这台设备上的回执
ballot-sealed-note = 截止以前，谁投了什么对所有人都封着，主理人也看不到。
ballot-being-counted = 表决已截止，正在计票。
ballot-objections = 反对意见
ballot-no-objections = 目前没有反对意见。
ballot-withdraw = 撤回我的反对
ballot-withdrawn = 已撤回
ballot-warn-trade = 注意：交易多的成员有附加票，合计不超过基本票的五分之一。从票的分量能看出是谁投的，所以只公布总数。
ballot-warn-capital = 注意：股金多的成员有附加票，合计不超过基本票的五分之一。从票的分量能看出是谁投的，所以只公布总数。
ballot-warn-holding = 注意：按持有份额计票，份额多的人更有分量。
ballot-warn-credits = 注意：积分让在意的人多出声，也容易被串通利用：几个人约好分摊，能比一个人花同样的积分得到更多票。
# $weight (String)
ballot-own-weight = 你的票权是 { $weight }。
ballot-extended-quorum = 临近截止才达到法定人数，截止时间延后了。
ballot-extended-flip = 截止时的结果和临近截止时相比翻转了，截止时间延后了。
# $titles (String)
ballot-said-chosen = 选定：{ $titles }。
ballot-said-rejected = 提案没有通过。
# $titles (String)
ballot-said-tied = { $titles } 打成平手，计票办法不在其中替大家挑，所以没有通过。
# $voted (Number)
# $needed (Number)
ballot-said-no-quorum = 只有 { $voted } 人参加，法定人数是 { $needed } 人，表决无效。
ballot-annulled-note = 申诉成立，这个结果作废，提案退回草案。
# $by (String)
ballot-called-off-by = { $by } 叫停了这次表决，提案退回草案；投过的票没有留下。理由：
ballot-call-off = 开错了？叫停这次表决
ballot-call-off-note = 除你以外还没有人投票时，可以叫停。提案退回草案，改好以后再开始表决；大家会看到是谁叫停的、为什么。
ballot-call-off-reason = 为什么叫停
ballot-call-off-do = 叫停
ballot-appeal-until = 可以申诉到
ballot-papers = 全部选票
ballot-papers-open = 谁投了什么。先后按各人进社群时登记的次序，和投票先后无关。
ballot-papers-secret = 选票没有名字，按编号排列；编号由回执算出，不含时间和先后。
ballot-papers-apart = 回执编号和选票内容分开公布：编号说明计入了多少张，内容按字样排列。
ballot-papers-none = 没有选票。
ballot-totals-only = 这次表决的票权因人而异，公布单张选票会让人认出是谁，所以只有总数。
# $name (String)
ballot-cast-by = 由代表 { $name } 投
ballot-result-link = 怎么计的票
ballot-to = 看表决
ballot-find-mine = 找我的选票
ballot-voted-now = 投票成功。
ballot-keep-this = 请保存好这张回执：
ballot-keep-why = 我们这里不保存它，只留在这个浏览器里，从表决页还能再看；换了设备、清了浏览器数据，就看不到了。凭它可以在截止前改票，截止后查到自己的选票。丢了就不能改票，但票照样有效。
ballot-warn-receipt-choice = 回执能证明你投了什么，所以别给任何人看：有人逼你或花钱要你出示，请告诉主理人。
ballot-warn-receipt-inclusion = 回执只能证明你的票已计入，证明不了投了什么。但在截止前拿到它的人可以改你的票，别给别人。
ballot-paper-there = 你的选票在，截止前可以改。投了什么，截止前对谁都不显示。
ballot-paper-counted = 你的选票已经计入。
ballot-paper-says = 它写的是：
ballot-paper-missing = 这次表决里没有这张回执的选票。
ballot-weighted-papers-leave = 按票权计的选票，申诉期过后就删除，只留总数。
ballot-paper-id = 公布时的编号：
ballot-no-receipt-here = 这个浏览器里没有你的回执，请填上。
ballot-back = 回到表决
ballot-open-title = 开始表决
ballot-open-do = 开始表决
ballot-open-note = 一旦开始，文本、选项、规则和投票人名单都定下来，不再改变。
# $version (Number)
ballot-open-version = 要表决的是第 { $version } 版
# $version (Number)
ballot-open-text = 第 { $version } 版全文
ballot-open-changes = 看这一版改了什么
ballot-open-reason = 为什么由你来开始
ballot-open-reason-hint = 这不是你负责的提案，理由会写进它的历程。
ballot-opens-from = 最早可以开始表决的时间：
ballot-proxy = 代表
ballot-proxy-note = 记名表决时，可以请一位成员替你投票。要在表决开始前指定，随时可以收回；你自己投了，就以你的为准。一人最多代表两位，不能转托。
# $name (String)
ballot-proxy-is = 你的代表是 { $name }。
# $name (String)
ballot-proxy-declined = { $name } 不想替你投票：请自己投。
# $name (String)
ballot-proxy-declined-early = { $name } 不想替你投票。可以另请一位，也可以等表决开始后自己投。
# $name (String)
ballot-proxy-decline = 不替 { $name } 投
ballot-proxy-secret = 这个提案现在写的是无记名表决，不能由代表投票：请自己投。文本改成记名以后才能指定代表。
# $name (String)
ballot-proxy-in-vain-yet = 你指定过 { $name } 做代表，但按现在的文本，这次是无记名表决，没有人能替你投。
# $name (String)
ballot-named-in-vain-yet = { $name } 指定过你做代表，但按现在的文本，这次是无记名表决，你不能替他们投。
# $name (String)
ballot-proxy-in-vain = 你指定过 { $name } 做代表，但这次是无记名表决，没有人能替你投：请自己投。
# $name (String)
ballot-named-in-vain = { $name } 请过你做代表，但这次是无记名表决：你不能替他投，他要自己投。
ballot-proxy-revoke = 收回
ballot-proxy-who = 请谁替你投
ballot-proxy-name = 请他代表
# $name (String)
ballot-you-are-proxy = 你代表 { $name } 投票。
ballot-appeals = 申诉
ballot-appeal = 对表决过程提出申诉
ballot-appeal-note = 申诉针对表决过程，不是针对结果。有申诉待答复时，决定先不执行。
ballot-appeal-again = 你已经撤回过一次，这是最后一次。
ballot-appeal-reason = 哪里不对
ballot-appeal-do = 提出申诉
ballot-appeal-answer = 答复
ballot-appeal-dismiss = 驳回
ballot-appeal-uphold = 成立，结果作废
ballot-appeal-dismissed = 驳回
ballot-appeal-upheld = 成立
ballot-appeal-withdrawn = 本人已撤回
ballot-appeal-take-back = 撤回我的申诉
appeal-waits-for-nobody = 现在没有人可以裁定：在任的主理人或者提出了这份申诉，或者负责、起草了这个提案，或者发起了表决。可以再选一位主理人，或由本人撤回。
appeal-waits-for-you = 由你裁定。
# $names (String)
appeal-waits-for = 可以裁定的人：{ $names }。
# $by (String)
# $day (String)
appeal-brought = { $by } 于{ $day }提出。
# $title (String)
appeal-against = 对“{ $title }”的申诉
appeal-decide-now = 去裁定
appeal-is-waiting = 待裁定
# $count (Number)
appeals-wait = { $count } 份申诉待裁定
# $count (Number)
appeals-hold-it = 有 { $count } 份申诉还没有裁定；裁定以前，什么都不执行。
look-at-appeals = 看申诉
ballot-objection-withdrawn = 你撤回了反对。现在按弃权算：你算参加了（计入法定人数），不站任何一边。想同意或再提反对，在下面重新作答。
export-secret-ballots = 无记名表决只记下你投过票。投了什么这里查不到：没有任何记录把你和选票连起来，只有你的回执能找到它。
ballots-waiting = 等你投票
# $count (Number)
ballots-waiting-more = 还有 { $count } 个，看全部
ballot-no-no-such-proposal = 没有这个提案。
ballot-no-no-such-ballot = 没有这次表决。
ballot-no-not-a-member = 只有社群成员能参加表决。
ballot-no-not-yours = 只有提案负责人或主理人能这样做。
ballot-no-reason-missing = 请写明理由。
ballot-no-key-reused = 这个请求编号已用于别的操作。
ballot-no-other-version = 文本已经改过，你看到的不是最新的一版。现在显示的是新版：看过以后再开始表决。
ballot-no-not-a-draft = 只有草案才能付诸表决。
ballot-no-discussion-not-over = 讨论时间还没到，暂时不能开始表决。
ballot-no-closes-too-soon = 截止太早：议事规则规定了表决最少开放多久。
# $time (String)
ballot-closes-not-before = 截止太早：议事规则规定了表决最少开放多久。请填 { $time } 或更晚。
ballot-no-closes-too-late = 截止太晚：表决最多开放 90 天。
ballot-no-secret-not-allowed = 不能无记名：议事规则不允许，或者共识需要听得到理由。
ballot-no-weighting-not-allowed = 议事规则不允许这样计算票权。
ballot-no-weighting-unfit = 这种表决不能这样计算票权。
ballot-no-weighted-is-secret = 这样计算票数只能无记名：记名的话，对着结果一算就知道谁持有多少、买了多少。
ballot-no-no-register = 还没有能表决的份额（成员股金），不能按持有份额或股金计票。
ballot-no-asks-unfit = 草案里要表决的内容已经行不通：议事规则改了，或其中提到的人或物已经不在。请先改写。
ballot-no-counting-unfit = 这种计票办法不适合这种表决。
ballot-no-ends-before-force = 表决和申诉期还没结束，草案里的授权就到期了：请让表决早些截止，或把授权的截止日期改晚。
ballot-no-rules-unfit = 议事规则里的门槛或法定人数谁也达不到，请先修改规则。
ballot-no-nobody-may-vote = 提案公布时还没有转正的成员，没有人可以投票。
ballot-no-not-your-ballot = 只有开始这次表决的人或主理人能叫停。
ballot-no-somebody-voted = 已经有别人投了票，不能再叫停：投过的票要算数。
ballot-no-not-in-electorate = 你在这次表决里没有票：提案公布时已经转正的成员才能投；代表单位的，和单位背后的人算一个人，不另投。
ballot-no-voting-over = 表决已经截止。
ballot-no-already-voted = 你已经投过票了。要改票，请用投票时的浏览器，或填上当时的回执。
ballot-no-receipt-malformed = 回执是 32 位的数字和字母 a 到 f，请再核对一遍。
ballot-no-receipt-taken = 这个回执属于别人的选票。请重新打开表决页再投。
ballot-no-choice-of-other-kind = 这不是这种表决的答案。
ballot-no-no-such-option = 没有这个选项。
ballot-no-option-twice = 同一个选项出现了两次。
ballot-no-score-out-of-range = 打分只能是 0 到 5。
ballot-no-too-many-credits = 积分不够：n 票花 n² 分，总共 100 分。
ballot-no-nothing-chosen = 请至少选一项，或者选“弃权”。
ballot-no-objection-without-reason = 反对需要写明理由：别人才能回应，方案才能改好。
ballot-no-no-objection = 你没有待撤回的反对意见。
ballot-no-not-their-proxy = 你不是这位成员的代表，不能替他们投票。
ballot-no-proxy-of-open-only = 无记名表决不能由代表投票。
ballot-no-voted-in-person = 这位成员已经亲自投票，以本人的为准。
ballot-no-proxy-too-late = 表决开始以后不能再指定代表。
ballot-no-proxy-is-self = 代表要是别人。
ballot-no-proxy-not-in-electorate = 这位成员在这次表决里没有票（提案公布时还没有转正），不能替你投。请另找一位。
ballot-no-proxy-has-enough = 这位成员已经代表两个人，不能再多。
ballot-no-proxy-has-voted = 你已经替这位成员投过票：这张票有效，除非对方自己投。
ballot-no-proxy-chain = 代表不能转托：自己有代表的人不能当代表，当了代表的人不能再托别人。
ballot-no-no-proxy = 你没有指定代表。
ballot-no-not-closed = 表决还没有结果，或者结果已经作废。
ballot-no-appeal-too-late = 申诉时间已过。
ballot-no-appeal-waits = 你的申诉还没有答复，请等一等。
ballot-no-appealed-before = 这次表决你已经申诉过。每人对一次表决只能申诉一次；答复以前撤回的，可以再提一次，只此一次。
ballot-no-weighted-totals-only = 这次表决的票有权重，看权重就知道是谁投的，所以只公布合计，不提供选票文件。
ballot-no-no-votes-file = 这次表决没有选票文件：要计的数，结果里都有了。
ballot-no-no-such-appeal = 没有这份申诉。
ballot-no-appeal-decided = 这份申诉已经有结果了。
ballot-no-not-allowed = 你没有裁定申诉的权限。
ballot-no-own-appeal = 不能裁定自己的申诉。
ballot-no-not-your-appeal = 只有提出申诉的人自己能撤回。
ballot-no-own-proposal = 自己负责或起草的提案、自己发起的表决，有人申诉时要由别人裁定。
ballot-heads = 怎么算人头
ballot-one-vote-a-person = 一人一票：单位和背后的人算一个人。
# $count (Number)
ballot-companies-without-vote = 一人一票：单位和背后的人算一个人。这次有 { $count } 个单位不另投票。
ballot-companies-vote = 单位在背后的人之外另有一票，议事规则这样定的。

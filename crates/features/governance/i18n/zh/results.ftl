result-title = 表决结果
# $title (String)
result-of = { $title } · 表决结果
result-passed = 通过
result-rejected = 未通过
result-no-quorum = 人数不足
result-tied = 平局
# $outcome (String)
# $figures (String)
result-line = { $outcome }：{ $figures }
result-half = 一半
result-two-thirds = 三分之二
result-three-quarters = 四分之三
result-comma = 、
result-who-took-part = 谁参加了
# $electorate (Number)
# $voted (Number)
# $abstained (Number)
result-turnout = 有表决权的 { $electorate } 人中，{ $voted } 人参加，其中 { $abstained } 人弃权。
# $needed (Number)
result-quorum-reached = 至少要有 { $needed } 人参加，已经达到。
# $needed (Number)
result-quorum-missed = 至少要有 { $needed } 人参加，没有达到，所以表决不成立。
# $until (String)
result-extended-quorum = 人数到最后才达到，表决延长到 { $until }。
# $until (String)
result-extended-flip = 结果在最后翻转，表决延长到 { $until }。
result-how-counted = 怎么算的
result-answer = 表态
result-votes = 票数
result-voters = 人数
result-option = 选项
result-yes = 赞成
result-no = 反对
result-abstain = 弃权
result-takes-no-side = 不计入赞成或反对
# $whole (String)
# $yes (String)
# $part (String)
# $needed (String)
result-yes-no-said = 赞成和反对一共 { $whole } 票，其中赞成 { $yes } 票。赞成要超过{ $part }，也就是至少 { $needed } 票。
# $yes (String)
# $no (String)
result-yes-no-caption = 赞成 { $yes } 票，反对 { $no } 票
# $part (String)
result-mark-more-than = 竖线：要超过{ $part }
result-consent-none = 截止时没有人反对，所以通过。
# $count (Number)
result-consent-objections = 截止时有 { $count } 个反对没有撤回，所以不通过。
# $count (Number)
result-objections-withdrawn = 另有 { $count } 个反对在截止前撤回，按弃权计：算参加，不站任何一边。
result-consent-caption = 各种表态的人数
result-agree = 同意
result-object = 反对
result-objections-caption = 反对和理由
result-member = 成员
result-reason = 理由
result-chosen = 选中
result-level = 并列
# $name (String)
# $figure (String)
result-most = “{ $name }”得到最多：{ $figure }。
# $names (String)
result-level-said = { $names } 不分上下，按这种计票方法分不出先后。
result-nobody-enough = 没有选项得到足够的支持。
# $whole (String)
# $part (String)
# $needed (String)
result-approval-said = 参加的一共 { $whole } 票。一个选项要得到超过{ $part }的认可，也就是至少 { $needed } 票，才能选中。
result-approval-caption = 每个选项的认可票
# $highest (Number)
# $part (String)
result-score-said = 总分最高的选中，条件是它的平均分超过满分 { $highest } 分的{ $part }。
result-score-caption = 每个选项的总分
result-sum-of-scores = 总分
# $judges (String)
# $mean (String)
result-mean-of = { $judges } 人打分，平均 { $mean }
# $count (Number)
result-supporters = { $count } 人投了票给它
# $whole (Number)
# $spent (Number)
# $needed (Number)
result-credits-said = { $whole } 人参加，一共花了 { $spent } 点。得票最多的选中，条件是至少 { $needed } 人投过票给它。
result-credits-caption = 每个选项买到的票
result-nobody-ranked = 没有人排过名次。
# $with (String)
# $against (String)
# $other (String)
result-duel = { $with } 比 { $against } 胜“{ $other }”
# $name (String)
# $duels (String)
result-beats-everybody = “{ $name }”一对一胜过每一个：{ $duels }。
# $other (String)
# $there (String)
# $back (String)
result-path = 对“{ $other }”是 { $there } 比 { $back }
# $name (String)
# $paths (String)
result-schulze-said = 没有谁一对一胜过所有人，所以看最强的路径。“{ $name }”通向每一个的路径都不比反过来的弱：{ $paths }。
# $rounds (Number)
# $name (String)
# $all (String)
# $votes (String)
result-runoff-said = 一轮一轮淘汰最后一名，选票转给下一个选择。到第 { $rounds } 轮，“{ $name }”在剩下的 { $all } 票里得到 { $votes } 票。
# $name (String)
result-borda-said = “{ $name }”名次积分最高：每在一张选票上排在一个选项前面得一分，排在后面减一分。
# $name (String)
result-copeland-said = 没有谁胜过所有人；“{ $name }”一对一胜的次数减负的次数最多。
# $name (String)
result-minimax-said = 没有谁胜过所有人；“{ $name }”输得最惨的一次也比别人轻。
# $name (String)
result-condorcet-same = 一对一来比，胜过每一个的也是“{ $name }”。
# $name (String)
result-condorcet-other = 一对一来比，胜过每一个的是“{ $name }”；这次的计票方法不看一对一，所以结果可以不同。
result-condorcet-none = 一对一来比，没有谁胜过其他每一个。
result-borda-figures = 每张选票上，排在谁前面就加一分，排在谁后面就减一分；分数最高的选中。
result-copeland-figures = 一对一胜一个加一分，负一个减一分；分数最高的选中。
result-minimax-figures = 数字是一对一输得最多的那一次差了多少票；负数表示一次没输，赢得最少的那一次多这么多票。数字最小的选中。
# $name (String)
result-against = 对“{ $name }”
result-duel-won = 胜
result-duel-level = 平
result-duel-lost = 负
result-duel-mark = 竖线：一半
# $name (String)
result-duels-caption = “{ $name }”一对一
result-rounds = 逐轮淘汰
result-rounds-said = 一轮里有谁过了还算数的选票的一半，就选中；没有，票数最少的出局，并列最少的一起出局，选票转给下一个还在的选择。
result-rounds-tie = 途中有几个并列最少、一起出局：换一种并列规则，结果可能不同。
# $number (Number)
result-round = 第 { $number } 轮
result-round-mark = 竖线：还算数的选票的一半
result-goes-out = 出局
result-exhausted = 没有下一个选择
result-exhausted-note = 选票上排过的都已出局，或者往后是并列
result-points = 分
result-borda-caption = 名次积分
result-copeland-caption = 胜的次数减负的次数
result-minimax-caption = 输得最多的一次，越小越好
result-pairs = 两两相比
result-pairs-caption = 每行把这一行排在那一列前面的票数
result-pairs-note = ▲ 这一行胜过那一列，= 不分上下。列的号码就是行前面的号码。
result-paths = 最强路径
result-paths-said = 一个选项可以经过别的选项胜过另一个。一条路径的强度，是它最弱的一步；这里是最强的那条。
result-paths-caption = 从行到列的最强路径
result-paths-note = ▲ 这个方向更强，= 一样强。
result-word-beats = 胜
result-word-level = 平
result-word-loses = 负
result-place = 名次
result-remark = 说明
result-ranking-caption = 全部名次
result-project = 项目
result-cost = 费用
result-left = 剩下
result-turn = 次序
result-no-project = 没有选中任何项目。
# $count (Number)
# $total (String)
# $budget (String)
result-projects-chosen = 选中 { $count } 个项目，一共 { $total }，预算 { $budget }。
# $whole (Number)
# $backers (Number)
# $part (String)
# $needed (Number)
result-budget-backed = 参加表决的 { $whole } 人里，{ $backers } 人支持选中的项目；要超过{ $part }，也就是至少 { $needed } 人，才算通过。
result-rule-greedy = 按得票从多到少，放得下的就选。
result-rule-greedy-per-cost = 按每一元得票从多到少，放得下的就选。
result-rule-shares = 预算平分给每一张选票；一个项目由选它的人用自己的份额一起付，付得起才选。
result-rule-shares-unraised = 预算平分给每一张选票；一个项目由选它的人用自己的份额一起付，付得起才选。这一次份额一步也没有加；剩下的钱，按得票选放得下的项目。
result-rule-shares-completed = 预算平分给每一张选票；一个项目由选它的人用自己的份额一起付，付得起才选。每份再一点点加到总额将要超出为止；最后剩下的钱，按得票选放得下的项目。
result-budget-caption = 预算用在哪里
result-support = 每个项目的支持
result-support-caption = 得票和费用
# $sum (String)
result-costs = 费用 { $sum }
result-not-chosen-caption = 没有选中的，和为什么
result-why-not = 为什么
result-not-named = 没有人选它。
# $left (String)
# $missing (String)
result-too-little-left = 轮到它时只剩 { $left }，还差 { $missing }。
# $short (String)
# $left (String)
result-then-too-little-left = { $short }最后剩下的钱按得票补选，轮到它时只有 { $left }，也不够。
# $held (String)
# $cost (String)
# $missing (String)
result-short-at-once = 选它的人份额全合起来只有 { $held }；它要 { $cost }，还差 { $missing }。
# $bought (String)
# $held (String)
# $cost (String)
# $missing (String)
result-short-after = 买下“{ $bought }”以后，选它的人手里合起来只剩 { $held }；它要 { $cost }，还差 { $missing }。
result-shares-too-small = 选它的人，份额合起来付不起。
result-depends-on-order = 有项目一样好，由选票上的次序决定；换个次序，选中的会不同。
result-shares = 每张选票的份额付了什么
# $sum (String)
result-first-share = 每张选票有 { $sum }。
# $sum (String)
# $step (String)
# $count (Number)
# $whole (Number)
# $together (String)
# $budget (String)
result-first-share-added = 每张选票有 { $sum }。先把预算平分，再给每张选票加 { $step }、从头算一遍，这样一次次加；算数的是加了 { $count } 次的那一遍。{ $whole } 张选票合起来有 { $together }，比预算 { $budget } 多：选的项目都买完了的人，份额用不完，真正花掉的不超过预算。
result-ended-nothing-affordable = 到此为止：剩下的项目，选它的人都付不起了。
result-ended-nothing-fits = 到此为止：剩下的项目都放不进预算了。
result-ended-first-would-overspend = 份额没有再加：加第一步，总额就会超出预算。
result-ended-next-would-overspend = 到此为止：份额再加一步，总额就会超出预算。
result-purchases-caption = 由支持者买下的次序
result-payers = 付钱的人
result-left-with-all = 大家还剩
result-own-share = 你的份额
result-own-share-caption = 你的份额付了什么
result-groups = 同样的选票
result-groups-said = 选了同样项目的选票，付的也一样。找到你选的那一行，就是你的份额付了什么。金额已四舍五入。
result-groups-caption = 每种选票付了什么
result-ballot-names = 选了
result-ballots = 张数
result-each-paid = 每张付了
result-named-nothing = 什么都没选
result-paid-nothing = 没有付
# $named (String)
result-yours = { $named }（你的）
result-too-many-groups = 选法太多，不一一列出。
result-recount = 重新计票
result-recount-lead = 上面是表决结束时算的。存下来的选票随时可以再算一遍。
result-recount-do = 现在再算一遍
result-recount-same-tag = 一致
result-recount-same = 刚刚用存下来的选票重新算过，和上面完全一样。
result-recount-other-tag = 不一致
result-recount-other = 刚刚重新算过，和上面不一样：有人动过选票或结果。请告诉主理人和运营者。
result-recount-busy = 有别人正在重新计票，请过一会儿再来。
result-recount-gone = 这次表决的选票带权重，申诉期结束后已经删除，不能再算：权重会暴露是谁投的。
# $electorate (Number)
# $voted (Number)
result-turnout-none-abstained = 有表决权的 { $electorate } 人中，{ $voted } 人参加，没有人弃权。
# $count (Number)
# $left (String)
result-after-it = { $count } 票 · 选中后剩 { $left }
result-show-own = 看我的份额付了什么
result-no-receipt = 这个浏览器里没有这次表决的回执，或者回执查不到选票。
result-to-receipt = 用回执查找
result-file = 选票文件
result-file-ranked = 全部排序，不带名字，用 PrefLib 的格式，别的程序也能读。弃权的不在里面。在装了 hehuo 的电脑上，这条命令会算出同样的结果：
result-file-budget = 全部选票，不带名字，用 Pabulib 的格式，别的程序也能读。没有人选的项目不在里面。在装了 hehuo 的电脑上，这条命令会算出同样的结果：
result-file-csv = 全部选票，不带名字，一人一行，用任何电子表格都能打开。
result-file-do = 下载

refused-not-a-member = 你现在不是这个社群的成员。
refused-not-allowed = 这件事由司库和主理人来做。
refused-no-such-period = 没有这个时期。请写成 2026-07、2026-Q3 或 2026。
refused-period-not-over = 这个时期还没有过完，不能结账。
refused-period-already-closed = 这个时期已经结账了。
refused-closing-already-asked = 已经有人提出给这个时期结账，正等另一个人同意。
refused-closing-not-asked = 还没有人提出给这个时期结账。
refused-own-closing = 结账要由另一个人同意，不能是提出的人自己。
refused-key-reused = 同一个请求号已经用于别的内容。

refused-part-outside = 百分比要大于 0，最多 100%。
refused-too-much-set-aside = 提取的部分加起来超过了 100%。
refused-fund-twice = 同一个基金写了两次，或者写了正在分配的这个基金。
# $count (Number)
refused-too-many-lines = 每一类最多写 { $count } 行。
refused-basis-twice = 同一个依据写了两次。
refused-weights-unequal = 各个依据的比例加起来要正好是 100%。
refused-cap-outside = 每个账号的上限要大于 0，最多 100%。
# $count (Number)
refused-tax-name-unfit = 代扣的税要写明名称（最多 { $count } 个字），并选出从哪些依据里扣。
refused-too-much-tax = 从同一个依据里扣的税加起来超过了 100%。
refused-sum-outside = 金额太大，或者小于零。
refused-below-law = 按农民专业合作社法，按交易量（额）返还的部分不能少于 60%，交货额和购买额合起来算。

refused-no-such-distribution = 没有这次分配。
refused-no-such-fund = 没有这个基金。
refused-period-open = 这个时期还没有结账，盈余还会变。请先结账。
refused-period-shared = 这个基金的这段时间已经分配过了。
refused-later-shared = 这个基金后面的时期已经分配过了，之前的盈余就留在基金里。
refused-nothing-to-share = 这段时间收支相抵，没有可以分配的，也没有要弥补的。捐来的钱不算盈余。
refused-nobody-to-share = 按这些依据，没有一个人可以分到。
refused-trade-below-law = 按农民专业合作社法，弥补亏损、提取公积金之后，按交易量（额）返还的不能少于 60%，这次算下来不够。请调高或去掉上限，不要给公积金（储备金）以外的基金提取；这段时间里没有成员交易的，请换一种办法。
refused-weights-too-large = 依据的数太大，没法计算。
refused-fund-is-kept = 互助金和储备金是留给有难处的人和不好的年景的，不能拿来分。
refused-fund-too-small = 不算大家投入的本金，基金里现在的钱比要拿出来的少：有一部分已经用掉了。
refused-not-ready = 这次试算还没有写完。
refused-hash-differs = 表决的内容和现在的不是同一份。
refused-changed = 这份分配定下之后被人改动过，一分钱都不会发。请让维护程序的人查一查。
refused-already-decided = 这次分配已经决定过了。
refused-other-paying = 这个基金的另一次分配正在记到各人名下，请等它记完。
refused-moved-on = 试算之后情况变了，比如这个基金又做过分配：这份试算不再准确，请重新试算。
refused-gifts-untold = 这份试算是捐赠还没有分开计算的时候做的，会把捐来的钱也分掉。请重新试算。

distribution = 分配
books = 账本
distributions = 分配
distributions-lead = 一段时间结了账，挣到的盈余按决定的办法分给大家。这里有每一次分配和每一份试算，从哪里来、按什么分，都能查到。
no-distributions = 还没有分配过
no-distributions-next = 先结账，再试算，然后交给大家表决。
simulate = 试算分配
simulate-lead = 算出谁分多少，并且定格下来。表决的就是这一份，通过以后一分不差地照着发。
periods = 结账
periods-lead = 一个月、一个季度或一年结了账，就不能再往里面记账；后来发现的差错记在还没结账的时间里。
closed-before = 已经结账，从这天起可以记账：
nothing-closed = 还没有结过账。
ask-to-close = 提出结账
ask-to-close-note = 要由另一位司库或主理人同意。结了账就不能再打开，更早的时间也一起结账。
# $period (String)
# $from (String)
closed-with = { $period }，连同之前从 { $from } 起的全部
# $with (String)
would-close = 结的是：{ $with }。
closes-more-note = 有的选项会把更早的月份也一起结掉。那些月份的盈余以后还可以单独分，或者随它的季度、年度一起分；但是同一个基金后面的时间先分了，前面的就不能再分了：请从最早的分起。
pending-note = 还有钱没有核对。请先核对这个时期里到账的：结了账，就不能再记在这个时期里的日子上。
# $count (Number)
pending-payments = { $count } 笔订单付款
# $count (Number)
pending-parts = { $count } 份团购或众筹的付款
# $count (Number)
pending-subscriptions = { $count } 笔认购还没有到账
which-period = 哪个时期
no-closings = 还没有人提出结账
no-closings-next = 一个月、一个季度或一年过完以后，司库或主理人可以提出。
consent-to-close = 同意结账
withdraw-closing = 先不结账
closing-asked = 等人同意
closing-closed = 已结账
closing-withdrawn = 已撤回
closings-waiting = 等你同意的结账
# $count (Number)
closings-counted = { $count } 个
# $who (String)
asked-by = { $who }提出
# $asker (String)
# $who (String)
closed-by = { $asker }提出，{ $who }同意
# $who (String)
withdrawn-by = { $who }撤回
nobody = （已离开）
# $year (String)
period-year = { $year }年
# $year (String)
# $part (Number)
period-quarter = { $year }年第{ $part }季度
# $year (String)
# $month (Number)
period-month = { $year }年{ $month }月
basis-capital = 股金和时间
basis-work = 劳动贡献
basis-purchases = 购买额
basis-deliveries = 交货额
basis-per-head = 按人头
preset-farmers-law = 农民专业合作社法
preset-consumer = 消费合作社
preset-worker = 劳动者合作社
preset-project = 出资和出力的人一起的项目
preset-sponsorship = 赞助收入人人有份
preset-own = 自己定
source-farmers-law = 《农民专业合作社法》（2017 年修订）第四十四条：弥补亏损、提取公积金后，按交易量（额）返还的不低于 60%，其余按成员账户的出资额等分配。这里的交易额先按交货额算，就是合作社替成员卖出的货；给成员统一采购的，可以改按购买额，或者两样一起算。
source-consumer = 罗虚代尔公平先锋社章程（1844）：盈余按购买额返还；1854 年起拿出 2.5% 办教育。
source-worker = 法国 1978 年第 78-763 号法律（SCOP）第 33 条：15% 进法定公积金，劳动者不少于 25%，资本所得不超过劳动者所得。
source-project = 取同一条的平衡：出资和出力各一半，任何人不超过其中一项的五分之一。
source-sponsorship = 人人一样多，像阿拉斯加永久基金分红（AS 43.23）那样。
source-own = 由社群自己定下各项比例。
purpose-sales = 销售
purpose-donation = 捐赠
purpose-other-income = 其他收入
purpose-purchases = 花出去的：采购、拨出的奖励预算
flows-note = 支出算在付钱的那个月：冷柜这样的大件，当月一次算完。拨作奖励的钱也在支出里，没用完的，退回的那个月再减掉。基金配捐给众筹的钱是划转，不是支出：不在上面任何一行里，也不减少盈余。
purpose-fees = 手续费
purpose-losses = 损失
state-making = 正在写入
state-made = 试算
state-paying = 正在记到各人名下
state-paid = 已记到各人名下
# $fund (String)
# $percent (String)
# $until (String)
rule-aside-until = 提入{ $fund }：盈余的 { $percent }，到 { $until } 为止
# $fund (String)
# $percent (String)
rule-aside = 提入{ $fund }：盈余的 { $percent }
# $basis (String)
# $percent (String)
rule-basis = 余下的分给大家：{ $basis } { $percent }
# $percent (String)
rule-cap-others = 每个账号在每一项里最多拿 { $percent }（公司和它背后的人分开算），多出来的由其他人按比例分
# $percent (String)
rule-cap-fund = 每个账号在每一项里最多拿 { $percent }（公司和它背后的人分开算），多出来的留在基金里
# $name (String)
# $of (String)
# $percent (String)
# $rounding (String)
rule-tax = 代扣{ $name }：{ $of }所得的 { $percent }，{ $rounding }
rounding-half-up = 四舍五入到货币最小单位
rounding-down = 不足货币最小单位的舍去
# $sum (String)
rule-least = 不足 { $sum } 的先记在名下，攒够了再转账，也可以抵订单
# $names (String)
rule-losses = 有亏损时依次由这些基金弥补：{ $names }
list-comma = 、
why-so-much = 为什么是这么多？
all-distributions = 全部分配
my-shares = 我分到的
no-closed-period = 还没有结过账的时期
no-closed-period-next = 先给一个月、一个季度或一年结账，盈余才不会再变。
preset-word = 办法取自
fill-in = 照这个填写
whose-surplus = 分哪个基金的盈余
set-aside = 提取
set-aside-note = 先从盈余里拿出来，放进公积金、互助金等基金。到了写明的金额就不再提取。
# $number (Number)
aside-fund = 第 { $number } 个基金
# $number (Number)
aside-percent = 第 { $number } 个的比例
# $number (Number)
aside-until = 第 { $number } 个到多少为止
shared-by = 按什么分
shared-by-note = 提取以后剩下的按这些依据分，加起来是 100%。
cap-word = 每个账号在每一项里最多
cap-hint = 免得少数人拿走大头。是成员的公司，和它背后的人分开算。可以不填。
excess-word = 多出来的
excess-others = 由其他人按比例分
excess-fund = 留在基金里
all-bases = 全部所得
withheld = 代扣
withheld-note = 按税法需要替成员扣下的，记在待交的账上。
tax-name = 税的名称
tax-percent = 税率
tax-of = 从哪一项里扣
tax-rounding = 不到货币最小单位的怎么算
least-word = 最少转账金额
least-hint = 不到这个数的照样归成员，先记在名下，和下次分到的一起转账；本人要，或者离开社群，多少都给。
losses-word = 要是亏了
# $number (Number)
loss-fund = 第 { $number } 个弥补的基金
no-fund = 不用
# $number (Number)
numbered = 第 { $number } 号
# $count (Number)
holders-counted = { $count } 人
# $fund (String)
# $period (String)
distribution-of = { $fund } { $period }的分配
# $all (Number)
# $paid (Number)
blocks-paid = 共 { $all } 批，已记 { $paid } 批
your-share = 你分到
decided-by = 出自
look-at-decision = 看决议
not-decided = 还没有表决
in-the-books = 记账
# $number (String)
entry-numbered = 第 { $number } 笔
fund-word = 基金
fingerprint = 指纹（表决认的是它）
where-it-comes-from = 钱从哪里来
account-word = 账户
sum-word = 金额
# $count (Number)
entries-counted = { $count } 笔
surplus-of-period = 这段时间的盈余
loss-of-period = 这段时间的亏损
left-out-campaign-gifts = 减：众筹捐来的钱，不算盈余
left-out-campaign-costs = 加回：用众筹的钱付掉的，不算成本
left-out-ordered = 减：众筹预订的货款，还要拿来付它的成本
left-out-ordered-costs = 加回：从预订货款里付掉的成本
left-out-gifts = 减：别的捐赠，不算盈余
left-out-note = 捐来的钱不是挣来的，不拿来分；众筹的钱有它自己的用途，用它付的先从它里面出，两头都不算。没有专门用途的捐赠可以弥补同一时期的亏损，多出来的留在基金里。预订的货款等它的授权结束、之前申请的支出都批完付完，才把剩下的算作盈余。
adds-to-loss = 合计：要弥补的亏损
# $sum (String)
is-a-loss = 亏损 { $sum }，没有可以分的。
propose-to-cover = 提议按这份弥补亏损
propose-to-cover-note = 会写成一个提案，带着这份试算；大家商量、表决，通过以后才从上面写的基金里拿钱弥补。谁也不用掏钱。
propose-to-carry-loss = 提议把这笔亏损记下来
propose-to-carry-loss-note = 会写成一个提案，带着这份试算。通过以后不动一分钱：这笔亏损记在基金名下，以后有了盈余先弥补它。
loss-before = 先弥补以前的亏损
where-it-goes = 钱到哪里去
what-word = 项目
# $name (String)
of-that-withheld = 其中代扣{ $name }
# $fund (String)
covered-from = 由{ $fund }弥补
loss-left = 没有弥补的亏损
rule-word = 分配办法
who-gets-what = 谁分到多少
each-note = 每人一行，最少的在前。
tenths-note = 把大家按分到的多少排成十组，最少的在前；分不匀时，前面几组多一个人，所以看平均每人。
tenth-word = 组
picture-word = 图
all-with-names = 每个人的明细
both-rules = 两份的规则
both-tenths = 两份各组分到的
compare = 和另一份比
# $number (Number)
compare-with = 和第 { $number } 号比
shared-out = 分给大家
least-share = 最少的一份
most-share = 最多的一份
is-credited = 已记到你名下
on-its-way = 正在记到各人名下
no-share-of-it = 这次没有你的份
how-reckoned = 怎么算的
# $all (String)
# $own (String)
# $percent (String)
# $part (String)
own-of-all = 全部 { $all }，你有 { $own }（{ $percent }）；这一项一共分 { $part }
# $sum (String)
money-days = { $sum } × 天
# $count (Number)
heads = { $count } 人
# $sum (String)
carried-before = 含以前留下的零头 { $sum }
# $sum (String)
carried-above = 含上面几项的零头凑成的 { $sum }
# $sum (String)
carried-both = 含以前留下的和上面几项的零头凑成的 { $sum }
fractions-note = 不到货币最小单位的零头替你留着，下次一起算：所以一样的份，这次有人多一个单位，下次轮到别人。
# $sum (String)
below-least = 不到 { $sum }，不单独转账：先记在你名下，和下次分到的一起转。买东西可以先抵；急用就跟司库说一声，单独转给你；离开社群时，不管多少都结给你。
the-way-back = 一步一步往回看
# $entry (String)
step-payout = 记到你名下：第 { $entry } 笔账
# $number (Number)
step-distribution = 分配第 { $number } 号
step-decision = 大家的决议
# $fund (String)
# $period (String)
# $sum (String)
step-surplus = { $fund } { $period }的盈余：{ $sum }
# $fund (String)
step-fund = { $fund }：钱从哪里来，用到了哪里
# $purpose (String)
# $sum (String)
# $count (Number)
step-account = { $purpose } { $sum }，{ $count } 笔
nobody-here = 这里没有人。
member-word = 成员
is-owed = 归本人
nothing-for-you = 这一次你没有份：按这次的办法，这段时间里你名下没有可以算的。
propose-to-share = 提议按这份分
propose-to-share-note = 会写成一个提案，带着这份试算；大家商量、表决，通过以后才真的分。
nothing-shared-yet = 还没有分过。一个月关账以后，就能试算怎么分。

refused-tax-not-allowed = 交税由管付款的人提出和更正；同意也可以由批准支出的人来做。
refused-no-such-tax = 这次分配没有代扣这一项税。
refused-not-decided = 还没有表决通过，没有代扣下来的税。
# $count (Number)
refused-reference-too-long = 转账附言最多 { $count } 个字：截短了，机关那边就对不上了。
# $count (Number)
refused-office-unfit = 请写明交给哪个机关（最多 { $count } 个字）。
refused-reason-missing = 请写明原因。
refused-tax-already-asked = 已经有人提出要交，正等另一个人同意。
refused-tax-already-paid = 这一项已经交过了。
refused-tax-not-asked = 现在没有等人同意的交税。
refused-tax-not-paid = 这一项还没有交，没有可以更正的。
refused-tax-asked-anew = 你看到的那一次已经换过了。请看一看现在的内容再决定。
refused-own-tax-payment = 要由另一个人同意，不能是提出的人自己。
refused-proposer-may-not = 提出的人现在不管付款了：请撤回，由管付款的人重新提。
refused-bank-too-small = 账上银行里的钱不够交这笔税。

taxes-title = 代扣的税
taxes-lead = 分钱的时候替大家扣下的税，社里先记着，再交给税务机关。一个人提出，另一个人同意，才算交出去。
no-taxes = 这次分配没有代扣税
no-taxes-next = 分配办法里没有写要代扣的税。
tax-paid = 已经交了
tax-waits = 等另一个人同意
tax-open = 还没有交
# $asker (String)
# $office (String)
tax-asked-by = { $asker }提出交给{ $office }
# $office (String)
# $who (String)
tax-withdrawn-by = 原来要交给{ $office }，{ $who }撤回了
# $office (String)
# $asker (String)
# $who (String)
tax-paid-to = 交给{ $office }；{ $asker }提出，{ $who }同意
# $office (String)
# $reason (String)
tax-taken-back = 交给{ $office }的这一笔更正了：{ $reason }
# $reference (String)
tax-reference-said = 附言：{ $reference }
tax-consent = 同意，交出去
tax-consent-note = 同意以后账上就记成交出去了，请照着去银行转账。
tax-withdraw = 撤回
tax-office = 交给哪个机关
tax-office-hint = 写收款机关的全名，比如“国家税务总局杭州市西湖区税务局”。
tax-reference = 转账附言
tax-ask-note = 全额一次交清。要由另一个人同意，钱才动。
# $sum (String)
tax-ask = 提出交 { $sum }
tax-take-back = 这笔没交成，更正
tax-take-back-note = 银行退回来了，或者记错了，就在这里更正：账上会用一笔反向的账冲回，这项税重新等着交。
tax-reason = 为什么更正
# $day (String)
# $office (String)
tax-paid-since = { $day } 交给了{ $office }
tax-not-yet = 还没有交给税务机关
all-taxes = 税交了没有
taxes-waiting = 代扣的税
# $sum (String)
tax-left-said = 代扣的税 { $sum } 还没有交

# $basis (String)
# $percent (String)
# $really (String)
rule-basis-really = 余下的分给大家：{ $basis } { $percent }（有的依据没有人，这次实际 { $really }）
# $basis (String)
# $percent (String)
rule-basis-empty = 余下的分给大家：{ $basis } { $percent }（这次没有人有，按比例加到其他依据）
left-in-fund = 留在基金里
left-in-fund-note = 超过每人上限、没有人可以再拿的
# $decided (String)
# $really (String)
part-decided-and-real = 办法里 { $decided }，实际 { $really }
adds-to-surplus = 合计：可以分配的盈余
# $fund (String)
# $basis (String)
# $percent (String)
basis-is-empty = { $fund }这段时间里没有人有“{ $basis }”：办法里给它的 { $percent } 会按比例加到其他依据上。
what-is-paid = 记到各人名下多少
fractions-before = 上次留下的零头，加进来
fractions-after = 这次不到货币最小单位的零头，留到下次
fractions-both = 零头：上次补上的，减去这次留下的
# $name (String)
withheld-for = 代扣{ $name }
really-paid = 实际记入
people-word = 人数
on-average = 平均每人
heads-note = 按人头：这段时间结束时已经过了观察期、试算时还是成员的，一人一份；供货人是成员的也算一个；公司和它背后的人合起来算，跟投票一样。试算之前离开的不算，他那一份由大家分。

own-pieces = 你的这些算进去了
more-pieces = 可能还有更早的，没有都列出来。
# $sum (String)
pieces-since = 这里是现在的数。算份额以后合计变了 { $sum }，份额仍按当时的数算。
# $number (Number)
order-numbered = 订单 { $number } 号
# $number (Number)
contribution-numbered = 贡献 { $number } 号
all-capital-note = 全部：所有人投进这个基金的股金，乘上在这段时间里放了多久。
all-work-note = 全部：这段时间记下来的、给这个基金的贡献。
all-purchases-note = 全部：这段时间结算的、给这个基金带来收入的订单，大家自己一共付了多少；是整单的钱，不只是基金得的那一份。用券付的、试算前退掉的不算。
all-deliveries-note = 全部：这段时间结算的、给这个基金带来收入的订单里，成员自己的货一共得了多少：只算他那一份货款，抵了欠款的也算。试算前退掉的不算，社群自己向他采购的也不算。
names-note = 谁分到多少，实名的只有管账的人看得到；大家在账本里看到的是账上的名字，每个人的都在。
# $count (Number)
names-by-work = 按贡献分的有 { $count } 个人，他们各做了多少，成员在贡献里看得到实名。分配以后，账上是每个账本名分到多少：两边一对，谁叫什么账本名就可能认得出来，人越少越容易。
names-by-work-form = 按贡献分：谁做了多少，成员在贡献里看得到实名，分到的钱在账上按账本名写着，两边一对就可能认出账本名是谁，人少的时候尤其容易。
# $fund (String)
# $period (String)
tax-of-distribution = 代扣的税：{ $fund } { $period }
refused-in-ballot = 这份分配正在表决，或者刚刚通过、等着执行，不能再提一次。没通过的话，可以重新提。
state-voting = 正在表决
state-passed = 表决通过
# $until (String)
is-voted-on = 正在表决，{ $until } 截止。
# $until (String)
is-passed = 表决通过了，申诉期到 { $until }，过后就分。
look-at-proposal = 看提案
look-at-it = 去看看
# $number (Number)
shared-by-another = 这段时间的盈余已经分过了，是第 { $number } 号分配。
# $all (String)
# $cap (String)
# $less (String)
cut-for-others = 按比例算是 { $all }，每人最多拿 { $cap }：多出的 { $less } 由其他人按比例分了。
# $all (String)
# $cap (String)
# $less (String)
cut-for-fund = 按比例算是 { $all }，每人最多拿 { $cap }：多出的 { $less } 留在基金里。
# $all (String)
# $more (String)
raised-by-cap = 按比例算是 { $all }；有人到了上限，他们多出来的分给了别人，你多得 { $more }。
# $all (String)
# $more (String)
raised-to-cap = 按比例算是 { $all }；有人到了上限，他们多出来的分给了别人，你多得 { $more }，也到了上限。
# $months (String)
earlier-unshared = 之前已经关账、还没有分的：{ $months }。这几个月的盈余不算在这段时间里，后面的先分了，它们就不能再分了：请先分它们，或者选包含它们的季度、年度。

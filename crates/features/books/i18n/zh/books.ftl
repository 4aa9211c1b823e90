books = 账本
journal = 流水
back-to-books = 账本
back-to-journal = 流水
books-lead = 每一笔钱从哪里来、到哪里去，都写在这里。人只以账本名出现。
funds-together = 各基金合计
# $count (Number)
funds-sum = { $count } 个基金合计
funds = 基金
no-funds = 还没有基金
no-funds-next = 主理人可以在工作台设立第一个基金。
fund-general = 公共
fund-project = 项目
fund-reserve = 储备
fund-mutual-aid = 互助
recent = 最近的账
whole-journal = 看全部流水
export-title = 带走账本
export-lead = 下载全部账目，用别家的软件自己核对。
export-beancount = beancount
export-hledger = hledger
export-csv = 表格 CSV
equation = 钱在哪里，是谁的
equation-lead = 社群手里的钱，等于欠大家的，加上各基金的。
we-have = 手里有
we-owe = 欠大家
funds-have = 基金有
equal = 两边相等
not-equal = 两边不等
checked-title = 核对
checked-never = 还没有从头核对过
checked-sound = 账本已核对
checked-wrong = 核对发现问题
# $count (String)
checked-entries = 前 { $count } 笔，从头加过一遍，没有出入。
# $count (String)
# $violations (String)
checked-violations = 前 { $count } 笔里有 { $violations } 处对不上。请联系司库。
# $count (String)
checked-since = 之后又记了 { $count } 笔，还没核对。
check-now = 现在核对
# $count (String)
entries-so-far = 共 { $count } 笔
# $count (String)
# $checked (String)
entries-checked-of = 共 { $count } 笔，核对到第 { $checked } 笔
# $number (String)
entry-number = 第 { $number } 笔
entry-happened = 发生
entry-recorded = 入账
# $time (String)
recorded-at = { $time } 入账
# $sum (String)
whole-sum = 整笔 { $sum }
to-order = 看订单
told-pool-formed = 拼团成团，代管的钱变成订单的货款，差价退给本人
told-pool-paid = 拼团或众筹付款，有结果之前由社群代管
told-pool-not-taken = 拼团或众筹的钱来晚了或不够，记到本人名下
told-pool-returned = 拼团或众筹没成、退出或没放款，代管的钱退到本人名下
cause-commitment = 拼团或众筹的一份
see-part = 看这一份
told-payment = 货款收到，等结算
told-payment-set-off = 用社群欠的钱抵了货款，等结算
told-payment-late = 款到时订单已经取消，要退给买家
told-payment-unmatched = 收到一笔对不上订单的款，等司库查清
told-settlement = 订单结算，货款分给卖家和基金
# $sum (String)
told-settlement-mine = 订单结算，{ $sum } 从待结算变成应付给你
told-refund = 退给买家的钱从货款里留出来，等付出
told-refund-settled = 退给买家的钱由卖家和基金退回，等付出
told-payout-owed = 退款或垫付的钱已经付给本人
told-payout-payable = 卖货或分配得来的钱已经付给成员
told-return = 对不上的款原路退回
told-handed-over = 买家有了账号，认领了自己的订单：社群欠他的钱跟着转过去
told-opening = 社群在这里建账时已有的钱
told-receipt = 收到捐赠、资助、赞助或其他收入
told-supplier-credit = 货不够或者不好，少付供货人的钱，回到基金
told-capital-back = 把投入的股金退还给本人，记为应付给成员
told-expense-owed = 为社群垫付的支出，记为应付给成员
told-expense-paid = 付给社群外的收款方
told-reversal = 把记错的一笔原样退回
entry-cause = 起因
entry-mandate = 授权
entry-split = 分账依据
# $title (String)
# $version (Number)
split-of = { $title } · 分账第 { $version } 版
# $version (Number)
split-version = 分账第 { $version } 版
see-decision = 查看决议
by-decision = 依决议
a-decision = 一项决议
a-campaign = 一次众筹
# $people (Number)
# $sum (String)
origin-raised = { $people } 人一起出的 { $sum }
origin-decided = 由此授权
# $number (Number)
mandate-number = 授权 { $number } 号
# $number (Number)
capital-back-number = 退还股金（支出 { $number } 号）
# $number (Number)
expense-number = 支出 { $number } 号
# $version (String)
rules-version = 议事规则第 { $version } 版
entry-reverses = 冲销
entry-reversed-by = 已被冲销
# $number (String)
reversed-note = 这笔账已由第 { $number } 笔冲销，两笔相抵为零。
# $number (String)
reversal-note = 这是一笔冲销：把第 { $number } 笔原样退回。
postings = 记在哪些账上
postings-lead = 正数是增加，负数是减少。有的和欠的、基金的，总是一起变。
account = 账户
change = 变动
debit-credit = 借贷
debit = 借
credit = 贷
chain = 来龙去脉
chain-before = 从这里来
chain-here = 你在看这一笔
chain-after = 接着发生
same-cause = 同一件事的其他账
drawings = 钱的来处和去处
drawings-lead = 同一个账户里，先记进来的先用掉。
# $account (String)
drawn-from = { $account }：减掉的来自
# $account (String)
drawn-by = { $account }：加进的后来用于
# $money (String)
drawn-left = 还有 { $money } 没有用掉。
drawn-earlier = 更早的，见这个账户的流水
drawn-later = 更多的，见这个账户的流水
account-unnamed = 另一个账户
paid-in = 支持者付进来的钱
# $count (Number)
paid-in-lead = 这笔钱出自 { $count } 笔支持者的付款，合在一起，按里程碑一步步放出。先参加的列在前面。
drawings-cut = 这笔账涉及的账户太多，其余的没有列出。
no-chain = 没有别的账引出这一笔，后面也还没有别的账。
without-proof-mark = 无凭证
proved-late-mark = 批准后补交凭证
look-at-cause = 看这件事
fund-balance = 余额
# $fund (String)
fund-chart = { $fund }的余额变化
all-funds-chart = 各基金合计的变化
fund-made-of = 由什么构成
fund-journal = 这个基金的流水
fund-budget = 预算与实际
to-mandates = 授权与支出
to-instruments = 份额
fund-empty-chart = 还没有变化可以画。
fund-opened = 设立
filter = 筛选
filter-kind = 种类
filter-fund = 基金
filter-purpose = 账户
filter-person = 账本名
filter-person-hint = 成员在账本里的名字，例如自己的
filter-from = 从
filter-until = 到
filter-apply = 看
filter-total = 这些一共
filter-clear = 全部
filter-any = 不限
no-such-person = 账本里没有这个账本名。
journal-empty = 没有这样的账
journal-empty-next = 放宽条件，或者看全部流水。
journal-none = 还没有一笔账
journal-none-next = 第一笔钱进来时，这里就会有第一笔账。
# $cause (String)
journal-of-cause = 同一件事的账：{ $cause }
accounts-owed = 欠着的
accounts-title = 还欠谁，谁还欠
accounts-lead = 按账本名列出。付款和退款在工作台办理。
accounts-none = 没有
accounts-none-next = 这一类现在一分钱也没有。
to-accounts = 还欠谁，谁还欠
mine = 我的账
mine-entries = 每一笔的来去
mine-lead = 这是社群和你之间的账。在账本里，你叫：
mine-signs = 加号：社群欠你的多了；减号：少了，或者付给你了。
mine-none = 还没有和你有关的账
mine-even-held = 账上互不相欠。你付进团购或众筹、还由社群代管着的钱，见本页你参加的那几份。
mine-even = 现在两清：社群不欠你，你也不欠社群。
mine-none-next = 买了东西、卖了东西或分到钱，就会出现在这里。
mine-journal = 和我有关的流水
fund-receive = 记一笔收款
purpose-bank = 银行
purpose-cash = 现金
purpose-gateway = 模拟支付渠道（不是真钱）
purpose-receivable = 应收回
purpose-held = 待结算
purpose-owed = 应还给成员
purpose-payable = 应付给成员：货款和分配
purpose-payable-shared = 分给成员
purpose-unmatched = 未认领的来款
purpose-advance = 预收（货还没交）
purpose-opening = 期初
purpose-capital = 成员股金
purpose-transfer = 基金互转
purpose-distribution = 已分配
purpose-rounding = 分配尾差
purpose-sales = 销售所得
purpose-donation = 捐赠
purpose-other-income = 其他收入
purpose-purchases = 采购和拨出的预算
purpose-fees = 手续费
purpose-losses = 损失
entry-payment = 收款
entry-settlement = 结算
entry-refund = 退款
entry-payout = 付出
entry-repayment = 成员还款
entry-handed-over = 买家认领
entry-return = 退回来款
entry-credit = 记为欠成员
entry-reversal = 冲销
entry-opening = 期初
entry-transfer = 基金互转
entry-distribution = 分配
entry-distribution-part = 分配记到名下
entry-tax-paid = 代扣的税交了
entry-set-aside = 提取
entry-loss-covered = 弥补亏损
entry-final-distribution = 尾差分配
entry-supplier-credit = 少付供货人
entry-capital-back = 退还股金
entry-expense = 支出
entry-donation = 捐赠
entry-receipt = 其他来款
cause-order = 订单
cause-payment = 付款
cause-refund = 退款
cause-payout = 付出
cause-repayment = 还款
cause-supplier-credit = 采购单
cause-payment-run = 付款单
cause-handover = 买家认领订单
cause-expense = 支出
cause-receipt = 其他来款
cause-correction = 更正
cause-community = 社群
cause-distribution = 分配
cause-import = 导入
entry-subscription = 认购到账
told-subscription-capital = 成员认购份额，股金到账
told-subscription-advance = 成员预订的钱到账，货还没交
told-subscription-donation = 成员捐的钱到账
cause-subscription = 认购
# $number (Number)
distribution-numbered = 分配第 { $number } 号
# $number (Number)
distribution-tax = 分配第 { $number } 号代扣的税
origin-distribution = 按决议分配的盈余
# $period (String)
onward-shared-out = 算进了{ $period }的盈余，后来分给了大家
onward-thanked = 谢了推荐买家来的人
fund-raised = 为它筹的钱
fund-shared-out = 从它分给大家的
fund-asked-by = 由这项决议发起：
fund-all-campaigns = 全部众筹
# $sum (String)
fund-tax-left = 代扣的税 { $sum } 还没有交
fund-all-distributions = 全部分配
entry-instrument = 份额
told-payment-coupon = 货款收到，一部分是优惠券付的，等结算
entry-budget-set-aside = 拨出预算
entry-given-back = 预算退回
entry-reward = 推荐奖励
entry-reward-back = 推荐奖励收回
told-set-aside = 拨出一笔预算，给推荐奖励或红包
told-given-back = 没用掉的预算退回基金
told-reward = 带来的订单售后期过了，社群欠推荐人一笔奖励
told-reward-back = 货退了，还没付的推荐奖励收回预算
cause-reward-budget = 推荐计划或红包
entry-match = 配捐到账
entry-match-release = 配捐放款
told-match = 众筹达到目标，配捐的钱和捐款放在一起
told-match-release = 捐款放一笔，配的那份也一起进基金
told-match-set-aside = 基金拨出一笔钱，给捐款配捐
told-match-back = 配捐没用上的钱退回基金
cause-match = 配捐

entry-release = 众筹放款
entry-delivery = 预订交付
entry-undelivered = 没交付，转回待退
told-release = 达到目标或里程碑通过，众筹代管的钱放给基金
told-release-advance = 达到目标或里程碑通过，预订的钱先记作欠着的货
told-delivery = 预订的东西交付了，成为基金的收入
told-undelivered = 预订的东西不会交付了，钱转回去等着退
cause-pool = 众筹
reward-for = 为哪一笔
reward-of-your-order = 你的这笔订单
reward-is-yours = 你带来的一笔订单
reward-only-you = 只有你看得到。

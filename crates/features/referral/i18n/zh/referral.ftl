rewards = 推荐与红包
mine = 我的
my-link = 我的推荐链接
my-link-lead = 把东西推荐给邻居：别人从你的链接进来下单，货收妥了，社群按推荐计划谢谢你。链接里只有一串随机字母；从它进来的人下单时，会看到你的名字，自己决定要不要说是你推荐的。
my-link-note = 把好东西推荐给邻居
my-link-and-coupons = 我的链接和优惠券
# $count (Number)
my-coupons-count = 有 { $count } 张优惠券可用
make-link = 取得我的链接
links-to-goods = 直接到某件商品的链接
show-qr = 显示二维码
no-programme = 现在没有推荐计划在进行：链接照样能打开，但不计奖励。
orders-brought = 带来的订单
# $count (Number)
orders-counted = { $count } 单
earned = 已得
# Of a programme, by all
paid-out = 已发出
waiting = 在路上
# $count (Number)
# $sum (String)
waiting-said = { $count } 单，最多还可得 { $sum }
only-sums = 这里只有数量和总额：谁买了什么，是买家自己的事。
programme = 推荐计划
programme-running = 正在进行的推荐计划
packet = 红包
packets = 红包
until = 截至
# $left (String)
# $whole (String)
left-of = 还剩 { $left }，共 { $whole }
# $taken (Number)
# $whole (Number)
parts-taken = 已领 { $taken } 份，共 { $whole } 份
parts-taken-title = 领取
# $count (Number)
parts-left = 还有 { $count } 份
taken-by-you = 你领过了
taken-beside-you = 你和你的公司已合领一次
to-take = 可领
my-coupons = 我的优惠券
no-coupons = 还没有优惠券。
coupons-note = 下单时在确认页选用，一张只能用于一单；只抵货款，不兑现金；退货时券不退还。
coupon-used = 已用
coupon-over = 已过期
coupon-good = 可用
# $sum (String)
coupon-of = { $sum } 优惠券
budgets-all = 全部推荐计划和红包
budgets-lead = 钱从哪来、谁同意的、用了多少，人人可查。
budgets-waiting = 等第二个人同意
no-budgets = 还没有。
budget-used = 已用和已承诺
programme-new = 新的推荐计划
programme-new-lead = 拿出一笔有上限的预算，谢谢带来买家的成员。只奖一层，只奖卖出且没退的货。
packet-new = 发红包
packet-new-lead = 拿出一笔预算，分成若干张优惠券，成员每人领一张。没用掉的到期退回基金。
no-mandate = 还没有可用的授权
no-mandate-next = 钱要先由成员表决授权，才能拿出来。
propose-decision = 提一个提案
title = 名称
under-mandate = 依据哪项授权
# $name (String)
# $left (String)
mandate-with-left = { $name }（还可用 { $left }）
budget = 预算
budget-hint = 同意后就从基金里拨出来，最多花这么多。
last-day = 最后一天
part-count = 分成几份
parts-how = 怎么分
parts-equal = 每份一样多
parts-random = 拼手气
rate-or-fixed = 每单奖励（二选一）
rate = 货款的百分比
rate-hint = 按买家自己付的钱算，退掉的不算。最多 50%。
fixed = 固定金额
order-cap = 每单最多
member-cap = 每人最多（连同自己的公司）
window-days = 链接多久有效
window-days-hint = 打开链接后这么多天内下的单才算，最多 90 天。
days = 天
paid-as = 奖励怎么给
pays-owed = 记为社群欠款，可提取或抵货款
pays-coupon = 给优惠券
second-person-note = 提出以后，要另一位有审批权的人同意，钱才会拨出来。
propose = 提出
# $percent (String)
# $sum (String)
rules-rate = 每单奖励货款的 { $percent }%，每单最多 { $sum }。
# $sum (String)
rules-fixed = 每单奖励 { $sum }，最多货款的一半。
# $days (Number)
# $sum (String)
rules-rest = 打开链接后 { $days } 天内下的单才算，以最后打开的链接为准；每人最多 { $sum }。售后期过后结算，退货的不算。
rules-owed = 奖励记为社群欠款。
rules-coupon = 奖励是优惠券。
# $sum (String)
# $count (Number)
rules-packet-equal = { $sum } 分成 { $count } 张优惠券，每张一样多，每人领一张。
# $sum (String)
# $count (Number)
rules-packet-random = { $sum } 随机分成 { $count } 张优惠券，每人领一张。
one-level = 只奖直接带来买家的人，只有一层；入社、出资、拉人都没有奖励，自己买也不算。
never-cash = 优惠券只抵货款，不兑现金；退货时，优惠券付的部分退回这笔预算。没用掉的到期退回基金。
rules = 规则
promised = 已承诺
left = 还剩
returned = 已退回基金
coupons-paid = 优惠券已付
runs-until = 到哪天
permitted-by = 依据
proposed-by = 提出人
decided-by = 同意或拒绝的人
in-the-books = 账上
# $number (Number)
entry-numbered = 第 { $number } 笔账
# $reason (String)
because = 理由：{ $reason }
you-got = 你领到
packet-for-you = 有你的一份
take = 领取
all-taken = 已经领完了。
# $sum (String)
decide-note = 同意后，{ $sum } 就从基金拨出来备用。
agree = 同意并拨款
refuse = 拒绝
withdraw = 撤回
reason = 理由
reason-hint = 所有成员都能看到。
waits-for-another = 等另一位有审批权的人同意。
end = 提前结束
end-note = 已承诺的奖励和成员手里的优惠券照样有效，其余退回基金。
state-proposed = 待同意
state-not-agreed = 已过期，没人同意
agreed-too-late = 最后一天已经过了，不能再同意：可以拒绝或者撤回，换个晚一点的日子重新提。
state-open = 进行中
state-ended = 已结束
state-refused = 被拒绝
state-withdrawn = 已撤回
# $name (String)
via-label = 告诉社群：是 { $name } 推荐我来的
# $sum (String)
via-note = 推荐人可从此单得到 { $sum }，由社群的推荐预算支付，你不多付。不想计就取消勾选。
# $sum (String)
# $least (String)
via-note-coupons = 推荐人可从此单得到 { $sum }；要是用券，券付的那部分不算，最少 { $least }。由社群的推荐预算支付，你不多付。不想计就取消勾选。
refused-not-a-member = 只有成员可以这样做。
refused-not-allowed = 你没有这个权限。
refused-no-such-code = 没有这个推荐码：可能抄错了，或者那个人已经离开。不用推荐码也可以照常逛集市、下单。
refused-no-such-budget = 没有这个推荐计划或红包。
refused-title-missing = 请写名称。
refused-title-too-long = 名称最多 80 个字。
refused-budget-not-positive = 预算要大于零。
refused-budget-too-large = 预算太大，账上记不下。
refused-end-passed = 最后一天已经过了。
refused-end-too-late = 最长一年。
refused-rate-outside = 百分比和固定金额填一个：百分比不超过 50%，固定金额不超过每单上限。
refused-order-cap-outside = 每单上限要大于零，且不超过每人上限。
refused-member-cap-outside = 每人上限不能超过预算。
refused-window-outside = 有效期要在 1 到 90 天之间。
refused-parts-outside = 份数要在 1 到 500 之间。
refused-parts-too-small = 分得太碎，每份不到货币的最小单位。
refused-no-such-mandate = 没有这项由成员表决的授权。
refused-mandate-for-other = 这项授权是为别的事定的。推荐奖励和红包要有专门的授权：提案里“用在哪里”选“推荐奖励和红包”。
refused-mandate-ended = 这项授权已经结束或还没开始。
refused-above-ceiling = 超过授权还剩的数额了。
refused-fund-too-small = 基金里没有这么多钱。
refused-own-budget = 自己提出的，要由别人同意。
refused-programme-open = 已经有一个推荐计划在进行，先等它结束。
refused-wrong-state = 现在不能这样做了。
refused-reason-missing = 请写理由。
refused-taken-already = 这个红包你已经领过了：公司和它背后的人合起来只领一次。
refused-none-left = 红包已经领完了。
refused-key-reused = 同一个请求编号用在了不同的内容上。

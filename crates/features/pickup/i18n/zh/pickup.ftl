# 不行的时候怎么说
refused-not-a-member = 只有社群成员可以这样做。
refused-not-allowed = 你没有这个权限：请让管这个自提点的人，或者负责交货的人来做。
refused-said-by-another = 这是别人在这台设备上登记的：等那个人登录后再发。
refused-no-such-point = 没有这个自提点。
refused-name-missing = 请给自提点起个名字。
refused-name-too-long = 名字最多 60 个字。
refused-address-missing = 请写明地址：哪一栋、哪个门、怎么走。
refused-address-too-long = 地址最多 200 个字。
refused-note-too-long = 备注最多 500 个字。
refused-hours-malformed = 有一天的时间看不懂，或者前后重叠：请写成 16:00-18:00，一天有几段就用逗号隔开。
refused-no-hours = 一周里至少有一天要能取货。
refused-days-malformed = 休息日请写成 2026-05-01，最多 60 天，用空格隔开。
refused-places-not-positive = 能接多少单请写一个大于零的整数；不限就空着。
refused-minder-unknown = 管自提点的人要是社群现在的成员。
refused-no-such-helper = 没有这位帮手。
refused-help-days-wrong = 日期不对：最后一天不能早于第一天，也不能已经过去，最多排到一年以后。
refused-key-reused = 这个请求编号用过了，内容却不一样：请刷新页面再试。
refused-no-such-order = 没有这个订单。
refused-no-such-pickup = 这个订单还没有选自提点，或者取货码不对。
refused-no-such-calendar = 没有这个日历：链接已经停用，或者不完整。
refused-not-yours = 这个订单不是你的。
refused-order-not-paid = 这个订单还没有付款，或者已经取消。
refused-point-closed = 这个自提点现在不开：请另选一个。
refused-no-such-slot = 这个时间段不取货：请另选一个。
refused-slot-over = 这个时间段已经过了：请另选一个。
refused-not-there-yet = 那天货还没到：选订的时候说好的那天，或者晚一点。
refused-slot-too-far = 最远只能选四周以内的时间。
refused-slot-full = 这个时间段已经满了：请另选一个。
refused-day-full = 这一天已经满了：请另选一天。
refused-already-handed-over = 这个订单已经交出去了。
refused-neighbour-missing = 请写明交给了谁。
refused-neighbour-too-long = 名字最多 60 个字。
refused-no-consent = 买的人没有说可以交给这位邻居：请先问一声，同意了再勾选。
refused-too-early = 取货时间还没结束，不能记成没来取。
refused-nothing-to-undo = 这一单现在没有可以撤销的登记：可能已经撤销过了。
refused-undo-too-late = 过了 15 分钟就不能撤销了：请让负责交货的人来处理，或者由买的人提出问题。
refused-hand-over-stands = 这一单后来又有了变动（比如买的人已经确认收到），不能撤销。
refused-id-malformed = 请求编号要有 8 到 64 个字母或数字。

# 说法
pickup = 自提
points-title = 自提点
all-points = 所有自提点
market = 集市
nobody = 已离开的成员
list-comma = 、
search = 查找
save = 保存
monday = 周一
tuesday = 周二
wednesday = 周三
thursday = 周四
friday = 周五
saturday = 周六
sunday = 周日
every-day = 每天
# $from (String)
# $to (String)
days-from-to = { $from }至{ $to }
# $date (String)
# $weekday (String)
day-with-weekday = { $date } { $weekday }
# $number (Number)
order-numbered = 订单 { $number }

# 自提点
no-points = 还没有自提点
no-points-next = 有了自提点，买的人付款以后就能自己选在哪里、什么时候取。
point-new = 新建自提点
point-edit = 改自提点
point-closed = 暂停
point-name = 名字
point-address = 地址
point-address-hint = 哪一栋、哪个门、怎么走，第一次来的人也找得到。
point-note = 备注
point-note-hint = 比如要自带袋子、按门铃。
point-hours = 什么时候能取
point-hours-hint = 每段时间写成 16:00-18:00，一天有几段就用逗号隔开；每一段是一个可选的取货时段。不开的日子空着。
closed-on = 休息日
closed-on-hint = 写成 2026-05-01，几天用空格隔开。
point-places = 能接多少
point-places-hint = 不限就空着。已经选好的人不会因为改少了而被挤掉。
each-slot = 每个时段最多几单
each-day = 每天最多几单
minder = 谁来管
minder-who = 管自提点的人
minder-hint = 这位成员可以在这里交货、改时间，不需要别的权限。
# $name (String)
helpers-of = { $name }的帮手
# $name (String)
helpers-lead = { $name }管这个自提点。这里加的人在写明的日子里也能在这里交货，不能改时间，也没有别的权限。
no-helpers = 现在没有别的帮手。
helper-add = 加一位帮手
helper-who = 谁来帮忙
helper-from = 从哪天起
helper-from-hint = 空着就是今天。
helper-until = 到哪天为止
helper-until-hint = 只帮一天就写同一天；空着就一直帮，直到你结束。
helper-end = 结束
helpers-today = 今天帮忙的
to-helpers = 帮手
# $date (String)
days-from = { $date }起
point-is-open = 现在可以选
point-is-open-hint = 暂停以后没有人能再选；已经选好的照样交货。
hand-over-here = 去交货

# 一个订单怎么取
# $number (Number)
pickup-of-order = 订单 { $number } 怎么取
your-code = 你的取货码
code-note = 到了报这个数，或者让对方用手机相机扫这个码。
# $code (Number)
code-as-picture = 取货码 { $code } 的二维码
where-to = 去哪里取
when = 什么时候
# $point (String)
when-at = 什么时候来{ $point }
handed-to = 交给了谁
neighbour-title = 请邻居代取
neighbour-who = 可以交给谁
neighbour-hint = 写上名字，比如“3 栋李阿姨”。空着就只交给你本人。
choose-pickup = 选在哪里、什么时候取
choose-another = 换个时间或地点
choose-this = 选这个
code-when-paid = 付款以后这里就有取货码，也可以换个时间。
choose-when-paid = 付款以后就可以选在哪里、什么时候取。
no-open-points = 现在没有开着的自提点：问问主理人怎么取。
no-slots = 四周之内没有空的时段。
# $time (String)
# $left (Number)
slot-with-left = { $time } 剩{ $left }
state-waiting = 待取货
state-missed = 没来取
state-collected = 已取走
state-neighbour = 已交给邻居
state-dropped = 订单已取消

# 管自提点的人
# $name (String)
day-title = { $name }的取货名单
packing-list = 装箱单
search-code = 取货码或名字
day-before = 前一天
day-after = 后一天
# $done (Number)
# $all (Number)
day-progress = 交了 { $done } 单，共 { $all } 单
left-behind = 以前没来取的
who-comes = 来取的人
nobody-comes = 这一天没有人来取
nobody-comes-next = 买的人选了这一天，就会出现在这里。
nobody-found = 没有找到
nobody-found-next = 名字写一部分就行；取货码是五个数字。
show-all = 看全部
# $day (String)
early = 这一单是 { $day } 取的，不是今天。
# $day (String)
early-done = 提前交好了：原来是 { $day } 取。
say-collected-early = 还是现在交，取走了
say-collected = 取走了
# $name (String)
say-neighbour-named = 交给{ $name }
say-other = 别的情况
say-neighbour = 交给邻居
say-neighbour-do = 交给这位邻居
said-now = 刚问过买的人，同意交给这位邻居
# $name (String)
buyer-named = 可以交给：{ $name }
buyer-named-nobody = 买的人没有说可以交给谁：先问一声，同意了再勾选。
say-missed = 没来取
say-missed-note = 会提醒买的人来取，或者另选时间。
say-missed-do = 记下没来取
# $code (Number)
check-title = 取货码 { $code }
code-title = 输入取货码
# $code (String)
code-wrong = { $code }：由你交货的订单里没有这个取货码。
code-why = 可能是：
code-why-digit = 看错了一位：取货码是五位数字。
code-why-elsewhere = 是别的自提点、别的社群的码，或者那个自提点不归你管。
code-why-over = 订单取消了，或者一个多星期前已经取走。
code-field = 取货码
code-field-hint = 买家报的五位数字。
code-do = 查一下
code-by-name = 改用名字找
not-there-any-more = 这一单已经不在这里了。
back-to-list = 回到名单
kept-here = 有 # 条还没送出去，存在这台手机上，有网就会自动送。
kept-refused = 没有记成：
kept-said = 已记下，等网络
kept-forget = 知道了
say-undo = 撤销
say-undo-title = 按错了？
say-undo-note = 15 分钟内可以撤销：谁登记的谁撤销，负责交货的人也可以。撤销以后这一单又在等人来取。
who-was-here = 已取
# $name (String)
neighbour-got = 已交给{ $name }
# $name (String)
handed-over-by = { $name }交的
# $name (String)
handed-over-to = 给了{ $name }
# “#” 由页面换成要找的
kept-searched = 没有网络：这是在手机上存下来的名单里找到的
kept-not-here = 没有网络，存下来的名单里没有“#”。可能是后来才有的：等有网络再找
kept-signed-out = 登录过期了，或者换了人登录：请由当时记下的人重新登录，存着的会接着送。

# 装箱单
# $name (String)
# $day (String)
packing-of = { $name } { $day }装箱单
packing-people = 一单一单
packing-totals = 一共要备
# $count (Number)
# $goods (String)
packing-unplaced = 还有 { $count } 张付了款的订单说好这天在这里取，时段放不下，没有取货时段，下面没有算：{ $goods }。放宽这个自提点的人数，或者另给他们一个时段。
# $came (String)
# $ordered (String)
packing-short = 只到了 { $came }（订了 { $ordered }），不够分：要决定谁少拿
# $count (Number)
in-orders = { $count } 单里有

# 首页、工作台
to-fetch = 要取的
# $point (String)
# $code (Number)
fetch-at = 到{ $point }取，取货码 { $code }
# $point (String)
# $code (Number)
fetch-tomorrow = 明天到{ $point }取，取货码 { $code }
# $name (String)
neighbour-has = { $name }替你收着
# $point (String)
minds-tomorrow = 明天{ $point }有人取货
# $count (Number)
come-tomorrow = { $count } 单
# $point (String)
# $code (Number)
fetch-still = 还在{ $point }等你，取货码 { $code }
# $count (Number)
come-today = 今天 { $count } 单
# $count (Number)
left-counted = 以前没来取的 { $count } 单

# 一次登记多单
# $name (String)
together-title = { $name }：一次登记多单
to-together = 一次登记多单
together-lead = 把已经取走的勾上，一次登记。交给邻居的，点“单独登记”。
together-who = 哪些取走了
together-all = 还在这里的全部勾上
together-none = 全部不勾
together-look = 单独登记
together-rest = 其余的没人来取
together-rest-hint = 没有勾上、取货时间已经过了的，都记成没来取，并提醒买的人。
together-do = 登记
# $count (Number)
together-collected = { $count } 单已取走
# $count (Number)
together-missed = { $count } 单没人来取
# $count (Number)
together-refused = 这 { $count } 单没有登记：
together-nobody = 一单也没勾。先勾上已经取走的。
# $count (Number)
together-too-many = 一次最多登记 { $count } 单。

# 手机日历
mine = 我的
to-calendar = 放进手机日历，到时提醒
calendar-title = 手机日历提醒
calendar-lead = 把取货时间和付款截止放进你手机自己的日历，到时由手机提醒。
calendar-what = 订阅以后日历会自己更新；隔多久看一次由手机决定，一般是一小时到一天，所以快到时间才改的，请以这里为准。
calendar-link = 你的订阅链接
calendar-once = 链接只显示这一次：现在就加到日历里，或者先复制下来。
calendar-there = 你已经有一个链接，生成于
calendar-open = 加到手机日历
calendar-secret = 链接里看得到你的取货码和要付的钱：不要转给别人。转出去了就换一个，旧的马上作废。
calendar-make = 生成订阅链接
calendar-again = 换一个链接，旧的作废
calendar-revoke = 停用链接
# $number (Number)
event-pay = 付款截止：订单 { $number }
# $sum (String)
event-pay-text = 要付 { $sum }。过了时间没有付，订单会自动取消。
refused-place-not-chosen = 请选一下在哪里、什么时候取。
refused-fetched-too-early = 取货那天不能在截止之前。
pool-where = 在哪里取货
pool-where-hint = 选好以后，成团的订单自动排到这里，不用每个人再选。都不选也行：成团后各人自己选。
# $name (String)
pool-point-at = 在{ $name }取
pool-day = 哪天取
pool-day-hint = 截止那天或之后；那天没有时段的自提点不能选
# $day (String)
# $places (String)
pool-fetched-on = { $day }取货：{ $places }。名额在参加时留好。
pool-choose = 在哪里、什么时候取
pool-choose-hint = 参加时就给你留位置；没成团或你退出了，位置自动放掉。
# $slot (String)
pool-slot-full = { $slot }（满了）
pool-later = 成团以后再选
# $left (Number)
# $goal (String)
pool-few-places = 那天在这里还能取 { $left } 单，而成团要 { $goal }。没有名额的人要以后再选时间。可以把自提点的名额加多，或者再选一个自提点。
# $goal (String)
pool-full-now = 那天的取货名额都满了：现在参团的人选不到时间。成团还差 { $goal }。
# $left (Number)
# $goal (String)
pool-few-now = 那天的取货名额只剩 { $left } 个，成团还差 { $goal }。
# $point (String)
pool-raise-places = 去加名额：{ $point }
# $slot (String)
# $name (String)
pool-kept = 给你留了位置：{ $slot }，在{ $name }取。

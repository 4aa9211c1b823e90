# 不行的时候怎么说
refused-not-a-member = 只有社群成员可以这样做。
refused-not-allowed = 接龙由管理商品的主理人来整理：你没有这个权限。
refused-no-invite = 认领码等于请人进来，由能邀请新成员的人来开。
refused-no-such-list = 没有这份接龙。
refused-no-such-line = 没有这一行，或者这一行后来改掉了。
refused-no-such-item = 接龙里没有这样东西。
refused-no-such-buyer = 接龙里没有这个名字。
refused-nothing-pasted = 请把群里的接龙贴进来。
refused-table-unread = 这个文件不是能读的表格：第一行要有“姓名”，再有“商品”和“数量”，或者每样东西一列。
refused-text-too-long = 这段文字太长了：一份接龙最多 25 万字节（八万字左右），请分几份贴。
refused-too-many-lines = 一份接龙最多 1000 行：请分几份贴。
refused-too-many-items = 标题里的东西太多了：一份接龙最多 100 样。
refused-no-lines = 没有看到谁要了什么：请连同报名的那几行一起贴进来。
refused-table-older = 这份表格导出以后，接龙又改过：照它算，会把后来改的改回去。确实要照这份表格，请再选一次文件，并勾选“照这份旧表格改”。
refused-looks-known = 大部分行和最近的一份接龙一样，只是标题不同。要接着那一份，请到那一份的页面里贴；确实是新的一份，请勾选“这是新的一份”。
refused-list-erased = 这份接龙的文字已经过期清除，不能再改，也不能再下单。
refused-list-changed = 接龙刚才变了：请再看一遍谁参加、参加多少。
refused-group-buy-closed = 这个团现在不能参加：已经截止，或者还没有开。
refused-line-moved = 刚才有别人改了这一行：请看过再改。
refused-name-missing = 请写明是谁要的。
refused-name-too-long = 名字最多 40 个字。
refused-note-too-long = 备注最多 300 个字。
refused-items-missing = 请选至少一样东西；什么都不要就选“不算订单”。
refused-item-missing = 写了数量，没选是哪样：请选一样，不要就把数量清空。
refused-item-twice = 同一样东西写了两次：请合成一行。
refused-quantity-missing = 请写明要多少，写大于零的数。
refused-quantity-unread = 看不懂这个数量：写数字，或者写“半斤”“一斤半”这样，单位要和商品一样。
refused-quantity-too-large = 数量太大了。
refused-offer-unknown = 这个商品没有在卖：请另选一个。
refused-orders-stand = 这个名字已经下过订单了：先取消那些订单，再换人。
refused-buyer-unknown = 这不是现在的成员。
refused-still-open = 还有没了结的订单、钱或售后：都了结了才能忘掉。
refused-point-unknown = 没有这个自提点。
refused-pay-until-past = 付款的最后期限要晚于现在。
refused-key-reused = 这个请求编号用过了，内容却不一样：请刷新页面再试。
refused-no-placeholder = 这位买家已经有账号，或者不是接龙里来的。
refused-code-made = 认领码刚才已经显示过一次，系统不保存；没记下来就再开一个，旧的会作废。
refused-code-unusable = 认领码不对、用过了、换过了或者过期了：请向给你码的人再要一个。
refused-confirmed-by-you = 这位买家参团的款是你核对的：自己的付款不能由自己核对，所以不能归到你名下。
refused-come-in-first = 你以前在这个社群，或者正在申请加入：先重新加入，再来认领。

# 说法
desk = 工作台
lists-title = 接龙
all-lists = 所有接龙
list-new = 贴一份接龙
piece = 份
list-comma = 、
list-semicolon = ；
currency-word = 元
# $number (Number)
list-numbered = 第 { $number } 份接龙
# $count (Number)
lines-counted = { $count } 行
# $count (Number)
orders-counted = { $count } 张订单
# $count (Number)
people-counted = { $count } 人
# $count (Number)
unclear-counted = { $count } 行要看一下
# $number (Number)
order-numbered = 订单 { $number }
all-understood = 都看懂了
list-is-erased = 文字已清除
no-lists = 还没有接龙
no-lists-next = 把群里的接龙原样贴进来，看懂的直接变成订单，看不懂的你来补一句。
lists-to-look-at = 接龙里要看一下的

# 贴进来
paste-lead = 从群里复制整段接龙，原样贴进来。标题里的价格、后面每个人的报名都认得，认不准的会单独问你。
paste-text = 接龙全文
paste-hint = 标题和每个人的那几行都要。原文只留 30 天，过期自动清除。
pay-until = 付款截止
pay-until-hint = 不填就留 7 天。标题里写了截止时间的，下一页会提议照它，按一下才算。同一个接龙再贴一次，不填日子就不变。到期没付的订单自动取消。
terms-title = 付款截止和取货
# $words (String)
terms-proposed = 标题里写着“{ $words }”，先替你填在下面：看过再按，不按就还是原来的。
# $words (String)
terms-otherwise = 标题现在写着“{ $words }”，和定好的不一样。要改就在下面改，不改就照定好的。
pay-is-over = 付款截止已经过了：现在下的单，货只留一天
terms-do = 就按这个
fetched-at = 在哪里取货
fetched-on = 哪天取货
fetched-on-hint = 选了取货点就要选一天。
no-point = 先不定
day-without-point = 请选在哪里取，或者先不写日期。
as-older = 照这份旧表格改
as-new = 这是新的一份
paste-do = 读一读
paste-again = 群里又有人接了？再贴一次
paste-again-hint = 贴最新的整段就好：原来的行照旧，多出来的才补上。
paste-again-do = 接着读

# 看一遍
pasted-at = 贴于{ " " }
erased-note = 这份接龙的原文已经满 30 天清除，只留下订单，每张订单带着自己那一行。
# $count (Number)
next-mend = 有 { $count } 行请你看一下
# $count (Number)
next-match = 有 { $count } 样东西还没对上商品
next-order = 都看懂了，可以生成订单
# $count (Number)
next-gone = 有 { $count } 位的行这次没有了：照旧算还是退掉，请说一声
# $names (String)
gone-at-the-top = 最新的里没有了、还照旧算的：{ $names }。要退掉就在那一行选“不算订单”。
# $names (String)
withdrawal-gone = 后来写了“不要了”或者改过，最新贴的里没有那一行的：{ $names }。先照后来写的算，不重新下单。是贴了旧的一份，就再贴一次新的；确实又要了，在他那一行说一声。
# $names (String)
renamed-note = 表格里这些人的名字改了，接龙里还叫原来的：{ $names }。要换成另一位，到这里改：
# $people (Number)
# $lacks (String)
short-of = { $people } 人没有货或者不够（缺{ $lacks }）
# $people (Number)
short-tag = { $people } 人没买够
# $count (Number)
give-back-title = { $count } 人付了钱又不要了、或者改少了，等退款
give-back-note = 和本人说好，再打开订单，在里面退。退了就不再列在这里。
give-back-tag = 等退款
# $people (String)
roomed-note = 表格里的房号记下了：{ $people }。
# $people (String)
noted-note = 备注照表格改了：{ $people }。
# $name (String)
# $note (String)
note-now = { $name }（{ $note }）
# $name (String)
note-gone = { $name }（备注去掉了）
# $people (String)
moved-note = 这些人的房号，表格里和接龙里的不一样，接龙里没有改：{ $people }。
# $name (String)
# $known (String)
# $said (String)
room-differs = { $name }（接龙里 { $known }，表格里 { $said }）
# $rows (String)
unnamed-note = 表格里这几行写了要什么、没写名字，没有读进来：第 { $rows } 行（连表头数，空行不数）。补上名字再传一次。
next-left-over = 有些没下成单：看过下面，改好再按
# $names (String)
left-over-who = 没订上的：{ $names }
all-ordered = 已全部下单
# $people (Number)
# $amount (String)
so-much-ordered = { $people } 人已下单 { $amount }
do-match = 在下面“每样合计”里重新对一下商品，再按“生成订单”。
do-off-step = 在卖的商品只能按整份买：改这些行的数量，或者另上架一个能按半份卖的商品、在“每样合计”里对上，再按“生成订单”。
do-sold-out = 补了货再按“生成订单”，或者和他们说少要一点，改那一行。
do-less = 把那一行的数量改小，再按“生成订单”。
do-again = 还要的话，到“看每个人的订单”里按“重新下单”，再按“生成订单”。
do-say-who = 先说清楚是谁，再按“生成订单”。
do-talk = 和本人商量，要退的在订单里退。
do-mend = 先把没看懂的那一行改好。
do-agree = 同意取消就打上勾，再按“生成订单”。
# $unclear (Number)
# $likely (Number)
next-mend-and-scan = { $unclear } 行没看懂，还有 { $likely } 行是估计的，请扫一眼
# $likely (Number)
next-scan = 有 { $likely } 行是估计的，下单前请扫一眼
# $certain (Number)
# $likely (Number)
# $mended (Number)
# $unclear (Number)
marks-counted = 确定 { $certain } 行，大概 { $likely } 行，你补过 { $mended } 行，没看懂 { $unclear } 行
order-note = 没看懂的行不会下单。可以反复按：下过的不会重复，只补差的。
make-orders = 生成订单
to-people = 看每个人的订单
to-share = 发回群里
money-by-treasurer = 钱到了由司库记下，记下就算付了，也就进了备货单。
to-packing = 看备货单
totals = 每样合计
# $offer (String)
sold-as = 对应商品：{ $offer }
# $said (String)
# $price (String)
price-differs = 价格对不上：接龙写 { $said }，商品是 { $price }。请选定按哪个商品算
not-matched = 还没对上商品，先不下单
no-longer-for-sale = 已经不在卖
match-item = 对应哪个商品
which-offer = 商品
no-offer-chosen = 先不对应
match-do = 就是它
# $name (String)
call-it-so = 以后接龙里写“{ $name }”也认作它
beyond = 在卖的商品超过 1000 个：接龙只和最新的 1000 个对，再早的请先下架用不到的。
offer-all-note = 标题里有价格、集市里还没有的，一次都上架给成员买。先说清楚谁供货、钱归谁；之后在商品页都能改。
# $count (Number)
offer-all = 把这 { $count } 样都上架
supplied-by = 谁供货
supplied-choose = 请选择
supplied-by-fund = 我们自己凭授权买（钱进公共基金）
supplied-hint = 名单里是登记过、有账号的供货人。选了供货人，成员付的钱收货后就结给他，不用再走支出。
# $sum (String)
supplied-no-mandate = 选“我们自己买”要当心：现在要的合 { $sum }，还没有一份能用的授权，收来的钱要先有决议才能付给供货人。
# $sum (String)
# $name (String)
# $left (String)
supplied-mandate = 选“我们自己买”：现在要的合 { $sum }，“{ $name }”还剩 { $left }。不够的部分，要先有决议才能付给供货人。
supplied-take = 给供货人多少
supplied-take-hint = 不填就是全部；填了，剩下的进公共基金。选“我们自己买”不用填。
supplied-kind = 怎么算
supplied-percent = 百分之几
supplied-per-unit = 每份多少元
supplied-missing = 请选谁供货：供货人，或者我们自己买。
supplied-take-unfit = 要大于零，也不能比最便宜的那样还多。
say-slot = 替他选在哪里、什么时候取
offer-it = 还没有这个商品，直接上架
offer-it-note = 给成员买。先说清楚谁供货、钱归谁；之后在商品页都能改。
offer-title = 商品名称
offer-stock = 一共有多少
offer-stock-hint = 不限就空着
offer-do = 上架并对上
lines-title = 每一行
# $words (String)
quoted = “{ $words }”
# $note (String)
note-said = 备注：{ $note }
# $why (String)
why-said = 为什么要看：{ $why }
gone-note = 上次有这一行，最新贴的没有了。照旧算就直接按“就这样”；退掉就选“不算订单”。
mend = 改这一行
what-is-meant = 是什么意思
no-item-chosen = 不选
mend-do = 就这样
mark-certain = 确定
mark-likely = 大概是这样
mark-unclear = 没看懂
mark-mended = 你补过
state-replaced = 已改
state-gone = 这次没有了
doing-order = 要
doing-add = 再加
doing-replace = 改成
doing-withdraw = 退掉
doing-none = 不算订单
# $name (String)
# $doing (String)
# $what (String)
line-said = { $name } · { $doing }：{ $what }
# $name (String)
# $doing (String)
line-said-nothing = { $name } · { $doing }
# $item (String)
all-of = { $item }（全部）
somebody = 不知道是谁
everything = 整单

# 为什么拿不准
doubt-several-offers = 有几样东西都叫这个
doubt-unknown-item = 标题里没有这样东西
doubt-item-missing = 有数量，没说是什么
doubt-quantity-missing = 没说要多少
doubt-quantity-vague = 数量说得含糊
doubt-quantity-twice = 一样东西有两个数
doubt-quantity-too-large = 数量大得不像
doubt-quantity-off-step = 不是整份
doubt-unit-differs = 单位和卖的不一样
doubt-unit-alike = 单位换了个说法
doubt-unit-converted = 单位换算过
doubt-name-missing = 没写名字
doubt-name-joined = 名字和东西连在一起
doubt-add-or-replace = 是再加，还是改成，看不出来
doubt-nothing-stands = 前面没有他的订单
doubt-sum-differs = 写的金额和算出来的不一样
doubt-other-not-found = 说的那个人不在接龙里
doubt-taken-over = 照着别人那行算的
doubt-spelt-otherwise = 写法不同，按音猜的
doubt-called-otherwise = 叫法不同
doubt-concluded = 从单位、价格或前文推出来的
doubt-not-in-heading = 标题里没写，是社群在卖的：先不下单，确实要这个就直接按“就这样”
doubt-question = 还带着问题或条件
doubt-undecided = 还没定
doubt-words-left = 有几个字没看懂
doubt-repeated = 同样的一行写了两次
doubt-for-others = 也替别人要
doubt-line-too-long = 这一行太长
doubt-not-numbered = 没有编号
doubt-same-name = 有同名的人，不知道是不是同一位
doubt-out-of-proportion = 数量不像：是零、负数，或者比别人多太多
doubt-beyond-stock = 比现在的库存还多
doubt-below-least = 不到标题里说的起订量
doubt-older-copy = 他后来改过、退过，这是改之前的那一行。没再要就选“不算订单”，又要了就直接按“就这样”
doubt-no-order-now = 这一行原来有东西，现在改成了别的话：还要不要，看不出来。不要了就选“不算订单”
doubt-instead-or-besides = 他原来那行不见了：是改成这行，还是另外再要，看不出来

# 每个人
# $count (Number)
taken-back-title = 要不要取消：{ $count } 位的未付订单
taken-back-note = 接龙里退了、改少了，这些还没付的订单要取消才对得上。只有打了勾的才会取消；自己写了“取消”“不要了”的先替你勾上。
# $name (String)
# $orders (String)
would-call-off = { $name }：取消{ $orders }
# $number (Number)
# $sum (String)
order-and-sum = 订单 { $number }（{ $sum }）
instead-nothing = 不再下单
# $what (String)
instead-ordered = 改下：{ $what }
# $title (String)
people-of = { $title }：每个人的订单
orders-left = 留下的订单
wants-nothing = 现在什么都不要
# $name (String)
is-member = 成员：{ $name }
is-without-account = 还没有账号，先记在这个名字下
is-nobody-yet = 下单时记在这个名字下，没有账号
who-details = 这是谁
who-is-it = 是哪位成员
link-do = 记到他名下
code-note = 他有了账号，可以用认领码把这些订单领走。
code-make = 开一个认领码
order-again = 重新下单
is-asked = 可能是认识的人，先说是不是
# $count (Number)
namesakes-title = 有 { $count } 位要你认一认
namesakes-note = 以前的接龙里有人叫这个名字，或者有成员叫这个名字、住同一间、用同一个电话。说清楚之前先不下单，免得记到别人账上。
# $name (String)
namesake-is = { $name } 是谁
namesake-later = 先不说
# $name (String)
namesake-member = 就是成员 { $name }
# $name (String)
namesake-buyer = 就是以前的 { $name }
namesake-other = 是另一位
namesakes-do = 就这样
# $name (String)
is-member-asked = 是成员 { $name }？
# $number (Number)
line-numbered = 第 { $number } 行
# $name (String)
same-name-yes = 就是前面的 { $name }
# $name (String)
same-name-no = 是另一位：{ $name }
called-off-because = 接龙里改了
# $item (String)
# $why (String)
trouble-said = { $item }没有下单：{ $why }
why-no-offer = 还没对上商品
why-fixed = 已经付款或交货，多的部分要和本人商量，再去订单里退
why-ended = 之前的订单取消或过期了，不会自动重下
why-sold-out = 货不够了
why-off-step = 数量不是整份
why-above-limit = 超过每人限购
why-price-changed = 商品改价了，请重新对一下商品
why-not-for-sale = 商品不在卖
why-too-much = 数量或金额太大
why-buyer-gone = 这位已经不是成员，请换一个人
why-name-missing = 不知道是谁
why-same-name = 可能是认识的人，先说是不是
why-unclear = 有一行没看懂，先不取消已经下的
why-not-agreed = 没付的订单要取消才对得上，还没打勾同意
# $count (Number)
# $sum (String)
money-paid = 已付 { $count } 张，共 { $sum }
# $count (Number)
# $sum (String)
money-claimed = 说付了还没核对 { $count } 张，共 { $sum }
# $count (Number)
# $sum (String)
money-unpaid = 还没付 { $count } 张，共 { $sum }
order-unpaid = 待付款
order-claimed = 说已付，待确认
order-paid = 已付款
order-handed-over = 已交货
order-cancelled = 已取消
order-expired = 过期未付

# $orders (Number)
# $point (String)
# $day (String)
# $paid (Number)
no-place-full = { $orders } 张订单在{ $point } { $day }放不下，还没有取货时段，其中 { $paid } 张已付。
# $orders (Number)
# $point (String)
# $day (String)
# $paid (Number)
no-place-closed = { $orders } 张订单还没有取货时段：{ $point } { $day }不开门，或者已经过了。其中 { $paid } 张已付。
do-places = 把这个自提点每个时段、每天的单数调大，或者换个自提点、换一天，再按“就按这个”。
do-other-day = 换个自提点，或者换一天，再按“就按这个”。
to-point = 去改这个自提点
# $count (Number)
without-place = 还没有取货时段：{ $count } 张

# 发回群里
# $title (String)
share-title = { $title }：发回群里
share-text = 接龙文字
share-text-note = 按现在算下来的样子，每人一行，复制到群里就能接着接。
share-text-label = 现在的接龙
not-ordered = 没订上
# $amount (String)
only-ordered = 只订上{ $amount }
# $missing (String)
# $gets (String)
short-gets = 缺{ $missing }，实得{ $gets }
short-all = 缺货，没有拿到
# $back (String)
# $gets (String)
back-gets = 退了{ $back }，实得{ $gets }
back-all = 已退
# $missing (String)
# $back (String)
short-and-back = 缺{ $missing }，退{ $back }
# $missing (String)
# $back (String)
# $gets (String)
short-and-back-gets = 缺{ $missing }，退{ $back }，实得{ $gets }
# $when (String)
chat-pay-until = ⏰ 本次付款截止：{ $when }
# $what (String)
chat-fetch = 📍 本次取货：{ $what }
# $what (String)
chat-group-buy = 👥 本次拼团：{ $what }
# $goods (String)
# $needs (String)
# $until (String)
chat-needs = { $goods } { $needs }，{ $until } 截止
# $items (String)
share-refused = 没订上、合计里不算的：{ $items }。
# $items (String)
share-given-back = 付了钱又没拿到的（缺货，或者退了），钱已经退回或记在他们名下，合计里不算：{ $items }。
share-sums = 每人后面写上合计
share-paid = 付清的写上“已付”
# $items (String)
share-buys-orders = 采购按还有效的订单算：{ $items }。和群里现在写的不一样，是因为有人下单以后改少、退出，还没有退款或取消，或者改多了还没有再下单。
share-again = 照这样写
# $sum (String)
comes-to = 共{ $sum }
paid-mark = 已付
note-says = 自称
to-list-packing = 备货单：每个人订了什么
# $title (String)
list-packing-title = { $title }：备货单
# $paid (Number)
# $unpaid (Number)
packing-counted = 已付 { $paid } 张，订了还没付 { $unpaid } 张
packing-none = 还没有订单
packing-none-next = 先在接龙页生成订单。
copy-text = 复制
copied = 已复制
card-title = 图片
card-note = 长按或点按钮，存下来发到群里。
card-share = 分享图片
card-save = 存成图片
card-made = 接龙图片
from-table = 或者从表格来（CSV、Excel）
from-table-note = 第一行写“姓名”，再写“商品”和“数量”；或者每样东西一列。这里下载的表格改完也能传回来。
table-title = 接龙叫什么
table-file = 表格文件
table-do = 读表格
table-again = 表格改好了？传回来
# $made (String)
older-said = 这份表格是 { $made } 导出的，后来接龙又改过：照它算，后来改的会被改回去。确实要照这份表格，请再选一次文件，并勾选“照这份旧表格改”。
# $made (String)
# $changes (String)
older-said-with = 这份表格是 { $made } 导出的，后来接龙又改过。照它算，会改这些：{ $changes }。确实要照这份表格，请再选一次文件，并勾选“照这份旧表格改”。
# $name (String)
# $item (String)
# $now (String)
# $said (String)
older-changes = { $name } { $item }：现在 { $now }，表格里 { $said }
# $name (String)
# $now (String)
# $said (String)
older-note = { $name } 的备注：现在 { $now }，表格里 { $said }
no-note = 没有
older-between = ；
# $count (Number)
older-more = 还有 { $count } 处
table-again-note = 在这里下载的表格里改数量，再传上来：改了谁，就按新的算；没改的不动。
export-xlsx = 下载 Excel
export-csv = 下载表格（CSV）
# $point (String)
# $day (String)
pack-at = { $point } { $day } 的装箱单
# $unpaid (Number)
pack-at-note = 自提点的装箱单上只有付了款、有取货时段的：还有 { $unpaid } 张没付，付了才会在那里出现。
column-name = 姓名
column-room = 房号
column-item = 商品
column-quantity = 数量
column-unit = 单位
column-price = 单价
column-sum = 金额
column-note = 备注
column-orders = 订单号
column-paid = 付款
column-code = 取货码
column-has = 实际订的（和数量不同时）
column-back = 已退金额
column-mark = 导出时间（传回来时核对用，请别改）
column-net = 净额（金额减已退，取消的不算）

# 认领
# $name (String)
code-for = { $name } 的认领码
code-once = 只显示这一次，请现在就单独发给本人，不要发在群里。再开一个，这个就作废。
code-until = 有效到{ " " }
code-send = 这样发给他
# $name (String)
# $link (String)
# $code (String)
code-message = { $name }，这是你在接龙里的订单：注册后打开 { $link } ，输入认领码 { $code } 。这个码只给你一个人，请别转给别人。
buyers-title = 没有账号的买家
buyers-lead = 接龙里下过单、还没有账号的人。订单和钱都了结了，就可以忘掉：名字、接龙里的叫法和留下的原话都删掉，账本里只剩一个随机的名字。一年没有再在接龙里下单的，到时会自动忘掉。
buyers-none = 没有这样的买家
buyers-none-next = 接龙里的人都有账号，或者已经忘掉了。
# $names (String)
buyers-called = 接龙里叫：{ $names }
buyers-open = 还有没了结的订单或钱
buyers-forget = 忘掉
# $name (String)
buyers-ask = 忘掉 { $name }？名字和原话删掉就找不回来了，账本不变。
# $title (String)
codes-for = { $title }：认领码
codes-once = 只显示这一次，关掉就看不到了。每一条只写给一个人：一条一条单独发，别发在群里，别转发。
codes-one-by-one = 没有“全部复制”：谁拿到别人的码，就能领走别人的订单。
codes-none = 现在没有要开的：要么都有账号，要么认领码已经开过。
# $count (Number)
codes-more = 一次最多开 100 个，还有 { $count } 位：发完这些，回去再按一次。
codes-copy = 复制
codes-look = 看这一条
# $count (Number)
codes-open = 已经有码的：{ $count } 位
# $count (Number)
codes-rest = 开到一半出了岔子：还有 { $count } 位没换成，手里原来的码还能用。先把这些发完，再按下面的按钮给剩下的开。
codes-lost = 这些认领码刚才显示过一次，系统不存原码，给不出第二次。没来得及发就重开：没用过的一次都换新的，原来那些作废。
# $count (Number)
codes-anew = 给这 { $count } 位还没用过的都重开
codes-open-note = 系统只存了核对用的痕迹，给不出原来的码。没收到就重开一个，原来那个作废。
code-again = 重开一个
codes-note = 下过单、还没有账号的人，可以各给一个认领码，单独发给本人。
# $count (Number)
codes-make = 给 { $count } 位没有账号的人开认领码
claim-title = 认领订单
claim-lead = 主理人替你在接龙里下过单？输入给你的认领码，先看看是不是你的。看过再点认领，才归到你的账号。
claim-code = 认领码
claim-hint = 十二位，大小写和横线都不要紧。不是取货码。
claim-sign-in-first = 先注册或登录，再输入认领码。
sign-up = 注册
sign-in = 登录
claim-do = 看看是谁的
# $name (String)
claim-found = 这是替“{ $name }”下的单
claim-no-orders = 名下现在没有订单。
# $count (Number)
# $sum (String)
claim-sum = 一共 { $count } 张，{ $sum }
claim-found-note = 是你的再点：点了就归到你的账号，认领码随即作废。不是你的就别点，告诉给你码的人。
# $community (String)
claim-joins = 你还不是“{ $community }”的成员：认领以后就是了。
# $community (String)
# $days (Number)
claim-joins-on-probation = 你还不是“{ $community }”的成员：认领以后就是了，先有 { $days } 天观察期。
# $name (String)
# $count (Number)
# $sum (String)
claim-done = 认领好了：替“{ $name }”下的 { $count } 张订单（共 { $sum }）现在是你的。
claim-done-before = 认领好了：这些订单已经是你的。
# $community (String)
claim-joined = 你现在是“{ $community }”的成员。
# $community (String)
# $until (String)
claim-joined-on-probation = 你现在是“{ $community }”的成员，观察期到{ $until }。
claim-to-orders = 看我的订单
claim-confirm = 是我的，认领
claim-not-mine = 不是我的

# 订单页
from-list = 来自接龙
# $name (String)
entered-by = 由 { $name } 代为录入
to-payments = 收这份接龙的款：一次勾完
to-purchase = 照这些下采购单

# 命令行
told-no-file = 没有这个文件
told-offers = 接龙里卖的：
# $note (String)
told-note = 备注：{ $note }
# $certain (Number)
# $likely (Number)
# $unclear (Number)
told-marks = 确定 { $certain } 行，大概 { $likely } 行，没看懂 { $unclear } 行
# $number (Number)
# $new (Number)
# $gone (Number)
told-went-on = 接着第 { $number } 份接龙：多了 { $new } 行，少了 { $gone } 行
# $number (Number)
# $new (Number)
told-new = 新的第 { $number } 份接龙：{ $new } 行
# $placed (Number)
# $off (Number)
told-orders = 生成 { $placed } 张订单，取消 { $off } 张
told-left = 没有下单的：
# $what (String)
told-split-waits = { $what }：分配方式要等成员表决
# $what (String)
# $why (String)
told-not-offered = { $what }：没能上架，{ $why }
refused-list-has-orders = 这份接龙还有有效的订单：先取消那些订单，再删除。
list-delete = 删除这份接龙
list-delete-ask = 删除这份接龙？原文、名字和每一行会马上删掉，找不回来。

# 拼团
open-group-buy = 用它开一个团
join-list = 让接龙里的人参团
after-title = ：
# $people (Number)
# $amount (String)
in-group-buy = 接龙里 { $people } 人参了 { $amount }
part-in = 参团
part-formed = 成团了
part-given-back = 没成，款已退回名下
# $pool (String)
join-list-title = { $pool }：让接龙里的人参团
join-closes = 截止
# $price (String)
join-price = 参团先付 { $price }
# $price (String)
# $said (String)
join-dearer = 参团先付 { $price }，接龙里写的是 { $said }：先和大家说一声，再按。
join-nobody = 现在没有可以参团的人。
# $count (Number)
# $amount (String)
join-who = { $count } 人参团，一共 { $amount }
join-note = 还没有账号的人，由你替他们参团。钱照接龙的办法收：司库记下才算付了；没成团，退回各人名下。有账号的人自己参团。
join-far = 比整个团要的还多得多，看清楚
join-choice-hint = 一起参团的人都算在这个时段；谁要改，成团以后在他的订单里改。
# $count (Number)
# $sum (String)
join-do = 替这 { $count } 人参团（共 { $sum }）
join-stays = 没有一起参团的
join-in = 接龙里已经参团的
join-payments = 看这个团谁付了款
stays-in = 已经参团
stays-in-otherwise = 名下已经有这个团的一份，不是从这份接龙来的：是不是另外再要，问过本人再说
stays-ordered = 要的都下过单了
stays-ended = 原来的订单取消过，或者参团过期、退了：还要的话，到“看每个人的订单”里按“重新下单”，再来参团
stays-not-read = 有一行没看懂，或者是估计的：先把那一行改好
stays-same-name = 有同名的人：先说清楚是谁
stays-has-account = 有账号，由本人参团
stays-buyer-gone = 已经不在这里了
stays-off-step = 不是整份
stays-above-limit = 超过每人的限量
stays-full = 团里没有名额了
stays-too-much = 数量太大
stays-closed = 这个团刚刚截止
stays-changed = 要的数量或价格刚刚变了：再看一遍
stays-place-missing = 没有选在哪里取，或者那个时段没有了
stays-place-full = 那个取货时段满了：换一个时段再按一次

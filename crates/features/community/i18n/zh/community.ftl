fund-general = 公共基金

refused-slug-taken = 这个网址已经有社群用了，请换一个。
refused-no-such-community = 没有这个社群。
refused-no-such-member = 社里没有这位成员。
# $power (String) - what the power is called
refused-not-permitted = 这一步需要“{ $power }”的权限，你现在没有。请找主理人。
refused-already-member = 你已经是成员了。
refused-already-applied = 你的申请已经交上去了，正等着回复。
refused-applications-closed = 这个社群现在不收申请，只能凭邀请加入。
refused-no-such-application = 没有这份申请。
refused-own-application = 自己的申请要由别人来定。
refused-already-decided = 这件事在你打开页面之后已经有人办了。请刷新看看。
refused-reason-missing = 请写上理由，当事人会看到。
refused-invitation-unusable = 这个邀请链接不能用了：可能过期、用完或被收回。请向邀请你的人再要一个。
refused-invitation-made = 这个邀请已经生成过了，链接只显示一次。没来得及复制的话，请在下面收回它，再生成一个。
refused-removed = 你曾被请出这个社群，不能再凭邀请加入。可以提交入社申请，由主理人决定。
refused-own-role = 不能给自己加角色，请另一位主理人来办。
refused-not-a-current-member = 只有现在的成员才行。
refused-has-role-already = 这位成员已经有这个角色了。
refused-has-not-role = 这位成员没有这个角色。
refused-last-steward = 社里不能没有主理人。请先让另一位成员当主理人。
refused-still-steward = 这位成员还是主理人。请先收回这个角色。
refused-name-taken = 这个名字已经用过了，请换一个。
refused-no-such-label = 没有这个标签。
refused-too-many-labels = 标签已经有一百个了，不能再加。
refused-has-steward = 这个社群有主理人，不需要接管。
refused-operators-only = 只有站长能做这一步。
refused-nothing-changed = 内容和原来一样，没有改动。
refused-by-decision-only = 本社群规定这一项只能通过决议修改，请发起提案。
refused-rule-gone = 章程里已经没有这一条了。
refused-rule-unfit = 这条规则不能写进章程：规则和理由各 1 到 400 字，最多 30 条。
refused-charter-moved = 提案写好以后，章程里的同一处又改过了，所以没有照办。请看看现在的章程，还要改就重新发起提案。
refused-charter-unfit = 章程不能这样写：名称 1 到 40 字，主题 1 到 60 字，信念最多 400 字，观察期 0 到 366 天。
refused-key-reused = 这个幂等键已经用于另一个内容。请换一个新的键。

yes = 是
no = 否
none = 没有
days = 天
people = 人
everybody = 全部
# $count (Number)
day-count = { $count } 天
# $count (Number)
member-count = { $count } 位成员
member-erased = 已注销的成员

site-title = 社群自己的经济
site-headline = 一起做事，一起记账
site-first = 合伙让一群人在一本账上经营自己的事：卖东西、凑份子、分收入。
site-second = 每一笔钱从哪里来、到哪里去、谁同意的，成员都查得到。
site-third = 章程由大家写，账本自动平，想走随时可以把一切带走。
site-sign-up = 注册
site-sign-in = 登录
site-mine = 我的社群
site-mine-empty = 你还没有加入社群
site-mine-empty-next = 打开别人给你的邀请链接，向下面的社群申请，或者自己建一个。
site-open = 欢迎来看的社群
site-open-empty = 还没有公开的社群
site-open-empty-next = 建一个，让它成为第一个。

new-title = 新建社群
new-make = 建立社群
new-lead = 先写下为什么聚在一起，其余以后都能改。
new-name = 社群名称
new-slug = 网址
new-slug-hint = 用小写字母、数字和连字符，例如 dongli。
new-fixed = 记账用的
new-fixed-hint = 币种和时区定下以后不再改，因为账是按它们记的。
currency = 币种
zone = 时区
currency-cny = 人民币（¥）
currency-hkd = 港币（HK$）
currency-twd = 新台币（NT$）
currency-sgd = 新加坡元（S$）
currency-myr = 马来西亚林吉特（RM）
currency-jpy = 日元（JP¥）
currency-usd = 美元（US$）
currency-eur = 欧元（€）
currency-gbp = 英镑（£）
currency-aud = 澳大利亚元（A$）
zone-shanghai = 北京时间
zone-hong-kong = 香港时间
zone-taipei = 台北时间
zone-singapore = 新加坡时间
zone-kuala-lumpur = 吉隆坡时间
zone-tokyo = 东京时间
zone-london = 伦敦时间
zone-berlin = 柏林时间
zone-new-york = 纽约时间
zone-sydney = 悉尼时间
theme = 主题
theme-hint = 一句话，说清楚大家为什么聚在一起。
belief = 信念
belief-hint = 大家都认的一两句话。
rules = 规则
rules-hint = 每条规则都要写上为什么。空着的行不算。
rules-none = 还没有写规则。
# $number (Number)
rule-number = 规则 { $number }
rule-reason = 为什么
# $reason (String)
rule-because = 因为{ $reason }
openness = 对外开放
storefront-public = 访客可以看首页和集市
storefront-public-hint = 关上以后，只有成员看得到。
books-public = 访客可以看账本
books-public-hint = 账上只有账本名，哪个是谁，程序不告诉任何人。不过知道某人一笔钱数的人，可能认得出来。
applications-open = 接受入社申请
applications-open-hint = 关上以后，只能凭邀请加入。
probation-days = 观察期
probation-days-hint = 新成员先观察这么多天；不需要就填 0。
display-name = 你在社里的名字
display-name-hint = 只有成员看得到，以后可以改。

home-title = 首页
home-market = 逛集市
home-closed = 这个社群的内容只对成员开放。
home-invitation-only = 这个社群现在只能凭邀请加入。
home-applied = 你的申请正等着回复。
home-see-application = 看看申请
# $reason (String)
home-declined = 上一次申请没有通过，理由是：{ $reason }
adopt = 接管为主理人
adopt-lead = 这个社群还没有主理人。你是站长，可以先接管，再任命别人。

charter-title = 章程
charter-edit = 修改章程
charter-edit-lead = 每次修改都会成为新的一版，旧版一直查得到。
charter-note = 这一版改了什么，为什么
charter-note-hint = 成员会在版本记录里看到。
charter-publish = 发布新版
charter-versions = 各个版本
# $number (Number)
charter-version = 第 { $number } 版
# $number (Number)
charter-old = 你看的是第 { $number } 版，已经不是现行的。
charter-newest = 看现行版
see-decision = 查看决议
by-decision = 依决议
charter-by-decision-only = 本社群的章程只能通过决议修改：想改，请发起提案。
charter-propose = 发起提案

join-title = 申请入社
join-rules = 先看看规则
join-about = 介绍一下自己
join-about-hint = 你是谁，为什么想加入。只有决定申请的人看得到。
join-send = 交上申请
join-member = 你已经是成员了。
join-waiting = 申请已经交上去，有了结果会在这里看到。
join-withdraw = 收回申请
join-sign-in-first = 先注册或登录，之后会回到这里。

applications-title = 入社申请
applications-empty = 没有等着的申请
applications-empty-next = 把社群的网址发给想加入的人，或者给他们一个邀请链接。
applications-decided = 最近的决定
application-reason = 理由
application-reason-hint = 申请人会看到。
application-admit = 同意入社
application-decline = 不同意
application-admitted = 已入社

status-applicant = 等待回复
status-probation = 观察期
status-active = 成员
status-left = 已离开
status-declined = 未通过

role = 角色
roles = 角色
roles-lead = 角色带来权限。给谁、为什么，都会留下记录。
role-steward = 主理人
role-treasurer = 司库
role-moderator = 管理员
role-reason = 理由
role-give = 给予
role-take = 收回
role-choose = 请选择
role-put-down = 放下这个角色
# $role (String)
role-given = 成为{ $role }
# $role (String)
role-taken = 不再是{ $role }

members-title = 成员
members-empty = 这里还没有人
members-empty-next = 换一个标签，或者邀请大家进来。
joined-on = 入社
member-since = 加入于
member-remove = 请出社群
member-remove-reason = 为什么
label = 标签
labels = 标签
labels-lead = 标签用来给成员分组，不带权限。
label-new = 新标签
label-make = 加上标签
label-put-on = 贴上
label-take-off = 取下

invitations-title = 邀请
invitations-made = 已有的邀请
invitations-empty = 还没有邀请
invitations-empty-next = 做一个链接，发给想请的人。
invitation-title = 邀请
# $name (String)
invitation-to = 邀请你加入{ $name }
invitation-accept = 加入
invitation-sign-in-first = 先注册或登录，之后会回到这里完成加入。
invitation-note = 给谁的
invitation-note-hint = 只有管理邀请的人看得到。
invitation-uses = 最多
invitation-days = 有效期
invitation-make = 生成链接
invitation-made = 链接只显示这一次，请现在复制。
invitation-unnamed = 没有备注
invitation-usable = 可用
invitation-over = 已失效
# $used (Number)
# $most (Number)
invitation-used = 用了 { $used } / { $most } 次
invitation-until = 到期
invitation-revoke = 收回

desk-waiting = 今天等着你的
# $count (Number)
application-count = { $count } 份
# $day (String)
waiting-since = 最早 { $day }
between-names = 、
and-others = 等
monday = 星期一
tuesday = 星期二
wednesday = 星期三
thursday = 星期四
friday = 星期五
saturday = 星期六
sunday = 星期日
desk-title = 工作台
desk-manage = 管理
desk-empty = 现在没有等着你的事
desk-empty-next = 有人申请、付款或下单，就会出现在这里。
desk-applications = 入社申请

mine-title = 我的
mine-membership = 我的成员身份
mine-probation-until = 到
mine-profile = 我的资料
mine-account = 账号和设备
book-name = 账本名
book-name-hint = 账上用它代替你的名字。程序只告诉你，不告诉别人；可是账本人人能看，谁知道你的一笔钱是多少（比如你登记的贡献、批给你的报销），就可能在账上认出你。
rename = 改名
leave = 离开社群

projects-title = 项目
projects-lead = 想一起添台冷柜、办个烘焙坊？大家的项目会立在这里：谁提的、凑了多少、钱花到哪一步，人人看得见。
projects-funds = 已经为项目攒的钱
projects-today = 今天就能做的
projects-open-note = 给一件想办的事单独立一个基金，商品分账就能往里存。
projects-market-note = 商品标明每一块钱分给谁，其中可以有项目的一份。
projects-talk-note = 先找几位邻居商量商量。
projects-join-note = 成为成员，一起提想法、一起办。

settings-title = 社群设置
funds = 基金
fund-open = 新开一个基金
fund-name = 基金名称
fund-kind = 类别
fund-kind-general = 公共
fund-kind-project = 项目
fund-kind-reserve = 储备
fund-kind-mutual-aid = 互助
unfit-fund-kind = 请选项目、储备或互助。公共基金每个社群只有一个。
unfit-slug = 网址要有 2 到 40 个字，只用小写字母、数字和单个连字符。
unfit-no-theme = 请写上主题。
unfit-theme-too-long = 主题请不要超过 60 个字。
unfit-belief-too-long = 信念请不要超过 400 个字。
unfit-note-too-long = 说明请不要超过 400 个字。
unfit-too-many-rules = 规则请不要超过 30 条。
# $number (Number)
unfit-rule-without-reason = 第 { $number } 条规则还没有写为什么。
# $number (Number)
unfit-reason-without-rule = 第 { $number } 条只写了为什么，没有写规则。
# $number (Number)
unfit-rule-too-long = 第 { $number } 条太长了，规则和理由各不超过 400 个字。
unfit-probation = 观察期请填 0 到 366 天。

# 选一位成员
# $name (String)
# $when (String)
chosen-since = { $name }（{ $when } 入社）
# $day (String) - when it was founded
before-founding = 请核对年份：社群成立于 { $day }，日期不能更早。
chosen-please = 请选择
chosen-none-of-these = 都不是，重新写名字
# $typed (String)
# $count (Number)
chosen-several = 叫“{ $typed }”的有 { $count } 位，请选定是哪一位。
# $typed (String)
chosen-part = 没有正好叫“{ $typed }”的。名字里有这几个字的列在这里，请选一位。
# $typed (String)
chosen-nobody = 没有叫“{ $typed }”的成员。写名字里的一两个字也行。
chosen-hint = 写名字，或名字里的几个字。
members-search = 按名字找成员
members-search-do = 找
# $name (String)
members-none-named = 没有名字里有“{ $name }”的成员
members-none-named-next = 少写几个字再找，或者看全部成员。
# $name (String)
leaving-lead = 离开{ $name }之前，先看看你在这里还有什么没了结。
leaving-only-steward = 你是唯一的主理人。请先让另一位成员担任主理人，再离开。
leaving-offices = 你担任的角色
# $roles (String)
leaving-offices-note = { $roles }：离开时一并卸下，手上的事请先交给别人。
leaving-nothing-open = 没有未了结的事。
leaving-after = 离开以后
leaving-after-sees = 只给成员看的内容看不到了；你自己的份额、证明、回购和分到的钱，随时还能回来看。
leaving-after-owed = 社群欠你的钱还在账上，可以先请司库付给你；账本不变。
leaving-after-shares = 份额还在你名下，离开不会自动退钱。贡献规则写了离开时请基金退还的，过了异议期会替你提出；没写的，请在离开前请基金回购，或者转让给别的成员，离开以后只有主理人能替你提出。不管哪种，都要有决议给的授权、由别人同意，才会退。
leaving-after-back = 想再回来要重新申请，并重新过观察期。
leaving-sure = 我看过了，确定离开
leaving-not-sure = 请先勾选确认。
leaving-stay = 先不离开
# $day (String)
mine-left = 你已在 { $day }离开。下面是仍归你、你随时可以查看的。
mine-come-back = 重新申请加入
mine-left-nothing = 这里没有留下归你的东西。

site-name = 合伙
language-name = 中文

skip-to-content = 跳到正文
nav-label = 主导航
nav-home = 首页
nav-market = 集市
nav-decisions = 议事
nav-projects = 项目
nav-books = 账本
nav-mine = 我的
nav-desk = 工作台
nav-communities = 社群
sign-in = 登录
account = 我的账号
docs = 接口文档
simulated-banner = 演示站点：付款是模拟的，不会动用真钱。

error-summary-title = 请先改这几处
sent-before = 这一页先前已经提交过，那一次办成了；现在写的和那时不一样。请看一遍，要照现在写的再办一次，就再按一次按钮。
error-prefix = 错误：
optional = 选填
show-as-table = 看表格
next-page = 下一页
newest = 第一页
pager-label = 翻页
copy = 复制
copied = 已复制
problem-incident = 事故编号
problem-back-home = 回首页
problem-sign-in = 去登录
problem-title-not-found = 这里没有东西
problem-title-forbidden = 这里不对你开放
problem-title-wrong = 没有办成
problem-title-slow = 太快了，歇一歇
problem-title-fault = 我们这边出了错

refused-bad-request = 这个请求我们看不懂。请回上一页再试一次。
refused-not-signed-in = 这一步要先登录。
refused-not-a-member = 这一步只有本社成员能做。可以先申请入社。
# $power (String) - what the power is called
refused-lacks-power = 这一步需要“{ $power }”的权限，你还没有。请找主理人。
refused-not-for-visitors = 这个社群的这部分只对成员开放。
refused-cross-site = 这个请求是从别的网站发来的，为安全起见没有执行。请从本站页面再试一次。
refused-no-such-page = 网址可能写错了，或者东西已经不在。
refused-no-such-community = 没有叫这个名字的社群。
refused-wrong-method = 这个网址不接受这种操作。
refused-timed-out = 处理得太久，已经停下。请稍后再试；同一张表单再交一次不会重复。
refused-key-reused = 这个幂等键已经用于另一个内容。请换一个新的键。
refused-too-large = 内容太大，没有接收。请缩小后再试。
refused-unknown-media-type = 请用表单或 JSON 提交。
refused-invalid-input = 有几处没有填对，请改好再交。
refused-too-many-requests = 试得太频繁了，请过一会儿再来。
refused-fault = 不是你的问题，我们已经记下。请稍后再试；若还不行，请把下面的编号告诉管理员。
refused-busy = 现在太忙，请稍后再试。
refused-storage-full = 本站的存储空间满了，这一步没有保存，什么都没有改动。页面仍可照常查看；请告诉管理员腾出空间。

power-edit-charter = 修改章程
power-decide-applications = 审批入社
power-invite = 邀请成员
power-manage-members = 管理成员
power-grant-roles = 授予角色
power-manage-offers = 管理商品
power-fulfil-orders = 备货与交付
power-confirm-payments = 确认收款
power-refund = 退款
power-pay-out = 付款给成员
power-settle = 结算
power-export-books = 导出账本
power-moderate = 管理讨论
power-decide-appeals = 裁定申诉
power-approve-expenses = 批准支出

# $line (Number)
# $column (Number)
body-no-json = 请求体不是合法的 JSON：第 { $line } 行第 { $column } 列。
field-unreadable = 这一项的类型不对，请对照接口文档填写。
field-required = 请填写。
# $least (Number)
field-too-short = 至少 { $least } 个字。
# $most (Number)
field-too-long = 最多 { $most } 个字。
field-not-a-number = 请填数字，例如 12 或 12.5。
# $most (Number)
field-too-many-decimals = 小数最多 { $most } 位。
field-too-large = 这个数太大了。
field-not-positive = 要大于零。
field-negative = 不能小于零。
field-not-whole = 请填整数。
# $least (Number)
# $most (Number)
field-out-of-range = 要在 { $least } 到 { $most } 之间。
field-unknown-choice = 请从列出的里面选。
field-not-an-email = 请填完整的邮箱地址，例如 lin@example.org。
field-not-a-slug = 只能用小写字母、数字和连字符，以字母开头。
field-not-a-date = 请填日期，例如 2026-03-14。
field-not-a-time = 请填日期和时间，例如 2026-03-14 20:00。
field-not-an-id = 这个编号不对。
field-unknown-currency = 请填三个大写字母的货币代码，例如 CNY。
field-unknown-zone = 没有这个时区，例如 Asia/Shanghai。

docs-lead = 页面上能做的每一件事，程序也能做：同样的网址，同样的规则。
docs-begin = 开始
docs-accept = 请求头 Accept 里没有 text/html 时，回答是 JSON。请求体可以是 JSON，也可以是表单。
docs-key = 会新建东西或动钱的请求，请带上 Idempotency-Key：同一个键再发一次，得到第一次的回答，不会做两遍。
docs-money = 金额是整数的最小单位（分）加三个字母的货币代码；数量是十进制文本；时间是 1970 年以来的微秒或 RFC 3339。
docs-language = 回答里给人看的句子，用本人选的语言；没选过的，按 Accept-Language 用中文或英文。
docs-english-only = 下面各项的说明目前是英文。
docs-operations = 操作
docs-parameters = 参数
docs-body = 请求体
docs-answers = 回答
docs-example = 例子
docs-required = 必填
docs-problems = 出错时
docs-problems-lead = 出错的回答是 application/problem+json（RFC 9457）。程序看 code，人看 detail。
# $count (Number)
docs-codes = 全部 { $count } 个代码，按字母排
simulated-label = 演示站点
# $first (String) - the first balance
# $last (String) - the last balance
chart-from-to = 从 { $first } 到 { $last }

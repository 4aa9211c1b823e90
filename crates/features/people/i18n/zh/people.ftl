refused-cannot-sign-in = 用这个邮箱和密码没能登录。请检查一下再试。
refused-wrong-password = 现在的密码不对。
refused-address-malformed = 这不像一个邮箱地址。
refused-password-too-short = 密码至少要八个字。长一点、好记的一句话最好。
refused-password-too-long = 密码太长了，请不要超过 256 个字节。
refused-password-too-common = 这个密码太常见，别人一猜就中。请换一个。
refused-password-taken = 请换一个密码。
refused-no-such-device = 没有这台设备，或者它已经退出了。
refused-link-unusable = 这个链接已经用过、过期或不存在。请在服务器上重新生成一个。
refused-password-link-unusable = 这个链接已经用过、超过一小时，或者不存在。请找管这个站点的人再要一个。
refused-operator-there = 这个站点已经有站长了。
refused-not-confirmed = 请勾选确认，我们才会注销。

email = 邮箱
password = 密码
password-hint = 至少八个字。一句只有你会说的话，比一串符号好记也更安全。
sign-in-title = 登录
sign-in-lead = 回到你的社群。
sign-in-forgotten = 忘了密码？我们还不发邮件。请找管这个站点的人要一个链接，一小时内有效，打开就能设新密码。账号、订单和钱都原样保留。
sign-in-other = 还没有账号？去注册
sign-up-title = 注册
sign-up-lead = 一个账号，可以加入许多社群。
sign-up-other = 已经有账号？去登录
sign-up-privacy = 我们只存你的邮箱、登录过的设备和加密后的密码，密码原文谁也看不到。在每个社群里，你可以用不同的名字。账号、各社群的成员资料和订单随时可以导出；注销账号时，其中的个人信息一并删除。
setup-title = 创建站长账号
setup-lead = 这是这个站点的第一个账号，链接只能用一次。

set-password-title = 设新密码
# $email (String)
set-password-lead = 这是 { $email } 的账号。
set-password-note = 链接只能用一次。设好以后，这个账号登录过的其他设备都会退出，只有这台留着。

account-title = 我的账号
operator = 站长
my-communities = 我的社群
language = 语言
leave-site = 离开
sign-out = 退出登录
devices-title = 登录的设备
devices-lead = 看到不认识的设备，就让它退出，再改一次密码。
device-this = 这台
device-unknown = 未知的设备
# $when (String) - how long ago
device-seen = 最近使用：{ $when }
# $when (String) - how long ago
device-signed-in = 登录：{ $when }
device-revoke = 让它退出
device-revoke-others = 让其他设备都退出
device-revoke-others-ask = 其他设备都要重新登录，确定吗？
ago-now = 刚刚
# $count (Number)
ago-minutes = { $count } 分钟前
# $count (Number)
ago-hours = { $count } 小时前
# $count (Number)
ago-days = { $count } 天前
password-title = 修改密码
password-lead = 改好之后，其他设备都要重新登录。
password-current = 现在的密码
password-new = 新密码
data-title = 导出我的数据
erase-lead = 删除邮箱、密码和名字，不能恢复。
erase-title = 注销账号
erase-goes = 注销后，你的邮箱、密码、登录过的设备，你在各社群的名字和入社申请里写的话都会删除，不能恢复。
erase-stays = 账本不变：账上从来只有账本名。社群还欠你的钱，请先提取。
erase-export-first = 需要留一份的话，请先导出。
erase-confirm = 我明白，请注销我的账号

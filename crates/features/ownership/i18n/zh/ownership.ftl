refused-no-such-instrument = 没有这种份额。
refused-no-such-fund = 没有这个基金。
refused-no-such-kind = 没有这一类份额。
refused-decision-missing = 份额必须出自一项决议。
refused-name-missing = 请写明名称。
refused-name-too-long = 名称太长：最多 80 个字。
refused-price-not-positive = 每份的价格必须大于零。
refused-units-not-positive = 总份数必须大于零。
refused-each-outside = 每人最多的份数必须大于零，且不超过总份数。
refused-sum-too-large = 总额超出了账本能记的数。
refused-terms-missing = 请写明条款。
refused-risk-missing = 请写明风险。
refused-words-too-long = 条款或风险太长：最多 2000 个字。
refused-promises-return = 名称、条款或风险里有保证收益的说法（如保本、固定收益、稳赚）。投入的钱可能亏掉，不能这样写。
# $words (String)
promise-found = “{ $words }”像是保证收益。投入的钱可能亏掉，不能这样写。

ownership = 共有
instruments = 份额
books = 账本
instruments-lead = 成员可以把钱投进来，一起拥有。每一种份额都由决议定下：投到哪个基金、每份多少钱、一共多少、每人最多多少。
no-instruments = 还没有可以认购的份额
no-instruments-next = 份额由决议定下。想一起出钱办一件事，可以先提案。
propose-one = 写提案
# $number (Number)
instrument-numbered = 份额第 { $number } 号
since = 始于
per-unit = 每份
# $all (Number)
# $issued (Number)
units-taken-of = 共 { $all } 份，已认购 { $issued } 份
terms-after-probation = 价格和条款在试用期结束后才能看到。
# $count (Number)
units = { $count } 份
units-max = 一共
units-each-max = 每人最多
units-issued = 已到账
units-asked = 等到账
units-left = 还有
goes-to-fund = 投到
decided-by = 出自
look-at-decision = 看决议
offered-since = 开始于
terms = 条款
risks = 风险
# $version (Number)
risk-version = 风险说明第 { $version } 版
no-return-promised = 社群不保证任何收益。投进来的钱可能收不回来。

kind-donation = 捐赠
kind-donation-note = 钱给了社群，不换来任何东西，也没有表决权。
kind-pre-order = 预订
kind-pre-order-note = 先付钱，等货做出来。没有表决权。
kind-member-capital = 成员股金
kind-member-capital-note = 成员投进来的本钱，拥有社群的一部分；议事规则允许时，表决可以计入。
kind-equity-record = 权益记录
kind-equity-record-note = 这里只记下按合同或法律在别处持有的部分。没有表决权。

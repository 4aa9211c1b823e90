deed-word = 执行事项
refused-no-such-deed = 没有这一项。
refused-deed-not-failed = 这一项已经执行，不会再做第二次。
# $number (Number)
# $title (String)
decided-by = 依提案 №{ $number }「{ $title }」的决议
came-of-it = 结果与执行
look-at-result = 看表决是怎么算的
deeds-due = 如果没有申诉，通过的事项执行于
deed-waiting = 待执行
deed-done = 已执行
deed-failed = 未能执行
deed-retry = 再试一次
# $version (String)
deed-rules-version = 修改议事规则，成为第 { $version } 版
look-at-mandate = 看授权
look-at-offer = 看商品
look-at-charter = 看章程
look-at-member = 看成员
# $number (String)
step-deed-done-number = 执行事项第 { $number } 项完成
# $number (String)
step-deed-failed-number = 执行事项第 { $number } 项未能完成
# $deed (String)
step-deed-done-named = 已照办：{ $deed }
# $deed (String)
step-deed-failed-named = 未能照办：{ $deed }
deed-rules-moved = 提案写好以后，议事规则里的同一处又改过了，所以没有照办。请看看现在的规则，还要改就重新发起提案。
look-at-rules = 看议事规则
look-at-instrument = 看份额
refused-instrument-unfit = 份额需要名称、类别、价格、份数、条款和风险说明，每人最多的份数不能超过总份数。
refused-promises-return = 份额的名称、条款或风险里有保证收益的说法（如保本、固定收益、稳赚）。投入的钱可能亏掉，不能这样写。
add-instrument = + 开放认购份额
deed-is-instrument = 开放认购份额
instrument-hint = 成员可以按这里写的条件把钱投进来。只对过了观察期的成员开放；不能许诺收益。
instrument-name = 名称
instrument-kind = 类别
# $name (String)
# $note (String)
kind-explained = { $name }：{ $note }
into-fund = 钱投到哪个基金
unit-price = 每份多少钱
units-in-all = 一共多少份
units-each = 每人最多多少份
units-each-hint = 免得少数人占了大头。
instrument-terms = 条款
instrument-terms-hint = 钱用来做什么，投了钱的人有什么、没有什么，以后能不能退出。
instrument-risk = 风险
instrument-risk-hint = 什么情况下钱会少掉或收不回来。认购的人要先确认读过。
# $kind (String)
# $name (String)
# $fund (String)
deed-instrument = 开放认购{ $kind }“{ $name }”，投到{ $fund }
# $kind (String)
# $name (String)
# $price (String)
# $units (Number)
# $each (Number)
# $fund (String)
deed-instrument-told = 开放认购{ $kind }“{ $name }”：每份 { $price }，共 { $units } 份，每人最多 { $each } 份，投到{ $fund }
# $name (String)
terms-of = “{ $name }”的条款
# $name (String)
risks-of = “{ $name }”的风险
refused-distribution-unfit = 这份分配试算不在了，或者和选的时候不一样，或者这段时间已经分配过。请重新选一份。
add-distribution = + 分配盈余
deed-is-distribution = 分配盈余
distribution-hint = 表决的就是选中的这一份：谁分多少都已经算好，通过以后一分不差地照着发。
which-distribution = 哪一份试算
choose-a-distribution = 请选一份分配试算。
look-at-distribution = 看分配
# $number (Number)
# $fund (String)
# $period (String)
# $sum (String)
distribution-named = 第 { $number } 号：{ $fund } { $period }，{ $sum }
# $fund (String)
# $number (Number)
# $period (String)
# $sum (String)
deed-distribution = 分配{ $fund }的盈余（试算第 { $number } 号，{ $period }）：共 { $sum }
# $id (String)
deed-distribution-unknown = 分配 { $id }
refused-share-unfit = 没有这种份额，或者不能这样转让、转换：要有持有人的份额、同一个基金、合理的天数和比例。
add-share-rule = + 份额怎样转让
deed-is-share-rule = 份额怎样转让
share-rule-hint = 有人要转让时，社群里的成员先认领几天；离开的人留下的份额要不要失效。没有决议时，社群优先 14 天，不失效。
which-instrument = 哪种份额
first-days = 社群优先几天
lapse-days = 离开几天以后失效（不填就不失效）
add-convert = + 份额转换
deed-is-convert = 份额转换
convert-hint = 所有持有人按同一比例换，除不尽的留着不动，投入的钱一分不变。要同一个基金的份额。
into-which-instrument = 换成哪种份额
convert-give = 每几份
convert-get = 换几份
# $name (String)
# $first (Number)
deed-share-rule = 转让“{ $name }”时社群优先 { $first } 天，离开的人的份额不失效
# $name (String)
# $first (Number)
# $lapse (Number)
deed-share-rule-lapsing = 转让“{ $name }”时社群优先 { $first } 天，离开 { $lapse } 天以后失效
# $name (String)
# $give (Number)
# $get (Number)
# $into (String)
deed-convert = “{ $name }”每 { $give } 份换 { $get } 份“{ $into }”

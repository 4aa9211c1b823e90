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
look-at-rules = 看议事规则

deed-word = 执行事项
refused-no-such-deed = 没有这一项。
refused-deed-not-failed = 这一项已经执行，不会再做第二次。
# $number (Number)
# $title (String)
decided-by = 依提案 №{ $number }「{ $title }」的决议

calls = 招募
calls-lead = 要人手的时候在这里招呼一声：谁愿意来就报名，发起人定下由谁做，做完验收，就成为一项贡献，再由大家确认。
no-calls = 还没有人招募
no-calls-next = 有事要人做，就写下做什么、要几个人、哪天之前。
call-new = 招募人手
call-new-lead = 按现在的规则计价。做完之后由你或司库验收。
call-title = 要做什么
call-note = 说明
call-note-hint = 在哪里，什么时候，要会什么。
rate-sum = 每人一笔定好的数
call-quantity = 每人大约多少小时或多少件
call-sum = 每人算多少
call-sum-hint = 上面选了定好的数才填。
call-people = 要几个人
call-due = 最后一天
call-open = 发出招募
call-close = 结束招募
call-close-ask = 结束之后不再接受报名，已经定下的人照样可以交。确定吗？
call-closed = 已结束
call-full = 人已够
call-seeks = 还要人
# $by (String)
# $count (Number)
# $most (Number)
# $day (String)
call-row = { $by } 发起 · { $count }/{ $most } 人 · { $day }之前
called-by = 发起人
call-worth = 怎么算
# $name (String)
# $rate (String)
# $count (String)
call-at-rate = { $name }，{ $rate }，每人大约 { $count }
one-hour = 1 小时
one-piece = 1 件
# $count (String)
about-hours = { $count } 小时
# $count (String)
about-pieces = { $count } 件
# $sum (String)
call-for-sum = 每人算 { $sum }
call-places = 人数
# $count (Number)
# $most (Number)
places-taken = 已定 { $count } 人，要 { $most } 人
offer-help = 我来
offer-note = 想说的话
offer-note-hint = 比如你会什么，哪天有空。
who-helps = 报名和分工
nobody-helps = 还没有人报名。
take-on = 定下由他做
part-applied = 已报名
part-assigned = 在做
part-ended = 不做了
part-handed-in = 待验收
part-not-accepted = 没有通过
part-accepted = 已验收
part-handed-in-much = 交上来的
part-agreed = 说好的
part-counts-for = 全部通过就计
# $count (String)
part-is-more = 交上来的比说好的（{ $count }）多。不该都算的话，选“通过一部分”。
became-contribution = 看这项贡献
what-was-done = 做了什么
hand-in = 交上来
# $count (String)
hand-in-quantity-hint = 和说好的一样（{ $count }）就留空。
# $name (String)
judge-of = 验收 { $name } 做的
verdict = 验收
verdict-whole = 全部通过
verdict-part = 通过一部分
verdict-not = 没有通过，请再做
verdict-reason-hint = 没有全部通过时要写，大家都能看到。
judge = 验收
put-down = 我不做了
end-part = 换人
part-not-chosen = 不选
places-full = 人已经够了；有人退出，才会再找人。
quantity-or-sum = 按小时或按件的填数量，给一笔钱的填金额，两样只填一样。

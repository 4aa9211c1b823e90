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
refused-key-reused = 这个幂等键已经用于另一个内容。请换一个新的键。

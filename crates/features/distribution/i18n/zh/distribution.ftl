refused-not-a-member = 你现在不是这个社群的成员。
refused-not-allowed = 这件事由司库和主理人来做。
refused-no-such-period = 没有这个时期。请写成 2026-07、2026-Q3 或 2026。
refused-period-not-over = 这个时期还没有过完，不能结账。
refused-period-already-closed = 这个时期已经结账了。
refused-closing-already-asked = 已经有人提出给这个时期结账，正等另一个人同意。
refused-closing-not-asked = 还没有人提出给这个时期结账。
refused-own-closing = 结账要由另一个人同意，不能是提出的人自己。
refused-key-reused = 同一个请求号已经用于别的内容。

refused-part-outside = 百分比要大于 0，最多 100%。
refused-too-much-set-aside = 提取的部分加起来超过了 100%。
refused-fund-twice = 同一个基金写了两次，或者写了正在分配的这个基金。
# $count (Number)
refused-too-many-lines = 每一类最多写 { $count } 行。
refused-basis-twice = 同一个依据写了两次。
refused-weights-unequal = 各个依据的比例加起来要正好是 100%。
refused-cap-outside = 每人的上限要大于 0，最多 100%。
# $count (Number)
refused-tax-name-unfit = 代扣的税要写明名称（最多 { $count } 个字），并选出从哪些依据里扣。
refused-too-much-tax = 从同一个依据里扣的税加起来超过了 100%。
refused-sum-outside = 金额太大，或者小于零。
refused-below-law = 按农民专业合作社法，按交易量返还的部分不能少于 60%。

refused-no-such-distribution = 没有这次分配。
refused-no-such-fund = 没有这个基金。
refused-period-open = 这个时期还没有结账，盈余还会变。请先结账。
refused-period-shared = 这个基金的这段时间已经分配过了。
refused-nothing-to-share = 这段时间收支相抵，没有可以分配的，也没有要弥补的。
refused-nobody-to-share = 按这些依据，没有一个人可以分到。
refused-weights-too-large = 依据的数太大，没法计算。
refused-fund-too-small = 基金里现在的钱比要拿出来的少：有一部分已经用掉了。
refused-not-ready = 这次试算还没有写完。
refused-hash-differs = 表决的内容和现在的不是同一份。
refused-already-decided = 这次分配已经决定过了。
refused-other-paying = 这个基金的另一次分配正在发放，请等它发完。
refused-moved-on = 这期间这个基金做过别的分配，这份试算不再准确。请重新试算。

distribution = 分配

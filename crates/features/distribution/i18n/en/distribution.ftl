refused-not-a-member = You are not a member of this community now.
refused-not-allowed = This is for treasurers and stewards.
refused-no-such-period = There is no such period. Write it as 2026-07, 2026-Q3 or 2026.
refused-period-not-over = This period is not over yet and cannot be closed.
refused-period-already-closed = This period is closed already.
refused-closing-already-asked = Somebody has already asked to close this period; it waits for another person's consent.
refused-closing-not-asked = Nobody has asked to close this period.
refused-own-closing = Somebody else has to agree to the closing, not the person who asked for it.
refused-key-reused = The same request key was used for something else.

refused-part-outside = A percentage has to be above 0 and at most 100 %.
refused-too-much-set-aside = What is set aside comes to more than 100 %.
refused-fund-twice = A fund is named twice, or it is the one whose surplus is shared out.
refused-too-many-lines = At most { $count } lines of each kind.
refused-basis-twice = The same basis is named twice.
refused-weights-unequal = The parts of the bases have to come to exactly 100 %.
refused-cap-outside = The most for one person has to be above 0 and at most 100 %.
refused-tax-name-unfit = A withheld tax needs a name ({ $count } characters at most) and the bases it is taken from.
refused-too-much-tax = The taxes on one basis come to more than 100 %.
refused-sum-outside = The sum is too large, or below zero.
refused-below-law = By the law of farmers' co-operatives, at least 60 % go back by trade.

refused-no-such-distribution = There is no such distribution.
refused-no-such-fund = There is no such fund.
refused-period-open = This period is not closed: its surplus may still change. Close it first.
refused-period-shared = This time of this fund has been shared out already.
refused-nothing-to-share = Income and expenses of this time are equal: there is nothing to share out and nothing to make up for.
refused-nobody-to-share = By these bases nobody would get anything.
refused-weights-too-large = The numbers of the bases are too large to reckon with.
refused-fund-too-small = The fund has less now than would be taken out of it: some of it has been spent.
refused-not-ready = This simulation is not written down completely yet.
refused-hash-differs = What was voted on is not what is here.
refused-already-decided = This distribution has been decided on already.
refused-other-paying = Another distribution of this fund is being paid; wait until it is done.
refused-moved-on = This fund has had another distribution since: the simulation is no longer exact. Make a new one.

distribution = Distribution

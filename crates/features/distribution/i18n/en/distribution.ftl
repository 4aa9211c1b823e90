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
refused-cap-outside = The most for one account has to be above 0 and at most 100 %.
refused-tax-name-unfit = A withheld tax needs a name ({ $count } characters at most) and the bases it is taken from.
refused-too-much-tax = The taxes on one basis come to more than 100 %.
refused-sum-outside = The sum is too large, or below zero.
refused-below-law = By the law of farmers' co-operatives, at least 60 % go back by trade: deliveries and purchases together.

refused-no-such-distribution = There is no such distribution.
refused-no-such-fund = There is no such fund.
refused-period-open = This period is not closed: its surplus may still change. Close it first.
refused-period-shared = This time of this fund has been shared out already.
refused-later-shared = This fund has been shared out for a later time already. What it earned before that stays in it.
refused-nothing-to-share = Income and expenses of this time are equal: there is nothing to share out and nothing to make up for. Gifts are no surplus.
refused-nobody-to-share = By these bases nobody would get anything.
refused-trade-below-law = By the law of farmers' co-operatives, at least 60 % of what is left after losses and reserve goes back by trade; here it would be less. Raise the cap or leave it out, set nothing aside for funds that are no reserve; where no member traded in this time, choose another rule.
refused-weights-too-large = The numbers of the bases are too large to reckon with.
refused-fund-is-kept = Mutual aid and reserves are kept for those in need and for bad times: they are not shared out.
refused-fund-too-small = The fund has less now than would be taken out of it, not counting what members put in: some of it has been spent.
refused-not-ready = This simulation is not written down completely yet.
refused-hash-differs = What was voted on is not what is here.
refused-changed = Something of it was changed after it was frozen: nothing of it is paid. Whoever runs the program should look at it.
refused-already-decided = This distribution has been decided on already.
refused-other-paying = Another distribution of this fund is being credited; wait until it is done.
refused-moved-on = Something has changed since this was reckoned, such as another distribution of this fund: it is no longer exact. Make a new one.
refused-gifts-untold = This was made before gifts were told apart: it would pay them out too. Make a new one.

distribution = Distribution
books = Books
distributions = Distributions
distributions-lead = When a period is closed, what it earned is shared out by a rule that was decided on. Every distribution and every simulation is here, with where it comes from and how it is shared.
no-distributions = Nothing has been shared out yet
no-distributions-next = A period is closed first; then a simulation is made and put to the vote.
simulate = Simulate a distribution
simulate-lead = Reckons who would get what, and freezes it. The vote is on exactly that, and it is paid to the cent.
periods = Closing periods
periods-lead = Once a month, a quarter or a year is closed, nothing can be entered into it. Mistakes found later are put right in the time that is still open.
closed-before = Closed; entries can be dated from
nothing-closed = Nothing is closed yet.
ask-to-close = Ask to close
ask-to-close-note = Another treasurer or steward has to agree. What is closed stays closed, and so does everything before it.
closed-with = { $period }, and all before it since { $from }
would-close = This closes { $with }.
closes-more-note = Some of these close earlier months, too. What such a month earned can be shared out afterwards, by itself or with its quarter or year, but no more once a later time of the same fund was shared out: share out the earliest first.
pending-note = Some money has not been checked yet. Check first what came within the period: once it is closed, nothing can be entered with a day of it.
pending-payments = { $count ->
    [one] { $count } payment for an order
   *[other] { $count } payments for orders
}
pending-parts = { $count ->
    [one] { $count } part of a group buy or campaign
   *[other] { $count } parts of group buys and campaigns
}
pending-subscriptions = { $count ->
    [one] { $count } subscription without its money yet
   *[other] { $count } subscriptions without their money yet
}
which-period = Which period
no-closings = Nobody has asked to close a period
no-closings-next = When a month, a quarter or a year is over, a treasurer or a steward can ask for it.
consent-to-close = Agree to close
withdraw-closing = Not yet
closing-asked = waits for consent
closing-closed = closed
closing-withdrawn = taken back
closings-waiting = Closings that wait for consent
closings-counted = { $count }
asked-by = asked for by { $who }
closed-by = asked for by { $asker }, agreed by { $who }
withdrawn-by = taken back by { $who }
nobody = (gone)
period-year = { $year }
period-quarter = Q{ $part } { $year }
period-month =
    { $month ->
        [1] January { $year }
        [2] February { $year }
        [3] March { $year }
        [4] April { $year }
        [5] May { $year }
        [6] June { $year }
        [7] July { $year }
        [8] August { $year }
        [9] September { $year }
        [10] October { $year }
        [11] November { $year }
        [12] December { $year }
       *[other] { $year }-{ $month }
    }
basis-capital = Capital and time
basis-work = Work
basis-purchases = Purchases
basis-deliveries = Deliveries
basis-per-head = Per head
preset-farmers-law = Farmers' co-operative law (China)
preset-consumer = Consumer co-operative
preset-worker = Worker co-operative
preset-project = Project with investors and workers
preset-sponsorship = Sponsorship shared by all
preset-own = Our own
source-farmers-law = Law of the PRC on Farmers' Specialised Co-operatives (2017), art. 44: after losses and reserve, at least 60 % go back by trade and the rest by the members' capital accounts. What the co-operative sold of a member's goods is their trade (deliveries); where it buys for its members, purchases count too, or in its place.
source-consumer = Rochdale Society of Equitable Pioneers, Laws and Objects, 1844: profits go back in proportion to purchases; from 1854 on, 2.5 % for education.
source-worker = French law no. 78-763 of 1978 (SCOP), art. 33: 15 % to the legal reserve, not less than 25 % to those who work, capital not more than they.
source-project = The balance of the same article: half by capital and half by work, nobody above a fifth of either.
source-sponsorship = The same for everybody, as the Alaska Permanent Fund Dividend (AS 43.23).
source-own = The community sets its own parts.
purpose-sales = Sales
purpose-donation = Donations
purpose-other-income = Other income
purpose-purchases = Spent: purchases, budgets set aside for rewards
flows-note = What is spent counts in the month in which it is paid: a freezer all at once. What is set aside for rewards counts as spent, too; what is left of it is taken off again in the month in which it comes back. What a fund adds to campaigns by a match is moved, not spent: it is in no line here, and makes no surplus smaller.
purpose-fees = Fees
purpose-losses = Losses
state-making = being written
state-made = simulation
state-paying = being credited
state-paid = credited
rule-aside-until = { $percent } of the surplus to { $fund }, until it has { $until }
rule-aside = { $percent } of the surplus to { $fund }
rule-basis = of the rest, by { $basis }: { $percent }
rule-cap-others = no account gets more than { $percent } of one basis, a company's counted apart from its people's; the others share the excess
rule-cap-fund = no account gets more than { $percent } of one basis, a company's counted apart from its people's; the excess stays in the fund
rule-tax = { $name } is withheld from { $of }: { $percent }, { $rounding }
rounding-half-up = rounded to the smallest unit of the currency, a half up
rounding-down = rounded down to the smallest unit of the currency
rule-least = less than { $sum } is owed and waits until more has come together; it can be set off against an order
rule-losses = a loss is covered by, in this order: { $names }
list-comma = {", "}
why-so-much = Why this much?
all-distributions = All distributions
my-shares = My shares
no-closed-period = No period is closed yet
no-closed-period-next = Close a month, a quarter or a year first, so that its surplus does not change any more.
preset-word = The rule comes from
fill-in = Fill in from this
whose-surplus = Whose surplus
set-aside = Set aside
set-aside-note = Comes first, for reserves, mutual aid and the like. Once the fund has the height that is named, nothing more goes there.
aside-fund = Fund { $number }
aside-percent = Part for fund { $number }
aside-until = Until fund { $number } has
shared-by = Shared out by
shared-by-note = What is left is shared out by these; together they come to 100 %.
cap-word = Most for one account of each basis
cap-hint = So that a few do not take most of it. A company that is a member has its own, beside its people's. May be left empty.
excess-word = What is above that
excess-others = the others share it
excess-fund = stays in the fund
all-bases = everything
withheld = Withheld
withheld-note = What the tax law asks to keep back for members; it waits on an account of its own.
tax-name = Name of the tax
tax-percent = Rate
tax-of = Taken from
tax-rounding = What is less than the smallest unit of the currency
least-word = Least sum to transfer
least-hint = Less than this still belongs to the member and goes out with the next share; it is paid anyway to who asks or leaves.
losses-word = If there is a loss
loss-fund = Fund { $number } that covers it
no-fund = none
numbered = No. { $number }
holders-counted = { $count ->
    [one] { $count } person
   *[other] { $count } people
}
distribution-of = { $fund }, { $period }
blocks-paid = { $paid } of { $all } parts are credited
your-share = Your share
decided-by = Decided by
look-at-decision = See the decision
not-decided = not decided yet
in-the-books = In the books
entry-numbered = Entry { $number }
fund-word = Fund
fingerprint = Fingerprint (what the vote names)
where-it-comes-from = Where it comes from
account-word = Account
sum-word = Sum
entries-counted = { $count ->
    [one] { $count } entry
   *[other] { $count } entries
}
surplus-of-period = Surplus of the period
loss-of-period = Loss of the period
left-out-campaign-gifts = Less: gifts from campaigns, which are no surplus
left-out-campaign-costs = Added back: paid with a campaign's money, which is no cost
left-out-ordered = Less: paid for goods ordered in a campaign, still needed for what they cost
left-out-ordered-costs = Added back: what those goods cost
left-out-gifts = Less: other gifts, which are no surplus
left-out-note = Gifts are not earned, and not shared out. A campaign's money is for its purpose: what is paid with it comes out of it first, and neither counts. Gifts without a purpose make up for a loss of the same time; what is more stays in the fund. What was paid for goods ordered ahead counts, less what they cost, once their mandate has ended and what was asked for by then is decided and paid.
adds-to-loss = Together: the loss to be made up for
is-a-loss = A loss of { $sum }: there is nothing to share out.
propose-to-cover = Propose to cover the loss by this
propose-to-cover-note = It becomes a proposal that carries this simulation; members talk it over and vote, and only then do the funds named above cover it. Nobody pays in.
propose-to-carry-loss = Propose to keep this loss on record
propose-to-carry-loss-note = It becomes a proposal that carries this simulation. No money moves: the fund makes up for the loss before it shares out a surplus again.
loss-before = Earlier losses made up for
where-it-goes = Where it goes
what-word = What
of-that-withheld = of that, withheld: { $name }
covered-from = covered by { $fund }
loss-left = Loss that nothing covers
rule-word = The rule
who-gets-what = Who gets what
each-note = One line for each, those who get least first.
tenths-note = Everybody in ten groups by what they get, those with least first. Where it does not come out even the first groups have one more: compare what each gets on average.
tenth-word = Group
picture-word = Picture
all-with-names = Everybody's share
both-rules = Both rules
both-tenths = What each group gets
compare = Compare
compare-with = with No. { $number }
shared-out = Shared out
least-share = Smallest share
most-share = Largest share
is-credited = credited to you
on-its-way = being credited
no-share-of-it = no share of yours in it
how-reckoned = How it was reckoned
own-of-all = You have { $own } of { $all } ({ $percent }); { $part } are shared out by this
money-days = { $sum } × days
heads = { $count ->
    [one] { $count } person
   *[other] { $count } people
}
carried-before = with { $sum } of fractions carried from before
carried-above = with { $sum } of the fractions of the lines above
carried-both = with { $sum } of fractions: those carried from before and those of the lines above
fractions-note = Fractions of less than the smallest unit of the currency are kept for you and count next time: so of equal shares one may get a unit more now, and another next time.
below-least = Less than { $sum } is not transferred by itself: it stays yours and goes out together with your next share. You can set it off against an order now; a treasurer pays it singly if you ask; and when you leave, whatever there is is paid.
the-way-back = The way back, step by step
step-payout = Credited to you: entry { $entry }
step-distribution = Distribution No. { $number }
step-decision = The decision
step-surplus = Surplus of { $fund }, { $period }: { $sum }
step-fund = { $fund }: where its money came from and went
step-account = { $purpose } { $sum }, { $count } entries
nobody-here = Nobody is here.
member-word = Member
is-owed = Owed
nothing-for-you = You have no share of this one: by its rule there was nothing to count for you in this time.
propose-to-share = Propose to share by this
propose-to-share-note = It becomes a proposal that carries this simulation; members talk it over and vote, and only then is it shared out.
nothing-shared-yet = Nothing has been shared out yet. Once a month is closed, it can be simulated.

refused-tax-not-allowed = Paying tax is proposed and put right by who pays out; who approves expenses may consent, too.
refused-no-such-tax = This distribution withholds no such tax.
refused-not-decided = It has not been decided on: no tax has been withheld yet.
refused-reference-too-long = { $count } characters at most for what the transfer says: cut, the office would not find it.
refused-office-unfit = Please say which office it goes to ({ $count } characters at most).
refused-reason-missing = Please give a reason.
refused-tax-already-asked = Somebody has asked to pay it already; it waits for another person's consent.
refused-tax-already-paid = This has been paid already.
refused-tax-not-asked = There is no payment of tax that waits for consent.
refused-tax-not-paid = This has not been paid: there is nothing to put right.
refused-tax-asked-anew = What you looked at has been replaced. Please look at what is there now, and decide then.
refused-own-tax-payment = Somebody else has to consent, not the person who proposed it.
refused-proposer-may-not = Whoever proposed it may not pay out any more: please withdraw it, and have it proposed by somebody who may.
refused-bank-too-small = By the books the bank holds less than this tax.

taxes-title = Withheld tax
taxes-lead = Tax that was kept back when shares were paid, to be passed on to the tax office. One proposes to pay it, another consents: only then has it been paid.
no-taxes = Nothing was withheld by this distribution
no-taxes-next = Its rule names no tax.
tax-paid = paid
tax-waits = waits for another's consent
tax-open = not paid yet
tax-asked-by = { $asker } proposes to pay it to { $office }
tax-withdrawn-by = Was to go to { $office }; withdrawn by { $who }
tax-paid-to = Paid to { $office }; proposed by { $asker }, consented to by { $who }
tax-taken-back = The payment to { $office } was taken back: { $reason }
tax-reference-said = Reference: { $reference }
tax-consent = Consent: pay it
tax-consent-note = With your consent the books say that it was paid: please make the transfer accordingly.
tax-withdraw = Withdraw
tax-office = To which office
tax-office-hint = The full name of who receives it, such as “HM Revenue and Customs”.
tax-reference = Reference of the transfer
tax-ask-note = All of it at once. Nothing moves before somebody else has consented.
tax-ask = Propose to pay { $sum }
tax-take-back = It was not paid: put it right
tax-take-back-note = If the bank sent it back, or it was entered wrongly: an opposite entry takes it back, and the tax waits to be paid again.
tax-reason = Why it is put right
tax-paid-since = paid to { $office } on { $day }
tax-not-yet = not yet paid to the tax office
all-taxes = Has the tax been paid?
taxes-waiting = Withheld tax
tax-left-said = { $sum } of withheld tax has not been paid yet

rule-basis-really = the rest to all: { $basis } { $percent } (a basis has nobody, so { $really } this time)
rule-basis-empty = the rest to all: { $basis } { $percent } (nobody has any this time: added to the other bases in proportion)
left-in-fund = Stays in the fund
left-in-fund-note = above what one person may get, with nobody left to get it
part-decided-and-real = { $decided } by the rule, { $really } in fact
adds-to-surplus = Together: the surplus that can be shared
basis-is-empty = In this time nobody has any “{ $basis }” of { $fund }: the { $percent } that the rule gives it are added to the other bases in proportion.
what-is-paid = What is credited to everybody
fractions-before = Fractions kept from last time, added
fractions-after = Fractions of less than the smallest unit of the currency, kept for next time
fractions-both = Fractions: those of last time less those kept now
withheld-for = Withheld for { $name }
really-paid = Credited
people-word = People
on-average = Each, on average
heads-note = Per head: one share for everybody who was past probation when this time ended and is still a member when it is reckoned; suppliers who are members count, too. A company has none beside its people, as in a vote. Who left before that has none, and the others share it.

own-pieces = These of yours were counted
more-pieces = There may be earlier ones that are not listed.
pieces-since = This is how they stand now. Since the share was reckoned they have changed by { $sum } in all; the share is by what they were then.
order-numbered = Order { $number }
contribution-numbered = Contribution { $number }
all-capital-note = All: what everybody put into this fund, times how long it stood there in this time.
all-work-note = All: contributions to this fund that were recorded in this time.
all-purchases-note = All: what everybody paid themselves for the orders settled in this time that brought this fund something: whole orders, not only the fund's part. What coupons paid, and what was given back before it was reckoned, does not count.
all-deliveries-note = All: what members got for their goods in the orders settled in this time that brought this fund something: their own part of the price, what was kept of it for a debt among it. What they gave back before it was reckoned does not count, nor does what the community bought of them itself.
names-note = Who gets what under real names is seen by those who keep the money only. In the books everybody finds all of it, under the names that members have there.
names-by-work = { $count ->
    [one] One person shares by contributions
   *[other] { $count } people share by contributions
}, and members see under real names who gave how much. Afterwards the books say what each book name got: whoever lays one beside the other may tell whose book name is whose, and the fewer they are the easier it is.
names-by-work-form = By contributions: members see under real names who gave how much, and the books say under book names who got what. Whoever lays one beside the other may tell whose book name is whose, above all where they are few.
tax-of-distribution = Withheld tax: { $fund }, { $period }
refused-in-ballot = This is being voted on, or was passed and waits to be carried out: it cannot be proposed a second time. Should it fail, it can be proposed anew.
state-voting = being voted on
state-passed = passed
is-voted-on = Being voted on until { $until }.
is-passed = Passed; appeals are possible until { $until }, then it is shared out.
look-at-proposal = See the proposal
look-at-it = See it
shared-by-another = What was earned in this time has been shared out already, by distribution no. { $number }.
cut-for-others = In proportion it would be { $all }; nobody gets more than { $cap } here. The { $less } above that went to the others in proportion.
cut-for-fund = In proportion it would be { $all }; nobody gets more than { $cap } here. The { $less } above that stays in the fund.
raised-by-cap = In proportion it would be { $all }. Others reached the cap; what was above it went round, and { $more } of it came to you.
raised-to-cap = In proportion it would be { $all }. Others reached the cap; what was above it went round, and { $more } of it came to you, up to the cap.
earlier-unshared = Closed before, and not shared out: { $months }. What these months earned is not in this period, and cannot be shared out any more once a later one is: share them out first, or a quarter or year that has them in it.

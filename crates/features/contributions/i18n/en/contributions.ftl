contributions = Contributions
my-contributions = What I gave
contributions-lead = Work, things and money that members gave. Others confirm that it was so; once the days to object are over it counts, and what is earned can be shared out by it.
how-it-counts = How contributions count
contribution-rules = Rules of contributions
no-rules-yet = Nothing is agreed yet
no-rules-next = A steward first writes down what each kind of work is worth, how many confirm it, and for how many days anybody may object.
no-contributions = Nobody has claimed anything yet
no-contributions-next = Write down what you did or gave; others will confirm it.
no-contributions-of-mine = You have not claimed any contribution yet.
filter-all = All
filter-mine = Mine
filter-label = By state
mine-counts = Of yours, { $sum } counts when something is shared out.
mine-in-shares = { $sum } counts towards shares, and not there.
nobody = somebody who left
contribution-numbered = Contribution { $number }

slices = { $sum } slices
per-hour = { $price } an hour
per-piece = { $price } apiece
with-rate = { $name } ({ $rate })
given-hours = { $name }, hours: { $count }
given-pieces = { $name }, pieces: { $count }
given-task = Work that was called for
given-cost = Paid with own money

state-claimed = To be confirmed
state-confirmed = Open to objection
state-disputed = Disputed
state-recorded = Counts
state-refused = Does not count
state-withdrawn = Withdrawn
step-claimed = Claimed
step-evidence-added = Evidence added
step-confirmed = Confirmed
step-disputed = Disputed
step-upheld = Decided: it counts as it stands
step-upheld-in-part = Decided: a part of it counts
step-refused = Decided: it does not count
step-withdrawn = Withdrawn
step-recorded = Counts
office-steward = steward
office-treasurer = treasurer
office-moderator = moderator

claim-new = Say what you gave
claim-lead = Write down what you did. Others confirm it; if nobody objects, it counts.
what = What you did or gave
what-hint = So that who was not there understands: where, with whom, what came of it.
kind-of-work = Which kind
rate-cost = Bought with my own money, not to be paid back
quantity = How many hours or pieces
quantity-hint = For what counts by the hour or piece; 2.5 is fine.
amount-paid = What you paid
amount-hint = For what you bought. To have your money back, ask for an expense instead.
done-on = Day
given-for = For which fund or project
paid-already = What you were paid for it
paid-hint = What you got for it is taken off first. Leave it empty if you got nothing.
evidence-files = Pictures or files
evidence-hint = Up to 10 pictures or PDFs of up to 10 MB each. All members can see them.
files-again = Files have to be chosen again.
claim-send = Send
claim-note = It cannot be changed afterwards; if something is wrong, withdraw it and write it anew.
file-numbered = File { $number }
file-of-several = File { $number }: { $why }
picture-of = Picture: { $name }

given-by = Who
given-what = What was given
counts-for = Worth
comes-of = How that comes
rules-of-then = the rules of then
less-paid = less { $sum } paid
times-multiplier = times { $by }
times-share = { $share } of it counts
reckoned-comma = {", "}
confirmations = Confirmations
confirmations-of = { $count } of { $needed }
confirmations-of-office = { $count } of { $needed }, of which at least { $of } by a { $office }
may-object-until = Anybody may object until
evidence = Evidence
no-evidence = None was handed in.
was-it-so = Was it so?
was-it-so-all = Was it so? Please confirm
confirm-note = Confirm only what you saw or have checked. Your name stays here.
confirm = Yes, it was so
dispute = Object
dispute-note = Say what is not right. It does not count then until a steward or treasurer who has no part in it has decided.
reason = Reason
reason-hint = All members can read it.
decide-title = You decide
ruling = What counts
ruling-stands = All of it
ruling-part = A part of it
ruling-refused = Nothing
share = How much of it
share-hint = For a part: 1/2, or 60%.
share-without-part = This says how much counts, but “in part” is not chosen above: choose it, or empty this field.
decide = Decide
own-matter-note = You claimed, confirmed or disputed this: another steward or treasurer decides.
add-evidence = Add evidence
withdraw = Withdraw
withdraw-ask = Withdraw this claim?
way-of-it = What happened

rules-lead = What is given is worth so much, is confirmed by so many, and is open to objection for so long. A claim is judged by the version of its day.
rules-old = This is version { $version }, which holds no more.
rules-newest = See what holds now
rates = What each kind of work is worth
rates-note = These are agreed values, not wages: the community owes nobody money for them. They say how large each part is when something is shared out.
rules-edit = Change the rules of contributions
rules-edit-lead = New claims are judged by the new rules; those made before, by the old.
rules-by-decision-note = This community changes its rules by decision: make a proposal, and choose the rules of contributions as what is done when it passes.
rules-versions = Versions
version-numbered = Version { $version }
by-decision = By decision
rates-hint = What it is called, whether it counts by the hour or the piece, and what one is worth. Leave empty what you do not need.
rate-name-numbered = Name { $number }
rate-per-numbered = Counted { $number }
rate-price-numbered = Worth of one { $number }
per-hour-choice = by the hour
per-piece-choice = by the piece
who-confirms = Who confirms
confirmation-count = How many confirm it
office-wanted = Among them must be a
no-office = no one in particular
office-count = At least how many
office-count-hint = Only with a role chosen above.
dispute-days = Days to object
dispute-days-hint = After the last confirmation, for all members.
line-confirmations = Confirmed by
people-counted = { $count ->
    [one] one other
   *[other] { $count } others
}
line-confirmations-office = { $count }, at least { $of } of them { $office }
line-dispute = Open to objection for
days-counted = { $count ->
    [one] one day
   *[other] { $count } days
}
line-valuing = Counted in
valuing-money = Money
valuing-slices = Slices (dynamic equity)
valuing-money-choice = Money: market value less what was paid
valuing-slices-choice = Slices: market value less what was paid, times a multiplier
valuing-hint = Slices are from Mike Moyer's Slicing Pie: unpaid work counts twice, cash four times; the numbers can be changed. Once something counts, it cannot be switched.
line-unpaid = Unpaid work and goods
line-cash = Cash
rules-reason = Why they change
rules-save = Agree on this

all-to-confirm = All that wait
disputes = Disputed contributions
all-disputes = All disputes
for-another = for another to decide
counts-together = Counts when something is shared out
counts-towards-shares = Counts towards shares
shares-all-lapsed = Shares lapsed
all-my-contributions = All that I gave

line-holding = What is given for { $fund }
holding-of = Every { $value } becomes one unit of { $name } in the share register, and has no part in what is shared out for work
becomes = Becomes
one-unit-each = one unit for { $value }
holding-expected = { $units ->
    [one] once it counts, one unit
   *[other] once it counts, { $units } units
}; { $rest } goes on to the next
holding-expected-whole = { $units ->
    [one] once it counts, one unit
   *[other] once it counts, { $units } units
}
holding-expected-none = no whole unit of it yet: once it counts, { $rest } goes on to the next
rest-goes-on = what makes no whole unit goes on to the next
holding-made = units: { $units }; { $rest } goes on to the next
holding-carried = with { $rest } left from before
holdings-of-work = Shares from what I gave
holdings-lead = By the rules that were agreed, what you give becomes shares in the register once it counts. What makes no whole share goes on to your next contribution, to the cent.
no-holdings-of-work = Nothing of yours has become a share yet
no-holdings-next = The rules say what becomes which share; what they do not name counts when something is shared out.
became-units = { $units ->
    [one] one unit
   *[other] { $units } units
} in the register
units-wait = { $units } waiting for room
units-wait-why = { $units } cannot be entered yet (a cap is reached, none is left, or you are on probation): they stay owed to you, and can be entered once there is room.
rest-carried = { $rest } makes no whole share yet and goes on to the next.
take-waiting = Enter what waits
of-which-contributions = Of which contributions

back-by-rule = Given back by the rules of leaving (departure { $number })
line-leaving = Who leaves
leaving-after = leaves well after { $count } months as a member, early before that
leaving-always-well = leaves well at any time
leaving-removed-badly = who is removed leaves early
line-vesting = Earned
vesting-over = month by month over { $count } months from when it counts, a month being 30 days; what is not earned then lapses
vesting-all-well = who leaves well has earned all of it
line-well = Who leaves well keeps
line-badly = Who leaves early keeps
leaving-keeps = { $units }% of the shares earned, { $counted }% of what counts and is not shared out yet
line-capital = What was put in
capital-is-asked-back = the fund is asked to give it back
capital-stays = stays with who left
leaving = When you leave
leaving-lead = Reckoned by the rules of the day of each claim; a change of the rules is for what is given after it. What you put in as money is never less: the fund is asked to give it back, or it stays yours. What does not count yet is judged the same way once it does.
leaving-today = If you left today
leaving-nothing = You would lose nothing
leaving-nothing-note = By the rules of now, what you gave and hold stays yours.
way-well = left well
way-badly = left early
loses-units =
    { $units ->
        [one] { $units } share lapses
       *[other] { $units } shares lapse
    }
loses-value = { $value } counts no more
lost-units =
    { $units ->
        [one] { $units } share has lapsed
       *[other] { $units } shares have lapsed
    }
lost-value = { $value } counted no more from then on
lost-nothing = nothing went
capital-back-note = Once the days to object are over the fund is asked for you to give back what you put in. No money moves by itself: that waits for a mandate from a decision and for somebody’s consent, like any buy-back.
capital-back-short = The fund is asked for you to give back what you put in, once the days to object are over.
capital-stays-short = The shares you paid for stay yours; the rules have the fund asked for nothing by itself.
leaving-rounded = What stays with you of each thing is rounded up, to whole shares or to the smallest unit of the currency; only the rest lapses.
leaving-own-moment = Once you have left you have 14 days to object; nothing is carried out then until a steward or treasurer who has no part in it has decided.
departures = Departures
departures-lead = What members lose who leave, by the rules that were agreed beforehand.
no-departures = Nobody has left yet
no-departures-next = When somebody leaves and the rules say something of it, it stands here.
departure-numbered = Departure { $number }
departure-announced = Open to objection
departure-disputed = Disputed
departure-carried-out = Carried out
departure-lifted = Not carried out
departure-removed = removed
departure-left = left by themselves
object-to-loss = I object
object-note = Say what is not right. Nothing is carried out then until a steward or treasurer who has no part in it has decided.
objection = Objection
decide-loss = You decide
loss-stands = As the rules say
loss-lifted = Nothing is lost
why-decided = Why it was decided so
units-gone = { $gone } lapsed
ruling-by-all = Members may also rule on it together: make a proposal, and choose the dispute as what is done when it passes.
ruling-only-by-all = Everybody who could rule has a part in it (gave it, confirmed it, accepted it or objected), so nobody is left to rule alone. Only members together can: make a proposal.
begin-proposal = Make a proposal

line-large = Above { $sum }
large-needs = evidence, and at least 1 confirmation by a { $office }
office-any = steward or treasurer
proof-above = Large from above
proof-above-hint = A large claim needs evidence and the confirmation of a steward, a treasurer or the role chosen above; a call that promises more than this in all is opened by one of them. What somebody claims of one day is taken together.
large-note = This is a large sum: it needs evidence, and at least 1 confirmation by a { $office }.
large-no-evidence = There is no evidence yet; others can confirm it once there is.
large-waits = Large contributions to confirm
objectable = Contributions open to objection, the largest first
all-objectable = All that are open to objection
not-with-cost = For what you bought only the sum; claim hours or pieces by themselves.
not-with-rate = No sum for what counts by the hour or piece; claim what you bought by itself.
reckoned-rate = { $count } × { $price }
no-evidence-yet = no evidence yet
objectable-until = counts from { $day }

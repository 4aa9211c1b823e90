# What is said when something cannot be done
refused-not-a-member = Only members of this community can do that
refused-not-allowed = You may not do that
refused-no-such-pool = There is no such group buy
refused-no-such-goods = These goods are not there, or not for sale any more
refused-title-missing = Please give it a title
refused-title-too-long = A title has 120 characters at most
refused-terms-too-long = That is too long: 20,000 characters at most
refused-least-not-positive = What it takes to form must be above zero: so many people, or so much
refused-least-above-most = It takes more to form than there is room for
refused-most-not-positive = The whole must be above zero; leave it empty for no end
refused-each-not-positive = The limit for each must be above zero; leave it empty for none
refused-off-step = The quantity must be a whole number of the smallest amount sold
refused-no-price = Please give one price at least
refused-too-many-steps = Twelve prices at most
refused-price-not-positive = A price must be above zero, and come to one minor unit for the smallest amount
refused-price-too-large = That price is too large
refused-ladder-not-rising = Each step needs more than the one before, and costs less
refused-split-above-price = The split of these goods has fixed parts that are more than the lowest price
refused-case-not-positive = A case must be above zero; leave it empty where there are none
refused-least-off-case = Where the remainder is refused, what it takes to form must be whole cases
refused-stock-not-counted = What rounds up becomes stock: count the stock of these goods first
refused-no-standing = Rounding up spends a fund, and the rules permit no small sums: refuse the remainder, or propose to change the rules first
refused-own-supply = Who supplies the goods does not let a fund buy from them: let somebody else open it, or refuse the remainder
refused-supplied-already = Who makes these goods sells them, and is ordered from when it forms: name no other supplier
refused-no-such-supplier = There is no such supplier
refused-supplier-closed = This supplier is closed
refused-no-account = This supplier has no account yet, so nothing can be owed: give them a link to sign in first
refused-carrier-sells = Who carries this mandate sells these goods, or stands behind who does, so they could not agree to buying them: choose another mandate or supplier
refused-own-purchase = This is a purchase from yourself: let somebody else open it
refused-no-such-mandate = There is no such mandate
refused-mandate-ended = At the deadline this mandate has not begun, or is over
refused-rounding-above-standing = What the fund would pay at most to fill the last case is more than small sums of this month still permit, or than the fund has: take smaller cases, another month, or refuse the remainder
refused-mandate-for-other = This mandate was not decided for buying: choose another one
refused-above-ceiling = What is left of this mandate does not buy so much
refused-deadline-passed = That deadline has passed
refused-deadline-too-far = A deadline is a year away at most
refused-grace-too-long = Payments are waited for 30 days at most
refused-already-closed = It has closed already
refused-not-later = The new deadline must be later than the old one
refused-too-early = It is not time yet
refused-not-met = Its condition is not met, so it cannot form early; to give it up, call it off
refused-claims-waiting = Somebody says they have paid and nobody has looked: look first, then close
refused-not-joined = You are not part of this group buy
refused-reason-missing = Please give a reason
refused-key-reused = This request's key was used with other input: reload the page and try again
refused-no-such-commitment = There is no such part
refused-not-yours = This part is not yours
refused-joins-themselves = Whoever has an account joins for themselves
refused-buyer-gone = This buyer is no member here any more
refused-closed = It is closed: nobody can join any more
refused-units-not-positive = The quantity must be above zero
refused-units-too-many = That quantity is too large
refused-full = There is not enough room left: take less, or wait for somebody to leave
refused-above-limit = That is above the limit for each
refused-above-limit-behind = Together with what a company and those behind it have in this campaign, that is above the limit for each
refused-far-beyond = That is far more than all together need. If it is meant so, tick that you are sure.
join-sure = Yes, I really want that much
refused-sum-changed = The sum is not the one you were shown: please look again
refused-sum-too-large = That sum is too large
refused-owed-too-little = The community owes you less than this part costs
refused-method-not-offered = This community does not offer this way to pay
refused-wrong-state = That cannot be done with this part now
refused-may-not-leave = As was said: what is paid stays now, and comes back whole if it comes to nothing
refused-own-payment = Somebody else has to confirm your own payment
refused-closed-since = It has closed since, and this part was counted in: give the money back instead
refused-not-by-hand = This was not confirmed by hand: it was set off against what the community owed
refused-undo-by-another = You confirmed this payment on an earlier day: ask somebody else who confirms payments to take it back
refused-taken-back = This form confirmed it before, and that was taken back since: nothing is confirmed now. Open the list again to enter it anew.
refused-credit-spent = More than the sum had come, and the member has used what was above it
refused-bank-moved-on = The bank account of the books holds less than came with this payment: enter what has come in first
refused-amount-not-positive = The sum must be above zero
refused-amount-far = That is so much more than was to be paid: a zero too many?
refused-arrived-in-future = That arrival lies in the future
refused-arrival-time-missing = The deadline was on that day: give the time of day too, for only money from before the deadline counts
refused-reference-too-long = A note has 500 characters at most
refused-reference-used = Money with this number or reference was entered before; nothing was entered now.
refused-proof-too-long = What you write about your payment has 500 characters at most

# Pages
pools = Group buys
group-buy = Group buy
market = Market
desk = Desk
nobody = a former member
list-comma = {", "}
pools-lead = Buying together: ordered once enough take part. What is paid is kept by the community, and goes back in full if it does not come about.
pools-open = Open now
pools-formed = Came about
pools-failed = Did not come about
all-of-them = See all
all-pools = All group buys
no-pools = Nobody has called for one yet
no-pools-next = Once a steward opens a group buy you can join it here.
no-pools-steward = Open the first: choose goods, and say how many it takes and by when.
closes = closes
closed-at = Closed
closes-then = Closes:
closes-text = closes { $time }
people-in = { $count } paid
people = { $count ->
    [one] 1 person
   *[other] { $count } people
}
span-minutes = { $minutes } min
span-hours = { $hours ->
    [one] 1 hour
   *[other] { $hours } hours
}
span-days = { $days } days
zone-of = ({ $zone })
because = Reason: { $reason }
entry-numbered = entry { $number }
pool-called = group buy “{ $title }”
pool-numbered = group buy { $number }
campaign-called = campaign “{ $title }”
campaign-numbered = campaign { $number }

pool-open = Open
pool-enough = Enough, until the deadline
pool-counting = Closed, payments being checked
pool-met = Formed, orders being made
pool-captured = Formed
pool-failed = Did not form, money going back
pool-refunded = Did not form, money given back
pool-cancelled = Called off, money given back

part-made = To be paid
part-claimed = Said to be paid, to be checked
part-awaiting-formation = Paid, awaiting formation
part-captured = Formed
part-refunded = Money given back
part-lapsed = Given up
part-late = Money came too late

step-opened = Opened
step-extended = Given more time
step-condition-met = Enough have paid
step-met = Formed
step-failed = Did not form
step-cancelled = Called off
step-spare-bought = A fund paid for what fills the last case
step-spare-refused = The last case could not be filled: the remainder was refused
step-not-ordered = No purchase order could be written
step-captured = Every part has become an order
step-refunded = Everybody has the money back
reason-remainder = it filled no case

still-needed = { $missing } more and it forms
nothing-needed = Enough: it forms at the deadline
formed-with = Bought { $amount } together at { $price }
formed-late = Bought { $amount } together at { $price }; { $left } may still be joined for
closing-needed = Closed; { $missing } of what is paid for are missing, and payments are being checked
closing-enough = Closed, and enough: it forms when payments are checked
came-to = { $came } by the deadline, of { $least } needed
bar-marks = The thick line is where it forms; thin ones are where a cheaper price begins.
bar-label = { $paid } paid, { $least } needed

# Said beforehand
rule-condition = It closes on { $deadline } ({ $zone }). If { $least } or more are paid for by then, it forms; if not, everybody gets all the money back.
rule-closed-early = It was to close on { $deadline } ({ $zone }) and was closed before, on { $ended }. If { $least } or more had been paid for by then, it formed; if not, everybody gets all the money back.
rule-one-price = The price is { $price }.
rule-step = { $price } from { $amount }
rule-ladder = On joining you pay the dearest price, { $price }. It gets cheaper the more is bought together: { $steps }. When it forms everybody pays the lowest price reached, and the difference is yours by itself: it pays for your next order, or the treasurer pays it out.
rule-late = When enough have joined, others may still join until then, on the same terms; afterwards nobody can.
rule-late-spare = When enough have joined, others may still join until then, on the same terms. After it, what fills the last case may still be joined for until the goods are counted: at the price that everybody pays in the end, as much as there is of it, with the money here before the count; the fund that paid for it has that money back.
rule-awaiting = What you have paid is “paid, awaiting formation”: the community keeps the money, and there is no order until it forms.
falls-latest = those who joined last go without first
falls-pro-rata = all go without in proportion to what they took
rule-case-refuse = The supplier sells whole cases of { $case }. What fills no case is not ordered: { $falls }, and get the money for it back.
rule-case-round-up = The supplier sells whole cases of { $case }. A fund pays for what is missing to fill the last one; what nobody wants of it goes into stock when it is there. If the fund cannot, what fills no case is not ordered: { $falls }, and get the money for it back.
rule-shortage = If less arrives than was ordered, { $falls }, and get the money for it back.
rule-shortage-spare = If less arrives than was ordered, what fills the last case and nobody has taken goes first; then { $falls }, and get the money for it back.
rule-may-leave = You may leave until the deadline; what you have paid is yours again.
rule-may-not-leave = Once you have paid you cannot leave, unless the deadline is moved after you joined.
rule-hold = After joining your place is kept for { $span }; unpaid by then, it goes to others.
rule-grace = Transfers announced before the deadline are waited for { $span } longer while the treasurer checks. Only money that arrived before the deadline counts.
rule-most = At most { $most } in all.
rule-each-most = At most { $most } each.

# One group buy
opened-by = opened by { $name }
extension-noted = I have read it
extended-notice = The deadline was moved to { $deadline }. Reason: { $reason }. You joined before that, so you may leave now.
extended-tag = More time
price-now = At what is in so far
to-next-step = { $missing } more and it is cheaper
cheaper-by = cheaper by { $difference }
to-next-case = Missing to fill the next case
room-left = Room left
room-held = Every place is taken; { $unpaid } of it not paid for yet, and free again if it is not paid in time.
own-limit = You have { $own } already; it is at most { $most } each.
to-next-step-held = { $missing } more paid for and it is cheaper
late-left = To fill the last case: may still be joined for until the goods are counted
late-join-title = It has closed; what fills the last case may still be joined for
late-note = This is what everybody pays in the end, so nothing comes back; it is ordered when you have paid. Money that is not here before the goods are counted does not count, and is yours.
waits-until = payments are checked until { $time } at the latest
ordered-together = Ordered together
of-it-spare = { $spare } of it fill the last case.
spare-taken = { $amount } of that were joined for after closing.
spare-shelved = The remaining { $amount } went into stock when it came.
spare-paid = A fund paid { $sum }.
price-reached = Price reached
own-parts = Your parts
no-order-yet = Group buys, no order yet
my-parts = My group buys and campaigns
what-is-agreed = By joining you agree that
about-goods = About { $goods }
join-title = Join
unpaid-first = You have a part that is not paid yet. To pay it, follow it in “Your parts” above.
how-much = How much
price-on-joining = { $price } on joining
at-most = at most { $left }
less = Less
more = More
how-to-pay = How to pay
pay-later = By transfer or code; then tell the treasurer
pay-set-off = Out of what the community owes me ({ $sum })
group-text = What to tell the group
group-text-label = It has formed: you could say it like this
group-copy = Copy
group-copied = Copied
group-formed = { $title } has formed! { $people ->
    [one] 1 person
    *[other] { $people } people
}, { $ordered } ordered together.
group-price = The price is { $price }.
group-back = More was paid on joining: the difference of { $difference } is kept for each of you.
join-difference = If it forms at a lower price, the difference is yours by itself.
count-again = Count again
join-do = Join and pay { $sum }
join-as-member = Members can join.
how-to-become-one = How to become one
no-room = It is full. Places that are left or not paid for come free.
counting-note = It has closed: nobody can join any more. The treasurer is checking payments from before the deadline.
prices = Prices
together-from = Together from
price-of-unit = A unit
where-it-stands = Where it stands
rung-here = here now
rung-was = formed here
rung-passed = passed
rung-missing = { $missing } more
who-is-in = Who is in
in-so-far = { $count ->
    [one] 1 person
   *[other] { $count } people
}, { $amount } in all.
in-at-close = { $count ->
    [one] 1 person
   *[other] { $count } people
}, { $amount } in all when it closed.
only-paid = Only what is paid and not given back counts.
in-without-account = { $count ->
    [one] 1 neighbour without an account
   *[other] { $count } neighbours without an account
}
and-more = and { $count } more
claims-wait = { $count ->
    [one] 1 payment is
   *[other] { $count } payments are
} said to be made and waits for the treasurer.
run-title = Run this group buy
extend = Move the deadline
extend-note = All who joined are told why, and may leave.
new-deadline = New deadline
reason = Reason
reason-hint = For everybody to read
close-early = Form it now
close-not-met = Not enough have paid to form it now.
close-claims = Payments are said to be made and not checked yet. It can form now once the treasurer has looked.
close-note = It is ordered now with what is paid; nobody can join any more.
close-ask = Form it now? This cannot be undone.
cancel-pool = Call it off
cancel-note = Everybody who has paid gets all of it back.
cancel-ask = Call it off and give everybody the money back? This cannot be undone.
what-happened = What happened

# One part
part-title = Part { $part } of group buy { $pool }
part-reference = GB{ $pool }-{ $part }
member = Member
paid-by = Paid by
what-member-wrote = What the member wrote
noted = Noted
cost-in-the-end = Cost in the end
returned = Given back
became = Became
the-order = an order
returned-where = What came back is on your own page: it pays for orders, or the treasurer pays it out
told-made = Your place is kept until { $time }; unpaid by then, it goes to others.
told-claimed = The treasurer looks for the money.
told-held = The community keeps the money: it is ordered if the group buy forms, and goes back in full if not.
told-captured = It has become an order.
told-captured-difference = It has become an order at { $cost }; the difference of { $back } is yours again.
told-captured-less = { $less } filled no case; { $got } were ordered, and { $back } is yours again.
told-captured-less-and-cheaper = { $less } filled no case; { $got } were ordered. { $back } is yours again: { $refused } for what was not ordered, { $difference } for the lower price.
told-refunded = All of it, { $back }, is yours again.
told-refunded-because = All of it, { $back }, is yours again. Reason: { $reason }
told-late = The money came when it had closed or the place was gone: it is yours again.
told-lapsed = It was not paid, and its place was given up.
told-gift-lapsed = It was not paid, so it does not count.
pay-title = Pay
not-found-because = The treasurer did not find the money: { $reason }. Look into it and say so again.
part-undone-because = Money was put down to this part by mistake and has been taken back: it is still to be paid, unless you have. Reason: { $reason }
undo-payment = Wrong part: take this payment back
undo-payment-note = For money that was somebody else’s, or for something else. This part is to be paid again, and its member reads why. Then enter the money for the right one; the same transaction number can be used.
undo-reason-hint = The member reads it. Name nobody who paid.
undo-payment-do = Take it back
too-little-note = Less came than this part costs; it is kept for you. Transfer what is missing: together with it this part is paid.
set-off-covers = The community owes { $sum }: that covers this part.
set-off-do = Pay it with that
no-way-to-pay = The community has not said how to transfer money yet. Ask a steward.
amount-to-pay = To pay
still-to-pay = Still to pay
quote-this = Quote
proof = About the payment
proof-hint = What helps the treasurer find it: name, time, last digits
claim-paid = I have paid
claim-withdraw = Not paid yet: take it back
own-payment-note = This is your own payment: another treasurer or a steward has to look for it. Say that you have paid, and it stands on their desk.
own-payment-claimed = This is your own payment. It stands on the desk of the other treasurers and of the stewards, who look for it. If it was not paid after all, take it back.
money-came = The money came
should-quote = It should quote { $quote }
amount-arrived = Sum that arrived
amount-arrived-elsewhere = What arrived there is written down whole: neither more nor less than the part.
amount-arrived-hint = What is above is owed to the member; so is a sum that is too little, and the part waits on. The rest, when it comes, pays the part together with it.
arrived-on = Arrived on
arrived-on-hint = By the bank's record, not today. What arrived after the deadline does not join.
arrived-hour-hint = By the bank's record, with the time of day: only what arrived before the deadline joins.
bank-reference = Bank reference
another-transfer = This is another transfer
another-transfer-hint = Only if both have arrived.
confirm-payment = Confirm
money-did-not-come = Not found
refuse-hint = The member reads it and can try again
refuse-payment = Not found
leave = Leave
leave-ask = Leave this group buy?
leave-campaign-ask = Leave this campaign?
leave-note = It is not paid: leaving gives the place to others.
leave-note-paid = What you paid is yours again.
leave-note-elsewhere = Your money was never here: whoever received it gives it back.
leave-gift-ask = Take this gift back?
may-not-leave-elsewhere = You cannot leave now; if it comes to nothing, whoever received the money gives it back.
given-up-elsewhere = Paid elsewhere, given up
given-back-elsewhere = Paid elsewhere, comes back from there
part-came-to-nothing = Came to nothing
part-not-entered = Not entered
may-not-leave-note = You cannot leave now; if it comes to nothing, all of it comes back.
part-step-made = Joined
part-step-claimed = Said to be paid
part-step-paid = Money arrived
part-step-too-little = Money arrived, too little

# The desk
treasurer-paid = { $name }’s own payment
only-another-confirms = Somebody else has to confirm it
claimed-title = Payments for group buys and campaigns to check
parts-together = Enter together: { $pool }
unlooked-title = Said to be paid, and nobody has looked
unlooked-note = These were over before anybody had looked for their money. If it came, enter it there, and it is the member’s; if it did not, say so.
no-claims = No payments to check
no-claims-next = When somebody says that they have paid for a group buy or a campaign, it waits for you here.
claims-sum = { $count ->
    [one] 1 part
   *[other] { $count } parts
}, { $sum } in all
held-sum = Paid, awaiting formation: { $count ->
    [one] 1 part
   *[other] { $count } parts
}, { $sum } in all
held-note = kept for them; no order exists yet
own-payment-tag = your own
waits-since = waiting { $age }
quoted = “{ $text }”
parts-counted = { $count ->
    [one] 1 part
   *[other] { $count } parts
}
awaiting-counted = { $count ->
    [one] 1 person
   *[other] { $count } people
} paid, awaiting formation
desk-nothing = Nothing to do

# Opening
open-group-buy = Open a group buy
nothing-to-buy = There are no goods to buy together yet
nothing-to-buy-next = Put goods up for sale and say who gets what of the price; then open a group buy of them.
to-offer = Put goods up
members-will-read = Members will read
open-do = Open it
or-change-below = If something is wrong, change it below and look again.
dearer-than-alone = The dearest price is above what it costs alone ({ $price }).
what-is-bought = What is bought
what-is-bought-hint = Of what is for sale. The money goes by its split of now.
pool-title = Title
pool-title-hint = Such as “Apples for the weekend”
terms = More about it
terms-hint = Where to collect it, when it comes, what quality
when-it-forms = When it forms
least = At least
least-hint = Paid by the deadline
deadline = Deadline
counts-what = Counted in
count-units = units
count-people = people
prices-hint = One price is a fixed price. With several it gets cheaper the more is bought: each needs more and costs less.
more-steps = More steps
step-numbered = Price { $number }
first-from-hint = The first may stay empty
first-price-hint = What everybody pays on joining
whole-cases = Whole cases
case = A case holds
case-hint = Empty where the supplier sells single units
remainder = What fills no case
remainder-refuse = is not ordered, and the money goes back
remainder-round-up = is filled up by a fund and goes into stock (out of the small sums; where you are no treasurer, one is asked before it opens)
falls-on = Who goes without if there is not enough
falls-on-hint = For what fills no case, and if less arrives than was ordered
falls-latest-choice = those who joined last, first
falls-pro-rata-choice = all in proportion
room-and-time = Places and paying
most = At most in all
most-hint = Empty: no limit
each-most = At most each
each-most-hint = Empty: no limit
hold-hours = Unpaid places are kept
hold-hint = Then they go to others
grace-hours = Checking after the deadline
grace-hint = Only for payments announced before it
hours = hours
may-leave = Whoever has paid may leave until the deadline
may-leave-hint = Otherwise what is paid stays until then
look-it-over = Look it over
look-it-over-note = It says in sentences what members will read; then you open it.
step-short = Less came than was ordered: given back as was stated
short-reason = The supplier brought less; as was stated before you joined it falls on you, and your money is back
short-spare = Spare pieces that did not come
late-spare = Spare pieces that somebody bought
short-of-it = { $amount } did not come, and was given back as stated
order-by-hand = The community sells this itself, so no purchase order was written: order it from whoever you get it from. What is counted at its delivery goes on the shelf, where that is counted: take these pieces off it again, for they belong to the orders of this group buy.
purchase-numbered = Purchase order { $number }

# Campaigns: what is said when it cannot be done
refused-as-decided = A campaign runs as it was decided: its time and terms cannot be changed like this
refused-below-least = That is less than the smallest part in this campaign
refused-risk-not-read = Please read first what can go wrong, and tick that you have
refused-risk-changed = What can go wrong was put in new words: please read it again
refused-on-probation = This is for members past probation who have been here long enough
refused-no-such-campaign = There is no such campaign
refused-no-such-fund = There is no such fund
refused-decision-missing = A campaign needs a proposal that passed
refused-title-unfit = Please give it a title of at most 120 characters
refused-words-too-long = That is too long: at most 4000 characters
refused-gets-missing = Please say what those who take part get
refused-risk-missing = Please say what can go wrong
refused-promises-return = The text seems to promise a return (say, guaranteed or fixed): nobody can promise that, please reword it
refused-goal-unfit = The goal must be above zero, and not larger than the books can hold
refused-second-goal-not-higher = The goal of the second round must be higher than the first
refused-round-unfit = The second round takes between 1 and 180 days
refused-unit-unfit = The price of a unit does not fit: gifts have no units, all others cost more than nothing
refused-parts-unfit = The least and the most of a part or of a member do not fit together
refused-goal-above-most = Even with every unit taken the goal would not be reached
refused-cap-missing = Capital needs a number of units in all and a cap for one holder
refused-instrument-unfit = The share register cannot take this: a name has 80 characters at most, terms and risks 2,000, and the units must fit
refused-deadline-unfit = The deadline must be ahead, and within a year
refused-grace-unfit = Claimed payments are waited for 30 days at most
refused-withdraw-unfit = Withdrawing cannot end after the deadline
refused-milestones-unfit = There are 1 to 12 milestones, each with a name and a share
refused-steps-elsewhere = The money of a record of outside equity is never here, so it cannot be released step by step: it has exactly one milestone, with a name, of 100%
refused-delivery-missing = A pre-order needs two milestones at least: the first is reaching the goal, the last is the delivery, which the team claims and backers accept
refused-tranches-not-whole = The shares of the milestones must sum to exactly 100%
refused-milestone-dates = Milestones fall due one after the other, after the campaign (second round and waiting for payments included) and within five years
refused-budget-unfit = At most 30 budget lines, each saying what for and a sum above zero
refused-look-unfit = Backers get between 1 and 60 days to look
refused-percent-unfit = A share is between 0 and 100; where silence accepts, at least 1
refused-silence-not-allowed = The rules here have backers vote on milestones: silence is not enough
refused-acceptance-lax = Laxer than the rules here: more backers must vote, or fewer objections must be enough
refused-look-too-short = The rules here give backers more days to look
refused-probation-unfit = Days of membership are between 0 and 3650
refused-team-unfit = The team is 1 to 20 members of today, each named once
refused-no-second-round = The decision has no second round in it
refused-already-raised = The goal was raised already
refused-not-reached = The first goal must be reached before it is raised
refused-over = This campaign has closed
refused-match-decision-missing = A match fund needs a proposal that passed
refused-match-name-unfit = A match fund needs a name of at most 120 characters
refused-match-budget-unfit = What is set aside must be above zero, and not more than the books can hold
refused-match-percent-unfit = What is added to a gift must be between 1 and 1000 percent
refused-match-caps-unfit = Each cap must be above zero and within the next: one gift within one member and one campaign, those within the whole
refused-match-campaigns-unfit = Name at least one campaign, each once, 20 at most
refused-not-gifts = Only gifts are matched: goods have a price, and what is owned would be bought with everybody’s money
refused-already-matched = Another match fund adds to this campaign already
refused-match-same-fund = The money of this campaign goes to the same fund: what a fund adds to itself adds nothing
refused-fund-too-small = The fund does not have that much
refused-not-the-team = Only its team can do this
refused-not-a-backer = Only backers can answer, and not the team itself
refused-owners-speak = Several who stand behind this company have backed it themselves: they speak for themselves
refused-no-such-milestone = There is no such milestone
refused-not-its-turn = It is not this milestone's turn: the earlier ones come first
refused-milestone-decided = This cannot be done with the milestone now: it is not claimed yet, or decided already
refused-spending-ended = The mandate to spend its money has ended: no milestone can be claimed any more
refused-overdue = This milestone is overdue
refused-evidence-missing = Please say what was done and what backers can look at
refused-nothing-said = Please write something
refused-no-such-question = There is no such question
refused-already-answered = This question has been answered

# Campaigns: what happened
step-raised = The goal was raised
step-milestone-claimed = The team says it is done
step-goal-released = The first share, released as the goal is reached
step-goal-owed = The first share, owed in goods as the goal is reached
step-goal-released-all = All of it, released as the goal is reached
step-delivery-unsaid = Became income of the fund; nobody has said here that the goods are delivered
step-goal-recorded = Recorded as the goal is reached
step-milestone-released = A milestone is accepted
step-milestone-refused = Backers did not accept it
step-milestone-overdue = It was not done in time
step-units-entered = Units are entered in the register
step-delivered = What was ordered ahead is delivered
step-rest-returned = What was not released has gone back
step-spending-ended = The mandate to spend its money has ended early: nothing more is released
refused-period-closed = The books are closed for that day. Enter it with a day after the closing; the words can say when it really was.

# Kinds of campaigns and their rules
offered-donation = Gift
offered-donation-note = given, with nothing in return
offered-pre-order = Pre-order
offered-pre-order-note = delivered once it is made; owed until then, and paid back if it never is
offered-member-capital = Member capital
offered-member-capital-note = a part of the community, in the share register; it can lose value
offered-explained = { $name }: { $note }
acceptance-vote = Vote: one backer, one vote, accepted with more yes than no
acceptance-silence = Silence: accepted after some days unless enough backers object
rule-vote-goods = When the team says a milestone is reached, backers vote for { $days } days, one vote each, the team has none; it is accepted with more yes than no, and at least { $percent }% of the backers voting
rule-silence-goods = When the team says a milestone is reached, backers have { $days } days to look; if { $percent }% of them object it is refused, otherwise it is accepted
rule-vote = When the team says it is done, backers vote for { $days } days, one vote each, the team has none; it is released with more yes than no, and at least { $percent }% of the backers voting
rule-silence = When the team says it is done, backers have { $days } days to look; if { $percent }% of them object it is not released, otherwise it is

# Pages of campaigns
campaigns = Campaigns
match-fund = Match fund
campaign-word = Campaign
all-campaigns = All campaigns
campaigns-lead = Once a proposal has passed, members pay for something together. Below the goal everybody is paid back; when it is reached, money is released step by step.
no-campaigns = There are no campaigns yet
no-campaigns-next = A campaign begins with a proposal that passed.
to-decisions = See the proposals
what-is-due = What is due
campaign-open = Open
campaign-counting = Being counted
campaign-failed = Goal not reached, money going back
campaign-refunded = Goal not reached, money given back
campaign-running = Reached, under way
campaign-done = Done
campaign-returned = Stopped, the rest goes back
campaign-later = This is about shares and equity: its terms are for members past probation who have been here long enough.
campaign-missing = { $sum } still to go
campaign-enough = The goal is reached; one can still take part until the deadline
campaign-released = { $all } came together, { $released } of it is released
campaign-owed = { $all } came together; all of it is owed in goods, and nothing is released before delivery
campaign-delivered = { $all } came together, and the goods are delivered
campaign-delivery-unsaid = { $all } came together and was released when the goal was reached; nobody has said here that the goods are delivered
campaign-not-delivered = Stopped before delivery; { $returned } went back
campaign-given-back = Stopped after { $released } was released; { $returned } went back
campaign-rule-goal = By { $deadline } ({ $zone }) it takes { $goal }; below that everybody has all of it back
campaign-rule-donation = This is a gift: the money goes to the fund, with nothing in return, unless the goal or a milestone is missed
campaign-rule-pre-order = This is a pre-order: the community owes it to you until it is delivered and cannot spend it as its own; the last milestone accepted is the delivery, without it all goes back
campaign-rule-spent = What is released the team asks for, expense by expense and by the budget, and nothing is paid that somebody outside the team has not approved; what is not released nobody spends
campaign-rule-spent-otherwise = There is no budget: how what is released is spent takes a decision of its own
campaign-rule-spent-goods = Before delivery nobody spends this money: the team lays out for material and work, and has it back by the budget, with proofs, once all is delivered; if it is not, everybody who ordered has everything back, and who laid money out bears that
campaign-rule-spent-goods-otherwise = Before delivery nobody spends this money, and the team lays out for material and work; if nothing is delivered everybody who ordered has everything back, and who laid money out bears that. There is no budget: how it is spent after delivery takes a decision of its own
campaign-rule-whole-units = Whole units are released, rounded over all backers together: each tranche is less than one unit from its share. Whose unit comes first goes by the largest remainder; together they are exact for everybody
campaign-rule-member-capital = This is member capital: with each part released, units are entered in the register; their value can fall, and no return is promised
campaign-rule-withdraw = Withdrawing is possible before { $time }, and not after
campaign-rule-second = Once it is reached the team may raise the goal to { $goal } and take { $days } days more; everybody may withdraw then, and below it all goes back
campaign-rule-pre-order-at-goal = This is a pre-order with a single step, as was decided: all of it is released when the goal is reached, and nobody is asked here whether the goods have come
campaign-rule-rest-goods = If a milestone is refused or overdue, all of it goes back, to the cent: what is not delivered stays yours
campaign-rule-rest = If a milestone is refused or overdue, what was not released goes back in proportion, to the cent
campaign-rule-rest-units = If a milestone is refused or overdue, the units that were not released go back, each for what it cost; whole units only, as nearly in proportion to what each has as these allow
campaign-rule-price = { $price } a unit
campaign-rule-least = At least { $amount } at a time
campaign-rule-each = At most { $amount } each
campaign-rule-most = At most { $amount } in all
campaign-rule-member-days = For members past probation, here for at least { $days } days
campaign-units = { $units ->
    [one] { $units } unit
   *[other] { $units } units
}
campaign-in = Paid
campaign-goal = Goal
campaign-people = Backers
money-kept = Not released yet
money-advance = Owed in goods
money-released = Released
money-kept-goods = Kept
money-earned = Delivered, the fund's
money-recorded = Entered
money-returned = Given back
campaign-decision = Decided by
campaign-fund = The money goes to
campaign-paid-elsewhere = Where the contract says; it never comes here
campaign-team = Team
campaign-story = What it is about
campaign-gets = What you get
campaign-risk = What can go wrong
campaign-join = Take part
campaign-amount = How much
campaign-how-many = How many units
campaign-each-costs = { $price } each
campaign-risk-read = I have read what can go wrong
risk-hint-donation = What was released of a gift does not come back.
risk-hint-pre-order = It may come late, or not at all; what is not delivered is paid back to you.
risk-hint-capital = The money may not come back, in part or whole.
campaign-join-do = Take part
milestones = Milestones
milestones-and-match = The sums are of what backers gave; { $sum } of matching is released in the same shares beside them.
milestone-waiting = Ahead
milestone-claimed = Backers look
milestone-units-at-goal = if just the goal comes together, in whole units: { $units }, { $sum }
milestone-units = in whole units: { $units } this time
milestone-released = Released
milestone-by-goal = Released when the goal was reached
milestone-owed-by-goal = Owed in goods since the goal was reached
milestone-never-came = The goods never came
milestone-recorded = Recorded when the goal was reached
milestone-owed = Accepted, owed in goods
milestone-undelivered = Accepted; the goods never came
milestone-delivered = Delivered
milestone-refused = Not accepted
milestone-overdue = Overdue
milestone-dropped = Dropped
milestone-to-look = Please look
due-by = due
at-the-goal = released when the goal is reached
at-the-goal-owed = owed in goods once the goal is reached, until they are delivered
evidence = What was done
evidence-hint = So that backers can see it: where the pictures and bills are, when one can come and look.
voices-counted = { $backers ->
    [one] 1 backer has a say
   *[other] { $backers } backers have a say
} (the team has none, nor who has left), { $yes ->
    [one] 1 accepts it
   *[other] { $yes } accept it
}, { $no ->
    [one] 1 objects
   *[other] { $no } object
}
voices-sealed = { $backers ->
    [one] 1 backer has a say
   *[other] { $backers } backers have a say
} (the team has none, nor who has left; a person and their company have one); how they answer is told when the time is up
look-until = until
look-until-text = Say so before { $time }
you-accepted = You have accepted it, and can still change that
you-objected = You have objected, and can still change that
accept-do = Accept
object-do = Object
claim-title = Say that it is done
claim-do = Ask backers to look
campaign-budget = Budget
budget-what = What for
budget-planned = Planned
budget-spent = Spent
budget-beside = Not in the budget
purse = What is released
purse-said = { $permitted } is released, { $used } of it approved, { $left } may still be spent.
purse-said-closed = { $permitted } is released, { $used } of it approved, { $left } not spent.
purse-of-match = { $sum } of what is released is from a match fund.
purse-rest-gift = The { $left } not spent stays in the fund: it was given, and is not shared out; spending it takes a decision of its own.
purse-rest-goods = The { $left } not spent stays in the fund, as what it earned by selling.
purse-rest-capital = The { $left } not spent stays in the fund, and is still its holders' capital.
purse-ask = Ask for an expense
purse-ask-note = Who laid money out, or has somebody to pay, asks here and names the line of the budget; somebody outside the team who may approve decides.
purse-closed = Nothing more is asked for; what was asked for before is still decided.
campaign-was-stopped = The campaign was stopped
budget-whole = In all
spent-so-far = Spent so far
nothing-spent = Nothing is spent yet.
spent-whole = Spent in all
budget-left = { $left } of the budget is left
budget-passed = { $over } above the budget
spent-under = By mandate
due-closes = Closes
due-withdraw = No withdrawing after this
due-milestone = Milestone due: { $title }
due-delivery = Delivery: { $title }
due-look = Backers have looked: { $title }
updates = News
no-updates = The team has not written anything yet
older-updates = Older news
more-questions = More questions
update-write = Write news
update-words = How far it is
update-do = Publish
questions = Questions
question-write = Ask something
question-words = What would you like to know
question-hint = Everybody who can see this campaign reads your question and its answer.
question-do = Ask
answer-of = { $name } answers
answer-write = Answer
answer-words = Answer
answer-do = Answer
not-answered = Not answered yet
team-title = Team
raise-title = Raise the goal
raise-note = The goal becomes { $goal } and the deadline { $time }; everybody may withdraw, and below it all goes back. It can be raised once.
raise-reason-hint = Every backer reads it.
raise-ask = Raise the goal? Everybody may withdraw then.
raise-do = Raise the goal
campaign-cancel = Call it off
campaign-cancel-back = { $people } paid { $sum }: all of it goes back to them, and they read that it was called off and why
campaign-cancel-ask = Call the campaign off? { $what }.
told-campaign-held = The community keeps the money until the deadline shows whether the goal is reached
told-campaign-returned = { $sum } that was not released came back
told-campaign-ordered = The goal is reached; it is owed to you in goods until they are delivered
told-campaign-delivered = The goods are delivered, and nothing of this is owed to you any more
told-delivery-unsaid = The money was released when the goal was reached. Nobody has said here that the goods are delivered: ask the team
told-not-delivered = { $sum } came back for goods that were not delivered
told-campaign-captured = The goal is reached; money is released by milestones
question-gone = (whoever asked this has left and was forgotten)

part-awaiting-goal = Paid, until the deadline
part-stopped = Stopped
part-reached = Goal reached
campaign-part-title = Part { $part } of campaign { $pool }
campaign-part-reference = CA{ $pool }-{ $part }
told-campaign-made = Pay before { $time }; after that it counts as given up.

step-campaign-opened = It began
step-campaign-enough = Enough has come together
step-campaign-met = Closed, the goal is reached
step-campaign-failed = Closed, the goal was not reached
step-campaign-captured = All of it is counted, to be released by milestones

campaign-bar-label = { $paid } of { $least } is in
campaign-came-to = { $came } of { $least } had come together when it closed
campaign-kept-too-little = { $came } of { $least } had come together when it closed, but not enough of it was from people who could hold it (still members past probation, and within the limit for each): the goal was not reached
campaign-together = Together so far
of-it-match = { $sum } of it from a match fund
off-by-organiser = Its organiser called it off before the deadline
off-by-another = Somebody who runs group buys called it off before the deadline
off-not-consented = Spending the money of a fund was not consented to: it never opened
off-by-team = Its team called the campaign off before the deadline
off-nobody-paid = Nobody had paid, so there is nothing to give back
off-looking = { $count ->
    [one] One part is said to be paid: the treasurer still looks for the money, and what came is given back
   *[other] { $count } parts are said to be paid: the treasurer still looks for the money, and what came is given back
}
off-money-looking = { $money }. { $looking }
off-going-back = What { $people } had paid, { $sum }, is going back to them in full
off-gone-back = What { $people } had paid, { $sum }, has gone back in full: it stands under each one's name, to be paid out or used for something else
off-paid-elsewhere = What { $people } had paid elsewhere, { $sum }, never came here: whoever received it gives it back
off-and-money = { $by }. { $money }.
match-added-nothing = The campaign did not come about: what { $fund } would have added, { $sum }, was not used.
match-adds = { $fund } adds to gifts for this campaign: { $sum } so far. It counts towards the goal.
match-left = { $left } of { $all } is still free.
match-left-yours = Your gifts can bring { $left } more.
match-brings = Your { $gift } brings { $added } from the match fund
match-as-it-stands = As things stand now. What counts is when the treasurer has found your money: what is promised then stays, whoever comes after.
match-as-it-moves = As things stand now: it changes with what others give, until the campaign closes.
match-ask = What would my gift bring?
match-ask-do = Show me
match-not-the-team = You are of the team: what the team gives is not matched.
match-not-yet = What you give is matched once your probation is over.
match-closed = Nothing more is added.
match-rules = How it is added
match-returned = Back with its fund
match-brought = From the match fund
match-kind-share = A percentage of each gift: whoever comes first is served first
match-kind-quadratic = Quadratic: the more people give, the more is added; many small gifts bring more than one large one
match-rule-share = To each gift { $percent }% is added, rounded down
match-rule-share-caps = At most { $each } for one gift and { $member } for all gifts of one member, companies behind which they stand among them; first come, first served
match-rule-quadratic = The square roots of what each person gives are added up and squared; what that is above the gifts is added (Buterin, Hitzig and Weyl 2018, “A Flexible Design for Funding Public Goods”)
match-rule-scaled = What the campaigns would get beyond the whole is scaled down in proportion, to the cent; so this changes with what others give, until a campaign closes
match-rule-caps = At most { $campaign } for one campaign and { $all } in all
match-rule-who = Only money that the treasurer has found is matched, of members past probation; several gifts of one member are matched, and count together, with those of companies behind which they stand; not what the team gives, nor what was paid before
match-rule-goal = What is added counts towards the goal, is released with the same milestones and goes into the campaign’s fund
match-rule-back = Where the campaign fails, a gift is withdrawn, or a milestone is refused or overdue, what was added goes back to the fund it came from
refused-already-paid = This part has its money already; nothing was entered again
refused-part-over = This part was given up, or the deadline had passed when the money came. If it did come, enter it on the part’s own page: it is owed to the member
refused-sum-differs = The sum is not what this part costs. Enter it on the part’s own page
to-payments = Confirm many payments at once

offered-equity-record = Record of outside equity
offered-equity-record-note = what it gives you is settled by a contract or a law elsewhere, and the register mirrors it; in a campaign the money is paid where the contract says, and never comes here
campaign-rule-equity-record = This is a record of equity held elsewhere: the money is paid where the contract says and never comes here; what was declared and what arrived there is written down, and once the goal is reached the units are entered in the register. Their value can fall, and no return is promised
campaign-rule-goal-elsewhere = By { $deadline } ({ $zone }) it takes { $goal } that has arrived where the contract says; below that no unit is entered, and whoever received the money gives it back
campaign-recorded = { $all } arrived where the contract says, as was written down; none of it was ever here
risk-hint-equity = The money may not come back, in part or whole, and this community never has it.
at-the-goal-recorded = entered in the register when the goal is reached
pay-elsewhere = Paid where the contract says, not here
pay-elsewhere-note = Pay where the contract says: nothing of it goes through this community. Then say so here, and the treasurer writes it down.
came-elsewhere-note = Write down what arrived where the contract says, whole. Nothing is posted: this community has not got it.
told-elsewhere-made = Declared. Pay it where the contract says before { $time }; after that it counts as given up.
told-elsewhere-held = Written down as arrived where the contract says: the money is not here. Units are entered once the goal is reached
told-elsewhere-captured = The goal is reached, the units are in the register
told-elsewhere-failed = The campaign came to nothing. The money was never here: whoever received it gives it back
told-elsewhere-not-entered = Its units were not entered. The money was never here: whoever received it gives it back
told-elsewhere-ended = Given up. The money was never here: whoever received it gives it back
refused-amount-differs = What is paid elsewhere is written down whole: the sum has to be the one that was declared
no-campaigns-yet = There is no campaign yet. Anybody may propose one.
forecast-title = { $community }: if all ended on { $day }
forecast-nothing = Nothing is open
forecast-forms = it forms
forecast-reaches = it reaches its goal
forecast-fails = it fails, everybody gets everything back
forecast-returns = this step is not accepted, what is not released goes back
forecast-releases = this step is accepted, its part is released
forecast-accepts = this step is accepted, the goods are still owed
forecast-delivers = the last step is accepted, which is the delivery
forecast-stays = nothing changes
forecast-reached = it takes { $least }, and has { $reached }
forecast-people = { $amount ->
    [one] { $amount } person
   *[other] { $amount } people
}
forecast-fails-elsewhere = it fails; whoever received the money gives it back
forecast-recorded = units for { $sum } are entered in the register
forecast-back-elsewhere = { $sum } paid elsewhere, to come back from there
forecast-kept-elsewhere = { $sum } paid elsewhere
forecast-released = { $sum } released
forecast-owed = { $sum } owed in goods, not released before delivery
forecast-claimed = { $count } claimed payments are not confirmed
forecast-and = , {""}
forecast-becomes = { $was } → { $becomes }
forecast-kept = { $sum } used
forecast-back = { $sum } back
forecast-because = { $said } ({ $reason })
forecast-back-cheaper = { $sum } back, paid above the price it comes to (or for what makes no whole case)
held-in-pools = Paid into group buys that have not formed yet
held-in-campaigns = Paid into campaigns that have not closed yet
held-until-closed = kept for them; below the goal all of it goes back
campaign-cost = Used for this campaign
forecast-matched = { $sum } added by a match fund
forecast-match-back = { $sum } back to a match fund
forecast-of-it-match = { $sum } of that from a match fund
buying = Goods the community sells itself: of whom to buy them
buying-hint = Choose, and the purchase order is written when it forms; else you order by hand. There is room for no more than the mandate covers. Goods that a supplier sells need no choice: their purchase order is always written when it forms.
buying-supplier = Supplier
buying-none = goods the community sells itself: order by hand
buying-price = Buying price of a unit
buying-mandate = Under which mandate
buying-mandate-hint = What comes is entered as an expense, for somebody else to approve.
mandate-none = Choose a mandate
mandate-left = { $name } ({ $left } left)
bought-when-formed = When it forms, it is ordered from { $name } at { $price }.
to-mandate = The mandate
order-by-hand-do = Write the purchase order
next-order-sent = The order is with the supplier: agree on a day and a place, and count what comes.
next-order-declined = The supplier cannot deliver: talk, and say that they can after all; else close the order, and the money goes back as stated.
next-order-in-part = Goods have come: when nothing more does, close the order, and what is missing is given back as stated.
next-hand-out = All is counted: hand it out to those who come.
open-purchase = Open the purchase order
to-packing = Pack and hand out

part-event-paid = { $sum } arrived
part-event-paid-over = { $sum } arrived; the { $over } above are the member's
part-event-too-little = { $sum } arrived, too little for this part; it is the member's
part-event-late = { $sum } arrived, too late or when the place was free again; it is the member's
part-event-claim-withdrawn = Said that the money is not on its way after all
part-event-not-found = The money was not found
part-event-undone = The money was put down to this part by mistake, taken back
part-event-refunded = { $sum } went back
part-event-failed-elsewhere = The campaign came to nothing; whoever received the { $sum } gives it back
part-event-not-entered = Units for { $sum } were not entered; whoever received it gives it back
part-event-given-up-elsewhere = Given up; the { $sum } were paid elsewhere, and come back from there
part-event-entered = Units for { $sum } are in the register
told-not-found = The treasurer did not find the money: { $reason }
told-not-found-over = The treasurer did not find the money: { $reason }. The deadline has passed: nothing more can be paid.
counted-at = counted
due-agreed = (decided: { $day })
objections = Why backers object
object-reason = Why you object
object-reason-hint = Who objects says why; when the time is up the team and everybody read it, not who it was.
campaign-waits-for-claims = Past its deadline, { $count } parts that are said to be paid are still looked for

pool-prepared = Prepared, waits for a consent
prepared-told = Not open yet: who carries the money is asked first, and then everybody can join
step-prepared = Prepared; the fund's money is asked for
step-consented = The fund's money may be used
reason-kept-too-little = some of what came together was from people who have left, are on probation again or would hold more than one may, and without it the goal is not reached
reason-no-consent = nobody had let it use the fund's money by the deadline
consent-title = The fund's money is asked for
consent-asked = { $by } has prepared this: what fills the last case is paid by the fund, at most { $most } and { $sum }, out of this month's small sums.
consent-asked-named = { $by } has prepared this and wants to buy under the mandate that you carry, for { $sum } at most.
consent-asked-uncarried = { $by } has prepared this and wants to buy under a mandate that nobody carries, for { $sum } at most. You may consent, as you did not prepare it.
consent-of-who-pays = Waits for somebody else who pays out: it may take { $sum } at most, under a mandate that nobody carries.
consent-of-treasurer = Waits for a treasurer: rounding up may take { $sum } at most, out of the small sums.
consent-of-carrier = Waits for { $name }, who carries the mandate: it may take { $sum } at most.
consent-note = It opens at once, and the money is kept for it; what is not needed when it closes is free again. To say no, call it off below, with a reason.
consent-do = Consent and open
refused-not-open-yet = It is not open yet: who carries the money is asked first
refused-open-already = Somebody has consented already, and it is open
refused-not-the-carrier = You do not carry this money: let who carries the mandate consent; for small sums that is a treasurer
refused-second-person = You, or a company of yours, prepared it, and the sum is above the one from which a proof is demanded: let another treasurer consent
refused-nobody-carries = You, or a company of yours, prepared it, and nobody carries this mandate: let somebody else who pays out consent
refused-changed-since = It was changed after you read it: read it again, and then consent
refused-organiser-gone = Who prepared it may not open group buys any more: call it off and let somebody else prepare it
refused-other-fund = This mandate is of another fund: choose one of the fund that sells the goods

# When a group buy or campaign is over, of parts that are said to be paid and were not looked for yet
over-cancelled = was called off
over-failed = came to too little and is over
over-closed = has closed
told-claimed-over = This { $how }. You said that you paid: the treasurer looks whether the money came. If it did, all of it is yours again; if not, the matter is closed.
told-came-over = The money came; when it was found, this { $how }: all of it is yours again.
part-came-over = Came, and is given back
part-event-came-over = { $sum } arrived; when it was found, this { $how }, and it is the member's
came-over-note = This { $how }. If the money came, enter it here: all of it is the member's. If it did not, say so, and the part is closed.
claim-over = { $how }; what came goes back
cancel-claims = { $count ->
    [one] One part is said to be paid and the treasurer has not looked yet. They still look when this is called off; what came is the member's again.
   *[other] { $count } parts are said to be paid and the treasurer has not looked yet. They still look when this is called off; what came is the member's again.
}
more-prepared = { $count ->
    [one] and one more group buy that waits for a consent
   *[other] and { $count } more group buys that wait for a consent
}
gets-less = gets { $amount }
told-short = Less came: you get { $short } less, and { $sum } is yours again.
short-returned = Given back for what did not come

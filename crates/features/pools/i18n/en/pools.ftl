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
refused-no-standing = Rounding up spends a fund: the rules must permit small sums, and a treasurer open it
refused-own-supply = Who supplies the goods does not let a fund buy from them: let somebody else open it, or refuse the remainder
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
refused-closed = It is closed: nobody can join any more
refused-units-not-positive = The quantity must be above zero
refused-units-too-many = That quantity is too large
refused-full = There is not enough room left: take less, or wait for somebody to leave
refused-above-limit = That is above the limit for each
refused-sum-changed = The sum is not the one you were shown: please look again
refused-sum-too-large = That sum is too large
refused-owed-too-little = The community owes you less than this part costs
refused-method-not-offered = This community does not offer this way to pay
refused-wrong-state = That cannot be done with this part now
refused-may-not-leave = As was said: what is paid stays now, and comes back whole if it comes to nothing
refused-own-payment = Somebody else has to confirm your own payment
refused-amount-not-positive = The sum must be above zero
refused-amount-far = That is so much more than was to be paid: a zero too many?
refused-arrived-in-future = That arrival lies in the future
refused-reference-too-long = A note has 500 characters at most
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
zone-of = ({ $zone } time)
because = Reason: { $reason }
entry-numbered = entry { $number }
pool-called = group buy “{ $title }”
pool-numbered = group buy { $number }

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
step-captured = Every part has become an order
step-refunded = Everybody has the money back
reason-remainder = it filled no case

still-needed = { $missing } more and it forms
nothing-needed = Enough: it forms at the deadline
formed-with = Bought { $amount } together at { $price }
came-to = { $came } by the deadline, of { $least } needed
bar-marks = The thick line is where it forms; thin ones are where a cheaper price begins.
bar-label = { $paid } paid, { $least } needed

# Said beforehand
rule-condition = It closes on { $deadline } ({ $zone } time). If { $least } or more are paid for by then, it forms; if not, everybody gets all the money back.
rule-one-price = The price is { $price }.
rule-step = { $price } from { $amount }
rule-ladder = On joining you pay the dearest price, { $price }. It gets cheaper the more is bought together: { $steps }. When it forms everybody pays the lowest price reached, and the difference is yours by itself: it pays for your next order, or the treasurer pays it out.
rule-awaiting = What you have paid is “paid, awaiting formation”: the community keeps the money, and there is no order until it forms.
falls-latest = those who joined last go without first
falls-pro-rata = all go without in proportion to what they took
rule-case-refuse = The supplier sells whole cases of { $case }. What fills no case is not ordered: { $falls }, and get the money for it back.
rule-case-round-up = The supplier sells whole cases of { $case }. A fund pays for what is missing to fill the last one, and that goes into stock. If the fund cannot, what fills no case is not ordered: { $falls }, and get the money for it back.
rule-shortage = If less arrives than was ordered, { $falls }, and get the money for it back.
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
cheaper-by = by { $difference } a unit
to-next-case = Missing to fill the next case
room-left = Room left
ordered-together = Ordered together
of-it-spare = { $spare } of it fill the last case and go into stock.
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
told-refunded = All of it, { $back }, is yours again.
told-refunded-because = All of it, { $back }, is yours again. Reason: { $reason }
told-late = The money came when it had closed or the place was gone: it is yours again.
told-lapsed = It was not paid, and the place went to others.
pay-title = Pay
not-found-because = The treasurer did not find the money: { $reason }. Look into it and say so again.
too-little-note = Less came than this part costs; it is kept for you. Transfer what is missing: together with it this part is paid.
set-off-covers = The community owes { $sum }: that covers this part.
set-off-do = Pay it with that
no-way-to-pay = The community has not said how to transfer money yet. Ask a steward.
amount-to-pay = To pay
quote-this = Quote
proof = About the payment
proof-hint = What helps the treasurer find it: name, time, last digits
claim-paid = I have paid
own-payment-note = This is your own payment: somebody else has to look for it.
money-came = The money came
should-quote = It should quote { $quote }
amount-arrived = Sum that arrived
amount-arrived-hint = What is above is owed to the member; so is a sum that is too little, and the part waits on. The rest, when it comes, pays the part together with it.
arrived-on = Arrived on
arrived-on-hint = By the bank's record, not today. What arrived after the deadline does not join.
bank-reference = Bank reference
confirm-payment = Confirm
money-did-not-come = Not found
refuse-hint = The member reads it and can try again
refuse-payment = Not found
leave = Leave
leave-ask = Leave this group buy?
leave-note = It is not paid: leaving gives the place to others.
leave-note-paid = What you paid is yours again.
may-not-leave-note = You cannot leave now; if it comes to nothing, all of it comes back.
part-step-made = Joined
part-step-claimed = Said to be paid
part-step-paid = Money arrived
part-step-too-little = Money arrived, too little

# The desk
claimed-title = Group buy payments to check
no-claims = No payments to check
no-claims-next = When somebody says that they have paid for a group buy, it waits for you here.
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
remainder-round-up = is filled up by a fund and goes into stock (opened by a treasurer, where the rules permit small sums)
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
short-of-it = { $amount } did not come, and was given back as stated
order-by-hand = The community sells this itself, so no purchase order was written: order it from whoever you get it from. What is counted at its delivery goes on the shelf, where that is counted: take these pieces off it again, for they belong to the orders of this group buy.
to-suppliers = Suppliers
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
refused-tranches-not-whole = The shares of the milestones must sum to exactly 100%
refused-milestone-dates = Milestones fall due one after the other, after the campaign (second round and waiting for payments included) and within five years
refused-budget-unfit = At most 30 budget lines, each saying what for and a sum above zero
refused-look-unfit = Backers get between 1 and 60 days to look
refused-percent-unfit = A share is between 0 and 100; where silence accepts, at least 1
refused-probation-unfit = Days of membership are between 0 and 3650
refused-team-unfit = The team is 1 to 20 members of today, each named once
refused-no-second-round = The decision has no second round in it
refused-already-raised = The goal was raised already
refused-not-reached = The first goal must be reached before it is raised
refused-over = This campaign has closed
refused-not-the-team = Only its team can do this
refused-not-a-backer = Only backers can answer, and not the team itself
refused-no-such-milestone = There is no such milestone
refused-not-its-turn = It is not this milestone's turn: the earlier ones come first
refused-milestone-decided = This cannot be done with the milestone now: it is not claimed yet, or decided already
refused-overdue = This milestone is overdue
refused-evidence-missing = Please say what was done and what backers can look at
refused-nothing-said = Please write something
refused-no-such-question = There is no such question
refused-already-answered = This question has been answered

# Campaigns: what happened
step-raised = The goal was raised
step-milestone-claimed = The team says it is done
step-milestone-released = A milestone is accepted, its part released
step-milestone-refused = Backers did not accept it
step-milestone-overdue = It was not done in time
step-delivered = What was ordered ahead is delivered
step-rest-returned = What was not released has gone back
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
rule-vote = When the team says it is done, backers vote for { $days } days, one vote each, the team has none; it is released with more yes than no, and at least { $percent }% of the backers voting
rule-silence = When the team says it is done, backers have { $days } days to look; if { $percent }% of them object it is not released, otherwise it is

# Pages of campaigns
campaigns = Campaigns
campaign-word = Campaign
all-campaigns = All campaigns
campaigns-lead = Once a proposal has passed, members pay for something together. Below the goal everybody is paid back; when it is reached, money is released step by step.
no-campaigns = There are no campaigns yet
no-campaigns-next = A campaign begins with a proposal that passed.
to-decisions = See the proposals
what-is-due = What is due
campaign-open = Open
campaign-counting = Being counted
campaign-running = Reached, under way
campaign-done = Done
campaign-returned = Stopped, the rest goes back
campaign-later = This is about shares and equity: its terms are for members past probation who have been here long enough.
campaign-missing = { $sum } still to go
campaign-enough = The goal is reached; one can still take part until the deadline
campaign-released = { $all } came together, { $released } of it is released
campaign-given-back = Stopped after { $released } was released; { $returned } went back
campaign-rule-goal = By { $deadline } ({ $zone } time) it takes { $goal }; below that everybody has everything back, once
campaign-rule-donation = This is a gift: the money goes to the fund, with nothing in return, unless the goal or a milestone is missed
campaign-rule-pre-order = This is a pre-order: the community owes it to you until it is delivered and cannot spend it as its own; the last milestone accepted is the delivery, without it all goes back
campaign-rule-member-capital = This is member capital: with each part released, units are entered in the register; their value can fall, and no return is promised
campaign-rule-withdraw = Withdrawing is possible before { $time }, and not after
campaign-rule-second = Once it is reached the team may raise the goal to { $goal } and take { $days } days more; everybody may withdraw then, and below it all goes back
campaign-rule-rest = If a milestone is refused or overdue, what was not released goes back in proportion, to the cent
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
money-returned = Given back
campaign-decision = Decided by
campaign-fund = The money goes to
campaign-team = Team
campaign-gets = What you get
campaign-risk = What can go wrong
campaign-join = Take part
campaign-amount = How much
campaign-how-many = How many units
campaign-each-costs = { $price } each
campaign-risk-read = I have read what can go wrong
campaign-risk-read-hint = The money may not come back.
campaign-join-do = Take part
milestones = Milestones
milestone-waiting = Ahead
milestone-claimed = Backers look
milestone-released = Released
milestone-refused = Not accepted
milestone-overdue = Overdue
milestone-dropped = Dropped
milestone-to-look = Please look
due-by = due
at-the-goal = released when the goal is reached
evidence = What was done
evidence-hint = So that backers can see it: where the pictures and bills are, when one can come and look.
voices-counted = { $backers } backers, { $yes } accept it, { $no } object
look-until = until
look-until-text = Say so before { $time }
you-accepted = You have accepted it, and can still change that
you-objected = You have objected, and can still change that
accept-do = Accept
object-do = Object
claim-title = Say that it is done
claim-do = Ask backers to look
campaign-budget = Budget
budget-whole = Budget in all
spent-so-far = Spent so far
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
campaign-cancel-note = Everybody is paid back in full.
campaign-cancel-ask = Call the campaign off and pay everybody back?
told-campaign-held = The community keeps the money until the deadline shows whether the goal is reached
told-campaign-returned = { $sum } that was not released came back
told-campaign-captured = The goal is reached; money is released by milestones
question-gone = (whoever asked this has left and was forgotten)

part-awaiting-goal = Paid, until the deadline
part-reached = Goal reached
campaign-part-title = Part { $part } of campaign { $pool }
campaign-part-reference = CA{ $pool }-{ $part }
told-campaign-made = Pay before { $time }; after that it counts as given up.

step-campaign-opened = It began
step-campaign-enough = Enough has come together
step-campaign-met = Closed, the goal is reached
step-campaign-failed = Closed, the goal was not reached
step-campaign-captured = All of it is counted, to be released by milestones

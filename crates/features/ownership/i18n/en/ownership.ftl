refused-no-such-instrument = There is no such share.
refused-no-such-fund = There is no such fund.
refused-no-such-kind = There is no such kind of share.
refused-decision-missing = What can be owned comes from a decision.
refused-name-missing = Please give it a name.
refused-name-too-long = The name is too long: 80 characters at most.
refused-price-not-positive = The price of one has to be more than zero.
refused-units-not-positive = There has to be one at least.
refused-too-many-units = There can be { $count } at most.
refused-each-outside = The most of one holder has to be more than zero, and not more than there are.
refused-sum-too-large = Together they come to more than the books can hold.
refused-terms-missing = Please say on what terms.
refused-risk-missing = Please say what can go wrong.
refused-words-too-long = Terms or risks are too long: 2000 characters at most.
refused-promises-return = Its name, terms or risks promise a return (guaranteed, fixed, risk-free). What is put in can be lost, and the words must not say otherwise.
promise-found = “{ $words }” reads like the promise of a return. What is put in can be lost, and the words must not say otherwise.

ownership = Owning together
instruments = Shares
books = Books
instruments-lead = Members can put money in and own a part. Each kind of share is decided on together: into which fund the money goes, what one costs, how many there are and how many one member may have.
no-instruments = Nothing can be subscribed to yet
no-instruments-next = What can be owned is decided on together. If you want to fund something together, propose it.
propose-one = Propose it
instrument-numbered = Share No. { $number }
since = since
per-unit = each
units-taken-of = { $issued } of { $all } taken
terms-after-probation = Price and terms are shown once your probation is over.
above-each-told = One member may hold { $each } at most, what is held and what waits for payment together: you may ask for { $left } more.
not-enough-told = Only { $left } are left to ask for.
units = { $count ->
    [one] 1 unit
   *[other] { $count } units
}
units-max = In all
units-each-max = One member at most
units-issued = Paid for
units-asked = Waiting for the money
units-left = Left
goes-to-fund = The money goes to
decided-by = Comes from
look-at-decision = See the decision
offered-since = Offered since
terms = Terms
risks = What can go wrong
risk-version = Version { $version } of the risks
risk-revised-by = changed by { $who }: { $reason }
risk-as-decided = as it was decided
no-return-promised = The community promises no return. You may not get back what you put in.

kind-donation = Donation
kind-donation-note = Given to the community for nothing in return, and without a vote.
kind-pre-order = Pre-order
kind-pre-order-note = Paid for goods that are still to be made. Without a vote.
kind-member-capital = Members’ capital
kind-member-capital-note = Capital of members, who own a part of the community; it counts in ballots where the rules of deciding let it.
kind-equity-record = Equity record
kind-equity-record-note = The money goes to the fund here; what it gives you is settled by a contract or a law elsewhere, and mirrored here. Without a vote.

refused-not-a-member = Only a current member can do this.
refused-on-probation = You can take part once your probation is over.
refused-not-allowed = Your role does not allow this.
refused-no-such-subscription = There is no such subscription.
refused-units-missing = Please say how many: one at least.
refused-not-enough-left = There are not enough left.
refused-above-each = With what you have and have asked for, that is more than one member may hold.
refused-risk-not-read = Please read what can go wrong, and confirm it.
refused-risk-changed = There is a newer version of what can go wrong. Please read that one first.
refused-own-subscription = Nobody deals with their own subscription. Please ask another treasurer.
refused-not-yours = Only who subscribed can do this.
refused-wrong-state = This subscription has changed. Please look at where it stands.
refused-holder-gone = Who subscribed is not a member past probation now, and cannot hold more. Please send the money back and refuse the subscription with the reason.
refused-amount-differs = What arrived is not what was subscribed to. Units have no parts: please ask the member.
refused-arrived-in-future = The day on which it arrived cannot be in the future.
refused-arrived-long-ago = This is more than ten years ago. Check the year.
refused-moved-on = Part of this money is not at the bank any more: it holds less than would be taken back.
refused-reference-missing = Please give the bank’s reference.
refused-reference-too-long = The reference is too long: 200 characters at most.
refused-reason-missing = Please give the reason.
refused-reason-too-long = The reason is too long: 400 characters at most.
refused-risk-unchanged = Nothing about the risks has changed.
refused-books-full = The sum is more than the books can hold.
refused-key-reused = This request’s key was used for something else. Please send the form again.
refused-units-moved-on = Units of this subscription are no longer all with who subscribed, so it cannot be taken back.
refused-not-held = Nobody is entered as a holder of this kind of share.
refused-holder-not-a-member = This person is not a member now, and cannot hold shares.
refused-holder-on-probation = This member can hold shares once their probation is over.
refused-above-each-of-holder = With what is held, asked for, and held through companies, that is more than one holder may have.
refused-above-each-behind = Somebody behind this company would come to more than one holder may have.
refused-not-reserved = Not that many are kept for this member.
refused-paid-malformed = The sum that was put in does not match the books.

nobody = somebody who left
desk = Desk
state-asked = waits for the money
state-paid = paid for
state-refused = refused
state-withdrawn = withdrawn
subscription-numbered = Subscription No. { $number }
subscriptions-waiting = Subscriptions waiting for money
subscriptions-counted = { $count ->
    [one] 1 subscription
   *[other] { $count } subscriptions
}
subscriptions-lead = What members have subscribed to and not paid yet, who waits longest first.
no-subscriptions = No subscription waits for its money
no-subscriptions-next = Those of members will be here.
my-holdings = My shares
all-instruments = All shares
holders = Holders
holders-counted = { $count ->
    [one] 1 holder
   *[other] { $count } holders
}
register = Share register
you-hold = { $count ->
    [one] You hold 1 unit.
   *[other] You hold { $count } units.
}
risks-before = Earlier versions of what can go wrong
subscribe = Subscribe
subscribe-note = { $count ->
    [one] You can have 1 more.
   *[other] You can have { $count } more.
} They are kept for you, and entered into the register when the money is there.
how-many-units = How many
risk-read = I have read version { $version } of what can go wrong, and know that I may not get the money back
revise-risk = Say anew what can go wrong
revise-risk-note = Earlier versions stay. Whoever subscribes from then on has to read the new one. The terms are what was decided, and cannot be changed here.
what-changes-and-why = What changes, and why
subscriber = Who subscribed
asked-on = Subscribed on
risk-was-read = version { $version } was read
arrived-on = Day the money arrived
bank-reference = Bank’s reference
in-the-books = In the books
entry-numbered = Entry No. { $number }
refused-because = Refused: { $reason }
take-back-arrival = Take back that the money arrived
take-back-note = For the wrong member, the wrong day, or money that the bank sent back. The books take the entry back, the units leave the register, and the subscription waits for its money again: record it anew, or refuse it.
take-back-hint = For example: the bank sent the money back. Who subscribed can read it.
arrival-taken-back = { $who } took back that the money arrived
because = Reason: { $reason }
how-to-pay = How to pay
mark-transfer = Please mark the transfer with
ask-treasurer = Please ask the treasurer where to transfer to, and mark the transfer with { $mark }.
kept-until-paid = Until the money is there they are kept for you, and you can withdraw.
own-subscription-note = Your own money is recorded by another treasurer.
withdraw = Withdraw the subscription
withdraw-ask = Withdraw this subscription? If you have transferred the money already, please talk to the treasurer first.
record-arrival = The money has arrived
record-note = Look for a transfer marked { $mark } on the account, and compare the sum.
amount = Sum
refuse = Refuse the subscription
reason = Reason
reason-hint = For example: no money for two weeks. Who subscribed can read it.
register-lead = Who held how much, and when. Every change stays, so that any past day can be looked at.
as-of = As of the end of
show-day = Show that day
together = Together
per-unit-price = Each
paid-in = Paid in
your-own = Yours
no-holders = Nobody held it on that day
no-holders-next = Whoever subscribes and pays will be here.
holder = Holder
units-word = Units
names-for-whom = Names, and how much each holds, are shown to treasurers and stewards only.
refused-period-closed = The books are closed for that day. Enter it with a day after the closing; the words can say when it really was.

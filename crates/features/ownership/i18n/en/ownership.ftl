refused-no-such-instrument = There is no such share.
refused-no-such-fund = There is no such fund.
refused-no-such-kind = There is no such kind of share.
refused-decision-missing = What can be owned comes from a decision.
refused-name-missing = Please give it a name.
refused-name-too-long = The name is too long: 80 characters at most.
refused-price-not-positive = The price of one has to be more than zero.
refused-units-not-positive = There has to be one at least.
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
no-return-promised = The community promises no return. You may not get back what you put in.

kind-donation = Donation
kind-donation-note = Given to the community for nothing in return, and without a vote.
kind-pre-order = Pre-order
kind-pre-order-note = Paid for goods that are still to be made. Without a vote.
kind-member-capital = Members’ capital
kind-member-capital-note = Capital of members, who own a part of the community; it counts in ballots where the rules of deciding let it.
kind-equity-record = Equity record
kind-equity-record-note = A note of a part that is held elsewhere, under a contract or a law. Without a vote.

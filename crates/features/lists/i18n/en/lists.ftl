# Refusals
refused-not-a-member = Only members of the community can do this.
refused-not-allowed = Order lists are handled by the stewards who manage offers: you do not have that power.
refused-no-invite = A claim code lets somebody in: it is made by who may invite.
refused-no-such-list = There is no such list.
refused-no-such-line = There is no such line, or another one stands in its place now.
refused-no-such-item = The list has no such thing.
refused-no-such-buyer = The list has no such name.
refused-nothing-pasted = Please paste the list from your chat.
refused-table-unread = This file is no table that can be read: its first row needs “Name”, and either “Item” and “Quantity” or a column for each thing.
refused-text-too-long = This text is too long: a list has at most 250,000 bytes. Please paste it in parts.
refused-too-many-lines = A list has at most 1,000 lines: please paste it in parts.
refused-too-many-items = The heading names too much: a list has at most 100 things.
refused-no-lines = Nobody seems to order anything: please paste the lines with names too.
refused-table-older = The list was changed after this table was downloaded: taken as it is, it would change those things back. If you do want what this table says, choose the file once more and tick “Take this older table”.
refused-looks-known = Most lines are those of a recent list, under another heading. To go on with that list, paste it on its own page; if this really is a new one, tick “This is a new list”.
refused-list-erased = The words of this list have been erased in due time: it cannot be changed or ordered any more.
refused-list-changed = The list has just changed: please look again who joins with how much.
refused-group-buy-closed = This group buy cannot be joined now: it has closed, or has not opened.
refused-line-moved = Somebody else has just changed this line: please look at it again.
refused-name-missing = Please say who orders.
refused-name-too-long = A name has at most 40 characters.
refused-note-too-long = A note has at most 300 characters.
refused-items-missing = Please choose at least one thing; if nothing is wanted, choose “No order”.
refused-item-missing = Please choose of what this much is wanted, or empty the amount.
refused-item-twice = The same thing stands there twice: please make it one.
refused-quantity-missing = Please say how much, more than zero.
refused-quantity-unread = This amount is not understood: write a number, or words such as “半斤”, in the unit of the thing.
refused-quantity-too-large = That is too much.
refused-offer-unknown = This is not for sale: please choose another.
refused-orders-stand = Orders were made for this name already: call those off before it is somebody else.
refused-buyer-unknown = This is no member at present.
refused-still-open = An order, money or a complaint is still open: they can be forgotten when all of it is settled.
refused-point-unknown = There is no such pick-up point.
refused-pay-until-past = The last day to pay must be later than now.
refused-key-reused = This request number was used for something else: please reload the page and try again.
refused-no-placeholder = This buyer has an account already, or comes from no list.
refused-code-made = The code was shown a moment ago and is not kept. If it was not written down, make another; the old one is void then.
refused-code-unusable = This code is wrong, used, renewed or out of date: please ask whoever gave it to you for another.
refused-confirmed-by-you = You have confirmed money that came for this buyer in a group buy: nobody confirms their own, so it cannot become yours.
refused-come-in-first = You were a member here before, or have asked to be one: come in again first, then claim.

# Words
desk = Desk
lists-title = Order lists
all-lists = All lists
list-new = Paste a list
piece = piece
list-comma = , { "" }
list-semicolon = ; { "" }
currency-word = 元
list-numbered = List no. { $number }
lines-counted = { $count ->
    [one] { $count } line
   *[other] { $count } lines
}
orders-counted = { $count ->
    [one] { $count } order
   *[other] { $count } orders
}
people-counted = { $count ->
    [one] { $count } person
   *[other] { $count } people
}
unclear-counted = { $count ->
    [one] { $count } line to look at
   *[other] { $count } lines to look at
}
order-numbered = Order { $number }
all-understood = All understood
list-is-erased = Words erased
no-lists = No lists yet
no-lists-next = Paste a list from your chat as it is: what is understood becomes orders, and of the rest you say what is meant.
lists-to-look-at = Lists to look at

# Pasting
paste-lead = Copy the whole list from your chat and paste it as it is. Prices in the heading and everybody’s lines are read; what is not sure is asked.
paste-text = The whole list
paste-hint = The heading and everybody’s lines. The text is kept for 30 days and erased by itself.
pay-until = To be paid by
pay-until-hint = Empty: a week. What the heading says of it is proposed on the next page; press to take it. The same list pasted again keeps its own. Orders that are not paid by then are called off by themselves.
terms-title = When it is paid and fetched
terms-proposed = The heading says “{ $words }”: it is filled in below. Look at it and press; until then all stays as it was.
terms-otherwise = The heading now says “{ $words }”, which is not what was agreed on. Change it below if you want to; otherwise all stays as it is.
pay-is-over = the day to pay is over: what is ordered now is held for a day
terms-do = So it is
fetched-at = Where it is fetched
fetched-on = On which day
fetched-on-hint = Needed once a place is chosen.
no-point = Not yet
day-without-point = Please choose where it is fetched, or leave the day empty.
as-older = Take this older table
as-new = This is a new list
paste-do = Read it
paste-again = More people in the chat? Paste it again
paste-again-hint = The whole of it as it is now: lines of before stay, further ones are added.
paste-again-do = Read on

# Looking through
pasted-at = Pasted { "" }
erased-note = The words of this list were erased after 30 days. Its orders are left, each with its own line.
next-mend = { $count ->
    [one] { $count } line asks for a look
   *[other] { $count } lines ask for a look
}
next-match = { $count ->
    [one] { $count } thing is matched to no offer yet
   *[other] { $count } things are matched to no offer yet
}
next-order = All understood: the orders can be made
next-gone = { $count ->
    [one] The line of one person is gone: does it still count?
   *[other] The lines of { $count } people are gone: do they still count?
}
gone-at-the-top = Not in the newest text, and counted as before: { $names }. If one is given up, choose “No order” at the line.
withdrawal-gone = They withdrew or changed it later, and that line is not in the newest text: { $names }. What they wrote last stands, and nothing is ordered anew. If an older copy was pasted, paste the newest once more; if they do want it again, say so at their line.
renamed-note = Another name stands in the table for these people; the list calls them as before: { $names }. If it is somebody else, say so here:
short-of = { $people ->
    [one] One person got nothing, or not all: there is not enough (lacking { $lacks })
   *[other] { $people } people got nothing, or not all: there is not enough (lacking { $lacks })
}
short-tag = { $people } short
give-back-title = { $count ->
    [one] One person has paid and wants it no more, or less: to be refunded
   *[other] { $count } people have paid and want it no more, or less: to be refunded
}
give-back-note = Agree with them, then open the order and refund there. Once refunded it is listed here no more.
give-back-tag = To refund
roomed-note = Rooms taken from the table: { $people }.
noted-note = Notes changed as the table has them: { $people }.
note-now = { $name } ({ $note })
note-gone = { $name } (no note any more)
moved-note = These people have another room in the table than in the list, which was not changed: { $people }.
room-differs = { $name } (list: { $known }, table: { $said })
unnamed-note = These rows of the table want something and have no name, so they are not in the list: row { $rows } (counted with the head, without empty rows). Add the names and upload it again.
next-left-over = Some of it could not be ordered: see below, mend it and press again
left-over-who = Without it: { $names }
all-ordered = all ordered
so-much-ordered = { $people ->
    [one] { $amount } ordered by one person
   *[other] { $amount } ordered by { $people } people
}
do-match = Say once more under “What it comes to” which offer it is, then make the orders.
do-off-step = The offer is sold in whole measures only: change the amount in these lines, or put up another offer that is sold in smaller ones and choose it under “What it comes to”; then make the orders.
do-sold-out = Restock and make the orders again, or agree on less and mend the line.
do-less = Make the amount in the line smaller, then make the orders.
do-again = If it is still wanted, press “Order again” on the page of each person’s orders, then make the orders.
do-say-who = Say first who it is, then make the orders.
do-talk = Talk to them; what is to be given back is given back on the order.
do-mend = Mend the line that nobody has understood first.
do-agree = Tick it if it may be called off, then make the orders.
next-mend-and-scan = { $unclear } lines are unclear, and { $likely } more are guesses: please look at them
next-scan = { $likely } lines are guesses: look at them before orders are made
marks-counted = Certain: { $certain }, likely: { $likely }, mended by you: { $mended }, unclear: { $unclear }
order-note = Nothing unclear is ordered. Press as often as you like: nothing is ordered twice, only what is missing.
make-orders = Make the orders
to-people = Each person’s orders
to-share = Back to the chat
money-by-treasurer = A treasurer records each payment as it arrives: the order is paid then, and on the packing list.
to-packing = Packing list
totals = What it comes to
sold-as = Sold as { $offer }
price-differs = The prices differ: the list says { $said }, the offer { $price }. Please say which offer it is
not-matched = Matched to no offer yet: not ordered
no-longer-for-sale = no longer for sale
match-item = Which offer is it?
which-offer = Offer
no-offer-chosen = None for now
match-do = This one
call-it-so = From now on “{ $name }” in a list is this offer
beyond = More than 1,000 offers are on sale: lists are held against the newest 1,000. Withdraw what is not needed to reach older ones.
offer-all-note = What the heading names with a price and the market does not have yet is put up at once, for members. Say first who supplies it and whose the money is; everything can be changed on the page of each thing.
offer-all = { $count ->
    [one] Put it up for sale
   *[other] Put these { $count } up for sale
}
supplied-by = Who supplies it
supplied-choose = Please choose
supplied-by-fund = We buy it ourselves under a mandate (the money goes to the general fund)
supplied-hint = Listed are suppliers that are entered and have an account. What members pay is then settled with the supplier after hand-over, without an expense.
supplied-no-mandate = Take care with “we buy it ourselves”: what is wanted now comes to { $sum }, and there is no mandate that could be used. The money could be paid on only after a decision.
supplied-mandate = With “we buy it ourselves”: what is wanted now comes to { $sum }, and “{ $name }” has { $left } left. What is beyond that can be paid on only after a decision.
supplied-take = What the supplier gets
supplied-take-hint = Empty is all of it; else the rest goes to the general fund. Not needed with “we buy it ourselves”.
supplied-kind = Counted as
supplied-percent = Per cent
supplied-per-unit = A sum for each unit
supplied-missing = Choose who supplies it: a supplier, or we ourselves.
supplied-take-unfit = It has to be above zero, and no more than the cheapest of the things costs.
say-slot = Choose where and when they fetch it
offer-it = Not there yet: put it up for sale
offer-it-note = For members. Say who supplies it and whose the money is; everything can be changed on its page.
offer-title = Name of the offer
offer-stock = How many there are
offer-stock-hint = Empty for any number
offer-do = Put up and match
lines-title = Line by line
quoted = “{ $words }”
note-said = Note: { $note }
why-said = Why to look: { $why }
gone-note = This line was there before and is not in the text pasted last. If it still counts, press “That is it”; if not, choose “No order”.
mend = Mend this line
what-is-meant = What is meant
no-item-chosen = None
mend-do = That is it
mark-certain = Certain
mark-likely = Likely so
mark-unclear = Unclear
mark-mended = Mended by you
state-replaced = Changed
state-gone = Gone this time
doing-order = Orders
doing-add = Adds
doing-replace = Changes to
doing-withdraw = Gives up
doing-none = No order
line-said = { $name } · { $doing }: { $what }
line-said-nothing = { $name } · { $doing }
all-of = all { $item }
somebody = Somebody unknown
everything = the whole order

# Doubts
doubt-several-offers = several things are called so
doubt-unknown-item = the heading has no such thing
doubt-item-missing = a quantity, but not of what
doubt-quantity-missing = not how many
doubt-quantity-vague = a vague quantity
doubt-quantity-twice = two numbers for one thing
doubt-quantity-too-large = an unlikely quantity
doubt-quantity-off-step = not a whole measure
doubt-unit-differs = another unit than it is sold in
doubt-unit-alike = another word for the unit
doubt-unit-converted = the unit was converted
doubt-name-missing = no name
doubt-name-joined = name and order are written together
doubt-add-or-replace = on top or instead, it does not say
doubt-nothing-stands = this person has ordered nothing before
doubt-sum-differs = says another sum than this costs
doubt-other-not-found = points to somebody who is not in the list
doubt-taken-over = taken from another line
doubt-spelt-otherwise = spelt otherwise, understood by sound
doubt-called-otherwise = called otherwise
doubt-concluded = concluded from unit, price or what came before
doubt-not-in-heading = not in the heading, but on sale here: not ordered before you press “That is it”
doubt-question = asks something besides
doubt-undecided = has not decided yet
doubt-words-left = some words were not understood
doubt-repeated = the same line twice
doubt-for-others = for others too
doubt-line-too-long = a very long line
doubt-not-numbered = no number before it
doubt-beyond-stock = more than is in stock
doubt-below-least = less than the heading says is the least
doubt-older-copy = this person changed or withdrew it later: this is the line from before. Choose “No order” if they do not want it, or “That is it” if they do again
doubt-no-order-now = an order stood in this place before, and now something else: whether it is still wanted, it does not say. Choose “No order” if it is not
doubt-instead-or-besides = this person’s line of before is gone: instead of it or besides, it does not say
doubt-same-name = somebody else has the same name: it does not say whether it is the same person
doubt-out-of-proportion = the number is unlikely: nothing, below nothing, or far more than the others

# People
taken-back-title = { $count ->
    [one] Call off? Unpaid orders of { $count } person
   *[other] Call off? Unpaid orders of { $count } people
}
taken-back-note = The list gives these up, or wants less: unpaid orders would have to be called off. Only what is ticked is called off; ticked already is who wrote so themselves.
would-call-off = { $name }: calls off { $orders }
order-and-sum = order { $number } ({ $sum })
instead-nothing = Nothing is ordered instead
instead-ordered = Ordered instead: { $what }
people-of = { $title }: each person’s orders
orders-left = Orders that are left
wants-nothing = Wants nothing now
is-member = Member: { $name }
is-without-account = No account yet: kept under this name
is-nobody-yet = Will be kept under this name, without an account
who-details = Who is it?
who-is-it = Which member
link-do = Order for this member
code-note = With an account and a claim code these orders can be taken over.
code-make = Make a claim code
order-again = Order again
is-asked = Somebody known may be meant: say first whether it is the same person
namesakes-title = { $count } to be told who they are
namesakes-note = Somebody in an earlier list has this name, or a member has the name, the room or the phone. Nothing is ordered until you say who it is, so that nothing goes to the wrong person.
namesake-is = Who { $name } is
namesake-later = Not yet
namesake-member = The member { $name }
namesake-buyer = { $name } of before
namesake-other = Somebody else
namesakes-do = That is so
is-member-asked = Is it the member { $name }?
line-numbered = Line { $number }
same-name-yes = The same person as { $name } above
same-name-no = Somebody else: { $name }
called-off-because = Changed in the list
trouble-said = Not ordered, { $item }: { $why }
why-no-offer = matched to no offer yet
why-fixed = already paid or handed over; talk to them about what is too much, and give it back on the order’s page
why-ended = its order was called off or has expired, and is not made again by itself
why-sold-out = not enough left
why-off-step = not a whole measure
why-above-limit = more than one person may buy
why-price-changed = the offer has another price now: please match it again
why-not-for-sale = the offer is not for sale
why-too-much = too much
why-buyer-gone = no member any more: please choose somebody else
why-name-missing = nobody knows who
why-same-name = somebody of this name is known already, or a member may be meant: say first whether it is the same person
why-unclear = a line is unclear, so nothing that was ordered is called off
why-not-agreed = an unpaid order would have to be called off, and that is not ticked yet
money-paid = paid: { $count }, { $sum } in all
money-claimed = said to be paid and not looked at: { $count }, { $sum } in all
money-unpaid = not paid yet: { $count }, { $sum } in all
order-unpaid = To be paid
order-claimed = Said to be paid
order-paid = Paid
order-handed-over = Handed over
order-cancelled = Called off
order-expired = Expired unpaid

no-place-full = { $orders ->
    [one] One order has no slot at { $point } on { $day }: there is no room for it.
   *[other] { $orders } orders have no slot at { $point } on { $day }: there is no room for them ({ $paid } are paid).
}
no-place-closed = { $orders ->
    [one] One order has no slot: { $point } is not open on { $day }, or that day is over.
   *[other] { $orders } orders have no slot: { $point } is not open on { $day }, or that day is over ({ $paid } are paid).
}
do-places = Allow more orders in a slot and on a day there, or choose another point or day, and press “So it is” again.
do-other-day = Choose another point or day and press “So it is” again.
to-point = Change this point
without-place = { $count ->
    [one] One without a slot
   *[other] { $count } without a slot
}

# Back to the chat
share-title = { $title }: back to the chat
share-text = As text
share-text-note = As it stands now, one line a person: paste it into the chat, and it can go on.
share-text-label = The list now
not-ordered = not ordered
only-ordered = only { $amount } ordered
short-gets = { $missing } short, gets { $gets }
short-all = out of stock, gets none
back-gets = { $back } given back, gets { $gets }
back-all = given back
short-and-back = { $missing } short, { $back } given back
short-and-back-gets = { $missing } short, { $back } given back, gets { $gets }
chat-pay-until = ⏰ Pay for this list by: { $when }
chat-fetch = 📍 Pick this list up: { $what }
chat-group-buy = 👥 Group buy for this list: { $what }
chat-needs = { $goods }: { $needs }, until { $until }
share-refused = Not ordered, and not in the totals: { $items }.
share-given-back = Paid and not got (there was too little, or it was given back); that money is credited to them or was given back, and it is not in the totals: { $items }.
share-sums = Write each person’s sum
share-paid = Say who has paid
share-buys-orders = Bought is what the orders that stand want: { $items }. That is not what the chat says now, because somebody takes less or nothing since and nothing was given back or called off yet, or takes more and it was not ordered yet.
share-again = Write it so
comes-to = { $sum } in all
paid-mark = paid
note-says = says:{ " " }
to-list-packing = Packing list: what each has ordered
list-packing-title = { $title }: packing list
packing-counted = Paid: { $paid }, ordered and not paid yet: { $unpaid }
packing-none = No orders yet
packing-none-next = Make the orders on the list’s page first.
copy-text = Copy
copied = Copied
card-title = As a picture
card-note = Save it and send it to the chat.
card-share = Share the picture
card-save = Save the picture
card-made = The list as a picture
from-table = Or from a table (CSV, Excel)
from-table-note = The first row says “Name”, then “Item” and “Quantity”; or has a column for each thing. A table downloaded here can be changed and sent back.
table-title = What the list is called
table-file = The file
table-do = Read the table
table-again = Changed the table? Upload it again
older-said = This table was downloaded on { $made }, and the list was changed since: taken as it is, it would change those things back. If you do want what this table says, choose the file once more and tick “Take this older table”.
older-said-with = This table was downloaded on { $made }, and the list was changed since. Taken as it is, it would change: { $changes }. If you do want what this table says, choose the file once more and tick “Take this older table”.
older-changes = { $name } { $item }: { $now } now, { $said } in the table
older-note = note of { $name }: { $now } now, { $said } in the table
no-note = none
older-between = {"; "}
older-more = and { $count } more
table-again-note = Change amounts in the table that you downloaded here and upload it: who was changed is changed, the others stay.
export-xlsx = Download for Excel
export-csv = Download as a table (CSV)
pack-at = Packing list of { $point }, { $day }
pack-at-note = The pick-up point’s list has what is paid and has a slot: { $unpaid } more appear there once they are paid.
column-name = Name
column-room = Room
column-item = Item
column-quantity = Quantity
column-unit = Unit
column-price = Price
column-sum = Sum
column-note = Note
column-orders = Orders
column-paid = Payment
column-code = Pick-up code
column-has = Ordered, where it is not the quantity
column-back = Given back
column-mark = Exported at (for uploading it again, leave as it is)
column-net = Net, without what was called off

# Claiming
code-for = Claim code for { $name }
code-once = Shown this once: send it to them now, to nobody else and not in the group. Another one voids it.
code-until = Holds until { "" }
code-send = What to send
code-message = { $name }, these are your orders from our list: sign up, open { $link } and enter the claim code { $code } . It is for you alone, please do not pass it on.
buyers-title = Buyers without an account
buyers-lead = Who has ordered by lists and has no account. When orders and money are settled they can be forgotten: the name, what lists call them and the words that are kept go, and the books keep a random name. Of whom no list has had an order for a year is forgotten in due time.
buyers-none = No such buyers
buyers-none-next = Everybody in the lists has an account, or is forgotten.
buyers-called = In lists: { $names }
buyers-open = An order or money is still open
buyers-forget = Forget
buyers-ask = Forget { $name }? The name and the words cannot be brought back; the books stay as they are.
codes-for = { $title }: claim codes
codes-once = Shown this once; when the page is closed they are gone. Each message is for one person: send them one by one, never in the group, and forward none.
codes-one-by-one = There is no “copy all”: whoever has another person’s code can take over their orders.
codes-none = No code to make now: everybody has an account, or a code already.
codes-more = At most 100 are made at a time, { $count } more are waiting: send these, go back and press again.
codes-copy = Copy
codes-look = See this message
codes-open = With a code already: { $count }
codes-rest = { $count ->
    [one] Then something came in between: one person got no new code, and the one they have still holds. Send these first, then press below for that person.
   *[other] Then something came in between: { $count } people got no new code, and those they have still hold. Send these first, then press below for the rest.
}
codes-lost = These claim codes were shown a moment ago and are not kept, so they cannot be shown again. If they were not sent, make new ones for all that nobody has used; the old ones are void then.
codes-anew = { $count ->
    [one] Make the unused one anew
   *[other] Make all { $count } unused ones anew
}
codes-open-note = Only a trace to check it by is kept, so the code cannot be shown again. If it did not arrive, make another; the old one is void then.
code-again = Make another
codes-note = Everybody who has orders and no account yet can get a claim code, sent to them alone.
codes-make = { $count ->
    [one] Make a claim code for the one without an account
   *[other] Make claim codes for the { $count } without an account
}
claim-title = Claim orders
claim-lead = Has somebody ordered for you from a list? Enter the claim code you were given and see whether the orders are yours. They become yours only when you say so on the next page.
claim-code = Claim code
claim-hint = Twelve letters and digits; case and strokes do not matter. It is not the pick-up code.
claim-sign-in-first = Sign up or in first, then enter the code.
sign-up = Sign up
sign-in = Sign in
claim-do = See whose they are
claim-found = Ordered for “{ $name }”
claim-no-orders = There are no orders at the moment.
claim-sum = { $count ->
    [one] One order, { $sum }
   *[other] { $count } orders, { $sum } in all
}
claim-found-note = Press only if they are yours: they become those of your account, and the code is used up. If not, tell whoever gave you the code.
claim-joins = You are no member of { $community } yet: by claiming you become one.
claim-joins-on-probation = You are no member of { $community } yet: by claiming you become one, on probation for { $days } days.
claim-done = { $count ->
    [one] Claimed: one order made for “{ $name }” ({ $sum }) is yours now.
   *[other] Claimed: { $count } orders made for “{ $name }” ({ $sum } in all) are yours now.
}
claim-done-before = Claimed: these orders are yours already.
claim-joined = You are a member of { $community } now.
claim-joined-on-probation = You are a member of { $community } now, on probation until { $until }.
claim-to-orders = See my orders
claim-confirm = They are mine
claim-not-mine = Not mine

# On an order
from-list = From an order list
entered-by = Entered by { $name }
to-payments = Payments of this list: tick who has paid
to-purchase = Order these from a supplier

# On a terminal
told-no-file = there is no such file
told-offers = What the list sells
told-note = note: { $note }
told-marks = Certain: { $certain }, likely: { $likely }, unclear: { $unclear }
told-went-on = List no. { $number } goes on: new lines { $new }, gone { $gone }
told-new = List no. { $number } is new: { $new ->
    [one] { $new } line
   *[other] { $new } lines
}
told-orders = { $placed ->
    [one] { $placed } order
   *[other] { $placed } orders
} made, { $off } called off
told-left = Not ordered:
told-split-waits = { $what }: its split waits for a decision of the members
told-not-offered = { $what }: not put up for sale, { $why }
refused-list-has-orders = Orders of this list stand: call those off first, then it can be deleted.
list-delete = Delete this list
list-delete-ask = Delete this list? Its text, names and lines are gone at once and cannot be brought back.

# Group buys
open-group-buy = Open a group buy of this
join-list = Let the people of the list join
after-title = :{" "}
in-group-buy = { $people ->
    [one] { $amount } joined for by one person of the list
   *[other] { $amount } joined for by { $people } people of the list
}
part-in = Group buy
part-formed = Formed
part-given-back = Not formed, the money is theirs
join-list-title = { $pool }: let the people of the list join
join-closes = closes
join-price = { $price } on joining
join-dearer = On joining { $price } is paid, the list says { $said }: tell people before you press.
join-nobody = Nobody can be joined at the moment.
join-who = { $count ->
    [one] One person joins, { $amount } in all
   *[other] { $count } people join, { $amount } in all
}
join-note = You join for people who have no account. Their money comes as for a list's orders: it is paid when the treasurer has entered it, and theirs again if it does not form. Whoever has an account joins for themselves.
join-far = far more than all together need: look twice
join-choice-hint = All who join together are put there; whoever wants another time gets it at their order, once it has formed.
join-do = { $count ->
    [one] Join for this person ({ $sum })
   *[other] Join for these { $count } people ({ $sum } in all)
}
join-stays = Not joining
join-in = In already, by this list
join-payments = Who has paid in this group buy
stays-in = in already
stays-in-otherwise = has a part in this group buy that is not from this list: ask them whether this is more
stays-ordered = all that they want is ordered
stays-ended = an order was called off, or a part has expired or was given back: if they still want it press “Order again” among the people's orders, then come back
stays-not-read = a line is not understood, or only guessed at: mend it first
stays-same-name = somebody else is called so: say first who it is
stays-has-account = has an account, and joins for themselves
stays-buyer-gone = is no member any more
stays-off-step = not in whole steps
stays-above-limit = above the limit of one person
stays-full = no room is left
stays-too-much = too much
stays-closed = the group buy has just closed
stays-changed = quantity or price has just changed: look again
stays-place-missing = no place to fetch it was chosen, or it is not offered any more
stays-place-full = that time is full: choose another one and press again

# What is said when something cannot be done
refused-not-a-member = Only members of this community can do that.
refused-not-allowed = That is for whoever minds this pick-up point or hands over orders.
refused-said-by-another = Somebody else said this on this device: it is sent when they sign in.
refused-no-such-point = There is no such pick-up point.
refused-name-missing = Please give the pick-up point a name.
refused-name-too-long = A name has 60 characters at most.
refused-address-missing = Please say where it is: which house, which door, how to get there.
refused-address-too-long = An address has 200 characters at most.
refused-note-too-long = A note has 500 characters at most.
refused-hours-malformed = The hours of one day cannot be read, or overlap: write 16:00-18:00, with a comma between two.
refused-no-hours = It must be open on at least one day of the week.
refused-days-malformed = Write days off as 2026-05-01, 60 at most, with a blank between two.
refused-places-not-positive = How many orders it can take is a whole number above zero; leave it empty for no limit.
refused-minder-unknown = Whoever minds a pick-up point must be a member now.
refused-no-such-helper = There is no such helper.
refused-help-days-wrong = The days are not right: the last one is not before the first nor past, and at most a year ahead.
refused-key-reused = This request's key was used for something else: please reload the page and try again.
refused-no-such-order = There is no such order.
refused-no-such-pickup = No pick-up was chosen for this order, or the code is wrong.
refused-no-such-calendar = There is no such calendar: its link was revoked, or is not complete.
refused-not-yours = This is not your order.
refused-order-not-paid = This order is not paid yet, or was called off.
refused-point-closed = This pick-up point is closed for now: please choose another.
refused-no-such-slot = Nothing is handed out at that time: please choose another.
refused-slot-over = That time is over: please choose another.
refused-not-there-yet = The goods are not there on that day yet: choose the day it was ordered for, or a later one.
refused-slot-too-far = Choose a time within the next four weeks.
refused-slot-full = That time is full: please choose another.
refused-day-full = That day is full: please choose another.
refused-already-handed-over = This order has already been handed over.
refused-neighbour-missing = Please say to whom it was given.
refused-neighbour-too-long = A name has 60 characters at most.
refused-no-consent = The buyer has not said that this neighbour may have it: ask first, then tick the box.
refused-too-early = The pick-up time is not over, so nobody is late.
refused-nothing-to-undo = There is nothing to take back of this order: perhaps that was done already.
refused-undo-too-late = After 15 minutes it cannot be taken back: ask whoever hands over orders, or let the buyer report it.
refused-hand-over-stands = Something has happened to this order since (its buyer has accepted it, for example), so it cannot be taken back.
refused-id-malformed = A request's id has 8 to 64 letters or digits.

# Words
pickup = Pick-up
points-title = Pick-up points
all-points = All pick-up points
market = Market
nobody = a member who left
list-comma = ,{" "}
search = Find
save = Save
monday = Monday
tuesday = Tuesday
wednesday = Wednesday
thursday = Thursday
friday = Friday
saturday = Saturday
sunday = Sunday
every-day = Every day
days-from-to = { $from } to { $to }
day-with-weekday = { $weekday } { $date }
order-numbered = Order { $number }

# Pick-up points
no-points = There are no pick-up points yet
no-points-next = With one, buyers choose for themselves where and when they fetch what they paid for.
point-new = New pick-up point
point-edit = Change pick-up point
point-closed = closed for now
point-name = Name
point-address = Address
point-address-hint = Which house, which door, how to get there: so that who comes for the first time finds it.
point-note = Note
point-note-hint = Bring a bag, ring the bell.
point-hours = When things are handed out
point-hours-hint = Write each time as 16:00-18:00, with a comma between two; each is a slot that buyers choose. Leave a day empty when it is closed.
closed-on = Days off
closed-on-hint = As 2026-05-01, with a blank between two.
point-places = How many orders
point-places-hint = Leave it empty for any number. Who has chosen already is not turned away by fewer.
each-slot = Orders in one slot at most
each-day = Orders on one day at most
minder = Minded by
minder-who = Who minds it
minder-hint = This member hands over here and keeps the hours, with no other power.
helpers-of = Helpers at { $name }
helpers-lead = { $name } minds this point. Whoever is added here can hand over here too, on the days that are named: not change its hours, and nothing else.
no-helpers = There is no other helper now.
helper-add = Add a helper
helper-who = Who helps
helper-from = From
helper-from-hint = Left empty: today.
helper-until = Until
helper-until-hint = For one day the same day; left empty: for good, until you end it.
helper-end = End
helpers-today = Helping today
to-helpers = Helpers
days-from = from { $date }
point-is-open = Can be chosen now
point-is-open-hint = A closed point is chosen by nobody; what was chosen before is still handed over.
hand-over-here = Hand over

# How one order is fetched
pickup-of-order = Pick-up of order { $number }
your-code = Your pick-up code
code-note = Say this number at the door, or let them scan the picture with a phone’s camera.
code-as-picture = QR code of pick-up code { $code }
where-to = Where
when = When
when-at = When, at { $point }
handed-to = Handed to
neighbour-title = Let a neighbour fetch it
neighbour-who = Who may have it
neighbour-hint = A name, such as “Li, house 3”. Empty: nobody but you.
choose-pickup = Choose where and when to fetch it
choose-another = Another time or place
choose-this = Choose this
code-when-paid = Once it is paid there is a pick-up code here, and you may choose another time.
choose-when-paid = Once it is paid you choose where and when to fetch it.
no-open-points = No pick-up point is open now: ask a steward how to get it.
no-slots = No time is free within four weeks.
slot-with-left = { $time } ({ $left } left)
state-waiting = to be fetched
state-missed = not collected
state-collected = collected
state-neighbour = with a neighbour
state-dropped = order called off

# Whoever minds a point
day-title = Pick-up list of { $name }
packing-list = Packing list
search-code = Code or name
day-before = The day before
day-after = The day after
day-progress = { $done } of { $all } orders handed over
left-behind = Not collected before
who-comes = Who comes
nobody-comes = Nobody comes on this day
nobody-comes-next = Buyers who choose this day stand here.
nobody-found = Nobody found
nobody-found-next = A part of the name is enough; a code has five digits.
show-all = Show all
early = This pick-up is on { $day }, not today.
early-done = Handed over early: it was to be fetched on { $day }.
say-collected-early = Hand it over now all the same
say-collected = Collected
say-neighbour-named = Hand to { $name }
say-other = Something else
say-neighbour = Hand to a neighbour
say-neighbour-do = Hand to this neighbour
said-now = I have just asked the buyer, who agrees
buyer-named = May be given to { $name }
buyer-named-nobody = The buyer has named nobody: ask first, then tick the box.
say-missed = Not collected
say-missed-note = The buyer is reminded to come, or to choose another time.
say-missed-do = Record that nobody came
check-title = Pick-up code { $code }
code-title = Type a pick-up code
code-wrong = { $code }: no order that you hand over has this code.
code-why = What may be wrong:
code-why-digit = A digit was misread: a code has five.
code-why-elsewhere = It is a code of another point or of another community, or somebody else minds its point.
code-why-over = The order was called off, or fetched more than a week ago.
code-field = Pick-up code
code-field-hint = Five digits, as the buyer says them.
code-do = Look it up
code-by-name = Look for the name instead
not-there-any-more = This order is not here any more.
back-to-list = Back to the list
kept-here = # not sent yet: kept on this phone and sent as soon as there is a network.
kept-refused = Not recorded:
kept-said = Recorded, waits for the network
kept-forget = Understood
say-undo = Take back
say-undo-title = The wrong button?
say-undo-note = Within 15 minutes whoever recorded it can take it back, and so can those who hand over orders. The order waits again then.
who-was-here = Already fetched
neighbour-got = Given to { $name }
handed-over-by = by { $name }
handed-over-to = to { $name }
# The page puts what is looked for in the place of “#”
kept-searched = No network: found in the list that this phone has kept
kept-not-here = No network, and “#” is not in the list that was kept. It may be newer: search again once there is a network
kept-signed-out = You are signed out, or somebody else is signed in: when whoever recorded it signs in again, it is sent.

# Packing list
packing-of = Packing list of { $name }, { $day }
packing-people = Order by order
packing-totals = In all
packing-unplaced = { $count ->
    [one] One more paid order is to be fetched here on this day and has no slot: there was no room. It is not counted below: { $goods }. Allow more orders at this point, or give it another slot.
   *[other] { $count } more paid orders are to be fetched here on this day and have no slot: there was no room. They are not counted below: { $goods }. Allow more orders at this point, or give them another slot.
}
packing-short = { $came } of { $ordered } came, which is too little: decide who gets less
in-orders = { $count ->
    [one] in one order
   *[other] in { $count } orders
}

# Home page and desk
to-fetch = To be fetched
fetch-at = Fetch at { $point }, code { $code }
fetch-tomorrow = Tomorrow: fetch at { $point }, code { $code }
neighbour-has = { $name } has it for you
minds-tomorrow = Tomorrow at { $point }
come-tomorrow = { $count ->
    [one] one order comes
   *[other] { $count } orders come
}
fetch-still = Still waits for you at { $point }, code { $code }
come-today = { $count ->
    [one] one order today
   *[other] { $count } orders today
}
left-counted = { $count ->
    [one] one order was not collected before
   *[other] { $count } orders were not collected before
}

# Many at once
together-title = { $name }: mark many at once
to-together = Mark many at once
together-lead = Tick whose orders are gone, and enter them all at once. An order that a neighbour took is marked on its own.
together-who = Which are gone
together-all = Tick all that are still here
together-none = Tick none
together-look = other
together-rest = Nobody came for the others
together-rest-hint = Those that are not ticked and whose time is over: their buyers are reminded.
together-do = Enter it
together-collected = { $count ->
    [one] { $count } order is gone
   *[other] { $count } orders are gone
}
together-missed = { $count ->
    [one] for { $count } order nobody came
   *[other] for { $count } orders nobody came
}
together-refused = { $count } not entered:
together-nobody = Nothing is ticked. Tick what is gone first.
together-too-many = At most { $count } orders at once.

# The phone's calendar
mine = Mine
to-calendar = Put it into the calendar of your phone, which reminds you
calendar-title = Reminders in your phone’s calendar
calendar-lead = Puts the times to fetch and the last times to pay into your phone’s own calendar, which reminds you.
calendar-what = Once subscribed to, the calendar keeps itself up to date. How often it looks is for your phone to decide, mostly between an hour and a day: for what changes at the last moment, look here.
calendar-link = Your link
calendar-once = The link is shown this once: add it to your calendar now, or copy it.
calendar-there = You have a link, made
calendar-open = Add to the phone’s calendar
calendar-secret = Whoever has the link sees your pick-up codes and what you have to pay: give it to nobody. If you did, make another one: the old one ends at once.
calendar-make = Make a link
calendar-again = Make another link, and end the old one
calendar-revoke = End the link
event-pay = Pay by now: order { $number }
event-pay-text = { $sum } to pay. If it is not paid by then, the order is cancelled by itself.
refused-place-not-chosen = Please choose where and when you fetch it.
refused-fetched-too-early = It cannot be fetched before it closes.
pool-where = Where it is fetched
pool-where-hint = What comes together is put down for here by itself, and nobody has to choose afterwards. Tick nothing, and everybody chooses once it has formed.
pool-point-at = At { $name }
pool-day = On which day
pool-day-hint = The day of the deadline or later; each point must be open then
pool-fetched-on = Fetched on { $day }: { $places }. A place is kept when you join.
pool-choose = Where and when you fetch it
pool-choose-hint = A place is kept for you when you join. It is free again if this does not form, or if you leave.
pool-slot-full = { $slot } (full)
pool-later = I choose once it has formed
pool-few-places = On that day only { $left ->
    [one] 1 more order
   *[other] { $left } more orders
} can be fetched there, and it takes { $goal } to form. Whoever finds no place chooses a time later. Raise the places of the point, or choose another point too.
pool-full-now = All its pick-up places of that day are taken: who joins now has no time to choose. It still takes { $goal }.
pool-few-now = Of its pick-up places of that day { $left ->
    [one] 1 is
   *[other] { $left } are
} left, and it still takes { $goal }.
pool-raise-places = More places: { $point }
pool-kept = A place is kept for you: { $slot }, at { $name }.

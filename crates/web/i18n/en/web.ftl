site-name = Hehuo
language-name = English

skip-to-content = Skip to content
nav-label = Main
nav-home = Home
nav-market = Market
nav-decisions = Decide
nav-projects = Projects
nav-books = Books
nav-mine = Mine
nav-desk = Desk
nav-communities = Communities
sign-in = Sign in
account = My account
docs = API
simulated-banner = Demonstration: payments are simulated, no real money moves.

error-summary-title = Please correct these first
sent-before = This page was sent before with other words, and that was done. Please look at what it says now; to have that done too, press the button again.
error-prefix = Error:
optional = optional
show-as-table = Show as table
next-page = Next
newest = First page
pager-label = Pages
copy = Copy
copied = Copied
problem-incident = Incident
problem-back-home = Home page
problem-sign-in = Sign in
problem-title-not-found = There is nothing here
problem-title-forbidden = Not open to you
problem-title-wrong = That did not work
problem-title-slow = A little too fast
problem-title-fault = Something broke on our side

refused-bad-request = We could not read this request. Please go back and try again.
refused-not-signed-in = Please sign in for this.
refused-not-a-member = Only members of this community can do this. You can apply to join.
refused-lacks-power = This needs the power “{ $power }”, which you do not have. Please ask a steward.
refused-not-for-visitors = This part of the community is open to members only.
refused-cross-site = This request came from another site, so it was not carried out. Please try again from a page of this site.
refused-no-such-page = The address may be mistyped, or what was here is gone.
refused-no-such-community = There is no community of that name.
refused-wrong-method = This address does not take that kind of request.
refused-timed-out = This took too long and was stopped. Please try again later; sending the same form twice does nothing twice.
refused-key-reused = This idempotency key was already used for something else. Please use a new one.
refused-too-large = That is too large to accept. Please make it smaller and try again.
refused-unknown-media-type = Please send a form or JSON.
refused-invalid-input = Some entries are not right yet. Please correct them and send again.
refused-too-many-requests = Too many attempts. Please come back in a while.
refused-fault = This is our fault, and it is written down. Please try again later; if it stays, tell whoever runs the site the number below.
refused-busy = The site is too busy right now. Please try again in a moment.
refused-storage-full = The site has no room left to keep anything new; nothing was changed. You can still read everything. Please tell whoever runs the site.

power-edit-charter = edit the charter
power-decide-applications = decide applications
power-invite = invite people
power-manage-members = manage members
power-grant-roles = grant roles
power-manage-offers = manage offers
power-fulfil-orders = pack and hand over orders
power-confirm-payments = confirm payments
power-refund = refund
power-pay-out = pay out to members
power-settle = settle
power-export-books = export the books
power-moderate = moderate talk
power-decide-appeals = decide appeals
power-approve-expenses = approve expenses

body-no-json = The body is not JSON: line { $line }, column { $column }.
field-unreadable = This is not of the kind that the API’s description names.
field-required = Please fill this in.
field-too-short = { $least ->
    [one] At least one character.
   *[other] At least { $least } characters.
}
field-too-long = { $most ->
    [one] At most one character.
   *[other] At most { $most } characters.
}
field-not-a-number = Please enter a number, such as 12 or 12.5.
field-too-many-decimals = { $most ->
    [0] No decimals here.
    [one] At most one decimal.
   *[other] At most { $most } decimals.
}
field-too-large = This number is too large.
field-not-positive = Must be more than zero.
field-negative = Must not be below zero.
field-not-whole = Please enter a whole number.
field-out-of-range = Must be between { $least } and { $most }.
field-unknown-choice = Please choose one of those listed.
field-not-an-email = Please enter a whole e-mail address, such as lin@example.org.
field-not-a-slug = Only lower-case letters, digits and hyphens, beginning with a letter.
field-not-a-date = Please enter a date, such as 2026-03-14.
field-not-a-time = Please enter a date and time, such as 2026-03-14 20:00.
field-not-an-id = This id is not right.
field-unknown-currency = Please enter a currency code of three capital letters, such as CNY.
field-unknown-zone = There is no such time zone, for example Asia/Shanghai.

docs-lead = Whatever a person can do on a page, a program can do too: the same addresses, the same rules.
docs-begin = To begin
docs-accept = Without text/html in Accept the answer is JSON. A body may be JSON or a form.
docs-key = Send an Idempotency-Key with whatever creates something or moves money: the same key again returns the first answer and does nothing twice.
docs-money = Money is a whole number of minor units with a currency code of three letters; quantities are decimal texts; times are microseconds since 1970 or RFC 3339.
docs-language = Sentences for people come in Chinese or English: in the language that the person has chosen, else by Accept-Language.
docs-english-only = The descriptions below are in English.
docs-operations = Operations
docs-parameters = Parameters
docs-body = Body
docs-answers = Answers
docs-example = Example
docs-required = required
docs-problems = When something is wrong
docs-problems-lead = The answer is then application/problem+json (RFC 9457). Programs read the code, people the detail.
docs-codes = All { $count } codes, by letter
simulated-label = Demonstration
chart-from-to = from { $first } to { $last }

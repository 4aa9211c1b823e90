refused-cannot-sign-in = We could not sign you in with this address and password. Check both and try again.
refused-wrong-password = That is not your current password.
refused-address-malformed = That does not look like an e-mail address.
refused-password-too-short = A password needs at least eight characters. A sentence that you can remember is best.
refused-password-too-long = That password is too long: 256 bytes at most, please.
refused-password-too-common = That password is among the first anybody would try. Please choose another.
refused-password-taken = Please choose another password.
refused-no-such-device = There is no such device, or it is signed out already.
refused-link-unusable = This link was used, has expired or never existed. Make a new one on the server.
refused-password-link-unusable = This link was used, is older than an hour, or never existed. Ask whoever runs this site for a new one.
refused-operator-there = This site has its operator already.
refused-not-confirmed = Tick the box to confirm, and we will erase the account.

email = E-mail
password = Password
password-hint = At least eight characters. A sentence only you would say is easier to remember than symbols, and safer.
sign-in-title = Sign in
sign-in-lead = Back to your communities.
sign-in-forgotten = Forgotten your password? We send no letters yet. Ask whoever runs this site: they can make you a link, good for an hour, to choose a new one. Your account, orders and money stay as they are.
sign-in-other = No account yet? Sign up
sign-up-title = Sign up
sign-up-lead = One account for as many communities as you like.
sign-up-other = You have an account? Sign in
sign-up-privacy = We keep your address, the devices you sign in on, and your password in a scrambled form that nobody can read back. In each community you may have another name. Account, memberships and orders are yours to export at any time; erasing the account erases what is personal in them.
setup-title = Create the operator
setup-lead = This is the first account of this site. The link works once.

set-password-title = Set a new password
set-password-lead = For the account of { $email }.
set-password-note = This works once. All devices that are signed in to this account are signed out, but this one.

account-title = My account
operator = Operator
my-communities = My communities
language = Language
leave-site = Leaving
sign-out = Sign out
devices-title = Devices
devices-lead = If there is one you do not know, sign it out and change your password.
device-this = this one
device-unknown = Unknown device
device-seen = Last used { $when }
device-signed-in = signed in { $when }
device-revoke = Sign out
device-revoke-others = Sign out all others
device-revoke-others-ask = All other devices will have to sign in again. Go on?
ago-now = just now
ago-minutes = { $count ->
    [one] { $count } minute ago
   *[other] { $count } minutes ago
}
ago-hours = { $count ->
    [one] { $count } hour ago
   *[other] { $count } hours ago
}
ago-days = { $count ->
    [one] { $count } day ago
   *[other] { $count } days ago
}
password-title = Change password
password-lead = All other devices will have to sign in again.
password-current = Current password
password-new = New password
data-title = Export my data
erase-lead = Deletes your address, password and names for good.
erase-title = Erase my account
erase-goes = Your address, password and devices, your name in every community and what you wrote in applications are deleted for good.
erase-stays = The books stay as they are: they only ever knew your book name. Have what you are owed paid out first.
erase-export-first = If you want to keep a copy, export it first.
erase-confirm = I understand; erase my account

fund-general = General fund

refused-slug-taken = Another community has this address. Please choose another.
refused-no-such-community = There is no such community.
refused-no-such-member = There is no such member here.
refused-not-permitted = This needs the power to “{ $power }”, which you do not have. Ask a steward.
refused-already-member = You are a member already.
refused-already-applied = Your application is in and waits for an answer.
refused-applications-closed = This community takes no applications now; it is joined by invitation.
refused-no-such-application = There is no such application.
refused-own-application = Somebody else has to decide your own application.
refused-already-decided = Somebody has dealt with this since you opened the page. Reload it to see.
refused-reason-missing = Please give a reason; the person concerned will read it.
refused-invitation-unusable = This invitation no longer works: it has expired, was used up or was revoked. Ask whoever invited you for another.
refused-invitation-made = This invitation was made already, and its link is shown only once. If you did not copy it, revoke it below and make another.
refused-removed = You were removed from this community, so an invitation does not bring you back. You can apply, and its stewards decide.
refused-own-role = Nobody gives themselves a role. Ask another steward.
refused-not-a-current-member = Only for people who are members now.
refused-has-role-already = This member has that role already.
refused-has-not-role = This member does not have that role.
refused-last-steward = A community cannot be without a steward. Make somebody else a steward first.
refused-still-steward = This member is still a steward. Take that role back first.
refused-name-taken = That name is taken. Please choose another.
refused-no-such-label = There is no such label.
refused-too-many-labels = There are a hundred labels already.
refused-has-steward = This community has a steward and needs no adopting.
refused-operators-only = Only the site's operator can do this.
refused-nothing-changed = Nothing was changed.
refused-key-reused = This idempotency key was used for something else. Choose a new one.

yes = yes
no = no
none = none
days = days
people = people
everybody = Everybody
day-count = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
member-count = { $count ->
    [one] { $count } member
   *[other] { $count } members
}
member-erased = Erased member

site-title = A community's own economy
site-headline = Act together, on one set of books
site-first = Hehuo lets a group of people run what is theirs: sell, pool money, and share what is earned.
site-second = Every member can follow each sum to where it came from, where it went, and who agreed.
site-third = You write the charter together, the books balance by themselves, and you can leave at any time and take everything with you.
site-sign-up = Sign up
site-sign-in = Sign in
site-mine = My communities
site-mine-empty = You are in no community yet
site-mine-empty-next = Open an invitation somebody gave you, apply to one below, or make your own.
site-open = Communities open to visitors
site-open-empty = No community is open to visitors yet
site-open-empty-next = Make one, and let it be the first.

new-title = New community
new-lead = Begin with why you come together. The rest can be changed later.
new-name = Name of the community
new-slug = Address
new-slug-hint = Small letters, digits and hyphens, such as east-gate.
new-fixed = For the books
new-fixed-hint = Currency and time zone never change afterwards: the books are kept in them.
currency = Currency
zone = Time zone
theme = Theme
theme-hint = One line: what brings you together.
belief = Belief
belief-hint = A sentence or two that everybody stands behind.
rules = Rules
rules-hint = Each rule needs its reason. Empty rows do not count.
rules-none = No rules have been written yet.
rule-number = Rule { $number }
rule-reason = Why
rule-because = Because { $reason }
openness = Open to whom
storefront-public = Visitors may see home and market
storefront-public-hint = Otherwise only members do.
books-public = Visitors may read the books
books-public-hint = The books have book names only; nobody can tell who is who.
applications-open = Applications are welcome
applications-open-hint = Otherwise people join by invitation only.
probation-days = Probation
probation-days-hint = How long new members are on probation; 0 for not at all.
display-name = Your name here
display-name-hint = Only members see it, and you can change it later.

home-title = Home
home-market = See the market
home-funds = { $count ->
    [one] in { $count } fund
   *[other] in { $count } funds together
}
home-closed = What this community does is for its members only.
home-invitation-only = This community is joined by invitation only at present.
home-applied = Your application waits for an answer.
home-see-application = See it
home-declined = Your last application was declined: { $reason }
adopt = Become its steward
adopt-lead = This community has no steward yet. As the site's operator you can take it on, and appoint others.

charter-title = Charter
charter-edit = Edit the charter
charter-edit-lead = Every change makes a new version; the old ones stay readable.
charter-note = What this version changes, and why
charter-note-hint = Members see it in the list of versions.
charter-publish = Publish this version
charter-versions = Versions
charter-version = Version { $number }
charter-old = This is version { $number }, which is no longer in force.
charter-newest = See the one in force

join-title = Apply to join
join-rules = The rules first
join-about = About yourself
join-about-hint = Who you are and why you would like to join. Only those who decide read it.
join-send = Send application
join-member = You are a member already.
join-waiting = Your application is in. You will find the answer here.
join-withdraw = Take it back
join-sign-in-first = Sign up or in first; you will come back here.

applications-title = Applications
applications-empty = No applications are waiting
applications-empty-next = Send people the address of the community, or make an invitation for them.
applications-decided = Decided lately
application-reason = Reason
application-reason-hint = The applicant will read it.
application-admit = Admit
application-decline = Decline
application-admitted = admitted

status-applicant = waiting
status-probation = on probation
status-active = member
status-left = left
status-declined = declined

role = Role
roles = Roles
roles-lead = Roles bring powers. Who was given which, and why, stays on record.
role-steward = Steward
role-treasurer = Treasurer
role-moderator = Moderator
role-reason = Reason
role-give = Give
role-take = Take back
role-put-down = Put this role down
role-given = Became { $role }
role-taken = No longer { $role }

members-title = Members
members-empty = Nobody here yet
members-empty-next = Try another label, or invite people.
member-since = Joined
member-remove = Remove from the community
member-remove-reason = Why
label = Label
labels = Labels
labels-lead = Labels group members. They carry no powers.
label-new = New label
label-make = Add label
label-put-on = Put on
label-take-off = Take off

invitations-title = Invitations
invitations-made = Invitations made
invitations-empty = No invitations yet
invitations-empty-next = Make a link and send it to whom you would like to have here.
invitation-title = Invitation
invitation-to = You are invited to { $name }
invitation-accept = Join
invitation-sign-in-first = Sign up or in first; you will come back here to join.
invitation-note = For whom
invitation-note-hint = Only those who manage invitations see it.
invitation-uses = At most
invitation-days = Valid for
invitation-make = Make link
invitation-made = The link is shown only this once. Copy it now.
invitation-unnamed = no note
invitation-usable = usable
invitation-over = over
invitation-used = used { $used } of { $most } times
invitation-until = until
invitation-revoke = Revoke

desk-title = Desk
desk-manage = Manage
desk-empty = Nothing waits for you
desk-empty-next = Applications, payments and orders appear here.
desk-applications = Applications to answer
desk-applications-note = Give a reason either way.

mine-title = Mine
mine-membership = My membership
mine-probation-until = until
mine-profile = My profile
mine-account = Account and devices
book-name = Book name
book-name-hint = Stands for you in the books. Nobody but you can see whose it is.
rename = Change name
leave = Leave the community
leave-lead = You will no longer see what is for members. What you are owed stays on the books: have it paid out first. The books do not change.
leave-ask = Leave this community?

projects-title = Projects
projects-empty = Projects will stand here
projects-soon = This version has none yet. Meanwhile you can buy and sell on the market, and all of it goes on the books.
projects-will = What you will be able to do here
projects-group-buy = Group buys
projects-group-buy-note = They happen when enough people join; otherwise everything is returned.
projects-campaign = Campaigns
projects-campaign-note = Paid out in parts; what is not delivered is returned.

settings-title = Settings
funds = Funds
fund-open = Open a fund
fund-name = Name of the fund
fund-kind = Kind
fund-kind-general = General
fund-kind-project = Project
fund-kind-reserve = Reserve
fund-kind-mutual-aid = Mutual aid
unfit-fund-kind = Choose project, reserve or mutual aid. There is one general fund only.
unfit-slug = An address has 2 to 40 characters: small letters, digits and single hyphens between them.
unfit-no-theme = Please write a theme.
unfit-theme-too-long = A theme has at most 60 characters.
unfit-belief-too-long = The belief has at most 400 characters.
unfit-note-too-long = The note has at most 400 characters.
unfit-too-many-rules = At most 30 rules, please.
unfit-rule-without-reason = Rule { $number } has no reason yet.
unfit-reason-without-rule = Row { $number } has a reason but no rule.
unfit-rule-too-long = Rule { $number } is too long: 400 characters each for rule and reason.
unfit-probation = Probation has 0 to 366 days.

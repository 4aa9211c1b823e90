//! Who may use which route: the expectation that the walk over all routes is held against. A route that is not in
//! here fails the walk, so that nobody adds one without saying for whom it is.

use Role::{Applicant, Member, Moderator, Operator, Outsider, Steward, Supplier, Treasurer, Visitor};

/// As what somebody asks. The operator runs the site and is a member of nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Visitor,
    Outsider,
    Applicant,
    Member,
    Supplier,
    Moderator,
    Treasurer,
    Steward,
    Operator,
}

/// In this order they walk: who can change much comes last.
pub(crate) const ROLES: &[Role] =
    &[Visitor, Outsider, Operator, Applicant, Member, Supplier, Moderator, Treasurer, Steward];

type Who = &'static [Role];

const ALL: Who = ROLES;
const SIGNED_IN: Who = &[Outsider, Operator, Applicant, Member, Supplier, Moderator, Treasurer, Steward];
const MEMBERS: Who = &[Member, Supplier, Moderator, Treasurer, Steward];
const STEWARD: Who = &[Steward];
const TREASURER: Who = &[Treasurer];
const STEWARD_MODERATOR: Who = &[Steward, Moderator];
const MINDER: Who = &[Supplier, Moderator, Steward];
const STEWARD_SELLER: Who = &[Steward, Supplier];
const STEWARD_TREASURER: Who = &[Steward, Treasurer];
const DESK: Who = &[Steward, Treasurer, Moderator];
const OFFICE: Who = &[Moderator, Treasurer, Steward];
const OFFICE_SUPPLIER: Who = &[Supplier, Moderator, Treasurer, Steward];
const BUYER: Who = &[Member];
const BUYER_AND_DESK: Who = &[Member, Steward, Treasurer, Moderator];
const PROPOSER_STEWARD: Who = &[Member, Steward];
const OPERATOR: Who = &[Operator];
const NOBODY: Who = &[];
const SIDES_AND_KEEPERS: Who = &[Member, Supplier, Treasurer, Steward];

/// One route, in a community whose charter shows home, market and books to everybody.
pub(crate) struct Expected {
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    pub(crate) who: Who,
    /// Whether visitors still get an answer where the charter shows nothing to them.
    pub(crate) when_closed: bool,
}

const fn of(method: &'static str, path: &'static str, who: Who) -> Expected {
    Expected { method, path, who, when_closed: false }
}

const fn even_closed(path: &'static str) -> Expected {
    Expected { method: "GET", path, who: ALL, when_closed: true }
}

pub(crate) const ROUTES: &[Expected] = &[
    // The site and accounts.
    even_closed("/"),
    of("POST", "/lang", ALL),
    even_closed("/sign-in"),
    of("POST", "/sign-in", ALL),
    even_closed("/sign-up"),
    of("POST", "/sign-up", ALL),
    // There is nothing to end then.
    of("POST", "/sign-out", ALL),
    // The link is the permission, and this one is made up.
    of("GET", "/setup/{token}", ALL),
    of("POST", "/setup/{token}", ALL),
    of("GET", "/password/{token}", ALL),
    of("POST", "/password/{token}", ALL),
    of("GET", "/me", SIGNED_IN),
    of("GET", "/me/data", SIGNED_IN),
    of("GET", "/me/devices", SIGNED_IN),
    of("POST", "/me/devices/{id}/revocation", NOBODY),
    of("POST", "/me/devices/revocation", SIGNED_IN),
    of("GET", "/me/erasure", SIGNED_IN),
    of("POST", "/me/erasure", SIGNED_IN),
    of("GET", "/me/password", SIGNED_IN),
    of("POST", "/me/password", SIGNED_IN),
    of("POST", "/me/language", SIGNED_IN),
    of("GET", "/new", SIGNED_IN),
    of("POST", "/new", SIGNED_IN),
    // The community.
    even_closed("/c/{slug}"),
    of("GET", "/c/{slug}/charter", ALL),
    of("GET", "/c/{slug}/charter/edit", STEWARD),
    of("POST", "/c/{slug}/charter", STEWARD),
    even_closed("/c/{slug}/join"),
    of("GET", "/c/{slug}/applications", STEWARD),
    of("POST", "/c/{slug}/applications", SIGNED_IN),
    of("POST", "/c/{slug}/applications/{id}/decision", STEWARD),
    of("POST", "/c/{slug}/applications/{id}/withdrawal", &[Applicant]),
    of("GET", "/c/{slug}/members", MEMBERS),
    of("GET", "/c/{slug}/members/{id}", MEMBERS),
    of("POST", "/c/{slug}/members/{id}/roles", STEWARD),
    of("POST", "/c/{slug}/members/{id}/labels", STEWARD),
    of("POST", "/c/{slug}/members/{id}/removal", STEWARD),
    of("GET", "/c/{slug}/invitations", STEWARD_MODERATOR),
    of("POST", "/c/{slug}/invitations", STEWARD_MODERATOR),
    even_closed("/c/{slug}/invitations/{token}"),
    of("POST", "/c/{slug}/invitations/{token}", SIGNED_IN),
    of("POST", "/c/{slug}/invitations/{id}/revocation", STEWARD_MODERATOR),
    of("GET", "/c/{slug}/desk", DESK),
    of("GET", "/c/{slug}/mine", MEMBERS),
    of("POST", "/c/{slug}/mine/name", MEMBERS),
    of("POST", "/c/{slug}/mine/leaving", MEMBERS),
    of("GET", "/c/{slug}/projects", ALL),
    of("GET", "/c/{slug}/settings", STEWARD),
    of("POST", "/c/{slug}/settings/funds", STEWARD),
    of("POST", "/c/{slug}/settings/labels", STEWARD),
    of("POST", "/c/{slug}/adoption", OPERATOR),
    // The market.
    of("GET", "/c/{slug}/market", ALL),
    // What this shelf has is for members.
    of("GET", "/c/{slug}/market/of/{member}", MEMBERS),
    of("GET", "/c/{slug}/market/settings", STEWARD_TREASURER),
    of("POST", "/c/{slug}/market/settings", STEWARD),
    of("GET", "/c/{slug}/market/sold", MEMBERS),
    // Members propose the own goods.
    of("GET", "/c/{slug}/offers/new", MEMBERS),
    of("GET", "/c/{slug}/offers/proposed", STEWARD),
    of("POST", "/c/{slug}/offers", MEMBERS),
    of("GET", "/c/{slug}/offers/{offer}", MEMBERS),
    of("POST", "/c/{slug}/offers/{offer}", STEWARD),
    of("GET", "/c/{slug}/offers/{offer}/edit", STEWARD),
    of("GET", "/c/{slug}/offers/{offer}/story", STEWARD_SELLER),
    of("POST", "/c/{slug}/offers/{offer}/story", STEWARD_SELLER),
    of("GET", "/c/{slug}/offers/{offer}/stock", STEWARD_SELLER),
    of("POST", "/c/{slug}/offers/{offer}/stock", STEWARD_SELLER),
    of("POST", "/c/{slug}/offers/{offer}/withdrawal", STEWARD_SELLER),
    of("POST", "/c/{slug}/offers/{offer}/publication", STEWARD_SELLER),
    of("GET", "/c/{slug}/orders", MEMBERS),
    of("GET", "/c/{slug}/orders/new", MEMBERS),
    of("POST", "/c/{slug}/orders", MEMBERS),
    of("GET", "/c/{slug}/orders/{order}", BUYER_AND_DESK),
    of("GET", "/c/{slug}/orders/{order}/money", BUYER_AND_DESK),
    of("POST", "/c/{slug}/orders/{order}/payment", BUYER),
    of("POST", "/c/{slug}/orders/{order}/claim", BUYER),
    of("POST", "/c/{slug}/orders/{order}/acceptance", BUYER),
    of("POST", "/c/{slug}/orders/{order}/complaints", BUYER),
    of("GET", "/c/{slug}/orders/{order}/complaints/new", BUYER),
    of("GET", "/c/{slug}/orders/{order}/complaints/answer", STEWARD_TREASURER),
    of("POST", "/c/{slug}/orders/{order}/complaints/answer", STEWARD_TREASURER),
    of("POST", "/c/{slug}/orders/{order}/complaints/agreement", BUYER),
    of("POST", "/c/{slug}/orders/{order}/complaints/refusal", BUYER),
    of("POST", "/c/{slug}/orders/{order}/cancellation", &[Member, Steward, Treasurer]),
    of("POST", "/c/{slug}/orders/{order}/settlement", TREASURER),
    of("GET", "/c/{slug}/orders/{order}/simulated", BUYER),
    of("POST", "/c/{slug}/orders/{order}/simulated", BUYER),
    // All that is in it is the supplier's.
    of("POST", "/c/{slug}/orders/{order}/fulfilment", &[Steward, Moderator, Supplier]),
    of("GET", "/c/{slug}/orders/{order}/shortage", STEWARD_MODERATOR),
    of("POST", "/c/{slug}/orders/{order}/shortage", STEWARD_MODERATOR),
    of("GET", "/c/{slug}/orders/{order}/refund", STEWARD_TREASURER),
    of("POST", "/c/{slug}/orders/{order}/refunds", STEWARD_TREASURER),
    of("GET", "/c/{slug}/packing", STEWARD_MODERATOR),
    of("GET", "/c/{slug}/complaints", STEWARD_TREASURER),
    of("GET", "/c/{slug}/unpaid", TREASURER),
    of("GET", "/c/{slug}/payments", TREASURER),
    of("GET", "/c/{slug}/payments/{payment}", TREASURER),
    of("POST", "/c/{slug}/payments/{payment}/confirmation", TREASURER),
    of("POST", "/c/{slug}/payments/{payment}/refusal", TREASURER),
    of("POST", "/c/{slug}/payments/{payment}/return", TREASURER),
    of("POST", "/c/{slug}/payments/{payment}/credit", TREASURER),
    of("POST", "/c/{slug}/orders/{order}/payments", TREASURER),
    of("GET", "/c/{slug}/owed", TREASURER),
    of("GET", "/c/{slug}/owed/{member}", &[Member, Treasurer]),
    of("POST", "/c/{slug}/owed/{member}/payouts", TREASURER),
    of("POST", "/c/{slug}/owed/{member}/repayments", TREASURER),
    of("GET", "/c/{slug}/owed/{member}/payouts/{payout}", &[Member, Treasurer]),
    of("POST", "/c/{slug}/owed/{member}/payouts/{payout}/reversal", TREASURER),
    // Whose word it is stands in the signature, and this one has none.
    of("POST", "/c/{slug}/gateway/notifications", NOBODY),
    // Buying together: goods for members are bought together by members. The walk's part is the member's.
    of("GET", "/c/{slug}/pools", ALL),
    of("POST", "/c/{slug}/pools", STEWARD),
    of("GET", "/c/{slug}/pools/new", STEWARD),
    of("GET", "/c/{slug}/pools/{pool}", MEMBERS),
    of("POST", "/c/{slug}/pools/{pool}/parts", MEMBERS),
    of("POST", "/c/{slug}/pools/{pool}/extension", STEWARD),
    of("POST", "/c/{slug}/pools/{pool}/closure", STEWARD),
    of("POST", "/c/{slug}/pools/{pool}/cancellation", STEWARD),
    of("POST", "/c/{slug}/pools/{pool}/notice", BUYER),
    // Campaigns come from decisions; the walk's is done by the member.
    of("GET", "/c/{slug}/campaigns", MEMBERS),
    of("GET", "/c/{slug}/campaigns/{campaign}", MEMBERS),
    of("POST", "/c/{slug}/campaigns/{campaign}/parts", MEMBERS),
    of("POST", "/c/{slug}/campaigns/{campaign}/goal", BUYER),
    of("POST", "/c/{slug}/campaigns/{campaign}/cancellation", BUYER),
    of("POST", "/c/{slug}/campaigns/{campaign}/milestones/{milestone}/claim", BUYER),
    of("POST", "/c/{slug}/campaigns/{campaign}/milestones/{milestone}/answer", MEMBERS),
    of("POST", "/c/{slug}/campaigns/{campaign}/updates", BUYER),
    of("POST", "/c/{slug}/campaigns/{campaign}/questions", MEMBERS),
    of("POST", "/c/{slug}/campaigns/{campaign}/questions/{question}/answer", BUYER),
    of("GET", "/c/{slug}/parts", TREASURER),
    of("GET", "/c/{slug}/parts/{part}", &[Member, Steward, Treasurer]),
    of("POST", "/c/{slug}/parts/{part}/claim", BUYER),
    of("POST", "/c/{slug}/parts/{part}/set-off", BUYER),
    of("POST", "/c/{slug}/parts/{part}/leaving", BUYER),
    of("POST", "/c/{slug}/parts/{part}/confirmation", TREASURER),
    of("POST", "/c/{slug}/parts/{part}/refusal", TREASURER),
    // Deciding together: the walk's proposal is the member's.
    of("GET", "/c/{slug}/decisions", MEMBERS),
    of("POST", "/c/{slug}/decisions", MEMBERS),
    of("GET", "/c/{slug}/decisions/new", MEMBERS),
    of("GET", "/c/{slug}/decisions/{proposal}", MEMBERS),
    of("POST", "/c/{slug}/decisions/{proposal}/stage", PROPOSER_STEWARD),
    of("GET", "/c/{slug}/decisions/{proposal}/text", PROPOSER_STEWARD),
    of("POST", "/c/{slug}/decisions/{proposal}/text", PROPOSER_STEWARD),
    of("GET", "/c/{slug}/decisions/{proposal}/versions/{version}", MEMBERS),
    of("GET", "/c/{slug}/decisions/{proposal}/ballots/new", PROPOSER_STEWARD),
    of("POST", "/c/{slug}/decisions/{proposal}/ballots", PROPOSER_STEWARD),
    of("GET", "/c/{slug}/decisions/{proposal}/proxy", MEMBERS),
    of("POST", "/c/{slug}/decisions/{proposal}/proxy", MEMBERS),
    of("POST", "/c/{slug}/decisions/{proposal}/proxy/revocation", MEMBERS),
    of("POST", "/c/{slug}/decisions/{proposal}/proxy/{member}/refusal", NOBODY),
    of("GET", "/c/{slug}/ballots/{ballot}", MEMBERS),
    of("POST", "/c/{slug}/ballots/{ballot}/votes", MEMBERS),
    of("POST", "/c/{slug}/ballots/{ballot}/withdrawal", MEMBERS),
    of("POST", "/c/{slug}/ballots/{ballot}/cancellation", PROPOSER_STEWARD),
    of("GET", "/c/{slug}/ballots/{ballot}/receipt", MEMBERS),
    of("POST", "/c/{slug}/ballots/{ballot}/receipt", MEMBERS),
    of("GET", "/c/{slug}/ballots/{ballot}/papers", MEMBERS),
    of("POST", "/c/{slug}/ballots/{ballot}/appeals", MEMBERS),
    of("POST", "/c/{slug}/ballots/{ballot}/appeals/{number}/decision", STEWARD),
    of("POST", "/c/{slug}/ballots/{ballot}/appeals/{number}/withdrawal", BUYER),
    of("GET", "/c/{slug}/ballots/{ballot}/result", MEMBERS),
    of("GET", "/c/{slug}/ballots/{ballot}/file", MEMBERS),
    of("POST", "/c/{slug}/decisions/{proposal}/deeds/{deed}/attempts", PROPOSER_STEWARD),
    // Pick-up points: the walk's is minded by the supplier, and its order is the member's.
    of("GET", "/c/{slug}/pickup", MEMBERS),
    of("POST", "/c/{slug}/pickup", STEWARD_MODERATOR),
    of("GET", "/c/{slug}/pickup/new", STEWARD_MODERATOR),
    of("GET", "/c/{slug}/pickup/{point}", MINDER),
    of("POST", "/c/{slug}/pickup/{point}", MINDER),
    of("GET", "/c/{slug}/pickup/{point}/day", MINDER),
    of("GET", "/c/{slug}/pickup/{point}/packing", MINDER),
    of("GET", "/c/{slug}/pickup/codes/{code}", MINDER),
    of("POST", "/c/{slug}/pickup/check-ins", MINDER),
    of("GET", "/c/{slug}/orders/{order}/pickup", &[Member, Steward, Moderator]),
    of("POST", "/c/{slug}/orders/{order}/pickup", &[Member, Steward, Moderator]),
    of("POST", "/c/{slug}/orders/{order}/pickup/neighbour", BUYER),
    // Suppliers: the walk's is the supplier, its order is on its way, and its run was proposed by the treasurer.
    of("GET", "/c/{slug}/supply", OFFICE),
    of("POST", "/c/{slug}/supply", STEWARD),
    of("GET", "/c/{slug}/supply/new", STEWARD),
    of("GET", "/c/{slug}/supply/{supplier}", OFFICE_SUPPLIER),
    of("POST", "/c/{slug}/supply/{supplier}", STEWARD),
    of("GET", "/c/{slug}/supply/{supplier}/edit", STEWARD),
    of("POST", "/c/{slug}/supply/{supplier}/bank", &[Supplier, Treasurer]),
    of("POST", "/c/{slug}/supply/{supplier}/link", STEWARD),
    // The link is the permission, and this one is made up.
    even_closed("/c/{slug}/supply/{supplier}/link/{token}"),
    of("POST", "/c/{slug}/supply/{supplier}/link/{token}", SIGNED_IN),
    of("GET", "/c/{slug}/supply/{supplier}/statement", &[Supplier, Treasurer, Steward]),
    of("GET", "/c/{slug}/supply/{supplier}/statement.csv", &[Supplier, Treasurer, Steward]),
    of("POST", "/c/{slug}/supply/orders", STEWARD),
    of("GET", "/c/{slug}/supply/orders/new", STEWARD),
    of("GET", "/c/{slug}/supply/orders/{purchase}", OFFICE_SUPPLIER),
    of("GET", "/c/{slug}/supply/orders/{purchase}/print", OFFICE_SUPPLIER),
    of("POST", "/c/{slug}/supply/orders/{purchase}/sending", STEWARD),
    of("POST", "/c/{slug}/supply/orders/{purchase}/schedule", STEWARD),
    of("POST", "/c/{slug}/supply/orders/{purchase}/answer", STEWARD_SELLER),
    of("POST", "/c/{slug}/supply/orders/{purchase}/cancellation", STEWARD),
    of("GET", "/c/{slug}/supply/orders/{purchase}/delivery", STEWARD_MODERATOR),
    of("POST", "/c/{slug}/supply/orders/{purchase}/deliveries", STEWARD_MODERATOR),
    of("POST", "/c/{slug}/supply/orders/{purchase}/closure", STEWARD_MODERATOR),
    of("POST", "/c/{slug}/supply/orders/{purchase}/bill", STEWARD_MODERATOR),
    of("POST", "/c/{slug}/supply/orders/{purchase}/credits", STEWARD_TREASURER),
    of("GET", "/c/{slug}/supply/runs", STEWARD_TREASURER),
    of("POST", "/c/{slug}/supply/runs", TREASURER),
    of("POST", "/c/{slug}/supply/payer", TREASURER),
    of("GET", "/c/{slug}/supply/runs/{run}", STEWARD_TREASURER),
    // Who proposed it cannot consent.
    of("POST", "/c/{slug}/supply/runs/{run}/consent", STEWARD),
    of("POST", "/c/{slug}/supply/runs/{run}/cancellation", STEWARD_TREASURER),
    of("POST", "/c/{slug}/supply/runs/{run}/lines/{number}/return", TREASURER),
    of("GET", "/c/{slug}/supply/runs/{run}/bank.xml", TREASURER),
    of("GET", "/c/{slug}/supply/runs/{run}/bank.csv", TREASURER),
    // Order lists: run by who manages offers.
    of("GET", "/c/{slug}/lists", STEWARD),
    of("POST", "/c/{slug}/lists", STEWARD),
    of("GET", "/c/{slug}/lists/new", STEWARD),
    of("POST", "/c/{slug}/lists/tables", STEWARD),
    of("GET", "/c/{slug}/lists/{list}", STEWARD),
    of("POST", "/c/{slug}/lists/{list}", STEWARD),
    of("POST", "/c/{slug}/lists/{list}/lines/{line}", STEWARD),
    of("POST", "/c/{slug}/lists/{list}/items/{item}", STEWARD),
    of("POST", "/c/{slug}/lists/{list}/items/{item}/offer", STEWARD),
    of("POST", "/c/{slug}/lists/{list}/offers", STEWARD),
    of("GET", "/c/{slug}/lists/{list}/orders", STEWARD),
    of("POST", "/c/{slug}/lists/{list}/orders", STEWARD),
    of("POST", "/c/{slug}/lists/{list}/buyers", STEWARD),
    of("POST", "/c/{slug}/lists/{list}/again", STEWARD),
    of("GET", "/c/{slug}/lists/{list}/share", STEWARD),
    of("GET", "/c/{slug}/lists/{list}/export", STEWARD),
    // Links that members pass on, and red packets.
    of("GET", "/c/{slug}/via/{code}", ALL),
    of("GET", "/c/{slug}/rewards", MEMBERS),
    // The member carries a mandate out.
    of("POST", "/c/{slug}/rewards", &[Member, Treasurer]),
    of("POST", "/c/{slug}/rewards/code", MEMBERS),
    of("GET", "/c/{slug}/rewards/new", &[Member, Treasurer]),
    of("GET", "/c/{slug}/rewards/{budget}", MEMBERS),
    // The treasurer proposed it.
    of("POST", "/c/{slug}/rewards/{budget}/approval", STEWARD),
    of("POST", "/c/{slug}/rewards/{budget}/refusal", STEWARD),
    of("POST", "/c/{slug}/rewards/{budget}/ending", TREASURER),
    of("POST", "/c/{slug}/rewards/{budget}/coupons", MEMBERS),
    of("POST", "/c/{slug}/claim-codes", STEWARD_MODERATOR),
    // Whoever has a code is somebody here from then on.
    even_closed("/c/{slug}/claims"),
    of("POST", "/c/{slug}/claims", SIGNED_IN),
    // What members hand in; here a proof of an expense, for its author and those who approve, pay and keep the books.
    of("GET", "/c/{slug}/files/{id}", &[Member, Steward, Treasurer]),
    // Mandates and expenses.
    of("GET", "/c/{slug}/mandates", MEMBERS),
    of("GET", "/c/{slug}/mandates/{mandate}", MEMBERS),
    // The member carries it out.
    of("POST", "/c/{slug}/mandates/{mandate}/ending", &[Member]),
    of("GET", "/c/{slug}/expenses", MEMBERS),
    of("GET", "/c/{slug}/expenses/new", MEMBERS),
    of("POST", "/c/{slug}/expenses", MEMBERS),
    of("GET", "/c/{slug}/expenses/{expense}", MEMBERS),
    // The member asked for it.
    of("POST", "/c/{slug}/expenses/{expense}/proofs", &[Member]),
    of("POST", "/c/{slug}/expenses/{expense}/withdrawal", &[Member]),
    of("POST", "/c/{slug}/expenses/{expense}/approval", STEWARD_TREASURER),
    of("POST", "/c/{slug}/expenses/{expense}/refusal", STEWARD_TREASURER),
    of("POST", "/c/{slug}/expenses/{expense}/payment", TREASURER),
    of("POST", "/c/{slug}/expenses/{expense}/payment/reversal", TREASURER),
    of("GET", "/c/{slug}/receipts", MEMBERS),
    of("GET", "/c/{slug}/receipts/new", TREASURER),
    of("POST", "/c/{slug}/receipts", TREASURER),
    of("GET", "/c/{slug}/receipts/{receipt}", MEMBERS),
    of("POST", "/c/{slug}/receipts/{receipt}/reversal", TREASURER),
    of("POST", "/c/{slug}/receipts/{receipt}/correction", TREASURER),
    // What can be owned: the walk makes one by a decision.
    of("GET", "/c/{slug}/instruments", MEMBERS),
    of("GET", "/c/{slug}/instruments/{instrument}", MEMBERS),
    of("POST", "/c/{slug}/instruments/{instrument}/subscriptions", MEMBERS),
    of("POST", "/c/{slug}/instruments/{instrument}/risks", STEWARD),
    of("GET", "/c/{slug}/instruments/{instrument}/register", MEMBERS),
    of("GET", "/c/{slug}/subscriptions", TREASURER),
    // The member's.
    of("GET", "/c/{slug}/subscriptions/{subscription}", &[Member, Steward, Treasurer]),
    of("POST", "/c/{slug}/subscriptions/{subscription}/arrival", TREASURER),
    of("POST", "/c/{slug}/subscriptions/{subscription}/refusal", TREASURER),
    of("POST", "/c/{slug}/subscriptions/{subscription}/reversal", TREASURER),
    of("POST", "/c/{slug}/subscriptions/{subscription}/withdrawal", &[Member]),
    // What members give: the member of the walk has claimed something.
    of("GET", "/c/{slug}/contributions", MEMBERS),
    of("GET", "/c/{slug}/contributions/new", MEMBERS),
    of("POST", "/c/{slug}/contributions", MEMBERS),
    of("GET", "/c/{slug}/contributions/rules", MEMBERS),
    of("GET", "/c/{slug}/contributions/rules/edit", STEWARD),
    of("POST", "/c/{slug}/contributions/rules", STEWARD),
    // The member of the walk called for help, and the supplier of it has offered some.
    of("GET", "/c/{slug}/contributions/calls", MEMBERS),
    of("GET", "/c/{slug}/contributions/calls/new", MEMBERS),
    of("POST", "/c/{slug}/contributions/calls", MEMBERS),
    of("GET", "/c/{slug}/contributions/calls/{call}", MEMBERS),
    of("POST", "/c/{slug}/contributions/calls/{call}/offers", MEMBERS),
    of("POST", "/c/{slug}/contributions/calls/{call}/assignments", &[Member, Treasurer, Steward]),
    of("POST", "/c/{slug}/contributions/calls/{call}/results", MEMBERS),
    of("POST", "/c/{slug}/contributions/calls/{call}/verdicts", &[Member, Treasurer, Steward]),
    of("POST", "/c/{slug}/contributions/calls/{call}/endings", MEMBERS),
    of("POST", "/c/{slug}/contributions/calls/{call}/closure", &[Member, Treasurer, Steward]),
    of("GET", "/c/{slug}/contributions/{contribution}", MEMBERS),
    // Before they confirm it: after that they no longer may.
    of("POST", "/c/{slug}/contributions/{contribution}/disputes", OFFICE_SUPPLIER),
    of("POST", "/c/{slug}/contributions/{contribution}/confirmations", OFFICE_SUPPLIER),
    of("POST", "/c/{slug}/contributions/{contribution}/ruling", STEWARD_TREASURER),
    of("POST", "/c/{slug}/contributions/{contribution}/files", &[Member]),
    of("POST", "/c/{slug}/contributions/{contribution}/withdrawal", &[Member]),
    of("GET", "/c/{slug}/instruments/{instrument}/holding", MEMBERS),
    of("POST", "/c/{slug}/instruments/{instrument}/transfers", MEMBERS),
    of("POST", "/c/{slug}/instruments/{instrument}/buy-backs", MEMBERS),
    of("POST", "/c/{slug}/instruments/{instrument}/certificates", MEMBERS),
    of("GET", "/c/{slug}/transfers", MEMBERS),
    // The member offered it, the supplier takes it: from then on it is between the two and who keeps the register.
    of("GET", "/c/{slug}/transfers/{transfer}", SIDES_AND_KEEPERS),
    of("POST", "/c/{slug}/transfers/{transfer}/acceptance", SIDES_AND_KEEPERS),
    of("POST", "/c/{slug}/transfers/{transfer}/withdrawal", &[Member]),
    of("POST", "/c/{slug}/transfers/{transfer}/approval", STEWARD_TREASURER),
    of("POST", "/c/{slug}/transfers/{transfer}/refusal", STEWARD_TREASURER),
    of("GET", "/c/{slug}/partings", STEWARD_TREASURER),
    of("GET", "/c/{slug}/instruments/{instrument}/partings/new", STEWARD),
    of("POST", "/c/{slug}/instruments/{instrument}/partings", STEWARD),
    // The member asked for it.
    of("GET", "/c/{slug}/partings/{parting}", &[Member, Steward, Treasurer]),
    of("POST", "/c/{slug}/partings/{parting}/consent", STEWARD_TREASURER),
    of("POST", "/c/{slug}/partings/{parting}/refusal", STEWARD_TREASURER),
    of("POST", "/c/{slug}/partings/{parting}/withdrawal", &[Member]),
    of("GET", "/c/{slug}/certificates/{certificate}", MEMBERS),
    of("GET", "/c/{slug}/companies", STEWARD_TREASURER),
    of("POST", "/c/{slug}/companies", STEWARD),
    of("GET", "/c/{slug}/decisions/rules", MEMBERS),
    of("POST", "/c/{slug}/decisions/rules", STEWARD),
    // Whoever may not change them proposes to.
    of("GET", "/c/{slug}/decisions/rules/edit", MEMBERS),
    of("POST", "/c/{slug}/decisions/{proposal}/comments", MEMBERS),
    // Its author, or who moderates.
    of("POST", "/c/{slug}/decisions/{proposal}/comments/{number}/hiding", &[Member, Steward, Moderator]),
    of("POST", "/c/{slug}/decisions/{proposal}/tasks", PROPOSER_STEWARD),
    of("POST", "/c/{slug}/decisions/{proposal}/tasks/{number}/answer", &[Supplier]),
    of("GET", "/c/{slug}/decisions/{proposal}/turns", PROPOSER_STEWARD),
    of("POST", "/c/{slug}/decisions/{proposal}/owner", PROPOSER_STEWARD),
    of("POST", "/c/{slug}/decisions/{proposal}/merge", PROPOSER_STEWARD),
    of("POST", "/c/{slug}/decisions/{proposal}/split", PROPOSER_STEWARD),
    of("POST", "/c/{slug}/decisions/{proposal}/withdrawal", PROPOSER_STEWARD),
    of("POST", "/c/{slug}/decisions/{proposal}/conclusion", PROPOSER_STEWARD),
    // The books.
    of("GET", "/c/{slug}/books", ALL),
    of("GET", "/c/{slug}/books/funds/{fund}", ALL),
    of("GET", "/c/{slug}/books/journal", ALL),
    of("GET", "/c/{slug}/books/entries/{number}", ALL),
    // Under book names, as the whole journal.
    of("GET", "/c/{slug}/books/accounts", ALL),
    of("GET", "/c/{slug}/books/export", MEMBERS),
    of("GET", "/c/{slug}/books/mine", MEMBERS),
    of("POST", "/c/{slug}/books/checks", STEWARD_TREASURER),
];

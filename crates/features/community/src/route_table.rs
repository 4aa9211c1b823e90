//! Which route needs what, in one place: the test of route by role walks it, and every handler's own check has to
//! agree with it.
//!
//! Not a rule: names the powers that `web` declares.

use web::Power;

/// What somebody must be, at least, to be answered at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Everybody, also visitors.
    Nothing,
    /// Visitors where the charter opens the storefront, else members.
    SeesCommunity,
    SignedIn,
    Member,
    /// A member, or somebody who was one.
    MemberOrFormer,
    Power(Power),
    /// Any power at all.
    AnyPower,
    /// Either of two.
    Either(Power, Power),
    Operator,
}

/// One route.
#[derive(Debug, Clone, Copy)]
pub struct RouteRule {
    pub method: &'static str,
    /// As registered, with its parameters in braces.
    pub path: &'static str,
    pub needs: Needs,
}

const fn rule(method: &'static str, path: &'static str, needs: Needs) -> RouteRule {
    RouteRule { method, path, needs }
}

/// Every route of this feature.
pub const ROUTES: &[RouteRule] = &[
    rule("GET", "/", Needs::Nothing),
    rule("GET", "/new", Needs::SignedIn),
    rule("POST", "/new", Needs::SignedIn),
    // Closed communities still say what they are and how to ask.
    rule("GET", "/c/{slug}", Needs::Nothing),
    rule("GET", "/c/{slug}/charter", Needs::SeesCommunity),
    rule("GET", "/c/{slug}/charter/edit", Needs::Power(Power::EditCharter)),
    rule("POST", "/c/{slug}/charter", Needs::Power(Power::EditCharter)),
    rule("GET", "/c/{slug}/join", Needs::Nothing),
    rule("GET", "/c/{slug}/applications", Needs::Power(Power::DecideApplications)),
    rule("POST", "/c/{slug}/applications", Needs::SignedIn),
    rule("POST", "/c/{slug}/applications/{id}/decision", Needs::Power(Power::DecideApplications)),
    rule("POST", "/c/{slug}/applications/{id}/withdrawal", Needs::SignedIn),
    rule("GET", "/c/{slug}/members", Needs::Member),
    rule("GET", "/c/{slug}/members/{id}", Needs::Member),
    // Everybody may put down a role of their own; the operation tells the two apart.
    rule("POST", "/c/{slug}/members/{id}/roles", Needs::Power(Power::GrantRoles)),
    rule("POST", "/c/{slug}/members/{id}/labels", Needs::Power(Power::ManageMembers)),
    rule("POST", "/c/{slug}/members/{id}/removal", Needs::Power(Power::ManageMembers)),
    rule("GET", "/c/{slug}/invitations", Needs::Power(Power::Invite)),
    rule("POST", "/c/{slug}/invitations", Needs::Power(Power::Invite)),
    // The link is the permission; it is looked at before anybody signs in.
    rule("GET", "/c/{slug}/invitations/{token}", Needs::Nothing),
    rule("POST", "/c/{slug}/invitations/{token}", Needs::SignedIn),
    rule("POST", "/c/{slug}/invitations/{id}/revocation", Needs::Power(Power::Invite)),
    rule("GET", "/c/{slug}/desk", Needs::AnyPower),
    // Who left reads what stayed theirs.
    rule("GET", "/c/{slug}/mine", Needs::MemberOrFormer),
    rule("POST", "/c/{slug}/mine/name", Needs::Member),
    rule("GET", "/c/{slug}/mine/leaving", Needs::Member),
    rule("POST", "/c/{slug}/mine/leaving", Needs::Member),
    rule("GET", "/c/{slug}/projects", Needs::SeesCommunity),
    rule("GET", "/c/{slug}/settings", Needs::Either(Power::EditCharter, Power::ManageMembers)),
    rule("POST", "/c/{slug}/settings/funds", Needs::Power(Power::EditCharter)),
    rule("POST", "/c/{slug}/settings/labels", Needs::Power(Power::ManageMembers)),
    rule("POST", "/c/{slug}/adoption", Needs::Operator),
];

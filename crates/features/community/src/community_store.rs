//! Rows of communities and their members.

use crate::admission::{ApplicationState, Invited, Status};
use crate::charter::{CharterText, Flags};
use crate::ids::{ApplicationId, InvitationId};
use crate::role::{Role, Roles};
use kernel::{Currency, Timestamp, Zone};
use store::{Cell, Field, Kind, row};
use web::ids::{MemberId, PersonId};

store::stored_by_code!(Status, ApplicationState, Role);

impl Field for Roles {
    const KIND: Kind = Kind::Int;
    fn cell(&self) -> Cell<'_> {
        Cell::Int(self.bits)
    }
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        i64::from_cell(cell).map(Roles::from_bits)
    }
}

row! {
    /// Site: which address is which community.
    pub struct Registration in "community_registry" {
        key slug: String;
        number: i64,
        /// None for a community made by a command on the server.
        reserved_by: Option<PersonId>,
        reserved_at_us: Timestamp,
    }
}

row! {
    /// Site: the last number given out.
    pub struct CommunityCount in "community_count" { key id: i64; last: i64 }
}

row! {
    /// A community, with what of its charter is asked at every request.
    pub struct Community in "community" {
        key community_id: i64;
        slug: String,
        name: String,
        /// The language its generated texts are in.
        lang: String,
        currency: Currency,
        zone: String,
        charter_version: i64,
        theme: String,
        storefront_public: bool,
        books_public: bool,
        applications_open: bool,
        /// Days.
        probation_days: i64,
        /// Current members, placeholders not counted.
        member_count: i64,
        steward_count: i64,
        grant_count: i64,
        label_count: i64,
        created_at_us: Timestamp,
        /// Charter and splits change by decision only: what the feature of decisions says, kept where it is asked.
        by_decision_only: bool,
    }
}

impl Community {
    /// The first instant of the day on which it was founded.
    pub fn founding_day(&self) -> Timestamp {
        let zone = self.zone();
        Timestamp::start_of_day(self.created_at_us.day(&zone), &zone)
    }

    /// UTC should the zone's name have left the database of zones.
    pub fn zone(&self) -> Zone {
        Zone::parse(&self.zone).unwrap_or_else(|_| Zone::utc())
    }

    /// What of a new version is kept here, where it is asked at every request.
    pub(crate) fn keep(&mut self, version: i64, name: String, text: &CharterText, flags: Flags) {
        self.charter_version = version;
        self.name = name;
        self.theme.clone_from(&text.theme);
        self.storefront_public = flags.storefront_public;
        self.books_public = flags.books_public;
        self.applications_open = flags.applications_open;
        self.probation_days = flags.probation_days;
    }

    pub fn flags(&self) -> Flags {
        Flags {
            storefront_public: self.storefront_public,
            books_public: self.books_public,
            applications_open: self.applications_open,
            probation_days: self.probation_days,
        }
    }
}

row! {
    /// One version of a charter; never changed.
    pub struct CharterVersion in "charter_version" {
        key community_id: i64, version: i64;
        theme: String,
        belief: String,
        note: String,
        storefront_public: bool,
        books_public: bool,
        applications_open: bool,
        probation_days: i64,
        rule_count: i64,
        /// None for a community made by a command on the server.
        written_by: Option<MemberId>,
        written_at_us: Timestamp,
        /// The id of the proposal that decided it, where one did.
        decision: Option<String>,
    }
}

row! {
    /// A rule of a version, with its reason.
    pub struct CharterRule in "charter_rule" {
        key community_id: i64, version: i64, position: i64;
        rule: String,
        reason: String,
    }
}

row! {
    /// A person in a community, or (without a person) a buyer known only by name.
    pub struct Member in "member" {
        key community_id: i64, id: MemberId;
        /// None: a placeholder from an import or a walk-in, or somebody whose account was erased.
        person_id: Option<PersonId>,
        display_name: String,
        /// Stands for the member in the books, and is shown nowhere else.
        book_name: String,
        /// As last written; ask `status_at`.
        status: Status,
        roles: Roles,
        created_at_us: Timestamp,
        joined_at_us: Option<Timestamp>,
        probation_until_us: Option<Timestamp>,
        left_at_us: Option<Timestamp>,
        /// Was made to leave, and has not been admitted since: only an application leads back.
        removed_at_us: Option<Timestamp>,
    }
}

impl Member {
    pub fn status_at(&self, now: Timestamp) -> Status {
        self.status.at(self.probation_until_us, now)
    }

    /// A member now, with an account: who can propose, vote, be asked and answer for something. Placeholders cannot.
    pub fn takes_part(&self) -> bool {
        self.is_current() && self.person_id.is_some()
    }

    /// A member now, without an account: a buyer from a pasted list, an import or a walk-in, who says nothing here.
    pub fn is_placeholder(&self) -> bool {
        self.is_current() && self.person_id.is_none()
    }

    /// Takes part, and was past probation at `since`: who may vote on what was brought then. `full_members_since` lists the same.
    pub fn is_full_since(&self, since: Timestamp) -> bool {
        self.takes_part()
            && self.joined_at_us.is_some_and(|joined| joined <= since)
            && self.probation_until_us.is_none_or(|until| until <= since)
    }

    /// A member now. Placeholders are: things can be sold to them and owed to them.
    pub fn is_current(&self) -> bool {
        self.status.is_current()
    }
}

row! {
    /// Keeps book names unique for ever.
    pub struct BookName in "book_name" { key community_id: i64, name: String; member_id: MemberId }
}

row! {
    /// A grouping of members, without powers.
    pub struct Label in "label" {
        key community_id: i64, number: i64;
        name: String,
        made_at_us: Timestamp,
    }
}

row! {
    /// Whether a member wears a label now.
    pub struct MemberLabel in "member_label" {
        key community_id: i64, member_id: MemberId, label: i64;
        worn: bool,
    }
}

row! {
    /// Whether somebody stands behind a member who stands for a company, now.
    pub struct StandingBehind in "standing_behind" {
        key community_id: i64, company: MemberId, owner: MemberId;
        stands: bool,
    }
}

row! {
    /// The history of roles; never changed.
    pub struct RoleGrant in "role_grant" {
        key community_id: i64, number: i64;
        member_id: MemberId,
        role: Role,
        given: bool,
        /// None at the founding.
        changed_by: Option<MemberId>,
        reason: String,
        changed_at_us: Timestamp,
        /// The id of the proposal that decided it, where one did.
        decision: Option<String>,
    }
}

row! {
    /// A wish to join, and what became of it.
    pub struct Application in "application" {
        key community_id: i64, id: ApplicationId;
        member_id: MemberId,
        about: String,
        state: ApplicationState,
        /// The applicant reads it.
        reason: String,
        decided_by: Option<MemberId>,
        applied_at_us: Timestamp,
        decided_at_us: Option<Timestamp>,
    }
}

row! {
    /// A link that lets people in; only the hash of its secret is kept.
    pub struct Invitation in "invitation" {
        key community_id: i64, token_hash: Vec<u8>;
        id: InvitationId,
        /// For those who manage it: whom it is for.
        note: String,
        /// Put on whoever comes in by it.
        label: Option<i64>,
        uses_max: i64,
        uses_count: i64,
        made_by: MemberId,
        made_at_us: Timestamp,
        expires_at_us: Timestamp,
        revoked_at_us: Option<Timestamp>,
    }
}

impl Invitation {
    pub fn invited(&self) -> Invited {
        Invited {
            expires_at: self.expires_at_us,
            revoked: self.revoked_at_us.is_some(),
            uses_count: self.uses_count,
            uses_max: self.uses_max,
        }
    }
}

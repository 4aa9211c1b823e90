//! Communities: charter, members, roles, admission.
//!
//! The door. Other features ask here who a member is and what they may do; how somebody became one is decided inside.

pub mod admission;
mod behind;
pub mod book_name;
pub mod charter;
pub mod charter_change;
mod choosing;
mod community_store;
mod identify;
pub mod ids;
mod kept_by_member;
mod lists_store;
mod name_search_store;
pub mod ops;
mod pages;
mod personal_data;
pub mod power_table;
mod refused;
pub mod role;
mod route_table;
mod sections;

pub use behind::{
    beside, beside_shown, foresee_own_matters, is_own_matter, is_own_matter_shown, judging_as, name_behind,
    one_with, one_with_shown, second_to,
};
pub use charter::{CharterText, Flags, RuleText, Slug};
pub use charter_change::{Charter, CharterChange, CharterField, FieldChange};
pub use choosing::{Chooser, Choosing, told_apart};
pub use community_store::{
    Application, CharterRule, CharterVersion, Community, Invitation, Label, Member, Registration, RoleGrant,
    StandingBehind,
};
pub use identify::CommunityMembers;
pub use kept_by_member::KeptByMember;
pub use ops::accept_invitation::{
    admit, adopt_placeholder, forget_placeholder, placeholder_member, retire_placeholder,
};
pub use ops::by_decision::{
    RoleByDecision, change_charter_by_decision, check_charter_change, grant_role_by_decision,
    is_by_decision_only, set_by_decision_only,
};
pub use ops::create_community::{Created, NewCommunity, create_community, found};
pub use ops::grant_role::{GrantInput, grant_role};
pub use ops::leave::MEMBER_LEFT;
pub use ops::membership::{NewMember, acting, current};
pub use pages::theirs::{Theirs, member_or_former};
pub use personal_data::{CommunityPersonalData, PlaceOfPerson, places_of_person};
pub use refused::CommunityRefused;
pub use route_table::{Needs, ROUTES, RouteRule};
pub use sections::{Provider, Section, SectionFigure, SectionLink, SectionRow, Sections, Viewer};
pub use sections::{read as read_sections, shown as sections_shown};

use store::{Fault, Migration, OpError, Outcome, Reader, Row, Table, Tx};
use utoipa_axum::routes;
use web::ids::MemberId;
use web::{Lang, Power, Powers, Topic};

web::translations!();

/// The member, current or not; None when there is none of this id. To look at: lock it to decide on it.
///
/// # Errors
/// Of the database only.
pub fn member(tx: &mut Tx, community: i64, id: MemberId) -> Result<Option<Member>, Fault> {
    tx.find::<Member>((community, id))
}

/// What a member may do now; nothing for one who left.
pub fn powers(member: &Member) -> Powers {
    power_table::of_member(member)
}

/// What `id` may do now. None for whoever takes no part: left, or without an account, so that nobody acts or answers for
/// it. Decided on the row of this moment, inside the transaction.
///
/// # Errors
/// Of the database only.
pub fn powers_now(tx: &mut Tx, id: MemberId) -> Result<Option<Powers>, Fault> {
    let community = tx.community();
    Ok(member(tx, community, id)?.filter(Member::takes_part).map(|member| powers(&member)))
}

/// Refuses who takes no part with `no_member`, and who lacks the power now with `lacks`.
///
/// # Errors
/// The two that were named.
pub fn must_hold<R>(tx: &mut Tx, id: MemberId, power: Power, no_member: R, lacks: R) -> Outcome<(), R> {
    match powers_now(tx, id)? {
        Some(powers) if powers.has(power) => Ok(()),
        Some(_) => Err(OpError::Refused(lacks)),
        None => Err(OpError::Refused(no_member)),
    }
}

/// Whether a member is one of those who confirm payments.
///
/// # Errors
/// Of the database only.
pub fn looks_for_payments(
    reader: &mut store::Reader,
    community: i64,
    member: MemberId,
) -> Result<bool, Fault> {
    let member = reader.find::<Member>(&(community, member))?;
    Ok(member.is_some_and(|member| power_table::of_member(&member).has(Power::ConfirmPayments)))
}

/// The row of a person here, current or not.
///
/// # Errors
/// Of the database only.
pub fn member_of_person(tx: &mut Tx, person: web::ids::PersonId) -> Result<Option<Member>, Fault> {
    let community = tx.community();
    let found = tx.rows::<(MemberId,)>(lists_store::MEMBER_OF_PERSON, &[&person, &community])?;
    found.first().map_or(Ok(None), |(id,)| tx.find::<Member>((community, *id)))
}

/// The community at an address, on a snapshot: for commands that name it.
///
/// # Errors
/// Of the database only.
pub fn by_slug(reader: &mut Reader, slug: &str) -> Result<Option<Community>, Fault> {
    match reader.find::<Registration>(&slug.to_owned())? {
        Some(registered) => reader.find::<Community>(&registered.number),
        None => Ok(None),
    }
}

/// Slug and number of every community, in the order they were made: for commands on the server.
///
/// # Errors
/// Of the database only.
pub fn all(reader: &mut Reader) -> Result<Vec<(String, i64)>, Fault> {
    reader.rows(lists_store::REGISTERED, &[])
}

/// The rules of the charter as it is now, as place and rule.
///
/// # Errors
/// Of the database only.
pub fn charter_rules(reader: &mut Reader, community: i64) -> Result<Vec<(i64, String)>, Fault> {
    let Some(row) = reader.find::<Community>(&community)? else { return Ok(Vec::new()) };
    let rules = reader.rows::<(String, String)>(lists_store::RULES, &[&community, &row.charter_version])?;
    Ok((1..).zip(rules).map(|(place, (rule, _))| (place, rule)).collect())
}

/// The charter as it is now, with the community's name; None where there is no such community.
///
/// # Errors
/// Of the database only.
pub fn charter(reader: &mut Reader, community: i64) -> Result<Option<Charter>, Fault> {
    let Some(row) = reader.find::<Community>(&community)? else { return Ok(None) };
    let key = (community, row.charter_version);
    let Some(version) = reader.find::<CharterVersion>(&key)? else { return Ok(None) };
    let rules = reader.rows::<(String, String)>(lists_store::RULES, &[&community, &row.charter_version])?;
    let rules = rules.into_iter().map(|(rule, reason)| RuleText { rule, reason }).collect();
    let text = CharterText { theme: version.theme, belief: version.belief, rules, note: version.note };
    Ok(Some(Charter { flags: row.flags(), name: row.name, text }))
}

/// When it was founded. None where there is no such community.
///
/// # Errors
/// Of the database only.
pub fn founded_at(reader: &mut Reader, community: i64) -> Result<Option<kernel::Timestamp>, Fault> {
    Ok(reader.find::<Community>(&community)?.map(|row| row.created_at_us))
}

/// When the community of this transaction was founded.
///
/// # Errors
/// Of the database only.
pub fn founded_at_now(tx: &mut Tx) -> Result<Option<kernel::Timestamp>, Fault> {
    let community = tx.community();
    Ok(tx.find::<Community>(community)?.map(|row| row.created_at_us))
}

/// The first instant of the day on which the community of this transaction was founded: nothing of it happened earlier.
///
/// # Errors
/// Of the database only.
pub fn founding_day_now(tx: &mut Tx) -> Result<Option<kernel::Timestamp>, Fault> {
    let community = tx.community();
    Ok(tx.find::<Community>(community)?.map(|row| row.founding_day()))
}

/// What is said to whoever names a day before the community was founded, which is a mistyped year; None for any other day.
///
/// # Errors
/// Of the database only.
pub fn told_before_founding(
    reader: &mut Reader,
    community: i64,
    lang: web::Lang,
    day: kernel::Timestamp,
) -> Result<Option<String>, Fault> {
    let early = reader.find::<Community>(&community)?.filter(|row| day < row.founding_day());
    Ok(early
        .map(|row| t(lang).before_founding(web::ui::full_day_text(&row.founding_day(), &row.zone(), lang))))
}

/// Whose book name it is, current member or not: the journal goes back further than membership.
///
/// # Errors
/// Of the database only.
pub fn member_by_book_name(
    reader: &mut Reader,
    community: i64,
    name: &str,
) -> Result<Option<MemberId>, Fault> {
    let found = reader.find::<community_store::BookName>(&(community, name.to_owned()))?;
    Ok(found.map(|found| found.member_id))
}

/// Members with an account who were past probation at `since` and are still members, after an id and in the order of
/// ids: who may vote on what was brought then.
///
/// # Errors
/// Of the database only.
pub fn full_members_since(
    tx: &mut Tx,
    since: kernel::Timestamp,
    after: &str,
    limit: i64,
) -> Result<Vec<MemberId>, Fault> {
    let community = tx.community();
    let rows =
        tx.rows::<(MemberId,)>(lists_store::FULL_SINCE, &[&community, &after.to_owned(), &since, &limit])?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// The same, all of them at once, for who was past probation before `until`.
///
/// # Errors
/// Of the database only.
pub fn full_members_before(
    reader: &mut Reader,
    community: i64,
    until: kernel::Timestamp,
) -> Result<Vec<MemberId>, Fault> {
    let last = until.minus(std::time::Duration::from_micros(1));
    let rows = reader.rows::<(MemberId,)>(lists_store::FULL_SINCE, &[&community, &"", &last, &i64::MAX])?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Who holds the steward's role now, the longest here first: whom a member asks.
///
/// # Errors
/// Of the database only.
pub fn stewards(reader: &mut Reader, community: i64) -> Result<Vec<(MemberId, String)>, Fault> {
    let officers: Vec<(MemberId, String, role::Roles)> = reader.rows(lists_store::OFFICERS, &[&community])?;
    let stewards = officers.into_iter().filter(|(_, _, roles)| roles.has(role::Role::Steward));
    Ok(stewards.map(|(id, name, _)| (id, name)).collect())
}

/// Who has a power now, the longest here first.
///
/// # Errors
/// Of the database only.
pub fn officers_who(
    reader: &mut Reader,
    community: i64,
    power: Power,
) -> Result<Vec<(MemberId, String)>, Fault> {
    let officers: Vec<(MemberId, String, role::Roles)> = reader.rows(lists_store::OFFICERS, &[&community])?;
    let may = officers.into_iter().filter(|(_, _, roles)| power_table::of_roles(*roles).has(power));
    Ok(may.map(|(id, name, _)| (id, name)).collect())
}

/// What the first fund is called in a community of this language.
pub fn general_fund_name(lang: Lang) -> String {
    t(lang).fund_general()
}

/// After those of the store and the ledger.
pub fn migrations() -> Vec<Migration> {
    let sql = include_str!("../migrations/0001_community.sql");
    let decisions = include_str!("../migrations/0002_decisions.sql");
    let names = include_str!("../migrations/0003_names.sql");
    let behind = include_str!("../migrations/0004_behind.sql");
    vec![
        Migration { feature: "community", number: 1, name: "communities and members", sql },
        Migration { feature: "community", number: 2, name: "what was decided", sql: decisions },
        Migration { feature: "community", number: 3, name: "members by name", sql: names },
        Migration { feature: "community", number: 4, name: "who stands behind a company", sql: behind },
    ]
}

/// Parents first.
pub fn tables() -> Vec<&'static Table> {
    use community_store::{BookName, CommunityCount, MemberLabel};
    vec![
        Registration::TABLE,
        CommunityCount::TABLE,
        Community::TABLE,
        CharterVersion::TABLE,
        CharterRule::TABLE,
        Member::TABLE,
        BookName::TABLE,
        Label::TABLE,
        MemberLabel::TABLE,
        StandingBehind::TABLE,
        RoleGrant::TABLE,
        Application::TABLE,
        Invitation::TABLE,
    ]
}

/// Which live pages an event of this feature changes.
pub fn topics(kind: &str) -> &'static [Topic] {
    let of_people = ["application_", "member_", "role_", "invitation_", "placeholder_"];
    match of_people.iter().any(|part| kind.starts_with(part)) {
        true => &[Topic::People],
        false => &[],
    }
}

/// None: probation ends by the clock.
pub fn jobs() -> Vec<(&'static str, store::Handler)> {
    Vec::new()
}

/// Every refusal, for the page that explains them.
pub fn refusals() -> Vec<std::sync::Arc<dyn web::Refusal>> {
    web::refusals_of(CommunityRefused::ALL)
}

/// All read-only SQL, for the test that prepares it on both engines and looks at the plans.
pub fn statements() -> Vec<&'static str> {
    [lists_store::STATEMENTS, name_search_store::STATEMENTS].concat()
}

/// All pages and operations of this feature, with the sections that the program's features give.
pub fn routes(sections: Sections) -> web::Routes {
    use ops::*;
    use pages::*;
    web::Routes::new()
        .routes(routes!(site::page))
        .routes(routes!(new::page, create_community::post))
        .routes(routes!(home::page))
        .routes(routes!(charter::page, edit_charter::post))
        .routes(routes!(charter::edit_page))
        .routes(routes!(join::page))
        .routes(routes!(applications::page, apply::post))
        .routes(routes!(decide_application::post))
        .routes(routes!(decide_application::post_withdrawal))
        .routes(routes!(members::page))
        .routes(routes!(member::page))
        .routes(routes!(grant_role::post))
        .routes(routes!(label_member::post_worn))
        .routes(routes!(leave::post_removal))
        .routes(routes!(invitations::list, invite::post))
        .routes(routes!(invitations::landing, accept_invitation::post))
        .routes(routes!(invite::post_revocation))
        .routes(routes!(desk::page))
        .routes(routes!(mine::page))
        .routes(routes!(rename_member::post))
        .routes(routes!(leaving::page, leave::post))
        .routes(routes!(projects::page))
        .routes(routes!(settings::page))
        .routes(routes!(open_fund::post))
        .routes(routes!(label_member::post))
        .routes(routes!(adopt_community::post))
        .layer(axum::Extension(sections))
}

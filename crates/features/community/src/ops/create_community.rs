//! Second step of a community: charter, books, general fund and founder, in its own lane.

use super::membership::{self, By, NewMember};
use super::reserve_slug::reserve_slug;
use crate::CommunityRefused;
use crate::admission::Status;
use crate::charter::{CharterText, Flags, Slug};
use crate::community_store::{CharterRule, CharterVersion, Community, Registration, RoleGrant};
use crate::pages::new::{NewForm, NewPage};
use crate::role::{Role, Roles};
use axum::extract::State;
use kernel::{Currency, Timestamp, Zone};
use ledger::FundKind;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::{Db, Fault, IdempotencyKey, OpError, OpError::Refused, Outcome, Tx};
use utoipa::ToSchema;
use web::ids::{MemberId, PersonId};
use web::{Answer, Caller, Errors, Keyed, Lang, Reply, Site};

/// A community to be; its texts have been through `charter::accept`.
#[derive(Debug, Clone)]
pub struct NewCommunity {
    pub slug: Slug,
    pub name: String,
    /// Of its book names and generated texts.
    pub lang: Lang,
    pub currency: Currency,
    pub zone: Zone,
    pub charter: CharterText,
    pub flags: Flags,
    /// Its first steward. None for a community made by a command on the server; an operator can adopt it.
    pub founder: Option<NewMember>,
    pub general_fund_name: String,
    pub key: Option<IdempotencyKey>,
}

impl NewCommunity {
    fn by(&self) -> Option<PersonId> {
        self.founder.as_ref().and_then(|founder| founder.person)
    }
}

/// What was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Created {
    pub number: i64,
    pub slug: String,
    /// The founder's, if there is one.
    #[schema(value_type = Option<String>)]
    pub member: Option<MemberId>,
    pub general_fund: i64,
}

/// Both steps. Safe to repeat after a crash between or after them: with the same key it answers the same.
///
/// # Errors
/// `SlugTaken` when the address is somebody's.
pub async fn found(db: &Db, new: NewCommunity, now: Timestamp) -> Outcome<Created, CommunityRefused> {
    let (slug, by) = (new.slug.clone(), new.by());
    let number = db.transact(0, move |tx| reserve_slug(tx, &slug, by, now)).await?;
    db.transact(number, move |tx| create_community(tx, &new, now)).await
}

pub fn create_community(
    tx: &mut Tx,
    new: &NewCommunity,
    now: Timestamp,
) -> Outcome<Created, CommunityRefused> {
    if let Some(key) = &new.key {
        let first = tx.first_answer::<Created>(key)?.or_refuse(CommunityRefused::KeyReused)?;
        if let Some(first) = first {
            return Ok(first);
        }
    }
    let number = tx.community();
    let registered = tx.find::<Registration>(new.slug.as_str().to_owned())?;
    let ours = registered.is_some_and(|found| found.number == number && found.reserved_by == new.by());
    if !ours || tx.lock::<Community>(number)?.is_some() {
        return Err(Refused(CommunityRefused::SlugTaken));
    }
    let mut community = row(number, new, now);
    tx.insert(&community)?;
    ledger::open_books(tx, new.currency, &new.zone, now)?;
    let general_fund = first_fund(tx, &new.general_fund_name, now)?;
    let member = match &new.founder {
        Some(founder) => Some(appoint_founder(tx, &mut community, founder, now)?),
        None => None,
    };
    write_charter(tx, number, 1, &new.charter, new.flags, By::Member(member), now)?;
    let slug = new.slug.as_str().to_owned();
    tx.announce("community_created", json!({ "slug": slug, "member": member }).to_string())?;
    let created = Created { number, slug, member, general_fund };
    if let Some(key) = &new.key {
        tx.remember(key, &created, now)?;
    }
    Ok(created)
}

fn row(number: i64, new: &NewCommunity, now: Timestamp) -> Community {
    Community {
        community_id: number,
        slug: new.slug.as_str().to_owned(),
        name: new.name.clone(),
        lang: new.lang.code().to_owned(),
        currency: new.currency,
        zone: new.zone.name().to_owned(),
        charter_version: 1,
        theme: new.charter.theme.clone(),
        storefront_public: new.flags.storefront_public,
        books_public: new.flags.books_public,
        applications_open: new.flags.applications_open,
        probation_days: new.flags.probation_days,
        member_count: 0,
        steward_count: 0,
        grant_count: 0,
        label_count: 0,
        created_at_us: now,
        by_decision_only: false,
    }
}

/// The books were opened a moment ago in this very operation: a refusal here is a fault of ours.
fn first_fund(tx: &mut Tx, name: &str, now: Timestamp) -> Result<i64, Fault> {
    ledger::open_fund(tx, FundKind::General, name, now).map_err(|error| match error {
        Refused(refused) => Fault::Engine(format!("general fund: {refused:?}").into()),
        store::OpError::Fault(fault) => fault,
    })
}

/// The founder has no probation and is the steward; nobody gave the role, and the history says so.
fn appoint_founder(
    tx: &mut Tx,
    community: &mut Community,
    founder: &NewMember,
    now: Timestamp,
) -> Result<MemberId, Fault> {
    let mut member = membership::add(tx, community, founder, Status::Active, now)?;
    member.roles = Roles::NONE.with(Role::Steward);
    tx.save(&member)?;
    community.member_count = 1;
    community.steward_count = 1;
    community.grant_count = 1;
    tx.save(community)?;
    tx.insert(&RoleGrant {
        community_id: community.community_id,
        number: 1,
        member_id: member.id,
        role: Role::Steward,
        given: true,
        changed_by: None,
        reason: String::new(),
        changed_at_us: now,
        decision: None,
    })?;
    Ok(member.id)
}

/// One version with its rules.
pub(crate) fn write_charter(
    tx: &mut Tx,
    community_id: i64,
    version: i64,
    text: &CharterText,
    flags: Flags,
    by: By<'_>,
    now: Timestamp,
) -> Result<(), Fault> {
    let (written_by, decision) = by.columns();
    tx.insert(&CharterVersion {
        community_id,
        version,
        theme: text.theme.clone(),
        belief: text.belief.clone(),
        note: text.note.clone(),
        storefront_public: flags.storefront_public,
        books_public: flags.books_public,
        applications_open: flags.applications_open,
        probation_days: flags.probation_days,
        rule_count: text.rules.len() as i64,
        written_by,
        written_at_us: now,
        decision,
    })?;
    for (at, pair) in text.rules.iter().enumerate() {
        tx.insert(&CharterRule {
            community_id,
            version,
            position: at as i64 + 1,
            rule: pair.rule.clone(),
            reason: pair.reason.clone(),
        })?;
    }
    Ok(())
}

/// Makes a community; the caller becomes its first steward.
#[utoipa::path(post, path = "/new", tag = "community", request_body = NewForm,
    responses((status = 201, body = Created), (status = 409, body = web::ProblemBody), (status = 422, body = web::ProblemBody)))]
pub(crate) async fn post(
    caller: Caller,
    State(site): State<Site>,
    Keyed { input: form, key }: Keyed<NewForm>,
) -> Answer {
    let person = Some(caller.person()?);
    let founder = |display_name| membership::new_member(&site, person, display_name);
    let read = form.read(caller.lang, founder, key.of(&caller, "create_community")?);
    let page = NewPage::new(&caller, form);
    let new = match read {
        Ok(new) => new,
        Err(errors) => return page.again(&caller, errors),
    };
    match found(&site.db, new, site.now()).await {
        Ok(created) => {
            site.who.forget_community(created.number, &created.slug);
            Reply::created_json(&caller, &format!("/c/{}", created.slug), &created)
        }
        Err(Refused(why)) => page.again(&caller, Errors::refused(why, caller.lang)),
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

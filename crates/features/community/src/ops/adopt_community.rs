//! A community without a steward (made by an import, or left by its only one) gets the site's operator as steward.

use super::accept_invitation::{Joined, admit_to};
use super::grant_role::record;
use super::membership::{By, NewMember, community, first_answer, forget, new_member};
use crate::role::Role;
use crate::{CommunityRefused, t};
use axum::extract::State;
use kernel::Timestamp;
use serde::Deserialize;
use store::{IdempotencyKey, OpError::Refused, Outcome, Tx};
use web::ids::{MemberId, PersonId};
use web::{Answer, Caller, Keyed, Reply, Site};

/// `operator` is what the session says; people decide it, not communities.
pub fn adopt_community(
    tx: &mut Tx,
    person: PersonId,
    operator: bool,
    new: &NewMember,
    key: &IdempotencyKey,
    now: Timestamp,
) -> Outcome<MemberId, CommunityRefused> {
    if let Some(first) = first_answer(tx, Some(key))? {
        return Ok(first);
    }
    if !operator {
        return Err(Refused(CommunityRefused::OperatorsOnly));
    }
    let mut community = community(tx)?;
    if community.steward_count > 0 {
        return Err(Refused(CommunityRefused::HasSteward));
    }
    let mut member = admit_to(tx, &mut community, person, new, now)?;
    member.roles = member.roles.with(Role::Steward);
    tx.save(&member)?;
    record(tx, &mut community, &member, Role::Steward, true, By::Member(None), "", now)?;
    tx.remember(key, &member.id, now)?;
    Ok(member.id)
}

/// Nothing but the wish, and its idempotency key.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Adoption {}

/// Becomes the steward of a community that has none. For the site's operator.
#[utoipa::path(post, path = "/c/{slug}/adoption", tag = "community", params(("slug" = String, Path)),
    responses((status = 201, body = Joined), (status = 403, body = web::ProblemBody), (status = 409, body = web::ProblemBody)))]
pub(crate) async fn post(
    caller: Caller,
    State(site): State<Site>,
    Keyed { key, .. }: Keyed<Adoption>,
) -> Answer {
    let person = caller.person()?;
    let operator = caller.signed_in.as_ref().is_some_and(|who| who.operator);
    let (at, now) = (caller.community()?, site.now());
    let new = new_member(&site, Some(person), t(caller.lang).role_steward());
    let key = key.of(&caller, "adopt_community")?;
    let adopt = move |tx: &mut Tx| adopt_community(tx, person, operator, &new, &key, now);
    let member = site.db.transact(at.number, adopt).await?;
    forget(&site, &caller)?;
    Reply::created_json(&caller, &format!("/c/{}", at.slug), &Joined { member })
}

//! Giving a role and taking it, with a history that stays.

use super::membership::{By, acting, community, forget};
use crate::CommunityRefused;
use crate::community_store::{Community, Member, RoleGrant};
use crate::pages::member::{MemberPage, Typed};
use crate::role::{Role, RoleChange};
use axum::extract::{Path, State};
use kernel::Timestamp;
use serde::Deserialize;
use serde_json::json;
use store::{Fault, OpError, OpError::Refused, Outcome, Tx};
use utoipa::ToSchema;
use web::ids::MemberId;
use web::{Answer, Caller, Check, Errors, Input, Power, Reply, Site, WebRefused};

#[derive(Debug, Clone)]
pub struct GrantInput {
    pub actor: MemberId,
    pub member: MemberId,
    pub role: Role,
    /// Given, or taken.
    pub give: bool,
    pub reason: String,
}

/// Everybody may put down a role of their own; all else needs the power.
pub fn grant_role(tx: &mut Tx, input: &GrantInput, now: Timestamp) -> Outcome<Member, CommunityRefused> {
    let mut community = community(tx)?;
    let by_holder = input.actor == input.member;
    if input.give || !by_holder {
        acting(tx, input.actor, Power::GrantRoles)?;
    }
    if input.reason.trim().is_empty() {
        return Err(Refused(CommunityRefused::ReasonMissing));
    }
    let found = tx.lock::<Member>((community.community_id, input.member))?;
    let mut member = found.ok_or(Refused(CommunityRefused::NoSuchMember))?;
    let change = RoleChange {
        role: input.role,
        give: input.give,
        by_holder,
        holder_is_current: member.is_current() && member.person_id.is_some(),
        held: member.roles,
        steward_count: community.steward_count,
    };
    member.roles = change.decide().map_err(|refused| Refused(refused.into()))?;
    tx.save(&member)?;
    let by = By::Member(Some(input.actor));
    record(tx, &mut community, &member, input.role, input.give, by, &input.reason, now)?;
    Ok(member)
}

/// Counts stewards, writes the history and announces. The caller has saved the member.
#[allow(clippy::too_many_arguments)] // each is a column of the history
pub(crate) fn record(
    tx: &mut Tx,
    community: &mut Community,
    member: &Member,
    role: Role,
    given: bool,
    by: By<'_>,
    reason: &str,
    now: Timestamp,
) -> Result<(), Fault> {
    let (changed_by, decision) = by.columns();
    if role == Role::Steward {
        community.steward_count += if given { 1 } else { -1 };
    }
    community.grant_count += 1;
    tx.save(community)?;
    tx.insert(&RoleGrant {
        community_id: community.community_id,
        number: community.grant_count,
        member_id: member.id,
        role,
        given,
        changed_by,
        reason: reason.trim().to_owned(),
        changed_at_us: now,
        decision: decision.clone(),
    })?;
    let kind = if given { "role_given" } else { "role_taken" };
    let told = json!({ "member": member.id, "role": role, "by": changed_by, "decision": decision });
    tx.announce(kind, told.to_string())
}

/// A change of roles.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct RoleForm {
    /// `steward`, `treasurer` or `moderator`.
    pub(crate) role: String,
    /// `give` or `take`.
    pub(crate) change: String,
    /// At most 400 characters.
    pub(crate) reason: String,
}

/// Gives a role or takes it.
#[utoipa::path(post, path = "/c/{slug}/members/{id}/roles", tag = "community", params(("slug" = String, Path), ("id" = String, Path)), request_body = RoleForm,
    responses((status = 204, description = "Changed"), (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody), (status = 422, body = web::ProblemBody)))]
pub(crate) async fn post(
    caller: Caller,
    State(site): State<Site>,
    Path((slug, id)): Path<(String, String)>,
    Input(form): Input<RoleForm>,
) -> Answer {
    let actor = caller.member()?.member;
    let (number, now) = (caller.community()?.number, site.now());
    let member = MemberId::parse(&id).map_err(|_| CommunityRefused::NoSuchMember)?;
    let give = match form.change.as_str() {
        "give" => true,
        "take" => false,
        _ => return Err(WebRefused::InvalidInput.into()),
    };
    let role = Role::parse(&form.role).ok_or(WebRefused::InvalidInput)?;
    if give || actor != member {
        caller.may(Power::GrantRoles)?;
    }
    let mut check = Check::new(caller.lang);
    let reason = check.text("reason", &form.reason, 0..=400);
    let reason = match check.done(reason) {
        Ok(reason) => reason,
        Err(errors) => {
            let page = MemberPage::read(&caller, &site, member).await?;
            return page.again(&caller, Typed::Role(form), errors);
        }
    };
    let input = GrantInput { actor, member, role, give, reason };
    match site.db.transact(number, move |tx| grant_role(tx, &input, now)).await {
        Ok(_) => {
            forget(&site, &caller)?;
            Reply::done(&caller, &format!("/c/{slug}/members/{member}"))
        }
        Err(Refused(why)) => {
            let page = MemberPage::read(&caller, &site, member).await?;
            page.again(&caller, Typed::Role(form), Errors::refused(why, caller.lang))
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

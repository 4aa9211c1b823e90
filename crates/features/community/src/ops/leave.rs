//! Leaving, and being asked to.

use super::grant_role::record;
use super::membership::{By, acting, community, forget};
use crate::CommunityRefused;
use crate::admission::{self, Status};
use crate::community_store::{Community, Member};
use crate::pages::leaving::{LeavingForm, LeavingPage};
use crate::pages::member::{MemberPage, Typed};
use crate::role::{Role, Roles};
use crate::sections::Sections;
use crate::t;
use axum::Extension;
use axum::extract::{Path, State};
use kernel::Timestamp;
use serde::Deserialize;
use serde_json::json;
use store::{Fault, NewJob, OpError, OpError::Refused, Outcome, Tx};
use utoipa::ToSchema;
use web::ids::MemberId;
use web::{Answer, Caller, Check, Errors, Input, Power, Reply, Site};

/// A job for whoever above has something to do when a member leaves; its subject is the member's id.
pub const MEMBER_LEFT: &str = "community.member_left";

#[derive(Debug, Clone)]
pub struct LeaveInput {
    pub actor: MemberId,
    /// The same as the actor, unless somebody is removed.
    pub member: MemberId,
    /// Needed for removing somebody.
    pub reason: String,
}

/// What is owed to the member stays owed: the books know member ids, and those stay.
pub fn leave(tx: &mut Tx, input: &LeaveInput, now: Timestamp) -> Outcome<(), CommunityRefused> {
    let mut community = community(tx)?;
    let by_self = input.actor == input.member;
    if !by_self {
        acting(tx, input.actor, Power::ManageMembers)?;
        if input.reason.trim().is_empty() {
            return Err(Refused(CommunityRefused::ReasonMissing));
        }
    }
    let found = tx.lock::<Member>((community.community_id, input.member))?;
    let mut member = found.ok_or(Refused(CommunityRefused::NoSuchMember))?;
    let is_steward = member.roles.has(Role::Steward);
    admission::leave(member.status, is_steward, community.steward_count, by_self)
        .map_err(|refused| Refused(refused.into()))?;
    if !by_self {
        member.removed_at_us = Some(now);
    }
    end(tx, &mut community, &mut member, Some(input.actor), &input.reason, now)?;
    tx.enqueue(NewJob { kind: MEMBER_LEFT, subject: member.id.to_string(), due_at: now })?;
    let body = json!({ "member": member.id, "by": input.actor });
    tx.announce("member_left", body.to_string())?;
    Ok(())
}

/// Ends a membership: roles are put down one by one, so that their history is complete.
pub(crate) fn end(
    tx: &mut Tx,
    community: &mut Community,
    member: &mut Member,
    by: Option<MemberId>,
    reason: &str,
    now: Timestamp,
) -> Result<(), Fault> {
    let held: Vec<Role> = member.roles.iter().collect();
    member.roles = Roles::NONE;
    member.status = Status::Left;
    member.left_at_us = Some(now);
    tx.save(member)?;
    for role in held {
        record(tx, community, member, role, false, By::Member(by), reason, now)?;
    }
    if member.person_id.is_some() {
        community.member_count -= 1;
    }
    tx.save(community)
}

/// Leaves the community; `sure` says that what is open was seen.
#[utoipa::path(post, path = "/c/{slug}/mine/leaving", tag = "community", params(("slug" = String, Path)), request_body = LeavingForm,
    responses((status = 204, description = "Left"), (status = 403, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn post(
    caller: Caller,
    State(site): State<Site>,
    Extension(registered): Extension<Sections>,
    Input(form): Input<LeavingForm>,
) -> Answer {
    let (actor, at, now) = (caller.member()?.member, caller.community()?, site.now());
    let mut check = Check::new(caller.lang);
    check.require("sure", form.sure.trim() == "on", || t(caller.lang).leaving_not_sure());
    if let Err(errors) = check.done(()) {
        return LeavingPage::read(&caller, &site, registered).await?.again(&caller, errors);
    }
    let input = LeaveInput { actor, member: actor, reason: String::new() };
    match site.db.transact(at.number, move |tx| leave(tx, &input, now)).await {
        Ok(()) => {
            forget(&site, &caller)?;
            Reply::done(&caller, &format!("/c/{}/mine", at.slug))
        }
        Err(Refused(why)) => {
            let page = LeavingPage::read(&caller, &site, registered).await?;
            page.again(&caller, Errors::refused(why, caller.lang))
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

/// Why somebody is removed.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct RemovalForm {
    /// At most 400 characters.
    pub(crate) reason: String,
}

/// Ends somebody's membership.
#[utoipa::path(post, path = "/c/{slug}/members/{id}/removal", tag = "community", params(("slug" = String, Path), ("id" = String, Path)), request_body = RemovalForm,
    responses((status = 204, description = "Removed"), (status = 403, body = web::ProblemBody), (status = 409, body = web::ProblemBody), (status = 422, body = web::ProblemBody)))]
pub(crate) async fn post_removal(
    caller: Caller,
    State(site): State<Site>,
    Path((slug, id)): Path<(String, String)>,
    Input(form): Input<RemovalForm>,
) -> Answer {
    let actor = caller.may(Power::ManageMembers)?.member;
    let (number, now) = (caller.community()?.number, site.now());
    let member = MemberId::parse(&id).map_err(|_| CommunityRefused::NoSuchMember)?;
    let mut check = Check::new(caller.lang);
    let reason = check.text("reason", &form.reason, 0..=400);
    let reason = match check.done(reason) {
        Ok(reason) => reason,
        Err(errors) => {
            let page = MemberPage::read(&caller, &site, member).await?;
            return page.again(&caller, Typed::Removal(form), errors);
        }
    };
    let input = LeaveInput { actor, member, reason };
    match site.db.transact(number, move |tx| leave(tx, &input, now)).await {
        Ok(()) => {
            forget(&site, &caller)?;
            Reply::done(&caller, &format!("/c/{slug}/members"))
        }
        Err(Refused(why)) => {
            let page = MemberPage::read(&caller, &site, member).await?;
            page.again(&caller, Typed::Removal(form), Errors::refused(why, caller.lang))
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

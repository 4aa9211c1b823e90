//! Leaving, and being asked to.

use super::grant_role::record;
use super::membership::{acting, community};
use crate::CommunityRefused;
use crate::admission::{self, Status};
use crate::community_store::{Community, Member};
use crate::role::{Role, Roles};
use kernel::Timestamp;
use serde_json::json;
use store::{Fault, OpError::Refused, Outcome, Tx};
use web::Power;
use web::ids::MemberId;

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
    end(tx, &mut community, &mut member, Some(input.actor), &input.reason, now)?;
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
        record(tx, community, member, role, false, by, reason, now)?;
    }
    if member.person_id.is_some() {
        community.member_count -= 1;
    }
    tx.save(community)
}

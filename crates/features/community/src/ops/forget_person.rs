//! What remains of a person here when the account is erased: a member without a person and without a name.

use super::leave::end;
use super::membership::{community, of_person};
use crate::CommunityRefused;
use crate::admission::{ApplicationState, Status};
use crate::community_store::{Application, Community, Member};
use crate::ids::ApplicationId;
use crate::lists_store::APPLICATIONS_OF_MEMBER;
use crate::role::Role;
use kernel::Timestamp;
use serde_json::json;
use store::{OpError::Refused, Outcome, Tx};
use web::ids::PersonId;

/// The last steward of a community with other members hands over first; alone, nobody is left behind, and an
/// operator can adopt the community.
///
/// # Errors
/// `LastSteward`.
pub fn may_go(community: &Community, member: &Member) -> Result<(), CommunityRefused> {
    let last_steward = member.roles.has(Role::Steward) && community.steward_count <= 1;
    match last_steward && community.member_count > 1 {
        true => Err(CommunityRefused::LastSteward),
        false => Ok(()),
    }
}

/// Nothing happens where the person is unknown.
pub fn forget_person(tx: &mut Tx, person: PersonId, now: Timestamp) -> Outcome<(), CommunityRefused> {
    let mut community = community(tx)?;
    let Some(mut member) = of_person(tx, person)? else { return Ok(()) };
    may_go(&community, &member).map_err(Refused)?;
    if member.is_current() {
        end(tx, &mut community, &mut member, None, "", now)?;
    }
    if member.status == Status::Applicant {
        member.status = Status::Left;
    }
    member.person_id = None;
    member.display_name.clear();
    tx.save(&member)?;
    let args = (community.community_id, member.id);
    for (id,) in tx.rows::<(ApplicationId,)>(APPLICATIONS_OF_MEMBER, &[&args.0, &args.1])? {
        if let Some(mut application) = tx.lock::<Application>((args.0, id))? {
            application.about.clear();
            // Nobody is there to be let in any more.
            if application.state == ApplicationState::Waiting {
                application.state = ApplicationState::Withdrawn;
                application.decided_at_us = Some(now);
            }
            tx.save(&application)?;
        }
    }
    tx.announce("member_forgotten", json!({ "member": member.id }).to_string())?;
    Ok(())
}

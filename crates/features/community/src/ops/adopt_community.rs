//! A community without a steward (made by an import, or left by its only one) gets the site's operator as steward.

use super::accept_invitation::admit;
use super::grant_role::record;
use super::membership::{NewMember, community};
use crate::CommunityRefused;
use crate::community_store::Member;
use crate::role::Role;
use kernel::Timestamp;
use store::{OpError::Refused, Outcome, Tx};
use web::ids::PersonId;

/// `operator` is what the session says; people decide it, not communities.
pub fn adopt_community(
    tx: &mut Tx,
    person: PersonId,
    operator: bool,
    new: &NewMember,
    now: Timestamp,
) -> Outcome<Member, CommunityRefused> {
    if !operator {
        return Err(Refused(CommunityRefused::OperatorsOnly));
    }
    if community(tx)?.steward_count > 0 {
        return Err(Refused(CommunityRefused::HasSteward));
    }
    let mut member = admit(tx, person, new, now)?;
    let mut community = community(tx)?;
    member.roles = member.roles.with(Role::Steward);
    tx.save(&member)?;
    record(tx, &mut community, &member, Role::Steward, true, None, "", now)?;
    Ok(member)
}

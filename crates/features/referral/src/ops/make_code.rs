//! A member asks for a code of their own, once.

use crate::acting;
use crate::budget;
use crate::ids::Member;
use crate::referral_store::code_of;
use crate::refused::RewardRefused;
use crate::rows::ReferralCode;
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{Outcome, Tx};

/// Answers the code; the one there is, where there is one. `chance` says what a new one looks like.
///
/// # Errors
/// `NotAMember`.
pub fn make_code(
    tx: &mut Tx,
    member: Id<Member>,
    chance: [u8; 10],
    now: Timestamp,
) -> Outcome<String, RewardRefused> {
    if !acting::is_member(tx, member)? {
        return Err(Refused(RewardRefused::NotAMember));
    }
    let community_id = tx.community();
    if let Some(code) = code_of(tx, community_id, member)? {
        return Ok(code);
    }
    let code = budget::code(chance);
    tx.insert(&ReferralCode { community_id, code: code.clone(), member: Some(member), made_at_us: now })?;
    Ok(code)
}

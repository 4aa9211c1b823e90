//! Somebody's account is erased: their code brings nobody any more, and what they had to use is for nobody.

use super::is_used;
use crate::ids::Member;
use crate::referral_store::{code_of, coupons_of};
use crate::rows::{ReferralCode, RewardCoupon};
use kernel::Id;
use std::convert::Infallible;
use store::{Outcome, Tx};

/// Sums, dates and ids stay.
///
/// # Errors
/// Of the database only.
pub fn forget_member(tx: &mut Tx, member: Id<Member>) -> Outcome<(), Infallible> {
    let community = tx.community();
    if let Some(code) = code_of(tx, community, member)?
        && let Some(mut row) = tx.lock::<ReferralCode>((community, code))?
    {
        row.member = None;
        tx.save(&row)?;
    }
    for id in coupons_of(tx, community, member)? {
        let Some(coupon) = tx.find::<RewardCoupon>((community, id))? else { continue };
        if coupon.void || is_used(tx, &coupon)? {
            continue;
        }
        if let Some(mut coupon) = super::lock_coupon(tx, id)? {
            coupon.void = true;
            tx.save(&coupon)?;
        }
    }
    Ok(())
}

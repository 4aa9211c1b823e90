//! A member takes the next coupon of a red packet, once: a company and who stands behind it are one.

use crate::ids::{Budget, Coupon, Member};
use crate::referral_store::{is_taken_by_one_of, part_of};
use crate::refused::RewardRefused;
use crate::rows::{RewardBudget, RewardCoupon};
use crate::{acting, budget::BudgetKind};
use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use store::OpError::Refused;
use store::{IdempotencyKey, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct TakeCoupon {
    pub budget: Id<Budget>,
    pub key: Option<IdempotencyKey>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    pub coupon: Id<Coupon>,
    pub amount_minor: i64,
}

/// By any member: only members buy, so nobody else could use it.
///
/// # Errors
/// `NotAMember`, `NoSuchBudget`, `WrongState`, `TakenAlready`, `NoneLeft`, `KeyReused`.
pub fn take_coupon(
    tx: &mut Tx,
    by: Id<Member>,
    input: &TakeCoupon,
    now: Timestamp,
) -> Outcome<Taken, RewardRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(RewardRefused::KeyReused)? {
        return Ok(first);
    }
    if !acting::is_member(tx, by)? {
        return Err(Refused(RewardRefused::NotAMember));
    }
    let community = tx.community();
    let packet = tx.lock::<RewardBudget>((community, input.budget))?;
    let packet = packet.filter(|budget| budget.kind == BudgetKind::Packet);
    let mut packet = packet.ok_or(Refused(RewardRefused::NoSuchBudget))?;
    if !packet.is_open(now) {
        return Err(Refused(RewardRefused::WrongState));
    }
    let mut ones = community::one_with(tx, by)?;
    ones.push(by);
    if is_taken_by_one_of(tx, community, packet.id, &ones)? {
        return Err(Refused(RewardRefused::TakenAlready));
    }
    if packet.taken_count >= packet.part_count {
        return Err(Refused(RewardRefused::NoneLeft));
    }
    packet.taken_count += 1;
    let id = part_of(tx, community, packet.id, packet.taken_count)?;
    let coupon = match id {
        Some(id) => tx.lock::<RewardCoupon>((community, id))?,
        None => None,
    };
    let mut coupon = coupon.ok_or_else(|| acting::fault(format!("{}: a part is missing", packet.id)))?;
    (coupon.holder, coupon.taken_at_us) = (Some(by), Some(now));
    tx.save(&coupon)?;
    tx.save(&packet)?;
    tx.announce("red_packet_taken", format!(r#"{{"budget":"{}"}}"#, packet.id))?;
    let taken = Taken { coupon: coupon.id, amount_minor: coupon.amount_minor };
    tx.remember(&input.key, &taken, now)?;
    Ok(taken)
}

//! What this feature keeps of people, for their export and erasure.
//!
//! Not a rule: it reads rows.

use crate::ops::forget_member;
use crate::referral_store::{brought_by, code_of, coupons_of};
use crate::rows::RewardCoupon;
use community::{KeptByMember, PlaceOfPerson};
use serde_json::{Value, json};
use store::{Db, Fault, Reader};

/// For the feature below, which asks every feature.
pub fn personal_data(db: Db) -> KeptByMember {
    KeptByMember { db, name: "referral", export: export_place, forget: forget_member }
}

/// The own code, what it brought in all, and the own coupons. Who bought is theirs, and in no export but their own.
fn export_place(reader: &mut Reader, place: &PlaceOfPerson) -> Result<Value, Fault> {
    let (community, member) = (place.community, place.member);
    let brought = brought_by(reader, community, member)?;
    let mut coupons = Vec::new();
    for id in coupons_of(reader, community, member)? {
        let coupon = reader.find::<RewardCoupon>(&(community, id))?;
        coupons.extend(coupon.map(|coupon| {
            json!({
                "coupon": coupon.id,
                "amount_minor": coupon.amount_minor,
                "taken_at": coupon.taken_at_us.map(|at| at.to_string()),
                "expires_at": coupon.expires_at_us.to_string(),
                "order": coupon.order_id,
            })
        }));
    }
    Ok(json!({
        "community": place.slug,
        "code": code_of(reader, community, member)?,
        "orders_brought": brought.orders,
        "earned_minor": brought.earned_minor,
        "coupons": coupons,
    }))
}

//! What this feature keeps of people, for their export and erasure.
//!
//! Not a rule: it reads rows.

use crate::distribution_store::newest;
use crate::door::{distribution, share_of};
use crate::ops::forget_member;
use community::{KeptByMember, PlaceOfPerson};
use kernel::Money;
use serde_json::{Value, json};
use store::{Db, Fault, Reader};

/// Distributions looked at in one read.
const PAGE: i64 = 200;

/// For the feature below, which asks every feature.
pub fn personal_data(db: Db) -> KeptByMember {
    KeptByMember { db, name: "distribution", export: export_place, forget: forget_member }
}

/// The person's share of every distribution, with what it was reckoned from.
fn export_place(reader: &mut Reader, place: &PlaceOfPerson) -> Result<Value, Fault> {
    let (mut shares, mut below) = (Vec::new(), i64::MAX);
    loop {
        let page = newest(reader, place.community, below, PAGE)?;
        if page.is_empty() {
            return Ok(json!({ "community": place.slug, "shares": shares }));
        }
        for id in page {
            let Some(told) = distribution(reader, place.community, id)? else { continue };
            below = told.row.number;
            let Some(own) = share_of(reader, &told.row, place.member)? else { continue };
            let bases = told.outcome.bases.iter().zip(&own.share.parts);
            let bases: Vec<Value> = bases
                .map(|(basis, (weight, minor))| {
                    let money = |minor| Money::new(minor, told.row.currency);
                    let capped = basis.capped(told.rule.excess, *weight, *minor);
                    json!({ "basis": basis.basis, "weight": weight.to_string(), "amount": money(*minor),
                        "cap": basis.cap_minor.map(money),
                        "by_weight": capped.map(|capped| money(capped.by_weight_minor())) })
                })
                .collect();
            shares.push(json!({
                "distribution": id,
                "number": told.row.number,
                "period": told.row.period,
                "state": told.row.state,
                "bases": bases,
                "withheld": Money::new(own.share.withheld_minor(), told.row.currency),
                "amount": Money::new(own.share.net_minor(), told.row.currency),
                "entry": own.entry,
            }));
        }
    }
}

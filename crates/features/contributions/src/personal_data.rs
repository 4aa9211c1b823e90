//! What this feature keeps of people, for their export and erasure.
//!
//! Not a rule: it reads rows.

use crate::contributions_store::{confirmed_of, of_member, parts_of_member, values_of};
use crate::ops::forget_member;
use crate::rows::{Call, Contribution, Part, StepRow};
use community::{KeptByMember, PlaceOfPerson};
use serde_json::{Value, json};
use store::{Db, Fault, Reader};

/// For the feature below, which asks every feature.
pub fn personal_data(db: Db) -> KeptByMember {
    KeptByMember { db, name: "contributions", export: export_place, forget: forget_member }
}

/// What the person gave with all that happened to it, what they offered to do, and whose contributions they confirmed.
fn export_place(reader: &mut Reader, place: &PlaceOfPerson) -> Result<Value, Fault> {
    let community = place.community;
    let mut given = Vec::new();
    for id in of_member(reader, community, place.member)? {
        let Some(row) = reader.find::<Contribution>(&(community, id))? else { continue };
        let mut steps = Vec::new();
        for number in 1..=row.step_count {
            if let Some(step) = reader.find::<StepRow>(&(community, id, number))? {
                steps.push(json!({ "step": step.step, "at": step.at_us.to_string(), "reason": step.reason }));
            }
        }
        let values: Vec<Value> = values_of(reader, community, id)?
            .into_iter()
            .map(|(_, why, value)| json!({ "why": why, "value": value }))
            .collect();
        given.push(json!({
            "contribution": row.id,
            "number": row.number,
            "kind": row.kind,
            "what": row.what,
            "done_at": row.done_at_us.to_string(),
            "rate": row.rate_name,
            "quantity": row.quantity_milli,
            "market_minor": row.market_minor,
            "paid_minor": row.paid_minor,
            "counted_in": row.unit,
            "value": row.value,
            "state": row.state,
            "files": row.file_count,
            "steps": steps,
            "values": values,
        }));
    }
    let mut parts = Vec::new();
    for id in parts_of_member(reader, community, place.member)? {
        let Some(part) = reader.find::<Part>(&(community, id, place.member))? else { continue };
        let title = reader.find::<Call>(&(community, id))?.map(|call| call.title);
        parts.push(json!({
            "call": id,
            "title": title,
            "state": part.state,
            "note": part.note,
            "applied_at": part.applied_at_us.to_string(),
            "done": part.done,
            "quantity": part.done_milli,
            "reason": part.reason,
            "contribution": part.contribution_id,
        }));
    }
    let confirmed = confirmed_of(reader, community, place.member)?;
    Ok(
        json!({ "community": place.slug, "contributions": given, "parts_in_calls": parts, "confirmed": confirmed }),
    )
}

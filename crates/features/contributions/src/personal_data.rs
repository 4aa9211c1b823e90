//! What this feature keeps of people, for their export and erasure.
//!
//! Not a rule: it reads rows.

use crate::contributions_store::{
    calls_of, confirmed_of, departures_of, made_of, of_member, parts_judged_by, parts_of_member, steps_by,
    values_of,
};
use crate::ops::forget_member;
use crate::rows::{Call, Contribution, Departure, DepartureLine, MadeHolding, Part, Rest, StepRow};
use community::{KeptByMember, PlaceOfPerson};
use kernel::Id;
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
            "became": became(reader, community, id)?,
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
    Ok(json!({
        "community": place.slug,
        "contributions": given,
        "carried": carried(reader, place)?,
        "parts_in_calls": parts,
        "confirmed": confirmed_of(reader, community, place.member)?,
        "said_of_others": said_of_others(reader, place)?,
        "calls": calls(reader, place)?,
        "parts_judged": judged(reader, place)?,
        "departures": departures(reader, place)?,
    }))
}

/// Units of an instrument, where it became some.
fn became(reader: &mut Reader, community: i64, id: Id<Contribution>) -> Result<Value, Fault> {
    Ok(match reader.find::<MadeHolding>(&(community, id))? {
        Some(made) => {
            json!({ "instrument": made.instrument_id, "units": made.units, "issued": made.units_issued,
            "lost": made.units_lost, "carried_on": made.rest_after })
        }
        None => Value::Null,
    })
}

/// What makes no whole unit yet.
fn carried(reader: &mut Reader, place: &PlaceOfPerson) -> Result<Vec<Value>, Fault> {
    let mut carried = Vec::new();
    for (instrument, _, _) in made_of(reader, place.community, place.member)? {
        let rest = reader.find::<Rest>(&(place.community, place.member, instrument))?;
        carried.push(json!({ "instrument": instrument, "value": rest.map_or(0, |rest| rest.rest) }));
    }
    Ok(carried)
}

/// What they did about contributions of others, in their own words; whose those are is not theirs to have.
fn said_of_others(reader: &mut Reader, place: &PlaceOfPerson) -> Result<Vec<Value>, Fault> {
    let mut said = Vec::new();
    for (id, number) in steps_by(reader, place.community, place.member)? {
        let own = reader.find::<Contribution>(&(place.community, id))?;
        if own.is_none_or(|row| row.member == place.member) {
            continue;
        }
        if let Some(step) = reader.find::<StepRow>(&(place.community, id, number))? {
            let (what, at) = (step.step, step.at_us.to_string());
            said.push(json!({ "contribution": id, "step": what, "at": at, "reason": step.reason }));
        }
    }
    Ok(said)
}

fn calls(reader: &mut Reader, place: &PlaceOfPerson) -> Result<Vec<Value>, Fault> {
    let mut calls = Vec::new();
    for id in calls_of(reader, place.community, place.member)? {
        let Some(call) = reader.find::<Call>(&(place.community, id))? else { continue };
        calls.push(json!({
            "call": id, "number": call.number, "title": call.title, "note": call.note, "fund": call.fund,
            "people": call.people_max, "state": call.state, "opened_at": call.opened_at_us.to_string(),
        }));
    }
    Ok(calls)
}

fn judged(reader: &mut Reader, place: &PlaceOfPerson) -> Result<Vec<Value>, Fault> {
    let mut judged = Vec::new();
    for (call, member) in parts_judged_by(reader, place.community, place.member)? {
        let Some(part) = reader.find::<Part>(&(place.community, call, member))? else { continue };
        let at = part.decided_at_us.map(|at| at.to_string());
        judged.push(json!({ "call": call, "state": part.state, "at": at, "reason": part.reason }));
    }
    Ok(judged)
}

fn departures(reader: &mut Reader, place: &PlaceOfPerson) -> Result<Vec<Value>, Fault> {
    let mut departures = Vec::new();
    for id in departures_of(reader, place.community, place.member)? {
        let Some(row) = reader.find::<Departure>(&(place.community, id))? else { continue };
        let mut lines = Vec::new();
        for position in 1..=row.line_count {
            let line = reader.find::<DepartureLine>(&(place.community, id, position))?;
            lines.extend(line.map(|line| {
                json!({ "contribution": line.contribution_id, "way": line.way,
                "units": line.units, "value": line.value,
                "units_gone": line.units_gone, "value_gone": line.value_gone })
            }));
        }
        departures.push(json!({
            "departure": id, "number": row.number, "left_at": row.left_at_us.to_string(), "state": row.state,
            "objection": row.objection, "decided_reason": row.decided_reason, "lines": lines,
        }));
    }
    Ok(departures)
}

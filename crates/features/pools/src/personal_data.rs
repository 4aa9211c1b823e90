//! What pools keep of people, for their export and erasure.
//!
//! Not a rule: it reads rows.

use crate::campaign_rows::{Question, Voice};
use crate::ops::forget_member;
use crate::pools_store::{read_of_member, read_questions_of};
use crate::rows::{Commitment, Pool};
use crate::voices_store::voices_of;
use community::{KeptByMember, PlaceOfPerson};
use kernel::{Money, Quantity};
use serde_json::{Value, json};
use store::{Db, Fault, Reader};

/// For the feature below, which asks every feature.
pub fn personal_data(db: Db) -> KeptByMember {
    KeptByMember { db, name: "pools", export: export_place, forget: forget_member }
}

/// The person's parts, with what they wrote about their payments, and what they asked in campaigns.
fn export_place(reader: &mut Reader, place: &PlaceOfPerson) -> Result<Value, Fault> {
    let mut parts = Vec::new();
    for id in read_of_member(reader, place.community, place.member)? {
        let Some(part) = reader.find::<Commitment>(&(place.community, id))? else { continue };
        let Some(pool) = reader.find::<Pool>(&(place.community, part.pool_id))? else { continue };
        let money = |minor| Money::new(minor, pool.currency);
        parts.push(json!({
            "commitment": part.id,
            "pool": pool.id,
            "title": pool.title,
            "units": Quantity::from_milli(part.units_milli).to_string(),
            "due": money(part.due_minor),
            "state": part.state,
            "made_at": part.made_at_us.to_string(),
            "proof": part.proof,
            "captured": money(part.captured_minor),
            "returned": money(part.returned_minor),
        }));
    }
    let mut questions = Vec::new();
    for (pool, number) in read_questions_of(reader, place.community, place.member)? {
        let row = reader.find::<Question>(&(place.community, pool, number))?;
        questions.extend(row.map(|row| {
            json!({ "pool": pool, "asked_at": row.asked_at_us.to_string(), "words": row.words, "answer": row.answer })
        }));
    }
    let mut voices = Vec::new();
    for (pool, milestone) in voices_of(reader, place.community, place.member)? {
        let row = reader.find::<Voice>(&(place.community, pool, milestone, place.member))?;
        voices.extend(row.map(|row| {
            json!({ "pool": pool, "milestone": milestone, "accepts": row.accepts, "reason": row.reason })
        }));
    }
    Ok(json!({ "community": place.slug, "parts": parts, "questions": questions, "voices": voices }))
}

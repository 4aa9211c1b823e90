//! What this feature keeps of people, for their export and erasure.
//!
//! Not a rule: it reads rows.

use crate::ops::forget_member;
use crate::ownership_store::{held_by, of_member, taken_back};
use crate::passing_store::{certificates_of, companies_of_owner, partings_of, transfers_of, words_of_owner};
use crate::rows::{
    ArrivalTakenBack, Certificate, CompanyOwnerWord, CompanyWord, HeirNamed, HoldingChange, HoldingCompany,
    Instrument, Parting, PartingHeir, RiskRead, ShareTransfer, Subscription, TextLook,
};
use crate::text_look_store::texts_of;
use community::{KeptByMember, PlaceOfPerson};
use kernel::{Id, Money};
use serde_json::{Value, json};
use store::{Db, Fault, Reader};

/// For the feature below, which asks every feature.
pub fn personal_data(db: Db) -> KeptByMember {
    KeptByMember { db, name: "ownership", export: export_place, forget: forget_member }
}

/// What the person subscribed to, and what they hold with each change of it.
fn export_place(reader: &mut Reader, place: &PlaceOfPerson) -> Result<Value, Fault> {
    let (community, member) = (place.community, place.member);
    let mut subscriptions = Vec::new();
    for id in of_member(reader, community, member)? {
        let Some(row) = reader.find::<Subscription>(&(community, id))? else { continue };
        let Some(instrument) = reader.find::<Instrument>(&(community, row.instrument_id))? else { continue };
        let mut undone = Vec::new();
        for entry in taken_back(reader, community, id)? {
            let Some(back) = reader.find::<ArrivalTakenBack>(&(community, id, entry))? else { continue };
            undone.push(json!({ "entry": entry, "at": back.taken_at_us.to_string(), "reason": back.reason }));
        }
        subscriptions.push(json!({
            "subscription": row.id,
            "instrument": instrument.id,
            "name": instrument.name,
            "units": row.units,
            "amount": Money::new(row.amount_minor, instrument.currency),
            "risk_version_read": row.risk_version,
            "state": row.state,
            "asked_at": row.asked_at_us.to_string(),
            "arrived_at": row.arrived_at_us.map(|at| at.to_string()),
            "reference": row.reference,
            "reason": row.reason,
            "arrivals_taken_back": undone,
        }));
    }
    let mut holdings = Vec::new();
    for (instrument, units, _) in held_by(reader, community, member)? {
        let mut changes = Vec::new();
        for number in 1.. {
            let key: (i64, Id<Instrument>, _, i64) = (community, instrument, member, number);
            let Some(change) = reader.find::<HoldingChange>(&key)? else { break };
            changes.push(json!({
                "units": change.change_units, "at": change.at_us.to_string(), "from": change.origin_kind,
                "origin": change.origin_id, "put_in": change.change_minor,
            }));
        }
        let heir = reader.find::<HeirNamed>(&(community, instrument, member))?.and_then(|row| row.heir);
        let read = reader.find::<RiskRead>(&(community, instrument, member))?.map(|row| row.version);
        holdings
            .push(json!({ "instrument": instrument, "units": units, "changes": changes, "heir_named": heir,
                "risk_version_read": read }));
    }
    let mut transfers = Vec::new();
    for id in transfers_of(reader, community, member)? {
        let Some(row) = reader.find::<ShareTransfer>(&(community, id))? else { continue };
        transfers.push(json!({
            "transfer": row.id, "instrument": row.instrument_id, "units": row.units, "price": row.price_minor,
            "seller": row.seller == member, "taker": row.taker == Some(member), "named": row.named == Some(member),
            "state": row.state, "offered_at": row.offered_at_us.to_string(), "reason": row.reason,
        }));
    }
    let mut partings = Vec::new();
    for id in partings_of(reader, community, member)? {
        let Some(row) = reader.find::<Parting>(&(community, id))? else { continue };
        // What a steward asked about somebody else is told without whose it was.
        let own = row.holder == member;
        // What was left to them, and whether they said yes.
        let mut inherits = Vec::new();
        for position in 1..=row.heir_count {
            let heir = reader.find::<PartingHeir>(&(community, id, position))?;
            inherits.extend(heir.filter(|heir| heir.heir == member).map(|heir| {
                json!({ "units": heir.units, "risk_version_read": heir.risk_version,
                    "accepted_at": heir.accepted_at_us.map(|at| at.to_string()) })
            }));
        }
        partings.push(json!({
            "parting": row.id, "kind": row.kind, "own": own, "units": own.then_some(row.units),
            "state": row.state, "asked_at": row.asked_at_us.to_string(), "reason": row.reason,
            "inherits": inherits, "refusal": row.refusal, "given_back": row.amount_minor.filter(|_| own),
        }));
    }
    let mut certificates = Vec::new();
    for id in certificates_of(reader, community, member)? {
        let Some(row) = reader.find::<Certificate>(&(community, id))? else { continue };
        certificates.push(json!({
            "certificate": row.id, "number": row.number, "instrument": row.instrument_id, "units": row.units,
            "risk_version_read": row.risk_version, "made_at": row.made_at_us.to_string(),
        }));
    }
    let company = reader.find::<HoldingCompany>(&(community, member))?.map(|row| row.name);
    let word = reader.find::<CompanyWord>(&(community, member))?.map(|row| {
        json!({ "version": row.version, "word": row.word, "reason": row.reason, "at": row.at_us.to_string() })
    });
    let behind = companies_of_owner(reader, community, member)?;
    let mut words = Vec::new();
    for (company, version) in words_of_owner(reader, community, member)? {
        let row = reader.find::<CompanyOwnerWord>(&(community, company, version, member))?;
        words.extend(row.map(|row| {
            json!({ "company": company, "version": version, "word": row.word, "reason": row.reason,
                "at": row.at_us.to_string() })
        }));
    }
    let mut texts = Vec::new();
    for (kind, sha256) in texts_of(reader, community, member)? {
        let row = reader.find::<TextLook>(&(community, kind.code().to_owned(), sha256))?;
        texts.extend(row.map(|row| {
            json!({ "place": row.place, "words": row.words, "at": row.asked_at_us.to_string(), "passed": row.passed_by.is_some() })
        }));
    }
    Ok(json!({
        "community": place.slug,
        "subscriptions": subscriptions,
        "holdings": holdings,
        "transfers": transfers,
        "exits": partings,
        "certificates": certificates,
        "company": company,
        "said_for_company": word,
        "behind_companies": behind,
        "said_of_being_named": words,
        "texts_handed_in": texts,
    }))
}

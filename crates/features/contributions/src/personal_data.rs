//! What this feature keeps of people, for their export and erasure.
//!
//! Not a rule: it reads rows.

use community::{KeptByMember, PlaceOfPerson};
use kernel::Id;
use serde_json::{Value, json};
use std::convert::Infallible;
use store::{Db, Fault, Outcome, Reader, Tx};
use web::ids::Member;

/// For the feature below, which asks every feature.
pub fn personal_data(db: Db) -> KeptByMember {
    KeptByMember { db, name: "contributions", export: export_place, forget }
}

fn export_place(_reader: &mut Reader, place: &PlaceOfPerson) -> Result<Value, Fault> {
    Ok(json!({ "community": place.slug }))
}

fn forget(_tx: &mut Tx, _member: Id<Member>) -> Outcome<(), Infallible> {
    Ok(())
}

//! What lists keep of people, for their export and erasure.
//!
//! Not a rule: it reads rows.

use crate::lists_store::orders_of_buyer;
use crate::ops::forget_member;
use crate::rows::ListOrder;
use community::{KeptByMember, PlaceOfPerson};
use serde_json::{Value, json};
use store::{Db, Fault, Reader};

/// For the feature below, which asks every feature.
pub fn personal_data(db: Db) -> KeptByMember {
    KeptByMember { db, name: "lists", export: export_place, forget: forget_member }
}

/// What was written in a chat and became the person's orders.
fn export_place(reader: &mut Reader, place: &PlaceOfPerson) -> Result<Value, Fault> {
    let mut orders = Vec::new();
    for id in orders_of_buyer(reader, place.community, place.member)? {
        let Some(made) = reader.find::<ListOrder>(&(place.community, id))? else { continue };
        orders.push(json!({
            "order": id,
            "words": made.words,
            "entered_at": made.placed_at_us.to_string(),
        }));
    }
    Ok(json!({ "community": place.slug, "orders_from_lists": orders }))
}

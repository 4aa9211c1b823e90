//! What lists keep of people, for their export and erasure.
//!
//! Not a rule: it reads rows.

use crate::lists_store::{known_names_of, orders_of_buyer};
use crate::ops::forget_member;
use crate::rows::{KnownName, ListOrder};
use community::{KeptByMember, PlaceOfPerson};
use serde_json::{Value, json};
use store::{Db, Fault, Reader};

/// For the feature below, which asks every feature.
pub fn personal_data(db: Db) -> KeptByMember {
    KeptByMember { db, name: "lists", export: export_place, forget: forget_member }
}

/// What was written in a chat and became the person's orders; and by what lists know them: names, rooms, phones.
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
    let mut known = Vec::new();
    for name in known_names_of(reader, place.community, place.member)? {
        let Some(row) = reader.find::<KnownName>(&(place.community, name))? else { continue };
        known.push(json!({
            "name": row.called,
            "place": row.place,
            "phone": row.phone,
            "said_at": row.said_at_us.to_string(),
        }));
    }
    Ok(json!({ "community": place.slug, "orders_from_lists": orders, "known_as_in_lists": known }))
}

//! What files say of people, for their export and erasure. The bytes of a proof stay: money of the community rests on
//! them.
//!
//! Not a rule: it reads rows.

use crate::files_store::{of_member, of_member_now};
use crate::rows::File;
use community::{KeptByMember, PlaceOfPerson};
use kernel::Id;
use serde_json::{Value, json};
use std::convert::Infallible;
use store::{Db, Fault, Outcome, Reader, Tx};
use web::ids::Member;

/// For the feature below, which asks every feature.
pub fn personal_data(db: Db) -> KeptByMember {
    KeptByMember { db, name: "files", export: export_place, forget: forget_member }
}

fn export_place(reader: &mut Reader, place: &PlaceOfPerson) -> Result<Value, Fault> {
    let mut files = Vec::new();
    for id in of_member(reader, place.community, place.member)? {
        if let Some(file) = reader.find::<File>(&(place.community, id))? {
            files.push(json!({
                "file": file.id,
                "name": file.name,
                "media_type": file.media_type,
                "size_bytes": file.size_bytes,
                "uploaded_at": file.uploaded_at_us.to_string(),
            }));
        }
    }
    Ok(json!({ "community": place.slug, "files": files }))
}

/// Who handed a file in and what they called it are forgotten. A second time changes nothing.
///
/// # Errors
/// Of the database only.
pub fn forget_member(tx: &mut Tx, member: Id<Member>) -> Outcome<(), Infallible> {
    let community = tx.community();
    for id in of_member_now(tx, community, member)? {
        if let Some(mut file) = tx.lock::<File>((community, id))? {
            file.uploaded_by = None;
            file.name.clear();
            tx.save(&file)?;
        }
    }
    Ok(())
}

//! What files say of people, for their export and erasure. The bytes of a proof stay: money of the community rests on
//! them.
//!
//! Not a rule: it runs an operation in each community.

use crate::files_store::{of_member, of_member_now};
use crate::rows::File;
use kernel::{Id, Timestamp};
use serde_json::{Value, json};
use std::convert::Infallible;
use store::{Db, Fault, OpError, Outcome, Reader, Tx};
use web::Site;
use web::ids::{Member, PersonId};

/// One lane after the other: no transaction spans two communities.
pub struct FilesPersonalData {
    db: Db,
}

impl FilesPersonalData {
    pub fn new(db: Db) -> FilesPersonalData {
        FilesPersonalData { db }
    }
}

impl people::PersonalData for FilesPersonalData {
    fn name(&self) -> &'static str {
        "files"
    }

    fn export<'a>(&'a self, _: &'a Site, person: PersonId) -> people::Asked<'a, Value> {
        Box::pin(async move {
            let found = self.db.read(move |reader| {
                let mut kept = Vec::new();
                for place in community::places_of_person(reader, person)? {
                    kept.push(json!({
                        "community": place.slug,
                        "files": export(reader, place.community, place.member)?,
                    }));
                }
                Ok(kept)
            });
            Ok(Value::Array(found.await?))
        })
    }

    fn may_erase<'a>(&'a self, _: &'a Site, _: PersonId, _: Timestamp) -> people::Asked<'a> {
        Box::pin(async { Ok(()) })
    }

    /// Before the community lets go of the person: after that nobody knows which member it was.
    fn erase<'a>(&'a self, _: &'a Site, person: PersonId, _: Timestamp) -> people::Asked<'a> {
        Box::pin(async move {
            let places = self.db.read(move |reader| community::places_of_person(reader, person)).await?;
            for place in places {
                match self.db.transact(place.community, move |tx| forget_member(tx, place.member)).await {
                    Ok(()) => {}
                    Err(OpError::Fault(fault)) => return Err(fault.into()),
                    Err(OpError::Refused(never)) => match never {},
                }
            }
            Ok(())
        })
    }
}

fn export(reader: &mut Reader, community: i64, member: Id<Member>) -> Result<Vec<Value>, Fault> {
    let mut files = Vec::new();
    for id in of_member(reader, community, member)? {
        if let Some(file) = reader.find::<File>(&(community, id))? {
            files.push(json!({
                "file": file.id,
                "name": file.name,
                "media_type": file.media_type,
                "size_bytes": file.size_bytes,
                "uploaded_at": file.uploaded_at_us.to_string(),
            }));
        }
    }
    Ok(files)
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

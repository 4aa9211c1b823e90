//! The row of what was handed in, in the transaction of whatever it is for; and letting its bytes go.
//!
//! Not a rule: it writes rows.

use crate::rows::File;
use kernel::{Id, Timestamp};
use store::{Fault, Tx};
use web::ids::Member;

/// Bytes that lie on the shelf already, durably: only then may a row say so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    pub id: Id<File>,
    /// Hexadecimal.
    pub sha256: String,
    pub size_bytes: i64,
    pub media_type: String,
    pub name: String,
}

/// # Errors
/// Of the database only.
pub fn record(tx: &mut Tx, new: &NewFile, by: Id<Member>, now: Timestamp) -> Result<(), Fault> {
    tx.insert(&File {
        community_id: tx.community(),
        id: new.id,
        sha256: new.sha256.clone(),
        size_bytes: new.size_bytes,
        media_type: new.media_type.clone(),
        name: new.name.clone(),
        uploaded_by: Some(by),
        uploaded_at_us: now,
    })
}

/// The bytes are named by this row no more: they are given to nobody, and swept up where no other row names them. For what
/// no money rests on.
///
/// # Errors
/// Of the database only.
pub fn let_go(tx: &mut Tx, id: Id<File>) -> Result<(), Fault> {
    let key = (tx.community(), id);
    if let Some(mut file) = tx.lock::<File>(key)? {
        file.sha256.clear();
        file.name.clear();
        file.uploaded_by = None;
        tx.save(&file)?;
    }
    Ok(())
}

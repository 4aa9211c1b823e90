//! The books as a file, under book names, read in short steps.
//!
//! Not a rule: it reads the books, and never while whoever takes them makes it wait.

use ledger::ExportFormat;
use std::collections::HashMap;
use store::{Db, Fault, Reader};

/// The books of a community as they stood at the beginning, piece by piece: a reader of the store is held while a few
/// hundred entries are read, and memory grows with the accounts only.
pub struct Export {
    db: Db,
    /// None when all is read.
    at: Option<ledger::Export>,
    piece: Vec<u8>,
}

impl Export {
    /// None where the community has no books.
    ///
    /// # Errors
    /// Of the database only.
    pub async fn begin(db: &Db, community: i64, format: ExportFormat) -> Result<Option<Export>, Fault> {
        let begun = db.read(move |reader| {
            let row = reader.find::<community::Community>(&community)?;
            let title = row.map(|row| row.name).unwrap_or_default();
            let names = book_names(reader, community)?;
            let (mut name_of, mut piece) = (|owner: &str| names.get(owner).cloned(), Vec::new());
            let at = ledger::Export::begin(reader, community, format, &title, &mut name_of, &mut piece)?;
            Ok((at, piece))
        });
        let (at, piece) = begun.await?;
        Ok(at.map(|at| Export { db: db.clone(), at: Some(at), piece }))
    }

    /// The next piece; None after the last one.
    ///
    /// # Errors
    /// Of the database only. What was read by then is not the whole.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, Fault> {
        if self.piece.is_empty() {
            let Some(mut at) = self.at.take() else { return Ok(None) };
            let step = self.db.read(move |reader| {
                let mut piece = Vec::new();
                let more = at.step(reader, &mut piece)?;
                Ok((more.then_some(at), piece))
            });
            (self.at, self.piece) = step.await?;
        }
        Ok(Some(std::mem::take(&mut self.piece)))
    }
}

/// The book names of all who have an account.
fn book_names(reader: &mut Reader, community: i64) -> Result<HashMap<String, String>, Fault> {
    let mut names = HashMap::new();
    for owner in ledger::owners(reader, community)? {
        if let Some(name) = crate::scene::book_name(reader, community, &owner)? {
            names.insert(owner, name);
        }
    }
    Ok(names)
}

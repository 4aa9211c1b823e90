//! A form with files is read, and each file kept as it comes.
//!
//! Not a rule: it serves handlers.

use crate::keeping::NewFile;
use crate::refused::FilesRefused;
use crate::shelf::{HandedIn, LIMITS, Shelf};
use serde::de::DeserializeOwned;
use web::{Caller, Problem, Site, Upload, Uploaded};

/// A form with files: what was typed, and of each file what is kept now or why not.
pub type Came<T> = Uploaded<T, Result<NewFile, FilesRefused>>;

/// Reads a form with files and keeps them. Whoever may not send any is to be turned away before.
///
/// # Errors
/// Those of `Upload::read`; what the shelf cannot do.
pub async fn taken<T: DeserializeOwned>(
    upload: Upload,
    caller: &Caller,
    site: &Site,
    shelf: &Shelf,
) -> Result<Came<T>, Problem> {
    let (community, by, now) = (caller.community()?.number, caller.person()?, site.now());
    let keep = |file| {
        let (shelf, handed_in) = (shelf.clone(), HandedIn { id: site.id(), community, by, now });
        async move { Ok(shelf.keep(handed_in, file).await?) }
    };
    upload.read(caller, LIMITS, keep).await
}

//! Proofs of an expense: taking them in, and who may look at them.
//!
//! An invoice names people outside and their bank accounts, so proofs are for those who decide and pay, for those who
//! may export the books, and for the author; the expense itself is for every member.

use super::read_store::of_file;
use super::scene::of_office;
use crate::rows::Expense;
use files::rows::File;
use files::{FilesRefused, HandedIn, NewFile, Shelf};
use kernel::Id;
use serde::de::DeserializeOwned;
use store::{Fault, Reader};
use web::ids::Member;
use web::{Caller, FieldError, Membership, Powers, Problem, Refusal, Site, Upload, Uploaded};

/// Of the program's features, the one whose expenses have proofs.
pub struct ProofOwner;

impl files::Owner for ProofOwner {
    fn may_see(
        &self,
        reader: &mut Reader,
        community: i64,
        who: &Membership,
        file: Id<File>,
    ) -> Result<Option<bool>, Fault> {
        let Some(expense) = of_file(reader, community, file)? else { return Ok(None) };
        let expense = reader.find::<Expense>(&(community, expense))?;
        Ok(expense.map(|expense| sees_proofs(who.powers, who.member, &expense)))
    }
}

pub(crate) fn sees_proofs(powers: Powers, me: Id<Member>, expense: &Expense) -> bool {
    me == expense.author || of_office(powers)
}

/// A form with files: what was typed, and of each file what is kept now or why not.
pub(crate) type Came<T> = Uploaded<T, Result<NewFile, FilesRefused>>;

/// Reads a form with files and keeps them; whoever may not is turned away before.
pub(crate) async fn taken<T: DeserializeOwned>(
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
    upload.read(caller, files::LIMITS, keep).await
}

/// All files, or what was wrong with one of them, for the field they came in.
pub(crate) fn sound(
    caller: &Caller,
    came: Vec<Result<NewFile, FilesRefused>>,
) -> Result<Vec<NewFile>, FieldError> {
    let all: Result<Vec<_>, _> = came.into_iter().collect();
    all.map_err(|why| FieldError { field: "proofs".to_owned(), message: why.say(caller.lang) })
}

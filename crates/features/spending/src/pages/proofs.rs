//! Proofs of an expense or a receipt: taking them in, and who may look at them.
//!
//! An invoice names people outside and their bank accounts, so proofs are for those who decide and pay, for those who
//! may export the books, and for the author; the expense itself is for every member. What proves a receipt names who
//! gave, and is for the former only.

use super::read_store::{is_of_receipt, of_file};
use super::scene::{Scene, of_office};
use crate::rows::Expense;
use crate::t;
use files::kind::MediaType;
use files::rows::File;
use files::{FilesRefused, NewFile};
use kernel::Id;
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::ids::Member;
use web::{Caller, FieldError, Membership, Powers, Refusal};

/// Of the program's features, the one whose expenses and receipts have proofs.
pub struct ProofOwner;

impl files::Owner for ProofOwner {
    fn may_see(
        &self,
        reader: &mut Reader,
        community: i64,
        who: &Membership,
        file: Id<File>,
    ) -> Result<Option<bool>, Fault> {
        if is_of_receipt(reader, community, file)? {
            return Ok(Some(of_office(who.powers)));
        }
        let Some(expense) = of_file(reader, community, file)? else { return Ok(None) };
        let expense = reader.find::<Expense>(&(community, expense))?;
        Ok(expense.map(|expense| sees_proofs(who.powers, who.member, &expense)))
    }
}

pub(crate) fn sees_proofs(powers: Powers, me: Id<Member>, expense: &Expense) -> bool {
    me == expense.author || of_office(powers)
}

/// All files, or what was wrong with one of them, for the field they came in.
pub(crate) fn sound(
    caller: &Caller,
    came: Vec<Result<NewFile, FilesRefused>>,
) -> Result<Vec<NewFile>, FieldError> {
    let several = came.len() > 1;
    let named = (1..).zip(came).map(|(place, file)| {
        file.map_err(|why| match several {
            true => t(caller.lang).proof_of_several(place, why.say(caller.lang)),
            false => why.say(caller.lang),
        })
    });
    let all: Result<Vec<_>, String> = named.collect();
    all.map_err(|message| FieldError::new("proofs", message))
}

/// A file as pages show it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ProofView {
    #[schema(value_type = String)]
    file: Id<File>,
    pub href: String,
    /// As it was called where it came from.
    pub name: String,
    media_type: String,
    size_bytes: i64,
    #[serde(skip)]
    pub is_picture: bool,
}

impl ProofView {
    pub(crate) fn size(&self) -> String {
        match self.size_bytes {
            bytes if bytes < 1_000_000 => format!("{}\u{a0}KB", (bytes + 999) / 1_000),
            bytes => format!("{}\u{a0}MB", (bytes + 500_000) / 1_000_000),
        }
    }
}

/// By number and file.
pub(crate) fn shown(
    reader: &mut Reader,
    s: &Scene,
    proofs: Vec<(i64, Id<File>)>,
) -> Result<Vec<ProofView>, Fault> {
    let mut views = Vec::new();
    for (number, id) in proofs {
        let Some(file) = reader.find::<File>(&(s.number, id))? else { continue };
        let name = match file.name.is_empty() {
            true => s.t.proof_numbered(number),
            false => file.name,
        };
        views.push(ProofView {
            file: file.id,
            href: format!("{}/files/{}", s.base, file.id),
            name,
            is_picture: MediaType::parse(&file.media_type).is_some_and(MediaType::is_picture),
            media_type: file.media_type,
            size_bytes: file.size_bytes,
        });
    }
    Ok(views)
}

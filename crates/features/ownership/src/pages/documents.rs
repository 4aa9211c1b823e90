//! What shows a death: taking it in, and who may look at it. It is for those who keep the register, and nobody else.

use super::scene::Scene;
use crate::passing_store::parting_of_file;
use crate::rows::{Parting, PartingFile};
use crate::t;
use files::rows::File;
use files::{FilesRefused, NewFile};
use kernel::Id;
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::{Caller, FieldError, Membership, Power, Refusal};

/// Of the program's features, the one whose exits have documents.
pub struct DocumentOwner;

impl files::Owner for DocumentOwner {
    fn may_see(
        &self,
        reader: &mut Reader,
        community: i64,
        membership: &Membership,
        file: Id<File>,
    ) -> Result<Option<bool>, Fault> {
        let keeps =
            membership.powers.has(Power::ConfirmPayments) || membership.powers.has(Power::EditCharter);
        Ok(parting_of_file(reader, community, file)?.map(|_| keeps))
    }
}

/// All files, or what was wrong with one of them, for the field they came in.
pub(crate) fn sound(
    caller: &Caller,
    came: Vec<Result<NewFile, FilesRefused>>,
) -> Result<Vec<NewFile>, FieldError> {
    let all: Result<Vec<_>, FilesRefused> = came.into_iter().collect();
    all.map_err(|why| FieldError::new("files", why.say(caller.lang)))
}

/// A document as pages show it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct DocumentView {
    #[schema(value_type = String)]
    file: Id<File>,
    pub href: String,
    pub name: String,
}

pub(crate) fn shown(reader: &mut Reader, s: &Scene, row: &Parting) -> Result<Vec<DocumentView>, Fault> {
    let mut views = Vec::new();
    for number in 1..=row.file_count {
        let Some(kept) = reader.find::<PartingFile>(&(s.number, row.id, number))? else { continue };
        let Some(file) = reader.find::<File>(&(s.number, kept.file_id))? else { continue };
        let name = if file.name.is_empty() { t(s.lang).document_numbered(number) } else { file.name };
        views.push(DocumentView { file: file.id, href: format!("{}/files/{}", s.base, file.id), name });
    }
    Ok(views)
}

//! What shows that something was given: taking it in, and who may look at it. Any member may be asked to confirm, so every member may
//! look, and the form says so.

use super::read_store::{of_file, of_part_file, part_files};
use super::scene::Scene;
use crate::contribution::State;
use crate::ids::Member;
use crate::rows::{Contribution, EvidenceFile, Part};
use crate::t;
use files::kind::MediaType;
use files::rows::File;
use files::{FilesRefused, NewFile};
use kernel::Id;
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::{Caller, FieldError, Membership, Refusal};

/// Of the program's features, the one whose contributions have evidence.
pub struct EvidenceOwner;

impl files::Owner for EvidenceOwner {
    fn may_see(
        &self,
        reader: &mut Reader,
        community: i64,
        _: &Membership,
        file: Id<File>,
    ) -> Result<Option<bool>, Fault> {
        let Some(id) = of_file(reader, community, file)? else {
            let Some((call, member)) = of_part_file(reader, community, file)? else { return Ok(None) };
            return Ok(Some(
                !has_gone(reader, community, member)?
                    && reader.find::<Part>(&(community, call, member))?.is_some(),
            ));
        };
        let row = reader.find::<Contribution>(&(community, id))?;
        Ok(Some(match row {
            Some(row) => !rests_on_nothing(reader, &row)?,
            None => false,
        }))
    }
}

/// What came to nothing and whose member has erased themselves: nobody's part follows from it, and it may show a face or an address.
fn rests_on_nothing(reader: &mut Reader, row: &Contribution) -> Result<bool, Fault> {
    if !matches!(row.state, State::Refused | State::Withdrawn) {
        return Ok(false);
    }
    has_gone(reader, row.community_id, row.member)
}

/// Has erased themselves.
fn has_gone(reader: &mut Reader, community: i64, member: Id<Member>) -> Result<bool, Fault> {
    let member = reader.find::<community::Member>(&(community, member))?;
    Ok(member.is_none_or(|member| member.person_id.is_none()))
}

/// All files, or what was wrong with one of them, for the field they came in.
pub(crate) fn sound(
    caller: &Caller,
    came: Vec<Result<NewFile, FilesRefused>>,
) -> Result<Vec<NewFile>, FieldError> {
    let several = came.len() > 1;
    let named = (1..).zip(came).map(|(place, file)| {
        file.map_err(|why| match several {
            true => t(caller.lang).file_of_several(place, why.say(caller.lang)),
            false => why.say(caller.lang),
        })
    });
    let all: Result<Vec<_>, String> = named.collect();
    all.map_err(|message| FieldError::new("files", message))
}

/// A file as pages show it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = EvidenceFileView)]
pub(crate) struct FileView {
    #[schema(value_type = String)]
    file: Id<File>,
    pub href: String,
    /// As it was called where it came from.
    pub name: String,
    media_type: String,
    #[serde(skip)]
    pub is_picture: bool,
}

pub(crate) fn shown(reader: &mut Reader, s: &Scene, row: &Contribution) -> Result<Vec<FileView>, Fault> {
    let mut views = Vec::new();
    if rests_on_nothing(reader, row)? {
        return Ok(views);
    }
    for number in 1..=row.file_count {
        let Some(kept) = reader.find::<EvidenceFile>(&(s.number, row.id, number))? else { continue };
        views.extend(view(reader, s, kept.file_id, number)?);
    }
    Ok(views)
}

/// What was handed in with a part of a call.
pub(crate) fn shown_with(reader: &mut Reader, s: &Scene, part: &Part) -> Result<Vec<FileView>, Fault> {
    let mut views = Vec::new();
    if has_gone(reader, s.number, part.member)? {
        return Ok(views);
    }
    for (number, file) in (1..).zip(part_files(reader, part)?) {
        views.extend(view(reader, s, file, number)?);
    }
    Ok(views)
}

fn view(reader: &mut Reader, s: &Scene, file: Id<File>, number: i64) -> Result<Option<FileView>, Fault> {
    let Some(file) = reader.find::<File>(&(s.number, file))? else { return Ok(None) };
    let name = match file.name.is_empty() {
        true => s.t.file_numbered(number),
        false => file.name,
    };
    Ok(Some(FileView {
        file: file.id,
        href: format!("{}/files/{}", s.base, file.id),
        name,
        is_picture: MediaType::parse(&file.media_type).is_some_and(MediaType::is_picture),
        media_type: file.media_type,
    }))
}

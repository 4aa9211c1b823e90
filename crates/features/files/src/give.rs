//! A file is given out, to whom the feature that it belongs to allows.
//!
//! Not a rule: a handler.

use crate::kind::MediaType;
use crate::refused::FilesRefused;
use crate::rows::File;
use crate::shelf::Shelf;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use kernel::Id;
use std::sync::Arc;
use store::{Fault, Reader};
use web::{Answer, Caller, Membership, Problem, Reply, Site};

/// A feature whose things have files.
pub trait Owner: Send + Sync {
    /// None when the file is none of its own.
    ///
    /// # Errors
    /// Of the database only.
    fn may_see(
        &self,
        reader: &mut Reader,
        community: i64,
        who: &Membership,
        file: Id<File>,
    ) -> Result<Option<bool>, Fault>;

    /// Whether people who are no members see it too: asked only where the community shows what it sells to everybody. Few files are
    /// for them.
    ///
    /// # Errors
    /// Of the database only.
    fn strangers_may_see(
        &self,
        _reader: &mut Reader,
        _community: i64,
        _file: Id<File>,
    ) -> Result<bool, Fault> {
        Ok(false)
    }

    /// Whether a browser may keep it for a day: what is seen again and again, and tells nothing of a person.
    fn may_be_kept(&self) -> bool {
        false
    }
}

/// All that have.
#[derive(Clone)]
pub struct Owners(pub Vec<Arc<dyn Owner>>);

/// Nothing in it is loaded, run or framed, whatever it is.
const POLICY: &str = "default-src 'none'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; \
    base-uri 'none'; sandbox";

/// The bytes of a file, for those who may see what it belongs to.
#[utoipa::path(get, path = "/c/{slug}/files/{id}", tag = "files",
    params(("slug" = String, Path), ("id" = String, Path)),
    responses((status = 200, description = "the bytes, under their own media type"),
        (status = 401, body = web::ProblemBody), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody)))]
pub(crate) async fn file(
    caller: Caller,
    State(site): State<Site>,
    axum::Extension(shelf): axum::Extension<Shelf>,
    axum::Extension(owners): axum::Extension<Owners>,
    Path((_, id)): Path<(String, String)>,
) -> Answer {
    let context = caller.community()?;
    let (community, open) = (context.number, context.public);
    let who = if open { caller.membership().cloned() } else { Some(caller.member()?.clone()) };
    let id = Id::<File>::parse(&id).map_err(|_| FilesRefused::NoSuchFile)?;
    let found = site.db.read(move |reader| {
        let file = reader.find::<File>(&(community, id))?.filter(|file| !file.sha256.is_empty());
        let Some(file) = file else { return Ok(None) };
        for owner in &owners.0 {
            match &who {
                Some(who) => {
                    if let Some(may) = owner.may_see(reader, community, who, id)? {
                        return Ok(Some((file, may, owner.may_be_kept())));
                    }
                }
                None if owner.strangers_may_see(reader, community, id)? => {
                    return Ok(Some((file, true, owner.may_be_kept())));
                }
                None => {}
            }
        }
        Ok(Some((file, false, false)))
    });
    let found = found.await?;
    if !matches!(found, Some((_, true, _))) {
        // A stranger does not learn whether there is such a file.
        caller.member()?;
    }
    let (file, may, kept) = found.ok_or(FilesRefused::NoSuchFile)?;
    if !may {
        return Err(FilesRefused::NotForYou.into());
    }
    let bytes = shelf.read(community, &file.sha256).await?;
    let bytes =
        bytes.ok_or_else(|| Problem::fault(format_args!("{id}: the bytes {} are gone", file.sha256)))?;
    Ok(Reply::from(answer(&file, bytes, kept)?))
}

/// Pictures are shown, everything else is kept: a sandbox shows no PDF. The name is our own: what it was called elsewhere
/// stands on the page.
fn answer(file: &File, bytes: Vec<u8>, kept: bool) -> Result<Response, Problem> {
    let kind = MediaType::parse(&file.media_type);
    let kind =
        kind.ok_or_else(|| Problem::fault(format_args!("{}: {} is unknown", file.id, file.media_type)))?;
    let how = if kind.is_picture() { "inline" } else { "attachment" };
    let disposition = format!("{how}; filename=\"{}.{}\"", file.id, kind.extension());
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind.code()));
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_str(&disposition).map_err(Problem::fault)?);
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    // Under its id a file never changes.
    let cache = if kept { "private, max-age=86400, immutable" } else { "private, no-store" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    Ok(response)
}

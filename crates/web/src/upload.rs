//! Bodies with files in them: `multipart/form-data` from a browser or a program, read only when the handler says so:
//! who may not send anything is turned away before a byte of it is taken.

use crate::caller::Caller;
use crate::html::query_escaped;
use crate::input::{Keyed, RequestKey, form_of, key_header};
use crate::problem::Problem;
use crate::refused::WebRefused;
use axum::body::Bytes;
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{HeaderValue, header};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

/// A body that nobody has read yet. Also takes what `Input` takes, where there are no files.
pub struct Upload {
    body: Body,
    path: String,
    key: Option<HeaderValue>,
}

enum Body {
    Parts(Multipart),
    Plain(Box<Request>),
}

/// How much is taken.
#[derive(Debug, Clone, Copy)]
pub struct UploadLimits {
    /// Of one file.
    pub file_bytes: usize,
    pub files: usize,
}

/// One file as it came.
#[derive(Debug, Clone)]
pub struct UploadedFile {
    pub field: String,
    /// As it was called there, without a path; for reading only.
    pub name: String,
    /// None: more than was taken.
    pub bytes: Option<Bytes>,
}

/// All of a body.
#[derive(Debug)]
pub struct Uploaded<T, K> {
    pub input: T,
    pub key: RequestKey,
    /// What was made of each file.
    pub files: Vec<K>,
}

/// Of one field of text: no form has longer ones.
const TEXT_BYTES_MAX: usize = 64 * 1024;
const FIELDS_MAX: usize = 64;
const NAME_CHARS_MAX: usize = 120;

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Upload, Problem> {
        let (path, key) = (request.uri().path().to_owned(), key_header(request.headers()));
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let parts = kind
            .is_some_and(|kind| kind.trim_start().to_ascii_lowercase().starts_with("multipart/form-data"));
        let body = match parts {
            true => {
                let parts = Multipart::from_request(request, state).await;
                Body::Parts(parts.map_err(|_| Problem::refused(WebRefused::BadRequest))?)
            }
            false => Body::Plain(Box::new(request)),
        };
        Ok(Upload { body, path, key })
    }
}

impl Upload {
    /// Reads to the end. Each file is handed to `keep` as it comes, so that one at a time is in memory. Files of no name
    /// and no bytes are what browsers send for an empty field, and are left out.
    ///
    /// # Errors
    /// What `keep` says; `TooLarge`, `BadRequest`, and those of `Keyed`.
    pub async fn read<T: DeserializeOwned, K, F: Future<Output = Result<K, Problem>>>(
        self,
        caller: &Caller,
        limits: UploadLimits,
        mut keep: impl FnMut(UploadedFile) -> F,
    ) -> Result<Uploaded<T, K>, Problem> {
        let mut parts = match self.body {
            Body::Parts(parts) => parts,
            Body::Plain(request) => {
                let Keyed { input, key } = Keyed::<T>::from_request(*request, &()).await?;
                return Ok(Uploaded { input, key, files: Vec::new() });
            }
        };
        let (mut form, mut contents, mut files, mut count) = (String::new(), Sha256::new(), Vec::new(), 0);
        while let Some(field) = parts.next_field().await.map_err(|error| broken(&error))? {
            count += 1;
            if count > FIELDS_MAX {
                return Err(WebRefused::TooLarge.into());
            }
            let name = field.name().unwrap_or_default().to_owned();
            if field.file_name().is_none() {
                let text = read(field, TEXT_BYTES_MAX).await?.ok_or(WebRefused::TooLarge)?;
                let text = std::str::from_utf8(&text).map_err(|_| WebRefused::BadRequest)?;
                form.push_str(&format!("{}={}&", query_escaped(&name), query_escaped(text)));
                continue;
            }
            let file_name = shown_name(field.file_name().unwrap_or_default());
            let bytes = read(field, limits.file_bytes).await?;
            if file_name.is_empty() && bytes.as_ref().is_some_and(|bytes| bytes.is_empty()) {
                continue;
            }
            if files.len() == limits.files {
                return Err(WebRefused::TooLarge.into());
            }
            contents.update(Sha256::digest(bytes.as_deref().unwrap_or_default()));
            files.push(keep(UploadedFile { field: name, name: file_name, bytes }).await?);
        }
        let contents: [u8; 32] = contents.finalize().into();
        let key = RequestKey::of_form(&self.path, self.key.as_ref(), form.as_bytes(), &contents)?;
        Ok(Uploaded { input: form_of(form.into(), caller.lang).await?, key, files })
    }
}

/// All of a field, or None where it is longer than is taken: the rest is read and dropped, so that the browser gets its
/// answer.
async fn read(mut field: Field<'_>, bytes_max: usize) -> Result<Option<Bytes>, Problem> {
    let (mut all, mut fits) = (Vec::new(), true);
    while let Some(chunk) = field.chunk().await.map_err(|error| broken(&error))? {
        fits = fits && all.len() + chunk.len() <= bytes_max;
        if fits {
            all.extend_from_slice(&chunk);
        }
    }
    Ok(fits.then(|| all.into()))
}

fn broken(error: &MultipartError) -> Problem {
    match error.status().as_u16() {
        413 => WebRefused::TooLarge.into(),
        _ => WebRefused::BadRequest.into(),
    }
}

/// What stands behind the last slash of either kind, without control characters.
fn shown_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain = |c: &char| !c.is_control() && !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    last.trim().chars().filter(plain).take(NAME_CHARS_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_for_reading_only() {
        for (came, shown) in [
            ("invoice.pdf", "invoice.pdf"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\Lin\\发票.jpg", "发票.jpg"),
            ("a\u{0}b\r\nc.png", "abc.png"),
            ("gnp.\u{202e}exe", "gnp.exe"),
            ("..", ".."),
            ("/", ""),
        ] {
            assert_eq!(shown_name(came), shown, "{came:?}");
        }
    }
}

//! Bodies: a form from a browser or JSON from a program, into the same type, with the idempotency key.

use crate::caller::Caller;
use crate::edge::Scope;
use crate::json;
use crate::lang::Lang;
use crate::problem::Problem;
use crate::refused::WebRefused;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, HeaderValue, header};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use store::IdempotencyKey;

/// The body as `T`, from `application/x-www-form-urlencoded` or `application/json`. Give `T`
/// `#[derive(Deserialize)] #[serde(default)]` and text fields: `Check` then reads them and says what is wrong.
#[derive(Debug, Clone)]
pub struct Input<T>(pub T);

/// `Input` and the idempotency key: for every POST that creates something or moves money.
#[derive(Debug, Clone)]
pub struct Keyed<T> {
    pub input: T,
    pub key: RequestKey,
}

/// What makes a repeated request the same one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestKey {
    /// From the header `Idempotency-Key` or the form's hidden field; random when neither is there, so that
    /// nothing is a repeat of it.
    pub text: String,
    /// SHA-256 of the path and the body without the key: the same key with another body is refused, not replayed.
    pub fingerprint: [u8; 32],
}

/// The hidden field of forms; see `ui::key_field`.
pub(crate) const KEY_FIELD: &str = "idempotency_key";
const KEY_HEADER: &str = "idempotency-key";
const KEY_LENGTH_MAX: usize = 128;

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Input<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Input<T>, Problem> {
        let (kind, lang) = (Kind::of(request.headers())?, lang_of(&request));
        parse(kind, bytes(request, state).await?, lang).await.map(Input)
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Keyed<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Keyed<T>, Problem> {
        let (kind, path) = (Kind::of(request.headers())?, request.uri().path().to_owned());
        let lang = lang_of(&request);
        let in_header = request.headers().get(KEY_HEADER).cloned();
        let body = bytes(request, state).await?;
        let key = RequestKey::read(kind, &path, in_header.as_ref(), &body)?;
        Ok(Keyed { input: parse(kind, body, lang).await?, key })
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    Form,
    Json,
}

impl Kind {
    fn of(headers: &HeaderMap) -> Result<Kind, Problem> {
        let text =
            headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let text = text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match text.as_str() {
            "application/json" => Ok(Kind::Json),
            "application/x-www-form-urlencoded" | "" => Ok(Kind::Form),
            _ => Err(WebRefused::UnknownMediaType.into()),
        }
    }
}

async fn bytes<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, Problem> {
    Bytes::from_request(request, state).await.map_err(|rejection| match rejection.status().as_u16() {
        413 => WebRefused::TooLarge.into(),
        _ => WebRefused::BadRequest.into(),
    })
}

async fn parse<T: DeserializeOwned>(kind: Kind, body: Bytes, lang: Lang) -> Result<T, Problem> {
    match kind {
        Kind::Json => json::read(&body, lang),
        Kind::Form => form(body, lang).await,
    }
}

/// axum-extra's form reads a repeated name into a list; a request of our own is how its parser is reached.
async fn form<T: DeserializeOwned>(body: Bytes, lang: Lang) -> Result<T, Problem> {
    let request = Request::builder()
        .method("POST")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(axum::body::Body::from(body))
        .map_err(Problem::fault)?;
    let form = axum_extra::extract::Form::<T>::from_request(request, &()).await;
    form.map(|form| form.0).map_err(|rejection| malformed_form(&rejection.body_text(), lang))
}

/// `Failed to deserialize form body: to: unknown variant`: the field stands between colons.
fn malformed_form(message: &str, lang: Lang) -> Problem {
    let field = message.split(": ").nth(1).filter(|field| !field.contains([' ', '`']));
    json::unreadable(field.unwrap_or_default(), message, lang)
}

/// Learnt by whoever looked at the request before the body was read.
fn lang_of(request: &Request) -> Lang {
    let caller = request.extensions().get::<Scope>().and_then(Scope::caller);
    caller.map_or(Lang::Zh, |caller| caller.lang)
}

/// The header that carries an idempotency key.
pub(crate) fn key_header(headers: &HeaderMap) -> Option<HeaderValue> {
    headers.get(KEY_HEADER).cloned()
}

/// Fields that did not come as a form body, written as one.
pub(crate) async fn form_of<T: DeserializeOwned>(body: Bytes, lang: Lang) -> Result<T, Problem> {
    form(body, lang).await
}

impl RequestKey {
    /// Of fields written as a form, and of files by what they contain.
    pub(crate) fn of_form(
        path: &str,
        in_header: Option<&HeaderValue>,
        form: &[u8],
        contents: &[u8; 32],
    ) -> Result<RequestKey, Problem> {
        let key = RequestKey::read(Kind::Form, path, in_header, form)?;
        let whole = Sha256::new().chain_update(key.fingerprint).chain_update(contents);
        Ok(RequestKey { fingerprint: whole.finalize().into(), ..key })
    }

    /// The store's key for one operation of this caller.
    ///
    /// ```ignore
    /// let key = key.of(&caller, "place_order")?;
    /// ```
    pub fn of(&self, caller: &Caller, operation: &'static str) -> Result<IdempotencyKey, Problem> {
        let person = caller.signed_in.as_ref().map(|who| who.person.to_string());
        let who = person.unwrap_or_else(|| "visitor".to_owned());
        Ok(IdempotencyKey::of(&who, &self.text, operation, &self.fingerprint)?)
    }

    fn read(
        kind: Kind,
        path: &str,
        in_header: Option<&HeaderValue>,
        body: &[u8],
    ) -> Result<RequestKey, Problem> {
        // The path is input too: the same form for another order is another request.
        let mut digest = Sha256::new().chain_update(path).chain_update(b"\n");
        let mut in_form = None;
        match kind {
            Kind::Json => digest.update(body),
            Kind::Form => {
                for pair in body.split(|byte| *byte == b'&') {
                    match pair.strip_prefix(KEY_FIELD.as_bytes()).and_then(|rest| rest.strip_prefix(b"=")) {
                        Some(key) => in_form = Some(String::from_utf8_lossy(key).into_owned()),
                        None => digest.update([pair, b"&"].concat()),
                    }
                }
            }
        }
        let in_header = in_header.map(|key| key.to_str().unwrap_or_default().trim().to_owned());
        let text = match in_header.or(in_form) {
            None => {
                crate::IdSource::system().random::<16>().iter().map(|byte| format!("{byte:02x}")).collect()
            }
            Some(key) if is_key(&key) => key,
            Some(_) => return Err(WebRefused::BadRequest.into()),
        };
        Ok(RequestKey { text, fingerprint: digest.finalize().into() })
    }
}

fn is_key(text: &str) -> bool {
    (1..=KEY_LENGTH_MAX).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}

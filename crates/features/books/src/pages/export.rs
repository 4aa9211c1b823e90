//! The books as a file, streamed: memory does not grow with the journal.

use axum::body::{Body, Bytes};
use axum::extract::{Query, State};
use futures_util::stream::poll_fn;
use ledger::{ExportError, ExportFormat};
use serde::Deserialize;
use std::collections::HashMap;
use std::io::{self, Write};
use store::{Fault, Reader};
use tokio::sync::mpsc;
use utoipa::{IntoParams, ToSchema};
use web::{Answer, Caller, Reply, Site};

/// Bytes sent at once, and how many such pieces may wait for a slow reader.
const PIECE: usize = 32 * 1024;
const PIECES_MAX: usize = 8;

#[derive(Debug, Clone, Deserialize, ToSchema, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ExportQuery {
    /// `beancount`, `hledger` or `csv`.
    #[param(value_type = String)]
    #[schema(value_type = String)]
    format: ExportFormat,
}

/// All entries under book names, for any member: whoever reads the journal may check it with a program of theirs.
#[utoipa::path(get, path = "/c/{slug}/books/export", tag = "books",
    params(("slug" = String, Path), ExportQuery),
    responses((status = 200, description = "the books as a file", content_type = "text/plain", body = String),
        (status = 401, body = web::ProblemBody), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody)))]
pub(crate) async fn export_books(
    caller: Caller,
    State(site): State<Site>,
    Query(ExportQuery { format }): Query<ExportQuery>,
) -> Answer {
    caller.member()?;
    let community = caller.sees_books()?;
    let (number, file) = (community.number, format!("{}-books.{}", community.slug, format.extension()));
    let (sender, mut pieces) = mpsc::channel(PIECES_MAX);
    let db = site.db.clone();
    tokio::spawn(async move {
        let failed = sender.clone();
        let done = db.read(move |reader| {
            let mut out = Pieces { sender, waiting: Vec::with_capacity(PIECE) };
            match crate::export(reader, number, format, &mut out) {
                Err(ExportError::Fault(fault)) => Err(fault),
                // Who stopped reading knows; books that are not open are an empty file.
                Ok(()) | Err(ExportError::Io(_) | ExportError::NoBooks) => Ok(()),
            }
        });
        if let Err(fault) = done.await {
            tracing::error!(community = number, %fault, "the export of the books broke off");
            // An error ends the connection: the reader must not take half a file for the whole.
            let _ = failed.send(Err(io::Error::other("broken off"))).await;
        }
    });
    let body = Body::from_stream(poll_fn(move |context| pieces.poll_recv(context)));
    Reply::download(format.content_type(), &file, body)
}

/// Gathers small writes and hands them to the response; waits when the reader is slow.
struct Pieces {
    sender: mpsc::Sender<io::Result<Bytes>>,
    waiting: Vec<u8>,
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.waiting.extend_from_slice(bytes);
        if self.waiting.len() >= PIECE {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let piece = std::mem::replace(&mut self.waiting, Vec::with_capacity(PIECE));
        let sent = self.sender.blocking_send(Ok(Bytes::from(piece)));
        sent.map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))
    }
}

/// The book names of all who have an account.
pub(crate) fn book_names(reader: &mut Reader, community: i64) -> Result<HashMap<String, String>, Fault> {
    let mut names = HashMap::new();
    for owner in ledger::owners(reader, community)? {
        if let Some(name) = crate::scene::book_name(reader, community, &owner)? {
            names.insert(owner, name);
        }
    }
    Ok(names)
}

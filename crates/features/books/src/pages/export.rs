//! The books as a file, streamed: memory does not grow with the journal.

use crate::export::Export;
use axum::body::{Body, Bytes};
use axum::extract::{Query, State};
use futures_util::stream::poll_fn;
use ledger::ExportFormat;
use serde::Deserialize;
use std::io;
use tokio::sync::mpsc;
use utoipa::{IntoParams, ToSchema};
use web::{Answer, Caller, Reply, Site};

/// Pieces that may wait for a slow client, each of a few hundred entries.
const PIECES_MAX: usize = 2;

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
    // Read before anything is answered, so that books that cannot be read are a fault and no empty file.
    let export = Export::begin(&site.db, number, format).await?;
    let (sender, mut pieces) = mpsc::channel(PIECES_MAX);
    if let Some(export) = export {
        tokio::spawn(send(export, number, sender));
    }
    let body = Body::from_stream(poll_fn(move |context| pieces.poll_recv(context)));
    Reply::download(format.content_type(), &file, body)
}

/// Reads only what there is room for: a slow client makes its own download wait, and nothing else.
async fn send(mut export: Export, community: i64, sender: mpsc::Sender<io::Result<Bytes>>) {
    while let Ok(room) = sender.reserve().await {
        match export.next().await {
            Ok(Some(piece)) => room.send(Ok(Bytes::from(piece))),
            Ok(None) => return,
            Err(fault) => {
                tracing::error!(community, %fault, "the export of the books broke off");
                // An error ends the connection: the reader must not take half a file for the whole.
                return room.send(Err(io::Error::other("broken off")));
            }
        }
    }
}

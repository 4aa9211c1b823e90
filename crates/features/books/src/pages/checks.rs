//! Asking for a full check of the books.

use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use web::{Answer, Caller, Power, Reply, Site};

/// What a check found; in sound books `violations` is empty.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CheckDone {
    entry_count: i64,
    posting_count: i64,
    account_count: i64,
    violations: Vec<String>,
}

/// Adds the whole books up from the first entry, on a snapshot beside the trade, and keeps the result.
#[utoipa::path(post, path = "/c/{slug}/books/checks", tag = "books", params(("slug" = String, Path)),
    responses((status = 200, body = CheckDone), (status = 303, description = "to the books, for browsers"),
        (status = 401, body = web::ProblemBody), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody)))]
pub(crate) async fn check_books(caller: Caller, State(site): State<Site>) -> Answer {
    caller.may(Power::ExportBooks)?;
    let community = caller.community()?;
    let back = format!("/c/{}/books", community.slug);
    let report = crate::check_books(&site.db, community.number, site.now()).await?;
    let violations = report.violations.iter().map(ToString::to_string).collect();
    let done = CheckDone {
        entry_count: report.entry_count,
        posting_count: report.posting_count,
        account_count: report.account_count,
        violations,
    };
    Reply::changed(&caller, &back, &done)
}

//! Every address of this feature.
//!
//! Not a rule: it ties addresses to handlers.

use crate::pages::{
    expense_new, expense_page, list, mandate_page, mandates, moves, receipt_new, receipt_page, receipts,
};
use axum::extract::DefaultBodyLimit;
use files::Shelf;
use std::sync::Arc;
use utoipa_axum::routes;
use web::Routes;

/// `shelf` is where proofs are kept, `about_expense` what features above say of a single one, `keep_room` those that keep room under
/// mandates.
pub fn routes(
    shelf: &Shelf,
    about_expense: Vec<Arc<dyn crate::AboutExpense>>,
    keep_room: Vec<Arc<dyn crate::KeepsRoom>>,
) -> Routes {
    // A request may bring files: these take more than others.
    let with_files = Routes::new()
        .routes(routes!(expense_new::submit_expense))
        .routes(routes!(moves::add_proof))
        .routes(routes!(receipt_new::record_receipt))
        .layer(axum::Extension(shelf.clone()))
        .layer(DefaultBodyLimit::max(files::BODY_BYTES_MAX));
    Routes::new()
        .routes(routes!(mandates::mandates_page))
        .routes(routes!(mandate_page::mandate_page))
        .routes(routes!(mandate_page::end_mandate))
        .routes(routes!(list::expenses_page))
        .routes(routes!(expense_new::new_expense))
        .routes(routes!(expense_page::expense_page))
        .routes(routes!(moves::approve_expense))
        .routes(routes!(moves::refuse_expense))
        .routes(routes!(moves::withdraw_expense))
        .routes(routes!(moves::pay_expense))
        .routes(routes!(moves::take_payment_back))
        .routes(routes!(receipts::receipts_page))
        .routes(routes!(receipt_new::new_receipt))
        .routes(routes!(receipt_page::receipt_page))
        .routes(routes!(receipt_page::reverse_receipt))
        .routes(routes!(receipt_page::correct_receipt))
        .merge(with_files)
        .layer(axum::Extension(expense_page::About(about_expense)))
        .layer(axum::Extension(mandate_page::Keepers(keep_room)))
}

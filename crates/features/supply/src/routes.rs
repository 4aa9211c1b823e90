//! Every address of this feature.
//!
//! Not a rule: it ties addresses to handlers.

use crate::pages::{
    account_page, credit_moves, delivery_page, link_page, members_page, moves, payout_page, print_page,
    purchase_new, purchase_page, run_file, run_page, runs_page, statement_page, supplier_page,
    suppliers_page,
};
use axum::extract::DefaultBodyLimit;
use files::Shelf;
use std::sync::Arc;
use utoipa_axum::routes;
use web::Routes;

/// `shelf` is where pictures are kept, `pools` says what they are called.
pub fn routes(shelf: &Shelf, pools: Arc<dyn crate::NamesPools>) -> Routes {
    // A request may bring files: this takes more than others.
    let with_files = Routes::new()
        .routes(routes!(delivery_page::count_delivery))
        .layer(axum::Extension(shelf.clone()))
        .layer(DefaultBodyLimit::max(files::BODY_BYTES_MAX));
    Routes::new()
        .routes(routes!(suppliers_page::suppliers_page, suppliers_page::create_supplier))
        .routes(routes!(suppliers_page::new_supplier))
        .routes(routes!(supplier_page::supplier_page, suppliers_page::edit_supplier))
        .routes(routes!(suppliers_page::supplier_form))
        .routes(routes!(supplier_page::set_bank))
        .routes(routes!(link_page::make_link))
        .routes(routes!(link_page::link_page, link_page::accept_link))
        .routes(routes!(statement_page::statement_page))
        .routes(routes!(statement_page::statement_csv))
        .routes(routes!(purchase_new::draft_purchase))
        .routes(routes!(purchase_new::new_purchase))
        .routes(routes!(purchase_page::purchase_page))
        .routes(routes!(print_page::print_page))
        .routes(routes!(moves::send_purchase))
        .routes(routes!(moves::consent_purchase))
        .routes(routes!(moves::step_back_purchase))
        .routes(routes!(moves::move_purchase))
        .routes(routes!(moves::answer_purchase))
        .routes(routes!(moves::cancel_purchase))
        .routes(routes!(moves::close_purchase))
        .routes(routes!(moves::bill_purchase))
        .routes(routes!(credit_moves::ask_credit))
        .routes(routes!(credit_moves::answer_credit))
        .routes(routes!(credit_moves::settle_credit))
        .routes(routes!(delivery_page::delivery_page))
        .routes(routes!(runs_page::runs_page, runs_page::propose_run))
        .routes(routes!(runs_page::set_payer))
        .routes(routes!(members_page::members_run_page, members_page::propose_members_run))
        .routes(routes!(account_page::account_page, account_page::set_account))
        .routes(routes!(account_page::remove_account))
        .routes(routes!(run_page::run_page))
        .routes(routes!(run_page::consent_run))
        .routes(routes!(run_page::cancel_run))
        .routes(routes!(run_page::return_line))
        .routes(routes!(run_file::bank_xml))
        .routes(routes!(run_file::bank_csv))
        .routes(routes!(payout_page::payout_page))
        .routes(routes!(payout_page::take_back_payout))
        .merge(with_files)
        .layer(axum::Extension(statement_page::Pools(pools)))
}

//! The pages, one file each.

mod accounts;
mod checks;
mod drawing;
mod entry;
pub(crate) mod export;
mod fund;
mod journal;
mod mine;
mod origin;
mod overview;

pub use origin::AboutSale;
pub(crate) use overview::{chart, fund_course};

use utoipa_axum::routes;

pub(crate) fn routes() -> web::Routes {
    web::Routes::new()
        .routes(routes!(overview::overview))
        .routes(routes!(journal::read_journal))
        .routes(routes!(entry::read_entry))
        .routes(routes!(fund::read_fund))
        .routes(routes!(accounts::read_accounts))
        .routes(routes!(mine::read_mine))
        .routes(routes!(export::export_books))
        .routes(routes!(checks::check_books))
}

//! Pages of suppliers, orders and payment runs, and their JSON. No rule lives here; every change goes through an operation.

mod about_expense;
pub(crate) mod account_page;
pub(crate) mod credit_moves;
mod credit_view;
pub(crate) mod delivery_page;
mod kept_by_purchases;
mod less_asked;
pub(crate) mod link_page;
pub(crate) mod members_page;
pub(crate) mod moves;
pub(crate) mod payout_page;
mod photos;
pub(crate) mod print_page;
mod purchase_form;
pub(crate) mod purchase_new;
pub(crate) mod purchase_page;
mod purchase_view;
pub(crate) mod run_file;
pub(crate) mod run_page;
pub(crate) mod runs_page;
mod scene;
mod sections;
mod short_view;
pub(crate) mod statement_page;
mod statement_words;
pub(crate) mod supplier_page;
pub(crate) mod suppliers_page;

pub use about_expense::AboutPurchase;
pub use kept_by_purchases::KeptByPurchases;
pub use photos::PhotoOwner;
pub use sections::sections;

use store::{Fault, Reader};
use web::Lang;

/// The feature above that raises purchase orders, and says what a pool is called.
pub trait NamesPools: Send + Sync {
    /// None for what is no pool.
    ///
    /// # Errors
    /// Of the database only.
    fn name(
        &self,
        reader: &mut Reader,
        community: i64,
        lang: Lang,
        pool: &str,
    ) -> Result<Option<String>, Fault>;

    /// The pool that an entry's cause is a part in; None for other causes.
    ///
    /// # Errors
    /// Of the database only.
    fn of_part(
        &self,
        reader: &mut Reader,
        community: i64,
        lang: Lang,
        kind: &str,
        cause: &str,
    ) -> Result<Option<String>, Fault>;
}

//! Pages of mandates and expenses and their JSON. No rule lives here; every change goes through an operation.

mod approving;
mod budget;
pub(crate) mod expense_new;
pub(crate) mod expense_page;
pub(crate) mod list;
pub(crate) mod mandate_page;
pub(crate) mod mandates;
pub(crate) mod moves;
mod paid;
mod proofs;
mod read_store;
pub(crate) mod receipt_new;
pub(crate) mod receipt_page;
pub(crate) mod receipts;
mod scene;
mod sections;
mod team;
mod together;
mod told;

pub use proofs::ProofOwner;
pub(crate) use read_store::{STATEMENTS, Wanted, expenses, open_mandates};
pub use sections::{mandates_in_force, sections};

//! Pages of instruments, subscriptions and the register, and their JSON. No rule lives here; every change goes through an
//! operation.

pub(crate) mod certificate_page;
pub(crate) mod companies;
pub(crate) mod company_page;
mod documents;
pub(crate) mod holding_moves;
pub(crate) mod holding_page;
pub(crate) mod instrument_page;
pub(crate) mod instruments;
pub(crate) mod moves;
pub(crate) mod parting_page;
pub(crate) mod partings;
pub(crate) mod register;
mod scene;
mod sections;
pub(crate) mod subscribing;
pub(crate) mod subscription_page;
pub(crate) mod subscriptions;
pub(crate) mod texts;
pub(crate) mod transfer_page;
pub(crate) mod transfers;

pub use documents::DocumentOwner;
pub use sections::sections;

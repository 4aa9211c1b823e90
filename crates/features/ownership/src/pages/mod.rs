//! Pages of instruments, subscriptions and the register, and their JSON. No rule lives here; every change goes through an
//! operation.

pub(crate) mod instrument_page;
pub(crate) mod instruments;
pub(crate) mod moves;
pub(crate) mod register;
mod scene;
mod sections;
pub(crate) mod subscribing;
pub(crate) mod subscription_page;
pub(crate) mod subscriptions;

pub use sections::sections;

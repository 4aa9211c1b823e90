//! Pages of instruments and their JSON. No rule lives here; every change goes through an operation.

pub(crate) mod instrument_page;
pub(crate) mod instruments;
mod scene;
mod sections;

pub use sections::sections;

//! Pages of periods and distributions, and their JSON. No rule lives here; every change goes through an operation.

pub(crate) mod distribution_page;
pub(crate) mod distributions;
pub(crate) mod holders;
pub(crate) mod new;
pub(crate) mod own;
pub(crate) mod periods;
mod pieces;
mod rule_form;
mod said;
mod scene;
mod sections;
pub(crate) mod taxes;

pub(crate) use said::period_said;
pub(crate) use scene::Scene;
pub use sections::sections;

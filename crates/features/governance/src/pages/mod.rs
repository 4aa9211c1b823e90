//! Pages of deciding and their JSON: what people and programs see, and what they send. No rule lives here; every change
//! goes through an operation.

pub(crate) mod asking;
pub(crate) mod moves;
pub(crate) mod new;
pub(crate) mod proposal_list;
pub(crate) mod proposal_page;
pub(crate) mod scene;
pub(crate) mod words;

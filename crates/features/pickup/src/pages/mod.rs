//! Pages of points and pick-ups and their JSON. No rule lives here; every change goes through an operation.

mod about_order;
mod beside_pools;
pub(crate) mod calendar;
pub(crate) mod check_page;
pub(crate) mod code_page;
pub(crate) mod day;
mod gone;
pub(crate) mod helpers;
pub(crate) mod order_pickup;
pub(crate) mod packing_page;
pub(crate) mod point_form;
pub(crate) mod points;
mod scene;
mod sections;
pub(crate) mod together;
pub(crate) mod waiting;

pub use about_order::AboutPickup;
pub use beside_pools::BesidePools;
pub use sections::sections;

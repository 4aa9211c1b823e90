//! Pages of lists and their JSON. No rule lives here; every change goes through an operation.

mod about_order;
pub(crate) mod again;
pub(crate) mod buyers;
pub(crate) mod claim_found;
pub(crate) mod claims;
pub(crate) mod codes;
pub(crate) mod deleting;
mod give_back;
pub(crate) mod index;
pub(crate) mod items;
pub(crate) mod left_over;
pub(crate) mod lines;
pub(crate) mod list_page;
pub(crate) mod list_view;
mod money;
pub(crate) mod namesakes;
pub(crate) mod new_list;
pub(crate) mod new_table;
mod no_place;
pub(crate) mod packing;
pub(crate) mod payments;
pub(crate) mod people;
mod scene;
mod sections;
pub(crate) mod share;
mod short;
pub(crate) mod supplied;
mod table_told;
pub(crate) mod taken_back;
pub(crate) mod terms;
mod told;
mod words;

pub use about_order::AboutListOrder;
pub(crate) use scene::Scene;
pub use sections::sections;
pub use told::{beyond_told, list_told, no_file_told, not_offered_told, ordered_told};

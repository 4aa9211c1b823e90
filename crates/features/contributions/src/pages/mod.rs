//! What people and programs see.

pub(crate) mod call_moves;
pub(crate) mod call_page;
pub(crate) mod calls;
pub(crate) mod claim_new;
pub(crate) mod contribution_page;
mod evidence;
pub(crate) mod holdings;
pub(crate) mod leaving;
pub(crate) mod list;
pub(crate) mod moves;
mod read_store;
pub(crate) mod rules_form;
pub(crate) mod rules_page;
mod said;
mod scene;
mod sections;

pub use evidence::EvidenceOwner;
pub(crate) use read_store::{STATEMENTS, disputed};
pub(crate) use said::{said_holding, said_leaving, said_office, said_rate, said_rules};
pub use sections::sections;

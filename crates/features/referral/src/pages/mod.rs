//! What people see and send.

pub(crate) mod budget_new;
pub(crate) mod budget_page;
mod budget_view;
pub(crate) mod rewards_page;
mod scene;
mod sections;
pub(crate) mod via;

pub(crate) use via::via_cookie;

pub use sections::sections;

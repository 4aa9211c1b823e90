//! One operation a file: input, use case, thin handler, API description. All run in the site's own lane.

pub mod change_language;
pub mod change_password;
pub mod create_operator;
pub mod erase_account;
pub mod export_own_data;
pub(crate) mod forget_sessions;
pub mod revoke_device;
pub mod set_password;
pub mod sign_in;
pub mod sign_out;
pub mod sign_up;

//! One operation a file: input, use case, thin handler, API description.

pub mod accept_invitation;
pub mod adopt_community;
pub mod apply;
pub mod by_decision;
pub mod create_community;
pub mod decide_application;
pub mod edit_charter;
pub mod forget_person;
pub mod grant_role;
pub mod invite;
pub mod label_member;
pub mod leave;
pub mod membership;
pub mod open_fund;
pub mod rename_member;
pub mod reserve_slug;

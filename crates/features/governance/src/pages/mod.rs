//! Pages of deciding and their JSON: what people and programs see, and what they send. No rule lives here; every change
//! goes through an operation.

pub(crate) mod asking;
mod asks_form;
pub(crate) mod asks_view;
pub(crate) mod ballots;
mod campaign_form;
mod campaign_view;
mod charter_form;
pub(crate) mod comments;
mod contribution_form;
mod deed_form;
pub(crate) mod deeds;
mod differences;
mod leaving_form;
mod looked;
pub(crate) mod match_form;
pub(crate) mod moves;
pub(crate) mod new;
pub(crate) mod proposal_list;
pub(crate) mod proposal_page;
pub(crate) mod result;
pub(crate) mod rules;
pub(crate) mod rules_changed;
mod rules_view;
pub(crate) mod scene;
pub(crate) mod sections;
pub(crate) mod tasks;
pub(crate) mod text_edit;
pub(crate) mod turns;
pub(crate) mod versions;
pub(crate) mod words;

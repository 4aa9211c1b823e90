//! Pages of ballots: opening one, voting, what came of it, and the lists that anybody can count again.

pub(crate) mod appeals;
pub(crate) mod ballot_page;
pub(crate) mod call_off;
pub(crate) mod choice_schema;
pub(crate) mod cookie;
pub(crate) mod judges;
mod look;
pub(crate) mod open;
pub(crate) mod papers;
pub(crate) mod proxy;
pub(crate) mod receipt;
mod refusals;
pub(crate) mod sections;
pub(crate) mod vote;
mod vote_form;
pub(crate) mod words;

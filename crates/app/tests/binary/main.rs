//! The `hehuo` program as it is started from a command line.

#![allow(clippy::unwrap_used, reason = "a test")]

#[path = "../common/mod.rs"]
mod common;

mod benching;
mod books;
mod jielong;
mod password_link;
mod predicting;
mod referrers;
mod serving;
mod tally_budgets;
mod tally_rankings;
mod turned_away;

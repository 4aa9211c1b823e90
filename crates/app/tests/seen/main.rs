//! What people do and see, in a real browser before the real program. One program of all of it: each of its own would link the whole
//! house again, which takes longer than most of what is looked at.

#![allow(clippy::unwrap_used, reason = "a test")]

#[path = "../common/mod.rs"]
mod common;

mod around;
mod bad_days;
mod deciding;
mod lists;
mod pickup;
mod pools;
mod results;
mod spending;
mod stories;
mod supply;

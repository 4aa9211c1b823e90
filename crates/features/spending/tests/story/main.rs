//! Whole stories of spending, on both engines.

#![allow(clippy::unwrap_used, reason = "a test")]

mod before;
mod expenses;
mod mandates;
mod model;
mod paid;
mod queries;
mod races;
mod receipts;
mod world;

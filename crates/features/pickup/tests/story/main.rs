//! Whole stories of picking up, on both engines.

#![allow(clippy::unwrap_used, reason = "a test")]

mod checking_in;
mod choosing;
mod migrating;
mod of_orders;
mod of_pools;
mod packing;
mod points;
mod queries;
mod races;
mod reminders;
mod taking_back;
mod world;

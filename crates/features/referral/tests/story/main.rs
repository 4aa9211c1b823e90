//! Whole stories of rewards and red packets, on both engines.

#![allow(clippy::unwrap_used, reason = "a test")]

mod budgets;
mod model;
mod one_level;
mod packets;
mod queries;
mod rewards;
mod world;

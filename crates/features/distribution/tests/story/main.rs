//! Whole stories of sharing out, on both engines.

#![allow(clippy::unwrap_used, reason = "a test")]

mod closing;
mod order;
mod paying;
mod queries;
mod world;

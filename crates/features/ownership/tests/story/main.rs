//! Whole stories of owning together, on both engines.

#![allow(clippy::unwrap_used, reason = "a test")]

mod correcting;
mod instruments;
mod queries;
mod register;
mod subscriptions;
mod world;

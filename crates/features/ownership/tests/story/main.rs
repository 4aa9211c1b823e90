//! Whole stories of owning together, on both engines.

#![allow(clippy::unwrap_used, reason = "a test")]

mod correcting;
mod instruments;
mod issuing;
mod migrating;
mod queries;
mod register;
mod subscriptions;
mod world;

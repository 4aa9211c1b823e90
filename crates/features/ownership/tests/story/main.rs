//! Whole stories of owning together, on both engines.

#![allow(clippy::unwrap_used, reason = "a test")]

mod companies;
mod converted;
mod correcting;
mod gone;
mod instruments;
mod issuing;
mod legacies;
mod migrating;
mod partings;
mod queries;
mod random;
mod register;
mod room;
mod subscriptions;
mod texts;
mod transfers;
mod world;

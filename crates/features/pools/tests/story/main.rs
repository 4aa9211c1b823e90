//! Whole stories of pools, on both engines.

#![allow(clippy::unwrap_used, reason = "a test")]

mod closing;
mod delivered;
mod economy;
mod joining;
mod opening;
mod queries;
mod races;
mod topping_up;
mod world;

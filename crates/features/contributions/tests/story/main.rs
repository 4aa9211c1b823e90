//! Whole stories of giving, on both engines.

#![allow(clippy::unwrap_used, reason = "a test")]

mod bounds;
mod calls;
mod claims;
mod disputes;
mod door;
mod doors;
mod holdings;
mod leaving;
mod model;
mod personal;
mod queries;
mod returning;
mod rules;
mod world;

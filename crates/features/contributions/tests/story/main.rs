//! Whole stories of giving, on both engines.

#![allow(clippy::unwrap_used, reason = "a test")]

mod claims;
mod disputes;
mod door;
mod queries;
mod rules;
mod world;

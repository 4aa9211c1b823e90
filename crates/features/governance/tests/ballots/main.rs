//! Whole stories of deciding together, on both engines.

#![allow(clippy::unwrap_used, reason = "a test")]

mod kinds;
mod voting;
mod world;

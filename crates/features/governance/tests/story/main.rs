//! Whole stories of deciding together, on both engines.

#![allow(clippy::unwrap_used, reason = "a test")]

mod executing;
mod proposing;
mod queries;
mod world;

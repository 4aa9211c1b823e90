//! Whole stories of deciding together, on both engines.

#![allow(clippy::unwrap_used, reason = "a test")]

mod doing;
mod executing;
mod let_pass;
mod moved;
mod named;
mod passed;
mod proposing;
mod queries;
mod talking;
mod turning;
mod world;

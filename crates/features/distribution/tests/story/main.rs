//! Whole stories of sharing out, on both engines.

#![allow(clippy::unwrap_used, reason = "a test")]

mod bases;
mod bases_world;
mod blocks;
mod closing;
mod given;
mod given_world;
mod killed;
mod least;
mod migrations;
mod opened;
mod order;
mod paying;
mod queries;
mod taxes;
mod voting;
mod world;

//! Whole stories of suppliers, on both engines.

#![allow(clippy::unwrap_used, reason = "a test")]

mod attacks;
mod before;
mod credits;
mod deeds;
mod delivering;
mod members;
mod members_many;
mod ordering;
mod paying;
mod queries;
mod races;
mod rooms;
mod rooms_drawn;
mod short;
mod suppliers;
mod taking_back;
mod world;

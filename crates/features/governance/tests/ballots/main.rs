//! Whole stories of deciding together, on both engines.

#![allow(clippy::unwrap_used, reason = "a test")]

mod after;
mod called_off;
mod heads;
mod kept_rules;
mod kinds;
mod large;
mod placeholders;
mod proxies;
mod rush;
mod turned_away;
mod voting;
mod weights;
mod world;

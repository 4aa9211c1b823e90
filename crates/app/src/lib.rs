//! The wiring of `hehuo`: which features there are, in which order, and the commands around them. No rule of
//! the product lives here.

#![cfg_attr(test, allow(clippy::unwrap_used))]

// Times and rates, no money.
#[allow(clippy::float_arithmetic)]
mod bench;
mod cli;
mod commands;
mod connections;
pub mod demo;
mod live;
mod place;
pub mod site;

pub use cli::Args;
pub use commands::run;

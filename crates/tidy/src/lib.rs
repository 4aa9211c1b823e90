//! The rules of this house, as ordinary tests over its files (`tests/house.rs` runs them on the real tree).
//!
//! A rule is a function from the tree to complaints, one readable line each. Every rule has a test of its
//! own on a small bad example, because a rule that cannot fail says nothing. Nothing here knows Rust's
//! grammar: a scan that tells code from strings and comments is enough, and needs no parser to build.

pub mod crates;
pub mod dependencies;
pub mod documents;
pub mod files;
pub mod rule_files;
pub mod rust;
pub mod schemas;
pub mod sql;
pub mod translations;
mod tree;

pub use tree::{File, Tree};

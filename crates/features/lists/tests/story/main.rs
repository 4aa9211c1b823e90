//! Whole stories of pasted lists, on both engines.

#![allow(clippy::unwrap_used, reason = "a test")]

mod again;
mod claiming;
mod codes;
mod erasing;
mod giving_back;
mod headings;
mod joining;
mod mending;
mod migrating;
mod namesakes;
mod older_copies;
mod ordering;
mod places;
mod queries;
mod rounds;
mod tables;
mod told_back;
mod world;

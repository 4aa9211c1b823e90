//! What pages and programs read.
//!
//! Not a rule: it reads.

//! What pages and programs read.

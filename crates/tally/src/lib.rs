//! Counting rules: what follows from ballots, decided in exact arithmetic.
//!
//! Pure: texts and numbers in, outcomes with their whole reckoning out. Knows no community, no database and no
//! clock, so that anybody can count again with it, and with nothing else.

pub mod budget;
mod csv;
pub mod exact;
pub mod matching;
pub mod motion;
pub mod pabulib;
pub mod preflib;
pub mod ranked;
pub mod text;

pub use num_bigint::BigInt;
pub use num_rational::BigRational;

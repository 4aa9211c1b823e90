//! Money, ids, time, quantities and exact division.
//!
//! Pure: no clock, no randomness, no input or output. Everything else in the house may use this crate, and it
//! uses nothing of the house.

mod code;
mod division;
mod id;
mod money;
mod quantity;
mod rounding;
mod time;

pub use division::{CARRY_UNITS, Carried, Carrying, Share, divide_carrying, divide_once, final_payout};
pub use id::{Id, IdMalformed, Prefixed};
pub use money::{Currency, CurrencyUnknown, Money, MoneyMalformed};
pub use quantity::{DecimalMalformed, Price, Quantity, is_measured};
pub use rounding::div_half_even;
pub use time::{Timestamp, Zone, ZoneUnknown};

#[doc(hidden)]
pub use serde;

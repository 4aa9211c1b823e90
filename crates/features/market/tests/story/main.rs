//! Whole stories of the market, on both engines.

mod economy;
mod money_back;
mod orders;
mod payments;
mod races;
mod world;

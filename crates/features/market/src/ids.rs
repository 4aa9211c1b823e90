//! What the market's own things are called in links, logs and exports. The rows themselves are the types of
//! their ids: `Id<Offer>`, `Id<Order>`.
//!
//! Not a rule: it names other crates' types.

use crate::complaint_rows::Remedy;
use crate::rows::{Offer, Order, Payment, Payout, Refund, Repayment};
use kernel::Prefixed;

pub use web::ids::{Budget, Coupon, Match, Member, Pool};

macro_rules! prefixes {
    ($($name:ident = $prefix:literal),+ $(,)?) => {$(
        impl Prefixed for $name {
            const PREFIX: &'static str = $prefix;
        }
    )+};
}

prefixes! {
    Offer = "off",
    Order = "ord",
    Payment = "pay",
    Refund = "rfd",
    Remedy = "rem",
    Payout = "pyo",
    Repayment = "rpy",
}

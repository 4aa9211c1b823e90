//! What a contribution is worth, exactly. Pure.
//!
//! In money: the market value less what was paid for it. The dynamic-equity way (Mike Moyer, *Slicing Pie*, 2012, and *The Slicing
//! Pie Handbook*, 2016): slices are the market value less what was paid, times 2 where no cash was risked (work unpaid, goods) and
//! times 4 where it was. Both numbers are of a community's own rules; the book's are what is offered first.

use crate::ratio::Ratio;
use kernel::{Currency, Price, Quantity};

kernel::codes! {
    /// What was given.
    pub enum Kind {
        /// Work, by the hour.
        Work = "work",
        /// Goods or finished pieces of work, by the piece.
        Goods = "goods",
        /// Work that was called for, for a sum.
        Task = "task",
        /// Something bought for the community with one's own money, not to be paid back.
        Cost = "cost",
    }
}

kernel::codes! {
    /// In what values are counted.
    pub enum Valuing { Money = "money", Slices = "slices" }
}

kernel::codes! {
    /// Of what one costs the rate.
    pub enum Per { Hour = "hour", Piece = "piece" }
}

impl Per {
    /// What is given at such a rate.
    pub fn kind(self) -> Kind {
        match self {
            Per::Hour => Kind::Work,
            Per::Piece => Kind::Goods,
        }
    }
}

/// Of hours or pieces in one claim, in thousandths. A year has 8,760 hours.
pub const QUANTITY_MILLI_MAX: i64 = 100_000_000;

/// The book's numbers.
pub const UNPAID_MULTIPLIER: Ratio = Ratio::whole(2);
pub const CASH_MULTIPLIER: Ratio = Ratio::whole(4);

/// What so much at this rate costs on the market: rounded half to even once, to a sum that can be shown. None past what books hold.
pub fn market_minor(price: Price, quantity: Quantity, currency: Currency, sum_max: i64) -> Option<i64> {
    price.times(quantity, currency).map(|money| money.minor).filter(|minor| *minor <= sum_max)
}

/// What a value follows from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Worth {
    pub market_minor: i64,
    /// What the member was paid for it already.
    pub paid_minor: i64,
    pub multiplier: Ratio,
    /// What of it counts.
    pub share: Ratio,
}

impl Worth {
    /// Rounded half to even once, after both products. None past i64.
    pub fn value(&self) -> Option<i64> {
        let unpaid = i128::from(self.market_minor) - i128::from(self.paid_minor);
        let num = unpaid * i128::from(self.multiplier.num()) * i128::from(self.share.num());
        let den = i128::from(self.multiplier.den()) * i128::from(self.share.den());
        i64::try_from(kernel::div_half_even(num, den)).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Market, paid, multiplier, share → value. The first three are the book's own kind of example: 10 hours of 50 paid with 200,
    /// unpaid, and cash.
    #[test]
    fn values_are_exact() {
        for (market, paid, multiplier, share, value) in [
            (50_000, 20_000, "2", "1", 60_000),
            (50_000, 0, "2", "1", 100_000),
            (50_000, 0, "4", "1", 200_000),
            (50_000, 0, "1", "1/3", 16_667),
            // Rounded once: thirds of three times are whole again.
            (10_000, 0, "3", "1/3", 10_000),
            (101, 0, "1", "1/2", 50),
            (103, 0, "1", "1/2", 52),
            (101, 1, "2.5", "40%", 100),
        ] {
            let read = |text| Ratio::parse(text).unwrap_or(Ratio::ONE);
            let worth = Worth {
                market_minor: market,
                paid_minor: paid,
                multiplier: read(multiplier),
                share: read(share),
            };
            assert_eq!(worth.value(), Some(value), "{worth:?}");
        }
    }

    #[test]
    fn a_rate_times_hours_is_a_sum() {
        let market = |price: &str, hours: &str, most| {
            let (price, hours) = (Price::parse(price).ok()?, Quantity::parse(hours).ok()?);
            market_minor(price, hours, Currency::CNY, most)
        };
        assert_eq!(market("30", "2.5", 10_000), Some(7_500));
        assert_eq!(market("0.3333", "1.5", 10_000), Some(50));
        assert_eq!(market("30", "2.5", 7_499), None);
    }
}

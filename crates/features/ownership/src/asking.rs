//! What may be asked for units that are passed on. Pure.

use crate::register::RegisterRefused as No;

/// So many times what a unit costs.
const PRICE_TIMES_MAX: i64 = 10;

/// Whether so much can be meant for a unit that costs `par_minor`.
///
/// # Errors
/// `PriceNotPositive`, `PriceTooHigh`.
pub fn price(price_minor: i64, par_minor: i64) -> Result<(), No> {
    match () {
        () if price_minor <= 0 => Err(No::PriceNotPositive),
        () if price_minor > par_minor.saturating_mul(PRICE_TIMES_MAX) => Err(No::PriceTooHigh),
        () => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_is_one_that_can_be_meant() {
        for (minor, answer) in [
            (0, Err(No::PriceNotPositive)),
            (1, Ok(())),
            (50_000, Ok(())),
            (50_001, Err(No::PriceTooHigh)),
            (i64::MAX, Err(No::PriceTooHigh)),
        ] {
            assert_eq!(price(minor, 5_000), answer, "{minor}");
        }
        assert_eq!(price(i64::MAX, i64::MAX), Ok(()));
    }
}

//! What can be given back of an order, and whose part it comes from. Pure.
//!
//! A refund takes from what remains of each part, so that repeats can never pass the whole and the last one
//! ends exactly at zero.

use crate::split::{Part, Party};
use kernel::{Currency, Price, Quantity, divide_once};

kernel::codes! {
    /// Why nothing was given back.
    pub enum RefundRefused {
        NoSuchOrder = "no_such_order",
        NoSuchLine = "no_such_line",
        LineTwice = "line_twice",
        NotAMember = "not_a_member",
        NotAllowed = "not_allowed",
        /// Conflict of interest: someone else has to do it.
        OwnOrder = "own_order",
        NotPaid = "not_paid",
        ReasonMissing = "reason_missing",
        NothingToRefund = "nothing_to_refund",
        QuantityNotPositive = "quantity_not_positive",
        /// Back on the shelf, less than a step could never be sold.
        QuantityOffStep = "quantity_off_step",
        /// More than is left of the line.
        MoreThanLeft = "more_than_left",
        SumNotPositive = "sum_not_positive",
        /// More than is left of what was paid.
        MoreThanPaid = "more_than_paid",
        KeyReused = "key_reused",
    }
}

/// What of a refund a coupon had paid, so that with the last refund all of it is back: `refunded_minor` counts this one in,
/// `back_minor` is what went back before. Never more than the refund, for a coupon never pays more than the order.
pub fn coupon_back(coupon_minor: i64, total_minor: i64, refunded_minor: i64, back_minor: i64) -> i64 {
    if total_minor <= 0 {
        return 0;
    }
    let whole = i128::from(coupon_minor) * i128::from(refunded_minor) / i128::from(total_minor);
    i64::try_from(whole).map_or(0, |whole| whole - back_minor)
}

/// What is left of one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineLeft {
    pub quantity: Quantity,
    pub price: Price,
    pub currency: Currency,
    /// Given back by quantity so far.
    pub returned: Quantity,
    pub total_minor: i64,
    /// Given back so far, by quantity or by sum.
    pub refunded_minor: i64,
    /// What is left of each receiver's part, in the order of parties; they sum to the line's rest.
    pub parts: Vec<Part>,
}

impl LineLeft {
    pub fn rest_minor(&self) -> i64 {
        self.total_minor - self.refunded_minor
    }

    pub fn rest_quantity(&self) -> Quantity {
        Quantity::from_milli(self.quantity.milli - self.returned.milli)
    }

    /// What a quantity is worth that comes back now. Counted from the sum of all that came back, so that
    /// returning the rest always gives back the rest, however it was cut up before; a sum given back beside
    /// it is never given back twice.
    pub fn worth(&self, quantity: Quantity) -> Result<i64, RefundRefused> {
        if quantity.milli <= 0 {
            return Err(RefundRefused::QuantityNotPositive);
        }
        if quantity > self.rest_quantity() {
            return Err(RefundRefused::MoreThanLeft);
        }
        let after = Quantity::from_milli(self.returned.milli + quantity.milli);
        if after == self.quantity {
            return Ok(self.rest_minor());
        }
        let so_far = |returned: Quantity| {
            self.price.times(returned, self.currency).map_or(self.total_minor, |worth| worth.minor)
        };
        Ok((so_far(after) - so_far(self.returned)).min(self.rest_minor()))
    }

    /// Takes `minor` from what remains of each part; answers what each gives, those that give nothing left out.
    pub fn take(&self, minor: i64) -> Result<Vec<Part>, RefundRefused> {
        if minor > self.rest_minor() {
            return Err(RefundRefused::MoreThanLeft);
        }
        if minor <= 0 {
            return Ok(Vec::new());
        }
        let weights: Vec<(Party, u64)> =
            self.parts.iter().map(|part| (part.to, part.minor.unsigned_abs())).collect();
        let taken = divide_once(minor, &weights).ok_or(RefundRefused::MoreThanLeft)?;
        let parts = self.parts.iter().zip(taken).map(|(part, minor)| Part { to: part.to, minor });
        Ok(parts.filter(|part| part.minor > 0).collect())
    }
}

/// Divides a sum over the lines in proportion to what is left of each.
pub fn over_lines(minor: i64, rests: &[i64]) -> Result<Vec<i64>, RefundRefused> {
    if minor <= 0 {
        return Err(RefundRefused::SumNotPositive);
    }
    let left: i64 = rests.iter().sum();
    if minor > left {
        return Err(RefundRefused::MoreThanPaid);
    }
    let weights: Vec<(usize, u64)> =
        rests.iter().enumerate().map(|(at, rest)| (at, rest.unsigned_abs())).collect();
    divide_once(minor, &weights).ok_or(RefundRefused::MoreThanPaid)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::split::{Split, SplitPart, Take};
    use RefundRefused::*;
    use proptest::prelude::*;

    fn line(price_e4: i64, milli: i64) -> LineLeft {
        let (price, currency) = (Price::from_e4(price_e4), Currency::CNY);
        let total_minor = price.times(Quantity::from_milli(milli), currency).unwrap().minor;
        let parts = vec![
            SplitPart { to: Party::Fund(1), take: Take::BasisPoints(500) },
            SplitPart { to: Party::Fund(2), take: Take::BasisPoints(333) },
        ];
        let quantity = Quantity::from_milli(milli);
        let parts = Split { parts, rest: Party::Fund(3) }.divide(total_minor, quantity).unwrap();
        LineLeft {
            quantity,
            price,
            currency,
            returned: Quantity::from_milli(0),
            total_minor,
            refunded_minor: 0,
            parts,
        }
    }

    fn give_back(line: &mut LineLeft, minor: i64, milli: i64) {
        for taken in line.take(minor).unwrap() {
            let part = line.parts.iter_mut().find(|part| part.to == taken.to).unwrap();
            part.minor -= taken.minor;
        }
        line.refunded_minor += minor;
        line.returned.milli += milli;
    }

    /// Returned before, sum given before, returned now → worth. Three at ¥0.0333.
    #[test]
    fn worth_answers() {
        for (returned, refunded, now, worth) in [
            (0, 0, 1_000, Ok(3)),
            (1_000, 3, 1_000, Ok(4)),
            (2_000, 7, 1_000, Ok(3)),
            (0, 0, 3_000, Ok(10)),
            (0, 0, 3_001, Err(MoreThanLeft)),
            (2_000, 7, 1_001, Err(MoreThanLeft)),
            (0, 0, 0, Err(QuantityNotPositive)),
            (0, 8, 1_000, Ok(2)),
            (0, 10, 1_000, Ok(0)),
            (0, 4, 3_000, Ok(6)),
        ] {
            let returned = Quantity::from_milli(returned);
            let line = LineLeft { returned, refunded_minor: refunded, ..line(333, 3_000) };
            assert_eq!(line.worth(Quantity::from_milli(now)), worth, "{returned} {refunded} {now}");
        }
    }

    #[test]
    fn sums_are_divided_over_what_is_left_of_the_lines() {
        assert_eq!(over_lines(10, &[10, 30, 0]), Ok(vec![3, 7, 0]));
        assert_eq!(over_lines(40, &[10, 30, 0]), Ok(vec![10, 30, 0]));
        assert_eq!(over_lines(41, &[10, 30, 0]), Err(MoreThanPaid));
        assert_eq!(over_lines(0, &[10]), Err(SumNotPositive));
        assert_eq!(over_lines(1, &[0, 0]), Err(MoreThanPaid));
    }

    proptest! {
        /// Any series of refunds by quantity and by sum: refunded and rest are always the whole, no part is
        /// below zero, and giving back the rest ends at zero for everybody.
        #[test]
        fn any_series_of_refunds_ends_at_zero(
            price in 0i64..100_000,
            units in 1i64..40,
            steps in prop::collection::vec((any::<bool>(), 1i64..100_000), 0..20),
        ) {
            let mut line = line(price, units * 500);
            for (by_quantity, size) in steps {
                let (minor, milli) = match by_quantity {
                    true => {
                        let milli = (size % units + 1) * 500;
                        match line.worth(Quantity::from_milli(milli)) {
                            Ok(minor) => (minor, milli),
                            Err(MoreThanLeft) => continue,
                            Err(other) => panic!("{other}"),
                        }
                    }
                    false => (size % (line.rest_minor() + 1), 0),
                };
                give_back(&mut line, minor, milli);
                prop_assert!(line.parts.iter().all(|part| part.minor >= 0));
                prop_assert_eq!(line.parts.iter().map(|part| part.minor).sum::<i64>(), line.rest_minor());
            }
            let rest = line.rest_minor();
            prop_assert!(line.take(rest + 1).is_err());
            give_back(&mut line, rest, 0);
            prop_assert!(line.parts.iter().all(|part| part.minor == 0));
        }
    }

    proptest! {
        /// However an order is given back, its coupon gets no more than each refund, and all of it with the last.
        #[test]
        fn a_coupon_has_all_back_with_the_last_refund(
            total in 1i64..1_000_000,
            share in 0i64..=1_000,
            steps in prop::collection::vec(1i64..100_000, 0..30),
        ) {
            let coupon = total * share / 1_000;
            let (mut refunded, mut back) = (0, 0);
            for step in steps.into_iter().chain([total]) {
                let step = step.min(total - refunded);
                refunded += step;
                let part = coupon_back(coupon, total, refunded, back);
                prop_assert!((0..=step).contains(&part), "{part} of {step}");
                back += part;
            }
            prop_assert_eq!(back, coupon);
        }
    }
}

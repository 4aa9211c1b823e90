//! Which earlier purchases a cancellation takes back, and for how much.

use kernel::{Currency, Price, Quantity};

/// A line of an earlier order with something left to take back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Purchase<K> {
    pub line: K,
    pub price: Price,
    pub bought: Quantity,
    pub taken_back: Quantity,
}

/// What a cancellation takes from one purchase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Taken<K> {
    pub line: K,
    pub quantity: Quantity,
    /// What was paid for it: the difference of two roundings of the whole, so that a purchase taken back in
    /// many pieces gives back what was paid for it and never a penny more.
    pub minor: i64,
}

/// Walks back over purchases, latest first, as far as quantity is left. The second answer is what no purchase
/// covers. `None` when a sum passes the range of the books.
pub(super) fn cover<K: Clone>(
    purchases: &[Purchase<K>],
    wanted: Quantity,
    currency: Currency,
) -> Option<(Vec<Taken<K>>, Quantity)> {
    let (mut taken, mut rest) = (Vec::new(), wanted.milli);
    for purchase in purchases {
        let milli = rest.min(purchase.bought.milli.checked_sub(purchase.taken_back.milli)?);
        if milli <= 0 {
            continue;
        }
        let quantity = Quantity::from_milli(milli);
        let after = Quantity::from_milli(purchase.taken_back.milli.checked_add(milli)?);
        let value = |quantity| purchase.price.times(quantity, currency);
        let minor = value(after)?.minor.checked_sub(value(purchase.taken_back)?.minor)?;
        taken.push(Taken { line: purchase.line.clone(), quantity, minor });
        rest -= milli;
    }
    Some((taken, Quantity::from_milli(rest)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Purchases (price, bought, taken back), latest first; wanted → taken (purchase, quantity, pence), uncovered.
    #[test]
    fn cover_answers() {
        let check = |purchases: &[(&str, i64, i64)], wanted: i64, taken: &[(usize, i64, i64)], rest: i64| {
            let whole = |quantity: i64| Quantity::from_milli(quantity * 1000);
            let purchases: Vec<_> = purchases
                .iter()
                .enumerate()
                .map(|(line, (price, bought, back))| Purchase {
                    line,
                    price: Price::parse(price).unwrap(),
                    bought: whole(*bought),
                    taken_back: whole(*back),
                })
                .collect();
            let expected = taken.iter().map(|(line, quantity, minor)| Taken {
                line: *line,
                quantity: whole(*quantity),
                minor: *minor,
            });
            let answer = cover(&purchases, whole(wanted), Currency::GBP);
            assert_eq!(answer, Some((expected.collect(), whole(rest))), "{purchases:?} {wanted}");
        };
        check(&[], 3, &[], 3);
        check(&[("2.50", 10, 0)], 3, &[(0, 3, 750)], 0);
        check(&[("2.50", 2, 0), ("2.00", 6, 1)], 4, &[(0, 2, 500), (1, 2, 400)], 0);
        check(&[("2.50", 2, 2), ("2.00", 6, 5)], 4, &[(1, 1, 200)], 3);
        // 3 at 0.005 were sold for 2 pence (1.5 to even); taken back one by one they give 0, 1 and 1.
        check(&[("0.005", 3, 0)], 1, &[(0, 1, 0)], 0);
        check(&[("0.005", 3, 1)], 1, &[(0, 1, 1)], 0);
        check(&[("0.005", 3, 2)], 1, &[(0, 1, 1)], 0);
    }
}

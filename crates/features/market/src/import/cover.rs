//! Which earlier purchases a cancellation takes back. What was paid for them is the refund's to say.

use kernel::Quantity;

/// A line of an earlier order, of which something may be left to take back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Purchase<K> {
    pub line: K,
    pub bought: Quantity,
    pub taken_back: Quantity,
}

/// What a cancellation takes from one purchase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Taken<K> {
    pub line: K,
    pub quantity: Quantity,
}

/// Walks back over purchases, latest first, as far as quantity is left. The second answer is what no purchase
/// covers.
pub(super) fn cover<K: Clone>(purchases: &[Purchase<K>], wanted: Quantity) -> (Vec<Taken<K>>, Quantity) {
    let (mut taken, mut rest) = (Vec::new(), wanted.milli);
    for purchase in purchases {
        let milli = rest.min(purchase.bought.milli - purchase.taken_back.milli);
        if milli > 0 {
            taken.push(Taken { line: purchase.line.clone(), quantity: Quantity::from_milli(milli) });
            rest -= milli;
        }
    }
    (taken, Quantity::from_milli(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Purchases (bought, taken back), latest first; wanted → taken (purchase, quantity), uncovered.
    #[test]
    fn cover_answers() {
        let check = |purchases: &[(i64, i64)], wanted: i64, taken: &[(usize, i64)], rest: i64| {
            let quantity = Quantity::from_milli;
            let purchases: Vec<_> = purchases
                .iter()
                .enumerate()
                .map(|(line, (bought, back))| Purchase {
                    line,
                    bought: quantity(*bought),
                    taken_back: quantity(*back),
                })
                .collect();
            let taken = taken.iter().map(|(line, milli)| Taken { line: *line, quantity: quantity(*milli) });
            let answer = cover(&purchases, quantity(wanted));
            assert_eq!(answer, (taken.collect(), quantity(rest)), "{purchases:?} {wanted}");
        };
        check(&[], 3, &[], 3);
        check(&[(10, 0)], 3, &[(0, 3)], 0);
        check(&[(2, 0), (6, 1)], 4, &[(0, 2), (1, 2)], 0);
        check(&[(2, 2), (6, 5)], 4, &[(1, 1)], 3);
        check(&[(2, 0), (6, 0), (9, 0)], 8, &[(0, 2), (1, 6)], 0);
    }
}

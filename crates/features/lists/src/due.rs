//! What is to be ordered, or called off, for one person: what the list says now, less what was ordered before. Pure.

use std::collections::BTreeMap;

/// By goods, in thousandths.
pub type Amounts<K> = BTreeMap<K, i64>;

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Due<K> {
    Nothing,
    /// A further order of so much.
    More(Vec<(K, i64)>),
    /// What is not paid yet is called off, and this ordered instead; empty: only called off.
    Instead(Vec<(K, i64)>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reckoned<K> {
    pub due: Due<K>,
    /// Less is wanted of these than cannot be changed any more: somebody has to talk about it.
    pub fixed: Vec<K>,
}

/// `kept` is in orders that nobody here may change: paid, claimed to be paid, handed over, or ended by somebody's own
/// decision. `open` is in those that can still be called off.
pub fn reckon<K: Ord + Clone>(wants: &Amounts<K>, kept: &Amounts<K>, open: &Amounts<K>) -> Reckoned<K> {
    let of = |amounts: &Amounts<K>, goods: &K| amounts.get(goods).copied().unwrap_or(0);
    let mut all: Vec<&K> = wants.keys().chain(kept.keys()).chain(open.keys()).collect();
    all.sort();
    all.dedup();
    let (mut more, mut instead, mut fixed) = (Vec::new(), Vec::new(), Vec::new());
    let mut less = false;
    for goods in all {
        let left = of(wants, goods) - of(kept, goods);
        if left < 0 {
            fixed.push(goods.clone());
        }
        let (target, have) = (left.max(0), of(open, goods));
        if target > 0 {
            instead.push((goods.clone(), target));
        }
        if target > have {
            more.push((goods.clone(), target - have));
        }
        less |= target < have;
    }
    let due = match (less, more.is_empty()) {
        (true, _) => Due::Instead(instead),
        (false, true) => Due::Nothing,
        (false, false) => Due::More(more),
    };
    Reckoned { due, fixed }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Wanted, kept, open → what is due, and what is fixed.
    #[test]
    fn only_the_difference_is_due() {
        let amounts = |list: &[(char, i64)]| list.iter().copied().collect::<Amounts<char>>();
        let check =
            |wants: &[(char, i64)], kept: &[(char, i64)], open: &[(char, i64)], due, fixed: &[char]| {
                let found = reckon(&amounts(wants), &amounts(kept), &amounts(open));
                assert_eq!(found, Reckoned { due, fixed: fixed.to_vec() }, "{wants:?} {kept:?} {open:?}");
            };
        check(&[], &[], &[], Due::Nothing, &[]);
        check(&[('a', 2)], &[], &[], Due::More(vec![('a', 2)]), &[]);
        check(&[('a', 2)], &[], &[('a', 2)], Due::Nothing, &[]);
        check(&[('a', 3), ('b', 1)], &[], &[('a', 2)], Due::More(vec![('a', 1), ('b', 1)]), &[]);
        check(&[('a', 1)], &[], &[('a', 2)], Due::Instead(vec![('a', 1)]), &[]);
        check(&[], &[], &[('a', 2)], Due::Instead(vec![]), &[]);
        check(&[('b', 2)], &[], &[('a', 2)], Due::Instead(vec![('b', 2)]), &[]);
        // What is paid stays, and what comes on top is ordered.
        check(&[('a', 3)], &[('a', 2)], &[], Due::More(vec![('a', 1)]), &[]);
        check(&[('a', 1)], &[('a', 2)], &[], Due::Nothing, &['a']);
        check(&[('b', 1)], &[('a', 2)], &[], Due::More(vec![('b', 1)]), &['a']);
        check(&[('a', 2)], &[('a', 2)], &[('a', 1)], Due::Instead(vec![]), &[]);
        check(&[('a', 1)], &[('a', 2)], &[('b', 1)], Due::Instead(vec![]), &['a']);
    }
}

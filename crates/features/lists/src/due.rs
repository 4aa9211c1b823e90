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

/// More orders than these of one person are not tried in all ways.
const ORDERS_TRIED_MAX: usize = 10;

/// Which of the orders that can be called off stay, where those alone are exactly what is due instead of all of them: nobody's order is
/// called off to be made once more. The fewest are called off, of as many the latest.
pub fn staying<K: Ord + Clone>(instead: &[(K, i64)], open: &[Amounts<K>]) -> Vec<usize> {
    if instead.is_empty() || open.len() > ORDERS_TRIED_MAX {
        return Vec::new();
    }
    let due: Amounts<K> = instead.iter().cloned().collect();
    let chosen = |set: u32| (0..open.len()).filter(move |at| set & (1 << at) != 0);
    let is_due = |set: &u32| {
        let mut sum = Amounts::new();
        for (goods, milli) in chosen(*set).flat_map(|at| &open[at]) {
            *sum.entry(goods.clone()).or_default() += milli;
        }
        sum == due
    };
    let sets = (1_u32..1 << open.len()).filter(is_due);
    let best = sets.max_by_key(|set| (set.count_ones(), set.reverse_bits()));
    best.map(|set| chosen(set).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is due instead, the orders → those that stay.
    #[test]
    fn an_order_that_is_exactly_what_is_due_stays() {
        let amounts = |list: &[(char, i64)]| list.iter().copied().collect::<Amounts<char>>();
        let check = |instead: &[(char, i64)], open: &[&[(char, i64)]], stays: &[usize]| {
            let open: Vec<_> = open.iter().map(|one| amounts(one)).collect();
            assert_eq!(staying(instead, &open), stays, "{instead:?} {open:?}");
        };
        check(&[('a', 2)], &[&[('a', 2)], &[('a', 1)]], &[0]);
        check(&[('a', 1)], &[&[('a', 2)], &[('a', 1)]], &[1]);
        check(&[('a', 2), ('b', 1)], &[&[('a', 2)], &[('c', 1)], &[('b', 1)]], &[0, 2]);
        check(&[('a', 2)], &[&[('a', 2)], &[('a', 1)], &[('a', 1)]], &[1, 2]);
        check(&[('a', 1)], &[&[('a', 1)], &[('a', 1)]], &[0]);
        // What would still have to be ordered is ordered as a whole.
        check(&[('a', 3)], &[&[('a', 2)], &[('b', 1)]], &[]);
        check(&[('a', 1)], &[&[('a', 2)]], &[]);
        check(&[], &[&[('a', 2)]], &[]);
        check(&[('a', 1)], &[], &[]);
    }

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

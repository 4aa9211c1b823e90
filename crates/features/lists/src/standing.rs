//! What each person of a list wants in all, line after line. Pure.

use crate::line::{Doing, MILLI_MAX, Part};
use std::collections::BTreeMap;

/// Item → thousandths; nothing is left at zero.
pub type Wants = BTreeMap<i64, i64>;

/// What one person's lines, in their order, come to.
pub fn standing<'a>(lines: impl IntoIterator<Item = (Doing, &'a [Part])>) -> Wants {
    let mut wants = Wants::new();
    for (doing, parts) in lines {
        step(&mut wants, doing, parts);
    }
    wants.retain(|_, milli| *milli > 0);
    wants
}

fn step(wants: &mut Wants, doing: Doing, parts: &[Part]) {
    match doing {
        Doing::None => {}
        Doing::Withdraw if parts.is_empty() => wants.clear(),
        Doing::Withdraw => {
            for (item, milli) in parts {
                let have = wants.entry(*item).or_default();
                *have = milli.map_or(0, |milli| (*have - milli).max(0));
            }
        }
        Doing::Replace => {
            for (item, milli) in parts {
                wants.insert(*item, milli.unwrap_or(0).clamp(0, MILLI_MAX));
            }
        }
        Doing::Order | Doing::Add => {
            for (item, milli) in parts {
                let have = wants.entry(*item).or_default();
                *have = have.saturating_add(milli.unwrap_or(0)).clamp(0, MILLI_MAX);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines as (what, items) → what stands.
    #[test]
    fn lines_build_on_each_other() {
        use Doing::{Add, Order, Replace, Withdraw};
        let check = |lines: &[(Doing, &[Part])], expected: &[(i64, i64)]| {
            let found = standing(lines.iter().copied());
            assert_eq!(found.into_iter().collect::<Vec<_>>(), expected, "{lines:?}");
        };
        check(&[], &[]);
        check(&[(Order, &[(1, Some(2_000)), (2, Some(500))])], &[(1, 2_000), (2, 500)]);
        check(
            &[(Order, &[(1, Some(2_000))]), (Add, &[(1, Some(1_000)), (3, Some(1))])],
            &[(1, 3_000), (3, 1)],
        );
        check(
            &[(Order, &[(1, Some(2_000)), (2, Some(9))]), (Replace, &[(1, Some(1_000))])],
            &[(1, 1_000), (2, 9)],
        );
        check(&[(Order, &[(1, Some(2_000))]), (Replace, &[(1, Some(0))])], &[]);
        check(&[(Order, &[(1, Some(2_000))]), (Withdraw, &[])], &[]);
        check(&[(Order, &[(1, Some(2_000)), (2, Some(1))]), (Withdraw, &[(1, None)])], &[(2, 1)]);
        check(&[(Order, &[(1, Some(2_000))]), (Withdraw, &[(1, Some(3_000))])], &[]);
        check(&[(Order, &[(1, Some(2_000))]), (Withdraw, &[]), (Order, &[(1, Some(1))])], &[(1, 1)]);
        check(&[(Order, &[(1, Some(2_000))]), (Doing::None, &[])], &[(1, 2_000)]);
        check(&[(Add, &[(1, Some(i64::MAX))]), (Add, &[(1, Some(i64::MAX))])], &[(1, MILLI_MAX)]);
    }
}

//! A statement whose columns nobody named: the last sum of each line is a balance where it runs along the lines. Pure.

use std::cmp::Ordering;

/// What a line moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Change {
    pub(crate) minor: i64,
    /// None: nothing stands beside it that says so.
    pub(crate) went_out: Option<bool>,
}

/// Line by line, for lines that have sums: what moved, where each has two, and each second one is the one before (or the one after, in a
/// statement that has its newest line above) with the first one added or taken away. None where that is not so of all of them, or there is
/// one line only. Equal sums run in both directions, and say opposite things: there `days`, each as far as its line tells it, say which
/// line is older; where they do not, None. No balance stands before that of the oldest line: which way its money went is not told.
pub(crate) fn changes(sums: &[&[i64]], days: &[Option<String>]) -> Option<Vec<Option<Change>>> {
    let pairs: Option<Vec<(usize, i64, i64)>> = sums
        .iter()
        .enumerate()
        .filter(|(_, sums)| !sums.is_empty())
        .map(|(at, sums)| match sums {
            [minor, balance] => Some((at, *minor, *balance)),
            _ => None,
        })
        .collect();
    let pairs = pairs.filter(|pairs| pairs.len() >= 2)?;
    let found = match (run(pairs.iter()), run(pairs.iter().rev())) {
        (Some(down), Some(up)) => {
            let days = pairs.iter().filter_map(|(at, ..)| days.get(*at)?.as_deref());
            match order(days.collect())? {
                Ordering::Less => down,
                Ordering::Greater => up,
                Ordering::Equal => return None,
            }
        }
        (down, up) => down.or(up)?,
    };
    let mut all = vec![None; sums.len()];
    for (at, change) in found {
        all[at] = Some(change);
    }
    Some(all)
}

/// How a day stands to those below it, where it is the same for all; None where it is the one here and the other there. Of lines of one day
/// the minutes count where both tell them.
fn order(days: Vec<&str>) -> Option<Ordering> {
    let mut found = Ordering::Equal;
    for (one, below) in days.iter().zip(days.iter().skip(1)) {
        let length = one.len().min(below.len());
        match one.get(..length).cmp(&below.get(..length)) {
            Ordering::Equal => {}
            other if found == Ordering::Equal || found == other => found = other,
            _ => return None,
        }
    }
    Some(found)
}

/// Of lines from the oldest on, each with where it stands.
fn run<'a>(pairs: impl Iterator<Item = &'a (usize, i64, i64)>) -> Option<Vec<(usize, Change)>> {
    let mut found = Vec::new();
    let mut before: Option<i64> = None;
    for (at, minor, balance) in pairs {
        let went_out = match before {
            None => None,
            Some(before) if before.checked_add(*minor) == Some(*balance) => Some(false),
            Some(before) if before.checked_sub(*minor) == Some(*balance) => Some(true),
            Some(_) => return None,
        };
        found.push((*at, Change { minor: *minor, went_out }));
        before = Some(*balance);
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sums of lines → what moved: in, out, or which way is not told.
    #[test]
    fn a_balance_runs_along_the_lines() {
        let check = |sums: &[&[i64]], moved: Option<&[Option<(i64, &str)>]>| {
            let way = |change: Change| match change.went_out {
                Some(true) => (change.minor, "out"),
                Some(false) => (change.minor, "in"),
                None => (change.minor, ""),
            };
            let is =
                changes(sums, &[]).map(|all| all.into_iter().map(|one| one.map(way)).collect::<Vec<_>>());
            assert_eq!(is.as_deref(), moved, "{sums:?}");
        };
        check(&[&[48, 1_048], &[20, 1_068]], Some(&[Some((48, "")), Some((20, "in"))]));
        check(
            &[&[48, 1_048], &[20, 1_028], &[6, 1_034]],
            Some(&[Some((48, "")), Some((20, "out")), Some((6, "in"))]),
        );
        check(&[&[20, 1_068], &[48, 1_048]], Some(&[Some((20, "in")), Some((48, ""))]));
        check(&[&[48, 1_048], &[], &[20, 1_068]], Some(&[Some((48, "")), None, Some((20, "in"))]));
        check(&[&[48, 1_048], &[20, 1_069]], None);
        check(&[&[48, 1_048], &[20, 1_068], &[6]], None);
        check(&[&[48, 1_048], &[1, 2, 3]], None);
        check(&[&[48, 1_048]], None);
        check(&[&[48], &[20]], None);
        check(&[], None);
        check(&[&[30, 1_048], &[30, 1_078]], None);
    }

    /// Days → how they run; the balance of equal sums is read in that direction.
    #[test]
    fn days_run_up_or_down() {
        for (days, is) in [
            (&["2026-11-26", "2026-11-27"][..], Some(Ordering::Less)),
            (&["2026-11-27", "2026-11-27", "2026-11-26"], Some(Ordering::Greater)),
            (&["2026-11-26T10:22", "2026-11-26T10:20"], Some(Ordering::Greater)),
            (&["2026-11-26T10:22", "2026-11-26"], Some(Ordering::Equal)),
            (&["2026-11-26", "2026-11-27", "2026-11-26"], None),
            (&["2026-11-26"], Some(Ordering::Equal)),
            (&[], Some(Ordering::Equal)),
        ] {
            assert_eq!(order(days.to_vec()), is, "{days:?}");
        }
    }
}

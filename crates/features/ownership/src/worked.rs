//! How many of the units that somebody holds came from work, told from the lines of the register. Pure.
//!
//! Of what somebody holds the oldest units go first, and units that are passed on stay what they are: from work, or not. What is taken
//! back goes before that: an arrival that was none takes units that were paid for; and so do units of work that lapse because the rules
//! say so of who leaves, for they are what lapses. What came by a conversion counts as not from work
//! here, for it came with what was put in there.

use crate::ids::Member;
use crate::issue::OriginKind;
use kernel::Id;
use std::collections::{BTreeMap, VecDeque};

/// One line of the register; those of a holder in the order in which they were entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    pub holder: Id<Member>,
    pub units: i64,
    pub kind: OriginKind,
    pub origin: String,
    /// Of a lapse: it was carried out by the rules of leaving. Any other is an exit of its own, which somebody consented to.
    pub by_rule: bool,
}

/// Units that came together.
#[derive(Debug, Clone, Copy)]
struct Lot {
    units: i64,
    of_work: bool,
}

#[derive(Debug, Default)]
struct Lots(VecDeque<Lot>);

impl Lots {
    fn units(&self) -> i64 {
        self.0.iter().map(|lot| lot.units).sum()
    }

    fn of_work(&self) -> i64 {
        self.0.iter().filter(|lot| lot.of_work).map(|lot| lot.units).sum()
    }

    /// The oldest of them; of one sort only, where that is asked.
    fn take(&mut self, mut units: i64, only: Option<bool>) -> Vec<Lot> {
        let mut taken = Vec::new();
        for lot in &mut self.0 {
            let part = lot.units.min(units);
            if part > 0 && only.is_none_or(|of_work| of_work == lot.of_work) {
                lot.units -= part;
                units -= part;
                taken.push(Lot { units: part, ..*lot });
            }
        }
        self.0.retain(|lot| lot.units > 0);
        taken
    }
}

/// By holder, those who hold any. Whoever takes units over has them only after the line of who gave them, in whatever order holders come.
pub(crate) fn of_work(lines: Vec<Line>) -> BTreeMap<Id<Member>, i64> {
    let mut waiting: BTreeMap<Id<Member>, VecDeque<Line>> = BTreeMap::new();
    for line in lines {
        waiting.entry(line.holder).or_default().push_back(line);
    }
    let mut held: BTreeMap<Id<Member>, Lots> = BTreeMap::new();
    let mut on_their_way: BTreeMap<String, Lots> = BTreeMap::new();
    loop {
        let mut moved = false;
        for (holder, lines) in &mut waiting {
            let own = held.entry(*holder).or_default();
            while let Some(line) = lines.front() {
                if !enter(own, &mut on_their_way, line) {
                    break;
                }
                lines.pop_front();
                moved = true;
            }
        }
        if moved {
            continue;
        }
        // Nobody gave what somebody took over: it counts as not from work, and the others go on.
        let stuck = waiting.iter_mut().find_map(|(holder, lines)| Some((*holder, lines.pop_front()?)));
        let Some((holder, line)) = stuck else { break };
        held.entry(holder).or_default().0.push_back(Lot { units: line.units, of_work: false });
    }
    let counted = held.into_iter().map(|(holder, lots)| (holder, lots.of_work()));
    counted.filter(|(_, units)| *units > 0).collect()
}

/// False where what comes was not given yet.
fn enter(own: &mut Lots, on_their_way: &mut BTreeMap<String, Lots>, line: &Line) -> bool {
    let passes = matches!(line.kind, OriginKind::Transfer | OriginKind::Legacy);
    let of_work = line.kind == OriginKind::Contribution;
    if line.units > 0 && passes {
        let given = on_their_way.entry(line.origin.clone()).or_default();
        if given.units() < line.units {
            return false;
        }
        own.0.extend(given.take(line.units, None));
    } else if line.units > 0 {
        own.0.push_back(Lot { units: line.units, of_work });
    } else {
        let units = line.units.saturating_neg();
        let same = match line.kind {
            OriginKind::Subscription | OriginKind::Commitment | OriginKind::Contribution => {
                own.take(units, Some(of_work))
            }
            OriginKind::Lapse if line.by_rule => own.take(units, Some(true)),
            _ => Vec::new(),
        };
        let rest = units - same.iter().map(|lot| lot.units).sum::<i64>();
        let others = own.take(rest, None);
        if passes {
            on_their_way.entry(line.origin.clone()).or_default().0.extend(same.into_iter().chain(others));
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use OriginKind::*;

    const BY_RULE: &str = "dep_1";

    fn member(seed: u8) -> Id<Member> {
        Id::from_parts(1, [seed; 10])
    }

    /// Lines (who, units, from what, its id) → who has how many from work.
    #[test]
    fn what_came_from_work_follows_the_units() {
        for (lines, answer) in [
            (vec![(1, 3, Subscription, "s"), (1, 1, Contribution, "w")], vec![(1, 1)]),
            // The oldest go first: three that were paid for, then the one from work.
            (
                vec![
                    (2, 1, Transfer, "t"),
                    (1, 3, Subscription, "s"),
                    (1, 1, Contribution, "w"),
                    (1, -1, Transfer, "t"),
                ],
                vec![(1, 1)],
            ),
            (
                vec![
                    (1, 1, Contribution, "w"),
                    (1, 3, Subscription, "s"),
                    (1, -1, Transfer, "t"),
                    (2, 1, Transfer, "t"),
                ],
                vec![(2, 1)],
            ),
            // On and back again, and on: by whomever it is read first.
            (
                vec![
                    (1, 1, Transfer, "b"),
                    (1, -1, Transfer, "c"),
                    (2, 2, Contribution, "w"),
                    (2, -2, Transfer, "a"),
                    (3, 2, Transfer, "a"),
                    (3, -1, Transfer, "b"),
                    (3, 1, Transfer, "c"),
                ],
                vec![(3, 2)],
            ),
            (vec![(1, 2, Contribution, "w"), (1, -1, Lapse, "l")], vec![(1, 1)]),
            // What lapses of who left early is what they had worked for, however old what they paid for is.
            (vec![(1, 3, Subscription, "s"), (1, 2, Contribution, "w"), (1, -2, Lapse, BY_RULE)], vec![]),
            (
                vec![(1, 3, Subscription, "s"), (1, 3, Contribution, "w"), (1, -1, Lapse, BY_RULE)],
                vec![(1, 2)],
            ),
            // An exit that was consented to takes the oldest.
            (
                vec![(1, 3, Subscription, "s"), (1, 2, Contribution, "w"), (1, -3, Lapse, "prt_1")],
                vec![(1, 2)],
            ),
            (vec![(1, 2, Contribution, "w"), (1, -2, BuyBack, "p")], vec![]),
            (
                vec![
                    (1, 3, Contribution, "w"),
                    (1, -2, Legacy, "p"),
                    (1, -1, Legacy, "p"),
                    (2, 2, Legacy, "p"),
                    (3, 1, Legacy, "p"),
                ],
                vec![(2, 2), (3, 1)],
            ),
            // Taken back is what was paid for, whatever is older.
            (
                vec![(1, 2, Contribution, "w"), (1, 1, Subscription, "s"), (1, -1, Subscription, "s")],
                vec![(1, 2)],
            ),
            // A line that nobody gave stops nobody.
            (vec![(1, 2, Transfer, "x"), (1, 1, Contribution, "w")], vec![(1, 1)]),
        ] {
            let lines = lines
                .into_iter()
                .map(|(who, units, kind, origin): (u8, i64, OriginKind, &str)| Line {
                    holder: member(who),
                    units,
                    kind,
                    origin: origin.to_owned(),
                    by_rule: origin == BY_RULE,
                })
                .collect::<Vec<_>>();
            let told: Vec<_> = of_work(lines.clone()).into_iter().collect();
            let answer: Vec<_> =
                answer.into_iter().map(|(who, units): (u8, i64)| (member(who), units)).collect();
            assert_eq!(told, answer, "{lines:?}");
        }
    }
}

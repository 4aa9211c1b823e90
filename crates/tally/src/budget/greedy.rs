//! The greedy rule: down the list, the best first, each that still fits.

use super::instance::Instance;
use super::rule::Measure;
use std::cmp::Ordering;

/// A project whose turn came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Considered {
    pub project: usize,
    /// Voters who named it; or the points, or what ranks gave, of all voters.
    pub support: u64,
    /// What was left of the budget when its turn came. It was skipped because it cost more.
    pub left: u64,
    pub taken: bool,
}

/// Utility for cost, to be compared.
#[derive(Debug, Clone, Copy)]
struct Density {
    utility: u128,
    cost: u128,
}

impl Density {
    /// By cost, a project is worth as much to each voter as it costs: what is left of the fraction are the voters,
    /// and a project that costs nothing is worth nothing.
    fn of(measure: Measure, support: u64, cost: u64) -> Density {
        let (support, priced) = (u128::from(support), u128::from(cost));
        match measure {
            Measure::Cost if cost == 0 => Density { utility: 0, cost: 1 },
            Measure::Cost => Density { utility: support, cost: 1 },
            _ if support == 0 => Density { utility: 0, cost: 1 },
            // Zero below: more than any fraction, as `cmp` sees it.
            _ => Density { utility: support, cost: priced },
        }
    }

    fn cmp(self, other: Density) -> Ordering {
        match (self.cost, other.cost) {
            (0, 0) => Ordering::Equal,
            _ => (self.utility * other.cost).cmp(&(other.utility * self.cost)),
        }
    }
}

/// Goes on from what is selected already. Also tells whether two projects were equally good, so that the tie rule was
/// asked.
pub(super) fn complete(
    instance: &Instance,
    measure: Measure,
    ranks: &[usize],
    selected: &[usize],
) -> (Vec<Considered>, bool) {
    let support = supports(instance, measure);
    let density = |project: usize| Density::of(measure, support[project], instance.projects[project].cost);
    let mut order: Vec<usize> =
        (0..instance.projects.len()).filter(|project| !selected.contains(project)).collect();
    order.sort_by(|a, b| density(*b).cmp(density(*a)).then(ranks[*a].cmp(&ranks[*b])));
    let tie_met = order.windows(2).any(|pair| density(pair[0]).cmp(density(pair[1])) == Ordering::Equal);
    // Equal Shares never spends more than there is, and Add1 takes no outcome that would.
    let mut left = instance.budget - instance.cost_of(selected);
    let considered = order.into_iter().map(|project| {
        let before = left;
        let cost = instance.projects[project].cost;
        let taken = cost <= left;
        left -= if taken { cost } else { 0 };
        Considered { project, support: support[project], left: before, taken }
    });
    (considered.collect(), tie_met)
}

/// What all voters together give each project; by approval, how many name it.
fn supports(instance: &Instance, measure: Measure) -> Vec<u64> {
    let mut support = vec![0; instance.projects.len()];
    for ballot in &instance.ballots {
        for (project, utility) in ballot.utilities.iter().filter(|(_, utility)| *utility > 0) {
            let each = match measure {
                Measure::Cost | Measure::Cardinality => 1,
                Measure::Points | Measure::Borda => *utility,
            };
            support[*project] += ballot.count * each;
        }
    }
    support
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Utility and cost of two projects → which is better.
    #[test]
    fn what_is_free_and_wanted_comes_first_and_what_nobody_wants_last() {
        let of = |support, cost| Density::of(Measure::Cardinality, support, cost);
        assert_eq!(of(1, 0).cmp(of(1_000, 1)), Ordering::Greater);
        assert_eq!(of(1, 0).cmp(of(5, 0)), Ordering::Equal);
        assert_eq!(of(1, 3).cmp(of(2, 6)), Ordering::Equal);
        assert_eq!(of(0, 0).cmp(of(1, 1_000_000)), Ordering::Less);
        assert_eq!(of(0, 0).cmp(of(0, 7)), Ordering::Equal);
        assert_eq!(Density::of(Measure::Cost, 9, 0).cmp(Density::of(Measure::Cost, 1, 5)), Ordering::Less);
    }
}

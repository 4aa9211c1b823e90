//! The rules once more, as they are written in words: voter by voter, fraction by fraction, run by run. Slow and plain.

use num_traits::Zero;
use std::collections::BTreeSet;
use tally::BigRational;
use tally::budget::{Completion, Instance, Measure, Rule};

pub(crate) fn number(number: u64) -> BigRational {
    BigRational::from_integer(number.into())
}

/// What a voter with this ballot has of this project.
fn utility(instance: &Instance, measure: Measure, ballot: usize, project: usize) -> BigRational {
    let named = instance.ballots[ballot].utilities.iter().find(|(named, _)| *named == project);
    match named {
        None | Some((_, 0)) => BigRational::zero(),
        Some((_, given)) => match measure {
            Measure::Cost => number(instance.projects[project].cost),
            Measure::Cardinality => number(1),
            Measure::Points | Measure::Borda => number(*given),
        },
    }
}

fn supported(instance: &Instance, project: usize) -> bool {
    let mut ballots = instance.ballots.iter().filter(|ballot| ballot.count > 0);
    ballots.any(|ballot| ballot.utilities.iter().any(|(named, given)| *named == project && *given > 0))
}

/// One purchase: project, rho, and what each voter of each ballot paid.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Bought {
    pub(crate) project: usize,
    pub(crate) rho: BigRational,
    pub(crate) paid: Vec<BigRational>,
}

/// The least rho with `sum of count·min(money, rho·utility) = cost`, trying every order of supporters by what they can
/// bear. None where they hold too little.
fn least_rho(
    cost: &BigRational,
    supporters: &[(BigRational, BigRational, BigRational)],
) -> Option<BigRational> {
    let paid = |rho: &BigRational| -> BigRational {
        supporters.iter().map(|(count, money, utility)| count * money.min(&(rho * utility))).sum()
    };
    // Between two neighbouring limits, the sum is a straight line.
    let mut limits: Vec<BigRational> = supporters.iter().map(|(_, money, utility)| money / utility).collect();
    limits.sort();
    let mut below = BigRational::zero();
    for limit in limits {
        if paid(&limit) >= *cost {
            let (low, high) = (paid(&below), paid(&limit));
            return Some(&below + (cost - &low) * (&limit - &below) / (high - low));
        }
        below = limit;
    }
    None
}

/// Purchases from this first share; `goes_first` breaks ties.
pub(crate) fn equal_shares(
    instance: &Instance,
    measure: Measure,
    share: &BigRational,
    goes_first: fn(&str, &str) -> bool,
) -> Vec<Bought> {
    let all = 0..instance.ballots.len();
    let mut money = vec![share.clone(); instance.ballots.len()];
    let mut bought: Vec<Bought> = Vec::new();
    loop {
        let mut best: Option<(usize, BigRational)> = None;
        for (place, project) in instance.projects.iter().enumerate() {
            if project.cost == 0 || bought.iter().any(|one| one.project == place) {
                continue;
            }
            let supporters: Vec<_> = all
                .clone()
                .map(|at| {
                    (
                        number(instance.ballots[at].count),
                        money[at].clone(),
                        utility(instance, measure, at, place),
                    )
                })
                .filter(|(count, _, utility)| !count.is_zero() && !utility.is_zero())
                .collect();
            let Some(rho) = least_rho(&number(project.cost), &supporters) else { continue };
            let better = best.as_ref().is_none_or(|(other, least)| {
                rho < *least || (rho == *least && goes_first(&project.id, &instance.projects[*other].id))
            });
            if better {
                best = Some((place, rho));
            }
        }
        let Some((project, rho)) = best else { return bought };
        let paid: Vec<BigRational> = all
            .clone()
            .map(|at| money[at].clone().min(&rho * utility(instance, measure, at, project)))
            .collect();
        money.iter_mut().zip(&paid).for_each(|(money, paid)| *money -= paid);
        bought.push(Bought { project, rho, paid });
    }
}

/// What the rule selects; of Equal Shares also the first share and how often one was added.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Chosen {
    pub(crate) selected: Vec<usize>,
    pub(crate) share: BigRational,
    pub(crate) added: u64,
    pub(crate) bought: Vec<Bought>,
}

pub(crate) fn choose(instance: &Instance, rule: Rule, goes_first: fn(&str, &str) -> bool) -> Chosen {
    let mut chosen =
        Chosen { selected: Vec::new(), share: BigRational::zero(), added: 0, bought: Vec::new() };
    let Rule::EqualShares(measure, completion) = rule else {
        greedy(instance, rule.measure(), goes_first, &mut chosen.selected);
        return chosen;
    };
    let voters = instance.ballots.iter().map(|ballot| ballot.count).sum::<u64>().max(1);
    let mut free: Vec<usize> = (0..instance.projects.len())
        .filter(|project| instance.projects[*project].cost == 0 && supported(instance, *project))
        .collect();
    free.sort_by(|a, b| {
        if goes_first(&instance.projects[*a].id, &instance.projects[*b].id) {
            std::cmp::Ordering::Less
        } else {
            std::cmp::Ordering::Greater
        }
    });
    let mut before: Option<Chosen> = None;
    let mut added = 0;
    let mut chosen = loop {
        let share = number(instance.budget) / number(voters) + number(added * instance.step);
        let bought = equal_shares(instance, measure, &share, goes_first);
        let selected: Vec<usize> = free.iter().copied().chain(bought.iter().map(|one| one.project)).collect();
        let this = Chosen { selected, share, added, bought };
        if !matches!(completion, Completion::AddOne | Completion::AddOneGreedy) {
            break this;
        }
        let cost: u64 = this.selected.iter().map(|project| instance.projects[*project].cost).sum();
        if cost > instance.budget {
            break before.expect("the budget itself is never overspent");
        }
        let fits = |project: usize| {
            !this.selected.contains(&project)
                && supported(instance, project)
                && instance.projects[project].cost <= instance.budget - cost
        };
        if !(0..instance.projects.len()).any(fits) {
            break this;
        }
        before = Some(this);
        added += 1;
    };
    if matches!(completion, Completion::Greedy | Completion::AddOneGreedy) {
        greedy(instance, measure, goes_first, &mut chosen.selected);
    }
    chosen
}

/// A project that somebody wants and the shares did not buy: after how many purchases its supporters first hold too
/// little, and how much that is.
pub(crate) fn short(
    instance: &Instance,
    chosen: &Chosen,
    project: usize,
) -> Option<(usize, usize, BigRational)> {
    let bought = chosen.bought.iter().any(|one| one.project == project);
    let cost = instance.projects[project].cost;
    if bought || cost == 0 || !supported(instance, project) {
        return None;
    }
    let hold = |after: usize| -> BigRational {
        let wants = |at: &usize| {
            instance.ballots[*at].utilities.iter().any(|(named, given)| *named == project && *given > 0)
        };
        let holds = |at: usize| {
            let paid: BigRational = chosen.bought[..after].iter().map(|one| one.paid[at].clone()).sum();
            number(instance.ballots[at].count) * (&chosen.share - paid)
        };
        (0..instance.ballots.len()).filter(wants).map(holds).sum()
    };
    let after = (0..=chosen.bought.len()).find(|after| hold(*after) < number(cost))?;
    Some((project, after, hold(after)))
}

/// Again and again the best of those that are left and fit.
fn greedy(
    instance: &Instance,
    measure: Measure,
    goes_first: fn(&str, &str) -> bool,
    selected: &mut Vec<usize>,
) {
    let utility_of = |project: usize| -> BigRational {
        let each = |at: usize| number(instance.ballots[at].count) * utility(instance, measure, at, project);
        (0..instance.ballots.len()).map(each).sum()
    };
    // None: more than any fraction.
    let density = |project: usize| match (utility_of(project), instance.projects[project].cost) {
        (total, _) if total.is_zero() => Some(total),
        (_, 0) => None,
        (total, cost) => Some(total / number(cost)),
    };
    let taken: BTreeSet<usize> = selected.iter().copied().collect();
    let mut left: Vec<usize> =
        (0..instance.projects.len()).filter(|project| !taken.contains(project)).collect();
    loop {
        let spent: u64 = selected.iter().map(|project| instance.projects[*project].cost).sum();
        left.retain(|project| spent + instance.projects[*project].cost <= instance.budget);
        let mut best: Option<usize> = None;
        for project in left.iter().copied() {
            let better = best.is_none_or(|best| {
                let [mine, theirs] = [project, best].map(density);
                let first = goes_first(&instance.projects[project].id, &instance.projects[best].id);
                match (mine, theirs) {
                    (None, None) => first,
                    (None, Some(_)) => true,
                    (Some(_), None) => false,
                    (Some(mine), Some(theirs)) => mine > theirs || (mine == theirs && first),
                }
            });
            if better {
                best = Some(project);
            }
        }
        let Some(best) = best else { return };
        selected.push(best);
        left.retain(|project| *project != best);
    }
}

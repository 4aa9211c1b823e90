//! Projects to be paid from one sum, and which of them are chosen by which rule.
//!
//! An [`Instance`] goes in, a [`Rule`] decides, an [`Outcome`] comes out with all that led to it. All sums are
//! integers of the smallest unit that is counted; between them there are exact fractions only.

mod add_one;
mod electorate;
mod forms;
mod greedy;
mod instance;
mod outcome;
mod rule;
mod run;
mod span;
mod stretch;

pub use greedy::Considered;
pub use instance::{Ballot, Instance, Project, Unfit};
pub use outcome::{BallotShare, Ended, Outcome, Purchase, Shares, Short};
pub use rule::{BallotKind, Completion, Measure, Rule};

use add_one::Series;
use electorate::Electorate;
use std::collections::BTreeSet;

/// Which projects the rule chooses, and why.
///
/// # Errors
/// Where the instance contradicts itself, or its numbers are larger than can be counted.
pub fn run(instance: &Instance, rule: Rule) -> Result<Outcome, Unfit> {
    instance.check()?;
    let (mut outcome, tie_met) = choose(instance, rule, Ties::ById);
    if tie_met {
        let (other, _) = choose(instance, rule, Ties::ByIdBackwards);
        let [these, those] = [&outcome, &other].map(|one| one.selected.iter().collect::<BTreeSet<_>>());
        outcome.depends_on_tie_breaking = these != those;
    }
    Ok(outcome)
}

/// Among projects that are equally good, the one whose id is smaller as a text (code point order) goes first; or, to
/// see whether that matters, the one whose id is larger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ties {
    ById,
    ByIdBackwards,
}

impl Ties {
    /// The place of each project.
    fn ranks(self, projects: &[Project]) -> Vec<usize> {
        let mut order: Vec<usize> = (0..projects.len()).collect();
        order.sort_by(|a, b| projects[*a].id.cmp(&projects[*b].id));
        if self == Ties::ByIdBackwards {
            order.reverse();
        }
        let mut ranks = vec![0; projects.len()];
        order.into_iter().enumerate().for_each(|(rank, project)| ranks[project] = rank);
        ranks
    }
}

/// The outcome under one tie rule, and whether that rule was ever asked.
fn choose(instance: &Instance, rule: Rule, ties: Ties) -> (Outcome, bool) {
    let ranks = ties.ranks(&instance.projects);
    let (measure, completion) = match rule {
        Rule::Greedy(measure) => {
            let (considered, tie_met) = greedy::complete(instance, measure, &ranks, &[]);
            return (Outcome::of(instance, rule, None, considered), tie_met);
        }
        Rule::EqualShares(measure, completion) => (measure, completion),
    };
    let electorate = Electorate::of(instance, measure, ranks);
    let series = match completion.adds_one() {
        true => Series::add_one(instance, &electorate),
        false => Series::once(instance, &electorate),
    };
    let mut tie_met = series.tie_met;
    let shares = series.shares(instance, &electorate);
    let mut considered = Vec::new();
    if completion.is_greedy() {
        let (more, tied) = greedy::complete(instance, measure, &electorate.ranks, &shares.selected());
        considered = more;
        tie_met |= tied;
    }
    (Outcome::of(instance, rule, Some(shares), considered), tie_met)
}

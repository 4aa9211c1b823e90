//! Projects within a sum.

use super::{Found, Question, Vote, number, unfit, whole};
use crate::choice::Choice;
use crate::reckoning::{
    Bought, Budget, Considered, Counted, Denominator, Ended, GROUP_COUNT_MAX, Group, Project, Shares, Short,
};
use crate::stored::fault;
use crate::terms::{Counting, Outcome, Weighting};
use std::collections::{BTreeMap, BTreeSet};
use store::Fault;
use tally::budget::{self, Ballot, Completion, Instance, Measure, Rule};
use tally::exact::{decimal, fraction};

/// Decimals of a minor unit.
const PLACES: usize = 4;

pub(super) fn budget(question: &Question, votes: &[Vote]) -> Result<Found, Fault> {
    let Asked { instance, wanted } = asked(question, votes)?;
    let counted = budget::run(&instance, rule(question)?).map_err(fault)?;
    let chosen = wanted.of_all(&counted.selected);
    let mut votes_of = vec![0_u64; question.option_count];
    for ballot in &instance.ballots {
        for (project, utility) in &ballot.utilities {
            votes_of[wanted.0[*project]] += utility * ballot.count;
        }
    }
    let project = |(place, cost): (usize, &i64)| {
        let option = number(place);
        let votes = whole(votes_of[place])?;
        Ok(Project { option, cost_minor: *cost, votes, chosen: chosen.contains(&option) })
    };
    let considered = |one: &budget::Considered| {
        Ok(Considered {
            option: wanted.option(one.project),
            votes: whole(one.support)?,
            left_minor: whole(one.left)?,
            taken: one.taken,
        })
    };
    let shares = counted.shares.as_ref().map(|shares| self::shares(question, &instance, &wanted, shares));
    let backs = |vote: &&Vote| match &vote.choice {
        Choice::Approve(options) => options.iter().any(|option| chosen.contains(option)),
        Choice::Credits(votes) => votes.iter().any(|(option, votes)| *votes > 0 && chosen.contains(option)),
        _ => false,
    };
    let backers = votes.iter().filter(backs).count() as u128;
    let (threshold, whole_count) = (question.threshold()?, votes.len() as u128);
    let shown = Budget {
        backers: whole(backers)?,
        whole: whole(whole_count)?,
        needed: whole(threshold.needed(whole_count))?,
        budget_minor: question.budget_minor,
        total_minor: whole(counted.total_cost)?,
        projects: question.costs.iter().enumerate().map(project).collect::<Result<_, Fault>>()?,
        shares: shares.transpose()?,
        considered: counted.considered.iter().map(considered).collect::<Result<_, Fault>>()?,
        depends_on_order: counted.depends_on_tie_breaking,
    };
    // No ballot says no to a project, and a rule of shares takes what a few alone can pay for. Whether money is spent at
    // all is for more than the threshold of those who took part: who wants nothing of it abstains.
    let passed = threshold.is_passed(backers, whole_count);
    let outcome = if passed { Outcome::Passed } else { Outcome::Rejected };
    Ok(Found {
        outcome,
        winners: chosen,
        of: Some(Denominator::Participants),
        counted: Counted::Budget(shown),
    })
}

/// What is counted. A project that no ballot names is left out: the greedy rule would take it where it fits.
struct Asked {
    instance: Instance,
    wanted: Wanted,
}

/// The place on the ballot of each project that is counted.
struct Wanted(Vec<usize>);

impl Wanted {
    fn option(&self, project: usize) -> i64 {
        number(self.0[project])
    }

    fn of_all(&self, projects: &[usize]) -> Vec<i64> {
        projects.iter().map(|project| self.option(*project)).collect()
    }
}

fn rule(question: &Question) -> Result<Rule, Fault> {
    let measure = match question.weighting {
        Weighting::QuadraticCredits => Measure::Points,
        _ => Measure::Cardinality,
    };
    Ok(match question.counting {
        // By cost utility per cost: the number of voters.
        Counting::GreedyByVotes => Rule::Greedy(Measure::Cost),
        Counting::GreedyByVotesPerCost => Rule::Greedy(measure),
        Counting::EqualShares => Rule::EqualShares(Measure::Cost, Completion::None),
        Counting::EqualSharesAdd1Greedy => Rule::EqualShares(Measure::Cost, Completion::AddOneGreedy),
        other => return Err(fault(format_args!("{other} counts no budgets"))),
    })
}

/// Ballots that say the same are one with their number, in an order that does not depend on who voted first.
fn asked(question: &Question, votes: &[Vote]) -> Result<Asked, Fault> {
    let mut same: BTreeMap<Vec<(usize, u64)>, u64> = BTreeMap::new();
    for vote in votes {
        let mut utilities = Vec::new();
        match &vote.choice {
            Choice::Approve(options) => {
                for option in options {
                    utilities.push((question.place(*option)?, 1));
                }
            }
            Choice::Credits(votes) => {
                for (option, votes) in votes.iter().filter(|(_, votes)| *votes > 0) {
                    utilities.push((question.place(*option)?, u64::try_from(*votes).map_err(fault)?));
                }
            }
            Choice::Abstain => {}
            other => return Err(unfit(other)),
        }
        utilities.sort_unstable();
        *same.entry(utilities).or_default() += 1;
    }
    let named: BTreeSet<usize> = same.keys().flatten().map(|(place, _)| *place).collect();
    let wanted = Wanted(named.into_iter().collect());
    let mut projects = Vec::with_capacity(wanted.0.len());
    for place in &wanted.0 {
        let cost = u64::try_from(question.costs[*place]).map_err(fault)?;
        // Ties go by the order on the ballot: ids are compared as texts, so they are of one length.
        projects.push(budget::Project { id: format!("{place:04}"), cost });
    }
    let counted =
        |(place, utility): (usize, u64)| (wanted.0.partition_point(|known| *known < place), utility);
    let ballot = |(utilities, count): (Vec<(usize, u64)>, u64)| Ballot {
        count,
        utilities: utilities.into_iter().map(counted).collect(),
    };
    let ballots = same.into_iter().map(ballot).collect();
    let budget = u64::try_from(question.budget_minor).map_err(fault)?;
    let step = u64::try_from(question.step_minor).map_err(fault)?;
    Ok(Asked { instance: Instance { projects, budget, step, ballots }, wanted })
}

fn shares(
    question: &Question,
    instance: &Instance,
    wanted: &Wanted,
    shares: &budget::Shares,
) -> Result<Shares, Fault> {
    let each: Vec<budget::BallotShare> =
        (0..instance.ballots.len()).map(|ballot| shares.of_ballot(instance, ballot)).collect();
    let bought = |round: &budget::Purchase| {
        let pays = |(ballot, share): (&Ballot, &budget::BallotShare)| {
            let paid = share.paid.iter().any(|(project, _)| *project == round.project);
            if paid { ballot.count } else { 0 }
        };
        Ok(Bought {
            option: wanted.option(round.project),
            rho: fraction(&round.rho),
            payer_count: whole(instance.ballots.iter().zip(&each).map(pays).sum::<u64>())?,
            left_minor: whole(round.left)?,
        })
    };
    let group = |(ballot, share): (&Ballot, &budget::BallotShare)| {
        Ok(Group {
            options: ballot.utilities.iter().map(|(project, _)| wanted.option(*project)).collect(),
            voter_count: whole(ballot.count)?,
            paid: share
                .paid
                .iter()
                .map(|(project, sum)| (wanted.option(*project), decimal(sum, PLACES)))
                .collect(),
            left: decimal(&share.left, PLACES),
        })
    };
    let short = |one: budget::Short| Short {
        option: wanted.option(one.project),
        after: one.rounds.checked_sub(1).map(|last| wanted.option(shares.rounds[last].project)),
        held: fraction(&one.held),
    };
    let few = instance.ballots.len() <= GROUP_COUNT_MAX;
    let groups = instance.ballots.iter().zip(&each).filter(|_| few);
    Ok(Shares {
        first_share: decimal(&shares.first_share, PLACES),
        added: whole(shares.added)?,
        step_minor: question.step_minor,
        ended: match shares.ended {
            budget::Ended::NothingAffordable => Ended::NothingAffordable,
            budget::Ended::NothingFits => Ended::NothingFits,
            budget::Ended::NextWouldOverspend => Ended::NextWouldOverspend,
        },
        rounds: shares.rounds.iter().map(bought).collect::<Result<_, Fault>>()?,
        groups: groups.map(group).collect::<Result<_, Fault>>()?,
        short: shares.short_of(instance).into_iter().map(short).collect(),
    })
}

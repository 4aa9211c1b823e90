//! Votes in, reckoning out: hands what was voted to the rule of the ballot's kind and keeps all that it answers.
//!
//! Not a rule: counting is `tally`'s.

mod budget;
mod ranked;
mod simple;

use crate::ballot::{self, Extension};
use crate::choice::Choice;
use crate::reckoning::{Counted, Denominator, Reckoning, VERSION};
use crate::stored::fault;
use crate::terms::{Counting, Kind, Outcome, Part, Terms, Weighting};
use store::Fault;

/// One voter's ballot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vote {
    pub choice: Choice,
    pub weight_e6: i64,
}

/// What is counted, and by what.
#[derive(Debug, Clone)]
pub struct Question {
    pub kind: Kind,
    pub counting: Counting,
    pub weighting: Weighting,
    pub terms: Terms,
    pub option_count: usize,
    /// Of each project.
    pub costs: Vec<i64>,
    pub budget_minor: i64,
    /// What Add1 gives each voter more: one unit of the currency.
    pub step_minor: i64,
    pub electorate_count: i64,
    pub extensions: Vec<Extension>,
}

/// Outcome without regard to the quorum, winners, and what they were counted from.
struct Found {
    outcome: Outcome,
    winners: Vec<i64>,
    of: Option<Denominator>,
    counted: Counted,
}

/// # Errors
/// `Fault::Codec` where a stored vote is none, or the numbers are larger than can be counted.
pub fn count(question: &Question, votes: &[Vote]) -> Result<Reckoning, Fault> {
    let found = match question.kind {
        Kind::Consent => simple::consent(question, votes),
        Kind::YesNo => simple::yes_no(question, votes)?,
        Kind::Approval | Kind::Score if question.weighting == Weighting::QuadraticCredits => {
            simple::credits(question, votes)?
        }
        Kind::Approval => simple::approval(question, votes)?,
        Kind::Score => simple::score(question, votes)?,
        Kind::Ranked => ranked::ranked(question, votes)?,
        Kind::Budget => budget::budget(question, votes)?,
    };
    let participant_count = whole(votes.len())?;
    let quorum_needed = ballot::quorum_needed(question.electorate_count, question.terms.quorum);
    let quorum_reached = participant_count >= quorum_needed;
    let abstains = |vote: &&Vote| vote.choice == Choice::Abstain;
    Ok(Reckoning {
        version: VERSION,
        kind: question.kind,
        counting: question.counting,
        weighting: question.weighting,
        electorate_count: question.electorate_count,
        participant_count,
        quorum_needed,
        quorum_reached,
        parts_per_vote: question.parts_per_vote(),
        threshold: found.of.map(|_| question.terms.threshold),
        of: found.of,
        abstention_count: whole(votes.iter().filter(abstains).count())?,
        outcome: if quorum_reached { found.outcome } else { Outcome::NoQuorum },
        winners: found.winners,
        counted: found.counted,
        extensions: question.extensions.clone(),
    })
}

impl Question {
    fn parts_per_vote(&self) -> i64 {
        if ballot::tells_whose(self.weighting) { ballot::BASIC_WEIGHT_E6 } else { 1 }
    }

    /// What a vote weighs, in parts of a vote.
    fn weight(&self, vote: &Vote) -> Result<u64, Fault> {
        match ballot::tells_whose(self.weighting) {
            true => u64::try_from(vote.weight_e6).map_err(fault),
            false => Ok(1),
        }
    }

    fn threshold(&self) -> Result<tally::motion::Threshold, Fault> {
        let Part { numerator, denominator } = self.terms.threshold;
        tally::motion::Threshold::of(numerator, denominator).ok_or_else(|| fault("a threshold of all"))
    }

    /// The place of an option in `tally`'s lists.
    fn place(&self, option: i64) -> Result<usize, Fault> {
        let place = usize::try_from(option - 1).ok().filter(|place| *place < self.option_count);
        place.ok_or_else(|| fault(format_args!("a vote for option {option}, which there is not")))
    }
}

fn unfit(choice: &Choice) -> Fault {
    fault(format_args!("{choice:?} is no answer to this ballot"))
}

fn whole<N: TryInto<i64>>(number: N) -> Result<i64, Fault> {
    number.try_into().map_err(|_| fault("a count beyond 64 bits"))
}

/// The number of an option from its place.
fn number(place: usize) -> i64 {
    i64::try_from(place).unwrap_or(i64::MAX - 1) + 1
}

fn numbers(places: &[usize]) -> Vec<i64> {
    places.iter().map(|place| number(*place)).collect()
}

/// One winner passes; several that are level are named.
fn of_winners(winners: &[usize]) -> Outcome {
    match winners.len() {
        0 => Outcome::Rejected,
        1 => Outcome::Passed,
        _ => Outcome::Tied,
    }
}

#[cfg(test)]
#[path = "count/tests.rs"]
mod tests;

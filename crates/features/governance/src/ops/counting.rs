//! Counting what is stored, in an operation or on a snapshot: the same code counts and counts again.

use crate::ballot_store::{self, Rows};
use crate::count::{self, Vote};
use crate::reckoning::Reckoning;
use crate::rows::{Ballot, BallotOption};
use crate::stored::{self, fault};
use crate::terms::Secrecy;
use store::{Fault, Reader, Tx};

/// One unit of the community's currency, in minor units.
pub(crate) fn step_minor(community: Option<community::Community>) -> i64 {
    community.map_or(100, |community| 10_i64.pow(community.currency.exponent()))
}

fn options(tx: &mut Tx, ballot: &Ballot) -> Result<Vec<BallotOption>, Fault> {
    let key = |number| (ballot.community_id, ballot.id, number);
    let found = (1..=ballot.option_count).map(|number| tx.find::<BallotOption>(key(number)));
    let found: Vec<Option<BallotOption>> = found.collect::<Result<_, Fault>>()?;
    Ok(found.into_iter().flatten().collect())
}

/// Of a ballot in this operation: its options and the votes given.
pub(super) fn reckon(tx: &mut Tx, ballot: &Ballot, votes: &[Vote]) -> Result<Reckoning, Fault> {
    let options = options(tx, ballot)?;
    let community = tx.find::<community::Community>(ballot.community_id)?;
    let question = ballot_store::question(ballot, &options, step_minor(community))?;
    count::count(&question, votes)
}

/// Of a ballot that is open, as it stands in this very operation.
pub(super) fn count_now(tx: &mut Tx, ballot: &Ballot) -> Result<Reckoning, Fault> {
    let votes = current_votes(tx, ballot)?;
    reckon(tx, ballot, &votes)
}

fn current_votes(tx: &mut impl Rows, ballot: &Ballot) -> Result<Vec<Vote>, Fault> {
    match ballot.secrecy {
        Secrecy::Open => {
            Ok(ballot_store::named_votes(tx, ballot)?.into_iter().map(|(_, vote)| vote).collect())
        }
        Secrecy::Secret => Err(fault("nobody counts a secret ballot before it closes")),
    }
}

/// The options of a ballot, by number.
///
/// # Errors
/// Of the database only.
pub(crate) fn ballot_options(reader: &mut Reader, ballot: &Ballot) -> Result<Vec<BallotOption>, Fault> {
    let key = |number| (ballot.community_id, ballot.id, number);
    let found = (1..=ballot.option_count).map(|number| reader.find::<BallotOption>(&key(number)));
    let found: Vec<Option<BallotOption>> = found.collect::<Result<_, Fault>>()?;
    Ok(found.into_iter().flatten().collect())
}

/// Counts a closed ballot again, from what is stored, and tells what was told when it closed. The same as its
/// reckoning, or somebody has changed something.
/// None where it cannot be: the ballot has not closed, or its papers have left because they had weights.
///
/// # Errors
/// Of the database, and where a stored vote is none.
pub fn recount(reader: &mut Reader, ballot: &Ballot) -> Result<Option<Reckoning>, Fault> {
    let gone = ballot.secrecy == Secrecy::Secret
        && ballot.final_at_us.is_some()
        && crate::ballot::tells_whose(ballot.weighting);
    let Some(told) = ballot.reckoning.as_ref().filter(|_| !gone) else { return Ok(None) };
    let told: Reckoning = stored::parsed("a reckoning", told)?;
    let options = ballot_options(reader, ballot)?;
    let community = reader.find::<community::Community>(&ballot.community_id)?;
    let question = ballot_store::question(ballot, &options, step_minor(community))?;
    let votes = ballot_store::stored_votes(reader, ballot)?;
    Ok(Some(count::count(&question, &votes)?.as_of_version(told.version)))
}

//! Holds a community's ballots against themselves: what `hehuo verify` and the tests ask.
//!
//! Not a rule: it reads.

use crate::ballot_store::{closed_after, heads};
use crate::ops::recount;
use crate::reckoning::Reckoning;
use crate::rows::{Ballot, Proposal};
use crate::stored;
use store::{Fault, Reader};

/// Ballots looked at in one read.
const PAGE: i64 = 200;

/// What is wrong, in words for whoever runs the program; empty when all holds: every closed ballot counted again gives what
/// was told, as many have voted as are said to have, none of them from outside the electorate.
///
/// # Errors
/// Of the database, and where a stored vote cannot be read.
pub fn verify(reader: &mut Reader, community: i64) -> Result<Vec<String>, Fault> {
    Ok(check(reader, community)?.wrong)
}

/// What was looked at, and what is wrong with it.
#[derive(Debug, Default)]
pub struct Checked {
    /// Closed ballots whose stored votes were counted again.
    pub recounted: u64,
    /// Closed ballots that cannot be: weighted papers leave when appeals have ended.
    pub gone: u64,
    /// In words for whoever runs the program.
    pub wrong: Vec<String>,
}

/// As `verify`, and how many there were.
///
/// # Errors
/// As of `verify`.
pub fn check(reader: &mut Reader, community: i64) -> Result<Checked, Fault> {
    let (mut checked, mut after) = (Checked::default(), String::new());
    loop {
        let page = closed_after(reader, community, &after, PAGE)?;
        let Some(last) = page.last() else { return Ok(checked) };
        after = last.to_string();
        for id in page {
            if let Some(ballot) = reader.find::<Ballot>(&(community, id))? {
                check_ballot(reader, &ballot, &mut checked)?;
            }
        }
    }
}

fn check_ballot(reader: &mut Reader, ballot: &Ballot, checked: &mut Checked) -> Result<(), Fault> {
    let proposal = reader.find::<Proposal>(&(ballot.community_id, ballot.proposal_id))?;
    let number = proposal.map(|proposal| format!("proposal {}, ", proposal.number)).unwrap_or_default();
    let mut say = |what: &str| checked.wrong.push(format!("{number}{}: {what}", ballot.id));
    let (voters, voted, strangers) = heads(reader, ballot)?;
    if voters != ballot.electorate_count {
        say("the electorate is not what it was at the opening");
    }
    if voted != ballot.voted_count {
        say("other members have voted than are counted");
    }
    if strangers > 0 {
        say("somebody voted who may not");
    }
    let Some(told) = &ballot.reckoning else {
        say("closed, and not counted");
        return Ok(());
    };
    // What cannot be read has been changed by somebody: it is named, and the others are looked at all the same.
    let Ok(told) = stored::parsed::<Reckoning>("reckoning", told) else {
        say("its reckoning cannot be read");
        return Ok(());
    };
    if told.participant_count != voted || Some(told.outcome) != ballot.outcome {
        say("its reckoning is of another ballot");
    }
    match recount(reader, ballot)? {
        None => checked.gone += 1,
        Some(again) => {
            if again != told {
                say("its reckoning is not what its votes give when they are counted again");
            }
            checked.recounted += 1;
        }
    }
    Ok(())
}

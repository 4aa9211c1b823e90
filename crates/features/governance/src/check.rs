//! Holds a community's ballots against themselves: what `hehuo verify` and the tests ask.
//!
//! Not a rule: it reads.

use crate::ballot_store::{closed_after, heads};
use crate::ops::recount;
use crate::reckoning::Reckoning;
use crate::rows::Ballot;
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
    let (mut wrong, mut after) = (Vec::new(), String::new());
    loop {
        let page = closed_after(reader, community, &after, PAGE)?;
        let Some(last) = page.last() else { return Ok(wrong) };
        after = last.to_string();
        for id in page {
            if let Some(ballot) = reader.find::<Ballot>(&(community, id))? {
                check(reader, &ballot, &mut wrong)?;
            }
        }
    }
}

fn check(reader: &mut Reader, ballot: &Ballot, wrong: &mut Vec<String>) -> Result<(), Fault> {
    let mut say = |what: &str| wrong.push(format!("{}: {what}", ballot.id));
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
    let told =
        ballot.reckoning.as_ref().map(|text| stored::parsed::<Reckoning>("reckoning", text)).transpose()?;
    let Some(told) = told else {
        say("closed, and not counted");
        return Ok(());
    };
    if told.participant_count != voted || Some(told.outcome) != ballot.outcome {
        say("its reckoning is of another ballot");
    }
    if recount(reader, ballot)?.is_some_and(|again| again != told) {
        say("counted again it is another outcome");
    }
    Ok(())
}

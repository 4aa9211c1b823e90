//! Holds contributions, who confirmed them, and what is recorded against each other: what `hehuo verify` asks.
//!
//! Not a rule: it reads rows.

use crate::acting::rules;
use crate::contribution::{State, Why};
use crate::contributions_store::{after, confirmed_by, values_of};
use crate::rows::{Confirmation, Contribution};
use store::{Fault, Reader};

/// Rows looked at in one read.
const PAGE: i64 = 500;

/// What does not hold, in words: each contribution is worth what its rules say, was confirmed by as many others as they ask before it
/// counts, and counts once, with that worth; what was lost of it is no more than that.
///
/// # Errors
/// Of the database only.
pub fn verify(reader: &mut Reader, community: i64) -> Result<Vec<String>, Fault> {
    let (mut wrong, mut number) = (Vec::new(), 0);
    loop {
        let page = after(reader, community, number, PAGE)?;
        if page.is_empty() {
            return Ok(wrong);
        }
        for id in page {
            let Some(row) = reader.find::<Contribution>(&(community, id))? else { continue };
            number = row.number;
            check(reader, &row, &mut wrong)?;
        }
    }
}

fn check(reader: &mut Reader, row: &Contribution, wrong: &mut Vec<String>) -> Result<(), Fault> {
    let mut says = |holds: bool, what: String| {
        if !holds {
            wrong.push(format!("{}: {what}", row.id));
        }
    };
    let worth = row.worth().value();
    says(worth == Some(row.value), format!("{} stands there, it is worth {worth:?}", row.value));
    let members = confirmed_by(reader, row.community_id, row.id)?;
    let mut of_office = 0;
    for member in &members {
        let key = (row.community_id, row.id, *member);
        of_office += i64::from(reader.find::<Confirmation>(&key)?.is_some_and(|said| said.by_office));
    }
    let counted = (row.confirmation_count, row.office_confirmation_count);
    let there = (members.len() as i64, of_office);
    says(counted == there, format!("{counted:?} confirmations counted, {there:?} are there"));
    says(!members.contains(&row.member), "confirmed by whoever claimed it".to_owned());
    let rules = rules(reader, row.community_id, row.rules_version)?;
    let enough = rules.is_some_and(|rules| rules.is_confirmed(there.0, there.1));
    let needs = matches!(row.state, State::Confirmed | State::Disputed | State::Recorded);
    says(enough || !needs, format!("{} with {there:?} confirmations", row.state));
    let lines = values_of(reader, row.community_id, row.id)?;
    let (mut first, mut left) = (Vec::new(), 0);
    for (_, why, value) in &lines {
        if *why == Why::Recorded {
            first.push(*value);
        }
        left += value;
    }
    let expected = if row.state == State::Recorded { vec![row.value] } else { Vec::new() };
    says(first == expected, format!("recorded as {first:?}, to be {expected:?}"));
    says((0..=row.value).contains(&left), format!("{left} of {} is left", row.value));
    Ok(())
}

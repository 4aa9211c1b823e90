//! Holds contributions, who confirmed them, and what is recorded against each other: what `hehuo verify` asks.
//!
//! Not a rule: it reads rows.

use crate::acting::{accepted_by, rules};
use crate::contribution::{Counts, State, Why};
use crate::contributions_store::{
    after, calls_after, confirmed_by, departures_after, gone_of, made_of_instrument, parts_of, rests_unequal,
    values_of,
};
use crate::ids::Instrument;
use crate::leaving::DepartureState;
use crate::rows::{Call, Confirmation, Contribution, Departure, DepartureLine, MadeHolding, Part, ValueRow};
use crate::rules::Formed;
use kernel::Id;
use ownership::OriginKind;
use std::collections::BTreeMap;
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
            break;
        }
        for id in page {
            let Some(row) = reader.find::<Contribution>(&(community, id))? else { continue };
            number = row.number;
            check(reader, &row, &mut wrong)?;
            check_holding(reader, &row, &mut wrong)?;
        }
    }
    check_register(reader, community, &mut wrong)?;
    check_departures(reader, community, &mut wrong)?;
    number = 0;
    loop {
        let page = calls_after(reader, community, number, PAGE)?;
        if page.is_empty() {
            return Ok(wrong);
        }
        for id in page {
            let Some(call) = reader.find::<Call>(&(community, id))? else { continue };
            number = call.number;
            check_call(reader, &call, &mut wrong)?;
        }
    }
}

/// As many are assigned as have a part that takes a place, and what was accepted is a contribution for this call.
fn check_call(reader: &mut Reader, call: &Call, wrong: &mut Vec<String>) -> Result<(), Fault> {
    let mut taken = 0;
    for member in parts_of(reader, call.community_id, call.id)? {
        let Some(part) = reader.find::<Part>(&(call.community_id, call.id, member))? else { continue };
        taken += i64::from(part.state.is_taken());
        let Some(id) = part.contribution_id else { continue };
        let row = reader.find::<Contribution>(&(call.community_id, id))?;
        if !row.is_some_and(|row| row.call_id == Some(call.id) && row.member == member) {
            wrong.push(format!("{}: {id} is no contribution of it", call.id));
        }
    }
    if taken != call.assigned_count {
        wrong.push(format!("{}: {} assigned, {taken} have a part", call.id, call.assigned_count));
    }
    Ok(())
}

/// What became a holding is what the rules of then say, counts for nothing else, and stands in the register with this contribution as
/// where it came from: reckoned anew, unit for unit.
fn check_holding(reader: &mut Reader, row: &Contribution, wrong: &mut Vec<String>) -> Result<(), Fault> {
    let community = row.community_id;
    let Some(line) = reader.find::<ValueRow>(&(community, row.id, 1))? else { return Ok(()) };
    let made = reader.find::<MadeHolding>(&(community, row.id))?;
    let becomes = rules(reader, community, row.rules_version)?.and_then(|rules| rules.holding);
    let becomes = match becomes {
        Some(becomes) => {
            let instrument = reader.find::<Instrument>(&(community, becomes.instrument))?;
            Some(becomes).filter(|_| instrument.is_some_and(|instrument| instrument.fund == row.fund))
        }
        None => None,
    };
    let is_holding = line.counts == Counts::Holding;
    if is_holding != becomes.is_some() || is_holding != made.is_some() {
        wrong.push(format!("{}: counts for {}, by its rules it becomes {becomes:?}", row.id, line.counts));
    }
    let (Some(becomes), Some(made)) = (becomes, made) else { return Ok(()) };
    let formed = becomes.formed(made.rest_before, row.value);
    let (units, rest) = (made.units, made.rest_after);
    let same = made.instrument_id == becomes.instrument && made.member == row.member;
    if !same || formed != Some(Formed { units, rest }) {
        wrong.push(format!("{}: {units} units and {rest} left, to be {formed:?}", row.id));
    }
    let origin = row.id.to_string();
    let entered = ownership::units_of_origin(reader, community, &origin, made.instrument_id, made.member)?;
    if entered != made.units_issued {
        wrong.push(format!("{}: {} issued, the register says {entered}", row.id, made.units_issued));
    }
    Ok(())
}

/// What a departure took is what the register says of it, and nothing went before it was carried out.
fn check_departures(reader: &mut Reader, community: i64, wrong: &mut Vec<String>) -> Result<(), Fault> {
    let mut number = 0;
    loop {
        let page = departures_after(reader, community, number, PAGE)?;
        if page.is_empty() {
            return Ok(());
        }
        for id in page {
            let Some(row) = reader.find::<Departure>(&(community, id))? else { continue };
            number = row.number;
            let mut gone: BTreeMap<Id<Instrument>, i64> = BTreeMap::new();
            let mut any = false;
            for position in 1..=row.line_count {
                let Some(line) = reader.find::<DepartureLine>(&(community, id, position))? else {
                    wrong.push(format!("{id}: line {position} is not there"));
                    continue;
                };
                any |= line.units_gone > 0 || line.value_gone > 0;
                let made = reader.find::<MadeHolding>(&(community, line.contribution_id))?;
                if let Some(made) = made.filter(|_| line.units > 0) {
                    *gone.entry(made.instrument_id).or_default() += line.units_gone;
                }
            }
            if any && row.state != DepartureState::CarriedOut {
                wrong.push(format!("{id}: something went, and it is {}", row.state));
            }
            for (instrument, units) in gone {
                let origin = id.to_string();
                let says = ownership::units_of_origin(reader, community, &origin, instrument, row.member)?;
                if says != -units {
                    wrong.push(format!("{id}: {units} went, the register says {says}"));
                }
            }
        }
    }
}

/// No unit came from a contribution that none made, and what is carried is what contributions left.
fn check_register(reader: &mut Reader, community: i64, wrong: &mut Vec<String>) -> Result<(), Fault> {
    let mut below = i64::MAX;
    loop {
        let page = ownership::instruments_below(reader, community, below, PAGE)?;
        let Some(last) = page.last() else { break };
        below = last.number;
        for instrument in &page {
            let entered = ownership::units_by_origin(reader, instrument, OriginKind::Contribution)?;
            let made = made_of_instrument(reader, community, instrument.id)?;
            if entered != made {
                wrong.push(format!(
                    "{}: {entered} from contributions, contributions made {made}",
                    instrument.id
                ));
            }
        }
    }
    for (member, instrument, rest, left) in rests_unequal(reader, community)? {
        wrong.push(format!("{member}: carries {rest} of {instrument}, contributions left {left}"));
    }
    Ok(())
}

fn check(reader: &mut Reader, row: &Contribution, wrong: &mut Vec<String>) -> Result<(), Fault> {
    let mut says = |holds: bool, what: String| {
        if !holds {
            wrong.push(format!("{}: {what}", row.id));
        }
    };
    says(row.is_readable(), "its multiplier or share is no number".to_owned());
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
    let accepted_by = accepted_by(reader, row)?;
    says(
        accepted_by.is_none_or(|by| !members.contains(&by)),
        "confirmed by whoever accepted the work".to_owned(),
    );
    let rules = rules(reader, row.community_id, row.rules_version)?;
    let enough = rules.is_some_and(|rules| rules.is_confirmed(there.0, there.1, row.is_large));
    let needs = matches!(row.state, State::Confirmed | State::Disputed | State::Recorded);
    let shown = !row.is_large || row.file_count > 0;
    says(shown || !needs, format!("{} with nothing that shows it", row.state));
    says(enough || !needs, format!("{} with {there:?} confirmations", row.state));
    let lines = values_of(reader, row.community_id, row.id)?;
    // Each line stands where its contribution does: for the same member, the same fund, and the same use.
    let first_line = reader.find::<ValueRow>(&(row.community_id, row.id, 1))?;
    for (number, ..) in &lines {
        let Some(line) = reader.find::<ValueRow>(&(row.community_id, row.id, *number))? else { continue };
        let same = line.member == row.member
            && line.fund == row.fund
            && first_line.as_ref().is_some_and(|first| first.counts == line.counts);
        says(same, format!("line {number} is of another member, fund or use"));
    }
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
    let (units_gone, value_gone) = gone_of(reader, row.community_id, row.id)?;
    let forfeited: i64 = lines.iter().filter(|line| line.1 == Why::Forfeited).map(|line| -line.2).sum();
    says(forfeited == value_gone, format!("{forfeited} forfeited, departures say {value_gone}"));
    let lost = reader.find::<MadeHolding>(&(row.community_id, row.id))?.map_or(0, |made| made.units_lost);
    says(lost == units_gone, format!("{lost} units lost, departures say {units_gone}"));
    Ok(())
}

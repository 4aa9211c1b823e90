//! Somebody left: what they lose by the rules that they gave under is reckoned and announced, may be objected to, and is carried out.

use crate::acting::{count, fault};
use crate::contribution::{Counts, REASON_CHARS_MAX, Why};
use crate::contributions_store::{departures_of, values_of};
use crate::departure::{DepartureRefused, Gone};
use crate::ids::{Instrument, Member};
use crate::jobs;
use crate::leaving::{DepartureState, OBJECT_DAYS};
use crate::reckoning::{Loss, late_loss, losses};
use crate::rows::{Contribution, Departure, DepartureLine, MadeHolding, ValueRow};
use crate::t;
use kernel::{Id, Prefixed, Timestamp};
use ownership::{LapseByRule, Origin, OriginKind};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::convert::Infallible;
use std::time::Duration;
use store::OpError::{self, Refused};
use store::{Fault, IdempotencyKey, Outcome, Tx};
use web::{Lang, Power};

const DAY: Duration = Duration::from_secs(86_400);

/// Where what a leaver loses stands after what was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DepartureMoved {
    pub departure: Id<Departure>,
    pub number: i64,
    pub state: DepartureState,
}

impl DepartureMoved {
    fn of(row: &Departure) -> DepartureMoved {
        DepartureMoved { departure: row.id, number: row.number, state: row.state }
    }

    fn announce(&self, tx: &mut Tx, kind: &str) -> Result<(), Fault> {
        tx.announce(kind, format!(r#"{{"departure":"{}","number":{}}}"#, self.departure, self.number))
    }
}

/// Announces what a leaver loses. Nothing happens for who is back, or loses nothing and has nothing to get back; a second time it finds
/// that done. What they were about to sell or take ends in any case, and so does what was announced when they left before: they came back.
///
/// # Errors
/// Of the database only.
pub fn member_left(tx: &mut Tx, member: Id<Member>, now: Timestamp) -> Outcome<(), Infallible> {
    let community = tx.community();
    let Some(row) = community::member(tx, community, member)?.filter(|row| !row.takes_part()) else {
        return Ok(());
    };
    let Some(left) = row.left_at_us else { return Ok(()) };
    ownership::end_dealings(tx, member, now)?;
    lift_earlier(tx, member, left, now)?;
    let id: Id<Departure> = made_id(&format!("{member} {}", left.micros), left);
    if tx.find::<Departure>((community, id))?.is_some() {
        return Ok(());
    }
    let reckoned = losses(tx, community, member, left)?;
    if reckoned.lines.is_empty() && !reckoned.capital_back {
        return Ok(());
    }
    let days = (left, left.plus(DAY * OBJECT_DAYS));
    Ok(announce(tx, id, &row, days, (reckoned.lines, reckoned.capital_back))?)
}

/// What counts only since its member left is judged by the same rules as what counted before, with days of its own to object. Its
/// caller has recorded it.
pub(super) fn announce_late(tx: &mut Tx, row: &Contribution, now: Timestamp) -> Result<(), Fault> {
    let member = community::member(tx, row.community_id, row.member)?;
    // An erased account is no departure.
    let Some(member) = member.filter(|member| !member.takes_part() && member.person_id.is_some()) else {
        return Ok(());
    };
    let Some(left) = member.left_at_us.filter(|left| *left < now) else { return Ok(()) };
    let Some(loss) = late_loss(tx, row, left)? else { return Ok(()) };
    let id = made_id(&format!("{} {} {}", row.member, left.micros, row.id), now);
    announce(tx, id, &member, (left, now.plus(DAY * OBJECT_DAYS)), (vec![loss], false))
}

fn announce(
    tx: &mut Tx,
    id: Id<Departure>,
    member: &community::Member,
    (left_at_us, due_at_us): (Timestamp, Timestamp),
    (lines, capital_back): (Vec<Loss>, bool),
) -> Result<(), Fault> {
    let community_id = tx.community();
    let departure = Departure {
        community_id,
        id,
        number: count(tx, |count| count.departure_count += 1)?.departure_count,
        member: member.id,
        removed: member.removed_at_us.is_some(),
        left_at_us,
        due_at_us,
        capital_back,
        line_count: lines.len() as i64,
        state: DepartureState::Announced,
        objection: String::new(),
        decided_by: None,
        decided_at_us: None,
        decided_reason: String::new(),
    };
    tx.insert(&departure)?;
    for (position, Loss { contribution, way, units, value }) in (1..).zip(lines) {
        tx.insert(&DepartureLine {
            community_id,
            departure_id: id,
            position,
            contribution_id: contribution,
            way,
            units,
            value,
            units_gone: 0,
            value_gone: 0,
        })?;
    }
    tx.enqueue(jobs::carry_out(id, due_at_us))?;
    DepartureMoved::of(&departure).announce(tx, "contribution_departure_announced")
}

/// They came back in between: what was announced of another leaving is not lost twice.
fn lift_earlier(tx: &mut Tx, member: Id<Member>, left: Timestamp, now: Timestamp) -> Result<(), Fault> {
    let community = tx.community();
    for id in departures_of(tx, community, member)? {
        let open = |row: &Departure| row.gone().is_open() && row.left_at_us != left;
        if !tx.find::<Departure>((community, id))?.is_some_and(|row| open(&row)) {
            continue;
        }
        if let Some(row) = tx.lock::<Departure>((community, id))? {
            let row = Departure { state: DepartureState::Lifted, decided_at_us: Some(now), ..row };
            tx.save(&row)?;
            DepartureMoved::of(&row).announce(tx, "contribution_departure_done")?;
        }
    }
    Ok(())
}

/// Whether they are gone since the leaving that it is about: who came back loses nothing by it, also where they have left again.
fn is_still_gone(tx: &mut Tx, row: &Departure) -> Result<bool, Fault> {
    let member = community::member(tx, row.community_id, row.member)?;
    Ok(member.is_some_and(|member| !member.takes_part() && member.left_at_us == Some(row.left_at_us)))
}

#[derive(Debug, Clone)]
pub struct ObjectToLoss {
    pub departure: Id<Departure>,
    pub reason: String,
    pub key: Option<IdempotencyKey>,
}

/// By who left, while the days run: nothing is carried out then before a third has decided.
///
/// # Errors
/// `NoSuchDeparture`, `NotYours`, `WrongState`, `TooLate`, `ReasonMissing`, …
pub fn object_to_loss(
    tx: &mut Tx,
    by: Id<Member>,
    input: &ObjectToLoss,
    now: Timestamp,
) -> Outcome<DepartureMoved, DepartureRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(DepartureRefused::KeyReused)? {
        return Ok(first);
    }
    let mut row = lock(tx, input.departure)?;
    row.state = row.gone().object(by, now).map_err(Refused)?;
    row.objection = reason(&input.reason).map_err(Refused)?;
    tx.save(&row)?;
    done(tx, &row, &input.key, "contribution_departure_disputed", now)
}

#[derive(Debug, Clone)]
pub struct DecideLoss {
    pub departure: Id<Departure>,
    /// Whether it is carried out as announced; otherwise nothing is lost.
    pub stands: bool,
    pub reason: String,
    pub key: Option<IdempotencyKey>,
}

/// By a steward or treasurer, never one's own or a company's behind which they stand. Of who came back nothing is taken.
///
/// # Errors
/// `NoSuchDeparture`, `NotAMember`, `NotAllowed`, `OwnDeparture`, `WrongState`, `ReasonMissing`, …
pub fn decide_loss(
    tx: &mut Tx,
    by: Id<Member>,
    input: &DecideLoss,
    now: Timestamp,
) -> Outcome<DepartureMoved, DepartureRefused> {
    use DepartureRefused as No;
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(No::KeyReused)? {
        return Ok(first);
    }
    community::must_hold(tx, by, Power::ApproveExpenses, No::NotAMember, No::NotAllowed)?;
    let mut row = lock(tx, input.departure)?;
    let judge = community::judging_as(tx, by, row.member)?;
    row.gone().judged_by(judge).map_err(Refused)?;
    row.decided_reason = reason(&input.reason).map_err(Refused)?;
    (row.decided_by, row.decided_at_us) = (Some(by), Some(now));
    match input.stands && is_still_gone(tx, &row)? {
        true => carry_out(tx, &mut row, now)?,
        false => row.state = DepartureState::Lifted,
    }
    tx.save(&row)?;
    done(tx, &row, &input.key, "contribution_departure_decided", now)
}

/// The days to object are over. Nothing happens where it was disputed; who came back loses nothing.
///
/// # Errors
/// Of the database only.
pub fn carry_out_due(tx: &mut Tx, id: Id<Departure>, now: Timestamp) -> Outcome<(), Infallible> {
    let community = tx.community();
    let Some(mut row) = tx.lock::<Departure>((community, id))? else { return Ok(()) };
    if !row.gone().is_due(now) {
        return Ok(());
    }
    match is_still_gone(tx, &row)? {
        true => carry_out(tx, &mut row, now)?,
        false => row.state = DepartureState::Lifted,
    }
    row.decided_at_us = Some(now);
    tx.save(&row)?;
    DepartureMoved::of(&row).announce(tx, "contribution_departure_done")?;
    Ok(())
}

/// Line by line, then what was put in: the fund is asked for it once units of work are gone, so that all of it is there.
fn carry_out(tx: &mut Tx, row: &mut Departure, now: Timestamp) -> Result<(), Fault> {
    for position in 1..=row.line_count {
        let line = tx.lock::<DepartureLine>((row.community_id, row.id, position))?;
        let mut line = line.ok_or_else(|| fault(format!("{}: line {position} is gone", row.id)))?;
        match line.units {
            0 => forfeit(tx, row, &mut line, now)?,
            _ => lapse(tx, row, &mut line, now)?,
        }
        tx.save(&line)?;
    }
    if row.capital_back {
        ask_back(tx, row, now)?;
    }
    row.state = DepartureState::CarriedOut;
    Ok(())
}

/// What counts of it is less from now on, in the period that it counts in.
fn forfeit(tx: &mut Tx, row: &Departure, line: &mut DepartureLine, now: Timestamp) -> Result<(), Fault> {
    let (community, contribution) = (row.community_id, line.contribution_id);
    let lines = values_of(tx, community, contribution)?;
    let first = tx.find::<ValueRow>((community, contribution, 1))?;
    let first = first.ok_or_else(|| fault(format!("{contribution}: counts for nothing")))?;
    // What was reckoned for a period that is closed by now stays as it was told.
    if ledger::is_closed(tx, community, first.counts_at_us)? {
        return Ok(());
    }
    let left: i64 = lines.iter().map(|(_, _, value)| value).sum();
    line.value_gone = line.value.min(left).max(0);
    if line.value_gone == 0 {
        return Ok(());
    }
    let number = lines.len() as i64 + 1;
    let value = -line.value_gone;
    let counts = Counts::Distribution;
    tx.insert(&ValueRow { number, why: Why::Forfeited, value, counts, at_us: now, ..first })
}

/// Units of work go; what was passed on meanwhile is not run after.
fn lapse(tx: &mut Tx, row: &Departure, line: &mut DepartureLine, now: Timestamp) -> Result<(), Fault> {
    let made = tx.lock::<MadeHolding>((row.community_id, line.contribution_id))?;
    let mut made = made.ok_or_else(|| fault(format!("{}: made no units", line.contribution_id)))?;
    let lapse = LapseByRule {
        instrument: made.instrument_id,
        holder: row.member,
        units: line.units.min(made.units_issued - made.units_lost),
        origin: Origin::new(OriginKind::Lapse, row.id),
    };
    line.units_gone = match ownership::lapse_by_rule(tx, &lapse, now) {
        Ok(units) => units,
        Err(Refused(why)) => return Err(fault(format!("{}: {}", row.id, why.code()))),
        Err(OpError::Fault(fault)) => return Err(fault),
    };
    made.units_lost += line.units_gone;
    tx.save(&made)
}

/// One buy-back for each capital that they put something into.
fn ask_back(tx: &mut Tx, row: &Departure, now: Timestamp) -> Result<(), Fault> {
    let community = tx.find::<community::Community>(row.community_id)?;
    let lang = community.and_then(|row| Lang::parse(&row.lang)).unwrap_or(Lang::Zh);
    let reason = t(lang).back_by_rule(row.number);
    for instrument in ownership::capital_of_holder(tx, row.community_id, row.member)? {
        let id = made_id(&format!("{} {instrument}", row.id), now);
        let held: (Id<Instrument>, Id<Member>) = (instrument, row.member);
        match ownership::ask_back_by_rule(tx, id, held, &reason, now) {
            Ok(_) => {}
            Err(Refused(why)) => return Err(fault(format!("{}: {}", row.id, why.code()))),
            Err(OpError::Fault(fault)) => return Err(fault),
        }
    }
    Ok(())
}

fn lock(tx: &mut Tx, id: Id<Departure>) -> Outcome<Departure, DepartureRefused> {
    tx.lock::<Departure>((tx.community(), id))?.ok_or(Refused(DepartureRefused::NoSuchDeparture))
}

fn reason(text: &str) -> Result<String, DepartureRefused> {
    match text.trim() {
        "" => Err(DepartureRefused::ReasonMissing),
        text if text.chars().count() > REASON_CHARS_MAX => Err(DepartureRefused::ReasonTooLong),
        text => Ok(text.to_owned()),
    }
}

fn done(
    tx: &mut Tx,
    row: &Departure,
    key: &Option<IdempotencyKey>,
    kind: &str,
    now: Timestamp,
) -> Outcome<DepartureMoved, DepartureRefused> {
    let moved = DepartureMoved::of(row);
    moved.announce(tx, kind)?;
    tx.remember(key, &moved, now)?;
    Ok(moved)
}

/// Jobs have no chance of their own: the id follows from what it is for.
fn made_id<T: Prefixed>(words: &str, at: Timestamp) -> Id<T> {
    let hash: [u8; 32] = Sha256::digest(words).into();
    let mut chance = [0; 10];
    chance.copy_from_slice(&hash[..10]);
    Id::from_parts(at.milliseconds(), chance)
}

impl Departure {
    /// As the rules see it.
    pub fn gone(&self) -> Gone {
        Gone { state: self.state, member: self.member, due_at: self.due_at_us }
    }
}

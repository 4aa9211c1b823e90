//! Units leave their holder otherwise than to somebody who takes them up: the fund gives back what was put in, they lapse as a
//! decision says, or they are left behind. One asks, somebody else consents.

use super::legacy::{keep_documents, may_inherit};
use super::transfer::{end_offers, fits, lock, may_have};
use crate::acting;
use crate::ids::Member;
use crate::issue::{Origin, OriginKind};
use crate::keeping::{Change, Register};
use crate::register::{NOTICE, PartingKind, PartingState, RegisterRefused as No, heirs, lapses, reason};
use crate::rows::{CapitalMandate, Instrument, Parting, PartingHeir, ShareRule};
use crate::t;
use files::NewFile;
use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use spending::ExpenseRefused;
use spending::rows::{Expense, Mandate};
use store::OpError::{self, Refused};
use store::{Fault, IdempotencyKey, Outcome, Tx};

/// Where a parting stands after what was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartedWith {
    pub parting: Id<Parting>,
    pub number: i64,
    pub state: PartingState,
    /// Of the books, where the fund gave something back.
    pub entry: Option<i64>,
}

impl PartedWith {
    pub(super) fn of(row: &Parting) -> PartedWith {
        PartedWith { parting: row.id, number: row.number, state: row.state, entry: None }
    }

    /// Only ids.
    pub(super) fn announce(&self, tx: &mut Tx, kind: &str) -> Result<(), Fault> {
        tx.announce(kind, format!(r#"{{"parting":"{}","number":{}}}"#, self.parting, self.number))
    }
}

#[derive(Debug, Clone)]
pub struct AskParting {
    pub id: Id<Parting>,
    pub kind: PartingKind,
    pub instrument: Id<Instrument>,
    pub holder: Id<Member>,
    pub units: i64,
    pub reason: String,
    /// Of a legacy: who inherits how much, together all of it; nobody: they go back to the fund, as the rule of lapsing says.
    pub heirs: Vec<(Id<Member>, i64)>,
    /// Of a legacy: the first instant of the day of death, and what shows it; their bytes are kept already.
    pub died_on: Option<Timestamp>,
    pub files: Vec<NewFile>,
    pub key: Option<IdempotencyKey>,
}

/// A buy-back is asked for by the holder, or by a steward for somebody who left; a lapse and a legacy by a steward, of somebody who takes no part any more. What is asked
/// for cannot be offered meanwhile, and what who left offers and nobody took up ends. A lapse is a notice: it may be consented to a month later; and so is a legacy, but one without heirs of an
/// erased person. Heirs need a death that is shown, or the holder's own word. Nobody names themselves an heir, or a company that they stand behind.
///
/// # Errors
/// `NotAMember`, `NotAllowed`, `NotYours`, `OwnMatter`, `NoSuchInstrument`, `NotHeld`, `UnitsNotPositive`, `NotEnoughHeld`, `NeverLapses`,
/// `HolderStays`, `LapsesLater`, `HeirsDiffer`, `HeirTwice`, `HeirNotNamed`, `DeathNotShown`, `DiedInFuture`, `TakerGone`, `ReasonMissing`, `PromisesReturn`, …
pub fn ask_parting(
    tx: &mut Tx,
    by: Id<Member>,
    input: &AskParting,
    now: Timestamp,
) -> Outcome<PartedWith, No> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(No::KeyReused)? {
        return Ok(first);
    }
    may_ask(tx, by, input)?;
    let reason = reason(&input.reason).map_err(Refused)?;
    let mut register = lock(tx, input.instrument)?;
    if input.units <= 0 {
        return Err(Refused(No::UnitsNotPositive));
    }
    let left_at = acting::left_at(tx, input.holder)?;
    if left_at.is_some() {
        end_offers(tx, &mut register, input.holder, now)?;
    }
    let held = register.held(tx, input.holder)?;
    if held.free() < input.units {
        return Err(Refused(No::NotEnoughHeld));
    }
    if input.kind == PartingKind::BuyBack && held.paid_for(input.units) == 0 {
        return Err(Refused(No::NothingPutIn));
    }
    held.row.units_offered += input.units;
    let due_at = match input.kind {
        PartingKind::BuyBack => now,
        PartingKind::Lapse => notice(tx, input, left_at, now)?,
        PartingKind::Legacy => {
            left_at.ok_or(Refused(No::HolderStays))?;
            heirs(input.holder, input.units, &input.heirs).map_err(Refused)?;
            may_inherit(tx, input, now)?;
            let named: Vec<_> = input.heirs.iter().map(|(heir, _)| *heir).collect();
            acting::no_own_matter(tx, by, &named)?;
            for heir in &named {
                may_have(tx, &register.instrument, *heir, now)?;
            }
            match (named.is_empty(), acting::is_erased(tx, input.holder)?) {
                // Nobody is there who could come back.
                (true, true) => now,
                // Without heirs it is a lapse by another name.
                (true, false) => notice(tx, input, left_at, now)?,
                // Who is said to be gone has this time to say otherwise, and the heirs to say yes.
                (false, _) => now.plus(NOTICE),
            }
        }
    };
    let listed: &[_] = if input.kind == PartingKind::Legacy { &input.heirs } else { &[] };
    register.save(tx, No::AboveEachBehind)?;
    let row = Parting {
        community_id: tx.community(),
        id: input.id,
        number: acting::count(tx, |count| count.parting_count += 1)?.parting_count,
        kind: input.kind,
        instrument_id: input.instrument,
        holder: input.holder,
        units: input.units,
        state: PartingState::Asked,
        asked_by: by,
        asked_at_us: now,
        due_at_us: due_at,
        reason,
        heir_count: listed.len() as i64,
        decided_by: None,
        decided_at_us: None,
        refusal: String::new(),
        amount_minor: None,
        expense: None,
        died_at_us: input.died_on.filter(|_| !listed.is_empty()),
        file_count: 0,
    };
    let mut row = row;
    tx.insert(&row)?;
    if !listed.is_empty() && keep_documents(tx, &mut row, by, &input.files, now)? {
        tx.save(&row)?;
    }
    for (position, (heir, units)) in (1..).zip(listed) {
        let (community_id, parting_id) = (row.community_id, row.id);
        let (heir, units, accepted_at_us, risk_version) = (*heir, *units, None, None);
        tx.insert(&PartingHeir {
            community_id,
            parting_id,
            position,
            heir,
            units,
            accepted_at_us,
            risk_version,
        })?;
    }
    let done = PartedWith::of(&row);
    done.announce(tx, "parting_asked")?;
    tx.remember(&input.key, &done, now)?;
    Ok(done)
}

/// From when units may lapse that lapse by the rule of their instrument.
fn notice(
    tx: &mut Tx,
    input: &AskParting,
    left_at: Option<Timestamp>,
    now: Timestamp,
) -> Outcome<Timestamp, No> {
    let rule = tx.find::<ShareRule>((tx.community(), input.instrument))?;
    lapses(rule.and_then(|rule| rule.lapse_days), left_at, now).map_err(Refused)?;
    Ok(now.plus(NOTICE))
}

fn may_ask(tx: &mut Tx, by: Id<Member>, input: &AskParting) -> Outcome<(), No> {
    match input.kind {
        PartingKind::BuyBack => {
            community::powers_now(tx, by)?.ok_or(Refused(No::NotAMember))?;
            match by == input.holder {
                true => Ok(()),
                // Who left cannot ask any more: a steward does it for them.
                false if acting::left_at(tx, input.holder)?.is_some() => acting::stewards(tx, by),
                false => Err(Refused(No::NotYours)),
            }
        }
        PartingKind::Lapse | PartingKind::Legacy => acting::stewards(tx, by),
    }
}

#[derive(Debug, Clone)]
pub struct DecideParting {
    pub parting: Id<Parting>,
    /// Of a buy-back: what permits it, and the expense that it becomes.
    pub mandate: Option<Id<Mandate>>,
    pub expense: Id<Expense>,
    /// Of a refusal.
    pub reason: String,
    pub key: Option<IdempotencyKey>,
}

/// Somebody else says yes, and the units go. A buy-back by who may approve expenses, under a mandate that was decided for this instrument; a
/// lapse or a legacy by a treasurer or steward.
///
/// # Errors
/// `NoSuchParting`, `NotAllowed`, `OwnMatter`, `WrongState`, `NoticeRuns`, `NothingPutIn`, `NoSuchMandate`, `OtherFund`,
/// `MandateNotForThis`, `MandateEnded`, `MandateNotBegun`, `AboveCeiling`, `FundTooSmall`, `HolderStays`, `HeirsPending`, `TakerGone`, `AboveEach`, `AboveEachBehind`, …
pub fn consent_parting(
    tx: &mut Tx,
    by: Id<Member>,
    input: &DecideParting,
    now: Timestamp,
) -> Outcome<PartedWith, No> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(No::KeyReused)? {
        return Ok(first);
    }
    acting::keeps(tx, by)?;
    let (mut register, mut row) = lock_parting(tx, input.parting)?;
    row.parted().consent(by, now).map_err(Refused)?;
    let heirs = heirs_of(tx, &row)?;
    no_part(tx, by, &row, &heirs)?;
    // Since it was asked for, who asked may have come to stand behind an heir.
    let named: Vec<_> = heirs.iter().map(|heir| heir.heir).collect();
    acting::no_own_matter(tx, row.asked_by, &named)?;
    if heirs.iter().any(|heir| heir.accepted_at_us.is_none()) {
        return Err(Refused(No::HeirsPending));
    }
    register.held(tx, row.holder)?.row.units_offered -= row.units;
    let entry = match row.kind {
        PartingKind::BuyBack => Some(buy_back(tx, &mut register, &mut row, by, input, now)?),
        PartingKind::Lapse | PartingKind::Legacy => {
            // Who came back keeps what they have.
            let left_at = acting::left_at(tx, row.holder)?.ok_or(Refused(No::HolderStays))?;
            // Who has been back since is given notice again: the rule counts from when they left this time.
            if left_at > row.asked_at_us {
                return Err(Refused(No::HolderStays));
            }
            leave(tx, &mut register, &row, &heirs, now)?;
            None
        }
    };
    (row.state, row.decided_by, row.decided_at_us) = (PartingState::Done, Some(by), Some(now));
    tx.save(&row)?;
    register.save(tx, No::AboveEachBehind)?;
    let done = PartedWith { entry, ..PartedWith::of(&row) };
    done.announce(tx, "parting_done")?;
    tx.remember(&input.key, &done, now)?;
    Ok(done)
}

pub(super) fn heirs_of(tx: &mut Tx, row: &Parting) -> Result<Vec<PartingHeir>, Fault> {
    let mut heirs = Vec::new();
    for position in 1..=row.heir_count {
        let heir = tx.find::<PartingHeir>((row.community_id, row.id, position))?;
        heirs.push(heir.ok_or_else(|| acting::fault(format!("{}: an heir is gone", row.id)))?);
    }
    Ok(heirs)
}

/// Who holds them, asked, or inherits says nothing about it, and neither does who stands behind a company that does.
fn no_part(tx: &mut Tx, by: Id<Member>, row: &Parting, heirs: &[PartingHeir]) -> Outcome<(), No> {
    let mut about = vec![row.holder, row.asked_by];
    about.extend(heirs.iter().map(|heir| heir.heir));
    acting::no_own_matter(tx, by, &about)
}

/// What was put in for the units is owed to their holder, and they leave the register.
fn buy_back(
    tx: &mut Tx,
    register: &mut Register,
    row: &mut Parting,
    by: Id<Member>,
    input: &DecideParting,
    now: Timestamp,
) -> Outcome<i64, No> {
    let minor = register.held(tx, row.holder)?.paid_for(row.units);
    if minor == 0 {
        return Err(Refused(No::NothingPutIn));
    }
    let mandate = input.mandate.ok_or(Refused(No::NoSuchMandate))?;
    let seen = tx.find_first::<Mandate>((tx.community(), mandate))?.ok_or(Refused(No::NoSuchMandate))?;
    if seen.fund != register.instrument.fund {
        return Err(Refused(No::OtherFund));
    }
    // Money that was agreed on for something else does not go to who parts, whoever consents.
    let permits = tx.find_first::<CapitalMandate>((tx.community(), mandate))?;
    if permits.is_none_or(|permits| permits.instrument_id != register.instrument.id) {
        return Err(Refused(No::MandateNotForThis));
    }
    // Every member reads an expense. Its words add nothing to what stands there anyway: the mandate names the instrument, and
    // the sum by its price says about how many units it was.
    let what = t(acting::lang(tx)?).buy_back_numbered(row.number);
    let (id, member) = (input.expense, row.holder);
    let back = spending::GiveCapitalBack {
        id,
        mandate,
        member,
        approver: by,
        amount_minor: minor,
        what,
        asked_at: row.asked_at_us,
    };
    let moved = spending::give_capital_back(tx, &back, now).map_err(|error| match error {
        OpError::Fault(fault) => fault.into(),
        OpError::Refused(why) => match why {
            ExpenseRefused::NotAllowed | ExpenseRefused::NotAMember => Refused(No::NotAllowed),
            ExpenseRefused::NoSuchMandate => Refused(No::NoSuchMandate),
            ExpenseRefused::MandateEnded => Refused(No::MandateEnded),
            ExpenseRefused::MandateNotBegun => Refused(No::MandateNotBegun),
            ExpenseRefused::AboveCeiling | ExpenseRefused::AboveEach => Refused(No::AboveCeiling),
            ExpenseRefused::FundTooSmall => Refused(No::FundTooSmall),
            other => acting::fault(format!("{}: {}", row.id, other.code())).into(),
        },
    })?;
    let entry = moved.entry.ok_or_else(|| acting::fault(format!("{}: no entry", row.id)))?;
    (row.amount_minor, row.expense) = (Some(minor), Some(id));
    let origin = Origin::new(OriginKind::BuyBack, row.id);
    let change = Change { units: -row.units, minor: -minor, origin, entry: Some(entry) };
    register.issue(tx, row.holder, change, now)?;
    Ok(entry)
}

/// To the heirs, with their part of what was put in; or out of the register, and what was put in stays with the fund.
fn leave(
    tx: &mut Tx,
    register: &mut Register,
    row: &Parting,
    heirs: &[PartingHeir],
    now: Timestamp,
) -> Outcome<(), No> {
    let kind = match row.kind {
        PartingKind::Legacy => OriginKind::Legacy,
        PartingKind::Lapse | PartingKind::BuyBack => OriginKind::Lapse,
    };
    let origin = Origin::new(kind, row.id);
    if heirs.is_empty() {
        let minor = register.held(tx, row.holder)?.paid_for(row.units);
        register.instrument.capital_left_minor += minor;
        let change = Change { units: -row.units, minor: -minor, origin, entry: None };
        register.issue(tx, row.holder, change, now)?;
        return Ok(());
    }
    for heir in heirs {
        may_have(tx, &register.instrument, heir.heir, now)?;
        fits(register, tx, (row.holder, heir.heir), heir.units)?;
        register.pass(tx, (row.holder, heir.heir), heir.units, &origin, now)?;
    }
    Ok(())
}

/// Somebody else says no, with a reason; nothing moves.
///
/// # Errors
/// `NoSuchParting`, `NotAllowed`, `OwnMatter`, `WrongState`, `ReasonMissing`, `PromisesReturn`, …
pub fn refuse_parting(
    tx: &mut Tx,
    by: Id<Member>,
    input: &DecideParting,
    now: Timestamp,
) -> Outcome<PartedWith, No> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(No::KeyReused)? {
        return Ok(first);
    }
    acting::keeps(tx, by)?;
    let (register, mut row) = lock_parting(tx, input.parting)?;
    row.parted().judged_by(by).map_err(Refused)?;
    let heirs = heirs_of(tx, &row)?;
    no_part(tx, by, &row, &heirs)?;
    row.refusal = reason(&input.reason).map_err(Refused)?;
    row.decided_by = Some(by);
    end(tx, register, row, PartingState::Refused, &input.key, now)
}

/// Whoever asked takes it back; a legacy its holder, too, who need be no member for it.
///
/// # Errors
/// `NoSuchParting`, `NotAMember`, `NotYours`, `WrongState`, …
pub fn withdraw_parting(
    tx: &mut Tx,
    by: Id<Member>,
    input: &DecideParting,
    now: Timestamp,
) -> Outcome<PartedWith, No> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(No::KeyReused)? {
        return Ok(first);
    }
    let is_here = community::powers_now(tx, by)?.is_some();
    let (register, row) = lock_parting(tx, input.parting)?;
    if !is_here && by != row.holder {
        return Err(Refused(No::NotAMember));
    }
    row.parted().withdraw(by).map_err(Refused)?;
    end(tx, register, row, PartingState::Withdrawn, &input.key, now)
}

fn end(
    tx: &mut Tx,
    mut register: Register,
    mut row: Parting,
    state: PartingState,
    key: &Option<IdempotencyKey>,
    now: Timestamp,
) -> Outcome<PartedWith, No> {
    register.held(tx, row.holder)?.row.units_offered -= row.units;
    (row.state, row.decided_at_us) = (state, Some(now));
    tx.save(&row)?;
    register.save(tx, No::AboveEachBehind)?;
    let done = PartedWith::of(&row);
    done.announce(tx, if state == PartingState::Refused { "parting_refused" } else { "parting_withdrawn" })?;
    tx.remember(key, &done, now)?;
    Ok(done)
}

pub(super) fn lock_parting(tx: &mut Tx, id: Id<Parting>) -> Outcome<(Register, Parting), No> {
    let none = || Refused(No::NoSuchParting);
    let community = tx.community();
    let seen = tx.find_first::<Parting>((community, id))?.ok_or_else(none)?;
    let register = lock(tx, seen.instrument_id)?;
    let row = tx.lock::<Parting>((community, id))?.ok_or_else(none)?;
    Ok((register, row))
}

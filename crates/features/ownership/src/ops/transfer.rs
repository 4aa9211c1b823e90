//! Units go from one member to another: offered to the community first, taken up, and approved by somebody who is neither side.
//! The money is between the two: its price is written down, and nothing of it is held or posted here.

use crate::acting;
use crate::asking::price;
use crate::company::counted;
use crate::ids::Member;
use crate::issue::{IssueRefused, Origin, OriginKind, Room};
use crate::keeping::{Register, owners_now};
use crate::passing_store::open_offers;
use crate::register::{FIRST_DAYS, RegisterRefused as No, TransferState, days, reason};
use crate::rows::{Instrument, ShareRule, ShareTransfer};
use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use store::OpError::Refused;
use store::{Fault, IdempotencyKey, Outcome, Tx};

/// Where an offer stands after what was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transferred {
    pub transfer: Id<ShareTransfer>,
    pub number: i64,
    pub state: TransferState,
}

impl Transferred {
    fn of(row: &ShareTransfer) -> Transferred {
        Transferred { transfer: row.id, number: row.number, state: row.state }
    }

    /// Only ids.
    fn announce(&self, tx: &mut Tx, kind: &str) -> Result<(), Fault> {
        tx.announce(kind, format!(r#"{{"transfer":"{}","number":{}}}"#, self.transfer, self.number))
    }
}

#[derive(Debug, Clone)]
pub struct OfferUnits {
    pub id: Id<ShareTransfer>,
    pub instrument: Id<Instrument>,
    pub units: i64,
    /// Of one unit.
    pub price_minor: i64,
    /// Who takes them when nobody of the community did.
    pub named: Option<Id<Member>>,
    pub key: Option<IdempotencyKey>,
}

/// By whoever holds them. Offered, they cannot be offered again or given back.
///
/// # Errors
/// `NotAMember`, `NoSuchInstrument`, `NotHeld`, `UnitsNotPositive`, `PriceNotPositive`, `PriceTooHigh`, `SumTooLarge`, `NotEnoughHeld`, `OwnOffer`,
/// `TakerGone`, … Whether who is named could have so many is told to them alone, when they take them up: a seller who tries sums would learn what
/// they hold.
pub fn offer_units(
    tx: &mut Tx,
    by: Id<Member>,
    input: &OfferUnits,
    now: Timestamp,
) -> Outcome<Transferred, No> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(No::KeyReused)? {
        return Ok(first);
    }
    if acting::is_full(tx, by, now)?.is_none() {
        return Err(Refused(No::NotAMember));
    }
    let mut register = lock(tx, input.instrument)?;
    let par = register.instrument.price_minor;
    let sum = i128::from(input.price_minor) * i128::from(input.units);
    match () {
        () if input.units <= 0 => return Err(Refused(No::UnitsNotPositive)),
        () if sum > i128::from(ledger::AMOUNT_MAX) => return Err(Refused(No::SumTooLarge)),
        () => {}
    }
    price(input.price_minor, par).map_err(Refused)?;
    match () {
        () if input.named == Some(by) => return Err(Refused(No::OwnOffer)),
        () if register.held(tx, by)?.free() < input.units => return Err(Refused(No::NotEnoughHeld)),
        () => {}
    }
    if let Some(named) = input.named
        && acting::is_full_for(tx, &register.instrument, named, now)? != Some(true)
    {
        return Err(Refused(No::TakerGone));
    }
    let rule = tx.find::<ShareRule>((tx.community(), input.instrument))?;
    let first_days = rule.map_or(FIRST_DAYS, |rule| rule.first_days);
    register.held(tx, by)?.row.units_offered += input.units;
    register.save(tx, No::AboveEachBehind)?;
    let row = ShareTransfer {
        community_id: tx.community(),
        id: input.id,
        number: acting::count(tx, |count| count.transfer_count += 1)?.transfer_count,
        instrument_id: input.instrument,
        seller: by,
        named: input.named,
        units: input.units,
        price_minor: input.price_minor,
        state: TransferState::Offered,
        offered_at_us: now,
        first_until_us: now.plus(days(first_days)),
        taker: None,
        risk_version: None,
        taken_at_us: None,
        paid_at_us: None,
        decided_by: None,
        decided_at_us: None,
        reason: String::new(),
        units_kept: 0,
    };
    tx.insert(&row)?;
    let done = Transferred::of(&row);
    done.announce(tx, "share_offered")?;
    tx.remember(&input.key, &done, now)?;
    Ok(done)
}

#[derive(Debug, Clone)]
pub struct TakeUp {
    pub transfer: Id<ShareTransfer>,
    /// The version of the risks that the taker says to have read.
    pub risk_read: Option<i64>,
    /// So many of them, and the offer that those become; None: all.
    pub some: Option<(i64, Id<ShareTransfer>)>,
    pub key: Option<IdempotencyKey>,
}

/// By a member past probation, or by who was named once the community had its time. Who takes some leaves the others
/// on offer, on the same terms. What is taken up counts to them from then on, so that what they pay for can be theirs; but between a
/// company and who is behind it, or two companies of one owner, it counts to the same people already, and is looked at when it is approved.
///
/// # Errors
/// `NoSuchTransfer`, `NotAMember`, `OnProbation`, `OwnOffer`, `WrongState`, `CommunityFirst`, `TimeIsOver`, `RiskNotRead`,
/// `RiskChanged`, `AboveEach`, `AboveEachBehind`, …
pub fn take_up(tx: &mut Tx, by: Id<Member>, input: &TakeUp, now: Timestamp) -> Outcome<Transferred, No> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(No::KeyReused)? {
        return Ok(first);
    }
    match acting::is_full(tx, by, now)? {
        Some(true) => {}
        Some(false) => return Err(Refused(No::OnProbation)),
        None => return Err(Refused(No::NotAMember)),
    }
    let (mut register, mut row) = lock_transfer(tx, input.transfer)?;
    row.offered().take(by, now).map_err(Refused)?;
    if acting::is_full_for(tx, &register.instrument, by, now)? != Some(true) {
        return Err(Refused(No::OnProbation));
    }
    match input.risk_read {
        None => return Err(Refused(No::RiskNotRead)),
        Some(version) if version != register.instrument.risk_version => return Err(Refused(No::RiskChanged)),
        Some(version) => row.risk_version = Some(version),
    }
    let units = input.some.map_or(row.units, |(units, _)| units);
    match () {
        () if units <= 0 => return Err(Refused(No::UnitsNotPositive)),
        () if units > row.units => return Err(Refused(No::NotEnoughHeld)),
        () => {}
    }
    fits(&mut register, tx, (row.seller, by), units)?;
    if fits_behind(&mut register, tx, (row.seller, by), units)? {
        register.held(tx, by)?.row.units_asked += units;
        row.units_kept = units;
    }
    (row.state, row.taker, row.taken_at_us) = (TransferState::Taken, Some(by), Some(now));
    if let Some((units, part)) = input.some.filter(|(units, _)| *units < row.units) {
        let left = ShareTransfer {
            units: row.units - units,
            state: TransferState::Offered,
            taker: None,
            risk_version: None,
            taken_at_us: None,
            units_kept: 0,
            ..row.clone()
        };
        tx.save(&left)?;
        row.number = acting::count(tx, |count| count.transfer_count += 1)?.transfer_count;
        (row.id, row.units) = (part, units);
        tx.insert(&row)?;
        register.save(tx, No::AboveEachBehind)?;
    } else {
        save(tx, register, &row)?;
    }
    let done = Transferred::of(&row);
    done.announce(tx, "share_taken")?;
    tx.remember(&input.key, &done, now)?;
    Ok(done)
}

#[derive(Debug, Clone)]
pub struct EndOffer {
    pub transfer: Id<ShareTransfer>,
    /// For the two to read; of a refusal.
    pub reason: String,
    pub key: Option<IdempotencyKey>,
}

/// By its seller, who ends it; or by who takes them, who leaves them to others. Until the seller has said that the money came.
///
/// # Errors
/// `NoSuchTransfer`, `NotAMember`, `NotYours`, `WrongState`, …
pub fn withdraw_offer(
    tx: &mut Tx,
    by: Id<Member>,
    input: &EndOffer,
    now: Timestamp,
) -> Outcome<Transferred, No> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(No::KeyReused)? {
        return Ok(first);
    }
    if acting::is_full(tx, by, now)?.is_none() {
        return Err(Refused(No::NotAMember));
    }
    let (mut register, mut row) = lock_transfer(tx, input.transfer)?;
    row.state = row.offered().withdraw(by).map_err(Refused)?;
    match row.state {
        TransferState::Offered => open_again(tx, &mut register, &mut row)?,
        _ => {
            row.decided_at_us = Some(now);
            free(tx, &mut register, &mut row)?;
        }
    }
    save(tx, register, &row)?;
    let done = Transferred::of(&row);
    done.announce(tx, "share_offer_withdrawn")?;
    tx.remember(&input.key, &done, now)?;
    Ok(done)
}

/// Its seller says that the money came: they alone know. Whoever left in between may say it, too.
///
/// # Errors
/// `NoSuchTransfer`, `NotYours`, `WrongState`, …
pub fn say_paid(tx: &mut Tx, by: Id<Member>, input: &EndOffer, now: Timestamp) -> Outcome<Transferred, No> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(No::KeyReused)? {
        return Ok(first);
    }
    let (register, mut row) = lock_transfer(tx, input.transfer)?;
    row.offered().paid(by).map_err(Refused)?;
    row.paid_at_us = Some(now);
    save(tx, register, &row)?;
    let done = Transferred::of(&row);
    done.announce(tx, "share_paid_for")?;
    tx.remember(&input.key, &done, now)?;
    Ok(done)
}

/// By a treasurer or steward who is neither side, once the seller has said that the money came. Caps are looked at again, on locked rows.
/// Who took them and paid has them, also where they have left since.
///
/// # Errors
/// `NoSuchTransfer`, `NotAllowed`, `OwnMatter`, `WrongState`, `NotPaidYet`, `AboveEach`, `AboveEachBehind`, …
pub fn approve_transfer(
    tx: &mut Tx,
    by: Id<Member>,
    input: &EndOffer,
    now: Timestamp,
) -> Outcome<Transferred, No> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(No::KeyReused)? {
        return Ok(first);
    }
    acting::keeps(tx, by)?;
    let (mut register, mut row) = lock_transfer(tx, input.transfer)?;
    row.offered().approved_by(by).map_err(Refused)?;
    no_side(tx, by, &row)?;
    let Some(taker) = row.taker else { return Err(Refused(No::WrongState)) };
    free(tx, &mut register, &mut row)?;
    fits(&mut register, tx, (row.seller, taker), row.units)?;
    let origin = Origin::new(OriginKind::Transfer, row.id);
    register.pass(tx, (row.seller, taker), row.units, &origin, now)?;
    (row.state, row.decided_by, row.decided_at_us) = (TransferState::Done, Some(by), Some(now));
    save(tx, register, &row)?;
    let done = Transferred::of(&row);
    done.announce(tx, "share_transferred")?;
    tx.remember(&input.key, &done, now)?;
    Ok(done)
}

/// By a treasurer or steward who is neither side, with a reason; the units stay with their holder.
///
/// # Errors
/// `NoSuchTransfer`, `NotAllowed`, `OwnMatter`, `WrongState`, `ReasonMissing`, `PromisesReturn`, …
pub fn refuse_transfer(
    tx: &mut Tx,
    by: Id<Member>,
    input: &EndOffer,
    now: Timestamp,
) -> Outcome<Transferred, No> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(No::KeyReused)? {
        return Ok(first);
    }
    acting::keeps(tx, by)?;
    let (mut register, mut row) = lock_transfer(tx, input.transfer)?;
    row.offered().judged_by(by).map_err(Refused)?;
    no_side(tx, by, &row)?;
    row.reason = reason(&input.reason).map_err(Refused)?;
    free(tx, &mut register, &mut row)?;
    (row.state, row.decided_by, row.decided_at_us) = (TransferState::Refused, Some(by), Some(now));
    save(tx, register, &row)?;
    let done = Transferred::of(&row);
    done.announce(tx, "share_transfer_refused")?;
    tx.remember(&input.key, &done, now)?;
    Ok(done)
}

/// Who stands behind a company on either side is that side.
fn no_side(tx: &mut Tx, by: Id<Member>, row: &ShareTransfer) -> Outcome<(), No> {
    let sides: Vec<_> = [Some(row.seller), row.taker].into_iter().flatten().collect();
    acting::no_own_matter(tx, by, &sides)
}

/// The register of something that can be held.
pub(super) fn lock(tx: &mut Tx, instrument: Id<Instrument>) -> Outcome<Register, No> {
    let register = Register::lock(tx, instrument)?.ok_or(Refused(No::NoSuchInstrument))?;
    if register.instrument.kind.is_held() { Ok(register) } else { Err(Refused(No::NotHeld)) }
}

/// The instrument goes first, as everywhere.
pub(super) fn lock_transfer(tx: &mut Tx, id: Id<ShareTransfer>) -> Outcome<(Register, ShareTransfer), No> {
    let none = || Refused(No::NoSuchTransfer);
    let community = tx.community();
    let seen = tx.find_first::<ShareTransfer>((community, id))?.ok_or_else(none)?;
    let register = lock(tx, seen.instrument_id)?;
    let row = tx.lock::<ShareTransfer>((community, id))?.ok_or_else(none)?;
    Ok((register, row))
}

/// Whether somebody is a member past probation now: nobody else holds anything new.
pub(super) fn may_take(tx: &mut Tx, member: Id<Member>, now: Timestamp) -> Outcome<(), No> {
    match acting::is_full(tx, member, now)? {
        Some(true) => Ok(()),
        _ => Err(Refused(No::TakerGone)),
    }
}

/// The same for as long as an instrument asks of who holds something new of it.
pub(super) fn may_have(
    tx: &mut Tx,
    instrument: &Instrument,
    member: Id<Member>,
    now: Timestamp,
) -> Outcome<(), No> {
    match acting::is_full_for(tx, instrument, member, now)? {
        Some(true) => Ok(()),
        _ => Err(Refused(No::TakerGone)),
    }
}

/// Whether so many of what somebody holds already fit into what another may have. What the other holds of them through that
/// very company leaves it with them.
pub(super) fn fits(
    register: &mut Register,
    tx: &mut Tx,
    (from, to): (Id<Member>, Id<Member>),
    units: i64,
) -> Outcome<(), No> {
    let room = register.room(tx, to)?;
    let owner = owners_now(tx, from)?.into_iter().find(|(owner, ..)| *owner == to);
    let mut units_own = room.units_own;
    if let Some((_, share, whole)) = owner {
        let row = &register.held(tx, from)?.row;
        let taken = row.units + row.units_asked;
        units_own -= counted(taken, share, whole) - counted(taken - units, share, whole);
    }
    let answer = Room { units_left: i64::MAX, units_own, ..room }.fits(units);
    answer.map_err(|why| {
        Refused(match why {
            IssueRefused::UnitsNotPositive => No::UnitsNotPositive,
            _ => No::AboveEach,
        })
    })
}

/// Whether they can count to who takes them before they are theirs, and then that nobody behind a company that takes them comes to too many.
/// They cannot where somebody is on both sides: until they move they would count to them twice.
fn fits_behind(
    register: &mut Register,
    tx: &mut Tx,
    (from, to): (Id<Member>, Id<Member>),
    units: i64,
) -> Outcome<bool, No> {
    let (sellers, owners) = (owners_now(tx, from)?, owners_now(tx, to)?);
    let sells = |who: Id<Member>| who == from || sellers.iter().any(|(seller, ..)| *seller == who);
    if sells(to) || owners.iter().any(|(owner, ..)| sells(*owner)) {
        return Ok(false);
    }
    let row = &register.held(tx, to)?.row;
    let taken = row.units + row.units_asked;
    for (owner, share, whole) in owners {
        let more = counted(taken + units, share, whole) - counted(taken, share, whole);
        let room = register.room(tx, owner)?;
        if more > 0 && more > room.units_each_max - room.units_own {
            return Err(Refused(No::AboveEachBehind));
        }
    }
    Ok(true)
}

/// Ends what somebody offers and nobody took up: who has left cannot keep units from lapsing by asking a price that nobody pays.
pub(super) fn end_offers(
    tx: &mut Tx,
    register: &mut Register,
    seller: Id<Member>,
    now: Timestamp,
) -> Result<(), Fault> {
    let community = tx.community();
    for id in open_offers(tx, &register.instrument, seller)? {
        let Some(mut row) = tx.lock::<ShareTransfer>((community, id))? else { continue };
        if row.state != TransferState::Offered {
            continue;
        }
        free(tx, register, &mut row)?;
        (row.state, row.decided_at_us) = (TransferState::Withdrawn, Some(now));
        tx.save(&row)?;
        Transferred::of(&row).announce(tx, "share_offer_withdrawn")?;
    }
    Ok(())
}

/// What was offered is its holder's own again, and counts to no taker.
pub(super) fn free(tx: &mut Tx, register: &mut Register, row: &mut ShareTransfer) -> Result<(), Fault> {
    register.held(tx, row.seller)?.row.units_offered -= row.units;
    let_go(tx, register, row)
}

/// Who takes them steps back: they are there for others again.
pub(super) fn open_again(tx: &mut Tx, register: &mut Register, row: &mut ShareTransfer) -> Result<(), Fault> {
    let_go(tx, register, row)?;
    row.state = TransferState::Offered;
    (row.taker, row.risk_version, row.taken_at_us, row.paid_at_us) = (None, None, None, None);
    Ok(())
}

fn let_go(tx: &mut Tx, register: &mut Register, row: &mut ShareTransfer) -> Result<(), Fault> {
    let Some(taker) = row.taker.filter(|_| row.units_kept > 0) else { return Ok(()) };
    register.held(tx, taker)?.row.units_asked -= row.units_kept;
    row.units_kept = 0;
    Ok(())
}

pub(super) fn save(tx: &mut Tx, register: Register, row: &ShareTransfer) -> Outcome<(), No> {
    tx.save(row)?;
    register.save(tx, No::AboveEachBehind)
}

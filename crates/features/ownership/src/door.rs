//! What other features ask about instruments.
//!
//! Not a rule: it reads rows.

use crate::ids::Member;
use crate::instrument::InstrumentKind;
use crate::issue::OriginKind;
use crate::ownership_store::{
    self, held_at, instrument_of_origin, instruments, over_time, register, register_totals, voting,
    voting_instruments,
};
use crate::passing_store::{self, Behind};
use crate::register::{DAYS_MAX, RegisterRefused};
use crate::rows::{Instrument, Subscription};
use crate::t;
use crate::text_look::{TextPlace, as_kept, found_in, may_be_asked, stays_refused};
use crate::text_look_store::{any_text_passed, passed_by};
use community::admission::Status;
use kernel::{Id, Timestamp};
use ledger::AccountKey;
use std::collections::BTreeMap;
use store::OpError::Refused;
use store::{Fault, Outcome, Reader, Tx};
use web::{Errors, Lang};

/// An instrument with what was asked for and issued of it.
///
/// # Errors
/// Of the database only.
pub fn instrument(
    reader: &mut Reader,
    community: i64,
    id: Id<Instrument>,
) -> Result<Option<Instrument>, Fault> {
    reader.find::<Instrument>(&(community, id))
}

/// The register of an instrument as it was before an instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterAsOf {
    /// How many held how much together, and what was put in for it.
    pub holder_count: i64,
    pub units: i64,
    pub amount_minor: i64,
    /// Holder, units, put in: by holder, those after one.
    pub holders: Vec<(Id<Member>, i64, i64)>,
}

/// As its page shows it: what has been since takes no part in it.
///
/// # Errors
/// Of the database only.
pub fn register_as_of(
    reader: &mut Reader,
    instrument: &Instrument,
    before: Timestamp,
    (after, limit): (&str, i64),
) -> Result<RegisterAsOf, Fault> {
    let (holder_count, units, amount_minor) = register_totals(reader, instrument, before)?;
    let holders = register(reader, instrument, after, before, limit)?;
    Ok(RegisterAsOf { holder_count, units, amount_minor, holders })
}

/// What one of them held then.
///
/// # Errors
/// Of the database only.
pub fn units_as_of(
    reader: &mut Reader,
    instrument: &Instrument,
    holder: Id<Member>,
    before: Timestamp,
) -> Result<i64, Fault> {
    held_at(reader, instrument, holder, before)
}

/// What votes, by holder: whoever holds nothing of it is not named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VotingHolding {
    pub holder: Id<Member>,
    pub units: i64,
    /// What was paid in for them.
    pub paid_minor: i64,
}

/// Members who stand for a company, each with somebody who stands behind it by their own word or by the company's: what one head is where votes are
/// counted per head. A naming that nobody has confirmed is not among them, nor is a company that says itself that it is not so.
///
/// # Errors
/// Of the database only.
pub fn behind_by_own_word(source: &mut impl ledger::Source, community: i64) -> Result<Vec<Behind>, Fault> {
    passing_store::behind_by_own_word(source, community)
}

/// Who holds how much of what votes, which is member capital; None where there is no such instrument. By holder.
///
/// # Errors
/// Of the database only.
pub fn voting_holdings(tx: &mut Tx) -> Result<Option<Vec<VotingHolding>>, Fault> {
    let community = tx.community();
    let instruments = voting_instruments(tx, community)?;
    if instruments.is_empty() {
        return Ok(None);
    }
    let mut held: BTreeMap<Id<Member>, (i64, i64)> = BTreeMap::new();
    for instrument in instruments {
        for (holder, units, paid_minor) in voting(tx, community, instrument)? {
            let of = held.entry(holder).or_default();
            *of = (of.0 + units, of.1 + paid_minor);
        }
    }
    let line = |(holder, (units, paid_minor))| VotingHolding { holder, units, paid_minor };
    Ok(Some(held.into_iter().map(line).collect()))
}

/// The instrument behind a cause in the books; None for other causes.
///
/// # Errors
/// Of the database only.
pub fn instrument_of_cause(
    reader: &mut Reader,
    community: i64,
    kind: &str,
    id: &str,
) -> Result<Option<Instrument>, Fault> {
    let subscribed = Id::<Subscription>::parse(id).ok().filter(|_| kind == crate::books::KIND);
    let found = match subscribed {
        Some(id) => reader.find::<Subscription>(&(community, id))?.map(|row| row.instrument_id),
        None => instrument_of_origin(reader, community, id)?,
    };
    match found {
        Some(found) => instrument(reader, community, found),
        None => Ok(None),
    }
}

/// The instrument, to a member past probation for as long as it asks: price, terms and risks are for them. None to anybody else, and where there is none.
///
/// # Errors
/// Of the database only.
pub fn terms_seen(
    reader: &mut Reader,
    community: i64,
    instrument: Id<Instrument>,
    member: Id<Member>,
    now: Timestamp,
) -> Result<Option<Instrument>, Fault> {
    let row = reader.find::<community::Member>(&(community, member))?;
    let Some(row) = row.filter(|row| row.takes_part() && row.status_at(now) == Status::Active) else {
        return Ok(None);
    };
    let seen = self::instrument(reader, community, instrument)?;
    Ok(seen.filter(|seen| seen.probation_days == 0 || row.is_full_since(seen.full_since(now))))
}

/// How much one held over a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnitsOverTime {
    pub holder: Id<Member>,
    /// Units times microseconds.
    pub unit_micros: i128,
}

/// For whoever held something from `from` (with) until `until` (without): units times the microseconds that each was held. By
/// holder; one statement, whatever their number. What was told of a time that is over stays true.
///
/// # Errors
/// Of the database only.
pub fn units_over_time(
    reader: &mut Reader,
    community: i64,
    instrument: Id<Instrument>,
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<UnitsOverTime>, Fault> {
    let rows = over_time(reader, community, instrument, from, until)?;
    let whole = rows.into_iter().map(|(holder, days, seconds, micros)| UnitsOverTime {
        holder,
        unit_micros: in_micros(days, seconds, micros),
    });
    Ok(whole.filter(|one| one.unit_micros != 0).collect())
}

fn in_micros(days: i64, seconds: i64, micros: i64) -> i128 {
    (i128::from(days) * 86_400 + i128::from(seconds)) * 1_000_000 + i128::from(micros)
}

/// How much of what one put in stood in an instrument over a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PaidOverTime {
    pub holder: Id<Member>,
    /// Minor units of the currency times microseconds.
    pub minor_micros: i128,
}

/// As `units_over_time`, of what was put in for the units and not taken out again: what came from work counts for nothing, and what
/// was paid for by another goes along with the units.
///
/// # Errors
/// Of the database only.
pub fn paid_over_time(
    reader: &mut Reader,
    community: i64,
    instrument: Id<Instrument>,
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<PaidOverTime>, Fault> {
    let mut whole: Vec<PaidOverTime> = Vec::new();
    for (holder, minor, since) in ownership_store::paid_lines(reader, community, instrument, until)? {
        let minor_micros = i128::from(minor) * i128::from(until.micros - since.micros.max(from.micros));
        match whole.last_mut().filter(|last| last.holder == holder) {
            Some(last) => last.minor_micros += minor_micros,
            None => whole.push(PaidOverTime { holder, minor_micros }),
        }
    }
    whole.retain(|one| one.minor_micros != 0);
    Ok(whole)
}

/// The capital that somebody holds and put money into.
///
/// # Errors
/// Of the database only.
pub fn capital_of_holder(
    source: &mut impl ledger::Source,
    community: i64,
    holder: Id<Member>,
) -> Result<Vec<Id<Instrument>>, Fault> {
    ownership_store::capital_of_holder(source, community, holder)
}

/// What is held of a fund: its member capital and the equity that is mirrored here. A community has few.
///
/// # Errors
/// Of the database only.
pub fn capital_of_fund(reader: &mut Reader, community: i64, fund: i64) -> Result<Vec<Id<Instrument>>, Fault> {
    ownership_store::capital_of_fund(reader, community, fund)
}

/// Where what is put in for an instrument stands in the books: who issues units for money posts there.
pub fn capital_account(instrument: &Instrument) -> AccountKey {
    crate::books::account(instrument)
}

/// How many units are kept for features above, which hold it against what they keep them for.
///
/// # Errors
/// Of the database only.
pub fn units_reserved(reader: &mut Reader, instrument: &Instrument) -> Result<i64, Fault> {
    let (_, _, reserved, _) = ownership_store::held(reader, instrument)?;
    Ok(reserved)
}

/// What something put into an instrument for a holder, as the register says: what features above hold against what they issued it for.
///
/// # Errors
/// Of the database only.
pub fn units_of_origin(
    reader: &mut Reader,
    community: i64,
    origin: &str,
    instrument: Id<Instrument>,
    holder: Id<Member>,
) -> Result<i64, Fault> {
    ownership_store::units_of_origin(reader, community, origin, (instrument, holder))
}

/// All units that came from one kind of origin.
///
/// # Errors
/// Of the database only.
pub fn units_by_origin(reader: &mut Reader, instrument: &Instrument, kind: OriginKind) -> Result<i64, Fault> {
    let found = ownership_store::by_origin(reader, instrument)?;
    Ok(found.into_iter().filter(|(of, _, _)| *of == kind).map(|(_, units, _)| units).sum())
}

/// Whether work can make somebody a holder of it: a part of the community, or what a contract elsewhere says. Goods are ordered with money,
/// and all units of what a campaign was opened for are for who took part in it.
pub fn may_come_of_work(instrument: &Instrument) -> bool {
    let is_part = matches!(instrument.kind, InstrumentKind::MemberCapital | InstrumentKind::EquityRecord);
    is_part && !instrument.by_campaign
}

/// What a kind is called.
pub fn kind_name(lang: Lang, kind: InstrumentKind) -> String {
    let t = t(lang);
    match kind {
        InstrumentKind::Donation => t.kind_donation(),
        InstrumentKind::PreOrder => t.kind_pre_order(),
        InstrumentKind::MemberCapital => t.kind_member_capital(),
        InstrumentKind::EquityRecord => t.kind_equity_record(),
    }
}

/// What who takes part has of it, in a sentence.
pub fn kind_note(lang: Lang, kind: InstrumentKind) -> String {
    let t = t(lang);
    match kind {
        InstrumentKind::Donation => t.kind_donation_note(),
        InstrumentKind::PreOrder => t.kind_pre_order_note(),
        InstrumentKind::MemberCapital => t.kind_member_capital_note(),
        InstrumentKind::EquityRecord => t.kind_equity_record_note(),
    }
}

/// Words that promise a return, to be shown to who wrote them where nobody can let them pass.
pub fn promise_said(lang: Lang, words: &str) -> String {
    t(lang).promise_found(words)
}

/// As `promise_said`, of a text at a place: another steward can be asked to look at it, unless it stays refused there.
pub fn promise_said_at(lang: Lang, place: TextPlace, text: &str, words: &str) -> String {
    match stays_refused(place, &as_kept(text)) {
        true => promise_said(lang, words),
        false => t(lang).promise_found_pass(words),
    }
}

/// Whether a text at a place is refused, and another steward can let it pass.
pub fn may_be_let_pass(place: TextPlace, text: &str) -> bool {
    may_be_asked(place, text).is_ok()
}

/// Whether a form is refused because a text of it promises something, and another steward can be asked to look at it. What has passed is
/// refused at no field, whatever else is wrong.
pub fn may_ask_to_look(lang: Lang, errors: &Errors, place: TextPlace, text: &str) -> bool {
    let Some(words) = found_in(place, &as_kept(text)) else { return false };
    let said = promise_said_at(lang, place, text, &words);
    may_be_let_pass(place, text) && errors.list().iter().any(|error| error.message == said)
}

/// What a link says that leads to where another steward is asked to look at a text.
pub fn look_text(lang: Lang) -> String {
    t(lang).ask_about_text()
}

/// Who let texts pass, and why, to stand beside them; each once.
///
/// # Errors
/// Of the database only.
pub fn passed_said<'a>(
    reader: &mut Reader,
    community: i64,
    lang: Lang,
    texts: impl IntoIterator<Item = (TextPlace, &'a str)>,
) -> Result<Vec<String>, Fault> {
    let mut said = Vec::new();
    if !any_text_passed(reader, community)? {
        return Ok(said);
    }
    for (place, text) in texts {
        let Some((second, reason)) = passed_by(reader, community, place, text)? else { continue };
        let row = reader.find::<community::Member>(&(community, second))?;
        let name = row.map(|row| row.display_name).filter(|name| !name.is_empty());
        let name = name.unwrap_or_else(|| t(lang).nobody());
        let one = t(lang).text_passed_by(name, reason);
        if !said.contains(&one) {
            said.push(one);
        }
    }
    Ok(said)
}

/// Instruments that are held, newest first: those that a decision can say more about.
///
/// # Errors
/// Of the database only.
pub fn held_instruments(reader: &mut Reader, community: i64, limit: i64) -> Result<Vec<Instrument>, Fault> {
    let mut found = Vec::new();
    for id in instruments(reader, community, i64::MAX, limit)? {
        found.extend(reader.find::<Instrument>(&(community, id))?.filter(|row| row.kind.is_held()));
    }
    Ok(found)
}

/// Instruments by number, newest first, below one: for features above that hold theirs against all of them.
///
/// # Errors
/// Of the database only.
pub fn instruments_below(
    reader: &mut Reader,
    community: i64,
    below: i64,
    limit: i64,
) -> Result<Vec<Instrument>, Fault> {
    let mut found = Vec::new();
    for id in instruments(reader, community, below, limit)? {
        found.extend(reader.find::<Instrument>(&(community, id))?);
    }
    Ok(found)
}

/// What a decision would say of passing an instrument on, looked at before it is decided: that it is there and held, and that the days
/// make sense.
///
/// # Errors
/// `NoSuchInstrument`, `NotHeld`, `TermsUnfit`.
pub fn check_share_rule(
    tx: &mut Tx,
    instrument: &str,
    first_days: i64,
    lapse_days: Option<i64>,
) -> Outcome<Id<Instrument>, RegisterRefused> {
    let found = held(tx, instrument)?;
    match (0..=DAYS_MAX).contains(&first_days) && lapse_days.is_none_or(|days| (1..=DAYS_MAX).contains(&days))
    {
        true => Ok(found.id),
        false => Err(Refused(RegisterRefused::TermsUnfit)),
    }
}

/// What a decision would convert, looked at before it is decided: that both are there and held, in one fund, at a ratio. Who holds how
/// much then is looked at when it is carried out.
///
/// # Errors
/// `NoSuchInstrument`, `NotHeld`, `TermsUnfit`, `OtherFund`.
pub fn check_conversion(
    tx: &mut Tx,
    (from, to): (&str, &str),
    (give, get): (i64, i64),
) -> Outcome<(Id<Instrument>, Id<Instrument>), RegisterRefused> {
    let (from, to) = (held(tx, from)?, held(tx, to)?);
    let ratio = 1..=crate::UNITS_MAX;
    match () {
        () if from.id == to.id || !ratio.contains(&give) || !ratio.contains(&get) => {
            Err(Refused(RegisterRefused::TermsUnfit))
        }
        () if crate::books::account(&from) != crate::books::account(&to) => {
            Err(Refused(RegisterRefused::OtherFund))
        }
        () => Ok((from.id, to.id)),
    }
}

/// What a decision would let a fund give back, looked at before it is decided: that the instrument is there and held. Sum and end are for
/// the rules of mandates.
///
/// # Errors
/// `NoSuchInstrument`, `NotHeld`, `TermsUnfit`.
pub fn check_give_back(
    tx: &mut Tx,
    instrument: &str,
    ceiling_minor: i64,
    ends_at: Timestamp,
    now: Timestamp,
) -> Outcome<Id<Instrument>, RegisterRefused> {
    let found = held(tx, instrument)?;
    let fits = (1..=ledger::AMOUNT_MAX).contains(&ceiling_minor) && ends_at > now;
    if fits { Ok(found.id) } else { Err(Refused(RegisterRefused::TermsUnfit)) }
}

fn held(tx: &mut Tx, instrument: &str) -> Outcome<Instrument, RegisterRefused> {
    let none = || Refused(RegisterRefused::NoSuchInstrument);
    let id = Id::<Instrument>::parse(instrument).map_err(|_| none())?;
    let row = tx.find::<Instrument>((tx.community(), id))?.ok_or_else(none)?;
    if row.kind.is_held() { Ok(row) } else { Err(Refused(RegisterRefused::NotHeld)) }
}

/// Subscriptions whose money is still to come or to be checked: how many, and how much together in minor units.
///
/// # Errors
/// Of the database only.
pub fn subscriptions_to_check(reader: &mut Reader, community: i64) -> Result<(i64, i64), Fault> {
    crate::ownership_store::waiting(reader, community)
}

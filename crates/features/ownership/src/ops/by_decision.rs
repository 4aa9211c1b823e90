//! What a decision says of an instrument that stands: how it is passed on, and that it becomes another.

use super::transfer::lock;
use crate::acting;
use crate::ids::Member;
use crate::issue::{Origin, OriginKind};
use crate::keeping::Change;
use crate::passing_store::holders_after;
use crate::register::{DAYS_MAX, RegisterRefused as No, converted};
use crate::rows::{CapitalMandate, Instrument, ShareRule};
use crate::t;
use kernel::{Id, Timestamp};
use spending::rows::Mandate;
use store::OpError::{self, Refused};
use store::{Outcome, Tx};

/// How an instrument is passed on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewShareRule {
    pub instrument: Id<Instrument>,
    /// How long the community comes first.
    pub first_days: i64,
    /// How long after leaving a holder's units lapse; None: never.
    pub lapse_days: Option<i64>,
    /// The proposal's id.
    pub decision: String,
}

/// Holds for what is offered or lapses from now on. Called by whoever carries out decisions.
///
/// # Errors
/// `NoSuchInstrument`, `NotHeld`, `TermsUnfit`, `DecisionMissing`.
pub fn set_share_rule_by_decision(tx: &mut Tx, new: &NewShareRule, now: Timestamp) -> Outcome<(), No> {
    let unfit = !(0..=DAYS_MAX).contains(&new.first_days)
        || new.lapse_days.is_some_and(|days| !(1..=DAYS_MAX).contains(&days));
    if unfit {
        return Err(Refused(No::TermsUnfit));
    }
    if new.decision.trim().is_empty() {
        return Err(Refused(No::DecisionMissing));
    }
    let community_id = tx.community();
    let instrument = tx.find_first::<Instrument>((community_id, new.instrument))?;
    let instrument = instrument.ok_or(Refused(No::NoSuchInstrument))?;
    if !instrument.kind.is_held() {
        return Err(Refused(No::NotHeld));
    }
    let row = ShareRule {
        community_id,
        instrument_id: new.instrument,
        first_days: new.first_days,
        lapse_days: new.lapse_days,
        decision: new.decision.trim().to_owned(),
        set_at_us: now,
    };
    match tx.lock::<ShareRule>((community_id, new.instrument))? {
        Some(_) => tx.save(&row)?,
        None => tx.insert(&row)?,
    }
    let body = format!(r#"{{"instrument":"{}"}}"#, new.instrument);
    Ok(tx.announce("share_rule_set", body)?)
}

/// One instrument becomes another: for so many units of it, so many of the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conversion {
    pub from: Id<Instrument>,
    pub to: Id<Instrument>,
    pub give: i64,
    pub get: i64,
    /// The proposal's id.
    pub decision: String,
}

/// Converts what everybody holds, each in whole steps of the ratio; what does not divide stays what it was, and so does what is
/// offered or on its way out. The money that was put in goes with it, to the cent. All of it or nothing. Answers how many units came.
///
/// # Errors
/// `TermsUnfit` (the same instrument, a ratio of nothing), `NoSuchInstrument`, `NotHeld`, `OtherFund`, `DecisionMissing`,
/// `NothingToConvert`, `NotEnoughLeft`, `AboveEach`, `AboveEachBehind`.
pub fn convert_by_decision(tx: &mut Tx, new: &Conversion, now: Timestamp) -> Outcome<i64, No> {
    let ratio = 1..=crate::UNITS_MAX;
    if new.from == new.to || !ratio.contains(&new.give) || !ratio.contains(&new.get) {
        return Err(Refused(No::TermsUnfit));
    }
    let decision = new.decision.trim();
    if decision.is_empty() {
        return Err(Refused(No::DecisionMissing));
    }
    // By id, so that two conversions never wait for each other.
    let (mut from, mut to) = match new.from < new.to {
        true => (lock(tx, new.from)?, lock(tx, new.to)?),
        false => {
            let to = lock(tx, new.to)?;
            (lock(tx, new.from)?, to)
        }
    };
    // What was put in stays where it stands in the books.
    if crate::books::account(&from.instrument) != crate::books::account(&to.instrument) {
        return Err(Refused(No::OtherFund));
    }
    let origin = Origin::new(OriginKind::Conversion, decision);
    let (mut come, mut after) = (0_i64, None::<Id<Member>>);
    loop {
        let page = holders_after(tx, &from.instrument, after)?;
        let Some(last) = page.last() else { break };
        after = Some(*last);
        for holder in page {
            let held = from.held(tx, holder)?;
            let (leave, gain) =
                converted(held.free(), new.give, new.get).ok_or(Refused(No::NotEnoughLeft))?;
            if leave == 0 {
                continue;
            }
            let minor = held.paid_for(leave);
            let room = to.room(tx, holder)?;
            match () {
                () if gain > room.units_each_max - room.units_own => return Err(Refused(No::AboveEach)),
                () if gain > room.units_left => return Err(Refused(No::NotEnoughLeft)),
                () => {}
            }
            let out = Change { units: -leave, minor: -minor, origin: origin.clone(), entry: None };
            from.issue(tx, holder, out, now)?;
            let into = Change { units: gain, minor, origin: origin.clone(), entry: None };
            to.issue(tx, holder, into, now)?;
            come += gain;
        }
    }
    if come == 0 {
        return Err(Refused(No::NothingToConvert));
    }
    from.save(tx, No::AboveEachBehind)?;
    to.save(tx, No::AboveEachBehind)?;
    let body = format!(r#"{{"instrument":"{}","into":"{}"}}"#, new.from, new.to);
    tx.announce("share_converted", body)?;
    Ok(come)
}

/// The fund of an instrument may give back what was put in, up to a sum and until an end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GiveBack {
    pub mandate: Id<Mandate>,
    pub instrument: Id<Instrument>,
    pub ceiling_minor: i64,
    /// Nothing is given back at this instant or later.
    pub ends_at: Timestamp,
    /// The proposal's id, and its title.
    pub decision: String,
    pub decision_title: String,
}

/// Makes a mandate that is for this and keeps of which instrument it is: units are bought back under no other. Answers its number.
/// Called by whoever carries out decisions.
///
/// # Errors
/// `NoSuchInstrument`, `NotHeld`, `TermsUnfit` (the sum, or an end that is past), `DecisionMissing`.
pub fn give_back_by_decision(tx: &mut Tx, new: &GiveBack, now: Timestamp) -> Outcome<i64, No> {
    let community_id = tx.community();
    let instrument = tx.find_first::<Instrument>((community_id, new.instrument))?;
    let instrument = instrument.ok_or(Refused(No::NoSuchInstrument))?;
    if !instrument.kind.is_held() {
        return Err(Refused(No::NotHeld));
    }
    let granted = spending::NewMandate {
        id: new.mandate,
        kind: spending::MandateKind::Capital,
        purpose: t(acting::lang(tx)?).mandate_gives_back(instrument.name),
        fund: instrument.fund,
        ceiling_minor: new.ceiling_minor,
        each_minor: None,
        starts_at: now,
        ends_at: new.ends_at,
        carried_by: None,
        decision: new.decision.clone(),
        decision_title: new.decision_title.clone(),
    };
    let number = spending::grant_mandate(tx, &granted, now).map_err(|error| match error {
        OpError::Fault(fault) => fault.into(),
        Refused(why) => match why {
            spending::MandateRefused::DecisionMissing => Refused(No::DecisionMissing),
            spending::MandateRefused::CeilingNotPositive
            | spending::MandateRefused::CeilingTooLarge
            | spending::MandateRefused::EndPassed
            | spending::MandateRefused::EndBeforeStart => Refused(No::TermsUnfit),
            other => acting::fault(format!("{}: {}", new.mandate, other.code())).into(),
        },
    })?;
    tx.insert(&CapitalMandate {
        community_id,
        mandate_id: new.mandate,
        instrument_id: new.instrument,
        decision: new.decision.trim().to_owned(),
        made_at_us: now,
    })?;
    Ok(number)
}

//! A decision that passed offers an instrument.

use crate::acting;
use crate::ids::Member;
use crate::instrument::{InstrumentKind, InstrumentRefused, Terms};
use crate::rows::{Instrument, InstrumentRisk};
use crate::text_look::TextPlace;
use crate::text_look_store::promised_still;
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{Outcome, Tx};

/// What a decision asks to be offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewInstrument {
    pub id: Id<Instrument>,
    pub kind: InstrumentKind,
    pub name: String,
    pub fund: i64,
    pub price_minor: i64,
    pub units_max: i64,
    pub units_each_max: i64,
    pub terms: String,
    pub risk: String,
    /// The proposal's id.
    pub decision: String,
}

impl NewInstrument {
    /// Whether it could be offered so. `author`: who publishes its words now, if they are published now.
    ///
    /// # Errors
    /// What does not hold, the first of it.
    pub fn check(&self, tx: &mut Tx, author: Option<Id<Member>>) -> Outcome<(), InstrumentRefused> {
        let mut promises = false;
        for text in [&self.name, &self.terms, &self.risk] {
            promises |= promised_still(tx, TextPlace::Share, text, author)?.is_some();
        }
        self.asked(promises).check().map_err(Refused)
    }

    fn asked(&self, promises: bool) -> Terms<'_> {
        Terms {
            promises,
            name: &self.name,
            decision: &self.decision,
            price_minor: self.price_minor,
            units_max: self.units_max,
            units_each_max: self.units_each_max,
            terms: &self.terms,
            risk: &self.risk,
            sum_max: ledger::AMOUNT_MAX,
        }
    }
}

/// Makes an instrument; answers its number. Called by whoever carries out decisions: no member makes one.
///
/// # Errors
/// `NoSuchFund`, and what does not hold of the terms.
pub fn make_instrument_by_decision(
    tx: &mut Tx,
    new: &NewInstrument,
    now: Timestamp,
) -> Outcome<i64, InstrumentRefused> {
    new.check(tx, None)?;
    make(tx, new, now)
}

/// The same for a campaign that has reached its goal, whose words were looked at when it was opened and agreed on by who took part since: what would
/// be found in them today holds up nobody's money.
///
/// # Errors
/// `NoSuchFund`, and what does not hold of the terms but `PromisesReturn`.
pub fn make_instrument_of_campaign(
    tx: &mut Tx,
    new: &NewInstrument,
    now: Timestamp,
) -> Outcome<i64, InstrumentRefused> {
    new.asked(false).check().map_err(Refused)?;
    make(tx, new, now)
}

fn make(tx: &mut Tx, new: &NewInstrument, now: Timestamp) -> Outcome<i64, InstrumentRefused> {
    let community = tx.community();
    if ledger::fund(tx, community, new.fund)?.is_none() {
        return Err(Refused(InstrumentRefused::NoSuchFund));
    }
    let currency = acting::currency(tx)?;
    let number = acting::count(tx, |count| count.instrument_count += 1)?.instrument_count;
    tx.insert(&Instrument {
        community_id: community,
        id: new.id,
        number,
        kind: new.kind,
        name: new.name.trim().to_owned(),
        fund: new.fund,
        currency,
        price_minor: new.price_minor,
        units_max: new.units_max,
        units_each_max: new.units_each_max,
        units_asked: 0,
        units_issued: 0,
        terms: new.terms.trim().to_owned(),
        risk_version: 1,
        decision: new.decision.trim().to_owned(),
        made_at_us: now,
        capital_left_minor: 0,
        probation_days: 0,
        by_campaign: false,
    })?;
    tx.insert(&InstrumentRisk {
        community_id: community,
        instrument_id: new.id,
        version: 1,
        words: new.risk.trim().to_owned(),
        reason: String::new(),
        written_by: None,
        written_at_us: now,
        agreed_by: None,
    })?;
    let body = format!(r#"{{"instrument":"{}","number":{number},"fund":{}}}"#, new.id, new.fund);
    tx.announce("instrument_made", body)?;
    Ok(number)
}

/// Binds an instrument that was made in this transaction to the campaign that it is made for: its units are for who took part, and
/// whoever reads its terms or takes them over later has been past probation for `probation_days`.
///
/// # Errors
/// `NoSuchInstrument`.
pub fn bind_to_campaign(
    tx: &mut Tx,
    instrument: Id<Instrument>,
    probation_days: i64,
) -> Outcome<(), InstrumentRefused> {
    let row = tx.lock::<Instrument>((tx.community(), instrument))?;
    let row = row.ok_or(Refused(InstrumentRefused::NoSuchInstrument))?;
    Ok(tx.save(&Instrument { probation_days, by_campaign: true, ..row })?)
}

//! What other features ask about instruments.
//!
//! Not a rule: it reads rows.

use crate::ids::Member;
use crate::instrument::InstrumentKind;
use crate::ownership_store::{voting, voting_instruments};
use crate::rows::{Instrument, Subscription};
use crate::t;
use kernel::Id;
use std::collections::BTreeMap;
use store::{Fault, Reader, Tx};
use web::Lang;

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

/// What votes, by holder: whoever holds nothing of it is not named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VotingHolding {
    pub holder: Id<Member>,
    pub units: i64,
    /// What the units cost.
    pub paid_minor: i64,
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
    let id = Id::<Subscription>::parse(id).ok().filter(|_| kind == crate::books::KIND);
    let found = match id {
        Some(id) => reader.find::<Subscription>(&(community, id))?,
        None => None,
    };
    match found {
        Some(found) => instrument(reader, community, found.instrument_id),
        None => Ok(None),
    }
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

/// Words that promise a return, to be shown to who wrote them.
pub fn promise_said(lang: Lang, words: &str) -> String {
    t(lang).promise_found(words)
}

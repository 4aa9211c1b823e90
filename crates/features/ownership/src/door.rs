//! What other features ask about instruments.
//!
//! Not a rule: it reads rows.

use crate::instrument::InstrumentKind;
use crate::rows::Instrument;
use crate::t;
use kernel::Id;
use store::{Fault, Reader};
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

//! Whose a line is: what each receiver has of it by the split it was bought under.
//!
//! Not a rule: it says what is wrong with rows.

use crate::books::fault;
use crate::ids::Member;
use crate::rows::{OfferSplit, OrderLine};
use crate::split::{Part, Party, Split};
use kernel::Id;
use store::Fault;

/// The row that says it, for whoever finds it: an operation or a page.
pub(crate) fn split_of(line: &OrderLine) -> (i64, Id<crate::rows::Offer>, i64) {
    (line.community_id, line.offer_id, line.split_version)
}

fn split(line: &OrderLine, row: Option<OfferSplit>) -> Result<Split, Fault> {
    let split = row.and_then(|row| Split::parse(&row.words).ok());
    split.ok_or_else(|| fault(format!("{}: no split {}", line.offer_id, line.split_version)))
}

/// Before any refund, in the order of parties.
pub(crate) fn parts(line: &OrderLine, row: Option<OfferSplit>) -> Result<Vec<Part>, Fault> {
    let parts = split(line, row)?.divide(line.total_minor, line.quantity_milli);
    parts.ok_or_else(|| fault(format!("{} {}: its split does not divide it", line.order_id, line.number)))
}

/// Whether a member sold it: who gets what is left of the price.
pub(crate) fn is_sold_by(
    member: Id<Member>,
    line: &OrderLine,
    row: Option<OfferSplit>,
) -> Result<bool, Fault> {
    Ok(rest_of(line, row)? == Party::Member(member))
}

/// Who gets what is left of its price: who made it.
pub(crate) fn rest_of(line: &OrderLine, row: Option<OfferSplit>) -> Result<Party, Fault> {
    Ok(split(line, row)?.rest)
}

//! What is ordered from a supplier, and where it stands. Pure: whoever calls has asked who may.

use crate::refused::PurchaseRefused;
use kernel::{Currency, Price, Quantity, div_half_even};

kernel::codes! {
    /// Where a purchase order stands.
    pub enum PurchaseState {
        /// Being written; the supplier does not see it yet.
        Drafted = "drafted",
        /// Written, and not sent before somebody else has said yes: a fund pays for it.
        Asked = "asked",
        Sent = "sent",
        Confirmed = "confirmed",
        Declined = "declined",
        DeliveredInPart = "delivered_in_part",
        Delivered = "delivered",
        /// Nothing more comes; what is missing has been dealt with.
        Closed = "closed",
        Cancelled = "cancelled",
    }
}

kernel::codes! {
    /// How what comes is paid for.
    pub enum Terms {
        /// As it sells: each sale's split gives the supplier their part.
        BySales = "by_sales",
        /// The community buys it: what came is an expense under a mandate.
        Bought = "bought",
    }
}

kernel::codes! {
    /// What becomes of a case that what is wanted does not fill.
    pub enum Rounding {
        /// It is ordered, and what nobody wants of it is stock.
        Up = "up",
        /// It is not, and some go without.
        Down = "down",
    }
}

kernel::codes! {
    /// Who made it.
    pub enum RaisedBy {
        Hand = "hand",
        /// A pool that formed.
        Pool = "pool",
    }
}

/// What the feature above that raised it is told by when a purchase order of a pool closes: a job of this kind, its
/// subject the purchase order.
pub const POOL_DELIVERED: &str = "pools.delivered";

impl RaisedBy {
    pub fn told_by(self) -> Option<&'static str> {
        match self {
            RaisedBy::Hand => None,
            RaisedBy::Pool => Some(POOL_DELIVERED),
        }
    }
}

kernel::codes! {
    /// What happened to a purchase order.
    pub enum PurchaseStep {
        Drafted = "drafted",
        /// Who would send it asks for a second person's yes.
        Asked = "asked",
        Consented = "consented",
        SteppedBack = "stepped_back",
        Sent = "sent",
        Moved = "moved",
        Confirmed = "confirmed",
        Declined = "declined",
        Counted = "counted",
        Closed = "closed",
        Billed = "billed",
        NotBilled = "not_billed",
        /// The supplier is asked whether they are owed less.
        CreditAsked = "credit_asked",
        CreditObjected = "credit_objected",
        CreditAgreed = "credit_agreed",
        CreditBySilence = "credit_by_silence",
        /// A second person says so.
        CreditUpheld = "credit_upheld",
        CreditDropped = "credit_dropped",
        Credited = "credited",
        Cancelled = "cancelled",
    }
}

pub const LINES_MAX: usize = 60;
pub const PLACE_CHARS_MAX: usize = 120;
pub const NOTE_CHARS_MAX: usize = 600;
pub const REASON_CHARS_MAX: usize = 600;
pub const PHOTOS_MAX: usize = 10;

impl PurchaseState {
    pub fn send(self) -> Result<PurchaseState, PurchaseRefused> {
        match self {
            PurchaseState::Drafted => Ok(PurchaseState::Sent),
            _ => Err(PurchaseRefused::WrongState),
        }
    }

    /// A second person is asked before it is sent.
    pub fn ask(self) -> Result<PurchaseState, PurchaseRefused> {
        match self {
            PurchaseState::Drafted => Ok(PurchaseState::Asked),
            _ => Err(PurchaseRefused::WrongState),
        }
    }

    /// The second person says yes: it goes to the supplier.
    pub fn consent(self) -> Result<PurchaseState, PurchaseRefused> {
        match self {
            PurchaseState::Asked => Ok(PurchaseState::Sent),
            _ => Err(PurchaseRefused::WrongState),
        }
    }

    /// Or not as it is: it is a draft again.
    pub fn step_back(self) -> Result<PurchaseState, PurchaseRefused> {
        match self {
            PurchaseState::Asked => Ok(PurchaseState::Drafted),
            _ => Err(PurchaseRefused::WrongState),
        }
    }

    /// Confirmed or declined. Who declined may think better of it, until it is called off.
    pub fn answer(self, yes: bool) -> Result<PurchaseState, PurchaseRefused> {
        match (self, yes) {
            (PurchaseState::Sent | PurchaseState::Declined, true) => Ok(PurchaseState::Confirmed),
            (PurchaseState::Sent | PurchaseState::Confirmed, false) => Ok(PurchaseState::Declined),
            _ => Err(PurchaseRefused::WrongState),
        }
    }

    /// A delivery was counted; `whole` when all that was ordered is there.
    pub fn count(self, whole: bool) -> Result<PurchaseState, PurchaseRefused> {
        match (self, whole) {
            (PurchaseState::Sent | PurchaseState::Confirmed | PurchaseState::DeliveredInPart, false) => {
                Ok(PurchaseState::DeliveredInPart)
            }
            (PurchaseState::Sent | PurchaseState::Confirmed | PurchaseState::DeliveredInPart, true) => {
                Ok(PurchaseState::Delivered)
            }
            _ => Err(PurchaseRefused::WrongState),
        }
    }

    /// Also one of which nothing came, declined or not: then all of it is short.
    pub fn close(self) -> Result<PurchaseState, PurchaseRefused> {
        match self {
            PurchaseState::Drafted
            | PurchaseState::Asked
            | PurchaseState::Closed
            | PurchaseState::Cancelled => Err(PurchaseRefused::WrongState),
            _ => Ok(PurchaseState::Closed),
        }
    }

    /// While nothing has come.
    pub fn cancel(self) -> Result<PurchaseState, PurchaseRefused> {
        match self {
            PurchaseState::Drafted
            | PurchaseState::Asked
            | PurchaseState::Sent
            | PurchaseState::Confirmed
            | PurchaseState::Declined => Ok(PurchaseState::Cancelled),
            _ => Err(PurchaseRefused::WrongState),
        }
    }

    /// Day and place may still be changed.
    pub fn is_open(self) -> bool {
        !matches!(self, PurchaseState::Closed | PurchaseState::Cancelled)
    }

    /// Where a fund pays for it, the fund is bound by it: what it may cost is kept. Declined it binds nobody.
    pub fn binds(self) -> bool {
        match self {
            PurchaseState::Drafted
            | PurchaseState::Declined
            | PurchaseState::Closed
            | PurchaseState::Cancelled => false,
            PurchaseState::Asked
            | PurchaseState::Sent
            | PurchaseState::Confirmed
            | PurchaseState::DeliveredInPart
            | PurchaseState::Delivered => true,
        }
    }

    /// The supplier sees it.
    pub fn is_shown(self) -> bool {
        !matches!(self, PurchaseState::Drafted | PurchaseState::Asked)
    }
}

/// Whether a second person has to say yes before it is sent: what a fund pays for, above the sum from which the community wants
/// to see what stands for an expense. None: never. What a pool orders was agreed on when it opened.
pub fn needs_second(terms: Terms, raised_by: RaisedBy, total_minor: i64, above_minor: Option<i64>) -> bool {
    terms == Terms::Bought
        && raised_by == RaisedBy::Hand
        && above_minor.is_some_and(|above| total_minor > above)
}

/// How many cases so much takes.
pub fn cases_for(wanted: Quantity, case: Quantity, rounding: Rounding) -> i64 {
    let size = case.milli.max(1);
    match rounding {
        Rounding::Down => wanted.milli / size,
        Rounding::Up => wanted.milli / size + i64::from(wanted.milli % size > 0),
    }
}

/// What a line comes to: whole cases, at a price a unit.
///
/// # Errors
/// `QuantityNotPositive`, `PriceNotPositive`, `SumTooLarge`.
pub fn line_total(
    cases: i64,
    case: Quantity,
    price: Price,
    currency: Currency,
) -> Result<(Quantity, i64), PurchaseRefused> {
    if cases <= 0 || case.milli <= 0 {
        return Err(PurchaseRefused::QuantityNotPositive);
    }
    if price.e4 <= 0 {
        return Err(PurchaseRefused::PriceNotPositive);
    }
    let milli = cases.checked_mul(case.milli).ok_or(PurchaseRefused::SumTooLarge)?;
    let quantity = Quantity::from_milli(milli);
    let total = price.times(quantity, currency).ok_or(PurchaseRefused::SumTooLarge)?;
    Ok((quantity, total.minor))
}

/// What is owed for what came of a line: its total where all came, else its price for so much; never more than the total.
pub fn worth(total_minor: i64, price: Price, ordered: i64, came: i64, currency: Currency) -> i64 {
    match came >= ordered {
        true => total_minor,
        false => price
            .times(Quantity::from_milli(came), currency)
            .map_or(0, |money| money.minor.clamp(0, total_minor)),
    }
}

/// What is owed for what came of a line, where that is known to the unit. A bill is made of `worth`. What is paid as it sells is owed
/// sale by sale, each split rounded by itself: of a part of it no price a unit says the sum. A pool's total is the sum of its parts' own
/// shares, so all of it is known, and nothing is nothing.
pub fn owed_for_came(
    (terms, raised_by): (Terms, RaisedBy),
    total_minor: i64,
    price: Price,
    (ordered, came): (i64, i64),
    currency: Currency,
) -> Option<i64> {
    match (terms, raised_by) {
        (Terms::Bought, _) => Some(worth(total_minor, price, ordered, came, currency)),
        (Terms::BySales, RaisedBy::Pool) if came >= ordered => Some(total_minor),
        (Terms::BySales, _) if came == 0 => Some(0),
        (Terms::BySales, _) => None,
    }
}

/// A unit of what costs so much altogether, to four decimals.
pub fn price_of(minor: i64, quantity: Quantity, currency: Currency) -> Price {
    let units = i128::from(quantity.milli.max(1)) * 10_i128.pow(currency.exponent());
    let e4 = div_half_even(i128::from(minor) * 10_000_000, units);
    Price::from_e4(i64::try_from(e4).unwrap_or(i64::MAX))
}

/// A text that may be empty, not longer than this.
pub(crate) fn bounded(text: &str, most: usize, why: PurchaseRefused) -> Result<String, PurchaseRefused> {
    match text.trim() {
        text if text.chars().count() > most => Err(why),
        text => Ok(text.to_owned()),
    }
}

/// A reason that says something; a longer one is cut.
pub(crate) fn reason(text: &str) -> Option<String> {
    match text.trim() {
        "" => None,
        text => Some(text.chars().take(REASON_CHARS_MAX).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use PurchaseState::*;

    /// State → sent, confirmed, declined, counted in part, counted whole, closed, cancelled.
    #[test]
    fn what_each_state_permits() {
        let no = Err(PurchaseRefused::WrongState);
        for (state, answers) in [
            (Drafted, [Ok(Sent), no, no, no, no, no, Ok(Cancelled)]),
            (Asked, [no, no, no, no, no, no, Ok(Cancelled)]),
            (
                Sent,
                [
                    no,
                    Ok(Confirmed),
                    Ok(Declined),
                    Ok(DeliveredInPart),
                    Ok(Delivered),
                    Ok(Closed),
                    Ok(Cancelled),
                ],
            ),
            (
                Confirmed,
                [no, no, Ok(Declined), Ok(DeliveredInPart), Ok(Delivered), Ok(Closed), Ok(Cancelled)],
            ),
            (Declined, [no, Ok(Confirmed), no, no, no, Ok(Closed), Ok(Cancelled)]),
            (DeliveredInPart, [no, no, no, Ok(DeliveredInPart), Ok(Delivered), Ok(Closed), no]),
            (Delivered, [no, no, no, no, no, Ok(Closed), no]),
            (Closed, [no; 7]),
            (Cancelled, [no; 7]),
        ] {
            let found = [
                state.send(),
                state.answer(true),
                state.answer(false),
                state.count(false),
                state.count(true),
                state.close(),
                state.cancel(),
            ];
            assert_eq!(found, answers, "{state}");
        }
    }

    #[test]
    fn a_second_person_is_asked_from_a_draft_only() {
        for state in PurchaseState::ALL {
            assert_eq!(state.ask().is_ok(), *state == Drafted, "{state}");
            assert_eq!(state.consent().ok(), (*state == Asked).then_some(Sent), "{state}");
            assert_eq!(state.step_back().ok(), (*state == Asked).then_some(Drafted), "{state}");
        }
    }

    /// Terms, by whom, sum, above → asked.
    #[test]
    fn what_needs_a_second_person() {
        for (terms, by, total, above, asked) in [
            (Terms::Bought, RaisedBy::Hand, 20_001, Some(20_000), true),
            (Terms::Bought, RaisedBy::Hand, 20_000, Some(20_000), false),
            (Terms::Bought, RaisedBy::Hand, 1, Some(0), true),
            (Terms::Bought, RaisedBy::Hand, 9_999_999, None, false),
            (Terms::Bought, RaisedBy::Pool, 20_001, Some(20_000), false),
            (Terms::BySales, RaisedBy::Hand, 20_001, Some(20_000), false),
        ] {
            assert_eq!(needs_second(terms, by, total, above), asked, "{terms} {by} {total}");
        }
    }

    /// Cases, case, price → quantity and total, or why not.
    #[test]
    fn a_line_is_whole_cases_at_a_price() {
        for (cases, case, e4, answer) in [
            (2, 12_000, 35_000, Ok((24_000, 8_400))),
            (1, 500, 35_000, Ok((500, 175))),
            (0, 12_000, 35_000, Err(PurchaseRefused::QuantityNotPositive)),
            (1, 0, 35_000, Err(PurchaseRefused::QuantityNotPositive)),
            (1, 12_000, 0, Err(PurchaseRefused::PriceNotPositive)),
            (i64::MAX, 2, 1, Err(PurchaseRefused::SumTooLarge)),
        ] {
            let found = line_total(cases, Quantity::from_milli(case), Price::from_e4(e4), Currency::CNY);
            assert_eq!(found.map(|(quantity, minor)| (quantity.milli, minor)), answer, "{cases} × {case}");
        }
    }

    /// Minor units, thousandths → ten-thousandths a unit.
    #[test]
    fn a_price_is_what_a_unit_comes_to() {
        for (minor, milli, e4) in
            [(8_400, 24_000, 35_000), (100, 3_000, 3_333), (0, 1_000, 0), (1, 0, 100_000)]
        {
            assert_eq!(
                price_of(minor, Quantity::from_milli(milli), Currency::CNY).e4,
                e4,
                "{minor} / {milli}"
            );
        }
    }

    /// Total, ordered, came → worth, at 3.50 a unit. A total that was agreed as a whole is owed as a whole.
    #[test]
    fn what_came_is_owed() {
        for (total, ordered, came, owed) in [
            (8_400, 24_000, 24_000, 8_400),
            (8_399, 24_000, 24_000, 8_399),
            (8_400, 24_000, 20_000, 7_000),
            (8_400, 24_000, 0, 0),
            (6_000, 24_000, 23_000, 6_000),
        ] {
            assert_eq!(worth(total, Price::from_e4(35_000), ordered, came, Currency::CNY), owed, "{came}");
        }
    }

    /// Terms, by whom, came of 36 → what is owed, at 33.33 of which the supplier gets 90 %. 34 pieces in their parts come to 1,019.90; by a
    /// price a unit they would come to 1,019.89.
    #[test]
    fn what_is_owed_by_sales_is_no_price_times_pieces() {
        let (total, ordered) = (107_988, 36_000);
        let price = price_of(total, Quantity::from_milli(ordered), Currency::CNY);
        assert_eq!(worth(total, price, ordered, 34_000, Currency::CNY), 101_989);
        for (terms, by, came, owed) in [
            (Terms::BySales, RaisedBy::Pool, 34_000, None),
            (Terms::BySales, RaisedBy::Pool, 36_000, Some(107_988)),
            (Terms::BySales, RaisedBy::Pool, 0, Some(0)),
            (Terms::BySales, RaisedBy::Hand, 34_000, None),
            (Terms::BySales, RaisedBy::Hand, 36_000, None),
            (Terms::Bought, RaisedBy::Pool, 34_000, Some(101_989)),
            (Terms::Bought, RaisedBy::Hand, 36_000, Some(107_988)),
        ] {
            let found = owed_for_came((terms, by), total, price, (ordered, came), Currency::CNY);
            assert_eq!(found, owed, "{terms} {by} {came}");
        }
    }
}

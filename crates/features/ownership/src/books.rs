//! The way from a subscription that was paid to an entry of the ledger.
//!
//! Not a rule: it posts.

use crate::acting::fault;
use crate::instrument::InstrumentKind;
use crate::rows::{Instrument, Subscription};
use crate::subscription::SubscriptionRefused;
use kernel::Timestamp;
use ledger::{AccountKey, Cause, NewEntry, PostRefused};
use store::{Fault, OpError, Outcome, Tx};

/// What entries of this feature are called in the journal, and what their cause is.
pub(crate) const KIND: &str = "subscription";

/// Where the money of an instrument stands: given, owed in goods, or put in to own a part.
pub(crate) fn account(instrument: &Instrument) -> AccountKey {
    let (fund, currency) = (instrument.fund, instrument.currency);
    match instrument.kind {
        InstrumentKind::Donation => AccountKey::donation(fund, currency),
        InstrumentKind::PreOrder => AccountKey::advance_to_fund(fund, currency),
        InstrumentKind::MemberCapital | InstrumentKind::EquityRecord => AccountKey::capital(fund, currency),
    }
}

/// The money is at the bank: happened when it arrived, recorded now. None where the books cannot hold it.
pub(crate) fn receive(
    tx: &mut Tx,
    instrument: &Instrument,
    subscription: &Subscription,
    arrived_at: Timestamp,
    now: Timestamp,
) -> Result<Option<i64>, Fault> {
    let sum = subscription.amount_minor;
    let entry = NewEntry {
        kind: KIND,
        happened_at: arrived_at,
        recorded_at: now,
        cause: Cause::new(KIND, subscription.id),
        parent: None,
        mandate: None,
        reverses: None,
        postings: vec![(AccountKey::bank(instrument.currency), sum), (account(instrument), -sum)],
    };
    match ledger::post(tx, &entry) {
        Ok(number) => Ok(Some(number)),
        Err(OpError::Fault(fault)) => Err(fault),
        Err(OpError::Refused(PostRefused::Overflow)) => Ok(None),
        Err(OpError::Refused(other)) => {
            Err(fault(format!("the books refused {}: {}", subscription.id, other.code())))
        }
    }
}

/// Takes the entry of an arrival back: recorded and happened now.
///
/// # Errors
/// `MovedOn`: the bank, or what the fund has of it, holds less by now.
pub(crate) fn take_back(
    tx: &mut Tx,
    subscription: &Subscription,
    entry: i64,
    now: Timestamp,
) -> Outcome<i64, SubscriptionRefused> {
    ledger::reverse(tx, entry, Cause::new(KIND, subscription.id), now, now).map_err(|error| match error {
        OpError::Refused(PostRefused::WouldPassZero { .. } | PostRefused::FundWouldPassZero { .. }) => {
            OpError::Refused(SubscriptionRefused::MovedOn)
        }
        OpError::Refused(other) => {
            fault(format!("the books refused to take back {}: {}", subscription.id, other.code())).into()
        }
        OpError::Fault(fault) => fault.into(),
    })
}

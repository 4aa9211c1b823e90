//! Where splits change by decision only, a new split is one too: else an offer would be taken off and made again with
//! any other. What such an offer divides its price by, members have decided: for this offer, or for another that divides
//! by it now. Until then it waits and is not for sale.

use crate::market_store::SPLIT_DECIDED;
use crate::offer::{OfferRefused, OfferState};
use crate::rows::Offer;
use crate::split::Split;
use store::OpError::Refused;
use store::{Fault, Outcome, Tx};

/// Whether goods may be sold under a split that nobody has sold them under before.
pub(super) fn is_agreed(tx: &mut Tx, split: &Split) -> Result<bool, Fault> {
    if !community::is_by_decision_only(tx)? {
        return Ok(true);
    }
    // A decision on fixed sums was one on the price they were taken from.
    if !split.in_proportion() {
        return Ok(false);
    }
    let (community, words) = (tx.community(), split.to_string());
    Ok(!tx.rows::<(i64,)>(SPLIT_DECIDED, &[&community, &words])?.is_empty())
}

/// Of a new offer: what would be up for sale at once waits where its split does.
pub(super) fn state_of(tx: &mut Tx, state: OfferState, split: &Split) -> Result<OfferState, Fault> {
    match state {
        OfferState::Published if !is_agreed(tx, split)? => Ok(OfferState::Proposed),
        state => Ok(state),
    }
}

/// Asked whenever something is put up: whoever does it, and whatever it was before.
pub(super) fn may_go_up(tx: &mut Tx, offer: &Offer, split: &Split) -> Outcome<(), OfferRefused> {
    match offer.split_waits && !is_agreed(tx, split)? {
        true => Err(Refused(OfferRefused::SplitWaits)),
        false => Ok(()),
    }
}

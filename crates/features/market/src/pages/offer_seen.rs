//! To whom the page of an offer is shown, and with it the pictures of the offer.

use super::card::Goods;
use crate::ids::Member;
use crate::market_store::SPLIT_DECIDED;
use crate::offer::Audience;
use kernel::Id;
use store::{Fault, Reader};
use web::{Power, Powers};

/// Who looks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seeing {
    /// None: no member of the community.
    pub me: Option<Id<Member>>,
    pub powers: Powers,
}

impl Seeing {
    pub(crate) const STRANGER: Seeing = Seeing { me: None, powers: Powers::NONE };

    /// Until a steward has put it up it is between its seller and the stewards; but what members have to decide they can look at.
    pub(crate) fn is_hidden(self, goods: &Goods, split_waits: bool) -> bool {
        let tends = self.powers.has(Power::ManageOffers) || goods.sold_by(self.me);
        goods.is_proposed() && !tends && !(split_waits && self.me.is_some())
    }

    /// Whether the page of an offer answers who looks, in a community that does.
    ///
    /// # Errors
    /// Of the database only.
    pub(crate) fn sees(self, reader: &mut Reader, goods: &Goods) -> Result<bool, Fault> {
        if goods.offer.audience == Audience::Members && self.me.is_none() {
            return Ok(false);
        }
        if !self.is_hidden(goods, false) {
            return Ok(true);
        }
        let community = reader.find::<community::Community>(&goods.offer.community_id)?;
        let by_decision = community.is_some_and(|row| row.by_decision_only);
        let split_waits = by_decision && waits_for_decision(reader, goods)?;
        Ok(!self.is_hidden(goods, split_waits))
    }
}

/// Where splits change by decision only: none has set this one.
pub(crate) fn waits_for_decision(reader: &mut Reader, goods: &Goods) -> Result<bool, Fault> {
    let community = goods.offer.community_id;
    let mut decided = || reader.rows::<(i64,)>(SPLIT_DECIDED, &[&community, &goods.split.to_string()]);
    Ok(goods.offer.split_waits && (!goods.split.in_proportion() || decided()?.is_empty()))
}

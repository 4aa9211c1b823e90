//! What lists say of a part, in one sentence.

use super::campaign_view::delivered;
use super::over::{self, sees_money};
use super::read_store::own_in_pool;
use super::scene::{About, Scene};
use super::words;
use crate::campaign::Offered;
use crate::commitment::CommitmentState;
use crate::rows::{Commitment, GroupBuyPart, Pool};
use kernel::{Id, Quantity};
use market::rows::Order;
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::ui::Tone;

/// What a list says of a part.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PartBrief {
    #[schema(value_type = String)]
    pub id: Id<Commitment>,
    /// In the order of joining.
    pub number: i64,
    #[schema(value_type = String)]
    pub units: Quantity,
    /// To be paid on joining.
    pub due_minor: i64,
    /// `made`, `claimed`, `paid_awaiting_formation`, `captured`, `refunded`, `lapsed`.
    #[schema(value_type = String)]
    pub state: CommitmentState,
    /// What it became.
    pub captured_minor: i64,
    /// What is the member's again.
    pub returned_minor: i64,
    /// Of what it became, given back because less came than was ordered.
    pub short_minor: i64,
    /// The order that it became.
    #[schema(value_type = Option<String>)]
    pub order: Option<Id<Order>>,
    /// In words: `3 斤`, `¥50.00`.
    #[serde(skip)]
    pub how_much: String,
    #[serde(skip)]
    pub tag: (String, Tone),
    #[serde(skip)]
    pub told: String,
}

impl PartBrief {
    pub(crate) fn of(
        reader: &mut Reader,
        s: &Scene,
        (pool, part): (&Pool, &Commitment),
        about: &About,
    ) -> Result<PartBrief, Fault> {
        let became = reader.find::<GroupBuyPart>(&(s.number, part.id))?;
        let refused = became.as_ref().map_or(0, |became| became.refused_milli);
        let delivered = match about {
            About::Campaign(campaign) => delivered(reader, campaign)?,
            About::Goods(_) => None,
        };
        let said =
            over::told(s, (pool, part)).unwrap_or_else(|| told(s, (pool, part), about, (refused, delivered)));
        Ok(PartBrief {
            id: part.id,
            number: part.number,
            units: Quantity::from_milli(part.units_milli),
            due_minor: part.due_minor,
            state: part.state,
            captured_minor: part.captured_minor,
            returned_minor: part.returned_minor,
            order: became.as_ref().and_then(|became| became.order_id),
            tag: over::tag(s, pool, part).unwrap_or_else(|| words::part_tag(s, (pool, part), about)),
            how_much: about.amount(s, part.units_milli),
            short_minor: became.as_ref().and_then(|became| became.short_minor).unwrap_or_default(),
            told: said + &over::short(s, about, became.as_ref()).unwrap_or_default(),
        })
    }

    pub(crate) fn is_unpaid(&self) -> bool {
        self.state == CommitmentState::Made
    }
}

/// What there is to know of it, in one sentence.
fn told(
    s: &Scene,
    (pool, part): (&Pool, &Commitment),
    about: &About,
    (refused, delivered): (i64, Option<bool>),
) -> String {
    let collects = matches!(about, About::Campaign(_));
    let elsewhere = words::is_elsewhere(about);
    let gives = matches!(about, About::Campaign(campaign) if campaign.offered == Offered::Donation);
    let orders = matches!(about, About::Campaign(campaign) if campaign.offered == Offered::PreOrder);
    match part.state {
        // Who only manages the goods is told that, and not what was said about somebody's money.
        CommitmentState::Made if not_found(part).is_some() && !sees_money(s, part) => {
            s.t.part_event_not_found()
        }
        CommitmentState::Made if not_found(part).is_some() => {
            let reason = not_found(part).unwrap_or_default().to_owned();
            match s.now < part.hold_until_us {
                true => s.t.told_not_found(reason),
                false => s.t.told_not_found_over(reason),
            }
        }
        CommitmentState::Made if elsewhere => s.t.told_elsewhere_made(s.time_text(&part.hold_until_us)),
        CommitmentState::Made if collects => s.t.told_campaign_made(s.time_text(&part.hold_until_us)),
        CommitmentState::Held if elsewhere => s.t.told_elsewhere_held(),
        CommitmentState::Captured if elsewhere => s.t.told_elsewhere_captured(),
        CommitmentState::Refunded if elsewhere => match words::elsewhere_ended(pool, part) {
            words::ElsewhereEnded::GivenUp => s.t.told_elsewhere_ended(),
            words::ElsewhereEnded::Failed => s.t.told_elsewhere_failed(),
            words::ElsewhereEnded::NotEntered => s.t.told_elsewhere_not_entered(),
        },
        CommitmentState::Held if collects => s.t.told_campaign_held(),
        CommitmentState::Captured if orders && part.returned_minor > 0 => {
            s.t.told_not_delivered(s.said(part.returned_minor))
        }
        CommitmentState::Captured if delivered == Some(true) => s.t.told_campaign_delivered(),
        CommitmentState::Captured if delivered == Some(false) => s.t.told_delivery_unsaid(),
        CommitmentState::Captured if orders => s.t.told_campaign_ordered(),
        CommitmentState::Captured if collects && part.returned_minor > 0 => {
            s.t.told_campaign_returned(s.said(part.returned_minor))
        }
        CommitmentState::Captured if collects => s.t.told_campaign_captured(),
        CommitmentState::Made => s.t.told_made(s.time_text(&part.hold_until_us)),
        CommitmentState::Claimed => s.t.told_claimed(),
        CommitmentState::Held => s.t.told_held(),
        CommitmentState::Captured if refused > 0 => words::captured_less(s, about, part, refused),
        CommitmentState::Captured if part.returned_minor > 0 => {
            s.t.told_captured_difference(s.said(part.captured_minor), s.said(part.returned_minor))
        }
        CommitmentState::Captured => s.t.told_captured(),
        CommitmentState::Refunded => match &part.end_reason {
            Some(reason) => s.t.told_refunded_because(s.said(part.returned_minor), words::reason(s, reason)),
            None => s.t.told_refunded(s.said(part.returned_minor)),
        },
        CommitmentState::Lapsed if part.paid_entry.is_some() => s.t.told_late(),
        CommitmentState::Lapsed if gives => s.t.told_gift_lapsed(),
        CommitmentState::Lapsed => s.t.told_lapsed(),
    }
}

/// Why the money of a part that still waits was not found, when it was looked for last.
pub(super) fn not_found(part: &Commitment) -> Option<&str> {
    let refused = part.state == CommitmentState::Made && !part.had_too_little();
    part.reference.as_deref().filter(|_| refused)
}

/// The caller's, in the order of joining.
pub(crate) fn own_parts(
    reader: &mut Reader,
    s: &Scene,
    pool: &Pool,
    about: &About,
) -> Result<Vec<PartBrief>, Fault> {
    let Some(me) = s.me else { return Ok(Vec::new()) };
    let mut parts = Vec::new();
    for id in own_in_pool(reader, s.number, me, pool.id)? {
        let Some(part) = reader.find::<Commitment>(&(s.number, id))? else { continue };
        parts.push(PartBrief::of(reader, s, (pool, &part), about)?);
    }
    Ok(parts)
}

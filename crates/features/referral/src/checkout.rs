//! What a buyer is shown before ordering, and what an order gets while it is placed: for the market, which asks.
//!
//! Not a rule: it reads rows.

use crate::budget::Via;
use crate::ids::Member;
use crate::ops::{self, bringing, covered};
use crate::pages::via_cookie;
use crate::referral_store::coupons_open;
use crate::rows::RewardCoupon;
use crate::t;
use axum::http::HeaderMap;
use kernel::{Currency, Id, Money, Timestamp};
use market::brought::{
    AtCheckout, Brought, BroughtStands, CheckoutAsked, CheckoutShown, CouponShown, Ordered, ViaShown,
    read_brought_order,
};
use market::order::OrderRefused;
use store::{Fault, Outcome, Reader, Tx};
use web::Lang;

#[derive(Debug)]
pub struct Checkout;

impl AtCheckout for Checkout {
    fn via(&self, community: i64, headers: &HeaderMap) -> Option<String> {
        web::own_cookie(headers, &via_cookie(community)).map(str::to_owned)
    }

    fn shown(
        &self,
        reader: &mut Reader,
        community: i64,
        ordered: &Ordered,
        asked: &CheckoutAsked,
        lang: Lang,
    ) -> Result<CheckoutShown, Fault> {
        let Some(book) = ledger::book(reader, community)? else { return Ok(CheckoutShown::default()) };
        let coupons = match ordered.total_minor {
            0 => Vec::new(),
            _ => usable(reader, (community, ordered.buyer), ordered.now)?,
        };
        let chosen = coupons.iter().find(|coupon| asked.coupon.as_deref() == Some(coupon.id.as_str()));
        let coupon_minor = match chosen {
            Some(coupon) => pays(reader, community, ordered, coupon)?,
            None => 0,
        };
        let via = match asked.via.as_deref().and_then(Via::parse) {
            Some(via) => {
                let own_minor = ordered.total_minor - coupon_minor;
                // What a coupon that is not chosen yet would make of it.
                let others = if chosen.is_none() { &coupons[..] } else { &[] };
                shown_via(reader, community, ordered, &via, (own_minor, others), (book.currency, lang))?
            }
            None => None,
        };
        Ok(CheckoutShown {
            via,
            coupon: chosen.map(|coupon| coupon.id.to_string()),
            coupon_minor,
            coupons: coupons.iter().map(|coupon| of_coupon(coupon, book.currency, lang)).collect(),
        })
    }

    fn bring(&self, tx: &mut Tx, ordered: &Ordered, asked: &CheckoutAsked) -> Outcome<Brought, OrderRefused> {
        ops::bring(tx, ordered, asked)
    }
}

/// As the operation decides it.
fn pays(reader: &mut Reader, community: i64, ordered: &Ordered, coupon: &RewardCoupon) -> Result<i64, Fault> {
    Ok(covered(reader, community, coupon, ordered.now)?.clamp(0, ordered.total_minor))
}

/// By the same rule as when the order is placed.
fn shown_via(
    reader: &mut Reader,
    community: i64,
    ordered: &Ordered,
    via: &Via,
    (own_minor, others): (i64, &[RewardCoupon]),
    (currency, lang): (Currency, Lang),
) -> Result<Option<ViaShown>, Fault> {
    let Some(brings) = bringing(reader, community, ordered, via)? else { return Ok(None) };
    let Some(promise) = brings.promise(ordered, via, own_minor) else { return Ok(None) };
    let mut least = promise.minor;
    for coupon in others {
        let own_minor = ordered.total_minor - pays(reader, community, ordered, coupon)?;
        least = least.min(brings.promise(ordered, via, own_minor).map_or(0, |promise| promise.minor));
    }
    let member = reader.find::<community::Member>(&(community, promise.referrer))?;
    let name = member.map(|member| member.display_name).unwrap_or_default();
    let sum = Money::new(promise.minor, currency).to_string();
    Ok(Some(ViaShown {
        code: via.text(),
        reward_minor: promise.minor,
        label: t(lang).via_label(name.as_str()),
        note: match least < promise.minor {
            true => t(lang).via_note_coupons(sum, Money::new(least, currency).to_string()),
            false => t(lang).via_note(sum),
        },
        name,
    }))
}

fn of_coupon(coupon: &RewardCoupon, currency: Currency, lang: Lang) -> CouponShown {
    let sum = Money::new(coupon.amount_minor, currency).to_string();
    let label = t(lang).coupon_of(sum);
    CouponShown { id: coupon.id.to_string(), minor: coupon.amount_minor, label }
}

/// Coupons shown, and read at once.
const SHOWN: usize = 50;

/// Coupons that a member can put on an order now, however many used ones lie before them.
pub(crate) fn usable(
    reader: &mut Reader,
    (community, member): (i64, Id<Member>),
    now: Timestamp,
) -> Result<Vec<RewardCoupon>, Fault> {
    let (mut usable, mut after) = (Vec::new(), String::new());
    loop {
        let page = coupons_open(reader, (community, member), now, &after, SHOWN as i64)?;
        for id in &page {
            let Some(coupon) = reader.find::<RewardCoupon>(&(community, *id))? else { continue };
            if usable.len() < SHOWN && !is_used(reader, &coupon)? {
                usable.push(coupon);
            }
        }
        match page.last() {
            Some(last) if page.len() == SHOWN && usable.len() < SHOWN => after = last.to_string(),
            _ => return Ok(usable),
        }
    }
}

/// As the operation decides it.
pub(crate) fn is_used(reader: &mut Reader, coupon: &RewardCoupon) -> Result<bool, Fault> {
    let Some(order) = coupon.order_id else { return Ok(false) };
    let order = read_brought_order(reader, coupon.community_id, order)?;
    Ok(order.is_some_and(|order| order.stands != BroughtStands::GivenUp && order.coupon == Some(coupon.id)))
}

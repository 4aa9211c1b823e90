//! What an order gets while it is placed: who brought its buyer, with the reward that is promised for it, and a coupon.

use super::sweep::covered;
use super::{is_used, lock_coupon};
use crate::acting;
use crate::budget::Via;
use crate::ids::{Budget, Coupon, Member};
use crate::referral_store::{programme_open, promised_to};
use crate::rows::{ReferralCode, ReferralReward, RewardBudget, RewardState};
use kernel::Id;
use ledger::Source;
use market::brought::{Asks, Brought, CheckoutAsked, Ordered};
use market::order::OrderRefused;
use market::settlement::CouponPart;
use store::OpError::Refused;
use store::{Fault, Outcome, Reader, Tx};

/// A code that brings nobody (unknown, too old, one's own, no programme, nothing left) changes nothing: the order is placed
/// all the same.
///
/// # Errors
/// `CouponUnusable`.
pub fn bring(tx: &mut Tx, ordered: &Ordered, asked: &CheckoutAsked) -> Outcome<Brought, OrderRefused> {
    let coupon = match &asked.coupon {
        Some(coupon) => Some(put_on(tx, ordered, coupon)?),
        None => None,
    };
    let paid_by_coupon = coupon.map_or(0, |(_, part)| part.minor);
    let own_minor = ordered.total_minor - paid_by_coupon;
    let promise = match asked.via.as_deref().and_then(Via::parse) {
        Some(via) => {
            let community = tx.community();
            let brings = bringing(tx, community, ordered, &via)?;
            brings.and_then(|brings| brings.promise(ordered, &via, own_minor))
        }
        None => None,
    };
    if let Some(promise) = &promise {
        reserve(tx, ordered, promise)?;
    }
    Ok(Brought { referred_by: promise.map(|promise| promise.referrer), coupon })
}

/// What somebody would get for an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Promise {
    pub budget: Id<Budget>,
    pub referrer: Id<Member>,
    pub minor: i64,
}

/// Who brought a buyer by the programme that runs: all that a promise is made of, but the sum it is of.
#[derive(Debug, Clone, PartialEq)]
pub struct Bringing {
    referrer: Id<Member>,
    budget: RewardBudget,
    promised_minor: i64,
}

/// The running operation, or a snapshot: what is shown before an order is promised by the same words when it is placed.
pub trait Sees: Source + Asks {
    /// # Errors
    /// Of the database only.
    fn own_matter(&mut self, community: i64, who: Id<Member>, about: Id<Member>) -> Result<bool, Fault>;

    /// Everybody else who is no second person beside `who`.
    ///
    /// # Errors
    /// Of the database only.
    fn one_with(&mut self, community: i64, who: Id<Member>) -> Result<Vec<Id<Member>>, Fault>;
}

impl Sees for Tx {
    fn own_matter(&mut self, _: i64, who: Id<Member>, about: Id<Member>) -> Result<bool, Fault> {
        community::is_own_matter(self, who, about)
    }

    fn one_with(&mut self, _: i64, who: Id<Member>) -> Result<Vec<Id<Member>>, Fault> {
        community::one_with(self, who)
    }
}

impl Sees for Reader {
    fn own_matter(&mut self, community: i64, who: Id<Member>, about: Id<Member>) -> Result<bool, Fault> {
        community::is_own_matter_shown(self, community, who, about)
    }

    fn one_with(&mut self, community: i64, who: Id<Member>) -> Result<Vec<Id<Member>>, Fault> {
        community::one_with_shown(self, community, who)
    }
}

/// None where the code brings nobody.
///
/// # Errors
/// Of the database only.
pub fn bringing(
    source: &mut impl Sees,
    community: i64,
    ordered: &Ordered,
    via: &Via,
) -> Result<Option<Bringing>, Fault> {
    let code = source.find::<ReferralCode>((community, via.code.clone()))?;
    let Some(referrer) = code.and_then(|code| code.member) else { return Ok(None) };
    let member = source.find::<community::Member>((community, referrer))?;
    // Nor is anybody rewarded for a buyer without an account, who is entered by others.
    let buyer = source.find::<community::Member>((community, ordered.buyer))?;
    if ![member, buyer].iter().all(|one| one.as_ref().is_some_and(community::Member::takes_part)) {
        return Ok(None);
    }
    let Some(id) = programme_open(source, community)? else { return Ok(None) };
    let Some(budget) = source.find::<RewardBudget>((community, id))? else { return Ok(None) };
    for party in parties(ordered) {
        if source.own_matter(community, referrer, party)? {
            return Ok(None);
        }
    }
    let mut promised_minor = promised_to(source, community, referrer, id)?;
    // One cap for a company and who stands behind it.
    for one in source.one_with(community, referrer)? {
        promised_minor += promised_to(source, community, one, id)?;
    }
    Ok(Some(Bringing { referrer, budget, promised_minor }))
}

/// Nobody is rewarded for what they buy themselves, nor for a buyer of what they sell: of that they have the price. Nor for what
/// a company buys or sells behind which they stand.
fn parties(ordered: &Ordered) -> impl Iterator<Item = Id<Member>> {
    std::iter::once(ordered.buyer).chain(ordered.sellers.iter().copied())
}

impl Bringing {
    /// For goods that the buyer's own money pays with so much: what a coupon pays does not count. None where that comes to nothing.
    pub fn promise(&self, ordered: &Ordered, via: &Via, own_minor: i64) -> Option<Promise> {
        let Bringing { referrer, budget, promised_minor } = self;
        let opened_at = via.opened_at.unwrap_or(ordered.now);
        let counts = budget.is_open(ordered.now) && budget.terms().counts(opened_at, ordered.now);
        if !counts {
            return None;
        }
        let member_left = budget.member_cap_minor - promised_minor;
        let minor = budget.terms().reward(own_minor, member_left, budget.left_minor());
        (minor > 0).then_some(Promise { budget: budget.id, referrer: *referrer, minor })
    }
}

fn reserve(tx: &mut Tx, ordered: &Ordered, promise: &Promise) -> Result<(), Fault> {
    let community_id = tx.community();
    let budget = tx.lock::<RewardBudget>((community_id, promise.budget))?;
    let mut budget = budget.ok_or_else(|| acting::fault(format!("{}: gone", promise.budget)))?;
    budget.reserved_minor += promise.minor;
    tx.save(&budget)?;
    tx.insert(&ReferralReward {
        community_id,
        order_id: ordered.order,
        budget_id: promise.budget,
        referrer: promise.referrer,
        promised_minor: promise.minor,
        earned_minor: 0,
        back_minor: 0,
        state: RewardState::Waiting,
        made_at_us: ordered.now,
        decided_at_us: None,
        entry: None,
        coupon_id: None,
    })
}

/// A coupon pays up to what the goods cost; what it would pay beyond goes back to its budget when that ends.
fn put_on(tx: &mut Tx, ordered: &Ordered, coupon: &str) -> Outcome<(Id<Coupon>, CouponPart), OrderRefused> {
    let unusable = || Refused(OrderRefused::CouponUnusable);
    let id = Id::<Coupon>::parse(coupon).map_err(|_| unusable())?;
    let mut coupon = lock_coupon(tx, id)?.ok_or_else(unusable)?;
    let good = coupon.holder == Some(ordered.buyer) && !coupon.void && ordered.now < coupon.expires_at_us;
    if !good || is_used(tx, &coupon)? {
        return Err(unusable());
    }
    let community = tx.community();
    let minor = covered(tx, community, &coupon, ordered.now)?.min(ordered.total_minor);
    if minor <= 0 {
        return Err(unusable());
    }
    let part = CouponPart { budget: coupon.budget_id, minor };
    coupon.order_id = Some(ordered.order);
    tx.save(&coupon)?;
    Ok((id, part))
}

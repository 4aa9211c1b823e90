//! What features above ask of goods and of a member's credit, inside their own operations.
//!
//! Not a rule: it reads rows.

use crate::books::{self, fault};
use crate::complained_store::OF_BUYER as COMPLAINTS_OF_BUYER;
use crate::complaint::ComplaintState;
use crate::complaint_rows::Complaint;
use crate::ids::Member;
use crate::market_store::{ORDERS_OF_BUYER, PAYMENTS_OF_ONE};
use crate::methods::{self, Course};
use crate::offer::{Audience, OfferState};
use crate::order::State;
use crate::pages::{OrdersWanted, method_words, orders, payment_count};
use crate::payment::{MethodCode, PaymentState};
use crate::rows::{MarketSettings, Offer, OfferSplit, OfferVariant, Order, Payment};
use crate::settlement::Purse;
use crate::split::{Part, Party, Split};
use kernel::{Currency, Id, Price, Quantity, Timestamp, Zone};
use ledger::{AccountKey, Source};
use store::{Fault, Reader, Tx};
use web::{Html, Lang, Powers, ui};

/// What a feature above says of an order on its page, to its buyer and to those who work on orders: where it came from.
pub trait AboutOrder: Send + Sync {
    /// # Errors
    /// Of the database only.
    fn note(
        &self,
        reader: &mut Reader,
        community: i64,
        order: Id<Order>,
        lang: Lang,
    ) -> Result<Option<OrderNote>, Fault>;

    /// Where and when it is fetched, where that is settled: mostly nothing is said of it.
    ///
    /// # Errors
    /// Of the database only.
    fn fetched(&self, reader: &mut Reader, at: &OrderAt) -> Result<Option<OrderFetched>, Fault> {
        let _ = (reader, at);
        Ok(None)
    }

    /// Where its buyer lives, as far as what it was made of tells that: for who packs it and hands it over.
    ///
    /// # Errors
    /// Of the database only.
    fn lives(&self, reader: &mut Reader, community: i64, order: Id<Order>) -> Result<Option<String>, Fault> {
        let _ = (reader, community, order);
        Ok(None)
    }

    /// Where its money went on to when it had been settled; mostly nothing is said of it.
    ///
    /// # Errors
    /// Of the database only.
    fn onward(&self, reader: &mut Reader, seen: &OrderSeen) -> Result<Vec<OrderOnward>, Fault> {
        let _ = (reader, seen);
        Ok(Vec::new())
    }
}

/// An order, and for whom and when it is looked at.
#[derive(Debug, Clone)]
pub struct OrderAt {
    pub community: i64,
    pub order: Id<Order>,
    pub me: Option<Id<Member>>,
    pub powers: Powers,
    pub lang: Lang,
    pub zone: Zone,
    pub now: Timestamp,
}

/// Where and when an order is fetched.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct OrderFetched {
    pub place: String,
    pub address: String,
    /// Day and time, in words.
    pub when: String,
    /// What is said there: to the buyer, and to who hands over orders. Absent for everybody else, and until it is paid.
    pub code: Option<i64>,
}

/// A settled order, and who looks at where its money went.
#[derive(Debug, Clone)]
pub struct OrderSeen {
    pub community: i64,
    pub order: Id<Order>,
    pub settled_entry: i64,
    pub me: Id<Member>,
    pub lang: Lang,
    /// The community's address.
    pub base: String,
}

/// A step that its money took after it, and where that is told.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct OrderOnward {
    pub words: String,
    pub note: String,
    pub href: String,
}

#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct OrderNote {
    pub title: String,
    /// In somebody's own words.
    pub words: String,
    /// Who entered it, for example.
    pub note: String,
}

/// A variant of an offer, as somebody agrees about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoodsSeen {
    /// Of the offer and its variant together.
    pub title: String,
    pub unit: String,
    pub step: Quantity,
    /// A unit of it outside of any agreement.
    pub price: Price,
    pub split_version: i64,
    /// Who gets what is left of its price: who makes it.
    pub seller: Party,
    /// Whether its stock is counted.
    pub counted: bool,
}

/// None for what is not there or not for sale.
///
/// # Errors
/// Of the database only.
pub fn goods(tx: &mut Tx, offer: Id<Offer>, variant: i64) -> Result<Option<GoodsSeen>, Fault> {
    let community = tx.community();
    let offer = tx.find::<Offer>((community, offer))?.filter(|offer| offer.state == OfferState::Published);
    let Some(offer) = offer else { return Ok(None) };
    let variant = tx.find::<OfferVariant>((community, offer.id, variant))?;
    let Some(variant) = variant.filter(|variant| !variant.withdrawn) else { return Ok(None) };
    let split = split(tx, offer.id, offer.split_version)?;
    Ok(Some(GoodsSeen {
        title: crate::ops::line_title(&offer.title, &variant.title),
        unit: variant.unit,
        step: variant.step_milli,
        price: variant.price_e4,
        split_version: offer.split_version,
        seller: split.rest,
        counted: variant.available_milli.is_some(),
    }))
}

/// Who gets what of a sale under a version of an offer's split; None where its fixed parts pass the total.
///
/// # Errors
/// Of the database only.
pub fn parts_of_sale(
    tx: &mut Tx,
    offer: Id<Offer>,
    split_version: i64,
    total_minor: i64,
    quantity: Quantity,
) -> Result<Option<Vec<Part>>, Fault> {
    Ok(split(tx, offer, split_version)?.divide(total_minor, quantity))
}

fn split(tx: &mut Tx, offer: Id<Offer>, version: i64) -> Result<Split, Fault> {
    let row = tx.find::<OfferSplit>((tx.community(), offer, version))?;
    let split = row.and_then(|row| Split::parse(&row.words).ok());
    split.ok_or_else(|| fault(format!("{offer}: no split {version}")))
}

/// The debits with which a member pays `minor` out of what the community owes them; None when it owes less. As a set-off
/// of an order does: refunds first, and of sales what is left when the member's debt is covered.
///
/// # Errors
/// Of the database only.
pub fn draw_credit(
    tx: &mut Tx,
    member: Id<Member>,
    minor: i64,
) -> Result<Option<Vec<(AccountKey, i64)>>, Fault> {
    let currency = books::currency(tx)?;
    let Some(drawn) = books::draw(tx, member, &[], minor)? else { return Ok(None) };
    let debits = [
        (AccountKey::owed(member, currency), drawn.owed),
        (AccountKey::payable(member, currency), drawn.payable),
    ];
    Ok(Some(debits.into_iter().filter(|(_, minor)| *minor > 0).collect()))
}

/// Whether visitors may see an offer, and so what is made of it.
///
/// # Errors
/// Of the database only.
pub fn is_for_everybody(reader: &mut Reader, community: i64, offer: Id<Offer>) -> Result<bool, Fault> {
    let found = reader.find::<Offer>(&(community, offer))?;
    Ok(found.is_some_and(|offer| offer.audience == Audience::Everyone))
}

/// What a member can pay with out of what the community owes them.
///
/// # Errors
/// Of the database only.
pub fn credit_of(
    reader: &mut Reader,
    community: i64,
    member: Id<Member>,
    currency: Currency,
) -> Result<i64, Fault> {
    Ok(books::credit(reader, community, member, currency)?.available())
}

/// Whether anything of somebody's purchases is still under way: an order that has not come to its end, money that is owed either way
/// or has come and waits, a complaint that waits for somebody.
///
/// # Errors
/// Of the database only.
pub fn has_open_purchases(
    source: &mut impl Source,
    community: i64,
    buyer: Id<Member>,
    currency: Currency,
) -> Result<bool, Fault> {
    for purse in [Purse::Owed(buyer), Purse::Payable(buyer), Purse::Receivable(buyer)] {
        if ledger::balance(source, community, &books::account(purse, currency))? != 0 {
            return Ok(true);
        }
    }
    for (id,) in source.rows::<(Id<Order>,)>(ORDERS_OF_BUYER, &[&community, &buyer])? {
        let order = source.find::<Order>((community, id))?;
        let ended = |order: &Order| matches!(order.state, State::Settled | State::Cancelled | State::Expired);
        if !order.as_ref().is_some_and(ended) {
            return Ok(true);
        }
        for (payment,) in source.rows::<(Id<Payment>,)>(PAYMENTS_OF_ONE, &[&community, &id])? {
            let payment = source.find::<Payment>((community, payment))?;
            let waits =
                |payment: Payment| matches!(payment.state, PaymentState::Claimed | PaymentState::Mismatched);
            if payment.is_some_and(waits) {
                return Ok(true);
            }
        }
    }
    for (order, number) in source.rows::<(Id<Order>, i64)>(COMPLAINTS_OF_BUYER, &[&community, &buyer])? {
        let complaint = source.find::<Complaint>((community, order, number))?;
        let waits = |one: Complaint| matches!(one.state, ComplaintState::Waiting | ComplaintState::Proposed);
        if complaint.is_some_and(waits) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A way to pay in which the money goes past us, with what a member is told.
#[derive(Debug, Clone)]
pub struct WayToTransfer {
    pub code: MethodCode,
    pub name: String,
    pub text: String,
    /// A code for a phone's camera; empty without one.
    pub picture: Html,
}

/// Those that the community has set up.
///
/// # Errors
/// Of the database only.
pub fn ways_to_transfer(
    reader: &mut Reader,
    community: i64,
    lang: Lang,
) -> Result<Vec<WayToTransfer>, Fault> {
    let settings = crate::ops::settings(reader.find::<MarketSettings>(&community)?, community);
    let claimed =
        methods::offered(&settings, false).into_iter().filter(|way| way.course() == Course::Claimed);
    let told = |way: &dyn methods::PaymentMethod| {
        let told = way.instructions(&settings)?;
        let label = crate::t(lang).collection_code();
        let picture = told.image.map_or_else(Html::default, |code| ui::qr(&code, label));
        let name = method_words(lang, way.code());
        Some(WayToTransfer { code: way.code(), name, text: told.text, picture })
    };
    Ok(claimed.filter_map(told).collect())
}

/// Whether money can be transferred in this way: whether buyers are told where to.
///
/// # Errors
/// Of the database only.
pub fn is_set_up(tx: &mut Tx, way: MethodCode) -> Result<bool, Fault> {
    let community = tx.community();
    let settings = crate::ops::settings(tx.find_first::<MarketSettings>(community)?, community);
    let offered = methods::offered(&settings, false);
    Ok(offered.iter().any(|known| known.code() == way && known.course() == Course::Claimed))
}

/// What a way to pay is called.
pub fn way_to_pay(lang: Lang, code: MethodCode) -> String {
    method_words(lang, code)
}

/// What a member has still to pay, among their latest orders.
///
/// # Errors
/// Of the database only.
pub fn unpaid_of(reader: &mut Reader, community: i64, buyer: Id<Member>) -> Result<Vec<Order>, Fault> {
    let mut unpaid = Vec::new();
    for id in orders(reader, community, OrdersWanted::Of(buyer), i64::MAX, UNPAID_AMONG)? {
        let order = reader.find::<Order>(&(community, id))?;
        unpaid.extend(order.filter(|order| matches!(order.state, State::Placed | State::AwaitingPayment)));
    }
    Ok(unpaid)
}

/// Unpaid ones expire: they are among the latest.
const UNPAID_AMONG: i64 = 50;

/// Payments for orders that their buyers say to have made and nobody has checked yet: how many, and how much together in minor units.
///
/// # Errors
/// Of the database only.
pub fn payments_to_check(reader: &mut Reader, community: i64) -> Result<(i64, i64), Fault> {
    let (count, sum, _) = payment_count(reader, community, PaymentState::Claimed)?;
    Ok((count, sum))
}

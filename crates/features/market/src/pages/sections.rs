//! What the market shows on a community's home page, on the desk and on a member's own page.

use super::order_view::lines;
use super::orders_list::what;
use super::read_store::{
    OffersWanted, OrdersWanted, complained_count, offers, order_count, orders, payment_count, proposed_count,
    unpaid_count,
};
use super::scene::{Names, Scene};
use super::storefront::cards;
use super::words;
use crate::offer::Audience;
use crate::order::State;
use crate::payment::PaymentState;
use crate::rows::Order;
use crate::t;
use community::{Provider, Section, SectionLink, SectionRow, Sections, Viewer};
use kernel::Money;
use ledger::{AccountKey, Purpose};
use std::sync::Arc;
use std::time::Duration;
use store::{Fault, Reader};
use web::ui::Tone;
use web::{CommunityContext, Power};

/// For the program that puts the features together.
pub fn sections() -> Sections {
    Sections {
        home: vec![Arc::new(OnSale)],
        desk: vec![Arc::new(Waiting)],
        mine: vec![Arc::new(MyOrders), Arc::new(OwedToMe)],
    }
}

const OFFERS_SHOWN: i64 = 5;
const ORDERS_SHOWN: i64 = 5;
/// A claim that waits longer than this is shown in red.
const LONG: Duration = Duration::from_secs(24 * 3_600);

fn scene(community: &CommunityContext, viewer: &Viewer) -> Scene {
    Scene {
        lang: viewer.lang,
        t: t(viewer.lang),
        base: format!("/c/{}", community.slug),
        number: community.number,
        currency: community.currency,
        zone: community.zone.clone(),
        now: viewer.now,
        me: viewer.member,
        powers: viewer.powers,
        books_open: viewer.sees_books,
        simulated: false,
    }
}

/// The newest of what is for sale.
struct OnSale;

impl Provider for OnSale {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let s = scene(community, viewer);
        let audience = viewer.member.is_none().then_some(Audience::Everyone);
        let wanted = OffersWanted { audience, limit: OFFERS_SHOWN, ..OffersWanted::default() };
        let ids = offers(reader, s.number, &wanted)?;
        let mut rows = Vec::with_capacity(ids.len());
        for card in cards(reader, &s, &ids, &Default::default())? {
            let price = card.variants.first().map(|variant| {
                format!("{}{} / {}", s.symbol(), variant.price.plain(s.currency), variant.unit)
            });
            let mut note = card.supplier.name.clone();
            if let Some(price) = price {
                note = format!("{price} · {note}");
            }
            let gone = !card.variants.iter().any(super::card::VariantView::can_be_had);
            let row =
                SectionRow::new(card.title.clone()).note(note).href(format!("{}/offers/{}", s.base, card.id));
            rows.push(if gone { row.tag(s.t.sold_out(), Tone::Plain) } else { row });
        }
        let more = Some(SectionLink { href: format!("{}/market", s.base), text: s.t.to_market() });
        Ok(Some(Section {
            code: "offers".into(),
            title: s.t.on_sale(),
            rows,
            empty: s.t.market_empty(),
            more,
        }))
    }
}

/// What waits for treasurer and stewards in the market.
struct Waiting;

impl Provider for Waiting {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let s = scene(community, viewer);
        let mut rows = Vec::new();
        if s.can(Power::ConfirmPayments) {
            rows.extend(claimed(reader, &s)?);
            rows.extend(mismatched(reader, &s)?);
            rows.extend(unpaid(reader, &s)?);
        }
        if s.can(Power::Refund) {
            rows.extend(complaints(reader, &s)?);
        }
        if s.can(Power::ManageOffers) {
            rows.extend(proposed(reader, &s)?);
        }
        if s.can(Power::FulfilOrders) {
            rows.extend(counted(reader, &s, State::Paid, s.t.packing_title(), "/packing")?);
        }
        if s.can(Power::Settle) {
            let words = s.t.desk_to_settle();
            rows.extend(counted(reader, &s, State::Accepted, words, "/orders?all=1&state=accepted")?);
        }
        if s.can(Power::PayOut) {
            rows.extend(payable(reader, &s)?);
        }
        let powers = [
            Power::ConfirmPayments,
            Power::ManageOffers,
            Power::Refund,
            Power::FulfilOrders,
            Power::Settle,
            Power::PayOut,
        ];
        if !powers.iter().any(|power| s.can(*power)) {
            return Ok(None);
        }
        let more = Some(SectionLink { href: format!("{}/orders?all=1", s.base), text: s.t.all_orders() });
        let (title, empty) = (s.t.market(), s.t.desk_nothing());
        Ok(Some(Section { code: "market".into(), title, rows, empty, more }))
    }
}

fn claimed(reader: &mut Reader, s: &Scene) -> Result<Option<SectionRow>, Fault> {
    let (count, sum, since) = payment_count(reader, s.number, PaymentState::Claimed)?;
    if count == 0 {
        return Ok(None);
    }
    let row = SectionRow::new(s.t.payments_title()).href(format!("{}/payments", s.base)).count(count);
    let row = row.money(s.sum(sum));
    Ok(Some(match since {
        Some(since) => {
            let note = s.t.longest_waits(s.span(&since, &s.now));
            let long = since.plus(LONG) < s.now;
            let row = row.note(note);
            if long { row.tag(s.t.waits_long(), Tone::Act) } else { row }
        }
        None => row,
    }))
}

fn mismatched(reader: &mut Reader, s: &Scene) -> Result<Option<SectionRow>, Fault> {
    let (count, ..) = payment_count(reader, s.number, PaymentState::Mismatched)?;
    let href = format!("{}/payments?state=mismatched", s.base);
    Ok((count > 0).then(|| SectionRow::new(s.t.payment_mismatched()).href(href).count(count)))
}

fn proposed(reader: &mut Reader, s: &Scene) -> Result<Option<SectionRow>, Fault> {
    let count = proposed_count(reader, s.number)?;
    let row = || SectionRow::new(s.t.proposed_title()).href(format!("{}/offers/proposed", s.base));
    Ok((count > 0).then(|| row().count(count)))
}

fn complaints(reader: &mut Reader, s: &Scene) -> Result<Option<SectionRow>, Fault> {
    let (count, since) = complained_count(reader, s.number)?;
    let Some(since) = since else { return Ok(None) };
    let row = SectionRow::new(s.t.complaints_title()).href(format!("{}/complaints", s.base)).count(count);
    let row = row.note(s.t.longest_waits(s.span(&since, &s.now)));
    Ok(Some(if since.plus(LONG) < s.now { row.tag(s.t.waits_long(), Tone::Act) } else { row }))
}

fn unpaid(reader: &mut Reader, s: &Scene) -> Result<Option<SectionRow>, Fault> {
    let (count, sum) = unpaid_count(reader, s.number)?;
    let row = || SectionRow::new(s.t.unpaid_title()).href(format!("{}/unpaid", s.base));
    Ok((count > 0).then(|| row().count(count).money(s.sum(sum))))
}

fn counted(
    reader: &mut Reader,
    s: &Scene,
    state: State,
    title: String,
    path: &str,
) -> Result<Option<SectionRow>, Fault> {
    let (count, sum) = order_count(reader, s.number, state)?;
    let row = || SectionRow::new(title).href(format!("{}{path}", s.base)).count(count).money(s.sum(sum));
    Ok((count > 0).then(row))
}

fn payable(reader: &mut Reader, s: &Scene) -> Result<Option<SectionRow>, Fault> {
    let totals = ledger::totals(reader, s.number, s.currency)?;
    let sum = totals.of(Purpose::Payable) + totals.of(Purpose::Owed);
    let row = || SectionRow::new(s.t.owed_title()).href(format!("{}/owed", s.base)).money(s.sum(sum));
    Ok((sum > 0).then(row))
}

/// The member's latest orders.
struct MyOrders;

impl Provider for MyOrders {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let (s, Some(me)) = (scene(community, viewer), viewer.member) else { return Ok(None) };
        let mut rows = Vec::new();
        for id in orders(reader, s.number, OrdersWanted::Of(me), i64::MAX, ORDERS_SHOWN)? {
            let Some(order) = reader.find::<Order>(&(s.number, id))? else { continue };
            let some = Order { line_count: order.line_count.min(3), ..order.clone() };
            let title = what(&s, &lines(reader, &some)?, order.line_count);
            let note = s.t.order_numbered(order.number);
            let row = SectionRow::new(title).note(note).href(format!("{}/orders/{id}", s.base));
            let tag = words::state(s.t, order.state);
            rows.push(row.money(s.sum(order.total_minor)).tag(tag, words::state_tone(order.state)));
        }
        let more = Some(SectionLink { href: format!("{}/orders", s.base), text: s.t.my_orders() });
        let (title, empty) = (s.t.my_orders(), s.t.no_orders_next());
        Ok(Some(Section { code: "orders".into(), title, rows, empty, more }))
    }
}

/// What stands between the community and the member.
struct OwedToMe;

impl Provider for OwedToMe {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let (s, Some(me)) = (scene(community, viewer), viewer.member) else { return Ok(None) };
        let purses = [
            (AccountKey::payable(me, s.currency), s.t.purse_payable()),
            (AccountKey::owed(me, s.currency), s.t.purse_owed()),
            (AccountKey::held(me, s.currency), s.t.purse_held()),
            (AccountKey::receivable(me, s.currency), s.t.purse_receivable()),
        ];
        let (mut rows, mut names) = (Vec::new(), Names::default());
        names.learn(reader, &s, me)?;
        for (key, words) in purses {
            let minor = ledger::balance(reader, s.number, &key)?;
            if minor != 0 {
                let row = SectionRow::new(words).money(Money::new(minor, s.currency));
                rows.push(row.href(format!("{}/owed/{me}", s.base)));
            }
        }
        let mine = OffersWanted { of: Some(me), limit: 1, ..OffersWanted::default() };
        let sells = offers(reader, s.number, &mine)?;
        let more = (!sells.is_empty())
            .then(|| SectionLink { href: format!("{}/market/sold", s.base), text: s.t.my_sales() });
        if rows.is_empty() && more.is_none() {
            return Ok(None);
        }
        let (title, empty) = (s.t.owed_to_me(), s.t.nothing_owed_to_me());
        Ok(Some(Section { code: "owed".into(), title, rows, empty, more }))
    }
}

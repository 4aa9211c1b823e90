//! What the market shows on a community's home page, on the desk and on a member's own page.

use super::for_buyer::voices;
use super::order_view::lines;
use super::orders_list::what;
use super::read_store::{
    OffersWanted, OrdersWanted, complained_count, offers, order_count, orders, orders_to_pack, orders_unpaid,
    payment_count, payments, proposed_count, unpaid_count,
};
use super::scene::{Names, Scene};
use super::storefront::cards;
use super::words;
use crate::complained_store;
use crate::deadline::last_minute;
use crate::offer::Audience;
use crate::order::State;
use crate::payment::PaymentState;
use crate::rows::{Order, Payment};
use crate::t;
use community::{Provider, Section, SectionLink, SectionRow, Sections, Viewer};
use kernel::{Id, Money};
use ledger::{AccountKey, Purpose};
use std::sync::Arc;
use std::time::Duration;
use store::{Fault, Reader};
use web::ui::{self, Tone};
use web::{CommunityContext, Power};

/// For the program that puts the features together.
pub fn sections() -> Sections {
    Sections {
        own: vec![Arc::new(MineToDo)],
        home: vec![Arc::new(OnSale)],
        desk: vec![Arc::new(Waiting)],
        tools: vec![Arc::new(Tools)],
        mine: vec![Arc::new(MyOrders), Arc::new(OwedToMe { is_member: true })],
        leaving: vec![Arc::new(OpenOrders), Arc::new(OwedToMe { is_member: true })],
        kept: vec![Arc::new(OwedToMe { is_member: false })],
        ..Sections::default()
    }
}

const OFFERS_SHOWN: i64 = 5;
const ORDERS_SHOWN: i64 = 5;
/// How many are called by name on the desk.
const NAMED: i64 = 3;
/// Among how many of a member's latest orders the unpaid are looked for.
const LATEST: i64 = 20;
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
            let gone = !card.variants.iter().any(super::card::VariantView::can_be_had);
            let row = SectionRow::new(card.title.clone())
                .note(card.supplier.name.clone())
                .price(price.unwrap_or_default());
            let row = row.href(format!("{}/offers/{}", s.base, card.id));
            rows.push(if gone { row.tag(s.t.sold_out(), Tone::Plain) } else { row });
        }
        let more = Some(SectionLink { href: format!("{}/market", s.base), text: s.t.to_market() });
        Ok(Some(Section {
            code: "offers".into(),
            title: s.t.on_sale(),
            rows,
            empty: s.t.market_empty(),
            more,
            ..Section::default()
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
        if s.can(Power::GrantRoles) {
            rows.extend(of_treasurers(reader, &s)?);
        }
        if s.can(Power::Refund) {
            rows.extend(complaints(reader, &s)?);
            rows.extend(remedies(reader, &s)?);
        }
        rows.extend(voices(reader, &s)?);
        if s.can(Power::ManageOffers) {
            rows.extend(proposed(reader, &s)?);
        }
        if s.can(Power::FulfilOrders) {
            let row = counted(reader, &s, State::Paid, s.t.packing_title(), "/packing")?;
            let ids = orders_to_pack(reader, s.number, 0, NAMED)?;
            rows.extend(told(reader, &s, row, &ids)?);
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
            Power::GrantRoles,
        ];
        if !powers.iter().any(|power| s.can(*power)) {
            return Ok(None);
        }
        let (title, empty) = (s.t.market(), s.t.desk_nothing());
        Ok(Some(Section { code: "market".into(), title, rows, empty, ..Section::default() }))
    }
}

fn claimed(reader: &mut Reader, s: &Scene) -> Result<Option<SectionRow>, Fault> {
    let (count, sum, since) = payment_count(reader, s.number, PaymentState::Claimed)?;
    if count == 0 {
        return Ok(None);
    }
    let row = SectionRow::new(s.t.payments_title()).href(format!("{}/payments", s.base));
    let row = row.counted(count, s.t.payments_counted(count));
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

/// Among so many claims those of who confirms payments are looked for.
const CLAIMS: i64 = 500;

/// What somebody says to have paid who confirms the payments of others: only somebody else can, and that may be a steward.
fn of_treasurers(reader: &mut Reader, s: &Scene) -> Result<Vec<SectionRow>, Fault> {
    let (mut rows, mut names) = (Vec::new(), Names::default());
    for id in payments(reader, s.number, PaymentState::Claimed, "", CLAIMS)? {
        let Some(payment) = reader.find::<Payment>(&(s.number, id))? else { continue };
        if Some(payment.buyer) == s.me || !community::looks_for_payments(reader, s.number, payment.buyer)? {
            continue;
        }
        let Some(order) = reader.find::<Order>(&(s.number, payment.order_id))? else { continue };
        names.learn(reader, s, payment.buyer)?;
        let row = SectionRow::new(s.t.treasurer_paid(names.member(&payment.buyer)));
        let row = row.note(s.t.order_numbered(order.number)).money(s.sum(payment.amount_minor));
        let row = row.href(format!("{}/orders/{}", s.base, order.id));
        rows.push(row.tag(s.t.only_another_confirms(), Tone::Act));
    }
    Ok(rows)
}

fn mismatched(reader: &mut Reader, s: &Scene) -> Result<Option<SectionRow>, Fault> {
    let (count, ..) = payment_count(reader, s.number, PaymentState::Mismatched)?;
    let href = format!("{}/payments?state=mismatched", s.base);
    Ok((count > 0).then(|| {
        SectionRow::new(s.t.payment_mismatched()).href(href).counted(count, s.t.payments_counted(count))
    }))
}

fn proposed(reader: &mut Reader, s: &Scene) -> Result<Option<SectionRow>, Fault> {
    let count = proposed_count(reader, s.number)?;
    let row = || SectionRow::new(s.t.proposed_title()).href(format!("{}/offers/proposed", s.base));
    Ok((count > 0).then(|| row().counted(count, s.t.offers_counted(count))))
}

fn complaints(reader: &mut Reader, s: &Scene) -> Result<Option<SectionRow>, Fault> {
    let (count, since) = complained_count(reader, s.number)?;
    let Some(since) = since else { return Ok(None) };
    let row = SectionRow::new(s.t.complaints_title()).href(format!("{}/complaints", s.base));
    let row = row.counted(count, s.t.orders_counted(count));
    let row = row.note(s.t.longest_waits(s.span(&since, &s.now)));
    Ok(Some(if since.plus(LONG) < s.now { row.tag(s.t.waits_long(), Tone::Act) } else { row }))
}

/// Proposals that wait for their buyers.
fn remedies(reader: &mut Reader, s: &Scene) -> Result<Option<SectionRow>, Fault> {
    let count = complained_store::proposed_count(reader, s.number)?;
    let row = || SectionRow::new(s.t.desk_proposed()).href(format!("{}/complaints?state=proposed", s.base));
    Ok((count > 0).then(|| row().counted(count, s.t.orders_counted(count))))
}

fn unpaid(reader: &mut Reader, s: &Scene) -> Result<Option<SectionRow>, Fault> {
    let (count, sum) = unpaid_count(reader, s.number)?;
    let row = || SectionRow::new(s.t.unpaid_title()).href(format!("{}/unpaid", s.base));
    let row = (count > 0).then(|| row().counted(count, s.t.orders_counted(count)).money(s.sum(sum)));
    let ids = orders_unpaid(reader, s.number, 0, NAMED)?;
    told(reader, s, row, &ids)
}

fn counted(
    reader: &mut Reader,
    s: &Scene,
    state: State,
    title: String,
    path: &str,
) -> Result<Option<SectionRow>, Fault> {
    let (count, sum) = order_count(reader, s.number, state)?;
    let row = || SectionRow::new(title).href(format!("{}{path}", s.base)).money(s.sum(sum));
    Ok((count > 0).then(|| row().counted(count, s.t.orders_counted(count))))
}

/// Whose orders they are, the oldest first, and since when it waits.
fn told(
    reader: &mut Reader,
    s: &Scene,
    row: Option<SectionRow>,
    oldest: &[Id<Order>],
) -> Result<Option<SectionRow>, Fault> {
    let Some(row) = row else { return Ok(None) };
    let (mut names, mut buyers, mut since) = (Names::default(), Vec::new(), None);
    for id in oldest {
        let Some(order) = reader.find::<Order>(&(s.number, *id))? else { continue };
        names.learn(reader, s, order.buyer)?;
        if !buyers.contains(&order.buyer) {
            buyers.push(order.buyer);
        }
        since.get_or_insert(order.placed_at_us);
    }
    let Some(since) = since else { return Ok(Some(row)) };
    let who: Vec<_> = buyers.iter().map(|buyer| names.member(buyer)).collect();
    let mut who = who.join(&s.t.list_comma());
    if row.count.is_some_and(|count| count > oldest.len() as i64) {
        who.push_str(&s.t.and_more_people());
    }
    let waits = s.t.longest_waits(s.span(&since, &s.now));
    Ok(Some(row.note(format!("{who} · {waits}"))))
}

/// Where else somebody with powers goes from the desk.
struct Tools;

impl Provider for Tools {
    fn section(
        &self,
        _: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let s = scene(community, viewer);
        let orders = [Power::ConfirmPayments, Power::FulfilOrders, Power::Refund, Power::Settle];
        let mut rows = Vec::new();
        if s.can(Power::ManageOffers) {
            rows.push(SectionRow::new(s.t.offer_new()).href(format!("{}/offers/new", s.base)));
        }
        // As the page itself: the treasurer has to know what buyers are told.
        if s.can(Power::EditCharter) || s.can(Power::ConfirmPayments) {
            rows.push(SectionRow::new(s.t.settings_title()).href(format!("{}/market/settings", s.base)));
        }
        if orders.iter().any(|power| s.can(*power)) {
            rows.push(SectionRow::new(s.t.all_orders()).href(format!("{}/orders?all=1", s.base)));
        }
        Ok(Some(Section { code: "market_tools".into(), title: s.t.market(), rows, ..Section::default() }))
    }
}

/// What the member complained of and has an answer to.
fn answered(reader: &mut Reader, s: &Scene, me: Id<crate::ids::Member>) -> Result<Vec<SectionRow>, Fault> {
    let mut rows = Vec::new();
    for (order, _) in complained_store::proposed_to(reader, s.number, me)? {
        let Some(order) = reader.find::<Order>(&(s.number, order))? else { continue };
        let row = SectionRow::new(s.t.remedy_to_answer()).note(s.t.order_numbered(order.number));
        let row = row.href(format!("{}/orders/{}", s.base, order.id));
        rows.push(SectionRow { tone: Some(Tone::Act), ..row });
    }
    Ok(rows)
}

/// What the member still has to pay, and what the community owes them: before all else on the home page.
struct MineToDo;

impl Provider for MineToDo {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let (s, Some(me)) = (scene(community, viewer), viewer.member) else { return Ok(None) };
        let mut rows = Vec::new();
        // Unpaid ones expire: they are among the latest.
        for id in orders(reader, s.number, OrdersWanted::Of(me), i64::MAX, LATEST)? {
            let Some(order) = reader.find::<Order>(&(s.number, id))? else { continue };
            if !matches!(order.state, State::Placed | State::AwaitingPayment) {
                continue;
            }
            let mut row = order_row(reader, &s, &order)?;
            if let Some(until) = order.hold_until_us {
                row = row.note(s.t.pay_until(ui::time_text(
                    &last_minute(until, &s.zone),
                    &s.zone,
                    s.lang,
                    &s.now,
                )));
            }
            rows.push(SectionRow { tone: Some(Tone::Act), ..row });
        }
        rows.extend(answered(reader, &s, me)?);
        let earned = if sells(reader, &s, me)? { s.t.purse_payable() } else { s.t.purse_shared() };
        for (key, words) in [
            (AccountKey::payable(me, s.currency), earned),
            (AccountKey::owed(me, s.currency), s.t.purse_owed()),
        ] {
            let minor = ledger::balance(reader, s.number, &key)?;
            if minor > 0 {
                let row = SectionRow::new(words).note(s.t.owed_to_me()).money(s.sum(minor));
                rows.push(row.href(format!("{}/owed/{me}", s.base)));
            }
        }
        Ok(Some(Section { code: "own".into(), title: s.t.mine_to_do(), rows, ..Section::default() }))
    }
}

/// Whether something is for sale by them: else what they are paid was shared out to them.
pub(super) fn sells(reader: &mut Reader, s: &Scene, member: Id<crate::ids::Member>) -> Result<bool, Fault> {
    let mine = OffersWanted { of: Some(member), limit: 1, ..OffersWanted::default() };
    Ok(!offers(reader, s.number, &mine)?.is_empty())
}

fn order_row(reader: &mut Reader, s: &Scene, order: &Order) -> Result<SectionRow, Fault> {
    let some = Order { line_count: order.line_count.min(3), ..order.clone() };
    let title = what(s, &lines(reader, &some)?, order.line_count);
    let day = s.day_text(&order.placed_at_us);
    let row = SectionRow::new(title).note(format!("{} · {day}", s.t.order_numbered(order.number)));
    let row = row.href(format!("{}/orders/{}", s.base, order.id)).money(s.sum(order.due_minor()));
    Ok(row.tag(words::state(s.t, order.state), words::state_tone(order.state)))
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
        let mut rows = answered(reader, &s, me)?;
        for id in orders(reader, s.number, OrdersWanted::Of(me), i64::MAX, ORDERS_SHOWN)? {
            let Some(order) = reader.find::<Order>(&(s.number, id))? else { continue };
            rows.push(order_row(reader, &s, &order)?);
        }
        let more = Some(SectionLink { href: format!("{}/orders", s.base), text: s.t.all_my_orders() });
        let (title, empty) = (s.t.my_orders(), s.t.no_orders_next());
        Ok(Some(Section { code: "orders".into(), title, rows, empty, more, ..Section::default() }))
    }
}

/// Among how many of a member's latest orders those that are not over are looked for.
const MAYBE_OPEN: i64 = 50;

/// The member's orders that are neither over nor given up.
struct OpenOrders;

impl Provider for OpenOrders {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let (s, Some(me)) = (scene(community, viewer), viewer.member) else { return Ok(None) };
        let mut rows = Vec::new();
        for id in orders(reader, s.number, OrdersWanted::Of(me), i64::MAX, MAYBE_OPEN)? {
            let Some(order) = reader.find::<Order>(&(s.number, id))? else { continue };
            if matches!(
                order.state,
                State::Placed
                    | State::AwaitingPayment
                    | State::PaymentClaimed
                    | State::Paid
                    | State::Fulfilled
            ) {
                rows.push(order_row(reader, &s, &order)?);
            }
        }
        let (code, title) = ("orders_open".into(), s.t.my_orders());
        Ok(Some(Section { code, title, rows, ..Section::default() }))
    }
}

/// What stands between the community and the member.
struct OwedToMe {
    /// What leads on is for members.
    is_member: bool,
}

impl Provider for OwedToMe {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let (s, Some(me)) = (scene(community, viewer), viewer.member) else { return Ok(None) };
        let sells = sells(reader, &s, me)?;
        let earned = if sells { s.t.purse_payable() } else { s.t.purse_shared() };
        let purses = [
            (AccountKey::payable(me, s.currency), earned),
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
        let more = (sells && self.is_member)
            .then(|| SectionLink { href: format!("{}/market/sold", s.base), text: s.t.my_sales() });
        if rows.is_empty() && more.is_none() {
            return Ok(None);
        }
        let (title, empty) = (s.t.owed_to_me(), s.t.nothing_owed_to_me());
        Ok(Some(Section { code: "owed".into(), title, rows, empty, more, ..Section::default() }))
    }
}

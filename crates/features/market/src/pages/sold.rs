//! What a supplier's goods sold: stock by offer, the money, and what has to be delivered to whom.
//!
//! Of buyers a supplier sees what a delivery needs and no more: the display name and the quantities.

use super::asking::me;
use super::card::Goods;
use super::order_view::lines;
use super::read_store::{OffersWanted, lines_of_supplier, offers};
use super::scene::{Names, Scene};
use crate::ids::Member;
use crate::offer::OfferState;
use crate::rows::{OfferSplit, Order, OrderLine};
use crate::whose;
use askama::Template;
use axum::extract::State;
use kernel::{Id, Quantity};
use ledger::AccountKey;
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::ui;
use web::{Answer, Back, Caller, Place, Reply, Site, View};

const OFFERS_MAX: i64 = 200;
const LINES_MAX: i64 = 500;

/// A supplier's own page.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "sold.html")]
pub(crate) struct SoldPage {
    #[serde(skip)]
    s: Scene,
    goods: Vec<SoldView>,
    deliveries: Vec<DeliveryView>,
    /// Paid for and not settled yet.
    held_minor: i64,
    /// Settled, to be paid out.
    payable_minor: i64,
    /// To be given back, netted from the next settlement.
    receivable_minor: i64,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct SoldView {
    offer: String,
    title: String,
    unit: String,
    /// Absent for what is made to order.
    #[schema(value_type = Option<String>)]
    left: Option<Quantity>,
    /// Ordered and not handed over.
    #[schema(value_type = String)]
    held: Quantity,
    #[schema(value_type = String)]
    sold: Quantity,
    withdrawn: bool,
    /// A steward has not put it up yet.
    proposed: bool,
    /// Whether its stock, its name and its story are the caller's to keep.
    can_tend: bool,
}

/// One buyer's goods, to be delivered.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct DeliveryView {
    #[schema(value_type = String)]
    order: Id<Order>,
    order_number: i64,
    buyer: String,
    lines: Vec<DeliveryLine>,
    /// Nothing of anybody else is in the order: who sells it may hand it over.
    can_fulfil: bool,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct DeliveryLine {
    title: String,
    unit: String,
    #[schema(value_type = String)]
    quantity: Quantity,
}

impl View for SoldPage {
    fn title(&self) -> String {
        self.s.t.my_sales()
    }

    fn place(&self) -> Place {
        Place::Mine
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/mine", self.s.base), self.s.t.mine())
    }
}

impl SoldPage {
    fn my_shelf(&self) -> String {
        let me = self.s.me.map(|me| me.to_string()).unwrap_or_default();
        format!("{}/market/of/{me}", self.s.base)
    }

    fn my_money(&self) -> String {
        let me = self.s.me.map(|me| me.to_string()).unwrap_or_default();
        format!("{}/owed/{me}", self.s.base)
    }
}

/// What the caller's goods sold, and what has to be delivered.
#[utoipa::path(get, path = "/c/{slug}/market/sold", tag = "market", params(("slug" = String, Path)),
    responses((status = 200, body = SoldPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn sold_page(caller: Caller, State(site): State<Site>) -> Answer {
    let (me, s) = (me(&caller)?, Scene::of(&caller, &site)?);
    let page = site.db.read(move |reader| read(reader, s, me)).await?;
    Reply::page(&caller, &page)
}

fn read(reader: &mut Reader, s: Scene, me: Id<Member>) -> Result<SoldPage, Fault> {
    let mut goods = Vec::new();
    for state in [OfferState::Proposed, OfferState::Published, OfferState::Withdrawn] {
        let wanted =
            OffersWanted { state: Some(state), of: Some(me), limit: OFFERS_MAX, ..OffersWanted::default() };
        for id in offers(reader, s.number, &wanted)? {
            let found = Goods::find(reader, s.number, id)?;
            // What others propose is no sale of anybody yet.
            if let Some(found) = found.filter(|found| !found.is_proposed() || found.tended_by(&s)) {
                goods.extend(sold(&s, &found));
            }
        }
    }
    let deliveries = deliveries(reader, &s, me)?;
    let mut balance = |key: AccountKey| ledger::balance(reader, s.number, &key);
    Ok(SoldPage {
        held_minor: balance(AccountKey::held(me, s.currency))?,
        payable_minor: balance(AccountKey::payable(me, s.currency))?,
        receivable_minor: balance(AccountKey::receivable(me, s.currency))?,
        goods,
        deliveries,
        s,
    })
}

fn sold(s: &Scene, goods: &Goods) -> Vec<SoldView> {
    let view = |variant: &crate::rows::OfferVariant| SoldView {
        offer: goods.offer.id.to_string(),
        title: match variant.title.as_str() {
            "" => goods.offer.title.clone(),
            title => format!("{} · {title}", goods.offer.title),
        },
        unit: variant.unit.clone(),
        left: variant.available_milli.map(Quantity::from_milli),
        held: Quantity::from_milli(variant.held_milli),
        sold: Quantity::from_milli(variant.sold_milli),
        withdrawn: variant.withdrawn || goods.offer.state == OfferState::Withdrawn,
        proposed: goods.is_proposed(),
        can_tend: goods.tended_by(s),
    };
    // A proposal that was declined says why on its own page, and what was taken off can be put up again there.
    let kept = goods.is_proposed() || (goods.offer.state == OfferState::Withdrawn && goods.tended_by(s));
    let shown = goods
        .variants
        .iter()
        .filter(|variant| kept || goods.sells(variant) || variant.held_milli + variant.sold_milli > 0);
    shown.map(view).collect()
}

fn deliveries(reader: &mut Reader, s: &Scene, me: Id<Member>) -> Result<Vec<DeliveryView>, Fault> {
    let (mut deliveries, mut names): (Vec<DeliveryView>, _) = (Vec::new(), Names::default());
    for (order, line) in lines_of_supplier(reader, s.number, me, LINES_MAX)? {
        let Some(row) = reader.find::<OrderLine>(&(s.number, order, line))? else { continue };
        let Some(order) = reader.find::<Order>(&(s.number, order))? else { continue };
        let quantity = Quantity::from_milli(row.quantity_milli.milli - row.returned_milli.milli);
        let line = DeliveryLine { title: row.title, unit: row.unit, quantity };
        match deliveries.last_mut().filter(|last| last.order_number == order.number) {
            Some(last) => last.lines.push(line),
            None => {
                names.learn(reader, s, order.buyer)?;
                let buyer = names.member(&order.buyer);
                let can_fulfil = sells_all(reader, &order, me)?;
                let (order, order_number) = (order.id, order.number);
                deliveries.push(DeliveryView { order, order_number, buyer, lines: vec![line], can_fulfil });
            }
        }
    }
    Ok(deliveries)
}

/// What is asked again where it is handed over.
fn sells_all(reader: &mut Reader, order: &Order, me: Id<Member>) -> Result<bool, Fault> {
    for line in lines(reader, order)? {
        let row = reader.find::<OfferSplit>(&whose::split_of(&line))?;
        if !whose::is_sold_by(me, &line, row)? {
            return Ok(false);
        }
    }
    Ok(true)
}

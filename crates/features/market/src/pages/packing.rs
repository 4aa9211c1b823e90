//! Packing: what has to be there in all, and who gets what, person by person. Marking handed over.

use super::asking::{actor, id, key_of, me};
use super::order_view::{LineView, OrderBrief, lines};
use super::read_store::{ToPack, handed_over_since, order_count, orders_to_pack, to_pack};
use super::scene::{Names, Scene};
use crate::acting::When;
use crate::ids::Member;
use crate::ops::{self, FulfilOrder};
use crate::order::OrderRefused;
use crate::order::State as At;
use crate::rows::Order;
use askama::Template;
use axum::extract::{Path, Query, State};
use kernel::{Id, Quantity, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{Fault, Reader, Tx};
use utoipa::ToSchema;
use web::asked::parameter;
use web::ui::{self, Tone};
use web::{Answer, Back, Caller, Html, Keyed, Place, Power, Reply, Site, View};

/// People on a page: a person's orders stay together.
const PEOPLE: usize = 20;
/// More orders than a community hands over at once; what is beyond comes up as these are done.
const QUEUE_MAX: i64 = 2_000;

/// Orders to be handed over.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "packing.html")]
pub(crate) struct PackingPage {
    #[serde(skip)]
    s: Scene,
    /// Of everything: offer by offer.
    totals: Vec<TotalView>,
    people: Vec<PackedPerson>,
    /// Orders that wait, of everybody.
    count: i64,
    /// Orders handed over since the day began.
    done_today: i64,
    /// The value of `above` for the next page.
    next: Option<i64>,
    #[serde(skip)]
    q: String,
    #[serde(skip)]
    paged: bool,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct TotalView {
    variant: String,
    title: String,
    unit: String,
    #[schema(value_type = String)]
    quantity: Quantity,
    orders: i64,
    #[serde(skip)]
    link: String,
}

/// One buyer, with all that waits for them.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PackedPerson {
    #[schema(value_type = String)]
    member: Id<Member>,
    name: String,
    orders: Vec<PackedOrder>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PackedOrder {
    #[serde(flatten)]
    order: OrderBrief,
    lines: Vec<LineView>,
    #[serde(skip)]
    paid: Html,
    #[serde(skip)]
    own: bool,
}

impl View for PackingPage {
    fn title(&self) -> String {
        self.s.t.packing_title()
    }

    fn live(&self) -> Option<&'static str> {
        Some("orders")
    }

    fn place(&self) -> Place {
        Place::Desk
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/desk", self.s.base), self.s.t.desk())
    }

    fn wide(&self) -> bool {
        true
    }
}

impl PackingPage {
    fn page(&self, more: &str) -> String {
        let q = if self.q.is_empty() { String::new() } else { format!("&q={}", web::query_escaped(&self.q)) };
        let query = format!("{more}{q}");
        let query = query.trim_start_matches('&');
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{}/packing{mark}{query}", self.s.base)
    }

    fn older(&self) -> Option<String> {
        Some(self.page(&format!("above={}", self.next?)))
    }

    fn newest(&self) -> Option<String> {
        self.paged.then(|| self.page(""))
    }

    fn progress_words(&self) -> String {
        self.s.t.packing_progress(self.done_today, self.done_today + self.count)
    }

    fn progress(&self) -> Html {
        let (done, all) = (self.done_today, self.done_today + self.count);
        ui::progress(done, all, Tone::Done, self.progress_words())
    }
}

/// What is to be handed over: the totals, and each person's orders; who ordered first comes first.
#[utoipa::path(get, path = "/c/{slug}/packing", tag = "market",
    params(("slug" = String, Path), ("above" = Option<i64>, Query),
        ("q" = Option<String>, Query, description = "a part of the buyer's name")),
    responses((status = 200, body = PackingPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn packing_page(
    caller: Caller,
    State(site): State<Site>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    caller.may(Power::FulfilOrders)?;
    let s = Scene::of(&caller, &site)?;
    let above = parameter(&pairs, "above").and_then(|above| above.parse().ok());
    let q = parameter(&pairs, "q").map_or_else(String::new, |words| words.chars().take(80).collect());
    let page = site.db.read(move |reader| read_list(reader, s, above, q)).await?;
    Reply::page(&caller, &page)
}

/// A buyer, the number of the first of their orders, and all of them.
type Waiting<T> = (Id<Member>, i64, Vec<T>);

/// Everybody who waits, in the order of each one's first order.
fn people<T>(queue: impl IntoIterator<Item = (Id<Member>, i64, T)>) -> Vec<Waiting<T>> {
    let mut people: Vec<Waiting<T>> = Vec::new();
    let mut places: BTreeMap<Id<Member>, usize> = BTreeMap::new();
    for (buyer, number, order) in queue {
        let place = *places.entry(buyer).or_insert(people.len());
        match people.get_mut(place) {
            Some((_, _, orders)) => orders.push(order),
            None => people.push((buyer, number, vec![order])),
        }
    }
    people
}

fn read_list(reader: &mut Reader, s: Scene, above: Option<i64>, q: String) -> Result<PackingPage, Fault> {
    let (wanted, mut names) = (web::text::folded(&q), Names::default());
    let (mut shown, mut more) = (Vec::new(), false);
    let mut queue = Vec::new();
    for id in orders_to_pack(reader, s.number, 0, QUEUE_MAX)? {
        let order = reader.find::<Order>(&(s.number, id))?;
        queue.extend(order.map(|order| (order.buyer, order.number, order)));
    }
    for (member, first, orders) in people(queue) {
        if above.is_some_and(|above| first <= above) {
            continue;
        }
        names.learn(reader, &s, member)?;
        let name = names.member(&member);
        if !web::text::folded(&name).contains(&wanted) {
            continue;
        }
        if shown.len() == PEOPLE {
            more = true;
            break;
        }
        shown.push((member, name, first, orders));
    }
    let next = shown.last().map(|(_, _, first, _)| *first).filter(|_| more);
    let mut people = Vec::with_capacity(shown.len());
    for (member, name, _, orders) in shown {
        let orders = orders.iter().map(|order| packed(reader, &s, order)).collect::<Result<_, _>>()?;
        people.push(PackedPerson { member, name, orders });
    }
    let total = |(offer, variant, title, unit, milli, orders): ToPack| TotalView {
        link: format!("{}/offers/{offer}", s.base),
        variant: super::basket::variant_key(&offer, variant),
        title,
        unit,
        quantity: Quantity::from_milli(milli),
        orders,
    };
    let totals = to_pack(reader, s.number)?.into_iter().map(total).collect();
    let (count, _) = order_count(reader, s.number, At::Paid)?;
    let today = Timestamp::start_of_day(s.now.day(&s.zone), &s.zone);
    let done_today = handed_over_since(reader, s.number, today)?;
    Ok(PackingPage { totals, people, count, done_today, next, q, paged: above.is_some(), s })
}

fn packed(reader: &mut Reader, s: &Scene, order: &Order) -> Result<PackedOrder, Fault> {
    let lines = lines(reader, order)?;
    let lines = lines.iter().filter(|line| line.returned_milli < line.quantity_milli);
    Ok(PackedOrder {
        lines: lines.map(|line| LineView::of(s, line)).collect(),
        paid: order.paid_at_us.map_or_else(Html::default, |at| s.time(&at)),
        own: s.me == Some(order.buyer),
        order: OrderBrief::of(s, order),
    })
}

/// Where to go on: `packing`, `sold`, else the order.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct FulfilForm {
    from: String,
}

/// The goods are handed over; the time to object begins.
#[utoipa::path(post, path = "/c/{slug}/orders/{order}/fulfilment", tag = "market", request_body = FulfilForm,
    params(("slug" = String, Path), ("order" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = OrderBrief), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody)))]
pub(crate) async fn fulfil_order(
    caller: Caller,
    State(site): State<Site>,
    Path((_, order)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<FulfilForm>,
) -> Answer {
    let (order, who, when) = (id::<Order>(&order)?, actor(&caller)?, When::from(site.now()));
    let s = Scene::of(&caller, &site)?;
    let key = key_of(me(&caller)?, &key, "fulfil_order", order.as_str())?;
    let input = FulfilOrder { order, wait_for_acceptance: true };
    let once = move |tx: &mut Tx| {
        ops::once(tx, &key, OrderRefused::KeyReused, when, |tx| ops::fulfil_order(tx, who, &input, when))
    };
    let done = site.db.transact(s.number, once).await?;
    let location = match form.from.as_str() {
        "packing" => format!("{}/packing", s.base),
        // A seller does not see the order itself.
        "sold" => format!("{}/market/sold", s.base),
        _ => format!("{}/orders/{order}", s.base),
    };
    Reply::changed(&caller, &location, &OrderBrief::of(&s, &done))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whose order each number is → who waits, from which number, for how many.
    #[test]
    fn orders_of_one_person_stay_together() {
        let member = |n: u8| Id::<Member>::from_parts(u64::from(n), [n; 10]);
        let check = |buyers: &[u8], answer: &[(u8, i64, usize)]| {
            let queue = (1..).zip(buyers).map(|(number, buyer)| (member(*buyer), number, ()));
            let found = people(queue);
            let found: Vec<_> =
                found.iter().map(|(who, first, orders)| (*who, *first, orders.len())).collect();
            let answer: Vec<_> =
                answer.iter().map(|(who, first, many)| (member(*who), *first, *many)).collect();
            assert_eq!(found, answer, "{buyers:?}");
        };
        check(&[], &[]);
        check(&[1, 2, 1, 3, 2, 1], &[(1, 1, 3), (2, 2, 2), (3, 4, 1)]);
    }
}

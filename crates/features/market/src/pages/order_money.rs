//! Where the money of one order went: each part of the price to its receiver, what was taken back, the entries of
//! the books that say so, and why it was divided like that.

use super::asking::{id, me};
use super::offer_page::{bar, take_words};
use super::order_page::About;
use super::order_view::{OrderBrief, RefundView, StepView, Whole, chain, refund_views};
use super::scene::{Names, Scene};
use crate::door::{AboutOrder, OrderOnward, OrderSeen};
use crate::order::State as At;
use crate::reports::{self, where_it_went};
use crate::rows::{OfferSplit, Order};
use crate::split::{Part, Split};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use kernel::Id;
use serde::Serialize;
use std::sync::Arc;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::ui;
use web::{Answer, Back, Caller, Html, Place, Problem, Reply, Site, View};

/// Where the money of an order went.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "order_money.html")]
pub(crate) struct MoneyPage {
    #[serde(skip)]
    s: Scene,
    #[serde(flatten)]
    order: OrderBrief,
    parts: Vec<PartOfOrder>,
    refunds: Vec<RefundView>,
    /// The entries of the books, oldest first.
    entries: Vec<EntryView>,
    rules: Vec<RuleView>,
    /// Where the money went on to after it was settled.
    onward: Vec<OrderOnward>,
    #[serde(skip)]
    steps: Vec<StepView>,
    #[serde(skip)]
    bar: Html,
    #[serde(skip)]
    is_mine: bool,
    #[serde(skip)]
    first: bool,
}

/// One receiver: what it got, what was taken back, what is left.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PartOfOrder {
    /// `mem_…` or `fund:1`.
    party: String,
    name: String,
    first_minor: i64,
    refunded_minor: i64,
    left_minor: i64,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = OrderEntry)]
pub(crate) struct EntryView {
    number: i64,
    kind: String,
    /// RFC 3339.
    happened_at: String,
    amount_minor: i64,
    #[serde(skip)]
    what: String,
    #[serde(skip)]
    when: Html,
}

/// The rule that a line was bought under.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct RuleView {
    offer: String,
    title: String,
    version: i64,
    /// As it is stored: `fund:1 500bp, rest mem_…`.
    words: String,
    /// The id of the proposal that decided it, where one did.
    decision: Option<String>,
    #[serde(skip)]
    said: String,
    #[serde(skip)]
    when: Html,
}

impl View for MoneyPage {
    fn title(&self) -> String {
        self.s.t.where_it_went(self.s.sum(self.order.total_minor).to_string())
    }

    fn place(&self) -> Place {
        if self.is_mine { Place::Mine } else { Place::Books }
    }

    fn back(&self) -> Option<Back> {
        Back::to(
            format!("{}/orders/{}", self.s.base, self.order.id),
            self.s.t.order_numbered(self.order.number),
        )
    }
}

impl MoneyPage {
    fn state(&self) -> Html {
        super::order_view::state_tag(&self.s, &self.order.state)
    }

    fn settled(&self) -> bool {
        self.order.state == At::Settled
    }
}

/// Where the money of one order went.
#[utoipa::path(get, path = "/c/{slug}/orders/{order}/money", tag = "market",
    params(("slug" = String, Path), ("order" = String, Path)),
    responses((status = 200, body = MoneyPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn order_money(
    caller: Caller,
    State(site): State<Site>,
    Extension(About(about)): Extension<About>,
    Path((_, order)): Path<(String, String)>,
) -> Answer {
    let (order, s) = (id(&order)?, Scene::of(&caller, &site)?);
    me(&caller)?;
    let found = site.db.read(move |reader| read(reader, s, &about, order)).await?;
    Reply::page(&caller, &found.ok_or_else(Problem::not_found)?)
}

fn read(
    reader: &mut Reader,
    s: Scene,
    about: &[Arc<dyn AboutOrder>],
    id: Id<Order>,
) -> Result<Option<MoneyPage>, Fault> {
    let Some(whole) = Whole::find(reader, s.number, id)? else { return Ok(None) };
    let is_mine = Some(whole.order.buyer) == s.me;
    if !is_mine && !s.works_on_orders() {
        return Ok(None);
    }
    let mut names = Names::default();
    names.learn(reader, &s, whole.order.buyer)?;
    for member in whole.events.iter().filter_map(|event| event.by_member) {
        names.learn(reader, &s, member)?;
    }
    let Some(went) = where_it_went(reader, s.number, id)? else { return Ok(None) };
    went.parts.iter().try_for_each(|part| names.learn_party(reader, &s, part.to))?;
    let was_paid = whole.order.paid_at_us.is_some();
    // All of it was given back: the picture shows what it had been divided into.
    let first = went.parts.iter().all(|part| part.left_minor() == 0);
    let drawn = |part: &reports::PartOfOrder| Part {
        to: part.to,
        minor: if first { part.part_minor } else { part.left_minor() },
    };
    let mut drawn: Vec<Part> = went.parts.iter().map(drawn).filter(|part| part.minor > 0).collect();
    // The largest first: what a reader looks for. Ties in the order of parties.
    drawn.sort_by_key(|part| std::cmp::Reverse(part.minor));
    let label = s.t.where_it_went(s.sum(went.total_minor).to_string());
    let parts = went.parts.iter().map(|part| PartOfOrder {
        party: part.to.to_string(),
        name: names.party(&part.to),
        first_minor: part.part_minor,
        refunded_minor: part.refunded_minor,
        left_minor: part.left_minor(),
    });
    Ok(Some(MoneyPage {
        bar: if was_paid { bar(&s, &names, &label, &drawn, |_| None) } else { Html::default() },
        parts: parts.collect(),
        refunds: refund_views(reader, &s, &whole)?,
        entries: entries(reader, &s, &whole)?,
        rules: rules(reader, &s, &mut names, &whole)?,
        onward: onward(reader, &s, about, &whole.order)?,
        steps: chain(&s, &names, &whole),
        order: OrderBrief::of(&s, &whole.order),
        is_mine,
        first,
        s,
    }))
}

/// As features above tell it.
fn onward(
    reader: &mut Reader,
    s: &Scene,
    about: &[Arc<dyn AboutOrder>],
    order: &Order,
) -> Result<Vec<OrderOnward>, Fault> {
    let (Some(settled_entry), Some(me)) = (order.settled_entry, s.me) else { return Ok(Vec::new()) };
    let (community, lang, base) = (s.number, s.lang, s.base.clone());
    let seen = OrderSeen { community, order: order.id, settled_entry, me, lang, base };
    let mut all = Vec::new();
    for one in about {
        all.extend(one.onward(reader, &seen)?);
    }
    Ok(all)
}

/// All entries whose cause is the order, one of its payments or one of its refunds. Entries are asked for one by
/// one: the order's own rows name them.
fn entries(reader: &mut Reader, s: &Scene, whole: &Whole) -> Result<Vec<EntryView>, Fault> {
    let order = &whole.order;
    let mut numbers: Vec<i64> = [order.paid_entry, order.settled_entry].into_iter().flatten().collect();
    numbers.extend(whole.payments.iter().filter_map(|payment| payment.entry));
    numbers.extend(whole.refunds.iter().filter_map(|refund| refund.entry));
    numbers.extend(whole.events.iter().filter_map(|event| event.entry));
    numbers.sort_unstable();
    numbers.dedup();
    let mut views = Vec::with_capacity(numbers.len());
    for number in numbers {
        if let Some(full) = ledger::entry(reader, s.number, number)? {
            let amount = full.postings.iter().map(|(_, minor)| (*minor).max(0)).sum();
            views.push(EntryView {
                number,
                what: entry_words(s, &full.head.entry.kind),
                kind: full.head.entry.kind.clone(),
                happened_at: full.head.entry.happened_at_us.to_string(),
                when: s.time(&full.head.entry.happened_at_us),
                amount_minor: amount,
            });
        }
    }
    Ok(views)
}

fn entry_words(s: &Scene, kind: &str) -> String {
    let t = s.t;
    match kind {
        "payment" => t.entry_payment(),
        "settlement" => t.entry_settlement(),
        "refund" => t.entry_refund(),
        "return" => t.entry_return(),
        "credit" => t.entry_credit(),
        "reversal" => t.entry_reversal(),
        other => other.replace('_', " "),
    }
}

/// Each offer's rule, as it was when the order was placed.
fn rules(reader: &mut Reader, s: &Scene, names: &mut Names, whole: &Whole) -> Result<Vec<RuleView>, Fault> {
    let mut rules: Vec<RuleView> = Vec::new();
    for line in &whole.lines {
        let offer = line.offer_id.to_string();
        if rules.iter().any(|rule| rule.offer == offer && rule.version == line.split_version) {
            continue;
        }
        let Some(row) = reader.find::<OfferSplit>(&(s.number, line.offer_id, line.split_version))? else {
            continue;
        };
        let Ok(split) = Split::parse(&row.words) else { continue };
        for party in split.parties() {
            names.learn_party(reader, s, party)?;
        }
        let named =
            split.parts.iter().map(|part| format!("{} {}", names.party(&part.to), take_words(s, &part.take)));
        let rest = format!("{} {}", names.party(&split.rest), s.t.take_rest());
        let said = named.chain([rest]).collect::<Vec<_>>().join(s.t.list_comma().as_str());
        let (version, when) = (line.split_version, s.time(&row.made_at_us));
        let (title, words, decision) = (line.title.clone(), row.words, row.decision);
        rules.push(RuleView { offer, title, version, words, decision, said, when });
    }
    Ok(rules)
}

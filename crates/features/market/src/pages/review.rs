//! Looking an order over before it is placed, and placing it.
//!
//! The review shows each price once more and sends it along, so that nobody pays another price than the one seen.

use super::asking::{key_of, me};
use super::basket::{Basket, parse_variant};
use super::card::{Goods, VariantView};
use super::next_step::ways;
use super::review_line::{ReviewLine, limit};
use super::scene::Scene;
use crate::acting::Actor;
use crate::books;
use crate::brought::{AtCheckout, CheckoutAsked, CheckoutShown, Ordered};
use crate::ops::{self, Asked, ChoosePayment, LineWanted, Pay, PlaceOrder, PlaceRefused, Placed};
use crate::order::State as At;
use crate::payment::MethodCode;
use crate::rows::{MarketSettings, Order, Payment};
use askama::Template;
use axum::Extension;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use kernel::Id;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::{Fault, OpError, Outcome, Reader, Tx};
use utoipa::ToSchema;
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Check, Errors, Keyed, Lang, Place, Problem, Reply, Site, View};

/// What would be ordered, at the prices of now.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "review.html")]
pub(crate) struct Review {
    #[serde(skip)]
    s: Scene,
    lines: Vec<ReviewLine>,
    total_minor: i64,
    /// What is to be paid: the total, less what the coupon pays that is chosen.
    due_minor: i64,
    /// Who brought the buyer, and coupons.
    #[serde(flatten)]
    brought: CheckoutShown,
    /// What a set-off could pay: what the community owes the caller from refunds and from sales.
    owed_minor: i64,
    /// Ways to pay, as codes.
    payments: Vec<String>,
    #[serde(skip)]
    ways: Vec<(String, String)>,
    #[serde(skip)]
    payment: String,
    #[serde(skip)]
    query: String,
    #[serde(skip)]
    errors: Errors,
}

/// Given by a feature above: who brought the buyer, and coupons.
#[derive(Clone)]
pub(crate) struct Checkout(pub(crate) Arc<dyn AtCheckout>);

impl Review {
    fn coupons(&self) -> Vec<(String, String)> {
        let coupons = self.brought.coupons.iter().map(|coupon| (coupon.id.clone(), coupon.label.clone()));
        [(String::new(), self.s.t.coupon_none())].into_iter().chain(coupons).collect()
    }

    fn coupon(&self) -> String {
        self.brought.coupon.clone().unwrap_or_default()
    }

    /// Whether any of it can be had as it is asked for.
    fn has_any(&self) -> bool {
        self.lines.iter().any(|line| line.total_minor.is_some())
    }

    fn coupon_minus(&self) -> i64 {
        -self.brought.coupon_minor
    }
}

impl View for Review {
    fn title(&self) -> String {
        self.s.t.review_title()
    }

    fn place(&self) -> Place {
        Place::Market
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/market{}", self.s.base, self.query), self.s.t.keep_looking())
    }
}

/// Looks an order over before it is placed: `?variant=off_….1&quantity=2`, repeated.
#[utoipa::path(get, path = "/c/{slug}/orders/new", tag = "market",
    params(("slug" = String, Path), ("variant" = Option<Vec<String>>, Query), ("quantity" = Option<Vec<String>>, Query),
        ("via" = Option<String>, Query, description = "the code of whoever brought the buyer"),
        ("coupon" = Option<String>, Query)),
    responses((status = 200, body = Review), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn review(
    caller: Caller,
    State(site): State<Site>,
    Extension(checkout): Extension<Checkout>,
    headers: HeaderMap,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    me(&caller)?;
    let named = |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
    // Whoever has seen the box has decided: it is asked of the browser only the first time.
    let asked = match named("looked") {
        Some(_) => CheckoutAsked { via: named("via"), coupon: named("coupon") },
        None => {
            let kept = checkout.0.via(caller.community()?.number, &headers);
            CheckoutAsked { via: named("via").or(kept), coupon: named("coupon") }
        }
    };
    let page = look(&caller, &site, &checkout, Basket::of(&pairs), Vec::new(), asked).await?;
    Reply::page(&caller, &page)
}

/// `seen` are the prices that the form came back with; another one now is said at its line.
async fn look(
    caller: &Caller,
    site: &Site,
    checkout: &Checkout,
    basket: Basket,
    seen: Vec<(String, String)>,
    asked: CheckoutAsked,
) -> Result<Review, Problem> {
    let (s, me, checkout) = (Scene::of(caller, site)?, me(caller)?, checkout.clone());
    let order = site.id();
    Ok(site
        .db
        .read(move |reader| {
            let about = |reader: &mut Reader, total_minor, sellers| {
                let ordered = Ordered { order, buyer: me, sellers, total_minor, now: s.now };
                checkout.0.shown(reader, s.number, &ordered, &asked, s.lang)
            };
            read(reader, s.clone(), me, &basket, &seen, &about)
        })
        .await?)
}

type AboutCheckout<'a> =
    &'a dyn Fn(&mut Reader, i64, Vec<Id<crate::ids::Member>>) -> Result<CheckoutShown, Fault>;

fn read(
    reader: &mut Reader,
    s: Scene,
    me: Id<crate::ids::Member>,
    basket: &Basket,
    seen: &[(String, String)],
    about: AboutCheckout<'_>,
) -> Result<Review, Fault> {
    let (mut lines, mut sellers, mut total) = (Vec::new(), Vec::new(), 0i64);
    for picked in &basket.picked {
        let Some((offer, number)) = parse_variant(&picked.variant) else { continue };
        let Some(goods) = Goods::find(reader, s.number, offer)? else { continue };
        let Some(variant) = goods.variants.iter().find(|variant| variant.number == number) else { continue };
        sellers.extend(goods.split.parties().into_iter().filter_map(|party| party.member()));
        let view = VariantView::of(&goods, variant, &picked.quantity);
        let title = if view.title.is_empty() {
            goods.offer.title.clone()
        } else {
            format!("{} · {}", goods.offer.title, view.title)
        };
        let mut line = ReviewLine::of(&s, title, view, seen);
        limit(reader, (&s, me), &goods, &mut line)?;
        total = total.saturating_add(line.total_minor.unwrap_or(0));
        lines.push(line);
    }
    for (at, line) in lines.iter_mut().enumerate() {
        line.name = format!("line-{at}");
    }
    let settings = ops::settings(reader.find::<MarketSettings>(&s.number)?, s.number);
    let owed = books::credit(reader, s.number, me, s.currency)?.available();
    let brought = about(reader, total, sellers)?;
    let due = total - brought.coupon_minor;
    let ways = if due > 0 { ways(&s, &settings, owed, due) } else { Vec::new() };
    let payment = ways.first().map(|(code, _)| code.clone()).unwrap_or_default();
    Ok(Review {
        lines,
        total_minor: total,
        due_minor: due,
        brought,
        owed_minor: owed,
        payments: ways.iter().map(|(code, _)| code.clone()).collect(),
        ways,
        payment,
        query: basket.query(),
        errors: Errors::none(),
        s,
    })
}

/// An order to be placed. Programs send `lines`; forms send the three lists side by side.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct PlaceForm {
    lines: Vec<LineForm>,
    /// `set_off` pays at once; `bank_transfer`, `collection_code`, `simulated_gateway` or nothing: later.
    payment: String,
    /// The code of whoever brought the buyer; empty or absent: nobody.
    via: String,
    /// A coupon of the buyer's.
    coupon: String,
    #[schema(ignore)]
    variant: Vec<String>,
    #[schema(ignore)]
    quantity: Vec<String>,
    #[schema(ignore)]
    seen: Vec<String>,
}

/// One line: `{"variant": "off_….1", "quantity": "1.5", "seen": "12.50"}`.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct LineForm {
    variant: String,
    /// A decimal as text, in the variant's steps.
    quantity: String,
    /// The price that was shown; another one now is refused. Without it, the price of now counts.
    seen: String,
}

impl PlaceForm {
    fn asked(&self) -> CheckoutAsked {
        let said = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        CheckoutAsked { via: said(&self.via), coupon: said(&self.coupon) }
    }

    fn lines(mut self) -> (Vec<LineForm>, String) {
        let seen = self.seen.into_iter().chain(std::iter::repeat(String::new()));
        for ((variant, quantity), seen) in self.variant.into_iter().zip(self.quantity).zip(seen) {
            let nothing = quantity.trim().is_empty() || quantity.trim() == "0";
            if !nothing {
                self.lines.push(LineForm { variant, quantity, seen });
            }
        }
        (self.lines, self.payment)
    }
}

/// What is wanted, read; errors name the line as `lines.0.quantity`.
fn wanted(
    lines: &[LineForm],
    payment: &str,
    lang: Lang,
) -> Result<(Vec<LineWanted>, Option<MethodCode>), Errors> {
    let mut check = Check::new(lang);
    let mut wanted = Vec::with_capacity(lines.len());
    for (at, line) in lines.iter().enumerate() {
        let variant = check.choice(&format!("lines.{at}.variant"), &line.variant, parse_variant);
        let quantity = check.quantity(&format!("lines.{at}.quantity"), &line.quantity);
        let seen = check.optional(&format!("lines.{at}.seen"), &line.seen, Check::price);
        let asked = seen.map_or(Asked::Current, Asked::Seen);
        if let Some((offer, variant)) = variant {
            wanted.push(LineWanted { offer, variant, quantity, asked });
        }
    }
    let method = check.optional("payment", payment, |check, field, typed| {
        let payable = |code: &str| MethodCode::parse(code).filter(|method| *method != MethodCode::Free);
        check.choice(field, typed, payable)
    });
    check.done((wanted, method.flatten()))
}

/// What a program is told of an order it has placed.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OrderPlaced {
    #[schema(value_type = String)]
    id: Id<Order>,
    number: i64,
    #[schema(value_type = Object)]
    total: kernel::Money,
    #[schema(value_type = String)]
    state: At,
}

/// Places an order: takes the goods, and pays it where it can be paid at once. One transaction and no other read.
#[utoipa::path(post, path = "/c/{slug}/orders", tag = "market", request_body = PlaceForm,
    params(("slug" = String, Path),
        ("Idempotency-Key" = Option<String>, Header, description = "the same key again returns the first answer")),
    responses((status = 201, body = OrderPlaced), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody),
        (status = 409, body = web::ProblemBody, description = "sold out, above the limit, the price has changed, owed too little"),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn place_order(
    caller: Caller,
    State(site): State<Site>,
    Extension(checkout): Extension<Checkout>,
    Keyed { input, key }: Keyed<PlaceForm>,
) -> Answer {
    let (buyer, community) = (me(&caller)?, caller.community()?);
    let asked = input.asked();
    let (lines, payment) = input.lines();
    let (wanted, method) = match wanted(&lines, &payment, caller.lang) {
        Ok(wanted) => wanted,
        Err(errors) => return again(&caller, &site, &checkout, lines, payment, asked, errors).await,
    };
    let pay = if method == Some(MethodCode::SetOff) { Pay::SetOff } else { Pay::Later };
    let key = key_of(buyer, &key, "place_order", "")?;
    let order = PlaceOrder { id: site.id(), buyer, lines: wanted, pay, reference: None, key };
    let later = method.filter(|method| *method != MethodCode::SetOff).map(|method| ChoosePayment {
        order: order.id,
        payment: site.id::<Payment>(),
        method,
        simulated: caller.config.simulated_payments,
    });
    let (now, currency) = (site.now(), community.currency);
    let (above, brings) = (checkout.clone(), asked.clone());
    let done = site
        .db
        .transact(community.number, move |tx| {
            let bring = |tx: &mut Tx, ordered: &Ordered| above.0.bring(tx, ordered, &brings);
            place(tx, buyer, &order, &bring, later.as_ref(), now)
        })
        .await;
    match done {
        Ok(placed) => {
            let total = kernel::Money::new(placed.total_minor, currency);
            let answer = OrderPlaced { id: placed.id, number: placed.number, total, state: placed.state };
            Reply::created_json(&caller, &format!("/c/{}/orders/{}", community.slug, placed.id), &answer)
        }
        Err(OpError::Refused(why)) => {
            let errors = said_at(&why, caller.lang);
            again(&caller, &site, &checkout, lines, payment, asked, errors).await
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

/// Places, and chooses the way to pay where that is one that takes its time.
fn place(
    tx: &mut Tx,
    buyer: Id<crate::ids::Member>,
    order: &PlaceOrder,
    bring: crate::brought::Bring<'_>,
    later: Option<&ChoosePayment>,
    now: kernel::Timestamp,
) -> Outcome<Placed, PlaceRefused> {
    let mut placed = ops::place_order_brought(tx, buyer, order, bring, now.into())?;
    if let Some(choice) = later.filter(|_| placed.state == At::Placed) {
        // The same request again finds the order placed under another id, its way chosen then.
        if placed.id == order.id {
            ops::choose_payment(tx, Actor::Member(buyer), choice, now.into()).map_err(
                |error| match error {
                    OpError::Refused(why) => OpError::Refused(PlaceRefused::from(why)),
                    OpError::Fault(fault) => OpError::Fault(fault),
                },
            )?;
        }
        placed.state = At::AwaitingPayment;
    }
    Ok(placed)
}

/// A refusal, at the line it is about.
fn said_at(why: &PlaceRefused, lang: Lang) -> Errors {
    let mut errors = Errors::refused(*why, lang);
    if let Some(line) = why.line {
        let words = web::Refusal::say(&why.why, lang);
        errors.add(&format!("lines.{line}.quantity"), words);
    }
    errors
}

/// The review again, with what was typed and what is wrong. A program is told without another look.
async fn again(
    caller: &Caller,
    site: &Site,
    checkout: &Checkout,
    lines: Vec<LineForm>,
    payment: String,
    asked: CheckoutAsked,
    errors: Errors,
) -> Answer {
    if caller.wants == web::Wants::Json {
        return Err(Problem::form(errors));
    }
    let pairs: Vec<_> = lines
        .iter()
        .flat_map(|line| [("variant", &line.variant), ("quantity", &line.quantity)])
        .map(|(name, value)| (name.to_owned(), value.clone()))
        .collect();
    let seen = lines.iter().filter(|line| !line.seen.is_empty());
    let seen = seen.map(|line| (line.variant.clone(), line.seen.clone())).collect();
    let mut page = look(caller, site, checkout, Basket::of(&pairs), seen, asked).await?;
    for (line, view) in page.lines.iter_mut().enumerate() {
        let at = |field: &str| errors.on(&format!("lines.{line}.{field}")).map(str::to_owned);
        view.error = view.error.take().or_else(|| at("quantity")).or_else(|| at("variant"));
    }
    // Lines say their own errors; the summary has what is about the whole.
    let about_lines = page.lines.iter().any(|line| line.error.is_some());
    let mut summary = Errors::none();
    for error in errors.list().iter().filter(|error| !error.field.starts_with("lines.")) {
        if !about_lines || error.field == "payment" {
            summary.add(&error.field, error.message.clone());
        }
    }
    for (at, line) in page.lines.iter().enumerate() {
        if let Some(error) = &line.error {
            summary.add(&format!("line-{at}"), format!("{}: {error}", line.title));
        }
    }
    if !payment.is_empty() {
        page.payment = payment;
    }
    page.errors = summary;
    Reply::form_refused(caller, &page, &errors)
}

//! Writing a purchase order. Programs send `lines` as a list; the form has numbered fields (`line_1_goods`), so that each can be
//! told what is wrong.

use super::moves::PurchaseAnswer;
use super::scene::Scene;
use crate::ops::{self, DraftPurchase, LineWanted};
use crate::purchase::{NOTE_CHARS_MAX, PLACE_CHARS_MAX, Terms};
use crate::refused::{PurchaseRefused, SupplierRefused};
use crate::rows::{Purchase, Supplier};
use askama::Template;
use axum::extract::{Query, State};
use kernel::{Id, Quantity};
use market::rows::Offer;
use serde::{Deserialize, Serialize};
use spending::rows::Mandate;
use std::collections::BTreeMap;
use store::{Fault, IdempotencyKey, OpError, Reader};
use utoipa::ToSchema;
use web::asked::{me, parameter};
use web::ui::{self, Field};
use web::{
    Answer, Back, Caller, Check, Errors, Keyed, Lang, Place, Power, Problem, Refusal, Reply, Site, View,
};

/// Rows of the form; a program may send more.
const ROWS: usize = 6;
const OFFERS: i64 = 100;
const MANDATES: i64 = 100;

/// The form of a purchase order.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "purchase_new.html")]
pub(crate) struct PurchaseNew {
    #[serde(skip)]
    s: Scene,
    #[schema(value_type = String)]
    supplier: Id<Supplier>,
    name: String,
    /// What can be ordered: `off_….1` and what it is called. First what this supplier makes.
    goods: Vec<(String, String)>,
    /// Under what it can be bought.
    mandates: Vec<(String, String)>,
    #[serde(skip)]
    form: PurchaseForm,
    #[serde(skip)]
    errors: Errors,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct PurchaseForm {
    /// The supplier's id.
    pub supplier: String,
    /// `by_sales`: each sale's split gives the supplier their part; `bought`: the community buys it under a mandate.
    pub terms: String,
    /// The mandate's id, where it is bought.
    pub mandate: String,
    pub lines: Vec<LineForm>,
    /// `2026-03-14`; empty: still to be agreed on.
    pub deliver_on: String,
    pub deliver_to: String,
    pub note: String,
    #[serde(flatten)]
    #[schema(ignore)]
    pub typed: BTreeMap<String, String>,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
#[schema(as = PurchaseLineForm)]
pub(crate) struct LineForm {
    /// Which variant of which offer: `off_….1`.
    pub goods: String,
    /// How many cases.
    pub cases: String,
    /// Units in a case; empty: one.
    pub case: String,
    /// Of one unit, as agreed, where it is bought.
    pub price: String,
}

impl LineForm {
    fn is_empty(&self) -> bool {
        [&self.goods, &self.cases, &self.case, &self.price].iter().all(|field| field.trim().is_empty())
    }
}

impl PurchaseForm {
    /// Takes the numbered fields into the list, so that both ways of sending read alike.
    #[must_use]
    pub(crate) fn gathered(mut self) -> PurchaseForm {
        let mut typed = std::mem::take(&mut self.typed);
        if self.lines.is_empty() {
            let mut field =
                |row: usize, name: &str| typed.remove(&format!("line_{row}_{name}")).unwrap_or_default();
            let row = |row| LineForm {
                goods: field(row, "goods"),
                cases: field(row, "cases"),
                case: field(row, "case"),
                price: field(row, "price"),
            };
            self.lines = (1..=ROWS).map(row).collect();
        }
        self
    }

    pub(crate) fn read(
        &self,
        lang: Lang,
        zone: &kernel::Zone,
        id: Id<Purchase>,
        key: IdempotencyKey,
    ) -> Result<DraftPurchase, Errors> {
        let mut check = Check::new(lang);
        let supplier = check.id("supplier", &self.supplier);
        let terms = check.choice("terms", &self.terms, Terms::parse).unwrap_or(Terms::BySales);
        let mandate = check.optional("mandate", &self.mandate, Check::id::<Mandate>);
        let deliver_on = check
            .optional("deliver_on", &self.deliver_on, |check, field, typed| check.date(field, typed, zone));
        let deliver_to = check.text("deliver_to", &self.deliver_to, 0..=PLACE_CHARS_MAX);
        let note = check.long_text("note", &self.note, 0..=NOTE_CHARS_MAX);
        let mut lines = Vec::new();
        for (at, row) in (1..).zip(&self.lines).filter(|(_, row)| !row.is_empty()) {
            lines.push(read_line(&mut check, at, row, terms));
        }
        check.require("line_1_goods", !lines.is_empty(), || PurchaseRefused::NoLines.say(lang));
        let lines = lines.into_iter().flatten().collect();
        let mandate = mandate.filter(|_| terms == Terms::Bought);
        check.done(DraftPurchase {
            id,
            supplier,
            terms,
            mandate,
            lines,
            deliver_on,
            deliver_to,
            note,
            key: Some(key),
        })
    }
}

fn read_line(check: &mut Check, at: usize, row: &LineForm, terms: Terms) -> Option<LineWanted> {
    let field = |name: &str| format!("line_{at}_{name}");
    let goods = check.choice(&field("goods"), &row.goods, parse_goods);
    let cases = check.whole(&field("cases"), &row.cases, 1..=1_000_000);
    let case = check.optional(&field("case"), &row.case, Check::quantity).unwrap_or(Quantity::ONE);
    let price = match terms {
        Terms::Bought => Some(check.price(&field("price"), &row.price)),
        Terms::BySales => None,
    };
    let (offer, variant) = goods?;
    Some(LineWanted { offer, variant, cases, case, price })
}

/// `off_….1`.
fn parse_goods(text: &str) -> Option<(Id<Offer>, i64)> {
    let (offer, variant) = text.trim().split_once('.')?;
    Some((Id::parse(offer).ok()?, variant.parse().ok()?))
}

impl View for PurchaseNew {
    fn title(&self) -> String {
        self.s.t.purchase_new_from(self.name.as_str())
    }

    fn place(&self) -> Place {
        Place::Desk
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/supply/{}", self.s.base, self.supplier), self.name.clone())
    }
}

impl PurchaseNew {
    fn rows(&self) -> Vec<(usize, LineForm)> {
        let mut lines = self.form.lines.clone();
        lines.resize(ROWS.max(lines.len()), LineForm::default());
        (1..).zip(lines).collect()
    }

    fn terms(&self) -> Vec<(String, String)> {
        let choice = |terms: &Terms| (terms.to_string(), self.s.terms_words(*terms));
        Terms::ALL.iter().map(choice).collect()
    }
}

/// The form of a purchase order from a supplier.
#[utoipa::path(get, path = "/c/{slug}/supply/orders/new", tag = "supply",
    params(("slug" = String, Path), ("supplier" = String, Query)),
    responses((status = 200, body = PurchaseNew), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn new_purchase(
    caller: Caller,
    State(site): State<Site>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    caller.may(Power::ManageOffers)?;
    let supplier = parameter(&pairs, "supplier").unwrap_or_default().to_owned();
    let form = PurchaseForm { supplier, terms: Terms::BySales.to_string(), ..PurchaseForm::default() };
    Reply::page(&caller, &load(&caller, &site, form, Errors::none()).await?)
}

async fn load(
    caller: &Caller,
    site: &Site,
    form: PurchaseForm,
    errors: Errors,
) -> Result<PurchaseNew, Problem> {
    let s = Scene::of(caller, site)?;
    let supplier = Id::<Supplier>::parse(&form.supplier).map_err(|_| SupplierRefused::NoSuchSupplier)?;
    let page = site.db.read(move |reader| {
        let row = reader.find::<Supplier>(&(s.number, supplier))?;
        let Some(row) = row else { return Ok(Err(Problem::from(SupplierRefused::NoSuchSupplier))) };
        if s.is(&row) {
            return Ok(Err(PurchaseRefused::OwnPurchase.into()));
        }
        let goods = goods(reader, &s, &row)?;
        let mandates = mandates(reader, &s)?;
        let name = s.supplier_name(&row);
        Ok(Ok(PurchaseNew { supplier: row.id, name, goods, mandates, form, errors, s }))
    });
    page.await?
}

fn goods(reader: &mut Reader, s: &Scene, supplier: &Supplier) -> Result<Vec<(String, String)>, Fault> {
    let (mut own, mut others) = (Vec::new(), Vec::new());
    let rest = supplier.member.map(|member| format!("rest {member}"));
    for sold in market::on_sale(reader, s.number, OFFERS)? {
        let words = market::split_words(reader, s.number, sold.offer)?.unwrap_or_default();
        let theirs = rest.as_ref().is_some_and(|rest| words.ends_with(rest.as_str()));
        let text = format!("{} · {}", sold.name(), s.price(sold.price, &sold.unit));
        let choice = (format!("{}.{}", sold.offer, sold.number), text);
        if theirs { own.push(choice) } else { others.push(choice) }
    }
    let none = vec![(String::new(), s.t.choose_goods())];
    Ok([none, own, others].concat())
}

fn mandates(reader: &mut Reader, s: &Scene) -> Result<Vec<(String, String)>, Fault> {
    let mut choices = vec![(String::new(), s.t.no_mandate())];
    for mandate in spending::open_mandates(reader, s.number, s.now, MANDATES)? {
        let left = s.said(mandate.permission().left_minor());
        let text = s.t.mandate_left(spending::mandate_name(s.lang, &mandate), left);
        choices.push((mandate.id.to_string(), text));
    }
    Ok(choices)
}

/// Writes a purchase order: by who manages offers, and never by the supplier. It is sent by a second step.
#[utoipa::path(post, path = "/c/{slug}/supply/orders", tag = "supply", request_body = PurchaseForm,
    params(("slug" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = PurchaseAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn draft_purchase(
    caller: Caller,
    State(site): State<Site>,
    Keyed { input: form, key }: Keyed<PurchaseForm>,
) -> Answer {
    caller.may(Power::ManageOffers)?;
    let (s, me, now) = (Scene::of(&caller, &site)?, me(&caller)?, site.now());
    let form = form.gathered();
    let key = key.of(&caller, "draft_purchase")?;
    let input = match form.read(caller.lang, &s.zone, site.id(), key) {
        Ok(input) => input,
        Err(errors) => return again(&caller, &site, form, errors).await,
    };
    match site.db.transact(s.number, move |tx| ops::draft_purchase(tx, me, &input, now)).await {
        Ok(moved) => {
            let location = format!("{}/supply/orders/{}", s.base, moved.purchase);
            Reply::created_json(&caller, &location, &PurchaseAnswer::of(&moved))
        }
        Err(OpError::Refused(why)) => again(&caller, &site, form, Errors::refused(why, caller.lang)).await,
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

async fn again(caller: &Caller, site: &Site, form: PurchaseForm, errors: Errors) -> Answer {
    let page = load(caller, site, form, errors.clone()).await?;
    Reply::form_refused(caller, &page, &errors)
}

//! Writing a purchase order: the page of it, empty or with what a list or a group buy wants filled in.

use super::moves::PurchaseAnswer;
use super::purchase_form::{LineForm, PurchaseForm, ROWS, wanted};
use super::scene::Scene;
use crate::ids::Member;
use crate::ops;
use crate::purchase::{Rounding, Terms};
use crate::refused::{PurchaseRefused, SupplierRefused};
use crate::rows::Supplier;
use crate::supply_store::{read_of_member, suppliers_after};
use askama::Template;
use axum::extract::{Query, State};
use kernel::{Id, Quantity};
use market::rows::OfferVariant;
use serde::Serialize;
use std::collections::BTreeMap;
use store::{Fault, OpError, Reader};
use utoipa::ToSchema;
use web::asked::{me, parameter};
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Errors, Keyed, Place, Power, Problem, Reply, Site, View};

const SUPPLIERS: i64 = 200;
const OFFERS: i64 = 100;
const MANDATES: i64 = 100;

/// The form of a purchase order.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "purchase_new.html")]
pub(crate) struct PurchaseNew {
    #[serde(skip)]
    s: Scene,
    /// Null while none is chosen.
    #[schema(value_type = Option<String>)]
    supplier: Option<Id<Supplier>>,
    name: String,
    /// Of whom to order, where none is chosen yet.
    suppliers: Vec<(String, String)>,
    /// What can be ordered: `off_….1` and what it is called. First what this supplier makes.
    goods: Vec<(String, String)>,
    /// In what each of the goods is measured, by its code.
    #[serde(skip)]
    units: BTreeMap<String, String>,
    /// Under what it can be bought.
    mandates: Vec<(String, String)>,
    /// So many of the goods that are wanted find no place in one order: another one is to be written for them.
    left_out: i64,
    #[serde(skip)]
    form: PurchaseForm,
    #[serde(skip)]
    errors: Errors,
}

impl View for PurchaseNew {
    fn title(&self) -> String {
        match self.supplier {
            Some(_) => self.s.t.purchase_new_from(self.name.as_str()),
            None => self.s.t.purchase_new(),
        }
    }

    fn place(&self) -> Place {
        Place::Desk
    }

    fn back(&self) -> Option<Back> {
        match self.supplier {
            Some(supplier) => Back::to(format!("{}/supply/{supplier}", self.s.base), self.name.clone()),
            None => Back::to(format!("{}/supply", self.s.base), self.s.t.suppliers()),
        }
    }
}

impl PurchaseNew {
    fn rows(&self) -> Vec<(usize, LineForm)> {
        let mut lines = self.form.lines.clone();
        lines.resize(ROWS.max(lines.len()), LineForm::default());
        (1..).zip(lines).collect()
    }

    /// Something was filled in of which so much is wanted.
    fn is_wanted(&self) -> bool {
        self.form.lines.iter().any(|line| !line.wanted.is_empty())
    }

    fn roundings(&self) -> Vec<(String, String)> {
        let words = |rounding: &Rounding| match rounding {
            Rounding::Up => self.s.t.rounding_up(),
            Rounding::Down => self.s.t.rounding_down(),
        };
        Rounding::ALL.iter().map(|rounding| (rounding.to_string(), words(rounding))).collect()
    }

    fn wanted(&self, line: &LineForm) -> Option<String> {
        let quantity = Quantity::parse(&line.wanted).ok()?;
        let unit = self.units.get(line.goods.trim()).map_or("", String::as_str);
        Some(self.s.t.wanted_in_all(format!("{quantity} {unit}").trim_end()))
    }

    fn terms(&self) -> Vec<(String, String)> {
        let choice = |terms: &Terms| (terms.to_string(), self.s.terms_words(*terms));
        Terms::ALL.iter().map(choice).collect()
    }
}

/// The form of a purchase order from a supplier, with what is wanted filled in: `?goods=off_….1&units=2.5`, repeated. Without a
/// supplier the form asks for one.
#[utoipa::path(get, path = "/c/{slug}/supply/orders/new", tag = "supply",
    params(("slug" = String, Path), ("supplier" = Option<String>, Query), ("goods" = Option<Vec<String>>, Query),
        ("units" = Option<Vec<String>>, Query)),
    responses((status = 200, body = PurchaseNew), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn new_purchase(
    caller: Caller,
    State(site): State<Site>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    caller.may(Power::ManageOffers)?;
    let (lines, left_out) = wanted(&pairs);
    let mut form = PurchaseForm {
        supplier: parameter(&pairs, "supplier").unwrap_or_default().to_owned(),
        terms: Terms::BySales.to_string(),
        rounding: Rounding::Up.to_string(),
        lines,
        ..PurchaseForm::default()
    };
    if !form.lines.is_empty() {
        let s = Scene::of(&caller, &site)?;
        form = site.db.read(move |reader| proposed(reader, &s, form)).await?;
    }
    let page = load(&caller, &site, form, Errors::none()).await?;
    Reply::page(&caller, &PurchaseNew { left_out, ..page })
}

/// Of whom, and how it is paid: goods that one supplier makes are theirs and paid as they sell; others are bought.
fn proposed(reader: &mut Reader, s: &Scene, mut form: PurchaseForm) -> Result<PurchaseForm, Fault> {
    let mut makers: Vec<Option<Id<Member>>> = Vec::new();
    for line in &form.lines {
        let words = match line.sold() {
            Some((offer, _)) => market::split_words(reader, s.number, offer)?.unwrap_or_default(),
            None => String::new(),
        };
        makers.push(words.rsplit_once("rest ").and_then(|(_, maker)| Id::parse(maker).ok()));
    }
    makers.dedup();
    let maker = if let [Some(maker)] = makers[..] { Some(maker) } else { None };
    let theirs = match maker {
        Some(maker) => read_of_member(reader, s.number, maker)?.map(|supplier| supplier.to_string()),
        None => None,
    };
    let named = !form.supplier.is_empty();
    if theirs.is_none() || (named && theirs.as_ref() != Some(&form.supplier)) {
        form.terms = Terms::Bought.to_string();
    } else if let Some(theirs) = theirs {
        form.supplier = theirs;
    }
    Ok(form)
}

async fn load(
    caller: &Caller,
    site: &Site,
    form: PurchaseForm,
    errors: Errors,
) -> Result<PurchaseNew, Problem> {
    let s = Scene::of(caller, site)?;
    if form.supplier.is_empty() {
        let page = site.db.read(move |reader| {
            let suppliers = suppliers(reader, &s)?;
            let (goods, mandates) = (goods(reader, &s, None)?, mandates(reader, &s)?);
            let (supplier, name) = (None, String::new());
            let units = units(reader, &s, &form)?;
            Ok(PurchaseNew {
                supplier,
                name,
                suppliers,
                goods,
                units,
                mandates,
                left_out: 0,
                form,
                errors,
                s,
            })
        });
        return Ok(page.await?);
    }
    let supplier = Id::<Supplier>::parse(&form.supplier).map_err(|_| SupplierRefused::NoSuchSupplier)?;
    let page = site.db.read(move |reader| {
        let row = reader.find::<Supplier>(&(s.number, supplier))?;
        let Some(row) = row else { return Ok(Err(Problem::from(SupplierRefused::NoSuchSupplier))) };
        if s.is(&row) {
            return Ok(Err(PurchaseRefused::OwnPurchase.into()));
        }
        let goods = goods(reader, &s, Some(&row))?;
        let mandates = mandates(reader, &s)?;
        let name = s.supplier_name(&row);
        let (supplier, suppliers) = (Some(row.id), Vec::new());
        let units = units(reader, &s, &form)?;
        Ok(Ok(PurchaseNew {
            supplier,
            name,
            suppliers,
            goods,
            units,
            mandates,
            left_out: 0,
            form,
            errors,
            s,
        }))
    });
    page.await?
}

/// Those who are open, but for whoever orders.
fn suppliers(reader: &mut Reader, s: &Scene) -> Result<Vec<(String, String)>, Fault> {
    let mut choices = vec![(String::new(), s.t.choose_supplier())];
    for id in suppliers_after(reader, s.number, 0, SUPPLIERS)? {
        let row = reader.find::<Supplier>(&(s.number, id))?;
        if let Some(row) = row.filter(|row| row.is_open && !s.is(row)) {
            choices.push((row.id.to_string(), s.supplier_name(&row)));
        }
    }
    Ok(choices)
}

fn goods(
    reader: &mut Reader,
    s: &Scene,
    supplier: Option<&Supplier>,
) -> Result<Vec<(String, String)>, Fault> {
    let (mut own, mut others) = (Vec::new(), Vec::new());
    let rest = supplier.and_then(|supplier| supplier.member).map(|member| format!("rest {member}"));
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

/// Of what is filled in, however much else is for sale.
fn units(reader: &mut Reader, s: &Scene, form: &PurchaseForm) -> Result<BTreeMap<String, String>, Fault> {
    let mut units = BTreeMap::new();
    for line in &form.lines {
        if let Some((offer, variant)) = line.sold() {
            let row = reader.find::<OfferVariant>(&(s.number, offer, variant))?;
            units.extend(row.map(|row| (line.goods.trim().to_owned(), row.unit)));
        }
    }
    Ok(units)
}

fn mandates(reader: &mut Reader, s: &Scene) -> Result<Vec<(String, String)>, Fault> {
    let mut choices = vec![(String::new(), s.t.no_mandate())];
    for mandate in
        spending::open_mandates(reader, s.number, Some(spending::MandateKind::Spending), s.now, MANDATES)?
    {
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

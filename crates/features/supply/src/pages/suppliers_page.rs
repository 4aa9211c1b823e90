//! Who delivers: all suppliers, and the form of a new one.

use super::scene::Scene;
use crate::books::read_due;
use crate::ops::{self, CONTACT_CHARS_MAX, KeepSupplier, NAME_CHARS_MAX, SupplierKept};
use crate::refused::SupplierRefused;
use crate::rows::Supplier;
use crate::supply_store::suppliers_after;
use askama::Template;
use axum::extract::{Query, State};
use community::Chooser;
use kernel::Id;
use serde::{Deserialize, Serialize};
use store::{OpError, Reader};
use utoipa::ToSchema;
use web::asked::{me, parameter};
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Check, Errors, Keyed, Place, Power, Problem, Reply, Site, View};

const PAGE: i64 = 50;

/// The suppliers of a community.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "suppliers.html")]
pub(crate) struct SuppliersPage {
    #[serde(skip)]
    s: Scene,
    suppliers: Vec<SupplierBrief>,
    /// The value of `above` for the next page.
    next: Option<i64>,
    #[serde(skip)]
    paged: bool,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct SupplierBrief {
    #[schema(value_type = String)]
    supplier: Id<Supplier>,
    number: i64,
    name: String,
    is_open: bool,
    /// Has a sign-in of their own.
    is_linked: bool,
    /// What is due to them now; null to who does not deal with money.
    due_minor: Option<i64>,
}

impl View for SuppliersPage {
    fn title(&self) -> String {
        self.s.t.suppliers()
    }

    fn place(&self) -> Place {
        Place::Desk
    }

    fn live(&self) -> Option<&'static str> {
        Some("orders")
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/desk", self.s.base), self.s.t.desk())
    }
}

impl SuppliersPage {
    fn older(&self) -> Option<String> {
        Some(format!("{}/supply?above={}", self.s.base, self.next?))
    }

    fn newest(&self) -> Option<String> {
        self.paged.then(|| format!("{}/supply", self.s.base))
    }

    fn can_make(&self) -> bool {
        self.s.can(Power::ManageOffers)
    }

    fn make_link(&self) -> Option<(String, String)> {
        self.can_make().then(|| (format!("{}/supply/new", self.s.base), self.s.t.supplier_new()))
    }
}

/// Who delivers, with what is due to each where the reader deals with money.
#[utoipa::path(get, path = "/c/{slug}/supply", tag = "supply",
    params(("slug" = String, Path), ("above" = Option<i64>, Query)),
    responses((status = 200, body = SuppliersPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn suppliers_page(
    caller: Caller,
    State(site): State<Site>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let s = Scene::of(&caller, &site)?;
    if !s.of_office() {
        return Err(SupplierRefused::NotAllowed.into());
    }
    let above = parameter(&pairs, "above").and_then(|above| above.parse().ok());
    let page = site.db.read(move |reader| {
        let (mut suppliers, mut last) = (Vec::new(), None);
        for id in suppliers_after(reader, s.number, above.unwrap_or(0), PAGE)? {
            let Some(row) = reader.find::<Supplier>(&(s.number, id))? else { continue };
            last = Some(row.number);
            suppliers.push(brief(reader, &s, &row)?);
        }
        let next = last.filter(|_| suppliers.len() as i64 == PAGE);
        Ok(SuppliersPage { s, suppliers, next, paged: above.is_some() })
    });
    Reply::page(&caller, &page.await?)
}

fn brief(reader: &mut Reader, s: &Scene, row: &Supplier) -> Result<SupplierBrief, store::Fault> {
    let due_minor = match row.member.filter(|_| s.of_money()) {
        Some(member) => Some(read_due(reader, s.number, member, s.currency)?.total()),
        None => None,
    };
    Ok(SupplierBrief {
        supplier: row.id,
        number: row.number,
        name: s.supplier_name(row),
        is_open: row.is_open,
        is_linked: row.member.is_some(),
        due_minor,
    })
}

/// What is written about a supplier.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "supplier_form.html")]
pub(crate) struct SupplierFormPage {
    #[serde(skip)]
    s: Scene,
    /// Null where it is a new one.
    #[schema(value_type = Option<String>)]
    supplier: Option<Id<Supplier>>,
    form: SupplierForm,
    #[serde(skip)]
    people: Chooser,
    #[serde(skip)]
    errors: Errors,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct SupplierForm {
    name: String,
    /// Telephone, address, who answers.
    contact: String,
    /// Whose account it is: a member's id, or a name; empty: they get a link of their own.
    member: String,
    /// `on`, or nothing for one of whom nothing is ordered any more.
    is_open: String,
}

impl View for SupplierFormPage {
    fn title(&self) -> String {
        if self.supplier.is_some() { self.s.t.supplier_edit() } else { self.s.t.supplier_new() }
    }

    fn place(&self) -> Place {
        Place::Desk
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/supply", self.s.base), self.s.t.suppliers())
    }
}

impl SupplierFormPage {
    fn action(&self) -> String {
        let supplier = self.supplier.map_or_else(String::new, |supplier| format!("/{supplier}"));
        format!("{}/supply{supplier}", self.s.base)
    }
}

/// A supplier and where they stand now.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SupplierAnswer {
    #[schema(value_type = String)]
    supplier: Id<Supplier>,
    number: i64,
    is_open: bool,
}

impl SupplierAnswer {
    pub(crate) fn of(kept: &SupplierKept) -> SupplierAnswer {
        SupplierAnswer { supplier: kept.supplier, number: kept.number, is_open: kept.is_open }
    }
}

/// The form of a new supplier.
#[utoipa::path(get, path = "/c/{slug}/supply/new", tag = "supply", params(("slug" = String, Path)),
    responses((status = 200, body = SupplierFormPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn new_supplier(caller: Caller, State(site): State<Site>) -> Answer {
    caller.may(Power::ManageOffers)?;
    let form = SupplierForm { is_open: "on".to_owned(), ..SupplierForm::default() };
    Reply::page(&caller, &load(&caller, &site, None, form, Errors::none()).await?)
}

/// What is written about a supplier, to be changed.
#[utoipa::path(get, path = "/c/{slug}/supply/{supplier}/edit", tag = "supply",
    params(("slug" = String, Path), ("supplier" = String, Path)),
    responses((status = 200, body = SupplierFormPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn supplier_form(
    caller: Caller,
    State(site): State<Site>,
    axum::extract::Path((_, supplier)): axum::extract::Path<(String, String)>,
) -> Answer {
    caller.may(Power::ManageOffers)?;
    let (s, supplier) = (Scene::of(&caller, &site)?, web::asked::id::<Supplier>(&supplier)?);
    let row = site.db.read(move |reader| reader.find::<Supplier>(&(s.number, supplier))).await?;
    let row = row.ok_or(SupplierRefused::NoSuchSupplier)?;
    let form = SupplierForm {
        name: row.name,
        contact: row.contact,
        member: row.member.map_or_else(String::new, |member| member.to_string()),
        is_open: if row.is_open { "on".to_owned() } else { String::new() },
    };
    Reply::page(&caller, &load(&caller, &site, Some(supplier), form, Errors::none()).await?)
}

async fn load(
    caller: &Caller,
    site: &Site,
    supplier: Option<Id<Supplier>>,
    form: SupplierForm,
    errors: Errors,
) -> Result<SupplierFormPage, Problem> {
    let (s, me) = (Scene::of(caller, site)?, me(caller)?);
    let page = site.db.read(move |reader| {
        let people = Chooser::read(reader, &s.choosing(), Vec::new(), [form.member.as_str()])?.without(me);
        Ok(SupplierFormPage { s, supplier, form, people, errors })
    });
    Ok(page.await?)
}

/// Makes a supplier's account.
#[utoipa::path(post, path = "/c/{slug}/supply", tag = "supply", request_body = SupplierForm,
    params(("slug" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = SupplierAnswer), (status = 403, body = web::ProblemBody),
        (status = 409, body = web::ProblemBody), (status = 422, body = web::ProblemBody)))]
pub(crate) async fn create_supplier(
    caller: Caller,
    State(site): State<Site>,
    Keyed { input: form, key }: Keyed<SupplierForm>,
) -> Answer {
    caller.may(Power::ManageOffers)?;
    let key = key.of(&caller, "create_supplier")?;
    keep(&caller, &site, None, form, key).await
}

/// Changes what is written about a supplier, gives them to a member, or closes them.
#[utoipa::path(post, path = "/c/{slug}/supply/{supplier}", tag = "supply", request_body = SupplierForm,
    params(("slug" = String, Path), ("supplier" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = SupplierAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn edit_supplier(
    caller: Caller,
    State(site): State<Site>,
    axum::extract::Path((_, supplier)): axum::extract::Path<(String, String)>,
    Keyed { input: form, key }: Keyed<SupplierForm>,
) -> Answer {
    caller.may(Power::ManageOffers)?;
    let supplier = web::asked::id::<Supplier>(&supplier)?;
    let key = key.of(&caller, "edit_supplier")?;
    keep(&caller, &site, Some(supplier), form, key).await
}

async fn keep(
    caller: &Caller,
    site: &Site,
    supplier: Option<Id<Supplier>>,
    form: SupplierForm,
    key: store::IdempotencyKey,
) -> Answer {
    let (s, me, now) = (Scene::of(caller, site)?, me(caller)?, site.now());
    let (number, base) = (s.number, s.base.clone());
    let page = load(caller, site, supplier, form.clone(), Errors::none()).await?;
    let mut check = Check::new(caller.lang);
    let member = check.optional("member", &form.member, |check, field, typed| {
        page.people.member(check, field, typed, caller.lang)
    });
    let is_open = check.flag("is_open", &form.is_open);
    let member = match check.done(member) {
        Ok(member) => member,
        Err(errors) => return again(caller, page, errors),
    };
    let id = supplier.unwrap_or_else(|| site.id());
    let input = KeepSupplier {
        supplier: id,
        name: form.name,
        contact: form.contact,
        member,
        is_open,
        key: Some(key),
    };
    let op = if supplier.is_some() { ops::edit_supplier } else { ops::create_supplier };
    match site.db.transact(number, move |tx| op(tx, me, &input, now)).await {
        Ok(kept) => {
            let location = format!("{base}/supply/{}", kept.supplier);
            let answer = SupplierAnswer::of(&kept);
            match supplier {
                Some(_) => Reply::changed(caller, &location, &answer),
                None => Reply::created_json(caller, &location, &answer),
            }
        }
        Err(OpError::Refused(why)) => again(caller, page, Errors::refused(why, caller.lang)),
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

fn again(caller: &Caller, mut page: SupplierFormPage, errors: Errors) -> Answer {
    page.errors = errors.clone();
    Reply::form_refused(caller, &page, &errors)
}

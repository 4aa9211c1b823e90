//! The buyer says what is wrong with what was handed over, or somebody writes down what a buyer without an account says: which goods, how much of them, with pictures.

use super::asking::{actor, id, key_of, me};
use super::complaint_photos::sound;
use super::complaint_view::kind_words;
use super::for_buyer::speaks_for;
use super::order_page::settled;
use super::order_view::{LineView, OrderBrief, lines};
use super::scene::{Names, Scene};
use super::shortage::{LineQuantity, keep, quantities};
use crate::acting::{REASON_CHARS_MAX, When};
use crate::complaint::{ComplaintKind, ComplaintRefused};
use crate::ops::{self, Complain};
use crate::rows::Order;
use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use files::Shelf;
use kernel::Id;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{OpError, Tx};
use utoipa::ToSchema;
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Check, Errors, Place, Problem, Reply, Site, Upload, View};

/// The form to complain of an order.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "complaint_new.html")]
pub(crate) struct ComplaintNew {
    #[serde(skip)]
    s: Scene,
    #[serde(flatten)]
    order: OrderBrief,
    lines: Vec<LineView>,
    /// Until when it can be complained of. RFC 3339.
    until: Option<String>,
    /// Its buyer, without an account, where somebody else writes it down.
    #[serde(skip)]
    for_buyer: Option<String>,
    #[serde(skip)]
    form: ComplaintForm,
    #[serde(skip)]
    errors: Errors,
}

/// What is wrong: quantities by line (`lines`, or the form's `quantity_1`, `quantity_2`, …), words and pictures.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct ComplaintForm {
    /// `missing`, `damaged`, `other` (also when left out).
    kind: String,
    /// None: the whole order, which is `other`.
    lines: Vec<LineQuantity>,
    reason: String,
    /// JPEG, PNG or WebP, each up to 10 MB, six with a complaint. Where and when a picture was taken is removed.
    #[schema(value_type = Vec<String>, format = Binary)]
    #[serde(skip)]
    #[allow(dead_code, reason = "describes the API; files come beside the fields")]
    photos: (),
    #[serde(flatten)]
    #[schema(ignore)]
    typed: BTreeMap<String, String>,
}

impl View for ComplaintNew {
    fn title(&self) -> String {
        self.s.t.complaint_title(self.order.number)
    }

    fn place(&self) -> Place {
        if self.for_buyer.is_some() { Place::Desk } else { Place::Mine }
    }

    fn back(&self) -> Option<Back> {
        Back::to(self.s.order_link(&self.order.id, ""), self.s.t.order_numbered(self.order.number))
    }
}

impl ComplaintNew {
    fn reason_max(&self) -> usize {
        REASON_CHARS_MAX
    }

    fn kinds(&self) -> Vec<(String, String)> {
        ComplaintKind::ALL.iter().map(|kind| (kind.to_string(), kind_words(&self.s, *kind))).collect()
    }
}

/// The form to say what is wrong.
#[utoipa::path(get, path = "/c/{slug}/orders/{order}/complaints/new", tag = "market",
    params(("slug" = String, Path), ("order" = String, Path)),
    responses((status = 200, body = ComplaintNew), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody)))]
pub(crate) async fn complaint_form(
    caller: Caller,
    State(site): State<Site>,
    Path((_, order)): Path<(String, String)>,
) -> Answer {
    Reply::page(&caller, &load(&caller, &site, id(&order)?).await?)
}

/// Whose order it is not, and who does not speak for its buyer, does not learn that it is there.
async fn load(caller: &Caller, site: &Site, id: Id<Order>) -> Result<ComplaintNew, Problem> {
    let (s, me) = (Scene::of(caller, site)?, me(caller)?);
    let found = site.db.read(move |reader| {
        let Some(order) = reader.find::<Order>(&(s.number, id))? else { return Ok(None) };
        let mut for_buyer = None;
        if order.buyer != me {
            if !speaks_for(reader, &s, &order)? {
                return Ok(None);
            }
            let mut names = Names::default();
            names.learn(reader, &s, order.buyer)?;
            for_buyer = Some(names.member(&order.buyer));
        }
        let lines = lines(reader, &order)?;
        let had = lines.iter().filter(|line| line.returned_milli < line.quantity_milli);
        Ok(Some(ComplaintNew {
            lines: had.map(|line| LineView::of(&s, line)).collect(),
            until: order.accept_due_us.map(|until| until.to_string()),
            for_buyer,
            order: OrderBrief::of(&s, &order),
            form: ComplaintForm::default(),
            errors: Errors::none(),
            s,
        }))
    });
    found.await?.ok_or_else(Problem::not_found)
}

/// The buyer says what is wrong, within the after-sales window; for a buyer without an account somebody who hands over orders
/// or may refund writes it down: until it is answered the order is not accepted by
/// silence.
#[utoipa::path(post, path = "/c/{slug}/orders/{order}/complaints", tag = "market",
    request_body(content((ComplaintForm = "multipart/form-data"), (ComplaintForm = "application/json"))),
    params(("slug" = String, Path), ("order" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = OrderBrief), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 413, body = web::ProblemBody), (status = 422, body = web::ProblemBody),
        (status = 507, body = web::ProblemBody)))]
pub(crate) async fn complain(
    caller: Caller,
    State(site): State<Site>,
    Extension(shelf): Extension<Shelf>,
    Path((_, order)): Path<(String, String)>,
    upload: Upload,
) -> Answer {
    let (order, who, me) = (id::<Order>(&order)?, actor(&caller)?, me(&caller)?);
    let (community, s) = (caller.community()?.number, Scene::of(&caller, &site)?);
    // A courtesy, before anything is read: the operation decides again.
    let asked = site.db.read(move |reader| {
        let Some(order) = reader.find::<Order>(&(community, order))? else { return Ok(None) };
        Ok(Some(order.buyer == me || speaks_for(reader, &s, &order)?))
    });
    if !asked.await?.ok_or(ComplaintRefused::NoSuchOrder)? {
        return Err(ComplaintRefused::NotYours.into());
    }
    let came = files::taken::<ComplaintForm>(upload, &caller, &site, &shelf).await?;
    let (form, key) = (came.input, came.key);
    let mut check = Check::new(caller.lang);
    let kind = check
        .optional("kind", &form.kind, |check, field, typed| check.choice(field, typed, ComplaintKind::parse));
    let lines = quantities(&mut check, &form.lines, &form.typed);
    let photos = sound(&caller, came.files).unwrap_or_else(|error| {
        check.refuse("photos", error.message);
        Vec::new()
    });
    let read = match check.done((kind.flatten().unwrap_or(ComplaintKind::Other), lines)) {
        Ok(read) => read,
        Err(errors) => return again(&caller, &site, order, form, errors).await,
    };
    let key = key_of(me, &key, "complain", order.as_str())?;
    let input = Complain { order, kind: read.0, lines: read.1, reason: form.reason.clone(), photos };
    let when = When::from(site.now());
    let once = move |tx: &mut Tx| {
        let reused = ComplaintRefused::KeyReused;
        ops::once(tx, &key, reused, when, |tx| ops::complain(tx, who, &input, when))
    };
    match site.db.transact(community, once).await {
        Ok(order) => settled(&caller, &site, &order),
        Err(OpError::Refused(why)) => {
            again(&caller, &site, order, form, Errors::refused(why, caller.lang)).await
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

async fn again(
    caller: &Caller,
    site: &Site,
    order: Id<Order>,
    form: ComplaintForm,
    errors: Errors,
) -> Answer {
    let mut page = load(caller, site, order).await?;
    keep(&mut page.lines, &form.typed);
    (page.form, page.errors) = (form, errors.clone());
    Reply::form_refused(caller, &page, &errors)
}

//! Entering money received: the form, and its sending.

use super::proofs::sound;
use super::receipt_page::ReceiptAnswer;
use super::scene::Scene;
use crate::ops::{self, RecordReceipt};
use crate::receipt::{GIVER_CHARS_MAX, ReceiptKind, ReceiptRefused, Till, WHAT_CHARS_MAX, giver};
use askama::Template;
use axum::Extension;
use axum::extract::{Query, State};
use community::Chooser;
use files::taken;
use files::{NewFile, Shelf};
use kernel::{Currency, Zone};
use serde::{Deserialize, Serialize};
use store::{OpError, Reader};
use utoipa::ToSchema;
use web::asked::{me, parameter};
use web::ui::{self, Field};
use web::{
    Answer, Back, Caller, Check, Errors, Place, Power, Problem, Refusal, Reply, Site, Told, Upload, View,
};

/// The form of money received.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "receipt_new.html")]
pub(crate) struct ReceiptNew {
    #[serde(skip)]
    s: Scene,
    /// Number and name of each fund.
    funds: Vec<(i64, String)>,
    #[serde(skip)]
    people: Chooser,
    #[serde(skip)]
    form: ReceiptForm,
    #[serde(skip)]
    errors: Errors,
}

/// What was received. A browser sends it as `multipart/form-data` with the proofs; a program may send JSON.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct ReceiptForm {
    /// `opening` (what was there when the books began), `gift`, `grant`, `sponsorship` (for being named: it
    /// is earned, as `other` is, and no gift), `other`.
    pub kind: String,
    /// The fund's number; the general one when left out.
    pub fund: String,
    /// `bank` (also when left out) or `cash`.
    pub place: String,
    /// In the community's currency: `50.00`.
    pub amount: String,
    pub what: String,
    /// The day it came: `2026-03-14`.
    pub received_on: String,
    /// From whom: a member's id, or a member's name …
    pub giver_member: String,
    /// … or the name of somebody outside; neither: anonymous.
    pub giver_name: String,
    /// JPEG, PNG, WebP or PDF, each up to 10 MB, ten in one request. Where and when a picture was taken is removed.
    #[schema(value_type = Vec<String>, format = Binary)]
    #[serde(skip)]
    #[allow(dead_code, reason = "describes the API; files come beside the fields")]
    pub proofs: (),
}

impl View for ReceiptNew {
    fn title(&self) -> String {
        self.s.t.receipt_new()
    }

    fn place(&self) -> Place {
        Place::Books
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/receipts", self.s.base), self.s.t.receipts())
    }
}

impl ReceiptNew {
    fn kinds(&self) -> Vec<(String, String)> {
        ReceiptKind::ALL.iter().map(|kind| (kind.to_string(), self.s.receipt_kind(*kind))).collect()
    }

    fn places(&self) -> Vec<(String, String)> {
        Till::ALL.iter().map(|till| (till.to_string(), self.s.till(*till))).collect()
    }

    fn fund_choices(&self) -> Vec<(String, String)> {
        self.funds.iter().map(|(number, name)| (number.to_string(), name.clone())).collect()
    }
}

/// The form for entering money received, into `fund` where one is named.
#[utoipa::path(get, path = "/c/{slug}/receipts/new", tag = "spending",
    params(("slug" = String, Path), ("fund" = Option<i64>, Query), ("kind" = Option<String>, Query)),
    responses((status = 200, body = ReceiptNew), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn new_receipt(
    caller: Caller,
    State(site): State<Site>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    caller.may(Power::ConfirmPayments)?;
    let s = Scene::of(&caller, &site)?;
    let form = ReceiptForm {
        kind: parameter(&pairs, "kind").unwrap_or_default().to_owned(),
        fund: parameter(&pairs, "fund").unwrap_or_default().to_owned(),
        place: Till::Bank.to_string(),
        received_on: s.today(),
        ..ReceiptForm::default()
    };
    Reply::page(&caller, &load(&caller, &site, form, Errors::none()).await?)
}

async fn load(
    caller: &Caller,
    site: &Site,
    form: ReceiptForm,
    errors: Errors,
) -> Result<ReceiptNew, Problem> {
    let s = Scene::of(caller, site)?;
    let me = me(caller)?;
    let page = site.db.read(move |reader| {
        let funds = ledger::fund_names(reader, s.number)?;
        let people = Chooser::read(reader, &s.choosing(), Vec::new(), [form.giver_member.as_str()])?;
        let people = people.without(me);
        Ok(ReceiptNew { s, funds, people, form, errors })
    });
    Ok(page.await?)
}

/// Enters money that came in otherwise than by a sale: it is in the fund and in the books at once.
#[utoipa::path(post, path = "/c/{slug}/receipts", tag = "spending",
    request_body(content((ReceiptForm = "multipart/form-data"), (ReceiptForm = "application/json"))),
    params(("slug" = String, Path),
        ("Idempotency-Key" = Option<String>, Header, description = "the same key again returns the first answer")),
    responses((status = 201, body = ReceiptAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 413, body = web::ProblemBody), (status = 422, body = web::ProblemBody),
        (status = 507, body = web::ProblemBody)))]
pub(crate) async fn record_receipt(
    caller: Caller,
    State(site): State<Site>,
    Extension(shelf): Extension<Shelf>,
    upload: Upload,
) -> Answer {
    caller.may(Power::ConfirmPayments)?;
    let (me, community, now) = (me(&caller)?, caller.community_shared()?, site.now());
    let came = taken::<ReceiptForm>(upload, &caller, &site, &shelf).await?;
    let (form, files) = (came.input, sound(&caller, came.files));
    let (at, giver) = (Scene::of(&caller, &site)?.choosing(), form.giver_member.clone());
    let people = move |reader: &mut Reader| Chooser::read(reader, &at, Vec::new(), [giver.as_str()]);
    let people = site.db.read(people).await?;
    let new = match read((&caller, &site), &form, &people, files, (community.currency, &community.zone)) {
        Ok(new) => new,
        Err(errors) => return again(&caller, &site, form, errors).await,
    };
    let key = Some(came.key.of(&caller, "record_receipt")?);
    let input = RecordReceipt { key, ..new };
    let received_on = input.received_on;
    let done = site.db.transact(community.number, move |tx| ops::record_receipt(tx, me, &input, now)).await;
    match done {
        Ok(entered) => {
            let location = format!("/c/{}/receipts/{}", community.slug, entered.receipt);
            Reply::created_json(&caller, &location, &ReceiptAnswer::of(&entered))
        }
        Err(OpError::Refused(why)) => {
            let (number, lang) = (community.number, caller.lang);
            let tell = move |reader: &mut Reader| match why {
                ReceiptRefused::ReceivedBeforeFounding => {
                    let words = community::told_before_founding(reader, number, lang, received_on)?;
                    Ok(words.map(|words| format!("{words} {}", crate::t(lang).earlier_is_opening())))
                }
                _ => Ok(None),
            };
            let words = site.db.read(tell).await?;
            again(&caller, &site, form, Errors::refused(Told { why, words }, caller.lang)).await
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

/// What was typed, as the operation takes it; its key is still to come.
fn read(
    (caller, site): (&Caller, &Site),
    form: &ReceiptForm,
    people: &Chooser,
    files: Result<Vec<NewFile>, web::FieldError>,
    (currency, zone): (Currency, &Zone),
) -> Result<RecordReceipt, Errors> {
    let mut check = Check::new(caller.lang);
    let kind = check.choice("kind", &form.kind, ReceiptKind::parse);
    let fund = check.optional("fund", &form.fund, |check, field, typed| {
        check.whole(field, typed, 1..=i64::from(i32::MAX))
    });
    let till =
        check.optional("place", &form.place, |check, field, typed| check.choice(field, typed, Till::parse));
    let amount = check.money("amount", &form.amount, currency);
    let what = check.long_text("what", &form.what, 1..=WHAT_CHARS_MAX);
    let received_on = check.date("received_on", &form.received_on, zone);
    let member = check.optional("giver_member", &form.giver_member, |check, field, typed| {
        people.member(check, field, typed, caller.lang)
    });
    let name = check.text("giver_name", &form.giver_name, 0..=GIVER_CHARS_MAX);
    let from = giver(member, &name);
    if let Err(why) = &from {
        check.refuse(why.field().unwrap_or_default(), why.say(caller.lang));
    }
    if let Err(wrong) = &files {
        check.refuse(&wrong.field, wrong.message.clone());
    }
    let (Some(kind), Ok(giver), Ok(proofs)) = check.done((kind, from, files))? else {
        return Err(Errors::none());
    };
    Ok(RecordReceipt {
        id: site.id(),
        kind,
        fund: fund.unwrap_or(GENERAL),
        till: till.flatten().unwrap_or(Till::Bank),
        amount_minor: amount.minor,
        giver,
        what,
        received_on,
        proofs,
        key: None,
    })
}

/// The first fund of every community.
const GENERAL: i64 = 1;

async fn again(caller: &Caller, site: &Site, form: ReceiptForm, errors: Errors) -> Answer {
    let page = load(caller, site, form, errors.clone()).await?;
    Reply::form_refused(caller, &page, &errors)
}

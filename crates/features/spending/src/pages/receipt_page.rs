//! One receipt: from whom and what for, its entry, and taking it back.

use super::proofs::{ProofView, shown};
use super::read_store::receipt_proofs;
use super::receipts::ReceiptView;
use super::scene::{Names, Scene, of_office};
use super::told::receipt_told;
use crate::books;
use crate::ops::{self, CorrectReceipt, Entered, ReverseReceipt};
use crate::receipt::{ReceiptRefused, take_back};
use crate::rows::Receipt;
use askama::Template;
use axum::extract::{Path, State};
use kernel::Id;
use serde::{Deserialize, Serialize};
use store::{Fault, OpError, Reader};
use utoipa::ToSchema;
use web::asked::{id, me};
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Check, Errors, Keyed, Place, Power, Problem, Reply, Site, View};

#[derive(Template, Serialize, ToSchema)]
#[template(path = "receipt.html")]
pub(crate) struct ReceiptPage {
    #[serde(skip)]
    s: Scene,
    #[serde(flatten)]
    receipt: ReceiptView,
    /// None to whom they are not shown.
    proofs: Option<Vec<ProofView>>,
    proof_count: i64,
    /// The caller may take it back, or put its sum right.
    may_reverse: bool,
    /// The smallest sum that it can be put right to now, for so much of it is spent or promised; to who may do so.
    least_minor: Option<i64>,
    #[serde(skip)]
    form: CorrectForm,
    #[serde(skip)]
    errors: Errors,
    #[serde(skip)]
    none: Errors,
    #[serde(skip)]
    which: Which,
}

/// Which of the page's forms was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Which {
    #[default]
    Reverse,
    Correct,
}

/// What was received indeed.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
#[schema(as = ReceiptCorrectForm)]
pub(crate) struct CorrectForm {
    /// The right sum, in the community's currency: `50.00`.
    pub amount: String,
    pub reason: String,
}

#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct ReverseForm {
    pub reason: String,
}

/// Where a receipt stands now.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReceiptAnswer {
    #[schema(value_type = String)]
    receipt: Id<Receipt>,
    number: i64,
    /// Of the books: the receipt's own, or the one that takes it back.
    entry: i64,
}

impl ReceiptAnswer {
    pub(crate) fn of(entered: &Entered) -> ReceiptAnswer {
        let Entered { receipt, number, entry } = *entered;
        ReceiptAnswer { receipt, number, entry }
    }
}

impl View for ReceiptPage {
    fn title(&self) -> String {
        self.s.t.receipt_numbered(self.receipt.number)
    }

    fn place(&self) -> Place {
        Place::Books
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/receipts", self.s.base), self.s.t.receipts())
    }

    fn live(&self) -> Option<&'static str> {
        Some("decisions")
    }
}

impl ReceiptPage {
    fn failed(&self, which: &str) -> bool {
        let name = match self.which {
            Which::Reverse => "reverse",
            Which::Correct => "correct",
        };
        !self.errors.is_empty() && name == which
    }

    /// What is wrong with one of the two forms.
    fn of(&self, which: &str) -> &Errors {
        if self.failed(which) { &self.errors } else { &self.none }
    }

    fn reason(&self, which: &str) -> &str {
        if self.failed(which) { &self.form.reason } else { "" }
    }

    /// How far it can be put right; nothing where nothing holds it.
    fn least(&self) -> String {
        match self.least_minor {
            None | Some(0) => String::new(),
            Some(least) => self.s.t.receipt_least(self.s.said(least)),
        }
    }
}

/// One receipt with its entry and, for those who deal with money, its giver and proofs.
#[utoipa::path(get, path = "/c/{slug}/receipts/{receipt}", tag = "spending",
    params(("slug" = String, Path), ("receipt" = String, Path)),
    responses((status = 200, body = ReceiptPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn receipt_page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, receipt)): Path<(String, String)>,
) -> Answer {
    Reply::page(&caller, &load(&caller, &site, &receipt).await?)
}

async fn load(caller: &Caller, site: &Site, receipt: &str) -> Result<ReceiptPage, Problem> {
    let s = Scene::of(caller, site)?;
    let id = id::<Receipt>(receipt)?;
    let page = site.db.read(move |reader| read(reader, s, id)).await?;
    page.ok_or_else(Problem::not_found)
}

fn read(reader: &mut Reader, s: Scene, id: Id<Receipt>) -> Result<Option<ReceiptPage>, Fault> {
    let Some(row) = reader.find::<Receipt>(&(s.number, id))? else { return Ok(None) };
    let Some(me) = s.me else { return Ok(None) };
    let kept = receipt_proofs(reader, &row)?;
    let proofs = if of_office(s.powers) { Some(shown(reader, &s, kept)?) } else { None };
    let allowed = take_back(row.giver_member, row.reversed_by.is_some(), me).is_ok();
    let may_reverse = allowed && s.can(Power::ConfirmPayments);
    let least_minor = match may_reverse {
        true => {
            Some(row.to_correct(books::free(reader, &row, s.currency, &s.zone)?.since_minor()).least_minor())
        }
        false => None,
    };
    Ok(Some(ReceiptPage {
        receipt: ReceiptView::of(reader, &s, &mut Names::default(), &row)?,
        proofs,
        proof_count: row.proof_count,
        may_reverse,
        least_minor,
        form: CorrectForm::default(),
        errors: Errors::none(),
        none: Errors::none(),
        which: Which::default(),
        s,
    }))
}

/// Takes a receipt back that was wrong: an entry that names the first one. What is right is entered anew.
#[utoipa::path(post, path = "/c/{slug}/receipts/{receipt}/reversal", tag = "spending", request_body = ReverseForm,
    params(("slug" = String, Path), ("receipt" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = ReceiptAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn reverse_receipt(
    caller: Caller,
    State(site): State<Site>,
    Path((_, receipt)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<ReverseForm>,
) -> Answer {
    caller.may(Power::ConfirmPayments)?;
    let (me, id, now) = (me(&caller)?, id::<Receipt>(&receipt)?, site.now());
    let community = caller.community()?;
    let key = Some(key.of(&caller, "reverse_receipt")?);
    let input = ReverseReceipt { receipt: id, reason: form.reason.clone(), key };
    let done = site.db.transact(community.number, move |tx| ops::reverse_receipt(tx, me, &input, now)).await;
    match done {
        Ok(entered) => {
            let location = format!("/c/{}/receipts/{id}", community.slug);
            Reply::changed(&caller, &location, &ReceiptAnswer::of(&entered))
        }
        Err(OpError::Refused(why)) => {
            let form = CorrectForm { reason: form.reason, ..CorrectForm::default() };
            again(&caller, &site, &receipt, form, why, Which::Reverse).await
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

/// Puts the sum of a receipt right: its entry is taken back and the right one made, also where some of the money is spent
/// already. Answers the receipt with the right sum.
#[utoipa::path(post, path = "/c/{slug}/receipts/{receipt}/correction", tag = "spending", request_body = CorrectForm,
    params(("slug" = String, Path), ("receipt" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = ReceiptAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn correct_receipt(
    caller: Caller,
    State(site): State<Site>,
    Path((_, receipt)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<CorrectForm>,
) -> Answer {
    caller.may(Power::ConfirmPayments)?;
    let (me, wrong, now) = (me(&caller)?, id::<Receipt>(&receipt)?, site.now());
    let community = caller.community()?;
    let mut check = Check::new(caller.lang);
    let amount = check.money("amount", &form.amount, community.currency);
    let amount_minor = match check.done(amount.minor) {
        Ok(minor) => minor,
        Err(errors) => return shown_again(&caller, &site, &receipt, form, errors, Which::Correct).await,
    };
    let key = Some(key.of(&caller, "correct_receipt")?);
    let input = CorrectReceipt { id: site.id(), wrong, amount_minor, reason: form.reason.clone(), key };
    let done = site.db.transact(community.number, move |tx| ops::correct_receipt(tx, me, &input, now)).await;
    match done {
        Ok(entered) => {
            let location = format!("/c/{}/receipts/{}", community.slug, entered.receipt);
            Reply::created_json(&caller, &location, &ReceiptAnswer::of(&entered))
        }
        Err(OpError::Refused(why)) => again(&caller, &site, &receipt, form, why, Which::Correct).await,
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

async fn again(
    caller: &Caller,
    site: &Site,
    receipt: &str,
    form: CorrectForm,
    why: ReceiptRefused,
    which: Which,
) -> Answer {
    let (s, id) = (Scene::of(caller, site)?, id::<Receipt>(receipt)?);
    let told = site.db.read(move |reader| receipt_told(reader, &s, why, id)).await?;
    shown_again(caller, site, receipt, form, Errors::refused(told, caller.lang), which).await
}

async fn shown_again(
    caller: &Caller,
    site: &Site,
    receipt: &str,
    form: CorrectForm,
    errors: Errors,
    which: Which,
) -> Answer {
    let mut page = load(caller, site, receipt).await?;
    (page.form, page.errors, page.which) = (form, errors.clone(), which);
    Reply::form_refused(caller, &page, &errors)
}

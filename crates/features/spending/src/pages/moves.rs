//! What is done about an expense on its page: approve, refuse, pay, take a payment back, withdraw, hand in proofs.

use super::expense_page::{MoveForm, Which, load};
use super::proofs::sound;
use super::scene::Scene;
use super::together::AskedBeyond;
use super::told::{About, told};
use crate::expense::{ExpenseRefused, ExpenseState};
use crate::ops::{
    self, AddProof, ApproveExpense, Moved, PayExpense, RefuseExpense, TakePaymentBack, WithdrawExpense,
};
use crate::rows::Expense;
use axum::Extension;
use axum::extract::{Path, State};
use files::taken;
use files::{NewFile, Shelf};
use kernel::Id;
use serde::{Deserialize, Serialize};
use store::OpError;
use utoipa::ToSchema;
use web::asked::{id, me};
use web::{Answer, Caller, Check, Errors, Keyed, Power, Reply, Site, Upload, Uploaded};

/// Where an expense stands now.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ExpenseAnswer {
    #[schema(value_type = String)]
    expense: Id<Expense>,
    number: i64,
    #[schema(value_type = String)]
    state: ExpenseState,
    /// That it stands in the books with.
    entry: Option<i64>,
    /// After asking: where all that waits for a yes comes to more than is left of the mandate, or of the line of its budget. It was
    /// taken nonetheless; who approves is held to what is left of the mandate.
    asked_beyond: Vec<AskedBeyond>,
}

impl ExpenseAnswer {
    pub(crate) fn of(moved: &Moved) -> ExpenseAnswer {
        let Moved { expense, number, state, entry } = *moved;
        ExpenseAnswer { expense, number, state, entry, asked_beyond: Vec::new() }
    }

    pub(crate) fn asked(moved: &Moved, asked_beyond: Vec<AskedBeyond>) -> ExpenseAnswer {
        ExpenseAnswer { asked_beyond, ..ExpenseAnswer::of(moved) }
    }
}

/// Approves an expense: it is owed to the member who is paid, or promised to somebody outside until it is paid. Never by
/// its author, never by its payee. Where nothing proves it, `without_proof` says why that is enough;
/// `proof_count` says how many proofs were looked at.
#[utoipa::path(post, path = "/c/{slug}/expenses/{expense}/approval", tag = "spending", request_body = MoveForm,
    params(("slug" = String, Path), ("expense" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = ExpenseAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn approve_expense(
    caller: Caller,
    State(site): State<Site>,
    Path((_, expense)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<MoveForm>,
) -> Answer {
    let (me, id, now) = (me(&caller)?, id::<Expense>(&expense)?, site.now());
    caller.may(Power::ApproveExpenses)?;
    let key = Some(key.of(&caller, "approve_expense")?);
    let (without_proof, proofs_seen) = (form.without_proof.clone(), form.proof_count);
    let input = ApproveExpense { expense: id, without_proof, proofs_seen, key };
    let community = caller.community()?.number;
    let done = site.db.transact(community, move |tx| ops::approve_expense(tx, me, &input, now)).await;
    settle(&caller, &site, (&expense, id, &[]), form, done, Which::Approve).await
}

/// Refuses an expense with a reason, or takes back an approval that was not paid yet.
#[utoipa::path(post, path = "/c/{slug}/expenses/{expense}/refusal", tag = "spending", request_body = MoveForm,
    params(("slug" = String, Path), ("expense" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = ExpenseAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn refuse_expense(
    caller: Caller,
    State(site): State<Site>,
    Path((_, expense)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<MoveForm>,
) -> Answer {
    let (me, id, now) = (me(&caller)?, id::<Expense>(&expense)?, site.now());
    caller.may(Power::ApproveExpenses)?;
    let key = Some(key.of(&caller, "refuse_expense")?);
    let input = RefuseExpense { expense: id, reason: form.reason.clone(), key };
    let community = caller.community()?.number;
    let done = site.db.transact(community, move |tx| ops::refuse_expense(tx, me, &input, now)).await;
    settle(&caller, &site, (&expense, id, &[]), form, done, Which::Refuse).await
}

/// Its author takes it back before anybody decided on it.
#[utoipa::path(post, path = "/c/{slug}/expenses/{expense}/withdrawal", tag = "spending",
    params(("slug" = String, Path), ("expense" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = ExpenseAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody)))]
pub(crate) async fn withdraw_expense(
    caller: Caller,
    State(site): State<Site>,
    Path((_, expense)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<MoveForm>,
) -> Answer {
    let (me, id, now) = (me(&caller)?, id::<Expense>(&expense)?, site.now());
    let key = Some(key.of(&caller, "withdraw_expense")?);
    let input = WithdrawExpense { expense: id, key };
    let community = caller.community()?.number;
    let done = site.db.transact(community, move |tx| ops::withdraw_expense(tx, me, &input, now)).await;
    settle(&caller, &site, (&expense, id, &[]), form, done, Which::Approve).await
}

/// The treasurer has transferred what was promised to somebody outside; it now stands in the books.
#[utoipa::path(post, path = "/c/{slug}/expenses/{expense}/payment", tag = "spending", request_body = MoveForm,
    params(("slug" = String, Path), ("expense" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = ExpenseAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn pay_expense(
    caller: Caller,
    State(site): State<Site>,
    Path((_, expense)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<MoveForm>,
) -> Answer {
    let (me, id, now) = (me(&caller)?, id::<Expense>(&expense)?, site.now());
    caller.may(Power::PayOut)?;
    let community = caller.community()?;
    let mut check = Check::new(caller.lang);
    let paid_on = check.date("paid_on", &form.paid_on, &community.zone);
    let paid_on = match check.done(paid_on) {
        Ok(paid_on) => paid_on,
        Err(errors) => return again(&caller, &site, &expense, form, errors, Which::Pay).await,
    };
    let key = Some(key.of(&caller, "pay_expense")?);
    let input = PayExpense { expense: id, paid_on, reference: form.reference.clone(), key };
    let done = site.db.transact(community.number, move |tx| ops::pay_expense(tx, me, &input, now)).await;
    settle(&caller, &site, (&expense, id, &[]), form, done, Which::Pay).await
}

/// Takes back a payment to somebody outside that was entered wrongly: the books say so with an entry of their own, and the expense
/// stands to be paid again.
#[utoipa::path(post, path = "/c/{slug}/expenses/{expense}/payment/reversal", tag = "spending", request_body = MoveForm,
    params(("slug" = String, Path), ("expense" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = ExpenseAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn take_payment_back(
    caller: Caller,
    State(site): State<Site>,
    Path((_, expense)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<MoveForm>,
) -> Answer {
    let (me, id, now) = (me(&caller)?, id::<Expense>(&expense)?, site.now());
    caller.may(Power::PayOut)?;
    let key = Some(key.of(&caller, "take_payment_back")?);
    let input = TakePaymentBack { expense: id, reason: form.reason.clone(), key };
    let community = caller.community()?.number;
    let done = site.db.transact(community, move |tx| ops::take_payment_back(tx, me, &input, now)).await;
    settle(&caller, &site, (&expense, id, &[]), form, done, Which::Unpay).await
}

/// Files that prove an expense, in the field `proofs`, as `multipart/form-data`.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct ProofForm {
    /// JPEG, PNG, WebP or PDF, each up to 10 MB, ten in one request. Where and when a picture was taken is removed.
    #[schema(value_type = Vec<String>, format = Binary)]
    #[serde(skip)]
    #[allow(dead_code, reason = "describes the API; files come beside the fields")]
    pub proofs: (),
}

/// Its author hands in proofs of an expense.
#[utoipa::path(post, path = "/c/{slug}/expenses/{expense}/proofs", tag = "spending",
    request_body(content = ProofForm, content_type = "multipart/form-data"),
    params(("slug" = String, Path), ("expense" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = ExpenseAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 413, body = web::ProblemBody), (status = 422, body = web::ProblemBody),
        (status = 507, body = web::ProblemBody)))]
pub(crate) async fn add_proof(
    caller: Caller,
    State(site): State<Site>,
    Extension(shelf): Extension<Shelf>,
    Path((_, expense)): Path<(String, String)>,
    upload: Upload,
) -> Answer {
    let (me, id, now) = (me(&caller)?, id::<Expense>(&expense)?, site.now());
    let community = caller.community()?.number;
    // A courtesy, before anything is read: the operation decides again.
    let asked = site.db.read(move |reader| reader.find::<Expense>(&(community, id))).await?;
    let asked = asked.ok_or(ExpenseRefused::NoSuchExpense)?;
    asked.claim().add_proofs(me, 1)?;
    let Uploaded { input: ProofForm { .. }, key, files } = taken(upload, &caller, &site, &shelf).await?;
    let proofs = match sound(&caller, files) {
        Ok(proofs) => proofs,
        Err(error) => {
            let errors = Errors::of(error);
            return again(&caller, &site, &expense, MoveForm::default(), errors, Which::Prove).await;
        }
    };
    let key = Some(key.of(&caller, "add_proof")?);
    let handed = proofs.clone();
    let input = AddProof { expense: id, proofs, key };
    let done = site.db.transact(community, move |tx| ops::add_proof(tx, me, &input, now)).await;
    settle(&caller, &site, (&expense, id, &handed), MoveForm::default(), done, Which::Prove).await
}

async fn settle(
    caller: &Caller,
    site: &Site,
    (expense, id, handed): (&str, Id<Expense>, &[NewFile]),
    form: MoveForm,
    done: Result<Moved, OpError<ExpenseRefused>>,
    which: Which,
) -> Answer {
    match done {
        Ok(moved) => {
            let location = format!("/c/{}/expenses/{}", caller.community()?.slug, moved.expense);
            Reply::changed(caller, &location, &ExpenseAnswer::of(&moved))
        }
        Err(OpError::Refused(why)) => {
            let (s, handed) = (Scene::of(caller, site)?, handed.to_vec());
            let about = About::Expense(id);
            let told = site.db.read(move |reader| told(reader, &s, why, about, &handed)).await?;
            again(caller, site, expense, form, Errors::refused(told, caller.lang), which).await
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

async fn again(
    caller: &Caller,
    site: &Site,
    expense: &str,
    form: MoveForm,
    errors: Errors,
    which: Which,
) -> Answer {
    let mut page = load(caller, site, expense).await?;
    if which != Which::Prove {
        let paid_on = if form.paid_on.is_empty() { page.form.paid_on.clone() } else { form.paid_on };
        page.form = MoveForm { paid_on, ..form };
    }
    (page.errors, page.which) = (errors.clone().among(page.fields(which)), which);
    Reply::form_refused(caller, &page, &errors)
}

//! A supplier is asked to be owed less, answers, and somebody else of the community settles what they object to.

use super::moves::{MoveForm, again};
use super::purchase_page::load;
use crate::credit::CreditState;
use crate::ids::Member;
use crate::ops::{self, AnswerCredit, AskCredit, CreditMoved};
use crate::refused::PurchaseRefused;
use crate::rows::{Credit, Purchase};
use axum::extract::{Path, State};
use kernel::{Id, Timestamp};
use serde::Serialize;
use store::{OpError, Outcome, Tx};
use utoipa::ToSchema;
use web::asked::{id, me};
use web::{Answer, Caller, Check, Errors, Keyed, Reply, Site};

/// A credit and where it stands now.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CreditAnswer {
    #[schema(value_type = String)]
    purchase: Id<Purchase>,
    #[schema(value_type = String)]
    credit: Id<Credit>,
    #[schema(value_type = String)]
    state: CreditState,
    /// Once it stands in the books.
    entry: Option<i64>,
}

async fn go(
    (caller, site): (&Caller, &Site),
    purchase: Id<Purchase>,
    (form, name): (MoveForm, &'static str),
    op: impl Fn(&mut Tx, Id<Member>, Timestamp) -> Outcome<CreditMoved, PurchaseRefused> + Send + 'static,
) -> Answer {
    let (me, now, number) = (me(caller)?, site.now(), caller.community()?.number);
    // A courtesy, before anything is done: who may not see it learns nothing.
    let page = load(caller, site, purchase).await?;
    match site.db.transact(number, move |tx| op(tx, me, now)).await {
        Ok(moved) => {
            let CreditMoved { credit, purchase, state, entry } = moved;
            let answer = CreditAnswer { purchase, credit, state, entry };
            Reply::changed(caller, &page.link(""), &answer)
        }
        Err(OpError::Refused(why)) => again(caller, page, form, name, Errors::refused(why, caller.lang)),
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

/// Asks the supplier to be owed less for what was bought: it was bad, or fewer than counted. Nothing is posted before it is agreed to.
#[utoipa::path(post, path = "/c/{slug}/supply/orders/{purchase}/credits", tag = "supply", request_body = MoveForm,
    params(("slug" = String, Path), ("purchase" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = CreditAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn ask_credit(
    caller: Caller,
    State(site): State<Site>,
    Path((_, purchase)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<MoveForm>,
) -> Answer {
    caller.may(web::Power::Refund)?;
    let purchase = id::<Purchase>(&purchase)?;
    let mut check = Check::new(caller.lang);
    let amount = check.money("amount", &form.amount, caller.community()?.currency);
    let amount = match check.done(amount) {
        Ok(amount) => amount,
        Err(errors) => return again(&caller, load(&caller, &site, purchase).await?, form, "credit", errors),
    };
    let key = Some(key.of(&caller, "ask_credit")?);
    let reason = form.reason.clone();
    let input = AskCredit { id: site.id(), purchase, amount_minor: amount.minor, reason, key };
    go((&caller, &site), purchase, (form, "credit"), move |tx, me, now| ops::ask_credit(tx, me, &input, now))
        .await
}

/// The supplier agrees to be owed less, or objects with a reason.
#[utoipa::path(post, path = "/c/{slug}/supply/orders/{purchase}/credits/{credit}/answer", tag = "supply",
    request_body = MoveForm,
    params(("slug" = String, Path), ("purchase" = String, Path), ("credit" = String, Path),
        ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = CreditAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn answer_credit(
    caller: Caller,
    State(site): State<Site>,
    Path((_, purchase, credit)): Path<(String, String, String)>,
    Keyed { input: form, key }: Keyed<MoveForm>,
) -> Answer {
    let key = key.of(&caller, "answer_credit")?;
    let input = answered(&purchase, &credit, &form, key)?;
    go((&caller, &site), input.purchase, (form, "credit_move"), move |tx, me, now| {
        ops::answer_credit(tx, me, &input, now)
    })
    .await
}

/// A second person says that the supplier is owed less all the same; or it is dropped.
#[utoipa::path(post, path = "/c/{slug}/supply/orders/{purchase}/credits/{credit}/settlement", tag = "supply",
    request_body = MoveForm,
    params(("slug" = String, Path), ("purchase" = String, Path), ("credit" = String, Path),
        ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = CreditAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn settle_credit(
    caller: Caller,
    State(site): State<Site>,
    Path((_, purchase, credit)): Path<(String, String, String)>,
    Keyed { input: form, key }: Keyed<MoveForm>,
) -> Answer {
    let key = key.of(&caller, "settle_credit")?;
    let input = answered(&purchase, &credit, &form, key)?;
    go((&caller, &site), input.purchase, (form, "credit_move"), move |tx, me, now| {
        ops::settle_credit(tx, me, &input, now)
    })
    .await
}

/// Whoever says neither yes nor no has not agreed.
fn answered(
    purchase: &str,
    credit: &str,
    form: &MoveForm,
    key: store::IdempotencyKey,
) -> Result<AnswerCredit, web::Problem> {
    Ok(AnswerCredit {
        purchase: id(purchase)?,
        credit: id(credit)?,
        yes: form.answer.trim() == "yes",
        reason: form.reason.clone(),
        key: Some(key),
    })
}

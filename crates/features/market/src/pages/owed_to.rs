//! What the community owes one member, and what that member owes: paying out, and being paid back.

use super::asking::{actor, arrived, id, key_of, me, require_founded};
use super::for_buyer::{UnpaidOrder, unpaid_of};
use super::owed::bank_short;
use super::read_store::{payouts_of, repayments_of};
use super::scene::Scene;
use super::waiting_view::{Runs, WaitingRunView};
use crate::When;
use crate::ids::Member;
use crate::ops::{self, PayOut, Repay};
use crate::rows::{Payout, Purse, RepaidFrom, Repayment};
use crate::waiting::WaitingRuns;
use askama::Template;
use axum::Extension;
use axum::extract::{Path, Query, State};
use kernel::{Id, Timestamp};
use ledger::AccountKey;
use serde::{Deserialize, Serialize};
use std::borrow::Borrow;
use std::sync::Arc;
use store::{Fault, OpError, Reader};
use utoipa::ToSchema;
use web::asked::parameter;
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Check, Errors, Html, Keyed, Place, Power, Problem, Reply, Site, View};

/// Payouts and repayments shown, the newest first.
const PAGE: i64 = 40;

/// What one member is owed: to the treasurer, and to the member.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "owed_to.html")]
pub(crate) struct OwedTo {
    #[serde(skip)]
    s: Scene,
    member: String,
    name: String,
    /// Refunds and other credit.
    owed_minor: i64,
    /// Settled sales.
    payable_minor: i64,
    /// Paid for and not settled yet.
    held_minor: i64,
    /// To be given back: kept from the next settlement or payout, or repaid.
    receivable_minor: i64,
    payouts: Vec<PayoutView>,
    repayments: Vec<RepaymentView>,
    /// Of a buyer without an account: what waits for money, and may be set off.
    unpaid_orders: Vec<UnpaidOrder>,
    /// Something of theirs is for sale: else what they are paid was shared out to them.
    #[serde(skip)]
    sells: bool,
    #[serde(skip)]
    short: Option<String>,
    /// What is to be paid until the entry is paid in full from which the caller came.
    #[serde(skip)]
    reaches_minor: Option<i64>,
    /// Payment runs that pay this member and are not entered yet: to who pays out.
    waiting_runs: Vec<WaitingRunView>,
    #[serde(skip)]
    can_pay: bool,
    #[serde(skip)]
    can_repay: bool,
    #[serde(skip)]
    is_me: bool,
    /// Of who pays out themselves and looks at what they are owed: who else can pay it.
    #[serde(skip)]
    paid_by: Option<Vec<String>>,
    /// Who looks is a member now; otherwise somebody who left, and reads what is theirs.
    #[serde(skip)]
    takes_part: bool,
    #[serde(skip)]
    form: PayOutForm,
    #[serde(skip)]
    repaid: RepayForm,
    #[serde(skip)]
    errors: Errors,
    #[serde(skip)]
    today: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PayoutView {
    #[schema(value_type = String)]
    id: Id<Payout>,
    #[schema(value_type = String)]
    purse: Purse,
    /// What left the bank.
    amount_minor: i64,
    /// What the member owed, kept from the same purse.
    kept_minor: i64,
    reference: String,
    /// RFC 3339.
    paid_at: String,
    entry: i64,
    /// The entry that took it back, where it was entered wrongly or the bank sent it back.
    taken_back_entry: Option<i64>,
    #[serde(skip)]
    when: Html,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct RepaymentView {
    #[schema(value_type = String)]
    id: Id<Repayment>,
    #[schema(value_type = String)]
    source: RepaidFrom,
    amount_minor: i64,
    reference: Option<String>,
    /// RFC 3339.
    repaid_at: String,
    entry: i64,
    #[serde(skip)]
    when: Html,
}

/// A payout that was made.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct PayOutForm {
    /// `owed` or `payable`.
    purse: String,
    /// In the community's currency: `50.00`.
    amount: String,
    /// When the transfer was made.
    arrived_on: String,
    /// Of the bank's transfer.
    reference: String,
    /// `on`: whoever pays has read that a payment run that is not entered yet pays this member too.
    despite_run: String,
}

impl View for OwedTo {
    fn title(&self) -> String {
        if self.is_me { self.s.t.owed_to_me() } else { self.s.t.owed_to(self.name.clone()) }
    }

    fn place(&self) -> Place {
        if self.is_me { Place::Mine } else { Place::Desk }
    }

    fn back(&self) -> Option<Back> {
        match self.is_me {
            true => Back::to(format!("{}/mine", self.s.base), self.s.t.mine()),
            false => Back::to(format!("{}/owed", self.s.base), self.s.t.owed_title()),
        }
    }
}

impl OwedTo {
    fn purses(&self) -> Vec<(String, String)> {
        let s = &self.s;
        let all = [(Purse::Payable, self.payable_minor), (Purse::Owed, self.owed_minor)];
        let some = all.iter().filter(|(_, minor)| *minor > 0);
        some.map(|(purse, minor)| (purse.code().to_owned(), purse_words(s, *purse, *minor, self.sells)))
            .collect()
    }

    fn purse_name(&self, purse: impl Borrow<Purse>) -> String {
        match purse.borrow() {
            Purse::Owed => self.s.t.purse_owed(),
            Purse::Payable if self.sells => self.s.t.purse_payable(),
            Purse::Payable => self.s.t.purse_shared(),
        }
    }
}

impl OwedTo {
    fn sources(&self) -> Vec<(String, String)> {
        let t = self.s.t;
        let bank = (RepaidFrom::Bank.code().to_owned(), t.repaid_to_bank());
        let owed = (RepaidFrom::Owed.code().to_owned(), t.repaid_from_owed(self.s.said(self.owed_minor)));
        if self.owed_minor > 0 { vec![bank, owed] } else { vec![bank] }
    }

    fn source_name(&self, source: &RepaidFrom) -> String {
        match source {
            RepaidFrom::Bank => self.s.t.repaid_to_bank(),
            RepaidFrom::Owed => self.s.t.repaid_kept(),
        }
    }

    /// The refusals of one form are not those of the other.
    fn repay_failed(&self) -> bool {
        ["source", "repaid", "repaid_on", "repaid_reference"]
            .iter()
            .any(|field| self.errors.on(field).is_some())
    }
}

fn purse_words(s: &Scene, purse: Purse, minor: i64, sells: bool) -> String {
    let sum = s.sum(minor).to_string();
    match purse {
        Purse::Owed => s.t.purse_owed_sum(sum),
        Purse::Payable if sells => s.t.purse_payable_sum(sum),
        Purse::Payable => s.t.purse_shared_sum(sum),
    }
}

/// What one member is owed, with the payouts made so far; also to who left, whose it is.
#[utoipa::path(get, path = "/c/{slug}/owed/{member}", tag = "market",
    params(("slug" = String, Path), ("member" = String, Path),
        ("entry" = Option<i64>, Query, description = "proposes the sum that pays what this entry made owed")),
    responses((status = 200, body = OwedTo), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn owed_to(
    caller: Caller,
    State(site): State<Site>,
    Extension(runs): Extension<Runs>,
    Path((_, member)): Path<(String, String)>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let entry = parameter(&pairs, "entry").and_then(|number| number.parse().ok());
    Reply::page(&caller, &load(&caller, &site, &runs, id(&member)?, entry).await?)
}

async fn load(
    caller: &Caller,
    site: &Site,
    runs: &Runs,
    member: Id<Member>,
    entry: Option<i64>,
) -> Result<OwedTo, Problem> {
    let theirs = community::member_or_former(caller, site).await?;
    if theirs.member != member {
        caller.may(Power::PayOut)?;
    }
    let s = Scene::theirs(caller, site, theirs)?;
    let runs = Arc::clone(&runs.0);
    let found = site.db.read(move |reader| read_one(reader, s, member, entry, &*runs)).await?;
    let page = found.ok_or_else(Problem::not_found)?;
    Ok(OwedTo { takes_part: theirs.takes_part, ..page })
}

fn read_one(
    reader: &mut Reader,
    s: Scene,
    member: Id<Member>,
    entry: Option<i64>,
    runs: &dyn WaitingRuns,
) -> Result<Option<OwedTo>, Fault> {
    let Some(row) = reader.find::<community::Member>(&(s.number, member))? else { return Ok(None) };
    let mut balance = |key: AccountKey| ledger::balance(reader, s.number, &key);
    let owed_minor = balance(AccountKey::owed(member, s.currency))?;
    let payable_minor = balance(AccountKey::payable(member, s.currency))?;
    let held_minor = balance(AccountKey::held(member, s.currency))?;
    let receivable_minor = balance(AccountKey::receivable(member, s.currency))?;
    let mut payouts = Vec::new();
    for id in payouts_of(reader, s.number, member, PAGE)? {
        if let Some(payout) = reader.find::<Payout>(&(s.number, id))? {
            let entry = ledger::entry(reader, s.number, payout.entry)?;
            payouts.push(PayoutView {
                taken_back_entry: entry.and_then(|entry| entry.head.reversed_by),
                id,
                purse: payout.purse,
                amount_minor: payout.amount_minor,
                kept_minor: payout.kept_minor,
                reference: payout.reference.clone(),
                paid_at: payout.paid_at_us.to_string(),
                entry: payout.entry,
                when: s.time(&payout.paid_at_us),
            });
        }
    }
    let mut repayments = Vec::new();
    for id in repayments_of(reader, s.number, member, PAGE)? {
        if let Some(repayment) = reader.find::<Repayment>(&(s.number, id))? {
            repayments.push(RepaymentView {
                id,
                source: repayment.source,
                amount_minor: repayment.amount_minor,
                reference: repayment.reference.clone(),
                repaid_at: repayment.repaid_at_us.to_string(),
                entry: repayment.entry,
                when: s.time(&repayment.repaid_at_us),
            });
        }
    }
    let today = s.today();
    // What is owed back is kept first.
    let reaches_minor = match entry {
        Some(entry) => ledger::due_through(reader, s.number, &AccountKey::owed(member, s.currency), entry)?,
        None => None,
    };
    let reaches_minor = reaches_minor.map(|due| due - receivable_minor).filter(|sum| *sum > 0);
    let (purse, holds) = match payable_minor > 0 && reaches_minor.is_none() {
        true => (Purse::Payable, payable_minor),
        false => (Purse::Owed, owed_minor),
    };
    let most = (holds - receivable_minor).max(0);
    let form = PayOutForm {
        purse: purse.code().to_owned(),
        amount: s.sum(reaches_minor.unwrap_or(most)).plain(),
        arrived_on: today.clone(),
        ..PayOutForm::default()
    };
    let repaid = RepayForm {
        source: RepaidFrom::Bank.code().to_owned(),
        repaid: s.sum(receivable_minor).plain(),
        repaid_on: today.clone(),
        repaid_reference: String::new(),
    };
    let is_me = s.me == Some(member);
    let can_pay = s.can(Power::PayOut) && !is_me && most > 0;
    let waiting = if can_pay { runs.waiting(reader, s.number, member)? } else { Vec::new() };
    let waiting_runs = waiting.into_iter().map(|run| WaitingRunView::of(&s, run)).collect();
    let unpaid_orders = unpaid_of(reader, &s, &row)?;
    let paid_by = match is_me && s.can(Power::PayOut) && most > 0 {
        true => Some(others_who_pay(reader, &s, member)?),
        false => None,
    };
    Ok(Some(OwedTo {
        member: member.to_string(),
        name: row.display_name,
        owed_minor,
        payable_minor,
        held_minor,
        receivable_minor,
        payouts,
        repayments,
        unpaid_orders,
        sells: super::sections::sells(reader, &s, member)?,
        short: bank_short(&s, &ledger::totals(reader, s.number, s.currency)?),
        reaches_minor,
        waiting_runs,
        can_pay,
        can_repay: s.can(Power::PayOut) && !is_me && receivable_minor > 0,
        is_me,
        paid_by,
        takes_part: true,
        form,
        repaid,
        errors: Errors::none(),
        today,
        s,
    }))
}

/// Nobody pays themselves, nor a company that they stand behind.
fn others_who_pay(reader: &mut Reader, s: &Scene, member: Id<Member>) -> Result<Vec<String>, Fault> {
    let mut names = Vec::new();
    for (officer, name) in community::officers_who(reader, s.number, Power::PayOut)? {
        if !community::is_own_matter_shown(reader, s.number, officer, member)? {
            names.push(name);
        }
    }
    Ok(names)
}

/// What a program is told of a payout, or of a repayment.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PaidOut {
    member: String,
    amount_minor: i64,
    entry: i64,
}

/// Writes down a transfer to a member, whom the community owed it.
#[utoipa::path(post, path = "/c/{slug}/owed/{member}/payouts", tag = "market", request_body = PayOutForm,
    params(("slug" = String, Path), ("member" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = PaidOut), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn pay_out(
    caller: Caller,
    State(site): State<Site>,
    Extension(runs): Extension<Runs>,
    Path((_, member)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<PayOutForm>,
) -> Answer {
    caller.may(Power::PayOut)?;
    let (member, who, community) = (id::<Member>(&member)?, actor(&caller)?, caller.community()?);
    let now = site.now();
    let mut check = Check::new(caller.lang);
    let purse = check.choice("purse", &form.purse, Purse::parse);
    let amount = check.money("amount", &form.amount, community.currency);
    let came = arrived(&mut check, "arrived_on", &form.arrived_on, &community.zone);
    require_founded(&mut check, (&caller, &site), "arrived_on", came).await?;
    let at = came.instant(Timestamp::from_micros(0), now);
    check.require("arrived_on", at.is_ok(), || crate::t(caller.lang).refused_arrived_in_future());
    let at = at.unwrap_or(now);
    let reference = check.text("reference", &form.reference, 1..=crate::payment::REFERENCE_CHARS_MAX);
    let is_known = check.flag("despite_run", &form.despite_run);
    let purse = match check.done(purse) {
        Ok(purse) => purse.unwrap_or(Purse::Payable),
        Err(errors) => return again(&caller, &site, &runs, member, form, errors).await,
    };
    let key = key_of(me(&caller)?, &key, "pay_out", member.as_str())?;
    let input = PayOut { id: site.id(), member, purse, amount_minor: amount.minor, reference, key };
    let when = When { happened_at: at, recorded_at: now };
    let asked = Arc::clone(&runs.0);
    let done = site.db.transact(community.number, move |tx| {
        ops::pay_out_beside(tx, who, &input, (&*asked, is_known), when)
    });
    let done = done.await;
    match done {
        Ok(entry) => {
            let answer = PaidOut { member: member.to_string(), amount_minor: amount.minor, entry };
            Reply::created_json(&caller, &format!("/c/{}/owed/{member}", community.slug), &answer)
        }
        Err(OpError::Refused(why)) => {
            let errors = Errors::refused(why, caller.lang);
            again(&caller, &site, &runs, member, form, errors).await
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

async fn again(
    caller: &Caller,
    site: &Site,
    runs: &Runs,
    member: Id<Member>,
    form: PayOutForm,
    errors: Errors,
) -> Answer {
    let mut page = load(caller, site, runs, member, None).await?;
    (page.form, page.errors) = (form, errors.clone());
    Reply::form_refused(caller, &page, &errors)
}

/// What a member gave back.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct RepayForm {
    /// `bank`: money came. `owed`: kept from refunds and credit.
    source: String,
    /// In the community's currency: `50.00`.
    repaid: String,
    /// When the money came.
    repaid_on: String,
    /// Of the bank's transfer.
    repaid_reference: String,
}

/// Writes down that a member has given back what was owed: money at the bank, or kept from refunds and credit.
#[utoipa::path(post, path = "/c/{slug}/owed/{member}/repayments", tag = "market", request_body = RepayForm,
    params(("slug" = String, Path), ("member" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = PaidOut), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn repay(
    caller: Caller,
    State(site): State<Site>,
    Extension(runs): Extension<Runs>,
    Path((_, member)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<RepayForm>,
) -> Answer {
    caller.may(Power::PayOut)?;
    let (member, who, community) = (id::<Member>(&member)?, actor(&caller)?, caller.community()?);
    let now = site.now();
    let mut check = Check::new(caller.lang);
    let from = check.choice("source", &form.source, RepaidFrom::parse);
    let amount = check.money("repaid", &form.repaid, community.currency);
    let came = arrived(&mut check, "repaid_on", &form.repaid_on, &community.zone);
    require_founded(&mut check, (&caller, &site), "repaid_on", came).await?;
    let at = came.instant(Timestamp::from_micros(0), now);
    check.require("repaid_on", at.is_ok(), || crate::t(caller.lang).refused_arrived_in_future());
    let at = at.unwrap_or(now);
    let reference =
        check.text("repaid_reference", &form.repaid_reference, 0..=crate::payment::REFERENCE_CHARS_MAX);
    let from = match check.done(from) {
        Ok(from) => from.unwrap_or(RepaidFrom::Bank),
        Err(errors) => return not_repaid(&caller, (&site, &runs), member, form, errors).await,
    };
    let key = key_of(me(&caller)?, &key, "repay", member.as_str())?;
    let input = Repay { id: site.id(), member, from, amount_minor: amount.minor, reference, key };
    let when = When { happened_at: at, recorded_at: now };
    let done = site.db.transact(community.number, move |tx| ops::repay(tx, who, &input, when)).await;
    match done {
        Ok(entry) => {
            let answer = PaidOut { member: member.to_string(), amount_minor: amount.minor, entry };
            Reply::created_json(&caller, &format!("/c/{}/owed/{member}", community.slug), &answer)
        }
        Err(OpError::Refused(why)) => {
            let errors = Errors::refused(why, caller.lang);
            not_repaid(&caller, (&site, &runs), member, form, errors).await
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

async fn not_repaid(
    caller: &Caller,
    (site, runs): (&Site, &Runs),
    member: Id<Member>,
    form: RepayForm,
    errors: Errors,
) -> Answer {
    let mut page = load(caller, site, runs, member, None).await?;
    (page.repaid, page.errors) = (form, errors.clone());
    Reply::form_refused(caller, &page, &errors)
}

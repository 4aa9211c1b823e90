//! What the community owes its members, and paying it out.

use super::asking::{actor, arrived, id, key_of, me};
use super::basket::parameter;
use super::read_store::payouts_of;
use super::scene::{Names, Scene};
use crate::When;
use crate::ids::Member;
use crate::ops::{self, PayOut};
use crate::rows::{Payout, Purse};
use askama::Template;
use axum::extract::{Path, Query, State};
use kernel::{Id, Timestamp};
use ledger::{AccountKey, Purpose};
use serde::{Deserialize, Serialize};
use store::{Fault, OpError, Reader};
use utoipa::ToSchema;
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Check, Errors, Html, Keyed, Place, Power, Problem, Reply, Site, View};

const PAGE: i64 = 40;

/// Members whom the community owes something.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "owed.html")]
pub(crate) struct OwedPage {
    #[serde(skip)]
    s: Scene,
    /// `owed`: refunds and other credit. `payable`: settled sales.
    #[schema(value_type = String)]
    purse: Purse,
    rows: Vec<OwedRow>,
    owed_minor: i64,
    payable_minor: i64,
    bank_minor: i64,
    /// The value of `above` for the next page.
    next: Option<i64>,
    #[serde(skip)]
    paged: bool,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct OwedRow {
    member: String,
    name: String,
    amount_minor: i64,
}

impl View for OwedPage {
    fn title(&self) -> String {
        self.s.t.owed_title()
    }

    fn place(&self) -> Place {
        Place::Desk
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/desk", self.s.base), self.s.t.desk())
    }
}

impl OwedPage {
    fn is(&self, code: &str) -> bool {
        self.purse.code() == code
    }

    fn older(&self) -> Option<String> {
        let next = self.next?;
        Some(format!("{}/owed?purse={}&above={next}", self.s.base, self.purse))
    }

    fn newest(&self) -> Option<String> {
        self.paged.then(|| format!("{}/owed?purse={}", self.s.base, self.purse))
    }
}

/// What members are owed, by purse.
#[utoipa::path(get, path = "/c/{slug}/owed", tag = "market",
    params(("slug" = String, Path), ("purse" = Option<String>, Query), ("above" = Option<i64>, Query)),
    responses((status = 200, body = OwedPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn owed_page(
    caller: Caller,
    State(site): State<Site>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    caller.may(Power::PayOut)?;
    let s = Scene::of(&caller, &site)?;
    let purse = match parameter(&pairs, "purse") {
        None => Purse::Payable,
        Some(code) => Purse::parse(code).ok_or_else(Problem::not_found)?,
    };
    let above = parameter(&pairs, "above").and_then(|above| above.parse().ok());
    let page = site.db.read(move |reader| read_list(reader, s, purse, above)).await?;
    Reply::page(&caller, &page)
}

fn read_list(reader: &mut Reader, s: Scene, purse: Purse, above: Option<i64>) -> Result<OwedPage, Fault> {
    let purpose = match purse {
        Purse::Owed => Purpose::Owed,
        Purse::Payable => Purpose::Payable,
    };
    let mut accounts = ledger::purpose_accounts(reader, s.number, purpose, above.unwrap_or(0), PAGE + 1)?;
    let more = accounts.len() as i64 > PAGE;
    accounts.truncate(PAGE as usize);
    let next = accounts.last().map(|account| account.id).filter(|_| more);
    let totals = ledger::totals(reader, s.number, s.currency)?;
    let (mut rows, mut names) = (Vec::with_capacity(accounts.len()), Names::default());
    for account in accounts {
        let Some(owner) = account.key.owner().and_then(|owner| Id::<Member>::parse(owner).ok()) else {
            continue;
        };
        names.learn(reader, &s, owner)?;
        rows.push(OwedRow {
            member: owner.to_string(),
            name: names.member(&owner),
            amount_minor: account.balance_minor,
        });
    }
    Ok(OwedPage {
        purse,
        rows,
        owed_minor: totals.of(Purpose::Owed),
        payable_minor: totals.of(Purpose::Payable),
        bank_minor: totals.of(Purpose::Bank),
        next,
        paged: above.is_some(),
        s,
    })
}

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
    /// To be given back, netted from the next settlement.
    receivable_minor: i64,
    payouts: Vec<PayoutView>,
    #[serde(skip)]
    can_pay: bool,
    #[serde(skip)]
    is_me: bool,
    #[serde(skip)]
    form: PayOutForm,
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
    amount_minor: i64,
    reference: String,
    /// RFC 3339.
    paid_at: String,
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
        some.map(|(purse, minor)| (purse.code().to_owned(), purse_words(s, *purse, *minor))).collect()
    }

    fn purse_name(&self, purse: &Purse) -> String {
        match purse {
            Purse::Owed => self.s.t.purse_owed(),
            Purse::Payable => self.s.t.purse_payable(),
        }
    }
}

fn purse_words(s: &Scene, purse: Purse, minor: i64) -> String {
    let sum = s.sum(minor).to_string();
    match purse {
        Purse::Owed => s.t.purse_owed_sum(sum),
        Purse::Payable => s.t.purse_payable_sum(sum),
    }
}

/// What one member is owed, with the payouts made so far.
#[utoipa::path(get, path = "/c/{slug}/owed/{member}", tag = "market",
    params(("slug" = String, Path), ("member" = String, Path)),
    responses((status = 200, body = OwedTo), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn owed_to(
    caller: Caller,
    State(site): State<Site>,
    Path((_, member)): Path<(String, String)>,
) -> Answer {
    Reply::page(&caller, &load(&caller, &site, id(&member)?).await?)
}

async fn load(caller: &Caller, site: &Site, member: Id<Member>) -> Result<OwedTo, Problem> {
    if me(caller)? != member {
        caller.may(Power::PayOut)?;
    }
    let s = Scene::of(caller, site)?;
    let found = site.db.read(move |reader| read_one(reader, s, member)).await?;
    found.ok_or_else(Problem::not_found)
}

fn read_one(reader: &mut Reader, s: Scene, member: Id<Member>) -> Result<Option<OwedTo>, Fault> {
    let Some(row) = reader.find::<community::Member>(&(s.number, member))? else { return Ok(None) };
    let mut balance = |key: AccountKey| ledger::balance(reader, s.number, &key);
    let owed_minor = balance(AccountKey::owed(member, s.currency))?;
    let payable_minor = balance(AccountKey::payable(member, s.currency))?;
    let held_minor = balance(AccountKey::held(member, s.currency))?;
    let receivable_minor = balance(AccountKey::receivable(member, s.currency))?;
    let mut payouts = Vec::new();
    for id in payouts_of(reader, s.number, member, PAGE)? {
        if let Some(payout) = reader.find::<Payout>(&(s.number, id))? {
            payouts.push(PayoutView {
                id,
                purse: payout.purse,
                amount_minor: payout.amount_minor,
                reference: payout.reference.clone(),
                paid_at: payout.paid_at_us.to_string(),
                entry: payout.entry,
                when: s.time(&payout.paid_at_us),
            });
        }
    }
    let today = s.today();
    let (purse, most) =
        if payable_minor > 0 { (Purse::Payable, payable_minor) } else { (Purse::Owed, owed_minor) };
    let form = PayOutForm {
        purse: purse.code().to_owned(),
        amount: s.sum(most).plain(),
        arrived_on: today.clone(),
        reference: String::new(),
    };
    let is_me = s.me == Some(member);
    Ok(Some(OwedTo {
        member: member.to_string(),
        name: row.display_name,
        owed_minor,
        payable_minor,
        held_minor,
        receivable_minor,
        payouts,
        can_pay: s.can(Power::PayOut) && !is_me && owed_minor + payable_minor > 0,
        is_me,
        form,
        errors: Errors::none(),
        today,
        s,
    }))
}

/// What a program is told of a payout.
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
    Path((_, member)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<PayOutForm>,
) -> Answer {
    caller.may(Power::PayOut)?;
    let (member, who, community) = (id::<Member>(&member)?, actor(&caller)?, caller.community()?);
    let now = site.now();
    let mut check = Check::new(caller.lang);
    let purse = check.choice("purse", &form.purse, Purse::parse);
    let amount = check.money("amount", &form.amount, community.currency);
    let at = arrived(&mut check, &form.arrived_on, &community.zone).instant(Timestamp::from_micros(0), now);
    check.require("arrived_on", at.is_ok(), || crate::t(caller.lang).refused_arrived_in_future());
    let at = at.unwrap_or(now);
    let reference = check.text("reference", &form.reference, 1..=crate::payment::REFERENCE_CHARS_MAX);
    let purse = match check.done(purse) {
        Ok(purse) => purse.unwrap_or(Purse::Payable),
        Err(errors) => return again(&caller, &site, member, form, errors).await,
    };
    let key = key_of(me(&caller)?, &key, "pay_out", member.as_str())?;
    let input = PayOut { id: site.id(), member, purse, amount_minor: amount.minor, reference, key };
    let when = When { happened_at: at, recorded_at: now };
    let done = site.db.transact(community.number, move |tx| ops::pay_out(tx, who, &input, when)).await;
    match done {
        Ok(entry) => {
            let answer = PaidOut { member: member.to_string(), amount_minor: amount.minor, entry };
            Reply::created_json(&caller, &format!("/c/{}/owed/{member}", community.slug), &answer)
        }
        Err(OpError::Refused(why)) => {
            let errors = Errors::refused(why, caller.lang);
            again(&caller, &site, member, form, errors).await
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

async fn again(caller: &Caller, site: &Site, member: Id<Member>, form: PayOutForm, errors: Errors) -> Answer {
    let mut page = load(caller, site, member).await?;
    (page.form, page.errors) = (form, errors.clone());
    Reply::form_refused(caller, &page, &errors)
}

//! One payout to a member: what was paid, and taking it back where it was entered wrongly.

use super::scene::{Names, Scene};
use crate::ids::Member;
use crate::ops::{self, TakeBackPayout, TakenBack};
use crate::rows::PayoutTakenBack;
use crate::supply_store::is_of_run;
use askama::Template;
use axum::extract::{Path, State};
use kernel::Id;
use market::rows::{Payout, Purse};
use serde::{Deserialize, Serialize};
use store::{Fault, OpError, Reader};
use utoipa::ToSchema;
use web::asked::{id, me};
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Errors, Html, Keyed, Place, Power, Problem, Reply, Site, View};

/// A payout as it was entered, and whether it still stands.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "payout.html")]
pub(crate) struct PayoutPage {
    #[serde(skip)]
    s: Scene,
    #[schema(value_type = String)]
    payout: Id<Payout>,
    #[schema(value_type = String)]
    member: Id<Member>,
    name: String,
    /// `owed` or `payable`.
    #[schema(value_type = String)]
    purse: Purse,
    amount_minor: i64,
    /// What the member owed, kept from the same purse.
    kept_minor: i64,
    reference: String,
    /// RFC 3339.
    paid_at: String,
    entry: i64,
    /// Paid by a run, by whose line it comes back.
    of_a_run: bool,
    taken_back: Option<BackView>,
    #[serde(skip)]
    paid: Html,
    #[serde(skip)]
    is_me: bool,
    #[serde(skip)]
    may_take_back: bool,
    #[serde(skip)]
    form: TakeBackForm,
    #[serde(skip)]
    errors: Errors,
}

/// That it was taken back.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct BackView {
    reason: String,
    by: String,
    entry: i64,
    /// RFC 3339.
    at: String,
    #[serde(skip)]
    when: Html,
}

/// Why a payout is taken back.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct TakeBackForm {
    /// For the member to read.
    reason: String,
}

/// What a program is told.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TakenBackAnswer {
    #[schema(value_type = String)]
    payout: Id<Payout>,
    amount_minor: i64,
    /// That it was taken back with.
    entry: i64,
}

impl View for PayoutPage {
    fn title(&self) -> String {
        self.s.t.payout_title(self.name.as_str())
    }

    fn place(&self) -> Place {
        if self.is_me { Place::Mine } else { Place::Desk }
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/owed/{}", self.s.base, self.member), self.s.t.payouts_of(self.name.as_str()))
    }
}

impl PayoutPage {
    fn purse_name(&self) -> String {
        match self.purse {
            Purse::Owed => self.s.t.paid_of_owed(),
            Purse::Payable => self.s.t.paid_of_sales(),
        }
    }

    fn link(&self, rest: &str) -> String {
        format!("{}/owed/{}/payouts/{}{rest}", self.s.base, self.member, self.payout)
    }
}

/// One payout: to who pays out, and to who was paid.
#[utoipa::path(get, path = "/c/{slug}/owed/{member}/payouts/{payout}", tag = "supply",
    params(("slug" = String, Path), ("member" = String, Path), ("payout" = String, Path)),
    responses((status = 200, body = PayoutPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn payout_page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, member, payout)): Path<(String, String, String)>,
) -> Answer {
    Reply::page(&caller, &load(&caller, &site, id(&member)?, id(&payout)?).await?)
}

async fn load(
    caller: &Caller,
    site: &Site,
    member: Id<Member>,
    payout: Id<Payout>,
) -> Result<PayoutPage, Problem> {
    if me(caller)? != member {
        caller.may(Power::PayOut)?;
    }
    let s = Scene::of(caller, site)?;
    let found = site.db.read(move |reader| read(reader, s, member, payout)).await?;
    found.ok_or_else(Problem::not_found)
}

fn read(
    reader: &mut Reader,
    s: Scene,
    member: Id<Member>,
    id: Id<Payout>,
) -> Result<Option<PayoutPage>, Fault> {
    let row = reader.find::<Payout>(&(s.number, id))?.filter(|row| row.member == member);
    let Some(row) = row else { return Ok(None) };
    let mut names = Names::default();
    let taken_back = match reader.find::<PayoutTakenBack>(&(s.number, id))? {
        None => None,
        Some(back) => Some(BackView {
            by: names.of(reader, &s, back.taken_by)?,
            reason: back.reason,
            entry: back.entry,
            at: back.taken_at_us.to_string(),
            when: s.time(&back.taken_at_us),
        }),
    };
    let of_a_run = is_of_run(reader, s.number, member, id)?;
    let is_me = s.me == member;
    Ok(Some(PayoutPage {
        payout: id,
        member,
        name: names.of(reader, &s, member)?,
        purse: row.purse,
        amount_minor: row.amount_minor,
        kept_minor: row.kept_minor,
        reference: row.reference,
        paid_at: row.paid_at_us.to_string(),
        entry: row.entry,
        of_a_run,
        paid: s.time(&row.paid_at_us),
        may_take_back: s.can(Power::PayOut) && !is_me && !of_a_run && taken_back.is_none(),
        taken_back,
        is_me,
        form: TakeBackForm::default(),
        errors: Errors::none(),
        s,
    }))
}

/// Takes back a payout that was entered wrongly: the books say so with an entry of their own, and the member is owed it again. By
/// a treasurer other than the member; what a payment run paid comes back by its line.
#[utoipa::path(post, path = "/c/{slug}/owed/{member}/payouts/{payout}/reversal", tag = "supply",
    request_body = TakeBackForm,
    params(("slug" = String, Path), ("member" = String, Path), ("payout" = String, Path),
        ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = TakenBackAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn take_back_payout(
    caller: Caller,
    State(site): State<Site>,
    Path((_, member, payout)): Path<(String, String, String)>,
    Keyed { input: form, key }: Keyed<TakeBackForm>,
) -> Answer {
    caller.may(Power::PayOut)?;
    let (me, now) = (me(&caller)?, site.now());
    let mut page = load(&caller, &site, id(&member)?, id(&payout)?).await?;
    let key = Some(key.of(&caller, "take_back_payout")?);
    let input = TakeBackPayout { payout: page.payout, reason: form.reason.clone(), key };
    let done = site.db.transact(page.s.number, move |tx| ops::take_back_payout(tx, me, &input, now)).await;
    match done {
        Ok(TakenBack { payout, amount_minor, entry, .. }) => {
            Reply::changed(&caller, &page.link(""), &TakenBackAnswer { payout, amount_minor, entry })
        }
        Err(OpError::Refused(why)) => {
            let errors = Errors::refused(why, caller.lang);
            (page.form, page.errors) = (form, errors.clone());
            Reply::form_refused(&caller, &page, &errors)
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

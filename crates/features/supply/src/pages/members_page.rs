//! Paying members what they are owed: who would be paid, who not and why, and proposing it.

use super::run_page::RunAnswer;
use super::scene::{Names, Scene};
use crate::choosing::{Several, choose};
use crate::ids::Member;
use crate::ops::{self, ProposeMembersRun};
use crate::rows::PayingAccount;
use askama::Template;
use axum::extract::{Query, State};
use kernel::{Id, Money};
use ledger::AccountKey;
use serde::{Deserialize, Serialize};
use store::{Fault, OpError, Reader};
use utoipa::ToSchema;
use web::asked::{me, parameter};
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Check, Errors, Keyed, Place, Power, Problem, Reply, Site, View};

/// Of those who have not said where to: as many are named.
const NAMED: usize = 50;

/// Whom a run that pays members would pay now.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "members_run.html")]
pub(crate) struct MembersRunPage {
    #[serde(skip)]
    s: Scene,
    least_minor: i64,
    /// Are owed at least as much and have said where to.
    pay_count: i64,
    total_minor: i64,
    /// Of those who have not said where to, the first fifty.
    without_account: Vec<OwedView>,
    without_count: i64,
    without_minor: i64,
    /// To the caller, who cannot propose it.
    own_minor: i64,
    /// Are paid with the suppliers.
    suppliers: SeveralView,
    /// Stand on a run that is not paid yet.
    waiting: SeveralView,
    /// Are owed less than `least_minor`.
    below: SeveralView,
    /// Got shares by a rule whose least sum they do not reach: it is carried to the next.
    carried: SeveralView,
    /// More than one run takes.
    next_time: SeveralView,
    bank_minor: i64,
    /// From where to pay has been entered.
    is_payer_known: bool,
    /// Something is owed to the caller, and nobody else pays out.
    alone: bool,
    #[serde(skip)]
    form: LeastForm,
    #[serde(skip)]
    errors: Errors,
}

#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub(crate) struct SeveralView {
    count: i64,
    minor: i64,
}

impl From<Several> for SeveralView {
    fn from(several: Several) -> SeveralView {
        SeveralView { count: several.count, minor: several.minor }
    }
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = OwedWithoutAccount)]
pub(crate) struct OwedView {
    #[schema(value_type = String)]
    member: Id<Member>,
    name: String,
    owed_minor: i64,
}

/// From which sum on.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct LeastForm {
    /// In the community's currency: `10.00`. Who is owed less is not paid yet.
    pub least: String,
}

impl View for MembersRunPage {
    fn title(&self) -> String {
        self.s.t.members_run_title()
    }

    fn place(&self) -> Place {
        Place::Desk
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/supply/runs", self.s.base), self.s.t.runs_title())
    }
}

impl MembersRunPage {
    fn link(&self, rest: &str) -> String {
        format!("{}/supply/runs{rest}", self.s.base)
    }

    fn can_propose(&self) -> bool {
        self.pay_count > 0 && self.is_payer_known
    }

    fn bank_is_short(&self) -> bool {
        self.bank_minor < self.total_minor
    }

    fn least(&self) -> String {
        self.s.sum(self.least_minor).plain()
    }

    fn unnamed(&self) -> i64 {
        self.without_count - self.without_account.len() as i64
    }

    fn left_out(&self) -> Vec<String> {
        let (s, t) = (&self.s, self.s.t);
        let said = |several: SeveralView, say: &dyn Fn(i64, String) -> String| {
            (several.count > 0).then(|| say(several.count, s.said(several.minor)))
        };
        [
            (self.own_minor > 0 && !self.alone).then(|| t.left_own(s.said(self.own_minor))),
            said(self.below, &|count, sum| t.left_below(count, sum)),
            said(self.carried, &|count, sum| t.left_carried(count, sum)),
            said(self.waiting, &|count, sum| t.left_waiting(count, sum)),
            said(self.suppliers, &|count, sum| t.left_suppliers(count, sum)),
            said(self.next_time, &|count, sum| t.left_next_time(count, sum)),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// Whom a run would pay that pays all members who are owed at least `least`: for who pays out.
#[utoipa::path(get, path = "/c/{slug}/supply/runs/members", tag = "supply",
    params(("slug" = String, Path), ("least" = Option<String>, Query)),
    responses((status = 200, body = MembersRunPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 422, body = web::ProblemBody)))]
pub(crate) async fn members_run_page(
    caller: Caller,
    State(site): State<Site>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    caller.may(Power::PayOut)?;
    let form = LeastForm { least: parameter(&pairs, "least").unwrap_or("1").to_owned() };
    let (page, errors) = asked(&caller, &site, form).await?;
    match errors {
        None => Reply::page(&caller, &page),
        Some(errors) => Reply::form_refused(&caller, &page, &errors),
    }
}

/// The page for the sum that was typed; where it is none, for the smallest there is, and what is wrong with it.
async fn asked(
    caller: &Caller,
    site: &Site,
    form: LeastForm,
) -> Result<(MembersRunPage, Option<Errors>), Problem> {
    let s = Scene::of(caller, site)?;
    let mut check = Check::new(caller.lang);
    let least: Money = check.money("least", form.least.trim(), s.currency);
    let (least_minor, errors) = match check.done(least.minor) {
        Ok(least) => (least.max(1), None),
        Err(errors) => (1, Some(errors)),
    };
    let mut page = site.db.read(move |reader| read(reader, s, least_minor)).await?;
    page.form = form;
    page.errors = errors.clone().unwrap_or_else(Errors::none);
    Ok((page, errors))
}

fn read(reader: &mut Reader, s: Scene, least_minor: i64) -> Result<MembersRunPage, Fault> {
    let mut own = community::beside_shown(reader, s.number, s.me)?;
    own.push(s.me);
    let choice = choose(reader, s.number, s.currency, &own, least_minor)?;
    let (mut named, mut names) = (Vec::new(), Names::default());
    for (member, owed_minor) in choice.without_account.iter().take(NAMED) {
        let name = names.of(reader, &s, *member)?;
        named.push(OwedView { member: *member, name, owed_minor: *owed_minor });
    }
    let mut alone = choice.own_minor > 0;
    for (officer, _) in community::officers_who(reader, s.number, Power::PayOut)? {
        alone &= own.contains(&officer);
    }
    Ok(MembersRunPage {
        alone,
        least_minor,
        pay_count: choice.pay.len() as i64,
        total_minor: choice.total_minor,
        without_account: named,
        without_count: choice.without_account.len() as i64,
        without_minor: choice.without_account.iter().map(|(_, minor)| minor).sum(),
        own_minor: choice.own_minor,
        suppliers: choice.suppliers.into(),
        waiting: choice.waiting.into(),
        below: choice.below.into(),
        carried: choice.carried.into(),
        next_time: choice.next_time.into(),
        bank_minor: ledger::balance(reader, s.number, &AccountKey::bank(s.currency))?,
        is_payer_known: reader.find::<PayingAccount>(&s.number)?.is_some(),
        form: LeastForm::default(),
        errors: Errors::none(),
        s,
    })
}

/// Has all members paid who are owed at least so much. Nothing moves before somebody else has consented.
#[utoipa::path(post, path = "/c/{slug}/supply/runs/members", tag = "supply", request_body = LeastForm,
    params(("slug" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = RunAnswer), (status = 403, body = web::ProblemBody),
        (status = 409, body = web::ProblemBody), (status = 422, body = web::ProblemBody)))]
pub(crate) async fn propose_members_run(
    caller: Caller,
    State(site): State<Site>,
    Keyed { input: form, key }: Keyed<LeastForm>,
) -> Answer {
    caller.may(Power::PayOut)?;
    let (me, now, currency) = (me(&caller)?, site.now(), caller.community()?.currency);
    let mut check = Check::new(caller.lang);
    let least = check.money("least", form.least.trim(), currency);
    let errors = match check.done(least) {
        Ok(least) => {
            let (id, random) = (site.id(), site.ids.random());
            let key = Some(key.of(&caller, "propose_members_run")?);
            let input = ProposeMembersRun { id, least_minor: least.minor, random, key };
            let number = caller.community()?.number;
            match site.db.transact(number, move |tx| ops::propose_members_run(tx, me, &input, now)).await {
                Ok(moved) => {
                    let location = format!("/c/{}/supply/runs/{}", caller.community()?.slug, moved.run);
                    return Reply::created_json(&caller, &location, &RunAnswer::of(&moved));
                }
                Err(OpError::Refused(why)) => Errors::refused(why, caller.lang),
                Err(OpError::Fault(fault)) => return Err(fault.into()),
            }
        }
        Err(errors) => errors,
    };
    let (mut page, _) = asked(&caller, &site, form).await?;
    page.errors = errors.clone();
    Reply::form_refused(&caller, &page, &errors)
}

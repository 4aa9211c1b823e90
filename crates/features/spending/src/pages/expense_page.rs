//! One expense: its way, its proofs, and what the caller may do about it.

use super::approving::{self, HintView};
use super::paid::PaymentView;
use super::proofs::{ProofView, sees_proofs, shown};
use super::scene::{Names, Scene};
use super::team::{is_of_team, line};
use super::together::{AskedBeyond, asked_beyond};
use crate::door::{AboutExpense, ExpenseSource};
use crate::expense::{ExpensePurpose, ExpenseState, ExpenseStep};
use crate::rows::{Expense, ExpenseProof, ExpenseStepRow, Mandate, StandingRule};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::asked::id;
use web::ids::PoolId;
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Errors, Html, Place, Power, Problem, Reply, Site, View};

#[derive(Template, Serialize, ToSchema)]
#[template(path = "expense.html")]
pub(crate) struct ExpensePage {
    #[serde(skip)]
    pub s: Scene,
    #[schema(value_type = String)]
    pub id: Id<Expense>,
    number: i64,
    #[schema(value_type = String)]
    mandate: Id<Mandate>,
    mandate_name: String,
    fund: i64,
    fund_name: String,
    /// The proposal that permits it.
    decision: Option<String>,
    decision_title: Option<String>,
    /// The campaign whose released money it is, where it is one's.
    #[schema(value_type = Option<String>)]
    campaign: Option<PoolId>,
    /// Of that campaign's budget; null where it is for none of its lines.
    line: Option<String>,
    /// `submitted`, `approved`, `paid`, `refused`, `withdrawn`.
    #[schema(value_type = String)]
    state: ExpenseState,
    amount_minor: i64,
    #[schema(value_type = String)]
    purpose: ExpensePurpose,
    what: String,
    /// What it was made for by the program: a purchase order, where that led to it.
    source: Option<ExpenseSource>,
    author: String,
    payee: String,
    /// The payee is a member: approved, it is owed to them.
    payee_is_member: bool,
    incurred_at: String,
    /// That it stands in the books with.
    entry: Option<i64>,
    /// How far it was paid to the member whom it is owed to.
    payment: Option<PaymentView>,
    /// Of the bank; to those who see its proofs.
    reference: Option<String>,
    steps: Vec<StepView>,
    /// None to whom they are not shown.
    proofs: Option<Vec<ProofView>>,
    proof_count: i64,
    /// Nothing proves it, and it was neither refused nor withdrawn.
    without_proof: bool,
    /// It was approved without a proof; one was handed in afterwards.
    proof_after_approval: bool,
    /// Above this sum nothing is approved without a proof; None: a reason is enough.
    proof_above_minor: Option<i64>,
    /// Where all that waits for a yes comes to more than is left of the mandate, or of the line of its budget.
    asked_beyond: Vec<AskedBeyond>,
    /// To those who may approve it.
    hints: Option<Vec<HintView>>,
    may_approve: bool,
    may_refuse: bool,
    may_pay: bool,
    /// A payment that was entered wrongly.
    may_take_payment_back: bool,
    may_withdraw: bool,
    may_prove: bool,
    /// Why the caller, who could approve others, does not decide on this one.
    #[serde(skip)]
    own_matter: bool,
    #[serde(skip)]
    of_team: bool,
    #[serde(skip)]
    tag: Html,
    #[serde(skip)]
    unproved: Option<Html>,
    #[serde(skip)]
    incurred: Timestamp,
    #[serde(skip)]
    pub form: MoveForm,
    #[serde(skip)]
    pub errors: Errors,
    #[serde(skip)]
    pub which: Which,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ExpenseStepView)]
pub(crate) struct StepView {
    #[schema(value_type = String)]
    step: ExpenseStep,
    at: String,
    by: Option<String>,
    reason: String,
    #[serde(skip)]
    when: Html,
}

/// Which of the page's forms was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Which {
    #[default]
    Approve,
    Refuse,
    Pay,
    Unpay,
    Prove,
}

/// Approval: `proof_count`; `without_proof`, where nothing proves it. Refusal, taking a payment back: `reason`. Payment: `paid_on`, `reference`. The others need nothing.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
#[schema(as = ExpenseMoveForm)]
pub(crate) struct MoveForm {
    /// Why the approver needs no proof; every member reads it.
    pub without_proof: String,
    /// How many proofs the approver was shown: where others came in the meantime nothing is approved. Left out, a reason
    /// in `without_proof` says that there was none.
    pub proof_count: Option<i64>,
    pub reason: String,
    /// The day of the transfer: `2026-03-14`.
    pub paid_on: String,
    /// The bank's.
    pub reference: String,
}

impl View for ExpensePage {
    fn title(&self) -> String {
        let number = self.s.called(self.purpose, self.number);
        match &self.source {
            Some(source) => format!("{number} · {}", source.title),
            None => number,
        }
    }

    fn place(&self) -> Place {
        Place::Books
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/mandates/{}", self.s.base, self.mandate), self.mandate_name.clone())
    }

    fn live(&self) -> Option<&'static str> {
        Some("decisions,orders")
    }
}

impl ExpensePage {
    fn failed(&self, which: &str) -> bool {
        let name = match self.which {
            Which::Approve => "approve",
            Which::Refuse => "refuse",
            Which::Pay => "pay",
            Which::Unpay => "unpay",
            Which::Prove => "prove",
        };
        !self.errors.is_empty() && name == which
    }

    /// Of the form that was sent, as far as the page shows it: a mandate that is used up is no field here.
    pub(crate) fn fields(&self, which: Which) -> &'static [&'static str] {
        match which {
            Which::Approve if self.may_approve && self.without_proof && !self.proof_is_demanded() => {
                &["without_proof"]
            }
            Which::Approve => &[],
            Which::Refuse if self.may_refuse => &["reason"],
            Which::Pay if self.may_pay => &["paid_on", "reference"],
            Which::Prove if self.may_prove => &["proofs"],
            Which::Unpay if self.may_take_payment_back => &["reason"],
            Which::Refuse | Which::Pay | Which::Unpay | Which::Prove => &[],
        }
    }

    fn link(&self, path: &str) -> String {
        format!("{}/expenses/{}{path}", self.s.base, self.id)
    }

    /// The rules let nobody approve it before its author has handed in a proof.
    fn proof_is_demanded(&self) -> bool {
        self.without_proof && self.proof_above_minor.is_some_and(|above| self.amount_minor > above)
    }

    fn demand(&self) -> String {
        match self.proof_above_minor {
            Some(above) if above > 0 => self.s.t.proof_above(self.s.said(above)),
            _ => self.s.t.refused_proof_demanded(),
        }
    }

    fn is_promised(&self) -> bool {
        self.state == ExpenseState::Approved && !self.payee_is_member
    }

    fn way(&self, at: &usize, step: &StepView) -> Html {
        let mut note = step.when.to_string();
        for text in step.by.iter().chain(Some(&step.reason).filter(|reason| !reason.is_empty())) {
            note.push_str(&format!(" · {}", web::escaped(text)));
        }
        ui::step(self.s.step(step.step), Html::trusted(note), at + 1 == self.steps.len())
    }

    fn decision_link(&self) -> Option<String> {
        let decision = self.decision.as_deref()?;
        Some(format!("{}/decisions/{}", self.s.base, web::query_escaped(decision)))
    }
}

/// One expense with its way and its proofs.
#[utoipa::path(get, path = "/c/{slug}/expenses/{expense}", tag = "spending",
    params(("slug" = String, Path), ("expense" = String, Path)),
    responses((status = 200, body = ExpensePage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn expense_page(
    caller: Caller,
    State(site): State<Site>,
    Extension(About(about)): Extension<About>,
    Path((_, expense)): Path<(String, String)>,
) -> Answer {
    let mut page = load(&caller, &site, &expense).await?;
    let (community, id, who, lang) = (page.s.number, page.id, caller.member()?.clone(), caller.lang);
    let source = site.db.read(move |reader| {
        for one in &about {
            if let Some(source) = one.source(reader, community, id, &who, lang)? {
                return Ok(Some(source));
            }
        }
        Ok(None)
    });
    page.source = source.await?;
    Reply::page(&caller, &page)
}

/// Given by features above.
#[derive(Clone)]
pub(crate) struct About(pub(crate) Vec<Arc<dyn AboutExpense>>);

pub(crate) async fn load(caller: &Caller, site: &Site, expense: &str) -> Result<ExpensePage, Problem> {
    let s = Scene::of(caller, site)?;
    let id = id::<Expense>(expense)?;
    let page = site.db.read(move |reader| read(reader, s, id)).await?;
    page.ok_or_else(Problem::not_found)
}

fn read(reader: &mut Reader, s: Scene, id: Id<Expense>) -> Result<Option<ExpensePage>, Fault> {
    let Some(expense) = reader.find::<Expense>(&(s.number, id))? else { return Ok(None) };
    let Some(mandate) = reader.find::<Mandate>(&(s.number, expense.mandate_id))? else { return Ok(None) };
    let Some(me) = s.me else { return Ok(None) };
    let (claim, mut names) = (expense.claim(), Names::default());
    let kept = proofs(reader, &expense)?;
    let sees = sees_proofs(s.powers, me, &expense);
    let approves = s.can(Power::ApproveExpenses);
    let of_team = is_of_team(reader, &mandate, me)?;
    let may_approve = approves && !of_team && claim.approve(me).is_ok();
    let hints = match may_approve {
        true => Some(approving::read(reader, &s, &expense, &mandate, &kept)?),
        false => None,
    };
    let payment = crate::payment::payment(reader, &expense)?;
    let (text, tone) = s.state_tag(&expense, payment.as_ref());
    let fund = ledger::fund(reader, s.number, expense.fund)?;
    let waits = expense.state == ExpenseState::Submitted;
    Ok(Some(ExpensePage {
        id,
        number: expense.number,
        mandate: mandate.id,
        mandate_name: s.mandate_name(&mandate),
        fund: expense.fund,
        fund_name: fund.map(|fund| fund.name).unwrap_or_default(),
        decision: mandate.decision.clone(),
        decision_title: mandate.decision_title.clone(),
        campaign: mandate.campaign,
        line: line(reader, &expense)?.map(|(line, _)| line.what),
        state: expense.state,
        amount_minor: expense.amount_minor,
        purpose: expense.purpose,
        what: expense.what.clone(),
        source: None,
        author: names.about(reader, &s, &expense, expense.author)?,
        payee: names.payee(reader, &s, &expense)?,
        payee_is_member: expense.payee_member.is_some(),
        incurred_at: expense.incurred_at_us.to_string(),
        entry: expense.entry,
        payment: payment.map(|paid| PaymentView::of(&s, &expense, paid)),
        reference: expense.reference.clone().filter(|_| sees),
        steps: steps(reader, &s, &mut names, &expense)?,
        proofs: if sees {
            Some(shown(reader, &s, kept.iter().map(|proof| (proof.number, proof.file_id)).collect())?)
        } else {
            None
        },
        proof_count: expense.proof_count,
        without_proof: claim.lacks_proof(),
        proof_after_approval: claim.proved_late(),
        unproved: s.proof_tag(&expense).map(|(text, tone)| ui::tag(text, tone)),
        proof_above_minor: StandingRule::proof_above(reader.find::<StandingRule>(&s.number)?.as_ref()),
        asked_beyond: asked_beyond(reader, &s, expense.id)?,
        hints,
        may_approve,
        may_refuse: approves && claim.refuse(me).is_ok(),
        may_pay: s.can(Power::PayOut) && claim.pay().is_ok(),
        may_take_payment_back: s.can(Power::PayOut) && claim.take_payment_back().is_ok(),
        may_withdraw: claim.withdraw(me).is_ok(),
        may_prove: claim.add_proofs(me, 1).is_ok(),
        own_matter: approves && waits && (of_team || claim.judged_by(me).is_err()),
        of_team,
        tag: ui::tag(text, tone),
        incurred: expense.incurred_at_us,
        form: MoveForm { paid_on: s.today(), ..MoveForm::default() },
        errors: Errors::none(),
        which: Which::default(),
        s,
    }))
}

fn proofs(reader: &mut Reader, expense: &Expense) -> Result<Vec<ExpenseProof>, Fault> {
    let mut proofs = Vec::new();
    for number in 1..=expense.proof_count {
        proofs.extend(reader.find::<ExpenseProof>(&(expense.community_id, expense.id, number))?);
    }
    Ok(proofs)
}

fn steps(
    reader: &mut Reader,
    s: &Scene,
    names: &mut Names,
    expense: &Expense,
) -> Result<Vec<StepView>, Fault> {
    let mut views = Vec::new();
    for number in 1..=expense.step_count {
        let row = reader.find::<ExpenseStepRow>(&(expense.community_id, expense.id, number))?;
        let Some(row) = row else { continue };
        let by = match row.by_member {
            Some(member) => Some(names.about(reader, s, expense, member)?),
            None => None,
        };
        let (at, when) = (row.at_us.to_string(), s.time(&row.at_us));
        views.push(StepView { step: row.step, at, by, reason: row.reason, when });
    }
    Ok(views)
}

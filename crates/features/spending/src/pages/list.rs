//! Lists of expenses: all of them, by state, one's own, those under a mandate.

use super::paid::owed_page;
use super::read_store::{Wanted, expenses};
use super::scene::{Names, Scene};
use crate::expense::ExpenseState;
use crate::payment::{Payment, payment};
use crate::rows::{Expense, Mandate};
use askama::Template;
use axum::extract::{Query, State};
use kernel::Id;
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::asked::{me, parameter};
use web::ui;
use web::{Answer, Back, Caller, Html, Place, Power, Problem, Reply, Site, View};

const PAGE: i64 = 30;

/// Expenses, newest first.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "expenses.html")]
pub(crate) struct ExpensesPage {
    #[serde(skip)]
    s: Scene,
    expenses: Vec<ExpenseRow>,
    /// The value of `below` for the next page.
    next: Option<i64>,
    #[serde(skip)]
    wanted: Wanted,
    #[serde(skip)]
    paged: bool,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ExpenseRow {
    #[schema(value_type = String)]
    pub id: Id<Expense>,
    pub number: i64,
    #[schema(value_type = String)]
    pub mandate: Id<Mandate>,
    #[schema(value_type = String)]
    pub state: ExpenseState,
    pub amount_minor: i64,
    pub what: String,
    pub author: String,
    pub payee: String,
    pub submitted_at: String,
    pub proof_count: i64,
    /// Nothing proves it, and it was neither refused nor withdrawn.
    pub without_proof: bool,
    /// It was approved without a proof; one was handed in afterwards.
    pub proof_after_approval: bool,
    /// Owed to a member and paid so far, by the books; None where nothing is owed.
    pub paid_minor: Option<i64>,
    /// Where the rest is paid out, to who may.
    #[serde(skip)]
    pub pay_out: Option<String>,
    #[serde(skip)]
    pub tag: Html,
    #[serde(skip)]
    pub unproved: Option<Html>,
    #[serde(skip)]
    pub when: Html,
    #[serde(skip)]
    pub called: String,
}

impl ExpenseRow {
    pub(crate) fn of(
        reader: &mut Reader,
        s: &Scene,
        names: &mut Names,
        expense: &Expense,
    ) -> Result<ExpenseRow, Fault> {
        let payment = payment(reader, expense)?;
        let (text, tone) = s.state_tag(expense, payment.as_ref());
        Ok(ExpenseRow {
            id: expense.id,
            number: expense.number,
            mandate: expense.mandate_id,
            state: expense.state,
            amount_minor: expense.amount_minor,
            what: match expense.what.is_empty() {
                true => s.called(expense.purpose, expense.number),
                false => expense.what.clone(),
            },
            author: names.about(reader, s, expense, expense.author)?,
            payee: names.payee(reader, s, expense)?,
            submitted_at: expense.submitted_at_us.to_string(),
            proof_count: expense.proof_count,
            without_proof: expense.claim().lacks_proof(),
            proof_after_approval: expense.claim().proved_late(),
            unproved: s.proof_tag(expense).map(|(text, tone)| ui::tag(text, tone)),
            pay_out: pay_out(s, expense, payment.as_ref()),
            paid_minor: payment.map(|payment| payment.paid_minor),
            tag: ui::tag(text, tone),
            when: s.time(&expense.submitted_at_us),
            called: s.called(expense.purpose, expense.number),
        })
    }
}

/// Nobody pays out to themselves.
fn pay_out(s: &Scene, expense: &Expense, payment: Option<&Payment>) -> Option<String> {
    let open = payment.is_some_and(|payment| !payment.is_whole());
    let member =
        expense.payee_member.filter(|member| open && s.can(Power::PayOut) && s.me != Some(*member))?;
    Some(owed_page(s, expense, member))
}

/// A page of rows, and the number below which the next one begins.
pub(crate) fn rows(
    reader: &mut Reader,
    s: &Scene,
    wanted: Wanted,
    below: Option<i64>,
    limit: i64,
) -> Result<(Vec<ExpenseRow>, Option<i64>), Fault> {
    let mut ids = expenses(reader, s.number, wanted, below.unwrap_or(i64::MAX), limit + 1)?;
    let more = ids.len() as i64 > limit;
    ids.truncate(usize::try_from(limit).unwrap_or(0));
    let (mut rows, mut names) = (Vec::with_capacity(ids.len()), Names::default());
    for id in ids {
        if let Some(expense) = reader.find::<Expense>(&(s.number, id))? {
            rows.push(ExpenseRow::of(reader, s, &mut names, &expense)?);
        }
    }
    let next = rows.last().map(|row| row.number).filter(|_| more);
    Ok((rows, next))
}

impl View for ExpensesPage {
    fn title(&self) -> String {
        if matches!(self.wanted, Wanted::Of(_)) { self.s.t.my_expenses() } else { self.s.t.expenses() }
    }

    fn place(&self) -> Place {
        if matches!(self.wanted, Wanted::Of(_)) { Place::Mine } else { Place::Books }
    }

    fn back(&self) -> Option<Back> {
        match self.wanted {
            Wanted::Of(_) => Back::to(format!("{}/mine", self.s.base), self.s.t.mine()),
            _ => Back::to(format!("{}/mandates", self.s.base), self.s.t.mandates()),
        }
    }

    fn live(&self) -> Option<&'static str> {
        Some("decisions,orders")
    }
}

impl ExpensesPage {
    fn query(&self) -> &'static str {
        match self.wanted {
            Wanted::Of(_) => "mine=1",
            Wanted::In(ExpenseState::Submitted) => "state=submitted",
            Wanted::In(ExpenseState::Approved) => "state=approved",
            Wanted::In(ExpenseState::Paid) => "state=paid",
            Wanted::In(ExpenseState::Refused) => "state=refused",
            Wanted::In(ExpenseState::Withdrawn) => "state=withdrawn",
            Wanted::All | Wanted::Under(_) => "",
        }
    }

    /// Links of the filter: (address, words, chosen).
    fn filters(&self) -> Vec<(String, String, bool)> {
        let base = format!("{}/expenses", self.s.base);
        let all = (base.clone(), self.s.t.filter_all(), self.wanted == Wanted::All);
        let own = (format!("{base}?mine=1"), self.s.t.filter_mine(), matches!(self.wanted, Wanted::Of(_)));
        // What is owed to members is paid without the expense's state: the books say it, and each row does.
        let words = |state| match state {
            ExpenseState::Paid => self.s.t.filter_paid_outside(),
            other => self.s.state(other),
        };
        let states = ExpenseState::ALL
            .iter()
            .map(|state| (format!("{base}?state={state}"), words(*state), self.wanted == Wanted::In(*state)));
        [all, own].into_iter().chain(states).collect()
    }

    fn older(&self) -> Option<String> {
        let (next, query) = (self.next?, self.query());
        let and = if query.is_empty() { "" } else { "&" };
        Some(format!("{}/expenses?{query}{and}below={next}", self.s.base))
    }

    fn newest(&self) -> Option<String> {
        let query = self.query();
        let mark = if query.is_empty() { "" } else { "?" };
        self.paged.then(|| format!("{}/expenses{mark}{query}", self.s.base))
    }
}

/// What was asked for, approved and paid; `mine=1` for the caller's own, or by `state`.
#[utoipa::path(get, path = "/c/{slug}/expenses", tag = "spending",
    params(("slug" = String, Path), ("mine" = Option<String>, Query), ("state" = Option<String>, Query),
        ("below" = Option<i64>, Query, description = "expenses with a smaller number")),
    responses((status = 200, body = ExpensesPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn expenses_page(
    caller: Caller,
    State(site): State<Site>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let (me, s) = (me(&caller)?, Scene::of(&caller, &site)?);
    let wanted = match (parameter(&pairs, "mine"), parameter(&pairs, "state")) {
        (Some(_), _) => Wanted::Of(me),
        (None, Some(code)) => Wanted::In(ExpenseState::parse(code).ok_or_else(Problem::not_found)?),
        (None, None) => Wanted::All,
    };
    let below = parameter(&pairs, "below").and_then(|number| number.parse().ok());
    let scene = s.clone();
    let (expenses, next) = site.db.read(move |reader| rows(reader, &scene, wanted, below, PAGE)).await?;
    Reply::page(&caller, &ExpensesPage { s, expenses, next, wanted, paged: below.is_some() })
}

//! One payment run: what it pays, who agreed to it, and the file for the bank.

use super::less_asked::{LessAsked, Paying, less_asked};
use super::runs_page::{bank_warning, is_new, may_look};
use super::scene::{Names, Scene};
use crate::bank::{BankText, masked};
use crate::books::read_due;
use crate::ids::Member;
use crate::ops::{self, CONSENTS, CancelRun, ConsentRun, ReturnLine, RunMoved};
use crate::payee::{paid_to, void};
use crate::refused::RunRefused;
use crate::rows::{PaymentRun, RunLine, Supplier};
use crate::run::{BANK_IS_NEW_FOR, RunLineState, RunPays, RunState, VoidReason};
use crate::supply_store::{gone_of, line_of, new_of, read_of_member, void_of};
use askama::Template;
use axum::extract::{Path, Query, State};
use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use store::{Fault, OpError, Outcome, Reader, Tx};
use utoipa::ToSchema;
use web::asked::{id, me, parameter};
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Errors, Html, Keyed, Place, Power, Problem, Reply, Site, View};

/// One payment run.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "run.html")]
pub(crate) struct RunPage {
    #[serde(skip)]
    s: Scene,
    #[schema(value_type = String)]
    run: Id<PaymentRun>,
    number: i64,
    /// `suppliers` or `members`.
    #[schema(value_type = String)]
    pays: RunPays,
    #[schema(value_type = String)]
    state: RunState,
    total_minor: i64,
    line_count: i64,
    /// Lines that came to be void: not paid, and no part of the total.
    void_count: i64,
    /// The first twenty of them.
    void_lines: Vec<i64>,
    /// How many lines have been dealt with since the second consent.
    done_count: i64,
    /// At most a hundred.
    lines: Vec<LineView>,
    /// The value of `line` for the next page.
    next: Option<i64>,
    /// Paid, and missing in the bank's file because the member has been erased: the first twenty of these lines.
    without_details: Vec<i64>,
    /// Of a run that waits: to members who changed their bank details within a week, the first twenty of these lines.
    changed_details: Vec<i64>,
    proposed_by: String,
    /// RFC 3339.
    proposed_at: String,
    decided_by: Option<String>,
    reason: Option<String>,
    #[serde(skip)]
    proposed: Html,
    #[serde(skip)]
    decided: Html,
    #[serde(skip)]
    tag: Html,
    /// Of a run that waits: every line would be void now, so there is nothing to agree to.
    all_void: bool,
    #[serde(skip)]
    may_consent: bool,
    #[serde(skip)]
    own: bool,
    /// What the run would pay to whoever looks, and leaves out if they consent.
    #[serde(skip)]
    own_minor: i64,
    #[serde(skip)]
    line: String,
    #[serde(skip)]
    may_cancel: bool,
    #[serde(skip)]
    may_return: bool,
    #[serde(skip)]
    form: RunMoveForm,
    #[serde(skip)]
    failed: &'static str,
    #[serde(skip)]
    errors: Errors,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = RunLineView)]
pub(crate) struct LineView {
    number: i64,
    /// Null: paid as a member.
    #[schema(value_type = Option<String>)]
    supplier: Option<Id<Supplier>>,
    #[schema(value_type = String)]
    member: Id<Member>,
    name: String,
    amount_minor: i64,
    #[schema(value_type = String)]
    state: RunLineState,
    void_reason: Option<String>,
    /// What the supplier is asked to be owed less, and is not settled; of a run that was paid, what waited when it was. Else null.
    less: Option<LessAsked>,
    /// Entries in the books.
    entries: Vec<i64>,
    /// Whose account, the bank, and the account's last figures; a member's, once nothing is to be agreed to any more, empty to
    /// who does not pay out.
    to: String,
    reference: String,
    #[serde(skip)]
    tag: Html,
    #[serde(skip)]
    warning: String,
}

/// What may be said with a move.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct RunMoveForm {
    /// Why it is called off.
    pub reason: String,
}

/// A run and where it stands now.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RunAnswer {
    #[schema(value_type = String)]
    run: Id<PaymentRun>,
    number: i64,
    #[schema(value_type = String)]
    state: RunState,
    total_minor: i64,
}

impl RunAnswer {
    pub(crate) fn of(moved: &RunMoved) -> RunAnswer {
        let RunMoved { run, number, state, total_minor } = *moved;
        RunAnswer { run, number, state, total_minor }
    }
}

impl View for RunPage {
    fn title(&self) -> String {
        self.s.t.run_numbered(self.number)
    }

    fn place(&self) -> Place {
        Place::Desk
    }

    fn live(&self) -> Option<&'static str> {
        Some("orders")
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/supply/runs", self.s.base), self.s.t.runs_title())
    }
}

impl RunPage {
    fn link(&self, rest: &str) -> String {
        format!("{}/supply/runs/{}{rest}", self.s.base, self.run)
    }

    fn older(&self) -> Option<String> {
        Some(self.link(&format!("?line={}", self.next?)))
    }

    fn newest(&self) -> Option<String> {
        let is_first = self.lines.first().is_none_or(|line| line.number == 1);
        (!is_first).then(|| self.link(""))
    }

    fn has_pages(&self) -> bool {
        self.line_count > LINES
    }

    fn is_paying(&self) -> bool {
        self.state == RunState::Paying
    }

    fn counted(&self) -> String {
        match self.pays {
            RunPays::Suppliers => self.s.t.lines_counted(self.line_count - self.void_count),
            RunPays::Members => self.s.t.members_counted(self.line_count - self.void_count),
        }
    }

    /// Where more is to be read about who is paid, for who may.
    fn payee_href(&self, line: &LineView) -> Option<String> {
        match line.supplier {
            Some(supplier) => Some(format!("{}/supply/{supplier}", self.s.base)),
            None => self.s.can(Power::PayOut).then(|| format!("{}/owed/{}", self.s.base, line.member)),
        }
    }

    fn waits(&self) -> bool {
        self.state == RunState::Proposed
    }

    fn has_file(&self) -> bool {
        self.state == RunState::Paid && self.s.can(Power::PayOut) && self.total_minor > 0
    }

    fn was_cancelled(&self) -> bool {
        self.state == RunState::Cancelled
    }

    fn return_href(&self, line: &LineView) -> String {
        self.link(&format!("/lines/{}/return", line.number))
    }

    fn is_paid(&self, line: &LineView) -> bool {
        line.state == RunLineState::Paid
    }
}

/// A payment run: for who pays out or approves expenses.
#[utoipa::path(get, path = "/c/{slug}/supply/runs/{run}", tag = "supply",
    params(("slug" = String, Path), ("run" = String, Path), ("line" = Option<i64>, Query)),
    responses((status = 200, body = RunPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn run_page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, run)): Path<(String, String)>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    may_look(&caller)?;
    let typed = parameter(&pairs, "line").unwrap_or_default();
    Reply::page(&caller, &load(&caller, &site, id(&run)?, typed.to_owned()).await?)
}

/// Lines on a page.
const LINES: i64 = 100;

/// Of lines that want a second look, as many are named.
const NAMED: i64 = 20;

/// From a line on: `345`, or as the bank's statement has it, `R12-345`. Anything else: from the first.
fn first_line(typed: &str) -> i64 {
    let number = typed.trim().rsplit('-').next().unwrap_or_default();
    number.parse().unwrap_or(1).max(1)
}

async fn load(caller: &Caller, site: &Site, run: Id<PaymentRun>, line: String) -> Result<RunPage, Problem> {
    let s = Scene::of(caller, site)?;
    let page = site.db.read(move |reader| match reader.find::<PaymentRun>(&(s.number, run))? {
        Some(run) => Ok(Ok(read(reader, s, run, line.clone())?)),
        None => Ok(Err(RunRefused::NoSuchRun)),
    });
    Ok(page.await??)
}

fn read(reader: &mut Reader, s: Scene, run: PaymentRun, from: String) -> Result<RunPage, Fault> {
    let first = first_line(&from).min(run.line_count);
    let until = run.line_count.min(first + LINES - 1);
    let mut lines = Vec::new();
    for number in first..=until {
        let Some(line) = reader.find::<RunLine>(&(s.number, run.id, number))? else { continue };
        lines.push(line_view(reader, &s, &run, &line)?);
    }
    let own_line = match line_of(reader, s.number, s.me, run.id)? {
        Some(number) => reader.find::<RunLine>(&(s.number, run.id, number))?,
        None => None,
    };
    let own = run.made_by == s.me || (run.pays == RunPays::Suppliers && own_line.is_some());
    let mut names = Names::default();
    let decided_by = match run.decided_by {
        Some(by) => Some(names.of(reader, &s, by)?),
        None => None,
    };
    let waits = run.state == RunState::Proposed;
    let (void_count, void_lines) = void_of(reader, s.number, run.id, NAMED)?;
    let all_void = waits && all_void(reader, &s, &run)?;
    Ok(RunPage {
        all_void,
        run: run.id,
        number: run.number,
        pays: run.pays,
        state: run.state,
        total_minor: run.total_minor,
        line_count: run.line_count,
        void_count,
        void_lines,
        done_count: run.done_count,
        lines,
        next: (until < run.line_count).then_some(until + 1),
        without_details: gone_of(reader, s.number, run.id, NAMED)?,
        changed_details: new_of(reader, s.number, run.id, run.made_at_us.minus(BANK_IS_NEW_FOR), NAMED)?,
        proposed_by: names.of(reader, &s, run.made_by)?,
        proposed_at: run.made_at_us.to_string(),
        decided_by,
        reason: run.reason,
        proposed: s.time(&run.made_at_us),
        decided: run.decided_at_us.map_or_else(Html::default, |at| s.time(&at)),
        tag: if all_void {
            ui::tag(s.t.run_nothing_left_tag(), ui::Tone::Plain)
        } else {
            s.run_tag(run.state)
        },
        may_consent: waits && !all_void && !own && CONSENTS.iter().any(|power| s.can(*power)),
        own,
        own_minor: own_line.map_or(0, |line| line.amount_minor),
        line: from,
        may_cancel: waits && CONSENTS.iter().any(|power| s.can(*power)),
        may_return: matches!(run.state, RunState::Paying | RunState::Paid) && s.can(Power::PayOut),
        form: RunMoveForm::default(),
        failed: "",
        errors: Errors::none(),
        s,
    })
}

/// Why a line of a run that waits would be void if somebody consented now.
fn foreseen(reader: &mut Reader, s: &Scene, line: &RunLine) -> Result<Option<VoidReason>, Fault> {
    if line.state != RunLineState::Proposed {
        return Ok(line.void_reason);
    }
    if let Some(why) = void(reader, line)? {
        return Ok(Some(why));
    }
    let due = read_due(reader, s.number, line.member, s.currency)?;
    Ok(due.take(line.amount_minor).is_err().then_some(VoidReason::LessDue))
}

/// Of a run that fits on a page: nothing of it would be paid.
fn all_void(reader: &mut Reader, s: &Scene, run: &PaymentRun) -> Result<bool, Fault> {
    if run.line_count > LINES {
        return Ok(false);
    }
    for number in 1..=run.line_count {
        let line = reader.find::<RunLine>(&(s.number, run.id, number))?;
        if let Some(line) = line
            && foreseen(reader, s, &line)?.is_none()
        {
            return Ok(false);
        }
    }
    Ok(true)
}

/// `老庞 · 青石农商行 ···· 1234`.
fn account_words(text: &BankText) -> String {
    format!("{} · {} {}", text.holder, text.bank, masked(&text.account))
}

fn line_view(reader: &mut Reader, s: &Scene, run: &PaymentRun, line: &RunLine) -> Result<LineView, Fault> {
    let name = match line.supplier_id {
        Some(supplier) => {
            let supplier = reader.find::<Supplier>(&(s.number, supplier))?;
            supplier.map_or_else(|| s.t.nobody(), |supplier| s.supplier_name(&supplier))
        }
        None => Names::default().of(reader, s, line.member)?,
    };
    let bank = paid_to(reader, line)?;
    let new = bank.as_ref().filter(|bank| !bank.is_first && is_new(bank.changed_at, run.made_at_us));
    let warning = match new {
        Some(bank) => bank_warning(reader, s, bank.changed_at, bank.changed_by)?,
        None => String::new(),
    };
    // Before anybody consents it is foreseen, so that nobody looks at an account that is not it any more.
    let void_reason = match run.state == RunState::Proposed {
        true => foreseen(reader, s, line)?,
        false => line.void_reason,
    };
    // Nobody can agree to what they do not see. Afterwards a member's account is for who pays out.
    let waits = run.state == RunState::Proposed;
    let seen = bank.filter(|_| waits || line.supplier_id.is_some() || s.can(Power::PayOut));
    Ok(LineView {
        number: line.number,
        supplier: line.supplier_id,
        member: line.member,
        name,
        amount_minor: line.amount_minor,
        state: line.state,
        less: less_of(reader, s, run, line)?,
        void_reason: void_reason.map(|why| s.void_words(why)),
        entries: [line.sales_entry, line.rest_entry].into_iter().flatten().collect(),
        to: seen.map_or_else(String::new, |bank| account_words(&bank.text)),
        reference: ops::reference(run.number, line.number),
        tag: match void_reason {
            Some(_) if line.state == RunLineState::Proposed => s.line_tag(RunLineState::Void),
            _ => s.line_tag(line.state),
        },
        warning,
    })
}

/// A member who is a supplier too may be paid as a member.
fn less_of(
    reader: &mut Reader,
    s: &Scene,
    run: &PaymentRun,
    line: &RunLine,
) -> Result<Option<LessAsked>, Fault> {
    let paying = match (line.state, run.decided_at_us) {
        (RunLineState::Proposed, _) if run.state == RunState::Proposed => Paying::Waits(line.amount_minor),
        (RunLineState::Paid, Some(at)) => Paying::Was(at),
        (RunLineState::Proposed | RunLineState::Paid | RunLineState::Void | RunLineState::Returned, _) => {
            return Ok(None);
        }
    };
    let supplier = match line.supplier_id {
        Some(supplier) => Some(supplier),
        None => read_of_member(reader, s.number, line.member)?,
    };
    let Some(supplier) = supplier else { return Ok(None) };
    let Some(row) = reader.find::<Supplier>(&(s.number, supplier))? else { return Ok(None) };
    less_asked(reader, s, &row, paying)
}

type Done = Outcome<RunMoved, RunRefused>;

async fn go(
    (caller, site): (&Caller, &Site),
    run: Id<PaymentRun>,
    (form, name): (RunMoveForm, &'static str),
    op: impl Fn(&mut Tx, Id<Member>, Timestamp) -> Done + Send + 'static,
) -> Answer {
    may_look(caller)?;
    let (me, now) = (me(caller)?, site.now());
    let mut page = load(caller, site, run, String::new()).await?;
    match site.db.transact(page.s.number, move |tx| op(tx, me, now)).await {
        Ok(moved) => Reply::changed(caller, &page.link(""), &RunAnswer::of(&moved)),
        Err(OpError::Refused(why)) => {
            let errors = Errors::refused(why, caller.lang);
            (page.form, page.failed, page.errors) = (form, name, errors.clone());
            Reply::form_refused(caller, &page, &errors)
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

/// The second consent: by somebody else than who proposed it and whoever it pays. Its payouts stand in the books with it.
#[utoipa::path(post, path = "/c/{slug}/supply/runs/{run}/consent", tag = "supply", request_body = RunMoveForm,
    params(("slug" = String, Path), ("run" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = RunAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody)))]
pub(crate) async fn consent_run(
    caller: Caller,
    State(site): State<Site>,
    Path((_, run)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<RunMoveForm>,
) -> Answer {
    let run = id::<PaymentRun>(&run)?;
    let input = ConsentRun { run, key: Some(key.of(&caller, "consent_run")?) };
    go((&caller, &site), run, (form, "consent"), move |tx, me, now| ops::consent_run(tx, me, &input, now))
        .await
}

/// Calls a run off before anybody has consented to it.
#[utoipa::path(post, path = "/c/{slug}/supply/runs/{run}/cancellation", tag = "supply", request_body = RunMoveForm,
    params(("slug" = String, Path), ("run" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = RunAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn cancel_run(
    caller: Caller,
    State(site): State<Site>,
    Path((_, run)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<RunMoveForm>,
) -> Answer {
    let run = id::<PaymentRun>(&run)?;
    let key = Some(key.of(&caller, "cancel_run")?);
    let input = CancelRun { run, reason: form.reason.clone(), key };
    go((&caller, &site), run, (form, "cancel"), move |tx, me, now| ops::cancel_run(tx, me, &input, now)).await
}

/// The bank sent one of its payments back: taken back in the books, and due again.
#[utoipa::path(post, path = "/c/{slug}/supply/runs/{run}/lines/{number}/return", tag = "supply", request_body = RunMoveForm,
    params(("slug" = String, Path), ("run" = String, Path), ("number" = i64, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = RunAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn return_line(
    caller: Caller,
    State(site): State<Site>,
    Path((_, run, line)): Path<(String, String, String)>,
    Keyed { input: form, key }: Keyed<RunMoveForm>,
) -> Answer {
    caller.may(Power::PayOut)?;
    let (run, line) = (id::<PaymentRun>(&run)?, web::asked::number(&line)?);
    let input = ReturnLine { run, line, key: Some(key.of(&caller, "return_line")?) };
    go((&caller, &site), run, (form, "return"), move |tx, me, now| ops::return_line(tx, me, &input, now))
        .await
}

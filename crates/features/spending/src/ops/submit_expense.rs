//! Somebody asks for money under a mandate, or for what they have paid themselves.

use super::keep_room::let_go;
use super::set_spending_rules::zone;
use super::{Moved, grant_mandate, may_refuse, note_step};
use crate::acting;
use crate::asked::{Payee, asked};
use crate::expense::{ExpensePurpose, ExpenseRefused, ExpenseState, ExpenseStep, ForLine, PROOFS_MAX};
use crate::ids::Member;
use crate::mandate::{MandateKind, MandateState, Source};
use crate::rows::{Expense, ExpenseProof, Mandate, MandateLine, StandingRule};
use crate::spending_store::{lines_of, of_month, used_of_month};
use crate::standing::Month;
use files::NewFile;
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{Fault, IdempotencyKey, Outcome, Tx};
use web::Power;

/// Which mandate an expense cites.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Under {
    Mandate(Id<Mandate>),
    /// This month's standing one. With its first expense it is made, under this id.
    Standing(Id<Mandate>),
}

#[derive(Debug, Clone)]
pub struct SubmitExpense {
    pub id: Id<Expense>,
    pub under: Under,
    pub payee: Payee,
    pub purpose: ExpensePurpose,
    /// Of the mandate's budget, where it has one.
    pub line: ForLine,
    pub amount_minor: i64,
    pub what: String,
    /// The first instant of the day on which it was spent, in the community's zone.
    pub incurred_on: Timestamp,
    /// Their bytes are kept already.
    pub proofs: Vec<NewFile>,
    pub key: Option<IdempotencyKey>,
}

/// By any member, under a mandate that a decision made; by the treasurer under the standing one. That the sum is left
/// is a courtesy here and decided when it is approved.
///
/// # Errors
/// `NoSuchMandate`, `MandateForOther`, `NoStanding`, `TreasurerOnly`, `MandateEnded`, `AboveCeiling`, `IncurredOutside`, `LineMissing`, …
pub fn submit_expense(
    tx: &mut Tx,
    author: Id<Member>,
    input: &SubmitExpense,
    now: Timestamp,
) -> Outcome<Moved, ExpenseRefused> {
    submit_with_room(tx, author, input, 0, now)
}

/// As `submit_expense`, by a feature above that has kept so much for it under that mandate (`keep_room`): what the expense takes of it
/// stays promised until somebody decides, the rest is let go. What it needs beyond that has to be left under the mandate.
///
/// # Errors
/// Those of `submit_expense`.
pub fn submit_with_room(
    tx: &mut Tx,
    author: Id<Member>,
    input: &SubmitExpense,
    kept_minor: i64,
    now: Timestamp,
) -> Outcome<Moved, ExpenseRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(ExpenseRefused::KeyReused)? {
        return Ok(first);
    }
    let powers = acting::powers(tx, author)?.ok_or(Refused(ExpenseRefused::NotAMember))?;
    // What holders had put in goes back by the register only.
    may_refuse(!ExpensePurpose::OFFERED.contains(&input.purpose), ExpenseRefused::NotAllowed)?;
    let what = asked(input.amount_minor, ledger::AMOUNT_MAX, &input.what).map_err(Refused)?;
    let mandate = match input.under {
        Under::Mandate(id) => tx.find_first::<Mandate>((tx.community(), id))?,
        Under::Standing(id) => {
            let of_month = standing(tx, id, now)?;
            Some(made(tx, of_month)?)
        }
    };
    let mandate = mandate.ok_or(Refused(ExpenseRefused::NoSuchMandate))?;
    if mandate.source == Source::Standing && !powers.has(Power::PayOut) {
        return Err(Refused(ExpenseRefused::TreasurerOnly));
    }
    mandate.kind.serves(MandateKind::Spending).map_err(Refused)?;
    let permission = mandate.permission().with_room(kept_minor);
    permission.take(input.amount_minor, now).map_err(Refused)?;
    let line = line(tx, &mandate, input.line)?;
    let incurred_at = permission.incurred(input.incurred_on, now).map_err(Refused)?;
    let (payee_member, payee_name) = match &input.payee {
        Payee::Member(member) if !acting::is_member(tx, *member)? => {
            return Err(Refused(ExpenseRefused::PayeeNoMember));
        }
        Payee::Member(member) => (Some(*member), None),
        Payee::Outside(name) => (None, Some(name.clone())),
    };
    may_refuse(input.proofs.len() as i64 > PROOFS_MAX, ExpenseRefused::TooManyProofs)?;
    let room_minor = kept_minor.min(input.amount_minor);
    if kept_minor > room_minor {
        let_go(tx, mandate.id, kept_minor - room_minor)?;
    }
    let mut expense = Expense {
        community_id: tx.community(),
        id: input.id,
        number: acting::count(tx, |count| count.expense_count += 1)?.expense_count,
        mandate_id: mandate.id,
        fund: mandate.fund,
        author,
        payee_member,
        payee_name,
        purpose: input.purpose,
        amount_minor: input.amount_minor,
        what,
        incurred_at_us: incurred_at,
        state: ExpenseState::Submitted,
        submitted_at_us: now,
        decided_by: None,
        decided_at_us: None,
        paid_by: None,
        paid_at_us: None,
        reference: None,
        entry: None,
        proof_count: 0,
        step_count: 0,
        approved_proof_count: None,
        line,
        room_minor,
    };
    // Before its proofs and steps, which refer to it.
    tx.insert(&expense)?;
    keep_proofs(tx, &mut expense, author, &input.proofs, now)?;
    note_step(tx, &mut expense, ExpenseStep::Submitted, Some(author), String::new(), now)?;
    tx.save(&expense)?;
    let moved = Moved::of(&expense);
    moved.announce(tx, "expense_submitted")?;
    tx.remember(&input.key, &moved, now)?;
    Ok(moved)
}

/// The line of the mandate's budget, as it is kept: none is one only where that is said, or where there is no budget.
fn line(tx: &mut Tx, mandate: &Mandate, line: ForLine) -> Outcome<Option<i64>, ExpenseRefused> {
    match line {
        ForLine::Of(number) => {
            let found = tx.find::<MandateLine>((tx.community(), mandate.id, number))?;
            may_refuse(found.is_none(), ExpenseRefused::NoSuchLine)?;
            Ok(Some(number))
        }
        ForLine::Beside => Ok(None),
        ForLine::Unsaid => {
            let lines = lines_of(tx, tx.community(), mandate.id)?;
            may_refuse(!lines.is_empty(), ExpenseRefused::LineMissing)?;
            Ok(None)
        }
    }
}

/// Rows of files that are kept already. The same file twice is one proof.
pub(super) fn keep_proofs(
    tx: &mut Tx,
    expense: &mut Expense,
    by: Id<Member>,
    proofs: &[NewFile],
    now: Timestamp,
) -> Result<(), Fault> {
    let mut kept: Vec<&str> = Vec::new();
    for file in proofs {
        if kept.contains(&file.sha256.as_str()) {
            continue;
        }
        kept.push(&file.sha256);
        files::record(tx, file, by, now)?;
        expense.proof_count += 1;
        tx.insert(&ExpenseProof {
            community_id: expense.community_id,
            expense_id: expense.id,
            number: expense.proof_count,
            file_id: file.id,
            sha256: file.sha256.clone(),
        })?;
    }
    Ok(())
}

/// The standing mandate of this month.
pub(super) enum OfMonth {
    InForce(Mandate),
    /// As it would be made; in no table yet.
    ToMake(Mandate),
}

impl OfMonth {
    pub(super) fn seen(&self) -> &Mandate {
        match self {
            OfMonth::InForce(mandate) | OfMonth::ToMake(mandate) => mandate,
        }
    }
}

/// It is there from now on.
pub(super) fn made(tx: &mut Tx, of_month: OfMonth) -> Result<Mandate, Fault> {
    match of_month {
        OfMonth::InForce(mandate) => Ok(mandate),
        OfMonth::ToMake(mandate) => grant_mandate::insert(tx, mandate),
    }
}

/// Looks only: who is refused afterwards leaves no mandate behind.
pub(super) fn standing(tx: &mut Tx, id: Id<Mandate>, now: Timestamp) -> Outcome<OfMonth, ExpenseRefused> {
    let community = tx.community();
    let rule = tx.find_first::<StandingRule>(community)?.filter(|rule| rule.standing().is_some());
    let rule = rule.ok_or(Refused(ExpenseRefused::NoStanding))?;
    let standing = rule.standing().ok_or(Refused(ExpenseRefused::NoStanding))?;
    let month = Month::of(now, &zone(tx)?);
    for made in of_month(tx, community, &month.code)? {
        if let Some(mandate) = tx.find_first::<Mandate>((community, made))?
            && mandate.state == MandateState::Active
        {
            return Ok(OfMonth::InForce(mandate));
        }
    }
    let used = used_of_month(tx, community, &month.code)?;
    let ceiling = standing.ceiling_minor(used).ok_or(Refused(ExpenseRefused::AboveCeiling))?;
    let mandate = Mandate {
        community_id: community,
        id,
        number: 0,
        purpose: String::new(),
        fund: standing.fund,
        currency: acting::currency(tx)?,
        ceiling_minor: ceiling,
        each_minor: Some(standing.each_minor.min(ceiling)),
        spent_minor: 0,
        promised_minor: 0,
        starts_at_us: month.starts_at,
        ends_at_us: month.ends_at,
        carried_by: None,
        source: Source::Standing,
        decision: None,
        decision_title: None,
        rules_version: Some(rule.rules_version),
        month: Some(month.code),
        state: MandateState::Active,
        made_at_us: now,
        ended_at_us: None,
        ended_reason: None,
        concluded_at_us: None,
        campaign: None,
        kind: MandateKind::Spending,
    };
    Ok(OfMonth::ToMake(mandate))
}

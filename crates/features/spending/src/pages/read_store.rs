//! What pages read of mandates and expenses.

use crate::expense::ExpenseState;
use crate::ids::Member;
use crate::mandate::MandateKind;
use crate::rows::{Expense, Mandate, Receipt, ReceiptProof};
use files::rows::File;
use kernel::{Id, Timestamp};
use store::{Fault, Reader};

/// Pages by number, newest first.
const MANDATES: &str = "SELECT id FROM mandate WHERE community_id = $1 AND number < $2
    ORDER BY number DESC LIMIT $3";

const MANDATES_OF_FUND: &str = "SELECT id FROM mandate WHERE community_id = $1 AND fund = $2 AND number < $3
    ORDER BY number DESC LIMIT $4";

/// Under which something may be spent now. A community has few at a time; the newest first.
const OPEN_MANDATES: &str = "SELECT id FROM mandate WHERE community_id = $1 AND state = 'active'
    AND starts_at_us <= $2 AND ends_at_us > $2 AND source = 'decision' ORDER BY number DESC LIMIT $3";

/// As `OPEN_MANDATES`, for one thing only.
const OPEN_MANDATES_FOR: &str = "SELECT id FROM mandate WHERE community_id = $1 AND state = 'active'
    AND starts_at_us <= $2 AND ends_at_us > $2 AND source = 'decision' AND kind = $4
    ORDER BY number DESC LIMIT $3";

/// Whatever they are for, by a decision or by the rules; the newest first.
const IN_FORCE: &str = "SELECT id FROM mandate WHERE community_id = $1 AND state = 'active'
    AND starts_at_us <= $2 AND ends_at_us > $2 ORDER BY number DESC LIMIT $3";

/// Of those in force, under which an expense may be asked for.
const FOR_EXPENSES: &str = "SELECT id FROM mandate WHERE community_id = $1 AND state = 'active'
    AND starts_at_us <= $2 AND ends_at_us > $2 AND kind = 'spending' ORDER BY number DESC LIMIT $3";

/// By fund: what open mandates permit, and what of it is spent and promised.
const FUND_BUDGETS: &str = "SELECT fund, COUNT(*), CAST(SUM(ceiling_minor) AS BIGINT),
        CAST(SUM(spent_minor) AS BIGINT), CAST(SUM(promised_minor) AS BIGINT)
    FROM mandate WHERE community_id = $1 AND state = 'active' AND ends_at_us > $2 GROUP BY fund ORDER BY fund";

const EXPENSES: &str = "SELECT id FROM expense WHERE community_id = $1 AND number < $2
    ORDER BY number DESC LIMIT $3";

const EXPENSES_IN: &str = "SELECT id FROM expense WHERE community_id = $1 AND state = $2 AND number < $3
    ORDER BY number DESC LIMIT $4";

const EXPENSES_UNDER: &str =
    "SELECT id FROM expense WHERE community_id = $1 AND mandate_id = $2 AND number < $3
    ORDER BY number DESC LIMIT $4";

const EXPENSES_OF: &str = "SELECT id FROM expense WHERE community_id = $1 AND author = $2 AND number < $3
    ORDER BY number DESC LIMIT $4";

/// Oldest first: who waits longest comes first. Not what the approver or the team they are of asks for,
/// nor what they are paid: that is for others to decide.
const WAITING: &str = "SELECT id FROM expense WHERE community_id = $1 AND state = 'submitted'
    AND author <> $2 AND (payee_member IS NULL OR payee_member <> $2)
    AND NOT EXISTS (SELECT 1 FROM mandate_team t WHERE t.community_id = expense.community_id
        AND t.mandate_id = expense.mandate_id AND t.member = $2) ORDER BY number LIMIT $3";

/// Approved for somebody outside, oldest first.
const TO_PAY: &str = "SELECT id FROM expense WHERE community_id = $1 AND state = 'approved'
    AND payee_name IS NOT NULL ORDER BY number LIMIT $2";

const WAITING_SUM: &str = "SELECT COUNT(*), CAST(COALESCE(SUM(amount_minor), 0) AS BIGINT),
        CAST(COALESCE(SUM(CASE WHEN proof_count = 0 THEN 1 ELSE 0 END), 0) AS BIGINT) FROM expense
    WHERE community_id = $1 AND state = 'submitted'
    AND author <> $2 AND (payee_member IS NULL OR payee_member <> $2)
    AND NOT EXISTS (SELECT 1 FROM mandate_team t WHERE t.community_id = expense.community_id
        AND t.mandate_id = expense.mandate_id AND t.member = $2)";

/// What waits for a yes under one mandate.
const WAITING_UNDER: &str = "SELECT COUNT(*), CAST(COALESCE(SUM(amount_minor), 0) AS BIGINT) FROM expense
    WHERE community_id = $1 AND mandate_id = $2 AND state = 'submitted'";

/// What a member carries out now, the newest first.
const CARRIED: &str =
    "SELECT id FROM mandate WHERE community_id = $1 AND carried_by = $2 AND state = 'active'
    AND starts_at_us <= $3 AND ends_at_us > $3 ORDER BY number DESC LIMIT $4";

const TO_PAY_SUM: &str = "SELECT COUNT(*), CAST(COALESCE(SUM(amount_minor), 0) AS BIGINT),
        CAST(COALESCE(SUM(CASE WHEN proof_count = 0 THEN 1 ELSE 0 END), 0) AS BIGINT) FROM expense
    WHERE community_id = $1 AND state = 'approved' AND payee_name IS NOT NULL";

/// Other expenses that a file proves.
const SAME_PROOF: &str = "SELECT expense_id FROM expense_proof
    WHERE community_id = $1 AND sha256 = $2 AND expense_id <> $3 ORDER BY expense_id LIMIT $4";

/// Others to the same payee of the same sum, within some time; not those that came to nothing.
const SAME_SUM_MEMBER: &str = "SELECT id FROM expense WHERE community_id = $1 AND payee_member = $2
    AND amount_minor = $3 AND id <> $4 AND incurred_at_us >= $5 AND incurred_at_us <= $6
    AND state IN ('submitted', 'approved', 'paid') ORDER BY id LIMIT $7";

const SAME_SUM_NAME: &str = "SELECT id FROM expense WHERE community_id = $1 AND payee_name = $2
    AND amount_minor = $3 AND id <> $4 AND incurred_at_us >= $5 AND incurred_at_us <= $6
    AND state IN ('submitted', 'approved', 'paid') ORDER BY id LIMIT $7";

const APPROVED_FOR_MEMBER: &str = "SELECT id FROM expense WHERE community_id = $1 AND payee_member = $2
    AND id <> $3 AND state IN ('approved', 'paid') LIMIT 1";

const APPROVED_FOR_NAME: &str = "SELECT id FROM expense WHERE community_id = $1 AND payee_name = $2
    AND id <> $3 AND state IN ('approved', 'paid') LIMIT 1";

/// The last of a fund that were approved.
const USUAL: &str = "SELECT amount_minor FROM expense WHERE community_id = $1 AND fund = $2 AND id <> $3
    AND state IN ('approved', 'paid') ORDER BY id DESC LIMIT $4";

const OF_FILE: &str = "SELECT expense_id FROM expense_proof WHERE community_id = $1 AND file_id = $2
    ORDER BY expense_id LIMIT 1";

/// Pages by number, newest first.
const RECEIPTS: &str = "SELECT id FROM receipt WHERE community_id = $1 AND number < $2
    ORDER BY number DESC LIMIT $3";

const RECEIPT_OF_FILE: &str = "SELECT receipt_id FROM receipt_proof WHERE community_id = $1 AND file_id = $2
    ORDER BY receipt_id LIMIT 1";

pub(crate) const STATEMENTS: &[&str] = &[
    MANDATES,
    MANDATES_OF_FUND,
    OPEN_MANDATES,
    OPEN_MANDATES_FOR,
    IN_FORCE,
    FOR_EXPENSES,
    WAITING_UNDER,
    CARRIED,
    FUND_BUDGETS,
    EXPENSES,
    EXPENSES_IN,
    EXPENSES_UNDER,
    EXPENSES_OF,
    WAITING,
    TO_PAY,
    WAITING_SUM,
    TO_PAY_SUM,
    SAME_PROOF,
    SAME_SUM_MEMBER,
    SAME_SUM_NAME,
    APPROVED_FOR_MEMBER,
    APPROVED_FOR_NAME,
    USUAL,
    OF_FILE,
    RECEIPTS,
    RECEIPT_OF_FILE,
];

/// How many are named where a few say enough.
const FEW: i64 = 5;

fn ids<T>(rows: Vec<(Id<T>,)>) -> Vec<Id<T>> {
    rows.into_iter().map(|(id,)| id).collect()
}

pub(crate) fn mandates(
    reader: &mut Reader,
    community: i64,
    fund: Option<i64>,
    below: i64,
    limit: i64,
) -> Result<Vec<Id<Mandate>>, Fault> {
    Ok(ids(match fund {
        None => reader.rows(MANDATES, &[&community, &below, &limit])?,
        Some(fund) => reader.rows(MANDATES_OF_FUND, &[&community, &fund, &below, &limit])?,
    }))
}

pub(crate) fn open_mandates(
    reader: &mut Reader,
    community: i64,
    kind: Option<MandateKind>,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<Id<Mandate>>, Fault> {
    Ok(ids(match kind {
        None => reader.rows(OPEN_MANDATES, &[&community, &now, &limit])?,
        Some(kind) => reader.rows(OPEN_MANDATES_FOR, &[&community, &now, &limit, &kind])?,
    }))
}

/// Fund, how many mandates, their ceilings, what is spent, what is promised.
pub(crate) type FundBudget = (i64, i64, i64, i64, i64);

pub(crate) fn fund_budgets(
    reader: &mut Reader,
    community: i64,
    now: Timestamp,
) -> Result<Vec<FundBudget>, Fault> {
    reader.rows(FUND_BUDGETS, &[&community, &now])
}

/// Which expenses a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    All,
    In(ExpenseState),
    Under(Id<Mandate>),
    Of(Id<Member>),
}

pub(crate) fn expenses(
    reader: &mut Reader,
    community: i64,
    wanted: Wanted,
    below: i64,
    limit: i64,
) -> Result<Vec<Id<Expense>>, Fault> {
    Ok(ids(match wanted {
        Wanted::All => reader.rows(EXPENSES, &[&community, &below, &limit])?,
        Wanted::In(state) => reader.rows(EXPENSES_IN, &[&community, &state, &below, &limit])?,
        Wanted::Under(mandate) => reader.rows(EXPENSES_UNDER, &[&community, &mandate, &below, &limit])?,
        Wanted::Of(author) => reader.rows(EXPENSES_OF, &[&community, &author, &below, &limit])?,
    }))
}

pub(crate) fn in_force(
    reader: &mut Reader,
    community: i64,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<Id<Mandate>>, Fault> {
    Ok(ids(reader.rows(IN_FORCE, &[&community, &now, &limit])?))
}

pub(crate) fn in_force_for_expenses(
    reader: &mut Reader,
    community: i64,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<Id<Mandate>>, Fault> {
    Ok(ids(reader.rows(FOR_EXPENSES, &[&community, &now, &limit])?))
}

/// Expenses that wait.
pub(crate) struct Pile {
    pub count: i64,
    pub sum_minor: i64,
    /// Of them, those that nothing proves.
    pub unproved_count: i64,
    pub oldest: Vec<Id<Expense>>,
}

impl Pile {
    fn of(sums: &[(i64, i64, i64)], oldest: Vec<(Id<Expense>,)>) -> Pile {
        let (count, sum_minor, unproved_count) = sums.first().copied().unwrap_or_default();
        Pile { count, sum_minor, unproved_count, oldest: ids(oldest) }
    }
}

/// What waits for this approver's yes.
pub(crate) fn waiting(reader: &mut Reader, community: i64, me: Id<Member>) -> Result<Pile, Fault> {
    let sums = reader.rows(WAITING_SUM, &[&community, &me])?;
    Ok(Pile::of(&sums, reader.rows(WAITING, &[&community, &me, &FEW])?))
}

/// How many wait for a yes under a mandate, and their sum.
pub(crate) fn waiting_under(
    reader: &mut Reader,
    community: i64,
    mandate: Id<Mandate>,
) -> Result<(i64, i64), Fault> {
    Ok(reader.rows(WAITING_UNDER, &[&community, &mandate])?.first().copied().unwrap_or_default())
}

pub(crate) fn carried(
    reader: &mut Reader,
    community: i64,
    member: Id<Member>,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<Id<Mandate>>, Fault> {
    Ok(ids(reader.rows(CARRIED, &[&community, &member, &now, &limit])?))
}

/// What is promised to payees outside.
pub(crate) fn to_pay(reader: &mut Reader, community: i64) -> Result<Pile, Fault> {
    let sums = reader.rows(TO_PAY_SUM, &[&community])?;
    Ok(Pile::of(&sums, reader.rows(TO_PAY, &[&community, &FEW])?))
}

pub(crate) fn same_proof(
    reader: &mut Reader,
    expense: &Expense,
    sha256: &str,
) -> Result<Vec<Id<Expense>>, Fault> {
    Ok(ids(reader.rows(SAME_PROOF, &[&expense.community_id, &sha256, &expense.id, &FEW])?))
}

/// To the same payee, of the same sum, between two instants.
pub(crate) fn same_sum(
    reader: &mut Reader,
    expense: &Expense,
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<Id<Expense>>, Fault> {
    let Expense { community_id, id, amount_minor, .. } = expense;
    let rows = match (&expense.payee_member, &expense.payee_name) {
        (Some(member), _) => {
            reader.rows(SAME_SUM_MEMBER, &[community_id, member, amount_minor, id, &from, &until, &FEW])?
        }
        (None, Some(name)) => {
            reader.rows(SAME_SUM_NAME, &[community_id, name, amount_minor, id, &from, &until, &FEW])?
        }
        (None, None) => Vec::new(),
    };
    Ok(ids(rows))
}

pub(crate) fn approved_before(reader: &mut Reader, expense: &Expense) -> Result<bool, Fault> {
    let Expense { community_id, id, .. } = expense;
    let rows: Vec<(Id<Expense>,)> = match (&expense.payee_member, &expense.payee_name) {
        (Some(member), _) => reader.rows(APPROVED_FOR_MEMBER, &[community_id, member, id])?,
        (None, Some(name)) => reader.rows(APPROVED_FOR_NAME, &[community_id, name, id])?,
        (None, None) => Vec::new(),
    };
    Ok(!rows.is_empty())
}

pub(crate) fn usual(reader: &mut Reader, expense: &Expense, limit: i64) -> Result<Vec<i64>, Fault> {
    let args: [&dyn store::Arg; 4] = [&expense.community_id, &expense.fund, &expense.id, &limit];
    Ok(reader.rows::<(i64,)>(USUAL, &args)?.into_iter().map(|(sum,)| sum).collect())
}

/// The expense that a file proves.
pub(crate) fn of_file(
    reader: &mut Reader,
    community: i64,
    file: Id<File>,
) -> Result<Option<Id<Expense>>, Fault> {
    Ok(ids(reader.rows(OF_FILE, &[&community, &file])?).pop())
}

pub(crate) fn receipts(
    reader: &mut Reader,
    community: i64,
    below: i64,
    limit: i64,
) -> Result<Vec<Id<Receipt>>, Fault> {
    Ok(ids(reader.rows(RECEIPTS, &[&community, &below, &limit])?))
}

/// Number and file of each.
pub(crate) fn receipt_proofs(reader: &mut Reader, receipt: &Receipt) -> Result<Vec<(i64, Id<File>)>, Fault> {
    let mut proofs = Vec::new();
    for number in 1..=receipt.proof_count {
        let proof = reader.find::<ReceiptProof>(&(receipt.community_id, receipt.id, number))?;
        proofs.extend(proof.map(|proof| (number, proof.file_id)));
    }
    Ok(proofs)
}

/// Whether a file proves a receipt.
pub(crate) fn is_of_receipt(reader: &mut Reader, community: i64, file: Id<File>) -> Result<bool, Fault> {
    Ok(!reader.rows::<(Id<Receipt>,)>(RECEIPT_OF_FILE, &[&community, &file])?.is_empty())
}

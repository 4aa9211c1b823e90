//! What is read of suppliers beside single rows.

use crate::bank::BankText;
use crate::ids::Member;
use crate::purchase::PurchaseState;
use crate::rows::{Credit, Delivery, PaymentRun, Purchase, Supplier};
use crate::run::RunState;
use crate::waiting_store::WAITING_FOR_MEMBER;
use files::rows::File;
use kernel::{Id, Timestamp};
use market::rows::Payout;
use std::collections::BTreeMap;
use store::{Fault, Reader, Tx};

const OF_MEMBER: &str = "SELECT id FROM supplier WHERE community_id = $1 AND member = $2";

/// By the number of the last one shown.
const SUPPLIERS_AFTER: &str =
    "SELECT id FROM supplier WHERE community_id = $1 AND number > $2 ORDER BY number LIMIT $3";

/// The newest first; of those that the supplier may see where the last parameter is 1.
const PURCHASES_OF: &str =
    "SELECT id FROM purchase WHERE community_id = $1 AND supplier_id = $2 AND number < $3
    AND ($5 = 0 OR state NOT IN ('drafted', 'asked')) ORDER BY number DESC LIMIT $4";

const PURCHASES_IN: &str =
    "SELECT id FROM purchase WHERE community_id = $1 AND state = $2 ORDER BY number LIMIT $3";

const PURCHASES_AFTER: &str =
    "SELECT id FROM purchase WHERE community_id = $1 AND number > $2 ORDER BY number LIMIT $3";

const PURCHASES_BEFORE: &str =
    "SELECT id FROM purchase WHERE community_id = $1 AND number < $2 ORDER BY number DESC LIMIT $3";

const RAISED_FOR: &str =
    "SELECT id FROM purchase WHERE community_id = $1 AND raised_for = $2 ORDER BY number";

const DELIVERIES_OF: &str =
    "SELECT id FROM delivery WHERE community_id = $1 AND purchase_id = $2 ORDER BY number";

const CREDITS_OF: &str =
    "SELECT id FROM supplier_credit WHERE community_id = $1 AND purchase_id = $2 ORDER BY id";

const OF_PHOTO: &str = "SELECT d.purchase_id FROM delivery_photo p
    JOIN delivery d ON d.community_id = p.community_id AND d.id = p.delivery_id
    WHERE p.community_id = $1 AND p.file_id = $2";

const RUNS_BEFORE: &str =
    "SELECT id FROM payment_run WHERE community_id = $1 AND number < $2 ORDER BY number DESC LIMIT $3";

const RUNS_IN: &str =
    "SELECT id FROM payment_run WHERE community_id = $1 AND state = $2 ORDER BY number LIMIT $3";

/// A run that waits for its second person and pays this supplier.
const WAITING_FOR: &str = "SELECT r.number, l.amount_minor FROM payment_run_line l
    JOIN payment_run r ON r.community_id = l.community_id AND r.id = l.run_id
    WHERE l.community_id = $1 AND l.supplier_id = $2 AND r.state = 'proposed' ORDER BY l.run_id LIMIT 1";

/// The newest first, as run and line.
const PAID_TO: &str = "SELECT run_id, number FROM payment_run_line
    WHERE community_id = $1 AND supplier_id = $2 AND state IN ('paid', 'returned')
    ORDER BY run_id DESC LIMIT $3";

/// Of who was paid: those that are a run's. A few lines a month.
const OF_RUN: &str = "SELECT run_id FROM payment_run_line
    WHERE community_id = $1 AND member = $2 AND (sales_payout = $3 OR rest_payout = $3) LIMIT 1";

const TAKEN_BACK_OF: &str =
    "SELECT payout_id FROM payout_taken_back WHERE community_id = $1 AND member = $2 ORDER BY payout_id";

const TAKEN_BACK_AFTER: &str = "SELECT payout_id FROM payout_taken_back
    WHERE community_id = $1 AND payout_id > $2 ORDER BY payout_id LIMIT $3";

/// What somebody wrote about purchase orders of their own deliveries.
const WORDS_OF: &str = "SELECT e.purchase_id, e.number
    FROM (SELECT community_id, id FROM purchase WHERE community_id = $1 AND supplier_id = $2) AS o
    CROSS JOIN purchase_event e WHERE e.community_id = o.community_id AND e.purchase_id = o.id
    AND e.by_member = $3 AND e.reason IS NOT NULL ORDER BY e.purchase_id, e.number";

/// Who has said where to be paid to, with the details in use.
const ACCOUNTS_AFTER: &str = "SELECT member, version FROM member_account
    WHERE community_id = $1 AND member > $2 AND version > 0 ORDER BY member LIMIT $3";

/// The greatest sum below which anything that was shared out is not transferred by itself.
const LEAST_GREATEST: &str = "SELECT least_minor FROM least_of_share WHERE community_id = $1
    ORDER BY least_minor DESC LIMIT 1";

/// The members whom a run for suppliers can pay.
const SUPPLIERS_WHO: &str = "SELECT member FROM supplier
    WHERE community_id = $1 AND member > $2 AND is_open = 1 ORDER BY member LIMIT $3";

/// Runs that are not entered whole. A handful.
const RUNS_WAITING: &str =
    "SELECT id FROM payment_run WHERE community_id = $1 AND state IN ('proposed', 'paying') ORDER BY id";

const WAITING_LINES: &str = "SELECT number, member FROM payment_run_line
    WHERE community_id = $1 AND run_id = $2 AND number > $3 AND state = 'proposed' ORDER BY number LIMIT $4";

/// What is paid by a run and where to; nothing where the details are gone.
const TRANSFERS_AFTER: &str = "SELECT l.number, l.amount_minor, COALESCE(s.holder, m.holder),
        COALESCE(s.account, m.account), COALESCE(s.bank, m.bank), COALESCE(s.bic, m.bic)
    FROM payment_run_line l
    LEFT JOIN supplier_bank s ON s.community_id = l.community_id AND s.supplier_id = l.supplier_id
        AND s.version = l.bank_version
    LEFT JOIN member_bank m ON m.community_id = l.community_id AND l.supplier_id IS NULL AND m.member = l.member
        AND m.version = l.bank_version
    WHERE l.community_id = $1 AND l.run_id = $2 AND l.number > $3 AND l.state = 'paid' ORDER BY l.number LIMIT $4";

const LINE_OF: &str =
    "SELECT number FROM payment_run_line WHERE community_id = $1 AND member = $2 AND run_id = $3";

/// Whether something was paid to these bank details of a member.
const PAID_WITH: &str = "SELECT number FROM payment_run_line
    WHERE community_id = $1 AND member = $2 AND bank_version = $3 AND supplier_id IS NULL
    AND state IN ('paid', 'returned') LIMIT 1";

/// Paid to members, and the bank details are gone: the bank's file cannot have them.
const GONE_OF: &str = "SELECT l.number FROM payment_run_line l
    JOIN member_bank b ON b.community_id = l.community_id AND b.member = l.member AND b.version = l.bank_version
    WHERE l.community_id = $1 AND l.run_id = $2 AND l.state = 'paid' AND l.supplier_id IS NULL AND b.account = ''
    ORDER BY l.number LIMIT $3";

/// To members, whose bank details are not their first and newer than a moment.
const NEW_OF: &str = "SELECT l.number FROM payment_run_line l
    JOIN member_bank b ON b.community_id = l.community_id AND b.member = l.member AND b.version = l.bank_version
    WHERE l.community_id = $1 AND l.run_id = $2 AND l.state = 'proposed' AND l.supplier_id IS NULL
    AND b.version > 1 AND b.changed_at_us > $3 ORDER BY l.number LIMIT $4";

/// Lines that were not paid, for a reason that each says.
const VOID_OF: &str =
    "SELECT number FROM payment_run_line WHERE community_id = $1 AND run_id = $2 AND state = 'void'
    ORDER BY number LIMIT $3";
const VOID_COUNT: &str =
    "SELECT COUNT(*) FROM payment_run_line WHERE community_id = $1 AND run_id = $2 AND state = 'void'";

/// The same of a page of runs, those that have any.
const VOID_COUNTS: &str = "SELECT r.id, COUNT(*) FROM payment_run r
    JOIN payment_run_line l ON l.community_id = r.community_id AND l.run_id = r.id AND l.state = 'void'
    WHERE r.community_id = $1 AND r.number < $2 AND r.number >= $3 GROUP BY r.id";

pub(crate) const STATEMENTS: &[&str] = &[
    VOID_COUNTS,
    VOID_OF,
    VOID_COUNT,
    OF_MEMBER,
    SUPPLIERS_AFTER,
    PURCHASES_OF,
    PURCHASES_IN,
    PURCHASES_AFTER,
    PURCHASES_BEFORE,
    RAISED_FOR,
    DELIVERIES_OF,
    CREDITS_OF,
    OF_PHOTO,
    RUNS_BEFORE,
    RUNS_IN,
    WAITING_FOR,
    WAITING_FOR_MEMBER,
    PAID_TO,
    OF_RUN,
    TAKEN_BACK_OF,
    TAKEN_BACK_AFTER,
    WORDS_OF,
    ACCOUNTS_AFTER,
    SUPPLIERS_WHO,
    RUNS_WAITING,
    LEAST_GREATEST,
    WAITING_LINES,
    TRANSFERS_AFTER,
    LINE_OF,
    PAID_WITH,
    GONE_OF,
    NEW_OF,
];

/// The supplier that a member is.
pub(crate) fn of_member(tx: &mut Tx, member: Id<Member>) -> Result<Option<Id<Supplier>>, Fault> {
    let community = tx.community();
    Ok(first(tx.rows(OF_MEMBER, &[&community, &member])?).pop())
}

pub(crate) fn read_of_member(
    reader: &mut Reader,
    community: i64,
    member: Id<Member>,
) -> Result<Option<Id<Supplier>>, Fault> {
    Ok(first(reader.rows(OF_MEMBER, &[&community, &member])?).pop())
}

pub(crate) fn suppliers_after(
    reader: &mut Reader,
    community: i64,
    after: i64,
    limit: i64,
) -> Result<Vec<Id<Supplier>>, Fault> {
    Ok(first(reader.rows(SUPPLIERS_AFTER, &[&community, &after, &limit])?))
}

pub(crate) fn purchases_of(
    reader: &mut Reader,
    community: i64,
    supplier: Id<Supplier>,
    below: i64,
    limit: i64,
    shown_only: bool,
) -> Result<Vec<Id<Purchase>>, Fault> {
    let shown_only = i64::from(shown_only);
    Ok(first(reader.rows(PURCHASES_OF, &[&community, &supplier, &below, &limit, &shown_only])?))
}

pub(crate) fn purchases_in(
    reader: &mut Reader,
    community: i64,
    state: PurchaseState,
    limit: i64,
) -> Result<Vec<Id<Purchase>>, Fault> {
    Ok(first(reader.rows(PURCHASES_IN, &[&community, &state, &limit])?))
}

/// The newest first.
pub(crate) fn newest_purchases(
    reader: &mut Reader,
    community: i64,
    limit: i64,
) -> Result<Vec<Id<Purchase>>, Fault> {
    Ok(first(reader.rows(PURCHASES_BEFORE, &[&community, &i64::MAX, &limit])?))
}

pub(crate) fn purchases_after(
    reader: &mut Reader,
    community: i64,
    after: i64,
    limit: i64,
) -> Result<Vec<Id<Purchase>>, Fault> {
    Ok(first(reader.rows(PURCHASES_AFTER, &[&community, &after, &limit])?))
}

pub(crate) fn raised_for(
    reader: &mut impl ledger::Source,
    community: i64,
    cause: &str,
) -> Result<Vec<Id<Purchase>>, Fault> {
    Ok(first(reader.rows(RAISED_FOR, &[&community, &cause])?))
}

/// The same, in an operation.
pub(crate) fn counted_of(tx: &mut Tx, purchase: Id<Purchase>) -> Result<Vec<Id<Delivery>>, Fault> {
    let community = tx.community();
    Ok(first(tx.rows(DELIVERIES_OF, &[&community, &purchase])?))
}

pub(crate) fn deliveries_of(
    reader: &mut Reader,
    community: i64,
    purchase: Id<Purchase>,
) -> Result<Vec<Id<Delivery>>, Fault> {
    Ok(first(reader.rows(DELIVERIES_OF, &[&community, &purchase])?))
}

pub(crate) fn credits_of(
    reader: &mut Reader,
    community: i64,
    purchase: Id<Purchase>,
) -> Result<Vec<Id<Credit>>, Fault> {
    Ok(first(reader.rows(CREDITS_OF, &[&community, &purchase])?))
}

pub(crate) fn of_photo(
    reader: &mut Reader,
    community: i64,
    file: Id<File>,
) -> Result<Option<Id<Purchase>>, Fault> {
    Ok(first(reader.rows(OF_PHOTO, &[&community, &file])?).pop())
}

pub(crate) fn runs_before(
    reader: &mut Reader,
    community: i64,
    below: i64,
    limit: i64,
) -> Result<Vec<Id<PaymentRun>>, Fault> {
    Ok(first(reader.rows(RUNS_BEFORE, &[&community, &below, &limit])?))
}

pub(crate) fn runs_in(
    reader: &mut Reader,
    community: i64,
    state: RunState,
    limit: i64,
) -> Result<Vec<Id<PaymentRun>>, Fault> {
    Ok(first(reader.rows(RUNS_IN, &[&community, &state, &limit])?))
}

/// The number of a run that waits and pays this supplier.
pub(crate) fn waiting_for(
    reader: &mut Reader,
    community: i64,
    supplier: Id<Supplier>,
) -> Result<Option<(i64, i64)>, Fault> {
    Ok(reader.rows(WAITING_FOR, &[&community, &supplier])?.pop())
}

pub(crate) fn paid_to(
    reader: &mut Reader,
    community: i64,
    supplier: Id<Supplier>,
    limit: i64,
) -> Result<Vec<(Id<PaymentRun>, i64)>, Fault> {
    reader.rows(PAID_TO, &[&community, &supplier, &limit])
}

pub(crate) fn words_of(
    tx: &mut Tx,
    supplier: Id<Supplier>,
    member: Id<Member>,
) -> Result<Vec<(Id<Purchase>, i64)>, Fault> {
    let community = tx.community();
    tx.rows(WORDS_OF, &[&community, &supplier, &member])
}

pub(crate) fn first<T>(found: Vec<(T,)>) -> Vec<T> {
    found.into_iter().map(|(one,)| one).collect()
}

/// The run that made this payout to the member.
pub(crate) fn run_of(
    reader: &mut Reader,
    community: i64,
    member: Id<Member>,
    payout: Id<Payout>,
) -> Result<Option<Id<PaymentRun>>, Fault> {
    Ok(first(reader.rows(OF_RUN, &[&community, &member, &payout])?).pop())
}

/// Whether a run made this payout to the member.
pub(crate) fn is_of_run(
    source: &mut impl ledger::Source,
    community: i64,
    member: Id<Member>,
    payout: Id<Payout>,
) -> Result<bool, Fault> {
    let found: Vec<(Id<PaymentRun>,)> = source.rows(OF_RUN, &[&community, &member, &payout])?;
    Ok(!found.is_empty())
}

/// What was paid to a member and taken back.
pub(crate) fn taken_back_of(
    source: &mut impl ledger::Source,
    community: i64,
    member: Id<Member>,
) -> Result<Vec<Id<Payout>>, Fault> {
    Ok(first(source.rows(TAKEN_BACK_OF, &[&community, &member])?))
}

pub(crate) fn taken_back_after(
    reader: &mut Reader,
    community: i64,
    after: &str,
    limit: i64,
) -> Result<Vec<Id<Payout>>, Fault> {
    Ok(first(reader.rows(TAKEN_BACK_AFTER, &[&community, &after, &limit])?))
}

pub(crate) fn accounts_after(
    source: &mut impl ledger::Source,
    community: i64,
    after: &str,
    limit: i64,
) -> Result<Vec<(Id<Member>, i64)>, Fault> {
    source.rows(ACCOUNTS_AFTER, &[&community, &after, &limit])
}

pub(crate) fn suppliers_who(
    source: &mut impl ledger::Source,
    community: i64,
    after: &str,
    limit: i64,
) -> Result<Vec<Id<Member>>, Fault> {
    Ok(first(source.rows(SUPPLIERS_WHO, &[&community, &after, &limit])?))
}

pub(crate) fn runs_waiting(
    source: &mut impl ledger::Source,
    community: i64,
) -> Result<Vec<Id<PaymentRun>>, Fault> {
    Ok(first(source.rows(RUNS_WAITING, &[&community])?))
}

/// Lines of a run that have not been dealt with, and whom each would pay.
pub(crate) fn waiting_lines(
    source: &mut impl ledger::Source,
    community: i64,
    run: Id<PaymentRun>,
    after: i64,
    limit: i64,
) -> Result<Vec<(i64, Id<Member>)>, Fault> {
    source.rows(WAITING_LINES, &[&community, &run, &after, &limit])
}

/// Number, minor units, and the bank details as they are stored.
type Transferred = (i64, i64, Option<String>, Option<String>, Option<String>, Option<String>);

/// What a run pays, in blocks by the number of the last line; no details where they are gone.
pub(crate) fn transfers_after(
    reader: &mut Reader,
    community: i64,
    run: Id<PaymentRun>,
    after: i64,
    limit: i64,
) -> Result<Vec<(i64, i64, Option<BankText>)>, Fault> {
    let rows: Vec<Transferred> = reader.rows(TRANSFERS_AFTER, &[&community, &run, &after, &limit])?;
    let text = |(number, minor, holder, account, bank, bic): Transferred| {
        let text = match (holder, account, bank, bic) {
            (Some(holder), Some(account), Some(bank), Some(bic)) if !account.is_empty() => {
                Some(BankText { holder, account, bank, bic })
            }
            _ => None,
        };
        (number, minor, text)
    };
    Ok(rows.into_iter().map(text).collect())
}

/// The line of a run that pays a member.
pub(crate) fn line_of(
    source: &mut impl ledger::Source,
    community: i64,
    member: Id<Member>,
    run: Id<PaymentRun>,
) -> Result<Option<i64>, Fault> {
    Ok(first(source.rows(LINE_OF, &[&community, &member, &run])?).pop())
}

pub(crate) fn was_paid_with(
    source: &mut impl ledger::Source,
    community: i64,
    member: Id<Member>,
    version: i64,
) -> Result<bool, Fault> {
    let found: Vec<(i64,)> = source.rows(PAID_WITH, &[&community, &member, &version])?;
    Ok(!found.is_empty())
}

/// How many lines are void, of the runs from a number to below another.
pub(crate) fn void_counts(
    reader: &mut Reader,
    community: i64,
    (from, below): (i64, i64),
) -> Result<BTreeMap<Id<PaymentRun>, i64>, Fault> {
    let rows: Vec<(Id<PaymentRun>, i64)> = reader.rows(VOID_COUNTS, &[&community, &below, &from])?;
    Ok(rows.into_iter().collect())
}

/// How many lines of a run are void, and the first of them.
pub(crate) fn void_of(
    source: &mut impl ledger::Source,
    community: i64,
    run: Id<PaymentRun>,
    limit: i64,
) -> Result<(i64, Vec<i64>), Fault> {
    let counted = source.rows::<(i64,)>(VOID_COUNT, &[&community, &run])?;
    let count = counted.first().map_or(0, |(count,)| *count);
    Ok((count, first(source.rows(VOID_OF, &[&community, &run, &limit])?)))
}

pub(crate) fn gone_of(
    source: &mut impl ledger::Source,
    community: i64,
    run: Id<PaymentRun>,
    limit: i64,
) -> Result<Vec<i64>, Fault> {
    Ok(first(source.rows(GONE_OF, &[&community, &run, &limit])?))
}

pub(crate) fn new_of(
    source: &mut impl ledger::Source,
    community: i64,
    run: Id<PaymentRun>,
    since: Timestamp,
    limit: i64,
) -> Result<Vec<i64>, Fault> {
    Ok(first(source.rows(NEW_OF, &[&community, &run, &since, &limit])?))
}

/// Zero where nothing was ever shared out with a least sum.
pub(crate) fn least_greatest(source: &mut impl ledger::Source, community: i64) -> Result<i64, Fault> {
    let rows = source.rows::<(i64,)>(LEAST_GREATEST, &[&community])?;
    Ok(rows.into_iter().next().map_or(0, |(least,)| least))
}

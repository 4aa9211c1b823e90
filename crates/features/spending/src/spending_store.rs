//! What is read of mandates and expenses beside single rows.

use crate::ids::Member;
use crate::receipt::Till;
use crate::rows::{Expense, Mandate, Receipt};
use kernel::Id;
use store::{Arg, Fault, Reader, Tx};
use web::ids::PoolId;

/// Who can read: a snapshot, or the running operation, which sees what it has written itself.
pub(crate) trait Source {
    fn listed<L: store::Listed>(&mut self, sql: &str, args: &[&dyn Arg]) -> Result<Vec<L>, Fault>;
}

impl Source for Reader {
    fn listed<L: store::Listed>(&mut self, sql: &str, args: &[&dyn Arg]) -> Result<Vec<L>, Fault> {
        self.rows(sql, args)
    }
}

impl Source for Tx {
    fn listed<L: store::Listed>(&mut self, sql: &str, args: &[&dyn Arg]) -> Result<Vec<L>, Fault> {
        self.rows(sql, args)
    }
}

/// A decision makes a few, a participatory budget one a winner.
const OF_DECISION: &str = "SELECT id FROM mandate WHERE community_id = $1 AND decision = $2 ORDER BY id";

/// There is one of a campaign.
const OF_CAMPAIGN: &str = "SELECT id FROM mandate WHERE community_id = $1 AND campaign = $2 LIMIT 1";

const TEAM_OF: &str =
    "SELECT member FROM mandate_team WHERE community_id = $1 AND mandate_id = $2 ORDER BY member";

const LINES_OF: &str =
    "SELECT number FROM mandate_line WHERE community_id = $1 AND mandate_id = $2 ORDER BY number";

/// What stands in the books under a mandate, by line of its budget; 0 where an expense names none.
const BY_LINE: &str = "SELECT COALESCE(line, 0), CAST(SUM(amount_minor) AS BIGINT) FROM expense
    WHERE community_id = $1 AND mandate_id = $2
    AND (state = 'paid' OR (state = 'approved' AND payee_member IS NOT NULL))
    GROUP BY COALESCE(line, 0) ORDER BY COALESCE(line, 0)";

/// What is asked for under a mandate and not decided on, and what of the mandate was kept for it.
const WAITING_WITH_ROOM: &str = "SELECT CAST(COALESCE(SUM(amount_minor), 0) AS BIGINT),
        CAST(COALESCE(SUM(room_minor), 0) AS BIGINT) FROM expense
    WHERE community_id = $1 AND mandate_id = $2 AND state = 'submitted'";

/// What of a line of a budget is approved, paid or not; and what of it is asked for and not decided on.
const OF_LINE: &str = "SELECT CAST(COALESCE(SUM(CASE WHEN state = 'submitted' THEN 0 ELSE amount_minor END), 0) AS BIGINT),
        CAST(COALESCE(SUM(CASE WHEN state = 'submitted' THEN amount_minor ELSE 0 END), 0) AS BIGINT) FROM expense
    WHERE community_id = $1 AND mandate_id = $2 AND line = $3 AND state IN ('submitted', 'approved', 'paid')";

/// What is promised from a fund to payees outside, under all its mandates.
const PROMISED_OF_FUND: &str = "SELECT CAST(COALESCE(SUM(promised_minor), 0) AS BIGINT) FROM mandate
    WHERE community_id = $1 AND fund = $2";

/// What of a mandate is promised by its expenses: approved for payees outside, and unpaid; and what was kept for those that wait.
const PROMISED_BY_EXPENSES: &str = "SELECT CAST(COALESCE(SUM(CASE WHEN state = 'approved' THEN amount_minor ELSE room_minor END), 0)
        AS BIGINT) FROM expense
    WHERE community_id = $1 AND mandate_id = $2 AND (state = 'submitted' OR (state = 'approved' AND payee_member IS NULL))";

/// What is approved for payees outside and unpaid, under all mandates of a fund.
const APPROVED_OF_FUND: &str = "SELECT CAST(COALESCE(SUM(amount_minor), 0) AS BIGINT) FROM expense
    WHERE community_id = $1 AND state = 'approved' AND fund = $2 AND payee_member IS NULL";

/// What was asked for under a mandate before an instant and not done with by then. Of payees outside all: a payment can be taken back.
pub(crate) const ASKED_BY: &str = "SELECT id FROM expense WHERE community_id = $1 AND mandate_id = $2
    AND submitted_at_us < $3 AND (state = 'submitted' OR payee_member IS NULL OR decided_at_us >= $3 OR state = 'withdrawn')
    ORDER BY number";

/// What this month's standing mandates have used, whatever version of the rules made them.
const USED_OF_MONTH: &str = "SELECT CAST(COALESCE(SUM(spent_minor + promised_minor), 0) AS BIGINT)
    FROM mandate WHERE community_id = $1 AND month = $2";

/// Those of a month; one a version of the rules.
const OF_MONTH: &str = "SELECT id FROM mandate WHERE community_id = $1 AND month = $2 ORDER BY id";

/// What a member asked for; for their export and erasure.
const OF_AUTHOR: &str = "SELECT id FROM expense WHERE community_id = $1 AND author = $2 ORDER BY number";

const MANDATES_AFTER: &str =
    "SELECT id FROM mandate WHERE community_id = $1 AND id > $2 ORDER BY id LIMIT $3";

const EXPENSES_AFTER: &str =
    "SELECT id FROM expense WHERE community_id = $1 AND id > $2 ORDER BY id LIMIT $3";

/// What a fund had at the beginning, at the bank or in the till, as it stands now.
const OPENING_OF: &str = "SELECT number FROM receipt WHERE community_id = $1 AND fund = $2 AND place = $3
    AND kind = 'opening' AND reversed_by IS NULL LIMIT 1";

/// What a member gave; for their export.
const OF_GIVER: &str = "SELECT id FROM receipt WHERE community_id = $1 AND giver_member = $2 ORDER BY number";

const RECEIPTS_AFTER: &str =
    "SELECT id FROM receipt WHERE community_id = $1 AND id > $2 ORDER BY id LIMIT $3";

pub(crate) const STATEMENTS: &[&str] = &[
    OF_DECISION,
    OF_CAMPAIGN,
    TEAM_OF,
    LINES_OF,
    BY_LINE,
    WAITING_WITH_ROOM,
    OF_LINE,
    PROMISED_OF_FUND,
    PROMISED_BY_EXPENSES,
    APPROVED_OF_FUND,
    ASKED_BY,
    USED_OF_MONTH,
    OF_MONTH,
    OF_AUTHOR,
    MANDATES_AFTER,
    EXPENSES_AFTER,
    OPENING_OF,
    OF_GIVER,
    RECEIPTS_AFTER,
];

/// Whether it is entered already.
pub(crate) fn opening_of(tx: &mut Tx, community: i64, fund: i64, till: Till) -> Result<bool, Fault> {
    Ok(!tx.rows::<(i64,)>(OPENING_OF, &[&community, &fund, &till])?.is_empty())
}

pub(crate) fn of_giver(
    reader: &mut Reader,
    community: i64,
    giver: Id<Member>,
) -> Result<Vec<Id<Receipt>>, Fault> {
    ids(reader.rows(OF_GIVER, &[&community, &giver])?)
}

pub(crate) fn receipts_after(
    reader: &mut Reader,
    community: i64,
    after: &str,
    limit: i64,
) -> Result<Vec<Id<Receipt>>, Fault> {
    ids(reader.rows(RECEIPTS_AFTER, &[&community, &after, &limit])?)
}

pub(crate) fn mandates_after(
    reader: &mut Reader,
    community: i64,
    after: &str,
    limit: i64,
) -> Result<Vec<Id<Mandate>>, Fault> {
    ids(reader.rows(MANDATES_AFTER, &[&community, &after, &limit])?)
}

pub(crate) fn expenses_after(
    reader: &mut Reader,
    community: i64,
    after: &str,
    limit: i64,
) -> Result<Vec<Id<Expense>>, Fault> {
    ids(reader.rows(EXPENSES_AFTER, &[&community, &after, &limit])?)
}

pub(crate) fn of_author(
    source: &mut impl Source,
    community: i64,
    author: Id<Member>,
) -> Result<Vec<Id<Expense>>, Fault> {
    ids(source.listed(OF_AUTHOR, &[&community, &author])?)
}

pub(crate) fn of_decision(
    source: &mut impl Source,
    community: i64,
    decision: &str,
) -> Result<Vec<Id<Mandate>>, Fault> {
    ids(source.listed(OF_DECISION, &[&community, &decision])?)
}

pub(crate) fn of_campaign(
    source: &mut impl Source,
    community: i64,
    campaign: PoolId,
) -> Result<Option<Id<Mandate>>, Fault> {
    let found: Vec<(Id<Mandate>,)> = source.listed(OF_CAMPAIGN, &[&community, &campaign])?;
    Ok(found.first().map(|(id,)| *id))
}

pub(crate) fn team_of(
    source: &mut impl Source,
    community: i64,
    mandate: Id<Mandate>,
) -> Result<Vec<Id<Member>>, Fault> {
    ids(source.listed(TEAM_OF, &[&community, &mandate])?)
}

pub(crate) fn lines_of(
    source: &mut impl Source,
    community: i64,
    mandate: Id<Mandate>,
) -> Result<Vec<i64>, Fault> {
    let found: Vec<(i64,)> = source.listed(LINES_OF, &[&community, &mandate])?;
    Ok(found.into_iter().map(|(number,)| number).collect())
}

pub(crate) fn by_line(
    reader: &mut Reader,
    community: i64,
    mandate: Id<Mandate>,
) -> Result<Vec<(i64, i64)>, Fault> {
    reader.rows(BY_LINE, &[&community, &mandate])
}

/// What waits under a mandate, and what of it is kept for that already, in minor units.
pub(crate) fn waiting_with_room(
    reader: &mut Reader,
    community: i64,
    mandate: Id<Mandate>,
) -> Result<(i64, i64), Fault> {
    Ok(reader.rows(WAITING_WITH_ROOM, &[&community, &mandate])?.first().copied().unwrap_or_default())
}

/// Of one line of a budget, in minor units.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Waiting {
    pub taken_minor: i64,
    pub waiting_minor: i64,
}

pub(crate) fn of_line(
    reader: &mut Reader,
    community: i64,
    mandate: Id<Mandate>,
    line: i64,
) -> Result<Waiting, Fault> {
    let found: Vec<(i64, i64)> = reader.rows(OF_LINE, &[&community, &mandate, &line])?;
    let sums = found.first().map(|&(taken_minor, waiting_minor)| Waiting { taken_minor, waiting_minor });
    Ok(sums.unwrap_or_default())
}

pub(crate) fn promised_of_fund(source: &mut impl Source, community: i64, fund: i64) -> Result<i64, Fault> {
    sum(source.listed(PROMISED_OF_FUND, &[&community, &fund])?)
}

pub(crate) fn approved_of_fund(source: &mut impl Source, community: i64, fund: i64) -> Result<i64, Fault> {
    sum(source.listed(APPROVED_OF_FUND, &[&community, &fund])?)
}

pub(crate) fn promised_by_expenses(
    reader: &mut Reader,
    community: i64,
    mandate: Id<Mandate>,
) -> Result<i64, Fault> {
    sum(reader.rows(PROMISED_BY_EXPENSES, &[&community, &mandate])?)
}

pub(crate) fn used_of_month(source: &mut impl Source, community: i64, month: &str) -> Result<i64, Fault> {
    sum(source.listed(USED_OF_MONTH, &[&community, &month])?)
}

pub(crate) fn of_month(
    source: &mut impl Source,
    community: i64,
    month: &str,
) -> Result<Vec<Id<Mandate>>, Fault> {
    ids(source.listed(OF_MONTH, &[&community, &month])?)
}

fn ids<T>(rows: Vec<(Id<T>,)>) -> Result<Vec<Id<T>>, Fault> {
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

fn sum(rows: Vec<(i64,)>) -> Result<i64, Fault> {
    Ok(rows.first().map_or(0, |row| row.0))
}

//! What is read of closings and distributions beside single rows.

use crate::ids::Member;
use crate::rows::{Distribution, DistributionBlock, TaxPayment};
use kernel::{Id, Timestamp};
use ledger::Source;
use store::{Fault, Reader};

/// Pages by number, newest first.
const NEWEST: &str =
    "SELECT id FROM distribution WHERE community_id = $1 AND number < $2 ORDER BY number DESC LIMIT $3";

/// Decided ones of a fund that cover some of a time.
const OVERLAPPING: &str = "SELECT id FROM distribution WHERE community_id = $1 AND fund = $2 AND ends_us > $3
    AND starts_us < $4 AND state IN ('paying', 'paid') LIMIT 1";

/// Until when a fund was shared out, and what the last one left uncovered.
const LAST_DECIDED: &str =
    "SELECT ends_us, loss_left_minor FROM distribution WHERE community_id = $1 AND fund = $2
    AND state IN ('paying', 'paid') ORDER BY ends_us DESC LIMIT 1";

/// The last decided one that ended by then.
const DECIDED_BY: &str = "SELECT id FROM distribution WHERE community_id = $1 AND fund = $2
    AND state IN ('paying', 'paid') AND ends_us <= $3 ORDER BY ends_us DESC LIMIT 1";

/// The block that a holder would be in.
const BLOCK_OF: &str =
    "SELECT number FROM distribution_block WHERE community_id = $1 AND distribution_id = $2
    AND first_holder <= $3 ORDER BY first_holder DESC LIMIT 1";

/// How many blocks, holders and minor units there are, and how many of the blocks are paid.
const BLOCK_SUMS: &str = "SELECT COUNT(*), CAST(COALESCE(SUM(b.holder_count), 0) AS BIGINT),
    CAST(COALESCE(SUM(b.paid_minor), 0) AS BIGINT), COUNT(p.number)
    FROM distribution_block b LEFT JOIN distribution_part p ON p.community_id = b.community_id
    AND p.distribution_id = b.distribution_id AND p.number = b.number
    WHERE b.community_id = $1 AND b.distribution_id = $2";

/// What all its blocks hash to, in order.
const BLOCK_HASHES: &str = "SELECT hash FROM distribution_block_hash
    WHERE community_id = $1 AND distribution_id = $2 ORDER BY number";

/// Closings, those that end last first. Those that end together are told apart by their codes.
const CLOSINGS: &str = "SELECT ends_us, period FROM period_closing WHERE community_id = $1 AND ends_us <= $2
    AND (ends_us < $2 OR period < $3) ORDER BY ends_us DESC, period DESC LIMIT $4";

/// Few wait at a time.
const CLOSINGS_ASKED: &str =
    "SELECT COUNT(*) FROM period_closing WHERE community_id = $1 AND state = 'asked'";

/// Others of the same fund and period: what a simulation is compared with.
const OF_PERIOD: &str = "SELECT id FROM distribution WHERE community_id = $1 AND fund = $2 AND ends_us = $3
    AND starts_us = $4 AND state <> 'making' ORDER BY number DESC LIMIT $5";

/// Decided ones of a fund, the newest first.
const OF_FUND: &str = "SELECT id FROM distribution WHERE community_id = $1 AND fund = $2
    AND state IN ('paying', 'paid') ORDER BY ends_us DESC LIMIT $3";

/// How often a line of tax was tried to be paid.
const LAST_ATTEMPT: &str = "SELECT attempt FROM tax_payment WHERE community_id = $1 AND distribution_id = $2
    AND line = $3 ORDER BY attempt DESC LIMIT 1";

/// All attempts at the taxes of a distribution: a handful.
const TAX_PAYMENTS: &str = "SELECT line, attempt FROM tax_payment
    WHERE community_id = $1 AND distribution_id = $2 ORDER BY line, attempt";

/// To whom a tax of this name was paid last.
const LAST_OFFICE: &str = "SELECT office FROM tax_payment WHERE community_id = $1 AND name = $2
    ORDER BY made_at_us DESC LIMIT 1";

/// Distributions whose tax has not all been paid, the oldest first.
const TAX_OPEN: &str =
    "SELECT id FROM distribution WHERE community_id = $1 AND tax_open = 1 ORDER BY number LIMIT $2";

/// Payments of tax that somebody took back, with why.
const TAKEN_BACK_BY: &str = "SELECT distribution_id, line, attempt FROM tax_payment
    WHERE community_id = $1 AND taken_by = $2 ORDER BY distribution_id, line, attempt";

pub(crate) const STATEMENTS: &[&str] = &[
    NEWEST,
    OVERLAPPING,
    LAST_DECIDED,
    DECIDED_BY,
    BLOCK_OF,
    BLOCK_SUMS,
    BLOCK_HASHES,
    CLOSINGS,
    CLOSINGS_ASKED,
    OF_PERIOD,
    OF_FUND,
    LAST_ATTEMPT,
    TAX_PAYMENTS,
    LAST_OFFICE,
    TAX_OPEN,
    TAKEN_BACK_BY,
];

type DistributionId = Id<Distribution>;

/// When a closing's period ends, and its code.
pub(crate) type ClosingPlace = (Timestamp, String);

/// Ahead of every closing.
pub(crate) fn all_closings() -> ClosingPlace {
    (Timestamp::from_micros(i64::MAX), String::new())
}

pub(crate) fn newest(
    reader: &mut Reader,
    community: i64,
    below: i64,
    limit: i64,
) -> Result<Vec<DistributionId>, Fault> {
    let rows = reader.rows::<(DistributionId,)>(NEWEST, &[&community, &below, &limit])?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

pub(crate) fn overlapping(
    source: &mut impl Source,
    community: i64,
    fund: i64,
    (from, until): (Timestamp, Timestamp),
) -> Result<Option<DistributionId>, Fault> {
    let rows = source.rows::<(DistributionId,)>(OVERLAPPING, &[&community, &fund, &from, &until])?;
    Ok(rows.into_iter().next().map(|(id,)| id))
}

pub(crate) fn of_fund(
    reader: &mut Reader,
    community: i64,
    fund: i64,
    limit: i64,
) -> Result<Vec<DistributionId>, Fault> {
    let rows = reader.rows::<(DistributionId,)>(OF_FUND, &[&community, &fund, &limit])?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// The end of the last decided one of a fund, and the loss that it left; the beginning of time where there is none.
pub(crate) fn last_decided(
    source: &mut impl Source,
    community: i64,
    fund: i64,
) -> Result<(Timestamp, i64), Fault> {
    let rows = source.rows::<(Timestamp, i64)>(LAST_DECIDED, &[&community, &fund])?;
    Ok(rows.into_iter().next().unwrap_or((Timestamp::from_micros(0), 0)))
}

/// The last decided one of a fund that ended by then.
pub(crate) fn decided_by(
    source: &mut impl Source,
    community: i64,
    fund: i64,
    by: Timestamp,
) -> Result<Option<Distribution>, Fault> {
    match source.rows::<(DistributionId,)>(DECIDED_BY, &[&community, &fund, &by])?.first() {
        Some((id,)) => source.find::<Distribution>((community, *id)),
        None => Ok(None),
    }
}

pub(crate) fn block_of(
    reader: &mut Reader,
    community: i64,
    distribution: DistributionId,
    holder: Id<Member>,
) -> Result<Option<DistributionBlock>, Fault> {
    let rows = reader.rows::<(i64,)>(BLOCK_OF, &[&community, &distribution, &holder])?;
    match rows.first() {
        Some((number,)) => reader.find::<DistributionBlock>(&(community, distribution, *number)),
        None => Ok(None),
    }
}

/// Blocks, holders, minor units, blocks paid.
pub(crate) fn block_sums(
    reader: &mut Reader,
    community: i64,
    distribution: DistributionId,
) -> Result<(i64, i64, i64, i64), Fault> {
    let rows = reader.rows::<(i64, i64, i64, i64)>(BLOCK_SUMS, &[&community, &distribution])?;
    Ok(rows.into_iter().next().unwrap_or_default())
}

pub(crate) fn block_hashes(source: &mut impl Source, row: &Distribution) -> Result<Vec<String>, Fault> {
    let rows = source.rows::<(String,)>(BLOCK_HASHES, &[&row.community_id, &row.id])?;
    Ok(rows.into_iter().map(|(hash,)| hash).collect())
}

pub(crate) fn closings(
    reader: &mut Reader,
    community: i64,
    (ends, period): &ClosingPlace,
    limit: i64,
) -> Result<Vec<ClosingPlace>, Fault> {
    reader.rows::<ClosingPlace>(CLOSINGS, &[&community, ends, period, &limit])
}

pub(crate) fn closings_asked(reader: &mut Reader, community: i64) -> Result<i64, Fault> {
    Ok(reader.rows::<(i64,)>(CLOSINGS_ASKED, &[&community])?.first().map_or(0, |row| row.0))
}

pub(crate) fn of_period(
    reader: &mut Reader,
    row: &Distribution,
    limit: i64,
) -> Result<Vec<DistributionId>, Fault> {
    let args: [&dyn store::Arg; 5] = [&row.community_id, &row.fund, &row.ends_us, &row.starts_us, &limit];
    let rows = reader.rows::<(DistributionId,)>(OF_PERIOD, &args)?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

pub(crate) fn last_attempt(
    source: &mut impl Source,
    community: i64,
    distribution: DistributionId,
    line: i64,
) -> Result<Option<i64>, Fault> {
    let rows = source.rows::<(i64,)>(LAST_ATTEMPT, &[&community, &distribution, &line])?;
    Ok(rows.into_iter().next().map(|(attempt,)| attempt))
}

/// By line, and the first attempt first.
pub(crate) fn tax_payments(
    reader: &mut Reader,
    community: i64,
    distribution: DistributionId,
) -> Result<Vec<TaxPayment>, Fault> {
    let mut payments = Vec::new();
    for (line, attempt) in reader.rows::<(i64, i64)>(TAX_PAYMENTS, &[&community, &distribution])? {
        payments.extend(reader.find::<TaxPayment>(&(community, distribution, line, attempt))?);
    }
    Ok(payments)
}

pub(crate) fn last_office(reader: &mut Reader, community: i64, name: &str) -> Result<Option<String>, Fault> {
    let rows = reader.rows::<(String,)>(LAST_OFFICE, &[&community, &name])?;
    Ok(rows.into_iter().next().map(|(office,)| office))
}

pub(crate) fn tax_open(
    reader: &mut Reader,
    community: i64,
    limit: i64,
) -> Result<Vec<DistributionId>, Fault> {
    let rows = reader.rows::<(DistributionId,)>(TAX_OPEN, &[&community, &limit])?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// As the keys of the payments.
pub(crate) fn taken_back_by(
    source: &mut impl Source,
    community: i64,
    member: Id<Member>,
) -> Result<Vec<(DistributionId, i64, i64)>, Fault> {
    source.rows::<(DistributionId, i64, i64)>(TAKEN_BACK_BY, &[&community, &member])
}

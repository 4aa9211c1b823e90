//! What is read of instruments, subscriptions and the register beside single rows.

use crate::ids::Member;
use crate::issue::OriginKind;
use crate::rows::{Instrument, Parting, Subscription};
use crate::subscription::SubscriptionState;
use crate::worked::{self, Line};
use kernel::{Id, Timestamp};
use std::collections::BTreeMap;
use store::{Arg, Fault, Reader, Tx};

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

/// Pages by number, newest first.
const INSTRUMENTS: &str = "SELECT id FROM instrument WHERE community_id = $1 AND number < $2
    ORDER BY number DESC LIMIT $3";

/// Pages by number, oldest first: who waits longest comes first.
const IN_STATE: &str = "SELECT id FROM subscription WHERE community_id = $1 AND state = $2 AND number > $3
    ORDER BY number LIMIT $4";

const WAITING: &str = "SELECT COUNT(*), CAST(COALESCE(SUM(amount_minor), 0) AS BIGINT) FROM subscription
    WHERE community_id = $1 AND state = 'asked'";

const OF_MEMBER: &str = "SELECT id FROM subscription WHERE community_id = $1 AND member = $2 ORDER BY number";

const OF_MEMBER_WAITING: &str = "SELECT id FROM subscription WHERE community_id = $1 AND member = $2
    AND instrument_id = $3 AND state = 'asked' ORDER BY number";

const TAKEN_BACK: &str =
    "SELECT entry FROM arrival_taken_back WHERE community_id = $1 AND subscription_id = $2
    ORDER BY entry";

const HELD_BY: &str =
    "SELECT instrument_id, units, paid_minor FROM holding WHERE community_id = $1 AND holder = $2
    AND units > 0 ORDER BY instrument_id";

/// Units by state.
const UNITS: &str = "SELECT state, CAST(SUM(units) AS BIGINT) FROM subscription
    WHERE community_id = $1 AND instrument_id = $2 GROUP BY state";

/// The register as it was before an instant: pages by holder.
const REGISTER: &str =
    "SELECT holder, CAST(SUM(change_units) AS BIGINT), CAST(SUM(change_minor) AS BIGINT) FROM register_line
    WHERE community_id = $1 AND instrument_id = $2 AND holder > $3 AND at_us < $4
    GROUP BY holder HAVING SUM(change_units) > 0 ORDER BY holder LIMIT $5";

/// What one had before an instant.
const HELD_AT: &str = "SELECT CAST(COALESCE(SUM(change_units), 0) AS BIGINT) FROM register_line
    WHERE community_id = $1 AND instrument_id = $2 AND holder = $3 AND at_us < $4";

/// How many held how much together before an instant, and what was put in for it.
const REGISTER_TOTALS: &str = "SELECT COUNT(*), CAST(COALESCE(SUM(held.units), 0) AS BIGINT),
    CAST(COALESCE(SUM(held.minor), 0) AS BIGINT) FROM (
    SELECT holder, SUM(change_units) AS units, SUM(change_minor) AS minor FROM register_line
    WHERE community_id = $1 AND instrument_id = $2 AND at_us < $3
    GROUP BY holder HAVING SUM(change_units) > 0) held";

/// Whether work made units before an instant.
const WORK_MADE: &str =
    "SELECT holder FROM register_line WHERE community_id = $1 AND instrument_id = $2 AND at_us < $3
    AND origin_kind = 'contribution' LIMIT 1";

/// The lines of an instrument before an instant, by holder and in the order in which they were entered.
const LINES_BEFORE: &str = "SELECT holder, number, change_units, origin_kind, origin_id FROM register_line
    WHERE community_id = $1 AND instrument_id = $2 AND at_us < $3 AND (holder, number) > ($4, $5)
    ORDER BY holder, number LIMIT $6";

/// Holdings that are not what their changes come to.
const UNEQUAL: &str =
    "SELECT h.holder, h.units, CAST(COALESCE(SUM(c.change_units), 0) AS BIGINT), h.paid_minor,
    CAST(COALESCE(SUM(c.change_minor), 0) AS BIGINT)
    FROM holding h LEFT JOIN register_line c ON c.community_id = h.community_id
        AND c.instrument_id = h.instrument_id AND c.holder = h.holder
    WHERE h.community_id = $1 AND h.instrument_id = $2
    GROUP BY h.holder, h.units, h.paid_minor
    HAVING h.units <> COALESCE(SUM(c.change_units), 0) OR h.paid_minor <> COALESCE(SUM(c.change_minor), 0)";

/// Together: held, asked for, kept for features above, and what was put in for what is held.
const HELD: &str =
    "SELECT CAST(COALESCE(SUM(units), 0) AS BIGINT), CAST(COALESCE(SUM(units_asked), 0) AS BIGINT),
    CAST(COALESCE(SUM(units_reserved), 0) AS BIGINT), CAST(COALESCE(SUM(paid_minor), 0) AS BIGINT)
    FROM holding WHERE community_id = $1 AND instrument_id = $2";

/// How often a decision turned another share into what somebody has, and how often they got it by what asks for its risks first.
const CAME_UNREAD: &str =
    "SELECT CAST(COALESCE(SUM(CASE WHEN origin_kind = 'conversion' THEN 1 ELSE 0 END), 0) AS BIGINT),
    CAST(COALESCE(SUM(CASE WHEN origin_kind IN ('subscription', 'commitment', 'transfer', 'legacy') THEN 1 ELSE 0 END), 0) AS BIGINT)
    FROM register_line WHERE community_id = $1 AND instrument_id = $2 AND holder = $3 AND change_units > 0";

/// Taken up from others and not approved yet, as far as it counts to who takes it.
const KEPT_FOR_TAKERS: &str = "SELECT CAST(COALESCE(SUM(units_kept), 0) AS BIGINT) FROM share_transfer
    WHERE community_id = $1 AND instrument_id = $2 AND state = 'taken'";

/// What the register says by what it came from, and what was put in or taken out with it.
const BY_ORIGIN: &str =
    "SELECT origin_kind, CAST(SUM(change_units) AS BIGINT), CAST(SUM(change_minor) AS BIGINT)
    FROM register_line WHERE community_id = $1 AND instrument_id = $2 GROUP BY origin_kind";

/// The instruments that something put units into.
const OF_ORIGIN: &str =
    "SELECT instrument_id FROM register_line WHERE community_id = $1 AND origin_id = $2 LIMIT 1";

/// Units that something put into an instrument for a holder.
const UNITS_OF_ORIGIN: &str = "SELECT CAST(COALESCE(SUM(change_units), 0) AS BIGINT) FROM register_line
    WHERE community_id = $1 AND origin_id = $2 AND instrument_id = $3 AND holder = $4";

/// How long how much was held from $3 until $4, by holder: each change counts from when it was made, or from the beginning. In
/// days, seconds and microseconds apart, so that no product passes what the engines can hold.
const OVER_TIME: &str = "SELECT c.holder, CAST(SUM(c.change_units * (c.micros / 86400000000)) AS BIGINT),
    CAST(SUM(c.change_units * (c.micros / 1000000 % 86400)) AS BIGINT),
    CAST(SUM(c.change_units * (c.micros % 1000000)) AS BIGINT)
    FROM (SELECT holder, change_units, $4 - CASE WHEN at_us < $3 THEN $3 ELSE at_us END AS micros FROM register_line
        WHERE community_id = $1 AND instrument_id = $2 AND at_us < $4) c
    GROUP BY c.holder ORDER BY c.holder";

/// What was put in and taken out before $3, and since when, holder by holder. Not summed here: a line is read in half the time that the sums
/// take which no product may overflow in. The plus keeps SQLite from the index by time: all of nearly every line is wanted, in the order of
/// the key, and a million single look-ups and a sort took thirteen times as long.
const PAID_LINES: &str = "SELECT holder, change_minor, at_us FROM register_line
    WHERE community_id = $1 AND instrument_id = $2 AND +at_us < $3 ORDER BY holder, number";

/// What votes: units of member capital, and what was paid for them, by holder. One line a holder and instrument.
const VOTING: &str = "SELECT holder, units, paid_minor FROM holding
    WHERE community_id = $1 AND instrument_id = $2 AND units > 0";

/// A community has few.
const VOTING_INSTRUMENTS: &str =
    "SELECT id FROM instrument WHERE community_id = $1 AND kind = 'member_capital' ORDER BY id";

/// A community has few.
const CAPITAL_OF_FUND: &str = "SELECT id FROM instrument WHERE community_id = $1 AND fund = $2
    AND kind IN ('member_capital', 'equity_record') ORDER BY id";

const CAPITAL_OF_HOLDER: &str = "SELECT h.instrument_id FROM holding h JOIN instrument i
    ON i.community_id = h.community_id AND i.id = h.instrument_id
    WHERE h.community_id = $1 AND h.holder = $2 AND h.units > 0 AND h.paid_minor > 0 AND i.kind = 'member_capital'
    ORDER BY h.instrument_id";

/// When the first of what is kept and not paid for comes free.
const NEXT_FREE: &str = "SELECT hold_until_us FROM subscription WHERE community_id = $1 AND instrument_id = $2
    AND state = 'asked' AND claimed_at_us IS NULL AND hold_until_us IS NOT NULL ORDER BY hold_until_us LIMIT 1";

pub(crate) const STATEMENTS: &[&str] = &[
    WORK_MADE,
    LINES_BEFORE,
    NEXT_FREE,
    CAPITAL_OF_HOLDER,
    CAPITAL_OF_FUND,
    VOTING,
    VOTING_INSTRUMENTS,
    INSTRUMENTS,
    IN_STATE,
    WAITING,
    OF_MEMBER,
    OF_MEMBER_WAITING,
    HELD_BY,
    UNITS,
    REGISTER,
    HELD_AT,
    REGISTER_TOTALS,
    UNEQUAL,
    HELD,
    KEPT_FOR_TAKERS,
    CAME_UNREAD,
    TAKEN_BACK,
    BY_ORIGIN,
    OF_ORIGIN,
    UNITS_OF_ORIGIN,
    OVER_TIME,
    PAID_LINES,
];

pub(crate) fn ids<T>(rows: Vec<(Id<T>,)>) -> Vec<Id<T>> {
    rows.into_iter().map(|(id,)| id).collect()
}

pub(crate) fn voting_instruments(tx: &mut Tx, community: i64) -> Result<Vec<Id<Instrument>>, Fault> {
    Ok(ids(tx.rows(VOTING_INSTRUMENTS, &[&community])?))
}

/// Holder, units, what was paid for them.
pub(crate) fn voting(
    tx: &mut Tx,
    community: i64,
    instrument: Id<Instrument>,
) -> Result<Vec<(Id<Member>, i64, i64)>, Fault> {
    tx.rows(VOTING, &[&community, &instrument])
}

pub(crate) fn instruments(
    reader: &mut Reader,
    community: i64,
    below: i64,
    limit: i64,
) -> Result<Vec<Id<Instrument>>, Fault> {
    Ok(ids(reader.rows(INSTRUMENTS, &[&community, &below, &limit])?))
}

pub(crate) fn in_state(
    reader: &mut Reader,
    community: i64,
    state: SubscriptionState,
    after: i64,
    limit: i64,
) -> Result<Vec<Id<Subscription>>, Fault> {
    Ok(ids(reader.rows(IN_STATE, &[&community, &state, &after, &limit])?))
}

/// What waits for its money: how many, and their sum.
pub(crate) fn waiting(reader: &mut Reader, community: i64) -> Result<(i64, i64), Fault> {
    Ok(reader.rows::<(i64, i64)>(WAITING, &[&community])?.first().copied().unwrap_or_default())
}

pub(crate) fn of_member(
    source: &mut impl Source,
    community: i64,
    member: Id<Member>,
) -> Result<Vec<Id<Subscription>>, Fault> {
    Ok(ids(source.listed(OF_MEMBER, &[&community, &member])?))
}

/// The entries of arrivals that were taken back.
pub(crate) fn taken_back(
    source: &mut impl Source,
    community: i64,
    subscription: Id<Subscription>,
) -> Result<Vec<i64>, Fault> {
    let rows: Vec<(i64,)> = source.listed(TAKEN_BACK, &[&community, &subscription])?;
    Ok(rows.into_iter().map(|(entry,)| entry).collect())
}

pub(crate) fn of_member_waiting(
    reader: &mut Reader,
    community: i64,
    member: Id<Member>,
    instrument: Id<Instrument>,
) -> Result<Vec<Id<Subscription>>, Fault> {
    Ok(ids(reader.rows(OF_MEMBER_WAITING, &[&community, &member, &instrument])?))
}

/// What somebody holds: how much, and what was put in for it.
pub(crate) fn held_by(
    reader: &mut Reader,
    community: i64,
    holder: Id<Member>,
) -> Result<Vec<(Id<Instrument>, i64, i64)>, Fault> {
    reader.rows(HELD_BY, &[&community, &holder])
}

pub(crate) fn units_by_state(
    reader: &mut Reader,
    community: i64,
    instrument: Id<Instrument>,
) -> Result<Vec<(SubscriptionState, i64)>, Fault> {
    reader.rows(UNITS, &[&community, &instrument])
}

pub(crate) fn register(
    reader: &mut Reader,
    instrument: &Instrument,
    after: &str,
    before: Timestamp,
    limit: i64,
) -> Result<Vec<(Id<Member>, i64, i64)>, Fault> {
    reader.rows(REGISTER, &[&instrument.community_id, &instrument.id, &after, &before, &limit])
}

pub(crate) fn held_at(
    reader: &mut Reader,
    instrument: &Instrument,
    holder: Id<Member>,
    before: Timestamp,
) -> Result<i64, Fault> {
    let rows =
        reader.rows::<(i64,)>(HELD_AT, &[&instrument.community_id, &instrument.id, &holder, &before])?;
    Ok(rows.first().map_or(0, |row| row.0))
}

/// How many of what each holds came from work (see `worked`). Most instruments have none of it, and are not read through.
pub(crate) fn of_work(
    reader: &mut Reader,
    instrument: &Instrument,
    before: Timestamp,
) -> Result<BTreeMap<Id<Member>, i64>, Fault> {
    const STEP: i64 = 2_000;
    let (community, id) = (instrument.community_id, instrument.id);
    if reader.rows::<(String,)>(WORK_MADE, &[&community, &id, &before])?.is_empty() {
        return Ok(BTreeMap::new());
    }
    let (mut lines, mut after) = (Vec::new(), (String::new(), 0_i64));
    loop {
        let args: &[&dyn Arg] = &[&community, &id, &before, &after.0.as_str(), &after.1, &STEP];
        let page = reader.rows::<(Id<Member>, i64, i64, OriginKind, String)>(LINES_BEFORE, args)?;
        let Some((holder, number, ..)) = page.last() else { break };
        after = (holder.to_string(), *number);
        lines.extend(page.into_iter().map(|(holder, _, units, kind, origin)| Line {
            holder,
            units,
            kind,
            by_rule: Id::<Parting>::parse(&origin).is_err(),
            origin,
        }));
    }
    Ok(worked::of_work(lines))
}

/// How many held it, how much together, and what was put in for it.
pub(crate) fn register_totals(
    reader: &mut Reader,
    instrument: &Instrument,
    before: Timestamp,
) -> Result<(i64, i64, i64), Fault> {
    let args: &[&dyn Arg] = &[&instrument.community_id, &instrument.id, &before];
    Ok(reader.rows::<(i64, i64, i64)>(REGISTER_TOTALS, args)?.first().copied().unwrap_or_default())
}

/// Holder; units held, and by the register; put in, and by the register.
type Unequal = (Id<Member>, i64, i64, i64, i64);

pub(crate) fn unequal(reader: &mut Reader, instrument: &Instrument) -> Result<Vec<Unequal>, Fault> {
    reader.rows(UNEQUAL, &[&instrument.community_id, &instrument.id])
}

/// What is held, asked for and reserved together, and what was put in for it.
pub(crate) fn held(reader: &mut Reader, instrument: &Instrument) -> Result<(i64, i64, i64, i64), Fault> {
    let rows = reader.rows::<(i64, i64, i64, i64)>(HELD, &[&instrument.community_id, &instrument.id])?;
    Ok(rows.first().copied().unwrap_or_default())
}

/// Whether what somebody has came to them by decisions alone that turned another share into it: then nothing has asked whether they read its risks.
pub(crate) fn came_unread(
    reader: &mut Reader,
    instrument: &Instrument,
    holder: Id<Member>,
) -> Result<bool, Fault> {
    let args: &[&dyn Arg] = &[&instrument.community_id, &instrument.id, &holder];
    let rows = reader.rows::<(i64, i64)>(CAME_UNREAD, args)?;
    Ok(rows.first().is_some_and(|(converted, read)| *converted > 0 && *read == 0))
}

pub(crate) fn kept_for_takers(reader: &mut Reader, instrument: &Instrument) -> Result<i64, Fault> {
    let rows = reader.rows::<(i64,)>(KEPT_FOR_TAKERS, &[&instrument.community_id, &instrument.id])?;
    Ok(rows.first().map_or(0, |row| row.0))
}

/// Units and money, by what they came from.
pub(crate) fn by_origin(
    reader: &mut Reader,
    instrument: &Instrument,
) -> Result<Vec<(OriginKind, i64, i64)>, Fault> {
    reader.rows(BY_ORIGIN, &[&instrument.community_id, &instrument.id])
}

pub(crate) fn instrument_of_origin(
    reader: &mut Reader,
    community: i64,
    origin: &str,
) -> Result<Option<Id<Instrument>>, Fault> {
    Ok(ids(reader.rows(OF_ORIGIN, &[&community, &origin])?).into_iter().next())
}

pub(crate) fn units_of_origin(
    reader: &mut Reader,
    community: i64,
    origin: &str,
    (instrument, holder): (Id<Instrument>, Id<Member>),
) -> Result<i64, Fault> {
    let rows: Vec<(i64,)> = reader.rows(UNITS_OF_ORIGIN, &[&community, &origin, &instrument, &holder])?;
    Ok(rows.first().map_or(0, |row| row.0))
}

/// Holder, and units times days, seconds of a day, and microseconds of a second.
type OverTime = (Id<Member>, i64, i64, i64);

pub(crate) fn over_time(
    reader: &mut Reader,
    community: i64,
    instrument: Id<Instrument>,
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<OverTime>, Fault> {
    reader.rows(OVER_TIME, &[&community, &instrument, &from, &until])
}

pub(crate) fn paid_lines(
    reader: &mut Reader,
    community: i64,
    instrument: Id<Instrument>,
    until: Timestamp,
) -> Result<Vec<(Id<Member>, i64, Timestamp)>, Fault> {
    reader.rows(PAID_LINES, &[&community, &instrument, &until])
}

pub(crate) fn capital_of_fund(
    reader: &mut Reader,
    community: i64,
    fund: i64,
) -> Result<Vec<Id<Instrument>>, Fault> {
    Ok(ids(reader.rows(CAPITAL_OF_FUND, &[&community, &fund])?))
}

pub(crate) fn capital_of_holder(
    source: &mut impl ledger::Source,
    community: i64,
    holder: Id<Member>,
) -> Result<Vec<Id<Instrument>>, Fault> {
    Ok(ids(source.rows(CAPITAL_OF_HOLDER, &[&community, &holder])?))
}

pub(crate) fn next_free(
    reader: &mut Reader,
    community: i64,
    instrument: Id<Instrument>,
) -> Result<Option<Timestamp>, Fault> {
    let rows: Vec<(Timestamp,)> = reader.rows(NEXT_FREE, &[&community, &instrument])?;
    Ok(rows.first().map(|(at,)| *at))
}

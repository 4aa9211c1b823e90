//! What is read of instruments, subscriptions and the register beside single rows.

use crate::ids::Member;
use crate::rows::{Instrument, Subscription};
use crate::subscription::SubscriptionState;
use kernel::{Id, Timestamp};
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

const HELD_BY: &str = "SELECT instrument_id, units FROM holding WHERE community_id = $1 AND holder = $2
    AND units > 0 ORDER BY instrument_id";

/// Units by state.
const UNITS: &str = "SELECT state, CAST(SUM(units) AS BIGINT) FROM subscription
    WHERE community_id = $1 AND instrument_id = $2 GROUP BY state";

/// The register as it was before an instant: pages by holder.
const REGISTER: &str = "SELECT holder, CAST(SUM(change_units) AS BIGINT) FROM holding_change
    WHERE community_id = $1 AND instrument_id = $2 AND holder > $3 AND at_us < $4
    GROUP BY holder HAVING SUM(change_units) > 0 ORDER BY holder LIMIT $5";

/// What one had before an instant.
const HELD_AT: &str = "SELECT CAST(COALESCE(SUM(change_units), 0) AS BIGINT) FROM holding_change
    WHERE community_id = $1 AND instrument_id = $2 AND holder = $3 AND at_us < $4";

/// How many held how much together before an instant.
const REGISTER_TOTALS: &str = "SELECT COUNT(*), CAST(COALESCE(SUM(held.units), 0) AS BIGINT) FROM (
    SELECT holder, SUM(change_units) AS units FROM holding_change
    WHERE community_id = $1 AND instrument_id = $2 AND at_us < $3
    GROUP BY holder HAVING SUM(change_units) > 0) held";

/// Holdings that are not what their changes come to.
const UNEQUAL: &str = "SELECT h.holder, h.units, CAST(COALESCE(SUM(c.change_units), 0) AS BIGINT)
    FROM holding h LEFT JOIN holding_change c ON c.community_id = h.community_id
        AND c.instrument_id = h.instrument_id AND c.holder = h.holder
    WHERE h.community_id = $1 AND h.instrument_id = $2
    GROUP BY h.holder, h.units HAVING h.units <> COALESCE(SUM(c.change_units), 0)";

/// Together: held, and asked for.
const HELD: &str =
    "SELECT CAST(COALESCE(SUM(units), 0) AS BIGINT), CAST(COALESCE(SUM(units_asked), 0) AS BIGINT)
    FROM holding WHERE community_id = $1 AND instrument_id = $2";

/// What votes: units of member capital, and what was paid for them, by holder. One line a holder and instrument.
const VOTING: &str = "SELECT h.holder, h.units, h.units * i.price_minor FROM holding h
    JOIN instrument i ON i.community_id = h.community_id AND i.id = h.instrument_id
    WHERE h.community_id = $1 AND h.instrument_id = $2 AND h.units > 0";

/// A community has few.
const VOTING_INSTRUMENTS: &str =
    "SELECT id FROM instrument WHERE community_id = $1 AND kind = 'member_capital' ORDER BY id";

pub(crate) const STATEMENTS: &[&str] = &[
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
    TAKEN_BACK,
];

fn ids<T>(rows: Vec<(Id<T>,)>) -> Vec<Id<T>> {
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

pub(crate) fn held_by(
    reader: &mut Reader,
    community: i64,
    holder: Id<Member>,
) -> Result<Vec<(Id<Instrument>, i64)>, Fault> {
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
) -> Result<Vec<(Id<Member>, i64)>, Fault> {
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

/// How many held it, and how much together.
pub(crate) fn register_totals(
    reader: &mut Reader,
    instrument: &Instrument,
    before: Timestamp,
) -> Result<(i64, i64), Fault> {
    let rows =
        reader.rows::<(i64, i64)>(REGISTER_TOTALS, &[&instrument.community_id, &instrument.id, &before])?;
    Ok(rows.first().copied().unwrap_or_default())
}

pub(crate) fn unequal(
    reader: &mut Reader,
    instrument: &Instrument,
) -> Result<Vec<(Id<Member>, i64, i64)>, Fault> {
    reader.rows(UNEQUAL, &[&instrument.community_id, &instrument.id])
}

pub(crate) fn held(reader: &mut Reader, instrument: &Instrument) -> Result<(i64, i64), Fault> {
    let rows = reader.rows::<(i64, i64)>(HELD, &[&instrument.community_id, &instrument.id])?;
    Ok(rows.first().copied().unwrap_or_default())
}

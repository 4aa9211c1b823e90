//! Which parts of what is owned could be kept if it closed at a moment: their members still hold something then, and nobody comes to more
//! than one may have, through a company either. Joining asks it before, closing decides by it, and the forecast tells it.
//!
//! Not a rule: it reads rows and asks the share register's rules.

use crate::campaign_rows::Campaign;
use crate::commitment::CommitmentState;
use crate::ids::Member;
use crate::pool::Reached;
use crate::pools_store::paid_parts;
use crate::rows::{Pool, PoolMember};
use kernel::{Id, Timestamp};
use ownership::IssueRefused;
use std::collections::BTreeMap;
use store::{Fault, Tx};

/// What could be kept of what is paid.
#[derive(Debug, Default)]
pub(crate) struct Keepable {
    /// Thousandths of a unit, and what they cost.
    pub(crate) units_milli: i64,
    pub(crate) minor: i64,
    /// Why a paid part could not be, by its number.
    pub(crate) refused: BTreeMap<i64, IssueRefused>,
}

impl Keepable {
    pub(crate) fn reached(&self, pool: &Pool) -> Reached {
        Reached { units: self.units_milli, minor: self.minor + pool.match_minor, ..pool.reached() }
    }
}

/// Looks at all paid parts in the order in which they are captured, as capturing does; those that are captured are kept. Two statements,
/// however many they are, and a read by key for each of whom it is not plain that they are past probation.
pub(crate) fn keepable(
    source: &mut impl ledger::Source,
    pool: &Pool,
    campaign: &Campaign,
    at: Timestamp,
) -> Result<Keepable, Fault> {
    let (community, days) = (pool.community_id, campaign.probation_days);
    let each = pool.each_most_milli.map_or(i64::MAX, |each| each / 1_000);
    let mut asked = ownership::nothing_asked(source, community, each)?;
    let mut found = Keepable::default();
    let since = at.minus(crate::campaign::days(days));
    for (member, number, milli, state, is_full) in paid_parts(source, (community, pool.id), since)? {
        let units = milli / 1_000;
        let answer = match (state, is_full) {
            (CommitmentState::Captured, _) => {
                asked.has(member, units);
                Ok(())
            }
            (_, 1) => asked.ask(member, units),
            _ => ownership::could_hold(source, (community, member), days, at)?
                .and_then(|()| asked.ask(member, units)),
        };
        match answer {
            Ok(()) => {
                found.units_milli += milli;
                found.minor += units * campaign.unit_minor;
            }
            Err(why) => drop(found.refused.insert(number, why)),
        }
    }
    Ok(found)
}

/// Whether so many more of somebody could be kept beside what they, their companies and those behind them have in this pool, paid or not.
/// Nobody has anything of it elsewhere: its instrument is made when the goal is reached.
pub(crate) fn fits(tx: &mut Tx, pool: &Pool, by: Id<Member>, milli: i64) -> Result<bool, Fault> {
    let Some(each) = pool.each_most_milli else { return Ok(true) };
    let mut asked = ownership::nothing_asked(tx, pool.community_id, each / 1_000)?;
    for member in asked.beside(by) {
        let row = tx.find::<PoolMember>((pool.community_id, pool.id, member))?;
        asked.has(member, row.map_or(0, |row| row.taken_milli) / 1_000);
    }
    Ok(asked.ask(by, milli / 1_000).is_ok())
}

//! What of a fund's income and expense is surplus, read from the books: by a simulation, and once more by `hehuo verify`.
//!
//! Not a rule: it reads rows.

use crate::distribution_store::decided_by;
use crate::given::{self, Bound, LeftOut, Seen};
use crate::outcome::Outcome;
use crate::rows::Distribution;
use crate::simulate::outcome_of;
use crate::surplus;
use kernel::{Currency, Timestamp};
use ledger::Source;
use store::Fault;

/// What the last decided distribution of a fund leaves for the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Follows {
    /// Until when the fund was shared out; the beginning of time where it never was.
    shared_until: Timestamp,
    /// What moved before was shared out with all else, by an outcome in which nothing is left out.
    pub(crate) told_apart_from: Timestamp,
    gifts_left_out_minor: i64,
}

/// Of a period, and of the time before it that nobody shared out.
pub(crate) struct Told {
    pub(crate) result: surplus::Result,
    pub(crate) left_out: LeftOut,
    pub(crate) skipped_loss_minor: i64,
    pub(crate) gifts_left_out_minor: i64,
}

impl Follows {
    /// After what was decided of the fund by `shared_until`.
    pub(crate) fn of<S: Source>(
        source: &mut S,
        community: i64,
        fund: i64,
        shared_until: Timestamp,
    ) -> Result<Follows, Fault> {
        let beginning = Follows {
            shared_until,
            told_apart_from: Timestamp::from_micros(0),
            gifts_left_out_minor: 0,
        };
        let Some(last) = decided_by(source, community, fund, shared_until)? else { return Ok(beginning) };
        let outcome = outcome_of(&last)?;
        if outcome.left_out.is_none() {
            return Ok(Follows { told_apart_from: last.ends_us, ..beginning });
        }
        if let (Some(from), Some(gifts_left_out_minor)) =
            (outcome.told_apart_from_us, outcome.gifts_left_out_minor)
        {
            return Ok(Follows {
                told_apart_from: Timestamp::from_micros(from),
                gifts_left_out_minor,
                ..beginning
            });
        }
        // It left something out and does not say of what before: that is read from those before it, as it would be written down now.
        let (before, told) = Follows::again(source, &last, &outcome)?;
        Ok(Follows { shared_until, gifts_left_out_minor: told.gifts_left_out_minor, ..before })
    }

    /// What a distribution follows, and what of its time and of the time before it is told from the books once more.
    pub(crate) fn again<S: Source>(
        source: &mut S,
        row: &Distribution,
        outcome: &Outcome,
    ) -> Result<(Follows, Told), Fault> {
        let (purse, time) = ((row.fund, row.currency), (row.starts_us, row.ends_us));
        let since = Timestamp::from_micros(outcome.follows_us.unwrap_or_default());
        let earned = ledger::earned(source, row.community_id, purse, (since, time.0, time.1))?;
        let follows = Follows::of(source, row.community_id, row.fund, since)?;
        let told = follows.told(source, row.community_id, purse, &earned, time)?;
        Ok((follows, told))
    }

    /// Of what was earned from `shared_until` on.
    pub(crate) fn told(
        &self,
        source: &mut impl Source,
        community: i64,
        purse: (i64, Currency),
        earned: &ledger::Earned,
        (starts, ends): (Timestamp, Timestamp),
    ) -> Result<Told, Fault> {
        let bound = bound(source, community, purse, self.told_apart_from)?;
        let mut gifts = self.gifts_left_out_minor;
        let (skipped, left) = result(&earned.before, &bound, gifts, (self.shared_until, starts));
        gifts += left.gifts_minor;
        let (result, left_out) = result(&earned.flows, &bound, gifts, (starts, ends));
        Ok(Told {
            result,
            left_out,
            skipped_loss_minor: (-skipped.of_period()).max(0),
            gifts_left_out_minor: gifts + left_out.gifts_minor,
        })
    }
}

/// Without the losses of before.
fn result(
    flows: &[ledger::Flow],
    bound: &[Bound],
    gifts_before_minor: i64,
    time: (Timestamp, Timestamp),
) -> (surplus::Result, LeftOut) {
    let of = |kind| flows.iter().filter(move |flow| flow.purpose.kind() == kind).map(|flow| flow.minor).sum();
    let (income_minor, expense_minor) = (of(ledger::Kind::Income), of(ledger::Kind::Expense));
    let given = flows.iter().filter(|flow| flow.purpose == ledger::Purpose::Donation);
    let given_minor = given.map(|flow| flow.minor).sum();
    let seen = Seen { income_minor, expense_minor, given_minor };
    let left_out = given::left_out(seen, bound, gifts_before_minor, time);
    let left_out_minor = left_out.sum();
    (surplus::Result { income_minor, expense_minor, loss_before_minor: 0, left_out_minor }, left_out)
}

/// What campaigns brought the fund for a purpose, and what was spent of it.
fn bound(
    source: &mut impl Source,
    community: i64,
    purse: (i64, Currency),
    told_apart_from: Timestamp,
) -> Result<Vec<Bound>, Fault> {
    let moves = |list: Vec<ledger::Move>| list.into_iter().map(|one| (one.at, one.minor)).collect();
    let money = pools::bound_money(source, community, purse)?;
    let own = |one: pools::BoundMoney| Bound {
        is_gift: one.is_gift,
        came: moves(one.came),
        spent: moves(one.spent),
        ended_at: one.ended_at,
    };
    Ok(money.into_iter().map(|one| own(one).told_apart_from(told_apart_from)).collect())
}

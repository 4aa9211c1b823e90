//! What of a fund's income and expense is surplus, read from the books: by a simulation, and once more by `hehuo verify`.
//!
//! Not a rule: it reads rows.

use crate::distribution_store::decided_by;
use crate::given::{self, Asked, Bound, LeftOut, Seen};
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
    /// What was over before was earned, with what was asked for of it and not decided.
    pub(crate) held_from: Timestamp,
    gifts_left_out_minor: i64,
}

/// Of a period, and of the time before it that nobody shared out.
pub(crate) struct Told {
    pub(crate) result: surplus::Result,
    pub(crate) left_out: LeftOut,
    pub(crate) skipped_loss_minor: i64,
    pub(crate) gifts_left_out_minor: i64,
}

/// A distribution of before there was anything of the kind was reckoned as if nothing ever was held back.
const NEVER: Timestamp = Timestamp::from_micros(i64::MAX);

impl Follows {
    /// After what was decided of the fund by `shared_until`.
    pub(crate) fn of<S: Source>(
        source: &mut S,
        community: i64,
        fund: i64,
        shared_until: Timestamp,
    ) -> Result<Follows, Fault> {
        let (told_apart_from, held_from) = marks(source, community, fund, shared_until)?;
        let follows = Follows { shared_until, told_apart_from, held_from, gifts_left_out_minor: 0 };
        let Some(last) = decided_by(source, community, fund, shared_until)? else { return Ok(follows) };
        let outcome = outcome_of(&last)?;
        let gifts_left_out_minor = match (outcome.left_out, outcome.gifts_left_out_minor) {
            (None, _) => 0,
            (_, Some(said)) => said,
            // It does not say: read as it would be written down now.
            (Some(_), None) => Follows::again(source, &last, &outcome)?.1.gifts_left_out_minor,
        };
        Ok(Follows { gifts_left_out_minor, ..follows })
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
        let mut follows = Follows::of(source, row.community_id, row.fund, since)?;
        if outcome.held_from_us.is_none() {
            follows.held_from = NEVER;
        }
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
        let bound: Vec<Bound> = pools::bound_money(source, community, purse)?
            .into_iter()
            .map(|one| bound(one, (self.told_apart_from, self.held_from)))
            .collect();
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

/// From when on it is told apart in a fund what is no surplus, and from when on held back what was asked for, after what was decided by then.
fn marks(
    source: &mut impl Source,
    community: i64,
    fund: i64,
    mut by: Timestamp,
) -> Result<(Timestamp, Timestamp), Fault> {
    let (beginning, mut held_from) = (Timestamp::from_micros(0), None);
    while let Some(last) = decided_by(source, community, fund, by)? {
        let outcome = outcome_of(&last)?;
        let held =
            *held_from.get_or_insert(outcome.held_from_us.map_or(last.ends_us, Timestamp::from_micros));
        if outcome.left_out.is_none() {
            return Ok((last.ends_us, held));
        }
        if let Some(from) = outcome.told_apart_from_us {
            return Ok((Timestamp::from_micros(from), held));
        }
        // It left something out and does not say from when on: those before it do.
        by = Timestamp::from_micros(outcome.follows_us.unwrap_or_default()).min(last.starts_us);
    }
    Ok((beginning, held_from.unwrap_or(beginning)))
}

/// What a campaign brought the fund for a purpose, and what was spent and asked for of it.
fn bound(one: pools::BoundMoney, (told_apart_from, held_from): (Timestamp, Timestamp)) -> Bound {
    let moves = |list: Vec<ledger::Move>| list.into_iter().map(|one| (one.at, one.minor)).collect();
    let asked = one.asked.into_iter().map(|asked| Asked {
        minor: asked.claim.amount_minor,
        asked_at: asked.claim.asked_at,
        approved_at: asked.claim.approved_at,
        dropped_at: asked.claim.dropped_at,
        spent: moves(asked.spent),
    });
    let bound = Bound {
        is_gift: one.is_gift,
        came: moves(one.came),
        spent: moves(one.spent),
        ended_at: one.ended_at,
        asked: asked.collect(),
        decides_until: one.decides_until,
        counted_minor: 0,
        counted_spent: Vec::new(),
    };
    bound.told_apart_from(told_apart_from).held_from(held_from)
}

/// What a fund keeps for the purposes of its campaigns when a time until `by` is shared out.
pub(crate) fn kept(
    source: &mut impl Source,
    community: i64,
    purse: (i64, Currency),
    by: Timestamp,
) -> Result<i64, Fault> {
    let marks = marks(source, community, purse.0, by)?;
    let money = pools::bound_money(source, community, purse)?.into_iter();
    Ok(money.map(|one| (one.left_minor, bound(one, marks))).map(|(left, one)| one.kept(by, left)).sum())
}

//! What each basis of a rule has in a period, by member. A statement each, read beside each other.
//!
//! Not a rule: it reads rows.

use crate::divide::fit;
use crate::ids::Member;
use crate::rule::Basis;
use crate::simulate::Asked;
use kernel::{Currency, Id, Timestamp};
use std::collections::BTreeMap;
use store::{Db, Fault, Reader};

/// By member, in their order; nobody with nothing.
pub(crate) type Weights = Vec<(Id<Member>, u64)>;

type Time = (Timestamp, Timestamp);

/// What the fund earned, and the list of each basis that the rule names. `since` is until when the fund was shared out before.
///
/// # Errors
/// Of the database only.
pub(crate) async fn read(
    db: &Db,
    community: i64,
    asked: &Asked,
    (currency, since): (Currency, Timestamp),
    time: Time,
) -> Result<(ledger::Earned, Vec<(Basis, Weights)>), Fault> {
    let fund = asked.fund;
    let is_named = |basis: Basis| asked.rule.weight(basis) != 0;
    // Both by the entries of the period, which are read once.
    let by_purchases = is_named(Basis::Purchases);
    let traded = db.read(move |reader| {
        let earned = ledger::earned(reader, community, (fund, currency), (since, time.0, time.1))?;
        let purchases = match by_purchases {
            true => purchases(reader, community, &earned.sales)?,
            false => Weights::new(),
        };
        Ok((earned, purchases))
    });
    let list = |basis: Basis| async move {
        if !is_named(basis) {
            return Ok(Weights::new());
        }
        db.read(move |reader| match basis {
            Basis::Capital => capital(reader, community, fund, time),
            Basis::Work => work(reader, community, fund, time),
            Basis::PerHead => per_head(reader, community, time),
            Basis::Purchases => Ok(Weights::new()),
        })
        .await
    };
    // The longest ones first: there may be fewer readers than bases.
    let ((earned, purchases), capital, per_head, work) =
        tokio::try_join!(traded, list(Basis::Capital), list(Basis::PerHead), list(Basis::Work))?;
    let mut lists = BTreeMap::from([
        (Basis::Purchases, purchases),
        (Basis::Capital, capital),
        (Basis::PerHead, per_head),
        (Basis::Work, work),
    ]);
    let of_rule = asked.rule.bases.iter().map(|line| line.basis);
    Ok((earned, of_rule.map(|basis| (basis, lists.remove(&basis).unwrap_or_default())).collect()))
}

fn per_head(reader: &mut Reader, community: i64, (_, ends): Time) -> Result<Weights, Fault> {
    let members = community::full_members_before(reader, community, ends)?;
    Ok(members.into_iter().map(|member| (member, 1)).collect())
}

fn work(reader: &mut Reader, community: i64, fund: i64, (starts, ends): Time) -> Result<Weights, Fault> {
    Ok(positive(contributions::value_by_member(reader, community, Some(fund), starts, ends)?))
}

/// What members paid themselves for orders that brought the fund something: those of other funds are none of its trade. Whatever else was
/// sold is no order.
fn purchases(reader: &mut Reader, community: i64, sales: &ledger::Entries) -> Result<Weights, Fault> {
    let Some(bounds) = sales.bounds() else { return Ok(Vec::new()) };
    Ok(positive(market::paid_for_settled(reader, community, bounds, |entry| sales.has(entry))?))
}

fn positive(list: Vec<(Id<Member>, i64)>) -> Weights {
    let weight = |(member, value): (Id<Member>, i64)| Some((member, u64::try_from(value).ok()?));
    list.into_iter().filter_map(weight).filter(|(_, weight)| *weight > 0).collect()
}

/// What was put into the fund to own a part of it, times the seconds that it stood there in the period: units that came
/// from work put nothing in. A part of a second counts for nothing.
fn capital(reader: &mut Reader, community: i64, fund: i64, (starts, ends): Time) -> Result<Weights, Fault> {
    let mut held: BTreeMap<Id<Member>, u128> = BTreeMap::new();
    let instruments = ownership::capital_of_fund(reader, community, fund)?;
    let only = instruments.len() == 1;
    let mut list: Vec<(Id<Member>, u128)> = Vec::new();
    for instrument in instruments {
        let of_one = ownership::paid_over_time(reader, community, instrument, starts, ends)?;
        let weight = |one: &ownership::PaidOverTime| {
            Some((one.holder, u128::try_from(one.minor_micros).ok()? / 1_000_000))
        };
        list.extend(of_one.iter().filter_map(weight));
    }
    if !only {
        list.into_iter().for_each(|(holder, weight)| *held.entry(holder).or_default() += weight);
        list = held.into_iter().collect();
    }
    let weights = fit(&list.iter().map(|(_, weight)| *weight).collect::<Vec<_>>());
    let fitted = list.into_iter().zip(weights).map(|((holder, _), weight)| (holder, weight));
    Ok(fitted.filter(|(_, weight)| *weight > 0).collect())
}

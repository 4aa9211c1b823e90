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
    let (by_purchases, by_deliveries) = (is_named(Basis::Purchases), is_named(Basis::Deliveries));
    let traded = db.read(move |reader| {
        let earned = ledger::earned(reader, community, (fund, currency), (since, time.0, time.1))?;
        let purchases = match by_purchases {
            true => purchases(reader, community, &earned.sales)?,
            false => Weights::new(),
        };
        let deliveries = match by_deliveries {
            true => deliveries(reader, community, &earned.sales)?,
            false => Weights::new(),
        };
        Ok((earned, purchases, deliveries))
    });
    let list = |basis: Basis| async move {
        if !is_named(basis) {
            return Ok(Weights::new());
        }
        db.read(move |reader| match basis {
            Basis::Capital => capital(reader, community, fund, time),
            Basis::Work => work(reader, community, fund, time),
            Basis::PerHead => per_head(reader, community, time),
            Basis::Purchases | Basis::Deliveries => Ok(Weights::new()),
        })
        .await
    };
    // The longest ones first: there may be fewer readers than bases.
    let ((earned, purchases, deliveries), capital, per_head, work) =
        tokio::try_join!(traded, list(Basis::Capital), list(Basis::PerHead), list(Basis::Work))?;
    let mut lists = BTreeMap::from([
        (Basis::Purchases, purchases),
        (Basis::Deliveries, deliveries),
        (Basis::Capital, capital),
        (Basis::PerHead, per_head),
        (Basis::Work, work),
    ]);
    let of_rule = asked.rule.bases.iter().map(|line| line.basis);
    Ok((earned, of_rule.map(|basis| (basis, lists.remove(&basis).unwrap_or_default())).collect()))
}

/// A company is no second head beside its people, as in a vote: by their own word, or the company's.
fn per_head(reader: &mut Reader, community: i64, (_, ends): Time) -> Result<Weights, Fault> {
    let members = community::full_members_before(reader, community, ends)?;
    let behind = pools::Behind::of(ownership::behind_by_own_word(reader, community)?);
    let without = behind.without_head(&members);
    Ok(members.into_iter().filter(|member| !without.contains(member)).map(|member| (member, 1)).collect())
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

/// What members got of the orders that `purchases` counts: their own part, as it was settled, what was kept of it for a debt among it, less what they
/// gave back since. Not the whole price: of that others may have parts, too.
fn deliveries(reader: &mut Reader, community: i64, sales: &ledger::Entries) -> Result<Weights, Fault> {
    let Some(bounds) = sales.bounds() else { return Ok(Vec::new()) };
    let settled = market::settled_by(reader, community, bounds, |entry| sales.has(entry))?;
    let entries = ledger::Entries::of(&settled.entries);
    let credited = ledger::credited(reader, community, bounds, |entry| entries.has(entry))?;
    let member = |(owner, minor): (String, i64)| Some((Id::<Member>::parse(&owner).ok()?, minor));
    let mut got: BTreeMap<Id<Member>, i64> = credited.into_iter().filter_map(member).collect();
    for (member, minor) in settled.given_back {
        *got.entry(member).or_default() -= minor;
    }
    Ok(positive(got.into_iter().collect()))
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

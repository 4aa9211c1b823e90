//! A simulation is written down, some blocks at a time: a million shares do not hold up the orders that wait behind them.

use crate::acting;
use crate::distribution::{DistributionRefused, DistributionState};
use crate::distribution_store::{last_decided, overlapping};
use crate::hashed;
use crate::ids::Member;
use crate::rows::{BlockHash, Distribution, DistributionBlock};
use crate::simulate::{Block, Simulated};
use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use store::OpError::Refused;
use store::{Fault, IdempotencyKey, Outcome, Tx};

/// Blocks written in one operation.
pub const BLOCKS_AT_ONCE: usize = 40;

#[derive(Debug, Clone)]
pub struct Freeze {
    pub id: Id<Distribution>,
    pub simulated: std::sync::Arc<Simulated>,
    pub key: Option<IdempotencyKey>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frozen {
    pub distribution: Id<Distribution>,
    pub number: i64,
    pub hash: String,
}

/// What a request came to whose shares are all written.
///
/// # Errors
/// `KeyReused`.
pub fn frozen_before(tx: &mut Tx, key: &IdempotencyKey) -> Outcome<Option<Frozen>, DistributionRefused> {
    let first = tx.first_answer::<Frozen>(key)?.or_refuse(DistributionRefused::KeyReused)?;
    let Some(first) = first else { return Ok(None) };
    let row = tx.find::<Distribution>((tx.community(), first.distribution))?;
    Ok(row.filter(|row| row.state != DistributionState::Making).map(|_| first))
}

/// Begins: everything but the shares. The same request again finds the first one.
///
/// # Errors
/// `NotAMember`, `NotAllowed`, `KeyReused`, `PeriodShared`, `LaterShared`; `MovedOn` where the first one was cut off, and what is reckoned now is something else: its shares
/// would not be those it was begun with.
pub fn begin_freezing(
    tx: &mut Tx,
    by: Id<Member>,
    input: &Freeze,
    now: Timestamp,
) -> Outcome<Frozen, DistributionRefused> {
    use DistributionRefused as No;
    if let Some(first) = tx.first_answer::<Frozen>(&input.key)?.or_refuse(No::KeyReused)? {
        let row = tx.find::<Distribution>((tx.community(), first.distribution))?;
        let cut_off = row.is_some_and(|row| row.state == DistributionState::Making);
        return match cut_off && first.hash != input.simulated.hash {
            true => Err(Refused(No::MovedOn)),
            false => Ok(first),
        };
    }
    acting::must_keep(tx, by, No::NotAMember, No::NotAllowed)?;
    let community_id = tx.community();
    // It was reckoned before it was its turn: another distribution may have been carried out meanwhile.
    let of = (input.simulated.starts, input.simulated.ends);
    if overlapping(tx, community_id, input.simulated.fund, of)?.is_some() {
        return Err(Refused(No::PeriodShared));
    }
    if of.0 < last_decided(tx, community_id, input.simulated.fund)?.0 {
        return Err(Refused(No::LaterShared));
    }
    let number = acting::next_number(tx)?;
    let Simulated { period, starts, ends, fund, currency, rule, outcome, outcome_json, hash, .. } =
        &*input.simulated;
    tx.insert(&Distribution {
        community_id,
        id: input.id,
        number,
        period: period.code(),
        starts_us: *starts,
        ends_us: *ends,
        fund: *fund,
        currency: *currency,
        rule: rule.clone(),
        outcome: outcome_json.clone(),
        hash: hash.clone(),
        state: DistributionState::Making,
        total_minor: outcome.total_minor,
        paid_minor: outcome.paid_minor,
        loss_left_minor: outcome.loss_left_minor,
        slack_units: input.simulated.slack_units,
        payout_count: input.simulated.payout_count,
        holder_count: outcome.holder_count,
        block_count: input.simulated.blocks.len() as i64,
        blocks_paid: 0,
        made_by: by,
        made_at_us: now,
        decision: None,
        decided_at_us: None,
        entry: None,
        ended_at_us: None,
        hash_version: hashed::VERSION,
        tax_open: false,
        blocks_opened: 0,
    })?;
    let frozen = Frozen { distribution: input.id, number, hash: hash.clone() };
    tx.remember(&input.key, &frozen, now)?;
    Ok(frozen)
}

/// Writes some of its blocks, numbered from `first`. What is there already is left as it is.
///
/// # Errors
/// Of the database only.
pub fn freeze_blocks(tx: &mut Tx, id: Id<Distribution>, first: i64, blocks: &[Block]) -> Result<(), Fault> {
    let community_id = tx.community();
    for (number, block) in (first..).zip(blocks) {
        if tx.find::<DistributionBlock>((community_id, id, number))?.is_some() {
            continue;
        }
        tx.insert(&DistributionBlock {
            community_id,
            distribution_id: id,
            number,
            first_holder: block.first,
            last_holder: block.last,
            holder_count: block.holder_count,
            paid_minor: block.paid_minor,
            shares: block.shares.clone(),
        })?;
        tx.insert(&BlockHash { community_id, distribution_id: id, number, hash: block.hash.clone() })?;
    }
    Ok(())
}

/// All shares are there: it can be decided on. Once made, it stays.
///
/// # Errors
/// `NoSuchDistribution`.
pub fn end_freezing(tx: &mut Tx, id: Id<Distribution>) -> Outcome<(), DistributionRefused> {
    let key = (tx.community(), id);
    let row = tx.lock::<Distribution>(key)?;
    let mut row = row.ok_or(Refused(DistributionRefused::NoSuchDistribution))?;
    if row.state != DistributionState::Making {
        return Ok(());
    }
    row.state = DistributionState::Made;
    tx.save(&row)?;
    let body = format!(r#"{{"distribution":"{id}","number":{}}}"#, row.number);
    Ok(tx.announce("distribution_made", body)?)
}

//! Reads the bases of a period and shares a fund's surplus out, in the reader's memory: one statement a basis, whatever the number of holders.
//! Nothing is written here.
//!
//! Not a rule: it reads rows.

use crate::acting;
use crate::block;
use crate::distribution::DistributionRefused;
use crate::distribution_store::{last_decided, overlapping};
use crate::divide::{DivideRefused, Shared, fit, join, share_out};
use crate::ids::Member;
use crate::outcome::{BasisOutcome, FlowOf, Outcome, TaxOutcome, tenths};
use crate::period::Period;
use crate::rows::Distribution;
use crate::rule::{Basis, Rule};
use crate::surplus::{self, Steps};
use kernel::{Currency, Id, Timestamp};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use store::{Fault, Reader};

/// Holders whose shares stand in one row, and who are paid in one operation.
pub const BLOCK_HOLDERS: usize = 1_000;

/// What is asked to be shared out, by which rule.
#[derive(Debug, Clone)]
pub struct Asked {
    pub period: Period,
    pub fund: i64,
    pub rule: Rule,
}

/// Shares of some hundreds of holders, as they are frozen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    pub first: Id<Member>,
    pub last: Id<Member>,
    pub holder_count: i64,
    pub paid_minor: i64,
    pub shares: Vec<u8>,
}

/// What a simulation came to, ready to be frozen.
#[derive(Debug, Clone)]
pub struct Simulated {
    pub period: Period,
    pub starts: Timestamp,
    pub ends: Timestamp,
    pub fund: i64,
    pub currency: Currency,
    pub rule: String,
    pub outcome: Outcome,
    /// The outcome as it is kept.
    pub outcome_json: String,
    pub hash: String,
    pub slack_units: i64,
    pub payout_count: i64,
    pub blocks: Vec<Block>,
}

type Weights = Vec<(Id<Member>, u64)>;

/// Shares out. The inner error is an answer.
///
/// # Errors
/// Of the database only.
pub fn simulate(
    reader: &mut Reader,
    community: i64,
    asked: &Asked,
) -> Result<Result<Simulated, DistributionRefused>, Fault> {
    use DistributionRefused as No;
    let books = acting::books(reader, community)?;
    let zone = acting::zone(&books)?;
    let Some((starts, ends)) = asked.period.bounds(&zone) else { return Ok(Err(No::PeriodOpen)) };
    if ends > books.closed_before_us {
        return Ok(Err(No::PeriodOpen));
    }
    let Some(purse) = ledger::fund(reader, community, asked.fund)? else { return Ok(Err(No::NoSuchFund)) };
    let others = asked.rule.set_aside.iter().map(|line| line.fund).chain(asked.rule.losses.iter().copied());
    let mut balances = BTreeMap::new();
    for fund in others.chain([asked.fund]) {
        if !(1..=books.fund_count).contains(&fund) {
            return Ok(Err(No::NoSuchFund));
        }
        balances.insert(fund, ledger::fund_balance(reader, community, fund, books.currency)?);
    }
    if overlapping(reader, community, asked.fund, (starts, ends))?.is_some() {
        return Ok(Err(No::PeriodShared));
    }
    let (shared_until, loss_left_minor) = last_decided(reader, community, asked.fund)?;
    if starts < shared_until {
        return Ok(Err(No::LaterShared));
    }
    // Half of the carries are those of before it, half of after.
    if purse.payout_open.is_some() {
        return Ok(Err(No::OtherPaying));
    }
    let flows = ledger::fund_flows(reader, community, (asked.fund, books.currency), (starts, ends))?;
    // A loss in time that nobody shared out is a loss all the same: without it, the surplus would be paid out of what members put in.
    let skipped =
        ledger::fund_flows(reader, community, (asked.fund, books.currency), (shared_until, starts))?;
    let skipped_loss_minor = (-result(&skipped, 0).of_period()).max(0);
    let result = result(&flows, loss_left_minor + skipped_loss_minor);
    if result.net() == 0 && result.loss_before_minor == 0 {
        return Ok(Err(No::NothingToShare));
    }
    if result.net() > shareable(reader, community, asked.fund, books.currency)? {
        return Ok(Err(No::FundTooSmall));
    }
    let steps = surplus::steps(&asked.rule, result, |fund| balances[&fund]);
    let shared = match steps.shared_minor {
        0 => None,
        sum => {
            let lists = bases(reader, community, asked, (starts, ends))?;
            let carries = carries(reader, community, asked.fund)?;
            match share_out(&asked.rule, sum, join(&lists, &carries), purse.slack_units) {
                // Caps so low that nobody may have a whole unit.
                Ok(shared) if shared.total_minor() == 0 => return Ok(Err(No::NobodyToShare)),
                Ok(shared) => Some(shared),
                Err(DivideRefused::NobodyToShare) => return Ok(Err(No::NobodyToShare)),
                Err(DivideRefused::WeightsTooLarge) => return Ok(Err(No::WeightsTooLarge)),
            }
        }
    };
    let flows = flows.iter().map(|flow| FlowOf {
        purpose: flow.purpose.code().to_owned(),
        minor: flow.minor,
        posting_count: flow.posting_count,
    });
    let mut outcome = outcome(&asked.rule, flows.collect(), result, steps, shared.as_ref());
    (outcome.follows_us, outcome.skipped_loss_minor) = (Some(shared_until.micros), skipped_loss_minor);
    let blocks = shared.as_ref().map(blocks).unwrap_or_default();
    let rule = json(&asked.rule)?;
    let outcome_json = json(&outcome)?;
    let hash = hash(&rule, &outcome_json, blocks.iter().map(|block| &block.shares[..]));
    let slack_units = shared.map_or(purse.slack_units, |shared| shared.slack);
    Ok(Ok(Simulated {
        period: asked.period,
        starts,
        ends,
        fund: asked.fund,
        currency: books.currency,
        rule,
        outcome,
        outcome_json,
        hash,
        slack_units,
        payout_count: purse.payout_count,
        blocks,
    }))
}

/// What a fund has beyond what holders put into it and the fractions that are theirs already.
pub(crate) fn shareable(
    source: &mut impl ledger::Source,
    community: i64,
    fund: i64,
    currency: Currency,
) -> Result<i64, Fault> {
    let accounts = ledger::fund_accounts(source, community, fund, currency)?;
    let own = |account: &&ledger::AccountTotal| {
        !matches!(account.key.purpose(), ledger::Purpose::Capital | ledger::Purpose::Rounding)
    };
    Ok(accounts.iter().filter(own).map(|account| -account.key.kind().sign() * account.balance_minor).sum())
}

fn json(value: &impl serde::Serialize) -> Result<String, Fault> {
    serde_json::to_string(value).map_err(|error| Fault::Codec(error.to_string().into()))
}

/// What a ballot names: rule, outcome and every share.
pub(crate) fn hash<'a>(rule: &'a str, outcome: &'a str, blocks: impl Iterator<Item = &'a [u8]>) -> String {
    let mut hash = Sha256::new();
    for bytes in [rule.as_bytes(), outcome.as_bytes()].into_iter().chain(blocks) {
        hash.update((bytes.len() as u64).to_be_bytes());
        hash.update(bytes);
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn result(flows: &[ledger::Flow], loss_before_minor: i64) -> surplus::Result {
    let of = |kind| flows.iter().filter(move |flow| flow.purpose.kind() == kind).map(|flow| flow.minor).sum();
    let (income_minor, expense_minor) = (of(ledger::Kind::Income), of(ledger::Kind::Expense));
    surplus::Result { income_minor, expense_minor, loss_before_minor }
}

/// The list of each basis that the rule names.
fn bases(
    reader: &mut Reader,
    community: i64,
    asked: &Asked,
    (starts, ends): (Timestamp, Timestamp),
) -> Result<Vec<(Basis, Weights)>, Fault> {
    let mut lists = Vec::new();
    for line in &asked.rule.bases {
        let list = match line.basis {
            Basis::Capital => capital(reader, community, asked.fund, (starts, ends))?,
            Basis::Work => {
                positive(contributions::value_by_member(reader, community, Some(asked.fund), starts, ends)?)
            }
            Basis::Purchases => positive(market::purchases_settled(reader, community, starts, ends)?),
            Basis::PerHead => community::full_members_before(reader, community, ends)?
                .into_iter()
                .map(|member| (member, 1))
                .collect(),
        };
        lists.push((line.basis, list));
    }
    Ok(lists)
}

fn positive(list: Vec<(Id<Member>, i64)>) -> Weights {
    let weight = |(member, value): (Id<Member>, i64)| Some((member, u64::try_from(value).ok()?));
    list.into_iter().filter_map(weight).filter(|(_, weight)| *weight > 0).collect()
}

/// What was put into the fund to own a part of it, times the seconds that it stood there in the period: units that came
/// from work put nothing in. A part of a second counts for nothing.
fn capital(
    reader: &mut Reader,
    community: i64,
    fund: i64,
    (starts, ends): (Timestamp, Timestamp),
) -> Result<Weights, Fault> {
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

fn carries(reader: &mut Reader, community: i64, fund: i64) -> Result<Vec<(Id<Member>, i64)>, Fault> {
    let known = ledger::carries(reader, community, fund)?;
    // Whoever else is a holder in the books is none of ours.
    Ok(known.into_iter().filter_map(|(holder, units)| Some((Id::parse(&holder).ok()?, units))).collect())
}

fn outcome(
    rule: &Rule,
    flows: Vec<FlowOf>,
    result: surplus::Result,
    steps: Steps,
    shared: Option<&Shared<Id<Member>>>,
) -> Outcome {
    let nets: Vec<i64> =
        shared.map(|shared| (0..shared.holders.len()).map(|at| shared.net(at)).collect()).unwrap_or_default();
    let part = |part: &crate::divide::PartOf| BasisOutcome {
        basis: part.basis,
        part_minor: part.part_minor,
        weight_sum: part.weight_sum.to_string(),
        holder_count: part.weights.iter().filter(|weight| **weight > 0).count() as i64,
        cap_minor: part.cap_minor,
        capped_count: part.capped_count as i64,
        left_minor: part.left_minor,
    };
    let taxes: Vec<TaxOutcome> = shared
        .map(|shared| {
            let lines = rule.taxes.iter().zip(&shared.taxes);
            lines
                .map(|(line, minors)| TaxOutcome { name: line.name.clone(), minor: minors.iter().sum() })
                .collect()
        })
        .unwrap_or_default();
    Outcome {
        flows,
        result,
        follows_us: None,
        skipped_loss_minor: 0,
        set_aside: steps.set_aside,
        shared_minor: steps.shared_minor,
        bases: shared.map(|shared| shared.parts.iter().map(part).collect()).unwrap_or_default(),
        withheld_minor: taxes.iter().map(|line| line.minor).sum(),
        taxes,
        covers: steps.covers,
        loss_left_minor: steps.loss_left_minor,
        total_minor: shared.map_or(0, Shared::total_minor),
        paid_minor: nets.iter().sum(),
        holder_count: nets.len() as i64,
        least_minor: nets.iter().min().copied().unwrap_or(0),
        most_minor: nets.iter().max().copied().unwrap_or(0),
        tenths: tenths(nets),
    }
}

fn blocks(shared: &Shared<Id<Member>>) -> Vec<Block> {
    let places: Vec<usize> = (0..shared.holders.len()).collect();
    places.chunks(BLOCK_HOLDERS).map(|places| one_block(shared, places)).collect()
}

fn one_block(shared: &Shared<Id<Member>>, places: &[usize]) -> Block {
    let mut bytes = Vec::with_capacity(places.len() * 80);
    for &at in places {
        block::put_holder(&mut bytes, shared.holders[at]);
        for part in &shared.parts {
            block::put_weight(&mut bytes, part.weights[at]);
            block::put(&mut bytes, part.minors[at] as u64);
        }
        shared.taxes.iter().for_each(|line| block::put(&mut bytes, line[at] as u64));
        block::put(&mut bytes, shared.carries_before[at] as u64);
        block::put(&mut bytes, shared.carries_after[at] as u64);
    }
    Block {
        first: shared.holders[places[0]],
        last: shared.holders[places[places.len() - 1]],
        holder_count: places.len() as i64,
        paid_minor: places.iter().map(|&at| shared.net(at)).sum(),
        shares: bytes,
    }
}

/// The shares of a block, as rule and bases of its distribution have them.
///
/// # Errors
/// Where the bytes are not what was written.
pub(crate) fn shares_of(row: &Distribution, bytes: &[u8]) -> Result<Vec<block::HolderShare>, Fault> {
    let (rule, outcome) = (rule_of(row)?, outcome_of(row)?);
    let shares = block::read(bytes, outcome.bases.len(), rule.taxes.len());
    shares.ok_or_else(|| acting::fault(format!("{}: its shares cannot be read", row.id)))
}

pub(crate) fn rule_of(row: &Distribution) -> Result<Rule, Fault> {
    serde_json::from_str(&row.rule).map_err(|error| Fault::Codec(error.to_string().into()))
}

pub(crate) fn outcome_of(row: &Distribution) -> Result<Outcome, Fault> {
    serde_json::from_str(&row.outcome).map_err(|error| Fault::Codec(error.to_string().into()))
}

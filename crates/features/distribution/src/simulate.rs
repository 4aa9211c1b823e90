//! Shares a fund's surplus out, in the reader's memory: one statement a basis (`bases.rs`), whatever the number of holders.
//! Nothing is written here.
//!
//! Not a rule: it reads rows.

use crate::acting;
use crate::bases::{self, Weights};
use crate::block;
use crate::distribution::DistributionRefused;
use crate::distribution_store::{last_decided, overlapping};
use crate::divide::{DivideRefused, Shared, join, share_out};
use crate::hashed::{self, Whose};
use crate::ids::Member;
use crate::outcome::{BasisOutcome, FlowOf, Outcome, TaxOutcome, tenths};
use crate::period::Period;
use crate::rows::Distribution;
use crate::rule::{Basis, Preset, Rule};
use crate::surplus::{self, Steps};
use crate::told_apart::{self, Follows};
use kernel::{Currency, Id, Timestamp};
use std::collections::{BTreeMap, BTreeSet};
use store::{Db, Fault, Reader};

/// Holders whose shares stand in one row, and who are paid in one entry: so few that orders which come meanwhile do not wait long.
pub const BLOCK_HOLDERS: usize = 250;

/// What is asked to be shared out, by which rule.
#[derive(Debug, Clone)]
pub struct Asked {
    pub period: Period,
    pub fund: i64,
    pub rule: Rule,
    /// `BLOCK_HOLDERS`, or less where few holders are to have many blocks.
    pub block_holders: usize,
}

impl Asked {
    pub fn new(period: Period, fund: i64, rule: Rule) -> Asked {
        Asked { period, fund, rule, block_holders: BLOCK_HOLDERS }
    }
}

/// Shares of some hundreds of holders, as they are frozen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    pub first: Id<Member>,
    pub last: Id<Member>,
    pub holder_count: i64,
    pub paid_minor: i64,
    pub shares: Vec<u8>,
    pub hash: String,
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

/// What is read first, and again in the end: the fund as it stands, and what it was shared out until.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Plan {
    starts: Timestamp,
    ends: Timestamp,
    currency: Currency,
    slack_units: i64,
    payout_count: i64,
    /// Of the other funds that the rule names: what each has, and what of it is not what its holders put in.
    balances: BTreeMap<i64, (i64, i64)>,
    /// Those of them that are reserves.
    reserves: BTreeSet<i64>,
    shareable_minor: i64,
    /// Of earlier times, kept for the fund's holders.
    fractions_minor: i64,
    shared_until: Timestamp,
    loss_left_minor: i64,
}

/// All that is shared out by.
struct Known {
    plan: Plan,
    /// In the period, and in time before it that nobody shared out.
    earned: ledger::Earned,
    carries: Vec<(Id<Member>, i64)>,
    lists: Vec<(Basis, Weights)>,
}

/// Shares out. The inner error is an answer.
///
/// Each basis is read in a snapshot of its own, beside the others: the period is closed, so they do not depend on each other. What moves (the
/// fund and its carries) is read in one, and held against what it was before.
///
/// # Errors
/// Of the database only.
pub async fn simulate(
    db: &Db,
    community: i64,
    asked: &Asked,
) -> Result<Result<Simulated, DistributionRefused>, Fault> {
    let this = asked.clone();
    let planned = db.read(move |reader| plan(reader, community, &this)).await?;
    let plan = match planned {
        Ok(plan) => plan,
        Err(why) => return Ok(Err(why)),
    };
    let fund = asked.fund;
    let carries = db.read(move |reader| carries(reader, community, fund));
    let of = (plan.currency, plan.shared_until);
    let bases = bases::read(db, community, asked, of, (plan.starts, plan.ends));
    let ((earned, lists), carries) = tokio::try_join!(bases, carries)?;
    let asked = asked.clone();
    let known = Known { plan, earned, carries, lists };
    db.read(move |reader| divided(reader, community, &asked, known)).await
}

/// What is refused is refused before a million rows are read.
fn plan(
    reader: &mut Reader,
    community: i64,
    asked: &Asked,
) -> Result<Result<Plan, DistributionRefused>, Fault> {
    use DistributionRefused as No;
    let books = acting::books(reader, community)?;
    let zone = acting::zone(&books)?;
    let Some((starts, ends)) = asked.period.bounds(&zone) else { return Ok(Err(No::PeriodOpen)) };
    if ends > books.closed_before_us {
        return Ok(Err(No::PeriodOpen));
    }
    let Some(purse) = ledger::fund(reader, community, asked.fund)? else { return Ok(Err(No::NoSuchFund)) };
    if let Err(why) = acting::shares_out(purse.kind) {
        return Ok(Err(why));
    }
    let others = asked.rule.set_aside.iter().map(|line| line.fund).chain(asked.rule.losses.iter().copied());
    let (mut balances, mut reserves) = (BTreeMap::new(), BTreeSet::new());
    for fund in others {
        let Some(other) = ledger::fund(reader, community, fund)? else { return Ok(Err(No::NoSuchFund)) };
        if other.kind == ledger::FundKind::Reserve {
            reserves.insert(fund);
        }
        let all = ledger::fund_balance(reader, community, fund, books.currency)?;
        balances.insert(fund, (all, shareable(reader, community, (fund, books.currency), ends)?));
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
    Ok(Ok(Plan {
        starts,
        ends,
        currency: books.currency,
        slack_units: purse.slack_units,
        payout_count: purse.payout_count,
        balances,
        reserves,
        shareable_minor: shareable(reader, community, (asked.fund, books.currency), ends)?,
        fractions_minor: of_purpose(reader, community, asked.fund, books.currency, |purpose| {
            purpose == ledger::Purpose::Rounding
        })?,
        shared_until,
        loss_left_minor,
    }))
}

fn divided(
    reader: &mut Reader,
    community: i64,
    asked: &Asked,
    Known { plan: before, earned, carries, lists }: Known,
) -> Result<Result<Simulated, DistributionRefused>, Fault> {
    use DistributionRefused as No;
    let plan = match plan(reader, community, asked)? {
        Ok(plan) => plan,
        Err(why) => return Ok(Err(why)),
    };
    // Somebody else was quicker while bases were read.
    if (plan.shared_until, plan.payout_count) != (before.shared_until, before.payout_count) {
        return Ok(Err(No::MovedOn));
    }
    // A loss in time that nobody shared out is a loss all the same: without it, the surplus would be paid out of what members put in.
    let follows = Follows::of(reader, community, asked.fund, plan.shared_until)?;
    let told =
        follows.told(reader, community, (asked.fund, plan.currency), &earned, (plan.starts, plan.ends))?;
    let (skipped_loss_minor, left_out, mut result) = (told.skipped_loss_minor, told.left_out, told.result);
    result.loss_before_minor = plan.loss_left_minor + skipped_loss_minor;
    if result.net() == 0 && result.loss_before_minor == 0 {
        return Ok(Err(No::NothingToShare));
    }
    if result.net() > plan.shareable_minor {
        return Ok(Err(No::FundTooSmall));
    }
    let of = |fund| plan.balances.get(&fund).copied().unwrap_or_default();
    let steps = surplus::steps(&asked.rule, result, |fund| of(fund).0, |fund| of(fund).1);
    let shared = match steps.shared_minor {
        0 => None,
        sum => match share_out(&asked.rule, sum, join(&lists, &carries), plan.slack_units) {
            // Caps so low that nobody may have a whole unit.
            Ok(shared) if shared.total_minor() == 0 => return Ok(Err(No::NobodyToShare)),
            Ok(shared) => Some(shared),
            Err(DivideRefused::NobodyToShare) => return Ok(Err(No::NobodyToShare)),
            Err(DivideRefused::WeightsTooLarge) => return Ok(Err(No::WeightsTooLarge)),
        },
    };
    let flows = earned.flows.iter().map(|flow| FlowOf {
        purpose: flow.purpose.code().to_owned(),
        minor: flow.minor,
        posting_count: flow.posting_count,
    });
    let mut outcome = outcome(&asked.rule, flows.collect(), result, steps, shared.as_ref());
    let by_law = asked.rule.preset == Preset::FarmersLaw;
    if by_law && !outcome.keeps_farmers_law(|fund| plan.reserves.contains(&fund)) {
        return Ok(Err(No::TradeBelowLaw));
    }
    (outcome.fractions_before_minor, outcome.left_out) = (Some(plan.fractions_minor), Some(left_out));
    (outcome.told_apart_from_us, outcome.gifts_left_out_minor) =
        (Some(follows.told_apart_from.micros), Some(told.gifts_left_out_minor));
    outcome.held_from_us = Some(follows.held_from.micros);
    (outcome.follows_us, outcome.skipped_loss_minor) = (Some(plan.shared_until.micros), skipped_loss_minor);
    let blocks = shared.as_ref().map(|shared| blocks(shared, asked.block_holders)).unwrap_or_default();
    let rule = json(&asked.rule)?;
    let outcome_json = json(&outcome)?;
    let period = asked.period.code();
    let whose = Whose {
        community,
        fund: asked.fund,
        period: &period,
        starts: plan.starts,
        ends: plan.ends,
        currency: plan.currency,
    };
    let hash = hashed::of_all(&whose, &rule, &outcome_json, blocks.iter().map(|block| block.hash.as_str()));
    let slack_units = shared.map_or(plan.slack_units, |shared| shared.slack);
    Ok(Ok(Simulated {
        period: asked.period,
        starts: plan.starts,
        ends: plan.ends,
        fund: asked.fund,
        currency: plan.currency,
        rule,
        outcome,
        outcome_json,
        hash,
        slack_units,
        payout_count: plan.payout_count,
        blocks,
    }))
}

/// What a fund has beyond what holders put into it, the fractions that are theirs already, and what it keeps for campaigns that brought it money
/// for a purpose: the price of goods counts once nothing more is spent of it by then, and what was asked for is decided and paid.
pub(crate) fn shareable(
    source: &mut impl ledger::Source,
    community: i64,
    (fund, currency): (i64, Currency),
    by: Timestamp,
) -> Result<i64, Fault> {
    let kept_minor = told_apart::kept(source, community, (fund, currency), by)?;
    let all = of_purpose(source, community, fund, currency, |purpose| {
        !matches!(purpose, ledger::Purpose::Capital | ledger::Purpose::Rounding)
    })?;
    Ok(all - kept_minor)
}

/// What a fund has on accounts of some purposes.
fn of_purpose(
    source: &mut impl ledger::Source,
    community: i64,
    fund: i64,
    currency: Currency,
    wanted: impl Fn(ledger::Purpose) -> bool,
) -> Result<i64, Fault> {
    let accounts = ledger::fund_accounts(source, community, fund, currency)?;
    let own = |account: &&ledger::AccountTotal| wanted(account.key.purpose());
    Ok(accounts.iter().filter(own).map(|account| -account.key.kind().sign() * account.balance_minor).sum())
}

fn json(value: &impl serde::Serialize) -> Result<String, Fault> {
    serde_json::to_string(value).map_err(|error| Fault::Codec(error.to_string().into()))
}

fn carries(reader: &mut Reader, community: i64, fund: i64) -> Result<Vec<(Id<Member>, i64)>, Fault> {
    let known = ledger::carries(reader, community, fund)?;
    // Whoever else is a holder in the books is none of ours.
    Ok(known.into_iter().filter_map(|(holder, units)| Some((Id::parse(&holder).ok()?, units))).collect())
}

pub(crate) fn outcome(
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
        left_out: None,
        told_apart_from_us: None,
        held_from_us: None,
        gifts_left_out_minor: None,
        follows_us: None,
        skipped_loss_minor: 0,
        set_aside: steps.set_aside,
        shared_minor: steps.shared_minor,
        bases: shared.map(|shared| shared.parts.iter().map(part).collect()).unwrap_or_default(),
        withheld_minor: taxes.iter().map(|line| line.minor).sum(),
        taxes,
        fractions_before_minor: None,
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

/// On two threads: each block stands alone, and writing and hashing them takes longer than dividing.
fn blocks(shared: &Shared<Id<Member>>, block_holders: usize) -> Vec<Block> {
    let places: Vec<usize> = (0..shared.holders.len()).collect();
    let of = |places: &[usize]| -> Vec<Block> {
        places.chunks(block_holders.max(1)).map(|places| one_block(shared, places)).collect()
    };
    let half = (places.len() / 2).next_multiple_of(block_holders.max(1)).min(places.len());
    let (first, second) = places.split_at(half);
    std::thread::scope(|scope| {
        let second = scope.spawn(|| of(second));
        let mut all = of(first);
        match second.join() {
            Ok(more) => all.extend(more),
            Err(panic) => std::panic::resume_unwind(panic),
        }
        all
    })
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
        hash: hashed::of_block(&bytes),
        shares: bytes,
    }
}

/// How the shares of a distribution are read: as its rule and bases have them.
pub(crate) struct Codec {
    of: Id<Distribution>,
    bases: usize,
    taxes: usize,
}

impl Codec {
    pub(crate) fn of(row: &Distribution) -> Result<Codec, Fault> {
        let (rule, outcome) = (rule_of(row)?, outcome_of(row)?);
        Ok(Codec { of: row.id, bases: outcome.bases.len(), taxes: rule.taxes.len() })
    }

    /// # Errors
    /// Where the bytes are not what was written.
    pub(crate) fn read(&self, bytes: &[u8]) -> Result<Vec<block::HolderShare>, Fault> {
        let shares = block::read(bytes, self.bases, self.taxes);
        shares.ok_or_else(|| self.unreadable())
    }

    /// As `read`, of what paying needs.
    pub(crate) fn read_owed(&self, bytes: &[u8]) -> Result<Vec<block::Owed>, Fault> {
        block::read_owed(bytes, self.bases, self.taxes).ok_or_else(|| self.unreadable())
    }

    fn unreadable(&self) -> Fault {
        acting::fault(format!("{}: its shares cannot be read", self.of))
    }
}

/// The shares of one block.
///
/// # Errors
/// Where the bytes are not what was written.
pub(crate) fn shares_of(row: &Distribution, bytes: &[u8]) -> Result<Vec<block::HolderShare>, Fault> {
    Codec::of(row)?.read(bytes)
}

pub(crate) fn rule_of(row: &Distribution) -> Result<Rule, Fault> {
    serde_json::from_str(&row.rule).map_err(|error| Fault::Codec(error.to_string().into()))
}

pub(crate) fn outcome_of(row: &Distribution) -> Result<Outcome, Fault> {
    serde_json::from_str(&row.outcome).map_err(|error| Fault::Codec(error.to_string().into()))
}

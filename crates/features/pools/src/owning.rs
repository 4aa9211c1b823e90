//! Campaigns whose backers own a part: the instrument is made when the goal is reached, of as many units as came together, and its
//! units are entered in the register tranche by tranche. Until then nothing can be subscribed to past the campaign.
//!
//! Not a rule: it runs the share register's operations.

use crate::acting::fault;
use crate::books::{self, held};
use crate::campaign::Offered;
use crate::campaign_rows::{Campaign, CampaignPart, Milestone};
use crate::campaigning::{FIRST_RISK, campaign, is_past_probation, milestone};
use crate::ids::{Member, PoolId};
use crate::jobs;
use crate::milestone::{MilestoneState, Stage};
use crate::ops::{NewCampaign, Noted, PartTold, announce, lock_pool, note, note_part, note_spending_ended};
use crate::pools_store::unissued;
use crate::refused::CampaignRefused as No;
use crate::rows::{Commitment, PartStep, Pool, PoolStep};
use crate::same_id::same_id;
use crate::spent_by_team;
use kernel::{Id, Timestamp};
use ledger::AccountKey;
use ownership::rows::Instrument;
use ownership::{InstrumentKind, InstrumentRefused, Issue, NewInstrument, Origin, OriginKind};
use store::OpError::{self, Refused};
use store::{Fault, Outcome, Tx};

/// Parts entered in one transaction.
const AT_ONCE: i64 = 50;

fn kind_of(offered: Offered) -> InstrumentKind {
    match offered {
        Offered::EquityRecord => InstrumentKind::EquityRecord,
        _ => InstrumentKind::MemberCapital,
    }
}

fn instrument_of(new: &NewCampaign, id: Id<Instrument>) -> NewInstrument {
    let terms = &new.terms;
    let units = terms.units_max.unwrap_or_default();
    NewInstrument {
        id,
        kind: kind_of(terms.offered),
        name: terms.title.trim().to_owned(),
        fund: new.fund,
        price_minor: terms.unit_minor,
        units_max: units,
        units_each_max: terms.units_each.unwrap_or_default().min(units),
        terms: terms.gets.clone(),
        risk: terms.risk.clone(),
        decision: new.decision.clone(),
    }
}

/// Whether the register would take it.
pub(crate) fn check(tx: &mut Tx, new: &NewCampaign, author: Option<Id<Member>>) -> Outcome<(), No> {
    let none = Id::from_parts(0, [0; 10]);
    instrument_of(new, none).check(tx, author).map_err(|error| match error {
        Refused(InstrumentRefused::PromisesReturn) => Refused(No::PromisesReturn),
        Refused(_) => Refused(No::InstrumentUnfit),
        OpError::Fault(fault) => OpError::Fault(fault),
    })
}

/// The goal is reached: an instrument of as many units as are paid.
pub(crate) fn form(tx: &mut Tx, pool: &Pool, campaign: &mut Campaign, now: Timestamp) -> Result<(), Fault> {
    let units = pool.held_milli / 1_000;
    let each = pool.each_most_milli.map_or(units, |each| each / 1_000);
    let new = NewInstrument {
        id: same_id(pool.id)?,
        kind: kind_of(campaign.offered),
        name: pool.title.clone(),
        fund: campaign.fund,
        price_minor: campaign.unit_minor,
        units_max: units,
        units_each_max: each.min(units),
        terms: campaign.gets.clone(),
        risk: campaign.risk.clone(),
        decision: campaign.decision.clone(),
    };
    match ownership::make_instrument_of_campaign(tx, &new, now) {
        Ok(_) => campaign.instrument_id = Some(new.id),
        // The rest was looked at when it was opened, as its words were.
        Err(Refused(why)) => return Err(fault(format!("{}: no instrument: {}", pool.id, why.code()))),
        Err(OpError::Fault(fault)) => return Err(fault),
    }
    // Until its parts are entered one after the other, and for what is never entered, nobody gets units past the campaign.
    match ownership::bind_to_campaign(tx, new.id, campaign.probation_days) {
        Ok(()) => Ok(()),
        Err(Refused(why)) => Err(fault(format!("{}: no instrument: {}", pool.id, why.code()))),
        Err(OpError::Fault(fault)) => Err(fault),
    }
}

/// Keeps the units of a part; the inner error says why they cannot be its member's (a code): then there are fewer.
pub(crate) fn keep(
    tx: &mut Tx,
    campaign: &Campaign,
    part: &Commitment,
    now: Timestamp,
) -> Result<Result<(), String>, Fault> {
    let (instrument, units) = (instrument(campaign)?, part.units_milli / 1_000);
    // What its member has read is the campaign's text; the instrument may say it in other words by now.
    let seen = tx.find::<Instrument>((campaign.community_id, instrument))?;
    let risk = seen.map_or(FIRST_RISK, |seen| seen.risk_version);
    match tx.attempt(|tx| ownership::reserve(tx, instrument, part.member, units, risk, now)) {
        Ok(()) => Ok(Ok(())),
        Err(Refused(why)) => {
            withdraw(tx, campaign, units)?;
            Ok(Err(why.code().to_owned()))
        }
        Err(OpError::Fault(fault)) => Err(fault),
    }
}

fn instrument(campaign: &Campaign) -> Result<Id<Instrument>, Fault> {
    campaign.instrument_id.ok_or_else(|| fault(format!("{}: owned, and no instrument", campaign.pool_id)))
}

pub(crate) fn shares_of(tx: &mut Tx, campaign: &Campaign) -> Result<Vec<i64>, Fault> {
    let mut shares = Vec::new();
    for number in 1..=campaign.milestone_count {
        let step = tx.find::<Milestone>((campaign.community_id, campaign.pool_id, number))?;
        shares.extend(step.map(|step| step.share_bp));
    }
    Ok(shares)
}

/// How many tranches are released: so many each part has in the register, sooner or later.
fn released(tx: &mut Tx, campaign: &Campaign) -> Result<i64, Fault> {
    for number in 1..=campaign.milestone_count {
        if milestone(tx, campaign.pool_id, number)?.state != MilestoneState::Released {
            return Ok(number - 1);
        }
    }
    Ok(campaign.milestone_count)
}

/// Whether parts still wait to be entered: nothing else is decided before.
pub(crate) fn is_behind(tx: &mut Tx, campaign: &Campaign) -> Result<bool, Fault> {
    let released = released(tx, campaign)?;
    Ok(!unissued(tx, campaign.community_id, campaign.pool_id, released, 1)?.is_empty())
}

/// By a job: what was released becomes units, a few parts at a time, and one of the entries stands in what happened; where it was interrupted it goes on behind what is on disk.
///
/// # Errors
/// Of the database only.
pub(crate) fn issue(tx: &mut Tx, id: PoolId, now: Timestamp) -> Result<(), Fault> {
    let Some(mut pool) = lock_pool(tx, id)? else { return Ok(()) };
    let mut campaign = campaign(tx, id)?;
    if campaign.stage != Stage::Running || campaign.instrument_id.is_none() {
        return Ok(());
    }
    let released = released(tx, &campaign)?;
    let next = unissued(tx, pool.community_id, id, released, AT_ONCE)?;
    let more = next.len() as i64 == AT_ONCE;
    let shares = shares_of(tx, &campaign)?;
    let mut first = None;
    for commitment in next {
        let entry = issue_one(tx, &pool, &mut campaign, commitment, (&shares, released), now)?;
        first = first.or(entry);
    }
    if more {
        tx.enqueue(jobs::issue(id, now))?;
    } else {
        // Of few units a small share is none: then there is nothing to tell.
        let last = if released > 0 { milestone(tx, id, released)?.tranche_minor } else { None };
        if last.unwrap_or_default() > 0 {
            note(tx, &mut pool, Noted { entry: first, ..Noted::of(PoolStep::UnitsEntered, None, now) })?;
        }
        match released == campaign.milestone_count {
            true => {
                campaign.stage = Stage::Done;
                // Told while it still ran: nothing was left then that it could have stopped.
                note_spending_ended(tx, &mut pool, now)?;
            }
            // What fell due meanwhile has waited for this.
            false => tx.enqueue(jobs::milestone(id, now))?,
        }
    }
    spent_by_team::follow(tx, &pool, &campaign, now)?;
    tx.save(&campaign)?;
    tx.save(&pool)?;
    announce(tx, "pool_issued", &pool)
}

fn issue_one(
    tx: &mut Tx,
    pool: &Pool,
    campaign: &mut Campaign,
    id: Id<Commitment>,
    (shares, released): (&[i64], i64),
    now: Timestamp,
) -> Result<Option<i64>, Fault> {
    let part = tx.lock::<CampaignPart>((pool.community_id, id))?;
    let mut part = part.ok_or_else(|| fault(format!("{id}: listed and not there")))?;
    let commitment = tx.lock::<Commitment>((pool.community_id, id))?;
    let mut commitment = commitment.ok_or_else(|| fault(format!("{id}: listed and not there")))?;
    let by_tranche = part.units_of(commitment.units_milli / 1_000, shares);
    let by_tranche = by_tranche.ok_or_else(|| fault(format!("{id}: its units cannot be shared out")))?;
    let (from, to) = (part.issued_tranches as usize, released as usize);
    if !is_past_probation(tx, commitment.member, 0, now)? {
        // Who has left holds nothing new: all that is not entered yet goes back.
        let rest: i64 = by_tranche[from..].iter().sum();
        part.issued_tranches = campaign.milestone_count;
        give_back(tx, pool, campaign, &mut commitment, rest, now)?;
        // Of what was paid elsewhere nothing is given back here.
        if !campaign.offered.is_elsewhere() {
            part.back_minor = Some(rest * campaign.unit_minor).filter(|minor| *minor > 0);
            part.back_entry = commitment.end_entry.filter(|_| rest > 0);
        }
        tx.save(&commitment)?;
        tx.save(&part)?;
        return Ok(None);
    }
    let units: i64 = by_tranche[from..to].iter().sum();
    part.issued_tranches = released;
    if units > 0 {
        commitment.end_entry = enter(tx, pool, campaign, &commitment, units, now)?;
        let (minor, entry) = (units * campaign.unit_minor, commitment.end_entry);
        note_part(tx, &mut commitment, PartTold::sum(PartStep::Entered, minor, entry, now))?;
        tx.save(&commitment)?;
    }
    tx.save(&part)?;
    Ok(commitment.end_entry.filter(|_| units > 0))
}

fn enter(
    tx: &mut Tx,
    pool: &Pool,
    campaign: &mut Campaign,
    commitment: &Commitment,
    units: i64,
    now: Timestamp,
) -> Result<Option<i64>, Fault> {
    let (id, minor) = (instrument(campaign)?, units * campaign.unit_minor);
    let row = tx.find::<Instrument>((pool.community_id, id))?;
    let row = row.ok_or_else(|| fault(format!("{}: its instrument is missing", pool.id)))?;
    let entry = match campaign.offered.is_elsewhere() {
        true => None,
        false => {
            let capital = ownership::capital_account(&row);
            let postings = vec![(held(pool.id, pool.currency), minor), (capital, -minor)];
            let parent = commitment.paid_entry;
            let entry = books::Entry { kind: "release", parent, postings, happened_at: now, now };
            Some(books::post(tx, commitment, entry)?)
        }
    };
    let new = Issue {
        instrument: id,
        holder: commitment.member,
        units,
        // What was paid elsewhere is put into nothing here.
        paid_minor: entry.map_or(0, |_| minor),
        origin: Origin::new(OriginKind::Commitment, commitment.id),
        entry,
    };
    match ownership::issue_reserved(tx, &new, now) {
        Ok(()) => {}
        Err(Refused(why)) => return Err(fault(format!("{}: {}", commitment.id, why.code()))),
        Err(OpError::Fault(fault)) => return Err(fault),
    }
    campaign.kept_minor -= minor;
    campaign.released_minor += minor;
    Ok(entry)
}

/// Units that will not be entered are free again, and their money is the member's.
fn give_back(
    tx: &mut Tx,
    pool: &Pool,
    campaign: &mut Campaign,
    commitment: &mut Commitment,
    units: i64,
    now: Timestamp,
) -> Result<(), Fault> {
    if units == 0 {
        return Ok(());
    }
    let minor = units * campaign.unit_minor;
    free(tx, campaign, commitment, minor)?;
    if !campaign.offered.is_elsewhere() {
        let owed = AccountKey::owed(commitment.member, pool.currency);
        let postings = vec![(held(pool.id, pool.currency), minor), (owed, -minor)];
        let parent = commitment.paid_entry;
        let entry = books::Entry { kind: "refund", parent, postings, happened_at: now, now };
        commitment.end_entry = Some(books::post(tx, commitment, entry)?);
    }
    let entry = commitment.end_entry.filter(|_| !campaign.offered.is_elsewhere());
    note_part(tx, commitment, PartTold::sum(PartStep::Returned, minor, entry, now))?;
    commitment.captured_minor -= minor;
    commitment.returned_minor += minor;
    campaign.kept_minor -= minor;
    campaign.returned_minor += minor;
    Ok(())
}

/// The units that a sum would have bought are nobody's any more, and nobody can subscribe to them past milestones and backers.
pub(crate) fn free(
    tx: &mut Tx,
    campaign: &Campaign,
    commitment: &Commitment,
    minor: i64,
) -> Result<(), Fault> {
    let (id, units) = (instrument(campaign)?, minor / campaign.unit_minor);
    match ownership::release(tx, id, commitment.member, units) {
        Ok(()) => withdraw(tx, campaign, units),
        Err(Refused(why)) => Err(fault(format!("{}: {}", commitment.id, why.code()))),
        Err(OpError::Fault(fault)) => Err(fault),
    }
}

fn withdraw(tx: &mut Tx, campaign: &Campaign, units: i64) -> Result<(), Fault> {
    match ownership::withdraw_units(tx, instrument(campaign)?, units) {
        Ok(()) => Ok(()),
        Err(Refused(why)) => Err(fault(format!("{}: {}", campaign.pool_id, why.code()))),
        Err(OpError::Fault(fault)) => Err(fault),
    }
}

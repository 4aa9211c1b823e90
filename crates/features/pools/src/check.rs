//! Holds a community's pools against their parts and its books: what `hehuo verify` asks.
//!
//! Not a rule: it reads.

use crate::books;
use crate::campaign_rows::{Campaign, Milestone};
use crate::check_match;
use crate::commitment::CommitmentState;
use crate::milestone::{MilestoneState, Stage};
use crate::pool::{Counted, PoolState};
use crate::pools_store::{back_sums, behind_ever, holders, pools_after, sums_of, unissued};
use crate::rows::{GroupBuy, Pool};
use crate::spent_by_team::with_the_fund;
use kernel::Timestamp;
use std::collections::BTreeMap;
use std::time::Duration;
use store::{Fault, Reader};

/// Pools looked at in one read.
const PAGE: i64 = 200;

/// What is wrong, in words for whoever runs the program; empty when all holds: what a pool's account holds is what its
/// paid parts say, an open pool counts what its parts come to, a settled one holds
/// nothing, and none that has closed hangs.
///
/// # Errors
/// Of the database only.
pub fn verify(reader: &mut Reader, community: i64) -> Result<Vec<String>, Fault> {
    let (mut wrong, mut after) = (Vec::new(), 0);
    check_match::funds(reader, community, &mut wrong)?;
    // By the clock of the books: while nobody ran the program nothing could settle.
    let newest = ledger::journal(reader, community, &ledger::JournalFilter::default(), None, 1)?;
    if let Some(newest) = newest.entries.first() {
        wrong.extend(stuck(reader, community, newest.head.entry.recorded_at_us)?);
    }
    let mut kept = BTreeMap::new();
    loop {
        let page = pools_after(reader, community, after, PAGE)?;
        if page.is_empty() {
            break;
        }
        for id in page {
            let Some(pool) = reader.find::<Pool>(&(community, id))? else { continue };
            after = pool.number;
            check(reader, &pool, &mut wrong)?;
            let buy = reader.find::<GroupBuy>(&(community, id))?.filter(|buy| buy.kept_minor > 0);
            let Some((mandate, buy)) = buy.and_then(|buy| Some((buy.kept_under?, buy))) else { continue };
            *kept.entry(mandate).or_insert(0) += buy.kept_minor;
            if pool.state != PoolState::Open {
                wrong.push(format!("{id}: closed, and {} kept for it", buy.kept_minor));
            }
        }
    }
    // Nobody else keeps room: what is promised beyond expenses is all of it theirs, and once only.
    for (mandate, minor) in supply::kept_rooms(reader, community)? {
        *kept.entry(mandate).or_insert(0) += minor;
    }
    let rooms: BTreeMap<_, _> = spending::kept_rooms(reader, community)?.into_iter().collect();
    if rooms != kept {
        wrong.push(format!("kept under mandates: {rooms:?}, group buys and purchase orders say {kept:?}"));
    }
    Ok(wrong)
}

/// So long after it began nothing of it should still be ahead: it takes minutes, and a job that failed is tried again for hours.
const STUCK: Duration = Duration::from_secs(2 * 86_400);

/// What hangs: pools that have closed and do not settle, campaigns that were stopped and do not give
/// back, tranches that were released and are not entered in the register. Their sums hold, so that nothing else finds them.
fn stuck(reader: &mut Reader, community: i64, now: Timestamp) -> Result<Vec<String>, Fault> {
    let (mut wrong, mut after) = (Vec::new(), 0);
    loop {
        let page = pools_after(reader, community, after, PAGE)?;
        if page.is_empty() {
            return Ok(wrong);
        }
        for id in page {
            let Some(pool) = reader.find::<Pool>(&(community, id))? else { continue };
            after = pool.number;
            let hangs = |since: Option<Timestamp>| since.is_some_and(|since| now >= since.plus(STUCK));
            if matches!(pool.state, PoolState::Met | PoolState::Failed) && hangs(pool.ended_at_us) {
                wrong.push(format!("{id}: {} for days, and not settled", pool.state));
            }
            let waits = matches!(pool.state, PoolState::Prepared | PoolState::Open);
            if waits && hangs(Some(pool.times().last())) {
                wrong.push(format!("{id}: past its deadline for days, and not closed"));
            }
            let Some(campaign) = reader.find::<Campaign>(&(community, id))? else { continue };
            let (mut released, mut decided) = (0, None);
            for number in 1..=campaign.milestone_count {
                let Some(step) = reader.find::<Milestone>(&(community, id, number))? else { continue };
                released += i64::from(step.state == MilestoneState::Released);
                decided = decided.max(step.decided_at_us);
            }
            if campaign.stage == Stage::Reckoning && hangs(pool.ended_at_us) {
                wrong.push(format!("{id}: closed for days, and its tranches not reckoned"));
            }
            if matches!(campaign.stage, Stage::Sharing | Stage::Returning) && hangs(decided) {
                wrong.push(format!("{id}: stopped for days, and its rest not given back"));
            }
            let enters = campaign.offered.is_owned() && campaign.stage == Stage::Running && hangs(decided);
            if enters && !unissued(reader, community, id, released, 1)?.is_empty() {
                wrong.push(format!("{id}: released for days, and its units not entered"));
            }
        }
    }
}

fn check(reader: &mut Reader, pool: &Pool, wrong: &mut Vec<String>) -> Result<(), Fault> {
    let (mut taken, mut held, mut held_minor, mut people, mut claimed) = (0, 0, 0, 0, 0);
    for (state, parts, units, minor, members) in sums_of(reader, pool.community_id, pool.id)? {
        let Some(state) = CommitmentState::parse(&state) else {
            wrong.push(format!("{}: a part is {state}", pool.id));
            continue;
        };
        held_minor += minor;
        taken += if state.takes_place() { units } else { 0 };
        claimed += if state == CommitmentState::Claimed { parts } else { 0 };
        if state == CommitmentState::Held {
            (held, people) = (units, members);
        }
    }
    let kept = check_campaign(reader, pool, wrong)?;
    // What is paid elsewhere is written down, and not here.
    let elsewhere = reader
        .find::<Campaign>(&(pool.community_id, pool.id))?
        .is_some_and(|campaign| campaign.offered.is_elsewhere());
    let here = if elsewhere { 0 } else { held_minor + kept };
    let in_hand = here + check_match::kept(reader, pool, wrong)?;
    let books = ledger::balance(reader, pool.community_id, &books::held(pool.id, pool.currency))?;
    let open = pool.state == PoolState::Open;
    let settled = matches!(pool.state, PoolState::Captured | PoolState::Refunded);
    for (holds, what) in [
        (books == in_hand, format!("the books hold {books}, its parts say {in_hand}")),
        (pool.claimed_count == claimed, format!("{} claimed, its parts say {claimed}", pool.claimed_count)),
        (!open || pool.taken_milli == taken, format!("{} taken, its parts say {taken}", pool.taken_milli)),
        (!open || pool.held_milli == held, format!("{} paid, its parts say {held}", pool.held_milli)),
        (
            !open || pool.held_minor == held_minor,
            format!("{} in, its parts say {held_minor}", pool.held_minor),
        ),
        (
            !open || people_fit(reader, pool, people)?,
            format!("{} people, its parts say {people}", pool.held_people),
        ),
        (!settled || held_minor == 0, format!("settled, and {held_minor} still held")),
    ] {
        if !holds {
            wrong.push(format!("{}: {what}", pool.id));
        }
    }
    Ok(())
}

/// As many as its parts are of. Where companies are among them or who stands or stood behind one, that may have been written down since
/// they were counted: then no more than that, and not nobody.
fn people_fit(reader: &mut Reader, pool: &Pool, people: i64) -> Result<bool, Fault> {
    if pool.counted != Counted::People || pool.held_people == people {
        return Ok(pool.held_people == people);
    }
    let ever = behind_ever(reader, pool.community_id)?;
    let holding = holders(reader, pool.community_id, pool.id)?;
    let companies = holding.iter().any(|one| ever.near(*one).len() > 1);
    Ok(companies && (1..=people).contains(&pool.held_people))
}

/// What a campaign keeps for tranches to come; nothing where it is of another kind.
fn check_campaign(reader: &mut Reader, pool: &Pool, wrong: &mut Vec<String>) -> Result<i64, Fault> {
    let Some(campaign) = reader.find::<Campaign>(&(pool.community_id, pool.id))? else { return Ok(0) };
    let (mut released, mut fixed, mut shares) = (0, 0, 0);
    for number in 1..=campaign.milestone_count {
        let Some(step) = reader.find::<Milestone>(&(pool.community_id, pool.id, number))? else { continue };
        shares += step.share_bp;
        fixed += step.tranche_minor.unwrap_or_default();
        if step.state == MilestoneState::Released {
            released += step.tranche_minor.unwrap_or_default();
        }
    }
    let (back, gone) = back_sums(reader, pool.community_id, pool.id)?;
    let collecting = matches!(campaign.stage, Stage::Collecting | Stage::Reckoning);
    let over = matches!(campaign.stage, Stage::Done | Stage::Returned);
    // What was owed in goods that never came is not with the fund, though its tranche was released.
    let with = campaign.released_minor + campaign.advance_minor;
    // Entered part by part, with units in the register: those are held against what is kept.
    let owned = campaign.offered.is_owned();
    let reserved = match campaign.instrument_id {
        Some(id) => match ownership::instrument(reader, pool.community_id, id)? {
            Some(instrument) => ownership::units_reserved(reader, &instrument)? * campaign.unit_minor,
            None => -1,
        },
        None => 0,
    };
    let returning = matches!(campaign.stage, Stage::Sharing | Stage::Returning | Stage::Returned);
    let Campaign { captured_minor, kept_minor, returned_minor, left_minor, .. } = campaign;
    let with_fund = with_the_fund(reader, &campaign)?;
    let mandate = spending::campaign_mandate(reader, pool.community_id, pool.id)?;
    let permitted = mandate.as_ref().map_or(0, |mandate| mandate.ceiling_minor);
    for (holds, what) in [
        (permitted <= with_fund, format!("{permitted} may be spent, {with_fund} is released")),
        (shares == crate::campaign::WHOLE_BP, format!("its tranches are {shares} of the whole")),
        (collecting || fixed == captured_minor, format!("tranches of {fixed}, {captured_minor} captured")),
        (
            collecting || returning || owned || with == released,
            format!("{with} released, its milestones say {released}"),
        ),
        (
            campaign.offered.is_elsewhere() || returned_minor == gone,
            format!("{returned_minor} given back, its parts say {gone}"),
        ),
        (
            !returning || kept_minor - left_minor == back - gone,
            format!("{kept_minor} kept, {left_minor} of it nobody's, {back} less {gone} go back"),
        ),
        (
            left_minor == 0 || campaign.stage == Stage::Sharing,
            format!("{left_minor} of its rest is nobody's"),
        ),
        (
            !owned || collecting || reserved == kept_minor,
            format!("{kept_minor} kept, the register keeps {reserved}"),
        ),
        (!over || kept_minor + campaign.advance_minor == 0, format!("over, and {kept_minor} still kept")),
    ] {
        if !holds {
            wrong.push(format!("{}: {what}", pool.id));
        }
    }
    Ok(kept_minor)
}

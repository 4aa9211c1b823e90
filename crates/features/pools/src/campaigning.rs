//! What is particular to a campaign as a pool: what a part costs and takes, what capturing means, how its money is released
//! and goes back.
//!
//! Not a rule: it reads and posts.

use crate::acting::fault;
use crate::books::{self, held};
use crate::campaign::{self, Offered};
use crate::campaign_rows::{Campaign, CampaignPart, Milestone, TeamMember};
use crate::ids::{Member, PoolId};
use crate::jobs;
use crate::keepable::{self, keepable};
use crate::kind::{Capture, Joining};
use crate::match_funds;
use crate::milestone::{MilestoneState, Stage, next_due, tranches};
use crate::ops::{Noted, announce, note};
use crate::owning;
use crate::pool::Reached;
use crate::pools_store::team_of;
use crate::refused::CommitRefused;
use crate::rows::{Commitment, Pool, PoolStep};
use crate::spent_by_team;
use kernel::{Id, Quantity, Timestamp};
use ledger::AccountKey;
use ownership::TextPlace;
use store::OpError::Refused;
use store::{Fault, Outcome, Reader, Tx};

/// Of what is in no register there is one version of the risks: the one that was decided on.
pub(crate) const FIRST_RISK: i64 = 1;

/// The row of a pool that a decision opened.
pub(crate) fn campaign(tx: &mut Tx, pool: PoolId) -> Result<Campaign, Fault> {
    let row = tx.lock::<Campaign>((tx.community(), pool))?;
    row.ok_or_else(|| fault(format!("{pool}: a campaign without its terms")))
}

fn seen(tx: &mut Tx, pool: PoolId) -> Result<Campaign, Fault> {
    let row = tx.find::<Campaign>((tx.community(), pool))?;
    row.ok_or_else(|| fault(format!("{pool}: a campaign without its terms")))
}

/// Whether a text of somebody of the team for all backers promises a return: nobody may, whatever a campaign offers, as nobody may in its terms.
pub(crate) fn promises(tx: &mut Tx, text: &str, by: Id<Member>) -> Result<bool, Fault> {
    Ok(ownership::promised_still(tx, TextPlace::Campaign, text, Some(by))?.is_some())
}

/// Where the terms of a campaign stand, for who lets a text pass: those of a part of something are looked at as a share's.
pub fn text_place(offered: Offered) -> TextPlace {
    if offered.is_owned() { TextPlace::Share } else { TextPlace::Campaign }
}

pub(crate) fn is_of_team(tx: &mut Tx, pool: PoolId, member: Id<Member>) -> Result<bool, Fault> {
    Ok(tx.find::<TeamMember>((tx.community(), pool, member))?.is_some())
}

pub(crate) fn is_elsewhere(tx: &mut Tx, pool: &Pool) -> Result<bool, Fault> {
    Ok(seen(tx, pool.id)?.offered.is_elsewhere())
}

/// Whether the team's work is somebody's own matter: they are in it, or a company stands between them and one who is.
pub(crate) fn is_beside_team(tx: &mut Tx, pool: PoolId, member: Id<Member>) -> Result<bool, Fault> {
    if is_of_team(tx, pool, member)? {
        return Ok(true);
    }
    for other in community::beside(tx, member)? {
        if is_of_team(tx, pool, other)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The same on a snapshot, for pages.
pub(crate) fn is_beside_team_shown(
    reader: &mut Reader,
    community: i64,
    pool: PoolId,
    member: Id<Member>,
) -> Result<bool, Fault> {
    for other in team_of(reader, community, pool)? {
        if community::is_own_matter_shown(reader, community, member, other)? {
            return Ok(true);
        }
    }
    Ok(false)
}

pub(crate) fn due_minor(tx: &mut Tx, pool: &Pool, units: Quantity) -> Result<Option<i64>, Fault> {
    let campaign = seen(tx, pool.id)?;
    let due = (units.milli / 1_000).checked_mul(campaign.unit_minor);
    Ok(due.filter(|minor| (1..=ledger::AMOUNT_MAX).contains(minor)))
}

/// Who owns a part is past probation, and has no more than one may have together with their company; everybody has read what can go wrong.
pub(crate) fn may_join(
    tx: &mut Tx,
    pool: &Pool,
    by: Id<Member>,
    part: Joining,
    now: Timestamp,
) -> Outcome<(), CommitRefused> {
    let campaign = seen(tx, pool.id)?;
    campaign::part(part.units.milli, campaign.units_least).map_err(Refused)?;
    if campaign.offered.is_owned() && !is_past_probation(tx, by, campaign.probation_days, now)? {
        return Err(Refused(CommitRefused::OnProbation));
    }
    if campaign.offered.is_owned() && !keepable::fits(tx, pool, by, part.units.milli)? {
        return Err(Refused(CommitRefused::AboveLimitBehind));
    }
    match part.risk_read {
        None => Err(Refused(CommitRefused::RiskNotRead)),
        Some(version) if version != FIRST_RISK => Err(Refused(CommitRefused::RiskChanged)),
        Some(_) => Ok(()),
    }
}

/// Past probation, and a member for at least so many days.
pub(crate) fn is_past_probation(
    tx: &mut Tx,
    member: Id<Member>,
    days: i64,
    now: Timestamp,
) -> Result<bool, Fault> {
    let community = tx.community();
    let row = community::member(tx, community, member)?;
    Ok(row.is_some_and(|row| row.is_full_since(now) && row.is_full_since(now.minus(campaign::days(days)))))
}

pub(crate) fn joined(
    tx: &mut Tx,
    pool: &Pool,
    commitment: &Commitment,
    risk_version: i64,
) -> Result<(), Fault> {
    tx.insert(&CampaignPart {
        community_id: pool.community_id,
        commitment_id: commitment.id,
        pool_id: pool.id,
        number: commitment.number,
        risk_version,
        issued_tranches: 0,
        back_minor: None,
        back_entry: None,
        back_remainder: None,
        units_by_tranche: None,
    })
}

/// What could be kept if it closed now: of what is owned not every paid part can.
pub(crate) fn reached(tx: &mut Tx, pool: &Pool, now: Timestamp) -> Result<Reached, Fault> {
    let campaign = seen(tx, pool.id)?;
    match campaign.offered.is_owned() {
        true => Ok(keepable(tx, pool, &campaign, now)?.reached(pool)),
        false => Ok(pool.reached()),
    }
}

/// The goal is reached: what is owned is in the share register from now on.
pub(crate) fn form(tx: &mut Tx, pool: &Pool, now: Timestamp) -> Result<(), Fault> {
    let mut campaign = campaign(tx, pool.id)?;
    if campaign.offered.is_owned() {
        owning::form(tx, pool, &mut campaign, now)?;
    }
    tx.save(&campaign)
}

/// It stays in the pool's account, and belongs to no part any more: milestones release it.
pub(crate) fn capture(
    tx: &mut Tx,
    pool: &Pool,
    commitment: &Commitment,
    now: Timestamp,
) -> Result<Capture, Fault> {
    let mut campaign = campaign(tx, pool.id)?;
    if campaign.offered.is_owned()
        && let Err(code) = owning::keep(tx, &campaign, commitment, now)?
    {
        tx.save(&campaign)?;
        return Ok(Capture::Nothing(code));
    }
    let minor = commitment.held_minor;
    campaign.captured_minor += minor;
    campaign.kept_minor += minor;
    tx.save(&campaign)?;
    Ok(Capture::Became { captured_minor: minor, entry: None })
}

/// All parts are captured: the tranches are fixed, of what is owned by a job, and the first is released.
pub(crate) fn start(tx: &mut Tx, pool: &mut Pool, now: Timestamp) -> Result<(), Fault> {
    let mut campaign = campaign(tx, pool.id)?;
    if campaign.offered.is_owned() {
        // Whole units of each part: over all parts together.
        campaign.stage = Stage::Reckoning;
        tx.enqueue(jobs::reckon(pool.id, now))?;
        return tx.save(&campaign);
    }
    let sums = tranches(campaign.captured_minor, &owning::shares_of(tx, &campaign)?);
    let sums = sums.ok_or_else(|| fault(format!("{}: its tranches cannot be shared out", pool.id)))?;
    for (number, sum) in (1..).zip(sums) {
        let step = milestone(tx, pool.id, number)?;
        tx.save(&Milestone { tranche_minor: Some(sum), ..step })?;
    }
    begin(tx, pool, campaign, now)
}

/// What each tranche is worth is fixed: the first is released. Saves all but the pool.
pub(crate) fn begin(
    tx: &mut Tx,
    pool: &mut Pool,
    mut campaign: Campaign,
    now: Timestamp,
) -> Result<(), Fault> {
    campaign.stage = Stage::Running;
    match_funds::hold(tx, pool, now)?;
    let mut first = milestone(tx, pool.id, 1)?;
    if campaign.goal_releases() {
        release(tx, pool, &mut campaign, &mut first, now)?;
    } else {
        first.due_at_us = next_due(first.due_at_us, now, campaign::days(campaign.look_days));
        tx.enqueue(jobs::milestone(pool.id, first.due_at_us))?;
    }
    tx.save(&first)?;
    tx.save(&campaign)
}

pub(crate) fn milestone(tx: &mut Tx, pool: PoolId, number: i64) -> Result<Milestone, Fault> {
    let row = tx.lock::<Milestone>((tx.community(), pool, number))?;
    row.ok_or_else(|| fault(format!("{pool}: milestone {number} is missing")))
}

/// Releases the tranche of a milestone. The caller saves all three.
pub(crate) fn release(
    tx: &mut Tx,
    pool: &mut Pool,
    campaign: &mut Campaign,
    step: &mut Milestone,
    now: Timestamp,
) -> Result<(), Fault> {
    let sum = step.tranche_minor.unwrap_or_default();
    (step.state, step.decided_at_us) = (MilestoneState::Released, Some(now));
    if sum > 0 && !campaign.offered.is_owned() {
        let to = match campaign.offered {
            Offered::PreOrder if campaign.owes_goods() => {
                AccountKey::advance_to_fund(campaign.fund, pool.currency)
            }
            Offered::PreOrder => AccountKey::sales(campaign.fund, pool.currency),
            _ => AccountKey::donation(campaign.fund, pool.currency),
        };
        let postings = vec![(held(pool.id, pool.currency), sum), (to, -sum)];
        let entry = books::Entry { kind: "release", parent: None, postings, happened_at: now, now };
        step.entry = Some(books::post_of_pool(tx, pool.id, entry)?);
        campaign.kept_minor -= sum;
        match campaign.owes_goods() {
            true => campaign.advance_minor += sum,
            false => campaign.released_minor += sum,
        }
    }
    if campaign.offered.is_owned() {
        // Part by part, with its units.
        tx.enqueue(jobs::issue(pool.id, now))?;
    }
    match_funds::release(tx, pool, campaign, step.number, now)?;
    let noted = Noted {
        reason: Some(&step.title),
        entry: step.entry,
        ..Noted::of(PoolStep::MilestoneReleased, None, now)
    };
    note(tx, pool, noted)?;
    if step.number < campaign.milestone_count {
        let mut next = milestone(tx, pool.id, step.number + 1)?;
        let due_at = next_due(next.due_at_us, now, campaign::days(campaign.look_days));
        if due_at != next.due_at_us {
            next.agreed_due_at_us = next.agreed_due_at_us.or(Some(next.due_at_us));
        }
        next.due_at_us = due_at;
        tx.save(&next)?;
        tx.enqueue(jobs::milestone(pool.id, next.due_at_us))?;
    } else if !campaign.offered.is_owned() {
        campaign.stage = Stage::Done;
        deliver(tx, pool, campaign, now)?;
    }
    // What is owned is with the fund part by part, as its units are entered.
    if campaign.offered.is_owned() { Ok(()) } else { spent_by_team::follow(tx, pool, campaign, now) }
}

/// The last milestone of what was ordered before it was made is that it is there: it is owed no more.
fn deliver(tx: &mut Tx, pool: &mut Pool, campaign: &mut Campaign, now: Timestamp) -> Result<(), Fault> {
    let sum = campaign.advance_minor;
    if sum == 0 {
        return Ok(());
    }
    let postings = vec![
        (AccountKey::advance_to_fund(campaign.fund, pool.currency), sum),
        (AccountKey::sales(campaign.fund, pool.currency), -sum),
    ];
    let entry = books::Entry { kind: "delivery", parent: None, postings, happened_at: now, now };
    let entry = books::post_of_pool(tx, pool.id, entry)?;
    (campaign.advance_minor, campaign.released_minor) = (0, campaign.released_minor + sum);
    note(tx, pool, Noted { entry: Some(entry), ..Noted::of(PoolStep::Delivered, None, now) })
}

/// What was not released goes back to who gave it: what each gets is fixed by a job, and given back by another. What is owed in goods that
/// will not come is part of it. The caller saves both.
pub(crate) fn plan_return(
    tx: &mut Tx,
    pool: &mut Pool,
    campaign: &mut Campaign,
    now: Timestamp,
) -> Result<(), Fault> {
    if campaign.advance_minor > 0 {
        let sum = campaign.advance_minor;
        let advance = AccountKey::advance_to_fund(campaign.fund, pool.currency);
        let postings = vec![(advance, sum), (held(pool.id, pool.currency), -sum)];
        let entry = books::Entry { kind: "undelivered", parent: None, postings, happened_at: now, now };
        books::post_of_pool(tx, pool.id, entry)?;
        (campaign.advance_minor, campaign.kept_minor) = (0, campaign.kept_minor + sum);
    }
    match_funds::return_rest(tx, pool, now)?;
    spent_by_team::stop(tx, pool, now)?;
    // Where nothing is kept nobody has a share of it.
    campaign.stage = if campaign.kept_minor > 0 { Stage::Sharing } else { Stage::Returning };
    campaign.counted_up_to = 0;
    campaign.left_minor = campaign.kept_minor;
    tx.enqueue(match campaign.stage {
        Stage::Sharing => jobs::share(pool.id, now),
        _ => jobs::return_rest(pool.id, now),
    })?;
    announce(tx, "pool_returning", pool)
}

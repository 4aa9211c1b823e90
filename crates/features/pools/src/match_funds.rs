//! What match funds add to campaigns: promised as gifts are confirmed, fixed when a campaign closes, held with its money, released by
//! the same tranches, and back with its fund where it is not needed. Each of them once.
//!
//! Not a rule: it reads, writes and posts.

use crate::acting::{currency, fault};
use crate::books::{self, held};
use crate::campaign_rows::Campaign;
use crate::campaigning::{is_beside_team, is_past_probation};
use crate::ids::{MatchId, Member, PoolId};
use crate::match_rows::{MatchFund, MatchedCampaign, MatchedGiver, MatchedPart};
use crate::match_store::{Giver, givers_near};
use crate::matching::{Left, MatchKind, MatchRule, MatchStage, MatchState, quadratic, roots, within};
use crate::milestone::tranches;
use crate::owning::shares_of;
use crate::pool::PoolState;
use crate::pools_store::{behind, matched_campaigns};
use crate::rows::{Commitment, Pool};
use crate::voices::Behind;
use kernel::{Currency, Id, Timestamp};
use ledger::{AccountKey, Cause};
use spending::SetAside;
use store::{Fault, Tx};

/// What entries about a match fund have as their cause.
pub(crate) const CAUSE: &str = "match";

/// Liability: what a fund has set aside to be added to gifts.
pub(crate) fn set_aside_for(id: MatchId, currency: Currency) -> AccountKey {
    AccountKey::held(id, currency)
}

fn of(tx: &mut Tx, pool: PoolId) -> Result<Option<MatchedCampaign>, Fault> {
    tx.lock::<MatchedCampaign>((tx.community(), pool))
}

fn fund(tx: &mut Tx, id: MatchId) -> Result<MatchFund, Fault> {
    let row = tx.lock::<MatchFund>((tx.community(), id))?;
    row.ok_or_else(|| gone(id))
}

/// Whether a gift of this member to this campaign counts: past probation, and neither of the team nor one thing with somebody
/// who is.
fn counts(tx: &mut Tx, pool: PoolId, member: Id<Member>, now: Timestamp) -> Result<bool, Fault> {
    Ok(!is_beside_team(tx, pool, member)? && is_past_probation(tx, member, 0, now)?)
}

/// What the caps leave for one more gift. Somebody and the companies behind which they stand have one cap together.
pub(crate) fn left(
    source: &mut impl ledger::Source,
    fund: &MatchFund,
    campaign: &MatchedCampaign,
    member: Id<Member>,
) -> Result<Left, Fault> {
    let ones = behind(source, fund.community_id)?.one_with(member);
    let mut brought = 0;
    for pool in matched_campaigns(source, fund.community_id, fund.id)? {
        for one in &ones {
            let giver = source.find::<MatchedGiver>((fund.community_id, pool, *one))?;
            brought += giver.map_or(0, |giver| giver.match_minor);
        }
    }
    Ok(Left {
        member_minor: fund.member_minor - brought,
        campaign_minor: campaign.cap_minor - campaign.match_minor,
        budget_minor: fund.free_minor(),
    })
}

/// A gift is confirmed: what it brings is promised.
pub(crate) fn paid(tx: &mut Tx, pool: &mut Pool, part: &Commitment, now: Timestamp) -> Result<(), Fault> {
    let seen = tx.find::<MatchedCampaign>((pool.community_id, pool.id))?;
    if seen.is_none_or(|row| row.stage != MatchStage::Counting) || !counts(tx, pool.id, part.member, now)? {
        return Ok(());
    }
    let Some(row) = of(tx, pool.id)? else { return Ok(()) };
    let fund = fund(tx, row.match_id)?;
    let given_minor = part.due_minor;
    let left = left(tx, &fund, &row, part.member)?;
    let match_minor = fund.rule().share(given_minor, &left);
    let (community_id, commitment_id, pool_id) = (pool.community_id, part.id, pool.id);
    let counted = MatchedPart { community_id, commitment_id, pool_id, given_minor, match_minor };
    // Its money was taken back before, and is found now.
    match tx.lock::<MatchedPart>((community_id, commitment_id))? {
        Some(_) => tx.save(&counted)?,
        None => tx.insert(&counted)?,
    }
    count(tx, pool, (fund, row), part.member, (given_minor, match_minor))
}

/// It was withdrawn: what it brought is free again. What closing has fixed, or let go of, nothing changes.
pub(crate) fn given_back(tx: &mut Tx, pool: &mut Pool, part: &Commitment) -> Result<(), Fault> {
    let seen = tx.find::<MatchedCampaign>((pool.community_id, pool.id))?;
    if seen.is_none_or(|row| row.stage != MatchStage::Counting) {
        return Ok(());
    }
    let Some(counted) = tx.lock::<MatchedPart>((pool.community_id, part.id))? else { return Ok(()) };
    let Some(row) = of(tx, pool.id)? else { return Ok(()) };
    let fund = fund(tx, row.match_id)?;
    let less = (-counted.given_minor, -counted.match_minor);
    tx.save(&MatchedPart { given_minor: 0, match_minor: 0, ..counted })?;
    count(tx, pool, (fund, row), part.member, less)
}

/// Counts so much more, or less, of a member's gifts and of what they bring.
fn count(
    tx: &mut Tx,
    pool: &mut Pool,
    (mut fund, mut row): (MatchFund, MatchedCampaign),
    member: Id<Member>,
    (given_minor, match_minor): (i64, i64),
) -> Result<(), Fault> {
    let (community_id, pool_id) = (pool.community_id, pool.id);
    let roots_before = roots_of(&near_and(tx, &row, member)?);
    let found = tx.lock::<MatchedGiver>((community_id, pool_id, member))?;
    let before = found.as_ref().map_or((0, 0), |giver| (giver.given_minor, giver.match_minor));
    let giver = MatchedGiver {
        community_id,
        pool_id,
        member,
        given_minor: before.0 + given_minor,
        match_minor: before.1 + match_minor,
        counts_with: found.as_ref().and_then(|giver| giver.counts_with),
    };
    match found {
        Some(_) => tx.save(&giver)?,
        None => tx.insert(&giver)?,
    }
    row.given_minor += given_minor;
    row.roots += roots_of(&near_and(tx, &row, member)?) - roots_before;
    if fund.kind == MatchKind::Share {
        row.match_minor += match_minor;
        fund.promised_minor += match_minor;
        pool.match_minor += match_minor;
    }
    tx.save(&row)?;
    reckon(tx, &mut fund, Some(pool))?;
    tx.save(&fund)
}

/// The givers of a campaign who may be one with another one, and `member`.
fn near_and(
    source: &mut impl ledger::Source,
    row: &MatchedCampaign,
    member: Id<Member>,
) -> Result<Vec<Giver>, Fault> {
    let mut near = givers_near(source, row.community_id, row.pool_id)?;
    if !near.iter().any(|(one, ..)| *one == member) {
        let giver = source.find::<MatchedGiver>((row.community_id, row.pool_id, member))?;
        near.push((member, giver.map_or(0, |giver| giver.given_minor), None));
    }
    Ok(near)
}

/// Of givers as they are counted by now.
fn roots_of(givers: &[Giver]) -> i64 {
    roots(givers.iter().map(|(member, given, with)| (with.unwrap_or(*member), *given)))
}

/// The same givers, counted by who is one with whom now.
fn together(givers: &[Giver], behind: &Behind<Id<Member>>) -> Vec<Giver> {
    let all = givers.iter().filter(|(_, given, _)| *given > 0).map(|(member, ..)| *member).collect();
    let counted = behind.counted_as(&all);
    let with = |member: &Id<Member>| counted.get(member).copied().filter(|with| with != member);
    givers.iter().map(|(member, given, _)| (*member, *given, with(member))).collect()
}

/// Who stands behind whom may have been written down, or ended, since they gave: the roots of a campaign are those of its persons of now. Only
/// who is or was a company, or behind one, is read. The caller saves the campaign.
fn count_persons(tx: &mut Tx, row: &mut MatchedCampaign, behind: &Behind<Id<Member>>) -> Result<(), Fault> {
    let before = givers_near(tx, row.community_id, row.pool_id)?;
    let now = together(&before, behind);
    row.roots += roots_of(&now) - roots_of(&before);
    for (member, _, counts_with) in
        now.iter().zip(&before).filter(|(now, before)| now != before).map(|(now, _)| *now)
    {
        if let Some(giver) = tx.lock::<MatchedGiver>((row.community_id, row.pool_id, member))? {
            tx.save(&MatchedGiver { counts_with, ..giver })?;
        }
    }
    Ok(())
}

/// Before it is decided whether a campaign reaches its goal: what a quadratic match adds, by who is one with whom now.
pub(crate) fn count_anew(tx: &mut Tx, pool: &mut Pool) -> Result<(), Fault> {
    let seen = tx.find::<MatchedCampaign>((pool.community_id, pool.id))?;
    let Some(row) = seen.filter(|row| row.stage == MatchStage::Counting) else { return Ok(()) };
    let mut fund = fund(tx, row.match_id)?;
    reckon(tx, &mut fund, Some(pool))?;
    tx.save(&fund)
}

/// Of quadratic matching: what each campaign that still collects would get of what is not fixed yet. The pool that the caller has
/// in hand is changed and not saved.
fn reckon(tx: &mut Tx, fund: &mut MatchFund, mut own: Option<&mut Pool>) -> Result<(), Fault> {
    if fund.kind != MatchKind::Quadratic {
        return Ok(());
    }
    let (mut rows, mut fixed) = (Vec::new(), 0);
    let behind = behind(tx, fund.community_id)?;
    for pool in matched_campaigns(tx, fund.community_id, fund.id)? {
        let seen = tx.find::<MatchedCampaign>((fund.community_id, pool))?;
        match seen.map(|row| (row.stage, row.match_minor)) {
            Some((MatchStage::Counting, _)) => rows.extend(of(tx, pool)?),
            Some((MatchStage::Fixed, minor)) => fixed += minor,
            _ => {}
        }
    }
    for row in &mut rows {
        count_persons(tx, row, &behind)?;
    }
    let wanted: Vec<(PoolId, i64)> =
        rows.iter().map(|row| (row.pool_id, quadratic(row.roots, row.given_minor, row.cap_minor))).collect();
    let gets = within(fund.budget_minor - fund.moved_minor - fund.unused_minor - fixed, &wanted);
    fund.promised_minor = fixed + gets.iter().sum::<i64>();
    for (row, match_minor) in rows.into_iter().zip(gets) {
        match own.as_deref_mut() {
            Some(own) if own.id == row.pool_id => own.match_minor = match_minor,
            _ if row.match_minor == match_minor => {}
            _ => {
                let other = tx.lock::<Pool>((row.community_id, row.pool_id))?;
                let other = other.ok_or_else(|| fault(format!("{}: matched and not there", row.pool_id)))?;
                tx.save(&Pool { match_minor, ..other })?;
            }
        }
        tx.save(&MatchedCampaign { match_minor, ..row })?;
    }
    Ok(())
}

/// A campaign has closed: its match is fixed, or free for the others; after the last of them what is left goes back to the fund.
pub(crate) fn closed(tx: &mut Tx, pool: &mut Pool, now: Timestamp) -> Result<(), Fault> {
    let Some(mut row) = of(tx, pool.id)? else { return Ok(()) };
    let mut of_fund = fund(tx, row.match_id)?;
    if pool.state == PoolState::Met {
        row.stage = MatchStage::Fixed;
    } else {
        of_fund.promised_minor -= row.match_minor;
        (row.stage, row.match_minor) = (MatchStage::Off, 0);
    }
    tx.save(&row)?;
    reckon(tx, &mut of_fund, None)?;
    tx.save(&of_fund)?;
    finish(tx, row.match_id, now)
}

/// What none of the campaigns needed is its fund's again, once all of them have closed.
fn finish(tx: &mut Tx, id: MatchId, now: Timestamp) -> Result<(), Fault> {
    let community = tx.community();
    for pool in matched_campaigns(tx, community, id)? {
        let row = tx.find::<MatchedCampaign>((community, pool))?;
        if row.is_some_and(|row| row.stage == MatchStage::Counting) {
            return Ok(());
        }
    }
    let mut of_fund = fund(tx, id)?;
    let free = of_fund.free_minor();
    of_fund.state = MatchState::Done;
    if free > 0 {
        let currency = currency(tx)?;
        let back = aside(&of_fund, free, set_aside_for(id, currency));
        of_fund.unused_entry = Some(spending::give_back(tx, &back, of_fund.entry, now)?);
        of_fund.unused_minor = free;
    }
    tx.save(&of_fund)?;
    tx.announce("pool_match_done", format!(r#"{{"match":"{id}"}}"#))
}

fn aside(fund: &MatchFund, amount_minor: i64, held: AccountKey) -> SetAside {
    let cause = Cause::new(CAUSE, fund.id);
    SetAside {
        kind: spending::MandateKind::Spending,
        mandate: fund.mandate_id,
        amount_minor,
        held,
        cause,
        for_a_fund: true,
    }
}

/// All gifts are captured: the match lies with them.
pub(crate) fn hold(tx: &mut Tx, pool: &Pool, now: Timestamp) -> Result<(), Fault> {
    let Some(mut row) = of(tx, pool.id)? else { return Ok(()) };
    let mut fund = fund(tx, row.match_id)?;
    let sum = row.match_minor;
    (row.stage, row.kept_minor) = (MatchStage::Held, sum);
    fund.promised_minor -= sum;
    fund.moved_minor += sum;
    if sum > 0 {
        let postings =
            vec![(set_aside_for(fund.id, pool.currency), sum), (held(pool.id, pool.currency), -sum)];
        let parent = Some(fund.entry);
        let entry = books::Entry { kind: "match", parent, postings, happened_at: now, now };
        row.held_entry = Some(books::post_of_pool(tx, pool.id, entry)?);
    }
    tx.save(&row)?;
    tx.save(&fund)
}

/// With a tranche of the gifts goes the same tranche of what was added: to the fund of the campaign, from another fund.
pub(crate) fn release(
    tx: &mut Tx,
    pool: &Pool,
    campaign: &Campaign,
    number: i64,
    now: Timestamp,
) -> Result<(), Fault> {
    let Some(mut row) = of(tx, pool.id)? else { return Ok(()) };
    let shares = shares_of(tx, campaign)?;
    let sums = tranches(row.match_minor, &shares);
    let sums = sums.ok_or_else(|| fault(format!("{}: its match cannot be shared out", pool.id)))?;
    let sum = usize::try_from(number - 1).ok().and_then(|at| sums.get(at)).copied().unwrap_or_default();
    if sum > 0 {
        let to = AccountKey::transfer(campaign.fund, pool.currency);
        let postings = vec![(held(pool.id, pool.currency), sum), (to, -sum)];
        let parent = row.held_entry;
        let entry = books::Entry { kind: "match_release", parent, postings, happened_at: now, now };
        books::post_of_pool(tx, pool.id, entry)?;
        row.kept_minor -= sum;
        row.released_minor += sum;
    }
    tx.save(&row)
}

/// What was not released goes back to the fund that it came from, as gifts go back to their givers.
pub(crate) fn return_rest(tx: &mut Tx, pool: &Pool, now: Timestamp) -> Result<(), Fault> {
    let Some(mut row) = of(tx, pool.id)? else { return Ok(()) };
    let rest = row.kept_minor;
    if rest > 0 {
        let fund = tx.find::<MatchFund>((pool.community_id, row.match_id))?;
        let fund = fund.ok_or_else(|| gone(row.match_id))?;
        let back = aside(&fund, rest, held(pool.id, pool.currency));
        row.back_entry = Some(spending::give_back(tx, &back, fund.entry, now)?);
        (row.kept_minor, row.returned_minor) = (0, rest);
    }
    tx.save(&row)
}

fn gone(id: MatchId) -> Fault {
    fault(format!("{id}: a match fund that is not there"))
}

/// What a gift of so much would bring as things stand: for the page of a campaign.
pub(crate) fn would_bring(
    source: &mut impl ledger::Source,
    fund: &MatchFund,
    campaign: &MatchedCampaign,
    member: Id<Member>,
    gift_minor: i64,
) -> Result<i64, Fault> {
    let rule: MatchRule = fund.rule();
    if rule.kind == MatchKind::Share {
        return Ok(rule.share(gift_minor, &left(source, fund, campaign, member)?));
    }
    let (community, mut wanted, mut fixed) = (fund.community_id, Vec::new(), 0);
    for pool in matched_campaigns(source, community, fund.id)? {
        let Some(row) = source.find::<MatchedCampaign>((community, pool))? else { continue };
        if row.stage == MatchStage::Fixed {
            fixed += row.match_minor;
        }
        if row.stage == MatchStage::Counting {
            let (mut roots, mut given) = (row.roots, row.given_minor);
            if pool == campaign.pool_id {
                let before = near_and(source, &row, member)?;
                let more = |giver: &Giver| match giver.0 == member {
                    true => (giver.0, giver.1 + gift_minor, giver.2),
                    false => *giver,
                };
                let then: Vec<Giver> = before.iter().map(more).collect();
                roots += roots_of(&together(&then, &behind(source, community)?)) - roots_of(&before);
                given += gift_minor;
            }
            wanted.push((pool, quadratic(roots, given, row.cap_minor)));
        }
    }
    let gets = within(fund.budget_minor - fund.moved_minor - fund.unused_minor - fixed, &wanted);
    let then = wanted.iter().zip(gets).find(|((pool, _), _)| *pool == campaign.pool_id);
    Ok(then.map_or(0, |(_, then)| (then - campaign.match_minor).max(0)))
}

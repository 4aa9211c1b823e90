//! Holds match funds against the gifts that they add to and against the books: a part of what `hehuo verify` asks.
//!
//! Not a rule: it reads.

use crate::ids::Member;
use crate::match_funds::set_aside_for;
use crate::match_rows::{MatchFund, MatchedCampaign};
use crate::match_store::{matched_givers, matched_parts, matches_after};
use crate::matching::{MatchKind, MatchStage, MatchState, quadratic, roots, within};
use crate::pools_store::matched_campaigns;
use crate::rows::Pool;
use kernel::Id;
use std::collections::BTreeMap;
use store::{Fault, Reader};

const PAGE: i64 = 200;

/// Of all match funds: what lies set aside is what is neither gone nor back, no cap is passed, and what is promised is what their
/// campaigns say.
pub(crate) fn funds(reader: &mut Reader, community: i64, wrong: &mut Vec<String>) -> Result<(), Fault> {
    let Some(book) = ledger::book(reader, community)? else { return Ok(()) };
    let mut after = String::new();
    loop {
        let page = matches_after(reader, community, &after, PAGE)?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.to_string();
        for id in page {
            let Some(fund) = reader.find::<MatchFund>(&(community, id))? else { continue };
            let lies = ledger::balance(reader, community, &set_aside_for(id, book.currency))?;
            check(reader, &fund, lies, wrong)?;
        }
    }
}

fn check(reader: &mut Reader, fund: &MatchFund, lies: i64, wrong: &mut Vec<String>) -> Result<(), Fault> {
    let (mut promised, mut moved, mut fixed, mut counting) = (0, 0, 0, Vec::new());
    let mut brought: BTreeMap<Id<Member>, i64> = BTreeMap::new();
    for pool in matched_campaigns(reader, fund.community_id, fund.id)? {
        let Some(row) = reader.find::<MatchedCampaign>(&(fund.community_id, pool))? else { continue };
        match row.stage {
            MatchStage::Counting => {
                promised += row.match_minor;
                let wants = quadratic(row.roots, row.given_minor, row.cap_minor);
                counting.push((pool, wants, row.match_minor));
            }
            MatchStage::Fixed => {
                promised += row.match_minor;
                fixed += row.match_minor;
            }
            MatchStage::Held => moved += row.match_minor,
            MatchStage::Off => continue,
        }
        for (member, _, minor, _) in matched_givers(reader, fund.community_id, pool)? {
            *brought.entry(member).or_default() += minor;
        }
    }
    let wanted: Vec<_> = counting.iter().map(|(pool, wants, _)| (*pool, *wants)).collect();
    let gets = within(fund.budget_minor - moved - fixed - fund.unused_minor, &wanted);
    let reckoned = gets.iter().eq(counting.iter().map(|(_, _, minor)| minor));
    let most = brought.values().copied().max().unwrap_or_default();
    let is_share = fund.kind == MatchKind::Share;
    let left = fund.budget_minor - fund.moved_minor - fund.unused_minor;
    for (holds, what) in [
        (lies == left, format!("the books hold {lies}, {left} is neither gone nor back")),
        (
            fund.promised_minor == promised,
            format!("{} promised, its campaigns say {promised}", fund.promised_minor),
        ),
        (fund.moved_minor == moved, format!("{} gone, its campaigns say {moved}", fund.moved_minor)),
        (is_share || reckoned, "its campaigns do not have what they would by its rule".to_owned()),
        (!is_share || most <= fund.member_minor, format!("one member brought {most}")),
        (
            fund.state == MatchState::Open || counting.is_empty(),
            "over, and campaigns still collect".to_owned(),
        ),
        (
            fund.state == MatchState::Open || fund.free_minor() == 0,
            format!("over, and {} is free", fund.free_minor()),
        ),
    ] {
        if !holds {
            wrong.push(format!("{}: {what}", fund.id));
        }
    }
    Ok(())
}

/// What of a match lies in the account of a pool, held against the gifts that count.
pub(crate) fn kept(reader: &mut Reader, pool: &Pool, wrong: &mut Vec<String>) -> Result<i64, Fault> {
    let Some(row) = reader.find::<MatchedCampaign>(&(pool.community_id, pool.id))? else { return Ok(0) };
    let Some(fund) = reader.find::<MatchFund>(&(pool.community_id, row.match_id))? else { return Ok(0) };
    let (given, brought) = matched_parts(reader, pool.community_id, pool.id)?;
    let givers = matched_givers(reader, pool.community_id, pool.id)?;
    let by_members: i64 = givers.iter().map(|(_, given, ..)| given).sum();
    let roots = roots(givers.into_iter().map(|(member, given, _, with)| (with.unwrap_or(member), given)));
    let is_share = fund.kind == MatchKind::Share && row.stage != MatchStage::Off;
    for (holds, what) in [
        (
            row.given_minor == given && given == by_members,
            format!("{} counted, its parts say {given}", row.given_minor),
        ),
        (row.roots == roots, format!("roots of {}, its givers say {roots}", row.roots)),
        (
            !is_share || row.match_minor == brought,
            format!("a match of {}, its parts say {brought}", row.match_minor),
        ),
        (
            row.stage == MatchStage::Off || pool.match_minor == row.match_minor,
            format!("{} counts towards the goal, the match is {}", pool.match_minor, row.match_minor),
        ),
    ] {
        if !holds {
            wrong.push(format!("{}: {what}", pool.id));
        }
    }
    Ok(row.kept_minor)
}

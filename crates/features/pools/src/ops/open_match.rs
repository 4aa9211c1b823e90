//! A decision that passed sets money of a fund aside, to be added to gifts: nobody else does.

use crate::acting::currency;
use crate::campaign::{LINE_CHARS_MAX, Offered};
use crate::campaign_rows::Campaign;
use crate::ids::{MatchId, PoolId};
use crate::match_funds::{CAUSE, set_aside_for};
use crate::match_rows::{MatchFund, MatchedCampaign};
use crate::matching::{CAMPAIGNS_MAX, MatchRule, MatchStage, MatchState};
use crate::pool::PoolState;
use crate::refused::MatchRefused as No;
use crate::rows::Pool;
use crate::same_id::same_id;
use kernel::{Id, Timestamp};
use ledger::Cause;
use spending::rows::Mandate;
use spending::{EndMandate, EndedBy, ExpenseRefused, MandateRefused, NewMandate, SetAside};
use std::collections::BTreeSet;
use store::OpError::{self, Refused};
use store::{Outcome, Tx};

/// What a decision asks to be set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMatch {
    pub id: MatchId,
    pub name: String,
    /// Whose money is added.
    pub fund: i64,
    pub rule: MatchRule,
    /// To the gifts for these.
    pub campaigns: Vec<PoolId>,
    /// The proposal's id, and what it is called.
    pub decision: String,
    pub decision_title: String,
    /// Why its mandate permits nothing more, in the language of the community.
    pub all_set_aside: String,
}

/// Whether a match fund could be made so now, whatever its fund has. Changes nothing.
///
/// # Errors
/// What does not hold, the first of it.
pub fn check_match(tx: &mut Tx, new: &NewMatch, now: Timestamp) -> Outcome<(), No> {
    new.rule.check(ledger::AMOUNT_MAX).map_err(Refused)?;
    if !(1..=LINE_CHARS_MAX).contains(&new.name.trim().chars().count()) {
        return Err(Refused(No::NameUnfit));
    }
    if new.decision.trim().is_empty() {
        return Err(Refused(No::DecisionMissing));
    }
    let community = tx.community();
    if ledger::fund(tx, community, new.fund)?.is_none() {
        return Err(Refused(No::NoSuchFund));
    }
    let each: BTreeSet<_> = new.campaigns.iter().collect();
    if each.is_empty() || each.len() != new.campaigns.len() || each.len() > CAMPAIGNS_MAX {
        return Err(Refused(No::CampaignsUnfit));
    }
    for id in &new.campaigns {
        let pool = tx.find::<Pool>((community, *id))?.ok_or(Refused(No::NoSuchCampaign))?;
        let campaign = tx.find::<Campaign>((community, *id))?.ok_or(Refused(No::NoSuchCampaign))?;
        for (holds, why) in [
            (pool.state == PoolState::Open && now < pool.closes_at_us, No::Over),
            (campaign.offered == Offered::Donation, No::NotGifts),
            (campaign.fund != new.fund, No::SameFund),
            (tx.find::<MatchedCampaign>((community, *id))?.is_none(), No::AlreadyMatched),
        ] {
            if !holds {
                return Err(Refused(why));
            }
        }
    }
    Ok(())
}

/// Called by whoever carries decisions out, in that transaction. All of it leaves the fund now, under a mandate of this decision that
/// permits nothing else: what is promised to a giver is there.
///
/// # Errors
/// Those of `check_match`; `FundTooSmall`.
pub fn open_match_by_decision(tx: &mut Tx, new: &NewMatch, now: Timestamp) -> Outcome<(), No> {
    check_match(tx, new, now)?;
    // Before anything is written: a deed that is refused leaves nothing behind.
    if !spending::has_free(tx, new.fund, new.rule.budget_minor)? {
        return Err(Refused(No::FundTooSmall));
    }
    let mandate: Id<Mandate> = same_id(new.id)?;
    let rule = new.rule;
    let granted = NewMandate {
        id: mandate,
        kind: spending::MandateKind::Spending,
        purpose: new.name.trim().to_owned(),
        fund: new.fund,
        ceiling_minor: rule.budget_minor,
        each_minor: None,
        starts_at: now,
        ends_at: now.plus(std::time::Duration::from_secs(1)),
        carried_by: None,
        decision: new.decision.clone(),
        decision_title: new.decision_title.clone(),
    };
    spending::grant_mandate(tx, &granted, now).map_err(unfit)?;
    let held = set_aside_for(new.id, currency(tx)?);
    let cause = Cause::new(CAUSE, new.id);
    let aside = SetAside {
        kind: spending::MandateKind::Spending,
        mandate,
        amount_minor: rule.budget_minor,
        held,
        cause,
        for_a_fund: true,
    };
    let entry = spending::set_aside(tx, &aside, now).map_err(|error| match error {
        OpError::Fault(fault) => OpError::Fault(fault),
        OpError::Refused(ExpenseRefused::SumTooLarge) => Refused(No::BudgetUnfit),
        OpError::Refused(_) => Refused(No::FundTooSmall),
    })?;
    // What comes back to the fund is not to be spent under it a second time.
    let end = EndMandate { mandate, reason: new.all_set_aside.clone(), key: None };
    spending::end_mandate(tx, EndedBy::Decision, &end, now).map_err(unfit)?;
    let community_id = tx.community();
    tx.insert(&MatchFund {
        community_id,
        id: new.id,
        name: new.name.trim().to_owned(),
        decision: new.decision.trim().to_owned(),
        decision_title: new.decision_title.clone(),
        mandate_id: mandate,
        fund: new.fund,
        entry,
        kind: rule.kind,
        percent: rule.percent,
        each_minor: rule.each_minor,
        member_minor: rule.member_minor,
        campaign_minor: rule.campaign_minor,
        budget_minor: rule.budget_minor,
        state: MatchState::Open,
        campaign_count: new.campaigns.len() as i64,
        opened_at_us: now,
        promised_minor: 0,
        moved_minor: 0,
        unused_minor: 0,
        unused_entry: None,
    })?;
    for pool_id in &new.campaigns {
        tx.insert(&MatchedCampaign {
            community_id,
            pool_id: *pool_id,
            match_id: new.id,
            stage: MatchStage::Counting,
            cap_minor: rule.campaign_minor,
            given_minor: 0,
            roots: 0,
            match_minor: 0,
            kept_minor: 0,
            released_minor: 0,
            returned_minor: 0,
            held_entry: None,
            back_entry: None,
        })?;
    }
    Ok(tx.announce("pool_match_opened", format!(r#"{{"match":"{}"}}"#, new.id))?)
}

/// Looked at before: what a mandate asks beside is the purpose's length, which a name keeps.
fn unfit(error: OpError<MandateRefused>) -> OpError<No> {
    match error {
        OpError::Fault(fault) => OpError::Fault(fault),
        OpError::Refused(MandateRefused::NoSuchFund) => Refused(No::NoSuchFund),
        OpError::Refused(_) => Refused(No::NameUnfit),
    }
}

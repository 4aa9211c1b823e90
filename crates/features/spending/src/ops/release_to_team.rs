//! What a campaign has released may be spent by the decision that set it up: its mandate follows what is released, tranche by tranche.

use super::grant_mandate::insert;
use crate::acting;
use crate::ids::Member;
use crate::mandate::{MandateKind, MandateState, PURPOSE_CHARS_MAX, Source};
use crate::rows::{Mandate, MandateLine, MandateMember};
use crate::spending_store::{of_campaign, team_of};
use kernel::{Id, Timestamp};
use store::{Fault, Tx};
use web::ids::PoolId;

/// How things stand with a campaign after a tranche.
#[derive(Debug, Clone)]
pub struct Released {
    /// Of the mandate, where there is none yet.
    pub id: Id<Mandate>,
    pub campaign: PoolId,
    pub purpose: String,
    pub fund: i64,
    /// All that is released so far, and that nobody can get back.
    pub released_minor: i64,
    /// When the goal was reached: what was spent before was nobody's to spend.
    pub starts_at: Timestamp,
    /// Nothing is spent at this instant or later, unless another tranche comes.
    pub ends_at: Timestamp,
    /// Who spends it; the first carries it out.
    pub team: Vec<Id<Member>>,
    /// The budget that was decided on: what for, and how much.
    pub lines: Vec<(String, i64)>,
    /// The proposal's id, and what it is called.
    pub decision: String,
    pub decision_title: String,
}

/// Makes the campaign's mandate with its first tranche, and raises its ceiling with each that follows. One that was given back or
/// taken back stays so.
///
/// # Errors
/// Of the database only: what is released was decided on.
pub fn release_to_team(tx: &mut Tx, released: &Released, now: Timestamp) -> Result<(), Fault> {
    let community = tx.community();
    if let Some(id) = of_campaign(tx, community, released.campaign)? {
        let mandate = tx.lock::<Mandate>((community, id))?;
        let mandate = mandate.ok_or_else(|| acting::fault(format!("{id}: listed and not there")))?;
        let (ceiling_minor, ends_at_us) = match mandate.state {
            MandateState::Active => (released.released_minor, released.ends_at),
            MandateState::Ended => (mandate.ceiling_minor, mandate.ends_at_us),
        };
        return tx.save(&Mandate { ceiling_minor, ends_at_us, ..mandate });
    }
    let lead = match released.team.first() {
        Some(lead) if acting::powers(tx, *lead)?.is_some() => Some(*lead),
        _ => None,
    };
    let mandate = Mandate {
        community_id: community,
        id: released.id,
        number: 0,
        purpose: released.purpose.chars().take(PURPOSE_CHARS_MAX).collect(),
        fund: released.fund,
        currency: acting::currency(tx)?,
        ceiling_minor: released.released_minor,
        each_minor: None,
        spent_minor: 0,
        promised_minor: 0,
        starts_at_us: released.starts_at,
        ends_at_us: released.ends_at,
        carried_by: lead,
        source: Source::Campaign,
        decision: Some(released.decision.clone()),
        decision_title: Some(released.decision_title.clone()),
        rules_version: None,
        month: None,
        state: MandateState::Active,
        made_at_us: now,
        ended_at_us: None,
        ended_reason: None,
        concluded_at_us: None,
        campaign: Some(released.campaign),
        kind: MandateKind::Spending,
    };
    let mandate_id = insert(tx, mandate)?.id;
    for (number, (what, minor)) in (1..).zip(&released.lines) {
        let (what, minor) = (what.clone(), *minor);
        tx.insert(&MandateLine { community_id: community, mandate_id, number, what, minor })?;
    }
    for (at, member) in released.team.iter().enumerate() {
        let (member, leads) = (*member, at == 0);
        tx.insert(&MandateMember { community_id: community, mandate_id, member, leads })?;
    }
    Ok(())
}

/// The campaign was stopped: nothing more is asked for. What was asked for before is still decided.
///
/// # Errors
/// Of the database only.
pub fn stop_team(tx: &mut Tx, campaign: PoolId, reason: &str, now: Timestamp) -> Result<(), Fault> {
    let community = tx.community();
    let Some(id) = of_campaign(tx, community, campaign)? else { return Ok(()) };
    let mandate = tx.lock::<Mandate>((community, id))?;
    let mandate = mandate.ok_or_else(|| acting::fault(format!("{id}: listed and not there")))?;
    if mandate.state == MandateState::Ended {
        let concluded_at_us = mandate.concluded_at_us.or(mandate.ended_at_us);
        return tx.save(&Mandate { concluded_at_us, ..mandate });
    }
    let number = mandate.number;
    tx.save(&Mandate {
        state: MandateState::Ended,
        ended_at_us: Some(now),
        ended_reason: Some(reason.to_owned()),
        concluded_at_us: Some(now),
        ..mandate
    })?;
    tx.announce("mandate_ended", format!(r#"{{"mandate":"{id}","number":{number}}}"#))
}

/// Whether somebody is of the team that spends under a mandate, or one thing with somebody who is.
pub(super) fn is_of_team(tx: &mut Tx, mandate: &Mandate, by: Id<Member>) -> Result<bool, Fault> {
    if mandate.source != Source::Campaign {
        return Ok(false);
    }
    for member in team_of(tx, mandate.community_id, mandate.id)? {
        if community::is_own_matter(tx, by, member)? {
            return Ok(true);
        }
    }
    Ok(false)
}

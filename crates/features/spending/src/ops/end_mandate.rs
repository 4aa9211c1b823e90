//! A mandate is given back before its end, or taken back by a decision.

use crate::acting;
use crate::asked::reason;
use crate::ids::Member;
use crate::mandate::{MandateRefused, MandateStands, MandateState, Source};
use crate::rows::Mandate;
use crate::spending_store::of_decision;
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{Fault, IdempotencyKey, NewJob, Outcome, Tx};

/// What a feature above listens to: nobody may spend any more what a campaign has released. Its subject is the campaign.
pub const CAMPAIGN_SPENDING_ENDED: &str = "pools.spending_ended";

/// Who ends it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndedBy {
    /// Who carries it out.
    Member(Id<Member>),
    /// The community, by a decision or by its rules of deciding: no request can name it.
    Decision,
}

#[derive(Debug, Clone)]
pub struct EndMandate {
    pub mandate: Id<Mandate>,
    pub reason: String,
    pub key: Option<IdempotencyKey>,
}

/// From now on nothing is approved under it; what a campaign released is its team's, so what they asked for before is still decided, as when the
/// campaign is stopped. What was approved before for somebody outside is still paid. Answers the mandate's number.
///
/// # Errors
/// `NoSuchMandate`, `NotAllowed`, `NotAMember`, `AlreadyEnded`, `ReasonMissing`, `KeyReused`.
pub fn end_mandate(
    tx: &mut Tx,
    by: EndedBy,
    input: &EndMandate,
    now: Timestamp,
) -> Outcome<i64, MandateRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(MandateRefused::KeyReused)? {
        return Ok(first);
    }
    let mandate = tx.lock::<Mandate>((tx.community(), input.mandate))?;
    let mandate = mandate.ok_or(Refused(MandateRefused::NoSuchMandate))?;
    if let EndedBy::Member(member) = by {
        if acting::powers(tx, member)?.is_none() {
            return Err(Refused(MandateRefused::NotAMember));
        }
        if mandate.carried_by != Some(member) {
            return Err(Refused(MandateRefused::NotAllowed));
        }
    }
    let reason = reason(&input.reason).map_err(|_| Refused(MandateRefused::ReasonMissing))?;
    if mandate.state == MandateState::Ended {
        return Err(Refused(MandateRefused::AlreadyEnded));
    }
    let (id, number, campaign) = (mandate.id, mandate.number, mandate.campaign);
    tx.save(&Mandate {
        state: MandateState::Ended,
        ended_at_us: Some(now),
        ended_reason: Some(reason),
        concluded_at_us: campaign.map(|_| now).or(mandate.concluded_at_us),
        ..mandate
    })?;
    if let Some(campaign) = campaign {
        tx.enqueue(NewJob { kind: CAMPAIGN_SPENDING_ENDED, subject: campaign.to_string(), due_at: now })?;
    }
    tx.announce("mandate_ended", format!(r#"{{"mandate":"{id}","number":{number}}}"#))?;
    tx.remember(&input.key, &number, now)?;
    Ok(number)
}

/// The decision is told as done or not done: what it permitted to spend and is open still ends now, with `reason`. What was asked for before
/// is still decided; nothing more is asked for. Answers the numbers of the mandates that end.
///
/// # Errors
/// Of the database only.
pub fn conclude_mandates(
    tx: &mut Tx,
    decision: &str,
    reason: &str,
    now: Timestamp,
) -> Result<Vec<i64>, Fault> {
    let (community, mut numbers) = (tx.community(), Vec::new());
    for id in of_decision(tx, community, decision)? {
        let mandate = tx.lock::<Mandate>((community, id))?;
        let Some(mandate) = mandate.filter(|mandate| mandate.ends_with_its_decision(now)) else { continue };
        let number = mandate.number;
        tx.save(&Mandate {
            state: MandateState::Ended,
            ended_at_us: Some(now),
            ended_reason: Some(reason.to_owned()),
            concluded_at_us: Some(now),
            ..mandate
        })?;
        tx.announce("mandate_ended", format!(r#"{{"mandate":"{id}","number":{number}}}"#))?;
        numbers.push(number);
    }
    Ok(numbers)
}

impl Mandate {
    /// Neither ended nor over: something could be spent under it, now or when it begins. What a campaign released ends as the campaign
    /// does, whatever is told of its decision.
    pub fn ends_with_its_decision(&self, now: Timestamp) -> bool {
        self.source != Source::Campaign
            && matches!(self.permission().stands(now), MandateStands::Active | MandateStands::ToCome)
    }
}

//! A new version of a proposal's text, or of what it asks. Old ones stay readable.

use super::asked::{asks_as_words, check_asks, check_words};
use super::rules::current_rules;
use super::steps::{Taken, announce, lock_proposal, take_step};
use crate::acting;
use crate::asks::Asks;
use crate::ids::Member;
use crate::proposal::{Step, check_reason, check_text};
use crate::proposal_refused::ProposalRefused;
use crate::rows::{Proposal, ProposalText};
use kernel::{Id, Timestamp};
use store::{IdempotencyKey, OpError::Refused, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct Rewrite {
    pub proposal: Id<Proposal>,
    /// The version it was written from: two editors must not overwrite each other unseen.
    pub from_version: i64,
    pub title: String,
    /// CommonMark.
    pub body: String,
    pub asks: Asks,
    /// What changes, and why.
    pub note: String,
    pub key: Option<IdempotencyKey>,
}

/// Answers the number of the new version.
///
/// # Errors
/// As `propose`, and `NoSuchProposal`, `NotYours`, `ReasonMissing`, `TextMovedOn`, `NothingChanged`; `TextIsFixed` once
/// a ballot opened.
pub fn rewrite(
    tx: &mut Tx,
    by: Id<Member>,
    input: &Rewrite,
    now: Timestamp,
) -> Outcome<i64, ProposalRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(ProposalRefused::KeyReused)? {
        return Ok(first);
    }
    let who = acting::acting(tx, by, now, ProposalRefused::NotAMember)?;
    let mut proposal = lock_proposal(tx, input.proposal)?;
    proposal.standing().led_by(who.asker()).map_err(Refused)?;
    proposal.standing().before_ballot().map_err(Refused)?;
    if proposal.text_version != input.from_version {
        return Err(Refused(ProposalRefused::TextMovedOn));
    }
    check_text(&input.title, &input.body).map_err(Refused)?;
    let note = check_reason(&input.note).map_err(Refused)?;
    check_words(tx, &input.asks, (&input.title, &input.body), Some(who.id))?;
    check_asks(tx, &input.asks, Some(who.id), now)?;
    let (title, body) = (input.title.trim().to_owned(), input.body.trim().to_owned());
    let asks = asks_as_words(&input.asks)?;
    let before = tx.find::<ProposalText>((proposal.community_id, proposal.id, proposal.text_version))?;
    // What was stored before a field was known is written otherwise now, and is the same all the same.
    if let Some(text) = before.filter(|text| text.title == title && text.body == body)
        && text.asked()? == input.asks
    {
        return Err(Refused(ProposalRefused::NothingChanged));
    }
    proposal.text_version += 1;
    proposal.title.clone_from(&title);
    let rules_version = current_rules(tx)?.0;
    tx.insert(&ProposalText {
        community_id: proposal.community_id,
        proposal_id: proposal.id,
        version: proposal.text_version,
        title,
        body,
        asks,
        note: note.clone(),
        written_by: who.id,
        written_at_us: now,
        rules_version,
    })?;
    let step = Taken::of(Step::Rewritten, Some(who.id), note).about(proposal.text_version);
    take_step(tx, &mut proposal, step, now)?;
    announce(tx, "proposal_rewritten", &proposal)?;
    tx.remember(&input.key, &proposal.text_version, now)?;
    Ok(proposal.text_version)
}

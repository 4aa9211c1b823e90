//! Something is said about a proposal; and something that was said is hidden, with a reason. Nobody changes what was said.

use super::steps::{announce, lock_proposal};
use crate::acting;
use crate::asks::Asks;
use crate::comment::{check_comment, may_comment, may_hide, place};
use crate::ids::Member;
use crate::promising::is_about_capital;
use crate::proposal::check_reason;
use crate::proposal_refused::ProposalRefused;
use crate::rows::{Proposal, ProposalComment, ProposalText};
use crate::stored;
use kernel::{Id, Timestamp};
use ownership::TextPlace;
use store::{Fault, IdempotencyKey, OpError::Refused, Outcome, Tx};
use web::Power;

#[derive(Debug, Clone)]
pub struct Comment {
    pub proposal: Id<Proposal>,
    /// The comment it answers, of this proposal.
    pub parent: Option<i64>,
    /// CommonMark.
    pub body: String,
    pub key: Option<IdempotencyKey>,
}

/// Answers its number.
///
/// # Errors
/// `NotAMember`, `NoSuchProposal`, `CommentsClosed`, `CommentPromises`, `NoSuchComment` for the one it answers, and whatever is wrong with
/// its length.
pub fn comment(
    tx: &mut Tx,
    by: Id<Member>,
    input: &Comment,
    now: Timestamp,
) -> Outcome<i64, ProposalRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(ProposalRefused::KeyReused)? {
        return Ok(first);
    }
    let who = acting::acting(tx, by, now, ProposalRefused::NotAMember)?;
    let mut proposal = lock_proposal(tx, input.proposal)?;
    may_comment(proposal.stage).map_err(Refused)?;
    let body = check_comment(&input.body).map_err(Refused)?;
    let promises = ownership::promised_still(tx, TextPlace::Comment, &body, Some(who.id))?.is_some();
    if promises && is_beside_capital(tx, &proposal)? {
        return Err(Refused(ProposalRefused::CommentPromises));
    }
    let under = match input.parent {
        Some(parent) => Some(find(tx, &proposal, parent)?.thread),
        None => None,
    };
    proposal.comment_count += 1;
    proposal.moved_at_us = now;
    let number = proposal.comment_count;
    tx.insert(&ProposalComment {
        community_id: proposal.community_id,
        proposal_id: proposal.id,
        number,
        parent: input.parent,
        thread: place(under.as_deref(), number),
        by_member: who.id,
        body,
        at_us: now,
        hidden_by: None,
        hidden_reason: None,
        hidden_at_us: None,
    })?;
    tx.save(&proposal)?;
    announce(tx, "comment_made", &proposal)?;
    tx.remember(&input.key, &number, now)?;
    Ok(number)
}

/// By its newest text: whatever is said under it is read beside it.
fn is_beside_capital(tx: &mut Tx, proposal: &Proposal) -> Result<bool, Fault> {
    let text = tx.find::<ProposalText>((proposal.community_id, proposal.id, proposal.text_version))?;
    let text = text.ok_or_else(|| stored::fault(format_args!("{}: its text is missing", proposal.id)))?;
    let asks: Asks = stored::parsed(proposal.id.as_str(), &text.asks)?;
    Ok(is_about_capital(&asks, &text.title, &text.body))
}

#[derive(Debug, Clone)]
pub struct HideComment {
    pub proposal: Id<Proposal>,
    pub number: i64,
    pub reason: String,
}

/// By a moderator, or by its author. The page says that there was one, who hid it and why.
///
/// # Errors
/// `NotAMember`, `NoSuchProposal`, `NoSuchComment`, `NotYoursToHide`, `AlreadyHidden`, `ReasonMissing`.
pub fn hide_comment(
    tx: &mut Tx,
    by: Id<Member>,
    input: &HideComment,
    now: Timestamp,
) -> Outcome<(), ProposalRefused> {
    let who = acting::acting(tx, by, now, ProposalRefused::NotAMember)?;
    let proposal = lock_proposal(tx, input.proposal)?;
    let mut row = find(tx, &proposal, input.number)?;
    let hidden = row.hidden_at_us.is_some();
    may_hide(who.id, row.by_member, who.can(Power::Moderate), hidden).map_err(Refused)?;
    let reason = check_reason(&input.reason).map_err(Refused)?;
    (row.hidden_by, row.hidden_reason, row.hidden_at_us) = (Some(who.id), Some(reason), Some(now));
    tx.save(&row)?;
    announce(tx, "comment_hidden", &proposal).map_err(Into::into)
}

fn find(tx: &mut Tx, proposal: &Proposal, number: i64) -> Outcome<ProposalComment, ProposalRefused> {
    let row = tx.lock::<ProposalComment>((proposal.community_id, proposal.id, number))?;
    row.ok_or(Refused(ProposalRefused::NoSuchComment))
}

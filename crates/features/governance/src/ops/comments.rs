//! Something is said about a proposal; and something that was said is hidden, with a reason. Nobody changes what was said.

use super::steps::{announce, lock_proposal};
use crate::acting;
use crate::comment::{check_comment, may_comment, may_hide, place};
use crate::ids::Member;
use crate::proposal::check_reason;
use crate::proposal_refused::ProposalRefused;
use crate::rows::{Proposal, ProposalComment};
use kernel::{Id, Timestamp};
use store::{IdempotencyKey, OpError::Refused, Outcome, Tx};
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
/// `NotAMember`, `NoSuchProposal`, `CommentsClosed`, `NoSuchComment` for the one it answers, and whatever is wrong with
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

//! A complaint was answered with nothing, and a second person has looked at it and says the same. Only now is the buyer's
//! silence an end to it.

use super::answer_remedy::{is_confirmed, start_clock};
use super::complained::{open_complaint, order_for, standing};
use super::order_rows::{Happened, go, keep};
use crate::acting::{Actor, When};
use crate::complaint::{ComplaintRefused, ComplaintState, RemedyKind};
use crate::rows::{Order, OrderStep};
use kernel::Id;
use store::OpError::Refused;
use store::{Outcome, Tx};

#[derive(Debug, Clone)]
pub struct ConfirmAnswer {
    pub order: Id<Order>,
    /// Which proposal, counted from 1: the one that was looked at.
    pub remedy: i64,
}

/// By who may refund, and not who gave the answer or whose order it is. Whoever thinks otherwise gives another answer instead.
///
/// # Errors
/// `NotAllowed`, `NotAMember`, `NoSuchOrder`, `OwnOrder`, `SamePerson`, `ProposalChanged`; `WrongState` where something is
/// offered, or somebody has looked before.
pub fn confirm_answer(
    tx: &mut Tx,
    actor: Actor,
    input: &ConfirmAnswer,
    when: When,
) -> Outcome<Order, ComplaintRefused> {
    let mut order = order_for(tx, actor, input.order)?;
    let complaint = open_complaint(tx, &order)?.filter(|one| one.state == ComplaintState::Proposed);
    let complaint = complaint.ok_or(Refused(ComplaintRefused::WrongState))?;
    let remedy = standing(tx, &complaint)?;
    if remedy.number != input.remedy {
        return Err(Refused(ComplaintRefused::ProposalChanged));
    }
    if remedy.kind != RemedyKind::Nothing || is_confirmed(tx, &order, &remedy)? {
        return Err(Refused(ComplaintRefused::WrongState));
    }
    // A company and who stands behind it are not two.
    if let (Some(answered), Some(by)) = (remedy.by_member, actor.member())
        && community::second_to(tx, by, answered)? == answered
    {
        return Err(Refused(ComplaintRefused::SamePerson));
    }
    // Of one that was answered while a clock still ran the whole window runs again.
    let progress = order.progress().without_clock();
    go(tx, &mut order, progress, Happened::of(OrderStep::AnswerConfirmed, actor.member(), when))?;
    start_clock(tx, &mut order, when)?;
    keep(tx, &order, OrderStep::AnswerConfirmed)?;
    Ok(order)
}

//! Who says what an order's buyer says: the buyer; of one without an account, who works for the community, in the buyer's
//! name. Whose word it was stands in the order's story.

use super::order_rows::{find_lines, parts_left};
use crate::acting::{self, Actor, Standing};
use crate::complaint::ComplaintRefused;
use crate::complaint_rows::Remedy;
use crate::ids::Member;
use crate::rows::Order;
use crate::split::Party;
use kernel::Id;
use store::OpError::Refused;
use store::{Fault, Outcome, Tx};
use web::{Power, Powers};

/// Who is there when goods are handed over, and who answers when something is wrong with them.
const SPEAKING: [Power; 2] = [Power::FulfilOrders, Power::Refund];

/// Whether these powers let somebody speak for a buyer without an account; the operation decides again.
pub(crate) fn speaks_for_buyers(powers: Powers) -> bool {
    SPEAKING.into_iter().any(|power| powers.has(power))
}

/// Whether the actor may say something as the buyer, or for one who has no account.
///
/// # Errors
/// `NotYours`.
pub(super) fn require_voice(tx: &mut Tx, actor: Actor, order: &Order) -> Outcome<(), ComplaintRefused> {
    match actor == Actor::Member(order.buyer) || speaks_for(tx, actor, order)? {
        true => Ok(()),
        false => Err(Refused(ComplaintRefused::NotYours)),
    }
}

fn speaks_for(tx: &mut Tx, actor: Actor, order: &Order) -> Result<bool, Fault> {
    if actor == Actor::System {
        return Ok(false);
    }
    let buyer = community::member(tx, order.community_id, order.buyer)?;
    if !buyer.is_some_and(|buyer| buyer.is_placeholder()) {
        return Ok(false);
    }
    for power in SPEAKING {
        if acting::standing(tx, actor, power)? == Standing::May {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Of an answer that is given for the buyer: neither who proposed it nor who would pay for it says yes or no.
///
/// # Errors
/// `OwnProposal`, `PaysForIt`.
pub(super) fn require_nothing_at_stake(
    tx: &mut Tx,
    actor: Actor,
    order: &Order,
    remedy: &Remedy,
) -> Outcome<(), ComplaintRefused> {
    let Some(by) = actor.member().filter(|by| *by != order.buyer) else { return Ok(()) };
    if let Some(proposed) = remedy.by_member
        && community::second_to(tx, by, proposed)? == proposed
    {
        return Err(Refused(ComplaintRefused::OwnProposal));
    }
    match gets_a_part(tx, by, order)? {
        true => Err(Refused(ComplaintRefused::PaysForIt)),
        false => Ok(()),
    }
}

/// Whether a member, or who is one with them, gets a part of what the order costs, and so pays what is given back of it.
pub(super) fn gets_a_part(tx: &mut Tx, by: Id<Member>, order: &Order) -> Result<bool, Fault> {
    for line in find_lines(tx, order)? {
        for part in parts_left(tx, &line)? {
            if let Party::Member(receiver) = part.to
                && community::second_to(tx, by, receiver)? == receiver
            {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// Whether silence would say yes, for a buyer without an account, to what was proposed by somebody who would pay more for anything else:
/// then nobody else has looked at it.
pub(super) fn is_payers_word(
    tx: &mut Tx,
    order: &Order,
    proposed_by: Option<Id<Member>>,
) -> Result<bool, Fault> {
    let Some(by) = proposed_by else { return Ok(false) };
    let buyer = community::member(tx, order.community_id, order.buyer)?;
    Ok(buyer.is_some_and(|buyer| buyer.is_placeholder()) && gets_a_part(tx, by, order)?)
}

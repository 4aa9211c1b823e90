//! Whoever has the code of a buyer without an account is that buyer: a newcomer becomes the member whom the placeholder stood
//! for; who is a member already takes over its orders.

use crate::ids::Member;
use crate::lists_store::{known_names_of, names_of_buyer};
use crate::refused::ClaimRefused;
use crate::rows::{ClaimCode, KnownName, ListBuyer};
use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use store::OpError::{self, Refused};
use store::{Fault, IdempotencyKey, Outcome, Tx};
use web::TokenHash;
use web::ids::PersonId;

#[derive(Debug, Clone)]
pub struct ClaimOrders {
    pub person: PersonId,
    /// None for what cannot be a code.
    pub hash: Option<TokenHash>,
    pub key: Option<IdempotencyKey>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claimed {
    pub member: Id<Member>,
    /// Whether the person came in by it.
    pub came_in: bool,
}

/// # Errors
/// `CodeUnusable` whatever is wrong with it; `ComeInFirst` for who was a member here or has asked to be; `ConfirmedByYou` for a
/// treasurer who has found the money of one of the buyer's parts in group buys: nobody confirms their own.
pub fn claim_orders(tx: &mut Tx, input: &ClaimOrders, now: Timestamp) -> Outcome<Claimed, ClaimRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(ClaimRefused::KeyReused)? {
        return Ok(first);
    }
    let unusable = Refused(ClaimRefused::CodeUnusable);
    let hash = input.hash.ok_or(unusable.clone())?;
    let code = tx.lock::<ClaimCode>((tx.community(), hash.0.to_vec()))?;
    let mut code = code.filter(|code| code.is_open(now)).ok_or(unusable.clone())?;
    let own = community::member_of_person(tx, input.person)?;
    let claimed = match own {
        None => {
            let member = community::adopt_placeholder(tx, code.placeholder, input.person, now);
            Claimed { member: member.map_err(gone)?.id, came_in: true }
        }
        Some(own) if own.is_current() => {
            take_over(tx, code.placeholder, own.id, now)?;
            Claimed { member: own.id, came_in: false }
        }
        Some(_) => return Err(Refused(ClaimRefused::ComeInFirst)),
    };
    (code.used_at_us, code.used_by) = (Some(now), Some(claimed.member));
    tx.save(&code)?;
    let body = format!(r#"{{"member":"{}","placeholder":"{}"}}"#, claimed.member, code.placeholder);
    tx.announce("orders_claimed", body)?;
    tx.remember(&input.key, &claimed, now)?;
    Ok(claimed)
}

/// The placeholder is one no more: the code leads nowhere.
fn gone(error: OpError<community::CommunityRefused>) -> OpError<ClaimRefused> {
    match error {
        OpError::Fault(fault) => OpError::Fault(fault),
        Refused(_) => Refused(ClaimRefused::CodeUnusable),
    }
}

fn take_over(tx: &mut Tx, from: Id<Member>, to: Id<Member>, now: Timestamp) -> Outcome<(), ClaimRefused> {
    pools::ops::hand_over_parts(tx, from, to).map_err(|error| match error {
        OpError::Fault(fault) => OpError::Fault(fault),
        Refused(_) => Refused(ClaimRefused::ConfirmedByYou),
    })?;
    let orders = market::hand_over_purchases(tx, from, to, now.into())?;
    pickup::ops::hand_over(tx, &orders)?;
    names(tx, from, to)?;
    community::retire_placeholder(tx, from, now).map_err(gone)
}

/// Lists that know the placeholder know the member from now on.
fn names(tx: &mut Tx, from: Id<Member>, to: Id<Member>) -> Result<(), Fault> {
    let community = tx.community();
    for (list, name) in names_of_buyer(tx, community, from)? {
        if let Some(buyer) = tx.lock::<ListBuyer>((community, list, name))? {
            tx.save(&ListBuyer { member: Some(to), ..buyer })?;
        }
    }
    for name in known_names_of(tx, community, from)? {
        if let Some(known) = tx.lock::<KnownName>((community, name))? {
            tx.save(&KnownName { member: to, ..known })?;
        }
    }
    Ok(())
}

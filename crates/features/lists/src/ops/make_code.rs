//! A code for a buyer without an account, to be handed over to them alone. A new one voids the one before.

use crate::ids::Member;
use crate::lists_store::{codes_of, known_names_of, orders_of_buyer};
use crate::refused::ClaimRefused;
use crate::rows::ClaimCode;
use kernel::{Id, Timestamp};
use std::time::Duration;
use store::OpError::Refused;
use store::{IdempotencyKey, Outcome, Tx};
use web::{Power, TokenHash};

/// Long enough to meet somebody, and over before it is forgotten in a chat.
pub const CODE_HOLDS: Duration = Duration::from_secs(30 * 86_400);

#[derive(Debug, Clone)]
pub struct MakeCode {
    pub placeholder: Id<Member>,
    pub hash: TokenHash,
    pub key: Option<IdempotencyKey>,
}

/// Answers until when it holds. By who may let people in: whoever has the code comes in as the buyer it is for.
///
/// # Errors
/// `NoPlaceholder` for who has an account, is gone, or was never in a list; `CodeMade` for the same request again.
pub fn make_code(
    tx: &mut Tx,
    by: Id<Member>,
    input: &MakeCode,
    now: Timestamp,
) -> Outcome<Timestamp, ClaimRefused> {
    if tx.first_answer::<Timestamp>(&input.key)?.or_refuse(ClaimRefused::KeyReused)?.is_some() {
        return Err(Refused(ClaimRefused::CodeMade));
    }
    community::must_hold(tx, by, Power::Invite, ClaimRefused::NotAMember, ClaimRefused::NotAllowed)?;
    let community_id = tx.community();
    let member = community::member(tx, community_id, input.placeholder)?;
    let placeholder = member.filter(|member| member.is_current() && member.person_id.is_none());
    placeholder.ok_or(Refused(ClaimRefused::NoPlaceholder))?;
    // Buyers of an import stand for customers of another shop: nobody here knows them to hand anything over.
    let of_a_list = !known_names_of(tx, community_id, input.placeholder)?.is_empty()
        || !orders_of_buyer(tx, community_id, input.placeholder)?.is_empty();
    if !of_a_list {
        return Err(Refused(ClaimRefused::NoPlaceholder));
    }
    for hash in codes_of(tx, community_id, input.placeholder)? {
        let key = (community_id, hash);
        if tx
            .find::<ClaimCode>(key.clone())?
            .is_some_and(|code| code.voided_at_us.is_none() && code.used_at_us.is_none())
            && let Some(mut code) = tx.lock::<ClaimCode>(key)?
        {
            code.voided_at_us = Some(now);
            tx.save(&code)?;
        }
    }
    let expires_at = now.plus(CODE_HOLDS);
    tx.insert(&ClaimCode {
        community_id,
        code_hash: input.hash.0.to_vec(),
        placeholder: input.placeholder,
        made_by: by,
        made_at_us: now,
        expires_at_us: expires_at,
        voided_at_us: None,
        used_at_us: None,
        used_by: None,
    })?;
    tx.announce("claim_code_made", format!(r#"{{"member":"{}","by":"{by}"}}"#, input.placeholder))?;
    tx.remember(&input.key, &expires_at, now)?;
    Ok(expires_at)
}

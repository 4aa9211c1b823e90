//! A code for a buyer without an account, to be handed over to them alone. A new one voids the one before.

use super::forget_buyer::has_bought;
use crate::ids::Member;
use crate::lists_store::{codes_of, known_names_of};
use crate::refused::ClaimRefused;
use crate::rows::ClaimCode;
use kernel::{Id, Timestamp};
use std::time::Duration;
use store::OpError::Refused;
use store::{Fault, IdempotencyKey, Outcome, Tx};
use web::{Power, TokenHash};

/// Long enough to meet somebody, and over before it is forgotten in a chat.
pub const CODE_HOLDS: Duration = Duration::from_secs(30 * 86_400);

#[derive(Debug, Clone)]
pub struct MakeCode {
    pub placeholder: Id<Member>,
    pub hash: TokenHash,
    pub key: Option<IdempotencyKey>,
}

/// Codes for many: of each the buyer, and what the code would be.
#[derive(Debug, Clone)]
pub struct MakeCodes {
    pub codes: Vec<(Id<Member>, TokenHash)>,
    /// Also for who has one that can be entered until then and no longer: it is void then, because nobody has it any more. One that
    /// holds longer was made since whoever asks has looked, and somebody is sending it.
    pub anew: Option<Timestamp>,
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
    may_let_in(tx, by)?;
    if !is_of_a_list(tx, input.placeholder)? {
        return Err(Refused(ClaimRefused::NoPlaceholder));
    }
    let expires_at = make(tx, by, (input.placeholder, input.hash), now)?;
    tx.remember(&input.key, &expires_at, now)?;
    Ok(expires_at)
}

/// A code for each who has none open; the others' stay good unless somebody asks for all anew, for nobody may see them again. Answers
/// whose were made.
///
/// # Errors
/// `CodeMade` for the same request again.
pub fn make_codes(
    tx: &mut Tx,
    by: Id<Member>,
    input: &MakeCodes,
    now: Timestamp,
) -> Outcome<Vec<Id<Member>>, ClaimRefused> {
    if tx.first_answer::<Vec<Id<Member>>>(&input.key)?.or_refuse(ClaimRefused::KeyReused)?.is_some() {
        return Err(Refused(ClaimRefused::CodeMade));
    }
    may_let_in(tx, by)?;
    let mut made = Vec::new();
    for (placeholder, hash) in &input.codes {
        let is_due = match open_code(tx, *placeholder, now)? {
            Some(open) => input.anew.is_some_and(|until| open.expires_at_us <= until),
            None => true,
        };
        if is_due && is_of_a_list(tx, *placeholder)? {
            make(tx, by, (*placeholder, *hash), now)?;
            made.push(*placeholder);
        }
    }
    tx.remember(&input.key, &made, now)?;
    Ok(made)
}

fn may_let_in(tx: &mut Tx, by: Id<Member>) -> Outcome<(), ClaimRefused> {
    community::must_hold(tx, by, Power::Invite, ClaimRefused::NotAMember, ClaimRefused::NotAllowed)
}

/// Buyers of an import stand for customers of another shop: nobody here knows them to hand anything over.
fn is_of_a_list(tx: &mut Tx, placeholder: Id<Member>) -> Result<bool, Fault> {
    let community_id = tx.community();
    let member = community::member(tx, community_id, placeholder)?;
    if member.is_none_or(|member| !member.is_current() || member.person_id.is_some()) {
        return Ok(false);
    }
    Ok(!known_names_of(tx, community_id, placeholder)?.is_empty() || has_bought(tx, placeholder)?)
}

/// The one that can still be entered.
fn open_code(tx: &mut Tx, placeholder: Id<Member>, now: Timestamp) -> Result<Option<ClaimCode>, Fault> {
    let community_id = tx.community();
    for hash in codes_of(tx, community_id, placeholder)? {
        let code = tx.find::<ClaimCode>((community_id, hash))?;
        if code.as_ref().is_some_and(|code| code.is_open(now)) {
            return Ok(code);
        }
    }
    Ok(None)
}

fn make(
    tx: &mut Tx,
    by: Id<Member>,
    (placeholder, hash): (Id<Member>, TokenHash),
    now: Timestamp,
) -> Result<Timestamp, Fault> {
    let community_id = tx.community();
    for hash in codes_of(tx, community_id, placeholder)? {
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
        code_hash: hash.0.to_vec(),
        placeholder,
        made_by: by,
        made_at_us: now,
        expires_at_us: expires_at,
        voided_at_us: None,
        used_at_us: None,
        used_by: None,
    })?;
    tx.announce("claim_code_made", format!(r#"{{"member":"{placeholder}","by":"{by}"}}"#))?;
    Ok(expires_at)
}

//! A member has read that a pool they are in closes later.

use super::{PoolMoved, lock_member, lock_pool};
use crate::ids::{Member, PoolId};
use crate::refused::PoolRefused;
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{IdempotencyKey, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct NoteExtension {
    pub pool: PoolId,
    pub key: Option<IdempotencyKey>,
}

/// By whoever has joined. Of a pool that was not extended, or that is closed, there is nothing to note.
///
/// # Errors
/// `NoSuchPool`, `NotJoined`, `KeyReused`.
pub fn note_extension(
    tx: &mut Tx,
    by: Id<Member>,
    input: &NoteExtension,
    now: Timestamp,
) -> Outcome<PoolMoved, PoolRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(PoolRefused::KeyReused)? {
        return Ok(first);
    }
    let pool = lock_pool(tx, input.pool)?.ok_or(Refused(PoolRefused::NoSuchPool))?;
    let (mut joined, is_known) = lock_member(tx, &pool, by)?;
    if !is_known {
        return Err(Refused(PoolRefused::NotJoined));
    }
    joined.seen_extension_us = pool.extended_at_us;
    tx.save(&joined)?;
    let moved = PoolMoved::of(&pool);
    tx.remember(&input.key, &moved, now)?;
    Ok(moved)
}

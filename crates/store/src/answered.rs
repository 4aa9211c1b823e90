//! Idempotency: the same request again returns the first answer.

use crate::error::{Fault, OpError, Outcome};
use crate::reader::Reader;
use crate::tx::Tx;
use kernel::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

crate::row! {
    /// The first answer to a request, kept under who asked and the key they chose.
    pub(crate) struct Answered in "answered" {
        key community_id: i64, who: String, idempotency_key: String;
        operation: String, fingerprint: Vec<u8>, answer: String, answered_at_us: i64
    }
}

pub(crate) const KEPT: &str = "SELECT COUNT(*) FROM answered WHERE community_id = $1";

/// How many first answers are kept in a community.
///
/// # Errors
/// Of the database only.
pub fn answers_kept(reader: &mut Reader, community: i64) -> Result<i64, Fault> {
    Ok(reader.rows::<(i64,)>(KEPT, &[&community])?.first().map_or(0, |row| row.0))
}

/// What makes two requests the same one: who asks, the key they chose, the operation and its input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyKey {
    who: String,
    key: String,
    operation: &'static str,
    fingerprint: [u8; 32],
}

impl IdempotencyKey {
    /// `who` is the caller's id, so that nobody can read another's answer by guessing a key. `input` is what
    /// the caller sent (without times and ids made here); it is kept as a hash only.
    ///
    /// # Errors
    /// `Fault::Codec` when `input` cannot be written as JSON.
    pub fn of(
        who: &str,
        key: &str,
        operation: &'static str,
        input: &impl Serialize,
    ) -> Result<IdempotencyKey, Fault> {
        let input = serde_json::to_vec(input).map_err(codec)?;
        let fingerprint = Sha256::digest(&input).into();
        Ok(IdempotencyKey { who: who.to_owned(), key: key.to_owned(), operation, fingerprint })
    }
}

/// What is known of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Replay<T> {
    /// Never seen: do the work and `remember` the answer.
    New,
    /// Done before, with this answer.
    Same(T),
    /// The key was used for another operation or another input: a mistake of the caller.
    OtherInput,
}

impl<T> Replay<T> {
    /// `if let Some(first) = tx.first_answer(&key)?.or_refuse(KeyReused)? { return Ok(first); }`
    ///
    /// # Errors
    /// The refusal, when the key was used for something else.
    pub fn or_refuse<R>(self, refusal: R) -> Outcome<Option<T>, R> {
        match self {
            Replay::New => Ok(None),
            Replay::Same(first) => Ok(Some(first)),
            Replay::OtherInput => Err(OpError::Refused(refusal)),
        }
    }
}

impl Tx {
    /// Looks up the answer given to this key in this community. A request without a key repeats none: `New`.
    ///
    /// # Errors
    /// `Fault::Codec` when the answer kept is not a `T`.
    pub fn first_answer<'key, T: DeserializeOwned>(
        &mut self,
        key: impl Into<Option<&'key IdempotencyKey>>,
    ) -> Result<Replay<T>, Fault> {
        let Some(key) = key.into() else { return Ok(Replay::New) };
        let found = self.find::<Answered>((self.community(), key.who.clone(), key.key.clone()))?;
        match found {
            None => Ok(Replay::New),
            Some(first) if first.operation != key.operation || first.fingerprint != key.fingerprint => {
                Ok(Replay::OtherInput)
            }
            Some(first) => serde_json::from_str(&first.answer).map(Replay::Same).map_err(codec),
        }
    }

    /// Keeps the answer, in the same transaction as the work. Only what succeeded is kept: a refused
    /// request may be sent again with the same key.
    ///
    /// # Errors
    /// `Fault::Duplicate` when the key has an answer already (ask `first_answer` first).
    pub fn remember<'key>(
        &mut self,
        key: impl Into<Option<&'key IdempotencyKey>>,
        answer: &impl Serialize,
        now: Timestamp,
    ) -> Result<(), Fault> {
        let Some(key) = key.into() else { return Ok(()) };
        let answer = serde_json::to_string(answer).map_err(codec)?;
        self.insert(&Answered {
            community_id: self.community(),
            who: key.who.clone(),
            idempotency_key: key.key.clone(),
            operation: key.operation.to_owned(),
            fingerprint: key.fingerprint.to_vec(),
            answer,
            answered_at_us: now.micros,
        })
    }
}

fn codec(error: serde_json::Error) -> Fault {
    Fault::Codec(error.to_string().into())
}

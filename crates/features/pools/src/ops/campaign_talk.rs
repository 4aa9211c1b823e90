//! The team tells how it goes; members ask, and are answered where everybody reads it.

use super::announce;
use super::milestones::{must_be_of_team, running, words};
use crate::campaign::WORDS_CHARS_MAX;
use crate::campaign_rows::{Question, UpdateRow};
use crate::campaigning::is_past_probation;
use crate::ids::{Member, PoolId};
use crate::refused::CampaignRefused as No;
use kernel::{Id, Timestamp};
use ownership::TextPlace;
use serde::{Deserialize, Serialize};
use store::OpError::Refused;
use store::{IdempotencyKey, Outcome, Tx};

/// What was said, by its number among the campaign's updates or questions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Talked {
    pub pool: PoolId,
    pub number: i64,
}

#[derive(Debug, Clone)]
pub struct WriteUpdate {
    pub pool: PoolId,
    /// CommonMark.
    pub words: String,
    pub key: Option<IdempotencyKey>,
}

/// By the team, at any time.
///
/// # Errors
/// `NotTheTeam`, `NothingSaid`, `WordsTooLong`, `PromisesReturn`, …
pub fn write_update(tx: &mut Tx, by: Id<Member>, input: &WriteUpdate, now: Timestamp) -> Outcome<Talked, No> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(No::KeyReused)? {
        return Ok(first);
    }
    let (pool, mut campaign) = running(tx, input.pool)?;
    must_be_of_team(tx, pool.id, by)?;
    let words = words(tx, by, &input.words, No::NothingSaid)?;
    campaign.update_count += 1;
    let number = campaign.update_count;
    tx.insert(&UpdateRow {
        community_id: pool.community_id,
        pool_id: pool.id,
        number,
        written_by: by,
        written_at_us: now,
        words,
    })?;
    tx.save(&campaign)?;
    announce(tx, "pool_update", &pool)?;
    let talked = Talked { pool: pool.id, number };
    tx.remember(&input.key, &talked, now)?;
    Ok(talked)
}

#[derive(Debug, Clone)]
pub struct AskQuestion {
    pub pool: PoolId,
    pub words: String,
    pub key: Option<IdempotencyKey>,
}

/// By any member who may read the terms.
///
/// # Errors
/// `NotAMember`, `OnProbation`, `NothingSaid`, `WordsTooLong`, `PromisesReturn`, …
pub fn ask_question(tx: &mut Tx, by: Id<Member>, input: &AskQuestion, now: Timestamp) -> Outcome<Talked, No> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(No::KeyReused)? {
        return Ok(first);
    }
    let (pool, mut campaign) = running(tx, input.pool)?;
    if crate::acting::powers(tx, by)?.is_none() {
        return Err(Refused(No::NotAMember));
    }
    if campaign.offered.is_owned() && !is_past_probation(tx, by, campaign.probation_days, now)? {
        return Err(Refused(No::OnProbation));
    }
    let words = asked_words(&input.words).map_err(Refused)?;
    // Whoever asks whether it is guaranteed promises nothing; whoever says so does, with a question or without.
    if ownership::promised_still(tx, TextPlace::Comment, &words, Some(by))?.is_some() {
        return Err(Refused(No::PromisesReturn));
    }
    campaign.question_count += 1;
    let number = campaign.question_count;
    tx.insert(&Question {
        community_id: pool.community_id,
        pool_id: pool.id,
        number,
        asked_by: by,
        asked_at_us: now,
        words,
        answer: None,
        answered_by: None,
        answered_at_us: None,
    })?;
    tx.save(&campaign)?;
    announce(tx, "pool_question", &pool)?;
    let talked = Talked { pool: pool.id, number };
    tx.remember(&input.key, &talked, now)?;
    Ok(talked)
}

fn asked_words(text: &str) -> Result<String, No> {
    match text.trim() {
        "" => Err(No::NothingSaid),
        text if text.chars().count() > WORDS_CHARS_MAX => Err(No::WordsTooLong),
        text => Ok(text.to_owned()),
    }
}

#[derive(Debug, Clone)]
pub struct AnswerQuestion {
    pub pool: PoolId,
    pub number: i64,
    pub words: String,
    pub key: Option<IdempotencyKey>,
}

/// By the team, once.
///
/// # Errors
/// `NotTheTeam`, `NoSuchQuestion`, `AlreadyAnswered`, `NothingSaid`, `PromisesReturn`, …
pub fn answer_question(
    tx: &mut Tx,
    by: Id<Member>,
    input: &AnswerQuestion,
    now: Timestamp,
) -> Outcome<Talked, No> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(No::KeyReused)? {
        return Ok(first);
    }
    let (pool, _) = running(tx, input.pool)?;
    must_be_of_team(tx, pool.id, by)?;
    let question = tx.lock::<Question>((pool.community_id, pool.id, input.number))?;
    let mut question = question.ok_or(Refused(No::NoSuchQuestion))?;
    if question.answer.is_some() {
        return Err(Refused(No::AlreadyAnswered));
    }
    let words = words(tx, by, &input.words, No::NothingSaid)?;
    (question.answer, question.answered_by) = (Some(words), Some(by));
    question.answered_at_us = Some(now);
    tx.save(&question)?;
    announce(tx, "pool_question_answered", &pool)?;
    let talked = Talked { pool: pool.id, number: input.number };
    tx.remember(&input.key, &talked, now)?;
    Ok(talked)
}

//! A text that the watch for promises refuses is shown to a second person, who lets it pass, with a reason, or does nothing.

use crate::acting;
use crate::ids::Member;
use crate::rows::TextLook;
use crate::text_look::{
    TEXTS_WAITING_MAX, TextPlace, TextRefused as No, may_be_asked, reason, stays_refused,
};
use crate::text_look_store::{hash, texts_wait};
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{IdempotencyKey, Outcome, Tx};
use web::Power;

#[derive(Debug, Clone)]
pub struct AskAboutText {
    pub place: TextPlace,
    pub words: String,
    pub key: Option<IdempotencyKey>,
}

/// By any member, of what they want to publish. Handed in before, it waits as it did; where whoever did so is forgotten and nobody had let
/// it pass, it is theirs now. Answers its hash.
///
/// # Errors
/// `NotAMember`, `TooManyWait`, and those of `may_be_asked`.
pub fn ask_about_text(
    tx: &mut Tx,
    by: Id<Member>,
    input: &AskAboutText,
    now: Timestamp,
) -> Outcome<String, No> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(No::KeyReused)? {
        return Ok(first);
    }
    community::powers_now(tx, by)?.ok_or(Refused(No::NotAMember))?;
    let words = may_be_asked(input.place, &input.words).map_err(Refused)?;
    let (community_id, place, sha256) = (tx.community(), input.place.code().to_owned(), hash(&words));
    let before = tx.lock::<TextLook>((community_id, place.clone(), sha256.clone()))?;
    // Rows of before: whose words are gone nobody can let pass.
    let is_nobodys = |look: &TextLook| look.passed_by.is_none() && look.words.is_empty();
    if before.as_ref().is_none_or(is_nobodys) {
        if texts_wait(tx, community_id, Some(by))? >= TEXTS_WAITING_MAX {
            return Err(Refused(No::TooManyWait));
        }
        let number = acting::count(tx, |count| count.text_count += 1)?.text_count;
        let look = TextLook {
            community_id,
            place: place.clone(),
            sha256: sha256.clone(),
            number,
            words,
            asked_by: by,
            asked_at_us: now,
            passed_by: None,
            passed_at_us: None,
            reason: None,
        };
        match before {
            Some(_) => tx.save(&look)?,
            None => tx.insert(&look)?,
        }
        tx.announce("text_asked", format!(r#"{{"place":"{place}","sha256":"{sha256}"}}"#))?;
    }
    tx.remember(&input.key, &sha256, now)?;
    Ok(sha256)
}

#[derive(Debug, Clone)]
pub struct PassText {
    pub place: TextPlace,
    /// Of the text that was read.
    pub sha256: String,
    /// Why it promises nothing; it stands beside the text.
    pub reason: String,
    pub key: Option<IdempotencyKey>,
}

/// By who may edit the charter, is not its author and not one with them. From now on this very text, and no other, passes at this place.
/// Answers its number.
///
/// # Errors
/// `NotAMember`, `NotAllowed`, `NoSuchText`, `AlreadyPassed`, `OwnText`, `NeverHarmless`, `ReasonMissing`, `ReasonTooLong`.
pub fn pass_text(tx: &mut Tx, by: Id<Member>, input: &PassText, now: Timestamp) -> Outcome<i64, No> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(No::KeyReused)? {
        return Ok(first);
    }
    community::must_hold(tx, by, Power::EditCharter, No::NotAMember, No::NotAllowed)?;
    let key = (tx.community(), input.place.code().to_owned(), input.sha256.clone());
    let look =
        tx.lock::<TextLook>(key)?.filter(|look| !look.words.is_empty()).ok_or(Refused(No::NoSuchText))?;
    if look.passed_by.is_some() {
        return Err(Refused(No::AlreadyPassed));
    }
    if community::second_to(tx, by, look.asked_by)? == look.asked_by {
        return Err(Refused(No::OwnText));
    }
    // It was handed in by the words of then: what they are is asked again.
    if stays_refused(input.place, &look.words) {
        return Err(Refused(No::NeverHarmless));
    }
    let reason = reason(&input.reason).map_err(Refused)?;
    let number = look.number;
    let body = format!(r#"{{"place":"{}","sha256":"{}"}}"#, look.place, look.sha256);
    tx.save(&TextLook { passed_by: Some(by), passed_at_us: Some(now), reason: Some(reason), ..look })?;
    tx.announce("text_passed", body)?;
    tx.remember(&input.key, &number, now)?;
    Ok(number)
}

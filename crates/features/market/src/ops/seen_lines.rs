//! Lines of statements are remembered, as hashes, with what was entered from them: pasted again they pay nothing twice.

use crate::arrivals::{Print, fold};
use crate::market_store::{SEEN, SEEN_FOR};
use crate::rows::ArrivalSeen;
use crate::statement::number_of;
use kernel::Timestamp;
use std::time::Duration;
use store::{Fault, Reader, Tx};
use web::TokenHash;

/// A line, as far as it is remembered.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LinePrint {
    pub hash: [u8; 32],
    /// By a number of its own: it is surely the same.
    pub numbered: bool,
}

impl LinePrint {
    pub fn of(print: &Print) -> LinePrint {
        let numbered = matches!(print, Print::Number(_));
        LinePrint { hash: TokenHash::of(print.words()).0, numbered }
    }

    /// As it is remembered where it is one of several of the same sum, and nobody said which: it may have been entered.
    pub fn maybe(&self) -> LinePrint {
        LinePrint { hash: TokenHash::of(&format!("one of {}", self.hex())).0, numbered: false }
    }

    pub(crate) fn hex(&self) -> String {
        self.hash.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// Whether something was entered from a line of this number before. What is entered at one moment is one request, of which several may
/// have been paid together.
///
/// # Errors
/// Of the database only.
pub fn is_used(tx: &mut Tx, prints: &[LinePrint], now: Timestamp) -> Result<bool, Fault> {
    for print in prints.iter().filter(|print| print.numbered) {
        let found: Vec<(String, String, Timestamp)> =
            tx.rows(SEEN, &[&tx.community(), &print.hash.to_vec()])?;
        if found.iter().any(|(_, _, at)| *at != now) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Words of a reference are known for so long: a list's own numbers begin anew one day. The number of a transaction is known for ever.
const WORDS_KNOWN_FOR: Duration = Duration::from_secs(90 * 86_400);
/// Fewer letters and digits are no reference of one transfer.
const WORDS_MIN: usize = 4;

/// By what a reference is known again: the number of its transaction, or one word of letters and digits (`LT004`). `Statement 7`, a day,
/// or `微信` say where somebody looked, and not which transfer it was.
fn of_reference(reference: &str) -> Option<LinePrint> {
    if let Some(number) = number_of(reference) {
        return Some(LinePrint::of(&Print::Number(number)));
    }
    let signs: Vec<char> = reference.trim().chars().map(fold).collect();
    let words: String = signs.iter().filter(|c| c.is_alphanumeric()).collect();
    let has = |is: fn(&char) -> bool| signs.iter().any(is);
    let is_one = signs.iter().all(char::is_ascii_graphic)
        && words.len() >= WORDS_MIN
        && has(char::is_ascii_digit)
        && has(char::is_ascii_alphabetic);
    is_one.then(|| LinePrint { hash: TokenHash::of(&format!("reference {words}")).0, numbered: false })
}

/// Whether a reference was entered before: the number of a transaction for anything, whenever that was; words of it for something else than
/// `subject`, within ninety days.
///
/// # Errors
/// Of the database only.
pub fn is_known(tx: &mut Tx, reference: &str, subject: &str, now: Timestamp) -> Result<bool, Fault> {
    let Some(print) = of_reference(reference) else { return Ok(false) };
    let found: Vec<(String, String, Timestamp)> = tx.rows(SEEN, &[&tx.community(), &print.hash.to_vec()])?;
    Ok(match print.numbered {
        true => !found.is_empty(),
        false => found.iter().any(|(of, _, at)| of != subject && at.plus(WORDS_KNOWN_FOR) > now),
    })
}

/// As `is_known`, of a reference that is typed for several things together: entered before for something that is none of them. What of them
/// was entered with it is the same form once more.
///
/// # Errors
/// Of the database only.
pub(crate) fn is_known_beside(
    reader: &mut Reader,
    community: i64,
    reference: &str,
    subjects: &[String],
    now: Timestamp,
) -> Result<bool, Fault> {
    let Some(print) = of_reference(reference) else { return Ok(false) };
    let found: Vec<(String, String, Timestamp)> = reader.rows(SEEN, &[&community, &print.hash.to_vec()])?;
    let counts = |at: &Timestamp| print.numbered || at.plus(WORDS_KNOWN_FOR) > now;
    Ok(found.iter().any(|(of, _, at)| !subjects.contains(of) && counts(at)))
}

/// `code`: how a part of a pool is quoted; of an order nothing.
///
/// # Errors
/// Of the database only.
pub fn note_lines(
    tx: &mut Tx,
    prints: &[LinePrint],
    subject: &str,
    code: &str,
    now: Timestamp,
) -> Result<(), Fault> {
    let community_id = tx.community();
    for print in prints {
        let key = (community_id, print.hash.to_vec(), subject.to_owned(), now);
        let seen = ArrivalSeen {
            community_id,
            print: key.1.clone(),
            subject: key.2.clone(),
            entered_at_us: now,
            code: code.to_owned(),
            numbered: print.numbered,
            freed_at_us: None,
        };
        match tx.find::<ArrivalSeen>(key.clone())? {
            None => tx.insert(&seen)?,
            // Entered for the same thing once more in the moment in which it was taken back.
            Some(before) if before.freed_at_us.is_some() => {
                tx.lock::<ArrivalSeen>(key)?;
                tx.save(&seen)?;
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// The payment that was entered for something at one moment was taken back: its lines may be entered again, for whatever they are for. A line
/// that paid several things at once stays entered for the others, and so does one from which another payment of the same was entered.
///
/// # Errors
/// Of the database only.
pub fn free_lines(
    tx: &mut Tx,
    subject: &str,
    entered_at: Option<Timestamp>,
    now: Timestamp,
) -> Result<(), Fault> {
    let (Some(entered_at), community) = (entered_at, tx.community()) else { return Ok(()) };
    for (print,) in tx.rows::<(Vec<u8>,)>(SEEN_FOR, &[&community, &subject.to_owned(), &entered_at])? {
        if let Some(mut seen) = tx.lock::<ArrivalSeen>((community, print, subject.to_owned(), entered_at))? {
            seen.freed_at_us = Some(now);
            tx.save(&seen)?;
        }
    }
    Ok(())
}

/// What was entered with a reference of somebody's own, or the number that stands on the statement.
///
/// # Errors
/// Of the database only.
pub fn note_reference(
    tx: &mut Tx,
    reference: Option<&str>,
    subject: &str,
    code: &str,
    now: Timestamp,
) -> Result<(), Fault> {
    note_lines(tx, reference.and_then(of_reference).as_slice(), subject, code, now)
}

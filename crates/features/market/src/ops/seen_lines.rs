//! Lines of statements are remembered, as hashes, with what was entered from them: pasted again they pay nothing twice.

use crate::arrivals::Print;
use crate::market_store::{SEEN, SEEN_FOR};
use crate::rows::ArrivalSeen;
use crate::statement::number_of;
use kernel::Timestamp;
use store::{Fault, Tx};
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

/// Whether the number in a reference was entered before, whenever that was.
///
/// # Errors
/// Of the database only.
pub fn is_known(tx: &mut Tx, reference: &str) -> Result<bool, Fault> {
    let Some(number) = number_of(reference) else { return Ok(false) };
    let hash = LinePrint::of(&Print::Number(number)).hash.to_vec();
    let found: Vec<(String, String, Timestamp)> = tx.rows(SEEN, &[&tx.community(), &hash])?;
    Ok(!found.is_empty())
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

/// What was entered singly, with the number that stands on the statement.
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
    let number = reference.and_then(number_of).map(|number| LinePrint::of(&Print::Number(number)));
    note_lines(tx, number.as_slice(), subject, code, now)
}

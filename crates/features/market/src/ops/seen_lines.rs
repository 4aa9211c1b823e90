//! Lines of statements are remembered, as hashes, with what was entered from them: pasted again they pay nothing twice.

use crate::arrivals::Print;
use crate::market_store::SEEN;
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
        let key = (community_id, print.hash.to_vec(), subject.to_owned());
        if tx.find::<ArrivalSeen>(key.clone())?.is_none() {
            tx.insert(&ArrivalSeen {
                community_id,
                print: key.1,
                subject: key.2,
                code: code.to_owned(),
                numbered: print.numbered,
                entered_at_us: now,
            })?;
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

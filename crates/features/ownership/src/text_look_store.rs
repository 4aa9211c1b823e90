//! What is read of texts that were looked at beside single rows, and whether one has passed.

use crate::ids::Member;
use crate::rows::TextLook;
use crate::text_look::{TextPlace, as_kept, found_in, stays_refused};
use kernel::Id;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fmt::Write;
use store::{Fault, Reader, Tx};

/// Nobody has looked at them yet. Who waits longest comes first. Of who is forgotten the words are gone.
const WAITING: &str =
    "SELECT place, sha256 FROM text_look WHERE community_id = $1 AND passed_by IS NULL AND words <> ''
    AND number > $2 ORDER BY number LIMIT $3";

const WAITING_OF_AUTHOR: &str =
    "SELECT place, sha256 FROM text_look WHERE community_id = $1 AND asked_by = $4 AND passed_by IS NULL AND words <> ''
    AND number > $2 ORDER BY number LIMIT $3";

/// Pages by number, newest first.
const PASSED: &str =
    "SELECT place, sha256 FROM text_look WHERE community_id = $1 AND passed_by IS NOT NULL AND words <> ''
    AND number < $2 ORDER BY number DESC LIMIT $3";

const PASSED_OF_AUTHOR: &str =
    "SELECT place, sha256 FROM text_look WHERE community_id = $1 AND asked_by = $4 AND passed_by IS NOT NULL AND words <> ''
    AND number < $2 ORDER BY number DESC LIMIT $3";

/// Numbers begin at 1: that they are named leads SQLite to the index of those that wait.
const WAITING_COUNT: &str = "SELECT COUNT(*) FROM text_look WHERE community_id = $1 AND passed_by IS NULL AND words <> '' AND number > 0";

const WAITING_COUNT_OF_AUTHOR: &str = "SELECT COUNT(*) FROM text_look WHERE community_id = $1 AND asked_by = $2 AND passed_by IS NULL AND words <> ''
    AND number > 0";

const OF_AUTHOR: &str =
    "SELECT place, sha256 FROM text_look WHERE community_id = $1 AND asked_by = $2 ORDER BY number";

/// In most communities there is none, and nothing is looked up.
const ANY_PASSED: &str =
    "SELECT number FROM text_look WHERE community_id = $1 AND passed_by IS NOT NULL LIMIT 1";

pub(crate) const STATEMENTS: &[&str] = &[
    WAITING,
    WAITING_OF_AUTHOR,
    PASSED,
    PASSED_OF_AUTHOR,
    WAITING_COUNT,
    WAITING_COUNT_OF_AUTHOR,
    ANY_PASSED,
    OF_AUTHOR,
];

/// Whether any text of a community has passed.
///
/// # Errors
/// Of the database only.
pub fn any_text_passed(reader: &mut Reader, community: i64) -> Result<bool, Fault> {
    Ok(!reader.rows::<(i64,)>(ANY_PASSED, &[&community])?.is_empty())
}

/// Place and hash.
pub(crate) type TextKey = (TextPlace, String);

/// Of one author, or of all.
pub(crate) fn texts_waiting(
    reader: &mut Reader,
    community: i64,
    author: Option<Id<Member>>,
    above: i64,
    limit: i64,
) -> Result<Vec<TextKey>, Fault> {
    match author {
        Some(author) => reader.rows(WAITING_OF_AUTHOR, &[&community, &above, &limit, &author]),
        None => reader.rows(WAITING, &[&community, &above, &limit]),
    }
}

/// Of one author, or of all.
pub(crate) fn texts_passed(
    reader: &mut Reader,
    community: i64,
    author: Option<Id<Member>>,
    below: i64,
    limit: i64,
) -> Result<Vec<TextKey>, Fault> {
    match author {
        Some(author) => reader.rows(PASSED_OF_AUTHOR, &[&community, &below, &limit, &author]),
        None => reader.rows(PASSED, &[&community, &below, &limit]),
    }
}

/// Of one author, or of all.
pub(crate) fn texts_wait(
    source: &mut impl ledger::Source,
    community: i64,
    author: Option<Id<Member>>,
) -> Result<i64, Fault> {
    let found: Vec<(i64,)> = match author {
        Some(author) => source.rows(WAITING_COUNT_OF_AUTHOR, &[&community, &author])?,
        None => source.rows(WAITING_COUNT, &[&community])?,
    };
    Ok(found.first().map_or(0, |row| row.0))
}

/// All that somebody has handed in.
pub(crate) fn texts_of(
    source: &mut impl ledger::Source,
    community: i64,
    author: Id<Member>,
) -> Result<Vec<TextKey>, Fault> {
    source.rows(OF_AUTHOR, &[&community, &author])
}

/// Of a text as it is kept.
pub(crate) fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// The words of a text that promise a return, unless a second person has let this very text pass at this place. `author`: who publishes it
/// now, if it is published now; whoever let it pass does not publish it, nor who is one with them.
///
/// # Errors
/// Of the database only.
pub fn promised_still(
    tx: &mut Tx,
    place: TextPlace,
    text: &str,
    author: Option<Id<Member>>,
) -> Result<Option<String>, Fault> {
    let text = as_kept(text);
    let Some(words) = found_in(place, &text) else { return Ok(None) };
    if stays_refused(place, &text) {
        return Ok(Some(words));
    }
    let community = tx.community();
    let look = tx.find::<TextLook>((community, place.code().to_owned(), hash(&text)))?;
    let Some(second) = look.and_then(|look| look.passed_by) else { return Ok(Some(words)) };
    let passed = match author {
        Some(author) => community::second_to(tx, second, author)? != author,
        None => true,
    };
    Ok((!passed).then_some(words))
}

/// Of some texts those that have passed, for a form that says at each field what is in the way.
#[derive(Debug, Clone, Default)]
pub struct Passed {
    texts: BTreeSet<(&'static str, String)>,
}

impl Passed {
    /// For who publishes them: what they let pass themselves is none.
    ///
    /// # Errors
    /// Of the database only.
    pub fn of<'a>(
        reader: &mut Reader,
        community: i64,
        author: Option<Id<Member>>,
        texts: impl IntoIterator<Item = (TextPlace, &'a str)>,
    ) -> Result<Passed, Fault> {
        let mut passed = Passed::default();
        for (place, text) in texts {
            let text = as_kept(text);
            if found_in(place, &text).is_none() || stays_refused(place, &text) {
                continue;
            }
            let hash = hash(&text);
            let look = reader.find::<TextLook>(&(community, place.code().to_owned(), hash.clone()))?;
            let second = look.and_then(|look| look.passed_by);
            if second.is_some_and(|second| Some(second) != author) {
                passed.texts.insert((place.code(), hash));
            }
        }
        Ok(passed)
    }

    /// The words of a text that promise a return, unless it has passed.
    pub fn promised_in(&self, place: TextPlace, text: &str) -> Option<String> {
        let text = as_kept(text);
        found_in(place, &text).filter(|_| !self.texts.contains(&(place.code(), hash(&text))))
    }
}

/// Who let a text pass at a place, and why; None where nobody did.
pub(crate) fn passed_by(
    reader: &mut Reader,
    community: i64,
    place: TextPlace,
    text: &str,
) -> Result<Option<(Id<Member>, String)>, Fault> {
    let text = as_kept(text);
    let look = reader.find::<TextLook>(&(community, place.code().to_owned(), hash(&text)))?;
    Ok(look.and_then(|look| Some((look.passed_by?, look.reason?))))
}

//! The outbox: events written with the change they tell of, read by those who react to it.

use crate::db::Db;
use crate::error::Fault;
use crate::reader::Reader;
use crate::tx::{Book, Event, Tx};

crate::row! {
    pub(crate) struct Cursor in "outbox_cursor" { key community_id: i64, consumer: String; number: i64 }
}

/// Told to everybody who listens in this process, after the commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Announced {
    pub community: i64,
    /// The last event there is now.
    pub number: i64,
}

/// By number, because numbers have no gaps within a community: a reader knows that it missed nothing.
pub(crate) const AFTER: &str = "SELECT community_id, number, kind, body FROM outbox
    WHERE community_id = $1 AND number > $2 ORDER BY number LIMIT $3";

/// One row a community is looked at; communities are few beside their events.
pub(crate) const BEHIND: &str = "SELECT book.community_id FROM book
    LEFT JOIN outbox_cursor ON outbox_cursor.community_id = book.community_id AND outbox_cursor.consumer = $1
    WHERE book.event_count > COALESCE(outbox_cursor.number, 0) ORDER BY book.community_id LIMIT $2";

/// How many events are kept, the first and the last of them.
pub(crate) const KEPT: &str =
    "SELECT COUNT(*), COALESCE(MIN(number), 0), COALESCE(MAX(number), 0) FROM outbox
    WHERE community_id = $1";

/// What does not hold of a community's events: from the oldest that is kept they are numbered without a gap, up to
/// the number that the community's counter stands at. Empty when all is well.
///
/// # Errors
/// Of the database only.
pub fn verify_events(reader: &mut Reader, community: i64) -> Result<Vec<String>, Fault> {
    let counter = reader.find::<Book>(&community)?.map_or(0, |book| book.event_count);
    let kept = reader.rows::<(i64, i64, i64)>(KEPT, &[&community])?;
    let Some(&(count, first, last)) = kept.first() else { return Ok(Vec::new()) };
    let mut violations = Vec::new();
    if count > 0 && count != last - first + 1 {
        violations.push(format!("{count} events are numbered from {first} to {last}"));
    }
    if count > 0 && last != counter {
        violations.push(format!("the last event is {last}, the counter stands at {counter}"));
    }
    Ok(violations)
}

impl Db {
    /// The events of a community after the one numbered `number`, oldest first.
    ///
    /// # Errors
    /// Of the database only.
    pub async fn events_after(&self, community: i64, number: i64, limit: i64) -> Result<Vec<Event>, Fault> {
        self.read(move |reader| reader.events_after(community, number, limit)).await
    }

    /// Communities with events that `consumer` has not marked as seen.
    ///
    /// # Errors
    /// Of the database only.
    pub async fn communities_behind(&self, consumer: &'static str, limit: i64) -> Result<Vec<i64>, Fault> {
        let rows = self.read(move |reader| reader.rows::<(i64,)>(BEHIND, &[&consumer, &limit])).await?;
        Ok(rows.into_iter().map(|row| row.0).collect())
    }
}

impl Reader {
    /// See `Db::events_after`.
    ///
    /// # Errors
    /// Of the database only.
    pub fn events_after(&mut self, community: i64, number: i64, limit: i64) -> Result<Vec<Event>, Fault> {
        self.rows(AFTER, &[&community, &number, &limit])
    }
}

impl Tx {
    /// Events of this community that `consumer` has not seen yet. Reacting to them and `mark_seen` in one
    /// operation makes the reaction happen exactly once.
    ///
    /// # Errors
    /// Of the database only.
    pub fn unseen_events(&mut self, consumer: &str, limit: i64) -> Result<Vec<Event>, Fault> {
        let community = self.community();
        let cursor = self.find::<Cursor>((community, consumer.to_owned()))?;
        self.rows(AFTER, &[&community, &cursor.map_or(0, |cursor| cursor.number), &limit])
    }

    /// Moves the cursor of `consumer` to `number`, never back.
    ///
    /// # Errors
    /// Of the database only.
    pub fn mark_seen(&mut self, consumer: &str, number: i64) -> Result<(), Fault> {
        let community_id = self.community();
        match self.lock::<Cursor>((community_id, consumer.to_owned()))? {
            Some(mut cursor) => {
                cursor.number = cursor.number.max(number);
                self.save(&cursor)
            }
            None => self.insert(&Cursor { community_id, consumer: consumer.to_owned(), number }),
        }
    }
}

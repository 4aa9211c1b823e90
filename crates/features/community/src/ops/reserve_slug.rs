//! First step of a community: its address and number, in the site's lane. The second is `create_community`, in the
//! community's own. A crash between the two leaves a reservation that the same person takes up again, and that
//! anybody may take after a while.

use crate::CommunityRefused;
use crate::charter::Slug;
use crate::community_store::{CommunityCount, Registration};
use crate::lists_store::FOUNDED;
use kernel::Timestamp;
use std::time::Duration;
use store::{OpError::Refused, Outcome, Tx};
use web::ids::PersonId;

/// How long an address waits for its community before somebody else may have it.
pub const KEPT: Duration = Duration::from_secs(15 * 60);

/// Answers the community's number. An address that is taken up after a while gets a new number, so that whoever
/// had it first can no longer come and make a community under it.
pub fn reserve_slug(
    tx: &mut Tx,
    slug: &Slug,
    by: Option<PersonId>,
    now: Timestamp,
) -> Outcome<i64, CommunityRefused> {
    let found = tx.lock::<Registration>(slug.as_str().to_owned())?;
    if let Some(mut found) = found {
        if found.reserved_by == by {
            return Ok(found.number);
        }
        // By SQL: rows of another lane are never held, only looked at.
        let there = !tx.rows::<(i64,)>(FOUNDED, &[&found.number])?.is_empty();
        if there || now < found.reserved_at_us.plus(KEPT) {
            return Err(Refused(CommunityRefused::SlugTaken));
        }
        found.number = next_number(tx)?;
        (found.reserved_by, found.reserved_at_us) = (by, now);
        tx.save(&found)?;
        return Ok(found.number);
    }
    let number = next_number(tx)?;
    let slug = slug.as_str().to_owned();
    tx.insert(&Registration { slug, number, reserved_by: by, reserved_at_us: now })?;
    Ok(number)
}

fn next_number(tx: &mut Tx) -> Result<i64, store::Fault> {
    match tx.lock::<CommunityCount>(0)? {
        Some(mut count) => {
            count.last += 1;
            tx.save(&count)?;
            Ok(count.last)
        }
        None => {
            tx.insert(&CommunityCount { id: 0, last: 1 })?;
            Ok(1)
        }
    }
}

//! A member's private link to a calendar of what they have to fetch and to pay: made, made anew, revoked.

use super::powers;
use crate::ids::Member;
use crate::refused::PickupRefused;
use crate::rows::CalendarLink;
use kernel::{Id, Timestamp};
use store::{Outcome, Tx};
use web::{Lang, TokenHash};

#[derive(Debug, Clone)]
pub struct MakeCalendar {
    /// Only this is kept of the link's secret.
    pub token_hash: TokenHash,
    /// In which the calendar speaks: a phone that asks for it says nothing of that.
    pub lang: Lang,
}

/// By any member, for themselves. A second link ends the first.
///
/// # Errors
/// `NotAMember`.
pub fn make_calendar(
    tx: &mut Tx,
    by: Id<Member>,
    input: &MakeCalendar,
    now: Timestamp,
) -> Outcome<(), PickupRefused> {
    powers(tx, by)?;
    let community_id = tx.community();
    let link = CalendarLink {
        community_id,
        member: by,
        token_hash: Some(input.token_hash.0.to_vec()),
        lang: input.lang.code().to_owned(),
        made_at_us: now,
    };
    match tx.lock::<CalendarLink>((community_id, by))? {
        Some(_) => tx.save(&link)?,
        None => tx.insert(&link)?,
    }
    Ok(())
}

/// By its member. Where there is none nothing changes.
///
/// # Errors
/// `NotAMember`.
pub fn revoke_calendar(tx: &mut Tx, by: Id<Member>) -> Outcome<(), PickupRefused> {
    powers(tx, by)?;
    if let Some(mut link) = tx.lock::<CalendarLink>((tx.community(), by))? {
        link.token_hash = None;
        tx.save(&link)?;
    }
    Ok(())
}

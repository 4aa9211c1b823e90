//! Whose own things a page shows: a member's, or those of who was one. What was theirs stays theirs to read.

use crate::Member;
use crate::personal_data::places_of_person;
use web::ids::MemberId;
use web::{Caller, Problem, Site, WebRefused};

/// Who looks at their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theirs {
    pub member: MemberId,
    /// A member now; otherwise somebody who left, with no powers and nothing but their own.
    pub takes_part: bool,
}

/// # Errors
/// `NotAMember` for whoever never was one, or is signed in as nobody.
pub async fn member_or_former(caller: &Caller, site: &Site) -> Result<Theirs, Problem> {
    if let Some(membership) = caller.membership() {
        return Ok(Theirs { member: membership.member, takes_part: true });
    }
    let (person, community) = (caller.person()?, caller.community()?.number);
    let places = site.db.read(move |reader| places_of_person(reader, person)).await?;
    let place = places.into_iter().find(|place| place.community == community);
    let member = place.ok_or(WebRefused::NotAMember)?.member;
    let row = site.db.read(move |reader| reader.find::<Member>(&(community, member))).await?;
    // Whoever only asked to be let in was never a member.
    match row.is_some_and(|row| row.left_at_us.is_some()) {
        true => Ok(Theirs { member, takes_part: false }),
        false => Err(WebRefused::NotAMember.into()),
    }
}

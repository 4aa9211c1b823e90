//! Who a name of a list is by earlier lists.
//!
//! Not a rule: it reads rows, and asks the rule.

use crate::ids::Member;
use crate::line::Mark;
use crate::lists_store::{Read, known_at, known_by_phone, known_called, members_named};
use crate::namesake::{Earlier, Meant, bare, meant};
use crate::phone;
use crate::place::{Agreement, Place};
use crate::rows::{KnownName, ListLine};
use kernel::Id;
use store::{Fault, Reader, Tx};

/// Reads single rows of members too.
pub(crate) trait ReadMember: Read {
    fn member(&mut self, community: i64, member: Id<Member>) -> Result<Option<community::Member>, Fault>;
}

impl ReadMember for Tx {
    fn member(&mut self, community: i64, member: Id<Member>) -> Result<Option<community::Member>, Fault> {
        community::member(self, community, member)
    }
}

impl ReadMember for Reader {
    fn member(&mut self, community: i64, member: Id<Member>) -> Result<Option<community::Member>, Fault> {
        self.find::<community::Member>(&(community, member))
    }
}

/// Where somebody lives, by the name and all lines.
pub(crate) fn place_of<'a>(name: &str, lines: impl IntoIterator<Item = &'a ListLine>) -> Place {
    let mut place = Place::told(name);
    for line in lines {
        let told = Place::told(&line.words);
        if told.agrees(&place) != Agreement::Differ {
            place = place.with(&told);
        }
    }
    place
}

/// The place that the lines of a name tell, also a building alone, to be written beside it; none where the name or a note of theirs has it.
pub(crate) fn place_beside<'a>(name: &str, lines: impl IntoIterator<Item = &'a ListLine> + Clone) -> Place {
    let place = place_of(name, lines.clone().into_iter().filter(|line| line.mark != Mark::Unclear));
    let noted = |line: &ListLine| Place::told(&line.note).agrees(&place) == Agreement::Same;
    let is_said = !Place::told(name).is_empty() || lines.into_iter().any(noted);
    if is_said { Place::default() } else { place }
}

/// The phone in the name or the lines, the first one.
pub(crate) fn phone_of<'a>(name: &str, lines: impl IntoIterator<Item = &'a ListLine>) -> String {
    let of_lines = lines.into_iter().find_map(|line| phone::told(&line.words));
    phone::told(name).or(of_lines).unwrap_or_default()
}

/// By what somebody of a list can be known.
#[derive(Debug, Clone, Default)]
pub(crate) struct Traits {
    pub name: String,
    pub place: Place,
    pub phone: String,
}

impl Traits {
    pub(crate) fn of<'a>(name: &str, lines: impl IntoIterator<Item = &'a ListLine> + Clone) -> Traits {
        let (place, phone) = (place_of(name, lines.clone()), phone_of(name, lines));
        Traits { name: bare(name).to_owned(), place, phone }
    }
}

/// Who is not a member any more is nobody. Whom nobody is known as yet may be a member with an account who shows this name, or is known
/// by the room or the phone: that is asked, never taken.
pub(crate) fn meant_by(
    read: &mut impl ReadMember,
    community: i64,
    traits: &Traits,
) -> Result<Meant<Id<Member>>, Fault> {
    let mut earlier = Vec::new();
    for row in known_called(read, community, &traits.name)? {
        let current = read.member(community, row.member)?.is_some_and(|member| member.is_current());
        if current {
            let KnownName { member, confirmed, place, .. } = row;
            earlier.push(Earlier { member, place: Place::told(&place), confirmed });
        }
    }
    let mut asked = match meant(&traits.place, &earlier) {
        Meant::Known(member) => return Ok(Meant::Known(member)),
        Meant::Ask(asked) => asked,
        Meant::New => Vec::new(),
    };
    for member in members_alike(read, community, traits)? {
        // Of whom another room is known under this name is somebody else.
        let differs = |one: &Earlier<Id<Member>>| {
            one.member == member && one.place.agrees(&traits.place) == Agreement::Differ
        };
        if !asked.contains(&member) && !earlier.iter().any(differs) {
            asked.push(member);
        }
    }
    Ok(if asked.is_empty() { Meant::New } else { Meant::Ask(asked) })
}

/// Members with an account who have the name, the room or the phone.
fn members_alike(
    read: &mut impl ReadMember,
    community: i64,
    traits: &Traits,
) -> Result<Vec<Id<Member>>, Fault> {
    let mut found = members_named(read, community, &traits.name)?;
    let Place { building, room, .. } = &traits.place;
    if !building.is_empty() && !room.is_empty() {
        found.extend(known_at(read, community, &traits.place.said())?);
    }
    if !traits.phone.is_empty() {
        found.extend(known_by_phone(read, community, &traits.phone)?);
    }
    let mut alike = Vec::new();
    for id in found {
        let takes_part = read.member(community, id)?.is_some_and(|member| member.takes_part());
        if takes_part && !alike.contains(&id) {
            alike.push(id);
        }
    }
    Ok(alike)
}

//! Who a name of a list is by earlier lists.
//!
//! Not a rule: it reads rows, and asks the rule.

use crate::ids::Member;
use crate::lists_store::{Read, known_called};
use crate::namesake::{Earlier, Meant, bare, meant};
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

/// Who is not a member any more is nobody.
pub(crate) fn meant_by(
    read: &mut impl ReadMember,
    community: i64,
    name: &str,
    place: &Place,
) -> Result<Meant<Id<Member>>, Fault> {
    let mut earlier = Vec::new();
    for row in known_called(read, community, bare(name))? {
        let current = read.member(community, row.member)?.is_some_and(|member| member.is_current());
        if current {
            let KnownName { member, confirmed, place, .. } = row;
            earlier.push(Earlier { member, place: Place::told(&place), confirmed });
        }
    }
    Ok(meant(place, &earlier))
}

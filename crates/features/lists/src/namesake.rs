//! People of one name: who of a list, or of earlier lists, a line's name is. Nobody's order goes to somebody else for a
//! name alone: where a line tells less than is needed, a person is asked. Pure.

use crate::place::{Agreement, Place};

/// Somebody of a list, as they are called in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub called: String,
    pub place: Place,
}

/// Whose a further line of a list is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whose {
    /// By their place among the people.
    Known(usize),
    /// Somebody new, called so.
    New(String),
    /// Perhaps this one's; a person has to say so.
    Ask(usize),
}

/// A name without what tells it apart from another one.
pub fn bare(called: &str) -> &str {
    let counted = called.strip_suffix('）').and_then(|rest| rest.rsplit_once('（'));
    if let Some((name, number)) = counted
        && !name.is_empty()
        && number.parse::<u32>().is_ok()
    {
        return name;
    }
    match called.rsplit_once(' ') {
        Some((name, place))
            if !name.is_empty() && Place::told(place).said() == place && !place.is_empty() =>
        {
            name
        }
        _ => called,
    }
}

/// `goes_on`: the line says itself that it belongs to an earlier one (再加, 取消).
pub fn whose(people: &[Person], name: &str, place: &Place, goes_on: bool) -> Whose {
    let alike: Vec<usize> = (0..people.len())
        .filter(|at| people[*at].called == name || bare(&people[*at].called) == name)
        .collect();
    let with = |agreement: Agreement| -> Vec<usize> {
        alike.iter().copied().filter(|at| people[*at].place.agrees(place) == agreement).collect()
    };
    let (same, unknown) = (with(Agreement::Same), with(Agreement::Unknown));
    if alike.is_empty() {
        return Whose::New(name.to_owned());
    }
    match (same.as_slice(), unknown.as_slice()) {
        ([one], _) => Whose::Known(*one),
        ([], []) => Whose::New(apart(people, name, place)),
        // Neither line says where: one name, one person, as everybody in the chat reads it.
        ([], [one]) if place.is_empty() && people[*one].place.is_empty() => Whose::Known(*one),
        ([], [one]) if goes_on => Whose::Known(*one),
        ([], [first, ..]) | ([first, ..], _) => Whose::Ask(*first),
    }
}

/// What a further person of a name is called: with the place, or counted.
pub fn apart(people: &[Person], name: &str, place: &Place) -> String {
    let name = bare(name);
    let counted = (2_u32..).map(|number| format!("{name}（{number}）"));
    let placed = (!place.is_empty()).then(|| format!("{name} {}", place.said()));
    let free = |called: &String| people.iter().all(|person| person.called != *called);
    placed.into_iter().chain(counted).find(free).unwrap_or_else(|| name.to_owned())
}

/// Somebody of an earlier list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier<M> {
    pub member: M,
    pub place: Place,
    /// Whether a person has said that this name without a place is this member.
    pub confirmed: bool,
}

/// Who a name is by earlier lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meant<M> {
    Known(M),
    /// Nobody whom an earlier list has.
    New,
    /// Perhaps one of these.
    Ask(Vec<M>),
}

pub fn meant<M: Copy + PartialEq>(place: &Place, earlier: &[Earlier<M>]) -> Meant<M> {
    let mut same: Vec<M> = Vec::new();
    let mut maybe: Vec<M> = Vec::new();
    for one in earlier {
        let list = match one.place.agrees(place) {
            Agreement::Same => &mut same,
            Agreement::Unknown => &mut maybe,
            Agreement::Differ => continue,
        };
        if !list.contains(&one.member) {
            list.push(one.member);
        }
    }
    let said =
        |member: M| earlier.iter().any(|one| one.member == member && one.place.is_empty() && one.confirmed);
    match (same.as_slice(), maybe.as_slice()) {
        ([one], _) => Meant::Known(*one),
        ([], []) => Meant::New,
        ([], [one]) if place.is_empty() && said(*one) => Meant::Known(*one),
        _ => Meant::Ask(same.into_iter().chain(maybe).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(called: &str, place: &str) -> Person {
        Person { called: called.to_owned(), place: Place::told(place) }
    }

    #[test]
    fn two_rooms_are_two_people() {
        let known = |at| Whose::Known(at);
        let new = |name: &str| Whose::New(name.to_owned());
        let people = [person("李明", "5-301"), person("王姐", ""), person("王姐 7-101", "7-101")];
        for (name, place, goes_on, expected) in [
            ("小雨", "", false, new("小雨")),
            ("李明", "5-301", false, known(0)),
            ("李明", "5栋", false, known(0)),
            ("李明", "2-101", false, new("李明 2-101")),
            ("李明", "2-101", true, new("李明 2-101")),
            ("李明", "", false, Whose::Ask(0)),
            ("李明", "", true, known(0)),
            ("王姐", "7-101", false, known(2)),
            ("王姐 7-101", "7-101", false, known(2)),
            ("王姐", "3-502", false, Whose::Ask(1)),
            ("王姐", "3-502", true, known(1)),
            ("王姐", "", false, Whose::Ask(1)),
            ("王姐", "", true, Whose::Ask(1)),
        ] {
            assert_eq!(
                whose(&people, name, &Place::told(place), goes_on),
                expected,
                "{name} {place} {goes_on}"
            );
        }
        let alone = [person("王姐", "")];
        assert_eq!(whose(&alone, "王姐", &Place::default(), false), known(0));
    }

    #[test]
    fn names_are_told_apart_and_known_again() {
        for (called, name) in [
            ("李明", "李明"),
            ("李明 5-301", "李明"),
            ("李明 5栋", "李明"),
            ("李明（2）", "李明"),
            ("小 雨", "小 雨"),
            ("7-102", "7-102"),
            ("王（姐）", "王（姐）"),
        ] {
            assert_eq!(bare(called), name, "{called}");
        }
        let people = [person("李明", ""), person("李明 5-301", "5-301")];
        for (place, called) in [("", "李明（2）"), ("2-101", "李明 2-101"), ("5-301", "李明（2）")]
        {
            assert_eq!(apart(&people, "李明", &Place::told(place)), called);
        }
    }

    /// Earlier (member, place, confirmed), now → who it is.
    #[test]
    fn a_name_alone_is_nobody_of_an_earlier_list() {
        use Meant::{Ask, Known, New};
        let check = |earlier: &[(char, &str, bool)], place: &str, expected: Meant<char>| {
            let earlier: Vec<Earlier<char>> = earlier
                .iter()
                .map(|(member, place, confirmed)| Earlier {
                    member: *member,
                    place: Place::told(place),
                    confirmed: *confirmed,
                })
                .collect();
            assert_eq!(meant(&Place::told(place), &earlier), expected, "{earlier:?} {place}");
        };
        check(&[], "", New);
        check(&[('a', "5-301", false)], "5-301", Known('a'));
        check(&[('a', "5-301", false)], "9-101", New);
        check(&[('a', "5-301", false)], "", Ask(vec!['a']));
        check(&[('a', "5-301", false), ('a', "", true)], "", Known('a'));
        check(&[('a', "", false)], "", Ask(vec!['a']));
        check(&[('a', "", true)], "", Known('a'));
        // Said of the name without a room; another room may be another person.
        check(&[('a', "", true)], "9-101", Ask(vec!['a']));
        check(&[('a', "", true), ('b', "9-101", false)], "", Ask(vec!['a', 'b']));
        check(&[('a', "", true), ('b', "9-101", false)], "9-101", Known('b'));
    }
}

//! What the table that was just read says of where people live, and what is noted of them.

use super::new_list::UNNAMED_TOLD;
use crate::place::Place;
use crate::whole::Whole;
use std::collections::BTreeMap;

/// Names of the list with rooms and notes, as the page says them.
#[derive(Debug, Clone, Default)]
pub(super) struct TableTold {
    /// Name and room, which the list knows from the table.
    pub taken: Vec<(String, String)>,
    /// Name and the note that the list has from the table; empty where it was taken away.
    pub noted: Vec<(String, String)>,
    /// Name, the room of the list, that of the table.
    pub differ: Vec<(String, String, String)>,
}

impl TableTold {
    pub(super) fn known(whole: &Whole) -> BTreeMap<String, String> {
        let names = whole.lines.iter().map(|line| line.name.clone()).filter(|name| !name.is_empty());
        names.map(|name| (name.clone(), whole.where_of(&name))).collect()
    }

    /// Of an address that somebody else wrote nothing is shown but names of the list, with their rooms and notes, and what is a room.
    pub(super) fn of(
        (known, notes): (&BTreeMap<String, String>, &BTreeMap<String, String>),
        pairs: &[(String, String)],
    ) -> TableTold {
        let said = |name: &'static str| pairs.iter().filter(move |(key, _)| key == name).take(UNNAMED_TOLD);
        let taken = said("roomed").filter_map(|(_, name)| known.get_key_value(name));
        let taken = taken.filter(|(_, room)| !room.is_empty());
        let noted = said("noted").filter_map(|(_, name)| notes.get_key_value(name));
        let differ = said("moved").filter_map(|(_, value)| {
            let (room, name) = value.split_once(' ')?;
            let (room, (name, known)) = (Place::told(room).said(), known.get_key_value(name)?);
            (!room.is_empty() && room != *known).then(|| (name.clone(), known.clone(), room))
        });
        TableTold {
            taken: taken.map(|(name, room)| (name.clone(), room.clone())).collect(),
            noted: noted.map(|(name, note)| (name.clone(), note.clone())).collect(),
            differ: differ.collect(),
        }
    }
}

//! One name in two rooms of one list: two people, as far as anybody can tell.

use crate::parse::Parsed;
use crate::plain::{bare, begins};
use crate::unit;
use std::collections::{HashMap, HashSet};

/// Building and room.
pub(crate) type Room = (String, String);

/// Names that stand with two rooms or more.
pub(crate) fn shared(parsed: &[Parsed]) -> HashSet<String> {
    let mut rooms: HashMap<String, HashSet<Room>> = HashMap::new();
    for line in parsed {
        let (name, room) = (bare(&line.name.name), of(&line.order.chars));
        if let (false, Some(room)) = (name.is_empty(), room) {
            rooms.entry(name).or_default().insert(room);
        }
    }
    rooms.into_iter().filter(|(_, rooms)| rooms.len() > 1).map(|(name, _)| name).collect()
}

/// The first of 3-502, 3#502, 3号楼502, 3栋 502.
pub(crate) fn of(chars: &[char]) -> Option<Room> {
    const JOINTS: [&str; 7] = ["号楼", "-", "#", "栋", "幢", "座", "号"];
    let digits = |at: usize| chars[at.min(chars.len())..].iter().take_while(|c| c.is_ascii_digit()).count();
    (0..chars.len()).find_map(|at| {
        let fresh = at == 0 || !(chars[at - 1].is_ascii_alphanumeric() || matches!(chars[at - 1], '.' | '-'));
        let first = digits(at);
        if !fresh || !(1..=2).contains(&first) {
            return None;
        }
        let length = JOINTS.iter().find_map(|joint| begins(chars, at + first, joint))?;
        let from = at + first + length;
        let from = from + chars[from.min(chars.len())..].iter().take_while(|c| **c == ' ').count();
        let second = digits(from);
        let end = from + second;
        let next = chars.get(end);
        let counted = unit::read(chars, end, &[]).is_some() || matches!(next, Some('-' | '.' | '元' | '块'));
        let text = |from: usize, to: usize| chars[from..to].iter().collect::<String>();
        ((3..=4).contains(&second) && !counted).then(|| (text(at, at + first), text(from, end)))
    })
}

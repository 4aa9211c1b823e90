//! Rooms that people write beside a name: `5-101`, `3-2-502`, `5栋101`, `502室`. Pure.

/// Where a part is not said it is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Room {
    building: Option<u32>,
    unit: Option<u32>,
    room: Option<u32>,
}

impl Room {
    /// Nothing that both say differs.
    pub(crate) fn may_be(self, other: Room) -> bool {
        let fits = |one: Option<u32>, other: Option<u32>| one.is_none() || other.is_none() || one == other;
        fits(self.building, other.building) && fits(self.unit, other.unit) && fits(self.room, other.room)
    }
}

/// Those of a folded line.
pub(crate) fn rooms(line: &[char]) -> Vec<Room> {
    let (mut found, mut at) = (Vec::new(), 0);
    while at < line.len() {
        let fresh = at.checked_sub(1).is_none_or(|before| {
            !line[before].is_ascii_alphanumeric() && !matches!(line[before], '-' | '.' | '/' | ':' | ',')
        });
        match fresh.then(|| room(line, at)).flatten() {
            Some((room, end)) => {
                found.push(room);
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

/// That begins here, and where it ends. A room has three digits or four: with two it may be a day of a month.
fn room(line: &[char], at: usize) -> Option<(Room, usize)> {
    let (first, next) = number(line, at, 1..=4)?;
    if let Some(next) = sign(line, next, &["-"]) {
        let (second, next, digits) = number(line, next, 1..=4).map(|(n, end)| (n, end, end - next))?;
        let third = sign(line, next, &["-"]).and_then(|next| number(line, next, 3..=4));
        let found = match third {
            Some((third, end)) => {
                (Room { building: Some(first), unit: Some(second), room: Some(third) }, end)
            }
            None if digits >= 3 => (Room { building: Some(first), unit: None, room: Some(second) }, next),
            None => return None,
        };
        return (first < 1_000 && ends(line, found.1)).then_some(found);
    }
    if let Some(end) = sign(line, next, &["室"]) {
        return Some((Room { room: Some(first), ..Room::default() }, end));
    }
    let mut found = Room { building: Some(first), ..Room::default() };
    let mut end = sign(line, next, &["栋", "幢", "座", "号楼"])?;
    if let Some((unit, next)) = number(line, end, 1..=2)
        && let Some(next) = sign(line, next, &["单元"])
    {
        (found.unit, end) = (Some(unit), next);
    }
    if let Some((room, next)) = number(line, end, 3..=4).filter(|(_, next)| ends(line, *next)) {
        (found.room, end) = (Some(room), sign(line, next, &["室"]).unwrap_or(next));
    }
    Some((found, end))
}

/// All digits from here, if there are so many.
fn number(line: &[char], at: usize, digits: std::ops::RangeInclusive<usize>) -> Option<(u32, usize)> {
    let text: String = line.get(at..)?.iter().take_while(|c| c.is_ascii_digit()).collect();
    let value = text.parse().ok().filter(|_| digits.contains(&text.len()))?;
    Some((value, at + text.len()))
}

fn sign(line: &[char], at: usize, signs: &[&str]) -> Option<usize> {
    let rest = line.get(at..)?;
    signs.iter().find_map(|sign| {
        let sign: Vec<char> = sign.chars().collect();
        rest.starts_with(&sign).then_some(at + sign.len())
    })
}

/// No day, time, sum or longer number goes on here.
fn ends(line: &[char], at: usize) -> bool {
    line.get(at).is_none_or(|c| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '.' | '/' | ':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line → its rooms, a zero for what is not said.
    #[test]
    fn rooms_are_read() {
        for (line, is) in [
            ("王阿姨 5-101 94元", &[(5, 0, 101)][..]),
            ("3-2-502王阿姨", &[(3, 2, 502)]),
            ("5栋101 王阿姨", &[(5, 0, 101)]),
            ("5号楼2单元1203室", &[(5, 2, 1203)]),
            ("3栋 小雨 48", &[(3, 0, 0)]),
            ("502室", &[(0, 0, 502)]),
            ("2026-11-26 10:22 王阿姨 94", &[]),
            ("11-26 王阿姨 94.00", &[]),
            ("010-12345678 94", &[]),
            ("5-101.50", &[]),
            ("9-909 5-101", &[(9, 0, 909), (5, 0, 101)]),
        ] {
            let line_is: Vec<char> = line.chars().collect();
            let part = |part: Option<u32>| part.unwrap_or_default();
            let found: Vec<_> = rooms(&line_is)
                .into_iter()
                .map(|room| (part(room.building), part(room.unit), part(room.room)))
                .collect();
            assert_eq!(found, is, "{line}");
        }
        let room = |line: &str| rooms(&line.chars().collect::<Vec<_>>())[0];
        for (one, other, may_be) in [
            ("5-101", "5栋101", true),
            ("5-101", "101室", true),
            ("5-101", "9-101", false),
            ("5栋", "9-101", false),
        ] {
            assert_eq!(room(one).may_be(room(other)), may_be, "{one} {other}");
        }
    }
}

//! Where somebody of a list lives, as far as their line tells: what tells two people of one name apart. Pure.

/// `3号楼2单元502`, `3-2-502`, `A栋`, `502室`; empty where a part is not said.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub building: String,
    pub unit: String,
    pub room: String,
}

/// Whether two places may be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreement {
    Same,
    Differ,
    /// One says nothing that the other says.
    Unknown,
}

impl Place {
    pub fn is_empty(&self) -> bool {
        *self == Place::default()
    }

    pub fn agrees(&self, other: &Place) -> Agreement {
        let parts = |place: &Place| [place.building.clone(), place.unit.clone(), place.room.clone()];
        let pairs: Vec<(String, String)> = parts(self).into_iter().zip(parts(other)).collect();
        let said = |pair: &&(String, String)| !pair.0.is_empty() && !pair.1.is_empty();
        if pairs.iter().filter(said).any(|(a, b)| a != b) {
            return Agreement::Differ;
        }
        let buildings = (&self.building, &other.building);
        let same_building = !buildings.0.is_empty() && buildings.0 == buildings.1;
        let rooms_only = buildings.0.is_empty() && buildings.1.is_empty() && !self.room.is_empty();
        match same_building || (rooms_only && self.room == other.room) {
            true => Agreement::Same,
            false => Agreement::Unknown,
        }
    }

    /// With what the other says besides.
    pub fn with(&self, other: &Place) -> Place {
        let part = |own: &String, other: &String| if own.is_empty() { other.clone() } else { own.clone() };
        Place {
            building: part(&self.building, &other.building),
            unit: part(&self.unit, &other.unit),
            room: part(&self.room, &other.room),
        }
    }

    /// As people write it: `3-502`, `3栋`, `502室`; it is read as the same place.
    pub fn said(&self) -> String {
        let Place { building, unit, room } = self;
        match (building.is_empty(), unit.is_empty(), room.is_empty()) {
            (true, true, true) => String::new(),
            (true, true, false) => format!("{room}室"),
            (true, false, true) => format!("{unit}单元"),
            (true, false, false) => format!("{unit}单元{room}室"),
            (false, true, true) => format!("{building}栋"),
            (false, false, true) => format!("{building}栋{unit}单元"),
            (false, true, false) => format!("{building}-{room}"),
            (false, false, false) => format!("{building}-{unit}-{room}"),
        }
    }

    /// As a table has it: a spreadsheet would make a day of `3-2001`. It is read as the same place.
    pub fn in_table(&self) -> String {
        let Place { building, unit, room } = self;
        match (building.is_empty(), unit.is_empty(), room.is_empty()) {
            (false, true, false) => format!("{building}栋{room}"),
            (false, false, false) => format!("{building}栋{unit}单元{room}"),
            _ => self.said(),
        }
    }

    /// The first place that a line tells.
    pub fn told(words: &str) -> Place {
        let line: Vec<char> = words.chars().map(fold).collect();
        let mut found = Place::default();
        let mut at = 0;
        while at < line.len() {
            let fresh = at == 0
                || !(line[at - 1].is_alphanumeric() && is_number(line[at - 1]) || line[at - 1] == '.');
            match fresh.then(|| number(&line, at)).flatten() {
                Some((value, end)) => {
                    let (place, next) = from(&line, value, end);
                    if !place.is_empty() && place.agrees(&found) != Agreement::Differ {
                        found = found.with(&place);
                    }
                    at = next.max(end);
                }
                None => at += 1,
            }
        }
        found
    }
}

/// What begins with this number, which ends at `end`, and where that ends.
fn from(line: &[char], value: String, end: usize) -> (Place, usize) {
    let place = |building: &str, unit: &str, room: &str| Place {
        building: building.to_owned(),
        unit: unit.to_owned(),
        room: room.to_owned(),
    };
    if let Some(after) = word(line, end, &["号楼", "栋楼", "栋", "幢", "座", "#楼", "#", "号院", "号"])
    {
        let only_number = line.get(end) == Some(&'号') && after == end + 1 || line.get(end) == Some(&'#');
        let after = skip(line, after);
        if let Some((unit, next)) = number(line, after).and_then(|(unit, next)| {
            let next = word(line, next, &["单元", "门"]).or_else(|| joint(line, next))?;
            Some((unit, next))
        }) && let Some((room, next)) = number(line, skip(line, next)).filter(|(room, _)| is_room(room))
        {
            return (place(&value, &unit, &room), next);
        }
        if let Some((room, next)) =
            number(line, after).filter(|(room, next)| is_room(room) && ends(line, *next))
        {
            return (place(&value, "", &room), next);
        }
        // `3号` alone is a day.
        return if only_number { (Place::default(), end) } else { (place(&value, "", ""), after) };
    }
    if let Some(after) = word(line, end, &["单元"]) {
        let room = number(line, skip(line, after)).filter(|(room, next)| is_room(room) && ends(line, *next));
        return match room {
            Some((room, next)) => (place("", &value, &room), next),
            None => (place("", &value, ""), after),
        };
    }
    if is_room(&value)
        && let Some(after) = word(line, end, &["室", "房"])
    {
        return (place("", "", &value), after);
    }
    if value.len() <= 3
        && let Some(next) = joint(line, end)
        && let Some((second, second_end)) = number(line, next)
    {
        let third = joint(line, second_end).and_then(|next| number(line, next));
        if let Some((third, third_end)) = third {
            return match second.len() <= 2 && is_room(&third) && ends(line, third_end) {
                true => (place(&value, &second, &third), third_end),
                false => (Place::default(), third_end),
            };
        }
        if is_room(&second) && ends(line, second_end) {
            return (place(&value, "", &second), second_end);
        }
    }
    (Place::default(), end)
}

fn is_room(number: &str) -> bool {
    (3..=4).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
}

fn joint(line: &[char], at: usize) -> Option<usize> {
    (line.get(at) == Some(&'-')).then_some(at + 1)
}

/// Not so many of something, nor a time.
fn ends(line: &[char], at: usize) -> bool {
    const COUNTED: &str = "斤盒板份个箱袋只块元克包瓶条把件年月日点.:/-";
    line.get(at).is_none_or(|c| !COUNTED.contains(*c) && !c.is_ascii_digit())
}

fn skip(line: &[char], mut at: usize) -> usize {
    while line.get(at).is_some_and(|c| *c == ' ') {
        at += 1;
    }
    at
}

fn word(line: &[char], at: usize, words: &[&str]) -> Option<usize> {
    words.iter().find_map(|word| {
        let word: Vec<char> = word.chars().collect();
        line.get(at..at + word.len()).filter(|there| **there == word[..]).map(|_| at + word.len())
    })
}

fn is_number(c: char) -> bool {
    c.is_ascii_alphanumeric() || chinese(c).is_some() || c == '十'
}

/// Digits, one letter, or a Chinese numeral below a hundred.
fn number(line: &[char], at: usize) -> Option<(String, usize)> {
    let run = |is: &dyn Fn(char) -> bool| line[at.min(line.len())..].iter().take_while(|c| is(**c)).count();
    let digits = run(&|c| c.is_ascii_digit());
    if digits > 0 {
        let text: String = line[at..at + digits].iter().collect();
        let short = text.trim_start_matches('0');
        return (digits <= 4 && !short.is_empty()).then(|| (short.to_owned(), at + digits));
    }
    if run(&|c| c.is_ascii_alphabetic()) == 1 {
        return Some((line[at].to_string(), at + 1));
    }
    let numerals = run(&|c| chinese(c).is_some() || c == '十');
    let text: Vec<char> = line[at.min(line.len())..].iter().copied().take(numerals).collect();
    let value = match text.as_slice() {
        [one] if *one != '十' => chinese(*one)?,
        ['十'] => 10,
        ['十', one] => 10 + chinese(*one)?,
        [tens, '十'] => 10 * chinese(*tens)?,
        [tens, '十', one] => 10 * chinese(*tens)? + chinese(*one)?,
        _ => return None,
    };
    Some((value.to_string(), at + numerals))
}

fn chinese(c: char) -> Option<u32> {
    "一二三四五六七八九".chars().position(|one| one == c).map(|at| at as u32 + 1)
}

fn fold(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c).to_ascii_uppercase(),
        '—' | '–' | '−' => '-',
        '\u{3000}' | '\u{a0}' | '\t' => ' ',
        c => c.to_ascii_uppercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line → the place in it, as it is said.
    #[test]
    fn a_line_tells_a_place() {
        for (line, said) in [
            ("1. 王姐 3号楼502 鸡蛋2板+苹果5斤", "3-502"),
            ("28. 李明 2-101 豆腐2块", "2-101"),
            ("3. 小雨 草莓x2 鸡蛋1板 送3栋", "3栋"),
            ("5. A栋1502 陈姐 鸡蛋1板", "A-1502"),
            ("2号楼-吴 鸡蛋1板", "2栋"),
            ("老王 3栋2单元502 豆腐1", "3-2-502"),
            ("老王 3-2-502 豆腐1", "3-2-502"),
            ("老王 3＃502 豆腐1", "3-502"),
            ("七号楼的张阿姨 豆腐1块", "7栋"),
            ("14. 7-102 冰糖心苹果 5斤", "7-102"),
            ("老王 502室 豆腐1", "502室"),
            ("十二栋 301 小陈 豆腐1", "12-301"),
            ("1. 小雨 草莓2盒 鸡蛋1板", ""),
            ("小雨 豆腐-2", ""),
            ("3号取 小雨 豆腐2", ""),
            ("2026-11-27 10:22 小雨 豆腐2", ""),
            ("11-27 小雨 豆腐2", ""),
            ("小雨 苹果3-500斤", ""),
            ("13800138000 小雨", ""),
            ("", ""),
        ] {
            let place = Place::told(line);
            assert_eq!(place.said(), said, "{line}");
            assert_eq!(Place::told(&format!("1. 小雨 {} 豆腐 2块", place.said())), place, "{line}");
        }
    }

    #[test]
    fn places_agree_or_differ() {
        for (one, other, agreement) in [
            ("3-502", "3号楼502", Agreement::Same),
            ("3栋", "3-502", Agreement::Same),
            ("3-2-502", "3-502", Agreement::Same),
            ("502室", "502房", Agreement::Same),
            ("3-502", "7-101", Agreement::Differ),
            ("3-502", "3-501", Agreement::Differ),
            ("3-502", "502室", Agreement::Unknown),
            ("3-502", "", Agreement::Unknown),
            ("", "", Agreement::Unknown),
        ] {
            assert_eq!(Place::told(one).agrees(&Place::told(other)), agreement, "{one} {other}");
            assert_eq!(Place::told(other).agrees(&Place::told(one)), agreement, "{other} {one}");
        }
    }
}

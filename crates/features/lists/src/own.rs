//! Lines that this program wrote for the chat, read back: exactly what they were written from, whatever a name or a thing
//! looks like. Pure.

use crate::line::Part;
use crate::writing::joined;

/// What can stand in such a line.
#[derive(Debug, Clone, Default)]
pub struct Written {
    /// As people are written, and as they are called in the list; the longest first.
    names: Vec<(String, String)>,
    /// Number, name and unit of each item, the longest name first.
    items: Vec<(i64, String, String)>,
}

/// One line, read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnLine {
    pub name: String,
    pub parts: Vec<Part>,
    pub note: String,
}

impl Written {
    pub fn of(
        names: impl IntoIterator<Item = String>,
        items: impl IntoIterator<Item = (i64, String, String)>,
    ) -> Written {
        let names = names.into_iter().filter(|name| !name.is_empty()).map(|name| (name.clone(), name));
        let mut names: Vec<(String, String)> = names.collect();
        names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        let mut items: Vec<_> = items.into_iter().filter(|(_, name, _)| !name.is_empty()).collect();
        // As it is written now, and as it was before.
        let joined: Vec<_> =
            items.iter().map(|(number, name, unit)| (*number, joined(name), unit.clone())).collect();
        items.extend(joined.into_iter().filter(|one| !items.contains(one)).collect::<Vec<_>>());
        items.sort_by_key(|(_, name, _)| std::cmp::Reverse(name.len()));
        Written { names, items }
    }

    /// Who is written with a room beside the name.
    pub fn with_rooms(mut self, rooms: impl IntoIterator<Item = (String, String)>) -> Written {
        for (name, room) in rooms.into_iter().filter(|(_, room)| !room.is_empty()) {
            let written = format!("{name} {room}");
            // Who is called so is nobody else.
            if self.names.iter().all(|(other, _)| *other != written) {
                self.names.push((written, name));
            }
        }
        self.names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        self
    }

    /// None for what was not written here.
    pub fn read(&self, line: &str) -> Option<OwnLine> {
        let line = line.trim();
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        let mut rest = line.get(digits..).filter(|_| digits > 0)?.strip_prefix(". ")?;
        // What is said of all of it at the end is nothing that is wanted.
        while let Some((before, _)) = rest.strip_suffix('】').and_then(|rest| rest.rsplit_once(" 【")) {
            rest = before;
        }
        self.names.iter().find_map(|(written, name)| {
            let wants = rest.strip_prefix(written.as_str())?.strip_prefix(' ')?;
            let mut parts = Vec::new();
            let note = self.wants(wants, &mut parts)?;
            Some(OwnLine { name: name.clone(), parts, note })
        })
    }

    fn wants(&self, rest: &str, parts: &mut Vec<Part>) -> Option<String> {
        for (number, name, unit) in &self.items {
            let Some(amount) = rest.strip_prefix(name.as_str()).and_then(|rest| rest.strip_prefix(' '))
            else {
                continue;
            };
            let digits = amount.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
            let Ok(quantity) = kernel::Quantity::parse(&amount[..digits]) else { continue };
            let Some(after) = amount[digits..].strip_prefix(unit.as_str()) else { continue };
            let after = match after.strip_prefix('【').and_then(|rest| rest.split_once('】')) {
                Some((_, after)) => after,
                None => after,
            };
            let before = parts.len();
            parts.push((*number, Some(quantity.milli)));
            let found = match (after.is_empty(), after.strip_prefix('，')) {
                (true, _) => Some(String::new()),
                (false, Some(next)) => self.wants(next, parts),
                (false, None) => {
                    after.strip_prefix('（').and_then(|note| note.strip_suffix('）')).map(str::to_owned)
                }
            };
            if found.is_some() {
                return found;
            }
            parts.truncate(before);
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::writing::{Entry, Want, written};

    const NAMES: [&str; 10] = [
        "小雨",
        "7-102",
        "3号楼502",
        "7号楼的张阿姨",
        "李明",
        "李明 2-101",
        "冰糖心苹果",
        "🌸小芳🌸",
        "A栋1502 陈姐",
        "张伟（2）",
    ];
    const ITEMS: [(&str, &str); 7] = [
        ("草莓", "盒"),
        ("草莓（大果）", "盒"),
        ("冰糖心苹果", "斤"),
        ("鸡蛋(30枚)", "板"),
        ("赣南脐橙整箱20斤", ""),
        ("7号楼豆腐", "块"),
        ("豆腐，嫩", "块"),
    ];

    /// Numbers in an order that looks like chance; the same each time.
    struct Dice(u64);

    impl Dice {
        fn below(&mut self, end: usize) -> usize {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 33) as usize % end
        }
    }

    #[test]
    fn what_was_written_is_read_back() {
        let all = ITEMS
            .iter()
            .zip(1..)
            .map(|((name, unit), number)| (number, (*name).to_owned(), (*unit).to_owned()));
        let own = Written::of(NAMES.iter().map(|name| (*name).to_owned()), all);
        let mut dice = Dice(7);
        for _ in 0..2_000 {
            let mut parts: Vec<Part> = Vec::new();
            for number in 1..=ITEMS.len() {
                if dice.below(2) == 0 {
                    parts.push((number as i64, Some(1 + dice.below(40_000) as i64)));
                }
            }
            let name = NAMES[dice.below(NAMES.len())].to_owned();
            let note = ["", "送3栋", "要嫩的，（别忘了）", "5-301；2-101"][dice.below(4)].to_owned();
            let ends = ["共55元".to_owned(), "已付".to_owned()][..dice.below(3)].to_vec();
            let refused = dice.below(3) == 0;
            let wants = parts.iter().map(|(number, milli)| Want {
                item: ITEMS[*number as usize - 1].0.to_owned(),
                quantity: kernel::Quantity::from_milli(milli.unwrap_or_default()).to_string(),
                unit: ITEMS[*number as usize - 1].1.to_owned(),
                mark: if refused { "没订上".to_owned() } else { String::new() },
            });
            let entry = Entry {
                name: name.clone(),
                wants: wants.collect(),
                note: note.clone(),
                ends,
                words: Vec::new(),
            };
            let text = written("", &[], &[entry]);
            let found = text.lines().find(|line| !line.is_empty()).map(|line| own.read(line));
            let expected = (!parts.is_empty()).then_some(Some(OwnLine { name, parts, note }));
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn what_others_wrote_is_not_ours() {
        let own = Written::of(["小雨".to_owned()], [(1, "草莓".to_owned(), "盒".to_owned())]);
        let roomy = own.clone().with_rooms([("小雨".to_owned(), "3-201".to_owned())]);
        assert_eq!(roomy.read("1. 小雨 3-201 草莓 2盒"), roomy.read("1. 小雨 草莓 2盒"));
        assert!(roomy.read("1. 小雨 草莓 2盒").is_some() && roomy.read("1. 小雨 9-101 草莓 2盒").is_none());
        for line in [
            "1. 小雨 3-201 草莓 2盒",
            "1. 小雨 草莓两盒",
            "小雨 草莓 2盒",
            "1. 小雨草莓 2盒",
            "1. 小雨 草莓 2盒 送3栋",
            "1. 阿明 草莓 2盒",
            "1. ",
            "",
        ] {
            assert_eq!(own.read(line), None, "{line}");
        }
    }
}

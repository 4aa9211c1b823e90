//! Whose order a line points to: 同上, 和小雨一样, 同4楼.

use crate::act::{Book, Deed, Person};
use crate::allot::Standing;
use crate::parse::Parsed;
use crate::{Action, Doubt};

impl Book<'_> {
    /// As somebody else, as on the line before, or the own order once more.
    pub(crate) fn same(&self, parsed: &Parsed, person: &Person) -> Deed {
        let named = self.points(&parsed.body).or_else(|| self.named_in(&parsed.body));
        let above =
            ["同上", "楼上", "上面", "如上", "上一", "前面"].iter().any(|word| parsed.body.contains(word));
        let source: Option<&Standing> = match named {
            Some(other) => Some(&other.standing),
            None if !above && !person.standing.is_empty() => Some(&person.standing),
            None => self.before.as_ref().and_then(|key| self.people.get(key)).map(|other| &other.standing),
        };
        let Some(source) = source.filter(|source| !source.is_empty()) else {
            return Deed::unclear(Doubt::OtherNotFound);
        };
        let items = source.iter().map(|(offer, milli)| (*offer, Some(*milli))).collect();
        let action = if person.standing.is_empty() { Action::Order } else { Action::Add };
        Deed { action, items, doubts: vec![Doubt::TakenOver] }
    }

    /// 同小雨, 我跟老王, 同4楼: whose order a text points to at its beginning.
    pub(crate) fn points(&self, body: &str) -> Option<&Person> {
        let rest = body.trim_start_matches(['我', '也']);
        let rest = ["同", "跟", "和", "照", "学", "随"].iter().find_map(|word| rest.strip_prefix(word))?;
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        let after = &rest[digits.len()..];
        if let Some(person) = self.people.get(&digits).filter(|_| digits.len() >= 3) {
            return Some(person);
        }
        if let Some(number) =
            digits.parse::<u32>().ok().filter(|_| after.starts_with(['楼', '号']) || after.is_empty())
        {
            return self.numbers.get(&number).and_then(|key| self.people.get(key));
        }
        let letters: Vec<char> = rest.chars().take(8).collect();
        (2..=letters.len())
            .rev()
            .find_map(|long| self.people.get(&letters[..long].iter().collect::<String>()))
    }

    /// Somebody of the list who is named within a text.
    fn named_in(&self, body: &str) -> Option<&Person> {
        let letters: Vec<char> = body.chars().take(40).collect();
        for long in (2..=8).rev() {
            for part in letters.windows(long) {
                let key: String = part.iter().collect();
                if let Some(person) = self.people.get(&key).filter(|person| !person.standing.is_empty()) {
                    return Some(person);
                }
            }
        }
        None
    }
}

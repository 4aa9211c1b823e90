//! Whose order a line points to: 同上, 和小雨一样, 同4楼.

use crate::act::{Book, Deed, Person};
use crate::allot::{Allotted, Standing};
use crate::parse::Parsed;
use crate::{Action, Doubt};

impl Book<'_> {
    /// As somebody else, as on the line before, or the own order once more.
    pub(crate) fn same(&self, parsed: &Parsed, person: &Person, besides: &Allotted) -> Deed {
        let named = self.points(&parsed.body).or_else(|| self.named_in(&parsed.body));
        let above =
            ["同上", "楼上", "上面", "如上", "上一", "前面"].iter().any(|word| parsed.body.contains(word));
        // 老样子 is their own, of another time.
        let own = ["老样子", "照旧", "和上次", "跟上次", "同上次", "按上次"]
            .iter()
            .any(|word| parsed.body.contains(word));
        if own && named.is_none() && person.standing.is_empty() {
            return Deed::unclear(Doubt::OtherNotFound);
        }
        let source: Option<&Standing> = match named {
            Some(other) => Some(&other.standing),
            None if !above && !person.standing.is_empty() => Some(&person.standing),
            None => self.before.as_ref().and_then(|key| self.people.get(key)).map(|other| &other.standing),
        };
        let Some(source) = source.filter(|source| !source.is_empty()) else {
            return Deed::unclear(Doubt::OtherNotFound);
        };
        // 和老王一样,再加鸡蛋1, or 鸡蛋不要: with what is said besides.
        let mut sum = source.clone();
        for (offer, milli) in &besides.wanted {
            *sum.entry(*offer).or_insert(0) += milli;
        }
        for (offer, milli) in &besides.back {
            let had = sum.get(offer).copied().unwrap_or(0);
            sum.insert(*offer, milli.map_or(0, |milli| (had - milli).max(0)));
        }
        let items = sum
            .iter()
            .filter(|(_, milli)| **milli > 0)
            .map(|(offer, milli)| (*offer, Some(*milli)))
            .collect();
        let action = if person.standing.is_empty() { Action::Order } else { Action::Add };
        let mut doubts = besides.doubts.clone();
        doubts.push(Doubt::TakenOver);
        Deed { action, items, doubts }
    }

    /// 同小雨, 我跟老王, 和隔壁302一样, 同7)一样: whose order a text points to.
    pub(crate) fn points(&self, body: &str) -> Option<&Person> {
        const NEAR: &str =
            "楼上 楼下 隔壁 对门 对面 邻居 同事 我哥 我姐 我妈 我弟 我妹 我家 前面 上面 刚才 群里";
        // 同⑧
        let body: String = body
            .chars()
            .flat_map(|c| match u32::from(c).checked_sub(0x245f).filter(|value| (1..=20).contains(value)) {
                Some(value) => value.to_string().chars().collect::<Vec<_>>(),
                None => vec![c],
            })
            .collect();
        let rest = body.trim_start_matches(['我', '也', '要', '就', '的']);
        let mut rest = ["sameas", "同", "跟", "和", "照", "学", "随", "按", "像"]
            .iter()
            .find_map(|word| rest.strip_prefix(word))?;
        if let Some(person) = self.called(rest) {
            return Some(person);
        }
        for near in NEAR.split(' ') {
            rest = rest.strip_prefix(near).unwrap_or(rest);
        }
        self.called(rest).or_else(|| {
            // 跟搬砖一样, of 搬砖的小王: the only one whose name has the word in it.
            let word = ["一样", "同款", "一致", "一个样"]
                .iter()
                .find_map(|end| rest.find(end).map(|at| &rest[..at]))?;
            let word = word.trim_end_matches(['的', '家', '那', '份']);
            let mut named = self.people.iter().filter(|(key, person)| {
                word.chars().count() >= 2 && key.contains(word) && !person.standing.is_empty()
            });
            named.next().filter(|_| named.next().is_none()).map(|(_, person)| person)
        })
    }

    /// Whose name, room or number a text begins with.
    fn called(&self, rest: &str) -> Option<&Person> {
        let rest = ["no", "第", "序号"].iter().find_map(|head| rest.strip_prefix(head)).unwrap_or(rest);
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        let after = &rest[digits.len()..];
        if digits.len() >= 3 {
            let key = self.rooms.get(&digits).unwrap_or(&digits);
            return self.people.get(key);
        }
        let ends = after.starts_with(['楼', '号', '一', '的', '位']) || after.is_empty();
        if let Some(number) = digits.parse::<u32>().ok().filter(|_| ends) {
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

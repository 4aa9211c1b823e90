//! Lists whose people sign their orders: 荠菜1袋,三鲜1袋 --晓琳, 三鲜2、荠菜2 (小闵).

use crate::goods::{Goods, How};
use crate::layout::Layout;
use crate::name::{Name, Reader};
use crate::number;
use crate::plain::{begins, is_han, is_word, text};
use crate::scan::Manner;
use crate::unit;
use crate::word;
use std::collections::{HashMap, HashSet};

const ENTRIES_MAX: usize = 300;

/// Most lines begin with an order and end with somebody.
pub(crate) fn by_name_last(layout: &Layout, goods: &mut Goods, manner: &Manner) -> bool {
    let (mut signed, mut all) = (0, 0);
    let mut names: HashSet<String> = HashSet::new();
    let mut others: Vec<String> = Vec::new();
    for entry in layout.entries.iter().filter(|entry| entry.sender.is_none()).take(ENTRIES_MAX) {
        let chars = &entry.raw.chars;
        if !chars.iter().any(|c| is_word(*c)) {
            continue;
        }
        all += 1;
        goods.enter(entry.section);
        let mut reader = Reader { chars, goods, manner };
        // 18楼 拿铁1 Jojo
        let from = reader.after_places(0);
        let begins = reader.orders_at(from);
        match reader.signature().filter(|_| begins) {
            Some((from, to)) => {
                signed += 1;
                names.insert(text(&chars[from..to]));
            }
            None => others.extend(reader.chunk(from).map(|chunk| text(&chars[chunk.from..chunk.to]))),
        }
    }
    goods.enter(0);
    // 18楼 Jojo 拿铁换燕麦: who has signed elsewhere is named first where something changes.
    let known = others.iter().filter(|name| names.contains(*name)).count();
    let distinct = names.len() * 4 >= signed * 3;
    all >= 3
        && (signed * 5 >= all * 3
            || signed * 5 >= all * 2 && told_last(layout)
            || signed * 5 >= all * 2 && known >= 2 && distinct && (signed + known) * 5 >= all * 3)
}

/// 格式 寝室+东西+名字: the heading says that names stand last.
fn told_last(layout: &Layout) -> bool {
    const NAMES: [&str; 6] = ["名字", "姓名", "昵称", "称呼", "群名", "name"];
    let lines = layout.heading.iter().map(|raw| text(&raw.chars));
    let told = |line: &str| {
        let line = line.trim_end_matches(|c: char| !is_word(c)).to_lowercase();
        let asked = ["格式", "写法", "接龙", "按", "请写", "format"].iter().any(|word| line.contains(word));
        asked && NAMES.iter().any(|name| line.ends_with(name) && line.len() > name.len() + 6)
    };
    lines.chain(layout.hints.lines().map(str::to_owned)).any(|line| told(&line))
}

/// 3-桂圆: the number of a building, and somebody after the dash.
pub(crate) fn house(chars: &[char], at: usize) -> Option<usize> {
    let digits = chars[at.min(chars.len())..].iter().take_while(|c| c.is_ascii_digit()).count();
    let dash = matches!(chars.get(at + digits), Some('-' | '_' | '#'));
    let named = chars.get(at + digits + 1).is_some_and(|c| is_word(*c) && !c.is_ascii_digit());
    ((1..=3).contains(&digits) && dash && named).then_some(digits + 1)
}

pub(crate) fn by_house(layout: &Layout) -> bool {
    let all = layout.entries.len().min(ENTRIES_MAX);
    let housed = layout.entries.iter().take(ENTRIES_MAX).filter(|entry| house(&entry.raw.chars, 0).is_some());
    all >= 3 && housed.count() * 5 >= all * 3
}

/// 四1 一一妈妈 A: on most lines the second word can be somebody, and more than that follows.
pub(crate) fn by_second(layout: &Layout, goods: &mut Goods, manner: &Manner) -> Option<HashSet<String>> {
    let (mut named, mut all) = (0, 0);
    let mut seconds = HashSet::new();
    for entry in layout.entries.iter().filter(|entry| entry.sender.is_none()).take(ENTRIES_MAX) {
        let chars = &entry.raw.chars;
        if !chars.iter().any(|c| is_word(*c)) {
            continue;
        }
        all += 1;
        goods.enter(entry.section);
        let mut reader = Reader { chars, goods, manner };
        let from = reader.skip(0);
        let Some(second) = reader.second(from) else { continue };
        named += 1;
        if let Some(chunk) = reader.chunk(second) {
            let (end, _) = reader.cut(chunk);
            seconds.insert(text(&chars[second..end]));
        }
    }
    goods.enter(0);
    (all >= 4 && named * 4 >= all * 3).then_some(seconds)
}

/// Of 小雨-财务 and the like the part that changes from line to line is the name.
pub(crate) fn name_before_dash(layout: &Layout) -> bool {
    let (mut firsts, mut seconds) = (HashSet::new(), HashSet::new());
    let mut count = 0;
    for entry in layout.entries.iter().take(ENTRIES_MAX) {
        let line = text(&entry.raw.chars);
        let head = line.split([' ', ':', ',']).next().unwrap_or_default();
        let Some((first, second)) = head.split_once(['-', '_']) else { continue };
        if first.chars().all(is_word)
            && second.chars().all(is_han)
            && (1..=6).contains(&second.chars().count())
        {
            count += 1;
            firsts.insert(first.to_owned());
            seconds.insert(second.to_owned());
        }
    }
    count >= 3 && seconds.len() * 3 <= firsts.len() * 2
}

/// The words that begin most lines, few and the same again, where somebody else's name follows each time.
pub(crate) fn by_group(layout: &Layout, goods: &mut Goods, manner: &Manner) -> Vec<String> {
    if manner.signed || manner.rooms {
        return Vec::new();
    }
    let mut firsts: HashMap<String, HashSet<String>> = HashMap::new();
    let (mut all, mut named) = (0_usize, 0_usize);
    for entry in layout.entries.iter().filter(|entry| entry.sender.is_none()).take(ENTRIES_MAX) {
        let line = text(&entry.raw.chars);
        let mut words =
            line.split([' ', '-', '/', ':', '·', '|', ',']).filter(|word| word.chars().any(is_word));
        let (Some(first), Some(second), third) = (words.next(), words.next(), words.next()) else { continue };
        all += 1;
        let letters: Vec<char> = second.chars().collect();
        let plain = (2..=5).contains(&letters.len())
            && letters.iter().all(|c| is_han(*c))
            && word::read(&letters, 0).is_none_or(|(_, length)| length == 1)
            && number::read(&letters, 0).is_none()
            && third.is_some()
            && goods.find(second).is_none();
        let group = (2..=5).contains(&first.chars().count()) && first.chars().all(is_han);
        if plain && group {
            named += 1;
            firsts.entry(first.to_owned()).or_default().insert(second.to_owned());
        }
    }
    let groups: Vec<String> =
        firsts.iter().filter(|(_, seconds)| seconds.len() >= 2).map(|(first, _)| first.clone()).collect();
    let covered: usize =
        firsts.iter().filter(|(first, _)| groups.contains(first)).map(|(_, seconds)| seconds.len()).sum();
    if all >= 5 && named * 4 >= all * 3 && covered * 2 >= all {
        firsts.into_keys().collect()
    } else {
        Vec::new()
    }
}

impl Reader<'_> {
    /// An item or an amount begins here.
    fn orders_at(&mut self, at: usize) -> bool {
        let at = self.skip(at);
        let counted = number::read(self.chars, at)
            .is_some_and(|number| unit::read(self.chars, at + number.length, &self.manner.units).is_some());
        let end = (at..self.chars.len()).find(|index| !is_word(self.at(*index))).unwrap_or(self.chars.len());
        let day = self.chars[at.min(self.chars.len())..].starts_with(&['周']);
        counted
            || self.goods.starts(self.chars, at) >= 2
            || day
            || self
                .goods
                .find(&text(&self.chars[at.min(end)..end]))
                .is_some_and(|found| found.mentions.iter().all(|mention| mention.how != How::Letter))
    }

    /// Where the floor or room ends that a line begins with.
    fn after_places(&mut self, at: usize) -> usize {
        let mut at = self.skip(at);
        while let Some((_, to)) = self.place(at) {
            at = self.skip(to);
        }
        at
    }

    /// The last word of the line that is somebody: where it stands.
    pub(crate) fn signature(&mut self) -> Option<(usize, usize)> {
        let mut end = self.chars.len();
        for _ in 0..4 {
            while end > 0 && !is_word(self.at(end - 1)) {
                end -= 1;
            }
            let from = (0..end).rev().find(|index| !is_word(self.at(*index))).map_or(0, |index| index + 1);
            if from >= end {
                return None;
            }
            // 草莓4盒 3栋小七
            let placed = self.chars[from..end].iter().any(char::is_ascii_digit);
            let from = match self.place(from).filter(|(_, to)| placed && *to < end) {
                Some((_, to)) => to,
                None => from,
            };
            let letters: Vec<char> = self.chars[from..end].to_vec();
            let short = (2..=8).contains(&letters.len());
            let plain = !letters.iter().any(char::is_ascii_digit)
                && !number::is_chinese(letters[0])
                && word::read(&letters, 0)
                    .is_none_or(|(found, length)| found.is_none() || length == 1 && letters.len() > 2);
            let sold = self
                .goods
                .find(&text(&letters))
                .is_some_and(|found| found.mentions.iter().all(|mention| mention.how != How::Letter));
            if short && plain && !sold {
                return Some((from, end));
            }
            end = from;
        }
        None
    }

    /// 洋槐2瓶;收件人 范晓: after a word for who it is.
    pub(crate) fn labelled(&mut self) -> Option<Name> {
        const LABELS: [&str; 6] = ["收件人", "收货人", "联系人", "下单人", "接龙人", "姓名"];
        let (at, length) = (1..self.chars.len()).find_map(|at| {
            LABELS.iter().find_map(|label| begins(self.chars, at, label)).map(|length| (at, length))
        })?;
        let from = self.skip(at + length);
        let chunk = self.chunk(from).filter(|chunk| (1..=8).contains(&(chunk.to - chunk.from)))?;
        let plain = !self.at(from).is_ascii_digit() && from > at + length;
        plain.then(|| Name {
            name: text(&self.chars[chunk.from..chunk.to]),
            from: 0,
            cut: Some((at, chunk.to)),
            ..Name::default()
        })
    }

    /// 荠菜1袋 —— 晓琳, a latte by Sam: signed in any list.
    pub(crate) fn dashed_at_the_end(&mut self) -> Option<Name> {
        let marks: [&[char]; 2] = [&['-', '-'], &[' ', 'b', 'y', ' ']];
        let (at, length) = marks.iter().find_map(|mark| {
            let at = self.chars.windows(mark.len()).rposition(|part| part == *mark)?;
            (at > 1).then_some((at, mark.len()))
        })?;
        let from = (at + length..self.chars.len()).find(|index| is_word(self.at(*index)))?;
        let end = self.chars.len();
        let from = self.place(from).map(|(_, to)| self.skip(to)).filter(|to| *to < end).unwrap_or(from);
        let letters = &self.chars[from..];
        let plain = (2..=8).contains(&letters.len())
            && letters.iter().all(|c| is_word(*c) && !c.is_ascii_digit())
            && !number::is_chinese(letters[0])
            && self.goods.find(&text(letters)).is_none_or(|found| found.left);
        let doubt = Some(crate::Doubt::NameJoined);
        plain.then(|| Name { name: text(letters), from: 0, to: Some(at), doubt, ..Name::default() })
    }

    /// The name of a line of such a list; the order is the rest.
    pub(crate) fn signed(&mut self) -> Option<Name> {
        let (from, end) = self.signature()?;
        // 老猫加一顶帐篷: nothing stands before it that it could sign.
        if !self.chars[..from].iter().any(|c| is_word(*c)) {
            return None;
        }
        // 叶太 3条够了: somebody stands first here.
        let first = self.after_places(0);
        if first < from
            && !self.orders_at(first)
            && let Some(chunk) = self.chunk(first)
            && chunk.to <= from
            && crate::name::is_personal(&text(&self.chars[chunk.from..chunk.to]))
        {
            return None;
        }
        let name = text(&self.chars[from..end]);
        let doubt = Some(crate::Doubt::NameJoined);
        Some(Name { name, from: 0, cut: Some((from, end)), doubt, ..Name::default() })
    }
}

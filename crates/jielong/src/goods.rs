//! Which offer a word means: by name, part of it, alias, picture, sound, initials, another word for it, one letter off.

use crate::likeness::{numbered_otherwise, size_trimmed, sound_key};
use crate::named::{inner_latin, measured};
use crate::plain::{bare, is_picture, plain};
use crate::sound::latin;
use crate::{Doubt, Offer};
use std::cell::Cell;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

/// How a word came to mean an offer, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum How {
    Exact,
    /// A part of the name that no other offer has, of two letters or more.
    Part,
    /// In another way that a person would follow.
    Roundabout(Doubt),
    /// One letter of the name: only beside a quantity.
    Letter,
}

/// What a run of letters means: one offer or several at once (蓝白), each with those that fit equally.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Found {
    pub mentions: Vec<Mention>,
    /// Letters of the run stand beside the name.
    pub left: bool,
}

impl Found {
    /// Concluded from a size: 5斤装.
    pub(crate) fn sized(&self) -> bool {
        self.mentions.iter().all(|mention| mention.how == How::Roundabout(Doubt::Concluded))
    }

    /// The one that both mean, where one of them alone does not say which.
    pub(crate) fn crossed(&self, other: &Found) -> Option<Found> {
        let ([a], [b]) = (self.mentions.as_slice(), other.mentions.as_slice()) else { return None };
        if a.offers.len() < 2 && b.offers.len() < 2 {
            return None;
        }
        let mut both = a.offers.iter().copied().filter(|offer| b.offers.contains(offer));
        let one = both.next().filter(|_| both.next().is_none())?;
        let how = a.how.max(b.how);
        let how = if how == How::Letter { How::Roundabout(Doubt::Concluded) } else { how };
        Some(Found {
            mentions: vec![Mention { offers: vec![one], how, besides: None }],
            left: self.left || other.left,
        })
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mention {
    /// One, or several between which the word does not decide.
    pub offers: Vec<usize>,
    pub how: How,
    /// What the community sells under just this name, where the heading names another thing by it.
    pub besides: Option<usize>,
}

#[derive(Debug)]
pub(crate) struct Goods {
    pub offers: Vec<Offer>,
    /// How many of them the list's heading names; the others are the community's.
    pub in_heading: usize,
    /// Of a text with several lists, one below the other: which offers are of which.
    sections: Vec<Range<usize>>,
    section: Cell<usize>,
    /// Those that share a name with another and differ in size.
    variants: Vec<usize>,
    pub(crate) names: HashMap<String, Vec<usize>>,
    pub(crate) parts: HashMap<String, Vec<usize>>,
    pub(crate) letters: HashMap<char, Vec<usize>>,
    pub(crate) sounds: HashMap<String, Vec<usize>>,
    pub(crate) initials: HashMap<String, Vec<usize>>,
    pub(crate) plain_names: Vec<(Vec<char>, usize)>,
    pub(crate) longest: usize,
    /// What the list is about: words in it name none of the offers alone.
    pub(crate) title: String,
    /// 姓名+人数: what stands after a plus is how many, and none besides.
    pub(crate) plus_counts: bool,
    /// The Latin words of it, in small letters.
    pub(crate) title_words: BTreeSet<String>,
    known: HashMap<String, Option<Found>>,
    /// What the heading names, where the community sells more besides.
    pub(crate) heading: Option<Box<Goods>>,
}

/// What means both of two offers.
pub(crate) const BOTH_WAYS: [&str; 4] = ["来回", "往返", "双程", "来回程"];

/// Longer names are compared by their first letters only.
const NAME_CHARS_MAX: usize = 24;
/// Longer runs are sentences.
pub(crate) const RUN_CHARS_MAX: usize = 16;
/// What is remembered of runs already looked up.
const REMEMBERED_MAX: usize = 20_000;

fn variants(offers: &[Offer]) -> Vec<usize> {
    let bases: Vec<String> =
        offers.iter().map(|offer| bare(&crate::title::without_size(&offer.name).0)).collect();
    let sized = |index: &usize| offers[*index].holds.is_some() && bases[*index] != bare(&offers[*index].name);
    let all: Vec<usize> = (0..offers.len().min(200)).filter(sized).collect();
    all.iter().copied().filter(|one| all.iter().any(|two| one != two && bases[*one] == bases[*two])).collect()
}

fn add(map: &mut HashMap<String, Vec<usize>>, key: String, offer: usize) {
    let row = map.entry(key).or_default();
    if !row.contains(&offer) {
        row.push(offer);
    }
}

impl Goods {
    pub(crate) fn new(offers: Vec<Offer>, in_heading: usize) -> Goods {
        let mut goods = Goods {
            in_heading,
            sections: Vec::new(),
            section: Cell::new(0),
            variants: variants(&offers),
            names: HashMap::new(),
            parts: HashMap::new(),
            letters: HashMap::new(),
            sounds: HashMap::new(),
            initials: HashMap::new(),
            plain_names: Vec::new(),
            longest: 0,
            title: String::new(),
            plus_counts: false,
            title_words: BTreeSet::new(),
            known: HashMap::new(),
            heading: (in_heading > 0 && in_heading < offers.len())
                .then(|| Box::new(Goods::new(offers[..in_heading].to_vec(), in_heading))),
            offers,
        };
        for index in 0..goods.offers.len() {
            goods.learn(index);
        }
        goods
    }

    pub(crate) fn single(&self) -> Option<usize> {
        let chosen = self.chosen();
        (chosen.len() == 1).then_some(chosen.start)
    }

    /// The list of its own that a line stands in.
    pub(crate) fn enter(&self, section: usize) {
        self.section.set(section);
        if let Some(heading) = &self.heading {
            heading.enter(section);
        }
    }

    pub(crate) fn divide(&mut self, sections: Vec<Range<usize>>) {
        if let Some(heading) = &mut self.heading {
            heading.divide(sections.clone());
        }
        self.sections = sections;
    }

    /// A word that several offers are called by: 水果团.
    pub(crate) fn group(&mut self, name: &str, offers: Range<usize>) {
        let name = bare(name);
        if name.chars().count() < 2 || self.names.contains_key(&name) {
            return;
        }
        self.longest = self.longest.max(name.chars().count());
        if let Some(heading) = &mut self.heading {
            heading.group(&name, offers.clone());
        }
        offers.for_each(|offer| add(&mut self.names, name.clone(), offer));
    }

    /// The offers that a line chooses from.
    pub(crate) fn chosen(&self) -> Range<usize> {
        match self.sections.get(self.section.get()).filter(|range| !range.is_empty()) {
            Some(range) => range.clone(),
            None => 0..if self.in_heading > 0 { self.in_heading } else { self.offers.len() },
        }
    }

    /// 全套 beside the books that it is made of.
    pub(crate) fn is_bundle(&self, offer: usize) -> bool {
        let name = &self.offers[offer].name;
        ["全套", "整套", "套装", "全部", "一套"].iter().any(|word| name.contains(word))
    }

    /// How many offers a line chooses from, what is made of the others left out.
    pub(crate) fn single_things(&self) -> usize {
        self.chosen().filter(|offer| !self.is_bundle(*offer)).count()
    }

    /// How many offers a line chooses from.
    pub(crate) fn choice(&self) -> usize {
        self.chosen().len()
    }

    fn learn(&mut self, index: usize) {
        let offer = self.offers[index].clone();
        for (nth, name) in std::iter::once(&offer.name).chain(&offer.aliases).enumerate() {
            let pictures: String = name.chars().filter(|c| is_picture(*c)).collect();
            if !pictures.is_empty() {
                pictures.chars().for_each(|c| add(&mut self.names, c.to_string(), index));
            }
            let name: String = bare(name).chars().take(NAME_CHARS_MAX).collect();
            if name.is_empty() {
                continue;
            }
            for other in numbered_otherwise(&name) {
                add(&mut self.names, other, index);
            }
            let letters: Vec<char> = name.chars().collect();
            let inner = inner_latin(if nth == 0 { &offer.name } else { &offer.aliases[nth - 1] });
            let measured = measured(&letters, &offer.unit);
            // 半斤 of what is sold by the 斤 is how much, and what remains is what it is called.
            if let Some(from) = measured.iter().find(|(_, to)| *to == letters.len()).map(|(from, _)| *from) {
                if from > 0 {
                    add(&mut self.names, letters[..from].iter().collect(), index);
                }
            } else {
                add(&mut self.names, name.clone(), index);
            }
            self.longest = self.longest.max(letters.len());
            let count = letters.len();
            self.plain_names.push((letters.clone(), index));
            for from in 0..count {
                if nth == 0 && !letters[from].is_ascii() {
                    let (whole, _) = latin(&letters[from].to_string());
                    if whole.len() > 2 {
                        add(&mut self.initials, whole, index);
                    }
                }
                if nth == 0 && !letters[from].is_ascii_digit() {
                    let row = self.letters.entry(letters[from]).or_default();
                    if !row.contains(&index) {
                        row.push(index);
                    }
                }
                for to in from + 2..=count {
                    if measured.iter().any(|(begin, end)| *begin >= from && (begin + 1..=*end).contains(&to))
                    {
                        continue;
                    }
                    let part: String = letters[from..to].iter().collect();
                    // No is no part of americano.
                    if inner.get(from) == Some(&true) {
                        continue;
                    }
                    // 5斤 in a name is how much, unless it is the name.
                    let after: String = part.trim_start_matches(|c: char| c.is_ascii_digit()).to_owned();
                    // 8寸 counts nothing.
                    let inches = matches!(after.as_str(), "寸" | "吋")
                        && (from == 0 || !letters[from - 1].is_ascii_digit());
                    if after.chars().count() < 2 && after.len() < part.len() && !inches {
                        continue;
                    }
                    // 爱他美3 may be three of 爱他美3段.
                    if to < count
                        && letters[to - 1].is_ascii_digit()
                        && letters[from..to].iter().any(|c| !c.is_ascii())
                    {
                        continue;
                    }
                    if letters[from..to].iter().any(|c| !c.is_ascii()) {
                        let (whole, first) = latin(&part);
                        add(&mut self.initials, whole, index);
                        if to - from == count || from == 0 || to == count {
                            add(&mut self.initials, first, index);
                        }
                        add(&mut self.sounds, sound_key(&part), index);
                    }
                    add(&mut self.parts, part, index);
                }
            }
        }
    }

    /// A name or part of one that begins here: how many letters are kept together, so that numerals and words inside
    /// of names (三文鱼, 加加酱油) are read as letters.
    pub(crate) fn starts(&self, chars: &[char], at: usize) -> usize {
        // Kate has no te of Baguette in it.
        let latin =
            |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_alphabetic);
        let before = at.checked_sub(1);
        if latin(Some(at)) && latin(before) && before.is_none_or(|at| !matches!(chars[at], 'x' | 'X')) {
            return 0;
        }
        let mut key = String::new();
        let mut found = 0;
        for (index, c) in chars[at..].iter().take(self.longest).enumerate() {
            key.extend(c.to_lowercase());
            if index == 0 && self.names.contains_key(&key) && (is_picture(*c) || !c.is_ascii()) {
                found = 1;
            }
            if index > 0 && (self.parts.contains_key(&key) || self.names.contains_key(&key)) {
                found = index + 1;
            }
        }
        // Mo of mocha is not in more; bagel is in bagels.
        let end = at + found;
        let plural = matches!(chars.get(end), Some('s')) && !latin(Some(end + 1));
        if found > 0
            && latin(Some(end - 1))
            && latin(Some(end))
            && !plural
            && !matches!(chars[end], 'x' | 'X')
        {
            return 0;
        }
        // 3号楼502 is where somebody lives, also where things are called 1号, 2号, 3号.
        let code = found > 1
            && chars[at + found - 1] == '号'
            && chars[at..at + found - 1].iter().all(char::is_ascii_digit);
        if code && matches!(chars.get(at + found), Some('楼' | '院' | '门' | '弄')) {
            return 0;
        }
        found
    }

    pub(crate) fn is_name(&self, text: &str) -> bool {
        self.names.contains_key(&bare(text))
    }

    /// The whole of a name, or its beginning or end, that one offer alone has.
    pub(crate) fn begins_a_name(&self, text: &str) -> bool {
        let key = bare(text);
        let row = self.names.get(&key).or_else(|| self.parts.get(&key));
        row.is_some_and(|row| {
            matches!(row.as_slice(), [one] if {
                let name = bare(&self.offers[*one].name);
                name.starts_with(&key) || name.ends_with(&key)
            })
        })
    }

    /// Codes of the heading: 1号, A.
    pub(crate) fn code(&self, code: &str) -> Option<usize> {
        self.names.get(code).filter(|row| row.len() == 1).map(|row| row[0])
    }

    pub(crate) fn find(&mut self, run: &str) -> Option<Found> {
        let key: String = plain(run).into_iter().filter(|c| c.is_alphanumeric() || is_picture(*c)).collect();
        let key = key.to_lowercase();
        if key.is_empty() {
            return None;
        }
        let key = if self.sections.is_empty() { key } else { format!("{key}\n{}", self.section.get()) };
        if let Some(found) = self.known.get(&key) {
            return found.clone();
        }
        let found = self.look(key.split('\n').next().unwrap_or_default());
        if self.known.len() < REMEMBERED_MAX {
            self.known.insert(key, found.clone());
        }
        found
    }

    pub(crate) fn look(&self, key: &str) -> Option<Found> {
        if let Some(found) = self.of_heading(key) {
            return Some(found);
        }
        let letters: Vec<char> = key.chars().collect();
        if let Some(row) = self.names.get(key) {
            if row.len() == 2 && BOTH_WAYS.contains(&key) {
                let of = |offer: &usize| Mention { offers: vec![*offer], how: How::Exact, besides: None };
                return Some(Found { mentions: row.iter().map(of).collect(), left: false });
            }
            return Some(self.one(row, How::Exact, false));
        }
        if letters.len() > RUN_CHARS_MAX * 2 || self.is_rival(key) {
            return None;
        }
        self.by_size(&letters)
            .or_else(|| self.covered(&letters))
            .or_else(|| self.spelt(&letters))
            .or_else(|| self.row(&letters))
            .or_else(|| self.one_tail(&letters))
            .or_else(|| self.short_name(&letters))
            .or_else(|| self.trimmed(&letters))
            .or_else(|| self.inside(&letters))
            .or_else(|| self.letterwise(&letters))
    }

    /// 大绿萝, where 绿萝大盆 and 绿萝小盆 are sold.
    fn by_size(&self, letters: &[char]) -> Option<Found> {
        let [size @ ('大' | '中' | '小'), rest @ ..] = letters else { return None };
        let word: String = rest.iter().collect();
        let whole: String = letters.iter().collect();
        let row = self.parts.get(&word).filter(|row| row.len() > 1 && rest.len() > 1)?;
        let of_size = |index: &usize| {
            let name = bare(&self.offers[*index].name);
            name.strip_prefix(word.as_str()).is_some_and(|tail| tail.starts_with(*size))
        };
        let fitting: Vec<usize> = row.iter().copied().filter(of_size).collect();
        (fitting.len() == 1 && !self.parts.contains_key(&whole))
            .then(|| self.one(&fitting, How::Roundabout(Doubt::Concluded), false))
    }

    /// 公蟹, where 公 and 母 are sold.
    fn short_name(&self, letters: &[char]) -> Option<Found> {
        let [first, rest @ ..] = letters else { return None };
        let row = self.names.get(&first.to_string()).filter(|row| row.len() == 1 && !first.is_ascii())?;
        let other = self
            .names
            .keys()
            .any(|name| name.chars().count() == 1 && rest.iter().any(|c| name.starts_with(*c)));
        (rest.len() == 1 && !other).then(|| self.one(row, How::Roundabout(Doubt::Concluded), false))
    }

    /// Among several the one of the heading, and the one whose name ends so: 鸡蛋 means 土鸡蛋 rather than 鸡蛋面.
    pub(crate) fn one(&self, row: &[usize], how: How, left: bool) -> Found {
        let own: Vec<usize> = row.iter().copied().filter(|index| *index < self.in_heading).collect();
        let chosen = self.chosen();
        let here: Vec<usize> = own.iter().copied().filter(|index| chosen.contains(index)).collect();
        let own = if here.is_empty() { own } else { here };
        let offers = if own.is_empty() { row.to_vec() } else { own };
        Found { mentions: vec![Mention { offers, how, besides: None }], left }
    }

    pub(crate) fn part(&self, part: &str, left: bool) -> Option<Found> {
        let row = self.parts.get(part)?;
        let mut found = self.one(row, How::Part, left);
        let mention = &mut found.mentions[0];
        if mention.offers.len() > 1 {
            let ends = |index: &usize| bare(&self.offers[*index].name).ends_with(part);
            let ending: Vec<usize> = mention.offers.iter().copied().filter(ends).collect();
            if ending.len() == 1 {
                (mention.offers, mention.how) = (ending, How::Roundabout(Doubt::Concluded));
            }
        }
        Some(found)
    }

    /// Offers of one name that differ by what a piece holds, and hold this much: 大米5kg, 大米10kg.
    pub(crate) fn sized(&self, quantity: kernel::Quantity, unit: &str) -> Vec<usize> {
        let same = |offer: &usize| {
            let Some((holds, held)) = &self.offers[*offer].holds else { return false };
            match (crate::unit::in_grams(unit), crate::unit::in_grams(held)) {
                (Some(a), Some(b)) => quantity.milli * a == holds.milli * b,
                _ => held == unit && *holds == quantity,
            }
        };
        self.variants.iter().copied().filter(same).collect()
    }

    /// Without sizes, particles and words of wanting at its ends.
    fn trimmed(&self, letters: &[char]) -> Option<Found> {
        const HEADS: &str =
            "那个 这个 我们家 我家 我们 自己 本人 的 我 你 那 这 就 先 也 新鲜 请 想 一样 吃 家里 个";
        const TAILS: &str = "那个 那份 码 号 的 呢 了 啊 呀 哈 哦 噢 啦 嘛 也 就 款 味 先 数量 要 色";
        let text: String = letters.iter().collect();
        let mut rest = text.as_str();
        loop {
            let before = rest;
            for head in HEADS.split(' ') {
                rest = rest.strip_prefix(head).unwrap_or(rest);
            }
            for tail in TAILS.split(' ') {
                rest = rest.strip_suffix(tail).unwrap_or(rest);
            }
            rest = size_trimmed(rest);
            if rest == before {
                break;
            }
        }
        if rest.is_empty() || rest == text {
            return None;
        }
        self.look(rest)
    }
}

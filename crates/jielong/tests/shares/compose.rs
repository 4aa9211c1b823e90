//! Lists made up by a grammar, with the reading that a careful human would give, and what each line is made of.

mod change;
mod dice;
mod goods;
mod heading;
mod order;
mod people;
mod said;

use crate::lists::{Case, Expected, Meant};
use dice::Dice;
use goods::Good;
use people::{Manner, Person};
use std::collections::{BTreeMap, BTreeSet};

/// A list, and by line what it is made of.
pub(crate) struct Composed {
    pub case: Case,
    pub features: BTreeMap<usize, Vec<String>>,
}

/// Goods, and how much in thousandths; None for all of it.
pub(crate) type Items = Vec<(usize, Option<i64>)>;

/// What is said after the name.
#[derive(Default)]
pub(crate) struct Body {
    pub text: String,
    pub action: &'static str,
    pub items: Items,
    /// Another reading that is as right.
    pub other: Option<(&'static str, Items)>,
    /// What goes for it.
    pub given: Option<usize>,
    pub unclear: bool,
    pub features: Vec<String>,
    /// A name may be written right before it.
    pub joins: bool,
}

pub(crate) struct Composer {
    dice: Dice,
    goods: Vec<Good>,
    codes: Option<Vec<String>>,
    units: bool,
    standing: BTreeMap<usize, BTreeMap<usize, i64>>,
    /// Said something that nobody could be sure of.
    asked: BTreeSet<usize>,
    /// Whose clear order stands on the line before.
    before: Option<usize>,
    people: Vec<Person>,
}

pub(crate) fn compose(seed: u64) -> Composed {
    let mut dice = Dice::new(seed);
    let goods = goods::stock(&mut dice);
    let heading = heading::heading(&mut dice, &goods);
    let count = 4 + dice.below(9);
    let people = people::neighbours(&mut dice, count);
    let manner = people::manner(&mut dice);
    let mut lines = heading.lines;
    let mut composer = Composer {
        dice,
        goods,
        codes: heading.codes,
        units: heading.units,
        standing: BTreeMap::new(),
        asked: BTreeSet::new(),
        before: None,
        people,
    };
    let (mut expected, mut features) = (Vec::new(), BTreeMap::new());
    let mut next = 0;
    let mut ordinal = 0;
    while next < composer.people.len() {
        let again = next > 0 && composer.dice.chance(22);
        let who = if again { composer.dice.below(next) } else { next };
        if again
            && (composer.asked.contains(&who) || composer.standing.get(&who).is_none_or(BTreeMap::is_empty))
        {
            continue;
        }
        next += usize::from(!again);
        let mut body = if again { composer.changed(who) } else { composer.first(who) };
        if !body.unclear && body.action != "none" && composer.dice.chance(22) {
            let (form, text) = said::note(&mut composer.dice);
            // 138 and 18:30 may not run into a number.
            body.text += &text;
            body.features.push(format!("note: {form}"));
        }
        ordinal += 1;
        composer.written(manner, ordinal, who, &body, &mut lines);
        let line = lines.len();
        composer.take(who, &body);
        body.features.push(format!("name: {}", composer.people[who].form));
        body.features.push(format!("heading: {}", heading.form));
        body.features.push(format!(
            "manner: {}",
            match manner {
                Manner::Numbered(_) => "numbered",
                Manner::Bare => "bare",
                Manner::Colon => "colon",
                Manner::Chat => "chat",
            }
        ));
        body.features.push(format!(
            "goods: {}",
            ["0", "1", "2-3", "2-3", "4-6", "4-6", "4-6"].get(composer.goods.len()).unwrap_or(&"more")
        ));
        features.insert(line, std::mem::take(&mut body.features));
        expected.push(composer.expected(line, who, &body));
        if composer.dice.chance(5) {
            lines.push(["[图片]", "大家抓紧哦", "已更新", "👍👍"][composer.dice.below(4)].to_owned());
        }
    }
    if matches!(manner, Manner::Numbered(_)) && composer.dice.chance(20) {
        lines.push(["群主辛苦啦", "截单前都可以改", "周五见"][composer.dice.below(3)].to_owned());
    }
    let unit = |good: &Good| if heading.units { good.unit.to_owned() } else { String::new() };
    let offers = composer.goods.iter().map(|good| (good.name.clone(), unit(good))).collect();
    let mut text = lines.join("\n");
    text.push('\n');
    Composed { case: Case { name: seed.to_string(), text, lines: expected, offers }, features }
}

impl Composer {
    fn written(&mut self, manner: Manner, ordinal: usize, who: usize, body: &Body, lines: &mut Vec<String>) {
        let name = self.people[who].written.clone();
        let plain = self.people[who].form == "plain" && !name.is_ascii();
        let parted = match self.dice.weighed(&[(74, 0), (6, 1), (4, 2), (5, 3), (11, 4)]) {
            1 => "：",
            2 => "-",
            3 => "，",
            4 if plain && body.joins => "",
            _ => " ",
        };
        match manner {
            Manner::Numbered(form) => {
                let number = form.replace("{}", &ordinal.to_string());
                let number = if self.dice.chance(3) && ordinal > 1 { String::new() } else { number };
                lines.push(format!("{number}{name}{parted}{}", body.text));
            }
            Manner::Bare => lines.push(format!("{name} {}", body.text)),
            Manner::Colon => lines.push(format!("{name}：{}", body.text)),
            Manner::Chat => {
                let (hour, minute) = (8 + self.dice.below(12), 10 + self.dice.below(49));
                lines.push(format!("{name} {hour}:{minute}"));
                lines.push(body.text.clone());
            }
        }
    }

    fn expected(&self, line: usize, who: usize, body: &Body) -> Expected {
        let named = |items: &[(usize, Option<i64>)]| {
            let item = |(good, milli): &(usize, Option<i64>)| {
                let good = &self.goods[*good];
                let unit = if self.units { good.unit.to_owned() } else { String::new() };
                (good.name.clone(), milli.map(decimal).unwrap_or_default(), unit)
            };
            items.iter().map(item).collect()
        };
        let mut readings = vec![Meant { action: body.action.to_owned(), items: named(&body.items) }];
        if let Some((action, items)) = &body.other {
            readings.push(Meant { action: (*action).to_owned(), items: named(items) });
        }
        Expected { line, name: self.people[who].name.clone(), unclear: body.unclear, readings }
    }

    /// What they have after it.
    fn take(&mut self, who: usize, body: &Body) {
        self.before = None;
        if body.unclear {
            self.asked.insert(who);
            return;
        }
        let standing = self.standing.entry(who).or_default();
        match body.action {
            "order" | "add" => {
                for (good, milli) in &body.items {
                    *standing.entry(*good).or_insert(0) += milli.unwrap_or(0);
                }
                self.before = (body.action == "order").then_some(who);
            }
            "replace" => standing.extend(body.items.iter().map(|(good, milli)| (*good, milli.unwrap_or(0)))),
            "withdraw" if body.items.is_empty() => standing.clear(),
            "withdraw" => {
                for (good, milli) in &body.items {
                    let left = milli.map_or(0, |milli| standing.get(good).map_or(0, |had| had - milli));
                    standing.insert(*good, left);
                }
            }
            _ => {}
        }
        standing.retain(|good, milli| *milli > 0 && body.given != Some(*good));
    }
}

fn decimal(milli: i64) -> String {
    match milli % 1000 {
        0 => (milli / 1000).to_string(),
        rest => format!("{}.{}", milli / 1000, format!("{rest:03}").trim_end_matches('0')),
    }
}

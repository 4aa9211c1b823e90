//! What somebody says who has an order.

use super::order::joins;
use super::said::Place;
use super::{Body, Composer};

impl Composer {
    pub(crate) fn changed(&mut self, who: usize) -> Body {
        let standing: Vec<(usize, i64)> =
            self.standing.get(&who).into_iter().flatten().map(|(good, milli)| (*good, *milli)).collect();
        let (good, had) = standing[self.dice.below(standing.len())];
        match self.dice.weighed(&[(30, 0), (26, 1), (10, 2), (18, 3), (8, 4), (4, 5)]) {
            0 => self.added(good, &standing),
            1 => self.replaced(good, had, &standing),
            2 if had >= 2000 && had % 1000 == 0 => self.fewer(good, had),
            3 => self.withdrawn(good, &standing),
            4 if standing.len() < self.goods.len() => self.new_thing(&standing),
            5 => self.once_more(good),
            _ => self.added(good, &standing),
        }
    }

    fn other(&mut self, standing: &[(usize, i64)]) -> usize {
        let mut all: Vec<usize> =
            (0..self.goods.len()).filter(|good| !standing.iter().any(|(own, _)| own == good)).collect();
        self.dice.shuffle(&mut all);
        all.first().copied().unwrap_or(standing[0].0)
    }

    fn added(&mut self, good: usize, standing: &[(usize, i64)]) -> Body {
        let good = if self.dice.chance(50) { self.other(standing) } else { good };
        let (form, word, _) = self.plainly(good);
        let unit = self.goods[good].unit;
        let n = 1 + self.dice.below(2) as i64;
        let much = self.amount(good, Place::Apart, false);
        let only = standing.len() == 1 && standing[0].0 == good;
        let (said, text, milli) = match self.dice.below(if only { 9 } else { 7 }) {
            0 => ("再加", format!("再加{word}{n}{unit}"), Some(n * 1000)),
            1 => ("再来", format!("再来{n}{unit}{word}"), Some(n * 1000)),
            2 => ("plus", format!("{word}+{n}"), Some(n * 1000)),
            3 => ("多加", format!("多加一{unit}{word}"), Some(1000)),
            4 => ("再要", format!("{word}再要{n}{unit}"), Some(n * 1000)),
            5 => ("加", format!("{word}加{n}{unit}"), Some(n * 1000)),
            6 => ("再加", format!("再加 {word} {}", much.text), much.milli),
            7 => ("再加, unnamed", format!("再加{n}{unit}"), Some(n * 1000)),
            _ => ("relative", format!("我妈再要{n}{unit}"), Some(n * 1000)),
        };
        Body {
            text,
            action: "add",
            items: vec![(good, milli)],
            unclear: milli.is_none(),
            features: vec!["act: add".to_owned(), format!("word: {said}"), format!("item: {form}")],
            ..Body::default()
        }
    }

    fn replaced(&mut self, good: usize, had: i64, standing: &[(usize, i64)]) -> Body {
        let (form, word, _) = self.plainly(good);
        let unit = self.goods[good].unit;
        let n = loop {
            let n = 1 + self.dice.below(5) as i64;
            if n * 1000 != had {
                break n;
            }
        };
        let only = standing.len() == 1;
        let other = self.other(standing);
        let change = other != good && self.dice.chance(45);
        let mut features = vec!["act: replace".to_owned(), format!("item: {form}")];
        if change {
            let (_, new, _) = self.plainly(other);
            let unit = self.goods[other].unit;
            let alike = unit == self.goods[good].unit;
            let (said, text, milli) = match self.dice.below(5) {
                0 if alike => ("换成, as many", format!("{word}换成{new}"), had),
                1 => ("换成", format!("{word}换成{new}{n}{unit}"), n * 1000),
                2 => ("不要换", format!("{word}不要了，换{n}{unit}{new}"), n * 1000),
                3 => ("把改成", format!("把{word}改成{new}{n}{unit}"), n * 1000),
                _ => ("改要", format!("不要{word}了，改要{new}{n}{unit}"), n * 1000),
            };
            features.push(format!("word: {said}"));
            return Body {
                text,
                action: "replace",
                items: vec![(other, Some(milli))],
                given: Some(good),
                features,
                ..Body::default()
            };
        }
        let whole = had % 1000 == 0;
        let (said, text) = match self.dice.below(if only { 8 } else { 6 }) {
            0 => ("改成", format!("{word}改成{n}{unit}")),
            1 => ("改", format!("{word}改{n}{unit}")),
            2 if whole => ("from to", format!("{word}{}{unit}改{n}{unit}", had / 1000)),
            3 => ("一共", format!("{word}一共要{n}{unit}")),
            4 => ("改为", format!("{word}改为{n}")),
            5 => ("只要", format!("{word}只要{n}{unit}")),
            6 => ("改成, unnamed", format!("改成{n}{unit}")),
            _ => ("改, unnamed", format!("改{n}{unit}")),
        };
        features.push(format!("word: {said}"));
        Body { text, action: "replace", items: vec![(good, Some(n * 1000))], features, ..Body::default() }
    }

    fn fewer(&mut self, good: usize, had: i64) -> Body {
        let (form, word, _) = self.plainly(good);
        let unit = self.goods[good].unit;
        let (said, text) = match self.dice.below(6) {
            0 => ("少", format!("{word}少一{unit}")),
            1 => ("减", format!("{word}减1{unit}")),
            2 => ("少要", format!("少要1{unit}{word}")),
            3 => ("minus", format!("{word}-1")),
            4 => ("退一", format!("{word}退一{unit}")),
            _ => ("去掉", format!("去掉1{unit}{word}")),
        };
        Body {
            text,
            action: "withdraw",
            items: vec![(good, Some(1000))],
            other: Some(("replace", vec![(good, Some(had - 1000))])),
            features: vec!["act: fewer".to_owned(), format!("word: {said}"), format!("item: {form}")],
            ..Body::default()
        }
    }

    fn withdrawn(&mut self, good: usize, standing: &[(usize, i64)]) -> Body {
        if self.dice.chance(45) || standing.len() == 1 && self.dice.chance(50) {
            let text =
                ["取消", "不要了", "退了", "取消接龙", "不接了", "我的取消吧"][self.dice.below(6)].to_owned();
            return Body {
                text,
                action: "withdraw",
                features: vec!["act: withdraw all".to_owned()],
                ..Body::default()
            };
        }
        let (form, word, _) = self.plainly(good);
        let text = match self.dice.below(6) {
            0 => format!("{word}不要了"),
            1 => format!("不要{word}了"),
            2 => format!("退{word}"),
            3 => format!("{word}取消"),
            4 => format!("{word}退掉"),
            _ => format!("取消{word}"),
        };
        Body {
            text,
            action: "withdraw",
            items: vec![(good, None)],
            other: (standing.len() == 1).then(|| ("withdraw", Vec::new())),
            features: vec!["act: withdraw one".to_owned(), format!("item: {form}")],
            ..Body::default()
        }
    }

    /// Another thing, and no word that says it comes on top.
    fn new_thing(&mut self, standing: &[(usize, i64)]) -> Body {
        let good = self.other(standing);
        let (form, word, meant) = self.called(good);
        let much = self.amount(good, Place::After, false);
        let text = if joins(&word, &much.text) {
            format!("{word}{}", much.text)
        } else {
            format!("{word} {}", much.text)
        };
        Body {
            text,
            action: "add",
            items: vec![(good, much.milli)],
            unclear: meant.is_none() || much.milli.is_none(),
            features: vec![
                "act: another thing".to_owned(),
                format!("item: {form}"),
                format!("much: {}", much.form),
            ],
            ..Body::default()
        }
    }

    /// The same thing with another number, and nothing besides: instead, or on top.
    fn once_more(&mut self, good: usize) -> Body {
        let (form, word, _) = self.plainly(good);
        let unit = self.goods[good].unit;
        let n = 1 + self.dice.below(3) as i64;
        Body {
            text: format!("{word}{n}{unit}"),
            action: "add",
            items: vec![(good, Some(n * 1000))],
            unclear: true,
            features: vec!["act: once more".to_owned(), format!("item: {form}")],
            ..Body::default()
        }
    }
}

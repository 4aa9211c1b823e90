//! A first order.

use super::goods::{Called, names};
use super::said::{Place, amount, count};
use super::{Body, Composer};

impl Composer {
    pub(crate) fn first(&mut self, who: usize) -> Body {
        if self.dice.chance(7) {
            return self.nothing();
        }
        let many = self.goods.len();
        if many == 1 {
            return match self.dice.below(10) {
                0 => self.carried(),
                1 if self.before.is_some() => self.same(),
                2..=4 => self.some(1),
                _ => self.of_the_one(),
            };
        }
        match self.dice.weighed(&[(40, 0), (34, 1), (7, 2), (6, 3), (2, 4), (4, 5), (7, 6)]) {
            1 => {
                let count = 2 + self.dice.below(3.min(many - 1));
                self.some(count.min(many))
            }
            2 => self.each(),
            3 if many <= 6 => self.all(),
            4 if (3..=6).contains(&many) => self.all_but(),
            5 if self.before.is_some_and(|before| before != who) => self.same(),
            6 => self.carried(),
            _ => self.some(1),
        }
    }

    /// Talk, and questions.
    fn nothing(&mut self) -> Body {
        let good = self.pick(1)[0];
        let name = self.goods[good].name.clone();
        let (form, text) = match self.dice.below(9) {
            0 => ("question", format!("{name}新鲜吗？")),
            1 => ("question", "什么时候到货呀".to_owned()),
            2 => ("declined", "这次不买了".to_owned()),
            3 => ("thanks", "谢谢团长".to_owned()),
            4 => ("question", format!("{name}还有吗")),
            5 => ("talk", format!("上次的{name}很好吃")),
            6 => ("talk", "到了喊我一声".to_owned()),
            7 => ("question", "可以送到楼下吗？".to_owned()),
            _ => ("declined", "家里还有，下次再买".to_owned()),
        };
        Body { text, action: "none", features: vec![format!("act: none, {form}")], ..Body::default() }
    }

    /// Some goods, none twice.
    pub(crate) fn pick(&mut self, count: usize) -> Vec<usize> {
        let mut all: Vec<usize> = (0..self.goods.len()).collect();
        self.dice.shuffle(&mut all);
        all.truncate(count);
        all
    }

    pub(crate) fn called(&mut self, good: usize) -> Called {
        let all = names(&self.goods, good, self.codes.as_deref());
        let at = if self.dice.chance(30) { 0 } else { self.dice.below(all.len()) };
        all[at].clone()
    }

    /// By a name that is plain.
    pub(crate) fn plainly(&mut self, good: usize) -> Called {
        let mut all = names(&self.goods, good, self.codes.as_deref());
        all.retain(|(form, _, meant)| {
            meant.is_some() && ["full", "short", "sort before", "misspelt"].contains(form)
        });
        all[self.dice.below(all.len())].clone()
    }

    pub(crate) fn amount(&mut self, good: usize, place: Place, unclear: bool) -> super::said::Much {
        loop {
            let much = amount(&mut self.dice, &self.goods[good], place, unclear);
            // Without a unit in the heading nobody knows what a kilogram is.
            if self.units
                || !["kilograms", "grams", "portions", "unit that does not fit"].contains(&much.form)
            {
                return much;
            }
        }
    }

    /// Items, each with how much.
    fn some(&mut self, count: usize) -> Body {
        let picked = self.pick(count);
        let place = self.dice.weighed(&[(62, Place::After), (18, Place::Apart), (20, Place::Before)]);
        let parted = ["", " ", " ", "，", "、", "+", "；", "和"][self.dice.below(8)];
        let words: Vec<(usize, Called)> = picked.into_iter().map(|good| (good, self.called(good))).collect();
        let short =
            |form: &str| matches!(form, "first letter" | "last letter" | "price" | "code" | "initials");
        let bare = self.dice.chance(8) && !words.iter().any(|(_, (form, _, _))| short(form));
        let mut body = Body { action: "order", joins: true, ..Body::default() };
        body.features.push(format!("act: order of {}", if count > 1 { "several" } else { "one" }));
        if count > 1 {
            body.features.push(format!("parted: {parted:?}"));
        }
        for (nth, (good, (form, word, meant))) in words.into_iter().enumerate() {
            let unclear = count == 1 && self.dice.chance(6);
            let much = self.amount(good, place, unclear);
            let code = matches!(form, "code" | "price" | "initials" | "first letter" | "last letter");
            let (text, milli) = if bare {
                body.features.push("much: left out".to_owned());
                (word.clone(), Some(1000))
            } else {
                let text = match place {
                    Place::Before if !code && joins(&much.text, &word) => format!("{}{word}", much.text),
                    Place::Apart => format!("{word} {}", much.text),
                    _ if joins(&word, &much.text) => format!("{word}{}", much.text),
                    _ => format!("{word} {}", much.text),
                };
                body.features.push(format!("much: {}", much.form));
                body.features.push(format!("place: {place:?}"));
                (text, much.milli)
            };
            body.features.push(format!("item: {form}"));
            if nth == 0 {
                body.joins = matches!(form, "full" | "short")
                    && place != Place::Before
                    && text.chars().next().is_some_and(|c| !c.is_ascii());
            } else if joins(&body.text, &text) || !parted.is_empty() {
                body.text += parted;
            } else {
                body.text.push(' ');
            }
            body.text += &text;
            body.unclear |= meant.is_none() || milli.is_none();
            body.items.push((good, milli));
        }
        if self.dice.chance(8) && !body.text.starts_with(|c: char| c.is_ascii()) {
            body.text = format!("{}{}", ["要", "来", "我要"][self.dice.below(3)], body.text);
            body.features.push("word: wanting".to_owned());
        }
        body
    }

    /// One thing is sold, and not named.
    fn of_the_one(&mut self) -> Body {
        let much = self.amount(0, Place::After, false);
        let text = match self.dice.below(6) {
            0 => format!("要{}", much.text.trim_start_matches(['x', 'X', '*', '×'])),
            1 => format!("来{}", much.text.trim_start_matches(['x', 'X', '*', '×'])),
            _ => much.text.clone(),
        };
        Body {
            text,
            action: "order",
            items: vec![(0, much.milli)],
            unclear: much.milli.is_none(),
            features: vec!["act: of the one thing".to_owned(), format!("much: {}", much.form)],
            ..Body::default()
        }
    }

    /// A和B各2盒, A+B.
    fn each(&mut self) -> Body {
        let count = if self.goods.len() > 3 { 2 + self.dice.below(2) } else { 2 };
        let picked = self.pick(count);
        let words: Vec<Called> = picked.iter().map(|good| self.plainly(*good)).collect();
        let parted = ["、", "和", " ", "+", "", "，"][self.dice.below(6)];
        let joined: Vec<String> = words.iter().map(|(_, word, _)| word.clone()).collect();
        let weighed = picked.iter().any(|good| self.goods[*good].unit == "斤");
        let (n, much) = match self.dice.below(6) {
            0 => (1, "各一".to_owned()),
            1 => (2, "各两".to_owned() + if weighed { "斤" } else { "份" }),
            2 => (1, "各来1".to_owned()),
            3 if parted == "+" || parted == "、" => (1, String::new()),
            4 if !weighed => (1, "各一份".to_owned()),
            _ => {
                let n = count_of(self);
                (n, format!("各{n}"))
            }
        };
        let form = if much.is_empty() { "names alone" } else { "each" };
        let odd = much.ends_with('斤') && picked.iter().any(|good| self.goods[*good].unit != "斤");
        Body {
            text: joined.join(parted) + &much,
            action: "order",
            items: picked.iter().map(|good| (*good, Some(n * 1000))).collect(),
            unclear: odd,
            features: words
                .iter()
                .map(|(form, _, _)| format!("item: {form}"))
                .chain([format!("act: {form}"), format!("parted: {parted:?}")])
                .collect(),
            joins: true,
            ..Body::default()
        }
    }

    fn all(&mut self) -> Body {
        let weighed = self.goods.iter().any(|good| good.unit == "斤");
        let n = 1 + self.dice.below(2) as i64;
        let text = match self.dice.below(if weighed { 4 } else { 9 }) {
            0 => "各一".to_owned(),
            1 => format!("每样{n}"),
            2 => "全要".to_owned(),
            3 => format!("每种各{n}"),
            4 => format!("都要{n}份"),
            5 => "每样一份".to_owned(),
            6 => "一样一个".to_owned(),
            7 => format!("各来{n}份"),
            _ => format!("全部{n}份"),
        };
        let n = if text.contains('2') { 2 } else { 1 };
        Body {
            text,
            action: "order",
            items: (0..self.goods.len()).map(|good| (good, Some(n * 1000))).collect(),
            features: vec!["act: all".to_owned()],
            ..Body::default()
        }
    }

    fn all_but(&mut self) -> Body {
        let but = self.pick(1)[0];
        let (_, word, _) = self.plainly(but);
        let text = match self.dice.below(3) {
            0 => format!("除了{word}都要一份"),
            1 => format!("除{word}外各1"),
            _ => format!("{word}不要，其他各一"),
        };
        let weighed = self.goods.iter().any(|good| good.unit == "斤");
        let text = if weighed { format!("{word}不要，其他各一") } else { text };
        Body {
            text,
            action: "order",
            items: (0..self.goods.len()).filter(|good| *good != but).map(|good| (good, Some(1000))).collect(),
            features: vec!["act: all but".to_owned()],
            ..Body::default()
        }
    }

    /// As the one before.
    fn same(&mut self) -> Body {
        let before = self.before.unwrap_or(0);
        let name = self.people[before].name.clone();
        let text = match self.dice.below(4) {
            0 => "同上".to_owned(),
            1 => format!("跟{name}一样"),
            2 => format!("同{name}"),
            _ => "和楼上一样".to_owned(),
        };
        let standing = self.standing.get(&before).cloned().unwrap_or_default();
        Body {
            text,
            action: "order",
            items: standing.into_iter().map(|(good, milli)| (good, Some(milli))).collect(),
            features: vec!["act: same".to_owned()],
            ..Body::default()
        }
    }

    /// For others, too.
    fn carried(&mut self) -> Body {
        let good = self.pick(1)[0];
        let (form, word, _) = self.plainly(good);
        let unit = self.goods[good].unit;
        let (n, m) = (count_of(self), 1 + self.dice.below(2) as i64);
        let whom = ["王姐", "我妈", "邻居", "楼上", "同事", "李姐"][self.dice.below(6)];
        let (text, sum) = match self.dice.below(6) {
            0 => (format!("{word}{n}{unit}，帮{whom}带{m}{unit}"), n + m),
            1 => (format!("{word}{n}{unit} {whom}也要{m}{unit}"), n + m),
            2 => (format!("帮{whom}带{word}{n}{unit}"), n),
            3 => (format!("{word}{n}{unit}，替{whom}拿{m}{unit}"), n + m),
            4 => (format!("{word}{n}{unit}+{whom}{m}{unit}"), n + m),
            _ => (format!("给{whom}带{n}{unit}{word}"), n),
        };
        Body {
            text,
            action: "order",
            items: vec![(good, Some(sum * 1000))],
            features: vec!["act: for others".to_owned(), format!("item: {form}")],
            ..Body::default()
        }
    }
}

fn count_of(composer: &mut Composer) -> i64 {
    count(&mut composer.dice) as i64
}

/// Nothing runs together where these meet: 5kg2, 2 35的.
pub(crate) fn joins(left: &str, right: &str) -> bool {
    let (Some(left), Some(right)) = (left.chars().next_back(), right.chars().next()) else { return true };
    let counts = |c: char| c.is_ascii_alphanumeric() || "一二两三四五六七八九十半".contains(c);
    !(counts(left) && counts(right)) || left.is_ascii_alphabetic() && right.is_ascii_digit()
}

//! How something is put, in a small language of its own: `(every year) (all | also)* (brings | pays) 8%`. Pure, no more than the
//! watch for promises needs.

use std::collections::{BTreeMap, BTreeSet};

/// One piece of a saying.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Say {
    /// One of these, told apart by `|`.
    One(&'static str),
    /// Any of these, any number of times, or none.
    Some(&'static str),
    /// `8`, `八`, `eight`.
    Number,
    /// `8%`, `百分之八`, `八个点`, `eight percent`.
    Rate,
    /// Nothing more.
    End,
    /// Up to so many signs (words, in English) of any kind.
    Any(usize),
}

/// The watch knows no clock. Years up to this one were over when it was written; of a later one only words of the past say that it is.
pub(crate) const LAST_YEAR_OVER: u16 = 2025;

/// The words of a list.
pub(crate) fn words(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.split('|').filter(|word| !word.is_empty())
}

/// A saying, and what makes another matter of it when it follows.
pub(crate) type Saying = (&'static [Say], &'static str);

/// Sayings by the sign they begin with: a long text is not held against each of them at each of its signs.
pub(crate) struct Sayings {
    by_sign: BTreeMap<char, Vec<&'static Saying>>,
    any: Vec<&'static Saying>,
}

impl Sayings {
    pub(crate) fn of(all: &'static [Saying]) -> Sayings {
        let mut sayings = Sayings { by_sign: BTreeMap::new(), any: Vec::new() };
        for saying in all {
            let Some(Say::One(list)) = saying.0.first() else {
                sayings.any.push(saying);
                continue;
            };
            let signs: BTreeSet<char> = words(list).filter_map(|word| word.chars().next()).collect();
            for sign in signs {
                sayings.by_sign.entry(sign).or_default().push(saying);
            }
        }
        sayings
    }

    /// Those that can begin where this sign stands.
    pub(crate) fn at(&self, sign: char) -> impl Iterator<Item = &'static Saying> {
        self.by_sign.get(&sign).into_iter().flatten().chain(&self.any).copied()
    }
}

/// A text that is looked through, and how its words end.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Text {
    /// Signs without blanks: a word may begin anywhere.
    Zh,
    /// Words, each behind one blank.
    En,
}

/// How a language writes numbers and rates: how many bytes of a text's beginning are one.
pub(crate) struct Figures {
    pub(crate) number: fn(&str) -> Option<usize>,
    pub(crate) rate: fn(&str) -> Option<usize>,
}

impl Text {
    /// What comes after this word at the beginning.
    fn after<'a>(self, text: &'a str, word: &str) -> Option<&'a str> {
        match self {
            Text::Zh => text.strip_prefix(word),
            Text::En => {
                let rest = text.strip_prefix(' ')?.strip_prefix(word)?;
                (rest.is_empty() || rest.starts_with(' ')).then_some(rest)
            }
        }
    }

    /// What comes after one sign or word of any kind.
    fn after_any(self, text: &str) -> Option<&str> {
        match self {
            Text::Zh => text.chars().next().map(|first| &text[first.len_utf8()..]),
            Text::En => text.strip_prefix(' ').map(|rest| &rest[rest.find(' ').unwrap_or(rest.len())..]),
        }
    }

    /// What is left behind this saying at the beginning of a text; the shortest way that holds.
    pub(crate) fn behind<'a>(self, text: &'a str, saying: &[Say], figures: &Figures) -> Option<&'a str> {
        Search { text: self, figures, fruitless: BTreeSet::new() }.behind(text, saying)
    }
}

/// One saying held against one place of a text.
struct Search<'f> {
    text: Text,
    figures: &'f Figures,
    /// Steps and signs still to come where nothing was found: the words of a step may be made of one another (`就`, `能`,
    /// `就能`), and each way through them would be gone anew from there.
    fruitless: BTreeSet<(usize, usize)>,
}

impl Search<'_> {
    fn behind<'a>(&mut self, text: &'a str, saying: &[Say]) -> Option<&'a str> {
        let Some((first, rest)) = saying.split_first() else { return Some(text) };
        let here = (saying.len(), text.len());
        if self.fruitless.contains(&here) {
            return None;
        }
        let of = self.text;
        let after = |list: &'static str| words(list).filter_map(move |word| of.after(text, word));
        let found = match *first {
            Say::One(list) => after(list).find_map(|left| self.behind(left, rest)),
            Say::Some(list) => {
                self.behind(text, rest).or_else(|| after(list).find_map(|left| self.behind(left, saying)))
            }
            Say::Number => (self.figures.number)(text).and_then(|length| self.behind(&text[length..], rest)),
            Say::Rate => (self.figures.rate)(text).and_then(|length| self.behind(&text[length..], rest)),
            Say::End => self.behind(text, rest).filter(|_| text.is_empty()),
            Say::Any(most) => self.behind_any(text, most, rest),
        };
        if found.is_none() {
            self.fruitless.insert(here);
        }
        found
    }

    fn behind_any<'a>(&mut self, text: &'a str, most: usize, rest: &[Say]) -> Option<&'a str> {
        let mut left = Some(text);
        for _ in 0..=most {
            let here = left?;
            if let Some(found) = self.behind(here, rest) {
                return Some(found);
            }
            left = self.text.after_any(here);
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::Say::{Any, Number, One, Some as Few};
    use super::*;

    const FIGURES: Figures = Figures {
        number: |text| {
            let figures = text.trim_start_matches(' ');
            let length = figures.bytes().take_while(u8::is_ascii_digit).count();
            (length > 0).then_some(text.len() - figures.len() + length)
        },
        rate: |_| None,
    };

    /// Without what it remembers this would go each of 2^300 ways.
    #[test]
    fn words_made_of_one_another_are_gone_through_once() {
        let saying = [Number, Few("就|能|就能"), One("回本")];
        let text = format!("1{}", "就能".repeat(300));
        assert_eq!(Text::Zh.behind(&text, &saying, &FIGURES), None);
        assert_eq!(Text::Zh.behind(&format!("{text}回本了"), &saying, &FIGURES), Some("了"));
    }

    #[test]
    fn a_saying_is_found_where_it_begins() {
        let yearly = [One("每年|年年"), Few("都|会"), One("有"), Number];
        for (text, left) in
            [("每年都会有8元", Some("元")), ("年年有8", Some("")), ("每年都会有", None), ("今每年有8", None)]
        {
            assert_eq!(Text::Zh.behind(text, &yearly, &FIGURES), left, "{text}");
        }
        let back = [One("money"), Any(2), One("back"), Number];
        for (text, left) in [
            (" money comes back 8 fold", Some(" fold")),
            (" money back 8", Some("")),
            (" money that will come back 8", None),
            (" moneyback 8", None),
        ] {
            assert_eq!(Text::En.behind(text, &back, &FIGURES), left, "{text}");
        }
    }
}

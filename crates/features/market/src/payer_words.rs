//! Names and codes by which payers are looked for in lines. Pure.
//!
//! Each is folded once, and a line is looked through for all of them at once: a month's statement against thousands of orders costs by its
//! own letters, not by how many wait.

use crate::arrivals::{Awaited, fold};
use crate::called;
use std::collections::{BTreeMap, BTreeSet};

/// Of all that is awaited.
pub(crate) struct PayerWords {
    pub(crate) names: Words,
    pub(crate) codes: Words,
    /// Names without the house, the room or the picture that stands with them.
    pub(crate) alone: Words,
    /// Digits of codes like `#12`.
    pub(crate) numbers: BTreeMap<String, Vec<usize>>,
}

impl PayerWords {
    pub(crate) fn of(awaited: &[Awaited]) -> PayerWords {
        let (mut names, mut codes, mut alone) = (Words::default(), Words::default(), Words::default());
        let mut numbers: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (row, one) in awaited.iter().enumerate() {
            one.names.iter().for_each(|name| names.add(name.trim(), row));
            one.names.iter().filter_map(|name| called::alone(name)).for_each(|name| alone.add(&name, row));
            one.codes.iter().for_each(|code| codes.add(code, row));
            for number in one.codes.iter().filter_map(|code| code.strip_prefix('#')) {
                numbers.entry(number.to_owned()).or_default().push(row);
            }
        }
        PayerWords { names, codes, alone, numbers }
    }
}

/// Whose each is, by its letters.
#[derive(Debug, Default)]
pub(crate) struct Words {
    rows: BTreeMap<Vec<char>, Vec<usize>>,
    /// In letters.
    lengths: BTreeSet<usize>,
}

/// Where one of them stands in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found<'a> {
    pub(crate) from: usize,
    /// Behind its last letter.
    pub(crate) to: usize,
    /// Places in what is awaited, ascending, each once.
    pub(crate) rows: &'a [usize],
}

impl Words {
    /// Rows come in their order.
    fn add(&mut self, word: &str, row: usize) {
        let word: Vec<char> = word.chars().map(fold).collect();
        if word.is_empty() {
            return;
        }
        self.lengths.insert(word.len());
        let rows = self.rows.entry(word).or_default();
        if rows.last() != Some(&row) {
            rows.push(row);
        }
    }

    /// All of them in a folded line, also those inside of others.
    pub(crate) fn find(&self, line: &[char]) -> Vec<Found<'_>> {
        let mut found = Vec::new();
        for from in 0..line.len() {
            for to in self.lengths.iter().map(|length| from + length).take_while(|to| *to <= line.len()) {
                if let Some(rows) = self.rows.get(&line[from..to]) {
                    found.push(Found { from, to, rows });
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A name of two rows, one inside of another, a blank one, and full-width letters.
    #[test]
    fn all_are_found_with_whose_they_are() {
        let one = |names: &[&str], codes: &[&str]| Awaited {
            who: String::new(),
            names: names.iter().map(|name| (*name).to_owned()).collect(),
            codes: codes.iter().map(|code| (*code).to_owned()).collect(),
            due_minor: 1,
            places: Vec::new(),
        };
        let awaited =
            [one(&["小雨", "小雨 "], &["HH1"]), one(&["小雨妈", " "], &["ＨＨ１２"]), one(&["小雨"], &[""])];
        let words = PayerWords::of(&awaited);
        let line: Vec<char> = "小雨妈 hh12 小雨".chars().collect();
        let found = |words: &Words| -> Vec<(usize, usize, Vec<usize>)> {
            words.find(&line).into_iter().map(|one| (one.from, one.to, one.rows.to_vec())).collect()
        };
        assert_eq!(found(&words.names), [(0, 2, vec![0, 2]), (0, 3, vec![1]), (9, 11, vec![0, 2])]);
        assert_eq!(found(&words.codes), [(4, 7, vec![0]), (4, 8, vec![1])]);
        assert_eq!(words.names.find(&[]), []);
    }
}

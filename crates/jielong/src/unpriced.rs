//! Offers of a heading without prices: called by letters, named and ordered, or only ordered.

use crate::Offer;
use crate::layout::{Layout, Raw};
use crate::plain::{bare, begins, text};
use crate::title::{tidy, titled};
use std::collections::{BTreeMap, HashMap};

/// A餐 红烧肉, B餐 清蒸鱼: called by letters, without prices.
pub(crate) fn coded(lines: &[Raw]) -> Vec<Offer> {
    let mut offers: Vec<Offer> = Vec::new();
    for raw in lines {
        let chars = &raw.chars;
        let letter = chars.first().filter(|c| c.is_ascii_alphabetic());
        let Some(letter) = letter else { continue };
        let kind = ["套餐", "餐", "款", "组", "类", "班", "线"]
            .iter()
            .find_map(|word| begins(chars, 1, word).map(|length| (*word, length)));
        let (kind, length) = kind.unwrap_or(("", 0));
        let mark = chars.get(1 + length);
        if !matches!(mark, Some(' ' | ':' | '.' | '、' | ')' | '-' | '=')) {
            continue;
        }
        let base = tidy(&text(&chars[2 + length..])).name;
        if base.is_empty() || offers.iter().any(|offer| offer.aliases.contains(&letter.to_string())) {
            continue;
        }
        offers.push(Offer {
            name: format!("{letter}{kind} {base}"),
            aliases: vec![letter.to_string(), format!("{letter}{kind}"), base],
            ..Offer::default()
        });
    }
    if offers.len() > 1 { offers } else { Vec::new() }
}

/// Things that the heading names without a price and the lines order.
pub(crate) fn named(title: &str, layout: &Layout) -> Vec<Offer> {
    let mut words: Vec<String> = Vec::new();
    for line in title.lines() {
        let line = line.trim_start_matches('#');
        let timed = |at: usize| line[..at].ends_with(|c: char| c.is_ascii_digit());
        let line = line.rfind(':').filter(|at| !timed(*at)).map_or(line, |at| &line[at + 1..]);
        for word in line
            .split([' ', '、', ',', ';', '|', '/', '+', '和', '(', ')', '[', ']', '!', '。', '.', '及', '或'])
        {
            let word = word.trim().trim_start_matches(['报', '写', '填']);
            let asked = word.split_once('几').map_or(word, |(before, _)| before);
            let mut name = titled(asked).name;
            if name.is_empty() {
                name = asked.trim().to_owned();
            }
            let long = name.chars().count();
            if words.len() < 200
                && (2..=12).contains(&long)
                && !words.iter().any(|known| bare(known) == bare(&name))
            {
                words.push(name);
            }
        }
    }
    words.truncate(200);
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for entry in layout.entries.iter().take(1_000) {
        let body = bare(&text(&entry.raw.chars));
        for (index, word) in words.iter().enumerate() {
            let word = bare(word);
            // 周五晚 is 周五晚班.
            let head = word.chars().count() > 3 && word.char_indices().last().is_some_and(|(at, _)| body.contains(&word[..at]));
            *counts.entry(index).or_default() += usize::from(body.contains(&word) || head);
        }
    }
    let said: Vec<usize> = counts.iter().filter(|(_, count)| **count > 0).map(|(index, _)| *index).collect();
    let total: usize = counts.values().sum();
    if said.len() < 2 || total * 3 < layout.entries.len().min(1_000) {
        return Vec::new();
    }
    said.into_iter().map(|index| Offer { name: words[index].clone(), ..Offer::default() }).collect()
}

/// The words that stand before amounts, where neither heading nor community names anything.
pub(crate) fn of_lines(layout: &Layout) -> Vec<Offer> {
    let mut counts: HashMap<String, (usize, usize)> = HashMap::new();
    let mut lines = 0_usize;
    for (order, entry) in layout.entries.iter().enumerate() {
        let words = crate::name::ordered_words(&entry.raw.chars, entry.sender.is_some());
        lines += usize::from(!words.is_empty());
        for word in words {
            let row = counts.entry(word).or_insert((0, order));
            row.0 += 1;
        }
    }
    if lines * 2 < layout.entries.len() {
        return Vec::new();
    }
    let mut words: Vec<(String, (usize, usize))> = counts.into_iter().collect();
    words.sort_by_key(|(word, (_, first))| (*first, word.clone()));
    words.truncate(crate::OFFERS_MAX);
    words.into_iter().map(|(name, _)| Offer { name, ..Offer::default() }).collect()
}

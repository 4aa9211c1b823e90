//! Letters by which lines order, before the names of a heading's things. Pure.

use crate::reading::ItemRead;
use std::collections::BTreeSet;

/// A 大黄鱼, B 带鱼: letters by which lines order are no part of what the things are called, as long as they are told apart without.
pub(crate) fn leave_out(items: &mut [ItemRead]) {
    let of = |item: &ItemRead| {
        let (letter, rest) = item.name.split_once(' ')?;
        let is_letter = letter.len() == 1 && letter.starts_with(|c: char| c.is_ascii_alphabetic());
        let is_word = rest.starts_with(|c: char| c.is_alphabetic() && !c.is_ascii());
        (is_letter && is_word).then(|| (letter.to_ascii_uppercase(), rest.to_owned()))
    };
    let lettered: Vec<(usize, String, String)> = items
        .iter()
        .enumerate()
        .filter_map(|(at, item)| of(item).map(|(letter, rest)| (at, letter, rest)))
        .collect();
    let letters: BTreeSet<&str> = lettered.iter().map(|(_, letter, _)| letter.as_str()).collect();
    let rests: BTreeSet<&str> = lettered.iter().map(|(.., rest)| rest.as_str()).collect();
    let others = items.iter().enumerate().filter(|(at, _)| lettered.iter().all(|(one, ..)| one != at));
    let is_free = others.into_iter().all(|(_, item)| !rests.contains(item.name.as_str()));
    let are_apart = letters.len() == lettered.len() && rests.len() == lettered.len() && is_free;
    if lettered.len() < 2 || !letters.contains("A") || !are_apart {
        return;
    }
    for (at, _, rest) in lettered {
        items[at].name = rest;
    }
}

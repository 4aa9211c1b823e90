//! People who stand on several lines of a list: who was named plainly once is known where name and order are written
//! together.

use crate::goods::Goods;
use crate::name::{Name, is_personal};
use crate::parse::{Parsed, parse_as};
use crate::plain::{bare, is_han, is_word, text};
use crate::scan::Manner;
use crate::word;
use crate::{Doubt, number};
use std::collections::HashMap;

/// 阿炳米改成5袋 is 阿炳 who stands above, with something about 米.
pub(crate) fn known(parsed: &mut [Parsed], goods: &mut Goods, manner: &Manner) {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for line in parsed.iter().filter(|line| line.name.doubt.is_none()) {
        *counts.entry(bare(&line.name.name)).or_default() += 1;
    }
    for line in parsed.iter_mut().filter(|line| line.order.sender.is_none() && line.name.cut.is_none()) {
        goods.enter(line.order.section);
        if let Some(name) = shorter(line, &counts, goods).or_else(|| inner(line, &counts, goods)) {
            *line = parse_as(line.order.clone(), Some(name), goods, manner);
        }
    }
    goods.enter(0);
}

/// The name of another line that this one begins with, where an order follows at once.
fn shorter(line: &Parsed, counts: &HashMap<String, usize>, goods: &Goods) -> Option<Name> {
    let own = line.name.name.as_str();
    let letters: Vec<char> = own.chars().collect();
    if letters.len() < 3 || counts.get(&bare(own)).is_some_and(|count| *count > 1) {
        return None;
    }
    let chars = &line.order.chars;
    let start = chars.windows(letters.len()).position(|part| part == letters.as_slice())?;
    (2..letters.len()).rev().find_map(|size| {
        let name = text(&letters[..size]);
        let from = start + size;
        // 邻居12 is nobody else than who is called so.
        let known = counts.contains_key(&bare(&name))
            && is_word(letters[size - 1])
            && !letters[size].is_ascii_digit();
        let letter = is_han(chars[from])
            && goods.letters.contains_key(&chars[from])
            && chars.get(from + 1).is_none_or(|next| {
                !is_word(*next)
                    || next.is_ascii_digit()
                    || number::is_chinese(*next)
                    || matches!(word::read(chars, from + 1), Some((Some(_), _)))
            });
        let ordered = letter
            || goods.starts(chars, from) > 1
            || number::read(chars, from).is_some()
            || matches!(word::read(chars, from), Some((Some(_), _)));
        let doubt = Some(Doubt::NameJoined);
        (known && ordered).then(|| Name { name, from, doubt, ..Name::default() })
    })
}

/// 起泡两支 阿蓝 再补: the order stands first, and somebody within it who stands above, or can only be somebody.
fn inner(line: &Parsed, counts: &HashMap<String, usize>, goods: &mut Goods) -> Option<Name> {
    if line.name.doubt != Some(Doubt::NameMissing) {
        return None;
    }
    let chars = &line.order.chars;
    let mut words: Vec<(usize, usize)> = Vec::new();
    let mut from = 0;
    for at in 0..=chars.len() {
        let ends = chars.get(at).is_none_or(|c| !is_word(*c));
        if ends && at > from {
            words.push((from, at));
        }
        if ends {
            from = at + 1;
        }
    }
    let doubt = Some(Doubt::NameJoined);
    let said = |(from, to): (usize, usize)| text(&chars[from..to]);
    let known = words.iter().copied().find(|place| {
        let word = said(*place);
        place.0 > 0 && counts.contains_key(&bare(&word)) && !goods.is_name(&word)
    });
    let can_only_be = words.iter().copied().find(|place| {
        let word = said(*place);
        let room = (3..=4).contains(&word.len()) && word.chars().all(|c| c.is_ascii_digit());
        place.0 > 0 && (room || is_personal(&word) && goods.find(&word).is_none())
    });
    let (from, to) = known.or(can_only_be)?;
    Some(Name { name: said((from, to)), from: 0, cut: Some((from, to)), doubt, ..Name::default() })
}

//! Sorts of one thing that the heading names beside it, where the lines choose between them.

use crate::Offer;
use crate::layout::{Layout, Raw};
use crate::plain::{bare, text};
use crate::readings::{BETTER, listed};
use crate::scan::{Piece, Placed};

/// A longer one says no prices by the piece, and each of its words would be looked through anew.
const CLAUSE_CHARS_MAX: usize = 300;

/// What a line with several prices says of each, brackets kept whole; other lines as they are.
fn clauses(raw: &Raw) -> Vec<Raw> {
    if crate::price::find(&raw.chars).len() < 2 {
        return vec![raw.clone()];
    }
    let mut parts: Vec<Vec<char>> = vec![Vec::new()];
    let mut depth = 0;
    for c in &raw.chars {
        match c {
            '(' => depth += 1,
            ')' if depth > 0 => depth -= 1,
            _ => {}
        }
        match c {
            ',' | ';' | '|' if depth == 0 => parts.push(Vec::new()),
            c => parts.last_mut().expect("one at least").push(*c),
        }
    }
    // Blanks part only what is said by the piece: 小黄鱼 33元/袋 乳山生蚝 68元/箱.
    let several = |part: &Vec<char>| part.len() <= CLAUSE_CHARS_MAX && crate::price::find(part).len() > 1;
    let by_blanks = |part: Vec<char>| {
        let mut words: Vec<Vec<char>> = vec![Vec::new()];
        for word in part.split(|c| *c == ' ') {
            let last = words.last_mut().expect("one at least");
            if !crate::price::find(last).is_empty() {
                words.push(word.to_vec());
            } else {
                last.push(' ');
                last.extend(word);
            }
        }
        words
    };
    let parts = parts.into_iter().flat_map(|part| if several(&part) { by_blanks(part) } else { vec![part] });
    parts.map(|chars| Raw { chars, ..raw.clone() }).collect()
}

/// 贝果8元一个 原味/蓝莓/芝士: with the sorts of one thing in its place, where lines name them.
pub(crate) fn flavours(layout: &Layout, own: &[Offer]) -> Vec<(Vec<Offer>, usize)> {
    let bodies: Vec<String> = layout.entries.iter().map(|entry| bare(&text(&entry.raw.chars))).collect();
    let mut found = Vec::new();
    let mut last: Option<usize> = None;
    for raw in layout.heading.iter().take(40).flat_map(clauses) {
        let raw = &raw;
        let line = bare(&text(&raw.chars));
        let here: Vec<usize> = (0..own.len()).filter(|at| line.contains(&bare(&own[*at].name))).collect();
        last = match here.as_slice() {
            [one] => Some(*one),
            [] if crate::price::find(&raw.chars).is_empty() => last,
            _ => None,
        };
        let Some(of) = last else { continue };
        let base = bare(&own[of].name);
        for words in listed(std::slice::from_ref(raw)) {
            let words: Vec<String> = words
                .into_iter()
                .map(|word| word.strip_prefix(own[of].name.as_str()).unwrap_or(&word).trim().to_owned())
                .filter(|word| {
                    !word.is_empty() && !own.iter().any(|offer| bare(word).contains(&bare(&offer.name)))
                })
                .collect();
            let used = |word: &String| bodies.iter().filter(|body| body.contains(&bare(word))).count();
            let several = words.iter().filter(|word| used(word) > 0).count();
            if words.len() < 2 || several < 2 || several * 2 < words.len() {
                continue;
            }
            let sort = |word: &String| Offer {
                name: if bare(word).ends_with(&base) {
                    word.clone()
                } else {
                    format!("{word}{}", own[of].name)
                },
                aliases: vec![word.clone(), format!("{}{word}", own[of].name)],
                ..own[of].clone()
            };
            let mut offers = own.to_vec();
            offers.splice(of..=of, words.iter().map(sort));
            found.push((offers, BETTER / 3));
            // That sorts are only other words for one thing is the last to be believed: 绣球35一棵(无尽夏、花手鞠): or other words for it.
            let mut offers = own.to_vec();
            offers[of].aliases.extend(words);
            found.push((offers, BETTER));
        }
    }
    found
}

/// 肥皂再加两块薰衣草, 肥皂3(薰衣草1桂花2): what several sorts are called by says nothing more where the sorts follow.
pub(crate) fn narrowed(mut pieces: Vec<Placed>) -> Vec<Placed> {
    let offers = |placed: &Placed| match &placed.piece {
        Piece::Item(found) => match found.mentions.as_slice() {
            [one] => one.offers.clone(),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    };
    let quantity = |placed: &Placed| match &placed.piece {
        Piece::Amount(amount) if !amount.vague => Some(amount.quantity.milli),
        _ => None,
    };
    for at in 0..pieces.len() {
        let several = offers(&pieces[at]);
        if several.len() < 2 {
            continue;
        }
        let sort = |placed: &Placed| {
            let own = offers(placed);
            !own.is_empty() && own.len() < several.len() && own.iter().all(|one| several.contains(one))
        };
        let rest = &pieces[at + 1..];
        if let [amount, Placed { piece: Piece::Open, .. }, inside @ ..] = rest
            && let Some(total) = quantity(amount)
            && let Some(close) = inside.iter().position(|placed| placed.piece == Piece::Close)
        {
            let inside = &inside[..close];
            let all = inside.iter().filter(|placed| matches!(placed.piece, Piece::Item(_)));
            let sum: i64 = inside.iter().filter_map(quantity).sum();
            if all.clone().count() > 1 && all.clone().all(sort) && sum == total {
                pieces.remove(at + 3 + close);
                pieces.drain(at..at + 3);
                return pieces;
            }
            continue;
        }
        let next = rest.iter().position(|placed| matches!(placed.piece, Piece::Item(_)));
        let Some(next) = next.filter(|next| sort(&rest[*next])) else { continue };
        let plain =
            |placed: &Placed| matches!(placed.piece, Piece::Space | Piece::Word(_) | Piece::Amount(_));
        if next > 0 && rest[..next].iter().all(plain) && matches!(rest[0].piece, Piece::Word(_)) {
            pieces.remove(at);
            return pieces;
        }
    }
    pieces
}

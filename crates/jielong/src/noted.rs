//! What of a line is kept for who packs it: places, wishes, sizes.

use crate::Offer;
use crate::brackets;
use crate::entry::Order;
use crate::goods::{Found, How};
use crate::layout::begins_with_room;
use crate::plain::{begins, text};
use crate::said::Said;
use crate::scan::{Piece, Placed};
use crate::word::Word;

/// What is neither item nor amount, with the "no" right before it: 不要香菜 packed as 香菜 would be the opposite. What is said of an
/// item beyond its name, as a size, is kept with its amount: 白S 1.
pub(crate) fn note(chars: &[char], pieces: &[Placed], order: &Order, offers: &[Offer]) -> String {
    joined(chars, spans(chars, pieces, offers), order)
}

/// As `note`, for people: what is no order stays word by word, with its numbers. 其中一份帮楼下带 without 一份 would be all of it.
pub(crate) fn in_full(
    chars: &[char],
    pieces: &[Placed],
    said: &Said,
    order: &Order,
    offers: &[Offer],
) -> String {
    let is_told =
        |one: &Placed| is_told(&one.piece) || matches!(one.piece, Piece::Amount(_) | Piece::Item(_));
    let within = |one: &Placed, (from, to): (usize, usize)| from <= one.from && one.to <= to;
    let mut whole: Vec<(usize, usize)> = brackets::remarks(pieces)
        .into_iter()
        .filter(|span| pieces.iter().any(|one| within(one, *span) && is_told(one)))
        .collect();
    let parts = |one: &Placed| matches!(one.piece, Piece::Space | Piece::Stop | Piece::Open | Piece::Close);
    for chunk in pieces.split(parts).filter(|chunk| !chunk.is_empty()) {
        let inside = whole.iter().any(|span| within(&chunk[0], *span));
        if let Some(span) = whole_chunk(chars, chunk, said).filter(|_| !inside) {
            whole.push(span);
        }
    }
    let (whole, mut all) = (whole.clone(), whole);
    let kept = |(from, to): &(usize, usize)| !whole.iter().any(|(a, b)| a <= from && to <= b);
    all.extend(spans(chars, pieces, offers).into_iter().filter(kept));
    all.sort_unstable();
    joined(chars, all, order)
}

/// Words with what belongs to them, written together: from the first of them to the last, where no part of it is read as an order.
fn whole_chunk(chars: &[char], chunk: &[Placed], said: &Said) -> Option<(usize, usize)> {
    let is_read = |one: &Placed| {
        said.loose.iter().any(|loose| {
            let changes =
                loose.kin || loose.more || loose.fewer || loose.becomes || loose.total || loose.brought;
            loose.from == one.from && (loose.used || changes)
        })
    };
    let first = chunk.iter().position(|one| is_told(&one.piece) || matches!(one.piece, Piece::Amount(_)))?;
    let plain = |one: &Placed| match one.piece {
        Piece::Amount(_) => !is_read(one),
        Piece::Word(word) => {
            matches!(word, Word::Want | Word::And | Word::For | Word::Bring | Word::Each | Word::All)
        }
        _ => is_told(&one.piece),
    };
    let amounts: Vec<&Placed> = chunk.iter().filter(|one| matches!(one.piece, Piece::Amount(_))).collect();
    let has_all = !said.wants.is_empty() && said.wants.iter().all(|want| want.amount.is_some());
    let (from, to) = (chunk[first].from, chunk[chunk.len() - 1].to);
    let of_it = ["其中", "里面"].iter().any(|word| begins(chars, from, word).is_some());
    let is_room = || {
        let digits = chars[from..to].iter().all(char::is_ascii_digit);
        chunk.len() == 1 && digits && begins_with_room(&chars[from..to])
    };
    let fits = match amounts.is_empty() {
        true => chunk[first..].iter().any(|one| matches!(one.piece, Piece::Text)),
        false => (has_all || of_it) && (chunk.iter().any(|one| is_told(&one.piece)) || is_room()),
    };
    (fits && chunk[first..].iter().all(plain)).then_some((from, to))
}

/// Words that are kept.
fn is_told(piece: &Piece) -> bool {
    matches!(piece, Piece::Text | Piece::Note | Piece::Carry | Piece::Share | Piece::Money(_))
}

fn joined(chars: &[char], spans: Vec<(usize, usize)>, order: &Order) -> String {
    let mut note = String::new();
    let mut end = 0;
    for (from, to) in spans {
        if from > end && !note.is_empty() {
            note.push(' ');
        }
        note.push_str(&text(&chars[from..to]));
        end = to;
    }
    note.push_str(&order.remarks);
    note.trim().to_owned()
}

fn spans(chars: &[char], pieces: &[Placed], offers: &[Offer]) -> Vec<(usize, usize)> {
    let mut spans = Vec::new();
    for (at, placed) in pieces.iter().enumerate() {
        let to = match &placed.piece {
            // 可以吗? without its question would be a permission.
            Piece::Text | Piece::Note => with_question(chars, pieces, at),
            Piece::Carry | Piece::Money(_) => placed.to,
            // 什么时候到: what is asked begins with the word.
            Piece::Word(Word::Question) if asks_of_next(pieces, at) => placed.to,
            Piece::Word(word) if is_no_before(*word, chars, pieces, at) => placed.to,
            Piece::Item(found) if is_sized(found, &chars[placed.from..placed.to], offers) => {
                with_amount(pieces, at)
            }
            _ => continue,
        };
        spans.push((placed.from, to));
    }
    spans
}

fn asks_of_next(pieces: &[Placed], at: usize) -> bool {
    matches!(pieces.get(at + 1), Some(Placed { piece: Piece::Text | Piece::Note, .. }))
}

/// 能不能, which is a question by itself: nothing of it is in the note.
pub(crate) fn asked(chars: &[char], pieces: &[Placed]) -> String {
    let is_question = |at: usize| pieces[at].piece == Piece::Word(Word::Question);
    let is_noted = |at: &usize| {
        asks_of_next(pieces, *at)
            || at.checked_sub(1).is_some_and(|at| matches!(pieces[at].piece, Piece::Text | Piece::Note))
    };
    let Some(first) = (0..pieces.len()).find(|at| is_question(*at)) else { return String::new() };
    let last = (first..pieces.len()).take_while(|at| is_question(*at)).last().unwrap_or(first);
    if (first..=last).any(|at| is_noted(&at)) {
        return String::new();
    }
    let said = text(&chars[pieces[first].from..pieces[last].to]);
    // 吗 alone says nothing.
    if said.chars().filter(|c| crate::plain::is_word(*c)).count() > 1 { said } else { String::new() }
}

/// Where something ends with the question that is made of it right behind: 可以吗?
fn with_question(chars: &[char], pieces: &[Placed], at: usize) -> usize {
    let mut to = pieces[at].to;
    let asks = |placed: &Placed| {
        placed.piece == Piece::Word(Word::Question)
            || chars[placed.from..placed.to].iter().all(|c| matches!(c, '?' | '吗' | '么'))
    };
    for placed in pieces[at + 1..].iter().take_while(|placed| asks(placed)) {
        to = placed.to;
    }
    to
}

/// 不要, 别放, no, before something that is neither item nor amount.
fn is_no_before(word: Word, chars: &[char], pieces: &[Placed], at: usize) -> bool {
    let refuses = matches!(word, Word::Without | Word::Withdraw | Word::Decline | Word::Fewer);
    // 不要了 takes back what was ordered.
    let ends = matches!(chars[pieces[at].from..pieces[at].to].last(), Some('了' | '啦' | '咯' | '喽'));
    let mut after = pieces[at + 1..].iter().skip_while(|placed| placed.piece == Piece::Space);
    refuses && !ends && after.next().is_some_and(|placed| matches!(placed.piece, Piece::Text | Piece::Note))
}

/// 白S, 蓝色XL, where 白色T恤 and 蓝色T恤 are offered.
fn is_sized(found: &Found, said: &[char], offers: &[Offer]) -> bool {
    let by_letter = found.mentions.iter().all(|mention| mention.how == How::Letter);
    let said = text(said);
    let sizes: Vec<&str> =
        said.split(|c: char| !c.is_ascii_alphanumeric()).filter(|run| is_size(run)).collect();
    let in_name = |size: &str| {
        found
            .mentions
            .iter()
            .flat_map(|mention| &mention.offers)
            .any(|offer| offers[*offer].name.contains(size))
    };
    by_letter && sizes.iter().any(|size| !in_name(size))
}

/// S, M, XXL, 2XL.
fn is_size(run: &str) -> bool {
    let upper = run.to_ascii_uppercase();
    let letters = upper.trim_start_matches(|c: char| c.is_ascii_digit());
    let large = letters.trim_start_matches('X');
    letters == "M" || large == "S" || large == "L"
}

/// Where the amount of an item ends.
fn with_amount(pieces: &[Placed], at: usize) -> usize {
    let mut to = pieces[at].to;
    for placed in &pieces[at + 1..] {
        match placed.piece {
            Piece::Space | Piece::Times => {}
            Piece::Amount(_) => {
                to = placed.to;
                break;
            }
            _ => break,
        }
    }
    to
}

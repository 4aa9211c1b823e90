//! What of a line is kept for who packs it: places, wishes, sizes.

use crate::Offer;
use crate::entry::Order;
use crate::goods::{Found, How};
use crate::plain::text;
use crate::scan::{Piece, Placed};
use crate::word::Word;

/// What is neither item nor amount, with the "no" right before it: 不要香菜 packed as 香菜 would be the opposite. What is said of an
/// item beyond its name, as a size, is kept with its amount: 白S 1.
pub(crate) fn note(chars: &[char], pieces: &[Placed], order: &Order, offers: &[Offer]) -> String {
    let mut note = String::new();
    let mut end = 0;
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
        if placed.from > end && !note.is_empty() {
            note.push(' ');
        }
        note.push_str(&text(&chars[placed.from..to]));
        end = to;
    }
    note.push_str(&order.remarks);
    note.trim().to_owned()
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

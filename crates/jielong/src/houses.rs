//! 孙阿姨 2号 ①5斤: where things are called ①②③ and not 1号, a number of which nobody says how much, beside a thing of which somebody does,
//! is where somebody lives. It is left in the words. Alone (老温 2号) it is what is wanted, and with an amount (2号1板). Pure.

use crate::codes::code_of;
use crate::goods::Goods;
use crate::piece::{Piece, Placed};

pub(crate) fn left_out(chars: &[char], goods: &Goods, mut pieces: Vec<Placed>) -> Vec<Placed> {
    let heading = &goods.offers[..goods.in_heading.min(goods.offers.len())];
    let is_circle = |alias: &String| matches!(alias.chars().next(), Some('①'..='⑳'));
    let circled = heading.iter().any(|offer| offer.aliases.iter().any(is_circle));
    if !circled || heading.iter().any(|offer| code_of(&offer.name).is_some()) {
        return pieces;
    }
    let numbers: Vec<usize> = (0..pieces.len()).filter(|at| is_number(chars, &pieces[*at])).collect();
    if let [at] = numbers[..]
        && is_bare(&pieces, at)
        && has_another(&pieces, at)
    {
        pieces[at].piece = Piece::Text;
    }
    pieces
}

/// 4号, and nothing else.
fn is_number(chars: &[char], placed: &Placed) -> bool {
    let said = chars.get(placed.from..placed.to).unwrap_or_default();
    matches!(placed.piece, Piece::Item(_))
        && matches!(said, [digits @ .., '号'] if !digits.is_empty() && digits.iter().all(char::is_ascii_digit))
}

/// No amount is said of it: neither behind it, nor before it without a thing of its own.
fn is_bare(pieces: &[Placed], at: usize) -> bool {
    let said = |placed: &&Placed| placed.piece != Piece::Space;
    let behind = pieces[at + 1..].iter().find(said).map(|placed| &placed.piece);
    let mut before = pieces[..at].iter().rev().filter(said).map(|placed| &placed.piece);
    let ends =
        matches!(behind, None | Some(Piece::Item(_) | Piece::Text | Piece::Stop | Piece::Note | Piece::Open));
    let begins = match before.next() {
        Some(Piece::Amount(_)) => matches!(before.next(), Some(Piece::Item(_) | Piece::Times)),
        Some(Piece::Plus | Piece::Minus | Piece::Times | Piece::Word(_) | Piece::Kinds(_)) => false,
        _ => true,
    };
    ends && begins
}

/// Of another thing it is said how much.
fn has_another(pieces: &[Placed], at: usize) -> bool {
    let Piece::Item(this) = &pieces[at].piece else { return false };
    let offers = |found: &crate::goods::Found| -> Vec<usize> {
        found.mentions.iter().flat_map(|mention| mention.offers.clone()).collect()
    };
    let own = offers(this);
    let is_other = |placed: &Placed| match &placed.piece {
        Piece::Item(found) => offers(found).iter().all(|offer| !own.contains(offer)),
        _ => false,
    };
    pieces.iter().any(is_other) && pieces.iter().any(|placed| matches!(placed.piece, Piece::Amount(_)))
}

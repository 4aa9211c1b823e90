//! The words that lines order, where nothing says what is offered.

use crate::goods::Goods;
use crate::name::read;
use crate::plain::{is_han, is_word, text};
use crate::scan::{self, Manner};
use crate::word::Word;

/// The words of a line of a list that names no offers, and whether each stands before an amount, alone or with a word
/// that changes an order.
pub(crate) fn ordered_words(chars: &[char], sent: bool) -> Vec<(String, bool)> {
    let mut goods = Goods::new(Vec::new(), 0);
    let manner = Manner { pieces_are_kuai: true, ..Manner::default() };
    let from = if sent { 0 } else { read(chars, &mut goods, &manner, None).from };
    let rest = &chars[from.min(chars.len())..];
    let pieces = scan::scan(rest, &mut goods, &manner);
    let mut words = Vec::new();
    for (at, placed) in pieces.iter().enumerate() {
        if placed.piece != scan::Piece::Text {
            continue;
        }
        let next = pieces[at + 1..].iter().find(|next| {
            !matches!(
                next.piece,
                scan::Piece::Space | scan::Piece::Times | scan::Piece::Plus | scan::Piece::Minus
            )
        });
        let word = text(&rest[placed.from..placed.to]);
        let word = word
            .trim_matches(|c: char| !is_word(c))
            .trim_end_matches(['也', '都', '的', '再', '要', '码', '了'])
            .trim_start_matches(['个', '份', '带', '那', '点']);
        let word = crate::likeness::size_trimmed(word).trim_end_matches(['L', 'M', 'S', 'X']).to_owned();
        let changes = |piece: Option<&scan::Placed>| {
            matches!(
                piece.map(|one| &one.piece),
                Some(scan::Piece::Word(Word::Replace | Word::Add | Word::Withdraw))
            )
        };
        let before = at.checked_sub(1).and_then(|before| pieces.get(before));
        let alone = pieces.len() == at + 1
            && (2..=6).contains(&word.chars().count())
            && pieces[..at].iter().all(|one| one.piece == scan::Piece::Space);
        let counted = matches!(before.map(|one| &one.piece), Some(scan::Piece::Amount(amount)) if !amount.unit.is_empty());
        let ordered = matches!(next.map(|next| &next.piece), Some(scan::Piece::Amount(_)))
            || changes(next)
            || changes(before)
            || counted
            || alone;
        let points = word.starts_with(['同', '跟', '和', '人', '个']) || word.contains("的人");
        if (1..=10).contains(&word.chars().count()) && word.chars().any(is_han) && !points {
            words.push((word, ordered));
        }
    }
    words
}

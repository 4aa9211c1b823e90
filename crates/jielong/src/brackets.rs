//! What stands in brackets, before a plus or minus, or as a size: put in order before items and amounts are joined.

use crate::bind::{Said, is_order};
use crate::scan::{Amount, Piece, Placed};
use crate::word::Word;

/// What stands in brackets is a remark, except an amount right after its item, a word that takes back, and an order
/// that stands nowhere else.
pub(crate) fn unbracket(pieces: &[Placed], said: &mut Said) -> Vec<Placed> {
    let mut depth = 0_usize;
    let outside = pieces.iter().any(|placed| {
        match placed.piece {
            Piece::Open => depth += 1,
            Piece::Close => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
            && (is_order(&placed.piece)
                || matches!(placed.piece, Piece::Word(Word::Withdraw | Word::Decline)))
    });
    let mut kept: Vec<Placed> = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        if pieces[at].piece == Piece::Close {
            at += 1;
            continue;
        }
        if pieces[at].piece != Piece::Open {
            kept.push(pieces[at].clone());
            at += 1;
            continue;
        }
        let close =
            (at + 1..pieces.len()).find(|index| pieces[*index].piece == Piece::Close).unwrap_or(pieces.len());
        let inside = &pieces[at + 1..close];
        let only_amount = !inside.is_empty()
            && inside.iter().all(|placed| {
                matches!(placed.piece, Piece::Amount(_) | Piece::Times | Piece::Space | Piece::Plus)
            })
            && inside.iter().filter(|placed| matches!(placed.piece, Piece::Amount(_))).count() == 1;
        let after_item = matches!(kept.last(), Some(Placed { piece: Piece::Item(_), .. }));
        let takes_back = inside.iter().any(|placed| matches!(placed.piece, Piece::Word(Word::Withdraw)))
            && !inside.iter().any(|placed| matches!(placed.piece, Piece::Item(_)));
        let items = inside.iter().filter(|placed| matches!(placed.piece, Piece::Item(_))).count();
        let amounts = inside.iter().any(|placed| matches!(placed.piece, Piece::Amount(_)));
        let names_it = items == 1
            && !amounts
            && !pieces.iter().enumerate().any(|(other, placed)| {
                !(at..=close).contains(&other) && matches!(placed.piece, Piece::Item(_))
            });
        let space = |place: usize| Placed { piece: Piece::Space, from: place, to: place };
        if only_amount && after_item || takes_back || names_it || !outside {
            if !(only_amount && after_item) {
                kept.push(space(pieces[at].from));
            }
            kept.extend(inside.iter().filter(|placed| placed.piece != Piece::Open).cloned());
            kept.push(space(pieces.get(close).map_or(pieces[at].to, |placed| placed.from)));
        } else {
            let orders = inside.iter().any(|placed| matches!(placed.piece, Piece::Item(_)))
                && inside.iter().any(|placed| matches!(placed.piece, Piece::Amount(_)));
            said.aside |= orders;
            said.question |= inside.iter().any(|placed| placed.piece == Piece::Word(Word::Question));
            let to = pieces.get(close).map_or(pieces[pieces.len() - 1].to, |placed| placed.to);
            kept.push(Placed { piece: Piece::Note, from: pieces[at].from, to });
        }
        at = close + 1;
    }
    kept
}

/// Where brackets stand that are a remark: from the letter behind the one that opens to the one that closes.
pub(crate) fn remarks(pieces: &[Placed]) -> Vec<(usize, usize)> {
    let all = unbracket(pieces, &mut Said::default());
    let open = |from: usize| pieces.iter().any(|one| one.piece == Piece::Open && one.from == from);
    let close = |to: usize| pieces.iter().any(|one| one.piece == Piece::Close && one.to == to);
    all.iter()
        .filter(|one| one.piece == Piece::Note && open(one.from))
        .map(|one| (one.from + 1, if close(one.to) { one.to - 1 } else { one.to }))
        .collect()
}

/// A large bare number right before another amount is a size: 小熊90一件, A2 110 ×1.
pub(crate) fn sized(mut pieces: Vec<Placed>) -> Vec<Placed> {
    for at in 0..pieces.len() {
        let Piece::Amount(amount) = &pieces[at].piece else { continue };
        let large = amount.unit.is_empty() && (30_000..1_000_000).contains(&amount.quantity.milli);
        let mut next = at + 1;
        let mut times = false;
        while matches!(pieces.get(next).map(|placed| &placed.piece), Some(Piece::Space | Piece::Times)) {
            times |= pieces[next].piece == Piece::Times;
            next += 1;
        }
        let counted = match pieces.get(next).map(|placed| &placed.piece) {
            Some(Piece::Amount(other)) => !other.unit.is_empty() || times,
            _ => false,
        };
        let follows_amount = at > 0 && matches!(pieces[at - 1].piece, Piece::Times);
        if large && counted && !follows_amount {
            // 130 1件 is a size of clothes.
            let size =
                amount.quantity.milli % 5_000 == 0 && (80_000..=200_000).contains(&amount.quantity.milli);
            pieces[at].piece = if size && !times { Piece::Note } else { Piece::Text };
        }
    }
    pieces
}

/// 4两的公蟹8只: which one, and not how much, where that follows.
pub(crate) fn specified(letters: &[char], mut pieces: Vec<Placed>, said: &mut Said) -> Vec<Placed> {
    for at in 0..pieces.len().saturating_sub(2) {
        let item =
            matches!(pieces[at + 1].piece, Piece::Item(_)) && letters.get(pieces[at + 1].from) == Some(&'的');
        // 三两母蟹 四只
        let sorted = matches!(pieces[at + 1].piece, Piece::Item(_))
            && matches!(&pieces[at].piece, Piece::Amount(amount) if crate::unit::is_weight(&amount.unit))
            && pieces[at].to == pieces[at + 1].from
            // 黄瓜三斤玉米六根: of what stands before it.
            && !at.checked_sub(1).is_some_and(|before| matches!(pieces[before].piece, Piece::Item(_) | Piece::Times))
            && pieces[at + 2..]
                .iter()
                .find(|placed| !matches!(placed.piece, Piece::Space | Piece::Times))
                .is_some_and(|placed| matches!(&placed.piece, Piece::Amount(amount) if !amount.unit.is_empty() && !crate::unit::is_weight(&amount.unit)));
        let item = item || sorted;
        let weighed = matches!(&pieces[at].piece, Piece::Amount(amount) if !amount.unit.is_empty());
        let counted = pieces[at + 2..]
            .iter()
            .find(|placed| !matches!(placed.piece, Piece::Space | Piece::Times))
            .is_some_and(|placed| matches!(placed.piece, Piece::Amount(_)));
        if item && weighed && counted {
            pieces[at].piece = Piece::Text;
            said.aside = true;
        }
    }
    pieces
}

/// 250克x2: so much, so many times.
pub(crate) fn multiplied(mut pieces: Vec<Placed>, said: &mut Said) -> Vec<Placed> {
    let mut at = 0;
    while at + 2 < pieces.len() {
        let product = match (&pieces[at].piece, &pieces[at + 1].piece, &pieces[at + 2].piece) {
            (Piece::Amount(each), Piece::Times, Piece::Amount(times))
                if crate::unit::is_weight(&each.unit)
                    && !each.vague
                    && times.unit.is_empty()
                    && times.quantity.milli % 1000 == 0
                    && (1_000..=100_000).contains(&times.quantity.milli) =>
            {
                each.quantity
                    .milli
                    .checked_mul(times.quantity.milli / 1000)
                    .map(|milli| Amount { quantity: kernel::Quantity::from_milli(milli), ..each.clone() })
            }
            _ => None,
        };
        if let Some(amount) = product {
            pieces[at] =
                Placed { piece: Piece::Amount(amount), from: pieces[at].from, to: pieces[at + 2].to };
            pieces.drain(at + 1..at + 3);
            said.aside = true;
        }
        at += 1;
    }
    pieces
}

/// A plus or minus right before an amount is part of it where no amount is right before.
pub(crate) fn signed(pieces: Vec<Placed>) -> Vec<Placed> {
    let mut done: Vec<Placed> = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let plus = match pieces[at].piece {
            Piece::Plus => true,
            Piece::Minus => false,
            _ => {
                done.push(pieces[at].clone());
                at += 1;
                continue;
            }
        };
        let before = done.last().map(|placed| &placed.piece);
        let follows_amount = matches!(before, Some(Piece::Amount(_)));
        match pieces.get(at + 1) {
            Some(Placed { piece: Piece::Amount(amount), to, .. }) if !follows_amount => {
                let amount = Amount { sign: Some(plus), ..amount.clone() };
                done.push(Placed { piece: Piece::Amount(amount), from: pieces[at].from, to: *to });
                at += 2;
            }
            Some(Placed { piece: Piece::Item(_), .. })
                if plus && !follows_amount && !matches!(before, Some(Piece::Item(_))) =>
            {
                done.push(Placed { piece: Piece::Word(Word::Add), ..pieces[at].clone() });
                at += 1;
            }
            _ => {
                done.push(Placed { piece: Piece::Space, ..pieces[at].clone() });
                at += 1;
            }
        }
    }
    done
}

//! 各, 都, 除了: amounts that are of several items.

use crate::bind::{Binder, Fate};
use crate::scan::Piece;
use crate::word::Word;

impl Binder {
    /// 各, 都, 每样: the amount goes to each item before it that has none, or after it, or to every offer.
    pub(crate) fn each(&mut self) {
        for at in 0..self.pieces.len() {
            let each = match &self.pieces[at].piece {
                Piece::Word(Word::Each | Word::All | Word::Both) => true,
                Piece::Kinds(_) => self.amount_after(at).is_some(),
                _ => false,
            };
            if !each {
                continue;
            }
            let back = (at + 1..self.pieces.len()).any(|next| {
                self.clauses[next] == self.clauses[at]
                    && matches!(
                        self.word(next),
                        Some(Word::Withdraw | Word::Decline | Word::Without | Word::Double | Word::Replace)
                    )
            });
            if back {
                continue;
            }
            self.said.add |=
                matches!(self.previous(at).and_then(|before| self.word(before)), Some(Word::Add));
            let excepted = self.excepted(at);
            let amount = self.amount_after(at);
            let mut targets: Vec<usize> = Vec::new();
            let mut before = at;
            while before > 0 {
                before -= 1;
                match &self.pieces[before].piece {
                    Piece::Amount(_) | Piece::Word(Word::Withdraw | Word::Except) => break,
                    Piece::Item(_) => targets.extend(self.slots_at(before)),
                    _ => {}
                }
            }
            targets.retain(|index| self.said.wants[*index].fate == Fate::Wanted);
            let taken = amount.map(|index| {
                self.said.loose[index].used = true;
                self.said.loose[index].amount.clone()
            });
            if targets.is_empty() && !excepted {
                let from = amount.map_or(at, |index| self.said.loose[index].at);
                let mut after = from + 1;
                while after < self.pieces.len()
                    && self.clauses[after] == self.clauses[at]
                    && !matches!(self.pieces[after].piece, Piece::Amount(_))
                {
                    targets.extend(self.slots_at(after));
                    after += 1;
                }
                if matches!(self.piece(after), Some(Piece::Amount(_))) {
                    targets.clear();
                }
            }
            if let Some(amount) = &taken
                && !targets.is_empty()
            {
                for index in targets {
                    self.said.wants[index].amount.get_or_insert(amount.clone());
                }
                continue;
            }
            if targets.is_empty() {
                // Something unknown stands before it: 牛奶都要2支.
                let named =
                    matches!(at.checked_sub(1).and_then(|before| self.piece(before)), Some(Piece::Text));
                if named {
                    if let Some(index) = amount {
                        self.said.loose[index].used = false;
                        self.said.loose[index].named = true;
                    }
                    continue;
                }
                let remark = taken.is_none()
                    && matches!(
                        self.piece(at + 1),
                        Some(Piece::Text | Piece::Word(Word::Decline | Word::Without))
                    );
                if remark {
                    continue;
                }
                let whole = taken.is_some()
                    || matches!(self.word(at), Some(Word::All))
                        && self.said.wants.iter().all(|want| want.fate == Fate::Excepted);
                if whole && self.said.all.is_none() {
                    self.said.all = Some(taken);
                }
            }
        }
    }

    /// 除了花卷都要一袋 and 花卷不要,其他各一袋: marks what is left out.
    pub(crate) fn excepted(&mut self, at: usize) -> bool {
        let Some(word) = (0..at).rev().find(|before| self.word(*before) == Some(Word::Except)) else {
            return false;
        };
        let between: Vec<usize> = (word..at).flat_map(|place| self.slots_at(place)).collect();
        let slots = if between.is_empty() {
            (0..word).flat_map(|place| self.slots_at(place)).collect()
        } else {
            between
        };
        for index in &slots {
            if self.said.wants[*index].amount.is_none() {
                self.said.wants[*index].fate = Fate::Excepted;
            }
        }
        !slots.is_empty()
    }
}

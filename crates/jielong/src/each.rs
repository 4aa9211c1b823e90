//! 各, 都, 除了: amounts that are of several items.

use crate::Doubt;
use crate::bind::{Binder, Fate, Want};
use crate::goods::{How, Mention};
use crate::plain::text;
use crate::scan::Piece;
use crate::unit;
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
            // 每个写一个字
            let told = self.word(at) == Some(Word::Each)
                && self.letters[self.pieces[at].from] == '每'
                && matches!(self.piece(at + 1), Some(Piece::Text))
                && self.pieces[..at].iter().any(|placed| matches!(placed.piece, Piece::Amount(_)));
            if !each || told {
                continue;
            }
            // 三种口味各一斤 毛豆不要: what another thing is not wanted for.
            let end = self.apart_from(at).unwrap_or(self.pieces.len());
            let back = (at + 1..end).any(|next| {
                self.clauses[next] == self.clauses[at]
                    && matches!(
                        self.word(next),
                        Some(
                            Word::Withdraw
                                | Word::Decline
                                | Word::Without
                                | Word::Double
                                | Word::Replace
                                | Word::Fewer
                        )
                    )
            });
            if back {
                // 除了百合都退掉
                self.excepted(at);
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
            let mut taken = amount.map(|index| {
                self.said.loose[index].used = true;
                self.said.loose[index].amount.clone()
            });
            // 酸奶每天一杯: for how many days is not said.
            let daily = ["每天", "每日"]
                .iter()
                .any(|word| crate::plain::begins(&self.letters, self.pieces[at].from, word).is_some());
            if let Some(amount) = taken.as_mut()
                && daily
                && targets.len() == 1
                && self.said.loose.len() == 1
                && self.said.kinds.is_none()
            {
                amount.vague = true;
            }
            // 一样一个, of boxes and bags.
            if let Some(amount) = taken.as_mut().filter(|amount| amount.unit == "个")
                && targets.len() != 1
            {
                amount.unit = unit::EACH.to_owned();
            }
            if targets.is_empty() && !excepted {
                let from = amount.map_or(at, |index| self.said.loose[index].at);
                let mut after = from + 1;
                while after < end
                    && self.clauses[after] == self.clauses[at]
                    && !matches!(self.pieces[after].piece, Piece::Amount(_))
                {
                    targets.extend(self.slots_at(after));
                    after += 1;
                }
                if matches!(self.piece(after), Some(Piece::Amount(_))) {
                    targets.clear();
                }
                // 全套 订正本两本: all of them, and of one more.
                if self.word(at) == Some(Word::All)
                    && matches!(self.piece(at + 1), Some(Piece::Space | Piece::Stop))
                    && taken.is_none()
                    && (self.of_all(at) || targets.iter().any(|index| self.counted_next(*index)))
                {
                    targets.clear();
                }
            }
            if let Some(amount) = &taken
                && !targets.is_empty()
            {
                // 夏装110、120各一套
                let sizes = (targets.len() == 1).then(|| {
                    (self.said.wants[targets[0]].at..at).filter(|place| self.is_number(*place)).count()
                });
                for index in targets {
                    let mut amount = amount.clone();
                    if let Some(sizes @ 2..) = sizes {
                        amount.quantity.milli *= i64::try_from(sizes).unwrap_or(1);
                    }
                    self.said.wants[index].amount.get_or_insert(amount);
                    self.kinds_of(index, at);
                }
                continue;
            }
            if let ([index], true) = (targets.as_slice(), self.word(at) == Some(Word::All)) {
                // 牛肉团全要
                self.kinds_of(*index, at);
            }
            if targets.is_empty() && self.sizes_between(at) {
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
                        && (self.said.wants.iter().all(|want| want.fate == Fate::Excepted)
                            || matches!(self.piece(at + 1), Some(Piece::Space | Piece::Stop))
                                && self.pieces[at].to - self.pieces[at].from > 1
                                && (self.of_all(at)
                                    || (0..self.said.wants.len()).all(|index| self.counted_next(index))));
                // 五天都要,每天两份
                let bare = matches!(self.said.all, Some(None)) && taken.is_some();
                if whole && (bare || self.said.all.is_none()) {
                    self.said.all = Some(taken);
                }
            }
        }
    }

    /// 香菇 1盒 生菜 2棵小番茄 3: items and amounts in turn, an item first and an amount last, wherever the blanks stand; or the other
    /// way about.
    pub(crate) fn in_turn(&mut self) {
        let parts = |piece: &Piece| {
            matches!(
                piece,
                Piece::Space
                    | Piece::Stop
                    | Piece::Times
                    | Piece::Note
                    | Piece::Item(_)
                    | Piece::Amount(_)
                    | Piece::Word(Word::And | Word::Want)
            )
        };
        if self.single || !self.pieces.iter().all(|placed| parts(&placed.piece)) {
            return;
        }
        let places: Vec<usize> = (0..self.pieces.len())
            .filter(|at| matches!(self.pieces[*at].piece, Piece::Item(_) | Piece::Amount(_)))
            .collect();
        let item = |at: usize| matches!(self.pieces[at].piece, Piece::Item(_));
        let alternate = places.windows(2).all(|pair| item(pair[0]) != item(pair[1]));
        if places.len() < 4 || !places.len().is_multiple_of(2) || !alternate {
            return;
        }
        let first = item(places[0]);
        let pairs: Vec<(usize, usize)> = places
            .chunks(2)
            .map(|pair| if first { (pair[0], pair[1]) } else { (pair[1], pair[0]) })
            .collect();
        let found: Option<Vec<(usize, usize)>> = pairs
            .iter()
            .map(|(item, amount)| {
                let near = first || self.clauses[*item] == self.clauses[*amount];
                match self.slots_at(*item).as_slice() {
                    [slot] if self.said.wants[*slot].amount.is_none() && near => {
                        self.amount_at(*amount).map(|loose| (*slot, loose))
                    }
                    _ => None,
                }
            })
            .collect();
        for (slot, loose) in found.into_iter().flatten() {
            self.said.loose[loose].used = true;
            self.said.wants[slot].amount = Some(self.said.loose[loose].amount.clone());
        }
    }

    /// Where, behind a blank, another thing begins after the amount of each.
    fn apart_from(&self, at: usize) -> Option<usize> {
        let amount = self.said.loose[self.amount_after(at)?].at;
        let kinds = matches!(self.piece(at), Some(Piece::Kinds(_)))
            || matches!(self.previous(at).and_then(|before| self.piece(before)), Some(Piece::Kinds(_)));
        let next = self.next(amount);
        let apart = matches!(self.piece(amount + 1), Some(Piece::Space));
        (kinds && apart && matches!(self.piece(next), Some(Piece::Item(_)))).then_some(next)
    }

    /// 豆浆 香干 | 2瓶 1份: several things and then as many amounts, in their order.
    pub(crate) fn cell_by_cell(&mut self) {
        let places: Vec<usize> = (0..self.pieces.len())
            .filter(|at| !matches!(self.pieces[*at].piece, Piece::Space | Piece::Word(Word::And)))
            .collect();
        let half = places.len() / 2;
        let (items, amounts) = places.split_at(half);
        if self.single || half < 2 || items.len() != amounts.len() {
            return;
        }
        let slots: Option<Vec<usize>> = items
            .iter()
            .map(|at| match self.slots_at(*at).as_slice() {
                [slot] if self.said.wants[*slot].amount.is_none() => Some(*slot),
                _ => None,
            })
            .collect();
        let loose: Option<Vec<usize>> = amounts.iter().map(|at| self.amount_at(*at)).collect();
        let (Some(slots), Some(loose)) = (slots, loose) else { return };
        let between = &self.letters[self.pieces[items[half - 1]].to..self.pieces[amounts[0]].from];
        let counted = loose.iter().all(|index| !self.said.loose[*index].amount.unit.is_empty());
        if !counted && !between.contains(&'|') {
            return;
        }
        for (slot, loose) in slots.into_iter().zip(loose) {
            self.said.loose[loose].used = true;
            self.said.wants[slot].amount = Some(self.said.loose[loose].amount.clone());
        }
    }

    /// 鞋子两双 36和37各一: sizes behind an amount say which, and no more of anything.
    fn sizes_between(&mut self, at: usize) -> bool {
        let Some(before) = (0..at).rev().find(|before| matches!(self.piece(*before), Some(Piece::Amount(_))))
        else {
            return false;
        };
        let between = before + 1..at;
        let sizes = between.clone().filter(|place| self.is_number(*place)).count();
        let only = between.into_iter().all(|place| {
            self.is_number(place) || matches!(self.piece(place), Some(Piece::Space | Piece::Word(Word::And)))
        });
        if sizes == 0 || !only {
            return false;
        }
        if let Some(index) = self.amount_after(at) {
            self.said.loose[index].used = true;
        }
        true
    }

    /// 三样都要 班服165码, 全套,班服150码: all of them, and something about one.
    fn of_all(&self, at: usize) -> bool {
        let kinds = self
            .previous(at)
            .is_some_and(|before| matches!(self.piece(before), Some(Piece::Kinds(kinds)) if *kinds > 2));
        let placed = &self.pieces[at];
        kinds || ["全套", "全部", "全要"].contains(&text(&self.letters[placed.from..placed.to]).as_str())
    }

    fn counted_next(&self, want: usize) -> bool {
        matches!(self.piece(self.next(self.said.wants[want].at)), Some(Piece::Amount(_)))
    }

    /// 罐头各10, 香肠两种各三斤: a word that several are called by means each of them.
    fn kinds_of(&mut self, want: usize, at: usize) {
        let offers = self.said.wants[want].mention.offers.clone();
        let before = self.previous(at).and_then(|before| self.piece(before));
        let kinds = match (self.piece(at), before) {
            (Some(Piece::Kinds(kinds)), _) | (_, Some(Piece::Kinds(kinds))) => Some(*kinds),
            (Some(Piece::Word(Word::Both)), _) | (_, Some(Piece::Word(Word::Both))) => Some(2),
            _ => None,
        };
        let named = matches!(self.word(at), Some(Word::Each | Word::All | Word::Both)) || kinds.is_some();
        if offers.len() < 2 || !named || kinds.is_some_and(|kinds| usize::try_from(kinds) != Ok(offers.len()))
        {
            return;
        }
        let one = self.said.wants[want].clone();
        let of = |offer: usize| {
            let how = match one.mention.how {
                How::Roundabout(doubt) => How::Roundabout(doubt),
                _ => How::Roundabout(Doubt::Concluded),
            };
            Want { mention: Mention { offers: vec![offer], how, besides: None }, ..one.clone() }
        };
        self.said.wants[want] = of(offers[0]);
        self.said.wants.extend(offers[1..].iter().map(|offer| of(*offer)));
        self.said.kinds = None;
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

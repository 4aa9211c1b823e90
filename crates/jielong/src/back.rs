//! 草莓改3盒, 奶黄换成豆沙, 香蕉不要了: what becomes of what is named.

use crate::bind::{Binder, Fate, is_order};
use crate::scan::Piece;
use crate::word::Word;

impl Binder {
    /// 草莓改3盒, 奶黄换成豆沙.
    pub(crate) fn replaced(&mut self) {
        let verbs: Vec<usize> =
            (0..self.pieces.len()).filter(|at| self.word(*at) == Some(Word::Replace)).collect();
        for (nth, at) in verbs.iter().copied().enumerate() {
            let clause = self.clauses[at];
            let start = verbs[..nth]
                .last()
                .copied()
                .filter(|other| self.clauses[*other] == clause)
                .map_or(0, |other| other + 1);
            let before: Vec<usize> = (0..self.said.wants.len())
                .filter(|index| {
                    let want = &self.said.wants[*index];
                    want.clause == clause && (start..at).contains(&want.at)
                })
                .collect();
            let mut next = at + 1;
            while next < self.pieces.len()
                && self.clauses[next] == clause
                && !is_order(&self.pieces[next].piece)
            {
                next += 1;
            }
            let after = (next < self.pieces.len() && self.clauses[next] == clause).then_some(next);
            let old: Vec<usize> = (0..self.said.loose.len())
                .filter(|index| {
                    let loose = &self.said.loose[*index];
                    loose.clause == clause && (start..at).contains(&loose.at) && !loose.used
                })
                .collect();
            let Some(after) = after else {
                self.said.restyled |= !before.is_empty()
                    && matches!(self.piece(self.next(at)), Some(Piece::Text | Piece::Note));
                continue;
            };
            let amount = self.amount_at(after);
            // 改1份③1份: the first is of what stands before it.
            let item_next = matches!(self.piece(after + 1), Some(Piece::Item(_)))
                && !matches!(self.piece(after + 2), Some(Piece::Amount(_)));
            match amount.filter(|_| !item_next) {
                Some(amount) => {
                    for index in old {
                        // 草莓2鸡蛋1改2: only the nearest is changed; the others stand as they are written.
                        // 两本数星星改一本: the one amount is the old one.
                        let only = before.len() == 1
                            && self.clauses[..at].iter().all(|one| *one == clause)
                            && self.said.loose.iter().filter(|loose| loose.at < at).count() == 1;
                        let nearest = only
                            || before
                                .last()
                                .is_none_or(|want| self.said.wants[*want].at < self.said.loose[index].at);
                        if nearest {
                            self.said.loose[index].used = true;
                        }
                    }
                    self.said.loose[amount].becomes = true;
                    // 公母都改成6只: each of them.
                    let all = matches!(
                        self.previous(at).and_then(|before| self.word(before)),
                        Some(Word::All | Word::Each | Word::Both)
                    );
                    let first = if all { 0 } else { before.len().saturating_sub(1) };
                    for want in &before[first..] {
                        self.said.loose[amount].used = true;
                        self.said.wants[*want].amount = Some(self.said.loose[amount].amount.clone());
                    }
                }
                None => {
                    for index in &old {
                        self.said.loose[*index].used = true;
                    }
                    for index in &before {
                        self.said.wants[*index].fate = Fate::Given;
                        let mine = old.iter().find(|loose| {
                            let place = self.said.loose[**loose].at;
                            place.abs_diff(self.said.wants[*index].at) <= 2
                        });
                        self.said.wants[*index].amount =
                            mine.map(|loose| self.said.loose[*loose].amount.clone());
                    }
                    if !before.is_empty() {
                        for index in self.slots_at(after) {
                            self.said.wants[index].fate = Fate::Instead;
                        }
                    }
                }
            }
        }
    }

    /// 五板多了,三板: how many it was, and how many it is to be.
    pub(crate) fn mistaken(&mut self) {
        for at in 1..self.pieces.len() {
            let Some(before) = self.previous(at).filter(|_| self.word(at) == Some(Word::Mistake)) else {
                continue;
            };
            let others = self.said.loose.iter().filter(|loose| loose.at != before).count();
            if let Some(index) = self.amount_at(before).filter(|_| others == 1) {
                self.said.loose[index].used = true;
                self.said.replace = true;
            }
        }
        // 半斤不够喝,改一斤: what a clause before says without a thing is no amount to be had.
        let Some(verb) = (0..self.pieces.len()).rev().find(|at| self.word(*at) == Some(Word::Replace)) else {
            return;
        };
        let told = self.amount_after(verb).is_some();
        for index in 0..self.said.loose.len() {
            let loose = &self.said.loose[index];
            let clause = loose.clause;
            let named = self.said.wants.iter().any(|want| want.clause == clause);
            let verbs = (0..self.pieces.len()).any(|at| {
                self.clauses[at] == clause
                    && matches!(self.word(at), Some(Word::Replace | Word::Add | Word::Each))
            });
            let text = self.pieces.iter().zip(&self.clauses).any(|(placed, own)| {
                *own == clause && matches!(placed.piece, Piece::Text | Piece::Word(Word::Mistake))
            });
            if told && clause < self.clauses[verb] && !named && !verbs && text {
                self.said.loose[index].used = true;
                self.said.text = true;
            }
        }
    }

    /// The letters of a clause.
    fn clause(&self, clause: usize) -> String {
        let placed = self.pieces.iter().zip(&self.clauses).filter(|(_, own)| **own == clause);
        placed.flat_map(|(placed, _)| &self.letters[placed.from..placed.to]).collect()
    }

    /// 来一箱,不甜我可要退的: what may come later.
    fn is_condition(&self, at: usize) -> bool {
        let clause = self.clauses[at];
        let placed = &self.pieces[at];
        let back = self.letters[placed.from] == '退';
        let will = ["要", "会", "就", "得", "肯定"]
            .iter()
            .any(|word| self.letters[..placed.from].ends_with(&word.chars().collect::<Vec<_>>()));
        let bad =
            self.clause(clause).trim_start_matches([',', ' ']).starts_with(['不', '坏', '没', '烂', '酸']);
        let ordered = self.said.wants.iter().any(|want| want.clause < clause && want.fate == Fate::Wanted)
            || self.said.loose.iter().any(|loose| loose.clause < clause);
        back && will && bad && ordered
    }

    /// 孩子发烧,取消了, where places for children are sold: what befell somebody is why, and not what goes.
    pub(crate) fn reasons(&mut self) {
        const WHO: &str = "孩子 小孩 小朋友 宝宝 娃 儿童 老人 大人 成人";
        for at in 0..self.pieces.len() {
            if !matches!(self.word(at), Some(Word::Withdraw | Word::Decline)) {
                continue;
            }
            let clause = self.clauses[at];
            if self.said.wants.iter().any(|want| want.clause == clause) {
                continue;
            }
            let told: Vec<usize> = (0..self.said.wants.len())
                .filter(|index| {
                    let want = &self.said.wants[*index];
                    let placed = &self.pieces[want.at];
                    let called: String = self.letters[placed.from..placed.to].iter().collect();
                    let more = want.left
                        || matches!(self.piece(want.at + 1), Some(Piece::Text | Piece::Word(Word::Want)));
                    let someone = WHO.split(' ').any(|who| called.starts_with(who));
                    want.clause < clause && want.amount.is_none() && more && someone
                })
                .collect();
            for index in told.into_iter().rev() {
                self.said.wants.remove(index);
                self.said.text = true;
                self.said.reason = true;
            }
        }
    }

    pub(crate) fn taken_back(&mut self) {
        for at in 0..self.pieces.len() {
            let Some(word) = self.word(at) else { continue };
            let bare = matches!(word, Word::Withdraw | Word::Decline);
            if !bare && !matches!(word, Word::Without | Word::Fewer) {
                continue;
            }
            let next = self.next(at);
            let clause = self.clauses[at];
            if self.is_condition(at) {
                self.said.condition = true;
                continue;
            }
            // 香干 退1份: told already of which.
            let bound = matches!(self.piece(next), Some(Piece::Amount(_))) && self.amount_at(next).is_none();
            let taken = |want: &crate::said::Want| want.fate == Fate::Back && want.at < at;
            if word == Word::Withdraw && bound && self.said.wants.iter().any(taken) {
                continue;
            }
            let in_clause = |place: usize| self.clauses.get(place) == Some(&clause);
            if word == Word::Fewer {
                if let Some(loose) = self.amount_after(at) {
                    self.said.loose[loose].fewer = true;
                    self.said.back_said = true;
                }
                continue;
            }
            // 不要辣: how, not whether.
            let text_next =
                matches!(self.piece(at + 1), Some(Piece::Text | Piece::Word(Word::Want | Word::Vague)));
            let mut targets: Vec<usize> = Vec::new();
            let chunk = self.chunks[at];
            let same_chunk: Vec<usize> =
                (0..self.said.wants.len()).filter(|index| self.said.wants[*index].chunk == chunk).collect();
            let (before, mut after): (Vec<usize>, Vec<usize>) =
                same_chunk.iter().partition(|index| self.said.wants[**index].at < at);
            // 不要小熊了换校车: as far as the next word that does something.
            let next_verb =
                (at + 1..self.pieces.len()).find(|other| self.word(*other) == Some(Word::Replace));
            if let Some(verb) = next_verb {
                after.retain(|index| self.said.wants[*index].at < verb);
            }
            let how = matches!(self.piece(at + 1), Some(Piece::Text));
            if word == Word::Without && (how || text_next && before.is_empty()) {
                continue;
            }
            // 可乐不要3箱了,要1箱
            let amount_next = self.amount_at(next).filter(|_| next == at + 1 || in_clause(next));
            if let Some(loose) = amount_next.filter(|_| after.is_empty()) {
                self.said.loose[loose].fewer = true;
                self.said.back_said = true;
                continue;
            }
            if !before.is_empty() && (word != Word::Without || after.is_empty()) {
                targets.extend(
                    before
                        .iter()
                        .rev()
                        .take_while(|index| self.said.wants[**index].amount.is_none())
                        .copied(),
                );
                if targets.is_empty() {
                    targets.extend(before.last());
                }
            } else if !after.is_empty() {
                targets.extend(after);
            } else {
                let first = (0..self.pieces.len()).find(|place| {
                    in_clause(*place) && !matches!(self.piece(*place), Some(Piece::Space | Piece::Stop))
                });
                let leads = first == Some(at);
                let rest: Vec<usize> = (0..self.said.wants.len())
                    .filter(|index| self.said.wants[*index].clause == clause)
                    .collect();
                if leads {
                    targets.extend(rest.iter().filter(|index| self.said.wants[**index].at > at));
                }
                if targets.is_empty() {
                    let open = |index: &usize| {
                        self.said.wants[*index].amount.is_none() && self.said.wants[*index].at < at
                    };
                    targets.extend(rest.iter().copied().filter(open));
                }
                let alone = matches!(self.piece(at + 1), None | Some(Piece::Stop));
                if targets.is_empty() && (word != Word::Without || leads && alone) {
                    let earlier = (0..self.said.wants.len()).filter(|index| {
                        self.said.wants[*index].at < at && self.said.wants[*index].amount.is_none()
                    });
                    targets.extend(earlier);
                }
            }
            targets.retain(|index| self.said.wants[*index].fate != Fate::Excepted);
            if word == Word::Without
                && targets.is_empty()
                && !matches!(self.piece(at + 1), None | Some(Piece::Stop | Piece::Space | Piece::Close))
            {
                continue;
            }
            if targets.is_empty() {
                // 不用送 is no refusal; 不买 beside an order is a remark.
                if text_next && word != Word::Withdraw && !self.said.wants.is_empty() {
                    continue;
                }
                self.said.all_back = true;
                self.said.back_said |= word == Word::Withdraw;
                self.declined_by_word |= word == Word::Withdraw;
                continue;
            }
            self.said.back_said |= word != Word::Decline;
            for index in targets {
                self.said.wants[index].fate = Fate::Back;
            }
        }
    }
}

//! Which amount belongs to which item, and what is done with both.

use crate::Doubt;
use crate::beside::is_size;
use crate::brackets::{multiplied, signed, sized, specified, unbracket};
use crate::goods::{How, Mention};
pub(crate) use crate::said::{Fate, Loose, Said, Want};
use crate::scan::{Amount, Piece, Placed};
use crate::word::Word;

pub(crate) fn bind(letters: &[char], pieces: &[Placed], single: bool) -> Said {
    let mut said = Said::default();
    let pieces = sized(unbracket(pieces, &mut said));
    let pieces = specified(letters, multiplied(pieces, &mut said), &mut said);
    let mut binder = Binder {
        pieces: signed(pieces),
        said,
        clauses: Vec::new(),
        chunks: Vec::new(),
        single,
        declined_by_word: false,
        letters: letters.to_vec(),
    };
    binder.number();
    binder.alike_each();
    binder.others_too();
    binder.that_will_do();
    binder.words();
    binder.collect();
    binder.pairs();
    binder.mistaken();
    if !single {
        binder.each();
    }
    binder.replaced();
    binder.in_turn();
    binder.cell_by_cell();
    binder.tight();
    binder.pending();
    binder.kept();
    binder.reasons();
    binder.taken_back();
    binder.finish()
}

pub(crate) fn is_order(piece: &Piece) -> bool {
    matches!(piece, Piece::Item(_) | Piece::Amount(_))
}

pub(crate) struct Binder {
    pub(crate) pieces: Vec<Placed>,
    pub(crate) said: Said,
    pub(crate) clauses: Vec<usize>,
    pub(crate) chunks: Vec<usize>,
    pub(crate) single: bool,
    /// All was taken back by a word that does nothing else (取消).
    pub(crate) declined_by_word: bool,
    /// What the pieces are made of.
    pub(crate) letters: Vec<char>,
}

impl Binder {
    fn number(&mut self) {
        let (mut clause, mut chunk) = (0, 0);
        for placed in &self.pieces {
            match placed.piece {
                Piece::Stop => (clause, chunk) = (clause + 1, chunk + 1),
                Piece::Space => chunk += 1,
                _ => {}
            }
            self.clauses.push(clause);
            self.chunks.push(chunk);
        }
    }

    pub(crate) fn piece(&self, at: usize) -> Option<&Piece> {
        self.pieces.get(at).map(|placed| &placed.piece)
    }

    pub(crate) fn word(&self, at: usize) -> Option<Word> {
        match self.piece(at) {
            Some(Piece::Word(word)) => Some(*word),
            _ => None,
        }
    }

    /// The next place, blanks and multiplication passed over.
    pub(crate) fn next(&self, at: usize) -> usize {
        let mut next = at + 1;
        while matches!(self.piece(next), Some(Piece::Space | Piece::Times)) {
            next += 1;
        }
        next
    }

    pub(crate) fn previous(&self, at: usize) -> Option<usize> {
        (0..at).rev().find(|before| !matches!(self.piece(*before), Some(Piece::Space | Piece::Times)))
    }

    fn words(&mut self) {
        for at in 0..self.pieces.len() {
            let said = &mut self.said;
            match &self.pieces[at].piece {
                Piece::Word(word) => match word {
                    Word::Add => said.add = true,
                    Word::Replace => said.replace = true,
                    Word::Total => said.total = true,
                    Word::Double => said.double = true,
                    Word::Same => said.same = true,
                    Word::Question => said.question = true,
                    Word::Condition => said.condition = true,
                    Word::Vague => said.vague = true,
                    Word::Undecided => said.undecided = true,
                    Word::Bystander => said.bystander = true,
                    Word::Mistake => said.mistake = true,
                    Word::All | Word::Both | Word::Each => said.every = true,
                    Word::Or => said.or = true,
                    Word::Bring => said.brings = true,
                    Word::Keep => said.kept = true,
                    Word::Want => said.wanting = true,
                    _ => {}
                },
                Piece::Carry => said.carried = true,
                Piece::Money(milli) => said.money.push(*milli),
                Piece::Text => said.text = true,
                Piece::Kinds(count) => said.kinds = Some(*count),
                _ => {}
            }
        }
    }

    fn collect(&mut self) {
        for at in 0..self.pieces.len() {
            match &self.pieces[at].piece {
                Piece::Item(found) => {
                    let weak = found.mentions.iter().all(|mention| mention.how == How::Letter);
                    if weak && !self.beside_order(at) {
                        self.said.text = true;
                        self.said.aside = true;
                        continue;
                    }
                    let Piece::Item(found) = &self.pieces[at].piece else { continue };
                    // 鸡蛋 where 走地鸡 and 初生蛋 are sold is the latter; 蓝白各一 is both.
                    let every = self.pieces[at..].iter().any(|placed| {
                        matches!(
                            placed.piece,
                            Piece::Word(Word::Each | Word::All | Word::Both) | Piece::Kinds(_)
                        )
                    }) || self.is_pair(at);
                    let first = if weak && !every { found.mentions.len() - 1 } else { 0 };
                    let row = weak && self.in_row(at);
                    for mention in &found.mentions[first..] {
                        let how = if row { How::Roundabout(Doubt::Concluded) } else { mention.how };
                        self.said.wants.push(Want {
                            mention: Mention { how, ..mention.clone() },
                            amount: None,
                            money: self.money_beside(at),
                            left: found.left,
                            fate: Fate::Wanted,
                            at,
                            clause: self.clauses[at],
                            chunk: self.chunks[at],
                        });
                    }
                }
                Piece::Amount(amount) => {
                    let before = self.previous(at).and_then(|before| self.piece(before));
                    let apart = at > 0 && self.clauses[at - 1] != self.clauses[at];
                    let total = matches!(before, Some(Piece::Word(Word::Total)))
                        || matches!(before, Some(Piece::Word(Word::Want)))
                            && at > 1
                            && self.word(at - 2) == Some(Word::Total);
                    let loose = Loose {
                        amount: amount.clone(),
                        named: matches!(before, Some(Piece::Text)) && !apart,
                        labelled: matches!(self.piece(at + 1), Some(Piece::Text)),
                        told: self.told(at, amount),
                        spaced: matches!(
                            at.checked_sub(1).and_then(|before| self.piece(before)),
                            Some(Piece::Space)
                        ),
                        kin: self.for_somebody_near(at),
                        sized: self.words_before(at).is_some_and(|word| is_size(&word))
                            || self.size_before(at),
                        fewer: false,
                        more: matches!(before, Some(Piece::Carry | Piece::Word(Word::Add | Word::And)))
                            || amount.sign == Some(true),
                        becomes: false,
                        brought: matches!(before, Some(Piece::Word(Word::Bring)))
                            || matches!(before, Some(Piece::Text))
                                && at > 1
                                && self.word(at - 2) == Some(Word::Bring),
                        total,
                        aside: matches!(self.piece(at + 1), Some(Piece::Share)),
                        at,
                        from: self.pieces[at].from,
                        clause: self.clauses[at],
                        chunk: self.chunks[at],
                        used: false,
                    };
                    self.said.summed |= total;
                    self.said.loose.push(loose);
                }
                _ => {}
            }
        }
    }

    /// 公母五对: two things that go in pairs.
    fn is_pair(&self, at: usize) -> bool {
        let two = matches!(self.piece(at), Some(Piece::Item(found)) if found.mentions.len() == 2);
        let paired = matches!(self.piece(self.next(at)), Some(Piece::Amount(amount)) if amount.unit == "对");
        two && paired
    }

    /// Of a pair so many of each.
    fn pairs(&mut self) {
        for at in (0..self.pieces.len()).filter(|at| self.is_pair(*at)).collect::<Vec<_>>() {
            let Some(loose) = self.amount_at(self.next(at)) else { continue };
            self.said.loose[loose].used = true;
            let amount = Amount { unit: String::new(), ..self.said.loose[loose].amount.clone() };
            for slot in self.slots_at(at) {
                self.said.wants[slot].amount = Some(amount.clone());
            }
        }
    }

    pub(crate) fn amount_at(&self, at: usize) -> Option<usize> {
        self.said.loose.iter().position(|loose| loose.at == at && !loose.used)
    }

    /// The first amount after a place in its clause, before any item.
    pub(crate) fn amount_after(&self, at: usize) -> Option<usize> {
        let mut next = at + 1;
        while next < self.pieces.len() && self.clauses[next] == self.clauses[at] {
            match &self.pieces[next].piece {
                Piece::Amount(_) => return self.amount_at(next),
                Piece::Item(_) | Piece::Word(Word::Withdraw | Word::Replace) => return None,
                _ => next += 1,
            }
        }
        None
    }

    pub(crate) fn slots_at(&self, at: usize) -> Vec<usize> {
        (0..self.said.wants.len()).filter(|index| self.said.wants[*index].at == at).collect()
    }

    /// Amounts written together with their items: 草莓2鸡蛋1, 2盒草莓1板鸡蛋.
    fn tight(&mut self) {
        let mut at = 0;
        while at < self.pieces.len() {
            let start = at;
            while at < self.pieces.len()
                && !matches!(
                    self.pieces[at].piece,
                    Piece::Space | Piece::Stop | Piece::Word(Word::Replace | Word::And)
                )
            {
                at += 1;
            }
            self.tight_in(start, at);
            at += 1;
        }
    }

    fn tight_in(&mut self, start: usize, end: usize) {
        let first = (start..end).find(|at| is_order(&self.pieces[*at].piece));
        let amount_first = first.is_some_and(|at| matches!(self.pieces[at].piece, Piece::Amount(_)));
        let mut open: Option<usize> = None;
        for at in start..end {
            let slots = self.slots_at(at);
            if let Some(slot) = slots.last() {
                open = (self.said.wants[*slot].amount.is_none()).then_some(*slot);
                continue;
            }
            let Some(amount) = self.amount_at(at) else { continue };
            let ahead = || (at + 1..end).find(|next| is_order(&self.pieces[*next].piece));
            let item_ahead = ahead().map(|next| self.slots_at(next)).and_then(|slots| slots.first().copied());
            let take_back = matches!(
                at.checked_sub(1).and_then(|before| self.word(before)),
                Some(Word::Without | Word::Fewer)
            );
            let chosen =
                if amount_first { item_ahead.or(open) } else { open.or(item_ahead.filter(|_| !take_back)) };
            if let Some(slot) = chosen.filter(|slot| self.said.wants[*slot].amount.is_none()) {
                self.said.loose[amount].used = true;
                let place = self.said.wants[slot].at;
                self.said.wants[slot].left |= self.named_between(place.min(at), place.max(at));
                self.said.wants[slot].amount = Some(self.said.loose[amount].amount.clone());
                if take_back {
                    self.said.wants[slot].fate = Fate::Back;
                    self.said.back_said = true;
                }
                open = None;
            }
        }
    }

    /// Items and amounts with blanks between.
    fn pending(&mut self) {
        let mut order: Vec<(usize, bool, usize)> = Vec::new();
        for (index, want) in self.said.wants.iter().enumerate() {
            // A bound one parts those around it.
            order.push((want.at, want.amount.is_none() && want.fate != Fate::Excepted, index));
        }
        let wants = order.len();
        for (index, loose) in self.said.loose.iter().enumerate().filter(|(_, loose)| !loose.used) {
            order.push((loose.at, true, wants + index));
        }
        order.sort_unstable();
        let is_amount = |entry: &(usize, bool, usize)| entry.2 >= wants;
        let open: Vec<(usize, bool, usize)> = order.iter().copied().filter(|entry| entry.1).collect();
        let amounts_first =
            open.first().is_some_and(is_amount) && open.last().is_some_and(|entry| !is_amount(entry));
        // 2 dozen eggs, milk 1: what is left over at last goes with what follows it at once.
        for (at, last) in [false, true]
            .into_iter()
            .flat_map(|last| (0..order.len().saturating_sub(1)).map(move |at| (at, last)))
        {
            let (a, b) = (order[at], order[at + 1]);
            if !a.1 || !b.1 {
                continue;
            }
            let (want, loose) = match (is_amount(&a), is_amount(&b)) {
                (false, true) if !amounts_first && !last => (a.2, b.2 - wants),
                (true, false) if amounts_first || last && self.next(a.0) == b.0 => (b.2, a.2 - wants),
                _ => continue,
            };
            let (place, amount) = (self.said.wants[want].clause, self.said.loose[loose].clause);
            // Over a comma only from item to amount: 再要阳光玫瑰,1串就够了.
            let near =
                place == amount || (!amounts_first && place + 1 == amount && !self.named_between(a.0, b.0));
            if near && self.said.wants[want].amount.is_none() && !self.said.loose[loose].used {
                self.said.loose[loose].used = true;
                self.said.wants[want].amount = Some(self.said.loose[loose].amount.clone());
                self.said.wants[want].left |= self.said.loose[loose].named && self.named_between(a.0, b.0);
                let before = self.previous(self.said.loose[loose].at);
                let fewer = before.and_then(|before| self.word(before));
                // 香干 退1份, 香干 | 退1份: so much of it.
                let back = fewer == Some(Word::Withdraw) && before.is_some_and(|at| at > a.0);
                if back || matches!(fewer, Some(Word::Fewer)) {
                    self.said.wants[want].fate = Fate::Back;
                    self.said.back_said = true;
                }
            }
        }
    }

    fn named_between(&self, from: usize, to: usize) -> bool {
        (from + 1..to).any(|at| matches!(self.piece(at), Some(Piece::Text | Piece::Carry)))
    }

    /// 鸡蛋照旧: named, and not changed.
    fn kept(&mut self) {
        for index in 0..self.said.wants.len() {
            let next = self.next(self.said.wants[index].at);
            let enough = self.pieces.get(next).is_some_and(|placed| {
                placed.piece == Piece::Word(Word::Total) && self.letters[placed.from] == '够'
            });
            if (self.word(next) == Some(Word::Keep) || enough) && self.said.wants[index].amount.is_none() {
                self.said.wants[index].fate = Fate::Excepted;
                self.said.kept = true;
            }
        }
    }

    fn finish(mut self) -> Said {
        let before = |loose: &Loose| (loose.at > 0).then(|| loose.at - 1);
        for index in 0..self.said.loose.len() {
            let tight = before(&self.said.loose[index]).and_then(|at| self.word(at));
            let earlier = self.previous(self.said.loose[index].at).and_then(|at| self.word(at));
            let loose = &mut self.said.loose[index];
            loose.fewer |= matches!(tight, Some(Word::Fewer));
            loose.becomes |= matches!(earlier, Some(Word::Replace));
            loose.more |= matches!(earlier, Some(Word::Add));
        }
        self.shared();
        if self.single {
            self.said
                .wants
                .iter_mut()
                .filter(|want| want.fate == Fate::Given)
                .for_each(|want| want.fate = Fate::Wanted);
        }
        // 朋友有事 -1: one fewer, not all.
        if self.said.all_back && !self.declined_by_word {
            let part = self.said.wants.iter().any(|want| want.fate == Fate::Back && want.amount.is_some());
            self.said.all_back =
                !part && self.said.loose.iter().all(|loose| loose.amount.sign != Some(false) && !loose.fewer);
        }
        // An item named without an amount beside words not understood is a remark where others have amounts.
        let counted = self.said.wants.iter().any(|want| want.amount.is_some() && want.fate == Fate::Wanted);
        let named = self.said.wants.len();
        self.said.wants.retain(|want| {
            let weak = want.left || want.mention.how == How::Letter;
            !(weak && counted && want.amount.is_none() && want.fate == Fate::Wanted)
        });
        self.said.aside |= self.said.wants.len() < named;
        self.said.loose.retain(|loose| !loose.used);
        self.said
    }
}

//! Which amount belongs to which item, and what is done with both.

use crate::brackets::{signed, sized, unbracket};
use crate::goods::{How, Mention};
use crate::scan::{Amount, Piece, Placed};
use crate::word::Word;

/// Something named on a line, with how much of it where that is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Want {
    pub mention: Mention,
    pub amount: Option<Amount>,
    /// So much money of it, in thousandths.
    pub(crate) money: Option<i64>,
    /// Words stand between or beside that were not understood.
    pub left: bool,
    pub fate: Fate,
    pub(crate) at: usize,
    pub(crate) clause: usize,
    pub(crate) chunk: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    Wanted,
    /// Taken back, all or by the amount.
    Back,
    /// Given up for another.
    Given,
    /// Takes the amount of the one given up for it.
    Instead,
    /// Not ordered: what 除了 and 其他 leave out.
    Excepted,
}

/// An amount that belongs to no item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Loose {
    pub amount: Amount,
    /// Letters right before it that name nothing.
    pub named: bool,
    /// Letters right after it.
    pub labelled: bool,
    /// Words beside it tell of something else than an order: 自带铁锹2把, 分四罐, 8个人.
    pub told: bool,
    /// 我妈1份: for one of the family or somebody near.
    pub kin: bool,
    /// A size stands before it: 130×1.
    pub sized: bool,
    /// A blank stands right before it.
    pub spaced: bool,
    /// 减1, 少2, 不要3箱.
    pub fewer: bool,
    /// Follows 帮X带, 加, 和: comes on top of what is before it on the line.
    pub more: bool,
    /// Follows 一共: all in all.
    pub total: bool,
    /// Follows 带: so many more than the one who writes.
    pub(crate) brought: bool,
    /// Belongs to somebody and is part of what is said before: 两箱给朋友.
    pub aside: bool,
    /// Follows 改, 换.
    pub becomes: bool,
    pub(crate) at: usize,
    pub(crate) clause: usize,
    pub(crate) chunk: usize,
    pub(crate) used: bool,
}

/// What a line says, before anybody looks at who said it.
#[derive(Debug, Default, Clone)]
pub(crate) struct Said {
    pub wants: Vec<Want>,
    pub loose: Vec<Loose>,
    /// Every offer (less those excepted), of each so much.
    pub all: Option<Option<Amount>>,
    /// So many kinds are said.
    pub kinds: Option<i64>,
    pub all_back: bool,
    /// By a word that only takes back (取消), or else one that may decline (不去).
    pub back_said: bool,
    pub add: bool,
    pub replace: bool,
    pub total: bool,
    pub double: bool,
    pub same: bool,
    pub question: bool,
    pub condition: bool,
    pub vague: bool,
    pub undecided: bool,
    /// Stands on the list of those who wait.
    pub waits: bool,
    pub bystander: bool,
    pub mistake: bool,
    pub kept: bool,
    /// 都, 两样: said of several.
    pub every: bool,
    /// Somebody more comes along.
    pub brings: bool,
    pub carried: bool,
    pub or: bool,
    pub wanting: bool,
    /// 改成 something that is no item and no amount.
    pub restyled: bool,
    /// Money named on the line, in thousandths.
    pub money: Vec<i64>,
    /// Something in brackets looked like an order and was left out.
    pub aside: bool,
    /// One amount after two things that stand together.
    pub shared: bool,
    /// Letters that mean nothing.
    pub text: bool,
}

pub(crate) fn bind(letters: &[char], pieces: &[Placed], single: bool) -> Said {
    let mut said = Said::default();
    let pieces = sized(unbracket(pieces, &mut said));
    let mut binder = Binder {
        pieces: signed(pieces),
        said,
        clauses: Vec::new(),
        chunks: Vec::new(),
        single,
        letters: letters.to_vec(),
    };
    binder.number();
    binder.alike_each();
    binder.others_too();
    binder.that_will_do();
    binder.words();
    binder.collect();
    if !single {
        binder.each();
    }
    binder.replaced();
    binder.tight();
    binder.pending();
    binder.kept();
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
    /// What the pieces are made of.
    pub(crate) letters: Vec<char>,
}

/// 我妈, 隔壁, 同事: somebody near.
fn is_near(word: &str) -> bool {
    const NEAR: &str = "我妈 我爸 我姐 我哥 我弟 我妹 我家 我婆婆 婆婆 我老公 老公 老婆 我妈妈 妈妈 爸爸 同事 邻居 隔壁 朋友 闺蜜 室友 我妈那边 我自己 自己 我 他 她";
    NEAR.split(' ').any(|near| near == word)
}

/// 130, 38码, XL: a size.
fn is_size(word: &str) -> bool {
    let rest = word.trim_end_matches(['码', '号', '的']);
    !rest.is_empty()
        && (rest.chars().all(|c| c.is_ascii_digit()) && rest.len() >= 2
            || rest.to_lowercase().chars().all(|c| matches!(c, 'x' | 's' | 'm' | 'l')))
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

    /// 一样一箱 is one of each.
    fn alike_each(&mut self) {
        for at in 1..self.pieces.len() {
            let each =
                matches!(self.pieces[at].piece, Piece::Amount(_)) && self.word(at - 1) == Some(Word::Same);
            if each {
                self.pieces[at - 1].piece = Piece::Word(Word::Each);
            }
        }
    }

    /// 鸭脖1盒算了: that will do.
    fn that_will_do(&mut self) {
        for at in 1..self.pieces.len() {
            let placed = &self.pieces[at];
            let so = placed.piece == Piece::Word(Word::Decline)
                && self.letters[placed.from..placed.to] == ['算', '了'];
            if so && matches!(self.pieces[at - 1].piece, Piece::Amount(_)) {
                self.pieces[at].piece = Piece::Word(Word::Total);
            }
        }
    }

    /// 字帖自备,其他要: all the others.
    fn others_too(&mut self) {
        for at in 0..self.pieces.len() {
            let placed = &self.pieces[at];
            let others = self.word(at) == Some(Word::Except) && "其余".contains(self.letters[placed.from]);
            let next = self.next(at);
            if others && matches!(self.word(next), Some(Word::Want | Word::Add)) {
                self.pieces[next].piece = Piece::Word(Word::All);
            }
        }
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
                        continue;
                    }
                    let Piece::Item(found) = &self.pieces[at].piece else { continue };
                    // 鸡蛋 where 走地鸡 and 初生蛋 are sold is the latter; 蓝白各一 is both.
                    let every = self.pieces[at..].iter().any(|placed| {
                        matches!(
                            placed.piece,
                            Piece::Word(Word::Each | Word::All | Word::Both) | Piece::Kinds(_)
                        )
                    });
                    let first = if weak && !every { found.mentions.len() - 1 } else { 0 };
                    for mention in &found.mentions[first..] {
                        self.said.wants.push(Want {
                            mention: mention.clone(),
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
                    self.said.loose.push(Loose {
                        amount: amount.clone(),
                        named: matches!(before, Some(Piece::Text)) && !apart,
                        labelled: matches!(self.piece(at + 1), Some(Piece::Text)),
                        told: self.told(at, amount),
                        spaced: matches!(
                            at.checked_sub(1).and_then(|before| self.piece(before)),
                            Some(Piece::Space)
                        ),
                        kin: self.words_before(at).is_some_and(|word| is_near(&word)),
                        sized: self.words_before(at).is_some_and(|word| is_size(&word)),
                        fewer: false,
                        more: matches!(before, Some(Piece::Carry | Piece::Word(Word::Add | Word::And)))
                            || amount.sign == Some(true),
                        becomes: false,
                        brought: matches!(before, Some(Piece::Word(Word::Bring)))
                            || matches!(before, Some(Piece::Text))
                                && at > 1
                                && self.word(at - 2) == Some(Word::Bring),
                        total: matches!(before, Some(Piece::Word(Word::Total)))
                            || matches!(before, Some(Piece::Word(Word::Want)))
                                && at > 1
                                && self.word(at - 2) == Some(Word::Total),
                        aside: matches!(self.piece(at + 1), Some(Piece::Share)),
                        at,
                        clause: self.clauses[at],
                        chunk: self.chunks[at],
                        used: false,
                    });
                }
                _ => {}
            }
        }
    }

    fn told(&self, at: usize, amount: &Amount) -> bool {
        const TOLD: &str = "借带分凑空里退家人不送别给够算挑共剩付押装份";
        let tells = |place: usize| {
            let Some(placed) = self.pieces.get(place).filter(|placed| placed.piece == Piece::Text) else {
                return false;
            };
            self.letters[placed.from..placed.to].iter().any(|c| TOLD.contains(*c))
        };
        let people = matches!(amount.unit.as_str(), "人" | "位" | "口");
        let before = at.checked_sub(1).is_some_and(|before| {
            tells(before) || matches!(self.piece(before), Some(Piece::Word(_) | Piece::Note | Piece::Carry))
        });
        people || before || tells(at + 1)
    }

    /// The letters right before an amount that are no item.
    fn words_before(&self, at: usize) -> Option<String> {
        let before = self.previous(at)?;
        let placed = &self.pieces[before];
        (placed.piece == Piece::Text).then(|| self.letters[placed.from..placed.to].iter().collect())
    }

    /// 50块钱草莓, 草莓50元.
    fn money_beside(&self, at: usize) -> Option<i64> {
        let money = |piece: Option<&Piece>| match piece {
            Some(Piece::Money(milli)) => Some(*milli),
            _ => None,
        };
        let after = money(self.piece(self.next(at)));
        after.or_else(|| self.previous(at).and_then(|before| money(self.piece(before))))
    }

    /// One letter of a name counts beside an amount, or a word that does something with an item.
    fn beside_order(&self, at: usize) -> bool {
        let alone = !self.pieces.iter().enumerate().any(|(other, placed)| {
            other != at && matches!(placed.piece, Piece::Item(_) | Piece::Text | Piece::Amount(_))
        });
        if alone {
            return true;
        }
        let acts = |piece: Option<&Piece>| {
            matches!(
                piece,
                Some(
                    Piece::Amount(_)
                        | Piece::Word(
                            Word::Withdraw
                                | Word::Replace
                                | Word::Each
                                | Word::All
                                | Word::Without
                                | Word::Add
                                | Word::Fewer
                        )
                )
            )
        };
        let labelled = matches!(self.piece(at + 1), Some(Piece::Text))
            && matches!(self.piece(at + 2), Some(Piece::Amount(_)));
        if labelled {
            return true;
        }
        let tight_before = at.checked_sub(1).and_then(|before| self.piece(before));
        let before_item = at > 0
            && matches!(tight_before, Some(Piece::Amount(_)))
            && !matches!(self.piece(at + 1), Some(Piece::Text | Piece::Item(_)));
        // 盆要六个, and 纯的 in a clause of its own.
        let next = self.next(at);
        let wanted = matches!(self.word(next), Some(Word::Want | Word::Total))
            && matches!(self.piece(self.next(next)), Some(Piece::Amount(_)));
        let placed = &self.pieces[at];
        let called = self.letters[placed.from..placed.to].last() == Some(&'的')
            && !self.pieces.iter().enumerate().any(|(other, one)| {
                other != at
                    && self.clauses[other] == self.clauses[at]
                    && matches!(one.piece, Piece::Item(_) | Piece::Text | Piece::Amount(_))
            });
        acts(self.piece(next))
            || wanted
            || called
            || before_item
            || matches!(tight_before, Some(Piece::Word(Word::Without | Word::Withdraw | Word::Replace)))
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
                && !matches!(self.pieces[at].piece, Piece::Space | Piece::Stop | Piece::Word(Word::Replace))
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
        for at in 0..order.len().saturating_sub(1) {
            let (a, b) = (order[at], order[at + 1]);
            if !a.1 || !b.1 {
                continue;
            }
            let (want, loose) = match (is_amount(&a), is_amount(&b)) {
                (false, true) if !amounts_first => (a.2, b.2 - wants),
                (true, false) if amounts_first => (b.2, a.2 - wants),
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
                let fewer = self.previous(self.said.loose[loose].at).and_then(|before| self.word(before));
                if matches!(fewer, Some(Word::Fewer)) {
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

    /// 可颂跟贝果3个, BC 2: of each, or three in all.
    fn shared(&mut self) {
        let every = self.said.every || self.said.kinds.is_some() || self.said.all.is_some();
        let wants = &self.said.wants;
        let shared = wants.windows(2).any(|pair| {
            let (a, b) = (&pair[0], &pair[1]);
            let end = self.pieces[a.at].to;
            let between: String = match a.at == b.at {
                true => String::new(),
                false => {
                    self.letters[end.min(self.pieces[b.at].from)..self.pieces[b.at].from].iter().collect()
                }
            };
            let joined = matches!(between.trim(), "" | "+" | "和" | "跟" | "与" | "及" | "&")
                && !between.contains("  ");
            let tight = joined && (between.is_empty() || !between.trim().is_empty());
            let counted = |want: &Want| {
                want.amount
                    .as_ref()
                    .is_some_and(|amount| amount.quantity.milli > 1000 && amount.sign.is_none())
            };
            let plain = |want: &Want| want.fate == Fate::Wanted && want.mention.how != How::Letter;
            tight
                && plain(a)
                && plain(b)
                && a.amount.is_none()
                && counted(b)
                && a.mention.offers != b.mention.offers
        });
        self.said.shared = shared && !every && !self.single;
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
        if self.said.all_back && !self.said.back_said {
            self.said.all_back = self.said.loose.iter().all(|loose| loose.amount.sign != Some(false));
        }
        // An item named without an amount beside words not understood is a remark where others have amounts.
        let counted = self.said.wants.iter().any(|want| want.amount.is_some() && want.fate == Fate::Wanted);
        self.said.wants.retain(|want| {
            let weak = want.left || want.mention.how == How::Letter;
            !(weak && counted && want.amount.is_none() && want.fate == Fate::Wanted)
        });
        self.said.loose.retain(|loose| !loose.used);
        self.said
    }
}

//! What stands beside an item or amount, and what it makes of it.

use crate::bind::Binder;
use crate::goods::How;
use crate::said::{Fate, Want};
use crate::scan::{Amount, Piece};
use crate::word::Word;

impl Binder {
    /// 一样一箱 is one of each.
    pub(crate) fn alike_each(&mut self) {
        for at in 1..self.pieces.len() {
            let each =
                matches!(self.pieces[at].piece, Piece::Amount(_)) && self.word(at - 1) == Some(Word::Same);
            if each {
                self.pieces[at - 1].piece = Piece::Word(Word::Each);
            }
        }
        // 两个都报
        for at in 0..self.pieces.len() {
            let want = self.word(self.next(at));
            let orders =
                self.pieces.iter().any(|placed| matches!(placed.piece, Piece::Item(_) | Piece::Amount(_)));
            if self.word(at) == Some(Word::Both) && matches!(want, Some(Word::Want | Word::Add)) && !orders {
                self.pieces[at].piece = Piece::Kinds(2);
                let next = self.next(at);
                self.pieces[next].piece = Piece::Word(Word::All);
            }
        }
        // One of each: as each one.
        for at in 0..self.pieces.len() {
            let next = self.next(at);
            let of_each = self.word(next) == Some(Word::Each)
                && self.letters[self.pieces[next].from].eq_ignore_ascii_case(&'o');
            if of_each && matches!(self.pieces[at].piece, Piece::Amount(_)) {
                self.pieces[next].piece = self.pieces[at].piece.clone();
                self.pieces[at].piece = Piece::Word(Word::Each);
            }
        }
    }

    /// 鸭脖1盒算了: that will do.
    pub(crate) fn that_will_do(&mut self) {
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
    pub(crate) fn others_too(&mut self) {
        for at in 0..self.pieces.len() {
            let placed = &self.pieces[at];
            let others = self.word(at) == Some(Word::Except) && "其余".contains(self.letters[placed.from]);
            let next = self.next(at);
            if others && matches!(self.word(next), Some(Word::Want | Word::Add)) {
                self.pieces[next].piece = Piece::Word(Word::All);
            }
        }
    }

    pub(crate) fn told(&self, at: usize, amount: &Amount) -> bool {
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

    /// A number that is no amount: a size.
    pub(crate) fn is_number(&self, at: usize) -> bool {
        let placed = &self.pieces[at];
        let letters = &self.letters[placed.from..placed.to];
        let letters = letters.strip_suffix(&['码']).unwrap_or(letters);
        placed.piece == Piece::Note && letters.iter().all(char::is_ascii_digit)
    }

    /// 130×1 140×1: a number that is none of an order stands right before the amount.
    pub(crate) fn size_before(&self, at: usize) -> bool {
        self.previous(at).is_some_and(|before| self.is_number(before))
    }

    /// The letters right before an amount that are no item.
    pub(crate) fn words_before(&self, at: usize) -> Option<String> {
        let before = self.previous(at)?;
        let placed = &self.pieces[before];
        (placed.piece == Piece::Text).then(|| self.letters[placed.from..placed.to].iter().collect())
    }

    /// 我妈1份, 楼上也要2盒, +王姐1提: somebody else gets so much, of the same.
    pub(crate) fn for_somebody_near(&self, at: usize) -> bool {
        let mut before = at;
        // 也要
        let mut too = false;
        while before > 0
            && matches!(
                self.piece(before - 1),
                Some(Piece::Space | Piece::Word(Word::Want | Word::Add | Word::Bring))
            )
        {
            too |= self.word(before - 1) == Some(Word::Add);
            before -= 1;
        }
        let Some(placed) = before.checked_sub(1).map(|before| &self.pieces[before]) else { return false };
        if placed.piece != Piece::Text {
            return false;
        }
        let said: String = self.letters[placed.from..placed.to].iter().collect();
        let word = said.trim_end_matches(['也', '家', '再', '的']);
        // 相册2本,外婆家一本: one of the two.
        let more = too
            || word.len() < said.len() && !said.ends_with('家')
            || self.letters[..placed.from].ends_with(&['+']);
        is_near(&said)
            || more && (is_near(word) || crate::personal::is_personal(word) && word.chars().count() <= 3)
    }

    /// 50块钱草莓, 草莓50元.
    pub(crate) fn money_beside(&self, at: usize) -> Option<i64> {
        let money = |piece: Option<&Piece>| match piece {
            Some(Piece::Money(milli)) => Some(*milli),
            _ => None,
        };
        let after = money(self.piece(self.next(at)));
        after.or_else(|| self.previous(at).and_then(|before| money(self.piece(before))))
    }

    /// One letter of a name counts beside an amount, or a word that does something with an item.
    /// 桔+蝴蝶兰各1, 午+晚: beside another, and nothing that is not understood.
    pub(crate) fn in_row(&self, at: usize) -> bool {
        let item = |place: Option<&Piece>| matches!(place, Some(Piece::Item(_)));
        let joins = |piece: &Piece| matches!(piece, Piece::Space | Piece::Plus | Piece::Word(Word::And));
        let text = self.pieces.iter().any(|placed| placed.piece == Piece::Text);
        let pieces = || self.pieces.iter().map(|placed| &placed.piece);
        let after = pieces().skip(at + 1).find(|piece| !joins(piece));
        let before = pieces().take(at).rev().find(|piece| !joins(piece));
        !text && (item(after) || item(before))
    }

    pub(crate) fn beside_order(&self, at: usize) -> bool {
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
        // 要水: one letter, and one thing that has it.
        let one = matches!(self.piece(at), Some(Piece::Item(found)) if found.mentions.iter().all(|mention| mention.offers.len() == 1));
        let wanted_before =
            at.checked_sub(1).is_some_and(|before| matches!(self.word(before), Some(Word::Want | Word::Add)));
        // 不要框了, but not 不要辣.
        let given_up =
            matches!(self.letters.get(self.pieces[at].to.wrapping_sub(1)), Some('了' | '啦' | '咯'))
                && at.checked_sub(1).is_some_and(|before| self.word(before) == Some(Word::Without));
        if one && (wanted_before || given_up || self.in_row(at)) {
            return true;
        }
        let size = at + 1 < self.pieces.len() && self.is_number(at + 1);
        let labelled = (size || matches!(self.piece(at + 1), Some(Piece::Text)))
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

    /// 可颂跟贝果3个, BC 2: of each, or three in all.
    pub(crate) fn shared(&mut self) {
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
}

/// 我妈, 隔壁, 同事: somebody near.
pub(crate) fn is_near(word: &str) -> bool {
    const NEAR: &str = "我妈 我爸 我姐 我哥 我弟 我妹 我家 我婆婆 婆婆 我老公 老公 老婆 我妈妈 妈妈 爸爸 同事 邻居 隔壁 朋友 闺蜜 室友 我妈那边 我自己 自己 我 他 她 楼上 楼下 对门 对面 亲戚 同学 我儿子 我女儿 儿子 女儿 我嫂子 我弟弟 我妹妹 我姐姐 我哥哥";
    NEAR.split(' ').any(|near| near == word)
}

/// 130, 38码, XL: a size.
pub(crate) fn is_size(word: &str) -> bool {
    let rest = word.trim_end_matches(['码', '号', '的']);
    !rest.is_empty()
        && (rest.chars().all(|c| c.is_ascii_digit()) && rest.len() >= 2
            || rest.to_lowercase().chars().all(|c| matches!(c, 'x' | 's' | 'm' | 'l')))
}

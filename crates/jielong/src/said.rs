//! What a line says: things, amounts, and what is to be done with them.

use crate::goods::Mention;
use crate::scan::Amount;

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
    /// Where it begins in the line.
    pub(crate) from: usize,
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
    /// An amount follows such a word: 一共2份.
    pub summed: bool,
    pub double: bool,
    /// 孩子发烧,取消了: who is named is why.
    pub(crate) reason: bool,
    /// 多称点,四斤: more than there was, and how much that is.
    pub(crate) more_in_all: bool,
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
    /// 我和我妈各两斤: of how many people the amount is of each.
    pub people: Option<i64>,
}

//! What a line is cut into, and what the heading tells about how to read it.

use crate::goods::Found;
use crate::word::Word;
use kernel::Quantity;
use std::collections::HashSet;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Amount {
    pub quantity: Quantity,
    /// Empty where none is said.
    pub unit: String,
    /// One or two, a few.
    pub vague: bool,
    /// Written right after a plus or minus.
    pub sign: Option<bool>,
    /// 俩 and 仨: two or three pieces, whatever they are sold in.
    pub pieces: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    Item(Found),
    /// Letters that mean nothing here.
    Text,
    Amount(Amount),
    /// 四种: so many kinds.
    Kinds(i64),
    Word(Word),
    /// So much money, in thousandths of the major unit.
    Money(i64),
    /// Where, when, a telephone number, what has been paid.
    Note,
    /// 帮李姐带: for somebody else.
    Carry,
    /// 给朋友, 放门卫 after an amount: where a part of it goes.
    Share,
    Space,
    /// The end of a clause.
    Stop,
    Open,
    Close,
    Times,
    Plus,
    Minus,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Placed {
    pub piece: Piece,
    pub from: usize,
    pub to: usize,
}

/// What the heading tells about how to read its lines.
#[derive(Debug, Default)]
pub(crate) struct Manner {
    /// Units of the heading that are not among the usual.
    pub units: Vec<Vec<char>>,
    /// 块 is a piece here, not money.
    pub pieces_are_kuai: bool,
    /// Offers are called 1号, 2号.
    pub numbered_offers: bool,
    /// 米 is something to eat, not a length.
    pub rice: bool,
    /// The lowest price, in thousandths.
    pub cheapest: i64,
    /// What stands between name and order on most lines: Mike W / Colombia 1.
    pub mark: Option<char>,
    /// What stands in brackets before different names: [儿科] 小雨, [儿科] 老周.
    pub tags: HashSet<String>,
    /// Words that stand before the name on most lines, the same ones again and again: 北院 小雨, 内科 老张.
    pub grouped: Vec<String>,
    /// Names stand before the dash, and the same few words after it: 小雨-财务, 老周-财务.
    pub name_before_dash: bool,
    /// Most lines end with who orders.
    pub signed: bool,
    /// Lines begin with the number of a building and a dash: 3-桂圆.
    pub house: bool,
    /// What stands first on a line is no name: the class, the group, the room.
    pub second: bool,
    /// Who is named second on other lines: there the name stands first.
    pub seconds: HashSet<String>,
    /// Most lines begin with a room and say no name.
    pub rooms: bool,
    /// The heading asks for sizes: a large bare number is one.
    pub sized: bool,
    /// 大 and 小 are offers: tickets for adults and children.
    pub ages: bool,
}

//! Reads 接龙: the order lists that people continue by hand in a chat.
//!
//! Text goes in; the offers of its heading and its lines come out, each line with who, what was meant, of what how
//! much, and how sure the reading is. Nothing is guessed in silence: what has two readings is called unclear, and
//! what was understood in a roundabout way (by sound, from a unit, from the line before) is called likely and says
//! why. Pure: no clock, no files, no network; quantities are the kernel's exact decimals.

mod act;
mod again;
mod allot;
mod also;
mod answer;
mod aside;
mod back;
mod beside;
mod bind;
mod brackets;
mod codes;
mod columns;
mod count;
mod cut;
mod department;
mod each;
mod entry;
mod flavours;
mod foreign;
mod given_up;
mod goods;
mod heading;
mod houses;
mod ladder;
mod layout;
mod likeness;
mod loose;
mod message;
mod name;
mod named;
mod noted;
mod number;
mod numbered;
mod offered;
mod order_first;
mod ordered;
mod ordinal;
mod other;
mod own_number;
mod parse;
mod per;
mod person;
mod personal;
mod piece;
mod place;
mod plain;
mod prefixed;
mod price;
mod raws;
mod readings;
mod remark;
mod rooms;
mod roundabout;
mod rows;
mod said;
mod scan;
mod section;
mod sender;
mod session;
mod shape;
mod shared;
mod signed;
mod single;
mod sorts;
mod sound;
mod stated;
mod synonym;
mod talk;
mod title;
mod typed;
mod unfold;
mod unit;
mod unnumbered;
mod unpriced;
mod week;
mod word;
mod words;

pub use own_number::without_numbers;
pub use sender::{is_of_the_program, is_stamp};
pub use typed::amount;

use kernel::{Price, Quantity};

/// More than this is no list of a chat group, and is refused before any of it is read.
pub const BYTES_MAX: usize = 1_000_000;
pub const LINES_MAX: usize = 20_000;
/// Of a heading, and of a community.
pub const OFFERS_MAX: usize = 500;

kernel::codes! {
    /// Why a text was not read at all.
    pub enum ListRefused {
        Empty = "empty",
        TooLong = "too_long",
        TooManyLines = "too_many_lines",
        TooManyOffers = "too_many_offers",
    }
}

kernel::codes! {
    /// What a line does to what its person has ordered so far.
    pub enum Action {
        /// The first order of this person.
        Order = "order",
        /// On top of what stands.
        Add = "add",
        /// The items named are set to their quantities, zero being given up; the others stand.
        Replace = "replace",
        /// The items named go (without a quantity: all of them); without items the whole order goes.
        Withdraw = "withdraw",
        /// No order: an empty number, a question, thanks, a line of an earlier copy.
        None = "none",
    }
}

kernel::codes! {
    pub enum Reading {
        Certain = "certain",
        /// Read in one way, and worth a look.
        Likely = "likely",
        /// Somebody has to ask; what is given is a guess or empty.
        Unclear = "unclear",
    }
}

kernel::codes! {
    /// Why a line is not certain.
    pub enum Doubt {
        /// Two offers or more are called so.
        SeveralOffers = "several_offers",
        /// Nothing on offer is called so.
        UnknownItem = "unknown_item",
        /// A quantity, and several offers it could be of.
        ItemMissing = "item_missing",
        /// A thing that is sold, and not how many.
        QuantityMissing = "quantity_missing",
        /// One or two, a few, whatever there is.
        QuantityVague = "quantity_vague",
        /// Two numbers for one thing.
        QuantityTwice = "quantity_twice",
        QuantityTooLarge = "quantity_too_large",
        /// Not a whole number of the steps that this is sold in.
        QuantityOffStep = "quantity_off_step",
        /// Ordered in a unit that this is not sold in.
        UnitDiffers = "unit_differs",
        /// Another word for the unit it is sold in.
        UnitAlike = "unit_alike",
        /// The unit was converted: a dozen, a case, kilograms.
        UnitConverted = "unit_converted",
        /// Nobody is named.
        NameMissing = "name_missing",
        /// Two rooms of the list have this name, and the line tells none.
        SameName = "same_name",
        /// Name and order are written together and could be parted elsewhere.
        NameJoined = "name_joined",
        /// A later line that could come on top or instead.
        AddOrReplace = "add_or_replace",
        /// Changes or withdraws what this person has not ordered.
        NothingStands = "nothing_stands",
        /// The sum of money that the line says is not what its items cost.
        SumDiffers = "sum_differs",
        /// Points to somebody's order that is not in the list.
        OtherNotFound = "other_not_found",
        /// Taken from another line: the same as above, twice as much.
        TakenOver = "taken_over",
        /// Spelt otherwise, by sound or by one letter.
        SpeltOtherwise = "spelt_otherwise",
        /// Called by another word for the same thing.
        CalledOtherwise = "called_otherwise",
        /// Concluded from the unit, a price or what this person has.
        Concluded = "concluded",
        /// From the community's offers, not in the list's heading.
        NotInHeading = "not_in_heading",
        /// Asks or sets a condition besides.
        Question = "question",
        /// Has not decided yet.
        Undecided = "undecided",
        /// Some words have not been understood.
        WordsLeft = "words_left",
        /// The same line once more under another number.
        Repeated = "repeated",
        /// For others too.
        ForOthers = "for_others",
        /// Too long for an order.
        LineTooLong = "line_too_long",
        /// No number before it, in a list that has numbers.
        NotNumbered = "not_numbered",
    }
}

/// How heavy a doubt weighs where nothing else is said.
impl Doubt {
    pub fn reading(self) -> Reading {
        use Doubt::*;
        match self {
            SeveralOffers | UnknownItem | ItemMissing | QuantityMissing | QuantityVague | QuantityTwice
            | QuantityTooLarge | QuantityOffStep | UnitDiffers | NameMissing | SameName | AddOrReplace
            | OtherNotFound | Undecided | LineTooLong => Reading::Unclear,
            UnitAlike | UnitConverted | SumDiffers | NameJoined | NothingStands | TakenOver
            | SpeltOtherwise | CalledOtherwise | Concluded | NotInHeading | Question | WordsLeft
            | Repeated | ForOthers | NotNumbered => Reading::Likely,
        }
    }
}

/// Something that can be ordered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Offer {
    pub name: String,
    /// Other names that people use for it.
    pub aliases: Vec<String>,
    /// Of one piece: 盒, 斤. Empty where nothing is said.
    pub unit: String,
    pub price: Option<Price>,
    /// What quantities are whole multiples of, where that is known.
    pub step: Option<Quantity>,
    /// What one unit holds: 10 斤, 30 个.
    pub holds: Option<(Quantity, String)>,
    /// What else it is counted in, and how many units that is: a case is 6 bottles.
    pub packs: Vec<(String, Quantity)>,
    /// Which of the offers given to [`read`] this is.
    pub known: Option<usize>,
}

/// Of one offer how much.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Index in [`List::offers`]; None where the list has no offers and items are as written.
    pub offer: Option<usize>,
    pub name: String,
    /// None when all of it is withdrawn.
    pub quantity: Option<Quantity>,
    pub unit: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// In the text, from 1, blank lines counted; of an order over several lines the first.
    pub number: usize,
    /// As it was pasted; the continuation after a newline.
    pub text: String,
    pub name: String,
    pub action: Action,
    pub items: Vec<Item>,
    /// What else was said: when, where, for whom.
    pub note: String,
    pub reading: Reading,
    pub doubts: Vec<Doubt>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct List {
    pub offers: Vec<Offer>,
    /// So many of the first offers are what the list itself names; what follows is the community's besides.
    pub named: usize,
    pub lines: Vec<Line>,
}

/// Reads a pasted list. `known` are the community's own offers, where there are any: what the heading names is looked
/// up among them, and a heading that names nothing leaves all of them to choose from.
///
/// # Errors
/// A text that is empty or larger than any list of a chat is refused as a whole.
pub fn read(text: &str, known: &[Offer]) -> Result<List, ListRefused> {
    if text.trim().is_empty() {
        return Err(ListRefused::Empty);
    }
    if text.len() > BYTES_MAX {
        return Err(ListRefused::TooLong);
    }
    if text.lines().count() > LINES_MAX {
        return Err(ListRefused::TooManyLines);
    }
    if known.len() > OFFERS_MAX {
        return Err(ListRefused::TooManyOffers);
    }
    let layout = layout::lay_out(text);
    let heading = heading::offers(&layout, known, None);
    if heading.goods.offers.len() > 2 * OFFERS_MAX {
        return Err(ListRefused::TooManyOffers);
    }
    Ok(readings::best(layout, heading, known))
}

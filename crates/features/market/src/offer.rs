//! What is for sale, and whether a line of an order can be had of it. Pure.

use crate::order::OrderRefused;
use kernel::{Currency, Price, Quantity};

pub const VARIANTS_MAX: usize = 60;
pub const LINES_MAX: usize = 1_000;
pub const TITLE_CHARS_MAX: usize = 120;
pub const STORY_CHARS_MAX: usize = 20_000;
pub const UNIT_CHARS_MAX: usize = 24;
/// Of one offer: the schema says the same once more.
pub const PICTURES_MAX: usize = 4;
/// Of what is to be seen on a picture: one or two sentences that are read out.
pub const ALT_CHARS_MAX: usize = 200;
/// Ten billion units of anything: sums of quantities stay far inside an i64.
pub const QUANTITY_MAX: Quantity = Quantity { milli: 10_000_000_000_000 };
/// A hundred million a unit, in ten-thousandths.
pub const PRICE_MAX: Price = Price { e4: 1_000_000_000_000 };

kernel::codes! {
    pub enum OfferState {
        /// By a member, of the own goods: a steward puts it up, or says why not.
        Proposed = "proposed",
        Published = "published",
        /// Nobody can buy it any more; what was ordered goes its way.
        Withdrawn = "withdrawn",
    }
}

kernel::codes! {
    pub enum Audience {
        /// Shown to visitors too, where the community's market is public.
        Everyone = "everyone",
        Members = "members",
    }
}

kernel::codes! {
    /// Why an offer could not be made or changed.
    pub enum OfferRefused {
        NoSuchOffer = "no_such_offer",
        NoSuchVariant = "no_such_variant",
        NotAMember = "not_a_member",
        NotAllowed = "not_allowed",
        /// A member without the power proposes what is sold for that member only.
        NotYourGoods = "not_your_goods",
        TitleMissing = "title_missing",
        TitleTooLong = "title_too_long",
        /// All that else it is called.
        NamesTooLong = "names_too_long",
        StoryTooLong = "story_too_long",
        UnitMissing = "unit_missing",
        UnitTooLong = "unit_too_long",
        NoVariants = "no_variants",
        TooManyVariants = "too_many_variants",
        PriceNegative = "price_negative",
        PriceTooLarge = "price_too_large",
        StepNotPositive = "step_not_positive",
        QuantityOffStep = "quantity_off_step",
        QuantityNotPositive = "quantity_not_positive",
        QuantityTooLarge = "quantity_too_large",
        LimitNotPositive = "limit_not_positive",
        /// Fewer are in stock than are to be taken out.
        StockTooSmall = "stock_too_small",
        /// A variant without a stock count has nothing to restock.
        StockUnlimited = "stock_unlimited",
        SplitMalformed = "split_malformed",
        SplitMoreThanWhole = "split_more_than_whole",
        SplitPartyTwice = "split_party_twice",
        /// The fixed parts pass the price of the smallest line.
        SplitAbovePrice = "split_above_price",
        /// A split names a fund or a member that is not in this community.
        SplitPartyUnknown = "split_party_unknown",
        /// The rules of deciding say that splits change by decision only.
        SplitByDecisionOnly = "split_by_decision_only",
        /// They say so, and none has set this one.
        SplitWaits = "split_waits",
        AlreadyWithdrawn = "already_withdrawn",
        /// A seller puts up again only what the seller took off.
        WithdrawnBySteward = "withdrawn_by_steward",
        /// Neither JPEG nor PNG nor WebP.
        NotAPicture = "not_a_picture",
        /// No file came, or several at once.
        OnePicture = "one_picture",
        TooManyPictures = "too_many_pictures",
        AltTooLong = "alt_too_long",
        /// It was taken off meanwhile.
        PictureGone = "picture_gone",
        ReasonMissing = "reason_missing",
        KeyReused = "key_reused",
    }
}

/// A variant's stock, in thousandths. Every unit supplied is in exactly one of the three places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stock {
    /// None: made to order, without a count.
    pub available: Option<i64>,
    /// For orders that are not handed over yet.
    pub held: i64,
    /// Handed over.
    pub sold: i64,
}

/// What stock cannot do. None of it happens where rules and rows agree; the schema says the same once more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StockShort;

impl Stock {
    /// What came in and was neither lost nor taken out; None without a count.
    pub fn supplied(&self) -> Option<i64> {
        self.available.map(|available| available + self.held + self.sold)
    }

    /// For an order: available to held.
    pub fn hold(self, milli: i64) -> Result<Stock, StockShort> {
        self.change(-milli, milli, 0)
    }

    /// An order that will not be handed over: held to available.
    pub fn release(self, milli: i64) -> Result<Stock, StockShort> {
        self.change(milli, -milli, 0)
    }

    /// Handed over: held to sold.
    pub fn hand_over(self, milli: i64) -> Result<Stock, StockShort> {
        self.change(0, -milli, milli)
    }

    /// It was not handed over after all: sold to held.
    pub fn undo_hand_over(self, milli: i64) -> Result<Stock, StockShort> {
        self.change(0, milli, -milli)
    }

    /// What was held turned out not to be there.
    pub fn lose(self, milli: i64) -> Result<Stock, StockShort> {
        self.change(0, -milli, 0)
    }

    /// Came back and can be sold again: sold to available.
    pub fn take_back(self, milli: i64) -> Result<Stock, StockShort> {
        self.change(milli, 0, -milli)
    }

    /// Came in, or (negative) was counted out.
    pub fn restock(self, milli: i64) -> Result<Stock, StockShort> {
        match self.available {
            Some(_) => self.change(milli, 0, 0),
            None => Err(StockShort),
        }
    }

    fn change(self, available: i64, held: i64, sold: i64) -> Result<Stock, StockShort> {
        let add = |a: i64, b: i64| a.checked_add(b).filter(|sum| (0..=QUANTITY_MAX.milli).contains(sum));
        let available = match self.available {
            Some(now) => Some(add(now, available).ok_or(StockShort)?),
            None => None,
        };
        let (held, sold) = (add(self.held, held).ok_or(StockShort)?, add(self.sold, sold).ok_or(StockShort)?);
        Ok(Stock { available, held, sold })
    }
}

/// What decides whether a line can be bought.
#[derive(Debug, Clone, Copy)]
pub struct Shelf {
    pub state: OfferState,
    pub variant_withdrawn: bool,
    pub audience: Audience,
    pub price: Price,
    pub step: Quantity,
    /// The most that one person may buy of all variants together.
    pub limit: Option<Quantity>,
    pub stock: Stock,
}

/// A line that can be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    pub stock: Stock,
    pub total_minor: i64,
}

impl Shelf {
    /// `bought` is what this buyer has of the offer already, cancelled and expired orders not counted;
    /// `seen` the price that the buyer was shown, where there was one.
    pub fn take(
        &self,
        quantity: Quantity,
        bought: i64,
        is_member: bool,
        seen: Option<Price>,
        currency: Currency,
    ) -> Result<Taken, OrderRefused> {
        if self.state != OfferState::Published || self.variant_withdrawn {
            return Err(OrderRefused::NotForSale);
        }
        if self.audience == Audience::Members && !is_member {
            return Err(OrderRefused::MembersOnly);
        }
        if quantity.milli <= 0 {
            return Err(OrderRefused::QuantityNotPositive);
        }
        if !quantity.fits(self.step) {
            return Err(OrderRefused::QuantityOffStep);
        }
        if seen.is_some_and(|seen| seen != self.price) {
            return Err(OrderRefused::PriceChanged);
        }
        let after = bought.checked_add(quantity.milli).ok_or(OrderRefused::AboveLimit)?;
        if self.limit.is_some_and(|limit| after > limit.milli) {
            return Err(OrderRefused::AboveLimit);
        }
        self.hold(quantity, currency)
    }

    /// A purchase made elsewhere, long ago: what is sold to whom today does not matter.
    pub fn take_over(&self, quantity: Quantity, currency: Currency) -> Result<Taken, OrderRefused> {
        match quantity.milli > 0 {
            true => self.hold(quantity, currency),
            false => Err(OrderRefused::QuantityNotPositive),
        }
    }

    fn hold(&self, quantity: Quantity, currency: Currency) -> Result<Taken, OrderRefused> {
        let stock = self.stock.hold(quantity.milli).map_err(|StockShort| OrderRefused::SoldOut)?;
        let total = self.price.times(quantity, currency).ok_or(OrderRefused::TotalTooLarge)?;
        Ok(Taken { stock, total_minor: total.minor })
    }
}

/// What a person wrote about a variant.
#[derive(Debug, Clone, Copy)]
pub struct VariantTerms {
    pub price: Price,
    pub step: Quantity,
    pub stock: Option<Quantity>,
}

impl VariantTerms {
    pub fn check(&self) -> Result<(), OfferRefused> {
        check_price(self.price)?;
        if self.step.milli <= 0 {
            return Err(OfferRefused::StepNotPositive);
        }
        if self.step > QUANTITY_MAX {
            return Err(OfferRefused::QuantityTooLarge);
        }
        self.stock.map_or(Ok(()), |stock| check_stock(stock, self.step))
    }
}

pub fn check_price(price: Price) -> Result<(), OfferRefused> {
    match price {
        price if price.e4 < 0 => Err(OfferRefused::PriceNegative),
        price if price > PRICE_MAX => Err(OfferRefused::PriceTooLarge),
        _ => Ok(()),
    }
}

fn check_stock(stock: Quantity, step: Quantity) -> Result<(), OfferRefused> {
    match stock {
        stock if stock.milli < 0 => Err(OfferRefused::QuantityNotPositive),
        stock if stock > QUANTITY_MAX => Err(OfferRefused::QuantityTooLarge),
        stock if !stock.fits(step) => Err(OfferRefused::QuantityOffStep),
        _ => Ok(()),
    }
}

/// Lengths are counted in characters: what a person counts.
pub fn check_text(title: &str, story: &str) -> Result<(), OfferRefused> {
    if title.trim().is_empty() {
        return Err(OfferRefused::TitleMissing);
    }
    if title.chars().count() > TITLE_CHARS_MAX {
        return Err(OfferRefused::TitleTooLong);
    }
    if story.chars().count() > STORY_CHARS_MAX {
        return Err(OfferRefused::StoryTooLong);
    }
    Ok(())
}

pub fn check_unit(unit: &str) -> Result<(), OfferRefused> {
    match unit.trim().chars().count() {
        0 => Err(OfferRefused::UnitMissing),
        count if count > UNIT_CHARS_MAX => Err(OfferRefused::UnitTooLong),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use OrderRefused::*;

    /// Ten jin at ¥12.50, sold by half jin, five a person.
    fn shelf() -> Shelf {
        Shelf {
            state: OfferState::Published,
            variant_withdrawn: false,
            audience: Audience::Everyone,
            price: Price::from_e4(125_000),
            step: Quantity::from_milli(500),
            limit: Some(Quantity::from_milli(5_000)),
            stock: Stock { available: Some(10_000), held: 0, sold: 0 },
        }
    }

    /// Quantity, bought before → what it costs.
    #[test]
    fn take_answers() {
        let check = |shelf: Shelf, milli, bought, answer: Result<i64, OrderRefused>| {
            let taken = shelf.take(Quantity::from_milli(milli), bought, false, None, Currency::CNY);
            assert_eq!(taken.map(|taken| taken.total_minor), answer, "{milli} after {bought}");
        };
        check(shelf(), 500, 0, Ok(625));
        check(shelf(), 5_000, 0, Ok(6_250));
        check(shelf(), 5_500, 0, Err(AboveLimit));
        check(shelf(), 500, 4_500, Ok(625));
        check(shelf(), 500, 5_000, Err(AboveLimit));
        check(shelf(), i64::MAX - 307, i64::MAX, Err(AboveLimit));
        check(shelf(), 0, 0, Err(QuantityNotPositive));
        check(shelf(), -500, 0, Err(QuantityNotPositive));
        check(shelf(), 499, 0, Err(QuantityOffStep));
        check(shelf(), 501, 0, Err(QuantityOffStep));
        let free = Shelf { limit: None, ..shelf() };
        check(free, 10_000, 0, Ok(12_500));
        check(free, 10_500, 0, Err(SoldOut));
        check(Shelf { audience: Audience::Members, ..shelf() }, 500, 0, Err(MembersOnly));
        check(Shelf { state: OfferState::Withdrawn, ..shelf() }, 500, 0, Err(NotForSale));
        check(Shelf { state: OfferState::Proposed, ..shelf() }, 500, 0, Err(NotForSale));
        check(Shelf { variant_withdrawn: true, ..shelf() }, 500, 0, Err(NotForSale));
        let gift = Shelf { price: Price::from_e4(0), ..shelf() };
        check(gift, 500, 0, Ok(0));
    }

    #[test]
    fn the_price_is_the_one_that_was_shown() {
        for (seen, answer) in [(125_000, Ok(625)), (125_001, Err(PriceChanged)), (124_999, Err(PriceChanged))]
        {
            let seen = Some(Price::from_e4(seen));
            let taken = shelf().take(Quantity::from_milli(500), 0, false, seen, Currency::CNY);
            assert_eq!(taken.map(|taken| taken.total_minor), answer);
        }
    }

    /// Every move keeps what was supplied, but restocking and losing; none goes below zero.
    #[test]
    fn stock_is_never_made_and_never_negative() {
        let stock = Stock { available: Some(3), held: 2, sold: 1 };
        for (name, moved, answer) in [
            ("hold 3", stock.hold(3), Ok((0, 5, 1))),
            ("hold 4", stock.hold(4), Err(StockShort)),
            ("release 2", stock.release(2), Ok((5, 0, 1))),
            ("release 3", stock.release(3), Err(StockShort)),
            ("hand over 2", stock.hand_over(2), Ok((3, 0, 3))),
            ("hand over 3", stock.hand_over(3), Err(StockShort)),
            ("lose 2", stock.lose(2), Ok((3, 0, 1))),
            ("lose 3", stock.lose(3), Err(StockShort)),
            ("take back 1", stock.take_back(1), Ok((4, 2, 0))),
            ("take back 2", stock.take_back(2), Err(StockShort)),
            ("restock 7", stock.restock(7), Ok((10, 2, 1))),
            ("count out 3", stock.restock(-3), Ok((0, 2, 1))),
            ("count out 4", stock.restock(-4), Err(StockShort)),
        ] {
            let three = moved.map(|stock| (stock.available.unwrap_or(-1), stock.held, stock.sold));
            assert_eq!(three, answer, "{name}");
        }
        let endless = Stock { available: None, held: 0, sold: 0 };
        assert_eq!(endless.hold(1).map(|stock| stock.held), Ok(1));
        assert_eq!(endless.restock(1), Err(StockShort));
        assert_eq!(endless.supplied(), None);
    }
}

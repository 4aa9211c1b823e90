//! One line of an order that is looked over: what it costs now, and what is wrong with it.
//!
//! Not a rule: it reads rows.

use super::card::{Goods, VariantView};
use super::scene::Scene;
use crate::order::OrderRefused;
use crate::rows::PurchaseCount;
use kernel::{Id, Price, Quantity};
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::Refusal;

/// One line of what would be ordered.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ReviewLine {
    pub(super) variant: String,
    pub(super) title: String,
    pub(super) unit: String,
    #[schema(value_type = String)]
    pub(super) price: Price,
    #[schema(value_type = String)]
    pub(super) step: Quantity,
    /// As it was typed.
    pub(super) quantity: String,
    /// Absent where the quantity cannot be read.
    pub(super) total_minor: Option<i64>,
    /// What is wrong with the line.
    pub(super) error: Option<String>,
    #[serde(skip)]
    pub(super) name: String,
    #[serde(skip)]
    pub(super) stock: web::Html,
    #[serde(skip)]
    pub(super) left: Option<Quantity>,
    /// The most that one person gets of the offer, bought before included; absent where there is no limit.
    #[schema(value_type = Option<String>)]
    pub(super) limit: Option<Quantity>,
    #[serde(skip)]
    pub(super) limit_words: String,
}

impl ReviewLine {
    /// `seen`: the prices that were shown, by variant.
    pub(super) fn of(s: &Scene, title: String, view: VariantView, seen: &[(String, String)]) -> ReviewLine {
        let quantity = Quantity::parse(&view.quantity).ok();
        let total = quantity.filter(|quantity| quantity.milli > 0);
        let total = total.and_then(|quantity| view.price.times(quantity, s.currency));
        let before = seen.iter().find(|(variant, _)| *variant == view.variant);
        let before = before.and_then(|(_, price)| Price::parse(price).ok());
        let say = |why: OrderRefused| Some(web::Refusal::say(&why, s.lang));
        let error = match quantity {
            None => Some(s.t.quantity_unreadable()),
            Some(quantity) if quantity.milli <= 0 => say(OrderRefused::QuantityNotPositive),
            Some(_) if !view.for_sale => say(OrderRefused::NotForSale),
            Some(quantity) if !quantity.fits(view.step) => {
                Some(s.t.quantity_off_step(s.amount(view.step, &view.unit)))
            }
            Some(quantity) if view.left.is_some_and(|left| left < quantity) => {
                Some(s.t.only_left(s.amount(view.left.unwrap_or_default(), &view.unit)))
            }
            Some(_) => None,
        };
        // What cannot be had does not count; what has another price now counts at that price.
        let total = total.filter(|_| error.is_none());
        let changed = before.filter(|before| *before != view.price);
        let error = error.or_else(|| {
            changed.map(|before| s.t.price_was(format!("{}{}", s.symbol(), before.plain(s.currency))))
        });
        ReviewLine {
            stock: view.stock(s),
            left: view.left,
            variant: view.variant,
            title,
            unit: view.unit,
            price: view.price,
            step: view.step,
            quantity: view.quantity,
            total_minor: total.map(|total| total.minor),
            error,
            limit: None,
            limit_words: String::new(),
            name: String::new(),
        }
    }
}

/// What one person gets of an offer is said before it is ordered, with what was bought before, and not only when it is refused.
pub(super) fn limit(
    reader: &mut Reader,
    (s, me): (&Scene, Id<crate::ids::Member>),
    goods: &Goods,
    line: &mut ReviewLine,
) -> Result<(), Fault> {
    line.limit = goods.offer.limit_milli;
    let Some(limit) = line.limit else { return Ok(()) };
    let count = reader.find::<PurchaseCount>(&(s.number, goods.offer.id, me))?;
    let bought = count.map_or(0, |count| count.bought_milli);
    let (words, before) = (s.t.at_most_each(s.amount(limit, &line.unit)), Quantity::from_milli(bought));
    let more = s.t.at_most_and_bought(words.clone(), s.amount(before, &line.unit));
    line.limit_words = if bought > 0 { more } else { words };
    let asked = Quantity::parse(&line.quantity).map_or(0, |quantity| quantity.milli);
    if line.error.is_none() && bought.saturating_add(asked) > limit.milli {
        (line.error, line.total_minor) = (Some(OrderRefused::AboveLimit.say(s.lang)), None);
    }
    Ok(())
}

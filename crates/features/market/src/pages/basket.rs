//! What somebody has picked and not ordered yet. It lives in the address of the page, so it needs neither script
//! nor storage: every page of the market hands it on to the next.

use crate::rows::Offer;
use kernel::{Id, Price};

/// Variant and quantity as they were typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Picked {
    pub variant: String,
    pub quantity: String,
    /// Of one unit now, where that was looked up.
    pub price: Option<Price>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Basket {
    pub picked: Vec<Picked>,
}

/// More than a page of a shop can hold; the rest of a longer address is left out.
const PICKED_MAX: usize = 200;

impl Basket {
    /// From repeated pairs of `variant` and `quantity`, as the forms send them. A field left empty is not picked;
    /// the later of two for one variant counts.
    pub(crate) fn of(pairs: &[(String, String)]) -> Basket {
        let mut basket = Basket::default();
        let mut variant = None;
        for (name, value) in pairs {
            match (name.as_str(), variant.take()) {
                ("variant", _) => variant = Some(value.trim()),
                ("quantity", Some(variant)) => basket.put(variant, value.trim()),
                // Between the two the review says the price it showed.
                ("seen", kept) => variant = kept,
                _ => {}
            }
        }
        basket
    }

    fn put(&mut self, variant: &str, quantity: &str) {
        self.picked.retain(|picked| picked.variant != variant);
        let nothing = quantity.is_empty() || quantity == "0";
        if !nothing && self.picked.len() < PICKED_MAX {
            let (variant, quantity) = (variant.to_owned(), quantity.to_owned());
            self.picked.push(Picked { variant, quantity, price: None });
        }
    }

    /// What was typed for a variant, or nothing.
    pub(crate) fn quantity(&self, variant: &str) -> &str {
        let found = self.picked.iter().find(|picked| picked.variant == variant);
        found.map_or("", |picked| picked.quantity.as_str())
    }

    /// What a page does not show itself and has to hand on in hidden fields.
    pub(crate) fn without(&self, shown: &[String]) -> Vec<Picked> {
        self.picked.iter().filter(|picked| !shown.contains(&picked.variant)).cloned().collect()
    }

    /// `?variant=…&quantity=…`, or nothing when nothing is picked.
    pub(crate) fn query(&self) -> String {
        let mut query = String::new();
        for picked in &self.picked {
            let before = if query.is_empty() { '?' } else { '&' };
            let (variant, quantity) =
                (web::query_escaped(&picked.variant), web::query_escaped(&picked.quantity));
            query.push_str(&format!("{before}variant={variant}&quantity={quantity}"));
        }
        query
    }
}

/// How a variant is named in forms and by programs: `off_01k….2`.
pub(crate) fn variant_key(offer: &Id<Offer>, number: i64) -> String {
    format!("{offer}.{number}")
}

pub(crate) fn parse_variant(key: &str) -> Option<(Id<Offer>, i64)> {
    let (offer, number) = key.trim().rsplit_once('.')?;
    Some((Id::parse(offer).ok()?, number.parse().ok().filter(|number| *number > 0)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(text: &str) -> Vec<(String, String)> {
        let pair = |pair: &str| pair.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned()));
        text.split('&').filter_map(pair).collect()
    }

    #[test]
    fn a_basket_keeps_what_was_picked_last() {
        for (typed, query) in [
            ("variant=off_a.1&quantity=2&variant=off_b.1&quantity=", "?variant=off_a.1&quantity=2"),
            ("variant=off_a.1&quantity=2&variant=off_a.1&quantity=0.5", "?variant=off_a.1&quantity=0.5"),
            ("variant=off_a.1&quantity=2&variant=off_a.1&quantity=0", ""),
            ("variant=off_a.1&seen=3.20&quantity=2", "?variant=off_a.1&quantity=2"),
            ("quantity=2", ""),
            ("q=x&variant=off_a.1&q=y&quantity=2", ""),
            ("variant=a b&quantity=两", "?variant=a%20b&quantity=%E4%B8%A4"),
        ] {
            assert_eq!(Basket::of(&pairs(typed)).query(), query, "{typed}");
        }
    }

    #[test]
    fn a_variant_is_named_by_offer_and_number() {
        let offer = Id::<Offer>::from_parts(1, [7; 10]);
        assert_eq!(parse_variant(&variant_key(&offer, 12)), Some((offer, 12)));
        for wrong in ["", "off_1.1", "x", &format!("{offer}."), &format!("{offer}.0"), &format!("{offer}.-1")]
        {
            assert_eq!(parse_variant(wrong), None, "{wrong}");
        }
    }
}

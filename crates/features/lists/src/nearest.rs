//! Which of all that is on sale a list is held against, where that is more than can be looked at.
//!
//! Not a rule: it knows what is on sale.

use crate::reading::OFFERS_LOOKED_AT;
use market::OnSale;
use std::collections::BTreeSet;

/// So many at most: those before that have letters of their names in the text, in each half the newest first.
pub fn nearest(text: &str, mut on_sale: Vec<OnSale>, most: usize) -> Vec<OnSale> {
    if on_sale.len() > most {
        let said: BTreeSet<char> = text.chars().filter(|letter| letter.is_alphanumeric()).collect();
        let is_near = |name: &String| {
            let letters: BTreeSet<char> = name.chars().filter(|letter| letter.is_alphanumeric()).collect();
            letters.intersection(&said).count() >= letters.len().clamp(1, 2)
        };
        let far = |one: &OnSale| ![one.name()].iter().chain(&one.also_called).any(is_near);
        on_sale.sort_by_key(far);
        on_sale.truncate(most);
    }
    on_sale
}

/// Whether the community may sell more than a list is held against.
pub fn is_beyond(on_sale: &[OnSale]) -> bool {
    let offers: BTreeSet<_> = on_sale.iter().map(|one| one.offer).collect();
    offers.len() as i64 >= OFFERS_LOOKED_AT
}

//! A text without things of its own above its lines, pasted where a list stands already: it is read below what that list sells, and not below
//! whatever the community sells by the same names.
//!
//! Not a rule: it asks the reader.

use crate::heading_says::{bare, heading_above, remarks};
use crate::heading_sender::is_of_the_chat;
use crate::reading::{ListRead, read};
use crate::refused::ListRefused;
use crate::rows::ListItem;
use crate::told_back::short;
use crate::whole::Whole;
use crate::writing::{self, Heading};
use kernel::Currency;
use market::OnSale;

/// A text that goes on with a list; `pasted` has the heading that it was read below.
///
/// # Errors
/// As `reading::read`.
pub fn read_below(
    text: &str,
    (whole, currency, currency_word): (&Whole, Currency, &str),
    on_sale: &[OnSale],
) -> Result<ListRead, ListRefused> {
    let text = &crate::chat_terms::without(text);
    let alone = match read(text, on_sale) {
        // Below a heading it may say more.
        Err(ListRefused::NoLines) => None,
        alone => Some(alone?),
    };
    let people: Vec<&str> = whole.lines.iter().map(|line| line.name.as_str()).collect();
    let own = alone
        .as_ref()
        .map_or("", |alone| heading_above(text, alone.lines.iter().map(|line| line.words.as_str()), &people));
    let title = &whole.list.title;
    let sold: Vec<&str> = whole.items.iter().map(|item| item.name.as_str()).collect();
    let is_title = |line: &str| {
        line.trim().is_empty() || bare(line.trim()) == title || is_of_the_chat(line, &sold, &sold)
    };
    let is_bare = own.lines().all(is_title);
    if let Some(alone) = alone.as_ref().filter(|alone| alone.names_things && !is_bare) {
        return Ok(alone.clone());
    }
    let thing = |item: &ListItem| Heading {
        name: item.name.clone(),
        price: item.price_e4.map_or_else(String::new, |price| short(&price.plain(currency))),
        currency: currency_word.to_owned(),
        unit: item.unit.clone(),
    };
    let things: Vec<Heading> = whole.items.iter().map(thing).collect();
    let names: Vec<&str> = things.iter().map(|thing| thing.name.as_str()).collect();
    let anew = writing::heading(title, &remarks(own, title, &names), &things);
    // With words of its own above the lines the old heading has had its day: they may say until when it is paid.
    let as_pasted = if is_bare { whole.heading() } else { "" };
    let lines = text[own.len()..].trim_start_matches('\n');
    for heading in [as_pasted, &anew].into_iter().filter(|heading| !heading.trim().is_empty()) {
        let below = match read(&format!("{}\n\n{lines}", heading.trim_end()), on_sale) {
            Err(ListRefused::NoLines) => continue,
            below => below?,
        };
        let first = |read: &ListRead| read.lines.first().map(|line| line.words.clone());
        // Nothing of the heading has become a line, and no line a part of it.
        if below.names_things && alone.as_ref().is_none_or(|alone| first(alone) == first(&below)) {
            return Ok(below);
        }
    }
    alone.ok_or(ListRefused::NoLines)
}

//! 上午场 9:30, 下午场 15:00: what takes place at several times for one price.

use crate::Offer;
use crate::layout::Raw;
use crate::plain::{is_han, text};

/// Each time as a thing of its own, at the price of the one.
pub(crate) fn sessions(heading: &[Raw], one: &Offer) -> Vec<Offer> {
    let mut names: Vec<String> = Vec::new();
    for raw in heading.iter().take(40) {
        for part in text(&raw.chars).split([',', ';', '/', '|', '。']) {
            names.extend(session(part.trim()).filter(|name| !names.contains(name)));
        }
    }
    if !(2..=8).contains(&names.len()) {
        return Vec::new();
    }
    names.into_iter().map(|name| Offer { name, aliases: Vec::new(), ..one.clone() }).collect()
}

/// A short name that ends like something that takes place, and the hour right after it.
fn session(part: &str) -> Option<String> {
    let letters: Vec<char> = part.chars().collect();
    let name: Vec<char> = letters.iter().copied().take_while(|c| is_han(*c)).collect();
    let rest: Vec<char> =
        letters[name.len()..].iter().copied().filter(|c| !matches!(c, ' ' | ':' | '(')).collect();
    let digits = rest.iter().take_while(|c| c.is_ascii_digit()).count();
    let hour = (1..=4).contains(&digits)
        && (letters[name.len()..].contains(&':') || matches!(rest.get(digits), Some('点' | '时')));
    let ends = matches!(name.last(), Some('场' | '班' | '课' | '档' | '批' | '车'));
    (hour && ends && (2..=5).contains(&name.len())).then(|| text(&name))
}

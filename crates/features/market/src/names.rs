//! What else people call a thing that is sold: typed in one line, commas between. Pure.

use crate::offer::OfferRefused;

/// Of all names together, as they are kept.
pub const NAMES_CHARS_MAX: usize = 300;

/// The names in a line, each once, in their order.
pub fn names(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for name in text.split([',', '，', '、', ';', '；', '\n']) {
        let words: String = name.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let name = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if !name.is_empty() && !found.contains(&name) {
            found.push(name);
        }
    }
    found
}

/// As a row keeps them, and a form shows them.
///
/// # Errors
/// `NamesTooLong`.
pub fn kept(names: &[String]) -> Result<String, OfferRefused> {
    let text = names.join(", ");
    if text.chars().count() > NAMES_CHARS_MAX { Err(OfferRefused::NamesTooLong) } else { Ok(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is typed → what is kept.
    #[test]
    fn names_are_told_apart_by_commas_of_any_kind() {
        for (typed, found) in [
            ("", ""),
            (" , ，、", ""),
            ("土鸡蛋，笨鸡蛋、 柴鸡蛋 ;土鸡蛋", "土鸡蛋, 笨鸡蛋, 柴鸡蛋"),
            ("brown\teggs,  big   ones", "brown eggs, big ones"),
        ] {
            assert_eq!(kept(&names(typed)).unwrap(), found, "{typed:?}");
            assert_eq!(names(found).join(", "), found, "read again it is the same");
        }
        assert_eq!(kept(&names(&"蛋".repeat(300))).map(|text| text.chars().count()), Ok(300));
        assert_eq!(kept(&names(&"蛋".repeat(301))), Err(OfferRefused::NamesTooLong));
    }
}

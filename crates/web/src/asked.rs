//! What handlers of every feature ask of a request: who acts, which thing its path names, what its query says.

use crate::caller::Caller;
use crate::ids::MemberId;
use crate::problem::Problem;
use kernel::{Id, Prefixed};

/// The member who asks.
///
/// # Errors
/// For everybody else, as `Caller::member`.
pub fn me(caller: &Caller) -> Result<MemberId, Problem> {
    Ok(caller.member()?.member)
}

/// The id in a path.
///
/// # Errors
/// 404 for what is no id of this kind.
pub fn id<T: Prefixed>(text: &str) -> Result<Id<T>, Problem> {
    Id::parse(text).map_err(|_| Problem::not_found())
}

/// The number in a path.
///
/// # Errors
/// 404 for what is no number.
pub fn number(text: &str) -> Result<i64, Problem> {
    text.parse().map_err(|_| Problem::not_found())
}

/// The value of a query's parameter, the first one, without spaces around it; None where it is empty.
pub fn parameter<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let found = pairs.iter().find(|(found, _)| found == name);
    found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
}

/// Whether a box is ticked: `on` from a browser, `true` or `1` from a program; anything else is no.
pub fn is_ticked(said: &str) -> bool {
    matches!(said.trim(), "on" | "true" | "1")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_parameter_that_says_something_counts() {
        let pairs = [("a", " 1 "), ("a", "2"), ("b", "  ")];
        let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(parameter(&pairs, "a"), Some("1"));
        assert_eq!(parameter(&pairs, "b"), None);
        assert_eq!(parameter(&pairs, "c"), None);
    }

    #[test]
    fn a_box_is_ticked_by_what_says_so() {
        for (said, ticked) in [
            ("on", true),
            (" true ", true),
            ("1", true),
            ("", false),
            ("off", false),
            ("false", false),
            ("0", false),
        ] {
            assert_eq!(is_ticked(said), ticked, "{said}");
        }
    }
}

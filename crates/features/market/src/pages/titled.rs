//! Offers with something in their titles, found outside of the database.
//!
//! Not a rule: it reads, a page of titles at a time, as many as it takes; a part of a title is found by no index.

use crate::rows::Offer;
use kernel::Id;
use store::Fault;
use web::text::folded;

/// Titles read at a time, where words are looked for.
const TITLES: i64 = 1_000;

/// The first with the words in their titles, in whatever case.
pub(super) fn titled(
    mut below: String,
    limit: i64,
    words: Option<&str>,
    mut page: impl FnMut(&str, i64) -> Result<Vec<(Id<Offer>, String)>, Fault>,
) -> Result<Vec<Id<Offer>>, Fault> {
    let words = words.map(folded).unwrap_or_default();
    let (most, size) = (usize::try_from(limit).unwrap_or(0), if words.is_empty() { limit } else { TITLES });
    let mut found = Vec::new();
    loop {
        let rows = page(&below, size)?;
        let last = rows.last().filter(|_| rows.len() as i64 == size).map(|(id, _)| id.to_string());
        let named = rows.into_iter().filter(|(_, title)| words.is_empty() || folded(title).contains(&words));
        found.extend(named.map(|(id, _)| id).take(most - found.len()));
        match last {
            Some(last) if found.len() < most => below = last,
            _ => return Ok(found),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many there are and are wanted, the words → how many are found, in how many rows read.
    #[test]
    fn as_many_titles_are_read_as_it_takes() {
        for (there, limit, words, found, rows) in [
            (2_500, 40, None, 40, 40),
            (2_500, 40, Some(""), 40, 40),
            (2_500, 40, Some("PLUM"), 40, 1_000),
            (2_500, 40, Some("pear"), 0, 2_500),
            (2_500, 40, Some("plum 1"), 3, 2_500),
            (3, 40, Some("plum"), 3, 3),
            (3, 40, None, 3, 3),
        ] {
            let name = |n: u64| if n < 3 { format!("Plum 1{n}") } else { "Plum jam".to_owned() };
            let all: Vec<(Id<Offer>, String)> =
                (0..there).rev().map(|n| (Id::from_parts(n, [0; 10]), name(n))).collect();
            let mut read = 0;
            let page = |below: &str, size| {
                let behind = all.iter().filter(|(id, _)| id.as_str() < below);
                let page: Vec<_> = behind.take(usize::try_from(size).unwrap()).cloned().collect();
                read += page.len();
                Ok(page)
            };
            let ids = titled("~".to_owned(), limit, words, page).unwrap();
            assert_eq!((ids.len(), read), (found, rows), "{there} {words:?}");
        }
    }
}

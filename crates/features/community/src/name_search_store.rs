//! Members with this in their name. Case is folded here and not by the database: of two engines one knows the letters of English
//! only, and Émile would be found on the other alone.

use kernel::Id;
use store::{Fault, Reader};
use web::ids::MemberId;

/// All with an account who are here, from one on; as many are read as it takes. A part of a name is found by no index.
const NAMES_AFTER: &str = "SELECT id, display_name FROM member WHERE community_id = $1 AND id > $2
    AND person_id IS NOT NULL AND left_at_us IS NULL AND joined_at_us IS NOT NULL ORDER BY id LIMIT $3";

pub(crate) const STATEMENTS: &[&str] = &[NAMES_AFTER];

/// Names read at a time.
const PAGE: i64 = 2_000;

/// Ids of the first `limit` members behind `after` with this part in their name, in whatever case.
pub(crate) fn with_part(
    reader: &mut Reader,
    community: i64,
    part: &str,
    (after, limit): (&str, usize),
) -> Result<Vec<MemberId>, Fault> {
    let (part, mut found, mut after) = (folded(part), Vec::new(), after.to_owned());
    loop {
        let page: Vec<(Id<_>, String)> = reader.rows(NAMES_AFTER, &[&community, &after, &PAGE])?;
        let last = page.last().filter(|_| page.len() as i64 == PAGE).map(|(id, _)| id.to_string());
        let named = page.into_iter().filter(|(_, name)| folded(name).contains(&part)).map(|(id, _)| id);
        found.extend(named.take(limit - found.len()));
        match last {
            Some(last) if found.len() < limit => after = last,
            _ => return Ok(found),
        }
    }
}

/// Letter by letter: a part of a word folds as it does within the word.
fn folded(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::folded;

    #[test]
    fn letters_of_every_script_are_folded() {
        for (typed, name) in
            [("ÉMI", "Émile"), ("ж", "Жанна"), ("ΟΣ", "ΝΙΚΟΣ"), ("ａｂ", "ＡＢ"), ("林", "林晓")]
        {
            assert!(folded(name).contains(&folded(typed)), "{typed} {name}");
        }
        assert!(!folded("Emile").contains(&folded("É")));
    }
}

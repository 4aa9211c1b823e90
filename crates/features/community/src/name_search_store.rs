//! Members with this in their name. Case is folded here and not by the database, where Émile would be found on one engine alone.

use store::{Fault, Reader};
use web::ids::MemberId;
use web::text::folded;

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
    let page = |after: &str| reader.rows(NAMES_AFTER, &[&community, &after.to_owned(), &PAGE]);
    Ok(search(&[part], after, limit, page)?.remove(0))
}

/// The same for several parts at once, each with up to `limit` of its own: however many are asked for, the members are read once.
pub(crate) fn with_parts(
    reader: &mut Reader,
    community: i64,
    parts: &[&str],
    limit: usize,
) -> Result<Vec<Vec<MemberId>>, Fault> {
    let page = |after: &str| reader.rows(NAMES_AFTER, &[&community, &after.to_owned(), &PAGE]);
    search(parts, "", limit, page)
}

/// `page`: ids and names behind one, `PAGE` of them.
fn search(
    parts: &[&str],
    after: &str,
    limit: usize,
    mut page: impl FnMut(&str) -> Result<Vec<(MemberId, String)>, Fault>,
) -> Result<Vec<Vec<MemberId>>, Fault> {
    let mut found: Vec<(String, Vec<MemberId>)> =
        parts.iter().map(|part| (folded(part), Vec::new())).collect();
    let mut after = after.to_owned();
    while found.iter().any(|(_, ids)| ids.len() < limit) {
        let names = page(&after)?;
        for (id, name) in &names {
            let name = folded(name);
            for (part, ids) in found.iter_mut().filter(|(_, ids)| ids.len() < limit) {
                if name.contains(part.as_str()) {
                    ids.push(*id);
                }
            }
        }
        match names.last().filter(|_| names.len() as i64 == PAGE) {
            Some((last, _)) => after = last.to_string(),
            None => break,
        }
    }
    Ok(found.into_iter().map(|(_, ids)| ids).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Id;

    fn member(n: u64) -> MemberId {
        Id::from_parts(n, [0; 10])
    }

    /// However many parts are looked for, each member is read once, and no more than it takes.
    #[test]
    fn members_are_read_once_for_all_parts() {
        let names: Vec<_> = (1..=5_000).map(|n| (member(n), format!("Member {n}"))).collect();
        let search = |parts: &[&str], limit| {
            let (mut pages, mut rows) = (0, 0);
            let found = search(parts, "", limit, |after| {
                let behind = names.iter().filter(|(id, _)| id.as_str() > after);
                let page: Vec<_> = behind.take(PAGE as usize).cloned().collect();
                (pages, rows) = (pages + 1, rows + page.len());
                Ok(page)
            });
            let counts: Vec<_> = found.unwrap().iter().map(Vec::len).collect();
            (counts, pages, rows)
        };
        assert_eq!(search(&["nobody"], 50), (vec![0], 3, 5_000));
        let many: Vec<_> = (0..150).map(|n| format!("nobody {n}")).collect();
        let many: Vec<_> = many.iter().map(String::as_str).collect();
        assert_eq!(search(&many, 50), (vec![0; 150], 3, 5_000));
        assert_eq!(search(&["MEMBER 12", "member 4999", "nobody"], 50), (vec![50, 1, 0], 3, 5_000));
        // Enough is enough.
        assert_eq!(search(&["member 1", "er"], 50), (vec![50, 50], 1, 2_000));
        assert_eq!(search(&[], 50), (vec![], 0, 0));
    }
}

//! What becomes of what somebody wrote later, once it is said of older lines of theirs that came back whether those stand again. Pure, and
//! of all answers together: it does not matter which came first, and a corrected one comes to the same as if it had been said at once.

use crate::again::is_same_number;

/// A line that came back with an older copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Older<'a> {
    /// As it was written.
    pub words: &'a str,
    /// What somebody has said of it.
    pub stands: Option<bool>,
    /// Whether it is in the list still: of one that is not nobody is asked any more.
    pub is_there: bool,
}

/// Of each later line whether it stands; None while that is open. The older lines at its number decide of it, else those that have no
/// later line at theirs: it stands when none of them does, for one may have said what several had said before. Where each of them has
/// its own, that they all do not stand says that the whole copy is an old one; that one of them does says nothing of this line.
pub fn later_stand(later: &[&str], older: &[Older<'_>]) -> Vec<Option<bool>> {
    let without: Vec<Older<'_>> = older
        .iter()
        .copied()
        .filter(|one| !later.iter().any(|words| is_same_number(words, one.words)))
        .collect();
    let of = |words: &&str| {
        let at_it: Vec<Older<'_>> =
            older.iter().copied().filter(|one| is_same_number(words, one.words)).collect();
        match (at_it.is_empty(), without.is_empty()) {
            (false, _) => any_stands(&at_it).map(|stands| !stands),
            (true, false) => any_stands(&without).map(|stands| !stands),
            (true, true) => any_stands(older).filter(|stands| !stands).map(|_| true),
        }
    };
    later.iter().map(of).collect()
}

fn any_stands(older: &[Older<'_>]) -> Option<bool> {
    if older.iter().any(|one| one.stands == Some(true)) {
        return Some(true);
    }
    let mut asked = older.iter().filter(|one| one.is_there || one.stands.is_some()).peekable();
    asked.peek()?;
    asked.all(|one| one.stands.is_some()).then_some(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Later lines, older ones with what was said of each → which of the later ones stand.
    #[test]
    fn answers_come_to_what_stands() {
        type Said = Option<bool>;
        const YES: Said = Some(true);
        const NO: Said = Some(false);
        let check = |later: &[&str], said: &[(&str, Said)], expected: &[Said]| {
            let older: Vec<Older<'_>> =
                said.iter().map(|(words, stands)| Older { words, stands: *stands, is_there: true }).collect();
            assert_eq!(later_stand(later, &older), expected, "{later:?} {said:?}");
        };
        // At its own number.
        check(&["3. b"], &[("3. a", None)], &[None]);
        check(&["3. b"], &[("3. a", YES)], &[NO]);
        check(&["3. b"], &[("3. a", NO)], &[YES]);
        check(&["3. b", "4. b"], &[("3. a", YES), ("4. a", None)], &[NO, None]);
        // One for several, or for one at another number.
        check(&["9. b"], &[("3. a", NO), ("8. a", None)], &[None]);
        check(&["9. b"], &[("3. a", YES), ("8. a", None)], &[NO]);
        check(&["9. b"], &[("3. a", NO), ("8. a", NO)], &[YES]);
        check(&["9. b", "b"], &[("a", NO)], &[YES, YES]);
        // Both at once: 9 is the eighth's.
        check(&["3. b", "9. b"], &[("3. a", NO), ("8. a", None)], &[YES, None]);
        check(&["3. b", "9. b"], &[("3. a", YES), ("8. a", NO)], &[NO, YES]);
        check(&["3. b", "9. b"], &[("3. a", NO), ("8. a", YES)], &[YES, NO]);
        // 9 is nobody's.
        check(&["3. b", "9. b"], &[("3. a", None)], &[None, None]);
        check(&["3. b", "9. b"], &[("3. a", NO)], &[YES, YES]);
        check(&["3. b", "9. b"], &[("3. a", YES)], &[NO, None]);
        check(&["3. b"], &[], &[None]);
        check(&[], &[("3. a", YES)], &[]);
    }

    #[test]
    fn of_what_is_there_no_more_nobody_is_asked() {
        let older = |words, stands, is_there| Older { words, stands, is_there };
        let (gone, said) = (older("3. a", None, false), older("8. a", Some(false), true));
        assert_eq!(later_stand(&["9. b"], &[gone, said]), [Some(true)]);
        assert_eq!(later_stand(&["9. b"], &[gone]), [None]);
        assert_eq!(later_stand(&["3. b"], &[gone, said]), [None]);
        // What was said of it before holds.
        assert_eq!(later_stand(&["9. b"], &[older("3. a", Some(true), false), said]), [Some(false)]);
    }
}

//! What is said about a proposal: who may say it, where it stands among the others, and who may hide it. Pure.

use crate::ids::Member;
use crate::proposal::Stage;
use crate::proposal_refused::ProposalRefused;
use kernel::Id;

/// Characters.
pub const COMMENT_CHARS_MAX: usize = 4_000;
/// So deep a reply stands under what it answers; deeper ones stand beside it.
pub const DEPTH_MAX: usize = 5;
const DIGITS: usize = 7;

/// Something of some length.
pub fn check_comment(body: &str) -> Result<String, ProposalRefused> {
    let body = body.trim();
    match body.chars().count() {
        0 => Err(ProposalRefused::CommentMissing),
        count if count > COMMENT_CHARS_MAX => Err(ProposalRefused::CommentTooLong),
        _ => Ok(body.to_owned()),
    }
}

/// Where a proposal ended in another one, or in nothing, the talk about it has too. What was voted on is talked about as
/// long as people like.
pub fn may_comment(stage: Stage) -> Result<(), ProposalRefused> {
    match stage {
        Stage::Withdrawn | Stage::Merged | Stage::Split => Err(ProposalRefused::CommentsClosed),
        _ => Ok(()),
    }
}

/// The place of comment `number` under what it answers: text order of places is reading order, because each level has the
/// same width.
pub fn place(parent: Option<&str>, number: i64) -> String {
    let under = parent.map_or("", |parent| {
        let levels = parent.len().min(DEPTH_MAX * DIGITS);
        &parent[..levels]
    });
    format!("{under}{number:0width$}", width = DIGITS)
}

/// From 0 for what answers nobody.
pub fn depth(place: &str) -> usize {
    (place.len() / DIGITS).saturating_sub(1)
}

/// Its author takes a comment back, a moderator hides it; both say why.
pub fn may_hide(
    by: Id<Member>,
    author: Id<Member>,
    moderates: bool,
    is_hidden: bool,
) -> Result<(), ProposalRefused> {
    match () {
        () if by != author && !moderates => Err(ProposalRefused::NotYoursToHide),
        () if is_hidden => Err(ProposalRefused::AlreadyHidden),
        () => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Replies stand under what they answer, in the order they came, however late.
    #[test]
    fn text_order_is_reading_order() {
        let one = place(None, 1);
        let two = place(None, 2);
        let three = place(Some(&one), 3);
        let four = place(Some(&three), 4);
        let five = place(Some(&one), 5);
        let mut places = [two.clone(), five.clone(), four.clone(), one.clone(), three.clone()];
        places.sort();
        assert_eq!(places, [one.clone(), three, four.clone(), five, two]);
        assert_eq!([depth(&one), depth(&four)], [0, 2]);
    }

    #[test]
    fn depth_is_bounded() {
        let mut deepest = place(None, 1);
        for number in 2..20 {
            let next = place(Some(&deepest), number);
            assert!(depth(&next) <= DEPTH_MAX && next > deepest, "{next}");
            deepest = next;
        }
        assert_eq!(depth(&deepest), DEPTH_MAX);
    }

    /// Who, moderates?, hidden? → answer. The author is 1.
    #[test]
    fn who_may_hide() {
        let id = |number: u8| Id::from_parts(1, [number; 10]);
        for (by, moderates, hidden, answer) in [
            (1, false, false, Ok(())),
            (2, true, false, Ok(())),
            (2, false, false, Err(ProposalRefused::NotYoursToHide)),
            (2, false, true, Err(ProposalRefused::NotYoursToHide)),
            (1, false, true, Err(ProposalRefused::AlreadyHidden)),
            (2, true, true, Err(ProposalRefused::AlreadyHidden)),
        ] {
            assert_eq!(may_hide(id(by), id(1), moderates, hidden), answer, "{by} {moderates} {hidden}");
        }
    }

    #[test]
    fn where_and_how_much_may_be_said() {
        for stage in Stage::ALL {
            let closed = matches!(stage, Stage::Withdrawn | Stage::Merged | Stage::Split);
            assert_eq!(may_comment(*stage).is_err(), closed, "{stage}");
        }
        assert_eq!(check_comment(" 好 "), Ok("好".to_owned()));
        assert_eq!(check_comment("\n"), Err(ProposalRefused::CommentMissing));
        assert!(check_comment(&"好".repeat(4_000)).is_ok());
        assert_eq!(check_comment(&"好".repeat(4_001)), Err(ProposalRefused::CommentTooLong));
    }
}

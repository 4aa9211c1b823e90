//! A text that the watch for promises refuses and that promises nothing: a second person lets this very text pass, and is named beside
//! it. Pure.

use crate::promises::{never_harmless, promised_in, promised_in_talk};

kernel::codes! {
    /// In what kind of place a text stands: what passed in one has not passed in another.
    pub enum TextPlace {
        /// Name, terms and risks of what members put money into to own a part, also where a campaign offers it.
        Share = "share",
        /// Terms of a campaign that offers no part of anything, and what the team of any campaign says.
        Campaign = "campaign",
        /// Title, text and options of a proposal.
        Proposal = "proposal",
        /// What members say to each other about one.
        Comment = "comment",
    }
}

kernel::codes! {
    /// Why a text was not handed in, or did not pass.
    pub enum TextRefused {
        NotAMember = "not_a_member",
        NotAllowed = "not_allowed",
        NoSuchText = "no_such_text",
        TextMissing = "text_missing",
        TextTooLong = "text_too_long",
        /// Nothing of it is refused: it can be published as it is.
        NothingFound = "nothing_found",
        /// In the terms of a part it means one thing only: 保本, a guaranteed return.
        NeverHarmless = "never_harmless",
        TooManyWait = "too_many_wait",
        /// Whoever wrote it, or is one with them, does not let it pass.
        OwnText = "own_text",
        AlreadyPassed = "already_passed",
        ReasonMissing = "reason_missing",
        ReasonTooLong = "reason_too_long",
        KeyReused = "key_reused",
    }
}

/// Characters of one text: as many as the longest place takes.
pub const TEXT_CHARS_MAX: usize = 20_000;
/// Characters.
pub const TEXT_REASON_CHARS_MAX: usize = 400;
/// Texts of one author that nobody has looked at yet.
pub const TEXTS_WAITING_MAX: i64 = 20;

/// A text as it is kept: forms send lines with two signs at their end, and blanks around it say nothing.
pub(crate) fn as_kept(text: &str) -> String {
    text.replace("\r\n", "\n").trim().to_owned()
}

/// What the watch finds in a text at a place.
pub(crate) fn found_in(place: TextPlace, text: &str) -> Option<String> {
    match place {
        TextPlace::Comment => promised_in_talk(text),
        TextPlace::Share | TextPlace::Campaign | TextPlace::Proposal => promised_in(text),
    }
}

/// Whether nobody can let a text pass at a place.
pub(crate) fn stays_refused(place: TextPlace, text: &str) -> bool {
    place == TextPlace::Share && never_harmless(text)
}

/// # Errors
/// `TextMissing`, `TextTooLong`, `NothingFound`, `NeverHarmless`.
pub(crate) fn may_be_asked(place: TextPlace, text: &str) -> Result<String, TextRefused> {
    let text = as_kept(text);
    match () {
        () if text.is_empty() => Err(TextRefused::TextMissing),
        () if text.chars().count() > TEXT_CHARS_MAX => Err(TextRefused::TextTooLong),
        () if stays_refused(place, &text) => Err(TextRefused::NeverHarmless),
        () if found_in(place, &text).is_none() => Err(TextRefused::NothingFound),
        () => Ok(text),
    }
}

/// # Errors
/// `ReasonMissing`, `ReasonTooLong`.
pub(crate) fn reason(text: &str) -> Result<String, TextRefused> {
    match text.trim() {
        "" => Err(TextRefused::ReasonMissing),
        text if text.chars().count() > TEXT_REASON_CHARS_MAX => Err(TextRefused::ReasonTooLong),
        text => Ok(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::TextPlace::*;
    use super::*;

    /// Place, text → whether somebody can be asked.
    #[test]
    fn what_can_be_asked() {
        for (place, text, answer) in [
            (Share, " 面粉每年领八斤\r\n ", Err(TextRefused::NothingFound)),
            (Share, "保本", Err(TextRefused::NeverHarmless)),
            (Share, "稳赚不赔", Err(TextRefused::NeverHarmless)),
            (Share, "A guaranteed return of bottles", Err(TextRefused::NeverHarmless)),
            (Share, "每年固定收益的分享会", Err(TextRefused::NeverHarmless)),
            (Campaign, "保本", Ok(())),
            (Proposal, "稳赚？我们不这么说", Ok(())),
            (Share, "回本，很快回本", Ok(())),
            (Share, "Crates and your money back in a year, says the song", Ok(())),
            (Comment, "这个保本吗？", Err(TextRefused::NothingFound)),
            (Share, " ", Err(TextRefused::TextMissing)),
        ] {
            assert_eq!(may_be_asked(place, text).map(drop), answer, "{text}");
        }
        assert_eq!(may_be_asked(Proposal, &"保本".repeat(10_001)), Err(TextRefused::TextTooLong));
        assert_eq!(may_be_asked(Share, " 很快\r\n回本，一年回本 "), Ok("很快\n回本，一年回本".to_owned()));
    }
}

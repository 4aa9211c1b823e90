//! Figures and names of a result, as people read them.

use crate::L10nLanguage;
use crate::reckoning::{Counted, Reckoning};
use crate::terms::{Outcome, Part};
use kernel::{Currency, Money, Quantity};

/// What every block says its figures with.
pub(crate) struct Words<'a> {
    pub t: &'static L10nLanguage,
    pub currency: Currency,
    pub reckoning: &'a Reckoning,
    /// Of the options, by their numbers.
    pub titles: &'a [String],
}

impl Words<'_> {
    /// Parts of a vote as votes: `12`, `12.5`.
    pub(crate) fn votes(&self, parts: i64) -> String {
        match self.reckoning.parts_per_vote {
            per if per <= 1 => parts.to_string(),
            per => {
                let (whole, rest) = (parts / per, (parts % per).unsigned_abs());
                let width = per.ilog10() as usize;
                let text = format!("{whole}.{rest:0width$}");
                text.trim_end_matches('0').trim_end_matches('.').to_owned()
            }
        }
    }

    pub(crate) fn option(&self, number: i64) -> String {
        let found = usize::try_from(number).ok().and_then(|number| self.titles.get(number.checked_sub(1)?));
        found.cloned().unwrap_or_else(|| number.to_string())
    }

    /// `A、B`.
    pub(crate) fn options(&self, numbers: &[i64]) -> String {
        let names: Vec<_> = numbers.iter().map(|number| self.option(*number)).collect();
        names.join(&self.t.result_comma())
    }

    pub(crate) fn sum(&self, minor: i64) -> String {
        Money::new(minor, self.currency).to_string()
    }

    /// A decimal of minor units, rounded to whole ones as sums are shown.
    pub(crate) fn share(&self, decimal: &str) -> String {
        match rounded(decimal) {
            Some(minor) => self.sum(minor),
            None => decimal.to_owned(),
        }
    }

    /// A fraction of minor units, without what is not a whole one: what is too little must not look like enough.
    pub(crate) fn held(&self, fraction: &str) -> Option<i64> {
        let exactly: tally::BigRational = fraction.parse().ok()?;
        exactly.floor().to_integer().try_into().ok()
    }

    pub(crate) fn part(&self, part: Part) -> String {
        match (part.numerator, part.denominator) {
            (1, 2) => self.t.result_half(),
            (2, 3) => self.t.result_two_thirds(),
            (3, 4) => self.t.result_three_quarters(),
            (numerator, denominator) => format!("{numerator}/{denominator}"),
        }
    }
}

/// To whole minor units, a half up: a share is shown here and paid nowhere.
pub(super) fn rounded(decimal: &str) -> Option<i64> {
    let (whole, fraction) = decimal.split_once('.').unwrap_or((decimal, ""));
    let up = fraction.starts_with(|digit: char| ('5'..='9').contains(&digit));
    whole.parse::<i64>().ok()?.checked_add(i64::from(up))
}

pub(crate) fn outcome(t: &L10nLanguage, outcome: Outcome) -> String {
    match outcome {
        Outcome::Passed => t.result_passed(),
        Outcome::Rejected => t.result_rejected(),
        Outcome::NoQuorum => t.result_no_quorum(),
        Outcome::Tied => t.result_tied(),
    }
}

/// What came out: yes against no, or the titles of what was chosen.
pub(crate) fn in_a_line(
    t: &'static L10nLanguage,
    currency: Currency,
    reckoning: &Reckoning,
    titles: &[String],
) -> String {
    let words = Words { t, currency, reckoning, titles };
    match (reckoning.outcome, &reckoning.counted) {
        (Outcome::NoQuorum, _) => {
            t.ballot_said_no_quorum(reckoning.participant_count, reckoning.quorum_needed)
        }
        (Outcome::Tied, _) => t.ballot_said_tied(words.options(&reckoning.winners)),
        (decided, Counted::YesNo { yes, no, .. }) => {
            let figures = t.result_yes_no_caption(words.votes(*yes), words.votes(*no));
            t.result_line(outcome(t, decided), figures)
        }
        (Outcome::Passed, Counted::Consent { .. }) => t.result_consent_none(),
        (Outcome::Rejected, Counted::Consent { objections, .. }) => t.result_consent_objections(*objections),
        (Outcome::Passed, _) => t.ballot_said_chosen(words.options(&reckoning.winners)),
        (Outcome::Rejected, _) => t.ballot_said_rejected(),
    }
}

/// Hundredths as a mean is written.
pub(crate) fn mean(text: &Option<String>) -> String {
    text.clone().unwrap_or_else(|| "–".to_owned())
}

/// A percentage of a whole, to a tenth.
pub(crate) fn percent(part: i64, whole: i64) -> String {
    if whole <= 0 {
        return "0%".to_owned();
    }
    let tenths = (i128::from(part) * 1000 + i128::from(whole) / 2) / i128::from(whole);
    format!("{}%", Quantity::from_milli(i64::try_from(tenths).unwrap_or(1000) * 100))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_rounded_and_percentages_written() {
        for (decimal, minor) in
            [("333.3333", Some(333)), ("0.5", Some(1)), ("12", Some(12)), ("7.4999", Some(7)), ("x", None)]
        {
            assert_eq!(rounded(decimal), minor, "{decimal}");
        }
        for (part, whole, text) in
            [(1, 3, "33.3%"), (1, 2, "50%"), (0, 5, "0%"), (5, 0, "0%"), (7, 7, "100%")]
        {
            assert_eq!(percent(part, whole), text);
        }
    }
}

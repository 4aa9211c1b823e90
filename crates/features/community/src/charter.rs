//! What a community is about: bounds of its texts, and its name in addresses. Pure.

use kernel::{Currency, Zone};

/// Texts of one version of a charter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CharterText {
    /// What brings people together, in a line.
    pub theme: String,
    /// What they hold to be true, in a sentence or two.
    pub belief: String,
    pub rules: Vec<RuleText>,
    /// What this version changes, and why.
    pub note: String,
}

/// A rule and why there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleText {
    pub rule: String,
    pub reason: String,
}

/// What the charter opens to whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flags {
    pub storefront_public: bool,
    pub books_public: bool,
    pub applications_open: bool,
    pub probation_days: i64,
}

/// What does not hold, with the number of the rule where it is one (from 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CharterUnfit {
    NoTheme,
    ThemeTooLong,
    BeliefTooLong,
    NoteTooLong,
    TooManyRules,
    RuleWithoutReason(usize),
    ReasonWithoutRule(usize),
    RuleTooLong(usize),
    ProbationOutOfRange,
}

/// Characters.
pub const NAME_MAX: usize = 40;
pub const THEME_MAX: usize = 60;
pub const BELIEF_MAX: usize = 400;
pub const RULE_MAX: usize = 400;
pub const RULES_MAX: usize = 30;
/// Days.
pub const PROBATION_MAX: i64 = 366;

/// Trims the texts and leaves out pairs of which both halves are empty.
pub fn accept(text: CharterText, flags: Flags) -> Result<CharterText, CharterUnfit> {
    let (theme, belief, note) = (text.theme.trim(), text.belief.trim(), text.note.trim());
    if theme.is_empty() {
        return Err(CharterUnfit::NoTheme);
    }
    if longer(theme, THEME_MAX) {
        return Err(CharterUnfit::ThemeTooLong);
    }
    if longer(belief, BELIEF_MAX) {
        return Err(CharterUnfit::BeliefTooLong);
    }
    if longer(note, BELIEF_MAX) {
        return Err(CharterUnfit::NoteTooLong);
    }
    if !(0..=PROBATION_MAX).contains(&flags.probation_days) {
        return Err(CharterUnfit::ProbationOutOfRange);
    }
    let mut rules = Vec::new();
    for (at, pair) in text.rules.iter().enumerate() {
        let (rule, reason) = (pair.rule.trim(), pair.reason.trim());
        match (rule.is_empty(), reason.is_empty()) {
            (true, true) => continue,
            (false, true) => return Err(CharterUnfit::RuleWithoutReason(at + 1)),
            (true, false) => return Err(CharterUnfit::ReasonWithoutRule(at + 1)),
            (false, false) if longer(rule, RULE_MAX) || longer(reason, RULE_MAX) => {
                return Err(CharterUnfit::RuleTooLong(at + 1));
            }
            (false, false) => rules.push(RuleText { rule: rule.to_owned(), reason: reason.to_owned() }),
        }
    }
    if rules.len() > RULES_MAX {
        return Err(CharterUnfit::TooManyRules);
    }
    Ok(CharterText { theme: theme.to_owned(), belief: belief.to_owned(), rules, note: note.to_owned() })
}

fn longer(text: &str, most: usize) -> bool {
    text.chars().count() > most
}

/// A community's part of every address: `/c/east-gate`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Slug(String);

/// Not 2 to 40 small letters, digits and single hyphens between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SlugMalformed;

impl Slug {
    pub fn parse(text: &str) -> Result<Slug, SlugMalformed> {
        let text = text.trim();
        let known = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let hyphens = !text.starts_with('-') && !text.ends_with('-') && !text.contains("--");
        let good = (2..=40).contains(&text.len()) && text.chars().all(known) && hyphens;
        good.then(|| Slug(text.to_owned())).ok_or(SlugMalformed)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The currencies offered at creation; others can be typed by programs as ISO 4217 codes.
pub const CURRENCIES: [&str; 10] = ["CNY", "HKD", "TWD", "SGD", "MYR", "JPY", "USD", "EUR", "GBP", "AUD"];

/// The zones offered at creation; programs may name any of the IANA database.
pub const ZONES: [&str; 10] = [
    "Asia/Shanghai",
    "Asia/Hong_Kong",
    "Asia/Taipei",
    "Asia/Singapore",
    "Asia/Kuala_Lumpur",
    "Asia/Tokyo",
    "Europe/London",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Sydney",
];

/// Why a community cannot be made like this.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetupUnfit {
    NameMissing,
    NameTooLong,
    CurrencyUnknown,
    ZoneUnknown,
}

/// Name, currency and zone as typed. The currency must be one of those offered or look like a code of ISO 4217.
pub fn accept_setup(name: &str, currency: &str, zone: &str) -> Result<(String, Currency, Zone), SetupUnfit> {
    let name = accept_name(name)?;
    let currency = Currency::parse(currency.trim()).map_err(|_| SetupUnfit::CurrencyUnknown)?;
    let zone = Zone::parse(zone.trim()).map_err(|_| SetupUnfit::ZoneUnknown)?;
    Ok((name, currency, zone))
}

/// A name of a community, a member, a label or a fund: 1 to 40 characters on one line.
pub fn accept_name(name: &str) -> Result<String, SetupUnfit> {
    let name = name.trim();
    if name.is_empty() || name.contains(char::is_control) {
        return Err(SetupUnfit::NameMissing);
    }
    if longer(name, NAME_MAX) {
        return Err(SetupUnfit::NameTooLong);
    }
    Ok(name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const FLAGS: Flags =
        Flags { storefront_public: true, books_public: true, applications_open: true, probation_days: 30 };

    fn text(theme: &str, rules: &[(&str, &str)]) -> CharterText {
        let rules = rules
            .iter()
            .map(|(rule, reason)| RuleText { rule: (*rule).to_owned(), reason: (*reason).to_owned() });
        CharterText {
            theme: theme.to_owned(),
            belief: String::new(),
            rules: rules.collect(),
            note: String::new(),
        }
    }

    #[test]
    fn charters_are_taken_or_not() {
        let long = "很".repeat(61);
        let many: Vec<_> = (0..31).map(|_| ("a", "b")).collect();
        for (given, answer) in [
            (text(" 一起吃饭 ", &[]), Ok(text("一起吃饭", &[]))),
            (text("", &[]), Err(CharterUnfit::NoTheme)),
            (text(&long, &[]), Err(CharterUnfit::ThemeTooLong)),
            (text("x", &[("a", "b"), (" ", ""), ("c", "d")]), Ok(text("x", &[("a", "b"), ("c", "d")]))),
            (text("x", &[("a", "b"), ("c", "")]), Err(CharterUnfit::RuleWithoutReason(2))),
            (text("x", &[("", "b")]), Err(CharterUnfit::ReasonWithoutRule(1))),
            (text("x", &many), Err(CharterUnfit::TooManyRules)),
        ] {
            assert_eq!(accept(given.clone(), FLAGS), answer, "{given:?}");
        }
        for (days, good) in [(0, true), (366, true), (367, false), (-1, false)] {
            let flags = Flags { probation_days: days, ..FLAGS };
            assert_eq!(accept(text("x", &[]), flags).is_ok(), good, "{days}");
        }
    }

    #[test]
    fn slugs_are_taken_or_not() {
        for (typed, good) in [
            ("dongli", true),
            ("a1", true),
            ("a", false),
            ("east-gate-2", true),
            ("-a", false),
            ("a-", false),
            ("a--b", false),
            ("A1", false),
            ("东篱", false),
            ("a/b", false),
            (&"a".repeat(40), true),
            (&"a".repeat(41), false),
        ] {
            assert_eq!(Slug::parse(typed).is_ok(), good, "{typed}");
        }
    }

    #[test]
    fn a_community_needs_a_name_a_currency_and_a_zone() {
        assert!(accept_setup("东篱社", "CNY", "Asia/Shanghai").is_ok());
        for (name, currency, zone, unfit) in [
            (" ", "CNY", "Asia/Shanghai", SetupUnfit::NameMissing),
            ("a\nb", "CNY", "Asia/Shanghai", SetupUnfit::NameMissing),
            ("x", "yuan", "Asia/Shanghai", SetupUnfit::CurrencyUnknown),
            ("x", "CNY", "Mars/Base", SetupUnfit::ZoneUnknown),
        ] {
            assert_eq!(accept_setup(name, currency, zone), Err(unfit));
        }
        assert!(CURRENCIES.iter().all(|code| Currency::parse(code).is_ok()));
        assert!(ZONES.iter().all(|name| Zone::parse(name).is_ok()));
    }
}

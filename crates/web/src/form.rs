//! What is wrong with a form, field by field, and the reading of typed text into values.

use crate::i18n::t;
use crate::lang::Lang;
use crate::problem::Refusal;
use kernel::{
    Currency, DecimalMalformed, Id, Money, MoneyMalformed, Prefixed, Price, Quantity, Timestamp, Zone,
};
use serde::Serialize;
use std::ops::RangeInclusive;
use std::sync::Arc;

/// One thing to correct. `field` is empty when it is about the whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct FieldError {
    pub field: String,
    /// In the caller's language.
    pub message: String,
    /// What may have been meant, where it is unclear: a page offers the same to choose from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<FieldChoice>,
}

/// One of several that something typed may mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct FieldChoice {
    /// To be sent in the field instead.
    pub value: String,
    /// Who or what that is, in the caller's language.
    pub said: String,
}

impl FieldError {
    pub fn new(field: impl Into<String>, message: impl Into<String>) -> FieldError {
        FieldError { field: field.into(), message: message.into(), choices: Vec::new() }
    }
}

/// Everything to correct. A page shows it above the form and beside each field; programs get `errors`.
#[derive(Debug, Clone, Default)]
pub struct Errors {
    list: Vec<FieldError>,
    refusal: Option<Arc<dyn Refusal>>,
}

impl Errors {
    /// For the first showing of a form.
    pub fn none() -> Errors {
        Errors::default()
    }

    pub fn of(error: FieldError) -> Errors {
        Errors { list: vec![error], refusal: None }
    }

    /// An operation's refusal, shown in the form it came from, with what was typed.
    pub fn refused(refusal: impl Refusal, lang: Lang) -> Errors {
        let field = refusal.field().unwrap_or_default().to_owned();
        let error = FieldError::new(field, refusal.say(lang));
        Errors { list: vec![error], refusal: Some(Arc::new(refusal)) }
    }

    /// The same where its own words are too few: they name a time, a sum.
    pub fn refused_saying(refusal: impl Refusal, message: String) -> Errors {
        let field = refusal.field().unwrap_or_default().to_owned();
        Errors { list: vec![FieldError::new(field, message)], refusal: Some(Arc::new(refusal)) }
    }

    /// The same beside a field that the refusal itself cannot know: which of several was typed last.
    pub fn refused_at(field: &str, refusal: impl Refusal, lang: Lang) -> Errors {
        let error = FieldError::new(field, refusal.say(lang));
        Errors { list: vec![error], refusal: Some(Arc::new(refusal)) }
    }

    /// Nothing in it is wrong: a page of before was sent once more, with other words under the same key. Whichever feature
    /// answers, its code is one of these.
    pub(crate) fn is_sent_before(&self) -> bool {
        let code = self.refusal.as_ref().map(|refusal| refusal.code());
        matches!(code, Some("key_reused" | "idempotency_key_reused"))
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    pub fn list(&self) -> &[FieldError] {
        &self.list
    }

    /// On a page with these fields: what is about another is said without a link, which would lead nowhere.
    #[must_use]
    pub fn among(mut self, fields: &[&str]) -> Errors {
        for error in self.list.iter_mut().filter(|error| !fields.contains(&error.field.as_str())) {
            error.field.clear();
        }
        self
    }

    /// What is wrong with one field.
    pub fn on(&self, field: &str) -> Option<&str> {
        self.list.iter().find(|error| error.field == field).map(|error| error.message.as_str())
    }

    pub fn add(&mut self, field: &str, message: impl Into<String>) {
        self.list.push(FieldError::new(field, message));
    }

    pub(crate) fn refusal(&self) -> Option<Arc<dyn Refusal>> {
        self.refusal.clone()
    }
}

/// Reads typed text into values and gathers what is wrong. Each method answers a value even where the text is
/// wrong, so that all fields are read in one go; `done` gives the whole only if nothing was.
///
/// ```
/// # use web::{Check, Lang};
/// let mut check = Check::new(Lang::En);
/// let offer = (check.text("title", " Eggs ", 1..=80), check.price("price", "12.5"));
/// assert_eq!(check.done(offer).unwrap().0, "Eggs");
/// ```
#[derive(Debug)]
pub struct Check {
    lang: Lang,
    errors: Errors,
}

impl Check {
    pub fn new(lang: Lang) -> Check {
        Check { lang, errors: Errors::none() }
    }

    /// The value if every field was right.
    pub fn done<T>(self, value: T) -> Result<T, Errors> {
        if self.errors.is_empty() { Ok(value) } else { Err(self.errors) }
    }

    /// Nothing was wrong so far.
    pub fn is_clean(&self) -> bool {
        self.errors.is_empty()
    }

    /// A rule of the feature's own: the message is already in the caller's language.
    pub fn refuse(&mut self, field: &str, message: impl Into<String>) {
        self.errors.add(field, message);
    }

    /// The same where what was typed may mean one of several: value and words of each.
    pub fn refuse_among(&mut self, field: &str, message: impl Into<String>, choices: &[(String, String)]) {
        let choice =
            |(value, said): &(String, String)| FieldChoice { value: value.clone(), said: said.clone() };
        let choices = choices.iter().map(choice).collect();
        self.errors.list.push(FieldError { choices, ..FieldError::new(field, message) });
    }

    /// Notes the message unless `holds`.
    pub fn require(&mut self, field: &str, holds: bool, message: impl FnOnce() -> String) {
        if !holds {
            self.errors.add(field, message());
        }
    }

    /// One line, trimmed, without control characters; length in characters. `1..=80` also means required.
    pub fn text(&mut self, field: &str, typed: &str, length: RangeInclusive<usize>) -> String {
        let text: String = typed.trim().chars().filter(|c| !c.is_control()).collect();
        self.length(field, &text, length);
        text
    }

    /// Several lines (CommonMark), line ends as `\n`.
    pub fn long_text(&mut self, field: &str, typed: &str, length: RangeInclusive<usize>) -> String {
        let text = typed.replace("\r\n", "\n").replace('\r', "\n");
        let text: String =
            text.trim().chars().filter(|c| *c == '\n' || *c == '\t' || !c.is_control()).collect();
        self.length(field, &text, length);
        text
    }

    fn length(&mut self, field: &str, text: &str, length: RangeInclusive<usize>) {
        let (count, t) = (text.chars().count(), t(self.lang));
        if count == 0 && *length.start() > 0 {
            self.errors.add(field, t.field_required());
        } else if count < *length.start() {
            self.errors.add(field, t.field_too_short(*length.start() as u64));
        } else if count > *length.end() {
            self.errors.add(field, t.field_too_long(*length.end() as u64));
        }
    }

    /// None when nothing was typed; else what `read` makes of it.
    pub fn optional<T>(
        &mut self,
        field: &str,
        typed: &str,
        read: impl FnOnce(&mut Check, &str, &str) -> T,
    ) -> Option<T> {
        (!typed.trim().is_empty()).then(|| read(self, field, typed))
    }

    /// A sum above zero.
    pub fn money(&mut self, field: &str, typed: &str, currency: Currency) -> Money {
        let money = self.sum(field, typed, currency).unwrap_or(Money::new(1, currency));
        self.positive(field, money.minor);
        money
    }

    /// A sum of zero or more: `0` and `0.00` are the same.
    pub fn money_or_none(&mut self, field: &str, typed: &str, currency: Currency) -> Money {
        let money = self.sum(field, typed, currency).unwrap_or(Money::new(0, currency));
        self.require_in_lang(field, money.minor >= 0, |lang| t(lang).field_negative());
        money
    }

    fn sum(&mut self, field: &str, typed: &str, currency: Currency) -> Option<Money> {
        let read = Money::parse(typed, currency).map_err(|error| match error {
            MoneyMalformed::NotANumber => DecimalMalformed::NotANumber,
            MoneyMalformed::TooManyDecimals => DecimalMalformed::TooManyDecimals,
            MoneyMalformed::TooLarge => DecimalMalformed::TooLarge,
        });
        self.decimal(field, typed, read, currency.exponent())
    }

    /// A price of zero or more, up to four decimals.
    pub fn price(&mut self, field: &str, typed: &str) -> Price {
        let price = self.decimal(field, typed, Price::parse(typed), 4).unwrap_or_default();
        self.require_in_lang(field, price.e4 >= 0, |lang| t(lang).field_negative());
        price
    }

    /// A quantity above zero, up to three decimals.
    pub fn quantity(&mut self, field: &str, typed: &str) -> Quantity {
        let quantity = self.decimal(field, typed, Quantity::parse(typed), 3).unwrap_or(Quantity::ONE);
        self.positive(field, quantity.milli);
        quantity
    }

    fn decimal<T>(
        &mut self,
        field: &str,
        typed: &str,
        read: Result<T, DecimalMalformed>,
        decimals: u32,
    ) -> Option<T> {
        let t = t(self.lang);
        let message = match read {
            Ok(value) => return Some(value),
            Err(_) if typed.trim().is_empty() => t.field_required(),
            Err(DecimalMalformed::NotANumber) => t.field_not_a_number(),
            Err(DecimalMalformed::TooManyDecimals) => t.field_too_many_decimals(decimals),
            Err(DecimalMalformed::TooLarge) => t.field_too_large(),
        };
        self.errors.add(field, message);
        None
    }

    fn positive(&mut self, field: &str, value: i64) {
        self.require_in_lang(field, value > 0, |lang| t(lang).field_not_positive());
    }

    fn require_in_lang(&mut self, field: &str, holds: bool, message: impl FnOnce(Lang) -> String) {
        let lang = self.lang;
        self.require(field, holds, || message(lang));
    }

    /// A whole number in a range.
    pub fn whole(&mut self, field: &str, typed: &str, range: RangeInclusive<i64>) -> i64 {
        let (t, text) = (t(self.lang), typed.trim());
        match text.parse::<i64>() {
            _ if text.is_empty() => self.errors.add(field, t.field_required()),
            Err(_) => self.errors.add(field, t.field_not_whole()),
            Ok(number) if range.contains(&number) => return number,
            Ok(_) => self.errors.add(field, t.field_out_of_range(*range.start(), *range.end())),
        }
        *range.start()
    }

    /// A percentage with up to two decimals, in basis points: `12.5` is 1,250.
    pub fn percent(&mut self, field: &str, typed: &str) -> i64 {
        let read = Quantity::parse(typed.trim().trim_end_matches(['%', '％']));
        let Some(percent) = self.decimal(field, typed, read, 2) else { return 0 };
        if percent.milli % 10 != 0 {
            self.errors.add(field, t(self.lang).field_too_many_decimals(2));
        } else if !(0..=100_000).contains(&percent.milli) {
            self.errors.add(field, t(self.lang).field_out_of_range(0, 100));
        }
        percent.milli / 10
    }

    /// A checkbox: browsers send `on` or nothing, programs `true` or `false`.
    pub fn flag(&mut self, field: &str, typed: &str) -> bool {
        match typed.trim() {
            "" | "false" | "off" | "0" => false,
            "true" | "on" | "1" => true,
            _ => {
                self.errors.add(field, t(self.lang).field_unknown_choice());
                false
            }
        }
    }

    /// One of a `kernel::codes!` enum: `check.choice("unit", &form.unit, Unit::parse)`. None when it is none.
    pub fn choice<T>(
        &mut self,
        field: &str,
        typed: &str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let found = parse(typed.trim());
        let message = if typed.trim().is_empty() {
            t(self.lang).field_required()
        } else {
            t(self.lang).field_unknown_choice()
        };
        self.require(field, found.is_some(), || message);
        found
    }

    pub fn id<T: Prefixed>(&mut self, field: &str, typed: &str) -> Id<T> {
        let message = |lang| match typed.trim().is_empty() {
            true => t(lang).field_required(),
            false => t(lang).field_not_an_id(),
        };
        self.parsed(field, Id::parse(typed.trim()).ok(), message)
            .unwrap_or_else(|| Id::from_parts(0, [0; 10]))
    }

    /// Lower-cased. Whether it can receive mail is for a mail to find out.
    pub fn email(&mut self, field: &str, typed: &str) -> String {
        let text = typed.trim().to_lowercase();
        let plausible = text.len() <= 254
            && text.split_once('@').is_some_and(|(who, host)| {
                !who.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.')
            })
            && !text.contains(|c: char| c.is_whitespace() || c.is_control() || ",;<>()\"".contains(c))
            && text.matches('@').count() == 1;
        self.parsed(field, plausible.then_some(text), |lang| t(lang).field_not_an_email()).unwrap_or_default()
    }

    /// A name in a URL: 2 to 40 lower-case letters, digits, hyphens; a letter first.
    pub fn slug(&mut self, field: &str, typed: &str) -> String {
        let text = typed.trim();
        let holds = (2..=40).contains(&text.len())
            && text.starts_with(|c: char| c.is_ascii_lowercase())
            && !text.ends_with('-')
            && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        self.parsed(field, holds.then(|| text.to_owned()), |lang| t(lang).field_not_a_slug())
            .unwrap_or_default()
    }

    /// From `<input type=datetime-local>` (`2026-03-14T20:00`) in a zone, or RFC 3339.
    pub fn time(&mut self, field: &str, typed: &str, zone: &Zone) -> Timestamp {
        let text = typed.trim().replace(' ', "T");
        let read = Timestamp::parse(&text)
            .or_else(|| Timestamp::parse_local(&text, "%Y-%m-%dT%H:%M", zone))
            .or_else(|| Timestamp::parse_local(&text, "%Y-%m-%dT%H:%M:%S", zone));
        self.parsed(field, read, |lang| t(lang).field_not_a_time()).unwrap_or(Timestamp::from_micros(0))
    }

    /// The first instant of a day (`2026-03-14`) in a zone.
    pub fn date(&mut self, field: &str, typed: &str, zone: &Zone) -> Timestamp {
        let read = Timestamp::parse_local(&format!("{}T00:00", typed.trim()), "%Y-%m-%dT%H:%M", zone);
        self.parsed(field, read, |lang| t(lang).field_not_a_date()).unwrap_or(Timestamp::from_micros(0))
    }

    pub fn currency(&mut self, field: &str, typed: &str) -> Currency {
        self.parsed(field, Currency::parse(typed.trim()).ok(), |lang| t(lang).field_unknown_currency())
            .unwrap_or(Currency::CNY)
    }

    pub fn zone(&mut self, field: &str, typed: &str) -> Zone {
        self.parsed(field, Zone::parse(typed.trim()).ok(), |lang| t(lang).field_unknown_zone())
            .unwrap_or_else(Zone::utc)
    }

    fn parsed<T>(&mut self, field: &str, read: Option<T>, message: impl FnOnce(Lang) -> String) -> Option<T> {
        self.require_in_lang(field, read.is_some(), message);
        read
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What one reading says is wrong; empty when it is right.
    fn said<T>(read: impl FnOnce(&mut Check) -> T) -> String {
        let mut check = Check::new(Lang::En);
        let _ = read(&mut check);
        check.done(()).map_or_else(|errors| errors.on("x").unwrap_or_default().to_owned(), |()| String::new())
    }

    /// Every way of typing, and what is said to it.
    #[test]
    fn typed_text_is_read_or_told_why_not() {
        let zone = Zone::utc();
        for (says, about) in [
            (said(|c| c.text("x", "  ", 1..=8)), "fill this in"),
            (said(|c| c.text("x", "一二三", 1..=2)), "At most 2 characters"),
            (said(|c| c.text("x", "a", 2..=9)), "At least 2 characters"),
            (said(|c| c.text("x", "", 0..=9)), ""),
            (said(|c| c.money("x", "1.005", Currency::CNY)), "At most 2 decimals"),
            (said(|c| c.money("x", "0", Currency::CNY)), "more than zero"),
            (said(|c| c.money("x", "", Currency::CNY)), "fill this in"),
            (said(|c| c.money_or_none("x", "0", Currency::CNY)), ""),
            (said(|c| c.money_or_none("x", "0.00", Currency::CNY)), ""),
            (said(|c| c.money_or_none("x", "-0.01", Currency::CNY)), "below zero"),
            (said(|c| c.money_or_none("x", "", Currency::CNY)), "fill this in"),
            (said(|c| c.price("x", "-1")), "below zero"),
            (said(|c| c.id::<crate::ids::Person>("x", " ")), "fill this in"),
            (said(|c| c.id::<crate::ids::Person>("x", "moon")), "id is not right"),
            (said(|c| c.price("x", "0")), ""),
            (said(|c| c.quantity("x", "0.0005")), "At most 3 decimals"),
            (said(|c| c.whole("x", "1.5", 0..=9)), "whole number"),
            (said(|c| c.whole("x", "10", 0..=9)), "between 0 and 9"),
            (said(|c| c.percent("x", "12.5 %")), ""),
            (said(|c| c.percent("x", "100.01")), "between 0 and 100"),
            (said(|c| c.percent("x", "1.005")), "At most 2 decimals"),
            (said(|c| c.email("x", "lin@example")), "e-mail"),
            (said(|c| c.email("x", "a b@example.org")), "e-mail"),
            (said(|c| c.email("x", "Lin@Example.org")), ""),
            (said(|c| c.slug("x", "9lives")), "hyphens"),
            (said(|c| c.slug("x", "dong-li")), ""),
            (said(|c| c.time("x", "2026-03-14T20:00", &zone)), ""),
            (said(|c| c.time("x", "tonight", &zone)), "date and time"),
            (said(|c| c.date("x", "2026-02-30", &zone)), "date"),
            (said(|c| c.currency("x", "yuan")), "three capital letters"),
            (said(|c| c.zone("x", "Mars/Base")), "time zone"),
            (said(|c| c.flag("x", "maybe")), "those listed"),
            (said(|c| c.choice("x", "fr", Lang::parse)), "those listed"),
        ] {
            assert!(says.contains(about) && says.is_empty() == about.is_empty(), "{says} / {about}");
        }
    }

    #[test]
    fn what_is_read_is_what_was_meant() {
        let mut check = Check::new(Lang::Zh);
        assert_eq!(check.text("x", " 鸡\u{0}蛋\t ", 1..=8), "鸡蛋");
        assert_eq!(check.long_text("x", "a\r\nb\rc", 1..=8), "a\nb\nc");
        assert_eq!(check.percent("x", "12.5%"), 1250);
        assert_eq!(check.email("x", " Lin@Example.org "), "lin@example.org");
        assert_eq!(check.optional("x", " ", |check, field, typed| check.whole(field, typed, 1..=2)), None);
        assert!(check.done(()).is_ok());
    }
}

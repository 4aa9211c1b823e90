//! Sums in integer minor units of one currency.

use serde::{Deserialize, Serialize};
use std::fmt;

/// An ISO 4217 code, e.g. `CNY`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency([u8; 3]);

/// Not three capital letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CurrencyUnknown;

/// ISO 4217 minor units other than two.
const EXPONENTS: [(&str, u32); 18] = [
    ("BIF", 0),
    ("CLP", 0),
    ("DJF", 0),
    ("GNF", 0),
    ("ISK", 0),
    ("JPY", 0),
    ("KMF", 0),
    ("KRW", 0),
    ("PYG", 0),
    ("RWF", 0),
    ("UGX", 0),
    ("VND", 0),
    ("VUV", 0),
    ("XAF", 0),
    ("BHD", 3),
    ("JOD", 3),
    ("KWD", 3),
    ("TND", 3),
];

impl Currency {
    pub const CNY: Currency = Currency(*b"CNY");
    pub const GBP: Currency = Currency(*b"GBP");

    pub fn parse(code: &str) -> Result<Currency, CurrencyUnknown> {
        let bytes: [u8; 3] = code.as_bytes().try_into().map_err(|_| CurrencyUnknown)?;
        bytes.iter().all(u8::is_ascii_uppercase).then_some(Currency(bytes)).ok_or(CurrencyUnknown)
    }

    pub fn code(&self) -> &str {
        // Only ASCII capitals ever get in.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Digits after the point of the major unit (ISO 4217).
    pub fn exponent(&self) -> u32 {
        EXPONENTS.iter().find(|(code, _)| *code == self.code()).map_or(2, |(_, exponent)| *exponent)
    }

    /// What stands before a sum where the currency is plain to its readers, else the code.
    pub fn symbol(&self) -> &str {
        match self.code() {
            "CNY" | "JPY" => "¥",
            "GBP" => "£",
            "EUR" => "€",
            "USD" => "$",
            code => code,
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Currency {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        Currency::parse(&code).map_err(|_| serde::de::Error::custom("a currency is three capital letters"))
    }
}

/// `minor` units (fen, pence) of `currency`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    pub minor: i64,
    pub currency: Currency,
}

/// Why a written sum could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoneyMalformed {
    NotANumber,
    TooManyDecimals,
    TooLarge,
}

impl Money {
    pub fn new(minor: i64, currency: Currency) -> Money {
        Money { minor, currency }
    }

    /// Reads `12`, `12.3`, `-12.34` and full-width digits, as a person types them. No thousands separators:
    /// `1,234` means different sums in different places.
    pub fn parse(text: &str, currency: Currency) -> Result<Money, MoneyMalformed> {
        let minor = crate::quantity::scaled(text, currency.exponent()).map_err(|error| match error {
            crate::DecimalMalformed::NotANumber => MoneyMalformed::NotANumber,
            crate::DecimalMalformed::TooManyDecimals => MoneyMalformed::TooManyDecimals,
            crate::DecimalMalformed::TooLarge => MoneyMalformed::TooLarge,
        })?;
        Ok(Money { minor, currency })
    }

    /// None past the range of i64, or between two currencies.
    pub fn checked_add(self, other: Money) -> Option<Money> {
        let minor = self.minor.checked_add(other.minor)?;
        (self.currency == other.currency).then_some(Money { minor, ..self })
    }

    /// `-1234.50`: plain, for machines and forms.
    pub fn plain(&self) -> String {
        crate::quantity::plain(self.minor, self.currency.exponent(), self.currency.exponent())
    }
}

/// `−¥1,234.50`, with a true minus sign and thousands separators: for people.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = Money { minor: 0, ..*self }.plain_of(self.minor.unsigned_abs());
        let (whole, rest) = plain.split_at(plain.find('.').unwrap_or(plain.len()));
        let sign = if self.minor < 0 { "−" } else { "" };
        let symbol = self.currency.symbol();
        let space = if symbol.len() == 3 && symbol.is_ascii() { "\u{a0}" } else { "" };
        write!(f, "{sign}{symbol}{space}")?;
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at) % 3 == 0 {
                f.write_str(",")?;
            }
            write!(f, "{digit}")?;
        }
        f.write_str(rest)
    }
}

impl Money {
    fn plain_of(&self, minor: u64) -> String {
        let exponent = self.currency.exponent() as usize;
        let digits = format!("{minor:0>width$}", width = exponent + 1);
        let (whole, rest) = digits.split_at(digits.len() - exponent);
        if rest.is_empty() { whole.to_owned() } else { format!("{whole}.{rest}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_written_for_people_and_for_machines() {
        let jpy = Currency::parse("JPY").unwrap();
        let chf = Currency::parse("CHF").unwrap();
        for (minor, currency, people, machines) in [
            (0, Currency::CNY, "¥0.00", "0.00"),
            (5, Currency::CNY, "¥0.05", "0.05"),
            (-123_456_789, Currency::GBP, "−£1,234,567.89", "-1234567.89"),
            (100_000, jpy, "¥100,000", "100000"),
            (99_900, chf, "CHF\u{a0}999.00", "999.00"),
            (i64::MIN, Currency::CNY, "−¥92,233,720,368,547,758.08", "-92233720368547758.08"),
        ] {
            let money = Money::new(minor, currency);
            assert_eq!((money.to_string().as_str(), money.plain().as_str()), (people, machines));
            assert_eq!(Money::parse(machines, currency), Ok(money));
        }
    }

    #[test]
    fn what_is_typed_is_read_or_turned_away() {
        use MoneyMalformed::*;
        for (text, read) in [
            ("12", Ok(1200)),
            ("１２．５", Ok(1250)),
            (" 0.01 ", Ok(1)),
            (".5", Ok(50)),
            ("-3", Ok(-300)),
            ("5.", Ok(500)),
            ("", Err(NotANumber)),
            ("1,234", Err(NotANumber)),
            ("1e3", Err(NotANumber)),
            ("0.001", Err(TooManyDecimals)),
            ("0.010", Ok(1)),
            ("99999999999999999999", Err(TooLarge)),
            ("--1", Err(NotANumber)),
            ("1.2.3", Err(NotANumber)),
            (".", Err(NotANumber)),
        ] {
            assert_eq!(Money::parse(text, Currency::CNY).map(|money| money.minor), read, "{text}");
        }
    }
}

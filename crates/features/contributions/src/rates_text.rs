//! Rates as lines of text, for forms that have one field for all of them: `Baking | hour | 30`. Pure.

use crate::rules::Rate;
use crate::worth::Per;
use kernel::{Currency, Price};

/// One line each; empty lines are none. The unit may be Chinese: 小时, 件.
///
/// # Errors
/// The number of the first line that is not a rate.
pub fn rates_of(text: &str) -> Result<Vec<Rate>, i64> {
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(number, line)| rate_of(line).ok_or(number)).collect()
}

fn rate_of(line: &str) -> Option<Rate> {
    let mut parts = line.split(['|', '｜']).map(str::trim);
    let (name, per, price) = (parts.next()?, parts.next()?, parts.next()?);
    let per = match per.to_lowercase().as_str() {
        "小时" => Per::Hour,
        "件" => Per::Piece,
        code => Per::parse(code)?,
    };
    let price = price.trim_start_matches(['¥', '￥']);
    let price = Price::parse(price).ok().filter(|price| price.e4 > 0)?;
    (parts.next().is_none() && !name.is_empty()).then(|| Rate { name: name.to_owned(), per, price })
}

/// As they can be typed again; `per` says a unit.
pub fn rates_text(rates: &[Rate], currency: Currency, per: impl Fn(Per) -> String) -> String {
    let line = |rate: &Rate| format!("{} | {} | {}", rate.name, per(rate.per), rate.price.plain(currency));
    rates.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_rates_or_the_first_that_is_not_is_told() {
        let read = |text: &str| rates_of(text).map(|rates| rates.len());
        for (text, answer) in [
            ("Baking | hour | 30", Ok(1)),
            ("烘焙｜小时｜￥30\n\n面包 | 件 | 5.5", Ok(2)),
            ("", Ok(0)),
            ("Baking | hour | 30\nDriving", Err(2)),
            ("Baking | day | 30", Err(1)),
            ("Baking | hour | 0", Err(1)),
            ("Baking | hour | 30 | more", Err(1)),
            (" | hour | 30", Err(1)),
        ] {
            assert_eq!(read(text), answer, "{text}");
        }
        let rates = rates_of("烘焙|小时|30\n面包|件|5.5").unwrap_or_default();
        let text = rates_text(&rates, Currency::CNY, |per| per.to_string());
        assert_eq!(text, "烘焙 | hour | 30.00\n面包 | piece | 5.50");
        assert_eq!(rates_of(&text), Ok(rates));
    }
}

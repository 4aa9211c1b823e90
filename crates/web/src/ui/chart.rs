//! A balance over time: a line with its area, and its table.

use crate::html::escaped;
use crate::i18n::t;
use crate::lang::Lang;
use askama::filters::HtmlSafe;
use kernel::{Currency, Money};
use std::fmt::{self, Display};

/// A day (any even count: days since 1970), what to call it, and the balance at its end.
#[derive(Debug, Clone)]
pub struct Point {
    pub day: i64,
    pub label: String,
    pub minor: i64,
}

/// Points in order of days; between two the balance stays, so the line is a staircase.
#[derive(Debug, Clone)]
pub struct FundChart {
    pub lang: Lang,
    /// What a screen reader calls the picture, and the table's caption.
    pub label: String,
    pub currency: Currency,
    pub points: Vec<Point>,
    /// A picture without axes beside a number; the table is then left out.
    pub small: bool,
}

impl Display for FundChart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.points.len() < 2 {
            return Ok(());
        }
        let t = t(self.lang);
        write!(f, "<figure class=\"chart\" aria-label=\"{}\">", escaped(&self.label))?;
        write!(
            f,
            "<details><summary>{}</summary><table><caption>{}</caption>",
            escaped(&t.show_as_table()),
            escaped(&self.label)
        )?;
        for point in &self.points {
            write!(
                f,
                "<tr><th scope=\"row\">{}</th><td class=\"money\">{}</td></tr>",
                escaped(&point.label),
                Money::new(point.minor, self.currency)
            )?;
        }
        f.write_str("</table></details></figure>")
    }
}

impl HtmlSafe for FundChart {}

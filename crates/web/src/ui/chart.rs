//! A balance over time: a line with its area, and its table. Whole numbers throughout: the picture is a grid of
//! a thousand by a thousand, stretched to whatever room there is; its labels are text beside it, so they stay
//! readable on a phone.

use crate::html::{Html, escaped};
use crate::i18n::t;
use crate::lang::Lang;
use askama::filters::HtmlSafe;
use kernel::{Currency, Money, Timestamp, Zone};
use std::fmt::{self, Display};

/// A day (days since 1970), what to call it, and the balance at its end.
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
    /// A picture beside a number: without labels and without the table.
    pub small: bool,
}

/// Side of the grid.
const SIDE: i128 = 1000;

/// The values at bottom and top, and the distance of the lines between.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Scale {
    bottom: i128,
    top: i128,
    step: i128,
}

impl Scale {
    /// Zero and every value are within; lines at 1, 2 or 5 times a power of ten, three to six of them.
    fn of(values: impl Iterator<Item = i64> + Clone) -> Scale {
        let low: i128 = values.clone().min().unwrap_or(0).min(0).into();
        let high: i128 = values.max().unwrap_or(0).max(0).into();
        let range = i128::max(high - low, 1);
        let mut step = 1i128;
        let factors = [2, 5, 10];
        let mut power = 1i128;
        'found: loop {
            for factor in factors {
                if range <= step * 4 {
                    break 'found;
                }
                step = power * factor;
            }
            power *= 10;
        }
        // Never below one major unit's worth of nothing: an empty fund still gets a line.
        Scale { bottom: -div_up(-low, step) * step, top: i128::max(div_up(high, step), 1) * step, step }
    }

    fn y(&self, minor: i64) -> i128 {
        SIDE - (i128::from(minor) - self.bottom) * SIDE / (self.top - self.bottom)
    }

    /// From the top down.
    fn lines(&self) -> impl Iterator<Item = i64> {
        let (top, step) = (self.top, self.step);
        let count = (self.top - self.bottom) / self.step;
        (0..=count).map(move |at| i64::try_from(top - at * step).unwrap_or(i64::MAX))
    }
}

fn div_up(value: i128, by: i128) -> i128 {
    (value + by - 1).div_euclid(by)
}

impl FundChart {
    /// A balance holds for its day and the days after it, so the last day has its width too.
    fn line(&self, scale: &Scale) -> String {
        let from: i64 = self.points.first().map_or(0, |point| point.day);
        let to: i64 = self.points.last().map_or(0, |point| point.day);
        let days = i128::from((to - from + 1).max(1));
        let mut path = String::new();
        for (at, point) in self.points.iter().enumerate() {
            let (x, y) = (i128::from(point.day - from) * SIDE / days, scale.y(point.minor));
            path.push_str(&if at == 0 { format!("M{x} {y}") } else { format!("H{x}V{y}") });
        }
        path.push_str(&format!("H{SIDE}"));
        path
    }

    fn short(&self, minor: i64) -> String {
        let text = Money::new(minor, self.currency).to_string();
        text.strip_suffix(".00").map_or(text.clone(), str::to_owned)
    }

    fn picture(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scale = Scale::of(self.points.iter().map(|point| point.minor));
        let (line, zero) = (self.line(&scale), scale.y(0));
        let whole = |point: Option<&Point>| {
            point.map_or_else(String::new, |point| Money::new(point.minor, self.currency).to_string())
        };
        let from_to = t(self.lang).chart_from_to(whole(self.points.first()), whole(self.points.last()));
        write!(
            f,
            "<svg viewBox=\"0 0 {SIDE} {SIDE}\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"{} {}\">",
            escaped(&self.label),
            escaped(&from_to)
        )?;
        if !self.small {
            for value in scale.lines() {
                let (y, class) = (scale.y(value), if value == 0 { "grid zero" } else { "grid" });
                write!(f, "<path class=\"{class}\" d=\"M0 {y}H{SIDE}\"/>")?;
            }
        }
        write!(f, "<path class=\"area\" d=\"{line}V{zero}H0Z\"/><path class=\"line\" d=\"{line}\"/></svg>")?;
        if self.small {
            return Ok(());
        }
        f.write_str("<ul class=\"ticks\" aria-hidden=\"true\">")?;
        for value in scale.lines() {
            write!(f, "<li>{}</li>", escaped(&self.short(value)))?;
        }
        f.write_str("</ul><ul class=\"days\" aria-hidden=\"true\">")?;
        for day in self.days() {
            write!(f, "<li>{}</li>", escaped(&day))?;
        }
        f.write_str("</ul>")
    }

    /// The days at the left, in the middle and at the right of the picture, short enough for a phone; the year only
    /// where it is another than that of the day before.
    fn days(&self) -> Vec<String> {
        let (Some(first), Some(last)) = (self.points.first(), self.points.last()) else { return Vec::new() };
        let mut days = vec![first.day, first.day + (last.day - first.day) / 2, last.day];
        days.dedup();
        let mut year = String::new();
        let name = |day: i64| {
            let start = Timestamp::start_of_day(day, &Zone::utc());
            let this = start.format(&Zone::utc(), "%Y");
            let pattern = match (self.lang, this == year) {
                (Lang::Zh, true) => "%-m月%-d日",
                (Lang::Zh, false) => "%Y年%-m月%-d日",
                (Lang::En, true) => "%-d %b",
                (Lang::En, false) => "%-d %b %Y",
            };
            year = this;
            start.format(&Zone::utc(), pattern)
        };
        days.into_iter().map(name).collect()
    }

    fn table(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let t = t(self.lang);
        write!(
            f,
            "<details><summary>{}</summary><div class=\"table-box\" tabindex=\"0\" role=\"group\" aria-label=\"{label}\">\
             <table><caption>{label}</caption><tbody>",
            escaped(&t.show_as_table()),
            label = escaped(&self.label)
        )?;
        for point in &self.points {
            write!(
                f,
                "<tr><th scope=\"row\">{}</th><td class=\"money\">{}</td></tr>",
                escaped(&point.label),
                escaped(&Money::new(point.minor, self.currency).to_string())
            )?;
        }
        f.write_str("</tbody></table></div></details>")
    }
}

/// Nothing when there are fewer than two points: a line needs two.
impl Display for FundChart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.points.len() < 2 {
            return Ok(());
        }
        if self.small {
            f.write_str("<div class=\"chart small\">")?;
            self.picture(f)?;
            return f.write_str("</div>");
        }
        f.write_str("<figure class=\"chart\"><div class=\"plot\">")?;
        self.picture(f)?;
        f.write_str("</div>")?;
        self.table(f)?;
        f.write_str("</figure>")
    }
}

impl HtmlSafe for FundChart {}

impl From<FundChart> for Html {
    fn from(chart: FundChart) -> Html {
        Html::trusted(chart.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values → bottom, top, step.
    #[test]
    fn the_scale_holds_zero_and_every_value() {
        for (values, bottom, top, step) in [
            (vec![0], 0, 1, 1),
            (vec![4], 0, 4, 1),
            (vec![4_821_360], 0, 6_000_000, 2_000_000),
            (vec![100, 350], 0, 400, 100),
            (vec![-300, 500], -400, 600, 200),
            (vec![-1], -1, 1, 1),
            (vec![i64::MAX], 0, 10_000_000_000_000_000_000, 5_000_000_000_000_000_000),
        ] {
            let scale = Scale::of(values.iter().copied());
            assert_eq!(scale, Scale { bottom, top, step }, "{values:?}");
            assert!(
                (3..=6).contains(&scale.lines().count())
                    || values == [0]
                    || values[0] == i64::MAX
                    || values == [-1]
            );
        }
    }

    /// Days since 1970 → what stands below the picture. 20,000 is 4 October 2024.
    #[test]
    fn days_are_short_and_the_year_is_said_once() {
        for (lang, from, to, expected) in [
            (Lang::Zh, 20_000, 20_082, vec!["2024年10月4日", "11月14日", "12月25日"]),
            (Lang::Zh, 20_000, 20_182, vec!["2024年10月4日", "2025年1月3日", "4月4日"]),
            (Lang::En, 20_000, 20_082, vec!["4 Oct 2024", "14 Nov", "25 Dec"]),
            (Lang::En, 20_000, 20_001, vec!["4 Oct 2024", "5 Oct"]),
        ] {
            let point = |day| Point { day, label: String::new(), minor: 0 };
            let points = vec![point(from), point(to)];
            let chart =
                FundChart { lang, label: String::new(), currency: Currency::CNY, points, small: false };
            assert_eq!(chart.days(), expected, "{from} to {to}");
        }
    }

    #[test]
    fn the_line_is_a_staircase_between_the_days() {
        let point = |day, minor| Point { day, label: format!("day {day}"), minor };
        let chart = FundChart {
            lang: Lang::En,
            label: "<b>".into(),
            currency: Currency::CNY,
            points: vec![point(10, 0), point(15, 400), point(19, 200)],
            small: false,
        };
        assert_eq!(chart.line(&Scale::of([0, 400].into_iter())), "M0 1000H500V0H900V500H1000");
        let html = chart.to_string();
        assert!(!html.contains("<b>") && !html.contains("style=") && html.contains("<table>"));
    }
}

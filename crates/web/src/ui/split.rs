//! Where a sum went: one bar, and a row for each part.

use crate::html::{Html, escaped};
use askama::filters::HtmlSafe;
use kernel::Money;
use std::fmt::{self, Display};

/// A bar of up to any number of parts with its legend, which is also its table.
#[derive(Debug, Clone)]
pub struct SplitBar {
    label: String,
    parts: Vec<Part>,
}

#[derive(Debug, Clone)]
struct Part {
    name: String,
    href: Option<String>,
    sum: Money,
    share: Option<String>,
}

impl SplitBar {
    /// `label` is what a screen reader calls the picture.
    pub fn new(label: impl Display) -> SplitBar {
        SplitBar { label: label.to_string(), parts: Vec::new() }
    }

    /// A receiver and what it got; `href` leads to its account.
    #[must_use]
    pub fn part(mut self, name: impl Display, sum: &Money, href: Option<String>) -> SplitBar {
        self.parts.push(Part { name: name.to_string(), href, sum: *sum, share: None });
        self
    }

    /// The last part's share as the rule says it (`10%`). Without it a percentage is worked out from the sums, and
    /// sums are rounded: ten percent of ¥6.45 would read 9.9%.
    #[must_use]
    pub fn share(mut self, words: impl Display) -> SplitBar {
        if let Some(last) = self.parts.last_mut() {
            last.share = Some(words.to_string());
        }
        self
    }
}

/// Colours repeat after five; the legend's order tells parts apart.
const COLOURS: usize = 5;

impl Display for SplitBar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let total: i128 = self.parts.iter().map(|part| i128::from(part.sum.minor.max(0))).sum();
        write!(
            f,
            "<figure class=\"split\"><svg viewBox=\"0 0 1000 34\" preserveAspectRatio=\"none\" role=\"img\" \
             aria-label=\"{}\">",
            escaped(&self.label)
        )?;
        let (mut before, mut left) = (0i128, 0i128);
        for (at, part) in self.parts.iter().enumerate() {
            before += i128::from(part.sum.minor.max(0));
            let right = if total == 0 { 0 } else { before * 1000 / total };
            write!(
                f,
                "<rect class=\"c{}\" x=\"{left}\" width=\"{}\" height=\"34\"/>",
                at % COLOURS,
                right - left
            )?;
            left = right;
        }
        f.write_str("</svg><ul class=\"rows\">")?;
        for (at, part) in self.parts.iter().enumerate() {
            let name = escaped(&part.name);
            let name = match &part.href {
                Some(href) => format!("<a href=\"{}\">{name}</a>", escaped(href)),
                None => name,
            };
            let share = part.share.as_deref();
            write!(
                f,
                "<li class=\"row\"><span class=\"grow\"><i class=\"dot c{}\"></i>{name}</span><small>{}</small>\
                 <span class=\"money\">{}</span></li>",
                at % COLOURS,
                share.map_or_else(|| percent(i128::from(part.sum.minor.max(0)), total), escaped),
                escaped(&part.sum.to_string())
            )?;
        }
        f.write_str("</ul></figure>")
    }
}

/// `74%`, `7.4%`: one decimal where it is not whole.
fn percent(part: i128, whole: i128) -> String {
    if whole == 0 {
        return "0%".to_owned();
    }
    let tenths = (part * 1000 + whole / 2) / whole;
    if tenths % 10 == 0 { format!("{}%", tenths / 10) } else { format!("{}.{}%", tenths / 10, tenths % 10) }
}

impl HtmlSafe for SplitBar {}

impl From<SplitBar> for Html {
    fn from(bar: SplitBar) -> Html {
        Html::trusted(bar.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Currency;

    /// Only the part that was told last has the rule's words, and they are escaped.
    #[test]
    fn a_share_is_said_as_the_rule_says_it() {
        let sum = |minor| Money::new(minor, Currency::CNY);
        let bar = SplitBar::new("¥6.83").part("maker", &sum(615), None).part("fund", &sum(68), None);
        assert!(bar.to_string().contains("<small>90%</small>"));
        let bar = bar.share("<10%>");
        assert!(bar.to_string().contains("<small>90%</small>"), "the other part is as it was");
        assert!(bar.to_string().contains("<small>&lt;10%&gt;</small>"));
    }
}

//! Components: functions and small builders that give safe HTML for templates.
//!
//! Texts passed in are escaped here; only `Html` values pass as they are. No inline styles or scripts: the
//! content policy forbids them, so widths are SVG attributes and colours are classes.

mod chart;
mod field;
mod qr;
mod split;

pub use chart::{FundChart, Point};
pub use field::{Field, error_summary, key_field};
pub use qr::qr;
pub use split::SplitBar;

use crate::html::{Html, escaped};
use crate::i18n::t;
use crate::lang::Lang;
use kernel::{Money, Timestamp, Zone};
use std::fmt::Display;

/// What a colour says: jade for what is whole, ochre for what waits, seal red for what asks to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Plain,
    Done,
    Wait,
    Act,
}

impl Tone {
    pub(crate) fn class(self) -> &'static str {
        match self {
            Tone::Plain => "",
            Tone::Done => " done",
            Tone::Wait => " wait",
            Tone::Act => " act",
        }
    }
}

/// `¥1,234.50` in tabular figures.
pub fn money(sum: &Money) -> Html {
    Html::trusted(format!("<span class=\"money\">{}</span>", escaped(&sum.to_string())))
}

/// The one number a page is about.
pub fn big_money(sum: &Money) -> Html {
    let text = sum.to_string();
    let symbol = sum.currency.symbol();
    let (sign, rest) = match text.strip_prefix('−') {
        Some(rest) => ("−", rest),
        None => ("", text.as_str()),
    };
    let figures = rest.strip_prefix(symbol).unwrap_or(rest).trim_start_matches('\u{a0}');
    Html::trusted(format!(
        "<span class=\"money big\">{sign}<span class=\"unit\">{}</span>{}</span>",
        escaped(symbol),
        escaped(figures)
    ))
}

/// A short word in a coloured lozenge.
pub fn tag(text: impl Display, tone: Tone) -> Html {
    Html::trusted(format!("<span class=\"tag{}\">{}</span>", tone.class(), escaped(&text.to_string())))
}

/// `3月14日 20:00`, `14 Mar 20:00`; with the year when it is not this year's (`now` decides).
pub fn time(at: &Timestamp, zone: &Zone, lang: impl Into<Lang>, now: &Timestamp) -> Html {
    Html::trusted(format!("<time datetime=\"{at}\">{}</time>", time_text(at, zone, lang, now)))
}

/// The same as plain text, for sentences.
pub fn time_text(at: &Timestamp, zone: &Zone, lang: impl Into<Lang>, now: &Timestamp) -> String {
    format!("{} {}", day_text(at, zone, lang, now), at.format(zone, "%H:%M"))
}

/// `3月14日`, `14 Mar`; with the year when it is not this year's (`now` decides).
pub fn day_text(at: &Timestamp, zone: &Zone, lang: impl Into<Lang>, now: &Timestamp) -> String {
    let this_year = at.format(zone, "%Y") == now.format(zone, "%Y");
    let pattern = match (lang.into(), this_year) {
        (Lang::Zh, true) => "%-m月%-d日",
        (Lang::Zh, false) => "%Y年%-m月%-d日",
        (Lang::En, true) => "%-d %b",
        (Lang::En, false) => "%-d %b %Y",
    };
    at.format(zone, pattern)
}

/// `2026年3月14日`, `14 March 2026`.
pub fn day(at: &Timestamp, zone: &Zone, lang: impl Into<Lang>) -> Html {
    let (date, text) = (at.format(zone, "%Y-%m-%d"), full_day_text(at, zone, lang));
    Html::trusted(format!("<time datetime=\"{date}\">{text}</time>"))
}

/// The same as plain text, for sentences.
pub fn full_day_text(at: &Timestamp, zone: &Zone, lang: impl Into<Lang>) -> String {
    let pattern = match lang.into() {
        Lang::Zh => "%Y年%-m月%-d日",
        Lang::En => "%-d %B %Y",
    };
    at.format(zone, pattern)
}

/// The last day of what ends at an instant: until the 31st is until the 1st begins.
pub fn last_day(ends: &Timestamp, zone: &Zone, lang: impl Into<Lang>) -> Html {
    day(&Timestamp::from_micros(ends.micros - 1), zone, lang)
}

/// In which zone a time is, as people there call it: `北京时间`, `Beijing time`; of a zone that has no name here its own.
pub fn zone_text(zone: &Zone, lang: impl Into<Lang>) -> String {
    let (zh, en) = match zone.name() {
        "Asia/Shanghai" | "Asia/Chongqing" | "PRC" => ("北京", "Beijing"),
        "Asia/Urumqi" => ("乌鲁木齐", "Urumqi"),
        "Asia/Hong_Kong" => ("香港", "Hong Kong"),
        "Asia/Macau" => ("澳门", "Macau"),
        "Asia/Taipei" => ("台北", "Taipei"),
        "Asia/Singapore" => ("新加坡", "Singapore"),
        "Asia/Kuala_Lumpur" => ("吉隆坡", "Kuala Lumpur"),
        "Asia/Tokyo" => ("东京", "Tokyo"),
        "Asia/Seoul" => ("首尔", "Seoul"),
        "Australia/Sydney" => ("悉尼", "Sydney"),
        "Europe/Berlin" => ("柏林", "Berlin"),
        "Europe/London" => ("伦敦", "London"),
        "Europe/Paris" => ("巴黎", "Paris"),
        "America/Los_Angeles" => ("洛杉矶", "Los Angeles"),
        "America/New_York" => ("纽约", "New York"),
        "America/Toronto" => ("多伦多", "Toronto"),
        "UTC" | "Etc/UTC" => ("世界标准", "Universal"),
        name => (name, name),
    };
    match (lang.into(), zh == en) {
        (Lang::Zh, false) => format!("{zh}时间"),
        (Lang::Zh, true) => format!("{zh} 时间"),
        (Lang::En, _) => format!("{en} time"),
    }
}

/// How far something is: `part` of `whole`, with its meaning in words.
pub fn progress(part: i64, whole: i64, tone: Tone, label: impl Display) -> Html {
    let filled = thousandths(part, whole);
    Html::trusted(format!(
        "<svg class=\"bar{}\" viewBox=\"0 0 1000 6\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"{}\">\
         <rect class=\"rest\" width=\"1000\" height=\"6\"/><rect class=\"part\" width=\"{filled}\" height=\"6\"/></svg>",
        tone.class(),
        escaped(&label.to_string())
    ))
}

/// `part / whole` in thousandths, between 0 and 1000.
pub(crate) fn thousandths(part: i64, whole: i64) -> i64 {
    if whole <= 0 {
        return 0;
    }
    let share = i128::from(part.max(0)) * 1000 / i128::from(whole);
    i64::try_from(share.min(1000)).unwrap_or(1000)
}

/// A list that has nothing yet: says what to do next.
pub fn empty(title: impl Display, next: impl Display, link: Option<(String, String)>) -> Html {
    let link = link.map_or_else(String::new, |(href, text)| {
        format!("<p><a class=\"button quiet\" href=\"{}\">{}</a></p>", escaped(&href), escaped(&text))
    });
    Html::trusted(format!(
        "<div class=\"empty\"><p class=\"empty-title\">{}</p><p class=\"soft\">{}</p>{link}</div>",
        escaped(&title.to_string()),
        escaped(&next.to_string())
    ))
}

/// The same with a link to what can be done about it.
pub fn empty_with(title: impl Display, next: impl Display, href: impl Display, text: impl Display) -> Html {
    empty(title, next, Some((href.to_string(), text.to_string())))
}

/// Links to the neighbouring pages of a list that is paged by key. None hides a link.
pub fn pager(lang: impl Into<Lang>, newest: Option<&str>, older: Option<&str>) -> Html {
    if newest.is_none() && older.is_none() {
        return Html::default();
    }
    let t = t(lang.into());
    let link = |href: Option<&str>, rel: &str, text: String| {
        href.map_or_else(String::new, |href| {
            format!(
                "<a class=\"button quiet\" rel=\"{rel}\" href=\"{}\">{}</a>",
                escaped(href),
                escaped(&text)
            )
        })
    };
    Html::trusted(format!(
        "<nav class=\"pager\" aria-label=\"{}\">{}{}</nav>",
        escaped(&t.pager_label()),
        link(newest, "first", t.newest()),
        link(older, "next", t.next_page())
    ))
}

/// One line of a `<dl class="facts">`.
pub fn fact(name: impl Display, value: impl Into<Html>) -> Html {
    Html::trusted(format!(
        "<div class=\"fact\"><dt>{}</dt><dd>{}</dd></div>",
        escaped(&name.to_string()),
        value.into()
    ))
}

/// One step of an `<ol class="chain">`: what happened, when or why, and whether the reader is standing here.
pub fn step(what: impl Into<Html>, note: impl Into<Html>, here: bool) -> Html {
    let class = if here { " class=\"here\" aria-current=\"step\"" } else { "" };
    Html::trusted(format!("<li{class}><p>{}</p><p class=\"soft\">{}</p></li>", what.into(), note.into()))
}

/// A form that is one button: `POST action`. With `confirm` the script asks first.
pub fn post_button(action: impl Display, text: impl Display, tone: Tone, confirm: Option<&str>) -> Html {
    let class = if tone == Tone::Act { "button" } else { "button quiet" };
    let ask = confirm.map_or_else(String::new, |text| format!(" data-confirm=\"{}\"", escaped(text)));
    Html::trusted(format!(
        "<form class=\"inline\" method=\"post\" action=\"{}\"{ask}>{}<button class=\"{class}\">{}</button></form>",
        escaped(&action.to_string()),
        key_field(),
        escaped(&text.to_string())
    ))
}

/// A form that is one button for what cannot be undone; the script asks first.
pub fn danger_button(action: impl Display, text: impl Display, ask: &str) -> Html {
    Html::trusted(format!(
        "<form class=\"inline\" method=\"post\" action=\"{}\" data-confirm=\"{}\">{}<button class=\"button danger\">{}</button></form>",
        escaped(&action.to_string()),
        escaped(ask),
        key_field(),
        escaped(&text.to_string())
    ))
}

/// A text with a button that copies it; without the script only the text.
pub fn copyable(text: impl Display, lang: impl Into<Lang>) -> Html {
    let (text, t) = (escaped(&text.to_string()), t(lang.into()));
    Html::trusted(format!(
        "<span class=\"copyable\"><code>{text}</code> <button type=\"button\" class=\"button quiet small\" hidden \
         data-copy=\"{text}\" data-copied=\"{}\">{}</button></span>",
        escaped(&t.copied()),
        escaped(&t.copy())
    ))
}

impl From<String> for Html {
    fn from(text: String) -> Html {
        Html::trusted(escaped(&text))
    }
}

impl From<&str> for Html {
    fn from(text: &str) -> Html {
        Html::trusted(escaped(text))
    }
}

impl From<&String> for Html {
    fn from(text: &String) -> Html {
        Html::trusted(escaped(text))
    }
}

impl From<&Html> for Html {
    fn from(html: &Html) -> Html {
        html.clone()
    }
}

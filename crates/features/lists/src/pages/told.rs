//! A list in words, for whoever reads it on a terminal: what it was understood as, and what was ordered of it.

use super::words;
use crate::L10nLanguage;
use crate::line::Doing;
use crate::ops::{BuyerAnswer, Pasted};
use crate::t;
use crate::whole::Whole;
use jielong::{Action, Line, List, Reading};
use kernel::Currency;
use web::{Lang, Refusal};

/// Of a list that is to be read from a file.
pub fn no_file_told(lang: Lang) -> String {
    t(lang).told_no_file()
}

/// What the list itself sells, and each line with its reading, what makes it doubtful, and its note.
pub fn list_told(lang: Lang, list: &List) -> Vec<String> {
    let t = t(lang);
    let named = &list.offers[..list.named.min(list.offers.len())];
    let mut told: Vec<String> = (!named.is_empty()).then(|| t.told_offers()).into_iter().collect();
    for offer in named {
        let price = offer.price.map_or_else(|| "?".to_owned(), |price| price.plain(Currency::CNY));
        let per = if offer.unit.is_empty() { String::new() } else { format!("/{}", offer.unit) };
        told.push(format!("  {}  {price}{per}", offer.name));
    }
    told.push(t.lines_title());
    told.extend(list.lines.iter().map(|line| line_told(t, line)));
    let count = |reading| list.lines.iter().filter(|line| line.reading == reading).count() as i64;
    told.push(t.told_marks(count(Reading::Certain), count(Reading::Likely), count(Reading::Unclear)));
    told
}

fn line_told(t: &L10nLanguage, line: &Line) -> String {
    let mark = match line.reading {
        Reading::Certain => t.mark_certain(),
        Reading::Likely => t.mark_likely(),
        Reading::Unclear => t.mark_unclear(),
    };
    let doing = words::doing(
        t,
        match line.action {
            Action::Order => Doing::Order,
            Action::Add => Doing::Add,
            Action::Replace => Doing::Replace,
            Action::Withdraw => Doing::Withdraw,
            Action::None => Doing::None,
        },
    );
    let item = |item: &jielong::Item| match item.quantity {
        Some(quantity) => format!("{} {quantity} {}", item.name, item.unit).trim_end().to_owned(),
        None => t.all_of(item.name.as_str()),
    };
    let what = line.items.iter().map(item).collect::<Vec<_>>().join(&t.list_comma());
    let name = if line.name.is_empty() { t.somebody() } else { line.name.clone() };
    let said = match what.is_empty() {
        true => t.line_said_nothing(name, doing),
        false => t.line_said(name, doing, what),
    };
    let why: Vec<String> = line.doubts.iter().filter_map(|doubt| words::doubt(t, doubt.code())).collect();
    let why =
        if why.is_empty() { String::new() } else { format!("  {}", t.why_said(why.join(&t.list_comma()))) };
    // An order over several lines is known by its first.
    let written = line.text.lines().next().unwrap_or_default();
    let note =
        if line.note.is_empty() { String::new() } else { format!("  {}", t.told_note(line.note.as_str())) };
    format!("{:>5}  [{mark}] {said}  {}{note}{why}", line.number, t.quoted(written))
}

/// What was made of it, and what was not, with its reason.
pub fn ordered_told(
    lang: Lang,
    pasted: &Pasted,
    whole: &Whole,
    answers: &[(String, BuyerAnswer)],
) -> Vec<String> {
    let t = t(lang);
    let (number, new, gone) = (pasted.number, pasted.lines_new, pasted.lines_gone);
    let mut told = vec![match pasted.went_on {
        true => t.told_went_on(number, new, gone),
        false => t.told_new(number, new),
    }];
    let placed = answers.iter().filter(|(_, answer)| answer.placed.is_some()).count();
    let called_off: usize = answers.iter().map(|(_, answer)| answer.called_off.len()).sum();
    told.push(t.told_orders(placed as i64, called_off as i64));
    let mut left = Vec::new();
    for line in whole.lines.iter().filter(|line| !line.mark.counts()) {
        let why: Vec<String> =
            line.doubts.split_whitespace().filter_map(|code| words::doubt(t, code)).collect();
        left.push(format!("  {}  ({})", line.words.replace('\n', " / "), why.join(&t.list_comma())));
    }
    for (name, answer) in answers {
        for (at, why) in &answer.troubles {
            let item = whole.item(*at).map_or_else(|| t.everything(), |item| item.name.clone());
            left.push(format!("  {name}: {item}  ({})", words::why(t, *why)));
        }
    }
    if !left.is_empty() {
        told.push(t.told_left());
        told.extend(left);
    }
    told
}

/// More is sold than a list is held against.
pub fn beyond_told(lang: Lang) -> String {
    t(lang).beyond()
}

/// Why something that a heading names was not put up for sale; without a reason its split waits for the members.
pub fn not_offered_told(lang: Lang, name: &str, why: Option<&dyn Refusal>) -> String {
    match why {
        Some(why) => t(lang).told_not_offered(name, why.say(lang)),
        None => t(lang).told_split_waits(name),
    }
}

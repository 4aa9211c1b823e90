//! Items and lines as a page shows them.

use super::group_buys::GroupBuyView;
use super::scene::Scene;
use super::words;
use crate::line::{Doing, LineState, Mark};
use crate::rows::{ListItem, ListLine};
use crate::whole::Whole;
use kernel::{Price, Quantity};
use market::OnSale;
use serde::Serialize;
use store::Fault;
use utoipa::ToSchema;
use web::Html;

/// A thing that the heading names.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ItemView {
    pub(crate) item: i64,
    pub(crate) name: String,
    pub(crate) unit: String,
    /// As the heading says it.
    #[schema(value_type = Option<String>)]
    pub(crate) price: Option<Price>,
    /// The offer and its variant that it is: `off_….1`.
    pub(crate) goods: Option<String>,
    /// Of all people together.
    #[schema(value_type = String)]
    pub(crate) total: Quantity,
    people: i64,
    /// How much of it orders have that stand; absent before orders were made.
    #[schema(value_type = Option<String>)]
    ordered: Option<Quantity>,
    #[serde(skip)]
    pub(crate) ordered_said: String,
    #[serde(skip)]
    pub(crate) said: String,
    #[serde(skip)]
    pub(crate) sold_as: String,
    #[serde(skip)]
    pub(crate) amount: String,
    /// What it probably is, where that is to be decided.
    #[serde(skip)]
    pub(crate) proposed: String,
    /// Somebody has to say at which price.
    #[serde(skip)]
    pub(crate) differs: Option<String>,
    /// Group buys of it that can be joined.
    pub(crate) group_buys: Vec<GroupBuyView>,
    /// Where a group buy of it is opened; empty for what is not on sale.
    #[serde(skip)]
    pub(crate) open_buy: String,
    #[serde(skip)]
    sold: bool,
}

impl ItemView {
    pub(crate) fn of(s: &Scene, item: &ListItem, total: (i64, i64), on_sale: &[OnSale]) -> ItemView {
        let goods = item.goods();
        let sold = |code: &str| on_sale.iter().find(|one| code_of(one) == code);
        let code = goods.map(|goods| format!("{}.{}", goods.offer, goods.variant));
        let sold_as = code.as_deref().and_then(sold);
        let alike = on_sale.iter().find(|one| is_alike(one, &item.name)).filter(|_| goods.is_none());
        let differs = alike.filter(|one| item.price_e4.is_some_and(|price| price != one.price));
        let unit = sold_as.map_or(item.unit.as_str(), |one| one.unit.as_str());
        ItemView {
            item: item.number,
            name: item.name.clone(),
            unit: unit.to_owned(),
            price: item.price_e4,
            total: Quantity::from_milli(total.0),
            people: total.1,
            ordered: None,
            ordered_said: String::new(),
            said: item.price_e4.map_or_else(String::new, |price| s.price(&price, &item.unit)),
            sold_as: match (sold_as, goods) {
                (Some(one), _) => format!("{} · {}", one.name(), s.price(&one.price, &one.unit)),
                (None, Some(_)) => s.t.no_longer_for_sale(),
                (None, None) => String::new(),
            },
            amount: s.amount(total.0, unit),
            proposed: alike.map_or_else(String::new, code_of),
            differs: differs.map(|one| s.price(&one.price, &one.unit)),
            group_buys: Vec::new(),
            open_buy: String::new(),
            sold: sold_as.is_some(),
            goods: code,
        }
    }

    pub(crate) fn is_matched(&self) -> bool {
        self.goods.is_some()
    }

    /// On sale now, as it was matched.
    pub(crate) fn is_sold(&self) -> bool {
        self.sold
    }

    /// `as_wanted`: everybody's orders have what they want of it, which sums alone do not tell.
    pub(super) fn say_ordered(&mut self, s: &Scene, milli: i64, (people, as_wanted): (i64, bool)) {
        self.ordered = Some(Quantity::from_milli(milli));
        self.ordered_said = match as_wanted {
            true => s.t.all_ordered(),
            false => s.t.so_much_ordered(people, s.amount(milli, &self.unit)),
        };
    }

    pub(crate) fn people(&self) -> i64 {
        self.people
    }
}

pub(crate) fn code_of(one: &OnSale) -> String {
    format!("{}.{}", one.offer, one.number)
}

fn is_alike(one: &OnSale, name: &str) -> bool {
    let sold = one.name();
    !name.is_empty()
        && (sold == name || one.title == name || sold.contains(name) || name.contains(one.title.as_str()))
}

/// What can be chosen for an item: nothing, or something on sale.
pub(crate) fn choices(s: &Scene, on_sale: &[OnSale]) -> Vec<(String, String)> {
    let none = [(String::new(), s.t.no_offer_chosen())];
    let said = |one: &OnSale| (code_of(one), format!("{} · {}", one.name(), s.price(&one.price, &one.unit)));
    none.into_iter().chain(on_sale.iter().map(said)).collect()
}

/// One line of the list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ReadLineView {
    pub(crate) line: i64,
    /// As it was written.
    pub(crate) words: String,
    pub(crate) name: String,
    /// Where its person lives, as their lines tell; empty where the name or a note has it.
    pub(crate) room: String,
    /// `order`, `add`, `replace`, `withdraw`, `none`.
    #[schema(value_type = String)]
    pub(crate) action: Doing,
    pub(crate) items: Vec<ReadPartView>,
    pub(crate) note: String,
    /// `certain`, `likely`, `unclear`; `mended` where somebody said what is meant.
    #[schema(value_type = String)]
    pub(crate) reading: Mark,
    /// Codes of what is in doubt.
    pub(crate) doubts: Vec<String>,
    /// `standing`; `gone` where the list was pasted again without it.
    #[schema(value_type = String)]
    pub(crate) state: LineState,
    pub(crate) revision: i64,
    /// As the chat numbers it; the list's own number where it has none, or a line before it has the same, for a table counts its rows anew.
    /// Empty where that would be another line's, too.
    #[serde(skip)]
    pub(crate) numbered: String,
    #[serde(skip)]
    pub(crate) said: String,
    #[serde(skip)]
    pub(crate) why: Vec<String>,
    /// Whether its person is a member with an account: what is answered, and the button that says so.
    #[serde(skip)]
    pub(crate) members: Vec<(String, String)>,
    /// Members with an account who may be its person: somebody has to say so.
    #[schema(value_type = Vec<String>)]
    pub(crate) perhaps: Vec<kernel::Id<crate::ids::Member>>,
    /// What its person is called if they are somebody else than who is called so already.
    #[serde(skip)]
    pub(crate) other: Option<String>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ReadPartView {
    pub(crate) item: i64,
    name: String,
    /// Absent: all of it.
    #[schema(value_type = Option<String>)]
    pub(crate) quantity: Option<Quantity>,
    unit: String,
}

impl ReadPartView {
    /// As a form has it.
    pub(crate) fn said(&self) -> String {
        self.quantity.map_or_else(String::new, |quantity| quantity.to_string())
    }
}

impl ReadLineView {
    pub(crate) fn of(s: &Scene, whole: &Whole, line: &ListLine) -> Result<ReadLineView, Fault> {
        let part = |(number, milli): (i64, Option<i64>)| {
            let item = whole.item(number);
            ReadPartView {
                item: number,
                name: item.map_or_else(String::new, |item| item.name.clone()),
                quantity: milli.map(Quantity::from_milli),
                unit: item.map_or_else(String::new, |item| item.unit.clone()),
            }
        };
        let items: Vec<ReadPartView> = line.parts()?.into_iter().map(part).collect();
        let doubts: Vec<String> = line.doubts.split_whitespace().map(str::to_owned).collect();
        let same_name = line.mark == Mark::Unclear && doubts.iter().any(|doubt| doubt == "same_name");
        let other = same_name.then(|| {
            let there: Vec<&ListLine> = whole.lines.iter().collect();
            crate::ops::incoming::somebody_else(&there, line)
        });
        Ok(ReadLineView {
            members: Vec::new(),
            perhaps: Vec::new(),
            other,
            line: line.number,
            numbered: numbered(s, whole, line),
            words: line.words.clone(),
            name: line.name.clone(),
            room: if line.name.is_empty() { String::new() } else { whole.place_beside(&line.name) },
            action: line.doing,
            said: said(s, line, &items),
            items,
            note: line.note.clone(),
            reading: line.mark,
            why: doubts.iter().filter_map(|code| words::doubt(s.t, code)).collect(),
            doubts,
            state: line.state,
            revision: line.revision,
        })
    }

    pub(crate) fn tags(&self, s: &Scene) -> Html {
        let tags = format!("{} {}", words::mark(s.t, self.reading), words::state(s.t, self.state));
        Html::trusted(tags.trim_end())
    }

    /// Where somebody else has the same name: what the person is called either way, and the button that says so.
    pub(crate) fn same_or_other(&self, s: &Scene) -> Vec<(String, String)> {
        let Some(other) = &self.other else { return Vec::new() };
        vec![
            (self.name.clone(), s.t.same_name_yes(self.name.as_str())),
            (other.clone(), s.t.same_name_no(other.as_str())),
        ]
    }

    pub(crate) fn waits(&self) -> bool {
        self.reading == Mark::Unclear || self.state == LineState::Gone
    }
}

fn numbered(s: &Scene, whole: &Whole, line: &ListLine) -> String {
    let has = |other: &ListLine, number: &str| chat_number(&other.words) == Some(number);
    let chat = chat_number(&line.words);
    let is_free =
        |number: &&str| whole.lines.iter().all(|other| other.number >= line.number || !has(other, number));
    if let Some(number) = chat.filter(is_free) {
        return format!("{number}.");
    }
    let own = line.number.to_string();
    let is_taken = whole.lines.iter().any(|other| has(other, &own));
    if is_taken { String::new() } else { s.t.line_numbered(line.number) }
}

/// `13. 小雨 草莓2盒`: 13.
fn chat_number(words: &str) -> Option<&str> {
    let words = words.trim_start();
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    let after = words[digits..].chars().next()?;
    ((1..=4).contains(&digits) && ".．、)）:：".contains(after)).then(|| &words[..digits])
}

/// `小雨 · 要：草莓 2 盒、鸡蛋 1 板`.
fn said(s: &Scene, line: &ListLine, items: &[ReadPartView]) -> String {
    let part = |part: &ReadPartView| match part.quantity {
        Some(quantity) => format!("{} {}", part.name, s.amount(quantity.milli, &part.unit)),
        None => s.t.all_of(part.name.as_str()),
    };
    let what = items.iter().map(part).collect::<Vec<_>>().join(&s.t.list_comma());
    let name = if line.name.is_empty() { s.t.somebody() } else { line.name.clone() };
    let doing = words::doing(s.t, line.doing);
    match what.is_empty() {
        true => s.t.line_said_nothing(name, doing),
        false => s.t.line_said(name, doing, what),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_is_that_of_the_chat() {
        for (words, number) in [
            ("13. 小雨 草莓2盒", Some("13")),
            (" 7、阿明 草莓", Some("7")),
            ("3）老王", Some("3")),
            ("小雨 草莓2盒", None),
            ("3-502 小雨 草莓", None),
            ("138001380001. x", None),
            ("2盒草莓", None),
            ("", None),
        ] {
            assert_eq!(chat_number(words), number, "{words}");
        }
    }
}

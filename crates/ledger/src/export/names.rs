//! What accounts are called outside: `Liabilities:Held:Fund-1-Kitchen`, in letters both programs take.

use crate::account::{AccountKey, Kind, Purpose, fund_of_owner};
use kernel::Currency;
use std::collections::HashMap;

/// An account as an export names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Account {
    pub name: String,
    pub purpose: Purpose,
    pub fund: Option<i64>,
    /// The book name, or the id where there is none.
    pub owner: Option<String>,
    pub currency: Currency,
}

/// Gives each account a name of its own, the same in every export of the same books.
pub(super) struct Names<'a> {
    funds: HashMap<i64, String>,
    name_of: &'a mut dyn FnMut(&str) -> Option<String>,
    /// Name → the account it belongs to, in whatever currency.
    taken: HashMap<String, (Purpose, Option<i64>, Option<String>)>,
}

impl<'a> Names<'a> {
    pub(super) fn new(
        funds: HashMap<i64, String>,
        name_of: &'a mut dyn FnMut(&str) -> Option<String>,
    ) -> Names<'a> {
        Names { funds, name_of, taken: HashMap::new() }
    }

    pub(super) fn account(&mut self, key: &AccountKey) -> Account {
        let owner = key.owner().map(|owner| self.owner(owner));
        let mut name = format!("{}:", root(key.kind()));
        if let Some(fund) = key.fund() {
            name.push_str(&format!("Fund:{}:", self.fund(fund)));
        }
        name.push_str(&component(called(key.purpose())));
        if let Some(owner) = &owner {
            name.push_str(&format!(":{}", component(owner)));
        }
        let this = (key.purpose(), key.fund(), key.owner().map(str::to_owned));
        // Two book names may differ only in what an account name cannot hold.
        let mut unique = name.clone();
        let mut number = 2;
        while self.taken.get(&unique).is_some_and(|other| *other != this) {
            unique = format!("{name}-{number}");
            number += 1;
        }
        self.taken.insert(unique.clone(), this);
        Account { name: unique, purpose: key.purpose(), fund: key.fund(), owner, currency: key.currency() }
    }

    fn owner(&mut self, owner: &str) -> String {
        match fund_of_owner(owner) {
            Some(fund) => format!("Fund-{}", self.fund(fund)),
            None => (self.name_of)(owner).unwrap_or_else(|| owner.to_owned()),
        }
    }

    /// `1-Kitchen`: the number makes it unique, the name readable.
    fn fund(&self, fund: i64) -> String {
        let name = self.funds.get(&fund).map(|name| letters(name)).unwrap_or_default();
        if name.is_empty() { fund.to_string() } else { format!("{fund}-{name}") }
    }
}

/// The only gateway there is is played: who reads the export elsewhere must not take that for money.
fn called(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Gateway => "gateway-simulated",
        other => other.code(),
    }
}

fn root(kind: Kind) -> &'static str {
    match kind {
        Kind::Asset => "Assets",
        Kind::Liability => "Liabilities",
        Kind::Equity => "Equity",
        Kind::Income => "Income",
        Kind::Expense => "Expenses",
    }
}

/// A part of a name: beancount wants a capital letter or a digit first, then letters, digits and dashes.
fn component(text: &str) -> String {
    let text = letters(text);
    let mut chars = text.chars();
    match chars.next() {
        Some(first) if first.is_ascii_alphanumeric() => {
            format!("{}{}", first.to_ascii_uppercase(), chars.as_str())
        }
        Some(_) => format!("M-{text}"),
        None => "M".to_owned(),
    }
}

/// Letters and digits stay, everything else becomes a dash, never two in a row. Only scripts whose letters are all
/// plain letters (Unicode L) are kept; in others vowels are marks, which beancount refuses.
fn letters(text: &str) -> String {
    let plain = |c: char| {
        c.is_ascii_alphanumeric()
            || (c.is_alphabetic()
                && matches!(c, '\u{c0}'..='\u{24f}' | '\u{386}'..='\u{52f}' | '\u{3041}'..='\u{30fa}'
                    | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}'))
    };
    let mut out = String::new();
    for c in text.chars() {
        match plain(c) {
            true => out.push(c),
            false if out.is_empty() || out.ends_with('-') => {}
            false => out.push('-'),
        }
    }
    out.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_readable_safe_and_unique() {
        let (ana, bo, cy) = ("mem_01kax0000000000000000000aa", "mem_01kax0000000000000000000bb", "mem_x");
        let mut book_name = |owner: &str| match owner {
            "mem_01kax0000000000000000000aa" => Some("白鹭 17".to_owned()),
            "mem_01kax0000000000000000000bb" => Some("白鹭-17".to_owned()),
            _ => None,
        };
        let funds = HashMap::from([(1, "公共 基金 (一)".to_owned()), (2, "🍅".to_owned())]);
        let mut names = Names::new(funds, &mut book_name);
        let (cny, gbp) = (Currency::CNY, Currency::GBP);
        for (key, name) in [
            (AccountKey::bank(cny), "Assets:Bank"),
            (AccountKey::bank(gbp), "Assets:Bank"),
            (AccountKey::held(ana, cny), "Liabilities:Held:M-白鹭-17"),
            (AccountKey::held(bo, cny), "Liabilities:Held:M-白鹭-17-2"),
            (AccountKey::held(ana, gbp), "Liabilities:Held:M-白鹭-17"),
            (AccountKey::owed(bo, cny), "Liabilities:Owed:M-白鹭-17"),
            (AccountKey::owed(cy, cny), "Liabilities:Owed:Mem-x"),
            (AccountKey::held_for_fund(2, cny), "Liabilities:Held:Fund-2"),
            (AccountKey::sales(1, cny), "Income:Fund:1-公共-基金-一:Sales"),
            (AccountKey::other_income(2, cny), "Income:Fund:2:Other-income"),
        ] {
            assert_eq!(names.account(&key).name, name);
        }
    }
}

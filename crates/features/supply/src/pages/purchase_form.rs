//! What is typed of a purchase order. Programs send `lines` as a list; the form has numbered fields (`line_1_goods`), so that each
//! can be told what is wrong.

use crate::ops::{DraftPurchase, LineWanted};
use crate::purchase::{NOTE_CHARS_MAX, PLACE_CHARS_MAX, Rounding, Terms, cases_for};
use crate::refused::PurchaseRefused;
use crate::rows::Purchase;
use kernel::{Id, Quantity, Zone};
use market::rows::Offer;
use serde::{Deserialize, Serialize};
use spending::rows::Mandate;
use std::collections::BTreeMap;
use store::IdempotencyKey;
use utoipa::ToSchema;
use web::{Check, Errors, Lang, Refusal};

/// Rows of the form; a program may send more.
pub(crate) const ROWS: usize = 6;
/// What a form can have that was filled in from a list.
const ROWS_MAX: usize = 100;

#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct PurchaseForm {
    /// The supplier's id.
    pub supplier: String,
    /// `by_sales`: each sale's split gives the supplier their part; `bought`: the community buys it under a mandate.
    pub terms: String,
    /// The mandate's id, where it is bought.
    pub mandate: String,
    pub lines: Vec<LineForm>,
    /// What becomes of a case that what is wanted does not fill: `up` orders it, `down` does not. Empty: `up`.
    pub rounding: String,
    /// `2026-03-14`; empty: still to be agreed on.
    pub deliver_on: String,
    pub deliver_to: String,
    pub note: String,
    #[serde(flatten)]
    #[schema(ignore)]
    pub typed: BTreeMap<String, String>,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
#[schema(as = PurchaseLineForm)]
pub(crate) struct LineForm {
    /// Which variant of which offer: `off_….1`.
    pub goods: String,
    /// How many cases; empty: as many as `wanted` takes.
    pub cases: String,
    /// Units in a case; empty: one.
    pub case: String,
    /// Of one unit, as agreed, where it is bought.
    pub price: String,
    /// How many units are wanted in all.
    pub wanted: String,
}

impl LineForm {
    fn is_empty(&self) -> bool {
        [&self.goods, &self.cases, &self.case, &self.price].iter().all(|field| field.trim().is_empty())
    }

    pub(crate) fn sold(&self) -> Option<(Id<Offer>, i64)> {
        parse_goods(&self.goods)
    }
}

impl PurchaseForm {
    /// Takes the numbered fields into the list, so that both ways of sending read alike.
    #[must_use]
    pub(crate) fn gathered(mut self) -> PurchaseForm {
        let mut typed = std::mem::take(&mut self.typed);
        if self.lines.is_empty() {
            let named =
                (ROWS + 1..=ROWS_MAX).take_while(|row| typed.contains_key(&format!("line_{row}_goods")));
            let rows = ROWS + named.count();
            let mut field =
                |row: usize, name: &str| typed.remove(&format!("line_{row}_{name}")).unwrap_or_default();
            let row = |row| LineForm {
                goods: field(row, "goods"),
                cases: field(row, "cases"),
                case: field(row, "case"),
                price: field(row, "price"),
                wanted: field(row, "wanted"),
            };
            self.lines = (1..=rows).map(row).collect();
        }
        self
    }

    pub(crate) fn read(
        &self,
        lang: Lang,
        zone: &Zone,
        id: Id<Purchase>,
        key: IdempotencyKey,
    ) -> Result<DraftPurchase, Errors> {
        let mut check = Check::new(lang);
        let supplier = check.id("supplier", &self.supplier);
        let terms = check.choice("terms", &self.terms, Terms::parse).unwrap_or(Terms::BySales);
        let mandate = check.optional("mandate", &self.mandate, Check::id::<Mandate>);
        let rounding = check.optional("rounding", &self.rounding, |check, field, typed| {
            check.choice(field, typed, Rounding::parse)
        });
        let rounding = rounding.flatten().unwrap_or(Rounding::Up);
        let deliver_on = check
            .optional("deliver_on", &self.deliver_on, |check, field, typed| check.date(field, typed, zone));
        let deliver_to = check.text("deliver_to", &self.deliver_to, 0..=PLACE_CHARS_MAX);
        let note = check.long_text("note", &self.note, 0..=NOTE_CHARS_MAX);
        let mut lines = Vec::new();
        for (at, row) in (1..).zip(&self.lines).filter(|(_, row)| !row.is_empty()) {
            lines.push(read_line(&mut check, at, row, (terms, rounding)));
        }
        check.require("line_1_goods", !lines.is_empty(), || PurchaseRefused::NoLines.say(lang));
        let lines = lines.into_iter().flatten().collect();
        let mandate = mandate.filter(|_| terms == Terms::Bought);
        check.done(DraftPurchase {
            id,
            supplier,
            terms,
            mandate,
            lines,
            deliver_on,
            deliver_to,
            note,
            key: Some(key),
        })
    }
}

fn read_line(
    check: &mut Check,
    at: usize,
    row: &LineForm,
    (terms, rounding): (Terms, Rounding),
) -> Option<LineWanted> {
    let field = |name: &str| format!("line_{at}_{name}");
    let goods = check.choice(&field("goods"), &row.goods, parse_goods);
    let size = check.optional(&field("case"), &row.case, Check::quantity);
    let wanted = check.optional(&field("wanted"), &row.wanted, Check::quantity);
    let (cases, case) = match wanted.filter(|_| row.cases.trim().is_empty()) {
        // What is no whole number of pieces and comes in no cases is ordered as it is.
        Some(wanted) if size.is_none() && wanted.milli % Quantity::ONE.milli != 0 => (1, wanted),
        Some(wanted) => {
            let case = size.unwrap_or(Quantity::ONE);
            (cases_for(wanted, case, rounding), case)
        }
        None => (check.whole(&field("cases"), &row.cases, 1..=1_000_000), size.unwrap_or(Quantity::ONE)),
    };
    let price = match terms {
        Terms::Bought => Some(check.price(&field("price"), &row.price)),
        Terms::BySales => None,
    };
    let (offer, variant) = goods?;
    // Less than a case, rounded down: nothing of it is ordered.
    (cases > 0).then_some(LineWanted { offer, variant, cases, case, price })
}

/// `off_….1`.
fn parse_goods(text: &str) -> Option<(Id<Offer>, i64)> {
    let (offer, variant) = text.trim().split_once('.')?;
    Some((Id::parse(offer).ok()?, variant.parse().ok()?))
}

/// What is wanted, as an address says it: `?goods=off_….1&units=2.5`, repeated; and how many goods beside them find no place in one order
/// (`more`: those that the address left out already). The same goods twice are one line.
pub(crate) fn wanted(pairs: &[(String, String)]) -> (Vec<LineForm>, i64) {
    let of = |name: &'static str| pairs.iter().filter(move |(key, _)| key == name).map(|(_, value)| value);
    let mut lines: Vec<(String, i64)> = Vec::new();
    let mut left_out: i64 = of("more").filter_map(|more| more.parse::<u16>().ok()).map(i64::from).sum();
    for (goods, units) in of("goods").zip(of("units")) {
        let Ok(units) = Quantity::parse(units) else {
            left_out += 1;
            continue;
        };
        let known = lines.iter().position(|(known, _)| known == goods);
        match known {
            Some(at) => lines[at].1 = lines[at].1.saturating_add(units.milli),
            None if units.milli <= 0 => {}
            None if lines.len() < ROWS_MAX => lines.push((goods.clone(), units.milli)),
            None => left_out += 1,
        }
    }
    let line = |(goods, milli)| {
        let wanted = Quantity::from_milli(milli).to_string();
        LineForm { goods, wanted, ..LineForm::default() }
    };
    (lines.into_iter().map(line).collect(), left_out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(query: &str) -> Vec<(String, String)> {
        let pair = |pair: &str| pair.split_once('=').map(|(a, b)| (a.to_owned(), b.to_owned()));
        query.split('&').filter_map(pair).collect()
    }

    #[test]
    fn an_address_says_what_is_wanted() {
        let of = |query: &str| -> Vec<(String, String)> {
            wanted(&pairs(query)).0.into_iter().map(|line| (line.goods, line.wanted)).collect()
        };
        let line = |goods: &str, units: &str| (goods.to_owned(), units.to_owned());
        assert_eq!(of("goods=a.1&units=3&goods=b.1&units=2.5"), [line("a.1", "3"), line("b.1", "2.5")]);
        assert_eq!(of("goods=a.1&units=3&goods=a.1&units=2.5"), [line("a.1", "5.5")]);
        assert_eq!(of("goods=a.1&units=0&goods=b.1&units=x"), []);
        assert_eq!(of("goods=a.1"), []);
        let many: Vec<String> = (0..ROWS_MAX + 3).map(|at| format!("goods=a.{at}&units=1")).collect();
        for (query, lines, left_out) in [
            (many.join("&"), ROWS_MAX, 3),
            (format!("{}&more=7", many[..2].join("&")), 2, 7),
            ("goods=a.1&units=x&goods=b.1&units=1".to_owned(), 1, 1),
            ("goods=a.1&units=0".to_owned(), 0, 0),
        ] {
            let (found, more) = wanted(&pairs(&query));
            assert_eq!((found.len(), more), (lines, left_out), "told, not dropped");
        }
    }

    /// Wanted, cases, size of a case, rounding → what is ordered, or that something is wrong with it.
    #[test]
    fn cases_follow_from_what_is_wanted() {
        for (wanted, cases, case, rounding, ordered) in [
            ("23", "", "12", "up", Some((2, 12_000))),
            ("23", "", "12", "down", Some((1, 12_000))),
            ("24", "", "12", "down", Some((2, 12_000))),
            ("23", "3", "12", "down", Some((3, 12_000))),
            ("23", "", "", "up", Some((23, 1_000))),
            ("2.5", "", "", "up", Some((1, 2_500))),
            ("2.5", "", "0.5", "down", Some((5, 500))),
            ("7", "", "12", "down", None),
            ("", "2", "", "", Some((2, 1_000))),
        ] {
            let line = LineForm {
                goods: format!("off_{}.1", "0".repeat(26)),
                cases: cases.to_owned(),
                case: case.to_owned(),
                wanted: wanted.to_owned(),
                ..LineForm::default()
            };
            let rounding = Rounding::parse(rounding).unwrap_or(Rounding::Up);
            let mut check = Check::new(Lang::En);
            let read = read_line(&mut check, 1, &line, (Terms::BySales, rounding));
            assert!(check.is_clean(), "{wanted} {cases} {case}");
            assert_eq!(read.map(|line| (line.cases, line.case.milli)), ordered, "{wanted} {cases} {case}");
        }
    }
}

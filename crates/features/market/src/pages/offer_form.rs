//! The form of an offer: what a person types, and what it means.
//!
//! Programs send `variants` and `parts` as lists; the form has numbered fields (`variant_1_price`, `part_2_take`),
//! so that each can be told what is wrong with it.

use super::offer_page::percent_text;
use crate::L10nLanguage;
use crate::offer::{Audience, STORY_CHARS_MAX, TITLE_CHARS_MAX, UNIT_CHARS_MAX};
use crate::ops::{NewVariant, VariantEdit};
use crate::rows::OfferVariant;
use crate::split::{Party, Split, SplitPart, Take};
use crate::t;
use community::Chooser;
use kernel::{Currency, Quantity};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use web::{Check, Lang};

/// Empty rows that the form offers beside those that are used; programs may send as many as the rules permit.
pub(crate) const SPARE_ROWS: usize = 2;

/// An offer as it is typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct OfferForm {
    pub title: String,
    /// What else people call it, commas between. Absent: as it is.
    pub also_called: Option<String>,
    /// CommonMark.
    pub story: String,
    /// `everyone` or `members`.
    pub audience: String,
    /// The most one person may buy; empty: no limit.
    pub limit: String,
    /// Who gets what is left of the price: `mem_…` or `fund:1`, or the name of either.
    pub rest: String,
    pub variants: Vec<VariantForm>,
    pub parts: Vec<PartForm>,
    /// Not empty: show the story as it will look, and change nothing.
    pub preview: String,
    #[serde(flatten)]
    #[schema(ignore)]
    pub typed: BTreeMap<String, String>,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct VariantForm {
    /// In an edit: which one; 0 for a new one.
    pub number: i64,
    /// May stay empty where there is only one.
    pub title: String,
    pub unit: String,
    /// Of one unit, up to four decimals.
    pub price: String,
    /// Quantities are whole multiples of it; empty: 1. Fixed once made.
    pub step: String,
    /// Empty: made to order, without a count. Changed by restocking once made.
    pub stock: String,
    /// `on`: cannot be bought any more.
    pub withdrawn: String,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct PartForm {
    /// `mem_…` or `fund:1`, or the name of either.
    pub party: String,
    /// `percent`, `unit` (a sum for each unit) or `line` (a sum for each line of an order).
    pub kind: String,
    /// `12.5` for a percentage, else a sum: `0.20`.
    pub take: String,
}

/// What was typed, read.
#[derive(Debug, Clone)]
pub(crate) struct OfferTyped {
    pub title: String,
    pub story: String,
    pub audience: Audience,
    pub limit: Option<Quantity>,
    pub edits: Vec<VariantEdit>,
    pub new_variants: Vec<NewVariant>,
    pub split: Split,
}

impl VariantForm {
    fn is_empty(&self) -> bool {
        [&self.title, &self.unit, &self.price, &self.stock].iter().all(|text| text.trim().is_empty())
    }
}

impl PartForm {
    fn is_empty(&self) -> bool {
        [&self.party, &self.take].iter().all(|text| text.trim().is_empty())
    }
}

impl OfferForm {
    /// Takes the numbered fields into the lists, so that both ways of sending read alike. What a list has beyond its bound is cut
    /// behind the first of it, which is refused: nobody is looked up for what no offer can have.
    #[must_use]
    pub(crate) fn gathered(mut self) -> OfferForm {
        let mut typed = std::mem::take(&mut self.typed);
        let mut field = |kind: &str, row: usize, name: &str| {
            typed.remove(&format!("{kind}_{row}_{name}")).unwrap_or_default()
        };
        if self.variants.is_empty() {
            let row = |row| VariantForm {
                number: field("variant", row, "number").trim().parse().unwrap_or(0),
                title: field("variant", row, "title"),
                unit: field("variant", row, "unit"),
                price: field("variant", row, "price"),
                step: field("variant", row, "step"),
                stock: field("variant", row, "stock"),
                withdrawn: field("variant", row, "withdrawn"),
            };
            self.variants = (1..=crate::offer::VARIANTS_MAX).map(row).collect();
            // Gaps in the middle stay: the fields are named by their place.
            while self.variants.last().is_some_and(|last| last.is_empty() && last.number == 0) {
                self.variants.pop();
            }
        }
        if self.parts.is_empty() {
            let row = |row| PartForm {
                party: field("part", row, "party"),
                kind: field("part", row, "kind"),
                take: field("part", row, "take"),
            };
            self.parts = (1..=crate::split::PARTS_MAX).map(row).collect();
            while self.parts.last().is_some_and(PartForm::is_empty) {
                self.parts.pop();
            }
        }
        self.variants.truncate(crate::offer::VARIANTS_MAX + 1);
        self.parts.truncate(crate::split::PARTS_MAX + 1);
        self
    }

    /// Reads everything and says everything that is wrong.
    pub(crate) fn read(
        &self,
        lang: Lang,
        currency: Currency,
        people: &Chooser,
    ) -> Result<OfferTyped, web::Errors> {
        let mut check = Check::new(lang);
        let title = check.text("title", &self.title, 1..=TITLE_CHARS_MAX);
        let story = check.long_text("story", &self.story, 0..=STORY_CHARS_MAX);
        let audience = check.choice("audience", &self.audience, Audience::parse).unwrap_or(Audience::Members);
        let limit = check.optional("limit", &self.limit, Check::quantity);
        let (mut edits, mut new_variants) = (Vec::new(), Vec::new());
        let rows = (1..).zip(&self.variants).filter(|(_, row)| row.number > 0 || !row.is_empty());
        let many = self.variants.iter().filter(|row| row.number > 0 || !row.is_empty()).count() > 1;
        for (at, row) in rows {
            match row.number {
                0 => new_variants.push(read_new(&mut check, at, row, many)),
                _ => edits.push(read_edit(&mut check, at, row)),
            }
        }
        check.require("variant_1_price", edits.len() + new_variants.len() > 0, || {
            t(lang).refused_no_variants()
        });
        let split = self.read_split(&mut check, people, lang, currency);
        check.done(OfferTyped { title, story, audience, limit, edits, new_variants, split })
    }

    fn read_split(&self, check: &mut Check, people: &Chooser, lang: Lang, currency: Currency) -> Split {
        let party = |check: &mut Check, field: &str, typed: &str| {
            // Programs send codes; what they lead to is decided with the rest.
            Party::parse(typed.trim()).or_else(|| {
                let code = people.code(check, field, typed, lang)?;
                check.choice(field, &code, Party::parse)
            })
        };
        let rest = party(check, "rest", &self.rest).unwrap_or(Party::Fund(1));
        let mut split = Split::all_to(rest);
        for (at, part) in (1..).zip(&self.parts).filter(|(_, part)| !part.is_empty()) {
            let to = party(check, &format!("part_{at}_party"), &part.party);
            let field = format!("part_{at}_take");
            let take = match part.kind.trim() {
                "unit" => Take::PerUnit(check.money(&field, &part.take, currency).minor),
                "line" => Take::PerLine(check.money(&field, &part.take, currency).minor),
                _ => Take::BasisPoints(check.percent(&field, &part.take)),
            };
            check.require(&field, !matches!(take, Take::BasisPoints(0)), || {
                t(lang).refused_split_part_not_positive()
            });
            let twice = to.is_some_and(|to| to == rest || split.parts.iter().any(|part| part.to == to));
            check.require(&format!("part_{at}_party"), !twice, || t(lang).refused_split_party_twice());
            split.parts.extend(to.map(|to| SplitPart { to, take }));
        }
        split
    }
}

fn read_new(check: &mut Check, at: usize, row: &VariantForm, many: bool) -> NewVariant {
    let field = |name: &str| format!("variant_{at}_{name}");
    NewVariant {
        title: check.text(&field("title"), &row.title, usize::from(many)..=TITLE_CHARS_MAX),
        unit: check.text(&field("unit"), &row.unit, 1..=UNIT_CHARS_MAX),
        price: check.price(&field("price"), &row.price),
        step: check.optional(&field("step"), &row.step, Check::quantity).unwrap_or(Quantity::ONE),
        stock: check.optional(&field("stock"), &row.stock, stock),
    }
}

/// None left is a stock too.
fn stock(check: &mut Check, field: &str, typed: &str) -> Quantity {
    match Quantity::parse(typed) {
        Ok(Quantity { milli: 0 }) => Quantity::default(),
        _ => check.quantity(field, typed),
    }
}

fn read_edit(check: &mut Check, at: usize, row: &VariantForm) -> VariantEdit {
    let field = |name: &str| format!("variant_{at}_{name}");
    VariantEdit {
        number: row.number,
        title: check.text(&field("title"), &row.title, 0..=TITLE_CHARS_MAX),
        unit: check.text(&field("unit"), &row.unit, 1..=UNIT_CHARS_MAX),
        price: check.price(&field("price"), &row.price),
        withdrawn: check.flag(&field("withdrawn"), &row.withdrawn),
    }
}

/// A variant as its row of the form.
pub(crate) fn typed_variant(variant: &OfferVariant, currency: Currency) -> VariantForm {
    VariantForm {
        number: variant.number,
        title: variant.title.clone(),
        unit: variant.unit.clone(),
        price: variant.price_e4.plain(currency),
        step: variant.step_milli.to_string(),
        stock: variant
            .available_milli
            .map_or_else(String::new, |milli| Quantity::from_milli(milli).to_string()),
        withdrawn: if variant.withdrawn { "on".to_owned() } else { String::new() },
    }
}

/// A part of a split as its row of the form.
pub(crate) fn typed_part(part: &SplitPart, currency: Currency) -> PartForm {
    let sum = |minor| kernel::Money::new(minor, currency).plain();
    let (kind, take) = match part.take {
        Take::BasisPoints(points) => ("percent", percent_text(points)),
        Take::PerUnit(minor) => ("unit", sum(minor)),
        Take::PerLine(minor) => ("line", sum(minor)),
    };
    PartForm { party: part.to.to_string(), kind: kind.to_owned(), take }
}

/// Choices for what a part takes.
pub(crate) fn kinds(t: &L10nLanguage) -> Vec<(String, String)> {
    [("percent", t.take_kind_percent()), ("unit", t.take_kind_unit()), ("line", t.take_kind_line())]
        .map(|(code, words)| (code.to_owned(), words))
        .to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(fields: &[(&str, &str)]) -> OfferForm {
        let mut form = OfferForm {
            title: "鸡蛋".into(),
            audience: "everyone".into(),
            rest: "fund:1".into(),
            ..OfferForm::default()
        };
        form.typed = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        form.gathered()
    }

    #[test]
    fn lists_without_end_are_cut_behind_their_bound() {
        let parts = (0..40_000).map(|n| PartForm { party: format!("n{n}"), ..PartForm::default() });
        let form = OfferForm {
            variants: vec![VariantForm::default(); 40_000],
            parts: parts.collect(),
            ..OfferForm::default()
        };
        let form = form.gathered();
        assert_eq!((form.variants.len(), form.parts.len()), (61, 13));
    }

    const EGGS: [(&str, &str); 2] = [("variant_1_unit", "板"), ("variant_1_price", "42")];

    #[test]
    fn numbered_fields_become_variants_and_parts() {
        let typed = form(&[
            ("variant_1_unit", "斤"),
            ("variant_1_price", "6.8"),
            ("variant_1_title", "大"),
            ("variant_1_step", "0.5"),
            ("variant_1_stock", "0"),
            ("variant_3_unit", "筐"),
            ("variant_3_price", "90"),
            ("variant_3_title", "整筐"),
            ("part_2_party", "fund:2"),
            ("part_2_take", "12.5"),
        ]);
        let typed = typed.read(Lang::Zh, Currency::CNY, &Chooser::default()).unwrap();
        let units: Vec<_> = typed.new_variants.iter().map(|variant| variant.unit.as_str()).collect();
        assert_eq!(units, ["斤", "筐"]);
        assert_eq!(typed.new_variants[0].stock, Some(Quantity::default()));
        assert_eq!(typed.new_variants[1].stock, None);
        assert_eq!(typed.split.to_string(), "fund:2 1250bp, rest fund:1");
    }

    /// What is typed beside a sound offer → the fields that are wrong.
    #[test]
    fn each_field_hears_what_is_wrong_with_it() {
        let check = |fields: &[(&str, &str)], wrong: &[&str]| {
            let all: Vec<_> = EGGS.iter().chain(fields).copied().collect();
            let read = form(&all).read(Lang::En, Currency::CNY, &Chooser::default());
            let found: Vec<_> = match &read {
                Ok(_) => Vec::new(),
                Err(errors) => errors.list().iter().map(|error| error.field.as_str()).collect(),
            };
            assert_eq!(found, wrong, "{fields:?}");
        };
        check(&[], &[]);
        check(&[("variant_1_step", "0")], &["variant_1_step"]);
        check(&[("variant_1_stock", "-1")], &["variant_1_stock"]);
        check(&[("variant_2_title", "large")], &["variant_1_title", "variant_2_unit", "variant_2_price"]);
        check(&[("part_1_party", "fund:1"), ("part_1_take", "5")], &["part_1_party"]);
        check(&[("part_1_party", "fund:2"), ("part_1_take", "0")], &["part_1_take"]);
        check(&[("part_1_party", "nobody"), ("part_1_take", "5")], &["part_1_party"]);
        check(&[("part_1_take", "5")], &["part_1_party"]);
        check(&[("part_1_party", "fund:2"), ("part_1_kind", "unit"), ("part_1_take", "0.2")], &[]);
        check(
            &[("part_1_party", "fund:2"), ("part_1_kind", "unit"), ("part_1_take", "0.201")],
            &["part_1_take"],
        );
    }

    #[test]
    fn what_is_stored_is_typed_back() {
        let split = Split::parse("fund:2 1250bp, fund:3 20/unit, rest fund:1").unwrap();
        let parts: Vec<_> = split.parts.iter().map(|part| typed_part(part, Currency::CNY)).collect();
        assert_eq!((parts[0].kind.as_str(), parts[0].take.as_str()), ("percent", "12.5"));
        assert_eq!((parts[1].kind.as_str(), parts[1].take.as_str()), ("unit", "0.20"));
        let mut form = form(&EGGS);
        form.parts = parts;
        assert_eq!(form.read(Lang::Zh, Currency::CNY, &Chooser::default()).unwrap().split, split);
    }
}

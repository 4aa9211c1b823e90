//! The form of a group buy: what a person types, and what it means.
//!
//! Programs send `steps` as a list; the form has numbered fields (`step_1_price`), so that each can be told what is wrong.

use crate::group_buy::{FallsOn, Remainder, STEPS_MAX, Step};
use crate::ids::PoolId;
use crate::ops::{OpenGroupBuy, TERMS_CHARS_MAX};
use crate::pool::{Counted, GRACE_MAX, TITLE_CHARS_MAX};
use crate::t;
use kernel::{Id, Quantity, Zone};
use market::rows::Offer;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::time::Duration;
use store::IdempotencyKey;
use supply::Agreed;
use utoipa::ToSchema;
use web::{Check, Errors, Lang};

/// A group buy as it is typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct GroupBuyForm {
    pub title: String,
    /// CommonMark.
    pub terms: String,
    /// Which variant of which offer: `off_….1`.
    pub goods: String,
    /// `people` or `units`.
    pub counted: String,
    /// So many of them.
    pub least: String,
    /// Prices by total quantity, the dearest first.
    pub steps: Vec<StepForm>,
    /// The supplier's unit; empty: none.
    pub case: String,
    /// What becomes of pieces that fill no case: `refuse` or `round_up`.
    pub remainder: String,
    /// On whom falls what cannot be had: `latest_first` or `pro_rata`.
    pub falls_on: String,
    /// Goods that a fund sells: the supplier of whom they are bought when it forms. Empty: they are ordered by hand.
    pub buying_supplier: String,
    /// Of one unit, as agreed with that supplier.
    pub buying_price: String,
    /// The mandate under which they are bought.
    pub buying_mandate: String,
    /// Room for all together; empty: without an end, or as much as the mandate covers.
    pub most: String,
    /// The most one person may take; empty: no limit.
    pub each_most: String,
    /// In the community's time zone: `2026-03-14T20:00`.
    pub closes_at: String,
    /// How long claimed payments are waited for after that.
    pub grace_hours: String,
    /// How long an unpaid part keeps its place.
    pub hold_hours: String,
    /// `on`: whoever has paid may leave before the deadline.
    pub may_leave: String,
    /// Not empty: say in sentences what members will read, and open nothing.
    pub preview: String,
    #[serde(flatten)]
    #[schema(ignore)]
    pub typed: BTreeMap<String, String>,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct StepForm {
    /// From so much on, all together; of the first step empty: from the first unit.
    pub from: String,
    /// Of one unit, up to four decimals.
    pub price: String,
}

impl StepForm {
    fn is_empty(&self) -> bool {
        self.from.trim().is_empty() && self.price.trim().is_empty()
    }
}

/// `off_….1`.
pub(crate) fn parse_goods(text: &str) -> Option<(Id<Offer>, i64)> {
    let (offer, variant) = text.trim().split_once('.')?;
    Some((Id::parse(offer).ok()?, variant.parse().ok()?))
}

impl GroupBuyForm {
    /// Takes the numbered fields into the list, so that both ways of sending read alike.
    #[must_use]
    pub(crate) fn gathered(mut self) -> GroupBuyForm {
        let mut typed = std::mem::take(&mut self.typed);
        if self.steps.is_empty() {
            let mut field =
                |row: usize, name: &str| typed.remove(&format!("step_{row}_{name}")).unwrap_or_default();
            let row = |row| StepForm { from: field(row, "from"), price: field(row, "price") };
            self.steps = (1..=STEPS_MAX).map(row).collect();
            // Gaps in the middle stay: the fields are named by their place.
            while self.steps.last().is_some_and(StepForm::is_empty) {
                self.steps.pop();
            }
        }
        // The others are what a feature above asks.
        self.typed = typed;
        self
    }

    /// Reads everything and says everything that is wrong.
    pub(crate) fn read(
        &self,
        lang: Lang,
        zone: &Zone,
        id: PoolId,
        key: Option<IdempotencyKey>,
    ) -> Result<OpenGroupBuy, Errors> {
        let mut check = Check::new(lang);
        let title = check.text("title", &self.title, 1..=TITLE_CHARS_MAX);
        let terms = check.long_text("terms", &self.terms, 0..=TERMS_CHARS_MAX);
        let goods = check.choice("goods", &self.goods, parse_goods);
        let counted = check.choice("counted", &self.counted, Counted::parse).unwrap_or(Counted::Units);
        let least = match counted {
            Counted::People => check.whole("least", &self.least, 1..=1_000_000),
            _ => check.quantity("least", &self.least).milli,
        };
        let steps = self.read_steps(&mut check, lang);
        let case = check.optional("case", &self.case, Check::quantity);
        let remainder = check.optional("remainder", &self.remainder, |check, field, typed| {
            check.choice(field, typed, Remainder::parse)
        });
        let falls_on = check.choice("falls_on", &self.falls_on, FallsOn::parse).unwrap_or(FallsOn::Latest);
        let buying = self.read_buying(&mut check);
        let most = check.optional("most", &self.most, Check::quantity);
        let each_most = check.optional("each_most", &self.each_most, Check::quantity);
        let closes_at = check.time("closes_at", &self.closes_at, zone);
        let grace_max = GRACE_MAX.as_secs().cast_signed() / 3_600;
        let grace = check.whole("grace_hours", &self.grace_hours, 0..=grace_max);
        let hold = check.whole("hold_hours", &self.hold_hours, 1..=720);
        let may_leave = check.flag("may_leave", &self.may_leave);
        let hours = |hours: i64| Duration::from_secs(hours.unsigned_abs() * 3_600);
        let (offer, variant) = goods.unwrap_or((Id::from_parts(0, [0; 10]), 0));
        check.done(OpenGroupBuy {
            id,
            title,
            terms,
            offer,
            variant,
            counted,
            least,
            most,
            each_most,
            steps,
            case,
            remainder: remainder.flatten().unwrap_or(Remainder::Refuse),
            falls_on,
            buying,
            closes_at,
            grace: hours(grace),
            hold: hours(hold),
            may_leave,
            key,
        })
    }

    /// All three, or none.
    fn read_buying(&self, check: &mut Check) -> Option<Agreed> {
        let typed = [&self.buying_supplier, &self.buying_price, &self.buying_mandate];
        if typed.iter().all(|typed| typed.trim().is_empty()) {
            return None;
        }
        Some(Agreed {
            supplier: check.id("buying_supplier", &self.buying_supplier),
            price: check.price("buying_price", &self.buying_price),
            mandate: check.id("buying_mandate", &self.buying_mandate),
        })
    }

    fn read_steps(&self, check: &mut Check, lang: Lang) -> Vec<Step> {
        let mut steps = Vec::new();
        for (at, row) in (1..).zip(&self.steps).filter(|(_, row)| !row.is_empty()) {
            let price = check.price(&format!("step_{at}_price"), &row.price);
            let field = format!("step_{at}_from");
            // The first price holds below its step too.
            let first = steps.is_empty() && row.from.trim().is_empty();
            let from = if first { Quantity::default() } else { check.quantity(&field, &row.from) };
            steps.push(Step { from, price });
        }
        check.require("step_1_price", !steps.is_empty(), || t(lang).refused_no_price());
        steps
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: [(&str, &str); 9] = [
        ("title", "Apples"),
        ("goods", "off_00000000000000000000000000.1"),
        ("counted", "units"),
        ("least", "10"),
        ("falls_on", "latest_first"),
        ("closes_at", "2026-03-14T20:00"),
        ("grace_hours", "24"),
        ("hold_hours", "2"),
        ("step_1_price", "10"),
    ];

    fn read(fields: &[(&str, &str)]) -> Result<OpenGroupBuy, Vec<String>> {
        let mut all = BTreeMap::new();
        all.extend(WHOLE.iter().chain(fields).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let mut typed = all.clone();
        let mut take = |name: &str| typed.remove(name).unwrap_or_default();
        let form = GroupBuyForm {
            title: take("title"),
            goods: take("goods"),
            counted: take("counted"),
            least: take("least"),
            falls_on: take("falls_on"),
            closes_at: take("closes_at"),
            grace_hours: take("grace_hours"),
            hold_hours: take("hold_hours"),
            case: take("case"),
            remainder: take("remainder"),
            buying_supplier: take("buying_supplier"),
            buying_price: take("buying_price"),
            ..GroupBuyForm::default()
        };
        let form = GroupBuyForm { typed, ..form }.gathered();
        let zone = Zone::parse("Asia/Shanghai").unwrap();
        let id = Id::from_parts(0, [0; 10]);
        let told = |errors: Errors| errors.list().iter().map(|error| error.field.clone()).collect();
        form.read(Lang::En, &zone, id, None).map_err(told)
    }

    /// What is typed beside a sound form → the fields that are wrong.
    #[test]
    fn each_field_hears_what_is_wrong_with_it() {
        for (fields, wrong) in [
            (&[][..], &[][..]),
            (&[("title", " ")], &["title"]),
            (&[("goods", "off_1")], &["goods"]),
            (&[("counted", "money")], &["counted"]),
            (&[("least", "0")], &["least"]),
            (&[("counted", "people"), ("least", "2.5")], &["least"]),
            (&[("step_1_price", "")], &["step_1_price"]),
            (&[("step_2_from", "20"), ("step_2_price", "nine")], &["step_2_price"]),
            (&[("step_2_price", "9")], &["step_2_from"]),
            (&[("case", "0")], &["case"]),
            (&[("remainder", "sell")], &["remainder"]),
            (&[("buying_price", "8")], &["buying_supplier", "buying_mandate"]),
            (&[("buying_supplier", "sup_1")], &["buying_supplier", "buying_price", "buying_mandate"]),
            (&[("closes_at", "tonight")], &["closes_at"]),
            (&[("grace_hours", "721")], &["grace_hours"]),
            (&[("hold_hours", "0")], &["hold_hours"]),
        ] {
            let found = read(fields).err().unwrap_or_default();
            assert_eq!(found, wrong, "{fields:?}");
        }
    }

    #[test]
    fn numbered_fields_become_a_ladder() {
        let fields =
            [("step_2_from", "20"), ("step_2_price", "9"), ("step_4_from", "40"), ("step_4_price", "8")];
        let input = read(&fields).unwrap();
        let steps: Vec<_> = input.steps.iter().map(|step| (step.from.milli, step.price.e4)).collect();
        assert_eq!(steps, [(0, 100_000), (20_000, 90_000), (40_000, 80_000)]);
        assert_eq!((input.least, input.closes_at.to_string().as_str()), (10_000, "2026-03-14T12:00:00Z"));
    }
}

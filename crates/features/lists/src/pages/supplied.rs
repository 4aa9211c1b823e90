//! Who supplies what a heading names and nobody sells yet, and how much of its price is theirs: said before it is put up for sale, for money
//! in the common fund is paid on under a mandate only.

use super::list_page::Typed;
use super::scene::Scene;
use crate::L10nLanguage;
use crate::ids::Member;
use crate::offering::{Share, is_to_offer};
use crate::rows::ListItem;
use crate::whole::Whole;
use kernel::{Id, Money, Price, Quantity};
use market::OnSale;
use serde::{Deserialize, Serialize};
use spending::MandateKind;
use spending::rows::Mandate;
use std::collections::BTreeMap;
use store::{Fault, Reader};
use supply::rows::Supplier;
use utoipa::ToSchema;
use web::{Check, Errors};

/// The general fund, as a choice.
const FUND: &str = "fund";
const MANDATES: i64 = 50;

pub(super) fn fund() -> String {
    FUND.to_owned()
}

/// Who supplies what is put up for sale.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct SuppliedForm {
    /// `mem_…`, or `fund`: the community buys it under a mandate. A program may leave it out, which is the fund; a form that was left empty
    /// has said nothing.
    #[serde(default = "fund")]
    pub(super) supplier: String,
    /// `percent`, or `unit` (a sum for each unit), of what the supplier gets.
    pub(super) kind: String,
    /// `90`, or a sum: `4.50`. Empty: all of it.
    pub(super) take: String,
}

impl SuppliedForm {
    /// None: the community's. `least`: the lowest price among the things, which a sum for each unit may not pass.
    pub(super) fn read(
        &self,
        check: &mut Check,
        s: &Scene,
        least: Option<Price>,
    ) -> Option<(Id<Member>, Share)> {
        let supplier = self.supplier.trim();
        check.require("supplier", !supplier.is_empty(), || s.t.supplied_missing());
        let supplier = match supplier {
            "" | FUND => None,
            code => Some(check.id::<Member>("supplier", code)),
        };
        let share = check.optional("take", &self.take, |check, field, typed| match self.kind.trim() {
            "unit" => Share::PerUnit(check.money(field, typed, s.currency).minor),
            _ => Share::BasisPoints(check.percent(field, typed)),
        });
        let share = share.unwrap_or(Share::WHOLE);
        let least = least.and_then(|price| price.times(Quantity::ONE, s.currency));
        let fits = match share {
            Share::PerUnit(minor) => least.is_none_or(|least| minor <= least.minor),
            Share::BasisPoints(points) => points > 0,
        };
        check.require("take", fits, || s.t.supplied_take_unfit());
        supplier.map(|supplier| (supplier, share))
    }
}

/// What things come to as they are wanted, beside what is left under the mandate with most.
#[derive(Debug, Clone)]
pub(crate) struct Covers {
    pub(super) said: String,
    /// No mandate is enough.
    pub(super) short: bool,
}

/// What is asked before anything of it is put up for sale.
#[derive(Debug, Clone, Default)]
pub(crate) struct SuppliedView {
    pub(super) choices: Vec<(String, String)>,
    /// What all that nobody sells yet comes to as it is wanted, in minor units.
    all_minor: i64,
    /// Of each thing that has a price and is no goods yet.
    of_things: BTreeMap<i64, i64>,
    /// What the mandate with most left is called, and how much that is.
    mandate: Option<(String, i64)>,
}

impl SuppliedView {
    pub(super) fn of(
        reader: &mut Reader,
        s: &Scene,
        whole: &Whole,
        on_sale: &[OnSale],
    ) -> Result<SuppliedView, Fault> {
        if whole.items.iter().all(|item| item.goods().is_some()) {
            return Ok(SuppliedView::default());
        }
        let totals = whole.totals()?;
        let of_thing = |item: &ListItem| {
            let (milli, _) = totals.get(&item.number).copied().unwrap_or_default();
            let sum = item.price_e4?.times(Quantity::from_milli(milli), s.currency)?;
            Some((item.number, sum.minor))
        };
        let unsold = whole.items.iter().filter(|item| item.goods().is_none());
        let of_things: BTreeMap<i64, i64> = unsold.filter_map(of_thing).collect();
        let all = whole.items.iter().filter(|item| is_to_offer(item, on_sale));
        let all_minor = all.filter_map(|item| of_things.get(&item.number)).sum();
        let mut choices = vec![(String::new(), s.t.supplied_choose())];
        for (id, name) in supply::suppliers_to_buy_from(reader, s.number, None)? {
            let row = reader.find::<Supplier>(&(s.number, id))?;
            choices.extend(row.and_then(|row| row.member).map(|member| (member.to_string(), name)));
        }
        choices.push((FUND.to_owned(), s.t.supplied_by_fund()));
        let mandates =
            spending::open_mandates(reader, s.number, Some(MandateKind::Spending), s.now, MANDATES)?;
        let most = mandates.iter().max_by_key(|mandate| mandate.permission().left_minor());
        let said =
            |mandate: &Mandate| (spending::mandate_name(s.lang, mandate), mandate.permission().left_minor());
        Ok(SuppliedView { choices, all_minor, of_things, mandate: most.map(said) })
    }

    /// Of all at once.
    pub(super) fn covers_all(&self, s: &Scene) -> Covers {
        self.covers(s, self.all_minor)
    }

    /// Of one thing; None where the heading has no price of it.
    pub(super) fn covers_one(&self, s: &Scene, item: &i64) -> Option<Covers> {
        self.of_things.get(item).map(|minor| self.covers(s, *minor))
    }

    fn covers(&self, s: &Scene, minor: i64) -> Covers {
        let money = |minor: i64| Money::new(minor, s.currency).to_string();
        match &self.mandate {
            None => Covers { said: s.t.supplied_no_mandate(money(minor)), short: true },
            Some((name, left)) => Covers {
                said: s.t.supplied_mandate(money(minor), name.as_str(), money(*left)),
                short: *left < minor,
            },
        }
    }

    pub(super) fn kinds(&self, t: &L10nLanguage) -> Vec<(String, String)> {
        vec![("percent".to_owned(), t.supplied_percent()), ("unit".to_owned(), t.supplied_per_unit())]
    }
}

impl super::list_page::ListPage {
    pub(super) fn supplied_form(&self) -> SuppliedForm {
        if let Typed::Supplied(form) = &self.typed { form.clone() } else { SuppliedForm::default() }
    }

    pub(super) fn supplied_errors(&self) -> Errors {
        if let Typed::Supplied(_) = self.typed { self.errors.clone() } else { Errors::none() }
    }

    /// Where one thing's form is wrong, that one has the plain names.
    pub(super) fn supplied_id(&self, name: &str) -> String {
        if let Typed::Offer(..) = self.typed { format!("{name}-all") } else { name.to_owned() }
    }
}

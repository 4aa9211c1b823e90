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
use store::{Fault, Reader};
use supply::rows::Supplier;
use utoipa::ToSchema;
use web::{Caller, Check, Errors};

/// The general fund, as a choice.
const FUND: &str = "fund";
const MANDATES: i64 = 50;

/// Who supplies what is put up for sale.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct SuppliedForm {
    /// `mem_…`, or `fund`: the community buys it under a mandate. A program may leave it out, which is the fund.
    pub(super) supplier: Option<String>,
    /// `percent`, or `unit` (a sum for each unit), of what the supplier gets.
    pub(super) kind: String,
    /// `90`, or a sum: `4.50`. Empty: all of it.
    pub(super) take: String,
}

impl SuppliedForm {
    /// None: the community's. `least`: the lowest price among the things, which a sum for each unit may not pass.
    pub(super) fn read(
        &self,
        caller: &Caller,
        s: &Scene,
        least: Option<Price>,
    ) -> Result<Option<(Id<Member>, Share)>, Errors> {
        let mut check = Check::new(caller.lang);
        let supplier = self.supplier.as_deref().map_or(FUND, str::trim);
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
        check.done(supplier.map(|supplier| (supplier, share)))
    }
}

/// What is asked before all of it is put up for sale.
#[derive(Debug, Clone, Default)]
pub(crate) struct SuppliedView {
    pub(super) choices: Vec<(String, String)>,
    /// What the things come to as they are wanted, and what is left under the mandate with most.
    pub(super) covers: String,
    /// No mandate is enough.
    pub(super) short: bool,
}

impl SuppliedView {
    pub(super) fn of(
        reader: &mut Reader,
        s: &Scene,
        whole: &Whole,
        on_sale: &[OnSale],
    ) -> Result<SuppliedView, Fault> {
        let things: Vec<&ListItem> = whole.items.iter().filter(|item| is_to_offer(item, on_sale)).collect();
        if things.is_empty() {
            return Ok(SuppliedView::default());
        }
        let totals = whole.totals()?;
        let sum = things.iter().filter_map(|item| {
            let (milli, _) = totals.get(&item.number).copied().unwrap_or_default();
            item.price_e4?.times(Quantity::from_milli(milli), s.currency).map(|sum| sum.minor)
        });
        let sum: i64 = sum.sum();
        let mut choices = vec![(String::new(), s.t.supplied_choose())];
        for (id, name) in supply::suppliers_to_buy_from(reader, s.number, None)? {
            let row = reader.find::<Supplier>(&(s.number, id))?;
            choices.extend(row.and_then(|row| row.member).map(|member| (member.to_string(), name)));
        }
        choices.push((FUND.to_owned(), s.t.supplied_by_fund()));
        let mandates =
            spending::open_mandates(reader, s.number, Some(MandateKind::Spending), s.now, MANDATES)?;
        let most = mandates.iter().max_by_key(|mandate| mandate.permission().left_minor());
        let left = most.map_or(0, |mandate| mandate.permission().left_minor());
        let said = |minor: i64| Money::new(minor, s.currency).to_string();
        let covers = match most {
            None => s.t.supplied_no_mandate(said(sum)),
            Some(mandate) => {
                s.t.supplied_mandate(said(sum), spending::mandate_name(s.lang, mandate), said(left))
            }
        };
        Ok(SuppliedView { choices, covers, short: left < sum })
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
}

//! What a line of a statement is about, in words that a supplier knows: which goods, of which day, and by which order, pool or payment. No
//! buyer is in them.

use super::NamesPools;
use super::scene::{Names, Scene};
use crate::ids::Member;
use crate::ops;
use crate::rows::{Credit, Delivery, PaymentRun, Purchase, PurchaseLine, Supplier};
use crate::same_id::same_id;
use crate::statement::{Line, LineKind};
use crate::supply_store::{deliveries_of, line_of, raised_for, run_of};
use kernel::{Id, Quantity, Timestamp};
use market::rows::{Order, Payout};
use market::split::{Part, Party};
use market::{GivenBack, SoldOf};
use serde::Serialize;
use spending::rows::Expense;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{Fault, Reader};
use utoipa::ToSchema;

/// Empty where there is nothing to say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Said {
    /// Where more can be said than the kind of the line does.
    pub what: Option<String>,
    pub goods: String,
    /// When they were delivered, or sold.
    pub goods_at: Option<Timestamp>,
    /// Of a sale, or of one that was given back: who had what of the price, the supplier among them. Together it is that price.
    pub shares: Vec<Share>,
    /// On what the line rests.
    pub reference: String,
    /// Where that is to be seen by whoever looks, within the community: a purchase order, a payment run.
    pub path: Option<String>,
}

/// One party's part of a price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = StatementShare)]
pub(super) struct Share {
    /// Of the fund, or of the member.
    pub name: String,
    pub amount_minor: i64,
    /// The supplier's: what the line is about.
    pub own: bool,
}

/// Explains lines of one supplier. Orders and pools that many lines name are read once.
pub(super) struct Explains<'a> {
    s: &'a Scene,
    member: Id<Member>,
    pools: &'a Arc<dyn NamesPools>,
    sold: BTreeMap<Id<Order>, Option<SoldOf>>,
    of_pools: BTreeMap<String, (String, Option<String>)>,
    names: Names,
    funds: BTreeMap<i64, String>,
}

impl<'a> Explains<'a> {
    pub(super) fn new(s: &'a Scene, member: Id<Member>, pools: &'a Arc<dyn NamesPools>) -> Explains<'a> {
        let (names, funds) = (Names::default(), BTreeMap::new());
        Explains { s, member, pools, sold: BTreeMap::new(), of_pools: BTreeMap::new(), names, funds }
    }

    pub(super) fn said(&mut self, reader: &mut Reader, line: &Line) -> Result<Said, Fault> {
        let (kind, id) = (line.change.cause_kind.as_str(), line.change.cause_id.as_str());
        let said = match line.kind {
            LineKind::SaleReturned => self.of_refund(reader, id)?,
            LineKind::Sale | LineKind::Repayment | LineKind::Surplus | LineKind::Other => {
                match self.of_order(reader, kind, id)? {
                    Some(said) => Some(said),
                    None => self.of_own_part(reader, line)?,
                }
            }
            LineKind::Bought => self.of_expense(reader, id)?,
            LineKind::Credit => self.of_credit(reader, id)?,
            LineKind::Payment | LineKind::PaymentTakenBack => self.of_payout(reader, id)?,
            LineKind::PaymentReturned => self.of_run(reader, id)?,
        };
        // Whatever it is, the entry can be found by its number.
        let none = || Said { reference: self.s.t.entry_numbered(line.change.entry), ..Said::default() };
        Ok(said.unwrap_or_else(none))
    }

    fn sold(&mut self, reader: &mut Reader, order: Id<Order>) -> Result<Option<SoldOf>, Fault> {
        if let Some(known) = self.sold.get(&order) {
            return Ok(known.clone());
        }
        let sold = market::sold_of(reader, self.s.number, order, self.member)?;
        self.sold.insert(order, sold.clone());
        Ok(sold)
    }

    /// What was ordered, and what of it was given back before its money was anybody's.
    fn of_order(&mut self, reader: &mut Reader, kind: &str, id: &str) -> Result<Option<Said>, Fault> {
        let Some(order) = market::order_of_cause(reader, self.s.number, kind, id)? else { return Ok(None) };
        let Some(sold) = self.sold(reader, order)? else { return Ok(None) };
        let goods = sold.goods.iter().map(|(title, ordered, unit)| self.amount(title, *ordered, unit));
        let mut goods = goods.collect::<Vec<_>>().join(&self.s.t.list_comma());
        if kind == "order" && !sold.netted.is_empty() {
            let minor: i64 = sold.netted.iter().map(|one| one.part_minor).sum();
            let back = self.s.t.given_back_already(self.goods_back(&sold.netted), self.s.said(minor));
            goods = format!("{goods}{back}");
        }
        let (reference, path) = self.of_sale(reader, &sold)?;
        let shares = if kind == "order" { self.shares(reader, &sold.shares)? } else { Vec::new() };
        Ok(Some(Said { goods, goods_at: Some(sold.sold_at), shares, reference, path, ..Said::default() }))
    }

    fn shares(&mut self, reader: &mut Reader, parts: &[Part]) -> Result<Vec<Share>, Fault> {
        let mut shares = Vec::with_capacity(parts.len());
        for part in parts {
            let name = match part.to {
                Party::Member(member) => self.names.of(reader, self.s, member)?,
                Party::Fund(number) => match self.funds.get(&number) {
                    Some(name) => name.clone(),
                    None => {
                        let fund = ledger::fund(reader, self.s.number, number)?;
                        let name = fund.map_or_else(|| self.s.t.fund_numbered(number), |fund| fund.name);
                        self.funds.insert(number, name.clone());
                        name
                    }
                },
            };
            let own = part.to == Party::Member(self.member);
            shares.push(Share { name, amount_minor: part.minor, own });
        }
        Ok(shares)
    }

    fn of_refund(&mut self, reader: &mut Reader, id: &str) -> Result<Option<Said>, Fault> {
        let Some(order) = market::order_of_cause(reader, self.s.number, "refund", id)? else {
            return Ok(None);
        };
        let Some(sold) = self.sold(reader, order)? else { return Ok(None) };
        let back = market::given_back_by(reader, self.s.number, id, self.member)?;
        let Some((at, back)) = back else { return Ok(None) };
        let (reference, path) = self.of_sale(reader, &sold)?;
        let goods = self.goods_back(&back);
        let shares = market::shares_given_back_by(reader, self.s.number, id, self.member)?;
        let shares = self.shares(reader, &shares)?;
        Ok(Some(Said { goods, goods_at: Some(at), shares, reference, path, ..Said::default() }))
    }

    fn goods_back(&self, back: &[GivenBack]) -> String {
        let one = |one: &GivenBack| match one.quantity {
            Some(quantity) => self.amount(&one.title, quantity, &one.unit),
            None => self.s.t.part_of_price(one.title.as_str()),
        };
        back.iter().map(one).collect::<Vec<_>>().join(&self.s.t.list_comma())
    }

    /// The order, with the pool that it came from, and where to see what that one bought.
    fn of_sale(&mut self, reader: &mut Reader, sold: &SoldOf) -> Result<(String, Option<String>), Fault> {
        let order = self.s.t.order_numbered(sold.number);
        let Some(pool) = sold.pool else { return Ok((order, None)) };
        let pool = pool.to_string();
        let (known, path) = match self.of_pools.get(&pool) {
            Some(known) => known.clone(),
            None => {
                let said = self.of_pool(reader, &pool)?;
                self.of_pools.insert(pool, said.clone());
                said
            }
        };
        let said = [known, order].into_iter().filter(|text| !text.is_empty());
        Ok((said.collect::<Vec<_>>().join(" · "), path))
    }

    /// The supplier took part in a pool like anybody else.
    fn of_own_part(&self, reader: &mut Reader, line: &Line) -> Result<Option<Said>, Fault> {
        let change = &line.change;
        let (number, lang) = (self.s.number, self.s.lang);
        let pool = self.pools.of_part(reader, number, lang, &change.cause_kind, &change.cause_id)?;
        let t = self.s.t;
        let what = if change.minor > 0 { t.line_own_part_back() } else { t.line_own_part() };
        Ok(pool.map(|reference| Said { what: Some(what), reference, ..Said::default() }))
    }

    /// The purchase order that a pool raised, the pool, and what else there is to say.
    fn of_pool(&self, reader: &mut Reader, pool: &str) -> Result<(String, Option<String>), Fault> {
        let (mut said, mut path) = (Vec::new(), None);
        for id in raised_for(reader, self.s.number, pool)? {
            let Some(row) = reader.find::<Purchase>(&(self.s.number, id))? else { continue };
            // Of a pool in whose price they share, another may be the supplier: that order is not theirs.
            if self.supplies(reader, &row)? {
                said.push(self.s.t.purchase_numbered(row.number));
            }
            // Who shares in the price does not look at what another supplies.
            if path.is_none() && self.sees(reader, &row)? {
                path = Some(format!("/supply/orders/{}", row.id));
            }
        }
        said.extend(self.pools.name(reader, self.s.number, self.s.lang, pool)?);
        Ok((said.join(" · "), path))
    }

    /// Whether whoever looks may see a purchase order: the office any, a supplier their own.
    fn sees(&self, reader: &mut Reader, row: &Purchase) -> Result<bool, Fault> {
        Ok(self.s.of_office() || self.supplies(reader, row)?)
    }

    fn supplies(&self, reader: &mut Reader, row: &Purchase) -> Result<bool, Fault> {
        let supplier = reader.find::<Supplier>(&(self.s.number, row.supplier_id))?;
        Ok(supplier.is_some_and(|supplier| supplier.member == Some(self.member)))
    }

    fn of_expense(&self, reader: &mut Reader, id: &str) -> Result<Option<Said>, Fault> {
        let Ok(id) = Id::<Expense>::parse(id) else { return Ok(None) };
        // What was bought becomes one expense, under the same id.
        let purchase = reader.find::<Purchase>(&(self.s.number, same_id(id)?))?;
        if let Some(purchase) = purchase.filter(|row| row.expense_id == Some(id)) {
            return Ok(Some(self.of_purchase(reader, &purchase)?));
        }
        let Some(expense) = reader.find::<Expense>(&(self.s.number, id))? else { return Ok(None) };
        Ok(Some(Said {
            goods: expense.what,
            goods_at: Some(expense.incurred_at_us),
            reference: self.s.t.see_expense(expense.number),
            ..Said::default()
        }))
    }

    fn of_credit(&self, reader: &mut Reader, id: &str) -> Result<Option<Said>, Fault> {
        let Ok(id) = Id::<Credit>::parse(id) else { return Ok(None) };
        let Some(credit) = reader.find::<Credit>(&(self.s.number, id))? else { return Ok(None) };
        let Some(purchase) = reader.find::<Purchase>(&(self.s.number, credit.purchase_id))? else {
            return Ok(None);
        };
        let mut said = self.of_purchase(reader, &purchase)?;
        if !credit.reason.is_empty() {
            said.reference = format!("{} · {}", said.reference, credit.reason);
        }
        Ok(Some(said))
    }

    /// What came of it, and when the last of it did.
    fn of_purchase(&self, reader: &mut Reader, row: &Purchase) -> Result<Said, Fault> {
        let mut goods = Vec::new();
        for number in 1..=row.line_count {
            let line = reader.find::<PurchaseLine>(&(self.s.number, row.id, number))?;
            let came = line.filter(|line| line.received_milli > 0);
            let text = |line: PurchaseLine| {
                self.amount(&line.title, Quantity::from_milli(line.received_milli), &line.unit)
            };
            goods.extend(came.map(text));
        }
        let last = match deliveries_of(reader, self.s.number, row.id)?.last() {
            Some(last) => reader.find::<Delivery>(&(self.s.number, *last))?,
            None => None,
        };
        let mut reference = vec![self.s.t.purchase_numbered(row.number)];
        if let Some(pool) = &row.raised_for {
            reference.extend(self.pools.name(reader, self.s.number, self.s.lang, pool)?);
        }
        Ok(Said {
            goods: goods.join(&self.s.t.list_comma()),
            goods_at: last.map(|last| last.counted_at_us),
            reference: reference.join(" · "),
            path: Some(format!("/supply/orders/{}", row.id)),
            ..Said::default()
        })
    }

    /// The line of the run that paid it, as it stands on both accounts' statements; else what the bank called it.
    fn of_payout(&self, reader: &mut Reader, id: &str) -> Result<Option<Said>, Fault> {
        let Ok(id) = Id::<Payout>::parse(id) else { return Ok(None) };
        if let Some(run) = run_of(reader, self.s.number, self.member, id)? {
            return self.of_run(reader, run.as_str());
        }
        let payout = reader.find::<Payout>(&(self.s.number, id))?;
        let payout = payout.filter(|payout| !payout.reference.is_empty());
        Ok(payout.map(|payout| Said { reference: payout.reference, ..Said::default() }))
    }

    fn of_run(&self, reader: &mut Reader, id: &str) -> Result<Option<Said>, Fault> {
        let Ok(id) = Id::<PaymentRun>::parse(id) else { return Ok(None) };
        let Some(run) = reader.find::<PaymentRun>(&(self.s.number, id))? else { return Ok(None) };
        let line = line_of(reader, self.s.number, self.member, id)?;
        // A run names who else is paid: it is for who deals with money.
        let path = self.s.of_money().then(|| format!("/supply/runs/{id}"));
        Ok(line.map(|line| Said { reference: ops::reference(run.number, line), path, ..Said::default() }))
    }

    fn amount(&self, title: &str, quantity: Quantity, unit: &str) -> String {
        format!("{title} {}", self.s.amount(quantity.milli, unit))
    }
}

//! A budget as lists and pages show it: its rules in words, and what is left of it.

use super::scene::Scene;
use crate::budget::{BudgetKind, BudgetState, Parts, Pays, Rate};
use crate::ids::Budget;
use crate::rows::RewardBudget;
use kernel::{Id, Timestamp};
use market::brought::drawn_from;
use serde::Serialize;
use spending::rows::Mandate;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::Html;
use web::ui::{self, Tone};

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct BudgetView {
    #[schema(value_type = String)]
    pub id: Id<Budget>,
    pub number: i64,
    /// `programme` or `packet`.
    #[schema(value_type = String)]
    pub kind: BudgetKind,
    pub title: String,
    #[schema(value_type = String)]
    pub state: BudgetState,
    #[schema(value_type = String)]
    pub mandate: Id<Mandate>,
    pub budget_minor: i64,
    /// Promised for orders on their way. Of a programme.
    pub promised_minor: i64,
    /// Earned; of a red packet, what coupons have paid.
    pub spent_minor: i64,
    /// What can still be promised; of a red packet, what is not taken is told by `taken_count`.
    pub left_minor: i64,
    pub returned_minor: i64,
    pub rate_bp: i64,
    pub fixed_minor: i64,
    pub order_cap_minor: i64,
    pub member_cap_minor: i64,
    pub window_days: i64,
    /// `owed` or `coupon`.
    #[schema(value_type = String)]
    pub pays: Pays,
    pub part_count: i64,
    pub taken_count: i64,
    /// RFC 3339; nothing is given at this instant or later.
    pub ends_at: String,
    pub entry: Option<i64>,
    pub reason: Option<String>,
    #[serde(skip)]
    pub rules: String,
    #[serde(skip)]
    pub tag: Html,
    #[serde(skip)]
    pub bar: Html,
    #[serde(skip)]
    pub ends: Timestamp,
}

impl BudgetView {
    pub(crate) fn of(reader: &mut Reader, s: &Scene, budget: &RewardBudget) -> Result<BudgetView, Fault> {
        let packet = budget.kind == BudgetKind::Packet;
        let drawn = drawn_from(reader, s.number, budget.id)?;
        let spent_minor = if packet { drawn } else { budget.spent_minor };
        let used = spent_minor + budget.reserved_minor;
        let bar = ui::progress(used, budget.budget_minor, Tone::Done, s.t.budget_used());
        Ok(BudgetView {
            id: budget.id,
            number: budget.number,
            kind: budget.kind,
            title: budget.title.clone(),
            state: budget.state,
            mandate: budget.mandate_id,
            budget_minor: budget.budget_minor,
            promised_minor: budget.reserved_minor,
            spent_minor,
            left_minor: budget.budget_minor - used - budget.returned_minor,
            returned_minor: budget.returned_minor,
            rate_bp: budget.rate_bp,
            fixed_minor: budget.fixed_minor,
            order_cap_minor: budget.order_cap_minor,
            member_cap_minor: budget.member_cap_minor,
            window_days: budget.window_days,
            pays: budget.pays,
            part_count: budget.part_count,
            taken_count: budget.taken_count,
            ends_at: budget.ends_at_us.to_string(),
            entry: budget.entry,
            reason: budget.reason.clone(),
            rules: rules(s, budget),
            tag: s.tag(budget),
            bar,
            ends: budget.ends_at_us,
        })
    }

    pub(crate) fn is_packet(&self) -> bool {
        self.kind == BudgetKind::Packet
    }
}

/// As a neighbour would say it.
pub(crate) fn rules(s: &Scene, budget: &RewardBudget) -> String {
    if budget.kind == BudgetKind::Packet {
        return match budget.parts {
            Parts::Equal => s.t.rules_packet_equal(s.said(budget.budget_minor), budget.part_count),
            Parts::Random => s.t.rules_packet_random(s.said(budget.budget_minor), budget.part_count),
        };
    }
    let terms = budget.terms();
    let rate = match terms.rate {
        Rate::BasisPoints(points) => s.t.rules_rate(percent(points), s.said(terms.order_cap_minor)),
        Rate::Fixed(minor) => s.t.rules_fixed(s.said(minor)),
    };
    let rest = s.t.rules_rest(terms.window_days, s.said(terms.member_cap_minor));
    let pays = match terms.pays {
        Pays::Owed => s.t.rules_owed(),
        Pays::Coupon => s.t.rules_coupon(),
    };
    format!("{rate}{rest}{pays}")
}

/// `1250` is `12.5`.
pub(crate) fn percent(points: i64) -> String {
    let text = format!("{}.{:02}", points / 100, points % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

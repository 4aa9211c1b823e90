//! What is agreed on by joining, in sentences: the same before a pool is opened and on its page.

use super::scene::Scene;
use super::words;
use crate::group_buy::{FallsOn, Ladder, Remainder, Step};
use crate::ops::{LookedOver, OpenGroupBuy};
use crate::pool::{Counted, Ending};
use crate::rows::{GroupBuy, Pool};
use kernel::Timestamp;
use market::split::Party;
use std::time::Duration;

/// Of a group buy that is, or is to be.
#[derive(Debug, Clone)]
pub(crate) struct Rules {
    counted: Counted,
    least: i64,
    unit: String,
    steps: Vec<Step>,
    case: Option<i64>,
    remainder: Remainder,
    falls_on: FallsOn,
    most: Option<i64>,
    each_most: Option<i64>,
    closes_at: Timestamp,
    /// Its organiser closed it before.
    closed_early: Option<Timestamp>,
    grace: Duration,
    hold: Duration,
    may_leave: bool,
    /// Whether spare pieces may be joined for after closing: somebody is ordered from when it forms.
    late: bool,
}

impl Rules {
    pub(crate) fn of(pool: &Pool, buy: &GroupBuy, ladder: &Ladder) -> Rules {
        let seconds = |seconds| Duration::from_secs(u64::try_from(seconds).unwrap_or_default());
        Rules {
            counted: pool.counted,
            least: pool.least,
            unit: buy.unit.clone(),
            steps: ladder.steps().to_vec(),
            case: buy.case_milli,
            remainder: buy.remainder,
            falls_on: buy.falls_on,
            most: pool.most_milli,
            each_most: pool.each_most_milli,
            closes_at: pool.closes_at_us,
            closed_early: pool.ended_at_us.filter(|_| pool.ending == Some(Ending::Early)),
            grace: pool.times().grace,
            hold: seconds(pool.hold_seconds),
            may_leave: pool.may_leave,
            late: buy.supplier.is_some() || buy.buying_supplier.is_some(),
        }
    }

    pub(crate) fn to_be(input: &OpenGroupBuy, seen: &LookedOver) -> Rules {
        Rules {
            counted: input.counted,
            least: input.least,
            unit: seen.goods.unit.clone(),
            steps: input.steps.clone(),
            case: input.case.map(|case| case.milli),
            remainder: input.remainder,
            falls_on: input.falls_on,
            most: seen.most.map(|most| most.milli),
            each_most: input.each_most.map(|each| each.milli),
            closes_at: input.closes_at,
            closed_early: None,
            grace: input.grace,
            hold: input.hold,
            may_leave: input.may_leave,
            late: matches!(seen.goods.seller, Party::Member(_)) || input.buying.is_some(),
        }
    }

    /// In the order in which somebody asks them.
    pub(crate) fn sentences(&self, s: &Scene) -> Vec<String> {
        let (t, unit) = (s.t, self.unit.as_str());
        let least = words::counted(s, self.counted, self.least, unit);
        let rounds_up = self.case.is_some() && self.remainder == Remainder::RoundUp;
        let mut said = vec![
            match self.closed_early {
                Some(at) => t.rule_closed_early(
                    s.time_text(&self.closes_at),
                    web::ui::zone_text(&s.zone, s.lang),
                    s.time_text(&at),
                    least,
                ),
                None => {
                    t.rule_condition(s.time_text(&self.closes_at), web::ui::zone_text(&s.zone, s.lang), least)
                }
            },
            if rounds_up && self.late { t.rule_late_spare() } else { t.rule_late() },
            self.prices(s),
            t.rule_awaiting(),
        ];
        let falls = match self.falls_on {
            FallsOn::Latest => t.falls_latest(),
            FallsOn::ProRata => t.falls_pro_rata(),
        };
        match (self.case, self.remainder) {
            (Some(case), Remainder::Refuse) => {
                said.push(t.rule_case_refuse(s.amount(case, unit), falls.clone()));
            }
            (Some(case), Remainder::RoundUp) => {
                said.push(t.rule_case_round_up(s.amount(case, unit), falls.clone()));
            }
            (None, _) => {}
        }
        said.push(if rounds_up { t.rule_shortage_spare(falls) } else { t.rule_shortage(falls) });
        said.push(if self.may_leave { t.rule_may_leave() } else { t.rule_may_not_leave() });
        said.push(t.rule_hold(self.span(s, self.hold)));
        if !self.grace.is_zero() {
            said.push(t.rule_grace(self.span(s, self.grace)));
        }
        said.extend(self.most.map(|most| t.rule_most(s.amount(most, unit))));
        said.extend(self.each_most.map(|each| t.rule_each_most(s.amount(each, unit))));
        said
    }

    fn prices(&self, s: &Scene) -> String {
        let Some(dearest) = self.steps.first() else { return String::new() };
        let price = s.price(dearest.price, &self.unit);
        match self.steps.len() {
            1 => s.t.rule_one_price(price),
            _ => {
                let step = |step: &Step| {
                    s.t.rule_step(s.amount(step.from.milli, &self.unit), s.price_text(&step.price))
                };
                let steps: Vec<_> = self.steps.iter().skip(1).map(step).collect();
                s.t.rule_ladder(price, steps.join(&s.t.list_comma()))
            }
        }
    }

    fn span(&self, s: &Scene, span: Duration) -> String {
        s.span(&Timestamp::from_micros(0), &Timestamp::from_micros(0).plus(span))
    }
}

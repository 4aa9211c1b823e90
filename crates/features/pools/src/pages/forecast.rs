//! A dry run in words: what would come of a pool and of a part in it.

use crate::L10nLanguage;
use crate::commitment::CommitmentState;
use crate::pool::{Counted, PoolKind};
use crate::predict::{Forecast, PartForecast, PoolForecast};
use crate::rows::Pool;
use crate::t;
use kernel::{Money, Quantity};
use web::{Lang, Refusal};

/// What would come of it, how far it is, and what waits to be confirmed.
pub fn forecast_said(lang: Lang, row: &Pool, pool: &PoolForecast) -> String {
    let t = t(lang);
    let collects = pool.kind == PoolKind::Campaign;
    let count = |amount: i64| match row.condition().counted {
        Counted::People => t.forecast_people(amount),
        Counted::Units => match &pool.unit {
            Some(unit) => format!("{} {unit}", Quantity::from_milli(amount)),
            None => Quantity::from_milli(amount).to_string(),
        },
        Counted::Sum => Money::new(amount, row.currency).to_string(),
    };
    let mut said = vec![match pool.forecast {
        Forecast::Forms if collects => t.forecast_reaches(),
        Forecast::Forms => t.forecast_forms(),
        Forecast::Fails | Forecast::Returns if pool.elsewhere => t.forecast_fails_elsewhere(),
        Forecast::Fails => t.forecast_fails(),
        Forecast::Returns => t.forecast_returns(),
        Forecast::Releases if pool.delivers => t.forecast_delivers(),
        Forecast::Releases if pool.owed_minor > 0 => t.forecast_accepts(),
        Forecast::Releases => t.forecast_releases(),
        Forecast::Stays => t.forecast_stays(),
    }];
    said.push(t.forecast_reached(count(pool.least), count(pool.reached)));
    if pool.matched_minor > 0 {
        said.push(t.forecast_of_it_match(Money::new(pool.matched_minor, row.currency).to_string()));
    }
    if pool.released_minor > 0 {
        said.push(t.forecast_released(Money::new(pool.released_minor, row.currency).to_string()));
    }
    if pool.recorded_minor > 0 {
        said.push(t.forecast_recorded(Money::new(pool.recorded_minor, row.currency).to_string()));
    }
    if pool.owed_minor > 0 {
        said.push(t.forecast_owed(Money::new(pool.owed_minor, row.currency).to_string()));
    }
    if pool.match_minor > 0 {
        said.push(t.forecast_matched(Money::new(pool.match_minor, row.currency).to_string()));
    }
    if pool.match_back_minor > 0 {
        said.push(t.forecast_match_back(Money::new(pool.match_back_minor, row.currency).to_string()));
    }
    if pool.claimed > 0 {
        said.push(t.forecast_claimed(pool.claimed));
    }
    said.join(&t.forecast_and())
}

/// What becomes of a part, and why something of it would go back.
pub fn part_forecast_said(lang: Lang, row: &Pool, pool: &PoolForecast, part: &PartForecast) -> String {
    let t = t(lang);
    let collects = row.kind == PoolKind::Campaign;
    let sum = |minor| Money::new(minor, row.currency).to_string();
    let (captured, returned) = (sum(part.captured_minor), sum(part.returned_minor));
    let mut said = vec![match part.was == part.becomes {
        true => state(t, collects, part.was),
        // No money was here to go back.
        false if pool.elsewhere && part.becomes == CommitmentState::Refunded => {
            t.forecast_becomes(state(t, collects, part.was), t.part_lapsed())
        }
        false => t.forecast_becomes(state(t, collects, part.was), state(t, collects, part.becomes)),
    }];
    if part.captured_minor > 0 {
        said.push(if pool.elsewhere {
            t.forecast_kept_elsewhere(captured)
        } else {
            t.forecast_kept(captured)
        });
    }
    if part.returned_minor > 0 {
        let back = match (part.becomes, collects) {
            _ if pool.elsewhere => t.forecast_back_elsewhere(returned),
            (CommitmentState::Captured, false) if part.captured_minor > 0 => {
                t.forecast_back_cheaper(returned)
            }
            _ => t.forecast_back(returned),
        };
        said.push(match part.refused {
            Some(why) => t.forecast_because(back, why.say(lang).trim_end_matches(['.', '。'])),
            None => back,
        });
    }
    said.join(&t.forecast_and())
}

fn state(t: &L10nLanguage, collects: bool, state: CommitmentState) -> String {
    match state {
        CommitmentState::Made => t.part_made(),
        CommitmentState::Claimed => t.part_claimed(),
        CommitmentState::Held if collects => t.part_awaiting_goal(),
        CommitmentState::Held => t.part_awaiting_formation(),
        CommitmentState::Captured if collects => t.part_reached(),
        CommitmentState::Captured => t.part_captured(),
        CommitmentState::Refunded => t.part_refunded(),
        CommitmentState::Lapsed => t.part_lapsed(),
    }
}

/// What the list is called.
pub fn forecast_title(lang: Lang, community: &str, day: &str) -> String {
    t(lang).forecast_title(community, day)
}

/// In place of a list.
pub fn forecast_nothing(lang: Lang) -> String {
    t(lang).forecast_nothing()
}

//! What follows from a decision that passed: its deeds, in their order. Pure.

use crate::asks::{Action, Asks, MandateUse};
use crate::proposal::{ActionState, Stage};
use crate::proposal_refused::ProposalRefused;
use crate::terms::Kind;

/// The deeds of a version that passed; `winners` are the projects that a budget chose, in the order in which it chose
/// them: each becomes a mandate of its own. A choice between options has no deeds: it says which, and people do it.
pub fn deeds(asks: &Asks, winners: &[i64]) -> Vec<Action> {
    let chosen = winners.iter().filter(|_| asks.kind == Kind::Budget);
    asks.actions.iter().cloned().chain(chosen.filter_map(|number| project(asks, *number))).collect()
}

/// None for what is no project of this budget.
fn project(asks: &Asks, number: i64) -> Option<Action> {
    let budget = asks.budget?;
    let option = usize::try_from(number).ok().and_then(|number| asks.options.get(number.checked_sub(1)?))?;
    Some(Action::Mandate {
        purpose: option.title.clone(),
        fund: budget.fund,
        ceiling_minor: option.cost_minor?,
        ends_at_us: budget.ends_at_us,
        carried_by: option.carried_by,
        kind: MandateUse::Spending,
    })
}

/// Whether a deed may be tried again: it failed, and the decision is being carried out. What is done is done once.
/// `state` is None where there is no such deed.
pub fn may_retry(stage: Stage, state: Option<ActionState>) -> Result<(), ProposalRefused> {
    match (stage, state) {
        (Stage::InForce, None) => Err(ProposalRefused::NoSuchDeed),
        (Stage::InForce, Some(ActionState::Failed)) => Ok(()),
        (Stage::InForce, Some(_)) => Err(ProposalRefused::DeedNotFailed),
        _ => Err(ProposalRefused::WrongStage),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::asks::{AskedBudget, AskedOption};

    fn mandate(purpose: &str, ceiling_minor: i64) -> Action {
        Action::Mandate {
            purpose: purpose.to_owned(),
            fund: 2,
            ceiling_minor,
            ends_at_us: 9,
            carried_by: None,
            kind: MandateUse::Spending,
        }
    }

    fn budget() -> Asks {
        let option = |title: &str, cost: i64| AskedOption {
            title: title.to_owned(),
            note: String::new(),
            cost_minor: Some(cost),
            carried_by: None,
        };
        Asks {
            kind: Kind::Budget,
            options: vec![option("Oven", 500), option("Well", 300), option("Swing", 200)],
            budget: Some(AskedBudget { total_minor: 700, fund: 2, ends_at_us: 9 }),
            ..Asks::default()
        }
    }

    /// What was asked, what won → what follows.
    #[test]
    fn deeds_follow_from_what_was_asked_and_chosen() {
        let plain = Asks { actions: vec![mandate("Lamp", 40), mandate("Paint", 60)], ..Asks::default() };
        let ranked = Asks { kind: Kind::Ranked, ..budget() };
        for (asks, winners, answer) in [
            (plain, vec![], vec![mandate("Lamp", 40), mandate("Paint", 60)]),
            (Asks::default(), vec![], vec![]),
            (budget(), vec![3, 1], vec![mandate("Swing", 200), mandate("Oven", 500)]),
            (budget(), vec![0, 4, -1], vec![]),
            (ranked, vec![1], vec![]),
        ] {
            assert_eq!(deeds(&asks, &winners), answer, "{winners:?}");
        }
    }

    /// Stage, state → whether it may be tried again.
    #[test]
    fn only_what_failed_is_tried_again() {
        for stage in Stage::ALL {
            let states = ActionState::ALL.iter().copied().map(Some).chain([None]);
            for state in states {
                let answer = match (stage, state) {
                    (Stage::InForce, Some(ActionState::Failed)) => Ok(()),
                    (Stage::InForce, Some(ActionState::Waiting | ActionState::Done)) => {
                        Err(ProposalRefused::DeedNotFailed)
                    }
                    (Stage::InForce, None) => Err(ProposalRefused::NoSuchDeed),
                    _ => Err(ProposalRefused::WrongStage),
                };
                assert_eq!(may_retry(*stage, state), answer, "{stage} {state:?}");
            }
        }
    }
}

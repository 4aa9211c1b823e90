//! Rules of deciding that were written from one version and come into force upon another. Pure.

use crate::terms::DecisionRules;

/// What `asked` changes of `base`, done to `now`: rules that another decision changed in between stay changed. None where
/// both changed the same one, and not to the same: then nobody has decided which of the two holds.
pub fn merged(base: &DecisionRules, asked: &DecisionRules, now: &DecisionRules) -> Option<DecisionRules> {
    // A rule that is left out here does not compile.
    macro_rules! each {
        ($($rule:ident)+) => { Some(DecisionRules { $($rule: one(&base.$rule, &asked.$rule, &now.$rule)?),+ }) };
    }
    each!(proposers discussion_hours ballot_hours threshold charter_threshold quorum late_hours extension_hours
        delay_hours secret_allowed receipts additional_by_trade_allowed additional_by_capital_allowed holding_allowed
        quadratic_allowed
        standing_month_minor standing_each_minor standing_fund only_by_decision)
}

fn one<T: PartialEq + Clone>(base: &T, asked: &T, now: &T) -> Option<T> {
    match () {
        () if asked == base => Some(now.clone()),
        () if now == base || now == asked => Some(asked.clone()),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Discussion and delay in hours: written from, asked, now → in force.
    #[test]
    fn what_was_asked_is_done_to_what_holds_now() {
        let rules = |hours: (i64, i64)| DecisionRules {
            discussion_hours: hours.0,
            delay_hours: hours.1,
            ..DecisionRules::default()
        };
        for (base, asked, now, answer) in [
            ((1, 1), (2, 1), (1, 1), Some((2, 1))),
            ((1, 1), (2, 1), (1, 3), Some((2, 3))),
            ((1, 1), (2, 2), (1, 3), None),
            ((1, 1), (2, 1), (2, 3), Some((2, 3))),
            ((1, 1), (2, 1), (3, 1), None),
            ((1, 1), (1, 1), (4, 5), Some((4, 5))),
        ] {
            let after = merged(&rules(base), &rules(asked), &rules(now));
            assert_eq!(after, answer.map(rules), "{base:?} {asked:?} {now:?}");
        }
    }
}

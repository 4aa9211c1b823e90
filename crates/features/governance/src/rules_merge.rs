//! Two versions of the rules of deciding that both have a say: what was written from one and comes into force upon another, and
//! what holds for a text that was published under one and is voted on under another. Pure.

use crate::terms::{DecisionRules, Part};
use kernel::Timestamp;

/// What `asked` changes of `base`, done to `now`: rules that another decision changed in between stay changed. None where
/// both changed the same one, and not to the same: then nobody has decided which of the two holds.
pub fn merged(base: &DecisionRules, asked: &DecisionRules, now: &DecisionRules) -> Option<DecisionRules> {
    // A rule that is left out here does not compile.
    macro_rules! each {
        ($($rule:ident)+) => { Some(DecisionRules { $($rule: one(&base.$rule, &asked.$rule, &now.$rule)?),+ }) };
    }
    each!(proposers discussion_hours ballot_hours threshold charter_threshold quorum late_hours extension_hours
        delay_hours secret_allowed receipts additional_by_trade_allowed additional_by_capital_allowed holding_allowed
        quadratic_allowed companies_vote
        standing_month_minor standing_each_minor standing_fund proof_above_minor milestones_by
        milestone_vote_percent milestone_object_percent milestone_look_days only_by_decision)
}

/// What holds for a text that was published under `then`, while the rules are `now`: of each rule of a ballot the stricter one.
/// Longer times, higher thresholds and quorums are stricter, and so is what allows fewer kinds of votes. What a receipt
/// shows is neither stricter nor laxer: there the text keeps what it was published with. Who proposes, small sums, milestones of
/// campaigns and who changes the rules are no matter of a ballot.
pub fn stricter(then: &DecisionRules, now: &DecisionRules) -> DecisionRules {
    // A rule that is left out here does not compile either.
    DecisionRules {
        discussion_hours: then.discussion_hours.max(now.discussion_hours),
        ballot_hours: then.ballot_hours.max(now.ballot_hours),
        threshold: greater(then.threshold, now.threshold),
        charter_threshold: greater(then.charter_threshold, now.charter_threshold),
        quorum: greater(then.quorum, now.quorum),
        late_hours: then.late_hours.max(now.late_hours),
        extension_hours: then.extension_hours.max(now.extension_hours),
        delay_hours: then.delay_hours.max(now.delay_hours),
        secret_allowed: then.secret_allowed && now.secret_allowed,
        receipts: then.receipts,
        additional_by_trade_allowed: then.additional_by_trade_allowed && now.additional_by_trade_allowed,
        additional_by_capital_allowed: then.additional_by_capital_allowed
            && now.additional_by_capital_allowed,
        holding_allowed: then.holding_allowed && now.holding_allowed,
        quadratic_allowed: then.quadratic_allowed && now.quadratic_allowed,
        companies_vote: then.companies_vote && now.companies_vote,
        proposers: now.proposers,
        standing_month_minor: now.standing_month_minor,
        standing_each_minor: now.standing_each_minor,
        standing_fund: now.standing_fund,
        proof_above_minor: now.proof_above_minor,
        milestones_by: now.milestones_by,
        milestone_vote_percent: now.milestone_vote_percent,
        milestone_object_percent: now.milestone_object_percent,
        milestone_look_days: now.milestone_look_days,
        only_by_decision: now.only_by_decision,
    }
}

/// What holds for ballots that open, step by step: each until its instant, the last (`now`) from then on. `lately` is what was replaced and
/// until when each of it still counts. What a receipt shows is of the text, and no matter of time.
pub(crate) fn held_until(
    now: &DecisionRules,
    lately: &[(DecisionRules, Timestamp)],
) -> Vec<(DecisionRules, Timestamp)> {
    let mut ends: Vec<Timestamp> = lately.iter().map(|(_, until)| *until).collect();
    ends.sort_unstable();
    ends.dedup();
    let held = |end: Timestamp| {
        let counting = lately.iter().filter(|(_, until)| *until >= end);
        counting.fold(now.clone(), |all, (then, _)| DecisionRules {
            receipts: now.receipts,
            ..stricter(then, &all)
        })
    };
    ends.into_iter().map(|end| (held(end), end)).collect()
}

/// `then`, with what is no matter of a ballot as it is `now`: what is left differs where a ballot differs.
pub fn beside_ballots(then: DecisionRules, now: &DecisionRules) -> DecisionRules {
    DecisionRules {
        proposers: now.proposers,
        standing_month_minor: now.standing_month_minor,
        standing_each_minor: now.standing_each_minor,
        standing_fund: now.standing_fund,
        proof_above_minor: now.proof_above_minor,
        milestones_by: now.milestones_by,
        milestone_vote_percent: now.milestone_vote_percent,
        milestone_object_percent: now.milestone_object_percent,
        milestone_look_days: now.milestone_look_days,
        only_by_decision: now.only_by_decision,
        ..then
    }
}

/// Of equal parts the second, as it is written now.
fn greater(a: Part, b: Part) -> Part {
    let times = |part: u32, whole: u32| u64::from(part) * u64::from(whole);
    if times(a.numerator, b.denominator) > times(b.numerator, a.denominator) { a } else { b }
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
    use crate::terms::{HOURS_MAX, MilestonesBy, Proposers, Receipts};
    use proptest::prelude::*;

    fn any_rules() -> impl Strategy<Value = DecisionRules> {
        let hours = || proptest::array::uniform5(1..=HOURS_MAX);
        let part = |least: u32| {
            (1..=50u32).prop_flat_map(move |whole| {
                (whole * least / 2..=whole).prop_map(move |numerator| Part { numerator, denominator: whole })
            })
        };
        let parts = (part(1), part(1), part(0));
        let allowed = proptest::array::uniform7(any::<bool>());
        (hours(), parts, allowed, 0..1_000i64).prop_map(|(hours, parts, allowed, sum)| DecisionRules {
            proposers: if allowed[5] { Proposers::Stewards } else { Proposers::EveryMember },
            discussion_hours: hours[0],
            ballot_hours: hours[1],
            threshold: parts.0,
            charter_threshold: parts.1,
            quorum: parts.2,
            late_hours: hours[2],
            extension_hours: hours[3],
            delay_hours: hours[4],
            secret_allowed: allowed[0],
            receipts: if allowed[6] { Receipts::Choice } else { Receipts::Inclusion },
            additional_by_trade_allowed: allowed[1],
            additional_by_capital_allowed: allowed[2],
            holding_allowed: allowed[3],
            quadratic_allowed: allowed[4],
            companies_vote: allowed[3],
            standing_month_minor: sum,
            standing_each_minor: sum,
            standing_fund: 1,
            proof_above_minor: Some(sum),
            milestones_by: if allowed[0] { MilestonesBy::Vote } else { MilestonesBy::VoteOnly },
            milestone_vote_percent: sum % 101,
            milestone_object_percent: sum % 100 + 1,
            milestone_look_days: sum % 60 + 1,
            only_by_decision: allowed[5],
        })
    }

    proptest! {
        /// In each rule of a ballot at least as strict as either, and no stricter than one of them.
        #[test]
        fn never_laxer_than_either(then in any_rules(), now in any_rules()) {
            let hold = stricter(&then, &now);
            let times = |of: &DecisionRules| {
                [of.discussion_hours, of.ballot_hours, of.late_hours, of.extension_hours, of.delay_hours]
            };
            for (at, hours) in times(&hold).into_iter().enumerate() {
                let (then, now) = (times(&then)[at], times(&now)[at]);
                prop_assert!(hours >= then && hours >= now && (hours == then || hours == now));
            }
            let parts = |of: &DecisionRules| [of.threshold, of.charter_threshold, of.quorum];
            let least = |a: Part, b: Part| {
                u64::from(a.numerator) * u64::from(b.denominator) >= u64::from(b.numerator) * u64::from(a.denominator)
            };
            for (at, part) in parts(&hold).into_iter().enumerate() {
                let (then, now) = (parts(&then)[at], parts(&now)[at]);
                prop_assert!(least(part, then) && least(part, now) && (part == then || part == now));
            }
            let allowed = |of: &DecisionRules| {
                [of.secret_allowed, of.additional_by_trade_allowed, of.additional_by_capital_allowed, of.holding_allowed,
                    of.quadratic_allowed, of.companies_vote]
            };
            for (at, allows) in allowed(&hold).into_iter().enumerate() {
                prop_assert_eq!(allows, allowed(&then)[at] && allowed(&now)[at]);
            }
            prop_assert_eq!(hold.receipts, then.receipts);
            prop_assert_eq!(&beside_ballots(hold.clone(), &now), &hold);
            // Asked again it is the same, and rules that did not change are themselves.
            prop_assert_eq!(&stricter(&hold, &now), &hold);
            prop_assert_eq!(&stricter(&now, &now), &now);
        }
    }

    /// Quorums that were replaced, newest first, with the day until which each still counts → what is held until which day. Now it is 1/4.
    #[test]
    fn what_was_made_easier_twice_is_two_steps() {
        let quorum = |denominator: u32| DecisionRules {
            quorum: Part { numerator: 1, denominator },
            ..DecisionRules::default()
        };
        let day = |day: i64| Timestamp::from_micros(day * 86_400_000_000);
        for (replaced, answer) in [
            (&[][..], vec![]),
            (&[(3, 10)][..], vec![(3, 10)]),
            (&[(3, 10), (2, 8)][..], vec![(2, 8), (3, 10)]),
            // Made harder in between: nothing of it is laxer than what stood before.
            (&[(2, 10), (3, 8)][..], vec![(2, 8), (2, 10)]),
            // Made easier and harder again: nothing is another than now.
            (&[(5, 10), (4, 8)][..], vec![(4, 8), (4, 10)]),
        ] {
            let lately: Vec<_> = replaced.iter().map(|(part, until)| (quorum(*part), day(*until))).collect();
            let held: Vec<_> = held_until(&quorum(4), &lately)
                .into_iter()
                .map(|(rules, until)| (rules.quorum.denominator, until.micros / 86_400_000_000))
                .collect();
            assert_eq!(held, answer);
        }
    }

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

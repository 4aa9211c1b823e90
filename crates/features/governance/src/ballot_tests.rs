//! Tables of when a ballot opens, takes votes and stays open longer.

use super::BallotRefused::*;
use super::Why::{Flip, Quorum};
use super::*;
use crate::asks::{Action, AskedBudget, AskedOption};
use crate::terms::{Counting, Kind, Secrecy};

const HOUR_US: i64 = 3_600_000_000;

fn at(hour: i64) -> Timestamp {
    Timestamp::from_micros(hour * HOUR_US)
}

fn asks(kind: Kind, options: usize) -> Asks {
    let option = |number| AskedOption {
        title: format!("Oven {number}"),
        note: String::new(),
        cost_minor: (kind == Kind::Budget).then_some(100),
        carried_by: None,
    };
    let counting = match kind {
        Kind::Ranked => Counting::Borda,
        Kind::Budget => Counting::EqualShares,
        _ => Counting::Plain,
    };
    Asks {
        kind,
        secrecy: Secrecy::Open,
        weighting: Weighting::OneMemberOneVote,
        counting,
        options: (0..options).map(option).collect(),
        budget: (kind == Kind::Budget).then_some(AskedBudget {
            total_minor: 100,
            fund: 1,
            ends_at_us: i64::MAX,
        }),
        actions: Vec::new(),
    }
}

/// Stage, hour of opening, hour of closing → answer. Readable since 0; the discussion takes 72 hours, a ballot at least 48.
#[test]
fn a_ballot_opens_when_it_may() {
    let rules = DecisionRules { ballot_hours: 48, ..DecisionRules::default() };
    let asks = asks(Kind::YesNo, 0);
    for (stage, now, closes, answer) in [
        (Stage::Draft, 72, 120, Ok(())),
        (Stage::Draft, 71, 120, Err(DiscussionNotOver)),
        (Stage::Draft, 72, 119, Err(ClosesTooSoon)),
        (Stage::Draft, 72, 72 + 90 * 24, Ok(())),
        (Stage::Draft, 72, 73 + 90 * 24, Err(ClosesTooLate)),
        (Stage::Discussion, 72, 120, Err(NotADraft)),
        (Stage::Ballot, 72, 120, Err(NotADraft)),
        (Stage::Passed, 72, 120, Err(NotADraft)),
    ] {
        let opening =
            Opening { stage, readable_since: at(0), asks: &asks, rules: &rules, closes_at: at(closes) };
        assert_eq!(opening.decide(at(now)).map(|_| ()), answer, "{stage} {now} {closes}");
    }
}

/// The hour at which a mandate ends → answer. The ballot closes at 144, and 72 hours to appeal follow.
#[test]
fn a_mandate_lasts_longer_than_the_way_to_it() {
    let rules = DecisionRules::default();
    let mandate = |hour: i64| Action::Mandate {
        purpose: "Oven".to_owned(),
        fund: 1,
        ceiling_minor: 100,
        ends_at_us: hour * HOUR_US,
        carried_by: None,
        kind: crate::asks::MandateUse::Spending,
    };
    let budget = |hour: i64| {
        let asked = asks(Kind::Budget, 1);
        let budget = asked.budget.map(|budget| AskedBudget { ends_at_us: hour * HOUR_US, ..budget });
        Asks { budget, ..asked }
    };
    for (asks, answer) in [
        (Asks { actions: vec![mandate(217)], ..asks(Kind::YesNo, 0) }, Ok(())),
        (Asks { actions: vec![mandate(500), mandate(216)], ..asks(Kind::YesNo, 0) }, Err(EndsBeforeForce)),
        (budget(217), Ok(())),
        (budget(216), Err(EndsBeforeForce)),
    ] {
        let opening = Opening {
            stage: Stage::Draft,
            readable_since: at(0),
            asks: &asks,
            rules: &rules,
            closes_at: at(144),
        };
        assert_eq!(opening.decide(at(72)).map(|_| ()), answer, "{asks:?}");
    }
}

/// What is asked → whether it still can be. Everything is allowed by the rules.
#[test]
fn what_is_asked_fits_or_not() {
    let rules = DecisionRules {
        additional_by_trade_allowed: true,
        additional_by_capital_allowed: true,
        holding_allowed: true,
        quadratic_allowed: true,
        ..DecisionRules::default()
    };
    let secret = |asks| Asks { secrecy: Secrecy::Secret, ..asks };
    let weighted = |weighting, asks| Asks { weighting, ..asks };
    let counted = |counting, asks| Asks { counting, ..asks };
    let (trade, holding, credits) =
        (Weighting::AdditionalByTrade, Weighting::Holding, Weighting::QuadraticCredits);
    for (asks, answer) in [
        (asks(Kind::YesNo, 0), Ok(())),
        (asks(Kind::Approval, 0), Err(AsksUnfit)),
        (asks(Kind::Ranked, 2), Ok(())),
        (asks(Kind::Budget, 1), Ok(())),
        (Asks { budget: None, ..asks(Kind::Budget, 1) }, Err(AsksUnfit)),
        (counted(Counting::Plain, asks(Kind::Ranked, 2)), Err(CountingUnfit)),
        (counted(Counting::GreedyByVotes, weighted(credits, asks(Kind::Budget, 1))), Err(CountingUnfit)),
        (counted(Counting::GreedyByVotesPerCost, weighted(credits, asks(Kind::Budget, 1))), Ok(())),
        (secret(asks(Kind::YesNo, 0)), Ok(())),
        (secret(asks(Kind::Consent, 0)), Err(SecretNotAllowed)),
        (secret(weighted(trade, asks(Kind::YesNo, 0))), Ok(())),
        (weighted(trade, asks(Kind::YesNo, 0)), Err(WeightedIsSecret)),
        (weighted(trade, asks(Kind::Consent, 0)), Err(WeightingUnfit)),
        (weighted(trade, asks(Kind::Budget, 1)), Err(WeightingUnfit)),
        (secret(weighted(Weighting::AdditionalByCapital, asks(Kind::YesNo, 0))), Ok(())),
        (weighted(Weighting::AdditionalByCapital, asks(Kind::YesNo, 0)), Err(WeightedIsSecret)),
        (weighted(Weighting::AdditionalByCapital, asks(Kind::Consent, 0)), Err(WeightingUnfit)),
        (weighted(Weighting::AdditionalByCapital, asks(Kind::Budget, 1)), Err(WeightingUnfit)),
        (secret(weighted(holding, asks(Kind::Ranked, 2))), Ok(())),
        (weighted(holding, asks(Kind::Ranked, 2)), Err(WeightedIsSecret)),
        (weighted(holding, asks(Kind::Budget, 1)), Err(WeightingUnfit)),
        (weighted(credits, asks(Kind::Approval, 2)), Ok(())),
        (weighted(credits, asks(Kind::YesNo, 0)), Err(WeightingUnfit)),
    ] {
        let opening = Opening {
            stage: Stage::Draft,
            readable_since: at(0),
            asks: &asks,
            rules: &rules,
            closes_at: at(72 + 72),
        };
        assert_eq!(opening.decide(at(72)).map(|_| ()), answer, "{asks:?}");
    }
}

/// What the rules do not grant is not asked; and the charter takes the larger majority.
#[test]
fn the_rules_decide_what_may_be_asked() {
    let decide = |asks: &Asks, rules: &DecisionRules| {
        Opening { stage: Stage::Draft, readable_since: at(0), asks, rules, closes_at: at(72 + 72) }
            .decide(at(72))
    };
    let rules = DecisionRules::default();
    let weighted = |weighting| Asks { weighting, secrecy: Secrecy::Secret, ..asks(Kind::Score, 2) };
    for weighting in Weighting::ALL.iter().copied().filter(|one| *one != Weighting::OneMemberOneVote) {
        assert_eq!(decide(&weighted(weighting), &rules), Err(WeightingNotAllowed));
    }
    let granting = DecisionRules { additional_by_trade_allowed: true, ..rules.clone() };
    assert!(decide(&weighted(Weighting::AdditionalByTrade), &granting).is_ok());
    assert_eq!(decide(&weighted(Weighting::AdditionalByCapital), &granting), Err(WeightingNotAllowed));
    let granting = DecisionRules { additional_by_capital_allowed: true, ..rules.clone() };
    assert!(decide(&weighted(Weighting::AdditionalByCapital), &granting).is_ok());
    let open_only = DecisionRules { secret_allowed: false, ..rules.clone() };
    let secret = Asks { secrecy: Secrecy::Secret, ..asks(Kind::YesNo, 0) };
    assert_eq!(decide(&secret, &open_only), Err(SecretNotAllowed));
    let unreachable = DecisionRules { threshold: Part { numerator: 1, denominator: 1 }, ..rules.clone() };
    assert_eq!(decide(&secret, &unreachable), Err(RulesUnfit));
    let unreachable = DecisionRules { quorum: Part { numerator: 2, denominator: 1 }, ..rules.clone() };
    assert_eq!(decide(&secret, &unreachable), Err(RulesUnfit));
    assert_eq!(decide(&secret, &rules).unwrap().threshold, rules.threshold);
    let deed = Action::AddRule { rule: "Share".to_owned(), reason: "fair".to_owned() };
    let of_charter = Asks { actions: vec![deed], ..asks(Kind::YesNo, 0) };
    assert_eq!(decide(&of_charter, &rules).unwrap().threshold, rules.charter_threshold);
}

/// The member's own before → answer.
#[test]
fn one_appeal_each_and_one_mistake() {
    use crate::terms::AppealState::*;
    for (earlier, answer) in [
        (&[][..], Ok(())),
        (&[Waiting], Err(AppealWaits)),
        (&[Dismissed], Err(AppealedBefore)),
        (&[Upheld], Err(AppealedBefore)),
        (&[Withdrawn], Ok(())),
        (&[Withdrawn, Waiting], Err(AppealWaits)),
        (&[Withdrawn, Withdrawn], Err(AppealedBefore)),
        (&[Withdrawn, Dismissed], Err(AppealedBefore)),
    ] {
        assert_eq!(may_appeal(earlier), answer, "{earlier:?}");
    }
}

/// Electorate, quorum → how many: rounded up.
#[test]
fn a_quorum_is_rounded_up() {
    let part = |numerator, denominator| Part { numerator, denominator };
    for (electorate, quorum, needed) in [
        (0, part(1, 5), 0),
        (1, part(1, 5), 1),
        (5, part(1, 5), 1),
        (6, part(1, 5), 2),
        (10, part(2, 3), 7),
        (10, part(1, 1), 10),
        (10, part(0, 1), 0),
        (i64::MAX, part(1, 1), i64::MAX),
    ] {
        assert_eq!(quorum_needed(electorate, quorum), needed, "{electorate} {quorum:?}");
    }
}

fn terms(late_hours: i64, extension_hours: i64) -> Terms {
    Terms {
        threshold: Part { numerator: 1, denominator: 2 },
        quorum: Part { numerator: 1, denominator: 5 },
        late_hours,
        extension_hours,
        delay_hours: 72,
        companies: None,
    }
}

fn extended_before(quorum: usize, flips: usize) -> Vec<Extension> {
    let one = |why| Extension { why, at_us: at(1), closes_at_us: at(100) };
    [vec![one(Quorum); quorum], vec![one(Flip); flips]].concat()
}

/// The closing at 100 and its last 24 hours; an extension of 24 hours from the moment. Hour, extended before (quorum,
/// flips) → the new closing.
#[test]
fn a_late_quorum_extends_once() {
    for (hour, quorum, flips, closes) in [
        (75, 0, 0, None),
        (76, 0, 0, None), // To the very same hour.
        (77, 0, 0, Some(101)),
        (99, 0, 0, Some(123)),
        (99, 0, 3, Some(123)),
        (99, 1, 0, None),
        (100, 0, 0, None),
    ] {
        let found = extended_for_quorum(&terms(24, 24), &extended_before(quorum, flips), at(100), at(hour));
        assert_eq!(found.map(|extension| extension.closes_at_us), closes.map(at), "{hour} {quorum} {flips}");
    }
    assert_eq!(extended_for_quorum(&terms(24, 1), &[], at(100), at(80)), None, "never to an earlier time");
    assert_eq!(extended_for_quorum(&terms(0, 24), &[], at(100), at(99)), None, "without a last stretch");
}

/// When it is counted, late hours and hours of an extension, extended before (quorum, flips) → the new closing.
#[test]
fn a_flip_extends_three_times_from_the_counting() {
    for (hour, late, extension, quorum, flips, closes) in [
        (100, 24, 24, 0, 0, Some(124)),
        (100, 24, 24, 1, 2, Some(124)),
        (100, 24, 24, 0, 3, None),
        (220, 24, 24, 0, 0, Some(244)), // The program stood still for days.
        (100, 24, 0, 0, 0, None),
        (100, 0, 24, 0, 0, None),
    ] {
        let found = extended_for_flip(&terms(late, extension), &extended_before(quorum, flips), at(hour));
        assert_eq!(found.map(|extension| extension.closes_at_us), closes.map(at), "{hour} {quorum} {flips}");
    }
}

/// State, hour → answer. It closes at 100.
#[test]
fn votes_are_taken_while_it_is_open() {
    for (state, hour, answer) in [
        (BallotState::Open, 99, Ok(())),
        (BallotState::Open, 100, Err(VotingOver)),
        (BallotState::Closed, 99, Err(VotingOver)),
        (BallotState::Annulled, 99, Err(VotingOver)),
        (BallotState::CalledOff, 99, Err(VotingOver)),
        (BallotState::Final, 99, Err(VotingOver)),
    ] {
        assert_eq!(takes_votes(state, at(100), at(hour)), answer, "{state} {hour}");
    }
}

/// Secrecy, votes, whether one of them is one's own → answer.
#[test]
fn a_ballot_is_called_off_while_nobody_else_has_voted() {
    for (secrecy, voted, own, answer) in [
        (Secrecy::Open, 0, false, Ok(())),
        (Secrecy::Open, 1, true, Ok(())),
        (Secrecy::Open, 1, false, Err(SomebodyVoted)),
        (Secrecy::Open, 2, true, Err(SomebodyVoted)),
        (Secrecy::Secret, 0, false, Ok(())),
        (Secrecy::Secret, 1, true, Err(SomebodyVoted)),
    ] {
        assert_eq!(may_call_off(secrecy, voted, own), answer, "{secrecy} {voted} {own}");
    }
}

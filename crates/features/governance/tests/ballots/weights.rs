//! Votes that weigh more, where the rules of deciding grant it.

use crate::world::{DAY, World, asks, secret};
use governance::asks::Asks;
use governance::ballot::BallotRefused;
use governance::choice::Choice::{No, Yes};
use governance::ids::Member;
use governance::ops;
use governance::reckoning::Counted;
use governance::rows::{Ballot, BallotVoter, CountedPaper};
use governance::terms::{BallotState, DecisionRules, Kind, Outcome, Weighting};
use kernel::{Id, Timestamp};
use market::order::State;
use market::rows::Order;
use ownership::rows::Holding;
use ownership::{InstrumentKind, InstrumentRefused, NewInstrument};

impl World {
    /// As the market keeps a purchase: nothing else of it is looked at.
    async fn bought(
        &self,
        buyer: Id<Member>,
        total_minor: i64,
        refunded_minor: i64,
        state: State,
        at: Timestamp,
    ) {
        let id = self.id();
        self.act::<_, BallotRefused>(move |tx, _| {
            let community_id = tx.community();
            tx.insert(&Order {
                community_id,
                id,
                number: i64::from_str_radix(&id.as_str()[26..], 36).unwrap(),
                buyer,
                state,
                line_count: 1,
                total_minor,
                refunded_minor,
                placed_at_us: at,
                hold_until_us: None,
                claim_until_us: None,
                paid_at_us: None,
                accept_due_us: None,
                complained_at_us: None,
                pool_id: None,
                method: None,
                reference: None,
                payment_id: None,
                paid_entry: None,
                settled_entry: None,
                referred_by: None,
                coupon_id: None,
                coupon_budget: None,
                coupon_minor: 0,
                coupon_back_minor: 0,
                event_count: 0,
            })?;
            Ok(())
        })
        .await
        .unwrap();
    }

    /// Made by a decision, and held as the register has it: nothing else of it is looked at.
    async fn held(&self, kind: InstrumentKind, price_minor: i64, holdings: &[(Id<Member>, i64)]) {
        let new = NewInstrument {
            id: self.id(),
            kind,
            name: "Oven".to_owned(),
            fund: 1,
            price_minor,
            units_max: 100,
            units_each_max: 50,
            terms: "A part of the oven".to_owned(),
            risk: "It may burn down".to_owned(),
            decision: "prp_01kax0000000000000000000aa".to_owned(),
        };
        let holdings = holdings.to_vec();
        self.act::<_, InstrumentRefused>(move |tx, now| {
            ownership::make_instrument_by_decision(tx, &new, now)?;
            for (holder, units) in holdings.iter().copied() {
                tx.insert(&Holding {
                    community_id: tx.community(),
                    instrument_id: new.id,
                    holder,
                    units,
                    units_asked: 0,
                    units_each_max: new.units_each_max,
                    change_count: 0,
                    units_reserved: 0,
                    units_through: 0,
                    paid_minor: units * price_minor,
                    units_offered: 0,
                })?;
            }
            Ok(())
        })
        .await
        .unwrap();
    }

    async fn weight(&self, ballot: Id<Ballot>, member: Id<Member>) -> i64 {
        self.find::<BallotVoter>((self.community, ballot, member)).await.unwrap().weight_e6
    }
}

fn by(weighting: Weighting) -> Asks {
    Asks { weighting, ..asks(Kind::YesNo) }
}

testkit::both_engines! {
    /// In proportion to what was bought in the last year and kept, and a fifth of the basic votes together; when all is
    /// over only the totals stay.
    async fn votes_by_trade_are_a_fifth_at_most(world: World) {
        let rules = DecisionRules { additional_by_trade_allowed: true, ..DecisionRules::default() };
        world.decides_by(rules).await;
        let m = world.members(4).await;
        let (now, long_ago) = (world.now(), world.now().minus(363 * DAY));
        world.bought(m[0], 400, 100, State::Settled, now).await;
        world.bought(m[1], 100, 0, State::Accepted, now).await;
        world.bought(m[1], 900, 0, State::Paid, now).await;
        world.bought(m[2], 900, 0, State::Settled, long_ago).await;
        // Three days later the opening is more than a year behind the last one.
        let ballot = world.opened(secret(by(Weighting::AdditionalByTrade))).await;
        let weights = [world.weight(ballot, m[0]).await, world.weight(ballot, m[1]).await, world.weight(ballot, m[2]).await];
        assert_eq!(weights, [1_750_000, 1_250_000, 1_000_000], "a fifth of five is one vote, three to one");
        world.vote_with(ballot, m[0], Yes, 1).await.unwrap();
        world.vote_with(ballot, m[1], No, 2).await.unwrap();
        world.pass(3 * DAY).await;
        let reckoning = world.reckoning(ballot).await;
        let expected = Counted::YesNo { yes: 1_750_000, no: 1_250_000, abstain: 0, whole: 3_000_000, needed: 1_500_001 };
        assert_eq!((reckoning.outcome, reckoning.parts_per_vote), (Outcome::Passed, 1_000_000));
        assert_eq!(reckoning.counted, expected);
        let paper = (world.community, ballot, crate::world::receipt(1).paper(ballot));
        assert!(world.find::<CountedPaper>(paper.clone()).await.is_some());
        world.pass(3 * DAY).await;
        assert!(world.find::<CountedPaper>(paper).await.is_none(), "a weight tells whose it is");
        let row = world.ballot(ballot).await;
        assert_eq!(row.state, BallotState::Final);
        let again = world.db.read(move |reader| ops::recount(reader, &row)).await.unwrap();
        assert_eq!(again, None);
        let number = world.community;
        let wrong = world.db.read(move |reader| governance::verify(reader, number)).await.unwrap();
        assert_eq!(wrong, [""; 0]);
    }

    /// A vote a unit; who holds nothing has none and is not missing from the quorum; only totals stay.
    async fn votes_by_holding_are_what_is_held(world: World) {
        let rules = DecisionRules { holding_allowed: true, ..DecisionRules::default() };
        world.decides_by(rules).await;
        let m = world.members(3).await;
        // Two instruments that vote, and three that do not.
        world.held(InstrumentKind::MemberCapital, 5_000, &[(m[0], 1), (m[1], 2), (m[2], 1)]).await;
        world.held(InstrumentKind::MemberCapital, 100, &[(m[2], 2)]).await;
        for kind in [InstrumentKind::Donation, InstrumentKind::PreOrder, InstrumentKind::EquityRecord] {
            world.held(kind, 100, &[(m[0], 9), (world.steward, 9)]).await;
        }
        let ballot = world.opened(secret(by(Weighting::Holding))).await;
        assert_eq!(world.ballot(ballot).await.electorate_count, 3);
        let weights = [world.weight(ballot, m[0]).await, world.weight(ballot, m[1]).await, world.weight(ballot, m[2]).await];
        assert_eq!(weights, [1_000_000, 2_000_000, 3_000_000]);
        world.vote_with(ballot, m[0], Yes, 1).await.unwrap();
        world.vote_with(ballot, m[1], Yes, 2).await.unwrap();
        world.vote_with(ballot, m[2], No, 3).await.unwrap();
        assert_eq!(world.vote_with(ballot, world.steward, Yes, 4).await, Err(BallotRefused::NotInElectorate));
        world.pass(3 * DAY).await;
        let reckoning = world.reckoning(ballot).await;
        let expected = Counted::YesNo { yes: 3_000_000, no: 3_000_000, abstain: 0, whole: 6_000_000, needed: 3_000_001 };
        assert_eq!((reckoning.outcome, reckoning.counted), (Outcome::Rejected, expected));
        world.pass(3 * DAY).await;
        let paper = (world.community, ballot, crate::world::receipt(1).paper(ballot));
        assert!(world.find::<CountedPaper>(paper).await.is_none(), "a weight tells whose it is");
    }

    /// In proportion to what was paid in and is held, and a fifth of the basic votes together; who holds nothing has the basic
    /// vote.
    async fn votes_by_capital_are_a_fifth_at_most(world: World) {
        let rules = DecisionRules { additional_by_capital_allowed: true, ..DecisionRules::default() };
        world.decides_by(rules).await;
        let m = world.members(4).await;
        // ¥150 to ¥50, although it is three units to five.
        world.held(InstrumentKind::MemberCapital, 5_000, &[(m[0], 3)]).await;
        world.held(InstrumentKind::MemberCapital, 1_000, &[(m[1], 5)]).await;
        world.held(InstrumentKind::EquityRecord, 90_000, &[(m[2], 9)]).await;
        let ballot = world.opened(secret(by(Weighting::AdditionalByCapital))).await;
        let mut weights = Vec::new();
        for member in [m[0], m[1], m[2], m[3], world.steward] {
            weights.push(world.weight(ballot, member).await);
        }
        assert_eq!(weights, [1_750_000, 1_250_000, 1_000_000, 1_000_000, 1_000_000]);
        world.vote_with(ballot, m[0], Yes, 1).await.unwrap();
        world.vote_with(ballot, m[1], No, 2).await.unwrap();
        world.pass(3 * DAY).await;
        let reckoning = world.reckoning(ballot).await;
        let expected = Counted::YesNo { yes: 1_750_000, no: 1_250_000, abstain: 0, whole: 3_000_000, needed: 1_500_001 };
        assert_eq!((reckoning.outcome, reckoning.counted), (Outcome::Passed, expected));
        world.pass(3 * DAY).await;
        let paper = (world.community, ballot, crate::world::receipt(1).paper(ballot));
        assert!(world.find::<CountedPaper>(paper).await.is_none(), "a weight tells whose it is");
    }

    /// Where nothing that votes was decided on, nobody is asked by what they hold.
    async fn nothing_that_votes_was_decided_on(world: World) {
        let rules = DecisionRules {
            holding_allowed: true,
            additional_by_capital_allowed: true,
            ..DecisionRules::default()
        };
        world.decides_by(rules).await;
        let m = world.members(2).await;
        world.held(InstrumentKind::PreOrder, 100, &[(m[0], 9)]).await;
        for weighting in [Weighting::Holding, Weighting::AdditionalByCapital] {
            let proposal = world.draft(world.steward, secret(by(weighting))).await;
            world.clock.advance(3 * DAY);
            let opened = world.open(world.steward, proposal, 3 * DAY).await;
            assert_eq!(opened, Err(BallotRefused::NoRegister), "{weighting}");
        }
        // It is there, and nobody holds any of it yet.
        world.held(InstrumentKind::MemberCapital, 100, &[]).await;
        let proposal = world.draft(world.steward, secret(by(Weighting::Holding))).await;
        world.clock.advance(3 * DAY);
        assert_eq!(world.open(world.steward, proposal, 3 * DAY).await, Err(BallotRefused::NobodyMayVote));
    }
}

//! What members give becomes shares, where they decided so: exactly, once, within the caps, and for nothing else.

use crate::world::{DAY, PROBATION_DAYS, World};
use contributions::contribution::{Counts, State};
use contributions::ids::{Instrument, Member};
use contributions::ops::{self, Claim, Given, TakeWaiting, WaitingTaken};
use contributions::rows::{Contribution, MadeHolding, Rest, ValueRow};
use contributions::rules::ContributionRules;
use contributions::{Becomes, ContributionRefused as No, RulesRefused};
use kernel::Id;
use ownership::rows::{Holding, HoldingChange};
use ownership::{InstrumentKind, NewInstrument, OriginKind};
use store::{IdempotencyKey, OpError};

impl World {
    /// Ten units of ¥50, four for one holder, of the general fund.
    pub(crate) async fn instrument(&self, kind: InstrumentKind) -> Id<Instrument> {
        let new = NewInstrument {
            id: self.id(),
            kind,
            name: "Oven".to_owned(),
            fund: 1,
            price_minor: 5_000,
            units_max: 10,
            units_each_max: 4,
            terms: "A part of the oven".to_owned(),
            risk: "It may burn down".to_owned(),
            decision: "prp_01kax0000000000000000000aa".to_owned(),
        };
        let id = new.id;
        self.act(move |tx, now| ownership::make_instrument_by_decision(tx, &new, now)).await.unwrap();
        id
    }

    pub(crate) async fn decide_rules(&self, rules: ContributionRules) -> Result<i64, RulesRefused> {
        self.act(move |tx, now| contributions::set_rules_by_decision(tx, &rules, "prp_1", "Proposal 1", now))
            .await
    }

    /// ¥50 of what is given for the oven make one unit of it.
    pub(crate) async fn becoming(&self) -> Id<Instrument> {
        let instrument = self.instrument(InstrumentKind::MemberCapital).await;
        let holding = Some(Becomes { instrument, unit_value: 5_000 });
        self.decide_rules(ContributionRules { holding, ..World::usual() }).await.unwrap();
        instrument
    }

    async fn made(&self, id: Id<Contribution>) -> MadeHolding {
        self.find::<MadeHolding>((self.community, id)).await.unwrap()
    }

    async fn rest(&self, who: Id<Member>, instrument: Id<Instrument>) -> i64 {
        self.find::<Rest>((self.community, who, instrument)).await.map_or(0, |row| row.rest)
    }

    pub(crate) async fn units(&self, who: Id<Member>, instrument: Id<Instrument>) -> i64 {
        self.find::<Holding>((self.community, instrument, who)).await.map_or(0, |row| row.units)
    }

    async fn take_waiting(&self, who: Id<Member>, key: Option<IdempotencyKey>) -> Result<WaitingTaken, No> {
        let input = TakeWaiting { key };
        self.act(move |tx, now| ops::take_waiting(tx, who, &input, now)).await
    }
}

testkit::both_engines! {
    /// ¥75 an hour and a half more: a unit each ¥50, what is left goes on.
    async fn whole_units_are_issued_and_the_rest_goes_on(world: World) {
        let oven = world.becoming().await;
        let chen = world.chen;
        let first = world.give(chen, World::hours("2.5")).await;
        assert_eq!((world.units(chen, oven).await, world.rest(chen, oven).await), (1, 2_500));
        let second = world.give(chen, World::hours("0.5")).await;
        assert_eq!((world.units(chen, oven).await, world.rest(chen, oven).await), (1, 4_000), "none made");
        let third = world.give(chen, World::hours("1.1")).await;
        assert_eq!((world.units(chen, oven).await, world.rest(chen, oven).await), (2, 2_300));
        let made = world.made(third).await;
        assert_eq!((made.rest_before, made.value, made.units, made.units_issued), (4_000, 3_300, 1, 1));
        // The register names the contribution, and no money was put in.
        let line = world.find::<HoldingChange>((world.community, oven, chen, 1)).await.unwrap();
        let told = (line.origin_kind, line.origin_id, line.change_units, line.change_minor, line.entry);
        assert_eq!(told, (OriginKind::Contribution, first.to_string(), 1, 0, None));
        let line = world.find::<HoldingChange>((world.community, oven, chen, 2)).await.unwrap();
        assert_eq!(line.origin_id, third.to_string());
        // Once: the job coming again changes nothing.
        for id in [first, second, third] {
            world.act(move |tx, now| ops::record_due(tx, id, now)).await.unwrap();
        }
        assert_eq!(world.units(chen, oven).await, 2);
        world.assert_whole().await;
    }

    /// No double counting: what became a holding is no basis of a distribution; what was given for another fund, or before the decision,
    /// still is.
    async fn what_became_a_holding_counts_for_nothing_else(world: World) {
        world.rules(World::usual()).await;
        world.give(world.chen, World::hours("1")).await;
        let claimed_before = world.claim(world.dan, World::hours("2")).await;
        let oven = world.becoming().await;
        let other = world.act(|tx, now| ledger::open_fund(tx, ledger::FundKind::Project, "Van", now)).await.unwrap();
        world.confirm(world.chen, claimed_before).await.unwrap();
        world.confirm(world.fay, claimed_before).await.unwrap();
        let for_van = world.try_claim(world.chen, Claim { fund: other, ..world.claiming(World::hours("4")) }).await.unwrap();
        world.confirm(world.dan, for_van).await.unwrap();
        world.confirm(world.fay, for_van).await.unwrap();
        let became = world.give(world.chen, World::hours("5")).await;
        let mut expected = vec![(world.chen, 3_000 + 12_000), (world.dan, 6_000)];
        expected.sort();
        assert_eq!(world.values().await, expected);
        assert_eq!((world.units(world.chen, oven).await, world.units(world.dan, oven).await), (3, 0));
        let line = |id| world.find::<ValueRow>((world.community, id, 1));
        assert_eq!(line(became).await.unwrap().counts, Counts::Holding);
        assert_eq!(line(for_van).await.unwrap().counts, Counts::Distribution);
        world.assert_whole().await;
    }

    /// What the caps leave no room for stays owed, and is entered when there is room; nobody comes above a cap.
    async fn above_a_cap_it_stays_owed(world: World) {
        let oven = world.becoming().await;
        let (chen, dan) = (world.chen, world.dan);
        let big = world.give(chen, World::hours("10")).await;
        let made = world.made(big).await;
        assert_eq!((made.units, made.units_issued, world.units(chen, oven).await), (6, 4, 4), "four for one holder");
        assert_eq!(world.take_waiting(chen, None).await, Err(No::NoRoomYet));
        assert_eq!(world.take_waiting(dan, None).await, Err(No::NothingWaits));
        assert_eq!(world.take_waiting(world.id(), None).await, Err(No::NotAMember));
        world.assert_whole().await;
        // Three go to Dan: there is room for the two that wait.
        world.pass_on(oven, chen, dan, 3).await;
        let key = IdempotencyKey::of(chen.as_str(), "k", "test", &"once").unwrap();
        for _ in 0..2 {
            let taken = world.take_waiting(chen, Some(key.clone())).await.unwrap();
            assert_eq!((taken.units, taken.units_waiting), (2, 0), "a double click is one answer");
        }
        assert_eq!(world.units(chen, oven).await, 3);
        assert_eq!(world.take_waiting(chen, None).await, Err(No::NothingWaits));
        // Ten in all: seven are there, Fay and An get what is left.
        world.give(world.fay, World::hours("10")).await;
        assert_eq!(world.units(world.fay, oven).await, 4);
        let last = world.claim(world.steward, World::hours("10")).await;
        for by in [world.chen, world.dan] {
            world.confirm(by, last).await.unwrap();
        }
        world.clock.advance(DAY * 7);
        world.run_jobs().await;
        assert_eq!(world.units(world.steward, oven).await, 0, "ten are out");
        assert_eq!(world.made(last).await.units, 6);
        world.assert_whole().await;
    }

    /// Who is on probation holds nothing yet; afterwards it is entered by itself.
    async fn on_probation_it_waits_until_that_is_over(world: World) {
        let oven = world.becoming().await;
        let eve = world.eve;
        let id = world.give(eve, World::hours("5")).await;
        assert_eq!((world.contribution(id).await.state, world.units(eve, oven).await), (State::Recorded, 0));
        assert_eq!(world.made(id).await.units, 3);
        world.assert_whole().await;
        world.clock.advance(DAY * PROBATION_DAYS);
        world.run_jobs().await;
        assert_eq!(world.units(eve, oven).await, 3);
        world.assert_whole().await;
    }

    /// Who left holds nothing new: it waits, should they come back.
    async fn who_left_gets_nothing_new(world: World) {
        let oven = world.becoming().await;
        let chen = world.chen;
        let id = world.claim(chen, World::hours("5")).await;
        world.confirm(world.dan, id).await.unwrap();
        world.confirm(world.fay, id).await.unwrap();
        world.leave(chen).await;
        world.clock.advance(DAY * 7);
        world.run_jobs().await;
        assert_eq!((world.made(id).await.units, world.units(chen, oven).await), (3, 0));
        world.assert_whole().await;
    }

    /// Which shares, and how much makes one, members decide together; a steward's other changes leave it as it is.
    async fn what_becomes_a_share_is_decided_together(world: World) {
        let oven = world.instrument(InstrumentKind::MemberCapital).await;
        let gift = world.instrument(InstrumentKind::Donation).await;
        let of = |instrument, unit_value| ContributionRules {
            holding: Some(Becomes { instrument, unit_value }),
            ..World::usual()
        };
        assert_eq!(world.try_rules(world.steward, of(oven, 5_000), 0).await, Err(RulesRefused::HoldingByDecision));
        // All units of what a campaign was opened for are for who took part in it.
        let of_campaign = world.instrument(InstrumentKind::MemberCapital).await;
        world.act(move |tx, _| ownership::bind_to_campaign(tx, of_campaign, 90)).await.unwrap();
        for unfit in [of(gift, 5_000), of(world.id(), 5_000), of(oven, 0), of(of_campaign, 5_000)] {
            assert_eq!(world.decide_rules(unfit).await, Err(RulesRefused::HoldingUnfit));
        }
        assert_eq!(world.decide_rules(of(oven, 5_000)).await, Ok(1));
        let longer = ContributionRules { dispute_days: 9, ..World::usual() };
        assert_eq!(world.try_rules(world.steward, longer, 1).await, Ok(2));
        let community = world.community;
        let (version, rules) =
            world.db.read(move |reader| contributions::rules(reader, community)).await.unwrap().unwrap();
        assert_eq!((version, rules.dispute_days), (2, 9));
        assert_eq!(rules.holding, Some(Becomes { instrument: oven, unit_value: 5_000 }));
        assert_eq!(world.try_rules(world.steward, of(oven, 1), 2).await, Err(RulesRefused::HoldingByDecision));
    }

    /// In slices too: a unit for so many of them, whatever is given.
    async fn slices_become_units_too(world: World) {
        let oven = world.instrument(InstrumentKind::EquityRecord).await;
        let holding = Some(Becomes { instrument: oven, unit_value: 10_000 });
        world.decide_rules(ContributionRules { holding, ..World::slices() }).await.unwrap();
        world.give(world.chen, World::hours("1")).await;
        world.give(world.chen, Given::Cost { amount_minor: 2_500 }).await;
        assert_eq!((world.units(world.chen, oven).await, world.rest(world.chen, oven).await), (1, 6_000));
        world.assert_whole().await;
    }

    /// The database itself refuses a second holding of one contribution, and one that does not add up.
    async fn by_schema_a_contribution_becomes_a_holding_once(world: World) {
        world.becoming().await;
        let id = world.give(world.chen, World::hours("2.5")).await;
        let made = world.made(id).await;
        let other = world.claim(world.dan, World::hours("1")).await;
        let of_other = MadeHolding { contribution_id: other, member: world.dan, ..made.clone() };
        for wrong in [
            made.clone(),
            MadeHolding { units: 2, ..of_other.clone() },
            MadeHolding { units_issued: 2, ..of_other.clone() },
            MadeHolding { units: 0, units_issued: 0, rest_after: 7_500, ..of_other.clone() },
            MadeHolding { member: world.chen, ..of_other },
        ] {
            let done = world.db.transact(world.community, move |tx| tx.insert(&wrong).map_err(OpError::<()>::from)).await;
            assert!(matches!(done, Err(OpError::Fault(_))), "{done:?}");
        }
    }

    /// What is written by hand is found.
    async fn verify_reckons_anew(world: World) {
        let oven = world.becoming().await;
        let id = world.give(world.chen, World::hours("2.5")).await;
        let (community, chen) = (world.community, world.chen);
        world.act(move |tx, _| {
            let mut row = tx.lock::<Rest>((community, chen, oven))?.unwrap();
            row.rest += 1;
            tx.save(&row).map_err(OpError::<()>::from)
        }).await.unwrap();
        assert_eq!(world.wrong().await.len(), 1);
        world.act(move |tx, _| {
            let mut row = tx.lock::<MadeHolding>((community, id))?.unwrap();
            row.units_issued = 0;
            tx.save(&row).map_err(OpError::<()>::from)
        }).await.unwrap();
        assert_eq!(world.wrong().await.len(), 3, "the rest, the line and the sum");
    }
}

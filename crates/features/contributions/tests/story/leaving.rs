//! Who leaves keeps what was decided beforehand: reckoned, announced, objected to, carried out.

use crate::world::{DAY, World};
use contributions::DepartureRefused as No;
use contributions::contribution::State;
use contributions::ids::{Instrument, Member};
use contributions::leaving::{DepartureState, Keeps, Leaving, OBJECT_DAYS, Way};
use contributions::ops::{self, DecideLoss, DepartureMoved, ObjectToLoss};
use contributions::rows::{Departure, DepartureLine};
use contributions::rules::ContributionRules;
use contributions::{Becomes, RulesRefused};
use kernel::Id;
use ownership::ops::{OfferUnits, RecordArrival, Subscribe};
use ownership::register::{PartingState, TransferState};
use ownership::rows::{Holding, HoldingChange, Parting, ShareTransfer};
use ownership::{InstrumentKind, OriginKind};
use store::{IdempotencyKey, OpError};

/// Half a year makes a good leaver, who keeps all that ten months have earned; a bad one half of it, and nothing of what only counts.
pub(crate) const RULE: Leaving = Leaving {
    well_after_months: 6,
    removed_badly: true,
    vesting_months: 10,
    well_vests_all: false,
    well: Keeps { units_percent: 100, counted_percent: 100 },
    badly: Keeps { units_percent: 50, counted_percent: 0 },
    capital_back: true,
};

impl World {
    /// ¥30 make a unit; what is given for other funds counts.
    pub(crate) async fn leaving_rules(&self, leaving: Leaving) -> Id<Instrument> {
        let instrument = self.instrument(InstrumentKind::MemberCapital).await;
        let holding = Some(Becomes { instrument, unit_value: 3_000 });
        let rules = ContributionRules { holding, leaving: Some(leaving), ..World::usual() };
        self.decide_rules(rules).await.unwrap();
        instrument
    }

    async fn remove(&self, member: Id<Member>) {
        let actor = self.steward;
        let input = community::ops::leave::LeaveInput { actor, member, reason: "Took the till".to_owned() };
        self.act(move |tx, now| community::ops::leave::leave(tx, &input, now)).await.unwrap();
    }

    /// The first that there is, once jobs ran.
    pub(crate) async fn departure(&self) -> Departure {
        self.run_jobs().await;
        let community = self.community;
        let found = self.db.read(move |reader| {
            let rows: Vec<(Id<Departure>,)> = reader.rows(
                "SELECT id FROM contribution_departure WHERE community_id = $1 AND number = 1",
                &[&community],
            )?;
            match rows.first() {
                Some((id,)) => reader.find::<Departure>(&(community, *id)),
                None => Ok(None),
            }
        });
        found.await.unwrap().expect("somebody left")
    }

    pub(crate) async fn lines(&self, departure: &Departure) -> Vec<DepartureLine> {
        let mut lines = Vec::new();
        for position in 1..=departure.line_count {
            lines.extend(self.find::<DepartureLine>((self.community, departure.id, position)).await);
        }
        lines
    }

    pub(crate) async fn object(
        &self,
        by: Id<Member>,
        departure: Id<Departure>,
        reason: &str,
    ) -> Result<DepartureMoved, No> {
        let input = ObjectToLoss { departure, reason: reason.to_owned(), key: None };
        self.act(move |tx, now| ops::object_to_loss(tx, by, &input, now)).await
    }

    pub(crate) async fn decide_loss(
        &self,
        by: Id<Member>,
        departure: Id<Departure>,
        stands: bool,
        reason: &str,
    ) -> Result<DepartureMoved, No> {
        let input = DecideLoss { departure, stands, reason: reason.to_owned(), key: None };
        self.act(move |tx, now| ops::decide_loss(tx, by, &input, now)).await
    }

    /// Units for money, recorded by the treasurer.
    pub(crate) async fn buy(&self, who: Id<Member>, instrument: Id<Instrument>, units: i64) {
        let ask = Subscribe { id: self.id(), instrument, units, risk_read: Some(1), key: None };
        let (subscription, treasurer) = (ask.id, self.treasurer);
        self.act(move |tx, now| ownership::ops::subscribe(tx, who, &ask, now)).await.unwrap();
        let input = RecordArrival {
            subscription,
            arrived_on: self.today(),
            amount_minor: units * 5_000,
            reference: "B-7".to_owned(),
            key: None,
        };
        self.act(move |tx, now| ownership::ops::record_arrival(tx, treasurer, &input, now)).await.unwrap();
    }

    async fn units_and_money(&self, who: Id<Member>, instrument: Id<Instrument>) -> (i64, i64) {
        let row = self.find::<Holding>((self.community, instrument, who)).await.unwrap();
        (row.units, row.paid_minor)
    }
}

testkit::both_engines! {
    /// Removed: a bad leaver keeps half of what was earned; money put in is never less, and is asked back.
    async fn a_bad_leaver_loses_work_and_no_money(world: World) {
        let oven = world.leaving_rules(RULE).await;
        let chen = world.chen;
        world.buy(chen, oven, 1).await;
        let work = world.give(chen, World::hours("3")).await;
        assert_eq!(world.units_and_money(chen, oven).await, (4, 5_000));
        world.clock.advance(DAY * 150);
        world.remove(chen).await;
        let departure = world.departure().await;
        assert_eq!((departure.state, departure.removed, departure.capital_back), (DepartureState::Announced, true, true));
        let lines = world.lines(&departure).await;
        let told: Vec<_> = lines.iter().map(|line| (line.contribution_id, line.way, line.units, line.value)).collect();
        // Three units, half earned in five of ten months, half of that kept: one of three, rounded up.
        assert_eq!(told, [(work, Way::Badly, 2, 0)]);
        assert_eq!(world.units_and_money(chen, oven).await, (4, 5_000), "nothing before the days to object are over");
        world.clock.advance(DAY * OBJECT_DAYS);
        world.run_jobs().await;
        assert_eq!(world.departure().await.state, DepartureState::CarriedOut);
        assert_eq!(world.units_and_money(chen, oven).await, (2, 5_000), "the money stays whole");
        let line = world.find::<HoldingChange>((world.community, oven, chen, 3)).await.unwrap();
        assert_eq!((line.origin_kind, line.origin_id, line.change_units, line.change_minor),
            (OriginKind::Lapse, departure.id.to_string(), -2, 0));
        // The fund is asked for all that was put in; who may approve expenses says yes under a mandate.
        let asked = world.asked_back(chen).await;
        assert_eq!((asked.state, asked.units, asked.instrument_id), (PartingState::Asked, 2, oven));
        world.assert_whole().await;
        // Once.
        let id = departure.id;
        world.act(move |tx, now| ops::carry_out_due(tx, id, now)).await.unwrap();
        world.act(move |tx, now| ops::member_left(tx, chen, now)).await.unwrap();
        assert_eq!(world.units_and_money(chen, oven).await, (2, 5_000));
        world.assert_whole().await;
    }

    /// A good leaver after ten months keeps all of it, and nothing is announced but what is given back.
    async fn a_good_leaver_keeps_what_was_earned(world: World) {
        let oven = world.leaving_rules(Leaving { capital_back: false, ..RULE }).await;
        world.give(world.chen, World::hours("3")).await;
        world.clock.advance(DAY * 300);
        world.leave(world.chen).await;
        world.clock.advance(DAY * OBJECT_DAYS);
        world.run_jobs().await;
        assert_eq!(world.units(world.chen, oven).await, 3);
        assert_eq!(world.departures().await, 0, "nothing to announce");
        world.assert_whole().await;
    }

    /// What only counts is lost in its own period; what counts in a closed one stays, and what was given before it was decided, too.
    async fn what_counts_is_lost_where_no_period_is_closed(world: World) {
        world.rules(World::usual()).await;
        let before = world.give(world.chen, World::hours("1")).await;
        let no_holding = ContributionRules { leaving: Some(RULE), ..World::usual() };
        world.decide_rules(no_holding).await.unwrap();
        let closed = world.give(world.chen, World::hours("2")).await;
        let boundary = world.now().plus(DAY);
        world.clock.advance(DAY * 2);
        world.act(move |tx, _| ledger::close_before(tx, boundary)).await.unwrap();
        let open = world.give(world.chen, World::hours("4")).await;
        assert_eq!(world.values().await, [(world.chen, 21_000)]);
        world.leave(world.chen).await;
        let departure = world.departure().await;
        let lines = world.lines(&departure).await;
        let told: Vec<_> = lines.iter().map(|line| (line.contribution_id, line.value)).collect();
        assert_eq!(told, [(open, 12_000)]);
        world.clock.advance(DAY * OBJECT_DAYS);
        world.run_jobs().await;
        assert_eq!(world.values().await, [(world.chen, 9_000)]);
        for id in [before, closed, open] {
            assert_eq!(world.contribution(id).await.state, State::Recorded);
        }
        world.assert_whole().await;
    }

    /// The leaver objects, a third decides: carried out, or nothing is lost.
    async fn objecting_is_taken_or_told_why_not(world: World) {
        let oven = world.leaving_rules(RULE).await;
        world.give(world.chen, World::hours("3")).await;
        world.leave(world.chen).await;
        let (chen, id) = (world.chen, world.departure().await.id);
        assert_eq!(world.object(world.dan, id, "no").await, Err(No::NotYours));
        assert_eq!(world.object(chen, id, " ").await, Err(No::ReasonMissing));
        assert_eq!(world.object(chen, id, &"字".repeat(1_001)).await, Err(No::ReasonTooLong));
        assert_eq!(world.object(chen, world.id(), "no").await, Err(No::NoSuchDeparture));
        assert_eq!(world.decide_loss(world.steward, id, true, "so").await, Err(No::WrongState));
        assert_eq!(world.object(chen, id, "I was ill").await.unwrap().state, DepartureState::Disputed);
        assert_eq!(world.object(chen, id, "again").await, Err(No::WrongState));
        world.clock.advance(DAY * 60);
        world.run_jobs().await;
        assert_eq!(world.units(chen, oven).await, 3, "it waits as long as it takes");
        for (by, reason, refused) in [
            (world.dan, "so", No::NotAllowed),
            (chen, "so", No::NotAMember),
            (world.steward, " ", No::ReasonMissing),
        ] {
            assert_eq!(world.decide_loss(by, id, true, reason).await, Err(refused));
        }
        assert_eq!(world.decide_loss(world.steward, id, false, "She was ill").await.unwrap().state, DepartureState::Lifted);
        assert_eq!(world.decide_loss(world.steward, id, true, "so").await, Err(No::WrongState));
        assert_eq!(world.units(chen, oven).await, 3);
        world.assert_whole().await;
        // By schema nobody decides their own.
        let row = world.departure().await;
        let wrong = Departure { decided_by: Some(chen), ..row };
        let done = world.db.transact(world.community, move |tx| {
            tx.lock::<Departure>((wrong.community_id, wrong.id))?;
            tx.save(&wrong).map_err(OpError::<()>::from)
        });
        assert!(matches!(done.await, Err(OpError::Fault(_))));
    }

    /// Decided to stand it is carried out at once, and the same request again is the same answer.
    async fn a_ruling_that_stands_is_carried_out(world: World) {
        let oven = world.leaving_rules(RULE).await;
        world.give(world.chen, World::hours("3")).await;
        world.leave(world.chen).await;
        let id = world.departure().await.id;
        world.object(world.chen, id, "I was ill").await.unwrap();
        world.clock.advance(DAY * OBJECT_DAYS);
        assert_eq!(world.object(world.chen, id, "late").await, Err(No::WrongState));
        let steward = world.steward;
        let key = IdempotencyKey::of(steward.as_str(), "k", "test", &"one").unwrap();
        let input = DecideLoss { departure: id, stands: true, reason: "As agreed".to_owned(), key: Some(key.clone()) };
        for _ in 0..2 {
            let input = input.clone();
            let moved = world.act(move |tx, now| ops::decide_loss(tx, steward, &input, now)).await.unwrap();
            assert_eq!(moved.state, DepartureState::CarriedOut);
        }
        // Left within the first month: nothing was earned yet.
        assert_eq!(world.units(world.chen, oven).await, 0);
        world.assert_whole().await;
        let other = IdempotencyKey::of(steward.as_str(), "k", "test", &"two").unwrap();
        let input = DecideLoss { key: Some(other), ..input };
        let reused = world.act(move |tx, now| ops::decide_loss(tx, steward, &input, now)).await;
        assert_eq!(reused, Err(No::KeyReused));
    }

    /// The last instant is too late to object, though the job has not run yet.
    async fn the_days_to_object_end(world: World) {
        world.leaving_rules(RULE).await;
        world.give(world.chen, World::hours("3")).await;
        world.leave(world.chen).await;
        let id = world.departure().await.id;
        world.clock.advance(DAY * OBJECT_DAYS);
        assert_eq!(world.object(world.chen, id, "late").await, Err(No::TooLate));
    }

    /// Who comes back within the days loses nothing.
    async fn who_comes_back_loses_nothing(world: World) {
        let oven = world.leaving_rules(RULE).await;
        let chen = world.chen;
        world.give(chen, World::hours("3")).await;
        world.leave(chen).await;
        let id = world.departure().await.id;
        let community = world.community;
        world.act(move |tx, _| {
            let mut row = tx.lock::<community::Member>((community, chen))?.unwrap();
            (row.status, row.left_at_us) = (community::admission::Status::Active, None);
            tx.save(&row).map_err(OpError::<()>::from)
        }).await.unwrap();
        world.clock.advance(DAY * OBJECT_DAYS);
        world.run_jobs().await;
        let row = world.find::<Departure>((world.community, id)).await.unwrap();
        assert_eq!((row.state, row.decided_by), (DepartureState::Lifted, None));
        assert_eq!(world.units(chen, oven).await, 3);
        world.assert_whole().await;
    }

    /// What a leaver offers ends, what they were about to take is open again, and what others take from them waits for its yes or no.
    async fn open_dealings_of_who_left_hold_up_nobody(world: World) {
        let oven = world.leaving_rules(RULE).await;
        let (chen, dan, fay) = (world.chen, world.dan, world.fay);
        world.buy(chen, oven, 2).await;
        world.buy(dan, oven, 2).await;
        let offer = |by: Id<Member>| {
            let input = OfferUnits { id: world.id(), instrument: oven, units: 1, price_minor: 5_000, named: None, key: None };
            let id = input.id;
            let world = &world;
            async move {
                world.act(move |tx, now| ownership::ops::offer_units(tx, by, &input, now)).await.unwrap();
                id
            }
        };
        let (own, taken, of_dan) = (offer(chen).await, offer(chen).await, offer(dan).await);
        for (by, transfer) in [(fay, taken), (chen, of_dan)] {
            let take = ownership::ops::TakeUp { transfer, risk_read: Some(1), some: None, key: None };
            world.act(move |tx, now| ownership::ops::take_up(tx, by, &take, now)).await.unwrap();
        }
        world.leave(chen).await;
        world.run_jobs().await;
        let state = |id: Id<ShareTransfer>| world.find::<ShareTransfer>((world.community, id));
        assert_eq!(state(own).await.unwrap().state, TransferState::Withdrawn);
        assert_eq!(state(taken).await.unwrap().state, TransferState::Taken);
        let open = state(of_dan).await.unwrap();
        assert_eq!((open.state, open.taker), (TransferState::Offered, None));
        let take = ownership::ops::TakeUp { transfer: of_dan, risk_read: Some(1), some: None, key: None };
        world.act(move |tx, now| ownership::ops::take_up(tx, fay, &take, now)).await.unwrap();
        let treasurer = world.treasurer;
        // Who left in between says that the money came, too.
        for (transfer, seller) in [(taken, chen), (of_dan, dan)] {
            let end = ownership::ops::EndOffer { transfer, reason: String::new(), key: None };
            let paid = end.clone();
            world.act(move |tx, now| ownership::ops::say_paid(tx, seller, &paid, now)).await.unwrap();
            world.act(move |tx, now| ownership::ops::approve_transfer(tx, treasurer, &end, now)).await.unwrap();
        }
        world.clock.advance(DAY * OBJECT_DAYS);
        world.run_jobs().await;
        assert_eq!((world.asked_back(chen).await.units, world.units(fay, oven).await), (1, 2));
        world.assert_whole().await;
    }

    async fn what_leavers_keep_is_decided_together(world: World) {
        let rules = |leaving| ContributionRules { leaving: Some(leaving), ..World::usual() };
        assert_eq!(world.try_rules(world.steward, rules(RULE), 0).await, Err(RulesRefused::HoldingByDecision));
        let unfit = Leaving { vesting_months: -1, ..RULE };
        assert_eq!(world.decide_rules(rules(unfit)).await, Err(RulesRefused::LeavingUnfit));
        assert_eq!(world.decide_rules(rules(RULE)).await, Ok(1));
        let longer = ContributionRules { dispute_days: 9, ..World::usual() };
        assert_eq!(world.try_rules(world.steward, longer, 1).await, Ok(2));
        let community = world.community;
        let (_, now) = world.db.read(move |reader| contributions::rules(reader, community)).await.unwrap().unwrap();
        assert_eq!(now.leaving, Some(RULE));
    }
}

impl World {
    async fn asked_back(&self, holder: Id<Member>) -> Parting {
        let community = self.community;
        let found = self.db.read(move |reader| {
            let rows: Vec<(Id<Parting>,)> = reader.rows(
                "SELECT id FROM parting WHERE community_id = $1 AND holder = $2 AND kind = 'buy_back'",
                &[&community, &holder],
            )?;
            assert_eq!(rows.len(), 1);
            reader.find::<Parting>(&(community, rows[0].0))
        });
        found.await.unwrap().unwrap()
    }

    pub(crate) async fn departures(&self) -> i64 {
        let community = self.community;
        let read = self.db.read(move |reader| {
            reader.rows::<(i64,)>(
                "SELECT COUNT(*) FROM contribution_departure WHERE community_id = $1",
                &[&community],
            )
        });
        read.await.unwrap()[0].0
    }
}

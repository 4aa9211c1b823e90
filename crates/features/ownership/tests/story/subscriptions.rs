//! A member asks, the money arrives, somebody else records it.

use crate::world::{CNY, DAY, World, answer};
use ledger::AccountKey;
use ownership::ops::{self, AgreeRisk, RecordArrival, ReviseRisk, Subscribe};
use ownership::rows::{Holding, HoldingChange, InstrumentRisk, Subscription};
use ownership::subscription::SubscriptionState::{self, Asked, Paid, Refused, Withdrawn};
use ownership::{InstrumentKind, SubscriptionRefused as No};
use std::sync::Arc;
use std::time::Duration;
use store::{Fault, IdempotencyKey, OpError};

testkit::both_engines! {
    /// Who may ask, for how much, and having read what.
    async fn asking_is_taken_or_told_why_not(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        let gone = world.id();
        let ask = |units, risk_read| Subscribe { units, risk_read, ..world.asking(oven, units) };
        for (who, input, refused) in [
            (world.eve, ask(1, Some(1)), No::OnProbation),
            (gone, ask(1, Some(1)), No::NotAMember),
            (world.chen, world.asking(world.id(), 1), No::NoSuchInstrument),
            (world.chen, ask(0, Some(1)), No::UnitsNotPositive),
            (world.chen, ask(1, None), No::RiskNotRead),
            (world.chen, ask(1, Some(2)), No::RiskChanged),
            (world.chen, ask(5, Some(1)), No::AboveEach),
        ] {
            assert_eq!(world.subscribe(who, input).await, Err(refused));
        }
        // What is kept for those who asked is taken.
        for (who, units) in [(world.chen, 4), (world.dan, 4), (world.steward, 1)] {
            world.ask(who, oven, units).await;
        }
        assert_eq!(world.subscribe(world.steward, ask(2, Some(1))).await, Err(No::NotEnoughLeft));
        assert_eq!(world.subscribe(world.chen, ask(1, Some(1))).await, Err(No::AboveEach));
        let row = world.instrument(oven).await;
        assert_eq!((row.units_asked, row.units_issued, row.units_left()), (9, 0, 1));
        assert_eq!(world.balance(AccountKey::bank(CNY)).await, 0, "nothing is in the books before money is there");
        world.assert_whole().await;
    }

    /// Recorded once, by another, whole; then it is in the books and in the register.
    async fn the_money_makes_it_the_members_own(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        let id = world.ask(world.chen, oven, 3).await;
        let (good, tomorrow) = (world.arrival(id, 15_000), world.today().plus(DAY));
        for (by, input, refused) in [
            (world.chen, good.clone(), No::NotAllowed),
            (world.steward, good.clone(), No::NotAllowed),
            (world.id(), good.clone(), No::NotAMember),
            (world.treasurer, world.arrival(world.id(), 1), No::NoSuchSubscription),
            (world.treasurer, world.arrival(id, 14_999), No::AmountDiffers),
            (world.treasurer, RecordArrival { arrived_on: tomorrow, ..good.clone() }, No::ArrivedInFuture),
            (world.treasurer, RecordArrival { reference: " ".into(), ..good.clone() }, No::ReferenceMissing),
            (world.treasurer, RecordArrival { reference: "7".repeat(201), ..good.clone() }, No::ReferenceTooLong),
        ] {
            assert_eq!(world.record(by, input).await, Err(refused));
        }
        let moved = world.record(world.treasurer, good.clone()).await.unwrap();
        assert_eq!((moved.state, moved.entry), (Paid, Some(1)));
        assert_eq!(world.record(world.treasurer, good).await, Err(No::WrongState));
        assert_eq!(world.balance(AccountKey::bank(CNY)).await, 15_000);
        assert_eq!(world.balance(AccountKey::capital(1, CNY)).await, 15_000);
        let row = world.instrument(oven).await;
        assert_eq!((row.units_asked, row.units_issued), (0, 3));
        let holding = world.find::<Holding>((world.community, oven, world.chen)).await;
        assert_eq!((holding.units, holding.units_asked), (3, 0));
        let change = world.find::<HoldingChange>((world.community, oven, world.chen, 1)).await;
        assert_eq!((change.change_units, change.origin_id, change.entry), (3, id.to_string(), Some(1)));
        assert_eq!(world.withdraw(world.chen, id).await, Err(No::WrongState));
        assert_eq!(world.refuse(world.treasurer, id, "late").await, Err(No::WrongState));
        world.assert_whole().await;
    }

    /// The same request again is the same answer, and another under its key is none.
    async fn a_request_counts_once(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        let key = |text: &str, input: &str| Some(IdempotencyKey::of(world.chen.as_str(), text, "test", &input).unwrap());
        let first = Subscribe { key: key("k", "one"), ..world.asking(oven, 1) };
        let again = Subscribe { id: world.id(), ..first.clone() };
        let id = world.subscribe(world.chen, first).await.unwrap();
        assert_eq!(world.subscribe(world.chen, again).await, Ok(id));
        let other = Subscribe { key: key("k", "two"), ..world.asking(oven, 1) };
        assert_eq!(world.subscribe(world.chen, other).await, Err(No::KeyReused));
        let arrival = RecordArrival { key: key("r", "one"), ..world.arrival(id, 5_000) };
        let (one, two) = (world.record(world.treasurer, arrival.clone()).await, world.record(world.treasurer, arrival).await);
        assert_eq!(one, two);
        assert_eq!(world.balance(AccountKey::bank(CNY)).await, 5_000);
        world.assert_whole().await;
    }

    /// Nobody deals with their own; what ends gives its units back.
    async fn what_is_withdrawn_or_refused_ends(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        let own = world.ask(world.treasurer, oven, 1).await;
        assert_eq!(world.record(world.treasurer, world.arrival(own, 5_000)).await, Err(No::OwnSubscription));
        assert_eq!(world.refuse(world.treasurer, own, "mine").await, Err(No::OwnSubscription));
        assert_eq!(world.withdraw(world.chen, own).await, Err(No::NotYours));
        assert_eq!(world.withdraw(world.id(), own).await, Err(No::NotAMember));
        assert_eq!(world.withdraw(world.treasurer, own).await, Ok(Withdrawn));
        let other = world.ask(world.chen, oven, 4).await;
        let long = "字".repeat(401);
        assert_eq!(world.refuse(world.treasurer, other, "").await, Err(No::ReasonMissing));
        assert_eq!(world.refuse(world.treasurer, other, &long).await, Err(No::ReasonTooLong));
        assert_eq!(world.refuse(world.dan, other, "no").await, Err(No::NotAllowed));
        assert_eq!(world.refuse(world.treasurer, other, "No money came").await, Ok(Refused));
        assert_eq!(world.record(world.treasurer, world.arrival(other, 20_000)).await, Err(No::WrongState));
        assert_eq!(world.instrument(oven).await.units_left(), 10);
        world.ask(world.chen, oven, 4).await;
        world.assert_whole().await;
    }

    /// Who left holds nothing new; a gift is a gift all the same.
    async fn who_left_holds_nothing_new(world: World) {
        let (oven, gift) = (world.make(InstrumentKind::MemberCapital).await, world.make(InstrumentKind::Donation).await);
        let (held, given) = (world.ask(world.dan, oven, 1).await, world.ask(world.dan, gift, 1).await);
        let dan = world.dan;
        world.act(move |tx, now| {
            let input = community::ops::leave::LeaveInput { actor: dan, member: dan, reason: String::new() };
            community::ops::leave::leave(tx, &input, now)
        }).await.unwrap();
        assert_eq!(world.record(world.treasurer, world.arrival(held, 5_000)).await, Err(No::HolderGone));
        assert_eq!(world.refuse(world.treasurer, held, "Sent back").await, Ok(Refused));
        world.record(world.treasurer, world.arrival(given, 5_000)).await.unwrap();
        world.assert_whole().await;
    }

    /// Each kind where it belongs: a gift is income, an order is owed in goods, a part is capital.
    async fn the_books_say_what_the_money_is(world: World) {
        for (kind, key, held) in [
            (InstrumentKind::Donation, AccountKey::donation(1, CNY), 0),
            (InstrumentKind::PreOrder, AccountKey::advance_to_fund(1, CNY), 2),
            (InstrumentKind::MemberCapital, AccountKey::capital(1, CNY), 2),
        ] {
            let instrument = world.make(kind).await;
            world.hold(world.chen, instrument, 2).await;
            assert_eq!(world.balance(key).await, 10_000, "{kind}");
            let holding = world.find::<Holding>((world.community, instrument, world.chen)).await;
            assert_eq!((holding.units, holding.units_asked), (held, 0), "{kind}");
        }
        let record = world.make(InstrumentKind::EquityRecord).await;
        world.hold(world.chen, record, 1).await;
        assert_eq!(world.balance(AccountKey::capital(1, CNY)).await, 15_000);
        let community = world.community;
        let fund = world.db.read(move |reader| ledger::fund_balance(reader, community, 1, CNY)).await.unwrap();
        assert_eq!(fund, 25_000, "what is owed in goods is nobody's yet");
        world.assert_whole().await;
    }

    /// What can go wrong is said anew: older versions stay, and who asks has to have read the newest.
    async fn risks_have_versions(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        let before = world.ask(world.chen, oven, 1).await;
        let good = ReviseRisk {
            instrument: oven,
            from_version: 1,
            words: "It may burn down, and it is not insured".to_owned(),
            reason: "The insurance ended".to_owned(),
            key: None,
        };
        let revise = |by, input: ReviseRisk| world.act(move |tx, now| ops::revise_risk(tx, by, &input, now));
        for (by, input, refused) in [
            (world.chen, good.clone(), No::NotAllowed),
            (world.steward, ReviseRisk { instrument: world.id(), ..good.clone() }, No::NoSuchInstrument),
            (world.steward, ReviseRisk { from_version: 2, ..good.clone() }, No::RiskChanged),
            (world.steward, ReviseRisk { words: "It may burn down".into(), ..good.clone() }, No::RiskUnchanged),
            (world.steward, ReviseRisk { words: String::new(), ..good.clone() }, No::RiskMissing),
            (world.steward, ReviseRisk { words: "字".repeat(2_001), ..good.clone() }, No::RiskTooLong),
            (world.steward, ReviseRisk { words: "No risk at all".into(), ..good.clone() }, No::PromisesReturn),
            (world.steward, ReviseRisk { reason: " ".into(), ..good.clone() }, No::ReasonMissing),
        ] {
            assert_eq!(revise(by, input).await, Err(refused));
        }
        assert_eq!(revise(world.steward, good.clone()).await, Ok(1));
        // Until a second person agrees, what was there stands.
        let early = world.ask(world.dan, oven, 1).await;
        assert_eq!(world.find::<Subscription>((world.community, early)).await.risk_version, 1);
        let other = ReviseRisk { words: "It may be sold".into(), ..good.clone() };
        assert_eq!(revise(world.steward, other).await, Ok(2), "who wrote it may write it anew");
        assert_eq!(revise(world.steward, good).await, Ok(3));
        let input = move |draft| AgreeRisk { instrument: oven, draft, key: None };
        let agree = |by, draft| world.act(move |tx, now| ops::agree_risk(tx, by, &input(draft), now));
        let drop = |by, draft| world.act(move |tx, now| ops::drop_risk(tx, by, &input(draft), now));
        for (by, draft, refused) in [
            (world.chen, 3, No::NotAllowed),
            (world.steward, 3, No::OwnRisk),
            (world.treasurer, 2, No::WrongState),
        ] {
            assert_eq!(agree(by, draft).await, Err(refused));
        }
        assert_eq!(agree(world.treasurer, 3).await, Ok(2));
        assert_eq!((agree(world.treasurer, 3).await, drop(world.steward, 3).await), (Err(No::WrongState), Err(No::WrongState)));
        let agreed = world.find::<InstrumentRisk>((world.community, oven, 2)).await;
        assert_eq!((agreed.written_by, agreed.agreed_by), (Some(world.steward), Some(world.treasurer)));
        assert_eq!(world.subscribe(world.dan, world.asking(oven, 1)).await, Err(No::RiskChanged));
        let after = Subscribe { risk_read: Some(2), ..world.asking(oven, 1) };
        let after = world.subscribe(world.dan, after).await.unwrap();
        let read = [world.find::<Subscription>((world.community, before)).await, world.find((world.community, after)).await];
        assert_eq!(read.map(|row| row.risk_version), [1, 2]);
        let first = world.find::<InstrumentRisk>((world.community, oven, 1)).await;
        assert_eq!(first.words, "It may burn down");
        // Dropped, the version before stands.
        let again = ReviseRisk { instrument: oven, from_version: 2, words: "Rust".into(), reason: "Rain".into(), key: None };
        assert_eq!((revise(world.steward, again).await, drop(world.treasurer, 4).await), (Ok(4), Ok(2)));
        assert_eq!(agree(world.treasurer, 4).await, Err(No::WrongState));
    }

    /// Twelve requests at once for ten units, four for one holder: never more than there are.
    async fn requests_at_once_never_pass_the_caps(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        let world = Arc::new(world);
        let members = [world.chen, world.dan, world.steward];
        let tasks: Vec<_> = (0..15).map(|n| {
            let (world, who) = (world.clone(), members[n % 3]);
            tokio::spawn(async move {
                let (input, now) = (world.asking(oven, 1), world.now());
                answer(world.db.transact(world.community, move |tx| ops::subscribe(tx, who, &input, now)).await)
            })
        }).collect();
        let mut taken = 0;
        for task in tasks {
            match task.await.unwrap() {
                Ok(moved) => taken += i64::from(moved.state == Asked),
                Err(why) => assert!(matches!(why, No::AboveEach | No::NotEnoughLeft), "{why}"),
            }
        }
        assert_eq!((taken, world.instrument(oven).await.units_left()), (10, 0));
        world.assert_whole().await;
    }

    /// The database itself refuses more than was decided, and somebody who records their own.
    async fn the_schema_holds_the_caps(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        let id = world.hold(world.chen, oven, 4).await;
        let chen = world.chen;
        type Spoil = fn(&mut store::Tx, kernel::Id<ownership::rows::Instrument>, kernel::Id<Subscription>, kernel::Id<ownership::ids::Member>) -> Result<(), Fault>;
        let spoils: [Spoil; 3] = [
            |tx, oven, _, _| {
                let mut row = tx.lock::<ownership::rows::Instrument>((tx.community(), oven))?.unwrap();
                row.units_asked = 7;
                tx.save(&row)
            },
            |tx, oven, _, chen| {
                let mut row = tx.lock::<Holding>((tx.community(), oven, chen))?.unwrap();
                row.units_asked = 1;
                tx.save(&row)
            },
            |tx, _, id, chen| {
                let mut row = tx.lock::<Subscription>((tx.community(), id))?.unwrap();
                row.decided_by = Some(chen);
                tx.save(&row)
            },
        ];
        for spoil in spoils {
            let done = world.db.transact(world.community, move |tx| spoil(tx, oven, id, chen).map_err(OpError::<()>::from)).await;
            assert!(matches!(done, Err(OpError::Fault(_))), "{done:?}");
        }
        world.assert_whole().await;
    }

    /// Kept for a week; then others can have them, unless the member says that the money is on its way.
    async fn what_is_not_paid_for_in_time_comes_free(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        let (late, claimed) = (world.ask(world.chen, oven, 4).await, world.ask(world.dan, oven, 4).await);
        let (chen, dan) = (world.chen, world.dan);
        let says = |by, subscription| {
            let input = ops::ClaimPaid { subscription, key: None };
            world.act(move |tx, now| ops::claim_paid(tx, by, &input, now))
        };
        assert_eq!(says(chen, claimed).await.map(drop), Err(No::NotYours));
        assert_eq!(says(world.id(), claimed).await.map(drop), Err(No::NotAMember));
        says(dan, claimed).await.unwrap();
        assert_eq!(says(dan, claimed).await.map(drop), Err(No::WrongState), "once");
        let lapse = |id| world.act(move |tx, now| ops::lapse_subscription(tx, id, now));
        world.clock.advance(DAY * 7 - Duration::from_secs(1));
        lapse(late).await.unwrap();
        assert_eq!(world.instrument(oven).await.units_asked, 8, "not yet");
        world.clock.advance(Duration::from_secs(1));
        for _ in 0..2 {
            lapse(late).await.unwrap();
            lapse(claimed).await.unwrap();
        }
        let state = |id| world.find::<Subscription>((world.community, id));
        assert_eq!((state(late).await.state, state(claimed).await.state), (SubscriptionState::Lapsed, SubscriptionState::Asked));
        assert_eq!(world.instrument(oven).await.units_asked, 4);
        world.hold(world.steward, oven, 4).await;
        let paid = world.record(world.treasurer, world.arrival(claimed, 20_000)).await.unwrap();
        assert_eq!(paid.state, SubscriptionState::Paid);
        let bounced = world.take_back(world.treasurer, claimed, "It bounced").await.unwrap();
        world.clock.advance(DAY * 30);
        lapse(claimed).await.unwrap();
        assert_eq!((bounced.state, state(claimed).await.state), (SubscriptionState::Asked, SubscriptionState::Asked), "kept, it was not Dan's mistake");
        world.assert_whole().await;
    }
}

//! What was recorded wrongly is taken back, and all of it can be read afterwards.

use crate::world::{CNY, DAY, World};
use kernel::Timestamp;
use ledger::AccountKey;
use ownership::ops::{RecordArrival, forget_member};
use ownership::rows::{ArrivalTakenBack, Holding, HoldingChange, Subscription};
use ownership::subscription::SubscriptionState::{Asked, Paid, Refused};
use ownership::{InstrumentKind, SubscriptionRefused as No};
use store::OpError;

testkit::both_engines! {
    /// The wrong day: taken back by another than the member, waiting again with its units kept, and recorded anew.
    async fn an_arrival_is_taken_back_and_recorded_anew(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        let id = world.ask(world.chen, oven, 3).await;
        assert_eq!(world.take_back(world.treasurer, id, "not yet").await.map(|_| ()), Err(No::WrongState));
        world.record(world.treasurer, world.arrival(id, 15_000)).await.unwrap();
        let told = world.now();
        world.clock.advance(DAY);
        let long = "字".repeat(401);
        for (by, subscription, reason, refused) in [
            (world.chen, id, "mine", No::NotAllowed),
            (world.steward, id, "steward", No::NotAllowed),
            (world.id(), id, "nobody", No::NotAMember),
            (world.treasurer, world.id(), "none", No::NoSuchSubscription),
            (world.treasurer, id, " ", No::ReasonMissing),
            (world.treasurer, id, long.as_str(), No::ReasonTooLong),
        ] {
            assert_eq!(world.take_back(by, subscription, reason).await.map(|_| ()), Err(refused), "{reason}");
        }
        let moved = world.take_back(world.treasurer, id, "It came on Monday").await.unwrap();
        assert_eq!((moved.state, moved.entry), (Asked, Some(2)));
        let row = world.instrument(oven).await;
        assert_eq!((row.units_asked, row.units_issued), (3, 0));
        let holding = world.find::<Holding>((world.community, oven, world.chen)).await;
        assert_eq!((holding.units, holding.units_asked), (0, 3));
        for key in [AccountKey::bank(CNY), AccountKey::capital(1, CNY)] {
            assert_eq!(world.balance(key).await, 0);
        }
        let change = world.find::<HoldingChange>((world.community, oven, world.chen, 2)).await;
        assert_eq!((change.change_units, change.entry, change.at_us), (-3, Some(2), world.now()));
        assert!(change.at_us > told, "what was told of a past day stays true");
        let back = world.find::<ArrivalTakenBack>((world.community, id, 1)).await;
        assert_eq!((back.reversal_entry, back.taken_by, back.reason.as_str()), (2, world.treasurer, "It came on Monday"));
        world.assert_whole().await;
        assert_eq!(world.take_back(world.treasurer, id, "again").await.map(|_| ()), Err(No::WrongState));
        let monday = RecordArrival { arrived_on: world.today().minus(DAY * 2), ..world.arrival(id, 15_000) };
        assert_eq!(world.record(world.treasurer, monday).await.unwrap().state, Paid);
        assert_eq!(world.instrument(oven).await.units_issued, 3);
        world.assert_whole().await;
    }

    /// Money that bounced, and a gift that was somebody else's: back, then refused. Who is forgotten leaves no words.
    async fn what_never_came_is_taken_back_and_refused(world: World) {
        for kind in [InstrumentKind::MemberCapital, InstrumentKind::Donation] {
            let instrument = world.make(kind).await;
            let id = world.hold(world.chen, instrument, 2).await;
            world.take_back(world.treasurer, id, "It bounced").await.unwrap();
            assert_eq!(world.refuse(world.treasurer, id, "It bounced").await, Ok(Refused));
            assert_eq!(world.instrument(instrument).await.units_left(), 10);
            let chen = world.chen;
            world.act(move |tx, _| forget_member(tx, chen)).await.unwrap();
            let row = world.find::<Subscription>((world.community, id)).await;
            let entry = world.db.read({
                let community = world.community;
                move |reader| ledger::entry(reader, community, if kind == InstrumentKind::Donation { 4 } else { 2 })
            });
            let reverses = entry.await.unwrap().unwrap().head.entry.reverses.unwrap();
            let back = world.find::<ArrivalTakenBack>((world.community, id, reverses)).await;
            assert_eq!((row.reason, back.reason), (String::new(), String::new()));
            world.assert_whole().await;
        }
        assert_eq!(world.balance(AccountKey::bank(CNY)).await, 0);
    }

    /// Not the own, and not what has been spent meanwhile.
    async fn what_is_own_or_gone_is_not_taken_back(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        let id = world.hold(world.chen, oven, 1).await;
        world.grant(world.chen, community::role::Role::Treasurer).await;
        assert_eq!(world.take_back(world.chen, id, "mine").await.map(|_| ()), Err(No::OwnSubscription));
        let cause = ledger::Cause::new("test", id);
        let now = world.now();
        let spent = move |tx: &mut store::Tx| {
            let entry = ledger::NewEntry {
                kind: "test",
                happened_at: now,
                recorded_at: now,
                cause: cause.clone(),
                parent: None,
                mandate: None,
                reverses: None,
                postings: vec![(AccountKey::cash(CNY), 5_000), (AccountKey::bank(CNY), -5_000)],
            };
            ledger::post(tx, &entry).map_err(|_| OpError::Refused(()))
        };
        world.db.transact(world.community, spent).await.unwrap();
        assert_eq!(world.take_back(world.treasurer, id, "gone").await.map(|_| ()), Err(No::MovedOn));
        assert_eq!(world.find::<Subscription>((world.community, id)).await.state, Paid);
        world.assert_whole().await;
    }

    /// A year that nobody means.
    async fn long_ago_is_a_typing_mistake(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        let id = world.ask(world.chen, oven, 1).await;
        let long_ago: Timestamp = world.today().minus(DAY * 4_000);
        let input = RecordArrival { arrived_on: long_ago, ..world.arrival(id, 5_000) };
        assert_eq!(world.record(world.treasurer, input).await.map(|_| ()), Err(No::ArrivedLongAgo));
    }
}

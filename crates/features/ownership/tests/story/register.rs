//! Who held how much, on any day; what is kept of a person and what goes.

use crate::world::{DAY, World};
use ownership::InstrumentKind;
use ownership::ops::forget_member;
use ownership::rows::{Holding, HoldingChange, Subscription};
use ownership::subscription::{SubscriptionRefused, SubscriptionState};
use store::OpError;

testkit::both_engines! {
    /// Changes stay beside each other, and the sum is what they come to.
    async fn the_register_keeps_each_change(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        let mut times = Vec::new();
        for units in [1, 2] {
            world.hold(world.chen, oven, units).await;
            times.push(world.now());
            world.clock.advance(DAY * 3);
        }
        let holding = world.find::<Holding>((world.community, oven, world.chen)).await;
        assert_eq!((holding.units, holding.change_count), (3, 2));
        for (number, units) in [(1, 1), (2, 2)] {
            let change = world.find::<HoldingChange>((world.community, oven, world.chen, number)).await;
            assert_eq!((change.change_units, change.at_us), (units, times[number as usize - 1]));
        }
        world.assert_whole().await;
    }

    /// What nobody holds against each other is found.
    async fn a_register_that_does_not_add_up_is_found(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        world.hold(world.chen, oven, 2).await;
        let chen = world.chen;
        world.act(move |tx, _| {
            let mut row = tx.lock::<Holding>((tx.community(), oven, chen))?.unwrap();
            row.units = 1;
            tx.save(&row)?;
            Ok::<_, OpError<()>>(())
        }).await.unwrap();
        let community = world.community;
        let wrong = world.db.read(move |reader| ownership::verify(reader, community)).await.unwrap();
        assert_eq!(wrong.len(), 2, "{wrong:?}");
        assert!(wrong[0].contains("1 held, 2 issued") && wrong[1].contains("holds 1 for 10000, the register says 2"), "{wrong:?}");
    }

    /// Nor what is counted beside it: through companies, on offer, and who is behind whom.
    async fn what_is_counted_beside_it_is_held_against_it(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        world.hold(world.chen, oven, 2).await;
        let (chen, dan, community) = (world.chen, world.dan, world.community);
        world.act(move |tx, _| {
            let mut row = tx.lock::<Holding>((tx.community(), oven, chen))?.unwrap();
            (row.units_offered, row.units_through) = (1, 2);
            tx.save(&row)?;
            Ok::<_, OpError<()>>(community::name_behind(tx, chen, &[], &[dan])?)
        }).await.unwrap();
        let wrong = world.db.read(move |reader| ownership::verify(reader, community)).await.unwrap();
        let has = |text: &str| wrong.iter().filter(|line| line.contains(text)).count();
        assert_eq!((has("counted through companies, they hold 0"), has("offers and exits say 0")), (1, 1), "{wrong:?}");
        assert_eq!((has("stands behind it"), wrong.len()), (1, 3), "{wrong:?}");
    }

    /// Nobody answers for a placeholder: it subscribes to nothing.
    async fn a_placeholder_takes_no_part(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        let walk_in = community::NewMember { id: world.id(), person: None, display_name: "Walk-in".to_owned(), random: 77 };
        let placeholder = walk_in.id;
        world.act(move |tx, now| community::placeholder_member(tx, &walk_in, now)).await.unwrap();
        let asked = world.subscribe(placeholder, world.asking(oven, 1)).await;
        assert_eq!(asked, Err(SubscriptionRefused::NotAMember));
    }

    /// An erased person's request ends and words go; what is held stays, under an id that says nothing.
    async fn an_erased_person_leaves_the_register_whole(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        let (paid, waiting) = (world.hold(world.chen, oven, 2).await, world.ask(world.chen, oven, 1).await);
        let other = world.ask(world.chen, oven, 1).await;
        world.refuse(world.treasurer, other, "She moved to Suzhou").await.unwrap();
        for _ in 0..2 {
            let chen = world.chen;
            world.act(move |tx, _| forget_member(tx, chen)).await.unwrap();
        }
        let row = |id| world.find::<Subscription>((world.community, id));
        let (paid, waiting, refused) = (row(paid).await, row(waiting).await, row(other).await);
        assert_eq!((paid.state, paid.reference.as_str()), (SubscriptionState::Paid, ""));
        assert_eq!((waiting.state, waiting.decided_at_us), (SubscriptionState::Withdrawn, None));
        assert_eq!((refused.state, refused.reason.as_str()), (SubscriptionState::Refused, ""));
        let holding = world.find::<Holding>((world.community, oven, world.chen)).await;
        assert_eq!((holding.units, holding.units_asked), (2, 0));
        world.assert_whole().await;
    }
}

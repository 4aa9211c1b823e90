//! What somebody takes up from another counts to them until it is decided, so that what is paid for can be theirs.

use crate::world::{DAY, World};
use ownership::register::TransferState;
use ownership::rows::{Holding, ShareTransfer};
use ownership::{InstrumentKind, RegisterRefused as No, SubscriptionRefused};

testkit::both_engines! {
    /// What was taken up counts from then on: nothing takes the taker's room before it is approved. Who leaves then has what they paid for.
    async fn what_is_taken_up_has_its_room(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        world.hold(world.chen, oven, 3).await;
        let offer = world.offer(world.chen, world.offering(oven, 2, None)).await.unwrap();
        world.take(world.dan, offer, Some(1)).await.unwrap();
        world.assert_whole().await;
        let full = Err(SubscriptionRefused::AboveEach);
        assert_eq!(world.subscribe(world.dan, world.asking(oven, 3)).await.map(drop), full);
        world.hold(world.dan, oven, 2).await;
        let other = world.offer(world.chen, world.offering(oven, 1, None)).await.unwrap();
        assert_eq!(world.take(world.dan, other, Some(1)).await, Err(No::AboveEach));
        world.says_paid(world.chen, offer).await.unwrap();
        world.leave(world.dan).await;
        assert_eq!(world.approve_now(world.treasurer, offer).await.unwrap().state, TransferState::Done);
        let row = world.find::<Holding>((world.community, oven, world.dan)).await;
        assert_eq!((row.units, row.units_asked), (4, 0));
        world.assert_whole().await;
    }

    /// However it ends otherwise, the room is free again: the taker steps back or leaves, the seller ends it, it is refused.
    async fn what_is_not_taken_in_the_end_takes_no_room(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        world.hold(world.chen, oven, 3).await;
        world.hold(world.dan, oven, 1).await;
        for ending in ["steps back", "ended", "refused", "left"] {
            let offer = world.offer(world.chen, world.offering(oven, 3, None)).await.unwrap();
            world.take(world.dan, offer, Some(1)).await.unwrap();
            let row = world.find::<Holding>((world.community, oven, world.dan)).await;
            assert_eq!((row.units, row.units_asked), (1, 3), "{ending}");
            world.assert_whole().await;
            match ending {
                "steps back" => drop(world.retract(world.dan, offer).await.unwrap()),
                "ended" => drop(world.retract(world.chen, offer).await.unwrap()),
                "refused" => drop(world.turn_down(world.treasurer, offer, "Not so").await.unwrap()),
                _ => {
                    let dan = world.dan;
                    world.act(move |tx, now| Ok::<_, store::OpError<No>>(ownership::end_dealings(tx, dan, now)?)).await.unwrap();
                }
            }
            let row = world.find::<Holding>((world.community, oven, world.dan)).await;
            assert_eq!((row.units, row.units_asked), (1, 0), "{ending}");
            world.assert_whole().await;
            if ["steps back", "left"].contains(&ending) {
                world.retract(world.chen, offer).await.unwrap();
            }
        }
    }

    /// Of a company it counts for who is behind it as well, who can have no more meanwhile; and who is at the cap is no owner of a taker.
    async fn what_a_company_takes_up_has_room_behind_it(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        let (mill, olga) = (world.treasurer, world.dan);
        world.behind(world.steward, mill, &[(olga, 1, 1)]).await.unwrap();
        world.hold(world.chen, oven, 4).await;
        let offer = world.offer(world.chen, world.offering(oven, 2, None)).await.unwrap();
        world.take(mill, offer, Some(1)).await.unwrap();
        let row = world.find::<Holding>((world.community, oven, olga)).await;
        assert_eq!(row.units_through, 2);
        world.assert_whole().await;
        assert_eq!(world.subscribe(olga, world.asking(oven, 3)).await.map(drop), Err(SubscriptionRefused::AboveEach));
        world.ask(olga, oven, 2).await;
        let other = world.offer(world.chen, world.offering(oven, 1, None)).await.unwrap();
        assert_eq!(world.take(mill, other, Some(1)).await, Err(No::AboveEachBehind));
        world.approve(world.steward, offer).await.unwrap();
        world.assert_whole().await;
    }

    /// From a company to who is behind it they count to the same person already: nothing is counted twice, and nothing is in the way.
    async fn who_is_on_both_sides_needs_no_room(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        let (mill, olga) = (world.chen, world.dan);
        world.behind(world.steward, mill, &[(olga, 1, 1)]).await.unwrap();
        world.hold(mill, oven, 4).await;
        let offer = world.offer(mill, world.offering(oven, 4, Some(olga))).await.unwrap();
        world.take(olga, offer, Some(1)).await.unwrap_err();
        world.clock.advance(DAY * 14);
        world.take(olga, offer, Some(1)).await.unwrap();
        let row = world.find::<ShareTransfer>((world.community, offer)).await;
        assert_eq!(row.units_kept, 0);
        world.approve(world.treasurer, offer).await.unwrap();
        let back = world.offer(olga, world.offering(oven, 4, None)).await.unwrap();
        world.take(mill, back, Some(1)).await.unwrap();
        world.approve(world.treasurer, back).await.unwrap();
        assert_eq!((world.held(oven, mill).await.0, world.held(oven, olga).await.0), (4, 0));
        world.assert_whole().await;
    }

    /// What was taken up before it counted keeps no room, and its cap is looked at when it is approved.
    async fn what_was_taken_up_before_is_looked_at_again(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        world.hold(world.chen, oven, 2).await;
        let offer = world.offer(world.chen, world.offering(oven, 2, None)).await.unwrap();
        world.take(world.dan, offer, Some(1)).await.unwrap();
        let dan = world.dan;
        world.act(move |tx, _| {
            let row = tx.lock::<ShareTransfer>((tx.community(), offer))?.expect("taken up");
            tx.save(&ShareTransfer { units_kept: 0, ..row })?;
            let held = tx.lock::<Holding>((tx.community(), oven, dan))?.expect("asked for");
            Ok::<_, store::OpError<No>>(tx.save(&Holding { units_asked: 0, ..held })?)
        }).await.unwrap();
        world.hold(dan, oven, 3).await;
        assert_eq!(world.approve(world.treasurer, offer).await, Err(No::AboveEach));
        world.turn_down(world.treasurer, offer, "Too many by now").await.unwrap();
        world.assert_whole().await;
    }

    /// Whether somebody could have more is told to them alone: by trying, a seller would learn what they hold.
    async fn what_is_offered_by_name_tells_nothing_of_who_is_named(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        world.hold(world.chen, oven, 3).await;
        world.hold(world.dan, oven, 3).await;
        let offer = world.offer(world.chen, world.offering(oven, 2, Some(world.dan))).await.unwrap();
        world.clock.advance(DAY * 14);
        assert_eq!(world.take(world.dan, offer, Some(1)).await, Err(No::AboveEach));
        world.assert_whole().await;
    }
}

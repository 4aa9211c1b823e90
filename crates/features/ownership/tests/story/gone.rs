//! What was paid for is not undone by going: whichever of the two leaves or is erased, the register decides.

use crate::world::World;
use kernel::Id;
use ownership::InstrumentKind;
use ownership::ids::Member;
use ownership::ops::forget_member;
use ownership::register::TransferState;
use ownership::rows::{Instrument, ShareTransfer};
use std::convert::Infallible;
use store::OpError;

impl World {
    /// Chen offers two, Dan takes them and pays, Chen says that the money came.
    async fn paid_for(&self) -> (Id<Instrument>, Id<ShareTransfer>) {
        let oven = self.make(InstrumentKind::MemberCapital).await;
        self.hold(self.chen, oven, 2).await;
        let offer = self.offer(self.chen, self.offering(oven, 2, None)).await.unwrap();
        self.take(self.dan, offer, Some(1)).await.unwrap();
        self.says_paid(self.chen, offer).await.unwrap();
        (oven, offer)
    }

    /// As the job of leaving does it.
    async fn goes(&self, member: Id<Member>) {
        self.leave(member).await;
        let ended = self.act(move |tx, now| {
            ownership::end_dealings(tx, member, now).map_err(OpError::<Infallible>::from)
        });
        ended.await.unwrap();
    }

    async fn is_erased(&self, member: Id<Member>) {
        let person = self.find::<community::Member>((self.community, member)).await.person_id.unwrap();
        self.act(move |tx, now| community::ops::forget_person::forget_person(tx, person, now)).await.unwrap();
        self.act(move |tx, _| forget_member(tx, member)).await.unwrap();
    }

    /// It stands as it stood; a treasurer says yes, and the units are with whoever paid for them.
    async fn stands(&self, (oven, offer): (Id<Instrument>, Id<ShareTransfer>)) {
        let row = self.find::<ShareTransfer>((self.community, offer)).await;
        assert_eq!((row.state, row.taker), (TransferState::Taken, Some(self.dan)));
        assert!(row.paid_at_us.is_some(), "that the money came is not forgotten");
        self.assert_whole().await;
        assert_eq!(self.approve(self.treasurer, offer).await.unwrap().state, TransferState::Done);
        assert_eq!(
            (self.held(oven, self.chen).await.0, self.held(oven, self.dan).await),
            (0, (2, 0, 10_000))
        );
        self.assert_whole().await;
    }
}

testkit::both_engines! {
    async fn a_paid_transfer_stands_when_its_seller_leaves(world: World) {
        let paid = world.paid_for().await;
        world.goes(world.chen).await;
        world.stands(paid).await;
    }

    async fn a_paid_transfer_stands_when_its_seller_is_erased(world: World) {
        let paid = world.paid_for().await;
        world.is_erased(world.chen).await;
        world.stands(paid).await;
    }

    async fn a_paid_transfer_stands_when_its_taker_leaves(world: World) {
        let paid = world.paid_for().await;
        world.goes(world.dan).await;
        world.stands(paid).await;
    }

    async fn a_paid_transfer_stands_when_its_taker_is_erased(world: World) {
        let paid = world.paid_for().await;
        world.is_erased(world.dan).await;
        world.stands(paid).await;
    }

    /// Refused, the units are the seller's again; the row keeps who paid, and the reason.
    async fn a_paid_transfer_of_who_left_can_be_refused(world: World) {
        let (oven, offer) = world.paid_for().await;
        world.goes(world.dan).await;
        world.turn_down(world.steward, offer, "Chen gives the money back").await.unwrap();
        let row = world.find::<ShareTransfer>((world.community, offer)).await;
        assert_eq!((row.state, row.taker, row.paid_at_us.is_some()), (TransferState::Refused, Some(world.dan), true));
        assert_eq!(world.held(oven, world.chen).await, (2, 0, 10_000));
        world.assert_whole().await;
    }
}

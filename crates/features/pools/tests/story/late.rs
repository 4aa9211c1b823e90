//! Late joiners: after closing, and until what came is counted, spare pieces can be joined for at the price that everybody pays.

use crate::races::sixty_four_join;
use crate::world::{CNY, DAY, HOUR, World};
use kernel::{Id, Quantity};
use ledger::AccountKey;
use market::order::State;
use pools::CommitRefused as No;
use pools::commitment::CommitmentState;
use pools::group_buy::{FallsOn, Remainder};
use pools::ids::PoolId;
use pools::ops::{OpenGroupBuy, Pay};
use pools::rows::Commitment;
use std::sync::Arc;
use supply::rows::Purchase;

impl World {
    /// Apples by the dozen, 20 jin joined for: four are spare, at ¥9.
    async fn spare(&self, change: impl FnOnce(&mut OpenGroupBuy)) -> (PoolId, Vec<Id<Commitment>>) {
        self.set_standing(100_000).await;
        let mut input = self.new_buy(self.apples().await);
        (input.case, input.remainder) = (Some(Quantity::from_milli(12_000)), Remainder::RoundUp);
        change(&mut input);
        let pool = self.open(self.treasurer, input).await.unwrap().pool;
        let mut parts = Vec::new();
        for milli in [10_000, 10_000] {
            parts.push(self.paid(pool, milli).await.1);
        }
        self.to_the_end(pool).await;
        assert_eq!(self.bought(pool).await.spare_milli, Some(4_000));
        (pool, parts)
    }

    /// The general fund's.
    async fn of_fund(&self) -> i64 {
        let community = self.community;
        self.db.read(move |reader| ledger::fund_balance(reader, community, 1, CNY)).await.unwrap()
    }

    /// What the supplier has or will have of it.
    async fn of_supplier(&self) -> i64 {
        self.owed(self.supplier).await + self.balance(AccountKey::held(self.supplier, CNY)).await
    }

    async fn late_room(&self, pool: PoolId) -> (bool, i64) {
        let row = self.pool(pool).await;
        (row.late_open, row.late_milli)
    }

    async fn shelf(&self, pool: PoolId) -> Option<i64> {
        self.stock(self.bought(pool).await.offer_id).await.0
    }
}

testkit::both_engines! {
    /// Two of four spare jin at ¥9, paid at once: an order, and half of the fund's money is back. What is left is stock when it came,
    /// not before.
    async fn spare_pieces_are_joined_for_until_they_are_counted(world: World) {
        let (pool, _) = world.spare(|_| {}).await;
        assert_eq!((world.late_room(pool).await, world.shelf(pool).await), ((true, 4_000), Some(0)));
        let (fund, supplier, paid) = (world.of_fund().await, world.of_supplier().await, world.bought(pool).await.spare_minor);
        let (eli, part) = world.paid(pool, 2_000).await;
        assert_eq!(world.owed(eli).await, 100_000 - 1_800, "the price that all pay, and no difference later");
        assert_eq!(world.state(part).await, CommitmentState::Captured);
        let order = world.order_of(part).await.unwrap();
        assert_eq!((order.state, order.total_minor), (State::Paid, 1_800));
        assert_eq!(world.of_fund().await - fund, paid / 2, "of what it paid");
        assert_eq!(world.of_supplier().await, supplier, "the order pays what the fund had paid");
        assert_eq!((world.late_room(pool).await, world.shelf(pool).await), ((true, 2_000), Some(0)));
        world.assert_whole().await;
        world.delivered(pool, 24_000).await;
        assert_eq!((world.late_room(pool).await, world.shelf(pool).await), ((false, 0), Some(2_000)));
        let bought = world.bought(pool).await;
        assert_eq!((bought.late_milli, bought.shelved_milli), (2_000, Some(2_000)));
        assert_eq!(world.join(eli, pool, 500, Pay::SetOff).await.unwrap_err(), No::Closed);
        world.assert_whole().await;
    }

    /// All of it: the fund has all its money back, to the last unit, and nothing becomes stock.
    async fn all_spare_pieces_give_all_the_money_back(world: World) {
        let (pool, _) = world.spare(|_| {}).await;
        let (fund, paid) = (world.of_fund().await, world.bought(pool).await.spare_minor);
        for milli in [500, 1_500, 2_000] {
            world.paid(pool, milli).await;
        }
        assert_eq!(world.of_fund().await - fund, paid);
        let eli = world.rich(50_000).await;
        assert_eq!(world.join(eli, pool, 500, Pay::SetOff).await.unwrap_err(), No::Full);
        world.delivered(pool, 24_000).await;
        assert_eq!(world.shelf(pool).await, Some(0));
        world.assert_whole().await;
    }

    /// By transfer: the place is kept for a while, the money makes the order; unpaid it is free again.
    async fn a_place_is_kept_until_the_money_is_there(world: World) {
        let (pool, parts) = world.spare(|input| input.each_most = Some(Quantity::from_milli(10_000))).await;
        let (eli, fay) = (world.member("Eli").await, world.member("Fay").await);
        let first = world.join(eli, pool, 3_000, Pay::Later).await.unwrap();
        assert_eq!((first.due_minor, world.late_room(pool).await.1), (2_700, 1_000));
        assert_eq!(world.join(fay, pool, 1_500, Pay::Later).await.unwrap_err(), No::Full);
        world.clock.advance(HOUR * 2);
        world.run_jobs().await;
        assert_eq!((world.state(first.commitment).await, world.late_room(pool).await.1), (CommitmentState::Lapsed, 4_000));
        let second = world.join(fay, pool, 4_000, Pay::Later).await.unwrap();
        world.claim(fay, second.commitment).await.unwrap();
        world.clock.advance(DAY);
        world.run_jobs().await;
        assert_eq!(world.pool(pool).await.claimed_count, 1);
        world.confirm(world.treasurer, second.commitment, 3_700, world.now()).await.unwrap();
        assert_eq!((world.state(second.commitment).await, world.owed(fay).await), (CommitmentState::Captured, 100));
        assert_eq!(world.order_of(second.commitment).await.unwrap().total_minor, 3_600);
        // A limit is one over all that somebody takes.
        let whose = world.commitment(parts[0]).await.member;
        assert_eq!(world.join(whose, pool, 500, Pay::SetOff).await.unwrap_err(), No::AboveLimit);
        world.assert_whole().await;
    }

    /// Given up, or not paid when the goods are counted: the money that comes then is the member's.
    async fn what_is_not_paid_by_then_falls_away(world: World) {
        let (pool, _) = world.spare(|_| {}).await;
        let (eli, fay) = (world.member("Eli").await, world.member("Fay").await);
        let left = world.join(eli, pool, 1_000, Pay::Later).await.unwrap().commitment;
        world.leave(eli, left).await.unwrap();
        assert_eq!(world.late_room(pool).await.1, 4_000);
        let made = world.join(eli, pool, 1_000, Pay::Later).await.unwrap().commitment;
        let claimed = world.join(fay, pool, 2_000, Pay::Later).await.unwrap().commitment;
        world.claim(fay, claimed).await.unwrap();
        world.delivered(pool, 24_000).await;
        assert_eq!(world.state(made).await, CommitmentState::Lapsed);
        assert_eq!(world.shelf(pool).await, Some(4_000));
        world.confirm(world.treasurer, claimed, 1_800, world.now()).await.unwrap();
        assert_eq!((world.state(claimed).await, world.owed(fay).await), (CommitmentState::Lapsed, 1_800));
        world.assert_whole().await;
    }

    /// What is short falls on spare pieces first, then on who joined last: who came late.
    async fn short_pieces_are_spare_first_and_late_then(world: World) {
        let (pool, parts) = world.spare(|_| {}).await;
        let (fund, paid) = (world.of_fund().await, world.bought(pool).await.spare_minor);
        let late = world.paid(pool, 3_000).await.1;
        // One is spare, three are late: of six that are missing two fall on the last before.
        world.delivered(pool, 18_000).await;
        assert_eq!((world.order_of(late).await.unwrap().state, world.shelf(pool).await), (State::Cancelled, Some(0)));
        let line = world.find::<market::rows::OrderLine>((world.community, world.order_of(parts[1]).await.unwrap().id, 1)).await;
        assert_eq!(line.undelivered_milli, Quantity::from_milli(2_000));
        assert_eq!(world.of_fund().await - fund, paid);
        world.assert_whole().await;
    }

    /// Less than a step of it is missing: a spare piece goes before a member's.
    async fn half_a_step_is_a_spare_piece(world: World) {
        let (pool, parts) = world.spare(|input| input.falls_on = FallsOn::ProRata).await;
        world.delivered(pool, 23_700).await;
        assert_eq!(world.shelf(pool).await, Some(3_500));
        for part in parts {
            assert_eq!(world.order_of(part).await.unwrap().refunded_minor, 0);
        }
        world.assert_whole().await;
    }

    /// What a fund sells: whoever comes late pays the fund, and nobody is credited.
    async fn late_joiners_of_what_a_fund_sells_pay_the_fund(world: World) {
        let agreed = world.agreed(50_000).await;
        let mut input = OpenGroupBuy { buying: Some(agreed), ..world.new_buy(world.honey().await) };
        (input.case, input.remainder) = (Some(Quantity::from_milli(12_000)), Remainder::RoundUp);
        let pool = world.open(world.steward, input).await.unwrap().pool;
        world.paid(pool, 20_000).await;
        world.to_the_end(pool).await;
        let held = world.balance(AccountKey::held_for_fund(1, CNY)).await;
        world.paid(pool, 4_000).await;
        assert_eq!(world.balance(AccountKey::held_for_fund(1, CNY)).await - held, 3_600);
        world.delivered(pool, 24_000).await;
        assert_eq!((world.approved(pool).await, world.shelf(pool).await), (14_400, Some(0)));
        let purchase = world.bought(pool).await.purchase_id.unwrap();
        assert_eq!(world.find::<Purchase>((world.community, purchase)).await.credited_minor, 0);
        world.assert_whole().await;
    }

    /// Without spare pieces, or where it did not form, nobody joins after the deadline.
    async fn without_spare_pieces_nobody_is_late(world: World) {
        let (formed, failed) = (world.buy(|_| {}).await, world.buy(|_| {}).await);
        world.paid(formed, 12_000).await;
        for pool in [formed, failed] {
            world.to_the_end(pool).await;
            let eli = world.rich(50_000).await;
            assert_eq!(world.join(eli, pool, 500, Pay::SetOff).await.unwrap_err(), No::Closed);
            assert_eq!(world.late_room(pool).await, (false, 0));
        }
    }

    /// Sixty-four for the last four pieces, half a jin each: eight get in, nobody else's money is kept.
    async fn of_sixty_four_on_the_last_spare_pieces_eight_get_in(world: World) {
        let (pool, _) = world.spare(|_| {}).await;
        let (fund, paid) = (world.of_fund().await, world.bought(pool).await.spare_minor);
        let world = Arc::new(world);
        assert_eq!(sixty_four_join(&world, pool, 500, 450).await, (8, 56));
        assert_eq!((world.late_room(pool).await, world.bought(pool).await.late_milli), ((true, 0), 4_000));
        assert_eq!(world.of_fund().await - fund, paid);
        world.delivered(pool, 24_000).await;
        world.assert_whole().await;
    }
}

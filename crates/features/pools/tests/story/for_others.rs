//! Parts that who manages offers takes for buyers without an account, and what becomes of them when the buyer has one.

use crate::world::{DAY, HOUR, World};
use kernel::{Id, Quantity};
use pools::CommitRefused as No;
use pools::commitment::CommitmentState as State;
use pools::ids::{Member, PoolId};
use pools::ops::{self, Commit, Committed, Pay};
use pools::pool::{Counted, PoolState};
use pools::rows::{Commitment, PoolMember};

fn jin(count: i64) -> Option<Quantity> {
    Some(Quantity::from_milli(count * 1_000))
}

impl World {
    async fn placeholder(&self, name: &str) -> Id<Member> {
        let new = community::NewMember {
            id: self.id(),
            person: None,
            display_name: name.to_owned(),
            random: self.ids.count(),
        };
        let id = new.id;
        self.act(move |tx, now| community::placeholder_member(tx, &new, now)).await.unwrap();
        id
    }

    /// By the steward, with two days to pay.
    async fn joined_for(&self, buyer: Id<Member>, pool: PoolId, milli: i64) -> Result<Committed, No> {
        self.join_for(self.steward, buyer, self.part(pool, milli, Pay::Later)).await
    }

    async fn join_for(&self, by: Id<Member>, buyer: Id<Member>, part: Commit) -> Result<Committed, No> {
        let until = self.now().plus(DAY * 2);
        self.act(move |tx, now| ops::commit_for(tx, by, buyer, &part, until, now)).await
    }

    /// Joined for, and paid.
    async fn paid_for(&self, buyer: Id<Member>, pool: PoolId, milli: i64) -> Id<Commitment> {
        let done = self.joined_for(buyer, pool, milli).await.unwrap();
        self.confirm(self.treasurer, done.commitment, done.due_minor, self.now()).await.unwrap();
        done.commitment
    }

    async fn handed_over(&self, from: Id<Member>, to: Id<Member>) -> Result<Vec<Id<Commitment>>, No> {
        self.act(move |tx, now| {
            let parts = ops::hand_over_parts(tx, from, to)?;
            market::hand_over_purchases(tx, from, to, now.into())?;
            Ok(parts)
        })
        .await
    }

    async fn in_pool(&self, pool: PoolId, member: Id<Member>) -> (i64, i64) {
        let row = self.find::<PoolMember>((self.community, pool, member)).await;
        (row.taken_milli, row.held_count)
    }
}

testkit::both_engines! {
    /// A part like others: its place is kept as long as was said, its money is found by the treasurer, and it becomes an order.
    async fn a_buyer_without_an_account_buys_together_with_others(world: World) {
        let pool = world.buy(|input| (input.counted, input.least) = (Counted::People, 3)).await;
        let (rain, ming) = (world.placeholder("Rain 2-101").await, world.placeholder("Ming").await);
        let first = world.joined_for(rain, pool, 6_000).await.unwrap();
        assert_eq!((first.state, first.due_minor), (State::Made, 6_000));
        let row = world.commitment(first.commitment).await;
        assert_eq!((row.member, row.hold_until_us), (rain, world.now().plus(DAY * 2)), "nobody told them of two hours");
        world.clock.advance(HOUR * 30);
        world.run_jobs().await;
        world.confirm(world.treasurer, first.commitment, 6_000, world.now()).await.unwrap();
        world.paid_for(ming, pool, 6_000).await;
        // Two parts of one are one head, with an account or without.
        world.paid_for(ming, pool, 2_000).await;
        assert_eq!(world.pool(pool).await.held_people, 2);
        world.paid(pool, 6_000).await;
        assert_eq!((world.pool(pool).await.held_people, world.pool(pool).await.was_met), (3, true));
        world.assert_whole().await;
        world.to_the_end(pool).await;
        world.assert_ended(pool, PoolState::Captured).await;
        let order = world.order_of(first.commitment).await.unwrap();
        assert_eq!((order.buyer, order.state), (rain, market::order::State::Paid));
        assert_eq!(order.due_minor(), 5_400, "twenty jin are nine yuan a jin");
        assert_eq!(world.owed(rain).await, 600, "what was too much is theirs");
    }

    /// Nobody keeps a place unpaid beyond the deadline, whatever a list says.
    async fn a_place_is_kept_to_the_deadline_and_no_longer(world: World) {
        let pool = world.buy(|input| input.closes_at = world.now().plus(HOUR * 5)).await;
        let rain = world.placeholder("Rain").await;
        let part = world.joined_for(rain, pool, 6_000).await.unwrap().commitment;
        assert_eq!(world.commitment(part).await.hold_until_us, world.now().plus(HOUR * 5));
        world.to_the_end(pool).await;
        assert_eq!(world.state(part).await, State::Lapsed);
        world.assert_ended(pool, PoolState::Refunded).await;
    }

    /// What is paid goes back whole, to each of them, once.
    async fn one_that_does_not_form_gives_everything_back(world: World) {
        let pool = world.buy(|_| {}).await;
        let mut all = Vec::new();
        for (name, milli) in [("Rain", 2_500), ("Ming", 3_000), ("Aunt Li", 1_000)] {
            let buyer = world.placeholder(name).await;
            all.push((buyer, world.paid_for(buyer, pool, milli).await, milli));
        }
        world.to_the_end(pool).await;
        world.assert_ended(pool, PoolState::Refunded).await;
        world.run_jobs().await;
        for (buyer, part, minor) in all {
            assert_eq!((world.state(part).await, world.owed(buyer).await), (State::Refunded, minor));
        }
    }

    async fn who_may_join_for_whom(world: World) {
        let pool = world.buy(|input| (input.most, input.each_most) = (jin(10), jin(4))).await;
        let (rain, wu) = (world.placeholder("Rain").await, world.member("Wu").await);
        let gone = world.placeholder("Gone").await;
        world.act(move |tx, now| community::retire_placeholder(tx, gone, now)).await.unwrap();
        let (steward, nobody) = (world.steward, world.id());
        for (by, buyer, milli, pay, answer) in [
            (wu, rain, 1_000, Pay::Later, No::NotAllowed),
            (nobody, rain, 1_000, Pay::Later, No::NotAMember),
            (steward, wu, 1_000, Pay::Later, No::JoinsThemselves),
            (steward, steward, 1_000, Pay::Later, No::JoinsThemselves),
            (steward, gone, 1_000, Pay::Later, No::BuyerGone),
            (steward, nobody, 1_000, Pay::Later, No::BuyerGone),
            (steward, rain, 1_000, Pay::SetOff, No::NotAllowed),
            (steward, rain, 4_500, Pay::Later, No::AboveLimit),
            (steward, rain, 1_250, Pay::Later, No::OffStep),
        ] {
            let part = world.part(pool, milli, pay);
            assert_eq!(world.join_for(by, buyer, part).await.unwrap_err(), answer, "{milli} {pay:?}");
        }
        // The same request joins once; the limit is one for all parts of a person.
        let key = store::IdempotencyKey::of("per_1", "key-1", "commit_for", &"a").unwrap();
        let part = Commit { key: Some(key), ..world.part(pool, 3_000, Pay::Later) };
        let again = Commit { id: world.id(), ..part.clone() };
        let done = world.join_for(steward, rain, part).await.unwrap();
        assert_eq!(world.join_for(steward, rain, again).await.unwrap(), done);
        assert_eq!(world.joined_for(rain, pool, 1_500).await.unwrap_err(), No::AboveLimit);
        let ming = world.placeholder("Ming").await;
        world.joined_for(ming, pool, 4_000).await.unwrap();
        let (li, late) = (world.placeholder("Aunt Li").await, world.placeholder("Late").await);
        assert_eq!(world.joined_for(li, pool, 3_500).await.unwrap_err(), No::Full);
        world.joined_for(li, pool, 3_000).await.unwrap();
        world.clock.set(world.pool(pool).await.closes_at_us);
        assert_eq!(world.joined_for(late, pool, 1_000).await.unwrap_err(), No::Closed);
        world.assert_whole().await;
    }

    /// Who runs it takes back what was joined for by mistake; nobody's part who has an account.
    async fn who_runs_it_leaves_for_them(world: World) {
        let pool = world.buy(|input| input.may_leave = true).await;
        let (rain, ming) = (world.placeholder("Rain").await, world.placeholder("Ming").await);
        let made = world.joined_for(rain, pool, 2_000).await.unwrap().commitment;
        let paid = world.paid_for(ming, pool, 3_000).await;
        let (wu, own) = world.paid(pool, 1_000).await;
        assert_eq!(world.leave(wu, made).await.unwrap_err(), No::NotYours);
        assert_eq!(world.leave(world.steward, own).await.unwrap_err(), No::NotYours);
        world.leave(world.steward, made).await.unwrap();
        world.leave(world.steward, paid).await.unwrap();
        assert_eq!((world.state(made).await, world.state(paid).await), (State::Lapsed, State::Refunded));
        assert_eq!((world.owed(rain).await, world.owed(ming).await, world.pool(pool).await.held_people), (0, 3_000, 1));
        world.assert_whole().await;
    }

    /// Whoever takes over what was joined for them under another name was one person all along: one head, one limit.
    async fn a_member_takes_parts_over_and_is_one(world: World) {
        for counted in [Counted::People, Counted::Units] {
            let pool = world.buy(|input| {
                (input.counted, input.each_most) = (counted, jin(9));
                input.least = if counted == Counted::People { 2 } else { 7_000 };
            }).await;
            let rain = world.placeholder("Rain").await;
            let part = world.paid_for(rain, pool, 6_000).await;
            let unpaid = world.joined_for(rain, pool, 1_000).await.unwrap().commitment;
            let (wu, own) = world.paid(pool, 2_000).await;
            assert_eq!((world.pool(pool).await.held_people, world.pool(pool).await.was_met), (2, true));
            assert_eq!(world.handed_over(rain, wu).await.unwrap(), [part, unpaid]);
            assert_eq!(world.pool(pool).await.held_people, 1, "{counted}");
            assert_eq!((world.in_pool(pool, rain).await, world.in_pool(pool, wu).await), ((0, 0), (9_000, 2)));
            assert_eq!(world.join(wu, pool, 500, Pay::SetOff).await.unwrap_err(), No::AboveLimit);
            // They pay, and leave, as the parts are theirs.
            world.claim(wu, unpaid).await.unwrap();
            world.confirm(world.treasurer, unpaid, 1_000, world.now()).await.unwrap();
            world.assert_whole().await;
            let ended = world.to_the_end(pool).await;
            // By people it is not met any more: two were one.
            assert_eq!(ended.state, if counted == Counted::People { PoolState::Refunded } else { PoolState::Captured });
            for part in [part, own, unpaid] {
                assert_eq!(world.commitment(part).await.member, wu);
            }
            world.assert_ended(pool, ended.state).await;
        }
    }

    /// What closing has fixed stays, and what comes back goes to who it is now.
    async fn parts_are_taken_over_after_closing(world: World) {
        let (formed, failed) = (world.buy(|_| {}).await, world.buy(|_| {}).await);
        let rain = world.placeholder("Rain").await;
        let part = world.paid_for(rain, formed, 12_000).await;
        world.paid_for(rain, failed, 3_000).await;
        let (wu, _) = world.paid(formed, 8_000).await;
        world.to_the_end(formed).await;
        world.to_the_end(failed).await;
        assert_eq!((world.pool(formed).await.held_people, world.owed(rain).await), (2, 1_200 + 3_000));
        let had = world.owed(wu).await;
        world.handed_over(rain, wu).await.unwrap();
        assert_eq!(world.order_of(part).await.unwrap().buyer, wu);
        assert_eq!((world.pool(formed).await.held_people, world.owed(rain).await), (2, 0), "as it was counted");
        assert_eq!(world.owed(wu).await, had + 1_200 + 3_000);
        world.assert_whole().await;
    }

    /// Nobody is found to have confirmed the own payment, not even later.
    async fn a_treasurer_does_not_take_over_what_they_confirmed(world: World) {
        let pool = world.buy(|_| {}).await;
        let rain = world.placeholder("Rain").await;
        let part = world.paid_for(rain, pool, 3_000).await;
        assert_eq!(world.handed_over(rain, world.treasurer).await.unwrap_err(), No::OwnPayment);
        assert_eq!(world.commitment(part).await.member, rain);
        world.assert_whole().await;
    }

    /// A campaign is backed by whoever has read its terms, and by nobody else.
    async fn nobody_backs_a_campaign_for_them(world: World) {
        let pool = world.campaign(|_| {}).await;
        let rain = world.placeholder("Rain").await;
        assert_eq!(world.joined_for(rain, pool, 1_000).await.unwrap_err(), No::NotAllowed);
    }

    /// Money of theirs is still under way: until it is not, they are not forgotten.
    async fn what_is_open_is_known(world: World) {
        let pool = world.buy(|_| {}).await;
        let rain = world.placeholder("Rain").await;
        let open = async || {
            let community = world.community;
            world.db.read(move |reader| pools::has_open_parts(reader, community, rain)).await.unwrap()
        };
        assert!(!open().await);
        world.joined_for(rain, pool, 3_000).await.unwrap();
        assert!(open().await);
        world.cancel(pool).await.unwrap();
        world.run_jobs().await;
        assert!(!open().await);
    }
}

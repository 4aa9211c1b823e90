//! A part of which too little came is paid with what is still missing, or out of what the community owes.

use crate::world::{CNY, DAY, World};
use kernel::Id;
use ledger::AccountKey;
use market::payment::MethodCode;
use pools::CommitRefused as No;
use pools::commitment::CommitmentState;
use pools::ids::{Member, PoolId};
use pools::ops::{self, ApplyCredit, ClaimCommitment, Pay};
use pools::pool::PoolState;
use pools::rows::Commitment;
use std::sync::Arc;

impl World {
    async fn applies(&self, by: Id<Member>, part: Id<Commitment>) -> Result<CommitmentState, No> {
        let input = ApplyCredit { commitment: part, key: None };
        self.act(move |tx, now| ops::apply_credit(tx, by, &input, now)).await.map(|done| done.state)
    }

    /// Somebody new with a part of so many thousandths that is claimed, and of which less came than it costs.
    async fn short(&self, pool: PoolId, milli: i64, came: i64) -> (Id<Member>, Id<Commitment>) {
        let dan = self.member("Dan").await;
        let part = self.join(dan, pool, milli, Pay::Later).await.unwrap().commitment;
        self.claim(dan, part).await.unwrap();
        let done = self.confirm(self.treasurer, part, came, self.now()).await.unwrap();
        assert_eq!((done.state, self.owed(dan).await), (CommitmentState::Made, came));
        (dan, part)
    }
}

testkit::both_engines! {
    /// The rest comes: with what came before it is the whole, and nothing is owed any more.
    async fn the_rest_pays_a_part_with_what_came_before(world: World) {
        let pool = world.buy(|_| {}).await;
        let (dan, part) = world.short(pool, 10_000, 6_000).await;
        world.claim(dan, part).await.unwrap();
        let done = world.confirm(world.treasurer, part, 4_500, world.now()).await.unwrap();
        assert_eq!((done.state, world.owed(dan).await), (CommitmentState::Held, 500));
        assert_eq!(world.held_by(pool).await, 10_000);
        assert_eq!(world.confirm(world.treasurer, part, 4_000, world.now()).await.unwrap_err(), No::WrongState);
        world.assert_whole().await;
    }

    /// What came before and was paid out since cannot pay: the part waits on.
    async fn what_was_spent_since_pays_nothing(world: World) {
        let pool = world.buy(|_| {}).await;
        let (dan, part) = world.short(pool, 10_000, 6_000).await;
        world.join(dan, pool, 5_000, Pay::SetOff).await.unwrap();
        let done = world.confirm(world.treasurer, part, 4_000, world.now()).await.unwrap();
        assert_eq!((done.state, world.owed(dan).await), (CommitmentState::Made, 5_000));
        assert_eq!(world.applies(dan, part).await, Err(No::OwedTooLittle));
        // Too late it is the member's, and pays nothing.
        world.clock.advance(30 * DAY);
        assert_eq!(world.applies(dan, part).await, Err(No::Closed));
        world.assert_whole().await;
    }

    /// By the member at any time, by the treasurer where money came for it; by nobody else, and not for oneself.
    async fn credit_is_applied_by_who_may(world: World) {
        let pool = world.buy(|_| {}).await;
        let rich = world.rich(20_000).await;
        let part = world.join(rich, pool, 5_000, Pay::Later).await.unwrap().commitment;
        assert_eq!(world.applies(world.treasurer, part).await, Err(No::NotYours));
        assert_eq!(world.applies(world.supplier, part).await, Err(No::NotAllowed));
        world.claim(rich, part).await.unwrap();
        assert_eq!(world.applies(rich, part).await, Err(No::WrongState));
        let refusal = ops::RefuseClaim { commitment: part, reason: "not there".to_owned(), key: None };
        let treasurer = world.treasurer;
        world.act(move |tx, now| ops::refuse_claim(tx, treasurer, &refusal, now)).await.unwrap();
        assert_eq!(world.applies(rich, part).await, Ok(CommitmentState::Held));
        assert_eq!(world.applies(rich, part).await, Err(No::WrongState));
        assert_eq!(world.applies(rich, world.id()).await, Err(No::NoSuchCommitment));
        let (dan, part) = world.short(pool, 5_000, 3_000).await;
        let other = world.short(pool, 5_000, 3_000).await.1;
        assert_eq!(world.applies(world.treasurer, other).await, Err(No::OwedTooLittle));
        world.open_with(AccountKey::owed(dan, CNY), 2_000).await;
        assert_eq!(world.applies(world.treasurer, part).await, Ok(CommitmentState::Held));
        assert_eq!((world.owed(dan).await, world.owed(rich).await), (0, 15_000));
        world.assert_whole().await;
    }

    /// A claim names a way that buyers are told of.
    async fn a_way_that_is_not_set_up_is_not_claimed(world: World) {
        let pool = world.buy(|_| {}).await;
        let dan = world.member("Dan").await;
        let part = world.join(dan, pool, 5_000, Pay::Later).await.unwrap().commitment;
        for method in [MethodCode::CollectionCode, MethodCode::SimulatedGateway, MethodCode::SetOff] {
            let input = ClaimCommitment { commitment: part, method, proof: String::new(), key: None };
            let claimed = world.act(move |tx, now| ops::claim_commitment(tx, dan, &input, now)).await;
            assert_eq!(claimed.unwrap_err(), No::MethodNotOffered, "{method}");
        }
        world.claim(dan, part).await.unwrap();
    }

    /// Eight clicks from two nodes take the credit once.
    async fn applying_many_times_at_once_is_applying_once(world: World) {
        let pool = world.buy(|_| {}).await;
        let rich = world.rich(20_000).await;
        let part = world.join(rich, pool, 5_000, Pay::Later).await.unwrap().commitment;
        let world = Arc::new(world);
        let mut tasks = Vec::new();
        for n in 0..8 {
            let world = world.clone();
            tasks.push(tokio::spawn(async move {
                let db = if n % 2 == 0 { &world.db } else { &world.other };
                let (input, now) = (ApplyCredit { commitment: part, key: None }, world.now());
                testkit::answer(db.transact(world.community, move |tx| ops::apply_credit(tx, rich, &input, now)).await)
            }));
        }
        let mut paid = 0;
        for task in tasks {
            paid += i64::from(task.await.unwrap().is_ok());
        }
        assert_eq!((paid, world.owed(rich).await, world.held_by(pool).await), (1, 15_000, 5_000));
        world.to_the_end(pool).await;
        world.assert_ended(pool, PoolState::Refunded).await;
    }
}

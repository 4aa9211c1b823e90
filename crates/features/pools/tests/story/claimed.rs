//! Payments that are claimed when their pool is over: somebody looks for them still, and what came is the member's, once.

use crate::world::{DAY, HOUR, World};
use kernel::Id;
use ledger::AccountKey;
use pools::CommitRefused as No;
use pools::commitment::CommitmentState as State;
use pools::ids::{Member, PoolId};
use pools::ops::{self, Committed, Pay};
use pools::pool::PoolState;
use pools::rows::{Commitment, PoolMember};

impl World {
    /// Somebody new, who says that the money is on its way.
    pub(crate) async fn claimed(&self, pool: PoolId, milli: i64) -> (Id<Member>, Id<Commitment>) {
        let member = self.member("Cleo").await;
        let part = self.join(member, pool, milli, Pay::Later).await.unwrap().commitment;
        self.claim(member, part).await.unwrap();
        (member, part)
    }

    pub(crate) async fn not_found(&self, part: Id<Commitment>) -> Result<Committed, No> {
        let (by, reason) = (self.treasurer, "not on the statement".to_owned());
        let input = ops::RefuseClaim { commitment: part, reason, key: None };
        self.act(move |tx, now| ops::refuse_claim(tx, by, &input, now)).await
    }

    async fn sets_off(&self, by: Id<Member>, part: Id<Commitment>) -> Result<Committed, No> {
        let input = ops::ApplyCredit { commitment: part, key: None };
        self.act(move |tx, now| ops::apply_credit(tx, by, &input, now)).await
    }

    async fn withdraws(&self, by: Id<Member>, part: Id<Commitment>) -> Result<Committed, No> {
        let input = ops::WithdrawClaim { commitment: part, key: None };
        self.act(move |tx, now| ops::withdraw_claim(tx, by, &input, now)).await
    }

    async fn taken_by(&self, pool: PoolId, member: Id<Member>) -> i64 {
        self.find::<PoolMember>((self.community, pool, member)).await.taken_milli
    }

    async fn at_the_bank(&self) -> i64 {
        self.balance(AccountKey::bank(crate::world::CNY)).await
    }
}

testkit::both_engines! {
    /// The last claim is decided after the deadline, whichever way: the pool is, too, without waiting for what is left of its grace.
    async fn the_last_claim_decides_what_is_over(world: World) {
        for way in ["too late", "not found", "taken back"] {
            let pool = world.buy(|_| {}).await;
            let (gus, held) = world.paid(pool, 1_000).await;
            let (dan, eva) = (world.member("Dan").await, world.member("Eva").await);
            let first = world.join(dan, pool, 1_000, Pay::Later).await.unwrap().commitment;
            let last = world.join(eva, pool, 1_000, Pay::Later).await.unwrap().commitment;
            world.claim(dan, first).await.unwrap();
            world.claim(eva, last).await.unwrap();
            world.clock.advance(DAY * 3);
            world.run_jobs().await;
            world.not_found(first).await.unwrap();
            world.run_jobs().await;
            assert_eq!(world.pool(pool).await.state, PoolState::Open, "{way}: one is waited for");
            match way {
                "too late" => world.confirm(world.treasurer, last, 1_000, world.now()).await.map(drop).unwrap(),
                "not found" => world.not_found(last).await.map(drop).unwrap(),
                _ => world.withdraws(eva, last).await.map(drop).unwrap(),
            }
            world.run_jobs().await;
            assert_eq!((world.state(held).await, world.owed(gus).await), (State::Refunded, 100_000), "{way}");
            world.assert_ended(pool, PoolState::Refunded).await;
        }
    }

    /// Called off, not enough, or formed without them: whoever said to have paid is looked for, found or not, and what came is owed once.
    async fn a_claimed_part_outlives_its_pool(world: World) {
        for ending in ["called off", "failed", "formed"] {
            let pool = world.buy(|input| input.grace = HOUR).await;
            if ending == "formed" {
                world.paid(pool, 10_000).await;
            }
            let (found, there) = world.claimed(pool, 1_000).await;
            let (_, less) = world.claimed(pool, 1_000).await;
            let (never, missing) = world.claimed(pool, 1_000).await;
            let (back, withdrawn) = world.claimed(pool, 1_000).await;
            let unpaid = world.join(never, pool, 500, Pay::Later).await.unwrap().commitment;
            let (arrived, bank) = (world.now(), world.at_the_bank().await);
            if ending == "called off" {
                world.cancel(pool).await.unwrap();
            } else {
                world.clock.advance(DAY * 3 + HOUR);
            }
            world.run_jobs().await;
            let state = if ending == "formed" { PoolState::Captured } else { PoolState::Refunded };
            world.assert_ended(pool, state).await;
            for part in [there, less, missing, withdrawn] {
                assert_eq!(world.state(part).await, State::Claimed, "{ending}");
            }
            assert_eq!((world.state(unpaid).await, world.pool(pool).await.claimed_count), (State::Lapsed, 4));
            // Whose it is neither pays it with what is owed nor gives it up.
            assert_eq!(world.leave(found, there).await.unwrap_err(), No::Closed);
            assert_eq!(world.sets_off(found, there).await.unwrap_err(), No::Closed);
            // It came: the member's, once.
            let row = world.confirm(world.treasurer, there, 1_000, arrived).await.unwrap();
            assert_eq!((row.state, world.owed(found).await), (State::Lapsed, 1_000));
            assert_eq!(world.confirm(world.treasurer, there, 1_000, arrived).await.unwrap_err(), No::WrongState);
            // Less than it was: as well.
            let row = world.confirm(world.treasurer, less, 900, arrived).await.unwrap();
            assert_eq!((row.state, world.commitment(less).await.paid_entry.is_some()), (State::Lapsed, true));
            // It did not: it is over; should it be found later, it is the member's all the same.
            assert_eq!(world.not_found(missing).await.unwrap().state, State::Lapsed);
            assert_eq!(world.not_found(missing).await.unwrap_err(), No::WrongState);
            assert_eq!((world.owed(never).await, world.taken_by(pool, never).await), (0, 0));
            assert_eq!(world.claim(never, missing).await.unwrap_err(), No::Closed);
            world.confirm(world.treasurer, missing, 1_000, arrived).await.unwrap();
            assert_eq!(world.owed(never).await, 1_000);
            assert_eq!(world.withdraws(back, withdrawn).await.unwrap().state, State::Lapsed);
            assert_eq!((world.owed(back).await, world.taken_by(pool, back).await), (0, 0));
            world.clock.advance(DAY * 3);
            world.run_jobs().await;
            assert_eq!((world.pool(pool).await.claimed_count, world.at_the_bank().await - bank), (0, 2_900), "{ending}");
            world.assert_ended(pool, state).await;
        }
    }

    /// As rows have it of before such parts waited: over, with the payment claimed and nobody having looked. What came is the member's all the
    /// same, once, and what did not is looked for once.
    async fn what_lapsed_unlooked_is_looked_for(world: World) {
        let pool = world.buy(|_| {}).await;
        let [(ana, there), (ben, missing), (cleo, withdrawn)] =
            [world.claimed(pool, 1_000).await, world.claimed(pool, 1_000).await, world.claimed(pool, 1_000).await];
        let arrived = world.now();
        world.withdraws(cleo, withdrawn).await.unwrap();
        world.cancel(pool).await.unwrap();
        world.run_jobs().await;
        let community = world.community;
        for part in [there, missing] {
            world
                .act(move |tx, now| {
                    let part = tx.lock::<Commitment>((community, part))?.unwrap();
                    let mut row = tx.lock::<pools::rows::Pool>((community, pool))?.unwrap();
                    let of = tx.lock::<PoolMember>((community, pool, part.member))?.unwrap();
                    tx.save(&PoolMember { taken_milli: of.taken_milli - part.units_milli, ..of })?;
                    row.claimed_count -= 1;
                    tx.save(&row)?;
                    tx.save(&Commitment { state: State::Lapsed, ended_at_us: Some(now), lapsed_unlooked: true, ..part })?;
                    Ok::<_, store::OpError<No>>(())
                })
                .await
                .unwrap();
            assert!(world.commitment(part).await.is_unlooked());
        }
        world.assert_ended(pool, PoolState::Refunded).await;
        assert!(!world.commitment(withdrawn).await.is_unlooked());
        assert_eq!(world.not_found(withdrawn).await.unwrap_err(), No::WrongState);
        world.confirm(world.treasurer, there, 1_000, arrived).await.unwrap();
        assert_eq!((world.owed(ana).await, world.commitment(there).await.is_unlooked()), (1_000, false));
        assert_eq!(world.not_found(there).await.unwrap_err(), No::WrongState);
        assert_eq!(world.not_found(missing).await.unwrap().state, State::Lapsed);
        assert_eq!((world.owed(ben).await, world.commitment(missing).await.is_unlooked()), (0, false));
        assert_eq!(world.not_found(missing).await.unwrap_err(), No::WrongState);
        // It turns up after all.
        world.confirm(world.treasurer, missing, 1_000, arrived).await.unwrap();
        assert_eq!(world.owed(ben).await, 1_000);
        world.assert_ended(pool, PoolState::Refunded).await;
    }

    /// Closing lapses fifty and gives back fifty in a transaction. After each of them the process may die, and the job comes again; money that is
    /// found between two of them is the member's once.
    async fn found_while_the_others_are_given_back_it_comes_back_once(world: World) {
        let pool = world.buy(|_| {}).await;
        let (mut claims, mut paid) = (Vec::new(), Vec::new());
        for at in 0..60 {
            let dan = world.member("Dan").await;
            world.join(dan, pool, 500, Pay::Later).await.unwrap();
            paid.push(world.paid(pool, 500).await);
            if at % 12 == 0 {
                claims.push(world.claimed(pool, 1_000).await);
            }
        }
        let arrived = world.now();
        world.cancel(pool).await.unwrap();
        let mut found = claims.iter();
        while world.pool(pool).await.state != PoolState::Refunded {
            world.job("pools.settle", pool).await;
            if let Some((member, part)) = found.next() {
                world.confirm(world.treasurer, *part, 1_000, arrived).await.unwrap();
                assert_eq!((world.owed(*member).await, world.state(*part).await), (1_000, State::Lapsed));
            }
            world.assert_whole().await;
        }
        for (member, part) in found {
            assert_eq!(world.state(*part).await, State::Claimed);
            world.confirm(world.treasurer, *part, 1_000, arrived).await.unwrap();
            assert_eq!(world.owed(*member).await, 1_000);
        }
        // The jobs that were on disk come all the same, and once more.
        world.run_jobs().await;
        world.act(move |tx, now| ops::settle_pool(tx, pool, now)).await.unwrap();
        for (member, part) in paid {
            assert_eq!((world.owed(member).await, world.state(part).await), (100_000, State::Refunded));
        }
        for (member, _) in claims {
            assert_eq!(world.owed(member).await, 1_000);
        }
        world.assert_ended(pool, PoolState::Refunded).await;
    }
}

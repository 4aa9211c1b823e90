//! Taking a part, paying for it, giving it up.

use crate::world::{DAY, HOUR, World};
use kernel::{Quantity, Timestamp};
use ledger::AccountKey;
use pools::CommitRefused as No;
use pools::commitment::CommitmentState as State;
use pools::ops::{self, Commit, Pay};
use pools::pool::PoolState;

testkit::both_engines! {
    /// Whoever comes when it is certain already comes on the same terms, to the last moment, and makes it cheaper for all.
    async fn late_joiners_come_until_the_deadline(world: World) {
        let pool = world.buy(|_| {}).await;
        let (_, first) = world.paid(pool, 12_000).await;
        assert!(world.pool(pool).await.was_met);
        world.clock.set(Timestamp::from_micros(world.pool(pool).await.closes_at_us.micros - 1));
        let (_, late) = world.paid(pool, 8_000).await;
        world.clock.set(world.pool(pool).await.closes_at_us);
        let after = world.rich(100_000).await;
        assert_eq!(world.join(after, pool, 1_000, Pay::SetOff).await.unwrap_err(), No::Closed);
        world.run_jobs().await;
        for (part, minor) in [(first, 10_800), (late, 7_200)] {
            assert_eq!(world.commitment(part).await.captured_minor, minor);
        }
        world.assert_whole().await;
    }

    /// A part that is paid waits for the pool to form: it is no order, and its money is nobody's yet.
    async fn what_is_paid_is_held_until_it_forms(world: World) {
        let pool = world.buy(|_| {}).await;
        let dan = world.rich(5_000).await;
        let part = world.join(dan, pool, 2_500, Pay::SetOff).await.unwrap();
        assert_eq!((part.state, part.due_minor), (State::Held, 2_500));
        assert_eq!(part.state.to_string(), "paid_awaiting_formation");
        assert_eq!((world.held_by(pool).await, world.owed(dan).await), (2_500, 2_500));
        assert!(world.order_of(part.commitment).await.is_none());
        let row = world.pool(pool).await;
        assert_eq!((row.held_people, row.held_milli, row.held_minor, row.taken_milli), (1, 2_500, 2_500, 2_500));
        world.assert_whole().await;
    }

    /// Two parts of one member are one person.
    async fn people_are_counted_once(world: World) {
        let pool = world.buy(|input| {
            input.counted = pools::pool::Counted::People;
            input.least = 2;
        }).await;
        let dan = world.rich(9_000).await;
        world.join(dan, pool, 1_000, Pay::SetOff).await.unwrap();
        world.join(dan, pool, 1_000, Pay::SetOff).await.unwrap();
        assert_eq!(world.pool(pool).await.held_people, 1);
        world.paid(pool, 500).await;
        assert_eq!(world.pool(pool).await.held_people, 2);
        assert_eq!(world.story(pool).await, ["opened", "condition_met"]);
        world.assert_whole().await;
    }

    /// A company is no second person beside who stands behind it, whoever of them came first and whoever leaves.
    async fn a_person_and_their_company_are_counted_once(world: World) {
        let pool = world.buy(|input| {
            input.counted = pools::pool::Counted::People;
            input.least = 2;
            input.may_leave = true;
        }).await;
        let (dan, of_dan) = world.paid(pool, 500).await;
        let (mill, of_mill) = world.paid(pool, 500).await;
        assert_eq!(world.pool(pool).await.held_people, 2);
        // Written down only now: the next count sees it.
        world.behind(mill, dan).await;
        world.assert_whole().await;
        world.leave(dan, of_dan).await.unwrap();
        assert_eq!(world.pool(pool).await.held_people, 1);
        world.join(dan, pool, 500, Pay::SetOff).await.unwrap();
        assert_eq!(world.pool(pool).await.held_people, 1);
        let (barn, of_barn) = world.paid(pool, 500).await;
        world.behind(barn, dan).await;
        world.leave(barn, of_barn).await.unwrap();
        world.assert_whole().await;
        world.join(barn, pool, 500, Pay::SetOff).await.unwrap();
        let ended = world.to_the_end(pool).await;
        assert_eq!((ended.held_people, ended.state), (1, PoolState::Refunded), "one person, of two that were asked for");
        assert!(!world.state(of_mill).await.takes_place());
        world.assert_whole().await;
    }

    async fn what_cannot_be_taken_takes_no_place(world: World) {
        let pool = world.buy(|input| {
            input.most = Some(Quantity::from_milli(20_000));
            input.each_most = Some(Quantity::from_milli(15_000));
        }).await;
        let dan = world.rich(100_000).await;
        for (milli, refused) in [
            (0, No::UnitsNotPositive),
            (-500, No::UnitsNotPositive),
            (499, No::OffStep),
            (15_500, No::AboveLimit),
            (10_000_000_000_500, No::UnitsTooMany),
        ] {
            assert_eq!(world.join(dan, pool, milli, Pay::SetOff).await.unwrap_err(), refused, "{milli}");
        }
        world.join(dan, pool, 15_000, Pay::SetOff).await.unwrap();
        assert_eq!(world.join(dan, pool, 500, Pay::SetOff).await.unwrap_err(), No::AboveLimit);
        let (eva, poor) = (world.rich(100_000).await, world.member("Poor").await);
        assert_eq!(world.join(eva, pool, 5_500, Pay::SetOff).await.unwrap_err(), No::Full);
        assert_eq!(world.join(poor, pool, 5_000, Pay::SetOff).await.unwrap_err(), No::OwedTooLittle);
        let seen = Commit { seen_minor: Some(4_999), ..world.part(pool, 5_000, Pay::SetOff) };
        let changed = world.act(move |tx, now| ops::commit(tx, eva, &seen, now)).await;
        assert_eq!(changed.unwrap_err(), No::SumChanged);
        assert_eq!(world.join(world.id(), pool, 500, Pay::Later).await.unwrap_err(), No::NotAMember);
        assert_eq!(world.join(eva, world.id(), 500, Pay::Later).await.unwrap_err(), No::NoSuchPool);
        assert_eq!(world.pool(pool).await.taken_milli, 15_000);
        world.join(eva, pool, 5_000, Pay::SetOff).await.unwrap();
        world.clock.advance(DAY * 3);
        assert_eq!(world.join(eva, pool, 500, Pay::SetOff).await.unwrap_err(), No::Closed);
        world.assert_whole().await;
    }

    /// What is far more than all together need is asked about once, where nothing is paid at once and nobody has a limit.
    async fn far_too_much_is_asked_about(world: World) {
        let pool = world.buy(|new| (new.most, new.each_most) = (None, None)).await;
        let least = world.pool(pool).await.least;
        let dan = world.member("Dan").await;
        assert_eq!(world.join(dan, pool, 99_999_000, Pay::Later).await.unwrap_err(), No::FarBeyond);
        assert_eq!(world.pool(pool).await.taken_milli, 0);
        let sure = Commit { sure: true, ..world.part(pool, 99_999_000, Pay::Later) };
        world.act(move |tx, now| ops::commit(tx, dan, &sure, now)).await.unwrap();
        world.join(dan, pool, least, Pay::Later).await.unwrap();
        let limited = world.buy(|new| (new.most, new.each_most) = (None, Some(Quantity::from_milli(90_000_000)))).await;
        world.join(dan, limited, 90_000_000, Pay::Later).await.unwrap();
        world.assert_whole().await;
    }

    /// An unpaid part keeps its place for a while; money that comes for it later is the member's.
    async fn an_unpaid_part_loses_its_place(world: World) {
        let pool = world.buy(|_| {}).await;
        let dan = world.member("Dan").await;
        let part = world.join(dan, pool, 1_000, Pay::Later).await.unwrap().commitment;
        world.clock.advance(HOUR);
        world.run_jobs().await;
        assert_eq!(world.state(part).await, State::Made);
        world.clock.advance(HOUR);
        world.run_jobs().await;
        assert_eq!((world.state(part).await, world.pool(pool).await.taken_milli), (State::Lapsed, 0));
        assert_eq!(world.claim(dan, part).await.unwrap_err(), No::WrongState);
        let late = world.confirm(world.treasurer, part, 1_000, world.now()).await.unwrap();
        assert_eq!(late.state, State::Lapsed);
        assert_eq!((world.owed(dan).await, world.held_by(pool).await), (1_000, 0));
        let twice = world.confirm(world.treasurer, part, 1_000, world.now()).await;
        assert_eq!(twice.unwrap_err(), No::WrongState);
        world.assert_whole().await;
    }

    /// Claimed, looked for, not found, claimed again, found: with more than was due.
    async fn a_transfer_is_claimed_and_confirmed(world: World) {
        let pool = world.buy(|_| {}).await;
        let dan = world.member("Dan").await;
        let part = world.join(dan, pool, 1_000, Pay::Later).await.unwrap().commitment;
        assert_eq!(world.claim(world.steward, part).await.unwrap_err(), No::NotYours);
        world.claim(dan, part).await.unwrap();
        assert_eq!(world.claim(dan, part).await.unwrap_err(), No::WrongState);
        // The claim keeps the place when the hold is over.
        world.clock.advance(HOUR * 3);
        world.run_jobs().await;
        assert_eq!(world.state(part).await, State::Claimed);
        let refuse = |by, reason: &str| ops::RefuseClaim { commitment: by, reason: reason.to_owned(), key: None };
        let (input, treasurer) = (refuse(part, " "), world.treasurer);
        let silent = world.act(move |tx, now| ops::refuse_claim(tx, treasurer, &input, now)).await;
        assert_eq!(silent.unwrap_err(), No::ReasonMissing);
        let input = refuse(part, "nothing on the account");
        let refused = world.act(move |tx, now| ops::refuse_claim(tx, treasurer, &input, now)).await;
        assert_eq!(refused.unwrap().state, State::Made);
        world.claim(dan, part).await.unwrap();
        for (by, minor, at, answer) in [
            (dan, 1_000, world.now(), No::NotAllowed),
            (world.treasurer, 0, world.now(), No::AmountNotPositive),
            (world.treasurer, 10_001, world.now(), No::AmountFar),
            (world.treasurer, 1_000, world.now().plus(HOUR), No::ArrivedInFuture),
        ] {
            assert_eq!(world.confirm(by, part, minor, at).await.unwrap_err(), answer);
        }
        let short = world.confirm(world.treasurer, part, 400, world.now()).await.unwrap();
        assert_eq!((short.state, world.owed(dan).await), (State::Made, 400));
        let paid = world.confirm(world.treasurer, part, 1_100, world.now()).await.unwrap();
        assert_eq!(paid.state, State::Held);
        assert_eq!((world.owed(dan).await, world.held_by(pool).await), (500, 1_000));
        world.assert_whole().await;
    }

    async fn nobody_confirms_the_own_payment(world: World) {
        let pool = world.buy(|_| {}).await;
        let part = world.join(world.treasurer, pool, 1_000, Pay::Later).await.unwrap().commitment;
        world.claim(world.treasurer, part).await.unwrap();
        let own = world.confirm(world.treasurer, part, 1_000, world.now()).await;
        assert_eq!(own.unwrap_err(), No::OwnPayment);
        let other = world.confirm(world.member("Dan").await, part, 1_000, world.now()).await;
        assert_eq!(other.unwrap_err(), No::NotAllowed);
    }

    /// Paid stays paid, unless it was said otherwise or the deadline was moved.
    async fn who_may_leave(world: World) {
        let (strict, free) = (world.buy(|_| {}).await, world.buy(|input| input.may_leave = true).await);
        let (dan, paid) = world.paid(strict, 1_000).await;
        let (eva, loose) = world.paid(free, 1_000).await;
        assert_eq!(world.leave(dan, paid).await.unwrap_err(), No::MayNotLeave);
        assert_eq!(world.leave(dan, loose).await.unwrap_err(), No::NotYours);
        assert_eq!(world.leave(eva, loose).await.unwrap().state, State::Refunded);
        assert_eq!((world.owed(eva).await, world.held_by(free).await), (100_000, 0));
        assert_eq!(world.leave(eva, loose).await.unwrap_err(), No::WrongState);
        let unpaid = world.join(dan, strict, 500, Pay::Later).await.unwrap().commitment;
        assert_eq!(world.leave(dan, unpaid).await.unwrap().state, State::Lapsed);
        world.clock.advance(HOUR);
        world.extend(strict, world.now().plus(DAY * 5)).await.unwrap();
        world.clock.advance(HOUR);
        let (late, joined_after) = world.paid(strict, 1_000).await;
        assert_eq!(world.leave(late, joined_after).await.unwrap_err(), No::MayNotLeave);
        assert_eq!(world.leave(dan, paid).await.unwrap().state, State::Refunded);
        assert_eq!(world.pool(strict).await.held_people, 1);
        world.assert_whole().await;
    }

    /// Nobody says that the money of a company arrived, or did not, who stands behind it.
    async fn who_stands_behind_a_company_confirms_none_of_its_payments(world: World) {
        let pool = world.buy(|_| {}).await;
        let mill = world.member("Mill").await;
        world.behind(mill, world.treasurer).await;
        let part = world.join(mill, pool, 10_000, Pay::Later).await.unwrap().commitment;
        world.claim(mill, part).await.unwrap();
        let (by, now) = (world.treasurer, world.now());
        assert_eq!(world.confirm(by, part, 10_000, now).await.unwrap_err(), No::OwnPayment);
        let input = ops::RefuseClaim { commitment: part, reason: "Not found".to_owned(), key: None };
        let said = world.act(move |tx, now| ops::refuse_claim(tx, by, &input, now)).await;
        assert_eq!(said.unwrap_err(), No::OwnPayment);
        world.behind(mill, world.supplier).await;
        assert_eq!(world.confirm(by, part, 10_000, now).await.unwrap().state, State::Held);
        world.assert_whole().await;
    }

    async fn a_part_asked_for_twice_is_one(world: World) {
        let pool = world.buy(|_| {}).await;
        let dan = world.rich(5_000).await;
        let key = Some(store::IdempotencyKey::of("mem_d", "k", "commit", &1).unwrap());
        let input = Commit { key, ..world.part(pool, 1_000, Pay::SetOff) };
        let again = Commit { id: world.id(), ..input.clone() };
        let first = world.act(move |tx, now| ops::commit(tx, dan, &input, now)).await.unwrap();
        let second = world.act(move |tx, now| ops::commit(tx, dan, &again, now)).await.unwrap();
        assert_eq!((first, world.owed(dan).await), (second, 4_000));
        assert_eq!(world.pool(pool).await.state, PoolState::Open);
        assert_eq!(world.balance(AccountKey::held(pool, crate::world::CNY)).await, 1_000);
    }
}

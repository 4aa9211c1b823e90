//! How a pool ends: formed, failed, called off, in the middle of which the process may die.

use crate::world::{CNY, DAY, HOUR, World};
use community::role::Role;
use kernel::Quantity;
use ledger::AccountKey;
use market::order::State as OrderState;
use pools::PoolRefused as No;
use pools::commitment::CommitmentState as State;
use pools::group_buy::{FallsOn, Remainder};
use pools::ops::{self, Pay};
use pools::pool::{Ending, PoolState};
use pools::rows::{PoolEvent, PoolStep};

testkit::both_engines! {
    /// Twenty-five jin reach the second step: everybody pays ¥9, and the difference comes back by itself.
    async fn it_forms_at_the_lowest_price_reached(world: World) {
        let apples = world.apples().await;
        let input = world.new_buy(apples);
        let pool = world.open(world.steward, input).await.unwrap().pool;
        let (dan, ten) = world.paid(pool, 10_000).await;
        let (eva, fifteen) = world.paid(pool, 15_000).await;
        assert_eq!(world.held_by(pool).await, 25_000);
        let ended = world.to_the_end(pool).await;
        assert_eq!((ended.state, ended.ending), (PoolState::Captured, Some(Ending::Deadline)));
        assert_eq!(world.story(pool).await, ["opened", "condition_met", "met", "captured"]);
        let bought = world.bought(pool).await;
        assert_eq!((bought.ordered_milli, bought.spare_milli), (Some(25_000), Some(0)));
        for (member, part, minor, back) in [(dan, ten, 9_000, 1_000), (eva, fifteen, 13_500, 1_500)] {
            let order = world.order_of(part).await.unwrap();
            assert_eq!((order.state, order.total_minor, order.buyer), (OrderState::Paid, minor, member));
            let row = world.commitment(part).await;
            assert_eq!((row.state, row.captured_minor, row.returned_minor), (State::Captured, minor, back));
            assert_eq!(row.end_entry, order.paid_entry);
            assert_eq!(world.owed(member).await, 100_000 - minor);
        }
        // Held for who gets it: five percent for the fund.
        assert_eq!(world.balance(AccountKey::held(world.supplier, CNY)).await, 21_375);
        assert_eq!(world.balance(AccountKey::held_for_fund(1, CNY)).await, 1_125);
        assert_eq!(world.stock(apples).await, (Some(0), 25_000, 0));
        world.assert_ended(pool, PoolState::Captured).await;
    }

    /// An entry leads from the order back to the money that came in, and names who it came from by the commitment.
    async fn the_orders_money_follows_from_the_parts(world: World) {
        let pool = world.buy(|_| {}).await;
        let (_, part) = world.paid(pool, 10_000).await;
        world.to_the_end(pool).await;
        let (row, community) = (world.commitment(part).await, world.community);
        let end = row.end_entry.unwrap();
        let entry = world.db.read(move |reader| ledger::entry(reader, community, end)).await.unwrap().unwrap();
        assert_eq!(entry.head.entry.parent_entry, row.paid_entry);
        assert_eq!(entry.head.entry.cause_kind, "order");
    }

    async fn it_fails_and_everybody_has_the_money_back(world: World) {
        let pool = world.buy(|_| {}).await;
        let (dan, paid) = world.paid(pool, 9_500).await;
        let unpaid = world.join(dan, pool, 5_000, Pay::Later).await.unwrap().commitment;
        world.clock.advance(DAY * 3);
        world.run_jobs().await;
        assert_eq!((world.state(paid).await, world.state(unpaid).await), (State::Refunded, State::Lapsed));
        assert_eq!(world.owed(dan).await, 100_000);
        assert!(world.order_of(paid).await.is_none());
        world.run_jobs().await;
        assert_eq!(world.owed(dan).await, 100_000, "once");
        assert_eq!(world.story(pool).await, ["opened", "failed", "refunded"]);
        world.assert_ended(pool, PoolState::Refunded).await;
    }

    /// Members who left the community before it closed have their money back, and hold up none of the others: wherever in the
    /// row of joiners they stand.
    async fn who_left_the_community_holds_up_nobody(world: World) {
        let pool = world.buy(|_| {}).await;
        let mut parts = Vec::new();
        for _ in 0..7 {
            parts.push(world.paid(pool, 2_500).await);
        }
        let gone = [0, 3, 4];
        for at in gone {
            let member = parts[at].0;
            world.leave_community(member).await;
        }
        let ended = world.to_the_end(pool).await;
        assert_eq!(ended.state, PoolState::Captured);
        for (at, (member, part)) in parts.into_iter().enumerate() {
            let (row, order) = (world.commitment(part).await, world.order_of(part).await);
            match gone.contains(&at) {
                true => {
                    assert_eq!((row.state, row.end_reason.as_deref()), (State::Refunded, Some("not_a_member")));
                    assert_eq!((order.is_none(), world.owed(member).await), (true, 100_000));
                }
                false => {
                    assert_eq!((row.state, order.map(|order| order.state)), (State::Captured, Some(OrderState::Paid)));
                    assert!(world.owed(member).await < 100_000);
                }
            }
        }
        world.assert_ended(pool, PoolState::Captured).await;
    }

    /// A claimed payment is waited for, so long as was said; then it closes without it.
    async fn claimed_payments_have_their_grace(world: World) {
        let (one, two) = (world.buy(|_| {}).await, world.buy(|_| {}).await);
        let (dan, eva) = (world.member("Dan").await, world.member("Eva").await);
        let in_time = world.join(dan, one, 10_000, Pay::Later).await.unwrap().commitment;
        let never = world.join(eva, two, 10_000, Pay::Later).await.unwrap().commitment;
        world.claim(dan, in_time).await.unwrap();
        world.claim(eva, never).await.unwrap();
        let arrived = world.now();
        world.clock.advance(DAY * 3);
        world.run_jobs().await;
        assert_eq!(world.pool(one).await.state, PoolState::Open);
        world.clock.advance(HOUR);
        // It came before the deadline, and is found after it.
        world.confirm(world.treasurer, in_time, 10_000, arrived).await.unwrap();
        // Nothing is left to wait for.
        world.run_jobs().await;
        assert_eq!(world.order_of(in_time).await.unwrap().total_minor, 10_000);
        assert_eq!(world.pool(two).await.state, PoolState::Open, "its claim is looked for still");
        world.clock.advance(DAY);
        world.run_jobs().await;
        assert_eq!(world.state(never).await, State::Claimed, "somebody looks for it still");
        let late = world.confirm(world.treasurer, never, 10_000, world.now()).await.unwrap();
        assert_eq!((late.state, world.owed(eva).await), (State::Lapsed, 10_000));
        world.assert_ended(one, PoolState::Captured).await;
        world.assert_ended(two, PoolState::Refunded).await;
    }

    /// Money that arrived after the deadline does not count, although its claim was in time.
    async fn money_after_the_deadline_is_the_members(world: World) {
        let pool = world.buy(|_| {}).await;
        let dan = world.member("Dan").await;
        let part = world.join(dan, pool, 10_000, Pay::Later).await.unwrap().commitment;
        world.claim(dan, part).await.unwrap();
        world.clock.advance(DAY * 3);
        let late = world.confirm(world.treasurer, part, 10_000, world.now()).await.unwrap();
        assert_eq!((late.state, world.owed(dan).await), (State::Lapsed, 10_000));
        world.run_jobs().await;
        world.clock.advance(DAY);
        world.run_jobs().await;
        world.assert_ended(pool, PoolState::Refunded).await;
    }

    /// Thirteen by cases of twelve: one is refused, of who joined last.
    async fn a_remainder_falls_on_whom_it_was_said(world: World) {
        for (falls_on, kept) in [(FallsOn::Latest, (7_000, 5_000)), (FallsOn::ProRata, (6_500, 5_500))] {
            let pool = world.buy(|input| {
                (input.least, input.case) = (12_000, Some(Quantity::from_milli(12_000)));
                input.falls_on = falls_on;
            }).await;
            let (_, first) = world.paid(pool, 7_000).await;
            let (last, second) = world.paid(pool, 6_000).await;
            world.to_the_end(pool).await;
            let line = |minor: i64| minor / 1_000 * 1_000;
            let (one, two) = (world.order_of(first).await.unwrap(), world.order_of(second).await.unwrap());
            assert_eq!((one.total_minor, two.total_minor), kept, "{falls_on}");
            assert_eq!(world.owed(last).await, 100_000 - two.total_minor);
            assert_eq!(line(world.bought(pool).await.ordered_milli.unwrap()), 12_000);
            world.assert_ended(pool, PoolState::Captured).await;
        }
    }

    /// Of who gets nothing of it all comes back, with the reason.
    async fn who_is_refused_whole_has_everything_back(world: World) {
        let pool = world.buy(|input| {
            (input.least, input.case) = (12_000, Some(Quantity::from_milli(12_000)));
        }).await;
        world.paid(pool, 12_000).await;
        let (eva, part) = world.paid(pool, 3_000).await;
        world.to_the_end(pool).await;
        let row = world.commitment(part).await;
        assert_eq!((row.state, row.end_reason.as_deref()), (State::Refunded, Some("remainder_refused")));
        assert_eq!(world.owed(eva).await, 100_000);
        world.assert_ended(pool, PoolState::Captured).await;
    }

    /// A fund pays the grower for what fills the last case, under the standing mandate; those pieces become stock.
    async fn what_fills_the_case_is_a_funds_and_becomes_stock(world: World) {
        world.set_standing(20_000).await;
        let apples = world.apples().await;
        let mut input = world.new_buy(apples);
        (input.case, input.remainder) = (Some(Quantity::from_milli(12_000)), Remainder::RoundUp);
        let pool = world.open(world.treasurer, input).await.unwrap().pool;
        world.paid(pool, 13_000).await;
        world.to_the_end(pool).await;
        let bought = world.bought(pool).await;
        // Twenty-four are ordered: the second step.
        assert_eq!((bought.ordered_milli, bought.spare_milli), (Some(24_000), Some(11_000)));
        // Eleven at ¥9, of which the grower has ninety-five percent.
        assert_eq!(bought.spare_minor, 9_405);
        assert_eq!(world.owed(world.supplier).await, 9_405);
        // Nothing of it is on the shelf before it is there: a stranger could buy what never comes.
        assert_eq!(world.stock(apples).await, (Some(0), 13_000, 0));
        assert_eq!(world.story(pool).await, ["opened", "condition_met", "met", "spare_bought", "captured"]);
        world.assert_ended(pool, PoolState::Captured).await;
        world.delivered(pool, 24_000).await;
        assert_eq!(world.stock(apples).await, (Some(11_000), 13_000, 0));
        world.assert_whole().await;
    }

    /// Who opened it must be the treasurer still when the money goes: else the remainder is refused.
    async fn who_is_treasurer_no_more_spends_nothing(world: World) {
        world.set_standing(20_000).await;
        let apples = world.apples().await;
        let mut input = world.new_buy(apples);
        (input.case, input.remainder) = (Some(Quantity::from_milli(12_000)), Remainder::RoundUp);
        let pool = world.open(world.treasurer, input).await.unwrap().pool;
        world.paid(pool, 13_000).await;
        world.role(world.treasurer, Role::Treasurer, false).await;
        world.to_the_end(pool).await;
        let bought = world.bought(pool).await;
        assert_eq!((bought.ordered_milli, bought.spare_milli, bought.spare_minor), (Some(12_000), Some(0), 0));
        assert_eq!((world.owed(world.supplier).await, world.spending_counts().await.1), (0, 0));
        let told = world.find::<PoolEvent>((world.community, pool, 4)).await;
        assert_eq!((told.step, told.reason.as_deref()), (PoolStep::SpareRefused, Some("treasurer_only")));
        world.assert_ended(pool, PoolState::Captured).await;
    }

    /// A hundred and twenty who did not pay: closing touches none of them, and a job lets them go, fifty at a time.
    async fn closing_does_not_grow_with_how_many_joined(world: World) {
        let pool = world.buy(|input| input.hold = DAY * 30).await;
        world.paid(pool, 12_000).await;
        let dan = world.member("Dan").await;
        let mut parts = Vec::new();
        for _ in 0..120 {
            parts.push(world.join(dan, pool, 500, Pay::Later).await.unwrap().commitment);
        }
        world.clock.set(world.pool(pool).await.closes_at_us);
        world.act(move |tx, now| ops::close_by_clock(tx, pool, now)).await.unwrap();
        let lapsed = async || {
            let mut lapsed = 0;
            for part in &parts {
                lapsed += i64::from(world.state(*part).await == State::Lapsed);
            }
            lapsed
        };
        let mut seen = vec![lapsed().await];
        for _ in 0..3 {
            world.act(move |tx, now| ops::settle_pool(tx, pool, now)).await.unwrap();
            seen.push(lapsed().await);
        }
        assert_eq!(seen, [0, 50, 100, 120]);
        world.run_jobs().await;
        world.assert_ended(pool, PoolState::Captured).await;
    }

    async fn it_is_closed_early_with_its_condition_met_and_nobody_waiting(world: World) {
        let pool = world.buy(|_| {}).await;
        world.paid(pool, 9_000).await;
        assert_eq!(world.close_early(pool).await.unwrap_err(), No::NotMet);
        world.paid(pool, 1_000).await;
        let dan = world.member("Dan").await;
        let part = world.join(dan, pool, 500, Pay::Later).await.unwrap().commitment;
        world.claim(dan, part).await.unwrap();
        assert_eq!(world.close_early(pool).await.unwrap_err(), No::ClaimsWaiting);
        world.confirm(world.treasurer, part, 500, world.now()).await.unwrap();
        assert_eq!(world.close_early(pool).await.unwrap().state, PoolState::Met);
        assert_eq!(world.close_early(pool).await.unwrap_err(), No::AlreadyClosed);
        assert_eq!(world.cancel(pool).await.unwrap_err(), No::AlreadyClosed);
        assert_eq!(world.extend(pool, world.now().plus(DAY * 9)).await.unwrap_err(), No::AlreadyClosed);
        world.run_jobs().await;
        assert_eq!(world.pool(pool).await.ending, Some(Ending::Early));
        world.assert_ended(pool, PoolState::Captured).await;
    }

    async fn called_off_it_gives_everything_back(world: World) {
        let pool = world.buy(|_| {}).await;
        let (dan, paid) = world.paid(pool, 20_000).await;
        world.cancel(pool).await.unwrap();
        world.run_jobs().await;
        assert_eq!((world.state(paid).await, world.owed(dan).await), (State::Refunded, 100_000));
        assert_eq!(world.story(pool).await, ["opened", "condition_met", "cancelled", "refunded"]);
        world.assert_ended(pool, PoolState::Refunded).await;
    }

    /// The old job comes for nothing, the new deadline holds.
    async fn a_moved_deadline_holds(world: World) {
        let pool = world.buy(|_| {}).await;
        world.paid(pool, 10_000).await;
        assert_eq!(world.extend(pool, world.now().plus(DAY)).await.unwrap_err(), No::NotLater);
        world.extend(pool, world.now().plus(DAY * 5)).await.unwrap();
        world.clock.advance(DAY * 4);
        world.run_jobs().await;
        assert_eq!(world.pool(pool).await.state, PoolState::Open);
        world.clock.advance(DAY);
        world.run_jobs().await;
        world.assert_ended(pool, PoolState::Captured).await;
    }

    /// Settling takes fifty at a time. It stops after the first fifty and begins anew, twice over: each part is settled once.
    async fn settling_goes_on_where_it_stopped(world: World) {
        for fails in [false, true] {
            let pool = world.buy(|input| input.least = if fails { 900_000 } else { 10_000 }).await;
            let mut members = Vec::new();
            for _ in 0..60 {
                members.push(world.paid(pool, 500).await);
            }
            world.clock.set(world.pool(pool).await.closes_at_us);
            world.act(move |tx, now| ops::close_by_clock(tx, pool, now)).await.unwrap();
            world.act(move |tx, now| ops::settle_pool(tx, pool, now)).await.unwrap();
            let half = world.pool(pool).await;
            assert_eq!(half.settled_up_to, ops::SETTLED_AT_ONCE);
            world.assert_whole().await;
            // The process died here; jobs come again, and one of them twice.
            world.run_jobs().await;
            world.act(move |tx, now| ops::settle_pool(tx, pool, now)).await.unwrap();
            for (member, part) in members {
                // Thirty jin: the second step. Half a jin is ¥4.50.
                let cost = if fails { 0 } else { 450 };
                assert_eq!(world.owed(member).await, 100_000 - cost);
                assert_eq!(world.order_of(part).await.is_some(), !fails);
            }
            world.assert_ended(pool, if fails { PoolState::Refunded } else { PoolState::Captured }).await;
        }
    }

    /// What a shortage or a refund after forming gives back changes nothing of the pool's outcome.
    async fn later_refunds_change_no_outcome(world: World) {
        let pool = world.buy(|_| {}).await;
        let (dan, part) = world.paid(pool, 10_000).await;
        world.to_the_end(pool).await;
        let (before, order) = (world.pool(pool).await, world.order_of(part).await.unwrap());
        let short = market::ops::ReportShortage {
            refund: world.id(),
            order: order.id,
            missing: vec![(1, Quantity::from_milli(4_000))],
            reason: "hail".to_owned(),
            key: None,
        };
        let steward = market::Actor::Member(world.steward);
        world.act(move |tx, now| market::ops::report_shortage(tx, steward, &short, now.into())).await.unwrap();
        assert_eq!(world.owed(dan).await, 94_000);
        assert_eq!(world.pool(pool).await, before);
        world.assert_ended(pool, PoolState::Captured).await;
    }

    /// Who joined before an extension notes it; a later one is told again. Nobody else has anything to note.
    async fn an_extension_is_noted_by_who_joined(world: World) {
        let pool = world.buy(|_| {}).await;
        let (dan, _) = world.paid(pool, 1_000).await;
        let closes_at = world.pool(pool).await.closes_at_us;
        let stranger = world.member("Eve").await;
        assert_eq!(world.note(stranger, pool).await.unwrap_err(), No::NotJoined);
        assert_eq!(world.note(dan, world.id()).await.unwrap_err(), No::NoSuchPool);
        for days in 1..=2 {
            world.clock.advance(HOUR);
            world.extend(pool, closes_at.plus(DAY * days)).await.unwrap();
            assert_ne!(world.noted(dan, pool).await, world.pool(pool).await.extended_at_us);
            world.note(dan, pool).await.unwrap();
            assert_eq!(world.noted(dan, pool).await, world.pool(pool).await.extended_at_us);
        }
    }

    /// Looking a group buy over opens nothing, and says what opening would.
    async fn what_is_looked_over_is_not_opened(world: World) {
        let (by, input) = (world.steward, world.new_buy(world.apples().await));
        let id = input.id;
        let looked = input.clone();
        let seen = world.act(move |tx, now| ops::look_group_buy_over(tx, by, &looked, now)).await.unwrap();
        assert_eq!((seen.goods.title.as_str(), seen.goods.unit.as_str()), ("Apples", "jin"));
        let wrong = ops::OpenGroupBuy { least: 0, ..input };
        let wrong = world.act(move |tx, now| ops::look_group_buy_over(tx, by, &wrong, now)).await;
        assert_eq!(wrong.unwrap_err(), No::LeastNotPositive);
        assert!(world.found_pool(id).await.is_none());
    }

    /// A pool that has closed and never settles holds its money for good, although every sum is right: verify says so.
    async fn a_pool_that_hangs_is_found(world: World) {
        let pool = world.buy(|_| {}).await;
        world.paid(pool, 10_000).await;
        world.clock.set(world.pool(pool).await.closes_at_us);
        world.act(move |tx, now| ops::close_by_clock(tx, pool, now)).await.unwrap();
        world.clock.advance(DAY);
        world.fill(1).await;
        world.assert_whole().await;
        world.clock.advance(DAY);
        world.fill(1).await;
        let community = world.community;
        let wrong = world.db.read(move |reader| pools::verify(reader, community)).await.unwrap();
        assert_eq!(wrong, [format!("{pool}: met for days, and not settled")]);
        world.run_jobs().await;
        world.assert_ended(pool, PoolState::Captured).await;
    }
}

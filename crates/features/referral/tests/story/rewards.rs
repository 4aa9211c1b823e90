//! Who brings a buyer is thanked once, from a capped budget, for what was sold and kept.

use crate::world::{DAY, World, terms};
use market::brought::CheckoutAsked;
use market::ops::{Pay, RefundWhat};
use market::{Actor, When};
use referral::budget::{Pays, Rate, Terms};
use referral::rows::RewardState;

testkit::both_engines! {
    /// From the link to the money: promised at ordering, earned when nobody can complain any more.
    async fn a_neighbour_is_brought_and_the_reward_is_earned(world: World) {
        let (ana, dan) = (world.member("Ana").await, world.rich("Dan", 10_000).await);
        let programme = world.programme(20_000, terms()).await;
        assert_eq!((world.lies(programme).await, world.fund().await, world.spent().await), (20_000, 80_000, 20_000));
        let code = world.code(ana).await;
        assert_eq!(world.code(ana).await, code, "the same one each time");
        let order = world.via(dan, 4_000, &code).await;
        assert_eq!(world.order_row(order).await.referred_by, Some(ana));
        let reward = world.reward(order).await;
        assert_eq!((reward.state, reward.promised_minor), (RewardState::Waiting, 200));
        assert_eq!(world.budget(programme).await.reserved_minor, 200);
        world.fulfil(order).await;
        // The buyer is content at once, and still has a week to find a worm.
        world.act(move |tx, now| market::ops::accept_order(tx, Actor::Member(dan), order, When::from(now))).await.unwrap();
        world.run_jobs().await;
        assert_eq!((world.reward(order).await.state, world.owed(ana).await), (RewardState::Waiting, 0));
        world.clock.advance(DAY * 8);
        world.run_jobs().await;
        assert_eq!((world.reward(order).await.state, world.owed(ana).await), (RewardState::Earned, 200));
        assert_eq!((world.payable().await, world.lies(programme).await), (3_600, 19_800));
        world.run_jobs().await;
        assert_eq!(world.owed(ana).await, 200, "once");
        // Every step names the one before it.
        let (community, entry) = (world.community, world.reward(order).await.entry.unwrap());
        let entry = world.db.read(move |reader| ledger::entry(reader, community, entry)).await.unwrap().unwrap();
        // But not who bought: the journal is open, and a reward that named its order would say who brought whom.
        let set_aside = world.budget(programme).await.entry;
        let head = &entry.head.entry;
        assert_eq!((head.cause_kind.as_str(), head.cause_id.clone(), head.parent_entry), ("reward_budget", programme.to_string(), set_aside));
        let number = head.number;
        let seen = |member| world.db.read(move |reader| referral::reward_seen(reader, community, number, member));
        assert_eq!(seen(dan).await.unwrap(), Some(referral::RewardSeen::Bought(order)));
        assert_eq!(seen(ana).await.unwrap(), Some(referral::RewardSeen::Brought));
        // From the order's own entries, which members may read, only its buyer is led to the reward.
        let thanked = |member| world.db.read(move |reader| referral::thanked_for(reader, community, order, member));
        assert_eq!((thanked(dan).await.unwrap(), thanked(ana).await.unwrap()), (Some(number), None));
        assert_eq!(seen(world.treasurer).await.unwrap(), None);
        assert_eq!(entry.head.entry.mandate, Some(world.mandate.to_string()));
        world.assert_whole().await;
    }

    /// Nobody brings themselves or a buyer to what they sell, an unknown code brings nobody, an old link does not count; all of them buy all the same.
    async fn what_brings_nobody_stands_in_nobodys_way(world: World) {
        let (ana, dan) = (world.member("Ana").await, world.rich("Dan", 20_000).await);
        let (anas, dans) = (world.code(ana).await, world.code(dan).await);
        let before = world.via(dan, 1_000, &anas).await;
        assert_eq!(world.order_row(before).await.referred_by, None, "no programme");
        let programme = world.programme(20_000, terms()).await;
        let opened = |days: u32| format!("{anas}.{}", world.now().minus(DAY * days).micros);
        let chens = world.code(world.chen).await;
        let future = format!("{anas}.{}", world.now().plus(DAY).micros);
        for (code, brings) in [
            (dans.clone(), false),
            // Whose apples they are.
            (chens, false),
            ("nosuchcode".to_owned(), false),
            ("not a code!".to_owned(), false),
            (opened(30), false),
            (future, false),
            (opened(29), true),
            (anas.to_uppercase(), true),
        ] {
            let order = world.via(dan, 1_000, &code).await;
            assert_eq!(world.order_row(order).await.referred_by, brings.then_some(ana), "{code}");
        }
        // Less than a minor unit is no reward.
        let crumb = world.via(dan, 19, &anas).await;
        assert_eq!(world.order_row(crumb).await.referred_by, None);
        world.end(world.treasurer, programme).await.unwrap();
        let after = world.via(dan, 1_000, &anas).await;
        assert_eq!(world.order_row(after).await.referred_by, None);
        assert_eq!(world.lies(programme).await, 100, "what is promised stays");
        world.assert_whole().await;
    }

    /// Nor for what a company sells or buys behind which they stand.
    async fn who_stands_behind_a_company_brings_it_nobody(world: World) {
        let (ana, dan, chen) = (world.member("Ana").await, world.rich("Dan", 20_000).await, world.chen);
        world.programme(20_000, terms()).await;
        let code = world.code(ana).await;
        for (company, owner, brings) in [(chen, ana, false), (dan, ana, false), (chen, dan, true)] {
            let stand = async |before: Vec<_>, now: Vec<_>| {
                let named = move |tx: &mut store::Tx, _| Ok::<_, store::OpError<()>>(community::name_behind(tx, company, &before, &now)?);
                world.act(named).await.unwrap();
            };
            stand(vec![], vec![owner]).await;
            let order = world.via(dan, 1_000, &code).await;
            assert_eq!(world.order_row(order).await.referred_by, brings.then_some(ana));
            stand(vec![owner], vec![]).await;
        }
        world.assert_whole().await;
    }

    /// Nor where they come to stand behind the buyer while the reward waits.
    async fn who_came_to_stand_behind_the_buyer_is_not_thanked(world: World) {
        let (ana, dan) = (world.member("Ana").await, world.rich("Dan", 20_000).await);
        world.programme(20_000, terms()).await;
        let code = world.code(ana).await;
        let order = world.via(dan, 1_000, &code).await;
        world.fulfil(order).await;
        world.act(move |tx, _| Ok::<_, store::OpError<()>>(community::name_behind(tx, dan, &[], &[ana])?)).await.unwrap();
        world.clock.advance(DAY * 20);
        world.run_jobs().await;
        world.clock.advance(DAY * 10);
        world.run_jobs().await;
        assert_eq!((world.reward(order).await.state, world.owed(ana).await), (RewardState::Void, 0));
        world.assert_whole().await;
    }

    /// Who stands behind a company has one cap with it, whichever of them brings.
    async fn a_person_and_their_company_have_one_cap(world: World) {
        let (ana, mill, bea) = (world.member("Ana").await, world.member("Mill").await, world.member("Bea").await);
        let dan = world.rich("Dan", 100_000).await;
        world.act(move |tx, _| Ok::<_, store::OpError<()>>(community::name_behind(tx, mill, &[], &[ana])?)).await.unwrap();
        world.programme(10_000, Terms { order_cap_minor: 200, member_cap_minor: 300, ..terms() }).await;
        for (who, promised) in [(ana, Some(200)), (mill, Some(100)), (mill, None), (ana, None), (bea, Some(200))] {
            let code = world.code(who).await;
            let order = world.via(dan, 9_000, &code).await;
            let by = world.order_row(order).await.referred_by;
            assert_eq!(by, promised.map(|_| who));
            if let Some(minor) = promised {
                assert_eq!(world.reward(order).await.promised_minor, minor);
            }
        }
        world.assert_whole().await;
    }

    /// Caps of an order, of a member and of the budget, each reached to the unit; what is promised is never promised twice.
    async fn no_cap_is_passed(world: World) {
        let (ana, bea) = (world.member("Ana").await, world.member("Bea").await);
        let dan = world.rich("Dan", 100_000).await;
        let programme = world.programme(450, Terms { order_cap_minor: 200, member_cap_minor: 300, ..terms() }).await;
        let (anas, beas) = (world.code(ana).await, world.code(bea).await);
        let mut promised = Vec::new();
        for (code, milli) in [(&anas, 9_000), (&anas, 9_000), (&anas, 9_000), (&beas, 2_000), (&beas, 9_000), (&beas, 9_000)] {
            let order = world.via(dan, milli, code).await;
            let brought = world.order_row(order).await.referred_by.is_some();
            promised.push(if brought { world.reward(order).await.promised_minor } else { 0 });
        }
        assert_eq!(promised, [200, 100, 0, 100, 50, 0]);
        assert_eq!(world.budget(programme).await.left_minor(), 0);
        world.assert_whole().await;
    }

    /// What came back before the sale settled is no sale: the reward is counted from the rest, or is for nothing.
    async fn only_what_was_kept_counts(world: World) {
        let (ana, dan) = (world.member("Ana").await, world.rich("Dan", 50_000).await);
        let programme = world.programme(20_000, terms()).await;
        let code = world.code(ana).await;
        let [part, whole, never] =
            [world.via(dan, 4_000, &code).await, world.via(dan, 4_000, &code).await, world.via(dan, 4_000, &code).await];
        world.refund(part, RefundWhat::Sum(1_000)).await.unwrap();
        world.refund(whole, RefundWhat::Sum(4_000)).await.unwrap();
        world.cancel(world.steward, never).await;
        assert_eq!(world.reward(never).await.state, RewardState::Void);
        world.fulfil(part).await;
        world.settle(whole).await;
        let (part, whole) = (world.reward(part).await, world.reward(whole).await);
        assert_eq!((part.state, part.earned_minor), (RewardState::Earned, 150));
        assert_eq!((whole.state, whole.earned_minor), (RewardState::Void, 0));
        let budget = world.budget(programme).await;
        assert_eq!((budget.reserved_minor, budget.spent_minor, world.owed(ana).await), (0, 150, 150));
        world.assert_whole().await;
    }

    /// A refund after settlement takes the reward back while it is owed; what was paid out is not chased.
    async fn a_refund_takes_it_back_while_unpaid(world: World) {
        let (ana, dan) = (world.member("Ana").await, world.rich("Dan", 50_000).await);
        let programme = world.programme(20_000, terms()).await;
        let code = world.code(ana).await;
        let (first, second) = (world.via(dan, 4_000, &code).await, world.via(dan, 4_000, &code).await);
        world.settle(first).await;
        world.settle(second).await;
        assert_eq!(world.owed(ana).await, 400);
        world.refund(first, RefundWhat::Sum(1_000)).await.unwrap();
        assert_eq!((world.owed(ana).await, world.reward(first).await.back_minor), (350, 50));
        // First in, first out: the first reward is paid out, and a part of the second.
        world.pay_out(ana, 250).await;
        world.refund(first, RefundWhat::Sum(3_000)).await.unwrap();
        assert_eq!((world.owed(ana).await, world.reward(first).await.back_minor), (100, 50), "paid is paid");
        world.refund(second, RefundWhat::Sum(4_000)).await.unwrap();
        assert_eq!((world.owed(ana).await, world.reward(second).await.back_minor), (0, 100));
        let budget = world.budget(programme).await;
        assert_eq!((budget.spent_minor, world.lies(programme).await), (250, 19_750));
        world.assert_whole().await;
    }

    /// The later one is taken back first: that takes nothing from the earlier.
    async fn what_is_taken_back_is_its_own(world: World) {
        let (ana, dan) = (world.member("Ana").await, world.rich("Dan", 50_000).await);
        world.programme(20_000, terms()).await;
        let code = world.code(ana).await;
        let (first, second) = (world.via(dan, 4_000, &code).await, world.via(dan, 4_000, &code).await);
        world.settle(first).await;
        world.settle(second).await;
        world.pay_out(ana, 50).await;
        world.refund(second, RefundWhat::Sum(4_000)).await.unwrap();
        assert_eq!((world.owed(ana).await, world.reward(second).await.back_minor), (150, 200));
        world.refund(first, RefundWhat::Sum(4_000)).await.unwrap();
        assert_eq!((world.owed(ana).await, world.reward(first).await.back_minor), (0, 150));
        world.assert_whole().await;
    }

    /// Given as a coupon: it pays a part of one order, is lessened while it is unused, and returns when nobody uses it.
    async fn a_reward_can_be_a_coupon(world: World) {
        let (ana, dan) = (world.rich("Ana", 10_000).await, world.rich("Dan", 50_000).await);
        let fixed = Terms { rate: Rate::Fixed(300), pays: Pays::Coupon, ..terms() };
        let programme = world.programme(20_000, fixed).await;
        let code = world.code(ana).await;
        let order = world.via(dan, 4_000, &code).await;
        world.settle(order).await;
        let coupon = world.reward(order).await.coupon_id.unwrap();
        assert_eq!((world.coupon(coupon).await.amount_minor, world.lies(programme).await), (300, 20_000));
        assert_eq!(world.owed(ana).await, 10_000, "no money");
        world.refund(order, RefundWhat::Sum(3_600)).await.unwrap();
        assert_eq!(world.coupon(coupon).await.amount_minor, 200);
        let used = world.with_coupon(ana, 500, Pay::SetOff, coupon).await.unwrap().id;
        assert_eq!((world.owed(ana).await, world.lies(programme).await), (9_700, 19_800));
        world.refund(order, RefundWhat::Sum(200)).await.unwrap();
        assert_eq!(world.coupon(coupon).await.amount_minor, 200, "what is used is not chased");
        world.settle(used).await;
        world.clock.advance(DAY * 100);
        world.run_jobs().await;
        assert_eq!((world.lies(programme).await, world.spent().await), (0, 200));
        world.assert_whole().await;
    }

    /// Who was erased, or has left, is rewarded for nothing.
    async fn whoever_is_gone_gets_nothing(world: World) {
        let (ana, dan) = (world.member("Ana").await, world.rich("Dan", 50_000).await);
        let programme = world.programme(20_000, terms()).await;
        let packet = world.packet(600, 2, referral::budget::Parts::Equal).await;
        world.take(ana, packet).await.unwrap();
        let code = world.code(ana).await;
        let order = world.via(dan, 4_000, &code).await;
        world.act(move |tx, _| referral::ops::forget_member(tx, ana)).await.unwrap();
        let later = world.via(dan, 4_000, &code).await;
        assert_eq!(world.order_row(later).await.referred_by, None);
        let leaving = community::ops::leave::LeaveInput { actor: ana, member: ana, reason: String::new() };
        world.act(move |tx, now| community::ops::leave::leave(tx, &leaving, now)).await.unwrap();
        world.settle(order).await;
        assert_eq!((world.reward(order).await.state, world.owed(ana).await), (RewardState::Void, 0));
        assert_eq!(world.lies(programme).await, 20_000);
        world.clock.advance(DAY * 60);
        world.run_jobs().await;
        assert_eq!((world.lies(programme).await, world.lies(packet).await, world.spent().await), (0, 0, 0));
        assert_eq!(world.fund().await, 100_000 + 400, "with its part of one sale; the other is on its way");
        world.assert_whole().await;
    }

    /// An order that was asked for again under its key is one order, one promise.
    async fn the_same_request_promises_once(world: World) {
        let (ana, dan) = (world.member("Ana").await, world.rich("Dan", 50_000).await);
        let programme = world.programme(20_000, terms()).await;
        let code = world.code(ana).await;
        let asked = CheckoutAsked { via: Some(code), coupon: None };
        let key = store::IdempotencyKey::of(dan.as_str(), "k", "place_order", &"x").unwrap();
        let mut ids = Vec::new();
        for _ in 0..2 {
            let (apples, asked, key, id) = (world.apples, asked.clone(), key.clone(), world.id());
            let placed = world.act(move |tx, now| {
                let order = market::ops::PlaceOrder {
                    id,
                    buyer: dan,
                    lines: vec![market::ops::LineWanted {
                        offer: apples,
                        variant: 1,
                        quantity: kernel::Quantity::from_milli(2_000),
                        asked: market::ops::Asked::Current,
                    }],
                    pay: Pay::SetOff,
                    reference: None,
                    key: Some(key.clone()),
                };
                let above = |tx: &mut store::Tx, ordered: &market::brought::Ordered| referral::ops::bring(tx, ordered, &asked);
                market::ops::place_order_brought(tx, dan, &order, &above, When::from(now))
            });
            ids.push(placed.await.unwrap().id);
        }
        assert_eq!(ids[0], ids[1]);
        assert_eq!(world.budget(programme).await.reserved_minor, 100);
        world.assert_whole().await;
    }
}

//! Red packets: taken once each, spent on goods with the buyer's money, and what is left goes back.

use crate::world::{DAY, World, terms};
use market::brought::{AtCheckout, CheckoutAsked, Ordered};
use market::ops::{Pay, RefundWhat};
use market::order::{OrderRefused, State};
use market::{Actor, When};
use referral::budget::{Parts, Rules};
use referral::ops::{DecideBudget, decide_budget};
use referral::{Checkout, RewardRefused as No};

testkit::both_engines! {
    /// Suppliers and funds get their whole parts: the buyer pays what the coupon does not.
    async fn a_coupon_pays_together_with_the_buyer(world: World) {
        let dan = world.rich("Dan", 10_000).await;
        let packet = world.packet(900, 3, Parts::Equal).await;
        let taken = world.take(dan, packet).await.unwrap();
        assert_eq!(taken.amount_minor, 300);
        let order = world.with_coupon(dan, 2_000, Pay::SetOff, taken.coupon).await.unwrap();
        assert_eq!((order.total_minor, world.owed(dan).await, world.lies(packet).await), (2_000, 8_300, 600));
        let before = world.fund().await;
        world.settle(order.id).await;
        assert_eq!((world.payable().await, world.fund().await - before), (1_800, 200));
        let again = world.with_coupon(dan, 2_000, Pay::SetOff, taken.coupon).await.unwrap_err();
        assert_eq!(again.why, OrderRefused::CouponUnusable);
        world.assert_whole().await;
    }

    /// What a buyer is shown before ordering is what is promised when they order, and what is paid: with a coupon, and without.
    async fn what_is_shown_is_promised(world: World) {
        let (ana, dan) = (world.member("Ana").await, world.rich("Dan", 10_000).await);
        let packet = world.packet(147, 3, Parts::Equal).await;
        let coupon = world.take(dan, packet).await.unwrap().coupon;
        world.programme(20_000, terms()).await;
        let via = Some(world.code(ana).await);
        let shown = |coupon: Option<String>| {
            let ordered = Ordered { order: world.id(), buyer: dan, sellers: vec![], total_minor: 3_000, now: world.now() };
            let (asked, community) = (CheckoutAsked { via: via.clone(), coupon }, world.community);
            world.db.read(move |reader| Checkout.shown(reader, community, &ordered, &asked, web::Lang::En))
        };
        let before = shown(None).await.unwrap().via.unwrap();
        let chosen = shown(Some(coupon.to_string())).await.unwrap().via.unwrap();
        assert!(chosen.reward_minor < before.reward_minor, "what a coupon pays is no sale of theirs");
        // Before a coupon is chosen it is said what one would make of it.
        let said = kernel::Money::new(chosen.reward_minor, kernel::Currency::CNY).to_string();
        assert!(before.note.contains(&said), "{}", before.note);
        let asked = CheckoutAsked { via: via.clone(), coupon: Some(coupon.to_string()) };
        let with = world.order(dan, 3_000, Pay::SetOff, asked).await.unwrap().id;
        let without = world.via(dan, 3_000, via.as_deref().unwrap()).await;
        for (order, shown) in [(with, chosen), (without, before)] {
            assert_eq!(world.reward(order).await.promised_minor, shown.reward_minor);
            world.settle(order).await;
            world.clock.advance(DAY * 30);
            world.run_jobs().await;
            assert_eq!(world.reward(order).await.earned_minor, shown.reward_minor);
        }
        world.assert_whole().await;
    }

    /// Whoever sees one coupon's id learns no sum of another's from it: they come of two chances, and the same ids stand on
    /// other sums.
    async fn an_id_tells_no_sum(world: World) {
        let ana = world.member("Ana").await;
        let mut seen = Vec::new();
        for seed in [1, 2] {
            let rules = Rules::Packet { part_count: 20, parts: Parts::Random };
            let budget = world.propose(world.treasurer, 10_000, rules).await.unwrap().budget;
            let input = DecideBudget { budget, refused_because: None, seed, seed_of_ids: 9, key: None };
            let by = world.steward;
            world.act(move |tx, now| decide_budget(tx, by, &input, now)).await.unwrap();
            let taken = world.take(ana, budget).await.unwrap();
            let id = taken.coupon.to_string();
            seen.push((id[id.len() - 16..].to_owned(), taken.amount_minor));
            world.clock.advance(DAY);
        }
        assert_eq!(seen[0].0, seen[1].0, "the same chance of ids");
        assert_ne!(seen[0].1, seen[1].1, "another of the sums");
    }

    /// Once each, as long as there is some; and not one's own coupon only.
    async fn everybody_takes_once(world: World) {
        let (ana, bea, dan) = (world.member("Ana").await, world.rich("Bea", 5_000).await, world.member("Dan").await);
        let packet = world.packet(1_001, 2, Parts::Random).await;
        let first = world.take(ana, packet).await.unwrap();
        assert_eq!(world.take(ana, packet).await.unwrap_err(), No::TakenAlready);
        assert_eq!(world.take(world.id(), packet).await.unwrap_err(), No::NotAMember);
        let second = world.take(bea, packet).await.unwrap();
        assert_eq!(first.amount_minor + second.amount_minor, 1_001);
        assert_eq!(world.take(dan, packet).await.unwrap_err(), No::NoneLeft);
        let others = world.with_coupon(bea, 2_000, Pay::SetOff, first.coupon).await.unwrap_err();
        assert_eq!(others.why, OrderRefused::CouponUnusable);
        let programme = world.programme(1_000, referral::budget::Terms { member_cap_minor: 1_000, order_cap_minor: 100, ..crate::world::terms() }).await;
        assert_eq!(world.take(dan, programme).await.unwrap_err(), No::NoSuchBudget);
        world.clock.advance(DAY * 60);
        assert_eq!(world.take(dan, packet).await.unwrap_err(), No::WrongState);
        let late = world.with_coupon(bea, 2_000, Pay::SetOff, second.coupon).await.unwrap_err();
        assert_eq!(late.why, OrderRefused::CouponUnusable);
        world.assert_whole().await;
    }

    /// Whoever stands behind a company takes once with it, whichever of them comes first; two who own one company are two, and whoever stands
    /// behind it no more is somebody else.
    async fn a_person_and_their_company_take_once(world: World) {
        let (ana, bea, dan) = (world.member("Ana").await, world.member("Bea").await, world.member("Dan").await);
        let (mill, barn, shop) = (world.member("Mill").await, world.member("Barn").await, world.member("Shop").await);
        let named = async |company, before: Vec<_>, now: Vec<_>| {
            world.act(move |tx, _| Ok::<_, store::OpError<()>>(community::name_behind(tx, company, &before, &now)?)).await.unwrap();
        };
        named(mill, vec![], vec![ana]).await;
        named(shop, vec![], vec![ana]).await;
        named(barn, vec![], vec![bea, dan]).await;
        let packet = world.packet(900, 9, Parts::Equal).await;
        world.take(ana, packet).await.unwrap();
        for one in [mill, shop] {
            assert_eq!(world.take(one, packet).await.unwrap_err(), No::TakenAlready);
        }
        let other = world.packet(900, 9, Parts::Equal).await;
        world.take(mill, other).await.unwrap();
        for one in [ana, shop] {
            assert_eq!(world.take(one, other).await.unwrap_err(), No::TakenAlready);
        }
        for one in [bea, dan] {
            world.take(one, packet).await.unwrap();
        }
        assert_eq!(world.take(barn, packet).await.unwrap_err(), No::TakenAlready);
        named(mill, vec![ana], vec![]).await;
        world.take(mill, packet).await.unwrap();
        assert_eq!((world.budget(packet).await.taken_count, world.budget(other).await.taken_count), (4, 1));
        world.assert_whole().await;
    }

    /// Two taps at once on both nodes take one.
    async fn two_taps_take_one(world: World) {
        let dan = world.member("Dan").await;
        let packet = world.packet(900, 3, Parts::Equal).await;
        let (community, now) = (world.community, world.now());
        let mut taps = Vec::new();
        for at in 0..8 {
            let db = if at % 2 == 0 { world.db.clone() } else { world.other.clone() };
            let input = referral::ops::TakeCoupon { budget: packet, key: None };
            let tap = async move { db.transact(community, move |tx| referral::ops::take_coupon(tx, dan, &input, now)).await };
            taps.push(tokio::spawn(tap));
        }
        let mut got = 0;
        for tap in taps {
            match crate::world::answer(tap.await.unwrap()) {
                Ok(_) => got += 1,
                Err(why) => assert_eq!(why, No::TakenAlready),
            }
        }
        assert_eq!((got, world.budget(packet).await.taken_count), (1, 1));
        world.assert_whole().await;
    }

    /// As many parts as there may be, by chance, and a rush on the last five from both nodes: each is taken once, and together they are the
    /// whole to the unit.
    async fn five_hundred_parts_and_a_rush_on_the_last(world: World) {
        let packet = world.packet(20_003, 500, Parts::Random).await;
        let mut sum = 0;
        for number in 0..495 {
            let member = world.member(&format!("N{number}")).await;
            let amount = world.take(member, packet).await.unwrap().amount_minor;
            assert!(amount > 0, "{number}");
            sum += amount;
        }
        let mut rush = Vec::new();
        for number in 0..64 {
            rush.push(world.member(&format!("R{number}")).await);
        }
        let (community, now) = (world.community, world.now());
        let taps: Vec<_> = rush
            .into_iter()
            .enumerate()
            .map(|(at, member)| {
                let db = if at % 2 == 0 { world.db.clone() } else { world.other.clone() };
                let input = referral::ops::TakeCoupon { budget: packet, key: None };
                tokio::spawn(async move {
                    db.transact(community, move |tx| referral::ops::take_coupon(tx, member, &input, now)).await
                })
            })
            .collect();
        let mut got = 0;
        for tap in taps {
            match crate::world::answer(tap.await.unwrap()) {
                Ok(taken) => (got, sum) = (got + 1, sum + taken.amount_minor),
                Err(why) => assert_eq!(why, No::NoneLeft),
            }
        }
        assert_eq!((got, sum, world.budget(packet).await.taken_count), (5, 20_003, 500));
        world.assert_whole().await;
    }

    /// What a coupon paid goes back to its budget with every refund, never to the buyer; and is all back with the last.
    async fn a_refund_gives_each_its_own_back(world: World) {
        let dan = world.rich("Dan", 10_000).await;
        let packet = world.packet(1_000, 3, Parts::Equal).await;
        let coupon = world.take(dan, packet).await.unwrap();
        let order = world.with_coupon(dan, 1_001, Pay::SetOff, coupon.coupon).await.unwrap().id;
        assert_eq!((world.owed(dan).await, world.lies(packet).await), (10_000 - 667, 666));
        let gave = world.refund(order, RefundWhat::Sum(500)).await.unwrap();
        assert_eq!((gave.amount_minor, gave.coupon_minor), (500, 166));
        assert_eq!((world.owed(dan).await, world.lies(packet).await), (10_000 - 667 + 334, 832));
        world.settle(order).await;
        world.refund(order, RefundWhat::Sum(501)).await.unwrap();
        assert_eq!((world.owed(dan).await, world.lies(packet).await, world.payable().await), (10_000, 1_000, 0));
        world.assert_whole().await;
    }

    /// It pays an order whole and no more; what it could have paid beyond goes back in the end.
    async fn a_coupon_larger_than_the_order(world: World) {
        let dan = world.member("Dan").await;
        let packet = world.packet(900, 3, Parts::Equal).await;
        let coupon = world.take(dan, packet).await.unwrap();
        let order = world.with_coupon(dan, 250, Pay::Later, coupon.coupon).await.unwrap();
        assert_eq!((order.state, world.lies(packet).await), (State::Paid, 650));
        world.settle(order.id).await;
        assert_eq!((world.payable().await, world.owed(dan).await), (225, 0));
        world.clock.advance(DAY * 60);
        world.run_jobs().await;
        assert_eq!((world.lies(packet).await, world.spent().await), (0, 250));
        assert_eq!(world.budget(packet).await.returned_minor, 650);
        world.run_jobs().await;
        assert_eq!(world.fund().await, 100_000 - 250 + 25, "once");
        world.refund(order.id, RefundWhat::Sum(250)).await.unwrap();
        assert_eq!((world.lies(packet).await, world.spent().await, world.owed(dan).await), (0, 0, 0), "past its end too");
        world.assert_whole().await;
    }

    /// Put on an order that is then given up, it can be used again; on one that waits for money it is kept past the end.
    async fn a_coupon_on_an_unpaid_order(world: World) {
        let dan = world.rich("Dan", 10_000).await;
        let packet = world.packet(900, 3, Parts::Equal).await;
        let coupon = world.take(dan, packet).await.unwrap().coupon;
        let first = world.with_coupon(dan, 2_000, Pay::Later, coupon).await.unwrap().id;
        let twice = world.with_coupon(dan, 2_000, Pay::Later, coupon).await.unwrap_err();
        assert_eq!(twice.why, OrderRefused::CouponUnusable);
        world.cancel(dan, first).await;
        let second = world.with_coupon(dan, 2_000, Pay::Later, coupon).await.unwrap().id;
        world.end(world.treasurer, packet).await.unwrap();
        assert_eq!(world.lies(packet).await, 300, "what the order is going to take");
        let choose = market::ops::ChoosePayment { order: second, payment: world.id(), method: market::payment::MethodCode::SetOff, simulated: false };
        world.act(move |tx, now| market::ops::choose_payment(tx, Actor::Member(dan), &choose, When::from(now))).await.unwrap();
        assert_eq!((world.owed(dan).await, world.lies(packet).await), (8_300, 0));
        world.settle(second).await;
        assert_eq!(world.payable().await, 1_800);
        world.assert_whole().await;
    }

    /// An order with a coupon that nobody pays expires, and then its part goes back too.
    async fn an_expired_order_lets_its_coupon_go(world: World) {
        let dan = world.member("Dan").await;
        let packet = world.packet(900, 3, Parts::Equal).await;
        let coupon = world.take(dan, packet).await.unwrap().coupon;
        world.clock.advance(DAY * 60 - std::time::Duration::from_secs(60));
        world.run_jobs().await;
        let order = world.with_coupon(dan, 2_000, Pay::Later, coupon).await.unwrap().id;
        world.clock.advance(std::time::Duration::from_secs(61));
        world.run_jobs().await;
        assert_eq!(world.lies(packet).await, 300);
        world.clock.advance(DAY * 10);
        world.run_jobs().await;
        assert_eq!(world.order_row(order).await.state, State::Expired);
        assert_eq!((world.lies(packet).await, world.spent().await, world.fund().await), (0, 0, 100_000));
        world.assert_whole().await;
    }

    /// Ended early, and then an order with a coupon is cancelled: the coupon is good for what came back and no more.
    async fn a_coupon_that_comes_free_after_the_end(world: World) {
        let dan = world.rich("Dan", 10_000).await;
        let packet = world.packet(900, 3, Parts::Equal).await;
        let coupon = world.take(dan, packet).await.unwrap().coupon;
        let small = world.with_coupon(dan, 250, Pay::SetOff, coupon).await.unwrap().id;
        world.end(world.treasurer, packet).await.unwrap();
        assert_eq!((world.lies(packet).await, world.spent().await), (0, 250));
        world.refund(small, RefundWhat::Sum(100)).await.unwrap();
        assert_eq!((world.lies(packet).await, world.spent().await), (0, 150), "it is for nobody");
        world.cancel(world.steward, small).await;
        assert_eq!(world.lies(packet).await, 150);
        let again = world.with_coupon(dan, 2_000, Pay::SetOff, coupon).await.unwrap().id;
        assert_eq!((world.order_row(again).await.coupon_minor, world.owed(dan).await), (150, 10_000 - 1_850));
        world.assert_whole().await;
        world.cancel(world.steward, again).await;
        world.clock.advance(DAY * 60);
        world.run_jobs().await;
        assert_eq!((world.lies(packet).await, world.spent().await, world.owed(dan).await), (0, 0, 10_000));
        world.assert_whole().await;
    }

    /// Goods once more: what the coupon had paid of the bad ones it pays of the good ones, and the buyer pays nothing again.
    async fn goods_once_more_keep_their_coupon(world: World) {
        let dan = world.rich("Dan", 1_700).await;
        let packet = world.packet(900, 3, Parts::Equal).await;
        let coupon = world.take(dan, packet).await.unwrap().coupon;
        let order = world.with_coupon(dan, 2_000, Pay::SetOff, coupon).await.unwrap().id;
        assert_eq!(world.owed(dan).await, 0);
        world.fulfil(order).await;
        let half = vec![(1, kernel::Quantity::from_milli(1_000))];
        let complain = market::ops::Complain {
            order,
            kind: market::complaint::ComplaintKind::Damaged,
            lines: half.clone(),
            reason: "brown".to_owned(),
            photos: Vec::new(),
        };
        world.act(move |tx, now| market::ops::complain(tx, Actor::Member(dan), &complain, When::from(now))).await.unwrap();
        let proposed = market::ops::Proposed::Replacement(half);
        let answer = market::ops::AnswerComplaint { order, remedy: world.id(), proposed, reason: "sorry".to_owned() };
        let steward = Actor::Member(world.steward);
        world.act(move |tx, now| market::ops::answer_complaint(tx, steward, &answer, When::from(now))).await.unwrap();
        let agree = market::ops::AnswerRemedy { order, remedy: 1, reason: String::new() };
        world.act(move |tx, now| market::ops::agree_remedy(tx, Actor::Member(dan), &agree, When::from(now))).await.unwrap();
        world.run_jobs().await;
        assert_eq!((world.owed(dan).await, world.lies(packet).await), (0, 600));
        assert_eq!(world.order_row(order).await.coupon_back_minor, 150);
        world.assert_whole().await;
        world.clock.advance(DAY * 8);
        world.run_jobs().await;
        assert_eq!(world.payable().await, 900, "of what was good the first time");
        world.assert_whole().await;
    }

    /// Money at the bank pays what the coupon does not, and more than that is the buyer's.
    async fn a_transfer_pays_the_rest(world: World) {
        let dan = world.member("Dan").await;
        let packet = world.packet(900, 3, Parts::Equal).await;
        let coupon = world.take(dan, packet).await.unwrap().coupon;
        let settings = market::ops::SetUpMarket { bank_instructions: Some("IBAN".to_owned()), ..market_settings() };
        let steward = Actor::Member(world.steward);
        world.act(move |tx, now| market::ops::set_up_market(tx, steward, &settings, When::from(now))).await.unwrap();
        let order = world.with_coupon(dan, 2_000, Pay::Later, coupon).await.unwrap().id;
        let record = market::ops::RecordPayment {
            payment: world.id(),
            order,
            method: market::payment::MethodCode::BankTransfer,
            arrived: market::ops::Arrived { at: world.now().into(), amount_minor: 1_750, reference: None },
            key: None,
        };
        let treasurer = Actor::Member(world.treasurer);
        world.act(move |tx, now| market::ops::record_payment(tx, treasurer, &record, When::from(now))).await.unwrap();
        assert_eq!(world.order_row(order).await.state, State::Paid);
        assert_eq!((world.owed(dan).await, world.lies(packet).await), (50, 600));
        world.assert_whole().await;
    }

    /// A coupon and a link together: the reward is counted from what the buyer's own money paid.
    async fn a_coupon_earns_nobody_a_reward(world: World) {
        let (ana, dan) = (world.member("Ana").await, world.rich("Dan", 10_000).await);
        let packet = world.packet(900, 3, Parts::Equal).await;
        world.programme(20_000, crate::world::terms()).await;
        let (code, coupon) = (world.code(ana).await, world.take(dan, packet).await.unwrap().coupon);
        let asked = CheckoutAsked { via: Some(code), coupon: Some(coupon.to_string()) };
        let order = world.order(dan, 2_000, Pay::SetOff, asked).await.unwrap().id;
        assert_eq!(world.reward(order).await.promised_minor, 85);
        world.settle(order).await;
        assert_eq!(world.owed(ana).await, 85);
        world.assert_whole().await;
    }
}

fn market_settings() -> market::ops::SetUpMarket {
    market::ops::SetUpMarket {
        hold_seconds: 3_600,
        claim_seconds: 86_400,
        after_sales_seconds: 7 * 86_400,
        bank_instructions: None,
        code_instructions: None,
        code_image: None,
    }
}

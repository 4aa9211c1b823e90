//! Money that was given is no surplus: what a campaign released is for its purpose, and what was spent of it is no cost of the fund.

use crate::given_world::{per_head, says_nothing_of_before};
use crate::world::{CNY, DAY, World};
use distribution::DistributionRefused as No;
use distribution::given::LeftOut;
use distribution::ops::Frozen;
use ledger::AccountKey;
use pools::campaign::Offered;
use spending::asked::Payee;
use spending::receipt::ReceiptKind;

testkit::both_engines! {
    /// What a campaign released is no surplus; nor does it make up for what the fund has lost otherwise.
    async fn a_campaigns_gift_is_shared_out_to_nobody(world: World) {
        world.entry(AccountKey::bank(CNY), AccountKey::opening(1, CNY), 1_000).await;
        world.cooler(360, Offered::Donation).await;
        let given = world.close_month().await;
        assert_eq!(world.simulate(given, 1, &per_head()).await.map(drop), Err(No::NothingToShare));
        world.earn(1, -435).await.unwrap();
        let loss = world.close_month().await;
        let simulated = world.simulate(loss, 1, &per_head()).await.unwrap();
        assert_eq!(simulated.outcome.result.of_period(), -435);
    }

    /// What was spent of it is no cost: it comes out of the campaign's money first, and the rest of the fund's trade stands alone.
    async fn what_is_spent_of_a_campaign_is_no_cost(world: World) {
        let pool = world.cooler(360, Offered::Donation).await;
        world.earn(1, 500).await.unwrap();
        world.spend(pool, 300).await;
        let left = world.left().await;
        let said = LeftOut { campaign_gifts_minor: 360, campaign_costs_minor: 300, ..LeftOut::default() };
        assert_eq!(left, said);
        let period = world.month();
        assert!(world.simulate(period, 1, &per_head()).await.is_err(), "the month is not closed");
    }

    /// The surplus of trade is shared out as ever, beside a gift; and the gift is still there.
    async fn trade_is_shared_out_and_the_gift_stays(world: World) {
        world.cooler(360, Offered::Donation).await;
        world.earn(1, 500).await.unwrap();
        let period = world.close_month().await;
        let simulated = world.simulate(period, 1, &per_head()).await.unwrap();
        assert_eq!((simulated.outcome.result.income_minor, simulated.outcome.shared_minor), (860, 500));
        let frozen = world.freeze(simulated).await;
        world.carry_out(&frozen).await.unwrap();
        world.run_jobs().await;
        assert_eq!(world.fund_balance(1).await, 360);
        world.assert_sound().await;
    }

    /// Gifts without a campaign make up for a loss of their time, and never make a surplus. Other income is earned.
    async fn a_gift_makes_up_for_a_loss_and_makes_no_surplus(world: World) {
        world.entry(AccountKey::bank(CNY), AccountKey::donation(1, CNY), 700).await;
        world.earn(1, -500).await.unwrap();
        world.earn(1, 100).await.unwrap();
        let period = world.close_month().await;
        assert_eq!(world.simulate(period, 1, &per_head()).await.map(drop), Err(No::NothingToShare));
        world.entry(AccountKey::bank(CNY), AccountKey::donation(1, CNY), 700).await;
        world.earn(1, 100).await.unwrap();
        assert_eq!(world.left().await, LeftOut { gifts_minor: 700, ..LeftOut::default() });
    }

    /// What was received for being named is shared out to everybody by its own preset; what was received as a gift beside it is not.
    async fn sponsorship_is_shared_out_and_a_gift_beside_it_stays(world: World) {
        for (kind, amount_minor) in [(ReceiptKind::Sponsorship, 4_000), (ReceiptKind::Gift, 700), (ReceiptKind::Grant, 500)] {
            world.receives(kind, amount_minor).await;
        }
        let period = world.close_month().await;
        let simulated = world.simulate(period, 1, &per_head()).await.unwrap();
        assert_eq!((simulated.outcome.result.income_minor, simulated.outcome.shared_minor), (5_200, 4_000));
        let frozen = world.freeze(simulated).await;
        world.carry_out(&frozen).await.unwrap();
        world.run_jobs().await;
        assert_eq!((world.fund_balance(1).await, world.owed(world.dan).await), (1_200, 1_000));
        world.assert_sound().await;
    }

    /// The price of what was ordered ahead is earned, less what it cost, when nothing more can be spent of it.
    async fn goods_ordered_ahead_are_earned_when_their_mandate_is_over(world: World) {
        let pool = world.cooler(1_000, Offered::PreOrder).await;
        world.spend(pool, 300).await;
        world.earn(1, 50).await.unwrap();
        let said = LeftOut { ordered_minor: 1_000, ordered_costs_minor: 300, ..LeftOut::default() };
        assert_eq!(world.left().await, said);
        world.clock.advance(DAY * 365);
        world.earn(1, 50).await.unwrap();
        // Nobody shared out the time between: what was earned in it stays in the fund.
        let period = world.close_month().await;
        let outcome = world.simulate(period, 1, &per_head()).await.unwrap().outcome;
        assert_eq!((outcome.left_out, outcome.shared_minor), (Some(LeftOut::default()), 50));
    }
    /// The price of goods was counted when it came, by the program of before: it is not earned once more when their mandate is over, and what
    /// is spent of it until then is a cost.
    async fn what_was_counted_before_is_not_counted_again(world: World) {
        let pool = world.cooler(1_000, Offered::PreOrder).await;
        world.earn(1, 52).await.unwrap();
        let before = world.share_month_as_before(pool).await;
        assert_eq!(world.distribution(before).await.total_minor, 1_052);
        assert_eq!(world.fund_balance(1).await, 0);
        world.earn(1, 500).await.unwrap();
        world.spend(pool, 300).await;
        let period = world.close_month().await;
        let simulated = world.simulate(period, 1, &per_head()).await.unwrap();
        assert_eq!((simulated.outcome.left_out, simulated.outcome.shared_minor), (Some(LeftOut::default()), 200));
        let frozen = world.freeze(simulated).await;
        world.carry_out(&frozen).await.unwrap();
        world.run_jobs().await;
        world.clock.advance(DAY * 365);
        world.earn(1, 60).await.unwrap();
        let period = world.close_month().await;
        let simulated = world.simulate(period, 1, &per_head()).await.unwrap();
        assert_eq!((simulated.outcome.left_out, simulated.outcome.shared_minor), (Some(LeftOut::default()), 60));
        world.freeze(simulated).await;
        assert_eq!(world.wrong_beside(before).await, Vec::<String>::new());
    }

    /// The team asks, gives its mandate back, and the month is over: what it asked for is kept for it, decided in the next month, and paid.
    async fn what_was_asked_for_before_a_mandate_is_given_back_is_kept(world: World) {
        let pool = world.cooler(1_000, Offered::PreOrder).await;
        let asked = world.ask(pool, Payee::Member(world.chen), 600).await;
        let outside = world.ask(pool, Payee::Outside("Cold & Co".to_owned()), 150).await;
        let dropped = world.ask(pool, Payee::Member(world.chen), 50).await;
        world.approve(outside).await.unwrap();
        world.clock.advance(DAY);
        world.give_back(pool).await;
        let simulated = world.simulated().await;
        let said = LeftOut { ordered_minor: 800, ..LeftOut::default() };
        assert_eq!((simulated.outcome.left_out, simulated.outcome.shared_minor), (Some(said), 200));
        world.carry(simulated).await;
        assert_eq!(world.fund_balance(1).await, 800);

        world.approve(asked).await.unwrap();
        world.refuse(dropped).await;
        world.earn(1, 40).await.unwrap();
        let simulated = world.simulated().await;
        let said = LeftOut { ordered_minor: -650, ..LeftOut::default() };
        // What was refused is earned now; what was said yes to took what was kept for it.
        assert_eq!((simulated.outcome.left_out, simulated.outcome.shared_minor), (Some(said), 90));
        world.carry(simulated).await;
        assert_eq!(world.fund_balance(1).await, 150);

        world.pay(outside).await;
        world.earn(1, 10).await.unwrap();
        let simulated = world.simulated().await;
        let said = LeftOut { ordered_minor: -150, ..LeftOut::default() };
        assert_eq!((simulated.outcome.left_out, simulated.outcome.shared_minor), (Some(said), 10));
        world.carry(simulated).await;
        assert_eq!(world.fund_balance(1).await, 0);
        world.assert_sound().await;
    }

    /// Where the program of before had earned it all, what is paid of it later is a cost, and no loss is hidden.
    async fn what_was_earned_with_all_that_waited_is_a_cost_when_it_is_spent(world: World) {
        let pool = world.cooler(1_000, Offered::PreOrder).await;
        let asked = world.ask(pool, Payee::Member(world.chen), 600).await;
        world.clock.advance(DAY);
        world.give_back(pool).await;
        world.earn(1, 52).await.unwrap();
        let before = world.share_month_as_before(pool).await;
        // It left out what is bound, and knew nothing of what was asked for.
        world.rewrite(before, |outcome| {
            (outcome.left_out, outcome.told_apart_from_us) = (Some(LeftOut::default()), Some(0));
            outcome.gifts_left_out_minor = Some(0);
        }).await;
        let wrong = world.wrong().await;
        assert!(!wrong.iter().any(|text| text.contains("left out") || text.contains("held back")), "{wrong:?}");
        world.earn(1, 700).await.unwrap();
        world.approve(asked).await.unwrap();
        let simulated = world.simulated().await;
        assert_eq!((simulated.outcome.left_out, simulated.outcome.shared_minor), (Some(LeftOut::default()), 100));
        assert_eq!(simulated.outcome.held_from_us, Some(world.distribution(before).await.ends_us.micros));
        world.carry(simulated).await;
        assert_eq!(world.wrong_beside(before).await, Vec::<String>::new());
    }

    /// A gift that was spent is a loss when it is taken back; one that was left out is none.
    async fn a_gift_that_is_taken_back_hides_no_loss(world: World) {
        let (bank, gift) = (AccountKey::bank(CNY), AccountKey::donation(1, CNY));
        world.entry(AccountKey::bank(CNY), AccountKey::opening(1, CNY), 5_000).await;
        world.entry(bank.clone(), gift.clone(), 1_000).await;
        world.earn(1, -900).await.unwrap();
        world.earn(1, 50).await.unwrap();
        // 150 of it are left: 50 were earned, and 850 of it made up for a loss.
        let period = world.close_month().await;
        assert_eq!(world.simulate(period, 1, &per_head()).await.map(drop), Err(No::NothingToShare));
        world.entry(gift, bank, 1_000).await;
        world.earn(1, 500).await.unwrap();
        let period = world.close_month().await;
        let simulated = world.simulate(period, 1, &per_head()).await.unwrap();
        let outcome = &simulated.outcome;
        assert_eq!(outcome.left_out.unwrap(), LeftOut { gifts_minor: -150, ..LeftOut::default() });
        assert_eq!((outcome.result.of_period(), outcome.gifts_left_out_minor), (-350, Some(0)));
        world.freeze(simulated).await;
        world.assert_sound().await;
    }

    /// What a distribution that was decided has left out, the next one knows.
    async fn what_was_left_out_may_be_taken_back_later(world: World) {
        let (bank, gift) = (AccountKey::bank(CNY), AccountKey::donation(1, CNY));
        world.entry(bank.clone(), gift.clone(), 700).await;
        world.earn(1, 100).await.unwrap();
        world.share_month().await;
        world.entry(gift, bank, 700).await;
        world.earn(1, 100).await.unwrap();
        let period = world.close_month().await;
        let simulated = world.simulate(period, 1, &per_head()).await.unwrap();
        assert_eq!(simulated.outcome.left_out.unwrap(), LeftOut { gifts_minor: -700, ..LeftOut::default() });
        assert_eq!((simulated.outcome.shared_minor, simulated.outcome.gifts_left_out_minor), (100, Some(0)));
        world.freeze(simulated).await;
        world.assert_sound().await;
    }

    /// One that says nothing of it is no zero: what the next one follows is read from those before it.
    async fn what_is_not_said_is_read_from_those_before(world: World) {
        let (bank, gift) = (AccountKey::bank(CNY), AccountKey::donation(1, CNY));
        world.entry(bank.clone(), gift.clone(), 200).await;
        world.earn(1, 50).await.unwrap();
        let first = world.share_month().await.distribution;
        world.as_of_before(first).await;
        world.entry(bank.clone(), gift.clone(), 700).await;
        world.earn(1, 100).await.unwrap();
        let second = world.share_month().await.distribution;
        world.rewrite(second, says_nothing_of_before).await;
        world.entry(gift, bank, 900).await;
        world.earn(1, 400).await.unwrap();
        let period = world.close_month().await;
        let simulated = world.simulate(period, 1, &per_head()).await.unwrap();
        let outcome = &simulated.outcome;
        assert_eq!(outcome.left_out.unwrap(), LeftOut { gifts_minor: -700, ..LeftOut::default() });
        let ends = world.distribution(first).await.ends_us.micros;
        assert_eq!((outcome.told_apart_from_us, outcome.gifts_left_out_minor), (Some(ends), Some(0)));
        world.freeze(simulated).await;
        let wrong: Vec<String> = world.wrong().await.into_iter().filter(|text| text.contains("left out")).collect();
        assert_eq!(wrong, Vec::<String>::new(), "what is not said is not held against anything");
    }

    /// Whoever runs the program reads what it is that does not hold.
    async fn each_part_of_what_was_left_out_is_held_against_the_books(world: World) {
        world.entry(AccountKey::bank(CNY), AccountKey::donation(1, CNY), 700).await;
        world.earn(1, 100).await.unwrap();
        let id = world.share_month().await.distribution;
        assert_eq!(world.wrong().await, Vec::<String>::new());
        world.rewrite(id, |outcome| outcome.told_apart_from_us = Some(7)).await;
        let said = format!("{id}: told apart from 7 on, by what was shared out before it from 0 on");
        assert!(world.wrong().await.contains(&said), "{:?}", world.wrong().await);
        world.rewrite(id, |outcome| {
            (outcome.told_apart_from_us, outcome.gifts_left_out_minor) = (Some(0), Some(8));
        }).await;
        let said = format!("{id}: gifts of 8 left out by its end, the books have 700");
        assert!(world.wrong().await.contains(&said), "{:?}", world.wrong().await);
        world.rewrite(id, |outcome| {
            (outcome.result.left_out_minor, outcome.gifts_left_out_minor) = (9, Some(700));
        }).await;
        let said = format!("{id}: 9 left out of its surplus, its parts come to 700");
        assert!(world.wrong().await.contains(&said), "{:?}", world.wrong().await);
    }

    /// Frozen before gifts were left out, it would pay them out: nobody can propose it any more. One that is voted on already is carried out.
    async fn what_was_frozen_with_gifts_is_not_proposed(world: World) {
        world.earn(1, 500).await.unwrap();
        let period = world.close_month().await;
        let frozen = world.freeze(world.simulate(period, 1, &per_head()).await.unwrap()).await;
        let Frozen { distribution, hash, .. } = frozen.clone();
        let named = move |tx: &mut store::Tx, _| distribution::check_named(tx, distribution, &hash);
        world.act(named.clone()).await.unwrap();
        let community = world.community;
        let offered = || world.db.read(move |reader| distribution::undecided(reader, community, 9));
        assert_eq!(offered().await.unwrap().len(), 1);
        world.as_of_before(distribution).await;
        assert_eq!(world.act(named).await, Err(No::GiftsUntold));
        assert_eq!(offered().await.unwrap(), Vec::new(), "what is refused is not offered");
    }
}

//! Capital over time, work, purchases and deliveries, made by the operations that make them: each reaches its holder with a sum that was reckoned by
//! hand.

use crate::bases_world::by;
use crate::world::{CNY, DAY, World};
use distribution::DistributionRefused as No;
use distribution::ids::Member;
use distribution::rule::{Basis, Excess, Preset, Rule, SetAside};
use kernel::{Id, Timestamp};
use ledger::{AccountKey, FundKind};
use market::rows::Order;

testkit::both_engines! {
    /// A buyer without an account is nobody's head: what is shared by heads goes to members, all of it.
    async fn who_has_no_account_has_no_share_per_head(world: World) {
        let (month, ..) = world.new_month().await;
        let new = community::NewMember { id: world.id(), person: None, display_name: "Walk-in".to_owned(), random: 77 };
        let made = world.act(move |tx, now| community::placeholder_member(tx, &new, now)).await;
        let walk_in: Id<Member> = made.unwrap().id;
        world.earn(1, 900).await.unwrap();
        let steward = world.owed(world.steward).await + world.owed(world.treasurer).await;
        let shares = world.shares(month, 1, &by(&[(Basis::PerHead, 10_000)])).await;
        let steward = world.owed(world.steward).await + world.owed(world.treasurer).await - steward;
        assert_eq!((shares.iter().sum::<i64>() + steward, world.owed(walk_in).await), (900, 0));
        assert!(shares[0] > 0 && shares[0] == shares[1], "{shares:?}");
    }

    /// A company whose people have a head has none beside them, once one of them, or the company, has said that it is so; two companies of
    /// somebody who has none have one: of Fay, who is on probation when the month ends.
    async fn a_company_is_no_second_head(world: World) {
        let mut companies = Vec::new();
        for name in ["Mill", "Barn", "Shop", "Stall"] {
            companies.push(world.member(name).await);
        }
        let [mill, barn, shop, stall] = companies[..] else { panic!("four") };
        world.new_month().await;
        world.new_month().await;
        let (fay, by_head) = (world.member("Fay").await, by(&[(Basis::PerHead, 10_000)]));
        world.earn(1, 60_000).await.unwrap();
        let month = world.close_month().await;
        let of_mill = world.named(mill, &[world.chen]).await;
        let of_barn = world.named(barn, &[world.chen, world.dan]).await;
        for company in [shop, stall] {
            let version = world.named(company, &[fay]).await;
            world.says_so(company, version, fay).await;
        }
        let heads = async || world.simulate(month, 1, &by_head).await.unwrap().outcome.holder_count;
        // An, Bao, Chen, Dan and Eve; mill and barn, of whom nobody has said so; one of shop and stall.
        assert_eq!(heads().await, 5 + 2 + 1);
        world.says_so(mill, of_mill, world.chen).await;
        assert_eq!(heads().await, 5 + 1 + 1);
        world.says_so(barn, of_barn, barn).await;
        assert_eq!(heads().await, 5 + 1);
        let frozen = world.freeze(world.simulate(month, 1, &by_head).await.unwrap()).await;
        world.carry_out(&frozen).await.unwrap();
        world.run_jobs().await;
        let mut owed = Vec::new();
        for who in [world.chen, world.dan, mill, barn, fay, shop, stall] {
            owed.push(world.owed(who).await);
        }
        assert_eq!(owed, [10_000, 10_000, 0, 0, 0, 10_000, 0]);
        world.assert_sound().await;
    }

    /// Chen has ten units the whole month, Dan ten for the second half of it: two to one of 900.
    async fn capital_counts_for_as_long_as_it_stood_there(world: World) {
        let (month, starts, ends) = world.new_month().await;
        let (oven, other) = (world.instrument(1).await, world.fund(FundKind::Project).await);
        let of_other = world.instrument(other).await;
        world.put_in_for(oven, world.chen, 10).await;
        // What stands in another fund counts there.
        world.put_in_for(of_other, world.dan, 50).await;
        world.earn(1, 900).await.unwrap();
        world.clock.set(Timestamp::from_micros((starts.micros + ends.micros) / 2));
        world.put_in_for(oven, world.dan, 10).await;
        assert_eq!(world.shares(month, 1, &by(&[(Basis::Capital, 10_000)])).await, [600, 300, 0]);
        // All of what was put in is still there.
        assert_eq!(world.balance(AccountKey::capital(1, CNY)).await, 2_000);
    }

    /// Three hours and one hour for this fund, five for another: three to one of 800.
    async fn work_counts_for_the_fund_it_was_given_to(world: World) {
        let (month, ..) = world.new_month().await;
        let other = world.fund(FundKind::Project).await;
        world.rules_of_giving().await;
        world.works(world.chen, "3", 1).await;
        world.works(world.dan, "1", 1).await;
        world.works(world.dan, "5", other).await;
        world.clock.advance(DAY * 8);
        world.run_jobs().await;
        world.earn(1, 800).await.unwrap();
        assert_eq!(world.shares(month, 1, &by(&[(Basis::Work, 10_000)])).await, [600, 200, 0]);
    }

    /// A tenth of the apples is the fund's: ¥30 and ¥20 of them were bought, half of the latter by coupon, and ¥50 of what is another fund's. The
    /// fund earned 500, shared three to one; whoever is on probation has bought too.
    async fn purchases_count_where_they_brought_the_fund_something(world: World) {
        let (month, ..) = world.new_month().await;
        let other = world.fund(FundKind::Project).await;
        let apples = world.sells("10", &[(1, 1_000)]).await;
        let bread = world.sells("50", &[(other, 2_000)]).await;
        world.buys(world.chen, apples, 3).await;
        world.buys(world.dan, bread, 1).await;
        let order = world.buys(world.eve, apples, 2).await;
        // As if a coupon had paid half of it.
        let (coupon, budget) = (world.id(), world.id());
        let by_coupon = move |tx: &mut store::Tx, _| -> store::Outcome<(), ()> {
            let mut row = tx.lock::<Order>((tx.community(), order))?.unwrap();
            (row.coupon_id, row.coupon_budget, row.coupon_minor) = (Some(coupon), Some(budget), 1_000);
            Ok(tx.save(&row)?)
        };
        world.act(by_coupon).await.unwrap();
        let rule = by(&[(Basis::Purchases, 10_000)]);
        assert_eq!(world.shares(month, 1, &rule).await, [375, 0, 125]);
    }

    /// Of ¥30 of Chen's apples nine tenths are Chen's, of ¥10 of Dan's pears eight; of the apples one came back before the time to return was over
    /// and one after the month. A debt that Chen's sale pays takes nothing from it, and Dan's bread brought another fund something. Whoever bought it
    /// all has no part in it: 900 to 800 of what this fund earned, which is a seventeenth of 17,000.
    async fn deliveries_count_for_whose_goods_brought_the_fund_something(world: World) {
        let (month, ..) = world.new_month().await;
        let other = world.fund(FundKind::Project).await;
        let apples = world.grows(world.chen, "10", &[(1, 1_000)]).await;
        let pears = world.grows(world.dan, "10", &[(1, 2_000)]).await;
        let bread = world.grows(world.dan, "50", &[(other, 2_000)]).await;
        world.entry(AccountKey::receivable(world.chen, CNY), AccountKey::opening(1, CNY), 500).await;
        let order = world.buys(world.eve, apples, 3).await;
        assert_eq!(world.owed(world.chen).await, 2_700 - 500, "the debt was kept");
        world.buys(world.eve, pears, 1).await;
        world.buys(world.eve, bread, 1).await;
        world.gives_back_one(order).await;
        // 200 of the apples that stay and 200 of the pears.
        world.earn(1, 16_600).await.unwrap();
        world.close_month().await;
        world.gives_back_one(order).await;
        assert_eq!((world.sold_by(world.chen).await, world.sold_by(world.dan).await), (vec![900], vec![4_000, 800]));
        let before = world.three().await;
        let rule = by(&[(Basis::Deliveries, 10_000)]);
        let frozen = world.freeze(world.simulate(month, 1, &rule).await.unwrap()).await;
        world.carry_out(&frozen).await.unwrap();
        world.run_jobs().await;
        let after = world.three().await;
        assert_eq!([0, 1, 2].map(|at| after[at] - before[at]), [9_000, 8_000, 0]);
        world.assert_sound().await;
    }

    /// Capital 1,000 of 2,000, work 1,000: Chen alone put something in, Chen and Dan gave the same. With a cap of 60 % of each part Chen
    /// has 600 of the first and 500 of the second. What is above goes to others, of whom there are none, or stays: the same here.
    async fn a_cap_holds_for_each_basis(world: World) {
        let (month, ..) = world.new_month().await;
        let oven = world.instrument(1).await;
        world.rules_of_giving().await;
        world.put_in_for(oven, world.chen, 10).await;
        world.works(world.chen, "2", 1).await;
        world.works(world.dan, "2", 1).await;
        world.clock.advance(DAY * 8);
        world.run_jobs().await;
        world.earn(1, 2_000).await.unwrap();
        let mut rule = by(&[(Basis::Capital, 5_000), (Basis::Work, 5_000)]);
        rule.cap_parts = Some(6_000);
        assert_eq!(world.shares(month, 1, &rule).await, [1_100, 500, 0]);
        assert_eq!(world.fund_balance(1).await, 1_000 + 400, "what was put in, and what nobody may have");
    }

    /// Seven hours, two and one, of 1,000 with a cap of half: Chen gets 500. The others share the other 500 two to one, or get what they
    /// would have got, and 200 stay in the fund.
    async fn what_is_above_a_cap_goes_to_others_or_stays(world: World) {
        world.rules_of_giving().await;
        for (excess, dan, steward, left) in [(Excess::Others, 333, 166, 1), (Excess::Fund, 200, 100, 200)] {
            let (month, ..) = world.new_month().await;
            let before = (world.owed(world.steward).await, world.fund_balance(1).await);
            world.works(world.chen, "7", 1).await;
            world.works(world.dan, "2", 1).await;
            world.works(world.steward, "1", 1).await;
            world.clock.advance(DAY * 8);
            world.run_jobs().await;
            world.earn(1, 1_000).await.unwrap();
            let mut rule = by(&[(Basis::Work, 10_000)]);
            (rule.cap_parts, rule.excess) = (Some(5_000), excess);
            let shares = world.shares(month, 1, &rule).await;
            let own = world.owed(world.steward).await - before.0;
            assert!((shares[1] - dan).abs() <= 1 && (own - steward).abs() <= 1, "{excess}: {shares:?} {own}");
            assert_eq!((shares[0], shares[2]), (500, 0), "{excess}");
            let stays = world.fund_balance(1).await - before.1;
            assert_eq!(stays, 1_000 - 500 - shares[1] - own, "{excess}");
            assert!((stays - left).abs() <= 1, "{excess}: {stays}");
        }
    }

    /// Under the name of the law of farmers' co-operatives nothing is simulated that does not give 60 % of what can be shared out back by trade,
    /// whatever its weights say: where caps keep it, where nobody traded, where it goes to a fund that is no reserve. By its own name the same rule is one.
    async fn the_farmers_law_is_held_by_what_really_goes_by_trade(world: World) {
        let (reserve, aid) = (world.fund(FundKind::Reserve).await, world.fund(FundKind::MutualAid).await);
        let oven = world.instrument(1).await;
        let (month, ..) = world.new_month().await;
        world.put_in_for(oven, world.chen, 10).await;
        world.sell_three_to_one().await;
        world.earn(1, 99_600).await.unwrap();
        world.close_month().await;
        let law = Rule::preset(Preset::FarmersLaw, Some(reserve), Some(aid));
        let aside = |fund, parts| SetAside { fund, parts, until_minor: None };
        type Change = Box<dyn Fn(&mut Rule)>;
        let changes: Vec<(Change, bool)> = vec![
            (Box::new(|_| ()), true),
            // What was bought is trade, too, whoever bought it.
            (Box::new(|rule| rule.bases[0].basis = Basis::Purchases), true),
            // Chen has three quarters of the trade: a cap of 80 % cuts nobody there, one of 70 % does.
            (Box::new(|rule| (rule.cap_parts, rule.excess) = (Some(8_000), Excess::Fund)), true),
            (Box::new(|rule| (rule.cap_parts, rule.excess) = (Some(7_000), Excess::Fund)), false),
            (Box::new(|rule| (rule.cap_parts, rule.excess) = (Some(7_000), Excess::Others)), true),
            // Both have reached it: what nobody may have is not shared out.
            (Box::new(|rule| (rule.cap_parts, rule.excess) = (Some(4_000), Excess::Others)), false),
            (Box::new(move |rule| rule.set_aside = vec![aside(reserve, 5_000)]), true),
            (Box::new(move |rule| rule.set_aside.push(aside(aid, 500))), false),
            (
                Box::new(move |rule| {
                    rule.set_aside.push(aside(aid, 500));
                    (rule.bases[0].parts, rule.bases[1].parts) = (6_500, 3_500);
                }),
                true,
            ),
        ];
        for (at, (change, kept)) in changes.iter().enumerate() {
            let mut rule = law.clone();
            change(&mut rule);
            assert_eq!(rule.check(1, ledger::AMOUNT_MAX), Ok(()), "{at}");
            let simulated = world.simulate(month, 1, &rule).await.map(drop);
            assert_eq!(simulated, if *kept { Ok(()) } else { Err(No::TradeBelowLaw) }, "{at}");
            world.simulate(month, 1, &Rule { preset: Preset::Own, ..rule }).await.unwrap();
        }
        // Nobody traded: all of it would go by capital.
        let (month, ..) = world.new_month().await;
        world.earn(1, 1_000).await.unwrap();
        world.close_month().await;
        assert_eq!(world.simulate(month, 1, &law).await.map(drop), Err(No::TradeBelowLaw));
        world.simulate(month, 1, &Rule { preset: Preset::Own, ..law.clone() }).await.unwrap();
        // A loss is none of its business.
        let (month, ..) = world.new_month().await;
        world.earn(1, -500).await.unwrap();
        world.close_month().await;
        world.simulate(month, 1, &law).await.unwrap();
    }

    /// Each preset on one and the same month: what its source asks for is what the entries say. Chen put in ¥10 for the month, gave two hours
    /// and bought for ¥30; Dan gave two hours and bought for ¥10. Among farmers they sold for as much. The fund earned ¥4 of that and ¥996 besides.
    async fn every_preset_reaches_the_books(world: World) {
        let (reserve, aid) = (world.fund(FundKind::Reserve).await, world.fund(FundKind::MutualAid).await);
        let (oven, apples) = (world.instrument(1).await, world.sells("10", &[(1, 1_000)]).await);
        world.rules_of_giving().await;
        for (preset, to_reserve, to_aid, chen, dan) in [
            // A tenth to the reserve; 60 % of 900 by trade, three to one, 40 % by capital, which is Chen's.
            (Preset::FarmersLaw, 10_000, 0, 40_500 + 36_000, 13_500),
            // A fortieth to mutual aid, the rest by trade.
            (Preset::Consumer, 0, 2_500, 73_125, 24_375),
            // 15 % to the reserve; of 850 three quarters by work, one to one, a quarter by capital.
            (Preset::Worker, 15_000, 0, 31_875 + 21_250, 31_875),
            // 15 % to the reserve; half by capital, half by work, nobody more than a fifth of either: 850 of 4,250 each.
            (Preset::Project, 15_000, 0, 8_500 + 8_500, 8_500),
            // To everybody the same: five by then.
            (Preset::Sponsorship, 0, 0, 20_000, 20_000),
        ] {
            let (month, ..) = world.new_month().await;
            if preset == Preset::FarmersLaw {
                world.put_in_for(oven, world.chen, 10).await;
            }
            world.works(world.chen, "2", 1).await;
            world.works(world.dan, "2", 1).await;
            match preset {
                Preset::FarmersLaw => world.sell_three_to_one().await,
                _ => {
                    world.buys(world.chen, apples, 3).await;
                    world.buys(world.dan, apples, 1).await;
                }
            }
            world.clock.advance(DAY * 8);
            world.run_jobs().await;
            world.earn(1, 100_000 - 400).await.unwrap();
            let before = (world.fund_balance(reserve).await, world.fund_balance(aid).await);
            let rule = Rule::preset(preset, Some(reserve), Some(aid));
            assert_eq!(rule.check(1, ledger::AMOUNT_MAX), Ok(()));
            let shares = world.shares(month, 1, &rule).await;
            let aside =
                (world.fund_balance(reserve).await - before.0, world.fund_balance(aid).await - before.1);
            assert_eq!((aside, shares[0], shares[1]), ((to_reserve, to_aid), chen, dan), "{preset}");
        }
    }
}

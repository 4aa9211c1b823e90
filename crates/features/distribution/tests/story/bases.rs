//! Capital over time, work and purchases, made by the operations that make them: each reaches its holder with a sum that was reckoned by
//! hand.

use crate::world::{CNY, DAY, DECISION, World};
use contributions::ops::{Claim, Confirm, Given, SetRules};
use contributions::rules::{ContributionRules, Rate};
use contributions::worth::Per;
use distribution::ids::Member;
use distribution::period::Period;
use distribution::rule::{Basis, Excess, Preset, Rule, Weighted};
use kernel::{Id, Price, Quantity, Timestamp, Zone};
use ledger::{AccountKey, Cause, FundKind, NewEntry};
use market::ops::{CreateOffer, FulfilOrder, LineWanted, NewVariant, Pay, PlaceOrder};
use market::rows::Order;
use market::split::{Party, Split, SplitPart, Take};
use market::{Actor, When};
use ownership::ops::NewInstrument;
use ownership::rows::Instrument;
use ownership::{InstrumentKind, Issue, Origin, OriginKind};

fn by(bases: &[(Basis, i64)]) -> Rule {
    let mut rule = Rule::preset(Preset::Own, None, None);
    rule.bases = bases.iter().map(|(basis, parts)| Weighted { basis: *basis, parts: *parts }).collect();
    rule
}

impl World {
    /// At the first moment of the next month; answers it, its first moment and that of the one after.
    async fn new_month(&self) -> (Period, Timestamp, Timestamp) {
        let zone = Zone::parse("Asia/Shanghai").unwrap();
        let (_, ends) = self.month().bounds(&zone).unwrap();
        self.clock.set(ends);
        let month = self.month();
        let (starts, ends) = month.bounds(&zone).unwrap();
        (month, starts, ends)
    }

    async fn instrument(&self, fund: i64) -> Id<Instrument> {
        let new = NewInstrument {
            id: self.id(),
            kind: InstrumentKind::MemberCapital,
            name: "Oven".to_owned(),
            fund,
            price_minor: 100,
            units_max: 1_000,
            units_each_max: 100,
            terms: "A vote.".to_owned(),
            risk: "It can be lost.".to_owned(),
            decision: DECISION.to_owned(),
        };
        let id = new.id;
        self.act(move |tx, now| ownership::make_instrument_by_decision(tx, &new, now)).await.unwrap();
        id
    }

    /// Units for money, now.
    async fn put_in_for(&self, instrument: Id<Instrument>, holder: Id<Member>, units: i64) {
        self.act(move |tx, now| {
            let row = tx.find::<Instrument>((tx.community(), instrument))?.unwrap();
            let origin = Origin::new(OriginKind::Commitment, "cmt_01kax0000000000000000000aa");
            let paid_minor = units * 100;
            let entry = NewEntry {
                kind: "capture",
                happened_at: now,
                recorded_at: now,
                cause: Cause::new("commitment", &origin.id),
                parent: None,
                mandate: None,
                reverses: None,
                postings: vec![
                    (AccountKey::bank(CNY), paid_minor),
                    (ownership::capital_account(&row), -paid_minor),
                ],
            };
            let entry = Some(ledger::post(tx, &entry).unwrap());
            ownership::issue(tx, &Issue { instrument, holder, units, paid_minor, origin, entry }, now)
        })
        .await
        .unwrap();
    }

    async fn rules_of_giving(&self) {
        let rate = Rate { name: "Baking".to_owned(), per: Per::Hour, price: Price::parse("30").unwrap() };
        let rules = ContributionRules { rates: vec![rate], ..ContributionRules::default() };
        let input = SetRules { rules, from_version: 0, reason: "agreed".to_owned(), key: None };
        let by = self.steward;
        self.act(move |tx, now| contributions::ops::set_rules(tx, by, &input, now)).await.unwrap();
    }

    /// Claimed and confirmed; it counts once the days to object are over.
    async fn works(&self, who: Id<Member>, hours: &str, fund: i64) {
        let zone = Zone::parse("Asia/Shanghai").unwrap();
        let claim = Claim {
            id: self.id(),
            given: Given::Rated { rate: 1, quantity: Quantity::parse(hours).unwrap() },
            paid_minor: 0,
            fund,
            what: "Baked".to_owned(),
            done_on: Timestamp::start_of_day(self.now().day(&zone), &zone),
            rules_seen: None,
            files: Vec::new(),
            key: None,
        };
        let contribution = claim.id;
        self.act(move |tx, now| contributions::ops::claim(tx, who, &claim, now)).await.unwrap();
        for by in [self.steward, self.treasurer, self.chen].into_iter().filter(|by| *by != who).take(2) {
            let input = Confirm { contribution, key: None };
            self.act(move |tx, now| contributions::ops::confirm(tx, by, &input, now)).await.unwrap();
        }
    }

    /// Of `price`, of which the funds get these parts of ten thousand and the steward the rest.
    async fn sells(&self, price: &str, parts: &[(i64, i64)]) -> Id<market::rows::Offer> {
        let part = |(fund, parts): &(i64, i64)| SplitPart {
            to: Party::Fund(*fund),
            take: Take::BasisPoints(*parts),
        };
        let offer = CreateOffer {
            id: self.id(),
            title: "Apples".to_owned(),
            story: String::new(),
            audience: market::offer::Audience::Everyone,
            limit: None,
            variants: vec![NewVariant {
                title: String::new(),
                unit: "kg".to_owned(),
                price: Price::parse(price).unwrap(),
                step: Quantity::ONE,
                stock: None,
            }],
            split: Split { parts: parts.iter().map(part).collect(), rest: Party::Member(self.steward) },
            key: None,
        };
        let (id, by) = (offer.id, Actor::Member(self.steward));
        self.act(move |tx, now| market::ops::create_offer(tx, by, &offer, When::from(now))).await.unwrap();
        id
    }

    /// Bought, handed over and accepted now: settled by the job.
    async fn buys(&self, buyer: Id<Member>, offer: Id<market::rows::Offer>, count: i64) -> Id<Order> {
        self.act(move |tx, now| {
            let entry = NewEntry {
                kind: "opening",
                happened_at: now,
                recorded_at: now,
                cause: Cause::new("opening", buyer),
                parent: None,
                mandate: None,
                reverses: None,
                postings: vec![
                    (AccountKey::bank(CNY), 1_000_000),
                    (AccountKey::owed(buyer, CNY), -1_000_000),
                ],
            };
            ledger::post(tx, &entry)
        })
        .await
        .unwrap();
        let wanted = LineWanted {
            offer,
            variant: 1,
            quantity: Quantity::from_milli(count * 1_000),
            asked: market::ops::Asked::Current,
        };
        let order = PlaceOrder {
            id: self.id(),
            buyer,
            lines: vec![wanted],
            pay: Pay::SetOff,
            reference: None,
            key: None,
        };
        let (id, who) = (order.id, Actor::Member(buyer));
        self.act(move |tx, now| market::ops::place_order(tx, who, &order, When::from(now))).await.unwrap();
        let (fulfil, steward) =
            (FulfilOrder { order: id, wait_for_acceptance: true }, Actor::Member(self.steward));
        self.act(move |tx, now| market::ops::fulfil_order(tx, steward, &fulfil, When::from(now)))
            .await
            .unwrap();
        self.act(move |tx, now| market::ops::accept_order(tx, who, id, When::from(now))).await.unwrap();
        self.run_jobs().await;
        id
    }

    /// Closes the month, shares out by the rule, and answers what Chen, Dan and Eve got.
    async fn shares(&self, month: Period, fund: i64, rule: &Rule) -> [i64; 3] {
        self.clock.advance(DAY * 31);
        self.step(self.treasurer, month, distribution::ops::CloseStep::Ask).await.unwrap();
        self.step(self.steward, month, distribution::ops::CloseStep::Consent).await.unwrap();
        let before = self.three().await;
        let frozen = self.freeze(self.simulate(month, fund, rule).await.unwrap()).await;
        self.carry_out(&frozen).await.unwrap();
        self.run_jobs().await;
        self.assert_sound().await;
        let after = self.three().await;
        [0, 1, 2].map(|at| after[at] - before[at])
    }

    async fn three(&self) -> [i64; 3] {
        [self.owed(self.chen).await, self.owed(self.dan).await, self.owed(self.eve).await]
    }
}

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

    /// Each preset on one and the same month: what its source asks for is what the entries say. Chen put in ¥10 for the month, gave two hours
    /// and bought for ¥30; Dan gave two hours and bought for ¥10. The fund earned ¥4 of the apples and ¥996 besides.
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
            world.buys(world.chen, apples, 3).await;
            world.buys(world.dan, apples, 1).await;
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

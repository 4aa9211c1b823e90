//! Random links, orders, refunds, red packets, ends and repeats: budgets are never passed, an order is rewarded once, a coupon
//! pays once, and what receivers and funds get is what buyers and coupons paid.

use crate::world::{DAY, World, terms};
use kernel::Id;
use ledger::Purpose;
use market::brought::CheckoutAsked;
use market::ops::{Pay, RefundWhat};
use market::order::State;
use market::rows::Order;
use referral::budget::{Parts, Pays, Rate, Terms, next};
use referral::ids::{Budget, Coupon, Member};
use referral::rows::RewardState;

struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        next(&mut self.0) % sides
    }
}

struct Town {
    members: Vec<Id<Member>>,
    codes: Vec<String>,
    orders: Vec<Id<Order>>,
    packets: Vec<Id<Budget>>,
    programmes: Vec<Id<Budget>>,
    coupons: Vec<(usize, Id<Coupon>)>,
}

async fn buy(world: &World, town: &mut Town, dice: &mut Dice) {
    let at = dice.roll(town.members.len() as u64) as usize;
    let via = (dice.roll(3) > 0).then(|| town.codes[dice.roll(town.codes.len() as u64) as usize].clone());
    let own: Vec<Id<Coupon>> =
        town.coupons.iter().filter(|(holder, _)| *holder == at).map(|(_, coupon)| *coupon).collect();
    let coupon = match own.len() as u64 {
        0 => None,
        count if dice.roll(2) == 0 => Some(own[dice.roll(count) as usize].to_string()),
        _ => None,
    };
    let pay = if dice.roll(3) == 0 { Pay::Later } else { Pay::SetOff };
    let milli = 1 + dice.roll(3_000) as i64;
    // A coupon may be used already: then nothing is ordered.
    if let Ok(placed) = world.order(town.members[at], milli, pay, CheckoutAsked { via, coupon }).await {
        town.orders.push(placed.id);
    }
}

async fn move_on(world: &World, town: &Town, dice: &mut Dice) {
    let Some(order) = town.orders.get(dice.roll(town.orders.len().max(1) as u64) as usize).copied() else {
        return;
    };
    let row = world.order_row(order).await;
    let rest = row.rest_minor();
    match (row.state, dice.roll(4)) {
        (State::Paid, 0) => world.cancel(world.steward, order).await,
        (State::Placed, 0) => world.cancel(row.buyer, order).await,
        (State::Paid, 1 | 2) => world.fulfil(order).await,
        (State::Paid | State::Fulfilled | State::Settled, _) if rest > 0 => {
            let sum = 1 + dice.roll(rest as u64) as i64;
            world.refund(order, RefundWhat::Sum(sum)).await.unwrap();
        }
        _ => {}
    }
}

async fn check(world: &World, town: &Town) {
    world.assert_whole().await;
    let (mut suppliers, mut funds, mut buyers, mut coupons, mut rewarded) = (0, 0, 0, 0, 0);
    for id in &town.orders {
        let order = world.order_row(*id).await;
        if order.paid_entry.is_some() {
            let kept = order.rest_minor();
            coupons += order.coupon_minor - order.coupon_back_minor;
            buyers += order.due_minor() - order.due_back_minor();
            (suppliers, funds) = (suppliers + kept, funds);
        }
        if order.referred_by.is_some() {
            let reward = world.reward(*id).await;
            rewarded += i64::from(reward.state == RewardState::Earned);
            assert_ne!(order.referred_by, Some(order.buyer));
        }
    }
    assert_eq!(suppliers, buyers + coupons, "what is sold is what was paid, to the unit");
    funds += rewarded;
    assert!(funds <= town.orders.len() as i64);
    for id in town.packets.iter().chain(&town.programmes) {
        let budget = world.budget(*id).await;
        assert!(budget.reserved_minor + budget.spent_minor <= budget.budget_minor);
        assert!(world.lies(*id).await >= 0);
    }
}

async fn live(world: World, seed: u64) {
    let (mut dice, mut town) = (
        Dice(seed),
        Town {
            members: Vec::new(),
            codes: Vec::new(),
            orders: Vec::new(),
            packets: Vec::new(),
            programmes: Vec::new(),
            coupons: Vec::new(),
        },
    );
    for name in ["Ana", "Bea", "Cai", "Dan"] {
        let member = world.rich(name, 50_000).await;
        town.codes.push(world.code(member).await);
        town.members.push(member);
    }
    for step in 0..120u64 {
        match dice.roll(12) {
            0 => {
                let part_count = 1 + dice.roll(4) as i64;
                let parts = if dice.roll(2) == 0 { Parts::Equal } else { Parts::Random };
                if world.fund().await > 3_000 && world.spent().await < 47_000 {
                    town.packets.push(world.packet(500 + dice.roll(2_000) as i64, part_count, parts).await);
                }
            }
            1 => {
                for old in town.programmes.iter().rev().take(1) {
                    let _ = world.end(world.treasurer, *old).await;
                }
                if world.fund().await > 3_000 && world.spent().await < 47_000 {
                    let pays = if dice.roll(2) == 0 { Pays::Owed } else { Pays::Coupon };
                    let rate = if dice.roll(2) == 0 { Rate::BasisPoints(1_500) } else { Rate::Fixed(120) };
                    let terms = Terms { rate, pays, order_cap_minor: 300, member_cap_minor: 700, ..terms() };
                    town.programmes.push(world.programme(1_500, terms).await);
                }
            }
            2 => {
                if let Some(packet) = town.packets.last().copied() {
                    let at = dice.roll(4) as usize;
                    if let Ok(taken) = world.take(town.members[at], packet).await {
                        town.coupons.push((at, taken.coupon));
                    }
                }
            }
            3 => {
                world.clock.advance(DAY * (1 + dice.roll(9) as u32));
                world.run_jobs().await;
                for order in &town.orders {
                    let Some(member) = world.order_row(*order).await.referred_by else { continue };
                    let at = town.members.iter().position(|known| *known == member).unwrap();
                    if let Some(coupon) = world.reward(*order).await.coupon_id
                        && !town.coupons.contains(&(at, coupon))
                    {
                        town.coupons.push((at, coupon));
                    }
                }
            }
            4 => {
                let at = dice.roll(4) as usize;
                let owed = world.owed(town.members[at]).await;
                if owed > 45_000 {
                    world.pay_out(town.members[at], 1 + dice.roll(500) as i64).await;
                }
            }
            5..8 => buy(&world, &mut town, &mut dice).await,
            _ => move_on(&world, &town, &mut dice).await,
        }
        if step % 30 == 29 {
            check(&world, &town).await;
        }
    }
    // All ends: nothing is left lying anywhere, and the mandate has spent what was earned and what coupons paid.
    world.clock.advance(DAY * 20);
    world.run_jobs().await;
    world.clock.advance(DAY * 250);
    world.run_jobs().await;
    check(&world, &town).await;
    let (mut lies, mut drawn) = (0, 0);
    for id in town.packets.iter().chain(&town.programmes) {
        lies += world.lies(*id).await;
        let budget = world.budget(*id).await;
        drawn += budget.budget_minor - budget.returned_minor;
    }
    let mut waiting = 0;
    for id in &town.orders {
        let order = world.order_row(*id).await;
        if order.referred_by.is_some() {
            let reward = world.reward(*id).await;
            waiting += if reward.state == RewardState::Waiting { reward.promised_minor } else { 0 };
        }
    }
    assert_eq!((lies, world.spent().await), (waiting, drawn), "seed {seed}");
    assert_eq!(Purpose::Held.code(), "held");
}

testkit::both_engines! {
    async fn a_random_town(world: World) {
        live(world, 20_261_126).await;
    }

    async fn another_random_town(world: World) {
        live(world, 7).await;
    }
}

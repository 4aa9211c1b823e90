//! Sales by lot: bread of Chen's, bought with what one is owed and with coupons, through links of neighbours; handed over,
//! called off, given back in part, settled, and rewarded.

use crate::book::{divide, worth};
use crate::town::{DAY, Town};
use kernel::{Id, Price, Quantity};
use market::brought::{CheckoutAsked, Ordered};
use market::offer::Audience;
use market::ops::{
    Asked as Asks, CancelOrder, CreateOffer, FulfilOrder, LineWanted, NewVariant, Pay, PlaceOrder,
    RefundOrder, RefundWhat, cancel_order, create_offer, fulfil_order, place_order_brought, refund_order,
};
use market::order::State;
use market::rows::{Offer, Order};
use market::split::{Party, Split, SplitPart, Take};
use market::{Actor, When};
use referral::RewardRefused;
use referral::budget::{Asked, Parts, Pays, Rate, Rules, Terms};
use referral::ids::{Budget, Coupon};
use referral::ops::{
    DecideBudget, EndBudget, ProposeBudget, TakeCoupon, bring, decide_budget, end_budget, make_code,
    propose_budget, take_coupon,
};
use referral::rows::{ReferralReward, RewardBudget};
use store::Tx;
use web::ids::MemberId;

#[derive(Default)]
pub(crate) struct Market {
    offer: Option<Id<Offer>>,
    codes: Vec<(MemberId, String)>,
    pub(crate) orders: Vec<Sale>,
    budgets: Vec<Promised>,
    coupons: Vec<(MemberId, Id<Coupon>)>,
}

impl Market {
    pub(crate) fn offer(&self) -> Id<Offer> {
        self.offer.unwrap()
    }
}

pub(crate) struct Sale {
    pub(crate) id: Id<Order>,
    pub(crate) buyer: MemberId,
    seller: MemberId,
    total: i64,
    by_coupon: bool,
    pub(crate) milli: i64,
    /// Of a unit, in ten-thousandths.
    price: i64,
    /// Of a group buy: its goods are on their way.
    pub(crate) waits: bool,
    /// Of a group buy: so much did not come.
    pub(crate) undelivered: i64,
    /// What is left for the general fund and for who sells it.
    pub(crate) left: Vec<i64>,
    settled: bool,
    /// To whoever brought it, so far.
    rewarded: i64,
}

impl Sale {
    /// What a part of a group buy became.
    pub(crate) fn pooled(
        id: Id<Order>,
        buyer: MemberId,
        (milli, price): (i64, i64),
        left: Vec<i64>,
        seller: MemberId,
    ) -> Sale {
        let total = left.iter().sum();
        let (by_coupon, waits, undelivered, settled, rewarded) = (false, true, 0, false, 0);
        Sale {
            id,
            buyer,
            seller,
            total,
            by_coupon,
            milli,
            price,
            waits,
            undelivered,
            left,
            settled,
            rewarded,
        }
    }

    /// Takes from each what is given back of their part.
    fn takes(&mut self, minor: i64) -> Vec<i64> {
        let taken = if minor > 0 { divide(minor, &self.left) } else { vec![0; self.left.len()] };
        for (left, taken) in self.left.iter_mut().zip(&taken) {
            *left -= taken;
        }
        taken
    }

    /// So much of it did not come: its price goes back, or what is left of it. Answers how much.
    pub(crate) fn goes_short(&mut self, milli: i64) -> i64 {
        let rest = self.left.iter().sum::<i64>();
        let (before, after) = (self.undelivered, self.undelivered + milli);
        let back = match after == self.milli {
            true => rest,
            false => (worth(self.price, after) - worth(self.price, before)).min(rest),
        };
        self.undelivered = after;
        self.takes(back);
        back
    }

    /// What is held for whom until it is settled: for the general fund, and for who sells it.
    pub(crate) fn held(&self) -> Option<(MemberId, i64, i64)> {
        (!self.settled).then(|| (self.seller, self.left[0], self.left[1]))
    }
}

struct Promised {
    id: Id<Budget>,
    is_packet: bool,
    returned: i64,
}

impl Town {
    pub(crate) async fn stock_up(&mut self) {
        let tenth = SplitPart { to: Party::Fund(1), take: Take::BasisPoints(1_000) };
        let variant = NewVariant {
            title: String::new(),
            unit: "jin".to_owned(),
            price: Price::parse("10").unwrap(),
            step: Quantity::from_milli(1),
            stock: None,
        };
        let new = CreateOffer {
            id: self.id(),
            title: "Bread".to_owned(),
            story: String::new(),
            audience: Audience::Everyone,
            limit: None,
            variants: vec![variant],
            split: Split { parts: vec![tenth], rest: Party::Member(self.chen) },
            key: None,
        };
        let by = Actor::Member(self.steward);
        let made = self.once(move |tx, now| create_offer(tx, by, &new, When::from(now))).await;
        self.market.offer = Some(made.unwrap());
        for member in self.members.clone() {
            let mut chance = [7; 10];
            chance[..8].copy_from_slice(&self.count().to_be_bytes());
            let code = self.once(move |tx, now| make_code(tx, member, chance, now)).await.unwrap();
            self.market.codes.push((member, code));
        }
    }

    pub(crate) async fn buys(&mut self) {
        let members = self.members.clone();
        let buyer = self.dice.one(&members);
        let via = match self.dice.once_in(3) {
            true => None,
            false => {
                let which = self.dice.roll(self.market.codes.len() as u64) as usize;
                Some(self.market.codes[which].1.clone())
            }
        };
        // It may be used or over: then nothing is ordered.
        let own = self.market.coupons.iter().filter(|(holder, _)| *holder == buyer);
        let own: Vec<_> = own.map(|(_, coupon)| *coupon).collect();
        let own = (!own.is_empty() && self.dice.once_in(3)).then(|| self.dice.one(&own).to_string());
        let asked = CheckoutAsked { via, coupon: own };
        let milli = 1 + self.dice.roll(9_000);
        let line = LineWanted {
            offer: self.market.offer(),
            variant: 1,
            quantity: Quantity::from_milli(milli),
            asked: Asks::Current,
        };
        let order = PlaceOrder {
            id: self.id(),
            buyer,
            lines: vec![line],
            pay: Pay::SetOff,
            reference: None,
            key: self.key("order"),
        };
        let placed = self
            .act(move |tx, now| {
                let above = |tx: &mut Tx, ordered: &Ordered| bring(tx, ordered, &asked);
                place_order_brought(tx, buyer, &order, &above, When::from(now))
            })
            .await;
        let Ok(placed) = placed else { return };
        let row = self.find::<Order>((self.community, placed.id)).await.unwrap();
        assert_eq!((row.total_minor, row.state), (milli, State::Paid), "{}", self.told());
        self.book.owes(buyer, -row.due_minor());
        let left = divide(milli, &[1_000, 9_000]);
        let by_coupon = row.coupon_id.is_some();
        self.notes(if by_coupon { "bought with a coupon" } else { "bought" });
        self.market.orders.push(Sale {
            id: placed.id,
            buyer,
            seller: self.chen,
            total: milli,
            by_coupon,
            milli,
            price: 100_000,
            waits: false,
            undelivered: 0,
            left,
            settled: false,
            rewarded: 0,
        });
    }

    pub(crate) async fn moves_order(&mut self) {
        let count = self.market.orders.len() as u64;
        if count == 0 {
            return;
        }
        let which = count as usize - 1 - self.dice.roll(count.min(9)) as usize;
        let (order, steward) = (self.market.orders[which].id, Actor::Member(self.steward));
        let row = self.find::<Order>((self.community, order)).await.unwrap();
        match (row.state, self.dice.roll(5)) {
            (State::Paid, 0) => {
                let input = CancelOrder { order, refund: self.id(), reason: "No flour".to_owned() };
                self.once(move |tx, now| cancel_order(tx, steward, &input, When::from(now))).await.unwrap();
                let sale = &mut self.market.orders[which];
                let (buyer, rest) = (sale.buyer, sale.left.iter().sum::<i64>());
                sale.left = vec![0, 0];
                let by_coupon = row.coupon_minor - row.coupon_back_minor;
                self.book.owes(buyer, rest - by_coupon);
            }
            (State::Paid, 1) if self.market.orders[which].waits => self.gives_back(which).await,
            (State::Paid, 2..) if self.market.orders[which].waits => {}
            (State::Paid, _) => self.hands_over(which).await,
            (State::Fulfilled | State::Settled, 0 | 1) if !self.market.orders[which].by_coupon => {
                self.gives_back(which).await;
            }
            (State::Fulfilled, _) if !self.market.orders[which].by_coupon => self.complains(which).await,
            _ => {}
        }
    }

    pub(crate) async fn hands_over(&mut self, which: usize) {
        let (order, steward) = (self.market.orders[which].id, Actor::Member(self.steward));
        let row = self.find::<Order>((self.community, order)).await.unwrap();
        if row.state == State::Paid {
            let input = FulfilOrder { order, wait_for_acceptance: true };
            self.once(move |tx, now| fulfil_order(tx, steward, &input, When::from(now))).await.unwrap();
            self.notes("handed over");
        }
    }

    /// A part of the price, in the proportion in which it was divided.
    async fn gives_back(&mut self, which: usize) {
        let sale = &self.market.orders[which];
        let (order, rest) = (sale.id, sale.left.iter().sum::<i64>());
        if rest == 0 {
            return;
        }
        let (minor, steward) = (1 + self.dice.roll(rest as u64), Actor::Member(self.steward));
        let input = RefundOrder {
            refund: self.id(),
            order,
            what: RefundWhat::Sum(minor),
            reason: "Burnt".to_owned(),
            restock: false,
            key: self.key("refund"),
        };
        let gave = self.act(move |tx, now| refund_order(tx, steward, &input, When::from(now))).await;
        assert!(gave.is_ok(), "{minor} of {rest}: {gave:?}, {}", self.told());
        self.notes(if self.market.orders[which].waits { "refund on the way" } else { "refund" });
        self.gave_back(which, minor);
        self.runs_jobs().await;
        self.looks().await;
    }

    /// So much of an order is its buyer's again, of those who were to have it or have it.
    pub(crate) fn gave_back(&mut self, which: usize, minor: i64) {
        let sale = &mut self.market.orders[which];
        let taken = sale.takes(minor);
        let (buyer, seller, settled) = (sale.buyer, sale.seller, sale.settled);
        self.book.owes(buyer, minor);
        if settled {
            self.book.fund(1, -taken[0]);
            self.book.owes(seller, -taken[1]);
        }
    }

    /// What was settled is everybody's; who brought it has what was promised.
    pub(crate) async fn looks_at_orders(&mut self) {
        for which in 0..self.market.orders.len() {
            let (id, settled, rewarded) = {
                let sale = &self.market.orders[which];
                (sale.id, sale.settled, sale.rewarded)
            };
            let row = self.find::<Order>((self.community, id)).await.unwrap();
            assert_eq!(
                row.rest_minor(),
                self.market.orders[which].left.iter().sum::<i64>(),
                "{}",
                self.told()
            );
            if row.state == State::Settled && !settled {
                let sale = &mut self.market.orders[which];
                let (left, seller) = (sale.left.clone(), sale.seller);
                sale.settled = true;
                self.notes("settled");
                self.book.fund(1, left[0]);
                self.book.owes(seller, left[1]);
            }
            let Some(referrer) = row.referred_by else { continue };
            assert_ne!(referrer, row.buyer, "nobody is rewarded for what they buy");
            let reward = self.find::<ReferralReward>((self.community, id)).await.unwrap();
            let net = if reward.coupon_id.is_some() { 0 } else { reward.earned_minor - reward.back_minor };
            assert!(net <= self.market.orders[which].total / 2 + 1, "{reward:?}");
            self.market.orders[which].rewarded = net;
            if net > rewarded {
                self.notes("rewarded");
            }
            self.book.owes(referrer, net - rewarded);
            if let Some(coupon) = reward.coupon_id
                && !self.market.coupons.contains(&(referrer, coupon))
            {
                self.market.coupons.push((referrer, coupon));
            }
        }
        for which in 0..self.market.budgets.len() {
            let (id, returned) = (self.market.budgets[which].id, self.market.budgets[which].returned);
            let row = self.find::<RewardBudget>((self.community, id)).await.unwrap();
            assert!(row.reserved_minor + row.spent_minor <= row.budget_minor, "{row:?}");
            self.book.fund(1, row.returned_minor - returned);
            self.market.budgets[which].returned = row.returned_minor;
        }
    }

    /// A programme or a red packet is set aside, taken from, ended.
    pub(crate) async fn promotes(&mut self) {
        let (treasurer, steward) = (self.treasurer, self.steward);
        match self.dice.roll(4) {
            0 => {
                let budget_minor = 1_000 + self.dice.roll(3_000);
                let rules = match self.dice.once_in(2) {
                    true => Rules::Packet {
                        part_count: 1 + self.dice.roll(5),
                        parts: self.dice.one(&[Parts::Equal, Parts::Random]),
                    },
                    false => Rules::Programme(Terms {
                        rate: self.dice.one(&[Rate::BasisPoints(1_500), Rate::Fixed(90)]),
                        order_cap_minor: 300,
                        member_cap_minor: 900,
                        window_days: 30,
                        pays: self.dice.one(&[Pays::Owed, Pays::Coupon]),
                    }),
                };
                let is_packet = matches!(rules, Rules::Packet { .. });
                let ends_at = self.now().plus(DAY * 30);
                let asked = Asked { title: "Bring a neighbour".to_owned(), budget_minor, ends_at, rules };
                let input =
                    ProposeBudget { id: self.id(), mandate: self.thanks, asked, key: self.key("promise") };
                let moved = self.act(move |tx, now| propose_budget(tx, treasurer, &input, now)).await;
                let Ok(moved) = moved else { return };
                let (seed, key) = (self.count(), self.key("agree"));
                let (budget, seed_of_ids) = (moved.budget, self.count());
                let input = DecideBudget { budget, refused_because: None, seed, seed_of_ids, key };
                let agreed = self.act(move |tx, now| decide_budget(tx, steward, &input, now)).await;
                if agreed.is_ok() {
                    self.book.fund(1, -budget_minor);
                    self.market.budgets.push(Promised { id: moved.budget, is_packet, returned: 0 });
                }
            }
            1 if !self.market.budgets.is_empty() && self.dice.once_in(3) => {
                let which = self.dice.roll(self.market.budgets.len() as u64) as usize;
                let (reason, key) = ("Enough".to_owned(), self.key("end budget"));
                let input = EndBudget { budget: self.market.budgets[which].id, reason, key };
                match self.act(move |tx, now| end_budget(tx, treasurer, &input, now)).await {
                    // It was ended before, or used up.
                    Ok(_) | Err(RewardRefused::WrongState) => {}
                    Err(other) => panic!("ending a budget: {other:?}, {}", self.told()),
                }
                self.runs_jobs().await;
                self.looks().await;
            }
            _ => {
                let Some(packet) = self.market.budgets.iter().rev().find(|one| one.is_packet) else { return };
                let (budget, members) = (packet.id, self.members.clone());
                let member = self.dice.one(&members);
                let input = TakeCoupon { budget, key: self.key("take coupon") };
                if let Ok(taken) = self.act(move |tx, now| take_coupon(tx, member, &input, now)).await {
                    self.market.coupons.push((member, taken.coupon));
                    self.notes("coupon");
                }
            }
        }
    }
}

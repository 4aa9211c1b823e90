//! A model economy: random members order, pay, pack, give back and pay out, some twice with the same key, while time
//! jumps. A simple book in memory (`simple_book.rs`) says beforehand what must come of each step. `HEHUO_SEED` replays
//! a failure.

use crate::simple_book::{BUYERS, Dice, Purses, Sale, divide, total};
use crate::world::{AID, CNY, DAY, GENERAL, World};
use kernel::{Id, Quantity, Timestamp};
use ledger::AccountKey;
use market::Actor;
use market::ids::Member;
use market::ops::{self, Pay, RefundWhat};
use market::order::State;
use market::payment::PaymentState;
use market::rows::{Offer, Purse, Refund, RepaidFrom};
use market::split::Party;
use std::time::Duration;

const STEPS: usize = 220;
const HOLD: Duration = Duration::from_secs(3_600);

struct Economy {
    world: World,
    dice: Dice,
    buyers: Vec<Id<Member>>,
    offer: Id<Offer>,
    second: Id<Member>,
    purses: Purses,
    sales: Vec<Sale>,
}

fn key(who: Id<Member>, step: usize, operation: &'static str) -> Option<store::IdempotencyKey> {
    Some(store::IdempotencyKey::of(&who.to_string(), &format!("step {step}"), operation, &step).unwrap())
}

impl Economy {
    async fn begin(world: World, seed: u64) -> Economy {
        let mut buyers = Vec::new();
        // The supplier buys too, and pays with what was sold.
        buyers.push(world.supplier);
        for n in 1..BUYERS {
            buyers.push(world.member(&format!("buyer {n}")).await);
        }
        let offer = world.offer("3.33", Some(40), None).await;
        let second = world.second_treasurer().await;
        let purses = Purses { stock: [80, 0, 0], ..Purses::default() };
        Economy { world, dice: Dice(seed.max(1)), buyers, offer, second, purses, sales: Vec::new() }
    }

    /// How often a request is sent: a third of them twice.
    fn times(&mut self) -> usize {
        1 + usize::from(self.dice.roll(3) == 0)
    }

    fn pick(&mut self) -> Option<usize> {
        let count = self.sales.len() as u64;
        // Mostly one of the latest.
        let back = self.dice.roll(8).min(count.saturating_sub(1));
        (count > 0).then(|| (count - 1 - back) as usize)
    }

    async fn place(&mut self, step: usize) {
        let (at, half_jin) = (self.dice.roll(BUYERS as u64) as usize, 1 + self.dice.roll(9) as i64);
        let set_off = self.dice.roll(3) == 0;
        let (buyer, now, total) = (self.buyers[at], self.world.now(), total(half_jin));
        let fine = half_jin <= self.purses.stock[0] && (!set_off || self.purses.credit(at) >= total);
        let pay = if set_off { Pay::SetOff } else { Pay::Later };
        let mut placed = Vec::new();
        for _ in 0..self.times() {
            let mut input = self.world.wanted(buyer, &[(self.offer, half_jin * 500)], pay);
            input.key = key(buyer, step, "place_order");
            placed.push(
                self.world
                    .act(move |tx, when| ops::place_order(tx, Actor::Member(buyer), &input, when))
                    .await,
            );
        }
        assert!(placed.windows(2).all(|pair| pair[0] == pair[1]), "a retry answers the same");
        assert_eq!(placed[0].is_ok(), fine, "{placed:?}");
        let Ok(order) = placed.remove(0) else { return };
        assert_eq!(order.total_minor, total);
        let left = divide(total, [500, 300, 9_200]);
        let state = if set_off { State::Paid } else { State::Placed };
        let (until, due) = (now.plus(HOLD), now);
        let sale = Sale {
            id: order.id,
            buyer: at,
            state,
            half_jin,
            undelivered: 0,
            returned: 0,
            total,
            refunded: 0,
            left,
            until,
            due,
        };
        self.purses.stock[0] -= half_jin;
        self.purses.stock[1] += half_jin;
        if set_off {
            let of_refunds = self.purses.owed[at].min(total);
            self.purses.owed[at] -= of_refunds;
            self.purses.payable -= total - of_refunds;
            self.purses.pay(&sale);
        }
        self.sales.push(sale);
    }

    async fn claim(&mut self) {
        let Some(at) = self.pick() else { return };
        let (sale, now) = (self.sales[at].clone(), self.world.now());
        let fine = sale.state == State::Placed && now < sale.until;
        let chosen = self
            .world
            .choose(self.buyers[sale.buyer], sale.id, market::payment::MethodCode::BankTransfer)
            .await;
        assert_eq!(chosen.is_ok(), fine, "{sale:?}");
        if fine {
            self.world.claim(self.buyers[sale.buyer], sale.id).await;
            self.sales[at].state = State::PaymentClaimed;
            self.sales[at].until = sale.until.max(now.plus(DAY));
        }
    }

    /// The treasurer looks at the account: money that came now, or an hour ago.
    async fn confirm(&mut self) {
        let Some(at) = self.pick() else { return };
        let ago = Duration::from_secs(self.dice.roll(2) * 3_600);
        let arrived = self.world.now().minus(ago);
        let mut sale = self.sales[at].clone();
        let Some(payment) = self.world.order(sale.id).await.payment_id else { return };
        let known = matches!(sale.state, State::PaymentClaimed | State::Expired | State::Cancelled);
        let row = self.world.find::<market::rows::Payment>((self.world.community, payment)).await;
        // What was taken back may be found after all.
        let fine = known && matches!(row.state, PaymentState::Claimed | PaymentState::Refused);
        let confirmed = self.world.confirm(self.world.treasurer, payment, sale.total, arrived).await;
        assert_eq!(confirmed.is_ok(), fine, "{sale:?}");
        if !fine {
            return;
        }
        self.purses.bank += sale.total;
        if sale.state == State::PaymentClaimed && arrived < sale.until {
            sale.state = State::Paid;
            self.purses.pay(&sale);
        } else {
            if sale.state == State::PaymentClaimed {
                self.release(&mut sale, State::Expired);
            }
            self.purses.owed[sale.buyer] += sale.total;
        }
        self.sales[at] = sale;
    }

    /// The money was another order's: by another treasurer, who may at any time; also where it came late and is still owed to the buyer.
    async fn undo(&mut self, step: usize) {
        let Some(at) = self.pick() else { return };
        let (mut sale, now) = (self.sales[at].clone(), self.world.now());
        let Some(payment) = self.world.order(sale.id).await.payment_id else { return };
        let whole = sale.state == State::Paid && sale.returned == 0 && sale.refunded == 0;
        let row = self.world.find::<market::rows::Payment>((self.world.community, payment)).await;
        let is_late = row.state == PaymentState::Late;
        let late = is_late && self.purses.owed[sale.buyer] >= sale.total;
        let fine = (whole || late) && self.purses.bank >= sale.total;
        let (by, mut answers) = (self.second, Vec::new());
        for _ in 0..self.times() {
            let key = key(by, step, "undo_payment");
            let input = ops::UndoPayment { payment, reason: "the wrong order".into(), key };
            let undo = self.world.act(move |tx, when| ops::undo_payment(tx, Actor::Member(by), &input, when));
            answers.push(undo.await);
        }
        assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "a retry answers the same");
        assert_eq!(answers[0].is_ok(), fine, "{sale:?}: {answers:?}");
        if fine && late {
            self.purses.bank -= sale.total;
            self.purses.owed[sale.buyer] -= sale.total;
        } else if fine {
            self.purses.bank -= sale.total;
            self.purses.unpay(&sale);
            (sale.state, sale.until) = (State::Placed, now.plus(HOLD));
            self.sales[at] = sale;
        }
    }

    fn release(&mut self, sale: &mut Sale, state: State) {
        self.purses.stock[1] -= sale.half_jin;
        self.purses.stock[0] += sale.half_jin;
        sale.state = state;
    }

    async fn cancel(&mut self) {
        let Some(at) = self.pick() else { return };
        let mut sale = self.sales[at].clone();
        let by = if self.dice.roll(2) == 0 { self.world.steward } else { self.buyers[sale.buyer] };
        let unpaid = matches!(sale.state, State::Placed | State::PaymentClaimed);
        let fine = unpaid || (sale.state == State::Paid && by == self.world.steward);
        let input =
            ops::CancelOrder { order: sale.id, refund: self.world.id(), reason: "changed plans".into() };
        let done =
            self.world.act(move |tx, when| ops::cancel_order(tx, Actor::Member(by), &input, when)).await;
        assert_eq!(done.is_ok(), fine, "{sale:?}");
        if unpaid {
            self.release(&mut sale, State::Cancelled);
        } else if fine {
            let open = sale.half_jin - sale.undelivered;
            self.purses.stock[1] -= open;
            self.purses.stock[0] += open;
            let rest = sale.total - sale.refunded;
            self.purses.give_back(&mut sale, rest);
            sale.state = State::Cancelled;
        }
        self.sales[at] = sale;
    }

    async fn fulfil(&mut self) {
        let Some(at) = self.pick() else { return };
        let now = self.world.now();
        let done = self.world.fulfil(self.sales[at].id).await;
        let sale = &mut self.sales[at];
        assert_eq!(done.is_ok(), sale.state == State::Paid, "{sale:?}");
        if done.is_ok() {
            let delivered = sale.half_jin - sale.undelivered;
            (sale.state, sale.due) = (State::Fulfilled, now.plus(7 * DAY));
            self.purses.stock[1] -= delivered;
            self.purses.stock[2] += delivered;
        }
    }

    async fn accept(&mut self) {
        let Some(at) = self.pick() else { return };
        let (order, buyer) = (self.sales[at].id, self.buyers[self.sales[at].buyer]);
        let done =
            self.world.act(move |tx, when| ops::accept_order(tx, Actor::Member(buyer), order, when)).await;
        let mut sale = self.sales[at].clone();
        assert_eq!(done.is_ok(), sale.state == State::Fulfilled, "{sale:?}");
        if done.is_ok() {
            sale.state = State::Accepted;
        }
        self.sales[at] = sale;
    }

    async fn refund(&mut self, step: usize) {
        let Some(at) = self.pick() else { return };
        let mut sale = self.sales[at].clone();
        let refundable =
            matches!(sale.state, State::Paid | State::Fulfilled | State::Accepted | State::Settled);
        let by_goods = self.dice.roll(2) == 0;
        let rest = sale.total - sale.refunded;
        let (what, fine, minor, goods) = if by_goods {
            let back = 1 + self.dice.roll(3) as i64;
            let after = sale.returned + back;
            let worth =
                if after == sale.half_jin { rest } else { (total(after) - total(sale.returned)).min(rest) };
            let what = RefundWhat::Quantities(vec![(1, Quantity::from_milli(back * 500))]);
            (what, after <= sale.half_jin, worth, back)
        } else {
            let minor = self.dice.roll(500) as i64;
            (RefundWhat::Sum(minor), (1..=rest).contains(&minor), minor, 0)
        };
        let fine = fine && refundable;
        let (steward, mut answers) = (self.world.steward, Vec::new());
        for _ in 0..self.times() {
            let (refund, reason) = (self.world.id::<Refund>(), "bruised".to_owned());
            let key = key(steward, step, "refund_order");
            let input =
                ops::RefundOrder { refund, order: sale.id, what: what.clone(), reason, restock: true, key };
            answers.push(
                self.world
                    .act(move |tx, when| ops::refund_order(tx, Actor::Member(steward), &input, when))
                    .await,
            );
        }
        assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "a retry answers the same");
        assert_eq!(answers[0].is_ok(), fine, "{what:?} of {sale:?}: {answers:?}");
        if fine {
            assert_eq!(answers[0].as_ref().unwrap().amount_minor, minor);
            sale.returned += goods;
            let from = if sale.state == State::Paid { 1 } else { 2 };
            self.purses.stock[from] -= goods;
            self.purses.stock[0] += goods;
            self.purses.give_back(&mut sale, minor);
            if sale.state == State::Paid {
                sale.undelivered += goods;
                if sale.undelivered == sale.half_jin {
                    sale.state = State::Cancelled;
                }
            }
            self.sales[at] = sale;
        }
    }

    async fn short(&mut self) {
        let Some(at) = self.pick() else { return };
        let mut sale = self.sales[at].clone();
        let (steward, order) = (self.world.steward, sale.id);
        let missing = vec![(1, Quantity::from_milli(500))];
        let input =
            ops::ReportShortage { refund: self.world.id(), order, missing, reason: "hail".into(), key: None };
        let done = self
            .world
            .act(move |tx, when| ops::report_shortage(tx, Actor::Member(steward), &input, when))
            .await;
        let fine = sale.state == State::Paid && sale.returned < sale.half_jin;
        assert_eq!(done.is_ok(), fine, "{sale:?}");
        if fine {
            let rest = sale.total - sale.refunded;
            let after = sale.returned + 1;
            let worth =
                if after == sale.half_jin { rest } else { (total(after) - total(sale.returned)).min(rest) };
            (sale.returned, sale.undelivered) = (after, sale.undelivered + 1);
            self.purses.stock[1] -= 1;
            self.purses.give_back(&mut sale, worth);
            if sale.undelivered == sale.half_jin {
                sale.state = State::Cancelled;
            }
            self.sales[at] = sale;
        }
    }

    async fn pay_out(&mut self, step: usize) {
        let to_supplier = self.dice.roll(2) == 0;
        let at = self.dice.roll(BUYERS as u64) as usize;
        let has = if to_supplier { self.purses.payable } else { self.purses.owed[at] };
        // What the supplier owes is kept first.
        let kept = if to_supplier || at == 0 { self.purses.receivable.min(has) } else { 0 };
        let has = has - kept;
        let minor = if self.dice.roll(4) == 0 { has + 1 } else { has };
        let (member, purse) =
            if to_supplier { (self.world.supplier, Purse::Payable) } else { (self.buyers[at], Purse::Owed) };
        let fine = (1..=has).contains(&minor) && minor <= self.purses.bank;
        let (treasurer, mut answers) = (self.world.treasurer, Vec::new());
        for _ in 0..self.times() {
            let key = key(treasurer, step, "pay_out");
            let input = ops::PayOut {
                id: self.world.id(),
                member,
                purse,
                amount_minor: minor,
                reference: "t".into(),
                key,
            };
            answers.push(
                self.world
                    .act(move |tx, when| ops::pay_out(tx, Actor::Member(treasurer), &input, when))
                    .await,
            );
        }
        assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "a retry answers the same");
        assert_eq!(answers[0].is_ok(), fine, "{minor} of {has}: {answers:?}");
        if fine {
            self.purses.bank -= minor;
            self.purses.receivable -= kept;
            if to_supplier {
                self.purses.payable -= minor + kept
            } else {
                self.purses.owed[at] -= minor + kept
            }
        }
    }

    /// The supplier gives back what came back, to the bank or from refunds.
    async fn repay(&mut self) {
        let from = if self.dice.roll(2) == 0 { RepaidFrom::Bank } else { RepaidFrom::Owed };
        let amount_minor = 1 + self.dice.roll(400) as i64;
        let enough = from == RepaidFrom::Bank || amount_minor <= self.purses.owed[0];
        let fine = amount_minor <= self.purses.receivable && enough;
        let (treasurer, member) = (Actor::Member(self.world.treasurer), self.world.supplier);
        let input =
            ops::Repay { id: self.world.id(), member, from, amount_minor, reference: "t".into(), key: None };
        let done = self.world.act(move |tx, when| ops::repay(tx, treasurer, &input, when)).await;
        assert_eq!(done.is_ok(), fine, "{amount_minor} from {from}: {done:?}");
        if fine {
            self.purses.receivable -= amount_minor;
            match from {
                RepaidFrom::Bank => self.purses.bank += amount_minor,
                RepaidFrom::Owed => self.purses.owed[0] -= amount_minor,
            }
        }
    }

    async fn pass_time(&mut self) {
        let jump = [Duration::from_secs(600), HOLD, DAY, 7 * DAY][self.dice.roll(4) as usize];
        self.world.clock.advance(jump);
        self.world.run_jobs().await;
        let now = self.world.now();
        // In the order of the jobs: by due time; what is due together does not depend on order here.
        for at in 0..self.sales.len() {
            let mut sale = self.sales[at].clone();
            match sale.state {
                State::Placed | State::PaymentClaimed if now >= sale.until => {
                    self.release(&mut sale, State::Expired)
                }
                State::Accepted => self.purses.settle(&mut sale),
                State::Fulfilled if now >= sale.due => self.purses.settle(&mut sale),
                _ => {}
            }
            self.sales[at] = sale;
        }
    }

    async fn step(&mut self, step: usize) {
        match self.dice.roll(23) {
            0..=4 => self.place(step).await,
            5..=7 => self.claim().await,
            8..=10 => self.confirm().await,
            11..=12 => self.fulfil().await,
            13 => self.accept().await,
            14..=15 => self.refund(step).await,
            16 => self.short().await,
            17 => self.pay_out(step).await,
            18 => self.cancel().await,
            19 => self.repay().await,
            20..=21 => self.undo(step).await,
            _ => self.pass_time().await,
        }
    }

    async fn real(&self) -> Purses {
        let world = &self.world;
        let mut owed = [0; BUYERS];
        for (owed, buyer) in owed.iter_mut().zip(&self.buyers) {
            *owed = world.owed(*buyer).await;
        }
        let (available, held, sold) = world.stock(self.offer).await;
        Purses {
            bank: world.balance(AccountKey::bank(CNY)).await,
            owed,
            held: [
                world.held(GENERAL).await,
                world.held(AID).await,
                world.held(Party::Member(world.supplier)).await,
            ],
            payable: world.payable().await,
            receivable: world.receivable().await,
            sales: [world.sales(1).await, world.sales(2).await],
            stock: [available.unwrap() / 500, held / 500, sold / 500],
        }
    }
}

testkit::both_engines! {
    /// Whatever the dice say, the books are those of the simple book.
    async fn the_real_economy_is_the_simple_one(world: World) {
        let seed = std::env::var("HEHUO_SEED").ok().and_then(|text| text.parse().ok());
        let seed: u64 = seed.unwrap_or_else(|| Timestamp::of_system().micros as u64);
        eprintln!("HEHUO_SEED={seed}");
        let mut economy = Economy::begin(world, seed).await;
        for step in 0..STEPS {
            economy.step(step).await;
            assert_eq!(economy.real().await, economy.purses, "seed {seed}, step {step}");
        }
        for sale in economy.sales.clone() {
            let order = economy.world.order(sale.id).await;
            let state = if order.state == State::AwaitingPayment { State::Placed } else { order.state };
            assert_eq!((state, order.refunded_minor), (sale.state, sale.refunded), "seed {seed}");
        }
        economy.world.assert_whole().await;
    }
}

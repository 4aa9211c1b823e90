//! What comes of group buys: they fail or form, what fills no case is refused or a fund's, less comes than was ordered, what came is
//! owed and handed over. Reckoned here once more, in the simplest way.

use crate::book::{divide, worth};
use crate::calls::{Called, Stands, Terms};
use crate::sales::Sale;
use crate::town::{CNY, Town};
use kernel::{Id, Quantity};
use ledger::AccountKey;
use market::order::State;
use market::rows::Order;
use pools::commitment::CommitmentState;
use pools::pool::PoolState;
use pools::rows::{Commitment, GroupBuy, Pool};
use spending::ops::{ApproveExpense, approve_expense};
use spending::rows::Expense;
use supply::ops::CountDelivery;
use supply::rows::Purchase;

/// What closing has fixed.
pub(crate) struct Formed {
    forms: bool,
    plan: Plan,
    settled: bool,
    purchase: Option<Id<Purchase>>,
    /// What was counted when nothing more was to come, and what follows from it.
    came: Option<Came>,
    /// What came of goods that a fund sells: asked for, and not approved yet.
    asked: Option<Id<Expense>>,
}

#[derive(Debug, Default, Clone, PartialEq, Eq)]
struct Plan {
    ordered: i64,
    spare: i64,
    price: i64,
    /// By the number of the part.
    refused: Vec<(i64, i64)>,
    /// What the fund paid Gao for the spare pieces.
    spare_minor: i64,
}

struct Came {
    lost_spare_minor: i64,
    /// Among the town's sales, and how much of it did not come.
    short: Vec<(usize, i64)>,
    told: bool,
}

/// On whom it falls: who came last, or all in proportion, in whole steps; of equal ones the later.
fn falls(missing: i64, parts: &[(i64, i64)], terms: &Terms) -> Vec<(i64, i64)> {
    let (mut later_first, mut left) = (parts.to_vec(), missing);
    later_first.sort_unstable_by_key(|(number, _)| -number);
    if missing == 0 {
        return Vec::new();
    }
    if terms.latest {
        let lose = |(number, has): (i64, i64)| {
            let lost = has.min(left);
            left -= lost;
            (number, lost)
        };
        return later_first.into_iter().map(lose).filter(|(_, lost)| *lost > 0).collect();
    }
    let weights: Vec<i64> = later_first.iter().map(|(_, has)| has / terms.step).collect();
    let lost = divide(missing / terms.step, &weights);
    let all = later_first.iter().zip(lost).map(|((number, _), lost)| (*number, lost * terms.step));
    all.filter(|(_, lost)| *lost > 0).collect()
}

impl Terms {
    /// Who has which part of a sale: the fund, and Gao.
    fn divided(&self, minor: i64) -> Vec<i64> {
        divide(minor, &[self.cut, 10_000 - self.cut])
    }

    fn plan(&self, joined: &[(i64, i64)], rounds_up: bool) -> Plan {
        let units: i64 = joined.iter().map(|(_, milli)| milli).sum();
        let over = self.case.map_or(0, |case| units % case);
        let (mut ordered, mut spare, mut refused) = (units, 0, Vec::new());
        if over > 0 && rounds_up {
            spare = self.case.unwrap() - over;
            ordered += spare;
        } else if over > 0 {
            refused = falls(over, joined, self);
            ordered -= over;
        }
        let reached = self.ladder.iter().rev().find(|(from, _)| *from <= ordered);
        let price = reached.unwrap_or(&self.ladder[0]).1;
        let spare_minor = if self.by_fund { 0 } else { self.divided(worth(price, spare))[1] };
        Plan { ordered, spare, price, refused, spare_minor }
    }
}

impl Town {
    pub(crate) async fn looks_at_calls(&mut self) {
        for at in 0..self.called.len() {
            if !self.called[at].over {
                self.looks_at_call(at).await;
            }
        }
    }

    pub(crate) async fn looks_at_call(&mut self, at: usize) {
        let pool = self.find::<Pool>((self.community, self.called[at].pool)).await.unwrap();
        let mut one = self.called.remove(at);
        self.looks_for_lapsed(&mut one).await;
        if pool.state != PoolState::Open && one.closed.is_none() {
            self.is_closed(&mut one, &pool).await;
        }
        if matches!(pool.state, PoolState::Captured | PoolState::Refunded) {
            self.is_settled(&mut one, pool.state).await;
            self.is_told_what_came(&mut one).await;
        }
        self.called.insert(at, one);
    }

    /// What was not paid in time has no place any more; whoever paid keeps theirs.
    async fn looks_for_lapsed(&mut self, one: &mut Called) {
        for part in &mut one.parts {
            let Stands::Waits { claimed, .. } = part.stands else { continue };
            let row = self.find::<Commitment>((self.community, part.id)).await.unwrap();
            match row.state {
                CommitmentState::Made | CommitmentState::Claimed => {
                    assert_eq!(row.state == CommitmentState::Claimed, claimed, "{row:?}, {}", self.told());
                }
                CommitmentState::Lapsed => {
                    part.stands = Stands::Lapsed;
                    self.notes("lapsed");
                }
                other => panic!("{other} without money, {}", self.told()),
            }
        }
    }

    /// Whether it forms, what is ordered, at which price, and what a fund pays for.
    async fn is_closed(&mut self, one: &mut Called, pool: &Pool) {
        let forms = one.is_met() && !one.called_off;
        let formed = matches!(pool.state, PoolState::Met | PoolState::Captured);
        assert_eq!(formed, forms, "{:?} with {} held, {}", pool.state, one.held(), self.told());
        self.notes(match (forms, one.called_off, one.closed_early) {
            (true, _, true) => "formed early",
            (true, ..) => "formed",
            (false, true, _) => "called off together",
            (false, ..) => "did not form",
        });
        let mut fixed =
            Formed { forms, plan: Plan::default(), settled: false, purchase: None, came: None, asked: None };
        if forms {
            let buy = self.find::<GroupBuy>((self.community, one.pool)).await.unwrap();
            let joined: Vec<(i64, i64)> = one.paid().map(|part| (part.number, part.milli)).collect();
            let whole = one.terms.plan(&joined, one.terms.rounds_up);
            // What it may need of the fund was kept from opening on.
            fixed.plan = whole;
            let Plan { ordered, spare, price, spare_minor, ref refused } = fixed.plan;
            let told =
                (buy.ordered_milli, buy.spare_milli, buy.price_e4.map(|price| price.e4), buy.spare_minor);
            assert_eq!(told, (Some(ordered), Some(spare), Some(price), spare_minor), "{}", self.told());
            if spare > 0 {
                self.notes("rounded up");
            } else if !refused.is_empty() {
                self.notes("filled no case");
            }
            if price < one.terms.ladder[0].1 {
                self.notes("cheaper for all");
            }
            let gao = self.growers().gao;
            self.book.fund(1, -spare_minor);
            self.book.owes(gao, spare_minor);
            fixed.purchase = buy.purchase_id;
            assert_eq!(buy.purchase_id.is_some(), ordered > 0, "{}", self.told());
            if let Some(purchase) = buy.purchase_id {
                self.agrees_on(one, &fixed.plan, purchase).await;
            }
        }
        one.closed = Some(fixed);
    }

    /// What is ordered of Gao is what they get of each part and of what the fund paid, or what was agreed on with the fund.
    async fn agrees_on(&self, one: &Called, plan: &Plan, purchase: Id<Purchase>) {
        let row = self.find::<Purchase>((self.community, purchase)).await.unwrap();
        let gets = |number: i64, milli: i64| milli - refused(plan, number);
        let part = |milli: i64| one.terms.divided(worth(plan.price, milli))[1];
        let agreed = match one.terms.by_fund {
            true => worth(one.terms.buying, plan.ordered),
            false => {
                let parts = one.paid().map(|one| part(gets(one.number, one.milli)));
                parts.sum::<i64>() + plan.spare_minor
            }
        };
        assert_eq!((row.total_minor, row.billed_minor), (agreed, plan.spare_minor), "{}", self.told());
    }

    /// Each paid part became an order, or went back; once.
    async fn is_settled(&mut self, one: &mut Called, state: PoolState) {
        let closed = one.closed.as_mut().unwrap();
        if closed.settled {
            return;
        }
        closed.settled = true;
        let (plan, forms) = (closed.plan.clone(), closed.forms);
        assert_eq!(state == PoolState::Captured, forms, "{}", self.told());
        let seller = self.growers().gao;
        for part in one.parts.iter_mut().filter(|part| part.stands == Stands::Paid) {
            part.stands = Stands::Ended;
            let gets = part.milli - refused(&plan, part.number);
            // Who has left the town gets nothing any more.
            let becomes = forms && gets > 0 && self.here(part.member);
            let total = if becomes { worth(plan.price, gets) } else { 0 };
            self.book.owes(part.member, part.due - total);
            let row = self.find::<Commitment>((self.community, part.id)).await.unwrap();
            let ended = (row.held_minor, row.captured_minor, row.returned_minor);
            assert_eq!(ended, (0, total, part.due - total), "{row:?}, {}", self.told());
            if becomes {
                let order = self.find::<pools::rows::GroupBuyPart>((self.community, part.id)).await.unwrap();
                part.sale = Some(self.market.orders.len());
                let left = one.terms.divided(total);
                let price = plan.price;
                let sale = Sale::pooled(order.order_id.unwrap(), part.member, (gets, price), left, seller);
                self.market.orders.push(sale);
                self.notes("captured");
            }
        }
        one.over = !forms || plan.ordered == 0;
        assert_eq!(self.balance(AccountKey::held(one.pool, CNY)).await, 0, "{}", self.told());
    }

    /// Gao comes, with all of it, some of it or nothing.
    pub(crate) async fn delivers(&mut self) {
        let waits = |one: &Called| one.closed.as_ref().is_some_and(Formed::waits);
        let Some(at) = self.called.iter().position(waits) else { return };
        self.counts(at).await;
        self.runs_jobs().await;
        self.looks().await;
        // Whoever is there takes theirs.
        let sales: Vec<usize> = self.called[at].parts.iter().filter_map(|part| part.sale).collect();
        for sale in sales {
            if !self.dice.once_in(4) {
                self.hands_over(sale).await;
            }
        }
    }

    /// What is due by that is left to whoever runs it.
    async fn counts(&mut self, at: usize) {
        let one = &self.called[at];
        let (pool, terms) = (one.pool, one.terms.clone());
        let closed = one.closed.as_ref().unwrap();
        let (plan, purchase) = (closed.plan.clone(), closed.purchase.unwrap());
        let came = match self.dice.roll(8) {
            0 => 0,
            // Fruit is weighed: it may be half a step.
            1 if plan.spare == 0 => self.dice.roll(plan.ordered as u64 + 1),
            1..=4 => terms.step * self.dice.roll((plan.ordered / terms.step) as u64 + 1),
            _ => plan.ordered,
        };
        let first = if self.dice.once_in(3) { self.dice.roll(came as u64 + 1) } else { 0 };
        let by = self.steward;
        for (milli, is_last) in [(first, false), (came - first, true)] {
            if milli == 0 && !is_last {
                continue;
            }
            let input = CountDelivery {
                delivery: self.id(),
                purchase,
                counted: vec![(1, Quantity::from_milli(milli))],
                note: String::new(),
                photos: Vec::new(),
                is_last,
                key: self.key("count"),
            };
            let done = self.act(move |tx, now| supply::ops::count_delivery(tx, by, &input, now)).await;
            assert!(done.is_ok(), "{done:?}, {}", self.told());
        }
        let row = self.find::<Purchase>((self.community, purchase)).await.unwrap();
        let missing = plan.ordered - came;
        self.notes(if missing > 0 { "came short" } else { "came whole" });
        if terms.by_fund {
            let owed = worth(terms.buying, came);
            assert_eq!((row.billed_minor, row.expense_id.is_some()), (owed, owed > 0), "{}", self.told());
        }
        let mut waiting = Vec::new();
        // What no member has and nobody paid for is missed by nobody.
        let mut nobodys = plan.ordered - plan.spare;
        for part in &self.called[at].parts {
            let Some(sale) = part.sale else { continue };
            let one = &self.market.orders[sale];
            let row = self.find::<Order>((self.community, one.id)).await.unwrap();
            let has = if row.state == State::Cancelled { 0 } else { one.milli - one.undelivered };
            nobodys -= has;
            let whole = has - has % terms.step;
            if row.state == State::Paid && whole > 0 {
                waiting.push((part.number, whole, sale));
            }
        }
        let missed = (missing - nobodys).max(0);
        let lost = plan.spare.min(missed);
        let lost_spare_minor = match lost == plan.spare {
            true => plan.spare_minor,
            false if terms.by_fund => 0,
            false => terms.divided(worth(plan.price, lost))[1].min(plan.spare_minor),
        };
        let steps = (missed - lost + terms.step - 1) / terms.step;
        let there: i64 = waiting.iter().map(|(_, has, _)| has).sum();
        let parts: Vec<(i64, i64)> = waiting.iter().map(|(number, has, _)| (*number, *has)).collect();
        let short = falls((steps * terms.step).min(there), &parts, &terms);
        let of = |number: i64| waiting.iter().find(|(of, ..)| *of == number).unwrap().2;
        let short = short.into_iter().map(|(number, lost)| (of(number), lost)).collect();
        let closed = self.called[at].closed.as_mut().unwrap();
        closed.asked = row.expense_id.filter(|_| terms.by_fund);
        closed.came = Some(Came { lost_spare_minor, short, told: false });
        assert_eq!(row.raised_for.as_deref(), Some(pool.as_str()));
    }

    /// What did not come is given back, and of spare pieces to the fund; what a fund bought is approved by somebody else.
    async fn is_told_what_came(&mut self, one: &mut Called) {
        let Some(closed) = one.closed.as_mut() else { return };
        let Some(came) = closed.came.as_mut() else { return };
        let gao = self.growers().gao;
        if !came.told {
            let buy = self.find::<GroupBuy>((self.community, one.pool)).await.unwrap();
            if buy.short_milli.is_none() {
                return;
            }
            came.told = true;
            self.book.fund(1, came.lost_spare_minor);
            self.book.owes(gao, -came.lost_spare_minor);
            if came.lost_spare_minor > 0 {
                self.notes("spare did not come");
            }
            for (sale, lost) in &came.short {
                let minor = self.market.orders[*sale].goes_short(*lost);
                let buyer = self.market.orders[*sale].buyer;
                self.book.owes(buyer, minor);
                self.notes("went short");
            }
            for part in &one.parts {
                if let Some(sale) = part.sale {
                    self.market.orders[sale].waits = false;
                }
            }
        }
        let Some(expense) = closed.asked else { return one.over = true };
        let (by, without_proof, key) = (self.treasurer, "As counted".to_owned(), self.key("approve"));
        let input = ApproveExpense { expense, without_proof, proofs_seen: Some(0), key };
        // The fund may have too little today.
        if self.act(move |tx, now| approve_expense(tx, by, &input, now)).await.is_ok() {
            let row = self.find::<Expense>((self.community, expense)).await.unwrap();
            self.notes("bought for a fund");
            self.book.fund(1, -row.amount_minor);
            self.book.owes(gao, row.amount_minor);
            closed.asked = None;
            one.over = true;
        }
    }

    /// All that can be closed or counted is, and nobody does what follows.
    pub(crate) async fn leaves_work_undone(&mut self) {
        for at in 0..self.called.len() {
            let one = &self.called[at];
            if one.is_open() && one.is_met() && !one.has_claims() {
                self.closes_early(at).await;
            } else if one.closed.as_ref().is_some_and(Formed::waits) {
                self.counts(at).await;
            }
        }
    }
}

fn refused(plan: &Plan, number: i64) -> i64 {
    plan.refused.iter().find(|(of, _)| *of == number).map_or(0, |(_, milli)| *milli)
}

impl Formed {
    /// Pieces of its last case are nobody's yet.
    pub(crate) fn has_spare(&self) -> bool {
        self.plan.spare > 0 && self.came.is_none()
    }

    /// It was ordered, and is on its way.
    fn waits(&self) -> bool {
        self.settled && self.purchase.is_some() && self.came.is_none()
    }
}

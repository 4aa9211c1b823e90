//! What the model economy holds the real one against: dice, and a book of the simplest kind.

use kernel::{Id, Timestamp};
use market::order::State;
use market::rows::Order;

pub(crate) const BUYERS: usize = 6;

/// xorshift64*: enough for dice, and the same everywhere.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % sides
    }
}

/// One sale in the simple book. All orders have one line at ¥3.33.
#[derive(Debug, Clone)]
pub(crate) struct Sale {
    pub(crate) id: Id<Order>,
    pub(crate) buyer: usize,
    pub(crate) state: State,
    pub(crate) half_jin: i64,
    pub(crate) undelivered: i64,
    pub(crate) returned: i64,
    pub(crate) total: i64,
    pub(crate) refunded: i64,
    /// What is left for the general fund, for aid and for the supplier.
    pub(crate) left: [i64; 3],
    pub(crate) until: Timestamp,
    pub(crate) due: Timestamp,
}

/// What everybody has, in fen; stock in half jin.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Purses {
    pub(crate) bank: i64,
    pub(crate) owed: [i64; BUYERS],
    pub(crate) held: [i64; 3],
    pub(crate) payable: i64,
    pub(crate) receivable: i64,
    pub(crate) sales: [i64; 2],
    pub(crate) stock: [i64; 3],
}

pub(crate) fn total(half_jin: i64) -> i64 {
    // 166.5 fen each, half to even.
    let doubled = half_jin * 333;
    if doubled % 2 == 0 { doubled / 2 } else { doubled / 2 + (doubled / 2) % 2 }
}

/// Largest remainder, the earlier one first.
pub(crate) fn divide(total: i64, weights: [i64; 3]) -> [i64; 3] {
    let sum: i64 = weights.iter().sum();
    let mut parts = weights.map(|weight| total * weight / sum);
    let mut order = [0, 1, 2];
    order.sort_by_key(|at| std::cmp::Reverse(total * weights[*at] % sum));
    for at in order.into_iter().take((total - parts.iter().sum::<i64>()) as usize) {
        parts[at] += 1;
    }
    parts
}

impl Purses {
    /// What a buyer can set off.
    pub(crate) fn credit(&self, buyer: usize) -> i64 {
        let of_sales = if buyer == 0 { (self.payable - self.receivable).max(0) } else { 0 };
        self.owed[buyer] + of_sales
    }

    pub(crate) fn pay(&mut self, sale: &Sale) {
        self.held.iter_mut().zip(sale.left).for_each(|(held, part)| *held += part);
    }

    /// The payment was another order's.
    pub(crate) fn unpay(&mut self, sale: &Sale) {
        self.held.iter_mut().zip(sale.left).for_each(|(held, part)| *held -= part);
    }

    /// Takes `minor` from what is left of a sale's parts.
    pub(crate) fn give_back(&mut self, sale: &mut Sale, minor: i64) {
        self.owed[sale.buyer] += minor;
        sale.refunded += minor;
        if minor == 0 {
            return;
        }
        let taken = divide(minor, sale.left);
        for (at, taken) in taken.into_iter().enumerate() {
            sale.left[at] -= taken;
            if sale.state != State::Settled {
                self.held[at] -= taken;
            } else if at < 2 {
                self.sales[at] -= taken;
            } else {
                let there = self.payable.min(taken);
                self.payable -= there;
                self.receivable += taken - there;
            }
        }
    }

    pub(crate) fn settle(&mut self, sale: &mut Sale) {
        for at in 0..3 {
            self.held[at] -= sale.left[at];
        }
        self.sales[0] += sale.left[0];
        self.sales[1] += sale.left[1];
        let netted = self.receivable.min(sale.left[2]);
        self.receivable -= netted;
        self.payable += sale.left[2] - netted;
        sale.state = State::Settled;
    }
}

//! What an order's money does in the books: one pure function a transition. The operations post what these answer.
//!
//! A move names accounts by their role here and amounts in minor units, debit positive; every list sums to zero.

use crate::ids::{Budget, Member, Pool};
use crate::split::{Part, Party};
use kernel::Id;

/// An account, by what the market calls it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purse {
    Bank,
    Gateway,
    /// Money of which nobody can say yet whose it is.
    Unmatched,
    /// Paid for an order and not settled yet, by receiver.
    Held(Party),
    /// Held for a condition that is met now: what a pool's members paid.
    Pooled(Id<Pool>),
    /// Set aside for coupons.
    Coupons(Id<Budget>),
    /// What the community owes a member for anything but sales: refunds, late money.
    Owed(Id<Member>),
    /// A supplier's settled sales, to be paid out.
    Payable(Id<Member>),
    /// What a supplier was paid and has to give back.
    Receivable(Id<Member>),
    /// Income of a fund.
    Sales(i64),
}

/// Minor units into (positive) or out of a purse.
pub type Move = (Purse, i64);

/// Sums the parts of all lines by receiver, in the order of parties.
pub fn by_party(parts: impl IntoIterator<Item = Part>) -> Vec<Part> {
    let mut parts: Vec<Part> = parts.into_iter().filter(|part| part.minor != 0).collect();
    parts.sort_unstable_by_key(|part| part.to);
    parts.dedup_by(|later, kept| {
        let same = later.to == kept.to;
        if same {
            kept.minor += later.minor;
        }
        same
    });
    parts
}

fn sum(parts: &[Part]) -> i64 {
    parts.iter().map(|part| part.minor).sum()
}

/// What a coupon pays of an order, or gets back of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CouponPart {
    pub budget: Id<Budget>,
    pub minor: i64,
}

fn of_coupon(coupon: Option<CouponPart>) -> i64 {
    coupon.map_or(0, |part| part.minor)
}

/// Money for an order, together with what a coupon pays: from where it came to be held for its receivers, who get their
/// whole parts.
pub fn paid(from: Purse, coupon: Option<CouponPart>, parts: &[Part]) -> Vec<Move> {
    held(vec![(from, sum(parts) - of_coupon(coupon))], coupon, parts)
}

/// An order that a coupon pays whole.
pub fn paid_by_coupon(coupon: CouponPart, parts: &[Part]) -> Vec<Move> {
    held(Vec::new(), Some(coupon), parts)
}

/// Money for an order, in one part or several, and perhaps more than its price: the rest is the buyer's.
pub fn overpaid(from: &[Move], coupon: Option<CouponPart>, parts: &[Part], buyer: Id<Member>) -> Vec<Move> {
    let came: i64 = from.iter().map(|(_, minor)| minor).sum();
    let rest = came + of_coupon(coupon) - sum(parts);
    let mut moves = held(from.to_vec(), coupon, parts);
    moves.extend((rest > 0).then_some((Purse::Owed(buyer), -rest)));
    moves
}

/// An order paid with what the community owes the buyer, drawn as `drawn` answered.
pub fn set_off(buyer: Id<Member>, drawn: Drawn, coupon: Option<CouponPart>, parts: &[Part]) -> Vec<Move> {
    held(vec![(Purse::Owed(buyer), drawn.owed), (Purse::Payable(buyer), drawn.payable)], coupon, parts)
}

fn held(mut moves: Vec<Move>, coupon: Option<CouponPart>, parts: &[Part]) -> Vec<Move> {
    moves.extend(coupon.map(|part| (Purse::Coupons(part.budget), part.minor)));
    moves.extend(parts.iter().map(|part| (Purse::Held(part.to), -part.minor)));
    moves.retain(|(_, minor)| *minor != 0);
    moves
}

/// A payout from what a purse of a member holds: what the member owes is kept from the purse first, and `minor` leaves the
/// bank of what is left. None when that is less.
pub fn paid_out(
    purse: Purse,
    member: Id<Member>,
    minor: i64,
    holds: i64,
    receivable: i64,
) -> Option<Vec<Move>> {
    let kept = receivable.clamp(0, holds.max(0));
    let mut moves = vec![(purse, minor + kept), (Purse::Receivable(member), -kept), (Purse::Bank, -minor)];
    moves.retain(|(_, minor)| *minor != 0);
    (minor <= holds - kept).then_some(moves)
}

/// What of a debt the moves of a payout keep.
pub fn kept(moves: &[Move]) -> i64 {
    let debts = moves.iter().filter(|(purse, _)| matches!(purse, Purse::Receivable(_)));
    debts.map(|(_, minor)| -minor).sum()
}

/// What the community owes a member, in minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Credit {
    pub owed: i64,
    pub payable: i64,
    /// What the member owes the community.
    pub receivable: i64,
}

/// What a set-off takes from each purse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Drawn {
    pub owed: i64,
    pub payable: i64,
}

impl Credit {
    /// What a set-off can pay. Refunds are the buyer's own money come back: all of it. Of sales, what is left when the
    /// member's debt is covered: that is kept from sales, and must not be bought away.
    pub fn available(&self) -> i64 {
        self.owed + (self.payable - self.receivable).max(0)
    }

    /// Refunds first, then sales; None when both together are too little.
    pub fn draw(&self, minor: i64) -> Option<Drawn> {
        let owed = self.owed.min(minor);
        (minor <= self.available()).then_some(Drawn { owed, payable: minor - owed })
    }
}

/// Money that cannot pay anything any more: owed to the buyer.
pub fn late(from: Purse, buyer: Id<Member>, minor: i64) -> Vec<Move> {
    vec![(from, minor), (Purse::Owed(buyer), -minor)]
}

/// The split of an accepted order. What a member has to give back from before is netted first; `receivable` says
/// how much that is.
pub fn settled(parts: &[Part], receivable: impl Fn(Id<Member>) -> i64) -> Vec<Move> {
    let mut moves = Vec::with_capacity(parts.len() * 3);
    for part in parts.iter().filter(|part| part.minor > 0) {
        moves.push((Purse::Held(part.to), part.minor));
        match part.to {
            Party::Fund(fund) => moves.push((Purse::Sales(fund), -part.minor)),
            Party::Member(member) => {
                let netted = receivable(member).clamp(0, part.minor);
                moves.push((Purse::Receivable(member), -netted));
                moves.push((Purse::Payable(member), netted - part.minor));
            }
        }
    }
    moves.retain(|(_, minor)| *minor != 0);
    moves
}

/// Before settlement the money is still held. What a coupon had paid of it goes back to its budget, never to the buyer.
pub fn refunded_before_settlement(
    parts: &[Part],
    buyer: Id<Member>,
    coupon: Option<CouponPart>,
) -> Vec<Move> {
    let held = parts.iter().map(|part| (Purse::Held(part.to), part.minor));
    held.chain(back(parts, buyer, coupon)).filter(|(_, minor)| *minor != 0).collect()
}

fn back(parts: &[Part], buyer: Id<Member>, coupon: Option<CouponPart>) -> Vec<Move> {
    let mut moves = vec![(Purse::Owed(buyer), of_coupon(coupon) - sum(parts))];
    moves.extend(coupon.map(|part| (Purse::Coupons(part.budget), -part.minor)));
    moves
}

/// After it, each receiver gives back: a fund from its sales, a member from what is still payable (`payable` says
/// how much), and for the rest, which was paid out already, the member owes the community.
pub fn refunded_after_settlement(
    parts: &[Part],
    buyer: Id<Member>,
    coupon: Option<CouponPart>,
    payable: impl Fn(Id<Member>) -> i64,
) -> Vec<Move> {
    let mut moves = Vec::with_capacity(parts.len() * 2 + 2);
    for part in parts.iter().filter(|part| part.minor > 0) {
        match part.to {
            Party::Fund(fund) => moves.push((Purse::Sales(fund), part.minor)),
            Party::Member(member) => {
                let there = payable(member).clamp(0, part.minor);
                moves.push((Purse::Payable(member), there));
                moves.push((Purse::Receivable(member), part.minor - there));
            }
        }
    }
    moves.extend(back(parts, buyer, coupon));
    moves.retain(|(_, minor)| *minor != 0);
    moves
}

#[cfg(test)]
mod tests {
    use super::*;
    use Party::Fund;

    fn member(n: u8) -> Id<Member> {
        Id::from_parts(u64::from(n), [n; 10])
    }

    fn parts(supplier: i64, fund: i64) -> Vec<Part> {
        vec![Part { to: Fund(1), minor: fund }, Part { to: Party::Member(member(1)), minor: supplier }]
    }

    fn check(moves: Vec<Move>, expected: &[Move]) {
        assert_eq!(moves.iter().map(|(_, minor)| minor).sum::<i64>(), 0, "{moves:?}");
        assert_eq!(moves, expected);
    }

    #[test]
    fn lines_are_summed_by_receiver() {
        let lines = [parts(5, 1), parts(7, 0), parts(1, 2)].concat();
        assert_eq!(by_party(lines), parts(13, 3));
        assert_eq!(by_party([]), []);
    }

    #[test]
    fn money_in_is_held_for_its_receivers() {
        let (fund, supplier) = (Purse::Held(Fund(1)), Purse::Held(Party::Member(member(1))));
        check(paid(Purse::Bank, None, &parts(90, 10)), &[(Purse::Bank, 100), (fund, -10), (supplier, -90)]);
        check(paid(Purse::Owed(member(2)), None, &[]), &[]);
        let all = [(Purse::Bank, 105), (fund, -10), (supplier, -90), (Purse::Owed(member(2)), -5)];
        check(overpaid(&[(Purse::Bank, 105)], None, &parts(90, 10), member(2)), &all);
        let exactly = overpaid(&[(Purse::Bank, 100)], None, &parts(90, 10), member(2));
        assert_eq!(exactly, paid(Purse::Bank, None, &parts(90, 10)));
        check(late(Purse::Bank, member(2), 7), &[(Purse::Bank, 7), (Purse::Owed(member(2)), -7)]);
    }

    /// Holds, debt, asked for → what moves.
    #[test]
    fn a_payout_keeps_the_debt_first() {
        let (ana, owed) = (member(1), Purse::Owed(member(1)));
        for (holds, debt, minor, kept) in [
            (100, 0, 100, Some(0)),
            (100, 0, 101, None),
            (100, 30, 70, Some(30)),
            (100, 30, 71, None),
            (100, 30, 1, Some(30)),
            (100, 99, 1, Some(99)),
            (100, 100, 1, None),
            (100, 200, 1, None),
        ] {
            let moves = paid_out(owed, ana, minor, holds, debt);
            let expected = kept.map(|kept| {
                let all = [(owed, minor + kept), (Purse::Receivable(ana), -kept), (Purse::Bank, -minor)];
                all.into_iter().filter(|(_, minor)| *minor != 0).collect::<Vec<_>>()
            });
            assert_eq!(moves, expected, "{minor} of {holds} with {debt} owed back");
        }
    }

    /// Refunds, sales, debt → what 100 are drawn from.
    #[test]
    fn a_set_off_draws_refunds_first_and_leaves_debts_covered() {
        for ((owed, payable, receivable), drawn) in [
            ((100, 0, 0), Some((100, 0))),
            ((101, 50, 0), Some((100, 0))),
            ((99, 1, 0), Some((99, 1))),
            ((99, 0, 0), None),
            ((0, 100, 0), Some((0, 100))),
            ((0, 100, 1), None),
            ((40, 70, 10), Some((40, 60))),
            ((40, 70, 11), None),
            ((100, 0, 500), Some((100, 0))),
            ((99, 5, 500), None),
        ] {
            let credit = Credit { owed, payable, receivable };
            let drawn = drawn.map(|(owed, payable)| Drawn { owed, payable });
            assert_eq!(credit.draw(100), drawn, "{credit:?}");
            assert_eq!(credit.available() >= 100, drawn.is_some(), "{credit:?}");
        }
        let (fund, supplier) = (Purse::Held(Fund(1)), Purse::Held(Party::Member(member(1))));
        let both = Drawn { owed: 40, payable: 60 };
        let from = [(Purse::Owed(member(2)), 40), (Purse::Payable(member(2)), 60)];
        check(
            set_off(member(2), both, None, &parts(90, 10)),
            &[from, [(fund, -10), (supplier, -90)]].concat(),
        );
    }

    /// What the supplier owes → what is payable after 90 were settled.
    #[test]
    fn a_receivable_is_netted_first() {
        let (ana, bo) = (member(1), Purse::Sales(1));
        let held = [(Purse::Held(Fund(1)), 10), (bo, -10), (Purse::Held(Party::Member(ana)), 90)];
        for (owes, rest) in [
            (0, vec![(Purse::Payable(ana), -90)]),
            (1, vec![(Purse::Receivable(ana), -1), (Purse::Payable(ana), -89)]),
            (89, vec![(Purse::Receivable(ana), -89), (Purse::Payable(ana), -1)]),
            (90, vec![(Purse::Receivable(ana), -90)]),
            (91, vec![(Purse::Receivable(ana), -90)]),
        ] {
            check(settled(&parts(90, 10), |_| owes), &[&held[..], &rest[..]].concat());
        }
    }

    /// What is still payable to the supplier → where 90 given back come from.
    #[test]
    fn what_was_paid_out_becomes_a_receivable() {
        let (ana, buyer) = (member(1), member(2));
        for (payable, from) in [
            (200, vec![(Purse::Payable(ana), 90)]),
            (90, vec![(Purse::Payable(ana), 90)]),
            (89, vec![(Purse::Payable(ana), 89), (Purse::Receivable(ana), 1)]),
            (0, vec![(Purse::Receivable(ana), 90)]),
        ] {
            let all = [vec![(Purse::Sales(1), 10)], from, vec![(Purse::Owed(buyer), -100)]].concat();
            check(refunded_after_settlement(&parts(90, 10), buyer, None, |_| payable), &all);
        }
        let held =
            [(Purse::Held(Fund(1)), 10), (Purse::Held(Party::Member(ana)), 90), (Purse::Owed(buyer), -100)];
        check(refunded_before_settlement(&parts(90, 10), buyer, None), &held);
    }

    /// Suppliers and funds get their whole parts; the buyer pays, and gets back, the part that the coupon does not.
    #[test]
    fn a_coupon_pays_with_the_buyer_and_gets_back_its_part() {
        let (supplier, fund) = (Purse::Held(Party::Member(member(1))), Purse::Held(Fund(1)));
        let (buyer, budget) = (member(2), Id::from_parts(9, [9; 10]));
        let of = |minor| Some(CouponPart { budget, minor });
        let receivers = [(fund, -10), (supplier, -90)];
        let (bank, coupons, owed) = (Purse::Bank, Purse::Coupons(budget), Purse::Owed(buyer));
        check(paid(bank, of(30), &parts(90, 10)), &[[(bank, 70), (coupons, 30)], receivers].concat());
        let more = overpaid(&[(bank, 70), (Purse::Unmatched, 5)], of(30), &parts(90, 10), buyer);
        let all =
            [&[(bank, 70), (Purse::Unmatched, 5), (coupons, 30)][..], &receivers, &[(owed, -5)]].concat();
        check(more, &all);
        let drawn = Drawn { owed: 70, payable: 0 };
        let all = [[(owed, 70), (coupons, 30)], receivers].concat();
        check(set_off(buyer, drawn, of(30), &parts(90, 10)), &all);
        let whole = CouponPart { budget, minor: 100 };
        check(paid_by_coupon(whole, &parts(90, 10)), &[&[(coupons, 100)][..], &receivers].concat());
        let back = [(fund, 10), (supplier, 90), (owed, -70), (coupons, -30)];
        check(refunded_before_settlement(&parts(90, 10), buyer, of(30)), &back);
        let all = [&[(fund, 10), (supplier, 90)][..], &[(coupons, -100)]].concat();
        check(refunded_before_settlement(&parts(90, 10), buyer, of(100)), &all);
        let settled = [
            (Purse::Sales(1), 10),
            (Purse::Payable(member(1)), 40),
            (Purse::Receivable(member(1)), 50),
            (owed, -70),
            (coupons, -30),
        ];
        check(refunded_after_settlement(&parts(90, 10), buyer, of(30), |_| 40), &settled);
    }
}

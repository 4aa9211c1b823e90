//! Who gets which part of a sale (分账). Pure.
//!
//! A split is written as one line of text, which is also how it is stored: a version is never changed, so its
//! words are its identity. `fund:1 500bp, fund:2 20/unit, rest mem_01k…` gives fund 1 five percent, fund 2
//! twenty minor units a unit sold, and the supplier what is left.

use crate::ids::Member;
use kernel::{Id, Quantity, div_half_even, divide_once};
use std::fmt;

/// The whole of a sale.
pub const WHOLE_BP: i64 = 10_000;
/// More than anybody needs, and little enough that an entry stays readable.
pub const PARTS_MAX: usize = 12;

/// Someone who can receive a part. The order of parties settles ties: funds by number, then members by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Party {
    Fund(i64),
    Member(Id<Member>),
}

impl Party {
    pub fn member(self) -> Option<Id<Member>> {
        match self {
            Party::Fund(_) => None,
            Party::Member(member) => Some(member),
        }
    }

    /// `fund:3` or `mem_01k…`: what `Display` writes.
    pub fn parse(text: &str) -> Option<Party> {
        match text.strip_prefix("fund:") {
            Some(number) => number.parse().ok().filter(|n| *n > 0).map(Party::Fund),
            None => Id::parse(text).ok().map(Party::Member),
        }
    }
}

impl fmt::Display for Party {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Party::Fund(number) => write!(f, "fund:{number}"),
            Party::Member(id) => write!(f, "{id}"),
        }
    }
}

/// How much of a line a party takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Take {
    /// Of the line's total, in hundredths of a percent.
    BasisPoints(i64),
    /// Minor units for each whole unit of quantity, in proportion for parts of one.
    PerUnit(i64),
    /// Minor units for each order line, whatever its quantity.
    PerLine(i64),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SplitPart {
    pub to: Party,
    pub take: Take,
}

/// Named parts in the order written, and who gets what is left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    pub parts: Vec<SplitPart>,
    pub rest: Party,
}

kernel::codes! {
    /// Why a split cannot stand.
    pub enum SplitRefused {
        TooManyParts = "too_many_parts",
        /// A part of nothing, or less.
        PartNotPositive = "part_not_positive",
        /// The percentages pass a hundred.
        MoreThanWhole = "more_than_whole",
        /// One party twice, or in a part and as the rest.
        PartyTwice = "party_twice",
        /// The fixed sums are more than the least that a variant can be sold for.
        FixedAbovePrice = "fixed_above_price",
        Malformed = "malformed",
    }
}

/// What one party gets of one line, in minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    pub to: Party,
    pub minor: i64,
}

impl Split {
    /// All to one: the usual shop.
    pub fn all_to(rest: Party) -> Split {
        Split { parts: Vec::new(), rest }
    }

    /// Whether it means the same at any price: no fixed sums, which are a tenth of one thing and a thousandth of another.
    pub fn in_proportion(&self) -> bool {
        self.parts.iter().all(|part| matches!(part.take, Take::BasisPoints(_)))
    }

    /// What holds whatever the price; `fits_price` is asked for each variant.
    pub fn check(&self) -> Result<(), SplitRefused> {
        if self.parts.len() > PARTS_MAX {
            return Err(SplitRefused::TooManyParts);
        }
        let positive = |part: &SplitPart| match part.take {
            Take::BasisPoints(n) | Take::PerUnit(n) | Take::PerLine(n) => n > 0,
        };
        if !self.parts.iter().all(positive) {
            return Err(SplitRefused::PartNotPositive);
        }
        let sum: i128 = self.parts.iter().map(|part| i128::from(part.basis_points())).sum();
        if sum > i128::from(WHOLE_BP) {
            return Err(SplitRefused::MoreThanWhole);
        }
        let mut parties: Vec<Party> = self.parts.iter().map(|part| part.to).chain([self.rest]).collect();
        parties.sort_unstable();
        match parties.windows(2).all(|pair| pair[0] != pair[1]) {
            true => Ok(()),
            false => Err(SplitRefused::PartyTwice),
        }
    }

    /// True when a line of `quantity` for `total_minor` leaves nobody with less than promised.
    pub fn fits(&self, total_minor: i64, quantity: Quantity) -> bool {
        total_minor == 0 || self.wanted(total_minor, quantity).is_some()
    }

    /// Divides a line's total; the parts sum to it and none is negative. Parties that get nothing are left out.
    /// The order is that of the parties. `None` when the fixed sums pass the total (a line of nothing divides
    /// into nothing whatever they say).
    ///
    /// Percentages are divided together with the rest by largest remainder, ties by party, so that rounding
    /// favours nobody by place.
    pub fn divide(&self, total_minor: i64, quantity: Quantity) -> Option<Vec<Part>> {
        if total_minor == 0 {
            return Some(Vec::new());
        }
        let mut parts = self.wanted(total_minor, quantity)?;
        parts.retain(|part| part.minor > 0);
        parts.sort_unstable_by_key(|part| part.to);
        Some(parts)
    }

    fn wanted(&self, total_minor: i64, quantity: Quantity) -> Option<Vec<Part>> {
        let fixed: Vec<i64> = self.parts.iter().map(|part| part.fixed(quantity)).collect::<Option<_>>()?;
        // Percentages are of the whole line; what the fixed sums take comes out of the rest.
        let mut weights: Vec<(Party, u64)> =
            self.parts.iter().map(|part| (part.to, part.basis_points().unsigned_abs())).collect();
        let named: u64 = weights.iter().map(|(_, weight)| *weight).sum();
        weights.push((self.rest, WHOLE_BP.unsigned_abs().checked_sub(named)?));
        let shares = divide_once(total_minor, &weights)?;
        let fixed_sum = fixed.iter().try_fold(0i64, |sum, minor| sum.checked_add(*minor))?;
        let rest = shares.last()?.checked_sub(fixed_sum).filter(|rest| *rest >= 0)?;
        let mut parts = Vec::with_capacity(weights.len());
        for ((to, _), (share, fixed)) in weights.iter().zip(shares.iter().zip(&fixed)) {
            parts.push(Part { to: *to, minor: share.checked_add(*fixed)? });
        }
        parts.push(Part { to: self.rest, minor: rest });
        Some(parts)
    }

    /// What of the whole the rule itself gives a party, in basis points. None where a fixed sum has a say in it, and
    /// for who is not named.
    pub fn share(&self, party: &Party) -> Option<i64> {
        let only_points = self.parts.iter().all(|part| matches!(part.take, Take::BasisPoints(_)));
        if *party == self.rest {
            let named: i64 = self.parts.iter().map(SplitPart::basis_points).sum();
            return only_points.then_some(WHOLE_BP - named);
        }
        self.parts.iter().find(|part| part.to == *party).and_then(|part| match part.take {
            Take::BasisPoints(points) => Some(points),
            Take::PerUnit(_) | Take::PerLine(_) => None,
        })
    }

    /// Everybody named, in the order of parties.
    pub fn parties(&self) -> Vec<Party> {
        let mut parties: Vec<Party> = self.parts.iter().map(|part| part.to).chain([self.rest]).collect();
        parties.sort_unstable();
        parties
    }

    /// Reads what `Display` writes; spaces around the words do not matter.
    pub fn parse(text: &str) -> Result<Split, SplitRefused> {
        let (mut parts, mut rest) = (Vec::new(), None);
        for clause in text.split(',') {
            let (head, tail) = clause.trim().split_once(' ').ok_or(SplitRefused::Malformed)?;
            if head == "rest" {
                let party = Party::parse(tail.trim()).ok_or(SplitRefused::Malformed)?;
                if rest.replace(party).is_some() {
                    return Err(SplitRefused::Malformed);
                }
                continue;
            }
            let to = Party::parse(head).ok_or(SplitRefused::Malformed)?;
            parts.push(SplitPart { to, take: Take::parse(tail.trim()).ok_or(SplitRefused::Malformed)? });
        }
        Ok(Split { parts, rest: rest.ok_or(SplitRefused::Malformed)? })
    }
}

impl fmt::Display for Split {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in &self.parts {
            write!(f, "{} {}, ", part.to, part.take)?;
        }
        write!(f, "rest {}", self.rest)
    }
}

impl Take {
    /// `500bp`, `20/unit`, `100/line`.
    pub fn parse(text: &str) -> Option<Take> {
        let number = |digits: &str| digits.parse::<i64>().ok();
        if let Some(digits) = text.strip_suffix("bp") {
            return number(digits).map(Take::BasisPoints);
        }
        if let Some(digits) = text.strip_suffix("/unit") {
            return number(digits).map(Take::PerUnit);
        }
        text.strip_suffix("/line").and_then(number).map(Take::PerLine)
    }
}

impl fmt::Display for Take {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Take::BasisPoints(n) => write!(f, "{n}bp"),
            Take::PerUnit(n) => write!(f, "{n}/unit"),
            Take::PerLine(n) => write!(f, "{n}/line"),
        }
    }
}

impl SplitPart {
    fn basis_points(&self) -> i64 {
        match self.take {
            Take::BasisPoints(n) => n,
            _ => 0,
        }
    }

    /// Rounded half to even for part units, as a price is.
    fn fixed(&self, quantity: Quantity) -> Option<i64> {
        match self.take {
            Take::BasisPoints(_) => Some(0),
            Take::PerLine(minor) => Some(minor),
            Take::PerUnit(minor) => {
                let exact = i128::from(minor) * i128::from(quantity.milli);
                i64::try_from(div_half_even(exact, 1000)).ok()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn member(n: u8) -> Party {
        Party::Member(Id::from_parts(u64::from(n), [n; 10]))
    }

    fn split(parts: &[(Party, Take)], rest: Party) -> Split {
        let parts = parts.iter().map(|(to, take)| SplitPart { to: *to, take: *take }).collect();
        Split { parts, rest }
    }

    /// Parts → may it stand.
    #[test]
    fn check_answers() {
        use Take::*;
        let (one, two, ana) = (Party::Fund(1), Party::Fund(2), member(1));
        let check =
            |parts: &[(Party, Take)], answer| assert_eq!(split(parts, ana).check(), answer, "{parts:?}");
        check(&[], Ok(()));
        check(&[(one, BasisPoints(9_999)), (two, BasisPoints(1))], Ok(()));
        check(&[(one, BasisPoints(10_000)), (two, BasisPoints(1))], Err(SplitRefused::MoreThanWhole));
        check(
            &[(one, BasisPoints(i64::MAX)), (two, BasisPoints(i64::MAX))],
            Err(SplitRefused::MoreThanWhole),
        );
        check(&[(one, BasisPoints(0))], Err(SplitRefused::PartNotPositive));
        check(&[(one, PerUnit(-1))], Err(SplitRefused::PartNotPositive));
        check(&[(one, PerUnit(1)), (one, PerLine(1))], Err(SplitRefused::PartyTwice));
        check(&[(ana, BasisPoints(1))], Err(SplitRefused::PartyTwice));
        let many: Vec<_> = (1..=13).map(|n| (Party::Fund(n), BasisPoints(1))).collect();
        check(&many, Err(SplitRefused::TooManyParts));
        check(&many[..12], Ok(()));
    }

    /// Parts → what the rule itself gives the first fund, the second and the rest.
    #[test]
    fn shares_are_the_rules_own() {
        use Take::*;
        let (one, two, ana) = (Party::Fund(1), Party::Fund(2), member(1));
        let check = |parts: &[(Party, Take)], answer| {
            let split = split(parts, ana);
            assert_eq!([one, two, ana].map(|party| split.share(&party)), answer, "{parts:?}");
        };
        check(&[], [None, None, Some(10_000)]);
        check(&[(one, BasisPoints(1_000)), (two, BasisPoints(300))], [Some(1_000), Some(300), Some(8_700)]);
        check(&[(one, BasisPoints(1_000)), (two, PerUnit(20))], [Some(1_000), None, None]);
        check(&[(one, PerLine(20))], [None, None, None]);
    }

    /// Total, thousandths → what the two funds and the supplier get.
    #[test]
    fn divide_answers() {
        use Take::*;
        let (one, two, ana) = (Party::Fund(1), Party::Fund(2), member(1));
        let check = |parts: &[(Party, Take)], total, milli, answer: Option<[i64; 3]>| {
            let divided = split(parts, ana).divide(total, Quantity::from_milli(milli));
            let of = |to| {
                move |parts: &Vec<Part>| parts.iter().find(|part| part.to == to).map_or(0, |part| part.minor)
            };
            let three = divided.as_ref().map(|parts| [of(one)(parts), of(two)(parts), of(ana)(parts)]);
            assert_eq!(three, answer, "{parts:?} of {total} for {milli}");
        };
        check(&[(one, BasisPoints(500)), (two, BasisPoints(300))], 10_000, 1000, Some([500, 300, 9_200]));
        // A tenth each of 5: the larger remainder is the supplier's 4.0, so the half units tie and fund 1 is first.
        check(&[(one, BasisPoints(1000)), (two, BasisPoints(1000))], 5, 1000, Some([1, 0, 4]));
        check(&[(one, PerUnit(3)), (two, PerLine(7))], 100, 1500, Some([4, 7, 89]));
        check(&[(one, PerUnit(3)), (two, PerLine(7))], 11, 1500, Some([4, 7, 0]));
        check(&[(one, PerUnit(3)), (two, PerLine(7))], 10, 1500, None);
        check(&[(one, PerLine(7))], 0, 1000, Some([0, 0, 0]));
        check(&[(one, BasisPoints(10_000))], 9, 1000, Some([9, 0, 0]));
        check(&[(one, BasisPoints(10_000)), (two, PerLine(1))], 9, 1000, None);
        check(&[(one, PerUnit(i64::MAX)), (two, PerLine(1))], i64::MAX, 1000, None);
    }

    /// What is stored is read back as it was.
    #[test]
    fn text_goes_and_comes_back() {
        let all = split(
            &[
                (Party::Fund(1), Take::BasisPoints(500)),
                (Party::Fund(22), Take::PerUnit(20)),
                (member(2), Take::PerLine(3)),
            ],
            member(1),
        );
        assert_eq!(Split::parse(&all.to_string()), Ok(all));
        for wrong in [
            "",
            "rest",
            "fund:0 5bp, rest fund:1",
            "fund:1 5, rest fund:2",
            "fund:1 5bp",
            "rest fund:1, rest fund:2",
        ] {
            assert_eq!(Split::parse(wrong), Err(SplitRefused::Malformed), "{wrong}");
        }
    }

    proptest! {
        /// Nothing is lost, nothing made, nobody below zero, whatever the split.
        #[test]
        fn parts_sum_to_the_line(
            points in prop::collection::vec(1i64..2_500, 0..4),
            fixed in prop::collection::vec(0i64..50, 0..3),
            total in 0i64..1_000_000,
            milli in 1i64..20_000,
        ) {
            let takes = points.iter().map(|n| Take::BasisPoints(*n)).chain(fixed.iter().map(|n| Take::PerUnit(*n)));
            let parts: Vec<_> = takes.enumerate().map(|(at, take)| (Party::Fund(at as i64 + 1), take)).collect();
            let split = split(&parts, member(1));
            match split.divide(total, Quantity::from_milli(milli)) {
                Some(parts) => {
                    prop_assert_eq!(parts.iter().map(|part| part.minor).sum::<i64>(), total);
                    prop_assert!(parts.iter().all(|part| part.minor > 0));
                }
                None => prop_assert!(!fixed.is_empty()),
            }
        }
    }
}

//! A company or an association as a holder: who stands behind it, and what is counted to them. Pure.
//!
//! Who could not own more directly cannot own it through a company either: each counts for what they hold themselves and for
//! their part of what their companies hold, rounded up.

use crate::ids::Member;
use crate::register::RegisterRefused as No;
use kernel::Id;

pub const OWNERS_MAX: usize = 20;
/// Of the whole that parts are told in: percent with as many decimals as anybody writes.
pub const WHOLE_PARTS_MAX: i64 = 1_000_000_000;

/// Somebody behind a company, with an exact part of it: 1 of 3, 12.5 of 100 as 125 of 1000.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owner {
    pub member: Id<Member>,
    pub share_parts: i64,
    pub whole_parts: i64,
}

/// What is counted to somebody of so many units, rounded up.
pub fn counted(units: i64, share_parts: i64, whole_parts: i64) -> i64 {
    let (units, share, whole) = (i128::from(units), i128::from(share_parts), i128::from(whole_parts.max(1)));
    // A part of what fits.
    i64::try_from((units * share + whole - 1) / whole).unwrap_or(i64::MAX)
}

/// How many of `most` units more a company may have that has so many, and behind which stand those: what each may have still, and their part.
pub fn fitting(most: i64, taken: i64, behind: &[(i64, i64, i64)]) -> i64 {
    let mut fits = most.max(0);
    for (free, share, whole) in behind {
        let before = counted(taken, *share, *whole);
        // What is counted grows with the units: halving finds the last that fits.
        let (mut some, mut above) = (0, fits + 1);
        while above - some > 1 {
            let middle = some + (above - some) / 2;
            match counted(taken + middle, *share, *whole) - before <= (*free).max(0) {
                true => some = middle,
                false => above = middle,
            }
        }
        fits = some;
    }
    fits
}

/// Owners by two namings: each once, with the greater part.
pub fn strictest(named: Vec<(Id<Member>, i64, i64)>) -> Vec<(Id<Member>, i64, i64)> {
    let mut owners: Vec<(Id<Member>, i64, i64)> = Vec::with_capacity(named.len());
    for (owner, share, whole) in named {
        match owners.iter_mut().find(|(known, ..)| *known == owner) {
            Some(known) => {
                let (less, more) =
                    (i128::from(known.1) * i128::from(whole), i128::from(share) * i128::from(known.2));
                if more > less {
                    (known.1, known.2) = (share, whole);
                }
            }
            None => owners.push((owner, share, whole)),
        }
    }
    owners
}

/// A part as it is typed: `1/3`, `33.3%`, `50`.
pub fn parse_share(text: &str) -> Option<(i64, i64)> {
    let whole_number = |text: &str| text.trim().parse::<i64>().ok();
    let (share, whole) = match text.split_once('/') {
        Some((share, whole)) => (whole_number(share)?, whole_number(whole)?),
        None => {
            let text = text.trim().trim_end_matches(['%', '％']).trim();
            let (units, decimals) = text.split_once('.').unwrap_or((text, ""));
            if decimals.len() > 6 || !decimals.bytes().all(|byte| byte.is_ascii_digit()) {
                return None;
            }
            let scale = 10_i64.pow(u32::try_from(decimals.len()).ok()?);
            let decimals = if decimals.is_empty() { 0 } else { whole_number(decimals)? };
            (whole_number(units)?.checked_mul(scale)?.checked_add(decimals)?, scale.checked_mul(100)?)
        }
    };
    ((1..=WHOLE_PARTS_MAX).contains(&whole) && (1..=whole).contains(&share)).then_some((share, whole))
}

/// Whether these are all: each once, none the company itself, together the whole of it.
///
/// # Errors
/// `OwnersMissing`, `TooManyOwners`, `OwnerTwice`, `OwnersNotWhole`.
pub fn whole(company: Id<Member>, owners: &[Owner]) -> Result<(), No> {
    if owners.is_empty() {
        return Err(No::OwnersMissing);
    }
    if owners.len() > OWNERS_MAX {
        return Err(No::TooManyOwners);
    }
    for (at, owner) in owners.iter().enumerate() {
        if owner.member == company || owners[..at].iter().any(|other| other.member == owner.member) {
            return Err(No::OwnerTwice);
        }
        let sound = (1..=WHOLE_PARTS_MAX).contains(&owner.whole_parts);
        if !sound || !(1..=owner.whole_parts).contains(&owner.share_parts) {
            return Err(No::OwnersNotWhole);
        }
    }
    if is_one(owners) { Ok(()) } else { Err(No::OwnersNotWhole) }
}

/// Exactly: the fractions are added as fractions, each step in lowest terms. What passes i128 on the way is no whole.
fn is_one(owners: &[Owner]) -> bool {
    let mut sum = (0_i128, 1_i128);
    for owner in owners {
        let (share, whole) = (i128::from(owner.share_parts), i128::from(owner.whole_parts));
        let shared = gcd(sum.1, whole);
        let (Some(left), Some(right), Some(whole)) = (
            sum.0.checked_mul(whole / shared),
            share.checked_mul(sum.1 / shared),
            sum.1.checked_mul(whole / shared),
        ) else {
            return false;
        };
        let Some(parts) = left.checked_add(right) else { return false };
        let shared = gcd(parts, whole);
        sum = (parts / shared, whole / shared);
    }
    sum == (1, 1)
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a.max(1) } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(seed: u8) -> Id<Member> {
        Id::from_parts(1, [seed; 10])
    }

    #[test]
    fn parts_are_counted_up() {
        for (units, share, whole, counts) in [
            (0, 1, 3, 0),
            (1, 1, 3, 1),
            (3, 1, 3, 1),
            (4, 1, 3, 2),
            (7, 1, 1, 7),
            (1_000_000_000, 1, 1_000_000_000, 1),
        ] {
            assert_eq!(counted(units, share, whole), counts, "{units} {share}/{whole}");
        }
    }

    #[test]
    fn of_two_namings_the_greater_part_counts() {
        let named = vec![
            (member(1), 1, 3),
            (member(2), 2, 3),
            (member(2), 1, 2),
            (member(1), 2, 4),
            (member(3), 1, 9),
        ];
        assert_eq!(strictest(named), [(member(1), 2, 4), (member(2), 2, 3), (member(3), 1, 9)]);
        assert_eq!(strictest(Vec::new()), []);
    }

    /// How many are left, how many the company has, and of who stands behind it what each may have still and their part → how many more it may have.
    #[test]
    fn a_company_may_have_what_it_and_all_behind_it_may() {
        for (most, taken, behind, fits) in [
            (10, 0, vec![], 10),
            (10, 0, vec![(3, 1, 1)], 3),
            // Rounded up: half of six are three, half of seven four.
            (10, 0, vec![(3, 1, 2)], 6),
            // Half of five count as three already.
            (10, 5, vec![(3, 1, 2)], 7),
            (10, 0, vec![(9, 1, 1), (2, 1, 2)], 4),
            (10, 0, vec![(0, 1, 3)], 0),
            (10, 0, vec![(-1, 1, 3)], 0),
            (-1, 0, vec![], 0),
        ] {
            assert_eq!(fitting(most, taken, &behind), fits, "{most} {taken} {behind:?}");
        }
    }

    #[test]
    fn parts_are_read_as_they_are_written() {
        for (text, part) in [
            ("1/3", Some((1, 3))),
            (" 2 / 5 ", Some((2, 5))),
            ("50", Some((50, 100))),
            ("33.3%", Some((333, 1_000))),
            ("12.5％", Some((125, 1_000))),
            ("100", Some((100, 100))),
            ("0", None),
            ("101", None),
            ("3/2", None),
            ("1/0", None),
            ("-1/3", None),
            ("1.-5", None),
            ("a", None),
            ("", None),
            ("9999999999999999999", None),
            ("1.1234567", None),
        ] {
            assert_eq!(parse_share(text), part, "{text}");
        }
    }

    #[test]
    fn owners_are_the_whole_of_it() {
        let owner = |seed, share_parts, whole_parts| Owner { member: member(seed), share_parts, whole_parts };
        let company = member(9);
        for (owners, answer) in [
            (vec![owner(1, 1, 3), owner(2, 1, 3), owner(3, 1, 3)], Ok(())),
            (vec![owner(1, 100, 100)], Ok(())),
            (vec![owner(1, 1, 2), owner(2, 50, 100)], Ok(())),
            (vec![], Err(No::OwnersMissing)),
            (vec![owner(1, 333, 1_000), owner(2, 333, 1_000), owner(3, 333, 1_000)], Err(No::OwnersNotWhole)),
            (vec![owner(1, 2, 3), owner(2, 2, 3)], Err(No::OwnersNotWhole)),
            (vec![owner(1, 1, 2), owner(1, 1, 2)], Err(No::OwnerTwice)),
            (vec![owner(9, 1, 1)], Err(No::OwnerTwice)),
            (vec![owner(1, 1, 0)], Err(No::OwnersNotWhole)),
            (vec![owner(1, i64::MAX, i64::MAX)], Err(No::OwnersNotWhole)),
            ((0..21).map(|seed| owner(seed + 20, 1, 21)).collect(), Err(No::TooManyOwners)),
        ] {
            assert_eq!(whole(company, &owners), answer, "{owners:?}");
        }
        // Primes that no i128 holds together are no whole, and no overflow.
        let primes = [999_999_937, 999_999_929, 999_999_893, 999_999_883, 999_999_797, 999_999_761];
        let odd: Vec<_> = (1..).zip(primes).map(|(seed, whole_parts)| owner(seed, 1, whole_parts)).collect();
        assert_eq!(whole(company, &odd), Err(No::OwnersNotWhole));
    }
}

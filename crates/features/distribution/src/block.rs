//! Frozen shares as bytes: some hundreds of holders in one row, instead of a row each. Pure.
//!
//! A share is a holder's id, then for each basis the weight and what it brought, for each line of tax what is withheld, and the fraction
//! carried before and after. Numbers are LEB128: small ones take a byte.

use crate::ids::Member;
use kernel::Id;

/// One holder's part in a distribution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HolderShare {
    pub holder: Id<Member>,
    /// In the order of the distribution's bases: the weight, and what it brought.
    pub parts: Vec<(u64, i64)>,
    /// In the order of the rule's lines of tax.
    pub withheld: Vec<i64>,
    pub carry_before: i64,
    pub carry_after: i64,
}

impl HolderShare {
    pub fn gross_minor(&self) -> i64 {
        self.parts.iter().map(|(_, minor)| minor).sum()
    }

    pub fn withheld_minor(&self) -> i64 {
        self.withheld.iter().sum()
    }

    /// What the holder is owed.
    pub fn net_minor(&self) -> i64 {
        self.gross_minor() - self.withheld_minor()
    }
}

/// Appends one number.
pub fn put(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Begins a share: the numbers follow.
pub fn put_holder(out: &mut Vec<u8>, holder: Id<Member>) {
    let text = holder.as_str().as_bytes();
    out.push(text.len() as u8);
    out.extend_from_slice(text);
}

/// What one holder is owed, without what it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owed {
    pub holder: Id<Member>,
    pub net_minor: i64,
    pub carry_before: i64,
    pub carry_after: i64,
}

/// Reads what was put; None where the bytes are not what we wrote.
pub fn read(bytes: &[u8], bases: usize, taxes: usize) -> Option<Vec<HolderShare>> {
    let (mut rest, mut shares) = (bytes, Vec::new());
    while !rest.is_empty() {
        let (mut parts, mut withheld) = (Vec::with_capacity(bases), Vec::with_capacity(taxes));
        let part = |weight, minor| parts.push((weight, minor));
        let (holder, carry_before, carry_after) =
            take_share(&mut rest, (bases, taxes), part, |minor| withheld.push(minor))?;
        shares.push(HolderShare { holder, parts, withheld, carry_before, carry_after });
    }
    Some(shares)
}

/// As `read`, of what paying needs: no list for each of a million holders. None also where a sum is more than can be owed.
pub fn read_owed(bytes: &[u8], bases: usize, taxes: usize) -> Option<Vec<Owed>> {
    let (mut rest, mut owed) = (bytes, Vec::new());
    while !rest.is_empty() {
        let (mut gross, mut withheld) = (0i128, 0i128);
        let (holder, carry_before, carry_after) = take_share(
            &mut rest,
            (bases, taxes),
            |_, minor| gross += i128::from(minor),
            |minor| withheld += i128::from(minor),
        )?;
        let net_minor = i64::try_from(gross - withheld).ok()?;
        owed.push(Owed { holder, net_minor, carry_before, carry_after });
    }
    Some(owed)
}

/// Takes one share off the front; answers holder and fractions.
fn take_share(
    rest: &mut &[u8],
    (bases, taxes): (usize, usize),
    mut part: impl FnMut(u64, i64),
    mut tax: impl FnMut(i64),
) -> Option<(Id<Member>, i64, i64)> {
    let (length, after) = rest.split_first()?;
    let (text, after) = after.split_at_checked(usize::from(*length))?;
    *rest = after;
    let holder = Id::parse(std::str::from_utf8(text).ok()?).ok()?;
    let mut signed = || i64::try_from(take(rest)?).ok();
    for _ in 0..bases {
        part(take_weight(&mut signed)?, signed()?);
    }
    for _ in 0..taxes {
        tax(signed()?);
    }
    Some((holder, signed()?, signed()?))
}

/// A weight may pass an i64: it stands as its upper and its lower half.
fn take_weight(next: &mut impl FnMut() -> Option<i64>) -> Option<u64> {
    let (upper, lower) = (u64::try_from(next()?).ok()?, u64::try_from(next()?).ok()?);
    (upper >> 32 == 0 && lower >> 32 == 0).then_some(upper << 32 | lower)
}

/// Appends a weight.
pub fn put_weight(out: &mut Vec<u8>, weight: u64) {
    put(out, weight >> 32);
    put(out, weight & 0xffff_ffff);
}

fn take(rest: &mut &[u8]) -> Option<u64> {
    let mut number = 0u64;
    for shift in (0..64).step_by(7) {
        let (byte, after) = rest.split_first()?;
        *rest = after;
        let bits = u64::from(byte & 0x7f);
        if bits << shift >> shift != bits {
            return None;
        }
        number |= bits << shift;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

/// Appends a whole share.
pub fn put_share(out: &mut Vec<u8>, share: &HolderShare) {
    put_holder(out, share.holder);
    for (weight, minor) in &share.parts {
        put_weight(out, *weight);
        put(out, *minor as u64);
    }
    share.withheld.iter().for_each(|minor| put(out, *minor as u64));
    put(out, share.carry_before as u64);
    put(out, share.carry_after as u64);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_put_is_read(
            shares in prop::collection::vec((any::<[u8; 10]>(), any::<u64>(), 0..=i64::MAX, 0..=i64::MAX, 0..=i64::MAX), 0..20),
        ) {
            let mut shares: Vec<HolderShare> = shares.into_iter().map(|(id, weight, minor, tax, carry)| HolderShare {
                holder: Id::from_parts(7, id),
                parts: vec![(weight, minor), (0, 0)],
                withheld: vec![tax],
                carry_before: carry,
                carry_after: 0,
            }).collect();
            shares.sort_unstable_by_key(|share| share.holder);
            let mut bytes = Vec::new();
            shares.iter().for_each(|share| put_share(&mut bytes, share));
            prop_assert_eq!(read(&bytes, 2, 1), Some(shares.clone()));
            let owed = |share: &HolderShare| Owed {
                holder: share.holder,
                net_minor: share.net_minor(),
                carry_before: share.carry_before,
                carry_after: share.carry_after,
            };
            prop_assert_eq!(read_owed(&bytes, 2, 1), Some(shares.iter().map(owed).collect()));
            // Whatever is cut off is noticed, but at the seam between two shares.
            if let Some(cut) = bytes.len().checked_sub(1) {
                prop_assert_eq!(read(&bytes[..cut], 2, 1), None);
                prop_assert_eq!(read_owed(&bytes[..cut], 2, 1), None);
            }
        }

        #[test]
        fn no_bytes_are_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            prop_assert_eq!(read(&bytes, 2, 1).is_some(), read_owed(&bytes, 2, 1).is_some());
        }
    }
}

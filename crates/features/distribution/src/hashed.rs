//! What a ballot names: a hash over all that is frozen.
//!
//! Version 2 is over whose distribution it is (community, fund, period, currency), rule, outcome, and the hash of each block of shares: so
//! that all of it can be checked when paying begins, without reading a million shares, and each block when its turn comes. Version 1, of
//! distributions made before that, is over rule, outcome and all shares.
//!
//! Not a rule: it hashes what rows hold.

use crate::rows::Distribution;
use kernel::{Currency, Timestamp};
use sha2::{Digest, Sha256};

pub(crate) const VERSION: i64 = 2;

/// Whose distribution it is, and of which time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Whose<'a> {
    pub community: i64,
    pub fund: i64,
    pub period: &'a str,
    pub starts: Timestamp,
    pub ends: Timestamp,
    pub currency: Currency,
}

impl Whose<'_> {
    pub(crate) fn of(row: &Distribution) -> Whose<'_> {
        Whose {
            community: row.community_id,
            fund: row.fund,
            period: &row.period,
            starts: row.starts_us,
            ends: row.ends_us,
            currency: row.currency,
        }
    }
}

/// Of the shares of a block, as bytes.
pub(crate) fn of_block(shares: &[u8]) -> String {
    hex(Sha256::new_with_prefix(shares))
}

/// `blocks` are their hashes, in order.
pub(crate) fn of_all<'a>(
    whose: &Whose<'_>,
    rule: &str,
    outcome: &str,
    blocks: impl Iterator<Item = &'a str>,
) -> String {
    let mut hash = Sha256::new();
    for text in ["hehuo distribution 2", whose.period, whose.currency.code(), rule, outcome] {
        put(&mut hash, text.as_bytes());
    }
    for number in [whose.community, whose.fund, whose.starts.micros, whose.ends.micros] {
        put(&mut hash, number.to_string().as_bytes());
    }
    blocks.for_each(|block| put(&mut hash, block.as_bytes()));
    hex(hash)
}

/// Version 1: `blocks` are the shares themselves.
pub(crate) fn of_shares<'a>(rule: &str, outcome: &str, blocks: impl Iterator<Item = &'a [u8]>) -> String {
    let mut hash = Sha256::new();
    put(&mut hash, rule.as_bytes());
    put(&mut hash, outcome.as_bytes());
    blocks.for_each(|block| put(&mut hash, block));
    hex(hash)
}

/// With its length before it, so that no two lists run together to the same bytes.
fn put(hash: &mut Sha256, bytes: &[u8]) {
    hash.update((bytes.len() as u64).to_be_bytes());
    hash.update(bytes);
}

fn hex(hash: Sha256) -> String {
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whatever is changed of what was frozen is another hash.
    #[test]
    fn everything_is_hashed() {
        let whose = Whose {
            community: 1,
            fund: 2,
            period: "2026-07",
            starts: Timestamp::from_micros(3),
            ends: Timestamp::from_micros(4),
            currency: Currency::CNY,
        };
        let hash = |whose: &Whose<'_>, rule: &str, outcome: &str, blocks: &[&str]| {
            of_all(whose, rule, outcome, blocks.iter().copied())
        };
        let all = [
            hash(&whose, "r", "o", &["a", "b"]),
            hash(&Whose { community: 2, ..whose.clone() }, "r", "o", &["a", "b"]),
            hash(&Whose { fund: 1, ..whose.clone() }, "r", "o", &["a", "b"]),
            hash(&Whose { period: "2026-08", ..whose.clone() }, "r", "o", &["a", "b"]),
            hash(&Whose { starts: Timestamp::from_micros(2), ..whose.clone() }, "r", "o", &["a", "b"]),
            hash(&Whose { ends: Timestamp::from_micros(5), ..whose.clone() }, "r", "o", &["a", "b"]),
            hash(&Whose { currency: Currency::GBP, ..whose.clone() }, "r", "o", &["a", "b"]),
            hash(&whose, "R", "o", &["a", "b"]),
            hash(&whose, "r", "O", &["a", "b"]),
            hash(&whose, "ro", "", &["a", "b"]),
            hash(&whose, "r", "o", &["b", "a"]),
            hash(&whose, "r", "o", &["ab"]),
        ];
        let different: std::collections::BTreeSet<_> = all.iter().collect();
        assert_eq!(different.len(), all.len());
        assert_eq!(hash(&whose, "r", "o", &["a", "b"]), all[0]);
        assert_ne!(of_block(b"a"), of_block(b"b"));
    }
}

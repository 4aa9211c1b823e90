//! A receipt: 128 random bits that only the voter has. Its hash is the id of the voter's paper.
//!
//! Not a rule: it hashes.

use crate::rows::Ballot;
use kernel::Id;
use sha2::{Digest, Sha256};
use std::fmt;

/// Never stored, never logged: it is shown to its voter and forgotten.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Receipt([u8; 16]);

impl Receipt {
    pub fn new(random: [u8; 16]) -> Receipt {
        Receipt(random)
    }

    /// As it is shown, or typed in again: spaces and hyphens do not matter, nor do capitals.
    pub fn parse(text: &str) -> Option<Receipt> {
        let digits: Vec<u32> = text
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .map(|c| c.to_digit(16))
            .collect::<Option<_>>()?;
        if digits.len() != 32 {
            return None;
        }
        let mut bytes = [0; 16];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = u8::try_from(pair[0] * 16 + pair[1]).ok()?;
        }
        Some(Receipt(bytes))
    }

    /// The id of the paper that was cast with it. The ballot is hashed too, so that the same receipt in two ballots
    /// would not be known again.
    pub fn paper(&self, ballot: Id<Ballot>) -> String {
        let digest =
            Sha256::new().chain_update(ballot.as_str()).chain_update(b"|").chain_update(self.0).finalize();
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// To be shown: eight groups of four, as people read them aloud.
    pub fn shown(&self) -> String {
        let text: Vec<String> =
            self.0.chunks_exact(2).map(|pair| format!("{:02x}{:02x}", pair[0], pair[1])).collect();
        text.join("-")
    }
}

/// What is printed by chance is not the receipt.
impl fmt::Debug for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Receipt(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receipt_is_read_as_it_is_shown() {
        let receipt = Receipt::new([0xab; 16]);
        assert_eq!(receipt.shown(), "abab-abab-abab-abab-abab-abab-abab-abab");
        assert_eq!(Receipt::parse(&receipt.shown()), Some(receipt));
        assert_eq!(
            Receipt::parse(&format!(" {}\n", receipt.shown().replace('-', " ").to_uppercase())),
            Some(receipt)
        );
        for wrong in ["", "abab", "ab:ab", &"ab".repeat(17), &"zz".repeat(16), &"０".repeat(32)] {
            assert_eq!(Receipt::parse(wrong), None, "{wrong}");
        }
        assert_eq!(format!("{receipt:?}"), "Receipt(…)");
    }

    /// Computed with sha256sum.
    #[test]
    fn a_paper_is_the_hash_of_ballot_and_receipt() {
        let ballot = Id::<Ballot>::parse("bal_0000000000e008000000000000").unwrap_or_else(|_| unreachable!());
        let paper = Receipt::new([0; 16]).paper(ballot);
        assert_eq!(paper, "e8ec04e344c37e7d7adc1923f5bbd2fc136ce5f5237c433263cec3d8cf7db6f9");
        assert_ne!(paper, Receipt::new([1; 16]).paper(ballot));
    }
}

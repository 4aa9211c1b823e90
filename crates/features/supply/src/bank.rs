//! Bank details as they are typed. Pure.

use crate::refused::RunRefused;

/// Whose account, its number, the bank with its branch, and the bank's code where money crosses a border.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BankText {
    pub holder: String,
    pub account: String,
    pub bank: String,
    pub bic: String,
}

/// Of a name in a file for the bank (ISO 20022 `Max70Text` for holders, `Max140Text` shortened alike for banks).
pub const HOLDER_CHARS_MAX: usize = 70;
pub const BANK_CHARS_MAX: usize = 70;
/// ISO 20022 `Max34Text`; an IBAN is not longer.
pub const ACCOUNT_CHARS_MAX: usize = 34;

impl BankText {
    /// Blanks and hyphens that people write between figures go; letters become capitals.
    ///
    /// # Errors
    /// `HolderMissing`, `BankMissing`, `BankTooLong`, `AccountMalformed` for an account of other signs than letters and
    /// figures, one that is too short or too long, an IBAN whose check digits are wrong, or a code that is no BIC.
    pub fn read(&self) -> Result<BankText, RunRefused> {
        let (holder, bank) = (one_line(&self.holder), one_line(&self.bank));
        if holder.is_empty() {
            return Err(RunRefused::HolderMissing);
        }
        if bank.is_empty() {
            return Err(RunRefused::BankMissing);
        }
        if holder.chars().count() > HOLDER_CHARS_MAX || bank.chars().count() > BANK_CHARS_MAX {
            return Err(RunRefused::BankTooLong);
        }
        let (account, bic) = (figures(&self.account), figures(&self.bic));
        let sound = account.len() <= ACCOUNT_CHARS_MAX
            && account.len() >= 5
            && account.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && (!begins_like_iban(&account) || is_iban(&account));
        match sound && (bic.is_empty() || is_bic(&bic)) {
            true => Ok(BankText { holder, account, bank, bic }),
            false => Err(RunRefused::AccountMalformed),
        }
    }
}

/// As one line, without what no bank's file may carry.
fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split(|c: char| c.is_whitespace() || c.is_control()).collect();
    words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn figures(text: &str) -> String {
    let kept = text.chars().filter(|c| !c.is_whitespace() && *c != '-');
    kept.map(half_width).collect::<String>().to_uppercase()
}

/// `６２２２` as `6222`: what a Chinese keyboard gives.
fn half_width(c: char) -> char {
    match u32::from(c) {
        code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// The shortest there is, Norway's.
const IBAN_CHARS_MIN: usize = 15;

/// Two letters and two figures first: the shape of an IBAN, and of nothing else that a Chinese bank uses.
fn begins_like_iban(account: &str) -> bool {
    let bytes = account.as_bytes();
    bytes.len() >= 4
        && bytes[..2].iter().all(u8::is_ascii_uppercase)
        && bytes[2..4].iter().all(u8::is_ascii_digit)
}

/// What is written into a bank's file as an IBAN. What is shorter than one was kept before it was refused, and is none.
pub fn looks_like_iban(account: &str) -> bool {
    account.len() >= IBAN_CHARS_MIN && begins_like_iban(account)
}

/// Long enough, and the check digits of ISO 13616: the rearranged number leaves 1 when divided by 97.
fn is_iban(account: &str) -> bool {
    if account.len() < IBAN_CHARS_MIN {
        return false;
    }
    let (head, tail) = account.split_at(4);
    let digits = tail.bytes().chain(head.bytes());
    let rest = digits.fold(0_u32, |rest, byte| match byte {
        b'0'..=b'9' => (rest * 10 + u32::from(byte - b'0')) % 97,
        _ => (rest * 100 + u32::from(byte - b'A') + 10) % 97,
    });
    rest == 1
}

/// ISO 9362: six letters, two letters or figures, and three more for a branch.
fn is_bic(code: &str) -> bool {
    let bytes = code.as_bytes();
    matches!(bytes.len(), 8 | 11)
        && bytes[..6].iter().all(u8::is_ascii_uppercase)
        && bytes[6..].iter().all(u8::is_ascii_alphanumeric)
}

/// All but the last four figures hidden: enough to know it again.
pub fn masked(account: &str) -> String {
    let shown: String = account.chars().rev().take(4).collect::<Vec<_>>().into_iter().rev().collect();
    format!("···· {shown}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(account: &str, bic: &str) -> BankText {
        let words = |text: &str| text.to_owned();
        BankText {
            holder: words("老庞"),
            account: words(account),
            bank: words("青石农商行"),
            bic: words(bic),
        }
    }

    /// Account, BIC → what is kept, or not.
    #[test]
    fn accounts_are_read_as_people_write_them() {
        for (account, bic, kept) in [
            ("6222 0212-0200 1234", "", Some("6222021202001234")),
            ("６２２２０２１２", "", Some("62220212")),
            ("gb82 west 1234 5698 7654 32", "", Some("GB82WEST12345698765432")),
            ("GB82WEST12345698765431", "", None),
            ("DE00 1234", "", None),
            // 1 when divided by 97, and too short for any.
            ("DE86 1234", "", None),
            ("NO93 8601 1117 947", "", Some("NO9386011117947")),
            ("DE89370400440532013000", "COBADEFFXXX", Some("DE89370400440532013000")),
            ("DE89370400440532013000", "COBA1EFF", None),
            ("1234", "", None),
            ("62220212/1", "", None),
            ("1234567890123456789012345678901234", "", Some("1234567890123456789012345678901234")),
            ("12345678901234567890123456789012345", "", None),
        ] {
            let read = text(account, bic).read();
            assert_eq!(read.ok().map(|text| text.account).as_deref(), kept, "{account} {bic}");
        }
    }

    #[test]
    fn a_name_is_one_line() {
        let typed = BankText { holder: "  Lao\n Pang\u{0} ".into(), ..text("62220212", "") };
        assert_eq!(typed.read().map(|text| text.holder), Ok("Lao Pang".to_owned()));
        let none = BankText { holder: "\n".into(), ..text("62220212", "") };
        assert_eq!(none.read(), Err(RunRefused::HolderMissing));
        let long = BankText { holder: "长".repeat(71), ..text("62220212", "") };
        assert_eq!(long.read(), Err(RunRefused::BankTooLong));
    }

    #[test]
    fn most_of_an_account_is_hidden() {
        assert_eq!(masked("6222021202001234"), "···· 1234");
        assert_eq!(masked("12"), "···· 12");
    }
}

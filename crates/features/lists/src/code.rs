//! The one-time code with which a buyer without an account takes over what was ordered for them. Pure.
//!
//! Twelve of twenty-eight letters: 57 bits, far beyond what the limit on tries lets anybody guess. It is no pick-up code: that one
//! opens one order at one door and is short because it is said aloud.

/// Without letters that look like others, or that make words.
const LETTERS: &[u8; 28] = b"23456789BCDFGHJKMNPQRSTVWXYZ";
pub const LENGTH: usize = 12;

/// Fair bytes enough for a code, but for one time in ten thousand millions.
pub const RANDOM_BYTES: usize = 64;

/// Letters beyond this would come more often than others: they are not taken.
const FAIR: u8 = (256 / 28 * 28) as u8;

/// None where chance gave too few fair bytes: the caller asks for more.
pub fn draw(random: &[u8]) -> Option<String> {
    let letters: Vec<u8> = random
        .iter()
        .filter(|byte| **byte < FAIR)
        .map(|byte| LETTERS[usize::from(byte % 28)])
        .take(LENGTH)
        .collect();
    (letters.len() == LENGTH).then(|| String::from_utf8_lossy(&letters).into_owned())
}

/// As it is shown: in three groups.
pub fn grouped(code: &str) -> String {
    let letters: Vec<char> = code.chars().collect();
    letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// As it is compared, from what somebody typed. None for what cannot be one.
pub fn typed(text: &str) -> Option<String> {
    let letters: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '—' | '－'))
        .flat_map(char::to_uppercase)
        .collect();
    let all_known = letters.bytes().all(|byte| LETTERS.contains(&byte));
    (letters.len() == LENGTH && all_known).then_some(letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_drawn_shown_and_read_again() {
        let code = draw(&(0..40).map(|n| n * 6).collect::<Vec<u8>>()).unwrap();
        assert_eq!(code.len(), LENGTH);
        assert_eq!(grouped(&code).len(), LENGTH + 2);
        assert_eq!(typed(&format!(" {} ", grouped(&code).to_lowercase())), Some(code));
        assert_eq!(draw(&[255; 64]), None, "unfair bytes are not taken");
        for wrong in ["", "2345", "2345-6789-BCD0", "2345-6789-BCDFG"] {
            assert_eq!(typed(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn every_letter_comes_equally_often() {
        let mut counts = std::collections::BTreeMap::new();
        for byte in 0..FAIR {
            *counts.entry(LETTERS[usize::from(byte % 28)]).or_insert(0) += 1;
        }
        assert_eq!((counts.len(), counts.values().min()), (28, counts.values().max()));
    }
}

//! The order in which people look for names: 邻居2号 before 邻居100号. Pure.

use std::cmp::Ordering;

/// Digits by what they count, all else letter by letter.
pub fn compare(one: &str, other: &str) -> Ordering {
    let (mut one, mut other) = (one, other);
    loop {
        let (digits, others) = (digits(one), digits(other));
        if !digits.is_empty() && !others.is_empty() {
            let (number, against) = (digits.trim_start_matches('0'), others.trim_start_matches('0'));
            let by_number = number.len().cmp(&against.len()).then_with(|| number.cmp(against));
            if by_number != Ordering::Equal {
                return by_number;
            }
            (one, other) = (&one[digits.len()..], &other[others.len()..]);
            continue;
        }
        match (one.chars().next(), other.chars().next()) {
            (Some(a), Some(b)) if a == b => (one, other) = (&one[a.len_utf8()..], &other[b.len_utf8()..]),
            (a, b) => return a.cmp(&b),
        }
    }
}

fn digits(text: &str) -> &str {
    &text[..text.bytes().take_while(u8::is_ascii_digit).count()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_names_count() {
        let mut names = ["邻居100号", "邻居2号", "邻居2号半", "阿明", "邻居", "3-502", "12-1", "邻居010号"];
        names.sort_by(|one, other| compare(one, other));
        assert_eq!(
            names,
            ["3-502", "12-1", "邻居", "邻居2号", "邻居2号半", "邻居010号", "邻居100号", "阿明"]
        );
    }
}

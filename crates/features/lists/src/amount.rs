//! An amount as somebody types it into the form of a line: a number, or the words in which people say one. Pure.

/// Of one to nine, as people write them.
const DIGITS: &str = "一二三四五六七八九";

/// In thousandths. `units`: what the thing may be measured in; None for what is no amount of it.
pub fn read(typed: &str, units: &[&str]) -> Option<i64> {
    let letters: Vec<char> = typed.chars().filter(|c| !c.is_whitespace()).map(fold).collect();
    let (milli, next) = number(&letters)?;
    let rest = &letters[next..];
    if rest.is_empty() {
        return Some(milli);
    }
    units.iter().filter(|unit| !unit.is_empty()).find_map(|unit| {
        let unit: Vec<char> = unit.chars().map(fold).collect();
        match rest.strip_prefix(unit.as_slice())? {
            [] => Some(milli),
            ['半'] if milli > 0 && milli % 1_000 == 0 => Some(milli + 500),
            _ => None,
        }
    })
}

/// Full-width digits and points are the others.
fn fold(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c),
        '．' => '.',
        _ => c.to_ascii_lowercase(),
    }
}

/// In thousandths, and where it ends.
fn number(letters: &[char]) -> Option<(i64, usize)> {
    if letters.first() == Some(&'半') {
        return Some((500, 1));
    }
    let length = letters.iter().take_while(|c| c.is_ascii_digit() || **c == '.').count();
    if length > 0 {
        let number: String = letters[..length].iter().collect();
        return Some((kernel::Quantity::parse(&number).ok()?.milli, length));
    }
    let digit = |at: usize| match letters.get(at)? {
        '两' | '俩' if at == 0 => Some(2),
        c => DIGITS.chars().position(|one| one == *c).map(|at| at as i64 + 1),
    };
    // 十, 十二, 二十, 二十五.
    let (tens, at) = match (digit(0), letters.first(), letters.get(1)) {
        (None, Some('十'), _) => (1, 1),
        (Some(tens), _, Some('十')) if letters[0] != '两' && letters[0] != '俩' => (tens, 2),
        (Some(units), ..) => return Some((units * 1_000, 1)),
        _ => return None,
    };
    let (units, end) = digit(at).map_or((0, at), |units| (units, at + 1));
    Some(((tens * 10 + units) * 1_000, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_say_them() {
        for (typed, milli) in [
            ("2", Some(2_000)),
            ("0.5", Some(500)),
            ("1.5斤", Some(1_500)),
            ("２", Some(2_000)),
            ("１．５ 斤", Some(1_500)),
            ("半", Some(500)),
            ("半斤", Some(500)),
            ("一斤半", Some(1_500)),
            ("2斤半", Some(2_500)),
            ("两", Some(2_000)),
            ("两斤", Some(2_000)),
            ("三", Some(3_000)),
            ("十", Some(10_000)),
            ("十二斤", Some(12_000)),
            ("二十", Some(20_000)),
            ("二十五斤半", Some(25_500)),
            ("3KG", Some(3_000)),
            ("0", Some(0)),
            // Another unit than it is sold in, and what is no amount.
            ("2盒", None),
            ("三两", None),
            ("半斤半", None),
            ("1.5斤半", None),
            ("几斤", None),
            ("一百", None),
            ("1.2.3", None),
            ("-1", None),
            ("", None),
        ] {
            assert_eq!(read(typed, &["斤", "", "kg"]), milli, "{typed}");
        }
    }
}

//! An amount that stands alone, as somebody types it into a form: read as in a list.

use crate::number;
use crate::plain::plain;
use kernel::Quantity;

/// `1.5`, `两斤`, `一斤半`, `半`. `units`: what the thing may be measured in, a unit left out is any of them. None for what is no amount of it,
/// and for one that may be another (一两).
pub fn amount(typed: &str, units: &[&str]) -> Option<Quantity> {
    let chars: Vec<char> = signs(typed);
    let (value, length) = match chars.first()? {
        '半' => (Quantity::from_milli(500), 1),
        _ => {
            let number = number::read(&chars, 0).filter(|number| !number.vague)?;
            (number.value, number.length)
        }
    };
    let rest = &chars[length..];
    if rest.is_empty() {
        return Some(value);
    }
    units.iter().filter(|unit| !unit.is_empty()).find_map(|unit| {
        match rest.strip_prefix(signs(unit).as_slice())? {
            [] => Some(value),
            ['半'] if value.milli > 0 && value.milli % 1_000 == 0 => {
                Some(Quantity::from_milli(value.milli + 500))
            }
            _ => None,
        }
    })
}

fn signs(text: &str) -> Vec<char> {
    plain(text).into_iter().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_lowercase()).collect()
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
            ("廿", Some(20_000)),
            ("一百", Some(100_000)),
            ("3KG", Some(3_000)),
            ("0", Some(0)),
            // Another unit than it is sold in, what may be two things, and what is no amount.
            ("2盒", None),
            ("三两", None),
            ("一两", None),
            ("三五斤", None),
            ("半斤半", None),
            ("1.5斤半", None),
            ("几斤", None),
            ("1.2.3", None),
            ("0.0001", None),
            ("-1", None),
            ("1e9", None),
            ("9999999999", None),
            ("", None),
        ] {
            assert_eq!(amount(typed, &["斤", "", "kg"]).map(|value| value.milli), milli, "{typed}");
        }
    }
}

//! Numbers as people write them: 12, 1.5, 十二, 廿, 俩, 壹, 一百二.

use kernel::Quantity;

/// A number and how many letters it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Number {
    pub value: Quantity,
    pub length: usize,
    /// In Chinese letters, which also stand inside names and other words.
    pub chinese: bool,
    /// One of two or three: 一两, 三五, 十来.
    pub vague: bool,
}

/// Larger ones are telephone numbers or mistakes.
const VALUE_MAX: i64 = 1_000_000;

pub(crate) fn read(chars: &[char], at: usize) -> Option<Number> {
    match chars.get(at) {
        Some(c) if c.is_ascii_digit() => arabic(chars, at),
        Some(c) if c.is_ascii_alphabetic() => english(chars, at),
        Some(_) => chinese(chars, at),
        None => None,
    }
}

fn arabic(chars: &[char], at: usize) -> Option<Number> {
    let digits =
        |from: usize| chars[from.min(chars.len())..].iter().take_while(|c| c.is_ascii_digit()).count();
    let mut length = digits(at);
    if chars.get(at + length) == Some(&'.') {
        let rest = digits(at + length + 1);
        length += if (1..=3).contains(&rest) { rest + 1 } else { 0 };
    }
    let text: String = chars[at..at + length].iter().collect();
    let value = Quantity::parse(&text).ok().filter(|value| value.milli <= VALUE_MAX * 1000)?;
    Some(Number { value, length, chinese: false, vague: false })
}

/// two boxes: a whole word.
fn english(chars: &[char], at: usize) -> Option<Number> {
    const WORDS: [&str; 12] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let latin = |c: Option<&char>| c.is_some_and(char::is_ascii_alphanumeric);
    let length = chars[at..].iter().take(7).take_while(|c| c.is_ascii_alphabetic()).count();
    let word: String = chars[at..at + length].iter().map(char::to_ascii_lowercase).collect();
    let apart =
        !latin(chars.get(at + length)) && !latin(at.checked_sub(1).and_then(|before| chars.get(before)));
    // Half a dozen: half of what is counted in dozens.
    let phrase: String = chars[at..].iter().take(12).map(char::to_ascii_lowercase).collect();
    let half = ["half a ", "half "].into_iter().find(|half| {
        phrase.strip_prefix(half).is_some_and(|rest| rest.starts_with("dozen"))
            && !latin(chars.get(at + half.len() + "dozen".len()))
    });
    if let Some(half) = half.filter(|_| apart) {
        return Some(Number {
            value: Quantity::from_milli(500),
            length: half.len(),
            chinese: false,
            vague: false,
        });
    }
    let value = WORDS.iter().position(|one| *one == word)?;
    let value = Quantity::from_milli((value as i64 + 1) * 1000);
    apart.then_some(Number { value, length, chinese: false, vague: false })
}

fn digit(c: char) -> Option<i64> {
    Some(match c {
        '零' | '〇' => 0,
        '一' | '壹' | '幺' | '弌' => 1,
        '二' | '两' | '贰' | '俩' => 2,
        '三' | '叁' | '仨' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

fn place(c: char) -> Option<i64> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1_000,
        '万' => 10_000,
        _ => return None,
    })
}

pub(crate) fn is_chinese(c: char) -> bool {
    digit(c).is_some() || place(c).is_some() || matches!(c, '廿' | '卅')
}

fn chinese(chars: &[char], at: usize) -> Option<Number> {
    // 參盒 is three boxes; 海參 and 參加 have no number in them.
    if chars.get(at) == Some(&'参') {
        let apart = at.checked_sub(1).is_none_or(|before| !crate::plain::is_han(chars[before]));
        let counted = chars.get(at + 1) != Some(&'加') && crate::unit::read(chars, at + 1, &[]).is_some();
        let value = Quantity::from_milli(3000);
        return (apart && counted).then_some(Number { value, length: 1, chinese: true, vague: false });
    }
    let run = chars[at..].iter().take(12).take_while(|c| is_chinese(**c)).count();
    let run = &chars[at..at + run];
    let first = *run.first()?;
    // 两 after a number is a weight (三两), not a numeral; 俩 and 仨 stand alone.
    if matches!(first, '俩' | '仨') {
        return whole(digit(first)?, 1, false);
    }
    if let Some(number) = vague(run) {
        return Some(number);
    }
    let (mut total, mut section, mut last, mut length) = (0_i64, 0_i64, 0_i64, 0_usize);
    let mut pending: Option<i64> = None;
    for (index, c) in run.iter().enumerate() {
        if let Some(value) = digit(*c) {
            if index > 0 && *c == '两' || matches!(c, '俩' | '仨') {
                break;
            }
            if pending.is_some_and(|value| value > 0) {
                break;
            }
            pending = Some(value);
        } else if let Some(value) = place(*c) {
            // 百 or 万 alone begin no number; 十 does.
            if pending.is_none() && (index == 0 && value != 10) {
                return None;
            }
            match value {
                10_000 => {
                    total = (total + section + pending.unwrap_or(0)) * value;
                    section = 0;
                }
                _ => section += pending.filter(|value| *value > 0).unwrap_or(1) * value,
            }
            (pending, last) = (None, value);
        } else {
            if index > 0 {
                break;
            }
            section += if *c == '廿' { 20 } else { 30 };
            last = 1;
        }
        length = index + 1;
    }
    // 一百二 is a hundred and twenty.
    let rest = match (pending, last) {
        (Some(value), 100..) if !ends_with_zero(run, length) => value * last / 10,
        (value, _) => value.unwrap_or(0),
    };
    whole(total + section + rest, length, false)
}

fn ends_with_zero(run: &[char], length: usize) -> bool {
    length >= 2 && matches!(run[length - 2], '零' | '〇')
}

/// 一两 before a unit, 两三, 三五, 七八: neighbours. What follows decides; 一两 may be 50 grams.
fn vague(run: &[char]) -> Option<Number> {
    let (a, b) = (digit(*run.first()?)?, digit(*run.get(1)?)?);
    let close = b == a + 1 || (a, b) == (3, 5);
    let more = run.get(2).is_some_and(|c| digit(*c).is_some());
    if a == 0 || !close || more || (run[1] == '两' && run[0] != '一') {
        return None;
    }
    whole(a, 2, true)
}

fn whole(value: i64, length: usize, vague: bool) -> Option<Number> {
    let fits = (0..=VALUE_MAX).contains(&value) && length > 0;
    fits.then(|| Number { value: Quantity::from_milli(value * 1000), length, chinese: true, vague })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read() {
        for (text, value, length) in [
            ("12盒", "12", 2),
            ("2.5kg", "2.5", 3),
            ("2.", "2", 1),
            ("十二个", "12", 2),
            ("二十", "20", 2),
            ("一百二十个", "120", 4),
            ("一百二", "120", 3),
            ("一百零二", "102", 4),
            ("廿个", "20", 1),
            ("廿五", "25", 2),
            ("两盒", "2", 1),
            ("俩", "2", 1),
            ("壹盒", "1", 1),
            ("三两", "3", 1),
            ("一千五", "1500", 3),
            ("一万二", "12000", 3),
        ] {
            let chars: Vec<char> = text.chars().collect();
            let number = read(&chars, 0).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((number.value.to_string().as_str(), number.length), (value, length), "{text}");
            assert!(!number.vague, "{text}");
        }
        for text in ["一两斤", "两三盒", "三五个"] {
            assert!(read(&text.chars().collect::<Vec<_>>(), 0).is_some_and(|number| number.vague), "{text}");
        }
        for text in ["百香果", "13912345678", "半"] {
            assert_eq!(read(&text.chars().collect::<Vec<_>>(), 0), None, "{text}");
        }
    }
}

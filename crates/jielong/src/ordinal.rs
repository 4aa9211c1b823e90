//! The number a line begins with: `1.`, `2、`, `(3)`, `④`, `NO.5`, `六、`, `7楼:`, `8 `.

use crate::plain::begins;
use crate::{number, remark, unit};

/// How a line is numbered. Lines of one list are of one kind, however carelessly the marks are chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Arabic,
    Chinese,
    Circled,
    /// 1号, which may as well be what is sold.
    Named,
    /// a., b., c.
    Letter,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ordinal {
    pub value: u32,
    /// Where the line goes on.
    pub end: usize,
    pub kind: Kind,
    /// Sure by its mark alone; else only where it follows the number before.
    pub sure: bool,
}

const VALUE_MAX: u32 = 20_000;

pub(crate) fn read(line: &[char]) -> Option<Ordinal> {
    let start = line.iter().position(|c| !matches!(c, ' ' | '*' | '>' | '·' | '#' | '~'))?;
    let found = circled(line, start)
        .or_else(|| keycap(line, start))
        .or_else(|| in_brackets(line, start))
        .or_else(|| worded(line, start))
        .or_else(|| arabic(line, start))
        .or_else(|| chinese(line, start))
        .or_else(|| {
            // 🍰1. 小葵
            let pictured = crate::plain::is_picture(get(line, start));
            arabic(line, start + 1).filter(|found| pictured && found.sure)
        })?;
    let mut end = found.end;
    while matches!(line.get(end), Some(' ')) {
        end += 1;
    }
    (found.value <= VALUE_MAX).then_some(Ordinal { end, ..found })
}

fn get(line: &[char], at: usize) -> char {
    line.get(at).copied().unwrap_or('\n')
}

fn circled(line: &[char], at: usize) -> Option<Ordinal> {
    let c = u32::from(get(line, at));
    let value = match c {
        0x2460..=0x2473 => c - 0x245f,
        0x2474..=0x2487 => c - 0x2473,
        0x2488..=0x249b => c - 0x2487,
        0x2776..=0x277f => c - 0x2775,
        0x24f5..=0x24fe => c - 0x24f4,
        0x3251..=0x325f => c - 0x3251 + 21,
        0x32b1..=0x32bf => c - 0x32b1 + 36,
        0x3220..=0x3229 => c - 0x321f,
        0x1f51f => 10,
        0x2160..=0x216b => c - 0x215f,
        _ => return None,
    };
    let mut end = at + 1;
    while matches!(get(line, end), '.' | '、' | ':' | ')') {
        end += 1;
    }
    Some(Ordinal { value, end, kind: Kind::Circled, sure: true })
}

/// 1️⃣0️⃣
fn keycap(line: &[char], at: usize) -> Option<Ordinal> {
    let (mut end, mut value) = (at, 0);
    while get(line, end + 1) == '\u{20e3}' && value < VALUE_MAX {
        value = value * 10 + get(line, end).to_digit(10)?;
        end += 2;
    }
    while end > at && matches!(get(line, end), '.' | '、' | ':') {
        end += 1;
    }
    (end > at).then_some(Ordinal { value, end, kind: Kind::Arabic, sure: true })
}

fn whole(line: &[char], at: usize) -> Option<(u32, usize, bool)> {
    let digits = line[at.min(line.len())..].iter().take_while(|c| c.is_ascii_digit()).count();
    if digits > 0 {
        let text: String = line[at..at + digits].iter().collect();
        return text.parse().ok().filter(|_| digits <= 5).map(|value| (value, digits, false));
    }
    let number = number::read(line, at).filter(|number| number.chinese && !number.vague)?;
    Some((u32::try_from(number.value.milli / 1000).ok()?, number.length, true))
}

fn in_brackets(line: &[char], at: usize) -> Option<Ordinal> {
    if !matches!(get(line, at), '(' | '[') {
        return None;
    }
    let (value, length, chinese) = whole(line, at + 1)?;
    let close = at + 1 + length;
    matches!(get(line, close), ')' | ']').then(|| {
        let mut end = close + 1;
        while matches!(get(line, end), '.' | '、' | ':') {
            end += 1;
        }
        Ordinal { value, end, kind: if chinese { Kind::Chinese } else { Kind::Arabic }, sure: true }
    })
}

/// NO.5, №5, 第5个, 序号5.
fn worded(line: &[char], at: usize) -> Option<Ordinal> {
    let lower: Vec<char> = line[at..].iter().take(6).map(char::to_ascii_lowercase).collect();
    for word in ["no.", "no:", "no", "№", "序号", "编号", "跟团号"] {
        let Some(length) = begins(&lower, 0, word) else { continue };
        let mut from = at + length;
        while matches!(get(line, from), ' ' | ':' | '.') {
            from += 1;
        }
        let (value, digits, _) = whole(line, from).filter(|(_, _, chinese)| !chinese)?;
        let mut end = from + digits;
        while matches!(get(line, end), '.' | '、' | ':' | ')' | ',' | '-') {
            end += 1;
        }
        return Some(Ordinal { value, end, kind: Kind::Arabic, sure: true });
    }
    if get(line, at) == '第' {
        let (value, length, _) = whole(line, at + 1)?;
        let after = at + 1 + length;
        let mut end = after + 1;
        if matches!(get(line, after), '个' | '位' | '名' | '单' | '楼') {
            while matches!(get(line, end), '.' | '、' | ':' | ',') {
                end += 1;
            }
            return Some(Ordinal { value, end, kind: Kind::Arabic, sure: true });
        }
    }
    None
}

fn arabic(line: &[char], at: usize) -> Option<Ordinal> {
    let (value, length, chinese) = whole(line, at)?;
    if chinese {
        return None;
    }
    let mark = at + length;
    let next = get(line, mark + 1);
    let of = |end: usize, sure: bool| Some(Ordinal { value, end, kind: Kind::Arabic, sure });
    let marks = |mut end: usize| {
        while matches!(get(line, end), '.' | '、' | ')' | ':' | ',') {
            end += 1;
        }
        end
    };
    if is_time(line, mark) {
        return None;
    }
    match get(line, mark) {
        '.' => of(marks(mark), !next.is_ascii_digit()),
        '、' | ')' | ']' | '。' => of(marks(mark + 1), !next.is_ascii_digit() || get(line, mark) == ')'),
        ':' | '-'
            if remark::room_or_time(line, at).is_some_and(|length| !is_building(get(line, at + length))) =>
        {
            None
        }
        ':' | ',' | ';' => of(marks(mark + 1), !next.is_ascii_digit()),
        '位' if matches!(next, ':' | '、' | '.') => of(marks(mark + 2), true),
        '楼' if matches!(next, ':' | ' ' | '、' | '.') => of(marks(mark + 2), next == ':'),
        'L' | 'l' if matches!(next, ':' | '、') => of(marks(mark + 2), true),
        '号' if matches!(next, ' ' | ':' | '、' | '.') => {
            Some(Ordinal { value, end: marks(mark + 2), kind: Kind::Named, sure: false })
        }
        '-' | '_' | '|' | '/' | '\'' if !next.is_ascii_digit() => of(marks(mark + 1), false),
        ' ' => of(mark + 1, false),
        '\n' => of(mark, false),
        '丶' | '﹑' => of(marks(mark + 1), true),
        // What a thumb hits instead.
        '·' | '>' | '~' | '`' | '°' | '"' | '→' | '★' | '☆' | '=' if !next.is_ascii_digit() => {
            of(marks(mark + 1), false)
        }
        c if c.is_ascii_alphanumeric() && length == 1 && c.is_ascii_digit() => None,
        '栋' | '幢' | '座' | '#' => None,
        // 5米苏:沙糖桔5斤 is by 米苏.
        _ if line[mark..].iter().skip(2).take(6).any(|c| *c == ':') => of(mark, false),
        _ if unit::read(line, mark, &[]).is_some_and(|(unit, _)| !matches!(unit.as_str(), "大" | "小")) => {
            None
        }
        _ => of(mark, false),
    }
}

/// 9月25号下午6点截单, 8点前: when, and no number of a line.
fn is_time(line: &[char], mark: usize) -> bool {
    let next = get(line, mark + 1);
    match get(line, mark) {
        '月' => next.is_ascii_digit(),
        '点' => matches!(next, '半' | '前' | '后' | '截' | '准' | '之' | '以' | '到' | '钟'),
        _ => false,
    }
}

/// 5:16栋 is the fifth, of building 16.
fn is_building(next: char) -> bool {
    matches!(next, '栋' | '幢' | '号' | '#' | '座' | '单')
}

fn chinese(line: &[char], at: usize) -> Option<Ordinal> {
    let (value, length, _) = whole(line, at).filter(|(_, _, chinese)| *chinese)?;
    let mark = at + length;
    let of = |end: usize, sure: bool| Some(Ordinal { value, end, kind: Kind::Chinese, sure });
    match get(line, mark) {
        '、' | '.' | ')' | '丶' | '﹑' => of(mark + 1, true),
        ':' | ',' | ' ' => of(mark + 1, false),
        '号' | '楼' if matches!(get(line, mark + 1), ':' | '、' | '.') => of(mark + 2, true),
        '号' if get(line, mark + 1) == ' ' => of(mark + 2, false),
        _ => None,
    }
}

/// `a.`, `B)`: only where the lines go through the letters.
pub(crate) fn letter(line: &[char]) -> Option<Ordinal> {
    let at = 0;
    let c = get(line, at).to_ascii_lowercase();
    let marked = matches!(get(line, at + 1), '.' | '、' | ')' | ':');
    (c.is_ascii_alphabetic() && marked).then(|| Ordinal {
        value: u32::from(c) - u32::from('a') + 1,
        end: at + 2 + usize::from(get(line, at + 2) == ' '),
        kind: Kind::Letter,
        sure: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plain::plain;

    #[test]
    fn numbers_of_lines() {
        for (line, value, rest, sure) in [
            ("1.张敏", 1, "张敏", true),
            ("３)赵丽华", 3, "赵丽华", true),
            ("（12）唐唐", 12, "唐唐", true),
            ("十二、冯姐", 12, "冯姐", true),
            ("NO.3 宅宅", 3, "宅宅", true),
            ("④ 小吴", 4, "小吴", true),
            ("1️⃣0️⃣ 小雨", 10, "小雨", true),
            ("7楼:宗宗", 7, "宗宗", true),
            ("8 小雨", 8, "小雨", false),
            ("9小雨", 9, "小雨", false),
            ("15.", 15, "", true),
            ("3.5斤草莓", 3, "5斤草莓", false),
        ] {
            let chars = plain(line);
            let found = read(&chars).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((found.value, found.sure), (value, sure), "{line}");
            assert_eq!(chars[found.end..].iter().collect::<String>(), rest, "{line}");
        }
        for line in
            ["2盒草莓", "9月25号下午6点截单", "8点截单", "10:30 开始", "13912345678", "草莓2盒", "三文鱼"]
        {
            assert_eq!(read(&plain(line)), None, "{line}");
        }
    }
}

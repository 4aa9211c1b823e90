//! When two names are one: without width, signs, buildings and rooms.

/// Compatibility forms narrowed, as far as lists have them.
fn narrow(text: &str) -> String {
    let mut narrow = String::new();
    for c in text.chars() {
        match u32::from(c) {
            0xff01..=0xff5e => narrow.extend(char::from_u32(u32::from(c) - 0xfee0)),
            0x3000 => narrow.push(' '),
            0x2460..=0x2473 => narrow += &(u32::from(c) - 0x245f).to_string(),
            0x2474..=0x2487 => narrow += &format!("({})", u32::from(c) - 0x2473),
            0x2488..=0x249b => narrow += &format!("{}.", u32::from(c) - 0x2487),
            0x3220..=0x3229 => {
                narrow += &format!(
                    "({})",
                    ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'][(c as usize) - 0x3220]
                );
            }
            0x338f => narrow += "kg",
            _ => narrow.push(c),
        }
    }
    narrow
}

fn words(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).collect()
}

pub(crate) fn norm(text: &str) -> String {
    let narrow = narrow(text).to_lowercase();
    let kept = words(&narrow);
    if kept.is_empty() { narrow.trim().to_owned() } else { kept }
}

/// Without building, room, brackets, and a group before a dash.
fn bare(text: &str) -> String {
    let narrow = narrow(text);
    let chars: Vec<char> = narrow.chars().collect();
    let mut kept: Vec<char> = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        match place(&chars, at) {
            Some(end) => at = end,
            None => {
                kept.push(chars[at]);
                at += 1;
            }
        }
    }
    let text: String = kept.into_iter().collect();
    let text = text.trim_matches([' ', '-', '—', '_', ',', '、', ':']);
    words(after_group(text))
}

fn place(chars: &[char], at: usize) -> Option<usize> {
    let get = |index: usize| chars.get(index).copied().unwrap_or(' ');
    let digits =
        |from: usize| from + chars[from.min(chars.len())..].iter().take_while(|c| c.is_numeric()).count();
    if matches!(get(at), '(' | '[' | '【') {
        let close = chars[at..].iter().position(|c| matches!(c, ')' | ']' | '】'))?;
        return Some(at + close + 1);
    }
    let end = digits(at);
    if end == at {
        return None;
    }
    let mut parts = end;
    while matches!(get(parts), '-' | '#') && digits(parts + 1) > parts + 1 {
        parts = digits(parts + 1);
    }
    if parts > end {
        return Some(parts);
    }
    let ends = ["栋", "号楼", "幢", "座", "单元", "室", "房", "楼", "号"];
    let rest: String = chars[end..].iter().take(3).collect();
    ends.iter().find(|word| rest.starts_with(**word)).map(|word| end + word.chars().count())
}

fn after_group(text: &str) -> &str {
    let mut letters = text.char_indices();
    let dash = letters.find(|(_, c)| matches!(c, '-' | '—' | '_'));
    if let Some((at, _)) = dash
        && (1..=6).contains(&text[..at].chars().count())
    {
        return text[at..].trim_start_matches(['-', '—', '_']);
    }
    match text.char_indices().find(|(at, c)| *c == '部' && (1..=4).contains(&text[..*at].chars().count())) {
        Some((at, c)) if text[at + c.len_utf8()..].chars().count() >= 2 => &text[at + c.len_utf8()..],
        _ => text,
    }
}

pub(crate) fn same_name(want: &str, got: &str) -> bool {
    if norm(want) == norm(got) {
        return true;
    }
    let (a, b) = (bare(want), bare(got));
    if a.is_empty() && b.is_empty() {
        let numbers = |text: &str| norm(text).chars().filter(|c| c.is_numeric()).collect::<String>();
        return !numbers(want).is_empty() && numbers(want) == numbers(got);
    }
    !a.is_empty() && a == b
}

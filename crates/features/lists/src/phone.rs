//! The mobile number in a line of a list: eleven digits from 13 to 19 on, as they are written in China. Pure.

const DIGITS: usize = 11;

/// The first one.
pub fn told(words: &str) -> Option<String> {
    let line: Vec<char> = words.chars().map(narrow).collect();
    (0..line.len()).find_map(|at| {
        let begins = at == 0 || !line[at - 1].is_ascii_alphanumeric();
        if begins { number(&line[at..]) } else { None }
    })
}

/// People put a blank or a stroke between its groups.
fn number(line: &[char]) -> Option<String> {
    let mut digits = String::new();
    let mut at = 0;
    while digits.len() < DIGITS {
        match line.get(at)? {
            digit if digit.is_ascii_digit() => digits.push(*digit),
            ' ' | '-' if matches!(digits.len(), 3 | 7) && line[at - 1].is_ascii_digit() => {}
            _ => return None,
        }
        at += 1;
    }
    let mobile = digits.starts_with('1') && digits.as_bytes()[1] >= b'3';
    let ends = line.get(at).is_none_or(|c| !c.is_ascii_alphanumeric());
    (mobile && ends).then_some(digits)
}

fn narrow(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '—' | '–' | '－' => '-',
        '\u{3000}' | '\u{a0}' => ' ',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_tells_a_phone() {
        for (line, phone) in [
            ("3. 刘女士 13800138000 草莓2盒", Some("13800138000")),
            ("刘女士138 0013 8000草莓2", Some("13800138000")),
            ("刘女士 138-0013-8000", Some("13800138000")),
            ("刘女士 １３８００１３８０００", Some("13800138000")),
            ("刘女士 23800138000 草莓", None),
            ("刘女士 12800138000", None),
            ("刘女士 138001380001", None),
            ("单号a13800138000", None),
            ("3-502 草莓 2 盒", None),
            ("", None),
        ] {
            assert_eq!(told(line).as_deref(), phone, "{line}");
        }
    }
}

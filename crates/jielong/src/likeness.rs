//! When two words are alike: by sound, by letters, by number.

use crate::sound::{loose, syllables};

/// 10公里 is 十公里 and 10k, 20斤装 is 二十斤装.
pub(crate) fn numbered_otherwise(name: &str) -> Vec<String> {
    // 6人 is 6人份, too.
    if let Some(short) =
        name.strip_suffix('份').filter(|short| short.ends_with('人') && short.chars().count() > 1)
    {
        let mut others = numbered_otherwise(short);
        others.extend(spelt_out(name));
        others.push(short.to_owned());
        return others;
    }
    // 2XL is XXL.
    let many = name.chars().take_while(|c| *c == 'x').count();
    if (2..=4).contains(&many) && &name[many..] == "l" {
        return vec![format!("{many}xl")];
    }
    spelt_out(name)
}

fn spelt_out(name: &str) -> Vec<String> {
    let digits: String = name.chars().take_while(char::is_ascii_digit).collect();
    let rest = &name[digits.len()..];
    let Some(value) =
        digits.parse::<usize>().ok().filter(|value| (1..100).contains(value) && !rest.is_empty())
    else {
        return Vec::new();
    };
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let tens = match value / 10 {
        0 => String::new(),
        1 => "十".to_owned(),
        ten => format!("{}十", DIGITS[ten]),
    };
    let mut others = vec![format!("{tens}{}{rest}", DIGITS[value % 10])];
    if rest == "公里" {
        others.extend([format!("{value}k"), format!("{value}km")]);
    }
    others
}

/// Without a size of clothes at either end: L码, XXL.
pub(crate) fn size_trimmed(text: &str) -> &str {
    let is_size = |c: char| matches!(c, 'x' | 's' | 'm' | 'l');
    let tail = text.trim_end_matches(is_size);
    let tail = if tail.is_empty() { text } else { tail };
    let head = tail.trim_start_matches(is_size);
    if head.is_empty() { tail } else { head }
}

pub(crate) fn sound_key(text: &str) -> String {
    syllables(text).iter().map(|syllable| loose(syllable)).collect::<Vec<_>>().join(" ")
}

/// The same initial or the same final.
pub(crate) fn alike(a: &str, b: &str) -> bool {
    a == b || loose(a) == loose(b)
}

/// The letters of `inner` in their order within `outer`.
pub(crate) fn within(inner: &[char], outer: &[char]) -> bool {
    let mut rest = outer.iter();
    inner.iter().all(|c| rest.any(|other| other == c))
}

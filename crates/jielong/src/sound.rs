//! How words sound: pinyin without tones, and the sounds that many people do not tell apart.

use pinyin::ToPinyin;

/// The syllable of a letter; of a letter that is no Chinese one, itself.
pub(crate) fn syllable(c: char) -> String {
    match c.to_pinyin() {
        Some(found) => found.plain().to_owned(),
        None => c.to_lowercase().collect(),
    }
}

/// Syllables in writing order.
pub(crate) fn syllables(text: &str) -> Vec<String> {
    text.chars().map(syllable).collect()
}

/// n and l, zh and z, -ng and -n are one.
pub(crate) fn loose(syllable: &str) -> String {
    let text = syllable.replace("zh", "z").replace("ch", "c").replace("sh", "s");
    let text = text.strip_suffix("ng").map(|rest| format!("{rest}n")).unwrap_or(text);
    match text.strip_prefix('l') {
        Some(rest) => format!("n{rest}"),
        None => text,
    }
}

pub(crate) fn same_sound(a: &str, b: &str) -> bool {
    a.chars().count() == b.chars().count() && syllables(a) == syllables(b)
}

/// The whole text in letters, and its initials: caomei and cm.
pub(crate) fn latin(text: &str) -> (String, String) {
    let all = syllables(text);
    (all.concat(), all.iter().filter_map(|syllable| syllable.chars().next()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sounds() {
        assert!(same_sound("芒果", "芒菓") && same_sound("板", "版") && !same_sound("草莓", "蓝莓"));
        assert_eq!(latin("草莓"), ("caomei".to_owned(), "cm".to_owned()));
        assert_eq!((loose("liang"), loose("sheng")), ("nian".to_owned(), "sen".to_owned()));
    }
}

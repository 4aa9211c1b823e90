//! The two languages of the product, and whose wish counts: the cookie's, then the person's, then the browser's.

kernel::codes! {
    /// A language that every page exists in.
    pub enum Lang { Zh = "zh", En = "en" }
}

/// The cookie that keeps a visitor's choice.
pub(crate) const COOKIE: &str = "lang";

impl Lang {
    /// For `<html lang>`, and for screen readers to speak it right.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::Zh => "zh-CN",
            Lang::En => "en",
        }
    }

    /// Its own name, as a person who reads it looks for it.
    pub fn own_name(self) -> &'static str {
        match self {
            Lang::Zh => "中文",
            Lang::En => "English",
        }
    }

    pub fn other(self) -> Lang {
        match self {
            Lang::Zh => Lang::En,
            Lang::En => Lang::Zh,
        }
    }

    /// The known language with the highest weight (RFC 9110, 12.5.4); None when neither is asked for.
    pub fn accepted(header: &str) -> Option<Lang> {
        let mut best: Option<(u16, Lang)> = None;
        for part in header.split(',').take(32) {
            let mut pieces = part.split(';');
            let tag = pieces.next().unwrap_or_default().trim().to_ascii_lowercase();
            let Some(lang) = Lang::parse(tag.split('-').next().unwrap_or_default()) else { continue };
            let weight = pieces.find_map(|piece| piece.trim().strip_prefix("q=")).map_or(1000, weight);
            if weight > 0 && best.is_none_or(|(most, _)| weight > most) {
                best = Some((weight, lang));
            }
        }
        best.map(|(_, lang)| lang)
    }
}

/// `0.8` in thousandths; what is no weight counts as nothing.
fn weight(text: &str) -> u16 {
    let (whole, decimals) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    let digits: String = decimals.chars().chain("000".chars()).take(3).collect();
    match (whole, digits.parse::<u16>()) {
        ("1", Ok(_)) => 1000,
        ("0", Ok(thousandths)) => thousandths,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_known_language_is_taken() {
        for (header, expected) in [
            ("", None),
            ("fr", None),
            ("zh-CN,zh;q=0.9,en;q=0.8", Some(Lang::Zh)),
            ("en-GB,en;q=0.9,zh;q=0.8", Some(Lang::En)),
            ("fr,en;q=0.3,zh;q=0.31", Some(Lang::Zh)),
            ("zh;q=0, en;q=0.001", Some(Lang::En)),
            ("en;q=nonsense, zh;q=0.1", Some(Lang::Zh)),
        ] {
            assert_eq!(Lang::accepted(header), expected, "{header}");
        }
    }
}

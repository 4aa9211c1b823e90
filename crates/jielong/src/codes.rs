//! What an offer is called in short: ①, 1号, A, 套餐二; and such words on a line.

use crate::goods::{Found, How, Mention};
use crate::number;
use crate::plain::{begins, is_han, text};
use crate::scan::{Piece, Placed, Scanner};
use crate::{Doubt, Offer};

const KINDS: [&str; 12] = ["套餐", "餐", "款", "组", "档", "类", "型", "线", "级", "套", "班", "场"];

/// Gives each offer the codes that its name begins or ends with: 1号套餐 is 1号, A套餐 is A, 套餐二 is 二 and 2号.
pub(crate) fn learn(offers: &mut [Offer]) {
    let codes: Vec<Option<String>> = offers.iter().map(|offer| code(&offer.name)).collect();
    let count = codes.iter().flatten().count();
    let mut distinct: Vec<&String> = codes.iter().flatten().collect();
    distinct.sort();
    distinct.dedup();
    if count < 2 || distinct.len() != count {
        return;
    }
    for (offer, code) in offers.iter_mut().zip(codes) {
        let Some(code) = code else { continue };
        let mut more = vec![code.clone()];
        for kind in KINDS.iter().filter(|kind| offer.name.contains(**kind)) {
            more.push(format!("{code}{kind}"));
            more.push(format!("{kind}{code}"));
        }
        if let Ok(value) = code.parse::<u32>() {
            more = vec![format!("{value}号")];
            more.extend(char::from_u32(0x245f + value).map(String::from));
        }
        for alias in more {
            if !offer.aliases.contains(&alias) && alias != offer.name {
                offer.aliases.push(alias);
            }
        }
    }
}

/// The letter or number that a name is told apart by.
fn code(name: &str) -> Option<String> {
    let chars: Vec<char> = name.chars().collect();
    let kind_at = |at: usize| KINDS.iter().find_map(|kind| begins(&chars, at, kind));
    let first = *chars.first()?;
    if first.is_ascii_alphabetic() {
        let letters = chars.iter().take_while(|c| c.is_ascii_alphanumeric()).count();
        let apart = kind_at(letters).is_some() || letters == chars.len() || chars.get(letters) == Some(&' ');
        return (letters <= 3 && apart).then(|| text(&chars[..letters]));
    }
    if let Some(number) = number::read(&chars, 0).filter(|number| number.value.milli % 1000 == 0) {
        let marked = chars.get(number.length) == Some(&'号') || kind_at(number.length).is_some();
        return marked.then(|| (number.value.milli / 1000).to_string());
    }
    let kind = kind_at(0)?;
    let rest = &chars[kind..];
    match rest {
        [letter, ..] if letter.is_ascii_alphabetic() => Some(letter.to_string()),
        rest => number::read(rest, 0).map(|number| (number.value.milli / 1000).to_string()),
    }
}

/// A套餐, B餐: a letter and a kind, and nothing else.
pub(crate) fn is_lettered(word: &str) -> bool {
    let chars: Vec<char> = word.chars().collect();
    let letter = chars.first().is_some_and(char::is_ascii_alphabetic);
    letter && KINDS.iter().any(|kind| begins(&chars, 1, kind).is_some_and(|length| length + 1 == chars.len()))
}

/// 1号 at the beginning of a name.
pub(crate) fn code_of(name: &str) -> Option<String> {
    let chars: Vec<char> = name.chars().collect();
    let number = number::read(&chars, 0).filter(|number| number.value.milli % 1000 == 0)?;
    (chars.get(number.length) == Some(&'号')).then(|| format!("{}号", number.value.milli / 1000))
}

fn circled(c: char) -> Option<u32> {
    let value = u32::from(c).checked_sub(0x245f)?;
    (1..=20).contains(&value).then_some(value)
}

impl Scanner<'_> {
    /// 1、3号, 第三个, ①~④, 2×2, 1和4 where offers are numbered; 380 where they are called by their price.
    pub(crate) fn codes(&mut self, at: usize) -> Option<usize> {
        if self.run.is_some() {
            return None;
        }
        if let Some(end) = self.circled_range(at).or_else(|| self.called_by_number(at)) {
            return Some(end);
        }
        if !self.manner.numbered_offers {
            return None;
        }
        if self.at(at) == '第'
            && let Some(number) = number::read(self.chars, at + 1)
            && let Some(length) = ["个", "种", "款", "样", "号"]
                .iter()
                .find_map(|word| begins(self.chars, at + 1 + number.length, word))
            && let Some(offer) = self.coded(number.value.milli / 1000)
        {
            let end = at + 1 + number.length + length;
            return Some(self.push_codes(&[(offer, at, end)], How::Exact, end));
        }
        // 卷纸*2,4号2包: how many, and then a code.
        if at > 0 && (matches!(self.at(at - 1), '*' | '×') || matches!(self.at(at - 1), 'x' | 'X')) {
            return None;
        }
        let mut found = Vec::new();
        let mut end = at;
        let mut marked = false;
        let whole = |at: usize| number::read(self.chars, at).filter(|number| number.value.milli % 1000 == 0);
        while let Some(number) = whole(end) {
            found.push((end, number.value.milli / 1000));
            end += number.length;
            if self.at(end) == '号' {
                marked = true;
                break;
            }
            if !matches!(self.at(end), '、' | ',' | '/' | '和' | '&' | ' ' | '+') || found.len() > 20 {
                break;
            }
            if number::read(self.chars, end + 1).is_none() {
                break;
            }
            end += 1;
        }
        if found.is_empty() || !marked && !self.bare_codes(at, end, &found) {
            return None;
        }
        let offers: Option<Vec<usize>> = found.iter().map(|(_, number)| self.coded(*number)).collect();
        let offers = offers?;
        if marked && matches!(self.at(end + 1), '楼' | '院' | '前' | '后' | '晚' | '早' | '之') {
            return None;
        }
        let count = offers.len();
        let mark = usize::from(marked);
        let places: Vec<(usize, usize, usize)> = offers
            .into_iter()
            .zip(&found)
            .enumerate()
            .map(|(index, (offer, (from, _)))| {
                (offer, *from, if index + 1 == count { end + mark } else { from + 1 })
            })
            .collect();
        // 2号餐, 2号套餐: the same.
        let more =
            ["套餐", "餐", "饭", "款", "的"].iter().find_map(|word| begins(self.chars, end + mark, word));
        let how = if marked { How::Exact } else { How::Roundabout(Doubt::Concluded) };
        Some(self.push_codes(&places, how, end + mark + more.filter(|_| marked).unwrap_or(0)))
    }

    fn coded(&self, number: i64) -> Option<usize> {
        self.goods.code(&format!("{number}号"))
    }

    fn push_codes(&mut self, places: &[(usize, usize, usize)], how: How, end: usize) -> usize {
        for (offer, from, to) in places {
            let mention = Mention { offers: vec![*offer], how, besides: None };
            let piece = Piece::Item(Found { mentions: vec![mention], left: false });
            self.pieces.push(Placed { piece, from: *from, to: *to });
        }
        end
    }

    /// Numbers alone are codes where they multiply (2×2), or where several stand alone: 1和4.
    fn bare_codes(&self, at: usize, end: usize, found: &[(usize, i64)]) -> bool {
        let apart = at == 0 || self.separator(at - 1).is_some();
        let tail = if self.at(end) == ' ' { end + 1 } else { end };
        let times = matches!(self.at(end), '×' | '*')
            || matches!(self.at(end), 'x' | 'X') && self.at(end + 1).is_ascii_digit();
        let ends = self.ends(end) && !matches!(self.at(end), '×' | '*' | '+' | '-');
        let each = matches!(self.at(tail), '各' | '都');
        let joined = found.len() > 1 && found.windows(2).all(|pair| pair[0].1 < pair[1].1);
        let alone = |from: usize| {
            let rest = |c: &char| !c.is_ascii_digit() && !number::is_chinese(*c) && !is_han(*c);
            self.chars[from.min(self.chars.len())..].iter().all(rest)
        };
        apart && (found.len() == 1 && times || joined && (each || ends && alone(end)))
    }

    /// ①~④: all from the one to the other.
    fn circled_range(&mut self, at: usize) -> Option<usize> {
        let first = circled(self.at(at))?;
        let last = circled(self.at(at + 2)).filter(|_| matches!(self.at(at + 1), '~' | '-' | '到' | '至'))?;
        if last <= first {
            return None;
        }
        let offers: Option<Vec<usize>> = (first..=last).map(|value| self.coded(i64::from(value))).collect();
        let places: Vec<(usize, usize, usize)> =
            offers?.into_iter().map(|offer| (offer, at, at + 3)).collect();
        Some(self.push_codes(&places, How::Exact, at + 3))
    }

    /// [1]×2, where the heading numbers its offers.
    pub(crate) fn bracketed_code(&mut self, at: usize) -> Option<usize> {
        if !matches!(self.at(at), '[') {
            return None;
        }
        if self.run.is_some() {
            return None;
        }
        let number = number::read(self.chars, at + 1).filter(|number| !number.chinese)?;
        let end = at + 1 + number.length;
        let offer = self.coded(number.value.milli / 1000).filter(|_| self.at(end) == ']')?;
        Some(self.push_codes(&[(offer, at, end + 1)], How::Exact, end + 1))
    }

    /// 380 两张, where what is sold is called 680, 380 and 180.
    fn called_by_number(&mut self, at: usize) -> Option<usize> {
        let digits = self.chars[at..].iter().take_while(|c| c.is_ascii_digit()).count();
        let inside = at > 0 && self.at(at - 1).is_ascii_digit();
        if digits < 2 || inside {
            return None;
        }
        let offer = self.goods.code(&text(&self.chars[at..at + digits]))?;
        let mut end = at + digits;
        for word in ["元", "块", "档", "的", "那"] {
            end += begins(self.chars, end, word).unwrap_or(0);
        }
        Some(self.push_codes(&[(offer, at, end)], How::Exact, end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_told_apart_by_a_code() {
        for (name, wanted) in [
            ("1号套餐", Some("1")),
            ("A套餐", Some("A")),
            ("B款 草莓千层", Some("B")),
            ("套餐二", Some("2")),
            ("JJ级", Some("JJ")),
            ("三文鱼", None),
            ("Blend咖啡", None),
            ("草莓", None),
        ] {
            assert_eq!(code(name).as_deref(), wanted, "{name}");
        }
    }
}

//! What is left of a name without what an organiser wrote to it: a house, a room, a picture. Pure.
//!
//! `王芳 5-101`, `4号·何伟` and `李姐🌸` are known to their bank as 王芳, 何伟 and 李姐. By that alone nobody is known for certain.

use crate::arrivals::fold;

/// Of a house or a room; each stands behind its number.
const BEHIND: [&str; 9] = ["号楼", "单元", "号", "栋", "幢", "座", "楼", "室", "#"];
/// A single letter is no name.
const LETTERS_MIN: usize = 2;

/// None where nothing stands with the name, or a number that belongs to it: 住户29 is nobody in 住户.
pub(crate) fn alone(name: &str) -> Option<String> {
    let letters: Vec<char> = name.trim().chars().map(fold).collect();
    let (mut left, mut at) = (String::new(), 0);
    while at < letters.len() {
        if letters[at].is_ascii_digit() {
            at = place_ends(&letters, at)?;
            left.push(' ');
            continue;
        }
        left.push(if letters[at].is_alphabetic() { letters[at] } else { ' ' });
        at += 1;
    }
    let left = left.split_whitespace().collect::<Vec<_>>().join(" ");
    let same = left.chars().eq(letters.iter().copied());
    (!same && left.chars().count() >= LETTERS_MIN).then_some(left)
}

/// Behind the house or room that begins here: `4号`, `5-101`, `3栋2单元502`, `3-2-502`. None for a number of another kind.
fn place_ends(letters: &[char], from: usize) -> Option<usize> {
    let digits = |at: usize| letters[at..].iter().take_while(|c| c.is_ascii_digit()).count();
    let (mut at, mut is_place) = (from, false);
    loop {
        let many = digits(at);
        if many == 0 || many > 4 {
            return is_place.then_some(at);
        }
        at += many;
        let rest = &letters[at..];
        let word = BEHIND.iter().find(|word| rest.starts_with(&word.chars().collect::<Vec<_>>()));
        let dash = rest.first() == Some(&'-') && rest.get(1).is_some_and(char::is_ascii_digit);
        match word {
            Some(word) => (at, is_place) = (at + word.chars().count(), true),
            None if dash => (at, is_place) = (at + 1, true),
            None => return is_place.then_some(at),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_of_a_name() {
        for (name, left) in [
            ("王芳 5-101", Some("王芳")),
            ("4号·何伟", Some("何伟")),
            ("李姐🌸", Some("李姐")),
            ("🌸李姐🌸 ", Some("李姐")),
            ("3栋2单元502陈伯", Some("陈伯")),
            ("3-2-502 Li Fang", Some("li fang")),
            ("老周（12号）", Some("老周")),
            ("王芳", None),
            ("Li Fang", None),
            ("住户29", None),
            ("house 7", None),
            ("5-101", None),
            ("A 3栋", None),
            ("🌸", None),
            ("", None),
        ] {
            assert_eq!(alone(name).as_deref(), left, "{name}");
        }
    }
}

//! A sum that somebody writes behind their order: 共247, 合计89元, =52.

use crate::number;
use crate::plain::{begins, text};
use kernel::Quantity;

/// As much as it says, in thousandths, and whether it is money beyond doubt.
pub(crate) fn sum(chars: &[char]) -> Option<(i64, bool)> {
    const WORDS: [&str; 7] = ["一共", "总共", "合计", "共计", "总计", "共", "="];
    (1..chars.len()).find_map(|at| {
        let length = WORDS.iter().find_map(|word| begins(chars, at, word))?;
        let from = at + length;
        let from = from + chars[from..].iter().take_while(|c| matches!(**c, ' ' | ':' | '¥')).count();
        let number = number::read(chars, from).filter(|number| !number.chinese && !number.vague)?;
        let end = from + number.length;
        let rest = text(&chars[end..]);
        let money = ["元", "块钱", "块"].iter().find_map(|word| rest.strip_prefix(word));
        let ends = money.unwrap_or(&rest).chars().next().is_none_or(|c| !c.is_alphanumeric());
        let Quantity { milli } = number.value;
        ends.then_some((milli, money.is_some() || chars[..from].ends_with(&['¥'])))
    })
}

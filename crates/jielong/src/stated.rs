//! What somebody says that it comes to: a sum behind their order (共247, 合计89元, =52), or how much in all.

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

/// 多称点,四斤: more than before, and then how much in all.
pub(crate) fn more_in_all(chars: &[char]) -> bool {
    const VERBS: &str = "称切要来买订拿整弄割砍打装";
    (0..chars.len()).any(|at| {
        let verb = usize::from(chars.get(at + 1).is_some_and(|c| VERBS.contains(*c)));
        let few = chars.get(at + 1 + verb).is_some_and(|c| matches!(c, '点' | '些'));
        let comma = at + 2 + verb;
        let rest = &chars[comma.min(chars.len())..];
        chars[at] == '多'
            && few
            && matches!(rest.first(), Some(','))
            && number::read(rest, 1).is_some_and(|number| !number.vague)
    })
}

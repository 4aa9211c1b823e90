//! Days of the week said together, where things are called by days: 周一三五, 周一到周五, 周二、四.

use crate::goods::Goods;
use crate::number;
use crate::plain::{begins, text};
use crate::unit;

const DAYS: [char; 7] = ['一', '二', '三', '四', '五', '六', '日'];

fn day(c: Option<&char>) -> Option<usize> {
    let c = c.map(|c| if *c == '天' { '日' } else { *c });
    DAYS.iter().position(|day| Some(*day) == c)
}

/// With each day as its own word, where one thing is on each of them.
pub(crate) fn spelt_out(chars: &mut Vec<char>, goods: &Goods) {
    let named = |day: usize| goods.parts.contains_key(&text(&['周', DAYS[day]]));
    if goods.choice() < 2 || !(0..7).any(named) {
        return;
    }
    let mut at = 0;
    while at < chars.len() {
        match days(chars, at) {
            Some((days, to, each)) if days.iter().all(|day| named(*day)) => {
                let mut row: Vec<char> = days.iter().flat_map(|day| ['周', DAYS[*day]]).collect();
                if each {
                    row.push('各');
                }
                let length = row.len();
                chars.splice(at..to, row);
                at += length;
            }
            _ => at += 1,
        }
    }
}

/// The days said from here, where they end, and whether what follows is of each.
fn days(chars: &[char], at: usize) -> Option<(Vec<usize>, usize, bool)> {
    let first = day(chars.get(at + 1)).filter(|_| chars[at] == '周')?;
    let mut to = at + 2;
    if let Some(length) = ["到", "至", "-", "~", "–"].iter().find_map(|word| begins(chars, to, word)) {
        let from = to + length + usize::from(chars.get(to + length) == Some(&'周'));
        let last = day(chars.get(from)).filter(|last| *last > first && !counted(chars, from))?;
        let next = from + 1 + usize::from(chars.get(from + 1) == Some(&' '));
        let each = number::read(chars, next).is_some();
        return Some(((first..=last).collect(), from + 1, each));
    }
    let mut all = vec![first];
    loop {
        let mark = usize::from(matches!(chars.get(to), Some('、' | '/' | '和')));
        let Some(next) = day(chars.get(to + mark)).filter(|_| !counted(chars, to + mark)) else { break };
        if next <= *all.last()? {
            break;
        }
        all.push(next);
        to += mark + 1;
    }
    (all.len() > 1).then_some((all, to, false))
}

/// 周一三份: so many, and no day.
fn counted(chars: &[char], at: usize) -> bool {
    unit::read(chars, at + 1, &[]).is_some()
}

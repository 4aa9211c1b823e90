//! Numbers of a list that are out of all proportion: nothing, below nothing, twenty times what the others want, more than there is, or
//! less than the heading sells. They are never taken for certain.
//!
//! Not a rule: it looks at lines as the reader's are kept.

use crate::line::{Doing, Mark, Part};
use crate::reading::LineRead;
use std::collections::BTreeMap;

pub const DOUBT: &str = "out_of_proportion";
/// So many times what is usual.
const FAR: i64 = 20;
/// Of fewer nobody knows what is usual.
const USUAL_OF: usize = 3;

/// More than is left of it.
pub const BEYOND_STOCK: &str = "beyond_stock";
/// Less than the heading says is the least.
pub const BELOW_LEAST: &str = "below_least";

/// What is known of each item besides what people want.
#[derive(Debug, Clone, Default)]
pub struct Bounds {
    /// What can still be ordered, where there is a count.
    pub stock: BTreeMap<i64, i64>,
    pub least: BTreeMap<i64, i64>,
}

/// `usual`: amounts of each item that are in the list already.
pub fn look(lines: &mut [LineRead], usual: &BTreeMap<i64, Vec<i64>>, bounds: &Bounds) {
    let mut amounts = usual.clone();
    for line in lines.iter().filter(|line| line.mark != Mark::Unclear) {
        for (item, milli) in &line.parts {
            amounts.entry(*item).or_default().extend(milli.filter(|milli| *milli > 0));
        }
    }
    let median: BTreeMap<i64, i64> = amounts
        .into_iter()
        .filter(|(_, all)| all.len() >= USUAL_OF)
        .map(|(item, mut all)| {
            all.sort_unstable();
            (item, all[(all.len() - 1) / 2])
        })
        .collect();
    for line in lines {
        if !matches!(line.doing, Doing::Order | Doing::Add | Doing::Replace) {
            continue;
        }
        let huge = line.parts.iter().any(|(item, milli)| {
            let usual = median.get(item).copied().unwrap_or(i64::MAX);
            milli.is_some_and(|milli| milli > usual.saturating_mul(FAR))
        });
        let beyond = |bound: &BTreeMap<i64, i64>, is: fn(i64, i64) -> bool| {
            let told = |(item, milli): &Part| {
                bound.get(item).zip(*milli).is_some_and(|(bound, milli)| milli > 0 && is(milli, *bound))
            };
            line.parts.iter().any(told)
        };
        let doubts = [
            beyond(&bounds.stock, |wanted, left| wanted > left).then_some(BEYOND_STOCK),
            beyond(&bounds.least, |wanted, least| wanted < least).then_some(BELOW_LEAST),
        ];
        // What comes on top may be less than the least.
        for doubt in
            doubts.into_iter().flatten().filter(|doubt| *doubt != BELOW_LEAST || line.doing == Doing::Order)
        {
            if line.mark == Mark::Certain {
                line.mark = Mark::Likely;
            }
            line.doubts = format!("{} {doubt}", line.doubts).trim().to_owned();
        }
        let nothing = line.parts.iter().any(|(_, milli)| *milli == Some(0)) || is_below_nothing(&line.words);
        match (huge, nothing) {
            (true, _) => line.mark = Mark::Unclear,
            (false, true) if line.mark == Mark::Certain => line.mark = Mark::Likely,
            (false, true) => {}
            (false, false) => continue,
        }
        line.doubts = format!("{} {DOUBT}", line.doubts).trim().to_owned();
    }
}

/// `豆腐-2`: a stroke between a thing and its number may be a minus.
fn is_below_nothing(words: &str) -> bool {
    let line: Vec<char> = words.chars().collect();
    let minus = |c: char| matches!(c, '-' | '−' | '－');
    line.windows(3).any(|three| {
        minus(three[1])
            && three[2].is_ascii_digit()
            && three[0].is_alphabetic()
            && !three[0].is_ascii()
            && !matches!(three[0], '楼' | '栋' | '幢' | '座' | '室' | '元')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(words: &str, parts: &[(i64, i64)]) -> LineRead {
        LineRead {
            words: words.to_owned(),
            name: "小雨".to_owned(),
            doing: Doing::Order,
            parts: parts.iter().map(|(item, units)| (*item, Some(units * 1_000))).collect(),
            note: String::new(),
            mark: Mark::Certain,
            doubts: String::new(),
        }
    }

    #[test]
    fn what_is_out_of_proportion_is_never_certain() {
        let usual = [("豆腐2", 2), ("豆腐3块", 3), ("豆腐4", 4)];
        for (words, units, mark) in [
            ("豆腐2块", 2, Mark::Certain),
            ("豆腐60块", 60, Mark::Certain),
            ("豆腐61块", 61, Mark::Unclear),
            ("豆腐502块", 502, Mark::Unclear),
            ("豆腐9999块", 9_999, Mark::Unclear),
            ("豆腐0块", 0, Mark::Likely),
            ("豆腐-2", 2, Mark::Likely),
            ("2号楼-5 豆腐2", 2, Mark::Certain),
            ("5-301 豆腐2", 2, Mark::Certain),
        ] {
            let mut lines: Vec<LineRead> =
                usual.iter().map(|(words, units)| line(words, &[(1, *units)])).collect();
            lines.push(line(words, &[(1, units)]));
            look(&mut lines, &BTreeMap::new(), &Bounds::default());
            assert_eq!(lines[3].mark, mark, "{words}");
            assert_eq!(lines[3].doubts.is_empty(), mark == Mark::Certain, "{words}");
            assert!(lines[..3].iter().all(|line| line.mark == Mark::Certain));
        }
        // Of the first ones nobody knows what is usual; the list that is there already knows.
        let mut alone = [line("豆腐900", &[(1, 900)])];
        look(&mut alone, &BTreeMap::new(), &Bounds::default());
        assert_eq!(alone[0].mark, Mark::Certain);
        look(&mut alone, &BTreeMap::from([(1, vec![1_000, 2_000, 1_000])]), &Bounds::default());
        assert_eq!(alone[0].mark, Mark::Unclear);
    }

    #[test]
    fn what_there_is_not_and_what_is_too_little_is_not_certain() {
        let bounds = Bounds { stock: BTreeMap::from([(1, 8_000)]), least: BTreeMap::from([(1, 2_000)]) };
        for (units, doing, doubts) in [
            (8, Doing::Order, ""),
            (9, Doing::Order, BEYOND_STOCK),
            (2, Doing::Order, ""),
            (1, Doing::Order, BELOW_LEAST),
            (1, Doing::Add, ""),
            (9, Doing::Withdraw, ""),
        ] {
            let mut lines = [LineRead { doing, ..line("豆腐", &[(1, units)]) }];
            look(&mut lines, &BTreeMap::new(), &bounds);
            let mark = if doubts.is_empty() { Mark::Certain } else { Mark::Likely };
            assert_eq!((lines[0].doubts.as_str(), lines[0].mark), (doubts, mark), "{units} {doing:?}");
        }
    }
}

//! Numbers of a list that are out of all proportion: nothing, below nothing, or a hundred times what the others want. They
//! are never taken for certain.
//!
//! Not a rule: it looks at lines as the reader's are kept.

use crate::line::{Doing, Mark};
use crate::reading::LineRead;
use std::collections::BTreeMap;

pub const DOUBT: &str = "out_of_proportion";
/// So many times what is usual.
const FAR: i64 = 100;
/// Of fewer nobody knows what is usual.
const USUAL_OF: usize = 3;

/// `usual`: amounts of each item that are in the list already.
pub fn look(lines: &mut [LineRead], usual: &BTreeMap<i64, Vec<i64>>) {
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
            ("豆腐200块", 200, Mark::Certain),
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
            look(&mut lines, &BTreeMap::new());
            assert_eq!(lines[3].mark, mark, "{words}");
            assert_eq!(lines[3].doubts.is_empty(), mark == Mark::Certain, "{words}");
            assert!(lines[..3].iter().all(|line| line.mark == Mark::Certain));
        }
        // Of the first ones nobody knows what is usual; the list that is there already knows.
        let mut alone = [line("豆腐900", &[(1, 900)])];
        look(&mut alone, &BTreeMap::new());
        assert_eq!(alone[0].mark, Mark::Certain);
        look(&mut alone, &BTreeMap::from([(1, vec![1_000, 2_000, 1_000])]));
        assert_eq!(alone[0].mark, Mark::Unclear);
    }
}

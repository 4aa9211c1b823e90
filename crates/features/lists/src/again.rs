//! The same list pasted once more, with further lines: which lines are known, which are new, which are gone. Pure.

use std::collections::{BTreeMap, BTreeSet};

/// A line as far as it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// As it was written.
    pub words: String,
    pub name: String,
}

/// What a line of the new text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// This line of before.
    Known(usize),
    New,
    /// It stands at the number of that line of before, and is the same person's: it was changed.
    Changed(usize),
    /// It says what its person's lines of before say, in our own words: nothing is to be done.
    Same,
    /// Its person had a line that is gone now: instead of it or besides, nobody can tell.
    InsteadOrBesides,
    /// It stood in the list before its person changed or withdrew it, and what they wrote then is gone: an older copy, or they have
    /// come back to it.
    Older,
}

/// What each line of the new text is, and which lines of before are in it no more.
pub fn compare(before: &[Seen], now: &[Seen]) -> (Vec<Fate>, Vec<usize>) {
    let mut free: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, line) in before.iter().enumerate().rev() {
        free.entry(print(&line.words)).or_default().push(at);
    }
    let known: Vec<Option<usize>> =
        now.iter().map(|line| free.get_mut(&print(&line.words)).and_then(Vec::pop)).collect();
    let kept: BTreeSet<usize> = known.iter().flatten().copied().collect();
    let mut gone: Vec<usize> = (0..before.len()).filter(|at| !kept.contains(at)).collect();
    let mut fates: Vec<Fate> = known.iter().map(|known| known.map_or(Fate::New, Fate::Known)).collect();
    for (fate, line) in fates.iter_mut().zip(now).filter(|(fate, _)| **fate == Fate::New) {
        let same = |at: &usize| before[*at].name == line.name && !line.name.is_empty();
        let number = number(&line.words);
        let changed = gone
            .iter()
            .copied()
            .find(|at| same(at) && number.is_some() && number == self::number(&before[*at].words));
        if let Some(at) = changed {
            gone.retain(|other| *other != at);
            *fate = Fate::Changed(at);
        } else if gone.iter().any(same) {
            *fate = Fate::InsteadOrBesides;
        }
    }
    (fates, gone)
}

/// Whether two lines are the same but for number and blanks.
pub fn is_same_line(one: &str, other: &str) -> bool {
    print(one) == print(other)
}

/// Whether two lines stand at the same number of the chat.
pub fn is_same_number(one: &str, other: &str) -> bool {
    number(one).is_some() && number(one) == number(other)
}

/// Of the lines of before, how many in a hundred are in the new text.
pub fn share_kept(before: &[Seen], now: &[Seen]) -> usize {
    let (fates, _) = compare(before, now);
    let kept = fates.iter().filter(|fate| matches!(fate, Fate::Known(_) | Fate::Changed(_))).count();
    if before.is_empty() { 0 } else { kept * 100 / before.len() }
}

/// Of the people of before, how many in a hundred are in the new text.
pub fn share_named(before: &[Seen], now: &[Seen]) -> usize {
    let names: BTreeSet<&str> =
        before.iter().map(|line| line.name.as_str()).filter(|name| !name.is_empty()).collect();
    let there = names.iter().filter(|name| now.iter().any(|line| line.name == **name)).count();
    if names.is_empty() { 0 } else { there * 100 / names.len() }
}

/// Whether what somebody wants by the new text has all in it that they wanted: a list that was written anew, a line a
/// person, says everything once more, in other words and at other numbers.
pub fn is_restated(before: &BTreeMap<i64, i64>, now: &BTreeMap<i64, i64>) -> bool {
    before.iter().all(|(item, milli)| now.get(item).is_some_and(|wanted| wanted >= milli))
}

/// From so much on it is the same list.
pub const SAME_SHARE: usize = 60;

/// Without number and blanks: who removes a line above moves the numbers below.
fn print(words: &str) -> String {
    let rest = words.trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
    let rest = if rest.len() < words.len() {
        rest.trim_start_matches(['.', '、', '．', ')', '）', ':', '：'])
    } else {
        rest
    };
    rest.chars().filter(|c| !c.is_whitespace()).collect()
}

fn number(words: &str) -> Option<u32> {
    let digits: String = words.trim_start().chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(lines: &[&str]) -> Vec<Seen> {
        let name = |line: &str| line.split_whitespace().nth(1).unwrap_or_default().to_owned();
        lines.iter().map(|line| Seen { words: (*line).to_owned(), name: name(line) }).collect()
    }

    #[test]
    fn further_lines_are_new_and_the_others_known() {
        use Fate::*;
        let check = |before: &[&str], now: &[&str], fates: &[Fate], gone: &[usize]| {
            assert_eq!(compare(&seen(before), &seen(now)), (fates.to_vec(), gone.to_vec()), "{now:?}");
        };
        check(&[], &["1. An 草莓2"], &[New], &[]);
        check(&["1. An 草莓2"], &["1. An 草莓2", "2. Bo 草莓1"], &[Known(0), New], &[]);
        // Numbers move, blanks come and go.
        check(&["1. An 草莓2", "2. Bo 草莓1"], &["1.Bo草莓1"], &[Known(1)], &[0]);
        // The same words twice are two lines.
        check(
            &["1. An 草莓2", "2. An 草莓2"],
            &["1. An 草莓2", "2. An 草莓2", "3. An 草莓2"],
            &[Known(0), Known(1), New],
            &[],
        );
        check(&["1. An 草莓2"], &["1. An 草莓3"], &[Changed(0)], &[]);
        check(&["1. An 草莓2"], &["2. An 草莓3"], &[InsteadOrBesides], &[0]);
        check(&["1. An 草莓2"], &["1. Bo 草莓3"], &[New], &[0]);
        check(
            &["1. An 草莓2", "2. Bo 鸡蛋1"],
            &["1. An 草莓2", "2. Bo 鸡蛋1", "3. An 鸡蛋1"],
            &[Known(0), Known(1), New],
            &[],
        );
    }

    #[test]
    fn who_says_all_of_it_again_has_taken_nothing_back() {
        let wants = |list: &[(i64, i64)]| list.iter().copied().collect::<BTreeMap<i64, i64>>();
        for (before, now, restated) in [
            (wants(&[]), wants(&[]), true),
            (wants(&[(1, 2)]), wants(&[(1, 2)]), true),
            (wants(&[(1, 2)]), wants(&[(1, 3), (2, 1)]), true),
            (wants(&[(1, 2), (2, 1)]), wants(&[(1, 3)]), false),
            (wants(&[(1, 2)]), wants(&[(1, 1)]), false),
        ] {
            assert_eq!(is_restated(&before, &now), restated, "{before:?} {now:?}");
        }
    }

    #[test]
    fn the_same_list_is_known_by_its_lines() {
        let before = seen(&["1. An 草莓2", "2. Bo 草莓1", "3. Cy 草莓1"]);
        assert_eq!(
            share_kept(&before, &seen(&["1. An 草莓2", "2. Bo 草莓1", "3. Cy 草莓1", "4. Di 草莓9"])),
            100
        );
        assert_eq!(share_kept(&before, &seen(&["1. An 草莓2", "2. Bo 草莓1"])), 66);
        assert_eq!(share_kept(&before, &seen(&["1. An 鸡蛋2"])), 33);
        assert_eq!(share_kept(&[], &before), 0);
        let anew = seen(&["1. Cy 草莓一盒", "2. An 草莓两盒"]);
        assert_eq!(
            (share_kept(&before, &anew), share_named(&before, &anew), share_named(&[], &anew)),
            (0, 66, 0)
        );
    }
}

//! What changed from one version to the next, for the eye and for the ear.

use similar::{Algorithm, DiffTag, capture_diff_slices};
use std::collections::HashMap;
use web::Html;

/// What two texts have in common, and what only one has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Change {
    Same,
    Added,
    Removed,
}

/// Runs of text, in the order of the newer one.
pub(crate) type Differences = Vec<(Change, String)>;

/// Lines of which more than this differ are shown as gone and come: a comparison letter by letter of two texts that
/// have nothing in common would take long and tell nobody anything.
const COMPARED_MAX: usize = 4_000;

/// Line by line first, and letter by letter in the lines that changed. A Chinese character is a word of its own; letters
/// and digits of other scripts make words.
pub(crate) fn differences(old: &str, new: &str) -> Differences {
    let (old, new): (Vec<&str>, Vec<&str>) = (lines(old), lines(new));
    let mut found = Differences::new();
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        let (tag, before, after) = op.as_tag_tuple();
        let (before, after) = (old[before].concat(), new[after].concat());
        match tag {
            DiffTag::Equal => push(&mut found, Change::Same, &after),
            DiffTag::Delete => push(&mut found, Change::Removed, &before),
            DiffTag::Insert => push(&mut found, Change::Added, &after),
            DiffTag::Replace => within(&mut found, &before, &after),
        }
    }
    found
}

fn within(found: &mut Differences, before: &str, after: &str) {
    let (old, new) = (words(before), words(after));
    if old.len() + new.len() > COMPARED_MAX || alike(&old, &new) * 3 < old.len().max(new.len()) {
        push(found, Change::Removed, before);
        push(found, Change::Added, after);
        return;
    }
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        let (_, before, after) = op.as_tag_tuple();
        if op.tag() == DiffTag::Equal {
            push(found, Change::Same, &new[after].concat());
        } else {
            push(found, Change::Removed, &old[before].concat());
            push(found, Change::Added, &new[after].concat());
        }
    }
}

/// How many words of one are in the other too, wherever.
fn alike(old: &[&str], new: &[&str]) -> usize {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    old.iter().for_each(|word| *counts.entry(word).or_default() += 1);
    let found = new.iter().filter(|word| match counts.get_mut(**word) {
        Some(count) if *count > 0 => {
            *count -= 1;
            true
        }
        _ => false,
    });
    found.count()
}

fn push(found: &mut Differences, change: Change, text: &str) {
    match found.last_mut() {
        _ if text.is_empty() => {}
        Some((last, run)) if *last == change => run.push_str(text),
        _ => found.push((change, text.to_owned())),
    }
}

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    let part_of_word = |c: char| c.is_alphanumeric() && c.len_utf8() < 3;
    for (at, c) in text.char_indices() {
        let next = at + c.len_utf8();
        let goes_on = text[next..].chars().next().is_some_and(part_of_word);
        if !(part_of_word(c) && goes_on) {
            words.push(&text[start..next]);
            start = next;
        }
    }
    words
}

/// As one text: what came is underlined and what went is struck through, and both are said in words for whoever listens.
pub(crate) fn shown(found: &Differences, added: &str, removed: &str) -> Html {
    let run = |(change, text): &(Change, String)| {
        let text = web::escaped(text);
        match change {
            Change::Same => text,
            Change::Added => {
                format!("<ins><span class=\"unseen\">{}</span>{text}</ins>", web::escaped(added))
            }
            Change::Removed => {
                format!("<del><span class=\"unseen\">{}</span>{text}</del>", web::escaped(removed))
            }
        }
    };
    Html::trusted(found.iter().map(run).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn marked(old: &str, new: &str) -> String {
        let run = |(change, text): &(Change, String)| match change {
            Change::Same => text.clone(),
            Change::Added => format!("[+{text}]"),
            Change::Removed => format!("[-{text}]"),
        };
        differences(old, new).iter().map(run).collect()
    }

    #[test]
    fn what_changed_is_marked() {
        for (old, new, expected) in [
            ("修好巷口的路灯。", "修好巷尾的路灯。", "修好巷[-口][+尾]的路灯。"),
            ("一\n二\n三\n", "一\n三\n四\n", "一\n[-二\n]三\n[+四\n]"),
            ("It costs 320 yuan.", "It costs 400 yuan.", "It costs [-320][+400] yuan."),
            ("same", "same", "same"),
            ("", "新的", "[+新的]"),
            ("全部删掉", "", "[-全部删掉]"),
            ("abc def", "完全不同的一句话", "[-abc def][+完全不同的一句话]"),
        ] {
            assert_eq!(marked(old, new), expected);
        }
    }

    #[test]
    fn what_is_shown_is_escaped_and_said() {
        let html = shown(&differences("a b c d", "a <i> c d"), "新增：", "删去：").to_string();
        assert!(html.contains("<del><span class=\"unseen\">删去：</span>b</del>"), "{html}");
        assert!(html.contains("<ins><span class=\"unseen\">新增：</span>&lt;i&gt;</ins>"), "{html}");
    }

    /// Two long texts with nothing in common do not keep anybody waiting.
    #[test]
    fn texts_without_anything_in_common_are_not_compared_letter_by_letter() {
        let (old, new) = ("旧".repeat(20_000), "新".repeat(20_000));
        assert_eq!(differences(&old, &new), [(Change::Removed, old), (Change::Added, new)]);
    }

    proptest! {
        /// Without what was removed it is the newer text, without what was added the older.
        #[test]
        fn both_texts_are_in_it(old in "[ab修灯 \n]{0,60}", new in "[ab修灯 \n]{0,60}") {
            let found = differences(&old, &new);
            let without = |left_out: Change| -> String {
                found.iter().filter(|(change, _)| *change != left_out).map(|(_, text)| text.as_str()).collect()
            };
            prop_assert_eq!(without(Change::Removed), new);
            prop_assert_eq!(without(Change::Added), old);
        }
    }
}

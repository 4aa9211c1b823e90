//! Chinese and English say the same things: the same files, the same keys, the same variables.

use crate::Tree;
use std::collections::{BTreeMap, BTreeSet};

/// What one language has and the other has not.
pub fn unequal(tree: &Tree) -> Vec<String> {
    let mut complaints = Vec::new();
    for (from, to) in [("/i18n/zh/", "/i18n/en/"), ("/i18n/en/", "/i18n/zh/")] {
        for file in tree.ending(".ftl").filter(|file| file.path.contains(from)) {
            let other = file.path.replace(from, to);
            let Some(text) = tree.text(&other) else {
                complaints.push(format!("{other}: missing, {} is there", file.path));
                continue;
            };
            let (ours, theirs) = (messages(file.text), messages(text));
            for (key, variables) in &ours {
                match theirs.get(key) {
                    None => complaints.push(format!("{other}: no {key}")),
                    // Said once, from the Chinese side. A plural may show its number in one language only.
                    Some(others) if from == "/i18n/zh/" && others != variables => {
                        complaints.push(format!("{other}: {key} has other variables"));
                    }
                    Some(_) => {}
                }
            }
        }
    }
    complaints
}

/// Chinese messages whose type comments stand in another order than the variables in them. The comments are what a caller reads,
/// the text is what the generated function takes its arguments by: where both are numbers the compiler sees no difference.
pub fn out_of_order(tree: &Tree) -> Vec<String> {
    let files = tree.ending(".ftl").filter(|file| file.path.contains("/i18n/zh/"));
    files
        .flat_map(|file| {
            let wrong = disordered(file.text).into_iter();
            wrong
                .map(|key| format!("{}: {key}: comments in another order than its variables", file.path))
                .collect::<Vec<_>>()
        })
        .collect()
}

fn disordered(text: &str) -> Vec<String> {
    let (mut typed, mut key, mut used) = (Vec::new(), String::new(), Vec::new());
    let mut wrong = Vec::new();
    // A last comment ends the last message.
    for line in text.lines().chain(["#"]) {
        if !line.starts_with([' ', '\t', '}', '[', '*']) {
            let mut known = typed.iter().filter(|name| used.contains(*name));
            if !key.is_empty()
                && !used.iter().filter(|name| typed.contains(*name)).all(|name| known.next() == Some(name))
            {
                wrong.push(key.clone());
            }
            if !key.is_empty() {
                (typed, used) = (Vec::new(), Vec::new());
                key.clear();
            }
        }
        match line.strip_prefix('#') {
            Some(comment) => typed.extend(variables(comment).take(1)),
            None => {
                if let Some((name, _)) = line.split_once(" =").filter(|_| !line.starts_with(' ')) {
                    name.clone_into(&mut key);
                }
                for name in variables(line) {
                    if !used.contains(&name) {
                        used.push(name);
                    }
                }
            }
        }
    }
    wrong
}

/// The names behind `$` in a line, in their order.
fn variables(line: &str) -> impl Iterator<Item = String> {
    line.split('$').skip(1).map(|rest| {
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '-' && c != '_').unwrap_or(rest.len());
        rest[..end].to_owned()
    })
}

/// Key (or `key.attribute`) → the `$variables` in it. Fluent's grammar: a key begins its line, an attribute
/// is indented after a dot, everything else indented belongs to what came before.
fn messages(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let (mut message, mut current) = (String::new(), String::new());
    for line in text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        let name = line.split_once('=').map(|(name, _)| name.trim()).unwrap_or_default();
        let plain =
            |name: &str| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "-_".contains(c));
        if !line.starts_with([' ', '\t', '}', '[', '*']) && plain(name) {
            message = name.to_owned();
            current.clone_from(&message);
            all.entry(current.clone()).or_default();
        } else if let Some(attribute) = name.strip_prefix('.').filter(|rest| plain(rest)) {
            current = format!("{message}.{attribute}");
            all.entry(current.clone()).or_default();
        }
        all.entry(current.clone()).or_default().extend(variables(line));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_one_language_says_is_named() {
        let tree = Tree::of(&[
            (
                "a/i18n/zh/a.ftl",
                "# note = x\nhello = 你好 { $name }\nonly-here = 有\nkeys =\n    .title = 题\n",
            ),
            (
                "a/i18n/en/a.ftl",
                "hello = Hello\nkeys =\n    .label = L\ncount = { $n ->\n    [one] one\n   *[other] { $n }\n}\n",
            ),
            ("a/i18n/zh/b.ftl", "x = 一\n"),
        ]);
        assert_eq!(
            unequal(&tree),
            [
                "a/i18n/en/a.ftl: hello has other variables",
                "a/i18n/en/a.ftl: no keys.title",
                "a/i18n/en/a.ftl: no only-here",
                "a/i18n/en/b.ftl: missing, a/i18n/zh/b.ftl is there",
                "a/i18n/zh/a.ftl: no count",
                "a/i18n/zh/a.ftl: no keys.label",
            ]
        );
    }

    #[test]
    fn comments_in_another_order_are_named() {
        let text = "# $a (Number)\n# $b (Number)\nright = { $a } of { $b }\n\n# $a (Number)\n# $b (Number)\nwrong = { $b ->\n   *[other] { $b } of { $a }\n}\nplain = nothing\n# $b (String)\none = { $b }, { $a }\n";
        assert_eq!(disordered(text), ["wrong"]);
    }
}

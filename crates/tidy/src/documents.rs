//! What the documents name is there: links, headings they point at, and paths in code marks.

use crate::{File, Tree};

/// A path in code marks is checked when it begins with one of these.
const BEGINNINGS: [&str; 10] =
    ["crates", "docs", "src", "tests", "templates", "i18n", "migrations", "assets", ".ci", ".config"];

/// Links to nowhere.
pub fn dead_links(tree: &Tree) -> Vec<String> {
    let mut complaints = Vec::new();
    for file in tree.ending(".md") {
        for (line, link) in links(file.text) {
            if ["http://", "https://", "mailto:"].iter().any(|start| link.starts_with(start)) {
                continue;
            }
            let (path, anchor) = link.split_once('#').unwrap_or((link.as_str(), ""));
            let target = if path.is_empty() { file.path.to_owned() } else { resolve(file.path, path) };
            if !tree.has(&target) {
                complaints.push(format!("{}:{line}: no {target}", file.path));
            } else if !anchor.is_empty()
                && !anchors(tree.text(&target).unwrap_or_default()).contains(&anchor.to_owned())
            {
                complaints.push(format!("{}:{line}: no heading #{anchor} in {target}", file.path));
            }
        }
    }
    complaints
}

/// Paths in code marks that do not exist, from the root or from the document's own folder. One with a
/// placeholder (`<feature>`, `{a,b}`, `*`, `…`) is a pattern, not a path.
pub fn missing_paths(tree: &Tree) -> Vec<String> {
    let mut complaints = Vec::new();
    for file in tree.ending(".md") {
        for (line, mark) in marks(file.text) {
            let first = mark.split('/').next().unwrap_or_default();
            let pattern = mark.contains(['<', '{', '*', '…', ' ', '$', ':', '(']);
            if !mark.contains('/') || pattern || !BEGINNINGS.contains(&first) {
                continue;
            }
            if !tree.has(&mark) && !tree.has(&resolve(file.path, &mark)) {
                complaints.push(format!("{}:{line}: no {mark}", file.path));
            }
        }
    }
    complaints
}

/// Lines outside fenced code, numbered from 1.
fn prose(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut fenced = false;
    text.lines().enumerate().filter_map(move |(index, line)| {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
            return None;
        }
        (!fenced).then_some((index + 1, line))
    })
}

/// Targets of `[text](target)`, `![text](target)`, `<img src="target">` and `[label]: target`.
fn links(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (number, line) in prose(text) {
        let bare = without_marks(line);
        for piece in bare.split("](").skip(1) {
            let target = piece.split([')', ' ']).next().unwrap_or_default();
            found.push((number, target.to_owned()));
        }
        for attribute in ["src=\"", "href=\"", "srcset=\""] {
            found.extend(
                bare.split(attribute)
                    .skip(1)
                    .map(|piece| (number, piece.split('"').next().unwrap_or_default().to_owned())),
            );
        }
        if let Some((label, target)) = bare.split_once("]: ").filter(|(label, _)| label.starts_with('[')) {
            debug_assert!(!label.is_empty(), "it starts with a bracket");
            found.push((number, target.trim().to_owned()));
        }
    }
    found
}

/// The line with what stands in code marks left out.
fn without_marks(line: &str) -> String {
    line.split('`').step_by(2).collect::<Vec<_>>().join("")
}

/// What stands in code marks, in prose and tables.
fn marks(text: &str) -> Vec<(usize, String)> {
    prose(text)
        .flat_map(|(number, line)| {
            line.split('`').skip(1).step_by(2).map(move |mark| (number, mark.to_owned())).collect::<Vec<_>>()
        })
        .collect()
}

/// From the folder of the document.
fn resolve(document: &str, path: &str) -> String {
    let mut parts: Vec<&str> = document.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            name => parts.push(name),
        }
    }
    parts.join("/")
}

/// The anchors of a document's headings, as code hosts make them: lower case, spaces to hyphens, other
/// marks dropped, letters of every language kept.
fn anchors(text: &str) -> Vec<String> {
    let headings = prose(text).filter(|(_, line)| line.starts_with('#'));
    let mut found: Vec<String> = Vec::new();
    for (_, line) in headings {
        let heading = line.trim_start_matches('#').trim().to_lowercase();
        let plain = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        let anchor: String = plain.map(|c| if c == ' ' { '-' } else { c }).collect();
        let again = found.iter().filter(|known| **known == anchor).count();
        found.push(if again == 0 { anchor } else { format!("{anchor}-{again}") });
    }
    found
}

/// Documents that every reader needs.
pub fn absent(tree: &Tree) -> Vec<String> {
    let needed = [
        "README.md",
        "README.zh.md",
        "ARCHITECTURE.md",
        "LICENSE-MIT",
        "LICENSE-APACHE",
        "docs/decisions/README.md",
    ];
    needed.iter().filter(|path| !tree.has(path)).map(|path| format!("{path}: missing")).collect()
}

/// Decisions that the index does not list.
pub fn unlisted_decisions(tree: &Tree) -> Vec<String> {
    let index = tree.text("docs/decisions/README.md").unwrap_or_default();
    let pages = tree.ending(".md").filter(|file: &File| file.path.starts_with("docs/decisions/"));
    pages
        .filter(|file| file.name() != "README.md" && !index.contains(file.name()))
        .map(|file| format!("{}: not in docs/decisions/README.md", file.path))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_there_is_named() {
        let tree = Tree::of(&[
            (
                "README.md",
                "# A b\n[x](docs/a.md#the-end) [y](docs/gone.md) [z](docs/a.md#nowhere) [w](#a-b)\n`docs/a.md` `docs/b.md` `crates/<x>/src` ```no\n",
            ),
            (
                "docs/a.md",
                "## The *end*\n[up](../README.md) ![p](p.png) [out](https://example.org)\n```\n[code](never)\n```\n",
            ),
            ("crates/x/README.md", "`src/lib.rs` `src/gone.rs`\n[中](#中文-标题)\n# 中文 标题\n"),
            ("crates/x/src/lib.rs", ""),
        ]);
        assert_eq!(
            dead_links(&tree),
            [
                "README.md:2: no docs/gone.md",
                "README.md:2: no heading #nowhere in docs/a.md",
                "docs/a.md:2: no docs/p.png",
            ]
        );
        assert_eq!(
            missing_paths(&tree),
            ["README.md:3: no docs/b.md", "crates/x/README.md:1: no src/gone.rs"]
        );
    }

    #[test]
    fn a_decision_nobody_lists_and_a_missing_readme_are_named() {
        let tree = Tree::of(&[
            ("docs/decisions/README.md", "- [one](0001-one.md)\n"),
            ("docs/decisions/0001-one.md", ""),
            ("docs/decisions/0002-two.md", ""),
        ]);
        assert_eq!(
            unlisted_decisions(&tree),
            ["docs/decisions/0002-two.md: not in docs/decisions/README.md"]
        );
        assert!(absent(&tree).contains(&"README.md: missing".to_owned()));
    }
}

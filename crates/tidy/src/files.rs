//! What is true of every file: it is one idea, says at its head which, and names no machine.

use crate::Tree;

/// Past this a file is two ideas.
const LINES_MAX: usize = 500;
/// Longer ones, each with its reason.
const LONGER: [(&str, &str); 1] =
    [("crates/web/assets/hehuo.css", "one language of form, one file: its tokens and what is made of them")];

/// Files that have grown past their idea, and exceptions that are no longer needed.
pub fn too_long(tree: &Tree) -> Vec<String> {
    let ours = [".rs", ".html", ".js", ".css", ".sql"];
    let long = tree.files().filter(|file| ours.iter().any(|end| file.path.ends_with(end)));
    long.filter(|file| file.text.lines().count() > LINES_MAX)
        .filter(|file| !LONGER.iter().any(|(path, _)| *path == file.path))
        .map(|file| format!("{}: {} lines, {LINES_MAX} at most", file.path, file.text.lines().count()))
        .collect()
}

/// Modules that do not say what lives in them.
pub fn headless(tree: &Tree) -> Vec<String> {
    let modules =
        tree.ending(".rs").filter(|file| file.path.contains("/src/") || file.path.contains("/tests/"));
    modules
        .filter(|file| !file.text.starts_with("//!"))
        .map(|file| format!("{}: begins with no //! header", file.path))
        .collect()
}

/// Folders of somebody's machine, written where another machine will look for them.
pub fn machine_paths(tree: &Tree) -> Vec<String> {
    // In halves, so that this file does not name itself.
    let folders = [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/")];
    let mut complaints = Vec::new();
    for file in tree.files() {
        for (index, line) in file.text.lines().enumerate() {
            if let Some(folder) = folders.iter().find(|folder| names_folder(line, folder)) {
                complaints.push(format!("{}:{}: names {folder}", file.path, index + 1));
            }
        }
    }
    complaints
}

/// At the beginning of a path: `/c/{slug}/work/` is no folder of a machine.
fn names_folder(line: &str, folder: &str) -> bool {
    let inside = |c: char| c.is_alphanumeric() || "}_-.:".contains(c);
    line.match_indices(folder).any(|(at, _)| !line[..at].ends_with(inside))
}

/// Binary fractions where money is counted. Nothing there needs them.
pub fn floats(tree: &Tree) -> Vec<String> {
    let places = ["crates/kernel/src/", "crates/ledger/src/", "crates/tally/src/", "crates/features/"];
    let near = tree.ending(".rs").filter(|file| places.iter().any(|place| file.path.starts_with(place)));
    let mut complaints = Vec::new();
    for file in near.filter(|file| !file.is_test()) {
        let source = crate::rust::Source::of(file.text);
        for (number, line) in source.lines() {
            let mut words = line.split(|c: char| !c.is_alphanumeric() && c != '_');
            // How long something took is not money.
            let took = line.contains("seconds: f64");
            if !took && words.any(|word| word == "f64" || word == "f32") {
                complaints.push(format!("{}:{number}: no floating point near money", file.path));
            }
        }
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_files_are_named() {
        let text = "x\n".repeat(LINES_MAX + 1);
        let tree = Tree::of(&[("a.rs", &text), ("a.md", &text), ("b.rs", "x\n")]);
        assert_eq!(too_long(&tree), ["a.rs: 501 lines, 500 at most"]);
    }

    #[test]
    fn modules_without_a_word_are_named() {
        let tree = Tree::of(&[("crates/a/src/a.rs", "use b;\n"), ("crates/a/src/b.rs", "//! B.\n")]);
        assert_eq!(headless(&tree), ["crates/a/src/a.rs: begins with no //! header"]);
    }

    #[test]
    fn machine_paths_are_named() {
        let bad = concat!("see /wo", "rk/main\nhttp://x/ho", "me/\n");
        let tree = Tree::of(&[("a.md", bad)]);
        assert_eq!(machine_paths(&tree), [concat!("a.md:1: names /wo", "rk/")]);
    }

    #[test]
    fn floats_are_named() {
        let tree = Tree::of(&[
            ("crates/features/a/src/a.rs", "fn f(x: f64) {} // f32\n"),
            ("crates/web/src/a.rs", "fn f(x: f64) {}\n"),
        ]);
        assert_eq!(floats(&tree), ["crates/features/a/src/a.rs:1: no floating point near money"]);
    }
}

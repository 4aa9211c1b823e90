//! What the Cargo.toml files say, read without a TOML parser: sections, and names at the beginning of lines.

use crate::Tree;
use std::collections::BTreeMap;

/// A crate of the workspace.
#[derive(Debug)]
pub struct Crate {
    /// `crates/features/market`.
    pub folder: String,
    pub name: String,
    /// Under `[dependencies]`, as written there.
    pub dependencies: Vec<String>,
    /// Under `[dev-dependencies]`.
    pub dev_dependencies: Vec<String>,
}

impl Crate {
    /// Every crate of the tree.
    pub fn all(tree: &Tree) -> Vec<Crate> {
        let manifests = tree.ending("/Cargo.toml").filter(|file| file.path.starts_with("crates/"));
        manifests
            .map(|file| {
                let mut sections = sections(file.text);
                let folder = file.path.trim_end_matches("/Cargo.toml").to_owned();
                let package = sections.remove("package").unwrap_or_default();
                let name = package.iter().find_map(|(key, value)| (key == "name").then_some(value));
                let mut names = |section: &str| {
                    sections.remove(section).unwrap_or_default().into_iter().map(|(key, _)| key).collect()
                };
                Crate {
                    name: name.map(|text| text.trim_matches('"').to_owned()).unwrap_or_default(),
                    dependencies: names("dependencies"),
                    dev_dependencies: names("dev-dependencies"),
                    folder,
                }
            })
            .collect()
    }

    pub fn is_feature(&self) -> bool {
        self.folder.starts_with("crates/features/")
    }
}

/// Section → (key up to the first dot, value) of each line; `[dependencies.x]` counts as `x` in `dependencies`.
pub fn sections(manifest: &str) -> BTreeMap<String, Vec<(String, String)>> {
    let mut all: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    let mut section = String::new();
    let mut depth = 0_i32;
    for line in manifest.lines() {
        let line = line.split(" #").next().unwrap_or_default().trim();
        if let Some(name) =
            line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).filter(|_| depth == 0)
        {
            section = name.to_owned();
            if let Some((outer, inner)) = name.rsplit_once("dependencies.") {
                all.entry(format!("{outer}dependencies"))
                    .or_default()
                    .push((inner.to_owned(), String::new()));
            }
            continue;
        }
        if let (0, Some((key, value))) = (depth, line.split_once('=')) {
            let key = key.trim().split('.').next().unwrap_or_default().trim_matches('"');
            if !key.starts_with('#') {
                all.entry(section.clone()).or_default().push((key.to_owned(), value.trim().to_owned()));
            }
        }
        // A list over several lines holds no keys of ours.
        let count = |letter: char| i32::try_from(line.matches(letter).count()).unwrap_or(0);
        depth += count('[') - count(']');
    }
    all
}

/// A crate that cannot be seen on its own: no README.md and no words at the head of its root.
pub fn undescribed(tree: &Tree) -> Vec<String> {
    let described = |folder: &str| {
        let header =
            |file: &str| tree.text(&format!("{folder}/src/{file}")).is_some_and(|t| t.starts_with("//!"));
        tree.has(&format!("{folder}/README.md")) || header("lib.rs") || header("main.rs")
    };
    let missing = Crate::all(tree).into_iter().filter(|krate| !described(&krate.folder));
    missing.map(|krate| format!("{}: no README.md and no //! header", krate.folder)).collect()
}

/// A crate that does not take the workspace's lints would be free of all of them.
pub fn unlinted(tree: &Tree) -> Vec<String> {
    let manifests = tree.ending("/Cargo.toml").filter(|file| file.path.starts_with("crates/"));
    manifests
        .filter(|file| !file.text.contains("[lints]\nworkspace = true"))
        .map(|file| format!("{}: no `[lints] workspace = true`", file.path))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_without_a_word_or_lints_is_named() {
        let tree = Tree::of(&[
            ("crates/a/Cargo.toml", "[package]\nname = \"a\"\n[lints]\nworkspace = true\n"),
            ("crates/a/src/lib.rs", "//! Says what it is.\n"),
            ("crates/b/Cargo.toml", "[package]\nname = \"b\"\n"),
            ("crates/b/src/lib.rs", "mod x;\n"),
        ]);
        assert_eq!(undescribed(&tree), ["crates/b: no README.md and no //! header"]);
        assert_eq!(unlinted(&tree), ["crates/b/Cargo.toml: no `[lints] workspace = true`"]);
    }

    #[test]
    fn dependencies_are_read_in_all_their_spellings() {
        let tree = Tree::of(&[(
            "crates/a/Cargo.toml",
            "[package]\nname = \"a\"\n[dependencies]\nb.workspace = true\nc = { version = \"1\", features = [\n  \"x\",\n] }\n# d = \"1\"\n[dependencies.e]\nversion = \"1\"\n[dev-dependencies]\nf = \"1\"\n",
        )]);
        let all = Crate::all(&tree);
        assert_eq!(all[0].dependencies, ["b", "c", "e"]);
        assert_eq!(all[0].dev_dependencies, ["f"]);
    }
}

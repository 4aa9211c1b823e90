//! The files of the project, or of a made-up one in a test.

use std::collections::BTreeMap;
use std::path::Path;

/// What git ignores or keeps for itself, and what other people's tools install.
const NOT_OURS: [&str; 3] = [".git", "target", "node_modules"];

/// Path from the root, with `/`, → text; files that are not text are there with none.
#[derive(Debug, Default)]
pub struct Tree {
    files: BTreeMap<String, String>,
}

/// One file of the tree.
#[derive(Debug, Clone, Copy)]
pub struct File<'a> {
    pub path: &'a str,
    pub text: &'a str,
}

impl Tree {
    /// # Errors
    /// When a folder cannot be listed or a file not read.
    pub fn read(root: &Path) -> std::io::Result<Tree> {
        let mut tree = Tree::default();
        tree.read_folder(root, "")?;
        Ok(tree)
    }

    /// A made-up tree: path and text of each file.
    pub fn of(files: &[(&str, &str)]) -> Tree {
        Tree { files: files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect() }
    }

    fn read_folder(&mut self, folder: &Path, prefix: &str) -> std::io::Result<()> {
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = format!("{prefix}{name}");
            // `target-something` is a second target folder; `.git` is a file in a linked work tree.
            if NOT_OURS.contains(&name.as_str()) || name.starts_with("target-") {
                continue;
            }
            if entry.file_type()?.is_dir() {
                self.read_folder(&entry.path(), &format!("{path}/"))?;
            } else {
                let bytes = std::fs::read(entry.path())?;
                self.files.insert(path, String::from_utf8(bytes).unwrap_or_default());
            }
        }
        Ok(())
    }

    pub fn files(&self) -> impl Iterator<Item = File<'_>> {
        self.files.iter().map(|(path, text)| File { path, text })
    }

    /// The files whose name ends so.
    pub fn ending<'a>(&'a self, end: &'a str) -> impl Iterator<Item = File<'a>> {
        self.files().filter(move |file| file.path.ends_with(end))
    }

    pub fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    /// True for a file, and for a folder that holds one.
    pub fn has(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        let inside = format!("{path}/");
        path.is_empty()
            || self.files.contains_key(path)
            || self.files.range(inside.clone()..).next().is_some_and(|(first, _)| first.starts_with(&inside))
    }
}

impl<'a> File<'a> {
    /// `crates/features/market` for all that lies in there; None outside `crates/`.
    pub fn crate_folder(self) -> Option<&'a str> {
        let depth = if self.path.starts_with("crates/features/") { 3 } else { 2 };
        let (end, _) = self.path.match_indices('/').nth(depth - 1)?;
        self.path.starts_with("crates/").then(|| &self.path[..end])
    }

    /// Integration tests, benchmarks, examples and files of nothing but tests.
    pub fn is_test(self) -> bool {
        let inside = |name: &str| self.path.contains(&format!("/{name}/"));
        inside("tests") || inside("benches") || inside("examples") || self.path.ends_with("tests.rs")
    }

    pub fn name(self) -> &'a str {
        self.path.rsplit('/').next().unwrap_or(self.path)
    }
}

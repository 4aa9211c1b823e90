//! Where tests find and leave things.

use std::path::{Path, PathBuf};

/// The folder that holds the workspace's Cargo.toml.
pub fn project_root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_owned()
}

/// Cargo's target folder: the one this test was built into, so that a second checkout or a
/// `CARGO_TARGET_DIR` never shares a server with another.
pub fn target_folder() -> PathBuf {
    let program = std::env::current_exe().unwrap_or_default();
    // Cargo marks its target folder with this file. A doc test runs from elsewhere.
    let marked = program.ancestors().find(|folder| folder.join("CACHEDIR.TAG").is_file());
    match (marked, std::env::var_os("CARGO_TARGET_DIR")) {
        (Some(folder), _) => folder.to_owned(),
        (None, Some(folder)) => project_root().join(folder),
        (None, None) => project_root().join("target"),
    }
}

/// A folder of reference data (`commerce`, `ranked-voting`, …), from `HEHUO_TEST_DATA` or from
/// `shared/data` beside the project. None, with a word on standard error, where it is not there: the data
/// is too large for the repository, and a stranger's clone still passes without it.
pub fn data(name: &str) -> Option<PathBuf> {
    let root = match std::env::var_os("HEHUO_TEST_DATA") {
        Some(folder) => PathBuf::from(folder),
        None => project_root().parent()?.join("shared").join("data"),
    };
    let folder = root.join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("SKIPPED: no {} (set HEHUO_TEST_DATA to the folder that holds {name})", folder.display());
    None
}

/// True where a missing tool fails the test instead of skipping it: under CI, and when somebody asks.
pub fn required() -> bool {
    let set = |name| std::env::var(name).is_ok_and(|value| value == "1" || value == "true");
    set("CI") || set("HEHUO_REQUIRE_ALL")
}

/// Says why a test does nothing here, or fails it where everything is required.
pub(crate) fn skip(why: &str) {
    assert!(!required(), "{why} (CI or HEHUO_REQUIRE_ALL is set, so this is a failure)");
    eprintln!("SKIPPED: {why}");
}

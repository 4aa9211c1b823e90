//! `cargo xtask test` and `cargo xtask soak`.

use crate::run::{cargo, shown, target, under_ci, works};
use crate::{postgres, tools};
use std::path::Path;
use std::process::Command;

/// Everything a change must pass. The runner's own summary is the last thing it prints.
pub(crate) fn test() -> Result<(), String> {
    // What the tests need is fetched while all is compiled that needs none of it.
    let complete = std::thread::scope(|scope| {
        let tools = scope.spawn(tools::prepare);
        let lints = lints();
        let complete = tools.join().map_err(|_| "what the tests need could not be looked for".to_owned())?;
        lints.and(complete)
    })?;
    if !complete && under_ci() {
        return Err(
            "tests that need what is missing would be skipped, and nothing is skipped under CI".to_owned()
        );
    }
    clear_memory();
    tools::say_which_data();
    shown(&mut cargo(&["test", "--workspace", "--doc", "--quiet"]))?;
    let ended = shown(&mut all_tests(complete));
    postgres::stop();
    ended
}

fn lints() -> Result<(), String> {
    shown(&mut cargo(&["fmt", "--all", "--check"]))?;
    // The house rules take seconds and are the most likely to be broken.
    shown(&mut cargo(&["test", "--quiet", "--package", "tidy"]))?;
    shown(&mut cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))
}

/// What tests that failed or were ended have left in memory (see testkit's `scratch_folder`) stays to be looked at until the next run.
fn clear_memory() {
    let Ok(told) = std::fs::read_to_string(target().join("tmp/scratch.in-memory")) else { return };
    let folder = std::path::PathBuf::from(told);
    if is_scratch(&folder)
        && folder.is_dir()
        && let Err(error) = std::fs::remove_dir_all(&folder)
    {
        eprintln!("{} stays: {error}", folder.display());
    }
}

/// A folder of tests in memory, as `testkit` names them, and nothing else: what is cleared is gone.
fn is_scratch(folder: &Path) -> bool {
    let named = folder.file_name().and_then(|name| name.to_str());
    named.is_some_and(|name| name.starts_with("hehuo-") && folder == Path::new("/dev/shm").join(name))
}

/// Nextest runs each test in a process of its own, several at a time; without it cargo's own runner does.
fn all_tests(complete: bool) -> Command {
    let mut command = if works("cargo-nextest", &["--version"]) {
        cargo(&["nextest", "run", "--workspace", "--no-fail-fast"])
    } else {
        cargo(&["test", "--workspace", "--all-targets", "--no-fail-fast"])
    };
    if complete {
        command.env("HEHUO_REQUIRE_ALL", "1");
    }
    command
}

/// The crash tests (every `tests/crash.rs`) with so many kills, and seasons drawn by lot: of the whole program and of pools. Each prints
/// the seed it ran with.
pub(crate) fn soak(kills: &str) -> Result<(), String> {
    if !tools::prepare()? {
        return Err("a soak that leaves out an engine or a program proves nothing".to_owned());
    }
    let seed = std::env::var("HEHUO_SEED").unwrap_or_else(|_| {
        // Other moments each time; the tests print it, and it can be given again.
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        now.as_micros().to_string()
    });
    let many = |mut command: Command| {
        command.env("HEHUO_KILLS", kills).env("HEHUO_SEASONS", "100").env("HEHUO_SEED", &seed);
        shown(command.env("HEHUO_REQUIRE_ALL", "1"))
    };
    let whole = ["--workspace", "--test", "crash", "--test", "economy"];
    let pools = ["--package", "pools", "--test", "story"];
    let ended = if works("cargo-nextest", &["--version"]) {
        let run = ["nextest", "run", "--profile", "soak", "--no-capture"];
        let of_pools = many(cargo(&[&run[..], &pools, &["economy::"]].concat()));
        many(cargo(&[&run[..], &whole].concat())).and(of_pools)
    } else {
        let of_pools = many(cargo(&[&["test"][..], &pools, &["economy::", "--", "--nocapture"]].concat()));
        many(cargo(&[&["test"][..], &whole, &["--", "--nocapture"]].concat())).and(of_pools)
    };
    postgres::stop();
    ended
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_folders_of_tests_are_cleared() {
        for (folder, answer) in [
            ("/dev/shm/hehuo-23d4075c", true),
            ("/dev/shm", false),
            ("/dev/shm/", false),
            ("/dev/shm/..", false),
            ("/dev/shm/../etc", false),
            ("/dev/shm/../hehuo-1", false),
            ("/dev/shm/hehuo-1/..", false),
            ("/dev/shm/hehuo-1/../other", false),
            ("/dev/shm/hehuo-1/scratch", false),
            ("/dev/shm/other", false),
            ("/dev/shmx/hehuo-1", false),
            ("dev/shm/hehuo-1", false),
            ("/tmp/hehuo-1", false),
            ("", false),
        ] {
            assert_eq!(is_scratch(Path::new(folder)), answer, "{folder:?}");
        }
    }
}

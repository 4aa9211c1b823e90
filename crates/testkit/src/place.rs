//! Where tests find and leave things.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

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

/// Below the target folder's `tmp`: says which folder in memory is this checkout's.
const IN_MEMORY: &str = "scratch.in-memory";

/// Linux's file system in memory.
const MEMORY: &str = "/dev/shm";

/// Where a run keeps what nobody needs after it: in memory where there is room, else in the target folder. A test on SQLite waits for
/// the disk at every commit, and a disk that two tests and a build write to takes several milliseconds.
pub(crate) fn scratch_folder() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| match room_in_memory() {
        true => {
            let folder = in_memory("scratch");
            // For `cargo xtask test`, which clears it. Every process writes the same.
            let tmp = target_folder().join("tmp");
            let name = folder.as_os_str().as_encoded_bytes();
            let told = std::fs::create_dir_all(&tmp).and_then(|()| std::fs::write(tmp.join(IN_MEMORY), name));
            if let Err(error) = told {
                eprintln!("{} is not written: {error}", tmp.join(IN_MEMORY).display());
            }
            folder
        }
        false => target_folder().join("tmp"),
    })
}

/// This checkout's own folder of that name in memory. Its name is short: a socket in a data folder has a path of at most 107 bytes.
pub(crate) fn in_memory(name: &str) -> PathBuf {
    let target = target_folder().join("tmp").join(name);
    // FNV-1a, 32 bits: the same for a checkout in every process.
    let step = |sum: u32, byte: u8| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    let sum = target.as_os_str().as_encoded_bytes().iter().fold(0x811c_9dc5, |sum, byte| step(sum, *byte));
    Path::new(MEMORY).join(format!("hehuo-{sum:08x}"))
}

/// Whether a run's databases have room there many times over. A container often has 64 MB of it.
pub(crate) fn room_in_memory() -> bool {
    const WANTED: u64 = 4 << 30;
    let free = Command::new("df").args(["--output=avail", "-B1", MEMORY]).output();
    let free = free.ok().filter(|free| free.status.success());
    let said = free.map(|free| String::from_utf8_lossy(&free.stdout).into_owned());
    let bytes = said.and_then(|said| said.lines().nth(1)?.trim().parse::<u64>().ok());
    bytes.is_some_and(|bytes| bytes >= WANTED)
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

//! Stops the PostgreSQL that the tests of a run started for themselves (see testkit's `cluster`).

use crate::run::target;
use std::fs;
use std::process::Command;
use std::time::Duration;

/// Reads `port, server, watchdog, folder` from the file the tests left, and ends both processes by number.
pub(crate) fn stop() {
    let state = target().join("tmp/postgres.state");
    let Ok(text) = fs::read_to_string(&state) else { return };
    let words: Vec<&str> = text.split_whitespace().collect();
    let [_, server, watchdog, folder] = words.as_slice() else { return };
    // A number may belong to somebody else by now.
    if is_named(watchdog, "sh") {
        signal("TERM", watchdog);
    }
    if is_named(server, "postgres") {
        signal("INT", server);
        for _ in 0..100 {
            if !is_named(server, "postgres") {
                break;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }
    for gone in [fs::remove_dir_all(folder), fs::remove_file(&state)] {
        if let Err(error) = gone {
            eprintln!("left behind of the tests' PostgreSQL: {error}");
        }
    }
}

fn is_named(pid: &str, name: &str) -> bool {
    fs::read_to_string(format!("/proc/{pid}/comm")).is_ok_and(|comm| comm.trim() == name)
}

fn signal(name: &str, pid: &str) {
    // A process that ended meanwhile is as good.
    let _ = Command::new("kill").args([&format!("-{name}"), pid]).status();
}

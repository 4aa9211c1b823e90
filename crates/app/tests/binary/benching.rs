//! `hehuo bench orders`: short, for what it counts and checks; how fast it is is nothing to test.

use crate::common::server::{hehuo, said};
use serde_json::Value;
use std::path::Path;
use testkit::{Engine, Scratch};

testkit::both_engines! {
    async fn a_bench_says_its_figures_and_leaves_nothing_behind(scratch: Scratch) {
        // With `--data` there is none to give: it makes a folder where it is called.
        let on_a_server = scratch.engine() == Engine::Postgres;
        let here = Engine::Sqlite.scratch("bench").unwrap();
        let folder = here.address();
        let mut words = vec!["bench", "orders", "--clients", "4", "--seconds", "1", "--json"];
        let address = scratch.address();
        if on_a_server {
            words.extend(["--database", address.as_str()]);
        }
        std::fs::create_dir_all(&folder).unwrap();
        let before = names(&folder);
        let out = hehuo(&words).current_dir(&folder).output().unwrap();
        assert!(out.status.success(), "{}", said(&out.stderr));
        let figures: Value = serde_json::from_slice(&out.stdout).unwrap();
        for figure in ["rate_per_second", "p50_ms", "p99_ms", "cpu_us_per_operation", "memory_mb"] {
            assert!(figures[figure].as_f64().is_some_and(|value| value > 0.0), "{figure}: {figures}");
        }
        assert_eq!(figures["invariants_hold"], true, "{figures}");
        assert_eq!(names(&folder), before, "what it made is gone");
    }
}

fn names(folder: &str) -> Vec<String> {
    let entries = std::fs::read_dir(Path::new(folder)).unwrap();
    let mut names: Vec<_> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

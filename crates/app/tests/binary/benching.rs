//! `hehuo bench orders` and `bench distribution`: short, for what they count and check; how fast they are is nothing to test.

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

/// It makes its folder where it is called, and has no other engine.
#[test]
fn a_bench_shares_out_and_pays_everybody() {
    let here = Engine::Sqlite.scratch("bench").unwrap();
    let folder = here.address();
    std::fs::create_dir_all(&folder).unwrap();
    let before = names(&folder);
    let words = ["bench", "distribution", "--holders", "2000", "--clients", "2", "--json"];
    let out = hehuo(&words).current_dir(&folder).output().unwrap();
    assert!(out.status.success(), "{}", said(&out.stderr));
    let figures: Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(
        (&figures["holders"], &figures["invariants_hold"]),
        (&2_000.into(), &true.into()),
        "{figures}"
    );
    for count in ["orders_idle", "orders_during"] {
        assert!(figures[count].as_u64().is_some_and(|count| count > 0), "{count}: {figures}");
    }
    let times = [
        "simulate_s",
        "simulate_least_s",
        "freeze_s",
        "open_accounts_s",
        "pay_first_s",
        "pay_again_s",
        "pay_among_orders_s",
        "orders_p99_idle_ms",
        "orders_p99_during_ms",
    ];
    for figure in times {
        assert!(figures[figure].as_f64().is_some_and(|value| value > 0.0), "{figure}: {figures}");
    }
    assert_eq!(names(&folder), before, "what it made is gone");
}

fn names(folder: &str) -> Vec<String> {
    let entries = std::fs::read_dir(Path::new(folder)).unwrap();
    let mut names: Vec<_> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

//! `hehuo tally` on participatory budgets: what other people's programs say of them, and what is wrong with a file.

use crate::common::server::{hehuo, run, said};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Stdio;

/// Prints the object, and nothing else anywhere.
#[track_caller]
fn counted(file: &Path, rule: &str) -> Value {
    let out = run(&["tally", &file.display().to_string(), "--rule", rule, "--json"]);
    assert_eq!(out.status.code(), Some(0), "{}: {}", file.display(), said(&out.stderr));
    assert_eq!(said(&out.stderr), "", "{}", file.display());
    serde_json::from_slice(&out.stdout).unwrap()
}

fn file(name: &str, text: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("hehuo-tally-{}-{name}.pb", std::process::id()));
    std::fs::write(&path, text).unwrap();
    path
}

/// Every key of every file. What is not expected must run all the same.
#[test]
fn every_expected_outcome_is_met() {
    let Some(folder) = testkit::data("participatory-budgeting") else { return };
    let mut met = 0;
    for entry in std::fs::read_dir(folder.join("expected")).unwrap() {
        let expected: Value = serde_json::from_slice(&std::fs::read(entry.unwrap().path()).unwrap()).unwrap();
        let file = folder.join(expected["file"].as_str().unwrap());
        for (rule, wanted) in expected["outcomes"].as_object().unwrap() {
            let told = counted(&file, rule);
            assert_eq!(told["rule"], **rule);
            for field in ["selected_in_order", "selected_sorted", "total_cost", "depends_on_tie_breaking"] {
                assert!(!told[field].is_null(), "{field}");
                assert!(
                    wanted.is_null() || told[field] == wanted[field],
                    "{field} by {rule} of {}",
                    file.display()
                );
            }
            met += usize::from(!wanted.is_null());
        }
    }
    assert!(met > 100, "only {met} outcomes were compared");
}

const SMALL: &str = "META\nkey;value\nbudget;10.5\nvote_type;approval\nPROJECTS\nproject_id;cost\na;7\nb;3.5\nc;5\n\
    VOTES\nvoter_id;vote\n1;a\n2;a,b\n3;c\n";

/// Two of the three pay for a, and what is left to them is too little for b.
#[test]
fn a_small_budget_is_told_as_a_table() {
    let path = file("small", SMALL);
    let out = run(&["tally", &path.display().to_string(), "--rule", "mes_cost_greedy"]);
    assert_eq!(out.status.code(), Some(0), "{}", said(&out.stderr));
    let table = said(&out.stdout);
    for line in [
        "mes_cost_greedy: 3 projects, 3 voters, budget 10.5",
        "each voter begins with 3.5",
        "a                         7              0.5                3.5",
        "supporters of no other project hold its cost together",
        "b                       3.5                1                3.5  selected",
        "c                         5                1                  0  costs more",
        "2 selected for 10.5",
    ] {
        assert!(table.lines().any(|told| told == line), "{line:?} is not in\n{table}");
    }
    // With the names of what was chosen, which cannot move the cursor.
    let names =
        SMALL.replace("cost\na;7", "cost;name\na;7;A roof").replace("b;3.5", "b;3.5;\"A \u{1b}[2J\nwell\"");
    let named = file("named", &names);
    let table = said(&run(&["tally", &named.display().to_string(), "--rule", "mes_cost_greedy"]).stdout);
    let end = "a                         7  A roof\nb                       3.5  A \u{fffd}[2J\u{fffd}well\n2 selected for 10.5\n";
    assert!(table.ends_with(end), "{table}");
    std::fs::remove_file(named).unwrap();
    // Exactly, as a fraction.
    assert_eq!(counted(&path, "mes_cost_greedy")["total_cost"], "21/2");
    std::fs::remove_file(path).unwrap();
}

/// As when it is piped into `head`.
#[test]
fn a_reader_may_go_away() {
    let path = file("long", SMALL);
    let words = ["tally", &path.display().to_string(), "--rule", "greedy_cost"];
    let mut child = hehuo(&words).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let out = child.wait_with_output().unwrap();
    assert_eq!((out.status.code(), said(&out.stderr).as_str()), (Some(0), ""));
    std::fs::remove_file(path).unwrap();
}

#[test]
fn what_cannot_be_counted_is_said_in_one_line() {
    let path = file("good", SMALL);
    let bad = file("bad", &SMALL.replace("3;c", "3;d"));
    let missing = path.with_extension("missing.pb");
    for (path, rule, expected) in [
        (
            &path,
            "mes_points",
            "no rule for budgets with approval ballots is called \"mes_points\"; there are greedy_cost, ",
        ),
        (&path, "", "there are greedy_cost"),
        (&bad, "greedy_cost", ", line 14: the ballot names project “d”, which is not under PROJECTS"),
        (&missing, "greedy_cost", "missing.pb: "),
    ] {
        let out = run(&["tally", &path.display().to_string(), "--rule", rule, "--json"]);
        let errors = said(&out.stderr);
        assert_eq!((out.status.code(), said(&out.stdout).as_str()), (Some(1), ""), "{errors}");
        assert!(errors.starts_with("hehuo: ") && errors.contains(expected), "{errors}");
        assert_eq!(errors.trim_end().lines().count(), 1, "{errors}");
    }
    [path, bad].iter().for_each(|path| std::fs::remove_file(path).unwrap());
}

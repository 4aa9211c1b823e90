//! Real participatory budgets, against what an independent library says of them.
//!
//! The data is not part of the source: `HEHUO_TEST_DATA` names the folder that has `participatory-budgeting` in it.

use serde_json::Value;
use std::path::PathBuf;
use tally::budget::{self, Rule};
use tally::{exact, pabulib};

/// File, and what is expected of it. None, with a word on standard error, where the data is not at hand.
fn instances() -> Option<Vec<(PathBuf, Value)>> {
    let root = match std::env::var_os("HEHUO_TEST_DATA") {
        Some(root) => PathBuf::from(root),
        None => PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"),
    };
    let folder = root.join("participatory-budgeting");
    if !folder.is_dir() {
        let (folder, name) = (folder.display(), "participatory-budgeting");
        eprintln!("SKIPPED: no {folder} (set HEHUO_TEST_DATA to the folder that holds {name})");
        return None;
    }
    let entries = std::fs::read_dir(folder.join("expected")).expect("a folder of expected outcomes");
    let expected = entries.map(|entry| {
        let path = entry.expect("an entry").path();
        let value: Value = serde_json::from_slice(&std::fs::read(&path).expect("read")).expect("JSON");
        (folder.join(value["file"].as_str().expect("a file")), value)
    });
    Some(expected.collect())
}

fn read(path: &PathBuf) -> pabulib::File {
    pabulib::parse(&std::fs::read_to_string(path).expect("read"))
        .unwrap_or_else(|bad| panic!("{}: {bad}", path.display()))
}

/// Every rule of every file, also where nothing is expected: those must run, too, and stay within the budget.
#[test]
fn every_expected_outcome_is_met() {
    let Some(instances) = instances() else { return };
    let mut met = 0;
    for (path, expected) in instances {
        let file = read(&path);
        let outcomes = expected["outcomes"].as_object().expect("outcomes");
        let mut keys: Vec<String> = file.kind.rules().iter().map(ToString::to_string).collect();
        keys.sort_unstable();
        assert!(keys.iter().eq(outcomes.keys()), "{}", path.display());
        for (key, wanted) in outcomes {
            let rule = Rule::parse(key).expect("a rule");
            let outcome = budget::run(&file.instance, rule).expect("fit");
            assert!(outcome.total_cost <= file.instance.budget);
            if wanted.is_null() {
                continue;
            }
            let id = |project: &usize| file.instance.projects[*project].id.as_str();
            let ordered: Vec<&str> = outcome.selected.iter().map(id).collect();
            let total = exact::fraction(&file.in_currency(outcome.total_cost));
            let told = serde_json::json!({
                "selected_in_order": ordered,
                "selected_sorted": outcome.sorted_ids(&file.instance),
                "total_cost": total,
                "depends_on_tie_breaking": outcome.depends_on_tie_breaking,
            });
            for (field, value) in told.as_object().expect("an object") {
                assert_eq!(value, &wanted[field], "{field} by {key} of {}", path.display());
            }
            met += 1;
        }
    }
    assert!(met > 100, "only {met} outcomes were compared");
}

/// The reader sees what an independent reader saw.
#[test]
fn ballots_are_read_as_others_read_them() {
    let Some(instances) = instances() else { return };
    for (path, expected) in instances {
        let file = read(&path);
        assert_eq!(file.notes, [], "{}", path.display());
        let ballots = &file.instance.ballots;
        assert_eq!(expected["num_ballots"], ballots.len());
        assert_eq!(expected["num_projects"], file.instance.projects.len());
        let empty = ballots.iter().filter(|ballot| ballot.utilities.is_empty()).count();
        assert_eq!(expected["num_empty_ballots"], empty);
        for (place, project) in file.instance.projects.iter().enumerate() {
            let names = |ballot: &&budget::Ballot| ballot.utilities.iter().any(|(named, _)| *named == place);
            assert_eq!(expected["ballots_naming_project"][&project.id], ballots.iter().filter(names).count());
        }
    }
}

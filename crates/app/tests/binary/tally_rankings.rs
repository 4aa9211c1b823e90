//! `hehuo tally` on rankings and on contributions: what other people's programs say of them, and bad files.

use crate::common::server::{run, said};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

fn counted(file: &Path, more: &[&str]) -> Value {
    let file = file.display().to_string();
    let out = run(&[&["tally", &file, "--json"], more].concat());
    assert!(out.status.success() && out.stderr.is_empty(), "{file} {more:?}: {}", said(&out.stderr));
    serde_json::from_slice(&out.stdout).unwrap()
}

fn read(file: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap()
}

/// A candidate, several or none, as a list.
fn list(expected: &Value) -> Value {
    match expected {
        Value::Null => json!([]),
        Value::Array(_) => expected.clone(),
        one => json!([one]),
    }
}

/// What a file of expected outcomes says of the election itself.
const ABOUT: [&str; 7] =
    ["file", "title", "alternatives", "num_voters", "num_unique_orders", "library", "cross_check"];

/// Every key of every file: winners by their numbers, reckonings as scores.
#[test]
fn every_expected_ranking_is_met() {
    let Some(folder) = testkit::data("ranked-voting") else { return };
    let mut met = 0;
    for entry in std::fs::read_dir(folder.join("expected")).unwrap() {
        let expected = read(&entry.unwrap().path());
        let file = folder.join(expected["file"].as_str().unwrap());
        let keys = expected.as_object().unwrap().iter().filter(|(key, _)| !ABOUT.contains(&key.as_str()));
        for (rule, value) in keys.chain(expected["library"].as_object().unwrap()) {
            let outcome = counted(&file, &["--rule", rule]);
            assert_eq!(outcome["rule"], **rule);
            let found = match rule.as_str() {
                rule if rule.contains("winner") || rule.contains("loser") => {
                    (&outcome["winners"], list(value))
                }
                "irv_tie_for_elimination_met" => (&outcome[rule], value.clone()),
                _ => (&outcome["scores"], value.clone()),
            };
            assert_eq!(*found.0, found.1, "{rule} of {}", file.display());
            met += 1;
        }
    }
    assert!(met > 300, "{met} outcomes only");
}

/// To all digits shown, but for what was reckoned in double precision there.
#[test]
fn every_expected_match_is_met() {
    let Some(folder) = testkit::data("quadratic-funding") else { return };
    let expected = read(&folder.join("gitcoin-contributions-part1.expected.json"));
    let file = folder.join(expected["file"].as_str().unwrap());
    let pool = expected["pool"].as_str().unwrap();
    let grants = expected["grants_by_plain_match"].as_array().unwrap();
    let text = |value: &Value| value.as_str().map_or(value.to_string(), str::to_owned);
    for rule in [
        "plain_unscaled",
        "plain_scaled_to_pool",
        "plain_cents_largest_remainder",
        "pairwise_bounded_unscaled",
        "pairwise_clr_py",
    ] {
        let outcome = counted(&file, &["--rule", rule, "--pool", pool]);
        let matches = outcome["match"].as_object().unwrap();
        assert_eq!(matches.len(), grants.len(), "{rule}");
        for grant in grants {
            let name = grant["grant"].as_str().unwrap();
            let (found, wanted) = (text(&matches[name]), text(&grant[rule]));
            let same = match rule.starts_with("pairwise") {
                true => near(&found, &wanted),
                // Their roots leave a trace of less than nothing where one person gave alone.
                false => {
                    found == wanted || wanted.strip_prefix('-') == Some("0.00000000") && found == "0.00000000"
                }
            };
            assert!(same, "{rule} of {name}: {found}, not {wanted}");
        }
    }
    let cents = counted(&file, &["--rule", "plain_cents_largest_remainder", "--pool", pool]);
    let cents = cents["match"].as_object().unwrap().values().map(|cents| text(cents).parse::<u64>().unwrap());
    assert_eq!(cents.sum::<u64>(), pool.parse::<u64>().unwrap() * 100);
}

/// Within a millionth, or half of the last place shown.
fn near(found: &str, wanted: &str) -> bool {
    let millionths = |text: &str| {
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        format!("{whole}{part:0<6}").parse::<i128>().unwrap()
    };
    let (found, wanted) = (millionths(found), millionths(wanted));
    (found - wanted).abs() * 1_000_000 <= wanted.abs()
}

/// Files of a test, gone with it.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let folder = std::env::temp_dir().join(format!("hehuo-tally-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Folder(folder)
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let file = self.0.join(name);
        std::fs::write(&file, bytes).unwrap();
        file
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

const HEAD: &str = "# TITLE: Where to\n# NUMBER ALTERNATIVES: 3\n# NUMBER VOTERS: 6\n# ALTERNATIVE NAME 1: Lake\n\
    # ALTERNATIVE NAME 2: Hill\n# ALTERNATIVE NAME 3: Home\n";
const GIFTS: &str = "contributor,grant,amount\nana,Well,1\nbo,Well,1\nana,Oven,1\nbo,Oven,1\ncy,Oven,1\n";

#[test]
fn what_is_answered() {
    let folder = Folder::new("answered");
    // Lake beats Hill, Hill beats Home, Home beats Lake.
    let circle = folder.file("circle.soi", format!("{HEAD}2: 1,2,3\n2: 2,3,1\n2: 3,1,2\n"));
    let gifts = folder.file("gifts.csv", GIFTS);
    for (file, words, expected) in [
        (&circle, &["condorcet_winner"][..], json!({ "winners": [] })),
        (&circle, &["irv_winners"], json!({ "winners": [1, 2, 3] })),
        (
            &circle,
            &["irv_tie_for_elimination_met"],
            json!({ "winners": [1, 2, 3], "irv_tie_for_elimination_met": true }),
        ),
        (&circle, &["schulze_margins_winners"], json!({ "winners": [1, 2, 3] })),
        (&circle, &["plurality_first_places"], json!({ "scores": { "1": 2, "2": 2, "3": 2 } })),
        (&circle, &["borda_classic_scores_m_minus_1_to_0"], json!({ "scores": { "1": 6, "2": 6, "3": 6 } })),
        (&gifts, &["plain_unscaled"], json!({ "match": { "Oven": "6.00000000", "Well": "2.00000000" } })),
        (
            &gifts,
            &["plain_scaled_to_pool", "--pool", "10.01"],
            json!({ "match": { "Oven": "7.50750000", "Well": "2.50250000" } }),
        ),
        (
            &gifts,
            &["plain_cents_largest_remainder", "--pool", "10.01"],
            json!({ "match": { "Oven": "751", "Well": "250" } }),
        ),
        // Three pairs share 26 each; the first meets twice. A pool that is larger is not used up.
        (
            &gifts,
            &["pairwise_clr_py", "--pool", "100"],
            json!({ "match": { "Oven": "65.000000", "Well": "13.000000" } }),
        ),
        (
            &gifts,
            &["pairwise_clr_py", "--pool", "7.8"],
            json!({ "match": { "Oven": "6.500000", "Well": "1.300000" } }),
        ),
    ] {
        let outcome = counted(file, &[&["--rule"], words].concat());
        assert_eq!(outcome["rule"], words[0]);
        // A strict reader finds what it was promised, and what it asked for by name.
        let promised = ["rule", "winners", "scores", "match", words[0]];
        let more = outcome.as_object().unwrap().keys().find(|key| !promised.contains(&key.as_str()));
        assert_eq!(more, None, "{words:?}");
        for (key, value) in expected.as_object().unwrap() {
            assert_eq!(outcome[key], *value, "{words:?}");
        }
    }
}

/// Without `--json` a person reads names.
#[test]
fn what_a_person_reads() {
    let folder = Folder::new("person");
    let trip = folder.file("trip.soi", format!("{HEAD}3: 1,2,3\n2: 2,1\n1: 3\n")).display().to_string();
    let out = run(&["tally", &trip, "--rule", "irv_winners"]);
    let told = said(&out.stdout);
    for line in [
        "Where to: 6 voters",
        "irv_winners: 1 Lake",
        "        1  3 Home",
        "exhausted: [0,1]",
        "removed, 1: 3 Home",
    ] {
        assert!(told.lines().any(|each| each == line), "{line:?} is not in\n{told}");
    }
    let table = said(&run(&["tally", &trip, "--rule", "pairwise_support"]).stdout);
    assert!(table.contains("        2        2        -        5\n"), "{table}");
    let gifts = folder.file("gifts.csv", GIFTS).display().to_string();
    let told = said(&run(&["tally", &gifts, "--rule", "plain_unscaled"]).stdout);
    assert!(told.contains("  6.00000000  Oven\n") && told.contains("  8  together\n"), "{told}");
    let told = said(&run(&["tally", &trip, "--rule", "schulze_margins_winners"]).stdout);
    assert!(told.contains("ranking, 1: 1 Lake\n") && told.contains("the weaker path"), "{told}");
    let told = said(&run(&["tally", &trip, "--rule", "condorcet_winner"]).stdout);
    assert!(told.contains("scores (wins less defeats, one against one):"), "{told}");
}

#[test]
fn what_cannot_be_counted_is_said_in_one_line() {
    let folder = Folder::new("refused");
    let soi = |orders: &str| format!("{HEAD}{orders}").into_bytes();
    for (name, bytes, words, expected) in [
        (
            "a.soi",
            soi("6: 1\n"),
            &["irv"][..],
            "no rule for rankings is called \"irv\"; there are condorcet_winner, ",
        ),
        ("a.soi", soi("6: 1,4\n"), &["irv_winners"], "a.soi, line 7: there is no alternative 4"),
        (
            "a.soi",
            soi("6: 1\n1: 2\n"),
            &["irv_winners"],
            "line 3: NUMBER VOTERS is 6, and the orders below have 7",
        ),
        ("a.soc", soi("6: 1\n"), &["irv_winners"], "line 7: the order has 1 of 3 alternatives"),
        ("a.soi", soi("6: 1\n"), &["borda_classic_scores_m_minus_1_to_0"], "a.soi: classic Borda needs"),
        ("a.soi", b"# TITLE: a\n\xff: 1\n".to_vec(), &["irv_winners"], "line 2: this is no UTF-8 text"),
        ("a.soi", Vec::new(), &["irv_winners"], "a.soi, line 1: "),
        ("a.txt", soi("6: 1\n"), &["irv_winners"], "a.txt: a file to count ends in .pb, .soc"),
        ("soi", soi("6: 1\n"), &["irv_winners"], "a file to count ends in"),
        (
            "a.csv",
            GIFTS.into(),
            &["plain"],
            "no rule for contributions is called \"plain\"; there are plain_unscaled, ",
        ),
        (
            "a.csv",
            b"grant,amount\n".to_vec(),
            &["plain_unscaled"],
            "a.csv, line 1: no column is called contributor",
        ),
        ("a.csv", format!("{GIFTS}ana,Well,x\n").into(), &["plain_unscaled"], "line 7: “x” is no amount"),
        ("a.csv", GIFTS.into(), &["plain_scaled_to_pool"], "say --pool AMOUNT"),
        ("a.csv", GIFTS.into(), &["plain_scaled_to_pool", "--pool", "much"], "--pool \"much\" is no amount"),
        ("a.csv", GIFTS.into(), &["plain_scaled_to_pool", "--pool=-1"], "--pool \"-1\" is no amount"),
        ("a.csv", GIFTS.into(), &["plain_cents_largest_remainder", "--pool", "1.001"], "parts of a cent"),
        (
            "a.csv",
            GIFTS[..36].into(),
            &["plain_scaled_to_pool", "--pool", "1"],
            "no grant has two contributors",
        ),
    ] {
        let file = folder.file(name, &bytes);
        let out = run(&[&["tally", &file.display().to_string(), "--rule"], words].concat());
        let errors = said(&out.stderr);
        assert_eq!(
            (out.status.code(), said(&out.stdout).as_str()),
            (Some(1), ""),
            "{name} {words:?}: {errors}"
        );
        assert!(errors.starts_with("hehuo: ") && errors.contains(expected), "{name} {words:?}: {errors}");
        assert_eq!(errors.trim_end().lines().count(), 1, "{errors}");
        std::fs::remove_file(file).unwrap();
    }
    let missing = folder.0.join("none.soi").display().to_string();
    let out = run(&["tally", &missing, "--rule", "irv_winners"]);
    assert!(
        out.status.code() == Some(1) && said(&out.stderr).contains("none.soi: "),
        "{}",
        said(&out.stderr)
    );
    assert_eq!(run(&["tally", &missing]).status.code(), Some(2), "a rule has to be named");
}

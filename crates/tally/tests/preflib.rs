//! Files of PrefLib: what is read, and of which line is said that it cannot be.

#![allow(clippy::unwrap_used, reason = "a test")]

use proptest::prelude::*;
use tally::preflib::{Election, Kind, parse};
use tally::ranked::{Ballot, CANDIDATES_MAX, VOTERS_MAX};

/// A head of three alternatives, on nine lines, for so many voters.
fn head(kind: &str, voters: u64) -> String {
    format!(
        "# FILE NAME: x.{kind}\n# TITLE: Where: to go\n# DATA TYPE: {kind}\n# NUMBER ALTERNATIVES: 3\n\
         # NUMBER VOTERS: {voters}\n# ALTERNATIVE NAME 1: The lake\n# ALTERNATIVE NAME 10: The \"hill\"\n\
         # ALTERNATIVE NAME 2: Nowhere: stay\n#\n"
    )
}

fn ballots(election: &Election) -> Vec<(u64, Vec<Vec<usize>>)> {
    election.profile.ballots().iter().map(|Ballot { count, tiers }| (*count, tiers.clone())).collect()
}

#[test]
fn files_that_are_read() {
    let read = |text: &str, kind| parse(text, kind).unwrap();
    let election = read(&(head("toi", 12) + "7: 10,{1,2}\n\n4: 2\n1: {1, 10} , 2\n"), Kind::Toi);
    let called: Vec<(u64, &str)> =
        election.candidates.iter().map(|candidate| (candidate.number, candidate.name.as_str())).collect();
    assert_eq!(called, [(1, "The lake"), (2, "Nowhere: stay"), (10, "The \"hill\"")]);
    assert_eq!(election.title, "Where: to go");
    let expected = [(7, vec![vec![2], vec![0, 1]]), (4, vec![vec![1]]), (1, vec![vec![0, 2], vec![1]])];
    assert_eq!(ballots(&election), expected);
    // As other systems write texts, and without a line's end.
    let other = format!("\u{feff}{}3: 1,10,2", head("soc", 3)).replace('\n', "\r\n");
    assert_eq!(ballots(&read(&other, Kind::Soc)), [(3, vec![vec![0], vec![2], vec![1]])]);
    // An order on two lines is one order or two.
    for orders in [1, 2] {
        let text = format!("# NUMBER UNIQUE ORDERS: {orders}\n{}3: 1\n2: 1\n", head("soi", 5));
        assert_eq!(ballots(&read(&text, Kind::Soi)).len(), 2);
    }
}

/// Kind, orders below a head of nine lines for ten voters → line and a piece of the reason.
#[test]
fn orders_that_are_none() {
    for (kind, orders, line, reason) in [
        (Kind::Toi, "10: 1,3\n", 10, "no alternative 3"),
        (Kind::Toi, "9: 1\n1: 2,1,2\n", 11, "alternative 2 is there twice"),
        (Kind::Toi, "10: {10,2},10\n", 10, "alternative 10 is there twice"),
        (Kind::Toi, "10: {1,2\n", 10, "not closed"),
        (Kind::Toi, "10: 1,2}\n", 10, "“2}” is no alternative"),
        (Kind::Toi, "10: {1,{2,10}}\n", 10, "“}” after a brace"),
        (Kind::Toi, "10: {1}{2}\n", 10, "after a brace"),
        (Kind::Toi, "10: {}\n", 10, "“” is no alternative"),
        (Kind::Toi, "10: 1,\n", 10, "“” is no alternative"),
        (Kind::Toi, "10: 1,,2\n", 10, "“” is no alternative"),
        (Kind::Toi, "10: ,1\n", 10, "“” is no alternative"),
        (Kind::Toi, "10: {1,2},\n", 10, "“” is no alternative"),
        (Kind::Toi, "10:\n", 10, "nobody in it"),
        (Kind::Toi, "10 1,2\n", 10, "no colon"),
        (Kind::Toi, "x: 1\n", 10, "“x” is no number of voters"),
        (Kind::Toi, "-10: 1\n", 10, "“-10” is no number of voters"),
        (Kind::Toi, "10.0: 1\n", 10, "is no number of voters"),
        (Kind::Toi, "0: 1\n10: 2\n", 10, "“0” is no number of voters"),
        (Kind::Toi, ": 1\n", 10, "is no number of voters"),
        (Kind::Toi, "99999999999999999999: 1\n", 10, "is no number of voters"),
        (Kind::Toi, "10: +1\n", 10, "“+1” is no alternative"),
        (Kind::Toi, "10: lake\n", 10, "“lake” is no alternative"),
        (Kind::Toi, "10: 1 2\n", 10, "“1 2” is no alternative"),
        (Kind::Toi, "4: 1\n# NUMBER VOTERS: 4\n", 11, "below the first order"),
        (Kind::Toi, "", 9, "no orders"),
        (Kind::Toi, "9: 1\n", 5, "NUMBER VOTERS is 10, and the orders below have 9"),
        (Kind::Toi, "10: 1\n1: 2\n", 5, "have 11"),
        (Kind::Toc, "10: {1,10}\n", 10, "2 of 3 alternatives"),
        (Kind::Toc, "9: {1,10},2\n1: 1\n", 11, "1 of 3 alternatives"),
        (Kind::Soi, "10: 2,{1,10}\n", 10, "a tie"),
        (Kind::Soc, "10: {1,2},10\n", 10, "a tie"),
        (Kind::Soc, "10: 1,2\n", 10, "2 of 3 alternatives"),
    ] {
        let bad = parse(&(head(kind.extension(), 10) + orders), kind).expect_err(orders);
        assert!(bad.line == line && bad.reason.contains(reason), "{orders:?}: {bad}");
    }
    let many = format!("{}{VOTERS_MAX}: 1\n1: 2\n", head("soi", VOTERS_MAX + 1));
    assert_eq!(parse(&many, Kind::Soi).unwrap_err().line, 11);
}

/// Head, before `1: 1` → line and a piece of the reason.
#[test]
fn heads_that_are_none() {
    let names = "# ALTERNATIVE NAME 1: a\n# ALTERNATIVE NAME 2: b\n";
    for (head, line, reason) in [
        ("", 1, "no NUMBER ALTERNATIVES"),
        ("# NUMBER ALTERNATIVES: 0\n", 2, "no NUMBER VOTERS"),
        ("# NUMBER ALTERNATIVES: 0\n# NUMBER VOTERS: 1\n", 1, "there are no alternatives"),
        ("# NUMBER VOTERS: 1\n# NUMBER ALTERNATIVES: 3\n{}", 2, "is 3, and the head names 2"),
        ("# NUMBER VOTERS: 1\n# NUMBER ALTERNATIVES: 1\n{}", 2, "is 1, and the head names 2"),
        ("# NUMBER VOTERS: one\n# NUMBER ALTERNATIVES: 2\n{}", 1, "“one”, which is no number"),
        ("# NUMBER VOTERS: 1\n# NUMBER VOTERS: 1\n", 2, "there twice"),
        ("{}# ALTERNATIVE NAME 2: c\n", 3, "alternative 2 has a name already"),
        ("{}# ALTERNATIVE NAME x: c\n", 3, "“x” is no number"),
        ("{}# ALTERNATIVE NAME : c\n", 3, "is no number"),
        ("# DATA TYPE: soc\n", 1, "“soc”, and the file's name ends in .soi"),
        (
            "{}# NUMBER UNIQUE ORDERS: 2\n# NUMBER VOTERS: 1\n# NUMBER ALTERNATIVES: 2\n",
            3,
            "there are 1 below",
        ),
        ("{}# NUMBER UNIQUE ORDERS: \n# NUMBER VOTERS: 1\n# NUMBER ALTERNATIVES: 2\n", 3, "no number"),
    ] {
        let text = head.replace("{}", names) + "1: 1\n";
        let bad = parse(&text, Kind::Soi).expect_err(&text);
        assert!(bad.line == line && bad.reason.contains(reason), "{text}: {bad}");
    }
    assert_eq!(parse("", Kind::Soi).unwrap_err().line, 1);
    let names = (0..=CANDIDATES_MAX).map(|number| format!("# ALTERNATIVE NAME {number}: x\n"));
    let bad = parse(&names.collect::<String>(), Kind::Soi).unwrap_err();
    assert_eq!(bad.line, CANDIDATES_MAX + 1);
}

/// A reason fits on a line of its own, whatever the file has in it.
#[test]
fn reasons_are_short_and_plain() {
    let bad = parse(&(head("toi", 1) + "1: \u{1b}[31m" + &"9".repeat(1_000)), Kind::Toi).unwrap_err();
    assert!(bad.reason.chars().count() < 120 && !bad.reason.contains('\u{1b}'), "{bad}");
}

proptest! {
    #[test]
    fn any_text_is_answered(text in "\\PC{0,80}") {
        for kind in [Kind::Soc, Kind::Soi, Kind::Toc, Kind::Toi] {
            let _ = parse(&text, kind);
        }
    }

    /// Texts that are nearly right.
    #[test]
    fn nearly_an_election_is_answered(orders in "([0-9]{1,2}: ?([,{} \r#:é]|10|[0-3]){0,12}\n){0,3}", voters in 0..99_u64) {
        for kind in [Kind::Soc, Kind::Soi, Kind::Toc, Kind::Toi] {
            if let Ok(election) = parse(&(head(kind.extension(), voters) + &orders), kind) {
                prop_assert_eq!(election.profile.voters(), voters);
            }
        }
    }

    /// A file cut off before its last order is no smaller election.
    #[test]
    fn half_a_file_is_none(counts in prop::collection::vec(1..50_u64, 1..6), cut in 0..300_usize) {
        let orders: String = counts.iter().map(|count| format!("{count}: 2,{{1,10}}\n")).collect();
        let text = head("toi", counts.iter().sum()) + &orders;
        prop_assert!(parse(&text, Kind::Toi).is_ok());
        let last = text.trim_end().rfind('\n').unwrap() + 1;
        let cut = last.saturating_sub(cut);
        prop_assert!(parse(&text[..cut], Kind::Toi).is_err());
    }
}

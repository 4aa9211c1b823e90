//! Files good and bad.

use super::*;
use crate::budget::Ballot;
use proptest::prelude::*;

const GOOD: &str = "META\nkey;value\nbudget;100.5\nvote_type;approval\nPROJECTS\nproject_id;name;cost\n\
    a;\"A; with \"\"quotes\"\"\";10\nb;B;20,25\nVOTES\nvoter_id;vote\n1;a,b\n2;\n3;b\n";

fn with(old: &str, new: &str) -> String {
    assert!(GOOD.contains(old), "{old:?} is not in the file");
    GOOD.replacen(old, new, 1)
}

fn of(kind: &str, columns: &str, votes: &str) -> String {
    let start = with("approval", kind);
    let (head, _) = start.split_once("voter_id;vote\n").expect("votes");
    format!("{head}voter_id;{columns}\n{votes}")
}

fn utilities(text: &str) -> Vec<Vec<(usize, u64)>> {
    let file = parse(text).unwrap_or_else(|bad| panic!("{bad}\n{text}"));
    file.instance.ballots.into_iter().map(|ballot| ballot.utilities).collect()
}

#[test]
fn a_file_is_read() {
    let file = parse(GOOD).expect("good");
    assert_eq!((file.kind, &file.notes[..]), (BallotKind::Approval, &[][..]));
    let Instance { projects, budget, step, ballots } = &file.instance;
    // In quarters: the coarsest unit in which all sums are whole.
    assert_eq!((*budget, *step), (402, 4));
    let listed: Vec<(&str, u64)> =
        projects.iter().map(|project| (project.id.as_str(), project.cost)).collect();
    assert_eq!(listed, [("a", 40), ("b", 81)]);
    assert_eq!(*ballots, [Ballot::approving([0, 1]), Ballot::approving([]), Ballot::approving([1])]);
    assert_eq!(crate::exact::fraction(&file.in_currency(121)), "121/4");
}

#[test]
fn writing_may_differ() {
    let expected = utilities(GOOD);
    for text in [
        GOOD.replace('\n', "\r\n"),
        format!("\u{feff}{GOOD}"),
        format!("\n{}\n\n", GOOD.replace("PROJECTS", ";\nprojects;;")),
        with("vote_type;approval", "vote_type; Approval ;a comment"),
        with("1;a,b", " 1 ; a , b ;"),
        with("2;\n", "2;none\n"),
        with("2;\n", "2\n"),
        with("1;a,b", "1;\"a,b\""),
        with("1;a,b", "1;a,b,a"),
        GOOD.trim_end().to_owned(),
    ] {
        assert_eq!(utilities(&text), expected, "{text}");
    }
}

#[test]
fn every_kind_of_ballot_is_read() {
    assert_eq!(utilities(&of("choose-1", "vote", "1;b\n2;\n")), [vec![(1, 1)], vec![]]);
    // The last counts nothing; a second mention is no other place.
    assert_eq!(
        utilities(&of("ordinal", "vote", "1;b,a\n2;a\n3;a,b,a\n")),
        [vec![(1, 1), (0, 0)], vec![(0, 0)], vec![(0, 1), (1, 0)]]
    );
    for kind in ["cumulative", "scoring"] {
        let text = of(kind, "vote;points", "1;b,a;3,0.5\n2;;\n3;a;0\n");
        assert_eq!(utilities(&text), [vec![(1, 6), (0, 1)], vec![], vec![(0, 0)]], "{kind}");
        assert_eq!(parse(&text).map(|file| file.point), Ok(2));
    }
}

/// What is wrong → where and why.
#[test]
fn bad_files_get_the_line_and_the_reason() {
    let huge = "9".repeat(30);
    for (text, line, why) in [
        (String::new(), 1, "META is missing"),
        ("PROJECTS\n".to_owned(), 1, "META is expected here"),
        ("META".to_owned(), 1, "the names of columns are missing below META"),
        ("META\nkey;value\nbudget;1".to_owned(), 3, "PROJECTS is missing"),
        (with("VOTES\n", "META\n"), 9, "VOTES is expected here"),
        (format!("{GOOD}VOTES\nvoter_id;vote\n"), 14, "a section begins again"),
        (with("budget;100.5\n", ""), 2, "META does not say budget"),
        (with("vote_type;approval\n", ""), 2, "META does not say vote_type"),
        (with("vote_type", "budget;7\nvote_type"), 4, "budget is said twice"),
        (with("100.5", "much"), 3, "budget “much” is not a number"),
        (with("100.5", "-1"), 3, "budget “-1” is negative"),
        (
            with("approval", "guessing"),
            4,
            "vote_type “guessing” is none of approval, choose-1, cumulative, scoring, ordinal",
        ),
        (with("project_id;", "id;"), 6, "PROJECTS has no column project_id"),
        (with("name;cost", "name;price"), 6, "PROJECTS has no column cost"),
        (with("\nb;", "\na;"), 8, "project “a” is already on line 7"),
        (with("\nb;", "\n;"), 8, "project_id is empty"),
        (with("\nb;", "\n\"b,c\";"), 8, "project “b,c” has a comma in its id, so that no ballot can name it"),
        (with("20,25", "1,000,000"), 8, "cost “1,000,000” is not a number"),
        (with("20,25", ""), 8, "cost is empty"),
        (with("20,25", "-20"), 8, "cost “-20” is negative"),
        (with("20,25", &huge), 8, "this sum, with those before, is too large to be counted"),
        (with("20,25", "0.0000000000000000000000001"), 8, "this sum has too many decimals to be counted"),
        (with("20,25", "2;3"), 8, "4 cells, but PROJECTS has 3 columns"),
        (with("\"A;", "A\";\"A;"), 7, "4 cells, but PROJECTS has 3 columns"),
        (with("3;b", "3;\"b"), 13, "a quote is opened and never closed"),
        (with("voter_id;vote", "voter_id;votes"), 10, "VOTES has no column vote"),
        (with("voter_id;vote", "voter;vote"), 10, "VOTES has no column voter_id"),
        (with("1;a,b", "1;a,c"), 11, "the ballot names project “c”, which is not under PROJECTS"),
        (of("choose-1", "vote", "1;a,b"), 11, "the ballot names 2 projects where it may choose 1"),
        (of("cumulative", "vote", "1;a,b"), 10, "VOTES has no column points"),
        (of("cumulative", "vote;points", "1;a,b;3"), 11, "the ballot names 2 projects and gives points to 1"),
        (of("cumulative", "vote;points", "1;a;"), 11, "the ballot names 1 projects and gives points to 0"),
        (of("cumulative", "vote;points", "1;a,a;1,2"), 11, "the ballot gives points to project “a” twice"),
        (of("scoring", "vote;points", "1;a;-1"), 11, "points “-1” are negative"),
        (of("scoring", "vote;points", "1;a;x"), 11, "points “x” are not a number"),
        (
            of("scoring", "vote;points", &format!("1;a;1\n2;a;{huge}")),
            12,
            "points are too large to be counted",
        ),
    ] {
        let bad = parse(&text).expect_err(&text);
        assert_eq!((bad.line, bad.reason.as_str()), (line, why), "{text}");
    }
}

#[test]
fn what_does_not_change_the_count_is_noted() {
    let noted = |text: String| -> Vec<String> {
        parse(&text).expect("good").notes.iter().map(ToString::to_string).collect()
    };
    assert_eq!(
        noted(with("budget", "num_votes;3\nnum_projects;3\nbudget")),
        ["line 4: num_projects is said to be “3”, but there are 2"]
    );
    assert_eq!(noted(with("3;b", "1;b")), ["line 13: voter “1” is on line 11 too; both are counted"]);
}

proptest! {
    #[test]
    fn any_text_is_answered(text in ".*") {
        let _ = parse(&text);
    }

    /// A good file, mutilated: pieces taken out, doubled, or replaced by what means something.
    #[test]
    fn mutilated_files_are_answered(
        kind in "approval|ordinal|cumulative|choose-1",
        cuts in prop::collection::vec((0_usize..200, 0_usize..40, "[;\",\r\n\u{feff}ab0-9.]{0,3}|META\n|VOTES\n|PROJECTS\n|-1|none"), 0..4),
    ) {
        let mut text: Vec<char> = of(&kind, "vote;points", "1;a,b;1,2\n2;b;3\n").chars().collect();
        for (at, length, new) in cuts {
            let at = at.min(text.len());
            let end = (at + length).min(text.len());
            text.splice(at..end, new.chars());
        }
        let text: String = text.into_iter().collect();
        if let Ok(file) = parse(&text) {
            for rule in file.kind.rules() {
                let outcome = crate::budget::run(&file.instance, rule).expect("whatever is read can be counted");
                prop_assert!(outcome.total_cost <= file.instance.budget);
            }
        }
    }
}

//! Files that nobody means well with: each is answered with its line and the reason, or read as what it says. Never a
//! panic, never a count of half a file.

#![allow(clippy::unwrap_used, reason = "a test")]

use tally::preflib::Kind;
use tally::text::BadLine;
use tally::{matching, pabulib, preflib};

/// What is put for what in a good file, and the line and a word of the reason; None where it is read all the same.
type Case<'a> = (&'a str, &'a str, Option<(usize, &'a str)>);

#[track_caller]
fn all<T>(good: &str, read: impl Fn(&str) -> Result<T, BadLine>, cases: &[Case]) {
    assert!(read(good).is_ok());
    for (from, to, expected) in cases {
        let text = good.replace(from, to);
        assert_ne!(text, good, "{from:?}");
        match (read(&text), expected) {
            (Ok(_), None) => {}
            (Ok(_), Some(expected)) => panic!("{from:?} as {to:?} is read, and not {expected:?}"),
            (Err(bad), None) => panic!("{from:?} as {to:?}: {bad}"),
            (Err(bad), Some((line, reason))) => {
                assert!(bad.line == *line && bad.reason.contains(reason), "{from:?} as {to:?}: {bad}");
            }
        }
    }
    // Cut anywhere it is read or refused; with a mark in front and other ends of lines it is the same.
    for (end, _) in good.char_indices() {
        let _ = read(&good[..end]);
    }
    for same in [format!("\u{feff}{good}"), good.replace('\n', "\r\n"), good.trim_end().to_owned()] {
        assert!(read(&same).is_ok(), "{same:?}");
    }
}

const BUDGET: &str = "META\nkey;value\nbudget;10\nvote_type;cumulative\nPROJECTS\nproject_id;cost;name\na;7;A\nb;3;B\n\
    VOTES\nvoter_id;vote;points\n1;a;4\n2;a,b;1,2\n";

#[test]
fn hostile_budgets() {
    let nines = "9".repeat(40);
    let long = "9".repeat(2_000);
    let deep = format!("a;0.{}", "3".repeat(60));
    all(
        BUDGET,
        pabulib::parse,
        &[
            (BUDGET, "", Some((1, "META is missing"))),
            (BUDGET, " \n\n", Some((2, "META is missing"))),
            (BUDGET, "META\nkey;value\n", Some((2, "PROJECTS is missing"))),
            ("META\nkey;value\n", "", Some((1, "META is expected"))),
            ("key;value\n", "", Some((2, "META does not say budget"))),
            ("VOTES\n", "META\nkey;value\n", Some((9, "VOTES is expected here"))),
            ("2;a,b;1,2\n", "2;a,b;1,2\nVOTES\n", Some((13, "begins again"))),
            ("budget;10\n", "", Some((2, "META does not say budget"))),
            ("budget;10", "budget;10\nbudget;11", Some((4, "budget is said twice"))),
            ("budget;10", "budget;-10", Some((3, "negative"))),
            ("budget;10", "budget;1e1", Some((3, "not a number"))),
            ("budget;10", &format!("budget;{long}"), Some((3, "not a number"))),
            ("budget;10", "budget;0", None),
            ("budget;10", "budget;10\nnum_projects;7\nnum_votes;-1", None),
            ("cumulative", "tarot", Some((4, "is none of approval"))),
            ("cumulative", "choose-1", Some((12, "2 projects where it may choose 1"))),
            ("id;cost", "id;price", Some((6, "PROJECTS has no column cost"))),
            ("project_id", "project", Some((6, "no column project_id"))),
            (";name", ";cost", Some((6, "two columns called cost"))),
            ("voter_id", "voter", Some((10, "no column voter_id"))),
            (";points", ";vote", Some((10, "two columns called vote"))),
            (";points", ";score", Some((10, "no column points"))),
            ("a;7", "a;-7", Some((7, "negative"))),
            ("a;7", "a;NaN", Some((7, "not a number"))),
            ("a;7", "a;0x7", Some((7, "not a number"))),
            ("a;7", "a;", Some((7, "cost is empty"))),
            ("a;7", ";7", Some((7, "project_id is empty"))),
            ("a;7", "a,c;7", Some((7, "comma in its id"))),
            ("a;7", "a;1,000,000", Some((7, "not a number"))),
            ("a;7", &format!("a;{nines}"), Some((7, "too large"))),
            ("a;7", &deep, Some((7, "too many decimals"))),
            ("b;3", "a;3", Some((8, "already on line 7"))),
            ("b;3;B", "b;3;B;C;D", Some((8, "5 cells"))),
            ("2;a,b;1,2", "1;a,b;1,2", None),
            ("2;a,b;1,2", "2;a,z;1,2", Some((12, "“z”, which is not under"))),
            ("2;a,b;1,2", "2;a,b;1", Some((12, "2 projects and gives points to 1"))),
            ("2;a,b;1,2", "2;a,a;1,2", Some((12, "twice"))),
            ("2;a,b;1,2", "2;a,b;1,-2", Some((12, "negative"))),
            ("2;a,b;1,2", &format!("2;a,b;1,{nines}"), Some((12, "too large"))),
            ("2;a,b;1,2", "2;a\0,b;1,2", Some((12, "which is not under"))),
            ("2;a,b;1,2", "2;\"a,b;1,2", Some((12, "never closed"))),
            ("2;a,b;1,2", "2; a , b ; 1 , 2 ", None),
            ("1;a;4\n2;a,b;1,2\n", "", None),
        ],
    );
}

const RANKING: &str = "# TITLE: t\n# NUMBER ALTERNATIVES: 3\n# NUMBER VOTERS: 6\n# ALTERNATIVE NAME 1: L\n\
    # ALTERNATIVE NAME 2: H\n# ALTERNATIVE NAME 3: M\n4: 1,2,3\n2: 3,2,1\n";

#[test]
fn hostile_rankings() {
    let nines = format!("{}: 3,2,1", "9".repeat(30));
    all(
        RANKING,
        |text| preflib::parse(text, Kind::of_extension("soc").unwrap()),
        &[
            (RANKING, "", Some((1, "no NUMBER ALTERNATIVES"))),
            (RANKING, "6: 1,2,3\n", Some((1, "no NUMBER ALTERNATIVES"))),
            ("4: 1,2,3\n2: 3,2,1\n", "", Some((6, "no orders"))),
            ("# NUMBER VOTERS: 6\n", "", Some((7, "no NUMBER VOTERS"))),
            ("VOTERS: 6", "VOTERS: 7", Some((3, "the orders below have 6"))),
            ("VOTERS: 6", "VOTERS: six", Some((3, "no number"))),
            ("VOTERS: 6", "VOTERS: 6\n# NUMBER VOTERS: 6", Some((4, "there twice"))),
            ("ALTERNATIVES: 3", "ALTERNATIVES: 99999999999", Some((2, "names 3"))),
            ("TITLE: t", "DATA TYPE: toi", Some((1, "ends in .soc"))),
            ("TITLE: t", "NUMBER UNIQUE ORDERS: 9", Some((1, "there are 2 below"))),
            ("NAME 2", "NAME 1", Some((5, "has a name already"))),
            ("NAME 2", "NAME x", Some((5, "no number of an alternative"))),
            ("NAME 3: M", "NAME 3:", None),
            ("2: 3", "\n\n2: 3", None),
            ("3,2,1", " 3 , 2 , 1 ", None),
            ("2: 3,2,1", "2 3,2,1", Some((8, "no colon"))),
            ("2: 3,2,1", "0: 3,2,1", Some((8, "no number of voters"))),
            ("2: 3,2,1", "-2: 3,2,1", Some((8, "no number of voters"))),
            ("2: 3,2,1", "+2: 3,2,1", Some((8, "no number of voters"))),
            ("2: 3,2,1", "2.0: 3,2,1", Some((8, "no number of voters"))),
            ("2: 3,2,1", &nines, Some((8, "no number of voters"))),
            ("2: 3,2,1", "18446744073709551615: 3,2,1", Some((8, "more than 1000000000000000 voters"))),
            ("3,2,1", "{3,2},1", Some((8, "a tie"))),
            ("3,2,1", "3,2", Some((8, "2 of 3 alternatives"))),
            ("3,2,1", "3,2,2", Some((8, "alternative 2 is there twice"))),
            ("3,2,1", "3,2,4", Some((8, "no alternative 4"))),
            ("3,2,1", "3,2,0", Some((8, "no alternative 0"))),
            ("3,2,1", "3,2,L", Some((8, "“L” is no alternative"))),
            ("3,2,1", "3,2,1,", Some((8, "“” is no alternative"))),
            ("3,2,1", "3,,1", Some((8, "“” is no alternative"))),
            ("3,2,1", "", Some((8, "nobody in it"))),
            ("3,2,1", "{3,2,1", Some((8, "not closed"))),
            ("3,2,1", "{},3,2,1", Some((8, "is no alternative"))),
            ("3,2,1", "{{3},2},1", Some((8, "is no alternative"))),
            ("3,2,1", "3,2\0,1", Some((8, "is no alternative"))),
            ("2: 3,2,1\n", "2: 3,2,1\n# TITLE: u\n", Some((9, "below the first order"))),
        ],
    );
}

const GIFTS: &str = "contributor,grant,amount\na,W,1\nb,W,4\na,O,9\n";

#[test]
fn hostile_gifts() {
    let as_gift = |amount: &str| format!("a,O,{amount}");
    let (large, long) = (as_gift(&"9".repeat(900)), as_gift(&"9".repeat(1_100)));
    all(
        GIFTS,
        matching::parse,
        &[
            (GIFTS, "", Some((1, "nothing in it"))),
            (GIFTS, "a,W,1\n", Some((1, "no column is called contributor"))),
            ("a,W,1\nb,W,4\na,O,9\n", "", None),
            ("contributor", "Contributor", Some((1, "no column is called contributor"))),
            (",amount", "", Some((1, "no column is called amount"))),
            (",amount", ",amount,amount", Some((1, "two columns are called amount"))),
            (",", ";", Some((1, "no column is called contributor"))),
            ("\n", "\r", Some((1, "carriage return"))),
            ("a,O,9", "a,O", Some((4, "2 columns"))),
            ("a,O,9", "a,O,9,9", Some((4, "4 columns"))),
            ("a,O,9", ",O,9", Some((4, "no contributor"))),
            ("a,O,9", "a,,9", Some((4, "no grant"))),
            ("a,O,9", "a,O,", Some((4, "no amount"))),
            ("a,O,9", "a,O,nine", Some((4, "“nine” is no amount"))),
            ("a,O,9", "a,O,NaN", Some((4, "no amount"))),
            ("a,O,9", "a,O,inf", Some((4, "no amount"))),
            ("a,O,9", "a,O, 9", Some((4, "no amount"))),
            ("a,O,9", "a,O,¥9", Some((4, "no amount"))),
            ("a,O,9", "a,O,\"1,000\"", Some((4, "no amount"))),
            ("a,O,9", "a,O,--9", Some((4, "no amount"))),
            ("a,O,9", "a,O,1e101", Some((4, "no amount"))),
            ("a,O,9", "a,O,1e-101", Some((4, "no amount"))),
            ("a,O,9", "a,O,1e", Some((4, "no amount"))),
            ("a,O,9", &long, Some((4, "no amount"))),
            ("a,O,9", &large, None),
            ("a,O,9", "a,O,1e100", None),
            ("a,O,9", "a,O,-9", None),
            ("a,O,9", "a,O,0", None),
            ("a,O,9", "a,\"O,9", Some((4, "not closed"))),
            ("a,O,9", "a,O\"x,9", Some((4, "stray quotation mark"))),
            ("a,O,9", "a,\"O\"x,9", Some((4, "after a closing"))),
            ("a,O,9", "a,\"O\np\",9", None),
            ("a,O,9", "\n\na,O,9", None),
        ],
    );
}

//! What somebody pastes of who paid how much, lines of a chat or of a statement, read against what is awaited. Pure.
//!
//! Nothing is guessed in silence: a line is certain only where one person is named, the one sum in it is what that
//! person has to pay, and nobody else could be meant. Whatever is less than that is said, with what it might be.

use crate::balance::{Change, changes};
use crate::called;
use crate::columns::Columns;
use crate::naming::{named, stands_alone, take_codes, without_names};
use crate::payer_words::PayerWords;
use crate::room::{Room, rooms};
use crate::statement::{
    is_blank, is_columns, is_plain, is_preamble, none_came, number_of, says_came, times, when,
};
use crate::sums::{Sums, lone_numbers, sums};
use std::collections::BTreeSet;

kernel::codes! {
    pub enum Reading {
        /// Who paid what.
        Certain = "certain",
        /// It may mean these; a person has to say so.
        Likely = "likely",
        Unclear = "unclear",
    }
}

kernel::codes! {
    /// Why a line is not certain.
    pub enum Doubt {
        /// Nobody who has something to pay is named in it.
        NoName = "no_name",
        NoSum = "no_sum",
        /// Who is named has another sum to pay.
        SumDiffers = "sum_differs",
        /// Only the sum fits.
        SumOnly = "sum_only",
        /// It names another room than what the named one ordered for.
        OtherRoom = "other_room",
        /// A part of the name only: without the house, the room or the picture that stands with it.
        NamePart = "name_part",
        /// No name, but the number of an order that costs just this.
        NumberOnly = "number_only",
        /// The name stands inside of other words.
        NameInside = "name_inside",
        SeveralPeople = "several_people",
        /// It fits what somebody else of the same name has to pay.
        Namesake = "namesake",
        /// Several of one person's cost the same.
        SeveralOrders = "several_orders",
        SeveralSums = "several_sums",
        /// A line above is about the same.
        Twice = "twice",
        WentOut = "went_out",
        /// It came, and went back.
        Returned = "returned",
        /// It speaks of money that has not come.
        NotYet = "not_yet",
        /// Of a statement without names of columns its oldest line: nothing says whether it came or went.
        Unsaid = "unsaid",
        /// It has words that say nothing of money that came.
        NotPlain = "not_plain",
        /// The same line, or its number, was entered before.
        Booked = "booked",
    }
}

/// Something that is to be paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Awaited {
    /// The same for all that one person has to pay.
    pub who: String,
    /// By which that person may be called.
    pub names: Vec<String>,
    /// What a payment for it may quote: `HH12`, `#12`.
    pub codes: Vec<String>,
    pub due_minor: i64,
    /// What is known of where the payer lives, in anybody's words: a line of a list.
    pub places: Vec<String>,
}

/// What was read of a line that is not empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadLine {
    pub words: String,
    pub reading: Reading,
    pub doubt: Option<Doubt>,
    pub amount_minor: Option<i64>,
    /// Places in what is awaited: what it pays, or might.
    pub rows: Vec<usize>,
    /// Of the bank or of whoever moves the money.
    pub number: Option<String>,
    /// By which the line is known again: see `prints`.
    pub prints: Vec<Print>,
    /// When it came, where the line tells a day with its year: `2026-11-26`, `2026-11-26T10:22`.
    pub came: Option<String>,
    /// It quotes the number of what it pays.
    pub quoted: bool,
}

/// By what a line of a statement is known again.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Print {
    /// Its number: there is one of it.
    Number(String),
    /// Nothing but its words, or its sum, time and payer: probably the same.
    Likeness(String),
}

impl Print {
    pub fn words(&self) -> &str {
        match self {
            Print::Number(words) | Print::Likeness(words) => words,
        }
    }
}

/// More than a month's statement of a busy community.
pub const LINES_MAX: usize = 2_000;

/// Line by line, in their order. `exponent`: digits of the currency behind its point.
pub fn read(text: &str, awaited: &[Awaited], exponent: u32, booked: &BTreeSet<Print>) -> Vec<ReadLine> {
    let mut paid = vec![false; awaited.len()];
    let payers = PayerWords::of(awaited);
    let lines: Vec<&str> =
        text.lines().map(str::trim).filter(|line| !is_blank(line)).take(LINES_MAX).collect();
    let first_row = lines.iter().position(|line| is_columns(line)).unwrap_or(0);
    let told = tell(&lines, &payers, exponent);
    let mut read_one = |line: &str, told: &Told, heading: bool| {
        let mut read = one(line, (awaited, &payers), &paid, told, exponent);
        (read.number, read.prints) = (number_of(line), prints(&read, awaited));
        read.came = when(line);
        let maybe = |print: &Print| booked.contains(&Print::Likeness(print.words().to_owned()));
        if read.prints.iter().any(|print| booked.contains(print) || maybe(print))
            && read.doubt != Some(Doubt::WentOut)
        {
            let numbered =
                read.prints.iter().any(|print| matches!(print, Print::Number(_)) && booked.contains(print));
            let reading = if numbered { Reading::Unclear } else { read.reading.max_likely() };
            (read.reading, read.doubt) = (reading, Some(Doubt::Booked));
        }
        if read.reading == Reading::Certain && !heading {
            read.rows.iter().for_each(|row| paid[*row] = true);
        }
        read
    };
    // Names of columns, and what stands above them, are no lines of anybody; but they say which column is which.
    lines
        .into_iter()
        .zip(&told)
        .enumerate()
        .filter_map(|(at, (line, told))| {
            let heading = is_columns(line)
                || is_preamble(line) && is_no_payment(line, at < first_row, (awaited, &payers), exponent);
            let read = read_one(line, told, heading);
            (!heading).then_some(read)
        })
        .collect()
}

/// What the statement says of the money of one of its lines.
#[derive(Debug)]
struct Told {
    went_out: bool,
    /// Its sum alone is told, and not which way it went.
    unsaid: bool,
    /// Its column of what came has something.
    has_come: bool,
    sums: Sums,
    /// That stand by themselves in what the payer wrote.
    numbers: Vec<String>,
    /// The same of a line without columns: also the bank's own may be among them.
    lone: Vec<String>,
}

/// By the names of columns that stand above; without them by a balance that runs along the lines.
fn tell(lines: &[&str], payers: &PayerWords, exponent: u32) -> Vec<Told> {
    let mut columns: Option<Columns> = None;
    let mut told: Vec<Told> = Vec::with_capacity(lines.len());
    for line in lines {
        let heading = Columns::of(line);
        let row = columns.as_ref().filter(|_| heading.is_none());
        let mut folded: Vec<char> = line.chars().map(fold).collect();
        take_codes(&mut folded, payers);
        let numbers = row.map_or_else(Vec::new, |row| row.numbers(line, &folded));
        let lone = if row.is_none() { lone_numbers(&folded) } else { Vec::new() };
        let folded = without_names(&folded, payers);
        let sums = row.map_or_else(|| sums(&folded, exponent), |row| row.sums(line, &folded, exponent));
        let has_come = row.is_some_and(|row| row.has_come(line, &folded, exponent));
        let went_out = row.is_some_and(|row| row.went_out(line));
        told.push(Told { went_out, unsaid: false, has_come, sums, numbers, lone });
        columns = heading.or(columns);
    }
    let all: Vec<&[i64]> = told.iter().map(|told| told.sums.all.as_slice()).collect();
    let days: Vec<Option<String>> = lines.iter().map(|line| when(line)).collect();
    let found = if columns.is_none() { changes(&all, &days) } else { None };
    for (told, change) in told.iter_mut().zip(found.into_iter().flatten()) {
        let Some(Change { minor, went_out }) = change else { continue };
        told.went_out |= went_out == Some(true);
        told.unsaid = went_out.is_none();
        told.sums = Sums { marked: vec![minor], all: vec![minor], went_out: told.sums.went_out };
    }
    told
}

/// Of a line that begins as those above the columns. There it is one of them, whatever it sums up, unless it has a name and a sum;
/// anywhere else only what has neither is: `收入：小雨 48.00` may be a chat's.
fn is_no_payment(
    line: &str,
    above: bool,
    (awaited, payers): (&[Awaited], &PayerWords),
    exponent: u32,
) -> bool {
    let mut folded: Vec<char> = line.chars().map(fold).collect();
    let coded = take_codes(&mut folded, payers);
    let names = !coded.is_empty() || !named(&folded, awaited, payers).0.is_empty();
    let sum = !sums(&folded, exponent).all.is_empty();
    if above { !(names && sum) } else { !names && !sum }
}

impl Reading {
    /// Not certain any more.
    fn max_likely(self) -> Reading {
        if self == Reading::Certain { Reading::Likely } else { self }
    }
}

/// By what the line is known when a statement is pasted again: by its number, where it has one; else by its words, and by sum, time
/// and payer.
fn prints(line: &ReadLine, awaited: &[Awaited]) -> Vec<Print> {
    if let Some(number) = number_of(&line.words) {
        return vec![Print::Number(number)];
    }
    let folded: String =
        line.words.chars().map(fold).filter(|c| c.is_alphanumeric() || matches!(c, '.' | ':')).collect();
    let mut prints = vec![Print::Likeness(folded)];
    let when: String = times(&line.words);
    if let (Some(minor), false) = (line.amount_minor, when.is_empty()) {
        let mut people: Vec<&str> = line.rows.iter().map(|row| awaited[*row].who.as_str()).collect();
        people.dedup();
        prints.extend(people.into_iter().map(|who| Print::Likeness(format!("{when} {minor} {who}"))));
    }
    prints
}

fn one(
    line: &str,
    (awaited, payers): (&[Awaited], &PayerWords),
    paid: &[bool],
    told: &Told,
    exponent: u32,
) -> ReadLine {
    let Told { went_out, unsaid, has_come, sums, numbers, lone } = told;
    let mut folded: Vec<char> = line.chars().map(fold).collect();
    let none_came = none_came(&folded, *went_out);
    let coded = take_codes(&mut folded, payers);
    let quoted = std::cell::Cell::new(!coded.is_empty());
    let answer = |reading, doubt, rows: Vec<usize>| ReadLine {
        words: line.to_owned(),
        reading,
        doubt,
        amount_minor: sums.one(),
        rows,
        number: None,
        prints: Vec::new(),
        came: None,
        quoted: quoted.get(),
    };
    if let Some(doubt) = sums.went_out.then_some(Doubt::WentOut).or(none_came) {
        return answer(Reading::Unclear, Some(doubt), Vec::new());
    }
    let (named, inside) =
        if coded.is_empty() { named(&folded, awaited, payers) } else { (coded.clone(), false) };
    let theirs = numbered(numbers, (awaited, payers), paid, (sums.one(), exponent));
    quoted.set(!coded.is_empty() || !theirs.is_empty());
    // Somebody else who is named owes as much: the number may be another thing's.
    let is_another = |row: &usize| theirs.iter().all(|other| awaited[*other].who != awaited[*row].who);
    let is_theirs =
        |row: &usize| !paid[*row] && Some(awaited[*row].due_minor) == sums.one() && is_another(row);
    let (named, inside) = match coded.is_empty() && !theirs.is_empty() {
        true if named.iter().any(is_theirs) => (merged(named, theirs), false),
        true => (theirs, false),
        false => (named, inside),
    };
    let mut people: Vec<&str> = named.iter().map(|row| awaited[*row].who.as_str()).collect();
    people.sort_unstable();
    people.dedup();
    if people.len() > 1 {
        return answer(Reading::Unclear, Some(Doubt::SeveralPeople), named);
    }
    if named.is_empty() {
        let amount = sums.one().or_else(|| beside_numbers(sums, lone, payers, exponent));
        let short = by_part(&folded, (awaited, payers), paid, amount);
        let lone = numbered(lone, (awaited, payers), paid, (amount, exponent));
        if !short.is_empty() || !lone.is_empty() {
            let (rows, doubt) = match lone.iter().any(|row| short.is_empty() || short.contains(row)) {
                true => (lone, Doubt::NumberOnly),
                false if people_of(&short, awaited) > 1 => (short, Doubt::Namesake),
                false => (short, Doubt::NamePart),
            };
            return ReadLine { amount_minor: amount, ..answer(Reading::Likely, Some(doubt), rows) };
        }
        return match only(awaited, paid, sums.one()) {
            Some(row) => answer(Reading::Likely, Some(Doubt::SumOnly), vec![row]),
            None => answer(Reading::Unclear, Some(Doubt::NoName), Vec::new()),
        };
    }
    let open: Vec<usize> = named.iter().copied().filter(|row| !paid[*row]).collect();
    let others = namesakes(awaited, paid, &named, sums.one());
    if open.is_empty() && !others.is_empty() {
        return answer(Reading::Likely, Some(Doubt::Namesake), others);
    }
    if open.is_empty() {
        return answer(Reading::Unclear, Some(Doubt::Twice), Vec::new());
    }
    let Some(amount) = sums.one() else {
        let doubt = if sums.all.is_empty() { Doubt::NoSum } else { Doubt::SeveralSums };
        return answer(Reading::Likely, Some(doubt), open);
    };
    let fits: Vec<usize> = open.iter().copied().filter(|row| awaited[*row].due_minor == amount).collect();
    let total: i64 = open.iter().map(|row| awaited[*row].due_minor).fold(0, i64::saturating_add);
    let rows = match fits.len() {
        1 if others.is_empty() => fits,
        1 => return answer(Reading::Likely, Some(Doubt::Namesake), [fits, others].concat()),
        0 if total == amount => open,
        0 if !others.is_empty() => return answer(Reading::Likely, Some(Doubt::Namesake), others),
        0 => return answer(Reading::Likely, Some(Doubt::SumDiffers), open),
        _ => return answer(Reading::Likely, Some(Doubt::SeveralOrders), fits),
    };
    let names: Vec<Vec<char>> = rows
        .iter()
        .flat_map(|row| &awaited[*row].names)
        .flat_map(|name| [Some(name.clone()), called::alone(name)])
        .flatten()
        .map(|name| name.trim().chars().map(fold).collect())
        .collect();
    match inside {
        _ if lives_elsewhere(&folded, &rows, awaited) => {
            answer(Reading::Likely, Some(Doubt::OtherRoom), rows)
        }
        true => answer(Reading::Likely, Some(Doubt::NameInside), rows),
        false if *unsaid && !says_came(&folded) => answer(Reading::Likely, Some(Doubt::Unsaid), rows),
        false if !has_come && !is_plain(&folded, &names) => {
            answer(Reading::Likely, Some(Doubt::NotPlain), rows)
        }
        false => answer(Reading::Certain, None, rows),
    }
}

/// What is quoted in a remark by its number alone: the one that costs just this, or all of them where they do together. A number that is the
/// sum itself says nothing.
fn numbered(
    numbers: &[String],
    (awaited, payers): (&[Awaited], &PayerWords),
    paid: &[bool],
    (amount, exponent): (Option<i64>, u32),
) -> Vec<usize> {
    let Some(amount) = amount else { return Vec::new() };
    let is_sum = |number: &str| {
        let unit = 10i64.checked_pow(exponent);
        number.parse::<i64>().ok().zip(unit).and_then(|(number, unit)| number.checked_mul(unit))
            == Some(amount)
    };
    let found =
        numbers.iter().filter(|number| !is_sum(number)).filter_map(|number| payers.numbers.get(number));
    let all: BTreeSet<usize> = found.flatten().copied().filter(|row| !paid[*row]).collect();
    let fits: Vec<usize> = all.iter().copied().filter(|row| awaited[*row].due_minor == amount).collect();
    let total = all.iter().map(|row| awaited[*row].due_minor).fold(0, i64::saturating_add);
    match fits.len() {
        0 if total == amount => all.into_iter().collect(),
        _ => fits,
    }
}

fn merged(mut rows: Vec<usize>, others: Vec<usize>) -> Vec<usize> {
    rows.extend(others);
    rows.sort_unstable();
    rows.dedup();
    rows
}

/// Whether a line has a room, and it is none of those that are known of what it would pay.
fn lives_elsewhere(line: &[char], rows: &[usize], awaited: &[Awaited]) -> bool {
    let said = rooms(line);
    let differs = |row: &usize| {
        let words = awaited[*row].names.iter().chain(&awaited[*row].places);
        let known: Vec<Room> =
            words.flat_map(|words| rooms(&words.chars().map(fold).collect::<Vec<_>>())).collect();
        let fits = said.iter().any(|said| known.iter().any(|known| said.may_be(*known)));
        !said.is_empty() && !known.is_empty() && !fits
    };
    rows.iter().any(differs)
}

/// What costs this much of others who have the name too, with the room behind it: `王芳 5-302` is a 王芳.
fn namesakes(awaited: &[Awaited], paid: &[bool], named: &[usize], amount: Option<i64>) -> Vec<usize> {
    let begins_so = |long: &str, short: &str| {
        let rest = long.trim().strip_prefix(short.trim()).filter(|_| !short.trim().is_empty());
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
            || called::alone(long).is_some_and(|alone| alone.chars().eq(short.trim().chars().map(fold)))
    };
    let alike = |other: &Awaited| {
        named.iter().any(|row| {
            let one = &awaited[*row];
            let names = one.names.iter().flat_map(|name| other.names.iter().map(move |long| (long, name)));
            one.who != other.who && names.into_iter().any(|(long, name)| begins_so(long, name))
        })
    };
    let fits = |row: &usize| Some(awaited[*row].due_minor) == amount && !paid[*row] && alike(&awaited[*row]);
    (0..awaited.len()).filter(fits).collect()
}

/// The one sum of a line besides bare numbers of orders.
fn beside_numbers(sums: &Sums, lone: &[String], payers: &PayerWords, exponent: u32) -> Option<i64> {
    let unit = 10i64.checked_pow(exponent)?;
    let numbers = lone.iter().filter(|number| payers.numbers.contains_key(*number));
    let numbers: Vec<i64> = numbers.filter_map(|one| one.parse::<i64>().ok()?.checked_mul(unit)).collect();
    let mut rest = sums.all.iter().copied().filter(|minor| !numbers.contains(minor));
    rest.next().filter(|_| rest.next().is_none())
}

/// What costs this much of those whose name stands in the line without its house, room or picture; where the line tells rooms, of those who may
/// live there.
fn by_part(
    line: &[char],
    (awaited, payers): (&[Awaited], &PayerWords),
    paid: &[bool],
    amount: Option<i64>,
) -> Vec<usize> {
    let found = payers.alone.find(line).into_iter().filter(|one| stands_alone(line, one.from, one.to));
    let rows: BTreeSet<usize> = found.flat_map(|one| one.rows.iter().copied()).collect();
    // A room may be a cell of its own.
    let cells: Vec<char> = line.iter().map(|c| if *c == ',' { ' ' } else { *c }).collect();
    let fits = |row: &usize| {
        !paid[*row] && Some(awaited[*row].due_minor) == amount && !lives_elsewhere(&cells, &[*row], awaited)
    };
    rows.into_iter().filter(fits).collect()
}

fn people_of(rows: &[usize], awaited: &[Awaited]) -> usize {
    rows.iter().map(|row| awaited[*row].who.as_str()).collect::<BTreeSet<_>>().len()
}

/// The one thing that costs this much.
fn only(awaited: &[Awaited], paid: &[bool], amount: Option<i64>) -> Option<usize> {
    let amount = amount?;
    let mut fits = (0..awaited.len()).filter(|row| !paid[*row] && awaited[*row].due_minor == amount);
    fits.next().filter(|_| fits.next().is_none())
}

/// Full-width forms as the narrow ones, and small letters.
pub(crate) fn fold(c: char) -> char {
    let narrow = match c {
        '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' | '\t' => ' ',
        '￥' => '¥',
        '−' => '-',
        _ => c,
    };
    narrow.to_lowercase().next().filter(|_| narrow.to_lowercase().count() == 1).unwrap_or(narrow)
}

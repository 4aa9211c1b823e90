//! What is ticked on a page of many payments, as its form sends it: which, how much, by which line it is known, and when it came.

use super::together::{Asked, DueRow};
use crate::ops::LinePrint;
use crate::payment::ArrivedAt;
use kernel::{Money, Zone};
use std::collections::{BTreeMap, BTreeSet};
use web::{Check, Refusal};

/// By which one line is known again.
const PRINTS_MAX: usize = 8;

/// A line that was read and is not certain, as the form sends it: `48.00=l07…`.
#[derive(Debug, Clone)]
pub(super) struct Uncertain {
    pub amount_minor: i64,
    pub prints: Vec<LinePrint>,
}

#[derive(Debug, Clone)]
pub struct Tick {
    pub id: String,
    pub amount_minor: i64,
    /// By which the line of a statement that it was read from is known again.
    pub prints: Vec<LinePrint>,
    /// Of the transaction.
    pub number: Option<String>,
    /// When it came, as its line of a statement tells; None: as the form says.
    pub came: Option<ArrivedAt>,
}

impl Tick {
    pub fn arrived_at(&self, asked: &Asked) -> ArrivedAt {
        self.came.unwrap_or(asked.at)
    }

    /// `ord_01k…=48.00`, and what the line is known by and when it came: `=n3f…+l07…=1000039…=2026-11-26T10:22`.
    pub(super) fn read(text: &str, currency: Option<kernel::Currency>, zone: Option<&Zone>) -> Option<Tick> {
        let mut parts = text.split('=');
        let (id, sum) = (parts.next()?, parts.next()?);
        let amount_minor = Money::parse(sum, currency?).ok()?.minor;
        let prints = prints_of(parts.next().unwrap_or_default())?;
        let number = parts.next().and_then(crate::statement::number_of);
        let came = match parts.next().filter(|came| !came.is_empty()) {
            Some(came) => Some(came_of(came, zone?)?),
            None => None,
        };
        Some(Tick { id: id.to_owned(), amount_minor, prints, number, came })
    }
}

impl Uncertain {
    pub(super) fn read(text: &str, currency: Option<kernel::Currency>) -> Option<Uncertain> {
        let (sum, prints) = text.split_once('=')?;
        let prints = prints_of(prints).filter(|prints| !prints.is_empty())?;
        Some(Uncertain { amount_minor: Money::parse(sum, currency?).ok()?.minor, prints })
    }
}

/// What is ticked by hand while uncertain lines of its sum stand beside it was ticked because of one of them: so these are remembered
/// with it. Where there are more lines than ticks nobody said which, and each is remembered as one that may have been entered.
pub(super) fn lend(ticks: &mut [Tick], lines: &[Uncertain]) {
    let told: BTreeSet<LinePrint> = ticks.iter().flat_map(|tick| tick.prints.iter().cloned()).collect();
    let mut left: BTreeMap<i64, Vec<&Uncertain>> = BTreeMap::new();
    for line in lines.iter().filter(|line| !line.prints.iter().any(|print| told.contains(print))) {
        left.entry(line.amount_minor).or_default().push(line);
    }
    for (amount_minor, lines) in left {
        let by_hand: Vec<&mut Tick> = ticks
            .iter_mut()
            .filter(|tick| tick.amount_minor == amount_minor && tick.prints.is_empty())
            .collect();
        let said = lines.len() <= by_hand.len();
        for (at, tick) in by_hand.into_iter().enumerate() {
            match lines.get(at) {
                Some(line) if said => tick.prints.clone_from(&line.prints),
                _ if said => {}
                _ => tick.prints = lines.iter().flat_map(|line| &line.prints).map(LinePrint::maybe).collect(),
            }
        }
    }
}

pub(super) fn came_of(said: &str, zone: &Zone) -> Option<ArrivedAt> {
    // In whichever language: nothing of it is shown.
    let mut check = Check::new(web::Lang::En);
    let at = super::asking::arrived(&mut check, "paid", said, zone);
    check.done(at).ok()
}

/// `n3f…`: by a number; `l3f…`: by likeness.
pub(super) fn print_said(print: &LinePrint) -> String {
    let hash: String = print.hash.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{}{hash}", if print.numbered { 'n' } else { 'l' })
}

/// `n3f…+l07…`; empty: of no line.
fn prints_of(said: &str) -> Option<Vec<LinePrint>> {
    let prints: Vec<LinePrint> =
        said.split('+').filter(|one| !one.is_empty()).map(print_of).collect::<Option<_>>()?;
    Some(prints).filter(|prints| prints.len() <= PRINTS_MAX)
}

fn print_of(said: &str) -> Option<LinePrint> {
    let numbered = match said.as_bytes().first()? {
        b'n' => true,
        b'l' => false,
        _ => return None,
    };
    let hex =
        said.get(1..).filter(|hex| hex.len() == 64 && hex.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    let mut hash = [0; 32];
    for (at, byte) in hash.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).ok()?;
    }
    Some(LinePrint { hash, numbered })
}

/// What became of one.
#[derive(Debug, Clone)]
pub struct Told {
    pub id: String,
    pub amount_minor: i64,
    /// The entry in the books; or the code of why not, and the same in words.
    pub done: Result<Option<i64>, (&'static str, String)>,
}

impl Told {
    pub fn of<R: Refusal>(tick: &Tick, done: Result<Option<i64>, R>, lang: web::Lang) -> Told {
        let done = done.map_err(|why| (why.code(), why.say(lang)));
        Told { id: tick.id.clone(), amount_minor: tick.amount_minor, done }
    }
}

/// Of rows all that something is told of, and of the others so many that there are `many`, in their order.
pub(super) fn shown(rows: &[DueRow], told: &BTreeSet<&String>, many: usize) -> Vec<DueRow> {
    let mut room = many.saturating_sub(rows.iter().filter(|row| told.contains(&row.id)).count());
    let fits = |row: &&DueRow| {
        let silent = !told.contains(&row.id);
        let fits = !silent || room > 0;
        room -= usize::from(silent && fits);
        fits
    };
    rows.iter().filter(fits).cloned().collect()
}

/// Ticks these together, or where that would be more than can be entered at once none of them; answers how many are left so.
pub(super) fn tick(ticked: &mut BTreeSet<String>, rows: BTreeSet<String>, most: usize) -> i64 {
    let further = rows.difference(ticked).count();
    if ticked.len() + further > most {
        return further as i64;
    }
    ticked.extend(rows);
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sums that are ticked (`l`: with a line of its own), sums and names of uncertain lines → by what each is remembered then.
    #[test]
    fn what_is_ticked_by_hand_has_the_lines_of_its_sum() {
        let print = |name: char| LinePrint { hash: [name as u8; 32], numbered: false };
        let check = |ticks: &[(i64, &str)], lines: &[(i64, char)], expected: &[&[LinePrint]]| {
            let mut ticks: Vec<Tick> = ticks
                .iter()
                .map(|(amount_minor, own)| Tick {
                    id: String::new(),
                    amount_minor: *amount_minor,
                    prints: own.chars().map(print).collect(),
                    number: None,
                    came: None,
                })
                .collect();
            let lines: Vec<Uncertain> = lines
                .iter()
                .map(|(amount_minor, name)| Uncertain {
                    amount_minor: *amount_minor,
                    prints: vec![print(*name)],
                })
                .collect();
            lend(&mut ticks, &lines);
            let found: Vec<&[LinePrint]> = ticks.iter().map(|tick| tick.prints.as_slice()).collect();
            assert_eq!(found, expected, "{lines:?}");
        };
        let (a, b) = (print('a'), print('b'));
        check(&[(48, "")], &[(48, 'a')], &[std::slice::from_ref(&a)]);
        check(&[(48, "")], &[(47, 'a')], &[&[]]);
        check(
            &[(48, ""), (48, "")],
            &[(48, 'a'), (48, 'b')],
            &[std::slice::from_ref(&a), std::slice::from_ref(&b)],
        );
        check(&[(48, ""), (48, "")], &[(48, 'a')], &[std::slice::from_ref(&a), &[]]);
        check(&[(48, "")], &[(48, 'a'), (48, 'b')], &[&[a.maybe(), b.maybe()]]);
        // What has a line of its own needs none, and its line is nobody else's.
        check(&[(48, "a")], &[(48, 'b')], &[std::slice::from_ref(&a)]);
        check(
            &[(48, "a"), (48, "")],
            &[(48, 'a'), (48, 'b')],
            &[std::slice::from_ref(&a), std::slice::from_ref(&b)],
        );
        check(&[], &[(48, 'a')], &[]);
    }

    /// Ticked already, what a line is about → how many are left, and ticked then. Three can be entered at once.
    #[test]
    fn what_is_not_ticked_is_counted() {
        let set = |ids: &str| ids.chars().map(String::from).collect::<BTreeSet<String>>();
        for (already, rows, left, then) in [
            ("", "a", 0, "a"),
            ("ab", "c", 0, "abc"),
            ("ab", "cd", 2, "ab"),
            ("abc", "d", 1, "abc"),
            ("abc", "c", 0, "abc"),
            ("ab", "bcd", 2, "ab"),
            ("abc", "", 0, "abc"),
        ] {
            let mut ticked = set(already);
            assert_eq!((tick(&mut ticked, set(rows), 3), ticked), (left, set(then)), "{already} {rows}");
        }
    }

    /// Ids, those that are told, how many → shown.
    #[test]
    fn what_is_told_is_shown_however_much_it_is() {
        let row = |id: &str| DueRow {
            id: id.to_owned(),
            name: String::new(),
            also: Vec::new(),
            code: String::new(),
            what: String::new(),
            due_minor: 1,
            proof: None,
            claimed: false,
            own: false,
            who: String::new(),
            codes: Vec::new(),
            places: Vec::new(),
            href: String::new(),
            until: None,
        };
        let check = |told: &str, many: usize, expected: &str| {
            let rows: Vec<DueRow> = "abcdef".chars().map(|id| row(&id.to_string())).collect();
            let told: Vec<String> = told.chars().map(String::from).collect();
            let ids: String =
                shown(&rows, &told.iter().collect(), many).into_iter().map(|row| row.id).collect();
            assert_eq!(ids, expected, "{told:?} {many}");
        };
        check("", 2, "ab");
        check("f", 2, "af");
        check("ef", 2, "ef");
        check("def", 2, "def");
        check("fx", 9, "abcdef");
    }
}

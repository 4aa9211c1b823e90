//! What is ticked on a page of many payments, as its form sends it: which, how much, by which line it is known, and when it came.

use super::together::{Asked, DueRow};
use crate::ops::LinePrint;
use crate::payment::ArrivedAt;
use kernel::{Money, Zone};
use std::collections::BTreeSet;
use web::{Check, Refusal};

/// By which one line is known again.
const PRINTS_MAX: usize = 8;

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
        let prints = parts.next().unwrap_or_default();
        let prints: Vec<LinePrint> =
            prints.split('+').filter(|one| !one.is_empty()).map(print_of).collect::<Option<_>>()?;
        let number = parts.next().and_then(crate::statement::number_of);
        let came = match parts.next().filter(|came| !came.is_empty()) {
            Some(came) => Some(came_of(came, zone?)?),
            None => None,
        };
        (prints.len() <= PRINTS_MAX).then_some(Tick { id: id.to_owned(), amount_minor, prints, number, came })
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

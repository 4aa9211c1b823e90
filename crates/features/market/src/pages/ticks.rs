//! What is ticked on a page of many payments, as its form sends it: which, how much, by which line it is known, and when it came.

use super::together::{Asked, DueRow};
use crate::ops::LinePrint;
use crate::payment::ArrivedAt;
use kernel::{Money, Zone};
use std::collections::{BTreeMap, BTreeSet};
use web::{Check, Refusal};

/// By which one line is known again; what is beyond is not remembered.
const PRINTS_MAX: usize = 8;
/// All that one request remembers of uncertain lines: about what its payments cost themselves.
const LENT_MAX: usize = 1_000;

/// A line that was read and is not certain, as the form sends it: `48.00=l07…`, and where it names somebody what that person has to pay of
/// this sum: `48.00=l07…=ord_01k…`.
#[derive(Debug, Clone)]
pub(super) struct Uncertain {
    pub amount_minor: i64,
    pub prints: Vec<LinePrint>,
    /// Ids. None: it names nobody.
    pub named: Option<Vec<String>>,
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
        let mut parts = text.split('=');
        let (sum, prints) = (parts.next()?, parts.next()?);
        let prints = prints_of(prints).filter(|prints| !prints.is_empty())?;
        let ids = |ids: &str| {
            ids.split('+').filter(|id| !id.is_empty()).take(PRINTS_MAX).map(str::to_owned).collect()
        };
        let named = parts.next().map(ids);
        Some(Uncertain { amount_minor: Money::parse(sum, currency?).ok()?.minor, prints, named })
    }

    pub(super) fn said(sum: &str, prints: &[LinePrint], named: Option<&[String]>) -> String {
        let named = named.map(|ids| format!("={}", ids[..ids.len().min(PRINTS_MAX)].join("+")));
        format!("{sum}={}{}", prints_said(prints), named.unwrap_or_default())
    }
}

/// What is ticked by hand while uncertain lines of its sum stand beside it was ticked because of one of them, or of money that no line
/// tells: so these are remembered with it. Where a line says which, it is that one's; else each is remembered as one that may have been
/// entered.
pub(super) fn lend(ticks: &mut [Tick], lines: &[Uncertain]) {
    let told: BTreeSet<LinePrint> = ticks.iter().flat_map(|tick| tick.prints.iter().cloned()).collect();
    let mut sums: BTreeMap<i64, Vec<&Uncertain>> = BTreeMap::new();
    for line in lines.iter().filter(|line| !line.prints.iter().any(|print| told.contains(print))) {
        sums.entry(line.amount_minor).or_default().push(line);
    }
    let (mut lent, mut open) = (Vec::new(), Vec::new());
    for (amount_minor, lines) in sums {
        let by_hand: Vec<usize> = (0..ticks.len())
            .filter(|at| ticks[*at].amount_minor == amount_minor && ticks[*at].prints.is_empty())
            .collect();
        let ids: Vec<&str> = by_hand.iter().map(|at| ticks[*at].id.as_str()).collect();
        let pairs = sure(&ids, &lines);
        let rest: Vec<LinePrint> = (0..lines.len())
            .filter(|line| pairs.iter().all(|(_, paired)| paired != line))
            .flat_map(|line| lines[line].prints.iter().map(LinePrint::maybe))
            .collect();
        let unpaired = (0..by_hand.len()).filter(|tick| pairs.iter().all(|(paired, _)| paired != tick));
        // Each in its turn has others first, so that of many lines all are remembered with somebody.
        open.extend(unpaired.enumerate().map(|(turn, tick)| {
            let turned = rest.iter().cycle().skip(turn * PRINTS_MAX % rest.len().max(1));
            (by_hand[tick], turned.take(rest.len().min(PRINTS_MAX)).cloned().collect::<Vec<_>>())
        }));
        lent.extend(pairs.iter().map(|(tick, line)| (by_hand[*tick], lines[*line].prints.clone())));
    }
    let mut room = LENT_MAX;
    for (at, mut prints) in lent.into_iter().chain(open) {
        prints.truncate(room.min(PRINTS_MAX));
        room -= prints.len();
        ticks[at].prints = prints;
    }
}

/// Of ticks and lines of one sum those that surely belong together, tick and line: as many lines as ticks of which they alone tell, or one
/// that names nobody beside the only one.
fn sure(ids: &[&str], lines: &[&Uncertain]) -> Vec<(usize, usize)> {
    if let ([_], [line]) = (ids, lines)
        && line.named.is_none()
    {
        return vec![(0, 0)];
    }
    let place: BTreeMap<&str, usize> = ids.iter().enumerate().map(|(at, id)| (*id, at)).collect();
    let mut told_by = vec![0; ids.len()];
    let mut alike: BTreeMap<BTreeSet<usize>, Vec<usize>> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate() {
        let named = line.named.iter().flatten().filter_map(|id| place.get(id.as_str()).copied());
        let named: BTreeSet<usize> = named.collect();
        named.iter().for_each(|tick| told_by[*tick] += 1);
        alike.entry(named).or_default().push(at);
    }
    let only = |(named, lines): &(BTreeSet<usize>, Vec<usize>)| {
        lines.len() == named.len() && named.iter().all(|tick| told_by[*tick] == lines.len())
    };
    alike.into_iter().filter(only).flat_map(|(named, lines)| named.into_iter().zip(lines)).collect()
}

pub(super) fn came_of(said: &str, zone: &Zone) -> Option<ArrivedAt> {
    // In whichever language: nothing of it is shown.
    let mut check = Check::new(web::Lang::En);
    let at = super::asking::arrived(&mut check, "paid", said, zone);
    check.done(at).ok()
}

/// `n3f…+l07…`: no more than are read again.
pub(super) fn prints_said(prints: &[LinePrint]) -> String {
    let said: Vec<String> = prints.iter().take(PRINTS_MAX).map(print_said).collect();
    said.join("+")
}

/// `n3f…`: by a number; `l3f…`: by likeness.
fn print_said(print: &LinePrint) -> String {
    format!("{}{}", if print.numbered { 'n' } else { 'l' }, print.hex())
}

/// `n3f…+l07…`; empty: of no line. Of more than one line is known by the first count.
fn prints_of(said: &str) -> Option<Vec<LinePrint>> {
    said.split('+').filter(|one| !one.is_empty()).take(PRINTS_MAX).map(print_of).collect()
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

    fn print(name: u32) -> LinePrint {
        let mut hash = [0; 32];
        hash[..4].copy_from_slice(&name.to_be_bytes());
        LinePrint { hash, numbered: false }
    }

    fn ticked(id: &str, amount_minor: i64, prints: Vec<LinePrint>) -> Tick {
        Tick { id: id.to_owned(), amount_minor, prints, number: None, came: None }
    }

    /// What is ticked (sum, id, a line of its own), uncertain lines (sum, by what known, whom named; `-` for nobody) → by what each is
    /// remembered then: `A` as sure, `a` as one that may be.
    #[test]
    fn what_is_ticked_by_hand_has_the_lines_of_its_sum() {
        let of = |name: char| print(u32::from(name));
        let check = |ticks: &[(i64, &str, &str)], lines: &[(i64, char, &str)], expected: &[&str]| {
            let mut ticks: Vec<Tick> =
                ticks.iter().map(|(sum, id, own)| ticked(id, *sum, own.chars().map(of).collect())).collect();
            let lines: Vec<Uncertain> = lines
                .iter()
                .map(|(amount_minor, name, named)| Uncertain {
                    amount_minor: *amount_minor,
                    prints: vec![of(*name)],
                    named: (*named != "-").then(|| named.chars().map(String::from).collect()),
                })
                .collect();
            lend(&mut ticks, &lines);
            let known =
                |one: char| if one.is_uppercase() { of(one.to_ascii_lowercase()) } else { of(one).maybe() };
            let found: Vec<Vec<LinePrint>> = ticks.into_iter().map(|tick| tick.prints).collect();
            let expected: Vec<Vec<LinePrint>> =
                expected.iter().map(|tick| tick.chars().map(known).collect()).collect();
            assert_eq!(found, expected, "{lines:?}");
        };
        // The only line and the only tick: 周建军,40.00,,周周 707.
        check(&[(48, "d", "")], &[(48, 'a', "-")], &["A"]);
        check(&[(48, "d", "")], &[(47, 'a', "-")], &[""]);
        check(&[(48, "d", "")], &[(48, 'a', "d")], &["A"]);
        // It names somebody else, who is not ticked: this one's money may have come without a line.
        check(&[(48, "d", "")], &[(48, 'a', "e")], &["a"]);
        check(&[(48, "d", "")], &[(48, 'a', "")], &["a"]);
        // One of two; or two of two, and nobody said which.
        check(&[(48, "d", ""), (48, "e", "")], &[(48, 'a', "-")], &["a", "a"]);
        check(&[(48, "d", "")], &[(48, 'a', "-"), (48, 'b', "-")], &["ab"]);
        check(&[(48, "d", ""), (48, "e", "")], &[(48, 'a', "-"), (48, 'b', "-")], &["ab", "ab"]);
        // What names one is that one's; whatever is left may be anybody's who is left.
        check(&[(48, "d", ""), (48, "e", "")], &[(48, 'a', "e")], &["", "A"]);
        check(&[(48, "d", ""), (48, "e", "")], &[(48, 'a', "-"), (48, 'b', "d")], &["B", "a"]);
        check(&[(48, "d", ""), (48, "e", "")], &[(48, 'a', "e"), (48, 'b', "d")], &["B", "A"]);
        // Two lines about one, or one about two.
        check(&[(48, "d", "")], &[(48, 'a', "d"), (48, 'b', "d")], &["ab"]);
        check(&[(48, "d", ""), (48, "e", "")], &[(48, 'a', "de")], &["a", "a"]);
        check(&[(48, "d", ""), (48, "e", "")], &[(48, 'a', "de"), (48, 'b', "de")], &["A", "B"]);
        check(&[(48, "d", ""), (48, "e", "")], &[(48, 'a', "de"), (48, 'b', "e")], &["ab", "ab"]);
        // What has a line of its own needs none, and its line is nobody else's.
        check(&[(48, "d", "a")], &[(48, 'b', "-")], &["A"]);
        check(&[(48, "d", "a"), (48, "e", "")], &[(48, 'a', "-"), (48, 'b', "-")], &["A", "B"]);
        check(&[], &[(48, 'a', "-")], &[]);
    }

    /// Ticks, lines of the same sum, prints of each line → all that is remembered. None has more than eight, and where there is room each line is
    /// somebody's.
    #[test]
    fn what_is_lent_ends() {
        for (ticks, lines, each, lent, lines_known) in [
            (1, 100, 1, 8, 8),
            (60, 100, 1, 480, 100),
            (60, 100, 9, 480, 54),
            (3, 2, 2, 12, 2),
            (500, 100, 1, LENT_MAX, 100),
            (500, 2_000, 1, LENT_MAX, 1_000),
        ] {
            let mut ticks: Vec<Tick> =
                (0..ticks).map(|id| ticked(&format!("{id}"), 48, Vec::new())).collect();
            let lines: Vec<Uncertain> = (0..lines)
                .map(|line| Uncertain {
                    amount_minor: 48,
                    prints: (0..each).map(|at| print(line * 10 + at)).collect(),
                    named: None,
                })
                .collect();
            lend(&mut ticks, &lines);
            assert!(ticks.iter().all(|tick| tick.prints.len() <= PRINTS_MAX));
            assert_eq!(
                ticks.iter().map(|tick| tick.prints.len()).sum::<usize>(),
                lent,
                "{} {}",
                ticks.len(),
                lines.len()
            );
            let told: BTreeSet<&LinePrint> = ticks.iter().flat_map(|tick| &tick.prints).collect();
            let known =
                lines.iter().filter(|line| line.prints.iter().any(|print| told.contains(&print.maybe())));
            assert_eq!(known.count(), lines_known, "{} {}", ticks.len(), lines.len());
        }
    }

    /// So many prints of a line, as a form sends it → so many are read; what is no print is none of a line.
    #[test]
    fn a_line_of_many_people_is_read() {
        let currency = Some(kernel::Currency::CNY);
        for (many, read) in [(1, 1), (8, 8), (9, 8), (40, 8)] {
            let prints: Vec<LinePrint> = (0..many).map(print).collect();
            let names: Vec<String> = (0..many).map(|at| format!("ord_{at}")).collect();
            let said = Uncertain::said("48.00", &prints, Some(&names));
            let line = Uncertain::read(&said, currency).unwrap_or_else(|| panic!("{said}"));
            assert_eq!(
                (line.prints.as_slice(), line.named.as_deref()),
                (&prints[..read], Some(&names[..read]))
            );
            // As a page of before sends it.
            let all: Vec<String> = prints.iter().map(print_said).collect();
            assert!(
                Uncertain::read(&format!("48.00={}", all.join("+")), currency)
                    .is_some_and(|line| line.named.is_none())
            );
            let tick = Tick::read(&format!("ord_1=48.00={}", all.join("+")), currency, None).unwrap();
            assert_eq!(tick.prints, prints[..read]);
        }
        for odd in ["", "48.00", "48.00=", "48.00=x", "soon=l00", "48.00=l07=ord_1"] {
            assert!(Uncertain::read(odd, currency).is_none(), "{odd}");
        }
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

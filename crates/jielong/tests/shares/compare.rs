//! What is right: names without rooms and signs, items by name or part of it, quantities exactly, in any unit.

use crate::lists::{Case, Expected, Meant};
use crate::names::{norm, same_name};
use jielong::{Action, Line, List, Reading};
use kernel::Quantity;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Right,
    RightUnclear,
    Unclear,
    WrongCertain,
    WrongLikely,
    Missing,
}

#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub lines: usize,
    pub readable: usize,
    pub readable_right: usize,
    pub right_unclear: usize,
    pub unclear: usize,
    pub wrong_certain: usize,
    pub wrong_likely: usize,
    pub missing: usize,
    pub ambiguous: usize,
    pub ambiguous_certain: usize,
    /// What was wanted and what was read, of each line that is not right.
    pub wrong: Vec<String>,
    /// By the number of the line.
    pub verdicts: Vec<(usize, Verdict)>,
    /// What is not right about them, counted.
    pub kinds: BTreeMap<&'static str, usize>,
    /// Of the lines called unclear, by the doubt: those read rightly but for that, those read wrongly, those that are unclear.
    pub doubts: BTreeMap<String, [usize; 3]>,
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} lines, {} of {} readable right, unclear {}, wrong but certain {}, wrong but likely {}, missing {}, \
             unclear as expected {} of {}, of those certain {}",
            self.lines,
            self.readable_right,
            self.readable,
            self.unclear,
            self.wrong_certain,
            self.wrong_likely,
            self.missing,
            self.right_unclear,
            self.ambiguous,
            self.ambiguous_certain
        )
    }
}

/// Item and how much of it; None for all.
type Table = BTreeMap<String, Option<i64>>;

impl Tally {
    pub(crate) fn take(&mut self, case: &Case, list: &List) {
        let text: Vec<&str> = case.text.split('\n').collect();
        let (matched, extra) = matched(case, list, &text);
        let mut standing: HashMap<String, BTreeSet<String>> = HashMap::new();
        for expected in &case.lines {
            let who = norm(&expected.name);
            let got = matched.get(&expected.line).map(|index| &list.lines[*index]);
            let stands = standing.entry(who).or_default();
            let verdict = judge(expected, got, &case.offers, stands);
            self.count(verdict);
            self.verdicts.push((expected.line, verdict));
            if let Some(line) = got.filter(|line| line.reading == Reading::Unclear) {
                let likely = Line { reading: Reading::Likely, ..line.clone() };
                let place = match judge(expected, Some(&likely), &case.offers, stands) {
                    _ if expected.unclear => 2,
                    Verdict::Right => 0,
                    _ => 1,
                };
                let doubts: Vec<_> = line
                    .doubts
                    .iter()
                    .map(|d| d.code())
                    .filter(|d| !["words_left", "concluded"].contains(d))
                    .collect();
                self.doubts.entry(doubts.join(" ")).or_default()[place] += 1;
            }
            if !matches!(verdict, Verdict::Right | Verdict::RightUnclear) {
                self.wrong.push(shown(verdict, expected, got, &text));
                *self.kinds.entry(kind(expected, got, &case.offers)).or_default() += 1;
            }
            match expected.unclear {
                true => {
                    self.ambiguous += 1;
                    self.ambiguous_certain += usize::from(verdict == Verdict::WrongCertain);
                }
                false => {
                    self.readable += 1;
                    self.readable_right += usize::from(verdict == Verdict::Right);
                    stand(stands, &expected.readings[0]);
                }
            }
        }
        for line in extra {
            self.count(match line.reading {
                Reading::Unclear => Verdict::Unclear,
                Reading::Likely => Verdict::WrongLikely,
                Reading::Certain => Verdict::WrongCertain,
            });
            self.wrong.push(format!("no order: {}", read_as(line)));
        }
    }

    /// Right, unclear though readable, wrong but certain, in percent.
    pub(crate) fn shares(&self) -> String {
        let share = |part: usize, of: usize| {
            let tenths = part * 1000 / of.max(1);
            format!("{}.{}", tenths / 10, tenths % 10)
        };
        format!(
            "right {}, unclear {}, wrong but certain {}, ambiguous but certain {}",
            share(self.readable_right, self.readable),
            share(self.unclear, self.lines),
            share(self.wrong_certain, self.lines),
            share(self.ambiguous_certain, self.ambiguous)
        )
    }

    pub(crate) fn and(mut self, other: Tally) -> Tally {
        self.lines += other.lines;
        self.readable += other.readable;
        self.readable_right += other.readable_right;
        self.right_unclear += other.right_unclear;
        self.unclear += other.unclear;
        self.wrong_certain += other.wrong_certain;
        self.wrong_likely += other.wrong_likely;
        self.missing += other.missing;
        self.ambiguous += other.ambiguous;
        self.ambiguous_certain += other.ambiguous_certain;
        for (kind, count) in other.kinds {
            *self.kinds.entry(kind).or_default() += count;
        }
        for (doubt, counts) in other.doubts {
            let row = self.doubts.entry(doubt).or_default();
            row.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
        }
        self
    }

    fn count(&mut self, verdict: Verdict) {
        self.lines += 1;
        match verdict {
            Verdict::Right => {}
            Verdict::RightUnclear => self.right_unclear += 1,
            Verdict::Unclear => self.unclear += 1,
            Verdict::WrongCertain => self.wrong_certain += 1,
            Verdict::WrongLikely => self.wrong_likely += 1,
            Verdict::Missing => self.missing += 1,
        }
    }
}

/// What of a wrong line differs.
fn kind(expected: &Expected, got: Option<&Line>, offers: &[(String, String)]) -> &'static str {
    let Some(got) = got else { return "missing" };
    let meant = &expected.readings[0];
    if expected.unclear {
        return "too sure";
    }
    if meant.action == "none" {
        return "no order";
    }
    if got.reading == Reading::Unclear {
        return "unclear";
    }
    let items = same_items(meant, got, offers, &BTreeSet::new());
    match (same_name(&expected.name, &got.name), meant.action == got.action.code(), items) {
        (false, _, true) => "name",
        (false, _, false) => "name and items",
        (true, false, true) => "action",
        (true, false, false) => "action and items",
        _ if got.action == Action::None => "left out",
        _ if got.items.len() != meant.items.len() => "number of items",
        _ => "items",
    }
}

fn shown(verdict: Verdict, expected: &Expected, got: Option<&Line>, text: &[&str]) -> String {
    let meant: Vec<String> = expected
        .readings
        .iter()
        .map(|meant| {
            let items = meant.items.iter().map(|(item, quantity, unit)| format!("{item} {quantity}{unit}"));
            format!("{} {}", meant.action, items.collect::<Vec<_>>().join(", "))
        })
        .collect();
    let unclear = if expected.unclear { "UNCLEAR " } else { "" };
    format!(
        "{verdict:?} {}: {}\n      wanted {unclear}[{}] {}\n      read   {}",
        expected.line,
        text.get(expected.line - 1).copied().unwrap_or_default(),
        expected.name,
        meant.join(" | "),
        got.map_or("nothing".to_owned(), read_as)
    )
}

fn read_as(line: &Line) -> String {
    let items = line.items.iter().map(|item| {
        let quantity = item.quantity.map_or("all".to_owned(), |quantity| quantity.to_string());
        format!("{} {quantity}{}", item.name, item.unit)
    });
    format!(
        "[{}] {} {} ({} {}) {}",
        line.name,
        line.action.code(),
        items.collect::<Vec<_>>().join(", "),
        line.reading.code(),
        line.doubts.iter().map(|doubt| doubt.code()).collect::<Vec<_>>().join(" "),
        line.text.replace('\n', " ⏎ ")
    )
}

fn stand(stands: &mut BTreeSet<String>, meant: &Meant) {
    match meant.action.as_str() {
        "order" | "add" | "replace" => stands.extend(meant.items.iter().map(|(item, _, _)| item.clone())),
        "withdraw" if meant.items.is_empty() => stands.clear(),
        "withdraw" => {
            for (item, _, _) in meant.items.iter().filter(|(_, quantity, _)| quantity.is_empty()) {
                stands.remove(item);
            }
        }
        _ => {}
    }
}

/// By number of the line and its text, by its text, by its number, by the line of the nick above; and what is left over
/// and looks like an order.
fn matched<'a>(case: &Case, list: &'a List, text: &[&str]) -> (HashMap<usize, usize>, Vec<&'a Line>) {
    let first = |line: &Line| norm(line.text.lines().next().unwrap_or_default());
    let said: Vec<String> = list.lines.iter().map(first).collect();
    let mut taken = vec![false; list.lines.len()];
    let mut found: HashMap<usize, usize> = HashMap::new();
    let wanted: BTreeSet<usize> = case.lines.iter().map(|line| line.line).collect();
    for round in 0..4 {
        for number in &wanted {
            let here = norm(text.get(number - 1).copied().unwrap_or_default());
            if found.contains_key(number) || (round == 3 && wanted.contains(&(number - 1))) {
                continue;
            }
            let index = (0..list.lines.len()).find(|index| {
                let line = &list.lines[*index];
                !taken[*index]
                    && match round {
                        0 => line.number == *number && (said[*index].is_empty() || said[*index] == here),
                        1 => said[*index] == here && !here.is_empty(),
                        2 => line.number == *number,
                        _ => line.number + 1 == *number,
                    }
            });
            if let Some(index) = index {
                taken[index] = true;
                found.insert(*number, index);
            }
        }
    }
    let orders = |line: &Line| {
        line.action == Action::Withdraw || !line.items.is_empty() && line.action != Action::None
    };
    let extra =
        list.lines.iter().zip(taken).filter(|(line, taken)| !taken && orders(line)).map(|(line, _)| line);
    (found, extra.collect())
}

fn judge(
    expected: &Expected,
    got: Option<&Line>,
    offers: &[(String, String)],
    standing: &BTreeSet<String>,
) -> Verdict {
    let none = expected.readings[0].action == "none";
    let Some(got) = got else { return if none { Verdict::Right } else { Verdict::Missing } };
    let unclear = got.reading == Reading::Unclear;
    let wrong = match got.reading {
        Reading::Certain => Verdict::WrongCertain,
        _ => Verdict::WrongLikely,
    };
    if expected.unclear {
        let nothing = got.items.is_empty() && got.action == Action::None;
        if !unclear && nothing && expected.readings[1..].iter().any(|meant| meant.action == "none") {
            return Verdict::Right;
        }
        return if unclear { Verdict::RightUnclear } else { wrong };
    }
    if none
        && (got.action == Action::None || got.action != Action::Withdraw && got.items.is_empty() && !unclear)
    {
        return Verdict::Right;
    }
    if unclear {
        return Verdict::Unclear;
    }
    let right = expected.readings.iter().any(|meant| {
        meant.action != "none"
            && meant.action == got.action.code()
            && same_name(&expected.name, &got.name)
            && same_items(meant, got, offers, standing)
    });
    if right { Verdict::Right } else { wrong }
}

fn same_items(meant: &Meant, got: &Line, offers: &[(String, String)], standing: &BTreeSet<String>) -> bool {
    let mut units: HashMap<String, String> = offers.iter().cloned().collect();
    for (item, _, unit) in &meant.items {
        units.insert(resolve(item, offers), unit.clone());
    }
    let want = table(
        meant.items.iter().map(|(item, quantity, unit)| {
            (item.as_str(), Quantity::parse(quantity).ok().map(|quantity| quantity.milli), unit.as_str())
        }),
        offers,
        &units,
    );
    let mut have = table(
        got.items.iter().map(|item| {
            (item.name.as_str(), item.quantity.map(|quantity| quantity.milli), item.unit.as_str())
        }),
        offers,
        &units,
    );
    let have_all: BTreeSet<String> = have.keys().cloned().collect();
    match meant.action.as_str() {
        "withdraw" if want.is_empty() => {
            have.is_empty() || standing.is_empty() || have_all.is_superset(standing)
        }
        "withdraw" if have.is_empty() => {
            let named: BTreeSet<String> = want.keys().cloned().collect();
            !standing.is_empty() && standing.is_subset(&named) && want.values().all(Option::is_none)
        }
        "withdraw" => {
            want.keys().eq(have.keys())
                && want.iter().all(|(item, much)| much.is_none() || *much == have[item])
        }
        "replace" => {
            have.retain(|_, much| *much != Some(0));
            want == have
        }
        _ => want == have,
    }
}

fn table<'a>(
    items: impl Iterator<Item = (&'a str, Option<i64>, &'a str)>,
    offers: &[(String, String)],
    units: &HashMap<String, String>,
) -> Table {
    let mut table = Table::new();
    for (item, milli, unit) in items {
        let name = resolve(item, offers);
        let wanted = units.get(&name).map_or(unit, String::as_str);
        let milli = milli.map(|milli| in_unit(milli, &norm(unit), &norm(wanted)));
        let sum = match (table.get(&name), milli) {
            (Some(Some(before)), Some(more)) => Some(before + more),
            (_, milli) => milli,
        };
        table.insert(name, sum);
    }
    table
}

fn in_unit(milli: i64, unit: &str, wanted: &str) -> i64 {
    let grams = |unit: &str| match unit {
        "斤" => Some(500),
        "公斤" | "千克" | "kg" => Some(1000),
        "克" | "g" => Some(1),
        "两" => Some(50),
        _ => None,
    };
    let count = |unit: &str| match unit {
        "打" => Some(12),
        "对" | "双" => Some(2),
        _ => None,
    };
    match (grams(unit), grams(wanted)) {
        _ if unit == wanted => milli,
        (Some(from), Some(to)) => milli * from / to,
        _ => match (count(unit), count(wanted)) {
            (Some(count), None) => milli * count,
            _ => milli,
        },
    }
}

/// The same name, or the only one that has it in it or is in it.
fn resolve(name: &str, offers: &[(String, String)]) -> String {
    if let [(only, _)] = offers {
        return only.clone();
    }
    let own = norm(name);
    if let Some((same, _)) = offers.iter().find(|(offer, _)| norm(offer) == own) {
        return same.clone();
    }
    let near = |offer: &str| !own.is_empty() && (offer.contains(&own) || own.contains(offer));
    let mut found = offers.iter().filter(|(offer, _)| near(&norm(offer)));
    match (found.next(), found.next()) {
        (Some((one, _)), None) => one.clone(),
        _ => own,
    }
}

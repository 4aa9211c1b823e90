//! Reads files of Pabulib (`.pb`): <https://pabulib.org/format>, described in Stolicki, Szufa & Talmon, "Pabulib: A
//! Participatory Budgeting Library", 2020 (arXiv:2012.06539).
//!
//! Strict where a mistake would change who wins: an unknown project, points that are not as many as projects, a cost
//! that is no number. A project that a ballot of approvals or a ranking names again counts once, at its first place,
//! since such a ballot is a set or an order; with points twice for one project it is not known which are meant, and
//! the file is refused.

mod ballots;
mod table;

use crate::budget::{BallotKind, Instance, Project};
use crate::exact::parse_decimal;
use crate::text::{BadLine, quoted};
use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive};
use std::collections::{BTreeMap, HashMap};
use table::{Row, Section};

/// A file as it can be counted.
#[derive(Debug, Clone)]
pub struct File {
    pub kind: BallotKind,
    /// Costs and budget in the largest unit in which all of them are whole; `step` is one unit of the currency.
    pub instance: Instance,
    /// What each project is called; empty where the file does not say.
    pub names: Vec<String>,
    /// So many of the instance's utility are one point: 10 where points have one decimal.
    pub point: u64,
    /// What does not change the count, but whoever keeps the file may want to know.
    pub notes: Vec<BadLine>,
}

impl File {
    /// A sum of the instance in units of the file's currency.
    pub fn in_currency(&self, minor: u64) -> BigRational {
        BigRational::new(minor.into(), self.instance.step.into())
    }
}

/// Reads a whole file.
///
/// # Errors
/// The first thing that is wrong with it, and its line.
pub fn parse(text: &str) -> Result<File, BadLine> {
    let sections = table::sections(text)?;
    let meta = Meta::read(&sections.meta)?;
    let (ids, costs) = projects(&sections.projects)?;
    let (budget, step, costs) = in_minor_units(&meta, &costs)?;
    let place_of: HashMap<&str, usize> =
        ids.iter().enumerate().map(|(place, id)| (id.as_str(), place)).collect();
    let (ballots, point) = ballots::read(&sections.votes, meta.kind, &place_of)?;
    let projects = ids.iter().zip(costs).map(|(id, cost)| Project { id: id.clone(), cost });
    let instance = Instance { projects: projects.collect(), budget, step, ballots };
    let mut notes = Vec::new();
    for (name, counted) in [("num_projects", instance.projects.len()), ("num_votes", instance.ballots.len())]
    {
        if let Some((line, said)) = meta.others.get(name).filter(|(_, said)| *said != counted.to_string()) {
            notes.push(BadLine::new(
                *line,
                format!("{name} is said to be {}, but there are {counted}", quoted(said)),
            ));
        }
    }
    notes.extend(voted_twice(&sections.votes)?);
    let column = sections.projects.find_column("name");
    let name = |row: &Row| column.map(|column| row.cell(column)).unwrap_or_default().to_owned();
    let names = sections.projects.rows.iter().map(name).collect();
    Ok(File { kind: meta.kind, instance, names, point, notes })
}

/// Every row counts as one voter, as the format says; but whoever keeps the file should know of two with one id.
fn voted_twice(votes: &Section) -> Result<Option<BadLine>, BadLine> {
    let column = votes.column("voter_id")?;
    let mut lines: HashMap<&str, usize> = HashMap::with_capacity(votes.rows.len());
    Ok(votes.rows.iter().find_map(|row| {
        let voter = row.cell(column);
        let before = lines.insert(voter, row.line)?;
        Some(BadLine::new(
            row.line,
            format!("voter {} is on line {before} too; both are counted", quoted(voter)),
        ))
    }))
}

/// What the count needs of META, and the line of each key.
struct Meta<'a> {
    kind: BallotKind,
    budget: (usize, BigRational),
    others: BTreeMap<&'a str, (usize, &'a str)>,
}

impl<'a> Meta<'a> {
    fn read(section: &'a Section) -> Result<Meta<'a>, BadLine> {
        let mut others: BTreeMap<&str, (usize, &str)> = BTreeMap::new();
        for row in &section.rows {
            let [key, value] = [row.cell(0), row.cell(1)];
            let counts = key == "budget" || key == "vote_type";
            if others.insert(key, (row.line, value)).is_some() && counts {
                return Err(BadLine::new(row.line, format!("{key} is said twice")));
            }
        }
        let needed = |key: &str| {
            others
                .get(key)
                .copied()
                .ok_or_else(|| BadLine::new(section.line, format!("META does not say {key}")))
        };
        let (line, name) = needed("vote_type")?;
        let kind = BallotKind::ALL.into_iter().find(|kind| kind.name() == name.to_lowercase());
        let kind = kind.ok_or_else(|| {
            let known = BallotKind::ALL.map(BallotKind::name).join(", ");
            BadLine::new(line, format!("vote_type {} is none of {known}", quoted(name)))
        })?;
        let (line, text) = needed("budget")?;
        let budget = (line, money(line, "budget", text)?);
        Ok(Meta { kind, budget, others })
    }
}

/// A sum that is not negative. A comma is read as the point, as it is written in much of Europe.
fn money(line: usize, what: &str, text: &str) -> Result<BigRational, BadLine> {
    let number = parse_decimal(&text.replace(',', "."))
        .ok_or_else(|| BadLine::new(line, format!("{what} {} is not a number", quoted(text))))?;
    if number.is_negative() {
        return Err(BadLine::new(line, format!("{what} {} is negative", quoted(text))));
    }
    Ok(number)
}

/// Ids, and costs with their lines.
type Listed = (Vec<String>, Vec<(usize, BigRational)>);

fn projects(section: &Section) -> Result<Listed, BadLine> {
    let id_column = section.column("project_id")?;
    let cost_column = section.column("cost")?;
    let (mut ids, mut costs) = (Vec::new(), Vec::new());
    let mut lines: BTreeMap<&str, usize> = BTreeMap::new();
    for row in &section.rows {
        let id = needed(row, id_column, "project_id")?;
        if id.contains(',') {
            return Err(BadLine::new(
                row.line,
                format!("project {} has a comma in its id, so that no ballot can name it", quoted(id)),
            ));
        }
        if let Some(before) = lines.insert(id, row.line) {
            return Err(BadLine::new(
                row.line,
                format!("project {} is already on line {before}", quoted(id)),
            ));
        }
        costs.push((row.line, money(row.line, "cost", needed(row, cost_column, "cost")?)?));
        ids.push(id.to_owned());
    }
    Ok((ids, costs))
}

fn needed<'a>(row: &'a Row, column: usize, name: &str) -> Result<&'a str, BadLine> {
    let cell = row.cell(column);
    if cell.is_empty() { Err(BadLine::new(row.line, format!("{name} is empty"))) } else { Ok(cell) }
}

/// Budget, unit of the currency and costs as integers of the largest unit that makes all of them whole.
fn in_minor_units(meta: &Meta, costs: &[(usize, BigRational)]) -> Result<(u64, u64, Vec<u64>), BadLine> {
    let all = || std::iter::once(&meta.budget).chain(costs);
    let mut unit = BigInt::one();
    for (line, number) in all() {
        unit = unit.lcm(number.denom());
        if unit.bits() > 62 {
            return Err(BadLine::new(*line, "this sum has too many decimals to be counted"));
        }
    }
    let mut sum = BigInt::from(0);
    let mut minor = Vec::with_capacity(costs.len() + 1);
    for (line, number) in all() {
        let whole = (number * BigRational::from(unit.clone())).to_integer();
        sum += &whole;
        let counted = whole.to_u64().filter(|_| sum < BigInt::one() << 62);
        minor.push(
            counted.ok_or_else(|| {
                BadLine::new(*line, "this sum, with those before, is too large to be counted")
            })?,
        );
    }
    let step = unit.to_u64().filter(|unit| *unit < 1 << 62);
    let step =
        step.ok_or_else(|| BadLine::new(meta.budget.0, "sums have too many decimals to be counted"))?;
    let costs = minor.split_off(1);
    Ok((minor[0], step, costs))
}

#[cfg(test)]
mod tests;

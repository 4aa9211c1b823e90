//! The rows under VOTES.

use super::table::{Row, Section};
use crate::budget::{Ballot, BallotKind};
use crate::exact::parse_decimal;
use crate::text::{BadLine, quoted};
use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive};
use std::collections::HashMap;

/// Projects by their place, by id.
type Places<'a> = HashMap<&'a str, usize>;

/// Every row is one voter, also one that names nothing. Also tells how much utility a point is.
pub(super) fn read(
    section: &Section,
    kind: BallotKind,
    places: &Places,
) -> Result<(Vec<Ballot>, u64), BadLine> {
    let vote_column = section.column("vote")?;
    let has_points = matches!(kind, BallotKind::Cumulative | BallotKind::Scoring);
    let points_column = if has_points { Some(section.column("points")?) } else { None };
    let mut given = Vec::new();
    let mut ballots = Vec::new();
    for row in &section.rows {
        let named = named(row, vote_column, places)?;
        match points_column {
            Some(column) => given.push((row.line, points(row, column, &named, places)?)),
            None => ballots.push(without_points(row, kind, named)?),
        }
    }
    if has_points { in_whole_points(given) } else { Ok((ballots, 1)) }
}

/// The projects a ballot names, in its order, as often as it does.
fn named<'a>(row: &'a Row, column: usize, places: &Places) -> Result<Vec<(&'a str, usize)>, BadLine> {
    let list = row.cell(column);
    if is_nothing(list, places) {
        return Ok(Vec::new());
    }
    let each = list.split(',').map(str::trim).filter(|id| !id.is_empty());
    each.map(|id| match places.get(id) {
        Some(place) => Ok((id, *place)),
        None => Err(BadLine::new(
            row.line,
            format!("the ballot names project {}, which is not under PROJECTS", quoted(id)),
        )),
    })
    .collect()
}

/// Some files write out that a cell is empty.
fn is_nothing(cell: &str, places: &Places) -> bool {
    cell.is_empty() || (cell.eq_ignore_ascii_case("none") && !places.contains_key(cell))
}

/// A set, or an order: a second mention says nothing new.
fn without_points(row: &Row, kind: BallotKind, named: Vec<(&str, usize)>) -> Result<Ballot, BadLine> {
    let mut order: Vec<usize> = Vec::with_capacity(named.len());
    for (_, place) in named {
        if !order.contains(&place) {
            order.push(place);
        }
    }
    let length = order.len();
    if kind == BallotKind::ChooseOne && length > 1 {
        return Err(BadLine::new(
            row.line,
            format!("the ballot names {length} projects where it may choose 1"),
        ));
    }
    if kind != BallotKind::Ordinal {
        return Ok(Ballot::approving(order));
    }
    let behind = |from_front: usize| u64::try_from(length - from_front - 1).unwrap_or(u64::MAX);
    let ranked = order.into_iter().enumerate().map(|(from_front, place)| (place, behind(from_front)));
    Ok(Ballot { count: 1, utilities: ranked.collect() })
}

type Given = Vec<(usize, BigRational)>;

fn points(row: &Row, column: usize, named: &[(&str, usize)], places: &Places) -> Result<Given, BadLine> {
    let list = row.cell(column);
    let texts: Vec<&str> =
        if is_nothing(list, places) { Vec::new() } else { list.split(',').map(str::trim).collect() };
    if texts.len() != named.len() {
        let (points, projects) = (texts.len(), named.len());
        return Err(BadLine::new(
            row.line,
            format!("the ballot names {projects} projects and gives points to {points}"),
        ));
    }
    let mut given: Given = Vec::with_capacity(named.len());
    for (text, (id, place)) in texts.into_iter().zip(named) {
        let points = parse_decimal(text)
            .ok_or_else(|| BadLine::new(row.line, format!("points {} are not a number", quoted(text))))?;
        if points.is_negative() {
            return Err(BadLine::new(row.line, format!("points {} are negative", quoted(text))));
        }
        if given.iter().any(|(other, _)| other == place) {
            return Err(BadLine::new(
                row.line,
                format!("the ballot gives points to project {} twice", quoted(id)),
            ));
        }
        given.push((*place, points));
    }
    Ok(given)
}

/// Points are compared with each other only: so fractions of them may all be multiplied alike.
fn in_whole_points(given: Vec<(usize, Given)>) -> Result<(Vec<Ballot>, u64), BadLine> {
    let points = given.iter().flat_map(|(_, given)| given);
    let parts = points.fold(BigInt::one(), |parts, (_, points)| parts.lcm(points.denom()));
    let mut sum = BigInt::from(0);
    let mut ballots = Vec::with_capacity(given.len());
    for (line, given) in given {
        let mut utilities = Vec::with_capacity(given.len());
        for (place, points) in given {
            let whole = (points * BigRational::from(parts.clone())).to_integer();
            sum += &whole;
            let counted = whole.to_u64().filter(|_| sum < BigInt::one() << 62);
            utilities.push((
                place,
                counted.ok_or_else(|| BadLine::new(line, "points are too large to be counted"))?,
            ));
        }
        ballots.push(Ballot { count: 1, utilities });
    }
    // A part that is smaller than any number here would have made the points too large above.
    Ok((ballots, parts.to_u64().unwrap_or(u64::MAX)))
}

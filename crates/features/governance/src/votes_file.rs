//! The votes of a closed ballot as a file to take along, in the formats that others' programs read: PrefLib for rankings, Pabulib
//! for budgets (`hehuo tally` counts both by the ballot's rule, to the same outcome), CSV for approvals and scores. Pure.
//!
//! Nobody's name or paper stands in it, and its order follows from what was voted alone.

use crate::ballot::{BallotRefused, tells_whose};
use crate::choice::Choice;
use crate::terms::{Counting, Kind, Weighting};
use kernel::{Currency, Money};
use std::collections::{BTreeMap, BTreeSet};

/// What was asked, as far as a file says it.
#[derive(Debug, Clone)]
pub struct Asked {
    pub title: String,
    pub kind: Kind,
    pub counting: Counting,
    pub weighting: Weighting,
    /// Title and, of a project, cost in minor units; in the order of their numbers.
    pub options: Vec<(String, i64)>,
    pub budget_minor: i64,
    pub currency: Currency,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VotesFile {
    pub extension: &'static str,
    pub text: String,
}

/// Whether there is one: not where a weight tells whose a vote is, and not where sums say all that there is to count.
///
/// # Errors
/// `WeightedTotalsOnly`, `NoVotesFile`.
pub fn offered(kind: Kind, weighting: Weighting, somebody_chose: bool) -> Result<(), BallotRefused> {
    match kind {
        _ if tells_whose(weighting) => Err(BallotRefused::WeightedTotalsOnly),
        Kind::YesNo | Kind::Consent => Err(BallotRefused::NoVotesFile),
        Kind::Approval | Kind::Score | Kind::Ranked | Kind::Budget if somebody_chose => Ok(()),
        _ => Err(BallotRefused::NoVotesFile),
    }
}

/// What `hehuo tally --rule` calls the rule; None where the file is none that it counts.
pub fn rule(kind: Kind, counting: Counting, weighting: Weighting) -> Option<&'static str> {
    let credits = weighting == Weighting::QuadraticCredits;
    match (kind, counting) {
        (Kind::Ranked, Counting::SchulzeMargins) => Some("schulze_margins_winners"),
        (Kind::Ranked, Counting::SchulzeWinningVotes) => Some("schulze_winning_votes_winners"),
        (Kind::Ranked, Counting::InstantRunoff) => Some("irv_winners"),
        (Kind::Ranked, Counting::Borda) => Some("borda_winners"),
        (Kind::Ranked, Counting::Copeland) => Some("copeland_winners"),
        (Kind::Ranked, Counting::Minimax) => Some("minimax_margins_winners"),
        (Kind::Budget, Counting::GreedyByVotesPerCost) if credits => Some("greedy_points"),
        (Kind::Budget, _) if credits => None,
        (Kind::Budget, Counting::GreedyByVotes) => Some("greedy_cost"),
        (Kind::Budget, Counting::GreedyByVotesPerCost) => Some("greedy_cardinality"),
        (Kind::Budget, Counting::EqualShares) => Some("mes_cost"),
        (Kind::Budget, Counting::EqualSharesAdd1Greedy) => Some("mes_cost_add1_greedy"),
        _ => None,
    }
}

/// Of a ballot for which one is offered. Votes of another kind than was asked are left out: a ballot has none.
pub fn votes_file(asked: &Asked, votes: &[Choice]) -> VotesFile {
    match asked.kind {
        Kind::Ranked => preflib(asked, votes),
        Kind::Budget => pabulib(asked, votes),
        Kind::Approval | Kind::Score | Kind::YesNo | Kind::Consent => csv(asked, votes),
    }
}

/// <https://preflib.org/format>. Who abstained has no order, and is not in it.
fn preflib(asked: &Asked, votes: &[Choice]) -> VotesFile {
    let mut orders: BTreeMap<Vec<Vec<i64>>, u64> = BTreeMap::new();
    for vote in votes {
        if let Choice::Rank(tiers) = vote {
            let mut tiers = tiers.clone();
            tiers.iter_mut().for_each(|tier| tier.sort_unstable());
            *orders.entry(tiers).or_default() += 1;
        }
    }
    let strict = orders.keys().flatten().all(|tier| tier.len() == 1);
    let complete =
        orders.keys().all(|tiers| tiers.iter().map(Vec::len).sum::<usize>() == asked.options.len());
    let extension = match (strict, complete) {
        (true, true) => "soc",
        (true, false) => "soi",
        (false, true) => "toc",
        (false, false) => "toi",
    };
    let mut lines = vec![
        format!("# TITLE: {}", one_line(&asked.title)),
        format!("# DATA TYPE: {extension}"),
        format!("# NUMBER ALTERNATIVES: {}", asked.options.len()),
        format!("# NUMBER VOTERS: {}", orders.values().sum::<u64>()),
        format!("# NUMBER UNIQUE ORDERS: {}", orders.len()),
    ];
    for ((title, _), number) in asked.options.iter().zip(1..) {
        lines.push(format!("# ALTERNATIVE NAME {number}: {}", one_line(title)));
    }
    let mut orders: Vec<_> = orders.into_iter().collect();
    orders.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    for (tiers, count) in orders {
        let tiers = tiers.iter().map(|tier| match tier.as_slice() {
            [one] => one.to_string(),
            tied => format!("{{{}}}", joined(tied)),
        });
        lines.push(format!("{count}: {}", tiers.collect::<Vec<_>>().join(",")));
    }
    VotesFile { extension, text: lines.join("\n") + "\n" }
}

/// <https://pabulib.org/format>. Projects that nobody named are left out, as they are when it is counted; who abstained is in it,
/// since a rule of shares gives everybody one. Ids are of one length: equal projects go by them, as by their place on the ballot.
fn pabulib(asked: &Asked, votes: &[Choice]) -> VotesFile {
    let credits = asked.weighting == Weighting::QuadraticCredits;
    let width = asked.options.len().to_string().len();
    let mut named = BTreeSet::new();
    let mut rows = Vec::with_capacity(votes.len());
    for vote in votes {
        let given: BTreeMap<i64, i64> = match vote {
            Choice::Approve(options) => options.iter().map(|option| (*option, 1)).collect(),
            Choice::Credits(given) => given.iter().copied().filter(|(_, votes)| *votes > 0).collect(),
            _ => BTreeMap::new(),
        };
        named.extend(given.keys().copied());
        rows.push(given);
    }
    rows.sort_unstable();
    let money = |minor: i64| Money::new(minor, asked.currency).plain();
    let mut lines = vec![
        "META".to_owned(),
        "key;value".to_owned(),
        format!("description;{}", quoted(&asked.title)),
        format!("currency;{}", asked.currency),
        format!("num_projects;{}", named.len()),
        format!("num_votes;{}", rows.len()),
        format!("budget;{}", money(asked.budget_minor)),
        format!("vote_type;{}", if credits { "scoring" } else { "approval" }),
        "PROJECTS".to_owned(),
        "project_id;cost;name".to_owned(),
    ];
    for ((title, cost), number) in asked.options.iter().zip(1i64..) {
        if named.contains(&number) {
            lines.push(format!("{number:0width$};{};{}", money(*cost), quoted(title)));
        }
    }
    lines.push("VOTES".to_owned());
    lines.push(if credits { "voter_id;vote;points" } else { "voter_id;vote" }.to_owned());
    for (given, number) in rows.iter().zip(1..) {
        let projects: Vec<String> = given.keys().map(|option| format!("{option:0width$}")).collect();
        let mut line = format!("{number};{}", projects.join(","));
        if credits {
            let points: Vec<i64> = given.values().copied().collect();
            line.push_str(&format!(";{}", joined(&points)));
        }
        lines.push(line);
    }
    VotesFile { extension: "pb", text: lines.join("\n") + "\n" }
}

/// A row for each who took part and a column for each option: 1 and 0, scores, or votes; nothing where nothing was said.
fn csv(asked: &Asked, votes: &[Choice]) -> VotesFile {
    let mut rows: Vec<Vec<Option<i64>>> = Vec::with_capacity(votes.len());
    for vote in votes {
        let numbers = 1..=asked.options.len() as i64;
        let of = |given: &[(i64, i64)], number: i64| {
            given.iter().find(|(option, _)| *option == number).map(|(_, votes)| *votes)
        };
        rows.push(match vote {
            Choice::Approve(options) => {
                numbers.map(|number| Some(i64::from(options.contains(&number)))).collect()
            }
            Choice::Score(given) | Choice::Credits(given) => {
                numbers.map(|number| of(given, number)).collect()
            }
            _ => numbers.map(|_| None).collect(),
        });
    }
    rows.sort_unstable();
    let titles: Vec<String> = asked.options.iter().map(|(title, _)| quoted(&no_formula(title))).collect();
    let mut text = titles.join(",") + "\r\n";
    for row in rows {
        let cells: Vec<String> =
            row.into_iter().map(|cell| cell.map(|n| n.to_string()).unwrap_or_default()).collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    VotesFile { extension: "csv", text }
}

fn joined(numbers: &[i64]) -> String {
    numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", one_line(text).replace('"', "\"\""))
}

/// What somebody typed ends no line of the file.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// A spreadsheet runs what begins like a formula.
fn no_formula(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t']) { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
#[path = "votes_file_tests.rs"]
mod tests;

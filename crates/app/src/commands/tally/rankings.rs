//! Rankings: files of PrefLib.

use super::{Counted, Said, bad_line, plain, rule_of, text_of};
use serde_json::{Map, Value, json};
use std::path::Path;
use tally::preflib::{Candidate, Election, Kind, parse};
use tally::ranked::{
    Pairwise, Runoff, Schulze, Scored, Strength, borda_classic, borda_symmetric, parallel_universe_winners,
    plurality, runoff, schulze,
};

/// Sets of candidates that are looked at before giving up on parallel universes.
const SETS_MAX: usize = 200_000;

/// An outcome: who wins, by which scores, and what else the rule reckoned.
#[derive(Default)]
struct Outcome {
    winners: Vec<usize>,
    scores: Value,
    more: Vec<(&'static str, Value)>,
}

type Rule = fn(&Election) -> Result<Outcome, Said>;

/// Rules that name winners, and below them those that ask for a reckoning, under the names of the reference files.
const RULES: &[(&str, Rule)] = &[
    ("condorcet_winner", |election| {
        by_wins(election, |table| table.condorcet_winner().into_iter().collect())
    }),
    ("weak_condorcet_winners", |election| by_wins(election, Pairwise::weak_condorcet_winners)),
    ("condorcet_loser", |election| by_wins(election, |table| table.condorcet_loser().into_iter().collect())),
    ("copeland_winners", |election| by_wins(election, |table| table.copeland().winners)),
    ("schulze_margins_winners", |election| by_paths(election, Strength::Margins)),
    ("schulze_winning_votes_winners", |election| by_paths(election, Strength::WinningVotes)),
    ("minimax_margins_winners", minimax),
    ("borda_winners", borda),
    ("irv_winners", |election| instant_runoff(election, last_counts)),
    ("irv_parallel_universe_winners", universes),
    ("plurality_winners", first_places),
    ("copeland_scores_wins_minus_losses", |election| by_wins(election, |table| table.copeland().winners)),
    ("borda_symmetric_scores", borda),
    ("borda_classic_scores_m_minus_1_to_0", classic),
    ("plurality_first_places", first_places),
    ("irv_rounds", |election| instant_runoff(election, rounds)),
    ("irv_tie_for_elimination_met", |election| instant_runoff(election, last_counts)),
    (SUPPORT, support),
];

const SUPPORT: &str = "pairwise_support";

pub(super) fn count(file: &Path, kind: Kind, name: &str) -> Result<Counted, Said> {
    let rule = rule_of(RULES, name, "rankings")?;
    let election = parse(&text_of(file)?, kind).map_err(|bad| bad_line(file, &bad))?;
    let outcome = rule(&election).map_err(|why| Said::because(&file.display().to_string(), why))?;
    Ok(told(&election, name, outcome))
}

fn by_wins(election: &Election, winners: fn(&Pairwise) -> Vec<usize>) -> Result<Outcome, Said> {
    let table = Pairwise::of(&election.profile);
    Ok(Outcome {
        winners: winners(&table),
        scores: by_number(election, table.copeland().scores),
        ..Outcome::default()
    })
}

/// A score is how many others have the weaker path, less how many have the stronger.
fn by_paths(election: &Election, strength: Strength) -> Result<Outcome, Said> {
    let counted = schulze(&Pairwise::of(&election.profile), strength);
    let all = 0..election.candidates.len();
    let score = |a| {
        let over = |b| i64::from(counted.stands_above(a, b)) - i64::from(counted.stands_above(b, a));
        all.clone().map(over).sum::<i64>()
    };
    let scores = by_number(election, all.clone().map(score));
    let ranking = counted.ranking.iter().map(|tier| numbers(election, tier)).collect();
    let more = vec![("ranking", Value::Array(ranking)), ("paths", paths(election, &counted))];
    Ok(Outcome { winners: counted.winners, scores, more })
}

fn paths(election: &Election, counted: &Schulze) -> Value {
    square(election, |a, b| counted.path(a, b))
}

fn minimax(election: &Election) -> Result<Outcome, Said> {
    let counted = Pairwise::of(&election.profile).minimax();
    let scores = by_number(election, counted.worst_margins);
    Ok(Outcome { winners: counted.winners, scores, ..Outcome::default() })
}

fn borda(election: &Election) -> Result<Outcome, Said> {
    Ok(scored(election, borda_symmetric(&Pairwise::of(&election.profile))))
}

fn classic(election: &Election) -> Result<Outcome, Said> {
    let counted = borda_classic(&election.profile);
    let counted =
        counted.ok_or_else(|| Said::new("classic Borda needs orders of everybody, without ties"))?;
    Ok(scored(election, counted))
}

fn scored(election: &Election, counted: Scored) -> Outcome {
    let scores = by_number(election, counted.scores);
    Outcome { winners: counted.winners, scores, ..Outcome::default() }
}

fn first_places(election: &Election) -> Result<Outcome, Said> {
    let counted = plurality(&election.profile);
    let scores = by_number(election, counted.first_places);
    Ok(Outcome { winners: counted.winners, scores, more: vec![("not_counted", counted.not_counted.into())] })
}

fn instant_runoff(election: &Election, scores: fn(&Election, &Runoff) -> Value) -> Result<Outcome, Said> {
    let counted = runoff(&election.profile);
    let scores = scores(election, &counted);
    let exhausted: Vec<u64> = counted.rounds.iter().map(|round| round.exhausted).collect();
    let removed = counted.rounds.iter().map(|round| numbers(election, &round.removed)).collect();
    let more = vec![
        ("irv_rounds", rounds(election, &counted)),
        ("exhausted", exhausted.into()),
        ("removed", Value::Array(removed)),
        ("irv_tie_for_elimination_met", counted.tie_met.into()),
    ];
    Ok(Outcome { winners: counted.winners, scores, more })
}

fn rounds(election: &Election, counted: &Runoff) -> Value {
    let count = |pair: &(usize, u64)| (label(election, pair.0), pair.1.into());
    let round = |counts: &[(usize, u64)]| counts.iter().map(count).collect::<Map<_, _>>().into();
    counted.rounds.iter().map(|each| round(&each.counts)).collect::<Vec<Value>>().into()
}

fn last_counts(election: &Election, counted: &Runoff) -> Value {
    let last = rounds(election, counted).as_array_mut().and_then(Vec::pop);
    last.unwrap_or_default()
}

fn universes(election: &Election) -> Result<Outcome, Said> {
    let winners = parallel_universe_winners(&election.profile, SETS_MAX)
        .map_err(|why| Said::new(format!("{why} ({SETS_MAX} sets of candidates)")))?;
    Ok(Outcome { winners, scores: json!({}), more: Vec::new() })
}

fn support(election: &Election) -> Result<Outcome, Said> {
    let table = Pairwise::of(&election.profile);
    let scores = square(election, |a, b| table.support(a, b));
    Ok(Outcome { scores, ..Outcome::default() })
}

fn label(election: &Election, at: usize) -> String {
    election.candidates[at].number.to_string()
}

fn numbers(election: &Election, candidates: &[usize]) -> Value {
    candidates.iter().map(|at| Value::from(election.candidates[*at].number)).collect()
}

fn by_number<V: Into<Value>>(election: &Election, values: impl IntoIterator<Item = V>) -> Value {
    let labels = (0..election.candidates.len()).map(|at| label(election, at));
    labels.zip(values.into_iter().map(Into::into)).collect::<Map<_, _>>().into()
}

/// A table of everyone against everyone else.
fn square(election: &Election, cell: impl Fn(usize, usize) -> u64) -> Value {
    let all = 0..election.candidates.len();
    let row = |a| {
        let others = all.clone().filter(|b| *b != a);
        Value::Object(others.map(|b| (label(election, b), cell(a, b).into())).collect())
    };
    by_number(election, all.clone().map(row))
}

fn told(election: &Election, name: &str, outcome: Outcome) -> Counted {
    let mut lines = vec![format!("{}: {} voters", plain(&election.title), election.profile.voters())];
    let called = |at: &usize| plain(&election.candidates[*at].name);
    match outcome.winners.as_slice() {
        // A table has no winners to be without.
        [] if name == SUPPORT => {}
        [] => lines.push(format!("{name}: nobody")),
        winners => {
            lines.extend(winners.iter().map(|at| format!("{name}: {} {}", label(election, *at), called(at))))
        }
    }
    let mut json = json!({ "rule": name, "winners": numbers(election, &outcome.winners) });
    lines.extend(shown(election, &format!("scores ({})", figures(name)), &outcome.scores));
    for (key, value) in outcome.more {
        // What was asked for is told as the scores already.
        if outcome.scores != value {
            lines.extend(shown(election, &key.replace('_', " "), &value));
        }
        // Programs are told the rule, winners and scores, and nothing that they did not ask for.
        if key == name && value.is_boolean() {
            json[key] = value;
        }
    }
    json["scores"] = outcome.scores;
    Counted { json, lines }
}

/// What the scores of a rule are.
fn figures(rule: &str) -> &'static str {
    match rule {
        "schulze_margins_winners" | "schulze_winning_votes_winners" => {
            "how many others have the weaker path, less how many have the stronger"
        }
        "minimax_margins_winners" => {
            "votes by which the worst duel was lost; below zero, the closest was won"
        }
        "borda_winners" | "borda_symmetric_scores" => {
            "on each ballot one for each ranked below, less one for each ranked above"
        }
        "borda_classic_scores_m_minus_1_to_0" => "on each ballot one for each ranked below",
        "irv_winners" | "irv_tie_for_elimination_met" => "votes in the last round",
        "irv_rounds" => "votes in each round",
        "irv_parallel_universe_winners" => "none",
        "plurality_winners" | "plurality_first_places" => "first places",
        SUPPORT => "voters who rank the row above the column",
        _ => "wins less defeats, one against one",
    }
}

/// A reckoning as lines: one a candidate, one a round, a row a candidate, or one for all.
fn shown(election: &Election, what: &str, value: &Value) -> Vec<String> {
    let cell = |value: &Value| format!("{:>9}", value.to_string());
    match value {
        Value::Object(entries) if entries.values().any(Value::is_object) => {
            let numbers: Vec<String> = election.candidates.iter().map(|one| one.number.to_string()).collect();
            let head = numbers.iter().map(|number| format!("{number:>9}")).collect::<String>();
            let row = |number: &String| {
                let cells = numbers
                    .iter()
                    .map(|other| entries[number].get(other).map_or(format!("{:>9}", "-"), cell));
                format!("{number:>9}{}", cells.collect::<String>())
            };
            let head = format!("{what}:\n{:>9}{head}", "");
            std::iter::once(head).chain(numbers.iter().map(row)).collect()
        }
        Value::Object(entries) => {
            let line = |one: &Candidate| {
                let value = entries.get(&one.number.to_string())?;
                Some(format!("{}  {} {}", cell(value), one.number, plain(&one.name)))
            };
            let lines = election.candidates.iter().filter_map(line);
            std::iter::once(format!("{what}:")).filter(|_| !entries.is_empty()).chain(lines).collect()
        }
        Value::Array(entries) if entries.iter().any(Value::is_object) => (1..)
            .zip(entries)
            .flat_map(|(number, round)| shown(election, &format!("{what}, {number}"), round))
            .collect(),
        Value::Array(entries) if entries.iter().any(Value::is_array) => (1..)
            .zip(entries)
            .map(|(number, some): (usize, _)| format!("{what}, {number}: {}", named(election, some)))
            .collect(),
        other => vec![format!("{what}: {other}")],
    }
}

/// Numbers of candidates with their names.
fn named(election: &Election, numbers: &Value) -> String {
    let numbers: Vec<u64> = numbers.as_array().into_iter().flatten().filter_map(Value::as_u64).collect();
    let of = |number: &u64| election.candidates.iter().find(|one| one.number == *number);
    let names: Vec<String> = numbers
        .iter()
        .map(|number| format!("{number} {}", of(number).map(|one| plain(&one.name)).unwrap_or_default()))
        .collect();
    if names.is_empty() { "nobody".to_owned() } else { names.join(", ") }
}

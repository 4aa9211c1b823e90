//! Rankings: who beats whom, and how the rule of the ballot makes a winner of that.

use super::blocks::{Bar, Bars, Block, Column, Grid, Segment, Stack, Table, TableRow, column, figures};
use super::words::Words;
use crate::reckoning::{Ranked, Round};
use crate::terms::{Counting, Outcome};
use web::ui::Tone;

/// Of so many winners that are level, each is drawn against the others.
const DUELS_MAX: usize = 3;

pub(super) fn ranked(w: &Words, shown: &Ranked) -> Vec<Block> {
    let t = w.t;
    let mut blocks = vec![Block::Said(explained(w, shown))];
    blocks.extend(one_against_one(w, shown).map(Block::Said));
    // Where many are level, the table of pairs says it better.
    let winners = w.reckoning.winners.iter().filter(|_| w.reckoning.winners.len() <= DUELS_MAX);
    blocks.extend(winners.map(|winner| duels(w, shown, *winner)));
    if let Some(rounds) = &shown.rounds {
        blocks.push(Block::Heading(t.result_rounds()));
        blocks.push(Block::Said(t.result_rounds_said()));
        for (at, round) in (1..).zip(rounds) {
            blocks.push(Block::Bars(one_round(w, at, round)));
        }
        if shown.tie_met {
            blocks.push(Block::Said(t.result_rounds_tie()));
        }
    }
    if let Some(points) = &shown.points {
        blocks.push(Block::Heading(t.result_points()));
        blocks.push(Block::Said(match w.reckoning.counting {
            Counting::Borda => t.result_borda_figures(),
            Counting::Copeland => t.result_copeland_figures(),
            _ => t.result_minimax_figures(),
        }));
        blocks.push(Block::Bars(scored(w, points)));
    }
    blocks.push(Block::Heading(t.result_pairs()));
    blocks.push(Block::Grid(grid(w, t.result_pairs_caption(), t.result_pairs_note(), &shown.pairwise)));
    if let Some(paths) = &shown.paths {
        blocks.push(Block::Heading(t.result_paths()));
        blocks.push(Block::Said(t.result_paths_said()));
        blocks.push(Block::Grid(grid(w, t.result_paths_caption(), t.result_paths_note(), paths)));
    }
    if let Some(ranking) = &shown.ranking {
        blocks.push(Block::Table(places(w, ranking)));
    }
    blocks
}

fn cell(table: &[Vec<i64>], row: i64, column: i64) -> i64 {
    let at = |number: i64| usize::try_from(number - 1).unwrap_or(usize::MAX);
    table.get(at(row)).and_then(|row| row.get(at(column))).copied().unwrap_or(0)
}

fn others(w: &Words, but: i64) -> impl Iterator<Item = i64> {
    (1..=w.titles.len() as i64).filter(move |number| *number != but)
}

/// In plain words why this one won, or why none did.
fn explained(w: &Words, shown: &Ranked) -> String {
    let t = w.t;
    let winners = &w.reckoning.winners;
    let [winner] = winners.as_slice() else {
        return match winners.as_slice() {
            [] => t.result_nobody_ranked(),
            all => t.result_level_said(w.options(all)),
        };
    };
    let name = w.option(*winner);
    if shown.condorcet_winner == Some(*winner) && w.reckoning.counting != Counting::InstantRunoff {
        let duel = |other| {
            let (with, against) =
                (cell(&shown.pairwise, *winner, other), cell(&shown.pairwise, other, *winner));
            t.result_duel(w.votes(with), w.votes(against), w.option(other))
        };
        let duels: Vec<_> = others(w, *winner).map(duel).collect();
        return t.result_beats_everybody(name, duels.join(&t.result_comma()));
    }
    match w.reckoning.counting {
        Counting::SchulzeMargins | Counting::SchulzeWinningVotes => {
            let paths = shown.paths.as_deref().unwrap_or_default();
            let path = |other| {
                let (there, back) = (cell(paths, *winner, other), cell(paths, other, *winner));
                t.result_path(w.option(other), w.votes(there), w.votes(back))
            };
            let said: Vec<_> = others(w, *winner).map(path).collect();
            t.result_schulze_said(name, said.join(&t.result_comma()))
        }
        Counting::InstantRunoff => {
            let last = shown.rounds.as_ref().and_then(|rounds| rounds.last());
            let votes = last.and_then(|round| round.counts.iter().find(|(option, _)| option == winner));
            let all: i64 = last.map_or(0, |round| round.counts.iter().map(|(_, votes)| votes).sum());
            let rounds = shown.rounds.as_ref().map_or(0, Vec::len) as i64;
            t.result_runoff_said(rounds, name, w.votes(all), w.votes(votes.map_or(0, |(_, votes)| *votes)))
        }
        Counting::Borda => t.result_borda_said(name),
        Counting::Copeland => t.result_copeland_said(name),
        _ => t.result_minimax_said(name),
    }
}

/// Who beats each of the others, where that was not said yet: rules that go by points or rounds may choose somebody else.
fn one_against_one(w: &Words, shown: &Ranked) -> Option<String> {
    let (t, winners) = (w.t, w.reckoning.winners.as_slice());
    let elsewhere = matches!(w.reckoning.counting, Counting::InstantRunoff | Counting::Borda);
    match (winners, shown.condorcet_winner) {
        ([], _) => None,
        ([winner], Some(all)) if *winner == all => {
            (w.reckoning.counting == Counting::InstantRunoff).then(|| t.result_condorcet_same(w.option(all)))
        }
        (_, Some(all)) => Some(t.result_condorcet_other(w.option(all))),
        (winners, None) => (elsewhere || winners.len() > 1).then(|| t.result_condorcet_none()),
    }
}

/// The winner against each of the others, as a picture in rows.
fn duels(w: &Words, shown: &Ranked, winner: i64) -> Block {
    let t = w.t;
    let duel = |other: i64| {
        let (with, against) = (cell(&shown.pairwise, winner, other), cell(&shown.pairwise, other, winner));
        let won = with > against;
        let tag = match with.cmp(&against) {
            std::cmp::Ordering::Greater => (t.result_duel_won(), Tone::Done),
            std::cmp::Ordering::Equal => (t.result_duel_level(), Tone::Wait),
            std::cmp::Ordering::Less => (t.result_duel_lost(), Tone::Act),
        };
        Bar {
            name: t.result_against(w.option(other)),
            part: with,
            whole: with + against,
            figure: format!("{} : {}", w.votes(with), w.votes(against)),
            note: String::new(),
            tag: Some(tag),
            faint: !won,
        }
    };
    let name = w.option(winner);
    let heads = [t.result_option(), t.result_votes()];
    let mark = Some(((1, 2), t.result_duel_mark()));
    let rows = others(w, winner).map(duel).collect();
    Block::Bars(Bars { caption: t.result_duels_caption(name), heads, rows, mark })
}

fn one_round(w: &Words, at: i64, round: &Round) -> Bars {
    let t = w.t;
    let active: i64 = round.counts.iter().map(|(_, votes)| *votes).sum();
    let whole = active + round.exhausted;
    let mut counts = round.counts.clone();
    counts.sort_by_key(|(option, votes)| (std::cmp::Reverse(*votes), *option));
    let bar = |(option, votes): (i64, i64)| {
        let out = round.removed.contains(&option);
        let won = w.reckoning.outcome == Outcome::Passed && w.reckoning.winners.contains(&option);
        let last = round.removed.is_empty() && won;
        Bar {
            name: w.option(option),
            part: votes,
            whole,
            figure: w.votes(votes),
            note: String::new(),
            tag: match (out, last) {
                (true, _) => Some((t.result_goes_out(), Tone::Wait)),
                (_, true) => Some((t.result_chosen(), Tone::Done)),
                _ => None,
            },
            faint: out,
        }
    };
    let mut rows: Vec<Bar> = counts.into_iter().map(bar).collect();
    if round.exhausted > 0 {
        rows.push(Bar {
            name: t.result_exhausted(),
            part: round.exhausted,
            whole,
            figure: w.votes(round.exhausted),
            note: t.result_exhausted_note(),
            tag: None,
            faint: true,
        });
    }
    let heads = [t.result_option(), t.result_votes()];
    Bars {
        caption: t.result_round(at),
        heads,
        rows,
        mark: Some(((active, whole * 2), t.result_round_mark())),
    }
}

/// Points of Borda and Copeland; of minimax the worst defeat, where less is better. Bars begin at the least.
fn scored(w: &Words, points: &[i64]) -> Bars {
    let t = w.t;
    let worst = w.reckoning.counting == Counting::Minimax;
    let (least, most) =
        (points.iter().min().copied().unwrap_or(0), points.iter().max().copied().unwrap_or(0));
    let least = least.min(0);
    let mut all: Vec<(i64, i64)> = (1..).zip(points.iter().copied()).collect();
    all.sort_by_key(|(option, points)| (if worst { *points } else { -*points }, *option));
    let bar = |(option, points): (i64, i64)| Bar {
        name: w.option(option),
        part: points - least,
        whole: most - least,
        figure: w.votes(points),
        note: String::new(),
        tag: w.reckoning.winners.contains(&option).then(|| match w.reckoning.winners.len() {
            1 => (t.result_chosen(), Tone::Done),
            _ => (t.result_level(), Tone::Wait),
        }),
        faint: !w.reckoning.winners.contains(&option),
    };
    let caption = match w.reckoning.counting {
        Counting::Borda => t.result_borda_caption(),
        Counting::Copeland => t.result_copeland_caption(),
        _ => t.result_minimax_caption(),
    };
    let heads = [t.result_option(), t.result_points()];
    Bars { caption, heads, rows: all.into_iter().map(bar).collect(), mark: None }
}

fn grid(w: &Words, caption: String, note: String, cells: &[Vec<i64>]) -> Grid {
    let figures = cells.iter().map(|row| row.iter().map(|votes| w.votes(*votes)).collect()).collect();
    let words = [w.t.result_word_beats(), w.t.result_word_level(), w.t.result_word_loses()];
    Grid { caption, note, names: w.titles.to_vec(), cells: cells.to_vec(), figures, words }
}

fn places(w: &Words, ranking: &[Vec<i64>]) -> Table {
    let t = w.t;
    let mut place = 1;
    let mut rows = Vec::new();
    let remarks = ranking.iter().any(|tier| tier.len() > 1);
    for tier in ranking {
        let mut cells = vec![place.to_string(), w.options(tier)];
        if remarks {
            cells.push(if tier.len() > 1 { t.result_level() } else { String::new() });
        }
        rows.push(TableRow { cells, own: false });
        place += tier.len();
    }
    let mut heads: Vec<Column> = vec![figures(t.result_place()), column(t.result_option())];
    heads.extend(remarks.then(|| column(t.result_remark())));
    Table { caption: t.result_ranking_caption(), heads, rows }
}

/// Used by budgets too: what is taken of a sum, and what is left.
pub(super) fn taken(w: &Words, caption: String, parts: Vec<(String, i64)>, whole: i64) -> Stack {
    const CLASSES: [&str; 5] = ["c0", "c1", "c2", "c3", "c4"];
    let sum: i64 = parts.iter().map(|(_, minor)| minor).sum();
    let segment = |(at, (name, minor)): (usize, (String, i64))| Segment {
        name,
        part: minor,
        figure: w.sum(minor),
        note: String::new(),
        class: CLASSES[at % CLASSES.len()],
    };
    let mut segments: Vec<Segment> = parts.into_iter().enumerate().map(segment).collect();
    segments.push(Segment {
        name: w.t.result_left(),
        part: 0,
        figure: w.sum(whole - sum),
        note: String::new(),
        class: "none",
    });
    let heads = [w.t.result_project(), w.t.result_cost()];
    Stack { caption, heads, parts: segments, whole, mark: None }
}

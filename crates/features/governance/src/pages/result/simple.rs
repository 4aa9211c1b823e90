//! Yes and no, consent, approval, scores and credits.

use super::blocks::{Bar, Bars, Block, Segment, Stack};
use super::words::{Words, mean, percent};
use crate::reckoning::{Approved, Credited, Scored};
use crate::terms::Outcome;
use web::ui::Tone;

pub(super) fn yes_no(w: &Words, yes: i64, no: i64, abstain: i64, whole: i64, needed: i64) -> Vec<Block> {
    let t = w.t;
    let part = w.reckoning.threshold.map(|part| w.part(part)).unwrap_or_default();
    let mut said =
        vec![Block::Said(t.result_yes_no_said(w.votes(whole), w.votes(yes), part.as_str(), w.votes(needed)))];
    let segment = |name: String, part: i64, class| Segment {
        note: percent(part, whole),
        figure: w.votes(part),
        name,
        part,
        class,
    };
    let mark = w.reckoning.threshold.map(|threshold| {
        let at = (i64::from(threshold.numerator), i64::from(threshold.denominator));
        (at, t.result_mark_more_than(part.as_str()))
    });
    let abstained =
        Segment { note: t.result_takes_no_side(), ..segment(t.result_abstain(), abstain, "none") };
    said.push(Block::Stack(Stack {
        caption: t.result_yes_no_caption(w.votes(yes), w.votes(no)),
        heads: [t.result_answer(), t.result_votes()],
        parts: vec![
            segment(t.result_yes(), yes, "part"),
            segment(t.result_no(), no, "against"),
            Segment { part: 0, ..abstained },
        ],
        whole,
        mark,
    }));
    said
}

pub(super) fn consent(w: &Words, agree: i64, objections: i64, abstain: i64) -> Vec<Block> {
    let t = w.t;
    let said = match objections {
        0 => t.result_consent_none(),
        count => t.result_consent_objections(count),
    };
    let segment = |name: String, part: i64, class| Segment {
        note: String::new(),
        figure: part.to_string(),
        name,
        part,
        class,
    };
    let parts = vec![
        segment(t.result_agree(), agree, "part"),
        segment(t.result_object(), objections, "against"),
        segment(t.result_abstain(), abstain, "none"),
    ];
    let whole = agree + objections + abstain;
    let heads = [t.result_answer(), t.result_voters()];
    vec![
        Block::Said(said),
        Block::Stack(Stack { caption: t.result_consent_caption(), heads, parts, whole, mark: None }),
    ]
}

fn winner_tag(w: &Words, option: i64) -> Option<(String, Tone)> {
    let level = w.reckoning.outcome == Outcome::Tied;
    w.reckoning.winners.contains(&option).then(|| match level {
        true => (w.t.result_level(), Tone::Wait),
        false => (w.t.result_chosen(), Tone::Done),
    })
}

/// Who won, in a sentence; of nothing where nobody did.
fn won(w: &Words, figure: impl Fn(i64) -> String) -> Block {
    let winners = &w.reckoning.winners;
    Block::Said(match winners.as_slice() {
        [] => w.t.result_nobody_enough(),
        [one] => w.t.result_most(w.option(*one), figure(*one)),
        all => w.t.result_level_said(w.options(all)),
    })
}

/// The best first; those that are level in the order of the ballot.
fn best_first<T>(options: &[T], key: impl Fn(&T) -> (i64, i64)) -> Vec<&T> {
    let mut sorted: Vec<&T> = options.iter().collect();
    sorted.sort_by_key(|one| {
        let (option, votes) = key(one);
        (std::cmp::Reverse(votes), option)
    });
    sorted
}

pub(super) fn approval(w: &Words, options: &[Approved], whole: i64, needed: i64) -> Vec<Block> {
    let t = w.t;
    let part = w.reckoning.threshold.map(|part| w.part(part)).unwrap_or_default();
    let votes_of = |option: i64| options.iter().find(|one| one.option == option).map_or(0, |one| one.votes);
    let bar = |one: &Approved| Bar {
        name: w.option(one.option),
        part: one.votes,
        whole,
        figure: w.votes(one.votes),
        note: percent(one.votes, whole),
        tag: winner_tag(w, one.option),
        faint: !one.passes,
    };
    let mark = w.reckoning.threshold.map(|threshold| {
        let at = (i64::from(threshold.numerator), i64::from(threshold.denominator));
        (at, t.result_mark_more_than(part.as_str()))
    });
    let rows = best_first(options, |one| (one.option, one.votes)).into_iter().map(bar).collect();
    let heads = [t.result_option(), t.result_votes()];
    vec![
        won(w, |option| w.votes(votes_of(option))),
        Block::Said(t.result_approval_said(w.votes(whole), part, w.votes(needed))),
        Block::Bars(Bars { caption: t.result_approval_caption(), heads, rows, mark }),
    ]
}

pub(super) fn score(w: &Words, options: &[Scored], highest: i64) -> Vec<Block> {
    let t = w.t;
    let part = w.reckoning.threshold.map(|part| w.part(part)).unwrap_or_default();
    let most = options.iter().map(|one| one.sum).max().unwrap_or(0);
    let sum_of = |option: i64| options.iter().find(|one| one.option == option).map_or(0, |one| one.sum);
    let bar = |one: &Scored| Bar {
        name: w.option(one.option),
        part: one.sum,
        whole: most,
        figure: w.votes(one.sum),
        note: t.result_mean_of(w.votes(one.judged_by), mean(&one.mean)),
        tag: winner_tag(w, one.option),
        faint: !one.passes,
    };
    let rows = best_first(options, |one| (one.option, one.sum)).into_iter().map(bar).collect();
    let heads = [t.result_option(), t.result_sum_of_scores()];
    vec![
        won(w, |option| w.votes(sum_of(option))),
        Block::Said(t.result_score_said(highest, part)),
        Block::Bars(Bars { caption: t.result_score_caption(), heads, rows, mark: None }),
    ]
}

pub(super) fn credits(
    w: &Words,
    options: &[Credited],
    (spent, whole, needed): (i64, i64, i64),
) -> Vec<Block> {
    let t = w.t;
    let most = options.iter().map(|one| one.votes).max().unwrap_or(0);
    let votes_of = |option: i64| options.iter().find(|one| one.option == option).map_or(0, |one| one.votes);
    let bar = |one: &Credited| Bar {
        name: w.option(one.option),
        part: one.votes,
        whole: most,
        figure: one.votes.to_string(),
        note: t.result_supporters(one.supporters),
        tag: winner_tag(w, one.option),
        faint: !one.passes,
    };
    let rows = best_first(options, |one| (one.option, one.votes)).into_iter().map(bar).collect();
    let heads = [t.result_option(), t.result_votes()];
    vec![
        won(w, |option| votes_of(option).to_string()),
        Block::Said(t.result_credits_said(whole, spent, needed)),
        Block::Bars(Bars { caption: t.result_credits_caption(), heads, rows, mark: None }),
    ]
}

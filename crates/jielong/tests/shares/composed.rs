//! Lists made up by a grammar ([`crate::compose`]): their shares by what lines are made of, worst first.

use crate::compare::{Tally, Verdict};
use crate::compose::{Composed, compose};
use jielong::List;
use std::collections::BTreeMap;

/// Right, unclear, wrong, wrong but certain.
type Row = [usize; 4];

/// Of a thousand.
const RIGHT: usize = 945;
const UNCLEAR: usize = 35;
const WRONG_CERTAIN: usize = 7;

fn counted(verdict: Verdict) -> Row {
    match verdict {
        Verdict::Right | Verdict::RightUnclear => [1, 0, 0, 0],
        Verdict::Unclear => [0, 1, 0, 0],
        Verdict::WrongLikely | Verdict::Missing => [0, 0, 1, 0],
        Verdict::WrongCertain => [0, 0, 1, 1],
    }
}

/// 彩椒(红/黄) may be called 红彩椒 or 彩椒红: the same letters are the same thing.
fn read(composed: &Composed) -> List {
    let mut list = jielong::read(&composed.case.text, &[]).expect("a list");
    let letters = |name: &str| {
        let mut letters: Vec<char> = name.chars().filter(|c| c.is_alphanumeric()).collect();
        letters.sort_unstable();
        letters
    };
    for item in list.lines.iter_mut().flat_map(|line| &mut line.items) {
        let same = composed.case.offers.iter().find(|(name, _)| letters(name) == letters(&item.name));
        if let Some((name, _)) = same {
            item.name.clone_from(name);
        }
    }
    list
}

/// Lists that nobody looked at while the reader was mended: other seeds of the same grammar than those it was mended with. The bounds are
/// as measured, not as wanted.
#[test]
fn made_up_lists() {
    let mut all = Tally::default();
    for seed in 1_000..1_030 {
        let composed = compose(seed);
        let mut tally = Tally::default();
        tally.take(&composed.case, &read(&composed));
        all = all.and(tally);
    }
    println!("made up: {all}");
    let share = |part: usize, of: usize| part * 1000 / of.max(1);
    assert!(all.readable > 200, "{all}");
    assert!(share(all.readable_right, all.readable) >= RIGHT, "{all}");
    assert!(share(all.unclear, all.lines) <= UNCLEAR, "{all}");
    assert!(share(all.wrong_certain, all.lines) <= WRONG_CERTAIN, "{all}");
}

/// For whoever mends the reader: `JIELONG_SEEDS=from-to`, `JIELONG_SHOW=FEATURE[;FEATURE]` prints the lines with all of these that are
/// not right.
#[test]
#[ignore = "prints the shares of made-up lists by what their lines are made of"]
fn look_at_composed() {
    let seeds = std::env::var("JIELONG_SEEDS").unwrap_or("0-300".to_owned());
    let (from, to) = seeds.split_once('-').expect("from-to");
    let seeds = from.parse::<u64>().expect("a number")..to.parse().expect("a number");
    let show = std::env::var("JIELONG_SHOW").ok();
    let text = std::env::var("JIELONG_TEXT").ok();
    let mut all = Tally::default();
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    for seed in seeds {
        let composed = compose(seed);
        if text.as_ref().is_some_and(|text| *text == composed.case.name) {
            println!("{}", composed.case.text);
        }
        let list = read(&composed);
        let mut tally = Tally::default();
        tally.take(&composed.case, &list);
        for (line, verdict) in &tally.verdicts {
            let features = &composed.features[line];
            let row = counted(*verdict);
            let mut own: Vec<&String> = features.iter().collect();
            own.sort_unstable();
            own.dedup();
            let mut keys: Vec<String> = own.iter().map(|one| (*one).clone()).collect();
            for (at, one) in own.iter().enumerate() {
                keys.extend(own[at + 1..].iter().map(|two| format!("{one} & {two}")));
            }
            for key in keys {
                rows.entry(key).or_default().iter_mut().zip(row).for_each(|(sum, one)| *sum += one);
            }
        }
        if let Some(show) = &show {
            for wrong in &tally.wrong {
                let line: usize = wrong
                    .split_once(':')
                    .and_then(|(head, _)| head.rsplit(' ').next()?.parse().ok())
                    .unwrap_or_default();
                let features = composed.features.get(&line);
                let has = |one: &str| {
                    features.is_some_and(|all| all.iter().any(|own| own == one)) || wrong.contains(one)
                };
                if show.split(';').all(has) {
                    let offers: Vec<String> =
                        list.offers.iter().map(|offer| format!("{}/{}", offer.name, offer.unit)).collect();
                    println!("== {seed} {}\n   {wrong}", offers.join("; "));
                }
            }
        }
        tally.verdicts.clear();
        all = all.and(tally);
    }
    println!("{} | {all} | {:?}", all.shares(), all.kinds);
    let pairs = std::env::var_os("JIELONG_PAIRS").is_some();
    let mut rows: Vec<(String, Row)> =
        rows.into_iter().filter(|(key, _)| key.contains(" & ") == pairs).collect();
    rows.retain(|(_, row)| row[0] + row[1] + row[2] >= if pairs { 8 } else { 1 });
    rows.sort_by_key(|(_, row)| (row[0] * 1000 / (row[0] + row[1] + row[2]), row[0]));
    let shown = if pairs { 60 } else { rows.len() };
    for (key, [right, unclear, wrong, certain]) in rows.into_iter().take(shown) {
        let sum = right + unclear + wrong;
        println!(
            "{:3} % of {sum:4}, unclear {unclear:3}, wrong {wrong:3} (certain {certain}): {key}",
            right * 100 / sum
        );
    }
}

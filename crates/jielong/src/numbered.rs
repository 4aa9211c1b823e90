//! Lines with numbers that name what is sold, before those of the people who order.

use crate::layout::{Raw, sells};
use crate::ordinal::{Kind, Ordinal};
use crate::plain::{bare, is_word, text};
use crate::price;
use crate::sender::{has_amount, is_stamp};
use std::collections::{HashMap, HashSet};

/// Lines with numbers that name what is sold: all before the numbers begin again, or are of another kind.
pub(crate) fn numbered_offers(raws: &[Raw], ordinals: &[Option<Ordinal>]) -> HashSet<usize> {
    let circled = |raw: &Raw| raw.chars.iter().filter(|c| ('①'..='⑳').contains(*c)).count();
    // ①红烧肉饭22 ②黄焖鸡饭20: several on one line.
    let several: HashSet<usize> = ordinals
        .iter()
        .enumerate()
        .take_while(|(_, one)| one.is_none_or(|one| one.kind == Kind::Circled))
        .filter(|(at, one)| {
            let all = circled(&raws[*at]);
            let listed = all >= 3 && crate::unpriced::coded_in_line(&raws[*at].chars).len() == all;
            // ①2 ③1 orders.
            let named = raws[*at].chars.iter().any(|c| is_word(*c) && !c.is_numeric());
            one.is_some() && all > 1 && named && (price::find(&raws[*at].chars).len() > 1 || listed)
        })
        .map(|(at, _)| at)
        .collect();
    let mut found = numbered_lines(raws, ordinals, &several);
    found.extend(several);
    found
}

fn numbered_lines(raws: &[Raw], ordinals: &[Option<Ordinal>], several: &HashSet<usize>) -> HashSet<usize> {
    let numbered: Vec<(usize, Ordinal)> = ordinals
        .iter()
        .enumerate()
        .filter(|(at, _)| !several.contains(at))
        .filter_map(|(at, one)| one.map(|one| (at, one)))
        .collect();
    let Some((_, first)) = numbered.first() else { return HashSet::new() };
    let ends = numbered.windows(2).position(|pair| {
        let (a, b) = (pair[0].1, pair[1].1);
        b.kind != a.kind && (b.value <= 1 || first.kind == Kind::Named) || b.value <= a.value && b.value <= 1
    });
    let rest = |(at, one): &(usize, Ordinal)| raws[*at].chars[one.end.min(raws[*at].chars.len())..].to_vec();
    let run: Vec<(usize, Ordinal)> = match ends {
        Some(end) => numbered[..=end].to_vec(),
        None => numbered
            .iter()
            .take_while(|(at, one)| {
                let line = &raws[*at].chars[one.end.min(raws[*at].chars.len())..];
                sells(line)
            })
            .copied()
            .collect(),
    };
    let priced = |line: &[char]| price::find(line).iter().any(|found| !found.name.trim().is_empty());
    let lines: Vec<Vec<char>> = run.iter().map(rest).collect();
    let fits = match ends {
        Some(end) => {
            let later: HashSet<Vec<char>> = numbered[end + 1..].iter().map(rest).collect();
            let copied = lines.iter().filter(|line| later.contains(*line)).count();
            let said = lines.iter().filter(|line| sells(line) || ends_in_money(line)).count();
            let priced = lines.iter().filter(|line| priced(line)).count();
            // Week 12 above the list is no price.
            let before = raws[..run[0].0].iter().filter(|raw| !is_stamp(&raw.original)).any(|raw| {
                let prices = price::find(&raw.chars);
                let counted = ["week", "no", "vol", "day", "round", "batch", "part"];
                let named = |name: &str| {
                    let last = name.split(' ').rfind(|word| word.chars().any(is_word)).unwrap_or_default();
                    !counted.contains(&bare(last).as_str())
                };
                prices.len() > 1 || prices.iter().any(|one| one.said || named(&one.name))
            });
            let kinds = numbered.get(end + 1).is_some_and(|(_, next)| next.kind != first.kind);
            let codes = run.iter().filter_map(|(at, _)| code(&raws[*at])).collect::<Vec<_>>();
            let named = kinds && lines.len() > 1
                || mentioned(&lines, &later)
                || codes.len() == run.len() && ordered_by(&codes, &later);
            copied * 2 < lines.len().max(1)
                && !before
                && (said * 5 >= lines.len() * 4
                    || priced == lines.len() && named
                    || first.kind == Kind::Named && named
                    || (2..=100).contains(&lines.len())
                        && lines.iter().all(|line| is_bare_name(line))
                        && named_later(&lines, &later))
        }
        None => {
            // Where several things have prices above them, those with numbers are orders.
            let above: usize = raws[..run.first().map_or(0, |(at, _)| *at)]
                .iter()
                .filter(|raw| !is_stamp(&raw.original))
                .map(|raw| price::find(&raw.chars).len())
                .sum();
            if above >= 2 {
                return HashSet::new();
            }
            // All that have numbers are sold, and those who order have none.
            let all = numbered.len() >= 2
                && numbered.iter().map(rest).all(|line| price::find(&line).len() == 1 && priced(&line));
            let after = raws[numbered[numbered.len() - 1].0 + 1..].iter();
            let orders = after
                .filter(|raw| raw.chars.iter().any(|c| c.is_ascii_digit() || crate::number::is_chinese(*c)))
                .count();
            if all && orders >= 2 {
                return numbered.into_iter().map(|(at, _)| at).collect();
            }
            run.len() >= 2 && run.len() < numbered.len()
        }
    };
    if fits { run.into_iter().map(|(at, _)| at).collect() } else { HashSet::new() }
}

/// 赣南脐橙 10斤装 ¥58.00
fn ends_in_money(line: &[char]) -> bool {
    let sign = line.iter().rposition(|c| *c == '¥');
    sign.is_some_and(|at| {
        at >= 2
            && at + 1 < line.len()
            && line[at + 1..].iter().all(|c| c.is_ascii_digit() || matches!(c, '.' | ' '))
    })
}

/// 抽纸: a short name and nothing counted.
fn is_bare_name(line: &[char]) -> bool {
    let letters = line.iter().filter(|c| is_word(**c)).count();
    (1..=10).contains(&letters) && !line.iter().any(char::is_ascii_digit) && !has_amount(&text(line))
}

/// 01, 02: a code as it is printed, and no number of a list.
fn code(raw: &Raw) -> Option<String> {
    let digits: String = raw.chars.iter().take_while(|c| c.is_ascii_digit()).collect();
    (digits.len() >= 2 && digits.starts_with('0')).then_some(digits)
}

/// A third of the later lines say such codes.
fn ordered_by(codes: &[String], later: &HashSet<Vec<char>>) -> bool {
    let says = |line: &&Vec<char>| codes.iter().any(|code| text(line).contains(code.as_str()));
    later.iter().filter(says).count() * 3 >= later.len().max(1)
}

/// Most later lines name one of these, and not at their beginning, where people are named.
fn named_later(lines: &[Vec<char>], later: &HashSet<Vec<char>>) -> bool {
    let names: Vec<String> = lines.iter().map(|line| bare(&text(line))).collect();
    let naming = later
        .iter()
        .filter(|line| {
            let body = bare(&text(line));
            names.iter().any(|name| body.find(name.as_str()).is_some_and(|at| at > 0))
        })
        .count();
    naming * 2 >= later.len().max(1)
}

/// Half of the later lines name something of the earlier ones.
fn mentioned(lines: &[Vec<char>], later: &HashSet<Vec<char>>) -> bool {
    let mut pairs: HashMap<(char, char), usize> = HashMap::new();
    for line in lines {
        for pair in line.windows(2).filter(|pair| pair.iter().all(|c| is_word(*c) && !c.is_ascii_digit())) {
            *pairs.entry((pair[0], pair[1])).or_default() += 1;
        }
    }
    let numbers = |line: &Vec<char>| line.iter().filter(|c| **c == '号').count() > 0;
    let naming = later
        .iter()
        .filter(|line| line.windows(2).any(|pair| pairs.contains_key(&(pair[0], pair[1]))) || numbers(line))
        .count();
    naming * 2 >= later.len().max(1)
}

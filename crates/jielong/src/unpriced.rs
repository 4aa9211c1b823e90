//! Offers of a heading without prices: called by letters, named and ordered, or only ordered.

use crate::Offer;
use crate::layout::{Layout, Raw};
use crate::ordinal;
use crate::plain::{bare, begins, is_han, text};
use crate::title::{tidy, titled};
use std::collections::{BTreeMap, HashMap};

/// 搏击 周二19:00 is also called by its day.
fn days(written: &str) -> Vec<String> {
    let chars: Vec<char> = written.chars().collect();
    let day = |pair: &&[char]| pair[0] == '周' && "一二三四五六日天".contains(pair[1]);
    chars.windows(2).filter(day).map(text).collect()
}

/// A day that several are on is the name of none.
fn by_one_day(offers: &mut [Offer]) {
    let all: Vec<String> = offers.iter().flat_map(|offer| offer.aliases.clone()).collect();
    for offer in offers.iter_mut() {
        offer.aliases.retain(|alias| {
            !alias.starts_with('周') || all.iter().filter(|other| *other == alias).count() == 1
        });
    }
}

/// A 周六中午: where a letter stands for nothing but a time, that is what it is called.
fn named_or_said(written: &str) -> String {
    let name = tidy(written).name;
    let said = written.trim();
    let short = said.chars().count() <= 8 && said.chars().any(is_han);
    if name.is_empty() && short { said.to_owned() } else { name }
}

/// A餐 红烧肉, B餐 清蒸鱼: called by letters, without prices.
pub(crate) fn coded(lines: &[Raw]) -> Vec<Offer> {
    let mut offers: Vec<Offer> = Vec::new();
    for raw in lines {
        let chars = &raw.chars;
        let letter = chars.first().filter(|c| c.is_ascii_alphabetic() || "甲乙丙丁戊己".contains(**c));
        let Some(letter) = letter else { continue };
        let kind = ["套餐", "餐", "款", "组", "类", "班", "线"]
            .iter()
            .find_map(|word| begins(chars, 1, word).map(|length| (*word, length)));
        let (kind, length) = kind.unwrap_or(("", 0));
        let mark = chars.get(1 + length);
        if !matches!(mark, Some(' ' | ':' | '.' | '、' | ')' | '-' | '=')) {
            continue;
        }
        let base = named_or_said(&text(&chars[2 + length..]));
        if base.is_empty() || offers.iter().any(|offer| offer.aliases.contains(&letter.to_string())) {
            continue;
        }
        let mut aliases = vec![letter.to_string(), format!("{letter}{kind}"), base.clone()];
        aliases.extend(days(&text(chars)));
        offers.push(Offer { name: format!("{letter}{kind} {base}"), aliases, ..Offer::default() });
    }
    by_one_day(&mut offers);
    if offers.len() > 1 {
        offers
    } else {
        lines.iter().map(|raw| coded_in_line(&raw.chars)).find(|found| found.len() > 1).unwrap_or_default()
    }
}

/// ①水管 ②电路 ③马桶: several on one line, number after number.
fn circled_in_line(chars: &[char]) -> Vec<Offer> {
    let starts: Vec<usize> = (0..chars.len()).filter(|at| ('①'..='⑳').contains(&chars[*at])).collect();
    let mut offers: Vec<Offer> = Vec::new();
    for (nth, at) in starts.iter().enumerate() {
        let value = u32::from(chars[*at]) - 0x245f;
        let end = starts.get(nth + 1).copied().unwrap_or(chars.len());
        let base = tidy(&text(&chars[at + 1..end])).name;
        if value as usize != nth + 1 || !(1..=12).contains(&base.chars().count()) {
            return Vec::new();
        }
        let aliases = vec![format!("{value}号"), chars[*at].to_string()];
        offers.push(Offer { name: base, aliases, ..Offer::default() });
    }
    offers
}

/// A 珍珠奶茶 B 柠檬茶 C 美式咖啡: several on one line, letter after letter.
pub(crate) fn coded_in_line(chars: &[char]) -> Vec<Offer> {
    let circled = circled_in_line(chars);
    if circled.len() > 1 {
        return circled;
    }
    let code = |at: usize, letter: char| {
        chars[at].to_ascii_uppercase() == letter
            && (at == 0 || !chars[at - 1].is_ascii_alphanumeric())
            && chars.get(at + 1).is_some_and(|c| !c.is_ascii_alphanumeric())
    };
    let mut starts: Vec<(usize, char)> = Vec::new();
    for letter in 'A'..='Z' {
        let from = starts.last().map_or(0, |(at, _)| at + 1);
        match (from..chars.len()).find(|at| code(*at, letter)) {
            Some(at) => starts.push((at, letter)),
            None => break,
        }
    }
    let mut offers: Vec<Offer> = Vec::new();
    for (nth, (at, letter)) in starts.iter().enumerate() {
        let end = starts.get(nth + 1).map_or(chars.len(), |(next, _)| *next);
        let base = named_or_said(&text(&chars[at + 1..end]));
        if !(1..=12).contains(&base.chars().count()) {
            return Vec::new();
        }
        let mut aliases = vec![letter.to_string(), base.clone()];
        aliases.extend(days(&text(&chars[at + 1..end])));
        offers.push(Offer { name: format!("{letter} {base}"), aliases, ..Offer::default() });
    }
    by_one_day(&mut offers);
    offers
}

/// 1.红烧肉 2.糖醋鱼, without prices, where the lines say their names or codes.
pub(crate) fn numbered(lines: &[Raw], layout: &Layout) -> Vec<Offer> {
    let mut offers: Vec<Offer> = Vec::new();
    for raw in lines.iter().take(60) {
        let Some(found) = ordinal::read(&raw.chars).filter(|found| found.value as usize == offers.len() + 1)
        else {
            continue;
        };
        let base = tidy(&text(&raw.chars[found.end.min(raw.chars.len())..])).name;
        if !(1..=12).contains(&base.chars().count()) {
            continue;
        }
        let mut aliases = vec![format!("{}号", found.value)];
        aliases.extend(char::from_u32(0x245f + found.value).filter(|_| found.value <= 20).map(String::from));
        offers.push(Offer { name: base, aliases, ..Offer::default() });
    }
    let pairs: Vec<String> = offers
        .iter()
        .flat_map(|offer| {
            let letters: Vec<char> = bare(&offer.name).chars().collect();
            letters.windows(2).map(|pair| pair.iter().collect::<String>()).collect::<Vec<_>>()
        })
        .collect();
    let says = |body: &str| {
        pairs.iter().any(|pair| body.contains(pair))
            || body.contains(|c: char| ('①'..='⑳').contains(&c) || c == '号')
    };
    let bodies = || layout.entries.iter().map(|entry| bare(&text(&entry.raw.chars)));
    let naming = bodies().filter(|body| says(body)).count();
    if offers.len() < 2 || naming * 3 < layout.entries.len() { Vec::new() } else { offers }
}

/// Things that the heading names without a price and the lines order.
pub(crate) fn named(title: &str, layout: &Layout) -> Vec<Offer> {
    let mut words: Vec<String> = Vec::new();
    for line in title.lines() {
        let line = line.trim_start_matches('#');
        let timed = |at: usize| line[..at].ends_with(|c: char| c.is_ascii_digit());
        let line = line.rfind(':').filter(|at| !timed(*at)).map_or(line, |at| &line[at + 1..]);
        for word in line
            .split([' ', '、', ',', ';', '|', '/', '+', '和', '(', ')', '[', ']', '!', '。', '.', '及', '或'])
        {
            let word = word.trim().trim_start_matches(['报', '写', '填']);
            let asked = word.split_once('几').map_or(word, |(before, _)| before);
            let mut name = titled(asked).name;
            if name.is_empty() {
                name = asked.trim().to_owned();
            }
            let long = name.chars().count();
            if words.len() < 200
                && (2..=12).contains(&long)
                && !words.iter().any(|known| bare(known) == bare(&name))
            {
                words.push(name);
            }
        }
    }
    words.truncate(200);
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for entry in layout.entries.iter().take(1_000) {
        let body = bare(&text(&entry.raw.chars));
        for (index, word) in words.iter().enumerate() {
            let word = bare(word);
            // 周五晚 is 周五晚班.
            let head = word.chars().count() > 3
                && word.char_indices().last().is_some_and(|(at, _)| body.contains(&word[..at]));
            *counts.entry(index).or_default() += usize::from(body.contains(&word) || head);
        }
    }
    // 写春联 is what is done, and 春联 what there is.
    let said: Vec<usize> = counts
        .iter()
        .filter(|(index, count)| {
            let longer = |other: &usize| **index != *other && words[**index].ends_with(&words[*other]);
            **count > 0 && !(0..words.len()).any(|other| longer(&other) && counts.get(&other) >= Some(count))
        })
        .map(|(index, _)| *index)
        .collect();
    let total: usize = counts.values().sum();
    if said.len() < 2 || total * 3 < layout.entries.len().min(1_000) {
        return Vec::new();
    }
    said.into_iter().map(|index| Offer { name: words[index].clone(), ..Offer::default() }).collect()
}

/// The words that stand before amounts, where neither heading nor community names anything.
pub(crate) fn of_lines(layout: &Layout) -> Vec<Offer> {
    let lines: Vec<Vec<(String, bool)>> = layout
        .entries
        .iter()
        .map(|entry| crate::words::ordered_words(&entry.raw.chars, entry.sender.is_some()))
        .collect();
    let mut said: HashMap<&str, usize> = HashMap::new();
    for (word, _) in lines.iter().flatten() {
        *said.entry(word).or_default() += 1;
    }
    // What several say is a thing, also where nobody counts it.
    let thing =
        |(word, ordered): &(String, bool)| *ordered || word.chars().count() >= 3 && said[word.as_str()] > 1;
    let mut counts: HashMap<String, (usize, usize)> = HashMap::new();
    let mut ordering = 0_usize;
    for (order, words) in lines.iter().enumerate() {
        ordering += usize::from(words.iter().any(thing));
        for (word, _) in words.iter().filter(|word| thing(word)) {
            let row = counts.entry(word.clone()).or_insert((0, order));
            row.0 += 1;
        }
    }
    if ordering * 2 < layout.entries.len() {
        return Vec::new();
    }
    let mut words: Vec<(String, (usize, usize))> = counts.into_iter().collect();
    words.sort_by_key(|(word, (_, first))| (*first, word.clone()));
    words.truncate(crate::OFFERS_MAX);
    words.into_iter().map(|(name, _)| Offer { name, ..Offer::default() }).collect()
}

/// 票档 680 380 180: called by their prices, where most lines say one of them.
pub(crate) fn called_by_price(layout: &Layout) -> Vec<Offer> {
    let numbers = |chars: &[char]| -> Vec<String> {
        text(chars)
            .split(|c: char| !c.is_ascii_digit())
            .filter(|digits| (2..=4).contains(&digits.len()) && !digits.starts_with('0'))
            .map(str::to_owned)
            .collect()
    };
    let lines: Vec<Vec<String>> =
        layout.entries.iter().take(1_000).map(|entry| numbers(&entry.raw.chars)).collect();
    for raw in layout.heading.iter().take(30) {
        let line = text(&raw.chars);
        let words: Vec<&str> =
            line.split([' ', '/', '、', ',', '(', ')']).filter(|word| !word.is_empty()).collect();
        let tail = |word: &str| {
            word.trim_start_matches(|c: char| !c.is_ascii_digit())
                .trim_end_matches(['元', '块', '档'])
                .to_owned()
        };
        let mut best: Vec<String> = Vec::new();
        let mut run: Vec<String> = Vec::new();
        for word in words {
            let digits = tail(word);
            let whole = !digits.is_empty()
                && digits.chars().all(|c| c.is_ascii_digit())
                && (2..=4).contains(&digits.len());
            let first = run.is_empty() || word.starts_with(|c: char| c.is_ascii_digit());
            if !(whole && first) {
                run.clear();
            } else if !run.contains(&digits) {
                run.push(digits);
            }
            if run.len() > best.len() {
                best.clone_from(&run);
            }
        }
        let used = best.iter().filter(|price| lines.iter().any(|line| line.contains(price))).count();
        let naming = lines.iter().filter(|line| line.iter().any(|number| best.contains(number))).count();
        if best.len() >= 2 && used >= 2 && naming * 5 >= lines.len() * 3 {
            let offer = |price: String| Offer {
                price: price.parse::<i64>().ok().map(|whole| kernel::Price::from_e4(whole * 10_000)),
                name: price,
                ..Offer::default()
            };
            return best.into_iter().map(offer).collect();
        }
    }
    Vec::new()
}

/// 周一 狮子头 25, 周二:咖喱鸡: where lines are named by days, they are called so, too.
pub(crate) fn by_days(lines: &[Raw], offers: &mut Vec<Offer>) {
    let day = |raw: &Raw| {
        let chars = &raw.chars;
        let length = if chars.first() == Some(&'周') {
            2
        } else {
            begins(chars, 0, "星期").map_or(0, |length| length + 1)
        };
        let named = length > 0 && "一二三四五六日天".contains(*chars.get(length - 1)?);
        let apart = matches!(chars.get(length), Some(' ' | ':' | '、' | '-'));
        (named && apart).then(|| (text(&chars[..length]), text(&chars[length..])))
    };
    let days: Vec<(String, String)> = lines.iter().take(100).filter_map(day).collect();
    let mut distinct: Vec<&String> = days.iter().map(|(day, _)| day).collect();
    distinct.sort();
    distinct.dedup();
    if distinct.len() < 3 || distinct.len() != days.len() {
        return;
    }
    let priced = !offers.is_empty();
    for (day, rest) in &days {
        let known = offers.iter_mut().find(|offer| bare(rest).contains(&bare(&offer.name)));
        match known {
            Some(offer) => {
                let base = offer.name.clone();
                offer.name = format!("{day} {base}");
                offer.aliases.extend([day.clone(), base]);
            }
            None if !priced => {
                let base = tidy(rest).name;
                offers.push(Offer {
                    name: format!("{day} {base}").trim().to_owned(),
                    aliases: vec![day.clone(), base],
                    ..Offer::default()
                });
            }
            None => {}
        }
    }
    offers.iter_mut().for_each(|offer| offer.aliases.retain(|alias| !alias.trim().is_empty()));
}

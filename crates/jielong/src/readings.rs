//! A text has more than one reading: where its lines are hardly understood under the first, others are tried, and the
//! one under which most lines are explained is kept.

use crate::act;
use crate::flavours::flavours;
use crate::goods::Goods;
use crate::heading::{self, Heading, Instead};
use crate::layout::{Layout, Raw};
use crate::likeness::size_trimmed;
use crate::plain::{bare, is_han, is_word, text};
use crate::shared::Shared;
use crate::signed;
use crate::title::{is_label, titled};
use crate::unfold;
use crate::unpriced::coded;
use crate::{Action, Doubt, List, Offer, Reading, number, unit};

/// Of a thousand: lines explained so well need no other reading.
const WELL: usize = 700;
/// So much better another one must be.
pub(crate) const BETTER: usize = 120;
/// Where so many lines, in tenths of one, and so much of all in percent make no sense, nothing is certain: the heading
/// may have been misread.
const RIDDLES: usize = 30;
const RIDDLES_SHARE: usize = 25;
/// Longer lists are read once.
const ENTRIES_MAX: usize = 600;
const TRIED_MAX: usize = 8;
/// Of a thousand: where less is explained, other ways of naming people and sorts of what is sold are tried.
const PLAIN: usize = 930;

pub(crate) fn best(layout: Layout, first: heading::Heading, known: &[Offer]) -> List {
    let small = (3..=ENTRIES_MAX).contains(&layout.entries.len());
    if !small {
        return act::read_lines(layout, first);
    }
    let own: Vec<Offer> = first.goods.offers[first.goods.chosen()].to_vec();
    let from_lines = first.from_lines;
    let mut by_lines = from_lines;
    let mut best = act::read_lines(layout.clone(), first);
    let mut share = explained(&best);
    // The offers, where others were taken than the heading seems to name.
    let mut replaced: Option<Vec<Offer>> = None;
    let mut guessed: Vec<String> = Vec::new();
    // Where several things have prices, what has none is none of them.
    let priced = own.iter().filter(|offer| offer.price.is_some()).count() >= 2;
    // 上午场 and 下午场, where all lines are read as of the one course: most of them say one or the other.
    let told = own.len() == 1 && share >= WELL && most_choose(&layout, &own);
    if (share < WELL || told) && known.is_empty() && !from_lines && !priced {
        for offers in enumerations(&layout, &own).into_iter().take(TRIED_MAX) {
            let heading = heading::offers(&layout, known, Some(Instead::Offers(offers.clone())));
            let list = act::read_lines(layout.clone(), heading);
            let other = explained(&list);
            if other >= share + BETTER || told && other + BETTER >= share {
                (best, share) = (list, other);
                guessed =
                    if told { offers.iter().map(|offer| offer.name.clone()).collect() } else { guessed };
                replaced = Some(offers);
                if told {
                    break;
                }
            }
        }
    }
    // L, XL: whatever else the heading seems to name, the lines say sizes.
    let sizes = sizes(&layout.heading);
    let says = |entry: &&crate::layout::Entry| {
        let line = text(&entry.raw.chars).to_uppercase();
        let mut words = line.split(|c: char| !c.is_ascii_alphanumeric());
        words.any(|word| {
            sizes.iter().any(|size| {
                size == word
                    || word.starts_with(size.as_str())
                        && word.len() > size.len()
                        && word[size.len()..].starts_with('X')
            })
        })
    };
    let sized = layout.entries.iter().filter(says).count() * 10 >= layout.entries.len() * 6;
    if known.is_empty() && !sizes.is_empty() && sized {
        let one = own.first().cloned().unwrap_or_default();
        let offers = sizes.iter().map(|size| Offer {
            name: size.clone(),
            price: one.price,
            unit: one.unit.clone(),
            ..Offer::default()
        });
        let offers: Vec<Offer> = offers.collect();
        let heading = heading::offers(&layout, known, Some(Instead::Offers(offers.clone())));
        let list = act::read_lines(layout.clone(), heading);
        if explained(&list) >= share {
            share = explained(&list);
            best = list;
            replaced = Some(offers);
        }
    }
    // 聚餐带什么: the lines name what the heading does not.
    let unnamed = matches!(own.as_slice(), [one] if one.price.is_none() && one.unit.is_empty());
    if share < WELL && known.is_empty() && !from_lines && unnamed {
        let heading = heading::offers(&layout, known, Some(Instead::Lines));
        if heading.from_lines {
            let list = act::read_lines(layout.clone(), heading);
            if explained(&list) >= share + BETTER + BETTER / 2 {
                share = explained(&list);
                best = list;
                by_lines = true;
            }
        }
    }
    if known.is_empty() && share < PLAIN && !by_lines {
        let also = also(&layout, &best);
        let lettered = coded(&unfold::parted(&layout.heading));
        let others = [also, lettered].into_iter().filter(|offers| offers.len() > 1);
        let others = others.map(|offers| (offers, BETTER / 3));
        for (offers, needed) in others.chain(flavours(&layout, &best.offers)).take(TRIED_MAX) {
            let apart = needed == BETTER && replaced.is_some();
            if apart {
                continue;
            }
            let heading = heading::offers(&layout, known, Some(Instead::Offers(offers.clone())));
            let list = act::read_lines(layout.clone(), heading);
            let other = explained(&list);
            if other >= share + needed {
                (best, share) = (list, other);
                // What was not said to be offered is worth a look.
                guessed = offers
                    .iter()
                    .filter(|offer| !own.contains(offer))
                    .map(|offer| offer.name.clone())
                    .collect();
                replaced = Some(offers);
            }
        }
        type Change = fn(&mut Heading, &Layout) -> bool;
        let seconds: Change = |heading, layout| {
            let seconds = signed::by_second(layout, &mut heading.goods, &heading.manner);
            heading.manner.second = seconds.is_some();
            heading.manner.seconds = seconds.unwrap_or_default();
            heading.manner.second
        };
        let people: Change = |heading, _| std::mem::take(&mut heading.manner.rooms);
        for (change, needed) in [(seconds, BETTER / 2), (people, BETTER)] {
            let mut heading = heading::offers(&layout, known, replaced.clone().map(Instead::Offers));
            if !change(&mut heading, &layout) {
                continue;
            }
            let list = act::read_lines(layout.clone(), heading);
            let other = explained(&list);
            if other >= share + needed {
                (best, share) = (list, other);
            }
        }
    }
    for line in best.lines.iter_mut().filter(|line| line.reading == Reading::Certain) {
        if line.items.iter().any(|item| guessed.contains(&item.name)) {
            line.reading = Reading::Likely;
            line.doubts.push(Doubt::Concluded);
        }
    }
    if riddles(&best) || best.offers.is_empty() && !layout.heading.is_empty() {
        doubt(&mut best);
    }
    best
}

/// Several lines that nobody can make sense of, and a good part of all: one alone says nothing about the others.
fn riddles(list: &List) -> bool {
    let said = |line: &&crate::Line| line.action != Action::None || !line.doubts.is_empty();
    let (mut sum, mut count) = (0, 0);
    for line in list.lines.iter().filter(said) {
        let left = line.doubts.contains(&Doubt::WordsLeft);
        let asks = line.doubts.iter().any(|doubt| {
            matches!(
                doubt,
                Doubt::Question
                    | Doubt::QuantityVague
                    | Doubt::Undecided
                    | Doubt::AddOrReplace
                    | Doubt::NothingStands
            )
        });
        count += 1;
        sum += match (line.action, line.reading) {
            _ if asks => 0,
            (Action::None, _) if left => 7,
            (_, Reading::Unclear) => 10,
            (_, Reading::Likely) if left => 5,
            _ => 0,
        };
    }
    sum >= RIDDLES && sum * 100 >= count * 10 * RIDDLES_SHARE
}

/// How much of the lines is understood, in thousandths.
fn explained(list: &List) -> usize {
    let (mut sum, mut count) = (0, 0);
    for line in &list.lines {
        let left = line.doubts.contains(&Doubt::WordsLeft);
        let open = line.doubts.iter().any(|doubt| {
            matches!(
                doubt,
                Doubt::QuantityVague | Doubt::Undecided | Doubt::AddOrReplace | Doubt::NameMissing
            )
        });
        let weight = match (line.action, line.reading) {
            (Action::None, _) if line.doubts.is_empty() => continue,
            (Action::None, _) => 200,
            (_, Reading::Certain) => 1000,
            (_, Reading::Likely) if left => 400,
            (_, Reading::Likely) => 800,
            (_, Reading::Unclear) if open => 500,
            (_, Reading::Unclear) => 0,
        };
        sum += weight;
        count += 1;
    }
    sum / count.max(1)
}

/// Where most lines are riddles, the others may be understood wrongly, too.
fn doubt(list: &mut List) {
    for line in
        list.lines.iter_mut().filter(|line| line.reading == Reading::Certain && line.action != Action::None)
    {
        line.reading = Reading::Likely;
        line.doubts.push(Doubt::Concluded);
    }
}

/// The enumerations of a heading whose words the lines use, the most used first.
fn enumerations(layout: &Layout, own: &[Offer]) -> Vec<Vec<Offer>> {
    let one = if let [one] = own { Some(one) } else { None };
    // What has been understood stays as it is.
    let known = |word: &str| {
        let word = bare(word);
        own.iter().filter(|_| own.len() > 1).find(|offer| {
            let name = bare(&offer.name);
            name.contains(&word) || word.contains(&name)
        })
    };
    let bodies: Vec<String> = layout.entries.iter().map(|entry| bare(&text(&entry.raw.chars))).collect();
    let mut found: Vec<(usize, Vec<String>)> = Vec::new();
    for words in listed(&layout.heading) {
        let used = |word: &String| bodies.iter().filter(|body| mentions(body, word)).count();
        let counts: Vec<usize> = words.iter().map(used).collect();
        let several = counts.iter().filter(|count| **count > 0).count();
        let lines = bodies.iter().filter(|body| words.iter().any(|word| mentions(body, word))).count();
        let new = words.iter().any(|word| known(word).is_none());
        if several >= 2 && lines * 3 >= bodies.len() && several * 2 >= words.len() && new {
            found.push((lines * 100 / bodies.len().max(1) + several, words));
        }
    }
    found.sort_by_key(|(lines, words)| (std::cmp::Reverse(*lines), words.len()));
    let offer = |name: String| match known(&name) {
        Some(offer) => offer.clone(),
        None => Offer {
            name,
            price: one.and_then(|one| one.price),
            unit: one.map(|one| one.unit.clone()).unwrap_or_default(),
            holds: one.and_then(|one| one.holds.clone()),
            ..Offer::default()
        },
    };
    found.into_iter().map(|(_, words)| words.into_iter().map(offer).collect()).collect()
}

/// Two lines of three say a word of one enumeration of the heading, that is not what they are all about.
fn most_choose(layout: &Layout, own: &[Offer]) -> bool {
    let bodies: Vec<String> = layout.entries.iter().map(|entry| bare(&text(&entry.raw.chars))).collect();
    enumerations(layout, own).first().is_some_and(|offers| {
        let says = |body: &&String| offers.iter().any(|offer| mentions(body, &offer.name));
        let fresh = offers.iter().all(|offer| !own.iter().any(|one| bare(&one.name) == bare(&offer.name)));
        let small = offers.len() <= 8 && bodies.iter().filter(says).count() * 3 >= bodies.len() * 2;
        let used = |offer: &Offer| bodies.iter().any(|body| mentions(body, &offer.name));
        fresh && small && offers.iter().all(used)
    })
}

/// With what the heading names without a price, and several lines order.
fn also(layout: &Layout, list: &List) -> Vec<Offer> {
    let own = list.offers.as_slice();
    let mut goods = Goods::new(own.to_vec(), own.len());
    let unread = list.lines.iter().filter(|line| line.items.is_empty()).map(|line| line.number).collect();
    let mut more = Shared::of(layout, &unread).unpriced(&mut goods);
    let lines: Vec<String> = layout.heading.iter().map(|raw| text(&raw.chars).replace(' ', "")).collect();
    let priced = |raw: &Raw| !crate::price::find(&raw.chars).is_empty();
    more.retain(|offer| {
        let word = bare(&offer.name);
        // What stands right beside a name belongs to it.
        let beside = own.iter().any(|own| {
            let name = bare(&own.name);
            lines.iter().any(|line| {
                line.contains(&format!("{name}{word}")) || line.contains(&format!("{word}{name}"))
            })
        });
        // The title says what they all are: 手工水饺团, ◆牛肉团.
        let titled = |(at, raw): (usize, &Raw)| {
            !priced(raw) && lines[at].contains(&word) && (at == 0 || lines[at].contains(&format!("{word}团")))
        };
        let letters = offer.name.chars().any(|c| is_word(c) && c != '-');
        letters && (own.len() < 2 || !beside && !layout.heading.iter().enumerate().any(titled))
    });
    // One thing that the list is about gives way; what has a price stays.
    let stays = |offer: &&Offer| offer.price.is_some() || own.len() > 1;
    if more.is_empty() { more } else { own.iter().filter(stays).cloned().chain(more).collect() }
}

/// The word, or two letters of it that stand together.
fn mentions(body: &str, word: &str) -> bool {
    let letters: Vec<char> = bare(word).chars().collect();
    letters.windows(2.min(letters.len().max(1))).any(|pair| body.contains(&pair.iter().collect::<String>()))
}

/// Every way in which a heading could list things: within a line, line by line.
pub(crate) fn listed(heading: &[Raw]) -> Vec<Vec<String>> {
    let mut found: Vec<Vec<String>> = Vec::new();
    let mut below: Vec<String> = Vec::new();
    let mut labels: Vec<String> = Vec::new();
    for raw in heading.iter().take(40) {
        let line = text(&raw.chars);
        let line = line.trim_start_matches('#').trim();
        let parts: Vec<&str> =
            [line].into_iter().chain(line.split_once(':').map(|(_, after)| after)).collect();
        for part in parts {
            for mark in ['、', '/', '|', ',', ' ', '+', '或', '和'] {
                // 贝果8元一个 原味/蓝莓
                let mut said: Vec<&str> = part.split(mark).collect();
                if mark != ' ' && said.len() >= 3 {
                    said[0] = said[0].trim().rsplit([' ', ':', '(']).next().unwrap_or(said[0]);
                    // 蒜蓉、麻辣、十三香,接龙写口味
                    let last = said.len() - 1;
                    said[last] =
                        said[last].trim().split([',', '。', ';', ' ', '(']).next().unwrap_or(said[last]);
                }
                let words: Vec<String> = said.into_iter().filter_map(word).collect();
                if words.len() >= 2 && part.matches(mark).count() < words.len() * 2 {
                    found.push(distinct(words));
                }
            }
            let inside =
                part.split_once('(').and_then(|(_, rest)| rest.split_once(')')).map(|(inside, _)| inside);
            for mark in ['、', '/', ' ', ','] {
                // 彩椒(红/黄)
                let letters: Vec<&str> = inside.into_iter().flat_map(|inside| inside.split(mark)).collect();
                let sorts = letters.iter().all(|sort| sort.chars().count() == 1 && sort.chars().all(is_han));
                let words: Vec<String> = match sorts && mark != ' ' {
                    true => letters.into_iter().map(str::to_owned).collect(),
                    false => letters.into_iter().filter_map(word).collect(),
                };
                if words.len() >= 2 {
                    found.push(distinct(words));
                }
            }
        }
        // 炭火组:2人
        if let Some(label) = line.split_once(':').and_then(|(label, _)| word(label)) {
            labels.push(label);
        }
        // 去程:周五晚 返程:周日晚
        let inner: Vec<String> = line
            .split(':')
            .filter(|_| line.matches(':').count() > 1)
            .filter_map(|part| word(part.rsplit([' ', ',', ';', '、']).next().unwrap_or(part)))
            .collect();
        found.push(distinct(inner));
        match word(line) {
            Some(word) => below.push(word),
            None => {
                found.push(std::mem::take(&mut below));
            }
        }
    }
    found.push(distinct(labels));
    // A title above the list is none of it.
    let all = distinct(below);
    found.push(all.iter().skip(1).cloned().collect());
    found.push(all);
    found.retain(|words| (2..=40).contains(&words.len()) && !words.iter().all(|word| is_size(word)));
    found
}

/// S 155-160 / M 160-168 / L: the sizes of a heading, where there is nothing else to choose.
pub(crate) fn sizes(heading: &[Raw]) -> Vec<String> {
    let all: String = heading.iter().map(|raw| text(&raw.chars) + "\n").collect();
    let words = all.split(|c: char| !c.is_ascii_alphanumeric());
    let sizes = words.map(str::to_uppercase).filter(|word| {
        ["XS", "S", "M", "L", "XL", "XXL", "XXXL", "2XL", "3XL", "4XL"].contains(&word.as_str())
    });
    let sizes = distinct(sizes.collect());
    if sizes.len() >= 3 { sizes } else { Vec::new() }
}

fn distinct(words: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for word in words {
        if !kept.iter().any(|known| bare(known) == bare(&word)) {
            kept.push(word);
        }
    }
    kept
}

fn is_size(word: &str) -> bool {
    size_trimmed(&bare(word)).is_empty()
        || bare(word).chars().all(|c| matches!(c, 's' | 'm' | 'l' | 'x' | '码' | '0'..='9'))
}

/// One name of an enumeration: short, without the price that may follow the last one.
fn word(part: &str) -> Option<String> {
    let chars: Vec<char> = part.chars().collect();
    let digits = chars.iter().position(|c| {
        c.is_ascii_digit()
            && chars.iter().take_while(|c| !c.is_ascii_digit()).filter(|c| is_han(**c)).count() >= 2
    });
    let mut kept: String = chars[..digits.unwrap_or(chars.len())].iter().collect();
    for tail in ["一律", "都是", "均为", "统一", "每份", "每盒", "每袋", "均", "都", "各", "全部"]
    {
        kept = kept.trim_end().trim_end_matches(tail).to_owned();
    }
    let mut name = titled(&kept).name.trim_matches(|c: char| !is_word(c)).to_owned();
    if name.is_empty() {
        name = kept.trim_matches(|c: char| !is_word(c)).to_owned();
    }
    let letters: Vec<char> = name.chars().collect();
    let counted =
        number::read(&letters, 0).is_some_and(|number| unit::read(&letters, number.length, &[]).is_some());
    let fits = (2..=10).contains(&letters.len())
        && letters.iter().any(|c| is_han(*c) || c.is_ascii_alphabetic())
        && !letters.iter().any(|c| matches!(c, ',' | '。' | '!' | '?' | ':' | '+'))
        && !counted
        && !is_label(&name);
    fits.then_some(name)
}

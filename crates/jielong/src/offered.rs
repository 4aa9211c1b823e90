//! The priced things of a heading: names, units, sizes and packs, taken from its lines.

use crate::Offer;
use crate::ladder;
use crate::layout::Raw;
use crate::ordinal;
use crate::per;
use crate::plain::{bare, begins, is_han, is_word, text};
use crate::price::{self, Priced};
use crate::shape;
use crate::sorts::{self, size_of};
use crate::title::{Tidy, before_label, is_label, lettered, tidy, titled, without_occasion};
use crate::{number, unit};
use kernel::Quantity;
use std::collections::HashMap;

/// Offers in the order of the lines.
pub(crate) fn priced(lines: &[Raw]) -> Vec<Offer> {
    let found: Vec<Vec<Priced>> = lines.iter().map(|raw| price::find(&raw.chars)).collect();
    let found = leading(lines, found);
    let said = found.iter().flatten().any(|one| one.said);
    let bare_lines = found.iter().filter(|line| line.len() == 1).count();
    let mut offers: Vec<Offer> = Vec::new();
    let mut insides: HashMap<String, String> = HashMap::new();
    let mut pending = String::new();
    // Said before the price: 规格:10斤装.
    let mut size = None;
    let beside = beside(&found);
    // ▫️可颂12 among others that begin so.
    let mark =
        |raw: &Raw| raw.chars.first().copied().filter(|c| !is_word(*c) && !matches!(c, '(' | '[' | '¥'));
    let marks: Vec<char> = lines
        .iter()
        .zip(&found)
        .filter(|(_, line)| line.len() > 1 || line.iter().any(|one| one.said))
        .filter_map(|(raw, _)| mark(raw))
        .collect();
    // [白糖罂]5斤装 69 below [妃子笑]3斤装 59 / 5斤装 89.
    let bracketed: Vec<bool> = lines
        .iter()
        .zip(&found)
        .map(|(raw, line)| {
            let close = raw.chars.iter().position(|c| *c == ']');
            !line.is_empty()
                && raw.chars.first() == Some(&'[')
                && close.is_some_and(|at| (3..=8).contains(&at))
        })
        .collect();
    let several_bracketed = bracketed.iter().zip(&found).any(|(own, line)| *own && line.len() > 1);
    let mut sized: Option<String> = None;
    let mut of_sizes: Option<String> = None;
    for (at, (raw, mut line)) in lines.iter().zip(found).enumerate() {
        sorts::named(&mut line);
        let any_said = line.iter().any(|one| one.said);
        let numbered = ordinal::read(&raw.chars).is_some() || lettered(&raw.chars);
        let believed = any_said
            || line.len() >= 2
            || !said && (lines.len() <= 2 || bare_lines >= 2)
            || numbered
            || line.len() == 1 && mark(raw).is_some_and(|mark| marks.contains(&mark))
            || line.len() == 1 && bracketed[at] && several_bracketed
            || beside[at] && line.len() == 1 && ladder::is_plain(&raw.chars, &line[0]);
        if line.is_empty() || !believed {
            if offers.is_empty() && ["规格", "净", "装"].iter().any(|word| text(&raw.chars).contains(word))
            {
                size = size.or_else(|| per::holding(&raw.chars));
            }
            let clean = tidy(&text(&raw.chars));
            if !clean.name.is_empty() && !is_label(&clean.name) && !text(&raw.chars).contains("规格") {
                pending = text(&raw.chars);
            } else if let (Some(holds), Some(last)) = (per::holding(&raw.chars), offers.last_mut())
                && ["规格", "净", "每", "装"].iter().any(|word| text(&raw.chars).contains(word))
            {
                last.holds.get_or_insert(holds);
            }
            continue;
        }
        of_sizes = of_sizes.filter(|_| line.iter().all(|one| is_size(&tidy(&one.name).name)));
        of_sizes = of_sizes.or_else(|| base_of_label(&raw.chars, &line));
        for mut one in line.into_iter().flat_map(shape::each_sort) {
            // 单盒20, 25一盒 and then 两盒48: one thing, and a ladder.
            if let Some((quantity, unit)) = ladder::rung(&one.name) {
                let weighed = unit::is_weight(&unit);
                // 6人份 688, 10人份 1088: both are names.
                let named = offers.last().is_some_and(|last| ladder::rung(&last.name).is_some());
                let same =
                    !named && offers.last().is_some_and(|last| last.unit == unit || last.unit.is_empty());
                if !weighed && same && quantity.milli > 1000 {
                    continue;
                }
                if !weighed && quantity.milli == 1000 && one.unit.is_empty() {
                    one.unit = unit;
                    one.name = String::new();
                }
            }
            let mut name = tidy(&one.name);
            name.aliases.extend(one.sort.take());
            if name.name.is_empty() || is_label(&name.name) {
                let before = before_label(&one.name).unwrap_or_else(|| first_clause(&raw.chars));
                name = tidy(&before);
                if name.name.is_empty() || is_label(&name.name) {
                    name = titled(&pending);
                }
            }
            if name.name.is_empty() {
                continue;
            }
            name.name = without_occasion(&name.name).to_owned();
            of_label(&mut name, &raw.chars);
            if is_rule(&one.name) {
                continue;
            }
            // 杨枝甘露 大杯19/中杯15
            if is_size(&name.name) {
                if let Some(base) = &of_sizes {
                    name.name = format!("{base}{}", name.name);
                }
            } else {
                of_sizes = base_of_size(&name.name);
                if let Some(base) = &of_sizes {
                    name.name = format!("{base}{}", name.name[base.len()..].trim_start());
                }
            }
            shape::sexed(&mut name);
            shape::settle(&mut name, &mut one);
            // 橙子 5斤20 10斤38: two sizes of one thing.
            if let (Some((_, unit)), Some(base)) =
                (ladder::rung(one.name.trim().trim_end_matches('装')), &sized)
                && unit::is_weight(&unit)
            {
                name = Tidy {
                    name: base.clone(),
                    aliases: Vec::new(),
                    spec: one.name.trim_matches([' ', '/', '|']).to_owned(),
                };
            }
            sized = (!name.spec.is_empty() && name.spec != name.name).then(|| name.name.clone());
            let one = Priced { holds: one.holds.clone().or_else(|| size.take()), ..one };
            push(&mut offers, &mut insides, name, one);
        }
    }
    sorts::by_size(&mut offers, &insides);
    letters(&mut offers);
    // 生日蛋糕6寸 and 8寸, and nothing else: 八寸1.
    if let Some(base) = of_sizes.filter(|_| offers.len() > 1) {
        let size = |offer: &Offer| {
            offer.name.strip_prefix(base.as_str()).filter(|tail| is_size(tail)).map(str::to_owned)
        };
        let sizes: Vec<Option<String>> = offers.iter().map(size).collect();
        if sizes.iter().all(Option::is_some) {
            offers.iter_mut().zip(sizes).for_each(|(offer, size)| offer.aliases.extend(size));
        }
    }
    let all: Vec<char> = lines.iter().flat_map(|raw| raw.chars.iter().copied().chain(['\n'])).collect();
    if let Some(unit) = common_unit(&all) {
        offers.iter_mut().filter(|offer| offer.unit.is_empty()).for_each(|offer| offer.unit = unit.clone());
    }
    let unsaid = offers.iter().all(|offer| offer.unit.is_empty());
    let apart: Vec<char> = lines
        .iter()
        .filter(|raw| price::find(&raw.chars).is_empty())
        .flat_map(|raw| raw.chars.iter().copied().chain(['\n']))
        .collect();
    // 12瓶/箱 above all of them.
    for (pack, each, unit) in packs(&apart) {
        for offer in offers.iter_mut().filter(|offer| unsaid && offer.holds.is_none() || offer.unit == pack) {
            offer.holds.get_or_insert((each, unit.clone()));
            if offer.unit.is_empty() {
                offer.unit.clone_from(&pack);
            }
        }
    }
    for (pack, each, unit) in packs(&all) {
        for offer in offers.iter_mut().filter(|offer| offer.unit == unit && offer.unit != pack) {
            offer.packs.push((pack.clone(), each));
        }
    }
    offers
}

/// 粘豆包:大黄米的20元/袋,江米的22元/袋: of what stands before the colon.
fn of_label(name: &mut Tidy, line: &[char]) {
    let line = text(line);
    let Some((label, _)) = line.split_once(':') else { return };
    let label = titled(label).name;
    let fits = (2..=6).contains(&label.chars().count()) && label.chars().all(is_han) && !is_label(&label);
    // 纸尿裤:S 69、M 72
    let size = name.name.to_uppercase();
    if fits && ["XS", "S", "M", "L", "XL", "XXL", "XXXL", "NB", "2XL", "3XL"].contains(&size.as_str()) {
        name.name = format!("{label}{size}");
        return;
    }
    if let Some(stem) = name.name.strip_suffix('的').filter(|stem| fits && stem.chars().count() >= 2) {
        name.aliases.extend([stem.to_owned(), name.name.clone()]);
        name.name = format!("{stem}{label}");
    }
}

/// 买羊2送蘸料1, 微辣/中辣备注一下: how it is done, not what there is.
fn is_rule(name: &str) -> bool {
    const WORDS: [&str; 30] = [
        "另收",
        "加收",
        "早鸟价",
        "退订",
        "之后每",
        "每样涨",
        "每份涨",
        "跑腿费",
        "运费",
        "配送费",
        "上周卖",
        "不满",
        "押金",
        "保证金",
        "定金",
        "颜色:",
        "尺码:",
        "书名",
        "姓名",
        "房号",
        "备注",
        "注明",
        "说明",
        "说一声",
        "写清",
        "下单",
        "截单",
        "自提",
        "满减",
        "标注",
    ];
    let gift = name.contains('送') && (name.contains('买') || name.contains('满'));
    // 姓名贴 is a thing.
    let thing = |word: &str| matches!(word, "姓名" | "书名") && !name.trim_end().ends_with(word);
    gift || WORDS.iter().any(|word| name.contains(word) && !thing(word))
        || ["码数", "身高", "体重", "尺码"].contains(&name.trim())
}

/// 中杯, 小份, 半箱: a size and nothing else.
fn is_size(name: &str) -> bool {
    let letters: Vec<char> = name.chars().filter(|c| is_word(*c)).collect();
    let size = |word: &[char]| {
        matches!(text(word).as_str(), "大" | "中" | "小" | "特大" | "超大" | "整" | "半" | "单" | "双")
    };
    // 大闸蟹 公4两 45元/只 母3两 38元/只: a sort, and what it is a sort of stands before the first.
    if matches!(letters.as_slice(), ['公' | '母' | '雌' | '雄']) {
        return true;
    }
    // 6寸
    let inches = letters.last() == Some(&'寸')
        && letters.len() >= 2
        && letters[..letters.len() - 1].iter().all(|c| c.is_ascii_digit() || number::is_chinese(*c));
    if inches {
        return true;
    }
    let unit = (1..=2).contains(&letters.len().saturating_sub(1))
        && unit::read(&letters, letters.len() - 1, &[]).is_some_and(|(_, length)| length == 1);
    size(&letters) || unit && size(&letters[..letters.len() - 1])
}

/// 杨枝甘露 of 杨枝甘露 大杯.
fn base_of_size(name: &str) -> Option<String> {
    let (base, size) = name.rsplit_once(' ')?;
    (is_size(size) && base.chars().filter(|c| is_word(*c)).count() >= 2).then(|| base.trim().to_owned())
}

/// 绿萝 of 绿萝:小盆8 大盆25.
fn base_of_label(line: &[char], priced: &[Priced]) -> Option<String> {
    let line = text(line);
    let label = titled(line.split_once(':')?.0).name;
    let sizes = |one: &Priced| is_size(&tidy(one.name.rsplit(':').next().unwrap_or_default()).name);
    let fits = priced.len() >= 2
        && priced.iter().all(sizes)
        && (2..=6).contains(&label.chars().count())
        && label.chars().all(is_han)
        && !is_label(&label);
    fits.then_some(label)
}

/// Next to a line with a price, or to one that is next to it.
fn beside(found: &[Vec<Priced>]) -> Vec<bool> {
    let said: Vec<bool> = found.iter().map(|line| line.iter().any(|one| one.said)).collect();
    let full: Vec<bool> = found.iter().map(|line| !line.is_empty()).collect();
    (0..found.len())
        .map(|at| {
            let down = (at..found.len()).take_while(|next| full[*next]).any(|next| said[next]);
            let up = (0..=at).rev().take_while(|next| full[*next]).any(|next| said[next]);
            down || up
        })
        .collect()
}

/// Where lines have no price after a name, but several begin with one: 39.9 草莓, 58 车厘子.
fn leading(lines: &[Raw], found: Vec<Vec<Priced>>) -> Vec<Vec<Priced>> {
    let first: Vec<Option<Priced>> = lines.iter().map(|raw| ladder::leading(&raw.chars)).collect();
    let many = first.iter().flatten().count();
    let named = found.iter().flatten().filter(|one| one.name.chars().any(is_han)).count();
    if many == 0 || many < named || many == 1 && !first.iter().flatten().all(|one| one.said) {
        return found;
    }
    first.into_iter().zip(found).map(|(first, found)| first.map_or(found, |first| vec![first])).collect()
}

/// ◆水果团 above what it sells: a word for all of that.
pub(crate) fn groups(lines: &[Raw], offers: &[Offer]) -> Vec<(String, std::ops::Range<usize>)> {
    let mut found: Vec<(String, std::ops::Range<usize>)> = Vec::new();
    let mut inner: Vec<(String, std::ops::Range<usize>)> = Vec::new();
    let mut title: Option<String> = None;
    for raw in lines.iter().take(60) {
        let line = bare(&text(&raw.chars));
        let named: Vec<usize> =
            (0..offers.len()).filter(|index| line.contains(&bare(&offers[*index].name))).collect();
        let priced = !price::find(&raw.chars).is_empty();
        // 单丛两款:鸭屎香98、蜜兰香88
        if let Some((name, range)) = kinds(&text(&raw.chars), offers) {
            inner.push((name, range));
        }
        match (priced, named.first(), named.last()) {
            (true, Some(first), Some(last)) => match (title.take(), found.last_mut()) {
                (Some(title), _) => found.push((title, *first..last + 1)),
                (None, Some((_, range))) if range.end == *first => range.end = last + 1,
                _ => {}
            },
            (false, _, _) => {
                let plain = text(&raw.chars);
                let name = titled(plain.split('(').next().unwrap_or(&plain)).name;
                title = Some(name).filter(|name| (2..=6).contains(&name.chars().count()));
            }
            _ => {}
        }
    }
    if found.len() < 2 {
        found.clear();
    }
    found.extend(inner);
    found
}

/// 单丛两款:鸭屎香98、蜜兰香88: a word for several that are told one after the other.
fn kinds(line: &str, offers: &[Offer]) -> Option<(String, std::ops::Range<usize>)> {
    let (head, rest) = line.split_once(':')?;
    let letters: Vec<char> = head.trim().chars().collect();
    let mark = letters
        .iter()
        .rposition(|c| matches!(c, '款' | '种' | '样' | '味'))
        .filter(|at| at + 1 == letters.len())?;
    let count = number::read(&letters, mark.checked_sub(1)?)?.value.milli / 1000;
    let name: String = letters[..mark - 1].iter().rev().take_while(|c| is_han(**c)).collect();
    let name: String = name.chars().rev().collect();
    let clause = bare(rest.split(['。', ';', '\n']).next().unwrap_or(rest));
    let first = (0..offers.len()).find(|at| clause.starts_with(&bare(&offers[*at].name)))?;
    let range = first..first + usize::try_from(count).ok()?;
    let all = range.end <= offers.len()
        && offers[range.clone()].iter().all(|offer| clause.contains(&bare(&offer.name)));
    ((2..=6).contains(&name.chars().count()) && count > 1 && all).then_some((name, range))
}

/// 6瓶一箱, 每箱6瓶: what a pack holds.
fn packs(heading: &[char]) -> Vec<(String, Quantity, String)> {
    let mut found = Vec::new();
    for at in 0..heading.len() {
        let inside = at > 0 && (heading[at - 1].is_ascii_digit() || heading[at - 1] == '.');
        let Some(number) = number::read(heading, at).filter(|number| !inside && !number.vague) else {
            continue;
        };
        let Some((unit, size)) = unit::read(heading, at + number.length, &[]) else { continue };
        // 1斤装一包
        let end = at + number.length + size;
        let packed = unit::is_weight(&unit) && heading.get(end) == Some(&'装');
        let end = end + usize::from(packed);
        let one = |place: usize| matches!(heading.get(place), Some('一' | '每' | '/' | '1' | '整'));
        let whole = number.value.milli > 1000
            || unit::is_weight(&unit)
                && number.value.milli == 1000
                && (packed || heading.get(end) == Some(&'/'));
        if whole
            && one(end)
            && let Some((pack, _)) = unit::read(heading, end + 1, &[])
        {
            found.push((pack, number.value, unit));
        } else if number.value.milli == 1000 || at > 0 && heading[at - 1] == '每' {
            continue;
        } else if let Some(from) = at.checked_sub(2).filter(|from| one(*from) && number.value.milli > 1000)
            && let Some((pack, 1)) = unit::read(heading, from + 1, &[])
        {
            found.push((pack, number.value, unit));
        }
    }
    found.truncate(20);
    found
}

/// 都是一斤的价, 均为袋装, 每扎价: one unit for all that have none.
fn common_unit(heading: &[char]) -> Option<String> {
    const WORDS: &str = "均为一 都是一 都是 均为 均按 都按 按 论 单位: 单位 每";
    (0..heading.len()).find_map(|at| {
        let length = WORDS.split(' ').find_map(|word| begins(heading, at, word))?;
        let (unit, size) = unit::read(heading, at + length, &[])
            .filter(|(unit, _)| !matches!(unit.as_str(), "人" | "位" | "单" | "个" | "组" | "大" | "小"))?;
        let next = heading.get(at + length + size).copied().unwrap_or('\n');
        (!is_word(next) || matches!(next, '价' | '的' | '装' | '算' | '卖' | '计')).then_some(unit)
    })
}

/// Two of one name are told apart by what a piece holds.
fn push(offers: &mut Vec<Offer>, insides: &mut HashMap<String, String>, name: Tidy, one: Priced) {
    let mut offer = Offer {
        name: name.name.clone(),
        aliases: name.aliases.clone(),
        unit: one.unit,
        price: one.price,
        holds: one.holds,
        ..Offer::default()
    };
    let mut name = name;
    let said =
        one.name.split([' ', '/', '(']).find_map(|word| size_of(word).filter(|_| word.ends_with('装')));
    offer.holds = offer.holds.or_else(|| size_of(&name.spec)).or_else(|| size_of(&one.inside)).or(said);
    if name.spec.is_empty() && one.inside.chars().filter(|c| is_word(*c)).count() <= 6 {
        name.spec = one.inside.trim().to_owned();
    }
    if let Some(same) = offers.iter_mut().find(|other| bare(&other.name) == bare(&offer.name)) {
        if name.spec.is_empty() && same.price == offer.price {
            return;
        }
        if name.spec.is_empty() {
            return;
        }
        offer.name = format!("{}{}", offer.name, name.spec);
        let inside = insides.get(&bare(&same.name)).filter(|inside| size_of(inside).is_some());
        if let Some(inside) = inside {
            same.name = format!("{}{inside}", same.name);
        } else if let Some((quantity, unit)) = &same.holds {
            same.name = format!("{}{quantity}{unit}装", same.name);
        } else if let Some(inside) = insides.get(&bare(&same.name)) {
            same.name = format!("{}{inside}", same.name);
        }
    }
    // The third of one name, when the first two have been told apart.
    let told = insides.contains_key(&bare(&offer.name))
        && offers.iter().all(|other| bare(&other.name) != bare(&offer.name))
        && offers.iter().any(|other| other.name.starts_with(&offer.name));
    if told && !name.spec.is_empty() {
        offer.name = format!("{}{}", offer.name, name.spec);
    }
    if offers.iter().all(|other| bare(&other.name) != bare(&offer.name)) {
        if !name.spec.is_empty() {
            insides.entry(bare(&offer.name)).or_insert(name.spec);
        }
        offers.push(offer);
    }
}

/// A草莓25 B鸡蛋30: where each name begins with a letter of its own, the rest is a name, too.
fn letters(offers: &mut [Offer]) {
    let lead = |name: &str| {
        let mut chars = name.chars();
        let (first, second) = (chars.next()?, chars.find(|c| is_word(*c))?);
        ((first.is_ascii_alphabetic() || first.is_ascii_digit()) && is_han(second)).then_some(first)
    };
    let all: Option<Vec<char>> = offers.iter().map(|offer| lead(&offer.name)).collect();
    let Some(all) = all.filter(|all| all.len() > 1) else { return };
    let mut distinct = all.clone();
    distinct.sort_unstable();
    distinct.dedup();
    if distinct.len() == all.len() {
        for (offer, letter) in offers.iter_mut().zip(all) {
            match letter.to_digit(10).and_then(|digit| char::from_u32(0x245f + digit)) {
                Some(circle) => offer.aliases.extend([format!("{letter}号"), circle.to_string()]),
                None => offer.aliases.push(letter.to_string()),
            }
            offer.aliases.push(
                offer.name.chars().skip(1).collect::<String>().trim_matches(|c: char| !is_word(c)).to_owned(),
            );
        }
    }
}

/// The first clause of a line whose last one names nothing: 草莓团,30元/盒.
fn first_clause(line: &[char]) -> String {
    let all = text(line);
    let mut clauses = all.split([',', ';', '|', '!', '。']);
    clauses
        .next()
        .filter(|clause| !price::is_said(&clause.chars().collect::<Vec<_>>()))
        .unwrap_or("")
        .to_owned()
}

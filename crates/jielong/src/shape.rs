//! Names that have a unit or a word for money in them: 每盒草莓, 草莓 盒, 草莓一盒, 苹果元.

use crate::plain::{is_han, is_word, text};
use crate::price::Priced;
use crate::title::{Tidy, is_label, titled};
use crate::unit;

/// Takes the unit out of the name, where the price has none.
pub(crate) fn settle(name: &mut Tidy, one: &mut Priced) {
    let chars: Vec<char> = name.name.chars().collect();
    let one_of = |c: char| matches!(c, '每' | '一' | '1');
    let (mut from, mut to) = (0, chars.len());
    if chars.first().is_some_and(|c| one_of(*c))
        && let Some((found, length)) = unit::read(&chars, 1, &[])
        && chars.len() >= length + 3
        && found != "米"
    {
        from = 1 + length;
        take(one, found);
    }
    // 草莓一盒, 草莓 盒
    for size in 1..=2 {
        let Some(at) = to.checked_sub(size).filter(|at| *at > from + 1) else { continue };
        let whole = unit::read(&chars[..to], at, &[]).filter(|(_, length)| *length == size);
        let Some((found, _)) = whole else { continue };
        // 成人50 儿童30: who goes, not what it is counted in.
        if unit::counts_people(&found) && found.chars().count() > 1 {
            continue;
        }
        let before = chars[at - 1];
        if one_of(before) && at > from + 2 || before == ' ' {
            to = if one_of(before) { at - 1 } else { at };
            take(one, found);
            break;
        }
    }
    if to > from + 2 && chars[to - 1] == '元' {
        to -= 1;
    }
    let rest = text(&chars[from..to]).trim().to_owned();
    if rest.chars().count() >= 2 && rest != name.name {
        // 老面馒头 10个
        let (base, size) = crate::title::without_size(&rest);
        let base = base.trim().to_owned();
        if !size.is_empty() && base.chars().count() >= 2 {
            one.holds = one.holds.take().or_else(|| crate::per::holding(&size.chars().collect::<Vec<_>>()));
            name.name = base;
        } else {
            name.name = rest;
        }
    }
}

fn take(one: &mut Priced, unit: String) {
    if one.unit.is_empty() {
        one.unit = unit;
    }
}

/// 毛巾:红色/黄色/蓝色 9元/条: each of the sorts at the price said once, called by the thing and the sort, 毛巾红色.
pub(crate) fn each_sort(one: Priced) -> Vec<Priced> {
    let listed = one.name.rsplit([':', ' ']).find(|part| part.chars().any(is_word)).unwrap_or_default();
    let sorts: Vec<&str> = listed.split('/').collect();
    let long = sorts[0].chars().count();
    let alike = sorts.iter().all(|sort| {
        sort.chars().count() == long
            && sort.chars().all(is_han)
            && sort.chars().last() == sorts[0].chars().last()
    });
    let distinct = sorts.iter().collect::<std::collections::BTreeSet<_>>().len() == sorts.len();
    if sorts.len() < 3 || !(2..=4).contains(&long) || !alike || !distinct || !one.said {
        return vec![one];
    }
    let label = one.name[..one.name.rfind(listed).unwrap_or(0)].trim_end_matches([':', ' ']);
    let label = titled(label.rsplit([':', ' ', '/']).next().unwrap_or_default()).name;
    let thing = (1..=6).contains(&label.chars().count()) && label.chars().all(is_han) && !is_label(&label);
    let label = if thing && label != "颜色" && label != "口味" { label } else { String::new() };
    sorts
        .into_iter()
        .map(|sort| Priced {
            name: format!("{label}{sort}"),
            sort: (!label.is_empty()).then(|| sort.to_owned()),
            ..one.clone()
        })
        .collect()
}

/// 大闸蟹公 is called 公, 公蟹 and 公大闸蟹, too.
pub(crate) fn sexed(name: &mut Tidy) {
    let letters: Vec<char> = name.name.chars().collect();
    let [base @ .., sex @ ('公' | '母' | '雌' | '雄')] = letters.as_slice() else { return };
    if let (Some(last), true) = (base.last(), base.len() >= 2) {
        name.aliases.extend([sex.to_string(), format!("{sex}{last}"), format!("{sex}{}", text(base))]);
    }
}

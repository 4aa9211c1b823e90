//! Things of a heading that are one thing in several sizes or sorts, and what each is called then.

use crate::Offer;
use crate::codes::code_of;
use crate::plain::{bare, is_han, text};
use crate::price::Priced;
use crate::title::{is_label, tidy};
use crate::{number, unit};
use kernel::Quantity;
use std::collections::HashMap;

/// 6号 五常大米 beside 7号 五常大米, 海参 beside 海参半斤装: what has the name of another, and a size of its own, is called by that, too.
pub(crate) fn by_size(offers: &mut [Offer], insides: &HashMap<String, String>) {
    let stem = |name: &str| match name.split_once(' ') {
        Some((code, rest)) if code_of(name).is_some() || code.chars().count() == 1 => bare(rest),
        _ => bare(name),
    };
    let stems: Vec<String> = offers.iter().map(|offer| stem(&offer.name)).collect();
    for at in 0..offers.len() {
        let Some(size) = insides.get(&bare(&offers[at].name)).filter(|size| size_of(size).is_some()) else {
            continue;
        };
        let other = |index: &usize| {
            let rest = stems[*index].strip_prefix(stems[at].as_str());
            *index != at
                && rest.is_some_and(|rest| {
                    rest.is_empty()
                        || rest.ends_with('装') && size_of(rest).is_some()
                        || rest.starts_with("半")
                })
        };
        if !(0..stems.len()).any(|index| other(&index)) || offers[at].name.ends_with(size.as_str()) {
            continue;
        }
        offers[at].name.push_str(size);
        let sized = format!("{}{size}", stems[at]);
        for alias in offers[at].aliases.iter_mut().filter(|alias| bare(alias) == stems[at]) {
            alias.clone_from(&sized);
        }
    }
}

/// 沃柑 of 沃柑 小果32元/箱 大果40元/箱, 海参 of 海参 半斤装180 一斤装280: what stands before the first of several that end alike.
fn base_of_alike(line: &[Priced]) -> Option<String> {
    let [first, rest @ ..] = line else { return None };
    let (base, sort) = first.name.trim().rsplit_once(' ')?;
    let (base, sort) = (tidy(base).name, sort.trim());
    let last = sort.chars().last()?;
    let short = |name: &str| {
        (2..=4).contains(&name.chars().count()) && name.chars().all(is_han) && name.ends_with(last)
    };
    let alike = !rest.is_empty()
        && short(sort)
        && rest.iter().all(|one| short(one.name.trim_matches([' ', '/', ',', '、'])));
    let thing = (2..=6).contains(&base.chars().count()) && base.chars().all(is_han) && !is_label(&base);
    (alike && thing && matches!(last, '果' | '装' | '味' | '色' | '号' | '款' | '型' | '头')).then_some(base)
}

/// Gives what stands before the first of several to all of them.
pub(crate) fn named(line: &mut [Priced]) {
    if let Some(base) = base_of_alike(line) {
        let sorts: Vec<String> = line
            .iter()
            .map(|one| {
                one.name.trim_matches([' ', '/', ',', '、']).rsplit(' ').next().unwrap_or_default().to_owned()
            })
            .collect();
        for (one, sort) in line.iter_mut().zip(sorts) {
            one.name = format!("{base}{sort}");
            one.sort = Some(sort);
        }
    }
}

/// 一斤装: one, too, is a size.
pub(crate) fn size_of(spec: &str) -> Option<(Quantity, String)> {
    let chars: Vec<char> = spec.trim().chars().collect();
    let number = number::read(&chars, 0).filter(|number| !number.vague)?;
    let (unit, length) = unit::read(&chars, number.length, &[])?;
    let rest = text(&chars[number.length + length..]);
    (matches!(rest.as_str(), "装" | "") && (unit::is_weight(&unit) || rest == "装"))
        .then_some((number.value, unit))
}

//! Several lists in one text, one below the other: each with a heading and numbers of its own.

use crate::layout::{Layout, Raw, sells};
use crate::price;

/// Where the numbers begin again after lines with prices, a list of its own begins.
pub(crate) fn part(layout: &mut Layout) {
    let mut section = 0;
    for at in 0..layout.entries.len() {
        layout.entries[at].section = section;
        let Some(next) = layout.entries.get(at + 1) else { break };
        let again = next.ordinal.is_some_and(|number| {
            number <= 1 || layout.entries[at].ordinal.is_some_and(|before| number < before)
        });
        if !again {
            continue;
        }
        let tail = &layout.entries[at].tail;
        let Some(from) = tail.iter().position(heads) else { continue };
        // An earlier copy of the whole list is no list of its own.
        let known = |raw: &Raw| layout.heading.iter().any(|own| own.chars == raw.chars);
        if tail[from..].iter().filter(|raw| heads(raw)).all(known) {
            continue;
        }
        // What stands right above the first price is its title.
        let from = if from > 0 && tail[from - 1].chars.len() <= 20 { from - 1 } else { from };
        let heading = layout.entries[at].tail.split_off(from);
        layout.below.push(heading);
        section += 1;
    }
}

fn heads(raw: &Raw) -> bool {
    sells(&raw.chars) || price::find(&raw.chars).iter().filter(|one| !one.name.trim().is_empty()).count() > 1
}

/// What is put on offer while orders come in: ‼️再加两样 蓝莓20/盒 榴莲饼38/盒.
pub(crate) fn added(layout: &mut Layout) {
    let added: Vec<Raw> = layout
        .entries
        .iter()
        .flat_map(|entry| &entry.tail)
        .filter(|raw| sells(&raw.chars) && !raw.struck)
        .take(20)
        .cloned()
        .collect();
    if !layout.heading.is_empty() && layout.below.is_empty() {
        layout.heading.extend(added);
    }
}

//! A new text in which somebody's lines are written anew: by us, or by who went on with the list.

use super::incoming::Incoming;
use super::paste_list::PasteList;
use crate::again::{Fate, is_restated};
use crate::line::Mark;
use crate::rows::ListLine;
use crate::standing::standing;
use std::collections::{BTreeMap, BTreeSet};
use store::Fault;

/// Of people none of whose lines are left, and who want at least as much as before: the new text says it anew. Answers the
/// lines that have become needless, which are gone no more. Where the new text says exactly the same, nothing changes.
pub(super) fn settle_restated(
    there: &[&ListLine],
    input: &PasteList,
    now_in: &[Incoming],
    fates: &mut [Fate],
    gone: &mut Vec<usize>,
) -> Result<Vec<usize>, Fault> {
    let written_here = now_in.iter().any(|one| one.own);
    let names: BTreeSet<&str> = there.iter().map(|line| line.name.as_str()).collect();
    let mut restated = Vec::new();
    for name in names {
        let of_name: Vec<usize> = (0..there.len()).filter(|at| there[*at].name == name).collect();
        // The words of a line may be what they were, and its note have been changed by hand since.
        let noted = input.read.table.notes.contains_key(name);
        let is_known = |at: usize| matches!(fates[at], Fate::Known(_)) && !(noted && now_in[at].own);
        let new: Vec<usize> =
            (0..fates.len()).filter(|at| now_in[*at].line.name == name && !is_known(*at)).collect();
        let (ours, others): (Vec<usize>, Vec<usize>) = new.iter().partition(|at| now_in[**at].own);
        let own = !ours.is_empty() && others.is_empty();
        // What nobody has understood stands in our text as it was written.
        let understood: Vec<usize> =
            of_name.iter().copied().filter(|at| there[*at].mark != Mark::Unclear).collect();
        // What stands in our text, and further words of the same person below it.
        if !ours.is_empty()
            && !others.is_empty()
            && !understood.is_empty()
            && understood.iter().all(|at| gone.contains(at) || fates.contains(&Fate::Changed(*at)))
            && ours.iter().all(|at| fates[*at] != Fate::Older)
            && wanted(understood.iter().map(|at| there[*at]))? == said(&ours, now_in)
        {
            gone.retain(|at| !understood.contains(at));
            ours.iter().for_each(|at| fates[*at] = Fate::Same);
            let further: Vec<usize> = others.into_iter().filter(|at| fates[*at] != Fate::Older).collect();
            further.into_iter().for_each(|at| fates[at] = Fate::New);
            continue;
        }
        let asked = if own { understood } else { of_name };
        let is_left = |at: &usize| {
            let again = new.iter().any(|new| fates[*new] == Fate::Known(*at));
            again || gone.contains(at) || fates.contains(&Fate::Changed(*at))
        };
        if asked.iter().all(|at| !is_left(at)) {
            continue;
        }
        let all_gone = asked.iter().all(is_left);
        let unclear = asked.iter().any(|at| there[*at].mark == Mark::Unclear)
            || new.iter().any(|at| now_in[*at].line.mark == Mark::Unclear);
        if !all_gone || unclear || new.iter().any(|at| fates[*at] == Fate::Older) {
            continue;
        }
        let (before, now) = (wanted(asked.iter().map(|at| there[*at]))?, said(&new, now_in));
        // A room that a table tells first is kept in its line, and so is another note.
        if before == now && own && (noted || input.read.table.rooms.contains_key(name)) {
            gone.retain(|at| !asked.contains(at));
            restated.extend(asked);
            new.iter().for_each(|at| fates[*at] = Fate::New);
        } else if before == now && (own || (written_here && before.is_empty() && new.is_empty())) {
            gone.retain(|at| !asked.contains(at));
            new.iter().for_each(|at| fates[*at] = Fate::Same);
        } else if !new.is_empty() && (is_restated(&before, &now) || (own && input.read.is_table)) {
            gone.retain(|at| !asked.contains(at));
            restated.extend(asked);
            new.iter().for_each(|at| fates[*at] = Fate::New);
        }
    }
    Ok(restated)
}

fn wanted<'a>(lines: impl Iterator<Item = &'a ListLine>) -> Result<BTreeMap<i64, i64>, Fault> {
    let parts = lines.filter(|line| line.counts()).map(|line| Ok((line.doing, line.parts()?)));
    let parts = parts.collect::<Result<Vec<_>, Fault>>()?;
    Ok(standing(parts.iter().map(|(doing, parts)| (*doing, parts.as_slice()))))
}

fn said(which: &[usize], now_in: &[Incoming]) -> BTreeMap<i64, i64> {
    let lines = which.iter().map(|at| &now_in[*at].line);
    standing(lines.map(|line| (line.doing, line.parts.as_slice())))
}

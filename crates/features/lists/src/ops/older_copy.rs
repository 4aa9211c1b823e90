//! An older copy of a list is pasted: lines come back that their people have changed or withdrawn since. Nobody's withdrawal is undone
//! by that: it is asked, and until somebody says, what was written last stands.

use super::incoming::Incoming;
use crate::again::{Fate, is_same_line};
use crate::line::{Doing, LineState, Mark, Part};
use crate::lists_store::lines_of_copy;
use crate::older::{Older, later_stand};
use crate::rows::ListLine;
use crate::standing::{Wants, standing};
use std::collections::{BTreeMap, BTreeSet};
use store::{Fault, Tx};

/// Of a line that stood there before its person changed it.
pub(crate) const DOUBT: &str = "older_copy";

/// Whether nobody has to be asked when it is gone again: it counts for nothing.
pub(super) fn is_idle(line: &ListLine) -> bool {
    let is_older = line.doubts.split_whitespace().any(|doubt| doubt == DOUBT);
    is_older && (line.mark == Mark::Unclear || line.doing == Doing::None)
}

/// Marks what comes back of people whose later lines are in the new text no more: those are gone and count, as other lines do that
/// vanish. Who wants the same by the new text as before is not concerned, nor what this program wrote itself in a table.
pub(super) fn mark_older(
    before: &[ListLine],
    there: &[&ListLine],
    (now_in, is_table): (&[Incoming], bool),
    fates: &mut [Fate],
    gone: &mut Vec<usize>,
) -> Result<(), Fault> {
    let replaced: Vec<&ListLine> =
        before.iter().filter(|line| line.state == LineState::Replaced && !line.name.is_empty()).collect();
    let is_older = |at: usize, fate: Fate| {
        let Incoming { line, own } = &now_in[at];
        let is_back = matches!(fate, Fate::New | Fate::Changed(_) | Fate::InsteadOrBesides);
        let stood = |old: &&ListLine| old.name == line.name && is_same_line(&old.words, &line.words);
        is_back && !(is_table && *own) && replaced.iter().any(stood)
    };
    let older: Vec<usize> = (0..fates.len()).filter(|at| is_older(*at, fates[*at])).collect();
    let names: BTreeSet<&str> = older.iter().map(|at| now_in[*at].line.name.as_str()).collect();
    for name in names {
        let changed = |at: &usize| fates.contains(&Fate::Changed(*at));
        let lost = (0..there.len()).filter(|at| gone.contains(at) || changed(at));
        let is_lost = lost.into_iter().any(|at| there[at].name == name);
        if !is_lost || wanted_before(there, name)? == wanted_now(there, now_in, fates, name)? {
            continue;
        }
        for at in older.iter().filter(|at| now_in[**at].line.name == name) {
            if let Fate::Changed(of) = fates[*at] {
                gone.push(of);
            }
            fates[*at] = Fate::Older;
        }
    }
    gone.sort_unstable();
    Ok(())
}

/// Which lines come back together, and which go with them: a person's in one copy. A line that was gone before has nothing to do with it.
pub(super) struct Copies {
    /// Of whom nobody has said yet what stands: what comes back now belongs to it.
    open: BTreeMap<String, i64>,
    here: BTreeMap<String, i64>,
}

impl Copies {
    pub(super) fn of(there: &[&ListLine]) -> Copies {
        let gone = there.iter().filter(|line| line.state == LineState::Gone && line.follows_copy);
        let open = gone.filter_map(|line| Some((line.name.clone(), line.gone_with?))).collect();
        Copies { open, here: BTreeMap::new() }
    }

    /// With which copy this further line has come back.
    pub(super) fn come_back(&mut self, line: &ListLine) -> i64 {
        let copy = self.open.get(&line.name).copied().unwrap_or(line.number);
        *self.here.entry(line.name.clone()).or_insert(copy)
    }

    /// A line of before that is gone: with the older copy, where it was there until then. What itself came back with that one has nothing
    /// to wait for in it.
    pub(super) fn gone(&self, before: &ListLine) -> ListLine {
        // Where it stood it was no open question of an earlier copy any more.
        let follows_copy = before.follows_copy && before.state == LineState::Gone;
        let mut row = ListLine { state: LineState::Gone, follows_copy, ..before.clone() };
        if let Some(copy) = self.here.get(&before.name)
            && before.state != LineState::Gone
            && before.older_of != Some(*copy)
        {
            (row.gone_with, row.follows_copy) = (Some(*copy), true);
        }
        row
    }
}

fn wanted_before(there: &[&ListLine], name: &str) -> Result<Wants, Fault> {
    let counted = there.iter().filter(|line| line.name == name && line.counts());
    come_to(counted.map(|line| Ok((line.doing, line.parts()?))))
}

fn wanted_now(there: &[&ListLine], now_in: &[Incoming], fates: &[Fate], name: &str) -> Result<Wants, Fault> {
    let lines = now_in.iter().zip(fates).filter(|(one, _)| one.line.name == name);
    come_to(lines.filter_map(|(one, fate)| match fate {
        Fate::Known(at) => there[*at].counts().then(|| Ok((there[*at].doing, there[*at].parts()?))),
        _ => one.line.mark.counts().then(|| Ok((one.line.doing, one.line.parts.clone()))),
    }))
}

fn come_to(lines: impl Iterator<Item = Result<(Doing, Vec<Part>), Fault>>) -> Result<Wants, Fault> {
    let lines = lines.collect::<Result<Vec<_>, Fault>>()?;
    Ok(standing(lines.iter().map(|(doing, parts)| (*doing, parts.as_slice()))))
}

/// Somebody has said of such a line whether it stands again: then what its person wrote later does not, or the other way round; said
/// otherwise once more, that is taken back. The line is saved before, with what was said.
pub(super) fn settle(tx: &mut Tx, line: &ListLine) -> Result<(), Fault> {
    let Some(copy) = line.older_of else { return Ok(()) };
    let lines = lines_of_copy(tx, line.community_id, line.list_id, copy)?;
    let older: Vec<Older<'_>> = lines.iter().filter(|line| line.older_of == Some(copy)).map(older).collect();
    let later: Vec<&ListLine> = lines.iter().filter(|line| line.gone_with == Some(copy)).collect();
    let words: Vec<&str> = later.iter().map(|line| line.words.as_str()).collect();
    for (line, stands) in later.into_iter().zip(later_stand(&words, &older)) {
        let state = match stands {
            Some(true) => LineState::Standing,
            Some(false) => LineState::Replaced,
            // Nobody has said it yet, or it was taken back.
            None => LineState::Gone,
        };
        if line.follows_copy && line.state != state {
            tx.lock::<ListLine>((line.community_id, line.list_id, line.number))?;
            tx.save(&ListLine { state, revision: line.revision + 1, ..line.clone() })?;
        }
    }
    Ok(())
}

/// What was said to stand again is in the list no more, or was changed: what is said of it from now on is of something else than of
/// the older copy. What that had settled stays as it is.
pub(super) fn close(tx: &mut Tx, line: &ListLine) -> Result<(), Fault> {
    let Some(copy) = line.older_of else { return Ok(()) };
    for line in lines_of_copy(tx, line.community_id, line.list_id, copy)? {
        if line.gone_with == Some(copy) && line.follows_copy && line.state != LineState::Gone {
            tx.lock::<ListLine>((line.community_id, line.list_id, line.number))?;
            tx.save(&ListLine { follows_copy: false, revision: line.revision + 1, ..line })?;
        }
    }
    Ok(())
}

fn older(line: &ListLine) -> Older<'_> {
    let stands = (line.mark != Mark::Unclear).then_some(line.doing != Doing::None);
    Older { words: &line.words, stands, is_there: line.state != LineState::Replaced }
}

/// A line that counts again is one like any other; one that does not is still of an older copy, and nobody is asked when it goes.
pub(super) fn doubt(line: &mut ListLine, said: Doing) {
    let (mut left, is_doubted) = (Vec::new(), line.doubts.split_whitespace().any(|doubt| doubt == DOUBT));
    left.extend(line.doubts.split_whitespace().filter(|doubt| *doubt != DOUBT));
    if said == Doing::None && (is_doubted || line.older_of.is_some()) {
        left.push(DOUBT);
    }
    line.doubts = left.join(" ");
}

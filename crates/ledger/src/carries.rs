//! The fractions of minor units that holders of a fund carry, some hundreds of holders in one row: a payout to a million of them writes some
//! thousands of rows instead of as many more. Beside the fraction stands the number of the account on which the holder is paid, so that
//! paying again looks up no account.
//!
//! A block has the holders from its `first_holder` until before that of the next one; the first begins at the empty text. One that grows too
//! large is cut; none ever goes.

use crate::ledger_store::{CARRY_BLOCKS, CARRY_BLOCKS_OF, CarryBlock};
use crate::source::Source;
use kernel::CARRY_UNITS;
use store::{Fault, Tx};

/// Holders in a block that is cut, and in one that is due to be.
const FULL: usize = 256;
const FULL_MAX: usize = 2 * FULL;

/// What is known of a holder; nothing of one who was never paid, nor had an account opened for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Held {
    /// 0 where none is known yet.
    pub account_id: i64,
    pub units: i64,
}

/// Some holders of a fund, and the blocks they stand in, locked.
pub(crate) struct Sheet<'a> {
    fund_id: i64,
    /// Rising, none twice.
    holders: &'a [&'a str],
    blocks: Vec<CarryBlock>,
    /// Which of the blocks have all of these holders that belong to them, and nobody else: as when the same are paid again.
    same: Vec<bool>,
    /// Those of the blocks that are not in the database yet.
    is_new: bool,
    /// What is known of each holder, in their order.
    pub known: Vec<Held>,
}

impl<'a> Sheet<'a> {
    /// Holders in rising order, none twice.
    pub(crate) fn lock(tx: &mut Tx, fund_id: i64, holders: &'a [&'a str]) -> Result<Sheet<'a>, Fault> {
        let community_id = tx.community();
        let (blocks, same, known) = (Vec::new(), Vec::new(), Vec::new());
        let mut sheet = Sheet { fund_id, holders, blocks, same, is_new: false, known };
        let (Some(first), Some(last)) = (holders.first(), holders.last()) else { return Ok(sheet) };
        let firsts = tx.rows::<(String,)>(CARRY_BLOCKS_OF, &[&community_id, &fund_id, first, last])?;
        let keys: Vec<_> = firsts.into_iter().map(|(first,)| (community_id, fund_id, first)).collect();
        sheet.blocks = tx.lock_all::<CarryBlock>(&keys)?.into_iter().flatten().collect();
        if sheet.blocks.is_empty() {
            let (first_holder, holders) = (String::new(), String::new());
            sheet.blocks = vec![CarryBlock { community_id, fund_id, first_holder, holders }];
            sheet.is_new = true;
        }
        sheet.known = vec![Held::default(); holders.len()];
        for (block, span) in sheet.blocks.iter().zip(spans(&sheet.blocks, holders)) {
            let (mut at, mut in_block, mut found) = (span.start, 0, 0);
            for entry in read(block) {
                let (holder, held) = entry?;
                in_block += 1;
                while at < span.end && holders[at] < holder {
                    at += 1;
                }
                if at < span.end && holders[at] == holder {
                    sheet.known[at] = held;
                    found += 1;
                }
            }
            sheet.same.push(found == in_block && found == span.len());
        }
        Ok(sheet)
    }

    /// Saves what holds of each holder from now on, in their order.
    pub(crate) fn save(self, tx: &mut Tx, now: &[Held]) -> Result<(), Fault> {
        let community_id = tx.community();
        let spans = spans(&self.blocks, self.holders);
        for ((block, span), same) in self.blocks.into_iter().zip(spans).zip(self.same) {
            let holders = self.holders[span.clone()].iter().copied();
            let changed: Vec<_> = holders.zip(now[span].iter().copied()).collect();
            let pieces = match same {
                // Nothing of the old stays, so that it need not be read a second time.
                true => pieces_of(changed),
                false => cut(&read(&block).collect::<Result<Vec<_>, _>>()?, &changed),
            };
            let mut pieces = pieces.iter().map(|piece| written(piece));
            let first = pieces.next().unwrap_or_default();
            let later: Vec<_> = pieces.collect();
            let (fund_id, first_holder) = (self.fund_id, block.first_holder.clone());
            let first = CarryBlock { community_id, fund_id, first_holder, holders: first };
            match self.is_new {
                true => tx.insert(&first)?,
                false if first.holders != block.holders => tx.save(&first)?,
                false => {}
            }
            for holders in later {
                let first_holder = holders.split(' ').next().unwrap_or_default().to_owned();
                tx.insert(&CarryBlock { community_id, fund_id, first_holder, holders })?;
            }
        }
        Ok(())
    }
}

/// The fractions that holders of a fund carry, by holder; who carries none is not named.
pub(crate) fn all(source: &mut impl Source, community: i64, fund: i64) -> Result<Vec<(String, i64)>, Fault> {
    let mut carries = Vec::new();
    let wrong = each(source, community, fund, |holder, held| {
        if held.units > 0 {
            carries.push((holder.to_owned(), held.units));
        }
    })?;
    readable(fund, wrong)?;
    Ok(carries)
}

/// What cannot be read is a fault, and never no fraction.
fn readable(fund: i64, wrong: Option<String>) -> Result<(), Fault> {
    match wrong {
        Some(first) => {
            Err(Fault::Engine(format!("fund {fund}: the fractions from '{first}' on cannot be read").into()))
        }
        None => Ok(()),
    }
}

/// Everybody who was ever paid a share of a fund, or had an account opened for one, in order.
pub(crate) fn holders(source: &mut impl Source, community: i64, fund: i64) -> Result<Vec<String>, Fault> {
    let mut holders = Vec::new();
    let wrong = each(source, community, fund, |holder, _| holders.push(holder.to_owned()))?;
    readable(fund, wrong)?;
    Ok(holders)
}

/// Looks at every holder of a fund; answers the first block that is not as `save` leaves it, if there is one.
pub(crate) fn each(
    source: &mut impl Source,
    community: i64,
    fund: i64,
    mut see: impl FnMut(&str, Held),
) -> Result<Option<String>, Fault> {
    let blocks = source.rows::<(String, String)>(CARRY_BLOCKS, &[&community, &fund])?;
    let (mut wrong, mut last) = (None, String::new());
    for (first_holder, holders) in blocks {
        let block = CarryBlock { community_id: community, fund_id: fund, first_holder, holders };
        let mut is_sound = true;
        for (holder, held) in read(&block).flatten() {
            is_sound &= holder > last.as_str() && holder >= block.first_holder.as_str();
            is_sound &= (0..CARRY_UNITS).contains(&held.units);
            last.clear();
            last.push_str(holder);
            see(holder, held);
        }
        if wrong.is_none() && (!is_sound || read(&block).any(|entry| entry.is_err())) {
            wrong = Some(block.first_holder);
        }
    }
    Ok(wrong)
}

/// Which of the holders stand in which block. Both rise.
fn spans(blocks: &[CarryBlock], holders: &[&str]) -> Vec<std::ops::Range<usize>> {
    let until = |at: usize| match blocks.get(at + 1) {
        Some(next) => holders.partition_point(|holder| *holder < next.first_holder.as_str()),
        None => holders.len(),
    };
    let mut from = 0;
    let span = |at: usize| {
        let span = from..until(at);
        from = span.end;
        span
    };
    (0..blocks.len()).map(span).collect()
}

type Line<'a> = (&'a str, Held);

/// What comes of a block: the changed ones in their places, in as many pieces as are needed. Those who come behind everybody begin a piece of
/// their own where there are many before them, so that a payout whose parts follow each other has as many blocks as parts.
fn cut<'a>(old: &[Line<'a>], changed: &[Line<'a>]) -> Vec<Vec<Line<'a>>> {
    let is_named = |line: &&Line<'_>| line.1 != Held::default();
    let behind = old.last().zip(changed.first()).is_some_and(|(last, first)| last.0 < first.0);
    if behind && old.len() >= FULL / 2 {
        let new: Vec<_> = changed.iter().filter(is_named).copied().collect();
        return [old.to_vec()].into_iter().chain(new.chunks(FULL_MAX).map(<[_]>::to_vec)).collect();
    }
    let mut all = Vec::with_capacity(old.len() + changed.len());
    let mut rest = old;
    for line in changed.iter() {
        let before = rest.iter().take_while(|known| known.0 < line.0).count();
        all.extend_from_slice(&rest[..before]);
        rest = &rest[before..];
        let known = rest.first().is_some_and(|known| known.0 == line.0);
        rest = &rest[usize::from(known)..];
        all.extend(Some(line).filter(|line| known || is_named(line)));
    }
    all.extend_from_slice(rest);
    pieces_of(all)
}

fn pieces_of(all: Vec<Line<'_>>) -> Vec<Vec<Line<'_>>> {
    match all.len() > FULL_MAX {
        true => all.chunks(FULL).map(<[_]>::to_vec).collect(),
        false => vec![all],
    }
}

/// Reads `mem_… 12 500;mem_… 13 0`.
fn read(block: &CarryBlock) -> impl Iterator<Item = Result<Line<'_>, Fault>> {
    let mut rest = block.holders.as_str();
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let line = line_of(rest);
        rest = line.map_or("", |(_, after)| after);
        let first = &block.first_holder;
        let unreadable = || Fault::Engine(format!("ledger_carry_block {first:?} cannot be read").into());
        Some(line.map(|(line, _)| line).ok_or_else(unreadable))
    })
}

/// The first line of a text, and what comes behind its semicolon. In one walk over the bytes: to split and to parse by the standard library takes
/// several times as long, a million times.
fn line_of(text: &str) -> Option<(Line<'_>, &str)> {
    let bytes = text.as_bytes();
    let end = bytes.iter().position(|byte| matches!(byte, b' ' | b';'))?;
    let (holder, numbers) = (text.get(..end)?, &bytes[end..]);
    let (account_id, numbers) = take(numbers.strip_prefix(b" ")?)?;
    let (units, numbers) = take(numbers.strip_prefix(b" ")?)?;
    let after = match numbers {
        [] => "",
        [b';', after @ ..] => text.get(text.len() - after.len()..)?,
        _ => return None,
    };
    Some(((holder, Held { account_id, units }), after))
}

/// The number that stands first, and what comes behind it.
fn take(bytes: &[u8]) -> Option<(i64, &[u8])> {
    let (is_less, digits) = match bytes {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    let count = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
    // So many digits fit whatever they are. Below zero, as far as it goes: there is one more there.
    let (fitting, others) = digits[..count].split_at(count.min(18));
    let mut number = fitting.iter().fold(0, |number, byte| number * 10 - i64::from(byte - b'0'));
    for byte in others {
        number = number.checked_mul(10)?.checked_sub(i64::from(byte - b'0'))?;
    }
    let number = if is_less { number } else { number.checked_neg()? };
    (count > 0).then(|| (number, &digits[count..]))
}

fn written(lines: &[Line<'_>]) -> String {
    let mut out = String::with_capacity(lines.len() * 64);
    for (holder, held) in lines {
        if !out.is_empty() {
            out.push(';');
        }
        out.push_str(holder);
        out.push(' ');
        put(&mut out, held.account_id);
        out.push(' ');
        put(&mut out, held.units);
    }
    out
}

/// Digits by hand: formatting takes twice as long, a million times.
fn put(out: &mut String, number: i64) {
    let (mut digits, mut at, mut left) = ([b'0'; 20], 20, number.unsigned_abs());
    while left > 0 || at == 20 {
        at -= 1;
        digits[at] = b'0' + (left % 10) as u8;
        left /= 10;
    }
    if number < 0 {
        out.push('-');
    }
    // Digits only, so that it always is a text.
    out.push_str(std::str::from_utf8(&digits[at..]).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(numbers: &[usize], units: i64) -> Vec<(String, Held)> {
        numbers.iter().map(|number| (format!("mem_{number:05}"), Held { account_id: 7, units })).collect()
    }

    fn seen(lines: &[(String, Held)]) -> Vec<Line<'_>> {
        lines.iter().map(|(holder, held)| (holder.as_str(), *held)).collect()
    }

    fn block(holders: String) -> CarryBlock {
        CarryBlock { community_id: 1, fund_id: 1, first_holder: String::new(), holders }
    }

    #[test]
    fn what_is_written_is_read() {
        let all = [(0, 0), (7, 1), (i64::MAX, CARRY_UNITS - 1), (10, i64::MIN)];
        let all: Vec<_> = all.map(|(account_id, units)| ("mem_a", Held { account_id, units })).into();
        let block_of = block(written(&all));
        assert_eq!(
            block_of.holders,
            "mem_a 0 0;mem_a 7 1;mem_a 9223372036854775807 999999999999999999;mem_a 10 -9223372036854775808"
        );
        assert_eq!(read(&block_of).collect::<Result<Vec<_>, _>>().unwrap(), all);
        assert_eq!(read(&block(String::new())).count(), 0);
        for wrong in [
            "mem_a",
            "mem_a 1",
            "mem_a 1 x",
            "mem_a 1 2 3",
            ";",
            "mem_a 1 2;;",
            "mem_a 1 ",
            "mem_a  2",
            "mem_a - 2",
            "mem_a 1 9223372036854775808",
            "mem_a;mem_b 1 2",
        ] {
            assert!(read(&block(wrong.to_owned())).any(|line| line.is_err()), "{wrong}");
        }
    }

    /// Old, changed → how large the pieces are. Whatever is cut, everybody is there once, in order, as changed.
    #[test]
    fn blocks_are_cut() {
        let range = |from: usize, count: usize| (from..from + count).collect::<Vec<_>>();
        for (old, changed, sizes) in [
            (vec![], range(0, 250), vec![250]),
            (vec![], range(0, 600), vec![256, 256, 88]),
            (range(0, 250), range(0, 250), vec![250]),
            (range(0, 250), range(250, 250), vec![250, 250]),
            (range(0, 100), range(100, 250), vec![350]),
            (range(0, 250), range(100, 200), vec![300]),
            (range(0, 300), range(299, 300), vec![256, 256, 87]),
            (range(0, 128), range(200, 600), vec![128, 512, 88]),
            (range(100, 250), range(0, 10), vec![260]),
            (range(0, 10), vec![], vec![10]),
        ] {
            let (before, after) = (lines(&old, 1), lines(&changed, 2));
            let pieces = cut(&seen(&before), &seen(&after));
            assert_eq!(pieces.iter().map(Vec::len).collect::<Vec<_>>(), sizes, "{old:?} {changed:?}");
            let mut expected: std::collections::BTreeMap<_, _> = before.iter().cloned().collect();
            expected.extend(after.iter().cloned());
            let expected: Vec<_> = expected.iter().map(|(holder, held)| (holder.as_str(), *held)).collect();
            assert_eq!(pieces.concat(), expected, "{old:?} {changed:?}");
        }
        // Who has neither account nor fraction is not named, unless it was.
        let nobody = ("mem_00001", Held::default());
        assert_eq!(cut(&[], &[nobody]), [vec![]]);
        assert_eq!(cut(&[("mem_00001", Held { account_id: 0, units: 5 })], &[nobody]), [vec![nobody]]);
    }
}

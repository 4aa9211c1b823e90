//! Holds what is counted beside the register against what it is counted of: units through companies, units on offer or on
//! their way out, and who the community says stands behind whom.
//!
//! Not a rule: it reads.

use crate::company::{counted, strictest};
use crate::ids::Member;
use crate::passing_store::{behind_apart, companies, holdings_of, on_their_way, owners_of, sideways};
use crate::rows::Instrument;
use kernel::Id;
use std::collections::BTreeMap;
use store::{Fault, Reader};

/// What is counted of a holding, by instrument and holder.
type Counts = BTreeMap<(Id<Instrument>, Id<Member>), (i64, i64)>;

pub(crate) fn check(reader: &mut Reader, community: i64, wrong: &mut Vec<String>) -> Result<(), Fault> {
    let mut due = Counts::new();
    for company in companies(reader, community)? {
        let owners = strictest(owners_of(reader, community, company)?);
        for (instrument, taken) in holdings_of(reader, community, company)? {
            for (owner, share, whole) in &owners {
                due.entry((instrument, *owner)).or_default().0 += counted(taken, *share, *whole);
            }
        }
    }
    for (instrument, holder, units) in on_their_way(reader, community)? {
        due.entry((instrument, holder)).or_default().1 += units;
    }
    let mut there = Counts::new();
    for (instrument, holder, through, offered) in sideways(reader, community)? {
        there.insert((instrument, holder), (through, offered));
    }
    for (key, _) in due.iter().chain(&there) {
        let of = |counts: &Counts| counts.get(key).copied().unwrap_or_default();
        let ((through, offered), (through_due, offered_due)) = (of(&there), of(&due));
        let said = [
            (through, through_due, "counted through companies, they hold"),
            (offered, offered_due, "on offer or on their way out, offers and exits say"),
        ];
        for (units, due, what) in said.into_iter().filter(|(units, due, _)| units != due) {
            let line = format!("{}: {units} of {} {what} {due}", key.0, key.1);
            if !wrong.contains(&line) {
                wrong.push(line);
            }
        }
    }
    for (company, owner) in behind_apart(reader, community)? {
        wrong.push(format!(
            "{company}: whether {owner} stands behind it, register and community say differently"
        ));
    }
    Ok(())
}

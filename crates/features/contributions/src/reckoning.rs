//! What somebody would lose by leaving at a moment: reckoned from the rules that each contribution was claimed under. The same for the page
//! that shows it beforehand and for the operation that announces it.
//!
//! Not a rule: it reads rows.

use crate::acting::{Rows, rules, rules_now};
use crate::contribution::{Counts, State, Why};
use crate::contributions_store::{Source, of_member, values_of};
use crate::ids::Member;
use crate::leaving::{Leaving, Stay, Way};
use crate::rows::{Contribution, MadeHolding, ValueRow};
use crate::rules::ContributionRules;
use kernel::{Id, Timestamp};
use std::collections::BTreeMap;
use store::Fault;

/// Of one contribution: units, or value that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Loss {
    pub contribution: Id<Contribution>,
    pub way: Way,
    pub units: i64,
    pub value: i64,
}

#[derive(Debug, Clone)]
pub(crate) struct Losses {
    pub lines: Vec<Loss>,
    /// The rules of now say that what was put in is asked back, and there is some.
    pub capital_back: bool,
    /// By the rules of now; None where they say nothing of leaving.
    pub way: Option<Way>,
}

pub(crate) fn losses<S: Source + Rows + ledger::Source>(
    source: &mut S,
    community: i64,
    member: Id<Member>,
    left: Timestamp,
) -> Result<Losses, Fault> {
    let stay = stay(source, (community, member), left)?;
    let now = rules_now(source, community)?.and_then(|(_, rules)| rules.leaving);
    let mut versions: BTreeMap<i64, Option<ContributionRules>> = BTreeMap::new();
    let mut lines = Vec::new();
    for id in of_member(source, community, member)? {
        let Some(row) = source.one::<Contribution>((community, id))? else { continue };
        // What counts only since then is told by itself: `late_loss`.
        if row.state != State::Recorded || row.recorded_at_us.is_some_and(|at| at > left) {
            continue;
        }
        if let std::collections::btree_map::Entry::Vacant(place) = versions.entry(row.rules_version) {
            place.insert(rules(source, community, row.rules_version)?);
        }
        let known = versions.get(&row.rules_version).and_then(Option::as_ref);
        // What was given before anything was decided about leaving stays.
        let Some(leaving) = known.and_then(|rules| rules.leaving) else { continue };
        lines.extend(loss(source, &row, &leaving, &stay)?);
    }
    let capital_back = now.is_some_and(|leaving| leaving.capital_back)
        && !ownership::capital_of_holder(source, community, member)?.is_empty();
    Ok(Losses { lines, capital_back, way: now.map(|leaving| leaving.way(&stay)) })
}

/// Of one that counts only since its member left; None where nothing of it is lost. Nothing of it had been earned by then.
pub(crate) fn late_loss<S: Source + Rows + ledger::Source>(
    source: &mut S,
    row: &Contribution,
    left: Timestamp,
) -> Result<Option<Loss>, Fault> {
    let known = rules(source, row.community_id, row.rules_version)?;
    let Some(leaving) = known.and_then(|rules| rules.leaving) else { return Ok(None) };
    let stay = stay(source, (row.community_id, row.member), left)?;
    loss(source, row, &leaving, &stay)
}

fn stay(source: &mut impl Rows, key: (i64, Id<Member>), left: Timestamp) -> Result<Stay, Fault> {
    let row = source.one::<community::Member>(key)?;
    let joined = row.as_ref().and_then(|row| row.joined_at_us).unwrap_or(left);
    Ok(Stay { joined, left, removed: row.is_some_and(|row| row.removed_at_us.is_some()) })
}

fn loss<S: Source + Rows + ledger::Source>(
    source: &mut S,
    row: &Contribution,
    leaving: &Leaving,
    stay: &Stay,
) -> Result<Option<Loss>, Fault> {
    let (community, id) = (row.community_id, row.id);
    let Some(first) = source.one::<ValueRow>((community, id, 1))? else { return Ok(None) };
    let (way, since) = (leaving.way(stay), (first.counts_at_us, stay.left));
    let keeps = leaving.keeps(way);
    let (units, value) = match first.counts {
        Counts::Holding => {
            let Some(made) = source.one::<MadeHolding>((community, id))? else { return Ok(None) };
            let kept = leaving.kept(made.units_issued, keeps.units_percent, way, since);
            ((made.units_issued - kept - made.units_lost).max(0), 0)
        }
        // What counts in a period that is closed has been reckoned with, and stays.
        Counts::Distribution if ledger::is_closed(source, community, first.counts_at_us)? => (0, 0),
        Counts::Distribution => {
            let lines = values_of(source, community, id)?;
            let sum = |why: Why| lines.iter().filter(|line| line.1 == why).map(|line| line.2).sum::<i64>();
            let kept = leaving.kept(sum(Why::Recorded), keeps.counted_percent, way, since);
            // Lost before, less what was given back: negative lines.
            let lost = -(sum(Why::Forfeited) + sum(Why::GivenBack));
            (0, (sum(Why::Recorded) - kept - lost).max(0))
        }
    };
    let any = units > 0 || value > 0;
    Ok(any.then_some(Loss { contribution: id, way, units, value }))
}

//! What backers have said of a milestone, counted by who is one with whom when it is counted: whoever comes to stand behind a company while
//! backers look has no second voice by it, and of two companies of one owner one speaks.
//!
//! Not a rule: it reads what was said, and writes beside it which of it counts.

use crate::campaign_rows::{Milestone, Voice};
use crate::ids::{Member, PoolId};
use crate::milestone::Answers;
use crate::voices::{Behind, Said};
use crate::voices_store::{backers_of, is_backer, said_of};
use kernel::{Id, Timestamp};
use std::collections::{BTreeMap, BTreeSet};
use store::{Fault, Tx};

/// Who is one with whom where voices are counted: by the word of who is named, or of the company itself, as in ballots. What a steward alone has
/// written down takes no backer's voice. Who is beside the team is a conflict of interest, and counts as soon as it is written down.
pub(crate) fn behind(source: &mut impl ledger::Source, community: i64) -> Result<Behind<Id<Member>>, Fault> {
    Ok(Behind::of(ownership::behind_by_own_word(source, community)?))
}

/// Who may answer, and who of them are one.
pub(crate) struct Backers {
    all: BTreeSet<Id<Member>>,
    behind: Behind<Id<Member>>,
}

impl Backers {
    /// Who took part in the community at `since`, or does now, and is not beside the team now.
    pub(crate) fn of(
        source: &mut impl ledger::Source,
        community: i64,
        pool: PoolId,
        since: Timestamp,
    ) -> Result<Backers, Fault> {
        let all = backers_of(source, community, pool, since)?;
        Ok(Backers { all, behind: behind(source, community)? })
    }

    /// Of them those between whom and `who` a company stands: what they say is all that what `who` says has to do with. Nobody else is read, and
    /// nobody at all where there is no company: whether `who` is a backer the caller knows.
    pub(crate) fn near_to(
        source: &mut impl ledger::Source,
        (community, pool): (i64, PoolId),
        since: Timestamp,
        who: Id<Member>,
        behind: &Behind<Id<Member>>,
    ) -> Result<Backers, Fault> {
        let near = behind.near(who);
        if near.len() == 1 {
            return Ok(Backers { all: near, behind: behind.clone() });
        }
        let mut all = BTreeSet::new();
        for one in near {
            if is_backer(source, (community, pool), since, one)? {
                all.insert(one);
            }
        }
        Ok(Backers { all, behind: behind.clone() })
    }

    /// How many voices they have.
    pub(crate) fn count(&self) -> i64 {
        self.behind.count(&self.all)
    }

    /// Whether somebody speaks, as themselves or as who is one with them: not a company several of whose people speak themselves.
    pub(crate) fn speaks(&self, who: Id<Member>) -> bool {
        self.behind.speaks_as(who, &self.all).is_some()
    }

    /// What somebody, or who is one with them, has said last, of what was read with `said_near`.
    pub(crate) fn said_by<'a>(
        &self,
        who: Id<Member>,
        said: &'a [Said<Id<Member>>],
    ) -> Option<&'a Said<Id<Member>>> {
        let speaker = self.behind.speaks_as(who, &self.all)?;
        let heard = self.behind.heard(&self.all, said);
        said.iter().find(|one| {
            heard.contains_key(&one.who) && self.behind.speaks_as(one.who, &self.all) == Some(speaker)
        })
    }

    /// What counts of all that was said, by who said it.
    pub(crate) fn heard(&self, said: &[Said<Id<Member>>]) -> BTreeMap<Id<Member>, bool> {
        self.behind.heard(&self.all, said)
    }

    /// Whoever a company stands between; themselves among them.
    pub(crate) fn near(&self, who: Id<Member>) -> BTreeSet<Id<Member>> {
        self.behind.near(who)
    }
}

/// How they have answered a milestone, by who they are now.
pub(crate) fn answers(source: &mut impl ledger::Source, step: &Milestone) -> Result<Answers, Fault> {
    let Some(since) = step.claimed_at_us else { return Ok(step.answers()) };
    let backers = Backers::of(source, step.community_id, step.pool_id, since)?;
    let heard = backers.heard(&said_of(source, step.community_id, step.pool_id, step.number)?);
    Ok(answers_of(&backers, &heard))
}

fn answers_of(backers: &Backers, heard: &BTreeMap<Id<Member>, bool>) -> Answers {
    let yes = heard.values().filter(|accepts| **accepts).count() as i64;
    Answers { backers: backers.count(), yes, no: heard.len() as i64 - yes }
}

/// Backers have looked long enough: what they said is counted once more, and which of it counts is written beside it. The caller saves the
/// milestone.
pub(crate) fn count_at_the_end(tx: &mut Tx, step: &mut Milestone) -> Result<(), Fault> {
    let Some(since) = step.claimed_at_us else { return Ok(()) };
    let backers = Backers::of(tx, step.community_id, step.pool_id, since)?;
    let said = said_of(tx, step.community_id, step.pool_id, step.number)?;
    let heard = backers.heard(&said);
    for one in said {
        mark(tx, step, one.who, heard.contains_key(&one.who))?;
    }
    let Answers { backers, yes, no } = answers_of(&backers, &heard);
    (step.backers, step.yes_count, step.no_count) = (backers, yes, no);
    Ok(())
}

/// Somebody answers: of what they and those a company stands between have said, which of it counts is written down. Nobody else's answer changes
/// by it, so the milestone has as many more or fewer as those few now count: a campaign has many backers, and each of them answers. The caller
/// saves the milestone.
pub(crate) fn count_answer(
    tx: &mut Tx,
    step: &mut Milestone,
    backers: &Backers,
    voice: &Voice,
) -> Result<(), Fault> {
    // Before the answer is written: a word that was struck counts already no more, and is not taken away again.
    let before = counted_near(tx, step, backers, voice.member)?;
    match tx.lock::<Voice>((step.community_id, step.pool_id, step.number, voice.member))? {
        Some(_) => tx.save(voice)?,
        None => tx.insert(voice)?,
    }
    let said = said_near(tx, step, backers, voice.member)?;
    let heard = backers.heard(&said);
    for one in said {
        mark(tx, step, one.who, heard.contains_key(&one.who))?;
    }
    let after = counted_near(tx, step, backers, voice.member)?;
    step.yes_count += after.0 - before.0;
    step.no_count += after.1 - before.1;
    Ok(())
}

/// How many yes and how many no count of what somebody and those a company stands between have said.
fn counted_near(
    tx: &mut Tx,
    step: &Milestone,
    backers: &Backers,
    who: Id<Member>,
) -> Result<(i64, i64), Fault> {
    let (mut yes, mut no) = (0, 0);
    for one in backers.near(who) {
        match tx.find::<Voice>((step.community_id, step.pool_id, step.number, one))? {
            Some(voice) if voice.counted && voice.accepts => yes += 1,
            Some(voice) if voice.counted => no += 1,
            _ => {}
        }
    }
    Ok((yes, no))
}

/// Whether what somebody said counts.
fn mark(tx: &mut Tx, step: &Milestone, who: Id<Member>, counted: bool) -> Result<(), Fault> {
    let key = (step.community_id, step.pool_id, step.number, who);
    match tx.lock::<Voice>(key)? {
        Some(voice) if voice.counted != counted => tx.save(&Voice { counted, ..voice }),
        _ => Ok(()),
    }
}

/// What somebody and those a company stands between them have said of a milestone: few.
pub(crate) fn said_near(
    source: &mut impl ledger::Source,
    step: &Milestone,
    backers: &Backers,
    who: Id<Member>,
) -> Result<Vec<Said<Id<Member>>>, Fault> {
    let mut said = Vec::new();
    for one in backers.near(who) {
        let row = source.find::<Voice>((step.community_id, step.pool_id, step.number, one))?;
        said.extend(row.map(|row| Said {
            who: row.member,
            accepts: row.accepts,
            number: row.number,
            at_us: row.at_us.micros,
        }));
    }
    Ok(said)
}

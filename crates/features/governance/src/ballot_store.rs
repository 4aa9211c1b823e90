//! Read-only SQL of ballots. Lists of votes are read in the order of their keys, a page at a time: never in the order
//! in which they came.

use crate::choice::Choice;
use crate::count::{Question, Vote};
use crate::ids::Member;
use crate::rows::{Ballot, BallotOption, Proposal, SecretPaper};
use crate::stored::{self, fault};
use crate::terms::Secrecy;
use kernel::Id;
use store::{Arg, Fault, Listed, Reader, Tx};

/// Votes under names that count, with what they weigh. One whose proxy was revoked does not: its voter has not voted.
const NAMED: &str = "SELECT v.member, o.choice, o.standing, v.weight_e6
    FROM ballot_voter AS v JOIN open_vote AS o
      ON o.community_id = v.community_id AND o.ballot_id = v.ballot_id AND o.member = v.member
    WHERE v.community_id = $1 AND v.ballot_id = $2 AND v.member > $3 AND v.voted = 1
    ORDER BY v.member LIMIT $4";

const PAPERS: &str = "SELECT community_id, ballot_id, id, choice, weight_e6 FROM secret_paper
    WHERE community_id = $1 AND ballot_id = $2 AND id > $3 ORDER BY id LIMIT $4";

/// Of a closed ballot: what it was counted from.
const COUNTED: &str = "SELECT id, choice, weight_e6 FROM counted_paper
    WHERE community_id = $1 AND ballot_id = $2 AND id > $3 AND choice IS NOT NULL ORDER BY id LIMIT $4";

const VOTERS: &str = "SELECT member FROM ballot_voter
    WHERE community_id = $1 AND ballot_id = $2 AND member > $3 ORDER BY member LIMIT $4";

/// Whom a member votes for.
const PRINCIPALS: &str = "SELECT member FROM proposal_proxy
    WHERE community_id = $1 AND proposal_id = $2 AND proxy = $3 AND revoked_at_us IS NULL
    ORDER BY member LIMIT 10";

pub(crate) const STATEMENTS: &[&str] = &[NAMED, PAPERS, COUNTED, VOTERS, PRINCIPALS];

/// Rows read at a time.
const PAGE: i64 = 5_000;

/// An operation's view or a snapshot: counting is the same from both.
pub(crate) trait Rows {
    fn list<L: Listed>(&mut self, sql: &str, args: &[&dyn Arg]) -> Result<Vec<L>, Fault>;
}

impl Rows for Tx {
    fn list<L: Listed>(&mut self, sql: &str, args: &[&dyn Arg]) -> Result<Vec<L>, Fault> {
        self.rows(sql, args)
    }
}

impl Rows for Reader {
    fn list<L: Listed>(&mut self, sql: &str, args: &[&dyn Arg]) -> Result<Vec<L>, Fault> {
        self.rows(sql, args)
    }
}

/// Votes under names, as they count.
pub(crate) fn named_votes(from: &mut impl Rows, ballot: &Ballot) -> Result<Vec<(Id<Member>, Vote)>, Fault> {
    let (mut all, mut after) = (Vec::new(), String::new());
    loop {
        let page: Vec<(Id<Member>, String, bool, i64)> =
            from.list(NAMED, &[&ballot.community_id, &ballot.id, &after, &PAGE])?;
        let more = page.len() as i64 == PAGE;
        for (member, choice, standing, weight_e6) in page {
            after = member.to_string();
            // An objection that was withdrawn took part, and takes no side.
            let choice = if standing { stored::parsed("a vote", &choice)? } else { Choice::Abstain };
            all.push((member, Vote { choice, weight_e6 }));
        }
        if !more {
            return Ok(all);
        }
    }
}

/// Papers of a secret ballot that is open.
pub(crate) fn secret_papers(from: &mut impl Rows, ballot: &Ballot) -> Result<Vec<SecretPaper>, Fault> {
    let mut all: Vec<SecretPaper> = Vec::new();
    loop {
        let after = all.last().map_or_else(String::new, |paper| paper.id.clone());
        let page: Vec<SecretPaper> = from.list(PAPERS, &[&ballot.community_id, &ballot.id, &after, &PAGE])?;
        let more = page.len() as i64 == PAGE;
        all.extend(page);
        if !more {
            return Ok(all);
        }
    }
}

pub(crate) fn vote_of(paper: &SecretPaper) -> Result<Vote, Fault> {
    Ok(Vote { choice: stored::parsed("a paper", &paper.choice)?, weight_e6: paper.weight_e6 })
}

/// Everything that a closed ballot was counted from.
pub(crate) fn stored_votes(from: &mut impl Rows, ballot: &Ballot) -> Result<Vec<Vote>, Fault> {
    if ballot.secrecy == Secrecy::Open {
        return Ok(named_votes(from, ballot)?.into_iter().map(|(_, vote)| vote).collect());
    }
    let counted = counted(from, ballot)?.into_iter().map(|(_, choice, weight)| {
        let weight_e6 = weight.unwrap_or(crate::ballot::BASIC_WEIGHT_E6);
        Ok(Vote { choice: stored::parsed("a paper", &choice)?, weight_e6 })
    });
    counted.collect()
}

/// Ids of the papers that say something.
pub(crate) fn counted_choices(from: &mut impl Rows, ballot: &Ballot) -> Result<Vec<String>, Fault> {
    Ok(counted(from, ballot)?.into_iter().map(|(id, _, _)| id).collect())
}

fn counted(from: &mut impl Rows, ballot: &Ballot) -> Result<Vec<(String, String, Option<i64>)>, Fault> {
    let mut all: Vec<(String, String, Option<i64>)> = Vec::new();
    loop {
        let after = all.last().map_or_else(String::new, |(id, _, _)| id.clone());
        let page: Vec<(String, String, Option<i64>)> =
            from.list(COUNTED, &[&ballot.community_id, &ballot.id, &after, &PAGE])?;
        let more = page.len() as i64 == PAGE;
        all.extend(page);
        if !more {
            return Ok(all);
        }
    }
}

/// Whom a member votes for in open ballots on a proposal: two at most.
pub(crate) fn principals(
    from: &mut impl Rows,
    community: i64,
    proposal: Id<Proposal>,
    proxy: Id<Member>,
) -> Result<Vec<Id<Member>>, Fault> {
    let rows: Vec<(Id<Member>,)> = from.list(PRINCIPALS, &[&community, &proposal, &proxy])?;
    Ok(rows.into_iter().map(|(member,)| member).collect())
}

/// What the ballot asks, for counting. `options` in the order of their numbers.
pub(crate) fn question(
    ballot: &Ballot,
    options: &[BallotOption],
    step_minor: i64,
) -> Result<Question, Fault> {
    if options.len() as i64 != ballot.option_count {
        return Err(fault(format_args!("{}: an option is missing", ballot.id)));
    }
    Ok(Question {
        kind: ballot.kind,
        counting: ballot.counting,
        weighting: ballot.weighting,
        terms: stored::parsed("terms", &ballot.terms)?,
        option_count: options.len(),
        costs: options.iter().map(|option| option.cost_minor.unwrap_or(0)).collect(),
        budget_minor: ballot.budget_minor.unwrap_or(0),
        step_minor,
        electorate_count: ballot.electorate_count,
        extensions: stored::parsed("extensions", &ballot.extensions)?,
    })
}

/// The electorate, in the order of ids.
pub(crate) fn voters(from: &mut impl Rows, ballot: &Ballot) -> Result<Vec<Id<Member>>, Fault> {
    let mut all: Vec<Id<Member>> = Vec::new();
    loop {
        let after = all.last().map_or_else(String::new, ToString::to_string);
        let page: Vec<(Id<Member>,)> =
            from.list(VOTERS, &[&ballot.community_id, &ballot.id, &after, &PAGE])?;
        let more = page.len() as i64 == PAGE;
        all.extend(page.into_iter().map(|(member,)| member));
        if !more {
            return Ok(all);
        }
    }
}

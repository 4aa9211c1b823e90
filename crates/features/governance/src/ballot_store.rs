//! Read-only SQL of ballots. Lists of votes are read in the order of their keys, a page at a time: never in the order
//! in which they came.

use crate::choice::Choice;
use crate::count::{Question, Vote};
use crate::ids::Member;
use crate::rows::{Ballot, BallotOption, OpenVote, Proposal, SecretPaper};
use crate::stored::{self, fault};
use crate::terms::Secrecy;
use kernel::{Id, Timestamp};
use store::{Arg, Fault, Listed, Reader, Row, Tx};

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

/// Every vote under a name, those that do not count too.
const CAST: &str = "SELECT member FROM open_vote
    WHERE community_id = $1 AND ballot_id = $2 AND member > $3 ORDER BY member LIMIT $4";

/// Whom a member votes for.
const PRINCIPALS: &str = "SELECT member FROM proposal_proxy
    WHERE community_id = $1 AND proposal_id = $2 AND proxy = $3 AND revoked_at_us IS NULL
    ORDER BY member LIMIT 10";

/// Of a closed ballot (of consent: of any): votes under names, with what there is to say about them.
const NAMED_PAGE: &str = "SELECT o.member, o.choice, o.reason, o.cast_by, o.standing
    FROM ballot_voter AS v JOIN open_vote AS o
      ON o.community_id = v.community_id AND o.ballot_id = v.ballot_id AND o.member = v.member
    WHERE v.community_id = $1 AND v.ballot_id = $2 AND v.member > $3 AND v.voted = 1
    ORDER BY v.member LIMIT $4";

/// Every published paper, in the order of ids.
const PAPER_PAGE: &str = "SELECT id, choice FROM counted_paper
    WHERE community_id = $1 AND ballot_id = $2 AND id > $3 ORDER BY id LIMIT $4";

/// Of a consent ballot, in the order of members.
const OBJECTIONS: &str =
    "SELECT community_id, ballot_id, member, choice, reason, cast_by, cast_at_us, standing FROM open_vote
    WHERE community_id = $1 AND ballot_id = $2 AND choice = $3 ORDER BY member LIMIT 200";

/// Open ballots of a member's, the first to close first. A member is in few at a time.
const WAITING: &str = "SELECT b.id, p.title, b.closes_at_us
    FROM ballot AS b
      JOIN ballot_voter AS v ON v.community_id = b.community_id AND v.ballot_id = b.id AND v.member = $2
      JOIN proposal AS p ON p.community_id = b.community_id AND p.id = b.proposal_id
    WHERE b.community_id = $1 AND b.state = 'open' AND b.closes_at_us > $3 AND v.voted = 0
    ORDER BY b.closes_at_us, b.id LIMIT $4";

/// Appeals that wait for an answer, against what was counted first first. A ballot is closed for as long as one waits.
const APPEALS_WAITING: &str = "SELECT a.ballot_id, a.number
    FROM ballot AS b JOIN ballot_appeal AS a ON a.community_id = b.community_id AND a.ballot_id = b.id
    WHERE b.community_id = $1 AND b.state = 'closed' AND b.appeal_count > 0 AND a.state = 'waiting'
    ORDER BY b.closes_at_us, b.id, a.number LIMIT $2";

/// Ballots that have closed, by id: for whoever checks them all.
const CLOSED: &str = "SELECT id FROM ballot WHERE community_id = $1 AND id > $2 AND closed_at_us IS NOT NULL
    ORDER BY id LIMIT $3";

/// Voters who have voted.
const VOTED: &str =
    "SELECT COUNT(*) FROM ballot_voter WHERE community_id = $1 AND ballot_id = $2 AND voted = 1";
const VOTER_COUNT: &str = "SELECT COUNT(*) FROM ballot_voter WHERE community_id = $1 AND ballot_id = $2";

/// Votes under names of nobody in the electorate: there are none, by schema.
const STRANGERS: &str = "SELECT COUNT(*) FROM open_vote AS o LEFT JOIN ballot_voter AS v
      ON v.community_id = o.community_id AND v.ballot_id = o.ballot_id AND v.member = o.member
    WHERE o.community_id = $1 AND o.ballot_id = $2 AND v.member IS NULL";

pub(crate) const STATEMENTS: &[&str] = &[
    NAMED,
    PAPERS,
    COUNTED,
    VOTERS,
    CAST,
    PRINCIPALS,
    NAMED_PAGE,
    PAPER_PAGE,
    OBJECTIONS,
    WAITING,
    APPEALS_WAITING,
    CLOSED,
    VOTED,
    VOTER_COUNT,
    STRANGERS,
];

/// Rows read at a time.
const PAGE: i64 = 5_000;

/// An operation's view or a snapshot: counting is the same from both.
pub(crate) trait Rows {
    fn list<L: Listed>(&mut self, sql: &str, args: &[&dyn Arg]) -> Result<Vec<L>, Fault>;

    fn row<R: Row>(&mut self, key: R::Key) -> Result<Option<R>, Fault>;

    /// When the community was founded.
    fn founded(&mut self, community: i64) -> Result<Option<Timestamp>, Fault>;
}

impl Rows for Tx {
    fn list<L: Listed>(&mut self, sql: &str, args: &[&dyn Arg]) -> Result<Vec<L>, Fault> {
        self.rows(sql, args)
    }

    fn row<R: Row>(&mut self, key: R::Key) -> Result<Option<R>, Fault> {
        self.find(key)
    }

    fn founded(&mut self, _: i64) -> Result<Option<Timestamp>, Fault> {
        community::founded_at_now(self)
    }
}

impl Rows for Reader {
    fn list<L: Listed>(&mut self, sql: &str, args: &[&dyn Arg]) -> Result<Vec<L>, Fault> {
        self.rows(sql, args)
    }

    fn row<R: Row>(&mut self, key: R::Key) -> Result<Option<R>, Fault> {
        self.find(&key)
    }

    fn founded(&mut self, community: i64) -> Result<Option<Timestamp>, Fault> {
        community::founded_at(self, community)
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
    members(from, VOTERS, ballot)
}

/// Whose votes are kept under their names, also where they do not count any more.
pub(crate) fn cast(from: &mut impl Rows, ballot: &Ballot) -> Result<Vec<Id<Member>>, Fault> {
    members(from, CAST, ballot)
}

fn members(from: &mut impl Rows, sql: &str, ballot: &Ballot) -> Result<Vec<Id<Member>>, Fault> {
    let mut all: Vec<Id<Member>> = Vec::new();
    loop {
        let after = all.last().map_or_else(String::new, ToString::to_string);
        let page: Vec<(Id<Member>,)> = from.list(sql, &[&ballot.community_id, &ballot.id, &after, &PAGE])?;
        let more = page.len() as i64 == PAGE;
        all.extend(page.into_iter().map(|(member,)| member));
        if !more {
            return Ok(all);
        }
    }
}

/// One line of what is published.
#[derive(Debug, Clone)]
pub(crate) struct PaperRow {
    /// The next page begins behind it.
    pub key: String,
    pub member: Option<Id<Member>>,
    pub choice: Option<String>,
    pub reason: String,
    pub cast_by: Option<Id<Member>>,
    pub standing: bool,
}

/// What is published of a ballot, behind a key. Whoever calls has seen to it that it is no secret any more.
pub(crate) fn papers_after(
    reader: &mut Reader,
    ballot: &Ballot,
    after: &str,
    limit: i64,
) -> Result<Vec<PaperRow>, Fault> {
    let (community, id, after) = (ballot.community_id, ballot.id, after.to_owned());
    if ballot.secrecy == Secrecy::Secret {
        let rows: Vec<(String, Option<String>)> =
            reader.rows(PAPER_PAGE, &[&community, &id, &after, &limit])?;
        let row = |(key, choice)| PaperRow {
            key,
            member: None,
            choice,
            reason: String::new(),
            cast_by: None,
            standing: true,
        };
        return Ok(rows.into_iter().map(row).collect());
    }
    type Named = (Id<Member>, String, String, Id<Member>, bool);
    let rows: Vec<Named> = reader.rows(NAMED_PAGE, &[&community, &id, &after, &limit])?;
    let row = |(member, choice, reason, cast_by, standing): Named| PaperRow {
        key: member.to_string(),
        member: Some(member),
        choice: Some(choice),
        reason,
        cast_by: Some(cast_by),
        standing,
    };
    Ok(rows.into_iter().map(row).collect())
}

/// Objections of a consent ballot, those that were withdrawn too.
pub(crate) fn objections(reader: &mut Reader, ballot: &Ballot) -> Result<Vec<OpenVote>, Fault> {
    let choice = stored::written(&Choice::Object)?;
    reader.rows(OBJECTIONS, &[&ballot.community_id, &ballot.id, &choice])
}

/// Ballots that wait for a member's vote.
pub(crate) fn waiting_for(
    reader: &mut Reader,
    community: i64,
    member: Id<Member>,
    now: &Timestamp,
    limit: i64,
) -> Result<Vec<(Id<Ballot>, String, Timestamp)>, Fault> {
    reader.rows(WAITING, &[&community, &member, now, &limit])
}

pub(crate) fn appeals_waiting(
    reader: &mut Reader,
    community: i64,
    limit: i64,
) -> Result<Vec<(Id<Ballot>, i64)>, Fault> {
    reader.rows(APPEALS_WAITING, &[&community, &limit])
}

/// Closed ballots behind an id.
pub(crate) fn closed_after(
    reader: &mut Reader,
    community: i64,
    after: &str,
    limit: i64,
) -> Result<Vec<Id<Ballot>>, Fault> {
    let rows: Vec<(Id<Ballot>,)> = reader.rows(CLOSED, &[&community, &after.to_owned(), &limit])?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Members of the electorate, those who voted, and votes of nobody.
pub(crate) fn heads(reader: &mut Reader, ballot: &Ballot) -> Result<(i64, i64, i64), Fault> {
    let mut count = |sql: &str| {
        let rows: Vec<(i64,)> = reader.rows(sql, &[&ballot.community_id, &ballot.id])?;
        Ok::<i64, Fault>(rows.first().map_or(0, |row| row.0))
    };
    Ok((count(VOTER_COUNT)?, count(VOTED)?, count(STRANGERS)?))
}

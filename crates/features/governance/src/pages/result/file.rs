//! The votes of a closed ballot to take along, under no names.

use super::ResultPage;
use crate::ballot::BallotRefused;
use crate::ballot_store::stored_votes;
use crate::ops;
use crate::pages::asking::{id, me};
use crate::reckoning::Reckoning;
use crate::rows::{Ballot, Proposal, ProposalText};
use crate::stored;
use crate::terms::{BallotState, Kind};
use crate::votes_file::{self, Asked, VotesFile};
use axum::extract::{Path, State};
use kernel::{Currency, Id};
use store::{Fault, Reader};
use web::{Answer, Caller, Reply, Site};

/// The votes of a closed ballot as a file: PrefLib (`.soc`, `.soi`, `.toc`, `.toi`) of rankings, Pabulib (`.pb`) of budgets,
/// CSV of approvals and scores. `hehuo tally` counts the first two, by the result's `tally_rule`, to the same outcome.
#[utoipa::path(get, path = "/c/{slug}/ballots/{ballot}/file", tag = "decisions",
    params(("slug" = String, Path), ("ballot" = String, Path)),
    responses((status = 200, description = "the votes as a file", content_type = "text/plain", body = String),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody),
        (status = 409, description = "Still open, or there is no file of its votes", body = web::ProblemBody)))]
pub(crate) async fn votes_file(
    caller: Caller,
    State(site): State<Site>,
    Path((_, ballot)): Path<(String, String)>,
) -> Answer {
    me(&caller)?;
    let (community, ballot) = (caller.community()?, id::<Ballot>(&ballot)?);
    let (number, currency, slug) = (community.number, community.currency, community.slug.clone());
    let read = move |reader: &mut Reader| read(reader, number, currency, ballot);
    let (proposal, file) = site.db.read(read).await??;
    let kind = if file.extension == "csv" { "text/csv; charset=utf-8" } else { "text/plain; charset=utf-8" };
    Reply::download(kind, &format!("{slug}-{proposal}.{}", file.extension), file.text)
}

/// The number of its proposal, and the file.
fn read(
    reader: &mut Reader,
    community: i64,
    currency: Currency,
    id: Id<Ballot>,
) -> Result<Result<(i64, VotesFile), BallotRefused>, Fault> {
    let Some(ballot) = reader.find::<Ballot>(&(community, id))? else {
        return Ok(Err(BallotRefused::NoSuchBallot));
    };
    let Some(counted) = ballot.reckoning.as_ref().filter(|_| ballot.state != BallotState::Open) else {
        return Ok(Err(BallotRefused::NotClosed));
    };
    let reckoning: Reckoning = stored::parsed("a reckoning", counted)?;
    if let Err(why) = offered_of(&reckoning) {
        return Ok(Err(why));
    }
    let proposal = reader.find::<Proposal>(&(community, ballot.proposal_id))?;
    let proposal = proposal.ok_or_else(|| stored::fault("a ballot without a proposal"))?;
    let text = reader.find::<ProposalText>(&(community, ballot.proposal_id, ballot.text_version))?;
    let text = text.ok_or_else(|| stored::fault(format_args!("{id}: its text is missing")))?;
    let options = ops::ballot_options(reader, &ballot)?;
    let options = options.into_iter().map(|option| (option.title, option.cost_minor.unwrap_or(0)));
    let asked = Asked {
        title: text.title,
        kind: ballot.kind,
        counting: ballot.counting,
        weighting: ballot.weighting,
        options: options.collect(),
        budget_minor: ballot.budget_minor.unwrap_or(0),
        currency,
    };
    let votes: Vec<_> = stored_votes(reader, &ballot)?.into_iter().map(|vote| vote.choice).collect();
    let number = proposal.number;
    Ok(Ok((number, votes_file::votes_file(&asked, &votes))))
}

pub(super) fn offered_of(reckoning: &Reckoning) -> Result<(), BallotRefused> {
    let chose = reckoning.participant_count > reckoning.abstention_count;
    votes_file::offered(reckoning.kind, reckoning.weighting, chose)
}

pub(super) fn rule_of(reckoning: &Reckoning) -> Option<&'static str> {
    let rule = votes_file::rule(reckoning.kind, reckoning.counting, reckoning.weighting);
    rule.filter(|_| offered_of(reckoning).is_ok())
}

impl ResultPage {
    pub(super) fn has_file(&self) -> bool {
        self.no_file.is_none()
    }

    pub(super) fn is_weighted(&self) -> bool {
        self.no_file == Some(BallotRefused::WeightedTotalsOnly)
    }

    pub(super) fn file_said(&self) -> String {
        match self.reckoning.kind {
            Kind::Ranked => self.s.t.result_file_ranked(),
            Kind::Budget => self.s.t.result_file_budget(),
            _ => self.s.t.result_file_csv(),
        }
    }

    pub(super) fn tally_command(&self) -> Option<String> {
        self.tally_rule.map(|rule| format!("hehuo tally FILE --rule {rule}"))
    }
}

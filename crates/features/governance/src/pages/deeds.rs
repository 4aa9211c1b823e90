//! What came of a decision: its ballot's result, and its deeds with their state and where they can be seen.

use super::asking::{id, me, number};
use super::asks_view;
use super::moves::finish;
use super::result::came_out;
use super::scene::{Names, Scene};
use crate::asks::Action;
use crate::ops::{self, RetryDeed};
use crate::proposal::{ActionState, Stage};
use crate::proposal_refused::ProposalRefused;
use crate::rows::{Ballot, BallotAppeal, DecidedAction, Proposal};
use crate::stored;
use crate::terms::{AppealState, BallotState, Outcome};
use axum::extract::{Path, State};
use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::ui::{self, Tone};
use web::{Answer, Caller, Html, Keyed, Refusal, Site};

/// From the closing of its ballot on.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct CameOf {
    #[schema(value_type = String)]
    ballot: Id<Ballot>,
    #[schema(value_type = Option<String>)]
    outcome: Option<Outcome>,
    /// Appeals that wait: nothing is done before they are decided.
    pub(crate) appeals_waiting: i64,
    /// RFC 3339: when its deeds are done, as long as they are not and no appeal waits.
    due_at: Option<String>,
    #[serde(skip)]
    pub(crate) due: Option<Timestamp>,
    pub(crate) deeds: Vec<DeedView>,
    /// In one line.
    #[serde(skip)]
    pub(crate) said: String,
    #[serde(skip)]
    pub(crate) result_href: String,
    #[serde(skip)]
    pub(crate) appeals_href: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct DeedView {
    pub(crate) number: i64,
    /// `mandate`, `end_mandate`, `split`, `add_rule`, `drop_rule`, `change_rule`, `charter`, `role`, `instrument`,
    /// `distribution`, `share_rule`, `convert`, `campaign`, `match`, `contribution_rules`, `ruling` or `rules`.
    kind: String,
    #[schema(value_type = String)]
    state: ActionState,
    /// A mandate's, an instrument's, a campaign's or a match fund's id, a version's number.
    result: Option<String>,
    /// Code of why it could not be done.
    refusal: Option<String>,
    #[serde(skip)]
    pub(crate) said: String,
    #[serde(skip)]
    pub(crate) href: Option<String>,
    #[serde(skip)]
    pub(crate) look: String,
    #[serde(skip)]
    pub(crate) why_not: String,
    #[serde(skip)]
    pub(crate) done: Option<Timestamp>,
    /// Failed, and the reader may try it again.
    #[serde(skip)]
    pub(crate) may_retry: bool,
}

impl DeedView {
    pub(crate) fn tag(&self, s: &Scene) -> Html {
        match self.state {
            ActionState::Waiting => ui::tag(s.t.deed_waiting(), Tone::Wait),
            ActionState::Done => ui::tag(s.t.deed_done(), Tone::Done),
            ActionState::Failed => ui::tag(s.t.deed_failed(), Tone::Act),
        }
    }

    /// Where it is tried again.
    pub(crate) fn attempts(&self, s: &Scene, proposal: &Id<Proposal>) -> String {
        s.decisions(format!("/{proposal}/deeds/{}/attempts", self.number))
    }
}

/// None until a ballot on it has closed.
pub(crate) fn came_of(
    reader: &mut Reader,
    s: &Scene,
    names: &mut Names,
    row: &Proposal,
) -> Result<Option<CameOf>, Fault> {
    let Some(ballot) = row.ballot_id else { return Ok(None) };
    let ballot = reader.find::<Ballot>(&(s.number, ballot))?;
    let Some(ballot) = ballot.filter(|ballot| ballot.reckoning.is_some()) else { return Ok(None) };
    let mut deeds = Vec::new();
    for number in 1..=row.action_count {
        if let Some(deed) = reader.find::<DecidedAction>(&(s.number, row.id, number))? {
            deeds.push(view(reader, s, names, row, deed)?);
        }
    }
    let said = match ballot.state {
        BallotState::Annulled => s.t.ballot_annulled_note(),
        _ => came_out(reader, s, &ballot)?.unwrap_or_default(),
    };
    let mut appeals_waiting = 0;
    for number in 1..=ballot.appeal_count {
        let appeal = reader.find::<BallotAppeal>(&(s.number, ballot.id, number))?;
        appeals_waiting += i64::from(appeal.is_some_and(|appeal| appeal.state == AppealState::Waiting));
    }
    let due = ballot.execute_at_us.filter(|_| row.stage == Stage::Passed && appeals_waiting == 0);
    Ok(Some(CameOf {
        said,
        result_href: format!("{}/ballots/{}/result", s.base, ballot.id),
        appeals_href: format!("{}/ballots/{}#appeals", s.base, ballot.id),
        appeals_waiting,
        ballot: ballot.id,
        outcome: ballot.outcome,
        due_at: due.map(|due| due.to_string()),
        due,
        deeds,
    }))
}

fn view(
    reader: &mut Reader,
    s: &Scene,
    names: &mut Names,
    row: &Proposal,
    deed: DecidedAction,
) -> Result<DeedView, Fault> {
    let action: Action = stored::parsed("a deed", &deed.words)?;
    let said = match (&action, &deed.result) {
        // What it changed was told against the rules before; now they are these.
        (Action::Rules { .. }, Some(version)) => s.t.deed_rules_version(version.as_str()),
        _ => asks_view::deed(reader, s, names, &action)?,
    };
    let (href, look) = match deed.state {
        ActionState::Done => where_to_look(s, &action, deed.result.as_deref()),
        _ => (None, String::new()),
    };
    Ok(DeedView {
        may_retry: deed.state == ActionState::Failed && row.stage == Stage::InForce && s.leads(row.owner),
        why_not: deed.refusal.as_deref().map(|code| refusal_said(s, &action, code)).unwrap_or_default(),
        number: deed.number,
        kind: deed.kind,
        state: deed.state,
        result: deed.result,
        refusal: deed.refusal,
        done: deed.done_at_us,
        said,
        href,
        look,
    })
}

fn where_to_look(s: &Scene, action: &Action, result: Option<&str>) -> (Option<String>, String) {
    let (base, t) = (&s.base, s.t);
    match (action, result) {
        (Action::Mandate { .. } | Action::EndMandate { .. } | Action::GiveBack { .. }, Some(mandate)) => {
            (Some(format!("{base}/mandates/{mandate}")), t.look_at_mandate())
        }
        (Action::Instrument { .. } | Action::ShareRule { .. } | Action::Convert { .. }, Some(instrument)) => {
            (Some(format!("{base}/instruments/{instrument}")), t.look_at_instrument())
        }
        (Action::Distribution { distribution, .. }, _) => {
            (Some(format!("{base}/distributions/{distribution}")), t.look_at_distribution())
        }
        (Action::Campaign { .. }, Some(pool)) => {
            (Some(format!("{base}/campaigns/{pool}")), t.look_at_campaign())
        }
        (Action::Match { matching }, Some(_)) => match matching.campaigns.first() {
            Some(pool) => (Some(format!("{base}/campaigns/{pool}")), t.look_at_campaign()),
            None => (None, String::new()),
        },
        (Action::Ruling { .. }, Some(contribution)) => {
            (Some(format!("{base}/contributions/{contribution}")), t.look_at_contribution())
        }
        (Action::ContributionRules { .. }, Some(version)) => {
            (Some(format!("{base}/contributions/rules?version={version}")), t.look_at_contribution_rules())
        }
        (Action::Split { offer, .. }, _) => (Some(format!("{base}/offers/{offer}")), t.look_at_offer()),
        (
            Action::AddRule { .. }
            | Action::DropRule { .. }
            | Action::ChangeRule { .. }
            | Action::Charter { .. },
            Some(version),
        ) => (Some(format!("{base}/charter?version={version}")), t.look_at_charter()),
        (Action::Rules { .. }, _) => (Some(s.decisions("/rules")), t.look_at_rules()),
        (Action::Role { member, .. }, _) => (Some(format!("{base}/members/{member}")), t.look_at_member()),
        _ => (None, String::new()),
    }
}

/// In the words of the feature that refused it: a code may stand for other words elsewhere.
fn refusal_said(s: &Scene, action: &Action, code: &str) -> String {
    // Decided already: there is nothing to write anew, but a proposal to bring.
    if code == ProposalRefused::RulesMoved.code() {
        return s.t.deed_rules_moved();
    }
    let theirs: Vec<Arc<dyn Refusal>> = match action {
        Action::Mandate { .. } | Action::EndMandate { .. } | Action::Rules { .. } => {
            web::refusals_of(spending::MandateRefused::ALL)
        }
        Action::Instrument { .. } => web::refusals_of(ownership::InstrumentRefused::ALL),
        Action::Distribution { .. } => web::refusals_of(distribution::DistributionRefused::ALL),
        Action::ShareRule { .. } | Action::Convert { .. } | Action::GiveBack { .. } => {
            web::refusals_of(ownership::RegisterRefused::ALL)
        }
        Action::Campaign { .. } => web::refusals_of(pools::CampaignRefused::ALL),
        Action::Match { .. } => web::refusals_of(pools::MatchRefused::ALL),
        Action::ContributionRules { .. } => web::refusals_of(contributions::RulesRefused::ALL),
        Action::Ruling { .. } => web::refusals_of(contributions::ContributionRefused::ALL),
        Action::Split { .. } => web::refusals_of(market::offer::OfferRefused::ALL),
        Action::AddRule { .. }
        | Action::DropRule { .. }
        | Action::ChangeRule { .. }
        | Action::Charter { .. }
        | Action::Role { .. } => web::refusals_of(community::CommunityRefused::ALL),
    };
    let own = web::refusals_of(ProposalRefused::ALL);
    let found = theirs.into_iter().chain(own).find(|refusal| refusal.code() == code);
    found.map_or_else(|| code.to_owned(), |refusal| refusal.say(s.lang))
}

/// Nothing has to be said: what was decided is done as it was decided.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct AttemptForm {}

/// What came of it this time.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AttemptAnswer {
    /// `done`, or `failed` again.
    #[schema(value_type = String)]
    state: ActionState,
}

/// Tries a deed that could not be done once more. For who answers for the decision.
#[utoipa::path(post, path = "/c/{slug}/decisions/{proposal}/deeds/{deed}/attempts", tag = "decisions", request_body = AttemptForm,
    params(("slug" = String, Path), ("proposal" = String, Path), ("deed" = i64, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = AttemptAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody)))]
pub(crate) async fn retry(
    caller: Caller,
    State(site): State<Site>,
    Path((_, proposal, deed)): Path<(String, String, String)>,
    Keyed { input: AttemptForm {}, key }: Keyed<AttemptForm>,
) -> Answer {
    let (me, community, now) = (me(&caller)?, caller.community()?.number, site.now());
    let (proposal, deed) = (id::<Proposal>(&proposal)?, number(&deed)?);
    let input = RetryDeed { proposal, number: deed, key: Some(key.of(&caller, "retry_deed")?) };
    let done = site.db.transact(community, move |tx| ops::retry_deed(tx, me, &input, now)).await;
    finish(&caller, &site, proposal, ("deed", Vec::new()), done, |state| AttemptAnswer { state }).await
}

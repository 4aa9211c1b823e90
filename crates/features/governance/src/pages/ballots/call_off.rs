//! Stopping a ballot that was opened by mistake, and what its page says of that afterwards.

use super::ballot_page::{Sent, load};
use crate::ballot::BallotRefused;
use crate::ops::{self, CallOff};
use crate::pages::asking::{id, me};
use crate::pages::scene::{Names, Scene};
use crate::proposal::Step;
use crate::rows::{Ballot, Proposal, ProposalStep};
use crate::stored::REASON_CHARS_MAX;
use crate::terms::BallotState;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use serde::{Deserialize, Serialize};
use store::{Fault, OpError, Reader};
use utoipa::ToSchema;
use web::{Answer, Caller, Check, Errors, Input, Reply, Site};

#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct CallOffForm {
    /// Why. Everybody reads it.
    reason: String,
}

/// Who called a ballot off, and why.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct CalledOff {
    pub by: String,
    /// Empty once the account of whoever did is gone.
    pub reason: String,
}

/// Calls a ballot off that was opened by mistake, by whoever opened it or a steward, while nobody else has voted: the proposal is
/// a draft again, and nothing of the votes is kept.
#[utoipa::path(post, path = "/c/{slug}/ballots/{ballot}/cancellation", tag = "decisions", request_body = CallOffForm,
    params(("slug" = String, Path), ("ballot" = String, Path)),
    responses((status = 204, description = "Called off"), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn call_off(
    caller: Caller,
    State(site): State<Site>,
    headers: HeaderMap,
    Path((slug, ballot)): Path<(String, String)>,
    Input(form): Input<CallOffForm>,
) -> Answer {
    let (me, number, now) = (me(&caller)?, caller.community()?.number, site.now());
    let ballot = id::<Ballot>(&ballot)?;
    let mut check = Check::new(caller.lang);
    let reason = check.long_text("reason", &form.reason, 0..=REASON_CHARS_MAX);
    let errors = match check.done(()) {
        Err(errors) => errors,
        Ok(()) => {
            let input = CallOff { ballot, by: me, reason };
            match site.db.transact(number, move |tx| ops::call_off(tx, &input, now)).await {
                Ok(()) => return Reply::done(&caller, &format!("/c/{slug}/ballots/{ballot}")),
                Err(OpError::Refused(BallotRefused::NoSuchBallot)) => {
                    return Err(BallotRefused::NoSuchBallot.into());
                }
                Err(OpError::Refused(why)) => Errors::refused(why, caller.lang),
                Err(OpError::Fault(fault)) => return Err(fault.into()),
            }
        }
    };
    let sent = Sent { form: "call_off", reason: form.reason, errors: errors.clone(), ..Sent::default() };
    let page = load(&caller, &site, &headers, ballot, sent).await?;
    Reply::form_refused(&caller, &page, &errors)
}

/// What the way of the proposal says of it.
pub(super) fn called_off(
    reader: &mut Reader,
    s: &Scene,
    names: &mut Names,
    (ballot, proposal): (&Ballot, &Proposal),
) -> Result<Option<CalledOff>, Fault> {
    if ballot.state != BallotState::CalledOff {
        return Ok(None);
    }
    let subject = Some(ballot.id.to_string());
    for number in 1..=proposal.step_count {
        let step = reader.find::<ProposalStep>(&(s.number, proposal.id, number))?;
        let of_it = |step: &ProposalStep| step.step == Step::BallotCalledOff && step.subject == subject;
        if let Some(step) = step.filter(of_it) {
            let by = match step.by_member {
                Some(by) => names.name(reader, s, by)?,
                None => String::new(),
            };
            return Ok(Some(CalledOff { by, reason: step.reason }));
        }
    }
    Ok(None)
}

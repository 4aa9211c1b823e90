//! Letting an applicant in, or not, with a reason that the applicant reads.

use super::membership::{acting, community, enter, forget};
use crate::CommunityRefused;
use crate::admission::{self, ApplicationState, Status};
use crate::community_store::{Application, Member};
use crate::ids::ApplicationId;
use crate::pages::applications::ApplicationsPage;
use axum::extract::{Path, State};
use kernel::Timestamp;
use serde::Deserialize;
use serde_json::json;
use store::{OpError, OpError::Refused, Outcome, Tx};
use utoipa::ToSchema;
use web::ids::MemberId;
use web::{Answer, Caller, Check, Errors, Input, Power, Reply, Site, WebRefused};

#[derive(Debug, Clone)]
pub struct DecideInput {
    pub actor: MemberId,
    pub application: ApplicationId,
    pub admit: bool,
    pub reason: String,
}

pub fn decide_application(
    tx: &mut Tx,
    input: &DecideInput,
    now: Timestamp,
) -> Outcome<Application, CommunityRefused> {
    let mut community = community(tx)?;
    acting(tx, input.actor, Power::DecideApplications)?;
    let mut application = lock(tx, input.application)?;
    admission::decide(application.state, application.member_id == input.actor, &input.reason)
        .map_err(|refused| Refused(refused.into()))?;
    let member = tx.lock::<Member>((community.community_id, application.member_id))?;
    let member = member.filter(|member| member.person_id.is_some());
    let mut member = member.ok_or(Refused(CommunityRefused::NoSuchMember))?;
    close(&mut application, input, now);
    tx.save(&application)?;
    let body = json!({ "application": application.id, "member": member.id, "by": input.actor });
    if input.admit {
        enter(tx, &mut community, &mut member, now)?;
        tx.announce("member_admitted", body.to_string())?;
    } else {
        member.status = Status::Declined;
        tx.save(&member)?;
        tx.announce("application_declined", body.to_string())?;
    }
    Ok(application)
}

fn close(application: &mut Application, input: &DecideInput, now: Timestamp) {
    application.state = if input.admit { ApplicationState::Admitted } else { ApplicationState::Declined };
    application.reason = input.reason.trim().to_owned();
    application.decided_by = Some(input.actor);
    application.decided_at_us = Some(now);
}

fn lock(tx: &mut Tx, id: ApplicationId) -> Outcome<Application, CommunityRefused> {
    let found = tx.lock::<Application>((tx.community(), id))?;
    found.ok_or(Refused(CommunityRefused::NoSuchApplication))
}

/// Taking one's own application back.
pub fn withdraw_application(
    tx: &mut Tx,
    person: web::ids::PersonId,
    id: ApplicationId,
    now: Timestamp,
) -> Outcome<(), CommunityRefused> {
    let mut application = lock(tx, id)?;
    let member = tx.lock::<Member>((tx.community(), application.member_id))?;
    let member = member.filter(|member| member.person_id == Some(person));
    let mut member = member.ok_or(Refused(CommunityRefused::NoSuchApplication))?;
    if application.state != ApplicationState::Waiting {
        return Err(Refused(CommunityRefused::AlreadyDecided));
    }
    application.state = ApplicationState::Withdrawn;
    application.decided_at_us = Some(now);
    member.status = Status::Left;
    tx.save(&application)?;
    tx.save(&member)?;
    let body = json!({ "application": application.id, "member": member.id });
    tx.announce("application_withdrawn", body.to_string())?;
    Ok(())
}

/// A decision.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct DecisionForm {
    /// `admit` or `decline`.
    decision: String,
    /// The applicant reads it. At most 400 characters.
    pub(crate) reason: String,
    /// Which page of the list the form stood on, as in its address.
    pub(crate) after: String,
}

/// Lets an applicant in, or not.
#[utoipa::path(post, path = "/c/{slug}/applications/{id}/decision", tag = "community", params(("slug" = String, Path), ("id" = String, Path)), request_body = DecisionForm,
    responses((status = 204, description = "Decided"), (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody), (status = 422, body = web::ProblemBody)))]
pub(crate) async fn post(
    caller: Caller,
    State(site): State<Site>,
    Path((slug, id)): Path<(String, String)>,
    Input(form): Input<DecisionForm>,
) -> Answer {
    let actor = caller.may(Power::DecideApplications)?.member;
    let (number, now) = (caller.community()?.number, site.now());
    let application = ApplicationId::parse(&id).map_err(|_| CommunityRefused::NoSuchApplication)?;
    let admit = match form.decision.as_str() {
        "admit" => true,
        "decline" => false,
        _ => return Err(WebRefused::InvalidInput.into()),
    };
    let mut check = Check::new(caller.lang);
    let reason = check.text("reason", &form.reason, 0..=400);
    let reason = match check.done(reason) {
        Ok(reason) => reason,
        Err(errors) => {
            let page = ApplicationsPage::read(&caller, &site, form.after.clone()).await?;
            return page.again(&caller, application, form, errors);
        }
    };
    let input = DecideInput { actor, application, admit, reason };
    match site.db.transact(number, move |tx| decide_application(tx, &input, now)).await {
        Ok(_) => {
            forget(&site, &caller)?;
            Reply::done(&caller, &format!("/c/{slug}/applications"))
        }
        Err(Refused(why)) => {
            let page = ApplicationsPage::read(&caller, &site, form.after.clone()).await?;
            page.again(&caller, application, form, Errors::refused(why, caller.lang))
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

/// Takes one's own application back.
#[utoipa::path(post, path = "/c/{slug}/applications/{id}/withdrawal", tag = "community", params(("slug" = String, Path), ("id" = String, Path)),
    responses((status = 204, description = "Withdrawn"), (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody)))]
pub(crate) async fn post_withdrawal(
    caller: Caller,
    State(site): State<Site>,
    Path((slug, id)): Path<(String, String)>,
) -> Answer {
    let person = caller.person()?;
    let (number, now) = (caller.community()?.number, site.now());
    let id = ApplicationId::parse(&id).map_err(|_| CommunityRefused::NoSuchApplication)?;
    site.db.transact(number, move |tx| withdraw_application(tx, person, id, now)).await?;
    Reply::done(&caller, &format!("/c/{slug}/join"))
}

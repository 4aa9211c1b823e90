//! Asking to be let in.

use super::membership::{self, NewMember, community, first_answer, of_person};
use crate::CommunityRefused;
use crate::admission::{self, ApplicationState, Status};
use crate::community_store::Application;
use crate::ids::ApplicationId;
use crate::pages::join::{ApplyForm, JoinPage};
use axum::extract::State;
use kernel::Timestamp;
use serde::Serialize;
use serde_json::json;
use store::{IdempotencyKey, OpError, OpError::Refused, Outcome, Tx};
use utoipa::ToSchema;
use web::ids::PersonId;
use web::{Answer, Caller, Errors, Keyed, Reply, Site};

#[derive(Debug, Clone)]
pub struct ApplyInput {
    pub person: PersonId,
    pub application: ApplicationId,
    /// The row the person gets if there is none here yet.
    pub new: NewMember,
    pub about: String,
    /// None for commands on the server.
    pub key: Option<IdempotencyKey>,
}

/// Answers the application.
pub fn apply(tx: &mut Tx, input: &ApplyInput, now: Timestamp) -> Outcome<ApplicationId, CommunityRefused> {
    if let Some(first) = first_answer(tx, input.key.as_ref())? {
        return Ok(first);
    }
    let community = community(tx)?;
    let found = of_person(tx, input.person)?;
    let status = found.as_ref().map(|member| member.status);
    admission::apply(status, community.applications_open).map_err(|refused| Refused(refused.into()))?;
    let member = match found {
        Some(mut member) => {
            member.status = Status::Applicant;
            member.display_name.clone_from(&input.new.display_name);
            tx.save(&member)?;
            member
        }
        None => membership::add(tx, &community, &input.new, Status::Applicant, now)?,
    };
    tx.insert(&Application {
        community_id: community.community_id,
        id: input.application,
        member_id: member.id,
        about: input.about.clone(),
        state: ApplicationState::Waiting,
        reason: String::new(),
        decided_by: None,
        applied_at_us: now,
        decided_at_us: None,
    })?;
    let body = json!({ "application": input.application, "member": member.id });
    tx.announce("application_made", body.to_string())?;
    tx.remember(input.key.as_ref(), &input.application, now)?;
    Ok(input.application)
}

/// What was sent.
#[derive(Serialize, ToSchema)]
pub(crate) struct Applied {
    #[schema(value_type = String)]
    application: ApplicationId,
}

/// Asks to be let in.
#[utoipa::path(post, path = "/c/{slug}/applications", tag = "community", params(("slug" = String, Path)), request_body = ApplyForm,
    responses((status = 201, body = Applied), (status = 401, body = web::ProblemBody), (status = 409, body = web::ProblemBody), (status = 422, body = web::ProblemBody)))]
pub(crate) async fn post(
    caller: Caller,
    State(site): State<Site>,
    Keyed { input: form, key }: Keyed<ApplyForm>,
) -> Answer {
    let person = caller.person()?;
    let (at, now) = (caller.community()?, site.now());
    let page = JoinPage::read(&caller, &site, form.clone()).await?;
    let (display_name, about) = match form.read(caller.lang) {
        Ok(read) => read,
        Err(errors) => return page.again(&caller, errors),
    };
    let new = membership::new_member(&site, Some(person), display_name);
    let key = Some(key.of(&caller, "apply")?);
    let input = ApplyInput { person, application: site.id(), new, about, key };
    match site.db.transact(at.number, move |tx| apply(tx, &input, now)).await {
        Ok(application) => {
            Reply::created_json(&caller, &format!("/c/{}/join", at.slug), &Applied { application })
        }
        Err(Refused(why)) => page.again(&caller, Errors::refused(why, caller.lang)),
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

//! Asking to be let in.

use super::membership::{self, NewMember, community, of_person};
use crate::CommunityRefused;
use crate::admission::{self, ApplicationState, Status};
use crate::community_store::Application;
use crate::ids::ApplicationId;
use kernel::Timestamp;
use serde_json::json;
use store::{OpError::Refused, Outcome, Tx};
use web::ids::PersonId;

#[derive(Debug, Clone)]
pub struct ApplyInput {
    pub person: PersonId,
    pub application: ApplicationId,
    /// The row the person gets if there is none here yet.
    pub new: NewMember,
    pub about: String,
}

/// Answers the application. A repeated request is refused as `AlreadyApplied` and changes nothing.
pub fn apply(tx: &mut Tx, input: &ApplyInput, now: Timestamp) -> Outcome<ApplicationId, CommunityRefused> {
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
    Ok(input.application)
}

//! Letting an applicant in, or not, with a reason that the applicant reads.

use super::membership::{acting, community, enter};
use crate::CommunityRefused;
use crate::admission::{self, ApplicationState, Status};
use crate::community_store::{Application, Member};
use crate::ids::ApplicationId;
use kernel::Timestamp;
use serde_json::json;
use store::{OpError::Refused, Outcome, Tx};
use web::Power;
use web::ids::MemberId;

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

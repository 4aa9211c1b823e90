//! Coming in by a link, and being let in by who runs things.

use super::membership::{self, NewMember, community, enter, first_answer, forget, of_person, wear};
use crate::CommunityRefused;
use crate::admission::{ApplicationState, Status};
use crate::community_store::{Application, Community, Invitation, Member};
use crate::ids::ApplicationId;
use crate::lists_store::WAITING_OF_MEMBER;
use crate::pages::invitations::{AcceptForm, InvitationPage};
use axum::extract::{Path, State};
use kernel::Timestamp;
use serde::Serialize;
use serde_json::json;
use store::{Fault, IdempotencyKey, OpError, OpError::Refused, Outcome, Tx};
use utoipa::ToSchema;
use web::ids::{MemberId, PersonId};
use web::{Answer, Caller, Check, Errors, Keyed, Reply, Site, TokenHash};

#[derive(Debug, Clone)]
pub struct AcceptInput {
    pub person: PersonId,
    pub token_hash: TokenHash,
    /// The row the person gets if there is none here yet; its name is taken in any case.
    pub new: NewMember,
    pub key: IdempotencyKey,
}

/// Answers the member's id. The community row is locked first, so that of many who hold the last use at once exactly one gets it.
pub fn accept_invitation(
    tx: &mut Tx,
    input: &AcceptInput,
    now: Timestamp,
) -> Outcome<MemberId, CommunityRefused> {
    if let Some(first) = first_answer(tx, Some(&input.key))? {
        return Ok(first);
    }
    let mut community = community(tx)?;
    let key = (community.community_id, input.token_hash.0.to_vec());
    let found = tx.lock::<Invitation>(key)?;
    let mut invitation = found.ok_or(Refused(CommunityRefused::InvitationUnusable))?;
    let found = of_person(tx, input.person)?;
    let status = found.as_ref().map(|member| member.status);
    let removed = found.as_ref().is_some_and(|member| member.removed_at_us.is_some());
    invitation.invited().accept(status, removed, now).map_err(|refused| Refused(refused.into()))?;
    invitation.uses_count += 1;
    tx.save(&invitation)?;
    let member = let_in(tx, &mut community, found, &input.new, now)?;
    if let Some(label) = invitation.label {
        wear(tx, member.id, label, true)?;
    }
    let body = json!({ "member": member.id, "invitation": invitation.id });
    tx.announce("member_admitted", body.to_string())?;
    tx.remember(&input.key, &member.id, now)?;
    Ok(member.id)
}

/// Admits a person without application or invitation: for commands on the server and for the demo, never for a
/// route. Answers the row as it is when the person is a member already.
pub fn admit(
    tx: &mut Tx,
    person: PersonId,
    new: &NewMember,
    now: Timestamp,
) -> Outcome<Member, CommunityRefused> {
    let mut community = community(tx)?;
    admit_to(tx, &mut community, person, new, now)
}

/// The same, with the community's row in hand: a row is locked once in an operation.
pub(crate) fn admit_to(
    tx: &mut Tx,
    community: &mut Community,
    person: PersonId,
    new: &NewMember,
    now: Timestamp,
) -> Outcome<Member, CommunityRefused> {
    let found = of_person(tx, person)?;
    if let Some(member) = found.as_ref().filter(|member| member.is_current()) {
        return Ok(member.clone());
    }
    let new = NewMember { person: Some(person), ..new.clone() };
    let member = let_in(tx, community, found, &new, now)?;
    tx.announce("member_admitted", json!({ "member": member.id }).to_string())?;
    Ok(member)
}

fn let_in(
    tx: &mut Tx,
    community: &mut Community,
    found: Option<Member>,
    new: &NewMember,
    now: Timestamp,
) -> Result<Member, Fault> {
    let mut member = match found {
        Some(member) => member,
        None => membership::add(tx, community, new, Status::Applicant, now)?,
    };
    member.display_name.clone_from(&new.display_name);
    enter(tx, community, &mut member, now)?;
    end_waiting(tx, &member, now)?;
    Ok(member)
}

/// An application that waits has become pointless; nobody decided it, so nobody is named.
fn end_waiting(tx: &mut Tx, member: &Member, now: Timestamp) -> Result<(), Fault> {
    let community = tx.community();
    for (id,) in tx.rows::<(ApplicationId,)>(WAITING_OF_MEMBER, &[&community, &member.id])? {
        if let Some(mut application) = tx.lock::<Application>((community, id))? {
            application.state = ApplicationState::Withdrawn;
            application.decided_at_us = Some(now);
            tx.save(&application)?;
        }
    }
    Ok(())
}

/// A buyer known by name only: from an import, or a walk-in. A current member without a person: things can be
/// sold and owed to it, and nobody can sign in as it. Not counted among the members.
pub fn placeholder_member(tx: &mut Tx, new: &NewMember, now: Timestamp) -> Outcome<Member, CommunityRefused> {
    // Found, not locked: an import makes thousands of these beside other writers of the row.
    let community = tx.find::<Community>(tx.community())?;
    let community = community.ok_or(Refused(CommunityRefused::NoSuchCommunity))?;
    let new = NewMember { person: None, ..new.clone() };
    let member = membership::add(tx, &community, &new, Status::Active, now)?;
    tx.announce("placeholder_made", json!({ "member": member.id }).to_string())?;
    Ok(member)
}

/// A placeholder becomes the member who it stood for: id, book name and all that hangs on them stay. Whoever may let people
/// in has agreed by handing over what proves it.
///
/// # Errors
/// `NoSuchMember` for what is no placeholder (any more); `AlreadyMember` for a person who has a row here, whatever it
/// is: then there are two, and what the placeholder has goes over to the other.
pub fn adopt_placeholder(
    tx: &mut Tx,
    placeholder: MemberId,
    person: PersonId,
    now: Timestamp,
) -> Outcome<Member, CommunityRefused> {
    let mut community = community(tx)?;
    if of_person(tx, person)?.is_some() {
        return Err(Refused(CommunityRefused::AlreadyMember));
    }
    let mut member = lock_placeholder(tx, placeholder)?;
    member.person_id = Some(person);
    enter(tx, &mut community, &mut member, now)?;
    tx.announce("member_admitted", json!({ "member": member.id }).to_string())?;
    Ok(member)
}

/// Nothing is sold to it any more.
///
/// # Errors
/// `NoSuchMember` for what is no placeholder (any more).
pub fn retire_placeholder(
    tx: &mut Tx,
    placeholder: MemberId,
    now: Timestamp,
) -> Outcome<(), CommunityRefused> {
    let mut member = lock_placeholder(tx, placeholder)?;
    (member.status, member.left_at_us) = (Status::Left, Some(now));
    tx.save(&member)?;
    Ok(())
}

/// Its name goes, and nothing is sold to it any more; the books keep the random name. Whoever calls it has seen that nothing is open.
///
/// # Errors
/// `NoSuchMember` for what is no placeholder (any more).
pub fn forget_placeholder(
    tx: &mut Tx,
    placeholder: MemberId,
    now: Timestamp,
) -> Outcome<(), CommunityRefused> {
    let mut member = lock_placeholder(tx, placeholder)?;
    member.display_name.clear();
    (member.status, member.left_at_us) = (Status::Left, Some(now));
    tx.save(&member)?;
    tx.announce("placeholder_forgotten", json!({ "member": member.id }).to_string())?;
    Ok(())
}

fn lock_placeholder(tx: &mut Tx, id: MemberId) -> Outcome<Member, CommunityRefused> {
    let found = tx.lock::<Member>((tx.community(), id))?;
    let placeholder = found.filter(|member| member.is_current() && member.person_id.is_none());
    placeholder.ok_or(Refused(CommunityRefused::NoSuchMember))
}

/// What somebody became.
#[derive(Serialize, ToSchema)]
pub(crate) struct Joined {
    #[schema(value_type = String)]
    pub(crate) member: MemberId,
}

/// Comes in by an invitation.
#[utoipa::path(post, path = "/c/{slug}/invitations/{token}", tag = "community", params(("slug" = String, Path), ("token" = String, Path)), request_body = AcceptForm,
    responses((status = 201, body = Joined), (status = 401, body = web::ProblemBody), (status = 409, body = web::ProblemBody), (status = 410, body = web::ProblemBody)))]
pub(crate) async fn post(
    caller: Caller,
    State(site): State<Site>,
    Path((slug, token)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<AcceptForm>,
) -> Answer {
    let person = caller.person()?;
    let (number, now) = (caller.community()?.number, site.now());
    let mut check = Check::new(caller.lang);
    let name = check.text("display_name", &form.display_name, 1..=40);
    let refused = match check.done(name) {
        Err(errors) => errors,
        Ok(name) => {
            let new = membership::new_member(&site, Some(person), name);
            let key = key.of(&caller, "accept_invitation")?;
            let input = AcceptInput { person, token_hash: TokenHash::of(&token), new, key };
            match site.db.transact(number, move |tx| accept_invitation(tx, &input, now)).await {
                Ok(member) => {
                    forget(&site, &caller)?;
                    let body = Joined { member };
                    return Reply::created_json(&caller, &format!("/c/{slug}"), &body);
                }
                Err(Refused(CommunityRefused::InvitationUnusable)) => {
                    return Err(CommunityRefused::InvitationUnusable.into());
                }
                Err(Refused(why)) => Errors::refused(why, caller.lang),
                Err(OpError::Fault(fault)) => return Err(fault.into()),
            }
        }
    };
    let page = InvitationPage::read(&caller, &site, &token, form).await?;
    page.again(&caller, refused)
}

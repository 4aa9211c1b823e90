//! Links that let people in: making and revoking them.

use super::membership::{acting, first_answer};
use crate::CommunityRefused;
use crate::community_store::{Invitation, Label};
use crate::ids::InvitationId;
use crate::lists_store::INVITATION_KEY;
use crate::pages::invitations::{InvitationsPage, InviteForm};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use kernel::Timestamp;
use people::Token;
use serde_json::json;
use std::time::Duration;
use store::{IdempotencyKey, OpError, OpError::Refused, Outcome, Tx};
use web::ids::MemberId;
use web::{Answer, Caller, Errors, Keyed, Power, Reply, Site, TokenHash};

#[derive(Debug, Clone)]
pub struct InviteInput {
    pub actor: MemberId,
    pub invitation: InvitationId,
    pub token_hash: TokenHash,
    pub note: String,
    pub label: Option<i64>,
    pub uses_max: i64,
    pub expires_at: Timestamp,
    pub key: IdempotencyKey,
}

/// The link's secret is shown once and not kept, so a repeated request cannot be answered as the first was: it is
/// refused, and makes no second link that nobody knows of.
pub fn invite(tx: &mut Tx, input: &InviteInput, now: Timestamp) -> Outcome<(), CommunityRefused> {
    if first_answer::<InvitationId>(tx, Some(&input.key))?.is_some() {
        return Err(Refused(CommunityRefused::InvitationMade));
    }
    acting(tx, input.actor, Power::Invite)?;
    let community_id = tx.community();
    if let Some(label) = input.label {
        tx.find::<Label>((community_id, label))?.ok_or(Refused(CommunityRefused::NoSuchLabel))?;
    }
    tx.insert(&Invitation {
        community_id,
        token_hash: input.token_hash.0.to_vec(),
        id: input.invitation,
        note: input.note.clone(),
        label: input.label,
        uses_max: input.uses_max,
        uses_count: 0,
        made_by: input.actor,
        made_at_us: now,
        expires_at_us: input.expires_at,
        revoked_at_us: None,
    })?;
    let body = json!({ "invitation": input.invitation, "by": input.actor });
    tx.announce("invitation_made", body.to_string())?;
    tx.remember(&input.key, &input.invitation, now)?;
    Ok(())
}

/// Revoking twice is as good as once.
pub fn revoke_invitation(
    tx: &mut Tx,
    actor: MemberId,
    id: InvitationId,
    now: Timestamp,
) -> Outcome<(), CommunityRefused> {
    acting(tx, actor, Power::Invite)?;
    let community = tx.community();
    let key = tx.rows::<(Vec<u8>,)>(INVITATION_KEY, &[&community, &id])?.pop();
    let (key,) = key.ok_or(Refused(CommunityRefused::InvitationUnusable))?;
    let found = tx.lock::<Invitation>((community, key))?;
    let mut found = found.ok_or(Refused(CommunityRefused::InvitationUnusable))?;
    if found.revoked_at_us.is_none() {
        found.revoked_at_us = Some(now);
        tx.save(&found)?;
        tx.announce("invitation_revoked", json!({ "invitation": id, "by": actor }).to_string())?;
    }
    Ok(())
}

/// Makes an invitation. The answer has the link, this once.
#[utoipa::path(post, path = "/c/{slug}/invitations", tag = "community", params(("slug" = String, Path)), request_body = InviteForm,
    responses((status = 201, body = InvitationsPage), (status = 403, body = web::ProblemBody), (status = 409, body = web::ProblemBody), (status = 422, body = web::ProblemBody)))]
pub(crate) async fn post(
    caller: Caller,
    State(site): State<Site>,
    Keyed { input: form, key }: Keyed<InviteForm>,
) -> Answer {
    let actor = caller.may(Power::Invite)?.member;
    let (at, now) = (caller.community()?, site.now());
    let terms = match form.read(caller.lang) {
        Ok(terms) => terms,
        Err(errors) => {
            let page = InvitationsPage::read(&caller, &site, form, String::new()).await?;
            return page.again(&caller, errors);
        }
    };
    let token = Token::fresh(&site.ids);
    let input = InviteInput {
        actor,
        invitation: site.id(),
        token_hash: token.hash(),
        note: terms.note,
        label: terms.label,
        uses_max: terms.uses_max,
        expires_at: now.plus(Duration::from_secs(terms.days.unsigned_abs() * 24 * 3600)),
        key: key.of(&caller, "invite")?,
    };
    let made = site.db.transact(at.number, move |tx| invite(tx, &input, now)).await;
    let page = InvitationsPage::read(&caller, &site, form, String::new()).await?;
    match made {
        // No redirect: an address is no place for a secret that is shown once.
        Ok(()) => {
            let link = format!("{}/c/{}/invitations/{}", site.config.base_url, at.slug, token.text());
            Reply::with_status(StatusCode::CREATED, &caller, &page.with_link(link))
        }
        Err(Refused(why)) => page.again(&caller, Errors::refused(why, caller.lang)),
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

/// Makes an invitation useless.
#[utoipa::path(post, path = "/c/{slug}/invitations/{id}/revocation", tag = "community", params(("slug" = String, Path), ("id" = String, Path)),
    responses((status = 204, description = "Revoked"), (status = 403, body = web::ProblemBody), (status = 410, body = web::ProblemBody)))]
pub(crate) async fn post_revocation(
    caller: Caller,
    State(site): State<Site>,
    Path((slug, id)): Path<(String, String)>,
) -> Answer {
    let actor = caller.may(Power::Invite)?.member;
    let (number, now) = (caller.community()?.number, site.now());
    let id = InvitationId::parse(&id).map_err(|_| CommunityRefused::InvitationUnusable)?;
    site.db.transact(number, move |tx| revoke_invitation(tx, actor, id, now)).await?;
    Reply::done(&caller, &format!("/c/{slug}/invitations"))
}

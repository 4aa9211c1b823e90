//! Links that let people in: making and revoking them.

use super::membership::acting;
use crate::CommunityRefused;
use crate::community_store::{Invitation, Label};
use crate::ids::InvitationId;
use crate::lists_store::INVITATION_KEY;
use kernel::Timestamp;
use serde_json::json;
use store::{OpError::Refused, Outcome, Tx};
use web::ids::MemberId;
use web::{Power, TokenHash};

#[derive(Debug, Clone)]
pub struct InviteInput {
    pub actor: MemberId,
    pub invitation: InvitationId,
    pub token_hash: TokenHash,
    pub note: String,
    pub label: Option<i64>,
    pub uses_max: i64,
    pub expires_at: Timestamp,
}

/// The link's secret is made before and shown once; making it again gives another link, so there is no key.
pub fn invite(tx: &mut Tx, input: &InviteInput, now: Timestamp) -> Outcome<(), CommunityRefused> {
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

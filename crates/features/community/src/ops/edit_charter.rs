//! A new version of the charter. Old ones stay readable.

use super::create_community::write_charter;
use super::membership::{acting, community};
use crate::CommunityRefused;
use crate::charter::{CharterText, Flags};
use kernel::Timestamp;
use serde_json::json;
use store::{OpError::Refused, Outcome, Tx};
use web::Power;
use web::ids::MemberId;

#[derive(Debug, Clone)]
pub struct EditCharterInput {
    pub actor: MemberId,
    pub name: String,
    /// Been through `charter::accept`.
    pub text: CharterText,
    pub flags: Flags,
    /// The version it was written from: two editors must not overwrite each other unseen.
    pub from_version: i64,
}

/// Answers the number of the new version.
pub fn edit_charter(tx: &mut Tx, input: &EditCharterInput, now: Timestamp) -> Outcome<i64, CommunityRefused> {
    let mut community = community(tx)?;
    acting(tx, input.actor, Power::EditCharter)?;
    if input.from_version != community.charter_version {
        return Err(Refused(CommunityRefused::AlreadyDecided));
    }
    let version = community.charter_version + 1;
    write_charter(tx, community.community_id, version, &input.text, input.flags, Some(input.actor), now)?;
    community.charter_version = version;
    community.name.clone_from(&input.name);
    community.theme.clone_from(&input.text.theme);
    community.storefront_public = input.flags.storefront_public;
    community.books_public = input.flags.books_public;
    community.applications_open = input.flags.applications_open;
    community.probation_days = input.flags.probation_days;
    tx.save(&community)?;
    tx.announce("charter_edited", json!({ "version": version, "member": input.actor }).to_string())?;
    Ok(version)
}

//! The name that other members see.

use super::membership::current;
use crate::CommunityRefused;
use serde_json::json;
use store::{OpError::Refused, Outcome, Tx};
use web::ids::MemberId;

/// Only the member's own; the book name never changes.
pub fn rename_member(tx: &mut Tx, actor: MemberId, name: &str) -> Outcome<(), CommunityRefused> {
    let mut member = current(tx, actor)?;
    if member.display_name == name {
        return Err(Refused(CommunityRefused::NothingChanged));
    }
    name.clone_into(&mut member.display_name);
    tx.save(&member)?;
    tx.announce("member_renamed", json!({ "member": actor }).to_string())?;
    Ok(())
}

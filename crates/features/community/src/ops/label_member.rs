//! Labels: making them, putting them on and taking them off.

use super::membership::{acting, community, wear};
use crate::CommunityRefused;
use crate::community_store::{Label, Member};
use crate::lists_store::LABELS;
use kernel::Timestamp;
use serde_json::json;
use store::{OpError::Refused, Outcome, Tx};
use web::Power;
use web::ids::MemberId;

/// More would be a database of its own.
pub const LABELS_MAX: i64 = 100;

/// Answers the label's number. Two labels of one name would be told apart by nobody.
pub fn create_label(
    tx: &mut Tx,
    actor: MemberId,
    name: &str,
    now: Timestamp,
) -> Outcome<i64, CommunityRefused> {
    let mut community = community(tx)?;
    acting(tx, actor, Power::ManageMembers)?;
    if community.label_count >= LABELS_MAX {
        return Err(Refused(CommunityRefused::TooManyLabels));
    }
    let known = tx.rows::<(i64, String)>(LABELS, &[&community.community_id])?;
    if known.iter().any(|(_, taken)| taken == name) {
        return Err(Refused(CommunityRefused::NameTaken));
    }
    community.label_count += 1;
    let number = community.label_count;
    tx.save(&community)?;
    let community_id = community.community_id;
    tx.insert(&Label { community_id, number, name: name.to_owned(), made_at_us: now })?;
    tx.announce("label_made", json!({ "label": number, "by": actor }).to_string())?;
    Ok(number)
}

/// Putting on what is worn already changes nothing.
pub fn label_member(
    tx: &mut Tx,
    actor: MemberId,
    member: MemberId,
    label: i64,
    worn: bool,
) -> Outcome<(), CommunityRefused> {
    acting(tx, actor, Power::ManageMembers)?;
    let community_id = tx.community();
    tx.lock::<Member>((community_id, member))?.ok_or(Refused(CommunityRefused::NoSuchMember))?;
    tx.find::<Label>((community_id, label))?.ok_or(Refused(CommunityRefused::NoSuchLabel))?;
    wear(tx, member, label, worn)?;
    let body = json!({ "member": member, "label": label, "worn": worn, "by": actor });
    tx.announce("member_labelled", body.to_string())?;
    Ok(())
}

//! What a passed decision changes here: the charter, roles, and whether they change in any other way.
//!
//! The door of the feature in which members decide; it knows that they did, and its proposal's id stays in the history.
//! The rules are those that hold for people too. Rows are looked at to decide and locked to be saved, so that one that is
//! refused leaves no copy behind: the decision's next deed may change the very same row.

use super::create_community::write_charter;
use super::grant_role::record;
use super::membership::{By, community};
use crate::CommunityRefused;
use crate::charter::{CharterText, RuleText};
use crate::charter_change::{Charter, CharterChange};
use crate::community_store::{CharterVersion, Community, Member};
use crate::role::{Role, RoleChange};
use kernel::Timestamp;
use serde_json::json;
use store::{Fault, OpError::Refused, Outcome, Tx};
use web::ids::MemberId;

/// Whether charter and splits change by decision only.
///
/// # Errors
/// Of the database only.
pub fn is_by_decision_only(tx: &mut Tx) -> Result<bool, Fault> {
    let community = tx.community();
    let found = tx.find::<Community>(community)?;
    Ok(found.is_some_and(|found| found.by_decision_only))
}

/// Says whether charter and splits change by decision only from now on.
///
/// # Errors
/// `NoSuchCommunity`.
pub fn set_by_decision_only(tx: &mut Tx, only: bool) -> Outcome<(), CommunityRefused> {
    let mut community = community(tx)?;
    community.by_decision_only = only;
    tx.save(&community)?;
    Ok(())
}

/// A new version of the charter, and what of it is kept with the community. `note` says which proposal decided it, and is
/// shown in the list of versions. Answers the number of the version.
///
/// # Errors
/// `RuleGone` or `CharterMoved` where the charter says something else by now; `RuleUnfit` or `CharterUnfit` where what it
/// would say cannot stand.
pub fn change_charter_by_decision(
    tx: &mut Tx,
    change: &CharterChange,
    decision: &str,
    note: &str,
    now: Timestamp,
) -> Outcome<i64, CommunityRefused> {
    let Charter { name, text, flags } = changed(tx, change)?;
    let text = CharterText { note: note.to_owned(), ..text };
    let mut community = self::community(tx)?;
    let version = community.charter_version + 1;
    write_charter(tx, community.community_id, version, &text, flags, By::Decision(decision), now)?;
    community.keep(version, name, &text, flags);
    tx.save(&community)?;
    tx.announce("charter_edited", json!({ "version": version, "decision": decision }).to_string())?;
    Ok(version)
}

/// Whether it could be made now; writes nothing.
///
/// # Errors
/// As `change_charter_by_decision`.
pub fn check_charter_change(tx: &mut Tx, change: &CharterChange) -> Outcome<(), CommunityRefused> {
    changed(tx, change).map(|_| ())
}

fn changed(tx: &mut Tx, change: &CharterChange) -> Outcome<Charter, CommunityRefused> {
    let found = tx.community();
    let found = tx.find::<Community>(found)?;
    let community = found.ok_or(Refused(CommunityRefused::NoSuchCommunity))?;
    let before = (community.community_id, community.charter_version);
    let before = tx.find::<CharterVersion>(before)?.ok_or(Refused(CommunityRefused::NoSuchCommunity))?;
    // Written a moment ago in this very batch the rules are rows that no list sees yet: they are found by their keys.
    let mut rules = Vec::new();
    for position in 1..=before.rule_count {
        let key = (community.community_id, community.charter_version, position);
        let rule = tx.find::<crate::CharterRule>(key)?;
        let rule =
            rule.ok_or_else(|| Fault::Engine(format!("charter rule {position} is not there").into()))?;
        rules.push(RuleText { rule: rule.rule, reason: rule.reason });
    }
    let text = CharterText { theme: before.theme, belief: before.belief, rules, note: String::new() };
    let charter = Charter { flags: community.flags(), name: community.name, text };
    charter.changed(change).map_err(|why| Refused(why.into()))
}

/// A role that a decision gives or takes.
#[derive(Debug, Clone)]
pub struct RoleByDecision<'a> {
    pub member: MemberId,
    pub role: Role,
    pub give: bool,
    /// The proposal's id.
    pub decision: &'a str,
    pub reason: &'a str,
}

/// # Errors
/// `NoSuchMember`, `NotACurrentMember`, `HasRoleAlready`, `HasNotRole`, `LastSteward`.
pub fn grant_role_by_decision(
    tx: &mut Tx,
    input: &RoleByDecision<'_>,
    now: Timestamp,
) -> Outcome<(), CommunityRefused> {
    let key = (tx.community(), input.member);
    let found = tx.find::<Community>(key.0)?;
    let community = found.ok_or(Refused(CommunityRefused::NoSuchCommunity))?;
    let found = tx.find::<Member>(key)?;
    let member = found.ok_or(Refused(CommunityRefused::NoSuchMember))?;
    let change = RoleChange {
        role: input.role,
        give: input.give,
        // The members decided, whoever is to hold it.
        by_holder: false,
        holder_is_current: member.is_current() && member.person_id.is_some(),
        held: member.roles,
        steward_count: community.steward_count,
    };
    let roles = change.decide().map_err(|refused| Refused(refused.into()))?;
    let mut community = self::community(tx)?;
    let mut member = tx.lock::<Member>(key)?.ok_or(Refused(CommunityRefused::NoSuchMember))?;
    member.roles = roles;
    tx.save(&member)?;
    let by = By::Decision(input.decision);
    record(tx, &mut community, &member, input.role, input.give, by, input.reason, now)?;
    Ok(())
}

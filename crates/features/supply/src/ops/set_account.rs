//! A member says where they want to be paid to, and takes it back. Nobody does it for them.

use super::propose_run::must_take_part;
use crate::ids::Member;
use crate::refused::RunRefused;
use crate::rows::{MemberAccount, MemberBank};
use crate::supply_store::was_paid_with;
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{Fault, IdempotencyKey, Outcome, Tx};

use crate::bank::BankText;

#[derive(Debug, Clone)]
pub struct SetAccount {
    pub text: BankText,
    pub key: Option<IdempotencyKey>,
}

/// The same details again are no change. A run that waits does not pay to the ones before.
///
/// # Errors
/// `NotAMember`, `HolderMissing`, `AccountMalformed`, …
pub fn set_account(
    tx: &mut Tx,
    by: Id<Member>,
    input: &SetAccount,
    now: Timestamp,
) -> Outcome<(), RunRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(RunRefused::KeyReused)? {
        return Ok(first);
    }
    must_take_part(tx, by)?;
    let text = input.text.read().map_err(Refused)?;
    let found = tx.lock::<MemberAccount>((tx.community(), by))?;
    let is_known = found.is_some();
    let none = MemberAccount { community_id: tx.community(), member: by, version: 0, version_count: 0 };
    let mut account = found.unwrap_or(none);
    let newest = tx.find::<MemberBank>((account.community_id, by, account.version))?;
    if newest.is_none_or(|bank| bank.text() != text) {
        let before = account.version;
        account.version_count += 1;
        account.version = account.version_count;
        match is_known {
            true => tx.save(&account)?,
            false => tx.insert(&account)?,
        }
        tx.insert(&MemberBank {
            community_id: account.community_id,
            member: by,
            version: account.version,
            holder: text.holder,
            account: text.account,
            bank: text.bank,
            bic: text.bic,
            changed_at_us: now,
        })?;
        empty_unused(tx, by, before)?;
        tx.announce("supply_account_changed", format!(r#"{{"by":"{by}"}}"#))?;
    }
    tx.remember(&input.key, &(), now)?;
    Ok(())
}

/// Nothing is paid to them by a run any more. Where there is none it is no change.
///
/// # Errors
/// `NotAMember`, `KeyReused`.
pub fn remove_account(
    tx: &mut Tx,
    by: Id<Member>,
    key: &Option<IdempotencyKey>,
    now: Timestamp,
) -> Outcome<(), RunRefused> {
    if let Some(first) = tx.first_answer(key)?.or_refuse(RunRefused::KeyReused)? {
        return Ok(first);
    }
    must_take_part(tx, by)?;
    if let Some(mut account) = tx.lock::<MemberAccount>((tx.community(), by))? {
        let before = account.version;
        account.version = 0;
        tx.save(&account)?;
        empty_unused(tx, by, before)?;
        tx.announce("supply_account_changed", format!(r#"{{"by":"{by}"}}"#))?;
    }
    tx.remember(key, &(), now)?;
    Ok(())
}

/// What is used no longer goes, unless something was paid there: then the payment says where to.
fn empty_unused(tx: &mut Tx, member: Id<Member>, version: i64) -> Result<(), Fault> {
    let community = tx.community();
    match was_paid_with(tx, community, member, version)? {
        true => Ok(()),
        false => empty(tx, member, version),
    }
}

pub(super) fn empty(tx: &mut Tx, member: Id<Member>, version: i64) -> Result<(), Fault> {
    let Some(mut bank) = tx.lock::<MemberBank>((tx.community(), member, version))? else { return Ok(()) };
    (bank.holder, bank.account) = (String::new(), String::new());
    (bank.bank, bank.bic) = (String::new(), String::new());
    tx.save(&bank)
}

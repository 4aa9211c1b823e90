//! Who was named behind a company says that it is so, or that it is not.

use super::name_owners::count_anew;
use crate::ids::Member;
use crate::keeping::owners_now;
use crate::passing_store::owner_ids;
use crate::register::{RegisterRefused as No, reason};
use crate::rows::{CompanyOwnerWord, CompanySettled, HoldingCompany, OwnerWord};
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{Fault, IdempotencyKey, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct AnswerOwner {
    pub company: Id<Member>,
    /// Of its owners, as who answers has seen it.
    pub version: i64,
    pub word: OwnerWord,
    /// Why it is not so; those who keep the register read it.
    pub reason: String,
    pub key: Option<IdempotencyKey>,
}

/// By an owner of the newest version, for themselves. Who said no may still say yes; who said yes has said it. Once all have, the version before is
/// counted no more. A no changes nothing that is counted: a steward names anew. Answers whether all have confirmed.
///
/// # Errors
/// `NotAMember`, `NotYours`, `WrongState` (another version, or said before), `ReasonMissing`, `PromisesReturn`, …
pub fn answer_owner(tx: &mut Tx, by: Id<Member>, input: &AnswerOwner, now: Timestamp) -> Outcome<bool, No> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(No::KeyReused)? {
        return Ok(first);
    }
    community::powers_now(tx, by)?.ok_or(Refused(No::NotAMember))?;
    let community_id = tx.community();
    let company = tx.lock::<HoldingCompany>((community_id, input.company))?.ok_or(Refused(No::NotYours))?;
    if !owner_ids(tx, &company)?.contains(&by) {
        return Err(Refused(No::NotYours));
    }
    if company.version != input.version {
        return Err(Refused(No::WrongState));
    }
    let reason = match input.word {
        OwnerWord::Denied => reason(&input.reason).map_err(Refused)?,
        OwnerWord::Confirmed => String::new(),
    };
    let row = CompanyOwnerWord {
        community_id,
        member: company.member,
        version: company.version,
        owner: by,
        word: input.word,
        reason,
        at_us: now,
    };
    match tx.lock::<CompanyOwnerWord>((community_id, company.member, company.version, by))? {
        Some(known) if known.word == OwnerWord::Confirmed || known.word == input.word => {
            return Err(Refused(No::WrongState));
        }
        Some(_) => tx.save(&row)?,
        None => tx.insert(&row)?,
    }
    let before = owners_now(tx, company.member)?;
    let all = settle(tx, &company)?;
    if all {
        count_anew(tx, company.member, &before)?;
    }
    tx.save(&company)?;
    tx.announce("share_owner_answered", format!(r#"{{"company":"{}"}}"#, company.member))?;
    tx.remember(&input.key, &all, now)?;
    Ok(all)
}

/// Whether all owners of the newest version have confirmed it: then it is the one that is counted alone.
pub(super) fn settle(tx: &mut Tx, company: &HoldingCompany) -> Result<bool, Fault> {
    for owner in owner_ids(tx, company)? {
        let key = (company.community_id, company.member, company.version, owner);
        let word = tx.find::<CompanyOwnerWord>(key)?;
        if word.is_none_or(|word| word.word != OwnerWord::Confirmed) {
            return Ok(false);
        }
    }
    let (community_id, member, version) = (company.community_id, company.member, company.version);
    let row = CompanySettled { community_id, member, version };
    match tx.lock::<CompanySettled>((community_id, member))? {
        Some(_) => tx.save(&row)?,
        None => tx.insert(&row)?,
    }
    Ok(true)
}

//! Who stands for a company says that those who are named behind it are, or that it is not so.

use super::answer_owner::AnswerOwner;
use crate::ids::Member;
use crate::register::{RegisterRefused as No, reason};
use crate::rows::{CompanySettled, CompanyWord, HoldingCompany, OwnerWord};
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{Outcome, Tx};

/// By the company's own member, of the newest version. A yes declares it for everybody named in it, a no for the company alone: it has a vote
/// again where votes are per head, until it says yes. What is held is counted as before. Answers whether all who are named have confirmed it.
///
/// # Errors
/// `NotAMember`, `NotYours`, `WrongState` (another version, or said before), `ReasonMissing`, `PromisesReturn`, …
pub fn answer_for_company(
    tx: &mut Tx,
    by: Id<Member>,
    input: &AnswerOwner,
    now: Timestamp,
) -> Outcome<bool, No> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(No::KeyReused)? {
        return Ok(first);
    }
    community::powers_now(tx, by)?.ok_or(Refused(No::NotAMember))?;
    if by != input.company {
        return Err(Refused(No::NotYours));
    }
    let community_id = tx.community();
    let company = tx.lock::<HoldingCompany>((community_id, by))?.ok_or(Refused(No::NotYours))?;
    if company.version != input.version {
        return Err(Refused(No::WrongState));
    }
    let reason = match input.word {
        OwnerWord::Denied => reason(&input.reason).map_err(Refused)?,
        OwnerWord::Confirmed => String::new(),
    };
    let (version, word) = (company.version, input.word);
    let row = CompanyWord { community_id, member: by, version, word, reason, at_us: now };
    match tx.lock::<CompanyWord>((community_id, by))? {
        // As with those who are named: who said yes has said it, and what was said already is not said twice. A no stays until a yes, whoever is
        // named meanwhile.
        Some(known) if known.word == word && (known.version == version || word == OwnerWord::Denied) => {
            return Err(Refused(No::WrongState));
        }
        Some(known) if known.word == OwnerWord::Confirmed && known.version == version => {
            return Err(Refused(No::WrongState));
        }
        Some(_) => tx.save(&row)?,
        None => tx.insert(&row)?,
    }
    let settled = tx.find::<CompanySettled>((community_id, by))?;
    let all = settled.is_some_and(|settled| settled.version == version);
    tx.save(&company)?;
    tx.announce("share_owner_answered", format!(r#"{{"company":"{by}"}}"#))?;
    tx.remember(&input.key, &all, now)?;
    Ok(all)
}

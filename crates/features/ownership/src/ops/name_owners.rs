//! A steward writes down that a member stands for a company, and who is behind it.

use super::answer_owner::settle;
use super::transfer::may_take;
use crate::acting;
use crate::company::{Owner, counted, whole};
use crate::ids::Member;
use crate::keeping::{Register, owners_now};
use crate::passing_store::{companies_of_owner, instruments_of_holder};
use crate::promises::promised_in;
use crate::register::RegisterRefused as No;
use crate::rows::{CompanyOwner, CompanyOwnerWord, CompanyOwners, HoldingCompany, OwnerWord};
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{Fault, IdempotencyKey, Outcome, Tx};

pub const NAME_CHARS_MAX: usize = 80;

#[derive(Debug, Clone)]
pub struct NameOwners {
    /// The member who stands for it.
    pub company: Id<Member>,
    pub name: String,
    pub owners: Vec<Owner>,
    pub key: Option<IdempotencyKey>,
}

/// By a steward who is neither the company nor behind it, before or after. Owners are members past probation: who may not own more directly does not
/// through a company. What the company holds is counted to them from now on, and to those whom all confirmed before as well, until all who are named now have
/// confirmed it themselves: no steward frees somebody by naming others alone. Where that passes what one may have, nothing changes.
/// Answers the version.
///
/// # Errors
/// `NotAllowed`, `OwnMatter`, `NameMissing`, `NameTooLong`, `PromisesReturn`, those of `company::whole`, `TakerGone`, `OwnerIsCompany`,
/// `AboveEachBehind`, …
pub fn name_owners(tx: &mut Tx, by: Id<Member>, input: &NameOwners, now: Timestamp) -> Outcome<i64, No> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(No::KeyReused)? {
        return Ok(first);
    }
    acting::stewards(tx, by)?;
    let name = input.name.trim();
    match () {
        () if by == input.company || input.owners.iter().any(|owner| owner.member == by) => {
            return Err(Refused(No::OwnMatter));
        }
        () if name.is_empty() => return Err(Refused(No::NameMissing)),
        () if name.chars().count() > NAME_CHARS_MAX => return Err(Refused(No::NameTooLong)),
        // It stands in the register, beside what is held.
        () if promised_in(name).is_some() => return Err(Refused(No::PromisesReturn)),
        () => {}
    }
    // Who is behind it now does not write themselves out of it either.
    let before = owners_now(tx, input.company)?;
    if before.iter().any(|(owner, ..)| *owner == by) {
        return Err(Refused(No::OwnMatter));
    }
    whole(input.company, &input.owners).map_err(Refused)?;
    may_take(tx, input.company, now)?;
    let community = tx.community();
    for owner in &input.owners {
        may_take(tx, owner.member, now)?;
        if tx.find::<HoldingCompany>((community, owner.member))?.is_some() {
            return Err(Refused(No::OwnerIsCompany));
        }
    }
    if !companies_of_owner(tx, community, input.company)?.is_empty() {
        return Err(Refused(No::OwnerIsCompany));
    }
    let known = tx.lock::<HoldingCompany>((community, input.company))?;
    let version = known.as_ref().map_or(0, |known| known.version) + 1;
    let row =
        HoldingCompany { community_id: community, member: input.company, name: name.to_owned(), version };
    match known {
        Some(_) => tx.save(&row)?,
        None => tx.insert(&row)?,
    }
    tx.insert(&CompanyOwners {
        community_id: community,
        member: input.company,
        version,
        owner_count: input.owners.len() as i64,
        named_by: by,
        named_at_us: now,
    })?;
    for (position, owner) in (1..).zip(&input.owners) {
        tx.insert(&CompanyOwner {
            community_id: community,
            member: input.company,
            version,
            position,
            owner: owner.member,
            share_parts: owner.share_parts,
            whole_parts: owner.whole_parts,
        })?;
    }
    keep_words(tx, &row, &input.owners, now)?;
    settle(tx, &row)?;
    count_anew(tx, input.company, &before)?;
    tx.announce("share_owners_named", format!(r#"{{"company":"{}"}}"#, input.company))?;
    tx.remember(&input.key, &version, now)?;
    Ok(version)
}

/// Who confirmed the very same part before is not asked again.
fn keep_words(tx: &mut Tx, company: &HoldingCompany, owners: &[Owner], now: Timestamp) -> Result<(), Fault> {
    let (community_id, member, version) = (company.community_id, company.member, company.version);
    let Some(before) = tx.find::<CompanyOwners>((community_id, member, version - 1))? else { return Ok(()) };
    for position in 1..=before.owner_count {
        let known = tx.find::<CompanyOwner>((community_id, member, version - 1, position))?;
        let same = |known: &CompanyOwner, owner: &Owner| {
            owner.member == known.owner
                && (owner.share_parts, owner.whole_parts) == (known.share_parts, known.whole_parts)
        };
        let Some(known) = known.filter(|known| owners.iter().any(|owner| same(known, owner))) else {
            continue;
        };
        let word = tx.find::<CompanyOwnerWord>((community_id, member, version - 1, known.owner))?;
        if let Some(word) = word.filter(|word| word.word == OwnerWord::Confirmed) {
            tx.insert(&CompanyOwnerWord { version, at_us: now, ..word })?;
        }
    }
    Ok(())
}

/// What a company holds is counted to who stands behind it now, in the place of who did before; and the community is told who they are.
pub(super) fn count_anew(
    tx: &mut Tx,
    company: Id<Member>,
    before: &[(Id<Member>, i64, i64)],
) -> Outcome<(), No> {
    let (community, now) = (tx.community(), owners_now(tx, company)?);
    let of = |owners: &[(Id<Member>, i64, i64)]| owners.iter().map(|(owner, ..)| *owner).collect::<Vec<_>>();
    community::name_behind(tx, company, &of(before), &of(&now))?;
    for instrument in instruments_of_holder(tx, community, company)? {
        let Some(mut register) = Register::lock(tx, instrument)? else { continue };
        let held = &register.held(tx, company)?.row;
        let taken = held.units + held.units_asked;
        for (owner, share, whole) in before {
            register.count_through(tx, *owner, -counted(taken, *share, *whole))?;
        }
        for (owner, share, whole) in &now {
            if !register.count_through(tx, *owner, counted(taken, *share, *whole))? {
                return Err(Refused(No::AboveEachBehind));
            }
        }
        register.save(tx, No::AboveEachBehind)?;
    }
    Ok(())
}

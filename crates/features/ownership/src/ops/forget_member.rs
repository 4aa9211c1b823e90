//! What remains here of a person whose account is erased: what the register and the books rest on, and what somebody has paid for.
//! What else waits is withdrawn, and words go.

use super::lock;
use super::parting::lock_parting;
use super::transfer::{free, lock_transfer, open_again, save as save_transfer};
use crate::ids::Member;
use crate::ownership_store::{of_member, taken_back};
use crate::passing_store::{partings_of, transfers_of, words_of_owner};
use crate::register::{PartingKind, PartingState, RegisterRefused, TransferState};
use crate::rows::{ArrivalTakenBack, CompanyOwnerWord, CompanyWord, HoldingCompany, TextLook};
use crate::subscription::SubscriptionState;
use crate::text_look_store::texts_of;
use kernel::Id;
use std::convert::Infallible;
use store::{Fault, OpError, Outcome, Tx};

/// Nothing happens where nothing of the member is known; a second time changes nothing.
///
/// # Errors
/// Of the database only.
pub fn forget_member(tx: &mut Tx, member: Id<Member>) -> Outcome<(), Infallible> {
    let community = tx.community();
    for id in of_member(tx, community, member)? {
        let mut at = known(lock(tx, id))?;
        if at.subscription.state == SubscriptionState::Asked {
            at.release(tx)?;
            at.subscription.state = SubscriptionState::Withdrawn;
        }
        at.subscription.reference.clear();
        at.subscription.reason.clear();
        known(at.save(tx))?;
        for entry in taken_back(tx, community, id)? {
            if let Some(mut row) = tx.lock::<ArrivalTakenBack>((community, id, entry))? {
                row.reason.clear();
                tx.save(&row)?;
            }
        }
    }
    for id in transfers_of(tx, community, member)? {
        let (mut register, mut row) = known(lock_transfer(tx, id))?;
        let is_open = row.offered().ends_with_either();
        let takes = row.taker == Some(member);
        if is_open && row.seller == member {
            free(tx, &mut register, &mut row)?;
            row.state = TransferState::Withdrawn;
        } else if is_open && takes {
            // What the seller offers is there for others again.
            open_again(tx, &mut register, &mut row)?;
        }
        // Who is only named is no side of it: the two go on without the name.
        if row.named == Some(member) {
            row.named = None;
        }
        if row.seller == member || takes {
            row.reason.clear();
        }
        known(save_transfer(tx, register, &row))?;
    }
    for (company, version) in words_of_owner(tx, community, member)? {
        if let Some(mut row) = tx.lock::<CompanyOwnerWord>((community, company, version, member))? {
            row.reason.clear();
            tx.save(&row)?;
        }
    }
    for id in partings_of(tx, community, member)? {
        let (mut register, mut row) = known(lock_parting(tx, id))?;
        // What stewards asked about who is gone goes on without them.
        if row.state == PartingState::Asked && row.kind == PartingKind::BuyBack {
            register.held(tx, row.holder)?.row.units_offered -= row.units;
            row.state = PartingState::Withdrawn;
        }
        row.reason.clear();
        row.refusal.clear();
        tx.save(&row)?;
        known(register.save(tx, RegisterRefused::AboveEachBehind))?;
    }
    // What passed stays passed where it is published, by its hash; what is published has its own end.
    for (place, sha256) in texts_of(tx, community, member)? {
        let key = (community, place.code().to_owned(), sha256);
        match tx.lock::<TextLook>(key.clone())? {
            Some(mut row) if row.passed_by.is_some() => {
                row.words.clear();
                tx.save(&row)?;
            }
            // Left without its words it would be in the way of the next who asks about them.
            Some(_) => tx.delete::<TextLook>(&key)?,
            None => {}
        }
    }
    if let Some(mut row) = tx.lock::<CompanyWord>((community, member))? {
        row.reason.clear();
        tx.save(&row)?;
    }
    // What the company is called may name a person.
    if let Some(mut company) = tx.lock::<HoldingCompany>((community, member))? {
        company.name.clear();
        tx.save(&company)?;
    }
    Ok(())
}

/// What the rows themselves name is there.
fn known<T, R: std::fmt::Display>(found: Outcome<T, R>) -> Result<T, Fault> {
    found.map_err(|error| match error {
        OpError::Fault(fault) => fault,
        OpError::Refused(why) => Fault::Engine(why.to_string().into()),
    })
}

//! A supplier gets a sign-in of their own: a link, good once, that lets them into the community and gives them their page.

use super::keep_supplier::{SupplierKept, link, may_keep, told};
use crate::acting;
use crate::ids::Member;
use crate::refused::SupplierRefused;
use crate::rows::Supplier;
use community::ids::InvitationId;
use community::ops::accept_invitation::{AcceptInput, accept_invitation};
use community::ops::invite::{InviteInput, invite};
use community::{CommunityRefused, Invitation, NewMember};
use kernel::{Id, Timestamp};
use std::time::Duration;
use store::OpError::{self, Refused};
use store::{IdempotencyKey, Outcome, Tx};
use web::ids::PersonId;
use web::{Power, TokenHash};

/// Long enough to be read by somebody who is in the fields.
pub(super) const LINK_IS_GOOD_FOR: Duration = Duration::from_secs(14 * 86_400);

#[derive(Debug, Clone)]
pub struct MakeLink {
    pub supplier: Id<Supplier>,
    pub invitation: InvitationId,
    /// Only this is kept of the link's secret.
    pub token_hash: TokenHash,
    pub key: IdempotencyKey,
}

/// By who manages offers and may invite. A second link ends the first. The secret is answered once, so a repeated
/// request is refused.
///
/// # Errors
/// `NotAllowed`, `NoSuchSupplier`, `AlreadyLinked`, `LinkMade`.
pub fn make_link(
    tx: &mut Tx,
    by: Id<Member>,
    input: &MakeLink,
    now: Timestamp,
) -> Outcome<SupplierKept, SupplierRefused> {
    may_keep(tx, by)?;
    let supplier = tx.lock::<Supplier>((tx.community(), input.supplier))?;
    let mut supplier = supplier.ok_or(Refused(SupplierRefused::NoSuchSupplier))?;
    if supplier.member.is_some() {
        return Err(Refused(SupplierRefused::AlreadyLinked));
    }
    let until = now.plus(LINK_IS_GOOD_FOR);
    let invitation = InviteInput {
        actor: by,
        invitation: input.invitation,
        token_hash: input.token_hash,
        note: supplier.name.clone(),
        label: None,
        uses_max: 1,
        expires_at: until,
        key: input.key.clone(),
    };
    match invite(tx, &invitation, now) {
        Ok(()) => {}
        Err(Refused(CommunityRefused::NotPermitted(_))) => return Err(Refused(SupplierRefused::NotAllowed)),
        Err(Refused(CommunityRefused::InvitationMade)) => return Err(Refused(SupplierRefused::LinkMade)),
        Err(Refused(_)) => return Err(Refused(SupplierRefused::KeyReused)),
        Err(OpError::Fault(fault)) => return Err(OpError::Fault(fault)),
    }
    (supplier.link_hash, supplier.link_until_us) = (Some(input.token_hash.0.to_vec()), Some(until));
    tx.save(&supplier)?;
    told(tx, "supplier_kept", &supplier)?;
    Ok(SupplierKept::of(&supplier))
}

#[derive(Debug, Clone)]
pub struct AcceptLink {
    pub supplier: Id<Supplier>,
    pub person: PersonId,
    pub token_hash: TokenHash,
    /// Who the person is here already.
    pub member: Option<Id<Member>>,
    /// The row that the person gets otherwise.
    pub new: NewMember,
    pub key: IdempotencyKey,
}

/// By whoever holds the link and is signed in; who is no member yet becomes one.
///
/// # Errors
/// `LinkUnusable`, `AlreadyLinked`, `MemberTaken`, `OwnSupplier`.
pub fn accept_link(
    tx: &mut Tx,
    input: &AcceptLink,
    now: Timestamp,
) -> Outcome<SupplierKept, SupplierRefused> {
    let unusable = || Refused(SupplierRefused::LinkUnusable);
    let known = acting::supplier(tx, input.supplier)?.ok_or_else(unusable)?;
    if !opens(&known, &input.token_hash, now) {
        return Err(unusable());
    }
    let member = match input.member {
        Some(member) => member,
        None => {
            let accept = AcceptInput {
                person: input.person,
                token_hash: input.token_hash,
                new: input.new.clone(),
                key: input.key.clone(),
            };
            match accept_invitation(tx, &accept, now) {
                Ok(member) => member,
                Err(Refused(_)) => return Err(unusable()),
                Err(OpError::Fault(fault)) => return Err(OpError::Fault(fault)),
            }
        }
    };
    let supplier = tx.lock::<Supplier>((tx.community(), input.supplier))?;
    let mut supplier = supplier.ok_or_else(unusable)?;
    // Nor whoever made the link: it is answered to them, and shown to whom it is meant for.
    let made = tx.find::<Invitation>((tx.community(), input.token_hash.0.to_vec()))?;
    if let Some(made) = made
        && community::is_own_matter(tx, made.made_by, member)?
    {
        return Err(Refused(SupplierRefused::OwnSupplier));
    }
    link(tx, &mut supplier, member, member)?;
    supplier.changed_at_us = now;
    tx.save(&supplier)?;
    told(tx, "supplier_kept", &supplier)?;
    Ok(SupplierKept::of(&supplier))
}

/// Whether a link's secret is the one of this supplier, and still good.
pub(crate) fn opens(supplier: &Supplier, token: &TokenHash, now: Timestamp) -> bool {
    let same = supplier.link_hash.as_deref() == Some(token.0.as_slice());
    same && supplier.member.is_none() && supplier.link_until_us.is_some_and(|until| now < until)
}

/// What making a link needs, for pages.
pub(crate) const LINK_NEEDS: [Power; 2] = [Power::ManageOffers, Power::Invite];

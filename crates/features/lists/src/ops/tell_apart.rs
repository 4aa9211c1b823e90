//! Somebody says whether a name of a list is who was called so in an earlier one, or somebody else.

use super::link_buyer::know;
use super::{announce, lock_buyer, may_run, open_list};
use crate::ids::Member;
use crate::known::{Traits, meant_by};
use crate::lists_store::lines_of;
use crate::namesake::Meant;
use crate::refused::ListRefused;
use crate::rows::{ListBuyer, ListLine, OrderList};
use kernel::{Id, Timestamp};
use store::OpError::{self, Refused};
use store::{Fault, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct TellApart {
    pub list: Id<OrderList>,
    pub name: String,
    /// One of those who are called so; None: somebody else.
    pub same: Option<Id<Member>>,
    /// For somebody else.
    pub member: Id<Member>,
    /// Picks a book name.
    pub random: u64,
}

/// Said once more, it changes nothing.
///
/// # Errors
/// `NoSuchBuyer` for a name that the list has not, `BuyerUnknown` for who is not asked about, `OrdersStand` where something else was
/// said before.
pub fn tell_apart(
    tx: &mut Tx,
    by: Id<Member>,
    input: &TellApart,
    now: Timestamp,
) -> Outcome<Id<Member>, ListRefused> {
    may_run(tx, by)?;
    let list = open_list(tx, input.list)?;
    let lines = lines_of(tx, list.community_id, list.id, &input.name)?;
    if lines.is_empty() {
        return Err(Refused(ListRefused::NoSuchBuyer));
    }
    let traits = Traits::of(&input.name, &lines);
    let mut buyer = lock_buyer(tx, list.id, &input.name)?;
    if let Some(member) = buyer.member {
        let said_again = input.same.is_none_or(|same| same == member);
        return if said_again { Ok(member) } else { Err(Refused(ListRefused::OrdersStand)) };
    }
    let member = match input.same {
        Some(same) => {
            let asked = match meant_by(tx, list.community_id, &traits)? {
                Meant::Ask(asked) => asked.contains(&same),
                Meant::Known(known) => known == same,
                Meant::New => false,
            };
            if !asked {
                return Err(Refused(ListRefused::BuyerUnknown));
            }
            know(tx, by, &Called { traits: &traits, confirmed: true }, same, now)?;
            buyer.member = Some(same);
            same
        }
        None => new_buyer(tx, by, &mut buyer, &lines, (input.member, input.random), now)?,
    };
    tx.save(&buyer)?;
    announce(tx, "list_linked", list.id)?;
    Ok(member)
}

/// How somebody is called, where, and whether a person has said so.
pub(super) struct Called<'a> {
    pub traits: &'a Traits,
    pub confirmed: bool,
}

/// A buyer without an account, for a name that is nobody's yet.
pub(super) fn new_buyer(
    tx: &mut Tx,
    by: Id<Member>,
    buyer: &mut ListBuyer,
    lines: &[ListLine],
    (id, random): (Id<Member>, u64),
    now: Timestamp,
) -> Result<Id<Member>, Fault> {
    let new = community::NewMember { id, person: None, display_name: buyer.name.clone(), random };
    let made = community::placeholder_member(tx, &new, now).map_err(|error| match error {
        OpError::Fault(fault) => fault,
        Refused(_) => Fault::Engine(format!("{}: a list of no community", buyer.community_id).into()),
    })?;
    buyer.member = Some(made.id);
    let traits = Traits::of(&buyer.name, lines);
    know(tx, by, &Called { traits: &traits, confirmed: false }, made.id, now)?;
    Ok(made.id)
}

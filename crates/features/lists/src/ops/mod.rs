//! What can be done with lists: one operation a file. Each is a synchronous function on `Tx` that takes who acts, its input
//! (ids and randomness included) and the time.

mod claim_orders;
mod delete_list;
mod erase_list;
mod follow_deadline;
mod forget_buyer;
mod forget_member;
mod give_places;
pub(crate) mod incoming;
mod join_buyer;
mod link_buyer;
mod make_code;
mod match_item;
mod mend_line;
mod offer_item;
pub(crate) mod older_copy;
mod order_buyer;
mod paste_list;
mod restated;
mod set_terms;
mod staying;
mod tell_apart;

pub use claim_orders::{ClaimOrders, Claimed, claim_orders};
pub use delete_list::delete_list;
pub use erase_list::erase_list;
pub use follow_deadline::{FollowDeadline, follow_deadline};
pub use forget_buyer::{FORGOTTEN_AFTER, forget_buyer, forget_long_unused};
pub use forget_member::forget_member;
pub use give_places::{GivePlaces, PlacesGiven, give_places};
pub use join_buyer::{JoinBuyer, JoinRefused, join_buyer};
pub use link_buyer::{LinkBuyer, link_buyer};
pub use make_code::{CODE_HOLDS, MakeCode, MakeCodes, make_code, make_codes};
pub use match_item::{MatchItem, match_and_call, match_item};
pub use mend_line::{MendLine, Mended, mend_line};
pub use offer_item::{OfferItem, OfferItemRefused, Offered, offer_item};
pub use order_buyer::{BuyerAnswer, OrderBuyer, OrderRefused, order_again, order_buyer};
pub use paste_list::{PasteList, Pasted, paste_list};
pub use set_terms::{SetTerms, set_terms};
pub use tell_apart::{TellApart, tell_apart};

use crate::ids::Member;
use crate::refused::ListRefused;
use crate::rows::{ListBuyer, OrderList};
use kernel::Id;
use store::OpError::Refused;
use store::{Fault, Outcome, Tx};
use web::Power;

/// Who manages offers runs lists: an order from a list is one of goods that they put up.
fn may_run(tx: &mut Tx, by: Id<Member>) -> Outcome<(), ListRefused> {
    community::must_hold(tx, by, Power::ManageOffers, ListRefused::NotAMember, ListRefused::NotAllowed)
}

/// To look at; one whose words are erased is done with.
fn open_list(tx: &mut Tx, list: Id<OrderList>) -> Outcome<OrderList, ListRefused> {
    let list = tx.find::<OrderList>((tx.community(), list))?.ok_or(Refused(ListRefused::NoSuchList))?;
    match list.erased_at_us {
        None => Ok(list),
        Some(_) => Err(Refused(ListRefused::ListErased)),
    }
}

/// The row of a name, made where there is none.
fn lock_buyer(tx: &mut Tx, list: Id<OrderList>, name: &str) -> Result<ListBuyer, Fault> {
    let community_id = tx.community();
    if let Some(buyer) = tx.lock::<ListBuyer>((community_id, list, name.to_owned()))? {
        return Ok(buyer);
    }
    let buyer = ListBuyer {
        community_id,
        list_id: list,
        name: name.to_owned(),
        member: None,
        troubles: String::new(),
    };
    tx.insert(&buyer)?;
    Ok(buyer)
}

/// Ids need no escaping.
fn announce(tx: &mut Tx, kind: &str, list: Id<OrderList>) -> Result<(), Fault> {
    tx.announce(kind, format!(r#"{{"list":"{list}"}}"#))
}

fn announce_member(tx: &mut Tx, kind: &str, member: Id<Member>) -> Result<(), Fault> {
    tx.announce(kind, format!(r#"{{"member":"{member}"}}"#))
}

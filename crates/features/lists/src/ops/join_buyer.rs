//! Joins somebody of a list, who has no account, into a group buy of what they want: only with what was neither ordered nor joined for
//! before, so that it may be asked for as often as somebody likes.

use super::order_buyer::who;
use super::{announce, lock_buyer, may_run, open_list};
use crate::ids::Member;
use crate::known::{Traits, meant_by};
use crate::lists_store::{items, lines_of};
use crate::namesake::Meant;
use crate::refused::ListRefused;
use crate::rows::{ListLine, ListPart, OrderList};
use crate::to_join::{Joined, Stays, Whom, of_pool, wish};
use crate::trouble::Why;
use kernel::{Id, Price, Quantity, Timestamp};
use pickup::PickupRefused;
use pickup::ops::{KeepPlace, keep_place};
use pools::ids::PoolId;
use pools::ops::{Commit, Pay, commit_for};
use pools::pool::PoolState;
use pools::rows::{Commitment, GroupBuy, Pool};
use store::OpError::{self, Refused};
use store::{Outcome, Tx};

#[derive(Debug, Clone)]
pub struct JoinBuyer {
    pub list: Id<OrderList>,
    pub name: String,
    pub pool: PoolId,
    /// As it was looked over; another quantity, or sum, by now is refused.
    pub seen_milli: i64,
    pub price: Price,
    pub part: Id<Commitment>,
    /// For somebody who is not known yet.
    pub member: Id<Member>,
    /// Where it is fetched, as `pickup` has it; empty: the only place there is, or none.
    pub choice: String,
    /// Picks a book name, and a pick-up code.
    pub random: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JoinRefused {
    List(ListRefused),
    /// Of this person alone: the others may join all the same.
    Stays(Stays),
}

impl From<ListRefused> for JoinRefused {
    fn from(why: ListRefused) -> JoinRefused {
        JoinRefused::List(why)
    }
}

/// By who runs lists. The place is kept as long as goods of the list's orders are, see `pools::ops::commit_for`.
///
/// # Errors
/// `JoinRefused`; nothing has changed then.
pub fn join_buyer(
    tx: &mut Tx,
    by: Id<Member>,
    input: &JoinBuyer,
    now: Timestamp,
) -> Outcome<Id<Commitment>, JoinRefused> {
    may_run(tx, by).map_err(of_list)?;
    let list = open_list(tx, input.list).map_err(of_list)?;
    let community = list.community_id;
    let joined = find(tx, input)?;
    let lines = lines_of(tx, community, list.id, &input.name)?;
    let things = items(tx, community, list.id)?.into_iter().map(|item| (item.number, item)).collect();
    let mut buyer = lock_buyer(tx, list.id, &input.name)?;
    let counting: Vec<ListLine> = lines.iter().filter(|line| line.counts()).cloned().collect();
    let whom = match buyer.member {
        Some(member) => Whom::Member(member),
        None => match meant_by(tx, community, &Traits::of(&input.name, &counting))? {
            Meant::Known(member) => Whom::Member(member),
            Meant::New => Whom::Nobody,
            Meant::Ask(_) => Whom::Asked,
        },
    };
    let wish = wish(tx, &joined, &things, (&input.name, &lines, whom))?.ok_or(stays(Stays::Changed))?;
    if let Some(why) = wish.stays {
        return Err(stays(why));
    }
    if wish.milli != input.seen_milli {
        return Err(stays(Stays::Changed));
    }
    let member = who(tx, by, &mut buyer, &counting, (input.member, input.random), now)?;
    let member =
        member.map_err(|why| stays(if why == Why::SameName { Stays::SameName } else { Stays::BuyerGone }))?;
    let part = Commit {
        id: input.part,
        pool: input.pool,
        units: Quantity::from_milli(wish.milli),
        seen_minor: Some(wish.minor),
        pay: Pay::Later,
        // Whoever presses has looked over who joins with how much.
        sure: true,
        risk_read: None,
        key: None,
    };
    commit_for(tx, by, member, &part, list.pay_until_us, now).map_err(|error| match error {
        OpError::Fault(fault) => OpError::Fault(fault),
        Refused(why) => stays(of_pool(why)),
    })?;
    let place = KeepPlace { part: input.part, choice: input.choice.clone(), random: input.random };
    keep_place(tx, &place, now).map_err(|error| match error {
        OpError::Fault(fault) => OpError::Fault(fault),
        Refused(PickupRefused::SlotFull | PickupRefused::DayFull) => stays(Stays::PlaceFull),
        Refused(_) => stays(Stays::PlaceMissing),
    })?;
    tx.insert(&ListPart {
        community_id: community,
        commitment_id: input.part,
        list_id: list.id,
        name: input.name.clone(),
        offer_id: joined.buy.offer_id,
        variant: joined.buy.variant,
        counted_milli: wish.milli,
        joined_by: by,
        joined_at_us: now,
    })?;
    tx.save(&buyer)?;
    announce(tx, "list_joined", list.id)?;
    Ok(input.part)
}

/// An open group buy; a campaign is none.
fn find(tx: &mut Tx, input: &JoinBuyer) -> Outcome<Joined, JoinRefused> {
    let community = tx.community();
    let pool = tx.find::<Pool>((community, input.pool))?;
    let pool = pool.filter(|pool| pool.state == PoolState::Open).ok_or(stays(Stays::Closed))?;
    let buy = tx.find::<GroupBuy>((community, input.pool))?.ok_or(stays(Stays::Closed))?;
    Ok(Joined { pool, buy, price: input.price })
}

fn stays(why: Stays) -> OpError<JoinRefused> {
    Refused(JoinRefused::Stays(why))
}

fn of_list(error: OpError<ListRefused>) -> OpError<JoinRefused> {
    match error {
        Refused(why) => Refused(why.into()),
        OpError::Fault(fault) => OpError::Fault(fault),
    }
}

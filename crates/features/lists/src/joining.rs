//! Joins the people of a list into a group buy, name by name, each in a transaction of its own: stopped anywhere and asked for again, it
//! goes on where it was.
//!
//! Not a rule: it runs operations.

use crate::ids::Member;
use crate::ops::{JoinBuyer, JoinRefused, join_buyer};
use crate::refused::ListRefused;
use crate::rows::OrderList;
use crate::to_join::{Joined, Stays, Wish, wishes};
use crate::whole::Whole;
use kernel::{Id, Prefixed, Price, Timestamp};
use pools::ids::PoolId;
use pools::pool::PoolState;
use pools::rows::{Commitment, GroupBuy, Pool};
use store::{Db, Fault, OpError, Reader};
use web::IdSource;

#[derive(Debug, Clone)]
pub struct Joining {
    pub community: i64,
    pub by: Id<Member>,
    pub list: Id<OrderList>,
    pub pool: PoolId,
    /// Of a unit, on joining.
    pub price: Price,
    /// Where it is fetched, as `pickup` has it.
    pub choice: String,
    /// The list's version that was looked over; None: whatever it is now.
    pub seen: Option<i64>,
    pub now: Timestamp,
}

/// Who would be joined, and who not.
#[derive(Debug, Clone)]
pub struct Review {
    pub whole: Whole,
    pub wishes: Vec<Wish>,
}

/// What became of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JoinAnswer {
    pub name: String,
    pub milli: i64,
    /// The part that was taken, or why none was.
    pub done: Result<Id<Commitment>, Stays>,
}

/// None where there is no such list, or no group buy that is open.
///
/// # Errors
/// Of the database; for rows that no operation wrote.
pub fn review(
    reader: &mut Reader,
    community: i64,
    (list, pool, price): (Id<OrderList>, PoolId, Price),
) -> Result<Option<Review>, Fault> {
    let Some(whole) = Whole::find(reader, community, list)? else { return Ok(None) };
    let pool = reader.find::<Pool>(&(community, pool))?.filter(|pool| pool.state == PoolState::Open);
    let Some(pool) = pool else { return Ok(None) };
    let Some(buy) = reader.find::<GroupBuy>(&(community, pool.id))? else { return Ok(None) };
    let wishes = wishes(reader, &Joined { pool, buy, price }, &whole)?;
    Ok(Some(Review { whole, wishes }))
}

/// Answers what became of each name that the group buy concerns.
///
/// # Errors
/// `ListChanged` where it is not the list that was looked over, `NoSuchList`, `ListErased`, `NotAllowed`, `GroupBuyClosed`; who was joined
/// before stays joined.
pub async fn join_all(
    db: &Db,
    ids: &IdSource,
    input: &Joining,
) -> Result<Vec<JoinAnswer>, OpError<ListRefused>> {
    let (community, what) = (input.community, (input.list, input.pool, input.price));
    let found = db.read(move |reader| review(reader, community, what)).await?;
    let found = found.ok_or(OpError::Refused(ListRefused::GroupBuyClosed))?;
    if input.seen.is_some_and(|seen| seen != found.whole.version) {
        return Err(OpError::Refused(ListRefused::ListChanged));
    }
    let mut answers = Vec::with_capacity(found.wishes.len());
    for wish in found.wishes {
        let done = match wish.stays {
            Some(why) => Err(why),
            None => one(db, ids, input, &wish).await?,
        };
        answers.push(JoinAnswer { name: wish.name, milli: wish.milli, done });
    }
    Ok(answers)
}

async fn one(
    db: &Db,
    ids: &IdSource,
    input: &Joining,
    wish: &Wish,
) -> Result<Result<Id<Commitment>, Stays>, OpError<ListRefused>> {
    let join = JoinBuyer {
        list: input.list,
        name: wish.name.clone(),
        pool: input.pool,
        seen_milli: wish.milli,
        price: input.price,
        part: fresh(ids, input.now),
        member: fresh(ids, input.now),
        choice: input.choice.clone(),
        random: u64::from_be_bytes(ids.random()),
    };
    let (by, now) = (input.by, input.now);
    match db.transact(input.community, move |tx| join_buyer(tx, by, &join, now)).await {
        Ok(part) => Ok(Ok(part)),
        Err(OpError::Refused(JoinRefused::Stays(why))) => Ok(Err(why)),
        Err(OpError::Refused(JoinRefused::List(why))) => Err(OpError::Refused(why)),
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

fn fresh<T: Prefixed>(ids: &IdSource, now: Timestamp) -> Id<T> {
    Id::from_parts(now.milliseconds(), ids.random())
}

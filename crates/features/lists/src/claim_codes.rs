//! Claim codes for many, in parts, for others wait for each. What was made stays made and is told, whatever becomes of the parts behind it:
//! those codes void the ones before, and nobody can show them again.
//!
//! Not a rule: it runs an operation.

use crate::ids::Member;
use crate::ops::{MakeCodes, make_codes};
use crate::refused::ClaimRefused;
use kernel::{Id, Timestamp};
use store::{Db, IdempotencyKey, OpError};
use web::TokenHash;

/// So many in one transaction.
pub const MADE_AT_ONCE: usize = 100;

/// A code for a buyer, not made yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    pub member: Id<Member>,
    /// As in the list.
    pub name: String,
    pub code: String,
}

#[derive(Debug, Clone)]
pub struct Making {
    pub community: i64,
    pub by: Id<Member>,
    /// As in `MakeCodes`.
    pub anew: Option<Timestamp>,
    /// The first part has it: the same request again comes no further than that one.
    pub key: Option<IdempotencyKey>,
    pub now: Timestamp,
}

/// What became of codes that were drawn.
#[derive(Debug)]
pub struct Made {
    /// In the order in which they were drawn, without those that were not due.
    pub codes: Vec<Drawn>,
    /// How many were not come to, and why.
    pub rest: Option<(usize, OpError<ClaimRefused>)>,
}

/// # Errors
/// As `make_codes`, while nothing is made.
pub async fn make_in_parts(
    db: &Db,
    making: &Making,
    drawn: Vec<Drawn>,
) -> Result<Made, OpError<ClaimRefused>> {
    let Making { community, by, anew, now, .. } = *making;
    let (mut key, mut part) = (making.key.clone(), drawn);
    let mut made = Made { codes: Vec::new(), rest: None };
    loop {
        // Once also for nobody: whether the request was there before is asked all the same.
        let behind = part.split_off(part.len().min(MADE_AT_ONCE));
        let codes = part.iter().map(|one| (one.member, TokenHash::of(&one.code))).collect();
        let input = MakeCodes { codes, anew, key: key.take() };
        match db.transact(community, move |tx| make_codes(tx, by, &input, now)).await {
            Ok(members) => made.codes.extend(part.into_iter().filter(|one| members.contains(&one.member))),
            Err(error) if made.codes.is_empty() => return Err(error),
            Err(error) => {
                made.rest = Some((part.len() + behind.len(), error));
                return Ok(made);
            }
        }
        if behind.is_empty() {
            return Ok(made);
        }
        part = behind;
    }
}

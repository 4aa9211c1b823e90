//! Who acts: decided on the community's own rows, inside the transaction. What a handler checked before was a courtesy.
//!
//! There is one notion of who takes part: a current member with an account (`community::Member::takes_part`). Placeholders
//! of walk-in buyers do not: nobody stands behind them who could decide or answer for anything.
//!
//! Not a rule: it asks the community what a member may do.

pub(crate) use community::powers_now as powers;

use crate::ids::Member;
use crate::proposal::Asker;
use community::admission::Status;
use kernel::{Id, Timestamp};
use store::{Fault, OpError, Outcome, Tx};
use web::{Power, Powers};

/// A current member, locked, with the powers of this moment.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Acting {
    pub(crate) id: Id<Member>,
    pub(crate) powers: Powers,
    pub(crate) is_full: bool,
}

impl Acting {
    pub(crate) fn can(&self, power: Power) -> bool {
        self.powers.has(power)
    }

    /// As the rules of proposals see them. Who may edit the charter is a steward.
    pub(crate) fn asker(&self) -> Asker {
        Asker { id: self.id, is_steward: self.can(Power::EditCharter), is_full: self.is_full }
    }
}

/// Refuses with `refused` whoever takes no part now.
pub(crate) fn acting<R>(tx: &mut Tx, member: Id<Member>, now: Timestamp, refused: R) -> Outcome<Acting, R> {
    let row = tx.lock::<community::Member>((tx.community(), member))?;
    let Some(row) = row.filter(community::Member::takes_part) else {
        return Err(OpError::Refused(refused));
    };
    let is_full = row.status_at(now) == Status::Active;
    Ok(Acting { id: member, powers: community::powers(&row), is_full })
}

/// Whether `member` takes part now.
pub(crate) fn is_current(tx: &mut Tx, member: Id<Member>) -> Result<bool, Fault> {
    Ok(powers(tx, member)?.is_some())
}

//! Who acts: decided on the community's own rows, inside the transaction. What a handler checked before was a courtesy.
//!
//! Not a rule: it asks the community what a member may do.

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

/// Refuses with `refused` whoever is no member now.
pub(crate) fn acting<R>(tx: &mut Tx, member: Id<Member>, now: Timestamp, refused: R) -> Outcome<Acting, R> {
    match community::current(tx, member) {
        Ok(row) => {
            let is_full = row.status_at(now) == Status::Active;
            Ok(Acting { id: member, powers: community::powers(&row), is_full })
        }
        Err(OpError::Refused(_)) => Err(OpError::Refused(refused)),
        Err(OpError::Fault(fault)) => Err(OpError::Fault(fault)),
    }
}

/// Whether `member` is one now.
pub(crate) fn is_current(tx: &mut Tx, member: Id<Member>) -> Result<bool, Fault> {
    let community = tx.community();
    let row = community::member(tx, community, member)?;
    Ok(row.is_some_and(|row| row.is_current() && row.person_id.is_some()))
}

/// What a current member may do; None for whoever is no member now, or has no account.
pub(crate) fn powers(tx: &mut Tx, member: Id<Member>) -> Result<Option<Powers>, Fault> {
    let community = tx.community();
    let found = community::member(tx, community, member)?;
    let found = found.filter(|member| member.is_current() && member.person_id.is_some());
    Ok(found.map(|member| community::powers(&member)))
}

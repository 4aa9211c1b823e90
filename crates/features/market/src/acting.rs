//! Who acts, with which powers, and when. Powers are decided here on the community's own rows, inside the
//! transaction; what a handler checked before was a courtesy.
//!
//! Not a rule: it asks the community what a member may do.

use crate::books::fault;
use crate::ids::Member;
use kernel::{Id, Timestamp, Zone};
use store::{Fault, Outcome, Tx};
use web::{Power, Powers};

/// Who an operation is done by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    Member(Id<Member>),
    /// The program itself: jobs, and the import of another system's orders. No request can name it.
    System,
}

/// Whether what concerns a member is the actor's own matter, as who they are or as who stands behind a company.
pub(crate) fn is_own(tx: &mut Tx, actor: Actor, about: Id<Member>) -> Result<bool, Fault> {
    actor.member().map_or(Ok(false), |by| community::is_own_matter(tx, by, about))
}

impl Actor {
    pub fn member(self) -> Option<Id<Member>> {
        match self {
            Actor::Member(id) => Some(id),
            Actor::System => None,
        }
    }
}

/// The two times of whatever is done: the same instant, but where something is recorded later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    pub happened_at: Timestamp,
    pub recorded_at: Timestamp,
}

impl From<Timestamp> for When {
    fn from(now: Timestamp) -> When {
        When { happened_at: now, recorded_at: now }
    }
}

/// Whether somebody may do something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    May,
    /// A member without the power.
    MayNot,
    /// Never was a member, or is one no more.
    NoMember,
}

/// Whether `actor` is a member at present.
pub(crate) fn is_member(tx: &mut Tx, member: Id<Member>) -> Result<bool, Fault> {
    Ok(powers(tx, member)?.is_some())
}

/// None for whoever is no member now. Placeholders of walk-in buyers are members without powers.
fn powers(tx: &mut Tx, member: Id<Member>) -> Result<Option<Powers>, Fault> {
    let community = tx.community();
    let member = community::member(tx, community, member)?;
    Ok(member.filter(|member| member.is_current()).map(|member| community::powers(&member)))
}

pub(crate) fn standing(tx: &mut Tx, actor: Actor, power: Power) -> Result<Standing, Fault> {
    let Actor::Member(member) = actor else { return Ok(Standing::May) };
    Ok(match powers(tx, member)? {
        Some(powers) if powers.has(power) => Standing::May,
        Some(_) => Standing::MayNot,
        None => Standing::NoMember,
    })
}

/// In which days are meant.
pub(crate) fn zone(tx: &mut Tx) -> Result<Zone, Fault> {
    let community = tx.community();
    let book = ledger::book(tx, community)?;
    let book = book.ok_or_else(|| fault("this community has no books".to_owned()))?;
    Zone::parse(&book.zone).map_err(|_| fault(format!("the books' zone {} is unknown", book.zone)))
}

/// A reason that says something.
pub(crate) fn reason<R>(text: &str, missing: R) -> Outcome<String, R> {
    match text.trim() {
        "" => Err(store::OpError::Refused(missing)),
        text => Ok(text.chars().take(REASON_CHARS_MAX).collect()),
    }
}

/// `reason` cuts what is longer. A complaint refuses it instead, and so do the forms for what was short and what is given back.
pub(crate) const REASON_CHARS_MAX: usize = 1_000;

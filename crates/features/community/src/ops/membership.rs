//! What several operations share: who acts, who somebody is here, and how a member row comes to be.

use crate::admission::{self, Status};
use crate::book_name::{self, Words};
use crate::community_store::{BookName, Community, Member, MemberLabel};
use crate::lists_store::MEMBER_OF_PERSON;
use crate::role::Roles;
use crate::{CommunityRefused, power_table};
use kernel::Timestamp;
use serde::de::DeserializeOwned;
use store::{Fault, IdempotencyKey, OpError::Refused, Outcome, Tx};
use web::ids::{MemberId, PersonId};
use web::{Caller, Lang, Power, Problem, Site};

/// The acting member, locked and with the power: the decision that counts, after the handler's courtesy check.
pub fn acting(tx: &mut Tx, member: MemberId, power: Power) -> Outcome<Member, CommunityRefused> {
    let refused = Refused(CommunityRefused::NotPermitted(power));
    let member = tx.lock::<Member>((tx.community(), member))?.ok_or(refused.clone())?;
    if power_table::of_member(&member).has(power) { Ok(member) } else { Err(refused) }
}

/// A current member, locked, whatever the powers.
pub fn current(tx: &mut Tx, member: MemberId) -> Outcome<Member, CommunityRefused> {
    let member = tx.lock::<Member>((tx.community(), member))?;
    member.filter(Member::is_current).ok_or(Refused(CommunityRefused::NotACurrentMember))
}

/// Whose a change is, in the history that stays.
pub(crate) enum By<'a> {
    /// None: the founding, or a command on the server.
    Member(Option<MemberId>),
    /// The id of the proposal that decided it.
    Decision(&'a str),
}

impl By<'_> {
    /// As the history's rows have it: who, and by which decision.
    pub(crate) fn columns(&self) -> (Option<MemberId>, Option<String>) {
        match self {
            By::Member(member) => (*member, None),
            By::Decision(proposal) => (None, Some((*proposal).to_owned())),
        }
    }
}

/// What the same request was answered before.
pub(crate) fn first_answer<T: DeserializeOwned>(
    tx: &mut Tx,
    key: Option<&IdempotencyKey>,
) -> Outcome<Option<T>, CommunityRefused> {
    tx.first_answer(key)?.or_refuse(CommunityRefused::KeyReused)
}

/// The community of this lane, locked. Taken before any member, so that no two operations wait for each other.
pub fn community(tx: &mut Tx) -> Outcome<Community, CommunityRefused> {
    let row = tx.lock::<Community>(tx.community())?;
    row.ok_or(Refused(CommunityRefused::NoSuchCommunity))
}

/// The row of a person here, current or not.
pub(crate) fn of_person(tx: &mut Tx, person: PersonId) -> Result<Option<Member>, Fault> {
    let community = tx.community();
    let found = tx.rows::<(MemberId,)>(MEMBER_OF_PERSON, &[&person, &community])?;
    match found.first() {
        Some((id,)) => tx.lock::<Member>((community, *id)),
        None => Ok(None),
    }
}

/// Who is about to get a row here. Ids and chance are input, as in every operation.
#[derive(Debug, Clone)]
pub struct NewMember {
    pub id: MemberId,
    pub person: Option<PersonId>,
    pub display_name: String,
    /// Picks the book name.
    pub random: u64,
}

/// Inserts a member row with a book name of its own.
pub(crate) fn add(
    tx: &mut Tx,
    community: &Community,
    new: &NewMember,
    status: Status,
    now: Timestamp,
) -> Result<Member, Fault> {
    let book_name = free_book_name(tx, community, new.random)?;
    let community_id = community.community_id;
    let member = Member {
        community_id,
        id: new.id,
        person_id: new.person,
        display_name: new.display_name.clone(),
        book_name: book_name.clone(),
        status,
        roles: Roles::NONE,
        created_at_us: now,
        joined_at_us: status.is_current().then_some(now),
        probation_until_us: None,
        left_at_us: None,
        removed_at_us: None,
    };
    tx.insert(&member)?;
    tx.insert(&BookName { community_id, name: book_name, member_id: new.id })?;
    Ok(member)
}

fn free_book_name(tx: &mut Tx, community: &Community, random: u64) -> Result<String, Fault> {
    let words = if community.lang == Lang::En.code() { Words::English } else { Words::Chinese };
    for attempt in 0..book_name::ATTEMPT_COUNT_MAX {
        let name = book_name::pick(words, random, attempt);
        if tx.find::<BookName>((community.community_id, name.clone()))?.is_none() {
            return Ok(name);
        }
    }
    Err(Fault::Duplicate { table: "book_name" })
}

/// Makes `member` a current one, from whatever it was, and counts it.
pub(crate) fn enter(
    tx: &mut Tx,
    community: &mut Community,
    member: &mut Member,
    now: Timestamp,
) -> Result<(), Fault> {
    let (status, probation_until) = admission::admit(community.probation_days, now);
    member.status = status;
    member.probation_until_us = probation_until;
    member.joined_at_us = Some(now);
    (member.left_at_us, member.removed_at_us) = (None, None);
    community.member_count += 1;
    tx.save(member)?;
    tx.save(community)
}

/// Puts a label on a member or takes it off. The label must exist.
pub(crate) fn wear(tx: &mut Tx, member: MemberId, label: i64, worn: bool) -> Result<(), Fault> {
    let community_id = tx.community();
    match tx.lock::<MemberLabel>((community_id, member, label))? {
        Some(mut row) => {
            row.worn = worn;
            tx.save(&row)
        }
        None => tx.insert(&MemberLabel { community_id, member_id: member, label, worn }),
    }
}

/// Ids and chance for a row to be; made outside the operation.
pub(crate) fn new_member(site: &Site, person: Option<PersonId>, display_name: String) -> NewMember {
    NewMember { id: site.id(), person, display_name, random: u64::from_le_bytes(site.ids.random()) }
}

/// After powers or memberships changed: the next request sees it.
pub(crate) fn forget(site: &Site, caller: &Caller) -> Result<(), Problem> {
    let at = caller.community()?;
    site.who.forget_community(at.number, &at.slug);
    Ok(())
}

//! Whose own matter something is: a member who stands for a company is one thing, in every conflict of interest, with those
//! who stand behind it. The share register names them; it is kept here because features below it ask, too.
//!
//! Not a rule: it reads and writes rows.

use crate::community_store::StandingBehind;
use crate::lists_store::{BESIDE, ONE_WITH};
use store::{Fault, Reader, Tx};
use web::ids::MemberId;

/// Who stands behind a company from now on, in the place of who did before. Called by the share register.
///
/// # Errors
/// Of the database only.
pub fn name_behind(
    tx: &mut Tx,
    company: MemberId,
    before: &[MemberId],
    now: &[MemberId],
) -> Result<(), Fault> {
    let gone = before.iter().filter(|owner| !now.contains(owner)).map(|owner| (*owner, false));
    for (owner, stands) in gone.chain(now.iter().map(|owner| (*owner, true))) {
        let community_id = tx.community();
        let row = StandingBehind { community_id, company, owner, stands };
        match tx.lock::<StandingBehind>((community_id, company, owner))? {
            Some(_) => tx.save(&row)?,
            None => tx.insert(&row)?,
        }
    }
    Ok(())
}

/// Whether what concerns `about` is `who`'s own matter: it is they themselves, a company behind which they stand, or, where
/// they stand for a company, somebody behind it.
///
/// # Errors
/// Of the database only.
pub fn is_own_matter(tx: &mut Tx, who: MemberId, about: MemberId) -> Result<bool, Fault> {
    let community = tx.community();
    let mut stands = |company, owner| {
        let row = tx.find::<StandingBehind>((community, company, owner))?;
        Ok::<_, Fault>(row.is_some_and(|row| row.stands))
    };
    Ok(who == about || stands(about, who)? || stands(who, about)?)
}

/// The same on a snapshot, for pages.
///
/// # Errors
/// Of the database only.
pub fn is_own_matter_shown(
    reader: &mut Reader,
    community: i64,
    who: MemberId,
    about: MemberId,
) -> Result<bool, Fault> {
    let mut stands = |company, owner| {
        let row = reader.find::<StandingBehind>(&(community, company, owner))?;
        Ok::<_, Fault>(row.is_some_and(|row| row.stands))
    };
    Ok(who == about || stands(about, who)? || stands(who, about)?)
}

/// Reads at once what `is_own_matter` will be asked of `who` and each of many.
///
/// # Errors
/// Of the database only.
pub fn foresee_own_matters(tx: &mut Tx, who: MemberId, about: &[MemberId]) -> Result<(), Fault> {
    let community = tx.community();
    let both_ways = |other: &MemberId| [(community, *other, who), (community, who, *other)];
    tx.foresee::<StandingBehind>(&about.iter().flat_map(both_ways).collect::<Vec<_>>())
}

/// Everybody else whose matters are `who`'s own: their companies, and for a company who is behind it.
///
/// # Errors
/// Of the database only.
pub fn beside(tx: &mut Tx, who: MemberId) -> Result<Vec<MemberId>, Fault> {
    let community = tx.community();
    let found = tx.rows::<(MemberId,)>(BESIDE, &[&community, &who])?;
    Ok(found.into_iter().map(|(member,)| member).collect())
}

/// The same on a snapshot, for pages.
///
/// # Errors
/// Of the database only.
pub fn beside_shown(reader: &mut Reader, community: i64, who: MemberId) -> Result<Vec<MemberId>, Fault> {
    let found = reader.rows::<(MemberId,)>(BESIDE, &[&community, &who])?;
    Ok(found.into_iter().map(|(member,)| member).collect())
}

/// Everybody who is no second person beside `who`: those of `beside`, and for a company the other companies of its people.
///
/// # Errors
/// Of the database only.
pub fn one_with(tx: &mut Tx, who: MemberId) -> Result<Vec<MemberId>, Fault> {
    let community = tx.community();
    let found = tx.rows::<(MemberId,)>(ONE_WITH, &[&community, &who])?;
    Ok(found.into_iter().map(|(member,)| member).filter(|member| *member != who).collect())
}

/// The same on a snapshot, for pages.
///
/// # Errors
/// Of the database only.
pub fn one_with_shown(reader: &mut Reader, community: i64, who: MemberId) -> Result<Vec<MemberId>, Fault> {
    let found = reader.rows::<(MemberId,)>(ONE_WITH, &[&community, &who])?;
    Ok(found.into_iter().map(|(member,)| member).filter(|member| *member != who).collect())
}

/// As whom somebody judges what concerns `about`: as `about` where it is their own matter, so that rules which turn away
/// whoever judges themselves turn them away, too.
///
/// # Errors
/// Of the database only.
pub fn judging_as(tx: &mut Tx, by: MemberId, about: MemberId) -> Result<MemberId, Fault> {
    Ok(if is_own_matter(tx, by, about)? { about } else { by })
}

/// As whom somebody is the second person beside `first`: as `first` where the two are one (`one_with`), so that rules which ask
/// for another one turn them away.
///
/// # Errors
/// Of the database only.
pub fn second_to(tx: &mut Tx, by: MemberId, first: MemberId) -> Result<MemberId, Fault> {
    Ok(if by == first || one_with(tx, by)?.contains(&first) { first } else { by })
}

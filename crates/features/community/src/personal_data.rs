//! What communities keep of a person, given out and taken away.
//!
//! Not a rule: reads and forgets, for the feature below.

use crate::community_store::{Application, Community, Member};
use crate::ids::ApplicationId;
use crate::lists_store::{ALL_GRANTS_OF_MEMBER, APPLICATIONS_OF_MEMBER, PLACES_OF_PERSON, WORN};
use crate::ops::forget_person::{forget_person, may_go};
use crate::role::Role;
use kernel::Timestamp;
use serde_json::{Value, json};
use store::{Db, Fault, Reader};
use web::Site;
use web::ids::{MemberId, PersonId};

/// Where a person has a row, whatever it says of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceOfPerson {
    pub community: i64,
    pub slug: String,
    pub member: MemberId,
}

/// All communities in which a person has a row, current or not, by number: for features that keep something under
/// the member's id, before this one lets go of the person.
///
/// # Errors
/// Of the database only.
pub fn places_of_person(reader: &mut Reader, person: PersonId) -> Result<Vec<PlaceOfPerson>, Fault> {
    let mut places: Vec<PlaceOfPerson> = Vec::new();
    loop {
        let after = places.last().map_or(0, |place| place.community);
        let page = reader.rows::<(i64, String, MemberId)>(PLACES_OF_PERSON, &[&person, &after])?;
        if page.is_empty() {
            return Ok(places);
        }
        let place = |(community, slug, member)| PlaceOfPerson { community, slug, member };
        places.extend(page.into_iter().map(place));
    }
}

/// What communities keep of people, for their export and erasure. One lane after the other: no transaction spans two.
pub struct CommunityPersonalData {
    db: Db,
}

impl CommunityPersonalData {
    pub fn new(db: Db) -> CommunityPersonalData {
        CommunityPersonalData { db }
    }
}

impl people::PersonalData for CommunityPersonalData {
    fn name(&self) -> &'static str {
        "communities"
    }

    fn export<'a>(&'a self, _: &'a Site, person: PersonId) -> people::Asked<'a, Value> {
        Box::pin(async move {
            let found = self.db.read(move |reader| {
                let places = places_of_person(reader, person)?;
                places.iter().map(|place| export_place(reader, place)).collect::<Result<Vec<_>, _>>()
            });
            Ok(Value::Array(found.await?))
        })
    }

    fn may_erase<'a>(&'a self, _: &'a Site, person: PersonId, _: Timestamp) -> people::Asked<'a> {
        Box::pin(async move {
            let found = self.db.read(move |reader| {
                for place in places_of_person(reader, person)? {
                    let community = reader.find::<Community>(&place.community)?;
                    let member = reader.find::<Member>(&(place.community, place.member))?;
                    if let Some((community, member)) = community.zip(member)
                        && let Err(refused) = may_go(&community, &member)
                    {
                        return Ok(Err(refused));
                    }
                }
                Ok(Ok(()))
            });
            Ok(found.await??)
        })
    }

    fn erase<'a>(&'a self, site: &'a Site, person: PersonId, now: Timestamp) -> people::Asked<'a> {
        Box::pin(async move {
            let places = self.db.read(move |reader| places_of_person(reader, person)).await?;
            for place in places {
                self.db.transact(place.community, move |tx| forget_person(tx, person, now)).await?;
                site.who.forget_community(place.community, &place.slug);
            }
            Ok(())
        })
    }
}

/// One membership, past or present, with its applications. The book name is its bearer's to know.
fn export_place(reader: &mut Reader, place: &PlaceOfPerson) -> Result<Value, Fault> {
    let (number, id) = (place.community, place.member);
    let community = reader.find::<Community>(&number)?;
    let Some(member) = reader.find::<Member>(&(number, id))? else { return Ok(Value::Null) };
    let mut applications = Vec::new();
    for (id,) in reader.rows::<(ApplicationId,)>(APPLICATIONS_OF_MEMBER, &[&number, &id])? {
        if let Some(one) = reader.find::<Application>(&(number, id))? {
            applications.push(json!({
                "application": one.id,
                "about": one.about,
                "state": one.state,
                "reason": one.reason,
                "applied_at": one.applied_at_us.to_string(),
                "decided_at": said(one.decided_at_us),
            }));
        }
    }
    let labels = reader.rows::<(MemberId, i64, String)>(WORN, &[&number, &id, &id])?;
    let labels: Vec<_> = labels.into_iter().map(|(_, _, name)| name).collect();
    let grants = reader.rows::<(Role, bool, String, Timestamp)>(ALL_GRANTS_OF_MEMBER, &[&number, &id])?;
    let role = |(role, given, reason, at): (Role, bool, String, Timestamp)| json!({ "role": role, "given": given, "reason": reason, "at": at.to_string() });
    Ok(json!({
        "community": place.slug,
        "community_name": community.map(|community| community.name),
        "member": member.id,
        "display_name": member.display_name,
        "book_name": member.book_name,
        "status": member.status,
        "created_at": member.created_at_us.to_string(),
        "joined_at": said(member.joined_at_us),
        "probation_until": said(member.probation_until_us),
        "left_at": said(member.left_at_us),
        "removed_at": said(member.removed_at_us),
        "labels": labels,
        "role_changes": grants.into_iter().map(role).collect::<Vec<_>>(),
        "applications": applications,
    }))
}

fn said(at: Option<Timestamp>) -> Option<String> {
    at.map(|at| at.to_string())
}

//! Which community a path names, and what a person is in it: the answers every request under `/c/{slug}` needs.
//!
//! Not a rule: answers what the edge asks of every request.

use crate::community_store::{Community, Member, Registration};
use crate::lists_store::{MEMBER_OF_PERSON, PLACES_OF_PERSON};
use crate::ops::forget_person::{forget_person, may_go};
use crate::power_table;
use kernel::Timestamp;
use store::{Db, Fault, Reader};
use web::ids::{MemberId, PersonId};
use web::{Answered, Communities, CommunityContext, Membership, Site};

/// Answers `web::Communities` from the store.
#[derive(Clone)]
pub struct CommunityMembers {
    db: Db,
}

impl CommunityMembers {
    pub fn new(db: Db) -> CommunityMembers {
        CommunityMembers { db }
    }
}

impl Communities for CommunityMembers {
    fn community<'a>(&'a self, slug: &'a str) -> Answered<'a, Option<CommunityContext>> {
        let slug = slug.to_owned();
        Box::pin(async move {
            let found = self.db.read(move |reader| {
                let Some(registered) = reader.find::<Registration>(&slug)? else { return Ok(None) };
                reader.find::<Community>(&registered.number)
            });
            Ok(found.await?.map(context))
        })
    }

    fn membership<'a>(&'a self, community: i64, person: PersonId) -> Answered<'a, Option<Membership>> {
        Box::pin(async move {
            let member = self.db.read(move |reader| of_person(reader, community, person)).await?;
            Ok(member.filter(Member::is_current).map(|member| Membership {
                member: member.id,
                powers: power_table::of_member(&member),
                display_name: member.display_name,
                // Whether it is over is the reader's to say: this answer is remembered for a moment.
                probation_until: member.probation_until_us,
            }))
        })
    }
}

fn context(community: Community) -> CommunityContext {
    CommunityContext {
        number: community.community_id,
        zone: community.zone(),
        slug: community.slug,
        name: community.name,
        currency: community.currency,
        public: community.storefront_public,
        books_public: community.books_public,
    }
}

/// A person's row here, current or not.
pub(crate) fn of_person(
    reader: &mut Reader,
    community: i64,
    person: PersonId,
) -> Result<Option<Member>, Fault> {
    let found = reader.rows::<(MemberId,)>(MEMBER_OF_PERSON, &[&person, &community])?;
    match found.first() {
        Some((id,)) => reader.find::<Member>(&(community, *id)),
        None => Ok(None),
    }
}

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

/// What communities keep of people, for their erasure. One lane after the other: no transaction spans two.
pub struct CommunityPersonalData {
    db: Db,
}

impl CommunityPersonalData {
    pub fn new(db: Db) -> CommunityPersonalData {
        CommunityPersonalData { db }
    }
}

impl people::PersonalData for CommunityPersonalData {
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

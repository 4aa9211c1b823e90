//! Which community a path names, and what a person is in it: the answers every request under `/c/{slug}` needs.
//!
//! Not a rule: answers what the edge asks of every request.

use crate::community_store::{Community, Member, Registration};
use crate::lists_store::MEMBER_OF_PERSON;
use crate::power_table;
use store::{Db, Fault, Reader};
use web::ids::{MemberId, PersonId};
use web::{Answered, Communities, CommunityContext, Membership};

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

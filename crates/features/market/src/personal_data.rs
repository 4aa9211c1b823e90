//! What the market keeps of people, for their erasure. Money is not asked first: what the community owes a person
//! stays in the books under the member's number, and can still be paid out.
//!
//! Not a rule: it runs an operation in each community.

use crate::ops::forget_member;
use kernel::Timestamp;
use store::{Db, OpError};
use web::Site;
use web::ids::PersonId;

/// One lane after the other: no transaction spans two communities.
pub struct MarketPersonalData {
    db: Db,
}

impl MarketPersonalData {
    pub fn new(db: Db) -> MarketPersonalData {
        MarketPersonalData { db }
    }
}

impl people::PersonalData for MarketPersonalData {
    fn may_erase<'a>(&'a self, _: &'a Site, _: PersonId, _: Timestamp) -> people::Asked<'a> {
        Box::pin(async { Ok(()) })
    }

    /// Before the community lets go of the person: after that nobody knows which member it was.
    fn erase<'a>(&'a self, _: &'a Site, person: PersonId, _: Timestamp) -> people::Asked<'a> {
        Box::pin(async move {
            let places = self.db.read(move |reader| community::places_of_person(reader, person)).await?;
            for place in places {
                let forget = move |tx: &mut store::Tx| forget_member(tx, place.member);
                match self.db.transact(place.community, forget).await {
                    Ok(()) => {}
                    Err(OpError::Fault(fault)) => return Err(fault.into()),
                    Err(OpError::Refused(never)) => match never {},
                }
            }
            Ok(())
        })
    }
}

//! What features above keep under a member's id, given out and forgotten community by community.
//!
//! Not a rule: it runs an operation in each community.

use crate::personal_data::{PlaceOfPerson, places_of_person};
use kernel::Timestamp;
use serde_json::Value;
use std::convert::Infallible;
use store::{Db, Fault, OpError, Outcome, Reader, Tx};
use web::Site;
use web::ids::{MemberId, PersonId};

/// One feature's part of the personal data. One lane after the other: no transaction spans two communities. Nobody is held
/// back by it: may a person not go, the feature says so itself.
pub struct KeptByMember {
    pub db: Db,
    /// In the export.
    pub name: &'static str,
    pub export: fn(&mut Reader, &PlaceOfPerson) -> Result<Value, Fault>,
    /// A second time it changes nothing.
    pub forget: fn(&mut Tx, MemberId) -> Outcome<(), Infallible>,
}

impl people::PersonalData for KeptByMember {
    fn name(&self) -> &'static str {
        self.name
    }

    fn export<'a>(&'a self, _: &'a Site, person: PersonId) -> people::Asked<'a, Value> {
        let export = self.export;
        Box::pin(async move {
            let found = self.db.read(move |reader| {
                let places = places_of_person(reader, person)?;
                places.iter().map(|place| export(reader, place)).collect::<Result<Vec<_>, _>>()
            });
            Ok(Value::Array(found.await?))
        })
    }

    fn may_erase<'a>(&'a self, _: &'a Site, _: PersonId, _: Timestamp) -> people::Asked<'a> {
        Box::pin(async { Ok(()) })
    }

    /// Before the community lets go of the person: after that nobody knows which member it was.
    fn erase<'a>(&'a self, _: &'a Site, person: PersonId, _: Timestamp) -> people::Asked<'a> {
        let forget = self.forget;
        Box::pin(async move {
            let places = self.db.read(move |reader| places_of_person(reader, person)).await?;
            for place in places {
                match self.db.transact(place.community, move |tx| forget(tx, place.member)).await {
                    Ok(()) => {}
                    Err(OpError::Fault(fault)) => return Err(fault.into()),
                    Err(OpError::Refused(never)) => match never {},
                }
            }
            Ok(())
        })
    }
}

//! The language a person reads in, on every device.

use crate::PeopleRefused;
use crate::people_store::Person;
use store::{Outcome, Tx};
use web::Lang;
use web::ids::PersonId;

/// Nothing happens for an account that is gone.
pub fn change_language(tx: &mut Tx, person: PersonId, lang: Lang) -> Outcome<(), PeopleRefused> {
    if let Some(mut person) = tx.lock::<Person>(person)? {
        person.lang = lang.code().to_owned();
        tx.save(&person)?;
    }
    Ok(())
}

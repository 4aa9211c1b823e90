//! What a folder holds before the demo is played in it. Simulated payments have no business in a real community,
//! and half a demo is none: both are refused in words.

use super::SIGN_INS;
use super::content::{Both, SLUG};
use crate::commands::Said;
use crate::site::migrations;
use community::CharterVersion;
use std::path::Path;
use store::{Db, Fault, Place, Reader};

/// Why the charter got its last rule after three months; said nowhere else.
pub(crate) const AMENDED: Both = (
    "三个月下来，有人等答复等得心凉，添一条入社的规矩。",
    "In three months some have waited too long for an answer: one rule more, about joining.",
);

/// The version of the charter that the last act makes, where the members have decided as the story has it.
const AMENDED_AT_MOST: i64 = 3;

#[derive(Debug, PartialEq, Eq)]
enum Standing {
    Empty,
    /// Played to its end; what visitors have added since is theirs.
    Finished,
    /// Begun, and stopped before its end.
    HalfMade,
    /// Somebody else's.
    Foreign,
}

/// Looked at before the store is opened, which would bring a real community's schema forward.
///
/// # Errors
/// In words: the data is of another version of this program, or cannot be read.
pub(super) fn of_this_program(folder: &Path) -> Result<(), Said> {
    if !folder.join("hehuo.db").exists() {
        return Ok(());
    }
    let shown = folder.display().to_string();
    let waiting = store::pending(&Place::Folder(folder.to_owned()), &migrations());
    match waiting.map_err(|fault| Said::because(&shown, fault))? {
        // All of them and the store's own: a file that nothing was ever kept in.
        waiting if waiting.is_empty() || waiting.len() > migrations().len() => Ok(()),
        _ => Err(Said::new(format!("{shown} holds data of an older version; give the demo another folder"))),
    }
}

/// True in an empty store, false where the demo stands already.
///
/// # Errors
/// In words, for anything else.
pub(super) async fn may_be_made(db: &Db, folder: &Path) -> Result<bool, Said> {
    let shown = folder.display();
    match db.read(standing).await? {
        Standing::Empty => Ok(true),
        Standing::Finished => Ok(false),
        Standing::HalfMade => Err(Said::new(format!(
            "the demo in {shown} was stopped before it was complete; remove the folder or give another"
        ))),
        Standing::Foreign => Err(Said::new(format!(
            "{shown} holds something else than the demo, which plays its payments; give it a folder of its own"
        ))),
    }
}

fn standing(reader: &mut Reader) -> Result<Standing, Fault> {
    if let Some(lane) = community::by_slug(reader, SLUG)? {
        // After what the members decided; what came later is their visitors'.
        for version in 2..=lane.charter_version.min(AMENDED_AT_MOST) {
            let amended = reader.find::<CharterVersion>(&(lane.community_id, version))?;
            if amended.is_some_and(|version| version.note == AMENDED.0 || version.note == AMENDED.1) {
                return Ok(Standing::Finished);
            }
        }
    }
    if people::is_known(reader, SIGN_INS[0].email)? {
        return Ok(Standing::HalfMade);
    }
    match people::is_anybody(reader)? || !community::all(reader)?.is_empty() {
        true => Ok(Standing::Foreign),
        false => Ok(Standing::Empty),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{agenda::Agenda, cast, stage::Stage};
    use super::*;
    use crate::site::{Running, open_store};
    use std::sync::Arc;
    use web::{IdSource, SiteConfig, SystemClock};

    /// Killed between founding and the end, the demo is neither complete nor somebody else's.
    #[test]
    fn a_demo_that_was_killed_is_told_from_a_finished_one() {
        testkit::run(testkit::Engine::Sqlite, "half_a_demo", async |scratch: testkit::Scratch| {
            let db = open_store(&scratch.place()).unwrap();
            let config = SiteConfig::at("http://hehuo.test");
            let running = Running::new(db.clone(), Arc::new(SystemClock), IdSource::system(), config);
            assert_eq!(db.read(standing).await, Ok(Standing::Empty));
            let mut stage = Stage::new(&running, false);
            let cast = cast::assemble(&mut stage, &mut Agenda::default()).await.unwrap();
            assert_eq!(db.read(standing).await, Ok(Standing::HalfMade));
            let said = may_be_made(&db, Path::new("kept")).await.unwrap_err().to_string();
            assert!(said.contains("kept") && said.contains("before it was complete"), "{said}");
            cast::amend_charter(&stage, &cast).await.unwrap();
            assert_eq!(db.read(standing).await, Ok(Standing::Finished));
            db.close().await;
        });
    }
}

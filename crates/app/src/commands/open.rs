//! Opening what a command works on.

use super::Said;
use crate::place::shown;
use crate::site::config;
use store::{Db, Fault, Place, Reader};

/// The store to read from only, beside a running server if need be. Blocking.
///
/// # Errors
/// Where there is nothing, or what is there is of another version.
pub(crate) fn to_read(place: &Place) -> Result<Db, Said> {
    if let Place::Folder(folder) = place
        && !folder.join("hehuo.db").exists()
    {
        return Err(Said::new(format!("{} has no data of hehuo in it", folder.display())));
    }
    Db::open_to_read(&config(place)).map_err(|fault| Said::because(&shown(place), fault))
}

/// The number of a community by its slug, on a reader of the store.
pub(crate) fn number_of(reader: &mut Reader, slug: &str) -> Result<Option<i64>, Fault> {
    Ok(community::by_slug(reader, slug)?.map(|found| found.community_id))
}

pub(crate) fn no_community(slug: &str) -> Said {
    Said::new(format!("no community with the short name {slug}"))
}

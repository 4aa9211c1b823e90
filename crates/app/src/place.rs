//! From `--data` and `--database` to a place of the store.

use crate::cli::Where;
use std::path::Path;
use store::{Fault, Place};

/// Where a site keeps its data when nothing is said: a folder beside where it was started.
pub(crate) const FOLDER: &str = "hehuo-data";

impl Where {
    /// # Errors
    /// `Fault::Unusable` for an empty folder name or URL, or a URL that is no PostgreSQL address.
    pub(crate) fn place(&self) -> Result<Place, Fault> {
        match (&self.database, &self.data) {
            (Some(url), _) => match Place::parse(url)? {
                Place::Folder(_) => Err(Fault::Unusable(
                    "--database takes a PostgreSQL address: postgres://user:password@host/name".into(),
                )),
                place => Ok(place),
            },
            (None, Some(folder)) if folder.as_os_str().is_empty() => {
                Err(Fault::Unusable("--data is empty: name a folder".into()))
            }
            (None, Some(folder)) => Ok(Place::Folder(folder.clone())),
            (None, None) => Ok(Place::Folder(FOLDER.into())),
        }
    }
}

/// Where files lie: in the data folder, or in a folder that all nodes over one database share. Without one none are taken.
pub(crate) fn shelf(place: &Place, shared: Option<&Path>) -> files::Shelf {
    match (shared, place) {
        (Some(folder), _) => files::Shelf::at(folder),
        (None, Place::Folder(folder)) => files::Shelf::at(folder.join("files")),
        (None, Place::Url(_)) => files::Shelf::none(),
    }
}

/// For messages and logs: without the password.
pub(crate) fn shown(place: &Place) -> String {
    match place {
        Place::Folder(folder) => folder.display().to_string(),
        Place::Url(url) => match (url.find("://"), url.rfind('@')) {
            (Some(scheme), Some(at)) if at > scheme => format!("{}://…{}", &url[..scheme], &url[at..]),
            (Some(_), _) => url.clone(),
            _ => "a PostgreSQL server".to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_not_shown() {
        let url = Place::Url("postgres://ana:s3cret@db.example/coop".into());
        assert_eq!(shown(&url), "postgres://…@db.example/coop");
        assert_eq!(shown(&Place::Url("host=db password=s3cret".into())), "a PostgreSQL server");
    }

    #[test]
    fn a_folder_is_no_database() {
        let place = |data: Option<&str>, database: Option<&str>| {
            Where { data: data.map(Into::into), database: database.map(Into::into) }
                .place()
                .map(|place| shown(&place))
        };
        assert_eq!(place(None, None), Ok(FOLDER.to_owned()));
        assert!(place(None, Some("/tmp/x")).is_err() && place(Some(""), None).is_err());
    }
}

//! Bytes without a row (the request ended between the two) are found and removed; rows without bytes are told of.
//!
//! Not a rule: it talks to the file system.

use crate::files_store::{KnownFile, files_after, is_known};
use crate::shelf::{INCOMING, Shelf, blocking, failed, path_of};
use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use store::{Db, Fault};

/// What is younger may belong to a request that is under way.
const OLD: Duration = Duration::from_secs(86_400);

/// Files on the shelf: where they lie, whose they are. Without a community: never got a name.
type Lying = Vec<(PathBuf, Option<(i64, String)>)>;

/// Old bytes that no row names.
///
/// # Errors
/// Of the database or the file system.
pub async fn orphans(shelf: &Shelf, db: &Db) -> Result<Vec<PathBuf>, Fault> {
    let Some(folder) = shelf.folder().map(Path::to_owned) else { return Ok(Vec::new()) };
    let lying = blocking(move || old_files(&folder).map_err(failed)).await??;
    let found = db.read(move |reader| {
        let mut orphans = Vec::new();
        for (path, named) in lying {
            let known = match &named {
                Some((community, sha256)) => is_known(reader, *community, sha256)?,
                None => false,
            };
            if !known {
                orphans.push(path);
            }
        }
        Ok(orphans)
    });
    found.await
}

/// Removes them; answers how many.
///
/// # Errors
/// Of the database or the file system.
pub async fn sweep(shelf: &Shelf, db: &Db) -> Result<usize, Fault> {
    let orphans = orphans(shelf, db).await?;
    blocking(move || {
        let mut count = 0;
        for path in orphans {
            // Handed in again since we looked: then it is somebody's.
            if !is_old(&path).map_err(failed)? {
                continue;
            }
            match std::fs::remove_file(&path) {
                Ok(()) => count += 1,
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => return Err(failed(error)),
            }
        }
        Ok(count)
    })
    .await?
}

/// Files that rows name and that do not lie on the shelf: by community, their SHA-256.
///
/// # Errors
/// Of the database.
pub async fn missing(shelf: &Shelf, db: &Db) -> Result<BTreeMap<i64, Vec<String>>, Fault> {
    let folder = shelf.folder().map(Path::to_owned);
    let found = db.read(move |reader| {
        let (mut missing, mut after) = (BTreeMap::<i64, Vec<String>>::new(), (0, String::new()));
        loop {
            let page: Vec<KnownFile> = files_after(reader, &after)?;
            let Some((community, id, _)) = page.last() else { return Ok(missing) };
            after = (*community, id.clone());
            for (community, _, sha256) in page.into_iter().filter(|(.., sha256)| !sha256.is_empty()) {
                let path = folder.as_deref().and_then(|folder| path_of(folder, community, &sha256));
                if !path.is_some_and(|path| path.is_file()) {
                    missing.entry(community).or_default().push(sha256);
                }
            }
        }
    });
    found.await
}

fn old_files(folder: &Path) -> std::io::Result<Lying> {
    let mut lying = Lying::new();
    for at in listed(folder)? {
        let name = name(&at);
        if name == INCOMING {
            lying.extend(listed(&at)?.into_iter().map(|path| (path, None)));
        }
        let Ok(community) = name.parse::<i64>() else { continue };
        for part in listed(&at)? {
            lying.extend(listed(&part)?.into_iter().map(|path| {
                let sha256 = self::name(&path);
                (path, Some((community, sha256)))
            }));
        }
    }
    let mut old = Lying::new();
    for (path, named) in lying {
        if is_old(&path)? {
            old.push((path, named));
        }
    }
    Ok(old)
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Nothing where there is no such folder.
fn listed(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    match std::fs::read_dir(folder) {
        Ok(entries) => entries.map(|entry| entry.map(|entry| entry.path())).collect(),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            Ok(Vec::new())
        }
        Err(error) => Err(error),
    }
}

fn is_old(path: &Path) -> std::io::Result<bool> {
    match std::fs::metadata(path) {
        Ok(about) => {
            Ok(about.is_file()
                && SystemTime::now().duration_since(about.modified()?).is_ok_and(|age| age > OLD))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

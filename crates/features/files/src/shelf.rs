//! Where the bytes lie: a folder beside the database, or one that all nodes share. By community and by their own SHA-256,
//! written durably before any row says that they are there, never changed, never overwritten.
//!
//! Not a rule: it talks to the file system.

use crate::clean::cleaned;
use crate::day::{DayLimits, Today};
use crate::keeping::NewFile;
use crate::kind::MediaType;
use crate::refused::FilesRefused;
use kernel::{Id, Timestamp};
use sha2::{Digest, Sha256};
use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;
use store::Fault;
use web::ids::Person;
use web::{IdSource, UploadLimits, UploadedFile};

/// What one request may bring.
pub const LIMITS: UploadLimits = UploadLimits { file_bytes: 10 * 1024 * 1024, files: 10 };

/// Bytes of one request with files in it: no phone sends more in the time that a request has.
pub const BODY_BYTES_MAX: usize = 50 * 1024 * 1024;

/// Where files are written before they get their name.
pub(crate) const INCOMING: &str = "incoming";

/// Cheap to clone.
#[derive(Debug, Clone)]
pub struct Shelf {
    folder: Option<Arc<Path>>,
    limits: DayLimits,
    today: Arc<Mutex<Today>>,
}

/// Whose a file is, where it goes and when it came.
#[derive(Debug, Clone, Copy)]
pub struct HandedIn {
    pub id: Id<crate::rows::File>,
    pub community: i64,
    pub by: Id<Person>,
    pub now: Timestamp,
}

impl Shelf {
    pub fn at(folder: impl Into<PathBuf>) -> Shelf {
        Shelf::over(Some(folder.into().into()))
    }

    /// Files are not taken: several nodes would each have their own.
    pub fn none() -> Shelf {
        Shelf::over(None)
    }

    fn over(folder: Option<Arc<Path>>) -> Shelf {
        Shelf { folder, limits: DayLimits::USUAL, today: Arc::default() }
    }

    /// With other limits than the usual ones.
    #[must_use]
    pub fn taking(self, limits: DayLimits) -> Shelf {
        Shelf { limits, ..self }
    }

    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// Looks at what came, cleans it and keeps it. The inner error is an answer.
    ///
    /// # Errors
    /// `StorageFull`, `StorageFailed`.
    pub async fn keep(
        &self,
        handed_in: HandedIn,
        file: UploadedFile,
    ) -> Result<Result<NewFile, FilesRefused>, Fault> {
        let shelf = self.clone();
        blocking(move || shelf.keep_now(&handed_in, &file)).await?
    }

    fn keep_now(
        &self,
        handed_in: &HandedIn,
        file: &UploadedFile,
    ) -> Result<Result<NewFile, FilesRefused>, Fault> {
        let Some(folder) = self.folder() else { return Ok(Err(FilesRefused::NoPlace)) };
        let Some(bytes) = &file.bytes else { return Ok(Err(FilesRefused::FileTooLarge)) };
        if bytes.is_empty() {
            return Ok(Err(FilesRefused::FileEmpty));
        }
        let Some(kind) = MediaType::of(bytes) else { return Ok(Err(FilesRefused::UnknownType)) };
        let Ok(bytes) = cleaned(kind, bytes) else { return Ok(Err(FilesRefused::FileBroken)) };
        let sha256 = hexadecimal(&Sha256::digest(&bytes));
        let HandedIn { id, community, by, now } = *handed_in;
        // Before it is written: what the operation refuses afterwards lies there until the next sweep.
        let taken = {
            let mut today = self.today.lock().unwrap_or_else(PoisonError::into_inner);
            today.take(&self.limits, by, community, bytes.len() as u64, now)
        };
        if let Err(enough) = taken {
            return Ok(Err(enough));
        }
        write(folder, community, &sha256, &bytes).map_err(failed)?;
        Ok(Ok(NewFile {
            id,
            sha256,
            size_bytes: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
            media_type: kind.code().to_owned(),
            name: file.name.clone(),
        }))
    }

    /// None when they are not there. Bytes that are not what their name says are a fault, not an answer.
    ///
    /// # Errors
    /// `StorageFailed`.
    pub async fn read(&self, community: i64, sha256: &str) -> Result<Option<Vec<u8>>, Fault> {
        let Some(path) = self.folder().and_then(|folder| path_of(folder, community, sha256)) else {
            return Ok(None);
        };
        let sha256 = sha256.to_owned();
        let found = blocking(move || match std::fs::read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(failed(error)),
        });
        let found = found.await??;
        match found {
            Some(bytes) if hexadecimal(&Sha256::digest(&bytes)) != sha256 => {
                Err(Fault::StorageFailed(format!("the file {sha256} is damaged").into()))
            }
            found => Ok(found),
        }
    }
}

pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Fault> {
    tokio::task::spawn_blocking(work).await.map_err(|error| Fault::Panicked(error.to_string().into()))
}

/// `<folder>/<community>/<first two>/<sha256>`; None for what is no SHA-256: nothing else ever becomes a path.
pub(crate) fn path_of(folder: &Path, community: i64, sha256: &str) -> Option<PathBuf> {
    let hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    let sound = sha256.len() == 64 && sha256.bytes().all(hex);
    sound.then(|| folder.join(community.to_string()).join(&sha256[..2]).join(sha256))
}

/// Durable when it returns: the bytes, the name, and the folders that the name stands in.
fn write(folder: &Path, community: i64, sha256: &str, bytes: &[u8]) -> io::Result<()> {
    let path = path_of(folder, community, sha256).ok_or(ErrorKind::InvalidInput)?;
    let parent = path.parent().ok_or(ErrorKind::InvalidInput)?;
    if let Ok(there) = File::options().append(true).open(&path) {
        // Known already. Touched, so that whoever sweeps up takes it for new.
        return there.set_modified(SystemTime::now());
    }
    for made in [&folder.join(INCOMING), parent] {
        make_folder(folder, made)?;
    }
    let random = IdSource::system().random::<16>();
    let incoming = folder.join(INCOMING).join(hexadecimal(&random));
    let written = write_new(&incoming, bytes).and_then(|()| std::fs::rename(&incoming, &path));
    if written.is_err() {
        // What is left of it goes at once where that is possible, else with the next sweep.
        let _ = std::fs::remove_file(&incoming);
    }
    written.and_then(|()| sync_folder(parent))
}

fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Makes what is missing below `folder`, each name durable in the folder above it.
fn make_folder(folder: &Path, path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    let above = path.parent().ok_or(ErrorKind::InvalidInput)?;
    if path != folder {
        make_folder(folder, above)?;
    }
    match std::fs::create_dir(path) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
        _ => sync_folder(above),
    }
}

fn sync_folder(folder: &Path) -> io::Result<()> {
    // A relative folder of one part stands in the current one.
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    File::open(folder)?.sync_all()
}

pub(crate) fn failed(error: io::Error) -> Fault {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => Fault::StorageFull,
        _ => Fault::StorageFailed(error.to_string().into()),
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A full disk is told as one; nothing but a SHA-256 becomes a path.
    #[test]
    fn a_full_disk_is_told_and_a_path_is_a_hash() {
        for kind in [ErrorKind::StorageFull, ErrorKind::QuotaExceeded] {
            assert_eq!(failed(io::Error::from(kind)), Fault::StorageFull);
        }
        assert!(matches!(failed(io::Error::from(ErrorKind::PermissionDenied)), Fault::StorageFailed(_)));
        let (folder, sound) = (Path::new("/shelf"), "ab".repeat(32));
        let at = PathBuf::from(format!("/shelf/7/ab/{sound}"));
        assert_eq!(path_of(folder, 7, &sound), Some(at));
        for hash in ["", "../../etc/passwd", &"AB".repeat(32), &"a/".repeat(32), &"ab".repeat(33)] {
            assert_eq!(path_of(folder, 7, hash), None, "{hash}");
        }
    }
}

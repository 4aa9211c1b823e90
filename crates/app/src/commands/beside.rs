//! What another command asks of the site that runs: over a socket in the data folder, which one process has at a time.
//!
//! Whoever may write that folder may ask: the socket is theirs alone, and who is at its other end is looked at besides. It takes one
//! question, for a link with which somebody sets a new password; a folder on a disk without sockets does without.

use super::Said;
use super::password_link::{Link, make};
use people::Address;
use serde::{Deserialize, Serialize};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;
use store::{Db, Place};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{UnixListener, UnixStream};

const NAME: &str = "hehuo.sock";
/// Bytes of a question or an answer.
const BYTES_MAX: u64 = 16_384;
const PATIENCE: Duration = Duration::from_secs(10);
/// Before it is tried again where nobody could be heard.
const PAUSE: Duration = Duration::from_secs(1);

#[derive(Serialize, Deserialize)]
struct Question {
    email: String,
    person: Option<String>,
}

#[derive(Serialize, Deserialize)]
enum Answer {
    Link(Link),
    No(String),
}

/// Answers until it is dropped with the process's end. Over a database nothing is needed: there several processes write.
pub(crate) fn listen(place: &Place, db: &Db, base_url: &str) -> Option<Listening> {
    let Place::Folder(folder) = place else { return None };
    let path = folder.join(NAME);
    match bind(&path) {
        Ok((listener, owner)) => {
            tokio::spawn(answer_all(listener, owner, db.clone(), base_url.to_owned()));
            Some(Listening { path })
        }
        Err(error) => {
            tracing::warn!(%error, path = %path.display(), "commands beside the site cannot ask it");
            None
        }
    }
}

/// The socket is gone with it.
pub(crate) struct Listening {
    path: PathBuf,
}

impl Drop for Listening {
    fn drop(&mut self) {
        // Left behind it does no harm: the next start takes its place.
        let _ = std::fs::remove_file(&self.path);
    }
}

/// In the place of one that an earlier process left: this one has the folder.
fn bind(path: &Path) -> std::io::Result<(UnixListener, u32)> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let listener = UnixListener::bind(path)?;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600))?;
    Ok((listener, std::fs::metadata(path)?.uid()))
}

async fn answer_all(listener: UnixListener, owner: u32, db: Db, base_url: String) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                let asked = tokio::time::timeout(PATIENCE, answer(stream, owner, &db, &base_url));
                if let Ok(Err(error)) = asked.await {
                    tracing::info!(%error, "a command beside the site was not answered");
                }
            }
            // Mostly too many files are open for a moment.
            Err(error) => {
                tracing::warn!(%error, "a command beside the site could not be heard");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

async fn answer(mut stream: UnixStream, owner: u32, db: &Db, base_url: &str) -> std::io::Result<()> {
    let uid = stream.peer_cred()?.uid();
    if uid != owner && uid != 0 {
        return Ok(());
    }
    let mut asked = Vec::new();
    (&mut stream).take(BYTES_MAX).read_to_end(&mut asked).await?;
    let answer = match serde_json::from_slice::<Question>(&asked) {
        Ok(question) => match link(db, &question, base_url).await {
            Ok(link) => Answer::Link(link),
            Err(said) => Answer::No(said.to_string()),
        },
        Err(error) => Answer::No(format!("the site did not understand: {error}")),
    };
    stream.write_all(&serde_json::to_vec(&answer)?).await?;
    stream.shutdown().await
}

async fn link(db: &Db, question: &Question, base_url: &str) -> Result<Link, Said> {
    let email = Address::parse(&question.email)
        .map_err(|_| Said::new(format!("{} does not look like an e-mail address", question.email)))?;
    let link = make(db, &email, question.person.as_deref()).await?;
    Ok(Link { base_url: Some(base_url.to_owned()), ..link })
}

/// Asks the site that has this folder. None where it does not listen.
pub(super) async fn ask(folder: &Path, email: &Address, person: Option<&str>) -> Result<Option<Link>, Said> {
    let Ok(mut stream) = UnixStream::connect(folder.join(NAME)).await else { return Ok(None) };
    let question = Question { email: email.as_str().to_owned(), person: person.map(str::to_owned) };
    let talk = async {
        stream.write_all(&serde_json::to_vec(&question)?).await?;
        stream.shutdown().await?;
        let mut said = Vec::new();
        stream.take(BYTES_MAX).read_to_end(&mut said).await?;
        Ok::<_, std::io::Error>(serde_json::from_slice::<Answer>(&said)?)
    };
    let broken = |why: &dyn std::fmt::Display| Said::because("the running site did not answer", why);
    match tokio::time::timeout(PATIENCE, talk).await {
        Ok(Ok(Answer::Link(link))) => Ok(Some(link)),
        Ok(Ok(Answer::No(said))) => Err(Said::new(said)),
        Ok(Err(error)) => Err(broken(&error)),
        Err(late) => Err(broken(&late)),
    }
}

//! `hehuo password-link`: a one-time link for whoever has forgotten their password. It is told to nobody but whoever can
//! write the site's data, and it is for them to know whose account it is. The site may run: then it makes the link itself.

use super::serve::is_origin;
use super::{Said, runtime};
use crate::cli::PasswordLink;
use crate::place::shown;
use crate::site::open_store;
use kernel::Timestamp;
use people::{Address, Person};
use serde::{Deserialize, Serialize};
use store::{Db, Fault, Place, Reader};
use web::IdSource;
use web::ids::PersonId;

/// So that the site's own start is not needed to know where it is.
const HERE: &str = "http://127.0.0.1:7878";

pub(crate) fn run(options: &PasswordLink) -> Result<(), Said> {
    let email = Address::parse(&options.email)
        .map_err(|_| Said::new(format!("{} does not look like an e-mail address", options.email)))?;
    options.base_url.as_deref().map_or(Ok(()), |url| is_origin(url.trim_end_matches('/')))?;
    let place = options.place.place()?;
    // Asked first: opening a store makes one.
    if let Place::Folder(folder) = &place
        && !folder.join("hehuo.db").exists()
    {
        return Err(Said::new(format!("{} has no data of hehuo in it", folder.display())));
    }
    let link = runtime()?.block_on(found(&place, &email, options.person.as_deref()))?;
    let base_url = options.base_url.clone().or(link.base_url).unwrap_or_else(|| HERE.to_owned());
    let base_url = base_url.trim_end_matches('/');
    println!("For {} ({}):\n{base_url}{}", email.as_str(), link.person, link.path);
    println!("It works once, within an hour. Give it to that person only, on a way that you know is theirs.");
    Ok(())
}

/// A link as it was made.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Link {
    /// Whose it is.
    pub(super) person: String,
    pub(super) path: String,
    /// How people reach the site, where it runs and says so.
    pub(super) base_url: Option<String>,
}

/// By this process, or by the site's where that has the data folder.
async fn found(place: &Place, email: &Address, person: Option<&str>) -> Result<Link, Said> {
    let opened = {
        let place = place.clone();
        tokio::task::spawn_blocking(move || open_store(&place)).await
    };
    match opened.map_err(|error| Said::because("the store", error))? {
        Ok(db) => {
            let made = make(&db, email, person).await;
            db.close().await;
            made
        }
        Err(Fault::FolderInUse(folder)) => match place {
            Place::Folder(at) => super::beside::ask(at, email, person).await?.ok_or_else(|| in_use(&folder)),
            Place::Url(_) => Err(in_use(&folder)),
        },
        Err(fault) => Err(Said::because(&shown(place), fault)),
    }
}

/// A data folder has one process, and this one does not answer: an import, or a site that could not listen.
fn in_use(folder: &impl std::fmt::Display) -> Said {
    Said::new(format!(
        "another process uses the data folder {folder} and does not make links: wait until it has ended, or stop the site, \
         make the link, and start it again"
    ))
}

pub(super) async fn make(db: &Db, email: &Address, wanted: Option<&str>) -> Result<Link, Said> {
    let address = email.as_str().to_owned();
    let accounts = db.read(move |reader| accounts(reader, &address)).await?;
    let chosen = match (wanted, accounts.as_slice()) {
        (_, []) => return Err(Said::new(format!("nobody signs in with {}", email.as_str()))),
        (None, [one]) => one,
        (None, several) => {
            let lines: Vec<&str> = several.iter().map(|account| account.said.as_str()).collect();
            return Err(Said::new(format!(
                "{} has {} accounts: say which by --person: {}",
                email.as_str(),
                several.len(),
                lines.join("; ")
            )));
        }
        (Some(id), several) => {
            let of_id = several.iter().find(|account| account.id.as_str() == id);
            of_id.ok_or_else(|| Said::new(format!("{id} does not sign in with {}", email.as_str())))?
        }
    };
    let path = people::password_link(db, &IdSource::system(), chosen.id, Timestamp::of_system()).await?;
    Ok(Link { person: chosen.said.clone(), path, base_url: None })
}

struct Account {
    id: PersonId,
    /// What tells it from another account of the address: since when, and where it is a member.
    said: String,
}

fn accounts(reader: &mut Reader, email: &str) -> Result<Vec<Account>, Fault> {
    let mut accounts = Vec::new();
    for Person { id, created_at_us, .. } in people::of_address(reader, email)? {
        let mut said = format!("{id}, signed up {created_at_us}");
        for place in community::places_of_person(reader, id)? {
            let member = reader.find::<community::Member>(&(place.community, place.member))?;
            let name = member.map(|member| member.display_name).unwrap_or_default();
            said.push_str(&format!(", in {} as {name}", place.slug));
        }
        accounts.push(Account { id, said });
    }
    Ok(accounts)
}

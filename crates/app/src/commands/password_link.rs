//! `hehuo password-link`: a one-time link for whoever has forgotten their password. It is told to nobody but whoever can
//! write the site's data, and it is for them to know whose account it is.

use super::serve::is_origin;
use super::{Said, runtime};
use crate::cli::PasswordLink;
use crate::place::shown;
use crate::site::open_store;
use kernel::Timestamp;
use people::{Address, Person};
use store::{Db, Fault, Place, Reader};
use web::IdSource;
use web::ids::PersonId;

/// So that the site's own start is not needed to know where it is.
const HERE: &str = "http://127.0.0.1:7878";

pub(crate) fn run(options: &PasswordLink) -> Result<(), Said> {
    let email = Address::parse(&options.email)
        .map_err(|_| Said::new(format!("{} does not look like an e-mail address", options.email)))?;
    let base_url = options.base_url.as_deref().unwrap_or(HERE).trim_end_matches('/');
    is_origin(base_url)?;
    let place = options.place.place()?;
    // Asked first: opening a store makes one.
    if let Place::Folder(folder) = &place
        && !folder.join("hehuo.db").exists()
    {
        return Err(Said::new(format!("{} has no data of hehuo in it", folder.display())));
    }
    let db = open_store(&place).map_err(|fault| Said::because(&shown(&place), with_hint(&fault)))?;
    runtime()?.block_on(async {
        let made = make(&db, &email, options.person.as_deref()).await;
        db.close().await;
        let (person, path) = made?;
        println!("For {} ({}):\n{base_url}{path}", email.as_str(), person);
        println!(
            "It works once, within an hour. Give it to that person only, on a way that you know is theirs."
        );
        Ok(())
    })
}

/// A data folder has one process; who runs this command may not know that it is the site's.
fn with_hint(fault: &Fault) -> String {
    match fault {
        Fault::FolderInUse(_) => format!("{fault}; stop the site, make the link, and start it again"),
        _ => fault.to_string(),
    }
}

async fn make(db: &Db, email: &Address, wanted: Option<&str>) -> Result<(String, String), Said> {
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
    Ok((chosen.said.clone(), path))
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

//! `hehuo doctor`: says what is misconfigured, before it hurts.

use super::{Said, runtime};
use crate::cli::Doctor;
use crate::place::shown;
use crate::site::{config, migrations};
use std::path::Path;
use store::{Db, Fault, Place};

/// One thing looked at.
enum Finding {
    Good(String),
    /// Works, but may surprise.
    Odd(String),
    Bad(String),
}

pub(crate) fn run(options: &Doctor) -> Result<(), Said> {
    let place = options.place.place()?;
    let mut findings = vec![base_url(options.base_url.as_deref())];
    findings.extend(match &place {
        Place::Folder(folder) => about_folder(folder),
        Place::Url(url) => vec![about_url(url)],
    });
    findings.extend(about_data(&place)?);
    let mut bad = 0;
    for finding in &findings {
        match finding {
            Finding::Good(text) => println!("ok     {text}"),
            Finding::Odd(text) => println!("note   {text}"),
            Finding::Bad(text) => {
                println!("WRONG  {text}");
                bad += 1;
            }
        }
    }
    match bad {
        0 => Ok(()),
        1 => Err(Said::new("one thing is wrong")),
        count => Err(Said::new(format!("{count} things are wrong"))),
    }
}

fn base_url(url: Option<&str>) -> Finding {
    match url {
        None => Finding::Odd("no --base-url: links and cookies take the address that is listened on".into()),
        Some(url) if url.starts_with("https://") => Finding::Good(format!("people reach the site at {url}")),
        Some(url) if url.starts_with("http://127.") || url.starts_with("http://localhost") => {
            Finding::Good(format!("{url} is this machine only"))
        }
        Some(url) if url.starts_with("http://") => {
            Finding::Bad(format!("{url} is not https: passwords and cookies could be read on the way"))
        }
        Some(url) => Finding::Bad(format!("{url} is no address: begin with https://")),
    }
}

fn about_folder(folder: &Path) -> Vec<Finding> {
    if !folder.exists() {
        return vec![Finding::Odd(format!("{} is not there yet; serve makes it", folder.display()))];
    }
    let mut findings = Vec::new();
    // Trying is the only test that also sees read-only mounts, quotas and a full disk.
    let probe = folder.join(format!(".hehuo-doctor-{}", std::process::id()));
    findings.push(match std::fs::write(&probe, [0; 4096]).and_then(|()| std::fs::remove_file(&probe)) {
        Ok(()) => Finding::Good(format!("{} can be written", folder.display())),
        Err(error) => Finding::Bad(format!("{} cannot be written: {error}", folder.display())),
    });
    #[cfg(unix)]
    if let Ok(about) = std::fs::metadata(folder) {
        use std::os::unix::fs::PermissionsExt;
        if about.permissions().mode() & 0o007 != 0 {
            findings.push(Finding::Odd(format!(
                "other users of this machine can look into {}; chmod 700 keeps them out",
                folder.display()
            )));
        }
    }
    findings
}

fn about_url(url: &str) -> Finding {
    let local = ["@localhost", "@127.0.0.1", "host=/", "host=localhost", "host=127.0.0.1", "%2F"];
    if url.contains("sslmode=require") || url.contains("sslmode=verify") {
        Finding::Good("the connection to the database is encrypted".into())
    } else if local.iter().any(|mark| url.contains(mark)) {
        Finding::Good("the database is on this machine".into())
    } else {
        Finding::Bad(
            "the database is elsewhere and the connection may be in the clear: add sslmode=require".into(),
        )
    }
}

fn about_data(place: &Place) -> Result<Vec<Finding>, Said> {
    if let Place::Folder(folder) = place
        && !folder.join("hehuo.db").exists()
    {
        return Ok(vec![Finding::Odd("no data yet".into())]);
    }
    let mut findings = Vec::new();
    match store::pending(place, &migrations()) {
        Ok(waiting) if waiting.is_empty() => {
            findings.push(Finding::Good("the schema is that of this program".into()));
        }
        // Its tables are not all there yet: nothing more can be asked.
        Ok(waiting) => {
            return Ok(vec![Finding::Odd(format!("{} migrations wait; serve runs them", waiting.len()))]);
        }
        Err(fault) => return Ok(vec![Finding::Bad(format!("{}: {fault}", shown(place)))]),
    }
    let db = match Db::open_to_read(&config(place)) {
        Ok(db) => db,
        Err(fault) => return Ok(vec![Finding::Bad(format!("{}: {fault}", shown(place)))]),
    };
    let counted = runtime()?.block_on(async {
        let counted = db.read(|reader| Ok((community::all(reader)?.len(), store::dead_jobs(reader)?))).await;
        db.close().await;
        counted
    });
    findings.push(match counted {
        Ok((communities, 0)) => {
            Finding::Good(format!("{communities} communities, no job has failed for good"))
        }
        Ok((_, dead)) => Finding::Bad(format!("{dead} jobs have failed for good; see the table job")),
        Err(Fault::Engine(text)) => Finding::Bad(format!("{}: {text}", shown(place))),
        Err(fault) => Finding::Bad(fault.to_string()),
    });
    Ok(findings)
}

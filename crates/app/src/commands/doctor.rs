//! `hehuo doctor`: says what is misconfigured, before it hurts.

use super::serve::is_origin;
use super::{Said, runtime};
use crate::cli::Serve;
use crate::place::{shelf, shown};
use crate::site::{config, migrations};
use files::Shelf;
use std::path::Path;
use store::{Db, Fault, Place};

/// One thing looked at.
enum Finding {
    Good(String),
    /// Works, but may surprise.
    Odd(String),
    Bad(String),
}

pub(crate) fn run(options: &Serve) -> Result<(), Said> {
    let place = options.place.place()?;
    let mut findings = vec![base_url(options.base_url.as_deref())];
    findings.extend(about_proxy(options));
    findings.extend(match &place {
        Place::Folder(folder) => about_folder(folder),
        Place::Url(url) => vec![about_url(url)],
    });
    let shelf = shelf(&place, options.files.as_deref());
    findings.extend(match (shelf.folder(), &options.files) {
        (None, _) => vec![Finding::Odd("no --files: members can hand in no proofs".into())],
        (Some(folder), Some(_)) => about_folder(folder),
        // Within the data folder, which was looked at.
        (Some(_), None) => Vec::new(),
    });
    findings.extend(about_data(&place, &shelf)?);
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
    let Some(url) = url else {
        return Finding::Odd("no --base-url: links and cookies take the address that is listened on".into());
    };
    if let Err(said) = is_origin(url) {
        return Finding::Bad(said.to_string());
    }
    let host = url.split_once("://").map_or("", |(_, rest)| host_of(rest.trim_end_matches('/')));
    match (url.starts_with("https://"), is_here(host)) {
        (true, _) => Finding::Good(format!("people reach the site at {url}")),
        (false, true) => Finding::Good(format!("{url} is this machine only")),
        (false, false) => {
            Finding::Bad(format!("{url} is not https: passwords and cookies could be read on the way"))
        }
    }
}

/// TLS is a proxy's work, so that https means there is one; and what a proxy says is believed of it alone.
fn about_proxy(options: &Serve) -> Option<Finding> {
    let https = options.base_url.as_deref().is_some_and(|url| url.starts_with("https://"));
    if https && !options.behind_proxy {
        return Some(Finding::Odd(
            "https without --behind-proxy: all visitors seem to come from the proxy, and share its limits"
                .into(),
        ));
    }
    let open = !options.listen.ip().is_loopback();
    (options.behind_proxy && open).then(|| {
        Finding::Odd(format!(
            "--behind-proxy, but {} can be reached past the proxy, by visitors who name any address as theirs",
            options.listen
        ))
    })
}

/// The host of `host:port`, `[::1]:5432`.
fn host_of(authority: &str) -> &str {
    match authority.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => authority.split(':').next().unwrap_or_default(),
    }
}

/// By name, by address, or a socket in a folder.
fn is_here(host: &str) -> bool {
    let socket = host.starts_with('/') || host.starts_with("%2F") || host.starts_with("%2f");
    let address = host.parse::<std::net::IpAddr>();
    socket || host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
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
    let (hosts, settings) = parts(url);
    let encrypted = settings
        .iter()
        .any(|(name, value)| *name == "sslmode" && matches!(*value, "require" | "verify-ca" | "verify-full"));
    if encrypted {
        Finding::Good("the connection to the database is encrypted".into())
    } else if !hosts.is_empty() && hosts.iter().all(|host| is_here(host)) {
        Finding::Good("the database is on this machine".into())
    } else {
        Finding::Bad(
            "the database is elsewhere and the connection may be in the clear: add sslmode=require".into(),
        )
    }
}

/// The hosts and the settings of a PostgreSQL address, of `postgres://…?name=value` or of `name=value …`: user and
/// password may look like either.
fn parts(url: &str) -> (Vec<&str>, Vec<(&str, &str)>) {
    let (authority, settings) = match url.split_once("://") {
        None => ("", url.split_whitespace().collect::<Vec<_>>()),
        Some((_, rest)) => {
            let (before, query) = rest.split_once('?').unwrap_or((rest, ""));
            let authority = before.split('/').next().unwrap_or_default();
            let hosts = authority.rsplit_once('@').map_or(authority, |(_, hosts)| hosts);
            (hosts, query.split('&').collect())
        }
    };
    let settings: Vec<_> = settings.into_iter().filter_map(|setting| setting.split_once('=')).collect();
    let named = settings.iter().filter(|(name, _)| matches!(*name, "host" | "hostaddr"));
    let hosts = authority.split(',').map(host_of).chain(named.flat_map(|(_, hosts)| hosts.split(',')));
    (hosts.filter(|host| !host.is_empty()).collect(), settings)
}

fn about_data(place: &Place, shelf: &Shelf) -> Result<Vec<Finding>, Said> {
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
        let lying = about_files(shelf, &db).await;
        db.close().await;
        (counted, lying)
    });
    let (counted, lying) = counted;
    findings.extend(lying);
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

/// What lies on the shelf and what rows say of it.
async fn about_files(shelf: &Shelf, db: &Db) -> Vec<Finding> {
    let mut findings = Vec::new();
    match files::orphans(shelf, db).await {
        Ok(orphans) if orphans.is_empty() => {}
        Ok(orphans) => findings.push(Finding::Odd(format!(
            "{} files belong to nothing, {} the first; serve removes them when it starts",
            orphans.len(),
            orphans[0].display()
        ))),
        Err(fault) => findings.push(Finding::Bad(format!("the files: {fault}"))),
    }
    match files::missing(shelf, db).await {
        Ok(missing) => findings.extend(missing.iter().map(|(community, files)| {
            Finding::Bad(format!(
                "community {community}: {} files are gone, {} the first",
                files.len(),
                files[0]
            ))
        })),
        Err(fault) => findings.push(Finding::Bad(format!("the files: {fault}"))),
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(finding: &Finding) -> char {
        match finding {
            Finding::Good(_) => '+',
            Finding::Odd(_) => '?',
            Finding::Bad(_) => '-',
        }
    }

    #[test]
    fn what_is_thought_of_an_address() {
        for (url, thought) in [
            (None, '?'),
            (Some("https://coop.example"), '+'),
            (Some("https://coop.example/shop"), '-'),
            (Some("https://"), '-'),
            (Some("coop.example"), '-'),
            (Some("http://coop.example"), '-'),
            (Some("http://localhost:7878"), '+'),
            (Some("http://127.0.0.1:7878/"), '+'),
            (Some("http://[::1]:7878"), '+'),
            (Some("http://127.evil.example"), '-'),
            (Some("http://localhost.evil.example"), '-'),
        ] {
            assert_eq!(mark(&base_url(url)), thought, "{url:?}");
        }
    }

    /// An address is judged by its host and its settings; what a password looks like says nothing.
    #[test]
    fn what_is_thought_of_a_database() {
        for (url, thought) in [
            ("postgres://ana@localhost/coop", '+'),
            ("postgres://ana:x@127.0.0.1:5432/coop", '+'),
            ("postgres://ana@[::1]:5432/coop", '+'),
            ("postgres://ana@%2Fvar%2Frun%2Fpostgresql/coop", '+'),
            ("postgres://ana@/coop?host=/run/postgresql", '+'),
            ("host=localhost user=ana", '+'),
            ("host=/run/postgresql user=ana", '+'),
            ("postgres://ana:a%2Fb@db.example/coop", '-'),
            ("postgres://ana:sslmode=require@db.example/coop", '-'),
            ("postgres://ana@localhost.evil.example/coop", '-'),
            ("postgres://ana@localhost,db.example/coop", '-'),
            ("host=db.example password=host=/x", '-'),
            ("postgres://ana@db.example/coop?sslmode=require", '+'),
            ("postgres://ana@db.example/coop?sslmode=prefer", '-'),
            ("host=db.example sslmode=verify-full", '+'),
        ] {
            assert_eq!(mark(&about_url(url)), thought, "{url}");
        }
    }

    #[test]
    fn what_is_thought_of_a_proxy() {
        let options = |listen: &str, base_url: Option<&str>, behind_proxy| Serve {
            listen: listen.parse().unwrap(),
            place: crate::cli::Where { data: None, database: None },
            files: None,
            base_url: base_url.map(str::to_owned),
            behind_proxy,
        };
        let https = Some("https://coop.example");
        for (listen, url, behind, thought) in [
            ("127.0.0.1:7878", https, true, None),
            ("127.0.0.1:7878", https, false, Some('?')),
            ("0.0.0.0:7878", https, true, Some('?')),
            ("127.0.0.1:7878", None, false, None),
        ] {
            let found = about_proxy(&options(listen, url, behind));
            assert_eq!(found.as_ref().map(mark), thought, "{listen} {url:?} {behind}");
        }
    }
}

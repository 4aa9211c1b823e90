//! `hehuo pools predict`: what would come of every pool and of every part if it closed on a day. Reads, and changes nothing.

use super::open::{no_community, to_read};
use super::{Said, runtime};
use crate::cli::PredictPools;
use kernel::Timestamp;
use pools::PoolForecast;
use std::io::{ErrorKind, Write};
use store::{Fault, Reader};
use web::{Clock, Lang, SystemClock};

/// What was read, and with what it is told.
struct Read {
    currency: kernel::Currency,
    /// The day that it is about: to its end.
    day: String,
    /// What its own texts are in.
    lang: Lang,
    pools: Vec<One>,
}

/// A pool with what would come of it, and the names behind its parts.
struct One {
    row: pools::rows::Pool,
    pool: PoolForecast,
    names: Vec<String>,
}

pub(crate) fn run(options: &PredictPools) -> Result<(), Said> {
    let db = to_read(&options.place.place()?)?;
    let (slug, day) = (options.community.clone(), options.on.clone());
    let now = SystemClock.now();
    let read = runtime()?.block_on(async {
        let answer = db.read(move |reader| read(reader, &slug, day.as_deref(), now)).await;
        db.close().await;
        answer
    })?;
    let read = read.ok_or_else(|| no_community(&options.community))?;
    let read = read.map_err(Said::new)?;
    if options.json {
        let pools: Vec<_> = read.pools.iter().map(|one| &one.pool).collect();
        let body = serde_json::json!({ "on": read.day, "currency": read.currency, "pools": pools });
        return match writeln!(std::io::stdout(), "{body:#}") {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
            written => written.map_err(|error| Said::because("it could not be written", error)),
        };
    }
    let lang = options.lang.as_deref().map_or(Some(read.lang), Lang::parse);
    let lang = lang.ok_or_else(|| Said::new("--lang takes zh or en"))?;
    match write(&read, &options.community, lang) {
        // Whoever reads the other end of the pipe has seen enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => written.map_err(|error| Said::because("it could not be written", error)),
    }
}

fn write(read: &Read, community: &str, lang: Lang) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{}", pools::forecast_title(lang, community, &read.day))?;
    for One { row, pool, names } in &read.pools {
        writeln!(out, "  №{} {}: {}", pool.number, pool.title, pools::forecast_said(lang, row, pool))?;
        for (part, name) in pool.parts.iter().zip(names) {
            writeln!(out, "    {name}: {}", pools::part_forecast_said(lang, row, pool, part))?;
        }
    }
    if read.pools.is_empty() {
        writeln!(out, "  {}", pools::forecast_nothing(lang))?;
    }
    out.flush()
}

/// The inner error: that is no day, or one that is over.
fn read(
    reader: &mut Reader,
    slug: &str,
    day: Option<&str>,
    now: Timestamp,
) -> Result<Option<Result<Read, &'static str>>, Fault> {
    let Some(named) = community::by_slug(reader, slug)? else { return Ok(None) };
    let number = named.community_id;
    let Some(row) = reader.find::<community::Community>(&number)? else { return Ok(None) };
    let zone = row.zone();
    let start = match day {
        Some(day) => Timestamp::parse_local(&format!("{day}T00:00"), "%Y-%m-%dT%H:%M", &zone),
        None => Some(now),
    };
    let Some(start) = start else { return Ok(Some(Err("--on takes a day, say 2026-03-14"))) };
    if start.day(&zone) < now.day(&zone) {
        return Ok(Some(Err(
            "--on takes today or a day to come: what has closed by now is told by the pages",
        )));
    }
    let at = Timestamp::start_of_day(start.day(&zone) + 1, &zone);
    let mut found = Vec::new();
    for pool in pools::predict(reader, number, at)? {
        let mut names = Vec::new();
        for part in &pool.parts {
            let member = reader.find::<community::Member>(&(number, part.member))?;
            names.push(member.map(|member| member.display_name).unwrap_or_default());
        }
        let Some(row) = reader.find::<pools::rows::Pool>(&(number, pool.pool))? else { continue };
        found.push(One { row, pool, names });
    }
    let (currency, lang) = (row.currency, Lang::parse(&named.lang).unwrap_or(Lang::En));
    let day = start.format(&zone, "%Y-%m-%d");
    Ok(Some(Ok(Read { currency, day, lang, pools: found })))
}

//! `hehuo pools predict`: what would come of every pool and of every part if it closed on a day. Reads, and changes nothing.

use super::open::{no_community, number_of, to_read};
use super::{Said, runtime};
use crate::cli::PredictPools;
use kernel::{Money, Timestamp};
use pools::{PartForecast, PoolForecast};
use store::{Fault, Reader};
use web::{Clock, SystemClock};

/// What was read, and with what it is told.
struct Read {
    currency: kernel::Currency,
    /// The day that it is about: to its end.
    day: String,
    pools: Vec<(PoolForecast, Vec<String>)>,
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
    let read = read.ok_or_else(|| Said::new("--on takes a day, say 2026-03-14"))?;
    if options.json {
        let pools: Vec<_> = read.pools.iter().map(|(pool, _)| pool).collect();
        let body = serde_json::json!({ "on": read.day, "currency": read.currency, "pools": pools });
        println!("{body:#}");
        return Ok(());
    }
    println!("{}, if all closed at the end of {}:", options.community, read.day);
    for (pool, names) in &read.pools {
        println!("  №{} {}: {}", pool.number, pool.title, told(pool, &read));
        for (part, name) in pool.parts.iter().zip(names) {
            println!("    {name}: {}", part_told(part, &read));
        }
    }
    if read.pools.is_empty() {
        println!("  nothing is open");
    }
    Ok(())
}

/// The inner None: that is no day.
fn read(
    reader: &mut Reader,
    slug: &str,
    day: Option<&str>,
    now: Timestamp,
) -> Result<Option<Option<Read>>, Fault> {
    let Some(number) = number_of(reader, slug)? else { return Ok(None) };
    let Some(row) = reader.find::<community::Community>(&number)? else { return Ok(None) };
    let zone = row.zone();
    let start = match day {
        Some(day) => Timestamp::parse_local(&format!("{day}T00:00"), "%Y-%m-%dT%H:%M", &zone),
        None => Some(now),
    };
    let Some(start) = start else { return Ok(Some(None)) };
    let at = Timestamp::start_of_day(start.day(&zone) + 1, &zone);
    let mut pools = Vec::new();
    for pool in pools::predict(reader, number, at)? {
        let mut names = Vec::new();
        for part in &pool.parts {
            let member = reader.find::<community::Member>(&(number, part.member))?;
            names.push(member.map(|member| member.display_name).unwrap_or_default());
        }
        pools.push((pool, names));
    }
    Ok(Some(Some(Read { currency: row.currency, day: start.format(&zone, "%Y-%m-%d"), pools })))
}

fn told(pool: &PoolForecast, read: &Read) -> String {
    let mut said = format!("{} ({} of {})", pool.forecast, pool.reached, pool.least);
    if pool.released_minor > 0 {
        said.push_str(&format!(", {} released", Money::new(pool.released_minor, read.currency)));
    }
    if pool.match_minor > 0 {
        said.push_str(&format!(", {} added by a match fund", Money::new(pool.match_minor, read.currency)));
    }
    if pool.match_back_minor > 0 {
        said.push_str(&format!(
            ", {} back to a match fund",
            Money::new(pool.match_back_minor, read.currency)
        ));
    }
    if pool.claimed > 0 {
        said.push_str(&format!(", {} claimed payments are not confirmed", pool.claimed));
    }
    said
}

fn part_told(part: &PartForecast, read: &Read) -> String {
    let sum = |minor| Money::new(minor, read.currency);
    let (captured, returned) = (sum(part.captured_minor), sum(part.returned_minor));
    format!("{} → {}, {captured} kept, {returned} back", part.was, part.becomes)
}

//! `hehuo verify`: holds the books and the features' rows against every invariant.

use super::open::{no_community, number_of, to_read};
use super::{Said, runtime};
use crate::cli::Verify;

/// All there are, by slug.
struct Checked {
    slug: String,
    entries: i64,
    ballots: governance::Checked,
    mandates: u64,
    violations: Vec<String>,
}

pub(crate) fn run(options: &Verify) -> Result<(), Said> {
    let db = to_read(&options.place.place()?)?;
    let wanted = options.community.clone();
    let checked = runtime()?.block_on(async {
        let answer = db.read(move |reader| {
            let all = match &wanted {
                Some(slug) => {
                    number_of(reader, slug)?.map(|number| (slug.clone(), number)).into_iter().collect()
                }
                None => community::all(reader)?,
            };
            all.into_iter()
                .map(|(slug, number)| {
                    let report = ledger::verify(reader, number)?;
                    let mut violations: Vec<String> =
                        report.violations.iter().map(ToString::to_string).collect();
                    violations.extend(market::verify(reader, number)?);
                    let (mandates, wrong) = spending::check(reader, number)?;
                    violations.extend(wrong);
                    violations.extend(supply::verify(reader, number)?);
                    violations.extend(pools::verify(reader, number)?);
                    violations.extend(pickup::verify(reader, number)?);
                    violations.extend(ownership::verify(reader, number)?);
                    violations.extend(contributions::verify(reader, number)?);
                    violations.extend(referral::verify(reader, number)?);
                    violations.extend(distribution::verify(reader, number)?);
                    let ballots = governance::check(reader, number)?;
                    violations.extend(ballots.wrong.iter().cloned());
                    violations.extend(store::verify_events(reader, number)?);
                    Ok(Checked { slug, entries: report.entry_count, ballots, mandates, violations })
                })
                .collect::<Result<Vec<_>, store::Fault>>()
        });
        let answer = answer.await;
        db.close().await;
        answer
    })?;
    if let (Some(slug), true) = (&options.community, checked.is_empty()) {
        return Err(no_community(slug));
    }
    for community in &checked {
        let state = if community.violations.is_empty() { "whole" } else { "BROKEN" };
        println!("{}: {}, {state}", community.slug, looked_at(community));
        community.violations.iter().for_each(|violation| println!("  {violation}"));
    }
    match checked.iter().any(|community| !community.violations.is_empty()) {
        true => Err(Said::new("the books do not hold")),
        false => Ok(()),
    }
}

/// How much was held against what: a check that looked at nothing must not read like one that found nothing.
fn looked_at(checked: &Checked) -> String {
    let gone = match checked.ballots.gone {
        0 => String::new(),
        gone => format!(" ({gone} more cannot be: their weighted papers have left)"),
    };
    format!(
        "{} entries, {} closed ballots recounted{gone}, {} mandates held against the books",
        checked.entries, checked.ballots.recounted, checked.mandates
    )
}

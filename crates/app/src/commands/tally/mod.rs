//! `hehuo tally`: counts the ballots of a file by a rule, so that anybody can hold a count against another.

mod budgets;
mod matches;
mod rankings;

use super::Said;
use crate::cli::Tally;
use ::tally::preflib;
use ::tally::text::BadLine;
use serde_json::Value;
use std::io::{ErrorKind, Write};
use std::path::Path;

/// What came out: the object of `--json`, and lines for a person.
struct Counted {
    json: Value,
    lines: Vec<String>,
}

pub(crate) fn run(options: &Tally) -> Result<(), Said> {
    let file = &options.file;
    let extension = file.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    let counted = match (extension, preflib::Kind::of_extension(extension)) {
        (_, Some(kind)) => rankings::count(file, kind, &options.rule)?,
        ("pb", None) => budgets::count(options)?,
        ("csv", None) => matches::count(options)?,
        _ => {
            let known = "a file to count ends in .pb, .soc, .soi, .toc, .toi or .csv";
            return Err(Said::because(&file.display().to_string(), known));
        }
    };
    let lines = if options.json { vec![counted.json.to_string()] } else { counted.lines };
    match print(&lines) {
        // Whoever reads has seen enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        printed => printed.map_err(|error| Said::because("standard output", error)),
    }
}

fn print(lines: &[String]) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    lines.iter().try_for_each(|line| writeln!(out, "{line}"))?;
    out.flush()
}

/// The whole file as text.
fn text_of(file: &Path) -> Result<String, Said> {
    let bytes = std::fs::read(file).map_err(|error| Said::because(&file.display().to_string(), error))?;
    String::from_utf8(bytes).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        bad_line(file, &BadLine::new(line, "this is no UTF-8 text"))
    })
}

/// Names from a file cannot move the cursor or end the line.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

fn bad_line(file: &Path, bad: &BadLine) -> Said {
    Said::new(format!("{}, {bad}", file.display()))
}

/// The rule of that name, or an answer that names them all.
fn rule_of<'a, R>(rules: &'a [(&str, R)], wanted: &str, files: &str) -> Result<&'a R, Said> {
    if let Some((_, rule)) = rules.iter().find(|(name, _)| *name == wanted) {
        return Ok(rule);
    }
    let names: Vec<&str> = rules.iter().map(|(name, _)| *name).collect();
    Err(Said::new(format!("no rule for {files} is called {wanted:?}; there are {}", names.join(", "))))
}

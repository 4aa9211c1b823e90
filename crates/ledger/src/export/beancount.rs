//! Beancount, version 2 and 3: https://beancount.github.io/docs/beancount_language_syntax.html

use super::{Cover, ExportAccount, ExportEntry, amount, distinct, one_line};
use std::io::{self, Write};

pub(super) fn begin(out: &mut dyn Write, cover: &Cover, balances: &[(ExportAccount, i64)]) -> io::Result<()> {
    writeln!(out, "option \"title\" {}", quoted(&cover.title))?;
    writeln!(out, "option \"operating_currency\" \"{}\"\n", cover.currency)?;
    for same in distinct(balances) {
        let currencies: Vec<_> = same.iter().map(|(account, _)| account.currency.to_string()).collect();
        writeln!(out, "{} open {} {}", cover.first, same[0].0.name, currencies.join(","))?;
    }
    Ok(())
}

pub(super) fn entry(out: &mut dyn Write, entry: &ExportEntry<'_>) -> io::Result<()> {
    let fields = &entry.head.entry;
    write!(out, "\n{} * {}", entry.date, quoted(&fields.kind))?;
    // A link ties all entries of one cause together.
    let link = |byte: u8| byte.is_ascii_alphanumeric() || b"-_/.".contains(&byte);
    if !fields.cause_id.is_empty() && fields.cause_id.bytes().all(link) {
        write!(out, " ^{}", fields.cause_id)?;
    }
    writeln!(out, "\n  number: {}", fields.number)?;
    writeln!(out, "  happened: \"{}\"", fields.happened_at_us)?;
    writeln!(out, "  recorded: \"{}\"", fields.recorded_at_us)?;
    writeln!(out, "  cause: {}", quoted(&format!("{} {}", fields.cause_kind, fields.cause_id)))?;
    let numbers = [("parent", fields.parent_entry), ("reverses", fields.reverses)];
    for (key, number) in numbers.into_iter().chain([("reversed-by", entry.head.reversed_by)]) {
        if let Some(number) = number {
            writeln!(out, "  {key}: {number}")?;
        }
    }
    if let Some(mandate) = &fields.mandate {
        writeln!(out, "  mandate: {}", quoted(mandate))?;
    }
    for (account, minor) in &entry.postings {
        writeln!(out, "  {}  {}", account.name, amount(*minor, account.currency))?;
    }
    Ok(())
}

/// A balance holds at the beginning of its day, hence the day after the last entry.
pub(super) fn end(out: &mut dyn Write, cover: &Cover, balances: &[(ExportAccount, i64)]) -> io::Result<()> {
    writeln!(out)?;
    for (account, minor) in balances {
        let sum = amount(*minor, account.currency);
        writeln!(out, "{} balance {}  {sum}", cover.day_after, account.name)?;
    }
    Ok(())
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", one_line(text).replace('\\', "\\\\").replace('"', "\\\""))
}

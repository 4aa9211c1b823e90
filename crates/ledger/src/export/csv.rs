//! One line a posting (RFC 4180), for spreadsheets.

use super::ExportEntry;
use kernel::Money;
use std::io::{self, Write};

pub(super) fn begin(out: &mut dyn Write) -> io::Result<()> {
    // Spreadsheets take a file without this mark for the local legacy encoding.
    out.write_all("\u{feff}".as_bytes())?;
    out.write_all(
        b"entry,date,happened,recorded,kind,cause,cause_id,parent,reverses,mandate,account,purpose,fund,owner,\
        amount,currency\r\n",
    )
}

pub(super) fn entry(out: &mut dyn Write, entry: &ExportEntry<'_>) -> io::Result<()> {
    let fields = &entry.head.entry;
    let number = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
    for (account, minor) in &entry.postings {
        let money = Money::new(*minor, account.currency);
        let cells = [
            fields.number.to_string(),
            entry.date.clone(),
            fields.happened_at_us.to_string(),
            fields.recorded_at_us.to_string(),
            fields.kind.clone(),
            fields.cause_kind.clone(),
            fields.cause_id.clone(),
            number(fields.parent_entry),
            number(fields.reverses),
            fields.mandate.clone().unwrap_or_default(),
            account.name.clone(),
            account.purpose.to_string(),
            number(account.fund),
            account.owner.as_deref().map(text).unwrap_or_default(),
            money.plain(),
            account.currency.to_string(),
        ];
        let line: Vec<_> = cells.iter().map(|cell| quoted(cell)).collect();
        write!(out, "{}\r\n", line.join(","))?;
    }
    Ok(())
}

fn quoted(cell: &str) -> String {
    let plain = !cell.contains(['"', ',', '\r', '\n']);
    if plain { cell.to_owned() } else { format!("\"{}\"", cell.replace('"', "\"\"")) }
}

/// A spreadsheet runs what begins like a formula; names are the only cells that people could choose.
fn text(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t']) { format!("'{cell}") } else { cell.to_owned() }
}

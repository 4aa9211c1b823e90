//! hledger's journal, which ledger reads too: https://hledger.org/hledger.html#journal

use super::{Cover, ExportAccount, ExportEntry, amount, distinct, one_line};
use std::io::{self, Write};

pub(super) fn begin(out: &mut dyn Write, cover: &Cover, balances: &[(ExportAccount, i64)]) -> io::Result<()> {
    writeln!(out, "; {}", one_line(&cover.title))?;
    for currency in &cover.currencies {
        // The point must be there even where the currency has no minor unit.
        writeln!(out, "commodity 1000.{} {currency}", "0".repeat(currency.exponent() as usize))?;
    }
    writeln!(out)?;
    distinct(balances).try_for_each(|same| writeln!(out, "account {}", same[0].0.name))
}

pub(super) fn entry(out: &mut dyn Write, entry: &ExportEntry<'_>) -> io::Result<()> {
    let fields = &entry.head.entry;
    writeln!(out, "\n{} * ({}) {}", entry.date, fields.number, plain(&fields.kind))?;
    writeln!(out, "    ; number:{}", fields.number)?;
    writeln!(out, "    ; happened:{}, recorded:{}", fields.happened_at_us, fields.recorded_at_us)?;
    writeln!(out, "    ; cause:{} {}", plain(&fields.cause_kind), plain(&fields.cause_id))?;
    let numbers = [("parent", fields.parent_entry), ("reverses", fields.reverses)];
    for (key, number) in numbers.into_iter().chain([("reversed-by", entry.head.reversed_by)]) {
        if let Some(number) = number {
            writeln!(out, "    ; {key}:{number}")?;
        }
    }
    if let Some(mandate) = &fields.mandate {
        writeln!(out, "    ; mandate:{}", plain(mandate))?;
    }
    for (account, minor) in &entry.postings {
        writeln!(out, "    {}  {}", account.name, amount(*minor, account.currency))?;
    }
    Ok(())
}

/// An assertion holds after the posting it stands at; assertions of a day go in the order written.
pub(super) fn end(out: &mut dyn Write, cover: &Cover, balances: &[(ExportAccount, i64)]) -> io::Result<()> {
    if balances.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{} * balances", cover.last)?;
    for (account, minor) in balances {
        let (nothing, sum) = (amount(0, account.currency), amount(*minor, account.currency));
        writeln!(out, "    {}  {nothing} = {sum}", account.name)?;
    }
    Ok(())
}

/// Without what ends a description or a tag.
fn plain(text: &str) -> String {
    one_line(text).replace([';', ',', '|'], " ")
}

//! The report: every line that did not go into the books, or not wholly, with the reason. Nothing is dropped
//! in silence.

use super::parts::PartLine;
use kernel::Quantity;
use std::fs::File;
use std::io::{self, BufWriter};
use std::path::Path;

const HEADER: [&str; 6] = ["file", "line", "invoice", "reason", "uncovered", "text"];

/// A CSV file, written as the import goes; or nothing, where nobody asked for it.
#[derive(Debug)]
pub(super) struct Report {
    out: Option<csv::Writer<BufWriter<File>>>,
}

/// One line of it. `uncovered` is the quantity of a cancellation for which there was no purchase.
pub(super) struct Row<'a> {
    pub file: &'a str,
    pub line: &'a PartLine,
    pub invoice: &'a str,
    pub reason: &'a str,
    pub uncovered: Option<Quantity>,
}

impl Report {
    pub(super) fn create(path: Option<&Path>) -> io::Result<Report> {
        let out = path.map(|path| File::create(path).map(BufWriter::new).map(csv::Writer::from_writer));
        let mut out = out.transpose()?;
        if let Some(out) = &mut out {
            out.write_record(HEADER)?;
        }
        Ok(Report { out })
    }

    pub(super) fn write(&mut self, row: &Row<'_>) -> io::Result<()> {
        let Some(out) = &mut self.out else { return Ok(()) };
        let uncovered = row.uncovered.map(|quantity| quantity.to_string()).unwrap_or_default();
        let number = row.line.number.to_string();
        out.write_record([row.file, &number, row.invoice, row.reason, &uncovered, &row.line.text])?;
        Ok(())
    }

    pub(super) fn finish(&mut self) -> io::Result<()> {
        self.out.as_mut().map_or(Ok(()), csv::Writer::flush)
    }
}

//! `hehuo export books`: a community's books on standard output, in a format of the trade.

use super::open::{no_community, number_of, to_read};
use super::{Said, runtime};
use crate::cli::{BooksFormat, ExportBooks};
use ledger::ExportFormat;
use std::io::{BufWriter, ErrorKind, Write};

pub(crate) fn run(options: &ExportBooks) -> Result<(), Said> {
    let db = to_read(&options.place.place()?)?;
    let slug = options.community.clone();
    let format = match options.format {
        BooksFormat::Beancount => ExportFormat::Beancount,
        BooksFormat::Hledger => ExportFormat::Hledger,
        BooksFormat::Csv => ExportFormat::Csv,
    };
    runtime()?.block_on(async {
        let answer = db.read(move |reader| {
            let Some(number) = number_of(reader, &slug)? else { return Ok(Err(no_community(&slug))) };
            let mut out = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
            let written = books::export(reader, number, format, &mut out);
            Ok(match written.and_then(|()| out.flush().map_err(ledger::ExportError::from)) {
                Ok(()) => Ok(()),
                // Whoever reads the other end of the pipe has seen enough.
                Err(ledger::ExportError::Io(error)) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
                Err(error) => Err(Said::because("the export stopped", error)),
            })
        });
        let answer = answer.await;
        db.close().await;
        answer?
    })
}

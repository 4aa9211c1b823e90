//! `hehuo export books`: a community's books on standard output, in a format of the trade.

use super::open::{no_community, number_of, to_read};
use super::{Said, runtime};
use crate::cli::{BooksFormat, ExportBooks};
use books::Export;
use ledger::ExportFormat;
use std::io::{ErrorKind, Write};
use store::Db;

pub(crate) fn run(options: &ExportBooks) -> Result<(), Said> {
    let db = to_read(&options.place.place()?)?;
    let slug = options.community.clone();
    let format = match options.format {
        BooksFormat::Beancount => ExportFormat::Beancount,
        BooksFormat::Hledger => ExportFormat::Hledger,
        BooksFormat::Csv => ExportFormat::Csv,
    };
    runtime()?.block_on(async {
        let answer = written(&db, slug, format).await;
        db.close().await;
        answer
    })
}

async fn written(db: &Db, slug: String, format: ExportFormat) -> Result<(), Said> {
    let name = slug.clone();
    let number = db.read(move |reader| number_of(reader, &name)).await?.ok_or_else(|| no_community(&slug))?;
    let export = Export::begin(db, number, format).await?;
    let mut export = export.ok_or_else(|| Said::new(format!("{slug} has no books")))?;
    let mut out = std::io::stdout();
    while let Some(piece) = export.next().await? {
        match out.write_all(&piece).and_then(|()| out.flush()) {
            Ok(()) => {}
            // Whoever reads the other end of the pipe has seen enough.
            Err(error) if error.kind() == ErrorKind::BrokenPipe => return Ok(()),
            Err(error) => return Err(Said::because("the export stopped", error)),
        }
    }
    Ok(())
}

//! The report: every line that did not go into the books, or not wholly, with the reason. Nothing is dropped
//! in silence.

use super::parts::PartLine;
use kernel::Quantity;
use std::fs::File;
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

const HEADER: [&str; 6] = ["file", "line", "invoice", "reason", "uncovered", "text"];

/// A CSV file, written as the import goes; or nothing, where nobody asked for it. It takes its name when it is whole:
/// what a stopped import leaves must not pass for the report.
#[derive(Debug)]
pub(super) struct Report {
    out: Option<csv::Writer<BufWriter<File>>>,
    names: Option<Names>,
}

/// What it is called while it is written, and then.
#[derive(Debug, PartialEq, Eq)]
struct Names {
    unfinished: PathBuf,
    whole: PathBuf,
}

impl Names {
    /// None for a pipe or a device, which cannot take another's place.
    fn of(path: &Path) -> Option<Names> {
        // Through links, so that a file takes the place of the file and not of the link to it.
        let whole = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        if whole.exists() && !whole.is_file() {
            return None;
        }
        let mut unfinished = whole.file_name()?.to_owned();
        unfinished.push(".unfinished");
        Some(Names { unfinished: whole.with_file_name(unfinished), whole })
    }
}

/// The first of `files` that a report at `path` would overwrite.
pub(super) fn overwritten<'a>(path: &Path, files: &'a [PathBuf]) -> Option<&'a Path> {
    let written = Names::of(path).map_or_else(Vec::new, |names| vec![names.unfinished, names.whole]);
    let written: Vec<_> = written.iter().filter_map(|path| path.canonicalize().ok()).collect();
    let read = |file: &&PathBuf| file.canonicalize().is_ok_and(|file| written.contains(&file));
    files.iter().find(read).map(PathBuf::as_path)
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
        let Some(path) = path else { return Ok(Report { out: None, names: None }) };
        let names = Names::of(path);
        let file = File::create(names.as_ref().map_or(path, |names| &names.unfinished))?;
        let mut out = csv::Writer::from_writer(BufWriter::new(file));
        out.write_record(HEADER)?;
        Ok(Report { out: Some(out), names })
    }

    pub(super) fn write(&mut self, row: &Row<'_>) -> io::Result<()> {
        let Some(out) = &mut self.out else { return Ok(()) };
        let uncovered = row.uncovered.map(|quantity| quantity.to_string()).unwrap_or_default();
        let number = row.line.number.to_string();
        out.write_record([row.file, &number, row.invoice, row.reason, &uncovered, &row.line.text])?;
        Ok(())
    }

    pub(super) fn finish(&mut self) -> io::Result<()> {
        let Some(out) = &mut self.out else { return Ok(()) };
        out.flush()?;
        match self.names.take() {
            Some(names) => std::fs::rename(&names.unfinished, &names.whole),
            None => Ok(()),
        }
    }
}

impl Drop for Report {
    fn drop(&mut self) {
        if let Some(names) = self.names.take() {
            // What is left of a stopped import is of no use; the next one writes it anew, so it may also stay.
            let _ = std::fs::remove_file(&names.unfinished);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("market-report-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn it_takes_its_name_when_it_is_whole() {
        let folder = folder("name");
        let path = folder.join("report.csv");
        std::fs::write(&path, "of the run before").unwrap();
        let report = Report::create(Some(&path)).unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "of the run before");
        drop(report);
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "of the run before");
        Report::create(Some(&path)).unwrap().finish().unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), HEADER.join(",") + "\n");
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1, "nothing else is left");
        Report::create(Some(Path::new("/dev/null"))).unwrap().finish().unwrap();
        assert!(!Path::new("/dev/null").is_file());
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn it_overwrites_no_file_that_is_read() {
        let folder = folder("read");
        let files = ["a.csv", "b.csv", "c.csv.unfinished"].map(|name| folder.join(name));
        files.iter().for_each(|file| std::fs::write(file, "orders").unwrap());
        std::os::unix::fs::symlink(&files[1], folder.join("link")).unwrap();
        let check = |name: &str, expected: Option<usize>| {
            let found = overwritten(&folder.join(name), &files);
            assert_eq!(found, expected.map(|at| files[at].as_path()), "{name}");
        };
        check("a.csv", Some(0));
        check("./b.csv", Some(1));
        check("link", Some(1));
        check("c.csv", Some(2));
        check("d.csv", None);
        std::fs::remove_dir_all(folder).unwrap();
    }
}

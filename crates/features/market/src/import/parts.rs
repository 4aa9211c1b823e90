//! From lines to invoices: the lines of one invoice in one file, in the order of their first lines.

use super::align::Print;
use super::format::Layout;
use super::line::{Does, LineReader, Reason};
use super::records::{Record, Records};
use kernel::{Currency, Timestamp, Zone};
use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

/// An invoice waits until its last line is read, and those behind it wait with it. Past this many waiting
/// lines it goes out as it is and its further lines follow as another part, so that memory stays bounded.
const HELD_LINES_MAX: usize = 50_000;

/// The lines that one file has of one invoice.
#[derive(Debug)]
pub(super) struct Part {
    pub invoice: String,
    pub file: Arc<str>,
    /// Lines of the invoice that this file had before.
    pub before: usize,
    /// It begins with the first line of its file.
    pub at_head: bool,
    /// The time of the first line that has one.
    pub at: Option<Timestamp>,
    pub customer: Option<String>,
    pub lines: Vec<PartLine>,
}

#[derive(Debug)]
pub(super) struct PartLine {
    pub number: u64,
    /// How many lines of the file it takes: more than one where a field holds line breaks.
    pub lines: u64,
    pub print: Print,
    pub text: String,
    pub does: Does,
}

#[derive(Debug)]
pub(super) enum Found {
    Part(Part),
    /// A line that belongs to no invoice.
    Stray {
        line: PartLine,
        reason: Reason,
    },
}

/// Why a file could not be read to its end.
#[derive(Debug)]
pub enum FileUnreadable {
    Io(io::Error),
    /// There is no header line.
    Empty,
    MissingColumn(String),
}

impl fmt::Display for FileUnreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FileUnreadable::Io(error) => write!(f, "{error}"),
            FileUnreadable::Empty => write!(f, "the file is empty: its first line must name the columns"),
            FileUnreadable::MissingColumn(name) => write!(f, "no column is called {name}"),
        }
    }
}

impl From<io::Error> for FileUnreadable {
    fn from(error: io::Error) -> Self {
        FileUnreadable::Io(error)
    }
}

/// What has to be known to read a file.
#[derive(Debug, Clone)]
pub(super) struct Reading {
    pub layout: Layout,
    pub zone: Zone,
    pub currency: Currency,
}

/// The file after its first line, and that line.
fn header(layout: &Layout, path: &Path, bytes: &Arc<AtomicU64>) -> Result<(Records, Record), FileUnreadable> {
    let mut records = Records::open(path, layout.delimiter, bytes.clone())?;
    let mut header = Record::default();
    match records.next(&mut header)? {
        true => Ok((records, header)),
        false => Err(FileUnreadable::Empty),
    }
}

/// Whether the file is there and has the columns.
pub(super) fn look(layout: &Layout, path: &Path) -> Result<(), FileUnreadable> {
    let (_, header) = header(layout, path, &Arc::default())?;
    layout.places(&header.fields()).map(drop).map_err(FileUnreadable::MissingColumn)
}

impl Reading {
    fn open(&self, path: &Path, bytes: &Arc<AtomicU64>) -> Result<(Records, LineReader), FileUnreadable> {
        let (records, header) = header(&self.layout, path, bytes)?;
        let reader = LineReader::new(&self.layout, &self.zone, self.currency, &header)
            .map_err(FileUnreadable::MissingColumn)?;
        Ok((records, reader))
    }

    /// Reads the file once for the number of lines of each invoice; `next` reads it again.
    pub(super) fn parts(&self, path: &Path, bytes: &Arc<AtomicU64>) -> Result<Parts, FileUnreadable> {
        let (mut records, reader) = self.open(path, &Arc::default())?;
        let (mut record, mut counts) = (Record::default(), HashMap::<Box<str>, Count>::new());
        while records.next(&mut record)? {
            if let Ok(invoice) = reader.invoice(&record) {
                match counts.get_mut(invoice) {
                    Some(count) => count.to_come += 1,
                    None => drop(counts.insert(invoice.into(), Count { to_come: 1, ..Count::default() })),
                }
            }
        }
        let (records, reader) = self.open(path, bytes)?;
        let file = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into();
        Ok(Parts {
            records,
            reader,
            file,
            counts,
            record,
            waiting: VecDeque::new(),
            gone: 0,
            held: 0,
            held_max: HELD_LINES_MAX,
            at_head: true,
        })
    }
}

#[derive(Debug, Default)]
struct Count {
    to_come: usize,
    seen: usize,
    /// Where the part that is being filled stands: its place among all parts ever queued, from 1.
    open: Option<usize>,
}

pub(super) struct Parts {
    records: Records,
    reader: LineReader,
    file: Arc<str>,
    counts: HashMap<Box<str>, Count>,
    record: Record,
    waiting: VecDeque<Part>,
    /// Parts that have gone out.
    gone: usize,
    held: usize,
    held_max: usize,
    at_head: bool,
}

impl Parts {
    pub(super) fn file(&self) -> &Arc<str> {
        &self.file
    }

    pub(super) fn next(&mut self) -> Result<Option<Found>, FileUnreadable> {
        loop {
            if let Some(part) = self.ready() {
                return Ok(Some(Found::Part(part)));
            }
            if !self.records.next(&mut self.record)? {
                return Ok(self.pop().map(Found::Part));
            }
            let line = PartLine {
                number: self.record.line,
                lines: self.record.lines,
                print: 0,
                text: self.record.text.clone(),
                does: Does::Nothing(Reason::Malformed),
            };
            match self.reader.invoice(&self.record) {
                Ok(invoice) => {
                    let invoice = invoice.to_owned();
                    self.take(invoice, line);
                }
                Err(reason) => return Ok(Some(Found::Stray { line, reason })),
            }
        }
    }

    /// Puts the line that was just read into its invoice.
    fn take(&mut self, invoice: String, mut line: PartLine) {
        line.print = self.reader.print(&self.record);
        line.does = self.reader.does(&self.record);
        let at = self.reader.time_of(&self.record);
        // Both passes read the same lines; a file that grew meanwhile only makes a further part.
        let count = self.counts.entry(invoice.as_str().into()).or_default();
        let open = *count.open.get_or_insert(self.gone + self.waiting.len());
        if open == self.gone + self.waiting.len() {
            self.waiting.push_back(Part {
                invoice,
                file: self.file.clone(),
                before: count.seen,
                at_head: std::mem::take(&mut self.at_head),
                at: None,
                customer: None,
                lines: Vec::new(),
            });
        }
        count.seen += 1;
        count.to_come = count.to_come.saturating_sub(1);
        self.held += 1;
        let part = &mut self.waiting[open - self.gone];
        part.at = part.at.or(at);
        part.add(line);
    }

    /// The first part in the queue, when no line of it is to come, or when too many wait behind it.
    fn ready(&mut self) -> Option<Part> {
        let first = self.waiting.front()?;
        let complete = self.counts.get(first.invoice.as_str()).is_none_or(|count| count.to_come == 0);
        (complete || self.held > self.held_max).then(|| self.pop()).flatten()
    }

    fn pop(&mut self) -> Option<Part> {
        let part = self.waiting.pop_front()?;
        self.gone += 1;
        self.held -= part.lines.len();
        if let Some(count) = self.counts.get_mut(part.invoice.as_str()) {
            count.open = None;
        }
        Some(part)
    }
}

impl Part {
    /// An invoice has one buyer, named by its first line that names one.
    fn add(&mut self, mut line: PartLine) {
        if let Does::Sells(said) | Does::Cancels(said) = &line.does
            && let Some(customer) = &said.customer
            && self.customer.get_or_insert_with(|| customer.clone()) != customer
        {
            line.does = Does::Nothing(Reason::OtherCustomer);
        }
        self.lines.push(line);
    }
}

#[cfg(test)]
mod tests {
    use super::super::format::Format;
    use super::*;

    /// Lines as invoice, item, customer; what comes out as invoice, lines before, items.
    fn parts(name: &str, held_max: usize, lines: &[(&str, &str, &str)]) -> Vec<(String, usize, String)> {
        let path = std::env::temp_dir().join(format!("market-parts-{name}-{}.csv", std::process::id()));
        let mut text = String::from("order,item,description,quantity,time,price,customer\n");
        for (invoice, item, customer) in lines {
            let quantity = if invoice.starts_with('C') { -1 } else { 1 };
            text += &format!("{invoice},{item},d,{quantity},2011-02-01 08:23:00,1,{customer}\n");
        }
        std::fs::write(&path, text).unwrap();
        let layout = Format::Csv(Default::default()).layout();
        let reading = Reading { layout, zone: Zone::utc(), currency: Currency::GBP };
        let mut parts = reading.parts(&path, &Arc::default()).unwrap();
        parts.held_max = held_max;
        let mut all = Vec::new();
        while let Some(found) = parts.next().unwrap() {
            all.push(match found {
                Found::Part(part) => {
                    let item = |line: &PartLine| match &line.does {
                        Does::Sells(line) | Does::Cancels(line) => line.item.clone(),
                        Does::Nothing(reason) => reason.code().into(),
                    };
                    (part.invoice, part.before, part.lines.iter().map(item).collect::<Vec<_>>().join(" "))
                }
                Found::Stray { line, reason } => (reason.code().into(), line.number as usize, String::new()),
            });
        }
        std::fs::remove_file(&path).unwrap();
        all
    }

    fn part(invoice: &str, before: usize, items: &str) -> (String, usize, String) {
        (invoice.into(), before, items.into())
    }

    const MIXED: [(&str, &str, &str); 7] = [
        ("1", "a", "9"),
        ("2", "b", ""),
        ("1", "c", ""),
        ("", "d", ""),
        ("C3", "e", "9"),
        ("1", "f", "8"),
        ("2", "g", "8"),
    ];

    #[test]
    fn invoices_come_whole_in_the_order_of_their_first_lines() {
        let expected = [part("no_invoice", 5, ""), part("1", 0, "a c other_customer"), part("2", 0, "b g")];
        assert_eq!(parts("whole", 100, &MIXED), [&expected[..], &[part("C3", 0, "e")]].concat());
    }

    #[test]
    fn too_many_waiting_lines_send_the_first_invoice_off() {
        let expected = [
            part("1", 0, "a c"),
            part("no_invoice", 5, ""),
            part("2", 0, "b"),
            part("C3", 0, "e"),
            part("1", 2, "f"),
            part("2", 1, "g"),
        ];
        assert_eq!(parts("held", 2, &MIXED), expected);
    }
}

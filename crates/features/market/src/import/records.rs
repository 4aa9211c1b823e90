//! From bytes to records: plain or gzip, quoted fields, true line numbers, any encoding a spreadsheet saves.
//!
//! Not the csv crate's reader: the report needs each line as it was written and the number it has in the
//! file, and one unclosed quote must cost one line, not the rest of the file.

use flate2::read::MultiGzDecoder;
use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// A record that goes on over more lines or bytes than this has a quote that is never closed.
const RECORD_LINES_MAX: usize = 100;
const LINE_BYTES_MAX: u64 = 1 << 20;

/// One record, reused for the next so that a long file costs no allocations.
#[derive(Debug, Default)]
pub(super) struct Record {
    /// The number of its first line, from 1.
    pub line: u64,
    /// How many lines of the file it takes.
    pub lines: u64,
    /// As it was written, without the end of line.
    pub text: String,
    /// False when a quote is opened and never closed.
    pub whole: bool,
    /// True when every quote that opens a field closes at the end of it.
    strict: bool,
    plain: String,
    ends: Vec<usize>,
}

impl Record {
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn field(&self, at: usize) -> &str {
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.plain[start..self.ends[at]]
    }

    pub(super) fn fields(&self) -> Vec<&str> {
        (0..self.len()).map(|at| self.field(at)).collect()
    }

    /// Splits `text` as RFC 4180 says; text after a closing quote joins the field, as other readers do it.
    fn split(&mut self, delimiter: char) {
        self.plain.clear();
        self.ends.clear();
        let (mut quoted, mut fresh) = (false, true);
        self.strict = true;
        let mut rest = self.text.chars().peekable();
        while let Some(c) = rest.next() {
            match c {
                '"' if quoted && rest.peek() == Some(&'"') => {
                    rest.next();
                    self.plain.push('"');
                }
                '"' if quoted => {
                    quoted = false;
                    self.strict &= rest.peek().is_none_or(|next| *next == delimiter);
                }
                '"' if fresh => quoted = true,
                c if c == delimiter && !quoted => {
                    self.ends.push(self.plain.len());
                    fresh = true;
                    continue;
                }
                c => self.plain.push(c),
            }
            fresh = false;
        }
        self.ends.push(self.plain.len());
        self.whole = !quoted;
    }
}

pub(super) struct Records {
    input: BufReader<Box<dyn Read + Send>>,
    delimiter: char,
    line: u64,
    /// Fields a record must have; None until the header is read.
    columns: Option<usize>,
    /// Lines that were read ahead for a quote that never closed.
    ahead: VecDeque<String>,
}

/// Counts what is read of the file itself, compressed or not: the measure of progress.
struct Counted {
    file: File,
    bytes: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(buffer)?;
        self.bytes.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

impl Records {
    /// Opens a file, gzip or not by its first bytes. Adds what is read of it to `bytes`.
    pub(super) fn open(path: &Path, delimiter: char, bytes: Arc<AtomicU64>) -> io::Result<Records> {
        let mut file = BufReader::with_capacity(1 << 16, Counted { file: File::open(path)?, bytes });
        let gzip = file.fill_buf()?.starts_with(&[0x1f, 0x8b]);
        let input: Box<dyn Read + Send> =
            if gzip { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) };
        Records::over(input, delimiter)
    }

    pub(super) fn over(input: Box<dyn Read + Send>, delimiter: char) -> io::Result<Records> {
        let mut input = BufReader::with_capacity(1 << 16, input);
        let start = input.fill_buf()?;
        if start.starts_with(&[0xff, 0xfe])
            || start.starts_with(&[0xfe, 0xff])
            || start.iter().take(8).any(|byte| *byte == 0)
        {
            let not_text = "not a text table (a spreadsheet must be saved as CSV in UTF-8)";
            return Err(io::Error::new(io::ErrorKind::InvalidData, not_text));
        }
        let mark = if start.starts_with(&[0xef, 0xbb, 0xbf]) { 3 } else { 0 };
        input.consume(mark);
        Ok(Records { input, delimiter, line: 0, columns: None, ahead: VecDeque::new() })
    }

    /// The next record that is not blank; false at the end. The first one is the header: it says how many fields
    /// there are.
    pub(super) fn next(&mut self, record: &mut Record) -> io::Result<bool> {
        loop {
            let Some(first) = self.line()? else { return Ok(false) };
            self.line += 1;
            if first.trim().is_empty() {
                continue;
            }
            (record.line, record.lines, record.text) = (self.line, 1, first);
            record.split(self.delimiter);
            if !record.whole {
                self.close_quote(record)?;
            }
            self.columns = self.columns.or(Some(record.len()));
            return Ok(true);
        }
    }

    /// Joins the following lines until the quote is closed. They are given back when it never is, and when it
    /// closes where another record's own quote opens: then it was forgotten, and those lines are records.
    fn close_quote(&mut self, record: &mut Record) -> io::Result<()> {
        let (alone, mut joined) = (record.text.clone(), Vec::new());
        while !record.whole && joined.len() < RECORD_LINES_MAX {
            let Some(next) = self.line()? else { break };
            record.text.push('\n');
            record.text.push_str(&next);
            joined.push(next);
            record.split(self.delimiter);
        }
        let fits = self.columns.is_none_or(|columns| record.len() == columns);
        if record.whole && record.strict && fits {
            record.lines += joined.len() as u64;
            self.line += joined.len() as u64;
            return Ok(());
        }
        for line in joined.into_iter().rev() {
            self.ahead.push_front(line);
        }
        record.text = alone;
        record.split(self.delimiter);
        Ok(())
    }

    /// The next physical line without its end.
    fn line(&mut self) -> io::Result<Option<String>> {
        if let Some(line) = self.ahead.pop_front() {
            return Ok(Some(line));
        }
        let mut bytes = Vec::with_capacity(128);
        let mut bounded = (&mut self.input).take(LINE_BYTES_MAX);
        if bounded.read_until(b'\n', &mut bytes)? == 0 {
            return Ok(None);
        }
        if bytes.len() as u64 == LINE_BYTES_MAX {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "a line of more than a mebibyte"));
        }
        while matches!(bytes.last(), Some(b'\n' | b'\r')) {
            bytes.pop();
        }
        Ok(Some(String::from_utf8(bytes).unwrap_or_else(|bad| western(bad.as_bytes()))))
    }
}

/// What is not UTF-8 was saved by an old Windows program: code page 1252, where any byte means something.
fn western(bytes: &[u8]) -> String {
    const FROM_0X80: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    let one = |byte: &u8| match byte {
        0x80..=0x9f => FROM_0X80[usize::from(*byte - 0x80)],
        other => char::from(*other),
    };
    bytes.iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn read(bytes: &[u8]) -> Vec<(u64, bool, Vec<String>)> {
        let mut records = Records::over(Box::new(io::Cursor::new(bytes.to_vec())), ',').unwrap();
        let (mut record, mut all) = (Record::default(), Vec::new());
        while records.next(&mut record).unwrap() {
            all.push((record.line, record.whole, record.fields().into_iter().map(str::to_owned).collect()));
        }
        all
    }

    fn row(line: u64, whole: bool, fields: &[&str]) -> (u64, bool, Vec<String>) {
        (line, whole, fields.iter().map(|field| (*field).to_owned()).collect())
    }

    #[test]
    fn quotes_commas_line_ends_and_numbers() {
        let read =
            read(b"\xef\xbb\xbfa,b\r\n\"x, \"\"y\"\"\",2\r\n\r\n12\" RULER,3\n\"two\nlines\",4\nlast,");
        let expected = [
            row(1, true, &["a", "b"]),
            row(2, true, &["x, \"y\"", "2"]),
            row(4, true, &["12\" RULER", "3"]),
            row(5, true, &["two\nlines", "4"]),
            row(7, true, &["last", ""]),
        ];
        assert_eq!(read, expected);
    }

    /// What follows the header "h,k" → how many lines each record takes, and whether it is whole.
    #[test]
    fn an_open_quote_costs_one_line() {
        let check = |text: &str, expected: &[(u64, bool)]| {
            let bytes = format!("h,k\n{text}").into_bytes();
            let mut records = Records::over(Box::new(io::Cursor::new(bytes)), ',').unwrap();
            let (mut record, mut all) = (Record::default(), Vec::new());
            records.next(&mut record).unwrap();
            while records.next(&mut record).unwrap() {
                all.push((record.lines, record.whole));
            }
            assert_eq!(all, expected, "{text}");
        };
        check("\"a,b\nc,d\ne,f\n", &[(1, false), (1, true), (1, true)]);
        check("a,\"b\nc\"\ne,f\n", &[(2, true), (1, true)]);
        check("a,\"b\n\n\nc\"\n", &[(4, true)]);
        // It closes, but at too many fields, or too few.
        check("\"a,b\nc\",d,e\nf,g\n", &[(1, false), (1, true), (1, true)]);
        check("\"a,b\nc,d\"\nf,g\n", &[(1, false), (1, true), (1, true)]);
        // It closes at the right number of fields, where the next record's quote opens.
        check("a,\"b\n\"c\",d\ne,f\n", &[(1, false), (1, true), (1, true)]);
        check("\"a,b\n\"c\",d\ne,f\n", &[(1, false), (1, true), (1, true)]);
        // So does the next one.
        check("\"a,b\n\"c,d\ne,f\n", &[(1, false), (1, false), (1, true)]);
    }

    #[test]
    fn old_encodings_are_read() {
        assert_eq!(read(b"Voucher \xa340,\x8020\n"), [row(1, true, &["Voucher £40", "€20"])]);
        assert_eq!(read("Voucher £40".as_bytes()), [row(1, true, &["Voucher £40"])]);
        assert!(Records::over(Box::new(io::Cursor::new(b"\xff\xfea\0".to_vec())), ',').is_err());
    }

    #[test]
    fn gzip_is_told_by_its_first_bytes() {
        let path = std::env::temp_dir().join(format!("market-records-{}.gz", std::process::id()));
        let mut file = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        file.write_all(b"a,b\nc,d\n").unwrap();
        std::fs::write(&path, file.finish().unwrap()).unwrap();
        let bytes = Arc::new(AtomicU64::new(0));
        let mut records = Records::open(&path, ',', bytes.clone()).unwrap();
        let (mut record, mut count) = (Record::default(), 0);
        while records.next(&mut record).unwrap() {
            count += 1;
        }
        assert_eq!((count, bytes.load(Ordering::Relaxed)), (2, std::fs::metadata(&path).unwrap().len()));
        std::fs::remove_file(&path).unwrap();
    }
}

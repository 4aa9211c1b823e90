//! A table as a file, out and in: CSV, or a spreadsheet.
//!
//! Not a rule: it reads files that others wrote.

use crate::refused::ListRefused;
use crate::table::{Cells, ROWS_MAX};
use encoding_rs::GB18030;
use std::borrow::Cow;

/// With the mark by which spreadsheets know UTF-8. A cell that a spreadsheet would take for a formula is text.
pub(crate) fn csv(headings: &Cells, rows: &[Cells]) -> Vec<u8> {
    let mut out = String::from("\u{feff}");
    for row in std::iter::once(headings).chain(rows) {
        let cells: Vec<String> = row.iter().map(|cell| quoted(&as_text(cell))).collect();
        out.push_str(&cells.join(","));
        out.push_str("\r\n");
    }
    out.into_bytes()
}

/// What begins like a formula begins with a stroke instead: `=cmd|…` in a name runs nowhere.
pub(crate) fn as_text(cell: &str) -> String {
    match cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']) {
        true => format!("'{cell}"),
        false => cell.to_owned(),
    }
}

fn quoted(cell: &str) -> String {
    match cell.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.to_owned(),
    }
}

/// A file as it came: a spreadsheet, or CSV in UTF-8.
///
/// # Errors
/// `TableUnread` for what is neither, and what is too much.
pub fn read_file(bytes: &[u8]) -> Result<Vec<Vec<String>>, ListRefused> {
    if crate::sheet::is_sheet(bytes) { crate::sheet::read(bytes) } else { read_csv(bytes) }
}

/// In UTF-8, or in GB 18030, which Chinese spreadsheets write.
///
/// # Errors
/// `TableUnread` for what is no CSV in either.
pub fn read_csv(bytes: &[u8]) -> Result<Vec<Vec<String>>, ListRefused> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => GB18030
            .decode_without_bom_handling_and_without_replacement(bytes)
            .ok_or(ListRefused::TableUnread)?,
    };
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default();
    let delimiter =
        [b',', b'\t', b';'].into_iter().max_by_key(|by| first.bytes().filter(|byte| byte == by).count());
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter.unwrap_or(b','))
        .from_reader(text.as_bytes());
    let mut table = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|_| ListRefused::TableUnread)?;
        table.push(record.iter().map(str::to_owned).collect());
        if table.len() > ROWS_MAX {
            return Err(ListRefused::TooManyLines);
        }
    }
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(rows: &[&[&str]]) -> Vec<Cells> {
        rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
    }

    #[test]
    fn what_looks_like_a_formula_is_text() {
        for wrong in ["=1+1", "+49", "-1", "@x", "\t=1", "＝1"] {
            assert!(as_text(wrong).starts_with('\''), "{wrong}");
        }
        assert_eq!(as_text("小雨"), "小雨");
        let out = csv(&cells(&[&["姓名", "备注"]])[0], &cells(&[&["=cmd|' /C calc'!A0", "a, \"b\""]]));
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "\u{feff}姓名,备注\r\n'=cmd|' /C calc'!A0,\"a, \"\"b\"\"\"\r\n"
        );
    }

    #[test]
    fn csv_of_many_makers_is_read() {
        for text in [
            "姓名,草莓\n小雨,2\n",
            "\u{feff}姓名\t草莓\r\n小雨\t2\r\n",
            "姓名;草莓\n小雨;2\n",
            "\"姓名\",\"草莓\"\n\"小雨\",\"2\"",
        ] {
            assert_eq!(
                read_csv(text.as_bytes()).unwrap(),
                cells(&[&["姓名", "草莓"], &["小雨", "2"]]),
                "{text:?}"
            );
        }
        let chinese = [
            0xd0, 0xd5, 0xc3, 0xfb, b',', 0xb2, 0xdd, 0xdd, 0xae, b'\n', 0xd0, 0xa1, 0xd3, 0xea, b',', b'2',
            b'\n',
        ];
        assert_eq!(read_csv(&chinese).unwrap(), cells(&[&["姓名", "草莓"], &["小雨", "2"]]));
        assert_eq!(read_csv(&[0xff, 0xfe, 0x00]), Err(ListRefused::TableUnread));
    }
}

//! A spreadsheet (XLSX, ECMA-376) of one table of text, read within bounds; `sheet_write` writes one.
//!
//! Not a rule: it knows a file format. What is read comes from anybody, so nothing is believed: no more parts, bytes, rows,
//! columns and letters are taken than a list can have, whatever the file says of itself, and nothing is ever computed.

use crate::refused::ListRefused;

use flate2::read::DeflateDecoder;
use std::collections::BTreeMap;
use std::io::Read;

/// Of the file as it came.
pub const FILE_BYTES_MAX: usize = 800_000;
/// Of one part of it when it is unpacked: a thousand orders take a fraction of it.
const PART_BYTES_MAX: u64 = 8_000_000;
const PARTS_MAX: usize = 256;
const ROWS_MAX: usize = 8_001;
const COLUMNS_MAX: usize = 120;
const SHARED_MAX: usize = 100_000;

type Table = Vec<Vec<String>>;

pub fn is_sheet(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// The cells of the first sheet, as they show; of a formula what it came to last.
///
/// # Errors
/// `TableUnread` for what is no spreadsheet, or a broken one; `TextTooLong` and `TooManyLines` for one that is too much.
pub fn read(bytes: &[u8]) -> Result<Table, ListRefused> {
    let parts = Parts::of(bytes).ok_or(ListRefused::TableUnread)?;
    let sheet = parts.first_sheet()?;
    let shared = match parts.text("xl/sharedStrings.xml") {
        Err(ListRefused::TableUnread) => Vec::new(),
        found => shared(&found?)?,
    };
    cells(&sheet, &shared)
}

/// Where each part of a zip lies: offset of its data, packed size, whether it is packed.
struct Parts<'a> {
    bytes: &'a [u8],
    at: BTreeMap<String, (usize, usize, bool)>,
}

impl<'a> Parts<'a> {
    fn of(bytes: &'a [u8]) -> Option<Parts<'a>> {
        let end = bytes.windows(4).rposition(|four| four == b"PK\x05\x06")?;
        let (count, mut next) = (two(bytes, end + 10)?, four(bytes, end + 16)?);
        if count > PARTS_MAX {
            return None;
        }
        let mut at = BTreeMap::new();
        for _ in 0..count {
            if bytes.get(next..next + 4)? != b"PK\x01\x02" {
                return None;
            }
            let (method, size) = (two(bytes, next + 10)?, four(bytes, next + 20)?);
            let (name, extra, comment) =
                (two(bytes, next + 28)?, two(bytes, next + 30)?, two(bytes, next + 32)?);
            let local = four(bytes, next + 42)?;
            let name_text = std::str::from_utf8(bytes.get(next + 46..next + 46 + name)?).ok()?;
            let data = local + 30 + two(bytes, local + 26)? + two(bytes, local + 28)?;
            if method == 0 || method == 8 {
                at.insert(name_text.trim_start_matches('/').to_owned(), (data, size, method == 8));
            }
            next += 46 + name + extra + comment;
        }
        Some(Parts { bytes, at })
    }

    /// Unpacked as far as is taken, whatever size is claimed.
    fn text(&self, name: &str) -> Result<String, ListRefused> {
        let (start, size, packed) = self.at.get(name).copied().ok_or(ListRefused::TableUnread)?;
        let end = start.checked_add(size).ok_or(ListRefused::TableUnread)?;
        let raw = self.bytes.get(start..end).ok_or(ListRefused::TableUnread)?;
        let mut out = Vec::new();
        let read = match packed {
            true => DeflateDecoder::new(raw).take(PART_BYTES_MAX + 1).read_to_end(&mut out),
            false => raw.take(PART_BYTES_MAX + 1).read_to_end(&mut out),
        };
        read.map_err(|_| ListRefused::TableUnread)?;
        if out.len() as u64 > PART_BYTES_MAX {
            return Err(ListRefused::TextTooLong);
        }
        String::from_utf8(out).map_err(|_| ListRefused::TableUnread)
    }

    /// The one that the workbook names first, wherever it lies.
    fn first_sheet(&self) -> Result<String, ListRefused> {
        let named = self.text("xl/workbook.xml").ok().and_then(|book| {
            let id = tags(&book).find(|tag| tag.name == "sheet").and_then(|tag| tag.value("id"))?;
            let relations = self.text("xl/_rels/workbook.xml.rels").ok()?;
            let target = tags(&relations)
                .find(|tag| tag.name == "Relationship" && tag.value("Id").as_deref() == Some(id.as_str()))
                .and_then(|tag| tag.value("Target"))?;
            Some(match target.strip_prefix('/') {
                Some(whole) => whole.to_owned(),
                None => format!("xl/{target}"),
            })
        });
        self.text(named.as_deref().unwrap_or("xl/worksheets/sheet1.xml"))
    }
}

fn two(bytes: &[u8], at: usize) -> Option<usize> {
    let found = bytes.get(at..at.checked_add(2)?)?;
    Some(usize::from(u16::from_le_bytes(found.try_into().ok()?)))
}

fn four(bytes: &[u8], at: usize) -> Option<usize> {
    let found = bytes.get(at..at.checked_add(4)?)?;
    usize::try_from(u32::from_le_bytes(found.try_into().ok()?)).ok()
}

/// `<x:name a="b">` with the text up to the next one.
struct Tag<'a> {
    /// Without the letters of its namespace.
    name: &'a str,
    attributes: &'a str,
    closes: bool,
    empty: bool,
    after: &'a str,
}

impl Tag<'_> {
    /// An attribute, by its name without the letters of a namespace.
    fn value(&self, name: &str) -> Option<String> {
        let mut rest = self.attributes;
        while let Some((key, after)) = rest.split_once('=') {
            let after = after.trim_start();
            let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            let (value, next) = after[1..].split_once(quote)?;
            if local(key.trim()) == name {
                return Some(unescaped(value));
            }
            rest = next;
        }
        None
    }
}

/// Comments, declarations and instructions are no tags here: none of ours has text that matters behind it.
fn tags(xml: &str) -> impl Iterator<Item = Tag<'_>> {
    xml.split('<').skip(1).filter_map(|piece| {
        let (inside, after) = piece.split_once('>')?;
        let empty = inside.ends_with('/');
        let inside = inside.trim_end_matches('/');
        let closes = inside.starts_with('/');
        let inside = inside.trim_start_matches('/');
        let (name, attributes) = inside.split_once(|c: char| c.is_whitespace()).unwrap_or((inside, ""));
        Some(Tag { name: local(name), attributes, closes, empty, after })
    })
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let Some((entity, next)) = after.split_once(';').filter(|(entity, _)| entity.len() <= 8) else {
            out.push('&');
            rest = after;
            continue;
        };
        let number = |digits: &str, base| u32::from_str_radix(digits, base).ok().and_then(char::from_u32);
        let letter = match entity {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => match (entity.strip_prefix("#x"), entity.strip_prefix('#')) {
                (Some(hex), _) => number(hex, 16),
                (None, Some(digits)) => number(digits, 10),
                (None, None) => None,
            },
        };
        out.extend(letter);
        rest = next;
    }
    out.push_str(rest);
    out
}

/// Texts that cells share, with the pieces of each put together; how a letter sounds is no part of it.
fn shared(xml: &str) -> Result<Vec<String>, ListRefused> {
    let (mut all, mut sounds) = (Vec::new(), false);
    for tag in tags(xml) {
        match tag.name {
            "si" if !tag.closes => {
                if all.len() == SHARED_MAX {
                    return Err(ListRefused::TextTooLong);
                }
                all.push(String::new());
            }
            "rPh" => sounds = !tag.closes && !tag.empty,
            "t" if !tag.closes && !sounds => {
                if let Some(last) = all.last_mut() {
                    last.push_str(&unescaped(tag.after));
                }
            }
            _ => {}
        }
    }
    Ok(all)
}

fn cells(xml: &str, shared: &[String]) -> Result<Table, ListRefused> {
    let mut table: Table = Vec::new();
    let (mut at, mut kind, mut value) = (None, String::new(), String::new());
    for tag in tags(xml) {
        match (tag.name, tag.closes) {
            ("row", false) => {
                if table.len() == ROWS_MAX {
                    return Err(ListRefused::TooManyLines);
                }
                table.push(Vec::new());
            }
            ("c", false) => {
                let named = tag.value("r").and_then(|name| place(&name));
                let next = table.last().map_or(0, Vec::len);
                at = Some(named.unwrap_or(next)).filter(|at| *at < COLUMNS_MAX);
                kind = tag.value("t").unwrap_or_default();
                value.clear();
            }
            ("v" | "t", false) => value.push_str(&unescaped(tag.after)),
            ("c", true) => {
                let text = match kind.as_str() {
                    "s" => value.trim().parse().ok().and_then(|number: usize| shared.get(number)).cloned(),
                    "e" => None,
                    _ => Some(number_as_shown(&value)),
                };
                if let (Some(at), Some(row)) = (at.take(), table.last_mut()) {
                    row.resize(row.len().max(at + 1), String::new());
                    row[at] = text.unwrap_or_default();
                }
            }
            _ => {}
        }
    }
    Ok(table)
}

/// What a program stores as `2.0000000000000004` is 2 to whoever typed it.
fn number_as_shown(value: &str) -> String {
    let long = value.len() > 12 && value.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    match value.split_once('.').filter(|_| long) {
        None => value.to_owned(),
        Some((whole, decimals)) => {
            let kept: String = decimals.chars().take(3).collect();
            let kept = kept.trim_end_matches('0');
            if kept.is_empty() { whole.to_owned() } else { format!("{whole}.{kept}") }
        }
    }
}

/// The column of `AB12`, from 0.
fn place(name: &str) -> Option<usize> {
    let letters = name.bytes().take_while(u8::is_ascii_uppercase);
    let mut column = 0_usize;
    for letter in letters {
        column = column.checked_mul(26)?.checked_add(usize::from(letter - b'A') + 1)?;
    }
    column.checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet_write::{column, write, write_with_numbers};
    use flate2::Compression;
    use flate2::write::DeflateEncoder;
    use std::io::Write;

    fn table(rows: &[&[&str]]) -> Table {
        rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
    }

    #[test]
    fn what_is_written_is_read() {
        let rows = table(&[&["姓名", "商品"], &["=1+1", "<b>&amp; \"x\""], &["", "草莓 \n 二"]]);
        assert_eq!(read(&write(&rows)).unwrap(), rows);
        let sums: Vec<Vec<String>> = [["小雨", "金额"], ["=1", "42.00"], ["12", "¥3"]]
            .iter()
            .map(|row| row.iter().map(|cell| (*cell).to_owned()).collect())
            .collect();
        let sheet = write_with_numbers(&sums, &[1]);
        assert_eq!(read(&sheet).unwrap(), sums);
        let sheet = String::from_utf8_lossy(&sheet).into_owned();
        assert_eq!(sheet.matches("<v>").count(), 1, "{sheet}");
        assert!(sheet.contains("<c r=\"B2\"><v>42.00</v></c>"), "{sheet}");
        let text = String::from_utf8_lossy(&write(&rows)).into_owned();
        assert!(!text.contains("<f>"), "no cell is a formula");
        for (at, name) in [(0, "A"), (25, "Z"), (26, "AA"), (119, "DP")] {
            assert_eq!((column(at).as_str(), place(&format!("{name}7"))), (name, Some(at)));
        }
    }

    /// A zip as spreadsheets make them: packed, sizes only in the directory.
    fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let (mut out, mut directory) = (Vec::new(), Vec::new());
        for (name, data) in parts {
            let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
            encoder.write_all(data).unwrap();
            let data = encoder.finish().unwrap();
            let offset = (out.len() as u32).to_le_bytes();
            let length = (name.len() as u16).to_le_bytes();
            out.extend(
                [
                    b"PK\x03\x04".as_slice(),
                    &[20, 0, 8, 0, 8, 0],
                    &[0; 16],
                    &length,
                    &[0; 2],
                    name.as_bytes(),
                    &data,
                ]
                .concat(),
            );
            let size = (data.len() as u32).to_le_bytes();
            directory.extend(
                [
                    b"PK\x01\x02".as_slice(),
                    &[20, 0, 20, 0, 8, 0, 8, 0],
                    &[0; 8],
                    &size,
                    &[1, 0, 0, 0],
                    &length,
                    &[0; 12],
                    &offset,
                    name.as_bytes(),
                ]
                .concat(),
            );
        }
        let count = (parts.len() as u16).to_le_bytes();
        let (size, start) = ((directory.len() as u32).to_le_bytes(), (out.len() as u32).to_le_bytes());
        out.extend(
            [directory.as_slice(), b"PK\x05\x06", &[0; 4], &count, &count, &size, &start, &[0; 2]].concat(),
        );
        out
    }

    #[test]
    fn a_file_of_a_spreadsheet_is_read() {
        let book = br#"<x:workbook><x:sheets><x:sheet name="b" r:id="rId7"/><x:sheet name="a" r:id="rId1"/></x:sheets></x:workbook>"#;
        let relations = br#"<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Target="/xl/worksheets/second.xml" Id="rId7"/></Relationships>"#;
        let strings = "<sst><si><t>姓名</t></si><si><r><t>草</t></r><r><t xml:space=\"preserve\">莓 </t></r><rPh><t>caomei</t></rPh></si><si/></sst>";
        let sheet = r#"<x:worksheet><x:sheetData><x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c><x:c r="C1" t="s"><x:v>1</x:v></x:c></x:row>
            <x:row r="2"><x:c r="A2" t="inlineStr"><x:is><x:t>小雨 &amp; &#38451;</x:t></x:is></x:c><x:c r="B2"/><x:c r="C2"><x:f>1+1</x:f><x:v>2.0000000000000004</x:v></x:c><x:c r="D2" t="e"><x:v>#REF!</x:v></x:c></x:row></x:sheetData></x:worksheet>"#;
        let file = packed(&[
            ("xl/workbook.xml", book),
            ("xl/_rels/workbook.xml.rels", relations),
            ("xl/sharedStrings.xml", strings.as_bytes()),
            ("xl/worksheets/second.xml", sheet.as_bytes()),
        ]);
        assert_eq!(read(&file).unwrap(), table(&[&["姓名", "", "草莓 "], &["小雨 & 阳", "", "2", ""]]));
    }

    /// What unpacks to far more than it is, and what claims to be elsewhere.
    #[test]
    fn bombs_and_broken_files_are_refused() {
        let bomb = vec![b' '; 60_000_000];
        let file = packed(&[("xl/worksheets/sheet1.xml", &bomb)]);
        assert!(file.len() < FILE_BYTES_MAX);
        assert_eq!(read(&file), Err(ListRefused::TextTooLong));
        let strings =
            packed(&[("xl/worksheets/sheet1.xml", b"<worksheet/>"), ("xl/sharedStrings.xml", &bomb)]);
        assert_eq!(read(&strings), Err(ListRefused::TextTooLong));
        let many = "<si/>".repeat(SHARED_MAX + 1);
        let many = packed(&[
            ("xl/worksheets/sheet1.xml", b"<worksheet/>"),
            ("xl/sharedStrings.xml", many.as_bytes()),
        ]);
        assert_eq!(read(&many), Err(ListRefused::TextTooLong));
        let rows = packed(&[("xl/worksheets/sheet1.xml", "<row/>".repeat(ROWS_MAX + 1).as_bytes())]);
        assert_eq!(read(&rows), Err(ListRefused::TooManyLines));
        let wide = packed(&[(
            "xl/worksheets/sheet1.xml",
            br#"<row><c r="XFD1"><v>1</v></c><c r="ZZZZZZZZZZZZZZZZ1"><v>1</v></c></row>"#,
        )]);
        assert!(read(&wide).unwrap()[0].len() <= COLUMNS_MAX, "columns far away take no room");
        let good = write(&table(&[&["姓名"]]));
        for cut in [0, 3, 40, good.len() / 2, good.len() - 8] {
            assert!(read(&good[..cut]).is_err(), "cut at {cut}");
        }
        // Any byte may lie, and nothing breaks.
        for at in 0..good.len() {
            let mut lying = good.clone();
            lying[at] ^= 0xff;
            let _ = read(&lying);
        }
    }
}

//! Sections, rows and cells of a `.pb` file, before anybody knows what they mean.

use crate::text::BadLine;
use std::borrow::Cow;

/// One row, with the line it begins on.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Row<'a> {
    pub line: usize,
    cells: Vec<Cow<'a, str>>,
}

impl Row<'_> {
    /// Without spaces around; empty where the row is shorter.
    pub(super) fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |cell| cell.trim())
    }

    fn is_empty(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

/// What stands below one of the three words.
#[derive(Debug)]
pub(super) struct Section<'a> {
    name: &'static str,
    /// Of the names of its columns.
    pub line: usize,
    columns: Vec<String>,
    pub rows: Vec<Row<'a>>,
}

impl Section<'_> {
    /// Where this column is. Of two with one name nobody knows which is meant.
    pub(super) fn column(&self, name: &str) -> Result<usize, BadLine> {
        if self.columns.iter().filter(|column| *column == name).count() > 1 {
            return Err(BadLine::new(self.line, format!("{} has two columns called {name}", self.name)));
        }
        self.find_column(name)
            .ok_or_else(|| BadLine::new(self.line, format!("{} has no column {name}", self.name)))
    }

    pub(super) fn find_column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }
}

#[derive(Debug)]
pub(super) struct Sections<'a> {
    pub meta: Section<'a>,
    pub projects: Section<'a>,
    pub votes: Section<'a>,
}

const NAMES: [&str; 3] = ["META", "PROJECTS", "VOTES"];

/// The three sections, in this order, each with a row of column names.
pub(super) fn sections(text: &str) -> Result<Sections<'_>, BadLine> {
    let mut rows = rows(text.strip_prefix('\u{feff}').unwrap_or(text))?
        .into_iter()
        .filter(|row| !row.is_empty())
        .peekable();
    let last = text.lines().count().max(1);
    let mut found = Vec::new();
    for name in NAMES {
        let head = rows.next().ok_or_else(|| BadLine::new(last, format!("{name} is missing")))?;
        if starts(&head) != Some(name) {
            return Err(BadLine::new(head.line, format!("{name} is expected here")));
        }
        let titles = rows.next_if(|row| starts(row).is_none());
        let titles = titles.ok_or_else(|| {
            BadLine::new(head.line, format!("the names of columns are missing below {name}"))
        })?;
        let columns: Vec<String> =
            (0..titles.cells.len()).map(|column| titles.cell(column).to_lowercase()).collect();
        let mut section = Section { name, line: titles.line, columns, rows: Vec::new() };
        while let Some(row) = rows.next_if(|row| starts(row).is_none()) {
            let more = row.cells.iter().skip(section.columns.len());
            // A key of META may have a comment behind its value.
            if name != "META" && more.into_iter().any(|cell| !cell.trim().is_empty()) {
                let (cells, columns) = (row.cells.len(), section.columns.len());
                return Err(BadLine::new(
                    row.line,
                    format!("{cells} cells, but {name} has {columns} columns"),
                ));
            }
            section.rows.push(row);
        }
        found.push(section);
    }
    if let Some(more) = rows.next() {
        return Err(BadLine::new(more.line, "a section begins again"));
    }
    let [meta, projects, votes]: [Section<'_>; 3] =
        found.try_into().map_err(|_| BadLine::new(last, "META, PROJECTS and VOTES are expected"))?;
    Ok(Sections { meta, projects, votes })
}

/// The section that begins with this row.
fn starts(row: &Row) -> Option<&'static str> {
    let word = row.cell(0);
    let alone = row.cells.iter().skip(1).all(|cell| cell.trim().is_empty());
    NAMES.into_iter().find(|name| alone && word.eq_ignore_ascii_case(name))
}

/// Rows of cells between semicolons. A cell may stand in quotes, with doubled quotes, semicolons and line ends inside;
/// what follows its closing quote is taken as it is.
fn rows(text: &str) -> Result<Vec<Row<'_>>, BadLine> {
    let mut rows = Vec::new();
    let mut reader = Reader { rest: text, line: 1 };
    while !reader.rest.is_empty() {
        let mut row = Row { line: reader.line, cells: Vec::new() };
        while {
            let (cell, more) = reader.cell()?;
            row.cells.push(cell);
            more
        } {}
        rows.push(row);
    }
    Ok(rows)
}

struct Reader<'a> {
    rest: &'a str,
    line: usize,
}

impl<'a> Reader<'a> {
    /// The next cell, and whether another follows in its row.
    fn cell(&mut self) -> Result<(Cow<'a, str>, bool), BadLine> {
        let inside = match self.rest.strip_prefix('"') {
            Some(inside) => Some(self.quoted(inside)?),
            None => None,
        };
        let end = self.rest.bytes().position(|byte| matches!(byte, b';' | b'\n' | b'\r'));
        let (plain, ended) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        let more = ended.starts_with(';');
        let length = if ended.starts_with("\r\n") { 2 } else { ended.len().min(1) };
        self.rest = &ended[length..];
        self.line += usize::from(!more && length > 0);
        Ok((inside.map_or(Cow::Borrowed(plain), |inside| Cow::Owned(inside + plain)), more))
    }

    /// What stands in the quotes; goes on behind the closing one.
    fn quoted(&mut self, mut inside: &'a str) -> Result<String, BadLine> {
        let opened = self.line;
        let mut cell = String::new();
        loop {
            let Some((piece, rest)) = inside.split_once('"') else {
                return Err(BadLine::new(opened, "a quote is opened and never closed"));
            };
            self.line += piece.matches('\n').count();
            cell.push_str(piece);
            self.rest = rest;
            match rest.strip_prefix('"') {
                Some(again) => inside = again,
                None => return Ok(cell),
            }
            cell.push('"');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_told_apart() {
        let text = "a;\"b;\"\"c\"\"\nd\";\"e\"f;g\"h\r\n\r;";
        let read: Vec<(usize, Vec<Cow<str>>)> =
            rows(text).expect("rows").into_iter().map(|row| (row.line, row.cells)).collect();
        let cells =
            |cells: &[&'static str]| cells.iter().map(|cell| Cow::Borrowed(*cell)).collect::<Vec<_>>();
        assert_eq!(
            read,
            [(1, cells(&["a", "b;\"c\"\nd", "ef", "g\"h"])), (3, cells(&[""])), (4, cells(&["", ""])),]
        );
        assert_eq!(rows("a\n;\"b\n\n"), Err(BadLine::new(2, "a quote is opened and never closed")));
    }
}

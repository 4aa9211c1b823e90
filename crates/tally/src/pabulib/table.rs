//! Sections, rows and cells of a `.pb` file, before anybody knows what they mean.

use crate::text::BadLine;

/// One row, with the line it begins on.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub line: usize,
    cells: Vec<String>,
}

impl Row {
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
pub(super) struct Section {
    name: &'static str,
    /// Of the names of its columns.
    pub line: usize,
    columns: Vec<String>,
    pub rows: Vec<Row>,
}

impl Section {
    /// Where this column is.
    pub(super) fn column(&self, name: &str) -> Result<usize, BadLine> {
        self.find_column(name)
            .ok_or_else(|| BadLine::new(self.line, format!("{} has no column {name}", self.name)))
    }

    pub(super) fn find_column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }
}

#[derive(Debug)]
pub(super) struct Sections {
    pub meta: Section,
    pub projects: Section,
    pub votes: Section,
}

const NAMES: [&str; 3] = ["META", "PROJECTS", "VOTES"];

/// The three sections, in this order, each with a row of column names.
pub(super) fn sections(text: &str) -> Result<Sections, BadLine> {
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
    let [meta, projects, votes]: [Section; 3] =
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
fn rows(text: &str) -> Result<Vec<Row>, BadLine> {
    let mut rows = Vec::new();
    let mut letters = text.chars().peekable();
    let mut line = 1;
    while letters.peek().is_some() {
        let mut row = Row { line, cells: Vec::new() };
        let mut cell = String::new();
        let mut begins = true;
        loop {
            match letters.next() {
                Some('"') if begins => {
                    quoted(&mut letters, &mut cell, &mut line)?;
                    begins = false;
                }
                Some(';') => {
                    row.cells.push(std::mem::take(&mut cell));
                    begins = true;
                }
                Some('\r') if letters.peek() == Some(&'\n') => {}
                Some('\n' | '\r') => {
                    line += 1;
                    break;
                }
                None => break,
                Some(letter) => {
                    cell.push(letter);
                    begins = false;
                }
            }
        }
        row.cells.push(cell);
        rows.push(row);
    }
    Ok(rows)
}

/// Up to and with the closing quote.
fn quoted(
    letters: &mut std::iter::Peekable<std::str::Chars>,
    cell: &mut String,
    line: &mut usize,
) -> Result<(), BadLine> {
    let opened = *line;
    loop {
        match letters.next() {
            Some('"') if letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            Some('"') => return Ok(()),
            Some(letter) => {
                *line += usize::from(letter == '\n');
                cell.push(letter);
            }
            None => return Err(BadLine::new(opened, "a quote is opened and never closed")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_told_apart() {
        let text = "a;\"b;\"\"c\"\"\nd\";\"e\"f;g\"h\r\n\r;";
        let read: Vec<(usize, Vec<String>)> =
            rows(text).expect("rows").into_iter().map(|row| (row.line, row.cells)).collect();
        let cells = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            read,
            [(1, cells(&["a", "b;\"c\"\nd", "ef", "g\"h"])), (3, cells(&[""])), (4, cells(&["", ""])),]
        );
        assert_eq!(rows("a\n;\"b\n\n"), Err(BadLine::new(2, "a quote is opened and never closed")));
    }
}

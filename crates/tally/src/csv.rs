//! Records of CSV files, as RFC 4180 has them.

use crate::text::{BadLine, quoted};

/// A record of a CSV file and the line it begins on.
pub(crate) struct Record {
    pub(crate) line: usize,
    pub(crate) fields: Vec<String>,
}

/// All records of a CSV file as RFC 4180 has them, lines ended with or without a carriage return. Empty lines are
/// none.
pub(crate) fn csv_records(text: &str) -> Result<Vec<Record>, BadLine> {
    let mut csv = Csv { rest: text.strip_prefix('\u{feff}').unwrap_or(text), line: 1 };
    let mut records = Vec::new();
    while !csv.rest.is_empty() {
        let line = csv.line;
        let fields = csv.record()?;
        if fields.len() > 1 || !fields.iter().all(String::is_empty) {
            records.push(Record { line, fields });
        }
    }
    Ok(records)
}

struct Csv<'a> {
    rest: &'a str,
    line: usize,
}

/// What follows a field.
enum After {
    Field,
    Record,
}

impl<'a> Csv<'a> {
    fn record(&mut self) -> Result<Vec<String>, BadLine> {
        let mut fields = Vec::new();
        loop {
            let (field, after) = match self.rest.strip_prefix('"') {
                Some(inside) => self.quoted(inside)?,
                None => self.plain()?,
            };
            fields.push(field);
            if let After::Record = after {
                return Ok(fields);
            }
        }
    }

    fn plain(&mut self) -> Result<(String, After), BadLine> {
        let end = self.rest.find([',', '\n']).unwrap_or(self.rest.len());
        let (field, rest) = self.rest.split_at(end);
        let field = if rest.starts_with(',') { field } else { field.strip_suffix('\r').unwrap_or(field) };
        if field.contains(['"', '\r']) {
            let reason = format!("a stray quotation mark or carriage return in {}", quoted(field));
            return Err(BadLine::new(self.line, reason));
        }
        Ok((field.to_owned(), self.go_on(rest)))
    }

    fn quoted(&mut self, mut inside: &'a str) -> Result<(String, After), BadLine> {
        let begun = self.line;
        let mut field = String::new();
        loop {
            let Some((piece, rest)) = inside.split_once('"') else {
                return Err(BadLine::new(begun, "a quotation mark is not closed"));
            };
            self.line += piece.matches('\n').count();
            field.push_str(piece);
            inside = rest;
            match rest.strip_prefix('"') {
                Some(again) => {
                    field.push('"');
                    inside = again;
                }
                None => break,
            }
        }
        let rest = if inside.starts_with("\r\n") { &inside[1..] } else { inside };
        if !rest.is_empty() && !rest.starts_with([',', '\n']) {
            return Err(BadLine::new(self.line, "text after a closing quotation mark"));
        }
        Ok((field, self.go_on(rest)))
    }

    /// `rest` begins with what ended a field, or is empty.
    fn go_on(&mut self, rest: &'a str) -> After {
        let ended = rest.chars().next();
        self.rest = rest.get(1..).unwrap_or_default();
        match ended {
            Some(',') => After::Field,
            Some(_) => {
                self.line += 1;
                After::Record
            }
            None => After::Record,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Text → line of each record with its fields.
    #[test]
    fn records() {
        for (text, expected) in [
            ("", &[][..]),
            ("a,b\n1,2", &[(1, &["a", "b"][..]), (2, &["1", "2"])]),
            ("\u{feff}a,\r\n\r\n,b\r\n", &[(1, &["a", ""]), (3, &["", "b"])]),
            ("\"a,\"\"b\"\"\",c\n", &[(1, &["a,\"b\"", "c"])]),
            ("\"a\nb\"\nc\n", &[(1, &["a\nb"]), (3, &["c"])]),
            ("\"\",\"\"\r\nc", &[(1, &["", ""]), (2, &["c"])]),
        ] {
            let records = csv_records(text).unwrap();
            let found: Vec<_> = records.iter().map(|record| (record.line, record.fields.clone())).collect();
            let expected: Vec<_> = expected
                .iter()
                .map(|(line, fields)| (*line, fields.iter().map(|f| (*f).to_owned()).collect()))
                .collect();
            assert_eq!(found, expected, "{text:?}");
        }
    }

    /// Text → line that is wrong.
    #[test]
    fn no_records() {
        for (text, line) in
            [("a\n\"b", 2), ("a\nb\"c\n", 2), ("\"a\nb\"c", 2), ("a\rb", 1), ("\"a\n\n", 1), ("\"a\"\rb", 1)]
        {
            assert_eq!(csv_records(text).err().map(|bad| bad.line), Some(line), "{text:?}");
        }
    }

    proptest! {
        /// What is quoted by the rules is read back, and any text is answered.
        #[test]
        fn read_back(fields in prop::collection::vec(prop::collection::vec("[a\",\r\n é]{0,4}", 2), 1..4)) {
            let cell = |field: &String| format!("\"{}\"", field.replace('"', "\"\""));
            let line = |fields: &Vec<String>| fields.iter().map(cell).collect::<Vec<_>>().join(",");
            let text = fields.iter().map(line).collect::<Vec<_>>().join("\n");
            let found: Vec<_> = csv_records(&text).unwrap().into_iter().map(|record| record.fields).collect();
            prop_assert_eq!(found, fields);
        }

        #[test]
        fn any_text_is_answered(text in "[a\",\r\n\\u{feff}é]{0,30}") {
            let _ = csv_records(&text);
        }
    }
}

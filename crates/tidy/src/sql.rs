//! SQL stands in `*_store.rs` and only reads there; what changes data are typed rows; what changes the
//! schema are migrations; and the ledger's tables are the ledger's alone.

use crate::rust::Source;
use crate::{File, Tree};

const READS: [&str; 2] = ["SELECT ", "WITH "];
const WRITES: [&str; 5] = ["INSERT INTO ", "INSERT OR ", "UPDATE ", "DELETE FROM ", "REPLACE INTO "];
const DEFINES: [&str; 5] =
    ["CREATE TABLE", "CREATE INDEX", "CREATE UNIQUE INDEX", "ALTER TABLE", "DROP TABLE"];

/// The store makes SQL from rows, the kit makes databases; this crate talks about all of it.
const FREE: [&str; 4] = ["crates/store/", "crates/testkit/", "crates/tidy/", "crates/xtask/"];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verb {
    Reads,
    Writes,
    Defines,
}

/// What a string literal would do to a database. Prose that happens to begin with such a word is told
/// apart by the capitals and by what must follow.
fn verb(text: &str) -> Option<Verb> {
    let text = text.replace("\\n", " ");
    let words: Vec<&str> = text.split_whitespace().collect();
    let starts = |list: &[&str]| list.iter().any(|start| words.join(" ").starts_with(start));
    let has = |word: &str| text.split(|c: char| !c.is_alphanumeric()).any(|other| other == word);
    if starts(&DEFINES) {
        return Some(Verb::Defines);
    }
    let updates = words.first() == Some(&"UPDATE") && has("SET");
    if updates || WRITES.iter().filter(|start| **start != "UPDATE ").any(|start| starts(&[start])) {
        return Some(Verb::Writes);
    }
    // A query may write in its WITH part on PostgreSQL.
    let query = starts(&READS) && has("FROM");
    match query {
        true if has("INSERT") || has("UPDATE") || has("DELETE") => Some(Verb::Writes),
        true => Some(Verb::Reads),
        false => None,
    }
}

/// SQL in the wrong file, or of the wrong kind.
pub fn misplaced(tree: &Tree) -> Vec<String> {
    let mut complaints = Vec::new();
    for file in tree.ending(".rs").filter(|file| !file.is_test() && !free(file)) {
        let in_store = file.name().ends_with("_store.rs");
        for (line, text) in Source::of(file.text).texts() {
            let problem = match verb(text) {
                Some(Verb::Reads) if !in_store => "SQL belongs in a *_store.rs file",
                Some(Verb::Writes) => "data changes through typed rows, not through SQL",
                Some(Verb::Defines) => "the schema changes in migrations only",
                Some(Verb::Reads) | None => continue,
            };
            complaints.push(format!("{}:{line}: {problem}", file.path));
        }
    }
    complaints
}

fn free(file: &File) -> bool {
    FREE.iter().any(|folder| file.path.starts_with(folder))
}

/// Whoever has a row can save it. A type that is the crate's own the compiler keeps out of everything public, by
/// name or inside another; so it is enough that each of them is.
fn let_out(file: &File) -> Vec<String> {
    let lines = file.text.lines().enumerate().filter(|(_, line)| line.contains(" in \"ledger_"));
    lines
        .filter(|(_, line)| !line.trim_start().starts_with("pub(crate) struct "))
        .map(|(index, _)| format!("{}:{}: the ledger's rows stay in the ledger", file.path, index + 1))
        .collect()
}

/// Rows and migrations outside the ledger that would touch its tables, and row types that it lets out.
pub fn foreign_books(tree: &Tree) -> Vec<String> {
    let mut complaints = Vec::new();
    let ours = |file: &File| file.path.starts_with("crates/ledger/");
    for file in tree.ending(".rs").filter(|file| !free(file)) {
        let source = Source::of(file.text);
        if ours(&file) {
            complaints.extend(let_out(&file));
            continue;
        }
        for (number, text) in source.strings.iter().filter(|(_, text)| text.starts_with("ledger_")) {
            let line = file.text.lines().nth(number - 1).unwrap_or_default();
            if line.contains(" in \"") {
                complaints.push(format!("{}:{number}: only the ledger has rows of {text}", file.path));
            }
        }
        for (number, text) in source.strings.iter().filter(|(_, text)| verb(text) == Some(Verb::Writes)) {
            if text.contains("ledger_") {
                complaints.push(format!("{}:{number}: only the ledger writes its tables", file.path));
            }
        }
    }
    for file in tree.ending("Cargo.toml").filter(|file| !ours(file) && file.text.contains("\"damage\"")) {
        complaints.push(format!("{}:1: only the ledger's own tests may harm the books", file.path));
    }
    for file in tree.ending(".sql").filter(|file| !ours(file)) {
        for (index, line) in file.text.lines().enumerate() {
            let changes = DEFINES.iter().chain(&WRITES).any(|start| line.trim_start().starts_with(start));
            // A parent of a table of one's own is no change to it.
            let line = line.split("REFERENCES").next().unwrap_or_default();
            if changes
                && line.split(|c: char| !c.is_alphanumeric() && c != '_').any(|w| w.starts_with("ledger_"))
            {
                complaints.push(format!(
                    "{}:{}: only the ledger's migrations touch its tables",
                    file.path,
                    index + 1
                ));
            }
        }
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sql_in_the_wrong_place_is_named() {
        let tree = Tree::of(&[
            ("crates/features/a/src/ops/x.rs", "const A: &str = \"SELECT 1 FROM t\";\n"),
            (
                "crates/features/a/src/a_store.rs",
                "const B: &str = \"SELECT 1\n FROM t\";\nconst C: &str = \"UPDATE t SET a = 1\";\n",
            ),
            (
                "crates/features/a/src/b_store.rs",
                "const D: &str = \"WITH gone AS (DELETE FROM t RETURNING id) SELECT id FROM gone\";\n",
            ),
            (
                "crates/features/a/src/words.rs",
                "const E: &str = \"UPDATE your profile\"; const F: &str = \"Select one\";\n",
            ),
            ("crates/features/a/src/schema.rs", "const G: &str = \"CREATE TABLE t (a BIGINT)\";\n"),
            ("crates/features/a/tests/story.rs", "const H: &str = \"DELETE FROM t\";\n"),
        ]);
        assert_eq!(
            misplaced(&tree),
            [
                "crates/features/a/src/a_store.rs:3: data changes through typed rows, not through SQL",
                "crates/features/a/src/b_store.rs:1: data changes through typed rows, not through SQL",
                "crates/features/a/src/ops/x.rs:1: SQL belongs in a *_store.rs file",
                "crates/features/a/src/schema.rs:1: the schema changes in migrations only",
            ]
        );
    }

    #[test]
    fn another_writer_of_the_books_is_named() {
        let tree = Tree::of(&[
            (
                "crates/features/a/src/a_store.rs",
                "row! {\n pub struct Entry in \"ledger_entry\" { key a: i64; }\n}\n",
            ),
            (
                "crates/features/a/migrations/1.sql",
                "CREATE TABLE a (x BIGINT REFERENCES ledger_entry);\nALTER TABLE ledger_entry ADD y;\nUPDATE ledger_fund SET a = 1;\n",
            ),
            ("crates/features/a/tests/t.rs", "const A: &str = \"DELETE FROM ledger_entry\";\n"),
            (
                "crates/ledger/src/l_store.rs",
                "row! {\n pub struct Entry in \"ledger_entry\" { key a: i64; }\n}\nrow! {\n pub(crate) struct Fund in \"ledger_fund\" { key a: i64; }\n}\n",
            ),
        ]);
        assert_eq!(
            foreign_books(&tree),
            [
                "crates/features/a/src/a_store.rs:2: only the ledger has rows of ledger_entry",
                "crates/features/a/tests/t.rs:1: only the ledger writes its tables",
                "crates/ledger/src/l_store.rs:2: the ledger's rows stay in the ledger",
                "crates/features/a/migrations/1.sql:2: only the ledger's migrations touch its tables",
                "crates/features/a/migrations/1.sql:3: only the ledger's migrations touch its tables",
            ]
        );
    }
}

//! Sets of rows: what is written is what stands there, and what is read by the thousand is planned once.

use super::*;
use crate::row::Row as _;
use rusqlite::StatementStatus;
use std::path::PathBuf;

crate::row! {
    struct Line in "line" { key community_id: i64, number: i64; amount: Option<i64>, note: Option<String> }
}

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let folder = std::env::temp_dir().join(format!("store_{name}_{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Folder(folder)
    }

    fn open(&self) -> Conn {
        let mut conn = Conn::open(&self.0, false).unwrap();
        let table = "CREATE TABLE line (community_id BIGINT NOT NULL, number BIGINT NOT NULL, amount BIGINT, note TEXT,
            PRIMARY KEY (community_id, number)) WITHOUT ROWID";
        conn.script(table).unwrap();
        conn
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).unwrap();
    }
}

fn write(conn: &mut Conn, lines: &[Line], pending: Pending) {
    let sql = sql(Line::TABLE);
    let mut cells = Vec::new();
    lines.iter().for_each(|line| line.cells(&mut cells));
    let set = Set { table: Line::TABLE, pending, sql: &sql, cells, rows: lines.len() };
    assert_eq!(conn.write_set(&set).unwrap(), lines.len() as u64);
}

fn read(conn: &mut Conn, numbers: impl Iterator<Item = i64>) -> Vec<Line> {
    let keys: Vec<_> = numbers.flat_map(|number| [Cell::Int(7), Cell::Int(number)]).collect();
    let (find, mut lines) = (sql(Line::TABLE).find, Vec::new());
    let mut take = |cells: &dyn Cells| {
        lines.push(<Line as crate::row::Listed>::read(cells)?);
        Ok(())
    };
    conn.load_set(Line::TABLE, &find, &keys, &mut take).unwrap();
    lines
}

/// Values that stay from row to row, go, come back and change what they are: none is taken from the row before that is not the same.
#[test]
fn what_is_written_one_after_the_other_is_what_each_row_says() {
    let folder = Folder::new("sets");
    let mut conn = folder.open();
    let line = |number: i64, turn: i64| {
        let amount =
            [Some(5), Some(5), None, Some(0), None, None, Some(number)][((number + turn) % 7) as usize];
        let note = [None, Some("a"), Some("a"), Some("b"), None][((number * 3 + turn) % 5) as usize];
        Line { community_id: 7, number, amount, note: note.map(str::to_owned) }
    };
    for (turn, pending) in [(0, Pending::Insert), (1, Pending::Update), (2, Pending::Update)] {
        // Three of the largest statement, one of the next and some alone.
        let lines: Vec<Line> = (1..=64 * 3 + 8 + 3).map(|number| line(number, turn)).collect();
        write(&mut conn, &lines, pending);
        assert_eq!(read(&mut conn, 1..=64 * 3 + 8 + 3), lines, "{turn}");
    }
}

/// Texts that lie in the same memory, as codes do: the same where they are equally long, and others where not.
#[test]
fn texts_in_the_same_place_are_the_same_only_as_far_as_they_go() {
    const CODE: &str = "payable";
    let folder = Folder::new("texts");
    let mut conn = folder.open();
    let note = |number: i64| {
        let turn = (number / 64 + number) % 5;
        [Cell::Text(CODE), Cell::Text(CODE), Cell::Text(&CODE[..3]), Cell::Null, Cell::Text("payable.")]
            [turn as usize]
    };
    let (rows, sql) = (64 * 6 + 11, sql(Line::TABLE));
    for (pending, shift) in [(Pending::Insert, 0), (Pending::Update, 3)] {
        let row = |number: i64| [Cell::Int(7), Cell::Int(number), Cell::Null, note(number + shift)];
        let cells: Vec<Cell<'_>> = (1..=rows).flat_map(row).collect();
        let set = Set { table: Line::TABLE, pending, sql: &sql, cells, rows: rows as usize };
        assert_eq!(conn.write_set(&set).unwrap(), rows as u64);
        let said = |number: i64| match note(number + shift) {
            Cell::Text(text) => Some(text.to_owned()),
            _ => None,
        };
        let lines: Vec<_> = (1..=rows)
            .map(|number| Line { community_id: 7, number, amount: None, note: said(number) })
            .collect();
        assert_eq!(read(&mut conn, 1..=rows), lines, "{pending:?}");
    }
}

/// A range that is read a hundred times is planned once: not again for each, whatever lies between the keys.
#[test]
fn ranges_are_planned_once() {
    let folder = Folder::new("ranges");
    let mut conn = folder.open();
    let lines: Vec<Line> =
        (0..6_400).map(|number| Line { community_id: 7, number, amount: None, note: None }).collect();
    write(&mut conn, &lines, Pending::Insert);
    for first in (0..6_400).step_by(64) {
        assert_eq!(read(&mut conn, first..first + 64), lines[first as usize..first as usize + 64]);
    }
    let statement = conn.db.prepare_cached(&range_sql(Line::TABLE, 1)).unwrap();
    assert_eq!(
        (statement.get_status(StatementStatus::Run), statement.get_status(StatementStatus::RePrepare)),
        (100, 0)
    );
}

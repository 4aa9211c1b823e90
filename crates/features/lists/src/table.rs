//! A list as a table, out and in: one row for each line of an order, and for what is wanted besides.
//!
//! Not a rule: it reads rows, and files that others wrote.

use crate::L10nLanguage;
use crate::line::{ITEMS_MAX, LINES_MAX};
use crate::place::{Agreement, Place};
use crate::refused::ListRefused;
pub use crate::table_amount::unnamed;
use crate::table_amount::{is_amount, is_blank, is_nothing, is_number, noted, of_what, some};
pub use crate::table_besides::renamed;
pub use crate::table_file::{read_csv, read_file};
use crate::writing::{Entry, Heading, Want, written};
use kernel::{Price, Quantity};
use market::order::State;
use std::collections::{BTreeMap, BTreeSet};

/// Cells of one row, as text.
pub(crate) type Cells = Vec<String>;

/// A cell longer than any of ours.
const CELL_CHARS_MAX: usize = 400;
/// A table is as long as a list, with every person's things one below the other.
pub(crate) const ROWS_MAX: usize = LINES_MAX * 8;

/// Columns of amounts: quantity, price, sum, what was not ordered, what an order has, what of the sum was given back, and what is left of it.
pub(crate) const NUMBERS: [usize; 7] = [3, 5, 6, 9, 12, 13, 14];

pub(crate) fn headings(t: &L10nLanguage) -> Cells {
    vec![
        t.column_name(),
        t.column_room(),
        t.column_item(),
        t.column_quantity(),
        t.column_unit(),
        t.column_price(),
        t.column_sum(),
        t.column_note(),
        t.column_orders(),
        t.not_ordered(),
        t.column_paid(),
        t.column_code(),
        t.column_has(),
        t.column_back(),
        t.column_net(),
        t.column_mark(),
    ]
}

pub(crate) fn state_said(t: &L10nLanguage, state: State) -> String {
    match state {
        State::Placed | State::AwaitingPayment => t.order_unpaid(),
        State::PaymentClaimed => t.order_claimed(),
        State::Paid => t.order_paid(),
        State::Fulfilled | State::Accepted | State::Settled => t.order_handed_over(),
        State::Cancelled => t.order_cancelled(),
        State::Expired => t.order_expired(),
    }
}

/// What its columns are called.
pub(crate) const NAME: [&str; 6] = ["姓名", "名字", "昵称", "买家", "name", "buyer"];
pub(crate) const ITEM: [&str; 6] = ["商品", "品名", "东西", "item", "thing", "product"];
pub(crate) const QUANTITY: [&str; 4] = ["数量", "份数", "quantity", "amount"];
pub(crate) const ROOM: [&str; 7] = ["房号", "楼栋", "楼栋房号", "门牌", "房间", "room", "building"];
pub(crate) const NOTE: [&str; 3] = ["备注", "note", "remarks"];
pub(crate) const ORDERS: [&str; 3] = ["订单号", "orders", "order"];

/// A table as the text of a list, so that one reader reads both. Two shapes are known: one row for each person and thing, with
/// columns that say name, thing and quantity; and one row a person, with a column for each thing.
///
/// # Errors
/// `TableUnread` where it has neither shape; too much of it.
pub fn as_list(title: &str, table: &[Vec<String>]) -> Result<String, ListRefused> {
    as_list_of(title, table, &BTreeMap::new())
}

/// As `as_list`. A row that names one of these orders, by its number, is of whoever it was made for, whatever name stands in it now.
///
/// # Errors
/// As `as_list`.
pub fn as_list_of(
    title: &str,
    table: &[Vec<String>],
    ordered: &BTreeMap<String, String>,
) -> Result<String, ListRefused> {
    as_list_in(title, table, ordered, &BTreeMap::new())
}

/// As `as_list_of`. Who is known by an order is written with the room of `rooms`, by name, unless a note of theirs has it: a row that is
/// changed says no less of them than the line before.
///
/// # Errors
/// As `as_list`.
pub fn as_list_in(
    title: &str,
    table: &[Vec<String>],
    ordered: &BTreeMap<String, String>,
    rooms: &BTreeMap<String, String>,
) -> Result<String, ListRefused> {
    let (items, people) = people_in(table, ordered, rooms)?;
    Ok(written(title, &items, &people))
}

/// Things and people, as `as_list_in` writes them.
///
/// # Errors
/// As `as_list`.
pub fn people_in(
    table: &[Vec<String>],
    ordered: &BTreeMap<String, String>,
    rooms: &BTreeMap<String, String>,
) -> Read {
    if table.len() > ROWS_MAX {
        return Err(ListRefused::TooManyLines);
    }
    let table: Vec<Vec<String>> =
        table.iter().map(|row| row.iter().map(|cell| plain(cell)).collect::<Vec<_>>()).collect();
    let filled = |row: &&Vec<String>| row.iter().any(|cell| !cell.is_empty());
    let mut rows = table.iter().filter(filled);
    let head = rows.next().ok_or(ListRefused::NothingPasted)?;
    let rows: Vec<&Vec<String>> = rows.collect();
    let at = |words: &[&str]| head.iter().position(|cell| words.contains(&cell.to_lowercase().as_str()));
    let name = at(&NAME).ok_or(ListRefused::TableUnread)?;
    let columns = Columns {
        name,
        room: at(&ROOM),
        item: at(&ITEM),
        quantity: at(&QUANTITY),
        unit: at(&["单位", "unit"]),
        price: at(&["单价", "价格", "price"]),
        note: at(&NOTE),
        orders: at(&ORDERS),
    };
    let (items, people) = match (columns.item, columns.quantity) {
        (Some(item), Some(quantity)) => long(&rows, &columns, (item, quantity), (ordered, rooms))?,
        _ => wide(head, &rows, &columns)?,
    };
    if people.is_empty() {
        return Err(ListRefused::NoLines);
    }
    Ok((items, people))
}

struct Columns {
    name: usize,
    room: Option<usize>,
    item: Option<usize>,
    quantity: Option<usize>,
    unit: Option<usize>,
    price: Option<usize>,
    note: Option<usize>,
    orders: Option<usize>,
}

/// Things and people of a table.
pub type Read = Result<(Vec<Heading>, Vec<Entry>), ListRefused>;

fn long(
    rows: &[&Vec<String>],
    columns: &Columns,
    (item, quantity): (usize, usize),
    (ordered, rooms): (&BTreeMap<String, String>, &BTreeMap<String, String>),
) -> Read {
    let (mut items, mut people): (Vec<Heading>, Vec<Entry>) = (Vec::new(), Vec::new());
    let known = known_rows(rows, columns, ordered);
    // Whose note says it is not written with it twice.
    let says = |row: &&&Vec<String>, name: &str| {
        let note = columns.note.and_then(|at| row.get(at)).map_or("", String::as_str);
        rooms.get(name).is_some_and(|room| Place::told(note).agrees(&Place::told(room)) == Agreement::Same)
    };
    let own = |row: &&Vec<String>| {
        let orders = columns.orders.and_then(|at| row.get(at)).map_or("", String::as_str);
        made_for(orders, ordered)
    };
    let with_note: BTreeSet<&String> =
        rows.iter().filter_map(|row| own(row).filter(|name| says(&row, name))).collect();
    for row in rows {
        let cell = |at: Option<usize>| at.and_then(|at| row.get(at)).cloned().unwrap_or_default();
        let (name, thing, quantity) = (cell(Some(columns.name)), cell(Some(item)), cell(Some(quantity)));
        let note = cell(columns.note);
        // Whose room is known already is not asked for it: a spreadsheet may have made a day of it. The row's own order comes first:
        // beside it may be somebody else's, under the same name.
        let room = cell(columns.room);
        let own = made_for(&cell(columns.orders), ordered);
        let name = match own.or_else(|| known.get(&(name.clone(), room.clone())).copied().flatten()) {
            Some(known) => match rooms.get(known).filter(|_| !with_note.contains(known)) {
                Some(room) => format!("{known} {room}"),
                None => known.clone(),
            },
            // Who is in the list without an order, and had no room: `rooms` has the one of this table.
            None => match rooms.get(&name).filter(|_| Place::told(&room).room.is_empty()) {
                Some(told) if !room.is_empty() => format!("{name} {told}"),
                _ => with_room(name, &room, &note),
            },
        };
        if name.is_empty() || is_blank(&quantity) || is_total(&name) {
            continue;
        }
        if thing.is_empty() {
            if !is_nothing(&quantity) {
                asks_of_what(&mut people, name, &note, &format!("{quantity}{}", cell(columns.unit)));
            }
            continue;
        }
        let unread = (!is_amount(&quantity)).then(|| quantity.clone());
        if items.iter().all(|known| known.name != thing) {
            items.push(heading(&thing, &cell(columns.price), &cell(columns.unit)));
        }
        let want = match &unread {
            None => Want { item: thing, quantity, unit: cell(columns.unit), mark: String::new() },
            Some(_) => some(thing, cell(columns.unit)),
        };
        match people.iter_mut().find(|person| person.name == name) {
            Some(person) => {
                besides(&mut person.wants, want);
                // Of further rows of one person the note is the first one's; what could not be read stands in each.
                person.note = noted(&person.note, unread.as_slice());
            }
            None => people.push(entry(name, vec![want], noted(&note, unread.as_slice()))),
        }
        if items.len() > ITEMS_MAX {
            return Err(ListRefused::TooManyItems);
        }
    }
    // Who says of nothing what it is has a line all the same, for somebody to look at.
    for person in people.iter_mut().filter(|person| person.wants.is_empty()) {
        person.words.push(format!("{}（{}）", person.name, std::mem::take(&mut person.note)));
    }
    Ok((items, people))
}

/// A row with a name and an amount, and no thing.
fn asks_of_what(people: &mut Vec<Entry>, name: String, note: &str, amount: &str) {
    match people.iter_mut().find(|person| person.name == name) {
        Some(person) => person.note = of_what(&person.note, amount),
        None => people.push(entry(name, Vec::new(), of_what(note, amount))),
    }
}

/// For whom the order was made that a cell of numbers names first.
pub(crate) fn made_for<'a>(orders: &str, ordered: &'a BTreeMap<String, String>) -> Option<&'a String> {
    orders.split_whitespace().find_map(|number| ordered.get(number))
}

/// By name and room as the rows have them: for whom the order was made that one of them names. None where their orders are of several people:
/// whose a further row is, nobody knows then.
fn known_rows<'a>(
    rows: &[&Vec<String>],
    columns: &Columns,
    ordered: &'a BTreeMap<String, String>,
) -> BTreeMap<(String, String), Option<&'a String>> {
    let cell =
        |row: &Vec<String>, at: Option<usize>| at.and_then(|at| row.get(at)).cloned().unwrap_or_default();
    let mut known = BTreeMap::new();
    for row in rows {
        let Some(name) = made_for(&cell(row, columns.orders), ordered) else { continue };
        let key = (cell(row, Some(columns.name)), cell(row, columns.room));
        let of = known.entry(key).or_insert(Some(name));
        *of = of.filter(|one| *one == name);
    }
    known
}

fn wide(head: &[String], rows: &[&Vec<String>], columns: &Columns) -> Read {
    let things: Vec<usize> = (0..head.len())
        .filter(|at| {
            *at != columns.name
                && Some(*at) != columns.note
                && Some(*at) != columns.room
                && !head[*at].is_empty()
                && !is_number(&head[*at])
        })
        .collect();
    if things.is_empty() {
        return Err(ListRefused::TableUnread);
    }
    if things.len() > ITEMS_MAX {
        return Err(ListRefused::TooManyItems);
    }
    let items: Vec<Heading> = things.iter().map(|at| heading(&head[*at], "", "")).collect();
    // A column in which nothing is a number is no thing, whatever else stands in it: an address, a telephone's owner.
    let has_numbers = |at: usize| rows.iter().any(|row| row.get(at).is_some_and(|cell| is_number(cell)));
    let counted: Vec<usize> = things.iter().copied().filter(|at| has_numbers(*at)).collect();
    let mut people = Vec::new();
    for row in rows {
        let cell = |at: usize| row.get(at).cloned().unwrap_or_default();
        let note = columns.note.map_or_else(String::new, cell);
        let name = with_room(cell(columns.name), &columns.room.map_or_else(String::new, cell), &note);
        // What a thing costs in its column's head is no part of what people call it.
        let called = |at: usize| head[at].split_whitespace().next().unwrap_or_default().to_owned();
        let (mut wants, mut unread) = (Vec::new(), Vec::new());
        for at in counted.iter().copied().filter(|at| !is_nothing(&cell(*at))) {
            if is_amount(&cell(at)) {
                let (item, unit, mark) = (called(at), String::new(), String::new());
                wants.push(Want { item, quantity: cell(at), unit, mark });
            } else {
                wants.push(some(called(at), String::new()));
                unread.push(cell(at));
            }
        }
        if !name.is_empty() && !is_total(&name) && !wants.is_empty() {
            people.push(entry(name, wants, noted(&note, &unread)));
        }
    }
    Ok((items, people))
}

/// Of two orders of one thing both together: a list says it once.
fn besides(wants: &mut Vec<Want>, further: Want) {
    let sum = |one: &Want| {
        let (one, other) =
            (Quantity::parse(one.quantity.trim()).ok()?, Quantity::parse(further.quantity.trim()).ok()?);
        one.milli.checked_add(other.milli).map(|milli| Quantity::from_milli(milli).to_string())
    };
    let same = |one: &&mut Want| one.item == further.item && one.unit == further.unit;
    if let Some(one) = wants.iter_mut().find(same)
        && let Some(sum) = sum(one)
    {
        one.quantity = sum;
        return;
    }
    wants.push(further);
}

/// As the text for the chat has it: beside the name, unless that or the note says it.
fn with_room(name: String, room: &str, note: &str) -> String {
    let place = Place::told(room);
    let is_said = !Place::told(&name).is_empty() || Place::told(note).agrees(&place) == Agreement::Same;
    if name.is_empty() || is_said || place.room.is_empty() {
        name
    } else {
        format!("{name} {}", place.said())
    }
}

fn entry(name: String, wants: Vec<Want>, note: String) -> Entry {
    Entry { name, wants, note, ends: Vec::new(), words: Vec::new() }
}

fn heading(name: &str, price: &str, unit: &str) -> Heading {
    let price = if Price::parse(price).is_ok() { price } else { "" };
    Heading {
        name: name.to_owned(),
        price: price.to_owned(),
        currency: "元".to_owned(),
        unit: unit.to_owned(),
    }
}

/// A row of sums is no person.
pub(crate) fn is_total(name: &str) -> bool {
    let plain: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
    ["合计", "总计", "小计", "总数", "总和", "共计", "total", "sum"].contains(&plain.to_lowercase().as_str())
}

/// One line, without the stroke that keeps a formula from being one.
pub(crate) fn plain(cell: &str) -> String {
    let cell = cell.strip_prefix('\'').unwrap_or(cell);
    let one_line: String =
        cell.chars().map(|c| if c.is_control() { ' ' } else { c }).take(CELL_CHARS_MAX).collect();
    one_line.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Columns that a table has when it goes out.
    const COLUMNS: usize = 16;

    fn cells(rows: &[&[&str]]) -> Vec<Cells> {
        rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
    }

    #[test]
    fn a_table_of_either_shape_becomes_a_list() {
        let long = cells(&[
            &["姓名", "商品", "数量", "单位", "单价", "备注"],
            &["小雨", "草莓", "2", "盒", "25", "送3栋"],
            &["小雨", "鸡蛋", "1", "板", "30", ""],
            &["", "", "", "", "", ""],
            &["'=李阿姨", "草莓", "0.5", "盒", "25", ""],
        ]);
        assert_eq!(
            as_list("周六团购", &long).unwrap(),
            "周六团购\n草莓 25元/盒\n鸡蛋 30元/板\n\n1. 小雨 草莓 2盒，鸡蛋 1板（送3栋）\n2. =李阿姨 草莓 0.5盒\n"
        );
        let wide = cells(&[
            &["昵称", "草莓 25元/盒", "鸡蛋", "备注"],
            &["小雨", "2", "", "晚上来"],
            &["阿明", "0", "3", ""],
        ]);
        assert_eq!(
            as_list("", &wide).unwrap(),
            "草莓 25元/盒\n鸡蛋\n\n1. 小雨 草莓 2（晚上来）\n2. 阿明 鸡蛋 3\n"
        );
        // A room is no thing that somebody wants 502 of; where the name has it, it is not said twice.
        let rooms = cells(&[
            &["姓名", "房号", "草莓"],
            &["小雨", "3栋502", "2"],
            &["5-301 阿明", "5-301", "1"],
            &["老周", "6栋", "1"],
        ]);
        assert_eq!(
            as_list("", &rooms).unwrap(),
            "草莓\n\n1. 小雨 3-502 草莓 2\n2. 5-301 阿明 草莓 1\n3. 老周 草莓 1\n"
        );
        // Rows of sums are nobody.
        let total = cells(&[&["姓名", "草莓"], &["小雨", "2"], &["合 计：", "2"], &["总计", "2"]]);
        assert_eq!(as_list("", &total).unwrap(), "草莓\n\n1. 小雨 草莓 2\n");
        for (table, why) in [
            (cells(&[]), ListRefused::NothingPasted),
            (cells(&[&["a", "b"], &["c", "d"]]), ListRefused::TableUnread),
            (cells(&[&["姓名", "12"]]), ListRefused::TableUnread),
            (cells(&[&["姓名", "草莓"]]), ListRefused::NoLines),
            (vec![vec!["姓名".to_owned()]; ROWS_MAX + 1], ListRefused::TooManyLines),
        ] {
            assert_eq!(as_list("", &table), Err(why));
        }
    }

    /// A spreadsheet has made a month of the room; the number of the order tells whose row it is, and so does the row beside it.
    #[test]
    fn a_room_of_a_known_row_is_not_read_again() {
        let table = cells(&[
            &["姓名", "房号", "商品", "数量", "单位", "订单号"],
            &["小雨", "Mar-01", "草莓", "2", "盒", "7"],
            &["小雨", "Mar-01", "鸡蛋", "1", "板", ""],
            &["小吴吴", "2-101", "草莓", "1", "盒", "8"],
            &["小雨", "5栋2001", "草莓", "1", "盒", ""],
        ]);
        let ordered =
            [("7", "小雨"), ("8", "小吴")].map(|(number, name)| (number.to_owned(), name.to_owned()));
        let ordered = BTreeMap::from(ordered);
        assert_eq!(
            as_list_of("", &table, &ordered).unwrap(),
            "草莓\n鸡蛋\n\n1. 小雨 草莓 2盒，鸡蛋 1板\n2. 小吴 草莓 1盒\n3. 小雨 5-2001 草莓 1盒\n"
        );
        assert_eq!(renamed(&table, &ordered), ["小吴"]);
        // Somebody else's name typed over the own is no reason to take the other's things: each row is of its own order. A row beside them
        // without an order is of neither.
        let table = cells(&[
            &["姓名", "房号", "商品", "数量", "订单号"],
            &["小雨", "", "草莓", "2", "7"],
            &["小雨", "", "鸡蛋", "1", "8"],
        ]);
        assert_eq!(
            as_list_of("", &table, &ordered).unwrap(),
            "草莓\n鸡蛋\n\n1. 小雨 草莓 2\n2. 小吴 鸡蛋 1\n"
        );
        let rooms = BTreeMap::from(
            [("7", "小雨 3-502"), ("8", "小吴")].map(|(number, name)| (number.to_owned(), name.to_owned())),
        );
        let mut third = table.clone();
        third.push(["小雨", "", "牛奶", "1", ""].map(str::to_owned).to_vec());
        assert_eq!(
            as_list_of("", &third, &rooms).unwrap(),
            "草莓\n鸡蛋\n牛奶\n\n1. 小雨 3-502 草莓 2\n2. 小吴 鸡蛋 1\n3. 小雨 牛奶 1\n"
        );
        assert_eq!(renamed(&table, &ordered), ["小吴"]);
    }

    #[test]
    fn the_columns_are_those_that_are_read_again() {
        assert_eq!(headings(crate::t(web::Lang::Zh)).len(), COLUMNS);
        for lang in [web::Lang::Zh, web::Lang::En] {
            let head = headings(crate::t(lang));
            let mut row = vec![String::new(); COLUMNS];
            (row[0], row[2], row[3], row[4], row[5]) =
                ("小雨".into(), "草莓".into(), "2".into(), "盒".into(), "25".into());
            assert_eq!(
                as_list("", &[head.clone(), row.clone()]).unwrap(),
                "草莓 25元/盒\n\n1. 小雨 草莓 2盒\n"
            );
            // Two orders of one thing, and where it is brought.
            row[1] = "3-201".into();
            let mut second = row.clone();
            second[3] = "1.5".into();
            assert_eq!(
                as_list("", &[head, row, second]).unwrap(),
                "草莓 25元/盒\n\n1. 小雨 3-201 草莓 3.5盒\n"
            );
        }
    }
}

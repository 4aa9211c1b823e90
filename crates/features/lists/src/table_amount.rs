//! Quantities in a table: what the reader is given as it stands, what somebody has to look at, and whose nobody knows.
//!
//! Not a rule: it reads rows of files that others wrote.

use crate::table::{ITEM, NAME, QUANTITY, is_total, plain};
use crate::writing::Want;
use kernel::Quantity;

pub(crate) fn is_number(cell: &str) -> bool {
    Quantity::parse(cell.trim()).is_ok_and(|quantity| quantity.milli >= 0)
}

/// What people write where they want nothing of it.
pub(crate) fn is_nothing(cell: &str) -> bool {
    let nothing = ["", "-", "—", "——", "－", "/", "\\", "无", "没有", "不要", "x", "×", "no", "none"];
    Quantity::parse(cell).is_ok_and(|quantity| quantity.milli == 0)
        || nothing.contains(&cell.to_lowercase().as_str())
}

/// Nobody has said how much: no more than a sign for nothing. A zero says it.
pub(crate) fn is_blank(cell: &str) -> bool {
    is_nothing(cell) && Quantity::parse(cell).is_err()
}

/// Whether the reader is given it as it stands: with a number in it, and neither less than nothing nor other words before that.
pub(crate) fn is_amount(cell: &str) -> bool {
    const NUMERALS: &str = "零〇一二两三四五六七八九十百半";
    let first = cell.chars().next().unwrap_or_default();
    let is_less = "-－−–—(（".contains(first);
    !is_less
        && (first.is_numeric() || cell.chars().any(|c| c.is_numeric() || NUMERALS.contains(c)))
        && !(first.is_ascii_alphabetic() && first != 'x' && first != 'X')
}

/// A quantity that says nothing, for the reader to find unclear.
pub(crate) fn some(item: String, unit: String) -> Want {
    let unit = if unit.is_empty() { "个".to_owned() } else { unit };
    Want { item, quantity: "几".to_owned(), unit, mark: String::new() }
}

/// Stands before a quantity that could not be read. Whoever has it in a line has it looked at, and nothing ordered of it.
pub(crate) const UNREAD: &str = "数量写的是“";

const OF_WHAT: &str = "没写是哪样";

/// A note with the quantities that could not be read, as they stand in the table.
pub(crate) fn noted(note: &str, unread: &[String]) -> String {
    let unread = unread.iter().map(|cell| format!("{UNREAD}{}”", cell.replace(['(', ')', '（', '）'], " ")));
    let parts: Vec<String> =
        Some(note.to_owned()).into_iter().filter(|note| !note.is_empty()).chain(unread).collect();
    parts.join("，")
}

/// A note that an amount stands in the table without the thing that it is of.
pub(crate) fn of_what(note: &str, amount: &str) -> String {
    let note = if note.is_empty() { OF_WHAT.to_owned() } else { format!("{note}，{OF_WHAT}") };
    noted(&note, &[amount.to_owned()])
}

/// Rows with something wanted and nobody's name, counted from 1 with the head and without empty ones: they are not in the list, and are told.
pub fn unnamed(table: &[Vec<String>]) -> Vec<usize> {
    let table: Vec<Vec<String>> =
        table.iter().map(|row| row.iter().map(|cell| plain(cell)).collect::<Vec<_>>()).collect();
    let mut rows = table.iter().filter(|row| row.iter().any(|cell| !cell.is_empty()));
    let Some(head) = rows.next() else { return Vec::new() };
    let at = |words: &[&str]| head.iter().position(|cell| words.contains(&cell.to_lowercase().as_str()));
    let Some(name) = at(&NAME) else { return Vec::new() };
    let (item, quantity) = (at(&ITEM), at(&QUANTITY));
    let is_wanted = |row: &Vec<String>| {
        let cell = |at: usize| row.get(at).map_or("", String::as_str);
        match (item, quantity) {
            (Some(item), Some(quantity)) => {
                !cell(item).is_empty() && !is_nothing(cell(quantity)) && !is_total(cell(item))
            }
            // What has no name below the columns of things may be their sums, with or without a word for it.
            _ => (0..head.len()).any(|at| at != name && is_number(cell(at)) && !is_nothing(cell(at))),
        }
    };
    let says_total = |row: &Vec<String>| row.iter().any(|cell| is_total(cell));
    let nobodys = |row: &&Vec<String>| row.get(name).is_none_or(|name| name.is_empty());
    let rows = rows.enumerate().filter(|(_, row)| nobodys(row) && is_wanted(row) && !says_total(row));
    rows.map(|(at, _)| at + 2).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::as_list;

    fn cells(rows: &[&[&str]]) -> Vec<Vec<String>> {
        rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
    }

    /// Less than nothing, and what is no number, is nobody's order: it stands there for somebody to look at. Zero and signs for it are nothing.
    #[test]
    fn a_quantity_that_is_none_is_looked_at() {
        let long = cells(&[
            &["姓名", "商品", "数量", "单位", "单价", "备注"],
            &["小雨", "草莓", "2", "斤", "25", ""],
            &["大二", "草莓", "-1", "斤", "25", "送3栋"],
            &["大二", "鸡蛋", "－2", "", "30", ""],
            &["老三", "草莓", "abc", "斤", "25", ""],
            &["老四", "草莓", "两", "斤", "25", ""],
        ]);
        let text = as_list("", &long).unwrap();
        assert_eq!(
            text,
            "草莓 25元/斤\n鸡蛋 30元\n\n1. 小雨 草莓 2斤\n2. 大二 草莓 几斤，鸡蛋 几个（送3栋，数量写的是“-1”，数量写的是“－2”）\n\
             3. 老三 草莓 几斤（数量写的是“abc”）\n4. 老四 草莓 两斤\n"
        );
        let wide = cells(&[
            &["昵称", "草莓", "鸡蛋", "电话归谁"],
            &["小雨", "2", "-", "自己"],
            &["阿明", "-2", "3", "妈妈"],
            &["老周", "0", "", "自己"],
        ]);
        let wide = as_list("", &wide).unwrap();
        assert_eq!(
            wide,
            "草莓\n鸡蛋\n电话归谁\n\n1. 小雨 草莓 2\n2. 阿明 草莓 几个，鸡蛋 3（数量写的是“-2”）\n"
        );
        for (text, unclear) in [(text, ["大二", "老三"].as_slice()), (wide, &["阿明"])] {
            let read = crate::reading::read_table(&text, &[]).unwrap();
            for line in read.lines {
                let is_unclear = line.mark == crate::line::Mark::Unclear;
                assert_eq!(is_unclear, unclear.contains(&line.name.as_str()), "{line:?}");
            }
        }
    }

    /// So many of nobody knows what: of who has other things too, and of who has no other. A row that wants none is no row.
    #[test]
    fn an_amount_without_a_thing_is_looked_at() {
        let table = cells(&[
            &["姓名", "商品", "数量", "单位", "备注"],
            &["小雨", "草莓", "2", "盒", "送3栋"],
            &["小雨", "", "1", "板", ""],
            &["老王", "", "3", "", "晚上来"],
            &["老王", "", "半", "斤", ""],
            &["阿明", "草莓", "1", "盒", ""],
            &["老周", "", "0", "", ""],
            &["老周", "", "", "", ""],
            &["合计", "", "6", "", ""],
            &["陈陈", "", "2", "盒", ""],
            &["陈陈", "草莓", "1", "盒", ""],
        ]);
        let text = as_list("", &table).unwrap();
        assert_eq!(
            text,
            "草莓\n\n1. 小雨 草莓 2盒（送3栋，没写是哪样，数量写的是“1板”）\n\
             2. 老王（晚上来，没写是哪样，数量写的是“3”，没写是哪样，数量写的是“半斤”）\n3. 阿明 草莓 1盒\n\
             4. 陈陈 草莓 1盒（没写是哪样，数量写的是“2盒”）\n"
        );
        let read = crate::reading::read_table(&text, &[]).unwrap();
        let asked = |line: &crate::reading::LineRead| line.mark == crate::line::Mark::Unclear;
        let seen: Vec<_> = read.lines.iter().map(|line| (line.name.as_str(), asked(line))).collect();
        assert_eq!(seen, [("小雨", true), ("老王", true), ("阿明", false), ("陈陈", true)]);
    }

    #[test]
    fn rows_without_a_name_are_told() {
        let long = cells(&[
            &["姓名", "商品", "数量"],
            &["小雨", "草莓", "2"],
            &["", "", ""],
            &["", "草莓", "3"],
            &["", "鸡蛋", "0"],
            &["", "合计", "5"],
            &["", "", "5"],
        ]);
        assert_eq!(unnamed(&long), [3]);
        let wide = cells(&[&["姓名", "草莓"], &["", "1"], &["小雨", "2"], &["", ""], &["合计", "3"]]);
        assert_eq!(unnamed(&wide), [2]);
        assert_eq!(unnamed(&[]), [0; 0]);
    }
}

//! Tables: a row of headings, 姓名 | 房号 | 鸡蛋 | 鸭蛋, and below each how much.

use crate::layout::Raw;
use crate::plain::{bare, is_word, plain, text};
use crate::{number, unit};

/// Who orders.
const NAMES: [&str; 8] = ["姓名", "昵称", "名字", "称呼", "业主", "接龙人", "微信名", "name"];
/// Columns that are no things.
const OTHERS: [&str; 16] = [
    "序号", "编号", "房号", "楼号", "楼栋", "门牌", "电话", "手机", "备注", "时间", "金额", "合计", "总价",
    "单价", "班级", "学号",
];
const MARKS: [char; 4] = ['|', '\t', ',', '/'];

/// Rows of a table as lines of an order: 张敏: 鸡蛋2 鸭蛋1.
pub(crate) fn unrolled(raws: Vec<Raw>) -> Vec<Raw> {
    match MARKS.iter().find_map(|mark| table(&raws, *mark)) {
        Some(table) => table.lines(raws),
        None => raws,
    }
}

struct Table {
    mark: char,
    head: usize,
    labels: Vec<String>,
    name: usize,
    /// Columns that say how much of what stands above them.
    amounts: Vec<usize>,
}

fn cells(raw: &Raw, mark: char) -> Vec<String> {
    // Tabs are blanks elsewhere.
    let line = if mark == '\t' { raw.original.clone() } else { text(&raw.chars) };
    // Cells at the end of a row may be empty.
    let line =
        if mark == '\t' { line.trim_matches(['\n', '\r', ' ']) } else { line.trim().trim_matches('|') };
    line.split(mark).map(|cell| text(&plain(cell)).trim().to_owned()).collect()
}

/// 草莓(25元/盒) is headed 草莓.
fn label(cell: &str) -> String {
    cell.split('(').next().unwrap_or(cell).trim().to_owned()
}

fn table(raws: &[Raw], mark: char) -> Option<Table> {
    let named = |label: &String| NAMES.contains(&label.to_lowercase().as_str());
    let head = raws.iter().take(40).position(|raw| {
        let cells = cells(raw, mark);
        cells.len() >= 3
            && cells.iter().any(named)
            && cells.iter().all(|cell| !label(cell).chars().any(|c| c.is_ascii_digit()))
    })?;
    let labels: Vec<String> = cells(&raws[head], mark).iter().map(|cell| label(cell)).collect();
    let rows: Vec<Vec<String>> =
        raws[head + 1..].iter().map(|raw| cells(raw, mark)).filter(|row| row.len() == labels.len()).collect();
    if rows.len() < 2 || rows.len() * 5 < (raws.len() - head - 1) * 3 {
        return None;
    }
    let amounts: Vec<usize> = (0..labels.len())
        .filter(|at| !named(&labels[*at]) && !OTHERS.iter().any(|other| labels[*at].contains(other)))
        .filter(|at| rows.iter().all(|row| is_amount(&row[*at])) && labels[*at].chars().any(is_word))
        .collect();
    let name = labels.iter().position(named)?;
    // One column of amounts says how much of what stands in another.
    (amounts.len() > 1).then_some(Table { mark, head, labels, name, amounts })
}

/// 2, 2盒, 0, or nothing; and 退1份, 改3.
fn is_amount(cell: &str) -> bool {
    let verb = ["退掉", "退", "减", "改成", "改", "加"].iter().find_map(|verb| cell.strip_prefix(verb));
    let chars: Vec<char> = verb.unwrap_or(cell).chars().collect();
    if !chars.iter().any(|c| is_word(*c)) {
        return true;
    }
    number::read(&chars, 0).is_some_and(|number| {
        let end = number.length;
        end == chars.len()
            || unit::read(&chars, end, &[]).is_some_and(|(_, length)| end + length == chars.len())
    })
}

impl Table {
    fn lines(&self, raws: Vec<Raw>) -> Vec<Raw> {
        let above: String = raws[..self.head].iter().map(|raw| bare(&text(&raw.chars)) + "\n").collect();
        let told = self.amounts.iter().all(|at| above.contains(&bare(&self.labels[*at])));
        let mut lines = Vec::with_capacity(raws.len());
        for (at, raw) in raws.into_iter().enumerate() {
            if at == self.head {
                let full = cells(&raw, self.mark);
                let things: Vec<&str> = self.amounts.iter().map(|at| full[*at].as_str()).collect();
                if !told || things.iter().any(|thing| thing.contains('(')) {
                    lines.push(Raw { chars: things.join("、").chars().collect(), ..raw });
                }
                continue;
            }
            let row = cells(&raw, self.mark);
            if at < self.head || row.len() != self.labels.len() {
                lines.push(raw);
                continue;
            }
            let mut line = format!("{}:", row[self.name]);
            for at in &self.amounts {
                let nothing = !row[*at].chars().any(|c| is_word(c) && c != '0');
                if !nothing {
                    line.push_str(&format!(" {}{}", self.labels[*at], row[*at]));
                }
            }
            lines.push(Raw { chars: line.chars().collect(), ..raw });
        }
        lines
    }
}

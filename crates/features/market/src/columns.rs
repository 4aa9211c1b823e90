//! Which column of a statement is which: by the names above them. Pure.

use crate::statement::is_columns;
use crate::sums::{Sums, lone_numbers, sums};
use std::ops::Range;

/// Where a statement has its sums.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Columns {
    delimiter: char,
    count: usize,
    /// What went out, where that has a column of its own.
    out: Option<usize>,
    /// What came, where that has a column of its own: a row that has nothing there brought nothing.
    came: Option<usize>,
    /// What moved, in or out.
    moved: Option<usize>,
    /// No movement: balances, fees.
    others: Vec<usize>,
    /// What the payer wrote: an order's number stands there, and never among the bank's own numbers.
    remarks: Vec<usize>,
}

const OUT: [&str; 23] = [
    "支出",
    "借方",
    "借记",
    "付出",
    "付方",
    "支付金额",
    "付款金额",
    "转出",
    "汇出",
    "支取",
    "取出",
    "取款",
    "提款",
    "减少",
    "debit",
    "withdraw",
    "paid out",
    "money out",
    "cash out",
    "outgoing",
    "outflow",
    "spent",
    "payments",
];
const CAME: [&str; 21] = [
    "收入",
    "贷方",
    "贷记",
    "存入",
    "存款",
    "转入",
    "汇入",
    "收方",
    "收款金额",
    "入账金额",
    "到账金额",
    "增加",
    "credit",
    "deposit",
    "paid in",
    "money in",
    "cash in",
    "incoming",
    "inflow",
    "received",
    "receipts",
];
const MOVED: [&str; 4] = ["金额", "交易金额", "发生额", "amount"];
const OTHERS: [&str; 4] = ["余额", "手续费", "balance", "fee"];
const REMARKS: [&str; 16] = [
    "备注",
    "摘要",
    "附言",
    "留言",
    "用途",
    "说明",
    "商品",
    "memo",
    "remark",
    "description",
    "reference",
    "note",
    "message",
    "details",
    "purpose",
    "narrative",
];
/// What a name speaks of that is no sum: the account, the kind, the day of what moved.
const NO_SUMS: [&str; 24] = [
    "类型", "类别", "种类", "方式", "账号", "账户", "卡号", "户名", "姓名", "名称", "人", "行名", "开户",
    "日期", "时间", "标志", "笔数", "渠道", "备注", "type", "card", "account", "date", "from",
];

impl Columns {
    /// Of the line that names them.
    pub(crate) fn of(line: &str) -> Option<Columns> {
        if line.chars().any(|c| c.is_ascii_digit()) {
            return None;
        }
        let named = is_columns(line);
        [',', '\t', ';', '|', ' '].into_iter().find_map(|delimiter| {
            let letters: Vec<char> = line.chars().collect();
            let heads: Vec<String> =
                cells(&letters, delimiter).into_iter().map(|cell| text(&letters, &cell)).collect();
            let one_way = |words: &[&str]| heads.iter().position(|head| is_one_way(head, words));
            let (out, came) = (one_way(&OUT), one_way(&CAME).filter(|_| named));
            let is_moved = |head: &String| MOVED.iter().any(|word| head.starts_with(word));
            let moved = heads.iter().position(|head| named && !head.contains('/') && is_moved(head));
            let is_other = |head: &String| OTHERS.iter().any(|word| head.contains(word));
            let others: Vec<usize> = (0..heads.len()).filter(|at| named && is_other(&heads[*at])).collect();
            let is_remark = |head: &String| REMARKS.iter().any(|word| head.contains(word));
            let remarks: Vec<usize> = (0..heads.len()).filter(|at| named && is_remark(&heads[*at])).collect();
            // A blank also stands between words of a chat.
            let is_sure = heads.len() >= 3 && (named || delimiter != ' ');
            (is_sure && (out.is_some() || came.is_some() || moved.is_some())).then_some(Columns {
                delimiter,
                count: heads.len(),
                out,
                came,
                moved,
                others,
                remarks,
            })
        })
    }

    /// Where the cells of a row are; None where they are not those of the columns.
    fn row(&self, letters: &[char]) -> Option<Vec<Range<usize>>> {
        let mut row = cells(letters, self.delimiter);
        let is_blank = |cell: &Range<usize>| text(letters, cell).is_empty();
        while row.len() > self.count && row.last().is_some_and(is_blank) {
            row.pop();
        }
        // Between blanks a day and its time are two.
        if self.delimiter == ' ' && row.len() == self.count + 1 {
            let time = (1..row.len()).find(|at| text(letters, &row[*at]).contains(':'))?;
            let cell = row.remove(time);
            row[time - 1].end = cell.end;
        }
        (row.len() == self.count).then_some(row)
    }

    pub(crate) fn went_out(&self, line: &str) -> bool {
        let letters: Vec<char> = line.chars().collect();
        let row = self.row(&letters).unwrap_or_else(|| match self.delimiter {
            ' ' => Vec::new(),
            delimiter => cells(&letters, delimiter),
        });
        let cell = self.out.and_then(|out| row.get(out)).map(|cell| text(&letters, cell));
        cell.unwrap_or_default().chars().any(|c| c.is_ascii_digit() && c != '0')
    }

    /// Whether a row has something in the column of what came: no word has to say so besides.
    pub(crate) fn has_come(&self, line: &str, folded: &[char], exponent: u32) -> bool {
        let letters: Vec<char> = line.chars().collect();
        let row = self.row(&letters).unwrap_or_default();
        let cell = self.came.and_then(|came| row.get(came));
        cell.is_some_and(|cell| sums(&folded[cell.clone()], exponent).one().is_some())
    }

    /// Numbers that stand by themselves in what the payer wrote: no house's, no day's, and not so many of something.
    pub(crate) fn numbers(&self, line: &str, folded: &[char]) -> Vec<String> {
        let letters: Vec<char> = line.chars().collect();
        let row = self.row(&letters).unwrap_or_default();
        let cells = self.remarks.iter().filter_map(|at| row.get(*at));
        cells.flat_map(|cell| lone_numbers(&folded[cell.clone()])).collect()
    }

    /// Sums of a row: of the column that says what came, whether it has any or none; where there is no such column, of the one that says
    /// what moved, or of all but those that say something else. `folded`: the row, letter for letter, without what is no sum.
    pub(crate) fn sums(&self, line: &str, folded: &[char], exponent: u32) -> Sums {
        let letters: Vec<char> = line.chars().collect();
        let Some(row) = self.row(&letters) else { return sums(folded, exponent) };
        let of = |cell: &Range<usize>| sums(&folded[cell.clone()], exponent);
        if let Some(cell) = self.came.and_then(|came| row.get(came)) {
            return of(cell);
        }
        if let Some(found) = self.moved.and_then(|moved| row.get(moved)).map(of)
            && (found.one().is_some() || found.went_out)
        {
            return found;
        }
        let mut rest = folded.to_vec();
        for cell in self.out.iter().chain(&self.others).filter_map(|at| row.get(*at)) {
            rest[cell.clone()].fill(' ');
        }
        sums(&rest, exponent)
    }
}

/// Whether a column of sums has one of these names, or has it behind what both ways have in common: `记账金额(支出)`.
fn is_one_way(head: &str, words: &[&str]) -> bool {
    // `借方发生额/元` is of one way, `收入/支出` of either.
    let head = head.replace("/元", "").replace("人民币", "");
    let behind = head.split_once(['(', '（']).map(|(_, behind)| behind);
    let begins = |name: &str| words.iter().any(|word| name.starts_with(word));
    let is_sum = !head.contains('/') && !NO_SUMS.iter().any(|word| head.contains(word));
    is_sum && (begins(&head) || behind.is_some_and(begins))
}

fn text(letters: &[char], cell: &Range<usize>) -> String {
    let cell: String = letters[cell.clone()].iter().collect();
    cell.trim().trim_matches('"').trim().to_lowercase()
}

/// Between delimiters; of blanks several are one, and a delimiter within quotes is none.
fn cells(letters: &[char], delimiter: char) -> Vec<Range<usize>> {
    let (mut found, mut from, mut is_quoted) = (Vec::new(), 0, false);
    for (at, letter) in letters.iter().enumerate() {
        is_quoted ^= *letter == '"';
        let parts = *letter == delimiter || delimiter == ' ' && letter.is_whitespace();
        if parts && !is_quoted {
            found.push(from..at);
            from = at + 1;
        }
    }
    found.push(from..letters.len());
    found.retain(|cell| delimiter != ' ' || !cell.is_empty());
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn came(heading: &str, row: &str) -> (bool, Option<i64>) {
        let columns = Columns::of(heading).unwrap_or_else(|| panic!("{heading}"));
        let folded: Vec<char> = row.chars().map(crate::arrivals::fold).collect();
        (columns.went_out(row), columns.sums(row, &folded, 2).one())
    }

    /// A remark → the numbers in it that may be orders'. The bank's own stand in other columns.
    #[test]
    fn numbers_of_a_remark() {
        let columns = Columns::of("交易时间,交易单号,对方户名,收入,支出,备注").unwrap_or_else(|| panic!());
        for (remark, numbers) in [
            ("709", &["709"][..]),
            ("周周 707", &["707"]),
            ("老王 699 711", &["699", "711"]),
            ("鸡蛋，698、708", &["698", "708"]),
            ("7-709", &[]),
            ("709室", &[]),
            ("3栋 709 号楼", &[]),
            ("11/28", &[]),
            ("10:22", &[]),
            ("v709", &[]),
            ("12.50", &[]),
            ("¥48", &[]),
            ("48元", &[]),
            ("鸡蛋2板", &[]),
            ("", &[]),
        ] {
            let row = format!("2026-11-26 10:22:05,1003,小雨,48.00,,{remark}");
            let folded: Vec<char> = row.chars().map(crate::arrivals::fold).collect();
            assert_eq!(columns.numbers(&row, &folded), numbers, "{remark}");
        }
    }

    /// Names of columns, a row → whether it went out, its sum.
    #[test]
    fn the_sum_of_a_row_is_what_came() {
        let spaced = "交易时间 收入金额 余额 摘要";
        for (heading, row, is) in [
            (spaced, "2026-11-26 10:22:05 48.00 1,048.00 小雨", (false, Some(4_800))),
            (spaced, "2026-11-26 48.00 1,048.00 小雨", (false, Some(4_800))),
            ("交易时间\t收入金额\t余额\t摘要", "2026-11-26\t48.00\t1,048.00\t小雨", (false, Some(4_800))),
            ("日期,借方,贷方,余额,户名", "2026-11-26,,48.00,1048.00,小雨", (false, Some(4_800))),
            ("日期,借方,贷方,余额,户名", "2026-11-26,0.00,48.00,\"1,048.00\",小雨", (false, Some(4_800))),
            ("日期,借方,贷方,余额,户名", "2026-11-26,20.00,,1028.00,小雨", (true, None)),
            ("日期,金额,余额,户名", "2026-11-26,48.00,1048.00,小雨", (false, Some(4_800))),
            ("Date,Payee,Debit,Credit,Balance", "2026-11-26,An,,48.00,1048.00", (false, Some(4_800))),
            ("日期,户名,支出,收入", "2026-11-26,小雨,48.00,", (true, None)),
            // What has nothing in the column of what came brought nothing, whatever else the row says.
            ("日期,支取,存入,余额,户名", "2026-11-26,48.00,,1048.00,小雨", (true, None)),
            ("日期,支取,存入,余额,户名", "2026-11-26,,48.00,1048.00,小雨", (false, Some(4_800))),
            ("日期,减少,增加,余额,户名", "2026-11-26,48.00,0.00,1048.00,小雨", (true, None)),
            ("日期,出去,存入,余额,户名", "2026-11-26,48.00,,1048.00,小雨", (false, None)),
            ("日期,出去,存入,余额,户名", "2026-11-26,48.00,-,1048.00,小雨", (false, None)),
            (
                "日期,摘要,金额(收入),金额(支出),余额,户名",
                "2026-11-26,转账,,48.00,1048.00,小雨",
                (true, None),
            ),
            ("日期,借方发生额/元,贷方发生额/元,余额,户名", "2026-11-26,48.00,,1048.00,小雨", (true, None)),
            ("Date,Payee,Paid out,Paid in,Balance", "2026-11-26,An,48.00,,1048.00", (true, None)),
            ("Date,Payee,Money out,Money in,Balance", "2026-11-26,An,48.00,,1048.00", (true, None)),
            ("Date,Payee,Money out,Money in,Balance", "2026-11-26,An,,48.00,1048.00", (false, Some(4_800))),
            // What names another thing than a sum is no column of one.
            ("日期,收入类型,金额,余额,户名", "2026-11-26,转账,48.00,1048.00,小雨", (false, Some(4_800))),
            // Another line than those of the columns is read by itself.
            (spaced, "小雨 48", (false, Some(4_800))),
        ] {
            assert_eq!(came(heading, row), is, "{heading}: {row}");
        }
        for no in ["小雨 收入 四十八", "收入 小雨 四十八", "2026-11-26,小雨,48.00"] {
            assert_eq!(Columns::of(no), None, "{no}");
        }
    }
}

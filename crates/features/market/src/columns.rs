//! Which column of a statement is which: by the names above them. Pure.

use crate::statement::is_columns;
use crate::sums::{Sums, sums};
use std::ops::Range;

/// Where a statement has its sums.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Columns {
    delimiter: char,
    count: usize,
    /// What went out, where that has a column of its own.
    out: Option<usize>,
    /// What came, or what moved where there is one column of it.
    came: Option<usize>,
    /// No movement: balances, fees.
    others: Vec<usize>,
}

const OUT: [&str; 10] =
    ["支出", "支出金额", "借方", "借方金额", "借方发生额", "付出", "转出", "转出金额", "debit", "withdrawal"];
const CAME: [&str; 8] = ["收入", "贷方", "存入", "转入", "收方", "credit", "deposit", "paid in"];
const MOVED: [&str; 4] = ["金额", "交易金额", "发生额", "amount"];
const OTHERS: [&str; 4] = ["余额", "手续费", "balance", "fee"];

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
            let place = |words: &[&str]| {
                let fits = |head: &String| !head.contains('/') && words.iter().any(|w| head.starts_with(w));
                heads.iter().position(fits)
            };
            let (out, came) = (place(&OUT), place(&CAME).filter(|_| named));
            let moved = place(&MOVED).filter(|_| named);
            let is_other = |head: &String| OTHERS.iter().any(|word| head.contains(word));
            let others: Vec<usize> = (0..heads.len()).filter(|at| named && is_other(&heads[*at])).collect();
            // A blank also stands between words of a chat.
            let is_sure = heads.len() >= 3 && (named || delimiter != ' ');
            (is_sure && (out.is_some() || came.is_some() || moved.is_some())).then_some(Columns {
                delimiter,
                count: heads.len(),
                out,
                came: came.or(moved),
                others,
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

    /// Sums of a row: of the column that says what came; where that has none, of all but those that say something else. `folded`: the
    /// row, letter for letter, without what is no sum.
    pub(crate) fn sums(&self, line: &str, folded: &[char], exponent: u32) -> Sums {
        let letters: Vec<char> = line.chars().collect();
        let Some(row) = self.row(&letters) else { return sums(folded, exponent) };
        if let Some(cell) = self.came.and_then(|came| row.get(came)) {
            let found = sums(&folded[cell.clone()], exponent);
            if found.one().is_some() || found.went_out {
                return found;
            }
        }
        let mut rest = folded.to_vec();
        for cell in self.out.iter().chain(&self.others).filter_map(|at| row.get(*at)) {
            rest[cell.clone()].fill(' ');
        }
        sums(&rest, exponent)
    }
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

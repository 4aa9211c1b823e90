//! What a line of a statement, or of a chat, says of the money itself: whether it came and stayed, when, and under which
//! number. Pure.

use crate::arrivals::Doubt;

/// Day and time of a line, digits only.
pub(crate) fn times(line: &str) -> String {
    let joined = |word: &&str| {
        let marks = word.chars().filter(|c| matches!(c, '-' | '/' | ':')).count();
        marks > 0 && word.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '/' | ':'))
    };
    let words: Vec<&str> =
        line.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '"')).filter(joined).collect();
    words.concat().chars().filter(char::is_ascii_digit).collect()
}

/// Words that head columns, or stand in the lines above them.
const HEADS: [&str; 44] = [
    "时间",
    "日期",
    "金额",
    "对方",
    "户名",
    "账号",
    "类型",
    "收/支",
    "收支",
    "状态",
    "单号",
    "摘要",
    "余额",
    "备注",
    "收入",
    "支出",
    "借方",
    "贷方",
    "方式",
    "商品",
    "币种",
    "用途",
    "渠道",
    "流水号",
    "付款人",
    "付款方",
    "date",
    "amount",
    "payee",
    "description",
    "balance",
    "type",
    "memo",
    "reference",
    "支取",
    "存入",
    "减少",
    "增加",
    "debit",
    "credit",
    "paid out",
    "paid in",
    "money out",
    "money in",
];
/// How lines above the columns begin.
const PREAMBLES: [&str; 16] = [
    "微信支付账单明细",
    "微信昵称",
    "支付宝交易记录",
    "支付宝账户",
    "起始时间",
    "终止时间",
    "起始日期",
    "终止日期",
    "导出类型",
    "导出时间",
    "共计",
    "收入：",
    "支出：",
    "中性交易",
    "注：",
    "账单明细",
];

fn bare(line: &str) -> &str {
    line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | ',' | '"' | '=' | '#'))
}

/// Whether a line begins as those that a statement has above its columns. Somebody may begin theirs so, too.
pub(crate) fn is_preamble(line: &str) -> bool {
    let bare = bare(line);
    let counted =
        bare.strip_prefix('共').is_some_and(|rest| rest.ends_with("笔记录") || rest.ends_with("条记录"));
    counted || PREAMBLES.iter().any(|word| bare.starts_with(word))
}

/// Whether a line says only what the others are: the names of columns.
pub(crate) fn is_columns(line: &str) -> bool {
    let delimited = |c: char| matches!(c, '\t' | ',' | ';' | '|');
    let cells = |parts: &dyn Fn(char) -> bool| -> Vec<String> {
        let cells = bare(line).split(parts).map(|cell| cell.trim().trim_matches('"').trim().to_lowercase());
        cells.filter(|cell| !cell.is_empty()).collect()
    };
    let is_heads = |cells: &[String]| {
        let heads = cells.iter().filter(|cell| HEADS.iter().any(|word| cell.contains(word))).count();
        cells.len() >= 3 && heads * 2 >= cells.len()
    };
    // Names may have blanks in them, where something else stands between the columns: `Paid out`.
    let named = is_heads(&cells(&delimited)) || is_heads(&cells(&|c| c.is_whitespace() || delimited(c)));
    named && !line.chars().any(|c| c.is_ascii_digit())
}

pub(crate) fn is_blank(line: &str) -> bool {
    bare(line).is_empty()
}

/// The one day that a line tells with its year, and the minute where it has one: `2026-11-26`, `2026-11-26T10:22`.
pub(crate) fn when(line: &str) -> Option<String> {
    let line: Vec<char> = line.chars().collect();
    let mut found: Option<String> = None;
    for at in 0..line.len() {
        let fresh = at == 0 || !line[at - 1].is_ascii_alphanumeric();
        let Some(one) = fresh.then(|| day(&line, at)).flatten() else { continue };
        match &found {
            // Two days: which of them is not told.
            Some(other) if other.get(..10) != one.get(..10) => return None,
            Some(_) => {}
            None => found = Some(one),
        }
    }
    found
}

fn day(line: &[char], at: usize) -> Option<String> {
    let number = |at: usize, most: usize| {
        let digits: String =
            line.get(at..)?.iter().take_while(|c| c.is_ascii_digit()).take(most + 1).collect();
        let value: u32 = digits.parse().ok().filter(|_| digits.len() <= most)?;
        Some((value, at + digits.len()))
    };
    let sign = |at: usize, signs: &[char]| line.get(at).filter(|c| signs.contains(c)).map(|_| at + 1);
    let (year, next) = number(at, 4).filter(|(year, _)| (2000..2100).contains(year))?;
    let (month, next) =
        number(sign(next, &['-', '/', '.', '年'])?, 2).filter(|(month, _)| (1..=12).contains(month))?;
    let (day, next) =
        number(sign(next, &['-', '/', '.', '月'])?, 2).filter(|(day, _)| (1..=31).contains(day))?;
    let next = sign(next, &['日']).unwrap_or(next);
    let said = format!("{year:04}-{month:02}-{day:02}");
    let from = sign(next, &[' ', 'T', '\t']).unwrap_or(next);
    let time = number(from, 2).filter(|(hour, next)| *hour < 24 && line.get(*next) == Some(&':'));
    let Some((hour, next)) = time else { return Some(said) };
    match number(next + 1, 2).filter(|(minute, _)| *minute < 60) {
        Some((minute, _)) => Some(format!("{said}T{hour:02}:{minute:02}")),
        None => Some(said),
    }
}

/// The number of a transaction: the longest run of digits and letters that has a dozen digits at least, and is neither the card that
/// was paid from nor a moment, which other lines have, too.
pub fn number_of(line: &str) -> Option<String> {
    let runs = line.split(|c: char| !c.is_ascii_alphanumeric());
    let many = |run: &&str| run.bytes().filter(u8::is_ascii_digit).count() >= 12 && run.len() <= 64;
    let own = |run: &&str| !is_card(run) && !is_moment(run);
    runs.filter(many).filter(own).max_by_key(|run| run.len()).map(str::to_ascii_uppercase)
}

/// As cards are numbered: 16 to 19 digits of which the last is a check on the others (ISO/IEC 7812-1, Luhn's formula). A transaction's
/// number that happens to be one is told by its words instead.
fn is_card(run: &str) -> bool {
    let digits: Vec<u32> = run.chars().filter_map(|c| c.to_digit(10)).collect();
    let sum = digits.iter().rev().enumerate().map(|(at, digit)| match at % 2 {
        0 => *digit,
        _ => digit * 2 / 10 + digit * 2 % 10,
    });
    digits.len() == run.len() && (16..=19).contains(&digits.len()) && sum.sum::<u32>().is_multiple_of(10)
}

/// `20261103220014`, with seconds or without.
fn is_moment(run: &str) -> bool {
    let part = |from: usize| run.get(from..from + 2).and_then(|two| two.parse::<u32>().ok()).unwrap_or(99);
    matches!(run.len(), 12 | 14)
        && run.bytes().all(|c| c.is_ascii_digit())
        && part(0) == 20
        && (1..=12).contains(&part(4))
        && (1..=31).contains(&part(6))
        && part(8) < 24
        && (10..run.len()).step_by(2).all(|at| part(at) < 60)
}

/// Money that went out, or back.
const OUTGOING: [&str; 8] = ["支出", "转出", "提现", "手续费", "付给", "不计收支", "扣款", "debit"];
const RETURNED: [&str; 6] = ["退款", "已退", "退还", "退回", "退钱", "refund"];
/// Who writes so speaks of money that is to come, or asks for it.
const NOT_YET: [&str; 36] = [
    "明天",
    "后天",
    "明早",
    "明晚",
    "今晚",
    "晚点",
    "晚上",
    "稍后",
    "等会",
    "等下",
    "待会",
    "回头",
    "下周",
    "马上",
    "还没",
    "没付",
    "没转",
    "未付",
    "未转",
    "未收",
    "没收到",
    "未到账",
    "没到账",
    "待付",
    "待支付",
    "待收",
    "欠",
    "要付",
    "应付",
    "会付",
    "再付",
    "再转",
    "取消",
    "记得",
    "tomorrow",
    "not yet",
];
/// Who writes so has paid.
const CAME: [&str; 22] = [
    "收入", "转账", "收款", "到账", "入账", "转入", "收到", "已付", "已转", "付", "转", "贷", "存入", "来账",
    "汇", "补", "paid", "received", "transfer", "credit", "来自", "from",
];
/// Of those the ones that no bank writes beside what went out: 转账 goes both ways, and a 收款人 gets what did.
const CAME_IN: [&str; 11] =
    ["收入", "到账", "入账", "转入", "收到", "存入", "来账", "汇入", "贷方", "贷记", "received"];
/// Words around a name and a sum that say nothing else.
const NEUTRAL: [&str; 26] = [
    "微信",
    "支付宝",
    "零钱",
    "银行",
    "元",
    "块",
    "钱",
    "余额",
    "人民币",
    "rmb",
    "cny",
    "年",
    "月",
    "日",
    "号",
    "订单",
    "hh",
    "给",
    "的",
    "了",
    "已",
    "时",
    "分",
    "秒",
    "/",
    "我",
];

/// Whether what a line has besides the name, its codes and its numbers is none of money that came.
pub(crate) fn is_plain(line: &[char], names: &[Vec<char>]) -> bool {
    let text: String = line.iter().collect();
    let mut rest = text.clone();
    for name in names {
        let name: String = name.iter().collect();
        if !name.is_empty() {
            rest = rest.replace(&name, " ");
        }
    }
    if CAME.iter().any(|word| rest.contains(word)) || rest.contains('+') {
        return true;
    }
    for word in NEUTRAL {
        rest = rest.replace(word, " ");
    }
    !rest.chars().any(char::is_alphabetic)
}

/// Whether a line of a statement says itself that its money came: in a word, or by a plus before a sum.
pub(crate) fn says_came(line: &[char]) -> bool {
    let text: String = line.iter().collect();
    let plus = line.windows(2).any(|two| two[0] == '+' && (two[1].is_ascii_digit() || two[1] == '¥'));
    // `+86` is where a telephone is.
    plus && !text.contains("+86") || CAME_IN.iter().any(|word| text.contains(word))
}

/// What a line says of money that did not come, or did not stay.
pub(crate) fn none_came(line: &[char], went_out: bool) -> Option<Doubt> {
    let text: String = line.iter().collect();
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    match () {
        () if says(&RETURNED) => Some(Doubt::Returned),
        () if went_out || says(&OUTGOING) => Some(Doubt::WentOut),
        () if says(&NOT_YET) || text.contains(['?', '@', '吗', '呢']) => Some(Doubt::NotYet),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_statement_has_above_its_rows_is_no_row() {
        for (line, heading) in [
            ("微信支付账单明细,,,,,,,,", true),
            ("微信昵称：[苏禾],,,,", true),
            ("起始时间：[2026-11-01 00:00:00] 终止时间：[2026-11-30 23:59:59],,", true),
            ("共17笔记录,,,,", true),
            ("收入：3笔 100.00元,,,", true),
            ("----------------------微信支付账单明细列表--------------------,,,", true),
            ("交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注", true),
            ("日期 摘要 金额", true),
            ("Date\tDescription\tAmount", true),
            (",,,,", true),
            ("2026-11-26 10:22:05,转账,小雨,/,收入,¥48.00", false),
            ("小雨 转账 48", false),
            ("小雨 收入 48", false),
            ("收入 小雨 四十八", false),
            ("小雨 已付", false),
        ] {
            let found = is_blank(line) || is_preamble(line) || is_columns(line);
            assert_eq!(found, heading, "{line}");
        }
    }

    #[test]
    fn a_row_tells_its_day() {
        for (line, told) in [
            ("2026-11-26 10:22:05,转账,小雨,收入,¥48.00", Some("2026-11-26T10:22")),
            ("2026/11/6\t小雨\t48.00", Some("2026-11-06")),
            ("2026年11月26日 9:05 小雨 48", Some("2026-11-26T09:05")),
            ("2026.11.26 小雨 48", Some("2026-11-26")),
            ("2026-11-26 10:22,2026-11-26,小雨,48", Some("2026-11-26T10:22")),
            ("2026-11-26,2026-11-27,小雨,48", None),
            ("11月26日 小雨 48", None),
            ("2026-13-26 小雨 48", None),
            ("1000039301202611260000000006 小雨 48", None),
            ("小雨 2026.50", None),
            ("", None),
        ] {
            assert_eq!(when(line).as_deref(), told, "{line}");
        }
    }

    /// A line → what it is known by. Cards and moments stand in other lines, too.
    #[test]
    fn a_line_is_known_by_the_number_of_its_transaction() {
        for (line, number) in [
            (
                "2026-11-03 12:01 微信 阿明 25.00 4200002345202611031234567890",
                Some("4200002345202611031234567890"),
            ),
            ("阿明 25.00 流水号 abc202611031234", Some("ABC202611031234")),
            ("转入 25.00 阿明 6222021234567890128", None),
            ("转入 25.00 阿明 6222021234567890128 流水 330199887766", Some("330199887766")),
            ("转入 25.00 阿明 4111111111111111", None),
            ("20261103220014 转入 25.00 阿明", None),
            ("202611032200 转入 25.00 阿明", None),
            ("20269903220014 转入 25.00 阿明", Some("20269903220014")),
            ("2026-11-03 阿明 25.00", None),
        ] {
            assert_eq!(number_of(line).as_deref(), number, "{line}");
        }
    }
}

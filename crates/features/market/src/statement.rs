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

/// The number of a transaction: the longest run of digits and letters that has a dozen digits at least.
pub fn number_of(line: &str) -> Option<String> {
    let runs = line.split(|c: char| !c.is_ascii_alphanumeric());
    let many = |run: &&str| run.bytes().filter(u8::is_ascii_digit).count() >= 12 && run.len() <= 64;
    runs.filter(many).max_by_key(|run| run.len()).map(str::to_ascii_uppercase)
}

/// Where a statement has sums that went out in a column of their own.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Columns {
    delimiter: char,
    out: usize,
}

impl Columns {
    pub(crate) fn of(line: &str) -> Option<Columns> {
        const OUT: [&str; 10] = [
            "支出",
            "支出金额",
            "借方",
            "借方金额",
            "借方发生额",
            "付出",
            "转出",
            "转出金额",
            "debit",
            "withdrawal",
        ];
        [',', '\t', ';', '|'].into_iter().find_map(|delimiter| {
            let cells: Vec<String> = cells(line, delimiter).collect();
            let out = cells.iter().position(|cell| OUT.iter().any(|word| cell.starts_with(word)))?;
            // A row of sums is no heading.
            (cells.len() >= 3 && cells.iter().all(|cell| !cell.chars().any(|c| c.is_ascii_digit())))
                .then_some(Columns { delimiter, out })
        })
    }

    pub(crate) fn went_out(self, line: &str) -> bool {
        let cell = cells(line, self.delimiter).nth(self.out).unwrap_or_default();
        cell.chars().any(|c| c.is_ascii_digit() && c != '0')
    }
}

fn cells(line: &str, delimiter: char) -> impl Iterator<Item = String> {
    line.split(delimiter).map(|cell| cell.trim().trim_matches('"').trim().to_lowercase())
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

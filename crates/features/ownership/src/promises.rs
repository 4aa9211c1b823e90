//! Whether a text promises a return. Nothing that a community offers may: what is put in can be lost. Pure.
//!
//! A word list, in both languages, looked at within a clause: `不保本` and `no guaranteed return` promise nothing. It finds what
//! honest people write without thinking and what touts write everywhere; it does not find what somebody hides on purpose. That is
//! for those who read and vote.

/// Chinese words that promise. Those of traditional writing are brought to these before.
const PROMISES_ZH: &[&str] = &[
    "保本",
    "保息",
    "保底",
    "保收益",
    "保证收益",
    "保证回报",
    "保证分红",
    "保证盈利",
    "保证赚",
    "承诺收益",
    "承诺回报",
    "承诺分红",
    "固定收益",
    "固定回报",
    "固定分红",
    "固定利息",
    "固定利率",
    "稳赚",
    "包赚",
    "必赚",
    "躺赚",
    "只赚不赔",
    "包回本",
    "刚性兑付",
    "刚兑",
    "还本付息",
    "无风险",
    "零风险",
    "没有风险",
    "没风险",
    "年化",
    "预期收益",
    "收益率",
];

/// Words of English that promise, one after the other.
const PROMISES_EN: &[&[&str]] = &[
    &["guaranteed", "*", "return"],
    &["guaranteed", "*", "returns"],
    &["guaranteed", "*", "yield"],
    &["guaranteed", "*", "income"],
    &["guaranteed", "*", "interest"],
    &["guaranteed", "*", "profit"],
    &["guaranteed", "*", "profits"],
    &["guaranteed", "*", "dividend"],
    &["guaranteed", "*", "dividends"],
    &["guaranteed", "principal"],
    &["guaranteed", "capital"],
    &["guarantee", "*", "return"],
    &["guarantee", "*", "returns"],
    &["guarantee", "*", "profit"],
    &["guarantee", "*", "profits"],
    &["returns", "are", "guaranteed"],
    &["return", "is", "guaranteed"],
    &["principal", "is", "guaranteed"],
    &["principal", "guaranteed"],
    &["capital", "guaranteed"],
    &["fixed", "*", "return"],
    &["fixed", "*", "returns"],
    &["fixed", "*", "yield"],
    &["fixed", "*", "income"],
    &["fixed", "*", "interest"],
    &["fixed", "*", "dividend"],
    &["fixed", "*", "dividends"],
    &["risk", "free"],
    &["riskfree"],
    &["no", "risk"],
    &["zero", "risk"],
    &["without", "risk"],
    &["cannot", "lose"],
    &["can", "t", "lose"],
    &["annual", "return"],
    &["annual", "yield"],
    &["expected", "yield"],
    &["expected", "return"],
];

/// A percentage beside one of these, in one clause, is a rate of return.
const RETURNS_ZH: &[&str] = &["收益", "回报", "利息", "利率"];
const RETURNS_EN: &[&str] = &["return", "returns", "yield", "yields", "interest"];

/// How it is denied: right before it, in the same clause.
const DENIALS_ZH: &[&str] = &["不", "没", "无", "非", "未", "勿"];
/// These begin with a denial and deny nothing of what follows.
const NO_DENIALS_ZH: &[&str] =
    &["不用", "不必", "不怕", "不仅", "不但", "不只", "不光", "不愁", "不错", "无需", "无须", "无忧"];
const DENIALS_EN: &[&str] = &["not", "no", "never", "without", "nothing", "neither", "nor", "t"];
/// Characters, and words, in which a denial is looked for.
const DENIED_WITHIN_CHARS: usize = 6;
const DENIED_WITHIN_WORDS: usize = 5;

/// The first words of a text that promise a return, as the list has them; None where there are none.
pub fn promised_in(text: &str) -> Option<String> {
    clauses(text).iter().find_map(|clause| in_chinese(clause).or_else(|| in_english(clause)))
}

fn clauses(text: &str) -> Vec<String> {
    let plain: String = text.chars().map(plain).collect();
    let ends = |c: char| "，。；！？、,;!?\n\r()（）".contains(c);
    // A full stop ends a clause, but not within a number.
    plain.replace(". ", "\n").split(ends).map(str::to_owned).collect()
}

/// Lower case, half width, and the simplified form of what the list needs.
fn plain(c: char) -> char {
    let half = match u32::from(c) {
        wide @ 0xff01..=0xff5e => char::from_u32(wide - 0xfee0).unwrap_or(c),
        _ => c,
    };
    match half.to_lowercase().next().unwrap_or(half) {
        '證' => '证',
        '穩' => '稳',
        '賺' => '赚',
        '賠' => '赔',
        '無' => '无',
        '險' => '险',
        '報' => '报',
        '紅' => '红',
        '諾' => '诺',
        '沒' => '没',
        '預' => '预',
        '剛' => '刚',
        '兌' => '兑',
        '還' => '还',
        '躺' => '躺',
        '風' => '风',
        '零' | '〇' => '零',
        other => other,
    }
}

/// Blanks and marks between signs hide nothing: `保 本`, `保·本`.
fn in_chinese(clause: &str) -> Option<String> {
    let signs: String = clause.chars().filter(|c| c.is_alphanumeric() || *c == '%').collect();
    let found = PROMISES_ZH.iter().find(|word| {
        signs.match_indices(**word).any(|(at, _)| !denied_zh(signs.get(..at).unwrap_or_default()))
    });
    let rated = || RETURNS_ZH.iter().find(|word| signs.contains(**word) && signs.contains('%'));
    found.or_else(rated).map(|word| (*word).to_owned())
}

fn denied_zh(before: &str) -> bool {
    let count = before.chars().count();
    let near: String = before.chars().skip(count.saturating_sub(DENIED_WITHIN_CHARS)).collect();
    let near = NO_DENIALS_ZH.iter().fold(near, |near, word| near.replace(word, ""));
    DENIALS_ZH.iter().any(|word| near.contains(word))
}

fn in_english(clause: &str) -> Option<String> {
    let split = |c: char| !c.is_ascii_alphanumeric() && c != '%';
    let words: Vec<&str> = clause.split(split).filter(|word| !word.is_empty()).collect();
    for at in 0..words.len() {
        let before = &words[at.saturating_sub(DENIED_WITHIN_WORDS)..at];
        if before.iter().any(|word| DENIALS_EN.contains(word)) {
            continue;
        }
        if let Some(length) = PROMISES_EN.iter().find_map(|promise| matched(&words[at..], promise)) {
            return Some(words[at..at + length].join(" "));
        }
    }
    let rated = words.iter().any(|word| word.contains('%'));
    let word = words.iter().find(|word| rated && RETURNS_EN.contains(word));
    word.map(|word| (*word).to_owned())
}

/// How many of the words a promise takes; `*` stands for up to two words of any kind.
fn matched(words: &[&str], promise: &[&str]) -> Option<usize> {
    let Some((first, rest)) = promise.split_first() else { return Some(0) };
    if *first == "*" {
        return (0..=2).find_map(|skip| Some(skip + matched(words.get(skip..)?, rest)?));
    }
    match words.split_first() {
        Some((word, others)) if word == first => Some(1 + matched(others, rest)?),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Text → what of it promises.
    #[test]
    fn promises_are_found_in_both_languages() {
        for (text, found) in [
            ("本金安全，保本", Some("保本")),
            ("保 本", Some("保本")),
            ("穩賺不賠", Some("稳赚")),
            ("大家放心，不用担心，稳赚", Some("稳赚")),
            ("不仅保本", Some("保本")),
            ("每年固定收益", Some("固定收益")),
            ("年化五个点", Some("年化")),
            ("零風險", Some("零风险")),
            ("每年8%的回报", Some("回报")),
            ("每年８％的回报", Some("回报")),
            ("Guaranteed return", Some("guaranteed return")),
            ("A guaranteed yearly return of five", Some("guaranteed yearly return")),
            ("We guarantee you a return", Some("guarantee you a return")),
            ("Risk-free!", Some("risk free")),
            ("You can't lose", Some("can t lose")),
            ("5% interest a year", Some("interest")),
            ("There is no risk", Some("no risk")),
        ] {
            assert_eq!(promised_in(text).as_deref(), found, "{text}");
        }
    }

    /// What says honestly that nothing is promised, and what is about something else.
    #[test]
    fn denials_and_other_matters_are_no_promises() {
        for text in [
            "",
            "不保本，可能全部亏掉",
            "我们不承诺固定收益",
            "没有保证收益",
            "不保证收益，也不保证分红",
            "本份额无固定回报",
            "盈余的20%进公共基金",
            "收益由成员大会决定",
            "保持本地供应",
            "No guaranteed return. You may lose all of it.",
            "This does not promise a fixed return",
            "It is not risk-free",
            "Returns depend on what members decide",
            "20% of the surplus goes to the reserve",
            "Return the crates on Friday",
        ] {
            assert_eq!(promised_in(text), None, "{text}");
        }
    }
}

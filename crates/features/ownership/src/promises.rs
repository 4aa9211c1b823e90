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

/// How it is denied: one of these, and from there to the promise nothing but what may stand between (`不承诺任何固定收益`). In
/// `非常稳赚` and `未来三年保本` the same signs deny nothing.
const DENIALS_ZH: &[&str] = &["不", "没", "无", "非", "未", "勿"];
/// Denied twice is promised.
const TWICE_ZH: &[&str] = &["不得不", "不能不", "不会不", "没有不", "无不", "不可能不", "并非不"];
/// The longer ones first.
const BETWEEN_ZH: &[&str] = &[
    "不可能",
    "可能",
    "能够",
    "存在",
    "保证",
    "承诺",
    "许诺",
    "担保",
    "保障",
    "提供",
    "支付",
    "派发",
    "享有",
    "享受",
    "给予",
    "作出",
    "做出",
    "任何",
    "固定",
    "所谓",
    "每年",
    "每月",
    "最低",
    "一定",
    "必然",
    "以及",
    "意味着",
    "等于",
    "属于",
    "构成",
    "曾",
    "有",
    "会",
    "能",
    "可",
    "是",
    "再",
    "得",
    "应",
    "给",
    "作",
    "做",
    "设",
    "年",
    "的",
    "等",
    "和",
    "或",
    "与",
    "及",
    "也",
];
/// With whom begins what says to whom nothing is promised, if a promise is made there: `不向任何人承诺回报`.
const WITH_ZH: &[char] = &['对', '向', '给', '以'];
const MADE_ZH: &[&str] = &["任何", "保证", "承诺", "许诺", "担保", "提供"];
const WITH_CHARS_MAX: usize = 10;

const DENIALS_EN: &[&str] = &["not", "no", "never", "without", "nothing", "neither", "nor", "t"];
/// These begin with a denial and deny nothing of what follows.
const NO_DENIALS_EN: &[(&str, &str)] = &[
    ("no", "doubt"),
    ("no", "matter"),
    ("no", "worry"),
    ("no", "worries"),
    ("no", "need"),
    ("no", "less"),
    ("not", "less"),
    ("nothing", "less"),
    ("not", "only"),
    ("not", "just"),
    ("without", "doubt"),
    ("never", "worry"),
];
/// Words in which a denial is looked for.
const DENIED_WITHIN_WORDS: usize = 5;

/// The first words of a text that promise a return, as the list has them; None where there are none.
pub fn promised_in(text: &str) -> Option<String> {
    clauses(text).iter().find_map(|clause| in_chinese(clause).or_else(|| in_english(clause)))
}

fn clauses(text: &str) -> Vec<String> {
    let plain: String = text.chars().map(plain).collect();
    let ends = |c: char| "，。；！？,;!?\n\r()（）".contains(c);
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
    let all = signs(clause);
    let promises = |word: &&&str| promised_zh(&all, word, all.match_indices(**word).map(|(at, _)| at));
    PROMISES_ZH
        .iter()
        .find(promises)
        .copied()
        .or_else(|| clause.split('、').find_map(rated_zh))
        .map(str::to_owned)
}

fn signs(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric() || *c == '%').collect()
}

/// A rate of return, unless the rate or the return is denied.
fn rated_zh(part: &str) -> Option<&'static str> {
    let signs = signs(part);
    let before_number = |at: usize| signs.get(..at).unwrap_or_default().trim_end_matches(is_number).len();
    let rates = signs.match_indices('%').map(|(at, _)| before_number(at));
    if !promised_zh(&signs, "", rates) {
        return None;
    }
    let promises = |word: &&&str| promised_zh(&signs, word, signs.match_indices(**word).map(|(at, _)| at));
    RETURNS_ZH.iter().find(promises).copied()
}

fn is_number(c: char) -> bool {
    c.is_ascii_digit()
}

/// Whether a word is not denied at one of these places, where it begins.
fn promised_zh(signs: &str, word: &str, mut places: impl Iterator<Item = usize>) -> bool {
    places.any(|at| !denied_zh(signs.get(..at).unwrap_or_default(), word))
}

fn denied_zh(before: &str, word: &str) -> bool {
    DENIALS_ZH.iter().flat_map(|denial| before.match_indices(denial)).any(|(at, denial)| {
        let (until, between) = before.split_at(at + denial.len());
        !TWICE_ZH.iter().any(|twice| until.ends_with(twice)) && only_between(between, word)
    })
}

fn only_between(text: &str, word: &str) -> bool {
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| is_number(c) || c == '%');
        let known = BETWEEN_ZH.iter().chain(PROMISES_ZH).find_map(|known| rest.strip_prefix(known));
        match known {
            Some(after) => rest = after,
            None => break,
        }
    }
    let is_made = MADE_ZH.iter().any(|made| rest.contains(made) || word.starts_with(made));
    rest.is_empty() || (is_made && rest.starts_with(WITH_ZH) && rest.chars().count() <= WITH_CHARS_MAX)
}

fn in_english(clause: &str) -> Option<String> {
    let split = |c: char| !c.is_ascii_alphanumeric() && c != '%';
    let words: Vec<&str> = clause.split(split).filter(|word| !word.is_empty()).collect();
    let promised = |at: &usize| !denied_en(&words, *at);
    for at in (0..words.len()).filter(promised) {
        if let Some(length) = PROMISES_EN.iter().find_map(|promise| matched(&words[at..], promise)) {
            return Some(words[at..at + length].join(" "));
        }
    }
    let places = || (0..words.len()).filter(promised).map(|at| words[at]);
    let rated = places().any(|word| word.contains('%'));
    let word = places().find(|word| rated && RETURNS_EN.contains(word));
    word.map(str::to_owned)
}

/// Whether the words before deny it; after `but` nothing is denied any more.
fn denied_en(words: &[&str], at: usize) -> bool {
    let from = at.saturating_sub(DENIED_WITHIN_WORDS);
    let from = words[from..at].iter().rposition(|word| *word == "but").map_or(from, |but| from + but);
    (from..at).any(|place| {
        let followed =
            |(denial, next): &(&str, &str)| words[place] == *denial && words.get(place + 1) == Some(next);
        DENIALS_EN.contains(&words[place]) && !NO_DENIALS_EN.iter().any(followed)
    })
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
            ("未来三年保本", Some("保本")),
            ("非常稳赚", Some("稳赚")),
            ("无论涨跌都保本", Some("保本")),
            ("毫无疑问稳赚", Some("稳赚")),
            ("不管怎样都保本", Some("保本")),
            ("未来每年固定分红", Some("固定分红")),
            ("不会亏钱，也不能错过的稳赚机会", Some("稳赚")),
            ("我们不得不保本", Some("保本")),
            ("不对外招募的稳赚项目", Some("稳赚")),
            ("回报不低于8%", Some("回报")),
            ("不少于8％的回报", Some("回报")),
            ("不是5%而是8%的利息", Some("利息")),
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
            ("No doubt a guaranteed return", Some("guaranteed return")),
            ("Not only fixed returns", Some("fixed returns")),
            ("No less than 5% interest", Some("interest")),
            ("Not 5% but 8% interest", Some("interest")),
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
            "不承诺8%的回报",
            "不保证每年8％的收益",
            "回报不会是8%",
            "没有任何固定分红",
            "本份额非保本",
            "不承诺保本、保息和固定收益",
            "不向任何成员承诺回报",
            "不对本金作任何保证收益",
            "不可能保本",
            "盈余的20%进公共基金",
            "收益由成员大会决定",
            "保持本地供应",
            "No guaranteed return. You may lose all of it.",
            "This does not promise a fixed return",
            "It is not risk-free",
            "We do not promise 5% interest",
            "Interest is not 5%",
            "Returns depend on what members decide",
            "20% of the surplus goes to the reserve",
            "Return the crates on Friday",
        ] {
            assert_eq!(promised_in(text), None, "{text}");
        }
    }
}

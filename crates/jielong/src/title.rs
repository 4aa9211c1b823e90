//! Names of what is sold, taken out of what a heading says around them.

use crate::plain::{bare, is_han, is_picture, is_word, text};
use crate::{number, ordinal, unit};
use std::collections::HashSet;
use std::sync::OnceLock;

pub(crate) const LABELS: &str = "团购 团 我们 拼团 接龙 团购价 接龙价 拼团价 团长价 优惠价 成本价 内部价 会员价 邻居价 价格 单价 售价 现价 特价 只要 仅需 \
    费用 人均 每人 现在 团价 底价 均 都 全部 全场 各 每样 每种 通通 任选 任意 均一价 会员 零售 散卖 到手价 活动价 今日价 价 一律 统一 都是 均价 收费 报价 AA 票价 预算 \
    大约 成团价 零售价 批发价 秒杀价";

/// 格式:姓名+人数.
pub(crate) fn bare_plus(text: &str) -> bool {
    ["+人数", "+数量", "+份数", "+个数", "+几人", "+几份"]
        .iter()
        .any(|word| text.replace(' ', "").contains(word))
}

pub(crate) fn is_label(name: &str) -> bool {
    static BARE: OnceLock<HashSet<String>> = OnceLock::new();
    let plain = bare(name);
    plain.is_empty() || BARE.get_or_init(|| LABELS.split(' ').map(bare).collect()).contains(&plain)
}

#[derive(Debug, Default)]
pub(crate) struct Tidy {
    pub(crate) name: String,
    pub(crate) aliases: Vec<String>,
    pub(crate) spec: String,
}

/// Without hours: 7:30-9:30 校门引导, 瑜伽 19-21点.
fn without_hours(written: &str) -> String {
    let chars: Vec<char> = written.chars().collect();
    let digits = |at: usize| chars[at.min(chars.len())..].iter().take_while(|c| c.is_ascii_digit()).count();
    let get = |at: usize| chars.get(at).copied().unwrap_or('\n');
    // One hour: where it ends, and whether it is said to be one.
    let hour = |at: usize| {
        let first = digits(at);
        if !(1..=2).contains(&first) {
            return None;
        }
        let end = at + first;
        Some(match get(end) {
            ':' if digits(end + 1) == 2 => (end + 3, true),
            '点' | '时' if get(end + 1) != '间' => (end + 1 + usize::from(get(end + 1) == '半'), true),
            _ => (end, false),
        })
    };
    let mut kept = String::new();
    let mut at = 0;
    while at < chars.len() {
        let inside = at > 0 && (chars[at - 1].is_ascii_digit() || chars[at - 1] == '.');
        if let Some((mut end, mut said)) = hour(at).filter(|_| !inside) {
            if matches!(get(end), '-' | '~' | '到' | '至')
                && let Some((last, also)) = hour(end + 1)
                && (said || also)
            {
                (end, said) = (last, true);
            }
            if said {
                kept.push(' ');
                at = end;
                continue;
            }
        }
        kept.push(chars[at]);
        at += 1;
    }
    kept
}

/// A name without its number, pictures, introduction and size.
pub(crate) fn tidy(written: &str) -> Tidy {
    let written = &without_hours(written);
    let mut aliases: Vec<String> = Vec::new();
    let mut pictures: Vec<char> = written.chars().filter(|c| is_picture(*c)).collect();
    pictures.dedup();
    if pictures.len() == 1 {
        aliases.push(pictures[0].to_string());
    }
    let mut name: String = written.chars().map(|c| if is_picture(c) { ' ' } else { c }).collect();
    let chars: Vec<char> = name.trim_start().chars().collect();
    let mut code = None;
    if let Some(found) = ordinal::read(&chars).filter(|found| {
        found.end < chars.len()
            && (found.sure || matches!(chars[found.end - 1], ' ' | '、' | '.' | ')' | ':'))
    }) {
        if found.kind == ordinal::Kind::Named {
            code = Some(format!("{}号", found.value));
        } else if found.sure && (1..=20).contains(&found.value) {
            aliases.push(format!("{}号", found.value));
            aliases.extend(char::from_u32(0x245f + found.value).map(String::from));
        }
        // 01 is how it is ordered.
        let printed: String = chars.iter().take_while(|c| c.is_ascii_digit()).collect();
        if !found.sure && printed.len() >= 2 && printed.starts_with('0') {
            aliases.extend([printed, format!("{}号", found.value)]);
        }
        name = text(&chars[found.end..]);
    } else if let Some(length) = code_length(&chars) {
        code = Some(text(&chars[..length]));
        name = text(&chars[length + 1..]);
    }
    name = name.trim_start_matches([' ', '元', ')']).to_owned();
    // 套餐一:鸡腿饭
    if let Some((before, after)) = name.clone().split_once(':') {
        let before = before.trim();
        let counted =
            before.chars().last().is_some_and(|c| c.is_ascii_alphanumeric() || number::is_chinese(c));
        let day = before.starts_with('周') || before.starts_with("星期");
        if day {
            name = after.trim().to_owned();
        } else if code.is_none()
            && counted
            && (2..=4).contains(&before.chars().count())
            && after.chars().any(is_word)
        {
            let letters: Vec<char> = before.chars().collect();
            let head = text(&letters[..letters.len() - 1]);
            let value = number::read(&letters, letters.len() - 1).map(|number| number.value);
            aliases.extend(value.map(|value| format!("{head}{value}")));
            code = Some(before.to_owned());
        }
    }
    // 水果接龙:草莓
    if let Some((_, after)) = name.trim_end_matches([':', ' ', '-', '=', '~']).rsplit_once(':')
        && after.chars().any(is_word)
    {
        name = after.to_owned();
    }
    let name = name.trim_matches(|c: char| !is_word(c) && !matches!(c, ')' | '('));
    let name = without_arrival(without_day(name));
    let mut words: Vec<&str> = Vec::new();
    let mut spec = String::new();
    for word in
        name.split([' ', '/', ']', '[', '\\', '"', '·', '~']).filter(|word| word.chars().any(is_word)).rev()
    {
        if is_label(word) || is_greeting(word) {
            continue;
        }
        let fresh = ["新品", "特价", "新到", "另有", "还有", "以及", "另外"]
            .iter()
            .find_map(|head| word.strip_prefix(head));
        let word = fresh.filter(|rest| rest.chars().filter(|c| is_han(*c)).count() >= 2).unwrap_or(word);
        if is_remark(word) && !words.is_empty() {
            break;
        }
        if is_remark(word) && spec.is_empty() && rung_of(word) {
            spec = word.to_owned();
        }
        if !is_remark(word) {
            words.push(word);
        }
    }
    // 山东大姜到货 and nothing else: what has come.
    if words.is_empty() && spec.is_empty() {
        const COME: [&str; 8] = ["到货啦", "到货了", "到货", "来了", "来啦", "到了", "开团", "上新"];
        let told = name.split(' ').find_map(|word| COME.iter().find_map(|come| word.strip_suffix(come)));
        words.extend(told.filter(|stem| stem.chars().filter(|c| is_han(*c)).count() >= 2));
    }
    words.reverse();
    let (base, size) = without_size(&words.join(" "));
    let spec = if size.is_empty() { spec } else { size };
    let mut base = trimmed(&base);
    if base.is_empty() && spec.is_empty() && pictures.len() == 1 {
        base = pictures[0].to_string();
    }
    if base.is_empty() && !spec.is_empty() {
        // 10斤装 is what it is called.
        base = spec.clone();
        aliases.push(spec.trim_end_matches('装').to_owned());
    }
    if let Some(code) = code.filter(|_| !base.is_empty()) {
        aliases.push(code.clone());
        aliases.push(base.clone());
        return Tidy { name: format!("{code} {base}"), aliases, spec };
    }
    Tidy { name: base, aliases, spec }
}

/// 姐妹们, 各位邻居: to whom it is said.
fn is_greeting(word: &str) -> bool {
    let plain = word.trim_matches(|c: char| !is_word(c));
    [
        "姐妹们",
        "大家好",
        "各位",
        "家人们",
        "亲们",
        "宝子们",
        "邻居们",
        "朋友们",
        "大家",
        "友友们",
        "老铁们",
        "宝妈们",
    ]
    .contains(&plain)
        || plain.ends_with('们') && plain.chars().count() <= 4
}

/// 5kg装, 10斤: a size.
fn rung_of(word: &str) -> bool {
    let chars: Vec<char> = word.chars().collect();
    number::read(&chars, 0).is_some_and(|number| unit::read(&chars, number.length, &[]).is_some())
}

pub(crate) fn lettered(line: &[char]) -> bool {
    code_length(line).is_some()
}

/// `A.`, `A1 `: how long the code is.
pub(crate) fn code_length(line: &[char]) -> Option<usize> {
    let digits = line.iter().skip(1).take_while(|c| c.is_ascii_digit()).count();
    let mark = line.get(1 + digits)?;
    let coded = line[0].is_ascii_alphabetic() && digits <= 2 && matches!(mark, '.' | '、' | ')' | ':' | ' ');
    (coded && line.len() > 2 + digits).then_some(1 + digits)
}

/// 仙居杨梅明天到 is 仙居杨梅.
fn without_arrival(name: &str) -> &str {
    const DAYS: [&str; 16] = [
        "明天", "今天", "后天", "今晚", "明早", "明晚", "下周", "本周", "周一", "周二", "周三", "周四",
        "周五", "周六", "周日", "现货",
    ];
    let ends = ["到", "到货", "到啦", "到了", "发货", "送", "发", "上市", "开团", "提货"]
        .iter()
        .any(|end| name.ends_with(end));
    let at = DAYS.iter().filter_map(|day| name.find(day)).min();
    match at.filter(|at| ends && name[..*at].chars().filter(|c| is_word(*c)).count() >= 2) {
        Some(at) => name[..at].trim(),
        None => name,
    }
}

/// 今天鸡蛋 is 鸡蛋.
fn without_day(name: &str) -> &str {
    let days = "今天有 今日有 现有 加购 另购 加价购 今天 今日 明天 明日 今晚 明早 本周 周末 现有 还有 另有 以及 新到 刚到";
    let cut = days.split(' ').find_map(|day| name.strip_prefix(day)).map(str::trim_start);
    cut.filter(|rest| rest.chars().filter(|c| is_word(*c)).count() >= 2).unwrap_or(name)
}

/// 周六午餐, 周三油画: what there is on that day, and not when something comes.
fn is_of_a_day(word: &str) -> bool {
    const WHEN: [&str; 22] = [
        "到", "发", "送", "截", "前", "取", "提", "上午", "下午", "晚上", "早上", "中午", "傍晚", "出", "开",
        "配", "统", "收", "起", "止", "后", "见",
    ];
    let rest = word.strip_prefix('周').and_then(|rest| rest.strip_prefix(|c| "一二三四五六日天".contains(c)));
    rest.is_some_and(|rest| {
        let rest = without_occasion(rest);
        (2..=6).contains(&rest.chars().count())
            && rest.chars().all(is_han)
            && !WHEN.iter().any(|when| rest.starts_with(when))
    }) && without_occasion(word) == word
}

/// Words of a heading that are no part of a name.
fn is_remark(word: &str) -> bool {
    const BEGIN: &str = "限 满 起送 送 约 共 剩 包邮 每人 截止 今日 今天 明天 明日 周 本周 下周 到货 接龙 # 开团 预售 第 预订 \
        特价 新品 原价 规格 只剩 还剩 仅剩";
    const END: &str = "起 接龙 到 到货 开团 截止 起订 起送 装 发货 左右 以上 包邮 送";
    let plain = word.trim_matches(|c: char| !is_word(c));
    if is_of_a_day(plain) {
        return false;
    }
    let digits = plain.chars().next().is_some_and(|c| c.is_ascii_digit());
    let short = |begin: &str| begin.chars().count() == 1;
    let counted =
        |rest: &str| rest.chars().next().is_some_and(|c| c.is_ascii_digit() || number::is_chinese(c));
    BEGIN.split(' ').any(|begin| plain.strip_prefix(begin).is_some_and(|rest| !short(begin) || counted(rest)))
        || END.split(' ').any(|end| {
            plain.ends_with(end)
                && (digits || plain.chars().count() > 4 || end.chars().count() > 1)
                && !plain.ends_with("斤装")
                && (end != "装" || digits)
        })
}

/// 五常大米10斤装: the name, and the size.
pub(crate) fn without_size(name: &str) -> (String, String) {
    let chars: Vec<char> = name.chars().collect();
    for at in 0..chars.len() {
        if !chars[at].is_ascii_digit() && !(number::is_chinese(chars[at])) {
            continue;
        }
        if at > 0 && chars[at - 1].is_ascii_digit() {
            continue;
        }
        let Some(number) = number::read(&chars, at) else { continue };
        let Some((_, length)) = unit::read(&chars, at + number.length, &[]) else { continue };
        let mut end = at + number.length + length;
        if chars.get(end) == Some(&'装') {
            end += 1;
        }
        let rest = text(&chars[end..]);
        let before = text(&chars[..at]);
        let before = before.trim_end_matches(['约', ' ', '每', '净', '重', '(']);
        if rest.chars().any(is_word) && (number.chinese || at > 0) {
            continue;
        }
        // 三九贴 is a name.
        if number.chinese && (1..2).contains(&before.chars().filter(|c| is_word(*c)).count()) {
            continue;
        }
        let name = if before.is_empty() { rest.trim().to_owned() } else { before.to_owned() };
        return (name, text(&chars[at..end]));
    }
    (name.to_owned(), String::new())
}

fn trimmed(name: &str) -> String {
    let mut rest = name.trim_matches(|c: char| !is_word(c));
    for tail in
        ["每", "一", "只要", "仅", "约", "价格", "单价", "团购价", "特价", "价", "现价", "售价", "现", "拼团"]
    {
        let cut = rest.strip_suffix(tail).unwrap_or(rest).trim();
        let counted = tail == "价" && cut.chars().last().is_some_and(number::is_chinese);
        if cut.chars().count() >= 2 && !counted {
            rest = cut;
        }
    }
    rest.trim_matches(|c: char| !is_word(c)).to_owned()
}

/// A title as a name: 草莓团 is about 草莓.
pub(crate) fn titled(title: &str) -> Tidy {
    let mut name = tidy(title);
    let mut rest = without_occasion(&name.name);
    for head in ["加购", "今日", "今天", "明天", "本周", "周末", "农家", "关于", "新鲜"] {
        let cut = rest.strip_prefix(head).unwrap_or(rest);
        if cut.chars().count() >= 2 {
            rest = cut;
        }
    }
    name.name = rest.to_owned();
    name
}

/// Without the words of what goes on: 草莓团购接龙 is about 草莓.
pub(crate) fn without_occasion(name: &str) -> &str {
    const TAILS: &str = "接龙 团购 拼团 开团 预定 预订 报名 团 来啦 来了 到货 统计 登记 群 啦";
    let mut rest = name;
    for _ in 0..3 {
        for tail in TAILS.split(' ') {
            let cut = rest.strip_suffix(tail).unwrap_or(rest);
            if cut.chars().count() >= 2 {
                rest = cut;
            }
        }
    }
    rest
}

/// `草莓 价格`: what stands before the word for a price.
pub(crate) fn before_label(name: &str) -> Option<String> {
    let at = LABELS.split(' ').filter_map(|label| name.rfind(label)).max()?;
    let before = name[..at].trim_matches([' ', ':', '-']);
    before.chars().any(is_word).then(|| before.to_owned())
}

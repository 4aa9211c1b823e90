//! Where, when, how it is paid: what can be told from an order by its form.

use crate::plain::{begins, is_word};
use crate::{number, unit};

/// 3-502, 1-2-301, 3#501, 18:30.
pub(crate) fn room_or_time(chars: &[char], at: usize) -> Option<usize> {
    let digits =
        |from: usize| chars[from.min(chars.len())..].iter().take_while(|c| c.is_ascii_digit()).count();
    let get = |index: usize| chars.get(index).copied().unwrap_or('\n');
    let first = digits(at);
    let mut end = at + first;
    if first == 0 || first > 4 {
        return None;
    }
    if get(end) == ':' && digits(end + 1) == 2 && first <= 2 {
        end += 3;
        return Some(if get(end) == ':' && digits(end + 1) == 2 { end + 3 - at } else { end - at });
    }
    if get(end) == '#' {
        let more = digits(end + 1);
        return Some(end + 1 + more - at);
    }
    let mut parts = 1;
    let mut last = first;
    while matches!(get(end), '-') && digits(end + 1) > 0 && digits(end + 1) <= 4 {
        last = digits(end + 1);
        end += 1 + last;
        parts += 1;
    }
    // What follows decides whether 2-3 is a range.
    let unit = unit::read(chars, end, &[]).is_some() && get(end) != '室';
    let room = parts >= 3 || (parts == 2 && (last >= 3 || !unit));
    (room && parts > 1).then_some(end - at)
}

/// Where, when and how it is paid, as far as it can be told by its form.
pub(crate) fn note(chars: &[char], at: usize) -> Option<usize> {
    const KEYED: &str =
        "尾号 手机号 手机 电话 房号 门牌号 门牌 楼号 单号 工号 学号 车牌 微信号 tel TEL Tel 备注 号码";
    const PAID: &str = "已付款 已付 已转账 已转 已支付 付款 付了 转了 转账 支付了 支付 收款 红包 定金 订金 押金 付 转 收 \
        还差 差 补 找零 找 退款 交了 已交 发了 已收";
    const WHEN: &str = "上午 下午 晚上 早上 中午 傍晚 明天 后天 今晚 明早 明晚 今天 昨天 前天 周末 月底 月初 下周 本周 这周 \
        大后天";
    let digits =
        |from: usize| chars[from.min(chars.len())..].iter().take_while(|c| c.is_ascii_digit()).count();
    let get = |index: usize| chars.get(index).copied().unwrap_or('\n');
    let c = get(at);
    let run = digits(at);
    // 138xxxx0001, 138****0001
    let hidden =
        chars[at..].iter().take_while(|c| c.is_ascii_digit() || matches!(c, 'x' | 'X' | '*')).count();
    if run == 3 && c == '1' && hidden == 11 {
        return Some(hidden);
    }
    if (run == 11 && c == '1') || run > 7 {
        return Some(run);
    }
    // 138 0000 0000 and 010-12345678.
    if run >= 3 && matches!(get(at + run), '-' | ' ') && digits(at + run + 1) >= 4 {
        let more = digits(at + run + 1);
        let last = at + run + 1 + more;
        let third = if matches!(get(last), '-' | ' ') && digits(last + 1) == 4 { 5 } else { 0 };
        if run + more + third >= 10 {
            return Some(last + third - at);
        }
    }
    if run == 4 && get(at + 4) == '年' {
        return Some(5);
    }
    if let Some(length) = KEYED.split(' ').find_map(|word| begins(chars, at, word)) {
        let mut end = at + length;
        while matches!(get(end), ':' | ' ' | '是' | '为') {
            end += 1;
        }
        let value = chars[end.min(chars.len())..]
            .iter()
            .take_while(|c| c.is_ascii_alphanumeric() || **c == '-')
            .count();
        return (value > 0).then_some(end + value - at);
    }
    if let Some(length) = PAID.split(' ').find_map(|word| begins(chars, at, word)) {
        let mut end = at + length;
        while matches!(get(end), ':' | ' ' | '¥' | '了' | '款' | '账' | '您' | '你') {
            end += 1;
        }
        if let Some(number) = number::read(chars, end).filter(|number| !number.chinese) {
            end += number.length;
            let money = ["元", "块钱", "块"].iter().find_map(|word| begins(chars, end, word));
            if money.is_some() || unit::read(chars, end, &[]).is_none() {
                return Some(end + money.unwrap_or(0) - at);
            }
        }
        if length > 1 && !matches!(c, '红' | '收' | '退') {
            return Some(length);
        }
    }
    if c == '第'
        && let Some(number) = number::read(chars, at + 1)
    {
        return Some((2 + number.length).min(chars.len() - at));
    }
    for word in ["周", "星期", "礼拜"] {
        if let Some(length) = begins(chars, at, word)
            && matches!(
                get(at + length),
                '一' | '二' | '三' | '四' | '五' | '六' | '日' | '天' | '末' | '1'..='7'
            )
            && unit::read(chars, at + length + 1, &[]).is_none()
        {
            return Some(length + 1);
        }
    }
    if let Some(length) = WHEN.split(' ').find_map(|word| begins(chars, at, word)) {
        return Some(length);
    }
    if c == '@' {
        return Some(1 + chars[at + 1..].iter().take_while(|c| is_word(**c)).count());
    }
    if let Some(length) = crate::foreign::place(chars, at) {
        return Some(length);
    }
    // A座, B栋.
    if c.is_ascii_alphabetic() && matches!(get(at + 1), '座' | '栋' | '区' | '幢') {
        let more = digits(at + 2);
        return Some(2 + more);
    }
    let clock = number::read(chars, at).filter(|number| matches!(get(at + number.length), '点' | '时'));
    if let Some(number) = clock {
        let end = at + number.length + 1;
        let said = matches!(
            get(end),
            '半' | '钟' | '取' | '来' | '前' | '后' | '到' | '左' | '之' | '以' | '拿' | '下' | '多'
        ) || digits(end) > 0
            || !number.chinese;
        if said || matches!(at.checked_sub(1).map(get), Some('上' | '午' | '早')) {
            return Some(end + usize::from(matches!(get(end), '半' | '钟')) + digits(end) - at);
        }
    }
    None
}

//! Copied chats: who sent a message, and when, on a line of its own or before the message.

use crate::layout::Raw;
use crate::plain::{is_word, text};
use crate::{number, ordinal, price, remark, unit};

/// Who sends a message: on a line of its own, or before the message.
#[derive(Debug, Clone)]
pub(crate) struct Sender {
    pub(crate) name: String,
    pub(crate) message: Vec<char>,
    pub(crate) timed: bool,
}

pub(crate) fn senders(raws: &[Raw]) -> Vec<Option<Sender>> {
    let mut found: Vec<Option<Sender>> = raws.iter().map(|raw| timed(&raw.chars)).collect();
    // Who on one line, when on the next, what on the third.
    for at in 1..raws.len().saturating_sub(1) {
        let time = found[at].as_ref().is_some_and(|one| one.name.is_empty() && one.message.is_empty());
        let before = &raws[at - 1].chars;
        if time && found[at - 1].is_none() && (1..=20).contains(&before.len()) {
            found[at - 1] =
                Some(Sender { name: plain_sender(&text(before)), message: Vec::new(), timed: true });
        }
    }
    for at in 1..found.len() {
        if found[at].as_ref().is_some_and(|one| one.name.is_empty()) {
            found[at] = found[at - 1].clone().filter(|one| one.message.is_empty());
        }
    }
    // `小雨:` on a line of its own, as phones forward several messages. Once is a word before a list.
    // One time with words after it is a heading that says when.
    if found.iter().flatten().count() == 1 {
        found
            .iter_mut()
            .filter(|one| one.as_ref().is_some_and(|one| !one.message.is_empty() || says_when(&one.name)))
            .for_each(|one| *one = None);
    }
    let alone: Vec<usize> = (0..raws.len())
        .filter(|at| {
            found[*at].is_none() && raws[*at].chars.len() <= 16 && raws[*at].chars.last() == Some(&':')
        })
        .filter(|at| ordinal::read(&raws[*at].chars).is_none() && raws.get(at + 1).is_some())
        .collect();
    if alone.len() >= 2 {
        for at in alone {
            let name = text(&raws[at].chars[..raws[at].chars.len() - 1]);
            found[at] = Some(Sender { name, message: Vec::new(), timed: true });
        }
    }
    found
}

/// `苏禾 11月27日 19:02`, alone on its line: who sent what follows, and when. Neither is a part of what was sent.
pub fn is_stamp(line: &str) -> bool {
    let chars = crate::plain::plain(line.trim());
    timed(&chars)
        .is_some_and(|one| one.message.is_empty() && !says_when(&one.name) && !is_of_a_day(&one.name))
}

/// 周六巷口小卖部 16:00: where and when, and nobody. 周敏 is somebody.
fn is_of_a_day(name: &str) -> bool {
    const DAYS: [&str; 8] = ["星期", "礼拜", "今天", "今晚", "明天", "明晚", "后天", "每天"];
    const PLACES: [&str; 12] = ["部", "店", "站", "口", "亭", "楼", "栋", "院", "房", "库", "门", "点"];
    let letters: Vec<char> = name.chars().collect();
    let weekday = letters.windows(2).any(|two| two[0] == '周' && "一二三四五六日天末".contains(two[1]));
    weekday || DAYS.iter().any(|day| name.contains(day)) || PLACES.iter().any(|place| name.ends_with(place))
}

/// 小雨撤回了一条消息, 以下是新消息, 小雨拍了拍我: what a chat program says itself, and nobody.
pub fn is_of_the_program(line: &str) -> bool {
    /// A longer one says more.
    const CHARS_MAX: usize = 40;
    const TOLD: [&str; 5] = ["撤回了一条消息", "撤回一条消息", "拍了拍", "加入了群聊", "移出了群聊"];
    const NEW: [&str; 4] = ["以下是新消息", "以下为新消息", "以下是最新消息", "以下为最新消息"];
    let chars = crate::plain::plain(line.trim());
    let line = text(&chars);
    let bare = line.trim_matches(|c: char| !is_word(c));
    // Somebody who says it of themselves goes on: 刚撤回了一条消息，改草莓3盒.
    let goes_on = |rest: &str| {
        let rest = rest.trim_matches(|c: char| !is_word(c));
        !rest.is_empty() && rest != "重新编辑"
    };
    let told = TOLD.iter().any(|word| {
        line.split_once(word).is_some_and(|(before, rest)| {
            !before.contains([',', '。', ';', ':']) && (*word == "拍了拍" || !goes_on(rest))
        })
    });
    let short = chars.len() <= CHARS_MAX && ordinal::read(&chars).is_none_or(|one| !one.sure);
    (told && !has_amount(&line) || NEW.contains(&bare)) && short
}

/// 周六团购 19:02: what begins or ends then, and nobody.
fn says_when(name: &str) -> bool {
    const SAID: [&str; 13] = [
        "截", "结束", "接龙", "团购", "开团", "开始", "自提", "取货", "提货", "到货", "送货", "配送", "时间",
    ];
    SAID.iter().any(|word| name.contains(word))
}

/// Without rank and number, as some chat programs add them: [活跃]静水流深(1098***).
fn plain_sender(name: &str) -> String {
    // 小雨@微信
    let mut rest = name.split_once('@').map_or(name, |(before, _)| before).trim();
    rest = if rest.is_empty() { name.trim() } else { rest };
    for (open, close) in [('[', ']'), ('(', ')')] {
        if let Some((inside, after)) = rest.strip_prefix(open).and_then(|rest| rest.split_once(close))
            && inside.chars().count() <= 6
            && after.chars().any(is_word)
        {
            rest = after.trim();
        }
    }
    // The bracket at its edge is gone already.
    if let Some((inside, after)) = rest.split_once(']')
        && !inside.contains('[')
        && inside.chars().count() <= 6
        && after.chars().any(is_word)
    {
        rest = after.trim();
    }
    if let Some((before, inside)) = rest.rsplit_once(['(', '<'])
        && before.chars().any(is_word)
        && inside
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '*' | ')' | '>' | '.' | '@') || c.is_ascii_lowercase())
        && inside.chars().filter(char::is_ascii_digit).count() >= 2
    {
        rest = before.trim();
    }
    rest.to_owned()
}

/// `小雨 10:22`, `2026-05-03 10:22:11 小雨`, `[10:22] 小雨: 草莓2盒`, `小雨 5月3日 上午10:22`.
fn timed(line: &[char]) -> Option<Sender> {
    if ordinal::read(line).is_some_and(|ordinal| ordinal.sure) {
        return None;
    }
    let (from, to) = moment(line)?;
    let trim = |part: &[char]| {
        text(part).trim_matches([' ', '[', ']', '(', ')', ':', '-', ',', '·', '|']).to_owned()
    };
    let (before, after) = (trim(&line[..from]), text(&line[to..]));
    let after = after.trim_start_matches([']', ')', ' ', ':', '-']);
    if before.is_empty() {
        // The time first: then who, and after a colon what.
        let (name, message) = match after.split_once(':') {
            Some((name, message)) => (name.trim(), message.trim()),
            // 12:33 小雨 草莓2
            None if after.trim().split_once(' ').is_some_and(|(_, rest)| {
                rest.chars().any(|c| c.is_ascii_digit() || number::is_chinese(c))
            }) =>
            {
                let (name, message) = after.trim().split_once(' ').unwrap_or((after.trim(), ""));
                (name.trim(), message.trim())
            }
            None if after.trim().is_empty() && line.len() >= 8 && text(line).contains(['-', '/', '月']) => {
                return Some(Sender { name: String::new(), message: Vec::new(), timed: true });
            }
            None if after.chars().count() <= 20 => (after.trim(), ""),
            None => match after.split_once(' ') {
                Some((name, message)) => (name.trim(), message.trim()),
                None => return None,
            },
        };
        let fits =
            !name.is_empty() && name.chars().count() <= 20 && line[..from].iter().all(|c| !is_word(*c));
        return fits.then(|| Sender {
            name: plain_sender(name),
            message: message.chars().collect(),
            timed: true,
        });
    }
    let before = plain_sender(&before);
    let short = before.chars().count() <= 20 && !before.contains([',', '。', '!', '?']);
    let counted = price::is_said(&before.chars().collect::<Vec<_>>()) || before.contains(':');
    let message: Vec<char> = after.chars().collect();
    // A note of an order ends in a time, too; only the time itself ends a sender's line, or a colon or blank and the message.
    let parted = message.is_empty() || line.get(to).is_some_and(|c| matches!(c, ':' | ' ' | ']'));
    let timeful = ["取", "到", "前", "后", "送", "开", "来", "截", "周", "结束", "左右"]
        .iter()
        .any(|word| after.starts_with(word) || *word != "周" && before.ends_with(word));
    // 上午场 9:30 is when it takes place.
    let session = before.chars().count() <= 6
        && (before.ends_with(['场', '班', '课', '档', '批', '段', '营'])
            || ["上午", "下午", "晚上", "早上", "中午", "集合", "出发", "返程", "开始", "时间", "周"]
                .iter()
                .any(|word| before == *word || *word != "周" && before.starts_with(word)));
    // 周四普拉提 19:30 40/节: what takes place then, and what it costs.
    let costs = message.first().is_some_and(|c| c.is_ascii_digit() || *c == '¥')
        && (message.contains(&'/') || price::is_said(&message))
        && !message.contains(&' ');
    (short && !counted && parted && !timeful && !session && !costs && !has_amount(&before))
        .then_some(Sender { name: before, message, timed: true })
}

pub(crate) fn has_amount(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    (0..chars.len()).any(|at| {
        chars[at].is_ascii_digit()
            && number::read(&chars, at)
                .is_some_and(|number| unit::read(&chars, at + number.length, &[]).is_some())
    })
}

const DAYS: &str = "am pm 上午 下午 晚上 早上 中午 凌晨 傍晚 昨天 今天 前天 星期一 星期二 星期三 星期四 星期五 星期六 星期日 周一 周二 周三 周四 周五 周六 周日 AM PM";

/// 2026-05-03, 2026年5月3日, 5/3, 5月3日 at the end of a text: how long it is.
fn date_before(line: &[char]) -> Option<usize> {
    let mut at = line.len();
    if at > 0 && line[at - 1] == '日' {
        at -= 1;
    }
    let mut parts = 0;
    loop {
        let digits = line[..at].iter().rev().take_while(|c| c.is_ascii_digit()).count();
        // 10-802 is a room.
        if digits == 0 || digits > 4 || digits == 3 {
            parts = 0;
            break;
        }
        at -= digits;
        parts += 1;
        if parts == 3
            || digits == 4 && parts > 1
            || at == 0
            || !matches!(line[at - 1], '-' | '/' | '.' | '月' | '年')
        {
            break;
        }
        at -= 1;
    }
    (parts >= 2).then_some(line.len() - at)
}

/// Where the first date with time, or time, stands.
fn moment(line: &[char]) -> Option<(usize, usize)> {
    let clock = (0..line.len()).find(|at| {
        line[*at].is_ascii_digit()
            && (*at == 0 || !line[at - 1].is_ascii_digit() && line[at - 1] != ':')
            && remark::room_or_time(line, *at).is_some_and(|length| line[*at..at + length].contains(&':'))
    })?;
    let mut end = clock + remark::room_or_time(line, clock)?;
    // 10:21 am
    let half = text(&line[end..line.len().min(end + 3)]).to_lowercase();
    if [" am", " pm"].contains(&half.as_str()) && !line.get(end + 3).is_some_and(|c| is_word(*c)) {
        end += 3;
    }
    // [12:33, 5/3/2024]
    let more =
        line[end..].iter().take_while(|c| c.is_ascii_digit() || matches!(c, ',' | ' ' | '/' | '-')).count();
    if line.get(end + more) == Some(&']') && line[end..end + more].contains(&'/') {
        end += more;
    }
    // Back over the date and words of the day, piece by piece.
    let mut from = clock;
    loop {
        let before = from;
        while from > 0 && matches!(line[from - 1], ' ' | '[' | '(' | '-' | ',' | ':') {
            from -= 1;
        }
        let head = text(&line[..from]);
        let said = DAYS.split(' ').find(|day| head.ends_with(day));
        if let Some(day) = said {
            from -= day.chars().count();
            continue;
        }
        if let Some(length) = date_before(&line[..from]) {
            from -= length;
            continue;
        }
        if before == from {
            break;
        }
    }
    Some((from, end))
}

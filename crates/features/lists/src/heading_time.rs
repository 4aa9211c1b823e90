//! A time of day as a heading says it: 晚8点, 20:30, 八点半. Pure.

/// Words of the second half of a day.
const LATER: [char; 3] = ['晚', '夜', '下'];
/// Words of the first half.
const EARLY: [&str; 4] = ["早", "上午", "凌晨", "清晨"];
const HOURS: [&str; 12] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];

/// Minutes from the beginning of the day, 1,440 at most, which is its end. An hour from one to eleven without a word for the half of the
/// day is taken as the later one: an order too long is better than one that ended twelve hours before it was meant to.
pub fn told(words: &str) -> Option<i64> {
    let letters: Vec<char> = words.chars().collect();
    (0..letters.len()).find_map(|at| time_at(&letters, at))
}

fn time_at(letters: &[char], at: usize) -> Option<i64> {
    let before = |places: usize| at.checked_sub(places).map(|at| letters[at]);
    // 二十点 is not ten; 周五八点 is eight, and 周二十点 ten on a Tuesday.
    let is_number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    if before(1).is_some_and(is_number) && before(2).is_none_or(|c| !"周期拜".contains(c)) {
        return None;
    }
    let (hour, next) = hour_at(letters, at)?;
    let minute = match letters.get(next)? {
        '点' | '时' => after_hour(letters, next + 1),
        ':' | '：' => two_digits(letters, next + 1)?,
        _ => return None,
    };
    let before: String = letters[..at].iter().collect();
    let said = before.rfind(LATER).map(|at| (at, true));
    let early = EARLY.iter().filter_map(|word| before.rfind(word)).max().map(|at| (at, false));
    // `上午` has no 下, and the word next to the hour counts.
    let later = said.max(early).map(|(_, later)| later);
    let hour = match (hour, later) {
        (12, Some(true)) if is_night(&before) => 24,
        (12, Some(false)) if before.contains("凌晨") => 0,
        (1..=11, Some(true) | None) => hour + 12,
        _ => hour,
    };
    let minutes = hour * 60 + minute;
    (minutes <= 1_440).then_some(minutes)
}

/// 晚12点, 夜里 12点, 晚间12点 is the end of a day; 下午12点 is noon.
fn is_night(before: &str) -> bool {
    before.trim_end_matches(|c: char| c.is_whitespace() || "上里间".contains(c)).ends_with(['晚', '夜'])
}

fn digit_count(letters: &[char], at: usize) -> usize {
    letters[at..].iter().take_while(|c| c.is_ascii_digit()).count()
}

fn hour_at(letters: &[char], at: usize) -> Option<(i64, usize)> {
    let digits = digit_count(letters, at);
    if digits > 0 {
        let number: String = letters[at..at + digits].iter().collect();
        let hour = number.parse().ok().filter(|hour| digits <= 2 && *hour <= 24)?;
        return Some((hour, at + digits));
    }
    // The longest first: 十一 before 十.
    HOURS.iter().enumerate().rev().find_map(|(before, word)| {
        let word: Vec<char> = word.chars().collect();
        letters[at..].starts_with(&word).then_some((before as i64 + 1, at + word.len()))
    })
}

/// `半`, `30`, `30分`, `一刻`; else none.
fn after_hour(letters: &[char], at: usize) -> i64 {
    match letters.get(at) {
        Some('半') => 30,
        Some('一') if letters.get(at + 1) == Some(&'刻') => 15,
        Some('三') if letters.get(at + 1) == Some(&'刻') => 45,
        _ => two_digits(letters, at).unwrap_or(0),
    }
}

fn two_digits(letters: &[char], at: usize) -> Option<i64> {
    let number: String = letters.get(at..at + 2)?.iter().collect();
    let alone = letters.get(at + 2).is_none_or(|next| !next.is_ascii_digit());
    number.parse().ok().filter(|minute| alone && (0..60).contains(minute) && number.is_ascii())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read() {
        for (words, minutes) in [
            ("周五晚8点截止", Some(20 * 60)),
            ("周四8点截止", Some(20 * 60)),
            ("周四上午8点截止", Some(8 * 60)),
            ("早上九点半前付", Some(9 * 60 + 30)),
            ("明天中午12点截止", Some(12 * 60)),
            ("今晚12点截止", Some(24 * 60)),
            ("今晚 12点截止", Some(24 * 60)),
            ("夜里12点截止", Some(24 * 60)),
            ("晚间12点截止", Some(24 * 60)),
            ("周五晚上12点前付", Some(24 * 60)),
            ("半夜 12:00 截止", Some(24 * 60)),
            ("下午12点截止", Some(12 * 60)),
            ("凌晨12点截止", Some(0)),
            ("下午3点30截止", Some(15 * 60 + 30)),
            ("12月3日20点前付款截止", Some(20 * 60)),
            ("今晚十一点截", Some(23 * 60)),
            ("周五18:30截止", Some(18 * 60 + 30)),
            ("周五 20：00 结束", Some(20 * 60)),
            ("周五晚上八点一刻", Some(20 * 60 + 15)),
            ("0点截止", Some(0)),
            ("周五二十点截止", None),
            ("周二十点截止", Some(22 * 60)),
            ("周五八点截止", Some(20 * 60)),
            ("下周五上午8点截止", Some(8 * 60)),
            ("周四截止", None),
            ("25点", None),
            ("周五截止，每斤8元", None),
            ("多买点", None),
            ("周五截止 电话13800008:00000", None),
        ] {
            assert_eq!(told(words), minutes, "{words}");
        }
    }
}

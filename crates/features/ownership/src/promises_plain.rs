//! How a text is written before it is looked at for promises: one case, one width, no sign that nobody sees, numbers as they are read.
//! Pure.

use crate::wording::words;

/// Lower case, half width, the simplified form of what is looked for; numbers without their points and with their unit behind.
pub(crate) fn plain(text: &str) -> String {
    let signs: Vec<char> = folded(text).collect();
    let is_digit = |at: Option<usize>| at.and_then(|at| signs.get(at)).is_some_and(char::is_ascii_digit);
    let (mut plain, mut unit) = (String::with_capacity(text.len()), None);
    for (at, sign) in signs.iter().enumerate() {
        if unit.is_some() && !(sign.is_ascii_digit() || matches!(sign, '.' | ',' | ' ')) {
            plain.extend(unit.take());
        }
        match sign {
            // In figures these part nothing: a sum is compared in its whole units.
            ',' if is_digit(at.checked_sub(1)) && is_digit(Some(at + 1)) => {}
            '.' if is_digit(at.checked_sub(1)) && is_digit(Some(at + 1)) => plain.push('·'),
            // `r.o.i. 12`
            '.' if ends_dotted(&signs, at) => plain.push(' '),
            // A full stop ends a clause, but not within a number or a name.
            '.' if signs.get(at + 1).is_none_or(|next| next.is_whitespace()) => plain.push('\n'),
            '¥' | '￥' if is_digit(Some(at + 1)) => unit = Some('元'),
            '’' => plain.push('\''),
            // `8 %`
            ' ' if signs.get(at + 1) == Some(&'%') && is_digit(at.checked_sub(1)) => {}
            sign => plain.push(*sign),
        }
    }
    plain.extend(unit);
    without_fractions(&plain)
}

/// Behind letters with a stop each, and before a figure.
fn ends_dotted(signs: &[char], at: usize) -> bool {
    let is = |at: Option<usize>, of: fn(&char) -> bool| at.and_then(|at| signs.get(at)).is_some_and(of);
    let dotted = is(at.checked_sub(2), |c| *c == '.') && is(at.checked_sub(1), char::is_ascii_lowercase);
    let next: String = signs.iter().skip(at + 1).take(3).collect();
    dotted && [" of", " is", " at"].contains(&next.as_str())
        || dotted && next.starts_with(' ') && is(Some(at + 2), char::is_ascii_digit)
}

/// `4·5%` → `4%`: what stands behind a point changes nothing of what is said.
fn without_fractions(text: &str) -> String {
    let (mut out, mut skipping) = (String::with_capacity(text.len()), false);
    let mut before = None;
    for sign in text.chars() {
        match sign {
            '·' if before.is_some_and(|c: char| c.is_ascii_digit()) => skipping = true,
            digit if skipping && digit.is_ascii_digit() => {}
            other => {
                if skipping && other == '·' {
                    continue;
                }
                skipping = false;
                out.push(other);
            }
        }
        before = Some(sign);
    }
    out
}

/// The signs of a text as they are looked at: those that nobody sees are left out.
pub(crate) fn folded(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !is_unseen(*c)).map(plain_sign)
}

/// Without width, or only of the writing's direction or looks: they part a word for a program and for nobody else.
fn is_unseen(c: char) -> bool {
    matches!(u32::from(c),
        0xad | 0x34f | 0x61c | 0x115f..=0x1160 | 0x17b4..=0x17b5 | 0x180b..=0x180e | 0x200b..=0x200f | 0x202a..=0x202e
        | 0x2060..=0x206f | 0x20e3 | 0x3164 | 0xfe00..=0xfe0f | 0xfeff | 0xffa0 | 0xe0000..=0xe0fff)
}

fn plain_sign(c: char) -> char {
    let half = match u32::from(c) {
        wide @ 0xff01..=0xff5e => char::from_u32(wide - 0xfee0).unwrap_or(c),
        ringed @ 0x24b6..=0x24e9 => letter((ringed - 0x24b6) % 26),
        ringed @ 0x2460..=0x2468 => figure(ringed - 0x2460 + 1),
        drawn @ 0x1d400..=0x1d6a3 => letter((drawn - 0x1d400) % 26),
        drawn @ 0x1d7ce..=0x1d7ff => figure((drawn - 0x1d7ce) % 10),
        _ => c,
    };
    let lower = half.to_lowercase().next().unwrap_or(half);
    let known = LOOK_ALIKE.iter().chain(TRADITIONAL).find(|(old, _)| *old == lower);
    known.map_or(lower, |(_, new)| *new)
}

fn letter(place: u32) -> char {
    char::from_u32(u32::from('a') + place).unwrap_or('a')
}

fn figure(value: u32) -> char {
    char::from_digit(value, 10).unwrap_or('0')
}

/// Words that are put together again where marks or blanks stand within them: they are not made of two others by chance.
const MASKED: &str = "guarantee|guarantees|guaranteed|interest|dividend|dividends|assured|riskfree";
/// Those that are so where a mark other than a blank stands within them: `pro fit` is not.
const MASKED_BY_MARKS: &str =
    "return|returns|profit|profits|yield|yields|principal|capital|fixed|money|percent|risk|risks";
/// Pieces of one word that are looked at together: as many as the longest has letters.
const PIECES_MAX: usize = 10;

/// The text with words put together that marks or blanks were written into: `guaran-teed`, `g u a r a n t e e d`. None where
/// there are none.
pub(crate) fn unmasked(plain: &str) -> Option<String> {
    let whole = with_letters_joined(plain);
    let (mut out, mut rest, mut found) = (String::with_capacity(plain.len()), &whole[..], whole != plain);
    let mut within = false;
    while let Some(first) = rest.chars().next() {
        let joined = if within { None } else { masked(rest) };
        if let Some((word, length)) = joined {
            out.push_str(word);
            rest = &rest[length..];
            found = true;
        } else {
            out.push(first);
            rest = &rest[first.len_utf8()..];
        }
        within = out.ends_with(|c: char| c.is_ascii_alphanumeric());
    }
    found.then_some(out)
}

/// Letters that stand alone in a row, with the same mark between them, make words: `e.i.g.h.t`, `r o i`. Those that are looked for are
/// told apart where nothing else does: `g u a r a n t e e d r e t u r n`.
fn with_letters_joined(plain: &str) -> String {
    let signs: Vec<char> = plain.chars().collect();
    let letter = |at: usize| signs.get(at).is_some_and(char::is_ascii_lowercase);
    let mark = |at: usize| {
        signs.get(at).copied().filter(|c| !c.is_alphanumeric() && !"\n,;!?，。；！？、%".contains(*c))
    };
    let (mut out, mut at) = (String::with_capacity(plain.len()), 0);
    while at < signs.len() {
        let begins = letter(at) && (at == 0 || !signs[at - 1].is_alphanumeric());
        let between = mark(at + 1).filter(|_| begins);
        let mut to = at + 1;
        let longest = at + 2 * LETTERS_MAX;
        while between.is_some() && to < longest && mark(to) == between && letter(to + 1) && !letter(to + 2) {
            to += 2;
        }
        if (to - at) / 2 + 1 < LETTERS_MIN || signs.get(to).is_some_and(|c| c.is_alphanumeric()) {
            out.push(signs[at]);
            at += 1;
            continue;
        }
        let letters: String = signs[at..to].iter().step_by(2).collect();
        let mut rest = &letters[..];
        while !rest.is_empty() {
            let known = words(MASKED).chain(words(MASKED_BY_MARKS)).chain(words(SPELLED));
            let word = known.filter(|word| rest.starts_with(*word)).max_by_key(|word| word.len());
            let (word, left) = rest.split_at(word.map_or(rest.len(), str::len));
            out.push_str(word);
            if !left.is_empty() {
                out.push(' ');
            }
            rest = left;
        }
        at = to;
    }
    out
}

/// Fewer letters in a row are initials.
const LETTERS_MIN: usize = 3;
/// What is spelled out longer is read in pieces: from each of its letters no more is looked at.
const LETTERS_MAX: usize = 60;
/// Told apart too where letters stand alone.
const SPELLED: &str = "roi|apy|apr|eight|ten|five|six|seven|nine|every|each|year|a|back|your|double|safe|sure|no|loss|we|you|get";

/// The word that the pieces at the beginning make, and how many bytes they take.
fn masked(text: &str) -> Option<(&'static str, usize)> {
    let is_letter = |c: char| c.is_ascii_lowercase();
    if !text.starts_with(is_letter) {
        return None;
    }
    let (mut word, mut at, mut blanks_only, mut found) = (String::new(), 0, true, None);
    for piece in 0..PIECES_MAX {
        let letters = text[at..].find(|c| !is_letter(c)).unwrap_or(text.len() - at);
        word.push_str(&text[at..at + letters]);
        at += letters;
        let list = |known: &'static str| words(known).find(|known| *known == word);
        let here = list(MASKED).or_else(|| list(MASKED_BY_MARKS).filter(|_| !blanks_only));
        if let Some(known) =
            here.filter(|_| piece > 0 && !text[at..].starts_with(|c: char| c.is_alphanumeric()))
        {
            found = Some((known, at));
        }
        let is_within = |known: &'static str| words(known).any(|known| known.starts_with(word.as_str()));
        let mark = text[at..]
            .chars()
            .next()
            .filter(|c| *c == ' ' || !c.is_alphanumeric() && !"\n,;!?。，；！？、%".contains(*c));
        let Some(mark) = mark.filter(|_| is_within(MASKED) || is_within(MASKED_BY_MARKS)) else { break };
        blanks_only &= mark == ' ';
        at += mark.len_utf8();
        // `p - r - o`
        if mark == ' ' && text[at..].starts_with(['-', '*', '·']) {
            break;
        }
    }
    found
}

const LOOK_ALIKE: &[(char, char)] = &[
    ('а', 'a'),
    ('е', 'e'),
    ('о', 'o'),
    ('р', 'p'),
    ('с', 'c'),
    ('х', 'x'),
    ('у', 'y'),
    ('і', 'i'),
    ('ο', 'o'),
    ('α', 'a'),
    ('ε', 'e'),
    ('ä', 'a'),
    ('ö', 'o'),
    ('ü', 'u'),
    ('é', 'e'),
    ('è', 'e'),
    ('í', 'i'),
    ('ó', 'o'),
    ('á', 'a'),
    ('ú', 'u'),
    ('ß', 's'),
    ('٪', '%'),
    ('﹪', '%'),
];

const TRADITIONAL: &[(char, char)] = &[
    ('證', '证'),
    ('穩', '稳'),
    ('賺', '赚'),
    ('賠', '赔'),
    ('無', '无'),
    ('險', '险'),
    ('報', '报'),
    ('紅', '红'),
    ('諾', '诺'),
    ('沒', '没'),
    ('預', '预'),
    ('剛', '刚'),
    ('兌', '兑'),
    ('還', '还'),
    ('風', '风'),
    ('〇', '零'),
    ('變', '变'),
    ('虧', '亏'),
    ('損', '损'),
    ('補', '补'),
    ('擔', '担'),
    ('豐', '丰'),
    ('額', '额'),
    ('點', '点'),
    ('個', '个'),
    ('塊', '块'),
    ('萬', '万'),
    ('兩', '两'),
    ('銀', '银'),
    ('樣', '样'),
    ('會', '会'),
    ('絕', '绝'),
    ('對', '对'),
    ('從', '从'),
    ('漲', '涨'),
    ('貼', '贴'),
    ('墊', '垫'),
    ('後', '后'),
    ('給', '给'),
    ('連', '连'),
    ('帶', '带'),
    ('錢', '钱'),
    ('資', '资'),
    ('領', '领'),
    ('發', '发'),
    ('遠', '远'),
    ('債', '债'),
    ('滾', '滚'),
    ('復', '复'),
    ('複', '复'),
    ('雙', '双'),
    ('內', '内'),
    ('們', '们'),
    ('團', '团'),
    ('隊', '队'),
    ('負', '负'),
    ('責', '责'),
    ('圓', '圆'),
    ('貳', '贰'),
    ('嗎', '吗'),
    ('麼', '么'),
    ('麽', '么'),
    ('為', '为'),
    ('購', '购'),
    ('贖', '赎'),
    ('論', '论'),
    ('動', '动'),
    ('買', '买'),
    ('價', '价'),
    ('滿', '满'),
    ('時', '时'),
    ('條', '条'),
    ('隨', '随'),
];

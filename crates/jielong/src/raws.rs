//! Lines as they are pasted: blank ones left out, faces and marks of striking taken off.

use crate::layout::Raw;
use crate::ordinal;
use crate::plain::{is_han, is_picture, is_word, plain, text};

pub(crate) fn raws(input: &str) -> Vec<Raw> {
    let mut raws = Vec::new();
    let mut apart = false;
    for (index, line) in input.lines().enumerate() {
        let shown = line;
        let line = beginning(line);
        let indented = line.starts_with([' ', '\u{3000}', '\t']);
        let (marked, crossed) = uncrossed(line);
        let (chars, struck) = unstruck(&without_faces(&marked));
        let struck = struck || crossed;
        let chars: Vec<char> = text(&chars).trim().chars().collect();
        if chars.is_empty() {
            apart = true;
            continue;
        }
        raws.push(Raw { number: index + 1, original: shown.to_owned(), chars, struck, apart, indented });
        apart = false;
    }
    raws
}

/// As much of a line as is read: what is longer is no order, and no heading that anybody wrote.
fn beginning(line: &str) -> &str {
    const CHARS_MAX: usize = 2_000;
    line.char_indices().nth(CHARS_MAX).map_or(line, |(at, _)| &line[..at])
}

/// Without a cross or a word in brackets that says the line is void.
fn uncrossed(line: &str) -> (String, bool) {
    // 语文🉑 数学🉑 字帖❌: of several only that one.
    let kept = line.contains(['✅', '✔', '🉑', '√', '👌', '☑', '⭕']);
    let crosses = line.chars().filter(|c| matches!(c, '❌' | '❎')).count();
    if kept && crosses > 0 && !line.trim_start().starts_with(['❌', '❎']) {
        return (line.replace(['❌', '❎'], "不要 "), false);
    }
    // 🍑❌: of what stands before it.
    let letters: Vec<char> = line.chars().filter(|c| *c != '\u{fe0f}').collect();
    let of_picture = letters.windows(2).any(|pair| matches!(pair[1], '❌' | '❎') && is_picture(pair[0]));
    if crosses > 0 && of_picture && !line.trim_start().starts_with(['❌', '❎']) {
        return (line.replace(['❌', '❎'], "不要了 "), false);
    }
    if crosses > 0 {
        return (line.replace(['❌', '❎'], ""), true);
    }
    let trimmed = line.trim_start();
    // 16. 【已取消】花生 炒粉1
    let number: usize =
        trimmed.chars().take_while(|c| c.is_ascii_digit() || matches!(c, '.' | '、' | ')' | ' ')).count();
    let numbered = trimmed.char_indices().nth(number).map_or("", |(at, _)| &trimmed[at..]);
    if number > 0
        && let Some((word, rest)) =
            numbered.strip_prefix(['[', '【']).and_then(|rest| rest.split_once([']', '】']))
        && ["取消", "已取消", "作废", "已作废", "已退", "退了"].contains(&word.trim())
        && rest.chars().any(is_word)
    {
        let head = &trimmed[..trimmed.len() - numbered.len()];
        return (format!("{head}{rest}"), true);
    }
    let last = trimmed
        .trim_end()
        .strip_suffix([')', '）', ']', '】'])
        .and_then(|rest| rest.rsplit_once(['(', '（', '[', '【']));
    if let Some((before, word)) = last
        && before.chars().filter(|c| is_word(*c) && !c.is_ascii_digit()).count() > 1
        && ["已取消", "取消", "取消了", "已退", "作废", "已作废", "退了", "不要了"].contains(&word.trim())
    {
        return (before.to_owned(), true);
    }
    let status =
        trimmed.strip_prefix(['[', '【', '(', '（']).and_then(|rest| rest.split_once([']', '】', ')', '）']));
    match status {
        Some((word, rest))
            if word.chars().count() <= 4
                && ["取消", "作废", "已退", "删除", "划掉"].iter().any(|void| word.contains(void)) =>
        {
            (rest.to_owned(), true)
        }
        _ => (line.to_owned(), false),
    }
}

/// Without the faces that a chat program copies as words: [抱拳].
fn without_faces(line: &str) -> String {
    let mut kept = String::new();
    let mut rest = line;
    while let Some(open) = rest.find('[') {
        let after = &rest[open + 1..];
        let close = after.find(']').filter(|close| {
            let inside = &after[..*close];
            let placed = inside.contains(['栋', '楼', '座', '室', '号', '组', '部', '群']);
            (1..=4).contains(&inside.chars().count()) && inside.chars().all(is_han) && !placed
        });
        // 19.[竹影] is somebody.
        let number =
            |c: char| c.is_ascii_digit() || matches!(c, '.' | '、' | ')' | '）' | ' ' | '#' | '，' | ',');
        let starts = kept.trim().is_empty() && rest[..open].chars().all(number);
        match close.filter(|_| !starts) {
            Some(close) => {
                kept.push_str(&rest[..open]);
                kept.push(' ');
                rest = &after[close + 1..];
            }
            None => {
                kept.push_str(&rest[..=open]);
                rest = after;
            }
        }
    }
    kept + rest
}

/// What is not struck by strokes over its letters, and what is.
fn without_strokes(line: &str) -> (Vec<char>, Vec<char>) {
    let stroke = |c: &char| matches!(c, '\u{0336}' | '\u{0335}');
    let letters: Vec<char> = line.chars().collect();
    let (mut kept, mut gone) = (String::new(), String::new());
    for (at, c) in letters.iter().enumerate().filter(|(_, c)| !stroke(c)) {
        let struck = letters.get(at + 1).is_some_and(stroke) || at > 0 && stroke(&letters[at - 1]);
        if struck { gone.push(*c) } else { kept.push(*c) }
    }
    (plain(&kept), plain(&gone))
}

/// Without the marks of striking out. What is struck on a line that says more is left out; a line whose order is
/// struck is so as a whole.
fn unstruck(line: &str) -> (Vec<char>, bool) {
    let combining = line.chars().filter(|c| matches!(c, '\u{0336}' | '\u{0335}')).count();
    if combining > 1 {
        let (kept, gone) = without_strokes(line);
        let words = kept.iter().filter(|c| is_word(**c)).count();
        // 漫画 ̶1̶6̶8̶ 现99: of a line that says more only that.
        if gone.iter().all(|c| !is_word(*c) || c.is_ascii_digit()) && words >= 4 {
            return (kept, false);
        }
        return (plain(line), true);
    }
    let chars = plain(line);
    let marked = text(&chars);
    for mark in ["~~", "<s>", "<del>", "--"] {
        let close = mark.replace('<', "</");
        let Some((before, rest)) = marked.split_once(mark) else { continue };
        let (inside, after) = match rest.split_once(close.as_str()) {
            Some(found) => found,
            None if mark == "~~" => (rest, ""),
            None => continue,
        };
        // Two dashes also part a name from an order.
        if mark == "--" && (inside.trim().is_empty() || !after.trim().is_empty()) {
            continue;
        }
        let outside: Vec<char> = before.chars().chain(after.chars()).collect();
        let from = ordinal::read(&outside).map_or(0, |ordinal| ordinal.end);
        let said = text(&outside[from.min(outside.len())..]);
        let words = said.split([' ', ':', ',', '、']).filter(|word| word.chars().any(is_word)).count();
        let gone = inside.chars().any(is_word);
        if !gone {
            return (outside, false);
        }
        let numbers = said.chars().any(|c| c.is_ascii_digit() || crate::number::is_chinese(c));
        if words <= 1 || !numbers {
            return (format!("{before}{inside}{after}").chars().collect(), true);
        }
        return (outside, false);
    }
    (chars, false)
}

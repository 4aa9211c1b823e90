//! What a list is called where there is little room. People write all of a heading into one line, with every thing and its price; as a title of
//! a page that is a wall.
//!
//! Not a rule: it asks the reader what a chat itself has written.

use crate::heading_says::bare;
use crate::heading_sender::{is_of_the_chat, without_sender};
use crate::reading::cut;
use jielong::List;

/// Of what is kept.
const TITLE_CHARS_MAX: usize = 60;
/// As much as a telephone shows in two lines of a page's title.
const CHARS_MAX: usize = 24;
/// A shorter beginning says nothing: 今.
const CHARS_MIN: usize = 2;

/// A title that is short stays. Of another what stands before its first price, else as much as stands before a comma or the like, else
/// its beginning; with a sign that there is more.
pub fn short(title: &str) -> String {
    let letters: Vec<char> = title.chars().collect();
    if letters.len() <= CHARS_MAX {
        return title.to_owned();
    }
    let room = &letters[..CHARS_MAX];
    let enough = |end: &usize| letters[..*end].iter().filter(|c| c.is_alphanumeric()).count() >= CHARS_MIN;
    let end =
        first_price(room).filter(enough).or_else(|| last_pause(room).filter(enough)).unwrap_or(CHARS_MAX);
    let said: String = letters[..end].iter().collect();
    let said = said.trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, ')' | '）' | '】' | ']'));
    format!("{said}…")
}

/// Where the number begins that is a price: `25元`, `¥25`, `25/盒`.
fn first_price(letters: &[char]) -> Option<usize> {
    let is_number = |c: &char| c.is_ascii_digit() || *c == '.' || ('０'..='９').contains(c);
    let mut at = 0;
    while at < letters.len() {
        let length = letters[at..].iter().take_while(|c| is_number(c)).count();
        let is_money = |c: &char| matches!(c, '¥' | '￥' | '$' | '€' | '£');
        if length > 0 {
            let before = at.checked_sub(1).filter(|before| is_money(&letters[*before]));
            let priced = letters.get(at + length).is_some_and(|c| matches!(c, '元' | '块' | '/' | '／'));
            // 3/14 is a day.
            let day = letters.get(at + length).is_some_and(|c| matches!(c, '/' | '／'))
                && letters.get(at + length + 1).is_some_and(is_number);
            if before.is_some() || (priced && !day) {
                return Some(before.unwrap_or(at));
            }
        }
        at += length.max(1);
    }
    None
}

fn last_pause(letters: &[char]) -> Option<usize> {
    letters.iter().rposition(|c| c.is_whitespace() || "，,。；;！!、|｜：:".contains(*c))
}

/// The line of what was pasted that the title is the beginning of, without the signs around it; the title where there is none.
pub fn line_of<'a>(title: &'a str, pasted: &'a str) -> &'a str {
    let begins = |line: &&str| !title.is_empty() && line.starts_with(title);
    pasted.lines().map(|line| bare(line.trim())).find(begins).unwrap_or(title)
}

/// The first line, where it is none of somebody's. Chats put a line that says only that it is a list above it, and who sent it when.
pub fn title(text: &str, list: &List) -> String {
    let things: Vec<&str> = list.offers.iter().map(|offer| offer.name.as_str()).collect();
    // What only the community sells says nothing of who sent this: 小米 sells rice elsewhere.
    let named = &things[..list.named.min(things.len())];
    let says = |line: &&str| {
        let own = bare(without_sender(line, named));
        own != "接龙" && !is_of_the_chat(line, named, &things)
    };
    let first = text.lines().map(str::trim).find(says).unwrap_or_default();
    let of_somebody =
        list.lines.first().is_some_and(|line| line.text.lines().next().map(str::trim) == Some(first));
    if of_somebody { String::new() } else { cut(bare(without_sender(first, named)), TITLE_CHARS_MAX) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_title_is_cut_where_it_says_something() {
        for (title, called) in [
            ("", ""),
            ("周六团购", "周六团购"),
            ("周日巷口团购，周六晚8点截止", "周日巷口团购，周六晚8点截止"),
            // Before the first price: the first of the goods.
            ("今天团丹东草莓25元一盒，苹果6元一斤，还有鸡蛋30元一板，晚8点截止", "今天团丹东草莓…"),
            ("草莓 ¥25 一盒 苹果 ¥6 一斤 鸡蛋 ¥30 一板 晚八点截止接龙", "草莓…"),
            ("草莓25/盒 苹果6/斤 鸡蛋30/板 大米60/袋 晚八点截止接龙", "草莓…"),
            // A day is no price, a price of nothing is no title.
            ("3/14周六巷口团购来啦 草莓25元一盒 苹果6元一斤 晚八点截止", "3/14周六巷口团购来啦 草莓…"),
            (
                "25元一盒的丹东草莓，6元一斤的苹果，30元一板的鸡蛋，晚八点截止",
                "25元一盒的丹东草莓，6元一斤的苹果…",
            ),
            // Without a price at a pause, and without a pause where there is no more room.
            ("周六上午巷口自提，欢迎新老邻居一起来拼团买水果和蔬菜还有鸡蛋", "周六上午巷口自提…"),
            (
                "欢迎新老邻居周六上午一起来巷口拼团买水果和蔬菜还有鸡蛋和大米",
                "欢迎新老邻居周六上午一起来巷口拼团买水果和蔬菜还…",
            ),
        ] {
            assert_eq!(short(title), called, "{title}");
        }
    }

    #[test]
    fn the_whole_line_is_found_again() {
        let pasted = "#接龙\n#今天团草莓25元一盒，苹果6元一斤\n\n1. 小雨 草莓2";
        assert_eq!(line_of("今天团草莓", pasted), "今天团草莓25元一盒，苹果6元一斤");
        assert_eq!(line_of("周日团购", pasted), "周日团购");
        assert_eq!(line_of("", pasted), "");
    }
}

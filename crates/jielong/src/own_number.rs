//! Lines without the numbers that they begin with: for whoever numbers them anew.

use crate::layout::{Raw, ordinals};
use crate::ordinal;
use crate::plain::{invisible, plain};

/// Each as it was written, without its own number, as far as it is one among the others: `2盒草莓` has none.
pub fn without_numbers(lines: &[&str]) -> Vec<String> {
    let raw = |(at, line): (usize, &&str)| Raw {
        number: at + 1,
        original: (*line).to_owned(),
        chars: plain(line.trim_start()),
        struck: false,
        apart: false,
        indented: false,
    };
    let raws: Vec<Raw> = lines.iter().enumerate().map(raw).collect();
    let senders = vec![None; raws.len()];
    let numbers = ordinals(&raws, &senders);
    let rest = |((line, raw), number): ((&&str, &Raw), Option<ordinal::Ordinal>)| {
        let Some(first) = number else { return (*line).to_owned() };
        let end = first.end.min(raw.chars.len());
        // 17. 17. 阿玲: the chat program's and their own.
        let again = ordinal::read(&raw.chars[end..]).filter(|one| one.sure && one.value == first.value);
        let end = end + again.map_or(0, |one| one.end);
        // A sign is read for each sign that is written, but for those that nobody sees.
        let line = line.trim_start();
        let mut seen = line.char_indices().filter(|(_, c)| !invisible(*c));
        seen.nth(end).map_or(String::new(), |(at, _)| line[at..].to_owned())
    };
    lines.iter().zip(&raws).zip(numbers).map(rest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every kind of number that lines begin with, alone in a list.
    #[test]
    fn numbers_of_every_kind_go() {
        for (line, rest) in [
            ("1.张敏 草莓", "张敏 草莓"),
            ("12、冯姐 草莓", "冯姐 草莓"),
            ("１２．李明 草莓", "李明 草莓"),
            ("３）赵丽华 草莓？", "赵丽华 草莓？"),
            ("（12）唐唐", "唐唐"),
            ("[12] 唐唐", "唐唐"),
            ("十二、冯姐 草莓", "冯姐 草莓"),
            ("（十二）冯姐", "冯姐"),
            ("二十三．冯姐", "冯姐"),
            ("㈢ 小吴", "小吴"),
            ("④ 小吴", "小吴"),
            ("⑷小吴", "小吴"),
            ("⒌小吴", "小吴"),
            ("❻小吴", "小吴"),
            ("㉑小吴", "小吴"),
            ("Ⅳ、小吴", "小吴"),
            ("1️⃣0️⃣ 小雨", "小雨"),
            ("NO.3 宅宅", "宅宅"),
            ("№5 宅宅", "宅宅"),
            ("序号5：宅宅", "宅宅"),
            ("第5个：宅宅", "宅宅"),
            ("第五位 宅宅", "宅宅"),
            ("7楼：宗宗", "宗宗"),
            ("7L：宗宗", "宗宗"),
            ("5位：宗宗", "宗宗"),
            ("🍰1. 小葵", "小葵"),
            ("  8. 小雨", "小雨"),
            ("17. 17. 阿玲", "阿玲"),
            ("\u{200b}8.\u{200b} 小雨", "小雨"),
            ("15.", ""),
        ] {
            assert_eq!(without_numbers(&[line]), [rest], "{line}");
        }
    }

    /// What only looks like one stays: it is what somebody wants, or where they live.
    #[test]
    fn what_is_no_number_stays() {
        for line in
            ["2盒草莓", "3.5斤草莓", "13912345678 李明", "三文鱼 两条", "1202 李明 草莓", "李明 草莓", ""]
        {
            assert_eq!(without_numbers(&[line]), [line]);
        }
    }

    /// Not sure by their mark: they go where the lines go through them.
    #[test]
    fn numbers_without_a_mark_go_where_they_go_on() {
        for (lines, rest) in [
            (["8 小雨", "老周", "阿玲"], ["8 小雨", "老周", "阿玲"]),
            (["8 小雨", "9 阿玲", "10 老周"], ["小雨", "阿玲", "老周"]),
            (["1 小雨", "2 阿玲", "3 老周"], ["小雨", "阿玲", "老周"]),
            (["１　小雨", "２　阿玲", "３　老周"], ["小雨", "阿玲", "老周"]),
            (["7.小雨", "8 阿玲", "9 老周"], ["小雨", "阿玲", "老周"]),
            (["一 小雨", "二 阿玲", "三 老周"], ["小雨", "阿玲", "老周"]),
        ] {
            assert_eq!(without_numbers(&lines), rest);
        }
        let letters = ["A. 小雨", "B. 阿玲", "C. 老周", "D. 小吴"];
        assert_eq!(without_numbers(&letters), ["小雨", "阿玲", "老周", "小吴"]);
        let rooms = ["101 豆腐1", "1202 豆腐2", "803 豆腐1", "502 豆腐3"];
        assert_eq!(without_numbers(&rooms), rooms);
    }
}

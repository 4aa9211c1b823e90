//! What somebody noted beside an order. Pure.

/// `备注 放102门口`: what is to be noted, and not that it is.
pub(crate) fn without_its_word(note: &str) -> &str {
    let Some(rest) = note.trim_start().strip_prefix("备注") else { return note };
    let said = rest.trim_start_matches([' ', '\u{3000}', ':', '：', ',', '，', '、']);
    // 备注栏写不下 is what somebody noted.
    if said.is_empty() || said.len() == rest.len() { note } else { said }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_is_no_part_of_it() {
        for (note, said) in [
            ("备注 放102门口", "放102门口"),
            ("备注：放102门口", "放102门口"),
            (" 备注，不要香菜", "不要香菜"),
            ("备注栏写不下", "备注栏写不下"),
            ("备注", "备注"),
            ("放102门口，备注 轻放", "放102门口，备注 轻放"),
        ] {
            assert_eq!(without_its_word(note), said, "{note}");
        }
        let list = "周六团购\n草莓 25元/盒\n\n1. 小雨 草莓2盒 备注 放102门口\n";
        let read = crate::reading::read(list, &[]).unwrap_or_else(|why| panic!("{}", why.code()));
        assert_eq!(read.lines[0].note, "放102门口", "{:?}", read.lines);
    }
}

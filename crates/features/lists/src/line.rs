//! What a line of a list says, and how sure that is. Pure.

kernel::codes! {
    /// What a line does to what its person has ordered so far.
    pub enum Doing {
        Order = "order",
        /// On top of what stands.
        Add = "add",
        /// The items named are set to their quantities; the others stand.
        Replace = "replace",
        /// The items named go (without a quantity: all of them); without items the whole order goes.
        Withdraw = "withdraw",
        None = "none",
    }
}

kernel::codes! {
    pub enum Mark {
        Certain = "certain",
        Likely = "likely",
        /// Somebody has to say what is meant; nothing is ordered of it.
        Unclear = "unclear",
        /// Somebody has said what is meant.
        Mended = "mended",
    }
}

kernel::codes! {
    /// What became of a line when the list was pasted again.
    pub enum LineState {
        Standing = "standing",
        /// Another line stands in its place now: its person changed it.
        Replaced = "replaced",
        /// Not in the list any more, and nobody said why. It counts until somebody does.
        Gone = "gone",
    }
}

impl Mark {
    /// Whether orders are made of it.
    pub fn counts(self) -> bool {
        self != Mark::Unclear
    }
}

/// Lines of one list: more are told, not read.
pub const LINES_MAX: usize = 1_000;
/// Things that a heading names.
pub const ITEMS_MAX: usize = 100;
/// Of the pasted text.
pub const BYTES_MAX: usize = 250_000;
/// Of a name in a list: as long as a member's.
pub const NAME_CHARS_MAX: usize = 40;
pub const NOTE_CHARS_MAX: usize = 300;
/// Of one thing for one person.
pub const MILLI_MAX: i64 = 100_000_000;

/// One item of a line: its number in the list, and how much in thousandths of its unit. None: all of it, where it is
/// withdrawn.
pub type Part = (i64, Option<i64>);

/// As a row keeps them: `1=2000 4=`.
pub fn written(parts: &[Part]) -> String {
    let part = |(item, milli): &Part| {
        format!("{item}={}", milli.map_or_else(String::new, |milli| milli.to_string()))
    };
    parts.iter().map(part).collect::<Vec<_>>().join(" ")
}

/// None for what `written` never wrote.
pub fn parse(text: &str) -> Option<Vec<Part>> {
    let part = |word: &str| {
        let (item, milli) = word.split_once('=')?;
        let milli = if milli.is_empty() { None } else { Some(milli.parse().ok()?) };
        Some((item.parse().ok()?, milli))
    };
    text.split_whitespace().map(part).collect()
}

/// As a name is kept: one blank at most between two words, no control characters.
pub fn tidy_name(name: &str) -> String {
    let words: String = name.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    words.chars().take(NAME_CHARS_MAX).collect::<String>().trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_read_as_they_were_written() {
        for parts in [vec![], vec![(1, Some(2_000))], vec![(1, Some(500)), (12, None)]] {
            assert_eq!(parse(&written(&parts)), Some(parts));
        }
        for text in ["1", "1=x", "=2", "1:2"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn names_are_one_line_and_not_too_long() {
        assert_eq!(tidy_name("  小雨 \n 3栋\u{7} "), "小雨 3栋");
        assert_eq!(tidy_name(&"长".repeat(90)).chars().count(), NAME_CHARS_MAX);
    }
}

//! Just enough of Rust's lexical rules to tell code from strings and comments.

/// A source file taken apart.
#[derive(Debug, Default)]
pub struct Source {
    /// The text with comments and the insides of strings blanked out; lines stay where they are.
    pub code: String,
    /// Line (from 1) and contents of each string literal.
    pub strings: Vec<(usize, String)>,
    /// The line from which the file is its own tests, if it has any.
    pub tests_from: Option<usize>,
}

impl Source {
    pub fn of(text: &str) -> Source {
        let mut source = Scanner { letters: text.chars().collect(), ..Scanner::default() }.scan();
        let tests = source.code.lines().position(|line| line.trim() == "#[cfg(test)]");
        source.tests_from = tests.map(|index| index + 1);
        source
    }

    /// Numbered lines of code outside the tests.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let end = self.tests_from.unwrap_or(usize::MAX);
        self.code
            .lines()
            .enumerate()
            .map(|(index, line)| (index + 1, line))
            .take_while(move |(n, _)| *n < end)
    }

    /// String literals outside the tests.
    pub fn texts(&self) -> impl Iterator<Item = (usize, &str)> {
        let end = self.tests_from.unwrap_or(usize::MAX);
        self.strings.iter().map(|(line, text)| (*line, text.as_str())).filter(move |(line, _)| *line < end)
    }

    /// Where a path begins with one of these names (`serde::…`, `use serde;`): line and name.
    pub fn heads<'a>(&'a self, names: &'a [String]) -> impl Iterator<Item = (usize, &'a str)> {
        self.lines().flat_map(move |(number, line)| {
            names.iter().filter(move |name| names_it(line, name)).map(move |name| (number, name.as_str()))
        })
    }
}

/// True when the word stands at the head of a path, or alone after `use`.
fn names_it(line: &str, name: &str) -> bool {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(name).any(|(at, _)| {
        let (before, after) = (&line[..at], &line[at + name.len()..]);
        let head = !before.ends_with(|c| word(c) || c == ':' || c == '.');
        let imported = before.trim() == "use" || before.trim() == "pub use";
        head && (after.starts_with("::") || imported && !after.starts_with(word))
    })
}

#[derive(Default)]
struct Scanner {
    letters: Vec<char>,
    at: usize,
    line: usize,
    source: Source,
}

impl Scanner {
    fn scan(mut self) -> Source {
        self.line = 1;
        while self.at < self.letters.len() {
            match (self.letter(0), self.letter(1)) {
                ('/', '/') => self.blank_while(|scanner| scanner.letter(0) != '\n'),
                ('/', '*') => self.block_comment(),
                ('"', _) => self.string(),
                ('r', '"' | '#') if self.starts_raw() => {
                    self.copy();
                    let hashes = self.letters[self.at..].iter().take_while(|c| **c == '#').count();
                    (0..hashes).for_each(|_| self.copy());
                    self.raw_string(hashes);
                }
                ('\'', _) if self.is_letter_literal() => self.letter_literal(),
                _ => self.copy(),
            }
        }
        self.source
    }

    fn letter(&self, ahead: usize) -> char {
        self.letters.get(self.at + ahead).copied().unwrap_or('\0')
    }

    fn copy(&mut self) {
        let letter = self.letter(0);
        self.source.code.push(letter);
        self.line += usize::from(letter == '\n');
        self.at += 1;
    }

    fn blank(&mut self) {
        let letter = self.letter(0);
        self.source.code.push(if letter == '\n' { '\n' } else { ' ' });
        self.line += usize::from(letter == '\n');
        self.at += 1;
    }

    fn blank_while(&mut self, more: impl Fn(&Scanner) -> bool) {
        while self.at < self.letters.len() && more(self) {
            self.blank();
        }
    }

    fn block_comment(&mut self) {
        let mut depth = 0;
        while self.at < self.letters.len() {
            match (self.letter(0), self.letter(1)) {
                ('/', '*') => depth += 1,
                ('*', '/') => depth -= 1,
                _ => {
                    self.blank();
                    continue;
                }
            }
            self.blank();
            self.blank();
            if depth == 0 {
                return;
            }
        }
    }

    /// `r"` or `r#…"`, where the r does not end a name and the hashes do not begin one (`r#type`).
    fn starts_raw(&self) -> bool {
        let previous = self.at.checked_sub(1).map_or(' ', |before| self.letters[before]);
        let named = (previous.is_alphanumeric() || previous == '_') && previous != 'b';
        let after = self.letters[self.at + 1..].iter().find(|letter| **letter != '#');
        !named && after == Some(&'"')
    }

    fn string(&mut self) {
        let (line, mut text) = (self.line, String::new());
        self.copy();
        while self.at < self.letters.len() && self.letter(0) != '"' {
            if self.letter(0) == '\\' {
                text.push(self.letter(0));
                self.blank();
            }
            text.push(self.letter(0));
            self.blank();
        }
        self.copy();
        self.source.strings.push((line, text));
    }

    fn raw_string(&mut self, hashes: usize) {
        let (line, mut text) = (self.line, String::new());
        self.copy();
        let closed = |scanner: &Scanner| {
            scanner.letter(0) == '"' && (1..=hashes).all(|ahead| scanner.letter(ahead) == '#')
        };
        while self.at < self.letters.len() && !closed(self) {
            text.push(self.letter(0));
            self.blank();
        }
        (0..=hashes).for_each(|_| self.copy());
        self.source.strings.push((line, text));
    }

    /// `'a'` and `'\n'`, but not the lifetime `'a`.
    fn is_letter_literal(&self) -> bool {
        self.letter(1) == '\\' || self.letter(2) == '\''
    }

    fn letter_literal(&mut self) {
        self.copy();
        if self.letter(0) == '\\' {
            self.blank();
        }
        self.blank();
        self.blank_while(|scanner| scanner.letter(0) != '\'');
        self.copy();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_and_comments_are_not_code() {
        let source = Source::of(
            "let a = \"x // \\\" y\"; // serde::no\n/* serde::no /* nested */ */ let q = '\"'; let b = r#\"raw \"here\" \"#;\nfn f<'a>(r: &'a str) { serde::yes }\n",
        );
        let texts: Vec<&str> = source.texts().map(|(_, text)| text).collect();
        assert_eq!(texts, ["x // \\\" y", "raw \"here\" "]);
        let heads: Vec<_> = source.heads(&["serde".to_owned()]).map(|(line, _)| line).collect::<Vec<_>>();
        assert_eq!(heads, [3]);
    }

    #[test]
    fn heads_are_whole_names_at_the_beginning() {
        let source =
            Source::of("use store;\nmy_store::x();\ncrate::store::y();\nstore::z();\nstored::w();\n");
        let names = ["store".to_owned()];
        assert_eq!(source.heads(&names).map(|(line, _)| line).collect::<Vec<_>>(), [1, 4]);
    }

    #[test]
    fn tests_at_the_end_of_a_file_do_not_count() {
        let source = Source::of(
            "fn a() {}\n#[cfg(test)]\nmod tests { use proptest::prelude::*; const A: &str = \"b\"; }\n",
        );
        assert_eq!(source.heads(&["proptest".to_owned()]).count() + source.texts().count(), 0);
    }
}

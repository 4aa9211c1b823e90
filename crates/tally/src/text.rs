//! What is common to the readers of files: where a file is wrong, and why.

use std::fmt;

/// The line of a file, from 1, that cannot be read, and the reason in words for whoever has the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadLine {
    pub line: usize,
    pub reason: String,
}

impl BadLine {
    pub fn new(line: usize, reason: impl Into<String>) -> BadLine {
        BadLine { line, reason: reason.into() }
    }
}

impl fmt::Display for BadLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.reason)
    }
}

impl std::error::Error for BadLine {}

/// A whole number of plain digits; no sign, no spaces, no more than fits.
pub(crate) fn whole_number(text: &str) -> Option<u64> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

/// A piece of a file as it is quoted in a reason: no control characters, and not the whole of a long line.
pub(crate) fn quoted(text: &str) -> String {
    const SHOWN: usize = 60;
    let mut shown: String =
        text.chars().take(SHOWN).map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
    if text.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    format!("“{shown}”")
}

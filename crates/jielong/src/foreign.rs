//! Names and places in Latin letters: Amy Z, Tom & Jerry妈, Flat 3, Unit 12B.

use crate::name::{Chunk, Name, Reader};
use crate::plain::{is_word, text};
use crate::word::{self, Word};

/// What a number after them says is where somebody lives.
const PLACES: &str =
    "flat unit apt apartment room rm block blk tower bldg building house level floor suite ste lot gate door";

/// Flat 3, unit 12B, Block C: how long it is.
pub(crate) fn place(chars: &[char], at: usize) -> Option<usize> {
    let get = |index: usize| chars.get(index).copied().unwrap_or('\n');
    if at > 0 && get(at - 1).is_ascii_alphanumeric() {
        return None;
    }
    let letters = chars[at.min(chars.len())..].iter().take_while(|c| c.is_ascii_alphabetic()).count();
    let word = text(&chars[at..at + letters]).to_lowercase();
    if letters < 2 || !PLACES.split(' ').any(|place| place == word) {
        return None;
    }
    let mut from = at + letters;
    while matches!(get(from), ' ' | '.' | '#') {
        from += 1;
    }
    let digits = chars[from.min(chars.len())..].iter().take_while(|c| c.is_ascii_digit()).count();
    let letter = usize::from(get(from + digits).is_ascii_uppercase());
    let end = from + digits + letter;
    let fits = (digits > 0 && digits <= 4 || letter == 1) && from > at + letters;
    (fits && !get(end).is_ascii_alphanumeric()).then_some(end - at)
}

/// Amy I want 2, Tom Please 3: a word of what is wanted, and no family name.
fn is_said(part: &[char]) -> bool {
    let whole = word::read(part, 0).filter(|(_, length)| *length == part.len());
    let said = whole.is_some_and(|(found, _)| !matches!(found, None | Some(Word::Bystander)));
    let counted = crate::number::read(part, 0).is_some();
    said || counted
        || matches!(
            text(part).to_lowercase().as_str(),
            "i" | "i'm" | "i've" | "we" | "we'd" | "we'll" | "can" | "could"
        )
}

impl Reader<'_> {
    /// Amy Z, Mary Lee, Tom & Jerry妈, Kay Chatswood, where the heading says that Chatswood is where things are fetched.
    pub(crate) fn latin_parts(&mut self, chunk: Chunk) -> Option<Name> {
        let latin = |part: &[char]| part.iter().all(|c| c.is_ascii_alphabetic() || *c == '\'');
        if !latin(&self.chars[chunk.from..chunk.to]) {
            return None;
        }
        let paired =
            matches!((self.at(chunk.to), self.at(chunk.to + 1)), (' ', '&')) || self.at(chunk.to) == '&';
        if paired {
            let second = self.chunk(self.skip(chunk.to)).and_then(|and| {
                let from = (and.from..and.to).find(|index| is_word(self.at(*index)));
                from.or_else(|| Some(self.skip(and.to))).and_then(|from| self.chunk(from))
            })?;
            let named = self.at(second.from).is_ascii_uppercase();
            return named.then(|| Name {
                name: text(&self.chars[chunk.from..second.to]),
                from: second.to,
                ..Name::default()
            });
        }
        let second = self.chunk(chunk.to + 1).filter(|_| self.at(chunk.to) == ' ')?;
        let part = &self.chars[second.from..second.to];
        let word = text(part);
        const SIZES: [&str; 7] = ["S", "M", "L", "XL", "XXL", "XXXL", "XS"];
        let free = latin(part)
            && self.at(second.from).is_ascii_uppercase()
            && self.goods.find(&word).is_none()
            && self.goods.code(&word.to_lowercase()).is_none()
            && !SIZES.contains(&word.as_str())
            && !is_said(part)
            && (part.len() >= 2 || self.at(second.to) == ' ' || self.at(second.to) == '.');
        let told = self.goods.title_words.contains(&word.to_lowercase()) && part.len() >= 4;
        let to = if told { chunk.to } else { second.to };
        free.then(|| Name { name: text(&self.chars[chunk.from..to]), from: second.to, ..Name::default() })
    }
}

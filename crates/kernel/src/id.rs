//! TypeIDs: a prefix that says of what, and a UUIDv7 in base 32, so that ids sort by time and can be read.
//! Specification: https://github.com/jetify-com/typeid/tree/main/spec (0.3), UUIDv7: RFC 9562.

use serde::{Deserialize, Serialize};
use std::hash::{Hash, Hasher};
use std::{fmt, marker::PhantomData};

/// Types that have ids. The prefix has one to four lower-case letters and never changes: it is in books and links.
pub trait Prefixed {
    const PREFIX: &'static str;
}

/// Held as text, because that is how it is stored, compared and shown.
pub struct Id<T> {
    text: [u8; LONGEST],
    of: PhantomData<fn() -> T>,
}

const SUFFIX: usize = 26;
const LONGEST: usize = 4 + 1 + SUFFIX;
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Which bytes the alphabet has: lists of a million ids are read.
const IS_LETTER: [bool; 256] = {
    let (mut known, mut at) = ([false; 256], 0);
    while at < ALPHABET.len() {
        known[ALPHABET[at] as usize] = true;
        at += 1;
    }
    known
};

/// Not an id of this type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IdMalformed;

impl<T: Prefixed> Id<T> {
    /// `milliseconds` since 1970 and 80 random bits, of which six give way to version and variant.
    pub fn from_parts(milliseconds: u64, random: [u8; 10]) -> Id<T> {
        let mut uuid = [0u8; 16];
        uuid[..6].copy_from_slice(&milliseconds.to_be_bytes()[2..]);
        uuid[6..].copy_from_slice(&random);
        uuid[6] = 0x70 | (uuid[6] & 0x0f);
        uuid[8] = 0x80 | (uuid[8] & 0x3f);
        let number = u128::from_be_bytes(uuid);
        let (mut text, head) = ([0u8; LONGEST], T::PREFIX.len() + 1);
        text[..head - 1].copy_from_slice(T::PREFIX.as_bytes());
        text[head - 1] = b'_';
        for at in 0..SUFFIX {
            text[head + at] = ALPHABET[(number >> (5 * (SUFFIX - 1 - at))) as usize & 31];
        }
        Id { text, of: PhantomData }
    }

    /// Accepts exactly what `from_parts` writes: this prefix, 26 letters of the alphabet, no overflow.
    pub fn parse(text: &str) -> Result<Id<T>, IdMalformed> {
        let suffix =
            text.strip_prefix(T::PREFIX).and_then(|rest| rest.strip_prefix('_')).ok_or(IdMalformed)?;
        let known = suffix.len() == SUFFIX && suffix.bytes().all(|byte| IS_LETTER[usize::from(byte)]);
        if !known || suffix.as_bytes()[0] > b'7' {
            return Err(IdMalformed);
        }
        let mut bytes = [0u8; LONGEST];
        bytes[..text.len()].copy_from_slice(text.as_bytes());
        Ok(Id { text: bytes, of: PhantomData })
    }
}

impl<T> Id<T> {
    pub fn as_str(&self) -> &str {
        let end = self.text.iter().position(|byte| *byte == 0).unwrap_or(LONGEST);
        // Only ASCII ever gets in.
        std::str::from_utf8(&self.text[..end]).unwrap_or_default()
    }
}

impl<T> Id<T> {
    /// In the order of the text, and compared as two numbers: millions are sorted. The last byte of the first is the first of the second.
    fn halves(&self) -> (u128, u128) {
        let half = |from: usize| {
            let mut bytes = [0; 16];
            bytes.copy_from_slice(&self.text[from..from + 16]);
            u128::from_be_bytes(bytes)
        };
        (half(0), half(LONGEST - 16))
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Id<T> {}
impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}
impl<T> Eq for Id<T> {}
impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.halves().cmp(&other.halves())
    }
}
impl<T> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}
impl<T> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
impl<T> Serialize for Id<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
impl<'de, T: Prefixed> Deserialize<'de> for Id<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Id::parse(&text).map_err(|_| serde::de::Error::custom(format!("an id {}_…", T::PREFIX)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Thing;
    impl Prefixed for Thing {
        const PREFIX: &'static str = "th";
    }

    /// UUID 0189...: computed by hand from the specification's bit layout.
    #[test]
    fn ids_sort_by_time_and_come_back_from_text() {
        let early = Id::<Thing>::from_parts(1, [0xff; 10]);
        let late = Id::<Thing>::from_parts(2, [0; 10]);
        assert!(early < late && early.as_str() < late.as_str());
        assert_eq!(Id::parse(early.as_str()), Ok(early));
        // All bits of time zero, version 7, variant 2, the rest zero.
        assert_eq!(Id::<Thing>::from_parts(0, [0; 10]).as_str(), "th_0000000000e008000000000000");
    }

    #[test]
    fn what_is_no_id_of_this_type_is_turned_away() {
        for text in [
            "",
            "th",
            "th_",
            "xx_0000000000e008000000000000",
            "th_8000000000e008000000000000",
            "th_0000000000e00800000000000l",
            "th_0000000000e0080000000000000",
            "TH_0000000000e008000000000000",
        ] {
            assert_eq!(Id::<Thing>::parse(text), Err(IdMalformed), "{text}");
        }
    }
}

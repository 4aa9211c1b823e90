//! Recognising what was imported before: where the lines that a file has of an invoice stand in that invoice.
//!
//! A line's identity is format, invoice and its ordinal there. A file mostly holds an invoice whole, so its
//! ordinals are counted from the first line. It may also begin in the middle of one (a table cut in two, an
//! invoice written over midnight), and then only the content tells.

/// What is kept of a line's content: enough to see whether two lines of one invoice say the same.
pub(super) type Print = u32;

/// FNV-1a (Fowler, Noll, Vo; the 32-bit parameters), because it must be the same for ever. The fields are
/// those that mean money, with a unit separator between them.
pub(super) fn print<'a>(fields: impl IntoIterator<Item = &'a str>) -> Print {
    let bytes = fields.into_iter().flat_map(|field| field.bytes().chain([0x1f]));
    bytes.fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// What besides the content speaks for lines that go on where another file ended.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Hints {
    /// They are the first lines of their file.
    pub at_head: bool,
    /// They are later than every known line.
    pub later: bool,
}

/// How many lines of the invoice come before the first of `part`, where `known` are those imported so far.
///
/// The ordinal as counted in the file holds unless the content speaks clearly for another place; so a line
/// that was corrected in the old shop keeps its identity.
pub(super) fn lines_before(known: &[Print], part: &[Print], hints: Hints) -> usize {
    let same = known.iter().zip(part).filter(|(known, new)| known == new).count();
    if known.is_empty() || part.is_empty() || 2 * same >= known.len().min(part.len()) {
        return 0;
    }
    if let Some(at) = known.windows(part.len()).position(|window| window == part) {
        return at;
    }
    if !hints.at_head && !hints.later {
        return 0;
    }
    let overlaps = |count: &usize| known.ends_with(&part[..*count]);
    let overlap = (0..=known.len().min(part.len())).rev().find(overlaps).unwrap_or(0);
    known.len() - overlap
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: Hints = Hints { at_head: false, later: false };
    const HEAD: Hints = Hints { at_head: true, later: false };
    const LATER: Hints = Hints { at_head: false, later: true };

    /// Known lines, lines of a file, hints → lines before.
    #[test]
    fn lines_find_their_place() {
        for (known, part, hints, before) in [
            // Never seen, seen whole, seen with more behind it, seen in part.
            ("", "abc", HEAD, 0),
            ("abc", "abc", HEAD, 0),
            ("abc", "abcde", NONE, 0),
            ("abc", "ab", NONE, 0),
            // A corrected line keeps its place, also when it is the only one.
            ("abc", "axc", NONE, 0),
            ("a", "x", NONE, 0),
            // A file that begins in the middle: known, going on, overlapping.
            ("abcd", "cd", NONE, 2),
            ("abcd", "efg", HEAD, 4),
            ("abcd", "cdef", HEAD, 2),
            ("a", "b", LATER, 1),
            ("abcd", "efg", NONE, 0),
            // Lines that are all alike are the same lines, not further ones.
            ("aaa", "aa", LATER, 0),
        ] {
            let prints = |text: &str| text.bytes().map(Print::from).collect::<Vec<_>>();
            assert_eq!(lines_before(&prints(known), &prints(part), hints), before, "{known} {part}");
        }
    }

    /// Reference values of FNV-1a: http://www.isthe.com/chongo/tech/comp/fnv/.
    #[test]
    fn prints_are_fnv_1a() {
        assert_eq!(print([]), 0x811c_9dc5);
        assert_eq!(print(["a"]), (0xe40c_292c_u32 ^ 0x1f).wrapping_mul(0x0100_0193));
        assert_ne!(print(["ab", "c"]), print(["a", "bc"]));
    }
}

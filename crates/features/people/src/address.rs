//! An e-mail address as it is compared and stored. Pure.

/// Trimmed and lower-cased, so that `Ana@x.org ` and `ana@x.org` are one person.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Address(String);

/// Not something a letter could be sent to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AddressMalformed;

/// RFC 5321, 4.5.3.1.3: a path is at most 256 octets with its angle brackets.
const LENGTH_MAX: usize = 254;

impl Address {
    /// Deliberately loose: one `@` with something before it and a dotted name after it, nothing blank.
    /// Whether a letter arrives is known only by sending one.
    pub fn parse(text: &str) -> Result<Address, AddressMalformed> {
        let text = text.trim().to_lowercase();
        let (name, host) = text.rsplit_once('@').ok_or(AddressMalformed)?;
        let odd = |c: char| c.is_whitespace() || c.is_control() || "<>()[],;:\\\"".contains(c);
        let good_host = host.split('.').count() > 1 && host.split('.').all(|part| !part.is_empty());
        let good = !name.is_empty() && !name.contains('@') && good_host && !text.contains(odd);
        (good && text.len() <= LENGTH_MAX).then_some(Address(text)).ok_or(AddressMalformed)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_or_turned_away() {
        let long = format!("{}@x.org", "a".repeat(248));
        let too_long = format!("{}@x.org", "a".repeat(249));
        for (text, read) in [
            ("ana@example.org", Some("ana@example.org")),
            ("  Ana@Example.ORG ", Some("ana@example.org")),
            ("阿禾@例子.中国", Some("阿禾@例子.中国")),
            ("a+b@x.org", Some("a+b@x.org")),
            (&long, Some(long.as_str())),
            (&too_long, None),
            ("", None),
            ("ana", None),
            ("ana@", None),
            ("@x.org", None),
            ("ana@x", None),
            ("ana@x.", None),
            ("ana@.org", None),
            ("a b@x.org", None),
            ("a@b@x.org", None),
            ("ana@x.org\nbcc: b@x.org", None),
            ("<ana@x.org>", None),
        ] {
            assert_eq!(Address::parse(text).ok().as_ref().map(Address::as_str), read, "{text}");
        }
    }
}

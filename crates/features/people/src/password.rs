//! Which passwords are taken. Pure; how they are hashed is in `hashing`.

/// Why a chosen password is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordUnfit {
    TooShort,
    TooLong,
    /// Among the first that anybody would try.
    TooCommon,
}

/// Characters, not bytes. NIST SP 800-63B-4 asks for eight at least and forbids rules of composition.
pub const LENGTH_MIN: usize = 8;
/// Bytes: long enough for any phrase, short enough that hashing stays bounded.
pub const LENGTH_MAX: usize = 256;

const COMMON: [&str; 18] = [
    "12345678",
    "123456789",
    "1234567890",
    "87654321",
    "11111111",
    "00000000",
    "88888888",
    "66666666",
    "password",
    "password1",
    "passw0rd",
    "qwertyui",
    "qwerty123",
    "1q2w3e4r",
    "abc12345",
    "iloveyou",
    "woaini1314",
    "5201314a",
];

/// Accepts a new password. An old one is only ever compared.
pub fn accept(password: &str) -> Result<(), PasswordUnfit> {
    if password.len() > LENGTH_MAX {
        return Err(PasswordUnfit::TooLong);
    }
    if password.chars().count() < LENGTH_MIN {
        return Err(PasswordUnfit::TooShort);
    }
    let plain = password.to_lowercase();
    let mut chars = plain.chars();
    let first = chars.next();
    if COMMON.contains(&plain.as_str()) || chars.all(|c| Some(c) == first) {
        return Err(PasswordUnfit::TooCommon);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_taken_or_not() {
        let (longest, too_long) = ("ab".repeat(128), "a".repeat(257));
        for (password, answer) in [
            ("kaffee77", Ok(())),
            ("东篱采菊见南山吧", Ok(())),
            ("东篱采菊见南山", Err(PasswordUnfit::TooShort)),
            ("kaffee7", Err(PasswordUnfit::TooShort)),
            ("", Err(PasswordUnfit::TooShort)),
            (&longest, Ok(())),
            (&too_long, Err(PasswordUnfit::TooLong)),
            ("Password", Err(PasswordUnfit::TooCommon)),
            ("zzzzzzzzzz", Err(PasswordUnfit::TooCommon)),
        ] {
            assert_eq!(accept(password), answer, "{password}");
        }
    }
}

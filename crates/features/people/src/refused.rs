//! Why something about an account was turned away. A wrong address and a wrong password are one and the same answer,
//! so that neither tells who has an account.
//!
//! Not a rule: says refusals in HTTP.

use crate::t;
use axum::http::StatusCode;
use web::{Lang, Refusal};

/// An answer for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeopleRefused {
    /// Address unknown or password wrong: never said which.
    CannotSignIn,
    WrongPassword,
    AddressMalformed,
    PasswordTooShort,
    PasswordTooLong,
    PasswordTooCommon,
    /// The old one, or that of another account with the same address.
    PasswordTaken,
    NoSuchDevice,
    LinkUnusable,
    PasswordLinkUnusable,
    OperatorThere,
    NotConfirmed,
}

impl PeopleRefused {
    /// Every case, for the test that walks them and the list in `/docs`.
    pub const ALL: &'static [PeopleRefused] = &[
        PeopleRefused::CannotSignIn,
        PeopleRefused::WrongPassword,
        PeopleRefused::AddressMalformed,
        PeopleRefused::PasswordTooShort,
        PeopleRefused::PasswordTooLong,
        PeopleRefused::PasswordTooCommon,
        PeopleRefused::PasswordTaken,
        PeopleRefused::NoSuchDevice,
        PeopleRefused::LinkUnusable,
        PeopleRefused::PasswordLinkUnusable,
        PeopleRefused::OperatorThere,
        PeopleRefused::NotConfirmed,
    ];
}

impl From<crate::password::PasswordUnfit> for PeopleRefused {
    fn from(unfit: crate::password::PasswordUnfit) -> PeopleRefused {
        use crate::password::PasswordUnfit::*;
        match unfit {
            TooShort => PeopleRefused::PasswordTooShort,
            TooLong => PeopleRefused::PasswordTooLong,
            TooCommon => PeopleRefused::PasswordTooCommon,
        }
    }
}

impl Refusal for PeopleRefused {
    fn code(&self) -> &'static str {
        match self {
            PeopleRefused::CannotSignIn => "cannot_sign_in",
            PeopleRefused::WrongPassword => "wrong_password",
            PeopleRefused::AddressMalformed => "address_malformed",
            PeopleRefused::PasswordTooShort => "password_too_short",
            PeopleRefused::PasswordTooLong => "password_too_long",
            PeopleRefused::PasswordTooCommon => "password_too_common",
            PeopleRefused::PasswordTaken => "password_taken",
            PeopleRefused::NoSuchDevice => "no_such_device",
            PeopleRefused::LinkUnusable => "link_unusable",
            PeopleRefused::PasswordLinkUnusable => "password_link_unusable",
            PeopleRefused::OperatorThere => "operator_there",
            PeopleRefused::NotConfirmed => "not_confirmed",
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            PeopleRefused::NoSuchDevice => StatusCode::NOT_FOUND,
            PeopleRefused::LinkUnusable | PeopleRefused::PasswordLinkUnusable => StatusCode::GONE,
            PeopleRefused::OperatorThere => StatusCode::CONFLICT,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }

    fn say(&self, lang: Lang) -> String {
        let t = t(lang);
        match self {
            PeopleRefused::CannotSignIn => t.refused_cannot_sign_in(),
            PeopleRefused::WrongPassword => t.refused_wrong_password(),
            PeopleRefused::AddressMalformed => t.refused_address_malformed(),
            PeopleRefused::PasswordTooShort => t.refused_password_too_short(),
            PeopleRefused::PasswordTooLong => t.refused_password_too_long(),
            PeopleRefused::PasswordTooCommon => t.refused_password_too_common(),
            PeopleRefused::PasswordTaken => t.refused_password_taken(),
            PeopleRefused::NoSuchDevice => t.refused_no_such_device(),
            PeopleRefused::LinkUnusable => t.refused_link_unusable(),
            PeopleRefused::PasswordLinkUnusable => t.refused_password_link_unusable(),
            PeopleRefused::OperatorThere => t.refused_operator_there(),
            PeopleRefused::NotConfirmed => t.refused_not_confirmed(),
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            PeopleRefused::WrongPassword => Some("current_password"),
            PeopleRefused::AddressMalformed => Some("email"),
            PeopleRefused::PasswordTooShort
            | PeopleRefused::PasswordTooLong
            | PeopleRefused::PasswordTooCommon
            | PeopleRefused::PasswordTaken => Some("password"),
            PeopleRefused::NotConfirmed => Some("confirm"),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_has_words_a_code_and_a_status() {
        let mut codes = std::collections::BTreeSet::new();
        for refusal in PeopleRefused::ALL {
            assert!(codes.insert(refusal.code()), "{refusal:?}");
            assert!(refusal.status().is_client_error());
            assert_ne!(refusal.say(Lang::Zh), refusal.say(Lang::En), "{refusal:?}");
        }
    }
}

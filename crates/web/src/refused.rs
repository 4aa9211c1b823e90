//! The refusals of the edge itself, the same for every feature.

use crate::i18n::t;
use crate::lang::Lang;
use crate::power::Power;
use crate::problem::Refusal;
use axum::http::StatusCode;

/// Why a request was turned away before a feature had its say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WebRefused {
    BadRequest,
    NotSignedIn,
    NotAMember,
    LacksPower(Power),
    NotForVisitors,
    CrossSite,
    NoSuchPage,
    NoSuchCommunity,
    WrongMethod,
    TimedOut,
    KeyReused,
    TooLarge,
    UnknownMediaType,
    InvalidInput,
    TooManyRequests,
    Fault,
    Busy,
    StorageFull,
}

impl WebRefused {
    /// Every case, for the test that walks them and the list in `/docs`.
    pub const ALL: &'static [WebRefused] = &[
        WebRefused::BadRequest,
        WebRefused::NotSignedIn,
        WebRefused::NotAMember,
        WebRefused::LacksPower(Power::Invite),
        WebRefused::NotForVisitors,
        WebRefused::CrossSite,
        WebRefused::NoSuchPage,
        WebRefused::NoSuchCommunity,
        WebRefused::WrongMethod,
        WebRefused::TimedOut,
        WebRefused::KeyReused,
        WebRefused::TooLarge,
        WebRefused::UnknownMediaType,
        WebRefused::InvalidInput,
        WebRefused::TooManyRequests,
        WebRefused::Fault,
        WebRefused::Busy,
        WebRefused::StorageFull,
    ];

    /// For answers that reach the edge with nothing but a status.
    pub(crate) fn of_status(status: StatusCode) -> WebRefused {
        match status.as_u16() {
            401 => WebRefused::NotSignedIn,
            403 => WebRefused::NotForVisitors,
            404 => WebRefused::NoSuchPage,
            405 => WebRefused::WrongMethod,
            408 => WebRefused::TimedOut,
            413 => WebRefused::TooLarge,
            415 => WebRefused::UnknownMediaType,
            422 => WebRefused::InvalidInput,
            429 => WebRefused::TooManyRequests,
            503 => WebRefused::Busy,
            507 => WebRefused::StorageFull,
            500..=599 => WebRefused::Fault,
            _ => WebRefused::BadRequest,
        }
    }
}

impl Refusal for WebRefused {
    fn code(&self) -> &'static str {
        match self {
            WebRefused::BadRequest => "bad_request",
            WebRefused::NotSignedIn => "not_signed_in",
            WebRefused::NotAMember => "not_a_member",
            WebRefused::LacksPower(_) => "lacks_power",
            WebRefused::NotForVisitors => "not_for_visitors",
            WebRefused::CrossSite => "cross_site",
            WebRefused::NoSuchPage => "no_such_page",
            WebRefused::NoSuchCommunity => "no_such_community",
            WebRefused::WrongMethod => "wrong_method",
            WebRefused::TimedOut => "timed_out",
            WebRefused::KeyReused => "idempotency_key_reused",
            WebRefused::TooLarge => "too_large",
            WebRefused::UnknownMediaType => "unknown_media_type",
            WebRefused::InvalidInput => "invalid_input",
            WebRefused::TooManyRequests => "too_many_requests",
            WebRefused::Fault => "fault",
            WebRefused::Busy => "busy",
            WebRefused::StorageFull => "storage_full",
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            WebRefused::BadRequest => StatusCode::BAD_REQUEST,
            WebRefused::NotSignedIn => StatusCode::UNAUTHORIZED,
            WebRefused::NotAMember
            | WebRefused::LacksPower(_)
            | WebRefused::NotForVisitors
            | WebRefused::CrossSite => StatusCode::FORBIDDEN,
            WebRefused::NoSuchPage | WebRefused::NoSuchCommunity => StatusCode::NOT_FOUND,
            WebRefused::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            // Not 408: browsers send a request again on that, unasked.
            WebRefused::TimedOut | WebRefused::Busy => StatusCode::SERVICE_UNAVAILABLE,
            WebRefused::KeyReused => StatusCode::CONFLICT,
            WebRefused::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            WebRefused::UnknownMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            WebRefused::InvalidInput => StatusCode::UNPROCESSABLE_ENTITY,
            WebRefused::TooManyRequests => StatusCode::TOO_MANY_REQUESTS,
            WebRefused::Fault => StatusCode::INTERNAL_SERVER_ERROR,
            WebRefused::StorageFull => StatusCode::INSUFFICIENT_STORAGE,
        }
    }

    fn say(&self, lang: Lang) -> String {
        let t = t(lang);
        match self {
            WebRefused::BadRequest => t.refused_bad_request(),
            WebRefused::NotSignedIn => t.refused_not_signed_in(),
            WebRefused::NotAMember => t.refused_not_a_member(),
            WebRefused::LacksPower(power) => t.refused_lacks_power(crate::i18n::power_name(*power, lang)),
            WebRefused::NotForVisitors => t.refused_not_for_visitors(),
            WebRefused::CrossSite => t.refused_cross_site(),
            WebRefused::NoSuchPage => t.refused_no_such_page(),
            WebRefused::NoSuchCommunity => t.refused_no_such_community(),
            WebRefused::WrongMethod => t.refused_wrong_method(),
            WebRefused::TimedOut => t.refused_timed_out(),
            WebRefused::KeyReused => t.refused_key_reused(),
            WebRefused::TooLarge => t.refused_too_large(),
            WebRefused::UnknownMediaType => t.refused_unknown_media_type(),
            WebRefused::InvalidInput => t.refused_invalid_input(),
            WebRefused::TooManyRequests => t.refused_too_many_requests(),
            WebRefused::Fault => t.refused_fault(),
            WebRefused::Busy => t.refused_busy(),
            WebRefused::StorageFull => t.refused_storage_full(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_has_words_a_code_and_a_status() {
        let mut codes = std::collections::BTreeSet::new();
        for refusal in WebRefused::ALL {
            assert!(codes.insert(refusal.code()), "{refusal:?}");
            assert!(refusal.status().is_client_error() || refusal.status().is_server_error());
            assert_ne!(refusal.say(Lang::Zh), refusal.say(Lang::En), "{refusal:?}");
        }
    }
}

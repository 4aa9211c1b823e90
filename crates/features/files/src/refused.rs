//! Why a file was not taken or not given out.
//!
//! Not a rule: says refusals in HTTP.

use crate::t;
use axum::http::StatusCode;
use web::{Lang, Refusal};

kernel::codes! {
    pub enum FilesRefused {
        FileTooLarge = "file_too_large",
        FileEmpty = "file_empty",
        /// By its bytes none of what is taken.
        UnknownType = "file_type_unknown",
        FileBroken = "file_broken",
        /// As much was handed in today as a day takes.
        EnoughToday = "enough_files_today",
        /// Whoever runs the site has named no folder that all nodes share.
        NoPlace = "no_place_for_files",
        NoSuchFile = "no_such_file",
        /// What it belongs to is not for whoever asks.
        NotForYou = "file_not_for_you",
    }
}

impl Refusal for FilesRefused {
    fn code(&self) -> &'static str {
        FilesRefused::code(*self)
    }

    fn status(&self) -> StatusCode {
        match self {
            FilesRefused::FileTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            FilesRefused::FileEmpty | FilesRefused::FileBroken => StatusCode::UNPROCESSABLE_ENTITY,
            FilesRefused::UnknownType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            FilesRefused::EnoughToday => StatusCode::TOO_MANY_REQUESTS,
            FilesRefused::NoPlace => StatusCode::CONFLICT,
            FilesRefused::NoSuchFile => StatusCode::NOT_FOUND,
            FilesRefused::NotForYou => StatusCode::FORBIDDEN,
        }
    }

    fn say(&self, lang: Lang) -> String {
        let t = t(lang);
        match self {
            FilesRefused::FileTooLarge => t.refused_file_too_large(),
            FilesRefused::FileEmpty => t.refused_file_empty(),
            FilesRefused::UnknownType => t.refused_unknown_type(),
            FilesRefused::FileBroken => t.refused_file_broken(),
            FilesRefused::EnoughToday => t.refused_enough_today(),
            FilesRefused::NoPlace => t.refused_no_place(),
            FilesRefused::NoSuchFile => t.refused_no_such_file(),
            FilesRefused::NotForYou => t.refused_not_for_you(),
        }
    }
}

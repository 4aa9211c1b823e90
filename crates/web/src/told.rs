//! A refusal with the figures that it is about.

use crate::lang::Lang;
use crate::problem::Refusal;
use axum::http::StatusCode;

/// What was refused, in words for whoever asked: which limit, how much is left of it. The rule refuses; what it went by is read
/// afterwards, for people only. Without words of its own it is said as ever.
#[derive(Debug)]
pub struct Told<R> {
    pub why: R,
    pub words: Option<String>,
}

impl<R: Refusal> Refusal for Told<R> {
    fn code(&self) -> &'static str {
        self.why.code()
    }

    fn status(&self) -> StatusCode {
        self.why.status()
    }

    fn say(&self, lang: Lang) -> String {
        self.words.clone().unwrap_or_else(|| self.why.say(lang))
    }

    fn field(&self) -> Option<&'static str> {
        self.why.field()
    }
}

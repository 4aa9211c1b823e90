//! What is said when something cannot be done: each refusal with its words, its HTTP status and the form field it is
//! about.
//!
//! Not a rule: says refusals in HTTP.

use crate::instrument::InstrumentRefused;
use crate::t;
use axum::http::StatusCode;
use web::{Lang, Refusal};

impl Refusal for InstrumentRefused {
    fn code(&self) -> &'static str {
        InstrumentRefused::code(*self)
    }

    fn status(&self) -> StatusCode {
        match self {
            InstrumentRefused::NoSuchInstrument => StatusCode::NOT_FOUND,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }

    fn say(&self, lang: Lang) -> String {
        let t = t(lang);
        match self {
            InstrumentRefused::NoSuchInstrument => t.refused_no_such_instrument(),
            InstrumentRefused::NoSuchFund => t.refused_no_such_fund(),
            InstrumentRefused::NoSuchKind => t.refused_no_such_kind(),
            InstrumentRefused::DecisionMissing => t.refused_decision_missing(),
            InstrumentRefused::NameMissing => t.refused_name_missing(),
            InstrumentRefused::NameTooLong => t.refused_name_too_long(),
            InstrumentRefused::PriceNotPositive => t.refused_price_not_positive(),
            InstrumentRefused::UnitsNotPositive => t.refused_units_not_positive(),
            InstrumentRefused::EachOutside => t.refused_each_outside(),
            InstrumentRefused::SumTooLarge => t.refused_sum_too_large(),
            InstrumentRefused::TermsMissing => t.refused_terms_missing(),
            InstrumentRefused::RiskMissing => t.refused_risk_missing(),
            InstrumentRefused::WordsTooLong => t.refused_words_too_long(),
            InstrumentRefused::PromisesReturn => t.refused_promises_return(),
        }
    }

    fn field(&self) -> Option<&'static str> {
        None
    }
}

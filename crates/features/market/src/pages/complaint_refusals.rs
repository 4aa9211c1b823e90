//! What is said when a complaint, a proposal or its answer is turned away.

use super::refusals::status_of;
use crate::acting::REASON_CHARS_MAX;
use crate::complaint::ComplaintRefused;
use crate::t;
use axum::http::StatusCode;
use web::{Lang, Refusal};

impl Refusal for ComplaintRefused {
    fn code(&self) -> &'static str {
        ComplaintRefused::code(*self)
    }

    fn status(&self) -> StatusCode {
        match self {
            ComplaintRefused::PriceShort
            | ComplaintRefused::BuyerGone
            | ComplaintRefused::NotHandedOver
            | ComplaintRefused::AcceptedAlready
            | ComplaintRefused::ComplainedAlready
            | ComplaintRefused::ProposalChanged => StatusCode::CONFLICT,
            ComplaintRefused::SamePerson | ComplaintRefused::OwnProposal => StatusCode::FORBIDDEN,
            other => status_of(ComplaintRefused::code(*other)),
        }
    }

    fn say(&self, lang: Lang) -> String {
        let t = t(lang);
        match self {
            ComplaintRefused::NoSuchOrder => t.refused_no_such_order(),
            ComplaintRefused::NotYours => t.refused_complaint_not_yours(),
            ComplaintRefused::NotAMember => t.refused_not_a_member(),
            ComplaintRefused::NotAllowed => t.refused_not_allowed(),
            ComplaintRefused::OwnOrder => t.refused_own_order(),
            ComplaintRefused::WrongState => t.refused_complaint_state(),
            ComplaintRefused::NotHandedOver => t.refused_not_handed_over(),
            ComplaintRefused::AcceptedAlready => t.refused_accepted_already(),
            ComplaintRefused::ComplainedAlready => t.refused_complained_already(),
            ComplaintRefused::ReasonMissing => t.refused_reason_missing(),
            ComplaintRefused::ReasonTooLong => t.refused_reason_too_long(REASON_CHARS_MAX),
            ComplaintRefused::LinesMissing => t.refused_lines_missing(),
            ComplaintRefused::NoSuchLine => t.refused_no_such_line(),
            ComplaintRefused::LineTwice => t.refused_line_twice(),
            ComplaintRefused::QuantityNotPositive => t.refused_quantity_not_positive(),
            ComplaintRefused::MoreThanLeft => t.refused_complaint_more(),
            ComplaintRefused::QuantityOffStep => t.refused_complaint_off_step(),
            ComplaintRefused::TooManyPhotos => t.refused_too_many_photos(),
            ComplaintRefused::NotAPicture => t.refused_not_a_picture(),
            ComplaintRefused::SumNotPositive => t.refused_sum_not_positive(),
            ComplaintRefused::MoreThanPaid => t.refused_remedy_more(),
            ComplaintRefused::SoldOut => t.refused_remedy_sold_out(),
            ComplaintRefused::PriceShort => t.refused_price_short(),
            ComplaintRefused::BuyerGone => t.refused_buyer_gone(),
            ComplaintRefused::SamePerson => t.refused_same_person(),
            ComplaintRefused::OwnProposal => t.refused_own_proposal(),
            ComplaintRefused::PaysForIt => t.refused_pays_for_it(),
            ComplaintRefused::ProposalChanged => t.refused_proposal_changed(),
            ComplaintRefused::KeyReused => t.refused_key_reused(),
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            ComplaintRefused::ReasonMissing | ComplaintRefused::ReasonTooLong => Some("reason"),
            ComplaintRefused::TooManyPhotos | ComplaintRefused::NotAPicture => Some("photos"),
            ComplaintRefused::SumNotPositive | ComplaintRefused::MoreThanPaid => Some("amount"),
            _ => None,
        }
    }
}

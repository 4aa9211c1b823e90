//! What is said when something cannot be done: each refusal with its words, its HTTP status and the form field it is
//! about.
//!
//! Not a rule: says refusals in HTTP.

use crate::refused::{PickupRefused, PointRefused};
use crate::t;
use axum::http::StatusCode;
use web::{Lang, Refusal};

/// 404 for what is not there, 403 for who may not, 409 for what the state forbids, 422 for what was typed.
fn status_of(code: &str) -> StatusCode {
    match code {
        "no_such_point" | "no_such_helper" | "no_such_order" | "no_such_pickup" | "no_such_calendar" => {
            StatusCode::NOT_FOUND
        }
        "not_a_member" | "not_allowed" | "said_by_another" | "not_yours" => StatusCode::FORBIDDEN,
        "order_not_paid"
        | "point_closed"
        | "no_such_slot"
        | "slot_over"
        | "slot_full"
        | "day_full"
        | "already_handed_over"
        | "no_consent"
        | "too_early"
        | "nothing_to_undo"
        | "undo_too_late"
        | "hand_over_stands"
        | "key_reused" => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

impl Refusal for PointRefused {
    fn code(&self) -> &'static str {
        PointRefused::code(*self)
    }

    fn status(&self) -> StatusCode {
        status_of(PointRefused::code(*self))
    }

    fn say(&self, lang: Lang) -> String {
        let t = t(lang);
        match self {
            PointRefused::NotAMember => t.refused_not_a_member(),
            PointRefused::NotAllowed => t.refused_not_allowed(),
            PointRefused::NoSuchPoint => t.refused_no_such_point(),
            PointRefused::NameMissing => t.refused_name_missing(),
            PointRefused::NameTooLong => t.refused_name_too_long(),
            PointRefused::AddressMissing => t.refused_address_missing(),
            PointRefused::AddressTooLong => t.refused_address_too_long(),
            PointRefused::NoteTooLong => t.refused_note_too_long(),
            PointRefused::HoursMalformed => t.refused_hours_malformed(),
            PointRefused::NoHours => t.refused_no_hours(),
            PointRefused::DaysMalformed => t.refused_days_malformed(),
            PointRefused::PlacesNotPositive => t.refused_places_not_positive(),
            PointRefused::MinderUnknown => t.refused_minder_unknown(),
            PointRefused::NoSuchHelper => t.refused_no_such_helper(),
            PointRefused::HelpDaysWrong => t.refused_help_days_wrong(),
            PointRefused::KeyReused => t.refused_key_reused(),
        }
    }

    fn field(&self) -> Option<&'static str> {
        Some(match self {
            PointRefused::NameMissing | PointRefused::NameTooLong => "name",
            PointRefused::AddressMissing | PointRefused::AddressTooLong => "address",
            PointRefused::NoteTooLong => "note",
            PointRefused::HoursMalformed | PointRefused::NoHours => "monday",
            PointRefused::DaysMalformed => "closed_on",
            PointRefused::PlacesNotPositive => "each_slot",
            PointRefused::MinderUnknown => "minder",
            PointRefused::HelpDaysWrong => "until",
            _ => return None,
        })
    }
}

impl Refusal for PickupRefused {
    fn code(&self) -> &'static str {
        PickupRefused::code(*self)
    }

    fn status(&self) -> StatusCode {
        status_of(PickupRefused::code(*self))
    }

    fn say(&self, lang: Lang) -> String {
        let t = t(lang);
        match self {
            PickupRefused::NotAMember => t.refused_not_a_member(),
            PickupRefused::NotAllowed => t.refused_not_allowed(),
            PickupRefused::SaidByAnother => t.refused_said_by_another(),
            PickupRefused::NoSuchOrder => t.refused_no_such_order(),
            PickupRefused::NoSuchPoint => t.refused_no_such_point(),
            PickupRefused::NoSuchPickup => t.refused_no_such_pickup(),
            PickupRefused::NoSuchCalendar => t.refused_no_such_calendar(),
            PickupRefused::NotYours => t.refused_not_yours(),
            PickupRefused::OrderNotPaid => t.refused_order_not_paid(),
            PickupRefused::PointClosed => t.refused_point_closed(),
            PickupRefused::NoSuchSlot => t.refused_no_such_slot(),
            PickupRefused::SlotOver => t.refused_slot_over(),
            PickupRefused::SlotTooFar => t.refused_slot_too_far(),
            PickupRefused::NotThereYet => t.refused_not_there_yet(),
            PickupRefused::SlotFull => t.refused_slot_full(),
            PickupRefused::PlaceNotChosen => t.refused_place_not_chosen(),
            PickupRefused::FetchedTooEarly => t.refused_fetched_too_early(),
            PickupRefused::DayFull => t.refused_day_full(),
            PickupRefused::AlreadyHandedOver => t.refused_already_handed_over(),
            PickupRefused::NeighbourMissing => t.refused_neighbour_missing(),
            PickupRefused::NeighbourTooLong => t.refused_neighbour_too_long(),
            PickupRefused::NoConsent => t.refused_no_consent(),
            PickupRefused::TooEarly => t.refused_too_early(),
            PickupRefused::NothingToUndo => t.refused_nothing_to_undo(),
            PickupRefused::UndoTooLate => t.refused_undo_too_late(),
            PickupRefused::HandOverStands => t.refused_hand_over_stands(),
            PickupRefused::IdMalformed => t.refused_id_malformed(),
            PickupRefused::KeyReused => t.refused_key_reused(),
        }
    }

    fn field(&self) -> Option<&'static str> {
        Some(match self {
            PickupRefused::NeighbourMissing | PickupRefused::NeighbourTooLong => "neighbour",
            PickupRefused::NoConsent => "said_now",
            PickupRefused::PlaceNotChosen => "choice",
            PickupRefused::FetchedTooEarly => "fetch_day",
            PickupRefused::PointClosed
            | PickupRefused::NoSuchSlot
            | PickupRefused::SlotOver
            | PickupRefused::SlotTooFar
            | PickupRefused::NotThereYet
            | PickupRefused::SlotFull
            | PickupRefused::DayFull => "slot",
            _ => return None,
        })
    }
}

//! What is said when something cannot be done: each refusal with its words, its HTTP status and the form field it is
//! about.
//!
//! Not a rule: says refusals in HTTP.

use crate::refused::{ClaimRefused, ListRefused};
use crate::t;
use axum::http::StatusCode;
use web::{Lang, Refusal};

/// 404 for what is not there, 403 for who may not, 409 for what the state forbids, 422 for what was typed.
fn status_of(code: &str) -> StatusCode {
    match code {
        "no_such_list" | "no_such_line" | "no_such_item" | "no_such_buyer" => StatusCode::NOT_FOUND,
        "not_a_member" | "not_allowed" | "confirmed_by_you" => StatusCode::FORBIDDEN,
        "looks_known" | "table_older" | "list_erased" | "list_has_orders" | "list_changed"
        | "group_buy_closed" | "line_moved" | "orders_stand" | "still_open" | "key_reused" | "code_made"
        | "come_in_first" => StatusCode::CONFLICT,
        "code_unusable" | "no_placeholder" => StatusCode::GONE,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

impl Refusal for ListRefused {
    fn code(&self) -> &'static str {
        ListRefused::code(*self)
    }

    fn status(&self) -> StatusCode {
        status_of(ListRefused::code(*self))
    }

    fn say(&self, lang: Lang) -> String {
        let t = t(lang);
        match self {
            ListRefused::NotAMember => t.refused_not_a_member(),
            ListRefused::NotAllowed => t.refused_not_allowed(),
            ListRefused::NoSuchList => t.refused_no_such_list(),
            ListRefused::NoSuchLine => t.refused_no_such_line(),
            ListRefused::NoSuchItem => t.refused_no_such_item(),
            ListRefused::NoSuchBuyer => t.refused_no_such_buyer(),
            ListRefused::NothingPasted => t.refused_nothing_pasted(),
            ListRefused::TableUnread => t.refused_table_unread(),
            ListRefused::TextTooLong => t.refused_text_too_long(),
            ListRefused::TooManyLines => t.refused_too_many_lines(),
            ListRefused::TooManyItems => t.refused_too_many_items(),
            ListRefused::NoLines => t.refused_no_lines(),
            ListRefused::LooksKnown => t.refused_looks_known(),
            ListRefused::TableOlder => t.refused_table_older(),
            ListRefused::ListErased => t.refused_list_erased(),
            ListRefused::ListHasOrders => t.refused_list_has_orders(),
            ListRefused::ListChanged => t.refused_list_changed(),
            ListRefused::GroupBuyClosed => t.refused_group_buy_closed(),
            ListRefused::LineMoved => t.refused_line_moved(),
            ListRefused::NameMissing => t.refused_name_missing(),
            ListRefused::NameTooLong => t.refused_name_too_long(),
            ListRefused::NoteTooLong => t.refused_note_too_long(),
            ListRefused::ItemsMissing => t.refused_items_missing(),
            ListRefused::ItemTwice => t.refused_item_twice(),
            ListRefused::QuantityMissing => t.refused_quantity_missing(),
            ListRefused::QuantityTooLarge => t.refused_quantity_too_large(),
            ListRefused::OfferUnknown => t.refused_offer_unknown(),
            ListRefused::OrdersStand => t.refused_orders_stand(),
            ListRefused::BuyerUnknown => t.refused_buyer_unknown(),
            ListRefused::StillOpen => t.refused_still_open(),
            ListRefused::PointUnknown => t.refused_point_unknown(),
            ListRefused::PayUntilPast => t.refused_pay_until_past(),
            ListRefused::KeyReused => t.refused_key_reused(),
        }
    }

    fn field(&self) -> Option<&'static str> {
        Some(match self {
            ListRefused::NothingPasted
            | ListRefused::TextTooLong
            | ListRefused::TooManyLines
            | ListRefused::TooManyItems
            | ListRefused::NoLines => "text",
            ListRefused::TableUnread => "table",
            ListRefused::LooksKnown => "as_new",
            ListRefused::TableOlder => "as_older",
            ListRefused::NameMissing | ListRefused::NameTooLong => "name",
            ListRefused::NoteTooLong => "note",
            ListRefused::ItemsMissing | ListRefused::ItemTwice => "item",
            ListRefused::QuantityMissing | ListRefused::QuantityTooLarge => "quantity",
            ListRefused::OfferUnknown => "goods",
            ListRefused::BuyerUnknown | ListRefused::OrdersStand => "member",
            ListRefused::PointUnknown => "point",
            ListRefused::PayUntilPast => "pay_until",
            _ => return None,
        })
    }
}

impl Refusal for ClaimRefused {
    fn code(&self) -> &'static str {
        ClaimRefused::code(*self)
    }

    fn status(&self) -> StatusCode {
        status_of(ClaimRefused::code(*self))
    }

    fn say(&self, lang: Lang) -> String {
        let t = t(lang);
        match self {
            ClaimRefused::NotAMember => t.refused_not_a_member(),
            ClaimRefused::NotAllowed => t.refused_no_invite(),
            ClaimRefused::NoPlaceholder => t.refused_no_placeholder(),
            ClaimRefused::CodeMade => t.refused_code_made(),
            ClaimRefused::CodeUnusable => t.refused_code_unusable(),
            ClaimRefused::ConfirmedByYou => t.refused_confirmed_by_you(),
            ClaimRefused::ComeInFirst => t.refused_come_in_first(),
            ClaimRefused::KeyReused => t.refused_key_reused(),
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            ClaimRefused::CodeUnusable => Some("code"),
            _ => None,
        }
    }
}

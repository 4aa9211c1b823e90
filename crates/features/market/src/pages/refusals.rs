//! What is said when something cannot be done: every refusal of the market with its words, its HTTP status and
//! the form field it is about.

use crate::offer::{ALT_CHARS_MAX, OfferRefused};
use crate::ops::PlaceRefused;
use crate::order::OrderRefused;
use crate::payment::{PaymentRefused, PayoutRefused, RepaymentRefused};
use crate::refund::RefundRefused;
use crate::split::SplitRefused;
use crate::t;
use axum::http::StatusCode;
use web::{Lang, Refusal};

/// 404 for what is not there, 403 for who may not, 422 for what was typed, 409 for what the state forbids.
pub(super) fn status_of(code: &str) -> StatusCode {
    match code {
        _ if code.starts_with("no_such") => StatusCode::NOT_FOUND,
        "not_a_member"
        | "not_allowed"
        | "not_yours"
        | "members_only"
        | "own_order"
        | "own_payment"
        | "own_payout"
        | "own_debt"
        | "pays_for_it"
        | "withdrawn_by_steward"
        | "not_your_goods"
        | "undo_by_another"
        | "simulated_only"
        | "signature_wrong"
        | "signature_stale" => StatusCode::FORBIDDEN,
        "not_for_sale"
        | "sold_out"
        | "above_limit"
        | "price_changed"
        | "owed_too_little"
        | "buyer_owed_too_little"
        | "buyer_has_account"
        | "coupon_unusable"
        | "wrong_state"
        | "order_over"
        | "too_early"
        | "key_reused"
        | "already_confirmed"
        | "taken_back"
        | "already_refused"
        | "bank_too_small"
        | "more_than_owed"
        | "debt_first"
        | "run_waits"
        | "more_than_debt"
        | "not_paid"
        | "nothing_to_refund"
        | "more_than_left"
        | "more_than_paid"
        | "stock_too_small"
        | "already_withdrawn"
        | "split_by_decision_only"
        | "reference_used"
        | "handed_over"
        | "given_back"
        | "not_by_hand"
        | "credit_spent"
        | "bank_moved_on"
        | "too_many_pictures"
        | "picture_gone"
        | "split_waits" => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

impl Refusal for OfferRefused {
    fn code(&self) -> &'static str {
        OfferRefused::code(*self)
    }

    fn status(&self) -> StatusCode {
        status_of(OfferRefused::code(*self))
    }

    fn say(&self, lang: Lang) -> String {
        let t = t(lang);
        match self {
            OfferRefused::NoSuchOffer => t.refused_no_such_offer(),
            OfferRefused::NoSuchVariant => t.refused_no_such_variant(),
            OfferRefused::NotAMember => t.refused_not_a_member(),
            OfferRefused::NotAllowed => t.refused_offer_not_allowed(),
            OfferRefused::NotYourGoods => t.refused_not_your_goods(),
            OfferRefused::TitleMissing => t.refused_title_missing(),
            OfferRefused::TitleTooLong => t.refused_title_too_long(),
            OfferRefused::NamesTooLong => t.refused_names_too_long(),
            OfferRefused::StoryTooLong => t.refused_story_too_long(),
            OfferRefused::UnitMissing => t.refused_unit_missing(),
            OfferRefused::UnitTooLong => t.refused_unit_too_long(),
            OfferRefused::NoVariants => t.refused_no_variants(),
            OfferRefused::TooManyVariants => t.refused_too_many_variants(),
            OfferRefused::PriceNegative => t.refused_price_negative(),
            OfferRefused::PriceTooLarge => t.refused_price_too_large(),
            OfferRefused::StepNotPositive => t.refused_step_not_positive(),
            OfferRefused::QuantityOffStep => t.refused_stock_off_step(),
            OfferRefused::QuantityNotPositive => t.refused_quantity_not_positive(),
            OfferRefused::QuantityTooLarge => t.refused_quantity_too_large(),
            OfferRefused::LimitNotPositive => t.refused_limit_not_positive(),
            OfferRefused::StockTooSmall => t.refused_stock_too_small(),
            OfferRefused::StockUnlimited => t.refused_stock_unlimited(),
            OfferRefused::SplitMalformed => t.refused_split_malformed(),
            OfferRefused::SplitMoreThanWhole => t.refused_split_more_than_whole(),
            OfferRefused::SplitPartyTwice => t.refused_split_party_twice(),
            OfferRefused::SplitAbovePrice => t.refused_split_above_price(),
            OfferRefused::SplitPartyUnknown => t.refused_split_party_unknown(),
            OfferRefused::SplitByDecisionOnly => t.refused_split_by_decision_only(),
            OfferRefused::SplitWaits => t.refused_split_waits(),
            OfferRefused::AlreadyWithdrawn => t.refused_already_withdrawn(),
            OfferRefused::WithdrawnBySteward => t.refused_withdrawn_by_steward(),
            OfferRefused::NotAPicture => t.refused_picture_kind(),
            OfferRefused::OnePicture => t.refused_one_picture(),
            OfferRefused::TooManyPictures => t.refused_too_many_pictures(),
            OfferRefused::AltTooLong => t.refused_alt_too_long(ALT_CHARS_MAX),
            OfferRefused::PictureGone => t.refused_picture_gone(),
            OfferRefused::ReasonMissing => t.refused_reason_missing(),
            OfferRefused::KeyReused => t.refused_key_reused(),
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            OfferRefused::TitleMissing | OfferRefused::TitleTooLong => Some("title"),
            OfferRefused::NamesTooLong => Some("also_called"),
            OfferRefused::StoryTooLong => Some("story"),
            OfferRefused::LimitNotPositive => Some("limit"),
            OfferRefused::SplitMalformed
            | OfferRefused::SplitMoreThanWhole
            | OfferRefused::SplitPartyTwice
            | OfferRefused::SplitAbovePrice
            | OfferRefused::SplitPartyUnknown
            | OfferRefused::SplitByDecisionOnly
            | OfferRefused::NotYourGoods => Some("rest"),
            OfferRefused::NotAPicture | OfferRefused::OnePicture | OfferRefused::TooManyPictures => {
                Some("picture")
            }
            OfferRefused::AltTooLong => Some("alt"),
            OfferRefused::ReasonMissing => Some("reason"),
            OfferRefused::StockTooSmall | OfferRefused::StockUnlimited => Some("quantity"),
            _ => None,
        }
    }
}

impl Refusal for SplitRefused {
    fn code(&self) -> &'static str {
        SplitRefused::code(*self)
    }

    fn status(&self) -> StatusCode {
        StatusCode::UNPROCESSABLE_ENTITY
    }

    fn say(&self, lang: Lang) -> String {
        let t = t(lang);
        match self {
            SplitRefused::TooManyParts => t.refused_split_too_many_parts(),
            SplitRefused::PartNotPositive => t.refused_split_part_not_positive(),
            SplitRefused::MoreThanWhole => t.refused_split_more_than_whole(),
            SplitRefused::PartyTwice => t.refused_split_party_twice(),
            SplitRefused::FixedAbovePrice => t.refused_split_above_price(),
            SplitRefused::Malformed => t.refused_split_malformed(),
        }
    }

    fn field(&self) -> Option<&'static str> {
        Some("rest")
    }
}

impl Refusal for OrderRefused {
    fn code(&self) -> &'static str {
        OrderRefused::code(*self)
    }

    fn status(&self) -> StatusCode {
        status_of(OrderRefused::code(*self))
    }

    fn say(&self, lang: Lang) -> String {
        let t = t(lang);
        match self {
            OrderRefused::NoSuchOrder => t.refused_no_such_order(),
            OrderRefused::NoSuchOffer => t.refused_no_such_offer(),
            OrderRefused::NotForSale => t.refused_not_for_sale(),
            OrderRefused::MembersOnly => t.refused_members_only(),
            OrderRefused::NotAMember => t.refused_not_a_member(),
            OrderRefused::NoLines => t.refused_no_lines(),
            OrderRefused::TooManyLines => t.refused_too_many_lines(),
            OrderRefused::QuantityNotPositive => t.refused_quantity_not_positive(),
            OrderRefused::QuantityOffStep => t.refused_quantity_off_step(),
            OrderRefused::SoldOut => t.refused_sold_out(),
            OrderRefused::AboveLimit => t.refused_above_limit(),
            OrderRefused::PriceChanged => t.refused_price_changed(),
            OrderRefused::TotalTooLarge => t.refused_total_too_large(),
            OrderRefused::SplitAbovePrice => t.refused_line_below_split(),
            OrderRefused::OwedTooLittle => t.refused_owed_too_little(),
            OrderRefused::BuyerOwedTooLittle => t.refused_buyer_owed_too_little(),
            OrderRefused::BuyerHasAccount => t.refused_buyer_has_account(),
            OrderRefused::PaysForIt => t.refused_set_off_own_part(),
            OrderRefused::MethodNotOffered => t.refused_method_not_offered(),
            OrderRefused::CouponUnusable => t.refused_coupon_unusable(),
            OrderRefused::NotYours => t.refused_not_yours(),
            OrderRefused::NotAllowed => t.refused_not_allowed(),
            OrderRefused::WrongState => t.refused_order_wrong_state(),
            OrderRefused::TooEarly => t.refused_too_early(),
            OrderRefused::ReasonMissing => t.refused_reason_missing(),
            OrderRefused::OwnOrder => t.refused_own_order(),
            OrderRefused::KeyReused => t.refused_key_reused(),
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            OrderRefused::OwedTooLittle | OrderRefused::MethodNotOffered => Some("payment"),
            OrderRefused::CouponUnusable => Some("coupon"),
            OrderRefused::ReasonMissing => Some("reason"),
            _ => None,
        }
    }
}

/// The line it happened at is said by the form, which knows what was in it.
impl Refusal for PlaceRefused {
    fn code(&self) -> &'static str {
        self.why.code()
    }

    fn status(&self) -> StatusCode {
        Refusal::status(&self.why)
    }

    fn say(&self, lang: Lang) -> String {
        self.why.say(lang)
    }

    fn field(&self) -> Option<&'static str> {
        match self.line {
            Some(_) => None,
            None => self.why.field(),
        }
    }
}

impl Refusal for PaymentRefused {
    fn code(&self) -> &'static str {
        PaymentRefused::code(*self)
    }

    fn status(&self) -> StatusCode {
        status_of(PaymentRefused::code(*self))
    }

    fn say(&self, lang: Lang) -> String {
        let t = t(lang);
        match self {
            PaymentRefused::NoSuchOrder => t.refused_no_such_order(),
            PaymentRefused::NoSuchPayment => t.refused_no_such_payment(),
            PaymentRefused::NotAMember => t.refused_not_a_member(),
            PaymentRefused::NotYours => t.refused_not_yours(),
            PaymentRefused::NotAllowed => t.refused_not_allowed(),
            PaymentRefused::OwnPayment => t.refused_own_payment(),
            PaymentRefused::WrongState => t.refused_payment_wrong_state(),
            PaymentRefused::AlreadyConfirmed => t.refused_already_confirmed(),
            PaymentRefused::TakenBack => t.refused_taken_back(),
            PaymentRefused::AlreadyRefused => t.refused_already_refused(),
            PaymentRefused::MethodNotOffered => t.refused_method_not_offered(),
            PaymentRefused::OwedTooLittle => t.refused_owed_too_little(),
            PaymentRefused::AmountDiffers => t.refused_amount_differs(),
            PaymentRefused::AmountFar => t.refused_amount_far(),
            PaymentRefused::OrderOver => t.refused_order_over(),
            PaymentRefused::ArrivedInFuture => t.refused_arrived_in_future(),
            PaymentRefused::PeriodClosed => t.refused_period_closed(),
            PaymentRefused::ReferenceTooLong => t.refused_reference_too_long(),
            PaymentRefused::ReferenceMissing => t.refused_reference_missing(),
            PaymentRefused::ReferenceUsed => t.refused_reference_used(),
            PaymentRefused::ReasonMissing => t.refused_reason_missing(),
            PaymentRefused::SignatureWrong => t.refused_signature_wrong(),
            PaymentRefused::SignatureStale => t.refused_signature_stale(),
            PaymentRefused::NotificationMalformed => t.refused_notification_malformed(),
            PaymentRefused::SimulatedOnly => t.refused_simulated_only(),
            PaymentRefused::BankTooSmall => t.refused_bank_too_small(),
            PaymentRefused::HandedOver => t.refused_handed_over(),
            PaymentRefused::GivenBack => t.refused_given_back(),
            PaymentRefused::NotByHand => t.refused_not_by_hand(),
            PaymentRefused::UndoByAnother => t.refused_undo_by_another(),
            PaymentRefused::CreditSpent => t.refused_credit_spent(),
            PaymentRefused::BankMovedOn => t.refused_bank_moved_on(),
            PaymentRefused::KeyReused => t.refused_key_reused(),
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            PaymentRefused::AmountDiffers | PaymentRefused::AmountFar => Some("amount"),
            PaymentRefused::ArrivedInFuture | PaymentRefused::PeriodClosed => Some("arrived_on"),
            PaymentRefused::ReferenceTooLong | PaymentRefused::ReferenceMissing => Some("reference"),
            PaymentRefused::ReferenceUsed => Some("another_transfer"),
            PaymentRefused::ReasonMissing => Some("reason"),
            PaymentRefused::OwedTooLittle | PaymentRefused::MethodNotOffered => Some("payment"),
            _ => None,
        }
    }
}

impl Refusal for PayoutRefused {
    fn code(&self) -> &'static str {
        PayoutRefused::code(*self)
    }

    fn status(&self) -> StatusCode {
        status_of(PayoutRefused::code(*self))
    }

    fn say(&self, lang: Lang) -> String {
        let t = t(lang);
        match self {
            PayoutRefused::NotAMember => t.refused_not_a_member(),
            PayoutRefused::NoSuchMember => t.refused_no_such_member(),
            PayoutRefused::NotAllowed => t.refused_not_allowed(),
            PayoutRefused::OwnPayout => t.refused_own_payout(),
            PayoutRefused::SumNotPositive => t.refused_sum_not_positive(),
            PayoutRefused::MoreThanOwed => t.refused_more_than_owed(),
            PayoutRefused::DebtFirst => t.refused_debt_first(),
            PayoutRefused::BankTooSmall => t.refused_bank_too_small(),
            PayoutRefused::RunWaits => t.refused_run_waits(),
            PayoutRefused::ReferenceMissing => t.refused_reference_missing(),
            PayoutRefused::ReferenceTooLong => t.refused_reference_too_long(),
            PayoutRefused::PeriodClosed => t.refused_period_closed(),
            PayoutRefused::KeyReused => t.refused_key_reused(),
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            PayoutRefused::SumNotPositive
            | PayoutRefused::MoreThanOwed
            | PayoutRefused::DebtFirst
            | PayoutRefused::BankTooSmall => Some("amount"),
            PayoutRefused::RunWaits => Some("despite_run"),
            PayoutRefused::ReferenceMissing | PayoutRefused::ReferenceTooLong => Some("reference"),
            PayoutRefused::PeriodClosed => Some("arrived_on"),
            _ => None,
        }
    }
}

impl Refusal for RepaymentRefused {
    fn code(&self) -> &'static str {
        RepaymentRefused::code(*self)
    }

    fn status(&self) -> StatusCode {
        status_of(RepaymentRefused::code(*self))
    }

    fn say(&self, lang: Lang) -> String {
        let t = t(lang);
        match self {
            RepaymentRefused::NotAMember => t.refused_not_a_member(),
            RepaymentRefused::NoSuchMember => t.refused_no_such_member(),
            RepaymentRefused::NotAllowed => t.refused_not_allowed(),
            RepaymentRefused::OwnDebt => t.refused_own_debt(),
            RepaymentRefused::SumNotPositive => t.refused_sum_not_positive(),
            RepaymentRefused::MoreThanDebt => t.refused_more_than_debt(),
            RepaymentRefused::MoreThanOwed => t.refused_more_than_owed(),
            RepaymentRefused::ReferenceMissing => t.refused_reference_missing(),
            RepaymentRefused::ReferenceTooLong => t.refused_reference_too_long(),
            RepaymentRefused::PeriodClosed => t.refused_period_closed(),
            RepaymentRefused::KeyReused => t.refused_key_reused(),
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            RepaymentRefused::SumNotPositive
            | RepaymentRefused::MoreThanDebt
            | RepaymentRefused::MoreThanOwed => Some("repaid"),
            RepaymentRefused::ReferenceMissing | RepaymentRefused::ReferenceTooLong => {
                Some("repaid_reference")
            }
            _ => None,
        }
    }
}

impl Refusal for RefundRefused {
    fn code(&self) -> &'static str {
        RefundRefused::code(*self)
    }

    fn status(&self) -> StatusCode {
        status_of(RefundRefused::code(*self))
    }

    fn say(&self, lang: Lang) -> String {
        let t = t(lang);
        match self {
            RefundRefused::NoSuchOrder => t.refused_no_such_order(),
            RefundRefused::NoSuchLine => t.refused_no_such_line(),
            RefundRefused::LineTwice => t.refused_line_twice(),
            RefundRefused::NotAMember => t.refused_not_a_member(),
            RefundRefused::NotAllowed => t.refused_not_allowed(),
            RefundRefused::OwnOrder => t.refused_own_order(),
            RefundRefused::NotPaid => t.refused_not_paid(),
            RefundRefused::ReasonMissing => t.refused_reason_missing(),
            RefundRefused::NothingToRefund => t.refused_nothing_to_refund(),
            RefundRefused::QuantityNotPositive => t.refused_quantity_not_positive(),
            RefundRefused::QuantityOffStep => t.refused_restock_off_step(),
            RefundRefused::MoreThanLeft => t.refused_more_than_left(),
            RefundRefused::SumNotPositive => t.refused_sum_not_positive(),
            RefundRefused::MoreThanPaid => t.refused_more_than_paid(),
            RefundRefused::KeyReused => t.refused_key_reused(),
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            RefundRefused::ReasonMissing => Some("reason"),
            RefundRefused::SumNotPositive | RefundRefused::MoreThanPaid => Some("amount"),
            RefundRefused::QuantityOffStep => Some("restock"),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::complaint::ComplaintRefused;
    use std::collections::BTreeSet;

    /// Every refusal has words in both languages, and a status that says whose turn it is.
    #[test]
    fn every_refusal_is_said_in_both_languages() {
        let mut all: Vec<Box<dyn Refusal>> = Vec::new();
        all.extend(OfferRefused::ALL.iter().map(|why| Box::new(*why) as Box<dyn Refusal>));
        all.extend(OrderRefused::ALL.iter().map(|why| Box::new(*why) as Box<dyn Refusal>));
        all.extend(SplitRefused::ALL.iter().map(|why| Box::new(*why) as Box<dyn Refusal>));
        all.extend(PaymentRefused::ALL.iter().map(|why| Box::new(*why) as Box<dyn Refusal>));
        all.extend(PayoutRefused::ALL.iter().map(|why| Box::new(*why) as Box<dyn Refusal>));
        all.extend(RepaymentRefused::ALL.iter().map(|why| Box::new(*why) as Box<dyn Refusal>));
        all.extend(RefundRefused::ALL.iter().map(|why| Box::new(*why) as Box<dyn Refusal>));
        all.extend(ComplaintRefused::ALL.iter().map(|why| Box::new(*why) as Box<dyn Refusal>));
        let mut said = BTreeSet::new();
        for refusal in &all {
            assert!(refusal.status().is_client_error(), "{refusal:?}");
            let (zh, en) = (refusal.say(Lang::Zh), refusal.say(Lang::En));
            assert!(zh != en && zh.chars().count() > 3, "{refusal:?}: {zh} / {en}");
            said.insert(zh);
        }
        assert!(said.len() > 50, "{}", said.len());
    }
}

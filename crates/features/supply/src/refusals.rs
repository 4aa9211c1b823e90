//! What each refusal says, with which status, and at which field of a form.
//!
//! Not a rule: says answers in the languages of a page.

use crate::refused::{PurchaseRefused, RunRefused, SupplierRefused, TakeBackRefused};
use crate::t;
use axum::http::StatusCode;
use web::{Lang, Refusal};

fn status_of(code: &str) -> StatusCode {
    match code {
        "not_a_member" | "not_allowed" | "own_purchase" | "same_person" | "own_payout" | "own_run"
        | "own_supplier" | "not_the_supplier" => StatusCode::FORBIDDEN,
        "no_such_supplier" | "no_such_purchase" | "no_such_run" | "no_such_payout" | "no_such_credit" => {
            StatusCode::NOT_FOUND
        }
        "link_unusable" => StatusCode::GONE,
        "member_taken" | "already_linked" | "link_made" | "key_reused" | "wrong_state"
        | "waits_for_consent" | "supplier_closed" | "from_pool" | "paid_by_sales" | "not_billed"
        | "already_billed" | "mandate_ended" | "above_ceiling" | "more_than_due" | "payer_missing"
        | "proposer_may_not" | "nothing_left" | "nobody_to_pay" | "no_bank_details" | "bank_too_small"
        | "not_paid" | "no_account" | "of_a_run" | "already_taken_back" => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

impl Refusal for SupplierRefused {
    fn code(&self) -> &'static str {
        SupplierRefused::code(*self)
    }

    fn status(&self) -> StatusCode {
        status_of(SupplierRefused::code(*self))
    }

    fn say(&self, lang: Lang) -> String {
        let t = t(lang);
        match self {
            SupplierRefused::NotAMember => t.refused_not_a_member(),
            SupplierRefused::NotAllowed => t.refused_not_allowed(),
            SupplierRefused::NoSuchSupplier => t.refused_no_such_supplier(),
            SupplierRefused::NameMissing => t.refused_name_missing(),
            SupplierRefused::NameTooLong => t.refused_name_too_long(),
            SupplierRefused::ContactTooLong => t.refused_contact_too_long(),
            SupplierRefused::MemberUnknown => t.refused_member_unknown(),
            SupplierRefused::MemberTaken => t.refused_member_taken(),
            SupplierRefused::AlreadyLinked => t.refused_already_linked(),
            SupplierRefused::LinkUnusable => t.refused_link_unusable(),
            SupplierRefused::LinkMade => t.refused_link_made(),
            SupplierRefused::OwnSupplier => t.refused_own_supplier(),
            SupplierRefused::HolderMissing => t.refused_holder_missing(),
            SupplierRefused::AccountMalformed => t.refused_account_malformed(),
            SupplierRefused::BankMissing => t.refused_bank_missing(),
            SupplierRefused::BankTooLong => t.refused_bank_too_long(),
            SupplierRefused::KeyReused => t.refused_key_reused(),
        }
    }

    fn field(&self) -> Option<&'static str> {
        Some(match self {
            SupplierRefused::NameMissing | SupplierRefused::NameTooLong => "name",
            SupplierRefused::ContactTooLong => "contact",
            SupplierRefused::MemberUnknown
            | SupplierRefused::MemberTaken
            | SupplierRefused::AlreadyLinked => "member",
            SupplierRefused::HolderMissing => "holder",
            SupplierRefused::AccountMalformed => "account",
            SupplierRefused::BankMissing | SupplierRefused::BankTooLong => "bank",
            _ => return None,
        })
    }
}

impl Refusal for PurchaseRefused {
    fn code(&self) -> &'static str {
        PurchaseRefused::code(*self)
    }

    fn status(&self) -> StatusCode {
        status_of(PurchaseRefused::code(*self))
    }

    fn say(&self, lang: Lang) -> String {
        let t = t(lang);
        match self {
            PurchaseRefused::NotAMember => t.refused_not_a_member(),
            PurchaseRefused::NotAllowed => t.refused_not_allowed(),
            PurchaseRefused::NoSuchSupplier => t.refused_no_such_supplier(),
            PurchaseRefused::NoSuchPurchase => t.refused_no_such_purchase(),
            PurchaseRefused::SamePerson => t.refused_same_person(),
            PurchaseRefused::OwnPurchase => t.refused_own_purchase(),
            PurchaseRefused::SupplierClosed => t.refused_supplier_closed(),
            PurchaseRefused::NoAccount => t.refused_no_account(),
            PurchaseRefused::NoLines => t.refused_no_lines(),
            PurchaseRefused::TooManyLines => t.refused_too_many_lines(),
            PurchaseRefused::NoSuchGoods => t.refused_no_such_goods(),
            PurchaseRefused::LineTwice => t.refused_line_twice(),
            PurchaseRefused::NotTheirGoods => t.refused_not_their_goods(),
            PurchaseRefused::QuantityNotPositive => t.refused_quantity_not_positive(),
            PurchaseRefused::QuantityOffStep => t.refused_quantity_off_step(),
            PurchaseRefused::PriceNotPositive => t.refused_price_not_positive(),
            PurchaseRefused::SumTooLarge => t.refused_sum_too_large(),
            PurchaseRefused::MandateMissing => t.refused_mandate_missing(),
            PurchaseRefused::NoSuchMandate => t.refused_no_such_mandate(),
            PurchaseRefused::MandateEnded => t.refused_mandate_ended(),
            PurchaseRefused::MandateForOther => t.refused_mandate_for_other(),
            PurchaseRefused::AboveCeiling => t.refused_above_ceiling(),
            PurchaseRefused::PlaceTooLong => t.refused_place_too_long(),
            PurchaseRefused::NoteTooLong => t.refused_note_too_long(),
            PurchaseRefused::DayPassed => t.refused_day_passed(),
            PurchaseRefused::WrongState => t.refused_wrong_state(),
            PurchaseRefused::ReasonMissing => t.refused_reason_missing(),
            PurchaseRefused::NotTheSupplier => t.refused_not_the_supplier(),
            PurchaseRefused::FromPool => t.refused_from_pool(),
            PurchaseRefused::MoreThanOrdered => t.refused_more_than_ordered(),
            PurchaseRefused::NothingCounted => t.refused_nothing_counted(),
            PurchaseRefused::NoSuchLine => t.refused_no_such_line(),
            PurchaseRefused::TooManyPhotos => t.refused_too_many_photos(),
            PurchaseRefused::PaidBySales => t.refused_paid_by_sales(),
            PurchaseRefused::NotBilled => t.refused_not_billed(),
            PurchaseRefused::AlreadyBilled => t.refused_already_billed(),
            PurchaseRefused::SumNotPositive => t.refused_sum_not_positive(),
            PurchaseRefused::MoreThanBilled => t.refused_more_than_billed(),
            PurchaseRefused::NoSuchCredit => t.refused_no_such_credit(),
            PurchaseRefused::KeyReused => t.refused_key_reused(),
        }
    }

    fn field(&self) -> Option<&'static str> {
        Some(match self {
            PurchaseRefused::NoSuchSupplier
            | PurchaseRefused::SupplierClosed
            | PurchaseRefused::NoAccount => "supplier",
            PurchaseRefused::NoLines
            | PurchaseRefused::TooManyLines
            | PurchaseRefused::NoSuchGoods
            | PurchaseRefused::LineTwice
            | PurchaseRefused::NotTheirGoods
            | PurchaseRefused::QuantityNotPositive
            | PurchaseRefused::QuantityOffStep
            | PurchaseRefused::PriceNotPositive
            | PurchaseRefused::MoreThanOrdered => "lines",
            PurchaseRefused::MandateMissing
            | PurchaseRefused::NoSuchMandate
            | PurchaseRefused::MandateEnded
            | PurchaseRefused::MandateForOther
            | PurchaseRefused::AboveCeiling => "mandate",
            PurchaseRefused::PlaceTooLong => "deliver_to",
            PurchaseRefused::NoteTooLong => "note",
            PurchaseRefused::DayPassed => "deliver_on",
            PurchaseRefused::ReasonMissing => "reason",
            PurchaseRefused::NothingCounted => "is_last",
            PurchaseRefused::TooManyPhotos => "photos",
            PurchaseRefused::SumNotPositive | PurchaseRefused::MoreThanBilled => "amount",
            _ => return None,
        })
    }
}

impl Refusal for RunRefused {
    fn code(&self) -> &'static str {
        RunRefused::code(*self)
    }

    fn status(&self) -> StatusCode {
        status_of(RunRefused::code(*self))
    }

    fn say(&self, lang: Lang) -> String {
        let t = t(lang);
        match self {
            RunRefused::NotAMember => t.refused_not_a_member(),
            RunRefused::NotAllowed => t.refused_not_allowed(),
            RunRefused::NoSuchRun => t.refused_no_such_run(),
            RunRefused::NoSuchSupplier => t.refused_no_such_supplier(),
            RunRefused::PayerMissing => t.refused_payer_missing(),
            RunRefused::HolderMissing => t.refused_holder_missing(),
            RunRefused::AccountMalformed => t.refused_account_malformed(),
            RunRefused::BankTooLong => t.refused_bank_too_long(),
            RunRefused::NoLines => t.refused_no_sums(),
            RunRefused::TooManyLines => t.refused_too_many_lines(),
            RunRefused::LineTwice => t.refused_line_twice(),
            RunRefused::SumNotPositive => t.refused_sum_not_positive(),
            RunRefused::NobodyToPay => t.refused_nobody_to_pay(),
            RunRefused::MoreThanDue => t.refused_more_than_due(),
            RunRefused::NoAccount => t.refused_no_account(),
            RunRefused::BankMissing => t.refused_bank_missing(),
            RunRefused::NoBankDetails => t.refused_no_bank_details(),
            RunRefused::OwnPayout => t.refused_own_payout(),
            RunRefused::OwnRun => t.refused_own_run(),
            RunRefused::WaitsForConsent => t.refused_waits_for_consent(),
            RunRefused::WrongState => t.refused_wrong_state(),
            RunRefused::ProposerMayNot => t.refused_proposer_may_not(),
            RunRefused::NothingLeft => t.refused_nothing_left(),
            RunRefused::BankTooSmall => t.refused_bank_too_small(),
            RunRefused::ReasonMissing => t.refused_reason_missing(),
            RunRefused::NoSuchLine => t.refused_no_such_line(),
            RunRefused::NotPaid => t.refused_not_paid(),
            RunRefused::KeyReused => t.refused_key_reused(),
        }
    }

    fn field(&self) -> Option<&'static str> {
        Some(match self {
            RunRefused::HolderMissing => "holder",
            RunRefused::AccountMalformed => "account",
            RunRefused::BankMissing | RunRefused::BankTooLong => "bank",
            RunRefused::NoLines
            | RunRefused::MoreThanDue
            | RunRefused::LineTwice
            | RunRefused::SumNotPositive
            | RunRefused::NoBankDetails => "lines",
            RunRefused::ReasonMissing => "reason",
            _ => return None,
        })
    }
}

impl Refusal for TakeBackRefused {
    fn code(&self) -> &'static str {
        TakeBackRefused::code(*self)
    }

    fn status(&self) -> StatusCode {
        status_of(TakeBackRefused::code(*self))
    }

    fn say(&self, lang: Lang) -> String {
        let t = t(lang);
        match self {
            TakeBackRefused::NotAMember => t.refused_not_a_member(),
            TakeBackRefused::NotAllowed => t.refused_not_allowed(),
            TakeBackRefused::NoSuchPayout => t.refused_no_such_payout(),
            TakeBackRefused::OwnPayout => t.refused_own_payout_back(),
            TakeBackRefused::OfARun => t.refused_of_a_run(),
            TakeBackRefused::AlreadyTakenBack => t.refused_already_taken_back(),
            TakeBackRefused::ReasonMissing => t.refused_reason_missing(),
            TakeBackRefused::KeyReused => t.refused_key_reused(),
        }
    }

    fn field(&self) -> Option<&'static str> {
        (*self == TakeBackRefused::ReasonMissing).then_some("reason")
    }
}

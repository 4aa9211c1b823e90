//! What is said when something cannot be done: each refusal with its words, its HTTP status and the form field it is
//! about.
//!
//! Not a rule: says refusals in HTTP.

use crate::instrument::{InstrumentRefused, UNITS_MAX};
use crate::issue::IssueRefused;
use crate::register::RegisterRefused;
use crate::subscription::SubscriptionRefused;
use crate::t;
use crate::text_look::{TEXT_CHARS_MAX, TEXTS_WAITING_MAX, TextRefused};
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
            InstrumentRefused::UnitsTooMany => t.refused_too_many_units(UNITS_MAX),
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

impl Refusal for TextRefused {
    fn code(&self) -> &'static str {
        TextRefused::code(*self)
    }

    fn status(&self) -> StatusCode {
        match self {
            TextRefused::NoSuchText => StatusCode::NOT_FOUND,
            TextRefused::NotAMember | TextRefused::NotAllowed | TextRefused::OwnText => StatusCode::FORBIDDEN,
            TextRefused::AlreadyPassed | TextRefused::TooManyWait | TextRefused::KeyReused => {
                StatusCode::CONFLICT
            }
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }

    fn say(&self, lang: Lang) -> String {
        let t = t(lang);
        match self {
            TextRefused::NotAMember => t.refused_not_a_member(),
            TextRefused::NotAllowed => t.refused_text_not_allowed(),
            TextRefused::NoSuchText => t.refused_no_such_text(),
            TextRefused::TextMissing => t.refused_text_missing(),
            TextRefused::TextTooLong => t.refused_text_too_long(TEXT_CHARS_MAX as i64),
            TextRefused::NothingFound => t.refused_nothing_found(),
            TextRefused::NeverHarmless => t.refused_never_harmless(),
            TextRefused::TooManyWait => t.refused_too_many_wait(TEXTS_WAITING_MAX),
            TextRefused::OwnText => t.refused_own_text(),
            TextRefused::AlreadyPassed => t.refused_already_passed(),
            TextRefused::ReasonMissing => t.refused_reason_missing(),
            TextRefused::ReasonTooLong => t.refused_reason_too_long(),
            TextRefused::KeyReused => t.refused_key_reused(),
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            TextRefused::TextMissing
            | TextRefused::TextTooLong
            | TextRefused::NothingFound
            | TextRefused::NeverHarmless => Some("words"),
            TextRefused::ReasonMissing | TextRefused::ReasonTooLong => Some("reason"),
            _ => None,
        }
    }
}

impl Refusal for SubscriptionRefused {
    fn code(&self) -> &'static str {
        SubscriptionRefused::code(*self)
    }

    fn status(&self) -> StatusCode {
        use SubscriptionRefused::*;
        match self {
            NoSuchInstrument | NoSuchSubscription => StatusCode::NOT_FOUND,
            NotAMember | OnProbation | NotAllowed | OwnSubscription | OwnRisk | NotYours => {
                StatusCode::FORBIDDEN
            }
            NotEnoughLeft | AboveEach | AboveEachBehind | RiskChanged | RiskWaits | WrongState
            | HolderGone | MovedOn | UnitsMovedOn | KeyReused => StatusCode::CONFLICT,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }

    fn say(&self, lang: Lang) -> String {
        let t = t(lang);
        match self {
            SubscriptionRefused::NotAMember => t.refused_not_a_member(),
            SubscriptionRefused::OnProbation => t.refused_on_probation(),
            SubscriptionRefused::NotAllowed => t.refused_not_allowed(),
            SubscriptionRefused::NoSuchInstrument => t.refused_no_such_instrument(),
            SubscriptionRefused::NoSuchSubscription => t.refused_no_such_subscription(),
            SubscriptionRefused::UnitsNotPositive => t.refused_units_missing(),
            SubscriptionRefused::NotEnoughLeft => t.refused_not_enough_left(),
            SubscriptionRefused::AboveEach => t.refused_above_each(),
            SubscriptionRefused::AboveEachBehind => t.refused_above_each_behind(),
            SubscriptionRefused::RiskNotRead => t.refused_risk_not_read(),
            SubscriptionRefused::RiskChanged => t.refused_risk_changed(),
            SubscriptionRefused::OwnSubscription => t.refused_own_subscription(),
            SubscriptionRefused::NotYours => t.refused_not_yours(),
            SubscriptionRefused::WrongState => t.refused_wrong_state(),
            SubscriptionRefused::HolderGone => t.refused_holder_gone(),
            SubscriptionRefused::AmountDiffers => t.refused_amount_differs(),
            SubscriptionRefused::ArrivedInFuture => t.refused_arrived_in_future(),
            SubscriptionRefused::ArrivedLongAgo => t.refused_arrived_long_ago(),
            SubscriptionRefused::PeriodClosed => t.refused_period_closed(),
            SubscriptionRefused::MovedOn => t.refused_moved_on(),
            SubscriptionRefused::UnitsMovedOn => t.refused_units_moved_on(),
            SubscriptionRefused::ReferenceMissing => t.refused_reference_missing(),
            SubscriptionRefused::ReferenceTooLong => t.refused_reference_too_long(),
            SubscriptionRefused::ReasonMissing => t.refused_reason_missing(),
            SubscriptionRefused::ReasonTooLong => t.refused_reason_too_long(),
            SubscriptionRefused::RiskMissing => t.refused_risk_missing(),
            SubscriptionRefused::RiskTooLong => t.refused_words_too_long(),
            SubscriptionRefused::RiskUnchanged => t.refused_risk_unchanged(),
            SubscriptionRefused::RiskWaits => t.refused_risk_waits(),
            SubscriptionRefused::OwnRisk => t.refused_own_risk(),
            SubscriptionRefused::PromisesReturn => t.refused_promises_return(),
            SubscriptionRefused::SumTooLarge => t.refused_books_full(),
            SubscriptionRefused::KeyReused => t.refused_key_reused(),
        }
    }

    fn field(&self) -> Option<&'static str> {
        use SubscriptionRefused::*;
        Some(match self {
            UnitsNotPositive | NotEnoughLeft | AboveEach | AboveEachBehind => "units",
            RiskNotRead | RiskChanged => "read",
            AmountDiffers => "amount",
            ArrivedInFuture | ArrivedLongAgo | PeriodClosed => "arrived_on",
            ReferenceMissing | ReferenceTooLong => "reference",
            ReasonMissing | ReasonTooLong => "reason",
            RiskMissing | RiskTooLong | RiskUnchanged | RiskWaits | PromisesReturn => "risk",
            _ => return None,
        })
    }
}

impl Refusal for IssueRefused {
    fn code(&self) -> &'static str {
        IssueRefused::code(*self)
    }

    fn status(&self) -> StatusCode {
        use IssueRefused::*;
        match self {
            NoSuchInstrument => StatusCode::NOT_FOUND,
            NotHeld | UnitsNotPositive | PaidMalformed => StatusCode::UNPROCESSABLE_ENTITY,
            NotAMember | OnProbation | NotEnoughLeft | AboveEach | AboveEachBehind | RiskChanged
            | NotReserved => StatusCode::CONFLICT,
        }
    }

    fn say(&self, lang: Lang) -> String {
        let t = t(lang);
        match self {
            IssueRefused::NoSuchInstrument => t.refused_no_such_instrument(),
            IssueRefused::NotHeld => t.refused_not_held(),
            IssueRefused::NotAMember => t.refused_holder_not_a_member(),
            IssueRefused::OnProbation => t.refused_holder_on_probation(),
            IssueRefused::UnitsNotPositive => t.refused_units_missing(),
            IssueRefused::NotEnoughLeft => t.refused_not_enough_left(),
            IssueRefused::AboveEach => t.refused_above_each_of_holder(),
            IssueRefused::AboveEachBehind => t.refused_above_each_behind(),
            IssueRefused::RiskChanged => t.refused_risk_changed(),
            IssueRefused::NotReserved => t.refused_not_reserved(),
            IssueRefused::PaidMalformed => t.refused_paid_malformed(),
        }
    }

    fn field(&self) -> Option<&'static str> {
        use IssueRefused::*;
        match self {
            UnitsNotPositive | NotEnoughLeft | AboveEach | AboveEachBehind => Some("units"),
            RiskChanged => Some("read"),
            _ => None,
        }
    }
}

impl Refusal for RegisterRefused {
    fn code(&self) -> &'static str {
        RegisterRefused::code(*self)
    }

    fn status(&self) -> StatusCode {
        use RegisterRefused::*;
        match self {
            NoSuchInstrument | NoSuchTransfer | NoSuchParting => StatusCode::NOT_FOUND,
            NotAMember | OnProbation | NotAllowed | NotYours | OwnMatter | OwnOffer => StatusCode::FORBIDDEN,
            NotEnoughHeld | CommunityFirst | TimeIsOver | WrongState | RiskChanged | AboveEach
            | AboveEachBehind | TakerGone | KeyReused | NothingPutIn | MandateNotForThis | MandateEnded
            | MandateNotBegun | AboveCeiling | FundTooSmall | NeverLapses | HolderStays | LapsesLater
            | NoticeRuns | NotEnoughLeft | NothingToConvert | NotPaidYet | HeirNotNamed | HeirsPending => {
                StatusCode::CONFLICT
            }
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }

    fn say(&self, lang: Lang) -> String {
        use RegisterRefused as No;
        let t = t(lang);
        match self {
            No::NotAMember => t.refused_not_a_member(),
            No::OnProbation => t.refused_on_probation(),
            No::NotAllowed => t.refused_register_not_allowed(),
            No::NoSuchInstrument => t.refused_no_such_instrument(),
            No::NoSuchTransfer => t.refused_no_such_transfer(),
            No::NoSuchParting => t.refused_no_such_parting(),
            No::NotHeld => t.refused_not_held(),
            No::UnitsNotPositive => t.refused_units_to_pass_missing(),
            No::NotEnoughHeld => t.refused_not_enough_held(),
            No::PriceNotPositive => t.refused_price_to_pass_missing(),
            No::PriceTooHigh => t.refused_price_too_high(),
            No::NotPaidYet => t.refused_not_paid_yet(),
            No::SumTooLarge => t.refused_books_full(),
            No::OwnOffer => t.refused_own_offer(),
            No::CommunityFirst => t.refused_community_first(),
            No::TimeIsOver => t.refused_time_is_over(),
            No::WrongState => t.refused_register_state(),
            No::NotYours => t.refused_register_not_yours(),
            No::RiskNotRead => t.refused_risk_not_read(),
            No::RiskChanged => t.refused_risk_changed(),
            No::AboveEach => t.refused_above_each_of_holder(),
            No::AboveEachBehind => t.refused_above_each_behind(),
            No::OwnMatter => t.refused_own_matter(),
            No::TakerGone => t.refused_taker_gone(),
            No::ReasonMissing => t.refused_reason_missing(),
            No::ReasonTooLong => t.refused_reason_too_long(),
            No::PromisesReturn => t.refused_promises_return(),
            No::KeyReused => t.refused_key_reused(),
            No::NothingPutIn => t.refused_nothing_put_in(),
            No::NoSuchMandate => t.refused_no_such_mandate(),
            No::OtherFund => t.refused_other_fund(),
            No::MandateNotForThis => t.refused_mandate_not_for_this(),
            No::MandateEnded => t.refused_mandate_ended(),
            No::MandateNotBegun => t.refused_mandate_not_begun(),
            No::AboveCeiling => t.refused_above_ceiling(),
            No::FundTooSmall => t.refused_fund_too_small(),
            No::NeverLapses => t.refused_never_lapses(),
            No::HolderStays => t.refused_holder_stays(),
            No::LapsesLater => t.refused_lapses_later(),
            No::NoticeRuns => t.refused_notice_runs(),
            No::HeirsDiffer => t.refused_heirs_differ(),
            No::HeirNotNamed => t.refused_heir_not_named(),
            No::DeathNotShown => t.refused_death_not_shown(),
            No::DiedInFuture => t.refused_died_in_future(),
            No::HeirsPending => t.refused_heirs_pending(),
            No::FileTwice => t.refused_file_twice(),
            No::TooManyFiles => t.refused_too_many_documents(),
            No::HeirTwice => t.refused_heir_twice(),
            No::NotEnoughLeft => t.refused_not_enough_left(),
            No::TermsUnfit => t.refused_terms_unfit(),
            No::DecisionMissing => t.refused_decision_missing(),
            No::NothingToConvert => t.refused_nothing_to_convert(),
            No::NameMissing => t.refused_name_missing(),
            No::NameTooLong => t.refused_name_too_long(),
            No::OwnersMissing => t.refused_owners_missing(),
            No::TooManyOwners => t.refused_too_many_owners(),
            No::OwnerTwice => t.refused_owner_twice(),
            No::OwnersNotWhole => t.refused_owners_not_whole(),
            No::OwnerIsCompany => t.refused_owner_is_company(),
        }
    }

    fn field(&self) -> Option<&'static str> {
        use RegisterRefused::*;
        Some(match self {
            UnitsNotPositive | NotEnoughHeld | AboveEach | AboveEachBehind | NothingPutIn | HeirsDiffer => {
                "units"
            }
            PriceNotPositive | PriceTooHigh | SumTooLarge => "price",
            HeirNotNamed => "heir_1",
            DeathNotShown | FileTwice | TooManyFiles => "files",
            DiedInFuture => "died_on",
            RiskNotRead | RiskChanged => "read",
            ReasonMissing | ReasonTooLong | PromisesReturn => "reason",
            NoSuchMandate | OtherFund | MandateNotForThis | MandateEnded | MandateNotBegun | AboveCeiling
            | FundTooSmall => "mandate",
            NameMissing | NameTooLong => "name",
            OwnersMissing | TooManyOwners | OwnerTwice | OwnersNotWhole | OwnerIsCompany => "owners",
            _ => return None,
        })
    }
}

//! What is said when something cannot be done: each refusal with its words, its HTTP status and the form field it is
//! about.
//!
//! Not a rule: says refusals in HTTP.

use crate::distribution::DistributionRefused;
use crate::period::PeriodRefused;
use crate::rule::{LINES_MAX, RuleRefused, TAX_CHARS_MAX};
use crate::t;
use crate::tax::{OFFICE_CHARS_MAX, TaxRefused};
use axum::http::StatusCode;
use web::{Lang, Refusal};

impl Refusal for PeriodRefused {
    fn code(&self) -> &'static str {
        PeriodRefused::code(*self)
    }

    fn status(&self) -> StatusCode {
        use PeriodRefused::*;
        match self {
            NoSuchPeriod => StatusCode::UNPROCESSABLE_ENTITY,
            NotAMember | NotAllowed | OwnClosing => StatusCode::FORBIDDEN,
            _ => StatusCode::CONFLICT,
        }
    }

    fn say(&self, lang: Lang) -> String {
        let t = t(lang);
        match self {
            PeriodRefused::NotAMember => t.refused_not_a_member(),
            PeriodRefused::NotAllowed => t.refused_not_allowed(),
            PeriodRefused::NoSuchPeriod => t.refused_no_such_period(),
            PeriodRefused::NotOver => t.refused_period_not_over(),
            PeriodRefused::AlreadyClosed => t.refused_period_already_closed(),
            PeriodRefused::AlreadyAsked => t.refused_closing_already_asked(),
            PeriodRefused::NotAsked => t.refused_closing_not_asked(),
            PeriodRefused::OwnClosing => t.refused_own_closing(),
            PeriodRefused::KeyReused => t.refused_key_reused(),
        }
    }

    fn field(&self) -> Option<&'static str> {
        (*self == PeriodRefused::NoSuchPeriod).then_some("period")
    }
}

impl Refusal for RuleRefused {
    fn code(&self) -> &'static str {
        RuleRefused::code(*self)
    }

    fn status(&self) -> StatusCode {
        StatusCode::UNPROCESSABLE_ENTITY
    }

    fn say(&self, lang: Lang) -> String {
        let t = t(lang);
        match self {
            RuleRefused::PartOutside => t.refused_part_outside(),
            RuleRefused::TooMuchSetAside => t.refused_too_much_set_aside(),
            RuleRefused::FundTwice => t.refused_fund_twice(),
            RuleRefused::TooManyLines => t.refused_too_many_lines(LINES_MAX as i64),
            RuleRefused::BasisTwice => t.refused_basis_twice(),
            RuleRefused::WeightsUnequal => t.refused_weights_unequal(),
            RuleRefused::CapOutside => t.refused_cap_outside(),
            RuleRefused::TaxNameUnfit => t.refused_tax_name_unfit(TAX_CHARS_MAX as i64),
            RuleRefused::TooMuchTax => t.refused_too_much_tax(),
            RuleRefused::SumOutside => t.refused_sum_outside(),
            RuleRefused::BelowLaw => t.refused_below_law(),
        }
    }

    fn field(&self) -> Option<&'static str> {
        Some(match self {
            RuleRefused::CapOutside => "cap",
            // Which of them is wrong the form alone can tell: it names those that were filled in.
            RuleRefused::BelowLaw => "weight_deliveries",
            RuleRefused::TaxNameUnfit | RuleRefused::TooMuchTax => "tax_1_name",
            RuleRefused::TooMuchSetAside => "aside_1_percent",
            _ => return None,
        })
    }
}

impl Refusal for DistributionRefused {
    fn code(&self) -> &'static str {
        DistributionRefused::code(*self)
    }

    fn status(&self) -> StatusCode {
        use DistributionRefused::*;
        match self {
            NoSuchDistribution => StatusCode::NOT_FOUND,
            NotAMember | NotAllowed => StatusCode::FORBIDDEN,
            NoSuchFund => StatusCode::UNPROCESSABLE_ENTITY,
            _ => StatusCode::CONFLICT,
        }
    }

    fn say(&self, lang: Lang) -> String {
        let t = t(lang);
        match self {
            DistributionRefused::NotAMember => t.refused_not_a_member(),
            DistributionRefused::NotAllowed => t.refused_not_allowed(),
            DistributionRefused::NoSuchDistribution => t.refused_no_such_distribution(),
            DistributionRefused::NoSuchFund => t.refused_no_such_fund(),
            DistributionRefused::FundIsKept => t.refused_fund_is_kept(),
            DistributionRefused::PeriodOpen => t.refused_period_open(),
            DistributionRefused::PeriodShared => t.refused_period_shared(),
            DistributionRefused::LaterShared => t.refused_later_shared(),
            DistributionRefused::NothingToShare => t.refused_nothing_to_share(),
            DistributionRefused::NobodyToShare => t.refused_nobody_to_share(),
            DistributionRefused::TradeBelowLaw => t.refused_trade_below_law(),
            DistributionRefused::WeightsTooLarge => t.refused_weights_too_large(),
            DistributionRefused::FundTooSmall => t.refused_fund_too_small(),
            DistributionRefused::NotReady => t.refused_not_ready(),
            DistributionRefused::HashDiffers => t.refused_hash_differs(),
            DistributionRefused::Changed => t.refused_changed(),
            DistributionRefused::AlreadyDecided => t.refused_already_decided(),
            DistributionRefused::InBallot => t.refused_in_ballot(),
            DistributionRefused::OtherPaying => t.refused_other_paying(),
            DistributionRefused::MovedOn => t.refused_moved_on(),
            DistributionRefused::GiftsUntold => t.refused_gifts_untold(),
            DistributionRefused::KeyReused => t.refused_key_reused(),
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            DistributionRefused::NoSuchFund
            | DistributionRefused::FundIsKept
            | DistributionRefused::FundTooSmall => Some("fund"),
            DistributionRefused::PeriodOpen
            | DistributionRefused::PeriodShared
            | DistributionRefused::LaterShared => Some("period"),
            _ => None,
        }
    }
}

impl Refusal for TaxRefused {
    fn code(&self) -> &'static str {
        TaxRefused::code(*self)
    }

    fn status(&self) -> StatusCode {
        use TaxRefused::*;
        match self {
            NoSuchDistribution | NoSuchTax => StatusCode::NOT_FOUND,
            NotAMember | NotAllowed | OwnPayment => StatusCode::FORBIDDEN,
            OfficeUnfit | ReferenceTooLong | ReasonMissing => StatusCode::UNPROCESSABLE_ENTITY,
            _ => StatusCode::CONFLICT,
        }
    }

    fn say(&self, lang: Lang) -> String {
        let t = t(lang);
        match self {
            TaxRefused::NotAMember => t.refused_not_a_member(),
            TaxRefused::NotAllowed => t.refused_tax_not_allowed(),
            TaxRefused::NoSuchDistribution => t.refused_no_such_distribution(),
            TaxRefused::NoSuchTax => t.refused_no_such_tax(),
            TaxRefused::NotDecided => t.refused_not_decided(),
            TaxRefused::OfficeUnfit => t.refused_office_unfit(OFFICE_CHARS_MAX as i64),
            TaxRefused::ReferenceTooLong => t.refused_reference_too_long(OFFICE_CHARS_MAX as i64),
            TaxRefused::ReasonMissing => t.refused_reason_missing(),
            TaxRefused::AlreadyAsked => t.refused_tax_already_asked(),
            TaxRefused::AlreadyPaid => t.refused_tax_already_paid(),
            TaxRefused::NotAsked => t.refused_tax_not_asked(),
            TaxRefused::NotPaid => t.refused_tax_not_paid(),
            TaxRefused::OtherAttempt => t.refused_tax_asked_anew(),
            TaxRefused::OwnPayment => t.refused_own_tax_payment(),
            TaxRefused::ProposerMayNot => t.refused_proposer_may_not(),
            TaxRefused::BankTooSmall => t.refused_bank_too_small(),
            TaxRefused::KeyReused => t.refused_key_reused(),
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            TaxRefused::OfficeUnfit => Some("office"),
            TaxRefused::ReferenceTooLong => Some("reference"),
            TaxRefused::ReasonMissing => Some("reason"),
            _ => None,
        }
    }
}

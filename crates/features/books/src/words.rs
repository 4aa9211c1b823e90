//! What codes are called on a page.
//!
//! Not a rule: says codes in the languages of a page.

use crate::L10nLanguage;
use kernel::Money;
use ledger::{FundKind, Purpose};

pub(crate) fn fund_kind(t: &L10nLanguage, kind: FundKind) -> String {
    match kind {
        FundKind::General => t.fund_general(),
        FundKind::Project => t.fund_project(),
        FundKind::Reserve => t.fund_reserve(),
        FundKind::MutualAid => t.fund_mutual_aid(),
    }
}

pub(crate) fn purpose(t: &L10nLanguage, purpose: Purpose) -> String {
    match purpose {
        Purpose::Bank => t.purpose_bank(),
        Purpose::Cash => t.purpose_cash(),
        Purpose::Gateway => t.purpose_gateway(),
        Purpose::Receivable => t.purpose_receivable(),
        Purpose::Held => t.purpose_held(),
        Purpose::Owed => t.purpose_owed(),
        Purpose::Payable => t.purpose_payable(),
        Purpose::Unmatched => t.purpose_unmatched(),
        Purpose::Advance => t.purpose_advance(),
        Purpose::Opening => t.purpose_opening(),
        Purpose::Capital => t.purpose_capital(),
        Purpose::Transfer => t.purpose_transfer(),
        Purpose::Distribution => t.purpose_distribution(),
        Purpose::Rounding => t.purpose_rounding(),
        Purpose::Sales => t.purpose_sales(),
        Purpose::Donation => t.purpose_donation(),
        Purpose::OtherIncome => t.purpose_other_income(),
        Purpose::Purchases => t.purpose_purchases(),
        Purpose::Fees => t.purpose_fees(),
        Purpose::Losses => t.purpose_losses(),
    }
}

/// As an entry of this kind tells it: what is shared out is no price of anything, whatever account it waits on.
pub(crate) fn purpose_in(t: &L10nLanguage, kind: &str, of: Purpose) -> String {
    match (kind, of) {
        ("distribution" | "distribution_part" | "final_distribution", Purpose::Payable) => {
            t.purpose_payable_shared()
        }
        _ => purpose(t, of),
    }
}

/// Features name their own kinds of entry; one that is not known here is shown as its code.
pub(crate) fn entry_kind(t: &L10nLanguage, code: &str) -> String {
    match code {
        "payment" => t.entry_payment(),
        "settlement" => t.entry_settlement(),
        "refund" => t.entry_refund(),
        "payout" => t.entry_payout(),
        "repayment" => t.entry_repayment(),
        "handed_over" => t.entry_handed_over(),
        "return" => t.entry_return(),
        "credit" => t.entry_credit(),
        "reversal" => t.entry_reversal(),
        "opening" => t.entry_opening(),
        "transfer" => t.entry_transfer(),
        "distribution" => t.entry_distribution(),
        "distribution_part" => t.entry_distribution_part(),
        "tax_paid" => t.entry_tax_paid(),
        "set_aside" => t.entry_set_aside(),
        "loss_covered" => t.entry_loss_covered(),
        "final_distribution" => t.entry_final_distribution(),
        "expense" => t.entry_expense(),
        "supplier_credit" => t.entry_supplier_credit(),
        "donation" => t.entry_donation(),
        "receipt" => t.entry_receipt(),
        "subscription" => t.entry_subscription(),
        "budget_set_aside" => t.entry_budget_set_aside(),
        "given_back" => t.entry_given_back(),
        "reward" => t.entry_reward(),
        "reward_back" => t.entry_reward_back(),
        "release" => t.entry_release(),
        "delivery" => t.entry_delivery(),
        "undelivered" => t.entry_undelivered(),
        "match" => t.entry_match(),
        "match_release" => t.entry_match_release(),
        other => other.to_owned(),
    }
}

/// As `entry_kind`, of an entry with these changes: capital that is given back is no expense of the fund.
pub(crate) fn entry_kind_in(t: &L10nLanguage, code: &str, changes: &[(Purpose, i64)]) -> String {
    match gives_capital_back(code, changes) {
        true => t.entry_capital_back(),
        false => entry_kind(t, code),
    }
}

pub(crate) fn gives_capital_back(code: &str, changes: &[(Purpose, i64)]) -> bool {
    code == "expense" && changes.iter().any(|(of, change)| *of == Purpose::Capital && *change < 0)
}

/// What an entry was about, as one neighbour tells another; empty where its kind says it all. `changes` are in the
/// accounts' own directions.
pub(crate) fn told(t: &L10nLanguage, kind: &str, changes: &[(Purpose, i64)]) -> String {
    let more = |purpose| changes.iter().any(|(of, change)| *of == purpose && *change > 0);
    let less = |purpose| changes.iter().any(|(of, change)| *of == purpose && *change < 0);
    match kind {
        // Out of what a pool held: an order, and to the member what it cost less.
        "payment" if less(Purpose::Held) => t.told_pool_formed(),
        "payment" if more(Purpose::Unmatched) => t.told_payment_unmatched(),
        "payment" if less(Purpose::Owed) || less(Purpose::Payable) => t.told_payment_set_off(),
        "payment" if more(Purpose::Owed) => t.told_payment_late(),
        "payment" => t.told_payment(),
        "settlement" => t.told_settlement(),
        "refund" if less(Purpose::Held) => t.told_refund(),
        "refund" => t.told_refund_settled(),
        "payout" if less(Purpose::Owed) => t.told_payout_owed(),
        "payout" => t.told_payout_payable(),
        "handed_over" => t.told_handed_over(),
        "return" => t.told_return(),
        "supplier_credit" => t.told_supplier_credit(),
        "expense" if less(Purpose::Capital) => t.told_capital_back(),
        "expense" if more(Purpose::Owed) => t.told_expense_owed(),
        "expense" => t.told_expense_paid(),
        "opening" => t.told_opening(),
        "receipt" => t.told_receipt(),
        "subscription" if more(Purpose::Capital) => t.told_subscription_capital(),
        "subscription" if more(Purpose::Advance) => t.told_subscription_advance(),
        "subscription" => t.told_subscription_donation(),
        "release" if more(Purpose::Advance) => t.told_release_advance(),
        "release" => t.told_release(),
        "delivery" => t.told_delivery(),
        "undelivered" => t.told_undelivered(),
        "reversal" => t.told_reversal(),
        "match" => t.told_match(),
        "match_release" => t.told_match_release(),
        "budget_set_aside" if more(Purpose::Transfer) || less(Purpose::Transfer) => t.told_match_set_aside(),
        "given_back" if more(Purpose::Transfer) || less(Purpose::Transfer) => t.told_match_back(),
        "budget_set_aside" => t.told_set_aside(),
        "given_back" => t.told_given_back(),
        "reward" => t.told_reward(),
        "reward_back" => t.told_reward_back(),
        _ => String::new(),
    }
}

/// The same of entries about a part in a pool: no order exists.
pub(crate) fn told_of_pool(t: &L10nLanguage, kind: &str, changes: &[(Purpose, i64)]) -> String {
    let more = |purpose| changes.iter().any(|(of, change)| *of == purpose && *change > 0);
    match kind {
        "payment" if more(Purpose::Held) => t.told_pool_paid(),
        "payment" => t.told_pool_not_taken(),
        "refund" => t.told_pool_returned(),
        _ => told(t, kind, changes),
    }
}

pub(crate) fn cause_kind(t: &L10nLanguage, code: &str) -> String {
    match code {
        "order" => t.cause_order(),
        "payment" => t.cause_payment(),
        "refund" => t.cause_refund(),
        "payout" => t.cause_payout(),
        "repayment" => t.cause_repayment(),
        "expense" => t.cause_expense(),
        "supplier_credit" => t.cause_supplier_credit(),
        "payment_run" => t.cause_payment_run(),
        "commitment" => t.cause_commitment(),
        "pool" => t.cause_pool(),
        "receipt" => t.cause_receipt(),
        "handover" => t.cause_handover(),
        "correction" => t.cause_correction(),
        "community" => t.cause_community(),
        "distribution" => t.cause_distribution(),
        "import" => t.cause_import(),
        "subscription" => t.cause_subscription(),
        "reward_budget" => t.cause_reward_budget(),
        "match" => t.cause_match(),
        other => other.to_owned(),
    }
}

/// `2,316`.
pub(crate) fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::from(if number < 0 { "−" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `+¥12.00`: a change says its direction either way.
pub(crate) fn signed(change: &Money) -> String {
    if change.minor > 0 { format!("+{change}") } else { change.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Currency;

    /// Kind, what changed → what it is told as.
    #[test]
    fn entries_are_told_as_neighbours_tell_them() {
        use Purpose::*;
        let t = crate::t(web::Lang::Zh);
        for (kind, changes, said) in [
            ("payment", vec![(Bank, 5), (Held, 5)], t.told_payment()),
            ("payment", vec![(Owed, -5), (Held, 5)], t.told_payment_set_off()),
            ("payment", vec![(Payable, -5), (Held, 5)], t.told_payment_set_off()),
            ("payment", vec![(Bank, 5), (Owed, 5)], t.told_payment_late()),
            ("payment", vec![(Held, -5), (Held, 4), (Owed, 1)], t.told_pool_formed()),
            ("payment", vec![(Bank, 5), (Unmatched, 5)], t.told_payment_unmatched()),
            ("settlement", vec![(Held, -5), (Payable, 4), (Sales, 1)], t.told_settlement()),
            ("refund", vec![(Held, -5), (Owed, 5)], t.told_refund()),
            ("refund", vec![(Payable, -4), (Sales, -1), (Owed, 5)], t.told_refund_settled()),
            ("payout", vec![(Owed, -5), (Bank, -5)], t.told_payout_owed()),
            ("payout", vec![(Payable, -5), (Bank, -5)], t.told_payout_payable()),
            ("expense", vec![(Purchases, 5), (Owed, 5)], t.told_expense_owed()),
            ("expense", vec![(Fees, 5), (Bank, -5)], t.told_expense_paid()),
            ("expense", vec![(Capital, -5), (Owed, 5)], t.told_capital_back()),
            ("supplier_credit", vec![(Owed, -5), (Purchases, -5)], t.told_supplier_credit()),
            ("opening", vec![(Bank, 5), (Opening, 5)], t.told_opening()),
            ("receipt", vec![(Cash, 5), (Donation, 5)], t.told_receipt()),
            ("donation", vec![(Bank, 5), (Donation, 5)], String::new()),
            ("budget_set_aside", vec![(Purchases, 5), (Held, 5)], t.told_set_aside()),
            ("budget_set_aside", vec![(Transfer, -5), (Held, 5)], t.told_match_set_aside()),
            ("given_back", vec![(Transfer, 5), (Held, -5)], t.told_match_back()),
            ("match", vec![(Held, -5), (Held, 5)], t.told_match()),
            ("match_release", vec![(Held, -5), (Transfer, 5)], t.told_match_release()),
            ("reward", vec![(Held, -5), (Owed, 5)], t.told_reward()),
            ("subscription", vec![(Bank, 5), (Capital, 5)], t.told_subscription_capital()),
            ("subscription", vec![(Bank, 5), (Advance, 5)], t.told_subscription_advance()),
            ("subscription", vec![(Bank, 5), (Donation, 5)], t.told_subscription_donation()),
            ("release", vec![(Held, -5), (Donation, 5)], t.told_release()),
            ("release", vec![(Held, -5), (Advance, 5)], t.told_release_advance()),
            ("delivery", vec![(Advance, -5), (Sales, 5)], t.told_delivery()),
            ("undelivered", vec![(Advance, -5), (Held, 5)], t.told_undelivered()),
        ] {
            assert_eq!(told(t, kind, &changes), said, "{kind} {changes:?}");
        }
    }

    #[test]
    fn money_in_a_pool_is_told_as_money_that_waits() {
        use Purpose::*;
        let t = crate::t(web::Lang::Zh);
        for (kind, changes, said) in [
            ("payment", vec![(Bank, 5), (Held, 5)], t.told_pool_paid()),
            ("payment", vec![(Owed, -5), (Held, 5)], t.told_pool_paid()),
            ("payment", vec![(Bank, 5), (Owed, 5)], t.told_pool_not_taken()),
            ("refund", vec![(Held, -5), (Owed, 5)], t.told_pool_returned()),
        ] {
            assert_eq!(told_of_pool(t, kind, &changes), said, "{kind} {changes:?}");
        }
    }

    #[test]
    fn figures_are_grouped_and_signed() {
        assert_eq!([0, 999, 1000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
        assert_eq!(signed(&Money::new(1200, Currency::CNY)), "+¥12.00");
        assert_eq!(signed(&Money::new(-1200, Currency::CNY)), "−¥12.00");
    }
}

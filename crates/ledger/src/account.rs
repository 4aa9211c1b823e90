//! What an account is: a fund or none, a purpose, an owner or none, a currency. Pure.

use kernel::Currency;
use std::fmt;

kernel::codes! {
    /// The five kinds of double-entry bookkeeping.
    pub enum Kind {
        Asset = "asset",
        Liability = "liability",
        Equity = "equity",
        Income = "income",
        Expense = "expense",
    }
}

impl Kind {
    /// 1 where a debit (a positive posting) makes the account larger, -1 where a credit does.
    pub fn sign(self) -> i64 {
        match self {
            Kind::Asset | Kind::Expense => 1,
            Kind::Liability | Kind::Equity | Kind::Income => -1,
        }
    }

    /// Equity, income and expense make up a fund; assets and liabilities belong to none.
    pub fn of_fund(self) -> bool {
        matches!(self, Kind::Equity | Kind::Income | Kind::Expense)
    }
}

kernel::codes! {
    /// What the money on an account is for. The purpose fixes the kind.
    pub enum Purpose {
        /// Money at the bank.
        Bank = "bank",
        /// Notes and coins.
        Cash = "cash",
        /// Money that a payment gateway has taken for the community and not yet paid over. Only a played one is there:
        /// pages and exports say so.
        Gateway = "gateway",
        /// What a party has to give back, netted from what it is paid next.
        Receivable = "receivable",
        /// Paid for, not yet settled: waits for the party that will receive it.
        Held = "held",
        /// What the community owes a member: refunds, what they spent for it, and other credit.
        Owed = "owed",
        /// What the community owes a member for settled sales or distributions.
        Payable = "payable",
        /// Money that arrived and could not yet be told whose it is.
        Unmatched = "unmatched",
        /// Paid in advance for goods that the community has not delivered yet.
        Advance = "advance",
        /// What a fund began with.
        Opening = "opening",
        /// What holders have put into a fund to own a part of it. Who holds how much says the share register, not the
        /// books: they are open, and an account a holder would tell everybody what each has put in.
        Capital = "capital",
        /// Between funds.
        Transfer = "transfer",
        /// Shared out to holders.
        Distribution = "distribution",
        /// The fractions of distributions that no holder has been paid yet.
        Rounding = "rounding",
        /// A fund's part of settled sales.
        Sales = "sales",
        /// Given to a fund.
        Donation = "donation",
        /// Any other income.
        OtherIncome = "other_income",
        /// What was bought for the community.
        Purchases = "purchases",
        /// What banks and gateways charge.
        Fees = "fees",
        /// Claims given up, goods lost.
        Losses = "losses",
    }
}

impl Purpose {
    pub fn kind(self) -> Kind {
        use Purpose::*;
        match self {
            Bank | Cash | Gateway | Receivable => Kind::Asset,
            Held | Owed | Payable | Unmatched | Advance => Kind::Liability,
            Opening | Capital | Transfer | Distribution | Rounding => Kind::Equity,
            Sales | Donation | OtherIncome => Kind::Income,
            Purchases | Fees | Losses => Kind::Expense,
        }
    }

    /// The balance may never pass zero: nobody can be owed less than nothing, no till holds less than nothing, and
    /// no fraction and no capital is paid out twice. Other equity, income and expense may: a refund after settlement takes
    /// back a sale.
    pub fn guarded(self) -> bool {
        !self.kind().of_fund() || matches!(self, Purpose::Rounding | Purpose::Capital)
    }

    /// Accounts of this purpose are kept one an owner.
    pub fn owned(self) -> bool {
        matches!(
            self,
            Purpose::Receivable | Purpose::Held | Purpose::Owed | Purpose::Payable | Purpose::Advance
        )
    }

    /// A debit here is money that leaves a fund: it needs a mandate.
    pub fn spends(self) -> bool {
        self.kind() == Kind::Expense
            || matches!(self, Purpose::Transfer | Purpose::Distribution | Purpose::Capital)
    }
}

kernel::codes! {
    /// What a fund is for.
    pub enum FundKind {
        General = "general",
        Project = "project",
        Reserve = "reserve",
        MutualAid = "mutual_aid",
    }
}

/// Names one account. Made by the constructors only, so that a key with the wrong parts cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AccountKey {
    purpose: Purpose,
    fund: Option<i64>,
    owner: Option<String>,
    currency: Currency,
}

macro_rules! plain {
    ($($(#[$meta:meta])* $name:ident $purpose:ident;)+) => {$(
        $(#[$meta])*
        pub fn $name(currency: Currency) -> AccountKey {
            AccountKey { purpose: Purpose::$purpose, fund: None, owner: None, currency }
        }
    )+};
}

macro_rules! owned {
    ($($(#[$meta:meta])* $name:ident $purpose:ident;)+) => {$(
        $(#[$meta])*
        pub fn $name(owner: impl fmt::Display, currency: Currency) -> AccountKey {
            AccountKey { purpose: Purpose::$purpose, fund: None, owner: Some(owner.to_string()), currency }
        }
    )+};
}

macro_rules! of_fund {
    ($($(#[$meta:meta])* $name:ident $purpose:ident;)+) => {$(
        $(#[$meta])*
        pub fn $name(fund: i64, currency: Currency) -> AccountKey {
            AccountKey { purpose: Purpose::$purpose, fund: Some(fund), owner: None, currency }
        }
    )+};
}

impl AccountKey {
    plain! {
        /// Asset.
        bank Bank;
        /// Asset.
        cash Cash;
        /// Asset.
        gateway Gateway;
        /// Liability.
        unmatched Unmatched;
    }

    owned! {
        /// Asset: what `owner` (an id, e.g. `mem_…`) has to give back.
        receivable Receivable;
        /// Liability: paid, waits for settlement to `owner` (an id, or see `held_for_fund`).
        held Held;
        /// Liability: what `owner` may have paid out or set off against an order.
        owed Owed;
        /// Liability: what `owner` has earned.
        payable Payable;
    }

    of_fund! {
        /// Equity.
        opening Opening;
        /// Equity: credited when somebody pays in, debited (under a mandate) when a part is bought back.
        capital Capital;
        /// Equity: debited in the fund that gives, credited in the fund that receives.
        transfer Transfer;
        /// Equity.
        distribution Distribution;
        /// Income.
        sales Sales;
        /// Income.
        donation Donation;
        /// Income.
        other_income OtherIncome;
        /// Expense.
        purchases Purchases;
        /// Expense.
        fees Fees;
        /// Expense.
        losses Losses;
    }

    /// Liability: paid, waits for settlement to a fund.
    pub fn held_for_fund(fund: i64, currency: Currency) -> AccountKey {
        AccountKey::held(owner_of_fund(fund), currency)
    }

    /// Liability: paid in advance for what a fund will deliver.
    pub fn advance_to_fund(fund: i64, currency: Currency) -> AccountKey {
        AccountKey::of_parts(Purpose::Advance, None, Some(owner_of_fund(fund)), currency)
    }

    /// Equity: what carries of a fund's distributions sum to. Only `pay_shares` and `pay_carries` post to it.
    pub(crate) fn rounding(fund: i64, currency: Currency) -> AccountKey {
        AccountKey { purpose: Purpose::Rounding, fund: Some(fund), owner: None, currency }
    }

    /// As stored: only for rows that were made from a key.
    pub(crate) fn of_parts(
        purpose: Purpose,
        fund: Option<i64>,
        owner: Option<String>,
        currency: Currency,
    ) -> AccountKey {
        AccountKey { purpose, fund, owner, currency }
    }

    /// All accounts that a fund can have in a currency.
    pub(crate) fn all_of_fund(fund: i64, currency: Currency) -> Vec<AccountKey> {
        let purposes = Purpose::ALL.iter().filter(|purpose| purpose.kind().of_fund());
        purposes.map(|purpose| AccountKey::of_parts(*purpose, Some(fund), None, currency)).collect()
    }

    /// All accounts that an owner can have in a currency.
    pub(crate) fn all_of_owner(owner: &str, currency: Currency) -> Vec<AccountKey> {
        let purposes = Purpose::ALL.iter().filter(|purpose| purpose.owned());
        let key = |purpose: &Purpose| AccountKey::of_parts(*purpose, None, Some(owner.to_owned()), currency);
        purposes.map(key).collect()
    }

    pub fn purpose(&self) -> Purpose {
        self.purpose
    }

    pub fn kind(&self) -> Kind {
        self.purpose.kind()
    }

    pub fn fund(&self) -> Option<i64> {
        self.fund
    }

    pub fn owner(&self) -> Option<&str> {
        self.owner.as_deref()
    }

    pub fn currency(&self) -> Currency {
        self.currency
    }

    /// The account's key in the database, stable: `held.-.mem_01k….CNY`, `sales.3.-.CNY`.
    pub fn code(&self) -> String {
        let (owner, currency) = (self.owner.as_deref().unwrap_or("-"), self.currency.code());
        // Written by hand: a million holders are paid by their codes.
        let mut code = String::with_capacity(self.purpose.code().len() + owner.len() + currency.len() + 8);
        code.push_str(self.purpose.code());
        code.push('.');
        match self.fund {
            Some(fund) => code.push_str(&fund.to_string()),
            None => code.push('-'),
        }
        [".", owner, ".", currency].into_iter().for_each(|part| code.push_str(part));
        code
    }

    /// Personal data never enters the books: an owner is a TypeID, or a fund that exists.
    pub(crate) fn owner_is_sound(&self, fund_count: i64) -> bool {
        let Some(owner) = self.owner.as_deref() else { return true };
        match fund_of_owner(owner) {
            Some(fund) => (1..=fund_count).contains(&fund),
            None => is_type_id(owner),
        }
    }
}

/// How a fund is written as an owner: `fund:3`.
pub fn owner_of_fund(fund: i64) -> String {
    format!("fund:{fund}")
}

/// The fund, when the owner is one.
pub fn fund_of_owner(owner: &str) -> Option<i64> {
    owner.strip_prefix("fund:").and_then(|number| number.parse().ok())
}

/// One to four letters, an underscore, 26 letters and digits: the shape of `kernel::Id`.
fn is_type_id(text: &str) -> bool {
    let Some((prefix, suffix)) = text.split_once('_') else { return false };
    let letters = (1..=4).contains(&prefix.len()) && prefix.bytes().all(|byte| byte.is_ascii_lowercase());
    let known = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    letters && suffix.len() == 26 && suffix.bytes().all(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MEMBER: &str = "mem_01kax0000000000000000000aa";

    #[test]
    fn codes_are_stable() {
        for (key, code) in [
            (AccountKey::bank(Currency::CNY), "bank.-.-.CNY"),
            (AccountKey::held(MEMBER, Currency::CNY), "held.-.mem_01kax0000000000000000000aa.CNY"),
            (AccountKey::held_for_fund(2, Currency::GBP), "held.-.fund:2.GBP"),
            (AccountKey::sales(3, Currency::CNY), "sales.3.-.CNY"),
        ] {
            assert_eq!(key.code(), code);
        }
    }

    /// Owner, number of funds → may it stand in the books?
    #[test]
    fn owners_are_ids_or_funds() {
        for (owner, fund_count, sound) in [
            (MEMBER, 0, true),
            ("fund:2", 2, true),
            ("fund:3", 2, false),
            ("fund:0", 2, false),
            ("fund:x", 2, false),
            ("Ana Wang", 2, false),
            ("mem_short", 2, false),
            ("MEM_01kax0000000000000000000aa", 2, false),
            ("", 2, false),
        ] {
            let key = AccountKey::owed(owner, Currency::CNY);
            assert_eq!(key.owner_is_sound(fund_count), sound, "{owner}");
        }
    }

    #[test]
    fn funds_hold_equity_income_and_expense_only() {
        for purpose in Purpose::ALL {
            let both = matches!(purpose, Purpose::Rounding | Purpose::Capital);
            assert_eq!(purpose.kind().of_fund(), !purpose.guarded() || both, "{purpose}");
            assert!(!purpose.owned() || !purpose.kind().of_fund(), "{purpose}");
            assert!(!purpose.spends() || purpose.kind().of_fund(), "{purpose}");
        }
    }
}

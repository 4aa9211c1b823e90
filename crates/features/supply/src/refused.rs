//! Why something about suppliers could not be done. Pure: the words are in `refusals.rs`.

kernel::codes! {
    /// Why a supplier was not made, changed or given a sign-in.
    pub enum SupplierRefused {
        NotAMember = "not_a_member",
        NotAllowed = "not_allowed",
        NoSuchSupplier = "no_such_supplier",
        NameMissing = "name_missing",
        NameTooLong = "name_too_long",
        ContactTooLong = "contact_too_long",
        MemberUnknown = "member_unknown",
        /// This member is another supplier already.
        MemberTaken = "member_taken",
        /// A supplier's account in the books is a member's: it is given once.
        AlreadyLinked = "already_linked",
        /// Used, over, or never made.
        LinkUnusable = "link_unusable",
        /// The secret is shown once: the same request makes no second link.
        LinkMade = "link_made",
        /// Conflict of interest: nobody makes a supplier of oneself.
        OwnSupplier = "own_supplier",
        HolderMissing = "holder_missing",
        AccountMalformed = "account_malformed",
        BankMissing = "bank_missing",
        BankTooLong = "bank_too_long",
        KeyReused = "key_reused",
    }
}

kernel::codes! {
    /// Why nothing was ordered, answered, delivered or credited.
    pub enum PurchaseRefused {
        NotAMember = "not_a_member",
        NotAllowed = "not_allowed",
        NoSuchSupplier = "no_such_supplier",
        NoSuchPurchase = "no_such_purchase",
        /// Conflict of interest: nobody orders from, counts for or closes with themselves.
        OwnPurchase = "own_purchase",
        /// Who asked for a second person's yes does not say it.
        SamePerson = "same_person",
        SupplierClosed = "supplier_closed",
        /// What is bought is owed to an account, and this supplier has none yet.
        NoAccount = "no_account",
        NoLines = "no_lines",
        TooManyLines = "too_many_lines",
        NoSuchGoods = "no_such_goods",
        LineTwice = "line_twice",
        /// What is paid for as it sells must be goods of which this supplier gets the price.
        NotTheirGoods = "not_their_goods",
        QuantityNotPositive = "quantity_not_positive",
        QuantityOffStep = "quantity_off_step",
        PriceNotPositive = "price_not_positive",
        SumTooLarge = "sum_too_large",
        MandateMissing = "mandate_missing",
        NoSuchMandate = "no_such_mandate",
        MandateEnded = "mandate_ended",
        /// It was decided for something else than buying: rewards, or capital.
        MandateForOther = "mandate_for_other",
        AboveCeiling = "above_ceiling",
        PlaceTooLong = "place_too_long",
        NoteTooLong = "note_too_long",
        DayPassed = "day_passed",
        WrongState = "wrong_state",
        ReasonMissing = "reason_missing",
        /// It is the supplier's to say.
        NotTheSupplier = "not_the_supplier",
        /// Its members have paid: it is closed with what came, and what did not come is given back.
        FromPool = "from_pool",
        MoreThanOrdered = "more_than_ordered",
        NothingCounted = "nothing_counted",
        NoSuchLine = "no_such_line",
        TooManyPhotos = "too_many_photos",
        /// Goods that are paid for as they sell are given back to their buyers, order by order.
        PaidBySales = "paid_by_sales",
        NotBilled = "not_billed",
        AlreadyBilled = "already_billed",
        SumNotPositive = "sum_not_positive",
        MoreThanBilled = "more_than_billed",
        NoSuchCredit = "no_such_credit",
        KeyReused = "key_reused",
    }
}

kernel::codes! {
    /// Why nothing was paid together.
    pub enum RunRefused {
        NotAMember = "not_a_member",
        NotAllowed = "not_allowed",
        NoSuchRun = "no_such_run",
        NoSuchSupplier = "no_such_supplier",
        /// From which account to pay has not been entered.
        PayerMissing = "payer_missing",
        HolderMissing = "holder_missing",
        AccountMalformed = "account_malformed",
        BankTooLong = "bank_too_long",
        NoLines = "no_lines",
        TooManyLines = "too_many_lines",
        LineTwice = "line_twice",
        SumNotPositive = "sum_not_positive",
        /// No member who is owed as much has given an account.
        NobodyToPay = "nobody_to_pay",
        /// More than is due now to this supplier.
        MoreThanDue = "more_than_due",
        NoAccount = "no_account",
        /// Of the payer's own bank.
        BankMissing = "bank_missing",
        /// Nobody has said where this supplier is paid to.
        NoBankDetails = "no_bank_details",
        /// Conflict of interest: nobody proposes or consents to what is paid to themselves.
        OwnPayout = "own_payout",
        /// Who proposes cannot consent.
        OwnRun = "own_run",
        /// Somebody else has to consent to it first.
        WaitsForConsent = "waits_for_consent",
        WrongState = "wrong_state",
        /// Whoever proposed it may not pay out any more.
        ProposerMayNot = "proposer_may_not",
        /// Every line of it has become void.
        NothingLeft = "nothing_left",
        BankTooSmall = "bank_too_small",
        ReasonMissing = "reason_missing",
        NoSuchLine = "no_such_line",
        /// Only a line that was paid comes back.
        NotPaid = "not_paid",
        KeyReused = "key_reused",
    }
}

kernel::codes! {
    /// Why a payout stands as it was entered.
    pub enum TakeBackRefused {
        NotAMember = "not_a_member",
        NotAllowed = "not_allowed",
        NoSuchPayout = "no_such_payout",
        /// Conflict of interest: nobody takes back what was paid to themselves.
        OwnPayout = "own_payout",
        /// It comes back by its line of the run.
        OfARun = "of_a_run",
        AlreadyTakenBack = "already_taken_back",
        ReasonMissing = "reason_missing",
        KeyReused = "key_reused",
    }
}

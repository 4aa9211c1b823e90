//! Why an order was not placed, or did not move on. Pure.

kernel::codes! {
    /// Why an order could not be placed or moved on.
    pub enum OrderRefused {
        NoSuchOrder = "no_such_order",
        NoSuchOffer = "no_such_offer",
        NotForSale = "not_for_sale",
        MembersOnly = "members_only",
        NotAMember = "not_a_member",
        NoLines = "no_lines",
        TooManyLines = "too_many_lines",
        QuantityNotPositive = "quantity_not_positive",
        QuantityOffStep = "quantity_off_step",
        SoldOut = "sold_out",
        AboveLimit = "above_limit",
        /// The price has changed since the buyer saw it.
        PriceChanged = "price_changed",
        TotalTooLarge = "total_too_large",
        /// The split's fixed sums pass what the line costs.
        SplitAbovePrice = "split_above_price",
        /// Set-off: the community owes the buyer less than the order costs.
        OwedTooLittle = "owed_too_little",
        /// The same, said to who would set it off for a buyer without an account.
        BuyerOwedTooLittle = "buyer_owed_too_little",
        /// A buyer with an account sets it off themselves.
        BuyerHasAccount = "buyer_has_account",
        /// Whoever gets a part of the price does not pay it with what is owed to a buyer without an account.
        PaysForIt = "pays_for_it",
        MethodNotOffered = "method_not_offered",
        /// Not the buyer's, used, over, or never there.
        CouponUnusable = "coupon_unusable",
        NotYours = "not_yours",
        NotAllowed = "not_allowed",
        /// The state does not permit it any more, or not yet.
        WrongState = "wrong_state",
        TooEarly = "too_early",
        ReasonMissing = "reason_missing",
        /// Conflict of interest: someone else has to do it.
        OwnOrder = "own_order",
        /// The same key came with another input.
        KeyReused = "key_reused",
    }
}

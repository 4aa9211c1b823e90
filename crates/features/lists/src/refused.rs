//! Why something about a list could not be done. Pure: the words are in `refusals.rs`.

kernel::codes! {
    /// Why a list was not read, mended or ordered.
    pub enum ListRefused {
        NotAMember = "not_a_member",
        NotAllowed = "not_allowed",
        NoSuchList = "no_such_list",
        NoSuchLine = "no_such_line",
        NoSuchItem = "no_such_item",
        NoSuchBuyer = "no_such_buyer",
        NothingPasted = "nothing_pasted",
        /// A file that is no table with names and quantities.
        TableUnread = "table_unread",
        TextTooLong = "text_too_long",
        TooManyLines = "too_many_lines",
        TooManyItems = "too_many_items",
        /// Nobody orders anything in it.
        NoLines = "no_lines",
        /// Most of its lines are in another list: the same one under another heading?
        LooksKnown = "looks_known",
        /// A table that was written before the list's last changes, and would undo some of them.
        TableOlder = "table_older",
        /// Its words are erased: nothing is ordered of it any more.
        ListErased = "list_erased",
        /// One of its orders stands: it is not deleted.
        ListHasOrders = "list_has_orders",
        /// It is not the list any more that was looked over.
        ListChanged = "list_changed",
        /// The group buy that was to be joined is not open.
        GroupBuyClosed = "group_buy_closed",
        /// Somebody else mended the line meanwhile.
        LineMoved = "line_moved",
        NameMissing = "name_missing",
        NameTooLong = "name_too_long",
        NoteTooLong = "note_too_long",
        /// An order of nothing.
        ItemsMissing = "items_missing",
        ItemTwice = "item_twice",
        QuantityMissing = "quantity_missing",
        QuantityTooLarge = "quantity_too_large",
        OfferUnknown = "offer_unknown",
        /// Orders were made for this member under this name already.
        OrdersStand = "orders_stand",
        BuyerUnknown = "buyer_unknown",
        /// Of a buyer who is to be forgotten an order, or money, is not at its end.
        StillOpen = "still_open",
        PointUnknown = "point_unknown",
        PayUntilPast = "pay_until_past",
        KeyReused = "key_reused",
    }
}

kernel::codes! {
    /// Why a code was not made, or opened nothing.
    pub enum ClaimRefused {
        NotAMember = "not_a_member",
        NotAllowed = "not_allowed",
        /// Whoever it is has an account, or is gone.
        NoPlaceholder = "no_placeholder",
        /// The same request again: the code was shown then and is not kept.
        CodeMade = "code_made",
        /// One answer for what never was, what was used, renewed or ran out.
        CodeUnusable = "code_unusable",
        /// Whoever claims has confirmed the money of a part of theirs.
        ConfirmedByYou = "confirmed_by_you",
        /// Was a member here, or has asked to be: that is decided first.
        ComeInFirst = "come_in_first",
        KeyReused = "key_reused",
    }
}

impl ListRefused {
    /// What was asked for is not there at all: no form to show it in.
    pub fn is_nowhere(self) -> bool {
        matches!(
            self,
            ListRefused::NoSuchList
                | ListRefused::NoSuchLine
                | ListRefused::NoSuchItem
                | ListRefused::NoSuchBuyer
        )
    }
}

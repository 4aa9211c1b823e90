//! Why something about picking up could not be done. Pure: the words are in `refusals.rs`.

kernel::codes! {
    /// Why a pick-up point was not made or changed.
    pub enum PointRefused {
        NotAMember = "not_a_member",
        NotAllowed = "not_allowed",
        NoSuchPoint = "no_such_point",
        NameMissing = "name_missing",
        NameTooLong = "name_too_long",
        AddressMissing = "address_missing",
        AddressTooLong = "address_too_long",
        NoteTooLong = "note_too_long",
        /// The hours of some weekday cannot be read, or overlap.
        HoursMalformed = "hours_malformed",
        /// Open on no weekday.
        NoHours = "no_hours",
        DaysMalformed = "days_malformed",
        PlacesNotPositive = "places_not_positive",
        /// Whoever is to mind it is no member.
        MinderUnknown = "minder_unknown",
        NoSuchHelper = "no_such_helper",
        /// Over before it begins, past already, or more than a year ahead.
        HelpDaysWrong = "help_days_wrong",
        KeyReused = "key_reused",
    }
}

kernel::codes! {
    /// Why an order was given no place, or was not checked in.
    pub enum PickupRefused {
        NotAMember = "not_a_member",
        NotAllowed = "not_allowed",
        /// It was said on this device by somebody else, and waits for them.
        SaidByAnother = "said_by_another",
        NoSuchOrder = "no_such_order",
        NoSuchPoint = "no_such_point",
        /// No pick-up was chosen for this order.
        NoSuchPickup = "no_such_pickup",
        /// The link opens no calendar, or none any more.
        NoSuchCalendar = "no_such_calendar",
        NotYours = "not_yours",
        /// It is not paid yet, or was called off.
        OrderNotPaid = "order_not_paid",
        PointClosed = "point_closed",
        NoSuchSlot = "no_such_slot",
        SlotOver = "slot_over",
        SlotTooFar = "slot_too_far",
        /// The order's list or group buy is fetched on a later day.
        NotThereYet = "not_there_yet",
        SlotFull = "slot_full",
        /// A group buy has several places to fetch it, and none was chosen.
        PlaceNotChosen = "place_not_chosen",
        /// A group buy would be fetched before it closes.
        FetchedTooEarly = "fetched_too_early",
        /// As many come on that day as the point can serve.
        DayFull = "day_full",
        AlreadyHandedOver = "already_handed_over",
        NeighbourMissing = "neighbour_missing",
        NeighbourTooLong = "neighbour_too_long",
        /// The buyer has not said that a neighbour may have it.
        NoConsent = "no_consent",
        /// Nobody is late for what is not over.
        TooEarly = "too_early",
        /// Of this order nothing was said that could be taken back.
        NothingToUndo = "nothing_to_undo",
        UndoTooLate = "undo_too_late",
        /// Something has happened to the order since: its buyer has accepted it, for example.
        HandOverStands = "hand_over_stands",
        IdMalformed = "id_malformed",
        KeyReused = "key_reused",
    }
}

//! Why nothing was set aside, decided, ended or taken. Pure: the words are in `refusals.rs`.

kernel::codes! {
    pub enum RewardRefused {
        NotAMember = "not_a_member",
        NotAllowed = "not_allowed",
        NoSuchBudget = "no_such_budget",
        /// Nobody of here has this code: mistyped, or of somebody who has left.
        NoSuchCode = "no_such_code",
        TitleMissing = "title_missing",
        TitleTooLong = "title_too_long",
        BudgetNotPositive = "budget_not_positive",
        BudgetTooLarge = "budget_too_large",
        EndPassed = "end_passed",
        EndTooLate = "end_too_late",
        RateOutside = "rate_outside",
        OrderCapOutside = "order_cap_outside",
        MemberCapOutside = "member_cap_outside",
        WindowOutside = "window_outside",
        PartsOutside = "parts_outside",
        /// Less than one minor unit each.
        PartsTooSmall = "parts_too_small",
        /// No decision permits it.
        NoSuchMandate = "no_such_mandate",
        /// It was decided for something else.
        MandateForOther = "mandate_for_other",
        MandateEnded = "mandate_ended",
        AboveCeiling = "above_ceiling",
        FundTooSmall = "fund_too_small",
        /// Two people look at it.
        OwnBudget = "own_budget",
        /// One programme is open at a time.
        ProgrammeOpen = "programme_open",
        WrongState = "wrong_state",
        ReasonMissing = "reason_missing",
        /// A red packet is taken from once.
        TakenAlready = "taken_already",
        /// Every part of it is taken.
        NoneLeft = "none_left",
        KeyReused = "key_reused",
    }
}

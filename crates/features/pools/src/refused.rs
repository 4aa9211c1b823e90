//! Why something with a pool could not be done. Pure: the words are in `refusals.rs`.

kernel::codes! {
    /// Why a pool was not opened, changed or closed.
    pub enum PoolRefused {
        NotAMember = "not_a_member",
        NotAllowed = "not_allowed",
        NoSuchPool = "no_such_pool",
        /// What is bought together is not there, or not for sale.
        NoSuchGoods = "no_such_goods",
        TitleMissing = "title_missing",
        TitleTooLong = "title_too_long",
        TermsTooLong = "terms_too_long",
        LeastNotPositive = "least_not_positive",
        /// More is needed than there is room for.
        LeastAboveMost = "least_above_most",
        MostNotPositive = "most_not_positive",
        EachNotPositive = "each_not_positive",
        /// A quantity that is no whole number of the goods' steps.
        OffStep = "off_step",
        NoPrice = "no_price",
        TooManySteps = "too_many_steps",
        PriceNotPositive = "price_not_positive",
        PriceTooLarge = "price_too_large",
        LadderNotRising = "ladder_not_rising",
        /// The split's fixed parts pass the lowest price of the smallest part.
        SplitAbovePrice = "split_above_price",
        CaseNotPositive = "case_not_positive",
        /// Where the remainder is refused, the least is whole cases.
        LeastOffCase = "least_off_case",
        /// Rounding up makes stock: the goods' stock must be counted.
        StockNotCounted = "stock_not_counted",
        /// A fund pays for the pieces that round up: the rules permit no small sums.
        NoStanding = "no_standing_mandate",
        /// What a fund would pay at most is above what the rules still permit this month, or more than it has.
        RoundingAboveStanding = "rounding_above_standing",
        /// Conflict of interest: who supplies the goods does not let a fund buy from them.
        OwnSupply = "own_supply",
        /// Who makes the goods is their supplier: nobody else is named.
        SuppliedAlready = "supplied_already",
        NoSuchSupplier = "no_such_supplier",
        SupplierClosed = "supplier_closed",
        /// A supplier without an account can be owed nothing.
        NoAccount = "no_account",
        /// Conflict of interest: nobody buys from themselves for the community.
        OwnPurchase = "own_purchase",
        /// The same of who carries the mandate, and would be asked: they could never consent.
        CarrierSells = "carrier_sells",
        NoSuchMandate = "no_such_mandate",
        /// It is not in force when the pool closes.
        MandateEnded = "mandate_ended",
        /// It was decided for something else than buying: rewards, or capital.
        MandateForOther = "mandate_for_other",
        /// The mandate does not cover what it takes.
        AboveCeiling = "above_ceiling",
        DeadlinePassed = "deadline_passed",
        DeadlineTooFar = "deadline_too_far",
        GraceTooLong = "grace_too_long",
        AlreadyClosed = "already_closed",
        /// It is prepared, and who carries the mandate has not consented.
        NotOpenYet = "not_open_yet",
        /// It has opened: somebody else consented before.
        OpenAlready = "open_already",
        /// Another carries the mandate that pays.
        NotTheCarrier = "not_the_carrier",
        /// Who prepared it does not consent to so much themselves.
        SecondPerson = "second_person",
        /// Nobody carries the mandate: who prepared it is one person, and another one consents.
        NobodyCarries = "nobody_carries",
        /// It is not what was read any more.
        ChangedSince = "changed_since",
        /// Who prepared it may not run it any more.
        OrganiserGone = "organiser_gone",
        /// The mandate is of another fund than the one that sells.
        OtherFund = "mandate_of_other_fund",
        NotLater = "not_later",
        /// It is not time yet, or claimed payments have their grace.
        TooEarly = "too_early",
        /// Closing before the deadline is for pools that have met their condition.
        NotMet = "not_met",
        /// Payments are claimed: they are confirmed or refused first.
        ClaimsWaiting = "claims_waiting",
        ReasonMissing = "reason_missing",
        /// A text promises what no instrument can.
        PromisesReturn = "promises_return",
        /// A campaign runs as long as was decided.
        AsDecided = "as_decided",
        /// What concerns those who joined does not concern this member.
        NotJoined = "not_joined",
        KeyReused = "key_reused",
    }
}

kernel::codes! {
    /// Why a part in a pool could not be taken, paid or given up.
    pub enum CommitRefused {
        NotAMember = "not_a_member",
        NotAllowed = "not_allowed",
        NoSuchPool = "no_such_pool",
        NoSuchCommitment = "no_such_commitment",
        NotYours = "not_yours",
        /// Whoever has an account takes their own part: nobody does it for them.
        JoinsThemselves = "joins_themselves",
        /// For whom it would be taken is no member any more.
        BuyerGone = "buyer_gone",
        /// The deadline has passed, or it is closed.
        Closed = "closed",
        UnitsNotPositive = "units_not_positive",
        UnitsTooMany = "units_too_many",
        OffStep = "off_step",
        /// Nothing is left of what there is room for.
        Full = "full",
        AboveLimit = "above_limit",
        /// With what their company or who stands behind it has here, of what is owned.
        AboveLimitBehind = "above_limit_behind",
        /// Far more than all together still need, and it was not said to be meant so.
        FarBeyond = "far_beyond",
        /// Less than one part of this campaign is.
        BelowLeast = "below_least",
        /// What can go wrong was not said to be read.
        RiskNotRead = "risk_not_acknowledged",
        /// There is a newer version of what can go wrong than the one that was read.
        RiskChanged = "risk_changed",
        /// Not past probation for as long as this takes.
        OnProbation = "on_probation",
        /// The sum is not the one that was shown.
        SumChanged = "sum_changed",
        SumTooLarge = "sum_too_large",
        OwedTooLittle = "owed_too_little",
        MethodNotOffered = "method_not_offered",
        /// The state does not permit it any more, or not yet.
        WrongState = "wrong_state",
        /// Its organiser prepares it still.
        NotOpenYet = "not_open_yet",
        /// What is paid stays until the pool closes, as was said.
        MayNotLeave = "may_not_leave",
        /// It has its money: another sum for it is looked at by itself.
        AlreadyPaid = "already_paid",
        /// The same request confirmed it before, and that was taken back since: nothing is confirmed now.
        TakenBack = "taken_back",
        /// Given up, or the deadline had passed when the money came.
        PartOver = "part_over",
        /// What came is not what it costs.
        SumDiffers = "sum_differs",
        /// Conflict of interest: nobody confirms the own payment.
        OwnPayment = "own_payment",
        /// It has closed, and this part was counted in.
        ClosedSince = "closed_since",
        /// No treasurer confirmed it: it was set off.
        NotByHand = "not_by_hand",
        /// Who confirmed it takes it back on that day only; later somebody else does.
        UndoByAnother = "undo_by_another",
        /// What was above the sum is the member's, and used by now.
        CreditSpent = "credit_spent",
        /// The bank account of the books holds less than came with it.
        BankMovedOn = "bank_moved_on",
        AmountNotPositive = "amount_not_positive",
        /// What is paid elsewhere is written down whole.
        AmountDiffers = "amount_differs",
        /// So much more than was agreed on that a slip of the finger is likelier.
        AmountFar = "amount_far",
        ArrivedInFuture = "arrived_in_future",
        /// The deadline was on that day: only the time of day says whether it came before.
        ArrivalTimeMissing = "arrival_time_missing",
        /// The books are closed for that day.
        PeriodClosed = "period_closed",
        ReferenceTooLong = "reference_too_long",
        /// Money of this number was entered before.
        ReferenceUsed = "reference_used",
        ProofTooLong = "proof_too_long",
        ReasonMissing = "reason_missing",
        TooEarly = "too_early",
        KeyReused = "key_reused",
    }
}

kernel::codes! {
    /// Why a campaign was not opened, or something in it could not be done.
    pub enum CampaignRefused {
        NotAMember = "not_a_member",
        NoSuchCampaign = "no_such_campaign",
        NoSuchFund = "no_such_fund",
        DecisionMissing = "decision_missing",
        TitleUnfit = "title_unfit",
        WordsTooLong = "words_too_long",
        GetsMissing = "gets_missing",
        RiskMissing = "risk_missing",
        /// A text promises what no instrument can.
        PromisesReturn = "promises_return",
        GoalUnfit = "goal_unfit",
        SecondNotHigher = "second_goal_not_higher",
        RoundUnfit = "round_unfit",
        UnitUnfit = "unit_unfit",
        PartsUnfit = "parts_unfit",
        GoalAboveMost = "goal_above_most",
        CapMissing = "cap_missing",
        /// The share register would not take it: a name or terms that are too long, or too many units.
        InstrumentUnfit = "instrument_unfit",
        DeadlineUnfit = "deadline_unfit",
        GraceUnfit = "grace_unfit",
        WithdrawUnfit = "withdraw_unfit",
        MilestonesUnfit = "milestones_unfit",
        /// Of a record of equity elsewhere: its money is not here, so reaching the goal is its one milestone.
        StepsElsewhere = "steps_elsewhere",
        /// Nothing but reaching the goal: a pre-order needs a step that is its delivery.
        DeliveryMissing = "delivery_missing",
        TranchesNotWhole = "tranches_not_whole",
        MilestoneDates = "milestone_dates",
        BudgetUnfit = "budget_unfit",
        LookUnfit = "look_unfit",
        PercentUnfit = "percent_unfit",
        /// The rules of the community have milestones voted on.
        SilenceNotAllowed = "silence_not_allowed",
        /// Less than the rules of the community ask of backers.
        AcceptanceLax = "acceptance_lax",
        /// Fewer days to look than the rules of the community give backers.
        LookTooShort = "look_too_short",
        ProbationUnfit = "probation_unfit",
        TeamUnfit = "team_unfit",
        /// The decision has no second round in it.
        NoSecondRound = "no_second_round",
        AlreadyRaised = "already_raised",
        NotReached = "not_reached",
        /// Its time for this is over.
        Over = "over",
        /// For the team only.
        NotTheTeam = "not_the_team",
        /// For backers only, and not for those whose work it is.
        NotABacker = "not_a_backer",
        /// Several who stand behind this company have backed it, too: they speak for themselves.
        OwnersSpeak = "owners_speak",
        NoSuchMilestone = "no_such_milestone",
        /// An earlier one comes first, or the campaign has not closed.
        NotItsTurn = "not_its_turn",
        MilestoneDecided = "milestone_decided",
        /// Nobody may spend any more what it releases: it is about to stop.
        SpendingEnded = "spending_ended",
        Overdue = "overdue",
        EvidenceMissing = "evidence_missing",
        NothingSaid = "nothing_said",
        ReasonMissing = "reason_missing",
        NoSuchQuestion = "no_such_question",
        AlreadyAnswered = "already_answered",
        OnProbation = "on_probation",
        KeyReused = "key_reused",
    }
}

kernel::codes! {
    /// Why a decision did not make a match fund.
    pub enum MatchRefused {
        DecisionMissing = "match_decision_missing",
        NameUnfit = "match_name_unfit",
        BudgetUnfit = "match_budget_unfit",
        PercentUnfit = "match_percent_unfit",
        CapsUnfit = "match_caps_unfit",
        NoSuchFund = "no_such_fund",
        /// None, too many, or one twice.
        CampaignsUnfit = "match_campaigns_unfit",
        NoSuchCampaign = "no_such_campaign",
        /// It has closed.
        Over = "over",
        /// Only gifts are matched: goods have a price, and what is owned would be bought with everybody's money.
        NotGifts = "not_gifts",
        AlreadyMatched = "already_matched",
        /// What a fund adds to itself adds nothing.
        SameFund = "match_same_fund",
        FundTooSmall = "fund_too_small",
    }
}

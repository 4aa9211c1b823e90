//! Why something about a proposal is turned away. Pure: what is said of it is in `refusals`.

kernel::codes! {
    /// An answer for a person.
    pub enum ProposalRefused {
        NotAMember = "not_a_member",
        /// The rules of deciding say who may bring one.
        NotAProposer = "not_a_proposer",
        /// Neither its owner nor a steward.
        NotYours = "not_your_proposal",
        NoSuchProposal = "no_such_proposal",
        TitleMissing = "title_missing",
        TitleTooLong = "title_too_long",
        TextMissing = "text_missing",
        TextTooLong = "text_too_long",
        ReasonMissing = "reason_missing",
        ReasonTooLong = "reason_too_long",
        WrongStage = "wrong_stage",
        /// A ballot on it has opened.
        TextIsFixed = "text_is_fixed",
        IsOver = "proposal_is_over",
        /// Somebody wrote a version in between.
        TextMovedOn = "text_moved_on",
        NothingChanged = "nothing_changed",
        KeyReused = "key_reused",
        NoSuchDeed = "no_such_deed",
        /// It is done, or waits for its time.
        DeedNotFailed = "deed_not_failed",

        NoSuchComment = "no_such_comment",
        CommentMissing = "comment_missing",
        CommentTooLong = "comment_too_long",
        /// It stands beside what members are to put money into.
        CommentPromises = "comment_promises_return",
        /// It was withdrawn, merged or split: the talk goes on elsewhere.
        CommentsClosed = "comments_closed",
        AlreadyHidden = "already_hidden",
        NotYoursToHide = "not_yours_to_hide",
        /// Merged into itself, or handed over to who has it.
        SameOne = "same_one",
        PartsMissing = "parts_missing",
        TooManyParts = "too_many_proposals",
        NoSuchTask = "no_such_task",
        NotYourTask = "not_your_task",
        TaskIsElsewhere = "task_is_elsewhere",
        TaskMissing = "task_missing",
        TaskTooLong = "task_too_long",
        DueIsPast = "due_is_past",
        TooManyTasks = "too_many_tasks",
        NotASteward = "not_a_steward",
        OnlyByDecision = "only_by_decision",

        OptionsMissing = "options_missing",
        OptionsNotAsked = "options_not_asked",
        TooManyOptions = "too_many_options",
        OptionUnfit = "option_unfit",
        OptionTwice = "option_twice",
        BudgetMissing = "budget_missing",
        BudgetNotAsked = "budget_not_asked",
        CostUnfit = "cost_unfit",
        CountingUnfit = "counting_unfit",
        SecretNotAllowed = "secret_not_allowed",
        WeightingNotAllowed = "weighting_not_allowed",
        WeightingUnfit = "weighting_unfit",
        /// Beside a name, what was weighed tells what this member holds or has bought.
        WeightedIsSecret = "weighted_is_secret",
        DeedsNotAsked = "deeds_not_asked",
        TooManyDeeds = "too_many_deeds",
        DeedTwice = "deed_twice",
        MandateUnfit = "mandate_unfit",
        RuleUnfit = "rule_unfit",
        /// No such kind, no price, no terms, or more units than the books could hold.
        InstrumentUnfit = "instrument_unfit",
        /// No such share to pass on or convert, or not in this way.
        ShareUnfit = "share_unfit",
        /// Its terms do not hold together.
        CampaignUnfit = "campaign_unfit",
        /// Its caps do not hold together, or a campaign does not collect gifts, or is matched already.
        MatchUnfit = "match_unfit",
        ContributionRulesUnfit = "contribution_rules_unfit",
        /// No contribution waits for this ruling, or its share is none.
        RulingUnfit = "ruling_unfit",
        PromisesReturn = "promises_return",
        /// No such simulation, another than was shown, or its time is shared out by now.
        DistributionUnfit = "distribution_unfit",
        /// Another proposal has it in a ballot, or it was passed and waits to be carried out.
        DistributionInBallot = "distribution_in_ballot",
        /// Another proposal asks to share out the same, and is open.
        DistributionProposed = "distribution_proposed",
        /// It was made before gifts were told apart, and would pay them out.
        DistributionGiftsUntold = "distribution_gifts_untold",
        EndIsPast = "end_is_past",
        NoSuchFund = "no_such_fund",
        NoSuchMember = "no_such_member",
        /// None that a decision made, or it is over.
        NoSuchMandate = "no_such_mandate",
        NoSuchOffer = "no_such_offer",
        NoSuchRule = "no_such_rule",
        NoSuchRole = "no_such_role",
        SplitUnfit = "split_unfit",
        ThresholdUnfit = "threshold_unfit",
        /// To change the rules would take less than to decide by them.
        CharterThresholdLow = "charter_threshold_low",
        QuorumUnfit = "quorum_unfit",
        /// The same of the rules of deciding was changed since this was written.
        RulesMoved = "rules_moved",
        /// The same for the charter.
        CharterMoved = "charter_moved",
        CharterUnfit = "charter_unfit",
        HoursUnfit = "hours_unfit",
        StandingUnfit = "standing_unfit",
        /// Less than nothing, or more than the books hold.
        ProofSumUnfit = "proof_sum_unfit",
        MilestoneRulesUnfit = "milestone_rules_unfit",
        /// Backers of a campaign would have less say than these rules give them.
        AcceptanceLax = "acceptance_lax",
    }
}

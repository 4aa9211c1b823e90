//! The way of a distribution: made as a simulation, decided, paid in parts. Pure.
//!
//! ```text
//! making ──▶ made ──▶ paying ──▶ paid
//!              └─ stays what it is where another was decided
//! ```

kernel::codes! {
    pub enum DistributionState {
        /// Its shares are being written; whoever made it comes back to the same.
        Making = "making",
        Made = "made",
        Paying = "paying",
        Paid = "paid",
    }
}

kernel::codes! {
    /// Why a distribution was not made or not carried out: an answer for a person, and kept with a deed that failed.
    pub enum DistributionRefused {
        NotAMember = "not_a_member",
        NotAllowed = "not_allowed",
        NoSuchDistribution = "no_such_distribution",
        NoSuchFund = "no_such_fund",
        /// Mutual aid and reserves are kept for those in need and for bad times: nobody shares them out.
        FundIsKept = "fund_is_kept",
        /// It is not closed: its surplus may still change.
        PeriodOpen = "period_open",
        /// What is shared out by then is of a time that was shared out.
        PeriodShared = "period_shared",
        /// Losses go from one time to the next: what was before a time that was shared out is settled.
        LaterShared = "later_period_shared",
        /// Income and expense are equal, and nothing is left of earlier losses.
        NothingToShare = "nothing_to_share",
        NobodyToShare = "nobody_to_share",
        /// The rule says that it is the law of farmers' co-operatives, and less than that asks would go by trade: by caps, because nobody
        /// traded, or because of what is set aside for a fund that is no reserve.
        TradeBelowLaw = "trade_below_law",
        WeightsTooLarge = "weights_too_large",
        /// Beyond what holders put in, the fund has less by now than it earned in the period: it was spent.
        FundTooSmall = "fund_too_small",
        /// Its shares are not all written.
        NotReady = "distribution_not_ready",
        /// What was voted on is not what is there.
        HashDiffers = "distribution_hash_differs",
        /// Something of it was changed since it was frozen, whoever did it.
        Changed = "distribution_changed",
        AlreadyDecided = "distribution_already_decided",
        /// It is voted on now, or was passed and waits to be carried out.
        InBallot = "distribution_in_ballot",
        /// Another distribution of this fund is being paid.
        OtherPaying = "other_distribution_paying",
        /// Another distribution of this fund came between: fractions or losses are not those it was reckoned with.
        MovedOn = "distribution_moved_on",
        /// It was made before gifts were told apart, and would pay them out.
        GiftsUntold = "distribution_gifts_untold",
        KeyReused = "key_reused",
    }
}

/// What carrying out is decided on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing<'a> {
    pub state: DistributionState,
    pub hash: &'a str,
    /// What is there still hashes to it.
    pub same_frozen: bool,
    /// The loss it was reckoned with is the one there is.
    pub same_loss: bool,
    /// Another of the same fund covers some of its time.
    pub shared_before: bool,
    /// The fund was shared out for a later time.
    pub later_shared: bool,
}

impl Standing<'_> {
    /// # Errors
    /// `AlreadyDecided`, `NotReady`, `HashDiffers`, `Changed`, `PeriodShared`, `LaterShared`, `MovedOn`.
    pub fn carry_out(&self, hash: &str) -> Result<DistributionState, DistributionRefused> {
        use DistributionRefused as No;
        match self.state {
            DistributionState::Making => return Err(No::NotReady),
            DistributionState::Paying | DistributionState::Paid => return Err(No::AlreadyDecided),
            DistributionState::Made => {}
        }
        match () {
            () if self.hash != hash => Err(No::HashDiffers),
            () if !self.same_frozen => Err(No::Changed),
            () if self.shared_before => Err(No::PeriodShared),
            () if self.later_shared => Err(No::LaterShared),
            () if !self.same_loss => Err(No::MovedOn),
            () => Ok(DistributionState::Paying),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// State, hash given, as frozen, same loss, shared before, a later time shared → the answer.
    #[test]
    fn carrying_out_answers() {
        use DistributionRefused as No;
        use DistributionState::*;
        for (state, given, same_frozen, same_loss, shared_before, later_shared, answer) in [
            (Made, "aa", true, true, false, false, Ok(Paying)),
            (Making, "aa", true, true, false, false, Err(No::NotReady)),
            (Paying, "aa", true, true, true, true, Err(No::AlreadyDecided)),
            (Paid, "aa", true, true, true, true, Err(No::AlreadyDecided)),
            (Made, "ab", true, true, false, false, Err(No::HashDiffers)),
            (Made, "aa", true, true, true, true, Err(No::PeriodShared)),
            (Made, "aa", true, false, false, true, Err(No::LaterShared)),
            (Made, "aa", true, false, false, false, Err(No::MovedOn)),
        ] {
            let standing =
                Standing { state, hash: "aa", same_frozen, same_loss, shared_before, later_shared };
            assert_eq!(standing.carry_out(given), answer, "{standing:?} {given}");
        }
    }
}

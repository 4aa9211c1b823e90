//! What a mandate permits. Pure.

kernel::codes! {
    /// Where a mandate comes from.
    pub enum Source {
        /// A proposal that passed.
        Decision = "decision",
        /// The community's rules: small sums, month by month.
        Standing = "standing",
    }
}

kernel::codes! {
    pub enum MandateState {
        Active = "active",
        /// Taken back before its end, by a decision or by who carries it out.
        Ended = "ended",
    }
}

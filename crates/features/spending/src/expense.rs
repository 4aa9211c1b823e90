//! The way of an expense. Pure.

kernel::codes! {
    pub enum ExpenseState {
        /// Waits for somebody else's yes.
        Submitted = "submitted",
        /// Permitted. Owed to a member already; an outside payee is still to be paid.
        Approved = "approved",
        /// The money has left.
        Paid = "paid",
        Refused = "refused",
        Withdrawn = "withdrawn",
    }
}

kernel::codes! {
    pub enum ExpenseStep {
        Submitted = "submitted",
        ProofAdded = "proof_added",
        Approved = "approved",
        Refused = "refused",
        Withdrawn = "withdrawn",
        Paid = "paid",
    }
}

kernel::codes! {
    /// What kind of expense it is in the books.
    pub enum ExpensePurpose { Purchases = "purchases", Fees = "fees", Losses = "losses" }
}

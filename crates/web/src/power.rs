//! What a role permits. Roles are the community's matter; every feature asks for powers only.

kernel::codes! {
    /// One thing that not every member may do. Powers are checked again inside the transaction.
    pub enum Power {
        EditCharter = "edit_charter",
        DecideApplications = "decide_applications",
        Invite = "invite",
        ManageMembers = "manage_members",
        GrantRoles = "grant_roles",
        ManageOffers = "manage_offers",
        FulfilOrders = "fulfil_orders",
        ConfirmPayments = "confirm_payments",
        Refund = "refund",
        PayOut = "pay_out",
        Settle = "settle",
        ExportBooks = "export_books",
        Moderate = "moderate",
        DecideAppeals = "decide_appeals",
        ApproveExpenses = "approve_expenses",
    }
}

/// A set of powers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Powers {
    bits: u64,
}

impl Powers {
    pub const NONE: Powers = Powers { bits: 0 };

    pub fn has(self, power: Power) -> bool {
        self.bits & bit(power) != 0
    }

    #[must_use]
    pub fn with(self, power: Power) -> Powers {
        Powers { bits: self.bits | bit(power) }
    }

    #[must_use]
    pub fn and(self, others: Powers) -> Powers {
        Powers { bits: self.bits | others.bits }
    }

    pub fn is_empty(self) -> bool {
        self.bits == 0
    }

    pub fn iter(self) -> impl Iterator<Item = Power> {
        Power::ALL.iter().copied().filter(move |power| self.has(*power))
    }
}

fn bit(power: Power) -> u64 {
    1 << power as u64
}

impl FromIterator<Power> for Powers {
    fn from_iter<I: IntoIterator<Item = Power>>(powers: I) -> Powers {
        powers.into_iter().fold(Powers::NONE, Powers::with)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_has_what_was_put_in() {
        let set: Powers = [Power::Invite, Power::Settle].into_iter().collect();
        assert!(set.has(Power::Invite) && set.has(Power::Settle) && !set.has(Power::PayOut));
        assert_eq!(set.iter().collect::<Vec<_>>(), [Power::Invite, Power::Settle]);
        assert!(Powers::NONE.is_empty() && !set.is_empty());
    }
}

//! Which role has which powers. One table, read by operations, pages and the test of routes.
//!
//! Not a rule: names the powers that `web` declares.

use crate::community_store::Member;
use crate::role::{Role, Roles};
use web::{Power, Powers};

/// Stewards shape the community, treasurers move its money, moderators look after who comes and what goes out. No role has all: a steward
/// who is not treasurer confirms no payment.
pub const TABLE: &[(Power, &[Role])] = &[
    (Power::EditCharter, &[Role::Steward]),
    (Power::DecideApplications, &[Role::Steward]),
    (Power::Invite, &[Role::Steward, Role::Moderator]),
    (Power::ManageMembers, &[Role::Steward]),
    (Power::GrantRoles, &[Role::Steward]),
    (Power::ManageOffers, &[Role::Steward]),
    (Power::FulfilOrders, &[Role::Steward, Role::Moderator]),
    (Power::ConfirmPayments, &[Role::Treasurer]),
    (Power::Refund, &[Role::Steward, Role::Treasurer]),
    (Power::PayOut, &[Role::Treasurer]),
    (Power::Settle, &[Role::Treasurer]),
    (Power::ExportBooks, &[Role::Steward, Role::Treasurer]),
    (Power::Moderate, &[Role::Steward, Role::Moderator]),
    (Power::DecideAppeals, &[Role::Steward]),
    (Power::ApproveExpenses, &[Role::Steward, Role::Treasurer]),
];

pub fn of_roles(roles: Roles) -> Powers {
    let has = |(_, holders): &&(Power, &[Role])| holders.iter().any(|role| roles.has(*role));
    TABLE.iter().filter(has).map(|(power, _)| *power).collect()
}

/// Nobody but current members has any.
pub fn of_member(member: &Member) -> Powers {
    if member.is_current() { of_roles(member.roles) } else { Powers::NONE }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_power_has_a_holder_and_every_role_a_power() {
        for power in Power::ALL {
            let holders = TABLE.iter().find(|(known, _)| known == power);
            assert!(holders.is_some_and(|(_, roles)| !roles.is_empty()), "{power}");
        }
        for role in Role::ALL {
            assert!(!of_roles(Roles::NONE.with(*role)).is_empty(), "{role}");
        }
        assert!(of_roles(Roles::NONE).is_empty());
    }
}

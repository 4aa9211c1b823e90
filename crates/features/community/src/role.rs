//! Roles, and who may give or take them. Pure.

kernel::codes! {
    /// What a member is trusted with; the powers of each are in `power_table`.
    pub enum Role { Steward = "steward", Treasurer = "treasurer", Moderator = "moderator" }
}

/// The roles one member holds: one bit each, in the order of `Role::ALL`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Roles {
    pub bits: i64,
}

impl Roles {
    pub const NONE: Roles = Roles { bits: 0 };

    pub const fn from_bits(bits: i64) -> Roles {
        Roles { bits }
    }

    pub fn has(self, role: Role) -> bool {
        self.bits & bit(role) != 0
    }

    #[must_use]
    pub fn with(self, role: Role) -> Roles {
        Roles { bits: self.bits | bit(role) }
    }

    #[must_use]
    pub fn without(self, role: Role) -> Roles {
        Roles { bits: self.bits & !bit(role) }
    }

    pub fn is_empty(self) -> bool {
        self.bits == 0
    }

    pub fn iter(self) -> impl Iterator<Item = Role> {
        Role::ALL.iter().copied().filter(move |role| self.has(*role))
    }
}

fn bit(role: Role) -> i64 {
    1 << role as u8
}

/// Why a role was not given or taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoleRefused {
    /// Nobody raises themselves, whatever they hold.
    OwnRole,
    /// Roles are for people who are members now and can sign in.
    NotACurrentMember,
    HasItAlready,
    HasItNot,
    /// A community without a steward could admit and appoint nobody.
    LastSteward,
}

/// What the holder's roles are around a change.
#[derive(Debug, Clone, Copy)]
pub struct RoleChange {
    pub role: Role,
    /// Given, or taken.
    pub give: bool,
    pub by_holder: bool,
    pub holder_is_current: bool,
    pub held: Roles,
    pub steward_count: i64,
}

impl RoleChange {
    /// The roles after it. Giving up one's own role is everybody's right, but for the last steward.
    pub fn decide(self) -> Result<Roles, RoleRefused> {
        if self.give && self.by_holder {
            return Err(RoleRefused::OwnRole);
        }
        if self.give && !self.holder_is_current {
            return Err(RoleRefused::NotACurrentMember);
        }
        match (self.give, self.held.has(self.role)) {
            (true, true) => Err(RoleRefused::HasItAlready),
            (false, false) => Err(RoleRefused::HasItNot),
            (true, false) => Ok(self.held.with(self.role)),
            (false, true) if self.role == Role::Steward && self.steward_count <= 1 => {
                Err(RoleRefused::LastSteward)
            }
            (false, true) => Ok(self.held.without(self.role)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Role::*;
    use RoleRefused::*;

    /// Role, given?, by the holder?, current?, held before, stewards → roles after, or why not.
    #[test]
    fn roles_change_as_the_table_says() {
        let (none, s, st) =
            (Roles::NONE, Roles::NONE.with(Steward), Roles::NONE.with(Steward).with(Treasurer));
        for (role, give, by_holder, current, held, stewards, answer) in [
            (Treasurer, true, false, true, s, 1, Ok(st)),
            (Treasurer, true, true, true, s, 1, Err(OwnRole)),
            (Steward, true, true, true, none, 1, Err(OwnRole)),
            (Steward, true, false, false, none, 1, Err(NotACurrentMember)),
            (Steward, true, false, true, s, 2, Err(HasItAlready)),
            (Moderator, false, false, true, s, 2, Err(HasItNot)),
            (Steward, false, false, true, s, 2, Ok(none)),
            (Steward, false, false, true, s, 1, Err(LastSteward)),
            (Steward, false, true, true, st, 1, Err(LastSteward)),
            (Steward, false, true, true, st, 2, Ok(Roles::NONE.with(Treasurer))),
            (Treasurer, false, true, true, st, 1, Ok(s)),
            (Treasurer, false, false, false, st, 1, Ok(s)),
        ] {
            let change = RoleChange {
                role,
                give,
                by_holder,
                holder_is_current: current,
                held,
                steward_count: stewards,
            };
            assert_eq!(change.decide(), answer, "{change:?}");
        }
    }

    #[test]
    fn a_set_has_what_was_put_in() {
        let set = Roles::NONE.with(Steward).with(Moderator);
        assert_eq!(set.bits, 5);
        assert_eq!(set.iter().collect::<Vec<_>>(), [Steward, Moderator]);
        assert_eq!(Roles::from_bits(set.bits), set);
        assert!(Roles::NONE.is_empty());
    }
}

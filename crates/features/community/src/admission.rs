//! How a person becomes a member and stops being one. Pure.

use kernel::Timestamp;
use std::time::Duration;

kernel::codes! {
    /// Where somebody stands in a community.
    pub enum Status {
        Applicant = "applicant",
        Probation = "probation",
        Active = "active",
        Left = "left",
        Declined = "declined",
    }
}

kernel::codes! {
    /// Where an application stands.
    pub enum ApplicationState {
        Waiting = "waiting",
        Admitted = "admitted",
        Declined = "declined",
        Withdrawn = "withdrawn",
    }
}

impl Status {
    /// A member now, with what every member may do.
    pub fn is_current(self) -> bool {
        matches!(self, Status::Probation | Status::Active)
    }

    /// Probation ends by itself: no job has to run for it.
    pub fn at(self, probation_until: Option<Timestamp>, now: Timestamp) -> Status {
        match (self, probation_until) {
            (Status::Probation, Some(until)) if now < until => Status::Probation,
            (Status::Probation, _) => Status::Active,
            (other, _) => other,
        }
    }
}

/// Status on the day of admission, and when probation ends.
pub fn admit(probation_days: i64, now: Timestamp) -> (Status, Option<Timestamp>) {
    match u64::try_from(probation_days) {
        Ok(days) if days > 0 => (Status::Probation, Some(now.plus(Duration::from_secs(days * 24 * 3600)))),
        _ => (Status::Active, None),
    }
}

/// Why an application was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApplyRefused {
    AlreadyMember,
    AlreadyApplied,
    Closed,
}

/// `status` is what the person was here before, if anything.
pub fn apply(status: Option<Status>, applications_open: bool) -> Result<(), ApplyRefused> {
    match status {
        Some(Status::Probation | Status::Active) => Err(ApplyRefused::AlreadyMember),
        Some(Status::Applicant) => Err(ApplyRefused::AlreadyApplied),
        _ if !applications_open => Err(ApplyRefused::Closed),
        None | Some(Status::Left | Status::Declined) => Ok(()),
    }
}

/// Why an application was not decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecideRefused {
    OwnApplication,
    AlreadyDecided,
    /// Whoever is turned away, or let in, may read why.
    NoReason,
}

pub fn decide(state: ApplicationState, by_applicant: bool, reason: &str) -> Result<(), DecideRefused> {
    if by_applicant {
        return Err(DecideRefused::OwnApplication);
    }
    if state != ApplicationState::Waiting {
        return Err(DecideRefused::AlreadyDecided);
    }
    if reason.trim().is_empty() {
        return Err(DecideRefused::NoReason);
    }
    Ok(())
}

/// Why an invitation does not let anybody in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvitationRefused {
    AlreadyMember,
    /// Who was made to leave is let in by a decision, not by a link that is still about.
    Removed,
    Revoked,
    Expired,
    UsedUp,
}

/// What an invitation allows.
#[derive(Debug, Clone, Copy)]
pub struct Invited {
    pub expires_at: Timestamp,
    pub revoked: bool,
    pub uses_count: i64,
    pub uses_max: i64,
}

impl Invited {
    /// The instant of expiry is already too late. A waiting applicant may come in by invitation, but for one who was
    /// removed: applying must not make an old link good again.
    pub fn accept(
        &self,
        status: Option<Status>,
        removed: bool,
        now: Timestamp,
    ) -> Result<(), InvitationRefused> {
        if status.is_some_and(Status::is_current) {
            return Err(InvitationRefused::AlreadyMember);
        }
        self.usable(now)?;
        if removed { Err(InvitationRefused::Removed) } else { Ok(()) }
    }

    pub fn usable(&self, now: Timestamp) -> Result<(), InvitationRefused> {
        if self.revoked {
            return Err(InvitationRefused::Revoked);
        }
        if now >= self.expires_at {
            return Err(InvitationRefused::Expired);
        }
        if self.uses_count >= self.uses_max {
            return Err(InvitationRefused::UsedUp);
        }
        Ok(())
    }
}

/// Why somebody cannot leave, or be made to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeaveRefused {
    NotAMember,
    LastSteward,
    /// Stewards lose the role first, which has its own rule and history.
    StillSteward,
}

pub fn leave(
    status: Status,
    is_steward: bool,
    steward_count: i64,
    by_self: bool,
) -> Result<(), LeaveRefused> {
    if !status.is_current() {
        return Err(LeaveRefused::NotAMember);
    }
    if is_steward && steward_count <= 1 {
        return Err(LeaveRefused::LastSteward);
    }
    if is_steward && !by_self {
        return Err(LeaveRefused::StillSteward);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use Status::*;

    const NOW: Timestamp = Timestamp::from_micros(100);
    const DAY_US: i64 = 86_400_000_000;

    #[test]
    fn probation_ends_by_itself() {
        assert_eq!(admit(0, NOW), (Active, None));
        assert_eq!(admit(-1, NOW), (Active, None));
        let until = Timestamp::from_micros(100 + DAY_US);
        assert_eq!(admit(1, NOW), (Probation, Some(until)));
        for (status, at, seen) in [
            (Probation, 100 + DAY_US - 1, Probation),
            (Probation, 100 + DAY_US, Active),
            (Left, 100 + DAY_US, Left),
            (Applicant, 0, Applicant),
        ] {
            assert_eq!(status.at(Some(until), Timestamp::from_micros(at)), seen, "{status} {at}");
        }
    }

    #[test]
    fn who_may_apply() {
        for (status, open, answer) in [
            (None, true, Ok(())),
            (None, false, Err(ApplyRefused::Closed)),
            (Some(Applicant), true, Err(ApplyRefused::AlreadyApplied)),
            (Some(Applicant), false, Err(ApplyRefused::AlreadyApplied)),
            (Some(Probation), true, Err(ApplyRefused::AlreadyMember)),
            (Some(Active), false, Err(ApplyRefused::AlreadyMember)),
            (Some(Left), true, Ok(())),
            (Some(Declined), true, Ok(())),
            (Some(Declined), false, Err(ApplyRefused::Closed)),
        ] {
            assert_eq!(apply(status, open), answer, "{status:?} {open}");
        }
    }

    #[test]
    fn who_decides_an_application_and_how() {
        use ApplicationState::*;
        for (state, own, reason, answer) in [
            (Waiting, false, "known to Ana", Ok(())),
            (Waiting, true, "why not", Err(DecideRefused::OwnApplication)),
            (Waiting, false, "  ", Err(DecideRefused::NoReason)),
            (Admitted, false, "again", Err(DecideRefused::AlreadyDecided)),
            (Declined, false, "again", Err(DecideRefused::AlreadyDecided)),
            (Withdrawn, false, "late", Err(DecideRefused::AlreadyDecided)),
        ] {
            assert_eq!(decide(state, own, reason), answer, "{state} {own} {reason}");
        }
    }

    /// Expiry, revoked?, used, most, status before → answer at 100.
    #[test]
    fn whom_an_invitation_lets_in() {
        use InvitationRefused::*;
        for (expires, revoked, used, most, status, answer) in [
            (101, false, 0, 1, None, Ok(())),
            (100, false, 0, 1, None, Err(Expired)),
            (101, true, 0, 1, None, Err(Revoked)),
            (101, false, 1, 1, None, Err(UsedUp)),
            (101, false, 4, 5, Some(Applicant), Ok(())),
            (101, false, 4, 5, Some(Left), Ok(())),
            (101, false, 4, 5, Some(Active), Err(AlreadyMember)),
            (101, false, 5, 5, Some(Probation), Err(AlreadyMember)),
        ] {
            let expires_at = Timestamp::from_micros(expires);
            let invited = Invited { expires_at, revoked, uses_count: used, uses_max: most };
            assert_eq!(invited.accept(status, false, NOW), answer, "{invited:?} {status:?}");
            let removed = if answer.is_ok() { Err(Removed) } else { answer };
            assert_eq!(invited.accept(status, true, NOW), removed, "removed: {invited:?} {status:?}");
        }
    }

    /// Status, steward?, stewards, by themselves? → answer.
    #[test]
    fn who_may_leave() {
        for (status, steward, stewards, own, answer) in [
            (Active, false, 1, true, Ok(())),
            (Probation, false, 1, false, Ok(())),
            (Active, true, 2, true, Ok(())),
            (Active, true, 1, true, Err(LeaveRefused::LastSteward)),
            (Active, true, 2, false, Err(LeaveRefused::StillSteward)),
            (Applicant, false, 1, true, Err(LeaveRefused::NotAMember)),
            (Left, false, 1, true, Err(LeaveRefused::NotAMember)),
        ] {
            assert_eq!(leave(status, steward, stewards, own), answer, "{status} {steward} {stewards} {own}");
        }
    }
}

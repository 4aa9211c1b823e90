//! Money that came in otherwise than by sales, and who may say so. Pure.

use crate::ids::Member;
use kernel::{Id, Timestamp};
use std::time::Duration;

kernel::codes! {
    pub enum ReceiptKind {
        /// What the community owned already when its books began here.
        Opening = "opening",
        Gift = "gift",
        Grant = "grant",
        /// For being named, or for something else that the community does for it: no gift, so it is earned and can be shared out.
        Sponsorship = "sponsorship",
        /// Interest, a deposit that came back, rent.
        Other = "other",
    }
}

kernel::codes! {
    /// Where the money lies.
    pub enum Till { Bank = "bank", Cash = "cash" }
}

kernel::codes! {
    /// Why money received was not entered, or not taken back.
    pub enum ReceiptRefused {
        NotAMember = "not_a_member",
        NotAllowed = "not_allowed",
        NoSuchReceipt = "no_such_receipt",
        NoSuchFund = "no_such_fund",
        /// Conflict of interest: nobody enters what they gave, nor takes it back.
        OwnGift = "own_gift",
        /// What a fund had at the beginning is entered once, for the bank and for the till.
        AlreadyOpened = "already_opened",
        /// What was there at the beginning comes from nobody.
        OpeningHasGiver = "opening_has_giver",
        SumNotPositive = "sum_not_positive",
        SumTooLarge = "sum_too_large",
        WhatMissing = "what_missing",
        WhatTooLong = "what_too_long",
        /// A member and somebody outside: one of the two, or nobody.
        GiverTwice = "giver_twice",
        GiverTooLong = "giver_too_long",
        GiverNoMember = "giver_not_a_member",
        ReceivedInFuture = "received_in_future",
        ReceivedLongAgo = "received_long_ago",
        /// The books are closed for that day.
        PeriodClosed = "period_closed",
        /// What came before the community was founded is what it had at the beginning.
        ReceivedBeforeFounding = "received_before_founding",
        TooManyProofs = "too_many_proofs",
        ReasonMissing = "reason_missing",
        AlreadyReversed = "receipt_already_reversed",
        /// What was received has been spent since: it cannot be taken back from where it was.
        MovedOn = "money_moved_on",
        /// It is what stands there already.
        SameSum = "same_sum",
        /// So much of it is spent or promised that the fund, or the bank or till, would be left with less than nothing.
        NotFree = "money_not_free",
        KeyReused = "key_reused",
    }
}

use ReceiptRefused as No;

pub const WHAT_CHARS_MAX: usize = 500;
pub const GIVER_CHARS_MAX: usize = 120;
/// Of one receipt.
pub const PROOFS_MAX: usize = 10;
/// A year that was mistyped is not taken for the beginning of the books.
pub const YEARS_BACK_MAX: u64 = 10;

/// From whom it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Giver {
    /// Members see that it was one, not which.
    Member(Id<Member>),
    /// Kept beside the entry and never in it.
    Outside(String),
    /// Nobody knows, or nobody is to know.
    Anonymous,
}

/// The giver of a form where one of two fields is filled in, or none.
///
/// # Errors
/// `GiverTwice`, `GiverTooLong`.
pub fn giver(member: Option<Id<Member>>, name: &str) -> Result<Giver, No> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    match (member, name.is_empty()) {
        (Some(_), false) => Err(No::GiverTwice),
        (Some(member), true) => Ok(Giver::Member(member)),
        (None, true) => Ok(Giver::Anonymous),
        (None, false) if name.chars().count() > GIVER_CHARS_MAX => Err(No::GiverTooLong),
        (None, false) => Ok(Giver::Outside(name)),
    }
}

/// What somebody says was received.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Received<'a> {
    pub kind: ReceiptKind,
    pub giver: &'a Giver,
    pub amount_minor: i64,
    pub what: &'a str,
    /// The first instant of the day.
    pub received_on: Timestamp,
}

impl Received<'_> {
    /// What it was for and when it came, as they are kept: the day's noon, but not in the future. What was there at the beginning may
    /// be older than the community, whose first day is `founded`. `sum_max` is the largest sum that the books take.
    ///
    /// # Errors
    /// What does not hold, the first of it.
    pub fn check(
        &self,
        by: Id<Member>,
        sum_max: i64,
        founded: Timestamp,
        now: Timestamp,
    ) -> Result<(String, Timestamp), No> {
        let what = self.what.trim();
        let opening = self.kind == ReceiptKind::Opening;
        for (holds, refused) in [
            (*self.giver != Giver::Member(by), No::OwnGift),
            (!opening || *self.giver == Giver::Anonymous, No::OpeningHasGiver),
            (self.amount_minor > 0, No::SumNotPositive),
            (self.amount_minor <= sum_max, No::SumTooLarge),
            (!what.is_empty(), No::WhatMissing),
            (what.chars().count() <= WHAT_CHARS_MAX, No::WhatTooLong),
            (self.received_on <= now, No::ReceivedInFuture),
            (self.received_on >= now.minus(LONG_AGO), No::ReceivedLongAgo),
            (opening || self.received_on >= founded, No::ReceivedBeforeFounding),
        ] {
            if !holds {
                return Err(refused);
            }
        }
        Ok((what.to_owned(), self.received_on.noon().min(now)))
    }
}

/// Whether somebody may take a receipt back.
///
/// # Errors
/// `AlreadyReversed`, `OwnGift`.
pub fn take_back(giver: Option<Id<Member>>, reversed: bool, by: Id<Member>) -> Result<(), No> {
    match () {
        () if reversed => Err(No::AlreadyReversed),
        () if giver == Some(by) => Err(No::OwnGift),
        () => Ok(()),
    }
}

/// A receipt whose sum is to be put right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wrong {
    pub giver: Option<Id<Member>>,
    pub reversed: bool,
    pub amount_minor: i64,
    /// What can be taken away: of the fund beyond what is promised from it, on each day since it came, and of what lies at the
    /// bank or in the till.
    pub free_minor: i64,
}

impl Wrong {
    /// Whether `right_minor` may stand in its place. More is always possible; less only as far as money is free.
    ///
    /// # Errors
    /// Those of `take_back`; `SumNotPositive`, `SumTooLarge`, `SameSum`, `NotFree`.
    pub fn correct(&self, by: Id<Member>, right_minor: i64, sum_max: i64) -> Result<(), No> {
        take_back(self.giver, self.reversed, by)?;
        for (holds, refused) in [
            (right_minor > 0, No::SumNotPositive),
            (right_minor <= sum_max, No::SumTooLarge),
            (right_minor != self.amount_minor, No::SameSum),
            (right_minor >= self.least_minor(), No::NotFree),
        ] {
            if !holds {
                return Err(refused);
            }
        }
        Ok(())
    }

    /// The smallest sum that it can be corrected to.
    pub fn least_minor(&self) -> i64 {
        self.amount_minor - self.free_minor.clamp(0, self.amount_minor)
    }
}

const LONG_AGO: Duration = Duration::from_secs(YEARS_BACK_MAX * 366 * 86_400);

#[cfg(test)]
mod tests {
    use super::*;

    fn member(n: u8) -> Id<Member> {
        Id::from_parts(1, [n; 10])
    }

    const BY: u8 = 1;
    const OTHER: u8 = 2;

    #[test]
    fn a_giver_is_one_of_two_or_nobody() {
        let long = "字".repeat(GIVER_CHARS_MAX + 1);
        for (who, name, answer) in [
            (Some(member(OTHER)), " ", Ok(Giver::Member(member(OTHER)))),
            (None, "  Old \t School ", Ok(Giver::Outside("Old School".to_owned()))),
            (None, "", Ok(Giver::Anonymous)),
            (Some(member(OTHER)), "Old School", Err(No::GiverTwice)),
            (None, long.as_str(), Err(No::GiverTooLong)),
        ] {
            assert_eq!(giver(who, name), answer, "{name}");
        }
    }

    /// Day's first instant and now in hours → when it was received.
    #[test]
    fn what_is_received_is_checked() {
        let at = |hours: i64| Timestamp::from_micros(hours * 3_600_000_000);
        let now = at(24 * 366 * 30);
        let (long, own) = ("字".repeat(WHAT_CHARS_MAX + 1), Giver::Member(member(BY)));
        let (other, outside) = (Giver::Member(member(OTHER)), Giver::Outside("School".to_owned()));
        let years = |years: i64| at(24 * 366 * (30 - years));
        let good = Received {
            kind: ReceiptKind::Gift,
            giver: &other,
            amount_minor: 1_000,
            what: " for the roof ",
            received_on: years(1),
        };
        let kept = |received: Timestamp| Ok(("for the roof".to_owned(), received));
        let opening = Received { kind: ReceiptKind::Opening, giver: &Giver::Anonymous, ..good };
        for (received, answer) in [
            (good, kept(years(1).noon())),
            (opening, kept(years(1).noon())),
            (Received { received_on: now, ..good }, kept(now)),
            (Received { received_on: years(10), ..good }, kept(years(10).noon())),
            (
                Received { received_on: years(10).minus(Duration::from_secs(1)), ..good },
                Err(No::ReceivedLongAgo),
            ),
            (Received { received_on: now.noon(), ..good }, Err(No::ReceivedInFuture)),
            (Received { giver: &own, ..good }, Err(No::OwnGift)),
            (Received { giver: &outside, ..opening }, Err(No::OpeningHasGiver)),
            (Received { giver: &other, ..opening }, Err(No::OpeningHasGiver)),
            (Received { amount_minor: 0, ..good }, Err(No::SumNotPositive)),
            (Received { amount_minor: 1_001, ..good }, Err(No::SumTooLarge)),
            (Received { what: " ", ..good }, Err(No::WhatMissing)),
            (Received { what: &long, ..good }, Err(No::WhatTooLong)),
        ] {
            assert_eq!(received.check(member(BY), 1_000, years(12), now), answer, "{received:?}");
        }
        // The community's first day is the first of a gift; what was there at the beginning may be older.
        let before = years(1).minus(Duration::from_secs(1));
        for (received, founded, answer) in [
            (good, years(1), kept(years(1).noon())),
            (Received { received_on: before, ..good }, years(1), Err(No::ReceivedBeforeFounding)),
            (Received { received_on: before, ..opening }, years(1), kept(before.noon())),
        ] {
            assert_eq!(received.check(member(BY), 1_000, founded, now), answer, "{received:?}");
        }
    }

    /// What is free, giver, reversed, the right sum → answer. It stands there with 1,000.
    #[test]
    fn a_sum_is_put_right_as_far_as_money_is_free() {
        for (free, giver, reversed, right, answer) in [
            (300, None, false, 700, Ok(())),
            (300, None, false, 699, Err(No::NotFree)),
            (300, None, false, 1_001, Ok(())),
            (0, None, false, 999, Err(No::NotFree)),
            // A fund below nothing is made no worse.
            (-50, None, false, 1_000_000, Ok(())),
            (-50, None, false, 999, Err(No::NotFree)),
            (5_000, None, false, 1, Ok(())),
            (5_000, None, false, 0, Err(No::SumNotPositive)),
            (5_000, None, false, 1_000_001, Err(No::SumTooLarge)),
            (5_000, None, false, 1_000, Err(No::SameSum)),
            (5_000, Some(BY), false, 900, Err(No::OwnGift)),
            (5_000, Some(OTHER), false, 900, Ok(())),
            (5_000, None, true, 900, Err(No::AlreadyReversed)),
        ] {
            let wrong = Wrong { giver: giver.map(member), reversed, amount_minor: 1_000, free_minor: free };
            assert_eq!(wrong.correct(member(BY), right, 1_000_000), answer, "{free} {right}");
        }
    }

    #[test]
    fn it_is_taken_back_once_and_by_another() {
        for (giver, reversed, answer) in [
            (None, false, Ok(())),
            (Some(OTHER), false, Ok(())),
            (Some(BY), false, Err(No::OwnGift)),
            (None, true, Err(No::AlreadyReversed)),
        ] {
            assert_eq!(take_back(giver.map(member), reversed, member(BY)), answer, "{giver:?} {reversed}");
        }
    }
}
